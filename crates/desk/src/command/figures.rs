//! What a person is shown of the work in numbers: counts and times, no person.

use serde::{Deserialize, Serialize};

use super::Carrier;

/// Most days that figures look back: a year.
pub const FIGURE_DAYS_MAX: u32 = 366;

/// The work of the last days in numbers. A referral belongs to the day on which it was sent, by its author's
/// clock; the network is as it is now.
#[derive(Debug, Clone, Default, Serialize, Deserialize)]
pub struct FiguresReport {
    /// How many days are looked back.
    pub days: u32,
    /// Referrals by state.
    pub states: Vec<StateCount>,
    /// How long partners took for their first answer to referrals of ours.
    pub first_answers: Vec<FirstAnswer>,
    /// Needs by where they went or came from.
    pub needs: Vec<NeedCount>,
    /// Partners, and how they are reached.
    pub network: Vec<NetworkRow>,
    /// Month by month, the oldest first.
    pub months: Vec<MonthCount>,
    /// Referrals that were kept by an earlier version and are not counted yet: they are looked through by and by.
    pub not_counted_yet: u64,
}

/// Referrals in one state.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct StateCount {
    /// `sent` or `received` by us.
    pub direction: String,
    /// Status code.
    pub status: String,
    /// How many.
    pub count: u64,
}

/// A partner's first answers to referrals of ours: accepted, declined, put on a list, or asked back.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct FirstAnswer {
    /// Our short name for it.
    pub partner: String,
    /// Referrals that it answered.
    pub answered: u64,
    /// Referrals that it has not answered yet.
    pub waiting: u64,
    /// Half of its first answers came within so many seconds.
    pub median_seconds: Option<u64>,
    /// First answers within 24 hours,
    pub within_24h: u64,
    /// within 72 hours but not 24,
    pub within_72h: u64,
    /// and later.
    pub later: u64,
}

/// Needs for one service between us and one partner.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct NeedCount {
    /// Service code.
    pub service: String,
    /// The partner to which they went, or from which they came: our short name for it.
    pub partner: String,
    /// `sent` or `received` by us.
    pub direction: String,
    /// How many.
    pub count: u64,
}

/// How a partner is reached now.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct NetworkRow {
    /// Our short name for it.
    pub partner: String,
    /// Connected now.
    pub connected: bool,
    /// How the next letter goes.
    pub carrier: Carrier,
    /// When anything last came from it, RFC 3339.
    pub last_contact: Option<String>,
    /// Letters waiting for it here.
    pub waiting_letters: u64,
    /// Confirmed by both sides.
    pub confirmed: bool,
    /// Blocked by us.
    pub blocked: bool,
}

/// One month.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct MonthCount {
    /// Year and month, `2026-11`.
    pub month: String,
    /// Referrals that we sent in it.
    pub sent: u64,
    /// Referrals that came in it.
    pub received: u64,
    /// Referrals of it, sent or received, that were accepted since.
    pub accepted: u64,
    /// Referrals of it, sent or received, that were declined since.
    pub declined: u64,
}
