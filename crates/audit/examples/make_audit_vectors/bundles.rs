//! Good bundles: of one side, of two, of one node over time, sealed.

use serde_json::{Value, json};

use super::Book;
use super::world::*;
use super::write::{CLINIC, SHELTER, THIRD, TODAY, Val, hex, join, seal_with, sha, x_public};

/// Noon of the world's day: the referral is sent.
pub(crate) fn sent() -> u64 {
    at(0, 12)
}

/// A card, a head that the third organisation has seen; a referral, accepted within five hours; another head.
pub(crate) fn accepted() -> Play {
    let mut play = Play::new();
    play.write(SHELTER, Draft::new(5, THREAD, at(-1, 9), vec![]));
    play.shelter.sign(&[(THIRD, at(-1, 22))]);
    play.clinic.sign(&[(THIRD, at(-1, 22))]);
    let referral_hash = play.write(SHELTER, referral(sent(), TODAY + 90));
    play.write(CLINIC, receipt(referral_hash, REFERRAL, sent() + HOUR));
    let accept = play.write(CLINIC, accept(sent() + 5 * HOUR));
    play.write(SHELTER, receipt(accept, REFERRAL, sent() + 6 * HOUR));
    play.shelter.sign(&[(THIRD, at(1, 1))]);
    play.clinic.sign(&[(THIRD, at(1, 1))]);
    play
}

pub(crate) fn accept(at: u64) -> Draft {
    let by_when = (0, "by_when", Val::Number(at + DAY));
    moved("accept", at, vec![by_when, (0, "line.0.answer", Val::Text("accepted"))])
}

/// The shelter's bundle of that.
pub(crate) fn one_side() -> Bundle {
    Bundle::of(&accepted().shelter, 0, &[CLINIC, THIRD])
}

/// The clinic's.
pub(crate) fn other_side() -> Bundle {
    Bundle::of(&accepted().clinic, 0, &[SHELTER, THIRD])
}

/// A handover as it is judged: shelter to clinic, in the world's one referral.
pub(crate) fn handover(outcome: &str, duties: Value, consent: Value) -> Value {
    json!({
        "conversation": hex(&REFERRAL), "referrer": hex(&SHELTER.id()), "target": hex(&CLINIC.id()),
        "outcome": outcome, "duties": duties, "consent": consent,
    })
}

/// That of [`accepted`].
pub(crate) fn accepted_in_time() -> Value {
    let (due, decide) = (sent() + DAY, sent() + 5 * HOUR + 3 * DAY);
    let duties = json!([["acknowledge", "in_time", due, 0], ["decide", "in_time", decide, 0]]);
    handover("accepted", duties, json!([]))
}

pub(crate) fn input(files: &[&Bundle]) -> Value {
    let files: Vec<String> = files.iter().map(|file| hex(&file.bytes())).collect();
    json!({ "files": files, "need": 1 })
}

/// What is expected of bundles that the third organisation has seen.
pub(crate) fn expect(files: &[&Bundle], findings: Value, handovers: Vec<Value>) -> Value {
    let files: Vec<Value> = files.iter().map(|file| file.counts(&[THIRD])).collect();
    json!({ "findings": findings, "files": files, "handovers": handovers })
}

/// A bundle of whom all is well.
fn good(book: &mut Book, name: &str, what: &str, files: &[&Bundle], handovers: Vec<Value>) {
    let expect = expect(files, json!([]), handovers);
    book.add((name, "15.5", "audit-bundle", what), input(files), expect);
}

