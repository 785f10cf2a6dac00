//! Cases of everything below the exchange: text, keys, key logs, cards, pairs, letters, seals, frames.

use bech32::{Bech32, Hrp};
use serde_json::{Value, json};

use super::write::*;
use super::Book;


fn bech(prefix: &str, bytes: &[u8]) -> String {
    bech32::encode::<Bech32>(Hrp::parse(prefix).unwrap(), bytes).unwrap()
}

// Sections 2 and 3.

pub(crate) fn basic(book: &mut Book) {
    let id = SHELTER.id();
    let text = bech("wp", &id);
    let input = |text: &str| json!({ "prefix": "wp", "text": text });
    let head = |name, what| (name, "2.1", "text", what);
    book.ok(head("text-organisation", "An organisation's id as people see it."), input(&text), json!({ "bytes": hex(&id) }));
    book.ok(head("text-in-capitals", "A QR code may carry capitals."), input(&text.to_uppercase()), json!({ "bytes": hex(&id) }));
    let mut mistyped = text.clone();
    mistyped.replace_range(9..10, if &text[9..10] == "q" { "p" } else { "q" });
    book.refused(head("text-mistyped", "One character differs."), "Checksum", input(&mistyped));
    book.refused(head("text-of-another-kind", "A conversation where an organisation is expected."), "Prefix", input(&bech("wpr", &[7; 16])));
    book.refused(head("text-too-short", "The right prefix over 16 bytes."), "Length", input(&bech("wp", &[7; 16])));

    let head = |name, what| (name, "3.2", "key", what);
    let key = |bytes: &[u8]| json!({ "public": hex(bytes) });
    book.ok(head("key", "A sound signing key."), key(&SHELTER.signing().public()), json!({}));
    book.refused(head("key-small-order", "The identity: everything verifies under it."), "Torsion", key(&join(&[&[1], &[0; 31]])));
    let mixed = [
        0xcd, 0xb2, 0x67, 0xce, 0x40, 0xc5, 0xcd, 0x45, 0x30, 0x6f, 0xa5, 0xd2, 0xf2, 0x97, 0x31, 0x45,
        0x93, 0x87, 0xdb, 0xf9, 0xeb, 0x93, 0x3b, 0x7b, 0xd5, 0xae, 0xd9, 0xa7, 0x65, 0xb8, 0x8d, 0x4d,
    ];
    book.refused(head("key-torsion", "A key of great order with a small-order component: it has more than one signature a message."), "Torsion", key(&mixed));
    let second = join(&[&[0xee], &[0xff; 30], &[0x7f]]);
    book.refused(head("key-not-canonical", "The identity, written as p + 1."), "NotCanonical", key(&second));
    book.refused(head("key-not-a-point", "No point has this coordinate."), "NotAPoint", key(&join(&[&[2], &[0; 31]])));

    let (domain, message) = ("waypost/letter/v1", b"a header");
    let signature = SHELTER.signing().sign(domain, message);
    let input = |domain: &str, signature: &[u8]| {
        json!({
            "domain": domain, "public": hex(&SHELTER.signing().public()),
            "message": hex(message), "signature": hex(signature),
        })
    };
    let head = |name, what| (name, "3.2", "signature", what);
    book.ok(head("signature", "Over domain, zero, length and message."), input(domain, &signature), json!({}));
    book.refused(head("signature-for-another-purpose", "A letter's signature shown as a card's."), "BadSignature", input("waypost/card/v1", &signature));
    book.refused(head("signature-s-not-canonical", "The same s, with the group's order added."), "BadSignature", input(domain, &plus_order(signature)));

    let seed = [0x5e; 32];
    let derive = |info: &[u8]| hkdf::<32>(&[], &seed, info);
    let next = ed25519_dalek::SigningKey::from_bytes(&derive(b"waypost/recovery/signing/v1"));
    let expect = json!({
        "next_signing_public": hex(next.verifying_key().as_bytes()),
        "vault_key": hex(&derive(b"waypost/recovery/vault/v1")),
    });
    book.ok(("recovery-sheet", "3.5", "recovery", "What the 32 bytes of a sheet stand for."), json!({ "seed": hex(&seed) }), expect);
}

/// `s + L` (RFC 8032 section 5.1.7 refuses it).
fn plus_order(mut signature: [u8; 64]) -> [u8; 64] {
    const ORDER: [u8; 32] = [
        0xed, 0xd3, 0xf5, 0x5c, 0x1a, 0x63, 0x12, 0x58, 0xd6, 0x9c, 0xf7, 0xa2, 0xde, 0xf9, 0xde, 0x14,
        0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0x10,
    ];
    let mut carry = 0;
    for (byte, order) in signature[32..].iter_mut().zip(ORDER) {
        let sum = u16::from(*byte) + u16::from(order) + carry;
        (*byte, carry) = (sum as u8, sum >> 8);
    }
    signature
}

/// The rotation that the shelter's sheet can make.
fn rotation() -> Rotation {
    let prev = sha(&SHELTER.inception());
    Rotation { seq: 1, prev, to: SHELTER.sheet(), next: Ed(0x18), day: TODAY - 10, compromised: false }
}

