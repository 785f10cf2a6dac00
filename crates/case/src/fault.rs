//! What is wrong with a form: where, what was found, what is expected. All of it at once.
//!
//! Never shows what a person wrote: a found value is a shape, a length or something that looks like a code.

use std::fmt;

use thiserror::Error;
use waypost_protocol::error::UnknownCode;

use crate::dates::DateProblem;
use crate::text::TextProblem;

/// What sort of fault. The text form is stable, for programs.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[non_exhaustive]
pub enum FaultCode {
    /// Required and not there.
    Missing,
    /// Not in its code list.
    UnknownCode,
    /// Not of the shape expected: a number, a yes or no, a language.
    Shape,
    /// Longer, larger or more than allowed.
    TooMuch,
    /// A character that hides or turns text.
    Character,
    /// Not a date.
    Date,
    /// A year that may be Buddhist.
    BuddhistYear,
    /// A date that is out of its order: a birth in the future, a deadline in the past.
    DateOrder,
    /// Twice the same.
    Duplicate,
    /// Two fields that cannot both be right.
    Conflict,
    /// A name, number or handle of the person in a text that travels before acceptance.
    IdentityInNote,
    /// Sent without being covered by the consent.
    NotConsented,
    /// The consent is not active today.
    ConsentNotActive,
    /// An emergency override where none is allowed.
    Override,
    /// A partner that this organisation does not know.
    UnknownPartner,
}

impl FaultCode {
    /// The stable text form.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Missing => "missing",
            Self::UnknownCode => "unknown_code",
            Self::Shape => "shape",
            Self::TooMuch => "too_much",
            Self::Character => "character",
            Self::Date => "date",
            Self::BuddhistYear => "buddhist_year",
            Self::DateOrder => "date_order",
            Self::Duplicate => "duplicate",
            Self::Conflict => "conflict",
            Self::IdentityInNote => "identity_in_note",
            Self::NotConsented => "not_consented",
            Self::ConsentNotActive => "consent_not_active",
            Self::Override => "override",
            Self::UnknownPartner => "unknown_partner",
        }
    }
}

/// One fault of a form.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
#[error("{field}: found {found}, expected {expected}")]
pub struct Fault {
    /// Where, as the form writes it; repeated groups count from 1: `need.2.service`.
    pub field: String,
    /// What sort.
    pub code: FaultCode,
    /// What was found: a shape or a code, never what a person wrote.
    pub found: String,
    /// What is expected.
    pub expected: String,
}

impl Fault {
    pub(crate) fn new(
        field: impl Into<String>,
        code: FaultCode,
        found: impl Into<String>,
        expected: impl Into<String>,
    ) -> Self {
        Self { field: field.into(), code, found: found.into(), expected: expected.into() }
    }

    pub(crate) fn missing(field: impl Into<String>, expected: impl Into<String>) -> Self {
        Self::new(field, FaultCode::Missing, "nothing", expected)
    }

    pub(crate) fn unknown(field: impl Into<String>, unknown: UnknownCode) -> Self {
        let expected = format!("one of {}", unknown.expected);
        Self::new(field, FaultCode::UnknownCode, format!("`{}`", unknown.found), expected)
    }

    pub(crate) fn text(field: impl Into<String>, problem: TextProblem) -> Self {
        let (code, found, expected) = match problem {
            TextProblem::TooLong { found, expected_max } => (
                FaultCode::TooMuch,
                format!("{found} characters"),
                format!("at most {expected_max}"),
            ),
            TextProblem::Control => (
                FaultCode::Character,
                "a control character".into(),
                "plain text; type it again instead of pasting".into(),
            ),
            TextProblem::DirectionOverride => (
                FaultCode::Character,
                "a hidden character that turns the text's direction".into(),
                "plain text; type it again instead of pasting".into(),
            ),
            TextProblem::LineBreak => {
                (FaultCode::Character, "a line break".into(), "one line".into())
            }
        };
        Self::new(field, code, found, expected)
    }

    pub(crate) fn date(field: impl Into<String>, problem: DateProblem, expected: &str) -> Self {
        let (code, found, expected) = match problem {
            DateProblem::Shape => (FaultCode::Date, "another shape".into(), expected.into()),
            DateProblem::NoSuchDay => {
                (FaultCode::Date, "a day or time that does not exist".into(), expected.into())
            }
            DateProblem::OutOfRange => (
                FaultCode::Date,
                "a date out of range".into(),
                "a date after 1970, within ten years".into(),
            ),
            DateProblem::EthiopicDigits => (
                FaultCode::Date,
                "Ethiopic numerals".into(),
                "the digits 0 to 9, Gregorian calendar".into(),
            ),
            DateProblem::BuddhistYear { typed } => (
                FaultCode::BuddhistYear,
                format!("the year {typed}, which looks like a Thai (Buddhist) year"),
                format!("{} if so, or the date with BE after it ({typed} BE)", typed - 543),
            ),
        };
        Self::new(field, code, found, expected)
    }
}

impl fmt::Display for FaultCode {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}
