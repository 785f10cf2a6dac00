//! The state of one referral, as both sides hold it. Codes, times and hashes; never prose.
//!
//! In: [`advance`](super::advance()) alone changes it. Out: what is shown, and what the desk decides on.

use crate::codes::{DeclineCode, Finding, OrgKind, Outcome, Section, Service, Urgency};
use crate::ids::{ConsentId, ConversationId, Day, HeaderHash, Time};

use super::moves::{FollowUpDay, Side};

/// Longest time one question stops the decision clock.
pub const PAUSE_SECONDS_MAX: u64 = 24 * 3600;

words! {
    /// Where a referral stands.
    Status = "status" {
        /// On its way to, or unread at, the target.
        Sent = "sent",
        /// A person at the target has it.
        Received = "received",
        /// The target has asked; the referrer is to answer.
        InfoRequested = "info_requested",
        /// On the target's waiting list.
        OnHold = "on_hold",
        /// The target takes it.
        Accepted = "accepted",
        /// The person is on the way.
        InTransit = "in_transit",
        /// The person is with the target.
        InService = "in_service",
        /// Done.
        Completed = "completed",
        /// The target takes none of it.
        Declined = "declined",
        /// Taken, then given back.
        HandedBack = "handed_back",
        /// No decision in time.
        Expired = "expired",
        /// Taken back; the target is to confirm that it has stopped.
        WithdrawPending = "withdraw_pending",
        /// Taken back, and stopped.
        Withdrawn = "withdrawn",
        /// The person did not want it.
        ClosedClientChoice = "closed_client_choice",
        /// The person could not be reached.
        ClosedLost = "closed_lost",
        /// The referrer has closed the loop.
        Closed = "closed",
        /// Entered in error. The hash is kept.
        Void = "void",
    }
}

/// One referral.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct State {
    /// Where it stands.
    pub status: Status,
    /// Sets the deadlines.
    pub urgency: Urgency,
    /// One line for each need, in the referral's order.
    pub lines: Vec<Line>,
    /// What the person allows.
    pub consent: Consent,
    /// The conversation it follows on from.
    pub based_on: Option<ConversationId>,
    /// The marks that deadlines are counted from.
    pub clock: Clock,
    /// The person's way from one to the other.
    pub transit: Transit,
    /// The letter of the question that is to be answered.
    pub open_question: Option<HeaderHash>,
    /// Appointments made, in order.
    pub appointments: Vec<Appointment>,
    /// Since when a welfare check is open: the person did not come and has not been seen since.
    pub welfare_check_since: Option<Time>,
    /// Onward referrals proposed, in order.
    pub onward: Vec<Onward>,
    /// Follow-ups made, in order.
    pub follow_ups: Vec<FollowUpDone>,
    /// Sections the target has been shown, in order of the list; a fact that no move undoes.
    pub disclosed: Vec<Section>,
    /// Files that a side has shown the other, in order; a fact as well.
    pub attached: Vec<Attached>,
    /// The target had already served when the referral was taken back.
    pub service_already_delivered: bool,
    /// Who took back a slip, each time.
    pub corrections: Vec<Side>,
}

/// One need and what became of it.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Line {
    /// The service asked for.
    pub service: Service,
    /// When it is needed.
    pub wanted_by: Option<Time>,
    /// The target's answer.
    pub state: LineState,
}

/// What became of a need.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum LineState {
    /// No answer yet.
    Open,
    /// Taken.
    Accepted,
    /// Not taken.
    Declined(DeclineCode),
    /// Taken, and ended so.
    Ended(Outcome),
}

/// The consent, as sent and as narrowed or revoked since.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Consent {
    /// Its id.
    pub id: ConsentId,
    /// The last day it holds.
    pub valid_until: Day,
    /// The services it is for, now.
    pub purposes: Vec<Service>,
    /// The sections that may be sent, now.
    pub sections: Vec<Section>,
    /// Whether the person may be followed up.
    pub followup_ok: bool,
    /// Whether it stands on an override in a vital emergency. The reason is in the referral letter.
    pub overridden: bool,
    /// What the person has taken back, in order.
    pub changes: Vec<ConsentChange>,
}

/// One narrowing or revocation. The other side owes a signed answer.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct ConsentChange {
    /// Its letter.
    pub hash: HeaderHash,
    /// The side the person told.
    pub by: Side,
    /// When.
    pub at: Time,
    /// Whether the whole consent was taken back.
    pub revoked: bool,
    /// The answer, once there is one.
    pub reply: Option<Reply>,
}

