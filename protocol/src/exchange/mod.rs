//! The exchange: what may happen to a referral, who may do it, and what both sides then hold.
//!
//! In: the letters of one conversation, in any order of arrival, and `now` as an argument.
//! Out: one [`State`], the [`Fate`] of every letter, deadlines, and what the desk must do next.
//! Never: a clock, a disk, a key, a network. Never prose in a state or a refusal: codes, times and
//! hashes only; the words stay in the letters.
//!
//! # The walk
//! 1. [`read_event`] reads a letter's fields into an [`Event`]; what it does not know it refuses by name.
//! 2. [`fold`] puts the events in one order that depends on the SET of letters alone.
//! 3. [`advance`] takes them one by one: the next [`State`], or a named [`Refusal`]. Who may move from
//!    where is one table, [`rule`]; what the move does is one `match`.
//! 4. [`deadlines`] and [`duties`] read the folded state.
//!
//! # Three axes, never mixed
//! Carriage (waiting, left, received, opened) belongs to the desk. [`Status`] is where the referral
//! stands. [`Consent`] is what the person allows, and changes under any status.
//!
//! # The fold rule (SPEC 7.3)
//! Each side's letters are a chain (`seq`, `prev`). A letter has *seen* the other side's chain up to
//! the letter its `answers` names, or further if an earlier letter of its author had. Two letters are
//! *concurrent* if neither has seen the other.
//!
//! 1. A letter waits while its `prev` or its `answers` is missing. What waits changes nothing.
//! 2. Two letters at one place of a chain are two stories: the one the other side answered first
//!    counts (it, or a letter built on it; by the lowest `seq` of the answering letter); if neither was
//!    answered, the one with the lower hash. The other is kept as evidence.
//! 3. Take letters one at a time from the heads of the two chains. If one head has seen the other, the
//!    other goes first. If they are concurrent, weigh each head: the highest precedence among it and the
//!    letters behind it in its chain that have not seen the other head. The heavier head goes first; if
//!    equal, the referrer's.
//! 4. Precedence: `revoke_consent > narrow_consent > withdraw > entered_in_error > hand_back > decline >
//!    complete > accept >` the rest.
//! 5. A move refused where it stands is *crossed* if it was allowed by what its author had seen (the fold
//!    of exactly those letters), and *out of turn* otherwise.
//!
//! Why the letters behind count: the referrer answers a question and then revokes; meanwhile the target
//! accepts. The heads are `answer` and `accept`; by themselves `accept` would go first, and a person who
//! has revoked would be disclosed. Weighed as above, `answer` carries the weight of `revoke_consent`:
//! `answer, revoke_consent, accept`, and the acceptance is crossed. A sender's own order is never broken;
//! an early small move rides ahead with a later great one.
//!
//! # Facts do not lose
//! A crossed `complete`, `depart` or `arrive` leaves the status alone, but the service was given and the
//! person is on the road: the state keeps that (`service_already_delivered`, [`Transit`]). The same is
//! true of sections that were disclosed, and of files that were attached.

/// Declares a closed list of words with its wire text.
macro_rules! words {
    ($(#[$doc:meta])* $name:ident = $list:literal { $($(#[$vdoc:meta])* $variant:ident = $text:literal,)+ }) => {
        $(#[$doc])*
        #[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
        pub enum $name { $($(#[$vdoc])* $variant,)+ }

        impl $name {
            /// Every word, in the order of the list.
            pub const ALL: &'static [Self] = &[$(Self::$variant,)+];

            /// The wire text.
            pub const fn as_str(self) -> &'static str {
                match self { $(Self::$variant => $text,)+ }
            }
        }

        impl std::fmt::Display for $name {
            fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                f.pad(self.as_str())
            }
        }

        impl std::str::FromStr for $name {
            type Err = crate::error::UnknownCode;
            fn from_str(text: &str) -> Result<Self, Self::Err> {
                match text {
                    $($text => Ok(Self::$variant),)+
                    other => Err(crate::codes::unknown($list, other, &[$($text,)+])),
                }
            }
        }
    };
}

mod advance;
mod attachment;
mod deadlines;
mod duties;
mod event;
mod fields;
mod fold;
mod moves;
mod refusal;
mod state;
mod table;
mod thread;
mod values;

pub use advance::advance;
pub use attachment::{
    ATTACHMENT_BYTES_MAX, ATTACHMENTS_PER_SIDE_MAX, Attachment, Details, GAPS_MAX, Have,
    PIECE_BYTES, PIECES_MAX, Piece, Pieces, piece_length, pieces_of,
};
pub use deadlines::{
    Deadline, DeadlineKind, Escalation, Left, REVOCATION_ANSWER_SECONDS, acknowledge_seconds,
    arrival_seconds, deadlines, decide_seconds, escalation, missing_in_transit, review_seconds,
};
pub use duties::{Alert, Duty, duties};
pub use event::{
    EVENTS_PER_SIDE_MAX, Event, EventKind, EventLetter, HeaderParts, Stage, disclosure_fields,
    read_event, receipt_fields,
};
pub use fields::{MoveFault, key};
pub use fold::{Fate, Fated, Folded, fold, may_carry, try_move};
pub use moves::{
    ConsentTerms, FollowUpDay, LineAnswer, Move, MoveKind, NEEDS_MAX, Need, RevocationAnswer, Side,
    Terms, What,
};
pub use refusal::Refusal;
pub use state::{
    Appointment, Attached, Clock, Consent, ConsentChange, ConsentState, Departure, FollowUpDone,
    Line, LineState, Onward, PAUSE_SECONDS_MAX, Pause, Reply, State, Status, Transit,
};
pub use table::{By, ConsentNeed, Rule, allowed, may_attach, may_disclose, permits, rule};

#[cfg(test)]
mod attachment_tests;
#[cfg(test)]
mod fields_tests;
#[cfg(test)]
mod fold_tests;
#[cfg(test)]
mod play;
#[cfg(test)]
mod table_tests;
#[cfg(test)]
mod time_tests;
