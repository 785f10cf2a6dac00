//! Partners behind relays, over real loopback sockets: places, circuits, holes punched, and what strangers get of it.
#![allow(clippy::unwrap_used, clippy::panic, missing_docs, reason = "a test stops where it fails")]

mod support;

use std::time::Duration;

use futures::StreamExt;
use libp2p::identity::{Keypair, PublicKey, ed25519};
use libp2p::swarm::SwarmEvent;
use libp2p::{Multiaddr, PeerId, Swarm, SwarmBuilder, identify, noise, tcp, yamux};
use support::{KIB, Node, config, frame, id};
use waypost_net::{Config, Error, Event, FailWhy, Limits, Post, Reach, Verdict, Way, start};
use waypost_protocol::ids::NodeId;

const KEPT: support::Outcome = Ok(Verdict::Kept);
const LOOPBACK: &str = "/ip4/127.0.0.1/tcp/0";

/// Limits under which a lost place is asked for again soon.
fn hasty() -> Limits {
    Limits { relay_retry_first_seconds: 1, ..Limits::default() }
}

/// A port that was free a moment ago.
fn free_address() -> String {
    let socket = std::net::TcpListener::bind("127.0.0.1:0").unwrap();
    format!("/ip4/127.0.0.1/tcp/{}", socket.local_addr().unwrap().port())
}

fn relaying(seed: u8, address: &str) -> Config {
    let external = vec![address.to_owned()];
    let reach = Reach { serve_relay: true, external, ..Reach::default() };
    Config { reach, ..config(seed, address, hasty()) }
}

async fn relay(seed: u8, partners: Vec<NodeId>) -> Node {
    Node::among(relaying(seed, &free_address()), partners).await
}

fn peer(node: NodeId) -> PeerId {
    let key = ed25519::PublicKey::try_from_bytes(node.as_bytes()).unwrap();
    PublicKey::from(key).to_peer_id()
}

fn relay_address(relay: &Node) -> String {
    format!("{}/p2p/{}", relay.address, peer(relay.id()))
}

/// A node that uses a relay, and listens nowhere else unless told where.
fn behind(seed: u8, relay: &Node, listen: Option<&str>, limits: Limits) -> Config {
    let reach = Reach { relays: vec![relay_address(relay)], ..Reach::default() };
    let listen = listen.map(str::to_owned).into_iter().collect();
    Config { reach, listen, ..config(seed, "", limits) }
}

/// The place that a node behind a relay holds; its first event if it listens nowhere else.
fn circuit(relay: &Node) -> String {
    format!("{}/p2p-circuit", relay_address(relay))
}

/// A relay, one that dials, and one behind the relay. All know each other.
async fn three() -> (Node, Node, Node) {
    let relay = relay(1, vec![id(2), id(3)]).await;
    let a = Node::among(config(2, LOOPBACK, Limits::default()), vec![id(1), id(3)]).await;
    let b = Node::among(behind(3, &relay, None, hasty()), vec![id(1), id(2)]).await;
    assert_eq!(b.address, circuit(&relay));
    (relay, a, b)
}

async fn passes(ticket: u64, from: &mut Node, to: &mut Node, bytes: usize) {
    from.post(ticket, to, bytes);
    let (sender, stranger, arrived, reply) = to.arrived().await;
    assert_eq!((sender, stranger), (from.id(), false));
    assert!(arrived == *frame(ticket, bytes), "frame {ticket} was changed");
    to.net.answer(reply, Verdict::Kept);
    assert_eq!(from.settled().await, (ticket, KEPT));
}

#[tokio::test(flavor = "multi_thread")]
async fn a_node_behind_a_relay_is_reached_and_answers_on_the_same_circuit() {
    let (_relay, mut a, mut b) = three().await;
    a.post(1, &b, 16 * KIB);
    a.goes(b.id(), Way::Relayed).await;
    let (from, _, _, reply) = b.arrived().await;
    assert_eq!(from, a.id());
    b.net.answer(reply, Verdict::Kept);
    assert_eq!(a.settled().await, (1, KEPT));
    // `b` has no address of `a`: only the circuit that `a` dialled leads back.
    b.post_at(2, a.id(), Vec::new(), 16 * KIB);
    let (_, _, _, reply) = a.arrived().await;
    a.net.answer(reply, Verdict::Kept);
    assert_eq!(b.settled().await, (2, KEPT));
}

