//! A mailbox's door: anybody may come in, bounded; each request is handed to the caller, and its answer sent back.
//!
//! In: answers of the caller. Out: [`ServerEvent`]s. It keeps nothing, checks no token, proof or grant, and says
//! `Kept` only if the caller does. It logs nothing of a client. Every client has its task; all wait for the caller,
//! and none for another.

mod guest;
mod limits;
mod porch;

use std::fmt;
use std::future::poll_fn;
use std::pin::Pin;
use std::sync::Arc;
use std::time::Instant;

use futures::FutureExt;
use libp2p::PeerId;
use libp2p::core::muxing::StreamMuxerBox;
use libp2p::core::transport::{Boxed, ListenerId, Transport, TransportEvent};
use libp2p::identity::Keypair;
use tokio::sync::{mpsc, oneshot, watch};
use tokio::task::JoinSet;
use tracing::{debug, warn};
use waypost_protocol::ids::NodeId;
use waypost_protocol::mailbox::{Request, Response};
use zeroize::Zeroizing;

pub use limits::ServerLimits;

use crate::address::{node_of, remote_ip};
use crate::error::Error;
use crate::refuse_key_log;
use crate::swarm::free_to_listen;
use crate::threshold::{Places, Threshold};
use crate::transport::transport;
use crate::underlay::Underlay;
use porch::{Porch, Room};

/// Requests handed over but not yet read. 256: four groups of 64 that the caller commits together; who comes after
/// waits on its stream.
const EVENTS_WAITING: usize = 256;

type Links = Boxed<(PeerId, StreamMuxerBox)>;
type Answer = (Response, Option<Vec<u8>>);

/// What a mailbox needs to know to be on the network.
pub struct ServerConfig {
    /// Where to listen: `/ip4/<address>/tcp/<port>` or `/ip6/...`; port 0 lets the system choose. At least one.
    pub listen: Vec<String>,
    /// The Ed25519 seed (RFC 8032, 32 bytes) of the mailbox's transport key.
    pub node_key: Zeroizing<[u8; 32]>,
    /// What lies beneath the transport: a closed net's key. Nothing is dialled, so that a proxy says nothing.
    pub underlay: Underlay,
    /// The bounds.
    pub limits: ServerLimits,
}

impl fmt::Debug for ServerConfig {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("ServerConfig")
            .field("listen", &self.listen)
            .field("limits", &self.limits)
            .finish_non_exhaustive()
    }
}

/// The caller's end. The mailbox ends when the last one is dropped.
#[derive(Debug, Clone)]
pub struct MailboxNet {
    node: NodeId,
    shut: Arc<watch::Sender<bool>>,
}

impl MailboxNet {
    /// The mailbox's own id.
    pub fn node(&self) -> NodeId {
        self.node
    }

    /// Closes all connections; the events end after that.
    pub fn shut_down(&self) {
        self.shut.send_replace(true);
    }
}

/// What happened, in order. The mailbox ends when it is dropped.
#[derive(Debug)]
pub struct ServerEvents(mpsc::Receiver<ServerEvent>);

/// Something happened at the door.
#[expect(clippy::large_enum_variant, reason = "all but the first few events are requests")]
pub enum ServerEvent {
    /// Clients can reach the mailbox here, as far as this machine knows. Form: `/ip4/<address>/tcp/<port>`.
    Listening(String),
    /// Somebody asks.
    Asked {
        /// The key made for this session: what an owner's proof must be for.
        client: NodeId,
        /// What is asked.
        request: Request,
        /// The frame, of a put and of nothing else.
        frame: Option<Vec<u8>>,
        /// Answers this request, once.
        reply: ServerReply,
    },
}

/// Silent: a client and its inbox shall not stand in a log.
impl fmt::Debug for ServerEvent {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Listening(address) => write!(f, "Listening({address})"),
            Self::Asked { .. } => f.write_str("Asked"),
        }
    }
}

/// The right to answer one request. Dropped, it lets the client see a failure, and ask again later.
pub struct ServerReply {
    answer: oneshot::Sender<Answer>,
    /// The frame's share of our memory, given back with the answer.
    room: Option<Room>,
}

impl ServerReply {
    /// Answers. After `Response::Frame`, with the frame from the offset on. False if the client no longer waits.
    pub fn answer(self, response: Response, frame: Option<Vec<u8>>) -> bool {
        // The room first: a client that has its answer may ask the next at once.
        drop(self.room);
        self.answer.send((response, frame)).is_ok()
    }
}

impl fmt::Debug for ServerReply {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("ServerReply")
    }
}

