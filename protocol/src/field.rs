//! Fields: what a letter's body is made of. One salted commitment each (SPEC 5.3).
//!
//! In: keys and values from the case or from a move. Out: bounded fields. A reader takes fields by
//! name and refuses what is left over, so nothing is silently ignored.

use minicbor::data::Type;
use minicbor::{Decode, Decoder, Encode, Encoder, decode, encode};

use crate::codes::Section;
use crate::error::FieldFault;

/// Longest key: `document.letter_from_immigration_police.expires` and room to spare.
pub const KEY_BYTES_MAX: usize = 64;
/// Longest text: four pages of notes in a three-byte script.
pub const TEXT_BYTES_MAX: usize = 16 * 1024;
/// Longest byte string: a contact card with its one-time prekeys, with room.
pub const BYTES_MAX: usize = 32 * 1024;
/// Most items in a list: a person's citizenships, services or risk flags are far fewer.
pub const LIST_ITEMS_MAX: usize = 64;
/// Longest item of a list.
pub const LIST_ITEM_BYTES_MAX: usize = 256;
/// Most fields in a letter: thirty needs with six fields each, and the rest.
pub const FIELDS_MAX: usize = 512;

/// A value, in one of the CBOR shapes allowed in a body. No floats, no tags, no nesting.
#[derive(Clone, PartialEq, Eq)]
pub enum Value {
    /// UTF-8 text.
    Text(String),
    /// A whole number.
    Number(u64),
    /// Yes or no.
    Flag(bool),
    /// A list of texts or codes.
    List(Vec<String>),
    /// Bytes: an id, a hash, a card.
    Bytes(Vec<u8>),
}

/// What a value holds may be about a person: `Debug` names the shape only.
impl std::fmt::Debug for Value {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(self.shape())
    }
}

impl Value {
    /// The shape in a word, for errors.
    pub const fn shape(&self) -> &'static str {
        match self {
            Self::Text(_) => "text",
            Self::Number(_) => "number",
            Self::Flag(_) => "flag",
            Self::List(_) => "list",
            Self::Bytes(_) => "bytes",
        }
    }
}

/// One fact, with its section and key.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Field {
    /// The section that decides when it is disclosed.
    pub section: Section,
    /// The standard's field name, with `.N` for repeated groups: `need.0.service`.
    pub key: String,
    /// The value.
    pub value: Value,
}

impl Field {
    /// A field; its bounds are checked by [`check`] before anything is sealed.
    pub fn new(section: Section, key: impl Into<String>, value: Value) -> Self {
        Self { section, key: key.into(), value }
    }
}

/// Checks every bound of a body, and that no key stands twice.
pub fn check(fields: &[Field]) -> Result<(), FieldFault> {
    if fields.len() > FIELDS_MAX {
        return Err(FieldFault::TooMany { found: fields.len(), expected_max: FIELDS_MAX });
    }
    let mut seen = std::collections::BTreeSet::new();
    for field in fields {
        check_one(field)?;
        if !seen.insert(field.key.as_str()) {
            return Err(FieldFault::Twice { key: field.key.clone() });
        }
    }
    Ok(())
}

/// SPEC 5.3: keys are `[a-zA-Z0-9_.-]`, so that a key can stand in an error without leaking prose.
fn check_one(field: &Field) -> Result<(), FieldFault> {
    let plain = |b: u8| b.is_ascii_alphanumeric() || matches!(b, b'_' | b'.' | b'-');
    if field.key.is_empty() || field.key.len() > KEY_BYTES_MAX || !field.key.bytes().all(plain) {
        return Err(FieldFault::Key { found_bytes: field.key.len(), expected_max: KEY_BYTES_MAX });
    }
    let too_long = |found, expected_max| {
        Err(FieldFault::ValueTooLong { key: field.key.clone(), found, expected_max })
    };
    match &field.value {
        Value::Text(text) if text.len() > TEXT_BYTES_MAX => too_long(text.len(), TEXT_BYTES_MAX),
        Value::Bytes(bytes) if bytes.len() > BYTES_MAX => too_long(bytes.len(), BYTES_MAX),
        Value::List(items) if items.len() > LIST_ITEMS_MAX => too_long(items.len(), LIST_ITEMS_MAX),
        Value::List(items) => match items.iter().find(|i| i.len() > LIST_ITEM_BYTES_MAX) {
            Some(item) => too_long(item.len(), LIST_ITEM_BYTES_MAX),
            None => Ok(()),
        },
        Value::Text(_) | Value::Bytes(_) | Value::Number(_) | Value::Flag(_) => Ok(()),
    }
}

/// Takes fields by name; [`FieldReader::finish`] refuses what nobody asked for.
pub struct FieldReader<'a> {
    left: std::collections::BTreeMap<&'a str, &'a Value>,
}

impl<'a> FieldReader<'a> {
    /// A reader over a body whose bounds were checked.
    pub fn new(fields: &'a [Field]) -> Self {
        Self { left: fields.iter().map(|f| (f.key.as_str(), &f.value)).collect() }
    }

