//! Signing keys that change: in good order, after a theft, through power cuts, and in a thief's hands.

use std::collections::BTreeMap;

use waypost_desk::command::{AuditReport, Command, KeyReport, Reply, Secret, StatusReport};
use waypost_net::{Refusal, Verdict};
use waypost_protocol::ids::DAY_SECONDS;
use waypost_store::testing::Fault;
use waypost_tests::town::Town;

const CASE: &str = "04-mother-and-child.toml";
const NEW: [u8; 32] = [71; 32];
const OTHER: [u8; 32] = [72; 32];

fn town(seed: u64) -> Town {
    let cast = [
        ("Border Shelter", "shelter"),
        ("River Clinic", "clinic"),
        ("Hill Legal Aid", "legal_aid"),
    ];
    Town::new(seed, &cast)
}

fn hex(sheet: &[u8; 32]) -> Secret {
    Secret(sheet.iter().map(|byte| format!("{byte:02x}")).collect())
}

fn rotate(town: &mut Town, sheet: &[u8; 32], new: &[u8; 32], stolen: bool) -> Reply {
    town.ask(0, Command::KeyRotate { sheet: hex(sheet), new_sheet: hex(new), stolen })
}

fn rotated(town: &mut Town, sheet: &[u8; 32], new: &[u8; 32], stolen: bool) -> KeyReport {
    match rotate(town, sheet, new, stolen) {
        Reply::Keys(report) => {
            assert!(report.backup_outdated, "a new backup is asked for");
            report
        }
        other => panic!("{other:?}"),
    }
}

fn keys(town: &mut Town) -> KeyReport {
    match town.ask(0, Command::KeyShow) {
        Reply::Keys(report) => report,
        other => panic!("{other:?}"),
    }
}

fn states(report: &KeyReport) -> Vec<&str> {
    report.keys.iter().map(|key| key.state.as_str()).collect()
}

fn audit(town: &mut Town, house: usize) -> AuditReport {
    match town.ask(house, Command::AuditLog { list: false }) {
        Reply::Audit(report) => report,
        other => panic!("{other:?}"),
    }
}

fn status(town: &mut Town, house: usize) -> StatusReport {
    match town.ask(house, Command::Status) {
        Reply::Status(status) => *status,
        other => panic!("{other:?}"),
    }
}

fn refusals(town: &mut Town, house: usize) -> BTreeMap<String, u64> {
    status(town, house).refused
}

fn code(reply: Reply) -> String {
    match reply {
        Reply::Failed(failure) => failure.code,
        other => panic!("{other:?}"),
    }
}

#[test]
fn a_new_key_reaches_every_partner_and_referrals_go_on_both_ways() {
    let mut town = town(1);
    let sheet = town.houses[0].sheet;
    town.send(CASE, 0, 1);
    town.settle();
    // On their way while the key changes: one sealed to our old prekeys, one signed by our old key.
    let theirs = town.send(CASE, 1, 0);
    let ours = town.send(CASE, 0, 2);
    let report = rotated(&mut town, &sheet, &NEW, false);
    assert_eq!(states(&report), ["retired", "in_force"]);
    assert_eq!(report.partners_waiting.len(), 2);
    town.settle();
    assert!(town.show(0, &theirs.id).is_some() && town.show(2, &ours.id).is_some());
    assert!(keys(&mut town).partners_waiting.is_empty(), "both signed for the new card");
    for (from, to) in [(0, 1), (1, 0), (0, 2), (2, 0)] {
        let sent = town.send(CASE, from, to);
        town.settle();
        assert!(town.show(to, &sent.id).is_some(), "{from} to {to}");
    }
    for house in 0..3 {
        let found = audit(&mut town, house);
        assert_eq!((found.faults, found.by_stolen_key), (vec![], 0), "house {house}");
    }
    let seen = town.partner_report(1, 0).keys;
    assert_eq!(
        seen.iter().map(|key| key.state.as_str()).collect::<Vec<_>>(),
        ["retired", "in_force"]
    );
}

#[test]
fn the_new_sheet_replaces_the_old_one_for_the_vault_and_for_the_next_key() {
    let mut town = town(2);
    let sheet = town.houses[0].sheet;
    rotated(&mut town, &sheet, &NEW, false);
    assert!(town.sheet_opens(0, &NEW) && !town.sheet_opens(0, &sheet));
    assert_eq!(code(rotate(&mut town, &sheet, &OTHER, false)), "used_sheet");
    let report = rotated(&mut town, &NEW, &OTHER, true);
    assert_eq!(states(&report), ["retired", "stolen", "in_force"]);
    assert!(town.sheet_opens(0, &OTHER) && !town.sheet_opens(0, &NEW));
    town.settle();
    town.crash(0);
    assert_eq!(keys(&mut town).keys.len(), 3);
}

