//! The work in numbers: referrals by state, first answers, needs, months; and the network as it is now.
//!
//! In: the summaries, partners. Out: counts and times. No person and no referral is named; opens nothing.

use std::collections::BTreeMap;

use waypost_case::dates::day_text;
use waypost_protocol::ids::{DAY_SECONDS, OrgId, Time};

use crate::command::{
    FIGURE_DAYS_MAX, FiguresReport, FirstAnswer, MonthCount, NeedCount, NetworkRow, Reply,
    StateCount,
};
use crate::desk::Desk;
use crate::error::{DeskError, asked};
use crate::partner::Partner;
use crate::report::time;
use crate::rows::{ConversationRow, FiguresRow};

const HOUR_SECONDS: u64 = 3_600;

/// A referral that is counted.
type Counted<'r> = (&'r ConversationRow, FiguresRow);

impl Desk {
    /// The work of the last days in numbers.
    pub(crate) fn figures(&self, now: Time, days: u32) -> Result<Reply, DeskError> {
        if !(1..=FIGURE_DAYS_MAX).contains(&days) {
            return Err(asked(
                "days",
                format!("Found {days} days, expected 1 to {FIGURE_DAYS_MAX}."),
                "Look back less far.",
            ));
        }
        let rows = self.summaries()?;
        let since = Time(now.0.saturating_sub(u64::from(days) * DAY_SECONDS));
        let counted: Vec<Counted<'_>> = rows
            .values()
            .filter_map(|row| Some((row, row.figures?)))
            .filter(|(_, figures)| figures.sent_at >= since)
            .collect();
        let known = |row: &&ConversationRow| !row.status.is_empty() && row.figures.is_none();
        Ok(Reply::Figures(Box::new(FiguresReport {
            days,
            states: states(&counted),
            first_answers: self.first_answers(&counted),
            needs: self.needs(&counted),
            network: self.partners.values().map(|partner| self.network_row(partner)).collect(),
            months: months(&counted),
            not_counted_yet: rows.values().filter(known).count() as u64,
        })))
    }

