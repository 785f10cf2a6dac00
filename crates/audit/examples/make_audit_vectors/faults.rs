//! Bundles with one fault each: what a reader finds, and what it refuses.

use serde_json::{Value, json};

use super::Book;
use super::bundles::{
    accept, accepted, accepted_in_time, expect, handover, input, later_period, one_side, sent,
    with_earlier,
};
use super::world::*;
use super::write::{
    CLINIC, Ed, Org, Rotation, SHELTER, THIRD, TODAY, Val, array, bstr, join, sha, tstr, uint,
};

/// One bundle, one fault: what is found, and what else comes out otherwise than it would.
struct Fault<'a> {
    book: &'a mut Book,
}

impl Fault<'_> {
    fn found(&mut self, name: &str, what: &str, bundle: &Bundle, names: &[&str]) -> Value {
        self.with(name, what, bundle, names, vec![accepted_in_time()], |_| {})
    }

    fn with(
        &mut self,
        name: &str,
        what: &str,
        bundle: &Bundle,
        names: &[&str],
        handovers: Vec<Value>,
        change: impl FnOnce(&mut Value),
    ) -> Value {
        let mut names = names.to_vec();
        names.sort_unstable();
        let findings: Vec<Value> = names.iter().map(|name| json!([0, name])).collect();
        let mut expect = expect(&[bundle], json!(findings), handovers);
        change(&mut expect);
        self.book.add((name, "15.6", "audit-bundle", what), input(&[bundle]), expect.clone());
        expect
    }
}

/// The referral as it stands when nothing of the clinic's counts.
fn unanswered() -> Value {
    let due = sent() + DAY;
    handover("sent", json!([["acknowledge", "overdue", due, at(6, 0) - due]]), json!([]))
}

fn shelter(play: &Play) -> Bundle {
    Bundle::of(&play.shelter, 0, &[CLINIC, THIRD])
}

/// The world's letters, with the last, a receipt of the shelter's, or the acceptance before it, as a case wants them.
fn changed(
    last: impl FnOnce(&mut Play, Draft) -> Written,
    acceptance: impl FnOnce(&mut Play, Draft) -> Written,
) -> Play {
    let mut play = Play::new();
    play.write(SHELTER, Draft::new(5, THREAD, at(-1, 9), vec![]));
    play.shelter.sign(&[(THIRD, at(-1, 22))]);
    play.clinic.sign(&[(THIRD, at(-1, 22))]);
    let referral_hash = play.write(SHELTER, referral(sent(), TODAY + 90));
    play.write(CLINIC, receipt(referral_hash, REFERRAL, sent() + HOUR));
    let written = acceptance(&mut play, accept(sent() + 5 * HOUR));
    let hash = written.hash();
    play.shelter.keep(&written);
    play.clinic.keep(&written);
    let written = last(&mut play, receipt(hash, REFERRAL, sent() + 6 * HOUR));
    play.shelter.keep(&written);
    play.clinic.keep(&written);
    play.shelter.sign(&[(THIRD, at(1, 1))]);
    play.clinic.sign(&[(THIRD, at(1, 1))]);
    play
}

fn as_it_is(from: Org) -> impl FnOnce(&mut Play, Draft) -> Written {
    move |play, draft| {
        let pledge = play.node(from).pledge();
        play.draft(from, &draft, pledge)
    }
}

fn pledging(pledge: (u64, Hash, u32)) -> Play {
    changed(move |play, draft| play.draft(SHELTER, &draft, Some(pledge)), as_it_is(CLINIC))
}

fn accepting(how: impl FnOnce(&mut Play, Draft) -> Written) -> Play {
    changed(as_it_is(SHELTER), how)
}

/// A key log of the clinic's with one rotation.
fn rotated(day: u32, compromised: bool) -> Vec<u8> {
    let rotation = Rotation {
        seq: 1,
        prev: sha(&CLINIC.inception()),
        to: CLINIC.sheet(),
        next: Ed(0x2f),
        day,
        compromised,
    };
    CLINIC.key_log(&[rotation.signed()])
}

fn clinics_log(bundle: &mut Bundle) -> &mut Vec<u8> {
    let log = bundle.key_logs.iter_mut().find(|(log, _)| *log == CLINIC.key_log(&[]));
    &mut log.unwrap().0
}

