//! What an organisation shows an auditor, and what the auditor finds: real nodes, real files, the program's own
//! `audit verify`, and beside it the second verifier, written from the specification in another language.

use std::fs;
use std::io::{BufReader, Read};
use std::path::{Path, PathBuf};
use std::process::Command;

use serde_json::Value;
use waypost_tests::node::{Node, cosigned, pair, send};
use waypost_tests::search::{Search, of_text};

use crate::organisation;

/// An auditor: a key, and the program without any home.
struct Auditor {
    folder: tempfile::TempDir,
}

/// What a verification said.
struct Verdict {
    code: i32,
    lines: Vec<Value>,
}

impl Auditor {
    fn new() -> Self {
        let auditor = Self { folder: tempfile::tempdir().unwrap() };
        let made = auditor.program(&["audit", "key", "new"], &[&auditor.key()]);
        assert_eq!(made.code, 0, "{:?}", made.lines);
        auditor
    }

    fn key(&self) -> PathBuf {
        self.folder.path().join("auditor.key")
    }

    /// What organisations seal to, from the key file's comment.
    fn recipient(&self) -> String {
        let text = fs::read_to_string(self.key()).unwrap();
        text.lines().find_map(|line| line.strip_prefix("# public key: ")).unwrap().to_owned()
    }

    /// Without a home and without a network, where the system allows that.
    fn program(&self, words: &[&str], paths: &[&Path]) -> Verdict {
        let alone = Command::new("unshare").args(["-n", "true"]).output();
        let alone = alone.is_ok_and(|output| output.status.success());
        let program = env!("CARGO_BIN_EXE_waypost");
        let mut command = match alone {
            true => {
                let mut command = Command::new("unshare");
                command.args(["-n", program]);
                command
            }
            false => Command::new(program),
        };
        let home = self.folder.path().join("no-home");
        command.env_clear().arg("--home").arg(home).args(["--json", "--no-input"]);
        let output = command.args(words).args(paths).output().unwrap();
        assert!(!self.folder.path().join("no-home").exists(), "an auditor needs no home");
        let said = String::from_utf8(output.stdout).unwrap();
        let lines = said.lines().filter_map(|line| serde_json::from_str(line).ok()).collect();
        Verdict { code: output.status.code().unwrap_or(-1), lines }
    }

    fn verify(&self, files: &[&Path]) -> Verdict {
        let key = self.key();
        self.program(&["audit", "verify", "--key", key.to_str().unwrap()], files)
    }

    /// What the organisation shares of all its days.
    fn file_of(&self, node: &Node, name: &str) -> PathBuf {
        let file = self.folder.path().join(name);
        let recipient = self.recipient();
        let (from, to) = ("2020-01-01", "2099-12-31");
        let words = ["audit", "share", "--from", from, "--to", to, "--for", &recipient, "--out"];
        node.must(&[words.as_slice(), &[file.to_str().unwrap()]].concat());
        file
    }

    /// All records of a file, opened as the auditor can.
    fn opened(&self, file: &Path) -> Vec<u8> {
        let text = fs::read_to_string(self.key()).unwrap();
        let secret = waypost_audit::bundle::identity_in(&text).unwrap();
        let file = BufReader::new(fs::File::open(file).unwrap());
        let mut records = waypost_audit::bundle::open(file, secret).unwrap();
        let mut bytes = Vec::new();
        while let Some(record) = records.next_record().unwrap() {
            bytes.extend(record.encode());
        }
        bytes
    }
}

impl Verdict {
    fn handovers(&self) -> Vec<&Value> {
        self.lines.iter().filter(|line| line["kind"] == "handover").collect()
    }

    fn whole(&self) -> &Value {
        self.lines.iter().find(|line| line["kind"] == "audit_verdict").unwrap()
    }
}

/// A shelter and a clinic, running, paired.
fn shelter_and_clinic() -> (Node, Node, String) {
    let (mut shelter, mut clinic) =
        (organisation("Border Shelter", "shelter"), organisation("River Clinic", "clinic"));
    shelter.run();
    clinic.run();
    let (clinic_name, _) = pair(&shelter, &clinic);
    (shelter, clinic, clinic_name)
}

/// A referral, taken on and closed.
fn handed_over(shelter: &Node, clinic: &Node, clinic_name: &str) -> String {
    let id = send(shelter, "01-shelter-tonight.toml", clinic_name);
    clinic.until_status(&id, "sent");
    clinic.must(&["referral", "answer", &id, "acknowledge"]);
    clinic.must(&["referral", "answer", &id, "accept", "--by", "+1d"]);
    shelter.until_status(&id, "accepted");
    clinic.until("the identity is disclosed", |clinic| {
        let report = clinic.must(&["referral", "show", &id]);
        report["sections"].as_array().unwrap().iter().any(|s| s["section"] == "identity")
    });
    clinic.must(&["referral", "complete", &id]);
    shelter.until_status(&id, "completed");
    shelter.must(&["close", &id]);
    clinic.until_status(&id, "closed");
    for node in [shelter, clinic] {
        node.until("nothing waits any more", |node| node.must(&["status"])["waiting_letters"] == 0);
    }
    id
}

