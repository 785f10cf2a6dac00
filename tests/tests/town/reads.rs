//! Who of us read a referral is written down, shown on its page, and erased with it.

use waypost_desk::command::{Command, MoveForm, ReadRow, ReferralReport, Reply, Secret};
use waypost_tests::town::Town;

const CASE: &str = "01-shelter-tonight.toml";

/// The clinic has a user, and a referral of the shelter's.
fn received(seed: u64) -> (Town, String) {
    let mut town = Town::new(seed, &[("Border Shelter", "shelter"), ("River Clinic", "clinic")]);
    let id = town.send(CASE, 0, 1).id;
    town.settle();
    let made = town.ask(
        1,
        Command::UserNew {
            name: "Ploy".to_owned(),
            roles: vec!["caseworker".to_owned()],
            desk: Vec::new(),
            language: None,
            password: Secret("lantern oblique harvest".to_owned()),
        },
    );
    assert!(matches!(made, Reply::User(_)), "{made:?}");
    (town, id)
}

fn look(town: &mut Town, id: &str, (opened, printed): (bool, bool), by: Option<&str>) -> Reply {
    let (referral, by) = (id.to_owned(), by.map(str::to_owned));
    town.ask(1, Command::ReferralShow { referral, opened, printed, by })
}

fn report(reply: Reply) -> ReferralReport {
    match reply {
        Reply::Referral(report) => *report,
        other => panic!("{other:?}"),
    }
}

fn who(reads: &[ReadRow]) -> Vec<(&str, &str)> {
    reads.iter().map(|read| (read.by.as_str(), read.what.as_str())).collect()
}

#[test]
fn each_opening_is_written_down_with_who_and_when_and_looking_by_a_program_is_not() {
    let (mut town, id) = received(71);
    assert_eq!(report(look(&mut town, &id, (false, false), Some("U1"))).reads_total, 0);
    let first = report(look(&mut town, &id, (true, false), Some("U1")));
    assert_eq!(who(&first.reads), [("Ploy", "opened")]);
    town.wait(120);
    look(&mut town, &id, (true, true), None);
    let again = report(look(&mut town, &id, (true, false), Some("ploy")));
    assert_eq!(
        who(&again.reads),
        [("command line", "printed"), ("command line", "opened"), ("Ploy", "opened")]
    );
    assert_eq!(again.reads_total, 3, "two minutes later it is the same reading");
    assert_eq!(again.reads[2].at, first.reads[0].at);
    assert!(again.reads[2].until > first.reads[0].until, "whose end moved");
    town.wait(601);
    let later = report(look(&mut town, &id, (true, false), Some("U1")));
    assert_eq!((later.reads_total, later.reads[0].by.as_str()), (4, "Ploy"));
    town.crash(1);
    let kept = report(look(&mut town, &id, (false, false), None));
    assert_eq!(kept.reads, later.reads, "a power cut loses none");
}

#[test]
fn a_reader_whom_nobody_knows_sees_nothing() {
    let (mut town, id) = received(72);
    let reply = look(&mut town, &id, (true, false), Some("U7"));
    assert!(matches!(&reply, Reply::Failed(told) if told.code == "unknown_user"), "{reply:?}");
    assert_eq!(town.show(1, &id).unwrap().reads_total, 0);
}

#[test]
fn readings_stay_when_a_section_is_erased_and_go_with_the_referral() {
    let (mut town, id) = received(73);
    let by_when = Some("+1d".to_owned());
    let accept = MoveForm::Accept { needs: Vec::new(), decline: Default::default(), by_when };
    let step =
        |step: MoveForm| Command::ReferralMove { referral: id.clone(), step: Box::new(step) };
    town.ask(1, step(accept));
    town.settle();
    look(&mut town, &id, (true, false), Some("U1"));
    let revoke = Command::ConsentChange { referral: id.clone(), narrow: None, reason: None };
    assert!(matches!(town.ask(0, revoke), Reply::Consent(_)));
    town.settle();
    let held = |town: &mut Town| {
        town.store(1)
            .rows(waypost_store::Table(25), &bytes_of(&id))
            .unwrap()
            .filter(Result::is_ok)
            .count()
    };
    assert_eq!(held(&mut town), 1);
    let erased = ["identity", "safe_contact", "documents"].map(str::to_owned).to_vec();
    let stopped = MoveForm::Stopped {
        erased,
        kept: vec!["needs".to_owned()],
        law: Some("archive act".to_owned()),
    };
    let reply = town.ask(1, step(stopped));
    assert!(matches!(reply, Reply::Referral(_)), "{reply:?}");
    town.crash(1);
    let redacted = town.show(1, &id).unwrap();
    assert!(redacted.sections.iter().all(|section| section.section == "needs"));
    assert_eq!(who(&redacted.reads), [("Ploy", "opened")]);
    let confirm = redacted.row.referral;
    town.ask(1, Command::RetentionErase { referral: id.clone(), confirm });
    assert_eq!(held(&mut town), 0, "no key opens them any more");
}

fn bytes_of(id: &str) -> [u8; 16] {
    *id.parse::<waypost_protocol::ids::ConversationId>().unwrap().as_bytes()
}

#[test]
fn of_five_hundred_readings_fifty_are_shown_and_the_oldest_go_first() {
    let (mut town, id) = received(74);
    for _ in 0..52 {
        look(&mut town, &id, (true, false), None);
        town.now = town.now.plus(700);
    }
    let report = town.show(1, &id).unwrap();
    assert_eq!((report.reads.len(), report.reads_total), (50, 52));
    assert!(report.reads.is_sorted_by(|newer, older| newer.at > older.at));
}
