//! The program as it ships, empty and with a full store: memory, opening time, and what a referral
//! costs when many were kept before it.
//!
//! The store is filled by two desks that hand their frames to each other in memory, with real folders
//! and flushes, many inputs a step.

use std::io::{BufRead as _, BufReader};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::sync::Arc;
use std::time::{Duration, Instant, SystemTime, UNIX_EPOCH};

use rand_chacha::ChaCha20Rng;
use rand_core::SeedableRng;
use waypost_desk::command::{Command as Asked, Reply, Secret};
use waypost_desk::desk::{Desk, Effect, INPUTS_MAX, Input, Preferences};
use waypost_desk::founding::{Ground, Profile, found};
use waypost_protocol::ids::Time;
use waypost_store::{Hardness, Options, RealDisk};
use waypost_tests::town::case;

use crate::measure::{cpu, milliseconds, resident_mb, show};

const LETTERS: usize = 100_000;
/// Referrals over which a cost is taken.
const SAMPLE: usize = 2_000;
const PASSPHRASE: &str = "correct horse battery staple of the figures";
const IDLE: Duration = Duration::from_secs(3);

pub(crate) fn run() {
    let letters = std::env::var("WAYPOST_BENCH_LETTERS").ok().and_then(|n| n.parse().ok());
    let letters: usize = letters.unwrap_or(LETTERS);
    let folder = tempfile::Builder::new().prefix("waypost-figures").tempdir().expect("a disk");
    let program = Program::build(folder.path());
    program.init();
    program.open_and_rest("empty store", "target 30 MB", "");

    let mut post = Post::open(&program.home.join("data"), &folder.path().join("partner"));
    post.meet();
    let draft = post.draft();
    // Each referral is one letter here and one signed receipt.
    let referrals = (letters / 2).max(3 * SAMPLE);
    post.send(&draft, SAMPLE);
    let (first, per_referral) = post.cost(&draft);
    post.send(&draft, referrals - 3 * SAMPLE);
    let (last, _) = post.cost(&draft);
    post.close();

    let bytes = format!("{} x {} B", per_referral.0, per_referral.1 / per_referral.0);
    show("frames of a referral with its receipt", bytes, "");
    show("processor of both desks, a referral, store empty", milliseconds(first), "");
    let words = format!("  with {} letters in each store", 2 * referrals);
    show(&words, milliseconds(last), "");
    let ratio = format!("{:.2}", last.as_secs_f64() / first.as_secs_f64());
    show("  ratio", ratio, "target 1.3");
    program.open_and_rest("full store", "target 150 MB", "target 1 s");
}

/// The shipped binary with a home.
struct Program {
    path: PathBuf,
    home: PathBuf,
    passphrase: PathBuf,
}

impl Program {
    /// Builds what `cargo build --release` builds, beside this program.
    fn build(folder: &Path) -> Self {
        let cargo = std::env::var_os("CARGO").unwrap_or_else(|| "cargo".into());
        let manifest = Path::new(env!("CARGO_MANIFEST_DIR")).join("../Cargo.toml");
        let build = Command::new(cargo)
            .args(["build", "--quiet", "--release", "-p", "waypost", "--manifest-path"])
            .arg(manifest)
            .status();
        assert!(build.expect("cargo runs").success(), "the program builds");
        let this = std::env::current_exe().expect("a program has a path");
        let path = this.ancestors().nth(2).expect("release/deps/figures").join("waypost");
        let passphrase = folder.join("passphrase");
        std::fs::write(&passphrase, PASSPHRASE).expect("a disk");
        let owner_only = std::os::unix::fs::PermissionsExt::from_mode(0o600);
        std::fs::set_permissions(&passphrase, owner_only).expect("our own file");
        Self { path, home: folder.join("home"), passphrase }
    }

    fn command(&self, words: &[&str]) -> Command {
        let mut command = Command::new(&self.path);
        command.arg("--home").arg(&self.home).arg("--no-input").args(words);
        command.stdin(Stdio::null()).stdout(Stdio::piped());
        command
    }

    fn init(&self) {
        let sheet = self.home.with_extension("sheet");
        let words = ["--name", "Northern Desk", "--kind", "ngo", "--language", "en"];
        let mut init = self.command(&["init", "--listen", "/ip4/127.0.0.1/tcp/0"]);
        init.args(words).arg("--recovery-sheet-to").arg(sheet);
        let init = init.arg("--passphrase-file").arg(&self.passphrase).output();
        assert!(init.expect("the program starts").status.success(), "a new home");
    }

