//! A bundle: the frames that wait for one partner, in files for a stick (SPEC 6.10).
//!
//! In: frames and the pair's keys of a day; bytes from a stick. Out: bytes that are noise to whoever finds them
//! and tell nothing but their length, one of eleven; for the partner, the frames as they went in. There is not
//! even a day in clear: a reader tries every day of its window ([`Chain::bundle_window`]), one HMAC a partner and
//! day. Measured, unoptimised: with a hundred partners 3 ms for the keys, and 1 ms for each file that is of nobody.
//! Never here: files, or which frames go.

use std::fmt;

use chacha20poly1305::aead::AeadInOut;
use chacha20poly1305::{XChaCha20Poly1305, XNonce};
use hmac::{Hmac, KeyInit, Mac};
use minicbor::{Decode, Decoder, Encode};
use rand_core::CryptoRng;
use sha2::Sha256;
use zeroize::Zeroizing;

use crate::cbor;
use crate::error::{CborFault, FrameFault};
use crate::frame::{Chain, FRAME_DAYS_AHEAD, FRAME_DAYS_BACK, LADDER, derive};
use crate::ids::Day;

/// Version of the form.
pub const BUNDLE_VERSION: u8 = 1;
/// The shortest file: a confirmation, or up to three receipts.
pub const BUNDLE_BYTES_MIN: usize = 16 * 1024;
/// The longest file. An old machine holds two in memory; what is longer goes into several.
pub const BUNDLE_BYTES_MAX: usize = 16 * 1024 * 1024;
/// Most files of one bundle: 1 GiB, more than an old stick has room for.
pub const PARTS_MAX: u16 = 64;
/// What a file begins with, and by which its partner knows it: nonce and tag.
pub const CLEAR_BYTES: usize = NONCE_BYTES + TAG_BYTES;
/// Room for frames in one file, each with [`FRAME_LENGTH_BYTES`] before it.
pub const ROOM_BYTES: usize =
    BUNDLE_BYTES_MAX - CLEAR_BYTES - MAC_BYTES - HEAD_LENGTH_BYTES - HEAD_BYTES_MAX;
/// What stands before each frame: its length.
pub const FRAME_LENGTH_BYTES: usize = 4;

const NONCE_BYTES: usize = 24;
const TAG_BYTES: usize = 16;
const MAC_BYTES: usize = 16;
const HEAD_LENGTH_BYTES: usize = 2;
/// Longest head: two numbers of nine bytes, the rest of at most five, and their keys.
const HEAD_BYTES_MAX: usize = 48;

/// What is wrong with a bundle.
#[derive(Clone, PartialEq, Eq, Debug, thiserror::Error)]
#[non_exhaustive]
pub enum BundleFault {
    // The stick damaged it, or it never was a bundle.
    /// A length that no bundle has: cut short, or something else.
    #[error(
        "a file of {found} bytes; a bundle has a power of two from {BUNDLE_BYTES_MIN} to {BUNDLE_BYTES_MAX}: it was cut short, or is something else"
    )]
    Length {
        /// Bytes found.
        found: usize,
    },
    /// Damaged, cut short to the length of another bundle, or of another pair.
    #[error("the bundle is damaged or cut short: it does not open")]
    Tampered,
    // The partner broke the rules.
    /// The length of the head points beyond what a head may have.
    #[error("a head of {found} bytes, expected at most {expected_max}")]
    HeadLength {
        /// The length found.
        found: usize,
        /// The longest that may stand here.
        expected_max: usize,
    },
    /// The head does not read.
    #[error(transparent)]
    Head(#[from] CborFault),
    /// Of a version that this build does not know.
    #[error("a bundle of version {found}, expected {BUNDLE_VERSION}")]
    Version {
        /// The version found.
        found: u64,
    },
    /// More files than a bundle has.
    #[error("file {found} of a bundle, expected at most {expected_max}")]
    Part {
        /// Its place, from 0.
        found: u16,
        /// The last place there is.
        expected_max: u16,
    },
    /// Fewer frames than the head says.
    #[error("the bundle ends after {found} frames, expected {expected}")]
    Frames {
        /// Whole frames found.
        found: u32,
        /// What the head says.
        expected: u32,
    },
    /// A frame of a length that no frame has.
    #[error("a frame of {found} bytes, which no frame has")]
    FrameLength {
        /// Bytes found.
        found: usize,
    },
    /// Something after the last frame.
    #[error("byte {offset} after the last frame is not zero")]
    Padding {
        /// Where.
        offset: usize,
    },
    // The caller misused us.
    /// More than one file holds.
    #[error("frames of {found} bytes, expected at most {expected_max}")]
    Full {
        /// Bytes of the frames with their lengths.
        found: usize,
        /// What a file holds.
        expected_max: usize,
    },
}

