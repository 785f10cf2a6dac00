//! Why a move is not allowed: what was found, what was expected. Never private content.

use thiserror::Error;

use crate::codes::{Section, Service};
use crate::ids::{Day, Time};

use super::moves::{MoveKind, Side};
use super::state::Status;
use super::table::By;

/// A move that does not stand. `what` is the move's name on the wire, or `disclosure`.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
#[non_exhaustive]
pub enum Refusal {
    // The order of moves: another move, or another side, is due.
    /// There is no referral yet.
    #[error("{what}: there is no referral in this conversation yet, expected `send`")]
    NothingSent {
        /// The move.
        what: &'static str,
    },
    /// The other side's move.
    #[error("{what}: found it made by the {found}, expected the {expected}")]
    WrongSide {
        /// The move.
        what: &'static str,
        /// Who made it.
        found: Side,
        /// Who may.
        expected: By,
    },
    /// Not from where the referral stands.
    #[error("{what}: the referral is {found}, expected {}", list(expected))]
    WrongStatus {
        /// The move.
        what: &'static str,
        /// Where it stands.
        found: Status,
        /// From where the move may be made.
        expected: &'static [Status],
    },
    /// Its deadline has not passed.
    #[error("{what}: made at {}, expected after {} (seconds since 1970)", found.0, expected_after.0)]
    TooEarly {
        /// The move.
        what: &'static str,
        /// The move's time.
        found: Time,
        /// The deadline.
        expected_after: Time,
    },
    /// It was done before, and is done once.
    #[error("{what}: was done before, expected once")]
    AlreadyDone {
        /// The move.
        what: &'static str,
    },
    /// There is nothing for it to answer, or it answers something else.
    #[error("{what}: found nothing open that it answers")]
    NothingOpen {
        /// The move.
        what: &'static str,
    },
    /// The referral was never completed.
    #[error("{what}: the referral was never completed")]
    NeverCompleted {
        /// The move.
        what: &'static str,
    },
    /// The move to be taken back is not an earlier move of the same author that stands.
    #[error("{what}: found no standing move of this author under that hash")]
    NotYours {
        /// The move.
        what: &'static str,
    },
    /// Some moves are never taken back.
    #[error("{what}: `{found}` cannot be taken back")]
    NotTakenBack {
        /// The move.
        what: &'static str,
        /// The kind of the move that was to be taken back.
        found: MoveKind,
    },
    /// Something that followed would not stand without it.
    #[error("{what}: `{found}` followed and would not stand without it")]
    BuiltUpon {
        /// The move.
        what: &'static str,
        /// What followed.
        found: MoveKind,
    },
    /// More of one kind than a case needs.
    #[error("{what}: found {expected_max} by this side, expected at most {expected_max}")]
    TooMany {
        /// The move.
        what: &'static str,
        /// The bound.
        expected_max: usize,
    },

    // The person's consent.
    /// Taken back.
    #[error("{what}: the consent was revoked")]
    ConsentRevoked {
        /// The move.
        what: &'static str,
    },
    /// Past its last day.
    #[error("{what}: made on day {}, the consent held until day {}", found.0, expected_until.0)]
    ConsentExpired {
        /// The move.
        what: &'static str,
        /// The move's day.
        found: Day,
        /// The consent's last day.
        expected_until: Day,
    },
    /// Names another consent.
    #[error("{what}: names another consent than this referral's")]
    OtherConsent {
        /// The move.
        what: &'static str,
    },
    /// A service the consent is not for.
    #[error("{what}: the consent is not for `{found}`")]
    ServiceNotCovered {
        /// The move.
        what: &'static str,
        /// The service.
        found: Service,
    },
    /// A section the consent does not allow.
    #[error("{what}: the consent does not allow section `{found}`")]
    SectionNotCovered {
        /// The move.
        what: &'static str,
        /// The section.
        found: Section,
    },
    /// Does not narrow anything.
    #[error("{what}: allows as much as before, expected less")]
    NotNarrower {
        /// The move.
        what: &'static str,
    },
    /// The person did not agree to be followed up.
    #[error("{what}: the person did not agree to follow-up")]
    FollowUpNotAgreed {
        /// The move.
        what: &'static str,
    },

    // The lines.
    /// Answers do not match the lines one by one.
    #[error("{what}: found {found} answers, expected one for each of {expected} lines, in order")]
    Lines {
        /// The move.
        what: &'static str,
        /// Answers found.
        found: usize,
        /// Lines to be answered.
        expected: usize,
    },
    /// Accepts nothing.
    #[error("{what}: accepts no line, expected at least one (or `decline`)")]
    NothingAccepted {
        /// The move.
        what: &'static str,
    },
    /// A line that does not exist, or was not accepted.
    #[error("{what}: line {found} is not an accepted line")]
    NotAccepted {
        /// The move.
        what: &'static str,
        /// The line's number.
        found: u8,
    },
}

fn list(statuses: &[Status]) -> String {
    match statuses {
        [] => "no referral yet".to_owned(),
        some => some.iter().map(|s| s.as_str()).collect::<Vec<_>>().join(", "),
    }
}
