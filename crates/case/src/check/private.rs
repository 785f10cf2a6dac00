//! What identifies a person must not stand in a text that travels before acceptance.
//!
//! Finds the form's own names, numbers and handles, and long runs of digits. It cannot find everything:
//! the questions say so too.

use super::answers::Answers;
use crate::fault::{Fault, FaultCode};
use crate::form::{Form, Typed};

/// Shortest part of a name that is looked for alone, in characters.
const NAME_PART_CHARS_MIN: usize = 3;
/// A Latin name shorter than this also stands inside other words: `Li` in `living`.
const LATIN_INSIDE_CHARS_MIN: usize = 4;
/// A run of so many digits is a phone, passport or case number: a date has four.
const DIGITS_RUN_MIN: usize = 7;

pub(super) fn check(form: &Form, a: &mut Answers<'_>) {
    let names = [&form.identity.name, &form.identity.name_latin, &form.identity.nickname];
    let numbers =
        [&form.identity.identity_number, &form.safe_contact.handle, &form.safe_contact.code_word];
    let numbers = numbers.into_iter().chain(form.document.iter().map(|d| &d.number));
    let whole: Vec<String> =
        names.into_iter().chain(numbers).filter_map(Typed::get).map(folded).collect();
    let parts: Vec<String> = names.into_iter().filter_map(Typed::get).flat_map(words).collect();
    for (path, text) in texts_sent_at_once(form) {
        let text = folded(text);
        let names_person = whole.iter().any(|w| stands_in(&text, w))
            || words(&text).iter().any(|word| parts.contains(word));
        let found = match (names_person, longest_digits(&text) >= DIGITS_RUN_MIN) {
            (true, _) => "the person's name, number or handle",
            (false, true) => "a long number",
            (false, false) => continue,
        };
        a.fault(Fault::new(
            path,
            FaultCode::IdentityInNote,
            found,
            "none: the partner reads this before it accepts",
        ));
    }
}

fn texts_sent_at_once(form: &Form) -> Vec<(String, &str)> {
    let mut texts = vec![
        ("from.reason_text".to_owned(), &form.from.reason_text),
        ("person.case_code".to_owned(), &form.person.case_code),
        ("consent.override_reason".to_owned(), &form.consent.override_reason),
    ];
    let notes = form.need.iter().enumerate();
    texts.extend(notes.map(|(index, need)| (format!("need.{}.note", index + 1), &need.note)));
    texts.into_iter().filter_map(|(path, typed)| Some((path, typed.get()?))).collect()
}

/// Scripts that do not divide words are searched through; a short Latin name only as a word.
fn stands_in(text: &str, private: &str) -> bool {
    if private.is_ascii() && private.len() < LATIN_INSIDE_CHARS_MIN {
        return text.split(|c: char| !c.is_alphanumeric()).any(|word| word == private);
    }
    text.contains(private)
}

/// Letter case and the two ways to write an accent do not hide a name.
fn folded(text: &str) -> String {
    use unicode_normalization::UnicodeNormalization;
    text.nfkc().collect::<String>().to_lowercase()
}

fn words(text: &str) -> Vec<String> {
    let folded = folded(text);
    let words = folded.split(|c: char| !c.is_alphanumeric());
    words.filter(|w| w.chars().count() >= NAME_PART_CHARS_MIN).map(str::to_owned).collect()
}

fn longest_digits(text: &str) -> usize {
    let runs = text.split(|c: char| !c.is_numeric());
    runs.map(|run| run.chars().count()).max().unwrap_or(0)
}
