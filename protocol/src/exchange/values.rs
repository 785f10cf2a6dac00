//! Single values of a move's fields: bounded on the way in, plain on the way out.
//!
//! In: a key. Out: a time, a hash, a note, a list of codes; or a fault that names the key.

use std::collections::BTreeSet;
use std::str::FromStr;

use crate::codes::{Section, Service};
use crate::error::{FieldFault, UnknownCode};
use crate::field::{Field, FieldReader, Value};
use crate::ids::{Day, HeaderHash, Time};

use super::fields::{MoveFault, key};
use super::moves::{LineAnswer, NEEDS_MAX, RevocationAnswer};

/// Longest note or question: a page in a three-byte script.
const NOTE_BYTES_MAX: usize = 4 * 1024;
/// Longest name of a place: an address in a three-byte script.
const PLACE_BYTES_MAX: usize = 512;
/// Latest time a letter may name: the year 4000. Sums of times stay far from overflow.
const TIME_MAX: u64 = 64_060_588_800;

pub(super) fn missing(key: &str) -> MoveFault {
    MoveFault::Field(FieldFault::Missing { key: key.to_owned() })
}

pub(super) fn number(key: &str, found: u64, expected: &'static str) -> MoveFault {
    MoveFault::Number { key: key.to_owned(), found, expected }
}

pub(super) fn time_if_any(r: &mut FieldReader<'_>, key: &str) -> Result<Option<Time>, MoveFault> {
    match r.number_if_any(key)? {
        Some(found) if found > TIME_MAX => Err(number(key, found, "a time before the year 4000")),
        Some(found) => Ok(Some(Time(found))),
        None => Ok(None),
    }
}

pub(super) fn time(r: &mut FieldReader<'_>, key: &str) -> Result<Time, MoveFault> {
    time_if_any(r, key)?.ok_or_else(|| missing(key))
}

/// A time after the move's own.
pub(super) fn later(r: &mut FieldReader<'_>, key: &str, at: Time) -> Result<Time, MoveFault> {
    let found = time(r, key)?;
    if found > at {
        Ok(found)
    } else {
        Err(number(key, found.0, "a time after the move's own `at`"))
    }
}

pub(super) fn day(r: &mut FieldReader<'_>, key: &str) -> Result<Day, MoveFault> {
    let found = r.number(key)?;
    u32::try_from(found).map(Day).map_err(|_| number(key, found, "days since 1970, in 32 bits"))
}

pub(super) fn flag(r: &mut FieldReader<'_>, key: &str) -> Result<bool, MoveFault> {
    r.flag_if_any(key)?.ok_or_else(|| missing(key))
}

pub(super) fn line_number(r: &mut FieldReader<'_>) -> Result<u8, MoveFault> {
    let found = r.number(key::LINE)?;
    match u8::try_from(found) {
        Ok(line) if usize::from(line) < NEEDS_MAX => Ok(line),
        Ok(_) | Err(_) => Err(number(key::LINE, found, "less than 30")),
    }
}

pub(super) fn note_if_any(r: &mut FieldReader<'_>, key: &str) -> Result<Option<String>, MoveFault> {
    bounded(r, key, NOTE_BYTES_MAX)
}

pub(super) fn note(r: &mut FieldReader<'_>, key: &str) -> Result<String, MoveFault> {
    note_if_any(r, key)?.ok_or_else(|| missing(key))
}

pub(super) fn place_if_any(r: &mut FieldReader<'_>) -> Result<Option<String>, MoveFault> {
    bounded(r, key::PLACE, PLACE_BYTES_MAX)
}

/// A text of one byte at least: an empty note says nothing, and is left out instead.
fn bounded(
    r: &mut FieldReader<'_>,
    key: &str,
    expected_max: usize,
) -> Result<Option<String>, MoveFault> {
    match r.text_if_any(key)? {
        Some("") => Err(missing(key)),
        Some(text) if text.len() > expected_max => {
            Err(MoveFault::Field(FieldFault::ValueTooLong {
                key: key.to_owned(),
                found: text.len(),
                expected_max,
            }))
        }
        Some(text) => Ok(Some(text.to_owned())),
        None => Ok(None),
    }
}

/// Bytes of exactly the length of an id.
pub(super) fn exactly<const N: usize>(key: &str, bytes: &[u8]) -> Result<[u8; N], MoveFault> {
    bytes.try_into().map_err(|_| number(key, bytes.len() as u64, "the length in bytes of an id"))
}

