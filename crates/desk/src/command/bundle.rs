//! What a person is shown of bundles on a stick.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use super::Failure;

/// What was done at a stick.
#[derive(Debug, Clone, Default, Serialize, Deserialize)]
pub struct BundleReport {
    /// The folder that was named.
    pub dir: String,
    /// What was taken, by partner.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub read: Vec<BundleRead>,
    /// What was written, by partner.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub written: Vec<BundleWritten>,
    /// Partners for whom nothing may go now.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub nothing_for: Vec<String>,
    /// Bundles that were looked at.
    pub files: u64,
    /// Of these: for somebody else, or too old to open.
    pub not_ours: u64,
    /// Of these: written here, and not yet read by their partner.
    pub own: u64,
    /// Of these: from partners that are blocked.
    pub blocked: u64,
    /// Cut short, or damaged: left where they are.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub damaged: Vec<DamagedFile>,
    /// Beyond what is looked at in one stick.
    pub unread: u64,
    /// Bundles that were taken and then removed.
    pub removed: u64,
    /// What ended the work early; what is told above was done all the same.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub trouble: Option<Failure>,
}

/// What was taken of a partner.
#[derive(Debug, Clone, Default, Serialize, Deserialize)]
pub struct BundleRead {
    /// Our short name for it.
    pub partner: String,
    /// Letters that are new here.
    pub letters: u64,
    /// Letters that had come before.
    pub repeats: u64,
    /// Letters that were refused, by reason.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub refused: BTreeMap<String, u64>,
    /// Letters that must come again: something has to be done first, here or there.
    pub later: u64,
}

/// What was written for a partner.
#[derive(Debug, Clone, Default, Serialize, Deserialize)]
pub struct BundleWritten {
    /// Our short name for it.
    pub partner: String,
    /// Letters in its files; none where it is only told what came.
    pub letters: u64,
    /// Files.
    pub files: u64,
    /// Their bytes.
    pub bytes: u64,
    /// Letters that wait for the next bundle.
    pub left_over: u64,
}

/// A file that does not open.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct DamagedFile {
    /// Its name.
    pub file: String,
    /// What is wrong with it.
    pub why: String,
}
