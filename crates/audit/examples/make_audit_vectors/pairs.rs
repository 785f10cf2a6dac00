//! Several bundles side by side (SPEC 15.6): what one lacks or contradicts.

use serde_json::{Value, json};

use super::Book;
use super::bundles::{
    accepted, accepted_in_time, expect, input, one_side, over_time, sent, with_earlier_of,
};
use super::world::*;
use super::write::{CLINIC, SHELTER, THIRD, TODAY};

fn found(book: &mut Book, name: &str, what: &str, files: &[&Bundle], findings: Value) {
    let expect = expect(files, findings, vec![accepted_in_time()]);
    let name = format!("compared-{name}");
    book.add((&name, "15.6", "audit-bundle", what), input(files), expect);
}

pub(crate) fn pairs(book: &mut Book) {
    let mine = one_side();
    over_the_time(book);
    two_sides(book, &mine);
}

fn over_the_time(book: &mut Book) {
    let (mut first, second) = over_time();
    first.made = at(11, 0);
    found(
        book,
        "old-head",
        "The later made shows the smaller log: an old head replayed.",
        &[&first, &second],
        json!([[0, "old_head"]]),
    );
    let (first, second) = over_time();
    found(
        book,
        "the-later-first",
        "The same, with days as they were, and the later one given first.",
        &[&second, &first],
        json!([]),
    );

    let (first, _) = over_time();
    let mut second = with_earlier_of(&first);
    second.earlier.clear();
    found(
        book,
        "not-comparable",
        "Nothing leads from the head of the first to the leaves of the second.",
        &[&first, &second],
        json!([[1, "not_comparable"]]),
    );

    // Another history from entry 1 on, with a head of the same size.
    let mut fork = accepted();
    fork.shelter.points.pop();
    let mut other = Play::new();
    other.write(SHELTER, Draft::new(5, THREAD, at(-1, 9), vec![]));
    other.shelter.sign(&[(THIRD, at(-1, 22))]);
    for n in 0..4 {
        other.write(SHELTER, Draft::new(5, THREAD, at(0, 9 + n), vec![]));
    }
    other.shelter.sign(&[(THIRD, at(1, 1))]);
    let mut forked = Bundle::of(&other.shelter, 0, &[CLINIC, THIRD]);
    forked.made = at(7, 0);
    found(
        book,
        "equivocation",
        "Two histories: two signed heads of 5 entries.",
        &[&one_side(), &forked],
        json!([[1, "equivocation"]]),
    );
}

