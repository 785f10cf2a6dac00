//! Text forms: bech32 (BIP 173 checksum) with our prefixes, for ids, invites and mailboxes.
//!
//! In: text a person typed, pasted or scanned. Out: bytes, or a fault that names what was found.

use bech32::{Bech32, ByteIterExt, Fe32IterExt, Hrp, primitives::decode::CheckedHrpstring};

use zeroize::Zeroizing;

use crate::error::TextFault;

/// Longest bech32 text (BIP 173 extended: the checksum is good for so many characters).
const BECH32_CHARS_MAX: usize = 1023;
/// Longest text that is looked at for a link: two links, as room for wrapping, and a bound on what is
/// copied at all.
pub(crate) const LINK_TEXT_MAX: usize = 2 * (32 + BECH32_CHARS_MAX);

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

/// A link of ours with everything in its fragment, which no browser sends to a server.
pub(crate) fn link_text(
    link: &'static str,
    prefix: &'static str,
    bytes: impl Iterator<Item = u8>,
) -> Zeroizing<String> {
    let hrp = Hrp::parse_unchecked(prefix);
    // Room at once, so that no copy of a secret is left behind by growing.
    let mut text = Zeroizing::new(String::with_capacity(link.len() + BECH32_CHARS_MAX));
    text.push_str(link);
    text.extend(bytes.bytes_to_fes().with_checksum::<Bech32>(&hrp).chars());
    text
}

/// The bech32 code of a link that was pasted, typed or scanned. Drops white space and the invisible
/// characters that chat programs add. Fails with the number of characters if it begins otherwise.
pub(crate) fn link_code(text: &str, link: &'static str) -> Result<Zeroizing<String>, usize> {
    let invisible = |c: &char| {
        c.is_whitespace()
            || matches!(c, '\u{AD}' | '\u{200B}'..='\u{200F}' | '\u{2060}' | '\u{FEFF}')
    };
    let mut clean = Zeroizing::new(String::with_capacity(text.len()));
    clean.extend(text.chars().filter(|c| !invisible(c)));
    match clean.split_at_checked(link.len()) {
        Some((start, code)) if start.eq_ignore_ascii_case(link) => {
            Ok(Zeroizing::new(code.to_owned()))
        }
        Some(_) | None => Err(clean.chars().count()),
    }
}

/// Reads bech32 of any length under an exact prefix.
pub(crate) fn link_bytes(
    prefix: &'static str,
    code: &str,
) -> Result<Zeroizing<Vec<u8>>, TextFault> {
    let checked = CheckedHrpstring::new::<Bech32>(code)
        .map_err(|_| TextFault::Checksum { expected: prefix })?;
    let found = checked.hrp().to_lowercase();
    if found != prefix {
        return Err(TextFault::Prefix { found, expected: prefix });
    }
    let mut bytes = Zeroizing::new(Vec::with_capacity(code.len()));
    bytes.extend(checked.byte_iter());
    Ok(bytes)
}
