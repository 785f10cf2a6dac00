//! A real node: the program as it ships, in a process and a folder of its own, asked through its
//! command line as a caseworker would.

use std::io::Write;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Output, Stdio};
use std::sync::Arc;
use std::time::{Duration, Instant};

use rand_chacha::ChaCha20Rng;
use rand_core::SeedableRng;
use serde_json::Value;
use waypost_store::{Options, RealDisk, Store};

/// Long enough for any of these nodes on a busy machine; only a failing test waits as long.
const PATIENCE: Duration = Duration::from_secs(60);
const POLL: Duration = Duration::from_millis(50);
/// A passphrase that the strength meter takes.
pub const PASSPHRASE: &str = "seven lanterns by the slow river";

/// An organisation with its folder, and its process while it runs.
pub struct Node {
    program: PathBuf,
    folder: tempfile::TempDir,
    child: Option<Child>,
}

/// What a command gave.
#[derive(Debug)]
pub struct Said {
    /// Exit code.
    pub code: i32,
    /// The reply, from standard output.
    pub reply: Value,
    /// All of standard error.
    pub talk: String,
}

impl Node {
    /// `waypost init` in a new folder, with the program at hand.
    pub fn init(program: &str, name: &str, kind: &str) -> Self {
        Self::init_in(&std::env::temp_dir(), program, name, kind, "/ip4/127.0.0.1/tcp/0")
    }

    /// The same in a folder on some disk, listening at a given address.
    pub fn init_in(disk: &Path, program: &str, name: &str, kind: &str, listen: &str) -> Self {
        let folder = tempfile::Builder::new().prefix("waypost-story").tempdir_in(disk).unwrap();
        let node = Self { program: program.into(), folder, child: None };
        // It is there after a power cut: what else is, is the program's own doing.
        let mut passphrase = std::fs::File::create(node.passphrase()).unwrap();
        passphrase.write_all(PASSPHRASE.as_bytes()).unwrap();
        passphrase.sync_all().unwrap();
        std::fs::File::open(node.folder.path()).unwrap().sync_all().unwrap();
        let sheet = node.folder.path().join("sheet");
        let output = node
            .command()
            .args(["init", "--name", name, "--kind", kind, "--language", "en"])
            .args(["--listen", listen, "--passphrase-file"])
            .arg(node.passphrase())
            .arg("--recovery-sheet-to")
            .arg(sheet)
            .output()
            .unwrap();
        assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
        node
    }

    /// The home folder.
    pub fn home(&self) -> PathBuf {
        self.folder.path().join("home")
    }

    /// Where the process writes what it has to say.
    pub fn log(&self) -> PathBuf {
        self.folder.path().join("log")
    }

    /// What the process said on its standard output.
    pub fn spoken(&self) -> PathBuf {
        self.folder.path().join("spoken")
    }

    /// Its working folder and place for temporary files.
    pub fn scratch(&self) -> PathBuf {
        let scratch = self.folder.path().join("scratch");
        std::fs::create_dir_all(&scratch).unwrap();
        scratch
    }

    /// The process's id, while it runs.
    pub fn pid(&self) -> Option<u32> {
        self.child.as_ref().map(Child::id)
    }

    /// The memory of the process that can be read, part by part: what a dump of it would hold.
    pub fn memory(&self) -> Vec<Vec<u8>> {
        let pid = self.pid().unwrap();
        let maps = std::fs::read_to_string(format!("/proc/{pid}/maps")).unwrap();
        let memory = std::fs::File::open(format!("/proc/{pid}/mem")).unwrap();
        let mut parts = Vec::new();
        for line in maps.lines().filter(|line| line.contains(" rw")) {
            let (from, to) = line.split_once(' ').unwrap().0.split_once('-').unwrap();
            let [from, to] = [from, to].map(|hex| u64::from_str_radix(hex, 16).unwrap());
            let mut part = vec![0; (to - from) as usize];
            // A mapping may be gone by now.
            let read = std::os::unix::fs::FileExt::read_at(&memory, &mut part, from).unwrap_or(0);
            part.truncate(read);
            parts.push(part);
        }
        parts
    }

    /// A copy of the folder, opened with the passphrase: what a thief who knows it can do.
    pub fn opened(&self) -> (tempfile::TempDir, Store) {
        let copy = tempfile::tempdir().unwrap();
        let (from, to) = (self.home().join("data"), copy.path().join("data"));
        assert!(Command::new("cp").arg("-r").args([&from, &to]).status().unwrap().success());
        let rng = ChaCha20Rng::seed_from_u64(1);
        let disk = Arc::new(RealDisk);
        let locked = waypost_store::open(&to, Options::default(), disk, rng).unwrap();
        let store = locked.unlock(PASSPHRASE.as_bytes()).map_err(|(_, error)| error).unwrap();
        (copy, store)
    }

