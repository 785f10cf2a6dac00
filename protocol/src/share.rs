//! A share of a recovery sheet: what one trustee holds (SPEC 3.6).
//!
//! In: text that a person typed, or the bytes of a `trust` letter. Out: a [`Share`] whose form and
//! numbers were checked. One share says nothing of the sheet; what is split, and how shares are put
//! together, is not the wire's matter.

use std::fmt;

use sha2::{Digest, Sha256};
use zeroize::{Zeroize, Zeroizing};

use crate::error::TextFault;
use crate::text::{from_bech32, to_bech32};

/// Version of a share's form.
pub const SHARE_VERSION: u8 = 1;
/// Most shares in a set: more trustees than an organisation can keep in touch with.
pub const SHARES_MAX: u8 = 16;
/// Fewest shares that open a sheet: one alone would be the sheet itself.
pub const NEEDED_MIN: u8 = 2;
/// Length of a share: version, set, needed, of, number, check, part.
pub const SHARE_BYTES: usize = 1 + 8 + 1 + 1 + 1 + 4 + 32;

const PREFIX: &str = "wpshare";

/// What is wrong with a share.
#[derive(Clone, PartialEq, Eq, Debug, thiserror::Error)]
#[non_exhaustive]
pub enum ShareFault {
    /// It does not read.
    #[error(transparent)]
    Text(#[from] TextFault),
    /// Not as many bytes as a share has.
    #[error("a share of {found} bytes, expected {SHARE_BYTES}")]
    Length {
        /// Bytes found.
        found: usize,
    },
    /// Of a version that this build does not know.
    #[error("a share of version {found}, expected {SHARE_VERSION}")]
    Version {
        /// The version found.
        found: u8,
    },
    /// Numbers that no set has.
    #[error(
        "share {number} of {of}, of which {needed} are needed; expected {NEEDED_MIN} to {SHARES_MAX}, the number within them"
    )]
    Numbers {
        /// How many open the sheet.
        needed: u8,
        /// How many there are.
        of: u8,
        /// Which one it is.
        number: u8,
    },
}

/// A set of shares: random, made anew with every splitting.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub struct ShareSet(pub [u8; 8]);

impl fmt::Display for ShareSet {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.iter().try_for_each(|byte| write!(f, "{byte:02x}"))
    }
}

/// By which the sheet that shares give is known to be the right one: four bytes of
/// SHA-256(`waypost/share/v1` || set || seed). Of 256 random bits it tells nobody anything.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct ShareCheck([u8; 4]);

impl ShareCheck {
    /// The check of a sheet in a set.
    pub fn of(set: ShareSet, seed: &[u8; 32]) -> Self {
        let hash = Sha256::new().chain_update(b"waypost/share/v1").chain_update(set.0);
        let hash: [u8; 32] = hash.chain_update(seed).finalize().into();
        let [a, b, c, d, ..] = hash;
        Self([a, b, c, d])
    }
}

/// How many shares there are, and how many open the sheet. Checked when made.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Quorum {
    needed: u8,
    of: u8,
}

impl Quorum {
    /// SPEC 3.6: at least 2 MUST be needed, of at most 16.
    pub fn new(needed: u8, of: u8) -> Result<Self, ShareFault> {
        match (NEEDED_MIN..=SHARES_MAX).contains(&needed) && (needed..=SHARES_MAX).contains(&of) {
            true => Ok(Self { needed, of }),
            false => Err(ShareFault::Numbers { needed, of, number: 0 }),
        }
    }

    /// How many open the sheet.
    pub fn needed(&self) -> u8 {
        self.needed
    }

    /// How many there are.
    pub fn of(&self) -> u8 {
        self.of
    }
}

/// One share. Silent in `Debug`, wiped when dropped.
#[derive(Clone, PartialEq, Eq)]
pub struct Share {
    /// Its set.
    pub set: ShareSet,
    /// Of how many, and how many are needed.
    pub quorum: Quorum,
    /// Which one, from 1: the point at which the polynomials were taken.
    number: u8,
    /// Of the sheet that the set gives.
    pub check: ShareCheck,
    part: [u8; 32],
}

impl Share {
    /// A share by its number and the 32 bytes of its part.
    pub fn new(
        set: ShareSet,
        quorum: Quorum,
        number: u8,
        check: ShareCheck,
        part: &[u8; 32],
    ) -> Result<Self, ShareFault> {
        let Quorum { needed, of } = quorum;
        match (1..=of).contains(&number) {
            true => Ok(Self { set, quorum, number, check, part: *part }),
            false => Err(ShareFault::Numbers { needed, of, number }),
        }
    }

    /// Which one, from 1.
    pub fn number(&self) -> u8 {
        self.number
    }

