//! The work in numbers, as tables.

use waypost_desk::command::FiguresReport;

use super::table;
use super::words::{plain, yes_no};

pub(super) fn figures(report: &FiguresReport) -> String {
    let mut parts = vec![format!("The last {} days.", report.days)];
    let count = |count: &u64| count.to_string();
    let states = report
        .states
        .iter()
        .map(|state| vec![plain(&state.direction), plain(&state.status), count(&state.count)]);
    parts.push(table(&["Referrals", "State", "How many"], states));
    let answers = report.first_answers.iter().map(|row| {
        let median = row.median_seconds.map(hours).unwrap_or_default();
        let counts = [&row.answered, &row.waiting, &row.within_24h, &row.within_72h, &row.later];
        let mut cells = vec![row.partner.clone(), median];
        cells.extend(counts.map(count));
        cells
    });
    let header = ["First answer of", "Median", "Answered", "Waiting", "24 h", "72 h", "Later"];
    parts.push(table(&header, answers));
    let needs = report.needs.iter().map(|need| {
        vec![plain(&need.service), plain(&need.direction), need.partner.clone(), count(&need.count)]
    });
    parts.push(table(&["Need", "", "Partner", "How many"], needs));
    let months = report.months.iter().map(|month| {
        let counts = [&month.sent, &month.received, &month.accepted, &month.declined];
        std::iter::once(month.month.clone()).chain(counts.map(count)).collect()
    });
    parts.push(table(&["Month", "Sent", "Received", "Accepted", "Declined"], months));
    let network = report.network.iter().map(|row| {
        vec![
            row.partner.clone(),
            yes_no(row.connected),
            row.carrier.as_str().to_owned(),
            row.last_contact.clone().unwrap_or_else(|| "never".to_owned()),
            count(&row.waiting_letters),
        ]
    });
    parts.push(table(&["Partner", "Connected", "By", "Last contact", "Waiting"], network));
    if report.not_counted_yet > 0 {
        parts.push(format!("{} referrals are not counted yet.", report.not_counted_yet));
    }
    parts.join("\n\n")
}

/// A time in hours and minutes.
fn hours(seconds: u64) -> String {
    format!("{} h {} min", seconds / 3600, seconds / 60 % 60)
}
