//! What a mailbox's operator can know. A judge who has all that a mailbox holds, hears and is told, and who knows every
//! id, name and key of the organisations that use it, finds none of them there, and cannot tell one sender from
//! another. Deposits that do say who sends show that he would.

use std::collections::{BTreeSet, HashSet};
use std::time::Duration;

use serde_json::Value;
use waypost_net::testing::RawLink;
use waypost_protocol::frame::LADDER;
use waypost_protocol::ids::{ConversationId, HeaderHash, NodeId, OrgId};
use waypost_protocol::keys::{OpeningKey, SigningKey};
use waypost_tests::node::Node;
use waypost_tests::search::{Search, of_bytes, of_text};

use crate::figures::figure;
use crate::lab::{Door, Lab, PORT};
use crate::link::Link;
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
    let senders: HashSet<_> = heard.deposits.iter().map(|deposit| deposit.client).collect();
    figure(
        "mailbox, judged: deposits, keys they came under, spellings looked for, found",
        format!("{} {} {} 0", heard.deposits.len(), senders.len(), known.search.len()),
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

fn key_of(node: &Node) -> [u8; 32] {
    let (_copy, store) = node.opened();
    store.secret(b"node").unwrap().unwrap().as_slice().try_into().unwrap()
}

/// All that the judge knows of the organisations.
#[derive(Default)]
struct Known {
    search: Search,
    nodes: HashSet<NodeId>,
    orgs: Vec<OrgId>,
}

impl Known {
    /// Every id that the organisation's own people see, its name, and every key that it has, with what can be made of
    /// it.
    fn learn(&mut self, name: &str, site: &Site) {
        self.search.add("a name", of_text(name));
        let mut shown = vec![site.must(&["status"]), site.must(&["partner", "list"])];
        for referral in site.referrals() {
            shown.push(site.must(&["referral", "show", &referral]));
        }
        shown.iter().for_each(|reply| self.learn_ids(reply));
        let (_copy, store) = site.opened();
        for secret in store.secrets() {
            self.search.add("a secret", of_bytes(&secret));
            if let Ok(seed) = <[u8; 32]>::try_from(&secret[..]) {
                let signing = SigningKey::from_seed(&seed).verifying_key();
                self.search.add("a public key", of_bytes(signing.as_bytes()));
                let prekey = OpeningKey::from_bytes(&seed).prekey();
                self.search.add("a public prekey", of_bytes(&prekey.0));
            }
        }
        self.nodes
            .insert(NodeId::new(*SigningKey::from_seed(&key_of(site)).verifying_key().as_bytes()));
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
                        self.search.add(what, of_text(text));
                        self.search.add(what, of_bytes(&bytes));
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
        let mut found = self.search.hits(line);
        let (mut clients, mut heads, mut windows) =
            (HashSet::new(), HashSet::new(), HashSet::new());
        for deposit in &heard.deposits {
            found.extend(self.search.hits(&deposit.frame));
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
            let not_inboxes = self.search.hits(asked);
            found.extend(not_inboxes.into_iter().filter(|hit| !hit.starts_with("a public key")));
        }
        let lengths: HashSet<usize> = heads.iter().map(|head| head.len()).collect();
        if lengths.len() != 1 {
            found.insert(format!("heads of several lengths: {lengths:?}"));
        }
        // One inbox, one token: who writes to the clinic says the same as everybody who does.
        if heads.len() != INBOXES {
            found.insert(format!("{} kinds of heads for {INBOXES} inboxes", heads.len()));
        }
        found
    }
}

/// One of each organisation.
const INBOXES: usize = 3;
