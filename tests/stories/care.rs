//! Looking after a node: the doctor, its bundle, and the check before a new version.

use std::fs;
use std::os::unix::fs::PermissionsExt;

use serde_json::Value;
use waypost_tests::node::{Node, pair, send};

use crate::organisation;

fn health_of(report: &Value, check: &str) -> String {
    let found = report["findings"].as_array().unwrap().iter().find(|f| f["check"] == check);
    found.unwrap_or_else(|| panic!("{check} is looked at: {report}"))["health"]
        .as_str()
        .unwrap()
        .to_owned()
}

fn doctor(node: &Node) -> (i32, Value) {
    let said = node.ask(&["doctor"]);
    (said.code, said.reply)
}

/// All is well; then the home is open to others; then the node is locked, and then off.
#[test]
fn the_doctor_says_what_is_wrong_with_a_stable_code_and_a_way_out() {
    let (mut shelter, mut clinic) =
        (organisation("Border Shelter", "shelter"), organisation("River Clinic", "clinic"));
    shelter.run();
    clinic.run();
    let (clinic_name, _) = pair(&shelter, &clinic);
    let id = send(&shelter, "04-mother-and-child.toml", &clinic_name);
    clinic.until_status(&id, "sent");

    let (_, well) = doctor(&shelter);
    for check in ["running", "open", "format", "home_private", "disk_space", "damage", "letters"] {
        assert_eq!(health_of(&well, check), "good", "{check}: {well}");
    }
    for check in [
        "clock",
        "core_dumps",
        "partners_heard",
        "cards",
        "prekeys",
        "waiting_letters",
        "keys",
        "catching_up",
        "retention",
    ] {
        assert_eq!(health_of(&well, check), "good", "{check}: {well}");
    }
    assert_eq!(health_of(&well, "listening"), "look", "on this computer only");
    for finding in well["findings"].as_array().unwrap() {
        let has_fix = finding["fix"].as_str().is_some_and(|fix| !fix.is_empty());
        assert_eq!(has_fix, finding["health"] != "good", "{finding}");
    }

    let closed = fs::metadata(shelter.home()).unwrap().permissions();
    fs::set_permissions(shelter.home(), fs::Permissions::from_mode(0o755)).unwrap();
    let (code, open) = doctor(&shelter);
    assert_eq!((code, health_of(&open, "home_private").as_str()), (1, "bad"));
    fs::set_permissions(shelter.home(), closed).unwrap();

    shelter.must(&["lock"]);
    assert_eq!(health_of(&doctor(&shelter).1, "open"), "look");
    shelter.kill();
    let (_, off) = doctor(&shelter);
    assert_eq!(health_of(&off, "running"), "look");
    assert_eq!(health_of(&off, "format"), "good", "the folder is looked at all the same");
}

/// What is sent to whoever helps holds no name, id, address, path or word of a person.
#[test]
fn the_support_bundle_names_nobody() {
    let (mut shelter, mut clinic) =
        (organisation("Border Shelter", "shelter"), organisation("River Clinic", "clinic"));
    shelter.run();
    clinic.run();
    let (clinic_name, shelter_name) = pair(&shelter, &clinic);
    let id = send(&shelter, "04-mother-and-child.toml", &clinic_name);
    clinic.until_status(&id, "sent");
    clinic.stop();
    shelter.must(&["referral", "send", "D1", "--to", &clinic_name, "--asked"]);
    fs::set_permissions(shelter.home(), fs::Permissions::from_mode(0o755)).unwrap();

    let file = shelter.home().join("bundle.json");
    let words = ["doctor", "--bundle", file.to_str().unwrap()];
    let shown = shelter.ask(&words).reply.to_string();
    let text = fs::read_to_string(&file).unwrap();
    let status = shelter.must(&["status"]);
    let partner = shelter.must(&["partner", "show", &clinic_name]);
    let listed = shelter.must(&["referral", "list", "--closed"]);
    let mut names = vec![
        "Border Shelter".to_owned(),
        "River Clinic".to_owned(),
        clinic_name,
        shelter_name,
        id,
        shelter.home().display().to_string(),
        status["org"].as_str().unwrap().to_owned(),
        partner["org"].as_str().unwrap().to_owned(),
        partner["safety_number"].as_str().unwrap().to_owned(),
        "127.0.0.1".to_owned(),
    ];
    for referral in listed["referrals"].as_array().unwrap() {
        names.extend(["id", "case_code"].map(|key| referral[key].as_str().unwrap().to_owned()));
    }
    for name in &names {
        assert!(!name.is_empty() && !text.contains(name.as_str()), "{name} is in {text}");
    }
    assert!(shown.contains(&*shelter.home().to_string_lossy()), "the person is told which folder");
    let bundle: Value = serde_json::from_str(&text).unwrap();
    assert!(bundle["counts"]["letters"].as_u64().unwrap() > 0, "it says something: {text}");
    assert_eq!(fs::metadata(&file).unwrap().permissions().mode() & 0o777, 0o600);
    assert_eq!(shelter.refused(&words), "bundle_exists");
}

/// The same format, an older one, a newer one: said before anything is done, and nothing is changed.
#[test]
fn an_upgrade_is_checked_before_it_happens() {
    let mut shelter = organisation("Border Shelter", "shelter");
    shelter.run();
    let found = shelter.must(&["upgrade", "check"]);
    assert_eq!((&found["outcome"], &found["running"]), (&"same".into(), &found["program"]));
    shelter.stop();
    let format = shelter.home().join("data/FORMAT");
    let written = fs::read_to_string(&format).unwrap();
    fs::write(&format, "waypost-store 1\n").unwrap();
    let found = shelter.must(&["upgrade", "check"]);
    assert_eq!(found["outcome"], "brought_forward");
    assert_eq!(
        fs::read_to_string(&format).unwrap(),
        "waypost-store 1\n",
        "looking changes nothing"
    );
    fs::write(&format, "waypost-store 9\n").unwrap();
    assert_eq!(shelter.refused(&["upgrade", "check"]), "newer_format");
    assert_eq!(health_of(&doctor(&shelter).1, "format"), "bad");
    fs::write(&format, "waypost-store 1\n").unwrap();
    shelter.run();
    assert_eq!(fs::read_to_string(&format).unwrap(), written);
}
