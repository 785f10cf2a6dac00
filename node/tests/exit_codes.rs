//! The program as a script meets it: exit codes, and what goes to which stream. No node runs here.

#![allow(clippy::expect_used, reason = "a test stops where it is wrong")]

use std::os::unix::fs::PermissionsExt;
use std::path::Path;
use std::process::{Command, Output};

/// The program on a home of its own, untouched by the environment of whoever runs the tests.
fn waypost(home: &Path, words: &[&str]) -> Output {
    Command::new(env!("CARGO_BIN_EXE_waypost"))
        .env_clear()
        .arg("--home")
        .arg(home)
        .args(words)
        .output()
        .expect("the program starts")
}

fn code(output: &Output) -> i32 {
    output.status.code().expect("an exit code")
}

fn text(bytes: &[u8]) -> &str {
    std::str::from_utf8(bytes).expect("UTF-8")
}

fn folder() -> tempfile::TempDir {
    tempfile::tempdir().expect("a folder")
}

#[test]
fn no_node_is_exit_3_in_two_lines_with_the_way_out() {
    let dir = folder();
    let home = dir.path().join("h");
    let output = waypost(&home, &["status"]);
    assert_eq!(code(&output), 3);
    assert!(output.stdout.is_empty());
    let lines: Vec<_> = text(&output.stderr).lines().collect();
    assert_eq!(lines.len(), 2, "{lines:?}");
    assert!(lines[0].starts_with("What happened: There is no organisation"));
    assert_eq!(lines[1], format!("What to try: Start it: waypost --home {} init", home.display()));
}

#[test]
fn json_puts_the_failure_on_stdout() {
    let dir = folder();
    let output = waypost(dir.path(), &["--json", "--quiet", "referral", "list"]);
    assert_eq!(code(&output), 3);
    assert!(output.stderr.is_empty());
    let reply: serde_json::Value =
        serde_json::from_slice(&output.stdout).expect("one line of JSON");
    assert_eq!(reply["reply"], "failed");
    assert_eq!(reply["code"], "no_node");
}

#[test]
fn a_wrong_argument_is_exit_2_and_help_is_exit_0() {
    let dir = folder();
    assert_eq!(code(&waypost(dir.path(), &["referral", "forward", "R1"])), 2);
    assert_eq!(code(&waypost(dir.path(), &["init", "--no-input", "--name", "A"])), 2);
    let help = waypost(dir.path(), &["referral", "--help"]);
    assert_eq!(code(&help), 0);
    assert!(help.stderr.is_empty());
}

#[test]
fn a_home_or_a_configuration_that_is_wrong_is_exit_6() {
    let dir = folder();
    assert_eq!(code(&waypost(dir.path(), &["run", "--locked"])), 6);
    std::fs::write(dir.path().join("config.toml"), "listne = []\n").expect("written");
    let output = waypost(dir.path(), &["config", "list"]);
    assert_eq!(code(&output), 6);
    assert!(text(&output.stderr).contains("line 1: there is no key \"listne\""));
}

#[test]
fn a_weak_passphrase_makes_nothing() {
    let dir = folder();
    let (home, file) = (dir.path().join("h"), dir.path().join("p"));
    std::fs::write(&file, "passwordpassword\n").expect("written");
    let sheet = dir.path().join("sheet");
    let (file, sheet_word) = (file.display().to_string(), sheet.display().to_string());
    let words = [
        "init",
        "--no-input",
        "--name",
        "A shelter",
        "--kind",
        "shelter",
        "--language",
        "en",
        "--passphrase-file",
        &file,
        "--recovery-sheet-to",
        &sheet_word,
    ];
    let output = waypost(&home, &words);
    assert_eq!(code(&output), 1, "{}", text(&output.stderr));
    assert!(!home.exists());
    assert!(!sheet.exists());
}

#[test]
fn a_run_that_could_leak_connection_keys_is_refused() {
    let dir = folder();
    std::fs::create_dir(dir.path().join("data")).expect("made");
    let owner_only = std::fs::Permissions::from_mode(0o700);
    std::fs::set_permissions(dir.path(), owner_only).expect("changed");
    let output = Command::new(env!("CARGO_BIN_EXE_waypost"))
        .env_clear()
        .env("SSLKEYLOGFILE", "/dev/null")
        .arg("--home")
        .arg(dir.path())
        .args(["run", "--locked"])
        .output()
        .expect("the program starts");
    assert_eq!(code(&output), 1);
    assert!(text(&output.stderr).contains("SSLKEYLOGFILE is set"));
}

#[test]
fn the_manual_has_a_page_for_each_command_and_the_exit_codes() {
    let dir = folder();
    let pages = dir.path().join("man");
    let words = pages.display().to_string();
    assert_eq!(code(&waypost(dir.path(), &["man", "--dir", &words])), 0);
    for page in ["waypost.1", "waypost-referral-answer.1", "waypost-handover.1"] {
        assert!(pages.join(page).exists(), "{page}");
    }
    let first = std::fs::read_to_string(pages.join("waypost.1")).expect("read");
    assert!(first.contains("no node runs in this home"));
}

#[test]
fn completions_and_version_go_to_stdout() {
    let dir = folder();
    let completions = waypost(dir.path(), &["completions", "bash"]);
    assert!(text(&completions.stdout).contains("_waypost"));
    let version = waypost(dir.path(), &["version", "--json"]);
    let version: serde_json::Value = serde_json::from_slice(&version.stdout).expect("JSON");
    assert_eq!(version["version"], env!("CARGO_PKG_VERSION"));
}
