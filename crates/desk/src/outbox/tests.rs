#![allow(clippy::unwrap_used, reason = "a test stops where it fails")]

use rand_chacha::ChaCha20Rng;
use rand_core::SeedableRng;

use super::lane::{BULK_IN_FLIGHT_MAX, IN_FLIGHT_MAX, RETRY_FIRST_SECONDS};
use super::*;

const PARTNER: OrgId = OrgId::new([7; 32]);
const BOX: NodeId = NodeId::new([8; 32]);
const SPARE: NodeId = NodeId::new([9; 32]);
const DIRECT: LaneId = LaneId::Direct;
const AWAY: Way = Way { up: false, dial: true };
const UP: Way = Way { up: true, dial: true };
/// No receipt came for six hours.
const AGAIN: u64 = 6 * 3600;

fn outbox(letters: u64) -> Outbox {
    let mut outbox = Outbox::default();
    for number in 0..letters {
        add(&mut outbox, number, Class::Letter);
    }
    outbox
}

fn add(outbox: &mut Outbox, number: u64, class: Class) {
    let header = HeaderHash::new([number as u8; 32]);
    outbox.queue(PARTNER, number, ConversationId::new([1; 16]), header, true, class);
}

fn rng() -> ChaCha20Rng {
    ChaCha20Rng::seed_from_u64(1)
}

fn direct(outbox: &mut Outbox, now: u64) -> Vec<u64> {
    outbox.take_due(PARTNER, DIRECT, AWAY, Time(now))
}

fn in_box(outbox: &mut Outbox, mailbox: NodeId, now: u64) -> Vec<u64> {
    outbox.take_due(PARTNER, LaneId::Mailbox(mailbox), AWAY, Time(now))
}

fn kept(outbox: &mut Outbox, lane: LaneId, number: u64, now: u64) -> Option<Waiting> {
    outbox.kept(PARTNER, lane, number, Time(now), Time(now + AGAIN))
}

fn fail_all(outbox: &mut Outbox, lane: LaneId, numbers: Vec<u64>, now: u64) {
    for number in numbers {
        outbox.failed(PARTNER, lane, number, Time(now), &mut rng());
    }
}

#[test]
fn no_more_than_the_window_is_under_way() {
    let mut outbox = outbox(40);
    assert_eq!(direct(&mut outbox, 10).len(), IN_FLIGHT_MAX);
    assert!(direct(&mut outbox, 10).is_empty());
    kept(&mut outbox, DIRECT, 0, 10);
    assert_eq!(direct(&mut outbox, 10), vec![16]);
}

#[test]
fn a_letter_the_carrier_took_still_waits_for_its_signed_receipt() {
    let mut outbox = outbox(1);
    direct(&mut outbox, 10);
    kept(&mut outbox, DIRECT, 0, 10);
    assert_eq!(outbox.waiting(PARTNER), 1);
    assert!(direct(&mut outbox, 11).is_empty());
    assert_eq!(direct(&mut outbox, 10 + AGAIN), vec![0]);
    outbox.done(PARTNER, 0);
    assert_eq!(outbox.waiting(PARTNER), 0);
}

#[test]
fn failures_wait_longer_each_time_up_to_a_bound_and_one_letter_feels_the_way() {
    let mut outbox = outbox(40);
    let mut rng = rng();
    let mut now = 1000;
    let mut waits = Vec::new();
    for round in 0..14 {
        let due = direct(&mut outbox, now);
        assert_eq!(due.len(), if round == 0 { IN_FLIGHT_MAX } else { 1 });
        for number in due {
            outbox.failed(PARTNER, DIRECT, number, Time(now), &mut rng);
        }
        let began = now;
        let felt = loop {
            match direct(&mut outbox, now).first() {
                Some(number) => break *number,
                None => now += 1,
            }
        };
        waits.push(now - began);
        outbox.lines.get_mut(&PARTNER).unwrap().direct.put_back(felt, Time(now));
    }
    assert!(waits[0] <= RETRY_FIRST_SECONDS + 1, "{waits:?}");
    assert!((RETRY_MAX_SECONDS / 2..=RETRY_MAX_SECONDS + 1).contains(&waits[13]), "{waits:?}");
}

#[test]
fn a_letter_queued_again_while_under_way_takes_no_second_place() {
    let mut outbox = Outbox::default();
    for _ in 0..IN_FLIGHT_MAX + 1 {
        outbox.queue_again(PARTNER, 3);
        direct(&mut outbox, 10);
    }
    kept(&mut outbox, DIRECT, 3, 10);
    outbox.queue_again(PARTNER, 4);
    assert_eq!(direct(&mut outbox, 10), vec![4]);
}

