//! A stick, and no network: pairing, a whole referral, a pulled stick, and what a finder sees.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::time::Duration;

use serde_json::Value;
use waypost_tests::node::{Node, send};
use waypost_tests::town::stick::{Stick, bundles_in};

use crate::organisation;

/// A stick, and every file that was ever on it, as a finder could have had it.
struct Carried {
    stick: Stick,
    found: Vec<Vec<u8>>,
    names: BTreeSet<String>,
}

impl Carried {
    fn new() -> Self {
        Self { stick: Stick::new(), found: Vec::new(), names: BTreeSet::new() }
    }

    fn dir(&self) -> &str {
        self.stick.folder().to_str().unwrap()
    }

    fn look(&mut self) {
        for file in self.stick.files() {
            let name = file.file_name().unwrap().to_str().unwrap().to_owned();
            if self.names.insert(name) {
                self.found.push(std::fs::read(file).unwrap());
            }
        }
    }

    fn write(&mut self, node: &Node) -> Value {
        let report = node.must(&["bundle", "write", "--all", self.dir()]);
        self.look();
        report
    }

    /// Reads the stick, and a copy of it once more: the second time changes nothing.
    fn read(&mut self, node: &Node) -> Value {
        let copy = Stick::new();
        copy_bundles(self.stick.folder(), copy.folder());
        let report = node.must(&["bundle", "read", self.dir()]);
        self.look();
        let letters = node.must(&["status"])["letters"].clone();
        let again = copy.folder().to_str().unwrap();
        let again = node.must(&["bundle", "read", again, "--keep", "--no-answer"]);
        assert_eq!(new_letters(&again), 0, "{again}");
        assert_eq!(node.must(&["status"])["letters"], letters);
        report
    }

    /// There, and back, and word that the answers came.
    fn exchange(&mut self, from: &Node, to: &Node) {
        self.write(from);
        for reader in [to, from, to, from] {
            self.read(reader);
        }
    }
}

fn copy_bundles(from: &Path, to: &Path) {
    std::fs::create_dir_all(to.join("waypost")).unwrap();
    for file in bundles_in(from) {
        std::fs::copy(&file, to.join("waypost").join(file.file_name().unwrap())).unwrap();
    }
}

fn new_letters(report: &Value) -> u64 {
    let read = report["read"].as_array().into_iter().flatten();
    read.map(|row| row["letters"].as_u64().unwrap()).sum()
}

fn cut_off(name: &str, kind: &str) -> Node {
    let mut node = organisation(name, kind);
    node.run_cut_off();
    node
}

/// Pairs two nodes by the invite's text and a stick. Returns what each calls the other.
fn pair(a: &Node, b: &Node, carried: &mut Carried) -> (String, String) {
    let invite = a.must(&["invite", "new"]);
    assert_eq!(invite["reached_at"].as_array().unwrap().len(), 0);
    b.must(&["join", invite["code"].as_str().unwrap()]);
    let written = carried.write(b);
    assert_eq!(written["written"][0]["letters"], 1, "the join: {written}");
    let taken = carried.read(a);
    assert_eq!(new_letters(&taken), 1, "{taken}");
    assert_eq!(taken["written"][0]["letters"], 2, "a receipt and a card: {taken}");
    carried.read(b);
    carried.read(a);
    let [of_a, of_b] = [a, b].map(|node| node.must(&["partner", "list"])["partners"][0].clone());
    assert_eq!(of_a["safety_number"], of_b["safety_number"], "both see one safety number");
    let [of_a, of_b] = [of_a, of_b].map(|p| p["short"].as_str().unwrap().to_owned());
    a.must(&["partner", "check", &of_a, "--confirm"]);
    b.must(&["partner", "check", &of_b, "--confirm"]);
    carried.exchange(a, b);
    for (node, other) in [(a, &of_a), (b, &of_b)] {
        let partner = node.must(&["partner", "show", other]);
        assert_eq!(partner["confirmed_by_them"], true, "{partner}");
    }
    (of_a, of_b)
}

fn status(node: &Node, id: &str) -> String {
    let report = node.must(&["referral", "show", id]);
    report["row"]["status"].as_str().unwrap().to_owned()
}