    /// The secret part.
    pub fn part(&self) -> &[u8; 32] {
        &self.part
    }

    /// The bytes: version, set (8), needed, of, number, check (4), part (32).
    pub fn encode(&self) -> Zeroizing<[u8; SHARE_BYTES]> {
        let mut bytes = Zeroizing::new([0; SHARE_BYTES]);
        bytes[0] = SHARE_VERSION;
        bytes[1..9].copy_from_slice(&self.set.0);
        bytes[9..12].copy_from_slice(&[self.quorum.needed, self.quorum.of, self.number]);
        bytes[12..16].copy_from_slice(&self.check.0);
        bytes[16..].copy_from_slice(&self.part);
        bytes
    }

    /// Reads the bytes.
    pub fn decode(bytes: &[u8]) -> Result<Self, ShareFault> {
        let whole: &[u8; SHARE_BYTES] =
            bytes.try_into().map_err(|_| ShareFault::Length { found: bytes.len() })?;
        let [
            version,
            s0,
            s1,
            s2,
            s3,
            s4,
            s5,
            s6,
            s7,
            needed,
            of,
            number,
            c0,
            c1,
            c2,
            c3,
            part @ ..,
        ] = whole;
        if *version != SHARE_VERSION {
            return Err(ShareFault::Version { found: *version });
        }
        let set = ShareSet([*s0, *s1, *s2, *s3, *s4, *s5, *s6, *s7]);
        let check = ShareCheck([*c0, *c1, *c2, *c3]);
        let quorum = Quorum::new(*needed, *of).map_err(|_| ShareFault::Numbers {
            needed: *needed,
            of: *of,
            number: *number,
        })?;
        Self::new(set, quorum, *number, check, part)
    }

    /// The text: bech32 with the prefix `wpshare`, for paper and for the telephone.
    pub fn to_text(&self) -> Zeroizing<String> {
        Zeroizing::new(to_bech32(PREFIX, &*self.encode()))
    }

    /// Reads the text; white space within it, as on paper, is dropped.
    pub fn parse(text: &str) -> Result<Self, ShareFault> {
        let close: Zeroizing<String> =
            Zeroizing::new(text.chars().filter(|c| !c.is_whitespace()).collect());
        let bytes = Zeroizing::new(from_bech32::<SHARE_BYTES>(PREFIX, &close)?);
        Self::decode(&*bytes)
    }
}

impl fmt::Debug for Share {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Share({} of {}, set {}, secret)", self.number, self.quorum.of, self.set)
    }
}

impl Drop for Share {
    fn drop(&mut self) {
        self.part.zeroize();
    }
}

#[cfg(test)]
#[allow(clippy::unwrap_used, reason = "a test that cannot go on has failed")]
mod tests {
    use super::*;

    fn share() -> Share {
        let set = ShareSet([7; 8]);
        let check = ShareCheck::of(set, &[9; 32]);
        Share::new(set, Quorum::new(2, 3).unwrap(), 3, check, &[5; 32]).unwrap()
    }

    #[test]
    fn a_share_comes_back_from_its_text_also_with_blanks_and_in_capitals() {
        let text = share().to_text();
        assert!(text.starts_with("wpshare1"), "{}", *text);
        assert_eq!(Share::parse(&text), Ok(share()));
        let spaced: String = text.chars().flat_map(|c| [c, ' ']).collect();
        assert_eq!(Share::parse(&spaced.to_uppercase()), Ok(share()));
    }

    #[test]
    fn every_wrong_character_is_noticed() {
        let text = share().to_text();
        for at in 0..text.len() {
            let mut wrong = text.to_string();
            let other = if text[at..].starts_with('q') { "p" } else { "q" };
            wrong.replace_range(at..=at, other);
            assert!(Share::parse(&wrong).is_err(), "character {at}");
        }
        assert!(Share::parse(&text[..text.len() - 1]).is_err());
    }

    #[test]
    fn numbers_that_no_set_has_are_refused() {
        let bytes = share().encode();
        for (at, value) in [(0, 2), (9, 1), (9, 4), (9, 17), (10, 1), (10, 17), (11, 0), (11, 4)] {
            let mut wrong = bytes.clone();
            wrong[at] = value;
            assert!(Share::decode(&*wrong).is_err(), "byte {at} = {value}");
        }
        assert_eq!(Share::decode(&bytes[1..]), Err(ShareFault::Length { found: SHARE_BYTES - 1 }));
    }

    #[test]
    fn a_share_says_nothing_of_its_part() {
        let shown = format!("{:?}", share());
        assert_eq!(shown, "Share(3 of 3, set 0707070707070707, secret)");
    }
}