/// What the second verifier says of the same files, where Python with its library is at hand.
fn second_verdict(auditor: &Auditor, files: &[&Path]) -> Option<Value> {
    let python = std::env::var("WAYPOST_PYTHON").unwrap_or_else(|_| "python3".to_owned());
    let ready = Command::new(&python).args(["-c", "import cryptography"]).output();
    if !ready.is_ok_and(|output| output.status.success()) {
        assert!(std::env::var_os("CI").is_none(), "the second verifier must run here");
        println!("SKIPPED: no Python with `cryptography`; the second verifier did not run");
        return None;
    }
    let verifier = Path::new(env!("CARGO_MANIFEST_DIR")).join("../tests/verifier/verify.py");
    let output = Command::new(python)
        .arg(verifier)
        .args(files)
        .arg("--key")
        .arg(auditor.key())
        .output()
        .unwrap();
    let said = String::from_utf8(output.stdout).unwrap();
    let error = String::from_utf8_lossy(&output.stderr).into_owned();
    Some(serde_json::from_str(&said).unwrap_or_else(|_| panic!("{said}{error}")))
}

#[test]
fn an_auditor_verifies_both_sides_of_a_handover_and_reads_nobody() {
    let (shelter, clinic, clinic_name) = shelter_and_clinic();
    handed_over(&shelter, &clinic, &clinic_name);
    cosigned([&shelter, &clinic]);
    let auditor = Auditor::new();
    let files = [auditor.file_of(&shelter, "shelter"), auditor.file_of(&clinic, "clinic")];
    let files = [files[0].as_path(), files[1].as_path()];

    let verdict = auditor.verify(&files);
    assert_eq!(verdict.code, 0, "{:#?}", verdict.lines);
    let handovers = verdict.handovers();
    assert_eq!(handovers.len(), 1, "{:#?}", verdict.lines);
    assert_eq!(handovers[0]["outcome"], "closed");
    assert_eq!(handovers[0]["shown_by"], serde_json::json!([1, 2]));
    let duties = handovers[0]["duties"].as_array().unwrap();
    assert!(duties.iter().all(|duty| duty["state"] == "in_time"), "{duties:?}");
    for file in verdict.whole()["files"].as_array().unwrap() {
        assert_eq!(file["opened"], file["entries"], "every entry is accounted for: {file}");
        assert_eq!(file["witnesses"].as_array().unwrap().len(), 1, "{file}");
    }

    if let Some(second) = second_verdict(&auditor, &files) {
        assert_eq!(second["findings"], serde_json::json!([]), "{second:#}");
        let theirs = second["handovers"].as_array().unwrap();
        assert_eq!(theirs.len(), 1);
        assert_eq!(theirs[0]["outcome"], "closed");
        assert_eq!(theirs[0]["duties"].as_array().unwrap().len(), duties.len());
        for (ours, theirs) in verdict.whole()["files"]
            .as_array()
            .unwrap()
            .iter()
            .zip(second["files"].as_array().unwrap())
        {
            for what in ["entries", "opened", "erased", "letters"] {
                assert_eq!(ours[what], theirs[what], "{what}");
            }
        }
    }

    let mut search = Search::default();
    for word in texts_of("01-shelter-tonight.toml") {
        search.add(&word, of_text(&word));
    }
    assert!(search.len() > 100, "{}", search.len());
    for file in files {
        let opened = auditor.opened(file);
        assert_eq!(search.hits(&opened).into_iter().collect::<Vec<_>>(), Vec::<String>::new());
    }
}

/// Every text that the case's person, needs and narrative hold.
fn texts_of(case: &str) -> Vec<String> {
    fn collect(value: &toml::Value, texts: &mut Vec<String>) {
        match value {
            toml::Value::String(text) => texts.push(text.clone()),
            toml::Value::Array(items) => items.iter().for_each(|item| collect(item, texts)),
            toml::Value::Table(table) => table.values().for_each(|item| collect(item, texts)),
            _ => {}
        }
    }
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("cases").join(case);
    let mut table: toml::Table = fs::read_to_string(path).unwrap().parse().unwrap();
    // How soon and until when is what an auditor is shown.
    table.remove("urgency");
    let mut texts = Vec::new();
    collect(&toml::Value::Table(table), &mut texts);
    // Organisations, and which sections were disclosed, are no secret to their auditor.
    let sections = ["identity", "safe_contact", "documents", "screening", "account"];
    texts.retain(|text| text.len() > 6 && !sections.contains(&text.as_str()));
    texts.retain(|text| !text.contains("Shelter") && !text.contains("shelter"));
    texts
}

