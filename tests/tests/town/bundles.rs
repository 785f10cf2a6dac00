//! Sticks: houses that no network joins agree by bundles alone, lost, cut, repeated, in any order.

use std::path::Path;

use rand_core::Rng;
use waypost_desk::command::{BundleReport, Command, MoveForm, Reply};
use waypost_protocol::ids::DAY_SECONDS;
use waypost_tests::actor::act;
use waypost_tests::town::stick::{Stick, bundles_in, report};
use waypost_tests::town::{Town, Weather, with_long_notes};

use crate::storms::{CASES, CAST, common, send_if_it_can};

const CASE: &str = "04-mother-and-child.toml";

/// Everything the post office has is lost: nothing goes but what somebody carries.
fn cut_off(town: &mut Town) {
    for house in 0..town.houses.len() {
        town.ask(house, Command::Status);
    }
    drop(town.take_post());
}

/// One writes, the other reads, and answers go back and forth until nobody has one.
fn exchange(town: &mut Town, from: usize, to: usize, stick: &Stick) {
    town.write_stick(from, Some(to), stick);
    for reader in [to, from, to, from] {
        town.read_stick(reader, stick);
    }
}

fn waiting(town: &mut Town, house: usize) -> u64 {
    match town.ask(house, Command::Status) {
        Reply::Status(status) => status.waiting_letters,
        other => panic!("{other:?}"),
    }
}

fn sum(report: &BundleReport) -> (u64, u64) {
    let read = report.read.iter();
    read.fold((0, 0), |(new, again), row| (new + row.letters, again + row.repeats))
}

/// What may happen to a file on its way, by chance.
fn mishap(town: &mut Town, stick: &Stick, drawer: &Path) {
    let files = stick.files();
    let Some(file) = town.pick(&files) else { return };
    match town.rng.next_u32() % 5 {
        0 => std::fs::remove_file(file).unwrap(),
        1 => {
            let half = std::fs::metadata(&file).unwrap().len() / 2;
            std::fs::File::options().write(true).open(&file).unwrap().set_len(half).unwrap();
        }
        2 => drop(std::fs::copy(&file, drawer.join(file.file_name().unwrap())).unwrap()),
        _ => {}
    }
    // A copy from weeks ago turns up again.
    let old: Vec<_> = std::fs::read_dir(drawer).unwrap().map(|e| e.unwrap().path()).collect();
    if let Some(old) = town.pick(&old).filter(|_| town.chance(300)) {
        std::fs::copy(&old, stick.folder().join("waypost").join(old.file_name().unwrap())).unwrap();
    }
}

/// Plays one seed; returns letters and power cuts.
fn play(seed: u64) -> (u64, u64) {
    let mut town = Town::new(seed, &CAST);
    let (sticks, drawer) = ([Stick::new(), Stick::new()], tempfile::tempdir().unwrap());
    town.weather = Weather { power_cut: 40, disk_full: 10, ..Weather::CALM };
    for step in 0..40 {
        let stick = &sticks[town.rng.next_u32() as usize % 2];
        let house = town.rng.next_u32() as usize % 2;
        match step % 8 {
            0 if step < 24 => {
                let case = town.pick(&CASES).unwrap();
                send_if_it_can(&mut town, case, house, 1 - house);
            }
            1 | 4 => act(&mut town, house),
            2 | 5 => drop(town.write_stick(house, None, stick)),
            3 | 6 => drop(town.read_stick(house, stick)),
            _ => town.wait(7_000),
        }
        if stick.folder().join("waypost").is_dir() {
            mishap(&mut town, stick, drawer.path());
        }
        drop(town.take_post());
    }
    town.weather = Weather::CALM;
    let fresh = Stick::new();
    for _ in 0..20 {
        exchange(&mut town, 0, 1, &fresh);
        exchange(&mut town, 1, 0, &fresh);
        town.wait(1_800);
        drop(town.take_post());
        if town.waiting() == 0 {
            break;
        }
    }
    assert_eq!(town.waiting(), 0, "seed {seed}: nothing waits for ever");
    let (ours, theirs) = (town.referrals(0), town.referrals(1));
    assert_eq!(ours.len(), theirs.len(), "seed {seed}: both hold the same referrals");
    let mut letters = 0;
    for row in &ours {
        let (a, b) = (town.show(0, &row.id).unwrap(), town.show(1, &row.id).unwrap());
        assert_eq!(common(&a), common(&b), "seed {seed}: {} is the same on both sides", row.id);
        letters += a.timeline.len() as u64;
    }
    (letters, town.houses.iter().map(|h| h.crashes()).sum())
}

