//! The body of a letter: one salted commitment a field, under one root (SPEC 5.3).
//!
//! In: fields and a random seed, or items as they came. Out: leaves, their RFC 6962 root, and the
//! means to show one field later. A hidden field and a decoy are the same 32 bytes to a reader.

use std::fmt;

use hmac::{Hmac, KeyInit, Mac};
use minicbor::data::Type;
use minicbor::{Decode, Decoder, Encode, Encoder, decode, encode};
use rand_core::CryptoRng;
use sha2::{Digest, Sha256};
use zeroize::Zeroizing;

use crate::cbor;
use crate::codes::Section;
use crate::error::LetterFault;
use crate::field::{FIELDS_MAX, Field, Value};
use crate::ids::BodyRoot;

/// Most leaves of a body: [`FIELDS_MAX`], already a power of two.
pub const LEAVES_MAX: usize = FIELDS_MAX;

const SALT_BYTES: usize = 16;

/// The secret from which a body's salts and decoys come. With the fields, it is all that the author
/// keeps in order to show more of a letter later.
pub struct BodySeed(Zeroizing<[u8; 32]>);

impl BodySeed {
    /// Makes a new seed: one for each letter.
    pub fn generate(rng: &mut impl CryptoRng) -> Self {
        let mut bytes = Zeroizing::new([0; 32]);
        rng.fill_bytes(bytes.as_mut());
        Self(bytes)
    }

    /// The seed of 32 stored bytes.
    pub fn from_bytes(bytes: &[u8; 32]) -> Self {
        Self(Zeroizing::new(*bytes))
    }

    /// The bytes, to be kept in the vault and nowhere else.
    pub fn as_bytes(&self) -> &[u8; 32] {
        &self.0
    }

    /// HMAC-SHA256 keyed once; each salt and decoy continues from a copy.
    #[expect(clippy::expect_used, reason = "HMAC takes a key of any length (RFC 2104)")]
    fn keyed(&self) -> Hmac<Sha256> {
        Hmac::new_from_slice(self.0.as_ref()).expect("HMAC takes a key of 32 bytes")
    }
}

impl fmt::Debug for BodySeed {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("BodySeed(secret)")
    }
}

/// `HMAC-SHA256(seed, label || index as u32 big-endian)` (SPEC 5.3).
fn derive(keyed: &Hmac<Sha256>, label: &str, index: usize) -> [u8; 32] {
    let mut mac = keyed.clone();
    mac.update(label.as_bytes());
    mac.update(&(index as u32).to_be_bytes());
    mac.finalize().into_bytes().into()
}

/// What makes a field's commitment unguessable until it is shown.
#[derive(Clone, Copy, PartialEq, Eq)]
pub struct Salt(pub [u8; SALT_BYTES]);

impl Salt {
    fn derive(keyed: &Hmac<Sha256>, index: usize) -> Self {
        let [salt @ .., _, _, _, _, _, _, _, _, _, _, _, _, _, _, _, _] =
            derive(keyed, "salt", index);
        Self(salt)
    }
}

impl fmt::Debug for Salt {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Salt(..)")
    }
}

/// The commitment to one field, or a decoy.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct LeafHash(pub [u8; 32]);

impl LeafHash {
    /// `SHA-256(0x00 || salt || CBOR([section, key, value]))`.
    pub fn of(salt: &Salt, field: &Field) -> Self {
        let mut hasher = Sha256::new_with_prefix([0]);
        hasher.update(salt.0);
        hasher.update(cbor::encode(&Content(field)));
        Self(hasher.finalize().into())
    }
}

/// One field of an earlier letter, shown: what a partner, a court or the person themself needs to
/// check it against that letter's leaves.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Disclosure {
    /// The leaf it opens.
    pub index: u32,
    /// Its salt.
    pub salt: Salt,
    /// The field.
    pub field: Field,
}

/// Opens the fields of some sections of a letter: the author's side.
pub fn disclose(seed: &BodySeed, fields: &[Field], sections: &[Section]) -> Vec<Disclosure> {
    let keyed = seed.keyed();
    let in_sections = |(_, field): &(usize, &Field)| sections.contains(&field.section);
    fields
        .iter()
        .enumerate()
        .filter(in_sections)
        .map(|(index, field)| Disclosure {
            index: index as u32,
            salt: Salt::derive(&keyed, index),
            field: field.clone(),
        })
        .collect()
}

/// Checks a shown field against the leaves of the letter it belongs to.
pub fn check_disclosure(leaves: &[LeafHash], shown: &Disclosure) -> Result<(), LetterFault> {
    let leaf = leaves
        .get(shown.index as usize)
        .ok_or(LetterFault::DisclosureIndex { found: shown.index, expected_below: leaves.len() })?;
    // SPEC 5.4: a disclosed field MUST hash to the leaf at its index.
    if *leaf != LeafHash::of(&shown.salt, &shown.field) {
        return Err(LetterFault::DisclosureMismatch { index: shown.index });
    }
    Ok(())
}

/// One leaf as it travels: a field in full, or a hash and no more.
#[derive(Clone, PartialEq, Eq)]
pub(super) enum Item {
    Shown(Salt, Field),
    Hidden(LeafHash),
}

