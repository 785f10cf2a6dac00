//! What is kept about catching up (table 16): whom we asked, whom we answer, what is still to be signed for.

use minicbor::{Decode, Encode};
use waypost_protocol::ids::{ConversationId, Day, HeaderHash, OrgId, Time};
use waypost_store::Key;

pub(super) use crate::rows::CATCH_UP;
use crate::rows::{Row, named, named_in};

/// Group of the rows of partners whom we asked.
pub(super) const ASKED: &[u8] = b"asked";
/// Group of the rows of partners who asked us.
pub(super) const ANSWER: &[u8] = b"answer";
/// Group of the rows of partners whom we asked for damaged referrals.
pub(super) const REPAIR: &[u8] = b"repair";
/// Group of the rows of what could not be got back.
pub(super) const LOSS: &[u8] = b"loss";

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
    /// Not restored: whole records of the journal are lost, so that any row may be older than it was.
    #[n(13)]
    pub(super) hole: Option<bool>,
}

impl AskedRow {
    pub(super) fn has_hole(&self) -> bool {
        self.hole.unwrap_or(false)
    }

    /// Notes a part; true when all are here.
    pub(super) fn note(&mut self, part: u32, last: bool) -> bool {
        note_part(&mut self.below, &mut self.beyond, &mut self.last, (part, last))
    }
}

/// Notes a part and whether it is the last; true when all are here.
fn note_part(
    below: &mut u32,
    beyond: &mut Vec<u32>,
    last_known: &mut Option<u32>,
    (part, last): (u32, bool),
) -> bool {
    if last {
        *last_known = Some(part);
    }
    if part >= *below && !beyond.contains(&part) {
        beyond.push(part);
    }
    while let Some(at) = beyond.iter().position(|p| p == below) {
        beyond.swap_remove(at);
        *below += 1;
    }
    last_known.is_some_and(|last| *below > last)
}

/// A partner whom we asked for copies of damaged referrals.
#[derive(Clone, Debug, Encode, Decode)]
#[cbor(map)]
pub(crate) struct RepairRow {
    #[n(0)]
    pub(super) org: OrgId,
    #[n(1)]
    pub(super) stage: Stage,
    /// Which, at most as many as one question names.
    #[n(2)]
    pub(super) conversations: Vec<ConversationId>,
    /// Of these: their summary is lost, and with it where our own chain stood.
    #[n(3)]
    pub(super) chain_lost: Vec<ConversationId>,
    /// The letter that asks, and when it was written.
    #[n(4)]
    pub(super) recall: Option<HeaderHash>,
    #[n(5)]
    pub(super) asked_at: Time,
    /// As in [`AskedRow`].
    #[n(6)]
    pub(super) below: u32,
    #[n(7)]
    pub(super) beyond: Vec<u32>,
    #[n(8)]
    pub(super) last: Option<u32>,
}

impl RepairRow {
    /// Notes a part; true when all are here.
    pub(super) fn note(&mut self, part: u32, last: bool) -> bool {
        note_part(&mut self.below, &mut self.beyond, &mut self.last, (part, last))
    }
}

/// What of a damaged referral its partner could not give back, until a person does without.
#[derive(Clone, Copy, Debug, Encode, Decode)]
#[cbor(map)]
pub(crate) struct LossRow {
    #[n(0)]
    pub(super) conversation: ConversationId,
    /// Letters that neither side holds, as far as the chains tell.
    #[n(1)]
    pub(super) letters: u32,
    /// It still does not read: nothing of it came back.
    #[n(2)]
    pub(super) unreadable: bool,
    /// Our own referral came back as a copy: what it had not shown is gone.
    #[n(3)]
    pub(super) fields: bool,
    /// A letter of ours is on its way that we no longer know: another one would tell a second story.
    #[n(4)]
    pub(super) chain_unsure: bool,
}

/// Whole records of the journal are lost, and not every partner was asked yet.
#[derive(Clone, Copy, Encode, Decode)]
#[cbor(map)]
pub(crate) struct HoleRow {
    /// How many stretches of the journal.
    #[n(0)]
    pub(super) places: u64,
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
    /// Letters that were not given because they do not read here either.
    #[n(11)]
    pub(super) damaged: Option<u64>,
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

impl Row for RepairRow {
    const WHAT: &'static str = "row of a partner that was asked for damaged referrals";
}

impl Row for LossRow {
    const WHAT: &'static str = "row of what was lost of a referral";
}

impl Row for HoleRow {
    const WHAT: &'static str = "row of lost records";
}

pub(super) fn repair_key(org: OrgId) -> Key {
    named_in(CATCH_UP, REPAIR, org.as_bytes())
}

pub(super) fn loss_key(conversation: ConversationId) -> Key {
    named_in(CATCH_UP, LOSS, conversation.as_bytes())
}

pub(super) fn hole_key() -> Key {
    named(CATCH_UP, b"hole")
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