#[test]
fn a_file_that_was_changed_or_is_for_another_auditor_is_refused() {
    let (shelter, clinic, clinic_name) = shelter_and_clinic();
    handed_over(&shelter, &clinic, &clinic_name);
    let auditor = Auditor::new();
    let file = auditor.file_of(&shelter, "shelter");
    let whole = fs::read(&file).unwrap();

    let another = Auditor::new();
    assert_eq!(another.verify(&[&file]).code, 2, "sealed to one auditor alone");

    let changed = auditor.folder.path().join("changed");
    for at in [whole.len() / 3, whole.len() / 2, whole.len() - 20] {
        let mut bytes = whole.clone();
        bytes[at] ^= 1;
        fs::write(&changed, bytes).unwrap();
        let verdict = auditor.verify(&[&changed]);
        assert_eq!(
            (verdict.code, verdict.lines[0]["code"].as_str()),
            (7, Some("audit_file")),
            "{at}"
        );
    }
    fs::write(&changed, &whole[..whole.len() - 1000]).unwrap();
    assert_eq!(auditor.verify(&[&changed]).code, 7, "cut short");

    // Nobody has cosigned yet: that is said, and it is not sound.
    let verdict = auditor.verify(&[&file]);
    assert_eq!(verdict.code, 7);
    let findings = verdict.whole()["findings"].as_array().unwrap();
    let names: Vec<_> = findings.iter().map(|finding| finding["name"].as_str().unwrap()).collect();
    assert_eq!(names, ["not_witnessed"]);
}

#[test]
fn one_field_is_shown_to_a_court_and_nothing_else() {
    let (shelter, clinic, clinic_name) = shelter_and_clinic();
    let id = handed_over(&shelter, &clinic, &clinic_name);
    cosigned([&shelter, &clinic]);
    let auditor = Auditor::new();
    for (node, name) in [(&shelter, "by-the-author"), (&clinic, "by-the-reader")] {
        let file = auditor.folder.path().join(name);
        let path = file.to_str().unwrap();
        node.must(&["audit", "proof", &id, "--field", "consent.mode", "--out", path]);
        let verdict = auditor.program(&["audit", "verify"], &[&file]);
        assert_eq!(verdict.code, 0, "{name}: {:?}", verdict.lines);
        let fields = verdict.lines[0]["fields"].as_array().unwrap();
        assert_eq!(fields.len(), 1);
        assert_eq!(
            (&fields[0]["key"], &fields[0]["value"]),
            (&"consent.mode".into(), &"interpreted".into())
        );
        if let Some(second) = second_verdict(&auditor, &[&file]) {
            assert_eq!(second["findings"], serde_json::json!([]), "{second:#}");
            let shown = serde_json::json!([[0, "consent.mode", { "text": "interpreted" }]]);
            assert_eq!(second["fields"], shown);
        }

        let mut text = String::new();
        fs::File::open(&file).unwrap().read_to_string(&mut text).unwrap();
        let spoiled = text.replacen("\nindex ", "\nindex 1", 1);
        fs::write(&file, spoiled).unwrap();
        assert_eq!(
            auditor.program(&["audit", "verify"], &[&file]).code,
            7,
            "another place in the log"
        );
    }
    assert_eq!(
        shelter.refused(&["audit", "proof", &id, "--field", "nothing", "--out", "/tmp/never"]),
        "unknown_field"
    );
}

#[test]
fn an_erased_referral_leaves_the_log_whole_and_is_counted() {
    let (shelter, clinic, clinic_name) = shelter_and_clinic();
    handed_over(&shelter, &clinic, &clinic_name);
    handed_over(&shelter, &clinic, &clinic_name);
    cosigned([&shelter, &clinic]);
    let auditor = Auditor::new();
    let before = auditor.file_of(&shelter, "before");
    shelter.must(&["retention", "erase", "R1", "--confirm", "R1"]);
    cosigned([&shelter, &clinic]);
    let after = auditor.file_of(&shelter, "after");

    let verdict = auditor.verify(&[&before, &after]);
    assert_eq!(verdict.code, 0, "{:#?}", verdict.lines);
    let files = verdict.whole()["files"].as_array().unwrap();
    assert_eq!(files[0]["erased"], 0);
    let (entries, opened) =
        (files[1]["entries"].as_u64().unwrap(), files[1]["opened"].as_u64().unwrap());
    let gone = files[1]["erased"].as_u64().unwrap();
    assert!(gone > 5, "{gone}");
    assert_eq!(entries - opened, gone, "every entry is accounted for");
    if let Some(second) = second_verdict(&auditor, &[&before, &after]) {
        assert_eq!(second["findings"], serde_json::json!([]), "{second:#}");
    }
}
