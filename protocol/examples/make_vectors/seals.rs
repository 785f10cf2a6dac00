//! Cases of seals and frames, and the worked example (SPEC 6, 0).

use serde_json::{Value, json};

use super::Book;
use super::letters::referral;
use super::partners::{chain, pair_root};
use super::write::*;

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
    book.ok(
        head("sealed", "6.2", "Sealed by another writer of age, opened by the clinic."),
        at_clinic(&sealed),
        json!({ "header_hash": hex(&sha(&good.header())), "sealed_hash": hex(&sha(&sealed)) }),
    );

    let again = seal(x_public(THIRD.one_time()), &good.bytes());
    book.refused(
        head(
            "letter-forwarded-to-another",
            "6.2",
            "The clinic seals the shelter's letter again, to a third.",
        ),
        "Recipient",
        opened_by(&again, THIRD, THIRD.one_time(), partner(SHELTER), TODAY),
    );
    let other = seal(x_public(0x23), &good.bytes());
    book.refused(
        head(
            "letter-sealed-again-to-another-prekey",
            "6.2",
            "Sealed again to another prekey of the clinic.",
        ),
        "Prekey",
        opened_by(&other, CLINIC, 0x23, partner(SHELTER), TODAY),
    );
    book.refused(
        head("letter-framed-by-another-partner", "6.2", "The shelter's letter in a third's frame."),
        "Sender",
        opened_by(&sealed, CLINIC, ours, partner(THIRD), TODAY),
    );
    let back = Letter { prekey: x_public(SHELTER.one_time()), ..good.clone() };
    let back = seal(x_public(SHELTER.one_time()), &back.bytes());
    book.refused(
        head(
            "letter-reflected",
            "6.2",
            "The shelter's own letter comes back to it from the clinic.",
        ),
        "Sender",
        opened_by(&back, SHELTER, SHELTER.one_time(), partner(CLINIC), TODAY),
    );
    let forged = good.with(
        &good.header(),
        &CLINIC.signing().sign("waypost/letter/v1", &good.header()),
        &good.body.items(),
    );
    book.refused(
        head(
            "letter-by-a-thief-of-the-opening-key",
            "6.2",
            "Who holds the clinic's keys cannot write as the shelter.",
        ),
        "BadSignature",
        at_clinic(&seal(prekey, &forged)),
    );
    let join = Letter { kind: 6, ..good.clone() };
    book.refused(
        head("join-in-a-pairs-frame", "6.2", "A join comes under an invite only."),
        "KindForOrigin",
        at_clinic(&seal(prekey, &join.bytes())),
    );
    book.refused(
        head("referral-under-an-invite", "6.2", "Under an invite only a join comes."),
        "KindForOrigin",
        opened_by(&sealed, CLINIC, ours, json!("invite"), TODAY),
    );
    let mut floor = at_clinic(&sealed);
    floor["min_suite"] = json!(2);
    book.refused(
        head("letter-suite-too-low", "1.2", "The partner's floor has risen to 2."),
        "SuiteTooLow",
        floor,
    );
    book.refused(
        head("letter-day-ahead", "5.1", "Three days ahead of the reader."),
        "DayAhead",
        opened_by(&sealed, CLINIC, ours, partner(SHELTER), TODAY - 3),
    );
    book.ok(
        head("letter-last-day", "5.1", "On its last day."),
        opened_by(&sealed, CLINIC, ours, partner(SHELTER), TODAY + 30),
        json!({}),
    );
    book.refused(
        head("letter-expired", "5.1", "A day after its last."),
        "Expired",
        opened_by(&sealed, CLINIC, ours, partner(SHELTER), TODAY + 31),
    );

    let head = |name, what| (name, "6.1", "sealed", what);
    book.refused(
        head("sealed-to-another", "Not to the prekey that is tried."),
        "OtherPrekey",
        opened_by(&sealed, CLINIC, 0x23, partner(SHELTER), TODAY),
    );
    let mut damaged = sealed.clone();
    *damaged.last_mut().unwrap() ^= 1;
    book.refused(
        head("sealed-damaged", "One bit of the last byte."),
        "Damaged",
        at_clinic(&damaged),
    );
    book.refused(
        head("sealed-cut-short", "The last byte is missing."),
        "Damaged",
        at_clinic(&sealed[..sealed.len() - 1]),
    );
    let line = format!("-> grease\n{}\n", format!("{}\n", "A".repeat(64)).repeat(32));
    let slow = seal_with(prekey, &good.bytes(), &line, 1);
    book.refused(
        head("age-header-too-long", "A header of more than 2048 bytes, which is slow to parse."),
        "AgeHeader",
        at_clinic(&slow),
    );
    book.refused(
        head("age-two-recipients", "Two X25519 stanzas: somebody else could read."),
        "AgeHeader",
        at_clinic(&seal_with(prekey, &good.bytes(), "", 2)),
    );
    book.refused(
        head("age-five-stanzas", "Five stanzas."),
        "AgeHeader",
        at_clinic(&seal_with(prekey, &good.bytes(), &"-> grease\n\n".repeat(4), 1)),
    );
    book.refused(
        head("age-another-version", "A file of a version that age does not have."),
        "AgeHeader",
        at_clinic(&[b"age-encryption.org/v2\n", &sealed[22..]].concat()),
    );
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
    book.ok(
        head("frame", "The smallest rung."),
        input(&good),
        json!({ "hint": hex(&hint), "sealed": hex(sealed) }),
    );
    book.refused(head("frame-cut-short", "4095 bytes."), "CutShort", zeros(4095));
    book.refused(
        head("frame-not-on-the-ladder", "A length between two rungs."),
        "NotOnLadder",
        zeros(5000),
    );
    book.refused(
        head("frame-too-long", "One byte more than the last rung."),
        "TooLong",
        zeros(1_048_577),
    );
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
    book.refused(
        head("frame-moved-to-another-day", "The day in clear was changed."),
        "Tampered",
        input(&moved),
    );
    let back: [u8; 32] = expand(&pair_root(), b"chain/joiner-to-inviter");
    let reflected = frame(chain_at(back, 2), TODAY, &hint, sealed);
    book.refused(
        head("frame-reflected", "Our own frame comes back: it is of the other direction."),
        "Tampered",
        input(&reflected),
    );
    let beyond = frame_saying(today_chain, TODAY, &hint, sealed, 4096);
    book.refused(
        head("frame-inner-length", "The length inside points beyond the frame."),
        "InnerLength",
        input(&beyond),
    );

    let head = |name, what| (name, "6.6", "frame", what);
    let of_chain = |day: u32| json!({ "frame": hex(&good), "chain": { "day": day, "key": hex(&chain()) }, "today": TODAY });
    book.refused(
        head("frame-day-forgotten", "The chain has moved past the frame's day."),
        "Forgotten",
        of_chain(TODAY + 1),
    );
    book.refused(
        head("frame-beyond-the-chain", "401 steps to the frame's day."),
        "TooFarAhead",
        of_chain(TODAY - 401),
    );
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
    let what =
        "The worked example: a referral with every required field, from its fields to its frame.";
    book.ok(("example-referral", "0", "example", what), input, expect);
}
