//! Attachments: a file that belongs to a referral, and its pieces (SPEC 5.6).
//!
//! In: what a letter's author says of a file, or a letter's fields. Out: an [`Attachment`] that announces it,
//! [`Piece`]s that carry it, [`Pieces`] that say what has come; or a fault that names the field. Only the first
//! and the last are letters of the exchange. Whether a file may be attached, and a piece may go, is asked of
//! [`may_attach`](super::may_attach) and [`may_carry`](super::may_carry).
//!
//! What may be erased stands apart from what must stay: name, sort, length and hash are in the attachment's own
//! section, and go when it is redacted (SPEC 5.5); section 0 keeps which section it was and under which thread
//! its pieces came, and that is of no person. How many pieces there are follows from the length, and a piece's
//! number and attachment from its header, so that no letter says a thing twice and can contradict itself.

use std::fmt;
use std::ops::RangeInclusive;

use crate::card::is_deceptive;
use crate::codes::Section;
use crate::error::FieldFault;
use crate::field::{self, Field, FieldReader, Value};
use crate::ids::{ConversationId, HeaderHash, Time};

use super::fields::{MoveFault, checked, key};
use super::values::{Writer, fixed, hash, missing, number, time};

/// Longest file: a scanned medical report of a hundred pages. Larger ones are moving pictures, and none of ours.
pub const ATTACHMENT_BYTES_MAX: u64 = 25 << 20;
/// Bytes of a piece, the last excepted: with header, seal and sixteen rotations it still fits a frame of 64 KiB.
pub const PIECE_BYTES: usize = 2 * DATA_BYTES;
/// Most pieces of a file.
pub const PIECES_MAX: u32 = ATTACHMENT_BYTES_MAX.div_ceil(PIECE_BYTES as u64) as u32;
/// Most attachments of one side of a referral: papers, reports, photos of documents. They take places in its chain
/// of 256 letters, and moves must never lack one.
pub const ATTACHMENTS_PER_SIDE_MAX: usize = 16;
/// Longest name, in characters: what a person reads in one line.
const NAME_CHARS_MAX: usize = 120;
/// Longest media type (RFC 6838 allows 127 for each half; the registered ones are shorter).
const MEDIA_TYPE_BYTES_MAX: usize = 100;
/// Most gaps named in one letter: what is beyond is named by the next.
pub const GAPS_MAX: usize = 64;
/// A field holds at most 32 KiB; two of these are a piece.
const DATA_BYTES: usize = 29 * 1024;
const DATA: [&str; 2] = ["data.0", "data.1"];

words! {
    /// What of an attachment has come.
    Have = "have" {
        /// All, and it is what was announced.
        All = "all",
        /// Not all.
        Some = "some",
    }
}

/// A file is announced.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Attachment {
    /// When.
    pub at: Time,
    /// The referral's letter.
    pub of: HeaderHash,
    /// The section that it belongs to: never section 0, which cannot be withheld or erased alone.
    pub section: Section,
    /// The conversation of its pieces, and of nothing else.
    pub thread: ConversationId,
    /// What it is; none once its section was erased.
    pub details: Option<Details>,
}

/// What a file is. `Debug` says how long it is: a name may be a person's.
#[derive(Clone, PartialEq, Eq)]
pub struct Details {
    name: String,
    media_type: String,
    bytes: u64,
    content: [u8; 32],
}

impl fmt::Debug for Details {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Details({} bytes)", self.bytes)
    }
}

impl Details {
    /// What a file is, each part checked.
    ///
    /// # Errors
    /// [`MoveFault`], by the field's name.
    pub fn new(
        name: &str,
        media_type: &str,
        bytes: u64,
        content: [u8; 32],
    ) -> Result<Self, MoveFault> {
        check_name(name)?;
        check_media_type(media_type)?;
        if bytes == 0 || bytes > ATTACHMENT_BYTES_MAX {
            return Err(number(key::BYTES, bytes, "1 to 26214400"));
        }
        Ok(Self { name: name.to_owned(), media_type: media_type.to_owned(), bytes, content })
    }

    /// What its author calls it: one line, no path, nothing that hides or reorders.
    pub fn name(&self) -> &str {
        &self.name
    }

    /// Its media type, `application/pdf`. The author's word: nothing is opened by it.
    pub fn media_type(&self) -> &str {
        &self.media_type
    }

    /// Its length.
    pub fn bytes(&self) -> u64 {
        self.bytes
    }

    /// SHA-256 of the whole.
    pub fn content(&self) -> &[u8; 32] {
        &self.content
    }

    /// In how many pieces it travels.
    pub fn pieces(&self) -> u32 {
        pieces_of(self.bytes)
    }
}

/// In how many pieces so many bytes travel.
pub fn pieces_of(bytes: u64) -> u32 {
    u32::try_from(bytes.div_ceil(PIECE_BYTES as u64)).unwrap_or(u32::MAX)
}

