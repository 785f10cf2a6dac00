//! Cases of headers, letters and disclosures (SPEC 5).

use serde_json::json;

use super::Book;
use super::identity::rotation;
use super::partners::changed;
use super::write::*;

/// A small referral from the shelter to the clinic's one-time prekey: three fields shown, one held back.
pub(crate) fn referral() -> Letter {
    let fields = vec![
        (0, "at", Val::Number(NOON)),
        (0, "urgency", Val::Text("urgent")),
        (0, "need.0.service", Val::Text("medical")),
        (1, "name", Val::Text("Example Name")),
        (2, "contact.channel", Val::Text("phone")),
    ];
    Letter {
        from: SHELTER,
        to: CLINIC,
        kind: 1,
        prekey: x_public(CLINIC.one_time()),
        conversation: [0x77; 16],
        seq: 0,
        prev: None,
        answers: None,
        day: TODAY,
        expires: TODAY + 30,
        body: Body { fields, seed: [0x0a; 32], shown: vec![0] },
        disclosed: Vec::new(),
        tail: Vec::new(),
    }
}

pub(crate) fn headers(book: &mut Book) {
    let good = referral();
    let input = |bytes: &[u8]| json!({ "header": hex(bytes) });
    let with = |key: u64, value: Vec<u8>| input(&map(&changed(good.entries(), key, value)));
    let head = |name, what| (name, "5.1", "header", what);
    book.ok(
        head("header", "The header of a first letter."),
        input(&good.header()),
        json!({ "hash": hex(&sha(&good.header())) }),
    );
    let later = Letter { seq: 3, prev: Some([1; 32]), answers: Some([2; 32]), ..good.clone() };
    book.ok(
        head("header-later", "A later letter, with the one before it and the one it answers."),
        input(&later.header()),
        json!({ "hash": hex(&sha(&later.header())) }),
    );
    let orphan = Letter { seq: 3, ..good.clone() };
    book.refused(
        head("header-without-prev", "The fourth letter names none before it."),
        "Chain",
        input(&orphan.header()),
    );
    let first = Letter { prev: Some([1; 32]), ..good.clone() };
    book.refused(
        head("header-first-with-prev", "The first letter names one before it."),
        "Chain",
        input(&first.header()),
    );
    book.refused(
        head("header-expires-early", "Its last day is before its day."),
        "ExpiresEarly",
        with(13, uint(TODAY - 1)),
    );
    book.refused(
        ("header-unknown-version", "1.1", "header", "Version 2."),
        "UnknownVersion",
        with(0, uint(2u8)),
    );
    book.refused(
        (
            "header-newer-shape",
            "1.1",
            "header",
            "Version 2 with nothing else that we know: still refused by its number.",
        ),
        "UnknownVersion",
        input(&map(&[(0, uint(2u8)), (40, tstr("?"))])),
    );
    book.refused(
        ("header-unknown-suite", "1.2", "header", "Suite 2."),
        "UnknownSuite",
        with(1, uint(2u8)),
    );
    book.refused(
        ("header-unknown-kind", "5.1", "header", "Kind 99."),
        "UnknownKind",
        with(2, uint(99u8)),
    );

    let head = |name, what| (name, "2.2", "header", what);
    let mut overlong = good.header();
    overlong.splice(2..3, [0x18, 0x01]);
    book.refused(
        head("header-noncanonical-overlong-int", "Version 1 in two bytes."),
        "NotCanonical",
        input(&overlong),
    );
    let mut entries = good.entries();
    entries.swap(11, 10);
    book.refused(
        head("header-misordered-keys", "Two entries have changed places."),
        "NotCanonical",
        input(&map(&entries)),
    );
    let mut entries = good.entries();
    entries.insert(4, entries[3].clone());
    book.refused(
        head("header-repeated-key", "The sender stands twice."),
        "NotCanonical",
        input(&map(&entries)),
    );
    let mut entries = good.entries();
    entries.push((40, uint(1u8)));
    book.refused(
        head("header-unknown-key", "An entry that version 1 does not have."),
        "NotCanonical",
        input(&map(&entries)),
    );
    let mut indefinite = good.header();
    indefinite[0] = 0xbf;
    indefinite.push(0xff);
    book.refused(
        head("header-indefinite-length", "A map of indefinite length."),
        "NotCanonical",
        input(&indefinite),
    );
    book.refused(
        head("header-trailing-byte", "One byte after the end."),
        "Trailing",
        input(&join(&[&good.header(), &[0]])),
    );
    book.refused(
        head("header-cut-short", "Its last byte is missing."),
        "Malformed",
        input(&good.header()[..good.header().len() - 1]),
    );
    book.refused(
        head("header-short-id", "A recipient of 31 bytes."),
        "Malformed",
        with(5, bstr(&[5; 31])),
    );
    book.refused(
        head("header-too-long", "513 bytes; nothing of it is read further."),
        "TooLong",
        input(&join(&[&good.header(), &vec![0; 513 - good.header().len()]])),
    );
}

