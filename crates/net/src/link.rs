//! One connection: frames out, frames in, each on a substream of its own with a deadline.
//!
//! In: [`ToLink`], which is mostly [`Outgoing`] frames, from the carriage. Out: [`FromLink`] events. Why not libp2p's `request-response`: there
//! a codec does not know who stands at the door, so that a stranger's bound, a partner's rate and a partner's share
//! of memory could be looked at only after the frame is in memory.
//!
//! An inbound frame, in order:
//! 1. The stream is dropped unread if the link has as many as it may have.
//! 2. Four bytes are read. A length that is not allowed from this peer hears `Refused(Length)`.
//! 3. The peer's meter gives a place, or the peer hears `Busy`. What follows a refused length is read away, never kept.
//! 4. The frame is read and handed up with a [`ReplyTicket`].
//! 5. The caller's verdict is written. A ticket dropped, or answered after the deadline, writes nothing.

use std::collections::VecDeque;
use std::fmt;
use std::io;
use std::sync::Arc;
use std::task::{Context, Poll};
use std::time::{Duration, Instant};

use futures::StreamExt;
use futures::future::BoxFuture;
use futures::stream::FuturesUnordered;
use libp2p::Stream;
use libp2p::core::upgrade::{NegotiationError, ReadyUpgrade};
use libp2p::swarm::handler::{
    ConnectionEvent, DialUpgradeError, FullyNegotiatedInbound, FullyNegotiatedOutbound,
};
use libp2p::swarm::{
    ConnectionHandler, ConnectionHandlerEvent, StreamProtocol, StreamUpgradeError,
    SubstreamProtocol,
};
use tokio::sync::oneshot;
use tokio::time::timeout_at;

use crate::event::{FailWhy, ReplyTicket};
use crate::meter::{Meter, Place};
use crate::wire::{self, Announced, Refusal, Verdict};

/// From the last verdict to the end of a stranger's link, or of one that is to end. 5 s: eight bytes need less, at 800 ms and with losses.
const LINGER: Duration = Duration::from_secs(5);

/// What a peer may bring over one link.
#[derive(Debug, Clone)]
pub(crate) struct Allowance {
    pub(crate) meter: Arc<Meter>,
    /// The longest frame taken.
    pub(crate) frame_bytes_max: usize,
    /// Inbound exchanges at once.
    pub(crate) streams_max: usize,
    /// Inbound exchanges in the link's whole life; the link reports [`FromLink::Finished`] after the last.
    pub(crate) streams_left: Option<usize>,
    /// From an opened stream to a frame fully read, and again from there to its verdict written.
    pub(crate) patience: Duration,
}

/// A frame to be sent.
#[derive(Clone)]
pub(crate) struct Outgoing {
    /// The carriage's own number for it.
    pub(crate) id: u64,
    pub(crate) frame: Arc<[u8]>,
    pub(crate) deadline: Instant,
}

impl fmt::Debug for Outgoing {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Outgoing({}, {} bytes)", self.id, self.frame.len())
    }
}

/// What the carriage tells a link.
#[derive(Debug)]
pub(crate) enum ToLink {
    /// Send this.
    Send(Outgoing),
    /// Nothing more is sent here: end when what is under way is done.
    Retire,
    /// Who came as a stranger is a partner now, and may bring this from here on.
    Allow(Allowance),
}

/// What a link tells the carriage.
#[derive(Debug)]
pub(crate) enum FromLink {
    /// A frame is in memory and waits for its verdict.
    Arrived { frame: Vec<u8>, reply: ReplyTicket },
    /// An outgoing frame has its verdict or has failed.
    Settled { id: u64, outcome: Result<Verdict, FailWhy> },
    /// The peer has had all the exchanges it may have on this link, or the link was retired and is idle.
    Finished,
}

enum Done {
    Read(Stream, Vec<u8>, Place),
    /// An inbound exchange came to its end, whatever it was.
    Inbound,
    Outbound(u64, Result<Verdict, FailWhy>),
    Lingered,
}

/// The handler of one connection.
pub(crate) struct Link {
    allowance: Allowance,
    inbound_open: usize,
    /// Waiting for a substream to be asked for. Bounded by the carriage: in flight per partner.
    waiting: VecDeque<Outgoing>,
    /// A substream is being opened. All speak one protocol, so that the first to open serves the first that waits.
    opening: VecDeque<Outgoing>,
    work: FuturesUnordered<BoxFuture<'static, Done>>,
    retired: bool,
    /// An inbound exchange was begun: its verdict may still be unread at the other side.
    served: bool,
}

