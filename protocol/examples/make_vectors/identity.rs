//! Cases of text forms, keys, signatures, key logs, certificates (SPEC 2, 3).

use bech32::{Bech32, Hrp};
use serde_json::json;

use super::Book;
use super::write::*;

pub(crate) fn bech(prefix: &str, bytes: &[u8]) -> String {
    bech32::encode::<Bech32>(Hrp::parse(prefix).unwrap(), bytes).unwrap()
}

pub(crate) fn basic(book: &mut Book) {
    let id = SHELTER.id();
    let text = bech("wp", &id);
    let input = |text: &str| json!({ "prefix": "wp", "text": text });
    let head = |name, what| (name, "2.1", "text", what);
    book.ok(
        head("text-organisation", "An organisation's id as people see it."),
        input(&text),
        json!({ "bytes": hex(&id) }),
    );
    book.ok(
        head("text-in-capitals", "A QR code may carry capitals."),
        input(&text.to_uppercase()),
        json!({ "bytes": hex(&id) }),
    );
    let mut mistyped = text.clone();
    mistyped.replace_range(9..10, if &text[9..10] == "q" { "p" } else { "q" });
    book.refused(head("text-mistyped", "One character differs."), "Checksum", input(&mistyped));
    book.refused(
        head("text-of-another-kind", "A conversation where an organisation is expected."),
        "Prefix",
        input(&bech("wpr", &[7; 16])),
    );
    book.refused(
        head("text-too-short", "The right prefix over 16 bytes."),
        "Length",
        input(&bech("wp", &[7; 16])),
    );

    let head = |name, what| (name, "3.2", "key", what);
    let key = |bytes: &[u8]| json!({ "public": hex(bytes) });
    book.ok(head("key", "A sound signing key."), key(&SHELTER.signing().public()), json!({}));
    book.refused(
        head("key-small-order", "The identity: everything verifies under it."),
        "Torsion",
        key(&join(&[&[1], &[0; 31]])),
    );
    let mixed = [
        0xcd, 0xb2, 0x67, 0xce, 0x40, 0xc5, 0xcd, 0x45, 0x30, 0x6f, 0xa5, 0xd2, 0xf2, 0x97, 0x31,
        0x45, 0x93, 0x87, 0xdb, 0xf9, 0xeb, 0x93, 0x3b, 0x7b, 0xd5, 0xae, 0xd9, 0xa7, 0x65, 0xb8,
        0x8d, 0x4d,
    ];
    book.refused(head("key-torsion", "A key of great order with a small-order component: it has more than one signature a message."), "Torsion", key(&mixed));
    let second = join(&[&[0xee], &[0xff; 30], &[0x7f]]);
    book.refused(
        head("key-not-canonical", "The identity, written as p + 1."),
        "NotCanonical",
        key(&second),
    );
    book.refused(
        head("key-not-a-point", "No point has this coordinate."),
        "NotAPoint",
        key(&join(&[&[2], &[0; 31]])),
    );

    let (domain, message) = ("waypost/letter/v1", b"a header");
    let signature = SHELTER.signing().sign(domain, message);
    let input = |domain: &str, signature: &[u8]| {
        json!({
            "domain": domain, "public": hex(&SHELTER.signing().public()),
            "message": hex(message), "signature": hex(signature),
        })
    };
    let head = |name, what| (name, "3.2", "signature", what);
    book.ok(
        head("signature", "Over domain, zero, length and message."),
        input(domain, &signature),
        json!({}),
    );
    book.refused(
        head("signature-for-another-purpose", "A letter's signature shown as a card's."),
        "BadSignature",
        input("waypost/card/v1", &signature),
    );
    book.refused(
        head("signature-s-not-canonical", "The same s, with the group's order added."),
        "BadSignature",
        input(domain, &plus_order(signature)),
    );

    let seed = [0x5e; 32];
    let derive = |info: &[u8]| hkdf::<32>(&[], &seed, info);
    let next = ed25519_dalek::SigningKey::from_bytes(&derive(b"waypost/recovery/signing/v1"));
    let expect = json!({
        "next_signing_public": hex(next.verifying_key().as_bytes()),
        "vault_key": hex(&derive(b"waypost/recovery/vault/v1")),
    });
    book.ok(
        ("recovery-sheet", "3.5", "recovery", "What the 32 bytes of a sheet stand for."),
        json!({ "seed": hex(&seed) }),
        expect,
    );
}

