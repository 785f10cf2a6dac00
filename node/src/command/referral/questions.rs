//! A form filled by questions, in the order of the case's own list.
//!
//! In: answers at the terminal. Out: a [`Form`]. What an answer must be is judged by the node, not here.

use waypost_case::Form;
use waypost_case::lists;
use waypost_case::questions::{self, Asked, Kind, Question, REPEATS_MAX};
use waypost_desk::command::FaultReport;

use crate::ask::Ask;
use crate::talk::Talk;
use crate::trouble::Trouble;

/// What answers all of them without asking.
const FLAG: &str = "a case file: waypost referral new FILE";
/// The choice that leaves an optional question without an answer.
const NONE: &str = "(nothing to say)";

/// Asks every question.
pub(crate) fn all(ask: &Ask, talk: &Talk, form: &mut Form) -> Result<(), Trouble> {
    talk.say("Questions that have no answer may stay empty: press Enter. Esc stops; nothing is kept then.");
    let mut rest = questions::questions();
    while let Some(first) = rest.first() {
        let same_group = |q: &&Question| group(q) == group(first);
        let count = rest.iter().take_while(same_group).count();
        let (questions, after) = rest.split_at(count);
        rest = after;
        ask_group(ask, form, questions)?;
    }
    Ok(())
}

/// Asks again where the faults are. `false` if none of them is at a question.
pub(crate) fn again(ask: &Ask, form: &mut Form, faults: &[FaultReport]) -> Result<bool, Trouble> {
    let mut asked = false;
    for fault in faults {
        if let Some(question) = questions::of(&fault.field) {
            put(ask, form, question, &fault.field)?;
            asked = true;
        }
    }
    Ok(asked)
}

/// `need.#` of `need.#.service`; the name alone where there is no group.
fn group(question: &Question) -> &'static str {
    question.path.rsplit_once('.').map_or("", |(group, _)| group)
}

fn ask_group(ask: &Ask, form: &mut Form, questions: &[Question]) -> Result<(), Trouble> {
    let Some(first) = questions.first() else {
        return Ok(());
    };
    let name = group(first);
    if let Some(repeated) = name.strip_suffix(".#") {
        return ask_repeated(ask, form, questions, repeated);
    }
    let required = questions.iter().any(|q| q.asked == Asked::Always);
    if name.is_empty() || required || ask.yes(&format!("Write about: {}?", plain(name)), FLAG)? {
        for question in questions {
            put(ask, form, question, question.path)?;
        }
    }
    Ok(())
}

fn ask_repeated(
    ask: &Ask,
    form: &mut Form,
    questions: &[Question],
    name: &str,
) -> Result<(), Trouble> {
    for count in 1..=REPEATS_MAX {
        // A referral asks for something: the first need is not a choice.
        let first_need = name == "need" && count == 1;
        if !first_need && !ask.yes(&format!("Add a {name} (number {count})?"), FLAG)? {
            return Ok(());
        }
        for question in questions {
            put(ask, form, question, &question.path.replace('#', &count.to_string()))?;
        }
    }
    Ok(())
}

fn put(ask: &Ask, form: &mut Form, question: &Question, path: &str) -> Result<(), Trouble> {
    let answer = answer(ask, question)?;
    form.set(path, &answer)
        .map_err(|error| Trouble::usage(format!("The answer cannot be kept: {error}."), ""))
}

fn answer(ask: &Ask, question: &Question) -> Result<String, Trouble> {
    let optional = question.asked == Asked::IfAny;
    match question.kind {
        Kind::Code(list) => {
            let mut choices = choices(list);
            if optional {
                choices.insert(0, NONE.to_owned());
            }
            Ok(code(&ask.one_of(question.words, choices, FLAG)?))
        }
        Kind::Codes(list) => {
            let chosen = ask.some_of(question.words, choices(list), FLAG)?;
            Ok(chosen.iter().map(|choice| code(choice)).collect::<Vec<_>>().join(", "))
        }
        Kind::YesNo if optional => {
            let choices = [NONE, "yes", "no"].map(str::to_owned).to_vec();
            Ok(code(&ask.one_of(question.words, choices, FLAG)?))
        }
        Kind::YesNo => Ok(if ask.yes(question.words, FLAG)? { "yes" } else { "no" }.to_owned()),
        Kind::Line
        | Kind::Note
        | Kind::Texts
        | Kind::Day
        | Kind::Birthdate
        | Kind::Moment
        | Kind::Number
        | Kind::Language => ask.text(question.words, question.help, FLAG),
    }
}

/// `code - label`, in English: the screen's language is the program's.
fn choices(list: &'static str) -> Vec<String> {
    let codes = lists::list(list).map_or(&[][..], |list| list.codes.as_slice());
    let choice = |entry: &lists::Entry| {
        format!("{} - {}", entry.code, lists::label(list, &entry.code, "en"))
    };
    codes.iter().map(choice).collect()
}

fn code(choice: &str) -> String {
    if choice == NONE {
        return String::new();
    }
    choice.split(" - ").next().unwrap_or_default().to_owned()
}

fn plain(name: &str) -> String {
    name.replace('_', " ")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_question_belongs_to_one_run_of_its_group() {
        let mut seen: Vec<&str> = Vec::new();
        for question in questions::questions() {
            let name = group(question);
            if seen.last() != Some(&name) {
                assert!(name.is_empty() || !seen.contains(&name), "{name} is torn apart");
                seen.push(name);
            }
        }
    }

    #[test]
    fn a_choice_gives_its_code_back() {
        for list in ["service", "urgency", "age_band"] {
            let codes = lists::list(list).expect("a list");
            let back: Vec<_> = choices(list).iter().map(|choice| code(choice)).collect();
            let expected: Vec<_> = codes.codes.iter().map(|entry| entry.code.clone()).collect();
            assert_eq!(back, expected);
        }
        assert_eq!(code(NONE), "");
    }
}
