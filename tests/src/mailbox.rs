//! A real mailbox: the program as it ships, in a process and a folder of its own; and somebody who leaves frames there
//! and collects them, as a node's network does.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::sync::Arc;
use std::time::{Duration, Instant};

use serde_json::Value;
use waypost_net::mailbox::{
    Deposit, DepositVerdict, Errand, MailboxAt, Opening, Visit, VisitFail, VisitReport,
};
use waypost_net::{Config, Event, Events, FailWhy, Limits, Net, NotTaken, Verdict};
use waypost_protocol::ids::{Day, Time};
use waypost_protocol::mailbox::{InboxKey, MailboxCode, WriteToken};
use zeroize::Zeroizing;

/// Long enough on a busy machine; only a failing test waits as long.
const PATIENCE: Duration = Duration::from_secs(60);
const POLL: Duration = Duration::from_millis(20);
const DAY_SECONDS: u64 = 86_400;

/// A mailbox with its folder, and its process while it runs.
pub struct Mailbox {
    program: PathBuf,
    folder: tempfile::TempDir,
    /// What it says: not on the disk that suffers.
    spoken: tempfile::TempDir,
    /// Words before the program when it is started: another machine.
    before: Vec<String>,
    listen: String,
    child: Option<Child>,
}

impl Mailbox {
    /// A folder for a mailbox on some disk; nothing runs yet.
    pub fn on(disk: &Path, program: &str) -> Self {
        let free = std::net::TcpListener::bind("127.0.0.1:0").unwrap();
        let listen = format!("/ip4/127.0.0.1/tcp/{}", free.local_addr().unwrap().port());
        Self::behind(&[], &listen, disk, program)
    }

    /// The same, to be started with words before the program, and to listen there.
    pub fn behind(before: &[&str], listen: &str, disk: &Path, program: &str) -> Self {
        let folder = tempfile::Builder::new().prefix("waypost-mailbox").tempdir_in(disk).unwrap();
        let spoken = tempfile::tempdir().unwrap();
        let before = before.iter().map(|word| (*word).to_owned()).collect();
        let listen = listen.to_owned();
        Self { program: program.into(), folder, spoken, before, listen, child: None }
    }

    /// The home folder.
    pub fn home(&self) -> PathBuf {
        self.folder.path().join("box")
    }

    /// The folder that its home is in.
    pub fn folder(&self) -> &Path {
        self.folder.path()
    }

    fn log(&self) -> PathBuf {
        self.spoken.path().join("log")
    }

    fn spoken(&self) -> PathBuf {
        self.spoken.path().join("spoken")
    }

    /// All that it said on its standard error.
    pub fn said(&self) -> String {
        std::fs::read_to_string(self.log()).unwrap_or_default()
    }

    fn command(&self) -> Command {
        let mut command = Command::new(&self.program);
        command.env_clear().arg("--home").arg(self.home()).args(["--json", "--no-input"]);
        command.stdin(Stdio::null());
        command
    }

    /// A command of its operator: the exit code, and what it told.
    pub fn ask(&self, words: &[&str]) -> (i32, Value) {
        let output = self.command().args(words).output().unwrap();
        let line = output.stdout.split(|byte| *byte == b'\n').next().unwrap_or_default();
        let told = serde_json::from_slice(line).unwrap_or(Value::Null);
        (output.status.code().unwrap_or(-1), told)
    }

    /// A command that must be done.
    pub fn must(&self, words: &[&str]) -> Value {
        let (code, told) = self.ask(words);
        assert_eq!(code, 0, "{words:?}: {told}");
        told
    }

    /// `mailbox serve`; returns once it listens, with what it said then.
    pub fn serve(&mut self) -> Value {
        self.start();
        let began = Instant::now();
        loop {
            let spoken = std::fs::read_to_string(self.spoken()).unwrap_or_default();
            if let Some((line, _)) = spoken.split_once('\n') {
                return serde_json::from_str(line).unwrap();
            }
            let ended = self.child.as_mut().unwrap().try_wait().unwrap();
            assert!(ended.is_none() && began.elapsed() < PATIENCE, "{ended:?}: {}", self.said());
            std::thread::sleep(POLL);
        }
    }

    /// The same, without waiting.
    pub fn start(&mut self) {
        let log = std::fs::File::options().create(true).append(true).open(self.log()).unwrap();
        let spoken = std::fs::File::create(self.spoken()).unwrap();
        let mut command = self.command();
        if let Some((first, rest)) = self.before.split_first() {
            let words = command.get_args().map(std::ffi::OsStr::to_owned).collect::<Vec<_>>();
            command = Command::new(first);
            command.args(rest).arg(&self.program).args(words).stdin(Stdio::null());
        }
        command.args(["mailbox", "serve", "--log", "debug", "--listen", &self.listen]);
        self.child = Some(command.stdout(spoken).stderr(log).spawn().unwrap());
    }

    /// `kill -9`.
    pub fn kill(&mut self) {
        let mut child = self.child.take().unwrap();
        child.kill().unwrap();
        child.wait().unwrap();
    }

    /// SIGTERM, and the end in good order.
    pub fn stop(&mut self) {
        let mut child = self.child.take().unwrap();
        let asked = Command::new("kill").arg(child.id().to_string()).status().unwrap();
        assert!(asked.success() && child.wait().unwrap().success(), "{}", self.said());
    }

