//! The padded outer frame between two partners (SPEC 6.5, 6.6): all that any carrier ever sees.
//!
//! In: a sealed letter and the keys of the day. Out: 4, 16, 64, 256 or 1024 KiB that show a day and
//! noise. In again: bytes from a carrier, bounded before anything is tried. A [`Chain`] makes each
//! day's keys and forgets the days before. Never here: what the sealed bytes hold.

use std::fmt;

use chacha20poly1305::aead::AeadInOut;
use chacha20poly1305::{XChaCha20Poly1305, XNonce};
use hkdf::Hkdf;
use hmac::{Hmac, KeyInit, Mac};
use rand_core::CryptoRng;
use sha2::Sha256;
use zeroize::Zeroizing;

use crate::error::FrameFault;
use crate::ids::{Day, PrekeyHash};

/// The only lengths of a frame, in bytes: a receipt, a referral, one with a card, with a document,
/// with scans. Five sizes say little about what is inside.
pub const LADDER: [usize; 5] = [4_096, 16_384, 65_536, 262_144, 1_048_576];
/// What a frame adds to the sealed bytes: clear part, hint, length, authentication tag.
pub const OVERHEAD_BYTES: usize = CLEAR_BYTES + INNER_BYTES + MAC_BYTES;
/// Longest sealed letter that a frame can hold.
pub const SEALED_BYTES_MAX: usize = LADDER[LADDER.len() - 1] - OVERHEAD_BYTES;
/// How old a frame may be: carriers keep it for 30 days, and clocks disagree.
pub const FRAME_DAYS_BACK: u32 = 31;
/// How far ahead a partner's clock may be.
pub const FRAME_DAYS_AHEAD: u32 = 2;
/// Most steps of a chain at once: a pair unused for over a year is to be paired anew, and a clock
/// far in the future cannot keep the processor busy or throw the pair's keys away.
pub const CHAIN_STEPS_MAX: u32 = 400;

const DAY_BYTES: usize = 4;
const NONCE_BYTES: usize = 24;
const TAG_BYTES: usize = 16;
const CLEAR_BYTES: usize = DAY_BYTES + NONCE_BYTES + TAG_BYTES;
const HINT_BYTES: usize = 8;
const INNER_BYTES: usize = HINT_BYTES + 4;
const MAC_BYTES: usize = 16;

/// Names the prekey that opens the sealed letter: the first 8 bytes of its hash.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub struct PrekeyHint(pub [u8; HINT_BYTES]);

impl From<PrekeyHash> for PrekeyHint {
    fn from(hash: PrekeyHash) -> Self {
        let mut hint = [0; HINT_BYTES];
        hint.copy_from_slice(&hash.as_bytes()[..HINT_BYTES]);
        Self(hint)
    }
}

/// One direction of a pair: a one-way chain of day keys. Wiped when dropped.
#[derive(Clone, PartialEq, Eq)]
pub struct Chain {
    day: Day,
    key: Zeroizing<[u8; 32]>,
}

impl Chain {
    /// A chain at its first day: from [`crate::pairing`], or as it was stored.
    pub fn new(day: Day, key: Zeroizing<[u8; 32]>) -> Self {
        Self { day, key }
    }

    /// The first day whose keys can be had.
    pub fn day(&self) -> Day {
        self.day
    }

    /// The chain key of [`Chain::day`], to be kept in the vault and nowhere else.
    pub fn key(&self) -> &Zeroizing<[u8; 32]> {
        &self.key
    }

    /// The frame keys of a day.
    pub fn keys(&self, day: Day) -> Result<DayKeys, FrameFault> {
        let key = self.at(day)?;
        Ok(DayKeys::new(day, derive(&key, &[b"frame"]), &derive(&key, &[b"tag"])))
    }

    /// Moves the start forward: no key of an earlier day can be had again.
    /// Does nothing when those days are forgotten already.
    pub fn forget_before(&mut self, day: Day) -> Result<(), FrameFault> {
        if day > self.day {
            self.key = self.at(day)?;
            self.day = day;
        }
        Ok(())
    }

    pub(crate) fn at(&self, day: Day) -> Result<Zeroizing<[u8; 32]>, FrameFault> {
        let Some(steps) = day.0.checked_sub(self.day.0) else {
            return Err(FrameFault::Forgotten { found: day, expected_min: self.day });
        };
        if steps > CHAIN_STEPS_MAX {
            return Err(FrameFault::TooFarAhead {
                found: day,
                expected_max: self.day.plus(CHAIN_STEPS_MAX),
            });
        }
        Ok((0..steps).fold(self.key.clone(), |key, _| derive(&key, &[b"next"])))
    }
}