/// The answer to a narrowing or revocation. The words are in its letter.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Reply {
    /// When.
    pub at: Time,
    /// Stopped, or held back by a law.
    pub stopped: bool,
}

/// The consent on a day.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum ConsentState {
    /// As it was given.
    Active,
    /// Holds, for less.
    Narrowed,
    /// Past its last day.
    Expired,
    /// Taken back.
    Revoked,
}

impl Consent {
    /// The consent on a day. A revoked one stays revoked.
    pub fn on(&self, day: Day) -> ConsentState {
        if self.revoked() {
            ConsentState::Revoked
        } else if day > self.valid_until {
            ConsentState::Expired
        } else if self.changes.is_empty() {
            ConsentState::Active
        } else {
            ConsentState::Narrowed
        }
    }

    /// Whether it was taken back.
    pub fn revoked(&self) -> bool {
        self.changes.iter().any(|c| c.revoked)
    }

    /// Whether it holds on a day: active or narrowed.
    pub fn holds_on(&self, day: Day) -> bool {
        match self.on(day) {
            ConsentState::Active | ConsentState::Narrowed => true,
            ConsentState::Expired | ConsentState::Revoked => false,
        }
    }

    /// The changes that a side has yet to answer.
    pub fn owed_by(&self, side: Side) -> impl Iterator<Item = &ConsentChange> {
        let open = move |c: &&ConsentChange| c.by != side && c.reply.is_none();
        self.changes.iter().filter(open)
    }
}

/// The marks that deadlines are counted from, each by the clock of the side that moved.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Clock {
    /// The referral was sent.
    pub sent_at: Time,
    /// A person at the target had it: starts the decision clock.
    pub received_at: Option<Time>,
    /// Whether a question stops, or has stopped, the decision clock.
    pub pause: Pause,
    /// It went on hold.
    pub on_hold_at: Option<Time>,
    /// When the target said it would decide.
    pub review_by: Option<Time>,
    /// When the target said it would begin.
    pub by_when: Option<Time>,
    /// The referrer took it back.
    pub withdrawn_at: Option<Time>,
    /// The target was done.
    pub completed_at: Option<Time>,
}

/// The decision clock stops once, for 24 hours at most.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Pause {
    /// No question yet.
    Unused,
    /// A question is open.
    Since(Time),
    /// The first question was answered.
    Used {
        /// How long the clock stood.
        seconds: u64,
    },
}

impl Pause {
    /// Seconds the clock has stood by `now`.
    pub fn seconds(self, now: Time) -> u64 {
        match self {
            Self::Unused => 0,
            Self::Since(since) => now.since(since).min(PAUSE_SECONDS_MAX),
            Self::Used { seconds } => seconds,
        }
    }
}

/// A person changes hands: both sides sign.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub struct Transit {
    /// The referrer's word.
    pub departed: Option<Departure>,
    /// The target's word.
    pub arrived: Option<Time>,
}

impl Transit {
    /// Left, and not seen yet.
    pub const fn on_the_way(&self) -> bool {
        self.departed.is_some() && self.arrived.is_none()
    }
}

/// The referrer's word that the person has left.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Departure {
    /// When.
    pub at: Time,
    /// When the person should be there.
    pub arrive_by: Time,
}

/// A time for one need. The place is in its letter.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Appointment {
    /// Its letter.
    pub hash: HeaderHash,
    /// The need, by its number.
    pub line: u8,
    /// When.
    pub when: Time,
}

/// An onward referral proposed. The person consents first, then a new referral is made.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Onward {
    /// Its letter.
    pub hash: HeaderHash,
    /// What sort of organisation.
    pub kind: OrgKind,
    /// For what.
    pub services: Vec<Service>,
}

/// A file shown to the other side.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Attached {
    /// Its letter.
    pub hash: HeaderHash,
    /// Who showed it.
    pub by: Side,
    /// The section that it belongs to.
    pub section: Section,
}

/// A follow-up made.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct FollowUpDone {
    /// Which of the four.
    pub which: FollowUpDay,
    /// What was found.
    pub finding: Finding,
    /// When.
    pub at: Time,
    /// By whom.
    pub by: Side,
}
