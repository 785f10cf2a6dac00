//! Every file of `vectors/` is run (SPEC 14): what it expects is what this crate does.
//!
//! `vectors_made` is the generator that wrote them, so that no file drifts from its source unseen.
#![allow(
    clippy::unwrap_used,
    clippy::panic,
    clippy::disallowed_methods,
    reason = "a test reads its own folder, and one that cannot go on has failed"
)]

#[path = "../examples/make_vectors/main.rs"]
mod vectors_made;

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Debug;

use hkdf::Hkdf;
use serde_json::{Value as Json, json};
use sha2::{Digest, Sha256};
use waypost_protocol::bundle::{Bundle, BundleHead};
use waypost_protocol::card::{Card, Reading, SignedCard};
use waypost_protocol::codes::Section;
use waypost_protocol::exchange::{
    Attached, Attachment, DeadlineKind, Event, EventLetter, Fate, HeaderParts, Left, Piece, Pieces,
    Side as Writer, deadlines, fold, read_event,
};
use waypost_protocol::field::{Field, FieldReader, Value};
use waypost_protocol::frame::{Chain, Frame};
use waypost_protocol::identity::{KeyLog, SignedCertificate, SignedRotation};
use waypost_protocol::ids::{
    ConversationId, Day, HeaderHash, NodeId, OrgId, PrekeyHash, SealedHash, Time,
};
use waypost_protocol::keys::{OpeningKey, Prekey, Signature, SigningKey, VerifyingKey};
use waypost_protocol::letter::{BodySeed, Header, Letter, SenderKey, disclose};
use waypost_protocol::mailbox::{
    FrameId, Grant, GrantKey, InboxId, MailboxCode, OwnerProof, Request, Response, Session,
    WriteToken,
};
use waypost_protocol::pairing::{Invite, InviteSecret, Pair, PairRoot, Side};
use waypost_protocol::recall::{Copies, Recall};
use waypost_protocol::seal::{Expect, Origin, unseal};
use waypost_protocol::share::{Share, ShareCheck};
use waypost_protocol::witness::{Answer, Cosigned, Witness};
use zeroize::Zeroizing;

/// How many cases each kind has at least: a file that went missing is noticed.
const KINDS: [(&str, usize); 38] = [
    ("attachment", 12),
    ("bundle", 23),
    ("card", 20),
    ("certificate", 5),
    ("deadlines", 13),
    ("disclosure", 7),
    ("copies", 4),
    ("cosigned-letter", 9),
    ("event", 46),
    ("example", 1),
    ("fold", 22),
    ("frame", 16),
    ("grant", 5),
    ("header", 22),
    ("inbox-proof", 6),
    ("invite", 11),
    ("join", 2),
    ("key", 5),
    ("key-log", 11),
    ("key-log-tail", 2),
    ("key-on-a-day", 4),
    ("letter", 16),
    ("mailbox-code", 8),
    ("mailbox-names", 1),
    ("mailbox-request", 17),
    ("mailbox-response", 25),
    ("pair", 2),
    ("piece", 8),
    ("pieces", 12),
    ("recall", 6),
    ("recovery", 1),
    ("redaction", 3),
    ("sealed", 19),
    ("share", 5),
    ("share-set", 1),
    ("signature", 3),
    ("text", 5),
    ("witness-letter", 7),
];

/// What came out of a case: values, or the name of a refusal.
type Outcome = Result<Json, String>;

fn run(kind: &str, input: &Json) -> Outcome {
    match kind {
        "attachment" => attachment(input),
        "bundle" => bundle(input),
        "card" => card(input),
        "certificate" => certificate(input),
        "deadlines" => due(input),
        "disclosure" => disclosure(input),
        "copies" => copies(input),
        "cosigned-letter" => cosigned(input),
        "event" => event(input),
        "example" => example(input),
        "fold" => folded(input),
        "frame" => framed(input),
        "grant" => grant(input),
        "header" => header(input),
        "inbox-proof" => inbox_proof(input),
        "invite" => invite(input),
        "join" => join(input),
        "key" => VerifyingKey::from_bytes(&array(input, "public")).map(|_| json!({})).map_err(name),
        "key-log" => key_log(input),
        "key-log-tail" => key_log_tail(input),
        "key-on-a-day" => key_on_a_day(input),
        "letter" => letter(input),
        "mailbox-code" => mailbox_code(input),
        "mailbox-names" => Ok(mailbox_names(input)),
        "mailbox-request" => mailbox_request(input),
        "mailbox-response" => mailbox_response(input),
        "pair" => pair(input),
        "piece" => piece(input),
        "pieces" => pieces(input),
        "recall" => recall(input),
        "recovery" => Ok(recovery(input)),
        "redaction" => redaction(input),
        "sealed" => sealed(input),
        "share" => share(input),
        "share-set" => Ok(share_set(input)),
        "signature" => signature(input),
        "text" => text(input),
        "witness-letter" => witness(input),
        other => panic!("unknown kind of case: {other}"),
    }
}

