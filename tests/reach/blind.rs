//! What a mailbox's operator can know. A judge who has all that a mailbox holds, hears and is told, and who knows every
//! id, name and key of the organisations that use it, finds none of them there, and cannot tell one sender from
//! another. Deposits that do say who sends show that he would.

use std::collections::{BTreeSet, HashSet};
use std::path::Path;
use std::time::Duration;

use serde_json::Value;
use waypost_net::testing::RawLink;
use waypost_protocol::frame::LADDER;
use waypost_protocol::ids::{ConversationId, HeaderHash, NodeId, OrgId};
use waypost_protocol::keys::{OpeningKey, SigningKey};
use waypost_tests::node::Node;
use waypost_tests::search::{Search, Spelling, of_bytes, of_text};

use crate::figures::{figure, timed};
use crate::lab::{Door, Lab, PORT};
use crate::link::Link;
use crate::office::Office;
use crate::site::{Partners, Site};
use crate::witness::{Heard, Witness};

/// Two frames that have this many bytes in common have them from one source.
const COMMON_BYTES: usize = 8;
/// A frame's day, in clear.
const DAY_BYTES: usize = 4;

#[test]
fn a_mailbox_cannot_tell_who_writes_to_whom() {
    let Some(lab) = Lab::new() else { return };
    let witness = Witness::open(lab.host(Door::Open));
    let line = Link::tapped();
    let between = lab.host(Door::Open);
    let at = (between.public, PORT).into();
    line.carry(&between, at, (witness.host.public, PORT).into());
    let address = format!("/ip4/{}/tcp/{PORT}", between.public);

    let cast = [
        ("Border Shelter", "shelter"),
        ("Hill Legal Aid", "legal_aid"),
        ("River Clinic", "clinic"),
    ];
    let mut number = 0;
    let [shelter, legal_aid, clinic] = cast.map(|(name, kind)| {
        number += 1;
        let mut site = Site::found(&lab, Door::PortRestricted, name, kind);
        site.collects_every(1);
        site.start();
        site.uses(&witness.code_at(number, &address));
        site
    });
    let (to_clinic, _) = waypost_tests::node::pair(&legal_aid, &clinic);
    let both = Partners::pair(shelter, clinic);
    legal_aid.settles();
    for _ in 0..2 {
        both.deliver();
        legal_aid.refer(&to_clinic);
        legal_aid.settles();
    }
    both.cycle();
    let mut known = Known::default();
    for (name, site) in [
        ("Border Shelter", &both.shelter),
        ("Hill Legal Aid", &legal_aid),
        ("River Clinic", &both.clinic),
    ] {
        known.learn(name, site);
    }

    let heard = witness.heard.lock().unwrap();
    let found = known.findings(&heard, &line.heard());
    assert_eq!(found, BTreeSet::new());
    assert!(heard.deposits.len() > 30, "{} deposits", heard.deposits.len());
    assert!(line.heard().len() > 200_000, "{} bytes heard", line.heard().len());
    let spellings = known.search(&BTreeSet::new()).len();
    let senders: HashSet<_> = heard.deposits.iter().map(|deposit| deposit.client).collect();
    figure(
        "mailbox, judged: deposits, keys they came under, spellings looked for, found",
        format!("{} {} {} 0", heard.deposits.len(), senders.len(), spellings),
    );
    drop(heard);

    // The judge is no fool: a deposit under the node's own key, and one that says whose it is, are noticed.
    let seed = key_of(&both.shelter);
    let copy = witness.heard.lock().unwrap().deposits[0].clone();
    betray(&both.shelter, seed, &address, &copy.head, &copy.frame);
    let found = known.findings(&witness.heard.lock().unwrap(), &[]);
    assert!(found.iter().any(|finding| finding.contains("a node's own key")), "{found:?}");
    let mut frame = copy.frame;
    frame[100..132].copy_from_slice(known.orgs[0].as_bytes());
    betray(&both.shelter, [5; 32], &address, &copy.head, &frame);
    let found = known.findings(&witness.heard.lock().unwrap(), &[]);
    assert!(found.iter().any(|finding| finding.contains("org")), "{found:?}");
    assert!(found.iter().any(|finding| finding.contains("bytes in common")), "{found:?}");
}

