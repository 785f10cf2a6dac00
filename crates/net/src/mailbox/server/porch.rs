//! How many may come in from one address, and how much may be brought: counts for all, for each address, for each
//! connection. How many there are altogether is bounded where they are let in.
//!
//! In: an address that knocks, announced lengths, the time. Out: a [`Pass`] for a connection, [`Places`] for a
//! request, or that there are none. Never waits, never looks into anything, and knows no client by its key.

use std::collections::HashMap;
use std::net::{IpAddr, Ipv6Addr};
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Instant;

use tokio::sync::{OwnedSemaphorePermit, Semaphore};
use waypost_protocol::mailbox::Request;

use super::limits::ServerLimits;
use crate::meter::Rates;
use crate::threshold::neighbourhood;

/// Those that have no address share one.
const NO_ADDRESS: IpAddr = IpAddr::V6(Ipv6Addr::UNSPECIFIED);
/// A wait in seconds for a shortage that ends when others are answered. 2 s: some disk flushes.
const IN_HAND_RETRY_SECONDS: u32 = 2;

/// The counts of one mailbox.
pub(super) struct Porch {
    limits: ServerLimits,
    memory: Arc<Semaphore>,
    fetches: Arc<Semaphore>,
    addresses: Mutex<HashMap<IpAddr, Address>>,
}

/// What is known of one address while it is connected, and until what it used is given back.
struct Address {
    connections: usize,
    handshakes: usize,
    /// New connections; their bytes are none.
    knocks: Rates,
    share: Arc<Share>,
}

/// What the connections of one address share.
struct Share {
    memory: Arc<Semaphore>,
    rates: Mutex<Rates>,
}

/// A connection's right to be here. Given back when dropped.
pub(super) struct Pass {
    porch: Arc<Porch>,
    address: IpAddr,
    share: Arc<Share>,
    rates: Mutex<Rates>,
    handshaking: bool,
}

/// Room for a part of one request, given back when dropped.
pub(super) struct Room {
    _of_all: OwnedSemaphorePermit,
    _of_address: OwnedSemaphorePermit,
}

/// Room for one request.
pub(super) struct Places {
    /// Until the caller has answered.
    pub(super) frame: Option<Room>,
    /// Until the answer is sent.
    pub(super) fetch: Option<OwnedSemaphorePermit>,
}

impl Porch {
    pub(super) fn new(limits: ServerLimits) -> Self {
        Self {
            memory: Arc::new(Semaphore::new(limits.memory_bytes_max)),
            fetches: Arc::new(Semaphore::new(limits.fetches_max)),
            limits,
            addresses: Mutex::default(),
        }
    }

    /// A connection begins its handshake; none if there is no place for it.
    pub(super) fn knock(self: &Arc<Self>, from: Option<IpAddr>, now: Instant) -> Option<Pass> {
        let limits = &self.limits;
        let address = from.map_or(NO_ADDRESS, neighbourhood);
        let mut addresses = self.addresses.lock().unwrap_or_else(PoisonError::into_inner);
        let known = known(&mut addresses, address, limits, now)?;
        if known.connections >= limits.connections_per_address
            || known.handshakes >= limits.handshakes_per_address
        {
            return None;
        }
        known.knocks.take(0, now).ok()?;
        known.connections += 1;
        known.handshakes += 1;
        let share = Arc::clone(&known.share);
        let rates = Rates::new(
            limits.requests_per_minute_per_connection,
            limits.bytes_per_minute_per_address,
            now,
        );
        let rates = Mutex::new(rates);
        Some(Pass { porch: Arc::clone(self), address, share, rates, handshaking: true })
    }

    fn leave(&self, address: IpAddr, handshaking: bool, connected: bool) {
        let (handshaking, connected) = (usize::from(handshaking), usize::from(connected));
        let mut addresses = self.addresses.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(known) = addresses.get_mut(&address) {
            known.handshakes -= handshaking;
            known.connections -= connected;
        }
    }
}

