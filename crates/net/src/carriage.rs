//! The decisions of the network: who may come in, which link a post takes, when to dial, what a post came to.
//!
//! In: posts and the partner list from the caller, link and dial news from libp2p. Out: one settled event for each
//! post, arrived frames, partners up and down. It never waits, never retries, and holds at most what `Limits` says.
//!
//! A post's way: `waiting` (in order) -> `under_way` on one link -> settled. Whoever removes it settles it, so that
//! no post is settled twice; what ends a link, a dial or a partner settles all posts that hung on it.
//!
//! Direct before relayed: direct addresses are dialled first and circuits when none answers; a direct link that stands
//! takes every frame; once something was heard on it the circuits end.

use std::collections::{HashMap, VecDeque};
use std::sync::Arc;
use std::task::{Context, Poll};
use std::time::{Duration, Instant};

use libp2p::core::transport::PortUse;
use libp2p::core::{ConnectedPoint, Endpoint};
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

use crate::address::{Dialable, Ways, dialable, is_relayed, node_of, peer_of, remote_ip};
use crate::circle::{Circle, Whom};
use crate::door::{Door, TurnedAway};
use crate::event::{Event, FailWhy};
use crate::limits::Limits;
use crate::link::{Allowance, FromLink, Link, ToLink};
use crate::meter::Meter;
use crate::partner::{Circuit, Dial, LinkRecord, Partner, UnderWay};
use crate::post::{Courier, Delivery};
use crate::wire::Verdict;

/// The behaviour that libp2p's swarm drives.
pub(crate) struct Carriage {
    limits: Limits,
    circle: Circle,
    /// A proxy reaches onion services.
    onion: bool,
    door: Door,
    partners: HashMap<PeerId, Partner>,
    /// All strangers share one meter.
    strangers: Arc<Meter>,
    arriving_bytes: Arc<Semaphore>,
    dials: HashMap<ConnectionId, PeerId>,
    next_id: u64,
    actions: VecDeque<ToSwarm<Delivery, ToLink>>,
}

