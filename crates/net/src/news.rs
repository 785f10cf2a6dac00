//! What libp2p's loop tells, in the caller's words; and the places at relays, which hang on it.
//!
//! In: swarm events, the time. Out: deliveries in the outbox. It never waits for the caller.

use std::time::Instant;

use libp2p::autonat::v2::client as probe;
use libp2p::core::transport::ListenerId;
use libp2p::multiaddr::Protocol;
use libp2p::swarm::{Swarm, SwarmEvent};
use libp2p::{Multiaddr, PeerId, identify};
use tracing::{debug, warn};

use crate::address::{is_relayed, remote_ip};
use crate::event::Event;
use crate::outbox::Outbox;
use crate::reach::ReachingEvent;
use crate::reservations::Reservations;
use crate::swarm::{Behaviour, BehaviourEvent};

/// Addresses that relays found open to all. 8: what a card has room for.
const OPEN_ADDRESSES_MAX: usize = 8;

/// What is told, and what it hangs on.
pub(crate) struct News {
    pub(crate) outbox: Outbox,
    reservations: Reservations,
    /// Addresses that a relay dialled and found open, and which relay.
    open: Vec<(Multiaddr, PeerId)>,
}

impl News {
    pub(crate) fn new(reservations: Reservations) -> Self {
        Self { outbox: Outbox::default(), reservations, open: Vec::new() }
    }

    /// When a place at a relay is to be asked for next.
    pub(crate) fn next_due(&self, now: Instant) -> Option<Instant> {
        self.reservations.next_due(now)
    }

    /// The caller has said who its partners are.
    pub(crate) fn partners_known(&mut self) {
        self.reservations.partners_known();
    }

    /// Asks for places at relays.
    pub(crate) fn ask_relays(&mut self, swarm: &mut Swarm<Behaviour>, now: Instant) {
        self.reservations.ask(now, chance(), |circuit| swarm.listen_on(circuit.clone()).ok());
    }

    /// One event of the swarm.
    pub(crate) fn note(
        &mut self,
        event: SwarmEvent<BehaviourEvent>,
        swarm: &mut Swarm<Behaviour>,
        now: Instant,
    ) {
        match event {
            SwarmEvent::Behaviour(BehaviourEvent::Carriage(delivery)) => self.outbox.push(delivery),
            SwarmEvent::Behaviour(BehaviourEvent::Reaching(event)) => self.note_reach(event, swarm),
            SwarmEvent::NewListenAddr { listener_id, address } => {
                self.listening(listener_id, address);
            }
            SwarmEvent::ListenerClosed { listener_id, addresses, reason } => {
                self.closed(listener_id, addresses, reason.is_err(), swarm, now);
            }
            SwarmEvent::ListenerError { error, .. } => {
                debug!(kind = ?error.kind(), "listener error");
            }
            // An interface that goes is not told: a laptop that sleeps must not cost every partner two cards. Everything
            // else reaches the carriage by its own door; the enum is open-ended.
            _ => {}
        }
    }

    fn listening(&mut self, listener: ListenerId, address: Multiaddr) {
        let address = if is_relayed(&address) {
            // The relay's own list of its addresses is not taken: partners are told the one that was configured.
            let Some(circuit) = self.reservations.stands(listener) else { return };
            circuit
        } else {
            self.reservations.socket_listens();
            address
        };
        self.outbox.push(Event::Listening(address.to_string()).into());
    }

    fn closed(
        &mut self,
        listener: ListenerId,
        addresses: Vec<Multiaddr>,
        failed: bool,
        swarm: &mut Swarm<Behaviour>,
        now: Instant,
    ) {
        let gone = match self.reservations.lost(listener, now, chance()) {
            Some(lost) => {
                debug!(relay = %lost.relay, failed, "a place at a relay is gone");
                if failed {
                    swarm.behaviour_mut().carriage.renew_link(lost.relay);
                }
                Vec::from_iter(lost.address)
            }
            None => {
                warn!("a listener is gone");
                addresses
            }
        };
        for address in gone {
            self.outbox.push(Event::NotListening(address.to_string()).into());
        }
    }

    fn note_reach(&mut self, event: ReachingEvent, swarm: &mut Swarm<Behaviour>) {
        match event {
            ReachingEvent::Identify(identify::Event::Received { peer_id, info, .. }) => {
                self.seen_at(peer_id, info.observed_addr, swarm);
            }
            ReachingEvent::Probe(probe::Event { tested_addr, server, result, .. }) => {
                match result {
                    Ok(()) => self.found_open(tested_addr, server),
                    Err(_) => self.found_closed(&tested_addr, swarm),
                }
            }
            // The others are told in order to be counted; places and links are told by the swarm itself.
            ReachingEvent::Identify(_)
            | ReachingEvent::Circuits(_)
            | ReachingEvent::Punch(_)
            | ReachingEvent::Probed(_)
            | ReachingEvent::Relay(_) => {}
        }
    }

    /// A relay sees this node at that address: a hole to punch, and perhaps an open door, there or where we listen.
    fn seen_at(&mut self, relay: PeerId, seen: Multiaddr, swarm: &mut Swarm<Behaviour>) {
        let (Some(ip), false) = (remote_ip(&seen), is_relayed(&seen)) else { return };
        if !swarm.behaviour().carriage.asks(&relay) {
            return;
        }
        let moved = |open: &(Multiaddr, PeerId)| {
            let other =
                remote_ip(&open.0).is_some_and(|was| was != ip && was.is_ipv4() == ip.is_ipv4());
            open.1 == relay && other
        };
        let stale: Vec<Multiaddr> =
            self.open.iter().filter(|open| moved(open)).map(|open| open.0.clone()).collect();
        for address in &stale {
            self.found_closed(address, swarm);
        }
        let ports: Vec<Multiaddr> =
            swarm.listeners().filter_map(|listens| with_port_of(&seen, listens)).collect();
        let carriage = &mut swarm.behaviour_mut().carriage;
        let mut told = vec![seen];
        for address in ports {
            if !told.contains(&address) {
                told.push(address);
            }
        }
        told.into_iter().for_each(|address| carriage.perhaps_reached_at(address));
    }

    fn found_open(&mut self, address: Multiaddr, relay: PeerId) {
        let known = self.open.iter().any(|open| open.0 == address);
        if known || self.open.len() >= OPEN_ADDRESSES_MAX || is_relayed(&address) {
            return;
        }
        self.outbox.push(Event::Listening(address.to_string()).into());
        self.open.push((address, relay));
    }

    fn found_closed(&mut self, address: &Multiaddr, swarm: &mut Swarm<Behaviour>) {
        let before = self.open.len();
        self.open.retain(|open| open.0 != *address);
        if self.open.len() < before {
            swarm.remove_external_address(address);
            self.outbox.push(Event::NotListening(address.to_string()).into());
        }
    }
}

/// The IP address of the first, the TCP port of the second, if both are of one sort.
fn with_port_of(seen: &Multiaddr, listens: &Multiaddr) -> Option<Multiaddr> {
    let (seen_ip, own_ip) = (remote_ip(seen)?, remote_ip(listens)?);
    let port = listens.iter().find_map(|part| match part {
        Protocol::Tcp(port) => Some(port),
        _ => None,
    })?;
    let same = seen_ip.is_ipv4() == own_ip.is_ipv4() && !is_relayed(listens);
    same.then(|| Multiaddr::from(seen_ip).with(Protocol::Tcp(port)))
}

/// Spreads waits only: where there is no randomness the wait is the shortest.
fn chance() -> u32 {
    getrandom::u32().unwrap_or(0)
}