pub(crate) fn findings(book: &mut Book) {
    let mut fault = Fault { book };
    of_the_head(&mut fault);
    of_the_log(&mut fault);
    of_erased(&mut fault);
    of_heads_in_letters(&mut fault);
    of_letters(&mut fault);
    of_days(&mut fault);
}

fn of_the_head(fault: &mut Fault<'_>) {
    let mut bundle = one_side();
    bundle.signer = THIRD.0;
    fault.found(
        "statement-forged",
        "Signed by another organisation's key.",
        &bundle,
        &["statement"],
    );

    let mut bundle = one_side();
    *clinics_log(&mut bundle) = {
        let bad = Rotation {
            seq: 2,
            prev: sha(&CLINIC.inception()),
            to: CLINIC.sheet(),
            next: Ed(0x2f),
            day: TODAY,
            compromised: false,
        };
        CLINIC.key_log(&[bad.signed()])
    };
    fault.with(
        "key-log-broken",
        "The partner's key log leaps: nothing of the partner's can be checked.",
        &bundle,
        &["key_log", "unknown_key"],
        vec![unanswered()],
        |_| {},
    );
    let mut bundle = one_side();
    bundle.key_logs.retain(|(log, _)| *log != CLINIC.key_log(&[]));
    fault.with(
        "key-log-of-partner-missing",
        "No key log of the partner.",
        &bundle,
        &["key_log", "unknown_key"],
        vec![unanswered()],
        |_| {},
    );
    let mut bundle = one_side();
    bundle.key_logs.remove(0);
    fault.with(
        "key-log-of-sharer-missing",
        "No key log of the sharer: nothing of its own can be checked.",
        &bundle,
        &["checkpoint_signature", "key_log", "statement", "unknown_key"],
        vec![],
        |_| {},
    );
}

