//! One answer at a time: typed text in, a value out, every fault kept.

use waypost_protocol::ids::{Day, Time};

use super::Context;
use crate::dates::{self, Birthdate};
use crate::fault::{Fault, FaultCode};
use crate::form::Typed;
use crate::questions;
use crate::text::{LINE_CHARS_MAX, Lines, NOTE_CHARS_MAX, clean};
use crate::words::{Coded, language_tag};

/// Most entries in a list of texts (the wire's bound for a list).
const TEXTS_MAX: usize = 64;
const DAY_SHAPE: &str = "YYYY-MM-DD, or +180d for days from today";
const MOMENT_SHAPE: &str = "+6h, +3d, YYYY-MM-DD, or YYYY-MM-DD HH:MM +07:00";
const BIRTHDATE_SHAPE: &str = "YYYY-MM-DD, YYYY-MM or YYYY";

/// Reads answers and keeps every fault. A value that is `None` was not typed, or its fault is kept.
pub(super) struct Answers<'a> {
    pub(super) context: &'a Context<'a>,
    pub(super) faults: Vec<Fault>,
}

impl<'a> Answers<'a> {
    pub(super) const fn new(context: &'a Context<'a>) -> Self {
        Self { context, faults: Vec::new() }
    }

    pub(super) fn fault(&mut self, fault: Fault) {
        self.faults.push(fault);
    }

    pub(super) fn at_most(&mut self, path: &str, found: usize, expected_max: usize) {
        if found > expected_max {
            self.fault(Fault::new(
                path,
                FaultCode::TooMuch,
                format!("{found} entries"),
                format!("at most {expected_max}"),
            ));
        }
    }

    pub(super) fn line(&mut self, path: &str, typed: &Typed) -> Option<String> {
        self.text(path, typed, Lines::One, LINE_CHARS_MAX)
    }

    pub(super) fn required_line(&mut self, path: &str, typed: &Typed) -> Option<String> {
        self.require(path, typed);
        self.line(path, typed)
    }

    pub(super) fn note(&mut self, path: &str, typed: &Typed) -> Option<String> {
        self.text(path, typed, Lines::Many, NOTE_CHARS_MAX)
    }

    pub(super) fn text(
        &mut self,
        path: &str,
        typed: &Typed,
        lines: Lines,
        chars_max: usize,
    ) -> Option<String> {
        let cleaned =
            clean(&typed.0, lines, chars_max).map_err(|problem| Fault::text(path, problem));
        self.keep(cleaned)?
    }

    pub(super) fn texts(&mut self, path: &str, typed: &[Typed]) -> Vec<String> {
        self.at_most(path, typed.len(), TEXTS_MAX);
        typed.iter().take(TEXTS_MAX).filter_map(|t| self.line(path, t)).collect()
    }

    pub(super) fn code<T: Coded>(&mut self, path: &str, typed: &Typed) -> Option<T> {
        let code = T::read(typed.get()?).map_err(|unknown| Fault::unknown(path, unknown));
        self.keep(code)
    }

    pub(super) fn required_code<T: Coded>(&mut self, path: &str, typed: &Typed) -> Option<T> {
        self.require(path, typed);
        self.code(path, typed)
    }

    /// Several codes, each once, in the order of typing.
    pub(super) fn codes<T: Coded + PartialEq>(&mut self, path: &str, typed: &[Typed]) -> Vec<T> {
        let mut codes: Vec<T> = Vec::new();
        for code in self.codes_with_repeats::<T>(path, typed) {
            if codes.contains(&code) {
                self.fault(Fault::new(
                    path,
                    FaultCode::Duplicate,
                    format!("`{}` twice", code.code()),
                    "each once",
                ));
            } else {
                codes.push(code);
            }
        }
        codes
    }

    pub(super) fn codes_with_repeats<T: Coded>(&mut self, path: &str, typed: &[Typed]) -> Vec<T> {
        self.at_most(path, typed.len(), TEXTS_MAX);
        typed.iter().take(TEXTS_MAX).filter_map(|t| self.code(path, t)).collect()
    }

    pub(super) fn required_codes<T: Coded + PartialEq>(
        &mut self,
        path: &str,
        typed: &[Typed],
    ) -> Vec<T> {
        if typed.iter().all(|t| t.get().is_none()) {
            self.missing(path);
        }
        self.codes(path, typed)
    }

    pub(super) fn day(&mut self, path: &str, typed: &Typed) -> Option<Day> {
        let day = dates::day(typed.get()?, self.context.today);
        self.keep(day.map_err(|problem| Fault::date(path, problem, DAY_SHAPE)))
    }

    pub(super) fn required_day(&mut self, path: &str, typed: &Typed) -> Option<Day> {
        self.require(path, typed);
        self.day(path, typed)
    }

    /// A day that has come: when something was done.
    pub(super) fn past_day(&mut self, path: &str, typed: &Typed) -> Option<Day> {
        let day = self.day(path, typed)?;
        if day > self.context.today {
            self.fault(Fault::new(
                path,
                FaultCode::DateOrder,
                "a day still to come",
                "today or earlier",
            ));
        }
        Some(day)
    }

    pub(super) fn moment(&mut self, path: &str, typed: &Typed) -> Option<Time> {
        let moment = dates::moment(typed.get()?, self.context.now);
        self.keep(moment.map_err(|problem| Fault::date(path, problem, MOMENT_SHAPE)))
    }

    pub(super) fn birthdate(&mut self, path: &str, typed: &Typed) -> Option<Birthdate> {
        let born = Birthdate::parse(typed.get()?);
        self.keep(born.map_err(|problem| Fault::date(path, problem, BIRTHDATE_SHAPE)))
    }

    pub(super) fn flag(&mut self, path: &str, typed: &Typed) -> Option<bool> {
        let flag = match typed.get()?.to_ascii_lowercase().as_str() {
            "yes" | "true" => Ok(true),
            "no" | "false" => Ok(false),
            _ => Err(Fault::new(path, FaultCode::Shape, "another answer", "yes or no")),
        };
        self.keep(flag)
    }

    pub(super) fn required_flag(&mut self, path: &str, typed: &Typed) -> Option<bool> {
        self.require(path, typed);
        self.flag(path, typed)
    }

    pub(super) fn number(&mut self, path: &str, typed: &Typed, max: u32) -> Option<u32> {
        let digits = dates::latin_digits(typed.get()?).ok();
        let number = digits.and_then(|d| d.parse::<u32>().ok()).filter(|n| *n <= max);
        let fault = || {
            Fault::new(
                path,
                FaultCode::Shape,
                "another answer",
                format!("a whole number, 0 to {max}"),
            )
        };
        self.keep(number.ok_or_else(fault))
    }

    pub(super) fn language(&mut self, path: &str, typed: &Typed) -> Option<String> {
        let tag = language_tag(typed.get()?);
        let fault = || {
            Fault::new(
                path,
                FaultCode::Shape,
                "another shape, or a language that does not exist",
                "a language tag such as km, my, am, zh or ar",
            )
        };
        self.keep(tag.ok_or_else(fault))
    }

    pub(super) fn require(&mut self, path: &str, typed: &Typed) {
        if typed.get().is_none() {
            self.missing(path);
        }
    }

    fn missing(&mut self, path: &str) {
        self.fault(Fault::missing(path, questions::expected(path)));
    }

    fn keep<T>(&mut self, value: Result<T, Fault>) -> Option<T> {
        value.map_err(|fault| self.faults.push(fault)).ok()
    }
}