pub(crate) fn identity(book: &mut Book) {
    let log = |rotations: &[Vec<u8>]| json!({ "key_log": hex(&SHELTER.key_log(rotations)) });
    let head = |name, what| (name, "3.3", "key-log", what);
    let first = rotation();
    let expect = |current: &Ed, last: u32| json!({ "org": hex(&SHELTER.id()), "current": hex(&current.public()), "last_seq": last });
    book.ok(("inception", "3.1", "key-log", "A log without rotations: the id is the hash of the inception."), log(&[]), expect(&SHELTER.signing(), 0));
    book.ok(head("keylog", "One rotation, to the key on the sheet."), log(&[first.signed()]), expect(&SHELTER.sheet(), 1));
    let again = array(&[
        map(&[(0, uint(1u8)), (1, uint(TODAY)), (2, bstr(&Ed(0x10).public())), (3, bstr(&sha(&Ed(0x10).public())))]),
        array(&[]),
    ]);
    book.refused(("inception-promises-itself", "3.1", "key-log", "The promised key is the key itself."), "KeyAgain", json!({ "key_log": hex(&again) }));
    let newer = array(&[
        map(&[(0, uint(2u8)), (1, uint(TODAY)), (2, bstr(&Ed(0x10).public())), (3, bstr(&sha(&Ed(0x11).public())))]),
        array(&[]),
    ]);
    book.refused(("inception-unknown-version", "1.1", "key-log", "Version 2."), "Version", json!({ "key_log": hex(&newer) }));

    let stolen = Rotation { to: Ed(0x19), ..rotation() };
    book.refused(head("keylog-not-promised", "A thief of the current key rotates to a key of their own."), "NotCommitted", log(&[stolen.signed()]));
    let by_current = SHELTER.signing().signed("waypost/rotation/v1", &first.body());
    book.refused(head("keylog-signed-by-the-old-key", "To the promised key, but signed by the key replaced."), "BadSignature", log(&[by_current]));
    book.refused(head("keylog-gap", "The first rotation calls itself the second."), "Gap", log(&[Rotation { seq: 2, ..rotation() }.signed()]));
    book.refused(head("keylog-unlinked", "It names another entry before it."), "Unlinked", log(&[Rotation { prev: [9; 32], ..rotation() }.signed()]));
    book.refused(head("keylog-day-backwards", "Dated before the inception."), "DayBackwards", log(&[Rotation { day: TODAY - 101, ..rotation() }.signed()]));
    book.refused(head("keylog-key-again", "It promises the first key once more."), "KeyAgain", log(&[Rotation { next: SHELTER.signing(), ..rotation() }.signed()]));
    book.refused(head("keylog-repeated-entry", "A log on the wire has no repeats."), "Gap", log(&[first.signed(), first.signed()]));

    let tail = |known: &[Vec<u8>], tail: &[Vec<u8>]| {
        json!({ "known": hex(&SHELTER.key_log(known)), "tail": tail.iter().map(|e| hex(e)).collect::<Vec<_>>() })
    };
    let other = Rotation { next: Ed(0x19), ..rotation() };
    let head = |name, what| (name, "3.3", "key-log-tail", what);
    book.ok(head("keylog-tail", "One rotation that is known and none that is new."), tail(&[first.signed()], &[first.signed()]), json!({ "new": 0 }));
    book.refused(head("keylog-fork", "Two valid first rotations: the holder of the sheet told two stories."), "Fork", tail(&[first.signed()], &[other.signed()]));

    let accepts = |rotation: &Rotation, key: &Ed, day: u32| {
        json!({ "key_log": hex(&SHELTER.key_log(&[rotation.signed()])), "key": hex(&key.public()), "day": day })
    };
    let compromised = Rotation { compromised: true, ..rotation() };
    let head = |name, what| (name, "3.3", "key-on-a-day", what);
    book.ok(head("key-replaced-last-day", "A replaced key on the day of its rotation."), accepts(&first, &SHELTER.signing(), TODAY - 10), json!({}));
    book.refused(head("key-superseded", "A replaced key a day later."), "Superseded", accepts(&first, &SHELTER.signing(), TODAY - 9));
    book.refused(head("key-compromised", "A stolen key, long before the theft was told."), "Compromised", accepts(&compromised, &SHELTER.signing(), TODAY - 50));
    book.refused(head("key-unknown", "A key that the log never held."), "UnknownKey", accepts(&first, &Ed(0x77), TODAY));

    let certificate = |org: Org, node: [u8; 32], last: u32, by: Ed| {
        let body = map(&[(0, bstr(&org.id())), (1, bstr(&node)), (2, uint(last))]);
        json!({ "key_log": hex(&SHELTER.key_log(&[])), "certificate": hex(&by.signed("waypost/node/v1", &body)), "day": TODAY })
    };
    let node = SHELTER.node().public();
    let head = |name, what| (name, "3.4", "certificate", what);
    book.ok(head("certificate", "A node that speaks for its organisation, on its last day."), certificate(SHELTER, node, TODAY, SHELTER.signing()), json!({}));
    book.refused(head("certificate-expired", "A day after its last."), "CertificateExpired", certificate(SHELTER, node, TODAY - 1, SHELTER.signing()));
    book.refused(head("certificate-of-another", "Signed by the shelter, for another organisation."), "OtherOrganisation", certificate(THIRD, node, TODAY, SHELTER.signing()));
    book.refused(head("certificate-by-another", "Signed by somebody else."), "BadSignature", certificate(SHELTER, node, TODAY, THIRD.signing()));
    book.refused(head("certificate-for-the-signing-key", "One key for letters and for the transport."), "NodeKeyIsSigningKey", certificate(SHELTER, SHELTER.signing().public(), TODAY, SHELTER.signing()));
}

