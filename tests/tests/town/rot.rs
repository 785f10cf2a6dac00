//! A byte is flipped in a file of a stopped node: what was not hit is read as it was, what was hit is named, and
//! nothing is silently wrong, panics, or keeps the rest from working.

use std::collections::BTreeMap;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::{Path, PathBuf};

use rand_chacha::ChaCha20Rng;
use rand_core::{Rng, SeedableRng};
use waypost_desk::command::{Command, ReferralReport, Reply};
use waypost_desk::desk::{Desk, Effect, Input};
use waypost_protocol::ids::Time;
use waypost_tests::actor::act;
use waypost_tests::town::{Town, copy_folder, open_on_disk};

use crate::storms::common;

const CAST: [(&str, &str); 2] = [("Border Shelter", "shelter"), ("River Clinic", "clinic")];
/// Flips in each kind of file; `WAYPOST_FAULT_ROUNDS` plays others.
fn flips() -> u64 {
    std::env::var("WAYPOST_FAULT_ROUNDS").ok().map_or(40, |text| text.parse().unwrap())
}

/// A stopped node with content, and what it says while whole.
struct Whole {
    folder: tempfile::TempDir,
    referrals: BTreeMap<String, ReferralReport>,
    now: Time,
}

fn whole() -> Whole {
    let mut town = Town::new(11, &CAST);
    for case in ["01-shelter-tonight.toml", "04-mother-and-child.toml", "07-visa-and-fine.toml"] {
        town.send(case, 0, 1);
        town.send(case, 1, 0);
        town.settle();
    }
    for turn in 0..30 {
        act(&mut town, turn % 2);
        town.settle();
    }
    let ids: Vec<String> = town.referrals(1).into_iter().map(|row| row.id).collect();
    let referrals = ids.iter().map(|id| (id.clone(), town.show(1, id).unwrap())).collect();
    town.send("01-shelter-tonight.toml", 0, 1);
    let (_, frame) = town.take_post().remove(0);
    let folder = tempfile::tempdir().unwrap();
    town.close_into(1, &frame, folder.path());
    Whole { folder, referrals, now: town.now }
}

fn ask(desk: &mut Desk, now: Time, command: Command) -> Reply {
    let asked = Input::Asked { token: 1, command: Box::new(command) };
    let replies = desk.step(now, vec![asked]).into_iter().filter_map(|effect| match effect {
        Effect::Reply { reply, .. } => Some(*reply),
        _ => None,
    });
    replies.last().expect("a node answers")
}

/// What a flip led to.
#[derive(Debug, PartialEq, Eq)]
enum Outcome {
    /// All reads as before.
    Harmless,
    /// So many referrals are named as damaged; the others read as before.
    Contained(usize),
    /// The node does not start, and says what is damaged.
    Refused,
}

/// Opens a damaged folder and reads everything.
fn read(whole: &Whole, folder: &Path) -> Outcome {
    let mut desk = match open_on_disk(folder, 5) {
        Ok(desk) => desk,
        Err(error) => {
            let told = error.failure();
            assert!(
                ["data_damaged", "format_damaged", "newer_format"].contains(&told.code.as_str()),
                "{told:?}"
            );
            return Outcome::Refused;
        }
    };
    let now = whole.now;
    desk.step(now, vec![Input::Tick]);
    desk.open_spool(now);
    let mut damaged = 0;
    for (id, before) in &whole.referrals {
        let show =
            Command::ReferralShow { referral: id.clone(), opened: false, printed: false, by: None };
        match ask(&mut desk, now, show) {
            Reply::Referral(found) if found.flags.iter().any(|flag| flag == "damage_on_disk") => {
                damaged += usize::from(common(&found) != common(before));
            }
            Reply::Referral(found) => assert_eq!(common(&found), common(before), "silently wrong"),
            Reply::Failed(told) => {
                assert!(
                    ["data_damaged", "unknown_referral"].contains(&told.code.as_str()),
                    "{told:?}"
                );
                damaged += 1;
            }
            other => panic!("{other:?}"),
        }
    }
    let list = Command::ReferralList { waiting: false, closed: true };
    let Reply::Referrals { referrals, .. } = ask(&mut desk, now, list) else { panic!("no list") };
    assert!(referrals.len() + damaged >= whole.referrals.len(), "the others are listed");
    let Reply::Audit(_) = ask(&mut desk, now, Command::AuditLog { list: false }) else {
        panic!("no audit")
    };
    let Reply::Status(status) = ask(&mut desk, now, Command::Status) else { panic!("no status") };
    assert!(damaged == 0 || status.store.iter().any(|line| line.contains("damaged")), "{status:?}");
    // Nothing that was met once keeps new work from being done.
    let invite = ask(&mut desk, now, Command::InviteNew { label: None });
    assert!(matches!(invite, Reply::Invite(_)), "{invite:?}");
    if damaged == 0 { Outcome::Harmless } else { Outcome::Contained(damaged) }
}

