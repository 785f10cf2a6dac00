//! Cases of the letters of an exchange as fields (SPEC 7.2, 8).

use serde_json::json;

use super::Book;
use super::write::*;

pub(crate) const HOUR: u64 = 3600;

pub(crate) fn text(key: &'static str, value: &'static str) -> Field {
    (0, key, Val::Text(value))
}

pub(crate) fn number(key: &'static str, value: u64) -> Field {
    (0, key, Val::Number(value))
}

pub(crate) fn list(key: &'static str, items: &[&'static str]) -> Field {
    (0, key, Val::List(items.to_vec()))
}

pub(crate) fn bytes(key: &'static str, byte: u8, count: usize) -> Field {
    (0, key, Val::Bytes(vec![byte; count]))
}

/// What the exchange reads of a referral (SPEC 8.2).
pub(crate) fn terms(urgency: &'static str) -> Vec<Field> {
    vec![
        number("at", NOON),
        text("urgency", urgency),
        text("need.0.service", "medical"),
        text("need.1.service", "legal"),
        bytes("consent.id", 0xcc, 16),
        number("consent.valid_until", u64::from(TODAY + 400)),
        list("consent.purposes", &["medical", "legal"]),
        list("consent.sections", &["needs", "identity", "safe_contact"]),
        (0, "consent.followup_ok", Val::Flag(true)),
    ]
}

/// A move made some hours after the referral.
pub(crate) fn step(hours: u64, name: &'static str, more: &[Field]) -> Vec<Field> {
    let mut fields = vec![number("at", NOON + hours * HOUR), text("move", name)];
    fields.extend_from_slice(more);
    fields
}

pub(crate) fn accept(hours: u64) -> Vec<Field> {
    let more = [
        number("by_when", NOON + 48 * HOUR),
        text("line.0.answer", "accepted"),
        text("line.1.answer", "declined"),
        text("line.1.decline_code", "not_our_service"),
    ];
    step(hours, "accept", &more)
}

pub(crate) fn complete(hours: u64) -> Vec<Field> {
    step(hours, "complete", &[text("line.0.outcome", "met")])
}

pub(crate) fn revoke(hours: u64) -> Vec<Field> {
    step(hours, "revoke_consent", &[bytes("consent", 0xcc, 16)])
}

fn every_move() -> Vec<Vec<Field>> {
    let of = || bytes("of", 0x0f, 32);
    vec![
        step(1, "acknowledge", &[]),
        step(1, "ask", &[text("text", "Which day?")]),
        step(1, "answer", &[of(), text("text", "Any day.")]),
        step(1, "waitlist", &[number("review_by", NOON + 9 * HOUR)]),
        accept(1),
        step(1, "decline", &[text("code", "no_capacity"), text("elsewhere", "Another house.")]),
        step(1, "depart", &[text("place", "The gate."), number("arrive_by", NOON + 9 * HOUR)]),
        step(1, "arrive", &[]),
        step(1, "appointment", &[number("line", 0), number("when", NOON + 9 * HOUR)]),
        step(1, "no_show", &[number("line", 0)]),
        step(1, "interim", &[text("note", "Well."), (0, "person_seen", Val::Flag(true))]),
        complete(1),
        step(1, "hand_back", &[text("code", "unsafe_here"), list("kept", &[])]),
        step(
            1,
            "propose_onward",
            &[text("organisation_kind", "clinic"), list("services", &["medical"])],
        ),
        step(1, "withdraw", &[text("code", "served_elsewhere")]),
        step(1, "confirm_stop", &[]),
        revoke(1),
        step(
            1,
            "narrow_consent",
            &[
                bytes("consent", 0xcc, 16),
                list("services", &["medical"]),
                list("sections", &["needs"]),
            ],
        ),
        step(
            1,
            "answer_revocation",
            &[
                of(),
                text("answer", "stopped"),
                list("erased", &["identity"]),
                list("kept", &["needs"]),
                text("law", "The register of cases."),
            ],
        ),
        step(1, "client_declined", &[]),
        step(1, "client_unreachable", &[]),
        step(1, "expire", &[]),
        step(1, "close", &[]),
        step(1, "follow_up", &[number("day", 30), text("finding", "safe")]),
        step(1, "entered_in_error", &[text("what", "letter"), of()]),
    ]
}

