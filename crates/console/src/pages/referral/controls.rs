//! What a form asks: texts, choices, days; filled again with what was sent when something must be mended.
//!
//! In: what a page asks for, then the fields that came. Out: controls for `controls.html`; texts and moments as the
//! desk reads them. Judges only that what is needed is there.

use jiff::civil::{Date, Time};
use jiff::tz::TimeZone;

use crate::fields::Fields;
use crate::words::Words;

/// A note, in characters of a browser: as long as the exchange takes where each is one byte. The desk counts bytes.
pub(super) const NOTE_CHARS_MAX: u32 = 4_096;
/// A place, in the same way.
pub(super) const PLACE_CHARS_MAX: u32 = 512;
/// Stands for a day of one's own among the quick choices.
const OTHER: &str = "other";
/// A day without a time ends at midnight here.
const LAST_MINUTE: Time = Time::constant(23, 59, 0, 0);

/// What sort of answer.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Shape {
    Line,
    Note,
    One,
    /// One of a list that is too long to stand under each of many questions.
    Pick,
    Many,
    When,
}

/// One of several answers.
pub(super) struct Choice {
    pub(super) code: String,
    pub(super) label: String,
    pub(super) hint: Option<String>,
    pub(super) chosen: bool,
}

impl Choice {
    pub(super) fn new(code: impl Into<String>, label: impl Into<String>) -> Self {
        Self { code: code.into(), label: label.into(), hint: None, chosen: false }
    }
}

/// One thing that a form asks for.
pub(super) struct Control {
    pub(super) name: String,
    pub(super) label: String,
    pub(super) hint: Option<String>,
    pub(super) chars_max: u32,
    pub(super) text: String,
    pub(super) choices: Vec<Choice>,
    pub(super) day: String,
    pub(super) clock: String,
    pub(super) fault: Option<String>,
    pub(super) needed: bool,
    shape: Shape,
}

impl Control {
    fn new(name: impl Into<String>, label: String, shape: Shape) -> Self {
        Self {
            name: name.into(),
            label,
            hint: None,
            chars_max: NOTE_CHARS_MAX,
            text: String::new(),
            choices: Vec::new(),
            day: String::new(),
            clock: String::new(),
            fault: None,
            needed: true,
            shape,
        }
    }

    /// One line of text.
    pub(super) fn line(name: &str, label: String) -> Self {
        Self { chars_max: PLACE_CHARS_MAX, ..Self::new(name, label, Shape::Line) }
    }

    /// Several lines of text.
    pub(super) fn note(name: &str, label: String) -> Self {
        Self::new(name, label, Shape::Note)
    }

    /// One of several.
    pub(super) fn one(name: impl Into<String>, label: String, choices: Vec<Choice>) -> Self {
        Self { choices, ..Self::new(name, label, Shape::One) }
    }

    /// One of a list that folds away.
    pub(super) fn pick(name: impl Into<String>, label: String, choices: Vec<Choice>) -> Self {
        Self { choices, ..Self::new(name, label, Shape::Pick) }
    }

    /// Any of several.
    pub(super) fn many(name: &str, label: String, choices: Vec<Choice>) -> Self {
        Self { choices, ..Self::new(name, label, Shape::Many) }
    }

    /// A moment: quick choices as the desk reads them (`+3d`), and a day of one's own.
    pub(super) fn when(name: &str, label: String, words: Words, hours: &[u64]) -> Self {
        let soon = |hours: &u64| match (hours / 24, hours % 24) {
            (1, 0) => Choice::new("+24h", words.t("when-tomorrow")),
            (days, 0) => Choice::new(format!("+{days}d"), words.count("when-days", days)),
            _ => Choice::new(format!("+{hours}h"), words.span(hours.cast_signed() * 3_600)),
        };
        let mut choices: Vec<Choice> = hours.iter().map(soon).collect();
        if !choices.is_empty() {
            choices.push(Choice::new(OTHER, words.t("when-other")));
        }
        Self { choices, ..Self::new(name, label, Shape::When) }
    }

    pub(super) fn with_hint(mut self, hint: String) -> Self {
        self.hint = Some(hint);
        self
    }

    pub(super) fn if_any(mut self) -> Self {
        self.needed = false;
        self
    }

    // What the template asks.

    pub(super) fn is_line(&self) -> bool {
        self.shape == Shape::Line
    }

    pub(super) fn is_note(&self) -> bool {
        self.shape == Shape::Note
    }

    pub(super) fn is_pick(&self) -> bool {
        self.shape == Shape::Pick
    }

    pub(super) fn is_many(&self) -> bool {
        self.shape == Shape::Many
    }

    pub(super) fn is_when(&self) -> bool {
        self.shape == Shape::When
    }

