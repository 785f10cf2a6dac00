//! Two organisations with fixed keys, and the claims that every wire form must meet.
#![allow(dead_code, reason = "each test file uses its part")]
#![allow(clippy::unwrap_used, reason = "the cast is fixed")]

use rand_chacha::ChaCha20Rng;
use rand_chacha::rand_core::SeedableRng;
use waypost_protocol::identity::{Author, NextKey};
use waypost_protocol::ids::{Day, NodeId};
use waypost_protocol::keys::{Prekey, SigningKey};

/// 1 January 2026.
pub(crate) const TODAY: Day = Day(20_454);

pub(crate) fn chance(seed: u64) -> ChaCha20Rng {
    ChaCha20Rng::seed_from_u64(seed)
}

pub(crate) fn key(seed: u8) -> SigningKey {
    SigningKey::from_seed(&[seed; 32])
}

pub(crate) fn next(seed: u8) -> NextKey {
    NextKey::of(&key(seed).verifying_key())
}

/// An organisation whose signing key has this seed, and whose recovery sheet the one after.
pub(crate) fn organisation(seed: u8) -> Author {
    Author::found(key(seed), next(seed + 1), TODAY).unwrap()
}

pub(crate) fn node(seed: u8) -> NodeId {
    NodeId::new(*key(seed).verifying_key().as_bytes())
}

pub(crate) fn prekey(seed: u8) -> Prekey {
    waypost_protocol::keys::OpeningKey::from_bytes(&[seed; 32]).prekey()
}

/// Cuts at every length and flips every bit: `read` must refuse, or give back the same bytes.
pub(crate) fn damage(bytes: &[u8], mut read: impl FnMut(&[u8]) -> Option<Vec<u8>>) {
    for cut in 0..bytes.len() {
        assert_eq!(read(&bytes[..cut]), None, "cut at {cut}");
    }
    for bit in 0..bytes.len() * 8 {
        let mut flipped = bytes.to_vec();
        flipped[bit / 8] ^= 1 << (bit % 8);
        if let Some(again) = read(&flipped) {
            assert_eq!(again, flipped, "bit {bit}");
        }
    }
}
