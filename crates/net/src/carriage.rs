//! The decisions of the network: who may come in, which link a post takes, when to dial, what a post came to.
//!
//! In: posts and the partner list from the caller, link and dial news from libp2p. Out: one settled event for each
//! post, arrived frames, partners up and down. It never waits, never retries, and holds at most what `Limits` says.
//!
//! A post's way: `waiting` (in order) -> `under_way` on one link -> settled. Whoever removes it settles it, so that
//! no post is settled twice; what ends a link, a dial or a partner settles all posts that hung on it.

use std::collections::{HashMap, VecDeque};
use std::sync::Arc;
use std::task::{Context, Poll};
use std::time::Instant;

use libp2p::core::Endpoint;
use libp2p::core::transport::PortUse;
use libp2p::swarm::behaviour::{ConnectionClosed, ConnectionEstablished, DialFailure, FromSwarm};
use libp2p::swarm::dial_opts::{DialOpts, PeerCondition};
use libp2p::swarm::{
    CloseConnection, ConnectionDenied, ConnectionId, DialError, NetworkBehaviour, NotifyHandler,
    ToSwarm,
};
use libp2p::{Multiaddr, PeerId};
use tokio::sync::Semaphore;
use tracing::debug;
use waypost_protocol::ids::NodeId;

use crate::address::{dialable, node_of, peer_of, remote_ip};
use crate::door::{Door, TurnedAway};
use crate::event::{Event, FailWhy};
use crate::limits::Limits;
use crate::link::{Allowance, FromLink, Link, Outgoing};
use crate::meter::Meter;
use crate::partner::{Dial, LinkRecord, Partner, UnderWay};
use crate::post::{Courier, Delivery};
use crate::wire::Verdict;

/// The behaviour that libp2p's swarm drives.
pub(crate) struct Carriage {
    limits: Limits,
    door: Door,
    partners: HashMap<PeerId, Partner>,
    /// All strangers share one meter.
    strangers: Arc<Meter>,
    arriving_bytes: Arc<Semaphore>,
    dials: HashMap<ConnectionId, PeerId>,
    next_id: u64,
    actions: VecDeque<ToSwarm<Delivery, Outgoing>>,
}

impl Carriage {
    /// No partners, door closed.
    pub(crate) fn new(limits: Limits) -> Self {
        let arriving_bytes = Arc::new(Semaphore::new(limits.arriving_bytes_max));
        let strangers = Meter::new(&limits, Arc::clone(&arriving_bytes), Instant::now());
        Self {
            door: Door::new(&limits),
            limits,
            partners: HashMap::new(),
            strangers: Arc::new(strangers),
            arriving_bytes,
            dials: HashMap::new(),
            next_id: 0,
            actions: VecDeque::new(),
        }
    }

    /// Opens or closes the door to strangers.
    pub(crate) fn welcome_strangers(&mut self, welcome: bool) {
        self.door.welcome_strangers(welcome);
    }

    /// Replaces the partner list. Who is no longer on it loses its links, and the posts to it fail.
    pub(crate) fn admit(&mut self, nodes: &[NodeId]) {
        let mut wanted: HashMap<PeerId, NodeId> =
            nodes.iter().filter_map(|node| Some((peer_of(node)?, *node))).collect();
        let gone: Vec<PeerId> =
            self.partners.keys().filter(|peer| wanted.remove(peer).is_none()).copied().collect();
        for peer in gone {
            self.dismiss(peer);
        }
        let now = Instant::now();
        for (peer, node) in wanted {
            let meter = Meter::new(&self.limits, Arc::clone(&self.arriving_bytes), now);
            self.partners.insert(peer, Partner::new(node, meter));
        }
    }

    fn dismiss(&mut self, peer: PeerId) {
        let Some(mut partner) = self.partners.remove(&peer) else {
            return;
        };
        self.settle_all(partner.take_all(), FailWhy::NotAdmitted);
        if !partner.links.is_empty() {
            self.tell(Event::Down(partner.node));
        }
        self.actions.push_back(ToSwarm::CloseConnection {
            peer_id: peer,
            connection: CloseConnection::All,
        });
    }

