//! An organisation on a machine of a lab: its node runs there and is asked from outside, over its local socket.

use std::ops::{Deref, DerefMut};
use std::time::{Duration, Instant};

use serde_json::Value;
use waypost_tests::node::{Node, Said, send};

use crate::lab::{Door, Host, Lab};

/// Only a failing test waits as long.
const PATIENCE: Duration = Duration::from_secs(100);
const POLL: Duration = Duration::from_millis(20);
const CASE: &str = "01-shelter-tonight.toml";

/// An organisation and its machine.
pub(crate) struct Site {
    pub(crate) host: Host,
    node: Node,
}

impl Deref for Site {
    type Target = Node;

    fn deref(&self) -> &Node {
        &self.node
    }
}

impl DerefMut for Site {
    fn deref_mut(&mut self) -> &mut Node {
        &mut self.node
    }
}

impl Site {
    /// Founds an organisation on a machine of its own. It does not run yet.
    pub(crate) fn found(lab: &Lab, door: Door, name: &str, kind: &str) -> Self {
        let host = lab.host(door);
        let program = env!("CARGO_BIN_EXE_waypost");
        let disk = std::env::temp_dir();
        let node = Node::init_in(&disk, program, name, kind, &host.listen());
        let site = Self { host, node };
        // Behind a router that lets nobody in there is nothing to announce: its own address means nothing outside.
        if door.reachable() {
            site.announce(&site.host.announce());
        }
        site
    }

    /// What partners are told of where it is, from its next start on.
    pub(crate) fn announce(&self, address: &str) {
        self.must(&["config", "set", "announce", address]);
    }

    /// How often it looks into its mailboxes, from its next start on.
    pub(crate) fn collects_every(&self, seconds: u64) {
        self.must(&["config", "set", "collect_seconds", &seconds.to_string()]);
    }

    /// Takes up a mailbox by its operator's code, and waits until its inbox there is open.
    pub(crate) fn uses(&self, code: &str) {
        self.must(&["mailbox", "use", code]);
        self.awaits_within(PATIENCE, "the inbox is open", |site| {
            let listed = site.must(&["mailbox", "list"]);
            let mut all = listed["mailboxes"].as_array().unwrap().iter();
            all.all(|mailbox| mailbox["on_cards"] == true && !mailbox["open_until"].is_null())
        });
    }

    /// Starts it and waits until it listens.
    pub(crate) fn start(&mut self) {
        self.start_soon();
        self.until("it listens", |node| listens(&node.ask(&["status"])));
    }

    /// Starts it; does not wait.
    pub(crate) fn start_soon(&mut self) {
        let prefix = self.host.prefix().map(str::to_owned);
        self.node.run_with(&prefix.each_ref().map(String::as_str));
    }

    /// Sends a referral to a partner; its id.
    pub(crate) fn refer(&self, partner: &str) -> String {
        send(self, CASE, partner)
    }

    /// Waits until a referral stands so.
    pub(crate) fn awaits(&self, referral: &str, status: &str) {
        self.awaits_within(PATIENCE, &format!("{referral} is {status}"), |site| {
            let rows = site.must(&["referral", "list", "--closed"])["referrals"].clone();
            let mut rows = rows.as_array().unwrap().iter();
            rows.any(|row| row["id"] == referral && row["status"] == status)
        });
    }

    /// Waits until something is so; how long that took.
    pub(crate) fn awaits_within(
        &self,
        patience: Duration,
        what: &str,
        so: impl Fn(&Self) -> bool,
    ) -> Duration {
        let began = Instant::now();
        while !so(self) {
            let late = began.elapsed() > patience;
            assert!(!late, "{what}: not within {patience:?}\n{}", self.tail());
            std::thread::sleep(POLL);
        }
        began.elapsed()
    }

    /// Waits until every letter that it sent is signed for.
    pub(crate) fn settles(&self) {
        self.awaits_within(PATIENCE, "nothing waits", |site| {
            site.must(&["status"])["waiting_letters"] == 0
        });
    }

    /// A referral as this side holds it: where it stands, and its letters in order, each with what became of it.
    pub(crate) fn folded(&self, referral: &str) -> Folded {
        let report = self.must(&["referral", "show", referral]);
        let letter = |row: &Value| ["header", "kind", "fate"].map(|key| row[key].clone());
        Folded {
            status: report["status"].clone(),
            letters: report["timeline"].as_array().unwrap().iter().map(letter).collect(),
        }
    }

    /// Ids of all its referrals.
    pub(crate) fn referrals(&self) -> Vec<String> {
        let list = self.must(&["referral", "list", "--closed"]);
        let rows = list["referrals"].as_array().unwrap().iter();
        let mut ids: Vec<String> = rows.map(|r| r["id"].as_str().unwrap().to_owned()).collect();
        ids.sort();
        ids
    }
}

/// A referral's state, to be compared with the partner's.
#[derive(Debug, PartialEq, Eq)]
pub(crate) struct Folded {
    pub(crate) status: Value,
    pub(crate) letters: Vec<[Value; 3]>,
}

