//! Cases of mailboxes: requests, responses, proofs, grants, codes (SPEC 6.8).

use serde_json::{Value, json};

use super::Book;
use super::write::*;

const MAILBOX: Ed = Ed(0x60);
const INBOX: Ed = Ed(0x61);
const CLIENT: Ed = Ed(0x62);
const TOKEN: [u8; 16] = [0x63; 16];
const FRAME: [u8; 16] = [0x64; 16];
const GRANT: [u8; 16] = [0x65; 16];

type Entries = Vec<(u64, Vec<u8>)>;

pub(crate) fn mailboxes(book: &mut Book) {
    names(book);
    proofs(book);
    grants(book);
    codes(book);
    requests(book);
    responses(book);
}

fn token_hash() -> [u8; 32] {
    sha(&join(&[b"waypost/token/v1", &TOKEN]))
}

fn names(book: &mut Book) {
    book.ok(
        (
            "mailbox-names",
            "6.8",
            "mailbox-names",
            "What a mailbox keeps of a token, and how it names a frame.",
        ),
        json!({ "token": hex(&TOKEN), "frame_zeros": 4096 }),
        json!({ "token_hash": hex(&token_hash()), "frame": hex(&sha(&[0; 4096])[..16]) }),
    );
}

fn proof(by: &Ed, mailbox: &Ed, client: &Ed) -> [u8; 64] {
    by.sign("waypost/inbox/v1", &join(&[&mailbox.public(), &client.public()]))
}

fn proofs(book: &mut Book) {
    let head = |name, what| (name, "6.8", "inbox-proof", what);
    let input = |proof: [u8; 64]| {
        json!({
            "inbox": hex(&INBOX.public()), "mailbox": hex(&MAILBOX.public()),
            "client": hex(&CLIENT.public()), "proof": hex(&proof),
        })
    };
    let good = proof(&INBOX, &MAILBOX, &CLIENT);
    book.ok(head("inbox-proof", "The owner proves itself in one session."), input(good), json!({}));
    let fault = "BadSignature";
    book.refused(
        head("inbox-proof-of-another-session", "Made for the client key of another session."),
        fault,
        input(proof(&INBOX, &MAILBOX, &Ed(0x66))),
    );
    book.refused(
        head("inbox-proof-for-another-mailbox", "Made for another mailbox."),
        fault,
        input(proof(&INBOX, &Ed(0x67), &CLIENT)),
    );
    book.refused(
        head("inbox-proof-of-another-inbox", "By the key of another inbox."),
        fault,
        input(proof(&Ed(0x68), &MAILBOX, &CLIENT)),
    );
    let message = join(&[&MAILBOX.public(), &CLIENT.public()]);
    book.refused(
        head("inbox-proof-for-another-purpose", "Under the domain of node certificates."),
        fault,
        input(INBOX.sign("waypost/node/v1", &message)),
    );
    let mut weak = input(good);
    weak["inbox"] = json!(hex(&join(&[&[1], &[0; 31]])));
    book.refused(head("inbox-weak", "An inbox that is a key of small order."), "Torsion", weak);
}

fn terms() -> Entries {
    vec![
        (0, uint(1u8)),
        (1, bstr(&GRANT)),
        (2, uint(20_000u32)),
        (3, uint(512u64 << 20)),
        (4, uint(TODAY + 400)),
    ]
}

fn grant_saying(terms: &Entries, said: &Entries, seed: u8) -> Vec<u8> {
    let key: [u8; 32] = expand(&[seed; 32], b"waypost/grant/v1");
    array(&[bstr(&map(said)), bstr(&mac(&key, &map(terms)))])
}

fn grant() -> Vec<u8> {
    grant_saying(&terms(), &terms(), MAILBOX.0)
}

fn changed(mut entries: Entries, key: u64, value: Vec<u8>) -> Entries {
    for entry in entries.iter_mut().filter(|entry| entry.0 == key) {
        entry.1.clone_from(&value);
    }
    entries
}

