//! One session's connection: dialled over a fresh transport, under a key made for it alone.
//!
//! In: a mailbox's key and addresses. Out: exchanges, each on a substream of its own with a deadline. Why no libp2p
//! swarm: a session knows one peer and speaks one protocol; what a swarm adds is state between sessions, and here
//! there shall be none.

use std::collections::BTreeSet;
use std::io;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, AtomicU64, Ordering};
use std::time::Duration;

use futures::StreamExt;
use futures::stream::FuturesUnordered;
use libp2p::core::Endpoint;
use libp2p::core::muxing::{StreamMuxerBox, SubstreamBox};
use libp2p::core::transport::{DialOpts, PortUse, Transport};
use libp2p::identity::Keypair;
use libp2p::{Multiaddr, PeerId};
use multistream_select::{Negotiated, NegotiationError, Version, dialer_select_proto};
use tokio::sync::{OwnedSemaphorePermit, Semaphore, mpsc, oneshot};
use tokio::time::timeout;
use waypost_protocol::mailbox::{Request, Response, Session};

use super::{MailboxAt, Shop, wire};
use crate::address::{Ways, dialable, node_of, peer_of};
use crate::event::FailWhy;
use crate::limits::Limits;
use crate::link::why;
use crate::muxer::{Wanted, drive};
use crate::transport::transport;

/// A connection to one mailbox. Closed when dropped.
pub(super) struct Line {
    session: Session,
    opens: mpsc::Sender<Wanted>,
    room: Arc<Semaphore>,
    /// Exchanges that came to an end.
    heard: AtomicU64,
    /// One was waited for in vain.
    silent: AtomicBool,
    limits: Limits,
}

/// A share of what may be under way on a line, and how long its exchange may take.
pub(super) struct Claim {
    patience: Duration,
    _bytes: OwnedSemaphorePermit,
}

impl Line {
    /// Dials a mailbox under a new key.
    pub(super) async fn dial(at: &MailboxAt, shop: &Shop) -> Result<Self, FailWhy> {
        let limits = &shop.limits;
        let mailbox = peer_of(&at.node).ok_or(FailWhy::NoAddress)?;
        let addresses = addresses_of(at, &mailbox, shop);
        let key = Keypair::generate_ed25519();
        let client = node_of(&key.public().to_peer_id()).ok_or(FailWhy::Garbled)?;
        let muxer = reach(&key, &mailbox, addresses, shop).await?;
        // As many as may be in flight: one that waits for its stream is one that asked for it.
        let (opens, opened) = mpsc::channel(limits.in_flight_per_partner);
        tokio::spawn(drive(muxer, opened));
        Ok(Self {
            session: Session { mailbox: at.node, client },
            opens,
            room: Arc::new(Semaphore::new(limits.in_flight_bytes_per_partner)),
            heard: AtomicU64::new(0),
            silent: AtomicBool::new(false),
            limits: limits.clone(),
        })
    }

    /// Between whom: what a proof is made for.
    pub(super) fn session(&self) -> &Session {
        &self.session
    }

    /// Waits until so many bytes may be under way; a frame longer than all of the room takes all of it.
    pub(super) async fn claim(&self, bytes: usize) -> Result<Claim, FailWhy> {
        let whole = self.limits.in_flight_bytes_per_partner;
        let share = u32::try_from(bytes.min(whole)).unwrap_or(u32::MAX);
        let room = Arc::clone(&self.room).acquire_many_owned(share).await;
        let under_way = whole.saturating_sub(self.room.available_permits()).max(bytes);
        Ok(Claim {
            patience: self.limits.patience(under_way),
            _bytes: room.map_err(|_| FailWhy::ConnectionLost)?,
        })
    }

    /// One request that brings no frame and gets none.
    pub(super) async fn ask(&self, request: &Request) -> Result<Response, FailWhy> {
        let claim = self.claim(0).await?;
        self.exchange(&claim, request, &[], &mut Vec::new(), 0).await
    }

