//! A letter: a signed header, and a body of which some fields are shown (SPEC 5).
//!
//! In: a [`Draft`] to be sealed, or the exact bytes of a letter. Out: a [`Letter`] whose body matches
//! its header's commitment, with the bytes as they came. A letter is never rewritten to be checked,
//! and a [`Letter`] says nothing of who wrote it until [`Letter::verify`] has.

mod body;
mod header;

use std::fmt;

use minicbor::bytes::ByteVec;
use minicbor::{Decode, Decoder, Encode};

pub use self::body::{
    BodySeed, Disclosure, LEAVES_MAX, LeafHash, Salt, check_disclosure, disclose,
};
pub use self::header::{
    Checkpoint, HEADER_BYTES_MAX, Header, LETTER_DOMAIN, LetterKind, SUITE, SenderKey, VERSION,
};

use self::body::Item;
use crate::cbor;
use crate::codes::Section;
use crate::error::{CborFault, LetterFault};
use crate::field::{self, FIELDS_MAX, Field};
use crate::ids::{ConversationId, Day, HeaderHash, LetterId};
use crate::keys::{Signature, SigningKey, VerifyingKey};

/// Longest letter: what the largest frame carries, less the at most 2,320 bytes of a seal, rounded
/// down.
pub const LETTER_BYTES_MAX: usize = 1_040_000;
/// Most entries of the sender's key log that travel with a letter: rotations are yearly, or follow
/// a theft.
pub const KEY_LOG_TAIL_MAX: usize = 16;
/// Longest entry of a key log: two keys, a hash, a signature and small numbers are under 300.
pub const KEY_LOG_ENTRY_BYTES_MAX: usize = 512;

/// What the author decides about a letter. Who, to whom and by which keys is said when it is sealed.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Draft {
    /// What the letter is.
    pub kind: LetterKind,
    /// The thread.
    pub conversation: ConversationId,
    /// This letter: random, from the author.
    pub letter_id: LetterId,
    /// Its place among the author's letters in the conversation, from 0.
    pub seq: u32,
    /// The author's previous header in the conversation; none for the first.
    pub prev: Option<HeaderHash>,
    /// The other side's last header that the author has seen, if any.
    pub answers: Option<HeaderHash>,
    /// Today, by the author's clock.
    pub day: Day,
    /// The last day on which it may be opened.
    pub expires_day: Day,
    /// The lowest suite the author takes from now on.
    pub min_suite: u8,
    /// The author's log; none while it keeps none.
    pub checkpoint: Option<Checkpoint>,
    /// The whole body, in letter order; the author keeps it beside the [`BodySeed`].
    pub fields: Vec<Field>,
    /// Which sections travel now; the fields of the others are only committed to.
    pub shown: Vec<Section>,
    /// Fields of an earlier letter, in rising order of index; only in [`LetterKind::Disclosure`].
    pub disclosed: Vec<Disclosure>,
    /// Entries of the author's key log that the recipient may not have, as exact bytes.
    pub key_log_tail: Vec<Vec<u8>>,
}

/// A letter whose form and body were checked; the signature is checked by [`Letter::verify`].
#[derive(Clone, PartialEq, Eq)]
pub struct Letter {
    bytes: Vec<u8>,
    header: Header,
    header_bytes: Vec<u8>,
    header_hash: HeaderHash,
    signature: Signature,
    fields: Vec<Field>,
    places: Vec<(u32, Salt)>,
    leaves: Vec<LeafHash>,
    disclosed: Vec<Disclosure>,
    key_log_tail: Vec<Vec<u8>>,
}

impl Letter {
    /// Reads a letter: from an opened seal, or from this node's own disk.
    pub fn decode(bytes: Vec<u8>) -> Result<Self, LetterFault> {
        let header_bytes = header_of(&bytes)?;
        let header = Header::decode(header_bytes)?;
        let wire: Wire<'_> = cbor::decode("letter", &bytes, LETTER_BYTES_MAX)?;
        check_lists(header.kind, &wire.disclosed, &wire.key_log_tail)?;
        // SPEC 5.3: a body MUST have a power of two of leaves, at most 512.
        if !wire.items.len().is_power_of_two() || wire.items.len() > LEAVES_MAX {
            return Err(LetterFault::LeafCount {
                found: wire.items.len(),
                expected_max: LEAVES_MAX,
            });
        }
        let leaves: Vec<LeafHash> = wire.items.iter().map(Item::leaf).collect();
        // SPEC 5.3: the leaves MUST hash to the header's body root.
        let root = body::root(leaves.clone());
        if root != header.body_root {
            return Err(LetterFault::BodyRoot { found: root, expected: header.body_root });
        }
        let (places, fields) = shown(wire.items);
        field::check(&fields)?;
        Ok(Self {
            header_hash: HeaderHash::of(header_bytes),
            header_bytes: header_bytes.to_vec(),
            header,
            signature: wire.signature,
            fields,
            places,
            leaves,
            disclosed: wire.disclosed,
            key_log_tail: wire.key_log_tail.into_iter().map(Vec::from).collect(),
            bytes,
        })
    }