pub(crate) fn letters(book: &mut Book) {
    let good = referral();
    let input = |bytes: &[u8]| json!({ "letter": hex(bytes), "sender_key": hex(&SHELTER.signing().public()) });
    let head = |name, rule, what| (name, rule, "letter", what);
    let expect = json!({
        "header_hash": hex(&sha(&good.header())),
        "leaves": good.body.leaves().iter().map(|l| hex(l)).collect::<Vec<_>>(),
        "shown": fields_json(&good.body.fields[..3]),
    });
    book.ok(
        head("letter", "5.4", "Five fields, two held back, three decoys."),
        input(&good.bytes()),
        expect,
    );
    let empty = Letter { body: Body { fields: Vec::new(), ..good.body.clone() }, ..good.clone() };
    book.ok(
        head("letter-without-fields", "5.3", "A body without fields is one decoy."),
        input(&empty.bytes()),
        json!({ "leaves": [hex(&empty.body.root())] }),
    );

    let (header, signature, items) = (good.header(), good.signature(), good.body.items());
    let stripped = array(&[bstr(&header), array(&items), array(&[]), array(&[])]);
    book.refused(
        head("letter-signature-stripped", "5.4", "A letter without a signature is not a letter."),
        "Malformed",
        input(&stripped),
    );
    let replaced = THIRD.signing().sign("waypost/letter/v1", &header);
    book.refused(
        head("letter-signature-replaced", "5.2", "Signed by somebody else."),
        "BadSignature",
        input(&good.with(&header, &replaced, &items)),
    );
    let purpose = SHELTER.signing().sign("waypost/card/v1", &header);
    book.refused(
        head("letter-signature-for-another-purpose", "3.2", "Signed under the domain of cards."),
        "BadSignature",
        input(&good.with(&header, &purpose, &items)),
    );
    let moved = map(&changed(good.entries(), 7, bstr(&[0x78; 16])));
    book.refused(
        head(
            "letter-moved-to-another-conversation",
            "5.2",
            "The header changed after it was signed.",
        ),
        "BadSignature",
        input(&good.with(&moved, &signature, &items)),
    );
    let claim = map(&changed(good.entries(), 4, bstr(&THIRD.signing().public())));
    book.refused(
        head(
            "letter-under-another-key",
            "6.2",
            "The header names a key that the sender's log does not give.",
        ),
        "SenderKey",
        input(&good.with(&claim, &replaced, &items)),
    );

    let tampered = Body { fields: vec![(0, "at", Val::Number(NOON + 1))], ..good.body.clone() };
    let mut other = items.clone();
    other[0] = tampered.items()[0].clone();
    book.refused(
        head("letter-value-changed", "5.3", "A shown value differs from the one committed to."),
        "BodyRoot",
        input(&good.with(&header, &signature, &other)),
    );
    let mut other = items.clone();
    other[3] = bstr(&[3; 32]);
    book.refused(
        head("letter-hidden-leaf-changed", "5.3", "A hidden leaf differs."),
        "BodyRoot",
        input(&good.with(&header, &signature, &other)),
    );
    let mut other = items.clone();
    other.swap(0, 1);
    book.refused(
        head("letter-fields-swapped", "5.3", "Two fields have changed places."),
        "BodyRoot",
        input(&good.with(&header, &signature, &other)),
    );
    book.refused(
        head("letter-seven-leaves", "5.3", "Not a power of two."),
        "LeafCount",
        input(&good.with(&header, &signature, &items[..7])),
    );

    let with_fields = |fields: Vec<Field>| {
        let letter = Letter { body: Body { fields, ..good.body.clone() }, ..good.clone() };
        input(&letter.bytes())
    };
    let at = || (0, "at", Val::Number(NOON));
    book.refused(
        head("letter-key-twice", "5.3", "One key stands twice."),
        "Twice",
        with_fields(vec![at(), at()]),
    );
    book.refused(
        head("letter-odd-key", "5.3", "A key with a space in it."),
        "Key",
        with_fields(vec![(0, "the name", Val::Text("x"))]),
    );
    let section =
        Body { fields: vec![(6, "at", Val::Number(NOON))], shown: vec![6], ..good.body.clone() };
    book.refused(
        head("letter-unknown-section", "5.4", "Section 6."),
        "Malformed",
        input(&Letter { body: section, ..good.clone() }.bytes()),
    );
    let disclosed = Letter { kind: 2, disclosed: good.body.disclosed(&[1]), ..good.clone() };
    book.refused(
        head(
            "letter-disclosed-in-a-move",
            "5.4",
            "Only a disclosure shows fields of another letter.",
        ),
        "DisclosedInKind",
        input(&disclosed.bytes()),
    );
    let tail = Letter { tail: vec![rotation().signed(); 17], ..good.clone() };
    book.refused(
        head("letter-long-key-log-tail", "3.3", "Seventeen key log entries."),
        "KeyLogTail",
        input(&tail.bytes()),
    );

    disclosures(book, &good);
    redactions(book, &good);
}

