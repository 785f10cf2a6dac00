//! What a person is shown of drafts, referrals and consents.

use serde::{Deserialize, Serialize};

use super::AttachmentReport;

/// A draft.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct DraftReport {
    /// Its number, `D3`.
    pub draft: String,
    /// The case's code.
    pub case_code: String,
    /// What the partner sees now: section and rows.
    pub now: Vec<SectionReport>,
    /// What the partner sees after accepting.
    pub after: Vec<SectionReport>,
    /// Things to think about; nothing that stops it.
    pub warnings: Vec<String>,
}

/// A section in plain words.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct SectionReport {
    /// The section's code.
    pub section: String,
    /// Label and value.
    pub rows: Vec<(String, String)>,
}

/// A referral in a list.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct ReferralRow {
    /// Our number for it, `R12`.
    pub referral: String,
    /// Its id, shared with the partner.
    pub id: String,
    /// `sent` or `received` by us.
    pub direction: String,
    /// The partner's short name.
    pub partner: String,
    /// Status code.
    pub status: String,
    /// Consent: active, narrowed, revoked, expired.
    pub consent: String,
    /// Urgency code.
    pub urgency: String,
    /// Service codes.
    pub services: Vec<String>,
    /// The case's code.
    pub case_code: String,
    /// The tick of the newest letter of ours: waiting, left, received, opened.
    pub tick: String,
    /// The next deadline, in words.
    pub due: Option<String>,
    /// Whether something is overdue.
    pub overdue: bool,
    /// Whether it waits for us.
    pub needs_us: bool,
    /// Last change, RFC 3339.
    pub changed: String,
}

/// One line of a timeline.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct TimelineRow {
    /// Number within the referral, from 1.
    pub entry: u32,
    /// When, by the author's clock, RFC 3339.
    pub at: String,
    /// `us` or the partner's short name.
    pub by: String,
    /// The move's code, or `receipt`, `disclosure`, `attachment`, `pieces`.
    pub kind: String,
    /// In plain words, with texts of the move.
    pub words: String,
    /// applied, crossed, out_of_turn, waiting.
    pub fate: String,
    /// For our letters: waiting, left, received, opened, refused.
    pub tick: String,
    /// The id of the letter's header.
    pub header: String,
}

/// One need with its answer.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct NeedReport {
    /// Number from 1.
    pub need: u32,
    /// Service code.
    pub service: String,
    /// open, accepted, declined, waitlisted.
    pub answer: String,
    /// Decline code.
    pub decline_code: Option<String>,
    /// Outcome code.
    pub outcome: Option<String>,
}

/// One deadline.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct DeadlineReport {
    /// Its kind.
    pub kind: String,
    /// When, RFC 3339.
    pub due: String,
    /// Seconds left; negative when overdue.
    pub left_seconds: i64,
    /// In plain words: "2 h left", "3 d overdue".
    pub words: String,
}

/// One referral whole.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct ReferralReport {
    /// As in the list.
    pub row: ReferralRow,
    /// Needs and answers.
    pub needs: Vec<NeedReport>,
    /// What we may see (as target) or have said (as referrer), by section.
    pub sections: Vec<SectionReport>,
    /// Sections that the partner can see now (as referrer).
    pub disclosed: Vec<String>,
    /// All letters, oldest first.
    pub timeline: Vec<TimelineRow>,
    /// Files that belong to it.
    #[serde(default)]
    pub attachments: Vec<AttachmentReport>,
    /// Open deadlines.
    pub deadlines: Vec<DeadlineReport>,
    /// Moves that we may make now.
    pub next: Vec<String>,
    /// Flags: missing_in_transit, welfare_check, service_already_delivered, override.
    pub flags: Vec<String>,
}

/// A consent.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct ConsentReport {
    /// Active, narrowed, revoked, expired.
    pub state: String,
    /// Label and value rows of what was agreed.
    pub terms: Vec<(String, String)>,
    /// Every referral under it with what its partner holds and whether it answered a change.
    pub partners: Vec<ConsentPartner>,
}

/// One partner under a consent.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct ConsentPartner {
    /// The referral's number.
    pub referral: String,
    /// The partner.
    pub partner: String,
    /// Its state there.
    pub state: String,
    /// The answer to a change: not asked, waiting, stopped, lawful_hold.
    pub answer: String,
}