fn of_the_log(fault: &mut Fault<'_>) {
    let play = accepted();
    let (leaves, root5) = (play.shelter.leaves.clone(), play.shelter.root_at(5));
    let origin = origin(SHELTER, 1);
    let text = note_text(&origin, 5, &root5);
    let seen = cosignature(THIRD, &THIRD.signing(), at(1, 1), &text);

    let mut bundle = one_side();
    let forged = sign_plain(&THIRD.signing(), &text);
    let line = line(&origin, 1, &SHELTER.signing(), &forged);
    bundle.parts[3] = Part::Point(format!("{text}\n{line}{seen}"));
    fault.found(
        "checkpoint-forged",
        "The last checkpoint is signed by another key, under the log's key id.",
        &bundle,
        &["checkpoint_signature"],
    );
    let mut bundle = one_side();
    bundle.parts[3] = Part::Point(note(SHELTER, 2, 5, &root5, &[(THIRD, at(1, 1))]));
    fault.found(
        "checkpoint-of-another-log",
        "The last checkpoint is of the log of number 2.",
        &bundle,
        &["checkpoint_signature"],
    );

    let mut bundle = one_side();
    let mut swapped = leaves.clone();
    swapped.swap(2, 3);
    bundle.parts[2] = Part::Leaves(swapped[1..].to_vec());
    fault.found(
        "leaves-swapped",
        "Reordered: two leaves have changed places.",
        &bundle,
        &["foreign_leaf", "not_opened", "other_root"],
    );
    for shows in &mut bundle.talk(REFERRAL).letters {
        if let Some((index @ (2 | 3), _)) = &mut shows.place {
            *index = 5 - *index;
        }
    }
    fault.found(
        "leaves-swapped-with-their-letters",
        "Reordered: two leaves have changed places, and their letters say so.",
        &bundle,
        &["other_root"],
    );
    let mut bundle = one_side();
    bundle.parts[2] = Part::Leaves(leaves[1..4].to_vec());
    fault.found(
        "leaf-dropped",
        "The last leaf is missing.",
        &bundle,
        &["foreign_leaf", "not_opened", "wrong_size"],
    );
    let mut bundle = one_side();
    bundle.parts[0] = Part::Leaves(vec![[7; 32]]);
    fault.found(
        "leaf-changed",
        "The first leaf is another.",
        &bundle,
        &["foreign_leaf", "not_opened", "other_root"],
    );
    let mut bundle = one_side();
    bundle.root = [7; 32];
    fault.found(
        "statement-root",
        "The statement names another root than the last checkpoint.",
        &bundle,
        &["other_root"],
    );

    let mut bundle = one_side();
    bundle.parts[3] = Part::Point(note(SHELTER, 1, 6, &root5, &[(THIRD, at(1, 1))]));
    fault.found(
        "checkpoint-wrong-size",
        "The last checkpoint says 6 after 5 entries.",
        &bundle,
        &["wrong_size"],
    );
    let mut bundle = one_side();
    bundle.size = 6;
    fault.found(
        "statement-wrong-size",
        "The statement says 6, the last checkpoint 5.",
        &bundle,
        &["wrong_period", "wrong_size"],
    );
    let mut bundle = one_side();
    bundle.first = 2;
    fault.found(
        "period-at-no-checkpoint",
        "The period begins at entry 2, where no checkpoint was signed, though older entries are of its days.",
        &bundle,
        &["wrong_period", "wrong_size"],
    );

    let mut bundle = later_period();
    bundle.frontier.push([7; 32]);
    fault.with(
        "frontier-extra-hash",
        "A frontier with a hash too many.",
        &bundle,
        &["hash_count"],
        vec![],
        |_| {},
    );
    let mut bundle = later_period();
    bundle.frontier.pop();
    fault.with(
        "frontier-missing-hash",
        "A frontier with a hash too few.",
        &bundle,
        &["hash_count"],
        vec![],
        |_| {},
    );
    let mut bundle = later_period();
    bundle.frontier[0] = [7; 32];
    fault.with(
        "frontier-changed",
        "A frontier of another history.",
        &bundle,
        &["other_root"],
        vec![],
        |_| {},
    );

    let mut bundle = with_earlier();
    bundle.earlier[0].1.push([7; 32]);
    fault.with(
        "consistency-extra-hash",
        "The proof from an earlier head has a hash too many.",
        &bundle,
        &["hash_count"],
        vec![],
        |_| {},
    );
    let mut bundle = with_earlier();
    bundle.earlier[0].1[0] = [7; 32];
    fault.with(
        "consistency-changed",
        "The proof from an earlier head does not lead to the last.",
        &bundle,
        &["not_consistent"],
        vec![],
        |_| {},
    );
    let mut bundle = with_earlier();
    bundle.earlier[0].0 = note(SHELTER, 1, 1, &[7; 32], &[]);
    fault.with(
        "earlier-head-of-another-history",
        "The earlier head is another than the log's.",
        &bundle,
        &["not_consistent"],
        vec![],
        |_| {},
    );
    let mut bundle = with_earlier();
    let earlier = bundle.earlier[0].0.clone();
    let earlier_text = format!("{}\n", earlier.split_once("\n\n").unwrap().0);
    let message = format!("cosignature/v1\ntime {}\n{earlier_text}", at(1, 2));
    let material = join(&[&at(1, 2).to_be_bytes(), &sign_plain(&THIRD.signing(), &message)]);
    let forged = super::world::line(&name_of(CLINIC), 4, &CLINIC.signing(), &material);
    bundle.earlier[0].0 = format!("{earlier}{forged}");
    fault.with(
        "cosignature-forged-on-an-earlier-head",
        "A line under the clinic's name on an earlier head, which the clinic did not sign.",
        &bundle,
        &["forged_cosignature"],
        vec![],
        |_| {},
    );
    let mut bundle = one_side();
    bundle.earlier = vec![(note(SHELTER, 1, 1, &[7; 32], &[]), consistency(1, &leaves))];
    fault.found(
        "equivocation-with-an-earlier-head",
        "An earlier head and a checkpoint of one size have different roots.",
        &bundle,
        &["equivocation", "not_consistent"],
    );

    let mut bundle = one_side();
    let forged =
        sign_plain(&THIRD.signing(), &format!("cosignature/v1\ntime {}\n{text}", at(1, 2)));
    let material = join(&[&at(1, 2).to_be_bytes(), &forged]);
    let line = super::world::line(&name_of(CLINIC), 4, &CLINIC.signing(), &material);
    bundle.parts[3] = Part::Point(format!(
        "{text}\n{}{seen}{line}",
        log_line(&origin, &SHELTER.signing(), &text)
    ));
    fault.found(
        "cosignature-forged",
        "A line under the clinic's name and key that the clinic did not sign.",
        &bundle,
        &["forged_cosignature"],
    );
    let mut bundle = one_side();
    let own = cosignature(SHELTER, &SHELTER.signing(), at(1, 2), &text);
    bundle.parts[3] =
        Part::Point(format!("{text}\n{}{own}", log_line(&origin, &SHELTER.signing(), &text)));
    fault.found(
        "cosigned-by-itself",
        "The log's owner alone has cosigned the newest checkpoint.",
        &bundle,
        &["not_witnessed"],
    );
    let mut bundle = one_side();
    bundle.parts[3] = Part::Point(note(SHELTER, 1, 5, &root5, &[]));
    fault.found(
        "not-witnessed",
        "Nobody has cosigned the newest checkpoint; the one before it has a witness.",
        &bundle,
        &["not_witnessed"],
    );

    let theirs = &play.clinic;
    let mut bundle = one_side();
    let shows = bundle.letter(SHELTER, 3);
    shows.place = Some((4, theirs.places[&shows.written.hash()].1));
    fault.found(
        "foreign-leaf",
        "The entry of the same letter in another's log.",
        &bundle,
        &["foreign_leaf", "not_opened"],
    );
    let mut bundle = one_side();
    let shows = bundle.letter(SHELTER, 3);
    shows.place = shows.place.map(|(_, r)| (5, r));
    fault.with(
        "leaf-beyond",
        "A letter's entry beyond the log.",
        &bundle,
        &["foreign_leaf", "not_opened"],
        vec![accepted_in_time()],
        |_| {},
    );
    let mut bundle = one_side();
    bundle.talks.retain(|talk| talk.id != THREAD);
    fault.found("not-opened", "An entry of the period without a letter.", &bundle, &["not_opened"]);
}