/// Why a case does not come out as it says; nothing if it does.
fn differs(case: &Json) -> Option<String> {
    let (kind, expect) = (case["kind"].as_str().unwrap(), &case["expect"]);
    match (run(kind, &case["input"]), expect.get("refused").and_then(Json::as_str)) {
        (Err(found), Some(expected)) if found == expected => None,
        (Ok(found), None) => {
            let wrong = |(key, value): (&String, &Json)| {
                (found.get(key) != Some(value))
                    .then(|| format!("{key}: {:?}, expected {value}", found.get(key)))
            };
            expect.as_object().unwrap().iter().find_map(wrong)
        }
        (found, _) => Some(format!("{found:?}, expected {expect}")),
    }
}

fn files() -> BTreeMap<String, String> {
    let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/vectors");
    let entries = std::fs::read_dir(folder).unwrap().map(|file| file.unwrap().path());
    entries
        .map(|path| {
            let name = path.file_name().unwrap().to_str().unwrap().to_owned();
            (name, std::fs::read_to_string(path).unwrap())
        })
        .collect()
}

fn cases() -> BTreeMap<String, Json> {
    files().into_iter().map(|(name, text)| (name, serde_json::from_str(&text).unwrap())).collect()
}

#[test]
fn every_case_comes_out_as_its_file_says() {
    let faults: Vec<String> = cases()
        .iter()
        .filter_map(|(name, case)| differs(case).map(|why| format!("{name}: {why}")))
        .collect();
    assert!(faults.is_empty(), "{}", faults.join("\n"));
}

#[test]
fn no_kind_of_case_has_gone_missing() {
    let cases = cases();
    for (kind, least) in KINDS {
        let found = cases.values().filter(|case| case["kind"] == kind).count();
        assert!(found >= least, "{kind}: {found} files, expected {least} or more");
    }
}

#[test]
fn the_files_are_what_the_generator_writes() {
    let made: BTreeMap<String, String> = vectors_made::all()
        .iter()
        .map(|case| (case.name.clone(), vectors_made::text(case)))
        .collect();
    let files = files();
    assert_eq!(made.keys().collect::<Vec<_>>(), files.keys().collect::<Vec<_>>());
    for (name, text) in made {
        assert!(files[&name] == text, "{name} differs from what the generator writes");
    }
}

#[test]
fn the_harness_notices_a_flipped_bit_a_wrong_refusal_and_a_wrong_value() {
    let cases = cases();
    let mut flipped = cases["signature.json"].clone();
    let signature = flipped["input"]["signature"].as_str().unwrap();
    let bit = if signature.starts_with('0') { "1" } else { "0" };
    flipped["input"]["signature"] = json!(format!("{bit}{}", &signature[1..]));
    assert!(differs(&flipped).is_some());
    let mut renamed = cases["letter-forwarded-to-another.json"].clone();
    renamed["expect"] = json!({ "refused": "Sender" });
    assert!(differs(&renamed).is_some());
    let mut valued = cases["pair.json"].clone();
    valued["expect"]["thread"] = json!("00");
    assert!(differs(&valued).is_some());
    let mut passed = cases["frame-tampered-end.json"].clone();
    passed["expect"] = json!({});
    assert!(differs(&passed).is_some());
}

#[test]
fn the_specification_shows_the_bytes_of_its_example() {
    let (spec, cases) = (include_str!("../SPEC.md"), cases());
    let mut shown = 0;
    for part in spec.split("<!-- example: ").skip(1) {
        let (place, rest) = part.split_once(" -->").unwrap();
        let (file, pointer) = place.split_once(' ').unwrap();
        let block = rest.split("```").nth(1).unwrap().trim_start_matches("text");
        let expected = cases[file].pointer(pointer).unwrap().as_str().unwrap();
        let bare = |text: &str| text.split_whitespace().collect::<String>();
        assert_eq!(bare(block), bare(expected), "{place}");
        shown += 1;
    }
    assert_eq!(shown, 6);
}

#[test]
fn every_vector_that_the_specification_names_exists() {
    let (spec, files) = (include_str!("../SPEC.md"), files());
    let quoted = spec.split('`').filter(|part| part.ends_with(".json") && !part.contains(' '));
    let named: BTreeSet<&str> = quoted.map(|part| part.trim_start_matches("vectors/")).collect();
    assert!(named.len() > 50);
    for name in named {
        assert!(files.contains_key(name), "SPEC.md names {name}");
    }
}

// Values of a case.

fn hex(bytes: &[u8]) -> String {
    bytes.iter().map(|b| format!("{b:02x}")).collect()
}

fn unhex(text: &str) -> Vec<u8> {
    assert!(text.len().is_multiple_of(2));
    (0..text.len()).step_by(2).map(|i| u8::from_str_radix(&text[i..i + 2], 16).unwrap()).collect()
}