/// What a file says of itself.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct BundleHead {
    /// The writer's number for this bundle; rises for each partner. Ours is the clock in seconds, so that no
    /// restored node counts anew.
    pub seq: u64,
    /// Which file of the bundle, from 0.
    pub part: u16,
    /// Whether it is the last one.
    pub last: bool,
    /// The highest number among the partner's bundles that were taken whole; none if none was.
    pub seen: Option<u64>,
}

/// The head as it is written.
#[derive(Encode, Decode)]
#[cbor(map)]
struct HeadForm {
    #[n(0)]
    version: u8,
    #[n(1)]
    seq: u64,
    #[n(2)]
    part: u16,
    #[n(3)]
    last: bool,
    #[n(4)]
    seen: Option<u64>,
    #[n(5)]
    frames: u32,
}

/// The bundle keys of one day and direction. Wiped when dropped.
#[derive(Clone, PartialEq, Eq)]
pub struct BundleKeys {
    day: Day,
    bundle: Zeroizing<[u8; 32]>,
    tag: Zeroizing<[u8; 32]>,
}

impl Chain {
    /// The bundle keys of a day.
    pub fn bundle_keys(&self, day: Day) -> Result<BundleKeys, FrameFault> {
        Ok(BundleKeys::of(day, &*self.at(day)?))
    }

    /// The bundle keys of every day that a bundle found today may be of (SPEC 6.10): 34 at most. Each step of
    /// the chain is made once.
    pub fn bundle_window(&self, today: Day) -> Result<Vec<BundleKeys>, FrameFault> {
        let (first, last) = (today.minus(FRAME_DAYS_BACK), today.plus(FRAME_DAYS_AHEAD));
        let first = first.max(self.day());
        if first > last {
            return Ok(Vec::new());
        }
        let mut key = self.at(first)?;
        let mut window = Vec::with_capacity((FRAME_DAYS_BACK + FRAME_DAYS_AHEAD + 1) as usize);
        for day in first.0..=last.0 {
            window.push(BundleKeys::of(Day(day), &key));
            key = derive(&key, &[b"next"]);
        }
        Ok(window)
    }
}

impl BundleKeys {
    fn of(day: Day, chain: &[u8; 32]) -> Self {
        Self { day, bundle: derive(chain, &[b"bundle"]), tag: derive(chain, &[b"bundle tag"]) }
    }

    /// Their day.
    pub fn day(&self) -> Day {
        self.day
    }

    /// Whether a file that begins so was made with these keys. Constant time.
    pub fn made(&self, clear: &[u8; CLEAR_BYTES]) -> bool {
        let (nonce, tag) = clear.split_at(NONCE_BYTES);
        self.tag_of(nonce).verify_truncated_left(tag).is_ok()
    }

    fn cipher(&self) -> XChaCha20Poly1305 {
        XChaCha20Poly1305::new((&*self.bundle).into())
    }

