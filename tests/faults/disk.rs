//! A write or flush fails, or there is no room: the node says so, refuses new work, and goes on by itself.

use std::path::Path;
use std::sync::atomic::Ordering;
use std::time::{Duration, Instant};

use serde_json::{Value, json};

use waypost_tests::mount::Mount;

use crate::faulty::{EIO, ENOSPC, Faulty};
use crate::load::{Line, Load, ask};
use crate::pair::{Pair, must_be_whole};
use crate::report::{rounds, skip, tell};

/// How long every call fails when the fault is more than a moment.
const A_WHILE: Duration = Duration::from_secs(2);
const POLL: Duration = Duration::from_millis(20);
/// A node tries its disk again within a minute, and its partner comes again within another.
const PATIENCE: Duration = Duration::from_secs(150);

/// Waits until so many more referrals went out and were answered; how long that took.
fn until_done(pair: &Pair, load: &Load, referrals: u64) -> Duration {
    let began = Instant::now();
    let goal = load.ledger.lock().unwrap().sent.len() + referrals as usize;
    load.wanted.store(referrals, Ordering::Relaxed);
    loop {
        let ledger = load.ledger.lock().unwrap();
        if ledger.sent.len() >= goal && ledger.answered.len() >= ledger.sent.len() {
            return began.elapsed();
        }
        if began.elapsed() > PATIENCE {
            let tails = [0, 1].map(|side| pair.nodes[side].tail());
            panic!(
                "{} sent, {} answered: {}",
                ledger.sent.len(),
                ledger.answered.len(),
                tails.join("\n--\n")
            );
        }
        drop(ledger);
        std::thread::sleep(POLL);
    }
}

fn status(socket: &Path) -> Value {
    ask(socket, &json!({ "command": "status" })).expect("a node whose disk fails still answers")
}

/// One call of a session in turn fails, with "device error" or "no room", once or many times in a row. The sender's
/// disk fails at even turns, the answerer's at odd ones.
#[test]
fn a_failing_call_at_any_step_of_a_session_loses_nothing_acknowledged() {
    let Some(faulty) = Faulty::new() else { return skip("a failing disk", "a C compiler") };
    let temporary = std::env::temp_dir();
    let mut pair = Pair::new([&temporary, &temporary]);
    let mut load = None;
    let (mut calls, mut failed, mut recovery) = ([0, 0], 0, Vec::new());
    for (side, calls) in calls.iter_mut().enumerate() {
        pair.nodes[side].stop();
        pair.before[side] = faulty.before(&pair.nodes[side].home().join("data"));
        pair.start(side);
        pair.up(side).unwrap();
        let load =
            load.get_or_insert_with(|| Load::begin(pair.socket(0), pair.socket(1), pair.forms()));
        until_done(&pair, load, 4);
        let before = faulty.calls();
        until_done(&pair, load, 1);
        *calls = faulty.calls() - before;
        let tries = rounds(14).min(*calls);
        for turn in 0..tries {
            let nth = 1 + turn * *calls / tries;
            let error = if turn % 2 == 0 { EIO } else { ENOSPC };
            if turn % 4 == 3 {
                faulty.fail(nth, u64::MAX, error);
                load.wanted.store(1, Ordering::Relaxed);
                std::thread::sleep(A_WHILE);
                faulty.heal();
            } else {
                faulty.fail(nth, 1, error);
            }
            recovery.push(until_done(&pair, load, 1));
            faulty.heal();
            failed += 1;
        }
        // The next side suffers alone.
        pair.nodes[side].stop();
        pair.before[side] = Vec::new();
        pair.start(side);
        pair.up(side).unwrap();
    }
    let ledger = load.unwrap().end();
    let refused = ledger.refused;
    let found = pair.judge(&ledger).unwrap();
    let what = format!(
        "{failed} failing calls among the {} and {} of a session, {refused} refusals",
        calls[0], calls[1]
    );
    tell(&what, &found, &mut recovery);
    must_be_whole(&found);
    assert!(refused > 0, "some of it was noticed");
}