/// From pairing to closure by stick alone: both nodes listen nowhere, and (where the system allows it) each runs in a
/// namespace without any network. Every stick is read twice; one is pulled out while it is written.
#[test]
fn a_referral_goes_there_and_back_by_stick_alone() {
    let (mut shelter, mut clinic) =
        (cut_off("Border Shelter", "shelter"), cut_off("River Clinic", "clinic"));
    let mut carried = Carried::new();
    let (of_shelter, _) = pair(&shelter, &clinic, &mut carried);

    let id = send(&shelter, "01-shelter-tonight.toml", &of_shelter);
    pulled_out(&shelter, &clinic, &mut carried, &id);
    carried.exchange(&shelter, &clinic);
    assert_eq!(status(&clinic, &id), "sent");

    clinic.must(&["referral", "answer", &id, "accept", "--by", "+1d"]);
    carried.exchange(&clinic, &shelter);
    assert_eq!(status(&shelter, &id), "accepted");
    // Taking the acceptance made the shelter's node write the disclosure, which went back on the same stick.
    let sections = clinic.must(&["referral", "show", &id])["sections"].to_string();
    assert!(sections.contains("identity"), "{sections}");

    shelter.must(&["handover", "depart", &id, "--arrive-by", "+6h"]);
    carried.exchange(&shelter, &clinic);
    clinic.must(&["handover", "arrive", &id]);
    clinic.must(&["referral", "complete", &id]);
    carried.exchange(&clinic, &shelter);
    assert_eq!(status(&shelter, &id), "completed");
    shelter.must(&["close", &id]);
    carried.exchange(&shelter, &clinic);
    carried.exchange(&clinic, &shelter);
    assert_eq!(status(&clinic, &id), "closed");

    for node in [&shelter, &clinic] {
        let said = node.must(&["status"]);
        assert_eq!(
            (&said["waiting_letters"], said["listening"].as_array().unwrap().len()),
            (&0.into(), 0)
        );
        assert_eq!(node.must(&["audit", "log"])["faults"].as_array().unwrap().len(), 0);
    }
    assert!(carried.stick.files().is_empty(), "what was taken is removed");
    let doctor = shelter.ask(&["doctor"]).reply;
    let findings = doctor["findings"].as_array().unwrap_or_else(|| panic!("{doctor}"));
    let listening = findings.iter().find(|f| f["check"] == "listening").unwrap();
    assert_eq!(listening["health"], "good", "it listens nowhere, as it was told: {listening}");
    a_finder_sees_sizes(&carried);
    shelter.stop();
    clinic.stop();
}

/// The stick is pulled out: what is left of a file is named, nothing of it is taken, and writing again mends it.
fn pulled_out(from: &Node, to: &Node, carried: &mut Carried, id: &str) {
    carried.write(from);
    let [file]: [PathBuf; 1] = carried.stick.files().try_into().unwrap();
    let whole = std::fs::read(&file).unwrap();
    for left in [whole.len() / 2, whole.len() - 1, 39, 0] {
        std::fs::write(&file, &whole[..left]).unwrap();
        let report = to.must(&["bundle", "read", carried.dir()]);
        let damaged = report["damaged"].as_array().unwrap();
        assert_eq!(damaged[0]["file"], file.file_name().unwrap().to_str().unwrap());
        assert!(damaged[0]["why"].as_str().unwrap().contains("cut short"), "{report}");
        assert_eq!((new_letters(&report), &report["removed"]), (0, &0.into()));
        assert!(file.exists() && to.refused(&["referral", "show", id]) == "unknown_referral");
    }
    std::fs::write(&file, &whole[..whole.len() - 1]).unwrap();
    carried.write(from);
    assert!(!file.exists(), "the new bundle takes the place of the cut one");
}

/// Lengths, and nothing else: no pattern that is known, no block of 16 bytes that two files share.
fn a_finder_sees_sizes(carried: &Carried) {
    let files = &carried.found;
    assert!(files.len() > 12, "{} files", files.len());
    let mut blocks = BTreeSet::new();
    for bytes in files {
        assert!(bytes.len().is_power_of_two() && (1 << 14..=1 << 24).contains(&bytes.len()));
        for known in ["waypost", "age-encryption", "Shelter", "Clinic", "shelter", "clinic"] {
            assert!(!bytes.windows(known.len()).any(|part| part == known.as_bytes()), "{known}");
        }
        for block in bytes.chunks(16) {
            assert!(blocks.insert(block), "two blocks are the same");
        }
        // By chance every byte comes 64 times in 16 KiB; ten deviations are 80.
        let mut counts = [0_usize; 256];
        bytes.iter().for_each(|byte| counts[usize::from(*byte)] += 1);
        let expected = bytes.len() / 256;
        let apart = (expected as f64).sqrt() * 10.0;
        assert!(counts.iter().all(|n| (*n as f64 - expected as f64).abs() < apart));
    }
    let first: BTreeSet<u8> = files.iter().map(|bytes| bytes[0]).collect();
    assert!(first.len() > files.len() / 2, "first bytes vary: {first:?}");
    for name in &carried.names {
        let digits = name.strip_suffix(".wpb").unwrap();
        assert!(digits.len() == 16 && digits.chars().all(|c| c.is_ascii_hexdigit()), "{name}");
    }
}

