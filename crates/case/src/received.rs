//! A partner's fields as a record: section `needs` alone, or with what was disclosed since.
//!
//! In: the fields shown so far, of a letter that was opened. Out: a [`Received`], or a [`FieldFault`].
//! Strict: an unknown key, an unknown code, a key in another section than its own, a text that could
//! hide what it says, a gap in a count are refused by name. Nothing is defaulted.

use waypost_protocol::codes::{Section, Service};
use waypost_protocol::error::FieldFault;
use waypost_protocol::field::{self, Field, FieldReader, Value};
use waypost_protocol::ids::{ConsentId, ConversationId, Day, Time};

use crate::check::is_case_code;
use crate::dates::Birthdate;
use crate::payload::key;
use crate::record::{
    Account, Basis, Consent, DEPENDANTS_MAX, DOCUMENTS_MAX, Document, Identity, LANGUAGES_MAX,
    Language, NEEDS_MAX, Need, Opening, Papers, Person, RETENTION_DAYS_MAX, Record, Referrer,
    SafeContact, Screening,
};
use crate::text::{
    ACCOUNT_CHARS_MAX, LINE_CHARS_MAX, Lines, NAME_CHARS_MAX, NOTE_CHARS_MAX, is_clean,
};
use crate::words::{Coded, language_tag};

/// A record read from a partner's fields.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Received(Record);

impl Received {
    /// Reads all fields shown so far, in any order.
    ///
    /// # Errors
    /// A [`FieldFault`] with the key; never a value.
    pub fn read(fields: &[Field]) -> Result<Self, FieldFault> {
        field::check(fields)?;
        let of = |section| {
            fields.iter().filter(move |f| f.section == section).cloned().collect::<Vec<_>>()
        };
        let read = Record {
            opening: whole(&of(Section::Needs), opening)?,
            identity: if_any(&of(Section::Identity), identity)?,
            safe_contact: if_any(&of(Section::SafeContact), safe_contact)?,
            papers: if_any(&of(Section::Documents), papers)?,
            screening: if_any(&of(Section::Screening), screening)?,
            account: if_any(&of(Section::Account), account)?,
        };
        Ok(Self(read))
    }

    /// What is said.
    pub const fn record(&self) -> &Record {
        &self.0
    }
}

