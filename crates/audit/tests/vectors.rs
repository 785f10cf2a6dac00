//! Every file of `vectors/` is run (SPEC 15.10): what it expects is what this crate does.
//!
//! `vectors_made` is the generator that wrote them, so that no file drifts from its source unseen.
#![allow(
    clippy::unwrap_used,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "a test reads its own folder, and one that cannot go on has failed"
)]

#[path = "../examples/make_audit_vectors/main.rs"]
mod vectors_made;

use std::collections::{BTreeMap, BTreeSet};

use serde_json::{Value as Json, json};
use waypost_audit::bundle::{BundleFault, Records, open, recipient_of};
use waypost_audit::checkpoint::SignedCheckpoint;
use waypost_audit::compare::read_all;
use waypost_audit::entry::Opening;
use waypost_audit::field_proof::FieldProof;
use waypost_audit::finding::FindingName;
use waypost_audit::judge::Handover;
use waypost_audit::note::NoteFault;
use waypost_audit::proof;
use waypost_audit::tree::{Frontier, Hash, Node, leaf_hash, stored_at};
use waypost_audit::verify::{Asked, Reading, Summary};
use waypost_audit::witness::{self, Judgement, judge};
use waypost_protocol::field::{Field, Value};
use waypost_protocol::identity::KeyLog;
use waypost_protocol::ids::HeaderHash;
use waypost_protocol::keys::Signature;

/// How many cases each kind has at least: a file that went missing is noticed.
const KINDS: [(&str, usize); 9] = [
    ("tree", 1),
    ("inclusion", 7),
    ("consistency", 8),
    ("entry", 1),
    ("checkpoint", 18),
    ("witness", 14),
    ("audit-bundle", 123),
    ("audit-sealed", 9),
    ("field-proof", 19),
];

/// What came out of a case: values, or the name of a refusal.
type Outcome = Result<Json, String>;

fn run(kind: &str, input: &Json) -> Outcome {
    match kind {
        "tree" => Ok(tree(input)),
        "inclusion" => Ok(inclusion(input)),
        "consistency" => Ok(consistency(input)),
        "entry" => Ok(entry(input)),
        "checkpoint" => checkpoint(input),
        "witness" => witnessed(input),
        "audit-bundle" => bundle(input),
        "audit-sealed" => sealed(input),
        "field-proof" => field_proof(input),
        other => panic!("unknown kind of case: {other}"),
    }
}

/// Why a case does not come out as it says; nothing if it does.
fn differs(case: &Json) -> Option<String> {
    let (kind, expect) = (case["kind"].as_str().unwrap(), &case["expect"]);
    match (run(kind, &case["input"]), expect.get("refused").and_then(Json::as_str)) {
        (Err(found), Some(expected)) if found == expected => None,
        (Ok(found), None) => {
            let wrong = |(key, value): (&String, &Json)| {
                (found.get(key) != Some(value))
                    .then(|| format!("{key}: {}, expected {value}", found[key]))
            };
            expect.as_object().unwrap().iter().find_map(wrong)
        }
        (found, _) => Some(format!("{found:?}, expected {expect}")),
    }
}

fn files() -> BTreeMap<String, String> {
    let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/vectors");
    let entries = std::fs::read_dir(folder).unwrap().map(|file| file.unwrap().path());
    entries
        .map(|path| {
            let name = path.file_name().unwrap().to_str().unwrap().to_owned();
            (name, std::fs::read_to_string(path).unwrap())
        })
        .collect()
}

fn cases() -> BTreeMap<String, Json> {
    files().into_iter().map(|(name, text)| (name, serde_json::from_str(&text).unwrap())).collect()
}

#[test]
fn every_case_comes_out_as_its_file_says() {
    let faults: Vec<String> = cases()
        .iter()
        .filter_map(|(name, case)| differs(case).map(|why| format!("{name}: {why}")))
        .collect();
    assert!(faults.is_empty(), "{}", faults.join("\n"));
}

#[test]
fn no_kind_of_case_has_gone_missing() {
    let cases = cases();
    for (kind, least) in KINDS {
        let found = cases.values().filter(|case| case["kind"] == kind).count();
        assert!(found >= least, "{kind}: {found} files, expected {least} or more");
    }
}