    /// Checks that this key, which the sender's key log vouches for, signed the header. The header
    /// commits to the rest.
    pub fn verify(&self, sender_key: &VerifyingKey) -> Result<(), LetterFault> {
        let expected = SenderKey::from(sender_key);
        if self.header.sender_key != expected {
            return Err(LetterFault::SenderKey { found: self.header.sender_key, expected });
        }
        // SPEC 5.2: the signature MUST verify strictly, over the exact header bytes received.
        sender_key.verify(LETTER_DOMAIN, &self.header_bytes, &self.signature)?;
        Ok(())
    }

    /// The header.
    pub fn header(&self) -> &Header {
        &self.header
    }

    /// The exact bytes that were signed.
    pub fn header_bytes(&self) -> &[u8] {
        &self.header_bytes
    }

    /// The hash of the header: the letter's name in `prev`, `answers` and the log.
    pub fn header_hash(&self) -> HeaderHash {
        self.header_hash
    }

    /// The signature over the header.
    pub fn signature(&self) -> &Signature {
        &self.signature
    }

    /// The fields that travelled, in letter order.
    pub fn fields(&self) -> &[Field] {
        &self.fields
    }

    /// The fields that travelled, each with what proves it against [`Letter::leaves`].
    pub fn shown(&self) -> impl Iterator<Item = Disclosure> + '_ {
        let places = self.places.iter().zip(&self.fields);
        places.map(|(&(index, salt), field)| Disclosure { index, salt, field: field.clone() })
    }

    /// Every commitment of the body, in order: a power of two of them.
    pub fn leaves(&self) -> &[LeafHash] {
        &self.leaves
    }

    /// Fields of an earlier letter that this one shows. Nothing is proved about them until
    /// [`Letter::reveal`] of that letter.
    pub fn disclosed(&self) -> &[Disclosure] {
        &self.disclosed
    }

    /// Entries of the sender's key log, as exact bytes; not checked here.
    pub fn key_log_tail(&self) -> &[Vec<u8>] {
        &self.key_log_tail
    }

    /// This letter's fields together with those that later letters disclosed, in letter order. Each
    /// is checked against its commitment; one that was shown before is taken once.
    pub fn reveal<'a>(
        &self,
        disclosed: impl IntoIterator<Item = &'a Disclosure>,
    ) -> Result<Vec<Field>, LetterFault> {
        let mut by_index: std::collections::BTreeMap<u32, Field> =
            self.shown().map(|d| (d.index, d.field)).collect();
        for disclosure in disclosed {
            check_disclosure(&self.leaves, disclosure)?;
            by_index.insert(disclosure.index, disclosure.field.clone());
        }
        let fields: Vec<Field> = by_index.into_values().collect();
        field::check(&fields)?;
        Ok(fields)
    }

    /// The same letter without what it shows of these sections: each such field is its leaf hash again,
    /// and disclosed fields of them are gone, salts and all. Header and signature stay as they are, so
    /// that it still proves the handover and nothing of what was erased (SPEC 5.5).
    pub fn redact(&self, sections: &[Section]) -> Result<Self, LetterFault> {
        let mut items: Vec<Item> = self.leaves.iter().copied().map(Item::Hidden).collect();
        let stays = |section: &Section| !sections.contains(section);
        for shown in self.shown().filter(|shown| stays(&shown.field.section)) {
            if let Some(item) = items.get_mut(shown.index as usize) {
                *item = Item::Shown(shown.salt, shown.field);
            }
        }
        let disclosed = self.disclosed.iter().filter(|shown| stays(&shown.field.section));
        Self::decode(cbor::encode(&Wire {
            header: &self.header_bytes,
            signature: self.signature,
            items,
            disclosed: disclosed.cloned().collect(),
            key_log_tail: self.key_log_tail.iter().cloned().map(ByteVec::from).collect(),
        }))
    }

    /// The exact bytes of the letter, to be kept.
    pub fn bytes(&self) -> &[u8] {
        &self.bytes
    }
}

