//! Reports: the work in numbers, as pictures with the same numbers in a table.
//!
//! In: figures of the desk, a period. Out: pictures and tables. No person is in them: needs by place show no count
//! under five, and no total that tells one (see `small_cells`).

use askama::Template;
use axum::extract::Query;
use serde::Deserialize;
use waypost_desk::command::{
    Command, FiguresReport, FirstAnswer, MonthCount, NeedCount, NetworkRow, Reply, StateCount,
};

use crate::pages::partners::reached;
use crate::pictures::Sheet;
use crate::pictures::bars::{BARS_MAX, Bar, Bars, Line, Part};
use crate::pictures::star::{Point, STAR_MAX, Star};
use crate::roles::Right;
use crate::routes::{Route, look};
use crate::small_cells::{Reading, Shown, Table};
use crate::visitor::{Answer, Frame, Place, Problem, Visitor, html};
use crate::words::Words;

/// The periods that are offered: a month, a quarter, a year.
const PERIODS: [u32; 3] = [30, 90, 365];
const PERIOD_AT_FIRST: u32 = 90;
/// Rows of a table of partners: far more than an organisation has.
const ROWS_MAX: usize = 500;
/// Columns of the table of needs: what a person can still find a partner in.
const COLUMNS_MAX: usize = 12;
const HOUR_SECONDS: u64 = 3_600;
/// What the whole width means in the picture of first answers: a week. A longer bar ends at its edge.
const ANSWER_HOURS_MAX: u64 = 7 * 24;
/// A picture of less has no room for its lines.
const ANSWER_HOURS_MIN: u64 = 84;

/// States in the order of a referral's life; a state of a later program comes last.
const STATES: [&str; 18] = [
    "waiting_for_referral",
    "sent",
    "received",
    "info_requested",
    "on_hold",
    "accepted",
    "in_transit",
    "in_service",
    "completed",
    "closed",
    "declined",
    "handed_back",
    "expired",
    "withdraw_pending",
    "withdrawn",
    "closed_client_choice",
    "closed_lost",
    "void",
];
/// From here on it is a state in which nothing came of it: in the second colour.
const NOTHING_CAME: &str = "declined";

pub(crate) fn routes() -> Vec<Route> {
    vec![look("/reports", Right::SeeReports, reports)]
}

#[derive(Deserialize)]
struct Period {
    #[serde(default)]
    days: Option<String>,
}

impl Period {
    /// One of ours; the usual one for everything else.
    fn days(&self) -> u32 {
        let typed = self.days.as_deref().and_then(|days| days.parse().ok());
        typed.filter(|days| PERIODS.contains(days)).unwrap_or(PERIOD_AT_FIRST)
    }
}

#[derive(Template)]
#[template(path = "reports.html")]
struct Reports {
    page: Frame,
    days: u32,
    not_counted_yet: u64,
    states: Vec<States>,
    answers: Answers,
    needs: Vec<Needs>,
    network: Network,
    months: Months,
}

async fn reports(visitor: Visitor, Query(period): Query<Period>) -> Answer {
    let days = period.days();
    let Reply::Figures(figures) = visitor.ask(Command::Figures { days }).await? else {
        return Err(Problem::Broken);
    };
    let page = visitor.frame("reports-title", Place::Reports).await;
    html(&Reports::of(page, days, *figures))
}

impl Reports {
    fn of(page: Frame, days: u32, figures: FiguresReport) -> Self {
        let pen = Pen { words: page.words, sheet: Sheet::of(page.words.0) };
        let FiguresReport {
            states, first_answers, needs, network, months, not_counted_yet, ..
        } = figures;
        Self {
            page,
            days,
            not_counted_yet,
            states: DIRECTIONS.iter().map(|way| pen.states(way, &states)).collect(),
            answers: pen.answers(first_answers),
            needs: DIRECTIONS.iter().map(|way| pen.needs(way, &needs)).collect(),
            network: pen.network(network),
            months: pen.months(months),
        }
    }

    fn periods(&self) -> [u32; 3] {
        PERIODS
    }
}

/// Sent and received by us.
const DIRECTIONS: [&str; 2] = ["sent", "received"];

/// What draws: the words, and the side where lines begin.
#[derive(Clone, Copy)]
struct Pen {
    words: Words,
    sheet: Sheet,
}

/// Referrals by state, one way.
struct States {
    direction: &'static str,
    title: String,
    picture: Bars,
    /// Code and count.
    rows: Vec<(String, u64)>,
    total: u64,
}

