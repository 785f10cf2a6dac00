//! Keys: signing and checking (Ed25519, RFC 8032), opening (X25519, RFC 7748).
//!
//! In: seeds and public bytes. Out: keys that were checked where they entered.
//! Secrets have a silent `Debug`, no `Display`, and are wiped when dropped.

use std::fmt;

use ed25519_dalek::Signer as _;
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

    /// Signs a text as it is: a C2SP note or cosignature. No text is ever a statement of SPEC 3.2, which has
    /// a zero byte (SPEC 15.2).
    pub fn sign_text(&self, text: &PlainText<'_>) -> Signature {
        Signature(self.0.sign(text.0.as_bytes()).to_bytes())
    }
}

/// A text without control characters but line feeds: what a C2SP note may hold.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct PlainText<'a>(&'a str);

impl<'a> PlainText<'a> {
    /// Takes a text; `None` if a control character other than a line feed is in it.
    pub fn new(text: &'a str) -> Option<Self> {
        let plain = |c: char| !c.is_ascii_control() || c == '\n';
        text.chars().all(plain).then_some(Self(text))
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

    /// Checks a signature over a text as it is, as strictly.
    pub fn verify_text(&self, text: &PlainText<'_>, signature: &Signature) -> Result<(), KeyFault> {
        let signature = ed25519_dalek::Signature::from_bytes(&signature.0);
        let verified = self.0.verify_strict(text.0.as_bytes(), &signature);
        verified.map_err(|_| KeyFault::BadSignature { domain: "note" })
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
    /// Whether it is of small order, or not the canonical writing of a value (2^255 - 19 and above):
    /// nothing may be sealed to it.
    pub fn is_weak(&self) -> bool {
        let [low, middle @ .., high] = self.0;
        let at_least_p = (high == 0x7f && middle == [0xff; 30] && low >= 0xed) || high > 0x7f;
        at_least_p || SMALL_ORDER.contains(&self.0)
    }

    /// How a header and a frame name this prekey.
    pub fn hash(&self) -> PrekeyHash {
        PrekeyHash::of(&self.0)
    }
}

/// Public X25519 values of small order, canonical (RFC 7748 section 6.1; their order divides 8).
/// Whatever is sealed to one of them, anybody can open; age would stop the program instead.
#[rustfmt::skip]
const SMALL_ORDER: [[u8; 32]; 5] = [
    [0; 32],
    [1, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0],
    [0xe0, 0xeb, 0x7a, 0x7c, 0x3b, 0x41, 0xb8, 0xae, 0x16, 0x56, 0xe3, 0xfa, 0xf1, 0x9f, 0xc4, 0x6a,
     0xda, 0x09, 0x8d, 0xeb, 0x9c, 0x32, 0xb1, 0xfd, 0x86, 0x62, 0x05, 0x16, 0x5f, 0x49, 0xb8, 0x00],
    [0x5f, 0x9c, 0x95, 0xbc, 0xa3, 0x50, 0x8c, 0x24, 0xb1, 0xd0, 0xb1, 0x55, 0x9c, 0x83, 0xef, 0x5b,
     0x04, 0x44, 0x5c, 0xc4, 0x58, 0x1c, 0x8e, 0x86, 0xd8, 0x22, 0x4e, 0xdd, 0xd0, 0x9f, 0x11, 0x57],
    [0xec, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff,
     0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0x7f],
];

/// CBOR as a byte string of exact length.
macro_rules! as_byte_string {
    ($name:ident, $len:literal, $bytes:expr, $build:expr) => {
        impl<C> ::minicbor::Encode<C> for $name {
            fn encode<W: ::minicbor::encode::Write>(
                &self,
                e: &mut ::minicbor::Encoder<W>,
                _: &mut C,
            ) -> Result<(), ::minicbor::encode::Error<W::Error>> {
                let bytes: fn(&Self) -> &[u8; $len] = $bytes;
                e.bytes(bytes(self))?.ok()
            }
        }

        impl<'b, C> ::minicbor::Decode<'b, C> for $name {
            fn decode(
                d: &mut ::minicbor::Decoder<'b>,
                _: &mut C,
            ) -> Result<Self, ::minicbor::decode::Error> {
                let bytes: [u8; $len] = $crate::cbor::fixed(d, stringify!($name))?;
                let build: fn([u8; $len]) -> Result<Self, $crate::error::KeyFault> = $build;
                build(bytes).map_err(::minicbor::decode::Error::message)
            }
        }
    };
}
pub(crate) use as_byte_string;

as_byte_string!(Signature, 64, |s| &s.0, |b| Ok(Signature(b)));
as_byte_string!(VerifyingKey, 32, |k| k.as_bytes(), |b| { VerifyingKey::from_bytes(&b) });
as_byte_string!(Prekey, 32, |k| &k.0, |b| Ok(Prekey(b)));