fn words<'a>(input: &'a Json, key: &str) -> &'a str {
    input[key].as_str().unwrap_or_else(|| panic!("no text under {key}"))
}

fn bytes(input: &Json, key: &str) -> Vec<u8> {
    unhex(words(input, key))
}

fn array<const N: usize>(input: &Json, key: &str) -> [u8; N] {
    bytes(input, key).try_into().unwrap()
}

fn number(input: &Json, key: &str) -> u64 {
    input[key].as_u64().unwrap_or_else(|| panic!("no number under {key}"))
}

fn day(input: &Json, key: &str) -> Day {
    Day(number(input, key) as u32)
}

fn org(input: &Json, key: &str) -> OrgId {
    OrgId::new(array(input, key))
}

/// The names of a variant and of those within it: `Letter(Cbor(Trailing { .. }))`.
fn path(fault: impl Debug) -> Vec<String> {
    let text = format!("{fault:?}");
    let mut names = Vec::new();
    let mut rest = text.as_str();
    loop {
        let end = rest.find(|c: char| !c.is_ascii_alphanumeric()).unwrap_or(rest.len());
        names.push(rest[..end].to_owned());
        match rest[end..].strip_prefix('(') {
            Some(inner) if inner.starts_with(|c: char| c.is_ascii_uppercase()) => rest = inner,
            _ => return names,
        }
    }
}

fn name(fault: impl Debug) -> String {
    path(fault).pop().unwrap()
}

fn fields(input: &Json) -> Vec<Field> {
    let read = |field: &Json| {
        let (shape, value) = field[2].as_object().unwrap().iter().next().unwrap();
        let value = match shape.as_str() {
            "text" => Value::Text(value.as_str().unwrap().to_owned()),
            "number" => Value::Number(value.as_u64().unwrap()),
            "flag" => Value::Flag(value.as_bool().unwrap()),
            "bytes" => Value::Bytes(unhex(value.as_str().unwrap())),
            "list" => Value::List(
                value.as_array().unwrap().iter().map(|i| i.as_str().unwrap().to_owned()).collect(),
            ),
            other => panic!("unknown shape of a field: {other}"),
        };
        let section = Section::from_number(field[0].as_u64().unwrap() as u8).unwrap();
        Field::new(section, field[1].as_str().unwrap(), value)
    };
    input["fields"].as_array().unwrap().iter().map(read).collect()
}

fn fields_json(fields: &[Field]) -> Json {
    let write = |field: &Field| {
        let value = match &field.value {
            Value::Text(text) => json!({ "text": text }),
            Value::Number(number) => json!({ "number": number }),
            Value::Flag(flag) => json!({ "flag": flag }),
            Value::List(items) => json!({ "list": items }),
            Value::Bytes(bytes) => json!({ "bytes": hex(bytes) }),
        };
        json!([field.section.number(), field.key, value])
    };
    fields.iter().map(write).collect()
}

// Sections 2 and 3.

fn text(input: &Json) -> Outcome {
    let text = words(input, "text");
    match words(input, "prefix") {
        "wp" => {
            text.parse::<OrgId>().map(|id| json!({ "bytes": hex(id.as_bytes()) })).map_err(name)
        }
        "wpr" => text
            .parse::<ConversationId>()
            .map(|id| json!({ "bytes": hex(id.as_bytes()) }))
            .map_err(name),
        other => panic!("unknown prefix: {other}"),
    }
}

fn signature(input: &Json) -> Outcome {
    let domains =
        ["waypost/letter/v1", "waypost/rotation/v1", "waypost/node/v1", "waypost/card/v1"];
    let domain = domains.into_iter().find(|d| *d == words(input, "domain")).unwrap();
    let key = VerifyingKey::from_bytes(&array(input, "public")).map_err(name)?;
    let signature = Signature(array(input, "signature"));
    key.verify(domain, &bytes(input, "message"), &signature).map(|()| json!({})).map_err(name)
}

fn key_log(input: &Json) -> Outcome {
    let log = KeyLog::decode(&bytes(input, "key_log")).map_err(name)?;
    let (org, current) = (hex(log.org().as_bytes()), hex(log.current().as_bytes()));
    Ok(json!({ "org": org, "current": current, "last_seq": log.last_seq() }))
}

fn key_log_tail(input: &Json) -> Outcome {
    let mut known = KeyLog::decode(&bytes(input, "known")).map_err(name)?;
    let entries = input["tail"].as_array().unwrap().iter();
    let tail: Vec<SignedRotation> = entries
        .map(|e| SignedRotation::decode(&unhex(e.as_str().unwrap())).map_err(name))
        .collect::<Result<_, _>>()?;
    known.extend(&tail).map(|new| json!({ "new": new })).map_err(name)
}

