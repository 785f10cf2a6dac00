//! The auditor's bundle, record by record (SPEC 15.5).
//!
//! In: what a node shows, or the bytes of one record of a bundle. Out: one record as bytes with its length before
//! it, or a [`Record`]. Every length is bounded before anything is read, and what would not be written back as it
//! came is refused. Nothing is verified here but the form: that is for [`crate::verify`].

use minicbor::{Decode, Decoder, Encode, Encoder, decode, encode};
use sha2::{Digest, Sha256};
use waypost_protocol::card::{DisplayName, NAME_BYTES_MAX};
use waypost_protocol::cbor;
use waypost_protocol::field;
use waypost_protocol::identity::{Author, KEY_LOG_BYTES_MAX, KeyLog};
use waypost_protocol::ids::{BodyRoot, ConversationId, Day, HeaderHash, OrgId, Time};
use waypost_protocol::keys::Signature;
use waypost_protocol::letter::{
    Disclosure, HEADER_BYTES_MAX, Header, LeafHash, Letter, LetterKind,
};

use crate::bundle::BundleFault;
use crate::checkpoint::SignedCheckpoint;
use crate::entry::Opening;
use crate::note::{NOTE_BYTES_MAX, NoteFault};
use crate::proof::PROOF_HASHES_MAX;
use crate::tree::{Frontier, Hash, node_hash};

/// What a bundle's plain text begins with.
pub const MAGIC: &[u8; 8] = b"WPAUDIT1";
/// The version of the statement.
pub const STATEMENT_VERSION: u8 = 1;
/// What a statement's signature is for (SPEC 3.2).
pub const STATEMENT_DOMAIN: &str = "waypost/audit/v1";
/// Longest record: a body of 512 leaves of which nothing is held back would be more; shown are a few.
pub const RECORD_BYTES_MAX: usize = 131_072;
/// Longest statement: a hash, a root, an id and small numbers are under 200.
pub const STATEMENT_BYTES_MAX: usize = 512;
/// Most leaf hashes in a record: 64 KiB.
pub const LEAVES_MAX: usize = 2_048;
/// Deepest body: 512 leaves (SPEC 5.3).
const DEPTH_MAX: u8 = 9;
const BODY_LEAVES_MAX: usize = 1 << DEPTH_MAX;

/// One record of a bundle.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Record {
    /// Who shows what to whom, and the frontier to begin with. Once, first.
    Head(Head),
    /// The key log of an organisation, with its name as the sharer knows it.
    KeyLog(KeyLogRecord),
    /// A head shown before, and why the last one goes on from it.
    Earlier(Earlier),
    /// The next leaf hashes of the log.
    Leaves(Vec<Hash>),
    /// The checkpoint of the size reached, with its cosignatures: a note.
    Checkpoint(String),
    /// A conversation begins.
    Conversation(ConversationRecord),
    /// A letter of the conversation before it.
    Letter(LetterRecord),
    /// The end, with what there was.
    End(Count),
}

/// The first record.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Head {
    /// The exact bytes of the [`Statement`].
    pub statement: Vec<u8>,
    /// The sharer's signature over them.
    pub signature: Signature,
    /// The peaks of the log's first `start` leaves, the largest first.
    pub frontier: Vec<Hash>,
}

impl Head {
    /// Signs a statement; `frontier` is that of its `start`.
    pub fn sign(statement: &Statement, frontier: &Frontier, author: &Author) -> Self {
        let bytes = cbor::encode(statement);
        let signature = author.sign(STATEMENT_DOMAIN, &bytes);
        Self { statement: bytes, signature, frontier: frontier.peaks().to_vec() }
    }

    /// Whether the statement is signed by a key of this log that was good on the day it was made.
    pub fn is_signed_by(&self, statement: &Statement, log: &KeyLog) -> bool {
        let day = statement.made.day();
        let good = log.history().into_iter().filter(|time| log.accepts(&time.key, day).is_ok());
        let mut keys = good.map(|time| time.key);
        keys.any(|key| key.verify(STATEMENT_DOMAIN, &self.statement, &self.signature).is_ok())
    }
}