    /// The file with the passphrase.
    pub fn passphrase(&self) -> PathBuf {
        self.folder.path().join("passphrase")
    }

    /// The program with this home, untouched by the environment of whoever runs the tests.
    pub fn command(&self) -> Command {
        let mut command = Command::new(&self.program);
        command.env_clear().arg("--home").arg(self.home()).arg("--no-input").stdin(Stdio::null());
        command
    }

    /// `waypost run`; returns once it listens.
    pub fn run(&mut self) {
        self.run_with(&[]);
        self.until("it listens", |node| {
            node.ask(&["status"]).reply["listening"].as_array().is_some_and(|a| !a.is_empty())
        });
    }

    /// `waypost run` without any address to listen at; where the system allows it, in a namespace of its own that
    /// has no network at all.
    pub fn run_cut_off(&mut self) {
        self.must(&["config", "set", "listen", ""]);
        let alone = Command::new("unshare").args(["-n", "true"]).stderr(Stdio::null()).status();
        let alone = alone.is_ok_and(|status| status.success());
        self.run_with(if alone { &["unshare", "-n"] } else { &[] });
        self.until("it answers", |node| node.ask(&["status"]).code == 0);
    }

    /// `waypost run` with more arguments, or in another environment; does not wait.
    pub fn run_with(&mut self, prefix: &[&str]) {
        let log = std::fs::File::options().create(true).append(true).open(self.log()).unwrap();
        let mut command = match prefix.split_first() {
            None => self.command(),
            Some((first, rest)) => {
                let mut command = Command::new(first);
                command
                    .args(rest)
                    .arg(&self.program)
                    .arg("--home")
                    .arg(self.home())
                    .arg("--no-input");
                command
            }
        };
        command.args(["run", "--log", "debug", "--passphrase-file"]).arg(self.passphrase());
        let spoken =
            std::fs::File::options().create(true).append(true).open(self.spoken()).unwrap();
        command.current_dir(self.scratch()).env("TMPDIR", self.scratch());
        command.stdin(Stdio::null()).stdout(spoken).stderr(log);
        self.child = Some(command.spawn().unwrap());
    }

    /// A command with `--json`.
    pub fn ask(&self, words: &[&str]) -> Said {
        said(self.command().arg("--json").args(words).output().unwrap())
    }

    /// A command that must be done.
    pub fn must(&self, words: &[&str]) -> Value {
        let said = self.ask(words);
        assert_eq!(said.code, 0, "{words:?}: {said:?}");
        said.reply
    }

    /// A command that must not be done; returns its stable code.
    pub fn refused(&self, words: &[&str]) -> String {
        let said = self.ask(words);
        assert_ne!(said.code, 0, "{words:?}: {said:?}");
        said.reply["code"].as_str().unwrap_or_else(|| panic!("{said:?}")).to_owned()
    }

    /// Waits until something is so.
    pub fn until(&self, what: &str, so: impl Fn(&Self) -> bool) {
        let began = Instant::now();
        while !so(self) {
            assert!(
                began.elapsed() < PATIENCE,
                "{what}: not within {PATIENCE:?}; see {:?}",
                self.tail()
            );
            std::thread::sleep(POLL);
        }
    }

    /// Waits until a referral has this status.
    pub fn until_status(&self, referral: &str, status: &str) {
        self.until(&format!("{referral} is {status}"), |node| {
            node.ask(&["referral", "list", "--closed"]).reply["referrals"]
                .as_array()
                .is_some_and(|all| all.iter().any(|r| r["id"] == referral && r["status"] == status))
        });
    }

    /// Whether its process is there.
    pub fn runs(&mut self) -> bool {
        self.child.as_mut().is_some_and(|child| child.try_wait().unwrap().is_none())
    }

    /// `kill -9`.
    pub fn kill(&mut self) {
        let mut child = self.child.take().unwrap();
        child.kill().unwrap();
        child.wait().unwrap();
    }

    /// `waypost stop`, and the end of the process in good order.
    pub fn stop(&mut self) {
        self.must(&["stop"]);
        assert!(self.child.take().unwrap().wait().unwrap().success());
    }

    /// Waits for a process that ends by itself.
    pub fn ended(&mut self) -> i32 {
        self.child.take().unwrap().wait().unwrap().code().unwrap_or(-1)
    }

    /// The id of its process, while it runs.
    pub fn process(&self) -> u32 {
        self.child.as_ref().unwrap().id()
    }