fn key_on_a_day(input: &Json) -> Outcome {
    let log = KeyLog::decode(&bytes(input, "key_log")).map_err(name)?;
    let key = VerifyingKey::from_bytes(&array(input, "key")).map_err(name)?;
    let by_header = log.key_of(&SenderKey::from(&key), day(input, "day")).map_err(name);
    assert_eq!(by_header.map(|_| ()), log.accepts(&key, day(input, "day")).map_err(name));
    log.accepts(&key, day(input, "day")).map(|()| json!({})).map_err(name)
}

fn certificate(input: &Json) -> Outcome {
    let log = KeyLog::decode(&bytes(input, "key_log")).map_err(name)?;
    let certificate = SignedCertificate::decode(&bytes(input, "certificate")).map_err(name)?;
    certificate.check(&log, day(input, "day")).map(|_| json!({})).map_err(name)
}

/// The desk derives these; here they are made once more from the specification.
fn recovery(input: &Json) -> Json {
    let derive = |info: &[u8]| {
        let mut key = [0; 32];
        Hkdf::<Sha256>::new(None, &bytes(input, "seed")).expand(info, &mut key).unwrap();
        key
    };
    let next = SigningKey::from_seed(&derive(b"waypost/recovery/signing/v1"));
    json!({
        "next_signing_public": hex(next.verifying_key().as_bytes()),
        "vault_key": hex(&derive(b"waypost/recovery/vault/v1")),
    })
}

fn share(input: &Json) -> Outcome {
    let share = Share::parse(input["text"].as_str().unwrap()).map_err(name)?;
    Ok(json!({
        "set": share.set.to_string(), "needed": share.quorum.needed(), "of": share.quorum.of(),
        "number": share.number(), "part": hex(share.part()),
    }))
}

/// The desk puts shares together; here it is done once more: Lagrange's polynomials at zero, in GF(256).
fn share_set(input: &Json) -> Json {
    let texts = input["shares"].as_array().unwrap().iter();
    let shares: Vec<Share> = texts.map(|t| Share::parse(t.as_str().unwrap()).unwrap()).collect();
    let times = vectors_made::shares::times;
    let inverse = |a: u8| (1..=255).find(|b| times(a, *b) == 1).unwrap();
    let mut seed = [0; 32];
    for share in &shares {
        let others = shares.iter().map(Share::number).filter(|n| *n != share.number());
        let weight = others.fold(1, |w, n| times(w, times(n, inverse(n ^ share.number()))));
        for (byte, part) in seed.iter_mut().zip(share.part()) {
            *byte ^= times(weight, *part);
        }
    }
    assert_eq!(shares[0].check, ShareCheck::of(shares[0].set, &seed));
    json!({ "seed": hex(&seed) })
}

// Section 4.

fn card(input: &Json) -> Outcome {
    let (reader, org) = (org(input, "reader"), org(input, "org"));
    let signed = SignedCard::decode(&bytes(input, "card")).map_err(name)?;
    let seen = input["seen"].as_str().map(|before| {
        let signed = SignedCard::decode(&unhex(before)).unwrap();
        let today = signed.claimed().issued_day;
        Card::read(signed, &Reading { reader, org, today, seen: None }).unwrap().seen()
    });
    let reading = Reading { reader, org, today: day(input, "today"), seen: seen.as_ref() };
    let card = Card::read(signed, &reading).map_err(name)?;
    let contents = card.contents();
    Ok(json!({
        "serial": contents.serial, "name": contents.name.as_str(),
        "one_time_prekeys": contents.one_time_prekeys.len(), "mailboxes": contents.mailboxes.len(),
    }))
}

fn invite(input: &Json) -> Outcome {
    let invite = Invite::parse(words(input, "text")).map_err(name)?;
    invite.check(Time(number(input, "now"))).map_err(name)?;
    Ok(json!({
        "inviter": hex(invite.terms().inviter.as_bytes()), "secret": hex(&**invite.secret().as_bytes()),
        "pair_key": hex(&invite.terms().pair_key.0),
    }))
}

fn pair(input: &Json) -> Outcome {
    let secret = InviteSecret::from_bytes(Zeroizing::new(array(input, "secret")));
    let pair =
        Pair { secret: &secret, inviter: org(input, "inviter"), joiner: org(input, "joiner") };
    let own = OpeningKey::from_bytes(&array(input, "inviter_private"));
    let other = Prekey(array(input, "joiner_public"));
    let root = PairRoot::agree(&pair, Side::Inviter, &own, &other).map_err(name)?;
    let (thread, number) = (root.thread_id(), root.safety_number().to_string());
    let mut chains = root.chains(Side::Inviter, day(input, "created_day"));
    let (first_day, to_joiner) = (chains.sending.day(), hex(&**chains.sending.key()));
    chains.sending.forget_before(first_day.plus(2)).map_err(name)?;
    // The root itself is not shown by the crate: it is made once more.
    let shared = own.agree(&other).unwrap();
    let halves = [own.prekey().0, other.0].concat();
    let info =
        [b"waypost/pair/v1".as_slice(), pair.inviter.as_bytes(), pair.joiner.as_bytes(), &halves]
            .concat();
    let mut key = [0; 32];
    Hkdf::<Sha256>::new(Some(&**secret.as_bytes()), &*shared).expand(&info, &mut key).unwrap();
    Ok(json!({
        "root": hex(&key), "thread": hex(thread.as_bytes()), "safety_number": number, "first_day": first_day.0,
        "to_joiner": to_joiner, "to_inviter": hex(&**chains.receiving.key()),
        "to_joiner_after_2_days": hex(&**chains.sending.key()),
    }))
}

