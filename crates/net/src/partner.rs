//! What is known of one admitted partner: its links, the posts to it, a dial under way.
//!
//! In: posts and news of links from the carriage. Out: what may be sent now, and posts that are to be settled.
//! It decides nothing about other partners and settles nothing itself.

use std::collections::{BTreeMap, VecDeque};
use std::sync::Arc;
use std::time::Instant;

use libp2p::Multiaddr;
use libp2p::swarm::ConnectionId;
use waypost_protocol::ids::NodeId;

use crate::limits::Limits;
use crate::link::Outgoing;
use crate::meter::Meter;
use crate::post::Courier;

/// An admitted partner.
pub(crate) struct Partner {
    pub(crate) node: NodeId,
    pub(crate) meter: Arc<Meter>,
    pub(crate) links: Vec<LinkRecord>,
    pub(crate) waiting: VecDeque<Courier>,
    under_way: BTreeMap<u64, UnderWay>,
    under_way_bytes: usize,
    pub(crate) dial: Option<Dial>,
}

/// A link that stands.
pub(crate) struct LinkRecord {
    pub(crate) id: ConnectionId,
    /// When the peer last showed that it is there.
    pub(crate) heard: Instant,
}

/// A post on a link, without its verdict.
pub(crate) struct UnderWay {
    pub(crate) courier: Courier,
    pub(crate) link: ConnectionId,
    pub(crate) sent: Instant,
}

/// A dial and where it goes.
pub(crate) struct Dial {
    pub(crate) connection: ConnectionId,
    pub(crate) addresses: Vec<Multiaddr>,
}

impl Partner {
    /// No links, nothing to send.
    pub(crate) fn new(node: NodeId, meter: Meter) -> Self {
        Self {
            node,
            meter: Arc::new(meter),
            links: Vec::new(),
            waiting: VecDeque::new(),
            under_way: BTreeMap::new(),
            under_way_bytes: 0,
            dial: None,
        }
    }

    /// The next post that may go out now, on the newest link: the older ones may be dead and not know it.
    pub(crate) fn next_outgoing(
        &mut self,
        limits: &Limits,
        next_id: &mut u64,
    ) -> Option<(ConnectionId, Outgoing)> {
        let link = self.links.last()?.id;
        let bytes = self.under_way_bytes + self.waiting.front()?.frame.len();
        let full = self.under_way.len() >= limits.in_flight_per_partner
            || (bytes > limits.in_flight_bytes_per_partner && !self.under_way.is_empty());
        if full {
            return None;
        }
        let courier = self.waiting.pop_front()?;
        let sent = Instant::now();
        *next_id += 1;
        let outgoing = Outgoing {
            id: *next_id,
            frame: Arc::clone(&courier.frame),
            deadline: sent + limits.patience(bytes),
        };
        self.under_way_bytes = bytes;
        let under_way = UnderWay { courier, link, sent };
        self.under_way.insert(outgoing.id, under_way);
        Some((link, outgoing))
    }

    /// Takes a post off its link.
    pub(crate) fn remove_under_way(&mut self, id: u64) -> Option<UnderWay> {
        let under_way = self.under_way.remove(&id)?;
        self.under_way_bytes -= under_way.courier.frame.len();
        Some(under_way)
    }

    /// Takes all posts off a link, oldest first.
    pub(crate) fn take_under_way(&mut self, link: ConnectionId) -> Vec<Courier> {
        let ids: Vec<u64> = self
            .under_way
            .iter()
            .filter(|(_, under_way)| under_way.link == link)
            .map(|(id, _)| *id)
            .collect();
        ids.into_iter().filter_map(|id| Some(self.remove_under_way(id)?.courier)).collect()
    }

    /// Takes all posts, under way and waiting.
    pub(crate) fn take_all(&mut self) -> Vec<Courier> {
        let under_way = std::mem::take(&mut self.under_way).into_values();
        under_way.map(|under_way| under_way.courier).chain(self.waiting.drain(..)).collect()
    }

    /// The peer has shown that it is there.
    pub(crate) fn heard(&mut self, link: ConnectionId) {
        if let Some(link) = self.links.iter_mut().find(|record| record.id == link) {
            link.heard = Instant::now();
        }
    }

    /// Whether nothing was heard on this link since then.
    pub(crate) fn silent_since(&self, link: ConnectionId, sent: Instant) -> bool {
        let record = self.links.iter().find(|record| record.id == link);
        record.is_some_and(|record| record.heard <= sent)
    }
}
