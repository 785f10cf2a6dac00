//! Addresses as a contact card or the configuration gives them, and node ids as libp2p's peer ids.
//!
//! In: text and ids. Out: what libp2p dials. Only TCP over an IP address or a name is understood.

use std::net::{IpAddr, SocketAddr};

use libp2p::identity::{PublicKey, ed25519};
use libp2p::multiaddr::Protocol;
use libp2p::{Multiaddr, PeerId};
use waypost_protocol::ids::NodeId;

/// Addresses tried for one dial. 8: libp2p tries as many at once.
const ADDRESSES_MAX: usize = 8;
/// Longest address text looked at. 320: a name of 253 characters and everything around it.
const ADDRESS_CHARS_MAX: usize = 320;

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

/// The addresses that can be dialled for `peer`, each once, in the order given; the others are left out.
pub(crate) fn dialable<'a>(
    texts: impl IntoIterator<Item = &'a String>,
    peer: &PeerId,
) -> Vec<Multiaddr> {
    let mut addresses = Vec::new();
    for text in texts {
        match dialable_one(text, peer) {
            Some(address) if !addresses.contains(&address) => addresses.push(address),
            Some(_) | None => {}
        }
        if addresses.len() == ADDRESSES_MAX {
            break;
        }
    }
    addresses
}

/// `/ip4|ip6|dns|dns4|dns6/<host>/tcp/<port>`, with or without `/p2p/<this very peer>`.
fn dialable_one(text: &str, peer: &PeerId) -> Option<Multiaddr> {
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
    match (parts.next()?, parts.next()?, parts.next()) {
        (
            Protocol::Ip4(_)
            | Protocol::Ip6(_)
            | Protocol::Dns(_)
            | Protocol::Dns4(_)
            | Protocol::Dns6(_),
            Protocol::Tcp(port),
            None,
        ) if port != 0 => Some(address.clone()),
        _ => None,
    }
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

    #[test]
    fn only_tcp_addresses_that_name_no_other_key_are_dialled() {
        let own = format!("/ip4/192.0.2.1/tcp/4001/p2p/{}", peer(1));
        let other = format!("/ip4/192.0.2.1/tcp/4001/p2p/{}", peer(2));
        let texts = [
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
            format!("/dns4/{}/tcp/1", "x".repeat(400)),
        ];
        let dialable: Vec<String> =
            dialable(&texts, &peer(1)).iter().map(ToString::to_string).collect();
        assert_eq!(dialable, ["/ip4/192.0.2.1/tcp/4001", "/dns4/node.example/tcp/4001"]);
    }

    #[test]
    fn no_more_than_eight_addresses_are_tried() {
        let texts: Vec<String> = (1..20).map(|p| format!("/ip4/192.0.2.1/tcp/{p}")).collect();
        assert_eq!(dialable(&texts, &peer(1)).len(), ADDRESSES_MAX);
    }
}