fn files(folder: &Path, found: &mut Vec<PathBuf>) {
    for entry in std::fs::read_dir(folder).unwrap() {
        let entry = entry.unwrap();
        match entry.file_type().unwrap().is_dir() {
            true => files(&entry.path(), found),
            false => found.push(entry.path()),
        }
    }
}

/// Flips bytes of one kind of file and counts the outcomes; `also` does more damage first.
fn play(whole: &Whole, kind: &str, flips: u64, also: impl Fn(&Path)) -> [usize; 3] {
    let mut rng = ChaCha20Rng::seed_from_u64(3);
    let mut all = Vec::new();
    files(whole.folder.path(), &mut all);
    all.retain(|path| path.strip_prefix(whole.folder.path()).unwrap().starts_with(kind));
    all.sort();
    let mut outcomes = [0; 3];
    for _ in 0..flips {
        let path = &all[rng.next_u32() as usize % all.len()];
        let copy = tempfile::tempdir().unwrap();
        copy_folder(whole.folder.path(), copy.path());
        let hit = copy.path().join(path.strip_prefix(whole.folder.path()).unwrap());
        let mut bytes = std::fs::read(&hit).unwrap();
        if bytes.is_empty() {
            continue;
        }
        let at = rng.next_u32() as usize % bytes.len();
        bytes[at] ^= 1 << (rng.next_u32() % 8);
        std::fs::write(&hit, bytes).unwrap();
        also(copy.path());
        let outcome = catch_unwind(AssertUnwindSafe(|| read(whole, copy.path())));
        match outcome.unwrap_or_else(|_| panic!("byte {at} of {}", hit.display())) {
            Outcome::Harmless => outcomes[0] += 1,
            Outcome::Contained(_) => outcomes[1] += 1,
            Outcome::Refused => outcomes[2] += 1,
        }
    }
    let [harmless, contained, refused] = outcomes;
    println!(
        "fault report: {flips} flips in {kind}: {harmless} harmless, {contained} named and contained, {refused} refused with a reason, 0 silent"
    );
    outcomes
}

#[test]
fn a_flipped_byte_is_named_and_hurts_nothing_else() {
    let whole = whole();
    let nothing = |_: &Path| {};
    assert_eq!(read(&whole, fresh(&whole).path()), Outcome::Harmless);
    let [_, contained, refused] = play(&whole, "journal", 3 * flips(), nothing);
    assert!(contained > 0 && refused <= contained, "damage in the journal is contained");
    play(&whole, "vault", 2 * flips(), nothing);
    // sled's files are thrown away whatever hits them, and the journal knows all.
    assert_eq!(play(&whole, "index", flips(), nothing)[1..], [0, 0]);
    assert_eq!(play(&whole, "CLEAN", flips() / 2, nothing)[1..], [0, 0]);
    assert_eq!(play(&whole, "spool", flips() / 2, nothing)[1..], [0, 0]);
    play(&whole, "FORMAT", flips() / 2, nothing);
}

/// The index is lost as well, so that the journal is read from its beginning: a record that was hit is a hole.
#[test]
fn a_flipped_byte_in_a_journal_without_its_index_is_named() {
    let whole = whole();
    let [_, contained, refused] = play(&whole, "journal", flips(), |folder| {
        std::fs::remove_dir_all(folder.join("index")).unwrap();
    });
    assert!(contained > 0 && refused <= contained, "damage in the journal is contained");
}

fn fresh(whole: &Whole) -> tempfile::TempDir {
    let copy = tempfile::tempdir().unwrap();
    copy_folder(whole.folder.path(), copy.path());
    copy
}