/// Two houses joined by sticks alone: files lost, cut, copied, found again, read in any order, power cuts at any
/// step. Afterwards both hold the same letters, and nothing waits.
#[test]
fn two_nodes_joined_only_by_sticks_agree() {
    let seeds = std::env::var("WAYPOST_SEEDS").ok();
    let seeds = seeds.as_deref().and_then(|text| text.split_once(".."));
    let seeds = seeds.map_or(0..60, |(from, to)| from.parse().unwrap()..to.parse().unwrap());
    let (mut letters, mut crashes) = (0, 0);
    for seed in seeds.clone() {
        let played = std::panic::catch_unwind(|| play(seed));
        let (l, c) = played.unwrap_or_else(|_| {
            panic!("seed {seed} failed; again: WAYPOST_SEEDS={seed}..{}", seed + 1)
        });
        letters += l;
        crashes += c;
    }
    println!("seeds {seeds:?}: {letters} letters, {crashes} power cuts");
    let count = seeds.count() as u64;
    assert!(letters > 3 * count && crashes >= count / 8, "{letters} letters, {crashes} power cuts");
}

#[test]
fn a_bundle_read_again_changes_nothing_also_after_a_power_cut() {
    let mut town = Town::new(1, &CAST);
    let id = town.send(CASE, 0, 1).id;
    let (stick, copy) = (Stick::new(), Stick::new());
    cut_off(&mut town);
    town.write_stick(0, Some(1), &stick);
    std::fs::create_dir(copy.folder().join("waypost")).unwrap();
    for file in stick.files() {
        let to = copy.folder().join("waypost").join(file.file_name().unwrap());
        std::fs::copy(file, to).unwrap();
    }
    let first = report(town.read_stick(1, &stick));
    assert_eq!((sum(&first), first.removed), ((1, 0), 1));
    let before = town.show(1, &id).unwrap().timeline.len();
    for _ in 0..3 {
        town.crash(1);
        let dir = copy.folder().to_str().unwrap().to_owned();
        let read = Command::BundleRead { dir, keep: true, answer: false };
        let again = report(town.at_stick(1, read));
        assert_eq!((sum(&again), again.removed, again.written.len()), ((0, 1), 0, 0));
    }
    assert_eq!(copy.files().len(), 1, "kept, as asked");
    assert_eq!(town.show(1, &id).unwrap().timeline.len(), before);
}

/// A receipt is no use to its writer once it arrived; until that is known it stays.
#[test]
fn a_receipt_stays_until_its_bundle_is_known_to_have_come() {
    let mut town = Town::new(2, &CAST);
    town.send(CASE, 0, 1);
    cut_off(&mut town);
    let stick = Stick::new();
    town.write_stick(0, Some(1), &stick);
    town.read_stick(1, &stick);
    assert_eq!((waiting(&mut town, 0), waiting(&mut town, 1)), (1, 1));
    // The answer is lost. The letter comes again, and is answered again.
    stick.files().into_iter().for_each(|file| std::fs::remove_file(file).unwrap());
    town.write_stick(0, Some(1), &stick);
    let again = report(town.read_stick(1, &stick));
    assert_eq!((sum(&again), again.written[0].letters), ((0, 1), 1));
    town.read_stick(0, &stick);
    assert_eq!((waiting(&mut town, 0), waiting(&mut town, 1)), (0, 1), "nothing is known here yet");
    let word = report(town.read_stick(1, &stick));
    assert_eq!((waiting(&mut town, 0), waiting(&mut town, 1)), (0, 0));
    town.crash(1);
    assert_eq!(waiting(&mut town, 1), 0, "what left is gone from the disk too");
    assert!(word.written.is_empty(), "word of what came is not answered: {word:?}");
    assert!(stick.files().is_empty());
}

