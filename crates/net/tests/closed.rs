//! A closed net and a proxy, over real loopback sockets: what a stranger sees, and what is dialled.
#![allow(clippy::unwrap_used, clippy::panic, missing_docs, reason = "a test stops where it fails")]

mod support;

use std::collections::BTreeSet;
use std::net::SocketAddr;
use std::sync::{Arc, Mutex};
use std::time::Duration;

use futures::StreamExt;
use libp2p::swarm::{DialError, SwarmEvent, dummy};
use libp2p::{Multiaddr, PeerId, SwarmBuilder, noise, tcp, yamux};
use support::mailbox::Door;
use support::{KIB, Node, config, frame};
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::{TcpListener, TcpStream};
use waypost_net::mailbox::server::ServerLimits;
use waypost_net::mailbox::{DepositVerdict, MailboxAt};
use waypost_net::{Config, FailWhy, Limits, NetworkKey, Reach, Underlay, Verdict};
use waypost_protocol::mailbox::{InboxKey, Response};

const LOOPBACK: &str = "/ip4/127.0.0.1/tcp/0";
const KEPT: support::Outcome = Ok(Verdict::Kept);
/// How multistream-select begins: a length, then this.
const HELLO: &[u8] = b"\x13/multistream/1.0.0\n";

fn closed(seed: u8, key: &NetworkKey) -> Config {
    let underlay = Underlay { network_key: Some(key.clone()), proxy: None };
    Config { underlay, ..config(seed, LOOPBACK, Limits::default()) }
}

fn socket(node: &Node) -> String {
    let parts: Vec<&str> = node.address.split('/').collect();
    format!("{}:{}", parts[2], parts[4])
}

/// What a node answers to somebody who speaks as libp2p does, until it answers no more.
async fn answer_to_hello(node: &Node) -> Vec<u8> {
    let mut stream = TcpStream::connect(socket(node)).await.unwrap();
    stream.write_all(HELLO).await.unwrap();
    let mut answer = Vec::new();
    let reading = stream.read_to_end(&mut answer);
    let _ = tokio::time::timeout(Duration::from_secs(1), reading).await;
    answer
}