/// How long one piece is of a file of so many bytes; none beyond the last.
pub fn piece_length(bytes: u64, number: u32) -> Option<usize> {
    let before = u64::from(number) * PIECE_BYTES as u64;
    let left = bytes.checked_sub(before).filter(|left| *left > 0)?;
    Some(left.min(PIECE_BYTES as u64) as usize)
}

fn check_name(name: &str) -> Result<(), MoveFault> {
    let form = |expected| Err(MoveFault::Form { key: key::NAME.to_owned(), expected });
    let unseen = |c: char| is_deceptive(c) || matches!(c, '/' | '\\');
    match name.chars().count() {
        0 => return form("a name"),
        count if count > NAME_CHARS_MAX => return form("at most 120 characters"),
        _ => {}
    }
    if name.chars().any(unseen) {
        return form("no path, no control and no invisible character");
    }
    if name.trim() != name || name.starts_with('.') {
        return form("no space at either end, no dot at the beginning");
    }
    Ok(())
}

/// RFC 6838 section 4.2, without parameters.
fn check_media_type(media_type: &str) -> Result<(), MoveFault> {
    let plain = |b: u8| b.is_ascii_alphanumeric() || b"!#$&-^_.+".contains(&b);
    let half = |text: &str| {
        let first = text.bytes().next();
        first.is_some_and(|b| b.is_ascii_alphanumeric()) && text.bytes().all(plain)
    };
    let formed = media_type.split_once('/').is_some_and(|(kind, sub)| half(kind) && half(sub));
    if formed && media_type.len() <= MEDIA_TYPE_BYTES_MAX {
        return Ok(());
    }
    let expected = "a media type such as `application/pdf`";
    Err(MoveFault::Form { key: key::MEDIA_TYPE.to_owned(), expected })
}

impl Attachment {
    /// The letter's fields: section 0, then what the file is.
    pub fn to_fields(&self) -> Vec<Field> {
        let mut w = Writer::new(self.at);
        w.bytes(key::OF, self.of.as_bytes());
        w.text(key::SECTION, self.section.as_str());
        w.bytes(key::THREAD, self.thread.as_bytes());
        let mut fields = w.fields;
        if let Some(details) = &self.details {
            let mut own = |key, value| fields.push(Field::new(self.section, key, value));
            own(key::NAME, Value::Text(details.name.clone()));
            own(key::MEDIA_TYPE, Value::Text(details.media_type.clone()));
            own(key::BYTES, Value::Number(details.bytes));
            own(key::CONTENT, Value::Bytes(details.content.to_vec()));
        }
        fields
    }

    /// Reads a letter's fields.
    ///
    /// # Errors
    /// [`MoveFault`], by the field's name.
    pub fn read(fields: &[Field]) -> Result<Self, MoveFault> {
        field::check(fields)?;
        let (shown, own): (Vec<Field>, Vec<Field>) =
            fields.iter().cloned().partition(|f| f.section == Section::Needs);
        let mut r = FieldReader::new(&shown);
        let at = time(&mut r, key::AT)?;
        let of = hash(&mut r, key::OF)?;
        let section: Section = r.code(key::SECTION)?;
        let thread = ConversationId::new(fixed(&mut r, key::THREAD)?);
        // SPEC 5.6: section 0 goes with the referral; a file in it could never be erased by itself.
        if section == Section::Needs {
            return Err(MoveFault::Section { key: key::SECTION.to_owned(), found: section });
        }
        r.finish()?;
        if let Some(stray) = own.iter().find(|field| field.section != section) {
            return Err(MoveFault::Section { key: stray.key.clone(), found: stray.section });
        }
        let details = if own.is_empty() { None } else { Some(read_details(&own)?) };
        Ok(Self { at, of, section, thread, details })
    }
}

fn read_details(own: &[Field]) -> Result<Details, MoveFault> {
    let mut r = FieldReader::new(own);
    let name = r.text(key::NAME)?;
    let media_type = r.text(key::MEDIA_TYPE)?;
    let bytes = r.number(key::BYTES)?;
    let content = fixed(&mut r, key::CONTENT)?;
    r.finish()?;
    Details::new(name, media_type, bytes, content)
}

/// A part of a file. Its header says which part of which: `prev` is the attachment's letter, `seq` the part's
/// number counted from 1. Silent in `Debug`.
#[derive(Clone, PartialEq, Eq)]
pub struct Piece {
    /// Which, from 0.
    pub number: u32,
    /// The bytes.
    pub data: Vec<u8>,
}

impl fmt::Debug for Piece {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Piece({}, {} bytes)", self.number, self.data.len())
    }
}

impl Piece {
    /// The letter's fields.
    pub fn to_fields(data: &[u8]) -> Vec<Field> {
        let parts = data.chunks(DATA_BYTES).zip(DATA);
        let field = |(part, key): (&[u8], &str)| {
            Field::new(Section::Needs, key, Value::Bytes(part.to_vec()))
        };
        parts.map(field).collect()
    }

