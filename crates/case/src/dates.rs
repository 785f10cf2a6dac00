//! Days and moments as people type them.
//!
//! In: `2026-11-25` in any positional digits, `2569-11-25 BE`, `+3d` from a day that is given.
//! Out: a [`Day`], a [`Time`], a [`Birthdate`], or a [`DateProblem`] that says what to write.
//! Never guesses: a year of 2400 or more may be a Buddhist year, and only the typist knows.

use std::fmt;

use time::{Date, Month};
use waypost_protocol::ids::{DAY_SECONDS, Day, Time};

/// Longest text that can be a date: `2026-11-25 18:30 +07:00` in four-byte digits.
const DATE_BYTES_MAX: usize = 80;
/// A year from here on may be Buddhist: 2400 BE is 1857, and no one plans for 2400.
const BUDDHIST_FROM: i32 = 2400;
/// Buddhist years run 543 ahead.
const BUDDHIST_AHEAD: i32 = 543;
/// Furthest a relative date may reach: ten years of days, as for the longest retention.
const AHEAD_DAYS_MAX: u32 = 3_660;
/// 1970-01-01 as a Julian day number.
const EPOCH_JULIAN_DAY: i32 = 2_440_588;

/// Why a text is not a date. Never shows the text, except a year that is in question.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum DateProblem {
    /// Not written as a date at all.
    Shape,
    /// Written as a date that no calendar has: month 13, 30 February.
    NoSuchDay,
    /// A year that may be Buddhist.
    BuddhistYear {
        /// The year as typed.
        typed: i32,
    },
    /// Digits that are not positional (Ethiopic).
    EthiopicDigits,
    /// Before 1970, or further ahead than anything here reaches.
    OutOfRange,
}

/// A date of birth, as exactly as it is known.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum Birthdate {
    /// Only the year is known.
    Year(i32),
    /// Year and month.
    Month(i32, u8),
    /// The full date.
    Full(Date),
}

/// A date of birth is about a person: `Debug` does not show it.
impl fmt::Debug for Birthdate {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Birthdate(..)")
    }
}

/// ISO 8601, as exact as it is known: `1998`, `1998-04`, `1998-04-02`.
impl fmt::Display for Birthdate {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Year(year) => write!(f, "{year:04}"),
            Self::Month(year, month) => write!(f, "{year:04}-{month:02}"),
            Self::Full(date) => f.write_str(&iso(*date)),
        }
    }
}

impl Birthdate {
    /// Reads a date of birth: `1998-04-02`, `1998-04` or `1998`.
    pub fn parse(typed: &str) -> Result<Self, DateProblem> {
        let text = latin_digits(typed)?;
        let (text, era) = split_era(&text);
        let parts: Vec<&str> = text.split(['-', '/']).collect();
        let year = |text| gregorian(number(text, 4)?, era);
        match parts.as_slice() {
            [y] => Ok(Self::Year(year(y)?)),
            [y, m] => Ok(Self::Month(year(y)?, month(m)? as u8)),
            [_, _, _] => date(text, era).map(Self::Full),
            _ => Err(DateProblem::Shape),
        }
    }

    /// The year.
    pub const fn year(self) -> i32 {
        match self {
            Self::Year(year) | Self::Month(year, _) => year,
            Self::Full(date) => date.year(),
        }
    }

    /// The youngest and the oldest that a person so born can be on a day, in whole years.
    pub fn age_on(self, today: Day) -> (i32, i32) {
        let Some(today) = to_date(today) else {
            return (0, i32::MAX);
        };
        let age = |month: u8, day: u8| {
            let had_birthday = (today.month() as u8, today.day()) >= (month, day);
            today.year() - self.year() - i32::from(!had_birthday)
        };
        match self {
            Self::Year(_) => (age(12, 31), age(1, 1)),
            Self::Month(_, month) => (age(month, 31), age(month, 1)),
            Self::Full(date) => {
                (age(date.month() as u8, date.day()), age(date.month() as u8, date.day()))
            }
        }
    }

    /// Whether every reading of it lies after a day.
    pub fn is_after(self, today: Day) -> bool {
        to_date(today).is_some_and(|today| match self {
            Self::Year(year) => year > today.year(),
            Self::Month(year, month) => (year, month) > (today.year(), today.month() as u8),
            Self::Full(date) => date > today,
        })
    }
}

