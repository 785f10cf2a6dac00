//! A disk damages records: a person asks for repair, the partner gives back what it holds, and both hold the
//! same again. What neither holds is named, and nothing is written that could tell a second story.

use std::path::PathBuf;

use waypost_desk::command::{Command, MoveForm, Reply, StatusReport};
use waypost_tests::town::Town;

use crate::storms::common;

const CAST: [(&str, &str); 2] = [("Border Shelter", "shelter"), ("River Clinic", "clinic")];
const CASE: &str = "04-mother-and-child.toml";
/// What every record of the journal begins with.
const RECORD: &[u8] = b"WPR1";

/// Two houses and one referral, accepted; where its records begin in the journal of `hit`.
struct Scene {
    town: Town,
    id: String,
    hit: usize,
    records: Vec<usize>,
}

fn journal(town: &Town, house: usize) -> (PathBuf, Vec<u8>) {
    let files = town.houses[house].disk.files();
    files.into_iter().find(|(path, _)| path.ends_with("journal/00000001.wpj")).unwrap()
}

fn scene(hit: usize) -> Scene {
    let mut town = Town::new(70, &CAST);
    let before = journal(&town, hit).1.len();
    let id = town.send(CASE, 0, 1).id;
    town.settle();
    accept(&mut town, &id);
    town.settle();
    let (_, bytes) = journal(&town, hit);
    let starts = bytes.windows(RECORD.len()).enumerate().filter(|(_, found)| *found == RECORD);
    let records = starts.map(|(at, _)| at).filter(|at| *at >= before).collect();
    Scene { town, id, hit, records }
}

fn accept(town: &mut Town, id: &str) {
    let step = MoveForm::Accept {
        needs: Vec::new(),
        decline: Default::default(),
        by_when: Some("+2d".to_owned()),
    };
    assert!(matches!(move_in(town, 1, id, step), Reply::Referral(_)));
}

fn move_in(town: &mut Town, house: usize, id: &str, step: MoveForm) -> Reply {
    town.ask(house, Command::ReferralMove { referral: id.into(), step: Box::new(step) })
}

fn interim() -> MoveForm {
    MoveForm::Interim { note: "Well.".to_owned(), person_seen: true }
}

fn repair(town: &mut Town, house: usize) -> String {
    match town.ask(house, Command::Repair { referral: None, accept_loss: false }) {
        Reply::Done { words } => words,
        other => panic!("{other:?}"),
    }
}

fn accept_loss(town: &mut Town, house: usize, id: &str) -> Reply {
    town.ask(house, Command::Repair { referral: Some(id.to_owned()), accept_loss: true })
}

fn status(town: &mut Town, house: usize) -> StatusReport {
    match town.ask(house, Command::Status) {
        Reply::Status(status) => *status,
        other => panic!("{other:?}"),
    }
}

fn faults(town: &mut Town, house: usize) -> Vec<String> {
    match town.ask(house, Command::AuditLog { list: false }) {
        Reply::Audit(audit) => audit.faults,
        other => panic!("{other:?}"),
    }
}

impl Scene {
    /// Flips a byte of one record, so many eighths into it.
    fn flip(&self, record: usize, eighths: usize) {
        let (path, mut bytes) = journal(&self.town, self.hit);
        let end = self.records.get(record + 1).copied().unwrap_or(bytes.len());
        let at = self.records[record] + (end - self.records[record]) * eighths / 8;
        bytes[at] ^= 0x10;
        self.town.houses[self.hit].disk.overwrite(&path, bytes);
    }

    /// Time for questions and answers.
    fn catch_up(&mut self) {
        for _ in 0..4 {
            self.town.wait(1);
            self.town.settle();
        }
    }

    /// Both hold the same, their letters hold, and work goes on.
    fn assert_whole(&mut self, case: &str) {
        let Self { town, id, hit, .. } = self;
        if town.show(*hit, id).unwrap().flags.iter().any(|flag| flag == "repair_incomplete") {
            assert!(matches!(accept_loss(town, *hit, id), Reply::Done { .. }), "{case}");
            town.wait(1);
        }
        let reply = move_in(town, 1, id, interim());
        assert!(matches!(reply, Reply::Referral(_)), "{case}: {reply:?}");
        town.settle();
        let [a, b] = [0, 1].map(|house| town.show(house, id).unwrap());
        assert_eq!(common(&a), common(&b), "{case}");
        assert!(a.timeline.iter().all(|t| t.fate != "forked"), "{case}");
        for house in 0..2 {
            let faults = faults(town, house);
            assert!(faults.iter().all(|fault| !fault.contains(id.as_str())), "{case}: {faults:?}");
        }
    }
}