// Section 4.

/// The entries of the shelter's card for the clinic.
fn card() -> Vec<(u64, Vec<u8>)> {
    let certificate = map(&[(0, bstr(&SHELTER.id())), (1, bstr(&SHELTER.node().public())), (2, uint(TODAY + 180))]);
    let node = map(&[
        (0, SHELTER.signing().signed("waypost/node/v1", &certificate)),
        (1, array(&[tstr("/ip4/192.0.2.7/tcp/4001")])),
    ]);
    vec![
        (0, uint(1u8)),
        (1, bstr(&SHELTER.id())),
        (2, bstr(&CLINIC.id())),
        (3, uint(5u8)),
        (4, uint(TODAY)),
        (5, uint(TODAY + 180)),
        (6, bstr(&SHELTER.key_log(&[]))),
        (7, tstr("River Shelter")),
        (8, tstr("shelter")),
        (9, array(&[tstr("my"), tstr("en")])),
        (10, array(&[node])),
        (11, array(&[])),
        (12, uint(1u8)),
        (13, map(&[(0, uint(TODAY)), (1, bstr(&x_public(0x13)))])),
        (14, array(&[bstr(&x_public(0x14)), bstr(&x_public(0x15))])),
    ]
}

fn changed(mut entries: Vec<(u64, Vec<u8>)>, key: u64, value: Vec<u8>) -> Vec<(u64, Vec<u8>)> {
    for entry in &mut entries {
        if entry.0 == key {
            entry.1.clone_from(&value);
        }
    }
    entries
}

pub(crate) fn cards(book: &mut Book) {
    let signed = |entries: &[(u64, Vec<u8>)]| SHELTER.signing().signed("waypost/card/v1", &map(entries));
    let input = |signed: &[u8], seen: Value| {
        json!({
            "card": hex(signed), "reader": hex(&CLINIC.id()), "org": hex(&SHELTER.id()),
            "today": TODAY, "seen": seen,
        })
    };
    let seen = json!(hex(&signed(&card())));
    let alone = |entries: Vec<(u64, Vec<u8>)>| input(&signed(&entries), Value::Null);
    let after = |entries: Vec<(u64, Vec<u8>)>| input(&signed(&entries), seen.clone());
    let head = |name, what| (name, "4.2", "card", what);
    book.ok(head("card", "River Shelter's card for Hill Clinic."), alone(card()), json!({ "serial": 5, "name": "River Shelter", "one_time_prekeys": 2 }));
    book.refused(head("card-for-another", "It names another reader."), "OtherReader", alone(changed(card(), 2, bstr(&THIRD.id()))));
    book.refused(head("card-of-another", "Its issuer is not the partner."), "OtherOrganisation", alone(changed(card(), 1, bstr(&THIRD.id()))));
    let forged = THIRD.signing().signed("waypost/card/v1", &map(&card()));
    book.refused(head("card-swapped-by-a-carrier", "The same card, signed by somebody else."), "BadSignature", input(&forged, Value::Null));
    book.refused(head("card-expired", "A day after its last."), "Expired", alone(changed(changed(card(), 4, uint(TODAY - 9)), 5, uint(TODAY - 1))));
    book.refused(head("card-not-yet", "Three days ahead."), "NotYet", alone(changed(card(), 4, uint(TODAY + 3))));
    book.refused(head("card-lasts-too-long", "367 days."), "Lifetime", alone(changed(card(), 5, uint(TODAY + 367))));
    let weak = map(&[(0, uint(TODAY)), (1, bstr(&[0; 32]))]);
    book.refused(head("card-weak-prekey", "An epoch prekey of small order: anybody opens what is sealed to it."), "Prekey", alone(changed(card(), 13, weak)));
    let twice = array(&[bstr(&x_public(0x14)), bstr(&x_public(0x14))]);
    book.refused(head("card-prekey-twice", "One one-time prekey stands twice."), "Prekey", alone(changed(card(), 14, twice)));
    book.refused(head("card-deceptive-name", "A name with a right-to-left override."), "Malformed", alone(changed(card(), 7, tstr("River\u{202e}Shelter"))));
    book.refused(("card-unknown-suite", "1.2", "card", "It asks for suite 2."), "Suite", alone(changed(card(), 12, uint(2u8))));
    book.refused(("card-unknown-version", "1.1", "card", "Version 2."), "Version", alone(changed(card(), 0, uint(2u8))));
    book.refused(("card-unknown-kind", "8.1", "card", "A sort of organisation that is on no list."), "Malformed", alone(changed(card(), 8, tstr("casino"))));

    let head = |name, what| (name, "4.3", "card", what);
    book.ok(head("card-again", "The same card once more changes nothing."), after(card()), json!({ "serial": 5 }));
    book.refused(head("card-older-serial", "Serial 4 after serial 5."), "Older", after(changed(card(), 3, uint(4u8))));
    book.refused(head("card-two-of-one-serial", "Another card under the serial already seen."), "TwoOfOneSerial", after(changed(card(), 7, tstr("River House"))));
    let nobody: Vec<_> = card().into_iter().filter(|(k, _)| *k != 2).collect();
    book.refused(head("card-without-reader", "A card for nobody, after joining."), "NoReader", after(nobody));
}