fn grants(book: &mut Book) {
    let head = |name, what| (name, "6.8", "grant", what);
    let input = |grant: &[u8], today: u32| json!({ "mailbox_private": hex(&[MAILBOX.0; 32]), "grant": hex(grant), "today": today });
    book.ok(
        head("grant", "The mailbox that wrote it, on its last day."),
        input(&grant(), TODAY + 400),
        json!({
            "id": hex(&GRANT), "frames_max": 20_000, "bytes_max": 512 << 20,
            "until_day": TODAY + 400,
        }),
    );
    book.refused(head("grant-expired", "The day after."), "Expired", input(&grant(), TODAY + 401));
    book.refused(
        head("grant-of-another-mailbox", "Another mailbox wrote it."),
        "Mac",
        input(&grant_saying(&terms(), &terms(), 0x69), TODAY),
    );
    let more = changed(terms(), 2, uint(20_001u32));
    book.refused(
        head("grant-made-larger", "One frame more than the mailbox granted."),
        "Mac",
        input(&grant_saying(&terms(), &more, MAILBOX.0), TODAY),
    );
    let newer = changed(terms(), 0, uint(2u8));
    book.refused(
        ("grant-unknown-version", "1.1", "grant", "Version 2."),
        "Malformed",
        input(&grant_saying(&newer, &newer, MAILBOX.0), TODAY),
    );
}

fn code_entries() -> Entries {
    vec![
        (0, uint(1u8)),
        (1, bstr(&MAILBOX.public())),
        (2, array(&[tstr("/dns4/box.example/tcp/4400")])),
        (3, bstr(&grant())),
    ]
}

fn code(entries: &Entries) -> String {
    let prefix = bech32::Hrp::parse("wpbox").unwrap();
    let text = bech32::encode::<bech32::Bech32>(prefix, &map(entries)).unwrap();
    format!("waypost://mailbox#{text}")
}

fn codes(book: &mut Book) {
    let head = |name, what| (name, "6.8", "mailbox-code", what);
    let input = |text: &str| json!({ "text": text });
    let good = code(&code_entries());
    let expect = json!({
        "node_key": hex(&MAILBOX.public()), "addresses": ["/dns4/box.example/tcp/4400"],
        "grant": hex(&grant()),
    });
    book.ok(head("mailbox-code", "As an operator hands it over."), input(&good), expect.clone());
    let wrapped: String = good.chars().flat_map(|c| [c, '\n']).collect();
    book.ok(head("mailbox-code-wrapped", "A line for each character."), input(&wrapped), expect);
    book.refused(
        head("mailbox-code-not-a-link", "An invite."),
        "NotALink",
        input("waypost://join#wpjoin1qq"),
    );
    book.refused(
        head("mailbox-code-cut-short", "Its last character is missing."),
        "Checksum",
        input(&good[..good.len() - 1]),
    );
    let five = array(&[0; 5].map(|_| tstr("/dns4/box.example/tcp/4400")));
    book.refused(
        head("mailbox-code-five-addresses", "One address more than a code may have."),
        "TooMany",
        input(&code(&changed(code_entries(), 2, five))),
    );
    let long = array(&[0; 4].map(|_| tstr(&format!("/dns4/{}/tcp/4400", "b".repeat(110)))));
    book.refused(
        head("mailbox-code-too-long", "More than 900 characters."),
        "TooLong",
        input(&code(&changed(code_entries(), 2, long))),
    );
    let weak = bstr(&join(&[&[1], &[0; 31]]));
    book.refused(
        head("mailbox-code-weak-node-key", "A node key of small order."),
        "Torsion",
        input(&code(&changed(code_entries(), 1, weak))),
    );
    book.refused(
        ("mailbox-code-unknown-version", "1.1", "mailbox-code", "Version 2."),
        "Version",
        input(&code(&changed(code_entries(), 0, uint(2u8)))),
    );
}

fn request(kind: u8, more: Entries) -> Entries {
    let mut entries = vec![(0, uint(1u8)), (1, uint(kind)), (2, bstr(&INBOX.public()))];
    if kind != 1 {
        entries.push((4, bstr(&proof(&INBOX, &MAILBOX, &CLIENT))));
    }
    entries.extend(more);
    entries.sort_by_key(|entry| entry.0);
    entries
}

