//! Moves: everything a side can say about a referral after, and including, sending it.
//!
//! In: a caseworker's decision, or a letter's fields (see `fields.rs`). Out: one [`Move`].
//! Never printed: `Debug` of a move names its kind, because notes are about a person.

use crate::codes::{
    DeclineCode, Finding, HandBackCode, OrgKind, Outcome, Section, Service, Urgency, WithdrawCode,
};
use crate::ids::{ConsentId, ConversationId, Day, HeaderHash, Time};

/// Most needs in one referral: more than all service codes, with a few asked twice.
pub const NEEDS_MAX: usize = 30;

words! {
    /// The two writers of a conversation.
    Side = "side" {
        /// The organisation that sent the referral.
        Referrer = "referrer",
        /// The organisation it was sent to.
        Target = "target",
    }
}

impl Side {
    /// The other side.
    pub const fn other(self) -> Self {
        match self {
            Self::Referrer => Self::Target,
            Self::Target => Self::Referrer,
        }
    }
}

words! {
    /// The kind of a move: its name on the wire.
    MoveKind = "move" {
        /// The referral itself.
        Send = "send",
        /// A person at the target has looked at it.
        Acknowledge = "acknowledge",
        /// The target asks.
        Ask = "ask",
        /// The referrer answers.
        Answer = "answer",
        /// The target puts it on hold until a day it names.
        Waitlist = "waitlist",
        /// The target takes all or some needs.
        Accept = "accept",
        /// The target takes none.
        Decline = "decline",
        /// The person has left the referrer.
        Depart = "depart",
        /// The person is with the target.
        Arrive = "arrive",
        /// A time and place for one need.
        Appointment = "appointment",
        /// The person did not come. Starts a welfare check.
        NoShow = "no_show",
        /// News while the target serves.
        Interim = "interim",
        /// The target is done.
        Complete = "complete",
        /// The target gives the person back.
        HandBack = "hand_back",
        /// The target thinks another organisation should help further.
        ProposeOnward = "propose_onward",
        /// The referrer takes the referral back.
        Withdraw = "withdraw",
        /// The target has stopped.
        ConfirmStop = "confirm_stop",
        /// The person takes the consent back.
        RevokeConsent = "revoke_consent",
        /// The person allows less than before.
        NarrowConsent = "narrow_consent",
        /// The signed answer to a revocation or a narrowing.
        AnswerRevocation = "answer_revocation",
        /// The person does not want this.
        ClientDeclined = "client_declined",
        /// The person cannot be reached.
        ClientUnreachable = "client_unreachable",
        /// The referrer stops waiting.
        Expire = "expire",
        /// The referrer closes the loop.
        Close = "close",
        /// How the person is, some time after.
        FollowUp = "follow_up",
        /// A slip, taken back by its author.
        EnteredInError = "entered_in_error",
    }
}

impl MoveKind {
    /// Whether the move is never taken back as a slip: the referral has its own way to be void, and a consent
    /// once taken back is asked for again.
    pub const fn is_for_good(self) -> bool {
        matches!(
            self,
            Self::Send | Self::RevokeConsent | Self::NarrowConsent | Self::EnteredInError
        )
    }

    /// Which of two concurrent moves goes first: the higher. SPEC 7.3.
    pub const fn precedence(self) -> u8 {
        match self {
            Self::RevokeConsent => 8,
            Self::NarrowConsent => 7,
            Self::Withdraw => 6,
            Self::EnteredInError => 5,
            Self::HandBack => 4,
            Self::Decline => 3,
            Self::Complete => 2,
            Self::Accept => 1,
            Self::Send
            | Self::Acknowledge
            | Self::Ask
            | Self::Answer
            | Self::Waitlist
            | Self::Depart
            | Self::Arrive
            | Self::Appointment
            | Self::NoShow
            | Self::Interim
            | Self::ProposeOnward
            | Self::ConfirmStop
            | Self::AnswerRevocation
            | Self::ClientDeclined
            | Self::ClientUnreachable
            | Self::Expire
            | Self::Close
            | Self::FollowUp => 0,
        }
    }
}

