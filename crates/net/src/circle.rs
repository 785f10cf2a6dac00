//! libp2p's own behaviours, kept from everybody but those whom they serve.
//!
//! In: a behaviour, and for whom it is. Out: the same behaviour, which sees the links of those alone; on any other link
//! its protocols do not exist. It may also be kept from addresses: then it neither tells any nor guesses any.

use std::collections::HashSet;
use std::sync::{Arc, PoisonError, RwLock};
use std::task::{Context, Poll, ready};

use libp2p::core::Endpoint;
use libp2p::core::transport::PortUse;
use libp2p::swarm::behaviour::toggle::Toggle;
use libp2p::swarm::derive_prelude::Either;
use libp2p::swarm::{
    ConnectionDenied, ConnectionId, FromSwarm, NetworkBehaviour, NotifyHandler, THandler,
    THandlerInEvent, THandlerOutEvent, ToSwarm, dummy,
};
use libp2p::{Multiaddr, PeerId};

/// Whom this node knows: its partners, as they come and go, and the relays of its configuration.
#[derive(Debug, Clone)]
pub(crate) struct Circle {
    partners: Arc<RwLock<HashSet<PeerId>>>,
    relays: Arc<[PeerId]>,
}

/// For whom a behaviour is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Whom {
    Partners,
    Relays,
    PartnersAndRelays,
}

impl Circle {
    /// No partners yet.
    pub(crate) fn new(relays: impl IntoIterator<Item = PeerId>) -> Self {
        Self { partners: Arc::default(), relays: relays.into_iter().collect() }
    }

    /// The partners from now on.
    pub(crate) fn admit(&self, partners: impl IntoIterator<Item = PeerId>) {
        let partners = partners.into_iter().collect();
        *self.partners.write().unwrap_or_else(PoisonError::into_inner) = partners;
    }

    pub(crate) fn has_relay(&self, peer: &PeerId) -> bool {
        self.relays.contains(peer)
    }

    pub(crate) fn has(&self, peer: &PeerId, whom: Whom) -> bool {
        let is_partner =
            || self.partners.read().unwrap_or_else(PoisonError::into_inner).contains(peer);
        match whom {
            Whom::Partners => is_partner(),
            Whom::Relays => self.has_relay(peer),
            Whom::PartnersAndRelays => self.has_relay(peer) || is_partner(),
        }
    }
}

/// A behaviour within a circle.
pub(crate) struct Within<B> {
    inner: B,
    circle: Circle,
    whom: Whom,
    /// Links that the behaviour sees. As many as there are links.
    inside: HashSet<ConnectionId>,
    knows_addresses: bool,
}

impl<B: NetworkBehaviour> Within<B> {
    pub(crate) fn new(inner: B, circle: &Circle, whom: Whom) -> Self {
        let (circle, inside) = (circle.clone(), HashSet::new());
        Self { inner, circle, whom, inside, knows_addresses: true }
    }

    /// Kept from addresses.
    pub(crate) fn without_addresses(self) -> Self {
        Self { knows_addresses: false, ..self }
    }

    /// As a part that a node has or has not.
    pub(crate) fn only_if(self, wanted: bool) -> Toggle<Self> {
        wanted.then_some(self).into()
    }

    fn handler(
        &mut self,
        connection: ConnectionId,
        peer: &PeerId,
        make: impl FnOnce(&mut B) -> Result<THandler<B>, ConnectionDenied>,
    ) -> Result<Either<THandler<B>, dummy::ConnectionHandler>, ConnectionDenied> {
        if !self.circle.has(peer, self.whom) {
            return Ok(Either::Right(dummy::ConnectionHandler));
        }
        let handler = make(&mut self.inner)?;
        self.inside.insert(connection);
        Ok(Either::Left(handler))
    }

    /// Whether the behaviour may hear of this.
    fn concerns(&mut self, event: &FromSwarm<'_>) -> bool {
        match event {
            FromSwarm::ConnectionEstablished(link) => self.inside.contains(&link.connection_id),
            FromSwarm::AddressChange(link) => self.inside.contains(&link.connection_id),
            FromSwarm::ConnectionClosed(link) => self.inside.remove(&link.connection_id),
            // A link that another behaviour turned away.
            FromSwarm::DialFailure(failure) => {
                self.inside.remove(&failure.connection_id);
                true
            }
            FromSwarm::ListenFailure(failure) => {
                self.inside.remove(&failure.connection_id);
                true
            }
            FromSwarm::NewListenAddr(_)
            | FromSwarm::ExpiredListenAddr(_)
            | FromSwarm::NewExternalAddrCandidate(_)
            | FromSwarm::ExternalAddrConfirmed(_)
            | FromSwarm::ExternalAddrExpired(_) => self.knows_addresses,
            // Listeners, which are everybody's; the enum is open-ended.
            _ => true,
        }
    }
}

impl<B: NetworkBehaviour> NetworkBehaviour for Within<B> {
    type ConnectionHandler = Either<THandler<B>, dummy::ConnectionHandler>;
    type ToSwarm = B::ToSwarm;

    fn handle_established_inbound_connection(
        &mut self,
        connection: ConnectionId,
        peer: PeerId,
        local: &Multiaddr,
        remote: &Multiaddr,
    ) -> Result<THandler<Self>, ConnectionDenied> {
        self.handler(connection, &peer, |inner| {
            inner.handle_established_inbound_connection(connection, peer, local, remote)
        })
    }

    fn handle_established_outbound_connection(
        &mut self,
        connection: ConnectionId,
        peer: PeerId,
        address: &Multiaddr,
        role: Endpoint,
        port: PortUse,
    ) -> Result<THandler<Self>, ConnectionDenied> {
        self.handler(connection, &peer, |inner| {
            inner.handle_established_outbound_connection(connection, peer, address, role, port)
        })
    }

    fn on_swarm_event(&mut self, event: FromSwarm<'_>) {
        if self.concerns(&event) {
            self.inner.on_swarm_event(event);
        }
    }

    fn on_connection_handler_event(
        &mut self,
        peer: PeerId,
        connection: ConnectionId,
        event: THandlerOutEvent<Self>,
    ) {
        match event {
            Either::Left(event) => {
                self.inner.on_connection_handler_event(peer, connection, event);
            }
            Either::Right(never) => match never {},
        }
    }

    fn poll(
        &mut self,
        cx: &mut Context<'_>,
    ) -> Poll<ToSwarm<Self::ToSwarm, THandlerInEvent<Self>>> {
        loop {
            match ready!(self.inner.poll(cx)) {
                ToSwarm::NewExternalAddrCandidate(_) if !self.knows_addresses => {}
                ToSwarm::NotifyHandler { handler, .. } if !self.reaches(&handler) => {}
                action => return Poll::Ready(action.map_in(Either::Left)),
            }
        }
    }
}

impl<B> Within<B> {
    /// A link that is gone, or never was inside, has nobody to be told.
    fn reaches(&self, handler: &NotifyHandler) -> bool {
        match handler {
            NotifyHandler::One(connection) => self.inside.contains(connection),
            NotifyHandler::Any => false,
        }
    }
}
