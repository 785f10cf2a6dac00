//! Who may come in: partners always, strangers only while an invite is open, nobody from an address that
//! opens too many handshakes at once.
//!
//! In: connection ids, addresses, whether the peer is a partner. Out: yes, or why not. It holds no links.

use std::collections::HashMap;
use std::net::IpAddr;

use libp2p::swarm::ConnectionId;

use crate::limits::Limits;

/// Why somebody is turned away. Seen in debug logs only; the other side sees a closed connection.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub(crate) enum TurnedAway {
    #[error("not an admitted partner")]
    NotAdmitted,
    #[error("as many strangers are connected as an invite allows")]
    StrangersFull,
    #[error("too many handshakes from one address")]
    Handshakes,
}

/// The door of one node.
#[derive(Debug)]
pub(crate) struct Door {
    welcome_strangers: bool,
    /// Links of strangers, and whether each runs through a relay.
    strangers: HashMap<ConnectionId, bool>,
    /// From which address; none: through a relay.
    handshakes: HashMap<ConnectionId, Option<IpAddr>>,
    strangers_max: usize,
    handshakes_per_address: usize,
}

impl Door {
    /// Closed to strangers.
    pub(crate) fn new(limits: &Limits) -> Self {
        Self {
            welcome_strangers: false,
            strangers: HashMap::new(),
            handshakes: HashMap::new(),
            strangers_max: limits.strangers_max,
            handshakes_per_address: limits.handshakes_per_address,
        }
    }

    /// Opens or closes the door to strangers; those inside may finish.
    pub(crate) fn welcome_strangers(&mut self, welcome: bool) {
        self.welcome_strangers = welcome;
    }

    /// A connection begins its handshake. The number of all handshakes is bounded elsewhere. What comes through relays
    /// counts as from one address: a relay cannot take all the places either.
    pub(crate) fn knock(
        &mut self,
        connection: ConnectionId,
        from: Option<IpAddr>,
    ) -> Result<(), TurnedAway> {
        let already = self.handshakes.values().filter(|ip| **ip == from).count();
        if already >= self.handshakes_per_address {
            return Err(TurnedAway::Handshakes);
        }
        self.handshakes.insert(connection, from);
        Ok(())
    }

    /// A handshake is over, well or not.
    pub(crate) fn handshake_over(&mut self, connection: ConnectionId) {
        self.handshakes.remove(&connection);
    }

    /// Whether another stranger may come in now.
    pub(crate) fn admits_a_stranger(&self) -> Result<(), TurnedAway> {
        if !self.welcome_strangers {
            return Err(TurnedAway::NotAdmitted);
        }
        if self.strangers.len() >= self.strangers_max {
            return Err(TurnedAway::StrangersFull);
        }
        Ok(())
    }

    /// A stranger is in.
    pub(crate) fn stranger_in(&mut self, connection: ConnectionId, relayed: bool) {
        self.strangers.insert(connection, relayed);
    }

    /// Whether this connection came in as a stranger's.
    pub(crate) fn is_stranger(&self, connection: ConnectionId) -> bool {
        self.strangers.contains_key(&connection)
    }

    /// Whether a stranger's link runs through a relay.
    pub(crate) fn is_relayed(&self, connection: ConnectionId) -> bool {
        self.strangers.get(&connection).is_some_and(|relayed| *relayed)
    }

    /// A connection is gone; true if it was a stranger's.
    pub(crate) fn gone(&mut self, connection: ConnectionId) -> bool {
        self.strangers.remove(&connection).is_some()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn connection(n: usize) -> ConnectionId {
        ConnectionId::new_unchecked(n)
    }

    #[test]
    fn strangers_come_in_only_while_welcome_and_only_so_many() {
        let mut door = Door::new(&Limits::default());
        assert_eq!(door.admits_a_stranger(), Err(TurnedAway::NotAdmitted));
        door.welcome_strangers(true);
        for n in 0..4 {
            assert_eq!(door.admits_a_stranger(), Ok(()));
            door.stranger_in(connection(n), false);
        }
        assert_eq!(door.admits_a_stranger(), Err(TurnedAway::StrangersFull));
        assert!(door.gone(connection(0)));
        assert_eq!(door.admits_a_stranger(), Ok(()));
        door.welcome_strangers(false);
        assert_eq!(door.admits_a_stranger(), Err(TurnedAway::NotAdmitted));
    }

    #[test]
    fn one_address_cannot_take_all_the_handshakes() {
        let mut door = Door::new(&Limits::default());
        let greedy = Some("192.0.2.1".parse().unwrap());
        for n in 0..8 {
            assert_eq!(door.knock(connection(n), greedy), Ok(()));
        }
        assert_eq!(door.knock(connection(8), greedy), Err(TurnedAway::Handshakes));
        let other = Some("192.0.2.2".parse().unwrap());
        assert_eq!(door.knock(connection(9), other), Ok(()));
        for n in 11..19 {
            assert_eq!(door.knock(connection(n), None), Ok(()));
        }
        assert_eq!(door.knock(connection(19), None), Err(TurnedAway::Handshakes));
        door.handshake_over(connection(0));
        assert_eq!(door.knock(connection(10), greedy), Ok(()));
    }
}
