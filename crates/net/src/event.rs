//! What the network tells the caller, and the ticket with which the caller answers.

use std::fmt;

use tokio::sync::oneshot;
use waypost_protocol::ids::NodeId;

use crate::mailbox::{DepositVerdict, VisitFail, VisitReport};
use crate::meter::Place;
use crate::wire::Verdict;

/// Something happened on the network.
#[derive(Debug)]
pub enum Event {
    /// Partners can reach this node here, as far as this machine knows. Form: `/ip4/<address>/tcp/<port>`, or
    /// `<relay's address>/p2p/<relay>/p2p-circuit` while a place at that relay is held.
    Listening(String),
    /// They no longer can.
    NotListening(String),
    /// A frame came in. It must be answered with [`crate::Net::answer`].
    Arrived {
        /// Who holds the key at the other end of the link.
        from: NodeId,
        /// Not an admitted partner: somebody who answers an open invite.
        stranger: bool,
        /// Opaque bytes of an allowed length.
        frame: Vec<u8>,
        /// Answers this frame, once.
        reply: ReplyTicket,
    },
    /// The partner's verdict on a post.
    Answered {
        /// The post's ticket.
        ticket: u64,
        /// What the partner said.
        verdict: Verdict,
    },
    /// A post failed; whether the partner has the frame is not known, except where the reason says so.
    Failed {
        /// The post's ticket.
        ticket: u64,
        /// What happened.
        why: FailWhy,
    },
    /// What became of a deposit.
    Deposited {
        /// The deposit's ticket.
        ticket: u64,
        /// What the mailbox said.
        outcome: Result<DepositVerdict, FailWhy>,
    },
    /// A frame came out of a mailbox. It must be answered with [`crate::Net::answer`]: after `Kept` or `Refused` the
    /// mailbox erases it; after `Busy`, or without an answer, it stays there.
    Fetched {
        /// The ticket of the visit.
        visit: u64,
        /// Opaque bytes of an allowed length.
        frame: Vec<u8>,
        /// Answers this frame, once.
        reply: ReplyTicket,
    },
    /// A visit is over.
    Visited {
        /// The visit's ticket.
        ticket: u64,
        /// What it came to.
        outcome: Result<VisitReport, VisitFail>,
    },
    /// A link with this partner stands, or another one is the best now: how frames go from here on. The latest counts.
    Up(NodeId, Way),
    /// The last link with this partner is gone.
    Down(NodeId),
}

/// How frames go to a partner.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Way {
    /// From machine to machine.
    Direct,
    /// Through a relay.
    Relayed,
}

/// Why a post failed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum FailWhy {
    /// No link, and no address that can be dialled: see [`crate::Post::addresses`]. Nothing was sent.
    NoAddress,
    /// The frame is longer than a circuit carries, and no direct address answers. Nothing was sent.
    TooLongForRelay,
    /// Nobody answered at any of the addresses. Nothing was sent.
    Unreachable,
    /// Somebody with another key answered. Nothing was sent.
    WrongKey,
    /// Our own limits on links or dials are reached. Nothing was sent.
    OverLimit,
    /// The node is not among the admitted partners. Nothing was sent.
    NotAdmitted,
    /// No verdict within the deadline.
    TimedOut,
    /// The link broke, or the other side closed it: it may be gone, or may not admit us.
    ConnectionLost,
    /// The other side does not speak our protocol or this version of it.
    NotSpoken,
    /// The other side's verdict has a form we do not know.
    Garbled,
    /// This node was shut down.
    ShutDown,
}

/// The right to answer one arrived frame. Dropped, it lets the sender see a failure and send again later.
pub struct ReplyTicket {
    verdict: oneshot::Sender<Verdict>,
    /// The sender's share of our memory, given back with the answer. A visit bounds what it fetches by itself.
    place: Option<Place>,
}

impl ReplyTicket {
    pub(crate) fn new(verdict: oneshot::Sender<Verdict>, place: Option<Place>) -> Self {
        Self { verdict, place }
    }

    /// False if the exchange is over already: the sender will send again.
    pub(crate) fn answer(self, verdict: Verdict) -> bool {
        // The place first: a sender that has its verdict may send the next frame at once.
        drop(self.place);
        self.verdict.send(verdict).is_ok()
    }
}

impl fmt::Debug for ReplyTicket {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("ReplyTicket")
    }
}
