//! Dials through a SOCKS5 proxy; listens as plain TCP does.
//!
//! In: addresses of an IP address, a name, or an onion service. Out: a stream, as if dialled directly. A name goes to
//! the proxy as it is: nothing here looks it up. Every session has a user name of its own, so that Tor takes another
//! circuit for each (stream isolation). Never dials past the proxy.

use std::io;
use std::net::SocketAddr;
use std::pin::Pin;
use std::task::{Context, Poll};

use futures::FutureExt;
use futures::future::BoxFuture;
use libp2p::Multiaddr;
use libp2p::core::transport::{DialOpts, ListenerId, Transport, TransportError, TransportEvent};
use libp2p::multiaddr::Protocol;
use libp2p::tcp;
use tokio_socks::tcp::Socks5Stream;

use crate::underlay::Proxy;

type Sockets = tcp::tokio::Transport;

/// Bytes of a session's user name and password. 8 of each: no two sessions meet by chance.
const CREDENTIAL_BYTES: usize = 8;

/// TCP, dialled through a proxy.
pub(crate) struct Proxied {
    sockets: Sockets,
    proxy: Proxy,
}

impl Proxied {
    pub(crate) fn new(sockets: Sockets, proxy: Proxy) -> Self {
        Self { sockets, proxy }
    }
}

/// What the proxy is asked for.
#[derive(Debug, Clone, PartialEq, Eq)]
enum Target {
    Ip(SocketAddr),
    Name(String, u16),
}

impl Target {
    /// `/ip4|ip6|dns|dns4|dns6/<host>/tcp/<port>` or `/onion3/<service>:<port>`, with or without `/p2p/<peer>`.
    fn of(address: &Multiaddr) -> Option<Self> {
        let mut parts = address.iter();
        let host = parts.next()?;
        if let Protocol::Onion3(_) = &host {
            let shown = host.to_string();
            let (service, port) = shown.strip_prefix("/onion3/")?.split_once(':')?;
            return Some(Self::Name(format!("{service}.onion"), port.parse().ok()?));
        }
        let Protocol::Tcp(port) = parts.next()? else { return None };
        match host {
            Protocol::Ip4(ip) => Some(Self::Ip((ip, port).into())),
            Protocol::Ip6(ip) => Some(Self::Ip((ip, port).into())),
            Protocol::Dns(name) | Protocol::Dns4(name) | Protocol::Dns6(name) => {
                Some(Self::Name(name.into_owned(), port))
            }
            _ => None,
        }
    }
}

async fn dial(proxy: Proxy, target: Target) -> io::Result<tcp::tokio::TcpStream> {
    let (user, password) = (credential()?, credential()?);
    let proxy = proxy.address();
    let stream = match target {
        Target::Ip(ip) => Socks5Stream::connect_with_password(proxy, ip, &user, &password).await,
        Target::Name(name, port) => {
            let target = (name.as_str(), port);
            Socks5Stream::connect_with_password(proxy, target, &user, &password).await
        }
    };
    let stream = stream.map_err(io::Error::other)?.into_inner();
    stream.set_nodelay(true)?;
    Ok(tcp::tokio::TcpStream(stream))
}

fn credential() -> io::Result<String> {
    let mut bytes = [0; CREDENTIAL_BYTES];
    getrandom::fill(&mut bytes).map_err(io::Error::other)?;
    Ok(bytes.iter().map(|byte| format!("{byte:02x}")).collect())
}

impl Transport for Proxied {
    type Output = tcp::tokio::TcpStream;
    type Error = io::Error;
    type ListenerUpgrade = <Sockets as Transport>::ListenerUpgrade;
    type Dial = BoxFuture<'static, io::Result<tcp::tokio::TcpStream>>;

    fn listen_on(
        &mut self,
        id: ListenerId,
        address: Multiaddr,
    ) -> Result<(), TransportError<io::Error>> {
        self.sockets.listen_on(id, address)
    }

    fn remove_listener(&mut self, id: ListenerId) -> bool {
        self.sockets.remove_listener(id)
    }

    fn dial(
        &mut self,
        address: Multiaddr,
        _: DialOpts,
    ) -> Result<Self::Dial, TransportError<io::Error>> {
        match Target::of(&address) {
            Some(target) => Ok(dial(self.proxy, target).boxed()),
            None => Err(TransportError::MultiaddrNotSupported(address)),
        }
    }

    fn poll(
        mut self: Pin<&mut Self>,
        cx: &mut Context<'_>,
    ) -> Poll<TransportEvent<Self::ListenerUpgrade, io::Error>> {
        Pin::new(&mut self.sockets).poll(cx)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn target(text: &str) -> Option<Target> {
        Target::of(&text.parse().unwrap())
    }

    #[test]
    fn names_and_onion_services_go_to_the_proxy_as_they_are() {
        let onion = "vww6ybal4bd7szmgncyruucpgfkqahzddi37ktceo3ah7ngmcopnpyyd";
        for (address, name, port) in [
            ("/dns4/node.example/tcp/4001".to_owned(), "node.example".to_owned(), 4001),
            (format!("/onion3/{onion}:80"), format!("{onion}.onion"), 80),
        ] {
            assert_eq!(target(&address), Some(Target::Name(name, port)));
        }
        let ip = "192.0.2.1:4001".parse().unwrap();
        assert_eq!(target("/ip4/192.0.2.1/tcp/4001"), Some(Target::Ip(ip)));
        assert_eq!(target("/ip4/192.0.2.1/udp/4001"), None);
    }
}
