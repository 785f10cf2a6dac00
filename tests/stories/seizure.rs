//! Seizure: somebody takes the machine. Nothing about anybody can be read on it, in any spelling, and
//! what was erased cannot be decrypted even with the passphrase.

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};
use std::process::Output;
use std::sync::OnceLock;

use waypost_tests::node::{Node, PASSPHRASE, pair};
use waypost_tests::search::{Search, of_bytes, of_text};

use crate::organisation;

/// Every text that a form takes, and every text of a move, with a word found nowhere else. `#` stands
/// for the person: two of them are told apart by it.
const FORM: &[(&str, &str)] = &[
    ("/from/desk", "Intake of quillfeather#"),
    ("/from/reason_text", "Because of brindlemoth#"),
    ("/person/case_code", "casequux#"),
    ("/need/0/note", "Room far from the gate, wobblethatch#"),
    ("/need/1/note", "Left arm swollen, tanglewick#"),
    ("/identity/name", "ምሳሌሰው# မြတ်နိုးသူ# สมหญิงดี# 王小明子# Љубицаж# Zoé#"),
    ("/identity/name_latin", "Misaleza Quorvex#"),
    ("/identity/nickname", "Xylonick#"),
    ("/identity/identity_number", "ZX9981Q774#"),
    ("/safe_contact/handle", "+95 9 774 318 22660#"),
    ("/safe_contact/hours", "Between vesperbell# and nine"),
    ("/safe_contact/code_word", "marigoldquux#"),
    ("/safe_contact/must_not_be_told", "The uncle brimstonequux#"),
    ("/document/0/number", "PQ5550198#"),
    ("/screening/tool", "Toolquux#"),
    ("/screening/screened_by", "Officer dapplegrim#"),
    ("/account/text", "They made me sit at the screens, hollowreed#"),
    ("/account/taken_by", "Officer candlewren#"),
];
const SAID: &str = "Said on the way: fennelgorse#";

fn marked_words(person: &str) -> Vec<String> {
    let texts = FORM.iter().map(|(_, text)| *text).chain([SAID]);
    let words = texts.flat_map(|text| text.split([' ', ','])).filter(|word| word.contains('#'));
    let mut words: Vec<String> = words.map(|word| word.replace('#', person)).collect();
    words.push("22660".to_owned() + person);
    words.push("Zoe\u{301}".to_owned() + person);
    words
}

/// Writes the marked case of a person, addressed to a partner.
fn marked_case(folder: &Path, partner: &str, person: &str) -> PathBuf {
    let mut form = serde_json::json!({
        "urgency": "emergency",
        "from": {"worker": "Desk officer 2", "reason": "Other"},
        "to": {"partner": partner},
        "person": {"age_band": "18_24", "gender": "Feminine", "languages": ["am well well"],
            "interpreter": "remote"},
        "need": [{"service": "shelter_emergency"}, {"service": "medical"}],
        "consent": {"obtained_by": "Desk officer 2", "obtained_on": "+0d", "mode": "interpreted",
            "language": "am", "recipients": [partner],
            "purposes": ["shelter_emergency", "medical"],
            "sections": ["needs", "identity", "safe_contact", "documents", "screening", "account"],
            "authorities_sharing": "ask", "embassy_sharing": "ask", "valid_until": "+180d",
            "retention_days": 365, "aggregate_ok": "yes", "followup_ok": "yes"},
        "identity": {},
        "safe_contact": {"channel": "phone", "may_leave_voicemail": "no", "may_leave_text": "no"},
        "document": [{"kind": "passport", "state": "held", "country": "KE"}],
        "screening": {"status": "PossibleVictimOfTrafficking", "screened_on": "+0d"},
        "account": {"language": "am", "taken_on": "+0d"},
    });
    for (pointer, text) in FORM {
        let (parent, key) = pointer.rsplit_once('/').unwrap();
        let parent = form.pointer_mut(parent).unwrap().as_object_mut().unwrap();
        parent.insert(key.to_owned(), text.replace('#', person).into());
    }
    let path = folder.join(format!("case-{person}.json"));
    std::fs::write(&path, form.to_string()).unwrap();
    path
}

/// Files that were there before any node of this test.
static BEFORE: OnceLock<BTreeSet<PathBuf>> = OnceLock::new();