#[test]
fn a_partner_that_comes_up_is_served_at_once() {
    let mut outbox = outbox(3);
    let due = direct(&mut outbox, 5);
    fail_all(&mut outbox, DIRECT, due, 5);
    assert!(direct(&mut outbox, 5).is_empty());
    outbox.partner_is_up(PARTNER);
    assert_eq!(direct(&mut outbox, 5).len(), 3);
}

#[test]
fn mailboxes_are_left_alone_while_the_direct_way_works() {
    let mut outbox = outbox(2);
    outbox.mailboxes(PARTNER, &[BOX]);
    assert!(in_box(&mut outbox, BOX, 10).is_empty());
    direct(&mut outbox, 10);
    assert!(in_box(&mut outbox, BOX, 10 + DIAL_PATIENCE_SECONDS - 1).is_empty());
    let way = |outbox: &mut Outbox, way, now| {
        outbox.take_due(PARTNER, LaneId::Mailbox(BOX), way, Time(now))
    };
    assert!(
        way(&mut outbox, UP, 10 + DIAL_PATIENCE_SECONDS).is_empty(),
        "a slow link, not a dead one"
    );
    assert_eq!(way(&mut outbox, AWAY, 10 + DIAL_PATIENCE_SECONDS), vec![0, 1]);
}

#[test]
fn when_the_direct_way_fails_a_frame_goes_to_every_mailbox() {
    let mut outbox = outbox(2);
    outbox.mailboxes(PARTNER, &[BOX, SPARE]);
    let due = direct(&mut outbox, 10);
    fail_all(&mut outbox, DIRECT, due, 10);
    for mailbox in [BOX, SPARE] {
        assert_eq!(in_box(&mut outbox, mailbox, 10), vec![0, 1]);
        assert!(in_box(&mut outbox, mailbox, 10).is_empty());
        kept(&mut outbox, LaneId::Mailbox(mailbox), 0, 11).unwrap();
    }
    assert_eq!((outbox.waiting(PARTNER), outbox.deposited(PARTNER)), (2, 1));
}

#[test]
fn a_deposited_letter_is_not_sent_directly_for_a_while_and_deposited_again_without_a_receipt() {
    let mut outbox = outbox(1);
    outbox.mailboxes(PARTNER, &[BOX]);
    let due = direct(&mut outbox, 10);
    in_box(&mut outbox, BOX, 10 + DIAL_PATIENCE_SECONDS);
    kept(&mut outbox, LaneId::Mailbox(BOX), 0, 20);
    fail_all(&mut outbox, DIRECT, due, 30);
    outbox.partner_is_up(PARTNER);
    assert!(direct(&mut outbox, 20 + DEPOSITED_WAIT_SECONDS - 1).is_empty());
    assert_eq!(direct(&mut outbox, 20 + DEPOSITED_WAIT_SECONDS), vec![0]);
    fail_all(&mut outbox, DIRECT, vec![0], 20 + DEPOSITED_WAIT_SECONDS);
    assert!(in_box(&mut outbox, BOX, 20 + AGAIN - 1).is_empty());
    assert_eq!(in_box(&mut outbox, BOX, 20 + AGAIN), vec![0]);
}

#[test]
fn what_was_kept_directly_is_not_deposited_unless_no_receipt_comes() {
    let mut outbox = outbox(1);
    outbox.mailboxes(PARTNER, &[BOX]);
    direct(&mut outbox, 10);
    kept(&mut outbox, DIRECT, 0, 10);
    add(&mut outbox, 1, Class::Letter);
    let due = direct(&mut outbox, 11);
    fail_all(&mut outbox, DIRECT, due, 11);
    assert_eq!(in_box(&mut outbox, BOX, 12), vec![1]);
}

#[test]
fn a_partner_that_is_not_to_be_dialled_is_served_by_its_mailboxes_at_once() {
    let mut outbox = outbox(1);
    outbox.mailboxes(PARTNER, &[BOX]);
    let never = Way { up: false, dial: false };
    assert!(outbox.take_due(PARTNER, DIRECT, never, Time(1)).is_empty());
    assert_eq!(outbox.take_due(PARTNER, LaneId::Mailbox(BOX), never, Time(1)), vec![0]);
}

#[test]
fn a_mailbox_that_left_the_card_is_left_and_a_new_one_gets_what_waits() {
    let mut outbox = outbox(1);
    outbox.mailboxes(PARTNER, &[BOX]);
    let due = direct(&mut outbox, 1);
    fail_all(&mut outbox, DIRECT, due, 1);
    in_box(&mut outbox, BOX, 1);
    outbox.mailboxes(PARTNER, &[SPARE]);
    assert!(kept(&mut outbox, LaneId::Mailbox(BOX), 0, 2).is_none(), "a word too late");
    assert_eq!(in_box(&mut outbox, SPARE, 2), vec![0]);
}