    /// Starts the node, times it until it says that it runs, lets it rest, weighs it, stops it.
    fn open_and_rest(&self, what: &str, weight: &str, time: &str) {
        let began = Instant::now();
        let mut run = self.command(&["run"]);
        let run = run.arg("--passphrase-file").arg(&self.passphrase).stderr(Stdio::piped()).spawn();
        let mut run: Child = run.expect("the program starts");
        // What it says to people goes to stderr.
        let said = BufReader::new(run.stderr.take().expect("piped")).lines();
        let mut runs = said.map(|line| line.is_ok_and(|line| line.contains(" runs")));
        assert!(runs.any(|runs| runs), "it runs");
        let ready = milliseconds(began.elapsed());
        show(&format!("{what}: from start, passphrase hardening included, to ready"), ready, time);
        std::thread::sleep(IDLE);
        let resident = format!("{:.1} MB", resident_mb(run.id()));
        show(&format!("{what}: memory of the node at rest"), resident, weight);
        self.back_up(what);
        let stop = self.command(&["stop"]).output();
        assert!(stop.expect("the program starts").status.success(), "it stops");
        run.wait().expect("it has stopped");
    }
}

impl Program {
    /// A backup of the running node, read back as the program does it.
    fn back_up(&self, what: &str) {
        let began = Instant::now();
        let made = self
            .command(&["--json", "backup", "make", "--to"])
            .arg(self.home.parent().expect("a folder"))
            .output();
        let took = began.elapsed();
        let made = made.expect("the program starts");
        assert!(made.status.success(), "{}", String::from_utf8_lossy(&made.stderr));
        let made: serde_json::Value = serde_json::from_slice(&made.stdout).expect("JSON");
        let megabytes = made["bytes"].as_f64().expect("a length") / 1e6;
        let speed = megabytes / took.as_secs_f64();
        let words = format!("{megabytes:.1} MB in {}, {speed:.0} MB/s", milliseconds(took));
        show(&format!("{what}: a backup while it runs, read back"), words, "");
    }
}

/// Two desks, and all that is on its way between them.
pub(crate) struct Post {
    desks: Vec<Desk>,
    arriving: [Vec<Input>; 2],
    now: Time,
    frames: u64,
    bytes: u64,
}

impl Post {
    pub(crate) fn open(ours: &Path, theirs: &Path) -> Self {
        found_in(theirs, "Riverside Shelter", 1);
        Self::of(vec![desk(ours, 3), desk(theirs, 5)])
    }

    /// One desk that is only asked.
    pub(crate) fn alone(desk: Desk) -> Self {
        Self::of(vec![desk])
    }

    fn of(desks: Vec<Desk>) -> Self {
        Self { desks, arriving: [Vec::new(), Vec::new()], now: now(), frames: 0, bytes: 0 }
    }

    /// Takes inputs to a desk; its frames and verdicts go to the other's door. Returns its replies.
    fn step(&mut self, side: usize, inputs: Vec<Input>) -> Vec<Reply> {
        let mut replies = Vec::new();
        for effect in self.desks[side].step(self.now, inputs) {
            let there = &mut self.arriving[1 - side];
            match effect {
                Effect::Post { ticket: reply, frame, .. } => {
                    self.frames += 1;
                    self.bytes += frame.len() as u64;
                    let frame = frame.to_vec();
                    there.push(Input::Arrived { reply, stranger: false, frame });
                }
                Effect::Verdict { reply: ticket, verdict } => {
                    there.push(Input::Answered { ticket, verdict });
                }
                Effect::Reply { reply, .. } => replies.push(*reply),
                Effect::Admit(_) | Effect::Strangers(_) => {}
                Effect::Deposit(_) | Effect::Visit(_) | Effect::Stick(_) => panic!("{effect:?}"),
                Effect::Lock | Effect::Stop | Effect::Reopen(_) => panic!("{effect:?}"),
            }
        }
        replies
    }

    /// Until nothing is on its way.
    fn carry(&mut self) {
        while self.arriving.iter().any(|inputs| !inputs.is_empty()) {
            for side in [0, 1] {
                let mut inputs = std::mem::take(&mut self.arriving[side]);
                while !inputs.is_empty() {
                    let rest = inputs.split_off(inputs.len().min(INPUTS_MAX));
                    self.step(side, std::mem::replace(&mut inputs, rest));
                }
            }
        }
    }

