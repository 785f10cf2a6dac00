//! A checked record as fields: what travels, key by key, each in the section that decides when it is seen.
//!
//! In: a [`Record`]. Out: fields for a letter's body. Absent answers have no field; nothing is defaulted.
//! Published names are used where a standard has one: H = HTCDS 2.0, P = Primero v2; the rest is ours.
//!
//! | key | value | section | source |
//! |---|---|---|---|
//! | `at` | number, unix seconds | needs | ours |
//! | `based_on` | bytes, 16 | needs | ours |
//! | `urgency` | code | needs | inter-agency form |
//! | `risks` | list of codes | needs | ours |
//! | `cas_ReferringPrimaryCaseWorker` | text | needs | H |
//! | `cas_ReasonForOutgoingReferral` | code | needs | H |
//! | `cas_OutgoingReferralDetails` | text | needs | H |
//! | `from.desk`, `to.desk` | text | needs | ours |
//! | `case_code` | text | needs | ours |
//! | `age_band` | code | needs | ours |
//! | `prs_Gender` | code | needs | H |
//! | `prs_Citizenship` | list of ISO 3166-1 alpha-2 | needs if a need requires it, else identity | H |
//! | `language.N.tag` | BCP 47 | needs | ours |
//! | `language.N.spoken`, `language.N.read` | code | needs | ours |
//! | `interpreter`, `visa_status`, `victim_identification`, `mobility`, `medical_isolation` | code | needs | ours |
//! | `refuse_compatriot_interpreter` | flag | needs | ours |
//! | `dependants` | list of age bands, repeats allowed | needs | ours |
//! | `need.N.service` | code | needs | ours |
//! | `need.N.note` | text | needs | ours |
//! | `need.N.wanted_by` | number, unix seconds | needs | ours |
//! | `consent.id` | bytes, 16 | needs | ours |
//! | `consent.obtained_by` | text | needs | ours |
//! | `consent.obtained_on`, `consent.valid_until` | number, day since 1970-01-01 | needs | ours |
//! | `consent.mode` | code | needs | ours; absent under an override |
//! | `consent.language` | BCP 47 | needs | ours; absent under an override |
//! | `consent.override_reason` | text | needs | ours; only under an override |
//! | `consent.purposes`, `consent.sections` | list of codes | needs | ours |
//! | `consent.authorities_sharing`, `consent.embassy_sharing` | code | needs | ours |
//! | `consent.retention_days` | number, days | needs | ours |
//! | `consent.aggregate_ok`, `consent.followup_ok` | flag | needs | ours |
//! | `name`, `name_latin` | text | identity | ours: names do not split into first and last |
//! | `name_nickname` | text | identity | P |
//! | `prs_Birthdate` | text, ISO 8601, also `1998-04` and `1998` | identity | H |
//! | `prs_IdentityNumber` | text | identity | H |
//! | `contact.channel` | code | safe_contact | ours |
//! | `contact.handle`, `contact.hours`, `contact.time_zone`, `contact.code_word`, `contact.must_not_be_told` | text | safe_contact | ours |
//! | `contact.may_leave_voicemail`, `contact.may_leave_text`, `contact.shared_device` | flag | safe_contact | ours |
//! | `contact.expires` | number, day | safe_contact | ours |
//! | `document.N.kind`, `document.N.state` | code | documents | ours |
//! | `document.N.number` | text | documents | ours |
//! | `document.N.country` | ISO 3166-1 alpha-2 | documents | ours |
//! | `document.N.expires` | number, day | documents | ours |
//! | `overstay_days` | number, days | documents | ours |
//! | `fine` | text | documents | ours |
//! | `embassy_verified` | code | documents | ours |
//! | `vic_TraffickingStatus`, `vic_TraffickingStatusDecisionMakingOrg` | code | screening | H |
//! | `vic_MethodOfRecruitment`, `vic_MethodsOfControl`, `vic_TypeOfExploitation` | list of codes | screening | H, with `x-` codes of ours |
//! | `exploitation_other`, `screening.tool`, `screening.tool_version`, `screening.screened_by` | text | screening | ours |
//! | `screening.screened_on` | number, day | screening | ours |
//! | `screening.non_punishment` | flag | screening | ours |
//! | `account.text`, `account.taken_by` | text | account | ours |
//! | `account.language` | BCP 47 | account | ours |
//! | `account.taken_on` | number, day | account | ours |
//!
//! `N` counts from 0 without gaps. The partners named in a consent do not travel.

use waypost_protocol::codes::Section;
use waypost_protocol::field::{Field, Value};
use waypost_protocol::ids::{Day, Time};

use crate::check::Referral;
use crate::record::{
    Account, Basis, Consent, Identity, Opening, Papers, Person, Record, Referrer, SafeContact,
    Screening,
};
use crate::words::Coded;

