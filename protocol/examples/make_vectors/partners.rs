//! Cases of cards, invites, pair keys and joins (SPEC 4).

use serde_json::{Value, json};

use super::Book;
use super::identity::bech;
use super::letters::referral;
use super::write::*;

/// The entries of the shelter's card for the clinic.
fn card() -> Vec<(u64, Vec<u8>)> {
    card_of(SHELTER, CLINIC, "River Shelter", "shelter")
}

fn card_of(org: Org, reader: Org, name: &str, kind: &str) -> Vec<(u64, Vec<u8>)> {
    let certificate =
        map(&[(0, bstr(&org.id())), (1, bstr(&org.node().public())), (2, uint(TODAY + 180))]);
    let node = map(&[
        (0, org.signing().signed("waypost/node/v1", &certificate)),
        (1, array(&[tstr("/ip4/192.0.2.7/tcp/4001")])),
    ]);
    vec![
        (0, uint(1u8)),
        (1, bstr(&org.id())),
        (2, bstr(&reader.id())),
        (3, uint(5u8)),
        (4, uint(TODAY)),
        (5, uint(TODAY + 180)),
        (6, bstr(&org.key_log(&[]))),
        (7, tstr(name)),
        (8, tstr(kind)),
        (9, array(&[tstr("my"), tstr("en")])),
        (10, array(&[node])),
        (11, array(&[])),
        (12, uint(1u8)),
        (13, map(&[(0, uint(TODAY)), (1, bstr(&x_public(org.0 + 3)))])),
        (14, array(&[bstr(&x_public(org.one_time())), bstr(&x_public(org.one_time() + 1))])),
    ]
}

/// The shelter's inbox in a third organisation's mailbox.
fn mailbox() -> Vec<u8> {
    map(&[
        (0, bstr(&THIRD.node().public())),
        (1, array(&[tstr("/ip4/192.0.2.9/tcp/4002")])),
        (2, bstr(&SHELTER.signing().public())),
        (3, bstr(&[0x5c; 16])),
    ])
}

pub(crate) fn changed(
    mut entries: Vec<(u64, Vec<u8>)>,
    key: u64,
    value: Vec<u8>,
) -> Vec<(u64, Vec<u8>)> {
    for entry in &mut entries {
        if entry.0 == key {
            entry.1.clone_from(&value);
        }
    }
    entries
}

pub(crate) fn cards(book: &mut Book) {
    let signed =
        |entries: &[(u64, Vec<u8>)]| SHELTER.signing().signed("waypost/card/v1", &map(entries));
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
    book.ok(
        head("card", "River Shelter's card for Hill Clinic."),
        alone(card()),
        json!({ "serial": 5, "name": "River Shelter", "one_time_prekeys": 2 }),
    );
    book.refused(
        head("card-for-another", "It names another reader."),
        "OtherReader",
        alone(changed(card(), 2, bstr(&THIRD.id()))),
    );
    book.refused(
        head("card-of-another", "Its issuer is not the partner."),
        "OtherOrganisation",
        alone(changed(card(), 1, bstr(&THIRD.id()))),
    );
    let forged = THIRD.signing().signed("waypost/card/v1", &map(&card()));
    book.refused(
        head("card-swapped-by-a-carrier", "The same card, signed by somebody else."),
        "BadSignature",
        input(&forged, Value::Null),
    );
    book.refused(
        head("card-expired", "A day after its last."),
        "Expired",
        alone(changed(changed(card(), 4, uint(TODAY - 9)), 5, uint(TODAY - 1))),
    );
    book.refused(
        head("card-not-yet", "Three days ahead."),
        "NotYet",
        alone(changed(card(), 4, uint(TODAY + 3))),
    );
    book.refused(
        head("card-lasts-too-long", "367 days."),
        "Lifetime",
        alone(changed(card(), 5, uint(TODAY + 367))),
    );
    let weak = map(&[(0, uint(TODAY)), (1, bstr(&[0; 32]))]);
    book.refused(
        head(
            "card-weak-prekey",
            "An epoch prekey of small order: anybody opens what is sealed to it.",
        ),
        "Prekey",
        alone(changed(card(), 13, weak)),
    );
    let twice = array(&[bstr(&x_public(0x14)), bstr(&x_public(0x14))]);
    book.refused(
        head("card-prekey-twice", "One one-time prekey stands twice."),
        "Prekey",
        alone(changed(card(), 14, twice)),
    );
    book.refused(
        head("card-deceptive-name", "A name with a right-to-left override."),
        "Malformed",
        alone(changed(card(), 7, tstr("River\u{202e}Shelter"))),
    );
    book.refused(
        ("card-unknown-suite", "1.2", "card", "It asks for suite 2."),
        "Suite",
        alone(changed(card(), 12, uint(2u8))),
    );
    book.refused(
        ("card-unknown-version", "1.1", "card", "Version 3."),
        "Version",
        alone(changed(card(), 0, uint(3u8))),
    );
    let mailbox = array(&[mailbox()]);
    book.ok(
        (
            "card-with-mailbox",
            "4.2",
            "card",
            "Version 2: it names a mailbox, the inbox there and its token.",
        ),
        alone(changed(changed(card(), 0, uint(2u8)), 11, mailbox.clone())),
        json!({ "serial": 5, "mailboxes": 1 }),
    );
    book.refused(
        ("card-mailbox-in-version-1", "4.2", "card", "A mailbox on a card of version 1."),
        "Version",
        alone(changed(card(), 11, mailbox)),
    );
    book.refused(
        (
            "card-version-2-without-mailbox",
            "4.2",
            "card",
            "Version 2 without a mailbox: two writings of one card.",
        ),
        "Version",
        alone(changed(card(), 0, uint(2u8))),
    );
    book.refused(
        ("card-unknown-kind", "8.1", "card", "A sort of organisation that is on no list."),
        "Malformed",
        alone(changed(card(), 8, tstr("casino"))),
    );

    let head = |name, what| (name, "4.3", "card", what);
    book.ok(
        head("card-again", "The same card once more changes nothing."),
        after(card()),
        json!({ "serial": 5 }),
    );
    book.refused(
        head("card-older-serial", "Serial 4 after serial 5."),
        "Older",
        after(changed(card(), 3, uint(4u8))),
    );
    book.refused(
        head("card-two-of-one-serial", "Another card under the serial already seen."),
        "TwoOfOneSerial",
        after(changed(card(), 7, tstr("River House"))),
    );
    let nobody: Vec<_> = card().into_iter().filter(|(k, _)| *k != 2).collect();
    book.refused(
        head("card-without-reader", "A card for nobody, after joining."),
        "NoReader",
        after(nobody),
    );
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
    let info = join(&[
        b"waypost/pair/v1",
        &inviter,
        &joiner,
        &x_public(INVITER_HALF),
        &x_public(JOINER_HALF),
    ]);
    hkdf(&SECRET, &shared, &info)
}

