//! The transport, and the one loop that drives libp2p.
//!
//! In: accepted posts, the caller's latest orders. Out: deliveries to the caller. The loop never awaits the caller:
//! what the caller has not read waits in the outbox, whose parts are bounded where they arise (a post by its room, an
//! arrived frame by its place, a partner's state by being told once).

use std::collections::VecDeque;
use std::net::TcpListener;
use std::num::NonZeroUsize;
use std::sync::Arc;
use std::time::Duration;

use futures::StreamExt;
use libp2p::connection_limits::{self, ConnectionLimits};
use libp2p::core::muxing::StreamMuxerBox;
use libp2p::core::transport::{Boxed, Transport};
use libp2p::core::upgrade::Version;
use libp2p::identity::Keypair;
use libp2p::swarm::{NetworkBehaviour, Swarm, SwarmEvent};
use libp2p::{Multiaddr, PeerId, dns, noise, tcp, yamux};
use tokio::sync::{mpsc, watch};
use tracing::{debug, warn};
use waypost_protocol::ids::NodeId;

use crate::address::listenable;
use crate::carriage::Carriage;
use crate::error::Error;
use crate::event::{Event, FailWhy};
use crate::limits::Limits;
use crate::post::{Courier, Delivery};
use crate::threshold::Threshold;

/// yamux streams on one link. Four times the frames in flight: both directions, and as many again not yet cleared away.
const STREAMS_PER_FRAME_IN_FLIGHT: usize = 4;
/// Notices from the behaviour that a busy link may let wait. 16: the frames in flight.
const LINK_QUEUE: NonZeroUsize = NonZeroUsize::MIN.saturating_add(15);

/// What the caller wants now; the latest counts.
#[derive(Debug, Clone)]
pub(crate) struct Orders {
    pub(crate) partners: Arc<[NodeId]>,
    pub(crate) welcome_strangers: bool,
    pub(crate) shut_down: bool,
}

/// Limits first: what they turn away, the carriage never gets to see.
#[derive(NetworkBehaviour)]
pub(crate) struct Behaviour {
    limits: connection_limits::Behaviour,
    carriage: Carriage,
}

/// A swarm that listens. Needs the tokio context.
pub(crate) fn listening(
    key: &Keypair,
    limits: &Limits,
    listen: &[String],
) -> Result<Swarm<Behaviour>, Error> {
    let behaviour = Behaviour {
        limits: connection_limits::Behaviour::new(connection_limits(limits)),
        carriage: Carriage::new(limits.clone()),
    };
    let config = libp2p::swarm::Config::with_tokio_executor()
        .with_idle_connection_timeout(Duration::from_secs(limits.idle_seconds))
        // One round trip a frame instead of two.
        .with_substream_upgrade_protocol_override(Version::V1Lazy)
        .with_notify_handler_buffer_size(LINK_QUEUE)
        .with_max_negotiating_inbound_streams(2 * limits.in_flight_per_partner);
    let peer = key.public().to_peer_id();
    let transport = Threshold::new(transport(key, limits)?, limits.handshakes_max as usize);
    let mut swarm = Swarm::new(transport.boxed(), behaviour, peer, config);
    for address in listen {
        listen_on(&mut swarm, address)?;
    }
    Ok(swarm)
}

fn connection_limits(limits: &Limits) -> ConnectionLimits {
    ConnectionLimits::default()
        // The threshold keeps to the bound; those who gave way count here until their end was noticed.
        .with_max_pending_incoming(Some(2 * limits.handshakes_max))
        .with_max_pending_outgoing(Some(limits.dials_max))
        .with_max_established_per_peer(Some(limits.connections_per_peer))
        .with_max_established(Some(limits.connections_total))
}

/// Everything below a link: names, TCP, the handshake, streams.
pub(crate) fn transport(
    key: &Keypair,
    limits: &Limits,
) -> Result<Boxed<(PeerId, StreamMuxerBox)>, Error> {
    let tcp = || tcp::tokio::Transport::new(tcp::Config::new().nodelay(true));
    let dialling = match dns::tokio::Transport::system(tcp()) {
        Ok(named) => named.boxed(),
        Err(_) => {
            warn!("no name resolver on this machine: only IP addresses can be dialled");
            tcp().boxed()
        }
    };
    let mut yamux = yamux::Config::default();
    yamux.set_max_num_streams(STREAMS_PER_FRAME_IN_FLIGHT * limits.in_flight_per_partner);
    Ok(dialling
        .upgrade(Version::V1Lazy)
        .authenticate(noise::Config::new(key).map_err(|_| Error::NodeKey)?)
        .multiplex(yamux)
        .timeout(Duration::from_secs(limits.handshake_seconds))
        .boxed())
}

fn listen_on(swarm: &mut Swarm<Behaviour>, text: &str) -> Result<(), Error> {
    swarm
        .listen_on(free_to_listen(text)?)
        .map(|_| ())
        .map_err(|_| Error::Listen { address: text.to_owned(), reason: std::io::ErrorKind::Other })
}

/// An address that can be listened on and that nobody listens on. libp2p listens with SO_REUSEPORT, so that a
/// second node on the same port would silently take half of the connections. A plain bind notices.
pub(crate) fn free_to_listen(text: &str) -> Result<Multiaddr, Error> {
    let unlistenable = || Error::ListenAddress { address: text.to_owned() };
    let address: Multiaddr = text.parse().map_err(|_| unlistenable())?;
    let socket = listenable(&address).ok_or_else(unlistenable)?;
    TcpListener::bind(socket).map_err(|error| match error.kind() {
        std::io::ErrorKind::AddrInUse => Error::AddressInUse { address: text.to_owned() },
        reason => Error::Listen { address: text.to_owned(), reason },
    })?;
    Ok(address)
}