/// Files in the folders that every program may write to.
fn shared_files() -> BTreeSet<PathBuf> {
    let entries = ["/tmp", "/var/tmp", "/dev/shm"].map(std::fs::read_dir).into_iter().flatten();
    let files = entries.flatten().flatten().filter(|e| e.file_type().is_ok_and(|t| t.is_file()));
    files.map(|entry| entry.path()).collect()
}

/// Everything that the process or its folder may have written, by name.
fn written(node: &Node) -> BTreeMap<String, Vec<u8>> {
    let mut found = BTreeMap::new();
    for place in [node.home(), node.log(), node.spoken(), node.scratch()] {
        collect(&place, &mut found);
    }
    for path in shared_files().difference(BEFORE.get_or_init(shared_files)) {
        collect(path, &mut found);
    }
    if let Some(pid) = node.pid() {
        for name in ["cmdline", "environ"] {
            collect(&PathBuf::from(format!("/proc/{pid}/{name}")), &mut found);
        }
    }
    found
}

fn collect(path: &Path, into: &mut BTreeMap<String, Vec<u8>>) {
    if path.is_dir() {
        for entry in std::fs::read_dir(path).unwrap() {
            collect(&entry.unwrap().path(), into);
        }
    } else if let Ok(bytes) = std::fs::read(path) {
        into.insert(path.display().to_string(), bytes);
    } else {
        into.insert(path.display().to_string(), Vec::new());
    }
}

fn nothing_is_found(when: &str, search: &Search, node: &Node) {
    let (mut bytes, mut files) = (0, 0);
    for (name, contents) in written(node) {
        let hits = search.hits(&contents);
        assert!(hits.is_empty(), "{when}: {name} holds {hits:?}");
        assert!(search.hits(name.as_bytes()).is_empty(), "{when}: the name of {name}");
        bytes += contents.len();
        files += 1;
    }
    println!("{when}: {files} files, {bytes} bytes, {} spellings: nothing", search.len());
    assert!(files > 8 && bytes > 100_000, "there was something to search");
}

/// The commands of a whole day, from the command line's own list: a new command is played too.
fn day() -> Vec<Vec<String>> {
    let source = include_str!("../../node/src/cli.rs");
    let (_, list) = source.split_once("const DAY: &[&str] = &[").unwrap();
    let (list, _) = list.split_once("];").unwrap();
    let lines = list.lines().filter_map(|line| line.trim().strip_prefix("\"waypost "));
    let line = |line: &str| {
        let line = line.trim_end_matches(',').trim_end_matches('"');
        line.split(' ').map(str::to_owned).collect::<Vec<_>>()
    };
    let day: Vec<_> = lines.map(line).collect();
    assert!(day.len() > 60, "the list was read: {}", day.len());
    day
}

/// Plays every command of a day on a referral; texts in it say something of the person.
fn play_a_day(node: &Node, referral: &str, case: &Path, person: &str) -> usize {
    // These end or begin a process, or play with made-up people in folders of their own.
    let elsewhere = ["demo", "init", "run", "lock", "unlock", "stop"];
    let mut played = 0;
    for line in day() {
        let words: Vec<String> = match line.first().map(String::as_str) {
            Some("--home") => line[2..].to_vec(),
            _ => line,
        };
        if elsewhere.contains(&words[0].as_str()) {
            continue;
        }
        let word = |word: &String| match word.as_str() {
            "R1" => referral.to_owned(),
            "case.toml" => case.display().to_string(),
            text if text.contains('~') => SAID.replace('#', person),
            "No." | "asked" => SAID.replace('#', person),
            other => other.to_owned(),
        };
        // Most are refused, each for a reason of its own: a refusal must not tell either.
        drop(spoken(node, &words.iter().map(word).collect::<Vec<_>>()));
        played += 1;
    }
    played
}

fn spoken(node: &Node, words: &[String]) -> Output {
    node.command().current_dir(node.scratch()).args(words).output().unwrap()
}