/// The keys, for the writer here and the reader in [`crate::received`].
pub(crate) mod key {
    pub(crate) const AT: &str = "at";
    pub(crate) const BASED_ON: &str = "based_on";
    pub(crate) const URGENCY: &str = "urgency";
    pub(crate) const RISKS: &str = "risks";
    pub(crate) const WORKER: &str = "cas_ReferringPrimaryCaseWorker";
    pub(crate) const REASON: &str = "cas_ReasonForOutgoingReferral";
    pub(crate) const REASON_TEXT: &str = "cas_OutgoingReferralDetails";
    pub(crate) const FROM_DESK: &str = "from.desk";
    pub(crate) const TO_DESK: &str = "to.desk";
    pub(crate) const CASE_CODE: &str = "case_code";
    pub(crate) const AGE_BAND: &str = "age_band";
    pub(crate) const GENDER: &str = "prs_Gender";
    pub(crate) const CITIZENSHIP: &str = "prs_Citizenship";
    pub(crate) const INTERPRETER: &str = "interpreter";
    pub(crate) const REFUSE_COMPATRIOT: &str = "refuse_compatriot_interpreter";
    pub(crate) const DEPENDANTS: &str = "dependants";
    pub(crate) const VISA_STATUS: &str = "visa_status";
    pub(crate) const VICTIM_IDENTIFICATION: &str = "victim_identification";
    pub(crate) const MOBILITY: &str = "mobility";
    pub(crate) const MEDICAL_ISOLATION: &str = "medical_isolation";
    pub(crate) const CONSENT_ID: &str = "consent.id";
    pub(crate) const OBTAINED_BY: &str = "consent.obtained_by";
    pub(crate) const OBTAINED_ON: &str = "consent.obtained_on";
    pub(crate) const MODE: &str = "consent.mode";
    pub(crate) const CONSENT_LANGUAGE: &str = "consent.language";
    pub(crate) const OVERRIDE_REASON: &str = "consent.override_reason";
    pub(crate) const PURPOSES: &str = "consent.purposes";
    pub(crate) const SECTIONS: &str = "consent.sections";
    pub(crate) const AUTHORITIES_SHARING: &str = "consent.authorities_sharing";
    pub(crate) const EMBASSY_SHARING: &str = "consent.embassy_sharing";
    pub(crate) const VALID_UNTIL: &str = "consent.valid_until";
    pub(crate) const RETENTION_DAYS: &str = "consent.retention_days";
    pub(crate) const AGGREGATE_OK: &str = "consent.aggregate_ok";
    pub(crate) const FOLLOWUP_OK: &str = "consent.followup_ok";
    pub(crate) const NAME: &str = "name";
    pub(crate) const NAME_LATIN: &str = "name_latin";
    pub(crate) const NICKNAME: &str = "name_nickname";
    pub(crate) const BIRTHDATE: &str = "prs_Birthdate";
    pub(crate) const IDENTITY_NUMBER: &str = "prs_IdentityNumber";
    pub(crate) const CHANNEL: &str = "contact.channel";
    pub(crate) const HANDLE: &str = "contact.handle";
    pub(crate) const HOURS: &str = "contact.hours";
    pub(crate) const TIME_ZONE: &str = "contact.time_zone";
    pub(crate) const MAY_LEAVE_VOICEMAIL: &str = "contact.may_leave_voicemail";
    pub(crate) const MAY_LEAVE_TEXT: &str = "contact.may_leave_text";
    pub(crate) const CODE_WORD: &str = "contact.code_word";
    pub(crate) const SHARED_DEVICE: &str = "contact.shared_device";
    pub(crate) const MUST_NOT_BE_TOLD: &str = "contact.must_not_be_told";
    pub(crate) const CONTACT_EXPIRES: &str = "contact.expires";
    pub(crate) const OVERSTAY_DAYS: &str = "overstay_days";
    pub(crate) const FINE: &str = "fine";
    pub(crate) const EMBASSY_VERIFIED: &str = "embassy_verified";
    pub(crate) const STATUS: &str = "vic_TraffickingStatus";
    pub(crate) const STATUS_BY: &str = "vic_TraffickingStatusDecisionMakingOrg";
    pub(crate) const RECRUITMENT: &str = "vic_MethodOfRecruitment";
    pub(crate) const CONTROL: &str = "vic_MethodsOfControl";
    pub(crate) const EXPLOITATION: &str = "vic_TypeOfExploitation";
    pub(crate) const EXPLOITATION_OTHER: &str = "exploitation_other";
    pub(crate) const TOOL: &str = "screening.tool";
    pub(crate) const TOOL_VERSION: &str = "screening.tool_version";
    pub(crate) const SCREENED_BY: &str = "screening.screened_by";
    pub(crate) const SCREENED_ON: &str = "screening.screened_on";
    pub(crate) const NON_PUNISHMENT: &str = "screening.non_punishment";
    pub(crate) const ACCOUNT: &str = "account.text";
    pub(crate) const ACCOUNT_LANGUAGE: &str = "account.language";
    pub(crate) const TAKEN_BY: &str = "account.taken_by";
    pub(crate) const TAKEN_ON: &str = "account.taken_on";
}