    /// Takes a post on its way.
    pub(crate) fn post(&mut self, courier: Courier) {
        let peer = peer_of(&courier.to);
        match peer.and_then(|peer| Some((peer, self.partners.get_mut(&peer)?))) {
            Some((peer, partner)) => {
                partner.waiting.push_back(courier);
                self.pump(peer);
            }
            None => self.settle(courier, Err(FailWhy::NotAdmitted)),
        }
    }

    /// Fails whatever is left.
    pub(crate) fn shut_down(&mut self) {
        for mut partner in std::mem::take(&mut self.partners).into_values() {
            self.settle_all(partner.take_all(), FailWhy::ShutDown);
        }
    }

    /// Events not yet taken by the swarm; for the time after the swarm has stopped.
    pub(crate) fn take_deliveries(&mut self) -> Vec<Delivery> {
        self.actions
            .drain(..)
            .filter_map(|action| match action {
                ToSwarm::GenerateEvent(delivery) => Some(delivery),
                _ => None,
            })
            .collect()
    }

    /// Sends what may be sent to a partner, or dials it.
    fn pump(&mut self, peer: PeerId) {
        let Some(partner) = self.partners.get_mut(&peer) else {
            return;
        };
        if partner.links.is_empty() {
            self.dial(peer);
            return;
        }
        while let Some((link, outgoing)) = partner.next_outgoing(&self.limits, &mut self.next_id) {
            self.actions.push_back(ToSwarm::NotifyHandler {
                peer_id: peer,
                handler: NotifyHandler::One(link),
                event: outgoing,
            });
        }
    }

    /// Dials a partner that posts wait for, unless it is being dialled.
    fn dial(&mut self, peer: PeerId) {
        let Some(partner) = self.partners.get_mut(&peer) else {
            return;
        };
        if partner.dial.is_some() || partner.waiting.is_empty() {
            return;
        }
        let addresses = dialable(partner.waiting.iter().flat_map(|c| &c.addresses), &peer);
        if addresses.is_empty() {
            let waiting = std::mem::take(&mut partner.waiting);
            self.settle_all(waiting, FailWhy::NoAddress);
            return;
        }
        self.dial_at(peer, addresses);
    }

    fn dial_at(&mut self, peer: PeerId, addresses: Vec<Multiaddr>) {
        let Some(partner) = self.partners.get_mut(&peer) else {
            return;
        };
        // `NotDialing` and not `Disconnected`: a peer that came as a stranger may still hang on that link.
        let opts = DialOpts::peer_id(peer)
            .condition(PeerCondition::NotDialing)
            .addresses(addresses.clone())
            .allocate_new_port()
            .build();
        let connection = opts.connection_id();
        partner.dial = Some(Dial { connection, addresses });
        self.dials.insert(connection, peer);
        self.actions.push_back(ToSwarm::Dial { opts });
    }

    fn dial_failed(&mut self, connection: ConnectionId, error: &DialError) {
        let Some(peer) = self.dials.remove(&connection) else {
            return;
        };
        let Some(partner) = self.partners.get_mut(&peer) else {
            return;
        };
        let Some(dial) = partner.dial.take_if(|dial| dial.connection == connection) else {
            return;
        };
        if !partner.links.is_empty() {
            return;
        }
        // The first address that answers ends a dial. With a wrong key there, the others still deserve a try.
        if let DialError::WrongPeerId { address, .. } = error {
            let left = without(dial.addresses, address);
            if !left.is_empty() {
                self.dial_at(peer, left);
                return;
            }
        }
        let waiting = std::mem::take(&mut partner.waiting);
        self.settle_all(waiting, why(error));
    }