#[test]
fn a_cut_or_damaged_file_is_named_and_left_and_a_new_one_takes_its_place() {
    let mut town = Town::new(3, &CAST);
    let id = town.send(CASE, 0, 1).id;
    cut_off(&mut town);
    for change in 0..3 {
        let stick = Stick::new();
        town.write_stick(0, Some(1), &stick);
        let [file] = stick.files().try_into().unwrap();
        let mut bytes = std::fs::read(&file).unwrap();
        match change {
            0 => bytes.truncate(bytes.len() - 1),
            1 => bytes.truncate(0),
            _ => *bytes.last_mut().unwrap() ^= 1,
        }
        std::fs::write(&file, &bytes).unwrap();
        let read = report(town.read_stick(1, &stick));
        assert_eq!((sum(&read), read.removed, read.damaged.len()), ((0, 0), 0, 1), "{read:?}");
        assert_eq!(read.damaged[0].file, file.file_name().unwrap().to_str().unwrap());
        assert!(town.show(1, &id).is_none() && stick.files() == [file.clone()]);
        town.write_stick(0, Some(1), &stick);
        assert_eq!(stick.files().contains(&file), change == 1, "only what shows whose it is goes");
    }
}

/// What a power cut leaves of a file that was being written goes with the next writing; nothing else does.
#[test]
fn what_an_interrupted_writing_left_is_removed_by_the_next() {
    let mut town = Town::new(4, &CAST);
    town.send(CASE, 0, 1);
    cut_off(&mut town);
    let stick = Stick::new();
    let folder = stick.folder().join("waypost");
    std::fs::create_dir(&folder).unwrap();
    for name in ["0123456789abcdef.part", "my letter.part", "notes.wpb", "ABCDEF0123456789.wpb"] {
        std::fs::write(folder.join(name), "x").unwrap();
    }
    std::os::unix::fs::symlink("/dev/zero", folder.join("00000000000000ff.wpb")).unwrap();
    let written = report(town.write_stick(0, Some(1), &stick));
    assert_eq!((written.written[0].files, written.trouble.is_none()), (1, true));
    assert!(!folder.join("0123456789abcdef.part").exists());
    for name in ["my letter.part", "notes.wpb", "ABCDEF0123456789.wpb"] {
        assert!(folder.join(name).exists(), "{name}");
    }
    let read = report(town.read_stick(1, &stick));
    assert_eq!(sum(&read), (1, 0));
    assert_eq!(read.damaged.len(), 1, "what is no plain file is not opened: {read:?}");
}

/// One stick for two partners: each takes its own, leaves the other's, and answers.
#[test]
fn a_stick_goes_the_round_of_partners_and_each_takes_its_own() {
    let cast = [CAST[0], CAST[1], ("Hill Legal Aid", "legal_aid")];
    let mut town = Town::new(5, &cast);
    town.send(CASE, 0, 1);
    town.send(CASE, 0, 2);
    cut_off(&mut town);
    let stick = Stick::new();
    let written = report(town.write_stick(0, None, &stick));
    assert_eq!((written.written.len(), stick.files().len()), (2, 2));
    // A later writing takes the place of an earlier one.
    town.write_stick(0, None, &stick);
    assert_eq!(stick.files().len(), 2);
    for (house, left) in [(1, 1), (2, 1)] {
        let read = report(town.read_stick(house, &stick));
        assert_eq!((sum(&read), read.not_ours, read.removed), ((1, 0), left, 1), "{read:?}");
    }
    let back = report(town.read_stick(0, &stick));
    assert_eq!((sum(&back), back.read.len()), ((2, 0), 2));
    for house in [1, 2] {
        town.read_stick(house, &stick);
    }
    assert_eq!(town.waiting(), 0);
    assert!(stick.files().is_empty());
}

#[test]
fn a_blocked_partner_gets_nothing_and_its_bundle_is_left() {
    let mut town = Town::new(6, &CAST);
    town.send(CASE, 0, 1);
    cut_off(&mut town);
    let stick = Stick::new();
    town.write_stick(0, Some(1), &stick);
    let partner = town.partner(1, 0);
    town.ask(1, Command::PartnerBlock { partner: partner.clone(), blocked: true });
    let read = report(town.read_stick(1, &stick));
    assert_eq!((sum(&read), read.blocked, stick.files().len()), ((0, 0), 1, 1));
    match town.write_stick(1, Some(0), &stick) {
        Reply::Failed(told) => assert_eq!(told.code, "partner_blocked"),
        other => panic!("{other:?}"),
    }
    town.ask(1, Command::PartnerBlock { partner, blocked: false });
    assert_eq!(sum(&report(town.read_stick(1, &stick))), (1, 0));
}

