//! How handovers are judged (SPEC 15.7), by whole bundles.

use serde_json::{Value, json};

use super::Book;
use super::bundles::{accept, accepted_in_time, expect, handover, input, sent};
use super::world::*;
use super::write::{CLINIC, SHELTER, THIRD, TODAY, Val};

/// A referral, and what followed; the shelter's bundle, made on day 6.
fn follow(valid_until: u32, letters: impl FnOnce(&mut Play, Hash)) -> Bundle {
    let mut play = Play::new();
    let hash = play.write(SHELTER, referral(sent(), valid_until));
    letters(&mut play, hash);
    play.shelter.sign(&[(THIRD, at(6, 0))]);
    Bundle::of(&play.shelter, 0, &[CLINIC, THIRD])
}

fn judged(book: &mut Book, name: &str, what: &str, bundle: &Bundle, handover: Value) {
    let expect = expect(&[bundle], json!([]), vec![handover]);
    let name = format!("handover-{name}");
    book.add((&name, "15.7", "audit-bundle", what), input(&[bundle]), expect);
}

pub(crate) fn handovers(book: &mut Book) {
    let (s, made) = (sent(), at(6, 0));
    let acknowledge = s + DAY;
    let far = TODAY + 90;

    let bundle = follow(far, |_, _| {});
    let duties = json!([["acknowledge", "overdue", acknowledge, made - acknowledge]]);
    judged(book, "overdue", "Nobody answered.", &bundle, handover("sent", duties, json!([])));

    let mut bundle = follow(far, |_, _| {});
    bundle.made = acknowledge;
    judged(
        book,
        "open",
        "Judged at the second at which it is due.",
        &bundle,
        handover("sent", json!([["acknowledge", "open", acknowledge, 0]]), json!([])),
    );

    let bundle = follow(far, |play, _| {
        play.write(CLINIC, moved("acknowledge", s + DAY + 1, vec![]));
        play.write(CLINIC, accept(s + DAY + 1 + 3 * DAY));
    });
    let duties = json!([
        ["acknowledge", "late", acknowledge, 1],
        ["decide", "in_time", s + DAY + 1 + 3 * DAY, 0],
    ]);
    judged(
        book,
        "late",
        "Looked at a second late, decided at the last second.",
        &bundle,
        handover("accepted", duties, json!([])),
    );

    let bundle = follow(far, |play, _| {
        play.write(CLINIC, moved("ask", s + HOUR, vec![(0, "text", Val::Text("how many?"))]));
        let ask = play.clinic.kept.last().unwrap().hash();
        let answer = vec![(0, "of", Val::Bytes(ask.to_vec())), (0, "text", Val::Text("three"))];
        play.write(SHELTER, moved("answer", s + 11 * HOUR, answer));
        play.write(
            CLINIC,
            moved("decline", s + 80 * HOUR, vec![(0, "code", Val::Text("no_capacity"))]),
        );
    });
    let duties = json!([
        ["acknowledge", "in_time", acknowledge, 0],
        ["answer", "in_time", s + 25 * HOUR, 0],
        ["decide", "in_time", s + HOUR + 72 * HOUR + 10 * HOUR, 0],
    ]);
    judged(
        book,
        "asked",
        "A question, answered after ten hours, for which the clock stood still.",
        &bundle,
        handover("declined", duties, json!([])),
    );

    let bundle = follow(far, |play, _| {
        let review = vec![(0, "review_by", Val::Number(s + 2 * DAY))];
        play.write(CLINIC, moved("waitlist", s + HOUR, review));
    });
    let duties = json!([
        ["acknowledge", "in_time", acknowledge, 0],
        ["review", "overdue", s + 2 * DAY, made - (s + 2 * DAY)],
        ["decide", "in_time", s + HOUR + 3 * DAY, 0],
    ]);
    judged(
        book,
        "on-hold",
        "On hold until a day that went by.",
        &bundle,
        handover("waitlist", duties, json!([])),
    );

    let bundle = follow(far, |play, _| {
        play.write(
            SHELTER,
            moved("withdraw", s + HOUR, vec![(0, "code", Val::Text("client_request"))]),
        );
    });
    let stop = s + HOUR + DAY;
    let duties = json!([
        ["acknowledge", "dropped", acknowledge, 0],
        ["confirm_stop", "overdue", stop, made - stop],
    ]);
    judged(
        book,
        "withdrawn",
        "Withdrawn, and the stop was not confirmed.",
        &bundle,
        handover("withdraw", duties, json!([])),
    );

    let bundle = follow(far, |play, _| {
        play.write(CLINIC, accept(s + 5 * HOUR));
        let by = vec![
            (0, "arrive_by", Val::Number(s + 20 * HOUR)),
            (0, "place", Val::Text("the bridge")),
        ];
        play.write(SHELTER, moved("depart", s + 10 * HOUR, by));
        play.write(CLINIC, moved("arrive", s + 33 * HOUR, vec![]));
        play.write(CLINIC, moved("complete", s + 50 * HOUR, vec![]));
        play.write(SHELTER, moved("close", s + 60 * HOUR, vec![]));
    });
    let duties = json!([
        ["acknowledge", "in_time", acknowledge, 0],
        ["arrival", "late", s + 32 * HOUR, HOUR],
        ["decide", "in_time", s + 5 * HOUR + 3 * DAY, 0],
    ]);
    judged(
        book,
        "closed",
        "On the road, an hour late, served, closed.",
        &bundle,
        handover("closed", duties, json!([])),
    );

    let consent = || vec![(0, "consent", Val::Bytes(vec![0xc0; 16]))];
    let bundle = follow(far, |play, _| {
        play.write(SHELTER, moved("revoke_consent", s + HOUR, consent()));
        play.write(CLINIC, accept(s + 5 * HOUR));
    });
    let revoked = s + HOUR + 3 * DAY;
    let duties = |acknowledged: u64| {
        json!([
            ["acknowledge", "in_time", acknowledge, 0],
            ["answer_revocation", "overdue", revoked, made - revoked],
            ["decide", "in_time", acknowledged + 3 * DAY, 0],
        ])
    };
    judged(
        book,
        "after-revocation",
        "Accepted by who had read that the consent was taken back.",
        &bundle,
        handover("revoked", duties(s + 5 * HOUR), json!(["after_revocation"])),
    );
    let bundle = follow(far, |play, _| {
        play.write(SHELTER, moved("revoke_consent", s + HOUR, consent()));
        let mut crossing = accept(s + 5 * HOUR);
        crossing.sees = false;
        play.write(CLINIC, crossing);
    });
    judged(
        book,
        "crossing-a-revocation",
        "Accepted by who had not: no reproach.",
        &bundle,
        handover("revoked", duties(s + 5 * HOUR), json!([])),
    );

    let bundle = follow(TODAY, |play, _| {
        play.write(CLINIC, moved("acknowledge", s + HOUR, vec![]));
        play.write(CLINIC, accept(s + DAY));
    });
    let duties = json!([
        ["acknowledge", "in_time", acknowledge, 0],
        ["decide", "in_time", s + HOUR + 3 * DAY, 0],
    ]);
    judged(
        book,
        "consent-over",
        "Accepted on the day after the consent's last.",
        &bundle,
        handover("accepted", duties, json!(["consent_over"])),
    );

    let mut play = Play::new();
    let mut draft = referral(s, far);
    draft.fields.push((0, "consent.override_reason", Val::Text("vital_emergency")));
    play.write(SHELTER, draft);
    play.write(CLINIC, accept(s + 5 * HOUR));
    play.shelter.sign(&[(THIRD, at(6, 0))]);
    let bundle = Bundle::of(&play.shelter, 0, &[CLINIC, THIRD]);
    let mut overridden = accepted_in_time();
    overridden["consent"] = json!(["override"]);
    judged(book, "override", "Sent without a consent, in a vital emergency.", &bundle, overridden);

    let bundle = follow(far, |play, _| {
        play.write(
            SHELTER,
            moved("entered_in_error", s + HOUR, vec![(0, "what", Val::Text("referral"))]),
        );
    });
    judged(
        book,
        "void",
        "The referral was entered in error.",
        &bundle,
        handover("void", json!([["acknowledge", "dropped", acknowledge, 0]]), json!([])),
    );
    let bundle = follow(far, |play, _| {
        let accepted = play.write(CLINIC, accept(s + HOUR));
        let slip = vec![(0, "what", Val::Text("letter")), (0, "of", Val::Bytes(accepted.to_vec()))];
        play.write(CLINIC, moved("entered_in_error", s + 2 * HOUR, slip));
    });
    let duties = json!([["acknowledge", "overdue", acknowledge, made - acknowledge]]);
    judged(
        book,
        "taken-back",
        "An acceptance, taken back as a slip.",
        &bundle,
        handover("sent", duties, json!([])),
    );
}
