//! The form as typed: a case file in TOML or JSON, answers to questions, a row of a sheet.
//!
//! In: keystrokes. Out: a [`Form`], which may be incomplete: a draft. Nothing is judged here but the
//! shape; [`crate::check()`] judges all of it at once. An error never shows what a person wrote.

use std::fmt;

use serde::de::{self, Deserializer, Visitor};
use serde::{Deserialize, Serialize};
use thiserror::Error;

use crate::questions::{self, Kind};

/// Longest case file: a form with every text at its bound is under 200 KiB.
pub const FORM_BYTES_MAX: usize = 256 * 1024;

/// Declares a group of the form: `text` is one answer, `list` is several, `group` and `groups` nest.
macro_rules! form {
    ($($(#[$doc:meta])* $name:ident { $($(#[$fdoc:meta])* $field:ident: $kind:tt $(($inner:ident))?,)+ })+) => {$(
        $(#[$doc])*
        #[derive(Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
        #[serde(deny_unknown_fields, default)]
        pub struct $name { $(
                $(#[$fdoc])*
                #[serde(skip_serializing_if = "is_empty")]
                pub $field: form!(@type $kind $($inner)?),
            )+
        }

        /// A form is about a person: `Debug` names the group only.
        impl fmt::Debug for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str(concat!(stringify!($name), "(..)"))
            }
        }
    )+};
    (@type text) => { Typed };
    (@type list) => { Vec<Typed> };
    (@type group $inner:ident) => { $inner };
    (@type groups $inner:ident) => { Vec<$inner> };
}

form! {
    /// Everything a caseworker may write about one referral. Keys are as in the case file.
    Form {
        /// How soon: `emergency`, `urgent` or `normal`.
        urgency: text,
        /// Risk flags.
        risks: list,
        /// Who refers.
        from: group(FromForm),
        /// To whom.
        to: group(ToForm),
        /// The person, without identity.
        person: group(PersonForm),
        /// What is needed.
        need: groups(NeedForm),
        /// What the person agreed to.
        consent: group(ConsentForm),
        /// Who it is. Disclosed on acceptance.
        identity: group(IdentityForm),
        /// How to reach the person safely. Disclosed on acceptance.
        safe_contact: group(SafeContactForm),
        /// Documents, one group each. Disclosed on acceptance.
        document: groups(DocumentForm),
        /// Overstay, fine, embassy. Disclosed on acceptance.
        papers: group(PapersForm),
        /// Victim screening. Disclosed on acceptance.
        screening: group(ScreeningForm),
        /// What the person was made to do. Never disclosed by default.
        account: group(AccountForm),
    }

    /// Who refers.
    FromForm {
        /// The name the worker goes by at work.
        worker: text,
        /// Desk or team.
        desk: text,
        /// H `cas_ReasonForOutgoingReferral`.
        reason: text,
        /// H `cas_OutgoingReferralDetails`.
        reason_text: text,
    }

    /// To whom.
    ToForm {
        /// The partner, by the name in the partner list.
        partner: text,
        /// Desk or team there.
        desk: text,
    }

    /// The person, without identity.
    PersonForm {
        /// The pseudonym; drawn at random when left out.
        case_code: text,
        /// About how old.
        age_band: text,
        /// H `prs_Gender`.
        gender: text,
        /// H `prs_Citizenship`.
        citizenships: list,
        /// `TAG [SPOKEN [READ]]`, such as `km well some`.
        languages: list,
        /// Whether an interpreter is needed.
        interpreter: text,
        /// Whether an interpreter from the same country is refused.
        refuse_compatriot_interpreter: text,
        /// One age band for each dependant.
        dependants: list,
        /// Visa status.
        visa_status: text,
        /// Victim identification.
        victim_identification: text,
        /// How the person moves.
        mobility: text,
        /// Medical isolation.
        medical_isolation: text,
    }

    /// One need.
    NeedForm {
        /// Service code.
        service: text,
        /// For the partner's decision; holds no identity.
        note: text,
        /// By when.
        wanted_by: text,
    }

    /// What the person agreed to.
    ConsentForm {
        /// Who obtained it.
        obtained_by: text,
        /// When.
        obtained_on: text,
        /// How.
        mode: text,
        /// In which language.
        language: text,
        /// Partners that may be told. Stays here: no partner learns who the others are.
        recipients: list,
        /// Services agreed to.
        purposes: list,
        /// Sections that may be sent.
        sections: list,
        /// Whether authorities may be told.
        authorities_sharing: text,
        /// Whether an embassy may be told.
        embassy_sharing: text,
        /// Last day it holds.
        valid_until: text,
        /// How long the partner may keep it.
        retention_days: text,
        /// Whether it may be counted in statistics.
        aggregate_ok: text,
        /// Whether the person may be asked how they are, later.
        followup_ok: text,
        /// Why a vital emergency did not leave time to ask.
        override_reason: text,
    }

    /// Who it is.
    IdentityForm {
        /// As the person gives it, in any script, in one field.
        name: text,
        /// In Latin letters.
        name_latin: text,
        /// P `name_nickname`.
        nickname: text,
        /// H `prs_Birthdate`, as exact as known.
        birthdate: text,
        /// H `prs_IdentityNumber`.
        identity_number: text,
    }

    /// How to reach the person safely.
    SafeContactForm {
        /// Channel.
        channel: text,
        /// Number or name on that channel.
        handle: text,
        /// Safe hours.
        hours: text,
        /// Their time zone.
        time_zone: text,
        /// Whether a voice message may be left.
        may_leave_voicemail: text,
        /// Whether a text may be left.
        may_leave_text: text,
        /// Word by which the person knows the caller.
        code_word: text,
        /// Whether others use the device.
        shared_device: text,
        /// Who must not be told.
        must_not_be_told: text,
        /// Last day it is safe.
        expires: text,
    }

    /// One document.
    DocumentForm {
        /// Kind.
        kind: text,
        /// Where it is.
        state: text,
        /// Its number.
        number: text,
        /// Who issued it.
        country: text,
        /// Last day it is valid.
        expires: text,
    }

    /// Overstay, fine, embassy.
    PapersForm {
        /// Days of overstay.
        overstay_days: text,
        /// The fine, with its currency.
        fine: text,
        /// Whether the embassy confirmed the nationality.
        embassy_verified: text,
    }

    /// Victim screening.
    ScreeningForm {
        /// H `vic_TraffickingStatus`.
        status: text,
        /// H `vic_TraffickingStatusDecisionMakingOrg`.
        status_by: text,
        /// H `vic_MethodOfRecruitment`.
        recruitment: list,
        /// H `vic_MethodsOfControl`.
        control: list,
        /// H `vic_TypeOfExploitation`.
        exploitation: list,
        /// What `Other` stands for.
        exploitation_other: text,
        /// Screening tool.
        tool: text,
        /// Its version.
        tool_version: text,
        /// Who screened.
        screened_by: text,
        /// When.
        screened_on: text,
        /// Whether the non-punishment principle was raised.
        non_punishment: text,
    }

    /// What the person was made to do.
    AccountForm {
        /// In the person's words.
        text: text,
        /// In which language.
        language: text,
        /// Who wrote it down.
        taken_by: text,
        /// When.
        taken_on: text,
    }
}

/// A draft is written without the answers that are not there yet.
fn is_empty<T: Default + PartialEq>(answer: &T) -> bool {
    *answer == T::default()
}

/// One answer as typed; empty when not answered. A number or a yes or no may stand without quotes.
#[derive(Clone, Default, PartialEq, Eq, Serialize)]
#[serde(transparent)]
pub struct Typed(pub String);

impl Typed {
    /// The text, if anything was typed.
    pub fn get(&self) -> Option<&str> {
        Some(self.0.trim()).filter(|text| !text.is_empty())
    }
}

impl From<&str> for Typed {
    fn from(text: &str) -> Self {
        Self(text.to_owned())
    }
}

impl fmt::Debug for Typed {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Typed(..)")
    }
}