/// What is known of an address; none if too many are known and each still has something to be remembered for.
fn known<'a>(
    addresses: &'a mut HashMap<IpAddr, Address>,
    address: IpAddr,
    limits: &ServerLimits,
    now: Instant,
) -> Option<&'a mut Address> {
    if addresses.len() >= limits.addresses_max && !addresses.contains_key(&address) {
        addresses.retain(|_, known| !known.is_forgettable(now));
        if addresses.len() >= limits.addresses_max {
            return None;
        }
    }
    Some(addresses.entry(address).or_insert_with(|| Address::new(limits, now)))
}

impl Address {
    fn new(limits: &ServerLimits, now: Instant) -> Self {
        let rates = Rates::new(
            limits.requests_per_minute_per_address,
            limits.bytes_per_minute_per_address,
            now,
        );
        Self {
            connections: 0,
            handshakes: 0,
            knocks: Rates::new(limits.connections_per_minute_per_address, 1, now),
            share: Arc::new(Share {
                memory: Arc::new(Semaphore::new(limits.memory_bytes_per_address)),
                rates: Mutex::new(rates),
            }),
        }
    }

    fn is_forgettable(&mut self, now: Instant) -> bool {
        let mut rates = self.share.rates.lock().unwrap_or_else(PoisonError::into_inner);
        self.connections == 0 && self.knocks.rested(now) && rates.rested(now)
    }
}

impl Pass {
    /// The handshake is over.
    pub(super) fn seated(&mut self) {
        if std::mem::take(&mut self.handshaking) {
            self.porch.leave(self.address, true, false);
        }
    }

    pub(super) fn limits(&self) -> &ServerLimits {
        &self.porch.limits
    }

    /// Room for so many bytes, or the seconds after which to ask again.
    pub(super) fn room(&self, bytes: usize) -> Result<Room, u32> {
        let share = |of: &Arc<Semaphore>| {
            let amount = u32::try_from(bytes).unwrap_or(u32::MAX);
            Arc::clone(of).try_acquire_many_owned(amount).map_err(|_| IN_HAND_RETRY_SECONDS)
        };
        Ok(Room { _of_address: share(&self.share.memory)?, _of_all: share(&self.porch.memory)? })
    }

    /// Places for a request whose frame has so many bytes, or the seconds after which to ask again.
    pub(super) fn places(
        &self,
        request: &Request,
        bytes: usize,
        now: Instant,
    ) -> Result<Places, u32> {
        let frame = if bytes > 0 { Some(self.room(bytes)?) } else { None };
        let fetch = match request {
            Request::Fetch { .. } => {
                let place = Arc::clone(&self.porch.fetches).try_acquire_owned();
                Some(place.map_err(|_| IN_HAND_RETRY_SECONDS)?)
            }
            Request::Put { .. }
            | Request::Open { .. }
            | Request::List { .. }
            | Request::Ack { .. }
            | Request::Close { .. } => None,
        };
        for rates in [&self.rates, &self.share.rates] {
            let mut rates = rates.lock().unwrap_or_else(PoisonError::into_inner);
            rates.take(bytes as u64, now)?;
        }
        Ok(Places { frame, fetch })
    }
}

impl Drop for Pass {
    fn drop(&mut self) {
        self.porch.leave(self.address, self.handshaking, true);
    }
}

#[cfg(test)]
mod tests {
    use std::time::Duration;

    use waypost_protocol::mailbox::{FrameId, InboxId, OwnerProof, WriteToken};

    use super::*;

    fn porch(limits: ServerLimits) -> Arc<Porch> {
        Arc::new(Porch::new(limits))
    }

    fn ip(text: &str) -> Option<IpAddr> {
        Some(text.parse().unwrap())
    }

    fn put() -> Request {
        Request::Put { inbox: InboxId::new([1; 32]), token: WriteToken([2; 16]) }
    }

    #[test]
    fn one_address_cannot_take_all_the_connections_nor_all_the_handshakes() {
        let now = Instant::now();
        let limits = ServerLimits {
            connections_per_address: 4,
            handshakes_per_address: 2,
            ..ServerLimits::default()
        };
        let porch = porch(limits);
        let mut inside = Vec::new();
        for _ in 0..2 {
            let mut pair = [(); 2].map(|()| porch.knock(ip("192.0.2.1"), now).unwrap());
            assert!(porch.knock(ip("192.0.2.1"), now).is_none());
            pair.iter_mut().for_each(Pass::seated);
            inside.extend(pair);
        }
        assert!(porch.knock(ip("192.0.2.1"), now).is_none());
        assert!(porch.knock(ip("192.0.2.2"), now).is_some());
        inside.pop();
        assert!(porch.knock(ip("192.0.2.1"), now).is_some());
    }

