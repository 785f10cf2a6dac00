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

use waypost_net::{Config, Event, Events, FailWhy, Limits, Net, Post, ReplyTicket, Verdict, start};
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
        let (net, mut events) =
            start(config(seed, "/ip4/127.0.0.1/tcp/0", limits), &tokio::runtime::Handle::current())
                .unwrap();
        let Some(Event::Listening(address)) = events.next().await else {
            panic!("a node first says where it listens");
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
                Event::Listening(_) | Event::Arrived { .. } | Event::Up(_) | Event::Down(_) => {}
                Event::Deposited { .. } | Event::Fetched { .. } | Event::Visited { .. } => {}
            }
        }
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

pub fn config(seed: u8, listen: &str, limits: Limits) -> Config {
    Config { listen: vec![listen.to_owned()], node_key: Zeroizing::new([seed; 32]), limits }
}

/// Bytes that differ from ticket to ticket and from place to place.
pub fn frame(ticket: u64, bytes: usize) -> Arc<[u8]> {
    (0..bytes as u64).map(|i| (i.wrapping_mul(31) ^ ticket) as u8).collect()
}
