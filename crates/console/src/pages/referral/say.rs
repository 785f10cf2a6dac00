//! A referral's rows and letters in the reader's words.
//!
//! In: what the desk reports, in codes and in texts that people wrote. Out: labels and texts for templates, which
//! escape them. A code of a later program is shown as it is; a text that somebody wrote is never changed.

use std::collections::BTreeMap;

use waypost_case::describe::MINOR;
use waypost_case::lists;
use waypost_desk::command::{FieldRow, ReferralReport, TimelineRow};

use crate::words::Words;

/// A label and what stands beside it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Fact {
    pub(super) label: String,
    pub(super) text: String,
}

/// A row of a section.
pub(super) fn fact(words: Words, row: &FieldRow) -> Fact {
    Fact { label: label(words, row), text: value(words, row) }
}

/// The question that a row answers: as a heading of ours, as the form asks it, or in the desk's English.
fn label(words: Words, row: &FieldRow) -> String {
    let (mut path, mut number) = (Vec::new(), None);
    for part in row.key.split('.') {
        match part.parse::<u64>() {
            Ok(count) => number = Some(count),
            Err(_) => path.push(part),
        }
    }
    let path = path.join("-");
    let found = words.find(&format!("row-{path}")).or_else(|| words.find(&format!("q-{path}")));
    match (found, number) {
        (Some(label), Some(number)) => {
            words.with2("row-numbered", "number", number, "label", label)
        }
        (Some(label), None) => label,
        (None, _) => row.label.clone(),
    }
}

fn value(words: Words, row: &FieldRow) -> String {
    let Some(list) = row.list.as_deref().filter(|_| !row.codes.is_empty()) else {
        return row.text.clone();
    };
    let each = |say: &dyn Fn(&String) -> String, between: &str| {
        row.codes.iter().map(say).collect::<Vec<_>>().join(between)
    };
    match list {
        "yes_no" => each(&|code| yes_no(words, code), ", "),
        "day" => each(&|day| words.day(day), ", "),
        "moment" => each(&|at| words.moment(at), ", "),
        "days" => each(&|days| spoken_days(words, days), ", "),
        "languages" => each(&|code| language(words, code), "\n"),
        "section" => each(&|code| words.coded("section", code), ", "),
        "age_band" if row.text.ends_with(MINOR) => {
            words.with("row-minor", "age", each(&|code| words.code(list, code).to_owned(), ", "))
        }
        list if lists::list(list).is_some() => {
            each(&|code| words.code(list, code).to_owned(), ", ")
        }
        _ => row.text.clone(),
    }
}

fn yes_no(words: Words, code: &str) -> String {
    match code {
        "yes" => words.t("yes"),
        "no" => words.t("no"),
        other => other.to_owned(),
    }
}

fn spoken_days(words: Words, days: &str) -> String {
    days.parse::<u64>().map_or_else(|_| days.to_owned(), |days| words.count("span-days", days))
}

/// `km well some`: a language, how well it is spoken, how well read.
fn language(words: Words, code: &str) -> String {
    let mut parts = code.split_ascii_whitespace();
    let mut said = words.code("language", parts.next().unwrap_or(code)).to_owned();
    let level = |level| words.code("language_level", level);
    if let Some(spoken) = parts.next().filter(|level| *level != "-") {
        said = format!("{said}, {}", words.with("row-speaks", "level", level(spoken)));
    }
    if let Some(read) = parts.next() {
        said = format!("{said}, {}", words.with("row-reads", "level", level(read)));
    }
    said
}

/// A line of the timeline.
pub(super) struct Entry {
    pub(super) number: u32,
    pub(super) what: String,
    pub(super) by: String,
    pub(super) ours: bool,
    /// RFC 3339.
    pub(super) at: String,
    /// How far our letter is; when its receipt was signed, if one came.
    pub(super) tick: Option<String>,
    pub(super) signed_for: Option<String>,
    /// Why it changed nothing, where it did not.
    pub(super) fate: Option<String>,
    pub(super) facts: Vec<Fact>,
    /// A move of ours that can be taken back as a slip.
    pub(super) can_be_a_slip: bool,
}

/// The timeline, the oldest line first. Receipts stand at the letter that they sign for; that a person opened the
/// referral is a line of its own.
pub(super) fn timeline(words: Words, report: &ReferralReport) -> Vec<Entry> {
    let of = Timeline { words, report };
    report.timeline.iter().filter(|row| !is_signature(row)).map(|row| of.entry(row)).collect()
}

fn is_signature(row: &TimelineRow) -> bool {
    row.kind == "receipt" && fact_of(row, "stage") == "received"
}

