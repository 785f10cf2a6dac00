//! What the desk keeps: the tables of the store and the rows in them (SPEC 9.4).
//!
//! In and out: rows as deterministic CBOR maps. The store encrypts every value and hashes every
//! name; a row of one referral is encrypted under that conversation's own data key, so that
//! destroying the key forgets the row.

use minicbor::{Decode, Encode};
use waypost_protocol::card::Mailbox;
use waypost_protocol::cbor;
use waypost_protocol::ids::{ConversationId, Day, HeaderHash, LetterId, NodeId, OrgId, Time};
use waypost_protocol::keys::Prekey;
use waypost_protocol::mailbox::{Grant, InboxId, WriteToken};
use waypost_store::{Item, Key, Owner, Table};

use crate::audit::EntryRow;
use crate::error::DeskError;
use crate::outbox::Class;

/// Longest row: a letter of the largest frame, with its undisclosed fields beside it.
pub(crate) const ROW_BYTES_MAX: usize = 3 * 1024 * 1024;

pub(crate) const SELF: Table = Table(1);
pub(crate) const PARTNER: Table = Table(2);
pub(crate) const INVITE: Table = Table(3);
pub(crate) const DRAFT: Table = Table(4);
pub(crate) const CONVERSATION: Table = Table(5);
pub(crate) const LETTER: Table = Table(6);
pub(crate) const OUTBOX: Table = Table(7);
pub(crate) const FRAME: Table = Table(8);
pub(crate) const SEEN: Table = Table(9);
pub(crate) const CARRIAGE: Table = Table(10);
pub(crate) const THEIR_PREKEY: Table = Table(11);
pub(crate) const OUR_PREKEY: Table = Table(12);
/// Single rows by name: work that is owed, or was begun and not finished.
pub(crate) const CARE: Table = Table(13);

/// Shares of partners' recovery sheets that we keep for them.
pub(crate) const SHARE: Table = Table(15);
pub(crate) const TOMBSTONE: Table = Table(14);
/// What is asked of partners, and of us, after a restore.
pub(crate) const CATCH_UP: Table = Table(16);
/// Mailboxes that keep frames for us, by their node.
pub(crate) const MAILBOX: Table = Table(17);
/// Bundles written and taken, by partner.
pub(crate) const BUNDLE: Table = Table(18);
/// The audit log: its tree, its signed heads, partners' heads.
pub(crate) const LOG: Table = Table(19);
pub(crate) const CHECKPOINT: Table = Table(22);
pub(crate) const WITNESSED: Table = Table(23);
/// Files of referrals, and their pieces.
pub(crate) const ATTACHMENT: Table = Table(20);
pub(crate) const PIECE: Table = Table(21);

/// Users of the console.
pub(crate) const USER: Table = Table(24);
/// Who of us read a referral, by conversation.
pub(crate) const READ: Table = Table(25);

/// A row that knows how it is written. `WHAT` names it in errors.
pub(crate) trait Row: Encode<()> + for<'b> Decode<'b, ()> {
    const WHAT: &'static str;

    fn to_bytes(&self) -> Vec<u8> {
        cbor::encode(self)
    }

    fn from_bytes(bytes: &[u8]) -> Result<Self, DeskError> {
        cbor::decode(Self::WHAT, bytes, ROW_BYTES_MAX).map_err(DeskError::OwnRow)
    }
}

