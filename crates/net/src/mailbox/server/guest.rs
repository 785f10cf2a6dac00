//! One client's connection: its handshake, its streams, and each exchange on them.
//!
//! An exchange, in order:
//! 1. The stream is dropped unread if the connection has as many as it may have.
//! 2. Four bytes are read. A head of a length that is not allowed hears `Length`.
//! 3. Room for the head is taken, or the client hears `Busy`. The head is read.
//! 4. Four bytes are read: the frame's length. What is not understood, or has not the length of its kind, hears so.
//! 5. Room and rates for the frame are taken, or the client hears `Busy`. The frame is read, and the end after it: on
//!    a stream that goes on nothing more is read, so that nothing can be heaped up below it.
//! 6. The request is handed up; the caller's answer is written. An answer that is dropped, or late, writes nothing.
//!
//! What follows a refused length is read away, never kept.

use std::future::poll_fn;
use std::io;
use std::sync::Arc;
use std::task::Poll;
use std::time::{Duration, Instant};

use futures::StreamExt;
use futures::stream::FuturesUnordered;
use libp2p::PeerId;
use libp2p::core::muxing::{StreamMuxerBox, StreamMuxerExt, SubstreamBox};
use multistream_select::{Negotiated, listener_select_proto};
use tokio::sync::{mpsc, oneshot};
use tokio::time::timeout;
use waypost_protocol::ids::NodeId;
use waypost_protocol::mailbox::{Request, Response};

use super::porch::{Pass, Places, Room};
use super::{Answer, ServerEvent, ServerReply};
use crate::address::node_of;
use crate::mailbox::wire;
use crate::muxer::CLOSING;
use crate::wire::{is_allowed, read_away};

type Stream = Negotiated<SubstreamBox>;

/// Who sits at the other end.
struct Guest {
    client: NodeId,
    pass: Pass,
    events: mpsc::Sender<ServerEvent>,
}

/// From the handshake to the end of a connection.
pub(super) async fn attend<E>(
    handshake: impl Future<Output = Result<(PeerId, StreamMuxerBox), E>>,
    mut pass: Pass,
    events: mpsc::Sender<ServerEvent>,
) {
    let patience = Duration::from_secs(pass.limits().handshake_seconds);
    let Ok(Ok((peer, muxer))) = timeout(patience, handshake).await else { return };
    pass.seated();
    if let Some(client) = node_of(&peer) {
        serve(muxer, Arc::new(Guest { client, pass, events })).await;
    }
}

enum Next {
    Asked(SubstreamBox),
    Answered,
    Over,
}

async fn serve(mut muxer: StreamMuxerBox, guest: Arc<Guest>) {
    let limits = guest.pass.limits();
    let (streams_max, idle) =
        (limits.streams_per_connection, Duration::from_secs(limits.idle_seconds));
    let mut exchanges = FuturesUnordered::new();
    let mut until = Box::pin(tokio::time::sleep(idle));
    loop {
        let next = poll_fn(|cx| {
            if let Poll::Ready(Some(())) = exchanges.poll_next_unpin(cx) {
                return Poll::Ready(Next::Answered);
            }
            while let Poll::Ready(happened) = muxer.poll_unpin(cx) {
                if happened.is_err() {
                    return Poll::Ready(Next::Over);
                }
            }
            if let Poll::Ready(opened) = muxer.poll_inbound_unpin(cx) {
                return Poll::Ready(opened.map_or(Next::Over, Next::Asked));
            }
            if exchanges.is_empty() && until.as_mut().poll(cx).is_ready() {
                return Poll::Ready(Next::Over);
            }
            Poll::Pending
        });
        match next.await {
            Next::Asked(stream) if exchanges.len() < streams_max => {
                exchanges.push(exchange(stream, Arc::clone(&guest)));
            }
            Next::Asked(_) => {}
            Next::Answered => until.as_mut().reset(tokio::time::Instant::now() + idle),
            Next::Over => break,
        }
    }
    // Whoever is still to be answered is gone.
    drop(exchanges);
    let _ = timeout(CLOSING, muxer.close()).await;
}

/// Steps 2 to 6 of the module's page. Nothing is to be done about a failure: the client sees one too.
async fn exchange(stream: SubstreamBox, guest: Arc<Guest>) {
    let _ = try_exchange(stream, &guest).await;
}