/// What the sharer signs about a bundle.
#[derive(Clone, PartialEq, Eq, Debug, Encode, Decode)]
#[cbor(map)]
pub struct Statement {
    /// Always [`STATEMENT_VERSION`].
    #[n(0)]
    pub version: u8,
    /// The sharer.
    #[n(1)]
    pub org: OrgId,
    /// The number of its log.
    #[n(2)]
    pub log: u32,
    /// The period's first day.
    #[n(3)]
    pub from: Day,
    /// The period's last day.
    #[n(4)]
    pub to: Day,
    /// When the bundle was made: by this time what is still owed is judged.
    #[n(5)]
    pub made: Time,
    /// The period's first entry: the size of the newest checkpoint before it.
    #[n(6)]
    pub first: u64,
    /// The entry after the period's last: the size of the first checkpoint after it, else `size`.
    #[n(7)]
    pub last: u64,
    /// The entry with which the leaves begin.
    #[n(8)]
    pub start: u64,
    /// The log's size at its last checkpoint.
    #[n(9)]
    pub size: u64,
    /// The log's root at that size.
    #[n(10)]
    pub root: Hash,
    /// For whom: see [`recipient_hash`].
    #[n(11)]
    #[cbor(with = "minicbor::bytes")]
    pub recipient: [u8; 32],
}

impl Statement {
    /// Reads the bytes of a statement. Its signature is checked by [`Head::is_signed_by`].
    pub fn decode(bytes: &[u8]) -> Result<Self, BundleFault> {
        bounded("statement", bytes.len(), STATEMENT_BYTES_MAX)?;
        // SPEC 1.1: another version is refused by its number, before anything else is read.
        let mut d = Decoder::new(bytes);
        let version = d.map().and_then(|_| d.u64()).and_then(|_| d.u64());
        match version.map_err(|e| malformed("statement", e))? {
            version if version != u64::from(STATEMENT_VERSION) => {
                return Err(BundleFault::Version { found: version.to_string() });
            }
            _ => {}
        }
        let statement: Self = cbor::decode("statement", bytes, STATEMENT_BYTES_MAX)
            .map_err(|e| malformed("statement", e))?;
        let Self { log, from, to, first, last, start, size, .. } = statement;
        let ordered = start <= first && first <= last && last <= size && from <= to;
        match ordered && log > 0 && size < 1 << 63 {
            true => Ok(statement),
            false => {
                Err(malformed("statement", "expected from <= to, start <= first <= last <= size"))
            }
        }
    }
}

/// How a statement names an auditor: the hash of its `age1...` text.
pub fn recipient_hash(recipient: &str) -> [u8; 32] {
    Sha256::digest(recipient).into()
}

/// The key log of an organisation.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct KeyLogRecord {
    /// The exact bytes.
    pub log: Vec<u8>,
    /// The organisation's name, as its card had it.
    pub name: DisplayName,
}

/// A head that this auditor was shown before, and that lies before `start`.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Earlier {
    /// The checkpoint's note.
    pub note: String,
    /// The consistency proof from there to the last checkpoint.
    pub proof: Vec<Hash>,
}

/// A conversation begins.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct ConversationRecord {
    /// Its id.
    pub id: ConversationId,
    /// With whom.
    pub partner: OrgId,
    /// What it is.
    pub kind: ConversationKind,
}

/// What a conversation is.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum ConversationKind {
    /// A referral and what followed.
    Referral,
    /// The pair's own thread.
    Thread,
    /// A referral that was erased: headers and signatures are left.
    Erased,
}

impl ConversationKind {
    const fn number(self) -> u8 {
        match self {
            Self::Referral => 0,
            Self::Thread => 1,
            Self::Erased => 2,
        }
    }

    const fn from_number(number: u8) -> Option<Self> {
        match number {
            0 => Some(Self::Referral),
            1 => Some(Self::Thread),
            2 => Some(Self::Erased),
            _ => None,
        }
    }
}

/// A letter, as an auditor is shown it.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct LetterRecord {
    /// The exact header bytes.
    pub header: Vec<u8>,
    /// The author's signature over them.
    pub signature: Signature,
    /// Its entry in the sharer's log; none if the opening was erased, or the entry lies in an earlier log.
    pub place: Option<Place>,
    /// What is shown of its body.
    pub shown: Option<Shown>,
}

