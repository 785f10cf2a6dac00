//! Backups, in words.

use waypost_desk::command::BackupReport;

use super::words::plain;
use super::{pairs, table};

pub(super) fn made(report: &BackupReport) -> String {
    let mut rows = vec![
        ("Backup", report.file.clone()),
        ("Size", size(report.bytes)),
        ("Letters", report.letters.to_string()),
        ("Written and read back in", seconds(report.milliseconds)),
        ("SHA-256", report.sha256.clone()),
    ];
    if !report.removed.is_empty() {
        rows.push(("Older ones removed", report.removed.join(", ")));
    }
    pairs(rows)
}

pub(super) fn list(backups: &[BackupReport]) -> String {
    if backups.is_empty() {
        return "No backup was made yet.".to_owned();
    }
    let row =
        |b: &BackupReport| vec![plain(&b.at), plain(&b.file), size(b.bytes), b.letters.to_string()];
    table(&["Made", "File", "Size", "Letters"], backups.iter().map(row))
}

fn size(bytes: u64) -> String {
    match bytes {
        0..1_000_000 => format!("{} kB", bytes.div_ceil(1000)),
        1_000_000..1_000_000_000 => format!("{:.1} MB", bytes as f64 / 1e6),
        _ => format!("{:.1} GB", bytes as f64 / 1e9),
    }
}

fn seconds(milliseconds: u64) -> String {
    format!("{:.1} seconds", milliseconds as f64 / 1e3)
}