fn put() -> Entries {
    request(1, vec![(3, bstr(&TOKEN))])
}

fn input(bytes: &[u8]) -> Value {
    json!({ "head": hex(bytes) })
}

fn requests(book: &mut Book) {
    let head = |name, what| (name, "6.8", "mailbox-request", what);
    let mut good = |name, what, entries: Entries, expect: Value| {
        book.ok(head(name, what), input(&map(&entries)), expect);
    };
    let inbox = hex(&INBOX.public());
    let proved = hex(&proof(&INBOX, &MAILBOX, &CLIENT));
    good(
        "mailbox-put",
        "A writer leaves a frame.",
        put(),
        json!({ "asks": "Put", "inbox": inbox, "token": hex(&TOKEN) }),
    );
    good(
        "mailbox-open",
        "An owner opens an inbox.",
        request(2, vec![(5, grant()), (6, bstr(&token_hash())), (7, uint(TODAY + 30))]),
        json!({
            "asks": "Open", "inbox": inbox, "proof": proved, "grant": hex(&grant()),
            "token_hash": hex(&token_hash()), "until_day": TODAY + 30,
        }),
    );
    good(
        "mailbox-list",
        "What waits, shorter frames first.",
        request(3, vec![(9, flag(true))]),
        json!({ "asks": "List", "inbox": inbox, "after": null, "small_first": true }),
    );
    good(
        "mailbox-list-after",
        "What waits after a frame, in order of arrival.",
        request(3, vec![(8, bstr(&FRAME)), (9, flag(false))]),
        json!({ "asks": "List", "after": hex(&FRAME), "small_first": false }),
    );
    good(
        "mailbox-fetch",
        "The rest of a frame that was cut.",
        request(4, vec![(10, bstr(&FRAME)), (11, uint(70_000u32))]),
        json!({ "asks": "Fetch", "inbox": inbox, "frame": hex(&FRAME), "offset": 70_000 }),
    );
    good(
        "mailbox-ack",
        "Two frames that were kept.",
        request(5, vec![(12, array(&[bstr(&FRAME), bstr(&[0x6a; 16])]))]),
        json!({ "asks": "Ack", "inbox": inbox, "frames": [hex(&FRAME), hex(&[0x6a; 16])] }),
    );
    good(
        "mailbox-close",
        "An owner leaves.",
        request(6, vec![]),
        json!({ "asks": "Close", "inbox": inbox, "proof": proved }),
    );
    let mut bad = |name, what, fault, bytes: Vec<u8>| {
        book.refused(head(name, what), fault, input(&bytes));
    };
    bad("mailbox-request-unknown-kind", "Kind 7.", "UnknownKind", map(&request(7, vec![])));
    bad(
        "mailbox-request-missing-entry",
        "A deposit without a token.",
        "Entries",
        map(&request(1, vec![])),
    );
    bad(
        "mailbox-request-entry-of-another-kind",
        "A closing with a token.",
        "Entries",
        map(&request(6, vec![(3, bstr(&TOKEN))])),
    );
    let many = |count| request(5, vec![(12, array(&vec![bstr(&FRAME); count]))]);
    bad("mailbox-ack-of-nothing", "No frame.", "Count", map(&many(0)));
    bad("mailbox-ack-of-too-many", "257 frames.", "Count", map(&many(257)));
    bad(
        "mailbox-request-short-token",
        "A token of 15 bytes.",
        "Malformed",
        map(&request(1, vec![(3, bstr(&TOKEN[..15]))])),
    );
    bad(
        "mailbox-request-trailing-byte",
        "A byte after the end.",
        "Trailing",
        [map(&put()), vec![0]].concat(),
    );
    bad(
        "mailbox-request-unknown-key",
        "A key that no request has.",
        "NotCanonical",
        map(&request(1, vec![(3, bstr(&TOKEN)), (13, uint(1u8))])),
    );
    bad("mailbox-request-too-long", "8,193 bytes.", "TooLong", {
        let mut bytes = map(&put());
        bytes.resize(8_193, 0);
        bytes
    });
    book.refused(
        (
            "mailbox-request-unknown-version",
            "1.1",
            "mailbox-request",
            "Version 2, of another shape.",
        ),
        "Version",
        input(&map(&[(0, uint(2u8)), (1, tstr("put"))])),
    );
}