impl Carriage {
    /// No partners, door closed.
    pub(crate) fn new(limits: Limits, circle: Circle, onion: bool) -> Self {
        let arriving_bytes = Arc::new(Semaphore::new(limits.arriving_bytes_max));
        let strangers = Meter::new(&limits, Arc::clone(&arriving_bytes), Instant::now());
        Self {
            door: Door::new(&limits),
            limits,
            circle,
            onion,
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
        self.circle.admit(nodes.iter().filter_map(peer_of));
        let now = Instant::now();
        for (peer, node) in wanted {
            if self.circle.has_relay(&peer) {
                // A link on which it was a relay and no more carries no frames.
                self.close_all(peer);
            }
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
        self.close_all(peer);
    }

    fn close_all(&mut self, peer_id: PeerId) {
        let connection = CloseConnection::All;
        self.actions.push_back(ToSwarm::CloseConnection { peer_id, connection });
    }

    /// A place at this relay was lost with an error: perhaps the link is dead and does not know it. A fresh one is the
    /// cure, unless frames are under way on it, or circuits stand that may run through it.
    pub(crate) fn renew_link(&mut self, relay: PeerId) {
        let idle = self.partners.get(&relay).is_none_or(Partner::is_idle);
        if idle && !self.partners.values().any(Partner::has_circuit) {
            self.close_all(relay);
        }
    }

    /// Whether this is a relay of our own choice.
    pub(crate) fn asks(&self, peer: &PeerId) -> bool {
        self.circle.has_relay(peer)
    }

    /// This node may be reached here from outside: to be tried.
    pub(crate) fn perhaps_reached_at(&mut self, address: Multiaddr) {
        self.actions.push_back(ToSwarm::NewExternalAddrCandidate(address));
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

    /// Sends what may be sent to a partner, and dials for the rest.
    fn pump(&mut self, peer: PeerId) {
        let Some(partner) = self.partners.get_mut(&peer) else {
            return;
        };
        while let Some((link, outgoing)) = partner.next_outgoing(&self.limits, &mut self.next_id) {
            self.actions.push_back(ToSwarm::NotifyHandler {
                peer_id: peer,
                handler: NotifyHandler::One(link),
                event: ToLink::Send(outgoing),
            });
        }
        self.dial(peer, Instant::now());
    }

    /// Dials a partner for posts that no link takes, unless it is being dialled.
    fn dial(&mut self, peer: PeerId, now: Instant) {
        let Some(partner) = self.partners.get_mut(&peer) else {
            return;
        };
        if partner.dial.is_some() || !partner.wants_a_link(&self.limits, now) {
            return;
        }
        let circle = &self.circle;
        let knows_relay = |relay: &PeerId| circle.has(relay, Whom::PartnersAndRelays);
        let ways = Ways { onion: self.onion, knows_relay: &knows_relay };
        let Dialable { mut direct, mut circuits } =
            dialable(partner.waiting.iter().flat_map(|c| &c.addresses), &peer, &ways);
        let patience = Duration::from_secs(self.limits.direct_retry_seconds);
        let failed_lately = partner.direct_failed.is_some_and(|at| now < at + patience);
        let by_relay = !circuits.is_empty() || !partner.links.is_empty();
        if by_relay && (direct.is_empty() || failed_lately) {
            let too_long = partner.take_too_long(&self.limits);
            let left = !partner.waiting.is_empty();
            self.settle_all(too_long, FailWhy::TooLongForRelay);
            if !left {
                return;
            }
        }
        if failed_lately && !circuits.is_empty() {
            direct.clear();
        }
        if direct.is_empty() {
            direct = std::mem::take(&mut circuits);
        }
        self.dial_at(peer, direct, circuits);
    }

    /// Dials these addresses, and `then` those if none answers; fails what waits if there are none.
    fn dial_at(&mut self, peer: PeerId, addresses: Vec<Multiaddr>, then: Vec<Multiaddr>) {
        let Some(partner) = self.partners.get_mut(&peer) else {
            return;
        };
        if addresses.is_empty() {
            let waiting = std::mem::take(&mut partner.waiting);
            self.settle_all(waiting, FailWhy::NoAddress);
            return;
        }
        // `Always`: libp2p's own dials to this peer, of a hole punch or a relay, do not serve our posts; and a peer
        // that came as a stranger may still hang on that link.
        let opts =
            DialOpts::peer_id(peer).condition(PeerCondition::Always).addresses(addresses.clone());
        // Towards our relays we leave from the port we listen on: what they see is what a partner must dial.
        let opts = if self.circle.has_relay(&peer) { opts } else { opts.allocate_new_port() };
        let opts = opts.build();
        let connection = opts.connection_id();
        partner.dial = Some(Dial { connection, addresses, then });
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
        let now = Instant::now();
        if !dial.addresses.iter().any(is_relayed) {
            partner.direct_failed = Some(now);
        }
        if !partner.wants_a_link(&self.limits, now) {
            return;
        }
        // The first address that answers ends a dial. With a wrong key there, the others still deserve a try.
        if let DialError::WrongPeerId { address, .. } = error {
            let left = without(dial.addresses, address);
            if !left.is_empty() {
                self.dial_at(peer, left, dial.then);
                return;
            }
        }
        if !dial.then.is_empty() {
            let too_long = partner.take_too_long(&self.limits);
            let left = !partner.waiting.is_empty();
            self.settle_all(too_long, FailWhy::TooLongForRelay);
            if left {
                self.dial_at(peer, dial.then, Vec::new());
            }
            return;
        }
        let waiting = std::mem::take(&mut partner.waiting);
        self.settle_all(waiting, why(error));
    }

    fn link_up(&mut self, peer: PeerId, id: ConnectionId, endpoint: &ConnectedPoint) {
        self.door.handshake_over(id);
        self.dials.remove(&id);
        let Some(partner) = self.partners.get_mut(&peer) else {
            if !self.circle.has_relay(&peer) {
                self.door.stranger_in(id, endpoint.is_relayed());
            }
            return;
        };
        partner.dial.take_if(|dial| dial.connection == id);
        self.take_link(peer, id, endpoint.is_relayed(), endpoint.is_dialer());
    }

    /// A stranger had its one exchange on this link. If that made it a partner the link stays, for it may be the only
    /// way to a partner that nobody can dial; else it ends.
    fn finished(&mut self, peer: PeerId, id: ConnectionId) {
        let relayed = self.door.is_relayed(id);
        let partner = self.partners.get(&peer);
        let allowance = partner.map(|partner| self.partner_allowance(partner, relayed));
        let Some(allowance) = allowance.filter(|_| self.door.gone(id)) else {
            self.close(peer, id);
            return;
        };
        self.actions.push_back(ToSwarm::NotifyHandler {
            peer_id: peer,
            handler: NotifyHandler::One(id),
            event: ToLink::Allow(allowance),
        });
        self.take_link(peer, id, relayed, false);
    }

    /// A partner's link stands from now on.
    fn take_link(&mut self, peer: PeerId, id: ConnectionId, relayed: bool, ours: bool) {
        let Some(partner) = self.partners.get_mut(&peer) else {
            return;
        };
        let heard = Instant::now();
        let circuit = relayed.then(|| Circuit::new(ours, &self.limits, heard));
        let spent = match &circuit {
            Some(_) if ours => partner.retire_circuits(true),
            Some(_) => Vec::new(),
            None => {
                partner.direct_failed = None;
                Vec::new()
            }
        };
        partner.links.push(LinkRecord { id, heard, circuit });
        self.retire(peer, spent);
        self.tell_news(peer);
        self.pump(peer);
    }

    /// Tells the caller how frames go to this partner, if that is another way than before.
    fn tell_news(&mut self, peer: PeerId) {
        let Some(partner) = self.partners.get_mut(&peer) else {
            return;
        };
        let node = partner.node;
        match partner.news() {
            Some(Some(way)) => self.tell(Event::Up(node, way)),
            Some(None) => self.tell(Event::Down(node)),
            None => {}
        }
    }

    /// Lets links end when what is under way on them is done.
    fn retire(&mut self, peer_id: PeerId, links: Vec<ConnectionId>) {
        for link in links {
            let handler = NotifyHandler::One(link);
            let event = ToLink::Retire;
            self.actions.push_back(ToSwarm::NotifyHandler { peer_id, handler, event });
        }
    }

    fn link_down(&mut self, peer: PeerId, id: ConnectionId) {
        if self.door.gone(id) {
            return;
        }
        let Some(partner) = self.partners.get_mut(&peer) else {
            return;
        };
        let Some(expected) = partner.take_link(id) else {
            return;
        };
        let mut lost = partner.take_under_way(id);
        // Posts that wait for a link hang on the last one; a dial still under way may serve them, and where a circuit
        // ran out the next one does.
        if partner.links.is_empty() && partner.dial.is_none() && !expected {
            lost.extend(std::mem::take(&mut partner.waiting));
        }
        self.tell_news(peer);
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
        let retire = if outcome.is_ok() { partner.heard(link) } else { Vec::new() };
        // Nothing at all was heard since the post went out: the link is dead, and the next post shall not wait on it.
        let dead = outcome == Err(FailWhy::TimedOut) && partner.silent_since(link, sent);
        self.settle(courier, outcome);
        self.retire(peer, retire);
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
    fn allowance(&self, peer: &PeerId, relayed: bool) -> Result<Allowance, TurnedAway> {
        match self.partners.get(peer) {
            Some(partner) => Ok(self.partner_allowance(partner, relayed)),
            None if self.circle.has_relay(peer) => Ok(self.relay_allowance()),
            None => {
                node_of(peer).ok_or(TurnedAway::NotAdmitted)?;
                self.door.admits_a_stranger()?;
                Ok(self.stranger_allowance())
            }
        }
    }

    fn partner_allowance(&self, partner: &Partner, relayed: bool) -> Allowance {
        let limits = &self.limits;
        let frame_bytes_max = match relayed {
            true => limits.circuit_frame_bytes_max.min(limits.frame_bytes_max),
            false => limits.frame_bytes_max,
        };
        Allowance {
            meter: Arc::clone(&partner.meter),
            frame_bytes_max,
            // Twice what the meter lets in hand, so that the surplus hears `Busy` instead of a closed stream.
            streams_max: 2 * limits.in_flight_per_partner,
            streams_left: None,
            patience: limits.patience(limits.in_flight_bytes_per_partner),
        }
    }

    /// A relay that is no partner brings no frames.
    fn relay_allowance(&self) -> Allowance {
        Allowance { streams_max: 0, streams_left: None, ..self.stranger_allowance() }
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
        local: &Multiaddr,
        _remote: &Multiaddr,
    ) -> Result<Link, ConnectionDenied> {
        match self.allowance(&peer, is_relayed(local)) {
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
        address: &Multiaddr,
        _role: Endpoint,
        _port: PortUse,
    ) -> Result<Link, ConnectionDenied> {
        // We dial partners and relays only; this one may have been dismissed since.
        match self.partners.get(&peer) {
            Some(partner) => Ok(Link::new(self.partner_allowance(partner, is_relayed(address)))),
            None if self.circle.has_relay(&peer) => Ok(Link::new(self.relay_allowance())),
            None => Err(ConnectionDenied::new(TurnedAway::NotAdmitted)),
        }
    }

    fn on_swarm_event(&mut self, event: FromSwarm<'_>) {
        match event {
            FromSwarm::ConnectionEstablished(ConnectionEstablished {
                peer_id,
                connection_id,
                endpoint,
                ..
            }) => self.link_up(peer_id, connection_id, endpoint),
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
                    let retire = partner.heard(connection);
                    self.retire(peer, retire);
                } else if !stranger {
                    // Dismissed while the frame was on its way; the dropped ticket tells the sender.
                    return;
                }
                self.tell(Event::Arrived { from, stranger, frame, reply });
            }
            FromLink::Settled { id, outcome } => {
                self.settled_on_link(peer, connection, id, outcome);
            }
            FromLink::Finished => self.finished(peer, connection),
        }
    }

    fn poll(&mut self, _: &mut Context<'_>) -> Poll<ToSwarm<Delivery, ToLink>> {
        match self.actions.pop_front() {
            Some(action) => Poll::Ready(action),
            None => Poll::Pending,
        }
    }
}
