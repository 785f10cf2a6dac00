//! Keys, sheets, passphrases and locks, asked for as a person would.

use std::process::Stdio;
use std::time::{Duration, Instant, SystemTime, UNIX_EPOCH};

use waypost_tests::node::{Node, pair, send};

use crate::organisation;

const NEW_PASSPHRASE: &str = "eleven kettles beside the quiet orchard";

fn path(node: &Node, name: &str) -> String {
    node.home().parent().unwrap().join(name).display().to_string()
}

/// As after so many wrong tries, the last of them so many seconds ago.
fn tried(node: &Node, wrong: u32, seconds_ago: u64) {
    let now = SystemTime::now().duration_since(UNIX_EPOCH).unwrap().as_secs();
    let line = format!("waypost-attempts 1 {wrong} {}\n", now - seconds_ago);
    std::fs::write(node.home().join("attempts"), line).unwrap();
}

/// The sheet that `init` wrote replaces the key; the new one does the next time, the old one no more.
#[test]
fn a_key_is_replaced_and_revoked_with_the_sheets_text_files() {
    let (mut shelter, mut clinic) =
        (organisation("Border Shelter", "shelter"), organisation("River Clinic", "clinic"));
    shelter.run();
    clinic.run();
    let (of_shelter, of_clinic) = pair(&shelter, &clinic);
    let (first, second, third) =
        (path(&shelter, "sheet"), path(&shelter, "second"), path(&shelter, "third"));
    let wrong = path(&clinic, "sheet");
    let rotate = |sheet: &str, new: &str| {
        shelter.ask(&["key", "rotate", "--recovery-sheet", sheet, "--new-sheet-to", new])
    };
    assert_eq!(rotate(&wrong, &second).reply["code"], "wrong_sheet");
    assert!(!std::path::Path::new(&second).exists(), "no sheet is made for a wrong one");
    assert_eq!(rotate(&first, &second).code, 0);
    assert_eq!(rotate(&first, &third).reply["code"], "used_sheet");
    shelter.must(&["key", "revoke", "--recovery-sheet", &second, "--new-sheet-to", &third]);
    let keys = shelter.must(&["key", "show"]);
    let states: Vec<&str> =
        keys["keys"].as_array().unwrap().iter().map(|k| k["state"].as_str().unwrap()).collect();
    assert_eq!(states, ["retired", "stolen", "in_force"]);
    clinic.until("the clinic has heard", |c| {
        c.must(&["partner", "show", &of_clinic])["keys"].as_array().unwrap().len() == 3
    });
    let referral = send(&shelter, "04-mother-and-child.toml", &of_shelter);
    clinic.until_status(&referral, "sent");
    assert_eq!(clinic.must(&["audit", "log"])["faults"].as_array().unwrap().len(), 0);
    shelter.stop();
    clinic.stop();
}

/// The passphrase is lost: the sheet opens the data, a new passphrase is set, a new sheet replaces it.
#[test]
fn a_lost_passphrase_is_replaced_with_the_sheet_while_no_node_runs() {
    let mut shelter = organisation("Border Shelter", "shelter");
    shelter.run();
    let (first, second) = (path(&shelter, "sheet"), path(&shelter, "second"));
    let new = path(&shelter, "new-passphrase");
    std::fs::write(&new, NEW_PASSPHRASE).unwrap();
    let recover = |sheet: &str, more: &[&str]| {
        let words = ["key", "recover", "--recovery-sheet", sheet, "--passphrase-file", &new];
        shelter.ask(&[&words[..], more].concat())
    };
    assert_eq!(recover(&first, &["--keep-sheet"]).reply["code"], "runs_already");
    shelter.must(&["stop"]);
    shelter.until("it has stopped", |s| s.ask(&["status"]).code == 3);
    assert_eq!(recover(&first, &["--new-sheet-to", &second]).code, 0);
    assert_eq!(recover(&first, &["--keep-sheet"]).reply["code"], "wrong_recovery_key");
    assert!(shelter.home().join("attempts").exists(), "wrong sheets are counted");
    tried(&shelter, 7, 0);
    assert_eq!(recover(&second, &["--keep-sheet"]).reply["code"], "wait");
    tried(&shelter, 7, 100);
    let mut shelter = shelter;
    shelter.ended();
    shelter.run_with(&[]);
    assert_eq!(shelter.ended(), 4, "the old passphrase opens nothing");
    std::fs::write(shelter.passphrase(), NEW_PASSPHRASE).unwrap();
    tried(&shelter, 8, 100);
    shelter.run();
    assert_eq!(shelter.must(&["key", "show"])["keys"].as_array().unwrap().len(), 2);
    shelter.stop();
}

