//! The one transport of this crate: sockets or a proxy, the key of a closed net, Noise, Yamux.
//!
//! In: a key, limits, what lies beneath. Out: authenticated links. Everything that dials or listens goes through here,
//! so that what lies beneath lies beneath everything.
//!
//! ```text
//! TCP and names, or SOCKS5  ->  network key, if the net is closed  ->  Noise  ->  Yamux
//! ```

use std::time::Duration;

use futures::future::Either;
use futures::{AsyncRead, AsyncWrite};
use libp2p::core::muxing::StreamMuxerBox;
use libp2p::core::transport::{Boxed, Transport};
use libp2p::core::upgrade::Version;
use libp2p::identity::Keypair;
use libp2p::pnet::{PnetConfig, PnetOutput};
use libp2p::{PeerId, dns, noise, relay, tcp, yamux};
use tracing::warn;

use crate::error::Error;
use crate::limits::Limits;
use crate::proxy::Proxied;
use crate::underlay::Underlay;

/// yamux streams on one link. Four times the frames in flight: both directions, and as many again not yet cleared away.
const STREAMS_PER_FRAME_IN_FLIGHT: usize = 4;

type Socket = tcp::tokio::TcpStream;
type Wire = Either<PnetOutput<Socket>, Socket>;
/// Links that stand.
pub(crate) type Links = Boxed<(PeerId, StreamMuxerBox)>;

/// Links over what lies beneath, and over circuits of relays that are reached the same way.
pub(crate) fn transport(
    key: &Keypair,
    limits: &Limits,
    underlay: &Underlay,
    circuits: Option<relay::client::Transport>,
) -> Result<Links, Error> {
    match circuits {
        Some(circuits) => secured(circuits.or_transport(wire(underlay)), key, limits),
        None => secured(wire(underlay), key, limits),
    }
}

/// A circuit runs inside a link of the closed net already: the network key is for sockets.
fn wire(underlay: &Underlay) -> Boxed<Wire> {
    let shared = underlay.network_key.as_ref().map(|key| key.shared());
    let close = move |socket, _| async move {
        Ok::<_, std::io::Error>(match shared {
            Some(key) => {
                let closed = PnetConfig::new(key).handshake(socket).await;
                Either::Left(closed.map_err(std::io::Error::other)?)
            }
            None => Either::Right(socket),
        })
    };
    sockets(underlay).and_then(close).boxed()
}

fn sockets(underlay: &Underlay) -> Boxed<Socket> {
    let tcp = || tcp::tokio::Transport::new(tcp::Config::new().nodelay(true));
    if let Some(proxy) = underlay.proxy {
        return Proxied::new(tcp(), proxy).boxed();
    }
    match dns::tokio::Transport::system(tcp()) {
        Ok(named) => named.boxed(),
        Err(_) => {
            warn!("no name resolver on this machine: only IP addresses can be dialled");
            tcp().boxed()
        }
    }
}

fn secured<T>(wire: T, key: &Keypair, limits: &Limits) -> Result<Links, Error>
where
    T: Transport + Send + Unpin + 'static,
    T::Output: AsyncRead + AsyncWrite + Unpin + Send + 'static,
    T::Error: Send + Sync + 'static,
    T::Dial: Send + 'static,
    T::ListenerUpgrade: Send + 'static,
{
    let mut yamux = yamux::Config::default();
    yamux.set_max_num_streams(STREAMS_PER_FRAME_IN_FLIGHT * limits.in_flight_per_partner);
    Ok(wire
        .upgrade(Version::V1Lazy)
        .authenticate(noise::Config::new(key).map_err(|_| Error::NodeKey)?)
        .multiplex(yamux)
        .timeout(Duration::from_secs(limits.handshake_seconds))
        .boxed())
}
