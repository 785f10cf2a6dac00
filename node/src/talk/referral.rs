//! Referrals, drafts and consents, in words.

use waypost_desk::command::{
    AttachmentReport, ConsentReport, DraftReport, FaultReport, FieldRow, NeedReport, ReadRow,
    ReferralReport, ReferralRow, SectionReport, TimelineRow,
};

use super::words::{listed, plain};
use super::{clean, pairs, table, tick};

/// Readings of a referral on one screen.
const READS_SHOWN: usize = 5;

pub(super) fn checked(faults: &[FaultReport]) -> String {
    if faults.is_empty() {
        return "The form is in order.".to_owned();
    }
    let line =
        |fault: &FaultReport| format!("  {}: {}", clean(&fault.field), clean(&fault.message));
    faults.iter().map(line).collect::<Vec<_>>().join("\n")
}

pub(super) fn draft(draft: &DraftReport) -> String {
    let mut lines =
        vec![format!("Draft {} of case {}", clean(&draft.draft), clean(&draft.case_code))];
    if !draft.sent_to.is_empty() {
        lines.push(format!("Sent from it: {}", clean(&listed(&draft.sent_to))));
    }
    lines.push(String::new());
    if draft.unfinished {
        lines.push("Not finished:".to_owned());
        lines.push(checked(&draft.faults));
        return lines.join("\n");
    }
    lines.push("What the partner sees now:".to_owned());
    lines.extend(draft.now.iter().map(section));
    lines.push(String::new());
    lines.push("What the partner sees after accepting:".to_owned());
    lines.extend(draft.after.iter().map(section));
    for warning in &draft.warnings {
        lines.push(format!("Think about: {}", clean(warning)));
    }
    lines.join("\n")
}

fn section(section: &SectionReport) -> String {
    let rows = section
        .rows
        .iter()
        .map(|row| format!("\n    {}: {}", clean(&row.label), indented(&row.text)));
    format!("  {}{}", clean(&plain(&section.section)), rows.collect::<String>())
}

/// A text of several lines stays under its label.
fn indented(text: &str) -> String {
    clean(text).replace('\n', "\n      ")
}

pub(super) fn drafts(drafts: &[DraftReport]) -> String {
    table(&["Draft", "Case", "Changed", ""], drafts.iter().map(draft_row))
}

pub(super) fn sent(referrals: &[ReferralRow]) -> String {
    table(
        &["No.", "To", "Status", "Letter"],
        referrals.iter().map(|row| {
            vec![
                row.referral.clone(),
                row.partner.clone(),
                plain(&row.status),
                tick(&row.tick).to_owned(),
            ]
        }),
    )
}

pub(super) fn list(referrals: &[ReferralRow], drafts: &[DraftReport]) -> String {
    let mut parts = Vec::new();
    if !referrals.is_empty() {
        parts.push(table(
            &["No.", "", "Partner", "Case", "Needs", "Urgency", "Status", "Letter", "Due"],
            referrals.iter().map(list_row),
        ));
    }
    if !drafts.is_empty() {
        parts.push(self::drafts(drafts));
    }
    if parts.is_empty() {
        return "No referrals here.".to_owned();
    }
    parts.join("\n\n")
}

pub(super) fn page(rows: &[ReferralRow], total: u64) -> String {
    format!("{}\n\n{} of {total}", list(rows, &[]), rows.len())
}

fn draft_row(draft: &DraftReport) -> Vec<String> {
    let state = match (draft.unfinished, draft.sent_to.as_slice()) {
        (true, _) => "not finished".to_owned(),
        (false, []) => String::new(),
        (false, sent) => format!("sent: {}", listed(sent)),
    };
    vec![draft.draft.clone(), draft.case_code.clone(), draft.changed.clone(), state]
}

fn list_row(row: &ReferralRow) -> Vec<String> {
    let mut status = plain(&row.status);
    if row.consent != "active" {
        status.push_str(&format!(", consent {}", plain(&row.consent)));
    }
    if row.needs_us {
        status.push_str(" (needs you)");
    }
    vec![
        row.referral.clone(),
        if row.direction == "sent" { "to" } else { "from" }.to_owned(),
        row.partner.clone(),
        row.case_code.clone(),
        listed(&row.services),
        plain(&row.urgency),
        status,
        tick(&row.tick).to_owned(),
        row.due.clone().unwrap_or_default(),
    ]
}

pub(super) fn referral(report: &ReferralReport) -> String {
    let mut parts = vec![heading(report), needs(&report.needs)];
    if !report.sections.is_empty() {
        parts.push(report.sections.iter().map(section).collect::<Vec<_>>().join("\n"));
    }
    parts.push(timeline(&report.timeline));
    if !report.attachments.is_empty() {
        parts.push(attachments(&report.attachments));
    }
    if !report.reads.is_empty() {
        parts.push(reads(&report.reads, report.reads_total));
    }
    for deadline in &report.deadlines {
        parts.push(format!("Time: {}", clean(&deadline.words)));
    }
    for flag in &report.flags {
        parts.push(format!("Attention: {}", clean(&plain(flag))));
    }
    parts.push(format!("You may now: {}", clean(&listed(&report.next))));
    parts.retain(|part| !part.is_empty());
    parts.join("\n\n")
}

pub(super) fn attachments(attachments: &[AttachmentReport]) -> String {
    if attachments.is_empty() {
        return "No files belong to this referral.".to_owned();
    }
    let rows = attachments.iter().map(|file| {
        vec![
            file.attachment.clone(),
            file.by.clone(),
            plain(&file.section),
            file.name.clone(),
            size(file.bytes),
            progress(file),
        ]
    });
    table(&["File", "By", "Section", "Name", "Size", "State"], rows)
}

