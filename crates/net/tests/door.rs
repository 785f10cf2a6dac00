//! Who gets in, and what somebody gets who speaks the protocol wrongly, over real loopback sockets.
#![allow(clippy::unwrap_used, clippy::panic, missing_docs, reason = "a test stops where it fails")]

mod support;

use std::io;
use std::time::Duration;

use futures::{AsyncRead, AsyncReadExt, AsyncWrite, AsyncWriteExt, StreamExt};
use libp2p::identity::{Keypair, PublicKey, ed25519};
use libp2p::request_response::{
    Behaviour, Codec, Config, Event as RawEvent, Message, OutboundFailure, ProtocolSupport,
};
use libp2p::swarm::SwarmEvent;
use libp2p::{Multiaddr, PeerId, StreamProtocol, Swarm, SwarmBuilder, noise, tcp, yamux};
use support::{KIB, Node, frame};
use waypost_net::{Event, FailWhy, Limits, Refusal, Verdict};
use waypost_protocol::ids::NodeId;

const KEPT: support::Outcome = Ok(Verdict::Kept);

#[tokio::test(flavor = "multi_thread")]
async fn a_stranger_is_turned_away_while_no_invite_is_open() {
    let mut a = Node::new(1, Limits::default()).await;
    let mut b = Node::new(2, Limits::default()).await;
    b.net.admit(vec![a.id()]);
    b.post(1, &a, 4 * KIB);
    assert_eq!(b.settled().await, (1, Err(FailWhy::ConnectionLost)));

    // Nothing of it came through: the first that `a` hears is the frame sent once it knows `b`.
    a.net.admit(vec![b.id()]);
    let outcome = loop {
        b.post(2, &a, 4 * KIB);
        tokio::select! {
            (_, stranger, arrived, reply) = a.arrived() => {
                assert!(!stranger && arrived == *frame(2, 4 * KIB));
                a.net.answer(reply, Verdict::Kept);
                break b.settled().await;
            }
            _ = b.settled() => {}
        }
    };
    assert_eq!(outcome, (2, KEPT));
}

