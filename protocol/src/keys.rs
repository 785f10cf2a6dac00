//! Keys: signing and checking (Ed25519, RFC 8032), opening (X25519, RFC 7748).
//!
//! In: seeds and public bytes. Out: keys that were checked where they entered.
//! Secrets have a silent `Debug`, no `Display`, and are wiped when dropped.

use std::fmt;

use ed25519_dalek::Signer as _;
use minicbor::{Decode, Decoder, Encode, Encoder, decode, encode};
use rand_core::CryptoRng;
use x25519_dalek::{PublicKey, StaticSecret};
use zeroize::Zeroizing;

use crate::error::KeyFault;
use crate::ids::PrekeyHash;

/// An Ed25519 signature, 64 bytes (RFC 8032 section 5.1.6).
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Signature(pub [u8; 64]);

/// An organisation's secret signing key. Never the key of the transport.
pub struct SigningKey(ed25519_dalek::SigningKey);

impl SigningKey {
    /// Makes a new key.
    pub fn generate(rng: &mut impl CryptoRng) -> Self {
        let mut seed = Zeroizing::new([0; 32]);
        rng.fill_bytes(seed.as_mut());
        Self::from_seed(&seed)
    }

    /// The key of a stored 32-byte seed (RFC 8032 section 5.1.5).
    pub fn from_seed(seed: &[u8; 32]) -> Self {
        Self(ed25519_dalek::SigningKey::from_bytes(seed))
    }

    /// The seed, to be kept in the vault and nowhere else.
    pub fn seed(&self) -> Zeroizing<[u8; 32]> {
        Zeroizing::new(self.0.to_bytes())
    }

    /// The public half.
    pub fn verifying_key(&self) -> VerifyingKey {
        VerifyingKey(self.0.verifying_key())
    }

    /// Signs `domain || 0x00 || length of message, u64 big-endian || message` (SPEC 3.2).
    pub fn sign(&self, domain: &'static str, message: &[u8]) -> Signature {
        Signature(self.0.sign(&framed(domain, message)).to_bytes())
    }
}

impl fmt::Debug for SigningKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("SigningKey(secret)")
    }
}

/// A public Ed25519 key that was checked where it entered: canonical, on the curve, no torsion.
#[derive(Clone, Copy, PartialEq, Eq)]
pub struct VerifyingKey(ed25519_dalek::VerifyingKey);

impl VerifyingKey {
    /// Checks and takes 32 public bytes.
    ///
    /// SPEC 3.2: a key with a torsion component, or one not encoded canonically, MUST be refused.
    pub fn from_bytes(bytes: &[u8; 32]) -> Result<Self, KeyFault> {
        let key =
            ed25519_dalek::VerifyingKey::from_bytes(bytes).map_err(|_| KeyFault::NotAPoint)?;
        let point = key.to_edwards();
        if point.compress().as_bytes() != bytes {
            return Err(KeyFault::NotCanonical);
        }
        if key.is_weak() || !point.is_torsion_free() {
            return Err(KeyFault::Torsion);
        }
        Ok(Self(key))
    }

    /// The 32 public bytes.
    pub fn as_bytes(&self) -> &[u8; 32] {
        self.0.as_bytes()
    }

    /// Checks a signature strictly (cofactorless, canonical `s`, no small-order `R` or key).
    pub fn verify(
        &self,
        domain: &'static str,
        message: &[u8],
        signature: &Signature,
    ) -> Result<(), KeyFault> {
        let signature = ed25519_dalek::Signature::from_bytes(&signature.0);
        self.0
            .verify_strict(&framed(domain, message), &signature)
            .map_err(|_| KeyFault::BadSignature { domain })
    }
}

impl fmt::Debug for VerifyingKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("VerifyingKey(")?;
        for byte in &self.as_bytes()[..4] {
            write!(f, "{byte:02x}")?;
        }
        f.write_str("..)")
    }
}

/// What is really signed: a domain so that no signature serves twice, and a length so that
/// no two messages share bytes.
fn framed(domain: &'static str, message: &[u8]) -> Vec<u8> {
    let mut bytes = Vec::with_capacity(domain.len() + 9 + message.len());
    bytes.extend_from_slice(domain.as_bytes());
    bytes.push(0);
    bytes.extend_from_slice(&(message.len() as u64).to_be_bytes());
    bytes.extend_from_slice(message);
    bytes
}

/// The secret half of an X25519 key: a prekey, or one side of a pair key.
pub struct OpeningKey(StaticSecret);

impl OpeningKey {
    /// Makes a new key.
    pub fn generate(rng: &mut impl CryptoRng) -> Self {
        let mut bytes = Zeroizing::new([0; 32]);
        rng.fill_bytes(bytes.as_mut());
        Self::from_bytes(&bytes)
    }

    /// The key of 32 stored bytes.
    pub fn from_bytes(bytes: &[u8; 32]) -> Self {
        Self(StaticSecret::from(*bytes))
    }

    /// The bytes, to be kept in the vault and nowhere else.
    pub fn to_bytes(&self) -> Zeroizing<[u8; 32]> {
        Zeroizing::new(self.0.to_bytes())
    }

    /// The public half.
    pub fn prekey(&self) -> Prekey {
        Prekey(PublicKey::from(&self.0).to_bytes())
    }

    /// The shared secret with another public half (RFC 7748 section 6.1).
    /// Refuses an all-zero result: the other half had small order.
    pub fn agree(&self, other: &Prekey) -> Result<Zeroizing<[u8; 32]>, KeyFault> {
        let shared = self.0.diffie_hellman(&PublicKey::from(other.0));
        if !shared.was_contributory() {
            return Err(KeyFault::Torsion);
        }
        Ok(Zeroizing::new(shared.to_bytes()))
    }
}

impl fmt::Debug for OpeningKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("OpeningKey(secret)")
    }
}

/// The public half of an X25519 key.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug)]
pub struct Prekey(pub [u8; 32]);

impl Prekey {
    /// How a header and a frame name this prekey.
    pub fn hash(&self) -> PrekeyHash {
        PrekeyHash::of(&self.0)
    }
}

/// CBOR as a byte string of exact length.
macro_rules! as_byte_string {
    ($name:ident, $len:literal, $bytes:expr, $build:expr) => {
        impl<C> Encode<C> for $name {
            fn encode<W: encode::Write>(
                &self,
                e: &mut Encoder<W>,
                _: &mut C,
            ) -> Result<(), encode::Error<W::Error>> {
                let bytes: fn(&Self) -> &[u8; $len] = $bytes;
                e.bytes(bytes(self))?.ok()
            }
        }

        impl<'b, C> Decode<'b, C> for $name {
            fn decode(d: &mut Decoder<'b>, _: &mut C) -> Result<Self, decode::Error> {
                let bytes: [u8; $len] = crate::cbor::fixed(d, stringify!($name))?;
                let build: fn([u8; $len]) -> Result<Self, KeyFault> = $build;
                build(bytes).map_err(decode::Error::message)
            }
        }
    };
}

as_byte_string!(Signature, 64, |s| &s.0, |b| Ok(Signature(b)));
as_byte_string!(VerifyingKey, 32, |k| k.as_bytes(), |b| {
    VerifyingKey::from_bytes(&b)
});
as_byte_string!(Prekey, 32, |k| &k.0, |b| Ok(Prekey(b)));
