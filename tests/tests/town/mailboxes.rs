//! Referrals by way of mailboxes: nobody reaches anybody, and everything arrives.

use waypost_desk::command::{Command, MailboxReport, MoveForm, Reply};
use waypost_protocol::ids::NodeId;
use waypost_tests::town::{Town, Weather};

use crate::storms::{common, send_if_it_can};

const DAY: u64 = 86_400;

/// A shelter, a clinic and an embassy with one mailbox, and NAT everywhere.
fn town(seed: u64) -> (Town, NodeId) {
    let mut town = Town::new(seed, &[("River Shelter", "shelter"), ("Hill Clinic", "clinic")]);
    let mailbox = town.put_up_mailbox(9, &[0, 1]);
    town.wait(1);
    town.settle();
    assert_eq!(town.mailboxes[&mailbox].inboxes.len(), 2, "both opened an inbox");
    town.nobody_is_reached = true;
    (town, mailbox)
}

/// Both sides hold the same of every referral.
fn agree(town: &mut Town) {
    for row in town.referrals(0) {
        let [ours, theirs] = [0, 1].map(|house| common(&town.show(house, &row.id).unwrap()));
        assert_eq!(ours, theirs);
    }
}

fn mailboxes(town: &mut Town, house: usize) -> Vec<MailboxReport> {
    match town.ask(house, Command::MailboxList) {
        Reply::Mailboxes { mailboxes } => mailboxes,
        other => panic!("{other:?}"),
    }
}

fn answer(town: &mut Town, referral: &str, step: MoveForm) {
    let (referral, step) = (referral.to_owned(), Box::new(step));
    let reply = town.ask(1, Command::ReferralMove { referral, step });
    assert!(!matches!(reply, Reply::Failed(_)), "{reply:?}");
}

#[test]
fn a_referral_and_its_answer_come_by_mailbox_alone() {
    let (mut town, mailbox) = town(1);
    let sent = town.send("01-shelter-tonight.toml", 0, 1);
    town.settle();
    answer(&mut town, &sent.id, MoveForm::Acknowledge);
    town.settle();
    assert_eq!(town.show(0, &sent.id).unwrap().row.status, "received");
    agree(&mut town);
    town.wait(DAY);
    town.settle();
    assert_eq!(town.mailboxes[&mailbox].waiting(), 0, "what was collected is erased");
}

#[test]
fn in_any_weather_what_goes_by_mailbox_arrives_once_and_both_sides_agree() {
    for seed in 0..40 {
        let (mut town, _) = town(seed);
        town.weather = Weather::STORM;
        for _ in 0..4 {
            send_if_it_can(&mut town, "01-shelter-tonight.toml", 0, 1);
            for _ in 0..20 {
                town.deliver_one();
            }
            town.wait(700);
        }
        town.settle();
        assert_eq!(town.referrals(1).len(), town.referrals(0).len(), "seed {seed}");
        agree(&mut town);
    }
}

#[test]
fn a_mailbox_put_back_from_an_old_backup_costs_time_and_no_letter() {
    let (mut town, mailbox) = town(2);
    let old = town.mailboxes[&mailbox].clone();
    town.wait(DAY);
    town.settle();
    let sent = town.send("01-shelter-tonight.toml", 0, 1);
    while town.mailboxes[&mailbox].waiting() == 0 {
        town.deliver_one();
        town.wait(1);
    }
    town.mailboxes.insert(mailbox, old);
    town.settle();
    assert!(town.show(1, &sent.id).is_some(), "it was deposited again, for want of a receipt");
    agree(&mut town);
}

#[test]
fn a_mailbox_that_lost_everything_is_opened_anew() {
    let (mut town, mailbox) = town(3);
    town.mailboxes.insert(mailbox, Default::default());
    let sent = town.send("01-shelter-tonight.toml", 0, 1);
    town.settle();
    assert!(town.show(1, &sent.id).is_some());
    assert_eq!(town.mailboxes[&mailbox].inboxes.len(), 2);
}

#[test]
fn of_two_mailboxes_one_may_die() {
    let (mut town, first) = town(4);
    town.nobody_is_reached = false;
    let second = town.put_up_mailbox(10, &[0, 1]);
    town.wait(1);
    town.settle();
    town.nobody_is_reached = true;
    town.mailboxes.get_mut(&first).unwrap().is_down = true;
    let sent = town.send("01-shelter-tonight.toml", 0, 1);
    town.settle();
    assert!(town.show(1, &sent.id).is_some());
    assert!(!town.mailboxes[&second].deposits.is_empty());
    let of_dead = mailboxes(&mut town, 0).into_iter().find(|m| m.node == first.to_string());
    assert_eq!(of_dead.unwrap().trouble.as_deref(), Some("it does not answer"));
}

