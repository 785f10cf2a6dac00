//! Text forms: bech32 (BIP 173 checksum) with our prefixes, for ids, cards and invites.
//!
//! In: text a person typed, pasted or scanned. Out: bytes, or a fault that names what was found.

use bech32::{Bech32, ByteIterExt, Fe32IterExt, Hrp, primitives::decode::CheckedHrpstring};

use crate::error::TextFault;

/// Writes bytes as bech32 under a prefix of ours.
pub(crate) fn to_bech32(prefix: &'static str, bytes: &[u8]) -> String {
    let hrp = Hrp::parse_unchecked(prefix);
    bytes.iter().copied().bytes_to_fes().with_checksum::<Bech32>(&hrp).chars().collect()
}

/// Reads bech32 of an exact length under an exact prefix.
pub(crate) fn from_bech32<const N: usize>(
    prefix: &'static str,
    text: &str,
) -> Result<[u8; N], TextFault> {
    let text = text.trim();
    let checked = CheckedHrpstring::new::<Bech32>(text)
        .map_err(|_| TextFault::Checksum { expected: prefix })?;
    let found = checked.hrp().to_lowercase();
    if found != prefix {
        return Err(TextFault::Prefix { found, expected: prefix });
    }
    let bytes: Vec<u8> = checked.byte_iter().collect();
    bytes.try_into().map_err(|b: Vec<u8>| TextFault::Length { found: b.len(), expected: N })
}