    fn tag_of(&self, nonce: &[u8]) -> Hmac<Sha256> {
        #[expect(clippy::expect_used, reason = "HMAC takes a key of any length")]
        let mac = Hmac::<Sha256>::new_from_slice(&*self.tag).expect("HMAC takes any key");
        mac.chain_update(nonce)
    }
}

impl fmt::Debug for BundleKeys {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "BundleKeys({:?}, secret)", self.day)
    }
}

/// Writes a file: `nonce || tag || ciphertext`, where the plaintext is `head length || head ||` each frame with
/// its length `|| zeros` up to the smallest step that fits. The zeros are inside the ciphertext.
pub fn close(
    head: &BundleHead,
    frames: &[impl AsRef<[u8]>],
    keys: &BundleKeys,
    rng: &mut impl CryptoRng,
) -> Result<Vec<u8>, BundleFault> {
    let found = frames.iter().map(|frame| FRAME_LENGTH_BYTES + frame.as_ref().len()).sum();
    if found > ROOM_BYTES {
        return Err(BundleFault::Full { found, expected_max: ROOM_BYTES });
    }
    let form = head.form(frames.len() as u32);
    let size = step(CLEAR_BYTES + HEAD_LENGTH_BYTES + form.len() + found + MAC_BYTES);

    let mut bytes = Vec::with_capacity(size);
    bytes.resize(NONCE_BYTES, 0);
    rng.fill_bytes(&mut bytes);
    let tag = keys.tag_of(&bytes).finalize().into_bytes();
    bytes.extend_from_slice(&tag[..TAG_BYTES]);
    bytes.extend_from_slice(&(form.len() as u16).to_be_bytes());
    bytes.extend_from_slice(&form);
    for frame in frames {
        bytes.extend_from_slice(&(frame.as_ref().len() as u32).to_be_bytes());
        bytes.extend_from_slice(frame.as_ref());
    }
    bytes.resize(size - MAC_BYTES, 0);

    let (clear, inner) = bytes.split_at_mut(CLEAR_BYTES);
    #[expect(clippy::expect_used, reason = "16 MiB are far below the cipher's 256 GiB")]
    let mac = keys
        .cipher()
        .encrypt_inout_detached(&nonce_in(clear), clear, inner.into())
        .expect("a bundle is within the cipher's bounds");
    bytes.extend_from_slice(&mac);
    Ok(bytes)
}

/// Bytes that may be a bundle: of a length that one has.
pub struct Bundle(Vec<u8>);

impl Bundle {
    /// Looks at the length alone; tries no key.
    ///
    /// SPEC 6.10: a file whose length is none of the eleven MUST be refused before it is read.
    pub fn parse(bytes: Vec<u8>) -> Result<Self, BundleFault> {
        match is_step(bytes.len()) {
            true => Ok(Self(bytes)),
            false => Err(BundleFault::Length { found: bytes.len() }),
        }
    }

    /// What it begins with.
    pub fn clear(&self) -> &[u8; CLEAR_BYTES] {
        #[expect(clippy::expect_used, reason = "the shortest bundle is longer")]
        self.0.first_chunk().expect("a length that a bundle has")
    }

    /// Whether these keys made it. Constant time.
    pub fn recognise(&self, keys: &BundleKeys) -> bool {
        keys.made(self.clear())
    }

    /// Opens it, in its own memory.
    pub fn open(self, keys: &BundleKeys) -> Result<OpenedBundle, BundleFault> {
        if !self.recognise(keys) {
            return Err(BundleFault::Tampered);
        }
        let Self(mut bytes) = self;
        let (clear, sealed) = bytes.split_at_mut(CLEAR_BYTES);
        let Some((inner, mac)) = sealed.split_last_chunk_mut::<MAC_BYTES>() else {
            return Err(BundleFault::Tampered);
        };
        keys.cipher()
            .decrypt_inout_detached(&nonce_in(clear), clear, (&mut *inner).into(), &(*mac).into())
            .map_err(|_| BundleFault::Tampered)?;
        let (head, frames) = read_inner(inner)?;
        let offset = CLEAR_BYTES;
        let frames = frames.into_iter().map(|(at, end)| (offset + at, offset + end)).collect();
        Ok(OpenedBundle { head, bytes, frames })
    }
}