/// The node runs on, and meets the damage when it reads.
#[test]
fn a_damaged_letter_comes_back_from_the_partner() {
    let mut repaired = 0;
    for hit in 0..2 {
        let records = scene(hit).records.len();
        for (record, eighths) in (0..records).flat_map(|record| [1, 3, 5, 7].map(|e| (record, e))) {
            let mut scene = scene(hit);
            let case = format!("house {hit}, record {record}, {eighths}/8 into it");
            scene.flip(record, eighths);
            let words = repair(&mut scene.town, hit);
            let asked = words.contains("damaged referrals");
            repaired += usize::from(asked);
            scene.catch_up();
            scene.assert_whole(&case);
            let status = status(&mut scene.town, hit);
            assert!(!asked || status.store.is_empty(), "{case}: healed, but {:?}", status.store);
            assert!(status.advice.is_empty(), "{case}: {:?}", status.advice);
        }
    }
    assert!(repaired >= 6, "only {repaired} flips hit a letter");
}

/// The power goes too: the index is built anew without the record, and any row may be older than it was.
#[test]
fn a_lost_record_comes_back_from_the_partner() {
    let mut repaired = 0;
    for hit in 0..2 {
        for record in 0..scene(hit).records.len() {
            let mut scene = scene(hit);
            let case = format!("house {hit}, record {record}, index lost");
            scene.flip(record, 4);
            scene.town.crash(hit);
            let before = status(&mut scene.town, hit);
            if before.store.iter().all(|line| !line.contains("damaged")) {
                // The last group: torn, as far as anybody can tell, and cut off.
                continue;
            }
            assert!(before.advice.iter().any(|a| a.contains("waypost repair")), "{case}");
            assert!(repair(&mut scene.town, hit).contains("asked for everything"), "{case}");
            repaired += 1;
            scene.catch_up();
            scene.assert_whole(&case);
            scene.town.keep_house(hit);
            scene.town.crash(hit);
            let after = status(&mut scene.town, hit).store;
            assert!(after.iter().all(|line| !line.contains("damaged")), "{case}: {after:?}");
        }
    }
    assert!(repaired >= 6, "only {repaired} records were lost");
}

/// Until the partner answered the referral says so, nothing is written in it, and others go on.
#[test]
fn a_referral_waits_for_its_copies_and_others_do_not() {
    let mut scene = scene(1);
    let damaged = (0..scene.records.len()).find(|record| {
        scene.flip(*record, 4);
        let words = repair(&mut scene.town, 1);
        words.contains("damaged referrals")
    });
    assert!(damaged.is_some());
    let Scene { town, id, .. } = &mut scene;
    town.houses[0].asleep = true;
    town.take_post();
    match move_in(town, 1, id, interim()) {
        Reply::Failed(told) => assert_eq!(told.code, "repairing"),
        other => panic!("{other:?}"),
    }
    let form = Box::new(town.case("01-shelter-tonight.toml", 1, 0));
    assert!(matches!(town.ask(1, Command::ReferralNew { form }), Reply::Draft(_)));
    let advice = status(town, 1).advice;
    assert!(advice.iter().any(|a| a.contains("is asked for 1 damaged")), "{advice:?}");
    town.houses[0].asleep = false;
    let other = town.send("01-shelter-tonight.toml", 1, 0).id;
    scene.catch_up();
    scene.assert_whole("after a night");
    let both = [0, 1].map(|house| scene.town.show(house, &other).unwrap());
    assert_eq!(common(&both[0]), common(&both[1]));
}

/// The partner is gone: a person does without, and what still reads can be worked with.
#[test]
fn a_person_can_do_without_what_is_lost() {
    let mut scene = scene(1);
    let last = scene.records.len();
    let damaged = (0..last).rev().find(|record| {
        scene.flip(*record, 4);
        repair(&mut scene.town, 1).contains("damaged referrals")
    });
    assert!(damaged.is_some());
    let Scene { town, id, .. } = &mut scene;
    town.take_post();
    assert!(matches!(accept_loss(town, 1, id), Reply::Done { .. }));
    match accept_loss(town, 1, id) {
        Reply::Failed(told) => assert_eq!(told.code, "nothing_lost"),
        other => panic!("{other:?}"),
    }
    assert!(town.show(1, id).is_some());
}