impl LetterRecord {
    /// A letter that is kept, with those of its fields that an auditor is shown.
    pub fn of(letter: &Letter, place: Option<Place>) -> Self {
        let kind = letter.header().kind;
        Self {
            header: letter.header_bytes().to_vec(),
            signature: *letter.signature(),
            place,
            shown: Shown::of(letter, |field| may_be_shown(kind, field)),
        }
    }

    /// What is left of a letter whose referral was erased.
    pub fn erased(header: Vec<u8>, signature: Signature) -> Self {
        Self { header, signature, place: None, shown: None }
    }
}

/// Where a letter's entry is, and what opens it.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Place {
    /// The entry's index in the log, from 0.
    pub index: u64,
    /// The entry's opening.
    pub opening: Opening,
}

/// What the end record counts.
#[derive(Clone, Copy, PartialEq, Eq, Default, Debug)]
pub struct Count {
    /// Conversations.
    pub conversations: u64,
    /// Letters of all of them.
    pub letters: u64,
}

/// The fields, all of section 0, that an auditor may be shown of a letter. SPEC 15.5.
pub const fn shown_keys(kind: LetterKind) -> &'static [&'static str] {
    match kind {
        LetterKind::Referral => &[
            "at",
            "urgency",
            "consent.id",
            "consent.valid_until",
            "consent.override_reason",
            "consent.followup_ok",
        ],
        LetterKind::Move => {
            &["at", "move", "of", "answer", "what", "review_by", "arrive_by", "day", "consent"]
        }
        LetterKind::Receipt => &["at", "of", "stage"],
        LetterKind::Disclosure => &["at", "of", "sections"],
        LetterKind::Card
        | LetterKind::Join
        | LetterKind::Confirm
        | LetterKind::Recall
        | LetterKind::Copies
        | LetterKind::Trust
        | LetterKind::Attachment
        | LetterKind::Piece
        | LetterKind::Pieces
        | LetterKind::Witness
        | LetterKind::Cosigned => &[],
    }
}

/// Whether an auditor may be shown this field of a letter of that kind. SPEC 15.5.
pub fn may_be_shown(kind: LetterKind, field: &field::Field) -> bool {
    field.section == waypost_protocol::codes::Section::Needs
        && shown_keys(kind).contains(&field.key.as_str())
}

/// Fields of a body with what proves them: the body's tree without what is held back (SPEC 15.5).
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Shown {
    /// The body has `2^depth` leaves.
    pub depth: u8,
    /// The fields, by rising index.
    pub disclosed: Vec<Disclosure>,
    /// The largest subtrees without a disclosed leaf, from left to right.
    pub hashes: Vec<Hash>,
}

/// Why a shown body is not that of a header.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum ShownFault {
    /// A hash too many or too few.
    HashCount {
        /// How many there are.
        found: usize,
        /// How many there must be.
        expected: usize,
    },
    /// It has another root.
    NotCommitted,
}

impl Shown {
    /// Shows the fields of a letter that are chosen; `None` if there are none of them.
    pub fn of(letter: &Letter, choose: impl Fn(&field::Field) -> bool) -> Option<Self> {
        let chosen: Vec<Disclosure> = letter.shown().filter(|shown| choose(&shown.field)).collect();
        let some = !chosen.is_empty();
        some.then(|| Self::prune(letter.leaves(), chosen))
    }

    /// Shows fields of a body by its leaves; a power of two of them, as in every body. The fields stand by rising
    /// index.
    pub fn prune(leaves: &[LeafHash], disclosed: Vec<Disclosure>) -> Self {
        let mut hashes = Vec::new();
        prune(leaves, 0, &disclosed, &mut hashes);
        Self { depth: leaves.len().max(1).ilog2() as u8, disclosed, hashes }
    }

    /// The fields alone.
    pub fn fields(&self) -> impl Iterator<Item = &field::Field> {
        self.disclosed.iter().map(|shown| &shown.field)
    }

