//! A file of a referral, as a person attaches and saves it: over real processes that are killed in the middle.

use std::os::unix::fs::PermissionsExt;
use std::path::PathBuf;

use rand_chacha::ChaCha20Rng;
use rand_chacha::rand_core::{Rng, SeedableRng};
use serde_json::Value;
use waypost_tests::node::{Node, pair, send};

const FILE_BYTES: usize = 25 << 20;

fn path(node: &Node, name: &str) -> PathBuf {
    node.home().parent().unwrap().join(name)
}

fn text(path: &std::path::Path) -> &str {
    path.to_str().unwrap()
}

/// On a port that stays the same when the process does not.
fn organisation(name: &str, kind: &str) -> Node {
    let port = std::net::TcpListener::bind(("127.0.0.1", 0)).unwrap().local_addr().unwrap().port();
    let listen = format!("/ip4/127.0.0.1/tcp/{port}");
    let folder = std::env::temp_dir();
    Node::init_in(&folder, env!("CARGO_BIN_EXE_waypost"), name, kind, &listen)
}

fn first(node: &Node, referral: &str) -> Value {
    node.ask(&["referral", "attachments", referral]).reply["attachments"][0].clone()
}

fn done(node: &Node, referral: &str) -> u64 {
    first(node, referral)["pieces_done"].as_u64().unwrap_or(0)
}

/// Twenty-five megabytes, and both computers lose power while they are on their way.
#[test]
fn a_large_file_arrives_whole_though_both_processes_are_killed_in_the_middle() {
    let mut shelter = organisation("Border Shelter", "shelter");
    let mut clinic = organisation("River Clinic", "clinic");
    shelter.run();
    clinic.run();
    let (of_shelter, _) = pair(&shelter, &clinic);
    let id = send(&shelter, "01-shelter-tonight.toml", &of_shelter);
    clinic.until_status(&id, "sent");
    clinic.must(&["referral", "answer", &id, "accept", "--by", "+2d"]);
    shelter.until_status(&id, "accepted");

    let scan = path(&shelter, "scan of a passport.pdf");
    let mut bytes = vec![0; FILE_BYTES];
    ChaCha20Rng::seed_from_u64(25).fill_bytes(&mut bytes);
    std::fs::write(&scan, &bytes).unwrap();
    let attach = ["referral", "attach", &id, text(&scan), "--section", "identity"];
    let said = shelter.must(&attach);
    assert_eq!(said["attachments"][0]["name"], "scan of a passport.pdf");
    assert_eq!(said["attachments"][0]["media_type"], "application/pdf");
    assert_eq!(said["attachments"][0]["pieces"], 442);

    clinic.until("some pieces came", |node| done(node, &id) >= 40);
    clinic.kill();
    shelter.kill();
    shelter.run();
    clinic.run();
    let before = done(&clinic, &id);
    assert!((40..442).contains(&before), "{before}");
    clinic.until("it is whole", |node| first(node, &id)["state"] == "whole");
    shelter.until("it is told", |node| first(node, &id)["state"] == "whole");

    let saved = path(&clinic, "saved.pdf");
    let save = ["referral", "save", &id, "A1", "--to", text(&saved)];
    assert_eq!(clinic.must(&save)["bytes"], FILE_BYTES);
    assert!(std::fs::read(&saved).unwrap() == bytes);
    assert_eq!(std::fs::metadata(&saved).unwrap().permissions().mode() & 0o777, 0o600);
    assert_eq!(clinic.refused(&save), "exists");
    let folder = saved.parent().unwrap();
    let left: Vec<_> = std::fs::read_dir(folder).unwrap().map(|e| e.unwrap().file_name()).collect();
    assert!(!left.iter().any(|name| name.to_string_lossy().starts_with(".tmp")), "{left:?}");

    // What cannot be attached is said before anything is sent.
    let dot = path(&shelter, ".hidden");
    std::fs::write(&dot, "x").unwrap();
    let hidden = ["referral", "attach", &id, text(&dot), "--section", "identity"];
    assert_eq!(shelter.refused(&hidden), "attachment");
    let other = ["referral", "attach", &id, text(&scan), "--section", "account"];
    assert_eq!(shelter.refused(&other), "not_now");
    assert_eq!(clinic.refused(&["referral", "save", &id, "A2", "--to", "x"]), "unknown_attachment");
    shelter.stop();
    clinic.stop();
}
