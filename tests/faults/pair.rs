//! Two organisations with nodes of their own, paired, and the judgement at the end: is all there, once, alike?

use std::collections::BTreeSet;
use std::net::TcpListener;
use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};

use serde_json::{Value, json};
use waypost_case::Form;
use waypost_tests::node::{Node, pair};
use waypost_tests::town::{case, with_long_notes};

use crate::load::{Ledger, Line, ask};

/// Everything that waits has arrived within this time after the last fault.
const SETTLE: Duration = Duration::from_secs(150);
/// A node that was started says how it is within this time.
const START: Duration = Duration::from_secs(60);
const POLL: Duration = Duration::from_millis(10);

/// Two paired nodes. The first sends, the second answers.
pub(crate) struct Pair {
    pub(crate) nodes: [Node; 2],
    partner: String,
    /// Words before the program when it is started: another environment.
    pub(crate) before: [Vec<String>; 2],
}

/// What the judgement found.
#[derive(Debug, Default)]
pub(crate) struct Found {
    pub(crate) acknowledged: u64,
    pub(crate) referrals: u64,
    pub(crate) lost: Vec<String>,
    pub(crate) twice: Vec<String>,
}

impl Pair {
    /// Founds, starts and pairs two organisations, each on its own disk.
    pub(crate) fn new(disks: [&Path; 2]) -> Self {
        let kinds = [("Border Shelter", "shelter"), ("River Clinic", "clinic")];
        let mut nodes = [0, 1].map(|side| {
            let (name, kind) = kinds[side];
            let listen = format!("/ip4/127.0.0.1/tcp/{}", free_port());
            Node::init_in(disks[side], env!("CARGO_BIN_EXE_waypost"), name, kind, &listen)
        });
        nodes.iter_mut().for_each(Node::run);
        let (partner, _) = pair(&nodes[0], &nodes[1]);
        Self { nodes, partner, before: Default::default() }
    }

    pub(crate) fn socket(&self, side: usize) -> PathBuf {
        self.nodes[side].home().join("run.sock")
    }

    /// Small and large letters to the partner.
    pub(crate) fn forms(&self) -> Vec<Form> {
        let small = self.addressed(case("01-shelter-tonight.toml"));
        let large = self.addressed(with_long_notes(case("01-shelter-tonight.toml")));
        vec![small.clone(), small.clone(), large, small]
    }

    fn addressed(&self, mut form: Form) -> Form {
        form.to.partner = self.partner.as_str().into();
        form.consent.recipients = vec![self.partner.as_str().into()];
        form
    }

    /// Starts a node; does not wait.
    pub(crate) fn start(&mut self, side: usize) {
        let before: Vec<&str> = self.before[side].iter().map(String::as_str).collect();
        self.nodes[side].run_with(&before);
    }

    /// Waits until a started node is open and says how it is; how long that took.
    pub(crate) fn up(&mut self, side: usize) -> Result<Duration, String> {
        let (began, socket) = (Instant::now(), self.socket(side));
        let status = json!({ "command": "status" });
        loop {
            let report = ask(&socket, &status);
            if report.is_some_and(|r| r["reply"] == "status" && r["disk_failed"] == false) {
                return Ok(began.elapsed());
            }
            // One killed while it tried its passphrase must wait before the next try, as after a wrong one.
            let log = std::fs::read_to_string(self.nodes[side].log()).unwrap_or_default();
            let waits = log.lines().rev().take(3).any(|line| line.contains("Wrong tries in a row"));
            if !self.nodes[side].runs() && waits && began.elapsed() < START {
                std::thread::sleep(20 * POLL);
                self.start(side);
                continue;
            }
            if !self.nodes[side].runs() || began.elapsed() > START {
                let last: Vec<&str> = log.lines().rev().take(6).collect();
                return Err(format!("node {side} does not start: {last:#?}"));
            }
            std::thread::sleep(POLL);
        }
    }

