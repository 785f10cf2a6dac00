//! What can be wrong, by who must act. Found and expected values; never private content.

use thiserror::Error;

use crate::ids::{BodyRoot, Day, OrgId, PrekeyHash, Time};
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

/// An organisation's key log, key or node certificate that must not be trusted (SPEC 3).
#[derive(Debug, Clone, PartialEq, Eq, Error)]
#[non_exhaustive]
pub enum IdentityFault {
    // The partner broke the rules.
    /// Not the deterministic CBOR of a key log.
    #[error(transparent)]
    Cbor(#[from] CborFault),
    /// A key or a signature that must not be trusted.
    #[error(transparent)]
    Key(#[from] KeyFault),
    /// Another organisation's key log or certificate.
    #[error("found organisation {found}, expected {expected}")]
    OtherOrganisation {
        /// The organisation found.
        found: OrgId,
        /// The organisation expected.
        expected: OrgId,
    },
    /// Longer than a key log may be.
    #[error("the key log has {found} rotations, expected at most {expected_max}")]
    TooManyRotations {
        /// Rotations found.
        found: usize,
        /// The bound.
        expected_max: usize,
    },
    /// A rotation that does not follow the entries known.
    #[error("found rotation {found}, expected at most rotation {expected_max}")]
    Gap {
        /// Its sequence number.
        found: u32,
        /// The next sequence number of the log.
        expected_max: u32,
    },
    /// A rotation that names another entry before it.
    #[error("rotation {seq} does not follow from the entry before it")]
    Unlinked {
        /// Its sequence number.
        seq: u32,
    },
    /// A rotation to a key other than the one that was promised: made without the recovery sheet.
    #[error("rotation {seq} is to a key that the entry before it did not commit to")]
    NotCommitted {
        /// Its sequence number.
        seq: u32,
    },
    /// A key that this log has held, or an entry that commits to its own key.
    #[error("entry {seq} uses a key of this log again")]
    KeyAgain {
        /// Its sequence number; 0 is the inception.
        seq: u32,
    },
    /// A rotation dated before the entry that it follows.
    #[error("rotation {seq} is dated {}, expected {} or later", found.0, expected_min.0)]
    DayBackwards {
        /// Its sequence number.
        seq: u32,
        /// Its day.
        found: Day,
        /// The day of the entry before it.
        expected_min: Day,
    },
    /// Two valid rotations at one place: the holder of the recovery sheet told two stories.
    #[error("the key log forks: there are two valid rotations {seq}")]
    Fork {
        /// The place.
        seq: u32,
    },
    /// A key that the log never held.
    #[error("the signing key is not in the organisation's key log")]
    UnknownKey,
    /// A key used after it was replaced.
    #[error("the signing key was replaced: found day {}, expected at most {}", found.0, expected_max.0)]
    Superseded {
        /// The day of use.
        found: Day,
        /// The day of the rotation that replaced it.
        expected_max: Day,
    },
    /// A key that its organisation declared stolen.
    #[error("the signing key was declared stolen by rotation {seq}")]
    Compromised {
        /// The rotation that said so.
        seq: u32,
    },
    /// A certificate that ends too early.
    #[error("the node certificate ends on day {}, expected {} or later", found.0, expected_min.0)]
    CertificateExpired {
        /// Its last day.
        found: Day,
        /// Today, or the last day of the card that carries it.
        expected_min: Day,
    },
    /// One key for signing letters and for the transport.
    #[error("the node's key is a signing key of the organisation")]
    NodeKeyIsSigningKey,
    // We do not support it.
    /// A version that this program does not know.
    #[error("{what}: found version {found}, expected {expected}")]
    Version {
        /// What has a version.
        what: &'static str,
        /// The version found.
        found: u8,
        /// The version known.
        expected: u8,
    },
    // The caller misused us.
    /// A secret key that is not the current key of the log given with it.
    #[error("the secret key is not the current key of this key log")]
    NotCurrent,
}

/// A name, language or address that must not be shown or dialled. Its text is not repeated.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Error)]
#[non_exhaustive]
pub enum DetailFault {
    /// Empty, or over its bound.
    #[error("{what}: found {found} bytes, expected 1 to {expected_max}")]
    Length {
        /// Which detail.
        what: &'static str,
        /// Bytes found.
        found: usize,
        /// The bound.
        expected_max: usize,
    },
    /// A character that hides or reorders what a person reads, or that has no place there.
    #[error("{what}: found character U+{found:04X}, expected {expected}")]
    Character {
        /// Which detail.
        what: &'static str,
        /// The character's number.
        found: u32,
        /// What may stand there.
        expected: &'static str,
    },
    /// Not of the form expected.
    #[error("{what}: expected {expected}")]
    Form {
        /// Which detail.
        what: &'static str,
        /// The form expected.
        expected: &'static str,
    },
    /// More of them than there may be.
    #[error("{what}: found {found}, expected at most {expected_max}")]
    TooMany {
        /// Which details.
        what: &'static str,
        /// How many were found.
        found: usize,
        /// The bound.
        expected_max: usize,
    },
}

/// A contact card that must not be taken up (SPEC 4).
#[derive(Debug, Clone, PartialEq, Eq, Error)]
#[non_exhaustive]
pub enum CardFault {
    // The partner broke the rules.
    /// Not the deterministic CBOR of a card.
    #[error(transparent)]
    Cbor(#[from] CborFault),
    /// Its key log, key, signature or a node certificate is wrong.
    #[error(transparent)]
    Identity(#[from] IdentityFault),
    /// A name, language or address is wrong.
    #[error(transparent)]
    Detail(#[from] DetailFault),
    /// A card of somebody else.
    #[error("the card is of {found}, expected {expected}")]
    OtherOrganisation {
        /// Whose card it is.
        found: OrgId,
        /// Whose card it should be.
        expected: OrgId,
    },
    /// A card written for somebody else.
    #[error("the card is for {found}, expected {expected}")]
    OtherReader {
        /// For whom it is.
        found: OrgId,
        /// Who reads it.
        expected: OrgId,
    },
    /// A card for nobody in particular, after joining.
    #[error("the card names no reader, which is allowed only while joining")]
    NoReader,
    /// Older than a card already seen.
    #[error("found card {found}, expected {expected_min} or later")]
    Older {
        /// Its serial number.
        found: u64,
        /// The serial number of the last card seen.
        expected_min: u64,
    },
    /// Another card under a serial number already seen.
    #[error("there are two different cards {serial}")]
    TwoOfOneSerial {
        /// The serial number.
        serial: u64,
    },
    /// The partner asks for less security than before.
    #[error("the card lowers min_suite: found {found}, expected {expected_min} or higher")]
    LowerSuite {
        /// The suite found.
        found: u8,
        /// The suite that was asked for before.
        expected_min: u8,
    },
    /// After its last day.
    #[error("the card ended on day {}, today is {}", found.0, today.0)]
    Expired {
        /// Its last day.
        found: Day,
        /// Today.
        today: Day,
    },
    /// From the future, beyond what clocks may disagree.
    #[error("the card is dated {}, expected at most {}", found.0, expected_max.0)]
    NotYet {
        /// Its day.
        found: Day,
        /// Today and the tolerance.
        expected_max: Day,
    },
    /// Ends before it begins, or lasts too long.
    #[error("the card lasts from {} to {}, expected at most {expected_days_max} days", issued.0, expires.0)]
    Lifetime {
        /// Its first day.
        issued: Day,
        /// Its last day.
        expires: Day,
        /// The longest life of a card.
        expected_days_max: u32,
    },
    /// A prekey of small order, or one that stands twice.
    #[error("prekey {index} of the card is of small order or stands twice")]
    Prekey {
        /// Its place: 0 is the epoch prekey, then the one-time prekeys.
        index: usize,
    },
    // We do not support it.
    /// A version that this program does not know.
    #[error("contact card: found version {found}, expected {expected}")]
    Version {
        /// The version found.
        found: u8,
        /// The version known.
        expected: u8,
    },
    /// The partner asks for a suite that this program does not know.
    #[error("the card asks for suite {found}, expected 1 to {expected_max}")]
    Suite {
        /// The suite found.
        found: u8,
        /// The highest suite known.
        expected_max: u8,
    },
}

/// An invite that does not read or must not be followed (SPEC 4.1). Never shows its text.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
#[non_exhaustive]
pub enum InviteFault {
    // The text is damaged, or the inviter broke the rules.
    /// Not an invite at all.
    #[error("found a text of {found} characters that does not begin with `{expected}`")]
    NotALink {
        /// Its length, without spaces.
        found: usize,
        /// How an invite begins.
        expected: &'static str,
    },
    /// Mistyped, cut short, or a code of another kind.
    #[error(transparent)]
    Text(#[from] TextFault),
    /// Not the deterministic CBOR of an invite.
    #[error(transparent)]
    Cbor(#[from] CborFault),
    /// The node's key must not be trusted.
    #[error(transparent)]
    Key(#[from] KeyFault),
    /// A name or address is wrong.
    #[error(transparent)]
    Detail(#[from] DetailFault),
    /// Longer than an invite may be: give fewer or shorter addresses.
    #[error("the invite has {found} bytes, expected at most {expected_max}")]
    TooLong {
        /// Bytes found.
        found: usize,
        /// The bound.
        expected_max: usize,
    },
    /// After its end. Ask for a new one.
    #[error("the invite ended at {} (unix seconds), now is {}", found.0, now.0)]
    Expired {
        /// Its end.
        found: Time,
        /// Now.
        now: Time,
    },
    /// From the future, beyond what clocks may disagree.
    #[error("the invite is dated {}, expected at most {}", found.0, expected_max.0)]
    NotYet {
        /// Its day.
        found: Day,
        /// Today and the tolerance.
        expected_max: Day,
    },
    /// Lasts longer than an invite may.
    #[error("the invite of day {} lasts until {} (unix seconds), expected one day", created.0, expires.0)]
    Lifetime {
        /// Its day.
        created: Day,
        /// Its end.
        expires: Time,
    },
    // We do not support it.
    /// A version that this program does not know.
    #[error("invite: found version {found}, expected {expected}")]
    Version {
        /// The version found.
        found: u8,
        /// The version known.
        expected: u8,
    },
}

/// A frame that is not one, or not for these keys (SPEC 6.5).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Error)]
#[non_exhaustive]
pub enum FrameFault {
    // The carrier damaged it, or it never was a frame.
    /// Shorter than the shortest frame.
    #[error("the frame is cut short: found {found} bytes, expected at least {expected_min}")]
    CutShort {
        /// Bytes found.
        found: usize,
        /// The shortest frame.
        expected_min: usize,
    },
    /// Longer than the longest frame.
    #[error("the frame is too long: found {found} bytes, expected at most {expected_max}")]
    TooLong {
        /// Bytes found.
        found: usize,
        /// The longest frame.
        expected_max: usize,
    },
    /// A length that no frame has.
    #[error("found {found} bytes, which no frame has; the next longer frame has {expected}")]
    NotOnLadder {
        /// Bytes found.
        found: usize,
        /// The next longer rung.
        expected: usize,
    },
    /// Older than frames are kept on any carrier.
    #[error("the frame is of day {}, expected {} or later", found.0, expected_min.0)]
    DayTooOld {
        /// Its day.
        found: Day,
        /// The oldest day accepted.
        expected_min: Day,
    },
    /// From the future, beyond what clocks may disagree.
    #[error("the frame is of day {}, expected at most {}", found.0, expected_max.0)]
    DayTooNew {
        /// Its day.
        found: Day,
        /// The latest day accepted.
        expected_max: Day,
    },
    /// Damaged, forged, or of another pair.
    #[error("the frame does not open with these keys")]
    Tampered,
    // The partner broke the rules.
    /// The length inside points beyond the frame.
    #[error("the frame says it holds {found} bytes, expected at most {expected_max}")]
    InnerLength {
        /// The length found inside.
        found: usize,
        /// What such a frame can hold.
        expected_max: usize,
    },
    // The caller misused us.
    /// Keys of another day than the frame's.
    #[error("found keys of day {}, expected keys of day {}", found.0, expected.0)]
    OtherDay {
        /// The day of the keys.
        found: Day,
        /// The day of the frame.
        expected: Day,
    },
    /// More than the longest frame can hold.
    #[error("found {found} sealed bytes, expected at most {expected_max}")]
    SealedTooLong {
        /// Bytes found.
        found: usize,
        /// What the longest frame can hold.
        expected_max: usize,
    },
    /// A day whose keys were erased.
    #[error("the keys of day {} were forgotten, expected {} or later", found.0, expected_min.0)]
    Forgotten {
        /// The day asked for.
        found: Day,
        /// The first day whose keys can be had.
        expected_min: Day,
    },
    /// A day too far ahead to be reached: the clock is wrong, or the pair was unused for too long.
    #[error("found day {}, expected at most {}", found.0, expected_max.0)]
    TooFarAhead {
        /// The day asked for.
        found: Day,
        /// The last day that can be reached.
        expected_max: Day,
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
    /// The number of a log that is never written: the first's, or none.
    #[error("checkpoint: found log {found} written out, expected 2 or more, or absent for log 1")]
    LogNumber {
        /// The number.
        found: u32,
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
    /// Signed by a key that the sender's key log does not vouch for on that day.
    #[error(transparent)]
    SenderKey(#[from] IdentityFault),
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