#[test]
fn every_finding_and_every_refusal_has_a_case() {
    let cases = cases();
    let bundles = || cases.values().filter(|c| c["kind"].as_str().unwrap().starts_with("audit-"));
    let found: BTreeSet<&str> = bundles()
        .filter_map(|case| case["expect"]["findings"].as_array())
        .flatten()
        .map(|finding| finding[1].as_str().unwrap())
        .collect();
    let all: BTreeSet<&str> = FindingName::ALL.iter().map(|name| name.as_str()).collect();
    assert_eq!(found, all);
    let refused: BTreeSet<&str> =
        bundles().filter_map(|case| case["expect"]["refused"].as_str()).collect();
    let all = [
        "AgeHeader",
        "CutShort",
        "Damaged",
        "Malformed",
        "Order",
        "OtherRecipient",
        "TooLong",
        "Trailing",
        "Version",
    ];
    assert_eq!(refused, BTreeSet::from(all));
}

#[test]
fn the_files_are_what_the_generator_writes() {
    let made: BTreeMap<String, String> = vectors_made::all()
        .iter()
        .map(|case| (case.name.clone(), vectors_made::text(case)))
        .collect();
    let files = files();
    assert_eq!(made.keys().collect::<Vec<_>>(), files.keys().collect::<Vec<_>>());
    for (name, text) in made {
        assert!(files[&name] == text, "{name} differs from what the generator writes");
    }
}

#[test]
fn the_harness_notices_a_changed_byte_a_wrong_refusal_and_a_wrong_value() {
    let cases = cases();
    let mut changed = cases["bundle-one-side.json"].clone();
    let file = changed["input"]["files"][0].as_str().unwrap().to_owned();
    // Within the last letter's shown fields.
    let place = file.len() - 60;
    let digit = if file[place..].starts_with('0') { "1" } else { "0" };
    let file = format!("{}{digit}{}", &file[..place], &file[place + 1..]);
    changed["input"]["files"][0] = json!(file);
    assert!(differs(&changed).is_some());
    let mut renamed = cases["refused-trailing.json"].clone();
    renamed["expect"] = json!({ "refused": "CutShort" });
    assert!(differs(&renamed).is_some());
    let mut valued = cases["handover-late.json"].clone();
    valued["expect"]["handovers"][0]["duties"][0][3] = json!(2);
    assert!(differs(&valued).is_some());
    let mut passed = cases["equivocation.json"].clone();
    passed["expect"]["findings"] = json!([]);
    assert!(differs(&passed).is_some());
}

// Values of a case.

fn hex(bytes: &[u8]) -> String {
    bytes.iter().map(|b| format!("{b:02x}")).collect()
}

fn unhex(text: &str) -> Vec<u8> {
    assert!(text.len().is_multiple_of(2));
    (0..text.len()).step_by(2).map(|i| u8::from_str_radix(&text[i..i + 2], 16).unwrap()).collect()
}

fn words<'a>(input: &'a Json, key: &str) -> &'a str {
    input[key].as_str().unwrap_or_else(|| panic!("no text under {key}"))
}

fn number(input: &Json, key: &str) -> u64 {
    input[key].as_u64().unwrap_or_else(|| panic!("no number under {key}"))
}

fn bytes(input: &Json, key: &str) -> Vec<u8> {
    unhex(words(input, key))
}

fn array<const N: usize>(input: &Json, key: &str) -> [u8; N] {
    bytes(input, key).try_into().unwrap()
}

fn hash(input: &Json, key: &str) -> Hash {
    Hash(array(input, key))
}

fn hashes(input: &Json, key: &str) -> Vec<Hash> {
    let list = input[key].as_array().unwrap().iter();
    list.map(|text| Hash(unhex(text.as_str().unwrap()).try_into().unwrap())).collect()
}

fn hashes_json(hashes: &[Hash]) -> Json {
    hashes.iter().map(|hash| json!(hex(&hash.0))).collect()
}

fn key_log(text: &Json) -> KeyLog {
    KeyLog::decode(&unhex(text.as_str().unwrap())).unwrap()
}