impl fmt::Debug for Bundle {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Bundle({} bytes)", self.0.len())
    }
}

/// A bundle that opened: what it says of itself, and its frames.
pub struct OpenedBundle {
    /// What it says of itself.
    pub head: BundleHead,
    bytes: Vec<u8>,
    frames: Vec<(usize, usize)>,
}

impl OpenedBundle {
    /// Its frames, in the order of writing, as they stand on every carrier.
    pub fn frames(&self) -> impl ExactSizeIterator<Item = &[u8]> {
        self.frames.iter().map(|(at, end)| &self.bytes[*at..*end])
    }
}

impl fmt::Debug for OpenedBundle {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "OpenedBundle({:?}, {} frames)", self.head, self.frames.len())
    }
}

impl BundleHead {
    fn form(&self, frames: u32) -> Vec<u8> {
        let Self { seq, part, last, seen } = *self;
        cbor::encode(&HeadForm { version: BUNDLE_VERSION, seq, part, last, seen, frames })
    }

    fn read(bytes: &[u8]) -> Result<(Self, u32), BundleFault> {
        refuse_unknown(bytes)?;
        let form: HeadForm = cbor::decode(WHAT, bytes, HEAD_BYTES_MAX)?;
        let HeadForm { version: _, seq, part, last, seen, frames } = form;
        if part >= PARTS_MAX {
            return Err(BundleFault::Part { found: part, expected_max: PARTS_MAX - 1 });
        }
        Ok((Self { seq, part, last, seen }, frames))
    }
}

const WHAT: &str = "head of a bundle";

/// SPEC 1.1: another version MUST be refused by its number, before anything else is read.
fn refuse_unknown(bytes: &[u8]) -> Result<(), BundleFault> {
    let malformed = |e: minicbor::decode::Error| {
        BundleFault::Head(CborFault::Malformed { what: WHAT, detail: e.to_string() })
    };
    let mut d = Decoder::new(bytes);
    d.map().map_err(malformed)?;
    let (key, found) = (d.u64().map_err(malformed)?, d.u64().map_err(malformed)?);
    match (key, found) {
        (0, version) if version == u64::from(BUNDLE_VERSION) => Ok(()),
        (0, found) => Err(BundleFault::Version { found }),
        (key, _) => {
            Err(malformed(minicbor::decode::Error::message(format!("found key {key}, expected 0"))))
        }
    }
}

/// Takes head and frames out of the authenticated plaintext: where each frame begins and ends.
fn read_inner(inner: &[u8]) -> Result<(BundleHead, Vec<(usize, usize)>), BundleFault> {
    let (length, rest) = inner.split_first_chunk().ok_or(BundleFault::Tampered)?;
    let found = usize::from(u16::from_be_bytes(*length));
    if found > HEAD_BYTES_MAX {
        return Err(BundleFault::HeadLength { found, expected_max: HEAD_BYTES_MAX });
    }
    let (head, _) = rest.split_at(found);
    let (head, expected) = BundleHead::read(head)?;
    let mut at = HEAD_LENGTH_BYTES + found;
    let mut frames = Vec::new();
    // The room bounds the loop, whatever number the head says.
    for found in 0..expected {
        let cut_short = BundleFault::Frames { found, expected };
        let length = inner.get(at..).and_then(|rest| rest.first_chunk());
        let length = u32::from_be_bytes(*length.ok_or(cut_short.clone())?) as usize;
        // Zeros where a frame should be: fewer than the head says.
        if length == 0 {
            return Err(cut_short);
        }
        if !LADDER.contains(&length) {
            return Err(BundleFault::FrameLength { found: length });
        }
        let begins = at + FRAME_LENGTH_BYTES;
        at = begins + length;
        if at > inner.len() {
            return Err(cut_short);
        }
        frames.push((begins, at));
    }
    match inner[at..].iter().position(|byte| *byte != 0) {
        Some(offset) => Err(BundleFault::Padding { offset }),
        None => Ok((head, frames)),
    }
}