#[test]
fn by_a_wrong_clock_nothing_is_written_and_nothing_is_taken() {
    let mut town = Town::new(9, &CAST);
    let id = town.send(CASE, 0, 1).id;
    cut_off(&mut town);
    town.wait(1);
    let stick = Stick::new();
    for (house, days) in [(0, -5), (0, 50)] {
        town.houses[house].clock_off_seconds = days * DAY_SECONDS as i64;
        match town.write_stick(house, Some(1), &stick) {
            Reply::Failed(told) => assert_eq!(told.code, "clock"),
            other => panic!("{other:?}"),
        }
        town.houses[house].clock_off_seconds = 0;
    }
    town.write_stick(0, Some(1), &stick);
    for days in [-5, 50] {
        town.houses[1].clock_off_seconds = days * DAY_SECONDS as i64;
        let read = report(town.read_stick(1, &stick));
        assert_eq!((sum(&read), read.not_ours, stick.files().len()), ((0, 0), 1, 1));
    }
    town.houses[1].clock_off_seconds = 0;
    assert!(sum(&report(town.read_stick(1, &stick))).0 >= 1);
    assert!(town.show(1, &id).is_some());
}

/// A restored node asks by stick, and is given back by stick; before it has asked, nothing else goes.
#[test]
fn a_restored_node_catches_up_by_stick_alone() {
    let mut town = Town::new(7, &CAST);
    let first = town.send(CASE, 0, 1).id;
    town.settle();
    let (backup, sheet) = (town.backup(0), town.houses[0].sheet);
    let accept = MoveForm::Accept {
        needs: Vec::new(),
        decline: Default::default(),
        by_when: Some("+1d".to_owned()),
    };
    let step = Box::new(accept);
    town.ask(1, Command::ReferralMove { referral: first.clone(), step });
    town.settle();
    town.lose_and_restore(0, &backup, &sheet);
    town.wait(60);
    drop(town.take_post());
    let stick = Stick::new();
    for _ in 0..4 {
        exchange(&mut town, 0, 1, &stick);
        exchange(&mut town, 1, 0, &stick);
        town.wait(60);
        drop(town.take_post());
    }
    let (a, b) = (town.show(0, &first).unwrap(), town.show(1, &first).unwrap());
    assert_eq!(common(&a), common(&b));
    assert_eq!(a.row.status, "accepted");
    assert_eq!(town.waiting(), 0);
}

/// More than a file holds: parts. Each gives what is in it; word is sent of the whole alone.
#[test]
fn a_bundle_of_several_files_is_whole_only_with_all_of_them() {
    let mut town = Town::new(8, &CAST);
    let form = with_long_notes(town.case(CASE, 0, 1));
    let to = vec![town.partner(0, 1)];
    // A frame of 64 KiB each: 255 fill a file.
    for _ in 0..260 {
        let form = Box::new(form.clone());
        let Reply::Draft(draft) = town.ask(0, Command::ReferralNew { form }) else { panic!() };
        let (draft, to) = (draft.draft, to.clone());
        let send = Command::ReferralSend { draft, to, all_sections: false, asked: true };
        assert!(matches!(town.ask(0, send), Reply::Sent { .. }));
        drop(town.take_post());
    }
    let stick = Stick::new();
    let written = report(town.write_stick(0, Some(1), &stick));
    assert_eq!((written.written[0].letters, written.written[0].files), (260, 2), "{written:?}");
    let lengths = |folder: &Path| -> Vec<u64> {
        let files = bundles_in(folder);
        let mut all: Vec<u64> = files.iter().map(|f| f.metadata().unwrap().len()).collect();
        all.sort_unstable();
        all
    };
    assert_eq!(lengths(stick.folder()), [512 << 10, 16 << 20]);
    let small = |file: &&std::path::PathBuf| file.metadata().unwrap().len() < 16 << 20;
    let (files, spare) = (stick.files(), Stick::new());
    let last = files.iter().find(small).unwrap();
    let kept = spare.folder().join("last");
    std::fs::rename(last, &kept).unwrap();
    let (first, _) = sum(&report(town.read_stick(1, &stick)));
    assert!((240..260).contains(&first), "{first}");
    // The answer tells of receipts, and of no whole bundle: the other side sends what is missing once more.
    let answer = report(town.read_stick(0, &stick));
    assert_eq!((waiting(&mut town, 0), answer.written[0].letters), (260 - first, 260 - first));
    std::fs::copy(&kept, stick.folder().join("waypost").join("00000000000000aa.wpb")).unwrap();
    assert_eq!(sum(&report(town.read_stick(1, &stick))), (260 - first, 260 - first));
    town.read_stick(0, &stick);
    town.read_stick(1, &stick);
    assert_eq!(town.waiting(), 0);
}