async fn try_exchange(stream: SubstreamBox, guest: &Guest) -> io::Result<()> {
    let limits = guest.pass.limits();
    let patience = limits.patience(0);
    let (mut stream, head) = within(patience, begin(stream, guest)).await?;
    let asked = match head {
        Ok(head) => read_frame(&mut stream, head, guest).await?,
        Err(refusal) => Err(refusal),
    };
    let (request, frame, Places { frame: room, fetch: _fetch }) = match asked {
        Ok(asked) => asked,
        Err(refusal) => return turn_away(&mut stream, &refusal, guest).await,
    };
    let (response, body) = within(patience, hand_up(request, frame, room, guest)).await?;
    let (head, body) = (response.encode(), body.unwrap_or_default());
    let answering = wire::write(&mut stream, &head, &body);
    within(limits.patience(body.len()), answering).await
}

/// A head in memory, with its room.
struct Head {
    bytes: Vec<u8>,
    frame_bytes: usize,
    _room: Room,
}

async fn begin(
    stream: SubstreamBox,
    guest: &Guest,
) -> io::Result<(Stream, Result<Head, Response>)> {
    let agreed = listener_select_proto(stream, std::iter::once(wire::PROTOCOL)).await;
    let (_, mut stream) = agreed.map_err(io::Error::other)?;
    let length = wire::read_length(&mut stream).await?;
    if !wire::is_head(length) {
        return Ok((stream, Err(Response::Length)));
    }
    let room = match guest.pass.room(length) {
        Ok(room) => room,
        Err(retry_seconds) => return Ok((stream, Err(Response::Busy { retry_seconds }))),
    };
    let bytes = wire::read_exactly(&mut stream, length).await?;
    let frame_bytes = wire::read_length(&mut stream).await?;
    Ok((stream, Ok(Head { bytes, frame_bytes, _room: room })))
}

type Asked = (Request, Option<Vec<u8>>, Places);

async fn read_frame(
    stream: &mut Stream,
    head: Head,
    guest: &Guest,
) -> io::Result<Result<Asked, Response>> {
    let limits = guest.pass.limits();
    let length = head.frame_bytes;
    let Ok(request) = Request::decode(&head.bytes) else {
        return Ok(Err(Response::NotUnderstood));
    };
    let allowed = match request.brings_a_frame() {
        true => is_allowed(length, limits.frame_bytes_max),
        false => length == 0,
    };
    if !allowed {
        return Ok(Err(Response::Length));
    }
    let places = match guest.pass.places(&request, length, Instant::now()) {
        Ok(places) => places,
        Err(retry_seconds) => return Ok(Err(Response::Busy { retry_seconds })),
    };
    let reading = async {
        let frame = match length {
            0 => None,
            _ => Some(wire::read_exactly(stream, length).await?),
        };
        wire::read_end(stream).await.map(|()| frame)
    };
    let frame = within(limits.patience(length), reading).await?;
    Ok(Ok((request, frame, places)))
}

async fn hand_up(
    request: Request,
    frame: Option<Vec<u8>>,
    room: Option<Room>,
    guest: &Guest,
) -> io::Result<Answer> {
    let gone = || io::Error::from(io::ErrorKind::BrokenPipe);
    let (answer, answered) = oneshot::channel();
    let reply = ServerReply { answer, room };
    let asked = ServerEvent::Asked { client: guest.client, request, frame, reply };
    guest.events.send(asked).await.map_err(|_| gone())?;
    answered.await.map_err(|_| gone())
}

async fn turn_away(stream: &mut Stream, refusal: &Response, guest: &Guest) -> io::Result<()> {
    let limits = guest.pass.limits();
    let turning = async {
        wire::write(stream, &refusal.encode(), &[]).await?;
        read_away(stream).await
    };
    within(limits.patience(limits.frame_bytes_max), turning).await
}

async fn within<T>(patience: Duration, work: impl Future<Output = io::Result<T>>) -> io::Result<T> {
    match timeout(patience, work).await {
        Ok(done) => done,
        Err(_) => Err(io::ErrorKind::TimedOut.into()),
    }
}