#[test]
fn an_inbox_is_new_with_every_epoch_and_who_was_away_still_reaches_the_old_one() {
    let (mut town, mailbox) = town(5);
    let first = *town.mailboxes[&mailbox].deposits.first().map_or_else(
        || town.mailboxes[&mailbox].inboxes.keys().next().unwrap(),
        |(inbox, _)| inbox,
    );
    town.houses[0].asleep = true;
    for _ in 0..25 {
        town.wait(DAY);
        while town.deliver_one() {}
    }
    town.houses[0].asleep = false;
    let of_clinic = &mailboxes(&mut town, 1)[0];
    assert!(of_clinic.inboxes >= 3, "{of_clinic:?}");
    assert!(town.mailboxes[&mailbox].inboxes.contains_key(&first));
    let sent = town.send("01-shelter-tonight.toml", 0, 1);
    town.settle();
    assert!(town.show(1, &sent.id).is_some());
}

#[test]
fn old_inboxes_are_closed_when_no_partner_needs_them() {
    let (mut town, mailbox) = town(6);
    for _ in 0..120 {
        town.wait(DAY);
        while town.deliver_one() {}
    }
    town.settle();
    for house in 0..2 {
        let inboxes = mailboxes(&mut town, house)[0].inboxes;
        assert!((2..=7).contains(&inboxes), "{inboxes}");
    }
    assert!(town.mailboxes[&mailbox].inboxes.len() <= 14);
}

#[test]
fn a_mailbox_that_is_left_is_looked_into_for_a_month_and_then_closed() {
    let (mut town, mailbox) = town(7);
    town.nobody_is_reached = false;
    for house in 0..2 {
        let name = mailboxes(&mut town, house)[0].mailbox.clone();
        let reply = town.ask(house, Command::MailboxLeave { mailbox: name });
        assert!(matches!(reply, Reply::Mailboxes { .. }), "{reply:?}");
    }
    town.settle();
    town.wait(20 * DAY);
    town.settle();
    assert_eq!(town.mailboxes[&mailbox].inboxes.len(), 2, "somebody may have the old card");
    for _ in 0..15 {
        town.wait(DAY);
        town.settle();
    }
    assert!(town.mailboxes[&mailbox].inboxes.is_empty());
    assert!(mailboxes(&mut town, 0).is_empty());
}

#[test]
fn all_partners_write_into_an_inbox_under_one_token() {
    let names =
        [("River Shelter", "shelter"), ("Hill Clinic", "clinic"), ("Far Embassy", "embassy")];
    let mut town = Town::new(8, &names);
    let mailbox = town.put_up_mailbox(9, &[0]);
    town.wait(1);
    town.settle();
    town.nobody_is_reached = true;
    // Both speak to the shelter, which alone has an inbox.
    for house in [1, 2] {
        town.send("01-shelter-tonight.toml", house, 0);
    }
    for _ in 0..50 {
        town.wait(60);
        while town.deliver_one() {}
    }
    let deposits = &town.mailboxes[&mailbox].deposits;
    assert!(deposits.len() >= 2);
    assert!(deposits.iter().all(|deposit| *deposit == deposits[0]), "one inbox, one token");
    assert_eq!(town.referrals(0).len(), 2);
}

#[test]
fn a_person_hears_a_month_before_the_permission_to_use_a_mailbox_ends() {
    let mut town = Town::new(9, &[("River Shelter", "shelter"), ("Hill Clinic", "clinic")]);
    town.grant_days = 40;
    town.put_up_mailbox(9, &[0]);
    let told = |town: &mut Town| match town.ask(0, Command::Status) {
        Reply::Status(status) => status.advice.iter().any(|line| line.contains("permission")),
        other => panic!("{other:?}"),
    };
    town.settle();
    assert!(!told(&mut town));
    town.wait(11 * DAY);
    town.settle();
    assert!(told(&mut town));
    town.grant_days = 400;
    town.put_up_mailbox(9, &[0]);
    assert!(!told(&mut town), "a new code took its place");
}
