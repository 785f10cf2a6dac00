//! What is kept about catching up (table 16): whom we asked, whom we answer, what is still to be signed for.

use minicbor::{Decode, Encode};
use waypost_protocol::ids::{ConversationId, Day, HeaderHash, OrgId, Time};
use waypost_store::{Key, Table};

use crate::rows::{Row, named_in};

pub(super) const CATCH_UP: Table = Table(16);
/// Group of the rows of partners whom we asked.
pub(super) const ASKED: &[u8] = b"asked";
/// Group of the rows of partners who asked us.
pub(super) const ANSWER: &[u8] = b"answer";

/// How far a partner's answer has come.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Encode, Decode)]
#[cbor(index_only)]
pub(super) enum Stage {
    #[n(0)]
    ToAsk,
    #[n(1)]
    Asked,
    #[n(2)]
    Done,
    #[n(3)]
    GivenUp,
}

impl Stage {
    pub(super) const fn waits(self) -> bool {
        match self {
            Self::ToAsk | Self::Asked => true,
            Self::Done | Self::GivenUp => false,
        }
    }
}

/// A partner whom we asked after a restore.
#[derive(Clone, Debug, Encode, Decode)]
#[cbor(map)]
pub(crate) struct AskedRow {
    #[n(0)]
    pub(super) org: OrgId,
    #[n(1)]
    pub(super) stage: Stage,
    /// The backup's day.
    #[n(2)]
    pub(super) since: Day,
    /// The day of the restore, and the place of our signing key made on it.
    #[n(3)]
    pub(super) restored: Day,
    #[n(4)]
    pub(super) key_place: u32,
    /// The letter that asked.
    #[n(5)]
    pub(super) recall: Option<HeaderHash>,
    #[n(6)]
    pub(super) asked_at: Option<Time>,
    /// All parts below this number are here, and these beyond it.
    #[n(7)]
    pub(super) below: u32,
    #[n(8)]
    pub(super) beyond: Vec<u32>,
    /// The number of the last part, once it is known.
    #[n(9)]
    pub(super) last: Option<u32>,
    /// Letters given back that were not here.
    #[n(10)]
    pub(super) letters: u64,
    /// The partner signed for the letter that asked: it has our new card.
    #[n(11)]
    pub(super) heard: bool,
    /// The place of the partner's signing key when it was asked: a later one means that it was restored itself.
    #[n(12)]
    pub(super) partner_keys: u32,
}

impl AskedRow {
    /// Notes a part; true when all are here.
    pub(super) fn note(&mut self, part: u32, last: bool) -> bool {
        if last {
            self.last = Some(part);
        }
        if part >= self.below && !self.beyond.contains(&part) {
            self.beyond.push(part);
        }
        while let Some(at) = self.beyond.iter().position(|p| *p == self.below) {
            self.beyond.swap_remove(at);
            self.below += 1;
        }
        self.last.is_some_and(|last| self.below > last)
    }
}

/// A partner who asked us.
#[derive(Clone, Debug, Encode, Decode)]
#[cbor(map)]
pub(crate) struct AnswerRow {
    #[n(0)]
    pub(super) org: OrgId,
    /// Its letter.
    #[n(1)]
    pub(super) recall: HeaderHash,
    /// It was restored from a backup of this day; none when it was damaged.
    #[n(2)]
    pub(super) restored: Option<Day>,
    /// Letters of this day or later are given.
    #[n(3)]
    pub(super) since: Day,
    /// Only these conversations; none for all.
    #[n(4)]
    pub(super) conversations: Vec<ConversationId>,
    /// The next conversation by our number for it, and the next letter in it.
    #[n(5)]
    pub(super) next: (u64, u64),
    /// The next part.
    #[n(6)]
    pub(super) part: u32,
    #[n(7)]
    pub(super) letters: u64,
    #[n(8)]
    pub(super) done: bool,
    /// The day of its last question, and how many came on it.
    #[n(9)]
    pub(super) day: Day,
    #[n(10)]
    pub(super) asked_today: u32,
}

/// That this node was restored, for as long as it lives: its log of statements must not fork.
#[derive(Clone, Copy, Encode, Decode)]
#[cbor(map)]
pub(crate) struct RestoredRow {
    #[n(0)]
    pub(crate) at: Time,
    /// When the backup was made.
    #[n(1)]
    pub(crate) made: Time,
}

/// A conversation with letters that nobody signed for yet.
#[derive(Clone, Copy, Encode, Decode)]
#[cbor(map)]
pub(super) struct UnsignedRow {
    #[n(0)]
    pub(super) conversation: ConversationId,
}

impl Row for AskedRow {
    const WHAT: &'static str = "row of a partner that was asked";
}

impl Row for AnswerRow {
    const WHAT: &'static str = "row of a partner that asked";
}

impl Row for RestoredRow {
    const WHAT: &'static str = "row of the last restore";
}

impl Row for UnsignedRow {
    const WHAT: &'static str = "row of letters to sign for";
}

pub(super) fn asked_key(org: OrgId) -> Key {
    named_in(CATCH_UP, ASKED, org.as_bytes())
}

pub(super) fn answer_key(org: OrgId) -> Key {
    named_in(CATCH_UP, ANSWER, org.as_bytes())
}

/// Group of the conversations of a partner with letters to sign for.
pub(super) fn unsigned_group(org: OrgId) -> Vec<u8> {
    [b"unsigned/".as_slice(), org.as_bytes()].concat()
}
