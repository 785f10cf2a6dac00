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