/// Names the letter; says nothing of its body.
impl fmt::Debug for Letter {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Letter")
            .field("kind", &self.header.kind)
            .field("letter_id", &self.header.letter_id)
            .field("bytes", &self.bytes.len())
            .finish_non_exhaustive()
    }
}

/// A letter as written, ready to be sealed.
pub(crate) struct Written {
    pub(crate) bytes: Vec<u8>,
    pub(crate) header_hash: HeaderHash,
}

/// Writes and signs a letter. `head` makes the header once the body's root is known.
pub(crate) fn write(
    draft: &Draft,
    seed: &BodySeed,
    key: &SigningKey,
    head: impl FnOnce(crate::ids::BodyRoot) -> Header,
) -> Result<Written, LetterFault> {
    field::check(&draft.fields)?;
    let key_log_tail: Vec<ByteVec> =
        draft.key_log_tail.iter().cloned().map(ByteVec::from).collect();
    check_lists(draft.kind, &draft.disclosed, &key_log_tail)?;
    let (items, body_root) = body::commit(seed, &draft.fields, &draft.shown);
    let header = head(body_root);
    header.check()?;
    let header_bytes = header.encode();
    let bytes = cbor::encode(&Wire {
        header: &header_bytes,
        signature: key.sign(LETTER_DOMAIN, &header_bytes),
        items,
        disclosed: draft.disclosed.clone(),
        key_log_tail,
    });
    if bytes.len() > LETTER_BYTES_MAX {
        return Err(LetterFault::Cbor(CborFault::TooLong {
            what: "letter",
            found: bytes.len(),
            expected_max: LETTER_BYTES_MAX,
        }));
    }
    Ok(Written { header_hash: HeaderHash::of(&header_bytes), bytes })
}

/// L2 on the wire (SPEC 5.4).
#[derive(Encode, Decode)]
#[cbor(array)]
struct Wire<'b> {
    #[b(0)]
    #[cbor(with = "minicbor::bytes")]
    header: &'b [u8],
    #[n(1)]
    signature: Signature,
    #[n(2)]
    items: Vec<Item>,
    #[n(3)]
    disclosed: Vec<Disclosure>,
    #[n(4)]
    key_log_tail: Vec<ByteVec>,
}

/// Finds the header without reading on: a letter of another version may have another shape after it.
fn header_of(bytes: &[u8]) -> Result<&[u8], LetterFault> {
    let mut d = Decoder::new(bytes);
    d.array().and_then(|_| d.bytes()).map_err(|e| {
        LetterFault::Cbor(CborFault::Malformed { what: "letter", detail: e.to_string() })
    })
}

/// The rules of the lists beside the body.
fn check_lists(
    kind: LetterKind,
    disclosed: &[Disclosure],
    key_log_tail: &[ByteVec],
) -> Result<(), LetterFault> {
    // SPEC 5.4: only a disclosure MUST carry disclosed fields.
    if kind != LetterKind::Disclosure && !disclosed.is_empty() {
        return Err(LetterFault::DisclosedInKind { found: kind });
    }
    if disclosed.len() > FIELDS_MAX {
        return Err(LetterFault::TooManyDisclosed {
            found: disclosed.len(),
            expected_max: FIELDS_MAX,
        });
    }
    // SPEC 5.4: disclosed fields MUST stand in rising order of index, each once.
    for (one, next) in disclosed.iter().zip(disclosed.iter().skip(1)) {
        if next.index <= one.index {
            return Err(LetterFault::DisclosureOrder { found: next.index });
        }
    }
    for disclosure in disclosed {
        field::check(std::slice::from_ref(&disclosure.field))?;
    }
    // SPEC 3.3: a letter MUST carry at most 16 key log entries of at most 512 bytes.
    let longest = key_log_tail.iter().map(|entry| entry.len()).max();
    if key_log_tail.len() > KEY_LOG_TAIL_MAX || longest.unwrap_or(0) > KEY_LOG_ENTRY_BYTES_MAX {
        return Err(LetterFault::KeyLogTail {
            found_entries: key_log_tail.len(),
            found_bytes: longest.unwrap_or(0),
        });
    }
    Ok(())
}

/// Takes the shown fields out of a body's items, with their places.
fn shown(items: Vec<Item>) -> (Vec<(u32, Salt)>, Vec<Field>) {
    let places = items.into_iter().zip(0..);
    places
        .filter_map(|(item, index)| match item {
            Item::Shown(salt, field) => Some(((index, salt), field)),
            Item::Hidden(_) => None,
        })
        .unzip()
}
