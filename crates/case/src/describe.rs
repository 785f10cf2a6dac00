//! A record in plain words, row by row: for the partner who decides, and for the referrer who wants to
//! see what the partner sees.
//!
//! In: a record. Out: rows of label and text. For the screen of a person who may read it; never for a log.

use std::fmt;

use waypost_protocol::codes::Section;
use waypost_protocol::ids::{Day, Time};

use crate::check::{Referral, is_minor};
use crate::dates::{day_text, moment_text};
use crate::received::Received;
use crate::record::{
    Account, Basis, Consent, Document, Identity, Need, Opening, Papers, Person, Record,
    SafeContact, Screening,
};
use crate::words::Coded;

/// The language of the labels here. Codes have room for more (see [`crate::lists`]).
const ENGLISH: &str = "en";

/// Who reads, and when.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Audience {
    /// The partner before it answers: needs, no identity.
    BeforeAcceptance,
    /// The partner after it accepted: all but the account.
    AfterAcceptance,
    /// Whoever holds the whole record.
    Holder,
}

impl Audience {
    /// Whether this reader sees a section, where it is there at all.
    pub const fn sees(self, section: Section) -> bool {
        match (self, section) {
            (Self::Holder, _) | (_, Section::Needs) => true,
            (Self::AfterAcceptance, Section::Account) | (Self::BeforeAcceptance, _) => false,
            (
                Self::AfterAcceptance,
                Section::Identity | Section::SafeContact | Section::Documents | Section::Screening,
            ) => true,
        }
    }
}

/// One line of a summary.
#[derive(Clone, PartialEq, Eq)]
pub struct Row {
    /// The section it belongs to.
    pub section: Section,
    /// What it is.
    pub label: String,
    /// What it says. May have several lines.
    pub text: String,
}

/// What a row says may be about a person: `Debug` shows the label only.
impl fmt::Debug for Row {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}: {}", self.section, self.label)
    }
}

impl Referral {
    /// What the partner sees now.
    pub fn seen_now(&self) -> Vec<Row> {
        describe_record(self.record(), Audience::BeforeAcceptance)
    }

    /// What the partner sees besides, once it accepts.
    pub fn seen_after_accepting(&self) -> Vec<Row> {
        let mut rows = describe_record(self.record(), Audience::AfterAcceptance);
        rows.retain(|row| row.section != Section::Needs);
        rows
    }
}

/// What was received, in English, in the order in which to read it.
pub fn describe(received: &Received, audience: Audience) -> Vec<Row> {
    describe_record(received.record(), audience)
}

/// A record in English, in the order in which to read it.
pub fn describe_record(record: &Record, audience: Audience) -> Vec<Row> {
    let mut rows = Rows { section: Section::Needs, rows: Vec::new() };
    rows.opening(&record.opening);
    record.identity.iter().for_each(|i| rows.identity(i));
    record.safe_contact.iter().for_each(|c| rows.safe_contact(c));
    record.papers.iter().for_each(|p| rows.papers(p));
    record.screening.iter().for_each(|s| rows.screening(s));
    record.account.iter().for_each(|a| rows.account(a));
    rows.rows.retain(|row| audience.sees(row.section));
    rows.rows
}

struct Rows {
    section: Section,
    rows: Vec<Row>,
}

impl Rows {
    fn opening(&mut self, opening: &Opening) {
        self.code("How soon", Some(opening.urgency));
        for (n, need) in opening.needs.iter().enumerate() {
            self.need(n + 1, need);
        }
        self.codes("Risks", &opening.risks);
        self.person(&opening.person, is_minor(opening.person.age_band, &opening.risks));
        let referrer = &opening.referrer;
        self.text("Referred by", Some(&referrer.worker));
        self.text("Desk", referrer.desk.as_deref());
        self.text("For desk", opening.to_desk.as_deref());
        self.time("Referred at", Some(opening.at));
        self.code("Why", Some(referrer.reason));
        self.text("Arrangements", referrer.reason_text.as_deref());
        self.text("Follows another referral", opening.based_on.map(|_| "yes"));
        self.consent(&opening.consent);
    }

    fn need(&mut self, count: usize, need: &Need) {
        let mut text = need.service.label(ENGLISH).to_owned();
        if let Some(by) = need.wanted_by {
            text += &format!(", by {}", moment_text(by));
        }
        if let Some(note) = &need.note {
            text += &format!("\n{note}");
        }
        self.row(format!("Need {count}"), text);
    }

    fn person(&mut self, person: &Person, minor: bool) {
        self.text("Case code", Some(&person.case_code));
        let age = person.age_band.label(ENGLISH);
        self.row("Age", if minor { format!("{age} (a minor)") } else { age.to_owned() });
        self.code("Gender", Some(person.gender));
        self.codes("Citizenship", &person.citizenships);
        let languages = person.languages.iter().map(language).collect::<Vec<_>>();
        self.row("Languages", languages.join("\n"));
        self.code("Interpreter", Some(person.interpreter));
        self.flag(
            "Refuses an interpreter from the same country",
            person.refuse_compatriot_interpreter,
        );
        self.codes("Dependants with the person", &person.dependants);
        self.code("Visa", person.visa_status);
        self.code("Victim identification", person.victim_identification);
        self.code("Mobility", person.mobility);
        self.code("Medical isolation", person.medical_isolation);
    }

