//! Cases of conversations as they fold, and of deadlines (SPEC 7.3, 7.5).

use serde_json::{Value, json};

use super::Book;
use super::moves::*;
use super::write::*;

/// A letter of a conversation: the number is its hash, thirty-two times.
struct At {
    hash: u8,
    by: char,
    seq: u32,
    prev: u8,
    answers: u8,
    letter: &'static str,
    fields: Vec<Field>,
}

fn at(hash: u8, by: char, seq: u32, prev: u8, answers: u8, fields: Vec<Field>) -> At {
    let letter = if seq == 0 && by == 'R' { "referral" } else { "move" };
    At { hash, by, seq, prev, answers, letter, fields }
}

fn sent(urgency: &'static str) -> At {
    at(1, 'R', 0, 0, 0, terms(urgency))
}

fn conversation(letters: &[At]) -> Value {
    let name = |n: u8| (n != 0).then(|| hex(&[n; 32]));
    letters
        .iter()
        .map(|l| {
            json!({
                "hash": name(l.hash), "by": if l.by == 'R' { "referrer" } else { "target" },
                "seq": l.seq, "prev": name(l.prev), "answers": name(l.answers),
                "letter": l.letter, "fields": fields_json(&l.fields),
            })
        })
        .collect()
}

fn fates(fates: &[(u8, &str)]) -> Value {
    fates
        .iter()
        .map(|(n, fate)| (hex(&[*n; 32]), json!(fate)))
        .collect::<serde_json::Map<_, _>>()
        .into()
}

