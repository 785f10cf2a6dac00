//! What is wrong with a draft, in the reader's words, at its place.
//!
//! In: faults as the desk reports them. Out: words, the question where a fault is shown, the page where it is mended.
//! Never shows what was typed.

use waypost_case::lists;
use waypost_case::questions::{Kind, of};
use waypost_desk::command::FaultReport;

use super::tasks::Task;
use super::widgets::{id, question_words};
use crate::words::Words;

/// A fault as a line of a summary.
pub(crate) struct Line {
    /// Where it is mended.
    pub(crate) address: String,
    pub(crate) words: String,
}

/// The question at which a fault is shown: a fault of a whole group is shown at its first question.
pub(crate) fn place(field: &str) -> String {
    match field {
        "need" => "need.1.service".to_owned(),
        "document" => "document.1.kind".to_owned(),
        "account" => "account.text".to_owned(),
        field => field.to_owned(),
    }
}

/// The fault in the reader's words: what they have for its code, else what the desk said.
pub(crate) fn said(fault: &FaultReport, words: Words) -> String {
    if let Some(most) = most(&fault.message).filter(|_| fault.code == "too_much") {
        return words.with("fault-too-much-of", "most", most);
    }
    if fault.code == "not_consented" && fault.field.ends_with("_sharing") {
        return words.t("fault-not-consented-sharing");
    }
    let what = words.find(&format!("fault-{}", fault.code));
    let what = what.unwrap_or_else(|| fault.message.clone());
    match named(fault, words) {
        Some(code) => words.with2("fault-of", "fault", what, "code", code),
        None => what,
    }
}

/// The bound that a message names.
fn most(message: &str) -> Option<&str> {
    let (_, after) = message.split_once("expected at most ")?;
    after.split(' ').next().filter(|number| number.bytes().all(|b| b.is_ascii_digit()))
}

/// The code that a fault is about: one of the question's own list, as `not_consented` names it.
fn named(fault: &FaultReport, words: Words) -> Option<String> {
    let (Kind::Code(list) | Kind::Codes(list)) = of(&fault.field)?.kind else { return None };
    if !matches!(fault.code.as_str(), "not_consented" | "duplicate") {
        return None;
    }
    let found = fault.message.split('`').nth(1)?;
    lists::code(list, found).ok().map(|code| words.code(list, code).to_owned())
}

/// A line for each fault; `on_page` if the summary stands over the questions themselves.
pub(crate) fn lines(draft: &str, on_page: bool, faults: &[FaultReport], words: Words) -> Vec<Line> {
    let line = |fault: &FaultReport| {
        let place = place(&fault.field);
        let page = match on_page {
            true => String::new(),
            false => format!("/new/{draft}/{}?mend", Task::mending(&fault.field).code()),
        };
        Line {
            address: format!("{page}#{}", id(&place)),
            words: words.with2(
                "new-fault-line",
                "question",
                question_words(&place, words),
                "fault",
                said(fault, words),
            ),
        }
    };
    faults.iter().map(line).collect()
}

#[cfg(test)]
mod tests {
    use waypost_case::FaultCode;

    use super::*;
    use crate::words::Language;

    /// Every code; a new one stops the build here.
    const CODES: [FaultCode; 15] = [
        FaultCode::Missing,
        FaultCode::UnknownCode,
        FaultCode::Shape,
        FaultCode::TooMuch,
        FaultCode::Character,
        FaultCode::Date,
        FaultCode::BuddhistYear,
        FaultCode::DateOrder,
        FaultCode::Duplicate,
        FaultCode::Conflict,
        FaultCode::IdentityInNote,
        FaultCode::NotConsented,
        FaultCode::ConsentNotActive,
        FaultCode::Override,
        FaultCode::UnknownPartner,
    ];

    fn fault(field: &str, code: &str, message: &str) -> FaultReport {
        FaultReport { field: field.into(), code: code.into(), message: message.into() }
    }

    #[test]
    fn every_fault_has_words() {
        let codes = include_str!("../../../../case/src/fault.rs");
        assert_eq!(codes.matches("=> \"").count(), CODES.len(), "a code without words");
        for code in CODES {
            let id = format!("fault-{code}");
            assert!(Words(Language::English).find(&id).is_some(), "{id}");
        }
    }

    #[test]
    fn a_fault_names_the_code_and_the_bound_that_it_is_about() {
        let words = Words(Language::English);
        let message = "found a list without `identity`, expected `identity` if the person agreed";
        let said = super::said(&fault("consent.sections", "not_consented", message), words);
        assert!(said.contains("Who it is"), "{said}");
        let long = fault("need.1.note", "too_much", "found 2001 characters, expected at most 2000");
        assert!(super::said(&long, words).contains("2000"));
        assert_eq!(super::said(&fault("risks", "of_later", "found a"), words), "found a");
    }

    #[test]
    fn a_line_leads_to_the_question() {
        let words = Words(Language::English);
        let faults = [fault("need", "missing", ""), fault("person.gender", "missing", "")];
        let to = |on_page| lines("D3", on_page, &faults, words).into_iter().map(|l| l.address);
        assert!(to(true).eq(["#f-need-1-service", "#f-person-gender"]));
        assert!(
            to(false)
                .eq(["/new/D3/help?mend#f-need-1-service", "/new/D3/who?mend#f-person-gender"])
        );
    }
}