fn if_any<T>(
    fields: &[Field],
    read: impl Fn(&mut In<'_>) -> Result<T, FieldFault>,
) -> Result<Option<T>, FieldFault> {
    if fields.is_empty() { Ok(None) } else { whole(fields, read).map(Some) }
}

fn whole<T>(
    fields: &[Field],
    read: impl Fn(&mut In<'_>) -> Result<T, FieldFault>,
) -> Result<T, FieldFault> {
    let mut input = In(FieldReader::new(fields));
    let value = read(&mut input)?;
    input.0.finish()?;
    Ok(value)
}

fn opening(r: &mut In<'_>) -> Result<Opening, FieldFault> {
    let needs = needs(r)?;
    let consent = consent(r)?;
    if needs.iter().any(|n| !consent.purposes.contains(&n.service)) {
        return Err(shape(
            key::PURPOSES,
            "a list without one of the needs",
            "every need's service",
        ));
    }
    if !consent.sections.contains(&Section::Needs) {
        return Err(shape(key::SECTIONS, "a list without `needs`", "`needs` among them"));
    }
    Ok(Opening {
        at: Time(r.0.number(key::AT)?),
        based_on: r.id(key::BASED_ON)?.map(ConversationId::new),
        urgency: r.0.code(key::URGENCY)?,
        risks: r.codes(key::RISKS)?,
        referrer: Referrer {
            worker: r.must(key::WORKER, In::line)?,
            desk: r.line(key::FROM_DESK)?,
            reason: r.0.code(key::REASON)?,
            reason_text: r.note(key::REASON_TEXT)?,
        },
        to_desk: r.line(key::TO_DESK)?,
        person: person(r)?,
        needs,
        consent,
    })
}

fn needs(r: &mut In<'_>) -> Result<Vec<Need>, FieldFault> {
    let mut needs: Vec<Need> = Vec::new();
    while r.0.any_left(&format!("need.{}.", needs.len())) && needs.len() < NEEDS_MAX {
        let key = |name: &str| format!("need.{}.{name}", needs.len());
        let need = Need {
            service: r.0.code(&key("service"))?,
            note: r.note(&key("note"))?,
            wanted_by: r.0.number_if_any(&key("wanted_by"))?.map(Time),
        };
        if needs.iter().any(|n| n.service == need.service) {
            return Err(shape(&key("service"), "a service that stands twice", "each service once"));
        }
        if need.service == Service::Other && need.note.is_none() {
            return Err(FieldFault::Missing { key: key("note") });
        }
        needs.push(need);
    }
    if needs.is_empty() {
        return Err(FieldFault::Missing { key: "need.0.service".to_owned() });
    }
    Ok(needs)
}

fn person(r: &mut In<'_>) -> Result<Person, FieldFault> {
    let case_code = r.0.text(key::CASE_CODE)?.to_owned();
    if !is_case_code(&case_code) {
        return Err(shape(key::CASE_CODE, "another shape", "a pseudonym of a-z A-Z 0-9 - and _"));
    }
    Ok(Person {
        case_code,
        age_band: r.0.code(key::AGE_BAND)?,
        gender: r.0.code(key::GENDER)?,
        citizenships: r.codes(key::CITIZENSHIP)?,
        languages: languages(r)?,
        interpreter: r.0.code(key::INTERPRETER)?,
        refuse_compatriot_interpreter: r.0.flag_if_any(key::REFUSE_COMPATRIOT)?,
        dependants: r.codes_with_repeats(key::DEPENDANTS, DEPENDANTS_MAX)?,
        visa_status: r.code(key::VISA_STATUS)?,
        victim_identification: r.code(key::VICTIM_IDENTIFICATION)?,
        mobility: r.code(key::MOBILITY)?,
        medical_isolation: r.code(key::MEDICAL_ISOLATION)?,
    })
}

fn languages(r: &mut In<'_>) -> Result<Vec<Language>, FieldFault> {
    let mut languages: Vec<Language> = Vec::new();
    while r.0.any_left(&format!("language.{}.", languages.len())) && languages.len() < LANGUAGES_MAX
    {
        let key = |name: &str| format!("language.{}.{name}", languages.len());
        let language = Language {
            tag: r.must(&key("tag"), In::language)?,
            spoken: r.code(&key("spoken"))?,
            read: r.code(&key("read"))?,
        };
        if languages.iter().any(|l| l.tag == language.tag) {
            return Err(shape(&key("tag"), "a language that stands twice", "each language once"));
        }
        languages.push(language);
    }
    if languages.is_empty() {
        return Err(FieldFault::Missing { key: "language.0.tag".to_owned() });
    }
    Ok(languages)
}

fn consent(r: &mut In<'_>) -> Result<Consent, FieldFault> {
    let basis = match r.note(key::OVERRIDE_REASON)? {
        Some(reason) => Basis::Override { reason },
        None => Basis::Agreed {
            mode: r.0.code(key::MODE)?,
            language: r.must(key::CONSENT_LANGUAGE, In::language)?,
        },
    };
    Ok(Consent {
        id: ConsentId::new(r.id(key::CONSENT_ID)?.ok_or_else(|| missing(key::CONSENT_ID))?),
        obtained_by: r.must(key::OBTAINED_BY, In::line)?,
        obtained_on: r.must(key::OBTAINED_ON, In::day)?,
        basis,
        purposes: r.codes(key::PURPOSES)?,
        sections: r.codes(key::SECTIONS)?,
        authorities_sharing: r.0.code(key::AUTHORITIES_SHARING)?,
        embassy_sharing: r.0.code(key::EMBASSY_SHARING)?,
        valid_until: r.must(key::VALID_UNTIL, In::day)?,
        retention_days: r
            .number(key::RETENTION_DAYS, RETENTION_DAYS_MAX)?
            .ok_or_else(|| missing(key::RETENTION_DAYS))?,
        aggregate_ok: r.flag(key::AGGREGATE_OK)?,
        followup_ok: r.flag(key::FOLLOWUP_OK)?,
    })
}

fn identity(r: &mut In<'_>) -> Result<Identity, FieldFault> {
    Ok(Identity {
        name: r.text(key::NAME, Lines::One, NAME_CHARS_MAX)?,
        name_latin: r.text(key::NAME_LATIN, Lines::One, NAME_CHARS_MAX)?,
        nickname: r.text(key::NICKNAME, Lines::One, NAME_CHARS_MAX)?,
        birthdate: birthdate(r)?,
        identity_number: r.line(key::IDENTITY_NUMBER)?,
        citizenships: r.codes(key::CITIZENSHIP)?,
    })
}

fn birthdate(r: &mut In<'_>) -> Result<Option<Birthdate>, FieldFault> {
    let Some(text) = r.0.text_if_any(key::BIRTHDATE)? else {
        return Ok(None);
    };
    // One way to write it: what is read must be written back the same.
    let born = Birthdate::parse(text).ok().filter(|b| b.to_string() == text);
    born.map(Some)
        .ok_or_else(|| shape(key::BIRTHDATE, "another text", "YYYY-MM-DD, YYYY-MM or YYYY"))
}

fn safe_contact(r: &mut In<'_>) -> Result<SafeContact, FieldFault> {
    Ok(SafeContact {
        channel: r.0.code(key::CHANNEL)?,
        handle: r.line(key::HANDLE)?,
        hours: r.line(key::HOURS)?,
        time_zone: r.line(key::TIME_ZONE)?,
        may_leave_voicemail: r.flag(key::MAY_LEAVE_VOICEMAIL)?,
        may_leave_text: r.flag(key::MAY_LEAVE_TEXT)?,
        code_word: r.line(key::CODE_WORD)?,
        shared_device: r.0.flag_if_any(key::SHARED_DEVICE)?,
        must_not_be_told: r.note(key::MUST_NOT_BE_TOLD)?,
        expires: r.day(key::CONTACT_EXPIRES)?,
    })
}

fn papers(r: &mut In<'_>) -> Result<Papers, FieldFault> {
    let mut documents: Vec<Document> = Vec::new();
    while r.0.any_left(&format!("document.{}.", documents.len())) && documents.len() < DOCUMENTS_MAX
    {
        let key = |name: &str| format!("document.{}.{name}", documents.len());
        let document = Document {
            kind: r.0.code(&key("kind"))?,
            state: r.0.code(&key("state"))?,
            number: r.line(&key("number"))?,
            country: r.code(&key("country"))?,
            expires: r.day(&key("expires"))?,
        };
        documents.push(document);
    }
    Ok(Papers {
        documents,
        overstay_days: r.number(key::OVERSTAY_DAYS, u32::MAX)?,
        fine: r.line(key::FINE)?,
        embassy_verified: r.code(key::EMBASSY_VERIFIED)?,
    })
}

fn screening(r: &mut In<'_>) -> Result<Screening, FieldFault> {
    Ok(Screening {
        status: r.0.code(key::STATUS)?,
        status_by: r.code(key::STATUS_BY)?,
        recruitment: r.codes(key::RECRUITMENT)?,
        control: r.codes(key::CONTROL)?,
        exploitation: r.codes(key::EXPLOITATION)?,
        exploitation_other: r.note(key::EXPLOITATION_OTHER)?,
        tool: r.line(key::TOOL)?,
        tool_version: r.line(key::TOOL_VERSION)?,
        screened_by: r.line(key::SCREENED_BY)?,
        screened_on: r.day(key::SCREENED_ON)?,
        non_punishment: r.0.flag_if_any(key::NON_PUNISHMENT)?,
    })
}

fn account(r: &mut In<'_>) -> Result<Account, FieldFault> {
    let text = r.text(key::ACCOUNT, Lines::Many, ACCOUNT_CHARS_MAX)?;
    Ok(Account {
        text: text.ok_or_else(|| missing(key::ACCOUNT))?,
        language: r.language(key::ACCOUNT_LANGUAGE)?,
        taken_by: r.line(key::TAKEN_BY)?,
        taken_on: r.day(key::TAKEN_ON)?,
    })
}

/// Takes fields by name, each in the one way in which it is written.
struct In<'a>(FieldReader<'a>);

impl In<'_> {
    fn must<T>(
        &mut self,
        key: &str,
        take: impl Fn(&mut Self, &str) -> Result<Option<T>, FieldFault>,
    ) -> Result<T, FieldFault> {
        take(self, key)?.ok_or_else(|| missing(key))
    }

    fn text(
        &mut self,
        key: &str,
        lines: Lines,
        chars_max: usize,
    ) -> Result<Option<String>, FieldFault> {
        match self.0.text_if_any(key)? {
            Some(text) if is_clean(text, lines, chars_max) => Ok(Some(text.to_owned())),
            Some(_) => Err(shape(
                key,
                "text with hidden characters, or too long",
                "plain text in normal form (NFC)",
            )),
            None => Ok(None),
        }
    }

    fn line(&mut self, key: &str) -> Result<Option<String>, FieldFault> {
        self.text(key, Lines::One, LINE_CHARS_MAX)
    }

    fn note(&mut self, key: &str) -> Result<Option<String>, FieldFault> {
        self.text(key, Lines::Many, NOTE_CHARS_MAX)
    }

    fn language(&mut self, key: &str) -> Result<Option<String>, FieldFault> {
        match self.0.text_if_any(key)? {
            Some(text) if language_tag(text).as_deref() == Some(text) => Ok(Some(text.to_owned())),
            Some(_) => Err(shape(key, "another text", "a language tag (BCP 47)")),
            None => Ok(None),
        }
    }

    fn code<T: Coded>(&mut self, key: &str) -> Result<Option<T>, FieldFault> {
        Ok(self.0.text_if_any(key)?.map(str::parse).transpose()?)
    }

    fn codes<T: Coded + PartialEq>(&mut self, key: &str) -> Result<Vec<T>, FieldFault> {
        let codes: Vec<T> = self.codes_with_repeats(key, field::LIST_ITEMS_MAX)?;
        match codes.iter().enumerate().any(|(n, code)| codes[..n].contains(code)) {
            true => Err(shape(key, "a list with a repeat", "each code once")),
            false => Ok(codes),
        }
    }

    fn codes_with_repeats<T: Coded>(
        &mut self,
        key: &str,
        items_max: usize,
    ) -> Result<Vec<T>, FieldFault> {
        let Some(items) = self.0.list_if_any(key)? else {
            return Ok(Vec::new());
        };
        if items.is_empty() {
            return Err(shape(key, "an empty list", "no field, or at least one code"));
        }
        if items.len() > items_max {
            return Err(FieldFault::ValueTooLong {
                key: key.to_owned(),
                found: items.len(),
                expected_max: items_max,
            });
        }
        items.iter().map(|item| Ok(item.parse()?)).collect()
    }

    fn flag(&mut self, key: &str) -> Result<bool, FieldFault> {
        self.0.flag_if_any(key)?.ok_or_else(|| missing(key))
    }

    fn number(&mut self, key: &str, max: u32) -> Result<Option<u32>, FieldFault> {
        let fits = |n: u64| u32::try_from(n).ok().filter(|n| *n <= max);
        match self.0.number_if_any(key)? {
            Some(number) => fits(number)
                .map(Some)
                .ok_or_else(|| shape(key, "a larger number", "one within its bound")),
            None => Ok(None),
        }
    }

    fn day(&mut self, key: &str) -> Result<Option<Day>, FieldFault> {
        Ok(self.number(key, u32::MAX)?.map(Day))
    }

    fn id(&mut self, key: &str) -> Result<Option<[u8; 16]>, FieldFault> {
        match self.0.take(key) {
            Some(Value::Bytes(bytes)) => {
                let id = bytes.as_slice().try_into();
                id.map(Some).map_err(|_| shape(key, "bytes of another length", "16 bytes"))
            }
            Some(other) => Err(shape(key, other.shape(), "bytes")),
            None => Ok(None),
        }
    }
}

fn missing(key: &str) -> FieldFault {
    FieldFault::Missing { key: key.to_owned() }
}

fn shape(key: &str, found: &'static str, expected: &'static str) -> FieldFault {
    FieldFault::Shape { key: key.to_owned(), found, expected }
}
