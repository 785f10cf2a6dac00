//! Notes: a text and the lines of those who signed it (C2SP signed-note).
//!
//! In: the bytes of a note, from a partner or a file. Out: its text and its signature lines, each as it stands.
//! Nothing is verified here: whose line counts is for [`crate::checkpoint`] to say. Bounded before it is read.

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use sha2::{Digest, Sha256};
use waypost_protocol::keys::VerifyingKey;

/// Longest note: 64 lines of 130 bytes would be more, and no log here has so many witnesses.
pub const NOTE_BYTES_MAX: usize = 8192;
/// Most signature lines.
pub const NOTE_LINES_MAX: usize = 64;
/// What a signature line begins with: em dash, space.
const DASH: &str = "\u{2014} ";

/// What is wrong with a note, or with a checkpoint.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum NoteFault {
    /// Longer than any note.
    #[error("note: found {found} bytes, expected at most {NOTE_BYTES_MAX}")]
    TooLong {
        /// Its length.
        found: usize,
    },
    /// More lines than any note has.
    #[error("note: found {found} signature lines, expected at most {NOTE_LINES_MAX}")]
    TooMany {
        /// How many.
        found: usize,
    },
    /// Not formed as a note, or as a checkpoint.
    #[error("note: {expected}")]
    Note {
        /// What was expected.
        expected: &'static str,
    },
    /// Of another log.
    #[error("note: found origin {found}, expected {expected}")]
    Origin {
        /// Its origin.
        found: String,
        /// Whose log was expected.
        expected: String,
    },
    /// Not signed by whom it must be.
    #[error("note: no sound signature of {expected}")]
    Signature {
        /// Whose.
        expected: String,
    },
}

/// What a signature line is: the first byte of the key material in C2SP key ids.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum LineKind {
    /// 01: Ed25519 over the text.
    Note,
    /// 04: a time-stamped Ed25519 cosignature (C2SP tlog-cosignature).
    Cosignature,
}

/// The first four bytes of `H(name || 0A || type || key)`: finds a key, proves nothing.
pub fn key_id(name: &str, kind: LineKind, key: &VerifyingKey) -> [u8; 4] {
    let kind = match kind {
        LineKind::Note => 1,
        LineKind::Cosignature => 4,
    };
    let hash =
        Sha256::new_with_prefix(name).chain_update([b'\n', kind]).chain_update(key.as_bytes());
    let [a, b, c, d, ..] = <[u8; 32]>::from(hash.finalize());
    [a, b, c, d]
}

/// One signature line.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Line {
    /// The key's name.
    pub name: String,
    /// The key's id.
    pub key_id: [u8; 4],
    /// What follows the key id.
    pub signature: Vec<u8>,
}

impl Line {
    /// Reads a line without its line feed.
    pub fn parse(line: &str) -> Result<Self, NoteFault> {
        let fault = NoteFault::Note { expected: "a signature line: dash, name, base64" };
        let parts = line.strip_prefix(DASH).and_then(|rest| rest.split_once(' '));
        let (name, encoded) = parts.ok_or_else(|| fault.clone())?;
        let bytes = STANDARD.decode(encoded).map_err(|_| fault.clone())?;
        let plain = !name.is_empty() && !name.chars().any(|c| c.is_whitespace() || c == '+');
        match bytes.split_first_chunk() {
            Some((key_id, signature)) if plain && !signature.is_empty() => {
                Ok(Self { name: name.to_owned(), key_id: *key_id, signature: signature.to_vec() })
            }
            Some(_) | None => Err(fault),
        }
    }
}

impl std::fmt::Display for Line {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let encoded = STANDARD.encode([self.key_id.as_slice(), &self.signature].concat());
        write!(f, "{DASH}{} {encoded}", self.name)
    }
}

/// A text with its signature lines.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Note {
    /// The text, with its final line feed: what is signed.
    pub text: String,
    /// The lines, in their order.
    pub lines: Vec<Line>,
}

impl Note {
    /// Reads a note.
    pub fn parse(note: &str) -> Result<Self, NoteFault> {
        if note.len() > NOTE_BYTES_MAX {
            return Err(NoteFault::TooLong { found: note.len() });
        }
        if note.chars().any(|c| c.is_ascii_control() && c != '\n') {
            return Err(NoteFault::Note { expected: "no control characters but line feeds" });
        }
        let fault = NoteFault::Note { expected: "a text, an empty line, signature lines" };
        let (text, signatures) = note.rsplit_once("\n\n").ok_or_else(|| fault.clone())?;
        let signatures = signatures.strip_suffix('\n').ok_or(fault)?;
        let lines = signatures.split('\n').map(Line::parse).collect::<Result<Vec<_>, _>>()?;
        if lines.len() > NOTE_LINES_MAX {
            return Err(NoteFault::TooMany { found: lines.len() });
        }
        Ok(Self { text: format!("{text}\n"), lines })
    }
}

impl std::fmt::Display for Note {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        writeln!(f, "{}", self.text)?;
        self.lines.iter().try_for_each(|line| writeln!(f, "{line}"))
    }
}

/// Base64 as notes have it (RFC 4648 section 4).
pub(crate) fn base64_of(bytes: &[u8]) -> String {
    STANDARD.encode(bytes)
}

/// Reads 32 bytes of base64.
pub(crate) fn hash_of(text: &str) -> Option<[u8; 32]> {
    STANDARD.decode(text).ok()?.try_into().ok()
}