pub(crate) fn bundles(book: &mut Book) {
    let (mine, theirs) = (one_side(), other_side());
    let well = || vec![accepted_in_time()];
    good(
        book,
        "bundle-one-side",
        "A referral, accepted in time; one side shows it.",
        &[&mine],
        well(),
    );
    good(book, "bundle-two-sides", "The same, shown by both sides.", &[&mine, &theirs], well());

    let mut later = accepted();
    later.shelter.points.pop();
    let mut bundle = Bundle::of(&later.shelter, 0, &[CLINIC, THIRD]);
    bundle.talks.retain(|talk| talk.id == THREAD);
    good(book, "bundle-no-referral", "A thread alone.", &[&bundle], vec![]);

    let bundle = later_period();
    good(
        book,
        "bundle-frontier",
        "The leaves begin at the fourth entry: a frontier of two.",
        &[&bundle],
        vec![],
    );
    let bundle = with_earlier();
    good(
        book,
        "bundle-earlier-head",
        "A head shown before lies before the first leaf; a proof leads from it.",
        &[&bundle],
        vec![],
    );

    let (first, second) = over_time();
    good(
        book,
        "bundle-over-time",
        "One node, twice: the head of the first is a checkpoint of the second.",
        &[&first, &second],
        well(),
    );
    let second = with_earlier_of(&first);
    good(
        book,
        "bundle-over-time-by-proof",
        "One node, twice: a proof leads from the head of the first.",
        &[&first, &second],
        well(),
    );

    let mut erased = one_side();
    let talk = erased.talk(REFERRAL);
    talk.kind = 2;
    for shows in &mut talk.letters {
        (shows.place, shows.shown) = (None, None);
    }
    good(
        book,
        "bundle-erased",
        "The referral was erased: headers and signatures are left, and four entries that nobody opens.",
        &[&erased],
        vec![],
    );

    let mut nothing_shown = one_side();
    for shows in &mut nothing_shown.talk(REFERRAL).letters {
        shows.shown = None;
    }
    good(
        book,
        "bundle-nothing-shown",
        "No field is shown: the letters count, and no duty is known.",
        &[&nothing_shown],
        vec![handover("sent", json!([]), json!([]))],
    );

    let mut older = one_side();
    let mut log = Node::new(SHELTER);
    log.log = 2;
    log.kept = accepted().shelter.kept;
    let letters = log.kept.clone();
    let last = letters.last().unwrap();
    log.kept.pop();
    log.keep(&Play::resigned(last, None));
    log.sign(&[(THIRD, at(1, 1))]);
    older.log = 2;
    (older.size, older.last, older.root) = (1, 1, log.root_at(1));
    older.parts = Bundle::of(&log, 0, &[CLINIC]).parts;
    older.talks = talks(&log);
    good(
        book,
        "bundle-second-log",
        "The node began a second log: letters of the first are shown by their signatures alone.",
        &[&older],
        well(),
    );

    sealed(book);
}

/// A bundle whose leaves begin at entry 3.
pub(crate) fn later_period() -> Bundle {
    let mut play = accepted();
    play.write(SHELTER, Draft::new(5, THREAD, at(2, 9), vec![]));
    play.shelter.sign(&[(THIRD, at(2, 10))]);
    play.shelter.points.insert(1, Point { size: 3, cosigned: vec![] });
    let mut bundle = Bundle::of(&play.shelter, 3, &[CLINIC, THIRD]);
    // The thread's newest letter alone lies in the period.
    (bundle.first, bundle.from) = (5, TODAY + 2);
    bundle.talks.retain(|talk| talk.id == THREAD);
    bundle.talk(THREAD).letters.remove(0);
    bundle
}

/// The same, with the first head as one shown before.
pub(crate) fn with_earlier() -> Bundle {
    let mut bundle = later_period();
    let mut play = accepted();
    play.write(SHELTER, Draft::new(5, THREAD, at(2, 9), vec![]));
    let shelter = &play.shelter;
    bundle.earlier =
        vec![(shelter.note_of(&shelter.points[0]), consistency(1, &shelter.leaves[..6]))];
    bundle
}

/// Two bundles of one node: the second goes on from the first.
pub(crate) fn over_time() -> (Bundle, Bundle) {
    let first = one_side();
    let mut play = accepted();
    play.write(SHELTER, Draft::new(5, THREAD, at(8, 9), vec![]));
    play.shelter.sign(&[(THIRD, at(8, 10))]);
    let mut second = Bundle::of(&play.shelter, 0, &[CLINIC, THIRD]);
    (second.to, second.made) = (TODAY + 9, at(10, 0));
    (first, second)
}