/// `s + L` (RFC 8032 section 5.1.7 refuses it).
fn plus_order(mut signature: [u8; 64]) -> [u8; 64] {
    const ORDER: [u8; 32] = [
        0xed, 0xd3, 0xf5, 0x5c, 0x1a, 0x63, 0x12, 0x58, 0xd6, 0x9c, 0xf7, 0xa2, 0xde, 0xf9, 0xde,
        0x14, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0x10,
    ];
    let mut carry = 0;
    for (byte, order) in signature[32..].iter_mut().zip(ORDER) {
        let sum = u16::from(*byte) + u16::from(order) + carry;
        (*byte, carry) = (sum as u8, sum >> 8);
    }
    signature
}

/// The rotation that the shelter's sheet can make.
pub(crate) fn rotation() -> Rotation {
    let prev = sha(&SHELTER.inception());
    Rotation {
        seq: 1,
        prev,
        to: SHELTER.sheet(),
        next: Ed(0x18),
        day: TODAY - 10,
        compromised: false,
    }
}

pub(crate) fn identity(book: &mut Book) {
    let log = |rotations: &[Vec<u8>]| json!({ "key_log": hex(&SHELTER.key_log(rotations)) });
    let head = |name, what| (name, "3.3", "key-log", what);
    let first = rotation();
    let expect = |current: &Ed, last: u32| json!({ "org": hex(&SHELTER.id()), "current": hex(&current.public()), "last_seq": last });
    book.ok(
        (
            "inception",
            "3.1",
            "key-log",
            "A log without rotations: the id is the hash of the inception.",
        ),
        log(&[]),
        expect(&SHELTER.signing(), 0),
    );
    book.ok(
        head("keylog", "One rotation, to the key on the sheet."),
        log(&[first.signed()]),
        expect(&SHELTER.sheet(), 1),
    );
    let again = array(&[
        map(&[
            (0, uint(1u8)),
            (1, uint(TODAY)),
            (2, bstr(&Ed(0x10).public())),
            (3, bstr(&sha(&Ed(0x10).public()))),
        ]),
        array(&[]),
    ]);
    book.refused(
        ("inception-promises-itself", "3.1", "key-log", "The promised key is the key itself."),
        "KeyAgain",
        json!({ "key_log": hex(&again) }),
    );
    let newer = array(&[
        map(&[
            (0, uint(2u8)),
            (1, uint(TODAY)),
            (2, bstr(&Ed(0x10).public())),
            (3, bstr(&sha(&Ed(0x11).public()))),
        ]),
        array(&[]),
    ]);
    book.refused(
        ("inception-unknown-version", "1.1", "key-log", "Version 2."),
        "Version",
        json!({ "key_log": hex(&newer) }),
    );

    let stolen = Rotation { to: Ed(0x19), ..rotation() };
    book.refused(
        head("keylog-not-promised", "A thief of the current key rotates to a key of their own."),
        "NotCommitted",
        log(&[stolen.signed()]),
    );
    let by_current = SHELTER.signing().signed("waypost/rotation/v1", &first.body());
    book.refused(
        head(
            "keylog-signed-by-the-old-key",
            "To the promised key, but signed by the key replaced.",
        ),
        "BadSignature",
        log(&[by_current]),
    );
    book.refused(
        head("keylog-gap", "The first rotation calls itself the second."),
        "Gap",
        log(&[Rotation { seq: 2, ..rotation() }.signed()]),
    );
    book.refused(
        head("keylog-unlinked", "It names another entry before it."),
        "Unlinked",
        log(&[Rotation { prev: [9; 32], ..rotation() }.signed()]),
    );
    book.refused(
        head("keylog-day-backwards", "Dated before the inception."),
        "DayBackwards",
        log(&[Rotation { day: TODAY - 101, ..rotation() }.signed()]),
    );
    book.refused(
        head("keylog-key-again", "It promises the first key once more."),
        "KeyAgain",
        log(&[Rotation { next: SHELTER.signing(), ..rotation() }.signed()]),
    );
    book.refused(
        head("keylog-repeated-entry", "A log on the wire has no repeats."),
        "Gap",
        log(&[first.signed(), first.signed()]),
    );

    let tail = |known: &[Vec<u8>], tail: &[Vec<u8>]| json!({ "known": hex(&SHELTER.key_log(known)), "tail": tail.iter().map(|e| hex(e)).collect::<Vec<_>>() });
    let other = Rotation { next: Ed(0x19), ..rotation() };
    let head = |name, what| (name, "3.3", "key-log-tail", what);
    book.ok(
        head("keylog-tail", "One rotation that is known and none that is new."),
        tail(&[first.signed()], &[first.signed()]),
        json!({ "new": 0 }),
    );
    book.refused(
        head("keylog-fork", "Two valid first rotations: the holder of the sheet told two stories."),
        "Fork",
        tail(&[first.signed()], &[other.signed()]),
    );

    let accepts = |rotation: &Rotation, key: &Ed, day: u32| json!({ "key_log": hex(&SHELTER.key_log(&[rotation.signed()])), "key": hex(&key.public()), "day": day });
    let compromised = Rotation { compromised: true, ..rotation() };
    let head = |name, what| (name, "3.3", "key-on-a-day", what);
    book.ok(
        head("key-replaced-last-day", "A replaced key on the day of its rotation."),
        accepts(&first, &SHELTER.signing(), TODAY - 10),
        json!({}),
    );
    book.refused(
        head("key-superseded", "A replaced key a day later."),
        "Superseded",
        accepts(&first, &SHELTER.signing(), TODAY - 9),
    );
    book.refused(
        head("key-compromised", "A stolen key, long before the theft was told."),
        "Compromised",
        accepts(&compromised, &SHELTER.signing(), TODAY - 50),
    );
    book.refused(
        head("key-unknown", "A key that the log never held."),
        "UnknownKey",
        accepts(&first, &Ed(0x77), TODAY),
    );

    let certificate = |org: Org, node: [u8; 32], last: u32, by: Ed| {
        let body = map(&[(0, bstr(&org.id())), (1, bstr(&node)), (2, uint(last))]);
        json!({ "key_log": hex(&SHELTER.key_log(&[])), "certificate": hex(&by.signed("waypost/node/v1", &body)), "day": TODAY })
    };
    let node = SHELTER.node().public();
    let head = |name, what| (name, "3.4", "certificate", what);
    book.ok(
        head("certificate", "A node that speaks for its organisation, on its last day."),
        certificate(SHELTER, node, TODAY, SHELTER.signing()),
        json!({}),
    );
    book.refused(
        head("certificate-expired", "A day after its last."),
        "CertificateExpired",
        certificate(SHELTER, node, TODAY - 1, SHELTER.signing()),
    );
    book.refused(
        head("certificate-of-another", "Signed by the shelter, for another organisation."),
        "OtherOrganisation",
        certificate(THIRD, node, TODAY, SHELTER.signing()),
    );
    book.refused(
        head("certificate-by-another", "Signed by somebody else."),
        "BadSignature",
        certificate(SHELTER, node, TODAY, THIRD.signing()),
    );
    book.refused(
        head("certificate-for-the-signing-key", "One key for letters and for the transport."),
        "NodeKeyIsSigningKey",
        certificate(SHELTER, SHELTER.signing().public(), TODAY, SHELTER.signing()),
    );
}