#[test]
fn a_wrong_sheet_is_refused_by_name_and_changes_nothing() {
    let mut town = town(3);
    let sheet = town.houses[0].sheet;
    let steps = town.houses[0].disk.steps();
    assert_eq!(code(rotate(&mut town, &NEW, &OTHER, false)), "wrong_sheet");
    assert_eq!(code(rotate(&mut town, &sheet, &sheet, false)), "same_sheet");
    let short = Secret("0g".to_owned());
    let command = Command::KeyRotate { sheet: short, new_sheet: hex(&NEW), stolen: false };
    assert_eq!(code(town.ask(0, command)), "bad_seed");
    assert_eq!(town.houses[0].disk.steps(), steps, "nothing was written");
    assert!(town.sheet_opens(0, &sheet));
    assert_eq!(keys(&mut town).keys.len(), 1);
}

/// At every step of the disk: afterwards the change is done, or the same words do it.
#[test]
fn a_power_cut_at_any_step_leaves_a_change_that_the_same_sheet_repeats() {
    let mut town = Town::new(9, &[("Border Shelter", "shelter"), ("River Clinic", "clinic")]);
    let sheet = town.houses[0].sheet;
    let before = [0, 1].map(|house| town.houses[house].disk.fork());
    let mut unfinished = 0;
    // The note, the lid and what is around them step by step; then the many secrets of new cards, each
    // cut like the next; then the commit and what follows it.
    let whole = {
        let steps = town.houses[0].disk.steps();
        rotated(&mut town, &sheet, &NEW, false);
        town.houses[0].disk.steps() - steps
    };
    let dull = 20..whole.saturating_sub(12);
    for at in (1..=whole).filter(|at| !dull.contains(at) || at.is_multiple_of(40)) {
        for (house, disk) in before.iter().enumerate() {
            town.swap_disk(house, disk.fork());
        }
        town.houses[0].disk.fail_at(at, Fault::PowerCut);
        let stolen = at.is_multiple_of(2);
        rotate(&mut town, &sheet, &NEW, stolen);
        assert!(!town.houses[0].disk.fault_pending(), "a cut at step {at} of {whole}");
        town.crash(0);
        let found = keys(&mut town);
        let (old_opens, new_opens) = (town.sheet_opens(0, &sheet), town.sheet_opens(0, &NEW));
        let advised = status(&mut town, 0).advice.iter().any(|a| a.contains("not finished"));
        assert_eq!(advised, found.unfinished_since.is_some(), "step {at}");
        if found.keys.len() == 1 {
            // The promise is with the present sheet; the vault opens with one of the two.
            assert!(old_opens || (new_opens && advised), "step {at}");
            unfinished += u64::from(new_opens);
            rotated(&mut town, &sheet, &OTHER, stolen);
            assert!(town.sheet_opens(0, &OTHER), "step {at}");
        } else {
            assert!(new_opens && !old_opens && !advised, "step {at}");
        }
        assert_eq!(keys(&mut town).keys.len(), 2);
        // The long way round for some: each cut within the cards is like the next.
        if at < 8 || at.is_multiple_of(9) {
            town.settle();
            let sent = town.send(CASE, 1, 0);
            town.settle();
            assert!(town.show(0, &sent.id).is_some(), "step {at}");
        }
    }
    assert!(unfinished > 0, "the dangerous moment was met");
}

#[test]
fn a_full_disk_leaves_the_old_key_in_force() {
    for at in 1..12 {
        let mut town = town(100 + at);
        let sheet = town.houses[0].sheet;
        town.houses[0].disk.fail_at(at, Fault::Full);
        let reply = rotate(&mut town, &sheet, &NEW, false);
        town.houses[0].disk.heal();
        if matches!(reply, Reply::Keys(_)) {
            continue;
        }
        town.crash(0);
        assert_eq!(keys(&mut town).keys.len(), 1);
        rotated(&mut town, &sheet, &NEW, false);
        town.settle();
    }
}

/// A thief has a copy of the disk and the passphrase, and writes in our name from before the change.
fn letter_of_a_thief(town: &mut Town, copy: waypost_store::testing::SimDisk) -> Vec<u8> {
    let own = town.swap_disk(0, copy);
    let [frame] = last_of_many(town, [1]);
    town.swap_disk(0, own);
    frame
}

/// To each of these a letter of house 0, under a prekey that the house's other self has not used up.
fn last_of_many<const N: usize>(town: &mut Town, to: [usize; N]) -> [Vec<u8>; N] {
    for house in to {
        for _ in 0..8 {
            town.send(CASE, 0, house);
        }
    }
    let frames = town.take_post();
    // The post office keeps the order in which it was handed them.
    to.map(|house| frames.iter().rfind(|(of, _)| *of == house).unwrap().1.clone())
}

