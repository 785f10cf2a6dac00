//! A question as a part of a page: what to type into, what is chosen, the words around it, its fault.
//!
//! In: a question's path, the form as typed. Out: a [`Widget`], which the template shows. What was typed is shown as
//! it was typed, right or wrong; a code that no list has stays chosen under its own name. Judges nothing.

use waypost_case::Form;
use waypost_case::lists;
use waypost_case::questions::{Asked, Kind, of};
use waypost_case::record::{DEPENDANTS_MAX, LANGUAGES_MAX};
use waypost_desk::command::FaultReport;

use super::faults;
use super::spoken::{self, Spoken};
use super::tasks::numbers_out;
use crate::words::Words;

/// Up to so many codes are seen at one glance; more are a list to open.
const RADIOS_MAX: usize = 7;
/// Up to so many codes are boxes to tick; nobody reads 249 countries.
const BOXES_MAX: usize = 40;
/// Rows of a long list: as many as most people need, and always one to spare.
const ROWS_MIN: usize = 3;
/// Needed unless there was no time to ask: their help says so.
const UNLESS_OVERRIDDEN: [&str; 2] = ["consent.mode", "consent.language"];
/// The list of languages.
const LANGUAGES: &str = "language";

/// One question on a page.
pub(crate) struct Widget {
    /// The name of its field: the question's path.
    pub(crate) path: String,
    /// Where a link to it leads.
    pub(crate) id: String,
    pub(crate) words: String,
    pub(crate) hints: Vec<String>,
    pub(crate) optional: bool,
    pub(crate) fault: Option<String>,
    /// Another reading of a date that was typed with a Buddhist year.
    pub(crate) gregorian: Option<(String, String)>,
    pub(crate) input: Input,
}

/// What a question is answered with.
pub(crate) enum Input {
    Line {
        text: String,
        digits: bool,
        short: bool,
    },
    Note {
        text: String,
    },
    Radios {
        choices: Vec<Choice>,
    },
    Select {
        choices: Vec<Choice>,
    },
    Boxes {
        choices: Vec<Choice>,
    },
    /// One list to open for each answer.
    Rows {
        rows: Vec<Vec<Choice>>,
    },
    Language {
        choices: Vec<Choice>,
        other: String,
    },
    Languages {
        rows: Vec<LanguageRow>,
    },
}

/// One thing to choose.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Choice {
    pub(crate) code: String,
    pub(crate) words: String,
    /// What to know before choosing it.
    pub(crate) notes: Vec<String>,
    pub(crate) chosen: bool,
}

/// One language of a person: which, how well spoken, how well read.
pub(crate) struct LanguageRow {
    /// From 1.
    pub(crate) number: usize,
    pub(crate) choices: Vec<Choice>,
    pub(crate) other: String,
    pub(crate) spoken: Vec<Choice>,
    pub(crate) read: Vec<Choice>,
}

/// Where a link to a question leads.
pub(crate) fn id(path: &str) -> String {
    format!("f-{}", path.replace('.', "-"))
}

impl Widget {
    /// The question of a path with what was typed. None where there is no such question.
    pub(crate) fn of(path: &str, form: &Form, words: Words) -> Option<Self> {
        let question = of(path)?;
        let typed = form.answer(path).unwrap_or_default();
        let optional = question.asked == Asked::IfAny;
        let input = match question.kind {
            Kind::Texts if question.path == "person.languages" => {
                Input::Languages { rows: language_rows(form, words) }
            }
            Kind::Texts => Input::Note { text: typed.replace(", ", "\n") },
            Kind::Line => Input::Line { text: typed, digits: false, short: false },
            Kind::Note => Input::Note { text: typed },
            Kind::Day | Kind::Birthdate | Kind::Moment => {
                Input::Line { text: typed, digits: false, short: true }
            }
            Kind::Number => Input::Line { text: typed, digits: true, short: true },
            Kind::YesNo => Input::Radios { choices: yes_no(&typed, optional, words) },
            Kind::Code(list) => one_of(list, &typed, optional, words),
            Kind::Codes(list) => several_of(list, &typed, question.path, words),
            Kind::Language => {
                let (choices, other) = language(&typed, words);
                Input::Language { choices, other }
            }
        };
        Some(Self {
            path: path.to_owned(),
            id: id(path),
            words: question_words(question.path, words),
            hints: hints(question.path, question.kind, words),
            optional: optional && !UNLESS_OVERRIDDEN.contains(&question.path),
            fault: None,
            gregorian: None,
            input,
        })
    }