/// Whom a plain libp2p program meets there.
async fn met_by_a_stranger(node: &Node) -> Option<PeerId> {
    let mut stranger = SwarmBuilder::with_new_identity()
        .with_tokio()
        .with_tcp(tcp::Config::default(), noise::Config::new, yamux::Config::default)
        .unwrap()
        .with_behaviour(|_| dummy::Behaviour)
        .unwrap()
        .build();
    stranger.dial(node.address.parse::<Multiaddr>().unwrap()).unwrap();
    loop {
        match stranger.select_next_some().await {
            SwarmEvent::ConnectionEstablished { peer_id, .. } => return Some(peer_id),
            SwarmEvent::OutgoingConnectionError {
                error: DialError::WrongPeerId { obtained, .. },
                ..
            } => return Some(obtained),
            SwarmEvent::OutgoingConnectionError { .. } => return None,
            _ => {}
        }
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn who_has_the_key_of_a_closed_net_is_served() {
    let key = NetworkKey::generate().unwrap();
    let mut a = Node::with(closed(1, &key)).await;
    let mut b = Node::with(closed(2, &key)).await;
    a.net.admit(vec![b.id()]);
    b.net.admit(vec![a.id()]);
    b.post(1, &a, 1024 * KIB);
    let (from, stranger, _, reply) = a.arrived().await;
    assert_eq!((from, stranger), (b.id(), false));
    a.net.answer(reply, Verdict::Kept);
    assert_eq!(b.settled().await, (1, KEPT));
}

#[tokio::test(flavor = "multi_thread")]
async fn without_the_key_or_with_another_even_a_partner_gets_nothing() {
    let limits = Limits { handshake_seconds: 2, ..Limits::default() };
    let impatient = |config| Config { limits: limits.clone(), ..config };
    let a = Node::with(closed(1, &NetworkKey::generate().unwrap())).await;
    let mut open = Node::new(2, limits.clone()).await;
    let mut other = Node::with(impatient(closed(3, &NetworkKey::generate().unwrap()))).await;
    a.net.admit(vec![open.id(), other.id()]);
    for node in [&mut open, &mut other] {
        node.net.admit(vec![a.id()]);
        node.post(1, &a, 4 * KIB);
        assert_eq!(node.settled().await, (1, Err(FailWhy::Unreachable)));
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_stranger_to_a_closed_net_sees_random_bytes_and_learns_no_id() {
    let open = Node::new(1, Limits::default()).await;
    assert!(answer_to_hello(&open).await.starts_with(HELLO), "an open net says what it is");
    assert!(met_by_a_stranger(&open).await.is_some(), "and who");

    let limits = Limits { handshake_seconds: 2, ..Limits::default() };
    let key = NetworkKey::generate().unwrap();
    let closed = Node::with(Config { limits, ..closed(1, &key) }).await;
    let (first, second) = (answer_to_hello(&closed).await, answer_to_hello(&closed).await);
    // The nonce of the key's cipher, and no more before the other side has shown that it has the key.
    assert_eq!((first.len(), second.len()), (24, 24));
    assert_ne!(first, second);
    assert!(!first.windows(11).any(|part| part == b"multistream"));
    assert_eq!(met_by_a_stranger(&closed).await, None);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_mailbox_of_a_closed_net_serves_who_has_the_key_and_nobody_else() {
    let key = NetworkKey::generate().unwrap();
    let underlay = Underlay { network_key: Some(key.clone()), proxy: None };
    let mut door = Door::over(9, ServerLimits::default(), underlay).await;
    let impatient = Limits { handshake_seconds: 2, ..Limits::default() };
    let mut stranger = Node::new(2, impatient).await;
    let inbox = InboxKey::from_seed(&[7; 32]);
    stranger.deposit(1, &door.at(), &inbox, 4 * KIB);
    assert_eq!(stranger.deposited().await, (1, Err(FailWhy::Unreachable)));
    let mut member = Node::with(closed(3, &key)).await;
    member.deposit(2, &door.at(), &inbox, 4 * KIB);
    let asked = door.asked().await;
    assert_eq!(asked.frame.as_deref(), Some(&*frame(2, 4 * KIB)));
    asked.reply.answer(Response::Kept, None);
    assert_eq!(member.deposited().await, (2, Ok(DepositVerdict::Kept)));
}

/// What the proxy was asked for: user name, host, port.
type Asked = Arc<Mutex<Vec<(String, String, u16)>>>;

/// A SOCKS5 server (RFC 1928, 1929) that leads every name to `to`, and writes down what it is asked for.
async fn proxy(to: SocketAddr) -> (String, Asked) {
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let address = format!("socks5://{}", listener.local_addr().unwrap());
    let asked = Asked::default();
    let told = Arc::clone(&asked);
    tokio::spawn(async move {
        while let Ok((client, _)) = listener.accept().await {
            tokio::spawn(serve(client, to, Arc::clone(&told)));
        }
    });
    (address, asked)
}

async fn serve(mut client: TcpStream, to: SocketAddr, asked: Asked) {
    let [5, methods] = read(&mut client).await else { panic!("not SOCKS5") };
    let mut offered = vec![0; methods.into()];
    client.read_exact(&mut offered).await.unwrap();
    assert!(offered.contains(&2), "a user name is offered");
    client.write_all(&[5, 2]).await.unwrap();
    let [1] = read(&mut client).await else { panic!("another authentication") };
    let user = text(&mut client).await;
    let _password = text(&mut client).await;
    client.write_all(&[1, 0]).await.unwrap();

    let [5, 1, 0, kind] = read(&mut client).await else { panic!("not CONNECT") };
    let host = match kind {
        1 => std::net::Ipv4Addr::from(read::<4>(&mut client).await).to_string(),
        3 => text(&mut client).await,
        other => panic!("address of kind {other}"),
    };
    let port = u16::from_be_bytes(read(&mut client).await);
    asked.lock().unwrap().push((user, host, port));
    let mut server = TcpStream::connect(to).await.unwrap();
    client.write_all(&[5, 0, 0, 1, 0, 0, 0, 0, 0, 0]).await.unwrap();
    let _ = tokio::io::copy_bidirectional(&mut client, &mut server).await;
}

async fn read<const N: usize>(stream: &mut TcpStream) -> [u8; N] {
    let mut bytes = [0; N];
    stream.read_exact(&mut bytes).await.unwrap();
    bytes
}

async fn text(stream: &mut TcpStream) -> String {
    let [length] = read(stream).await;
    let mut bytes = vec![0; length.into()];
    stream.read_exact(&mut bytes).await.unwrap();
    String::from_utf8(bytes).unwrap()
}

fn proxied(seed: u8, proxy: &str) -> Config {
    let underlay = Underlay { network_key: None, proxy: Some(proxy.parse().unwrap()) };
    Config { underlay, ..config(seed, LOOPBACK, Limits::default()) }
}

#[tokio::test(flavor = "multi_thread")]
async fn names_and_onion_services_are_left_to_the_proxy_each_session_under_its_own_name() {
    let mut a = Node::new(1, Limits::default()).await;
    let (address, asked) = proxy(socket(&a).parse().unwrap()).await;
    let onion = "vww6ybal4bd7szmgncyruucpgfkqahzddi37ktceo3ah7ngmcopnpyyd";
    // `.invalid` is never resolved (RFC 6761): were it looked up here, the dial would fail.
    let places = [
        ("/dns4/partner.invalid/tcp/4001".to_owned(), "partner.invalid".to_owned(), 4001),
        (format!("/onion3/{onion}:80"), format!("{onion}.onion"), 80),
        ("/ip4/192.0.2.1/tcp/7".to_owned(), "192.0.2.1".to_owned(), 7),
    ];
    for (seed, (dialled, host, port)) in (2..).zip(places) {
        let mut b = Node::with(proxied(seed, &address)).await;
        a.net.admit(vec![b.id()]);
        b.net.admit(vec![a.id()]);
        b.post_at(1, a.id(), vec![dialled], 4 * KIB);
        let (_, _, _, reply) = a.arrived().await;
        a.net.answer(reply, Verdict::Kept);
        assert_eq!(b.settled().await, (1, KEPT));
        let (_, last_host, last_port) = asked.lock().unwrap().last().unwrap().clone();
        assert_eq!((last_host, last_port), (host, port));
    }
    let mut users: Vec<String> =
        asked.lock().unwrap().iter().map(|(user, _, _)| user.clone()).collect();
    users.sort();
    users.dedup();
    assert_eq!(users.len(), 3, "a user name for each session");
    assert!(users.iter().all(|user| user.len() == 16));
}

#[tokio::test(flavor = "multi_thread")]
async fn each_session_with_a_mailbox_goes_through_the_proxy_under_its_own_name() {
    let mut door = Door::new(9, ServerLimits::default()).await;
    let socket = door.address.replace("/ip4/", "").replace("/tcp/", ":");
    let (address, asked) = proxy(socket.parse().unwrap()).await;
    let mut writer = Node::with(proxied(2, &address)).await;
    let addresses = vec!["/dns4/box.invalid/tcp/4400".to_owned()];
    let at = MailboxAt { addresses, ..door.at() };
    for ticket in 1..=3 {
        writer.deposit(ticket, &at, &InboxKey::from_seed(&[7; 32]), 4 * KIB);
        door.asked().await.reply.answer(Response::Kept, None);
        assert_eq!(writer.deposited().await, (ticket, Ok(DepositVerdict::Kept)));
    }
    let asked = asked.lock().unwrap();
    assert!(asked.iter().all(|(_, host, port)| (host.as_str(), *port) == ("box.invalid", 4400)));
    let users: BTreeSet<&String> = asked.iter().map(|(user, _, _)| user).collect();
    assert_eq!((asked.len(), users.len()), (3, 3));
}

#[tokio::test(flavor = "multi_thread")]
async fn with_a_proxy_nothing_is_dialled_past_it() {
    let a = Node::new(1, Limits::default()).await;
    let dead = {
        let socket = std::net::TcpListener::bind("127.0.0.1:0").unwrap();
        format!("socks5://{}", socket.local_addr().unwrap())
    };
    let mut b = Node::with(proxied(2, &dead)).await;
    a.net.admit(vec![b.id()]);
    b.net.admit(vec![a.id()]);
    // The address answers; the proxy that alone may ask it does not.
    b.post(1, &a, 4 * KIB);
    assert_eq!(b.settled().await, (1, Err(FailWhy::Unreachable)));
}

#[tokio::test(flavor = "multi_thread")]
async fn without_a_proxy_an_onion_service_is_no_address() {
    let mut b = Node::new(2, Limits::default()).await;
    let nobody = Node::new(3, Limits::default()).await;
    b.net.admit(vec![nobody.id()]);
    let onion = "/onion3/vww6ybal4bd7szmgncyruucpgfkqahzddi37ktceo3ah7ngmcopnpyyd:80";
    b.post_at(1, nobody.id(), vec![onion.into()], 4 * KIB);
    assert_eq!(b.settled().await, (1, Err(FailWhy::NoAddress)));
}

#[tokio::test(flavor = "multi_thread")]
async fn with_a_proxy_a_node_still_listens_and_a_relay_by_name_is_asked_through_it() {
    let a = Node::new(1, Limits::default()).await;
    let (address, asked) = proxy(socket(&a).parse().unwrap()).await;
    let peer = libp2p::identity::PublicKey::from(
        libp2p::identity::ed25519::PublicKey::try_from_bytes(a.id().as_bytes()).unwrap(),
    );
    let relay = format!("/dns4/relay.invalid/tcp/9/p2p/{}", peer.to_peer_id());
    let reach = Reach { relays: vec![relay], ..Reach::default() };
    let b = Node::with(Config { reach, ..proxied(2, &address) }).await;
    assert!(b.address.starts_with("/ip4/127.0.0.1/tcp/"));
    let begun = std::time::Instant::now();
    while asked.lock().unwrap().is_empty() {
        assert!(begun.elapsed() < Duration::from_secs(20), "the relay was never asked for");
        tokio::time::sleep(Duration::from_millis(20)).await;
    }
    let (_, host, port) = asked.lock().unwrap()[0].clone();
    assert_eq!((host.as_str(), port), ("relay.invalid", 9));
}
