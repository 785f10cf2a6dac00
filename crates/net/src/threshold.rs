//! Who stands on the threshold: peers whose handshake is not over yet.
//!
//! In: connections that come in, with the address they come from. Out: the same, of which so many at most are at
//! their handshake at once. When one more comes, somebody gives way, and never simply the one who came last: then
//! whoever holds all places, saying nothing, would keep every partner out until their time was up, and take the
//! places again. The neighbourhood with the most places loses its oldest. So a flood from a few addresses throws out
//! its own, and a partner that takes three round trips goes through between them.
//!
//! What it cannot do: against more addresses than places the oldest of all gives way, and a partner on a slow line
//! may be it. It comes again, and it has its mailboxes.

use std::collections::{BTreeMap, HashMap};
use std::io;
use std::net::IpAddr;
use std::pin::Pin;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::task::{Context, Poll};

use futures::FutureExt;
use futures::future::{AbortHandle, AbortRegistration, Abortable, BoxFuture};
use libp2p::Multiaddr;
use libp2p::core::transport::{
    Boxed, DialOpts, ListenerId, Transport, TransportError, TransportEvent,
};

use crate::address::remote_ip;

/// A transport whose incoming handshakes are bounded.
pub(crate) struct Threshold<O> {
    inner: Boxed<O>,
    places: Places,
}

impl<O> Threshold<O> {
    /// At most so many handshakes at once.
    pub(crate) fn new(inner: Boxed<O>, places_max: usize) -> Self {
        Self { inner, places: Places::new(places_max) }
    }
}

impl<O: 'static> Transport for Threshold<O> {
    type Output = O;
    type Error = io::Error;
    type ListenerUpgrade = BoxFuture<'static, io::Result<O>>;
    type Dial = <Boxed<O> as Transport>::Dial;

    fn listen_on(
        &mut self,
        id: ListenerId,
        address: Multiaddr,
    ) -> Result<(), TransportError<io::Error>> {
        self.inner.listen_on(id, address)
    }

    fn remove_listener(&mut self, id: ListenerId) -> bool {
        self.inner.remove_listener(id)
    }

    fn dial(
        &mut self,
        address: Multiaddr,
        how: DialOpts,
    ) -> Result<Self::Dial, TransportError<io::Error>> {
        self.inner.dial(address, how)
    }

    fn poll(
        mut self: Pin<&mut Self>,
        cx: &mut Context<'_>,
    ) -> Poll<TransportEvent<Self::ListenerUpgrade, io::Error>> {
        Pin::new(&mut self.inner).poll(cx).map(|event| {
            let from = match &event {
                TransportEvent::Incoming { send_back_addr, .. } => remote_ip(send_back_addr),
                TransportEvent::NewAddress { .. }
                | TransportEvent::AddressExpired { .. }
                | TransportEvent::ListenerClosed { .. }
                | TransportEvent::ListenerError { .. } => None,
            };
            event.map_upgrade(|handshake| self.places.take(from, handshake))
        })
    }
}

/// The places, shared with the handshakes (or whatever else is bounded so) that stand on them.
#[derive(Clone)]
pub(crate) struct Places(Arc<Mutex<Taken>>);

struct Taken {
    places_max: usize,
    next: u64,
    /// In the order in which they came.
    handshakes: BTreeMap<u64, (Option<IpAddr>, AbortHandle)>,
}

impl Places {
    /// All free.
    pub(crate) fn new(places_max: usize) -> Self {
        let taken = Taken { places_max, next: 0, handshakes: BTreeMap::new() };
        Self(Arc::new(Mutex::new(taken)))
    }

    fn taken(&self) -> MutexGuard<'_, Taken> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// A handshake on a place of its own, which it gives back when it is over or dropped.
    pub(crate) fn take<O: 'static>(
        &self,
        from: Option<IpAddr>,
        handshake: impl Future<Output = io::Result<O>> + Send + 'static,
    ) -> BoxFuture<'static, io::Result<O>> {
        let (number, thrown_out) = self.taken().enter(from.map(neighbourhood));
        let place = Place { places: self.clone(), number };
        let handshake = Abortable::new(handshake, thrown_out);
        let handed_on = handshake.map(move |done| {
            drop(place);
            done.unwrap_or_else(|_| Err(io::ErrorKind::ConnectionAborted.into()))
        });
        handed_on.boxed()
    }
}