impl Link {
    pub(crate) fn new(allowance: Allowance) -> Self {
        Self {
            allowance,
            inbound_open: 0,
            waiting: VecDeque::new(),
            opening: VecDeque::new(),
            work: FuturesUnordered::new(),
            retired: false,
            served: false,
        }
    }

    fn is_idle(&self) -> bool {
        self.waiting.is_empty() && self.opening.is_empty() && self.work.is_empty()
    }

    fn take_inbound(&mut self, stream: Stream) {
        if self.inbound_open >= self.allowance.streams_max {
            return;
        }
        match &mut self.allowance.streams_left {
            Some(0) => return,
            Some(left) => *left -= 1,
            None => {}
        }
        self.inbound_open += 1;
        self.served = true;
        self.work.push(Box::pin(receive(
            stream,
            Arc::clone(&self.allowance.meter),
            self.allowance.frame_bytes_max,
            self.allowance.patience,
        )));
    }

    fn take_outbound(&mut self, stream: Stream) {
        if let Some(outgoing) = self.opening.pop_front() {
            self.work.push(Box::pin(send(stream, outgoing)));
        }
    }

    fn fail_opening(&mut self, why: FailWhy) {
        if let Some(outgoing) = self.opening.pop_front() {
            self.work.push(Box::pin(std::future::ready(Done::Outbound(outgoing.id, Err(why)))));
        }
    }

    /// One finished piece of work: perhaps an event for the carriage.
    fn note(&mut self, done: Done) -> Option<FromLink> {
        match done {
            Done::Read(stream, frame, place) => {
                let (verdict_sender, verdict) = oneshot::channel();
                let reply = ReplyTicket::new(verdict_sender, Some(place));
                let patience = self.allowance.patience;
                self.work.push(Box::pin(reply_on(stream, verdict, patience)));
                Some(FromLink::Arrived { frame, reply })
            }
            Done::Inbound => {
                self.inbound_open -= 1;
                if self.inbound_open == 0 && self.allowance.streams_left == Some(0) {
                    self.work.push(Box::pin(linger()));
                }
                None
            }
            // Something began meanwhile: there will be another end.
            Done::Lingered if self.retired && !self.is_idle() => None,
            Done::Lingered => Some(FromLink::Finished),
            Done::Outbound(id, outcome) => Some(FromLink::Settled { id, outcome }),
        }
    }
}

/// Steps 2 to 4 of the module's page.
async fn receive(
    mut stream: Stream,
    meter: Arc<Meter>,
    frame_bytes_max: usize,
    patience: Duration,
) -> Done {
    let reading = async {
        let refusal = match wire::read_length(&mut stream, frame_bytes_max).await? {
            Announced::Frame(length) => match meter.place(length, Instant::now()) {
                Ok(place) => {
                    return Ok(Some((wire::read_frame(&mut stream, length).await?, place)));
                }
                Err(retry_seconds) => Verdict::Busy { retry_seconds },
            },
            Announced::Odd => Verdict::Refused(Refusal::Length),
        };
        wire::turn_away(&mut stream, refusal).await.map(|()| None)
    };
    let read: io::Result<Option<(Vec<u8>, Place)>> = within(patience, reading).await;
    match read {
        Ok(Some((frame, place))) => Done::Read(stream, frame, place),
        Ok(None) | Err(_) => Done::Inbound,
    }
}

/// Step 5 of the module's page.
async fn reply_on(
    mut stream: Stream,
    verdict: oneshot::Receiver<Verdict>,
    patience: Duration,
) -> Done {
    let replying = async {
        let verdict = verdict.await.map_err(|_| io::ErrorKind::BrokenPipe)?;
        wire::write_verdict(&mut stream, verdict).await
    };
    // Nothing to be done here about a failure: the sender sees one too, and sends again.
    let _: io::Result<()> = within(patience, replying).await;
    Done::Inbound
}

/// A peer whose link is closed loses what it has not read yet; the last verdict shall be read.
async fn linger() -> Done {
    tokio::time::sleep(LINGER).await;
    Done::Lingered
}