/// Reads a day: `2026-11-25`, `2569-11-25 BE`, or `+180d` counted from `today`.
pub fn day(typed: &str, today: Day) -> Result<Day, DateProblem> {
    let text = latin_digits(typed)?;
    if let Some((count, 'd')) = relative(&text)? {
        return Ok(today.plus(count));
    }
    let (text, era) = split_era(&text);
    from_date(date(text, era)?)
}

/// Reads a moment: `+6h`, `+3d`, `2026-11-25 18:30 +07:00`, or a day alone, which ends at 24:00 UTC.
pub fn moment(typed: &str, now: Time) -> Result<Time, DateProblem> {
    let text = latin_digits(typed)?;
    match relative(&text)? {
        Some((hours, 'h')) => return Ok(now.plus(u64::from(hours) * 3_600)),
        Some((days, _)) => return Ok(now.plus(u64::from(days) * DAY_SECONDS)),
        None => {}
    }
    let words: Vec<&str> = text.split_ascii_whitespace().collect();
    match words.as_slice() {
        [_] | [_, "BE"] => Ok(Time((u64::from(day(&text, now.day())?.0) + 1) * DAY_SECONDS)),
        [date_text, clock, zone] => at(date(date_text, Era::Unsaid)?, clock, zone),
        _ => Err(DateProblem::Shape),
    }
}

/// A date or moment whose year was typed as a Buddhist one, with the Gregorian year in its place. `None` when the year
/// is not in question: only the typist knows whether it is right.
pub fn buddhist_reading(typed: &str) -> Option<String> {
    let text = latin_digits(typed).ok()?;
    let (year, rest) = text.split_at_checked(4)?;
    let year = number(year, 4).ok().filter(|year| *year >= BUDDHIST_FROM)?;
    let said = rest.ends_with("BE") || rest.starts_with(|c: char| c.is_ascii_digit());
    (!said).then(|| format!("{:04}{rest}", year - BUDDHIST_AHEAD))
}

/// A day as ISO 8601 writes it.
pub fn day_text(day: Day) -> String {
    to_date(day).map_or_else(|| format!("day {}", day.0), iso)
}

/// A moment in UTC, to the minute.
pub fn moment_text(at: Time) -> String {
    let minutes = at.0 % DAY_SECONDS / 60;
    format!("{} {:02}:{:02} UTC", day_text(at.day()), minutes / 60, minutes % 60)
}

/// A moment as RFC 3339 writes it: UTC, whole seconds.
pub fn moment_code(at: Time) -> String {
    let second = at.0 % DAY_SECONDS;
    let (hour, minute, second) = (second / 3600, second / 60 % 60, second % 60);
    format!("{}T{hour:02}:{minute:02}:{second:02}Z", day_text(at.day()))
}

/// A length of time in its largest useful unit.
pub fn span_text(seconds: u64) -> String {
    match seconds {
        0..=119 => format!("{seconds} s"),
        120..=7_199 => format!("{} min", seconds / 60),
        7_200..=172_799 => format!("{} h", seconds / 3_600),
        _ => format!("{} d", seconds / 86_400),
    }
}

#[derive(Clone, Copy)]
enum Era {
    Buddhist,
    Unsaid,
}

/// One zero for each script whose digits are positional; each run of ten is contiguous in Unicode.
const ZEROS: &[char] = &[
    '0', '\u{0660}', '\u{06F0}', '\u{0966}', '\u{09E6}', '\u{0E50}', '\u{0ED0}', '\u{1040}',
    '\u{1090}', '\u{17E0}', '\u{FF10}',
];

pub(crate) fn latin_digits(typed: &str) -> Result<String, DateProblem> {
    let typed = typed.trim();
    if typed.is_empty() || typed.len() > DATE_BYTES_MAX {
        return Err(DateProblem::Shape);
    }
    typed.chars().map(latin_digit).collect()
}

fn latin_digit(c: char) -> Result<char, DateProblem> {
    if ('\u{1369}'..='\u{137C}').contains(&c) {
        return Err(DateProblem::EthiopicDigits);
    }
    let value = |zero: &char| (c as u32).checked_sub(*zero as u32).filter(|v| *v < 10);
    Ok(ZEROS.iter().find_map(value).and_then(|v| char::from_digit(v, 10)).unwrap_or(c))
}