    /// Where the list of faults leads.
    pub(super) fn target(&self) -> String {
        match self.shape {
            Shape::Line | Shape::Note | Shape::Pick => self.name.clone(),
            Shape::When if self.choices.is_empty() => format!("{}_day", self.name),
            Shape::One | Shape::Many | Shape::When => format!("{}-1", self.name),
        }
    }

    /// What was sent, so that nobody writes it twice.
    pub(super) fn fill(&mut self, fields: &Fields) {
        self.text = fields.one(&self.name).to_owned();
        let all = fields.all(&self.name);
        for choice in &mut self.choices {
            choice.chosen = all.contains(&choice.code);
        }
        self.day = fields.one(&format!("{}_day", self.name)).to_owned();
        self.clock = fields.one(&format!("{}_time", self.name)).to_owned();
    }

    /// Whether what is needed is there.
    pub(super) fn judge(&mut self, words: Words) -> bool {
        let there = match self.shape {
            Shape::Line | Shape::Note => !self.text.is_empty(),
            Shape::One | Shape::Pick | Shape::Many => {
                self.choices.iter().any(|choice| choice.chosen)
            }
            Shape::When => match self.choices.iter().find(|choice| choice.chosen) {
                Some(choice) => choice.code != OTHER || !self.day.is_empty(),
                None => !self.day.is_empty(),
            },
        };
        if there || !self.needed {
            return true;
        }
        self.fault = Some(words.t(match self.shape {
            Shape::Line | Shape::Note => "fault-write",
            Shape::One | Shape::Pick => "fault-choose",
            Shape::Many => "fault-choose-any",
            Shape::When => "fault-when",
        }));
        false
    }
}

/// Fills all controls, and says whether everything needed is there.
pub(super) fn take(controls: &mut [Control], fields: &Fields, words: Words) -> bool {
    let mut there = true;
    for control in controls {
        control.fill(fields);
        there &= control.judge(words);
    }
    there
}

/// A moment as the desk reads it: a quick choice, or a day and a time here. What is no day is passed on as it was
/// typed: the desk reads more than a browser writes, and says what is wrong with it.
pub(super) fn moment(fields: &Fields, name: &str) -> Option<String> {
    match fields.one(name) {
        "" | OTHER => {}
        quick => return Some(quick.to_owned()),
    }
    let typed = fields.some(&format!("{name}_day"))?;
    Some(local(&typed, fields.one(&format!("{name}_time")), &TimeZone::system()).unwrap_or(typed))
}

fn local(day: &str, clock: &str, zone: &TimeZone) -> Option<String> {
    let day: Date = day.parse().ok()?;
    let clock: Time = match clock {
        "" => LAST_MINUTE,
        clock => clock.parse().ok()?,
    };
    let at = day.to_datetime(clock).to_zoned(zone.clone()).ok()?;
    Some(at.strftime("%Y-%m-%d %H:%M %:z").to_string())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::words::Language;

    const WORDS: Words = Words(Language::English);

    fn bangkok() -> TimeZone {
        TimeZone::fixed(jiff::tz::offset(7))
    }

    #[test]
    fn a_day_here_becomes_a_moment_that_the_desk_reads() {
        let local = |day, clock| local(day, clock, &bangkok());
        assert_eq!(local("2026-12-01", "18:30").as_deref(), Some("2026-12-01 18:30 +07:00"));
        assert_eq!(local("2026-12-01", "").as_deref(), Some("2026-12-01 23:59 +07:00"));
        assert_eq!(local("2569-13-01 BE", ""), None, "left to the desk");
    }

    #[test]
    fn what_is_needed_and_not_there_is_said_at_the_control() {
        let sent = Fields::of(&[("note", "  "), ("by", "other"), ("need", "2")]);
        let mut controls = [
            Control::note("note", "Note".to_owned()),
            Control::when("by", "By".to_owned(), WORDS, &[1, 3]),
            Control::one("need", "Need".to_owned(), vec![Choice::new("2", "Food")]),
            Control::line("place", "Place".to_owned()).if_any(),
        ];
        assert!(!take(&mut controls, &sent, WORDS));
        let faults: Vec<bool> = controls.iter().map(|control| control.fault.is_some()).collect();
        assert_eq!(faults, [true, true, false, false]);
        assert_eq!(controls[1].target(), "by-1");
    }

    #[test]
    fn a_quick_choice_is_taken_as_it_is_and_an_own_day_only_where_it_was_chosen() {
        let quick = Fields::of(&[("by", "+3d"), ("by_day", "2026-12-01")]);
        assert_eq!(moment(&quick, "by").as_deref(), Some("+3d"));
        let own = Fields::of(&[("by", "other"), ("by_day", "1 December")]);
        assert_eq!(moment(&own, "by").as_deref(), Some("1 December"));
        assert_eq!(moment(&Fields::of(&[("by", "other")]), "by"), None);
    }
}
