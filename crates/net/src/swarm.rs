//! The one loop that drives libp2p.
//!
//! In: accepted posts, the caller's latest orders. Out: deliveries to the caller. The loop never awaits the caller:
//! what the caller has not read waits in the outbox.

use std::net::TcpListener;
use std::num::NonZeroUsize;
use std::sync::Arc;
use std::time::{Duration, Instant};

use futures::StreamExt;
use libp2p::Multiaddr;
use libp2p::connection_limits::{self, ConnectionLimits};
use libp2p::core::Transport as _;
use libp2p::core::upgrade::Version;
use libp2p::identity::Keypair;
use libp2p::swarm::{NetworkBehaviour, Swarm};
use tokio::sync::{mpsc, watch};
use tracing::warn;
use waypost_protocol::ids::NodeId;

use crate::address::{RelayAt, listenable};
use crate::carriage::Carriage;
use crate::circle::Circle;
use crate::error::Error;
use crate::event::{Event, FailWhy};
use crate::limits::Limits;
use crate::news::News;
use crate::outbox::Outbox;
use crate::post::{Courier, Delivery};
use crate::reach::{Reach, Reaching};
use crate::threshold::Threshold;
use crate::transport::transport;
use crate::underlay::Underlay;

/// Notices from the behaviour that a busy link may let wait. 16: the frames in flight.
const LINK_QUEUE: NonZeroUsize = NonZeroUsize::MIN.saturating_add(15);

/// What the caller wants now; the latest counts.
#[derive(Debug, Clone)]
pub(crate) struct Orders {
    pub(crate) partners: Arc<[NodeId]>,
    pub(crate) welcome_strangers: bool,
    pub(crate) shut_down: bool,
}

/// Limits first: what they turn away, the carriage never gets to see; and what that turns away, the others.
#[derive(NetworkBehaviour)]
pub(crate) struct Behaviour {
    limits: connection_limits::Behaviour,
    pub(crate) carriage: Carriage,
    reaching: Reaching,
}

/// A swarm that dials, and does not listen yet. Needs the tokio context.
pub(crate) fn dialling(
    key: &Keypair,
    limits: &Limits,
    underlay: &Underlay,
    reach: &Reach,
    relays: &[RelayAt],
) -> Result<Swarm<Behaviour>, Error> {
    if reach.serve_relay && reach.external().next().is_none() {
        warn!("no outside address is announced: this node relays nothing until a relay finds one");
    }
    let proxied = underlay.proxy.is_some();
    let circle = Circle::new(relays.iter().map(|relay| relay.peer));
    let (circuits, reaching) = Reaching::new(key, limits, reach, &circle, proxied);
    let behaviour = Behaviour {
        limits: connection_limits::Behaviour::new(connection_limits(limits)),
        carriage: Carriage::new(limits.clone(), circle, proxied),
        reaching,
    };
    let config = libp2p::swarm::Config::with_tokio_executor()
        .with_idle_connection_timeout(Duration::from_secs(limits.idle_seconds))
        // One round trip a frame instead of two.
        .with_substream_upgrade_protocol_override(Version::V1Lazy)
        .with_notify_handler_buffer_size(LINK_QUEUE)
        .with_max_negotiating_inbound_streams(2 * limits.in_flight_per_partner);
    let peer = key.public().to_peer_id();
    let transport = transport(key, limits, underlay, Some(circuits))?;
    let transport = Threshold::new(transport, limits.handshakes_max as usize);
    let mut swarm = Swarm::new(transport.boxed(), behaviour, peer, config);
    for address in reach.external() {
        if reach.serve_relay {
            // A relay refuses to work until it knows where it is reached.
            swarm.add_external_address(address.clone());
        }
        if !relays.is_empty() {
            swarm.behaviour_mut().carriage.perhaps_reached_at(address);
        }
    }
    Ok(swarm)
}

/// Listens at each of these.
pub(crate) fn listen(
    mut swarm: Swarm<Behaviour>,
    addresses: &[String],
) -> Result<Swarm<Behaviour>, Error> {
    for address in addresses {
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
    mut news: News,
    mut posts: mpsc::Receiver<Courier>,
    mut orders: watch::Receiver<Orders>,
    events: mpsc::Sender<Delivery>,
) {
    let mut partners: Arc<[NodeId]> = Arc::new([]);
    loop {
        let due = news.next_due(Instant::now());
        tokio::select! {
            permit = events.reserve(), if !news.outbox.is_empty() => match (permit, news.outbox.pop()) {
                (Ok(permit), Some(delivery)) => permit.send(delivery),
                (Ok(_), None) => {}
                (Err(_), _) => break,
            },
            () = events.closed() => break,
            _ = orders.changed() => {
                if obey(&mut swarm, &mut news, &mut orders, &mut partners) {
                    break;
                }
            }
            post = posts.recv() => {
                let Some(courier) = post else { break };
                // Orders given before the post count for it.
                if obey(&mut swarm, &mut news, &mut orders, &mut partners) {
                    news.outbox.push(courier.settled(Err(FailWhy::ShutDown)));
                    break;
                }
                swarm.behaviour_mut().carriage.post(courier);
            }
            () = until(due), if due.is_some() => news.ask_relays(&mut swarm, Instant::now()),
            event = swarm.select_next_some() => news.note(event, &mut swarm, Instant::now()),
        }
    }
    let left = wind_up(swarm, posts, news.outbox).await;
    for delivery in left {
        if events.send(delivery).await.is_err() {
            return;
        }
    }
}

async fn until(due: Option<Instant>) {
    match due {
        Some(due) => tokio::time::sleep_until(due.into()).await,
        None => std::future::pending().await,
    }
}

/// Carries out the latest orders; true if they are to shut down.
fn obey(
    swarm: &mut Swarm<Behaviour>,
    news: &mut News,
    orders: &mut watch::Receiver<Orders>,
    partners: &mut Arc<[NodeId]>,
) -> bool {
    let latest = orders.borrow_and_update().clone();
    let carriage = &mut swarm.behaviour_mut().carriage;
    carriage.welcome_strangers(latest.welcome_strangers);
    if !Arc::ptr_eq(partners, &latest.partners) {
        carriage.admit(&latest.partners);
        news.partners_known();
        *partners = latest.partners;
    }
    latest.shut_down
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
    outbox.into_iter().filter(|delivery| !matches!(delivery.event, Event::Arrived { .. }))
}