impl<'de> Deserialize<'de> for Typed {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct AsTyped;
        impl Visitor<'_> for AsTyped {
            type Value = Typed;
            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("text in quotes")
            }
            fn visit_str<E: de::Error>(self, text: &str) -> Result<Typed, E> {
                Ok(Typed(text.to_owned()))
            }
            fn visit_i64<E: de::Error>(self, number: i64) -> Result<Typed, E> {
                Ok(Typed(number.to_string()))
            }
            fn visit_u64<E: de::Error>(self, number: u64) -> Result<Typed, E> {
                Ok(Typed(number.to_string()))
            }
            fn visit_bool<E: de::Error>(self, yes: bool) -> Result<Typed, E> {
                Ok(Typed(if yes { "yes" } else { "no" }.to_owned()))
            }
            fn visit_unit<E: de::Error>(self) -> Result<Typed, E> {
                Ok(Typed::default())
            }
        }
        deserializer.deserialize_any(AsTyped)
    }
}

/// A case file that cannot be read, or a field that does not exist.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
#[non_exhaustive]
pub enum FormError {
    /// Over the bound; nothing was read.
    #[error("the case file has {found} bytes, expected at most {expected_max}")]
    TooLong {
        /// Bytes found.
        found: usize,
        /// The bound.
        expected_max: usize,
    },
    /// Not well-formed TOML or JSON.
    #[error(
        "line {line}, column {column}: not readable as {format} here (a quote or bracket missing, or a key that stands twice?)"
    )]
    Syntax {
        /// The format expected.
        format: &'static str,
        /// Line, from 1.
        line: usize,
        /// Column, from 1.
        column: usize,
    },
    /// A key of the wrong shape.
    #[error(
        "line {line}, column {column}: `{key}` is not written as expected: text in quotes, a list in [ ], or a group"
    )]
    Shape {
        /// Where, as the form writes it.
        key: String,
        /// Line, from 1.
        line: usize,
        /// Column, from 1.
        column: usize,
    },
    /// A key that the form does not have.
    #[error("line {line}, column {column}: the form has no field `{key}`{near}")]
    UnknownKey {
        /// The key; replaced when it does not look like one.
        key: String,
        /// The keys that are known there, in words.
        near: String,
        /// Line, from 1.
        line: usize,
        /// Column, from 1.
        column: usize,
    },
    /// An answer to a question that does not exist.
    #[error("the form has no field `{field}`")]
    NoSuchField {
        /// The path; replaced when it does not look like one.
        field: String,
    },
}