/// `+3d` or `+6h`; `None` when the text does not begin with a plus.
fn relative(text: &str) -> Result<Option<(u32, char)>, DateProblem> {
    let Some(rest) = text.strip_prefix('+') else {
        return Ok(None);
    };
    let unit = if rest.ends_with('h') { 'h' } else { 'd' };
    let digits = rest.strip_suffix(unit).ok_or(DateProblem::Shape)?;
    let count = u32::try_from(number(digits, 5)?).map_err(|_| DateProblem::Shape)?;
    let days = if unit == 'h' { count / 24 } else { count };
    if days > AHEAD_DAYS_MAX {
        return Err(DateProblem::OutOfRange);
    }
    Ok(Some((count, unit)))
}

fn split_era(text: &str) -> (&str, Era) {
    match text.strip_suffix("BE") {
        Some(rest) => (rest.trim_end(), Era::Buddhist),
        None => (text, Era::Unsaid),
    }
}

fn gregorian(year: i32, era: Era) -> Result<i32, DateProblem> {
    match era {
        Era::Buddhist => Ok(year - BUDDHIST_AHEAD),
        Era::Unsaid if year >= BUDDHIST_FROM => Err(DateProblem::BuddhistYear { typed: year }),
        Era::Unsaid => Ok(year),
    }
}

fn date(text: &str, era: Era) -> Result<Date, DateProblem> {
    let parts: Vec<&str> = text.split(['-', '/']).collect();
    let [y, m, d] = parts.as_slice() else {
        return Err(DateProblem::Shape);
    };
    if y.len() != 4 {
        return Err(DateProblem::Shape);
    }
    let year = gregorian(number(y, 4)?, era)?;
    let day = u8::try_from(number(d, 2)?).map_err(|_| DateProblem::NoSuchDay)?;
    Date::from_calendar_date(year, month(m)?, day).map_err(|_| DateProblem::NoSuchDay)
}

fn month(text: &str) -> Result<Month, DateProblem> {
    let month = u8::try_from(number(text, 2)?).map_err(|_| DateProblem::NoSuchDay)?;
    Month::try_from(month).map_err(|_| DateProblem::NoSuchDay)
}

fn number(text: &str, digits_max: usize) -> Result<i32, DateProblem> {
    let plain =
        !text.is_empty() && text.len() <= digits_max && text.bytes().all(|b| b.is_ascii_digit());
    if !plain {
        return Err(DateProblem::Shape);
    }
    text.parse().map_err(|_| DateProblem::Shape)
}

/// `18:30` and `+07:00`, `-03:30` or `Z`. Zone names change their rules; an offset does not.
fn at(date: Date, clock: &str, zone: &str) -> Result<Time, DateProblem> {
    let (hours, minutes) = hours_minutes(clock)?;
    let ahead =
        match zone.strip_prefix('+').map(|z| (1, z)).or(zone.strip_prefix('-').map(|z| (-1, z))) {
            Some((sign, offset)) => {
                let (hours, minutes) = hours_minutes(offset)?;
                sign * (hours * 60 + minutes)
            }
            None if zone == "Z" => 0,
            None => return Err(DateProblem::Shape),
        };
    let midnight = i64::from(from_date(date)?.0) * i64::from(24 * 60);
    let minutes = midnight + i64::from(hours * 60 + minutes - ahead);
    u64::try_from(minutes * 60).map(Time).map_err(|_| DateProblem::OutOfRange)
}

fn hours_minutes(text: &str) -> Result<(i32, i32), DateProblem> {
    let (hours, minutes) = text.split_once(':').ok_or(DateProblem::Shape)?;
    let (hours, minutes) = (number(hours, 2)?, number(minutes, 2)?);
    if hours > 23 || minutes > 59 {
        return Err(DateProblem::NoSuchDay);
    }
    Ok((hours, minutes))
}

fn from_date(date: Date) -> Result<Day, DateProblem> {
    u32::try_from(date.to_julian_day() - EPOCH_JULIAN_DAY)
        .map(Day)
        .map_err(|_| DateProblem::OutOfRange)
}

fn to_date(day: Day) -> Option<Date> {
    let julian = i32::try_from(day.0).ok()?.checked_add(EPOCH_JULIAN_DAY)?;
    Date::from_julian_day(julian).ok()
}

fn iso(date: Date) -> String {
    format!("{:04}-{:02}-{:02}", date.year(), date.month() as u8, date.day())
}

#[cfg(test)]
mod tests {
    use super::*;

    /// 2026-11-22.
    const TODAY: Day = Day(20_779);