fn fact_of<'a>(row: &'a TimelineRow, name: &str) -> &'a str {
    row.facts.get(name).map_or("", String::as_str)
}

/// Moves that are no slips: they are for good, or have a way of their own to be taken back.
const FOR_GOOD: [&str; 4] = ["send", "revoke_consent", "narrow_consent", "entered_in_error"];
/// Letters that are no moves.
const NO_MOVES: [&str; 4] = ["receipt", "disclosure", "attachment", "pieces"];
/// Facts in the order in which they are read.
pub(super) const FACTS: [&str; 27] = [
    "urgency",
    "services",
    "question",
    "text",
    "answer",
    "accepted",
    "declined",
    "outcomes",
    "need",
    "when",
    "code",
    "note",
    "elsewhere",
    "by_when",
    "review_by",
    "place",
    "arrive_by",
    "person_seen",
    "partner_kind",
    "section",
    "sections",
    "erased",
    "kept",
    "law",
    "reason",
    "day",
    "finding",
];

struct Timeline<'a> {
    words: Words,
    report: &'a ReferralReport,
}

impl Timeline<'_> {
    fn entry(&self, row: &TimelineRow) -> Entry {
        let words = self.words;
        let ours = row.by == "us";
        let is_move = !NO_MOVES.contains(&row.kind.as_str());
        Entry {
            number: row.entry,
            what: self.what(row),
            by: if ours { words.t("by-us") } else { row.by.clone() },
            ours,
            at: row.at.clone(),
            tick: Some(row.tick.as_str()).filter(|t| !t.is_empty()).map(|t| words.coded("tick", t)),
            signed_for: self.signed_for(row),
            fate: (row.fate != "applied").then(|| words.coded("fate", &row.fate)),
            facts: self.facts(row),
            can_be_a_slip: ours
                && is_move
                && row.fate == "applied"
                && !FOR_GOOD.contains(&row.kind.as_str()),
        }
    }

    fn what(&self, row: &TimelineRow) -> String {
        match (row.kind.as_str(), fact_of(row, "whole")) {
            ("pieces", "no") => self.words.t("move-pieces-missing"),
            (kind, _) => self.words.coded("move", kind),
        }
    }

    /// When the partner signed for a letter of ours.
    fn signed_for(&self, row: &TimelineRow) -> Option<String> {
        let signs = |other: &&TimelineRow| {
            is_signature(other) && other.by != row.by && fact_of(other, "of") == row.header
        };
        self.report.timeline.iter().find(signs).map(|receipt| receipt.at.clone())
    }

    fn facts(&self, row: &TimelineRow) -> Vec<Fact> {
        let known = FACTS.iter().filter_map(|name| Some((*name, row.facts.get(*name)?)));
        let mut facts: Vec<Fact> = known
            .map(|(name, value)| Fact {
                label: self.words.coded("fact", name),
                text: self.fact_value(row, name, value),
            })
            .collect();
        facts.extend(self.notes(&row.facts));
        facts.extend(self.taken_back(row));
        facts
    }

    fn fact_value(&self, row: &TimelineRow, name: &str, value: &str) -> String {
        let words = self.words;
        let several = |say: &dyn Fn(&str) -> String| {
            value.split(", ").map(say).collect::<Vec<_>>().join(", ")
        };
        match name {
            "by_when" | "review_by" | "arrive_by" | "when" => words.moment(value),
            "urgency" => words.code("urgency", value).to_owned(),
            "services" => several(&|code| words.code("service", code).to_owned()),
            "section" | "sections" | "erased" | "kept" => {
                several(&|code| words.coded("section", code))
            }
            "code" => words.coded(code_list(&row.kind), value),
            "person_seen" => yes_no(words, value),
            "partner_kind" => words.coded("organisation_kind", value),
            "finding" => words.coded("finding", value),
            "answer" => words.coded("consent-answer", value),
            "day" => spoken_days(words, value),
            "need" | "accepted" => several(&|need| self.need(need)),
            "declined" => several(&|pair| self.of_need(pair, "decline")),
            "outcomes" => several(&|pair| self.of_need(pair, "outcome")),
            _ => value.to_owned(),
        }
    }

    /// `2` with its service.
    fn need(&self, number: &str) -> String {
        match self.report.needs.iter().find(|need| need.need.to_string() == number) {
            Some(need) => need_said(self.words, need.need, &need.service),
            None => number.to_owned(),
        }
    }

    /// `2=no_capacity`.
    fn of_need(&self, pair: &str, kind: &str) -> String {
        match pair.split_once('=') {
            Some((need, code)) => {
                format!("{}: {}", self.need(need), self.words.coded(kind, code))
            }
            None => pair.to_owned(),
        }
    }

    /// What was written beside each need.
    fn notes(&self, facts: &BTreeMap<String, String>) -> Vec<Fact> {
        let note = |(name, value): (&String, &String)| {
            let need = self.need(name.strip_prefix("note.")?);
            let label = self.words.with("fact-note-of-need", "need", need);
            Some(Fact { label, text: value.clone() })
        };
        facts.iter().filter_map(note).collect()
    }

    /// Which line was entered in error.
    fn taken_back(&self, row: &TimelineRow) -> Option<Fact> {
        if row.kind != "entered_in_error" {
            return None;
        }
        let text = match row.facts.get("of") {
            None => self.words.t("slip-referral"),
            Some(of) => {
                let slip = self.report.timeline.iter().find(|other| &other.header == of)?;
                format!("{} ({})", self.what(slip), self.words.moment(&slip.at))
            }
        };
        Some(Fact { label: self.words.t("fact-slip"), text })
    }
}