fn listens(status: &Said) -> bool {
    status.reply["listening"].as_array().is_some_and(|addresses| !addresses.is_empty())
}

/// Two running organisations that are partners, and what each calls the other.
pub(crate) struct Partners {
    pub(crate) shelter: Site,
    pub(crate) clinic: Site,
    pub(crate) clinic_name: String,
    pub(crate) shelter_name: String,
}

impl Partners {
    /// A shelter and a clinic that stand so, paired while they run.
    pub(crate) fn meet(lab: &Lab, doors: [Door; 2]) -> Self {
        let mut shelter = Site::found(lab, doors[0], "Border Shelter", "shelter");
        let mut clinic = Site::found(lab, doors[1], "River Clinic", "clinic");
        shelter.start();
        clinic.start();
        Self::pair(shelter, clinic)
    }

    /// A shelter and a clinic that stand so, each with an inbox in a mailbox, paired where they are. A letter that no
    /// receipt came for goes again soon.
    pub(crate) fn meet_at(lab: &Lab, code: impl Fn() -> String, doors: [Door; 2]) -> Self {
        let names = [("Border Shelter", "shelter"), ("River Clinic", "clinic")];
        let mut doors = doors.into_iter();
        let [shelter, clinic] = names.map(|(name, kind)| {
            let mut site = Site::found(lab, doors.next().unwrap(), name, kind);
            site.collects_every(1);
            site.must(&["config", "set", "resend_seconds", "3"]);
            site.start();
            site.uses(&code());
            site
        });
        Self::pair(shelter, clinic)
    }

    /// A referral is sent and taken by some carrier, whether the clinic is there or not.
    pub(crate) fn leave(&self) -> String {
        let id = self.shelter.refer(&self.clinic_name);
        self.shelter_awaits_left(&id);
        id
    }

    /// Waits until a carrier took a referral.
    pub(crate) fn shelter_awaits_left(&self, id: &str) {
        self.shelter.awaits_within(PATIENCE, "it left", |_| self.tick(id) != "waiting");
    }

    /// How far a referral of the shelter's has come.
    pub(crate) fn tick(&self, id: &str) -> String {
        let report = self.shelter.must(&["referral", "show", id]);
        report["timeline"][0]["tick"].as_str().unwrap().to_owned()
    }

    /// Two that run become partners.
    pub(crate) fn pair(shelter: Site, clinic: Site) -> Self {
        let (clinic_name, shelter_name) = waypost_tests::node::pair(&shelter, &clinic);
        shelter.settles();
        clinic.settles();
        Self { shelter, clinic, clinic_name, shelter_name }
    }

    /// A referral goes to the clinic and is signed for there; how long that took.
    pub(crate) fn deliver(&self) -> (Duration, String) {
        let began = Instant::now();
        let id = self.shelter.refer(&self.clinic_name);
        self.shelter.settles();
        (began.elapsed(), id)
    }

    /// The other way: a referral goes to the shelter and is signed for there.
    pub(crate) fn deliver_back(&self) -> (Duration, String) {
        let began = Instant::now();
        let id = self.clinic.refer(&self.shelter_name);
        self.clinic.settles();
        (began.elapsed(), id)
    }

    /// A referral from the first word to the last, each step waited for on the other side.
    pub(crate) fn cycle(&self) -> String {
        let Self { shelter, clinic, clinic_name, .. } = self;
        let id = shelter.refer(clinic_name);
        clinic.awaits(&id, "sent");
        clinic.must(&["referral", "answer", &id, "acknowledge"]);
        shelter.awaits(&id, "received");
        clinic.must(&["referral", "answer", &id, "accept", "--by", "+1d"]);
        shelter.awaits(&id, "accepted");
        shelter.must(&["handover", "depart", &id, "--arrive-by", "+6h"]);
        clinic.awaits(&id, "in_transit");
        clinic.must(&["handover", "arrive", &id]);
        shelter.awaits(&id, "in_service");
        clinic.must(&["referral", "complete", &id]);
        shelter.awaits(&id, "completed");
        shelter.must(&["close", &id]);
        clinic.awaits(&id, "closed");
        id
    }

    /// Both hold the same referrals, each in the same state with the same letters, none of them twice, and every
    /// signature holds.
    pub(crate) fn must_agree(&self) {
        self.shelter.settles();
        self.clinic.settles();
        assert_eq!(self.shelter.referrals(), self.clinic.referrals());
        for id in self.shelter.referrals() {
            let folded = self.shelter.folded(&id);
            assert_eq!(folded, self.clinic.folded(&id), "{id}");
            let mut headers: Vec<String> =
                folded.letters.iter().map(|[header, ..]| header.to_string()).collect();
            headers.sort();
            headers.dedup();
            assert_eq!(headers.len(), folded.letters.len(), "{id}: a letter twice");
        }
        for site in [&self.shelter, &self.clinic] {
            let audit = site.must(&["audit", "log"]);
            assert_eq!(audit["faults"].as_array().map(Vec::len), Some(0), "{audit}");
        }
    }
}