fn response(code: u8, more: Entries) -> Vec<u8> {
    let mut entries = vec![(0, uint(1u8)), (1, uint(code))];
    entries.extend(more);
    map(&entries)
}

fn responses(book: &mut Book) {
    let head = |name, what| (name, "6.8", "mailbox-response", what);
    let bare: [(&str, &str, u8); 12] = [
        ("mailbox-kept", "Kept", 0),
        ("mailbox-gone", "Gone", 5),
        ("mailbox-acked", "Acked", 6),
        ("mailbox-closed", "Closed", 7),
        ("mailbox-frame", "Frame", 9),
        ("mailbox-full", "Full", 17),
        ("mailbox-no-inbox", "NoInbox", 18),
        ("mailbox-wrong-token", "WrongToken", 19),
        ("mailbox-wrong-proof", "WrongProof", 20),
        ("mailbox-too-many", "TooMany", 22),
        ("mailbox-length", "Length", 23),
        ("mailbox-not-understood", "NotUnderstood", 24),
    ];
    for (name, says, code) in bare {
        let bytes = response(code, vec![]);
        book.ok(head(name, "A code and nothing else."), input(&bytes), json!({ "says": says }));
    }
    book.ok(
        head("mailbox-busy", "Ask again in seven seconds."),
        input(&response(1, vec![(2, uint(7u8))])),
        json!({ "says": "Busy", "retry_seconds": 7 }),
    );
    book.ok(
        head("mailbox-opened", "With what the grant has room for."),
        input(&response(2, vec![(3, uint(19_990u32)), (4, uint(1u64 << 29))])),
        json!({ "says": "Opened", "frames_left": 19_990, "bytes_left": 1 << 29 }),
    );
    let waiting = array(&[bstr(&FRAME), uint(4096u32)]);
    book.ok(
        head("mailbox-listed", "One frame, and no more after it."),
        input(&response(3, vec![(5, array(std::slice::from_ref(&waiting))), (6, flag(false))])),
        json!({ "says": "Listed", "frames": [[hex(&FRAME), 4096]], "more": false }),
    );
    for (name, why, code) in [
        ("mailbox-grant-unknown", "Mac", 1u8),
        ("mailbox-grant-over", "Expired", 2),
        ("mailbox-grant-ended", "Ended", 3),
        ("mailbox-open-too-long", "Until", 4),
    ] {
        book.ok(
            head(name, "A grant is refused, with the reason."),
            input(&response(21, vec![(7, uint(code))])),
            json!({ "says": "GrantRefused", "why": why }),
        );
    }
    let mut bad = |name, what, fault, bytes: Vec<u8>| {
        book.refused(head(name, what), fault, input(&bytes));
    };
    bad("mailbox-response-unknown-code", "Code 8.", "UnknownKind", response(8, vec![]));
    bad(
        "mailbox-kept-for-a-while",
        "Kept, with a time to wait.",
        "Entries",
        response(0, vec![(2, uint(7u8))]),
    );
    bad(
        "mailbox-busy-for-no-time",
        "Busy for 0 seconds.",
        "Entries",
        response(1, vec![(2, uint(0u8))]),
    );
    bad(
        "mailbox-listed-too-many",
        "257 frames.",
        "Count",
        response(3, vec![(5, array(&vec![waiting; 257])), (6, flag(true))]),
    );
    bad(
        "mailbox-grant-refused-unknown-why",
        "Reason 9.",
        "Malformed",
        response(21, vec![(7, uint(9u8))]),
    );
    book.refused(
        ("mailbox-response-unknown-version", "1.1", "mailbox-response", "Version 2."),
        "Version",
        input(&map(&[(0, uint(2u8)), (1, uint(0u8))])),
    );
}