    /// One request and its response. What follows a `Frame` is added to `body` until it holds `whole` bytes; what
    /// came before a cut stays there.
    pub(super) async fn exchange(
        &self,
        claim: &Claim,
        request: &Request,
        frame: &[u8],
        body: &mut Vec<u8>,
        whole: usize,
    ) -> Result<Response, FailWhy> {
        if self.silent.load(Ordering::Relaxed) {
            return Err(FailWhy::ConnectionLost);
        }
        let (heard, before) = (self.heard.load(Ordering::Relaxed), body.len());
        let exchanging = async {
            let mut stream = self.open().await?;
            // An answer may come before the last byte is taken, and the write then fails: the answer counts.
            let _ = wire::write(&mut stream, &request.encode(), frame).await;
            wire::read_response(&mut stream, body, whole).await
        };
        match timeout(claim.patience, exchanging).await {
            Ok(answered) => {
                self.heard.fetch_add(1, Ordering::Relaxed);
                answered.map_err(|error| why(&error))
            }
            Err(_) => {
                // Nothing at all was heard meanwhile: the line is dead, and nobody shall wait on it again.
                if self.heard.load(Ordering::Relaxed) == heard && body.len() == before {
                    self.silent.store(true, Ordering::Relaxed);
                }
                Err(FailWhy::TimedOut)
            }
        }
    }

    async fn open(&self) -> io::Result<Negotiated<SubstreamBox>> {
        let lost = || io::Error::from(io::ErrorKind::BrokenPipe);
        let (sender, stream) = oneshot::channel();
        self.opens.send(sender).await.map_err(|_| lost())?;
        let stream = stream.await.map_err(|_| lost())?;
        let protocol = std::iter::once(wire::PROTOCOL);
        match dialer_select_proto(stream, protocol, Version::V1Lazy).await {
            Ok((_, stream)) => Ok(stream),
            Err(error @ NegotiationError::Failed) => Err(io::Error::other(error)),
            Err(NegotiationError::ProtocolError(error)) => Err(error.into()),
        }
    }
}

/// Never by a relay: it would learn who visits which mailbox.
fn addresses_of(at: &MailboxAt, mailbox: &PeerId, shop: &Shop) -> Vec<Multiaddr> {
    let ways = Ways { onion: shop.underlay.proxy.is_some(), knows_relay: &|_| false };
    dialable(&at.addresses, mailbox, &ways).direct
}

/// The first address that answers with the mailbox's key; all are tried together.
async fn reach(
    key: &Keypair,
    mailbox: &PeerId,
    addresses: Vec<Multiaddr>,
    shop: &Shop,
) -> Result<StreamMuxerBox, FailWhy> {
    if addresses.is_empty() {
        return Err(FailWhy::NoAddress);
    }
    let Shop { limits, underlay, .. } = shop;
    let transport = transport(key, limits, underlay, None);
    let mut transport = transport.map_err(|_| FailWhy::Unreachable)?;
    let how = DialOpts { role: Endpoint::Dialer, port_use: PortUse::New };
    let mut dials: FuturesUnordered<_> =
        addresses.into_iter().filter_map(|address| transport.dial(address, how).ok()).collect();
    let mut fails = BTreeSet::new();
    let dialling = async {
        while let Some(dialled) = dials.next().await {
            match dialled {
                Ok((peer, muxer)) if peer == *mailbox => return Some(muxer),
                Ok(_) => fails.insert("another key"),
                Err(_) => fails.insert("nobody"),
            };
        }
        None
    };
    // Each dial has its own deadline for the handshake; none for the connection below it.
    let patience = Duration::from_secs(2 * limits.handshake_seconds);
    match timeout(patience, dialling).await {
        Ok(Some(muxer)) => Ok(muxer),
        Ok(None) | Err(_) if fails.contains("another key") => Err(FailWhy::WrongKey),
        Ok(None) | Err(_) => Err(FailWhy::Unreachable),
    }
}