pub(super) fn fixed<const N: usize>(
    r: &mut FieldReader<'_>,
    key: &str,
) -> Result<[u8; N], MoveFault> {
    let bytes = r.bytes_if_any(key)?.ok_or_else(|| missing(key))?;
    exactly(key, bytes)
}

pub(super) fn hash(r: &mut FieldReader<'_>, key: &str) -> Result<HeaderHash, MoveFault> {
    fixed(r, key).map(HeaderHash::new)
}

pub(super) fn services(r: &mut FieldReader<'_>, key: &str) -> Result<Vec<Service>, MoveFault> {
    codes(r, key)
}

pub(super) fn sections(r: &mut FieldReader<'_>, key: &str) -> Result<Vec<Section>, MoveFault> {
    codes(r, key)
}

/// A list of codes, none twice. It may be empty, but it must be there.
fn codes<T>(r: &mut FieldReader<'_>, key: &str) -> Result<Vec<T>, MoveFault>
where
    T: FromStr<Err = UnknownCode> + Ord + Copy,
{
    let items = r.list_if_any(key)?.ok_or_else(|| missing(key))?;
    let read = items.iter().map(|i| i.parse::<T>());
    let read: Vec<T> = read.collect::<Result<_, _>>()?;
    let different = read.iter().collect::<BTreeSet<_>>().len();
    if different == read.len() {
        Ok(read)
    } else {
        Err(MoveFault::Items { key: key.to_owned(), found: different, expected: "no item twice" })
    }
}

/// At least one.
pub(super) fn some<T>(key: &str, items: Vec<T>) -> Result<Vec<T>, MoveFault> {
    if items.is_empty() {
        return Err(MoveFault::Items { key: key.to_owned(), found: 0, expected: "at least one" });
    }
    Ok(items)
}

/// Writes fields in section 0, the move's time first.
pub(super) struct Writer {
    pub(super) fields: Vec<Field>,
}

impl Writer {
    pub(super) fn new(at: Time) -> Self {
        let mut writer = Self { fields: Vec::new() };
        writer.number(key::AT, at.0);
        writer
    }

    fn put(&mut self, key: &str, value: Value) {
        self.fields.push(Field::new(Section::Needs, key, value));
    }

    pub(super) fn text(&mut self, key: &str, text: &str) {
        self.put(key, Value::Text(text.to_owned()));
    }

    pub(super) fn text_if_any(&mut self, key: &str, text: &Option<String>) {
        if let Some(text) = text {
            self.text(key, text);
        }
    }

    pub(super) fn number(&mut self, key: &str, number: u64) {
        self.put(key, Value::Number(number));
    }

    pub(super) fn flag(&mut self, key: &str, flag: bool) {
        self.put(key, Value::Flag(flag));
    }

    pub(super) fn bytes(&mut self, key: &str, bytes: &[u8]) {
        self.put(key, Value::Bytes(bytes.to_vec()));
    }

    pub(super) fn codes<T: Copy>(&mut self, key: &str, codes: &[T], text: fn(T) -> &'static str) {
        let items = codes.iter().map(|c| text(*c).to_owned()).collect();
        self.put(key, Value::List(items));
    }

    pub(super) fn line_answer(&mut self, n: usize, answer: &LineAnswer) {
        match answer {
            LineAnswer::Accepted => self.text(&key::line(n, key::ANSWER), "accepted"),
            LineAnswer::Declined { code, note } => {
                self.text(&key::line(n, key::ANSWER), "declined");
                self.text(&key::line(n, "decline_code"), code.as_str());
                self.text_if_any(&key::line(n, key::NOTE), note);
            }
        }
    }

    pub(super) fn revocation_answer(&mut self, answer: &RevocationAnswer) {
        match answer {
            RevocationAnswer::Stopped { erased, kept, law } => {
                self.text(key::ANSWER, "stopped");
                self.codes(key::ERASED, erased, |s| s.as_str());
                self.codes(key::KEPT, kept, |s| s.as_str());
                self.text_if_any(key::LAW, law);
            }
            RevocationAnswer::LawfulHold { reason } => {
                self.text(key::ANSWER, "lawful_hold");
                self.text(key::REASON, reason);
            }
        }
    }
}