/// Sends the marked case, has it taken, and says something marked in every move there is a text for.
fn a_person_on_the_way(from: &Node, to: &Node, partner: &str, person: &str) -> String {
    let folder = from.passphrase().parent().unwrap().to_owned();
    let case = marked_case(&folder, partner, person);
    let checked = from.ask(&["referral", "check", case.to_str().unwrap()]);
    assert_eq!(checked.reply["faults"], serde_json::json!([]), "{checked:?}");
    let draft = from.must(&["referral", "new", case.to_str().unwrap()]);
    let draft = draft["draft"].as_str().unwrap().to_owned();
    let sent = from.must(&["referral", "send", &draft, "--to", partner, "--asked"]);
    let id = sent["referrals"][0]["id"].as_str().unwrap().to_owned();
    let said = SAID.replace('#', person);
    to.until_status(&id, "sent");
    to.must(&["referral", "answer", &id, "ask", &said]);
    from.until_status(&id, "info_requested");
    from.must(&["referral", "answer", &id, "reply", &said]);
    to.until_status(&id, "received");
    to.must(&["referral", "answer", &id, "accept", "--by", "+1d"]);
    from.until_status(&id, "accepted");
    from.must(&["referral", "disclose", &id, "account"]);
    to.must(&["referral", "interim", &id, &said]);
    to.must(&["referral", "appointment", &id, "medical", "+1d", "--place", &said]);
    from.must(&["handover", "depart", &id, "--arrive-by", "+6h", "--place", &said]);
    // All of it is on both sides now, for people to see.
    let words = marked_words(person);
    to.until("identity and account came", |to| {
        let kinds = to.must(&["referral", "show", &id])["timeline"].clone();
        kinds.as_array().unwrap().iter().filter(|t| t["kind"] == "disclosure").count() == 2
    });
    let shown = to.must(&["referral", "show", &id]);
    for section in ["needs", "identity", "safe_contact", "documents", "screening"] {
        let is_there =
            shown["sections"].as_array().unwrap().iter().any(|s| s["section"] == section);
        assert!(is_there, "{section} is not shown: {shown}");
    }
    let shown = from.must(&["referral", "show", &id]).to_string();
    // The case code is another for each partner, and the account is not printed.
    let unseen = ["casequux", "hollowreed", "candlewren", "Zoe\u{301}"];
    let is_unseen = |word: &&String| unseen.iter().any(|u| word.starts_with(u));
    let missing: Vec<_> =
        words.iter().filter(|w| !is_unseen(w) && !shown.contains(w.as_str())).collect();
    assert!(missing.is_empty(), "every text is in use; not here: {missing:?}");
    id
}

fn recovery_words(node: &Node) -> Vec<String> {
    let sheet = std::fs::read_to_string(node.passphrase().with_file_name("sheet")).unwrap();
    let words: Vec<&str> = sheet
        .lines()
        .filter(|line| line.trim_start().starts_with(|c: char| c.is_ascii_digit()))
        .flat_map(str::split_whitespace)
        .filter(|word| word.chars().all(|c| c.is_ascii_lowercase()))
        .collect();
    assert!(words.len() >= 24, "the words were read: {}", words.len());
    words.windows(3).map(|three| three.join(" ")).collect()
}

fn secrets(node: &Node, search: &mut Search) {
    let (_copy, store) = node.opened();
    let secrets = store.secrets();
    assert!(secrets.len() > 10, "the vault was read: {}", secrets.len());
    for (number, secret) in secrets.iter().enumerate() {
        search.add(&format!("secret {number}"), of_bytes(secret));
    }
}

