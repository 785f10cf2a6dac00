//! What is kept of the audit log (tables 19, 22, 23): rows of the node's own, which name no conversation.
//!
//! ```text
//! LOG         state                       the log's number, and whether heads are signed
//!             log number / entry's index  its leaf hash and the nodes that it completes
//! CHECKPOINT  log number / size           a signed head, with its cosignatures
//!             asked / partner             what this partner cosigned last, and what it is asked for
//!             shown / recipient's hash    which heads an auditor was shown
//! WITNESSED   partner                     the head of its log that we cosigned last, and evidence
//! ```

use minicbor::{Decode, Encode};
use waypost_audit::entry::Opening;
use waypost_protocol::ids::{HeaderHash, OrgId, Time};
use waypost_store::Key;

use crate::rows::{CHECKPOINT, LOG, Row, WITNESSED, named, named_in, numbered};

/// Group of what partners are asked for.
pub(super) const ASKED: &[u8] = b"asked";
/// Group of what auditors were shown.
pub(super) const SHOWN: &[u8] = b"shown";

/// Where a letter's entry is, and what opens it. Kept in the letter's own row, and nowhere else.
#[derive(Clone, Encode, Decode)]
#[cbor(map)]
pub(crate) struct EntryRow {
    #[n(0)]
    pub(crate) log: u32,
    #[n(1)]
    pub(crate) index: u64,
    #[n(2)]
    pub(crate) opening: Opening,
}

/// Why no head is signed.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Encode, Decode)]
#[cbor(index_only)]
pub(crate) enum Why {
    /// The node was restored from a backup.
    #[n(0)]
    Restored,
    /// A partner knows a later history: the folder is an old copy.
    #[n(1)]
    OldCopy,
    /// Rows of the log are damaged.
    #[n(2)]
    Damaged,
}

impl Why {
    /// The code in reports.
    pub(crate) const fn as_str(self) -> &'static str {
        match self {
            Self::Restored => "restored",
            Self::OldCopy => "old_copy",
            Self::Damaged => "damaged",
        }
    }
}

/// No head is signed until a person says so.
#[derive(Clone, Copy, Debug, Encode, Decode)]
#[cbor(map)]
pub(crate) struct HeldRow {
    #[n(0)]
    pub(crate) why: Why,
    #[n(1)]
    pub(crate) since: Time,
}

/// Which log is in use.
#[derive(Clone, Copy, Encode, Decode)]
#[cbor(map)]
pub(super) struct LogRow {
    #[n(0)]
    pub(super) number: u32,
    #[n(1)]
    pub(super) held: Option<HeldRow>,
    /// Letters other than those between witnesses were logged since the last head.
    #[n(2)]
    pub(super) news: bool,
}

/// A signed head.
#[derive(Clone, Encode, Decode)]
#[cbor(map)]
pub(super) struct HeadRow {
    /// The note, with all cosignatures so far.
    #[n(0)]
    pub(super) note: String,
    /// When it was signed.
    #[n(1)]
    pub(super) signed: Time,
}

/// A partner as our witness.
#[derive(Clone, Encode, Decode)]
#[cbor(map)]
pub(super) struct AskedRow {
    #[n(0)]
    pub(super) org: OrgId,
    /// What it cosigned last: of which log, which size, when by its clock.
    #[n(1)]
    pub(super) log: u32,
    #[n(2)]
    pub(super) size: u64,
    #[n(3)]
    pub(super) cosigned: Option<Time>,
    /// The letter that asks and is not answered.
    #[n(4)]
    pub(super) open: Option<OpenRow>,
    /// What it said last.
    #[n(5)]
    pub(super) answer: Option<String>,
    /// How often it was asked for a head, and of which log and size that was.
    #[n(6)]
    pub(super) tries: u32,
    #[n(7)]
    pub(super) tried: (u32, u64),
}

impl AskedRow {
    /// A partner that was never asked.
    pub(super) fn new(org: OrgId) -> Self {
        let (log, size, tries, tried) = (0, 0, 0, (0, 0));
        Self { org, log, size, cosigned: None, open: None, answer: None, tries, tried }
    }
}

/// A request under way.
#[derive(Clone, Copy, Encode, Decode)]
#[cbor(map)]
pub(super) struct OpenRow {
    #[n(0)]
    pub(super) letter: HeaderHash,
    #[n(1)]
    pub(super) log: u32,
    #[n(2)]
    pub(super) size: u64,
    #[n(3)]
    pub(super) at: Time,
}

/// A partner whose log we witness.
#[derive(Clone, Encode, Decode)]
#[cbor(map)]
pub(super) struct WitnessedRow {
    #[n(0)]
    pub(super) org: OrgId,
    /// The note that was cosigned last; none where there is evidence only.
    #[n(1)]
    pub(super) note: Option<String>,
    /// When.
    #[n(2)]
    pub(super) cosigned: Time,
    /// The last notes of its logs before, the latest first.
    #[n(3)]
    pub(super) before: Vec<String>,
    /// Heads that do not go with each other.
    #[n(4)]
    pub(super) evidence: Vec<EvidenceRow>,
}

/// Two heads of one log that do not go with each other, or of which it was not shown that they do.
#[derive(Clone, Encode, Decode)]
#[cbor(map)]
pub(super) struct EvidenceRow {
    #[n(0)]
    pub(super) noticed: Time,
    /// The note that was known.
    #[n(1)]
    pub(super) known: String,
    /// The other one: a note,
    #[n(2)]
    pub(super) note: Option<String>,
    /// or a letter's header and its signature.
    #[cbor(n(3), with = "minicbor::bytes")]
    pub(super) header: Option<Vec<u8>>,
    #[cbor(n(4), with = "minicbor::bytes")]
    pub(super) signature: Option<Vec<u8>>,
}

/// What an auditor was shown.
#[derive(Clone, Encode, Decode)]
#[cbor(map)]
pub(super) struct ShownRow {
    /// Heads, each a log's number and a size, in the order in which they were shown.
    #[n(0)]
    pub(super) heads: Vec<(u32, u64)>,
    #[n(1)]
    pub(super) last: Time,
}

impl Row for LogRow {
    const WHAT: &'static str = "row of the audit log";
}

impl Row for HeadRow {
    const WHAT: &'static str = "row of a signed head";
}

impl Row for AskedRow {
    const WHAT: &'static str = "row of a partner as our witness";
}

impl Row for WitnessedRow {
    const WHAT: &'static str = "row of a partner's heads";
}

impl Row for ShownRow {
    const WHAT: &'static str = "row of what an auditor was shown";
}

pub(super) fn state_key() -> Key {
    named(LOG, b"state")
}

/// The group of a log's rows and heads.
pub(super) fn of_log(number: u32) -> [u8; 4] {
    number.to_be_bytes()
}

pub(super) fn entry_key(log: u32, index: u64) -> Key {
    numbered(LOG, &of_log(log), index)
}

pub(super) fn head_key(log: u32, size: u64) -> Key {
    numbered(CHECKPOINT, &of_log(log), size)
}

pub(super) fn asked_key(org: OrgId) -> Key {
    named_in(CHECKPOINT, ASKED, org.as_bytes())
}

pub(super) fn shown_key(recipient: &[u8; 32]) -> Key {
    named_in(CHECKPOINT, SHOWN, recipient)
}

pub(super) fn witnessed_key(org: OrgId) -> Key {
    named(WITNESSED, org.as_bytes())
}
