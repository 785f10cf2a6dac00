//! Answers to read: as they were typed, and as the partner will see them, in the reader's language.
//!
//! In: the form as typed; rows of the desk with their codes. Out: pairs of words. A text of somebody's own is shown as
//! it is. Judges nothing.

use waypost_case::Form;
use waypost_case::lists;
use waypost_case::questions::{Kind, of};
use waypost_desk::command::{FieldRow, SectionReport};

use super::spoken;
use super::tasks::Task;
use super::widgets::question_words;
use crate::words::Words;

/// A question and its answer.
pub(crate) struct Answer {
    pub(crate) question: String,
    pub(crate) text: String,
}

/// A section as the partner sees it.
pub(crate) struct Section {
    pub(crate) title: String,
    pub(crate) rows: Vec<Answer>,
}

/// What is answered of a task, as typed, with the words of its codes.
pub(crate) fn typed(task: Task, form: &Form, words: Words) -> Vec<Answer> {
    let one = |path: String| {
        let text = form.answer(&path)?;
        let text = match of(&path)?.kind {
            Kind::Code(list) | Kind::Codes(list) => labels(list, &text, words),
            Kind::Language => words.code("language", &text).to_owned(),
            Kind::YesNo => yes_no(&text, words),
            Kind::Texts if path == "person.languages" => languages(&text, words),
            Kind::Line
            | Kind::Note
            | Kind::Texts
            | Kind::Day
            | Kind::Birthdate
            | Kind::Moment
            | Kind::Number => text,
        };
        Some(Answer { question: numbered_words(&path, words), text })
    };
    task.answered(form).into_iter().filter_map(one).collect()
}

/// What the partner sees, section by section.
pub(crate) fn seen(sections: &[SectionReport], words: Words) -> Vec<Section> {
    let section = |section: &SectionReport| Section {
        title: words.code("section", &section.section).to_owned(),
        rows: section.rows.iter().map(|row| of_desk(row, words)).collect(),
    };
    sections.iter().map(section).collect()
}

fn of_desk(row: &FieldRow, words: Words) -> Answer {
    let question = match of(&row.key) {
        Some(_) => numbered_words(&row.key, words),
        None => words.find(&format!("new-row-{}", row.key)).unwrap_or_else(|| row.label.clone()),
    };
    Answer { question, text: coded(row, words) }
}

/// What a row says, from its codes; its own words where it has none.
fn coded(row: &FieldRow, words: Words) -> String {
    let Some(list) = &row.list else { return row.text.clone() };
    let one = |code: &String| match list.as_str() {
        "yes_no" => yes_no(code, words),
        "day" => words.day(code),
        "moment" => words.moment(code),
        "days" => code.parse::<u64>().map_or(code.clone(), |days| words.count("span-days", days)),
        "languages" => languages(code, words),
        list => words.code(list, code).to_owned(),
    };
    let texts: Vec<String> = row.codes.iter().map(one).collect();
    texts.join(if list == "languages" { "\n" } else { ", " })
}

fn yes_no(text: &str, words: Words) -> String {
    match text.to_ascii_lowercase().as_str() {
        "yes" | "true" => words.t("yes"),
        "no" | "false" => words.t("no"),
        _ => text.to_owned(),
    }
}

fn labels(list: &'static str, text: &str, words: Words) -> String {
    let one = |code: &str| match lists::read(list, code) {
        Ok(known) => words.code(list, known).to_owned(),
        Err(_) => code.to_owned(),
    };
    text.split(", ").map(one).collect::<Vec<_>>().join(", ")
}

/// `km well some, en`: a line for each, with the levels in words.
fn languages(text: &str, words: Words) -> String {
    let one = |text: &str| {
        let said = spoken::split(text);
        let mut line = words.code("language", &said.tag).to_owned();
        let level = |code: &String| words.code("language_level", code).to_owned();
        if !said.spoken.is_empty() {
            line += ", ";
            line += &words.with("new-speaks", "level", level(&said.spoken));
        }
        if !said.read.is_empty() {
            line += ", ";
            line += &words.with("new-reads", "level", level(&said.read));
        }
        line
    };
    text.split(", ").map(one).collect::<Vec<_>>().join("\n")
}

/// The question with the number of its group: `Need 2: By when?`.
pub(crate) fn numbered_words(path: &str, words: Words) -> String {
    let question = question_words(path, words);
    match path.split('.').collect::<Vec<_>>().as_slice() {
        ["need", number, _] => words.with2("new-need-line", "number", number, "question", question),
        ["document", number, _] => {
            words.with2("new-document-line", "number", number, "question", question)
        }
        _ => question,
    }
}