    /// `mailbox grant new`: the grant's id and the code.
    pub fn grant(&self, more: &[&str]) -> (String, MailboxCode) {
        let told = self.must(&[&["mailbox", "grant", "new"], more].concat());
        let text = |name: &str| told[name].as_str().unwrap().to_owned();
        (text("grant"), MailboxCode::parse(&text("code")).unwrap())
    }
}

impl Drop for Mailbox {
    fn drop(&mut self) {
        if let Some(mut child) = self.child.take() {
            let _ = child.kill();
            let _ = child.wait();
        }
    }
}

/// An inbox in some mailbox, with all that its owner and its writers know.
pub struct Inbox {
    code: MailboxCode,
    seed: [u8; 32],
    token: WriteToken,
}

impl Inbox {
    /// A new one; it is opened by the first visit.
    pub fn new(code: &MailboxCode, n: u8) -> Self {
        Self { code: code.clone(), seed: [n; 32], token: WriteToken([n; 16]) }
    }

    fn at(&self) -> MailboxAt {
        MailboxAt { node: self.code.node_key(), addresses: self.code.addresses().to_vec() }
    }

    fn key(&self) -> InboxKey {
        InboxKey::from_seed(&self.seed)
    }

    fn opening(&self) -> Opening {
        Opening {
            grant: self.code.grant().clone(),
            token_hash: self.token.hash(),
            until_day: today().plus(45),
        }
    }
}

fn today() -> Day {
    let since = std::time::SystemTime::now().duration_since(std::time::UNIX_EPOCH).unwrap();
    Day((Time(since.as_secs()).0 / DAY_SECONDS) as u32)
}

/// What came of a deposit.
pub type Left = Result<DepositVerdict, FailWhy>;

/// Somebody on the network who leaves frames and collects them.
pub struct Carrier {
    runtime: tokio::runtime::Runtime,
    net: Net,
    events: Events,
    next: u64,
}

impl Carrier {
    /// On this computer.
    pub fn new(n: u8) -> Self {
        let runtime = tokio::runtime::Runtime::new().unwrap();
        let config = Config {
            listen: vec!["/ip4/127.0.0.1/tcp/0".to_owned()],
            node_key: Zeroizing::new([n; 32]),
            underlay: Default::default(),
            reach: Default::default(),
            limits: Limits::default(),
        };
        let (net, events) = waypost_net::start(config, runtime.handle()).unwrap();
        Self { runtime, net, events, next: 0 }
    }

    fn event(&mut self) -> Event {
        let next = async { tokio::time::timeout(PATIENCE, self.events.next()).await };
        self.runtime.block_on(next).expect("something happens").expect("the network runs")
    }

    fn ticket(&mut self) -> u64 {
        self.next += 1;
        self.next
    }

    /// Leaves frames, and waits for what comes of each.
    pub fn leave(&mut self, inbox: &Inbox, frames: &[Vec<u8>]) -> Vec<Left> {
        let (mut left, mut tickets) = (vec![None; frames.len()], BTreeMap::new());
        let mut next = 0;
        while next < frames.len() || !tickets.is_empty() {
            while next < frames.len() {
                let ticket = self.ticket();
                let deposit = Deposit {
                    ticket,
                    at: inbox.at(),
                    inbox: inbox.key().id(),
                    token: inbox.token,
                    frame: Arc::from(frames[next].as_slice()),
                };
                match self.net.deposit(deposit) {
                    Ok(()) => {
                        tickets.insert(ticket, next);
                        next += 1;
                    }
                    Err(NotTaken::Full) => break,
                    Err(refused) => panic!("{refused}"),
                }
            }
            if let Event::Deposited { ticket, outcome } = self.event() {
                left[tickets.remove(&ticket).expect("each deposit ends once")] = Some(outcome);
            }
        }
        left.into_iter().map(Option::unwrap).collect()
    }

    /// Opens an inbox and fetches what waits, of which `take` says what is kept. Also what came of the visit.
    pub fn collect(
        &mut self,
        inbox: &Inbox,
        mut take: impl FnMut(&[u8]) -> bool,
    ) -> (Vec<Vec<u8>>, Result<VisitReport, VisitFail>) {
        let errand = Errand::Collect { open: Some(inbox.opening()) };
        let visit = Visit { ticket: self.ticket(), at: inbox.at(), inbox: inbox.key(), errand };
        self.net.visit(visit).expect("a visit is taken");
        let mut kept = Vec::new();
        loop {
            match self.event() {
                Event::Fetched { frame, reply, .. } => {
                    if take(&frame) {
                        self.net.answer(reply, Verdict::Kept);
                        kept.push(frame);
                    } else {
                        self.net.answer(reply, Verdict::Busy { retry_seconds: 1 });
                    }
                }
                Event::Visited { outcome, .. } => return (kept, outcome),
                _ => {}
            }
        }
    }

    /// Fetches everything, in as many visits as it takes.
    pub fn collect_all(&mut self, inbox: &Inbox) -> Vec<Vec<u8>> {
        let (mut all, began) = (Vec::new(), Instant::now());
        loop {
            let (frames, outcome) = self.collect(inbox, |_| true);
            all.extend(frames);
            if outcome.is_ok_and(|report| !report.left) {
                return all;
            }
            assert!(began.elapsed() < PATIENCE, "{outcome:?}");
        }
    }
}

/// A frame that is like no other: as the mailbox sees it, bytes of a length.
pub fn frame(n: u64, bytes: usize) -> Vec<u8> {
    n.to_be_bytes().repeat(bytes / 8)
}