/// The real one: its whole folder, its log, and the line to it, while letters wait in it.
#[test]
fn nothing_of_anybody_lies_in_a_mailbox_its_log_or_its_line() {
    let Some(lab) = Lab::new() else { return };
    let office = Office::open(&lab);
    let line = Link::tapped();
    let between = lab.host(Door::Open);
    line.carry(&between, (between.public, PORT).into(), (office.host.public, PORT).into());
    let address = format!("/ip4/{}/tcp/{PORT}", between.public);
    let doors = [Door::Symmetric, Door::PortRestricted];
    let mut partners = Partners::meet_at(&lab, || office.code_at(&address), doors);
    let before = line.heard().len();
    let (took, _) = timed(|| partners.cycle());
    let bytes = line.heard().len() - before;
    figure(
        "mailbox, both collect every second: a referral's whole life, bytes of it",
        format!("{took:.1?} {bytes}"),
    );
    let mut known = Known::default();
    known.learn("River Clinic", &partners.clinic);
    partners.clinic.stop();
    partners.leave();
    known.learn("Border Shelter", &partners.shelter);
    let everything = everything_in(office.folder());
    let all: Vec<u8> = everything.iter().flat_map(|(_, contents)| contents.clone()).collect();
    // The inboxes, one for each: the only keys of theirs that a mailbox has.
    let lies_there = |key: &[u8; 32]| all.windows(key.len()).any(|window| window == key);
    let inboxes: BTreeSet<_> = known.publics.iter().copied().filter(lies_there).collect();
    assert_eq!(inboxes.len(), 2);
    let search = known.search(&inboxes);
    for (name, contents) in &everything {
        assert_eq!(search.hits(contents), BTreeSet::new(), "{name}");
        assert_eq!(search.hits(name.as_bytes()), BTreeSet::new(), "the name of {name}");
    }
    assert_eq!(known.search(&BTreeSet::new()).hits(office.said().as_bytes()), BTreeSet::new());
    let heard = line.heard();
    assert_eq!(known.search(&BTreeSet::new()).hits(&heard), BTreeSet::new());
    assert!(all.len() > 20_000 && heard.len() > 200_000, "{} and {}", all.len(), heard.len());
    figure(
        "mailbox, searched: bytes on its disk, on its line, spellings, found",
        format!("{} {} {} 0", all.len(), heard.len(), search.len()),
    );
}

fn everything_in(folder: &Path) -> Vec<(String, Vec<u8>)> {
    let mut found = Vec::new();
    for entry in std::fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        match path.is_dir() {
            true => found.extend(everything_in(&path)),
            false => found.push((path.display().to_string(), std::fs::read(&path).unwrap())),
        }
    }
    found
}

/// Leaves a frame under a key of the caller's choice.
fn betray(site: &Site, key: [u8; 32], address: &str, head: &[u8], frame: &[u8]) {
    let length = |part: &[u8]| (part.len() as u32).to_be_bytes();
    let request = [&length(head)[..], head, &length(frame)[..], frame].concat();
    let deposit = async {
        let link = RawLink::dial(key, address).await.unwrap();
        let stream = link.say_in("/waypost/mailbox/1", &request).await.unwrap();
        tokio::time::timeout(Duration::from_secs(10), stream.answer()).await.unwrap().unwrap()
    };
    let runtime = || tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap();
    let answer = site.host.inside(|| runtime().block_on(deposit));
    assert!(!answer.is_empty());
}

/// The id of its node.
pub(crate) fn node_of(node: &Node) -> NodeId {
    NodeId::new(*SigningKey::from_seed(&key_of(node)).verifying_key().as_bytes())
}

fn key_of(node: &Node) -> [u8; 32] {
    let (_copy, store) = node.opened();
    store.secret(b"node").unwrap().unwrap().as_slice().try_into().unwrap()
}

