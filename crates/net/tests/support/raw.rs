//! A peer that says whatever bytes a test wants.

use std::io;
use std::time::Duration;

use futures::{AsyncRead, AsyncReadExt, AsyncWrite, AsyncWriteExt, StreamExt};
use libp2p::identity::{Keypair, PublicKey, ed25519};
use libp2p::request_response::{
    Behaviour, Codec, Config, Event as RawEvent, Message, OutboundFailure, ProtocolSupport,
};
use libp2p::swarm::SwarmEvent;
use libp2p::{Multiaddr, PeerId, StreamProtocol, Swarm, SwarmBuilder, noise, tcp, yamux};
use waypost_protocol::ids::NodeId;

/// Where a raw peer finds a node.
pub fn at(node: NodeId, address: &str) -> (PeerId, Multiaddr) {
    let key = ed25519::PublicKey::try_from_bytes(node.as_bytes()).unwrap();
    (PublicKey::from(key).to_peer_id(), address.parse().unwrap())
}

/// A libp2p peer that says whatever bytes the test wants.
pub struct Raw {
    swarm: Swarm<Behaviour<AnyBytes>>,
    peer: PeerId,
    id: NodeId,
}

impl Raw {
    pub fn new(seed: u8) -> Self {
        Self::speaking(seed, "/waypost/frame/1")
    }

    pub fn speaking(seed: u8, protocol: &'static str) -> Self {
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

    pub fn id(&self) -> NodeId {
        self.id
    }

    pub async fn listen(&mut self) -> String {
        self.swarm.listen_on("/ip4/127.0.0.1/tcp/0".parse().unwrap()).unwrap();
        loop {
            if let SwarmEvent::NewListenAddr { address, .. } = self.swarm.select_next_some().await {
                return format!("{address}/p2p/{}", self.peer);
            }
        }
    }

    /// Sends these bytes as a request; what came back, to the end of the stream.
    pub async fn ask(
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

    /// Sends all of these at once; how many were answered before all had ended.
    pub async fn ask_many(
        &mut self,
        (peer, address): &(PeerId, Multiaddr),
        requests: Vec<Vec<u8>>,
    ) -> usize {
        self.swarm.add_peer_address(*peer, address.clone());
        let mut open = requests.len();
        for request in requests {
            self.swarm.behaviour_mut().send_request(peer, request);
        }
        let mut answered = 0;
        while open > 0 {
            match self.swarm.select_next_some().await {
                SwarmEvent::Behaviour(RawEvent::Message {
                    message: Message::Response { .. },
                    ..
                }) => {
                    answered += 1;
                    open -= 1;
                }
                SwarmEvent::Behaviour(RawEvent::OutboundFailure { .. }) => open -= 1,
                _ => {}
            }
        }
        answered
    }

    /// Waits until a connection is closed.
    pub async fn until_closed(&mut self) {
        while !matches!(self.swarm.select_next_some().await, SwarmEvent::ConnectionClosed { .. }) {}
    }

    /// Answers every request with these bytes.
    pub async fn say(&mut self, bytes: Vec<u8>) {
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
pub struct AnyBytes;

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

/// The head of a request to a mailbox, and its frame, as they stand on a stream.
pub fn on_the_wire(head: &[u8], frame: &[u8]) -> Vec<u8> {
    let length = |part: &[u8]| (part.len() as u32).to_be_bytes();
    [&length(head)[..], head, &length(frame), frame].concat()
}

/// What a mailbox said, with nothing after it.
pub fn heard(bytes: &[u8]) -> waypost_protocol::mailbox::Response {
    let (length, rest) = bytes.split_first_chunk::<4>().unwrap();
    let (head, tail) = rest.split_at(u32::from_be_bytes(*length) as usize);
    assert_eq!(tail, [0; 4]);
    waypost_protocol::mailbox::Response::decode(head).unwrap()
}