/// Drives the swarm until the caller shuts down or is gone; then fails what is left, and ends.
pub(crate) async fn run(
    mut swarm: Swarm<Behaviour>,
    mut posts: mpsc::Receiver<Courier>,
    mut orders: watch::Receiver<Orders>,
    events: mpsc::Sender<Delivery>,
) {
    let mut outbox = Outbox::default();
    let mut partners: Arc<[NodeId]> = Arc::new([]);
    loop {
        tokio::select! {
            permit = events.reserve(), if !outbox.0.is_empty() => match (permit, outbox.0.pop_front()) {
                (Ok(permit), Some(delivery)) => permit.send(delivery),
                (Ok(_), None) => {}
                (Err(_), _) => break,
            },
            () = events.closed() => break,
            _ = orders.changed() => {
                if obey(&mut swarm, &mut orders, &mut partners) {
                    break;
                }
            }
            post = posts.recv() => {
                let Some(courier) = post else { break };
                // Orders given before the post count for it.
                if obey(&mut swarm, &mut orders, &mut partners) {
                    outbox.push(courier.settled(Err(FailWhy::ShutDown)));
                    break;
                }
                swarm.behaviour_mut().carriage.post(courier);
            }
            event = swarm.select_next_some() => note(event, &mut outbox),
        }
    }
    let left = wind_up(swarm, posts, outbox).await;
    for delivery in left {
        if events.send(delivery).await.is_err() {
            return;
        }
    }
}

/// Carries out the latest orders; true if they are to shut down.
fn obey(
    swarm: &mut Swarm<Behaviour>,
    orders: &mut watch::Receiver<Orders>,
    partners: &mut Arc<[NodeId]>,
) -> bool {
    let latest = orders.borrow_and_update().clone();
    let carriage = &mut swarm.behaviour_mut().carriage;
    carriage.welcome_strangers(latest.welcome_strangers);
    if !Arc::ptr_eq(partners, &latest.partners) {
        carriage.admit(&latest.partners);
        *partners = latest.partners;
    }
    latest.shut_down
}

fn note(event: SwarmEvent<BehaviourEvent>, outbox: &mut Outbox) {
    match event {
        SwarmEvent::Behaviour(BehaviourEvent::Carriage(delivery)) => outbox.push(delivery),
        SwarmEvent::NewListenAddr { address, .. } => {
            outbox.push(Event::Listening(address.to_string()).into());
        }
        SwarmEvent::ListenerClosed { reason, .. } => match reason {
            Ok(()) => debug!("listener closed"),
            Err(error) => warn!(kind = ?error.kind(), "listener lost"),
        },
        SwarmEvent::ListenerError { error, .. } => debug!(kind = ?error.kind(), "listener error"),
        // Everything else reaches the carriage by its own door; the enum is open-ended.
        _ => {}
    }
}

/// Closes every link; what is left is told, but for frames that nobody can answer any more.
async fn wind_up(
    mut swarm: Swarm<Behaviour>,
    mut posts: mpsc::Receiver<Courier>,
    mut outbox: Outbox,
) -> impl Iterator<Item = Delivery> {
    posts.close();
    while let Some(courier) = posts.recv().await {
        outbox.push(courier.settled(Err(FailWhy::ShutDown)));
    }
    let carriage = &mut swarm.behaviour_mut().carriage;
    carriage.shut_down();
    for delivery in carriage.take_deliveries() {
        outbox.push(delivery);
    }
    drop(swarm);
    outbox.0.into_iter().filter(|delivery| !matches!(delivery.event, Event::Arrived { .. }))
}

/// Deliveries the caller has no room for yet.
#[derive(Default)]
struct Outbox(VecDeque<Delivery>);

impl Outbox {
    /// Adds a delivery. A partner that went up and down unread leaves nothing, an address is told once.
    fn push(&mut self, delivery: Delivery) {
        let unread = |pending: &Delivery| match (&pending.event, &delivery.event) {
            (Event::Up(a), Event::Down(b)) | (Event::Down(a), Event::Up(b)) => a == b,
            (Event::Listening(a), Event::Listening(b)) => a == b,
            _ => false,
        };
        match (self.0.iter().position(unread), &delivery.event) {
            (Some(_), Event::Listening(_)) => {}
            (Some(pending), _) => {
                self.0.remove(pending);
            }
            (None, _) => self.0.push_back(delivery),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_partner_that_flaps_while_nobody_reads_leaves_at_most_one_event() {
        let node = NodeId::new([7; 32]);
        let mut outbox = Outbox::default();
        for _ in 0..1000 {
            outbox.push(Event::Up(node).into());
            outbox.push(Event::Down(node).into());
        }
        assert!(outbox.0.is_empty());
        outbox.push(Event::Up(node).into());
        assert!(matches!(outbox.0[0].event, Event::Up(up) if up == node));
    }

    #[test]
    fn an_address_that_comes_and_goes_is_told_once() {
        let mut outbox = Outbox::default();
        for _ in 0..1000 {
            outbox.push(Event::Listening("/ip4/192.0.2.1/tcp/1".to_owned()).into());
        }
        assert_eq!(outbox.0.len(), 1);
    }
}
