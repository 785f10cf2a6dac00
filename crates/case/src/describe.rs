//! A record in plain words, row by row: for the partner who decides, and for the referrer who wants to
//! see what the partner sees.
//!
//! In: a record. Out: rows of label and text in English, and beside them the question that each answers and what it
//! says in codes, for a reader of another language. For the screen of a person who may read it; never for a log.

use std::fmt;

use waypost_protocol::codes::Section;
use waypost_protocol::ids::{Day, Time};

use crate::check::{Referral, is_minor};
use crate::dates::{day_text, moment_code, moment_text};
use crate::received::Received;
use crate::record::{
    Account, Basis, Consent, Document, Identity, Need, Opening, Papers, Person, Record,
    SafeContact, Screening,
};
use crate::words::{AgeBand, Coded};

/// The language of the labels here. Codes have room for more (see [`crate::lists`]).
const ENGLISH: &str = "en";

/// Codes `yes` and `no`.
pub const YES_NO: &str = "yes_no";
/// A day, ISO 8601.
pub const DAY: &str = "day";
/// A moment, RFC 3339.
pub const MOMENT: &str = "moment";
/// A number of days.
pub const DAYS: &str = "days";
/// Languages as the form writes them: a tag, then how well spoken and how well read, where that is known
/// (`-` where only the second is).
pub const LANGUAGES: &str = "languages";
/// Stands behind the age of a minor, whom the band alone may not show.
pub const MINOR: &str = "(a minor)";

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
    /// The question that it answers, by its path with numbers (see [`crate::questions`]); `referred_at` and
    /// `based_on` answer none.
    pub key: String,
    /// What the codes are: a list of [`crate::lists`], or [`YES_NO`], [`DAY`], [`MOMENT`], [`DAYS`], [`LANGUAGES`].
    pub list: Option<&'static str>,
    /// All that it says, in codes; none where the text is somebody's own.
    pub codes: Vec<String>,
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
        self.code("urgency", "How soon", Some(opening.urgency));
        for (n, need) in opening.needs.iter().enumerate() {
            self.need(n + 1, need);
        }
        self.codes("risks", "Risks", &opening.risks);
        self.person(&opening.person, is_minor(opening.person.age_band, &opening.risks));
        let referrer = &opening.referrer;
        self.text("from.worker", "Referred by", Some(&referrer.worker));
        self.text("from.desk", "Desk", referrer.desk.as_deref());
        self.text("to.desk", "For desk", opening.to_desk.as_deref());
        self.time("referred_at", "Referred at", Some(opening.at));
        self.code("from.reason", "Why", Some(referrer.reason));
        self.text("from.reason_text", "Arrangements", referrer.reason_text.as_deref());
        self.flag("based_on", "Follows another referral", opening.based_on.map(|_| true));
        self.consent(&opening.consent);
    }

    fn need(&mut self, count: usize, need: &Need) {
        let key = |field: &str| format!("need.{count}.{field}");
        self.code(&key("service"), &format!("Need {count}"), Some(need.service));
        self.time(&key("wanted_by"), &format!("Need {count}, by"), need.wanted_by);
        self.text(&key("note"), &format!("Need {count}, note"), need.note.as_deref());
    }

    fn person(&mut self, person: &Person, minor: bool) {
        self.text("person.case_code", "Case code", Some(&person.case_code));
        let age = person.age_band.label(ENGLISH);
        let age = if minor { format!("{age} {MINOR}") } else { age.to_owned() };
        let band = vec![person.age_band.code().to_owned()];
        self.coded("person.age_band", "Age", age, AgeBand::LIST, band);
        self.code("person.gender", "Gender", Some(person.gender));
        self.codes("person.citizenships", "Citizenship", &person.citizenships);
        let languages = person.languages.iter().map(language).collect::<Vec<_>>();
        let codes = person.languages.iter().map(language_code).collect();
        self.coded("person.languages", "Languages", languages.join("\n"), LANGUAGES, codes);
        self.code("person.interpreter", "Interpreter", Some(person.interpreter));
        self.flag(
            "person.refuse_compatriot_interpreter",
            "Refuses an interpreter from the same country",
            person.refuse_compatriot_interpreter,
        );
        self.codes("person.dependants", "Dependants with the person", &person.dependants);
        self.code("person.visa_status", "Visa", person.visa_status);
        let identified = person.victim_identification;
        self.code("person.victim_identification", "Victim identification", identified);
        self.code("person.mobility", "Mobility", person.mobility);
        self.code("person.medical_isolation", "Medical isolation", person.medical_isolation);
    }

    fn consent(&mut self, consent: &Consent) {
        let (by, on) = match &consent.basis {
            Basis::Agreed { mode, language } => {
                self.code("consent.mode", "Consent", Some(*mode));
                self.language("consent.language", "Consent in", Some(language));
                ("Consent obtained by", "Consent obtained on")
            }
            Basis::Override { reason } => {
                let label = "NO CONSENT: emergency override";
                self.text("consent.override_reason", label, Some(reason));
                ("Override decided by", "Override decided on")
            }
        };
        self.text("consent.obtained_by", by, Some(&consent.obtained_by));
        self.day("consent.obtained_on", on, Some(consent.obtained_on));
        self.day("consent.valid_until", "Valid until", Some(consent.valid_until));
        self.codes("consent.purposes", "For", &consent.purposes);
        self.codes("consent.sections", "May be sent", &consent.sections);
        let (authorities, embassy) = (consent.authorities_sharing, consent.embassy_sharing);
        self.code("consent.authorities_sharing", "Authorities may be told", Some(authorities));
        self.code("consent.embassy_sharing", "An embassy may be told", Some(embassy));
        self.days("consent.retention_days", "May be kept", Some(consent.retention_days));
        let (counted, asked) = (consent.aggregate_ok, consent.followup_ok);
        self.flag("consent.aggregate_ok", "May be counted in statistics", Some(counted));
        self.flag("consent.followup_ok", "May be asked later", Some(asked));
    }

    fn identity(&mut self, identity: &Identity) {
        self.section = Section::Identity;
        self.text("identity.name", "Name", identity.name.as_deref());
        self.text("identity.name_latin", "Name in Latin letters", identity.name_latin.as_deref());
        self.text("identity.nickname", "Nickname", identity.nickname.as_deref());
        let born = identity.birthdate.map(|b| b.to_string());
        self.text("identity.birthdate", "Born", born.as_deref());
        let number = identity.identity_number.as_deref();
        self.text("identity.identity_number", "Identity number", number);
        self.codes("person.citizenships", "Citizenship", &identity.citizenships);
    }

    fn safe_contact(&mut self, contact: &SafeContact) {
        self.section = Section::SafeContact;
        self.code("safe_contact.channel", "Reach by", Some(contact.channel));
        self.text("safe_contact.handle", "At", contact.handle.as_deref());
        self.text("safe_contact.hours", "Safe hours", contact.hours.as_deref());
        self.text("safe_contact.time_zone", "Time zone", contact.time_zone.as_deref());
        let (voice, text) = (contact.may_leave_voicemail, contact.may_leave_text);
        self.flag("safe_contact.may_leave_voicemail", "May leave a voice message", Some(voice));
        self.flag("safe_contact.may_leave_text", "May leave a text", Some(text));
        self.text("safe_contact.code_word", "Code word", contact.code_word.as_deref());
        self.flag("safe_contact.shared_device", "Others use the device", contact.shared_device);
        let hide_from = contact.must_not_be_told.as_deref();
        self.text("safe_contact.must_not_be_told", "Must not be told", hide_from);
        self.day("safe_contact.expires", "Safe until", contact.expires);
    }

    fn papers(&mut self, papers: &Papers) {
        self.section = Section::Documents;
        for (n, document) in (1..).zip(&papers.documents) {
            self.document(n, document);
        }
        self.days("papers.overstay_days", "Overstay", papers.overstay_days);
        self.text("papers.fine", "Fine", papers.fine.as_deref());
        let verified = papers.embassy_verified;
        self.code("papers.embassy_verified", "Embassy confirmed the nationality", verified);
    }

    fn document(&mut self, count: usize, document: &Document) {
        let Document { kind, state, number, country, expires } = document;
        let key = |field: &str| format!("document.{count}.{field}");
        self.code(&key("kind"), &format!("Document {count}"), Some(*kind));
        self.code(&key("state"), &format!("Document {count}, where"), Some(*state));
        self.text(&key("number"), &format!("Document {count}, number"), number.as_deref());
        self.code(&key("country"), &format!("Document {count}, issued by"), *country);
        self.day(&key("expires"), &format!("Document {count}, valid until"), *expires);
    }

    fn screening(&mut self, screening: &Screening) {
        self.section = Section::Screening;
        self.code("screening.status", "Trafficking status", Some(screening.status));
        self.code("screening.status_by", "Decided by", screening.status_by);
        self.codes("screening.recruitment", "Recruitment", &screening.recruitment);
        self.codes("screening.control", "Means of control", &screening.control);
        self.codes("screening.exploitation", "Exploitation", &screening.exploitation);
        let other = screening.exploitation_other.as_deref();
        self.text("screening.exploitation_other", "Other exploitation", other);
        self.text("screening.tool", "Tool", screening.tool.as_deref());
        self.text("screening.tool_version", "Tool version", screening.tool_version.as_deref());
        self.text("screening.screened_by", "Screened by", screening.screened_by.as_deref());
        self.day("screening.screened_on", "Screened on", screening.screened_on);
        self.flag("screening.non_punishment", "Non-punishment raised", screening.non_punishment);
    }

    fn account(&mut self, account: &Account) {
        self.section = Section::Account;
        self.text("account.text", "Account", Some(&account.text));
        self.language("account.language", "Language", account.language.as_deref());
        self.text("account.taken_by", "Written down by", account.taken_by.as_deref());
        self.day("account.taken_on", "Written down on", account.taken_on);
    }

    fn coded(
        &mut self,
        key: &str,
        label: &str,
        text: impl Into<String>,
        list: &'static str,
        codes: Vec<String>,
    ) {
        let (key, label, text) = (key.to_owned(), label.to_owned(), text.into());
        self.rows.push(Row { section: self.section, key, list: Some(list), codes, label, text });
    }

    fn text(&mut self, key: &str, label: &str, text: Option<&str>) {
        let Some(text) = text else { return };
        let (key, label, text) = (key.to_owned(), label.to_owned(), text.to_owned());
        let codes = Vec::new();
        self.rows.push(Row { section: self.section, key, list: None, codes, label, text });
    }

    fn code<C: Coded>(&mut self, key: &str, label: &str, code: Option<C>) {
        self.codes(key, label, code.as_slice());
    }

    fn codes<C: Coded>(&mut self, key: &str, label: &str, codes: &[C]) {
        if codes.is_empty() {
            return;
        }
        let labels: Vec<&str> = codes.iter().map(|c| c.label(ENGLISH)).collect();
        let codes = codes.iter().map(|c| c.code().to_owned()).collect();
        self.coded(key, label, labels.join(", "), C::LIST, codes);
    }

    fn language(&mut self, key: &str, label: &str, tag: Option<&str>) {
        let Some(tag) = tag else { return };
        let text = crate::lists::label("language", tag, ENGLISH);
        self.coded(key, label, text, LANGUAGES, vec![tag.to_owned()]);
    }

    fn flag(&mut self, key: &str, label: &str, flag: Option<bool>) {
        let Some(yes) = flag else { return };
        let (text, code) = if yes { ("Yes", "yes") } else { ("No", "no") };
        self.coded(key, label, text, YES_NO, vec![code.to_owned()]);
    }

    fn day(&mut self, key: &str, label: &str, day: Option<Day>) {
        let Some(day) = day.map(day_text) else { return };
        self.coded(key, label, day.clone(), DAY, vec![day]);
    }

    fn days(&mut self, key: &str, label: &str, days: Option<u32>) {
        let Some(days) = days else { return };
        self.coded(key, label, format!("{days} days"), DAYS, vec![days.to_string()]);
    }

    fn time(&mut self, key: &str, label: &str, time: Option<Time>) {
        let Some(time) = time else { return };
        self.coded(key, label, moment_text(time), MOMENT, vec![moment_code(time)]);
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

/// A language as the form writes it; `-` where only the second level is known.
fn language_code(language: &crate::record::Language) -> String {
    let (spoken, read) = (language.spoken.map(Coded::code), language.read.map(Coded::code));
    let parts = [Some(language.tag.as_str()), spoken.or(read.map(|_| "-")), read];
    parts.into_iter().flatten().collect::<Vec<_>>().join(" ")
}