impl fmt::Debug for Chain {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Chain({:?}, secret)", self.day)
    }
}

/// The keys of one day and direction. Wiped when dropped.
#[derive(Clone)]
pub struct DayKeys {
    day: Day,
    frame: Zeroizing<[u8; 32]>,
    /// Keyed once and for all: a frame is tried against the keys of every partner, and that is half of the work.
    tag: Hmac<Sha256>,
}

/// One chain gives both keys: where the frame's are the same, the tag's are.
impl PartialEq for DayKeys {
    fn eq(&self, other: &Self) -> bool {
        (self.day, &self.frame) == (other.day, &other.frame)
    }
}

impl Eq for DayKeys {}

impl DayKeys {
    fn new(day: Day, frame: Zeroizing<[u8; 32]>, tag: &[u8; 32]) -> Self {
        #[expect(clippy::expect_used, reason = "HMAC takes a key of any length")]
        let tag = Hmac::new_from_slice(tag).expect("HMAC takes any key");
        Self { day, frame, tag }
    }

    /// Their day.
    pub fn day(&self) -> Day {
        self.day
    }

    fn cipher(&self) -> XChaCha20Poly1305 {
        XChaCha20Poly1305::new((&*self.frame).into())
    }

    fn tag_of(&self, nonce: &[u8]) -> Hmac<Sha256> {
        self.tag.clone().chain_update(nonce)
    }
}

impl fmt::Debug for DayKeys {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "DayKeys({:?}, secret)", self.day)
    }
}

/// Frames a sealed letter under the keys of the day: `day || nonce || tag || ciphertext`, where
/// the plaintext is `hint || length || sealed || random padding` up to the smallest rung that fits.
pub fn frame(
    sealed: &[u8],
    hint: PrekeyHint,
    keys: &DayKeys,
    rng: &mut impl CryptoRng,
) -> Result<Vec<u8>, FrameFault> {
    let size = rung(sealed.len().saturating_add(OVERHEAD_BYTES))
        .ok_or(FrameFault::SealedTooLong { found: sealed.len(), expected_max: SEALED_BYTES_MAX })?;
    let mut nonce = [0; NONCE_BYTES];
    rng.fill_bytes(&mut nonce);

    let mut bytes = Vec::with_capacity(size);
    bytes.extend_from_slice(&keys.day.0.to_be_bytes());
    bytes.extend_from_slice(&nonce);
    bytes.extend_from_slice(&keys.tag_of(&nonce).finalize().into_bytes()[..TAG_BYTES]);
    bytes.extend_from_slice(&hint.0);
    bytes.extend_from_slice(&(sealed.len() as u32).to_be_bytes());
    bytes.extend_from_slice(sealed);
    let padding_at = bytes.len();
    bytes.resize(size - MAC_BYTES, 0);
    rng.fill_bytes(&mut bytes[padding_at..]);

    let (clear, inner) = bytes.split_at_mut(CLEAR_BYTES);
    #[expect(clippy::expect_used, reason = "the ladder is far below the cipher's 256 GiB")]
    let mac = keys
        .cipher()
        .encrypt_inout_detached(&XNonce::from(nonce), clear, inner.into())
        .expect("a frame is within the cipher's bounds");
    bytes.extend_from_slice(&mac);
    Ok(bytes)
}

/// Bytes that may be a frame: of a length on the ladder, of a day in the window.
#[derive(Clone, Copy)]
pub struct Frame<'a> {
    day: Day,
    clear: &'a [u8; CLEAR_BYTES],
    nonce: &'a [u8; NONCE_BYTES],
    tag: &'a [u8; TAG_BYTES],
    inner: &'a [u8],
    mac: &'a [u8; MAC_BYTES],
}

impl<'a> Frame<'a> {
    /// Reads the clear part. Copies nothing and tries no key.
    ///
    /// SPEC 6.5: a frame whose length is not on the ladder, or whose day is more than 31 days
    /// back or 2 days ahead, MUST be refused.
    pub fn parse(bytes: &'a [u8], today: Day) -> Result<Self, FrameFault> {
        let cut_short = FrameFault::CutShort { found: bytes.len(), expected_min: LADDER[0] };
        check_length(bytes.len())?;
        let (clear, rest) = bytes.split_first_chunk().ok_or(cut_short)?;
        let (inner, mac) = rest.split_last_chunk().ok_or(cut_short)?;
        let (day, nonce_and_tag) = clear.split_first_chunk().ok_or(cut_short)?;
        let (nonce, tag) = nonce_and_tag.split_first_chunk().ok_or(cut_short)?;
        let frame = Self {
            day: Day(u32::from_be_bytes(*day)),
            clear,
            nonce,
            tag: tag.first_chunk().ok_or(cut_short)?,
            inner,
            mac,
        };
        frame.check_day(today)?;
        Ok(frame)
    }