fn of_erased(fault: &mut Fault<'_>) {
    let mut bundle = one_side();
    bundle.talks.retain(|talk| talk.id != THREAD);
    bundle.talk(REFERRAL).kind = 2;
    fault.with(
        "erased-and-opened",
        "Said to be erased, and opened all the same: no excuse for the entry that is not.",
        &bundle,
        &["not_opened"],
        vec![],
        |_| {},
    );
}

fn of_heads_in_letters(fault: &mut Fault<'_>) {
    let bundle = shelter(&pledging((1, [7; 32], 1)));
    fault.found(
        "equivocation",
        "A letter names a head of the size of a checkpoint, with another root.",
        &bundle,
        &["equivocation"],
    );
    let bundle = shelter(&pledging((3, accepted().shelter.root_at(3), 1)));
    fault.found(
        "head-not-shown",
        "A letter names a head of which there is no checkpoint.",
        &bundle,
        &["head_not_shown"],
    );
    let bundle = shelter(&pledging((8, [7; 32], 1)));
    fault.found(
        "went-back",
        "Entry 4 names a head of 8: the log went back, and is about to fork.",
        &bundle,
        &["truncated", "went_back"],
    );
    let bundle = shelter(&pledging((5, [7; 32], 1)));
    fault.found(
        "went-back-and-forked",
        "Entry 4 names a head of 5, and the log has another of that size.",
        &bundle,
        &["equivocation", "went_back"],
    );

    let mut play = accepted();
    play.write(SHELTER, Draft::new(5, THREAD, at(2, 9), vec![]));
    play.shelter.sign(&[]);
    play.write(SHELTER, moved("close", at(3, 9), vec![]));
    play.shelter.points.pop();
    let last = play.shelter.kept.last().unwrap().hash();
    play.shelter.places.remove(&last);
    let mut bundle = shelter(&play);
    bundle.talk(THREAD).letters.pop();
    let mut closed = accepted_in_time();
    closed["outcome"] = json!("closed");
    fault.with(
        "truncated",
        "The log is cut at 5; a letter that is said to stand in an earlier log names a head of 6.",
        &bundle,
        &["truncated"],
        vec![closed],
        |_| {},
    );
    let bundle = shelter(&pledging((1, [7; 32], 2)));
    fault.found(
        "truncated-before-a-second-log",
        "A letter names a head of the second log; the first is shown.",
        &bundle,
        &["truncated"],
    );
}

