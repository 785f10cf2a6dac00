//! Signing keys, in words. Ids only: a public half says nothing of anybody.

use waypost_desk::command::{KeyReport, KeyRow};

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

fn state(key: &KeyRow) -> &str {
    match key.state.as_str() {
        "in_force" => "in force",
        other => other,
    }
}