    /// Restarts both in good order, waits until nothing waits, and judges.
    pub(crate) fn judge(&mut self, ledger: &Ledger) -> Result<Found, String> {
        // A fresh start sends at once what a long back-off would hold up.
        for side in 0..2 {
            if ask(&self.socket(side), &json!({ "command": "stop" })).is_some() {
                self.nodes[side].ended();
            }
            self.start(side);
            self.up(side)?;
        }
        self.settle()?;
        let mut lines = [self.line(0)?, self.line(1)?];
        let mut found = Found {
            acknowledged: (ledger.sent.len() + ledger.answered.len()) as u64,
            referrals: ledger.sent.len() as u64,
            ..Found::default()
        };
        let lists = [ids(&mut lines[0])?, ids(&mut lines[1])?];
        if lists[0] != lists[1] {
            found.lost.extend(lists[0].symmetric_difference(&lists[1]).cloned());
        }
        let answered: BTreeSet<&String> = ledger.answered.iter().collect();
        let known = lists[0].union(&lists[1]).cloned();
        for id in known.chain(ledger.sent.iter().cloned()).collect::<BTreeSet<_>>() {
            compare(&mut lines, &id, answered.contains(&id), &mut found)?;
        }
        for line in &mut lines {
            let audit = reply(line, &json!({ "command": "audit_log", "list": false }))?;
            let faults = audit["faults"].as_array().ok_or("no audit")?;
            found.lost.extend(faults.iter().map(|fault| format!("audit: {fault}")));
        }
        Ok(found)
    }

    fn line(&self, side: usize) -> Result<Line, String> {
        Line::open(&self.socket(side)).map_err(|error| format!("node {side}: {error}"))
    }

    fn settle(&mut self) -> Result<(), String> {
        let began = Instant::now();
        loop {
            let mut waiting = Vec::new();
            for side in 0..2 {
                let status = ask(&self.socket(side), &json!({ "command": "status" }));
                waiting.push(status.and_then(|s| s["waiting_letters"].as_u64()));
            }
            if waiting == [Some(0), Some(0)] {
                return Ok(());
            }
            if began.elapsed() > SETTLE {
                return Err(format!("letters wait for ever: {waiting:?}"));
            }
            std::thread::sleep(10 * POLL);
        }
    }
}

/// One referral on both sides.
fn compare(
    lines: &mut [Line; 2],
    id: &str,
    answered: bool,
    found: &mut Found,
) -> Result<(), String> {
    let show = json!({ "command": "referral_show", "referral": id, "opened": false });
    let reports = [reply(&mut lines[0], &show)?, reply(&mut lines[1], &show)?];
    let letters = |report: &Value| -> Vec<[Value; 3]> {
        let rows = report["timeline"].as_array().cloned().unwrap_or_default();
        rows.iter().map(|r| [r["header"].clone(), r["kind"].clone(), r["fate"].clone()]).collect()
    };
    let [a, b] = [letters(&reports[0]), letters(&reports[1])];
    if a.is_empty() || a != b || reports[0]["status"] != reports[1]["status"] {
        found.lost.push(format!("{id}: {} and {} letters", a.len(), b.len()));
    }
    if answered && !a.iter().any(|[_, kind, _]| kind == "acknowledge") {
        found.lost.push(format!("{id}: its acknowledged answer"));
    }
    let headers: BTreeSet<String> = a.iter().map(|[header, _, _]| header.to_string()).collect();
    if headers.len() != a.len() {
        found.twice.push(id.to_owned());
    }
    Ok(())
}

fn ids(line: &mut Line) -> Result<BTreeSet<String>, String> {
    let list = json!({ "command": "referral_list", "waiting": false, "closed": true });
    let list = reply(line, &list)?;
    let rows = list["referrals"].as_array().ok_or_else(|| format!("no list: {list}"))?;
    Ok(rows.iter().filter_map(|row| row["id"].as_str().map(str::to_owned)).collect())
}

fn reply(line: &mut Line, asked: &Value) -> Result<Value, String> {
    line.ask(asked).map_err(|error| error.to_string())
}

/// A port that a node can come back to after a restart.
fn free_port() -> u16 {
    TcpListener::bind("127.0.0.1:0").unwrap().local_addr().unwrap().port()
}

/// Panics unless all is there, once.
pub(crate) fn must_be_whole(found: &Found) {
    assert_eq!(found.lost, Vec::<String>::new(), "lost");
    assert_eq!(found.twice, Vec::<String>::new(), "twice");
}