fn redactions(book: &mut Book, referral: &Letter) {
    let key = hex(&SHELTER.signing().public());
    let input = |letter: &Letter, sections: &[&str]| json!({ "letter": hex(&letter.bytes()), "sections": sections, "sender_key": key });
    let head = |name, what| (name, "5.5", "redaction", what);
    let showing = |shown: Vec<u8>| Letter {
        body: Body { shown, ..referral.body.clone() },
        ..referral.clone()
    };
    book.ok(
        head("redaction", "The identity is a leaf again; header and signature are as they were."),
        input(&showing(vec![0, 1, 2]), &["identity"]),
        json!({ "letter": hex(&showing(vec![0, 2]).bytes()) }),
    );
    book.ok(
        head("redaction-of-everything", "Only leaves are left."),
        input(&showing(vec![0, 1, 2]), &["needs", "identity", "safe_contact"]),
        json!({ "letter": hex(&showing(Vec::new()).bytes()) }),
    );
    let disclosing = |sections: &[u8]| Letter {
        kind: 4,
        disclosed: referral.body.disclosed(sections),
        ..referral.clone()
    };
    book.ok(
        head("redaction-of-a-disclosure", "What it showed of the identity is gone, salt and all."),
        input(&disclosing(&[1, 2]), &["identity"]),
        json!({ "letter": hex(&disclosing(&[2]).bytes()) }),
    );
}

fn disclosures(book: &mut Book, referral: &Letter) {
    let says = vec![
        (0, "at", Val::Number(NOON)),
        (0, "of", Val::Bytes(sha(&referral.header()).to_vec())),
        (0, "sections", Val::List(vec!["identity", "safe_contact"])),
    ];
    let letter = |disclosed: Vec<Vec<u8>>| Letter {
        kind: 4,
        seq: 1,
        prev: Some(sha(&referral.header())),
        body: Body { fields: says.clone(), seed: [0x0c; 32], shown: vec![0] },
        disclosed,
        ..referral.clone()
    };
    let input = |disclosed: Vec<Vec<u8>>| json!({ "referral": hex(&referral.bytes()), "disclosure": hex(&letter(disclosed).bytes()) });
    let body = &referral.body;
    let head = |name, what| (name, "5.4", "disclosure", what);
    let whole = fields_json(&body.fields);
    book.ok(
        head("disclosure", "Identity and contact, shown later; each hashes to its leaf."),
        input(body.disclosed(&[1, 2])),
        json!({ "fields": whole }),
    );
    book.ok(
        head("disclosure-shown-before", "Section 0 once more: taken once."),
        input(body.disclosed(&[0, 1, 2])),
        json!({ "fields": whole }),
    );
    let wrong = disclosed(3, &body.salt(3), &(1, "name", Val::Text("Another Name")));
    book.refused(
        head("disclosure-wrong-value", "A name that was not committed to."),
        "DisclosureMismatch",
        input(vec![wrong]),
    );
    let salt = disclosed(3, &[9; 16], &body.fields[3]);
    book.refused(
        head("disclosure-wrong-salt", "The right name with another salt."),
        "DisclosureMismatch",
        input(vec![salt]),
    );
    let place = disclosed(4, &body.salt(3), &body.fields[3]);
    book.refused(
        head("disclosure-wrong-place", "The name at the place of the contact."),
        "DisclosureMismatch",
        input(vec![place]),
    );
    let beyond = disclosed(8, &body.salt(3), &body.fields[3]);
    book.refused(
        head("disclosure-beyond-the-leaves", "A place that the referral does not have."),
        "DisclosureIndex",
        input(vec![beyond]),
    );
    let mut backwards = body.disclosed(&[1, 2]);
    backwards.reverse();
    book.refused(
        head("disclosure-out-of-order", "Indices must rise."),
        "DisclosureOrder",
        input(backwards),
    );
}
