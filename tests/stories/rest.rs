//! At rest: what a thief of the folder, the log or the socket can read.

use std::os::unix::fs::PermissionsExt;
use std::path::Path;

use waypost_tests::node::{Node, PASSPHRASE, case_for, pair, send};

use crate::organisation;

/// Texts of the example case that name the person, or say something of them.
const MARKERS: [&str; 5] = ["ምሳሌ", "Misale", "Namuna", "cousin who arranged", "Arm swollen"];

fn files(folder: &Path, into: &mut Vec<std::path::PathBuf>) {
    for entry in std::fs::read_dir(folder).unwrap() {
        let entry = entry.unwrap();
        match entry.file_type().unwrap() {
            kind if kind.is_dir() => files(&entry.path(), into),
            kind if kind.is_file() => into.push(entry.path()),
            _ => {}
        }
    }
}

fn holds(file: &Path, marker: &str) -> bool {
    let bytes = std::fs::read(file).unwrap();
    let hex: String = marker.bytes().map(|b| format!("{b:02x}")).collect();
    [marker.as_bytes(), hex.as_bytes()]
        .iter()
        .any(|needle| bytes.windows(needle.len()).any(|window| window == *needle))
}

/// Neither side's folder, log or file names hold a word about the person, running or stopped, and
/// the passphrase is nowhere. The search itself is shown to find what is there.
#[test]
fn nothing_about_a_person_can_be_read_at_rest() {
    let (mut shelter, mut clinic) =
        (organisation("Border Shelter", "shelter"), organisation("River Clinic", "clinic"));
    shelter.run();
    clinic.run();
    let (clinic_name, _) = pair(&shelter, &clinic);
    let id = send(&shelter, "01-shelter-tonight.toml", &clinic_name);
    clinic.until_status(&id, "sent");
    clinic.must(&["referral", "answer", &id, "accept", "--by", "+1d"]);
    clinic.until("the identity came", |clinic| {
        let shown = clinic.must(&["referral", "show", &id]).to_string();
        MARKERS.iter().all(|m| shown.contains(m))
    });
    let search = |node: &Node| {
        let mut all = vec![node.log()];
        files(&node.home(), &mut all);
        assert!(all.len() > 5, "there is something to search");
        for file in all {
            for marker in MARKERS.iter().chain(&[PASSPHRASE, "wpjoin1"]) {
                assert!(!holds(&file, marker), "{} holds `{marker}`", file.display());
                assert!(!file.to_string_lossy().contains(marker));
            }
        }
    };
    search(&shelter);
    search(&clinic);
    clinic.must(&["lock"]);
    search(&clinic);
    shelter.stop();
    clinic.kill();
    search(&shelter);
    search(&clinic);
    // The search can fail: the case file on the worker's own desk does hold the name.
    assert!(holds(&case_for(&shelter, "01-shelter-tonight.toml", "x"), "Misale"));
}

/// Only the owner may open the folder or talk to the node.
#[test]
fn the_folder_and_the_socket_are_the_owners_alone() {
    let mut shelter = organisation("Border Shelter", "shelter");
    shelter.run();
    let mode = |path: &Path| std::fs::metadata(path).unwrap().permissions().mode() & 0o777;
    assert_eq!(mode(&shelter.home()), 0o700);
    assert_eq!(mode(&shelter.home().join("run.sock")), 0o600);
    let mut all = Vec::new();
    files(&shelter.home().join("data"), &mut all);
    for file in all.iter().filter(|f| !f.starts_with(shelter.home().join("data/index"))) {
        assert_eq!(mode(file), 0o600, "{}", file.display());
    }
}

/// sled's folder is deleted: the node says so, rebuilds it from the journal, and nothing is lost.
#[test]
fn a_deleted_index_comes_back() {
    let (mut shelter, mut clinic) =
        (organisation("Border Shelter", "shelter"), organisation("River Clinic", "clinic"));
    shelter.run();
    clinic.run();
    let (clinic_name, _) = pair(&shelter, &clinic);
    let id = send(&shelter, "02-passport-and-way-home.toml", &clinic_name);
    clinic.until_status(&id, "sent");
    clinic.stop();
    std::fs::remove_dir_all(clinic.home().join("data/index")).unwrap();
    clinic.run();
    assert!(clinic.must(&["status"])["store"].to_string().contains("rebuilt"));
    clinic.must(&["referral", "answer", &id, "acknowledge"]);
    shelter.until_status(&id, "received");
    assert_eq!(clinic.must(&["audit", "log"])["faults"].as_array().unwrap().len(), 0);
}