    /// Whether these fields are those of the body that a header commits to.
    pub fn check(&self, body: &BodyRoot) -> Result<(), ShownFault> {
        let mut hashes = self.hashes.iter();
        let root = grow(1 << self.depth, 0, &self.disclosed, &mut hashes);
        match root {
            Some(root) if hashes.len() == 0 => {
                (root.0 == *body.as_bytes()).then_some(()).ok_or(ShownFault::NotCommitted)
            }
            Some(_) | None => {
                let expected = hash_count(1 << self.depth, 0, &self.disclosed);
                Err(ShownFault::HashCount { found: self.hashes.len(), expected })
            }
        }
    }
}

/// Splits the disclosed fields below `first + half` from those above.
fn split(disclosed: &[Disclosure], middle: u32) -> (&[Disclosure], &[Disclosure]) {
    disclosed.split_at(disclosed.partition_point(|shown| shown.index < middle))
}

fn prune(leaves: &[LeafHash], first: u32, disclosed: &[Disclosure], hashes: &mut Vec<Hash>) {
    if disclosed.is_empty() {
        hashes.push(root(leaves));
    } else if leaves.len() > 1 {
        let half = leaves.len() / 2;
        let (left, right) = leaves.split_at(half);
        let middle = first + half as u32;
        let (below, above) = split(disclosed, middle);
        prune(left, first, below, hashes);
        prune(right, middle, above, hashes);
    }
}

fn root(leaves: &[LeafHash]) -> Hash {
    match leaves {
        [] => crate::tree::empty_root(),
        [leaf] => Hash(leaf.0),
        _ => {
            let (left, right) = leaves.split_at(leaves.len() / 2);
            node_hash(&root(left), &root(right))
        }
    }
}

/// The root of so many leaves; `None` if the hashes do not reach.
fn grow(
    leaves: u32,
    first: u32,
    disclosed: &[Disclosure],
    hashes: &mut std::slice::Iter<'_, Hash>,
) -> Option<Hash> {
    match disclosed {
        [] => hashes.next().copied(),
        [leaf] if leaves == 1 => Some(Hash(LeafHash::of(&leaf.salt, &leaf.field).0)),
        // Two at one place: the reader has refused them by their order.
        _ if leaves == 1 => None,
        _ => {
            let middle = first + leaves / 2;
            let (below, above) = split(disclosed, middle);
            let left = grow(leaves / 2, first, below, hashes)?;
            let right = grow(leaves / 2, middle, above, hashes)?;
            Some(node_hash(&left, &right))
        }
    }
}

/// How many subtrees have no disclosed leaf and the largest size.
fn hash_count(leaves: u32, first: u32, disclosed: &[Disclosure]) -> usize {
    if disclosed.is_empty() {
        return 1;
    }
    if leaves == 1 {
        return 0;
    }
    let middle = first + leaves / 2;
    let (below, above) = split(disclosed, middle);
    hash_count(leaves / 2, first, below) + hash_count(leaves / 2, middle, above)
}

impl Record {
    /// The record as a bundle has it: its length, then its bytes.
    pub fn encode(&self) -> Vec<u8> {
        let mut bytes = vec![0; 4];
        self.write(&mut bytes);
        let length = (bytes.len() - 4) as u32;
        bytes[..4].copy_from_slice(&length.to_be_bytes());
        bytes
    }

    fn write(&self, bytes: &mut Vec<u8>) {
        #[expect(clippy::expect_used, reason = "Vec<u8> as a writer is infallible")]
        minicbor::encode(self, bytes).expect("writing CBOR to a Vec cannot fail");
    }

    /// Reads the bytes of one record, without its length. `again` is room for writing it once more.
    pub(crate) fn decode_in(bytes: &[u8], again: &mut Vec<u8>) -> Result<Self, BundleFault> {
        bounded("record", bytes.len(), RECORD_BYTES_MAX)?;
        let mut d = Decoder::new(bytes);
        let record = read(&mut d)?;
        if d.position() != bytes.len() {
            return Err(malformed("record", "bytes after its end"));
        }
        again.clear();
        record.write(again);
        // SPEC 2.2: what is not written back as it came is refused.
        match again == bytes {
            true => Ok(record),
            false => Err(malformed("record", "not in deterministic form (RFC 8949 section 4.2.1)")),
        }
    }

    /// Reads the bytes of one record, without its length.
    pub fn decode(bytes: &[u8]) -> Result<Self, BundleFault> {
        Self::decode_in(bytes, &mut Vec::new())
    }
}