pub(crate) fn events(book: &mut Book) {
    let input =
        |letter: &str, fields: &[Field]| json!({ "letter": letter, "fields": fields_json(fields) });
    for fields in every_move() {
        let (_, _, Val::Text(name)) = &fields[1] else { continue };
        let what = format!("A well-formed `{name}`.");
        let file = format!("move-{}", name.replace('_', "-"));
        let head = (file.as_str(), "7.2", "event", what.as_str());
        let Val::Number(at) = fields[0].2 else { continue };
        book.ok(head, input("move", &fields), json!({ "move": name, "at": at }));
    }
    let referral = |fields: &[Field]| input("referral", fields);
    let head = |name, what| (name, "8.2", "event", what);
    book.ok(
        head(
            "referral",
            "What the exchange reads of a referral; the record's own fields stand beside it.",
        ),
        referral(&[terms("urgent"), vec![text("case_code", "EX-1")]].concat()),
        json!({ "move": "send", "at": NOON }),
    );
    let mut fields = terms("urgent");
    fields[2] = text("need.0.service", "loan");
    book.refused(
        head(
            "referral-unknown-service",
            "A service that is on no list is refused, never turned into another.",
        ),
        "UnknownCode",
        referral(&fields),
    );
    let mut fields = terms("urgent");
    fields[1] = text("urgency", "soon");
    book.refused(
        head("referral-unknown-urgency", "An urgency that is on no list."),
        "UnknownCode",
        referral(&fields),
    );
    let mut fields = terms("urgent");
    fields[3] = text("need.2.service", "legal");
    book.refused(head("referral-gap-in-needs", "Needs 0 and 2."), "Missing", referral(&fields));
    book.refused(
        head("referral-without-consent", "No consent, no referral."),
        "Missing",
        referral(&terms("urgent")[..4]),
    );
    let mut fields = terms("urgent");
    fields[4] = bytes("consent.id", 0xcc, 15);
    book.refused(
        head("referral-short-consent-id", "A consent id of 15 bytes."),
        "Number",
        referral(&fields),
    );

    let head = |name, what| (name, "7.2", "event", what);
    let moved = |fields: &[Field]| input("move", fields);
    book.refused(
        head("move-unknown", "A move that is on no list."),
        "UnknownCode",
        moved(&step(1, "forward", &[])),
    );
    book.refused(
        head("move-unknown-code", "A decline code that is on no list."),
        "UnknownCode",
        moved(&step(1, "decline", &[text("code", "too_busy")])),
    );
    book.refused(
        head("move-unknown-field", "A field that the move does not have."),
        "Unknown",
        moved(&step(1, "acknowledge", &[text("note", "Seen.")])),
    );
    book.refused(
        head("move-missing-field", "A question without its text."),
        "Missing",
        moved(&step(1, "ask", &[])),
    );
    book.refused(
        head("move-another-shape", "A text where a number is expected."),
        "Shape",
        moved(&step(1, "waitlist", &[text("review_by", "Monday")])),
    );
    book.refused(
        head("move-in-another-section", "A move's field in a section that may be held back."),
        "Section",
        moved(&step(1, "ask", &[(1, "text", Val::Text("Which day?"))])),
    );
    book.refused(
        head("move-send-in-disguise", "A referral is a letter of its own kind."),
        "UnknownCode",
        moved(&step(1, "send", &[])),
    );
    book.refused(
        head("move-review-in-the-past", "A review before the move itself."),
        "Number",
        moved(&step(5, "waitlist", &[number("review_by", NOON)])),
    );
    book.refused(
        head("move-far-future", "A time beyond the year 4000."),
        "Number",
        moved(&[number("at", u64::MAX), text("move", "arrive")]),
    );
    book.refused(
        head("move-gap-in-lines", "Answers to lines 0 and 2: line 2 is nobody's."),
        "Unknown",
        moved(&step(
            1,
            "accept",
            &[
                number("by_when", NOON),
                text("line.0.answer", "accepted"),
                text("line.2.answer", "accepted"),
            ],
        )),
    );
    book.refused(
        head("move-one-item-twice", "One section stands twice."),
        "Items",
        moved(&step(1, "hand_back", &[text("code", "other"), list("kept", &["needs", "needs"])])),
    );
    book.refused(
        (
            "move-kept-without-law",
            "7.4",
            "event",
            "What is kept is kept under a law, and the law is named.",
        ),
        "Missing",
        moved(&step(
            1,
            "answer_revocation",
            &[
                bytes("of", 1, 32),
                text("answer", "stopped"),
                list("erased", &[]),
                list("kept", &["needs"]),
            ],
        )),
    );
    book.refused(
        head("move-follow-up-on-another-day", "Day 8."),
        "Number",
        moved(&step(1, "follow_up", &[number("day", 8), text("finding", "safe")])),
    );
    let receipt = |stage: &'static str| {
        input("receipt", &[number("at", NOON), bytes("of", 1, 32), text("stage", stage)])
    };
    book.ok(
        ("receipt", "6.4", "event", "A person opened the letter."),
        receipt("opened"),
        json!({ "move": null, "at": NOON }),
    );
    book.refused(
        ("receipt-unknown-stage", "6.4", "event", "A stage that is on no list."),
        "UnknownCode",
        receipt("read"),
    );
}