#[test]
fn a_retired_key_signs_nothing_dated_after_its_last_day() {
    let mut town = town(4);
    let sheet = town.houses[0].sheet;
    let copy = town.houses[0].disk.fork();
    rotated(&mut town, &sheet, &NEW, false);
    town.settle();
    town.wait(2 * DAY_SECONDS);
    town.settle();
    let frame = letter_of_a_thief(&mut town, copy);
    assert_eq!(town.offer(1, &frame), Verdict::Refused(Refusal::Unreadable));
    assert_eq!(refusals(&mut town, 1).get("retired_key"), Some(&1));
    assert_eq!(audit(&mut town, 1).faults, Vec::<String>::new());
}

#[test]
fn a_stolen_key_signs_nothing_of_whatever_day_and_what_came_before_is_told_apart() {
    let mut town = town(5);
    let sheet = town.houses[0].sheet;
    town.send(CASE, 0, 1);
    town.settle();
    let copy = town.houses[0].disk.fork();
    rotated(&mut town, &sheet, &NEW, true);
    town.settle();
    // Of the very day of the change, and of the day before would be no better.
    let frame = letter_of_a_thief(&mut town, copy);
    assert_eq!(town.offer(1, &frame), Verdict::Refused(Refusal::Unreadable));
    assert_eq!(refusals(&mut town, 1).get("stolen_key"), Some(&1));
    let found = audit(&mut town, 1);
    assert_eq!(found.faults, Vec::<String>::new());
    assert!(found.by_stolen_key > 0 && found.by_stolen_key < found.verified);
    let partner = town.partner_report(1, 0);
    assert!(partner.key_trouble.is_some_and(|words| words.contains("stolen")));
    assert!(status(&mut town, 1).advice.iter().any(|words| words.contains("stolen")));
}

#[test]
fn after_a_theft_partners_seal_to_no_prekey_that_the_thief_could_have() {
    let mut town = town(6);
    let sheet = town.houses[0].sheet;
    let copy = town.houses[0].disk.fork();
    rotated(&mut town, &sheet, &NEW, true);
    town.settle();
    let sent = town.send(CASE, 1, 0);
    let (_, frame) = town.take_post().into_iter().find(|(to, _)| *to == 0).unwrap();
    let own = town.swap_disk(0, copy);
    // The thief has the pair's keys and so takes the frame for his, but not the key of the seal.
    assert_eq!(town.offer(0, &frame), Verdict::Refused(Refusal::Unreadable));
    assert_eq!(refusals(&mut town, 0).get("prekey"), Some(&1));
    town.swap_disk(0, own);
    town.settle();
    assert!(town.show(0, &sent.id).is_some());
}

#[test]
fn two_stories_at_one_place_are_refused_kept_and_told() {
    let mut town = town(7);
    let sheet = town.houses[0].sheet;
    // A thief of disk, passphrase and sheet changes the key too, and writes.
    let copy = town.houses[0].disk.fork();
    rotated(&mut town, &sheet, &NEW, false);
    town.settle();
    let own = town.swap_disk(0, copy);
    rotated(&mut town, &sheet, &OTHER, false);
    let frames = last_of_many(&mut town, [1, 2]);
    town.swap_disk(0, own);
    for (house, frame) in (1..).zip(&frames) {
        assert_eq!(town.offer(house, frame), Verdict::Refused(Refusal::Unreadable));
        assert_eq!(refusals(&mut town, house).get("key_log"), Some(&1));
    }
    for house in [1, 2] {
        town.crash(house);
        assert_eq!(refusals(&mut town, house), BTreeMap::new(), "counts are since the start");
        let partner = town.partner_report(house, 0);
        assert!(partner.key_trouble.is_some_and(|words| words.contains("two key logs")));
        assert!(!partner.confirmed_by_us, "nothing goes there before a person has spoken to them");
        assert_eq!(partner.keys.len(), 2, "the story that came first stays");
        assert!(status(&mut town, house).advice.iter().any(|a| a.contains("two key logs")));
    }
    // A person called, and the story that we hold is theirs.
    let partner = town.partner(1, 0);
    town.ask(1, Command::PartnerCheck { partner, confirm: true });
    town.offer(1, &frames[0]);
    assert!(town.partner_report(1, 0).confirmed_by_us, "one decision is enough");
    let sent = town.send(CASE, 1, 0);
    town.settle();
    assert!(town.show(0, &sent.id).is_some());
}

#[test]
fn a_partner_that_was_away_hears_of_the_change_from_the_first_letter_it_gets() {
    let mut town = town(8);
    let sheet = town.houses[0].sheet;
    rotated(&mut town, &sheet, &NEW, false);
    // The cards are lost on the way; weeks pass.
    town.take_post();
    town.wait(20 * DAY_SECONDS);
    let sent = town.send(CASE, 0, 1);
    town.settle();
    assert!(town.show(1, &sent.id).is_some());
    assert_eq!(town.partner_report(1, 0).keys.len(), 2);
}
