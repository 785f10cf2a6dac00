//! Deterministic CBOR (RFC 8949 section 4.2.1): bounded decoding, then re-encode and compare.
//!
//! In: bytes from outside. Out: a value whose encoding is exactly those bytes, or a [`CborFault`].
//! Libraries accept overlong integers, misordered or duplicate keys and trailing bytes by
//! themselves; the comparison refuses them all in one place (SPEC 2.2).

use minicbor::{Decode, Decoder, Encode};

use crate::error::CborFault;

/// Encodes a value. Writing to memory cannot fail.
pub fn encode<T: Encode<()>>(value: &T) -> Vec<u8> {
    encode_in(Vec::new(), value)
}

fn encode_in<T: Encode<()>>(mut out: Vec<u8>, value: &T) -> Vec<u8> {
    #[expect(clippy::expect_used, reason = "Vec<u8> as a writer is infallible")]
    minicbor::encode(value, &mut out).expect("writing CBOR to a Vec cannot fail");
    out
}

/// Decodes one value and refuses whatever would not be written back byte for byte.
///
/// `bytes_max` is checked before anything is read: a decoder never allocates more than its input.
pub fn decode<'b, T>(what: &'static str, bytes: &'b [u8], bytes_max: usize) -> Result<T, CborFault>
where
    T: Decode<'b, ()> + Encode<()>,
{
    if bytes.len() > bytes_max {
        return Err(CborFault::TooLong { what, found: bytes.len(), expected_max: bytes_max });
    }
    let mut decoder = Decoder::new(bytes);
    let value: T =
        decoder.decode().map_err(|e| CborFault::Malformed { what, detail: e.to_string() })?;
    if decoder.position() != bytes.len() {
        return Err(CborFault::Trailing { what, found: bytes.len() - decoder.position() });
    }
    let again = encode_in(Vec::with_capacity(bytes.len()), &value);
    if again != bytes {
        let offset = again.iter().zip(bytes).take_while(|(a, b)| a == b).count();
        return Err(CborFault::NotCanonical { what, offset });
    }
    Ok(value)
}

/// Reads a byte string of an exact length.
pub(crate) fn fixed<const N: usize>(
    d: &mut Decoder<'_>,
    what: &'static str,
) -> Result<[u8; N], minicbor::decode::Error> {
    let found = d.bytes()?;
    found.try_into().map_err(|_| {
        minicbor::decode::Error::message(format!(
            "{what}: found {} bytes, expected {N}",
            found.len()
        ))
    })
}