impl Item {
    pub(super) fn leaf(&self) -> LeafHash {
        match self {
            Self::Shown(salt, field) => LeafHash::of(salt, field),
            Self::Hidden(leaf) => *leaf,
        }
    }
}

/// Commits to every field and lets those of `shown` sections travel.
pub(super) fn commit(
    seed: &BodySeed,
    fields: &[Field],
    shown: &[Section],
) -> (Vec<Item>, BodyRoot) {
    let keyed = seed.keyed();
    let padded = fields.len().next_power_of_two();
    let mut items = Vec::with_capacity(padded);
    let mut leaves = Vec::with_capacity(padded);
    for (index, field) in fields.iter().enumerate() {
        let salt = Salt::derive(&keyed, index);
        let leaf = LeafHash::of(&salt, field);
        leaves.push(leaf);
        items.push(if shown.contains(&field.section) {
            Item::Shown(salt, field.clone())
        } else {
            Item::Hidden(leaf)
        });
    }
    // SPEC 5.3: leaves MUST be padded with decoys up to a power of two, so that the number of hidden
    // fields says little.
    for index in fields.len()..padded {
        let decoy = LeafHash(derive(&keyed, "decoy", index));
        leaves.push(decoy);
        items.push(Item::Hidden(decoy));
    }
    let root = root(leaves);
    (items, root)
}

/// The RFC 6962 section 2.1 tree hash of a power of two of leaves: level by level.
pub(super) fn root(leaves: Vec<LeafHash>) -> BodyRoot {
    let mut level = leaves;
    while level.len() > 1 {
        level = level.chunks(2).map(node).collect();
    }
    BodyRoot::new(level.first().map_or([0; 32], |top| top.0))
}

fn node(pair: &[LeafHash]) -> LeafHash {
    let mut hasher = Sha256::new_with_prefix([1]);
    for child in pair {
        hasher.update(child.0);
    }
    LeafHash(hasher.finalize().into())
}

impl<C> Encode<C> for Item {
    fn encode<W: encode::Write>(
        &self,
        e: &mut Encoder<W>,
        _: &mut C,
    ) -> Result<(), encode::Error<W::Error>> {
        match self {
            Self::Shown(salt, field) => {
                e.array(4)?.bytes(&salt.0)?;
                encode_field(field, e)
            }
            Self::Hidden(leaf) => e.bytes(&leaf.0)?.ok(),
        }
    }
}

impl<'b, C> Decode<'b, C> for Item {
    fn decode(d: &mut Decoder<'b>, _: &mut C) -> Result<Self, decode::Error> {
        if d.datatype()? == Type::Bytes {
            return cbor::fixed(d, "leaf").map(LeafHash).map(Self::Hidden);
        }
        array_of(d, 4)?;
        Ok(Self::Shown(decode_salt(d)?, decode_field(d)?))
    }
}

impl<C> Encode<C> for Disclosure {
    fn encode<W: encode::Write>(
        &self,
        e: &mut Encoder<W>,
        _: &mut C,
    ) -> Result<(), encode::Error<W::Error>> {
        e.array(5)?.u32(self.index)?.bytes(&self.salt.0)?;
        encode_field(&self.field, e)
    }
}

impl<'b, C> Decode<'b, C> for Disclosure {
    fn decode(d: &mut Decoder<'b>, _: &mut C) -> Result<Self, decode::Error> {
        array_of(d, 5)?;
        Ok(Self { index: d.u32()?, salt: decode_salt(d)?, field: decode_field(d)? })
    }
}

/// What a leaf commits to, after its salt.
struct Content<'a>(&'a Field);

impl<C> Encode<C> for Content<'_> {
    fn encode<W: encode::Write>(
        &self,
        e: &mut Encoder<W>,
        _: &mut C,
    ) -> Result<(), encode::Error<W::Error>> {
        e.array(3)?;
        encode_field(self.0, e)
    }
}

/// Writes `section, key, value` into an array already begun.
fn encode_field<W: encode::Write>(
    field: &Field,
    e: &mut Encoder<W>,
) -> Result<(), encode::Error<W::Error>> {
    e.u8(field.section.number())?.str(&field.key)?;
    field.value.encode(e, &mut ())
}

fn decode_field(d: &mut Decoder<'_>) -> Result<Field, decode::Error> {
    let number = d.u8()?;
    let section = Section::from_number(number)
        .ok_or_else(|| decode::Error::message(format!("section: found {number}")))?;
    let key = d.str()?.to_owned();
    let value = Value::decode(d, &mut ())?;
    Ok(Field { section, key, value })
}

fn decode_salt(d: &mut Decoder<'_>) -> Result<Salt, decode::Error> {
    cbor::fixed(d, "salt").map(Salt)
}

fn array_of(d: &mut Decoder<'_>, expected: u64) -> Result<(), decode::Error> {
    match d.array()? {
        Some(found) if found == expected => Ok(()),
        other => Err(decode::Error::message(format!(
            "array: found {other:?} items, expected {expected}"
        ))),
    }
}