impl Taken {
    fn enter(&mut self, from: Option<IpAddr>) -> (u64, AbortRegistration) {
        let (handle, registration) = AbortHandle::new_pair();
        let number = self.next;
        self.next += 1;
        self.handshakes.insert(number, (from, handle));
        if self.handshakes.len() > self.places_max
            && let Some((_, handle)) =
                self.gives_way().and_then(|oldest| self.handshakes.remove(&oldest))
        {
            handle.abort();
        }
        (number, registration)
    }

    /// The oldest of the neighbourhood that has the most; of several such, the oldest of all.
    fn gives_way(&self) -> Option<u64> {
        let mut counts: HashMap<Option<IpAddr>, usize> = HashMap::new();
        for (from, _) in self.handshakes.values() {
            *counts.entry(*from).or_default() += 1;
        }
        let most = counts.values().copied().max()?;
        let fullest = |from: &Option<IpAddr>| counts.get(from) == Some(&most);
        self.handshakes.iter().find(|(_, (from, _))| fullest(from)).map(|(number, _)| *number)
    }
}

/// What one owner has for the asking: an IPv4 address, or the 2^64 IPv6 addresses of one line.
pub(crate) fn neighbourhood(ip: IpAddr) -> IpAddr {
    match ip.to_canonical() {
        ip @ IpAddr::V4(_) => ip,
        IpAddr::V6(address) => {
            let [a, b, c, d, ..] = address.segments();
            IpAddr::from([a, b, c, d, 0, 0, 0, 0])
        }
    }
}

/// A taken place.
struct Place {
    places: Places,
    number: u64,
}

impl Drop for Place {
    fn drop(&mut self) {
        self.places.taken().handshakes.remove(&self.number);
    }
}

#[cfg(test)]
mod tests {
    use futures::executor::block_on;
    use futures::future::{pending, poll_immediate, ready};

    use super::*;

    type Standing = BoxFuture<'static, io::Result<()>>;

    fn hang(places: &Places, from: &str) -> Standing {
        places.take(from.parse().ok(), pending())
    }

    fn thrown_out(handshake: &mut Standing) -> bool {
        block_on(poll_immediate(handshake)).is_some_and(|done| done.is_err())
    }

    #[test]
    fn whoever_holds_the_most_places_gives_way_and_the_oldest_first() {
        let places = Places::new(4);
        let mut greedy: Vec<_> = (0..3).map(|_| hang(&places, "192.0.2.1")).collect();
        let mut partner = hang(&places, "192.0.2.2");
        let mut another = hang(&places, "192.0.2.3");
        assert!(thrown_out(&mut greedy.remove(0)));
        assert!(!thrown_out(&mut greedy[0]) && !thrown_out(&mut greedy[1]));
        for _ in 0..100 {
            greedy.push(hang(&places, "192.0.2.1"));
        }
        assert!(!thrown_out(&mut partner) && !thrown_out(&mut another));
        greedy.retain_mut(|one| !thrown_out(one));
        assert_eq!(greedy.len(), 2);
    }

    #[test]
    fn a_place_is_given_back_when_its_handshake_is_over_or_dropped() {
        let places = Places::new(2);
        let mut first = hang(&places, "192.0.2.1");
        block_on(places.take(None, ready(Ok(())))).unwrap();
        drop(hang(&places, "192.0.2.2"));
        let mut last = hang(&places, "192.0.2.3");
        assert!(!thrown_out(&mut first) && !thrown_out(&mut last));
        assert_eq!(places.taken().handshakes.len(), 2);
    }

    #[test]
    fn one_line_of_ipv6_is_one_neighbourhood() {
        let places = Places::new(3);
        let mut partner = hang(&places, "2001:db8:2::1");
        let mut greedy: Vec<_> =
            (0..50).map(|n| hang(&places, &format!("2001:db8:1::{n:x}"))).collect();
        assert!(!thrown_out(&mut partner));
        greedy.retain_mut(|one| !thrown_out(one));
        assert_eq!(greedy.len(), 2);
    }

    #[test]
    fn against_more_addresses_than_places_the_oldest_gives_way() {
        let places = Places::new(8);
        let mut all: Vec<_> = (0..20).map(|n| hang(&places, &format!("192.0.2.{n}"))).collect();
        let standing: Vec<bool> = all.iter_mut().map(|one| !thrown_out(one)).collect();
        assert_eq!(standing, [vec![false; 12], vec![true; 8]].concat());
    }
}