fn note_fault(fault: NoteFault) -> String {
    let name = match fault {
        NoteFault::TooLong { .. } => "TooLong",
        NoteFault::TooMany { .. } => "TooMany",
        NoteFault::Note { .. } => "Note",
        NoteFault::Origin { .. } => "Origin",
        NoteFault::Signature { .. } => "Signature",
    };
    name.to_owned()
}

fn bundle_fault(fault: BundleFault) -> String {
    fault.name().to_owned()
}

// The tree.

fn tree(input: &Json) -> Json {
    let mut frontier = Frontier::empty();
    let (mut rows, mut roots) = (Vec::new(), vec![frontier.root()]);
    for entry in input["entries"].as_array().unwrap() {
        rows.push(frontier.append(leaf_hash(&unhex(entry.as_str().unwrap()))));
        roots.push(frontier.root());
    }
    let read = |node: Node| {
        let (row, place) = stored_at(node);
        Ok::<_, ()>(rows[row as usize][place])
    };
    let (mut included, mut consistent) = (Vec::new(), Vec::new());
    for size in 1..=rows.len() as u64 {
        for index in 0..size {
            let proof = proof::inclusion(index, size, read).unwrap();
            included.push(json!([index, size, hashes_json(&proof)]));
        }
        for old in 0..=size {
            let proof = proof::consistency(old, size, read).unwrap();
            consistent.push(json!([old, size, hashes_json(&proof)]));
        }
    }
    json!({ "roots": hashes_json(&roots), "inclusion": included, "consistency": consistent })
}

fn inclusion(input: &Json) -> Json {
    let (leaf, root) = (hash(input, "leaf"), hash(input, "root"));
    let (index, size) = (number(input, "index"), number(input, "size"));
    json!({ "holds": proof::includes(&leaf, index, size, &hashes(input, "proof"), &root) })
}

fn consistency(input: &Json) -> Json {
    let (old, new) = (number(input, "old"), number(input, "new"));
    let (old_root, new_root) = (hash(input, "old_root"), hash(input, "new_root"));
    json!({ "holds": proof::goes_on(old, &old_root, new, &new_root, &hashes(input, "proof")) })
}

fn entry(input: &Json) -> Json {
    let opening = Opening::from_bytes(array(input, "r"));
    let signature = Signature(array(input, "signature"));
    let leaf = opening.leaf(&HeaderHash::of(&bytes(input, "header")), &signature);
    // The entry itself is never kept: its leaf hash is what the log holds.
    let entry = vectors_made_entry(input);
    assert_eq!(leaf, leaf_hash(&unhex(&entry)));
    json!({ "leaf": hex(&leaf.0), "entry": entry })
}

/// HMAC-SHA256, by hand, from the case alone.
fn vectors_made_entry(input: &Json) -> String {
    use hmac::{Hmac, KeyInit, Mac};
    let mut mac = Hmac::<sha2::Sha256>::new_from_slice(&bytes(input, "r")).unwrap();
    mac.update(HeaderHash::of(&bytes(input, "header")).as_bytes());
    mac.update(&bytes(input, "signature"));
    hex(&mac.finalize().into_bytes())
}

// Heads.

fn checkpoint(input: &Json) -> Outcome {
    let signed = SignedCheckpoint::of(words(input, "note"), &key_log(&input["key_log"]));
    let signed = signed.map_err(note_fault)?;
    let mut cosigned = Vec::new();
    for witness in input["witnesses"].as_array().unwrap() {
        if let Some(word) = signed.cosigned_by(&key_log(witness)).map_err(note_fault)? {
            cosigned.push((hex(word.witness.as_bytes()), word.time.0));
        }
    }
    cosigned.sort();
    let head = signed.checkpoint();
    let (origin, root) = (head.origin.to_string(), hex(&head.root.0));
    Ok(json!({ "origin": origin, "size": head.size, "root": root, "cosigned": cosigned }))
}