/// Reads one record; every list and text is bounded here, and what a form alone can break.
fn read(d: &mut Decoder<'_>) -> Result<Record, BundleFault> {
    let items = d.array().map_err(|e| malformed("record", e))?;
    let kind = d.u8().map_err(|e| malformed("record", e))?;
    let shape = |what: &'static str, expected: u64| match items {
        Some(found) if found == expected => Ok(()),
        other => Err(malformed(what, format!("found {other:?} items, expected {expected}"))),
    };
    match kind {
        1 => shape("head", 4).and_then(|()| read_head(d)),
        2 => shape("key log", 3).and_then(|()| read_key_log(d)),
        3 => shape("earlier head", 3).and_then(|()| read_earlier(d)),
        4 => shape("leaves", 2).and_then(|()| read_leaves(d)),
        5 => shape("checkpoint", 2).and_then(|()| Ok(Record::Checkpoint(note(d)?))),
        6 => shape("conversation", 4).and_then(|()| read_conversation(d)),
        7 => shape("letter", 5).and_then(|()| read_letter(d)),
        8 => shape("end", 3).and_then(|()| {
            let count = |d: &mut Decoder<'_>| d.u64().map_err(|e| malformed("end", e));
            Ok(Record::End(Count { conversations: count(d)?, letters: count(d)? }))
        }),
        other => Err(malformed("record", format!("found type {other}, expected 1 to 8"))),
    }
}

fn read_head(d: &mut Decoder<'_>) -> Result<Record, BundleFault> {
    const WHAT: &str = "head";
    let statement = bytes(d, WHAT, STATEMENT_BYTES_MAX)?;
    let signature = d.decode().map_err(|e| malformed(WHAT, e))?;
    let frontier = hashes(d, WHAT, PROOF_HASHES_MAX)?;
    Ok(Record::Head(Head { statement, signature, frontier }))
}

fn read_key_log(d: &mut Decoder<'_>) -> Result<Record, BundleFault> {
    const WHAT: &str = "key log";
    let log = bytes(d, WHAT, KEY_LOG_BYTES_MAX)?;
    let name = text(d, "name", NAME_BYTES_MAX)?;
    let name = DisplayName::new(name).map_err(|e| malformed("name", e))?;
    Ok(Record::KeyLog(KeyLogRecord { log, name }))
}

fn read_earlier(d: &mut Decoder<'_>) -> Result<Record, BundleFault> {
    let note = note(d)?;
    let proof = joined(d, "proof", PROOF_HASHES_MAX)?;
    Ok(Record::Earlier(Earlier { note, proof }))
}

fn read_leaves(d: &mut Decoder<'_>) -> Result<Record, BundleFault> {
    match joined(d, "leaves", LEAVES_MAX)? {
        leaves if leaves.is_empty() => Err(malformed("leaves", "found none, expected 1 or more")),
        leaves => Ok(Record::Leaves(leaves)),
    }
}

fn read_conversation(d: &mut Decoder<'_>) -> Result<Record, BundleFault> {
    let mut fields = || {
        let (id, partner) = (d.decode()?, d.decode()?);
        let number = d.u8()?;
        let kind = ConversationKind::from_number(number).ok_or_else(|| {
            decode::Error::message(format!("kind: found {number}, expected 0 to 2"))
        })?;
        Ok::<_, decode::Error>(ConversationRecord { id, partner, kind })
    };
    fields().map(Record::Conversation).map_err(|e| malformed("conversation", e))
}

fn read_letter(d: &mut Decoder<'_>) -> Result<Record, BundleFault> {
    const WHAT: &str = "letter";
    let header = bytes(d, "header", HEADER_BYTES_MAX)?;
    let signature = d.decode().map_err(|e| malformed(WHAT, e))?;
    let place = match d.array().map_err(|e| malformed(WHAT, e))? {
        Some(0) => None,
        Some(2) => {
            let (index, opening) = (d.u64(), d.decode());
            let index = index.map_err(|e| malformed(WHAT, e))?;
            Some(Place { index, opening: opening.map_err(|e| malformed(WHAT, e))? })
        }
        other => return Err(malformed("place", format!("found {other:?} items, expected 0 or 2"))),
    };
    Ok(Record::Letter(LetterRecord { header, signature, place, shown: read_shown(d)? }))
}