fn two_sides(book: &mut Book, mine: &Bundle) {
    // Each opens all of its entries, and says nothing of the other's conversation in its own log.
    let mut play = accepted();
    let mut silent = play.clinic.clone();
    silent.leaves.truncate(1);
    silent.kept.truncate(1);
    silent.points = vec![Point { size: 1, cosigned: vec![(THIRD, at(1, 1))] }];
    let quiet = Bundle::of(&silent, 0, &[SHELTER, THIRD]);
    found(
        book,
        "only-one-side",
        "The clinic signed letters of a referral, and its log has none of them.",
        &[mine, &quiet],
        json!([[1, "only_one_side"]]),
    );

    let mut unsent = Play::new();
    unsent.write(SHELTER, Draft::new(5, THREAD, at(-1, 9), vec![]));
    unsent.clinic.sign(&[(THIRD, at(-1, 22))]);
    let mut lost = referral(sent(), TODAY + 90);
    lost.arrives = false;
    unsent.write(SHELTER, lost);
    unsent.shelter.sign(&[(THIRD, at(1, 1))]);
    let sender = Bundle::of(&unsent.shelter, 0, &[CLINIC, THIRD]);
    let receiver = Bundle::of(&unsent.clinic, 0, &[SHELTER, THIRD]);
    let due = sent() + DAY;
    let overdue = super::bundles::handover(
        "sent",
        json!([["acknowledge", "overdue", due, at(6, 0) - due]]),
        json!([]),
    );
    let expected = expect(&[&sender, &receiver], json!([]), vec![overdue]);
    let what = "A referral that never arrived: who did not get it has not to show it.";
    book.add(
        ("compared-never-arrived", "15.6", "audit-bundle", what),
        input(&[&sender, &receiver]),
        expected,
    );

    // The clinic's log without its acceptance, and without the receipt for it.
    let mut without = Play::new();
    without.write(SHELTER, Draft::new(5, THREAD, at(-1, 9), vec![]));
    without.shelter.sign(&[(THIRD, at(-1, 22))]);
    without.clinic.sign(&[(THIRD, at(-1, 22))]);
    let hash = without.write(SHELTER, referral(sent(), TODAY + 90));
    without.write(CLINIC, receipt(hash, REFERRAL, sent() + HOUR));
    without.clinic.sign(&[(THIRD, at(1, 1))]);
    let hidden = Bundle::of(&without.clinic, 0, &[SHELTER, THIRD]);
    found(
        book,
        "not-shown-by-its-author",
        "The clinic does not show its own acceptance.",
        &[mine, &hidden],
        json!([[1, "not_shown"]]),
    );

    // The clinic's log without a letter of the shelter's for which it signed.
    let mut signed = accepted();
    let close = signed.write(SHELTER, moved("close", at(1, 9), vec![]));
    signed.write(CLINIC, receipt(close, REFERRAL, at(1, 10)));
    signed.shelter.sign(&[(THIRD, at(1, 12))]);
    let full = Bundle::of(&signed.shelter, 0, &[CLINIC, THIRD]);
    let mut forgot = signed.clinic.clone();
    let forgotten = forgot.kept.len() - 2;
    forgot.kept.remove(forgotten);
    let kept = std::mem::take(&mut forgot.kept);
    let (mut rebuilt, mut n) = (Node::new(CLINIC), 0);
    for written in &kept {
        rebuilt.keep(written);
        n += 1;
        if n == 1 {
            rebuilt.sign(&[(THIRD, at(-1, 22))]);
        }
        if n == 5 {
            rebuilt.sign(&[(THIRD, at(1, 1))]);
        }
    }
    rebuilt.sign(&[(THIRD, at(1, 12))]);
    let lacking = Bundle::of(&rebuilt, 0, &[SHELTER, THIRD]);
    let mut closed = accepted_in_time();
    closed["outcome"] = json!("closed");
    // The chain of the shelter's lacks its last letter only: no gap.
    let expected = expect(&[&full, &lacking], json!([[1, "not_shown"]]), vec![closed]);
    let what = "The clinic signed for the closing letter, and does not show it.";
    book.add(
        ("compared-not-shown-by-its-reader", "15.6", "audit-bundle", what),
        input(&[&full, &lacking]),
        expected,
    );

    // The clinic accepted towards the shelter, and shows another letter at that place.
    let mut two = Play::new();
    two.write(SHELTER, Draft::new(5, THREAD, at(-1, 9), vec![]));
    two.shelter.sign(&[(THIRD, at(-1, 22))]);
    two.clinic.sign(&[(THIRD, at(-1, 22))]);
    let hash = two.write(SHELTER, referral(sent(), TODAY + 90));
    two.write(CLINIC, receipt(hash, REFERRAL, sent() + HOUR));
    two.write(CLINIC, moved("decline", sent() + 5 * HOUR, vec![]));
    two.clinic.sign(&[(THIRD, at(1, 1))]);
    let story = Bundle::of(&two.clinic, 0, &[SHELTER, THIRD]);
    found(
        book,
        "two-stories",
        "The clinic shows a refusal where the shelter holds an acceptance.",
        &[mine, &story],
        json!([[1, "two_stories"]]),
    );

    // Heads in the headers that the other side holds.
    let mut forked = accepted();
    forked.clinic.points[0] = Point { size: 1, cosigned: vec![(THIRD, at(-1, 22))] };
    let mut elsewhere = Node::new(CLINIC);
    for (n, written) in forked.clinic.kept.iter().enumerate() {
        elsewhere.keep(written);
        if n == 0 {
            // The same letter under another opening: another leaf, another root of size 1.
            let r = [9; 32];
            elsewhere.leaves[0] = written.leaf(&r);
            elsewhere.places.insert(written.hash(), (0, r));
            elsewhere.sign(&[(THIRD, at(-1, 22))]);
        }
    }
    elsewhere.sign(&[(THIRD, at(1, 1))]);
    let other = Bundle::of(&elsewhere, 0, &[SHELTER, THIRD]);
    found(
        book,
        "equivocation-by-a-letter",
        "The clinic's letters name a head of 1 with another root than its log has.",
        &[mine, &other],
        json!([[1, "equivocation"]]),
    );

    play.write(CLINIC, Draft::new(5, THREAD, at(1, 9), vec![]));
    play.shelter.sign(&[(THIRD, at(1, 10))]);
    let holder = Bundle::of(&play.shelter, 0, &[CLINIC, THIRD]);
    let mut cut = Node::new(CLINIC);
    for written in accepted().clinic.kept.iter().take(3) {
        cut.keep(written);
        if cut.kept.len() == 1 {
            cut.sign(&[(THIRD, at(-1, 22))]);
        }
    }
    cut.sign(&[(THIRD, at(0, 23))]);
    let mut replayed = Bundle::of(&cut, 0, &[SHELTER, THIRD]);
    (replayed.made, replayed.to) = (at(2, 0), TODAY);
    found(
        book,
        "old-head-by-a-letter",
        "A letter of day 1 names a head of 5; on day 2 its author shows a log of 3.",
        &[&holder, &replayed],
        json!([[1, "old_head"]]),
    );
}