const SECRET: [u8; 32] = [0xa5; 32];
const INVITER_HALF: u8 = 0x61;
const JOINER_HALF: u8 = 0x62;

fn terms() -> Vec<(u64, Vec<u8>)> {
    vec![
        (0, uint(1u8)),
        (1, bstr(&SHELTER.id())),
        (2, tstr("River Shelter")),
        (3, bstr(&SHELTER.node().public())),
        (4, array(&[tstr("/ip4/192.0.2.7/tcp/4001")])),
        (5, bstr(&x_public(INVITER_HALF))),
        (6, uint(TODAY)),
        (7, uint(NOON + 86_400)),
    ]
}

fn invite(terms: &[(u64, Vec<u8>)]) -> String {
    format!("waypost://join#{}", bech("wpjoin", &join(&[&SECRET, &map(terms)])))
}

/// SPEC 4.4: inviter the shelter, joiner the clinic.
pub(crate) fn pair_root() -> [u8; 32] {
    let (inviter, joiner) = (SHELTER.id(), CLINIC.id());
    let shared = x_agree(INVITER_HALF, x_public(JOINER_HALF));
    let info = join(&[b"waypost/pair/v1", &inviter, &joiner, &x_public(INVITER_HALF), &x_public(JOINER_HALF)]);
    hkdf(&SECRET, &shared, &info)
}

fn thread() -> [u8; 16] {
    expand(&pair_root(), b"thread")
}

/// The chain of the pair from shelter to clinic, on its first day.
fn chain() -> [u8; 32] {
    expand(&pair_root(), b"chain/inviter-to-joiner")
}

fn join_chain(secret: &[u8]) -> [u8; 32] {
    let root: [u8; 32] = hkdf(secret, &[], &join(&[b"waypost/invite/v1", &SHELTER.id()]));
    expand(&root, b"chain/joiner-to-inviter")
}

pub(crate) fn pairs(book: &mut Book) {
    let input = |text: &str, now: u64| json!({ "text": text, "now": now });
    let head = |name, what| (name, "4.1", "invite", what);
    let good = invite(&terms());
    let expect = json!({ "inviter": hex(&SHELTER.id()), "secret": hex(&SECRET), "pair_key": hex(&x_public(INVITER_HALF)) });
    book.ok(head("invite", "The link as it is handed over."), input(&good, NOON), expect.clone());
    let (front, back) = good.split_at(60);
    book.ok(head("invite-wrapped", "A chat program broke the line and put a zero-width space in."), input(&format!(" {front}\n\u{200b}{back} "), NOON), expect);
    book.refused(head("invite-expired", "A second after its end."), "Expired", input(&good, NOON + 86_401));
    book.refused(head("invite-not-yet", "Three days before its day."), "NotYet", input(&good, NOON - 3 * 86_400));
    book.refused(head("invite-not-a-link", "A web address."), "NotALink", input("https://example.org/join", NOON));
    book.refused(head("invite-cut-short", "Its last character is missing."), "Checksum", input(&good[..good.len() - 1], NOON));
    book.refused(head("invite-lasts-too-long", "It lasts for two days and a half."), "Lifetime", input(&invite(&changed(terms(), 7, uint(NOON + 2 * 86_400))), NOON));
    book.refused(head("invite-weak-node-key", "A node key of small order."), "Torsion", input(&invite(&changed(terms(), 3, bstr(&join(&[&[1], &[0; 31]])))), NOON));
    book.refused(("invite-unknown-version", "1.1", "invite", "Version 2."), "Version", input(&invite(&changed(terms(), 0, uint(2u8))), NOON));

    let root = pair_root();
    let ids = { let mut ids = [SHELTER.id(), CLINIC.id()]; ids.sort(); ids };
    let digits: [u8; 30] = expand(&root, &join(&[b"safety", &ids[0], &ids[1]]));
    let group = |five: &[u8]| five.iter().fold(0u64, |n, b| n << 8 | u64::from(*b)) % 100_000;
    let number: Vec<String> = digits.chunks(5).map(|five| format!("{:05}", group(five))).collect();
    let to_inviter: [u8; 32] = expand(&root, b"chain/joiner-to-inviter");
    let input = |other: [u8; 32]| {
        json!({
            "secret": hex(&SECRET), "inviter": hex(&SHELTER.id()), "joiner": hex(&CLINIC.id()),
            "inviter_private": hex(&[INVITER_HALF; 32]), "joiner_public": hex(&other), "created_day": TODAY,
        })
    };
    let expect = json!({
        "root": hex(&root), "thread": hex(&thread()), "safety_number": number.join(" "), "first_day": TODAY - 2,
        "to_joiner": hex(&chain()), "to_inviter": hex(&to_inviter),
        "to_joiner_after_2_days": hex(&chain_at(chain(), 2)),
    });
    let head = |name, what| (name, "4.4", "pair", what);
    book.ok(head("pair", "Root, thread, safety number and both chains."), input(x_public(JOINER_HALF)), expect);
    book.refused(head("pair-weak-half", "The other half has small order: the shared secret is zero."), "Torsion", input([0; 32]));

    let letter = join_letter();
    let sealed = seal(x_public(INVITER_HALF), &letter.bytes());
    let hint = &sha(&x_public(INVITER_HALF))[..8];
    let framed = |secret: &[u8]| frame(chain_at(join_chain(secret), 2), TODAY, hint, &sealed);
    let input = |frame: &[u8]| {
        json!({
            "invite": good, "pair_private": hex(&[INVITER_HALF; 32]), "me": hex(&SHELTER.id()),
            "today": TODAY, "frame": hex(frame),
        })
    };
    let head = |name, what| (name, "4.5", "join", what);
    let expect = json!({ "header_hash": hex(&sha(&letter.header())), "conversation": hex(&thread()) });
    book.ok(head("join", "Hill Clinic joins: framed under the invite, sealed to its pair key."), input(&framed(&SECRET)), expect);
    book.refused(head("join-under-another-invite", "Framed under another secret."), "Tampered", input(&framed(&[0xa6; 32])));
}