impl Form {
    /// Reads a case file in TOML.
    pub fn from_toml(text: &str) -> Result<Self, FormError> {
        bounded(text)?;
        let syntax = |e: toml::de::Error| {
            let (line, column) = position(text, e.span().map_or(0, |s| s.start));
            FormError::Syntax { format: "TOML", line, column }
        };
        let reader = toml::Deserializer::parse(text).map_err(syntax)?;
        serde_path_to_error::deserialize(reader).map_err(|e| {
            let at = position(text, e.inner().span().map_or(0, |s| s.start));
            misplaced(&e.path().to_string(), e.inner().message(), at)
        })
    }

    /// Reads a case file in JSON.
    pub fn from_json(text: &str) -> Result<Self, FormError> {
        bounded(text)?;
        let mut reader = serde_json::Deserializer::from_str(text);
        let syntax = |e: &serde_json::Error| FormError::Syntax {
            format: "JSON",
            line: e.line(),
            column: e.column(),
        };
        let form = serde_path_to_error::deserialize(&mut reader).map_err(|e| {
            match e.inner().classify() {
                serde_json::error::Category::Data => {
                    let at = (e.inner().line(), e.inner().column());
                    misplaced(&e.path().to_string(), &e.inner().to_string(), at)
                }
                serde_json::error::Category::Syntax
                | serde_json::error::Category::Eof
                | serde_json::error::Category::Io => syntax(e.inner()),
            }
        })?;
        reader.end().map_err(|e| syntax(&e))?;
        Ok(form)
    }

    /// Writes one answer. Repeated groups count from 1: `need.2.service`. Several answers to one
    /// question are separated by `,` or `;`. An empty text takes the answer back.
    pub fn set(&mut self, path: &str, text: &str) -> Result<(), FormError> {
        let none = || FormError::NoSuchField { field: shown_key(path) };
        let question = questions::of(path).ok_or_else(none)?;
        let mut tree = serde_json::to_value(&*self).map_err(|_| none())?;
        let mut place = &mut tree;
        for part in path.split('.') {
            place = descend(place, part).ok_or_else(none)?;
        }
        *place = match question.kind {
            Kind::Codes(_) | Kind::Texts => text
                .split([',', ';', '\n', '،', '؛', '，', '、', '；', '፣', '၊'])
                .map(str::trim)
                .filter(|t| !t.is_empty())
                .collect(),
            Kind::Line
            | Kind::Note
            | Kind::Code(_)
            | Kind::Day
            | Kind::Birthdate
            | Kind::Moment
            | Kind::YesNo
            | Kind::Number
            | Kind::Language => text.into(),
        };
        *self = serde_json::from_value(tree).map_err(|_| none())?;
        Ok(())
    }

