//! A link that no swarm drives: a dialler that opens substreams and takes none.
//!
//! In: an authenticated link, and asks for substreams. Out: the substreams, for as long as somebody may ask.

use std::future::poll_fn;
use std::task::Poll;
use std::time::Duration;

use libp2p::core::muxing::{StreamMuxerBox, StreamMuxerExt, SubstreamBox};
use tokio::sync::{mpsc, oneshot};
use tokio::time::timeout;

/// How long the last bytes of a link may take. 5 s: a goodbye needs less, at 800 ms and with losses.
pub(crate) const CLOSING: Duration = Duration::from_secs(5);

/// Whoever waits for a substream.
pub(crate) type Wanted = oneshot::Sender<SubstreamBox>;

/// Moves the bytes and opens the substreams that are asked for, until nobody can ask any more or the link breaks.
pub(crate) async fn drive(mut muxer: StreamMuxerBox, mut opens: mpsc::Receiver<Wanted>) {
    let mut wanted: Option<Wanted> = None;
    // Round and round until nothing moves: what is written on a new substream wakes a link only if the link was polled
    // after the substream was there.
    poll_fn(|cx| {
        loop {
            while let Poll::Ready(happened) = muxer.poll_unpin(cx) {
                if happened.is_err() {
                    return Poll::Ready(());
                }
            }
            // The other side asks nothing: a substream of its making is dropped.
            while let Poll::Ready(opened) = muxer.poll_inbound_unpin(cx) {
                if opened.is_err() {
                    return Poll::Ready(());
                }
            }
            if wanted.is_none() {
                match opens.poll_recv(cx) {
                    Poll::Ready(Some(next)) => wanted = Some(next),
                    Poll::Ready(None) => return Poll::Ready(()),
                    Poll::Pending => return Poll::Pending,
                }
            }
            match muxer.poll_outbound_unpin(cx) {
                Poll::Ready(Ok(stream)) => {
                    let _ = wanted.take().map(|asker| asker.send(stream));
                }
                Poll::Ready(Err(_)) => return Poll::Ready(()),
                Poll::Pending => return Poll::Pending,
            }
        }
    })
    .await;
    // Whoever asked last sees the link as lost.
    drop((wanted, opens));
    let _ = timeout(CLOSING, muxer.close()).await;
}

#[cfg(test)]
mod tests {
    use std::pin::Pin;

    use futures::{AsyncReadExt, AsyncWriteExt};
    use libp2p::core::Endpoint;
    use libp2p::core::transport::{DialOpts, ListenerId, PortUse, Transport, TransportEvent};
    use libp2p::identity::Keypair;

    use super::*;
    use crate::limits::Limits;
    use crate::transport::{Links, transport};
    use crate::underlay::Underlay;

    /// Shorter than yamux's own ping, which would wake the link every ten seconds.
    const PATIENCE: Duration = Duration::from_secs(5);

    fn links() -> Links {
        let key = Keypair::generate_ed25519();
        transport(&key, &Limits::default(), &Underlay::default(), None).unwrap()
    }

    /// A link over loopback; the other end gives back what comes. The dialler's last words of the handshake go out
    /// with its first use of the link, so that the other end must not be waited for.
    async fn link() -> StreamMuxerBox {
        let (mut here, mut there) = (links(), links());
        there.listen_on(ListenerId::next(), "/ip4/127.0.0.1/tcp/0".parse().unwrap()).unwrap();
        let (tell, told) = oneshot::channel();
        tokio::spawn(async move {
            let mut tell = Some(tell);
            loop {
                match poll_fn(|cx| Pin::new(&mut there).poll(cx)).await {
                    TransportEvent::NewAddress { listen_addr, .. } => {
                        let _ = tell.take().map(|tell| tell.send(listen_addr));
                    }
                    TransportEvent::Incoming { upgrade, .. } => {
                        echo(upgrade.await.unwrap().1).await;
                    }
                    _ => {}
                }
            }
        });
        let how = DialOpts { role: Endpoint::Dialer, port_use: PortUse::New };
        here.dial(told.await.unwrap(), how).unwrap().await.unwrap().1
    }

    /// Takes every substream and gives back each byte that comes on it.
    async fn echo(mut muxer: StreamMuxerBox) {
        poll_fn(|cx| {
            while let Poll::Ready(Ok(_)) = muxer.poll_unpin(cx) {}
            while let Poll::Ready(Ok(mut stream)) = muxer.poll_inbound_unpin(cx) {
                tokio::spawn(async move {
                    let mut byte = [0];
                    while stream.read_exact(&mut byte).await.is_ok() {
                        stream.write_all(&byte).await.unwrap();
                        stream.flush().await.unwrap();
                    }
                });
            }
            Poll::<()>::Pending
        })
        .await
    }

    async fn open(opens: &mpsc::Sender<Wanted>) -> SubstreamBox {
        let (wanted, opened) = oneshot::channel();
        opens.send(wanted).await.unwrap();
        opened.await.unwrap()
    }

    async fn goes_there_and_back(stream: &mut SubstreamBox) -> bool {
        let exchange = async {
            stream.write_all(&[7]).await.unwrap();
            stream.flush().await.unwrap();
            stream.read_exact(&mut [0]).await.unwrap();
        };
        timeout(PATIENCE, exchange).await.is_ok()
    }

    #[tokio::test]
    async fn what_is_written_on_a_new_substream_is_heard_though_all_others_are_silent() {
        let (opens, opened) = mpsc::channel(1);
        tokio::spawn(drive(link().await, opened));
        let mut silent = Vec::new();
        for place in 0..3 {
            let mut stream = open(&opens).await;
            // The link has gone to sleep again.
            tokio::time::sleep(Duration::from_millis(50)).await;
            assert!(goes_there_and_back(&mut stream).await, "substream {place}");
            silent.push(stream);
        }
    }
}
