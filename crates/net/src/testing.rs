//! A peer that keeps no rule, for tests of this room and of those above: it proves a key, opens substreams, and says
//! on them whatever bytes it likes, or nothing.
//!
//! Only with the feature `faults`; nothing here ships.

use std::io;

use futures::{AsyncReadExt, AsyncWriteExt};
use libp2p::core::Endpoint;
use libp2p::core::muxing::{StreamMuxerBox, SubstreamBox};
use libp2p::core::transport::{DialOpts, PortUse, Transport};
use libp2p::core::upgrade::Version;
use libp2p::identity::Keypair;
use libp2p::{Multiaddr, PeerId, noise, tcp, yamux};
use tokio::sync::{mpsc, oneshot};
use zeroize::Zeroizing;

use crate::address::peer_of;
use crate::muxer::{Wanted, drive};
use crate::wire::PROTOCOL;
use waypost_protocol::ids::NodeId;

/// Substreams asked for and not yet opened.
const ASKED_MAX: usize = 64;
/// Longest answer that is read.
const ANSWER_BYTES_MAX: u64 = 64 << 10;
/// What multistream-select says first.
const MULTISTREAM: &str = "/multistream/1.0.0";

/// A link to a node, driven by a task of the runtime it was made in; it closes when this is dropped.
#[derive(Debug)]
pub struct RawLink {
    open: mpsc::Sender<Wanted>,
}

/// A substream on which anything may be said.
#[derive(Debug)]
pub struct RawStream(SubstreamBox);

impl RawLink {
    /// Dials an address and proves the key of this seed.
    ///
    /// # Errors
    /// Nobody is there, or it hung up before the handshake was over.
    pub async fn dial(seed: [u8; 32], address: &str) -> io::Result<Self> {
        let mut seed = Zeroizing::new(seed);
        let key = Keypair::ed25519_from_bytes(&mut seed[..]).map_err(io::Error::other)?;
        let mut transport = tcp::tokio::Transport::new(tcp::Config::new().nodelay(true))
            .upgrade(Version::V1Lazy)
            .authenticate(noise::Config::new(&key).map_err(io::Error::other)?)
            .multiplex(yamux::Config::default())
            .boxed();
        let address: Multiaddr = address.parse().map_err(io::Error::other)?;
        let how = DialOpts { role: Endpoint::Dialer, port_use: PortUse::New };
        let dial = transport.dial(address, how).map_err(io::Error::other)?;
        let (_, muxer): (PeerId, StreamMuxerBox) = dial.await?;
        let (open, asked) = mpsc::channel(ASKED_MAX);
        tokio::spawn(drive(muxer, asked));
        Ok(Self { open })
    }

    /// Opens a substream for frames and says these bytes on it; the sending half stays open.
    ///
    /// # Errors
    /// The link is gone.
    pub async fn say(&self, bytes: &[u8]) -> io::Result<RawStream> {
        self.say_in(PROTOCOL.as_ref(), bytes).await
    }

    /// The same in another protocol.
    ///
    /// # Errors
    /// The link is gone.
    pub async fn say_in(&self, protocol: &str, bytes: &[u8]) -> io::Result<RawStream> {
        let mut stream = self.silent().await?;
        let mut opening = Vec::new();
        for line in [MULTISTREAM, protocol] {
            // The length of the line and its end, in one byte: both lines are short.
            opening.push(line.len() as u8 + 1);
            opening.extend_from_slice(line.as_bytes());
            opening.push(b'\n');
        }
        stream.0.write_all(&opening).await?;
        stream.0.write_all(bytes).await?;
        stream.0.flush().await?;
        Ok(stream)
    }

    /// Opens a substream and says nothing at all.
    ///
    /// # Errors
    /// The link is gone.
    pub async fn silent(&self) -> io::Result<RawStream> {
        let (asked, opened) = oneshot::channel();
        self.open.send(asked).await.map_err(|_| io::ErrorKind::BrokenPipe)?;
        opened.await.map(RawStream).map_err(|_| io::ErrorKind::BrokenPipe.into())
    }
}

impl RawStream {
    /// Closes the sending half and reads the answer, to its end.
    ///
    /// # Errors
    /// The stream broke, or the other side does not speak the protocol.
    pub async fn answer(mut self) -> io::Result<Vec<u8>> {
        self.0.close().await?;
        let mut heard = Vec::new();
        self.0.take(ANSWER_BYTES_MAX).read_to_end(&mut heard).await?;
        // Two lines of negotiation, each after its length.
        let after_line =
            |bytes: &[u8]| bytes.get(1 + usize::from(*bytes.first()?)..).map(<[u8]>::to_vec);
        after_line(&heard)
            .and_then(|rest| after_line(&rest))
            .ok_or_else(|| io::ErrorKind::UnexpectedEof.into())
    }
}

/// A relay as its users' configuration names it: a node and where it is reached.
pub fn relay_at(node: &NodeId, address: &str) -> Option<String> {
    peer_of(node).map(|peer| format!("{address}/p2p/{peer}"))
}
