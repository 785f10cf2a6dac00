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

/// A key or a signature that must not be trusted.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Error)]
#[non_exhaustive]
pub enum KeyFault {
    /// Not a point on the curve.
    #[error("the public key is not a point on the curve")]
    NotAPoint,
    /// A point, written in a second way.
    #[error("the public key is not in canonical form (RFC 8032 section 5.1.3)")]
    NotCanonical,
    /// A point with a small-order component: signatures under it are not unique.
    #[error("the public key has a small-order (torsion) component")]
    Torsion,
    /// The signature does not verify strictly.
    #[error("the signature does not verify ({domain})")]
    BadSignature {
        /// What was to be signed.
        domain: &'static str,
    },
}

/// A code that this version does not know. What is not understood is refused with its name.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
#[error("{list}: found `{found}`, expected one of {expected}")]
pub struct UnknownCode {
    /// The code list.
    pub list: &'static str,
    /// The code found; replaced when it does not look like a code, so that no prose leaks.
    pub found: String,
    /// The codes known, separated by commas.
    pub expected: String,
}

/// A body whose fields are not as they must be. Keys are plain by rule, values are never shown.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
#[non_exhaustive]
pub enum FieldFault {
    /// More fields than a letter may have.
    #[error("found {found} fields, expected at most {expected_max}")]
    TooMany {
        /// Fields found.
        found: usize,
        /// The bound.
        expected_max: usize,
    },
    /// A key that is empty, too long, or not plain.
    #[error(
        "a field's key has {found_bytes} bytes or odd characters, expected 1 to {expected_max} of a-z A-Z 0-9 _ . -"
    )]
    Key {
        /// Its length.
        found_bytes: usize,
        /// The bound.
        expected_max: usize,
    },
    /// A key stands twice.
    #[error("field `{key}` stands twice")]
    Twice {
        /// The key.
        key: String,
    },
    /// A value over its bound.
    #[error("field `{key}`: found length {found}, expected at most {expected_max}")]
    ValueTooLong {
        /// The key.
        key: String,
        /// Its length.
        found: usize,
        /// The bound.
        expected_max: usize,
    },
    /// A value of another shape.
    #[error("field `{key}`: found {found}, expected {expected}")]
    Shape {
        /// The key.
        key: String,
        /// The shape found.
        found: &'static str,
        /// The shape expected.
        expected: &'static str,
    },
    /// A field that must be there and is not.
    #[error("field `{key}` is missing")]
    Missing {
        /// The key.
        key: String,
    },
    /// A field that this version does not know.
    #[error("field `{key}` is not known to this version")]
    Unknown {
        /// The key.
        key: String,
    },
    /// A code that this version does not know.
    #[error(transparent)]
    Code(#[from] UnknownCode),
}