/// Two nodes used for every command, with everything about one person marked; then the machine is taken:
/// running, locked, killed. Nothing of the person, no key, no passphrase and no recovery word is found in
/// any spelling in any file, the log at its loudest, the process's arguments, its environment, its output.
#[test]
fn a_seized_machine_says_nothing_about_anybody() {
    BEFORE.get_or_init(shared_files);
    let person = "vq7";
    let mut shelter = organisation("Border Shelter", "shelter");
    let mut clinic = organisation("River Clinic", "clinic");
    shelter.run();
    clinic.run();
    let (partner, back) = pair(&shelter, &clinic);
    let id = a_person_on_the_way(&shelter, &clinic, &partner, person);
    let folder = shelter.passphrase().parent().unwrap().to_owned();
    let case = marked_case(&folder, &partner, person);
    let played = play_a_day(&shelter, &id, &case, person) + play_a_day(&clinic, &id, &case, person);
    println!("{played} commands of a day were played");
    for (node, other) in [(&shelter, &partner), (&clinic, &back)] {
        node.ask(&["partner", "unblock", other]);
    }

    let mut search = Search::default();
    for word in marked_words(person) {
        search.add(&word, of_text(&word));
    }
    search.add("the passphrase", of_text(PASSPHRASE));
    for (number, words) in recovery_words(&shelter).iter().enumerate() {
        search.add(&format!("recovery words {number}"), of_text(words));
    }
    for node in [&shelter, &clinic] {
        nothing_is_found("running", &search, node);
    }
    shelter.kill();
    clinic.kill();
    secrets(&shelter, &mut search);
    secrets(&clinic, &mut search);
    for node in [&shelter, &clinic] {
        nothing_is_found("killed", &search, node);
    }
    shelter.run();
    clinic.run();
    // A person looks at it once more, so that it was in memory.
    clinic.ask(&["referral", "show", &id]);
    clinic.must(&["lock"]);
    nothing_is_found("locked", &search, &clinic);
    // What is freed is overwritten: no text of anybody is left. Of keys a few are (SPEC 13), the transport's among
    // them, for the node goes on receiving.
    let memory = clinic.memory();
    let found: BTreeSet<String> = memory.iter().flat_map(|part| search.hits(part)).collect();
    let bytes: usize = memory.iter().map(Vec::len).sum();
    println!("memory of the locked node: {bytes} bytes, found: {found:?}");
    assert!(found.iter().all(|what| what.starts_with("secret ")), "{found:?}");
    shelter.stop();
    clinic.kill();
    for node in [&shelter, &clinic] {
        nothing_is_found("stopped", &search, node);
    }

    // The search can fail: each spelling of a marker, planted in the folder, is found.
    for (spelling, bytes) in of_text("marigoldquuxvq7").into_iter().chain(of_bytes(&[7; 32])) {
        let mut planted = Search::default();
        planted.add("planted", vec![(spelling.clone(), bytes.clone())]);
        let file = shelter.home().join("data/journal/planted");
        std::fs::write(&file, [&b"before"[..], &bytes, b"after"].concat()).unwrap();
        let found = written(&shelter).iter().any(|(_, file)| !planted.hits(file).is_empty());
        assert!(found, "{spelling}");
        let marker = of_text("marigoldquuxvq7").iter().any(|(_, known)| *known == bytes);
        let held = written(&shelter).iter().any(|(_, file)| !search.hits(file).is_empty());
        assert_eq!(held, marker, "{spelling}");
        std::fs::remove_file(&file).unwrap();
    }
}

/// Two people; one is erased on both sides. With the passphrase, every row that any key still opens and
/// every secret: of the erased one nothing, of the other everything.
#[test]
fn what_was_erased_cannot_be_decrypted_even_with_the_passphrase() {
    let mut shelter = organisation("Border Shelter", "shelter");
    let mut clinic = organisation("River Clinic", "clinic");
    shelter.run();
    clinic.run();
    let (partner, _) = pair(&shelter, &clinic);
    let gone = a_person_on_the_way(&shelter, &clinic, &partner, "gon3");
    let stays = a_person_on_the_way(&shelter, &clinic, &partner, "sty4");
    for node in [&shelter, &clinic] {
        let name = node.must(&["referral", "show", &gone])["row"]["referral"].clone();
        let name = name.as_str().unwrap();
        assert_eq!(
            node.refused(&["retention", "erase", &gone, "--confirm", "R99"]),
            "confirm_by_name"
        );
        node.must(&["retention", "erase", &gone, "--confirm", name]);
        assert_eq!(node.refused(&["referral", "show", &gone]), "erased");
        node.must(&["referral", "show", &stays]);
        assert_eq!(node.must(&["audit", "log"])["faults"].as_array().unwrap().len(), 0);
    }
    clinic.stop();
    shelter.kill();
    for (node, is_referrer) in [(&shelter, true), (&clinic, false)] {
        let (_copy, store) = node.opened();
        let all = store.everything().unwrap();
        let texts: Vec<u8> = all.iter().flat_map(|value| value.iter().copied()).collect();
        let count = |person: &str| {
            let mut search = Search::default();
            for word in marked_words(person) {
                search.add(&word, of_text(&word));
            }
            let hits = search.hits(&texts);
            println!("{} values, {} bytes, {person}: {} words", all.len(), texts.len(), hits.len());
            hits
        };
        assert_eq!(count("gon3"), BTreeSet::new());
        let other = count("sty4");
        assert!(other.len() >= if is_referrer { 20 } else { 18 }, "the other is there: {other:?}");
    }
}