#[test]
fn a_passphrase_is_changed_by_the_old_one_and_wrong_ones_must_wait() {
    let mut shelter = organisation("Border Shelter", "shelter");
    shelter.run();
    let (old, new, wrong) =
        (path(&shelter, "passphrase"), path(&shelter, "new"), path(&shelter, "wrong"));
    std::fs::write(&new, NEW_PASSPHRASE).unwrap();
    std::fs::write(&wrong, "not the passphrase at all").unwrap();
    let change = |old: &str| {
        let words =
            ["passphrase", "change", "--passphrase-file", old, "--new-passphrase-file", &new];
        shelter.ask(&words)
    };
    tried(&shelter, 7, 0);
    let told = change(&old);
    assert_eq!((told.code, told.reply["code"].as_str()), (4, Some("wait")));
    tried(&shelter, 7, 100);
    assert_eq!(change(&old).code, 0);
    assert!(!shelter.home().join("attempts").exists(), "a right one begins the count anew");
    assert_eq!(change(&wrong).reply["code"], "wrong_passphrase");
    shelter.must(&["lock"]);
    std::thread::sleep(Duration::from_millis(1100));
    assert_eq!(shelter.refused(&["unlock", "--passphrase-file", &old]), "wrong_passphrase");
    tried(&shelter, 7, 0);
    assert_eq!(shelter.refused(&["unlock", "--passphrase-file", &new]), "wait");
    tried(&shelter, 1, 0);
    std::thread::sleep(Duration::from_millis(1100));
    shelter.must(&["unlock", "--passphrase-file", &new]);
    assert!(!shelter.home().join("attempts").exists(), "a right one begins the count anew");
    shelter.stop();
}

/// The sheet is burnt and the passphrase forgotten: two of three trustees open the data.
#[test]
fn shares_of_trustees_open_the_data_when_sheet_and_passphrase_are_lost() {
    let (mut shelter, mut clinic) =
        (organisation("Border Shelter", "shelter"), organisation("River Clinic", "clinic"));
    shelter.run();
    clinic.run();
    let (of_shelter, of_clinic) = pair(&shelter, &clinic);
    let (sheet, papers) = (path(&shelter, "sheet"), path(&shelter, "papers"));
    let words = ["key", "shares", "make", "--need", "2", "--of", "3", "--to", &of_shelter];
    let made =
        shelter.must(&[&words[..], &["--shares-to", &papers, "--recovery-sheet", &sheet]].concat());
    assert_eq!((made["sent"].as_u64(), made["of"].as_u64()), (Some(1), Some(3)));
    clinic.until("the share came", |c| {
        c.must(&["key", "shares", "list"])["shares"].as_array().unwrap().len() == 1
    });
    let back = clinic.must(&["key", "shares", "show", &of_clinic]);
    shelter.stop();
    std::fs::remove_file(&sheet).unwrap();

    let together = path(&shelter, "together");
    let recover = |more: &str| {
        let paper = std::fs::read_to_string(format!("{papers}/share-3-of-3.txt")).unwrap();
        std::fs::write(&together, format!("{paper}\n{more}\n")).unwrap();
        let new = path(&shelter, "passphrase");
        std::fs::write(&new, NEW_PASSPHRASE).unwrap();
        let sheet = path(&shelter, "second");
        let words = ["key", "recover", "--shares", &together, "--passphrase-file", &new];
        shelter.ask(&[&words[..], &["--new-sheet-to", &sheet]].concat())
    };
    assert_eq!(recover("").reply["code"], "shares_do_not_fit");
    assert_eq!(recover("wpshare1qqqq").reply["code"], "damaged_share");
    let said = recover(back["text"].as_str().unwrap());
    assert_eq!(said.code, 0, "{said:?}");
    shelter.run();
    assert_eq!(shelter.must(&["key", "show"])["keys"].as_array().unwrap().len(), 2);
    shelter.stop();
    clinic.stop();
}

