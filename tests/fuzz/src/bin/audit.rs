//! `audit`: what an auditor is sent: a bundle in the clear, a sealed one, one field's proof, a note; and a record.
#![no_main]

use std::fs;

use serde_json::Value;
use waypost_audit::bundle::{Records, open};
use waypost_audit::checkpoint::SignedCheckpoint;
use waypost_audit::compare::read_all;
use waypost_audit::field_proof::FieldProof;
use waypost_audit::record::Record;
use waypost_audit::verify::{Asked, Reading};
use waypost_fuzz::target;

target!(seeds: seeds(), holds: holds);

/// The auditor of the vectors.
const IDENTITY: &str = "AGE-SECRET-KEY-15ZS2PG9Q5ZS2PG9Q5ZS2PG9Q5ZS2PG9Q5ZS2PG9Q5ZS2PG9Q5ZSQEY5F4D";

/// What the vectors hold: bundles, sealed ones, proofs, notes.
fn seeds() -> Vec<Vec<u8>> {
    let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/../../crates/audit/vectors");
    let files = fs::read_dir(folder).expect("the vectors are in the repository");
    let texts = files.map(|file| fs::read_to_string(file.expect("it reads").path()).expect("text"));
    let cases = texts.map(|text| serde_json::from_str::<Value>(&text).expect("JSON"));
    let seed = |case: Value| {
        let input = &case["input"];
        let hex = input["files"][0].as_str().or_else(|| input["file"].as_str());
        let text = input["proof"].as_str().or_else(|| input["note"].as_str());
        hex.map(unhex).or_else(|| text.map(|text| text.as_bytes().to_vec()))
    };
    let seeds = cases.filter_map(seed).filter(|seed| seed.len() < 16_384);
    seeds.collect()
}

fn unhex(text: &str) -> Vec<u8> {
    let byte = |at: usize| u8::from_str_radix(&text[at..at + 2], 16).expect("hex");
    (0..text.len()).step_by(2).map(byte).collect()
}

fn holds(bytes: &[u8]) {
    let asked = Asked { witnesses: 1, recipient: None };
    // Of two files of the same bytes the second adds nothing to the first, if all is well in that.
    let read = || Records::plain(bytes).and_then(|records| Reading::begin(records, &asked));
    if let (Ok(one), Ok(two)) = (read(), read())
        && let Ok(files) = read_all(vec![one, two], |_| {})
    {
        assert_eq!(files[0].findings.is_empty(), files[1].findings.is_empty());
    }
    if let Ok(records) = open(bytes, IDENTITY)
        && let Ok(reading) = Reading::begin(records, &asked)
    {
        drop(reading.finish());
    }
    if let Ok(record) = Record::decode(bytes) {
        assert_eq!(&record.encode()[4..], bytes);
    }
    if let Ok(text) = std::str::from_utf8(bytes) {
        if let Ok(proof) = FieldProof::parse(text) {
            assert_eq!(proof.to_text(), text);
            drop(proof.verify(1));
        }
        if let Ok(checkpoint) = SignedCheckpoint::parse(text) {
            let again = SignedCheckpoint::parse(&checkpoint.to_string());
            assert_eq!(again.as_ref(), Ok(&checkpoint));
        }
    }
}