    #[test]
    fn a_network_of_one_customer_counts_as_one_address() {
        let now = Instant::now();
        let porch = porch(ServerLimits { connections_per_address: 1, ..ServerLimits::default() });
        let _one = porch.knock(ip("2001:db8:1:2::1"), now).unwrap();
        assert!(porch.knock(ip("2001:db8:1:2:ffff::9"), now).is_none());
        assert!(porch.knock(ip("2001:db8:1:3::1"), now).is_some());
        let _four = porch.knock(ip("192.0.2.1"), now).unwrap();
        assert!(porch.knock(ip("::ffff:192.0.2.1"), now).is_none());
    }

    #[test]
    fn who_comes_too_often_is_remembered_after_he_has_left() {
        let now = Instant::now();
        let limits = ServerLimits {
            connections_per_minute_per_address: 2,
            addresses_max: 1,
            ..ServerLimits::default()
        };
        let porch = porch(limits);
        for _ in 0..2 {
            drop(porch.knock(ip("192.0.2.1"), now).unwrap());
        }
        assert!(porch.knock(ip("192.0.2.1"), now).is_none());
        // Nobody else is remembered instead, until there is nothing left to remember.
        assert!(porch.knock(ip("192.0.2.2"), now).is_none());
        assert!(porch.knock(ip("192.0.2.2"), now + Duration::from_secs(60)).is_some());
    }

    #[test]
    fn memory_is_shared_by_all_and_no_address_takes_it_all() {
        let now = Instant::now();
        let limits = ServerLimits {
            memory_bytes_max: 10 * 4096,
            memory_bytes_per_address: 6 * 4096,
            ..ServerLimits::default()
        };
        let porch = porch(limits);
        let greedy = porch.knock(ip("192.0.2.1"), now).unwrap();
        let held: Vec<_> = (0..6).map(|_| greedy.places(&put(), 4096, now).ok().unwrap()).collect();
        assert_eq!(greedy.places(&put(), 4096, now).err(), Some(IN_HAND_RETRY_SECONDS));
        let honest = porch.knock(ip("192.0.2.2"), now).unwrap();
        assert!(honest.places(&put(), 4096, now).is_ok());
        drop(held);
        assert!(greedy.places(&put(), 4096, now).is_ok());
    }

    #[test]
    fn a_connection_and_an_address_have_their_requests_a_minute() {
        let now = Instant::now();
        let limits = ServerLimits {
            requests_per_minute_per_connection: 2,
            requests_per_minute_per_address: 3,
            ..ServerLimits::default()
        };
        let porch = porch(limits);
        let (one, two) = (
            porch.knock(ip("192.0.2.1"), now).unwrap(),
            porch.knock(ip("192.0.2.1"), now).unwrap(),
        );
        for _ in 0..2 {
            assert!(one.places(&put(), 4096, now).is_ok());
        }
        assert_eq!(one.places(&put(), 4096, now).err(), Some(30));
        assert!(two.places(&put(), 4096, now).is_ok());
        assert_eq!(two.places(&put(), 4096, now).err(), Some(20));
    }

    #[test]
    fn only_so_many_fetches_are_under_way() {
        let now = Instant::now();
        let porch = porch(ServerLimits { fetches_max: 1, ..ServerLimits::default() });
        let pass = porch.knock(ip("192.0.2.1"), now).unwrap();
        let (inbox, proof) = (InboxId::new([1; 32]), OwnerProof([3; 64]));
        let fetch = Request::Fetch { inbox, proof, frame: FrameId::new([4; 16]), offset: 0 };
        let held = pass.places(&fetch, 0, now).ok().unwrap();
        assert!(pass.places(&fetch, 0, now).is_err());
        assert!(pass.places(&put(), 4096, now).is_ok());
        drop(held);
        assert!(pass.places(&fetch, 0, now).is_ok());
    }
}
