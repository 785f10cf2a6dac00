//! What a person is shown of drafts, referrals and consents.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};
use waypost_case::Form;

use super::{AttachmentReport, FaultReport};

/// Most rows of one page of referrals.
pub const PAGE_ROWS_MAX: u32 = 100;
/// Most readings shown with a referral.
pub const READS_SHOWN_MAX: usize = 50;
/// The longest draft, as JSON: as long as a case file may be.
pub const DRAFT_BYTES_MAX: usize = waypost_case::form::FORM_BYTES_MAX;

/// A draft. In a list only what names it; what it says is asked for one by one.
#[derive(Debug, Clone, Default, Serialize, Deserialize)]
pub struct DraftReport {
    /// Its number, `D3`.
    pub draft: String,
    /// The case's code.
    pub case_code: String,
    /// When it was last changed, RFC 3339.
    #[serde(default)]
    pub changed: String,
    /// The name of the user who changed it last; none for the command line.
    #[serde(default)]
    pub by: Option<String>,
    /// It has faults, and cannot be sent as it is.
    #[serde(default)]
    pub unfinished: bool,
    /// Every fault; none in a list.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub faults: Vec<FaultReport>,
    /// The form as typed, where the draft is shown or was saved.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub form: Option<Box<Form>>,
    /// Numbers of the referrals that were sent from it.
    #[serde(default)]
    pub sent_to: Vec<String>,
    /// What the partner sees now: section and rows. Empty while it has faults.
    pub now: Vec<SectionReport>,
    /// What the partner sees after accepting. Empty while it has faults.
    pub after: Vec<SectionReport>,
    /// Things to think about; nothing that stops it.
    pub warnings: Vec<String>,
}

/// A section in plain words.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct SectionReport {
    /// The section's code.
    pub section: String,
    /// Its rows, in the order in which to read them.
    pub rows: Vec<FieldRow>,
}

/// One row: in English for the command line, and by question and code for a reader of another language.
#[derive(Clone, Serialize, Deserialize)]
pub struct FieldRow {
    /// The question that it answers, by its path with numbers: `need.1.note`. Rows that answer no question:
    /// `referred_at`, `based_on`.
    pub key: String,
    /// What it is, in English.
    pub label: String,
    /// What it says, in English. May have several lines.
    pub text: String,
    /// What the codes are: a list of the case (`gender`), or `yes_no`, `day` (ISO 8601), `moment` (RFC 3339),
    /// `days` (a number), `languages` (each a tag, how well spoken, how well read: `km well some`, the last two of the
    /// list `language_level`). None where the text is somebody's own.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub list: Option<String>,
    /// All that it says, in codes.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub codes: Vec<String>,
}

/// What a row says may be about a person: `Debug` shows which question it answers, and no more.
impl std::fmt::Debug for FieldRow {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{}: {}", self.key, self.label)
    }
}

/// Which referrals a page is of.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum View {
    /// Those that need something from us: least time left first, then those without a deadline.
    NeedsUs,
    /// Sent by us and not closed: newest change first, as in all that follow.
    SentOpen,
    /// Received and not closed.
    ReceivedOpen,
    /// Closed ones.
    Closed,
    /// Every one.
    All,
}

impl View {
    /// Every view.
    pub const ALL: [Self; 5] =
        [Self::NeedsUs, Self::SentOpen, Self::ReceivedOpen, Self::Closed, Self::All];

    /// Its code.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::NeedsUs => "needs_us",
            Self::SentOpen => "sent_open",
            Self::ReceivedOpen => "received_open",
            Self::Closed => "closed",
            Self::All => "all",
        }
    }
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
    /// The next deadline, RFC 3339.
    #[serde(default)]
    pub due_at: Option<String>,
    /// What it is for, by its code: `acknowledge`, `decide`, ...
    #[serde(default)]
    pub due_kind: Option<String>,
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
    /// What the move says, by name: texts as written, codes, moments in RFC 3339, several values with `, ` between.
    #[serde(default)]
    pub facts: BTreeMap<String, String>,
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
    /// What the partner wrote beside it, where it is known.
    #[serde(default)]
    pub decline_note: Option<String>,
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
    /// The partner's name, as it gives it.
    #[serde(default)]
    pub partner_name: String,
    /// The signature under the referral's own letter; none until it is here.
    #[serde(default)]
    pub signed: Option<SignedDigest>,
    /// Who of us read it, the newest first.
    #[serde(default)]
    pub reads: Vec<ReadRow>,
    /// How many readings are written down: more than are shown, maybe.
    #[serde(default)]
    pub reads_total: u64,
}

/// What proves a letter to anybody who knows its author's key.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct SignedDigest {
    /// The hash of its header, hex: which letter it is.
    pub header: String,
    /// The signature over it, hex.
    pub signature: String,
    /// Its author's id.
    pub author: String,
}

/// Somebody of us read a referral. Within ten minutes it is one reading.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ReadRow {
    /// When it began, RFC 3339.
    pub at: String,
    /// When it was last looked at, RFC 3339.
    pub until: String,
    /// The user's name, or `command line`.
    pub by: String,
    /// `opened`, `printed` or `attachment`.
    pub what: String,
    /// Which attachment, `A1`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub attachment: Option<String>,
}

/// A consent.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct ConsentReport {
    /// Active, narrowed, revoked, expired.
    pub state: String,
    /// What was agreed, row by row.
    pub terms: Vec<FieldRow>,
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
