//! Times as a reader sees them: in this computer's time zone, Gregorian, in the words of their language.
//!
//! In: RFC 3339 texts of the desk. Out: words. Times stay in UTC everywhere else.

use std::time::Duration;

use jiff::tz::TimeZone;
use jiff::{Timestamp, Zoned};

use super::Words;

const MINUTE: i64 = 60;
const HOUR: i64 = 60 * MINUTE;
const DAY: i64 = 24 * HOUR;

impl Words {
    /// `26 November 2026, 10:14`. What is no time is shown as it stands.
    pub(crate) fn moment(self, at: &str) -> String {
        match local(at) {
            Some(at) => {
                let clock = format!("{:02}:{:02}", at.hour(), at.minute());
                together(&self.with2("moment", "day", self.civil(at.date()), "time", clock))
            }
            None => at.to_owned(),
        }
    }

    /// `26 November 2026`, of a time or of a day.
    pub(crate) fn day(self, at: &str) -> String {
        let day = at.parse::<jiff::civil::Date>().ok();
        match local(at).map(|at| at.date()).or(day) {
            Some(day) => self.civil(day),
            None => at.to_owned(),
        }
    }

    /// `10:14`.
    pub(crate) fn clock(self, at: &str) -> String {
        local(at).map_or_else(|| at.to_owned(), |at| format!("{:02}:{:02}", at.hour(), at.minute()))
    }

    /// How long it is until a deadline, or since: `3 hours left`, `2 days overdue`.
    pub(crate) fn left(self, due: &str) -> String {
        match seconds_until(due) {
            Some(left) if left >= 0 => self.with("time-left", "span", self.span(left)),
            Some(over) => self.with("time-overdue", "span", self.span(-over)),
            None => due.to_owned(),
        }
    }

    /// How long ago: `2 minutes ago`.
    pub(crate) fn ago(self, at: &str) -> String {
        match seconds_until(at) {
            Some(left) => self.with("time-ago", "span", self.span((-left).max(0))),
            None => at.to_owned(),
        }
    }

    /// `3 hours`, in one unit.
    pub(crate) fn span(self, seconds: i64) -> String {
        let (id, count) = match seconds {
            ..MINUTE => return self.t("span-moment"),
            MINUTE..HOUR => ("span-minutes", seconds / MINUTE),
            HOUR..DAY => ("span-hours", seconds / HOUR),
            _ => ("span-days", seconds / DAY),
        };
        self.count(id, count.unsigned_abs())
    }

    fn civil(self, day: jiff::civil::Date) -> String {
        let month = self.t(&format!("month-{}", day.month()));
        together(&self.facts(
            "day",
            [
                (&"day".to_owned(), &day.day().to_string()),
                (&"month".to_owned(), &month),
                (&"year".to_owned(), &day.year().to_string()),
            ],
        ))
    }
}

/// Without isolates between its parts (UAX 9): the month's script gives a whole date its direction, else its parts
/// would stand in another order within a line from right to left.
fn together(text: &str) -> String {
    text.replace(['\u{2068}', '\u{2069}'], "")
}

/// The time of day here, for a greeting.
pub(crate) fn hour_now() -> i8 {
    Zoned::now().hour()
}

/// So long from now, RFC 3339.
pub(crate) fn after(span: Duration) -> String {
    let now = Timestamp::now();
    format!("{:.0}", now.checked_add(span).unwrap_or(now))
}

fn local(at: &str) -> Option<Zoned> {
    Some(at.parse::<Timestamp>().ok()?.to_zoned(TimeZone::system()))
}

/// Seconds until a time; negative when it is past.
pub(crate) fn seconds_until(at: &str) -> Option<i64> {
    let at = at.parse::<Timestamp>().ok()?;
    Some(at.as_second() - Timestamp::now().as_second())
}

#[cfg(test)]
mod tests {
    use super::super::tests::bare;
    use super::super::{Language, Words};

    #[test]
    fn a_day_is_gregorian_and_in_the_readers_words() {
        assert_eq!(bare(&Words(Language::English).day("2026-11-05")), "5 November 2026");
        assert!(Words(Language::Thai).day("2026-11-05").contains("2026"));
    }

    #[test]
    fn a_span_has_one_unit() {
        let words = Words(Language::English);
        assert_eq!(bare(&words.span(59)), "a moment");
        assert_eq!(bare(&words.span(60)), "1 minute");
        assert_eq!(bare(&words.span(7_300)), "2 hours");
        assert_eq!(bare(&words.span(200_000)), "2 days");
    }
}
