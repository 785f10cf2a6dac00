//! What is known of one admitted partner: its links, the posts to it, a dial under way.
//!
//! In: posts and news of links from the carriage. Out: what may be sent now, and posts that are to be settled.
//! It decides nothing about other partners and settles nothing itself.

use std::collections::{BTreeMap, VecDeque};
use std::sync::Arc;
use std::time::{Duration, Instant};

use libp2p::Multiaddr;
use libp2p::swarm::ConnectionId;
use waypost_protocol::ids::NodeId;

use crate::event::Way;
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
    /// How the caller was last told that frames go; none: down.
    told: Option<Way>,
    /// When no direct address answered, last.
    pub(crate) direct_failed: Option<Instant>,
}

/// A link that stands.
pub(crate) struct LinkRecord {
    pub(crate) id: ConnectionId,
    /// When the peer last showed that it is there.
    pub(crate) heard: Instant,
    /// Set for a link through a relay.
    pub(crate) circuit: Option<Circuit>,
}

/// Circuits of ours to one partner at once. 3: one in use, two that run out.
const CIRCUITS_MAX: usize = 3;

/// What a circuit still carries from this side.
pub(crate) struct Circuit {
    ours: bool,
    bytes_left: usize,
    /// Nothing enters after this.
    closes: Instant,
    retired: bool,
}

impl Circuit {
    /// A fresh one. Each side keeps to its share, so that both together never exceed what a relay carries.
    pub(crate) fn new(dialled_by_us: bool, limits: &Limits, now: Instant) -> Self {
        let bytes_left = if dialled_by_us {
            limits.circuit_bytes_dialled
        } else {
            limits.circuit_bytes_accepted
        };
        let closes = now + Duration::from_secs(limits.circuit_use_seconds);
        Self { ours: dialled_by_us, bytes_left, closes, retired: false }
    }

    fn takes(&self, bytes: usize, now: Instant) -> bool {
        !self.retired && bytes <= self.bytes_left && now < self.closes
    }
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
    /// Circuits, to be dialled when none of the addresses answers.
    pub(crate) then: Vec<Multiaddr>,
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
            told: None,
            direct_failed: None,
        }
    }

    /// The link for a frame of this length: the newest direct one, for the older ones may be dead and not know it; else
    /// the newest circuit that still takes it.
    fn link_for(&mut self, bytes: usize, now: Instant) -> Option<&mut LinkRecord> {
        let takes = |link: &LinkRecord| match &link.circuit {
            None => true,
            Some(circuit) => circuit.takes(bytes, now),
        };
        let direct = self.links.iter().rposition(|link| link.circuit.is_none());
        let at = direct.or_else(|| self.links.iter().rposition(takes))?;
        self.links.get_mut(at)
    }

    /// Whether the first post that waits needs a link that does not stand yet, and may have one.
    pub(crate) fn wants_a_link(&mut self, limits: &Limits, now: Instant) -> bool {
        let Some(bytes) = self.waiting.front().map(|courier| courier.frame.len()) else {
            return false;
        };
        let ours = |link: &&LinkRecord| link.circuit.as_ref().is_some_and(|circuit| circuit.ours);
        let running_out = self.links.iter().filter(ours).count();
        self.link_for(bytes, now).is_none()
            && (self.links.is_empty() || !self.is_full(bytes, limits))
            && running_out < CIRCUITS_MAX
    }

    /// Takes a link off; whether it was one that was to end.
    pub(crate) fn take_link(&mut self, id: ConnectionId) -> Option<bool> {
        let at = self.links.iter().position(|link| link.id == id)?;
        let link = self.links.remove(at);
        Some(link.circuit.is_some_and(|circuit| circuit.retired))
    }

    fn is_full(&self, bytes: usize, limits: &Limits) -> bool {
        let bytes = self.under_way_bytes + bytes;
        self.under_way.len() >= limits.in_flight_per_partner
            || (bytes > limits.in_flight_bytes_per_partner && !self.under_way.is_empty())
    }

    /// Whether nothing is sent or waits.
    pub(crate) fn is_idle(&self) -> bool {
        self.under_way.is_empty() && self.waiting.is_empty()
    }

    /// Whether a circuit stands.
    pub(crate) fn has_circuit(&self) -> bool {
        self.links.iter().any(|link| link.circuit.is_some())
    }

    /// How frames go now.
    fn way(&self) -> Option<Way> {
        match self.links.iter().any(|link| link.circuit.is_none()) {
            true => Some(Way::Direct),
            false if self.links.is_empty() => None,
            false => Some(Way::Relayed),
        }
    }

    /// What the caller has not been told yet; `Some(None)`: down.
    pub(crate) fn news(&mut self) -> Option<Option<Way>> {
        let way = self.way();
        (std::mem::replace(&mut self.told, way) != way).then_some(way)
    }

    /// Takes the posts that no circuit carries.
    pub(crate) fn take_too_long(&mut self, limits: &Limits) -> Vec<Courier> {
        let is_long = |courier: &Courier| courier.frame.len() > limits.circuit_frame_bytes_max;
        let (long, short) = std::mem::take(&mut self.waiting).into_iter().partition(is_long);
        self.waiting = short;
        long.into()
    }

    /// Circuits that are to end, each named once: all, or those that this side dialled.
    pub(crate) fn retire_circuits(&mut self, only_ours: bool) -> Vec<ConnectionId> {
        let fresh = |link: &mut LinkRecord| {
            let circuit = link.circuit.as_mut().filter(|circuit| circuit.ours || !only_ours)?;
            (!std::mem::replace(&mut circuit.retired, true)).then_some(link.id)
        };
        self.links.iter_mut().filter_map(fresh).collect()
    }

    /// The next post that may go out now, and where.
    pub(crate) fn next_outgoing(
        &mut self,
        limits: &Limits,
        next_id: &mut u64,
    ) -> Option<(ConnectionId, Outgoing)> {
        let sent = Instant::now();
        let length = self.waiting.front()?.frame.len();
        if self.is_full(length, limits) {
            return None;
        }
        let link = self.link_for(length, sent)?;
        if let Some(circuit) = &mut link.circuit {
            circuit.bytes_left -= length;
        }
        let link = link.id;
        let courier = self.waiting.pop_front()?;
        let bytes = self.under_way_bytes + length;
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

    /// The peer has shown that it is there. Circuits that are to end, if it did so on a direct link.
    pub(crate) fn heard(&mut self, link: ConnectionId) -> Vec<ConnectionId> {
        let Some(link) = self.links.iter_mut().find(|record| record.id == link) else {
            return Vec::new();
        };
        link.heard = Instant::now();
        let direct = link.circuit.is_none();
        if direct { self.retire_circuits(false) } else { Vec::new() }
    }

    /// Whether nothing was heard on this link since then.
    pub(crate) fn silent_since(&self, link: ConnectionId, sent: Instant) -> bool {
        let record = self.links.iter().find(|record| record.id == link);
        record.is_some_and(|record| record.heard <= sent)
    }
}