/// A second bundle of the shelter that begins after the head of the first, with a proof from there.
pub(crate) fn with_earlier_of(first: &Bundle) -> Bundle {
    let mut play = accepted();
    play.write(SHELTER, Draft::new(5, THREAD, at(8, 9), vec![]));
    play.shelter.sign(&[(THIRD, at(8, 10))]);
    play.write(SHELTER, Draft::new(5, THREAD, at(9, 9), vec![]));
    play.shelter.sign(&[(THIRD, at(9, 10))]);
    let shelter = &play.shelter;
    let mut second = Bundle::of(shelter, 6, &[CLINIC, THIRD]);
    (second.from, second.to, second.made) = (TODAY + 9, TODAY + 9, at(10, 0));
    second.talks.retain(|talk| talk.id == THREAD);
    let letters = &mut second.talk(THREAD).letters;
    letters.retain(|shows| shows.place.is_some_and(|(index, _)| index == 6));
    let old = first.size as usize;
    second.earlier = vec![(shelter.note_of(&shelter.points[1]), consistency(old, &shelter.leaves))];
    second
}

impl Play {
    /// The same letter with another pledge.
    pub(crate) fn resigned(written: &Written, pledge: Option<(u64, Hash, u32)>) -> Written {
        sign(written.letter.clone(), pledge)
    }
}

fn sealed(book: &mut Book) {
    let bundle = one_side();
    let plain = bundle.bytes();
    let file = seal_with(x_public(AUDITOR), &plain, "", 1);
    let identity = identity_text(AUDITOR);
    let input =
        |file: &[u8], identity: &str| json!({ "file": hex(file), "identity": identity, "need": 1 });
    let case = |name, what| (name, "15.5", "audit-sealed", what);
    let expect = expect(&[&bundle], json!([]), vec![accepted_in_time()]);
    book.add(
        case("sealed", "An age file for the auditor."),
        input(&file, &identity),
        expect.clone(),
    );

    let mut refused = |name, what, fault: &str, file: &[u8], identity: &str| {
        book.add(case(name, what), input(file, identity), json!({ "refused": fault }));
    };
    let other = identity_text(0xb0);
    refused("sealed-to-another", "Sealed to another auditor.", "OtherRecipient", &file, &other);
    let mut bad = file.clone();
    *bad.last_mut().unwrap() ^= 1;
    refused("sealed-damaged", "One bit of the last byte.", "Damaged", &bad, &identity);
    refused(
        "sealed-cut-short",
        "The last byte is missing.",
        "Damaged",
        &file[..file.len() - 1],
        &identity,
    );
    let two = seal_with(x_public(AUDITOR), &plain, "", 2);
    refused("sealed-two-recipients", "Two recipients.", "AgeHeader", &two, &identity);
    refused("sealed-plain", "Not an age file.", "AgeHeader", &plain, &identity);
    let long = format!("-> x {}\n\n", "a".repeat(2_100));
    let slow = seal_with(x_public(AUDITOR), &plain, &long, 1);
    refused(
        "sealed-long-header",
        "An age header of more than 2,048 bytes.",
        "AgeHeader",
        &slow,
        &identity,
    );
    let cut = join(&[&plain[..plain.len() - 1]]);
    let cut = seal_with(x_public(AUDITOR), &cut, "", 1);
    refused(
        "sealed-records-cut-short",
        "Sealed as it is, without its last byte.",
        "CutShort",
        &cut,
        &identity,
    );

    let mut passed_on = one_side();
    passed_on.recipient = sha(auditor_text(0xb0).as_bytes());
    let file = seal_with(x_public(AUDITOR), &passed_on.bytes(), "", 1);
    let mut expect = expect;
    expect["findings"] = json!([[0, "statement"]]);
    book.add(
        case("sealed-passed-on", "Made for another auditor, who sealed it again."),
        input(&file, &identity),
        expect,
    );
}
