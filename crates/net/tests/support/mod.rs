//! A node with its events, on loopback, for the tests of this crate.
#![allow(
    dead_code,
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    missing_docs,
    unreachable_pub,
    reason = "each test uses its part, and stops where it fails"
)]

pub mod mailbox;
pub mod raw;

use std::collections::BTreeMap;
use std::sync::Arc;
use std::time::Duration;

use waypost_net::{
    Config, Event, Events, FailWhy, Limits, Net, Post, Reach, ReplyTicket, Underlay, Verdict, Way,
    start,
};
use waypost_protocol::ids::NodeId;
use zeroize::Zeroizing;

/// No test waits longer than this for one event.
const PATIENCE: Duration = Duration::from_secs(30);

pub const KIB: usize = 1024;

pub struct Node {
    pub net: Net,
    pub events: Events,
    pub address: String,
}

pub type Outcome = Result<Verdict, FailWhy>;

impl Node {
    pub async fn new(seed: u8, limits: Limits) -> Self {
        Self::with(config(seed, "/ip4/127.0.0.1/tcp/0", limits)).await
    }

    /// A node that listens.
    pub async fn with(config: Config) -> Self {
        Self::among(config, Vec::new()).await
    }

    /// The same, with partners.
    pub async fn among(config: Config, partners: Vec<NodeId>) -> Self {
        let (net, mut events) = start(config, &tokio::runtime::Handle::current()).unwrap();
        net.admit(partners);
        let address = loop {
            match events.next().await {
                Some(Event::Listening(address)) => break address,
                // The link with a relay stands before the place there does.
                Some(Event::Up(..)) => {}
                other => panic!("a node first says where it listens, not {other:?}"),
            }
        };
        Self { net, events, address }
    }

    /// Two nodes that know each other.
    pub async fn pair(limits: Limits) -> (Self, Self) {
        let (a, b) = (Self::new(1, limits.clone()).await, Self::new(2, limits).await);
        a.net.admit(vec![b.id()]);
        b.net.admit(vec![a.id()]);
        (a, b)
    }

    pub fn id(&self) -> NodeId {
        self.net.node()
    }

    pub fn post(&self, ticket: u64, to: &Node, bytes: usize) {
        self.post_at(ticket, to.id(), vec![to.address.clone()], bytes);
    }

    pub fn post_at(&self, ticket: u64, to: NodeId, addresses: Vec<String>, bytes: usize) {
        self.net.post(Post { ticket, to, addresses, frame: frame(ticket, bytes) }).unwrap();
    }

    pub async fn next(&mut self) -> Event {
        tokio::time::timeout(PATIENCE, self.events.next())
            .await
            .expect("an event in time")
            .expect("events go on")
    }

    /// The next frame that arrives; other news is passed over.
    pub async fn arrived(&mut self) -> (NodeId, bool, Vec<u8>, ReplyTicket) {
        loop {
            if let Event::Arrived { from, stranger, frame, reply } = self.next().await {
                return (from, stranger, frame, reply);
            }
        }
    }

    /// The next post that is settled; other news is passed over.
    pub async fn settled(&mut self) -> (u64, Outcome) {
        loop {
            match self.next().await {
                Event::Answered { ticket, verdict } => return (ticket, Ok(verdict)),
                Event::Failed { ticket, why } => return (ticket, Err(why)),
                Event::Deposited { .. } | Event::Fetched { .. } | Event::Visited { .. } => {}
                Event::Listening(_) | Event::NotListening(_) => {}
                Event::Arrived { .. } | Event::Up(..) | Event::Down(_) => {}
            }
        }
    }

    /// Waits until frames go to this partner in that way; other news is passed over.
    pub async fn goes(&mut self, to: NodeId, expected: Way) {
        while !matches!(self.next().await, Event::Up(up, way) if up == to && way == expected) {}
    }

    /// What `count` posts came to, by ticket; panics if one is settled twice.
    pub async fn all_settled(&mut self, count: usize) -> BTreeMap<u64, Outcome> {
        let mut outcomes = BTreeMap::new();
        while outcomes.len() < count {
            let (ticket, outcome) = self.settled().await;
            assert!(outcomes.insert(ticket, outcome).is_none(), "{ticket} settled twice");
        }
        outcomes
    }

    /// Keeps whatever arrives from now on.
    pub fn keep_everything(mut self) -> (Net, tokio::task::JoinHandle<usize>) {
        let net = self.net.clone();
        let keeper = tokio::spawn(async move {
            let mut kept = 0;
            while let Some(event) = self.events.next().await {
                if let Event::Arrived { reply, .. } = event {
                    self.net.answer(reply, Verdict::Kept);
                    kept += 1;
                }
            }
            kept
        });
        (net, keeper)
    }
}

/// The id of the node of this seed.
pub fn id(seed: u8) -> NodeId {
    let key = libp2p::identity::Keypair::ed25519_from_bytes([seed; 32]).unwrap();
    NodeId::new(key.public().try_into_ed25519().unwrap().to_bytes())
}

pub fn config(seed: u8, listen: &str, limits: Limits) -> Config {
    Config {
        listen: vec![listen.to_owned()],
        node_key: Zeroizing::new([seed; 32]),
        underlay: Underlay::default(),
        reach: Reach::default(),
        limits,
    }
}

/// Bytes that differ from ticket to ticket and from place to place.
pub fn frame(ticket: u64, bytes: usize) -> Arc<[u8]> {
    (0..bytes as u64).map(|i| (i.wrapping_mul(31) ^ ticket) as u8).collect()
}