fn of_letters(fault: &mut Fault<'_>) {
    let unanswered = || vec![unanswered()];
    let play = accepting(|play, draft| {
        let mut written = as_it_is(CLINIC)(play, draft);
        written.signature[40] ^= 1;
        written
    });
    fault.with(
        "letter-signature",
        "One bit of the acceptance's signature.",
        &shelter(&play),
        &["signature"],
        unanswered(),
        |_| {},
    );
    let play = accepting(|play, mut draft| {
        draft.fields[0].2 = Val::Number(at(9, 12));
        let mut written = as_it_is(CLINIC)(play, draft);
        written.signature[40] ^= 1;
        written
    });
    fault.with(
        "letter-signature-says-nothing-of-its-day",
        "The same, and a time of another day: nothing is concluded from what nobody signed.",
        &shelter(&play),
        &["signature"],
        unanswered(),
        |_| {},
    );
    let play = accepting(|play, draft| {
        let mut letter = as_it_is(CLINIC)(play, draft).letter;
        letter.from = Org(0x70);
        let mut entries = letter.entries();
        entries[3] = (3, bstr(&CLINIC.id()));
        letter.from = CLINIC;
        let header = super::write::map(&entries);
        let signature = Ed(0x70).sign("waypost/letter/v1", &header);
        Written { letter, header, signature }
    });
    fault.with(
        "letter-unknown-key",
        "The acceptance is signed by a key that the clinic's key log does not have.",
        &shelter(&play),
        &["unknown_key"],
        unanswered(),
        |_| {},
    );
    for (name, what, found, day, compromised) in [
        (
            "letter-retired-key",
            "The clinic changed its key three days before.",
            "retired_key",
            TODAY - 3,
            false,
        ),
        (
            "letter-stolen-key",
            "The clinic's key was reported stolen afterwards.",
            "stolen_key",
            TODAY + 9,
            true,
        ),
    ] {
        let mut bundle = one_side();
        *clinics_log(&mut bundle) = rotated(day, compromised);
        fault.with(name, what, &bundle, &[found], unanswered(), |_| {});
    }
    let mut bundle = one_side();
    *clinics_log(&mut bundle) = rotated(TODAY, false);
    fault.found(
        "letter-key-of-that-day",
        "The clinic changed its key on the day of the letters, which are good.",
        &bundle,
        &[],
    );

    let play = changed(
        |play, mut draft| {
            draft.conversation = [0x66; 16];
            as_it_is(SHELTER)(play, draft)
        },
        as_it_is(CLINIC),
    );
    let mut bundle = shelter(&play);
    let strange = bundle.talk([0x66; 16]).letters.remove(0);
    bundle.talks.retain(|talk| !talk.letters.is_empty());
    let talk = bundle.talk(REFERRAL);
    talk.letters.push(strange);
    sort(talk);
    fault.with(
        "letter-of-another-conversation",
        "The last letter is of another conversation.",
        &bundle,
        &["not_opened", "parties"],
        vec![accepted_in_time()],
        |e| e["files"][0]["opened"] = json!(4),
    );
    let mut bundle = one_side();
    bundle.talk(REFERRAL).kind = 1;
    fault.with(
        "referral-as-a-thread",
        "The referral is said to be the pair's thread.",
        &bundle,
        &["not_opened", "parties"],
        vec![],
        |e| e["files"][0]["opened"] = json!(3),
    );
    let mut bundle = one_side();
    bundle.talk(REFERRAL).partner = THIRD.id();
    fault.with(
        "letter-of-other-parties",
        "The conversation is said to be with another partner.",
        &bundle,
        &["not_opened", "parties"],
        vec![],
        |e| e["files"][0]["opened"] = json!(1),
    );

    let body = |bundle: &mut Bundle| bundle.letter(SHELTER, 3).written.letter.body.clone();
    let mut bundle = one_side();
    let mut other = body(&mut bundle);
    other.fields[0].2 = Val::Number(sent());
    bundle.letter(SHELTER, 3).shown = Some(prune(&other, &[0, 1, 2]));
    fault.found(
        "shown-another-value",
        "A time is shown that the letter does not have.",
        &bundle,
        &["not_committed"],
    );
    let mut bundle = one_side();
    bundle.letter(SHELTER, 3).shown.as_mut().unwrap().hashes.push([7; 32]);
    fault.found("shown-extra-hash", "A body shown with a hash too many.", &bundle, &["hash_count"]);
    let mut bundle = one_side();
    bundle.letter(SHELTER, 3).shown.as_mut().unwrap().hashes.pop();
    fault.found(
        "shown-missing-hash",
        "A body shown with a hash too few.",
        &bundle,
        &["hash_count"],
    );
    for (name, what, field) in [
        ("shown-a-need", "The need is shown: section 0, and not for an auditor.", 2),
        ("shown-a-name", "A person's name is shown.", 6),
    ] {
        let mut bundle = one_side();
        let body = bundle.letter(SHELTER, 1).written.letter.body.clone();
        let chosen: Vec<usize> = (0..6)
            .chain([6])
            .filter(|i| *i != 2 || field == 2)
            .filter(|i| *i != 6 || field == 6)
            .collect();
        bundle.letter(SHELTER, 1).shown = Some(prune(&body, &chosen));
        fault.found(name, what, &bundle, &["too_much_shown"]);
    }

    let mut bundle = one_side();
    let receipt = sha(&bundle.letter(CLINIC, 3).header);
    bundle.talk(REFERRAL).letters.retain(|shows| sha(&shows.header) != receipt);
    fault.found("gap", "The clinic's first letter is missing.", &bundle, &["gap", "not_opened"]);
    let mut play = accepted();
    let mut second = Play { shelter: play.shelter.clone(), clinic: play.clinic.clone() };
    second.clinic.kept.retain(|w| !(w.letter.from.0 == CLINIC.0 && w.letter.kind == 2));
    let pledge = second.clinic.pledge();
    let decline = second.draft(CLINIC, &moved("decline", sent() + 7 * HOUR, vec![]), pledge);
    play.shelter.keep(&decline);
    play.shelter.sign(&[(THIRD, at(1, 2))]);
    let mut declined = accepted_in_time();
    declined["outcome"] = json!("declined");
    fault.with(
        "two-stories",
        "The clinic signed two letters at one place: accepted, and declined.",
        &shelter(&play),
        &["two_stories"],
        vec![declined],
        |_| {},
    );
    let play = accepting(|play, draft| {
        let mut letter = as_it_is(CLINIC)(play, draft).letter;
        letter.prev = Some([7; 32]);
        sign(letter, play.clinic.pledge())
    });
    fault.found(
        "broken-chain",
        "The acceptance does not follow the clinic's receipt.",
        &shelter(&play),
        &["broken_chain"],
    );
}