pub(crate) fn folds(book: &mut Book) {
    let mut fold = |name: &str, what: &str, letters: &[At], mut expect: Value| {
        // A letter whose fate is not told stands.
        for letter in letters {
            let fate = &mut expect["fates"][hex(&[letter.hash; 32])];
            if fate.is_null() {
                *fate = json!("Applied");
            }
        }
        book.ok((name, "7.3", "fold", what), json!({ "events": conversation(letters) }), expect);
    };
    fold(
        "fold-there-and-back",
        "Sent, accepted, disclosed, departed, arrived, completed, closed.",
        &[
            sent("urgent"),
            at(2, 'T', 0, 0, 1, accept(1)),
            At {
                letter: "disclosure",
                ..at(
                    3,
                    'R',
                    1,
                    1,
                    2,
                    vec![
                        number("at", NOON + HOUR),
                        bytes("of", 1, 32),
                        list("sections", &["identity", "safe_contact"]),
                    ],
                )
            },
            at(4, 'R', 2, 3, 2, step(2, "depart", &[number("arrive_by", NOON + 5 * HOUR)])),
            at(5, 'T', 1, 2, 4, step(5, "arrive", &[])),
            at(6, 'T', 2, 5, 4, complete(30)),
            at(7, 'R', 3, 4, 6, step(31, "close", &[])),
        ],
        json!({
            "status": "closed", "disclosed": ["identity", "safe_contact"],
            "fates": {},
        }),
    );
    fold(
        "fold-revocation-crosses-acceptance",
        "The person revokes while the target accepts: nothing is disclosed.",
        &[sent("urgent"), at(2, 'T', 0, 0, 1, accept(1)), at(3, 'R', 1, 1, 0, revoke(1))],
        json!({ "status": "sent", "disclosed": [], "fates": fates(&[(2, "Crossed.ConsentRevoked")]) }),
    );
    fold(
        "fold-revocation-behind-an-answer",
        "The referrer answers a question, then revokes; meanwhile the target accepts. The answer carries the revocation's weight.",
        &[
            sent("urgent"),
            at(2, 'T', 0, 0, 1, step(1, "ask", &[text("text", "Which day?")])),
            at(3, 'R', 1, 1, 2, step(2, "answer", &[bytes("of", 2, 32), text("text", "Any day.")])),
            at(4, 'R', 2, 3, 2, revoke(3)),
            at(5, 'T', 1, 2, 1, accept(3)),
        ],
        json!({ "status": "received", "fates": fates(&[(5, "Crossed.ConsentRevoked")]) }),
    );
    fold(
        "fold-completion-crosses-withdrawal",
        "The service was given before the withdrawal came: the status is the withdrawal's, the fact stays.",
        &[
            sent("urgent"),
            at(2, 'T', 0, 0, 1, accept(1)),
            at(3, 'T', 1, 2, 1, complete(2)),
            at(4, 'R', 1, 1, 2, step(2, "withdraw", &[text("code", "client_request")])),
        ],
        json!({ "status": "withdraw_pending", "service_already_delivered": true, "fates": fates(&[(3, "Crossed.WrongStatus")]) }),
    );
    fold(
        "fold-departure-crosses-hand-back",
        "The person is on the road to a place that has given up: that is not forgotten.",
        &[
            sent("urgent"),
            at(2, 'T', 0, 0, 1, accept(1)),
            at(3, 'R', 1, 1, 2, step(2, "depart", &[number("arrive_by", NOON + 9 * HOUR)])),
            at(
                4,
                'T',
                1,
                2,
                1,
                step(2, "hand_back", &[text("code", "unsafe_here"), list("kept", &[])]),
            ),
        ],
        json!({ "status": "handed_back", "on_the_way": true, "fates": fates(&[(3, "Crossed.WrongStatus")]) }),
    );
    fold(
        "fold-out-of-turn",
        "The target accepts although it has seen the revocation.",
        &[sent("urgent"), at(2, 'R', 1, 1, 0, revoke(1)), at(3, 'T', 0, 0, 2, accept(2))],
        json!({ "status": "sent", "fates": fates(&[(3, "OutOfTurn.ConsentRevoked")]) }),
    );
    fold(
        "fold-wrong-side",
        "The referrer accepts its own referral.",
        &[sent("urgent"), at(2, 'R', 1, 1, 0, accept(1))],
        json!({ "status": "sent", "fates": fates(&[(2, "OutOfTurn.WrongSide")]) }),
    );
    fold(
        "fold-accept-beyond-consent",
        "What is left of a narrowed consent does not cover what is accepted.",
        &[
            sent("urgent"),
            at(
                2,
                'R',
                1,
                1,
                0,
                step(
                    1,
                    "narrow_consent",
                    &[
                        bytes("consent", 0xcc, 16),
                        list("services", &["legal"]),
                        list("sections", &["needs"]),
                    ],
                ),
            ),
            at(3, 'T', 0, 0, 2, accept(2)),
        ],
        json!({ "status": "sent", "fates": fates(&[(3, "OutOfTurn.ServiceNotCovered")]) }),
    );
    fold(
        "fold-waiting",
        "The acceptance answers a letter that has not come: it waits and changes nothing.",
        &[sent("urgent"), at(3, 'T', 0, 0, 2, accept(1))],
        json!({ "status": "sent", "fates": fates(&[(3, "Waiting")]) }),
    );
    fold(
        "fold-referral-missing",
        "A move overtook its referral.",
        &[at(2, 'T', 0, 0, 1, accept(1))],
        json!({ "status": null, "fates": fates(&[(2, "Waiting")]) }),
    );
    fold(
        "fold-two-stories",
        "The target signed two letters for one place: the lower hash counts, both are kept.",
        &[
            sent("urgent"),
            at(2, 'T', 0, 0, 1, accept(1)),
            at(3, 'T', 0, 0, 1, step(1, "decline", &[text("code", "no_capacity")])),
        ],
        json!({ "status": "accepted", "fates": fates(&[(3, "Forked")]) }),
    );
    fold(
        "fold-two-stories-one-answered",
        "Of two letters for one place the one that was answered counts, though its hash is higher.",
        &[
            sent("urgent"),
            at(2, 'T', 0, 0, 1, accept(1)),
            at(3, 'T', 0, 0, 1, step(1, "decline", &[text("code", "no_capacity")])),
            at(4, 'R', 1, 1, 3, step(2, "close", &[])),
        ],
        json!({ "status": "closed", "fates": fates(&[(2, "Forked")]) }),
    );
    fold(
        "fold-broken-chain",
        "A third letter whose `prev` is the first.",
        &[sent("urgent"), at(2, 'R', 2, 1, 0, revoke(1))],
        json!({ "status": "sent", "fates": fates(&[(2, "BrokenChain")]) }),
    );
    fold(
        "fold-slip-taken-back",
        "The target takes its acceptance back before anything was built on it.",
        &[
            sent("urgent"),
            at(2, 'T', 0, 0, 1, accept(1)),
            at(
                3,
                'T',
                1,
                2,
                1,
                step(2, "entered_in_error", &[text("what", "letter"), bytes("of", 2, 32)]),
            ),
        ],
        json!({ "status": "sent", "fates": fates(&[(2, "Voided")]) }),
    );
    fold(
        "fold-slip-built-upon",
        "The acceptance was completed: it is not taken back.",
        &[
            sent("urgent"),
            at(2, 'T', 0, 0, 1, accept(1)),
            at(3, 'T', 1, 2, 1, complete(2)),
            at(
                4,
                'T',
                2,
                3,
                1,
                step(3, "entered_in_error", &[text("what", "letter"), bytes("of", 2, 32)]),
            ),
        ],
        json!({ "status": "completed", "fates": fates(&[(4, "OutOfTurn.BuiltUpon")]) }),
    );
    fold(
        "fold-disclosure-before-acceptance",
        "Identity is shown before anybody accepted: out of turn, and a fact.",
        &[
            sent("urgent"),
            At {
                letter: "disclosure",
                ..at(
                    2,
                    'R',
                    1,
                    1,
                    0,
                    vec![number("at", NOON), bytes("of", 1, 32), list("sections", &["identity"])],
                )
            },
        ],
        json!({ "status": "sent", "disclosed": ["identity"], "fates": fates(&[(2, "OutOfTurn.WrongStatus")]) }),
    );
    let attached = |letter: At, hours: u64| At {
        letter: "attachment",
        fields: vec![
            number("at", NOON + hours * HOUR),
            bytes("of", 1, 32),
            text("section", "identity"),
            bytes("thread", letter.hash, 16),
        ],
        ..letter
    };
    fold(
        "fold-attachments",
        "Both sides attach a file while the person is served: neither changes the status.",
        &[
            sent("urgent"),
            at(2, 'T', 0, 0, 1, accept(1)),
            attached(at(3, 'R', 1, 1, 2, Vec::new()), 2),
            attached(at(4, 'T', 1, 2, 1, Vec::new()), 2),
        ],
        json!({
            "status": "accepted", "fates": {},
            "attached": [[hex(&[3; 32]), "referrer", "identity"], [hex(&[4; 32]), "target", "identity"]],
        }),
    );
    fold(
        "fold-attachment-before-acceptance",
        "A file is attached before anybody accepted: out of turn, and a fact.",
        &[sent("urgent"), attached(at(2, 'R', 1, 1, 0, Vec::new()), 1)],
        json!({
            "status": "sent", "fates": fates(&[(2, "OutOfTurn.WrongStatus")]),
            "attached": [[hex(&[2; 32]), "referrer", "identity"]],
        }),
    );
    fold(
        "fold-revocation-crosses-attachment",
        "The person revokes with the target while the referrer attaches: a fact, and no piece may go.",
        &[
            sent("urgent"),
            at(2, 'T', 0, 0, 1, accept(1)),
            at(3, 'T', 1, 2, 1, revoke(2)),
            attached(at(4, 'R', 1, 1, 2, Vec::new()), 2),
        ],
        json!({
            "status": "accepted", "fates": fates(&[(4, "Crossed.ConsentRevoked")]),
            "attached": [[hex(&[4; 32]), "referrer", "identity"]],
        }),
    );
    fold(
        "fold-expired-too-early",
        "The referrer stops waiting before the target's time is over.",
        &[sent("urgent"), at(2, 'R', 1, 1, 0, step(24, "expire", &[]))],
        json!({ "status": "sent", "fates": fates(&[(2, "OutOfTurn.TooEarly")]) }),
    );
    fold(
        "fold-expired",
        "The referrer stops waiting an hour after the deadline.",
        &[sent("urgent"), at(2, 'R', 1, 1, 0, step(25, "expire", &[]))],
        json!({ "status": "expired", "fates": {} }),
    );
    let moved = vec![number("at", NOON), list("consent.purposes", &["legal"])];
    let mut fields = terms("urgent");
    fields.retain(|f| f.1 != "consent.purposes" && f.1 != "at");
    fold(
        "fold-need-outside-consent",
        "A need that the consent is not for: there is no referral.",
        &[at(1, 'R', 0, 0, 0, [moved, fields].concat())],
        json!({ "status": null, "fates": fates(&[(1, "OutOfTurn.ServiceNotCovered")]) }),
    );
}

