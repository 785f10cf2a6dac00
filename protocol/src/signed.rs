//! Signed statements: rotations, node certificates, contact cards (SPEC 3.2).
//!
//! In: a body and a key. Out: the exact bytes signed, with their signature; read back only through
//! [`Signed::verify`] or, by name, as a claim. Nothing is ever re-serialised to be verified.

use minicbor::{Decode, Decoder, Encode, Encoder, decode, encode};

use crate::cbor;
use crate::error::{CborFault, KeyFault};
use crate::keys::{Signature, SigningKey, VerifyingKey};

/// A body that may be signed: under one domain, within one bound.
pub trait Signable: Encode<()> + for<'b> Decode<'b, ()> {
    /// Its name in errors.
    const WHAT: &'static str;
    /// The domain of its signature; no two kinds of body share one.
    const DOMAIN: &'static str;
    /// Longest body, in bytes of CBOR.
    const BYTES_MAX: usize;
}

/// What a signature and the CBOR around a body add at most: array, byte string heads, 64 bytes.
const ENVELOPE_BYTES: usize = 1 + 5 + 2 + 64;

/// A body with its signature, as CBOR `[body as byte string, signature]`.
///
/// Holding one says nothing yet: [`Signed::verify`] does.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Signed<T> {
    bytes: Vec<u8>,
    signature: Signature,
    claimed: T,
}

impl<T: Signable> Signed<T> {
    /// Signs a body.
    pub(crate) fn sign(body: T, key: &SigningKey) -> Self {
        let bytes = cbor::encode(&body);
        Self { signature: key.sign(T::DOMAIN, &bytes), bytes, claimed: body }
    }

    /// The body, once its signature by `key` is checked.
    pub fn verify(&self, key: &VerifyingKey) -> Result<&T, KeyFault> {
        key.verify(T::DOMAIN, &self.bytes, &self.signature)?;
        Ok(&self.claimed)
    }

    /// The body as it claims to be: for finding the key to check it with.
    pub fn claimed(&self) -> &T {
        &self.claimed
    }

    /// The exact bytes under the signature.
    pub fn bytes(&self) -> &[u8] {
        &self.bytes
    }

    /// The wire form.
    pub fn encode(&self) -> Vec<u8> {
        cbor::encode(self)
    }

    /// Reads the wire form. The signature is not checked yet.
    pub fn decode(bytes: &[u8]) -> Result<Self, CborFault> {
        cbor::decode(T::WHAT, bytes, T::BYTES_MAX + ENVELOPE_BYTES)
    }
}

impl<T, C> Encode<C> for Signed<T> {
    fn encode<W: encode::Write>(
        &self,
        e: &mut Encoder<W>,
        ctx: &mut C,
    ) -> Result<(), encode::Error<W::Error>> {
        e.array(2)?.bytes(&self.bytes)?;
        self.signature.encode(e, ctx)
    }
}

impl<'b, T: Signable, C> Decode<'b, C> for Signed<T> {
    fn decode(d: &mut Decoder<'b>, ctx: &mut C) -> Result<Self, decode::Error> {
        if d.array()? != Some(2) {
            return Err(decode::Error::message("expected [body, signature]"));
        }
        let bytes = d.bytes()?;
        Ok(Self {
            bytes: bytes.to_vec(),
            signature: Signature::decode(d, ctx)?,
            claimed: cbor::decode(T::WHAT, bytes, T::BYTES_MAX).map_err(decode::Error::message)?,
        })
    }
}