fn of_days(fault: &mut Fault<'_>) {
    let mut play = Play::new();
    let referral_hash = play.write(SHELTER, referral(sent(), TODAY + 90));
    play.write(CLINIC, receipt(referral_hash, REFERRAL, sent() + HOUR));
    play.write(SHELTER, Draft::new(5, THREAD, at(4, 9), vec![]));
    play.clinic.sign(&[(THIRD, at(4, 10))]);
    play.write(CLINIC, accept(sent() + 5 * HOUR));
    play.clinic.sign(&[(THIRD, at(4, 20))]);
    let bundle = Bundle::of(&play.clinic, 0, &[SHELTER, THIRD]);
    fault.found(
        "back-dated",
        "The clinic accepts on day 4 and signs day 0: the entry stands behind a letter of day 4.",
        &bundle,
        &["back_dated"],
    );

    let mut play = accepted();
    play.write(SHELTER, Draft::new(5, THREAD, at(4, 9), vec![]));
    play.shelter.sign(&[(THIRD, at(1, 2))]);
    fault.found(
        "dated-ahead",
        "A letter of day 4 in a log that a witness saw on day 1.",
        &shelter(&play),
        &["dated_ahead"],
    );
    let mut play = accepted();
    play.write(SHELTER, Draft::new(5, THREAD, at(2, 9), vec![]));
    play.shelter.points[1].cosigned = vec![(THIRD, at(5, 9))];
    play.shelter.sign(&[(THIRD, at(5, 9))]);
    fault.found(
        "witnessed-late",
        "A witness was away for days: nothing is wrong.",
        &shelter(&play),
        &[],
    );

    let mut play = accepted();
    let point = play.shelter.points.last_mut().unwrap();
    point.cosigned = vec![(THIRD, at(1, 2))];
    let early = point.size as u64;
    play.write(SHELTER, Draft::new(5, THREAD, at(4, 9), vec![]));
    play.shelter.sign(&[(THIRD, at(4, 20))]);
    let mut bundle = shelter(&play);
    bundle.last = early;
    fault.found(
        "period-ends-early",
        "The period's entries end at a head that a witness saw on day 1, its days much later.",
        &bundle,
        &["wrong_period"],
    );

    let play = changed(
        |play, mut draft| {
            draft.fields[0].2 = Val::Number(at(3, 12));
            as_it_is(SHELTER)(play, draft)
        },
        as_it_is(CLINIC),
    );
    fault.found(
        "time-not-of-day",
        "A time three days after the header's day.",
        &shelter(&play),
        &["time_not_of_day"],
    );
}