#[tokio::test(flavor = "multi_thread")]
async fn a_welcome_stranger_brings_one_frame_and_its_link_is_closed() {
    let mut a = Node::new(1, Limits::default()).await;
    let mut b = Node::new(2, Limits::default()).await;
    b.net.admit(vec![a.id()]);
    a.net.welcome_strangers(true);
    for ticket in 0..8 {
        b.post(ticket, &a, 64 * KIB);
    }
    let (from, stranger, _, reply) = a.arrived().await;
    assert_eq!((from, stranger), (b.id(), true));
    a.net.answer(reply, Verdict::Kept);

    let outcomes = b.all_settled(8).await;
    let kept = outcomes.values().filter(|o| **o == KEPT).count();
    assert_eq!(kept, 1, "{outcomes:?}");
    loop {
        if matches!(b.next().await, Event::Down(node) if node == a.id()) {
            break;
        }
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_stranger_that_is_made_a_partner_is_served_as_one() {
    let mut a = Node::new(1, Limits::default()).await;
    let mut b = Node::new(2, Limits::default()).await;
    b.net.admit(vec![a.id()]);
    a.net.welcome_strangers(true);
    b.post(1, &a, 4 * KIB);
    let (from, _, _, reply) = a.arrived().await;
    a.net.admit(vec![from]);
    a.net.welcome_strangers(false);
    // While the stranger's link still stands, `a` dials its new partner.
    a.post(7, &b, 256 * KIB);
    let (_, stranger, _, at_b) = b.arrived().await;
    assert!(!stranger);
    b.net.answer(at_b, Verdict::Kept);
    assert_eq!(a.settled().await, (7, KEPT));
    a.net.answer(reply, Verdict::Kept);
    assert_eq!(b.settled().await, (1, KEPT));
}

#[tokio::test(flavor = "multi_thread")]
async fn a_strangers_frame_may_not_be_long() {
    let a = Node::new(1, Limits::default()).await;
    let mut b = Node::new(2, Limits::default()).await;
    b.net.admit(vec![a.id()]);
    a.net.welcome_strangers(true);
    b.post(1, &a, 256 * KIB);
    assert_eq!(b.settled().await, (1, Ok(Verdict::Refused(Refusal::Length))));
}

#[tokio::test(flavor = "multi_thread")]
async fn no_more_strangers_are_inside_than_an_invite_allows() {
    let limits = Limits { strangers_max: 1, ..Limits::default() };
    let mut a = Node::new(1, limits).await;
    a.net.welcome_strangers(true);
    let mut first = Node::new(2, Limits::default()).await;
    let mut second = Node::new(3, Limits::default()).await;
    first.net.admit(vec![a.id()]);
    second.net.admit(vec![a.id()]);
    first.post(1, &a, 4 * KIB);
    let (_, _, _, reply) = a.arrived().await;
    second.post(2, &a, 4 * KIB);
    assert_eq!(second.settled().await, (2, Err(FailWhy::ConnectionLost)));
    a.net.answer(reply, Verdict::Kept);
    assert_eq!(first.settled().await, (1, KEPT));
}

#[tokio::test(flavor = "multi_thread")]
async fn a_length_off_the_ladder_is_refused_by_its_first_four_bytes() {
    let mut raw = Raw::new(7);
    let a = Node::new(1, Limits::default()).await;
    a.net.admit(vec![raw.id()]);
    for length in [0, 4 * KIB as u32 + 1, (1 << 20) + 1, u32::MAX] {
        // Four bytes only: were a frame of this length waited for, no verdict would come back.
        let said = raw.ask(&at(&a), length.to_be_bytes().to_vec()).await.unwrap();
        assert_eq!(said, [1, 21, 0, 0, 0, 0, 0, 0], "length {length}");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_frame_cut_short_never_arrives() {
    let mut raw = Raw::new(7);
    let mut a = Node::new(1, Limits::default()).await;
    a.net.admit(vec![raw.id()]);
    let at_a = at(&a);
    let cut = [&4096u32.to_be_bytes()[..], &frame(1, 4 * KIB - 1)].concat();
    assert!(raw.ask(&at_a, cut).await.is_err());
    let whole = [&4096u32.to_be_bytes()[..], &frame(2, 4 * KIB)].concat();
    let (arrived, said) = tokio::join!(
        async {
            let (_, _, arrived, reply) = a.arrived().await;
            a.net.answer(reply, Verdict::Busy { retry_seconds: 7 });
            arrived
        },
        raw.ask(&at_a, whole)
    );
    assert!(arrived == *frame(2, 4 * KIB));
    assert_eq!(said.unwrap(), [1, 1, 0, 0, 0, 0, 0, 7]);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_verdict_of_another_form_is_a_failure() {
    for (seed, said, why) in [
        (7, vec![2, 0, 0, 0, 0, 0, 0, 0], FailWhy::Garbled),
        (8, vec![1, 99, 0, 0, 0, 0, 0, 0], FailWhy::Garbled),
        (9, vec![1, 0, 0, 0, 0, 0, 0, 1], FailWhy::Garbled),
        (10, vec![1, 0, 0], FailWhy::ConnectionLost),
    ] {
        let mut raw = Raw::new(seed);
        let mut b = Node::new(2, Limits::default()).await;
        b.net.admit(vec![raw.id()]);
        let address = raw.listen().await;
        b.post_at(1, raw.id(), vec![address], 4 * KIB);
        let outcome = tokio::select! {
            outcome = b.settled() => outcome,
            () = raw.say(said) => unreachable!("the raw peer never ends"),
        };
        assert_eq!(outcome, (1, Err(why)));
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_peer_that_speaks_another_version_is_a_failure_with_that_reason() {
    let mut raw = Raw::speaking(7, "/waypost/frame/2");
    let mut b = Node::new(2, Limits::default()).await;
    b.net.admit(vec![raw.id()]);
    let address = raw.listen().await;
    b.post_at(1, raw.id(), vec![address], 4 * KIB);
    let outcome = tokio::select! {
        outcome = b.settled() => outcome,
        () = raw.say(vec![]) => unreachable!("the raw peer never ends"),
    };
    assert_eq!(outcome, (1, Err(FailWhy::NotSpoken)));
}

/// Where a raw peer finds a node.
fn at(node: &Node) -> (PeerId, Multiaddr) {
    let key = ed25519::PublicKey::try_from_bytes(node.id().as_bytes()).unwrap();
    (PublicKey::from(key).to_peer_id(), node.address.parse().unwrap())
}

/// A libp2p peer that says whatever bytes the test wants.
struct Raw {
    swarm: Swarm<Behaviour<AnyBytes>>,
    peer: PeerId,
    id: NodeId,
}

impl Raw {
    fn new(seed: u8) -> Self {
        Self::speaking(seed, "/waypost/frame/1")
    }

    fn speaking(seed: u8, protocol: &'static str) -> Self {
        let key = Keypair::ed25519_from_bytes([seed; 32]).unwrap();
        let id = NodeId::new(key.public().try_into_ed25519().unwrap().to_bytes());
        let behaviour = Behaviour::new(
            [(StreamProtocol::new(protocol), ProtocolSupport::Full)],
            Config::default().with_request_timeout(Duration::from_secs(20)),
        );
        let peer = key.public().to_peer_id();
        let swarm = SwarmBuilder::with_existing_identity(key)
            .with_tokio()
            .with_tcp(tcp::Config::default(), noise::Config::new, yamux::Config::default)
            .unwrap()
            .with_behaviour(|_| behaviour)
            .unwrap()
            .with_swarm_config(|c| c.with_idle_connection_timeout(Duration::from_secs(20)))
            .build();
        Self { swarm, peer, id }
    }

    fn id(&self) -> NodeId {
        self.id
    }

    async fn listen(&mut self) -> String {
        self.swarm.listen_on("/ip4/127.0.0.1/tcp/0".parse().unwrap()).unwrap();
        loop {
            if let SwarmEvent::NewListenAddr { address, .. } = self.swarm.select_next_some().await {
                return format!("{address}/p2p/{}", self.peer);
            }
        }
    }

    /// Sends these bytes as a request; what came back, to the end of the stream.
    async fn ask(
        &mut self,
        (peer, address): &(PeerId, Multiaddr),
        bytes: Vec<u8>,
    ) -> Result<Vec<u8>, OutboundFailure> {
        self.swarm.add_peer_address(*peer, address.clone());
        self.swarm.behaviour_mut().send_request(peer, bytes);
        loop {
            match self.swarm.select_next_some().await {
                SwarmEvent::Behaviour(RawEvent::Message {
                    message: Message::Response { response, .. },
                    ..
                }) => return Ok(response),
                SwarmEvent::Behaviour(RawEvent::OutboundFailure { error, .. }) => {
                    return Err(error);
                }
                _ => {}
            }
        }
    }

    /// Answers every request with these bytes.
    async fn say(&mut self, bytes: Vec<u8>) {
        loop {
            if let SwarmEvent::Behaviour(RawEvent::Message {
                message: Message::Request { channel, .. },
                ..
            }) = self.swarm.select_next_some().await
            {
                let _ = self.swarm.behaviour_mut().send_response(channel, bytes.clone());
            }
        }
    }
}

#[derive(Clone, Default)]
struct AnyBytes;

impl Codec for AnyBytes {
    type Protocol = StreamProtocol;
    type Request = Vec<u8>;
    type Response = Vec<u8>;

    async fn read_request<T>(&mut self, _: &StreamProtocol, io: &mut T) -> io::Result<Vec<u8>>
    where
        T: AsyncRead + Unpin + Send,
    {
        read_some(io).await
    }

    async fn read_response<T>(&mut self, _: &StreamProtocol, io: &mut T) -> io::Result<Vec<u8>>
    where
        T: AsyncRead + Unpin + Send,
    {
        let said = read_some(io).await?;
        if said.is_empty() { Err(io::ErrorKind::UnexpectedEof.into()) } else { Ok(said) }
    }

    async fn write_request<T>(
        &mut self,
        _: &StreamProtocol,
        io: &mut T,
        bytes: Vec<u8>,
    ) -> io::Result<()>
    where
        T: AsyncWrite + Unpin + Send,
    {
        io.write_all(&bytes).await
    }

    async fn write_response<T>(
        &mut self,
        _: &StreamProtocol,
        io: &mut T,
        bytes: Vec<u8>,
    ) -> io::Result<()>
    where
        T: AsyncWrite + Unpin + Send,
    {
        io.write_all(&bytes).await
    }
}

async fn read_some(io: &mut (impl AsyncRead + Unpin)) -> io::Result<Vec<u8>> {
    let mut bytes = Vec::new();
    io.take(2 << 20).read_to_end(&mut bytes).await?;
    Ok(bytes)
}