/// A stick that is not there, holds nothing of ours, or has no room is said, and nothing changes.
#[test]
fn what_cannot_be_read_or_written_is_said() {
    let (mut shelter, mut clinic) =
        (cut_off("Border Shelter", "shelter"), cut_off("River Clinic", "clinic"));
    let mut carried = Carried::new();
    let (of_shelter, _) = pair(&shelter, &clinic, &mut carried);
    let stick = Stick::new();
    let dir = stick.folder().to_str().unwrap();
    let trouble = |node: &Node, words: &[&str]| {
        let said = node.ask(words);
        assert_ne!(said.code, 0, "{said:?}");
        said.reply["trouble"]["code"].as_str().unwrap_or_else(|| panic!("{said:?}")).to_owned()
    };
    assert_eq!(trouble(&shelter, &["bundle", "read", dir]), "no_bundles");
    let gone = stick.folder().join("gone").display().to_string();
    assert_eq!(trouble(&shelter, &["bundle", "write", "--all", &gone]), "no_folder");
    assert_eq!(shelter.refused(&["bundle", "write", "--to", "nobody", dir]), "unknown_partner");
    assert_eq!(shelter.ask(&["bundle", "write", dir]).code, 2, "for whom must be said");
    let nothing = shelter.must(&["bundle", "write", "--to", &of_shelter, dir]);
    assert_eq!(nothing["nothing_for"][0], of_shelter.as_str());
    send(&shelter, "04-mother-and-child.toml", &of_shelter);
    shelter.must(&["bundle", "write", "--all", dir]);
    clinic.must(&["lock"]);
    assert_eq!(clinic.refused(&["bundle", "read", dir]), "locked");
    assert_eq!(stick.files().len(), 1);
    shelter.stop();
    clinic.kill();
}

/// Locked between two turns at the stick: whoever asked is told, the thread ends, and later it is done again.
#[test]
fn a_node_locked_while_it_reads_a_stick_says_so_and_reads_it_again() {
    let shelter = cut_off("Border Shelter", "shelter");
    let stick = Stick::new();
    let folder = stick.folder().join("waypost");
    std::fs::create_dir(&folder).unwrap();
    let noise: Vec<u8> =
        (0..16_384_u32).map(|n| (n.wrapping_mul(2_654_435_761) >> 24) as u8).collect();
    for n in 0..1_000 {
        std::fs::write(folder.join(format!("{n:016x}.wpb")), &noise).unwrap();
    }
    let dir = stick.folder().to_str().unwrap();
    let process = shelter.process().to_string();
    let passphrase = shelter.passphrase().display().to_string();
    let mut interrupted = false;
    for milliseconds in (2..60).cycle().step_by(3).take(60) {
        let said = std::thread::scope(|scope| {
            let reading = scope.spawn(|| shelter.ask(&["bundle", "read", dir]));
            std::thread::sleep(Duration::from_millis(milliseconds));
            assert!(Command::new("kill").args(["-USR1", &process]).status().unwrap().success());
            reading.join().unwrap()
        });
        let code = said.reply["code"].as_str().unwrap_or("done").to_owned();
        assert!(["done", "locked", "bundle_interrupted"].contains(&code.as_str()), "{said:?}");
        shelter.until("it is locked", |node| node.must(&["status"])["locked"] == true);
        shelter.must(&["unlock", "--passphrase-file", &passphrase]);
        interrupted |= code == "bundle_interrupted";
        if interrupted {
            break;
        }
    }
    assert!(interrupted, "no lock came between two turns");
    assert_eq!(shelter.must(&["bundle", "read", dir])["not_ours"], 1_000);
}
