//! Signing keys, in words. Ids only: a public half says nothing of anybody.

use waypost_desk::command::{KeyReport, KeyRow, ShareReport};

use super::{clean, table};

pub(super) fn keys(report: &KeyReport) -> String {
    let mut lines = vec![format!("Organisation {}", clean(&report.org)), rows(&report.keys)];
    if let Some(since) = &report.unfinished_since {
        lines.push(format!(
            "A change of the key began at {} and was not finished. Keep both recovery sheets, and give the older one again.",
            clean(since)
        ));
    }
    if !report.partners_waiting.is_empty() {
        lines.push(format!(
            "Not yet told, or not yet answered: {}",
            clean(&report.partners_waiting.join(", "))
        ));
    }
    if report.backup_outdated {
        lines.push("Make a new backup at once: no older one can be restored into service any more. `waypost backup make --to FOLDER`".to_owned());
    }
    lines.join("\n")
}

pub(super) fn rows(keys: &[KeyRow]) -> String {
    let rows = keys.iter().map(|key| {
        vec![
            key.place.to_string(),
            state(key).to_owned(),
            key.since.clone(),
            key.until.clone().unwrap_or_default(),
            key.key.clone(),
        ]
    });
    table(&["Key", "State", "Since", "Until", "Public half"], rows)
}

pub(super) fn shares(shares: &[ShareReport]) -> String {
    if shares.is_empty() {
        return "No share of a partner's recovery sheet is kept here.".to_owned();
    }
    let rows = shares.iter().map(|share| {
        vec![
            share.partner.clone(),
            share.name.clone(),
            numbers(share),
            share.set.clone(),
            share.since.clone(),
        ]
    });
    table(&["Kept for", "Name", "Share", "Set", "Since"], rows)
}

/// With the words that go with it: this is the moment at which a sheet can be stolen.
pub(super) fn share(share: &ShareReport) -> String {
    let name = clean(&share.name);
    let text = share.text.as_ref().map_or("", |text| text.0.as_str());
    format!(
        "Share {} of the recovery sheet of {name}, set {}\n\n  {}\n\n\
         Give this only to a person of {name} whom you know. Do not answer a call, a mail or a chat:\n\
         call them back on a number that you had before, or hand it over face to face.\n\
         Whoever has {} of these shares opens everything they have and speaks in their name.",
        numbers(share),
        clean(&share.set),
        clean(text),
        share.needed,
    )
}

fn numbers(share: &ShareReport) -> String {
    format!("{} of {}, {} needed", share.number, share.of, share.needed)
}

fn state(key: &KeyRow) -> &str {
    match key.state.as_str() {
        "in_force" => "in force",
        other => other,
    }
}