fn join_letter() -> Letter {
    let fields = vec![
        (0, "at", Val::Number(NOON)),
        (0, "pair_key", Val::Bytes(x_public(JOINER_HALF).to_vec())),
    ];
    Letter {
        from: CLINIC,
        to: SHELTER,
        kind: 6,
        prekey: x_public(INVITER_HALF),
        conversation: thread(),
        body: Body { fields, seed: [0x0b; 32], shown: vec![0] },
        ..referral()
    }
}

// Section 5.

/// A small referral from the shelter to the clinic's one-time prekey: three fields shown, one held back.
fn referral() -> Letter {
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
    book.ok(head("header", "The header of a first letter."), input(&good.header()), json!({ "hash": hex(&sha(&good.header())) }));
    let later = Letter { seq: 3, prev: Some([1; 32]), answers: Some([2; 32]), ..good.clone() };
    book.ok(head("header-later", "A later letter, with the one before it and the one it answers."), input(&later.header()), json!({ "hash": hex(&sha(&later.header())) }));
    let orphan = Letter { seq: 3, ..good.clone() };
    book.refused(head("header-without-prev", "The fourth letter names none before it."), "Chain", input(&orphan.header()));
    let first = Letter { prev: Some([1; 32]), ..good.clone() };
    book.refused(head("header-first-with-prev", "The first letter names one before it."), "Chain", input(&first.header()));
    book.refused(head("header-expires-early", "Its last day is before its day."), "ExpiresEarly", with(13, uint(TODAY - 1)));
    book.refused(("header-unknown-version", "1.1", "header", "Version 2."), "UnknownVersion", with(0, uint(2u8)));
    book.refused(("header-newer-shape", "1.1", "header", "Version 2 with nothing else that we know: still refused by its number."), "UnknownVersion", input(&map(&[(0, uint(2u8)), (40, tstr("?"))])));
    book.refused(("header-unknown-suite", "1.2", "header", "Suite 2."), "UnknownSuite", with(1, uint(2u8)));
    book.refused(("header-unknown-kind", "5.1", "header", "Kind 8."), "UnknownKind", with(2, uint(8u8)));

    let head = |name, what| (name, "2.2", "header", what);
    let mut overlong = good.header();
    overlong.splice(2..3, [0x18, 0x01]);
    book.refused(head("header-noncanonical-overlong-int", "Version 1 in two bytes."), "NotCanonical", input(&overlong));
    let mut entries = good.entries();
    entries.swap(11, 10);
    book.refused(head("header-misordered-keys", "Two entries have changed places."), "NotCanonical", input(&map(&entries)));
    let mut entries = good.entries();
    entries.insert(4, entries[3].clone());
    book.refused(head("header-repeated-key", "The sender stands twice."), "NotCanonical", input(&map(&entries)));
    let mut entries = good.entries();
    entries.push((40, uint(1u8)));
    book.refused(head("header-unknown-key", "An entry that version 1 does not have."), "NotCanonical", input(&map(&entries)));
    let mut indefinite = good.header();
    indefinite[0] = 0xbf;
    indefinite.push(0xff);
    book.refused(head("header-indefinite-length", "A map of indefinite length."), "NotCanonical", input(&indefinite));
    book.refused(head("header-trailing-byte", "One byte after the end."), "Trailing", input(&join(&[&good.header(), &[0]])));
    book.refused(head("header-cut-short", "Its last byte is missing."), "Malformed", input(&good.header()[..good.header().len() - 1]));
    book.refused(head("header-short-id", "A recipient of 31 bytes."), "Malformed", with(5, bstr(&[5; 31])));
    book.refused(head("header-too-long", "513 bytes; nothing of it is read further."), "TooLong", input(&join(&[&good.header(), &vec![0; 513 - good.header().len()]])));
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
    book.ok(head("letter", "5.4", "Five fields, two held back, three decoys."), input(&good.bytes()), expect);
    let empty = Letter { body: Body { fields: Vec::new(), ..good.body.clone() }, ..good.clone() };
    book.ok(head("letter-without-fields", "5.3", "A body without fields is one decoy."), input(&empty.bytes()), json!({ "leaves": [hex(&empty.body.root())] }));

    let (header, signature, items) = (good.header(), good.signature(), good.body.items());
    let stripped = array(&[bstr(&header), array(&items), array(&[]), array(&[])]);
    book.refused(head("letter-signature-stripped", "5.4", "A letter without a signature is not a letter."), "Malformed", input(&stripped));
    let replaced = THIRD.signing().sign("waypost/letter/v1", &header);
    book.refused(head("letter-signature-replaced", "5.2", "Signed by somebody else."), "BadSignature", input(&good.with(&header, &replaced, &items)));
    let purpose = SHELTER.signing().sign("waypost/card/v1", &header);
    book.refused(head("letter-signature-for-another-purpose", "3.2", "Signed under the domain of cards."), "BadSignature", input(&good.with(&header, &purpose, &items)));
    let moved = map(&changed(good.entries(), 7, bstr(&[0x78; 16])));
    book.refused(head("letter-moved-to-another-conversation", "5.2", "The header changed after it was signed."), "BadSignature", input(&good.with(&moved, &signature, &items)));
    let claim = map(&changed(good.entries(), 4, bstr(&THIRD.signing().public())));
    book.refused(head("letter-under-another-key", "6.2", "The header names a key that the sender's log does not give."), "SenderKey", input(&good.with(&claim, &replaced, &items)));

    let tampered = Body { fields: vec![(0, "at", Val::Number(NOON + 1))], ..good.body.clone() };
    let mut other = items.clone();
    other[0] = tampered.items()[0].clone();
    book.refused(head("letter-value-changed", "5.3", "A shown value differs from the one committed to."), "BodyRoot", input(&good.with(&header, &signature, &other)));
    let mut other = items.clone();
    other[3] = bstr(&[3; 32]);
    book.refused(head("letter-hidden-leaf-changed", "5.3", "A hidden leaf differs."), "BodyRoot", input(&good.with(&header, &signature, &other)));
    let mut other = items.clone();
    other.swap(0, 1);
    book.refused(head("letter-fields-swapped", "5.3", "Two fields have changed places."), "BodyRoot", input(&good.with(&header, &signature, &other)));
    book.refused(head("letter-seven-leaves", "5.3", "Not a power of two."), "LeafCount", input(&good.with(&header, &signature, &items[..7])));

    let with_fields = |fields: Vec<Field>| {
        let letter = Letter { body: Body { fields, ..good.body.clone() }, ..good.clone() };
        input(&letter.bytes())
    };
    let at = || (0, "at", Val::Number(NOON));
    book.refused(head("letter-key-twice", "5.3", "One key stands twice."), "Twice", with_fields(vec![at(), at()]));
    book.refused(head("letter-odd-key", "5.3", "A key with a space in it."), "Key", with_fields(vec![(0, "the name", Val::Text("x"))]));
    let section = Body { fields: vec![(6, "at", Val::Number(NOON))], shown: vec![6], ..good.body.clone() };
    book.refused(head("letter-unknown-section", "5.4", "Section 6."), "Malformed", input(&Letter { body: section, ..good.clone() }.bytes()));
    let disclosed = Letter { kind: 2, disclosed: good.body.disclosed(&[1]), ..good.clone() };
    book.refused(head("letter-disclosed-in-a-move", "5.4", "Only a disclosure shows fields of another letter."), "DisclosedInKind", input(&disclosed.bytes()));
    let tail = Letter { tail: vec![rotation().signed(); 17], ..good.clone() };
    book.refused(head("letter-long-key-log-tail", "3.3", "Seventeen key log entries."), "KeyLogTail", input(&tail.bytes()));

    disclosures(book, &good);
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
    let input = |disclosed: Vec<Vec<u8>>| {
        json!({ "referral": hex(&referral.bytes()), "disclosure": hex(&letter(disclosed).bytes()) })
    };
    let body = &referral.body;
    let head = |name, what| (name, "5.4", "disclosure", what);
    let whole = fields_json(&body.fields);
    book.ok(head("disclosure", "Identity and contact, shown later; each hashes to its leaf."), input(body.disclosed(&[1, 2])), json!({ "fields": whole }));
    book.ok(head("disclosure-shown-before", "Section 0 once more: taken once."), input(body.disclosed(&[0, 1, 2])), json!({ "fields": whole }));
    let wrong = disclosed(3, &body.salt(3), &(1, "name", Val::Text("Another Name")));
    book.refused(head("disclosure-wrong-value", "A name that was not committed to."), "DisclosureMismatch", input(vec![wrong]));
    let salt = disclosed(3, &[9; 16], &body.fields[3]);
    book.refused(head("disclosure-wrong-salt", "The right name with another salt."), "DisclosureMismatch", input(vec![salt]));
    let place = disclosed(4, &body.salt(3), &body.fields[3]);
    book.refused(head("disclosure-wrong-place", "The name at the place of the contact."), "DisclosureMismatch", input(vec![place]));
    let beyond = disclosed(8, &body.salt(3), &body.fields[3]);
    book.refused(head("disclosure-beyond-the-leaves", "A place that the referral does not have."), "DisclosureIndex", input(vec![beyond]));
    let mut backwards = body.disclosed(&[1, 2]);
    backwards.reverse();
    book.refused(head("disclosure-out-of-order", "Indices must rise."), "DisclosureOrder", input(backwards));
}

