//! What a verification of this node found, and the state of its log, in words.

use waypost_desk::command::{AuditReport, LetterRow, PathReport, WitnessReport, WitnessRow};

use super::words::plain;
use super::{clean, pairs, table};

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

/// The way of one letter to the root of our log.
pub(super) fn path(report: &PathReport) -> String {
    let head = match &report.head_signed {
        Some(signed) => format!("signed {signed}, cosigned by {} partners", report.cosigned),
        None => "not signed yet".to_owned(),
    };
    let mut lines = vec![pairs([
        ("Entry", format!("{} of {} in log {}", report.index, report.size, report.log)),
        ("Leaf", report.leaf.clone()),
        ("Root", report.root.clone()),
        ("Head", head),
    ])];
    lines.extend(report.path.iter().map(|hash| format!("  beside it: {}", clean(hash))));
    lines.join("\n")
}

/// Our log's heads and who cosigned them, and partners' logs.
pub(super) fn witness(report: &WitnessReport) -> String {
    let head = report.head.as_ref().map_or_else(
        || "none signed yet".to_owned(),
        |head| {
            let by: Vec<&str> = head.cosigned.iter().map(|word| word.partner.as_str()).collect();
            let by = if by.is_empty() { "nobody yet".to_owned() } else { by.join(", ") };
            format!("{} entries, signed {}, cosigned by {by}", head.size, head.signed)
        },
    );
    let policy = match report.met {
        true => format!("met ({} needed)", report.needed),
        false => format!("not met: {} needed", report.needed),
    };
    let mut parts = vec![pairs([
        ("Log", format!("number {}, {} entries", report.log, report.size)),
        ("Newest head", head),
        ("Witnesses", policy),
    ])];
    if let Some(why) = &report.held {
        let since = report.held_since.as_deref().unwrap_or("unknown");
        parts.push(format!("No head is signed since {since}: {}.", held(why)));
    }
    if report.partners.is_empty() {
        parts.push("No partners yet: nobody can cosign.".to_owned());
    } else {
        parts.push(witnesses(&report.partners));
    }
    parts.join("\n\n")
}

fn held(why: &str) -> &str {
    match why {
        "restored" => "this node was restored from a backup, and began a new log",
        "old_copy" => {
            "partners have seen more of this log than is here: this folder is an old copy"
        }
        "damaged" => "a part of the log on this disk is damaged",
        other => other,
    }
}

fn witnesses(partners: &[WitnessRow]) -> String {
    let rows = partners.iter().map(|row| {
        let ours = match (row.cosigned_size, &row.cosigned_at) {
            (Some(size), Some(at)) => format!("{size} entries at {at}"),
            _ => "nothing yet".to_owned(),
        };
        let state = match (&row.waiting_since, &row.last_answer) {
            (Some(since), _) => format!("waiting since {since}"),
            (None, Some(answer)) => plain(answer),
            (None, None) => String::new(),
        };
        let theirs = match (row.their_size, &row.their_cosigned_at) {
            (Some(size), Some(at)) => format!("{size} entries at {at}"),
            _ => "nothing yet".to_owned(),
        };
        let evidence = match row.evidence {
            0 => String::new(),
            count => format!("{count} contradictions kept"),
        };
        let name = if row.counts {
            row.partner.clone()
        } else {
            format!("{} (does not count)", row.partner)
        };
        vec![name, ours, state, theirs, evidence]
    });
    table(&["Partner", "Has cosigned ours", "", "We cosigned theirs", "Evidence"], rows)
}