fn witnessed(input: &Json) -> Outcome {
    let log = key_log(&input["key_log"]);
    let known = input["known"].as_str();
    let known = known.map(|note| SignedCheckpoint::of(note, &log)).transpose().unwrap();
    let head = SignedCheckpoint::of(words(input, "checkpoint"), &log).map_err(note_fault)?;
    let asked = witness::Asked { head, old: number(input, "old"), proof: hashes(input, "proof") };
    let answer = match judge(known.as_ref(), &asked) {
        Judgement::Cosign => "cosigned",
        Judgement::Conflict { .. } => "conflict",
        Judgement::Older => "older",
        Judgement::Inconsistent => "inconsistent",
    };
    Ok(json!({ "answer": answer }))
}

// Bundles.

fn bundle(input: &Json) -> Outcome {
    let files: Vec<Vec<u8>> =
        input["files"].as_array().unwrap().iter().map(|f| unhex(f.as_str().unwrap())).collect();
    let asked = Asked { witnesses: number(input, "need") as usize, recipient: None };
    let readings = files
        .iter()
        .map(|file| Records::plain(file.as_slice()).and_then(|r| Reading::begin(r, &asked)))
        .collect::<Result<Vec<_>, _>>()
        .map_err(bundle_fault)?;
    verdict(readings)
}

fn sealed(input: &Json) -> Outcome {
    let (file, identity) = (bytes(input, "file"), words(input, "identity"));
    let recipient = recipient_of(identity);
    let asked = Asked { witnesses: number(input, "need") as usize, recipient };
    let records = open(file.as_slice(), identity).map_err(bundle_fault)?;
    verdict(vec![Reading::begin(records, &asked).map_err(bundle_fault)?])
}

fn verdict<R: std::io::Read>(readings: Vec<Reading<R>>) -> Outcome {
    let mut handovers = Vec::new();
    let files = read_all(readings, |told| handovers.extend(told.handover.map(handover_json)));
    let files = files.map_err(|fault| bundle_fault(fault.fault))?;
    let findings: BTreeSet<(usize, &str)> = files
        .iter()
        .enumerate()
        .flat_map(|(n, file)| file.findings.counts().map(move |(name, _)| (n, name.as_str())))
        .collect();
    let files: Vec<Json> = files.iter().map(file_json).collect();
    Ok(json!({ "findings": findings, "files": files, "handovers": handovers }))
}

fn file_json(file: &Summary) -> Json {
    let witnesses: Vec<String> = file.witnesses.iter().map(|org| hex(org.as_bytes())).collect();
    json!({
        "entries": file.entries, "opened": file.opened, "erased": file.erased,
        "letters": file.count.letters, "witnesses": witnesses,
    })
}

fn handover_json(handover: &Handover) -> Json {
    let duties: Vec<Json> = handover
        .duties
        .iter()
        .map(|d| json!([d.kind.as_str(), d.state.as_str(), d.due.0, d.state.seconds()]))
        .collect();
    json!({
        "conversation": hex(handover.conversation.as_bytes()),
        "referrer": hex(handover.referrer.as_bytes()),
        "target": hex(handover.target.as_bytes()),
        "outcome": handover.outcome.as_str(),
        "duties": duties,
        "consent": handover.consent.names(),
    })
}

// One field.

fn field_proof(input: &Json) -> Outcome {
    let read = FieldProof::parse(words(input, "proof")).map_err(bundle_fault)?;
    let proved = read.verify(number(input, "need") as usize).map_err(bundle_fault)?;
    let fields: Json = read.shown.fields().map(field_json).collect();
    let mut witnesses: Vec<String> =
        proved.witnesses.iter().map(|word| hex(word.witness.as_bytes())).collect();
    witnesses.sort();
    let findings: BTreeSet<&str> = proved.findings.iter().map(|name| name.as_str()).collect();
    Ok(json!({
        "findings": findings, "fields": fields, "leaf": hex(&proved.leaf.0),
        "witnesses": witnesses,
    }))
}

fn field_json(field: &Field) -> Json {
    let value = match &field.value {
        Value::Text(text) => json!({ "text": text }),
        Value::Number(number) => json!({ "number": number }),
        Value::Flag(flag) => json!({ "flag": flag }),
        Value::List(items) => json!({ "list": items }),
        Value::Bytes(bytes) => json!({ "bytes": hex(bytes) }),
    };
    json!([field.section.number(), field.key, value])
}