impl Pen {
    fn states(self, direction: &'static str, states: &[StateCount]) -> States {
        let mut rows: Vec<(String, u64)> = states
            .iter()
            .filter(|state| state.direction == direction)
            .map(|state| (state.status.clone(), state.count))
            .collect();
        rows.sort_by_key(|(status, _)| place_of(status));
        let bar = |(status, count): &(String, u64)| Bar {
            name: self.words.coded("status", status),
            parts: vec![Part { count: *count, other: place_of(status) >= place_of(NOTHING_CAME) }],
            shown: count.to_string(),
        };
        let bars: Vec<Bar> = rows.iter().map(bar).collect();
        let title = self.words.coded("states", direction);
        States {
            direction,
            picture: Bars::draw(self.sheet, &title, &bars, None, &[]),
            title,
            total: rows.iter().map(|(_, count)| count).sum(),
            rows,
        }
    }
}

fn place_of(status: &str) -> usize {
    STATES.iter().position(|known| *known == status).unwrap_or(STATES.len())
}

/// Time to the first answer, by partner.
struct Answers {
    picture: Bars,
    rows: Vec<AnswerRow>,
    /// Partners that are not in the picture.
    more: u64,
    /// A bar was cut at a week.
    cut: bool,
}

struct AnswerRow {
    row: FirstAnswer,
    median: String,
}

impl Pen {
    fn answers(self, mut rows: Vec<FirstAnswer>) -> Answers {
        // Whoever answers quickly first; whoever did not answer last.
        rows.sort_by(|one, other| {
            let key = |row: &FirstAnswer| row.median_seconds.unwrap_or(u64::MAX);
            key(one).cmp(&key(other)).then_with(|| one.partner.cmp(&other.partner))
        });
        rows.truncate(ROWS_MAX);
        let longest = rows.iter().filter_map(|row| row.median_seconds).max().unwrap_or(0);
        let most = longest.clamp(ANSWER_HOURS_MIN * HOUR_SECONDS, ANSWER_HOURS_MAX * HOUR_SECONDS);
        let lines = [24, 72].map(|hours: u64| Line {
            at: hours * HOUR_SECONDS,
            words: self.words.count("answers-line", hours),
        });
        let bar = |row: &FirstAnswer| Bar {
            name: row.partner.clone(),
            parts: vec![Part { count: row.median_seconds.unwrap_or(0).min(most), other: false }],
            shown: self.median(row),
        };
        let bars: Vec<Bar> = rows.iter().map(bar).collect();
        Answers {
            picture: Bars::draw(
                self.sheet,
                &self.words.t("answers-title"),
                &bars,
                Some(most),
                &lines,
            ),
            more: rows.len().saturating_sub(BARS_MAX) as u64,
            cut: longest > most,
            rows: rows
                .into_iter()
                .map(|row| AnswerRow { median: self.median(&row), row })
                .collect(),
        }
    }

    fn median(self, row: &FirstAnswer) -> String {
        match row.median_seconds {
            // Two days are told in hours too: the lines are.
            Some(seconds) if (24 * HOUR_SECONDS..=72 * HOUR_SECONDS).contains(&seconds) => {
                self.words.count("span-hours", seconds / HOUR_SECONDS)
            }
            Some(seconds) => self.words.span(i64::try_from(seconds).unwrap_or(i64::MAX)),
            None => self.words.t("answers-none-yet"),
        }
    }
}

/// Needs by service and place, one way. Small counts are hidden.
struct Needs {
    direction: &'static str,
    title: String,
    picture: Bars,
    table: Table,
}

impl Pen {
    fn needs(self, direction: &'static str, needs: &[NeedCount]) -> Needs {
        let this_way = needs.iter().filter(|need| need.direction == direction);
        let counts =
            this_way.map(|need| (need.service.as_str(), need.partner.as_str(), need.count));
        let table = Table::of(counts, COLUMNS_MAX);
        let title = self.words.coded("needs", direction);
        let bar = |row: &crate::small_cells::Row| Bar {
            name: self.words.code("service", &row.name).to_owned(),
            // As long as it is at least.
            parts: vec![Part { count: row.total.least(), other: false }],
            shown: reading(self.words, row.total),
        };
        let bars: Vec<Bar> = table.rows.iter().map(bar).collect();
        Needs { direction, picture: Bars::draw(self.sheet, &title, &bars, None, &[]), title, table }
    }
}

impl Needs {
    fn merged(&self) -> u64 {
        self.table.merged as u64
    }

    fn shown(&self, page: &Frame, cell: &Shown) -> String {
        reading(page.words, *cell)
    }
}

/// A cell as it is written.
fn reading(words: Words, cell: Shown) -> String {
    match cell.reading() {
        Reading::Count(count) => count.to_string(),
        Reading::Few => words.t("needs-few"),
        Reading::OrMore(least) => words.count("needs-or-more", least),
    }
}

/// The network now.
struct Network {
    picture: Star,
    rows: Vec<NetworkLine>,
    /// Partners that are not in the picture.
    more: u64,
}

