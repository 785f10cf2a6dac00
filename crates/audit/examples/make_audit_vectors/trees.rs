//! Trees, proofs, entries, checkpoints and the judging of heads (SPEC 15.1 to 15.3).

use serde_json::{Value, json};

use super::Book;
use super::world::*;
use super::write::{CLINIC, Ed, Org, Rotation, SHELTER, THIRD, TODAY, hex, join, mac, sha};

fn leaves(count: u8) -> Vec<Hash> {
    (0..count).map(|n| sha(&[0, b'e', n])).collect()
}

fn hashes(list: &[Hash]) -> Value {
    list.iter().map(|hash| json!(hex(hash))).collect()
}

pub(crate) fn trees(book: &mut Book) {
    const SIZE: u8 = 9;
    let all = leaves(SIZE);
    let entries: Vec<String> = (0..SIZE).map(|n| hex(&[b'e', n])).collect();
    let roots: Vec<Hash> = (0..=all.len()).map(|size| root(&all[..size])).collect();
    let (mut included, mut consistent) = (Vec::new(), Vec::new());
    for size in 1..=all.len() {
        for index in 0..size {
            included.push(json!([
                index,
                size,
                hashes(&super::world::inclusion(index, &all[..size]))
            ]));
        }
        for old in 0..=size {
            consistent.push(json!([
                old,
                size,
                hashes(&super::world::consistency(old, &all[..size]))
            ]));
        }
    }
    book.add(
        ("tree", "15.1", "tree", "Roots of every size to 9, and every proof between them."),
        json!({ "entries": entries }),
        json!({ "roots": hashes(&roots), "inclusion": included, "consistency": consistent }),
    );
    inclusions(book, &all);
    consistencies(book, &all);
}

fn inclusions(book: &mut Book, all: &[Hash]) {
    let proof = super::world::inclusion(4, all);
    let mut case = |name: &str,
                    what: &str,
                    leaf: &Hash,
                    index: u64,
                    proof: &[Hash],
                    holds: bool| {
        let input = json!({ "leaf": hex(leaf), "index": index, "size": 9, "root": hex(&root(all)), "proof": hashes(proof) });
        book.add((name, "15.1", "inclusion", what), input, json!({ "holds": holds }));
    };
    case("inclusion", "Entry 4 of 9.", &all[4], 4, &proof, true);
    case(
        "inclusion-extra-hash",
        "A hash too many.",
        &all[4],
        4,
        &[proof.clone(), vec![[7; 32]]].concat(),
        false,
    );
    case("inclusion-missing-hash", "A hash too few.", &all[4], 4, &proof[..proof.len() - 1], false);
    let mut changed = proof.clone();
    changed[1] = [7; 32];
    case("inclusion-changed-hash", "Another hash.", &all[4], 4, &changed, false);
    case(
        "inclusion-another-leaf",
        "A leaf of somebody else's log.",
        &sha(b"theirs"),
        4,
        &proof,
        false,
    );
    case("inclusion-another-index", "The entry beside it.", &all[4], 5, &proof, false);
    case("inclusion-beyond", "An entry beyond the log.", &all[4], 9, &proof, false);
}

fn consistencies(book: &mut Book, all: &[Hash]) {
    let proof = super::world::consistency(6, all);
    let mut case = |name: &str,
                    what: &str,
                    old: (u64, Hash),
                    new: (u64, Hash),
                    proof: &[Hash],
                    holds: bool| {
        let input = json!({
            "old": old.0, "old_root": hex(&old.1), "new": new.0, "new_root": hex(&new.1), "proof": hashes(proof),
        });
        book.add((name, "15.1", "consistency", what), input, json!({ "holds": holds }));
    };
    let head = |size: usize| (size as u64, root(&all[..size]));
    case("consistency", "From 6 to 9.", head(6), head(9), &proof, true);
    case("consistency-from-nothing", "From 0 to 9.", head(0), head(9), &[], true);
    case("consistency-of-one-size", "From 9 to 9.", head(9), head(9), &[], true);
    case(
        "consistency-too-many-hashes",
        "A hash too many.",
        head(6),
        head(9),
        &[proof.clone(), vec![[7; 32]]].concat(),
        false,
    );
    case("consistency-too-few-hashes", "A hash too few.", head(6), head(9), &proof[1..], false);
    case(
        "consistency-of-another-history",
        "Another old root.",
        (6, [7; 32]),
        head(9),
        &proof,
        false,
    );
    case("consistency-backwards", "From 9 to 6.", head(9), head(6), &proof, false);
    case(
        "consistency-proof-from-nothing",
        "From 0, with a hash.",
        head(0),
        head(9),
        &proof[..1],
        false,
    );
}