// Section 6.

pub(crate) fn seals(book: &mut Book) {
    let good = referral();
    let ours = CLINIC.one_time();
    let prekey = x_public(ours);
    let opened_by = |sealed: &[u8], me: Org, private: u8, origin: Value, today: u32| {
        json!({
            "sealed": hex(sealed), "private": hex(&[private; 32]), "me": hex(&me.id()), "origin": origin,
            "today": today, "min_suite": 1, "sender_key": hex(&SHELTER.signing().public()),
        })
    };
    let partner = |org: Org| json!({ "partner": hex(&org.id()) });
    let at_clinic = |sealed: &[u8]| opened_by(sealed, CLINIC, ours, partner(SHELTER), TODAY);
    let sealed = seal(prekey, &good.bytes());
    let head = |name, rule, what| (name, rule, "sealed", what);
    book.ok(head("sealed", "6.2", "Sealed by another writer of age, opened by the clinic."), at_clinic(&sealed), json!({ "header_hash": hex(&sha(&good.header())), "sealed_hash": hex(&sha(&sealed)) }));

    let again = seal(x_public(THIRD.one_time()), &good.bytes());
    book.refused(head("letter-forwarded-to-another", "6.2", "The clinic seals the shelter's letter again, to a third."), "Recipient", opened_by(&again, THIRD, THIRD.one_time(), partner(SHELTER), TODAY));
    let other = seal(x_public(0x23), &good.bytes());
    book.refused(head("letter-sealed-again-to-another-prekey", "6.2", "Sealed again to another prekey of the clinic."), "Prekey", opened_by(&other, CLINIC, 0x23, partner(SHELTER), TODAY));
    book.refused(head("letter-framed-by-another-partner", "6.2", "The shelter's letter in a third's frame."), "Sender", opened_by(&sealed, CLINIC, ours, partner(THIRD), TODAY));
    let back = Letter { prekey: x_public(SHELTER.one_time()), ..good.clone() };
    let back = seal(x_public(SHELTER.one_time()), &back.bytes());
    book.refused(head("letter-reflected", "6.2", "The shelter's own letter comes back to it from the clinic."), "Sender", opened_by(&back, SHELTER, SHELTER.one_time(), partner(CLINIC), TODAY));
    let forged = good.with(&good.header(), &CLINIC.signing().sign("waypost/letter/v1", &good.header()), &good.body.items());
    book.refused(head("letter-by-a-thief-of-the-opening-key", "6.2", "Who holds the clinic's keys cannot write as the shelter."), "BadSignature", at_clinic(&seal(prekey, &forged)));
    let join = Letter { kind: 6, ..good.clone() };
    book.refused(head("join-in-a-pairs-frame", "6.2", "A join comes under an invite only."), "KindForOrigin", at_clinic(&seal(prekey, &join.bytes())));
    book.refused(head("referral-under-an-invite", "6.2", "Under an invite only a join comes."), "KindForOrigin", opened_by(&sealed, CLINIC, ours, json!("invite"), TODAY));
    let mut floor = at_clinic(&sealed);
    floor["min_suite"] = json!(2);
    book.refused(head("letter-suite-too-low", "1.2", "The partner's floor has risen to 2."), "SuiteTooLow", floor);
    book.refused(head("letter-day-ahead", "5.1", "Three days ahead of the reader."), "DayAhead", opened_by(&sealed, CLINIC, ours, partner(SHELTER), TODAY - 3));
    book.ok(head("letter-last-day", "5.1", "On its last day."), opened_by(&sealed, CLINIC, ours, partner(SHELTER), TODAY + 30), json!({}));
    book.refused(head("letter-expired", "5.1", "A day after its last."), "Expired", opened_by(&sealed, CLINIC, ours, partner(SHELTER), TODAY + 31));

    let head = |name, what| (name, "6.1", "sealed", what);
    book.refused(head("sealed-to-another", "Not to the prekey that is tried."), "OtherPrekey", opened_by(&sealed, CLINIC, 0x23, partner(SHELTER), TODAY));
    let mut damaged = sealed.clone();
    *damaged.last_mut().unwrap() ^= 1;
    book.refused(head("sealed-damaged", "One bit of the last byte."), "Damaged", at_clinic(&damaged));
    book.refused(head("sealed-cut-short", "The last byte is missing."), "Damaged", at_clinic(&sealed[..sealed.len() - 1]));
    let line = format!("-> grease\n{}\n", format!("{}\n", "A".repeat(64)).repeat(32));
    let slow = seal_with(prekey, &good.bytes(), &line, 1);
    book.refused(head("age-header-too-long", "A header of more than 2048 bytes, which is slow to parse."), "AgeHeader", at_clinic(&slow));
    book.refused(head("age-two-recipients", "Two X25519 stanzas: somebody else could read."), "AgeHeader", at_clinic(&seal_with(prekey, &good.bytes(), "", 2)));
    book.refused(head("age-five-stanzas", "Five stanzas."), "AgeHeader", at_clinic(&seal_with(prekey, &good.bytes(), &"-> grease\n\n".repeat(4), 1)));
    book.refused(head("age-another-version", "A file of a version that age does not have."), "AgeHeader", at_clinic(&[b"age-encryption.org/v2\n", &sealed[22..]].concat()));
}

