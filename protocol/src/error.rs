//! What can be wrong, by who must act. Found and expected values; never private content.

use thiserror::Error;

/// A text form (id, card, invite) that does not read.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
#[non_exhaustive]
pub enum TextFault {
    /// The bech32 checksum fails: a character was mistyped or cut off.
    #[error(
        "the code does not check out (mistyped or cut short); expected one that begins with `{expected}1`"
    )]
    Checksum {
        /// The prefix that was expected.
        expected: &'static str,
    },
    /// A code of another kind.
    #[error("found a code that begins with `{found}1`, expected `{expected}1`")]
    Prefix {
        /// The prefix found.
        found: String,
        /// The prefix expected.
        expected: &'static str,
    },
    /// The right kind, of a wrong length.
    #[error("the code holds {found} bytes, expected {expected}")]
    Length {
        /// Bytes found.
        found: usize,
        /// Bytes expected.
        expected: usize,
    },
}

/// Bytes that are not the deterministic CBOR of what was expected (SPEC 2.2).
#[derive(Debug, Clone, PartialEq, Eq, Error)]
#[non_exhaustive]
pub enum CborFault {
    /// Longer than its bound; nothing was read.
    #[error("{what}: found {found} bytes, expected at most {expected_max}")]
    TooLong {
        /// What was to be read.
        what: &'static str,
        /// Bytes found.
        found: usize,
        /// The bound.
        expected_max: usize,
    },
    /// Not the shape expected.
    #[error("{what}: {detail}")]
    Malformed {
        /// What was to be read.
        what: &'static str,
        /// The decoder's own words: types and positions, no content.
        detail: String,
    },
    /// Bytes after the end.
    #[error("{what}: found {found} bytes after its end, expected none")]
    Trailing {
        /// What was to be read.
        what: &'static str,
        /// How many bytes follow.
        found: usize,
    },
    /// Well-formed but not the one deterministic encoding.
    #[error("{what}: not in deterministic form at byte {offset} (RFC 8949 section 4.2.1)")]
    NotCanonical {
        /// What was to be read.
        what: &'static str,
        /// First byte that differs from the deterministic encoding.
        offset: usize,
    },
}
