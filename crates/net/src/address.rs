//! Addresses as a contact card or the configuration gives them, and node ids as libp2p's peer ids.
//!
//! In: text and ids. Out: what libp2p dials. Only TCP over an IP address or a name is understood, an onion service where
//! there is a proxy that knows the way, and a circuit of a relay that this node knows.

use std::net::{IpAddr, SocketAddr};

use libp2p::identity::{PublicKey, ed25519};
use libp2p::multiaddr::Protocol;
use libp2p::{Multiaddr, PeerId};
use waypost_protocol::ids::NodeId;

/// Addresses tried for one dial. 8: libp2p tries as many at once.
const ADDRESSES_MAX: usize = 8;
/// Longest address text looked at. 480: a name of 253 characters, two peer ids, and everything around them.
const ADDRESS_CHARS_MAX: usize = 480;
/// Longest address of a relay. 180: with `/p2p-circuit` it fits a contact card (SPEC 10).
const RELAY_CHARS_MAX: usize = 180;
/// What follows a relay's address in the address of one of its circuits.
const CIRCUIT: &str = "/p2p-circuit";

/// The peer id of a node's key; none if the bytes are no Ed25519 public key.
pub(crate) fn peer_of(node: &NodeId) -> Option<PeerId> {
    let key = ed25519::PublicKey::try_from_bytes(node.as_bytes()).ok()?;
    Some(PublicKey::from(key).to_peer_id())
}

/// The node whose Ed25519 key this peer has proved to hold; none for another kind of key.
pub(crate) fn node_of(peer: &PeerId) -> Option<NodeId> {
    let key = PublicKey::try_decode_protobuf(peer.as_ref().digest()).ok()?;
    let key = key.try_into_ed25519().ok()?;
    Some(NodeId::new(key.to_bytes()))
}

/// Which addresses this node may dial.
pub(crate) struct Ways<'a> {
    /// There is a proxy that reaches onion services.
    pub(crate) onion: bool,
    /// Whether a relay is one that this node knows. To any other it would show its key.
    pub(crate) knows_relay: &'a dyn Fn(&PeerId) -> bool,
}

/// Addresses of one peer, each once, in the order given.
#[derive(Debug, Default, PartialEq, Eq)]
pub(crate) struct Dialable {
    pub(crate) direct: Vec<Multiaddr>,
    pub(crate) circuits: Vec<Multiaddr>,
}

/// The addresses that can be dialled for `peer`; the others are left out.
pub(crate) fn dialable<'a>(
    texts: impl IntoIterator<Item = &'a String>,
    peer: &PeerId,
    ways: &Ways<'_>,
) -> Dialable {
    let mut found = Dialable::default();
    for text in texts {
        let Some((address, is_circuit)) = dialable_one(text, peer, ways) else { continue };
        let list = if is_circuit { &mut found.circuits } else { &mut found.direct };
        if !list.contains(&address) {
            list.push(address);
        }
        if found.direct.len() + found.circuits.len() == ADDRESSES_MAX {
            break;
        }
    }
    found
}

/// A direct address or a circuit's, with or without `/p2p/<this very peer>`; and whether it is a circuit's.
fn dialable_one(text: &str, peer: &PeerId, ways: &Ways<'_>) -> Option<(Multiaddr, bool)> {
    if text.len() > ADDRESS_CHARS_MAX {
        return None;
    }
    let mut address: Multiaddr = text.parse().ok()?;
    if let Some(Protocol::P2p(named)) = address.iter().last() {
        if named != *peer {
            return None;
        }
        address.pop();
    }
    let mut parts = address.iter();
    if !is_host(&mut parts, ways.onion) {
        return None;
    }
    match (parts.next(), parts.next(), parts.next()) {
        (None, None, None) => Some((address.clone(), false)),
        (Some(Protocol::P2p(relay)), Some(Protocol::P2pCircuit), None)
            if relay != *peer && (ways.knows_relay)(&relay) =>
        {
            Some((address.clone(), true))
        }
        _ => None,
    }
}

/// Takes `/ip4|ip6|dns|dns4|dns6/<host>/tcp/<port>` or `/onion3/<service>:<port>` from the front of an address.
fn is_host<'a>(parts: &mut impl Iterator<Item = Protocol<'a>>, onion: bool) -> bool {
    match parts.next() {
        Some(Protocol::Onion3(service)) => onion && service.port() != 0,
        Some(
            Protocol::Ip4(_)
            | Protocol::Ip6(_)
            | Protocol::Dns(_)
            | Protocol::Dns4(_)
            | Protocol::Dns6(_),
        ) => matches!(parts.next(), Some(Protocol::Tcp(port)) if port != 0),
        _ => false,
    }
}

/// A relay of this node's own choice.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct RelayAt {
    pub(crate) peer: PeerId,
    /// Where circuits through it are announced and listened for.
    pub(crate) circuit: Multiaddr,
}

impl RelayAt {
    /// `<direct address>/p2p/<relay>`; none for anything else.
    pub(crate) fn parse(text: &str, onion: bool) -> Option<Self> {
        if text.len() > RELAY_CHARS_MAX {
            return None;
        }
        let address: Multiaddr = text.parse().ok()?;
        let mut parts = address.iter();
        match (is_host(&mut parts, onion), parts.next(), parts.next()) {
            (true, Some(Protocol::P2p(peer)), None) => {
                let circuit = address.clone().with(Protocol::P2pCircuit);
                Some(Self { peer, circuit })
            }
            _ => None,
        }
    }
}