struct NetworkLine {
    row: NetworkRow,
    /// How it is reached.
    now: String,
    heard: String,
}

impl Pen {
    fn network(self, mut rows: Vec<NetworkRow>) -> Network {
        // Those that are reached, then those that were heard last.
        rows.sort_by(|one, other| {
            let key = |row: &NetworkRow| (row.blocked, !row.connected);
            let heard = other.last_contact.cmp(&one.last_contact);
            key(one).cmp(&key(other)).then(heard).then_with(|| one.partner.cmp(&other.partner))
        });
        rows.truncate(ROWS_MAX);
        let rows: Vec<NetworkLine> = rows.into_iter().map(|row| self.network_line(row)).collect();
        let point = |line: &NetworkLine| Point {
            name: line.row.partner.clone(),
            // Where there is no connection, since when says more than how.
            words: match line.row.connected || line.row.blocked {
                true => line.now.clone(),
                false => line.heard.clone(),
            },
            connected: line.row.connected && !line.row.blocked,
        };
        let points: Vec<Point> = rows.iter().map(point).collect();
        let (label, us) = (self.words.t("network-title"), self.words.t("network-us"));
        Network {
            picture: Star::draw(self.sheet, &label, &us, &points),
            more: rows.len().saturating_sub(STAR_MAX) as u64,
            rows,
        }
    }

    fn network_line(self, row: NetworkRow) -> NetworkLine {
        let now = match row.blocked {
            true => "blocked",
            false => reached(row.connected, row.carrier),
        };
        NetworkLine {
            now: self.words.coded("partner-now", now),
            heard: match &row.last_contact {
                Some(at) => self.words.with("network-heard", "ago", self.words.ago(at)),
                None => self.words.t("network-never"),
            },
            row,
        }
    }
}

/// Month by month.
struct Months {
    picture: Bars,
    rows: Vec<MonthRow>,
}

struct MonthRow {
    name: String,
    row: MonthCount,
}

impl Pen {
    fn months(self, months: Vec<MonthCount>) -> Months {
        let bar = |row: &MonthRow| Bar {
            name: row.name.clone(),
            parts: vec![
                Part { count: row.row.sent, other: false },
                Part { count: row.row.received, other: true },
            ],
            shown: self.words.with2(
                "months-shown",
                "sent",
                row.row.sent,
                "received",
                row.row.received,
            ),
        };
        let rows: Vec<MonthRow> =
            months.into_iter().map(|row| MonthRow { name: self.month(&row.month), row }).collect();
        let bars: Vec<Bar> = rows.iter().map(bar).collect();
        Months {
            picture: Bars::draw(self.sheet, &self.words.t("months-title"), &bars, None, &[]),
            rows,
        }
    }

    /// `November 2026`. What is no month is shown as it stands.
    fn month(self, month: &str) -> String {
        let read =
            month.split_once('-').and_then(|(year, month)| Some((year, month.parse::<u8>().ok()?)));
        match read {
            Some((year, number @ 1..=12)) => self.words.with2(
                "month-of-year",
                "month",
                self.words.coded("month", &number.to_string()),
                "year",
                year,
            ),
            _ => month.to_owned(),
        }
    }
}

#[cfg(test)]
mod tests {
    use waypost_desk::command::Carrier;

    use super::*;
    use crate::pages::tests::{HOSTILE, frame, whole};
    use crate::words::Language;

    fn answer(partner: &str, median_hours: Option<u64>) -> FirstAnswer {
        FirstAnswer {
            partner: partner.to_owned(),
            answered: u64::from(median_hours.is_some()),
            waiting: 2,
            median_seconds: median_hours.map(|hours| hours * HOUR_SECONDS),
            within_24h: 1,
            within_72h: 0,
            later: 0,
        }
    }

    fn network(partner: &str, connected: bool, last_contact: Option<&str>) -> NetworkRow {
        NetworkRow {
            partner: partner.to_owned(),
            connected,
            carrier: if connected { Carrier::Direct } else { Carrier::None },
            last_contact: last_contact.map(str::to_owned),
            waiting_letters: 1,
            confirmed: true,
            blocked: false,
        }
    }

    fn need(service: &str, partner: &str, count: u64) -> NeedCount {
        let (service, partner) = (service.to_owned(), partner.to_owned());
        NeedCount { service, partner, direction: "sent".to_owned(), count }
    }

    fn state(direction: &str, status: &str, count: u64) -> StateCount {
        StateCount { direction: direction.to_owned(), status: status.to_owned(), count }
    }

    fn month(month: &str) -> MonthCount {
        MonthCount { month: month.to_owned(), sent: 42, received: 8, accepted: 26, declined: 3 }
    }

    fn report(language: Language, figures: FiguresReport) -> String {
        Reports::of(frame(language, "Reports", Place::Reports), 90, figures).render().unwrap()
    }

