//! A relay that counts: what two nodes say to each other passes here, byte for byte.

use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};

use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _};
use tokio::net::tcp::{OwnedReadHalf, OwnedWriteHalf};
use tokio::net::{TcpListener, TcpStream};

/// Counts TCP payload in both directions.
#[derive(Clone)]
pub(crate) struct Relay {
    /// Where it listens.
    pub(crate) port: u16,
    carried: Arc<AtomicU64>,
}

impl Relay {
    /// Passes every connection on to `to` on this machine.
    pub(crate) async fn to(to: u16) -> Self {
        let listener = TcpListener::bind(("127.0.0.1", 0)).await.expect("a free port");
        let port = listener.local_addr().expect("bound").port();
        let relay = Self { port, carried: Arc::default() };
        let carried = relay.carried.clone();
        tokio::spawn(async move {
            while let Ok((near, _)) = listener.accept().await {
                let Ok(far) = TcpStream::connect(("127.0.0.1", to)).await else { continue };
                let ((near_in, near_out), (far_in, far_out)) =
                    (near.into_split(), far.into_split());
                tokio::spawn(pass(near_in, far_out, carried.clone()));
                tokio::spawn(pass(far_in, near_out, carried.clone()));
            }
        });
        relay
    }

    /// Bytes carried so far.
    pub(crate) fn carried(&self) -> u64 {
        self.carried.load(Ordering::Relaxed)
    }
}

async fn pass(mut from: OwnedReadHalf, mut to: OwnedWriteHalf, carried: Arc<AtomicU64>) {
    let mut bytes = vec![0; 64 << 10];
    while let Ok(read @ 1..) = from.read(&mut bytes).await {
        carried.fetch_add(read as u64, Ordering::Relaxed);
        if to.write_all(&bytes[..read]).await.is_err() {
            return;
        }
    }
}