/// Asking for lost letters, and giving them (SPEC 9.5).
pub(crate) fn catching_up(book: &mut Book) {
    let input = |fields: &[Field]| json!({ "fields": fields_json(fields) });
    let asks = |why: &'static str, more: &[Field]| {
        let since = number("since", u64::from(TODAY));
        input(&[&[number("at", NOON), since, text("why", why)], more].concat())
    };
    let head = |name, what| (name, "9.5", "recall", what);
    let of = |ids: &[&str]| json!({ "since": TODAY, "conversations": ids });
    book.ok(
        head("recall-restored", "A restored node brings a card and asks for all."),
        asks("restored", &[bytes("card", 7, 40)]),
        of(&[]),
    );
    book.ok(
        head("recall-damaged", "A damaged node names a conversation."),
        asks("damaged", &[bytes("conversations", 9, 16)]),
        of(&["09090909090909090909090909090909"]),
    );
    book.refused(
        head("recall-restored-without-card", "What was sealed since could not be answered."),
        "Card",
        asks("restored", &[]),
    );
    book.refused(
        head("recall-damaged-names-none", "Damage is somewhere."),
        "Conversations",
        asks("damaged", &[]),
    );
    book.refused(
        head("recall-id-cut-short", "An id of 15 bytes."),
        "Conversations",
        asks("damaged", &[bytes("conversations", 9, 15)]),
    );
    book.refused(
        head("recall-unknown-reason", "A reason that is on no list."),
        "Reason",
        asks("bored", &[bytes("card", 7, 40)]),
    );
    let gives = |pieces: &[Field]| {
        let head = [number("at", NOON), bytes("answers", 1, 32), number("part", 0)];
        input(&[&head[..], &[(0, "last", Val::Flag(true))], pieces].concat())
    };
    let piece = |key, bytes: &[u8]| (0, key, Val::Bytes(bytes.to_vec()));
    let head = |name, what| (name, "9.5", "copies", what);
    book.ok(
        head("copies", "Two letters, the second over two pieces."),
        gives(&[
            piece("copies.0", &[0, 0, 0, 1, 0xaa, 0, 0, 0, 3, 0xbb]),
            piece("copies.1", &[0xbb, 0xbb]),
        ]),
        json!({ "part": 0, "last": true, "letters": ["aa", "bbbbbb"] }),
    );
    book.ok(head("copies-none", "Nothing was lost."), gives(&[]), json!({ "letters": [] }));
    book.refused(
        head("copies-cut-short", "A letter of three bytes of which two are there."),
        "Copies",
        gives(&[piece("copies.0", &[0, 0, 0, 3, 0xbb, 0xbb])]),
    );
    book.refused(
        head("copies-empty-letter", "A letter of no bytes."),
        "Copies",
        gives(&[piece("copies.0", &[0, 0, 0, 0])]),
    );
}