    /// Takes an optional value of any shape.
    pub fn take(&mut self, key: &str) -> Option<&'a Value> {
        self.left.remove(key)
    }

    /// Takes a text, if there is one.
    pub fn text_if_any(&mut self, key: &str) -> Result<Option<&'a str>, FieldFault> {
        self.shaped(key, "text", |v| match v {
            Value::Text(text) => Some(text.as_str()),
            Value::Number(_) | Value::Flag(_) | Value::List(_) | Value::Bytes(_) => None,
        })
    }

    /// Takes a number, if there is one.
    pub fn number_if_any(&mut self, key: &str) -> Result<Option<u64>, FieldFault> {
        self.shaped(key, "number", |v| match v {
            Value::Number(number) => Some(*number),
            Value::Text(_) | Value::Flag(_) | Value::List(_) | Value::Bytes(_) => None,
        })
    }

    /// Takes a flag, if there is one.
    pub fn flag_if_any(&mut self, key: &str) -> Result<Option<bool>, FieldFault> {
        self.shaped(key, "flag", |v| match v {
            Value::Flag(flag) => Some(*flag),
            Value::Text(_) | Value::Number(_) | Value::List(_) | Value::Bytes(_) => None,
        })
    }

    /// Takes a list, if there is one.
    pub fn list_if_any(&mut self, key: &str) -> Result<Option<&'a [String]>, FieldFault> {
        self.shaped(key, "list", |v| match v {
            Value::List(items) => Some(items.as_slice()),
            Value::Text(_) | Value::Number(_) | Value::Flag(_) | Value::Bytes(_) => None,
        })
    }

    /// Takes bytes, if there are any.
    pub fn bytes_if_any(&mut self, key: &str) -> Result<Option<&'a [u8]>, FieldFault> {
        self.shaped(key, "bytes", |v| match v {
            Value::Bytes(bytes) => Some(bytes.as_slice()),
            Value::Text(_) | Value::Number(_) | Value::Flag(_) | Value::List(_) => None,
        })
    }

    /// Takes a text that must be there.
    pub fn text(&mut self, key: &str) -> Result<&'a str, FieldFault> {
        self.text_if_any(key)?.ok_or_else(|| missing(key))
    }

    /// Takes a number that must be there.
    pub fn number(&mut self, key: &str) -> Result<u64, FieldFault> {
        self.number_if_any(key)?.ok_or_else(|| missing(key))
    }

    /// Takes a code that must be there.
    pub fn code<T>(&mut self, key: &str) -> Result<T, FieldFault>
    where
        T: std::str::FromStr<Err = crate::error::UnknownCode>,
    {
        Ok(self.text(key)?.parse::<T>()?)
    }

    /// Whether any field with this beginning is left: `line.3.`.
    pub fn any_left(&self, beginning: &str) -> bool {
        self.left.range(beginning..).next().is_some_and(|(key, _)| key.starts_with(beginning))
    }

    /// Refuses what is left over, by name.
    pub fn finish(self) -> Result<(), FieldFault> {
        match self.left.keys().next() {
            Some(key) => Err(FieldFault::Unknown { key: (*key).to_owned() }),
            None => Ok(()),
        }
    }

    fn shaped<T>(
        &mut self,
        key: &str,
        expected: &'static str,
        read: impl Fn(&'a Value) -> Option<T>,
    ) -> Result<Option<T>, FieldFault> {
        let Some(value) = self.left.remove(key) else {
            return Ok(None);
        };
        match read(value) {
            Some(read) => Ok(Some(read)),
            None => Err(FieldFault::Shape { key: key.to_owned(), found: value.shape(), expected }),
        }
    }
}

fn missing(key: &str) -> FieldFault {
    FieldFault::Missing { key: key.to_owned() }
}

impl<C> Encode<C> for Value {
    fn encode<W: encode::Write>(
        &self,
        e: &mut Encoder<W>,
        ctx: &mut C,
    ) -> Result<(), encode::Error<W::Error>> {
        match self {
            Self::Text(text) => e.str(text)?.ok(),
            Self::Number(number) => e.u64(*number)?.ok(),
            Self::Flag(flag) => e.bool(*flag)?.ok(),
            Self::List(items) => items.encode(e, ctx),
            Self::Bytes(bytes) => e.bytes(bytes)?.ok(),
        }
    }
}

impl<'b, C> Decode<'b, C> for Value {
    fn decode(d: &mut Decoder<'b>, ctx: &mut C) -> Result<Self, decode::Error> {
        match d.datatype()? {
            Type::String => Ok(Self::Text(d.str()?.to_owned())),
            Type::U8 | Type::U16 | Type::U32 | Type::U64 => Ok(Self::Number(d.u64()?)),
            Type::Bool => Ok(Self::Flag(d.bool()?)),
            Type::Array => Ok(Self::List(Vec::<String>::decode(d, ctx)?)),
            Type::Bytes => Ok(Self::Bytes(d.bytes()?.to_vec())),
            other => Err(decode::Error::message(format!(
                "value: found {other}, expected text, number, flag, list or bytes"
            ))),
        }
    }
}
