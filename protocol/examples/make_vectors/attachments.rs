//! Cases of attachments, their pieces, and what of them has come (SPEC 5.6).

use serde_json::{Value, json};

use super::Book;
use super::moves::{bytes, number, text};
use super::write::*;

/// Of a piece that is not the last.
const PIECE: usize = 59_392;
const HALF: usize = PIECE / 2;

/// A scan of a passport: `identity` is section 1.
fn announced() -> Vec<Field> {
    vec![
        number("at", NOON),
        bytes("of", 0x0f, 32),
        text("section", "identity"),
        bytes("thread", 0x7d, 16),
        (1, "name", Val::Text("passport.pdf")),
        (1, "media_type", Val::Text("application/pdf")),
        (1, "bytes", Val::Number(60_000)),
        (1, "content", Val::Bytes(vec![0xc0; 32])),
    ]
}

fn with(at: usize, value: Val) -> Vec<Field> {
    let mut fields = announced();
    fields[at].2 = value;
    fields
}

pub(crate) fn attachments(book: &mut Book) {
    announcements(book);
    pieces(book);
    reports(book);
}

fn announcements(book: &mut Book) {
    let input = |fields: &[Field]| json!({ "fields": fields_json(fields) });
    let head = |name, what| (name, "5.6", "attachment", what);
    let says = |name: Value, pieces: Value| json!({ "section": "identity", "thread": "7d".repeat(16), "name": name, "pieces": pieces });
    book.ok(
        head("attachment", "A scan of 60,000 bytes, in two pieces."),
        input(&announced()),
        says(json!("passport.pdf"), json!(2)),
    );
    book.ok(
        head(
            "attachment-erased",
            "Its section was erased: what it was is gone, that it was stays.",
        ),
        input(&announced()[..4]),
        says(Value::Null, Value::Null),
    );
    let mut refused = |name, what, fault, fields: &[Field]| {
        book.refused(head(name, what), fault, input(fields));
    };
    refused(
        "attachment-name-with-a-path",
        "A name that would leave the folder it is saved in.",
        "Form",
        &with(4, Val::Text("../passport.pdf")),
    );
    refused(
        "attachment-name-that-reorders",
        "A name with a right-to-left override.",
        "Form",
        &with(4, Val::Text("passport\u{202e}fdp.exe")),
    );
    refused(
        "attachment-media-type",
        "A media type with parameters.",
        "Form",
        &with(5, Val::Text("text/plain; charset=utf-8")),
    );
    refused("attachment-empty", "A file of no bytes.", "Number", &with(6, Val::Number(0)));
    refused(
        "attachment-too-long",
        "A byte more than 25 MiB.",
        "Number",
        &with(6, Val::Number(26_214_401)),
    );
    refused(
        "attachment-short-hash",
        "A hash of 31 bytes.",
        "Number",
        &with(7, Val::Bytes(vec![0xc0; 31])),
    );
    refused("attachment-half-said", "A file without its hash.", "Missing", &announced()[..7]);
    let mut stray = announced();
    stray[4].0 = 5;
    refused("attachment-field-of-another-section", "Its name is in `account`.", "Section", &stray);
    let mut open = announced();
    open[2] = text("section", "needs");
    open[4..].iter_mut().for_each(|field| field.0 = 0);
    refused("attachment-in-needs", "Section 0 cannot be erased by itself.", "Section", &open);
    let mut more = announced();
    more.push(text("comment", "Please print."));
    refused("attachment-unknown-field", "A field that it does not have.", "Unknown", &more);
}

/// A piece's data, by the lengths of its two fields.
fn data(lengths: [usize; 2]) -> Vec<Field> {
    let field = |(key, length)| (0, key, Val::Bytes(vec![0xda; length]));
    ["data.0", "data.1"].into_iter().zip(lengths).filter(|(_, l)| *l > 0).map(field).collect()
}

fn pieces(book: &mut Book) {
    let input = |seq: u32, fields: &[Field]| json!({ "bytes": 60_000, "seq": seq, "fields": fields_json(fields) });
    let head = |name, what| (name, "5.6", "piece", what);
    book.ok(
        head("piece", "The last piece of 60,000 bytes."),
        input(2, &data([608, 0])),
        json!({ "number": 1, "length": 608 }),
    );
    book.ok(
        head("piece-full", "The first piece, filled."),
        input(1, &data([HALF, HALF])),
        json!({ "number": 0, "length": PIECE }),
    );
    let mut refused = |name, what, fault, seq, fields: &[Field]| {
        book.refused(head(name, what), fault, input(seq, fields));
    };
    let last = data([608, 0]);
    refused("piece-of-place-0", "Place 0 is the attachment's letter.", "Number", 0, &last);
    refused("piece-beyond-the-last", "A third piece of two.", "Number", 3, &last);
    refused("piece-too-short", "A byte less than its place asks for.", "Data", 2, &data([607, 0]));
    refused("piece-too-long", "A byte more.", "Data", 2, &data([609, 0]));
    refused(
        "piece-second-field-first",
        "Its second field is filled before the first.",
        "Data",
        1,
        &data([HALF - 1, HALF]),
    );
    let mut more = data([HALF, HALF]);
    more.push(bytes("data.2", 0xda, 1));
    refused("piece-unknown-field", "A third field.", "Unknown", 1, &more);
}

fn reports(book: &mut Book) {
    let input = |have: &'static str, gaps: Option<Vec<u8>>| {
        let mut fields = vec![number("at", NOON), bytes("of", 0x0f, 32), text("have", have)];
        fields.extend(gaps.map(|gaps| (0, "missing", Val::Bytes(gaps))));
        json!({ "fields": fields_json(&fields) })
    };
    let gaps = |gaps: &[(u32, u32)]| {
        let ends = gaps.iter().flat_map(|(first, last)| [*first, *last]);
        Some(ends.flat_map(u32::to_be_bytes).collect::<Vec<u8>>())
    };
    let head = |name, what| (name, "5.6", "pieces", what);
    book.ok(
        head("pieces-all", "All came, and the hash fits."),
        input("all", None),
        json!({ "missing": [] }),
    );
    book.ok(
        head("pieces-some", "Pieces 3 to 7 and 9 lack."),
        input("some", gaps(&[(3, 7), (9, 9)])),
        json!({ "missing": [[3, 7], [9, 9]] }),
    );
    let mut refused = |name, what, fault, have, gaps| {
        book.refused(head(name, what), fault, input(have, gaps));
    };
    refused("pieces-all-and-some", "All came, and one lacks.", "Unknown", "all", gaps(&[(0, 0)]));
    refused("pieces-some-unnamed", "Some lack, and none is named.", "Missing", "some", None);
    refused("pieces-unknown-code", "Neither all nor some.", "UnknownCode", "most", None);
    refused("pieces-no-range", "An empty list of ranges.", "Items", "some", gaps(&[]));
    refused("pieces-range-falls", "From 7 to 3.", "Items", "some", gaps(&[(7, 3)]));
    refused("pieces-ranges-touch", "Two that are one.", "Items", "some", gaps(&[(0, 3), (4, 5)]));
    refused("pieces-ranges-fall", "The later first.", "Items", "some", gaps(&[(9, 9), (3, 3)]));
    refused("pieces-beyond-any-file", "Piece 442.", "Items", "some", gaps(&[(0, 442)]));
    refused("pieces-range-cut-short", "Seven bytes.", "Items", "some", Some(vec![0; 7]));
    let many: Vec<(u32, u32)> = (0..65).map(|n| (2 * n, 2 * n)).collect();
    refused("pieces-too-many-ranges", "65 of them.", "Items", "some", gaps(&many));
}
