//! A node's clock jumps: nothing is erased, marked or dated by a day that nobody proved.

use waypost_desk::command::{Command, Reply, StatusReport};
use waypost_net::Verdict;
use waypost_tests::town::Town;

use crate::storms::common;

const CAST: [(&str, &str); 2] = [("Border Shelter", "shelter"), ("River Clinic", "clinic")];
const CASE: &str = "04-mother-and-child.toml";
const DAY_SECONDS: i64 = 86_400;

fn town(seed: u64) -> Town {
    let mut town = Town::new(seed, &CAST);
    // Both have seen the day.
    town.wait(60);
    town.settle();
    town
}

fn status(town: &mut Town, house: usize) -> StatusReport {
    match town.ask(house, Command::Status) {
        Reply::Status(status) => *status,
        other => panic!("{other:?}"),
    }
}

fn doubts_its_clock(town: &mut Town, house: usize) -> bool {
    status(town, house).advice.iter().any(|advice| advice.contains("clock confirm"))
}

/// Both hold this referral and see the same of it.
fn agree(town: &mut Town, id: &str) {
    let (a, b) = (town.show(0, id).unwrap(), town.show(1, id).unwrap());
    assert_eq!(common(&a), common(&b));
    assert!(a.timeline.iter().all(|entry| entry.fate != "waiting"), "{:?}", a.timeline);
}

/// Ten years ahead, a year ahead, a year back, three days back, for some minutes, with letters on their way in
/// both directions: afterwards every letter is there, and keys open what was sealed before.
#[test]
fn a_clock_that_jumps_and_comes_back_erases_nothing() {
    for (seed, days) in [(1, 3_650), (2, 365), (3, -365), (4, -3), (5, 41)] {
        let mut town = town(seed);
        let before = town.send(CASE, 0, 1);
        let back = town.send(CASE, 1, 0);
        let invite = town.ask(1, Command::InviteNew { label: None });
        assert!(matches!(invite, Reply::Invite(_)));

        town.houses[1].clock_off_seconds = days * DAY_SECONDS;
        for _ in 0..5 {
            town.wait(60);
            town.deliver_one();
        }
        assert!(doubts_its_clock(&mut town, 1), "{days} days");
        let form = Box::new(town.case(CASE, 1, 0));
        match town.ask(1, Command::ReferralNew { form }) {
            Reply::Failed(told) => assert_eq!(told.code, "clock", "{days} days"),
            other => panic!("{days} days: {other:?}"),
        }
        assert_eq!(town.referrals(1).len(), 1, "{days} days: what it has is shown");

        town.houses[1].clock_off_seconds = 0;
        town.settle();
        assert!(!doubts_its_clock(&mut town, 1), "{days} days");
        agree(&mut town, &before.id);
        agree(&mut town, &back.id);
        let Reply::Invites { invites } = town.ask(1, Command::InviteList) else { panic!() };
        assert_eq!(invites.len(), 1, "{days} days: an open invite is open");
        let after = town.send(CASE, 0, 1);
        town.settle();
        agree(&mut town, &after.id);
    }
}

/// While its clock is wrong a node refuses no frame: partners are asked to come again.
#[test]
fn a_node_with_a_wrong_clock_asks_partners_to_wait() {
    let mut town = town(6);
    town.send(CASE, 0, 1);
    let (_, frame) = town.take_post().remove(0);
    for days in [3_650, -365] {
        town.houses[1].clock_off_seconds = days * DAY_SECONDS;
        assert!(matches!(town.offer(1, &frame), Verdict::Busy { .. }), "{days} days");
    }
    town.houses[1].clock_off_seconds = 0;
    assert_eq!(town.offer(1, &frame), Verdict::Kept);
}

/// A node that was really off for 10, 25 or 60 days believes its clock with a partner's first letter.
#[test]
fn a_node_that_was_off_for_long_comes_back_with_its_partners_letter() {
    for (seed, days) in [(7, 10), (8, 25), (9, 60)] {
        let mut town = town(seed);
        town.houses[1].asleep = true;
        for _ in 0..days {
            town.wait(DAY_SECONDS as u64);
        }
        town.take_post();
        town.houses[1].asleep = false;
        town.wait(60);
        assert!(doubts_its_clock(&mut town, 1), "{days} days");
        let sent = town.send(CASE, 0, 1);
        town.settle();
        assert!(!doubts_its_clock(&mut town, 1), "{days} days");
        agree(&mut town, &sent.id);
        let answer = town.send(CASE, 1, 0);
        town.settle();
        agree(&mut town, &answer.id);
    }
}

/// Without a partner's letter a person says that the date is right; a power cut later it is still believed.
#[test]
fn a_person_confirms_the_date() {
    let mut town = town(10);
    town.now = town.now.plus(60 * DAY_SECONDS as u64);
    town.houses[0].asleep = true;
    town.wait(1);
    assert!(doubts_its_clock(&mut town, 1));
    assert!(matches!(town.ask(1, Command::ClockConfirm), Reply::Done { .. }));
    assert!(!doubts_its_clock(&mut town, 1));
    town.crash(1);
    town.wait(1);
    assert!(!doubts_its_clock(&mut town, 1));
}