#[tokio::test(flavor = "multi_thread")]
async fn a_circuit_ends_before_the_relay_cuts_it_and_the_next_goes_on() {
    let (_relay, mut a, b) = three().await;
    let to = (b.id(), b.address.clone());
    let (_b, _keeper) = b.keep_everything();
    // 400 KiB in small frames and as much in the longest: six circuits of the relay's 128 KiB would not carry it.
    for ticket in 0..100 {
        a.post_at(ticket, to.0, vec![to.1.clone()], 4 * KIB);
    }
    for ticket in 100..106 {
        a.post_at(ticket, to.0, vec![to.1.clone()], 64 * KIB);
    }
    let outcomes = a.all_settled(106).await;
    assert!(outcomes.values().all(|outcome| *outcome == KEPT), "{outcomes:?}");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_frame_longer_than_a_circuit_carries_is_left_to_another_carrier() {
    let (_relay, mut a, mut b) = three().await;
    a.post(1, &b, 256 * KIB);
    assert_eq!(a.settled().await, (1, Err(FailWhy::TooLongForRelay)));
    // Beside a short one too: that one goes.
    a.post(2, &b, 4 * KIB);
    a.post(3, &b, 1024 * KIB);
    let (_, _, arrived, reply) = b.arrived().await;
    assert_eq!(arrived.len(), 4 * KIB);
    b.net.answer(reply, Verdict::Kept);
    let outcomes = a.all_settled(2).await;
    assert_eq!(outcomes[&2], KEPT);
    assert_eq!(outcomes[&3], Err(FailWhy::TooLongForRelay));
}

#[tokio::test(flavor = "multi_thread")]
async fn a_direct_address_is_tried_before_a_circuit() {
    let relay = relay(1, vec![id(2), id(3)]).await;
    let mut a = Node::among(config(2, LOOPBACK, Limits::default()), vec![id(1), id(3)]).await;
    let behind = behind(3, &relay, Some(LOOPBACK), hasty());
    let mut b = Node::among(behind, vec![id(1), id(2)]).await;
    let direct = b.address.clone();
    a.post_at(1, b.id(), vec![circuit(&relay), direct], 4 * KIB);
    a.goes(b.id(), Way::Direct).await;
    let (_, _, _, reply) = b.arrived().await;
    b.net.answer(reply, Verdict::Kept);
    assert_eq!(a.settled().await, (1, KEPT));
}

#[tokio::test(flavor = "multi_thread")]
async fn a_relay_that_dies_and_comes_back_is_used_again() {
    let address = free_address();
    let partners = vec![id(2), id(3)];
    let relay = Node::among(relaying(1, &address), partners.clone()).await;
    let mut a = Node::among(config(2, LOOPBACK, Limits::default()), vec![id(1), id(3)]).await;
    let mut b = Node::among(behind(3, &relay, None, hasty()), vec![id(1), id(2)]).await;
    passes(1, &mut a, &mut b, 4 * KIB).await;

    let place = circuit(&relay);
    let Node { net, mut events, .. } = relay;
    net.shut_down();
    while events.next().await.is_some() {}
    drop((net, events));
    while !matches!(b.next().await, Event::NotListening(lost) if lost == place) {}
    a.post(2, &b, 4 * KIB);
    assert!(matches!(a.settled().await, (2, Err(_))));

    let _relay = Node::among(relaying(1, &address), partners).await;
    while !matches!(b.next().await, Event::Listening(held) if held == place) {}
    passes(3, &mut a, &mut b, 4 * KIB).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn after_a_hole_is_punched_only_the_direct_link_is_used() {
    let relay = relay(1, vec![id(2), id(3)]).await;
    let listening = |seed| behind(seed, &relay, Some(LOOPBACK), hasty());
    let mut a = Node::among(listening(2), vec![id(1), id(3)]).await;
    let mut b = Node::among(listening(3), vec![id(1), id(2)]).await;
    let place = circuit(&relay);
    for node in [&mut a, &mut b] {
        while !matches!(node.next().await, Event::Listening(held) if held == place) {}
    }
    // The relay's word on where it sees them.
    tokio::time::sleep(Duration::from_secs(2)).await;

    // `a` is told of the circuit alone: the direct link can only come from the punch.
    a.post_at(1, b.id(), vec![place], 4 * KIB);
    let (_, _, _, reply) = b.arrived().await;
    b.net.answer(reply, Verdict::Kept);
    a.goes(b.id(), Way::Direct).await;
    // Heard on the direct link: the circuit ends.
    a.post_at(2, b.id(), Vec::new(), 256 * KIB);
    let (_, _, _, reply) = b.arrived().await;
    b.net.answer(reply, Verdict::Kept);
    // The first one's verdict may have been passed over while the link was waited for.
    let (ticket, outcome) = a.settled().await;
    assert_eq!(outcome, KEPT);
    if ticket == 1 {
        assert_eq!(a.settled().await, (2, KEPT));
    }

    // Nothing hangs on the relay any more.
    relay.net.shut_down();
    drop(relay);
    for ticket in 3..40 {
        a.post_at(ticket, b.id(), Vec::new(), 4 * KIB);
    }
    let (b, _keeper) = b.keep_everything();
    let outcomes = a.all_settled(37).await;
    assert!(outcomes.values().all(|outcome| *outcome == KEPT), "{outcomes:?}");
    let (to, addresses) = (a.id(), Vec::new());
    b.post(Post { ticket: 99, to, addresses, frame: frame(99, 256 * KIB) }).unwrap();
    let (_, _, arrived, reply) = a.arrived().await;
    assert!(arrived == *frame(99, 256 * KIB));
    a.net.answer(reply, Verdict::Kept);
}

#[tokio::test(flavor = "multi_thread")]
async fn an_address_that_a_relay_finds_open_is_told() {
    let relay = relay(1, vec![id(2)]).await;
    let mut a = Node::with(behind(2, &relay, Some(LOOPBACK), hasty())).await;
    // Told when the socket listened; told again when the relay has dialled it.
    let address = a.address.clone();
    while !matches!(a.next().await, Event::Listening(open) if open == address) {}
}

#[tokio::test(flavor = "multi_thread")]
async fn a_stranger_to_the_relay_gets_no_place_and_no_circuit_even_while_an_invite_is_open() {
    let (relay, mut a, mut b) = three().await;
    for welcome in [false, true] {
        relay.net.welcome_strangers(welcome);
        let seed = if welcome { 5 } else { 4 };
        let (stranger_net, mut stranger_events) =
            start(behind(seed, &relay, None, hasty()), &tokio::runtime::Handle::current()).unwrap();
        b.net.admit(vec![a.id(), relay.id(), stranger_net.node()]);
        stranger_net.admit(vec![b.id(), relay.id()]);
        // It knows both, and even its partner behind the relay would let it in.
        let post = Post {
            ticket: 1,
            to: b.id(),
            addresses: vec![b.address.clone()],
            frame: frame(1, 4 * KIB),
        };
        stranger_net.post(post).unwrap();
        let begun = std::time::Instant::now();
        let mut failed = false;
        while begun.elapsed() < Duration::from_secs(4) {
            match tokio::time::timeout(Duration::from_secs(1), stranger_events.next()).await {
                Ok(Some(Event::Failed { ticket: 1, .. })) => failed = true,
                Ok(Some(Event::Up(met, _) | Event::Down(met))) if met == relay.id() => {}
                Ok(other) => panic!("a stranger got {other:?}"),
                Err(_) => {}
            }
        }
        assert!(failed, "the stranger's post fails");
    }
    // And the relay still works for those it knows.
    passes(7, &mut a, &mut b, 4 * KIB).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_relay_s_partner_that_is_none_of_ours_is_turned_away_at_our_door() {
    let (relay, a, b) = three().await;
    relay.net.admit(vec![a.id(), b.id(), id(9)]);
    let known = vec![b.id(), relay.id()];
    let mut other = Node::among(config(9, LOOPBACK, Limits::default()), known).await;
    other.post(1, &b, 4 * KIB);
    let (_, outcome) = other.settled().await;
    assert!(matches!(outcome, Err(FailWhy::ConnectionLost | FailWhy::Unreachable)), "{outcome:?}");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_relay_that_this_node_does_not_know_is_not_dialled() {
    let (_relay, mut a, b) = three().await;
    a.net.admit(vec![b.id()]);
    a.post(1, &b, 4 * KIB);
    assert_eq!(a.settled().await, (1, Err(FailWhy::NoAddress)));
}

#[tokio::test(flavor = "multi_thread")]
async fn what_is_no_relay_and_more_than_four_are_refused_before_anything_is_dialled() {
    let handle = tokio::runtime::Handle::current();
    let with = |relays| Config {
        reach: Reach { relays, ..Reach::default() },
        ..config(1, "/ip4/127.0.0.1/tcp/0", Limits::default())
    };
    let bad = start(with(vec!["/ip4/192.0.2.1/tcp/1".into()]), &handle);
    assert!(matches!(bad, Err(Error::RelayAddress { .. })));
    let many = start(with(vec!["/ip4/192.0.2.1/tcp/1".into(); 5]), &handle);
    assert!(matches!(many, Err(Error::Relays { found: 5, most: 4 })));
}

/// What a libp2p program with `identify` learns at this node within two seconds.
async fn identified(seed: u8, node: &Node) -> Option<identify::Info> {
    let mut swarm = raw(seed);
    let address: Multiaddr = node.address.parse().unwrap();
    swarm.dial(address).unwrap();
    let asking = async {
        loop {
            if let SwarmEvent::Behaviour(identify::Event::Received { info, .. }) =
                swarm.select_next_some().await
            {
                return info;
            }
        }
    };
    tokio::time::timeout(Duration::from_secs(2), asking).await.ok()
}

fn raw(seed: u8) -> Swarm<identify::Behaviour> {
    let key = Keypair::ed25519_from_bytes([seed; 32]).unwrap();
    let told = identify::Config::new("test/1".to_owned(), key.public());
    SwarmBuilder::with_existing_identity(key)
        .with_tokio()
        .with_tcp(tcp::Config::default(), noise::Config::new, yamux::Config::default)
        .unwrap()
        .with_behaviour(|_| identify::Behaviour::new(told))
        .unwrap()
        .with_swarm_config(|c| c.with_idle_connection_timeout(Duration::from_secs(20)))
        .build()
}

#[tokio::test(flavor = "multi_thread")]
async fn identify_tells_partners_of_a_relay_a_constant_text_and_nobody_else_anything() {
    let relay = relay(1, vec![id(7), id(3)]).await;
    let plain = Node::among(config(2, LOOPBACK, Limits::default()), vec![id(7)]).await;
    let user = Node::among(behind(3, &relay, Some(LOOPBACK), hasty()), vec![id(7)]).await;
    for node in [&relay, &plain, &user] {
        node.net.welcome_strangers(true);
    }

    let info = identified(7, &relay).await.unwrap();
    assert_eq!(
        (info.protocol_version.as_str(), info.agent_version.as_str()),
        ("waypost/1", "waypost")
    );
    assert_eq!(info.listen_addrs, Vec::<Multiaddr>::new());
    for (seed, node, who) in [
        (8, &relay, "a stranger at a relay"),
        (7, &plain, "a partner at a node without relays"),
        (8, &plain, "a stranger there"),
        (7, &user, "a partner at a node behind a relay"),
        (8, &user, "a stranger there"),
    ] {
        assert!(identified(seed, node).await.is_none(), "{who}");
    }
}