    /// The day whose keys it needs.
    pub fn day(&self) -> Day {
        self.day
    }

    /// Whether these keys made it. Constant time for keys of its day; microseconds a partner.
    pub fn recognise(&self, keys: &DayKeys) -> bool {
        keys.day == self.day && keys.tag_of(self.nonce).verify_truncated_left(self.tag).is_ok()
    }

    /// Opens it: which prekey, and the sealed letter.
    pub fn unframe(&self, keys: &DayKeys) -> Result<(PrekeyHint, Vec<u8>), FrameFault> {
        if keys.day != self.day {
            return Err(FrameFault::OtherDay { found: keys.day, expected: self.day });
        }
        if !self.recognise(keys) {
            return Err(FrameFault::Tampered);
        }
        let mut inner = self.inner.to_vec();
        keys.cipher()
            .decrypt_inout_detached(
                &XNonce::from(*self.nonce),
                self.clear,
                inner.as_mut_slice().into(),
                &(*self.mac).into(),
            )
            .map_err(|_| FrameFault::Tampered)?;
        sealed_within(inner)
    }

    fn check_day(&self, today: Day) -> Result<(), FrameFault> {
        let (oldest, latest) = (today.minus(FRAME_DAYS_BACK), today.plus(FRAME_DAYS_AHEAD));
        if self.day < oldest {
            return Err(FrameFault::DayTooOld { found: self.day, expected_min: oldest });
        }
        if self.day > latest {
            return Err(FrameFault::DayTooNew { found: self.day, expected_max: latest });
        }
        Ok(())
    }
}

impl fmt::Debug for Frame<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let bytes = self.inner.len() + CLEAR_BYTES + MAC_BYTES;
        write!(f, "Frame({:?}, {bytes} bytes)", self.day)
    }
}

/// Takes the sealed letter out of the authenticated plaintext, in place.
fn sealed_within(mut inner: Vec<u8>) -> Result<(PrekeyHint, Vec<u8>), FrameFault> {
    let (mut hint, mut length) = ([0; HINT_BYTES], [0; 4]);
    hint.copy_from_slice(&inner[..HINT_BYTES]);
    length.copy_from_slice(&inner[HINT_BYTES..INNER_BYTES]);
    let (found, expected_max) = (u32::from_be_bytes(length) as usize, inner.len() - INNER_BYTES);
    if found > expected_max {
        return Err(FrameFault::InnerLength { found, expected_max });
    }
    inner.truncate(INNER_BYTES + found);
    inner.drain(..INNER_BYTES);
    Ok((PrekeyHint(hint), inner))
}

/// The smallest rung that holds so many bytes.
fn rung(bytes: usize) -> Option<usize> {
    LADDER.into_iter().find(|rung| *rung >= bytes)
}

fn check_length(found: usize) -> Result<(), FrameFault> {
    match rung(found) {
        None => Err(FrameFault::TooLong { found, expected_max: LADDER[LADDER.len() - 1] }),
        Some(expected) if expected == found => Ok(()),
        Some(expected_min) if expected_min == LADDER[0] => {
            Err(FrameFault::CutShort { found, expected_min })
        }
        Some(expected) => Err(FrameFault::NotOnLadder { found, expected }),
    }
}

/// HKDF-Expand (RFC 5869 section 2.3) of a 32-byte key that is already uniform.
pub(crate) fn derive<const N: usize>(key: &[u8; 32], info: &[&[u8]]) -> Zeroizing<[u8; N]> {
    let mut out = Zeroizing::new([0; N]);
    #[expect(clippy::expect_used, reason = "32 bytes make a PRK; N is far below 255 * 32")]
    Hkdf::<Sha256>::from_prk(key)
        .expect("32 bytes are a pseudorandom key")
        .expand_multi_info(info, out.as_mut())
        .expect("the output is short");
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Only a partner who holds the keys can write this, so it is tried below the encryption.
    #[test]
    fn a_length_inside_that_points_beyond_the_frame_is_refused() {
        let mut inner = vec![0; 100];
        inner[HINT_BYTES..INNER_BYTES].copy_from_slice(&89_u32.to_be_bytes());
        let fault = FrameFault::InnerLength { found: 89, expected_max: 88 };
        assert_eq!(sealed_within(inner.clone()), Err(fault));
        inner[HINT_BYTES..INNER_BYTES].copy_from_slice(&88_u32.to_be_bytes());
        assert_eq!(sealed_within(inner).map(|(_, sealed)| sealed.len()), Ok(88));
    }
}
