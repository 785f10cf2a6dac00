//! What a person is shown of the organisation's signing keys.

use serde::{Deserialize, Serialize};

use super::Secret;

/// Our key log in words.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct KeyReport {
    /// Our id. It never changes.
    pub org: String,
    /// Every signing key, from the first to the one in force.
    pub keys: Vec<KeyRow>,
    /// A change of the key that was begun at this time and not finished, RFC 3339.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub unfinished_since: Option<String>,
    /// Partners who have not yet signed for the newest card.
    pub partners_waiting: Vec<String>,
    /// The key was replaced since the last backup: no older one can be restored into service any more.
    #[serde(default)]
    pub backup_outdated: bool,
}

/// One signing key.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct KeyRow {
    /// Its place: 0 is the key of the founding.
    pub place: u32,
    /// The key's public half, hex.
    pub key: String,
    /// The first day, ISO 8601.
    pub since: String,
    /// The last day on which it may have signed; none for the key in force.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub until: Option<String>,
    /// `in_force`, `retired` or `stolen`.
    pub state: String,
}

/// A share of a partner's recovery sheet that is kept here for it.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct ShareReport {
    /// Whose: our short name for it.
    pub partner: String,
    /// Whose: its name.
    pub name: String,
    /// The set, hex. Shares of different sets do not go together.
    pub set: String,
    /// Which one of the set, from 1.
    pub number: u8,
    /// How many open the sheet.
    pub needed: u8,
    /// How many there are.
    pub of: u8,
    /// When it came, RFC 3339.
    pub since: String,
    /// The share itself; only in the reply to `key shares show`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub text: Option<Secret>,
}
