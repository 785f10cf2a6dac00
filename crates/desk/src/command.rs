//! What a person may ask of a running node, and what it says back: the shapes of the local socket.
//!
//! In: commands from the command line or the console, as typed. Out: replies in plain data, which
//! `--json` prints as they stand. Nothing here decides; texts are parsed at the desk's door.
//! These shapes never leave the computer.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};
use waypost_case::Form;

/// One request of a person.
#[derive(Debug, Serialize, Deserialize)]
#[serde(tag = "command", rename_all = "snake_case", deny_unknown_fields)]
pub enum Command {
    /// How the node is. Also answered while locked.
    Status,
    /// Makes an invite for one partner: one use, 24 hours.
    InviteNew {
        /// A note for ourselves: whom it is for.
        label: Option<String>,
    },
    /// Invites still open.
    InviteList,
    /// Takes an invite back.
    InviteCancel {
        /// The invite's short id.
        invite: String,
    },
    /// Answers a partner's invite.
    Join {
        /// The invite's text, `waypost://join#...`.
        code: String,
    },
    /// All partners.
    PartnerList,
    /// One partner, with its card.
    PartnerShow {
        /// Its short name, its name or its id.
        partner: String,
    },
    /// The safety number; with `confirm`, says that it was compared and is the same.
    PartnerCheck {
        /// Which partner.
        partner: String,
        /// Whether the person confirms.
        confirm: bool,
    },
    /// Gives a partner a short name of our own.
    PartnerRename {
        /// Which partner.
        partner: String,
        /// The new short name.
        name: String,
    },
    /// Stops taking or sending anything, or takes it up again.
    PartnerBlock {
        /// Which partner.
        partner: String,
        /// Blocked or not.
        blocked: bool,
    },
    /// Checks a form: every fault at once. Keeps nothing.
    ReferralCheck {
        /// The form as typed.
        form: Box<Form>,
    },
    /// Checks a form and keeps it as a draft.
    ReferralNew {
        /// The form as typed.
        form: Box<Form>,
    },
    /// Sends a draft to one or more partners: one referral each, with ids of its own.
    ReferralSend {
        /// The draft (`D3`) .
        draft: String,
        /// Partners.
        to: Vec<String>,
        /// Send identity and contact at once, not only on acceptance (an emergency's choice).
        all_sections: bool,
        /// The person was asked about this authority or embassy, where consent says `ask`.
        asked: bool,
    },
    /// Referrals, newest first, and drafts.
    ReferralList {
        /// Only those that need something from us.
        waiting: bool,
        /// Include closed ones.
        closed: bool,
    },
    /// One referral whole: fields as disclosed, timeline, ticks, deadlines, what may be done next.
    ReferralShow {
        /// Its number (`R12`), id, or a clear beginning of the id.
        referral: String,
        /// Whether a person is looking: then the partner gets its `opened` receipt.
        opened: bool,
    },
    /// Makes a move in a referral.
    ReferralMove {
        /// Which referral.
        referral: String,
        /// The move as typed.
        #[serde(rename = "move")]
        step: Box<MoveForm>,
    },
    /// The consent of a referral.
    ConsentShow {
        /// Which referral or case.
        referral: String,
    },
    /// The person takes consent back, or narrows it: told to every partner that received anything under it.
    ConsentChange {
        /// Which referral.
        referral: String,
        /// The new limits; none revokes it whole.
        narrow: Option<Narrow>,
        /// Why, for our own record and the partner's. Not about the person.
        reason: Option<String>,
    },
    /// Verifies every signature that this node holds.
    AuditLog {
        /// Also list every letter.
        list: bool,
    },
    /// Locks the node: keys out of memory; what arrives is kept and opened later.
    Lock,
    /// Unlocks it.
    Unlock {
        /// The passphrase. Travels over the owner-only local socket, never in an argument.
        passphrase: Secret,
    },
    /// Stops the node in good order.
    Stop,
}

/// A text that does not show itself.
#[derive(Clone, Serialize, Deserialize, zeroize::Zeroize, zeroize::ZeroizeOnDrop)]
#[serde(transparent)]
pub struct Secret(pub String);

impl std::fmt::Debug for Secret {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Secret")
    }
}

/// New, tighter limits of a consent.
#[derive(Debug, Clone, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Narrow {
    /// Services still agreed to.
    pub services: Vec<String>,
    /// Sections still agreed to.
    pub sections: Vec<String>,
}