/// Who of us read it last; `--json` has more of them.
fn reads(reads: &[ReadRow], total: u64) -> String {
    let rows = reads.iter().take(READS_SHOWN).map(|read| {
        let what = read.attachment.as_ref().map_or_else(String::new, |name| format!(" {name}"));
        vec![read.by.clone(), plain(&read.what) + &what, read.at.clone(), read.until.clone()]
    });
    let shown = table(&["Read by", "What", "From", "Until"], rows);
    match total.saturating_sub(READS_SHOWN as u64) {
        0 => shown,
        more => format!("{shown}\n... and {more} times before"),
    }
}

fn progress(file: &AttachmentReport) -> String {
    match file.state.as_str() {
        "leaving" | "arriving" | "stopped" => {
            format!("{}, {} of {} pieces", plain(&file.state), file.pieces_done, file.pieces)
        }
        state => plain(state),
    }
}

/// A length as people say it.
fn size(bytes: u64) -> String {
    match bytes {
        0 => String::new(),
        bytes if bytes < 1 << 20 => format!("{} KiB", bytes.div_ceil(1 << 10)),
        bytes => format!("{}.{} MiB", bytes >> 20, ((bytes % (1 << 20)) * 10) >> 20),
    }
}

fn heading(report: &ReferralReport) -> String {
    let row = &report.row;
    let direction = if row.direction == "sent" { "Sent to" } else { "Received from" };
    let mut rows = vec![
        ("Referral", row.referral.clone()),
        ("Id", row.id.clone()),
        (direction, row.partner.clone()),
        ("Case", row.case_code.clone()),
        ("Urgency", plain(&row.urgency)),
        ("Status", plain(&row.status)),
        ("Consent", plain(&row.consent)),
        ("Newest letter", tick(&row.tick).to_owned()),
    ];
    if row.direction == "sent" {
        rows.push(("The partner can see", listed(&report.disclosed)));
    }
    pairs(rows)
}

fn needs(needs: &[NeedReport]) -> String {
    let rows = needs.iter().map(|need| {
        let mut answer = plain(&need.answer);
        if let Some(code) = &need.decline_code {
            answer.push_str(&format!(": {}", plain(code)));
        }
        vec![
            need.need.to_string(),
            plain(&need.service),
            answer,
            need.outcome.as_deref().map(plain).unwrap_or_default(),
        ]
    });
    table(&["Need", "Service", "Answer", "Outcome"], rows)
}

fn timeline(rows: &[TimelineRow]) -> String {
    let rows = rows.iter().map(|row| {
        let mut words = row.words.clone();
        if row.fate != "applied" {
            words.push_str(&format!(" ({})", plain(&row.fate)));
        }
        vec![
            row.entry.to_string(),
            row.at.clone(),
            row.by.clone(),
            words,
            tick(&row.tick).to_owned(),
        ]
    });
    table(&["No.", "When", "By", "What", "Letter"], rows)
}

pub(super) fn consent(report: &ConsentReport) -> String {
    let mut lines = vec![format!("Consent: {}", clean(&plain(&report.state)))];
    let term = |row: &FieldRow| format!("  {}: {}", clean(&row.label), clean(&row.text));
    lines.extend(report.terms.iter().map(term));
    lines.push(String::new());
    let rows = report.partners.iter().map(|partner| {
        vec![
            partner.referral.clone(),
            partner.partner.clone(),
            plain(&partner.state),
            plain(&partner.answer),
        ]
    });
    lines.push(table(&["Referral", "Partner", "There", "Answer to the change"], rows));
    lines.join("\n")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_note_of_several_lines_stays_under_its_label() {
        let shown = section(&SectionReport {
            section: "safe_contact".to_owned(),
            rows: vec![FieldRow {
                key: "safe_contact.hours".to_owned(),
                label: "Safe hours".to_owned(),
                text: "mornings\nnever at night".to_owned(),
                list: None,
                codes: Vec::new(),
            }],
        });
        assert_eq!(shown, "  safe contact\n    Safe hours: mornings\n      never at night");
    }

    #[test]
    fn the_last_readings_are_shown_and_how_many_came_before() {
        let read = |by: &str, attachment: Option<&str>| ReadRow {
            at: "2026-11-26T04:00:00Z".to_owned(),
            until: "2026-11-26T04:05:00Z".to_owned(),
            by: by.to_owned(),
            what: if attachment.is_some() { "attachment" } else { "opened" }.to_owned(),
            attachment: attachment.map(str::to_owned),
        };
        let shown = reads(&[read("Ploy", None), read("command line", Some("A1"))], 9);
        assert!(shown.contains("Ploy") && shown.contains("attachment A1"), "{shown}");
        assert!(shown.ends_with("... and 4 times before"), "{shown}");
    }

    #[test]
    fn a_length_is_said_in_the_unit_that_people_use() {
        let said: Vec<String> = [1, 1024, 1025, 1 << 20, (5 << 20) / 2].map(size).to_vec();
        assert_eq!(said, ["1 KiB", "1 KiB", "2 KiB", "1.0 MiB", "2.5 MiB"]);
    }

    #[test]
    fn a_form_in_order_says_so_and_a_faulty_one_names_each_field() {
        assert_eq!(checked(&[]), "The form is in order.");
        let fault = |field: &str| FaultReport {
            field: field.to_owned(),
            code: "missing".to_owned(),
            message: "expected a code".to_owned(),
        };
        let shown = checked(&[fault("urgency"), fault("need.1.service")]);
        assert_eq!(shown, "  urgency: expected a code\n  need.1.service: expected a code");
    }
}