    /// One answer as typed; several are joined with `, `. `None` when not answered.
    pub fn answer(&self, path: &str) -> Option<String> {
        questions::of(path)?;
        let mut place = &serde_json::to_value(self).ok()?;
        for part in path.split('.') {
            place = match part.parse::<usize>() {
                Ok(count) => place.get(count.checked_sub(1)?)?,
                Err(_) => place.get(part)?,
            };
        }
        let text = match place {
            serde_json::Value::Array(items) => {
                items.iter().filter_map(|i| i.as_str()).collect::<Vec<_>>().join(", ")
            }
            other => other.as_str()?.trim().to_owned(),
        };
        (!text.is_empty()).then_some(text)
    }
}

/// One step down a path. A repeated group grows by one at a time, within its bound.
fn descend<'v>(place: &'v mut serde_json::Value, part: &str) -> Option<&'v mut serde_json::Value> {
    if place.is_null() {
        *place = match part.parse::<usize>() {
            Ok(_) => serde_json::Value::Array(Vec::new()),
            Err(_) => serde_json::Value::Object(serde_json::Map::new()),
        };
    }
    match place {
        serde_json::Value::Array(items) => {
            let index = part.parse::<usize>().ok()?.checked_sub(1)?;
            if index == items.len() && index < questions::REPEATS_MAX {
                items.push(serde_json::Value::Object(serde_json::Map::new()));
            }
            items.get_mut(index)
        }
        serde_json::Value::Object(keys) => {
            Some(keys.entry(part).or_insert(serde_json::Value::Null))
        }
        serde_json::Value::Null
        | serde_json::Value::Bool(_)
        | serde_json::Value::Number(_)
        | serde_json::Value::String(_) => None,
    }
}

fn bounded(text: &str) -> Result<(), FormError> {
    if text.len() > FORM_BYTES_MAX {
        return Err(FormError::TooLong { found: text.len(), expected_max: FORM_BYTES_MAX });
    }
    Ok(())
}

/// Line and column, from 1, of a byte offset; columns count characters.
fn position(text: &str, offset: usize) -> (usize, usize) {
    let before = text.get(..offset).unwrap_or(text);
    let line_start = before.rfind('\n').map_or(0, |at| at + 1);
    (before.matches('\n').count() + 1, before[line_start..].chars().count() + 1)
}

/// A library's message may quote the value that it stumbled over: only its kind is used, and the
/// key names of an unknown-field message, which are the form's own.
fn misplaced(path: &str, message: &str, (line, column): (usize, usize)) -> FormError {
    let key = shown_path(path);
    match message.strip_prefix("unknown field `") {
        Some(rest) => {
            let known = rest.split_once("`, ").map_or("", |(_, known)| known);
            let known = known.split(" at line ").next().unwrap_or_default();
            let near = if known.is_empty() { String::new() } else { format!(", {known}") };
            FormError::UnknownKey { key, near, line, column }
        }
        None => FormError::Shape { key, line, column },
    }
}

/// `need[1].service` as the form writes it: `need.2.service`.
fn shown_path(path: &str) -> String {
    let part = |part: &str| match part.strip_suffix(']').and_then(|p| p.split_once('[')) {
        Some((group, index)) => match index.parse::<usize>() {
            Ok(index) => format!("{group}.{}", index + 1),
            Err(_) => part.to_owned(),
        },
        None => part.to_owned(),
    };
    shown_key(&path.split('.').map(part).collect::<Vec<_>>().join("."))
}

/// A key may be shown when it looks like one; else it could be a name in the wrong place.
fn shown_key(key: &str) -> String {
    let plain = |b: u8| b.is_ascii_lowercase() || b.is_ascii_digit() || matches!(b, b'_' | b'.');
    if !key.is_empty() && key.len() <= 64 && key.bytes().all(plain) {
        key.to_owned()
    } else {
        "(not a key)".to_owned()
    }
}