/// A move as a person writes it. Needs are named by number from 1, or by service code.
#[derive(Debug, Clone, Serialize, Deserialize)]
#[serde(tag = "kind", rename_all = "snake_case", deny_unknown_fields)]
pub enum MoveForm {
    /// "A person here has it."
    Acknowledge,
    /// Asks for information.
    Ask {
        /// The question.
        question: String,
    },
    /// Answers the question.
    Answer {
        /// The answer.
        text: String,
    },
    /// Puts it on hold.
    Waitlist {
        /// When it is looked at again: `+3d`, `2026-05-01`, `2026-05-01T14:00Z`.
        review_by: String,
    },
    /// Accepts all needs, or some; the rest is declined line by line.
    Accept {
        /// Needs accepted; empty means all that are not declined.
        needs: Vec<String>,
        /// Needs declined: need -> (code, note).
        decline: BTreeMap<String, (String, Option<String>)>,
        /// By when it will be done.
        by_when: Option<String>,
    },
    /// Declines all.
    Decline {
        /// Decline code.
        code: String,
        /// A note; must be there where the code asks for one.
        note: Option<String>,
        /// Another place that may help.
        elsewhere: Option<String>,
    },
    /// The person left us.
    Depart {
        /// Where they are handed over.
        place: Option<String>,
        /// When they must have arrived.
        arrive_by: String,
    },
    /// The person is here.
    Arrive,
    /// An appointment.
    Appointment {
        /// Which need.
        need: String,
        /// When.
        at: String,
        /// Where.
        place: Option<String>,
    },
    /// Did not come: starts a welfare check.
    NoShow {
        /// Which need.
        need: String,
    },
    /// How it goes.
    Interim {
        /// The note.
        note: String,
        /// Whether the person was seen or spoken to: this ends a welfare check.
        #[serde(default)]
        person_seen: bool,
    },
    /// Done.
    Complete {
        /// Need -> outcome; empty means all accepted needs `met`.
        outcomes: BTreeMap<String, String>,
    },
    /// Hands the person back.
    HandBack {
        /// Hand-back code.
        code: String,
        /// A note.
        note: Option<String>,
        /// Sections still kept.
        kept: Vec<String>,
    },
    /// Proposes another partner; the person consents first, nobody forwards.
    ProposeOnward {
        /// Kind of organisation.
        partner_kind: String,
        /// Services.
        services: Vec<String>,
        /// A note.
        note: Option<String>,
    },
    /// Takes the referral back.
    Withdraw {
        /// Withdraw code.
        code: String,
        /// A note.
        note: Option<String>,
    },
    /// "We have stopped."
    ConfirmStop,
    /// Answers a revocation: stopped.
    Stopped {
        /// Sections erased.
        erased: Vec<String>,
        /// Sections kept.
        kept: Vec<String>,
        /// Under which law, where something is kept.
        law: Option<String>,
    },
    /// Answers a revocation: must keep.
    LawfulHold {
        /// The reason.
        reason: String,
    },
    /// The person no longer wants it.
    ClientDeclined,
    /// The person cannot be reached.
    ClientUnreachable,
    /// The deadline passed.
    Expire,
    /// Closes the loop.
    Close,
    /// A follow-up.
    FollowUp {
        /// Day 7, 30, 90 or 180.
        day: u32,
        /// What was found.
        finding: String,
    },
    /// Entered in error: the whole referral, or one move of ours.
    EnteredInError {
        /// The move's number in the timeline; none means the referral.
        entry: Option<u32>,
    },
    /// Shows more sections now (within consent): for example the account, which never goes by itself.
    Disclose {
        /// Sections.
        sections: Vec<String>,
    },
}

/// What the node says back.
#[derive(Debug, Serialize, Deserialize)]
#[serde(tag = "reply", rename_all = "snake_case")]
pub enum Reply {
    /// How the node is.
    Status(Box<StatusReport>),
    /// A new invite.
    Invite(InviteReport),
    /// Open invites.
    Invites {
        /// The invites.
        invites: Vec<InviteReport>,
    },
    /// One partner.
    Partner(Box<PartnerReport>),
    /// All partners.
    Partners {
        /// The partners.
        partners: Vec<PartnerReport>,
    },
    /// What a check of a form found: nothing, or everything wrong with it.
    Checked {
        /// The faults, all of them.
        faults: Vec<FaultReport>,
    },
    /// A kept draft.
    Draft(DraftReport),
    /// Referrals sent: one a partner.
    Sent {
        /// The referrals.
        referrals: Vec<ReferralRow>,
    },
    /// Referrals and drafts.
    Referrals {
        /// Referrals, newest first.
        referrals: Vec<ReferralRow>,
        /// Drafts.
        drafts: Vec<DraftReport>,
    },
    /// One referral whole.
    Referral(Box<ReferralReport>),
    /// A consent.
    Consent(Box<ConsentReport>),
    /// What the verification found.
    Audit(AuditReport),
    /// Done; nothing more to say.
    Done {
        /// In plain words.
        words: String,
    },
    /// Not done.
    Failed(Failure),
}