    fn link_up(&mut self, peer: PeerId, id: ConnectionId) {
        self.door.handshake_over(id);
        self.dials.remove(&id);
        let Some(partner) = self.partners.get_mut(&peer) else {
            self.door.stranger_in(id);
            return;
        };
        partner.dial.take_if(|dial| dial.connection == id);
        let heard = Instant::now();
        partner.links.push(LinkRecord { id, heard });
        let first = partner.links.len() == 1;
        let node = partner.node;
        if first {
            self.tell(Event::Up(node));
        }
        self.pump(peer);
    }

    fn link_down(&mut self, peer: PeerId, id: ConnectionId) {
        if self.door.gone(id) {
            return;
        }
        let Some(partner) = self.partners.get_mut(&peer) else {
            return;
        };
        let before = partner.links.len();
        partner.links.retain(|link| link.id != id);
        let last = before > 0 && partner.links.is_empty();
        let mut lost = partner.take_under_way(id);
        // Posts that wait for a link hang on the last one; a dial still under way may serve them.
        if last && partner.dial.is_none() {
            lost.extend(std::mem::take(&mut partner.waiting));
        }
        let node = partner.node;
        if last {
            self.tell(Event::Down(node));
        }
        self.settle_all(lost, FailWhy::ConnectionLost);
        self.pump(peer);
    }

    fn settled_on_link(
        &mut self,
        peer: PeerId,
        link: ConnectionId,
        id: u64,
        outcome: Result<Verdict, FailWhy>,
    ) {
        let Some(partner) = self.partners.get_mut(&peer) else {
            return;
        };
        let Some(UnderWay { courier, sent, .. }) = partner.remove_under_way(id) else {
            return;
        };
        if outcome.is_ok() {
            partner.heard(link);
        }
        // Nothing at all was heard since the post went out: the link is dead, and the next post shall not wait on it.
        let dead = outcome == Err(FailWhy::TimedOut) && partner.silent_since(link, sent);
        self.settle(courier, outcome);
        if dead {
            // Down now and not when libp2p has closed it: a post made in between would be lost on it.
            self.link_down(peer, link);
            self.close(peer, link);
        }
        self.pump(peer);
    }

    fn close(&mut self, peer_id: PeerId, link: ConnectionId) {
        self.actions.push_back(ToSwarm::CloseConnection {
            peer_id,
            connection: CloseConnection::One(link),
        });
    }

    fn settle_all(&mut self, couriers: impl IntoIterator<Item = Courier>, why: FailWhy) {
        for courier in couriers {
            self.settle(courier, Err(why));
        }
    }

    fn settle(&mut self, courier: Courier, outcome: Result<Verdict, FailWhy>) {
        self.actions.push_back(ToSwarm::GenerateEvent(courier.settled(outcome)));
    }

    fn tell(&mut self, event: Event) {
        self.actions.push_back(ToSwarm::GenerateEvent(event.into()));
    }

    /// What a peer may bring, or why it may not come in.
    fn allowance(&self, peer: &PeerId) -> Result<Allowance, TurnedAway> {
        match self.partners.get(peer) {
            Some(partner) => Ok(self.partner_allowance(partner)),
            None => {
                node_of(peer).ok_or(TurnedAway::NotAdmitted)?;
                self.door.admits_a_stranger()?;
                Ok(self.stranger_allowance())
            }
        }
    }

    fn partner_allowance(&self, partner: &Partner) -> Allowance {
        let limits = &self.limits;
        Allowance {
            meter: Arc::clone(&partner.meter),
            frame_bytes_max: limits.frame_bytes_max,
            // Twice what the meter lets in hand, so that the surplus hears `Busy` instead of a closed stream.
            streams_max: 2 * limits.in_flight_per_partner,
            streams_left: None,
            patience: limits.patience(limits.in_flight_bytes_per_partner),
        }
    }

    fn stranger_allowance(&self) -> Allowance {
        let limits = &self.limits;
        Allowance {
            meter: Arc::clone(&self.strangers),
            frame_bytes_max: limits.stranger_frame_bytes_max,
            streams_max: 1,
            streams_left: Some(1),
            patience: limits.patience(limits.stranger_frame_bytes_max),
        }
    }
}

