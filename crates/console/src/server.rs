//! The listening side: connections of this computer's browsers, each bounded in time, all in number.
//!
//! In: a port. Out: pages, until the node stops. Listens on the loopback addresses alone, on both of them: a browser
//! tries `[::1]` first, and whoever else on this computer listened there would get our visitors.

use std::io;
use std::net::{Ipv4Addr, Ipv6Addr, SocketAddr};
use std::sync::Arc;
use std::time::Duration;

use axum::Router;
use hyper_util::rt::{TokioIo, TokioTimer};
use hyper_util::service::TowerToHyperService;
use tokio::net::{TcpListener, TcpStream};
use tokio::sync::Semaphore;

/// Connections at once: a browser opens six a page.
const CONNECTIONS_MAX: usize = 128;
/// The head of a request is here in this time.
const HEAD_TIMEOUT: Duration = Duration::from_secs(10);
/// Longest head of a request, and most header lines: a browser's has some 1 KiB in 20.
const HEAD_BYTES_MAX: usize = 16 * 1024;
const HEAD_LINES_MAX: usize = 64;

/// Both loopback addresses of one port.
pub struct Listeners {
    four: TcpListener,
    /// None where this computer has no IPv6.
    six: Option<TcpListener>,
}

impl Listeners {
    /// Takes the port; 0 takes any that is free.
    pub async fn bind(port: u16) -> io::Result<Self> {
        let four = TcpListener::bind(SocketAddr::from((Ipv4Addr::LOCALHOST, port))).await?;
        let port = four.local_addr()?.port();
        let six = match TcpListener::bind(SocketAddr::from((Ipv6Addr::LOCALHOST, port))).await {
            Ok(six) => Some(six),
            // Somebody else has it: they would get our visitors.
            Err(error) if error.kind() == io::ErrorKind::AddrInUse => return Err(error),
            Err(_) => None,
        };
        Ok(Self { four, six })
    }

    /// The port.
    pub fn port(&self) -> io::Result<u16> {
        Ok(self.four.local_addr()?.port())
    }
}

/// Serves for ever; whoever wants it to end drops the future.
pub(crate) async fn serve(listeners: Listeners, router: Router) {
    let places = Arc::new(Semaphore::new(CONNECTIONS_MAX));
    loop {
        let accepted = match &listeners.six {
            Some(six) => tokio::select! {
                accepted = listeners.four.accept() => accepted,
                accepted = six.accept() => accepted,
            },
            None => listeners.four.accept().await,
        };
        match accepted {
            Ok((stream, _)) => welcome(stream, &router, &places),
            // Out of file handles: connections that are here will give some back.
            Err(_) => tokio::time::sleep(Duration::from_millis(100)).await,
        }
    }
}

/// One connection too many is closed without a word.
fn welcome(stream: TcpStream, router: &Router, places: &Arc<Semaphore>) {
    let Ok(place) = Arc::clone(places).try_acquire_owned() else { return };
    let service = TowerToHyperService::new(router.clone());
    tokio::spawn(async move {
        let served = hyper::server::conn::http1::Builder::new()
            .timer(TokioTimer::new())
            .header_read_timeout(HEAD_TIMEOUT)
            .max_buf_size(HEAD_BYTES_MAX)
            .max_headers(HEAD_LINES_MAX)
            .serve_connection(TokioIo::new(stream), service)
            .await;
        // A browser that went away, or one that sent no HTTP: nothing that a person must know.
        drop(served);
        drop(place);
    });
}
