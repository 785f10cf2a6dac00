//! One field shown (SPEC 15.8).

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use serde_json::{Value, json};

use super::Book;
use super::bundles::accepted;
use super::world::*;
use super::write::{CLINIC, Ed, Org, Rotation, SHELTER, THIRD, TODAY, array, bstr, hex, sha, uint};

/// A proof, part by part.
#[derive(Clone)]
struct Proof {
    version: u8,
    header: Vec<u8>,
    signature: Vec<u8>,
    r: Hash,
    key_logs: Vec<Vec<u8>>,
    shown: Shown,
    index: u64,
    path: Vec<Hash>,
    note: String,
}

impl Proof {
    /// The need of the referral, shown by the shelter.
    fn good() -> Self {
        let play = accepted();
        let written = &play.shelter.kept[1];
        let (index, r) = play.shelter.places[&written.hash()];
        let mut orgs: Vec<Org> = vec![SHELTER, THIRD];
        orgs.sort_by_key(|org| org.id());
        Self {
            version: 1,
            header: written.header.clone(),
            signature: written.signature.to_vec(),
            r,
            key_logs: orgs.iter().map(|org| org.key_log(&[])).collect(),
            shown: prune(&written.letter.body, &[2]),
            index,
            path: inclusion(index as usize, &play.shelter.leaves[..5]),
            note: play.shelter.note_of(&play.shelter.points[1]),
        }
    }

    fn text(&self) -> String {
        let key_logs: Vec<Vec<u8>> = self.key_logs.iter().map(|log| bstr(log)).collect();
        let extra = array(&[
            uint(self.version),
            bstr(&self.header),
            bstr(&self.signature),
            bstr(&self.r),
            array(&key_logs),
            shown_cbor(Some(&self.shown)),
        ]);
        let path: String =
            self.path.iter().map(|hash| format!("{}\n", STANDARD.encode(hash))).collect();
        let extra = STANDARD.encode(extra);
        format!(
            "c2sp.org/tlog-proof@v1\nextra {extra}\nindex {}\n{path}\n{}",
            self.index, self.note
        )
    }
}