    pub(crate) fn ask(&mut self, side: usize, command: Asked) -> Reply {
        let reply = self.step(side, vec![asked(command)]).pop().expect("a desk answers");
        assert!(!matches!(reply, Reply::Failed(_)), "{reply:?}");
        self.carry();
        reply
    }

    pub(crate) fn meet(&mut self) {
        let Reply::Invite(invite) = self.ask(0, Asked::InviteNew { label: None }) else {
            panic!("an invite")
        };
        self.ask(1, Asked::Join { code: invite.code.expect("a new invite") });
        for side in [0, 1] {
            let partner = self.partner(side);
            self.ask(side, Asked::PartnerCheck { partner, confirm: true });
        }
    }

    fn partner(&mut self, side: usize) -> String {
        match self.ask(side, Asked::PartnerList) {
            Reply::Partners { mut partners } => partners.pop().expect("they met").short,
            other => panic!("{other:?}"),
        }
    }

    pub(crate) fn draft(&mut self) -> String {
        let partner = self.partner(0);
        let mut form = case("01-shelter-tonight.toml");
        form.to.partner = partner.as_str().into();
        form.consent.recipients = vec![partner.as_str().into()];
        match self.ask(0, Asked::ReferralNew { form: Box::new(form) }) {
            Reply::Draft(draft) => draft.draft,
            other => panic!("{other:?}"),
        }
    }

    /// So many referrals from one draft, each delivered and signed for.
    pub(crate) fn send(&mut self, draft: &str, times: usize) {
        let mut left = times;
        while left > 0 {
            let now = left.min(INPUTS_MAX);
            left -= now;
            let send = || Asked::ReferralSend {
                draft: draft.to_owned(),
                to: Vec::new(),
                all_sections: false,
                asked: true,
            };
            let replies = self.step(0, (0..now).map(|_| asked(send())).collect());
            assert!(replies.iter().all(|reply| matches!(reply, Reply::Sent { .. })));
            self.carry();
        }
    }

    /// Processor time of a referral, and its frames and their bytes.
    fn cost(&mut self, draft: &str) -> (Duration, (u64, u64)) {
        let (used, frames, bytes) = (cpu(), self.frames, self.bytes);
        self.send(draft, SAMPLE);
        let sample = SAMPLE as u64;
        let carried = ((self.frames - frames) / sample, (self.bytes - bytes) / sample);
        ((cpu() - used) / SAMPLE as u32, carried)
    }

    pub(crate) fn close(self) {
        for desk in self.desks {
            desk.into_store().close().expect("closed in order");
        }
    }
}

fn asked(command: Asked) -> Input {
    Input::Asked { token: 0, command: Box::new(command) }
}

fn now() -> Time {
    let since = SystemTime::now().duration_since(UNIX_EPOCH).unwrap_or_default();
    Time(since.as_secs())
}

/// A new organisation in a folder; two with one seed would be one.
pub(crate) fn found_in(dir: &Path, name: &str, seed: u64) {
    let profile = Profile {
        name: name.to_owned(),
        kind: "shelter".to_owned(),
        languages: vec!["en".to_owned()],
    };
    let ground = Ground {
        dir,
        options: options(),
        disk: Arc::new(RealDisk),
        passphrase: &Secret(PASSPHRASE.to_owned()),
        recovery_seed: &[9; 32],
        now: now(),
    };
    found(ground, &profile, rng(seed), &mut rng(seed + 1)).expect("a new folder");
}

fn rng(seed: u64) -> ChaCha20Rng {
    ChaCha20Rng::seed_from_u64(seed)
}

fn options() -> Options {
    Options { hardness: Hardness { memory_kib: 8, passes: 1 }, ..Options::default() }
}

pub(crate) fn desk(data: &Path, seed: u64) -> Desk {
    let locked = waypost_store::open(data, options(), Arc::new(RealDisk), rng(seed));
    let store = locked.expect("a store").unlock(PASSPHRASE.as_bytes()).map_err(|(_, e)| e);
    let announce = vec!["/ip4/127.0.0.1/tcp/4001".to_owned()];
    let preferences = Preferences {
        announce,
        receipt_opened: true,
        retention: Default::default(),
        carrying: Default::default(),
        witnesses: Default::default(),
    };
    let store = store.expect("its passphrase");
    Desk::open(store, preferences, Box::new(rng(seed + 1))).expect("a desk's store")
}
