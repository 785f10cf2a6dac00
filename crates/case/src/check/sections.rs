//! The sections that are disclosed later: identity, safe contact, documents, screening, account.
//!
//! A section that is not written at all is `None`, and none of its answers is then required.

use super::answers::Answers;
use crate::fault::{Fault, FaultCode};
use crate::form::{
    AccountForm, Form, IdentityForm, PapersForm, SafeContactForm, ScreeningForm, Typed,
};
use crate::record::{Account, DOCUMENTS_MAX, Document, Identity, Papers, SafeContact, Screening};
use crate::text::{ACCOUNT_CHARS_MAX, Lines, NAME_CHARS_MAX};
use crate::words::{Citizenship, Coded, ContactChannel, DocumentState, Exploitation};

/// No one living was born before.
const BIRTH_YEAR_MIN: i32 = 1900;
/// Longest overstay in days: a hundred years, to catch a slipped digit.
const OVERSTAY_DAYS_MAX: u32 = 36_500;

pub(super) fn identity(
    typed: &IdentityForm,
    citizenships: Vec<Citizenship>,
    a: &mut Answers<'_>,
) -> Option<Identity> {
    let name = |path: &str, typed: &Typed, a: &mut Answers<'_>| {
        a.text(path, typed, Lines::One, NAME_CHARS_MAX)
    };
    let identity = Identity {
        name: name("identity.name", &typed.name, a),
        name_latin: name("identity.name_latin", &typed.name_latin, a),
        nickname: name("identity.nickname", &typed.nickname, a),
        birthdate: birthdate(typed, a),
        identity_number: a.line("identity.identity_number", &typed.identity_number),
        citizenships,
    };
    (identity != Identity::default()).then_some(identity)
}

fn birthdate(typed: &IdentityForm, a: &mut Answers<'_>) -> Option<crate::dates::Birthdate> {
    const PATH: &str = "identity.birthdate";
    let born = a.birthdate(PATH, &typed.birthdate)?;
    if born.is_after(a.context.today) {
        a.fault(Fault::new(
            PATH,
            FaultCode::DateOrder,
            "a birth in the future",
            "today or earlier",
        ));
    } else if born.year() < BIRTH_YEAR_MIN {
        a.fault(Fault::new(
            PATH,
            FaultCode::DateOrder,
            "a birth too long ago",
            format!("{BIRTH_YEAR_MIN} or later"),
        ));
    }
    Some(born)
}

pub(super) fn safe_contact(typed: &SafeContactForm, a: &mut Answers<'_>) -> Option<SafeContact> {
    if *typed == SafeContactForm::default() {
        return None;
    }
    let channel: Option<ContactChannel> = a.required_code("safe_contact.channel", &typed.channel);
    let handle = a.line("safe_contact.handle", &typed.handle);
    if let Some(channel) = channel.filter(|c| c.needs_handle() && typed.handle.get().is_none()) {
        let expected = format!("the number or name on `{channel}`");
        a.fault(Fault::missing("safe_contact.handle", expected));
    }
    let hours = a.line("safe_contact.hours", &typed.hours);
    let time_zone = a.line("safe_contact.time_zone", &typed.time_zone);
    let may_leave_voicemail =
        a.required_flag("safe_contact.may_leave_voicemail", &typed.may_leave_voicemail);
    let may_leave_text = a.required_flag("safe_contact.may_leave_text", &typed.may_leave_text);
    let code_word = a.line("safe_contact.code_word", &typed.code_word);
    let shared_device = a.flag("safe_contact.shared_device", &typed.shared_device);
    let must_not_be_told = a.note("safe_contact.must_not_be_told", &typed.must_not_be_told);
    let expires = a.day("safe_contact.expires", &typed.expires);
    if expires.is_some_and(|day| day < a.context.today) {
        a.fault(Fault::new(
            "safe_contact.expires",
            FaultCode::DateOrder,
            "a day that has passed",
            "today or later: ask for a safe way again",
        ));
    }
    Some(SafeContact {
        channel: channel?,
        handle,
        hours,
        time_zone,
        may_leave_voicemail: may_leave_voicemail?,
        may_leave_text: may_leave_text?,
        code_word,
        shared_device,
        must_not_be_told,
        expires,
    })
}

pub(super) fn papers(form: &Form, a: &mut Answers<'_>) -> Option<Papers> {
    if form.document.is_empty() && form.papers == PapersForm::default() {
        return None;
    }
    a.at_most("document", form.document.len(), DOCUMENTS_MAX);
    let mut documents = Vec::new();
    for (index, typed) in form.document.iter().take(DOCUMENTS_MAX).enumerate() {
        let path = |name: &str| format!("document.{}.{name}", index + 1);
        let kind = a.required_code(&path("kind"), &typed.kind);
        let state: Option<DocumentState> = a.required_code(&path("state"), &typed.state);
        let number = a.line(&path("number"), &typed.number);
        let country = a.code(&path("country"), &typed.country);
        let expires = a.day(&path("expires"), &typed.expires);
        if state.is_some_and(|s| s.code() == "issued") && typed.expires.get().is_none() {
            a.fault(Fault::missing(path("expires"), "the last day of a document that is `issued`"));
        }
        if let (Some(kind), Some(state)) = (kind, state) {
            documents.push(Document { kind, state, number, country, expires });
        }
    }
    Some(Papers {
        documents,
        overstay_days: a.number(
            "papers.overstay_days",
            &form.papers.overstay_days,
            OVERSTAY_DAYS_MAX,
        ),
        fine: a.line("papers.fine", &form.papers.fine),
        embassy_verified: a.code("papers.embassy_verified", &form.papers.embassy_verified),
    })
}

pub(super) fn screening(typed: &ScreeningForm, a: &mut Answers<'_>) -> Option<Screening> {
    if *typed == ScreeningForm::default() {
        return None;
    }
    let status = a.required_code("screening.status", &typed.status);
    let status_by = a.code("screening.status_by", &typed.status_by);
    let recruitment = a.codes("screening.recruitment", &typed.recruitment);
    let control = a.codes("screening.control", &typed.control);
    let exploitation: Vec<Exploitation> = a.codes("screening.exploitation", &typed.exploitation);
    let exploitation_other = a.note("screening.exploitation_other", &typed.exploitation_other);
    if exploitation.iter().any(|e| e.code() == "Other") && typed.exploitation_other.get().is_none()
    {
        a.fault(Fault::missing("screening.exploitation_other", "what `Other` stands for"));
    }
    let tool = a.line("screening.tool", &typed.tool);
    let tool_version = a.line("screening.tool_version", &typed.tool_version);
    let screened_by = a.line("screening.screened_by", &typed.screened_by);
    let screened_on = a.past_day("screening.screened_on", &typed.screened_on);
    let non_punishment = a.flag("screening.non_punishment", &typed.non_punishment);
    Some(Screening {
        status: status?,
        status_by,
        recruitment,
        control,
        exploitation,
        exploitation_other,
        tool,
        tool_version,
        screened_by,
        screened_on,
        non_punishment,
    })
}

pub(super) fn account(typed: &AccountForm, a: &mut Answers<'_>) -> Option<Account> {
    if *typed == AccountForm::default() {
        return None;
    }
    a.require("account.text", &typed.text);
    let text = a.text("account.text", &typed.text, Lines::Many, ACCOUNT_CHARS_MAX);
    let language = a.language("account.language", &typed.language);
    let taken_by = a.line("account.taken_by", &typed.taken_by);
    let taken_on = a.past_day("account.taken_on", &typed.taken_on);
    Some(Account { text: text?, language, taken_by, taken_on })
}
