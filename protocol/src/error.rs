//! What can be wrong, by who must act. Found and expected values; never private content.

use thiserror::Error;

use crate::ids::{BodyRoot, Day, OrgId, PrekeyHash};
use crate::letter::{KEY_LOG_ENTRY_BYTES_MAX, KEY_LOG_TAIL_MAX, LetterKind, SenderKey};

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

/// A letter that breaks a rule of its form: the partner's doing when it came from outside, ours when
/// it is a draft (SPEC 5).
#[derive(Debug, Clone, PartialEq, Eq, Error)]
#[non_exhaustive]
pub enum LetterFault {
    /// A version that this build does not speak.
    #[error("letter version: found {found}, expected {expected}")]
    UnknownVersion {
        /// The version found.
        found: u64,
        /// The version spoken.
        expected: u8,
    },
    /// A suite that this build does not have.
    #[error("letter suite: found {found}, expected {expected}")]
    UnknownSuite {
        /// The suite found.
        found: u64,
        /// The one known.
        expected: u8,
    },
    /// A kind that this build does not know.
    #[error("letter kind: found {found}, expected 1 to 7")]
    UnknownKind {
        /// The number found.
        found: u64,
    },
    /// Not the deterministic CBOR of a letter.
    #[error(transparent)]
    Cbor(#[from] CborFault),
    /// A field out of its bounds.
    #[error(transparent)]
    Field(#[from] FieldFault),
    /// `prev` and `seq` disagree about being the first.
    #[error("letter {seq}: found a previous header: {found_prev}, expected none for letter 0 only")]
    Chain {
        /// The letter's place.
        seq: u32,
        /// Whether a previous header was named.
        found_prev: bool,
    },
    /// Expires before it was written.
    #[error("expiry: found day {}, expected day {} or later", .found.0, .expected_min.0)]
    ExpiresEarly {
        /// The expiry.
        found: Day,
        /// The day of writing.
        expected_min: Day,
    },
    /// The body has no power of two of leaves, or too many.
    #[error("body: found {found} leaves, expected a power of two up to {expected_max}")]
    LeafCount {
        /// Leaves found.
        found: usize,
        /// The bound.
        expected_max: usize,
    },
    /// The body is not the one the header commits to.
    #[error("body: found root {found}, expected {expected} as in the header")]
    BodyRoot {
        /// The root of the body that came.
        found: BodyRoot,
        /// The root in the header.
        expected: BodyRoot,
    },
    /// Disclosed fields where none may be.
    #[error("found disclosed fields in a letter of kind {found}, expected them in disclosure only")]
    DisclosedInKind {
        /// The kind.
        found: LetterKind,
    },
    /// More disclosed fields than a letter can have.
    #[error("found {found} disclosed fields, expected at most {expected_max}")]
    TooManyDisclosed {
        /// Fields found.
        found: usize,
        /// The bound.
        expected_max: usize,
    },
    /// Disclosed fields out of order, or one twice.
    #[error("disclosed field {found} stands twice or out of order")]
    DisclosureOrder {
        /// The index that does not rise.
        found: u32,
    },
    /// A disclosed field for a place that the letter does not have.
    #[error("disclosed field {found}: expected an index below {expected_below}")]
    DisclosureIndex {
        /// The index found.
        found: u32,
        /// How many leaves there are.
        expected_below: usize,
    },
    /// A disclosed field that is not the one committed to.
    #[error("disclosed field {index} is not the one committed to")]
    DisclosureMismatch {
        /// Its index.
        index: u32,
    },
    /// Too many key log entries, or one too long.
    #[error(
        "key log: found {found_entries} entries of up to {found_bytes} bytes, expected at most \
         {KEY_LOG_TAIL_MAX} of {KEY_LOG_ENTRY_BYTES_MAX}"
    )]
    KeyLogTail {
        /// Entries found.
        found_entries: usize,
        /// The longest.
        found_bytes: usize,
    },
    /// The header names another signing key than the sender's key log.
    #[error("signing key: found {found:?}, expected {expected:?}")]
    SenderKey {
        /// The key named.
        found: SenderKey,
        /// The key vouched for.
        expected: SenderKey,
    },
    /// The signature does not verify.
    #[error(transparent)]
    Key(#[from] KeyFault),
}

/// A letter that could not be sealed.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
#[non_exhaustive]
pub enum SealFault {
    /// The draft breaks a rule: the caller's doing.
    #[error(transparent)]
    Draft(#[from] LetterFault),
    /// The partner's prekey is of small order: anybody could open what is sealed to it.
    #[error("prekey {found} cannot keep a secret (small order)")]
    WeakPrekey {
        /// Which prekey.
        found: PrekeyHash,
    },
}

/// A sealed letter that was not opened. Nothing of it was acted upon.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
#[non_exhaustive]
pub enum OpenFault {
    /// Longer than any frame carries; nothing was read.
    #[error("sealed letter: found {found} bytes, expected at most {expected_max}")]
    TooLong {
        /// Bytes found.
        found: usize,
        /// The bound.
        expected_max: usize,
    },
    /// Not an age header, or one made to be slow.
    #[error("sealed letter: its age header {found}, expected {expected}")]
    AgeHeader {
        /// What was found, in words.
        found: &'static str,
        /// What was expected, in words.
        expected: &'static str,
    },
    /// Not sealed to the prekey that was tried.
    #[error("sealed letter: not sealed to this prekey")]
    OtherPrekey,
    /// Sealed to this prekey, then damaged or cut short.
    #[error("sealed letter: damaged or cut short")]
    Damaged,
    /// The letter inside breaks a rule of its form.
    #[error(transparent)]
    Letter(#[from] LetterFault),
    /// Came framed for one pair, written by somebody else.
    #[error("sender: found {found}, expected {expected}")]
    Sender {
        /// The sender named in the header.
        found: OrgId,
        /// The pair's partner.
        expected: OrgId,
    },
    /// A kind that does not belong to the way it came: joins come by invite, all else from a partner.
    #[error(
        "letter kind: found {found}, expected a join by invite, or any other kind from a partner"
    )]
    KindForOrigin {
        /// The kind found.
        found: LetterKind,
    },
    /// Written to another organisation: somebody passed it on.
    #[error("recipient: found {found}, expected {expected}")]
    Recipient {
        /// The recipient named in the header.
        found: OrgId,
        /// This organisation.
        expected: OrgId,
    },
    /// Sealed to one prekey, signed for another: somebody sealed it again.
    #[error("recipient's prekey: found {found}, expected {expected}")]
    Prekey {
        /// The prekey named in the header.
        found: PrekeyHash,
        /// The prekey that opened it.
        expected: PrekeyHash,
    },
    /// A suite below what was agreed with this partner.
    #[error("letter suite: found {found}, expected at least {expected_min}")]
    SuiteTooLow {
        /// The suite found.
        found: u8,
        /// The floor.
        expected_min: u8,
    },
    /// Dated too far ahead of this node's clock.
    #[error("day: found {}, expected at most {}", .found.0, .expected_max.0)]
    DayAhead {
        /// The letter's day.
        found: Day,
        /// Today and the tolerance.
        expected_max: Day,
    },
    /// Too old to be opened.
    #[error("expired: found last day {}, expected {} or later", .found.0, .expected_min.0)]
    Expired {
        /// The letter's last day.
        found: Day,
        /// Today.
        expected_min: Day,
    },
}
