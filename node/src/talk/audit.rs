//! What a verification found, in words.

use waypost_desk::command::{AuditReport, LetterRow};

use super::words::plain;
use super::{clean, table};

pub(super) fn audit(report: &AuditReport) -> String {
    let mut lines = vec![format!(
        "{} letters verified: signature, commitments and chain hold.",
        report.verified
    )];
    for (kind, count) in &report.by_kind {
        lines.push(format!("  {count:>6}  {}", clean(&plain(kind))));
    }
    if report.by_stolen_key > 0 {
        lines.push(format!(
            "{} of them bear a key that was reported stolen later. They came before that was known; to others they prove nothing.",
            report.by_stolen_key
        ));
    }
    if report.faults.is_empty() {
        lines.push("Nothing is wrong.".to_owned());
    } else {
        lines.push(format!("{} do not hold:", report.faults.len()));
        lines.extend(report.faults.iter().map(|fault| format!("  {}", clean(fault))));
    }
    if !report.letters.is_empty() {
        lines.push(String::new());
        lines.push(letters(&report.letters));
    }
    lines.join("\n")
}

fn letters(letters: &[LetterRow]) -> String {
    let rows = letters.iter().map(|letter| {
        vec![
            letter.day.clone(),
            plain(&letter.kind),
            short(&letter.from),
            short(&letter.to),
            short(&letter.conversation),
            letter.seq.to_string(),
            letter.header.clone(),
        ]
    });
    table(&["Day", "Kind", "From", "To", "Conversation", "No.", "Letter"], rows)
}

/// The beginning of an id: enough to tell apart on one screen. `--json` has the whole.
fn short(id: &str) -> String {
    id.chars().take(12).collect()
}
