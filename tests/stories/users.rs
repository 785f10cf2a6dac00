//! Users of the console, made and changed on the command line; the console's own pages have stories of their own.

use std::fs;

use serde_json::Value;
use waypost_tests::node::Node;

use crate::organisation;

/// A file with a password on its first line.
fn password(node: &Node, text: &str) -> String {
    let path = node.scratch().join("user-password");
    fs::write(&path, text).unwrap();
    path.to_str().unwrap().to_owned()
}

fn names(node: &Node) -> Vec<String> {
    let listed = node.must(&["user", "list"]);
    let name = |user: &Value| format!("{} {}", user["user"], user["name"]).replace('"', "");
    listed["users"].as_array().unwrap().iter().map(name).collect()
}

#[test]
fn an_administrator_makes_users_and_they_outlive_the_process() {
    let mut shelter = organisation("Border Shelter", "shelter");
    shelter.run();
    assert!(names(&shelter).is_empty());
    let short = password(&shelter, "short\n");
    let new = ["user", "new", "Ploy", "--role", "admin", "--password-file", &short];
    assert_eq!(shelter.refused(&new), "password");
    let file = password(&shelter, "lantern oblique harvest\n");
    let new = ["user", "new", "Ploy", "--role", "admin", "--password-file", &file];
    assert_eq!(shelter.must(&new)["user"], "U1");
    assert_eq!(shelter.refused(&new), "name_taken");
    let officer = ["user", "new", "สมหญิง", "--role", "desk_officer", "--desk", "legal"];
    let made =
        shelter.must(&[&officer[..], &["--language", "TH", "--password-file", &file]].concat());
    assert_eq!((&made["desk"][0], &made["language"]), (&"legal".into(), &"th".into()));
    assert_eq!(shelter.refused(&["user", "change", "ploy", "--disable"]), "last_admin");
    shelter.must(&["user", "change", "U2", "--role", "admin", "--name", "Somying"]);
    shelter.must(&["user", "change", "ploy", "--disable"]);
    shelter.kill();
    shelter.run();
    assert_eq!(names(&shelter), ["U1 Ploy", "U2 Somying"]);
    shelter.must(&["user", "password", "Somying", "--password-file", &file]);
    assert_eq!(
        shelter.refused(&["user", "password", "U9", "--password-file", &file]),
        "unknown_user"
    );
    assert!(!fs::read_to_string(shelter.log()).unwrap().contains("Ploy"), "no name is logged");
}