/// Whether an address is reached through a relay.
pub fn is_circuit(address: &str) -> bool {
    address.contains(CIRCUIT)
}

/// Whether an address of libp2p runs through a relay.
pub(crate) fn is_relayed(address: &Multiaddr) -> bool {
    address.iter().any(|part| part == Protocol::P2pCircuit)
}

/// An address under which this node is reached from outside, to be told to a relay's clients; none for another form.
pub(crate) fn external(text: &str) -> Option<Multiaddr> {
    let address: Multiaddr = text.parse().ok()?;
    let mut parts = address.iter();
    let whole = is_host(&mut parts, true) && parts.next().is_none();
    whole.then(|| address.clone())
}

/// The socket a listen address names; none for anything but `/ip4|ip6/<address>/tcp/<port>`.
pub(crate) fn listenable(address: &Multiaddr) -> Option<SocketAddr> {
    let mut parts = address.iter();
    match (ip(parts.next()?)?, parts.next()?, parts.next()) {
        (ip, Protocol::Tcp(port), None) => Some(SocketAddr::new(ip, port)),
        _ => None,
    }
}

/// The IP address at the other end of an incoming connection.
pub(crate) fn remote_ip(address: &Multiaddr) -> Option<IpAddr> {
    ip(address.iter().next()?)
}

fn ip(part: Protocol<'_>) -> Option<IpAddr> {
    match part {
        Protocol::Ip4(ip) => Some(ip.into()),
        Protocol::Ip6(ip) => Some(ip.into()),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use libp2p::identity::Keypair;

    use super::*;

    fn peer(seed: u8) -> PeerId {
        let pair = Keypair::ed25519_from_bytes([seed; 32]).unwrap();
        pair.public().to_peer_id()
    }

    #[test]
    fn a_node_id_and_its_peer_id_name_each_other() {
        let node = node_of(&peer(1)).unwrap();
        assert_eq!(peer_of(&node), Some(peer(1)));
    }

    /// Peer 3 is a relay that is known.
    fn found(texts: &[String], onion: bool) -> Dialable {
        let knows_relay = |relay: &PeerId| *relay == peer(3);
        dialable(texts, &peer(1), &Ways { onion, knows_relay: &knows_relay })
    }

    fn texts(addresses: &[Multiaddr]) -> Vec<String> {
        addresses.iter().map(ToString::to_string).collect()
    }

    #[test]
    fn only_tcp_addresses_that_name_no_other_key_are_dialled() {
        let own = format!("/ip4/192.0.2.1/tcp/4001/p2p/{}", peer(1));
        let other = format!("/ip4/192.0.2.1/tcp/4001/p2p/{}", peer(2));
        let given = [
            own,
            other,
            "/ip4/192.0.2.1/tcp/4001".into(),
            "/dns4/node.example/tcp/4001".into(),
            "/ip4/192.0.2.1/udp/4001/quic-v1".into(),
            "/ip4/192.0.2.1/tcp/0".into(),
            "/tcp/4001".into(),
            "/p2p-circuit".into(),
            "".into(),
            "192.0.2.1:4001".into(),
            format!("/dns4/{}/tcp/1", "x".repeat(500)),
        ];
        let found = found(&given, false);
        assert_eq!(
            texts(&found.direct),
            ["/ip4/192.0.2.1/tcp/4001", "/dns4/node.example/tcp/4001"]
        );
        assert!(found.circuits.is_empty());
    }

    #[test]
    fn a_circuit_is_dialled_only_through_a_relay_that_is_known() {
        let through = |relay: u8, end: &str| {
            format!("/ip4/192.0.2.9/tcp/4001/p2p/{}/p2p-circuit{end}", peer(relay))
        };
        let given = [
            through(3, ""),
            through(3, &format!("/p2p/{}", peer(1))),
            through(3, &format!("/p2p/{}", peer(2))),
            through(2, ""),
            through(1, ""),
            "/p2p-circuit".into(),
        ];
        let found = found(&given, false);
        assert_eq!(texts(&found.circuits), [through(3, "")]);
        assert!(found.direct.is_empty());
    }

    #[test]
    fn an_onion_service_is_dialled_only_where_there_is_a_proxy() {
        let onion = "/onion3/vww6ybal4bd7szmgncyruucpgfkqahzddi37ktceo3ah7ngmcopnpyyd:1234";
        assert_eq!(found(&[onion.into()], false), Dialable::default());
        assert_eq!(texts(&found(&[onion.into()], true).direct), [onion]);
    }

    #[test]
    fn no_more_than_eight_addresses_are_tried() {
        let texts: Vec<String> = (1..20).map(|p| format!("/ip4/192.0.2.1/tcp/{p}")).collect();
        assert_eq!(found(&texts, false).direct.len(), ADDRESSES_MAX);
    }

    #[test]
    fn a_relay_is_a_direct_address_with_its_key() {
        let good = format!("/dns4/relay.example/tcp/4001/p2p/{}", peer(3));
        let relay = RelayAt::parse(&good, false).unwrap();
        assert_eq!(relay.circuit.to_string(), format!("{good}/p2p-circuit"));
        assert!(is_circuit(&relay.circuit.to_string()) && is_relayed(&relay.circuit));
        for bad in [
            "/dns4/relay.example/tcp/4001".to_owned(),
            format!("{good}/p2p-circuit"),
            format!("/p2p/{}", peer(3)),
            format!("/dns4/{}/tcp/4001/p2p/{}", "x".repeat(200), peer(3)),
        ] {
            assert_eq!(RelayAt::parse(&bad, false), None, "{bad}");
        }
    }
}
