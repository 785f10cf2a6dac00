//! Places at relays: asked for, held, asked for again when lost.
//!
//! In: the relays, news of listeners, the time. Out: where to ask now, and addresses that begin or end to work. libp2p
//! renews a reservation by itself while its link stands; a lost one it forgets. It asks nobody itself.

use std::time::{Duration, Instant};

use libp2p::core::transport::ListenerId;
use libp2p::{Multiaddr, PeerId};

use crate::address::RelayAt;
use crate::limits::Limits;

/// The places of one node.
#[derive(Debug)]
pub(crate) struct Reservations {
    places: Vec<Place>,
    /// A socket listens, so that the link to a relay can leave from its port; or there is none to wait for.
    has_port: bool,
    /// It is known whether a relay is a partner too, whose link carries frames.
    has_partners: bool,
    retry_first: Duration,
    retry_max: Duration,
}

#[derive(Debug)]
struct Place {
    at: RelayAt,
    state: State,
    /// Losses since it last stood.
    losses: u32,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum State {
    /// To be asked for, at or after this time; none: at once.
    Due(Option<Instant>),
    Asked(ListenerId),
    Stands(ListenerId),
}

/// A place is gone.
#[derive(Debug, PartialEq, Eq)]
pub(crate) struct Lost {
    pub(crate) relay: PeerId,
    /// The address that no longer works; none if it never did.
    pub(crate) address: Option<Multiaddr>,
}

impl Reservations {
    pub(crate) fn new(relays: Vec<RelayAt>, limits: &Limits, has_port: bool) -> Self {
        let place = |at| Place { at, state: State::Due(None), losses: 0 };
        Self {
            places: relays.into_iter().map(place).collect(),
            has_port,
            has_partners: false,
            retry_first: Duration::from_secs(limits.relay_retry_first_seconds),
            retry_max: Duration::from_secs(limits.relay_retry_max_seconds),
        }
    }

    /// A socket listens.
    pub(crate) fn socket_listens(&mut self) {
        self.has_port = true;
    }

    /// The caller has said who its partners are.
    pub(crate) fn partners_known(&mut self) {
        self.has_partners = true;
    }

    /// When to ask next; none while there is nothing to ask for.
    pub(crate) fn next_due(&self, now: Instant) -> Option<Instant> {
        let due = self.places.iter().filter_map(|place| match place.state {
            State::Due(at) => Some(at.unwrap_or(now)),
            State::Asked(_) | State::Stands(_) => None,
        });
        due.min().filter(|_| self.has_port && self.has_partners)
    }

    /// Asks where it is time to: `listen` says under which id, or that it cannot be done now. `chance` spreads those who
    /// lost one relay at one moment.
    pub(crate) fn ask(
        &mut self,
        now: Instant,
        chance: u32,
        mut listen: impl FnMut(&Multiaddr) -> Option<ListenerId>,
    ) {
        let (first, max) = (self.retry_first, self.retry_max);
        for place in &mut self.places {
            let State::Due(at) = place.state else { continue };
            if at.is_some_and(|at| at > now) {
                continue;
            }
            match listen(&place.at.circuit) {
                Some(id) => place.state = State::Asked(id),
                None => place.wait(now, chance, first, max),
            }
        }
    }

    /// A listener works. The address it gives partners, if it is a place at a relay.
    pub(crate) fn stands(&mut self, listener: ListenerId) -> Option<Multiaddr> {
        let place = self.place(listener)?;
        (place.state, place.losses) = (State::Stands(listener), 0);
        Some(place.at.circuit.clone())
    }

    /// A listener is gone. What was lost, if it was a place at a relay; it will be due again.
    pub(crate) fn lost(&mut self, listener: ListenerId, now: Instant, chance: u32) -> Option<Lost> {
        let (first, max) = (self.retry_first, self.retry_max);
        let place = self.place(listener)?;
        let stood = matches!(place.state, State::Stands(_));
        place.wait(now, chance, first, max);
        let address = stood.then(|| place.at.circuit.clone());
        Some(Lost { relay: place.at.peer, address })
    }

    fn place(&mut self, listener: ListenerId) -> Option<&mut Place> {
        let is = |place: &&mut Place| match place.state {
            State::Asked(id) | State::Stands(id) => id == listener,
            State::Due(_) => false,
        };
        self.places.iter_mut().find(is)
    }
}

impl Place {
    /// Twice as long after each loss; from half of that to all of it, by chance.
    fn wait(&mut self, now: Instant, chance: u32, first: Duration, max: Duration) {
        let doubled = first.saturating_mul(1 << self.losses.min(16)).min(max);
        self.losses = self.losses.saturating_add(1);
        let share = 0.5 + 0.5 * f64::from(chance) / f64::from(u32::MAX);
        self.state = State::Due(Some(now + doubled.mul_f64(share)));
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn relay() -> RelayAt {
        let peer = "12D3KooWDpJ7As7BWAwRMfu1VU2WCqNjvq387JEYKDBj4kx6nXTN";
        RelayAt::parse(&format!("/ip4/192.0.2.1/tcp/4001/p2p/{peer}"), false).unwrap()
    }

    fn held() -> Reservations {
        let mut held = Reservations::new(vec![relay()], &Limits::default(), true);
        held.partners_known();
        held
    }

    fn asked(held: &mut Reservations, now: Instant) -> Option<ListenerId> {
        let mut given = None;
        held.ask(now, u32::MAX, |_| {
            given = Some(ListenerId::next());
            given
        });
        given
    }

    #[test]
    fn nothing_is_asked_before_a_socket_listens_and_partners_are_known() {
        let now = Instant::now();
        let mut held = Reservations::new(vec![relay()], &Limits::default(), false);
        held.partners_known();
        assert_eq!(held.next_due(now), None);
        let mut held = Reservations::new(vec![relay()], &Limits::default(), false);
        held.socket_listens();
        assert_eq!(held.next_due(now), None);
        held.partners_known();
        assert_eq!(held.next_due(now), Some(now));
        assert!(asked(&mut held, now).is_some());
        assert_eq!(held.next_due(now), None);
    }

    #[test]
    fn a_lost_place_is_asked_for_again_later_each_time_and_at_last_every_five_minutes() {
        let start = Instant::now();
        let mut now = start;
        let mut held = held();
        let mut waits = Vec::new();
        for _ in 0..10 {
            let id = asked(&mut held, now).unwrap();
            let lost = held.lost(id, now, u32::MAX).unwrap();
            assert_eq!(lost, Lost { relay: relay().peer, address: None });
            let due = held.next_due(now).unwrap();
            assert_eq!(asked(&mut held, due - Duration::from_millis(1)), None);
            waits.push((due - now).as_secs());
            now = due;
        }
        assert_eq!(waits, [5, 10, 20, 40, 80, 160, 300, 300, 300, 300]);
    }

    #[test]
    fn a_place_that_stood_gives_its_address_back_and_begins_anew() {
        let now = Instant::now();
        let mut held = held();
        let id = asked(&mut held, now).unwrap();
        assert_eq!(held.stands(id), Some(relay().circuit));
        assert_eq!(held.stands(ListenerId::next()), None);
        let lost = held.lost(id, now, 0).unwrap();
        assert_eq!(lost.address, Some(relay().circuit));
        assert_eq!(held.lost(id, now, 0), None);
        assert_eq!(held.next_due(now), Some(now + Duration::from_millis(2500)));
    }
}
