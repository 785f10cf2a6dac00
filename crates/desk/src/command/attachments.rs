//! What a person is shown of attachments, and how their bytes cross the local socket.

use serde::{Deserialize, Serialize};
use zeroize::Zeroizing;

/// Pieces in one part over the local socket: some 460 KiB, as hex within half of what a line may have.
pub const PART_PIECES_MAX: usize = 8;

/// A file that belongs to a referral.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct AttachmentReport {
    /// Its name in this referral here, `A1`.
    pub attachment: String,
    /// `us` or the partner's short name.
    pub by: String,
    /// The section that it belongs to.
    pub section: String,
    /// What its author calls it.
    pub name: String,
    /// Its media type, by its author's word.
    pub media_type: String,
    /// Its length.
    pub bytes: u64,
    /// SHA-256 of the whole, hex.
    pub sha256: String,
    /// In how many pieces it travels.
    pub pieces: u32,
    /// How many of them are here; of ours, how many a carrier took.
    pub pieces_done: u32,
    /// waiting, leaving, arriving, whole, stopped, erased, damaged, contents_lost, not_here, not_as_announced.
    pub state: String,
    /// When it was attached, by its author's clock, RFC 3339.
    pub at: String,
    /// The id of its letter's header.
    pub header: String,
}

/// Bytes as hex digits.
pub fn hex(bytes: &[u8]) -> Zeroizing<String> {
    const DIGITS: [char; 16] =
        ['0', '1', '2', '3', '4', '5', '6', '7', '8', '9', 'a', 'b', 'c', 'd', 'e', 'f'];
    let mut text = Zeroizing::new(String::with_capacity(2 * bytes.len()));
    for byte in bytes {
        text.push(DIGITS[usize::from(byte >> 4)]);
        text.push(DIGITS[usize::from(byte & 15)]);
    }
    text
}

/// Bytes of hex digits; none where it is anything else.
pub fn unhex(text: &str) -> Option<Zeroizing<Vec<u8>>> {
    let (pairs, []) = text.as_bytes().as_chunks::<2>() else { return None };
    let mut bytes = Zeroizing::new(Vec::with_capacity(pairs.len()));
    for [high, low] in pairs {
        let digit = |c: &u8| char::from(*c).to_digit(16);
        bytes.push(u8::try_from(digit(high)? << 4 | digit(low)?).ok()?);
    }
    Some(bytes)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn hex_comes_back_and_anything_else_does_not() {
        let bytes: Vec<u8> = (0..=255).collect();
        assert_eq!(unhex(&hex(&bytes)).as_deref(), Some(&bytes));
        assert_eq!(*hex(&[0, 9, 255]), "0009ff");
        for wrong in ["0", "0g", "é0", " 00", "+1"] {
            assert_eq!(unhex(wrong), None, "{wrong}");
        }
    }
}