    #[test]
    fn one_day_in_many_digits() {
        for typed in [
            "2026-11-22",
            "2026/11/22",
            "២០២៦-១១-២២",
            "၂၀၂၆-၁၁-၂၂",
            "٢٠٢٦-١١-٢٢",
            "۲۰۲۶-۱۱-۲۲",
            "२०२६-११-२२",
            "২০২৬-১১-২২",
            "２０２６-１１-２２",
            "2569-11-22 BE",
            "๒๕๖๙-๑๑-๒๒ BE",
        ] {
            assert_eq!(day(typed, Day(0)), Ok(TODAY), "{typed}");
        }
        assert_eq!(day_text(TODAY), "2026-11-22");
    }

    #[test]
    fn a_buddhist_year_is_a_question() {
        let asked = Err(DateProblem::BuddhistYear { typed: 2569 });
        assert_eq!(day("2569-11-22", TODAY), asked);
        assert_eq!(day("๒๕๖๙-๑๑-๒๒", TODAY), asked);
        assert_eq!(Birthdate::parse("2541"), Err(DateProblem::BuddhistYear { typed: 2541 }));
        assert_eq!(Birthdate::parse("2541 BE"), Ok(Birthdate::Year(1998)));
    }

    #[test]
    fn a_buddhist_year_has_a_gregorian_reading() {
        let reading = |typed| buddhist_reading(typed);
        assert_eq!(reading("2569-11-22").as_deref(), Some("2026-11-22"));
        assert_eq!(reading("๒๕๖๙-๑๑").as_deref(), Some("2026-11"));
        assert_eq!(reading("2569-11-22 18:30 +07:00").as_deref(), Some("2026-11-22 18:30 +07:00"));
        for typed in ["2026-11-22", "2569-11-22 BE", "25690", "+3d", "soon", "", "ก"] {
            assert_eq!(reading(typed), None, "{typed}");
        }
    }

    #[test]
    fn ethiopic_digits_are_refused_by_name() {
        assert_eq!(day("፳፻፲፰-1-1", TODAY), Err(DateProblem::EthiopicDigits));
    }

    #[test]
    fn days_that_no_calendar_has_are_refused() {
        for typed in ["2026-02-29", "2026-13-01", "2026-00-10", "2026-04-31"] {
            assert_eq!(day(typed, TODAY), Err(DateProblem::NoSuchDay), "{typed}");
        }
        for typed in ["", "22-11-2026", "soon", "+", "+3", "3d", "+3w", "2026-11", "2026-11-22T10"]
        {
            assert_eq!(day(typed, TODAY), Err(DateProblem::Shape), "{typed}");
        }
        assert_eq!(day("+99999d", TODAY), Err(DateProblem::OutOfRange));
        assert_eq!(day("1969-12-31", TODAY), Err(DateProblem::OutOfRange));
    }

    #[test]
    fn relative_days_count_from_the_day_given() {
        assert_eq!(day("+180d", TODAY), Ok(Day(20_779 + 180)));
        assert_eq!(moment("+6h", Time(1_000)), Ok(Time(1_000 + 6 * 3_600)));
        assert_eq!(moment("+3d", Time(1_000)), Ok(Time(1_000 + 3 * DAY_SECONDS)));
    }

    #[test]
    fn a_moment_needs_its_offset_and_a_day_alone_ends_at_midnight_utc() {
        let now = Time(20_779 * DAY_SECONDS);
        let at = |typed| moment(typed, now).map(moment_text);
        assert_eq!(at("2026-11-25 18:30 +07:00").as_deref(), Ok("2026-11-25 11:30 UTC"));
        assert_eq!(at("2026-11-25 01:00 +06:30").as_deref(), Ok("2026-11-24 18:30 UTC"));
        assert_eq!(at("2026-11-25 18:30"), Err(DateProblem::Shape));
        assert_eq!(at("2026-11-25").as_deref(), Ok("2026-11-26 00:00 UTC"));
    }

    #[test]
    fn an_age_from_a_partial_birthdate_is_a_range() {
        let age = |typed: &str| Birthdate::parse(typed).unwrap().age_on(TODAY);
        assert_eq!(age("2008-11-22"), (18, 18));
        assert_eq!(age("2008-11-23"), (17, 17));
        assert_eq!(age("2008"), (17, 18));
        assert_eq!(age("2008-11"), (17, 18));
        assert!(Birthdate::parse("2027").unwrap().is_after(TODAY));
    }
}