/// The list that a move's code is of.
fn code_list(kind: &str) -> &'static str {
    match kind {
        "withdraw" => "withdraw",
        "hand_back" => "hand_back",
        _ => "decline",
    }
}

/// `Need 2: Food`.
pub(super) fn need_said(words: Words, number: u32, service: &str) -> String {
    words.with2("need-numbered", "number", number, "service", words.code("service", service))
}

/// A length of a file.
pub(super) fn size(words: Words, bytes: u64) -> String {
    const MIB: u64 = 1 << 20;
    match bytes {
        0..1_024 => words.count("size-bytes", bytes),
        1_024..MIB => words.with("size-kb", "size", bytes.div_ceil(1_024)),
        _ => {
            let tenths = bytes * 10 / MIB;
            words.with("size-mb", "size", format_args!("{}.{}", tenths / 10, tenths % 10))
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::words::Language;

    const WORDS: Words = Words(Language::English);

    fn row(key: &str, list: Option<&str>, codes: &[&str], text: &str) -> FieldRow {
        FieldRow {
            key: key.to_owned(),
            label: "Label".to_owned(),
            text: text.to_owned(),
            list: list.map(str::to_owned),
            codes: codes.iter().map(|code| (*code).to_owned()).collect(),
        }
    }

    fn said(list: &str, codes: &[&str], text: &str) -> String {
        let text = value(WORDS, &row("x", Some(list), codes, text));
        text.replace(['\u{2068}', '\u{2069}'], "")
    }

    #[test]
    fn codes_are_said_in_the_readers_words_and_texts_are_left_as_they_are() {
        assert_eq!(said("yes_no", &["no"], "No"), "No");
        assert_eq!(said("day", &["2026-11-26"], "2026-11-26"), "26 November 2026");
        assert_eq!(said("days", &["180"], "180 days"), "180 days");
        assert_eq!(said("section", &["needs"], "x"), "What is needed (no identity)");
        assert_eq!(said("a list of a later program", &["x"], "as it came"), "as it came");
        assert_eq!(value(WORDS, &row("x", None, &[], " <b> ")), " <b> ");
    }

    #[test]
    fn a_language_says_how_well_it_is_spoken_and_read() {
        let km = said("languages", &["km well some"], "");
        assert!(km.starts_with("Khmer"), "{km}");
        assert_eq!(km.matches(", ").count(), 2, "{km}");
        assert_eq!(said("languages", &["km"], "").matches(", ").count(), 0);
        assert_eq!(said("languages", &["km - some"], "").matches(", ").count(), 1);
    }

    #[test]
    fn that_a_person_is_a_minor_is_said_though_the_code_does_not() {
        let text = said("age_band", &["unknown"], &format!("Not known {MINOR}"));
        assert!(text.contains("minor"), "{text}");
        assert!(!said("age_band", &["25_39"], "25 to 39 years").contains("minor"));
    }

    #[test]
    fn an_override_is_never_asked_politely() {
        let label = label(WORDS, &row("consent.override_reason", None, &[], "x"));
        assert!(label.contains("NO CONSENT"), "{label}");
    }

    #[test]
    fn a_question_without_a_message_keeps_the_desks_label() {
        assert_eq!(label(WORDS, &row("something.new", None, &[], "x")), "Label");
    }

    #[test]
    fn sizes_have_one_unit() {
        let said = |bytes| size(WORDS, bytes).replace(['\u{2068}', '\u{2069}'], "");
        assert_eq!(said(1_023), "1023 bytes");
        assert_eq!(said(1_025), "2 KB");
        assert_eq!(said(26_214_400), "25.0 MB");
    }
}