pub(crate) fn frames(book: &mut Book) {
    let sealed = b"sealed bytes stand here";
    let hint = [8; 8];
    let today_chain = chain_at(chain(), 2);
    let good = frame(today_chain, TODAY, &hint, sealed);
    let chain_json = json!({ "day": TODAY - 2, "key": hex(&chain()) });
    let input = |frame: &[u8]| json!({ "frame": hex(frame), "chain": chain_json, "today": TODAY });
    let zeros = |count: usize| json!({ "zeros": count, "chain": chain_json, "today": TODAY });
    let on = |today: u32| json!({ "frame": hex(&good), "chain": chain_json, "today": today });
    let head = |name, what| (name, "6.5", "frame", what);
    book.ok(head("frame", "The smallest rung."), input(&good), json!({ "hint": hex(&hint), "sealed": hex(sealed) }));
    book.refused(head("frame-cut-short", "4095 bytes."), "CutShort", zeros(4095));
    book.refused(head("frame-not-on-the-ladder", "A length between two rungs."), "NotOnLadder", zeros(5000));
    book.refused(head("frame-too-long", "One byte more than the last rung."), "TooLong", zeros(1_048_577));
    book.refused(head("frame-unknown-day-old", "32 days old."), "DayTooOld", on(TODAY + 32));
    book.refused(head("frame-unknown-day-ahead", "Three days ahead."), "DayTooNew", on(TODAY - 3));
    for (name, what, place) in [
        ("frame-tampered-nonce", "One bit of the nonce.", 4),
        ("frame-tampered-tag", "One bit of the tag.", 28),
        ("frame-tampered-inside", "One bit of the ciphertext.", 60),
        ("frame-tampered-padding", "One bit of the padding.", 4000),
        ("frame-tampered-end", "One bit of the last byte.", 4095),
    ] {
        let mut bytes = good.clone();
        bytes[place] ^= 1;
        book.refused(head(name, what), "Tampered", input(&bytes));
    }
    let mut moved = good.clone();
    moved[..4].copy_from_slice(&(TODAY - 1).to_be_bytes());
    book.refused(head("frame-moved-to-another-day", "The day in clear was changed."), "Tampered", input(&moved));
    let back: [u8; 32] = expand(&pair_root(), b"chain/joiner-to-inviter");
    let reflected = frame(chain_at(back, 2), TODAY, &hint, sealed);
    book.refused(head("frame-reflected", "Our own frame comes back: it is of the other direction."), "Tampered", input(&reflected));
    let beyond = frame_saying(today_chain, TODAY, &hint, sealed, 4096);
    book.refused(head("frame-inner-length", "The length inside points beyond the frame."), "InnerLength", input(&beyond));

    let head = |name, what| (name, "6.6", "frame", what);
    let of_chain = |day: u32| json!({ "frame": hex(&good), "chain": { "day": day, "key": hex(&chain()) }, "today": TODAY });
    book.refused(head("frame-day-forgotten", "The chain has moved past the frame's day."), "Forgotten", of_chain(TODAY + 1));
    book.refused(head("frame-beyond-the-chain", "401 steps to the frame's day."), "TooFarAhead", of_chain(TODAY - 401));
    example(book);
}