fn join(input: &Json) -> Outcome {
    let (invite, today) =
        (Invite::parse(words(input, "invite")).map_err(name)?, day(input, "today"));
    let own = OpeningKey::from_bytes(&array(input, "pair_private"));
    let frame = bytes(input, "frame");
    let frame = Frame::parse(&frame, today).map_err(name)?;
    let (_, sealed) =
        frame.unframe(&invite.join_chain().keys(today).map_err(name)?).map_err(name)?;
    let expect = Expect {
        me: org(input, "me"),
        prekey: own.prekey().hash(),
        origin: Origin::Invite,
        today,
        min_suite: 1,
    };
    let unsealed = unseal(&sealed, &own, &expect).map_err(name)?;
    let claimed =
        VerifyingKey::from_bytes(unsealed.header().sender_key.as_bytes()).map_err(name)?;
    let letter = unsealed.verify(&claimed).map_err(name)?.into_letter();
    let joiner = letter.header().sender_org;
    let mut fields = FieldReader::new(letter.fields());
    fields.number("at").map_err(name)?;
    let card =
        SignedCard::decode(fields.bytes_if_any("card").map_err(name)?.unwrap()).map_err(name)?;
    let half = fields.bytes_if_any("pair_key").map_err(name)?.unwrap().try_into().unwrap();
    fields.finish().map_err(name)?;
    let card = Card::read(card, &Reading { reader: expect.me, org: joiner, today, seen: None })
        .map_err(name)?;
    card.log().accepts(&claimed, letter.header().day).map_err(name)?;
    let pair = Pair { secret: invite.secret(), inviter: expect.me, joiner };
    let root = PairRoot::agree(&pair, Side::Inviter, &own, &Prekey(half)).map_err(name)?;
    assert_eq!(root.thread_id(), letter.header().conversation);
    Ok(json!({
        "header_hash": hex(letter.header_hash().as_bytes()), "thread": hex(root.thread_id().as_bytes()),
        "name": card.contents().name.as_str(),
    }))
}

// Section 5.

fn header(input: &Json) -> Outcome {
    let bytes = bytes(input, "header");
    let header = Header::decode(&bytes).map_err(name)?;
    assert_eq!(header.encode(), bytes);
    let hash = hex(HeaderHash::of(&bytes).as_bytes());
    Ok(json!({ "hash": hash, "log": header.checkpoint.map(|head| head.log()) }))
}

fn letter(input: &Json) -> Outcome {
    let letter = Letter::decode(bytes(input, "letter")).map_err(name)?;
    letter
        .verify(&VerifyingKey::from_bytes(&array(input, "sender_key")).map_err(name)?)
        .map_err(name)?;
    Ok(json!({
        "header_hash": hex(letter.header_hash().as_bytes()), "shown": fields_json(letter.fields()),
        "leaves": letter.leaves().iter().map(|leaf| hex(&leaf.0)).collect::<Vec<_>>(),
    }))
}

fn disclosure(input: &Json) -> Outcome {
    let referral = Letter::decode(bytes(input, "referral")).map_err(name)?;
    let disclosure = Letter::decode(bytes(input, "disclosure")).map_err(name)?;
    let fields = referral.reveal(disclosure.disclosed()).map_err(name)?;
    Ok(json!({ "fields": fields_json(&fields) }))
}

fn redaction(input: &Json) -> Outcome {
    let sections: Vec<Section> = input["sections"]
        .as_array()
        .unwrap()
        .iter()
        .map(|section| section.as_str().unwrap().parse().unwrap())
        .collect();
    let letter = Letter::decode(bytes(input, "letter")).map_err(name)?;
    let redacted = letter.redact(&sections).map_err(name)?;
    let key = VerifyingKey::from_bytes(&array(input, "sender_key")).map_err(name)?;
    redacted.verify(&key).map_err(name)?;
    Ok(json!({ "letter": hex(redacted.bytes()) }))
}

// Section 6.

