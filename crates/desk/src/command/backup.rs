//! What a person is shown of backups.

use serde::{Deserialize, Serialize};

/// A backup.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct BackupReport {
    /// The file: its path when it was just made, its name in a list.
    pub file: String,
    /// When its snapshot was taken, RFC 3339.
    pub at: String,
    /// Its length.
    pub bytes: u64,
    /// Its SHA-256, hex.
    pub sha256: String,
    /// Letters in it.
    pub letters: u64,
    /// How long it took; 0 in a list.
    pub milliseconds: u64,
    /// Older backups of this node that were removed to keep as many as the schedule says.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub removed: Vec<String>,
}
