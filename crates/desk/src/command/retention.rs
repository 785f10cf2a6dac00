//! What a person is shown of how long things are kept, and what may be asked of it.

use serde::{Deserialize, Serialize};

/// Why nothing of a referral may be erased.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum HoldReason {
    /// A court ordered it.
    CourtOrder,
    /// An investigation needs it.
    Investigation,
    /// The person asked for it.
    PersonAsked,
    /// Somebody's safety depends on it.
    Safety,
}

impl HoldReason {
    /// Every reason.
    pub const ALL: [Self; 4] =
        [Self::CourtOrder, Self::Investigation, Self::PersonAsked, Self::Safety];

    /// Its code.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::CourtOrder => "court_order",
            Self::Investigation => "investigation",
            Self::PersonAsked => "person_asked",
            Self::Safety => "safety",
        }
    }
}

/// What is kept and until when, and what was erased.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct RetentionReport {
    /// Referrals, and drafts that were never sent.
    pub rows: Vec<RetentionRow>,
    /// What was erased; left out where only what is due was asked for.
    pub erased: Vec<ErasedRow>,
}

/// One thing that is kept.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct RetentionRow {
    /// Our number for it, `R12` or `D3`.
    pub name: String,
    /// A referral's id.
    pub id: String,
    /// `received`, `sent` or `draft`.
    pub class: String,
    /// The partner's short name.
    pub partner: String,
    /// A referral's status.
    pub status: String,
    /// `open`, `kept`, `due`, `overdue_retention` or `held`.
    pub state: String,
    /// The day on which it is erased, or on which its time was over; ISO 8601.
    pub until: Option<String>,
    /// The reason of a hold.
    pub hold: Option<String>,
}

/// What is left of an erased referral.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct ErasedRow {
    /// Our number for it.
    pub name: String,
    /// Its id.
    pub id: String,
    /// The partner's short name.
    pub partner: String,
    /// The day of its first letter, ISO 8601.
    pub first: String,
    /// The day of its last change.
    pub changed: String,
    /// The day on which it was erased.
    pub erased: String,
    /// `retention`, `consent` or `by_hand`.
    pub reason: String,
    /// Letters of which header and signature are kept.
    pub letters: u64,
}