pub(crate) fn fields(book: &mut Book) {
    let good = Proof::good();
    let leaf = |proof: &Proof| {
        hex(&leaf(&proof.r, &proof.header, &proof.signature.as_slice().try_into().unwrap()))
    };
    let mut case = |name: &str,
                    what: &str,
                    proof: &Proof,
                    findings: &[&str],
                    witnesses: &[Org],
                    fields: Option<Value>| {
        let input = json!({ "proof": proof.text(), "need": 1 });
        let mut witnesses: Vec<String> = witnesses.iter().map(|org| hex(&org.id())).collect();
        witnesses.sort();
        let shown = json!([[0, "need.0.service", { "text": "shelter_emergency" }]]);
        let expect = json!({
            "findings": findings, "fields": fields.unwrap_or(shown), "leaf": leaf(proof), "witnesses": witnesses,
        });
        book.add((name, "15.8", "field-proof", what), input, expect);
    };
    case("field", "The need of a referral, by its author's choice.", &good, &[], &[THIRD], None);
    let mut proof = good.clone();
    proof.path.push([7; 32]);
    case(
        "field-inclusion-extra-hash",
        "An inclusion proof with a hash too many.",
        &proof,
        &["hash_count"],
        &[THIRD],
        None,
    );
    let mut proof = good.clone();
    proof.path[0] = [7; 32];
    case(
        "field-foreign-leaf",
        "An inclusion proof that does not lead to the head.",
        &proof,
        &["foreign_leaf"],
        &[THIRD],
        None,
    );
    let mut proof = good.clone();
    proof.r = [7; 32];
    case("field-another-opening", "Another opening.", &proof, &["foreign_leaf"], &[THIRD], None);
    let mut proof = good.clone();
    proof.shown.hashes.push([7; 32]);
    case(
        "field-shown-extra-hash",
        "A body shown with a hash too many.",
        &proof,
        &["hash_count"],
        &[THIRD],
        None,
    );
    let mut proof = good.clone();
    let mut body = accepted().shelter.kept[1].letter.body.clone();
    body.fields[2].2 = super::write::Val::Text("food");
    proof.shown = prune(&body, &[2]);
    let food = json!([[0, "need.0.service", { "text": "food" }]]);
    case(
        "field-another-value",
        "A need that the letter does not have.",
        &proof,
        &["not_committed"],
        &[THIRD],
        Some(food),
    );
    let mut proof = good.clone();
    proof.signature[40] ^= 1;
    case(
        "field-signature",
        "One bit of the letter's signature: the entry is another, too.",
        &proof,
        &["foreign_leaf", "signature"],
        &[THIRD],
        None,
    );
    let rotated = |day: u32, compromised: bool| {
        let to = Rotation {
            seq: 1,
            prev: sha(&SHELTER.inception()),
            to: SHELTER.sheet(),
            next: Ed(0x1f),
            day,
            compromised,
        };
        let mut proof = good.clone();
        let log = proof.key_logs.iter_mut().find(|log| **log == SHELTER.key_log(&[])).unwrap();
        *log = SHELTER.key_log(&[to.signed()]);
        proof
    };
    case(
        "field-retired-key",
        "The author had changed its key before.",
        &rotated(TODAY - 3, false),
        &["retired_key"],
        &[THIRD],
        None,
    );
    case(
        "field-stolen-key",
        "The author's key was reported stolen: its checkpoints do not count either.",
        &rotated(TODAY + 9, true),
        &["checkpoint_signature", "stolen_key"],
        &[THIRD],
        None,
    );
    let mut proof = good.clone();
    proof.key_logs.retain(|log| *log != SHELTER.key_log(&[]));
    case(
        "field-no-key-log",
        "No key log of the author, who is the log's owner.",
        &proof,
        &["checkpoint_signature", "unknown_key"],
        &[THIRD],
        None,
    );
    let play = accepted();
    let root5 = play.shelter.root_at(5);
    let text = note_text(&origin(SHELTER, 1), 5, &root5);
    let mut proof = good.clone();
    proof.note = note(SHELTER, 1, 5, &root5, &[]);
    case(
        "field-not-witnessed",
        "Nobody has cosigned the head.",
        &proof,
        &["not_witnessed"],
        &[],
        None,
    );
    let mut proof = good.clone();
    let forged =
        sign_plain(&CLINIC.signing(), &format!("cosignature/v1\ntime {}\n{text}", at(1, 2)));
    let material = [at(1, 2).to_be_bytes().to_vec(), forged.to_vec()].concat();
    let line = line(&name_of(THIRD), 4, &THIRD.signing(), &material);
    proof.note =
        format!("{text}\n{}{line}", log_line(&origin(SHELTER, 1), &SHELTER.signing(), &text));
    case(
        "field-forged-cosignature",
        "A line that the witness did not sign.",
        &proof,
        &["forged_cosignature", "not_witnessed"],
        &[],
        None,
    );

    let mut refused = |name: &str, what: &str, fault: &str, text: &str| {
        let input = json!({ "proof": text, "need": 1 });
        book.add((name, "15.8", "field-proof", what), input, json!({ "refused": fault }));
    };
    let mut proof = good.clone();
    proof.version = 2;
    refused(
        "field-another-version",
        "Version 2 of what stands in `extra`.",
        "Version",
        &proof.text(),
    );
    let other = good.text().replacen("@v1", "@v2", 1);
    refused("field-another-first-line", "Version 2 of the proof.", "Version", &other);
    let mut proof = good.clone();
    proof.path = vec![[7; 32]; 64];
    refused("field-proof-too-long", "A proof of 64 hashes.", "TooLong", &proof.text());
    refused("field-text-too-long", "131,073 bytes.", "TooLong", &"a".repeat(131_073));
    let mut proof = good.clone();
    proof.key_logs.reverse();
    refused("field-key-logs-fall", "Key logs that do not rise.", "Malformed", &proof.text());
    let zero = good.text().replace("\nindex 1\n", "\nindex 01\n");
    refused("field-index-leading-zero", "An index with a leading zero.", "Malformed", &zero);
    refused(
        "field-no-checkpoint",
        "No checkpoint.",
        "Malformed",
        "c2sp.org/tlog-proof@v1\nextra \nindex 1\n",
    );
}
