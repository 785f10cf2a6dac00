//! What the keeper of a mailbox is shown: numbers, and codes to hand over.

use waypost_case::dates::moment_text;
use waypost_protocol::ids::Time;

use crate::command::mailbox::FiguresReport;

use super::{clean, pairs};

/// How much waits.
pub(crate) fn figures(report: &FiguresReport) -> String {
    let figures = &report.figures;
    let mut rows = vec![
        ("Frames", figures.frames.to_string()),
        ("Bytes", figures.bytes.to_string()),
        ("Inboxes", figures.inboxes.to_string()),
        ("On the disk", format!("{} bytes", figures.disk_bytes)),
        ("Counted", moment_text(Time(report.at))),
    ];
    if figures.disk_failed {
        rows.push(("Disk", "fails; it is tried again by itself".to_owned()));
    }
    if figures.damaged > 0 {
        let damage = format!(
            "met {} times, {} records lost: replace the disk",
            figures.damaged, figures.lost_records
        );
        rows.push(("Damage", damage));
    }
    if figures.without_terms > 0 {
        let words = format!(
            "{}: served to their owners, closed to writers until these come",
            figures.without_terms
        );
        rows.push(("Damaged inboxes", words));
    }
    pairs(rows)
}

/// A code, with the grant's id by which it can be ended.
pub(crate) fn granted(grant: &str, code: &str) -> String {
    format!("Grant {}\n\n{}", clean(grant), clean(code))
}
