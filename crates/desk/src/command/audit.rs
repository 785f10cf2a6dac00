//! What a person is shown of the audit log: the letters' verification, the heads and who cosigned them, and what is
//! written out for an auditor.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

/// Most bytes of one page of what is shared, before hex: with hex some 512 KiB of a line.
pub const SHARE_PAGE_BYTES: usize = 256 * 1024;

/// What the verification found.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct AuditReport {
    /// Letters whose signature, commitments and chain hold.
    pub verified: u64,
    /// Of these: bear a key that was reported stolen later. They came before that was known; to anybody
    /// else they prove nothing.
    #[serde(default)]
    pub by_stolen_key: u64,
    /// By kind.
    pub by_kind: BTreeMap<String, u64>,
    /// What does not hold, by letter.
    pub faults: Vec<String>,
    /// The letters, when asked for.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub letters: Vec<LetterRow>,
}

/// One letter, by its header alone.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct LetterRow {
    /// Header hash.
    pub header: String,
    /// The kind.
    pub kind: String,
    /// Sender's id.
    pub from: String,
    /// Recipient's id.
    pub to: String,
    /// The conversation.
    pub conversation: String,
    /// Sequence number of the sender in it.
    pub seq: u32,
    /// The header's day, ISO 8601.
    pub day: String,
}

/// Our log, who cosigned its heads, and whose heads we cosign.
#[derive(Debug, Clone, Default, Serialize, Deserialize)]
pub struct WitnessReport {
    /// The number of our log, from 1.
    pub log: u32,
    /// Entries in it.
    pub size: u64,
    /// Its newest signed head; none before the first.
    pub head: Option<HeadReport>,
    /// How many partners must have cosigned (`witnesses_needed`).
    pub needed: u32,
    /// Whether the newest head is cosigned by so many that count.
    pub met: bool,
    /// Every partner that is confirmed or has cosigned.
    pub partners: Vec<WitnessRow>,
    /// Why no head is signed until a person says so: `restored`, `old_copy`, `damaged`. None if heads are signed.
    pub held: Option<String>,
    /// Since when, RFC 3339.
    pub held_since: Option<String>,
}

/// A signed head of ours.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct HeadReport {
    /// Entries.
    pub size: u64,
    /// The root of the tree, hex.
    pub root: String,
    /// When it was signed, RFC 3339.
    pub signed: String,
    /// By whom it is cosigned.
    pub cosigned: Vec<CosignedBy>,
}

/// A partner's word on a head.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct CosignedBy {
    /// Our short name for it.
    pub partner: String,
    /// When, by its clock, RFC 3339.
    pub at: String,
    /// It is one of the partners that count (`witnesses`).
    pub counts: bool,
}

/// A partner as our witness, and we as its.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct WitnessRow {
    /// Our short name for it.
    pub partner: String,
    /// It is one of the partners that count (`witnesses`).
    pub counts: bool,
    /// The largest head of this log of ours that it cosigned.
    pub cosigned_size: Option<u64>,
    /// When, by its clock, RFC 3339.
    pub cosigned_at: Option<String>,
    /// Since when a request to it is not answered, RFC 3339.
    pub waiting_since: Option<String>,
    /// What it said last: cosigned, conflict, older, inconsistent.
    pub last_answer: Option<String>,
    /// The number of its log that we witness.
    pub their_log: Option<u32>,
    /// The size of its head that we cosigned last.
    pub their_size: Option<u64>,
    /// When we did, RFC 3339.
    pub their_cosigned_at: Option<String>,
    /// How many pairs of its heads are kept that do not go with each other.
    pub evidence: u64,
    /// These pairs, to be shown to anybody.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub two_histories: Vec<TwoHistories>,
}

/// Two heads of one log of a partner that do not go with each other.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct TwoHistories {
    /// When it was noticed, RFC 3339.
    pub noticed: String,
    /// The note that was known.
    pub known: String,
    /// The other one, if it came as a note.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub note: Option<String>,
    /// Else the header of a letter that names it, hex,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub header: Option<String>,
    /// and its signature, hex.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub signature: Option<String>,
}

/// Where one letter stands in our log: its leaf, and the hashes that lead from it to the root of a head.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct PathReport {
    /// The number of the log.
    pub log: u32,
    /// The letter's entry in it, from 0.
    pub index: u64,
    /// The size of the log as the path shows it: of the newest head over the entry that a partner cosigned, else of
    /// the newest signed head over it, else of the log as it is now.
    pub size: u64,
    /// The hash of the entry's leaf, hex.
    pub leaf: String,
    /// The hashes beside the way up, the lowest first, hex (RFC 9162, 2.1.3).
    pub path: Vec<String>,
    /// Where the way ends, hex.
    pub root: String,
    /// When the head with this root was signed, RFC 3339; none while no signed head has the entry.
    pub head_signed: Option<String>,
    /// How many partners cosigned that head.
    pub cosigned: u64,
}

/// What is going to be shared with an auditor.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct ShareBegun {
    /// The name under which its pages are asked for.
    pub id: String,
    /// The number of the log.
    pub log: u32,
    /// Its size, as the auditor will see it.
    pub size: u64,
    /// The first and the last entry of the period: entries `first` to `last`, without `last`.
    pub first: u64,
    /// See there.
    pub last: u64,
    /// How many partners cosigned the head that is shown.
    pub cosigned: u64,
    /// About how many bytes will come.
    pub bytes_estimate: u64,
}

/// A part of what is shared.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct SharePage {
    /// Of what.
    pub id: String,
    /// Which, from 0.
    pub page: u32,
    /// Whole records of SPEC 15.5 one after the other, each after its length, hex; the end record is the last of all.
    /// May be empty while the node looks for what is to be shown.
    pub records: String,
    /// Nothing follows.
    pub done: bool,
    /// Conversations shown so far.
    pub conversations: u64,
    /// Letters shown so far.
    pub letters: u64,
}