pub(crate) fn entries(book: &mut Book) {
    let play = super::bundles::accepted();
    let written = &play.shelter.kept[1];
    let (_, r) = play.shelter.places[&written.hash()];
    let entry = mac(&r, &join(&[&written.hash(), &written.signature]));
    book.add(
        ("entry", "15.1", "entry", "A letter's line in the log."),
        json!({ "r": hex(&r), "header": hex(&written.header), "signature": hex(&written.signature) }),
        json!({ "entry": hex(&entry), "leaf": hex(&sha(&join(&[&[0], &entry]))) }),
    );
}

pub(crate) fn checkpoints(book: &mut Book) {
    let root5 = sha(b"root");
    let origin1 = origin(SHELTER, 1);
    let text = note_text(&origin1, 5, &root5);
    let (own, seconds) = (log_line(&origin1, &SHELTER.signing(), &text), at(0, 12));
    let seen = cosignature(THIRD, &THIRD.signing(), seconds, &text);
    let input = |note: &str| {
        json!({
            "note": note, "key_log": hex(&SHELTER.key_log(&[])),
            "witnesses": [hex(&CLINIC.key_log(&[])), hex(&THIRD.key_log(&[]))],
        })
    };
    let case = |name, what| (name, "15.2", "checkpoint", what);
    let read = |log: u32, cosigned: &[(Org, u64)]| {
        let mut cosigned: Vec<(String, u64)> =
            cosigned.iter().map(|(org, s)| (hex(&org.id()), *s)).collect();
        cosigned.sort();
        json!({ "origin": origin(SHELTER, log), "size": 5, "root": hex(&root5), "cosigned": cosigned })
    };
    book.add(
        case("checkpoint", "Signed, and cosigned once."),
        input(&format!("{text}\n{own}{seen}")),
        read(1, &[(THIRD, seconds)]),
    );
    let both = format!(
        "{text}\n{own}{seen}{}",
        cosignature(CLINIC, &CLINIC.signing(), seconds + 1, &text)
    );
    book.add(
        case("checkpoint-cosigned-twice", "Two witnesses."),
        input(&both),
        read(1, &[(THIRD, seconds), (CLINIC, seconds + 1)]),
    );
    book.add(
        case("checkpoint-second-log", "Of the log of number 2."),
        input(&note(SHELTER, 2, 5, &root5, &[])),
        read(2, &[]),
    );
    let unknown = line("example.org/witness", 4, &Ed(0x66), &[7; 72]);
    book.add(
        case("checkpoint-unknown-line", "A line under a name that nobody knows is left alone."),
        input(&format!("{text}\n{own}{unknown}")),
        read(1, &[]),
    );

    let mut refused = |name: &str, what: &str, fault: &str, note: &str| {
        let head = (name, "15.2", "checkpoint", what);
        book.add(head, input(note), json!({ "refused": fault }));
    };
    refused(
        "checkpoint-too-long",
        "A note of more than 8,192 bytes.",
        "TooLong",
        &format!("{text}\n{own}{}", seen.repeat(50)),
    );
    let short = "\u{2014} a AAAAAAA=\n".repeat(65);
    refused(
        "checkpoint-too-many-lines",
        "65 signature lines.",
        "TooMany",
        &format!("{text}\n{short}"),
    );
    let bad = |text: &str| format!("{text}\n{}", log_line(&origin1, &SHELTER.signing(), text));
    refused("checkpoint-fourth-line", "An extension line.", "Note", &bad(&format!("{text}more\n")));
    refused("checkpoint-leading-zero", "Size 05.", "Note", &bad(&text.replace("\n5\n", "\n05\n")));
    refused(
        "checkpoint-size-too-large",
        "Size 2^63.",
        "Note",
        &bad(&text.replace("\n5\n", "\n9223372036854775808\n")),
    );
    refused(
        "checkpoint-carriage-return",
        "A carriage return.",
        "Note",
        &bad(&text.replace("\n5\n", "\r\n5\n")),
    );
    refused(
        "checkpoint-log-one-written",
        "The number of the first log is written out.",
        "Note",
        &bad(&text.replace(&origin1, &format!("{origin1}/1"))),
    );
    refused("checkpoint-unsigned", "No signature line.", "Note", &text);
    refused(
        "checkpoint-of-another",
        "Another organisation's log.",
        "Origin",
        &note(CLINIC, 1, 5, &root5, &[]),
    );
    let forged = line(&origin1, 1, &SHELTER.signing(), &sign_plain(&THIRD.signing(), &text));
    refused(
        "checkpoint-forged-line",
        "Signed by another key.",
        "Signature",
        &format!("{text}\n{forged}"),
    );
    refused(
        "checkpoint-cosigned-only",
        "The log's own line is missing.",
        "Signature",
        &format!("{text}\n{seen}"),
    );
    let sized = text.replace("\n5\n", "\n6\n");
    refused(
        "checkpoint-changed",
        "Another size under the same line.",
        "Signature",
        &format!("{sized}\n{own}"),
    );
    let late = cosignature(THIRD, &THIRD.signing(), seconds, &sized);
    refused(
        "checkpoint-forged-cosignature",
        "A cosignature of another head.",
        "Signature",
        &format!("{text}\n{own}{late}"),
    );

    let rotation = |compromised, day| {
        let to = Rotation {
            seq: 1,
            prev: sha(&SHELTER.inception()),
            to: SHELTER.sheet(),
            next: Ed(0x1f),
            day,
            compromised,
        };
        hex(&SHELTER.key_log(&[to.signed()]))
    };
    let rotated =
        |log: String| json!({ "note": format!("{text}\n{own}"), "key_log": log, "witnesses": [] });
    book.add(
        case(
            "checkpoint-key-replaced",
            "Signed before the key was replaced: a checkpoint has no day.",
        ),
        rotated(rotation(false, TODAY)),
        read(1, &[]),
    );
    book.add(
        case("checkpoint-key-stolen", "The key was reported stolen."),
        rotated(rotation(true, TODAY)),
        json!({ "refused": "Signature" }),
    );
}