    /// With the fault that the desk found here, and what it offers instead.
    #[must_use]
    pub(crate) fn with_fault(mut self, found: &[FaultReport], form: &Form, words: Words) -> Self {
        let Some(fault) = found.iter().find(|f| faults::place(&f.field) == self.path) else {
            return self;
        };
        self.fault = Some(faults::said(fault, words));
        if fault.code == "buddhist_year" {
            let typed = form.answer(&self.path).unwrap_or_default();
            let reading = waypost_case::dates::buddhist_reading(&typed);
            self.gregorian = reading.map(|reading| (typed, reading));
        }
        self
    }

    /// Whether it is a group of inputs, with a legend in place of a label.
    pub(crate) fn is_group(&self) -> bool {
        match self.input {
            Input::Line { .. } | Input::Note { .. } | Input::Select { .. } => false,
            Input::Radios { .. }
            | Input::Boxes { .. }
            | Input::Rows { .. }
            | Input::Language { .. }
            | Input::Languages { .. } => true,
        }
    }

    /// The ids of what describes it, for readers that do not see the page.
    pub(crate) fn described_by(&self) -> String {
        let hint = (!self.hints.is_empty()).then(|| format!("{}-hint", self.id));
        let fault = self.fault.is_some().then(|| format!("{}-fault", self.id));
        hint.into_iter().chain(fault).collect::<Vec<_>>().join(" ")
    }
}

/// The question in the reader's words.
pub(crate) fn question_words(path: &str, words: Words) -> String {
    let path = numbers_out(path);
    let id = question_id(&path);
    words.find(&id).unwrap_or(path)
}

/// `need.#.note` as the languages call it: `q-need-note`.
pub(crate) fn question_id(path: &str) -> String {
    format!("q-{}", path.replace(".#", "").replace('.', "-"))
}

/// The question's help; where it speaks of writing codes, the page has words of its own. Then how to write it.
fn hints(path: &str, kind: Kind, words: Words) -> Vec<String> {
    let id = question_id(path);
    let here = words.find(&format!("new-help-{}", &id[2..]));
    let help = here.or_else(|| words.find(&format!("{id}-help")));
    let how = match kind {
        Kind::Day => Some(words.t("new-hint-day")),
        Kind::Moment => Some(words.t("new-hint-moment")),
        Kind::Line
        | Kind::Note
        | Kind::Texts
        | Kind::Code(_)
        | Kind::Codes(_)
        | Kind::Birthdate
        | Kind::YesNo
        | Kind::Number
        | Kind::Language => None,
    };
    help.into_iter().chain(how).collect()
}

fn yes_no(typed: &str, optional: bool, words: Words) -> Vec<Choice> {
    let chosen = match typed.to_ascii_lowercase().as_str() {
        "yes" | "true" => "yes",
        "no" | "false" => "no",
        _ => typed,
    };
    let mut choices =
        vec![choice("yes", words.t("yes"), chosen), choice("no", words.t("no"), chosen)];
    keep_unknown(&mut choices, chosen);
    unanswered(choices, optional, chosen, words)
}

fn one_of(list: &'static str, typed: &str, optional: bool, words: Words) -> Input {
    let chosen = lists::read(list, typed).unwrap_or(typed);
    let mut choices = choices(list, chosen, words);
    keep_unknown(&mut choices, chosen);
    if choices.len() <= RADIOS_MAX {
        return Input::Radios { choices: unanswered(choices, optional, chosen, words) };
    }
    Input::Select { choices: with_blank(choices, chosen, words) }
}

