//! One field that was shown by choice, in words.

use serde::Serialize;
use waypost_audit::field_proof::{FieldProof, Proved};
use waypost_case::dates::day_text;
use waypost_desk::command::hex;
use waypost_protocol::field::{Field, Value};

use super::pairs;

/// What a field's proof comes to.
#[derive(Debug, Serialize)]
pub(crate) struct FieldTold {
    kind: &'static str,
    file: String,
    sound: bool,
    findings: Vec<&'static str>,
    fields: Vec<FieldLine>,
    letter: String,
    from: String,
    to: String,
    day: String,
    log: String,
    entry: u64,
    size: u64,
    witnesses: Vec<String>,
}

#[derive(Debug, Serialize)]
struct FieldLine {
    section: &'static str,
    key: String,
    value: String,
}

/// Puts a proof and what it comes to into words.
pub(crate) fn field_proof(file: &str, proof: &FieldProof, proved: &Proved) -> FieldTold {
    let head = proof.checkpoint.checkpoint();
    FieldTold {
        kind: "field_proof",
        file: file.to_owned(),
        sound: proved.findings.is_empty(),
        findings: proved.findings.iter().map(|name| name.as_str()).collect(),
        fields: proof.shown.fields().map(line).collect(),
        letter: proved.header.kind.as_str().to_owned(),
        from: proved.header.sender_org.to_string(),
        to: proved.header.recipient_org.to_string(),
        day: day_text(proved.header.day),
        log: head.origin.to_string(),
        entry: proof.index,
        size: head.size,
        witnesses: proved.witnesses.iter().map(|word| word.witness.to_string()).collect(),
    }
}

fn line(field: &Field) -> FieldLine {
    let value = match &field.value {
        Value::Text(text) => text.clone(),
        Value::Number(number) => number.to_string(),
        Value::Flag(flag) => if *flag { "yes" } else { "no" }.to_owned(),
        Value::List(items) => items.join(", "),
        Value::Bytes(bytes) => hex(bytes).to_string(),
    };
    FieldLine { section: field.section.as_str(), key: field.key.clone(), value }
}

impl FieldTold {
    /// For a person at a terminal.
    pub(crate) fn text(&self) -> String {
        let verdict = match self.sound {
            true => "It holds: this was signed, and stands in the log.".to_owned(),
            false => format!("It does not hold: {}.", self.findings.join(", ")),
        };
        let shown = self
            .fields
            .iter()
            .map(|line| format!("{} ({}): {}", line.key, line.section, line.value));
        let witnesses = match self.witnesses.is_empty() {
            true => "none".to_owned(),
            false => self.witnesses.join(", "),
        };
        pairs([
            ("File", self.file.clone()),
            ("Verdict", verdict),
            ("Shown", shown.collect::<Vec<_>>().join("; ")),
            ("In", format!("a {} of {}", self.letter, self.day)),
            ("From", self.from.clone()),
            ("To", self.to.clone()),
            ("Log", format!("entry {} of {} in {}", self.entry, self.size, self.log)),
            ("Witnesses", witnesses),
        ])
    }
}