/// All that the judge knows of the organisations.
#[derive(Default)]
struct Known {
    spellings: Vec<(&'static str, Vec<Spelling>)>,
    /// The public halves of all their secrets. Those of their inboxes are what a mailbox has to know.
    publics: BTreeSet<[u8; 32]>,
    nodes: HashSet<NodeId>,
    orgs: Vec<OrgId>,
}

impl Known {
    /// Every id that the organisation's own people see, its name, and every key that it has, with what can be made of
    /// it.
    fn learn(&mut self, name: &str, site: &Site) {
        self.spellings.push(("a name", of_text(name)));
        let mut shown = vec![site.must(&["status"]), site.must(&["partner", "list"])];
        for referral in site.referrals() {
            shown.push(site.must(&["referral", "show", &referral]));
        }
        shown.iter().for_each(|reply| self.learn_ids(reply));
        let (_copy, store) = site.opened();
        let public = |seed: &[u8; 32]| *SigningKey::from_seed(seed).verifying_key().as_bytes();
        for (what, named) in [("a node's key", b"node".as_slice()), ("a signing key", b"signing")] {
            let seed = store.secret(named).unwrap().unwrap();
            let key = public(seed.as_slice().try_into().unwrap());
            self.spellings.push((what, of_bytes(&key)));
            if named == b"node" {
                self.nodes.insert(NodeId::new(key));
            }
        }
        for secret in store.secrets() {
            self.spellings.push(("a secret", of_bytes(&secret)));
            if let Ok(seed) = <[u8; 32]>::try_from(&secret[..]) {
                self.publics.insert(public(&seed));
                self.spellings
                    .push(("a prekey", of_bytes(&OpeningKey::from_bytes(&seed).prekey().0)));
            }
        }
    }

    /// All of it, but for these public keys.
    fn search(&self, inboxes: &BTreeSet<[u8; 32]>) -> Search {
        let mut search = Search::default();
        for (what, spellings) in &self.spellings {
            search.add(what, spellings.clone());
        }
        for key in self.publics.difference(inboxes) {
            search.add("a public key", of_bytes(key));
        }
        search
    }

    /// Whatever reads as an id, in its text and in its bytes.
    fn learn_ids(&mut self, reply: &Value) {
        match reply {
            Value::String(text) => {
                let org = text.parse::<OrgId>().map(|id| id.as_bytes().to_vec());
                let node = text.parse::<NodeId>().map(|id| id.as_bytes().to_vec());
                let conversation = text.parse::<ConversationId>().map(|id| id.as_bytes().to_vec());
                let header = text.parse::<HeaderHash>().map(|id| id.as_bytes().to_vec());
                self.orgs.extend(text.parse::<OrgId>());
                for (what, id) in [
                    ("an org", org),
                    ("a node", node),
                    ("a conversation", conversation),
                    ("a header", header),
                ] {
                    if let Ok(bytes) = id {
                        self.spellings.push((what, of_text(text)));
                        self.spellings.push((what, of_bytes(&bytes)));
                    }
                }
            }
            Value::Array(all) => all.iter().for_each(|one| self.learn_ids(one)),
            Value::Object(all) => all.values().for_each(|one| self.learn_ids(one)),
            Value::Null | Value::Bool(_) | Value::Number(_) => {}
        }
    }

    /// What tells something.
    fn findings(&self, heard: &Heard, line: &[u8]) -> BTreeSet<String> {
        let search = self.search(&heard.inboxes);
        let mut found = search.hits(line);
        let (mut clients, mut heads, mut windows) =
            (HashSet::new(), HashSet::new(), HashSet::new());
        for deposit in &heard.deposits {
            found.extend(search.hits(&deposit.frame));
            if !LADDER.contains(&deposit.frame.len()) {
                found.insert(format!("a frame of {} bytes", deposit.frame.len()));
            }
            if self.nodes.contains(&deposit.client) {
                found.insert("a deposit came under a node's own key".to_owned());
            }
            if heard.owners.contains(&deposit.client) {
                found.insert("somebody left and collected under one key".to_owned());
            }
            if !clients.insert(deposit.client) {
                found.insert("two deposits came under one key".to_owned());
            }
            heads.insert(&deposit.head);
            let mut own = HashSet::new();
            for window in deposit.frame[DAY_BYTES..].windows(COMMON_BYTES) {
                if windows.contains(window) && !own.contains(window) {
                    found.insert("two frames have bytes in common".to_owned());
                }
                own.insert(window);
            }
            windows.extend(own);
        }
        for client in &heard.owners {
            if self.nodes.contains(client) {
                found.insert("an owner came under a node's own key".to_owned());
            }
        }
        for asked in &heard.asked {
            found.extend(search.hits(asked));
        }
        let lengths: HashSet<usize> = heads.iter().map(|head| head.len()).collect();
        if lengths.len() != 1 {
            found.insert(format!("heads of several lengths: {lengths:?}"));
        }
        // One inbox, one token: who writes to the clinic says the same as everybody who does.
        if heads.len() != heard.inboxes.len() {
            found.insert(format!("{} heads for {} inboxes", heads.len(), heard.inboxes.len()));
        }
        found
    }
}