    fn consent(&mut self, consent: &Consent) {
        match &consent.basis {
            Basis::Agreed { mode, language } => {
                let language = crate::lists::label("language", language, ENGLISH);
                self.row(
                    "Consent",
                    format!(
                        "{}, in {language}, {}, obtained by {}",
                        mode.label(ENGLISH),
                        day_text(consent.obtained_on),
                        consent.obtained_by
                    ),
                );
            }
            Basis::Override { reason } => {
                self.row(
                    "NO CONSENT: emergency override",
                    format!(
                        "{reason}\nDecided by {}, {}",
                        consent.obtained_by,
                        day_text(consent.obtained_on)
                    ),
                );
            }
        }
        self.day("Valid until", Some(consent.valid_until));
        self.codes("For", &consent.purposes);
        self.codes("May be sent", &consent.sections);
        self.code("Authorities may be told", Some(consent.authorities_sharing));
        self.code("An embassy may be told", Some(consent.embassy_sharing));
        self.row("May be kept", format!("{} days", consent.retention_days));
        self.flag("May be counted in statistics", Some(consent.aggregate_ok));
        self.flag("May be asked later", Some(consent.followup_ok));
    }

    fn identity(&mut self, identity: &Identity) {
        self.section = Section::Identity;
        self.text("Name", identity.name.as_deref());
        self.text("Name in Latin letters", identity.name_latin.as_deref());
        self.text("Nickname", identity.nickname.as_deref());
        self.text("Born", identity.birthdate.map(|b| b.to_string()).as_deref());
        self.text("Identity number", identity.identity_number.as_deref());
        self.codes("Citizenship", &identity.citizenships);
    }

    fn safe_contact(&mut self, contact: &SafeContact) {
        self.section = Section::SafeContact;
        self.code("Reach by", Some(contact.channel));
        self.text("At", contact.handle.as_deref());
        self.text("Safe hours", contact.hours.as_deref());
        self.text("Time zone", contact.time_zone.as_deref());
        self.flag("May leave a voice message", Some(contact.may_leave_voicemail));
        self.flag("May leave a text", Some(contact.may_leave_text));
        self.text("Code word", contact.code_word.as_deref());
        self.flag("Others use the device", contact.shared_device);
        self.text("Must not be told", contact.must_not_be_told.as_deref());
        self.day("Safe until", contact.expires);
    }

    fn papers(&mut self, papers: &Papers) {
        self.section = Section::Documents;
        for Document { kind, state, number, country, expires } in &papers.documents {
            let parts = [
                Some(state.label(ENGLISH).to_owned()),
                number.as_ref().map(|n| format!("number {n}")),
                country.map(|c| format!("issued by {}", c.label(ENGLISH))),
                expires.map(|day| format!("valid until {}", day_text(day))),
            ];
            self.row(
                kind.label(ENGLISH),
                parts.into_iter().flatten().collect::<Vec<_>>().join(", "),
            );
        }
        self.text("Overstay", papers.overstay_days.map(|d| format!("{d} days")).as_deref());
        self.text("Fine", papers.fine.as_deref());
        self.code("Embassy confirmed the nationality", papers.embassy_verified);
    }

    fn screening(&mut self, screening: &Screening) {
        self.section = Section::Screening;
        self.code("Trafficking status", Some(screening.status));
        self.code("Decided by", screening.status_by);
        self.codes("Recruitment", &screening.recruitment);
        self.codes("Means of control", &screening.control);
        self.codes("Exploitation", &screening.exploitation);
        self.text("Other exploitation", screening.exploitation_other.as_deref());
        self.text("Tool", screening.tool.as_deref());
        self.text("Tool version", screening.tool_version.as_deref());
        self.text("Screened by", screening.screened_by.as_deref());
        self.day("Screened on", screening.screened_on);
        self.flag("Non-punishment raised", screening.non_punishment);
    }

    fn account(&mut self, account: &Account) {
        self.section = Section::Account;
        self.text("Account", Some(&account.text));
        let language =
            account.language.as_deref().map(|tag| crate::lists::label("language", tag, ENGLISH));
        self.text("Language", language);
        self.text("Written down by", account.taken_by.as_deref());
        self.day("Written down on", account.taken_on);
    }

    fn row(&mut self, label: impl Into<String>, text: impl Into<String>) {
        self.rows.push(Row { section: self.section, label: label.into(), text: text.into() });
    }

    fn text(&mut self, label: &str, text: Option<&str>) {
        text.into_iter().for_each(|text| self.row(label, text));
    }

    fn code(&mut self, label: &str, code: Option<impl Coded>) {
        self.text(label, code.map(|c| c.label(ENGLISH)));
    }

    fn codes(&mut self, label: &str, codes: &[impl Coded]) {
        let labels: Vec<&str> = codes.iter().map(|c| c.label(ENGLISH)).collect();
        self.text(label, (!labels.is_empty()).then(|| labels.join(", ")).as_deref());
    }

    fn flag(&mut self, label: &str, flag: Option<bool>) {
        self.text(label, flag.map(|yes| if yes { "Yes" } else { "No" }));
    }

    fn day(&mut self, label: &str, day: Option<Day>) {
        self.text(label, day.map(day_text).as_deref());
    }

    fn time(&mut self, label: &str, time: Option<Time>) {
        self.text(label, time.map(moment_text).as_deref());
    }
}

fn language(language: &crate::record::Language) -> String {
    let mut text = crate::lists::label("language", &language.tag, ENGLISH).to_owned();
    for (what, level) in [("speaks", language.spoken), ("reads", language.read)] {
        if let Some(level) = level {
            text += &format!(", {what} {}", level.label(ENGLISH));
        }
    }
    text
}