/// Reads what is shown of a body: `[]`, or depth, fields and hashes.
pub(crate) fn read_shown(d: &mut Decoder<'_>) -> Result<Option<Shown>, BundleFault> {
    const WHAT: &str = "shown";
    match d.array().map_err(|e| malformed(WHAT, e))? {
        Some(0) => return Ok(None),
        Some(3) => {}
        other => return Err(malformed(WHAT, format!("found {other:?} items, expected 0 or 3"))),
    }
    let depth = d.u8().map_err(|e| malformed(WHAT, e))?;
    if depth > DEPTH_MAX {
        return Err(malformed(WHAT, format!("depth: found {depth}, expected 0 to {DEPTH_MAX}")));
    }
    let leaves = 1 << depth;
    let count = list(d, WHAT, BODY_LEAVES_MAX)?;
    let mut disclosed: Vec<Disclosure> = Vec::with_capacity(count);
    for _ in 0..count {
        disclosed.push(d.decode().map_err(|e| malformed(WHAT, e))?);
    }
    check_disclosed(&disclosed, leaves)?;
    let hashes = hashes(d, WHAT, BODY_LEAVES_MAX)?;
    Ok(Some(Shown { depth, disclosed, hashes }))
}

/// SPEC 15.5: indexes rise, and lie within the body; the fields are such as a body may have.
fn check_disclosed(disclosed: &[Disclosure], leaves: usize) -> Result<(), BundleFault> {
    let rising = disclosed.windows(2).all(|pair| matches!(pair, [a, b] if a.index < b.index));
    if !rising {
        return Err(BundleFault::Order {
            found: "fields of a letter that do not rise by their index".to_owned(),
        });
    }
    if disclosed.last().is_some_and(|last| last.index as usize >= leaves) {
        return Err(malformed("shown", "a field beyond the body's leaves"));
    }
    // One by one: a body of a few fields is looked at without a copy.
    let twice = disclosed.iter().enumerate().any(|(n, shown)| {
        disclosed.iter().take(n).any(|before| before.field.key == shown.field.key)
    });
    let odd = disclosed.iter().find_map(|d| field::check(std::slice::from_ref(&d.field)).err());
    match (twice, odd) {
        (false, None) => Ok(()),
        (_, Some(fault)) => Err(malformed("shown", fault)),
        (true, None) => Err(malformed("shown", "a field stands twice")),
    }
}

fn note(d: &mut Decoder<'_>) -> Result<String, BundleFault> {
    text(d, "note", NOTE_BYTES_MAX)
}

/// SPEC 15.5: a note that does not read as a checkpoint is refused.
pub(crate) fn checkpoint_of(note: &str) -> Result<SignedCheckpoint, BundleFault> {
    SignedCheckpoint::parse(note).map_err(|fault| match fault {
        NoteFault::TooLong { found } => {
            BundleFault::TooLong { what: "note", found, expected_max: NOTE_BYTES_MAX }
        }
        NoteFault::TooMany { found } => BundleFault::TooLong {
            what: "signature lines of a note",
            found,
            expected_max: crate::note::NOTE_LINES_MAX,
        },
        NoteFault::Note { .. } | NoteFault::Origin { .. } | NoteFault::Signature { .. } => {
            malformed("note", fault)
        }
    })
}

/// SPEC 15.5: a header that does not read as such is refused.
pub(crate) fn header_of(bytes: &[u8]) -> Result<(Header, HeaderHash), BundleFault> {
    let header = Header::decode(bytes).map_err(|e| malformed("header", e))?;
    Ok((header, HeaderHash::of(bytes)))
}

fn text(d: &mut Decoder<'_>, what: &'static str, max: usize) -> Result<String, BundleFault> {
    let text = d.str().map_err(|e| malformed(what, e))?;
    bounded(what, text.len(), max)?;
    Ok(text.to_owned())
}

fn bytes(d: &mut Decoder<'_>, what: &'static str, max: usize) -> Result<Vec<u8>, BundleFault> {
    let bytes = d.bytes().map_err(|e| malformed(what, e))?;
    bounded(what, bytes.len(), max)?;
    Ok(bytes.to_vec())
}