async fn send(mut stream: Stream, outgoing: Outgoing) -> Done {
    let Outgoing { id, frame, deadline } = outgoing;
    let sending = async {
        // A refusal may come before the last byte is taken, and the write then fails: the verdict counts.
        let _ = wire::write_frame(&mut stream, &frame).await;
        wire::read_verdict(&mut stream).await
    };
    let outcome = match timeout_at(deadline.into(), sending).await {
        Ok(outcome) => outcome.map_err(|error| why(&error)),
        Err(_) => Err(FailWhy::TimedOut),
    };
    Done::Outbound(id, outcome)
}

async fn within<T>(patience: Duration, work: impl Future<Output = io::Result<T>>) -> io::Result<T> {
    match tokio::time::timeout(patience, work).await {
        Ok(done) => done,
        Err(_) => Err(io::ErrorKind::TimedOut.into()),
    }
}

/// With V1Lazy a peer that does not speak our protocol shows at the first read.
pub(crate) fn why(error: &io::Error) -> FailWhy {
    let negotiation = error.get_ref().is_some_and(|inner| inner.is::<NegotiationError>());
    match error.kind() {
        _ if negotiation => FailWhy::NotSpoken,
        io::ErrorKind::InvalidData => FailWhy::Garbled,
        _ => FailWhy::ConnectionLost,
    }
}

impl ConnectionHandler for Link {
    type FromBehaviour = ToLink;
    type ToBehaviour = FromLink;
    type InboundProtocol = ReadyUpgrade<StreamProtocol>;
    type OutboundProtocol = ReadyUpgrade<StreamProtocol>;
    type InboundOpenInfo = ();
    type OutboundOpenInfo = ();

    fn listen_protocol(&self) -> SubstreamProtocol<Self::InboundProtocol> {
        SubstreamProtocol::new(ReadyUpgrade::new(wire::PROTOCOL), ())
            .with_timeout(self.allowance.patience)
    }

    fn on_behaviour_event(&mut self, told: ToLink) {
        match told {
            ToLink::Send(outgoing) => self.waiting.push_back(outgoing),
            ToLink::Retire => self.retired = true,
            ToLink::Allow(allowance) => self.allowance = allowance,
        }
    }

    fn on_connection_event(
        &mut self,
        event: ConnectionEvent<Self::InboundProtocol, Self::OutboundProtocol>,
    ) {
        match event {
            ConnectionEvent::FullyNegotiatedInbound(FullyNegotiatedInbound {
                protocol, ..
            }) => self.take_inbound(protocol),
            ConnectionEvent::FullyNegotiatedOutbound(FullyNegotiatedOutbound {
                protocol, ..
            }) => self.take_outbound(protocol),
            ConnectionEvent::DialUpgradeError(DialUpgradeError { error, .. }) => {
                self.fail_opening(match error {
                    StreamUpgradeError::Timeout => FailWhy::TimedOut,
                    StreamUpgradeError::NegotiationFailed => FailWhy::NotSpoken,
                    StreamUpgradeError::Io(_) => FailWhy::ConnectionLost,
                    StreamUpgradeError::Apply(never) => match never {},
                });
            }
            // The rest says which protocols either side speaks; the enum is open-ended.
            _ => {}
        }
    }

    fn connection_keep_alive(&self) -> bool {
        !self.is_idle()
    }

    fn poll(
        &mut self,
        cx: &mut Context<'_>,
    ) -> Poll<ConnectionHandlerEvent<Self::OutboundProtocol, (), FromLink>> {
        loop {
            while let Poll::Ready(Some(done)) = self.work.poll_next_unpin(cx) {
                if let Some(event) = self.note(done) {
                    return Poll::Ready(ConnectionHandlerEvent::NotifyBehaviour(event));
                }
            }
            if !self.retired || !self.is_idle() {
                break;
            }
            self.work.push(match self.served {
                true => Box::pin(linger()),
                false => Box::pin(std::future::ready(Done::Lingered)),
            });
        }
        if let Some(outgoing) = self.waiting.pop_front() {
            let left = outgoing.deadline.saturating_duration_since(Instant::now());
            self.opening.push_back(outgoing);
            let protocol =
                SubstreamProtocol::new(ReadyUpgrade::new(wire::PROTOCOL), ()).with_timeout(left);
            return Poll::Ready(ConnectionHandlerEvent::OutboundSubstreamRequest { protocol });
        }
        Poll::Pending
    }
}