fn thread() -> [u8; 16] {
    expand(&pair_root(), b"thread")
}

/// The chain of the pair from shelter to clinic, on its first day.
pub(crate) fn chain() -> [u8; 32] {
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
    let expect_again = expect.clone();
    book.ok(head("invite", "The link as it is handed over."), input(&good, NOON), expect.clone());
    let (front, back) = good.split_at(60);
    book.ok(
        head("invite-wrapped", "A chat program broke the line and put a zero-width space in."),
        input(&format!(" {front}\n\u{200b}{back} "), NOON),
        expect,
    );
    let boxed = [terms(), vec![(8, mailbox())]].concat();
    book.ok(
        head("invite-with-mailbox", "Version 2: the answer may wait in a mailbox."),
        input(&invite(&changed(boxed.clone(), 0, uint(2u8))), NOON),
        expect_again,
    );
    book.refused(
        head("invite-mailbox-in-version-1", "A mailbox in an invite of version 1."),
        "Version",
        input(&invite(&boxed), NOON),
    );
    book.refused(
        head("invite-expired", "A second after its end."),
        "Expired",
        input(&good, NOON + 86_401),
    );
    book.refused(
        head("invite-not-yet", "Three days before its day."),
        "NotYet",
        input(&good, NOON - 3 * 86_400),
    );
    book.refused(
        head("invite-not-a-link", "A web address."),
        "NotALink",
        input("https://example.org/join", NOON),
    );
    book.refused(
        head("invite-cut-short", "Its last character is missing."),
        "Checksum",
        input(&good[..good.len() - 1], NOON),
    );
    book.refused(
        head("invite-lasts-too-long", "It lasts for two days and a half."),
        "Lifetime",
        input(&invite(&changed(terms(), 7, uint(NOON + 2 * 86_400))), NOON),
    );
    book.refused(
        head("invite-weak-node-key", "A node key of small order."),
        "Torsion",
        input(&invite(&changed(terms(), 3, bstr(&join(&[&[1], &[0; 31]])))), NOON),
    );
    book.refused(
        ("invite-unknown-version", "1.1", "invite", "Version 2."),
        "Version",
        input(&invite(&changed(terms(), 0, uint(2u8))), NOON),
    );

    let root = pair_root();
    let ids = {
        let mut ids = [SHELTER.id(), CLINIC.id()];
        ids.sort();
        ids
    };
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
    book.ok(
        head("pair", "Root, thread, safety number and both chains."),
        input(x_public(JOINER_HALF)),
        expect,
    );
    book.refused(
        head("pair-weak-half", "The other half has small order: the shared secret is zero."),
        "Torsion",
        input([0; 32]),
    );

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
    let expect = json!({ "header_hash": hex(&sha(&letter.header())), "thread": hex(&thread()), "name": "Hill Clinic" });
    book.ok(
        head("join", "Hill Clinic joins: framed under the invite, sealed to its pair key."),
        input(&framed(&SECRET)),
        expect,
    );
    book.refused(
        head("join-under-another-invite", "Framed under another secret."),
        "Tampered",
        input(&framed(&[0xa6; 32])),
    );
}

fn join_letter() -> Letter {
    let card = CLINIC
        .signing()
        .signed("waypost/card/v1", &map(&card_of(CLINIC, SHELTER, "Hill Clinic", "clinic")));
    let fields = vec![
        (0, "at", Val::Number(NOON)),
        (0, "card", Val::Bytes(card)),
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