impl Referral {
    /// The fields of this referral, all sections, for the body of one letter to its partner. Which
    /// sections are shown when is the exchange's decision; the account is never shown by default.
    pub fn payload(&self) -> Vec<Field> {
        payload(self.record())
    }
}

/// The fields of a record, in the order of the table above.
pub fn payload(record: &Record) -> Vec<Field> {
    let Record { opening, identity, safe_contact, papers, screening, account } = record;
    let mut out = Out { section: Section::Needs, fields: Vec::new() };
    out.opening(opening);
    identity.iter().for_each(|i| out.identity(i));
    safe_contact.iter().for_each(|c| out.safe_contact(c));
    papers.iter().for_each(|p| out.papers(p));
    screening.iter().for_each(|s| out.screening(s));
    account.iter().for_each(|a| out.account(a));
    out.fields
}

struct Out {
    section: Section,
    fields: Vec<Field>,
}

impl Out {
    fn opening(&mut self, opening: &Opening) {
        let Opening { at, based_on, urgency, risks, referrer, to_desk, person, needs, consent } =
            opening;
        self.time(key::AT, Some(*at));
        self.bytes(key::BASED_ON, based_on.as_ref().map(|id| id.as_bytes().as_slice()));
        self.code(key::URGENCY, Some(*urgency));
        self.codes(key::RISKS, risks);
        self.referrer(referrer);
        self.text(key::TO_DESK, to_desk.as_deref());
        self.person(person);
        for (n, need) in needs.iter().enumerate() {
            self.code(format!("need.{n}.service"), Some(need.service));
            self.text(format!("need.{n}.note"), need.note.as_deref());
            self.time(format!("need.{n}.wanted_by"), need.wanted_by);
        }
        self.consent(consent);
    }

    fn referrer(&mut self, referrer: &Referrer) {
        let Referrer { worker, desk, reason, reason_text } = referrer;
        self.text(key::WORKER, Some(worker));
        self.text(key::FROM_DESK, desk.as_deref());
        self.code(key::REASON, Some(*reason));
        self.text(key::REASON_TEXT, reason_text.as_deref());
    }

    fn person(&mut self, person: &Person) {
        self.text(key::CASE_CODE, Some(&person.case_code));
        self.code(key::AGE_BAND, Some(person.age_band));
        self.code(key::GENDER, Some(person.gender));
        self.codes(key::CITIZENSHIP, &person.citizenships);
        for (n, language) in person.languages.iter().enumerate() {
            self.text(format!("language.{n}.tag"), Some(&language.tag));
            self.code(format!("language.{n}.spoken"), language.spoken);
            self.code(format!("language.{n}.read"), language.read);
        }
        self.code(key::INTERPRETER, Some(person.interpreter));
        self.flag(key::REFUSE_COMPATRIOT, person.refuse_compatriot_interpreter);
        self.codes(key::DEPENDANTS, &person.dependants);
        self.code(key::VISA_STATUS, person.visa_status);
        self.code(key::VICTIM_IDENTIFICATION, person.victim_identification);
        self.code(key::MOBILITY, person.mobility);
        self.code(key::MEDICAL_ISOLATION, person.medical_isolation);
    }

    fn consent(&mut self, consent: &Consent) {
        self.bytes(key::CONSENT_ID, Some(consent.id.as_bytes()));
        self.text(key::OBTAINED_BY, Some(&consent.obtained_by));
        self.day(key::OBTAINED_ON, Some(consent.obtained_on));
        match &consent.basis {
            Basis::Agreed { mode, language } => {
                self.code(key::MODE, Some(*mode));
                self.text(key::CONSENT_LANGUAGE, Some(language));
            }
            Basis::Override { reason } => self.text(key::OVERRIDE_REASON, Some(reason)),
        }
        self.codes(key::PURPOSES, &consent.purposes);
        self.codes(key::SECTIONS, &consent.sections);
        self.code(key::AUTHORITIES_SHARING, Some(consent.authorities_sharing));
        self.code(key::EMBASSY_SHARING, Some(consent.embassy_sharing));
        self.day(key::VALID_UNTIL, Some(consent.valid_until));
        self.number(key::RETENTION_DAYS, Some(consent.retention_days));
        self.flag(key::AGGREGATE_OK, Some(consent.aggregate_ok));
        self.flag(key::FOLLOWUP_OK, Some(consent.followup_ok));
    }