    fn first_answers(&self, counted: &[Counted<'_>]) -> Vec<FirstAnswer> {
        let mut by_partner: BTreeMap<OrgId, (Vec<u64>, u64)> = BTreeMap::new();
        for (row, figures) in counted.iter().filter(|(row, _)| row.referrer) {
            let (taken, waiting) = by_partner.entry(row.partner).or_default();
            match figures.first_answer_at {
                Some(at) => taken.push(at.since(figures.sent_at)),
                // One that ended without an answer waits for none.
                None => *waiting += u64::from(!row.closed),
            }
        }
        let answers = by_partner.into_iter();
        answers
            .map(|(org, (taken, waiting))| first_answer(self.short(org), taken, waiting))
            .collect()
    }

    fn needs(&self, counted: &[Counted<'_>]) -> Vec<NeedCount> {
        let mut needs: BTreeMap<(&str, OrgId, bool), u64> = BTreeMap::new();
        for (row, _) in counted {
            for service in &row.services {
                *needs.entry((service, row.partner, row.referrer)).or_default() += 1;
            }
        }
        let need = |((service, org, referrer), count): ((&str, OrgId, bool), u64)| NeedCount {
            service: service.to_owned(),
            partner: self.short(org),
            direction: direction(referrer).to_owned(),
            count,
        };
        needs.into_iter().map(need).collect()
    }

    fn network_row(&self, partner: &Partner) -> NetworkRow {
        NetworkRow {
            partner: partner.row.short.clone(),
            connected: self.is_up(partner),
            carrier: self.carriage(partner).carrier,
            last_contact: partner.row.last_contact.map(time),
            waiting_letters: self.waiting_for(partner.org()),
            confirmed: partner.is_confirmed(),
            blocked: partner.row.blocked,
        }
    }

    fn short(&self, org: OrgId) -> String {
        self.partners.get(&org).map_or_else(String::new, |partner| partner.row.short.clone())
    }
}

fn direction(referrer: bool) -> &'static str {
    if referrer { "sent" } else { "received" }
}

fn states(counted: &[Counted<'_>]) -> Vec<StateCount> {
    let mut states: BTreeMap<(&str, &str), u64> = BTreeMap::new();
    for (row, _) in counted {
        *states.entry((direction(row.referrer), &row.status)).or_default() += 1;
    }
    let state = |((direction, status), count): ((&str, &str), u64)| {
        let (direction, status) = (direction.to_owned(), status.to_owned());
        StateCount { direction, status, count }
    };
    states.into_iter().map(state).collect()
}

fn first_answer(partner: String, mut seconds: Vec<u64>, waiting: u64) -> FirstAnswer {
    seconds.sort_unstable();
    let up_to = |hours: u64| seconds.partition_point(|s| *s <= hours * HOUR_SECONDS) as u64;
    let (day, three_days, all) = (up_to(24), up_to(72), seconds.len() as u64);
    FirstAnswer {
        partner,
        answered: all,
        waiting,
        median_seconds: seconds.get(seconds.len().saturating_sub(1) / 2).copied(),
        within_24h: day,
        within_72h: three_days - day,
        later: all - three_days,
    }
}

fn months(counted: &[Counted<'_>]) -> Vec<MonthCount> {
    let mut months: BTreeMap<String, MonthCount> = BTreeMap::new();
    for (row, figures) in counted {
        let mut month = day_text(figures.sent_at.day());
        month.truncate("2026-11".len());
        let count = months.entry(month.clone()).or_insert_with(|| MonthCount {
            month,
            sent: 0,
            received: 0,
            accepted: 0,
            declined: 0,
        });
        count.sent += u64::from(row.referrer);
        count.received += u64::from(!row.referrer);
        count.accepted += u64::from(figures.accepted);
        count.declined += u64::from(figures.declined);
    }
    months.into_values().collect()
}

#[cfg(test)]
mod tests {
    use waypost_protocol::ids::ConversationId;

    use super::*;
    use crate::conversation::Conversation;

    const HOUR: u64 = HOUR_SECONDS;

    #[test]
    fn half_of_the_first_answers_came_within_the_median() {
        let median = |hours: &[u64]| {
            let seconds = hours.iter().map(|hours| hours * HOUR).collect();
            first_answer("clinic".to_owned(), seconds, 0).median_seconds.map(|s| s / HOUR)
        };
        assert_eq!(median(&[]), None);
        assert_eq!(median(&[7]), Some(7));
        assert_eq!(median(&[9, 1]), Some(1));
        assert_eq!(median(&[9, 1, 5]), Some(5));
        assert_eq!(median(&[100, 1, 2, 3]), Some(2));
    }

    #[test]
    fn a_first_answer_counts_once_and_on_the_line_it_is_in_time() {
        let seconds = vec![0, 24 * HOUR, 24 * HOUR + 1, 72 * HOUR, 72 * HOUR + 1, 900 * HOUR];
        let answer = first_answer("clinic".to_owned(), seconds, 3);
        let counts = (answer.within_24h, answer.within_72h, answer.later);
        assert_eq!((answer.answered, answer.waiting, counts), (6, 3, (2, 2, 2)));
    }

    #[test]
    fn a_month_counts_what_was_sent_in_it_whenever_it_was_answered() {
        let row = |referrer| {
            let (id, partner) = (ConversationId::new([1; 16]), OrgId::new([2; 32]));
            Conversation::new(id, partner, referrer, 1, Time(0)).row
        };
        let figures = |day: u64, accepted, declined| FiguresRow {
            sent_at: Time(day * DAY_SECONDS),
            first_answer_at: None,
            accepted,
            declined,
        };
        let (ours, theirs) = (row(true), row(false));
        let counted = [
            (&ours, figures(0, true, false)),
            (&theirs, figures(30, false, true)),
            (&ours, figures(31, false, false)),
            (&ours, figures(31, true, true)),
        ];
        let months = months(&counted);
        let counts = |m: &MonthCount| (m.month.clone(), m.sent, m.received, m.accepted, m.declined);
        assert_eq!(
            months.iter().map(counts).collect::<Vec<_>>(),
            [("1970-01".to_owned(), 1, 1, 1, 1), ("1970-02".to_owned(), 2, 0, 1, 1)]
        );
    }
}
