//! How partners behind NAT are reached: relays used, relays offered, holes punched, addresses found out.
//!
//! In: the configuration. Out: libp2p's behaviours for it, each for those it serves. A node that neither uses nor offers
//! a relay has none of them but the one that dials circuits of partners. Behind a proxy nothing here asks or tells
//! addresses.
//!
//! What each says, and to whom:
//! - `circuits` asks our relays for a reservation, and a relay we know for a circuit to a partner.
//! - `identify` asks our relays where they see us. They, and the partners of a node that relays, hear a constant text
//!   and the names of protocols; no address.
//! - `punch` exchanges the addresses that relays saw with a partner, over a circuit, and dials at once.
//! - `probe` asks our relays whether such an address is open to all; `probed` answers where we relay.
//! - `relay` carries circuits between partners of this node, within [`Limits`].

use std::num::NonZeroU32;
use std::time::Duration;

use libp2p::identity::Keypair;
use libp2p::swarm::NetworkBehaviour;
use libp2p::swarm::behaviour::toggle::Toggle;
use libp2p::{Multiaddr, autonat, dcutr, identify, relay};

use crate::address::{RelayAt, external};
use crate::circle::{Circle, Whom, Within};
use crate::error::Error;
use crate::limits::Limits;

/// Relays of one node. 4: two organisations that help, each with a spare; a card has room for eight addresses.
const RELAYS_MAX: usize = 4;
/// What `identify` says of this program, whatever its version.
const SPOKEN: &str = "waypost/1";
const AGENT: &str = "waypost";

/// Relays, used and offered. None, by default.
#[derive(Debug, Clone, Default)]
pub struct Reach {
    /// Up to four relays under which partners reach this node: `<direct address>/p2p/<relay>`.
    pub relays: Vec<String>,
    /// This node relays for its partners.
    pub serve_relay: bool,
    /// Addresses under which this node is reached from outside. A node that relays tells them to those it serves.
    pub external: Vec<String>,
}

impl Reach {
    /// The relays, checked.
    pub(crate) fn relays(&self, onion: bool) -> Result<Vec<RelayAt>, Error> {
        if self.relays.len() > RELAYS_MAX {
            return Err(Error::Relays { found: self.relays.len(), most: RELAYS_MAX });
        }
        let parse = |text: &String| {
            let relay = RelayAt::parse(text, onion);
            relay.ok_or_else(|| Error::RelayAddress { address: text.clone() })
        };
        self.relays.iter().map(parse).collect()
    }

    /// The addresses from outside that libp2p understands.
    pub(crate) fn external(&self) -> impl Iterator<Item = Multiaddr> + '_ {
        self.external.iter().filter_map(|text| external(text))
    }
}

/// The behaviours of this page.
#[derive(NetworkBehaviour)]
pub(crate) struct Reaching {
    circuits: Within<relay::client::Behaviour>,
    identify: Toggle<Within<identify::Behaviour>>,
    punch: Toggle<Within<dcutr::Behaviour>>,
    probe: Toggle<Within<autonat::v2::client::Behaviour>>,
    probed: Toggle<Within<autonat::v2::server::Behaviour>>,
    relay: Toggle<Within<relay::Behaviour>>,
}

impl Reaching {
    /// The behaviours, and the transport that dials and listens through relays.
    pub(crate) fn new(
        key: &Keypair,
        limits: &Limits,
        reach: &Reach,
        circle: &Circle,
        proxied: bool,
    ) -> (relay::client::Transport, Self) {
        let me = key.public().to_peer_id();
        let uses = !reach.relays.is_empty() && !proxied;
        let serves = reach.serve_relay && !proxied;
        let (transport, circuits) = relay::client::new(me);
        let told = identify::Config::new(SPOKEN.to_owned(), key.public())
            .with_agent_version(AGENT.to_owned())
            .with_hide_listen_addrs(true)
            .with_cache_size(0);
        let whom = if serves { Whom::PartnersAndRelays } else { Whom::Relays };
        let behaviours = Self {
            circuits: Within::new(circuits, circle, Whom::PartnersAndRelays),
            identify: Within::new(identify::Behaviour::new(told), circle, whom)
                .without_addresses()
                .only_if(uses || serves),
            punch: Within::new(dcutr::Behaviour::new(me), circle, Whom::Partners).only_if(uses),
            probe: Within::new(Default::default(), circle, Whom::Relays).only_if(uses),
            probed: Within::new(Default::default(), circle, Whom::Partners).only_if(serves),
            relay: Within::new(relay::Behaviour::new(me, bounds(limits)), circle, Whom::Partners)
                .only_if(reach.serve_relay),
        };
        (transport, behaviours)
    }
}

/// What this node relays at most.
fn bounds(limits: &Limits) -> relay::Config {
    let none = relay::Config {
        max_reservations: limits.relay_reservations_max,
        max_reservations_per_peer: limits.relay_reservations_per_partner,
        reservation_duration: Duration::from_secs(limits.relay_reservation_seconds),
        reservation_rate_limiters: Vec::new(),
        max_circuits: limits.relay_circuits_max,
        max_circuits_per_peer: limits.relay_circuits_per_partner,
        max_circuit_duration: Duration::from_secs(limits.circuit_seconds),
        max_circuit_bytes: limits.relay_circuit_bytes,
        circuit_src_rate_limiters: Vec::new(),
    };
    let at_once = NonZeroU32::new(limits.relay_burst_per_partner).unwrap_or(NonZeroU32::MIN);
    let every = Duration::from_secs(limits.relay_pause_seconds.max(1));
    none.reservation_rate_per_peer(at_once, every).circuit_src_per_peer(at_once, every)
}