pub(crate) fn witnesses(book: &mut Book) {
    let all = leaves(9);
    let head = |log: u32, size: usize| note(SHELTER, log, size as u64, &root(&all[..size]), &[]);
    let mut case = |name: &str,
                    what: &str,
                    known: Option<String>,
                    new: String,
                    old: u64,
                    proof: &[Hash],
                    expect: Value| {
        let input = json!({
            "key_log": hex(&SHELTER.key_log(&[])), "known": known, "checkpoint": new, "old": old, "proof": hashes(proof),
        });
        let name = format!("witness-{name}");
        book.add((&name, "15.3", "witness", what), input, expect);
    };
    let answer = |word: &str| json!({ "answer": word });
    let proof = super::world::consistency(6, &all);
    case("first", "The first head of a log.", None, head(1, 6), 0, &[], answer("cosigned"));
    let empty = note(SHELTER, 1, 0, &[7; 32], &[]);
    case(
        "empty-with-a-root",
        "An empty log with a root.",
        None,
        empty,
        0,
        &[],
        answer("inconsistent"),
    );
    case("goes-on", "From 6 to 9.", Some(head(1, 6)), head(1, 9), 6, &proof, answer("cosigned"));
    case(
        "same-again",
        "The head that is known.",
        Some(head(1, 6)),
        head(1, 6),
        6,
        &[],
        answer("cosigned"),
    );
    case(
        "conflict",
        "The proof begins at 3, known is 6.",
        Some(head(1, 6)),
        head(1, 9),
        3,
        &super::world::consistency(3, &all),
        answer("conflict"),
    );
    case(
        "conflict-unknown",
        "The proof begins at 6, nothing is known.",
        None,
        head(1, 9),
        6,
        &proof,
        answer("conflict"),
    );
    case(
        "older",
        "An old head replayed: 6 after 9.",
        Some(head(1, 9)),
        head(1, 6),
        9,
        &[],
        answer("older"),
    );
    case(
        "older-log",
        "A head of the first log after one of the second.",
        Some(head(2, 3)),
        head(1, 9),
        3,
        &[],
        answer("older"),
    );
    case(
        "next-log",
        "The second log begins anew.",
        Some(head(1, 9)),
        head(2, 3),
        0,
        &[],
        answer("cosigned"),
    );
    let fork = note(SHELTER, 1, 6, &[7; 32], &[]);
    case(
        "equivocation",
        "Another root of the size that is known.",
        Some(head(1, 6)),
        fork,
        6,
        &[],
        answer("inconsistent"),
    );
    let fork = note(SHELTER, 1, 9, &[7; 32], &[]);
    case(
        "inconsistent",
        "A head to which the proof does not lead.",
        Some(head(1, 6)),
        fork,
        6,
        &proof,
        answer("inconsistent"),
    );
    case(
        "extra-hash",
        "A proof with a hash too many.",
        Some(head(1, 6)),
        head(1, 9),
        6,
        &[proof.clone(), vec![[7; 32]]].concat(),
        answer("inconsistent"),
    );
    let text = note_text(&origin(SHELTER, 1), 9, &root(&all));
    let forged = format!(
        "{text}\n{}",
        line(&origin(SHELTER, 1), 1, &SHELTER.signing(), &sign_plain(&THIRD.signing(), &text))
    );
    case(
        "forged",
        "Not signed by the log.",
        Some(head(1, 6)),
        forged,
        6,
        &proof,
        json!({ "refused": "Signature" }),
    );
    case(
        "of-another",
        "Another organisation's log.",
        None,
        note(CLINIC, 1, 9, &root(&all), &[]),
        0,
        &[],
        json!({ "refused": "Origin" }),
    );
}