/// Why something was not done: two lines for a person, a code for a program.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct Failure {
    /// Stable code, `snake_case`.
    pub code: String,
    /// What happened, with found and expected.
    pub what: String,
    /// What to try.
    pub hint: String,
    /// All faults of a form, where there are any.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub faults: Vec<FaultReport>,
}

/// One fault of a form.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct FaultReport {
    /// Where: `need.2.service`.
    pub field: String,
    /// Stable code.
    pub code: String,
    /// What was found and what was expected, without private content.
    pub message: String,
}

/// How the node is.
#[derive(Debug, Clone, Default, Serialize, Deserialize)]
pub struct StatusReport {
    /// This program's version.
    pub version: String,
    /// Locked: it receives and keeps, and opens later.
    pub locked: bool,
    /// Frames kept while locked.
    pub spooled: u64,
    /// Our name; empty while locked.
    pub name: String,
    /// Our id; empty while locked.
    pub org: String,
    /// Addresses on which partners reach us.
    pub listening: Vec<String>,
    /// Partners: confirmed by both sides / all.
    pub partners_confirmed: u64,
    /// All partners.
    pub partners: u64,
    /// Letters that wait here for a partner.
    pub waiting_letters: u64,
    /// Referrals that need something from us.
    pub need_us: u64,
    /// Referrals in all.
    pub referrals: u64,
    /// Letters held.
    pub letters: u64,
    /// Frames refused since the start, by reason.
    pub refused: BTreeMap<String, u64>,
    /// What the store has to say: an index rebuilt, rot found, a full disk.
    pub store: Vec<String>,
    /// What a person should do something about.
    pub advice: Vec<String>,
}

/// An invite.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct InviteReport {
    /// Short id.
    pub invite: String,
    /// Our note.
    pub label: Option<String>,
    /// When it ends, RFC 3339.
    pub expires: String,
    /// The whole text; only in the reply to `invite new`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub code: Option<String>,
}

/// A partner.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct PartnerReport {
    /// Our short name for it.
    pub short: String,
    /// Its name, as it gives it. Empty until its card came.
    pub name: String,
    /// What sort of organisation.
    pub kind: String,
    /// Its id.
    pub org: String,
    /// Languages.
    pub languages: Vec<String>,
    /// 30 digits in 6 groups.
    pub safety_number: String,
    /// We compared and confirmed.
    pub confirmed_by_us: bool,
    /// They did.
    pub confirmed_by_them: bool,
    /// Blocked by us.
    pub blocked: bool,
    /// Connected now.
    pub connected: bool,
    /// When anything last came from it, RFC 3339.
    pub last_contact: Option<String>,
    /// Letters waiting for it here.
    pub waiting_letters: u64,
    /// Where it is reached.
    pub addresses: Vec<String>,
    /// The day its card ends.
    pub card_expires: Option<String>,
    /// One-time prekeys of it that we still hold.
    pub prekeys_left: u64,
}

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
    /// The move's code, or `receipt`, `disclosure`.
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

/// What the verification found.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct AuditReport {
    /// Letters whose signature, commitments and chain hold.
    pub verified: u64,
    /// By kind.
    pub by_kind: BTreeMap<String, u64>,
    /// What does not hold, by letter.
    pub faults: Vec<String>,
    /// The letters, when asked for.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub letters: Vec<LetterRow>,
}

/// One letter, by its header alone.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct LetterRow {
    /// Header hash.
    pub header: String,
    /// The kind.
    pub kind: String,
    /// Sender's id.
    pub from: String,
    /// Recipient's id.
    pub to: String,
    /// The conversation.
    pub conversation: String,
    /// Sequence number of the sender in it.
    pub seq: u32,
    /// The header's day, ISO 8601.
    pub day: String,
}