impl ServerEvents {
    /// The next event; none after the shutdown. Safe to cancel.
    pub async fn next(&mut self) -> Option<ServerEvent> {
        self.0.recv().await
    }

    /// Waits for one event, then takes up to `count_max` that are there, without waiting; how many. None after the
    /// shutdown. Safe to cancel.
    pub async fn next_many(&mut self, events: &mut Vec<ServerEvent>, count_max: usize) -> usize {
        self.0.recv_many(events, count_max).await
    }

    /// As [`ServerEvents::next`], for a plain thread. Must not be called on a runtime's thread.
    pub fn blocking_next(&mut self) -> Option<ServerEvent> {
        self.0.blocking_recv()
    }

    /// As [`ServerEvents::next_many`], for a plain thread. Must not be called on a runtime's thread.
    pub fn blocking_next_many(&mut self, events: &mut Vec<ServerEvent>, count_max: usize) -> usize {
        self.0.blocking_recv_many(events, count_max)
    }
}

/// Starts to listen and to hand up requests, on the given runtime.
///
/// # Errors
/// See [`Error`]; nothing is left running after one.
pub fn serve(
    config: ServerConfig,
    runtime: &tokio::runtime::Handle,
) -> Result<(MailboxNet, ServerEvents), Error> {
    refuse_key_log(std::env::var_os("SSLKEYLOGFILE").as_deref())?;
    config.limits.check()?;
    let mut seed = config.node_key;
    let key = Keypair::ed25519_from_bytes(&mut seed[..]).map_err(|_| Error::NodeKey)?;
    let node = node_of(&key.public().to_peer_id()).ok_or(Error::NodeKey)?;

    let _context = runtime.enter();
    let links = transport(&key, &config.limits.of_transport(), &config.underlay, None)?;
    let mut transport = Threshold::new(links, config.limits.handshakes_max).boxed();
    for text in &config.listen {
        let address = free_to_listen(text)?;
        transport.listen_on(ListenerId::next(), address).map_err(|_| Error::Listen {
            address: text.clone(),
            reason: std::io::ErrorKind::Other,
        })?;
    }
    let (events, happened) = mpsc::channel(EVENTS_WAITING);
    let (shut, shutting) = watch::channel(false);
    let seats = Places::new(config.limits.connections_total);
    let porch = Arc::new(Porch::new(config.limits));
    runtime.spawn(run(transport, porch, seats, events, shutting));
    Ok((MailboxNet { node, shut: Arc::new(shut) }, ServerEvents(happened)))
}

/// Lets clients in until the caller shuts down or is gone.
async fn run(
    mut transport: Links,
    porch: Arc<Porch>,
    seats: Places,
    events: mpsc::Sender<ServerEvent>,
    mut shut: watch::Receiver<bool>,
) {
    let mut guests = JoinSet::new();
    loop {
        tokio::select! {
            event = next_of(&mut transport) => match event {
                TransportEvent::Incoming { upgrade, send_back_addr, .. } => {
                    // Who has his share sees a closed connection. When all seats are taken, whoever has the most
                    // gives one up.
                    let from = remote_ip(&send_back_addr);
                    if let Some(pass) = porch.knock(from, Instant::now()) {
                        let stay = guest::attend(upgrade, pass, events.clone());
                        guests.spawn(seats.take(from, stay.map(Ok)));
                    }
                }
                TransportEvent::NewAddress { listen_addr, .. } => {
                    // A caller that does not read lets nobody in.
                    let _ = events.send(ServerEvent::Listening(listen_addr.to_string())).await;
                }
                TransportEvent::AddressExpired { .. } => {}
                TransportEvent::ListenerClosed { reason, .. } => match reason {
                    Ok(()) => debug!("listener closed"),
                    Err(error) => warn!(kind = ?error.kind(), "listener lost"),
                },
                TransportEvent::ListenerError { error, .. } => {
                    debug!(kind = ?error.kind(), "listener error");
                }
            },
            Some(_) = guests.join_next() => {}
            () = events.closed() => break,
            () = asked_to_end(&mut shut) => break,
        }
    }
    drop(transport);
    // Whoever still waits for an answer sees a closed connection, and asks again later.
    guests.shutdown().await;
}

async fn next_of(
    transport: &mut Links,
) -> TransportEvent<<Links as Transport>::ListenerUpgrade, std::io::Error> {
    poll_fn(|cx| Pin::new(&mut *transport).poll(cx)).await
}

/// The caller says so, or is gone.
async fn asked_to_end(shut: &mut watch::Receiver<bool>) {
    let _ = shut.wait_for(|shut| *shut).await;
}