fn sealed(input: &Json) -> Outcome {
    let origin = match input["origin"].get("partner") {
        Some(_) => Origin::Partner(org(&input["origin"], "partner")),
        None => Origin::Invite,
    };
    let (sealed, key) = (bytes(input, "sealed"), OpeningKey::from_bytes(&array(input, "private")));
    let expect = Expect {
        me: org(input, "me"),
        prekey: key.prekey().hash(),
        origin,
        today: day(input, "today"),
        min_suite: number(input, "min_suite") as u8,
    };
    let unsealed = unseal(&sealed, &key, &expect).map_err(name)?;
    let sender = VerifyingKey::from_bytes(&array(input, "sender_key")).map_err(name)?;
    let opened = unsealed.verify(&sender).map_err(name)?;
    Ok(json!({
        "header_hash": hex(opened.letter().header_hash().as_bytes()), "sealed_hash": hex(SealedHash::of(&sealed).as_bytes()),
    }))
}

fn chain(input: &Json) -> Chain {
    Chain::new(day(&input["chain"], "day"), Zeroizing::new(array(&input["chain"], "key")))
}

fn framed(input: &Json) -> Outcome {
    let bytes = match input["zeros"].as_u64() {
        Some(count) => vec![0; count as usize],
        None => bytes(input, "frame"),
    };
    let frame = Frame::parse(&bytes, day(input, "today")).map_err(name)?;
    let keys = chain(input).keys(frame.day()).map_err(name)?;
    let (hint, sealed) = frame.unframe(&keys).map_err(name)?;
    Ok(json!({ "hint": hex(&hint.0), "sealed": hex(&sealed), "length": bytes.len() }))
}

fn bundle(input: &Json) -> Outcome {
    let bytes = match input["zeros"].as_u64() {
        Some(count) => vec![0; count as usize],
        None => bytes(input, "bundle"),
    };
    let bundle = Bundle::parse(bytes).map_err(name)?;
    let window = chain(input).bundle_window(day(input, "today")).map_err(name)?;
    let keys = window.iter().find(|keys| bundle.recognise(keys)).or(window.last()).unwrap();
    let opened = bundle.open(keys).map_err(name)?;
    let frames: Vec<String> =
        opened.frames().map(|frame| hex(&<[u8; 32]>::from(Sha256::digest(frame)))).collect();
    let BundleHead { seq, part, last, seen } = opened.head;
    Ok(json!({
        "day": keys.day().0, "seq": seq, "part": part, "last": last, "seen": seen, "frames": frames,
    }))
}

fn example(input: &Json) -> Outcome {
    let (frame, today) = (bytes(input, "frame"), day(input, "today"));
    let keys = chain(input).keys(today).map_err(name)?;
    let (hint, sealed) = Frame::parse(&frame, today).map_err(name)?.unframe(&keys).map_err(name)?;
    let private = OpeningKey::from_bytes(&array(input, "private"));
    assert_eq!(hint, PrekeyHash::of(&private.prekey().0).into());
    let origin = Origin::Partner(org(input, "sender"));
    let expect = Expect {
        me: org(input, "me"),
        prekey: private.prekey().hash(),
        origin,
        today,
        min_suite: 1,
    };
    let unsealed = unseal(&sealed, &private, &expect).map_err(name)?;
    let log = KeyLog::decode(&bytes(input, "sender_key_log")).map_err(name)?;
    let letter = unsealed.verify_by(&log).map_err(name)?.into_letter();
    // The author's side: from the seed, what was held back proves itself and completes the fields.
    let fields = fields(input);
    let held_back =
        disclose(&BodySeed::from_bytes(&array(input, "body_seed")), &fields, Section::ALL);
    assert_eq!(letter.reveal(&held_back).map_err(name)?, fields);
    let first = letter.shown().next().unwrap();
    let item = minicbor_item(&first.salt.0, &first.field);
    Ok(json!({
        "first_item": hex(&item), "header": hex(letter.header_bytes()),
        "header_hash": hex(letter.header_hash().as_bytes()), "signature": hex(&letter.signature().0),
        "lengths": format!("{} {} {}", letter.bytes().len(), sealed.len(), frame.len()),
        "clear": hex(&frame[..44]),
    }))
}

fn minicbor_item(salt: &[u8], field: &Field) -> Vec<u8> {
    let mut e = minicbor::Encoder::new(Vec::new());
    e.array(4).unwrap().bytes(salt).unwrap();
    e.u8(field.section.number()).unwrap().str(&field.key).unwrap().encode(&field.value).unwrap();
    e.into_writer()
}

// Section 6.8.

fn inbox_proof(input: &Json) -> Outcome {
    let node = |key| NodeId::new(array(input, key));
    let session = Session { mailbox: node("mailbox"), client: node("client") };
    let inbox = InboxId::new(array(input, "inbox"));
    OwnerProof(array(input, "proof")).check(&inbox, &session).map_err(name)?;
    Ok(json!({}))
}

fn mailbox_names(input: &Json) -> Json {
    let frame = vec![0; number(input, "frame_zeros") as usize];
    json!({
        "token_hash": hex(&WriteToken(array(input, "token")).hash().0),
        "frame": hex(FrameId::of(&frame).as_bytes()),
    })
}

