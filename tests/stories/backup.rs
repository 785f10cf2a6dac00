//! Backups, asked for as a person would: made by a running node, checked, restored on another computer.

use std::path::Path;

use waypost_tests::node::{Node, pair, send};

use crate::organisation;

const NEW_PASSPHRASE: &str = "eleven kettles beside the quiet orchard";

fn path(node: &Node, name: &str) -> String {
    node.home().parent().unwrap().join(name).display().to_string()
}

fn text(value: &serde_json::Value) -> String {
    value.as_str().unwrap().to_owned()
}

/// A backup by day, an acceptance, the machine is lost: on a new one the backup is restored, and the clinic gives
/// back what came after it.
#[test]
fn a_lost_computer_is_replaced_from_a_backup_and_the_partner() {
    let (mut shelter, mut clinic) =
        (organisation("Border Shelter", "shelter"), organisation("River Clinic", "clinic"));
    shelter.run();
    clinic.run();
    let (of_shelter, of_clinic) = pair(&shelter, &clinic);
    let first = send(&shelter, "04-mother-and-child.toml", &of_shelter);
    clinic.until_status(&first, "sent");

    let made = shelter.must(&["backup", "make", "--to", &path(&shelter, "")]);
    let file = text(&made["file"]);
    let name = Path::new(&file).file_name().unwrap().to_str().unwrap();
    assert!(name.starts_with("waypost-backup-") && name.ends_with(".age"), "{name}");
    assert!(made["letters"].as_u64().unwrap() > 0);
    let listed = shelter.must(&["backup", "list"]);
    assert_eq!(listed["backups"][0]["sha256"], made["sha256"]);
    assert_eq!(shelter.must(&["backup", "check", &file])["whole"], true);
    let sheet = path(&shelter, "sheet");
    shelter.must(&["backup", "check", &file, "--recovery-sheet", &sheet]);

    clinic.must(&["referral", "answer", &first, "accept", "--by", "+2d"]);
    shelter.until_status(&first, "accepted");
    let second = send(&shelter, "01-shelter-tonight.toml", &of_shelter);
    clinic.until_status(&second, "sent");
    shelter.kill();
    // Wrong words open nothing, and leave nothing behind.
    let home = shelter.home();
    std::fs::rename(&home, path(&shelter, "lost")).unwrap();
    let (new_sheet, passphrase) = (path(&shelter, "new-sheet"), path(&shelter, "passphrase"));
    std::fs::write(&passphrase, NEW_PASSPHRASE).unwrap();
    let restore = |sheet: &str| {
        let words = ["backup", "restore", &file, "--recovery-sheet", sheet];
        let more = ["--new-sheet-to", &new_sheet, "--passphrase-file", &passphrase];
        let listen = ["--listen", "/ip4/127.0.0.1/tcp/0"];
        shelter.ask(&[&words[..], &more, &listen].concat())
    };
    assert_eq!(restore(&path(&clinic, "sheet")).reply["code"], "wrong_recovery_key");
    assert!(!home.join("data").exists() && !home.join("restoring").exists());
    assert_eq!(restore(&sheet).code, 0);
    assert_eq!(restore(&sheet).reply["code"], "home_exists");

    shelter.run();
    shelter.until_status(&first, "accepted");
    shelter.until_status(&second, "sent");
    shelter.until("the clinic answered", |node| {
        let said = node.must(&["partner", "show", &of_shelter])["catching_up"].clone();
        said.as_str().is_some_and(|said| said.starts_with("gave back"))
    });
    let said = text(&clinic.must(&["partner", "show", &of_clinic])["asked_for_copies"]);
    assert!(said.starts_with("was restored from a backup"), "{said}");
    // Work goes on, both ways, and both histories hold.
    clinic.must(&["referral", "interim", &first, "Doing well.", "--person-seen"]);
    let third = send(&shelter, "07-visa-and-fine.toml", &of_shelter);
    clinic.until_status(&third, "sent");
    for node in [&shelter, &clinic] {
        // A receipt may overtake another: a gap is told until the late one is here.
        node.until("every letter is here and holds", |node| {
            let said = node.ask(&["audit", "log"]);
            said.code == 0 && said.reply["faults"].as_array().is_some_and(Vec::is_empty)
        });
    }
    let old = shelter.ask(&["backup", "check", &file, "--recovery-sheet", &new_sheet]);
    assert_eq!(
        old.reply["code"], "wrong_recovery_key",
        "each backup opens with the sheet of its day"
    );
    shelter.stop();
    clinic.stop();
}

/// The node makes backups by itself, keeps as many as it was told, and says when it cannot.
#[test]
fn backups_are_made_by_themselves_and_a_missing_disk_is_said() {
    let mut shelter = organisation("Border Shelter", "shelter");
    let folder = path(&shelter, "stick");
    assert_eq!(shelter.refused(&["backup", "schedule", "--dir", &folder]), "no_folder");
    std::fs::create_dir(&folder).unwrap();
    shelter.must(&["backup", "schedule", "--dir", &folder, "--every", "1h", "--keep", "2"]);
    shelter.run();
    let count = |node: &Node| node.must(&["backup", "list"])["backups"].as_array().unwrap().len();
    shelter.until("the first is made", |node| count(node) == 1);
    assert_eq!(std::fs::read_dir(&folder).unwrap().count(), 1);
    let existing = shelter.must(&["backup", "list"])["backups"][0]["file"].clone();
    let existing = Path::new(&folder).join(text(&existing)).display().to_string();
    assert_eq!(shelter.refused(&["backup", "make", "--to", &existing]), "backup_exists");
    shelter.stop();

    let mut clinic = organisation("River Clinic", "clinic");
    let gone = path(&clinic, "stick");
    std::fs::create_dir(&gone).unwrap();
    clinic.must(&["backup", "schedule", "--dir", &gone]);
    std::fs::remove_dir(&gone).unwrap();
    clinic.run();
    clinic.until("it is said", |node| {
        let advice = node.must(&["status"])["advice"].to_string();
        advice.contains("A backup was not made")
    });
    assert!(!Path::new(&gone).exists());
    clinic.stop();
}