/// As long as flushes fail the node says so, refuses new work by a code, can be asked and stopped; then it goes on.
#[test]
fn a_node_with_a_failing_disk_says_so_and_goes_on_by_itself() {
    let Some(faulty) = Faulty::new() else { return skip("a failing disk", "a C compiler") };
    let temporary = std::env::temp_dir();
    let mut pair = Pair::new([&temporary, &temporary]);
    pair.nodes[0].stop();
    pair.before[0] = faulty.before(&pair.nodes[0].home().join("data"));
    pair.start(0);
    pair.up(0).unwrap();
    let form = serde_json::to_value(&pair.forms()[0]).unwrap();
    let keep = json!({ "command": "referral_new", "form": form });
    let mut line = Line::open(&pair.socket(0)).unwrap();
    assert_eq!(line.ask(&keep).unwrap()["reply"], "draft");
    faulty.fail(1, u64::MAX, EIO);
    let code = |told: &Value| told["code"].as_str().unwrap_or("none").to_owned();
    let refused = line.ask(&keep).unwrap();
    assert!(["disk", "disk_failed"].contains(&code(&refused).as_str()), "{refused}");
    let report = status(&pair.socket(0));
    assert_eq!(report["disk_failed"], true, "{report}");
    assert!(report["advice"].to_string().contains("by itself"), "{report}");
    assert_eq!(code(&line.ask(&keep).unwrap()), "disk");
    faulty.heal();
    let began = Instant::now();
    while line.ask(&keep).unwrap()["reply"] != "draft" {
        assert!(began.elapsed() < PATIENCE, "{}", status(&pair.socket(0)));
        std::thread::sleep(POLL);
    }
    assert_eq!(status(&pair.socket(0))["disk_failed"], false);
    // Locked while its disk fails, it needs its passphrase again.
    faulty.fail(1, u64::MAX, EIO);
    line.ask(&keep).unwrap();
    assert_eq!(line.ask(&json!({ "command": "lock" })).unwrap()["reply"], "done");
    faulty.heal();
    assert_eq!(code(&line.ask(&keep).unwrap()), "locked");
    let unlock = json!({ "command": "unlock", "passphrase": waypost_tests::node::PASSPHRASE });
    assert_eq!(line.ask(&unlock).unwrap()["reply"], "done");
    assert_eq!(line.ask(&keep).unwrap()["reply"], "draft");
}

/// Started on a full disk the node runs, says so, and takes up its work when there is room.
#[test]
fn a_node_started_on_a_full_disk_goes_on_when_there_is_room() {
    let Some(faulty) = Faulty::new() else { return skip("a full disk", "a C compiler") };
    let temporary = std::env::temp_dir();
    let mut pair = Pair::new([&temporary, &temporary]);
    pair.nodes[0].stop();
    pair.before[0] = faulty.before(&pair.nodes[0].home().join("data"));
    faulty.fail(1, u64::MAX, ENOSPC);
    pair.start(0);
    let began = Instant::now();
    let report = loop {
        match ask(&pair.socket(0), &json!({ "command": "status" })) {
            Some(report) => break report,
            None if began.elapsed() < PATIENCE => std::thread::sleep(POLL),
            None => panic!("it does not run: {}", pair.nodes[0].tail()),
        }
    };
    assert_eq!(report["disk_failed"], true, "{report}");
    assert!(report["advice"].to_string().contains("by itself"), "{report}");
    faulty.heal();
    while status(&pair.socket(0))["disk_failed"] == true {
        assert!(began.elapsed() < PATIENCE, "{}", pair.nodes[0].tail());
        std::thread::sleep(POLL);
    }
    let form = serde_json::to_value(&pair.forms()[0]).unwrap();
    let mut line = Line::open(&pair.socket(0)).unwrap();
    let kept = line.ask(&json!({ "command": "referral_new", "form": form })).unwrap();
    assert_eq!(kept["reply"], "draft", "{kept}");
}

/// A disk without room: refused with a code, partners wait, and all goes on when there is room.
#[test]
fn a_full_disk_refuses_and_goes_on_when_there_is_room() {
    let Some(disk) = Mount::memory(48) else { return skip("a full disk", "root") };
    let temporary = std::env::temp_dir();
    let mut pair = Pair::new([&temporary, &disk.path()]);
    let load = Load::begin(pair.socket(0), pair.socket(1), pair.forms());
    let mut recovery = Vec::new();
    until_done(&pair, &load, 4);
    for _ in 0..rounds(2).min(10) {
        let filler = disk.path().join("filler");
        // Until there is no byte left.
        let mut file = std::fs::File::create(&filler).unwrap();
        while std::io::Write::write(&mut file, &[0; 4096]).is_ok_and(|written| written > 0) {}
        drop(file);
        load.wanted.store(6, Ordering::Relaxed);
        let began = Instant::now();
        while !status(&pair.socket(1))["advice"].to_string().contains("room") {
            assert!(began.elapsed() < PATIENCE, "{}", status(&pair.socket(1)));
            std::thread::sleep(POLL);
        }
        std::fs::remove_file(&filler).unwrap();
        recovery.push(until_done(&pair, &load, 1));
    }
    let found = pair.judge(&load.end()).unwrap();
    tell("a disk filled to its last byte and freed", &found, &mut recovery);
    must_be_whole(&found);
}