pub(crate) fn deadlines(book: &mut Book) {
    let mut due = |name: &str, what: &str, letters: &[At], hours: u64, expect: Value| {
        let input = json!({ "events": conversation(letters), "now": NOON + hours * HOUR });
        book.ok((name, "7.5", "deadlines", what), input, json!({ "deadlines": expect }));
    };
    let row = |kind: &str, by: &str, hours: u64, overdue_hours: u64| json!({ "kind": kind, "by": by, "due": NOON + hours * HOUR, "overdue_seconds": overdue_hours * HOUR });
    for (urgency, name, hours) in [
        ("emergency", "deadline-acknowledge-emergency", 1),
        ("urgent", "deadline-acknowledge-urgent", 24),
        ("normal", "deadline-acknowledge-normal", 72),
    ] {
        due(
            name,
            "From `send`; two hours over.",
            &[sent(urgency)],
            hours + 2,
            json!([row("Acknowledge", "target", hours, 2)]),
        );
    }
    for (urgency, name, hours) in [
        ("emergency", "deadline-decide-emergency", 3),
        ("urgent", "deadline-decide-urgent", 72),
        ("normal", "deadline-decide-normal", 14 * 24),
    ] {
        let letters = [sent(urgency), at(2, 'T', 0, 0, 1, step(1, "acknowledge", &[]))];
        due(
            name,
            "From the acknowledgement; not over.",
            &letters,
            2,
            json!([row("Decide", "target", hours + 1, 0)]),
        );
    }
    let asked = [
        sent("urgent"),
        at(2, 'T', 0, 0, 1, step(1, "ask", &[text("text", "Which day?")])),
        at(3, 'R', 1, 1, 2, step(6, "answer", &[bytes("of", 2, 32), text("text", "Any day.")])),
    ];
    due(
        "deadline-decide-after-a-question",
        "The clock stood still for the five hours of the question.",
        &asked,
        7,
        json!([row("Decide", "target", 1 + 72 + 5, 0)]),
    );
    due(
        "deadline-answer",
        "A question stops the clock for a day at most: so long has the referrer.",
        &asked[..2],
        40,
        json!([row("Answer", "referrer", 25, 15), row("Decide", "target", 1 + 72 + 24, 0)]),
    );
    let held = [
        sent("emergency"),
        at(2, 'T', 0, 0, 1, step(1, "waitlist", &[number("review_by", NOON + 90 * HOUR)])),
    ];
    due(
        "deadline-review-emergency",
        "The target named a later day than the urgency allows.",
        &held,
        2,
        json!([row("Review", "target", 25, 0)]),
    );
    let gone = [
        sent("emergency"),
        at(2, 'T', 0, 0, 1, accept(1)),
        at(3, 'R', 1, 1, 2, step(2, "depart", &[number("arrive_by", NOON + 5 * HOUR)])),
    ];
    due(
        "deadline-arrival-emergency",
        "Two hours after the person should be there: missing in transit.",
        &gone,
        8,
        json!([row("Arrival", "target", 7, 1)]),
    );
    let taken = [sent("emergency"), at(2, 'R', 1, 1, 0, revoke(1))];
    due(
        "deadline-revocation-answer",
        "72 hours, however urgent the referral.",
        &taken,
        2,
        json!([row("Acknowledge", "target", 1, 1), row("RevocationAnswer", "target", 73, 0)]),
    );
    let back = [sent("urgent"), at(2, 'R', 1, 1, 0, step(1, "withdraw", &[text("code", "other")]))];
    due(
        "deadline-confirm-stop-urgent",
        "To stop is as urgent as to look.",
        &back,
        2,
        json!([row("ConfirmStop", "target", 25, 0)]),
    );
    let done = [sent("urgent"), at(2, 'T', 0, 0, 1, accept(1)), at(3, 'T', 1, 2, 1, complete(2))];
    let follow = |days: u64| row(&format!("FollowUp(Day{days})"), "referrer", 2 + 24 * days, 0);
    due(
        "deadline-follow-up",
        "Four times after completion, if the person agreed.",
        &done,
        3,
        json!([follow(7), follow(30), follow(90), follow(180)]),
    );
}
