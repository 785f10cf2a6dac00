//! Cases of letters between witnesses, and of heads in headers (SPEC 5.1, 15.3).

use serde_json::json;

use super::Book;
use super::letters::referral;
use super::moves::{bytes, number, text};
use super::write::*;

/// A head, as a header names it.
fn head_of(log: Option<u32>) -> Vec<u8> {
    let mut entries = vec![(0, uint(5u8)), (1, bstr(&[0x33; 32]))];
    entries.extend(log.map(|log| (2, uint(log))));
    map(&entries)
}

pub(crate) fn heads(book: &mut Book) {
    let header = |log| {
        let mut entries = referral().entries();
        entries.push((16, head_of(log)));
        map(&entries)
    };
    let input = |log| json!({ "header": hex(&header(log)) });
    let head = |name, what| (name, "5.1", "header", what);
    let good = |log, number: u32| json!({ "hash": hex(&sha(&header(log))), "log": number });
    book.ok(
        head("header-with-head", "It names a head of its author's first log."),
        input(None),
        good(None, 1),
    );
    book.ok(
        head("header-with-later-log", "It names a head of its author's second log."),
        input(Some(2)),
        good(Some(2), 2),
    );
    for (name, log) in [("header-log-zero", 0), ("header-log-one-written", 1)] {
        let what = "The first log's number is never written, and there is none before it.";
        book.refused(head(name, what), "LogNumber", input(Some(log)));
    }
}

/// A text so long.
fn long(bytes: usize) -> &'static str {
    "a".repeat(bytes).leak()
}

/// Asking for a cosignature, and the answers.
pub(crate) fn witnessing(book: &mut Book) {
    const NOTE: &str = "waypost/org\n5\nroot\n\n\u{2014} waypost/org AAAA\n";
    let input = |fields: &[Field]| json!({ "fields": fields_json(fields) });
    let asks = |checkpoint, old, proof| {
        input(&[number("at", NOON), text("checkpoint", checkpoint), number("old", old), proof])
    };
    let head = |name, what| (name, "15.3", "witness-letter", what);
    book.ok(
        head("witness-first", "A first head: from nothing, and nothing to prove it."),
        asks(NOTE, 0, bytes("proof", 0, 0)),
        json!({ "checkpoint": NOTE, "old": 0, "hashes": 0 }),
    );
    book.ok(
        head("witness-longest-proof", "A proof of 63 hashes."),
        asks(NOTE, 4, bytes("proof", 7, 63 * 32)),
        json!({ "old": 4, "hashes": 63 }),
    );
    book.refused(
        head("witness-proof-of-64", "A proof with a hash more than a log has levels."),
        "Proof",
        asks(NOTE, 4, bytes("proof", 7, 64 * 32)),
    );
    book.refused(
        head("witness-proof-cut-short", "A proof whose last hash lacks a byte."),
        "Proof",
        asks(NOTE, 4, bytes("proof", 7, 63)),
    );
    book.refused(
        head("witness-proof-from-nothing", "A proof that begins at nothing."),
        "Proof",
        asks(NOTE, 0, bytes("proof", 7, 32)),
    );
    book.refused(
        head("witness-note-too-long", "A note of 8,193 bytes."),
        "TooLong",
        asks(long(8193), 4, bytes("proof", 7, 32)),
    );
    book.refused(
        head("witness-without-proof", "The proof is missing, not empty."),
        "Missing",
        input(&[number("at", NOON), text("checkpoint", NOTE), number("old", 0)]),
    );

    let says = |of: usize, answer, more: Field| {
        input(&[number("at", NOON), bytes("of", 1, of), text("answer", answer), more])
    };
    let head = |name, what| (name, "15.3", "cosigned-letter", what);
    let of = hex(&[1; 32]);
    book.ok(
        head("cosigned", "The head is cosigned."),
        says(32, "cosigned", text("line", "\u{2014} waypost/other AAAA")),
        json!({ "of": of, "answer": "cosigned", "line": "\u{2014} waypost/other AAAA" }),
    );
    book.ok(
        head("cosigned-conflict", "The proof should have begun at another size."),
        says(32, "conflict", number("size", 3)),
        json!({ "answer": "conflict", "size": 3 }),
    );
    for (name, answer) in [("cosigned-older", "older"), ("cosigned-inconsistent", "inconsistent")] {
        book.ok(
            head(name, "Another head is known."),
            says(32, answer, text("known", NOTE)),
            json!({ "answer": answer, "known": NOTE }),
        );
    }
    book.refused(
        head("cosigned-unknown-answer", "An answer that is on no list."),
        "Answer",
        says(32, "perhaps", number("size", 3)),
    );
    book.refused(
        head("cosigned-of-cut-short", "A hash of 31 bytes."),
        "Of",
        says(31, "conflict", number("size", 3)),
    );
    book.refused(
        head("cosigned-line-too-long", "A line of 513 bytes."),
        "TooLong",
        says(32, "cosigned", text("line", long(513))),
    );
    book.refused(
        head("cosigned-conflict-with-line", "A conflict that brings a line."),
        "Missing",
        says(32, "conflict", text("line", "\u{2014} waypost/other AAAA")),
    );
    book.refused(
        head("cosigned-known-too-long", "A note of 8,193 bytes."),
        "TooLong",
        says(32, "older", text("known", long(8193))),
    );
}