pub(crate) fn refusals(book: &mut Book) {
    let mut refused = |name: &str, what: &str, fault: &str, bytes: &[u8]| {
        let input = json!({ "files": [super::write::hex(bytes)], "need": 1 });
        let name = format!("refused-{name}");
        book.add((&name, "15.5", "audit-bundle", what), input, json!({ "refused": fault }));
    };
    let whole = one_side().bytes();
    let end = framed(&[one_side().records().pop().unwrap()]).len() - 8;
    refused(
        "cut-inside-a-record",
        "The last byte is missing.",
        "CutShort",
        &whole[..whole.len() - 1],
    );
    refused(
        "cut-before-the-end",
        "The end record is missing.",
        "CutShort",
        &whole[..whole.len() - end],
    );
    refused("cut-inside-the-magic", "Five bytes.", "CutShort", &whole[..5]);
    refused("cut-inside-a-length", "Two bytes of a length.", "CutShort", &whole[..10]);
    refused("trailing", "A byte after the end.", "Trailing", &join(&[&whole, &[0]]));
    refused("another-magic", "WPAUDIT2.", "Version", &join(&[b"WPAUDIT2", &whole[8..]]));
    let mut bundle = one_side();
    bundle.version = 2;
    refused("another-version", "A statement of version 2.", "Version", &bundle.bytes());

    let mut order =
        |name: &str, what: &str, bundle: &Bundle| refused(name, what, "Order", &bundle.bytes());
    let mut bundle = one_side();
    bundle.key_logs[1..].reverse();
    order("key-logs-fall", "Key logs that do not rise.", &bundle);
    let mut bundle = one_side();
    bundle.key_logs.clear();
    order("no-key-log", "No key log.", &bundle);
    let mut bundle = one_side();
    bundle.parts.retain(|part| matches!(part, Part::Leaves(_)));
    order("no-checkpoint", "No checkpoint.", &bundle);
    let mut bundle = one_side();
    let point = bundle.parts[1].clone();
    bundle.parts.push(point);
    order("checkpoints-fall", "A checkpoint of 1 after one of 5.", &bundle);
    let mut bundle = with_earlier();
    let earlier = bundle.earlier[0].clone();
    bundle.earlier.push(earlier);
    order("earlier-heads-fall", "One earlier head twice.", &bundle);
    let mut bundle = one_side();
    bundle.talks.reverse();
    order("conversations-fall", "Conversations that do not rise.", &bundle);
    let mut bundle = one_side();
    bundle.talk(REFERRAL).letters.reverse();
    order("letters-fall", "Letters that do not rise.", &bundle);
    let mut bundle = one_side();
    let letter = bundle.talk(THREAD).letters[0].clone();
    bundle.talk(THREAD).letters.push(letter);
    order("letter-twice", "One letter twice.", &bundle);
    let mut bundle = one_side();
    bundle.letter(SHELTER, 3).shown.as_mut().unwrap().disclosed.swap(0, 1);
    order("fields-fall", "Shown fields that do not rise.", &bundle);
    for (name, end) in [("end-counts-letters", (2, 6)), ("end-counts-conversations", (1, 5))] {
        let mut bundle = one_side();
        bundle.end = Some(end);
        order(name, "The end counts otherwise.", &bundle);
    }
    let records = |change: &dyn Fn(&mut Vec<Vec<u8>>)| {
        let mut records = one_side().records();
        change(&mut records);
        framed(&records)
    };
    let key_log_first = records(&|r| r.swap(0, 1));
    refused("no-head", "A key log before the head.", "Order", &key_log_first);
    let late = records(&|r| {
        let at = r.len() - 1;
        r.insert(at, array(&[uint(4u8), bstr(&[7; 32])]));
    });
    refused("leaves-after-letters", "Leaves after a letter.", "Order", &late);
    let orphan = records(&|r| drop(r.remove(r.iter().position(|r| r[..2] == [0x84, 6]).unwrap())));
    refused("letter-of-no-conversation", "A letter before any conversation.", "Order", &orphan);

    let mut longer = whole[..8].to_vec();
    longer.extend(131_073_u32.to_be_bytes());
    longer.extend([0; 32]);
    refused("record-too-long", "A record of 131,073 bytes.", "TooLong", &longer);
    let with = |record: Vec<u8>| records(&|r| r[4] = record.clone());
    refused(
        "too-many-leaves",
        "2,049 leaves in a record.",
        "TooLong",
        &with(array(&[uint(4u8), bstr(&[7; 32 * 2_049])])),
    );
    refused(
        "note-too-long",
        "A note of 8,193 bytes.",
        "TooLong",
        &with(array(&[uint(5u8), tstr(&"a".repeat(8_193))])),
    );
    let lines = "\u{2014} a AAAAAAA=\n".repeat(65);
    let many = format!("{}\n{lines}", note_text(&origin(SHELTER, 1), 1, &[7; 32]));
    refused(
        "note-too-many-lines",
        "A note of 65 signature lines.",
        "TooLong",
        &with(array(&[uint(5u8), tstr(&many)])),
    );
    let mut bundle = one_side();
    bundle.frontier = vec![[7; 32]; 64];
    refused("frontier-too-long", "A frontier of 64 hashes.", "TooLong", &bundle.bytes());
    let mut bundle = with_earlier();
    bundle.earlier[0].1 = vec![[7; 32]; 64];
    refused("proof-too-long", "A proof of 64 hashes.", "TooLong", &bundle.bytes());
    let mut bundle = one_side();
    bundle.letter(SHELTER, 3).header = vec![0; 513];
    refused("header-too-long", "A header of 513 bytes.", "TooLong", &bundle.bytes());
    let mut bundle = one_side();
    bundle.key_logs[1].1 = "a name of more bytes than any card may have, which says so much of itself that nobody would want to read it to its end, ever";
    refused("name-too-long", "A name of more than 120 bytes.", "TooLong", &bundle.bytes());

    let mut malformed =
        |name: &str, what: &str, bytes: &[u8]| refused(name, what, "Malformed", bytes);
    malformed("unknown-type", "A record of type 9.", &with(array(&[uint(9u8)])));
    malformed("empty-record", "A record of no bytes.", &with(vec![]));
    malformed(
        "more-in-a-record",
        "A byte after a record's end.",
        &with(join(&[&array(&[uint(4u8), bstr(&[7; 32])]), &[0]])),
    );
    malformed(
        "not-deterministic",
        "A type in two bytes where one does.",
        &with(join(&[&[0x82, 0x18, 4], &bstr(&[7; 32])])),
    );
    malformed("no-leaves", "A record of no leaf.", &with(array(&[uint(4u8), bstr(&[])])));
    malformed("part-of-a-leaf", "33 bytes of leaves.", &with(array(&[uint(4u8), bstr(&[7; 33])])));
    malformed("not-a-note", "A text that is no note.", &with(array(&[uint(5u8), tstr("hello\n")])));
    let mut bundle = one_side();
    bundle.key_logs[1].0 = vec![0x80];
    malformed("not-a-key-log", "Bytes that are no key log.", &bundle.bytes());
    let mut bundle = one_side();
    bundle.key_logs[1].1 = "turned \u{202e} round";
    malformed("name-that-reorders", "A name with a direction override.", &bundle.bytes());
    let mut bundle = one_side();
    bundle.letter(SHELTER, 3).header = vec![0xa0];
    malformed("not-a-header", "An empty map for a header.", &bundle.bytes());
    let mut bundle = one_side();
    bundle.letter(SHELTER, 3).signature.pop();
    malformed("short-signature", "A signature of 63 bytes.", &bundle.bytes());
    let mut bundle = one_side();
    bundle.letter(SHELTER, 3).shown.as_mut().unwrap().depth = 10;
    malformed("too-deep", "A body of 1,024 leaves.", &bundle.bytes());
    let mut bundle = one_side();
    bundle.letter(SHELTER, 3).shown.as_mut().unwrap().depth = 1;
    malformed("field-beyond-the-body", "A field at place 2 of a body of 2.", &bundle.bytes());
    let mut bundle = one_side();
    bundle.talk(REFERRAL).kind = 3;
    malformed("unknown-kind", "A conversation of kind 3.", &bundle.bytes());
    let mut bundle = one_side();
    bundle.first = 6;
    malformed("period-backwards", "The period begins after its end.", &bundle.bytes());
    let mut bundle = one_side();
    bundle.log = 0;
    malformed("log-zero", "A log of number 0.", &bundle.bytes());
}