/// SPEC 0, whole.
fn example(book: &mut Book) {
    let text = |key, value| (0, key, Val::Text(value));
    let list = |key, items: &[&'static str]| (0, key, Val::List(items.to_vec()));
    let fields = vec![
        (0, "at", Val::Number(NOON)),
        text("urgency", "urgent"),
        text("cas_ReferringPrimaryCaseWorker", "Desk 2"),
        text("cas_ReasonForOutgoingReferral", "AdditionalServicesRequired"),
        text("case_code", "EX-0001"),
        text("age_band", "25_39"),
        text("prs_Gender", "NonSpecifiedUnknown"),
        text("language.0.tag", "my"),
        text("interpreter", "in_person"),
        text("need.0.service", "medical"),
        (0, "consent.id", Val::Bytes(vec![0xcc; 16])),
        text("consent.obtained_by", "Desk 2"),
        (0, "consent.obtained_on", Val::Number(u64::from(TODAY))),
        text("consent.mode", "interpreted"),
        text("consent.language", "my"),
        list("consent.purposes", &["medical"]),
        list("consent.sections", &["needs", "identity", "safe_contact"]),
        text("consent.authorities_sharing", "never"),
        text("consent.embassy_sharing", "ask"),
        (0, "consent.valid_until", Val::Number(u64::from(TODAY + 90))),
        (0, "consent.retention_days", Val::Number(365)),
        (0, "consent.aggregate_ok", Val::Flag(true)),
        (0, "consent.followup_ok", Val::Flag(true)),
        (1, "name", Val::Text("Example Name")),
        (2, "contact.channel", Val::Text("via_referrer")),
        (2, "contact.may_leave_voicemail", Val::Flag(false)),
        (2, "contact.may_leave_text", Val::Flag(false)),
    ];
    let letter = Letter { body: Body { fields, seed: [0xbb; 32], shown: vec![0] }, ..referral() };
    let bytes = letter.bytes();
    let sealed = seal(letter.prekey, &bytes);
    let framed = frame(chain_at(chain(), 2), TODAY, &sha(&letter.prekey)[..8], &sealed);
    let input = json!({
        "fields": fields_json(&letter.body.fields), "body_seed": hex(&letter.body.seed), "shown": [0],
        "sender_key_log": hex(&SHELTER.key_log(&[])), "sender": hex(&SHELTER.id()), "me": hex(&CLINIC.id()),
        "private": hex(&[CLINIC.one_time(); 32]), "chain": { "day": TODAY - 2, "key": hex(&chain()) },
        "today": TODAY, "frame": hex(&framed),
    });
    let expect = json!({
        "first_item": hex(&letter.body.items()[0]),
        "header": hex(&letter.header()),
        "header_hash": hex(&sha(&letter.header())),
        "signature": hex(&letter.signature()),
        "lengths": format!("{} {} {}", bytes.len(), sealed.len(), framed.len()),
        "clear": hex(&framed[..44]),
    });
    let what = "The worked example: a referral with every required field, from its fields to its frame.";
    book.ok(("example-referral", "0", "example", what), input, expect);
}
