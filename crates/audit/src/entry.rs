//! A letter becomes an entry of the log (SPEC 15.1).
//!
//! In: a letter's header hash and signature, and a secret opening. Out: 32 bytes that say nothing
//! without the opening, not even whether two logs hold the same letter.

use hmac::{Hmac, KeyInit, Mac};
use minicbor::{Decode, Encode};
use rand_core::CryptoRng;
use sha2::Sha256;
use waypost_protocol::ids::HeaderHash;
use waypost_protocol::keys::Signature;

use crate::tree::{Hash, leaf_hash};

/// What opens one entry: kept beside its letter under the letter's own data key, and destroyed with it.
/// Nobody can then say which entry was that letter's.
#[derive(Clone, PartialEq, Eq, Encode, Decode)]
#[cbor(transparent)]
pub struct Opening(#[cbor(n(0), with = "minicbor::bytes")] [u8; 32]);

impl Opening {
    /// A new opening.
    pub fn generate(rng: &mut impl CryptoRng) -> Self {
        let mut bytes = [0; 32];
        rng.fill_bytes(&mut bytes);
        Self(bytes)
    }

    /// An opening that was kept or shown.
    pub const fn from_bytes(bytes: [u8; 32]) -> Self {
        Self(bytes)
    }

    /// Its bytes, to be kept or shown.
    pub const fn as_bytes(&self) -> &[u8; 32] {
        &self.0
    }

    /// The leaf hash of this letter's entry.
    pub fn leaf(&self, header: &HeaderHash, signature: &Signature) -> Hash {
        #[expect(clippy::expect_used, reason = "HMAC takes a key of any length")]
        let mut mac = Hmac::<Sha256>::new_from_slice(&self.0).expect("a key of any length");
        mac.update(header.as_bytes());
        mac.update(&signature.0);
        leaf_hash(&mac.finalize().into_bytes())
    }
}

impl std::fmt::Debug for Opening {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Opening(secret)")
    }
}
