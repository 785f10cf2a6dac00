//! A move as a person writes it.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

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