    fn hostile() -> FiguresReport {
        FiguresReport {
            days: 90,
            states: vec![
                state("sent", "accepted", 26),
                state("sent", HOSTILE, 1),
                state("received", "declined", 8),
            ],
            first_answers: vec![answer(HOSTILE, Some(30)), answer("embassy", None)],
            needs: vec![need("medical", HOSTILE, 12), need(HOSTILE, "clinic", 3)],
            network: vec![network(HOSTILE, true, None), network("embassy", false, Some(HOSTILE))],
            months: vec![month("2026-11"), month(HOSTILE)],
            not_counted_yet: 3,
        }
    }

    #[test]
    fn names_in_every_picture_and_table_are_letters_and_no_more_than_letters() {
        for language in [Language::English, Language::Arabic] {
            whole(&report(language, hostile()));
        }
    }

    #[test]
    fn no_work_yet_is_a_page_without_pictures_of_nothing() {
        let text = report(Language::English, FiguresReport::default());
        whole(&text);
        assert!(!text.contains("<rect"));
    }

    #[test]
    fn every_picture_has_a_name_and_a_table() {
        let text = report(Language::English, hostile());
        let pictures = text.matches("<svg ").count();
        assert_eq!(pictures, 6, "states twice, answers, needs sent, network, months");
        assert_eq!(text.matches("role=\"img\" aria-label=\"").count(), pictures);
        assert_eq!(text.matches("<table>").count(), pictures);
    }

    #[test]
    fn two_hundred_partners_are_a_bounded_page() {
        let names: Vec<String> =
            (0..200).map(|n| format!("partner-with-a-long-name-{n}")).collect();
        let figures = FiguresReport {
            first_answers: names.iter().zip(0..).map(|(name, n)| answer(name, Some(n))).collect(),
            needs: names.iter().zip(0..).map(|(name, n)| need("medical", name, n)).collect(),
            network: names.iter().map(|name| network(name, true, None)).collect(),
            ..FiguresReport::default()
        };
        let text = report(Language::English, figures);
        whole(&text);
        assert!(text.len() < 256 * 1024, "{} bytes", text.len());
    }

    #[test]
    fn needs_under_five_are_nowhere_in_the_page() {
        let figures = FiguresReport {
            needs: vec![need("medical", "clinic", 3), need("medical", "embassy", 417)],
            ..FiguresReport::default()
        };
        let text = report(Language::English, figures);
        assert!(text.contains("&#60;5") && text.contains("417"));
        assert!(!text.contains("420"), "the sum tells the hidden cell");
    }

    #[test]
    fn states_stand_in_the_order_of_a_referrals_life() {
        let states = [
            state("sent", "declined", 8),
            state("sent", "later_state", 1),
            state("sent", "sent", 42),
        ];
        let pen = Pen { words: Words(Language::English), sheet: Sheet::of(Language::English) };
        let drawn = pen.states("sent", &states);
        let order: Vec<&str> = drawn.rows.iter().map(|(status, _)| status.as_str()).collect();
        assert_eq!(order, ["sent", "declined", "later_state"]);
        assert_eq!(drawn.total, 51);
    }

    #[test]
    fn every_state_and_direction_has_words() {
        let words = Words(Language::English);
        for state in STATES {
            assert!(words.find(&format!("status-{state}")).is_some(), "{state}");
        }
        for kind in ["states", "needs"] {
            for direction in DIRECTIONS {
                assert!(words.find(&format!("{kind}-{direction}")).is_some(), "{kind}-{direction}");
                assert!(
                    words.find(&format!("{kind}-{direction}-none")).is_some(),
                    "{kind}-{direction}"
                );
            }
        }
        for days in PERIODS {
            assert!(words.find(&format!("period-{days}")).is_some(), "{days}");
        }
    }

    #[test]
    fn only_the_offered_periods_are_looked_back() {
        let days = |typed: &str| Period { days: Some(typed.to_owned()) }.days();
        assert_eq!([days("30"), days("90"), days("365")], PERIODS);
        for typed in ["", "0", "31", "99999999999999999999", "-30", "x"] {
            assert_eq!(days(typed), PERIOD_AT_FIRST, "{typed}");
        }
    }

    #[test]
    fn whoever_answers_first_stands_first_and_silence_last() {
        let pen = Pen { words: Words(Language::English), sheet: Sheet::of(Language::English) };
        let answers = pen.answers(vec![
            answer("never", None),
            answer("slow", Some(900)),
            answer("quick", Some(1)),
        ]);
        let order: Vec<&str> = answers.rows.iter().map(|row| row.row.partner.as_str()).collect();
        assert_eq!(order, ["quick", "slow", "never"]);
        assert!(answers.cut, "900 hours end at the edge, and it is said");
    }
}