fn grant(input: &Json) -> Outcome {
    let grant = Grant::decode(&bytes(input, "grant")).map_err(name)?;
    let key = GrantKey::from_seed(&array(input, "mailbox_private"));
    let terms = key.check(&grant, day(input, "today")).map_err(name)?;
    Ok(json!({
        "id": hex(terms.id.as_bytes()), "frames_max": terms.frames_max,
        "bytes_max": terms.bytes_max, "until_day": terms.until_day.0,
    }))
}

fn mailbox_code(input: &Json) -> Outcome {
    let code = MailboxCode::parse(words(input, "text")).map_err(name)?;
    Ok(json!({
        "node_key": hex(code.node_key().as_bytes()), "addresses": code.addresses(),
        "grant": hex(&code.grant().encode()),
    }))
}

fn mailbox_request(input: &Json) -> Outcome {
    let head = bytes(input, "head");
    let request = Request::decode(&head).map_err(name)?;
    assert_eq!(request.encode(), head);
    let inbox = hex(request.inbox().as_bytes());
    let proof = request.proof().map(|proof| hex(&proof.0));
    let asks = path(&request).swap_remove(0);
    let mut out = json!({ "asks": asks, "inbox": inbox, "proof": proof });
    let more = match request {
        Request::Put { token, .. } => json!({ "token": hex(&token.0) }),
        Request::Open { grant, token_hash, until_day, .. } => json!({
            "grant": hex(&grant.encode()), "token_hash": hex(&token_hash.0),
            "until_day": until_day.0,
        }),
        Request::List { after, small_first, .. } => {
            json!({ "after": after.map(|id| hex(id.as_bytes())), "small_first": small_first })
        }
        Request::Fetch { frame, offset, .. } => {
            json!({ "frame": hex(frame.as_bytes()), "offset": offset })
        }
        Request::Ack { frames, .. } => {
            json!({ "frames": frames.iter().map(|id| hex(id.as_bytes())).collect::<Vec<_>>() })
        }
        Request::Close { .. } => json!({}),
    };
    out.as_object_mut().unwrap().extend(more.as_object().unwrap().clone());
    Ok(out)
}

fn mailbox_response(input: &Json) -> Outcome {
    let head = bytes(input, "head");
    let response = Response::decode(&head).map_err(name)?;
    assert_eq!(response.encode(), head);
    let says = path(&response).swap_remove(0);
    Ok(match response {
        Response::Busy { retry_seconds } => json!({ "says": says, "retry_seconds": retry_seconds }),
        Response::Opened { frames_left, bytes_left } => {
            json!({ "says": says, "frames_left": frames_left, "bytes_left": bytes_left })
        }
        Response::Listed { frames, more } => {
            let frames: Vec<Json> =
                frames.iter().map(|w| json!([hex(w.id.as_bytes()), w.bytes])).collect();
            json!({ "says": says, "frames": frames, "more": more })
        }
        Response::GrantRefused(why) => json!({ "says": says, "why": format!("{why:?}") }),
        _ => json!({ "says": says }),
    })
}

// Section 7.

fn letter_kind(input: &Json) -> EventLetter {
    match words(input, "letter") {
        "referral" => EventLetter::Referral,
        "move" => EventLetter::Move,
        "receipt" => EventLetter::Receipt,
        "disclosure" => EventLetter::Disclosure,
        "attachment" => EventLetter::Attachment,
        other => panic!("unknown letter: {other}"),
    }
}

fn recall(input: &Json) -> Outcome {
    let recall = Recall::read(&fields(input)).map_err(name)?;
    let conversations = recall.conversations.iter().map(|id| hex(id.as_bytes()));
    Ok(json!({
        "since": recall.since.0,
        "why": recall.why.as_str(),
        "conversations": conversations.collect::<Vec<_>>(),
    }))
}

fn copies(input: &Json) -> Outcome {
    let copies = Copies::read(&fields(input)).map_err(name)?;
    let letters = copies.letters.iter().map(|letter| hex(letter));
    Ok(json!({
        "answers": hex(copies.answers.as_bytes()),
        "part": copies.part,
        "last": copies.last,
        "letters": letters.collect::<Vec<_>>(),
    }))
}

fn witness(input: &Json) -> Outcome {
    let asks = Witness::read(&fields(input)).map_err(name)?;
    Ok(json!({ "checkpoint": asks.checkpoint, "old": asks.old, "hashes": asks.proof.len() }))
}

fn cosigned(input: &Json) -> Outcome {
    let said = Cosigned::read(&fields(input)).map_err(name)?;
    let (key, what) = match &said.answer {
        Answer::Cosigned { line } => ("line", json!(line)),
        Answer::Conflict { size } => ("size", json!(size)),
        Answer::Older { known } | Answer::Inconsistent { known } => ("known", json!(known)),
    };
    Ok(json!({ "of": hex(said.of.as_bytes()), "answer": said.answer.as_str(), key: what }))
}