    fn identity(&mut self, identity: &Identity) {
        self.section = Section::Identity;
        self.text(key::NAME, identity.name.as_deref());
        self.text(key::NAME_LATIN, identity.name_latin.as_deref());
        self.text(key::NICKNAME, identity.nickname.as_deref());
        self.text(key::BIRTHDATE, identity.birthdate.map(|b| b.to_string()).as_deref());
        self.text(key::IDENTITY_NUMBER, identity.identity_number.as_deref());
        self.codes(key::CITIZENSHIP, &identity.citizenships);
    }

    fn safe_contact(&mut self, contact: &SafeContact) {
        self.section = Section::SafeContact;
        self.code(key::CHANNEL, Some(contact.channel));
        self.text(key::HANDLE, contact.handle.as_deref());
        self.text(key::HOURS, contact.hours.as_deref());
        self.text(key::TIME_ZONE, contact.time_zone.as_deref());
        self.flag(key::MAY_LEAVE_VOICEMAIL, Some(contact.may_leave_voicemail));
        self.flag(key::MAY_LEAVE_TEXT, Some(contact.may_leave_text));
        self.text(key::CODE_WORD, contact.code_word.as_deref());
        self.flag(key::SHARED_DEVICE, contact.shared_device);
        self.text(key::MUST_NOT_BE_TOLD, contact.must_not_be_told.as_deref());
        self.day(key::CONTACT_EXPIRES, contact.expires);
    }

    fn papers(&mut self, papers: &Papers) {
        self.section = Section::Documents;
        for (n, document) in papers.documents.iter().enumerate() {
            self.code(format!("document.{n}.kind"), Some(document.kind));
            self.code(format!("document.{n}.state"), Some(document.state));
            self.text(format!("document.{n}.number"), document.number.as_deref());
            self.code(format!("document.{n}.country"), document.country);
            self.day(format!("document.{n}.expires"), document.expires);
        }
        self.number(key::OVERSTAY_DAYS, papers.overstay_days);
        self.text(key::FINE, papers.fine.as_deref());
        self.code(key::EMBASSY_VERIFIED, papers.embassy_verified);
    }

    fn screening(&mut self, screening: &Screening) {
        self.section = Section::Screening;
        self.code(key::STATUS, Some(screening.status));
        self.code(key::STATUS_BY, screening.status_by);
        self.codes(key::RECRUITMENT, &screening.recruitment);
        self.codes(key::CONTROL, &screening.control);
        self.codes(key::EXPLOITATION, &screening.exploitation);
        self.text(key::EXPLOITATION_OTHER, screening.exploitation_other.as_deref());
        self.text(key::TOOL, screening.tool.as_deref());
        self.text(key::TOOL_VERSION, screening.tool_version.as_deref());
        self.text(key::SCREENED_BY, screening.screened_by.as_deref());
        self.day(key::SCREENED_ON, screening.screened_on);
        self.flag(key::NON_PUNISHMENT, screening.non_punishment);
    }

    fn account(&mut self, account: &Account) {
        self.section = Section::Account;
        self.text(key::ACCOUNT, Some(&account.text));
        self.text(key::ACCOUNT_LANGUAGE, account.language.as_deref());
        self.text(key::TAKEN_BY, account.taken_by.as_deref());
        self.day(key::TAKEN_ON, account.taken_on);
    }

    fn put(&mut self, key: impl Into<String>, value: Option<Value>) {
        let section = self.section;
        self.fields.extend(value.map(|value| Field::new(section, key, value)));
    }

    fn text(&mut self, key: impl Into<String>, text: Option<&str>) {
        self.put(key, text.map(|t| Value::Text(t.to_owned())));
    }

    fn code(&mut self, key: impl Into<String>, code: Option<impl Coded>) {
        self.text(key, code.map(Coded::code));
    }

    fn codes(&mut self, key: &str, codes: &[impl Coded]) {
        let list: Vec<String> = codes.iter().map(|c| c.code().to_owned()).collect();
        self.put(key, (!list.is_empty()).then_some(Value::List(list)));
    }

    fn flag(&mut self, key: &str, flag: Option<bool>) {
        self.put(key, flag.map(Value::Flag));
    }

    fn number(&mut self, key: impl Into<String>, number: Option<u32>) {
        self.put(key, number.map(|n| Value::Number(n.into())));
    }

    fn day(&mut self, key: impl Into<String>, day: Option<Day>) {
        self.number(key, day.map(|d| d.0));
    }

    fn time(&mut self, key: impl Into<String>, time: Option<Time>) {
        self.put(key, time.map(|t| Value::Number(t.0)));
    }

    fn bytes(&mut self, key: &str, bytes: Option<&[u8]>) {
        self.put(key, bytes.map(|b| Value::Bytes(b.to_vec())));
    }
}
