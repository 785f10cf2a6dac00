//! How the node is, in words.

use waypost_desk::command::StatusReport;

use super::partner::carriage;
use super::{clean, pairs};

pub(super) fn status(report: &StatusReport) -> String {
    let mut text = if report.disk_failed {
        pairs([
            ("State", "the disk failed: nothing is taken or sent until it works again".to_owned()),
            ("Reached at", report.listening.join(", ")),
        ])
    } else if report.locked {
        pairs([
            ("State", state_locked(report).to_owned()),
            ("Kept while locked", report.spooled.to_string()),
            ("Reached at", report.listening.join(", ")),
        ])
    } else {
        pairs([
            ("Organisation", report.name.clone()),
            ("Id", report.org.clone()),
            ("State", "open".to_owned()),
            ("Reached at", report.listening.join(", ")),
            (
                "Partners",
                format!(
                    "{} ({} confirmed by both sides)",
                    report.partners, report.partners_confirmed
                ),
            ),
            (
                "Referrals",
                format!("{} ({} need something from you)", report.referrals, report.need_us),
            ),
            (
                "Letters",
                format!(
                    "{} held, {} waiting here for a partner",
                    report.letters, report.waiting_letters
                ),
            ),
            ("Mailboxes", mailboxes(report.mailboxes)),
        ])
    };
    for line in &report.carriers {
        let way = carriage(&line.carriage);
        text.push_str(&format!("\nCarrier to {}: {way}", clean(&line.partner)));
    }
    for (reason, count) in &report.refused {
        text.push_str(&format!("\nRefused since the start: {count} ({})", clean(reason)));
    }
    for line in &report.store {
        text.push_str(&format!("\nStore: {}", clean(line)));
    }
    for line in &report.advice {
        text.push_str(&format!("\nTo do: {}", clean(line)));
    }
    text
}

/// A node that started locked has no key for connections yet; one that was locked later has.
fn state_locked(report: &StatusReport) -> &'static str {
    if report.listening.is_empty() {
        "locked: nothing comes in until it is unlocked"
    } else {
        "locked: what arrives is kept and opened later"
    }
}

fn mailboxes(count: u64) -> String {
    match count {
        0 => "none: partners reach you only while this node is online".to_owned(),
        count => count.to_string(),
    }
}