/// The addresses but the one that answered; libp2p adds `/p2p/<peer>` to what it reports.
fn without(addresses: Vec<Multiaddr>, answered: &Multiaddr) -> Vec<Multiaddr> {
    addresses
        .into_iter()
        .filter(|address| !answered.iter().zip(address.iter()).all(|(a, b)| a == b))
        .collect()
}

fn why(error: &DialError) -> FailWhy {
    match error {
        DialError::WrongPeerId { .. } | DialError::LocalPeerId { .. } => FailWhy::WrongKey,
        DialError::NoAddresses => FailWhy::NoAddress,
        DialError::Denied { .. } => FailWhy::OverLimit,
        DialError::DialPeerConditionFalse(_) | DialError::Aborted | DialError::Transport(_) => {
            FailWhy::Unreachable
        }
    }
}

impl NetworkBehaviour for Carriage {
    type ConnectionHandler = Link;
    type ToSwarm = Delivery;

    fn handle_pending_inbound_connection(
        &mut self,
        connection: ConnectionId,
        _local: &Multiaddr,
        remote: &Multiaddr,
    ) -> Result<(), ConnectionDenied> {
        self.door.knock(connection, remote_ip(remote)).map_err(ConnectionDenied::new)
    }

    fn handle_established_inbound_connection(
        &mut self,
        _connection: ConnectionId,
        peer: PeerId,
        _local: &Multiaddr,
        _remote: &Multiaddr,
    ) -> Result<Link, ConnectionDenied> {
        match self.allowance(&peer) {
            Ok(allowance) => Ok(Link::new(allowance)),
            Err(turned_away) => {
                debug!(%peer, %turned_away, "turned away");
                Err(ConnectionDenied::new(turned_away))
            }
        }
    }

    fn handle_established_outbound_connection(
        &mut self,
        _connection: ConnectionId,
        peer: PeerId,
        _address: &Multiaddr,
        _role: Endpoint,
        _port: PortUse,
    ) -> Result<Link, ConnectionDenied> {
        // We dial partners only; this one may have been dismissed since.
        match self.partners.get(&peer) {
            Some(partner) => Ok(Link::new(self.partner_allowance(partner))),
            None => Err(ConnectionDenied::new(TurnedAway::NotAdmitted)),
        }
    }

    fn on_swarm_event(&mut self, event: FromSwarm<'_>) {
        match event {
            FromSwarm::ConnectionEstablished(ConnectionEstablished {
                peer_id,
                connection_id,
                ..
            }) => self.link_up(peer_id, connection_id),
            FromSwarm::ConnectionClosed(ConnectionClosed { peer_id, connection_id, .. }) => {
                self.link_down(peer_id, connection_id)
            }
            FromSwarm::DialFailure(DialFailure { connection_id, error, .. }) => {
                self.dial_failed(connection_id, error)
            }
            FromSwarm::ListenFailure(failure) => self.door.handshake_over(failure.connection_id),
            // Listeners and addresses are the loop's business; the enum is open-ended.
            _ => {}
        }
    }

    fn on_connection_handler_event(
        &mut self,
        peer: PeerId,
        connection: ConnectionId,
        event: FromLink,
    ) {
        match event {
            FromLink::Arrived { frame, reply } => {
                let Some(from) = node_of(&peer) else {
                    return;
                };
                let stranger = self.door.is_stranger(connection);
                if let Some(partner) = self.partners.get_mut(&peer) {
                    partner.heard(connection);
                } else if !stranger {
                    // Dismissed while the frame was on its way; the dropped ticket tells the sender.
                    return;
                }
                self.tell(Event::Arrived { from, stranger, frame, reply });
            }
            FromLink::Settled { id, outcome } => {
                self.settled_on_link(peer, connection, id, outcome);
            }
            FromLink::Finished => self.close(peer, connection),
        }
    }

    fn poll(&mut self, _: &mut Context<'_>) -> Poll<ToSwarm<Delivery, Outgoing>> {
        match self.actions.pop_front() {
            Some(action) => Poll::Ready(action),
            None => Poll::Pending,
        }
    }
}