fn nonce_in(clear: &[u8]) -> XNonce {
    let mut nonce = [0; NONCE_BYTES];
    nonce.copy_from_slice(&clear[..NONCE_BYTES]);
    XNonce::from(nonce)
}

/// The smallest length that holds so many bytes.
fn step(bytes: usize) -> usize {
    bytes.next_power_of_two().max(BUNDLE_BYTES_MIN)
}

/// Whether a bundle has this length.
pub fn is_step(length: usize) -> bool {
    length.is_power_of_two() && (BUNDLE_BYTES_MIN..=BUNDLE_BYTES_MAX).contains(&length)
}

#[cfg(test)]
#[allow(clippy::unwrap_used, reason = "a test that cannot go on has failed")]
mod tests {
    use super::*;

    const HEAD: BundleHead = BundleHead { seq: 7, part: 0, last: true, seen: Some(3) };

    /// Only a partner who holds the keys can write these, so they are tried below the encryption.
    #[test]
    fn what_a_partner_may_not_write_is_refused_by_name() {
        let inner = |form: &[u8], rest: &[u8]| {
            let mut inner = [&(form.len() as u16).to_be_bytes(), form, rest].concat();
            inner.resize(16_000, 0);
            inner
        };
        let frame = [&4_096_u32.to_be_bytes(), [1; 4_096].as_slice()].concat();
        let good = inner(&HEAD.form(1), &frame);
        assert_eq!(read_inner(&good).unwrap().0, HEAD);
        let refused = |inner: &[u8]| read_inner(inner).unwrap_err();

        assert_eq!(
            refused(&inner(&HEAD.form(2), &frame)),
            BundleFault::Frames { found: 1, expected: 2 }
        );
        assert_eq!(
            refused(&inner(&HEAD.form(u32::MAX), &frame)),
            BundleFault::Frames { found: 1, expected: u32::MAX }
        );
        assert_eq!(
            refused(&inner(&HEAD.form(0), &frame)),
            BundleFault::Padding { offset: 2 },
            "a frame that the head does not count"
        );
        let odd = [&4_097_u32.to_be_bytes(), [1; 4_097].as_slice()].concat();
        assert_eq!(refused(&inner(&HEAD.form(1), &odd)), BundleFault::FrameLength { found: 4_097 });
        let beyond = [&16_384_u32.to_be_bytes(), [1; 100].as_slice()].concat();
        assert_eq!(
            refused(&inner(&HEAD.form(1), &beyond)),
            BundleFault::Frames { found: 0, expected: 1 }
        );
        let mut unclean = good;
        *unclean.last_mut().unwrap() = 1;
        assert!(matches!(refused(&unclean), BundleFault::Padding { .. }));
        let part = BundleHead { part: PARTS_MAX, ..HEAD };
        assert_eq!(
            refused(&inner(&part.form(0), &[])),
            BundleFault::Part { found: PARTS_MAX, expected_max: PARTS_MAX - 1 }
        );
        let mut newer = HEAD.form(0);
        newer[2] = 2;
        newer.truncate(4);
        assert_eq!(refused(&inner(&newer, &[])), BundleFault::Version { found: 2 });
        assert_eq!(
            refused(&inner(&[0xa0; 49], &[])),
            BundleFault::HeadLength { found: 49, expected_max: HEAD_BYTES_MAX }
        );
        assert!(matches!(refused(&inner(&[], &[])), BundleFault::Head(_)));
        let mut trailing = HEAD.form(0);
        trailing.push(0);
        assert!(matches!(
            refused(&inner(&trailing, &[])),
            BundleFault::Head(CborFault::Trailing { .. })
        ));
    }
}