fn attachment(input: &Json) -> Outcome {
    let attachment = Attachment::read(&fields(input)).map_err(name)?;
    let details = attachment.details.as_ref();
    Ok(json!({
        "section": attachment.section.as_str(),
        "thread": hex(attachment.thread.as_bytes()),
        "name": details.map(|d| d.name()),
        "pieces": details.map(|d| d.pieces()),
    }))
}

fn piece(input: &Json) -> Outcome {
    let seq = u32::try_from(input["seq"].as_u64().unwrap()).unwrap();
    let bytes = input["bytes"].as_u64().unwrap();
    let piece = Piece::read(seq, bytes, &fields(input)).map_err(name)?;
    Ok(json!({ "number": piece.number, "length": piece.data.len() }))
}

fn pieces(input: &Json) -> Outcome {
    let pieces = Pieces::read(&fields(input)).map_err(name)?;
    let gaps = pieces.missing.iter().map(|gap| [*gap.start(), *gap.end()]);
    Ok(json!({ "missing": gaps.collect::<Vec<_>>() }))
}

fn event(input: &Json) -> Outcome {
    let header = HeaderParts {
        hash: HeaderHash::new([1; 32]),
        by: Writer::Target,
        seq: 0,
        prev: None,
        answers: None,
    };
    let event = read_event(header, letter_kind(input), &fields(input)).map_err(name)?;
    Ok(json!({ "move": event.move_kind().map(|kind| kind.as_str()), "at": event.at().0 }))
}

fn events(input: &Json) -> Vec<Event> {
    let read = |event: &Json| {
        let hash = |key: &str| event[key].as_str().map(|_| HeaderHash::new(array(event, key)));
        let header = HeaderParts {
            hash: hash("hash").unwrap(),
            by: words(event, "by").parse().unwrap(),
            seq: number(event, "seq") as u32,
            prev: hash("prev"),
            answers: hash("answers"),
        };
        read_event(header, letter_kind(event), &fields(event)).unwrap()
    };
    input["events"].as_array().unwrap().iter().map(read).collect()
}

/// Every order of a few letters.
fn orders(events: &[Event]) -> Vec<Vec<Event>> {
    if events.len() > 1 {
        let rest = |i: usize| [&events[..i], &events[i + 1..]].concat();
        let with = |i: usize| {
            orders(&rest(i)).into_iter().map(move |o| [vec![events[i].clone()], o].concat())
        };
        (0..events.len()).flat_map(with).collect()
    } else {
        vec![events.to_vec()]
    }
}

/// The fold, which must be the same for every order of arrival.
fn folded(input: &Json) -> Outcome {
    let events = events(input);
    let first = fold(&events);
    for order in orders(&events) {
        assert_eq!(fold(&order), first, "another order of arrival gives another state");
    }
    let fate = |fate: &Fate| match fate {
        Fate::Crossed(_) | Fate::OutOfTurn(_) => path(fate).join("."),
        Fate::Applied
        | Fate::Waiting { .. }
        | Fate::Voided { .. }
        | Fate::Forked { .. }
        | Fate::BrokenChain
        | Fate::TooMany => name(fate),
    };
    let all: BTreeMap<String, String> =
        first.fates.iter().map(|f| (hex(f.hash.as_bytes()), fate(&f.fate))).collect();
    assert_eq!(all.len(), events.len(), "every letter has one fate");
    let state = first.state.as_ref();
    Ok(json!({
        "status": state.map(|s| s.status.as_str()), "fates": all,
        "disclosed": state.map(|s| s.disclosed.iter().map(|d| d.as_str()).collect::<Vec<_>>()),
        "attached": state.map(|s| {
            let row = |a: &Attached| json!([hex(a.hash.as_bytes()), a.by.as_str(), a.section.as_str()]);
            s.attached.iter().map(row).collect::<Vec<_>>()
        }),
        "service_already_delivered": state.map(|s| s.service_already_delivered),
        "on_the_way": state.map(|s| s.transit.on_the_way()),
    }))
}

fn due(input: &Json) -> Outcome {
    let state = fold(&events(input)).state.unwrap();
    let row = |d: &waypost_protocol::exchange::Deadline| {
        let over = match d.left {
            Left::Seconds(_) => 0,
            Left::OverdueSeconds(seconds) => seconds,
        };
        let kind = match d.kind {
            DeadlineKind::FollowUp(_) => format!("{:?}", d.kind),
            kind => name(kind),
        };
        json!({ "kind": kind, "by": d.by.as_str(), "due": d.due.0, "overdue_seconds": over })
    };
    Ok(
        json!({ "deadlines": deadlines(&state, Time(number(input, "now"))).iter().map(row).collect::<Vec<_>>() }),
    )
}