fn is_locked(node: &Node) -> bool {
    node.ask(&["status"]).reply["locked"] == true
}

/// While many programs keep the desk busy: locked within two seconds, and nothing acknowledged is lost.
#[test]
fn a_lock_at_once_needs_no_passphrase_and_does_not_wait_its_turn() {
    let mut shelter = organisation("Border Shelter", "shelter");
    shelter.run();
    let form = waypost_tests::node::case_for(&shelter, "04-mother-and-child.toml", "nobody");
    let crowd: Vec<_> = (0..12)
        .map(|_| {
            let mut command = shelter.command();
            command.args(["--json", "referral", "new"]).arg(&form);
            command.stdout(Stdio::null()).stderr(Stdio::null()).spawn().unwrap()
        })
        .collect();
    let began = Instant::now();
    let said = shelter.ask(&["lock", "--now"]);
    assert!(began.elapsed() < Duration::from_secs(4), "{:?}", began.elapsed());
    assert_eq!(said.code, 0, "{said:?}");
    assert!(is_locked(&shelter), "it goes on, locked");
    for mut one in crowd {
        one.wait().unwrap();
    }
    assert_eq!(shelter.refused(&["referral", "list"]), "locked");
    shelter.must(&["unlock", "--passphrase-file", &path(&shelter, "passphrase")]);
    let id = shelter.process();
    assert!(
        std::process::Command::new("kill")
            .args(["-USR1", &id.to_string()])
            .status()
            .unwrap()
            .success()
    );
    shelter.until("the signal locked it", is_locked);
    shelter.stop();
}

/// A process that hangs is ended by whoever asked; what it had acknowledged is there afterwards.
#[test]
fn a_node_that_hangs_is_ended_and_loses_nothing() {
    let mut shelter = organisation("Border Shelter", "shelter");
    shelter.run();
    let form = waypost_tests::node::case_for(&shelter, "04-mother-and-child.toml", "nobody");
    shelter.must(&["referral", "new", form.to_str().unwrap()]);
    let id = shelter.process();
    assert!(
        std::process::Command::new("kill")
            .args(["-STOP", &id.to_string()])
            .status()
            .unwrap()
            .success()
    );
    let began = Instant::now();
    let said = shelter.ask(&["lock", "--now"]);
    assert_eq!(said.code, 0, "{said:?}");
    assert!(began.elapsed() < Duration::from_secs(8), "{:?}", began.elapsed());
    shelter.ended();
    assert_eq!(shelter.must(&["lock", "--now"])["reply"], "done", "no node, no keys");
    shelter.run();
    let drafts = shelter.must(&["referral", "list"]);
    assert_eq!(drafts["drafts"].as_array().unwrap().len(), 1);
    shelter.stop();
}

/// No core dump of a running node.
#[cfg(target_os = "linux")]
#[test]
fn a_running_node_leaves_no_core_behind() {
    let mut shelter = organisation("Border Shelter", "shelter");
    shelter.run();
    let limits = std::fs::read_to_string(format!("/proc/{}/limits", shelter.process())).unwrap();
    let core = limits.lines().find(|line| line.starts_with("Max core file size")).unwrap();
    let words: Vec<&str> = core.split_whitespace().collect();
    assert_eq!(words[4..6], ["0", "0"], "{core}");
    shelter.stop();
}