fn several_of(list: &'static str, typed: &str, path: &str, words: Words) -> Input {
    let typed: Vec<&str> = typed.split(',').map(str::trim).filter(|t| !t.is_empty()).collect();
    let chosen: Vec<&str> = typed.iter().map(|t| lists::read(list, t).unwrap_or(t)).collect();
    let long = lists::list(list).is_some_and(|list| list.codes.len() > BOXES_MAX);
    // The same age band may be there twice: a box cannot say that.
    if long || path == "person.dependants" {
        let count = (chosen.len() + 1).clamp(ROWS_MIN, DEPENDANTS_MAX.max(chosen.len()));
        let row = |n: usize| {
            let one = chosen.get(n).copied().unwrap_or_default();
            let mut choices = choices(list, one, words);
            keep_unknown(&mut choices, one);
            with_blank(choices, one, words)
        };
        return Input::Rows { rows: (0..count).map(row).collect() };
    }
    let mut choices = choices(list, "", words);
    for one in chosen {
        keep_unknown(&mut choices, one);
        choices.iter_mut().filter(|choice| choice.code == one).for_each(|c| c.chosen = true);
    }
    Input::Boxes { choices }
}

/// Every code of a list, one of them chosen.
fn choices(list: &str, chosen: &str, words: Words) -> Vec<Choice> {
    let codes = lists::list(list).map_or(&[][..], |list| list.codes.as_slice());
    let one = |entry: &lists::Entry| {
        let notes = words.find(&format!("new-note-{list}-{}", entry.code)).into_iter().collect();
        Choice { notes, ..choice(&entry.code, words.code(list, &entry.code).to_owned(), chosen) }
    };
    codes.iter().map(one).collect()
}

fn choice(code: &str, words: String, chosen: &str) -> Choice {
    Choice { code: code.to_owned(), words, notes: Vec::new(), chosen: code == chosen }
}

/// What was typed elsewhere and is in no list stays, so that saving this page changes nothing else.
fn keep_unknown(choices: &mut Vec<Choice>, typed: &str) {
    if !typed.is_empty() && !choices.iter().any(|choice| choice.code == typed) {
        choices.push(choice(typed, typed.to_owned(), typed));
    }
}

/// A choice by which an answer is taken back, where none is needed.
fn unanswered(mut choices: Vec<Choice>, optional: bool, chosen: &str, words: Words) -> Vec<Choice> {
    if optional {
        choices.push(choice("", words.t("new-not-answered"), chosen));
    }
    choices
}

fn with_blank(mut choices: Vec<Choice>, chosen: &str, words: Words) -> Vec<Choice> {
    choices.insert(0, choice("", words.t("new-choose"), chosen));
    choices
}

/// A list of languages, and a place for one that it lacks.
fn language(typed: &str, words: Words) -> (Vec<Choice>, String) {
    let listed = lists::read(LANGUAGES, typed).ok();
    let choices = with_blank(choices(LANGUAGES, listed.unwrap_or_default(), words), "-", words);
    (choices, if listed.is_none() { typed.to_owned() } else { String::new() })
}

fn language_rows(form: &Form, words: Words) -> Vec<LanguageRow> {
    let texts: Vec<&str> = form.person.languages.iter().filter_map(|typed| typed.get()).collect();
    let count = (texts.len() + 1).clamp(ROWS_MIN, LANGUAGES_MAX.max(texts.len()));
    let row = |n: usize| {
        let Spoken { tag, spoken, read } = spoken::split(texts.get(n).copied().unwrap_or_default());
        let (choices, other) = language(&tag, words);
        LanguageRow {
            number: n + 1,
            choices,
            other,
            spoken: level(&spoken, words),
            read: level(&read, words),
        }
    };
    (0..count).map(row).collect()
}

fn level(typed: &str, words: Words) -> Vec<Choice> {
    let chosen = lists::read("language_level", typed).unwrap_or(typed);
    let mut choices = choices("language_level", chosen, words);
    keep_unknown(&mut choices, chosen);
    with_blank(choices, chosen, words)
}
