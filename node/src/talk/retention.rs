//! What is kept and until when, in words.

use waypost_desk::command::{ErasedRow, RetentionReport, RetentionRow};

use super::table;
use super::words::plain;

pub(super) fn retention(report: &RetentionReport) -> String {
    let mut parts = Vec::new();
    if !report.rows.is_empty() {
        parts.push(table(
            &["No.", "", "Partner", "Status", "Kept", "Day", "Hold"],
            report.rows.iter().map(kept),
        ));
    }
    if !report.erased.is_empty() {
        parts.push(table(
            &["Erased", "Partner", "First letter", "Last change", "On", "Why", "Letters"],
            report.erased.iter().map(erased),
        ));
    }
    if parts.is_empty() {
        return "Nothing here.".to_owned();
    }
    parts.join("\n\n")
}

fn kept(row: &RetentionRow) -> Vec<String> {
    vec![
        row.name.clone(),
        plain(&row.class),
        row.partner.clone(),
        plain(&row.status),
        plain(&row.state),
        row.until.clone().unwrap_or_default(),
        row.hold.as_deref().map(plain).unwrap_or_default(),
    ]
}

fn erased(row: &ErasedRow) -> Vec<String> {
    vec![
        row.name.clone(),
        row.partner.clone(),
        row.first.clone(),
        row.changed.clone(),
        row.erased.clone(),
        plain(&row.reason),
        row.letters.to_string(),
    ]
}