/// What the exchange needs of a referral letter. The rest of section 0 belongs to the case.
#[derive(Clone, PartialEq, Eq)]
pub struct Terms {
    /// One to [`NEEDS_MAX`] needs; line `n` of every answer is need `n`.
    pub needs: Vec<Need>,
    /// Sets every deadline.
    pub urgency: Urgency,
    /// What the person allows.
    pub consent: ConsentTerms,
    /// The conversation this one follows on from, if the same organisation holds it.
    pub based_on: Option<ConversationId>,
}

/// One need.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Need {
    /// The service asked for.
    pub service: Service,
    /// When it is needed, if there is a day.
    pub wanted_by: Option<Time>,
}

/// The consent as the exchange needs it. Recipients were checked before sending.
#[derive(Clone, PartialEq, Eq)]
pub struct ConsentTerms {
    /// Its id, random for each pair.
    pub id: ConsentId,
    /// The last day it holds.
    pub valid_until: Day,
    /// The services it is for.
    pub purposes: Vec<Service>,
    /// The sections that may be sent.
    pub sections: Vec<Section>,
    /// Whether the person may be followed up.
    pub followup_ok: bool,
    /// Why it was overridden in a vital emergency, if it was.
    pub override_reason: Option<String>,
}

/// The target's answer to one need.
#[derive(Clone, PartialEq, Eq)]
pub enum LineAnswer {
    /// Taken.
    Accepted,
    /// Not taken.
    Declined {
        /// Why.
        code: DeclineCode,
        /// In words.
        note: Option<String>,
    },
}

/// The signed answer to a revocation or narrowing.
#[derive(Clone, PartialEq, Eq)]
pub enum RevocationAnswer {
    /// Sharing and use have stopped.
    Stopped {
        /// Sections erased.
        erased: Vec<Section>,
        /// Sections kept.
        kept: Vec<Section>,
        /// The law they are kept under; must be there if any are kept.
        law: Option<String>,
    },
    /// A law or an order forbids stopping.
    LawfulHold {
        /// Which, in words.
        reason: String,
    },
}

words! {
    /// The days after completion on which a person is followed up.
    FollowUpDay = "follow_up_day" {
        /// A week.
        Day7 = "7",
        /// A month.
        Day30 = "30",
        /// A quarter.
        Day90 = "90",
        /// Half a year.
        Day180 = "180",
    }
}

impl FollowUpDay {
    /// Days after completion.
    pub const fn days(self) -> u64 {
        match self {
            Self::Day7 => 7,
            Self::Day30 => 30,
            Self::Day90 => 90,
            Self::Day180 => 180,
        }
    }
}

/// What was entered in error.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum What {
    /// The whole referral; by its referrer.
    Referral,
    /// One earlier move of the same author.
    Letter(HeaderHash),
}