#[test]
fn a_full_mailbox_is_left_alone_and_the_other_is_not() {
    let mut outbox = outbox(1);
    outbox.mailboxes(PARTNER, &[BOX, SPARE]);
    let due = direct(&mut outbox, 1);
    fail_all(&mut outbox, DIRECT, due, 1);
    assert_eq!(in_box(&mut outbox, BOX, 1), vec![0]);
    outbox.full(PARTNER, LaneId::Mailbox(BOX), 0, Time(1));
    assert!(in_box(&mut outbox, BOX, FULL_WAIT_SECONDS).is_empty());
    assert_eq!(in_box(&mut outbox, SPARE, 2), vec![0]);
    assert_eq!(in_box(&mut outbox, BOX, 1 + FULL_WAIT_SECONDS), vec![0]);
}

#[test]
fn a_letter_goes_before_every_piece_that_waits() {
    let mut outbox = Outbox::default();
    (0..40).for_each(|number| add(&mut outbox, number, Class::Bulk));
    assert_eq!(direct(&mut outbox, 10), vec![0], "one piece feels how fast the link is");
    add(&mut outbox, 100, Class::Letter);
    assert_eq!(direct(&mut outbox, 10), vec![100]);
    kept(&mut outbox, DIRECT, 0, 10);
    add(&mut outbox, 101, Class::Letter);
    assert_eq!(direct(&mut outbox, 11), vec![101, 1, 2]);
}

#[test]
fn pieces_take_more_of_a_quick_link_and_one_place_of_a_slow_one() {
    let mut outbox = Outbox::default();
    (0..200).for_each(|number| add(&mut outbox, number, Class::Bulk));
    let mut now = 10;
    for _ in 0..20 {
        for number in direct(&mut outbox, now) {
            kept(&mut outbox, DIRECT, number, now + 1);
        }
        now += 1;
    }
    assert_eq!(direct(&mut outbox, now).len(), BULK_IN_FLIGHT_MAX);
    let slow: Vec<u64> = (0..200).collect();
    for number in slow {
        kept(&mut outbox, DIRECT, number, now + 30);
    }
    let later = now + 30 + AGAIN;
    assert_eq!(direct(&mut outbox, later).len(), 1);
}

#[test]
fn a_letter_too_long_for_a_relay_goes_by_mailbox_and_holds_no_other_up() {
    let mut outbox = outbox(2);
    outbox.mailboxes(PARTNER, &[BOX]);
    assert_eq!(outbox.take_due(PARTNER, DIRECT, UP, Time(10)), vec![0, 1]);
    outbox.too_long_for_relay(PARTNER, 0, Time(10));
    kept(&mut outbox, DIRECT, 1, 10);
    add(&mut outbox, 2, Class::Letter);
    let in_box = outbox.take_due(PARTNER, LaneId::Mailbox(BOX), UP, Time(11));
    assert_eq!(in_box, vec![0]);
    assert_eq!(outbox.take_due(PARTNER, DIRECT, UP, Time(11)), vec![2]);
    assert_eq!(outbox.take_due(PARTNER, DIRECT, UP, Time(10 + RETRY_MAX_SECONDS)), vec![0]);
}

#[test]
fn by_stick_goes_all_that_may_go_by_any_carrier_whatever_became_of_it_there() {
    let mut outbox = outbox(3);
    let due = direct(&mut outbox, 5);
    fail_all(&mut outbox, DIRECT, due, 5);
    assert_eq!(outbox.may_go_now(PARTNER), [0, 1, 2]);
    let header = HeaderHash::new([1; 32]);
    outbox.only(PARTNER, Some(Only::Question(header, ConversationId::new([9; 16]))));
    assert_eq!(outbox.may_go_now(PARTNER), [1]);
    outbox.only(PARTNER, Some(Only::Nothing));
    assert!(outbox.may_go_now(PARTNER).is_empty());
}

#[test]
fn a_receipt_that_was_carried_leaves_and_a_letter_waits_for_its_own() {
    let mut outbox = outbox(1);
    let header = HeaderHash::new([9; 32]);
    let conversation = ConversationId::new([1; 16]);
    outbox.queue(PARTNER, 1, conversation, header, false, Class::Letter);
    for number in [0, 1] {
        assert!(outbox.carried(PARTNER, number, Time(6 + AGAIN)).is_some());
    }
    assert!(outbox.carried(PARTNER, 1, Time(8)).is_none());
    assert_eq!(outbox.may_go_now(PARTNER), [0]);
    assert!(direct(&mut outbox, 6 + 3_600).is_empty());
    assert_eq!(direct(&mut outbox, 6 + AGAIN), [0]);
}