/// Begins a list of at most so many.
fn list(d: &mut Decoder<'_>, what: &'static str, max: usize) -> Result<usize, BundleFault> {
    let count = d.array().map_err(|e| malformed(what, e))?;
    let count = count.ok_or_else(|| malformed(what, "a list of no definite length"))?;
    let count = usize::try_from(count).unwrap_or(usize::MAX);
    bounded(what, count, max)?;
    Ok(count)
}

fn hashes(d: &mut Decoder<'_>, what: &'static str, max: usize) -> Result<Vec<Hash>, BundleFault> {
    let count = list(d, what, max)?;
    (0..count).map(|_| d.decode().map_err(|e| malformed(what, e))).collect()
}

/// Hashes one after the other in a byte string.
fn joined(d: &mut Decoder<'_>, what: &'static str, max: usize) -> Result<Vec<Hash>, BundleFault> {
    let bytes = d.bytes().map_err(|e| malformed(what, e))?;
    bounded(what, bytes.len() / 32, max)?;
    let (hashes, rest) = bytes.as_chunks();
    match rest {
        [] => Ok(hashes.iter().copied().map(Hash).collect()),
        _ => Err(malformed(what, format!("found {} bytes, expected hashes of 32", bytes.len()))),
    }
}

fn bounded(what: &'static str, found: usize, expected_max: usize) -> Result<(), BundleFault> {
    match found > expected_max {
        true => Err(BundleFault::TooLong { what, found, expected_max }),
        false => Ok(()),
    }
}

pub(crate) fn malformed(what: &'static str, detail: impl ToString) -> BundleFault {
    BundleFault::Malformed { what, detail: detail.to_string() }
}

impl<C> Encode<C> for Record {
    fn encode<W: encode::Write>(
        &self,
        e: &mut Encoder<W>,
        ctx: &mut C,
    ) -> Result<(), encode::Error<W::Error>> {
        match self {
            Self::Head(head) => {
                e.array(4)?.u8(1)?.bytes(&head.statement)?;
                head.signature.encode(e, ctx)?;
                head.frontier.encode(e, ctx)
            }
            Self::KeyLog(log) => e.array(3)?.u8(2)?.bytes(&log.log)?.str(log.name.as_str())?.ok(),
            Self::Earlier(earlier) => {
                e.array(3)?.u8(3)?.str(&earlier.note)?;
                join(&earlier.proof, e)
            }
            Self::Leaves(leaves) => {
                e.array(2)?.u8(4)?;
                join(leaves, e)
            }
            Self::Checkpoint(note) => e.array(2)?.u8(5)?.str(note)?.ok(),
            Self::Conversation(conversation) => {
                e.array(4)?.u8(6)?.bytes(conversation.id.as_bytes())?;
                e.bytes(conversation.partner.as_bytes())?.u8(conversation.kind.number())?.ok()
            }
            Self::Letter(letter) => {
                e.array(5)?.u8(7)?.bytes(&letter.header)?;
                letter.signature.encode(e, ctx)?;
                match &letter.place {
                    None => e.array(0)?,
                    Some(place) => e.array(2)?.u64(place.index)?.bytes(place.opening.as_bytes())?,
                };
                write_shown(letter.shown.as_ref(), e, ctx)
            }
            Self::End(count) => {
                e.array(3)?.u8(8)?.u64(count.conversations)?.u64(count.letters)?.ok()
            }
        }
    }
}

/// Writes what is shown of a body: `[]`, or depth, fields and hashes.
pub(crate) fn write_shown<C, W: encode::Write>(
    shown: Option<&Shown>,
    e: &mut Encoder<W>,
    ctx: &mut C,
) -> Result<(), encode::Error<W::Error>> {
    match shown {
        None => e.array(0)?.ok(),
        Some(shown) => {
            e.array(3)?.u8(shown.depth)?;
            shown.disclosed.encode(e, ctx)?;
            shown.hashes.encode(e, ctx)
        }
    }
}

fn join<W: encode::Write>(
    hashes: &[Hash],
    e: &mut Encoder<W>,
) -> Result<(), encode::Error<W::Error>> {
    let bytes: Vec<u8> = hashes.iter().flat_map(|hash| hash.0).collect();
    e.bytes(&bytes)?.ok()
}
