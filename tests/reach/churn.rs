//! Many organisations at once, some of them behind routers that let nobody in, with two mailboxes. Machines and mailboxes
//! die, stop, are cut off and come back by chance, while people go on sending. What a node acknowledged to its own people arrives once, and both sides hold the same in the end.
//!
//! The short form is what `cargo test` plays; `WAYPOST_CHURN_NODES=50 WAYPOST_CHURN_SECONDS=600` is the long one.

use std::collections::BTreeSet;
use std::path::PathBuf;
use std::time::{Duration, Instant};

use rand_chacha::ChaCha20Rng;
use rand_chacha::rand_core::{Rng, SeedableRng};
use serde_json::{Value, json};
use waypost_tests::line::ask;
use waypost_tests::node::case_for;

use crate::figures::{figure, seed, timed};
use crate::lab::{Door, Lab};
use crate::office::Office;
use crate::site::Site;

/// One thing happens after another this often.
const STEP: Duration = Duration::from_millis(40);
/// Everything has arrived within this time after the last fault.
const SETTLE: Duration = Duration::from_secs(150);

#[test]
fn what_was_acknowledged_in_a_churn_arrives_once() {
    let Some(lab) = Lab::alone() else { return };
    let (nodes, seconds) =
        (number("WAYPOST_CHURN_NODES", 12) as usize, number("WAYPOST_CHURN_SECONDS", 30));
    let seed = seed();
    let mut town = Town::found(&lab, nodes, seed);
    let (took, ()) = timed(|| town.churn(Duration::from_secs(seconds)));
    let (settled, ()) = timed(|| town.settle());
    town.must_agree();
    let what = format!("churn: {nodes} nodes, {:.0?} (seed {seed})", took);
    figure(&format!("{what}: referrals acknowledged, all arrived once"), town.sent.len());
    figure("churn: kills, stops, cuts, mailboxes killed", format!("{:?}", town.faults));
    figure("churn: until all had settled", format!("{settled:.1?}"));
    assert!(town.sent.len() > 2 * nodes, "there was traffic");
    assert!(town.faults.iter().all(|count| *count > 0), "there was trouble");
}

fn number(variable: &str, short: u64) -> u64 {
    std::env::var(variable).map_or(short, |text| text.parse().expect("a number"))
}

/// Organisations in a ring, with a few chords.
struct Town {
    sites: Vec<Member>,
    rng: ChaCha20Rng,
    /// Who sent what to whom, as its node acknowledged.
    sent: Vec<(usize, usize, String)>,
    /// Kills, stops, cuts, mailboxes killed.
    faults: [u64; 4],
    /// Mailboxes, and when one that was killed is started again.
    offices: Vec<(Office, Option<Instant>)>,
}

/// One of them.
struct Member {
    site: Site,
    socket: PathBuf,
    /// Its partners, with a form for each.
    partners: Vec<(usize, Value)>,
    /// When its machine is started again.
    starts: Option<Instant>,
    /// When its cable is plugged in again.
    rejoins: Option<Instant>,
}

impl Town {
    fn found(lab: &Lab, nodes: usize, seed: u64) -> Self {
        let (offices, mut sites) = ([Office::open(lab), Office::open(lab)], Vec::new());
        for number in 0..nodes {
            let door = if number % 3 == 0 { Door::Symmetric } else { Door::Open };
            let mut site = Site::found(lab, door, &format!("House {number}"), "shelter");
            site.collects_every(1);
            site.must(&["config", "set", "resend_seconds", "5"]);
            site.start();
            site.uses(&offices[number % 2].code());
            let socket = site.home().join("run.sock");
            sites.push(Member { site, socket, partners: Vec::new(), starts: None, rejoins: None });
        }
        let mut town = Self {
            sites,
            rng: ChaCha20Rng::seed_from_u64(seed),
            sent: Vec::new(),
            faults: [0; 4],
            offices: offices.map(|office| (office, None)).into(),
        };
        for number in 0..nodes {
            town.pair(number, (number + 1) % nodes);
            if number % 5 == 0 && nodes > 10 {
                town.pair(number, (number + nodes / 2) % nodes);
            }
        }
        town
    }

    fn pair(&mut self, one: usize, other: usize) {
        let known = self.sites[one].partners.iter().any(|(partner, _)| *partner == other);
        if known || one == other {
            return;
        }
        let [a, b] = [&self.sites[one].site, &self.sites[other].site];
        let (of_b, of_a) = waypost_tests::node::pair(a, b);
        let form = |site: &Site, partner: &str| -> Value {
            let path = case_for(site, "01-shelter-tonight.toml", partner);
            serde_json::from_str(&std::fs::read_to_string(path).unwrap()).unwrap()
        };
        let forms = [form(a, &of_b), form(b, &of_a)];
        let [to_b, to_a] = forms;
        self.sites[one].partners.push((other, to_b));
        self.sites[other].partners.push((one, to_a));
    }

    fn chance(&mut self, below: usize) -> usize {
        self.rng.next_u32() as usize % below
    }