    /// The `seq` of a piece.
    pub const fn seq(number: u32) -> u32 {
        number.saturating_add(1)
    }

    /// Reads a piece of a file of so many bytes, by its letter's `seq` and fields.
    ///
    /// # Errors
    /// [`MoveFault::Number`] (`seq`): not a piece of it. [`MoveFault::Data`]: another length than it must have.
    pub fn read(seq: u32, bytes: u64, fields: &[Field]) -> Result<Self, MoveFault> {
        checked(fields)?;
        let place = seq.checked_sub(1).and_then(|n| Some((n, piece_length(bytes, n)?)));
        let Some((number, length)) = place else {
            return Err(self::number(key::SEQ, seq.into(), "a piece's number, counted from 1"));
        };
        let mut r = FieldReader::new(fields);
        let mut data = Vec::with_capacity(length);
        for key in DATA {
            let part = r.bytes_if_any(key)?.unwrap_or_default();
            // SPEC 5.6: `data.0` is filled before `data.1` begins, which stands only where it is needed.
            let expected = (length - data.len()).min(DATA_BYTES);
            if part.len() != expected {
                let found = part.len();
                return Err(MoveFault::Data { key: key.to_owned(), found, expected });
            }
            data.extend_from_slice(part);
        }
        r.finish()?;
        Ok(Self { number, data })
    }
}

/// What of an attachment has come, said by who receives it.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Pieces {
    /// When.
    pub at: Time,
    /// The attachment's letter.
    pub of: HeaderHash,
    /// Pieces that lack; none if all came and are what was announced. What lies before the last of them and is not
    /// named has come.
    pub missing: Vec<RangeInclusive<u32>>,
}

impl Pieces {
    /// The gaps among `pieces`, as many as one letter names.
    pub fn gaps(pieces: u32, has: impl Fn(u32) -> bool) -> Vec<RangeInclusive<u32>> {
        let mut gaps: Vec<RangeInclusive<u32>> = Vec::new();
        for number in (0..pieces).filter(|number| !has(*number)) {
            let named = gaps.len();
            match gaps.last_mut() {
                Some(gap) if gap.end() + 1 == number => *gap = *gap.start()..=number,
                Some(_) if named == GAPS_MAX => break,
                Some(_) | None => gaps.push(number..=number),
            }
        }
        gaps
    }

    /// The letter's fields.
    pub fn to_fields(&self) -> Vec<Field> {
        let have = if self.missing.is_empty() { Have::All } else { Have::Some };
        let mut w = Writer::new(self.at);
        w.bytes(key::OF, self.of.as_bytes());
        w.text(key::HAVE, have.as_str());
        if have == Have::Some {
            let ends = self.missing.iter().flat_map(|gap| [*gap.start(), *gap.end()]);
            w.bytes(key::MISSING, &ends.flat_map(u32::to_be_bytes).collect::<Vec<_>>());
        }
        w.fields
    }

    /// Reads a letter's fields.
    ///
    /// # Errors
    /// [`MoveFault`], by the field's name.
    pub fn read(fields: &[Field]) -> Result<Self, MoveFault> {
        checked(fields)?;
        let mut r = FieldReader::new(fields);
        let at = time(&mut r, key::AT)?;
        let of = hash(&mut r, key::OF)?;
        let have: Have = r.code(key::HAVE)?;
        let named = r.bytes_if_any(key::MISSING)?;
        r.finish()?;
        let missing = match (have, named) {
            (Have::All, None) => Vec::new(),
            (Have::All, Some(_)) => {
                return Err(FieldFault::Unknown { key: key::MISSING.to_owned() }.into());
            }
            (Have::Some, None) => return Err(missing(key::MISSING)),
            (Have::Some, Some(bytes)) => read_gaps(bytes)?,
        };
        Ok(Self { at, of, missing })
    }
}

/// `first (u32) || last (u32)`, again and again.
fn read_gaps(bytes: &[u8]) -> Result<Vec<RangeInclusive<u32>>, MoveFault> {
    let (pairs, rest) = bytes.as_chunks::<8>();
    let wrong = || MoveFault::Items {
        key: key::MISSING.to_owned(),
        found: pairs.len(),
        expected: "1 to 64 ranges of pieces, rising, with something between them",
    };
    if pairs.is_empty() || pairs.len() > GAPS_MAX || !rest.is_empty() {
        return Err(wrong());
    }
    let mut gaps: Vec<RangeInclusive<u32>> = Vec::with_capacity(pairs.len());
    for &[a, b, c, d, e, f, g, h] in pairs {
        let (first, last) = (u32::from_be_bytes([a, b, c, d]), u32::from_be_bytes([e, f, g, h]));
        let apart = gaps.last().is_none_or(|before| first > before.end().saturating_add(1));
        if first > last || last >= PIECES_MAX || !apart {
            return Err(wrong());
        }
        gaps.push(first..=last);
    }
    Ok(gaps)
}