    /// Memory in use, KiB resident, while it runs.
    pub fn resident_kib(&self) -> u64 {
        self.of_status("VmRSS:")
    }

    fn of_status(&self, what: &str) -> u64 {
        let id = self.child.as_ref().unwrap().id();
        let status = std::fs::read_to_string(format!("/proc/{id}/status")).unwrap();
        let line = status.lines().find_map(|line| line.strip_prefix(what)).unwrap();
        line.trim().trim_end_matches(" kB").trim().parse().unwrap()
    }

    /// The most memory that was ever in use, KiB resident, while it runs.
    pub fn resident_most_kib(&self) -> u64 {
        self.of_status("VmHWM:")
    }

    /// The end of what it said.
    pub fn tail(&self) -> String {
        let log = std::fs::read_to_string(self.log()).unwrap_or_default();
        let lines: Vec<&str> = log.lines().rev().take(20).collect();
        lines.into_iter().rev().collect::<Vec<_>>().join("\n")
    }
}

impl Drop for Node {
    fn drop(&mut self) {
        if let Some(mut child) = self.child.take() {
            let _ = child.kill();
            let _ = child.wait();
        }
    }
}

fn said(output: Output) -> Said {
    // A report that stops a script is followed by a second line that says so.
    let first = output.stdout.split(|byte| *byte == b'\n').next().unwrap_or_default();
    Said {
        code: output.status.code().unwrap_or(-1),
        reply: serde_json::from_slice(first).unwrap_or(Value::Null),
        talk: String::from_utf8_lossy(&output.stderr).into_owned(),
    }
}

/// Pairs two running nodes and confirms on both sides. Returns what each calls the other.
pub fn pair(a: &Node, b: &Node) -> (String, String) {
    let before = [partners(a), partners(b)].map(|all| all.len());
    let invite = a.must(&["invite", "new"]);
    b.must(&["join", invite["code"].as_str().unwrap()]);
    let partner = |node: &Node, before: usize| {
        node.until("the partner's card came", |node| {
            let all = partners(node);
            all.len() > before && all.iter().all(|p| p["name"] != "")
        });
        // The one that is not confirmed yet.
        let new = partners(node).into_iter().find(|p| p["confirmed_by_us"] == false);
        new.unwrap()
    };
    let (of_a, of_b) = (partner(a, before[0]), partner(b, before[1]));
    assert_eq!(of_a["safety_number"], of_b["safety_number"], "both see one safety number");
    let names = [of_a, of_b].map(|p| p["short"].as_str().unwrap().to_owned());
    let [of_a, of_b] = names;
    a.must(&["partner", "check", &of_a, "--confirm"]);
    b.must(&["partner", "check", &of_b, "--confirm"]);
    for (node, other) in [(a, &of_a), (b, &of_b)] {
        node.until("both confirmed", |node| {
            let partner = node.must(&["partner", "show", other]);
            partner["confirmed_by_us"] == true && partner["confirmed_by_them"] == true
        });
    }
    (of_a, of_b)
}

/// Both sign a head of their logs, and cosign the other's: nothing more is asked for on this day by itself.
pub fn cosigned(nodes: [&Node; 2]) {
    for node in nodes {
        node.must(&["audit", "witness", "--now"]);
    }
    for node in nodes {
        node.until("the partner has cosigned", |node| {
            let report = node.must(&["audit", "witness"]);
            report["met"] == true && !report["head"]["cosigned"].as_array().unwrap().is_empty()
        });
    }
}

/// Its partners, as `partner list` shows them.
fn partners(node: &Node) -> Vec<Value> {
    let listed = node.ask(&["partner", "list"]).reply["partners"].clone();
    listed.as_array().cloned().unwrap_or_default()
}

/// Writes an example case addressed to a partner into the node's folder; returns its path.
pub fn case_for(node: &Node, case: &str, partner: &str) -> PathBuf {
    let mut form = crate::town::case(case);
    form.to.partner = partner.into();
    form.consent.recipients = vec![partner.into()];
    let path = node.folder.path().join(format!("{case}.json"));
    std::fs::write(&path, serde_json::to_string(&form).unwrap()).unwrap();
    path
}

/// Sends an example case; returns the referral's id.
pub fn send(node: &Node, case: &str, partner: &str) -> String {
    let form = case_for(node, case, partner);
    let draft = node.must(&["referral", "new", form.to_str().unwrap()]);
    let draft = draft["draft"].as_str().unwrap();
    let sent = node.must(&["referral", "send", draft, "--to", partner, "--asked"]);
    sent["referrals"][0]["id"].as_str().unwrap().to_owned()
}
