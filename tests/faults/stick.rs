//! The stick's own power and room: it is pulled out while it is written, and it is full.

use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::Duration;

use rand_chacha::rand_core::Rng;
use waypost_tests::node::{Node, cosigned, pair, send};
use waypost_tests::town::stick::bundles_in;

use crate::report::{chance, rounds, skip};
use waypost_tests::mount::Mount;

const CASE: &str = "04-mother-and-child.toml";
const LETTERS: u64 = 3;

/// Two partners; letters of the first wait for the second, which is off.
fn waiting_letters() -> (Node, Node) {
    let program = env!("CARGO_BIN_EXE_waypost");
    let mut shelter = Node::init(program, "Border Shelter", "shelter");
    let mut clinic = Node::init(program, "River Clinic", "clinic");
    shelter.run();
    clinic.run();
    let (of_shelter, _) = pair(&shelter, &clinic);
    // Else heads of their logs would wait beside the referrals.
    cosigned([&shelter, &clinic]);
    for node in [&shelter, &clinic] {
        node.until("nothing waits", |node| node.must(&["status"])["waiting_letters"] == 0);
    }
    clinic.stop();
    (0..LETTERS).for_each(|_| drop(send(&shelter, CASE, &of_shelter)));
    (shelter, clinic)
}

fn parts_in(folder: &Path) -> Vec<PathBuf> {
    let Ok(entries) = std::fs::read_dir(folder.join("waypost")) else { return Vec::new() };
    let all = entries.map(|entry| entry.unwrap().path());
    all.filter(|path| path.extension().is_some_and(|ending| ending == "part")).collect()
}

/// A name stands for whole bytes, whenever the stick goes; what is left besides is removed by the next writing; and
/// the node whose stick went says so and goes on.
#[test]
fn a_stick_pulled_while_it_is_written_holds_whole_files_or_none() {
    let Some(stick) = Mount::ext4() else {
        return skip("a pulled stick", "root, loop devices, mkfs.ext4 and perl");
    };
    let (pulls, (seed, mut rng)) = (rounds(12), chance());
    let (shelter, mut clinic) = waiting_letters();
    let folder = stick.path();
    let dir = folder.to_str().unwrap().to_owned();
    let (written, cut_off) = (AtomicU64::new(0), AtomicU64::new(0));
    clinic.run_cut_off();
    let mut whole = 0;
    for pull in 0..pulls {
        std::thread::scope(|scope| {
            let writing = scope.spawn(|| {
                // Until the stick is gone.
                while shelter.ask(&["bundle", "write", "--all", &dir]).code == 0 {
                    written.fetch_add(1, Ordering::Relaxed);
                }
                cut_off.fetch_add(1, Ordering::Relaxed);
            });
            std::thread::sleep(Duration::from_millis(20 + u64::from(rng.next_u32() % 300)));
            stick.cut();
            writing.join().unwrap();
        });
        stick.power_on();
        whole += bundles_in(&folder).len();
        let read = clinic.must(&["bundle", "read", &dir, "--keep", "--no-answer"]);
        assert!(read["damaged"].is_null(), "pull {pull} of seed {seed}: {read}");
    }
    shelter.must(&["bundle", "write", "--all", &dir]);
    assert!(parts_in(&folder).is_empty(), "what was left over is gone");
    clinic.must(&["bundle", "read", &dir]);
    shelter.must(&["bundle", "read", &dir]);
    assert_eq!(shelter.must(&["status"])["waiting_letters"], 0, "all was signed for");
    let (written, cut_off) = (written.into_inner(), cut_off.into_inner());
    println!(
        "fault report: a stick pulled {cut_off} times amid {written} writings (seed {seed}): {whole} whole files found, none cut"
    );
    assert!(cut_off == pulls && written > pulls / 2, "the stick was in use");
}

/// A full stick is said before anything is written, and nothing on it is removed.
#[test]
fn a_full_stick_is_said_and_nothing_is_removed() {
    let Some(stick) = Mount::memory(1) else { return skip("a full stick", "root and tmpfs") };
    let (shelter, mut clinic) = waiting_letters();
    let folder = stick.path();
    let dir = folder.to_str().unwrap();
    shelter.must(&["bundle", "write", "--all", dir]);
    let before = bundles_in(&folder);
    let filler = folder.join("holiday.jpg");
    std::fs::write(&filler, vec![7; 960 * 1024]).unwrap();
    let said = shelter.ask(&["bundle", "write", "--all", dir]);
    assert_eq!((said.code, &said.reply["trouble"]["code"]), (1, &"stick_full".into()), "{said:?}");
    clinic.run_cut_off();
    let said = clinic.ask(&["bundle", "read", dir]);
    assert_eq!((said.code, &said.reply["trouble"]["code"]), (1, &"stick_full".into()), "{said:?}");
    assert_eq!(said.reply["read"][0]["letters"], LETTERS, "what could be read was taken");
    assert_eq!((bundles_in(&folder), parts_in(&folder)), (before, Vec::new()));
    std::fs::remove_file(filler).unwrap();
    let again = clinic.must(&["bundle", "read", dir]);
    assert_eq!((&again["read"][0]["repeats"], &again["removed"]), (&LETTERS.into(), &1.into()));
    shelter.must(&["bundle", "read", dir]);
    assert_eq!(shelter.must(&["status"])["waiting_letters"], 0);
}
