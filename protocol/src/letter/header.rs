//! The header of a letter: all that an auditor needs, and nothing about a person (SPEC 5.1).
//!
//! In: exact header bytes, from outside or from the disk. Out: a [`Header`] of a version, suite and
//! kind that this build knows. The bytes are kept as they came; no header is rewritten to be checked.

use std::fmt;

use minicbor::{Decode, Decoder, Encode, Encoder, decode, encode};

use crate::cbor;
use crate::error::{CborFault, LetterFault};
use crate::ids::{BodyRoot, ConversationId, Day, HeaderHash, LetterId, OrgId, PrekeyHash};
use crate::keys::VerifyingKey;

/// The version of the wire that this build speaks (SPEC 1).
pub const VERSION: u8 = 1;
/// The one suite of this version: Ed25519, age X25519, SHA-256, XChaCha20-Poly1305 (SPEC 1.2).
pub const SUITE: u8 = 1;
/// Longest header: a full one has 360 bytes; the rest is room for a wider checkpoint.
pub const HEADER_BYTES_MAX: usize = 512;
/// What a letter's signature is for (SPEC 5.2).
pub const LETTER_DOMAIN: &str = "waypost/letter/v1";

/// Declares the kinds once: variant, wire number, name.
macro_rules! kinds {
    ($($(#[$doc:meta])* $variant:ident = $number:literal $name:literal,)+) => {
        /// What a letter is. The wire number is [`LetterKind::number`].
        #[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
        pub enum LetterKind { $($(#[$doc])* $variant,)+ }

        impl LetterKind {
            /// Every kind, in the order of their numbers.
            pub const ALL: &'static [Self] = &[$(Self::$variant,)+];

            /// The number on the wire.
            pub const fn number(self) -> u8 {
                match self { $(Self::$variant => $number,)+ }
            }

            /// The kind of a wire number.
            pub const fn from_number(number: u64) -> Option<Self> {
                match number { $($number => Some(Self::$variant),)+ _ => None }
            }

            /// The name, for people.
            pub const fn as_str(self) -> &'static str {
                match self { $(Self::$variant => $name,)+ }
            }
        }
    };
}

kinds! {
    /// A person is referred; opens a conversation.
    Referral = 1 "referral",
    /// One step of a conversation: accept, decline, hand over, close and the rest.
    Move = 2 "move",
    /// Letters arrived.
    Receipt = 3 "receipt",
    /// Fields of an earlier letter are shown.
    Disclosure = 4 "disclosure",
    /// The author's contact card.
    Card = 5 "card",
    /// An invited organisation introduces itself.
    Join = 6 "join",
    /// A pair is confirmed.
    Confirm = 7 "confirm",
    /// Letters were lost: the partner is asked for copies.
    Recall = 8 "recall",
    /// Copies of letters.
    Copies = 9 "copies",
    /// A share of the author's recovery sheet, for the reader to keep.
    Trust = 10 "trust",
    /// A file that belongs to a referral is announced.
    Attachment = 11 "attachment",
    /// A part of such a file.
    Piece = 12 "piece",
    /// Which parts of such a file have come.
    Pieces = 13 "pieces",
    /// A partner is asked to cosign the head of the author's audit log.
    Witness = 14 "witness",
    /// The answer to that.
    Cosigned = 15 "cosigned",
}

impl fmt::Display for LetterKind {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}

impl<C> Encode<C> for LetterKind {
    fn encode<W: encode::Write>(
        &self,
        e: &mut Encoder<W>,
        _: &mut C,
    ) -> Result<(), encode::Error<W::Error>> {
        e.u8(self.number())?.ok()
    }
}

impl<'b, C> Decode<'b, C> for LetterKind {
    fn decode(d: &mut Decoder<'b>, _: &mut C) -> Result<Self, decode::Error> {
        let number = d.u64()?;
        Self::from_number(number)
            .ok_or_else(|| decode::Error::message(format!("letter kind: found {number}")))
    }
}

/// The signing key a header names: 32 bytes, not yet a key that anyone vouches for. The sender's key
/// log turns it into a [`VerifyingKey`], which was checked once, when it entered the log.
#[derive(Clone, Copy, PartialEq, Eq, Hash)]
pub struct SenderKey([u8; 32]);

impl SenderKey {
    /// The raw bytes.
    pub const fn as_bytes(&self) -> &[u8; 32] {
        &self.0
    }
}

impl From<&VerifyingKey> for SenderKey {
    fn from(key: &VerifyingKey) -> Self {
        Self(*key.as_bytes())
    }
}

impl fmt::Debug for SenderKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let [a, b, c, d, ..] = self.0;
        write!(f, "SenderKey({a:02x}{b:02x}{c:02x}{d:02x}..)")
    }
}

impl<C> Encode<C> for SenderKey {
    fn encode<W: encode::Write>(
        &self,
        e: &mut Encoder<W>,
        _: &mut C,
    ) -> Result<(), encode::Error<W::Error>> {
        e.bytes(&self.0)?.ok()
    }
}

impl<'b, C> Decode<'b, C> for SenderKey {
    fn decode(d: &mut Decoder<'b>, _: &mut C) -> Result<Self, decode::Error> {
        cbor::fixed(d, "SenderKey").map(Self)
    }
}

/// The last head of its audit log that the sender signed before it wrote the letter (SPEC 15.2).
#[derive(Clone, Copy, PartialEq, Eq, Debug, Encode, Decode)]
#[cbor(map)]
pub struct Checkpoint {
    /// Entries in the log.
    #[n(0)]
    pub size: u64,
    /// RFC 6962 root of the log at that size.
    #[n(1)]
    #[cbor(with = "minicbor::bytes")]
    pub root: [u8; 32],
    /// Which log of the sender's; absent for the first. [`Checkpoint::log`] gives the number.
    #[n(2)]
    pub later_log: Option<u32>,
}

impl Checkpoint {
    /// The head of a log of that number, from 1.
    pub fn new(log: u32, size: u64, root: [u8; 32]) -> Self {
        Self { size, root, later_log: Some(log).filter(|log| *log > FIRST_LOG) }
    }

    /// The number of the log, from 1.
    pub fn log(&self) -> u32 {
        self.later_log.unwrap_or(FIRST_LOG)
    }
}

/// The number of a node's first log, which is never written.
const FIRST_LOG: u32 = 1;

/// What is signed: who to whom, which thread, which place in it, and a commitment to the body.
#[derive(Clone, PartialEq, Eq, Debug, Encode, Decode)]
#[cbor(map)]
pub struct Header {
    /// Always [`VERSION`].
    #[n(0)]
    pub version: u8,
    /// Always [`SUITE`].
    #[n(1)]
    pub suite: u8,
    /// What the letter is.
    #[n(2)]
    pub kind: LetterKind,
    /// Who wrote it.
    #[n(3)]
    pub sender_org: OrgId,
    /// With which signing key.
    #[n(4)]
    pub sender_key: SenderKey,
    /// For whom.
    #[n(5)]
    pub recipient_org: OrgId,
    /// Which of the recipient's prekeys it is sealed to.
    #[n(6)]
    pub recipient_prekey_hash: PrekeyHash,
    /// The thread, unrelated between pairs.
    #[n(7)]
    pub conversation: ConversationId,
    /// This letter.
    #[n(8)]
    pub letter_id: LetterId,
    /// Its place among the sender's letters in the conversation, from 0.
    #[n(9)]
    pub seq: u32,
    /// The sender's previous header in the conversation; absent for the first.
    #[n(10)]
    pub prev: Option<HeaderHash>,
    /// The other side's last header that the sender had seen, if any.
    #[n(11)]
    pub answers: Option<HeaderHash>,
    /// The day it was written, by the sender's clock.
    #[n(12)]
    pub day: Day,
    /// The last day on which it may be opened.
    #[n(13)]
    pub expires_day: Day,
    /// Commitment to every field of the body, shown or not.
    #[n(14)]
    pub body_root: BodyRoot,
    /// The lowest suite the sender takes from now on.
    #[n(15)]
    pub min_suite: u8,
    /// The sender's last signed head; absent before the first.
    #[n(16)]
    pub checkpoint: Option<Checkpoint>,
}

impl Header {
    /// Reads exact header bytes. Version, suite and kind are looked at first, so that a newer
    /// partner's letter is refused by name and not as damage.
    pub fn decode(bytes: &[u8]) -> Result<Self, LetterFault> {
        refuse_unknown(bytes)?;
        let header: Self = cbor::decode("header", bytes, HEADER_BYTES_MAX)?;
        header.check()?;
        Ok(header)
    }

    /// Writes the header. Its hash and signature are over exactly these bytes.
    pub fn encode(&self) -> Vec<u8> {
        cbor::encode(self)
    }

    /// The rules that a header alone can break.
    pub(super) fn check(&self) -> Result<(), LetterFault> {
        // SPEC 5.1: `prev` MUST be absent for seq 0 and present for every other.
        if (self.seq == 0) != self.prev.is_none() {
            return Err(LetterFault::Chain { seq: self.seq, found_prev: self.prev.is_some() });
        }
        // SPEC 5.1: a letter MUST NOT expire before the day it was written.
        if self.expires_day < self.day {
            return Err(LetterFault::ExpiresEarly {
                found: self.expires_day,
                expected_min: self.day,
            });
        }
        // SPEC 5.1: the number of the first log MUST be absent.
        if let Some(found) = self.checkpoint.and_then(|head| head.later_log)
            && found <= FIRST_LOG
        {
            return Err(LetterFault::LogNumber { found });
        }
        Ok(())
    }
}

/// SPEC 1: an unknown version, suite or kind MUST be refused by name, before anything else is read.
fn refuse_unknown(bytes: &[u8]) -> Result<(), LetterFault> {
    let mut d = Decoder::new(bytes);
    d.map().map_err(malformed)?;
    let version = number_at(&mut d, 0)?;
    if version != u64::from(VERSION) {
        return Err(LetterFault::UnknownVersion { found: version, expected: VERSION });
    }
    let suite = number_at(&mut d, 1)?;
    if suite != u64::from(SUITE) {
        return Err(LetterFault::UnknownSuite { found: suite, expected: SUITE });
    }
    let kind = number_at(&mut d, 2)?;
    match LetterKind::from_number(kind) {
        Some(_) => Ok(()),
        None => Err(LetterFault::UnknownKind { found: kind }),
    }
}

/// Reads the next key, which must be `key`, and its number.
fn number_at(d: &mut Decoder<'_>, key: u64) -> Result<u64, LetterFault> {
    let found = d.u64().map_err(malformed)?;
    if found != key {
        return Err(malformed(decode::Error::message(format!(
            "found key {found}, expected {key}"
        ))));
    }
    d.u64().map_err(malformed)
}

fn malformed(e: decode::Error) -> LetterFault {
    LetterFault::Cbor(CborFault::Malformed { what: "header", detail: e.to_string() })
}