macro_rules! rows {
    ($($row:ident = $what:literal),+ $(,)?) => { $(impl Row for $row { const WHAT: &'static str = $what; })+ };
}

rows! {
    SelfRow = "own row",
    PartnerRow = "partner row",
    InviteRow = "invite row",
    DraftRow = "draft row",
    ConversationRow = "conversation row",
    LetterRow = "letter row",
    OutboxRow = "outbox row",
    SeenRow = "seen row",
    CarriageRow = "carriage row",
    OurPrekeyRow = "own prekey row",
    TheirPrekeyRow = "partner's prekey row",
    KeyChangeRow = "row of a key change that was begun",
    OwedRow = "row of cards owed",
    ShareRow = "row of a share kept",
    ForkRow = "row of a partner's two stories",
    TombstoneRow = "row of an erased referral",
    HoldRow = "row of a lawful hold",
    RewrapRow = "row of the vault's last fresh key",
    MailboxRow = "mailbox row",
}

/// What was read, or nothing where it is damaged: the store's report counts the damage, and one row must not
/// stop the work with all others.
pub(crate) fn undamaged<T, E: Into<DeskError>>(read: Result<T, E>) -> Result<Option<T>, DeskError> {
    match read.map_err(Into::into) {
        Ok(read) => Ok(Some(read)),
        Err(error) if error.is_damage() => {
            tracing::error!(%error, "damaged on disk; set aside");
            Ok(None)
        }
        Err(error) => Err(error),
    }
}

/// The key of a row that stands alone in its table under a name.
pub(crate) fn named(table: Table, name: &[u8]) -> Key {
    Key { table, group: Vec::new(), item: Item::Name(name.to_vec()) }
}

/// The key of a numbered row in a group.
pub(crate) fn numbered(table: Table, group: &[u8], number: u64) -> Key {
    Key { table, group: group.to_vec(), item: Item::Number(number) }
}

/// The key of a named row in a group.
pub(crate) fn named_in(table: Table, group: &[u8], name: &[u8]) -> Key {
    Key { table, group: group.to_vec(), item: Item::Name(name.to_vec()) }
}

/// Whose data key encrypts a conversation's rows.
pub(crate) fn owner(conversation: ConversationId) -> Owner {
    Owner::Thread(*conversation.as_bytes())
}

/// The node's own state.
#[derive(Clone, Encode, Decode)]
#[cbor(map)]
pub(crate) struct SelfRow {
    #[n(0)]
    pub(crate) name: String,
    #[n(1)]
    pub(crate) kind: String,
    #[n(2)]
    pub(crate) languages: Vec<String>,
    /// The encoded key log.
    #[cbor(n(3), with = "minicbor::bytes")]
    pub(crate) key_log: Vec<u8>,
    /// Rises with every card given out; persisted before a card is sent.
    #[n(4)]
    pub(crate) card_serial: u64,
    #[n(5)]
    pub(crate) referral_number: u64,
    #[n(6)]
    pub(crate) draft_number: u64,
    /// Days of the epoch prekeys whose private halves are still in the vault, oldest first.
    #[n(7)]
    pub(crate) epoch_days: Vec<Day>,
    /// The node key's public half.
    #[n(8)]
    pub(crate) node: NodeId,
    /// The addresses on the cards given out last.
    #[n(9)]
    pub(crate) announced: Vec<String>,
}

/// One partner.
#[derive(Clone, Encode, Decode)]
#[cbor(map)]
pub(crate) struct PartnerRow {
    #[n(0)]
    pub(crate) org: OrgId,
    /// Our short name for it.
    #[n(1)]
    pub(crate) short: String,
    /// Its newest signed card as received; none between joining and its first card.
    #[cbor(n(2), with = "minicbor::bytes")]
    pub(crate) card: Option<Vec<u8>>,
    /// Its key log as far as we know it.
    #[cbor(n(3), with = "minicbor::bytes")]
    pub(crate) key_log: Option<Vec<u8>>,
    /// The pair's own conversation.
    #[n(4)]
    pub(crate) thread: ConversationId,
    /// The pair's safety number.
    #[n(5)]
    pub(crate) safety_number: String,
    #[n(6)]
    pub(crate) confirmed_by_us: bool,
    #[n(7)]
    pub(crate) confirmed_by_them: bool,
    #[n(8)]
    pub(crate) blocked: bool,
    /// Next sequence number, and last header, of our letters in the pair's thread.
    #[n(9)]
    pub(crate) thread_seq: u32,
    #[n(10)]
    pub(crate) thread_prev: Option<HeaderHash>,
    /// Next number in its outbox.
    #[n(11)]
    pub(crate) outbox_number: u64,
    /// Next number for a letter stored in the pair's thread.
    #[n(12)]
    pub(crate) thread_letters: u64,
    /// When one-time prekeys were last sent to it.
    #[n(13)]
    pub(crate) refilled_at: Time,
    /// Its node and addresses before its card came: from the invite.
    #[n(14)]
    pub(crate) first_node: Option<NodeId>,
    #[n(15)]
    pub(crate) first_addresses: Vec<String>,
    #[n(16)]
    pub(crate) last_contact: Option<Time>,
    /// Numbers the one-time prekeys we hold of it, so that rows never collide.
    #[n(17)]
    pub(crate) prekey_number: u64,
    /// Conversations of which letters came and the referral has not.
    #[n(18)]
    pub(crate) orphans: u32,
    /// The newest epoch of ours that it has signed for.
    #[n(19)]
    pub(crate) epoch_known: Day,
    /// The last card sent to it: its letter, and the epoch on it.
    #[n(20)]
    pub(crate) card_sent: Option<CardSent>,
    /// Its mailbox before its card came: from the invite.
    #[n(21)]
    pub(crate) first_mailbox: Option<Mailbox>,
}

/// A card on its way.
#[derive(Clone, Copy, Encode, Decode)]
#[cbor(map)]
pub(crate) struct CardSent {
    #[n(0)]
    pub(crate) letter: HeaderHash,
    #[n(1)]
    pub(crate) epoch: Day,
}

/// A one-time prekey of a partner's.
#[derive(Clone, Copy, Encode, Decode)]
#[cbor(map)]
pub(crate) struct TheirPrekeyRow {
    #[n(0)]
    pub(crate) key: Prekey,
    /// The day of the card that brought it.
    #[n(1)]
    pub(crate) issued: Day,
}

/// An open invite. Its secrets are in the vault.
#[derive(Clone, Encode, Decode)]
#[cbor(map)]
pub(crate) struct InviteRow {
    #[n(0)]
    pub(crate) id: LetterId,
    #[n(1)]
    pub(crate) label: Option<String>,
    #[n(2)]
    pub(crate) created_day: Day,
    #[n(3)]
    pub(crate) expires: Time,
}

/// A draft: a form in work, or one from which was sent and more may be sent.
#[derive(Clone, Encode, Decode)]
#[cbor(map)]
pub(crate) struct DraftRow {
    #[n(0)]
    pub(crate) number: u64,
    #[n(1)]
    pub(crate) case_code: String,
    /// The form as typed, JSON.
    #[n(2)]
    pub(crate) form: String,
    #[n(3)]
    pub(crate) made_at: Time,
    /// Its own data key in the vault.
    #[n(4)]
    pub(crate) thread: ConversationId,
    /// The user who changed it last; none for the command line.
    #[n(5)]
    pub(crate) by: Option<u64>,
    /// When it was last written; none if never since it was made.
    #[n(6)]
    pub(crate) changed_at: Option<Time>,
    /// It had faults when it was written. None, in rows of an earlier version: it had not.
    #[n(7)]
    pub(crate) unfinished: Option<bool>,
}

impl DraftRow {
    /// When it was last written: dates in it such as `+3d` count from then.
    pub(crate) fn written_at(&self) -> Time {
        self.changed_at.unwrap_or(self.made_at)
    }
}

/// What a list shows of a referral, and where its chains stand.
#[derive(Clone, Encode, Decode)]
#[cbor(map)]
pub(crate) struct ConversationRow {
    #[n(0)]
    pub(crate) conversation: ConversationId,
    #[n(1)]
    pub(crate) partner: OrgId,
    /// True when we are the referrer.
    #[n(2)]
    pub(crate) referrer: bool,
    /// Our number for it.
    #[n(3)]
    pub(crate) number: u64,
    /// How many letters are kept; the next letter's number.
    #[n(4)]
    pub(crate) letters: u64,
    /// Next sequence number of ours, and our last header.
    #[n(5)]
    pub(crate) seq: u32,
    #[n(6)]
    pub(crate) prev: Option<HeaderHash>,
    /// The draft it was sent from (referrer only).
    #[n(7)]
    pub(crate) draft: Option<u64>,
    #[n(8)]
    pub(crate) changed: Time,
    /// The first time a person of ours opened it.
    #[n(9)]
    pub(crate) opened_at: Option<Time>,
    // What follows is for the list alone, and can be computed again from the letters.
    #[n(10)]
    pub(crate) status: String,
    #[n(11)]
    pub(crate) consent: String,
    #[n(12)]
    pub(crate) urgency: String,
    #[n(13)]
    pub(crate) services: Vec<String>,
    #[n(14)]
    pub(crate) case_code: String,
    #[n(15)]
    pub(crate) tick: u8,
    #[n(16)]
    pub(crate) needs_us: bool,
    #[n(17)]
    pub(crate) due: Option<Time>,
    #[n(18)]
    pub(crate) closed: bool,
    /// What decides how long it is kept; none until the referral itself is here.
    #[n(19)]
    pub(crate) keep: Option<KeepRow>,
    /// What the next deadline is for, as a code.
    #[n(20)]
    pub(crate) due_kind: Option<String>,
    /// What figures are made of; none until the referral itself is here.
    #[n(21)]
    pub(crate) figures: Option<FiguresRow>,
}

/// What of a referral is counted.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Encode, Decode)]
#[cbor(map)]
pub(crate) struct FiguresRow {
    /// When it was sent, by its author's clock.
    #[n(0)]
    pub(crate) sent_at: Time,
    /// When the target first accepted, declined, put it on a list or asked back, by its clock.
    #[n(1)]
    pub(crate) first_answer_at: Option<Time>,
    /// It was accepted, whole or in part.
    #[n(2)]
    pub(crate) accepted: bool,
    /// It was declined whole.
    #[n(3)]
    pub(crate) declined: bool,
}

/// What of a referral decides how long it is kept.
#[derive(Clone, Copy, Encode, Decode)]
#[cbor(map)]
pub(crate) struct KeepRow {
    /// When the referral's own letter was kept here.
    #[n(0)]
    pub(crate) came_at: Time,
    /// How long the person's consent allows, from that day.
    #[n(1)]
    pub(crate) retention_days: u32,
    /// Follow-ups are still to be made: the last day on which they may be.
    #[n(2)]
    pub(crate) follow_ups_until: Option<Day>,
}

/// One letter, ours or theirs, exactly as signed.
#[derive(Clone, Encode, Decode)]
#[cbor(map)]
pub(crate) struct LetterRow {
    #[n(0)]
    pub(crate) ours: bool,
    /// L2: header, signature, items, disclosures.
    #[cbor(n(1), with = "minicbor::bytes")]
    pub(crate) letter: Vec<u8>,
    /// Ours: the seed of its salts, and what it commits to but did not show.
    #[n(2)]
    pub(crate) authored: Option<AuthoredRow>,
    #[n(3)]
    pub(crate) kept_at: Time,
    /// Its entry in our log; none if it was kept by a program that kept no log.
    #[n(4)]
    pub(crate) entry: Option<EntryRow>,
}

/// The author's side of a letter: all it committed to.
#[derive(Clone, Encode, Decode)]
#[cbor(map)]
pub(crate) struct AuthoredRow {
    #[cbor(n(0), with = "minicbor::bytes")]
    pub(crate) body_seed: Vec<u8>,
    #[n(1)]
    pub(crate) fields: Vec<FieldRow>,
    /// After a redaction: the place and salt of each field that stays. The seed is gone then.
    #[n(2)]
    pub(crate) places: Option<Vec<PlaceRow>>,
}

/// Where a field stands in its letter's body, and its salt.
#[derive(Clone, Encode, Decode)]
pub(crate) struct PlaceRow {
    #[n(0)]
    pub(crate) index: u32,
    #[cbor(n(1), with = "minicbor::bytes")]
    pub(crate) salt: Vec<u8>,
}

/// A field on our own disk.
#[derive(Clone, Encode, Decode)]
pub(crate) struct FieldRow {
    #[n(0)]
    pub(crate) section: u8,
    #[n(1)]
    pub(crate) key: String,
    #[n(2)]
    pub(crate) value: waypost_protocol::field::Value,
}

/// A letter that has not been acknowledged as it must be.
#[derive(Clone, Encode, Decode)]
#[cbor(map)]
pub(crate) struct OutboxRow {
    #[n(0)]
    pub(crate) conversation: ConversationId,
    #[n(1)]
    pub(crate) header: HeaderHash,
    /// Waits for a signed receipt; else the carrier's word is enough.
    #[n(2)]
    pub(crate) receipt_expected: bool,
    #[n(3)]
    pub(crate) queued_at: Time,
    /// A piece of an attachment: which. Its conversation is then the attachment's thread.
    #[n(4)]
    pub(crate) piece: Option<u32>,
}

impl OutboxRow {
    /// Pieces go where no letter may.
    pub(crate) fn class(&self) -> Class {
        match self.piece {
            Some(_) => Class::Bulk,
            None => Class::Letter,
        }
    }
}

/// A sealed letter that was opened: what a repeat is answered with.
#[derive(Clone, Encode, Decode)]
#[cbor(map)]
pub(crate) struct SeenRow {
    /// The receipt's number in the partner's outbox; none for a receipt.
    #[n(0)]
    pub(crate) receipt: Option<u64>,
    #[n(1)]
    pub(crate) day: Day,
}

/// How far a letter of ours has come by the carriers' word.
#[derive(Clone, Encode, Decode)]
#[cbor(map)]
pub(crate) struct CarriageRow {
    /// Left for the partner's node.
    #[n(0)]
    pub(crate) left_at: Option<Time>,
    /// The partner's node would not take it, and why.
    #[n(1)]
    pub(crate) refused: Option<String>,
}

/// A one-time prekey of ours given to a partner.
#[derive(Clone, Encode, Decode)]
#[cbor(map)]
pub(crate) struct OurPrekeyRow {
    #[n(0)]
    pub(crate) made: Day,
    /// The hint by which its secret stands in the vault.
    #[cbor(n(1), with = "minicbor::bytes")]
    pub(crate) hint: Vec<u8>,
}

/// A change of our signing key that was begun and not finished.
#[derive(Clone, Copy, Encode, Decode)]
#[cbor(map)]
pub(crate) struct KeyChangeRow {
    #[n(0)]
    pub(crate) began: Time,
}

/// Partners to whom a new card is owed.
#[derive(Clone, Encode, Decode)]
#[cbor(map)]
pub(crate) struct OwedRow {
    #[n(0)]
    pub(crate) cards: Vec<OrgId>,
}

/// A partner's two key logs: the rotation that does not go with the one we know, as it came.
#[derive(Clone, Encode, Decode)]
#[cbor(map)]
pub(crate) struct ForkRow {
    /// The place in the log that both claim.
    #[n(0)]
    pub(crate) seq: u32,
    #[cbor(n(1), with = "minicbor::bytes")]
    pub(crate) rotation: Vec<u8>,
    #[n(2)]
    pub(crate) noticed: Time,
}

/// A share of a partner's recovery sheet that we keep for it. The share itself is in the vault.
#[derive(Clone, Encode, Decode)]
#[cbor(map)]
pub(crate) struct ShareRow {
    #[n(0)]
    pub(crate) org: OrgId,
    #[cbor(n(1), with = "minicbor::bytes")]
    pub(crate) set: Vec<u8>,
    #[n(2)]
    pub(crate) number: u8,
    #[n(3)]
    pub(crate) needed: u8,
    #[n(4)]
    pub(crate) of: u8,
    /// When its owner wrote it.
    #[n(5)]
    pub(crate) at: Time,
    /// When it came.
    #[n(6)]
    pub(crate) kept: Time,
}

/// What is kept of an erased referral: that it was, and that its letters were signed. No person.
#[derive(Clone, Encode, Decode)]
#[cbor(map)]
pub(crate) struct TombstoneRow {
    #[n(0)]
    pub(crate) conversation: ConversationId,
    #[n(1)]
    pub(crate) partner: OrgId,
    #[n(2)]
    pub(crate) referrer: bool,
    /// Our number for it.
    #[n(3)]
    pub(crate) number: u64,
    /// The day of its first letter, of its last change, of its erasure.
    #[n(4)]
    pub(crate) first: Day,
    #[n(5)]
    pub(crate) changed: Day,
    #[n(6)]
    pub(crate) erased: Day,
    /// Why: `retention`, `consent`, `by_hand`.
    #[n(7)]
    pub(crate) reason: String,
    /// Next sequence number of ours, and our last header: nobody may tell a second story.
    #[n(8)]
    pub(crate) seq: u32,
    #[n(9)]
    pub(crate) prev: Option<HeaderHash>,
    /// Every letter's header and signature, at most as many as a conversation has letters.
    #[n(10)]
    pub(crate) letters: Vec<SignedHeaderRow>,
}

/// What is left of a letter.
#[derive(Clone, Encode, Decode)]
pub(crate) struct SignedHeaderRow {
    #[n(0)]
    pub(crate) ours: bool,
    #[cbor(n(1), with = "minicbor::bytes")]
    pub(crate) header: Vec<u8>,
    #[cbor(n(2), with = "minicbor::bytes")]
    pub(crate) signature: Vec<u8>,
}

/// Nothing of this referral is erased while this stands.
#[derive(Clone, Encode, Decode)]
#[cbor(map)]
pub(crate) struct HoldRow {
    /// A reason's code.
    #[n(0)]
    pub(crate) reason: String,
    #[n(1)]
    pub(crate) since: Day,
}

/// When the vault was last put under a fresh master key.
#[derive(Clone, Copy, Encode, Decode)]
#[cbor(map)]
pub(crate) struct RewrapRow {
    #[n(0)]
    pub(crate) last: Day,
    /// Something was erased since.
    #[n(1)]
    pub(crate) wanted: bool,
}

/// A mailbox of ours.
#[derive(Clone, Encode, Decode)]
#[cbor(map)]
pub(crate) struct MailboxRow {
    #[n(0)]
    pub(crate) node: NodeId,
    #[n(1)]
    pub(crate) addresses: Vec<String>,
    /// Its operator's permission.
    #[n(2)]
    pub(crate) grant: Grant,
    #[n(3)]
    pub(crate) since: Day,
    /// Oldest first. The newest that is open stands on our cards.
    #[n(4)]
    pub(crate) inboxes: Vec<InboxRow>,
    /// Since when it is on no card of ours any more.
    #[n(5)]
    pub(crate) left: Option<Day>,
}

/// An inbox of ours. Its key is in the vault.
#[derive(Clone, Copy, Encode, Decode)]
#[cbor(map)]
pub(crate) struct InboxRow {
    #[n(0)]
    pub(crate) id: InboxId,
    #[n(1)]
    pub(crate) token: WriteToken,
    #[n(2)]
    pub(crate) made: Day,
    /// The last day to which the mailbox keeps it open; none before it was opened.
    #[n(3)]
    pub(crate) open_until: Option<Day>,
}

#[cfg(test)]
#[allow(clippy::unwrap_used, reason = "a test that cannot go on has failed")]
mod tests {
    use std::collections::BTreeSet;

    use super::*;

    /// A draft as versions before the console kept it.
    #[derive(Encode)]
    #[cbor(map)]
    struct DraftBefore {
        #[n(0)]
        number: u64,
        #[n(1)]
        case_code: String,
        #[n(2)]
        form: String,
        #[n(3)]
        made_at: Time,
        #[n(4)]
        thread: ConversationId,
    }

    /// A summary as versions before the console kept it.
    #[derive(Encode)]
    #[cbor(map)]
    struct ConversationBefore {
        #[n(0)]
        conversation: ConversationId,
        #[n(1)]
        partner: OrgId,
        #[n(2)]
        referrer: bool,
        #[n(3)]
        number: u64,
        #[n(4)]
        letters: u64,
        #[n(5)]
        seq: u32,
        #[n(8)]
        changed: Time,
        #[n(10)]
        status: String,
        #[n(11)]
        consent: String,
        #[n(12)]
        urgency: String,
        #[n(13)]
        services: Vec<String>,
        #[n(14)]
        case_code: String,
        #[n(15)]
        tick: u8,
        #[n(16)]
        needs_us: bool,
        #[n(17)]
        due: Option<Time>,
        #[n(18)]
        closed: bool,
        #[n(19)]
        keep: Option<KeepRow>,
    }

    #[test]
    fn a_draft_of_an_earlier_version_is_finished_and_was_written_when_it_was_made() {
        let before = DraftBefore {
            number: 3,
            case_code: "AB12-CD34".to_owned(),
            form: "{}".to_owned(),
            made_at: Time(7),
            thread: ConversationId::new([1; 16]),
        };
        let row = DraftRow::from_bytes(&cbor::encode(&before)).unwrap();
        assert_eq!((row.number, row.case_code.as_str(), row.form.as_str()), (3, "AB12-CD34", "{}"));
        assert_eq!((row.by, row.unfinished, row.written_at()), (None, None, Time(7)));
        assert_eq!(row.to_bytes(), cbor::encode(&before), "and is written as it was");
    }

    #[test]
    fn a_summary_of_an_earlier_version_reads_and_has_nothing_to_count() {
        let keep = KeepRow { came_at: Time(5), retention_days: 90, follow_ups_until: None };
        let before = ConversationBefore {
            conversation: ConversationId::new([1; 16]),
            partner: OrgId::new([2; 32]),
            referrer: true,
            number: 12,
            letters: 4,
            seq: 2,
            changed: Time(8),
            status: "accepted".to_owned(),
            consent: "active".to_owned(),
            urgency: "urgent".to_owned(),
            services: vec!["medical".to_owned()],
            case_code: "AB12-CD34".to_owned(),
            tick: 4,
            needs_us: true,
            due: Some(Time(9)),
            closed: false,
            keep: Some(keep),
        };
        let row = ConversationRow::from_bytes(&cbor::encode(&before)).unwrap();
        assert_eq!((row.number, row.status.as_str(), row.due), (12, "accepted", Some(Time(9))));
        assert_eq!((row.due_kind.clone(), row.figures), (None, None));
        assert_eq!(row.to_bytes(), cbor::encode(&before), "and is written as it was");
    }

    #[test]
    fn no_two_tables_have_one_number() {
        let tables = [
            SELF,
            PARTNER,
            INVITE,
            DRAFT,
            CONVERSATION,
            LETTER,
            OUTBOX,
            FRAME,
            SEEN,
            CARRIAGE,
            THEIR_PREKEY,
            OUR_PREKEY,
            CARE,
            TOMBSTONE,
            SHARE,
            CATCH_UP,
            MAILBOX,
            BUNDLE,
            ATTACHMENT,
            PIECE,
            LOG,
            CHECKPOINT,
            WITNESSED,
            USER,
            READ,
        ];
        let numbers: BTreeSet<u8> = tables.iter().map(|table| table.0).collect();
        assert_eq!(numbers.len(), tables.len());
    }
}