/// One move. Times are the author's clock.
#[derive(Clone, PartialEq, Eq)]
pub enum Move {
    /// See [`MoveKind::Send`].
    Send(Terms),
    /// See [`MoveKind::Acknowledge`].
    Acknowledge,
    /// See [`MoveKind::Ask`].
    Ask {
        /// In words.
        question: String,
    },
    /// See [`MoveKind::Answer`].
    Answer {
        /// The question's letter.
        of: HeaderHash,
        /// In words.
        text: String,
    },
    /// See [`MoveKind::Waitlist`].
    Waitlist {
        /// When the target will decide; after the move's own time.
        review_by: Time,
    },
    /// See [`MoveKind::Accept`].
    Accept {
        /// One answer for each need, in order; at least one accepted.
        lines: Vec<LineAnswer>,
        /// When the target will begin.
        by_when: Time,
    },
    /// See [`MoveKind::Decline`].
    Decline {
        /// Why.
        code: DeclineCode,
        /// In words.
        note: Option<String>,
        /// Who else may help, in words.
        elsewhere: Option<String>,
    },
    /// See [`MoveKind::Depart`].
    Depart {
        /// Where the handover is to be, in words.
        place: Option<String>,
        /// When the person should be there; after the move's own time.
        arrive_by: Time,
    },
    /// See [`MoveKind::Arrive`].
    Arrive,
    /// See [`MoveKind::Appointment`].
    Appointment {
        /// The need, by its number.
        line: u8,
        /// When.
        when: Time,
        /// Where, in words.
        place: Option<String>,
    },
    /// See [`MoveKind::NoShow`].
    NoShow {
        /// The need, by its number.
        line: u8,
    },
    /// See [`MoveKind::Interim`].
    Interim {
        /// In words.
        note: String,
        /// Whether the person was seen or spoken to: this ends a welfare check.
        person_seen: bool,
    },
    /// See [`MoveKind::Complete`].
    Complete {
        /// The need's number and how it ended: every accepted line once, in order.
        outcomes: Vec<(u8, Outcome)>,
    },
    /// See [`MoveKind::HandBack`].
    HandBack {
        /// Why.
        code: HandBackCode,
        /// In words.
        note: Option<String>,
        /// The sections the target keeps.
        kept: Vec<Section>,
    },
    /// See [`MoveKind::ProposeOnward`].
    ProposeOnward {
        /// What sort of organisation.
        kind: OrgKind,
        /// For what.
        services: Vec<Service>,
        /// In words.
        note: Option<String>,
    },
    /// See [`MoveKind::Withdraw`].
    Withdraw {
        /// Why.
        code: WithdrawCode,
        /// In words.
        note: Option<String>,
    },
    /// See [`MoveKind::ConfirmStop`].
    ConfirmStop,
    /// See [`MoveKind::RevokeConsent`].
    RevokeConsent {
        /// The consent that is taken back.
        consent: ConsentId,
    },
    /// See [`MoveKind::NarrowConsent`].
    NarrowConsent {
        /// The consent that is narrowed.
        consent: ConsentId,
        /// The services still allowed.
        services: Vec<Service>,
        /// The sections still allowed.
        sections: Vec<Section>,
    },
    /// See [`MoveKind::AnswerRevocation`].
    AnswerRevocation {
        /// The revocation's or narrowing's letter: an answer never covers one its author had not seen.
        of: HeaderHash,
        /// What was done.
        answer: RevocationAnswer,
    },
    /// See [`MoveKind::ClientDeclined`].
    ClientDeclined,
    /// See [`MoveKind::ClientUnreachable`].
    ClientUnreachable,
    /// See [`MoveKind::Expire`].
    Expire,
    /// See [`MoveKind::Close`].
    Close,
    /// See [`MoveKind::FollowUp`].
    FollowUp {
        /// Which of the four.
        which: FollowUpDay,
        /// What was found.
        finding: Finding,
    },
    /// See [`MoveKind::EnteredInError`].
    EnteredInError {
        /// What is taken back.
        what: What,
    },
}

impl Move {
    /// The kind, without the content.
    pub const fn kind(&self) -> MoveKind {
        match self {
            Self::Send(_) => MoveKind::Send,
            Self::Acknowledge => MoveKind::Acknowledge,
            Self::Ask { .. } => MoveKind::Ask,
            Self::Answer { .. } => MoveKind::Answer,
            Self::Waitlist { .. } => MoveKind::Waitlist,
            Self::Accept { .. } => MoveKind::Accept,
            Self::Decline { .. } => MoveKind::Decline,
            Self::Depart { .. } => MoveKind::Depart,
            Self::Arrive => MoveKind::Arrive,
            Self::Appointment { .. } => MoveKind::Appointment,
            Self::NoShow { .. } => MoveKind::NoShow,
            Self::Interim { .. } => MoveKind::Interim,
            Self::Complete { .. } => MoveKind::Complete,
            Self::HandBack { .. } => MoveKind::HandBack,
            Self::ProposeOnward { .. } => MoveKind::ProposeOnward,
            Self::Withdraw { .. } => MoveKind::Withdraw,
            Self::ConfirmStop => MoveKind::ConfirmStop,
            Self::RevokeConsent { .. } => MoveKind::RevokeConsent,
            Self::NarrowConsent { .. } => MoveKind::NarrowConsent,
            Self::AnswerRevocation { .. } => MoveKind::AnswerRevocation,
            Self::ClientDeclined => MoveKind::ClientDeclined,
            Self::ClientUnreachable => MoveKind::ClientUnreachable,
            Self::Expire => MoveKind::Expire,
            Self::Close => MoveKind::Close,
            Self::FollowUp { .. } => MoveKind::FollowUp,
            Self::EnteredInError { .. } => MoveKind::EnteredInError,
        }
    }
}

/// Notes are about a person: only the kind is shown.
impl std::fmt::Debug for Move {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(self.kind().as_str())
    }
}