    fn churn(&mut self, length: Duration) {
        let began = Instant::now();
        while began.elapsed() < length {
            self.come_back();
            let number = self.chance(self.sites.len());
            match self.chance(100) {
                0..4 => self.kill(number),
                4..7 => self.stop(number),
                7..12 => self.cut(number),
                12 => self.kill_office(number % 2),
                _ => self.send(number),
            }
            std::thread::sleep(STEP);
        }
    }

    /// Somebody at this node sends a referral to one of its partners, if the node runs.
    fn send(&mut self, number: usize) {
        let turn = self.chance(self.sites[number].partners.len());
        let member = &self.sites[number];
        let (to, form) = &member.partners[turn];
        let Some(draft) = ask(&member.socket, &json!({ "command": "referral_new", "form": form }))
        else {
            return;
        };
        let send = json!({
            "command": "referral_send", "draft": draft["draft"], "to": [], "all_sections": false,
            "asked": true,
        });
        let sent = ask(&member.socket, &send).unwrap_or_default();
        if let Some(id) = sent["referrals"][0]["id"].as_str() {
            self.sent.push((number, *to, id.to_owned()));
        }
    }

    fn kill(&mut self, number: usize) {
        let back = self.away();
        let member = &mut self.sites[number];
        if member.starts.is_none() && member.site.runs() {
            member.site.kill();
            member.starts = Some(back);
            self.faults[0] += 1;
        }
    }

    fn stop(&mut self, number: usize) {
        let back = self.away();
        let member = &mut self.sites[number];
        // One that is still starting cannot be told to stop.
        if member.starts.is_none() && member.site.runs() && member.answers() {
            member.site.stop();
            member.starts = Some(back);
            self.faults[1] += 1;
        }
    }

    fn kill_office(&mut self, number: usize) {
        let back = self.away();
        let (office, starts) = &mut self.offices[number];
        if starts.is_none() {
            office.kill();
            *starts = Some(back);
            self.faults[3] += 1;
        }
    }

    fn cut(&mut self, number: usize) {
        let back = self.away();
        let member = &mut self.sites[number];
        if member.rejoins.is_none() {
            member.site.host.cut();
            member.rejoins = Some(back);
            self.faults[2] += 1;
        }
    }

    /// When somebody who goes now is back.
    fn away(&mut self) -> Instant {
        Instant::now() + Duration::from_millis(500 + self.chance(4_500) as u64)
    }

    /// Machines and cables whose time has come.
    fn come_back(&mut self) {
        let now = Instant::now();
        for (office, starts) in &mut self.offices {
            if starts.take_if(|at| *at <= now).is_some() {
                office.start();
            }
        }
        for member in &mut self.sites {
            if member.starts.take_if(|at| *at <= now).is_some() {
                member.site.start_soon();
            }
            if member.rejoins.take_if(|at| *at <= now).is_some() {
                member.site.host.rejoin();
            }
            // One killed while it tried its passphrase must wait before the next try, and ends by itself.
            if member.starts.is_none() && !member.site.runs() {
                member.starts = Some(now + Duration::from_millis(1_100));
            }
        }
    }

    /// Everything is plugged in and started anew, which sends at once what a long back-off would hold up; then nothing
    /// waits any more.
    fn settle(&mut self) {
        for member in &mut self.sites {
            if member.rejoins.take().is_some() {
                member.site.host.rejoin();
            }
            if member.starts.is_none() && member.answers() {
                member.site.stop();
                member.starts = Some(Instant::now());
            }
        }
        let began = Instant::now();
        loop {
            self.come_back();
            let waiting: Vec<_> = self.sites.iter().map(Member::waiting).collect();
            if waiting.iter().all(|waiting| *waiting == Some(0)) {
                return;
            }
            assert!(began.elapsed() < SETTLE, "letters wait for ever: {waiting:?}");
            std::thread::sleep(5 * STEP);
        }
    }

    /// Each acknowledged referral is there once, alike on both sides, and nothing is anywhere that its partner does
    /// not have.
    fn must_agree(&self) {
        let listed: Vec<Vec<String>> = self.sites.iter().map(|m| m.site.referrals()).collect();
        for all in &listed {
            assert_eq!(all.iter().collect::<BTreeSet<_>>().len(), all.len(), "one is there twice");
        }
        let mut everywhere: Vec<&String> = listed.iter().flatten().collect();
        everywhere.sort();
        let pairs = everywhere.chunks(2);
        assert!(
            pairs.into_iter().all(|pair| pair.len() == 2 && pair[0] == pair[1]),
            "on one side only"
        );
        for (from, to, id) in &self.sent {
            assert!(listed[*from].contains(id) && listed[*to].contains(id), "{id} is lost");
            let folded = self.sites[*from].site.folded(id);
            assert_eq!(folded, self.sites[*to].site.folded(id), "{id}");
            assert!(!folded.letters.is_empty(), "{id}");
        }
    }
}

impl Member {
    fn status(&self) -> Option<Value> {
        ask(&self.socket, &json!({ "command": "status" })).filter(|r| r["reply"] == "status")
    }

    fn answers(&self) -> bool {
        self.status().is_some()
    }

    fn waiting(&self) -> Option<u64> {
        self.status()?["waiting_letters"].as_u64()
    }
}
