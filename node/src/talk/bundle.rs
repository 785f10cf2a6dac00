//! Bundles on a stick, in words.

use waypost_desk::command::{BundleRead, BundleReport, BundleWritten};

use super::clean;
use super::words::plain;

pub(super) fn bundle(report: &BundleReport) -> String {
    let mut lines: Vec<String> = report.read.iter().map(taken).collect();
    lines.extend(report.written.iter().map(written));
    for partner in &report.nothing_for {
        lines.push(format!("Nothing may go to {partner} now: nothing was written for it."));
    }
    for damaged in &report.damaged {
        lines.push(format!(
            "{} is damaged and was left where it is: {}. Ask its writer to write it again.",
            damaged.file, damaged.why
        ));
    }
    let left = [
        (report.not_ours, "for somebody else, or too old to open"),
        (report.own, "written here, and not yet read by their partner"),
        (report.blocked, "from partners whom you block"),
        (report.unread, "more than one stick should hold; not looked at"),
    ];
    let told = left.into_iter().filter(|(count, _)| *count > 0);
    lines.extend(told.map(|(count, why)| format!("Left where they are: {}, {why}.", files(count))));
    if report.removed > 0 {
        lines.push(format!("Removed from the stick after reading: {}.", files(report.removed)));
    }
    if lines.is_empty() {
        lines.push("Nothing was taken and nothing was written.".to_owned());
    }
    clean(&lines.join("\n"))
}

fn taken(read: &BundleRead) -> String {
    let mut words = vec![format!("{} new", letters(read.letters))];
    if read.repeats > 0 {
        words.push(format!("{} had come before", read.repeats));
    }
    for (reason, count) in &read.refused {
        words.push(format!("{count} refused ({})", plain(reason)));
    }
    if read.later > 0 {
        words.push(format!("{} left for later: see `waypost status`, then read again", read.later));
    }
    format!("From {}: {}.", read.partner, words.join(", "))
}

fn written(written: &BundleWritten) -> String {
    let BundleWritten { partner, letters: count, files: in_files, bytes, left_over } = written;
    let size = format!("{} kB", bytes.div_ceil(1000));
    let mut line = match count {
        0 => format!("For {partner}: word of what came, in {} of {size}.", files(*in_files)),
        _ => format!("For {partner}: {} in {} of {size}.", letters(*count), files(*in_files)),
    };
    if *left_over > 0 {
        line.push_str(&format!(" {} more go with the next bundle.", letters(*left_over)));
    }
    line
}

fn letters(count: u64) -> String {
    if count == 1 { "1 letter".to_owned() } else { format!("{count} letters") }
}

fn files(count: u64) -> String {
    if count == 1 { "1 file".to_owned() } else { format!("{count} files") }
}

#[cfg(test)]
mod tests {
    use waypost_desk::command::DamagedFile;

    use super::*;

    #[test]
    fn a_caseworker_reads_what_came_what_went_and_what_is_wrong() {
        let report = BundleReport {
            read: vec![BundleRead {
                partner: "clinic".to_owned(),
                letters: 3,
                repeats: 1,
                refused: [("too_many".to_owned(), 2)].into(),
                later: 1,
            }],
            written: vec![
                BundleWritten {
                    partner: "clinic".to_owned(),
                    letters: 1,
                    files: 1,
                    bytes: 16_384,
                    left_over: 0,
                },
                BundleWritten {
                    partner: "embassy".to_owned(),
                    letters: 0,
                    files: 1,
                    bytes: 16_384,
                    left_over: 7,
                },
            ],
            nothing_for: vec!["legal-aid".to_owned()],
            damaged: vec![DamagedFile { file: "00.wpb".to_owned(), why: "cut short".to_owned() }],
            not_ours: 2,
            removed: 1,
            ..BundleReport::default()
        };
        assert_eq!(
            bundle(&report),
            "From clinic: 3 letters new, 1 had come before, 2 refused (too many), 1 left for later: see `waypost status`, then read again.\n\
             For clinic: 1 letter in 1 file of 17 kB.\n\
             For embassy: word of what came, in 1 file of 17 kB. 7 letters more go with the next bundle.\n\
             Nothing may go to legal-aid now: nothing was written for it.\n\
             00.wpb is damaged and was left where it is: cut short. Ask its writer to write it again.\n\
             Left where they are: 2 files, for somebody else, or too old to open.\n\
             Removed from the stick after reading: 1 file."
        );
        let nothing = "Nothing was taken and nothing was written.";
        assert_eq!(bundle(&BundleReport::default()), nothing);
    }
}
