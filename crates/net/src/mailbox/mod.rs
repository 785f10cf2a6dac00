//! Frames by way of mailboxes (SPEC 6.8): leaving them there, collecting them, and keeping a mailbox's door.
//!
//! In: [`Deposit`]s and [`Visit`]s of the caller. Out: one event for each, and the frames that were fetched. Each
//! session is a connection of its own, under a transport key made for it and forgotten after it: a mailbox never sees
//! the node's key, and cannot tell by keys whether two sessions come from one node. (By address and hour it may; a
//! proxy under the transport is against that.) One session goes to one mailbox for one inbox.
//!
//! ```text
//! caller --deposit/visit--> Office ==bounded==> rounds --a task each--> line --> the wire --> a mailbox's `server`
//! caller <---- Events <=====bounded================================ session
//! ```
//!
//! What must stay true:
//! - Every accepted [`Deposit`] ends in one [`crate::Event::Deposited`], every [`Visit`] in one [`crate::Event::Visited`].
//! - A frame is acknowledged at the mailbox, and so erased there, only after this side's caller said `Kept` or `Refused`.
//! - Nothing of a client is logged: no key, no address, no inbox.

mod collect;
mod leave;
mod line;
mod rounds;
pub mod server;

mod wire;

use std::fmt;
use std::sync::Arc;

use tokio::sync::{OwnedSemaphorePermit, Semaphore, mpsc, watch};
use waypost_protocol::ids::{Day, NodeId};
use waypost_protocol::mailbox::{Grant, GrantRefusal, InboxId, InboxKey, TokenHash, WriteToken};

use crate::error::NotTaken;
use crate::event::{Event, FailWhy};
use crate::limits::Limits;
use crate::post::{Delivery, PostRoom, Room};
use crate::swarm::Orders;
use crate::underlay::Underlay;
use rounds::Rounds;

/// Visits whose event was not yet read. 64: four mailboxes with their inboxes of two months, and room.
const VISITS_MAX: usize = 64;

/// Where a mailbox is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct MailboxAt {
    /// Its transport key: whoever answers with another gets nothing.
    pub node: NodeId,
    /// Where to dial it. The first eight that can be dialled are tried, together; others are left out.
    pub addresses: Vec<String>,
}

/// A frame to be left in a mailbox.
#[derive(Debug, Clone)]
pub struct Deposit {
    /// The caller's number for it; comes back in the one event it ends in.
    pub ticket: u64,
    /// The mailbox.
    pub at: MailboxAt,
    /// For whom it is.
    pub inbox: InboxId,
    /// The right to write there.
    pub token: WriteToken,
    /// Opaque bytes, of one of the lengths in [`crate::LADDER`].
    pub frame: Arc<[u8]>,
}

/// A visit to an inbox of ours.
#[derive(Debug)]
pub struct Visit {
    /// The caller's number for it; comes back in every event of the visit.
    pub ticket: u64,
    /// The mailbox.
    pub at: MailboxAt,
    /// The inbox's secret half.
    pub inbox: InboxKey,
    /// What to do there.
    pub errand: Errand,
}

/// What a visit is for.
#[derive(Debug, Clone)]
pub enum Errand {
    /// Bring what waits.
    Collect {
        /// Open the inbox first; of one that is open, change its last day and its token.
        open: Option<Opening>,
    },
    /// Erase the inbox and what waits in it.
    Close,
}

/// How an inbox is to be opened.
#[derive(Debug, Clone)]
pub struct Opening {
    /// The operator's permission.
    pub grant: Grant,
    /// By which writers will be known.
    pub token_hash: TokenHash,
    /// The inbox's last day.
    pub until_day: Day,
}

/// What a mailbox says to a deposit.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum DepositVerdict {
    /// The frame is on the mailbox's disk. That its owner has it is said by a receipt, and by nothing else.
    Kept,
    /// Not now.
    Busy {
        /// Seconds to wait before another try; 1 or more.
        retry_seconds: u32,
    },
    /// No room; nothing was dropped for it.
    Full,
    /// No such inbox (any more): the contact card is old.
    NoInbox,
    /// The token is not the inbox's: the contact card is old.
    WrongToken,
    /// The mailbox does not understand us.
    NotUnderstood,
}

/// What a visit came to.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct VisitReport {
    /// The inbox was opened or prolonged.
    pub opened: bool,
    /// Frames that were fetched, answered, and are erased there.
    pub collected: u32,
    /// Something still waits there: what the caller was too busy for, what broke off, what came after.
    pub left: bool,
    /// Frames for which the grant has room yet; known after opening.
    pub frames_left: Option<u32>,
}

/// Why a visit came to nothing, or broke off. What was acknowledged before stays so.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum VisitFail {
    /// The mailbox was not reached, or the session broke.
    Failed(FailWhy),
    /// Not now.
    Busy {
        /// Seconds to wait before another try; 1 or more.
        retry_seconds: u32,
    },
    /// There is no such inbox there (any more): it must be opened.
    NoInbox,
    /// The mailbox does not take our proof.
    WrongProof,
    /// The grant does not permit it.
    GrantRefused(GrantRefusal),
    /// As many inboxes are open under this grant as may be.
    TooMany,
    /// The mailbox does not understand us.
    NotUnderstood,
}

/// A deposit with its room.
struct Slip {
    deposit: Deposit,
    room: Room,
}

impl Slip {
    fn settled(self, outcome: Result<DepositVerdict, FailWhy>) -> Delivery {
        let ticket = self.deposit.ticket;
        Delivery::of(Event::Deposited { ticket, outcome }, self.room)
    }
}

/// A visit with its room, which is given back when the visit's last event is sent.
struct Call {
    visit: Visit,
    _room: OwnedSemaphorePermit,
}

enum Order {
    Deposit(Slip),
    Visit(Box<Call>),
}

/// The caller's end.
#[derive(Clone)]
pub(crate) struct Office {
    room: Arc<PostRoom>,
    visits: Arc<Semaphore>,
    orders: mpsc::Sender<Order>,
}

impl fmt::Debug for Office {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Office")
    }
}

/// Starts the rounds. Needs the tokio context.
pub(crate) fn open_office(
    limits: &Limits,
    underlay: Underlay,
    shut: watch::Receiver<Orders>,
    events: mpsc::Sender<Delivery>,
) -> Office {
    let (orders, ordered) = mpsc::channel(limits.posts_max + VISITS_MAX);
    let shop = Shop { limits: limits.clone(), underlay, shut, events };
    tokio::spawn(rounds::run(Rounds::default(), ordered, Arc::new(shop)));
    Office {
        room: Arc::new(PostRoom::new(limits)),
        visits: Arc::new(Semaphore::new(VISITS_MAX)),
        orders,
    }
}

impl Office {
    pub(crate) fn deposit(&self, deposit: Deposit) -> Result<(), NotTaken> {
        let room = self.room.room(deposit.frame.len())?;
        self.order(Order::Deposit(Slip { deposit, room }))
    }

    pub(crate) fn visit(&self, visit: Visit) -> Result<(), NotTaken> {
        let room = Arc::clone(&self.visits).try_acquire_owned().map_err(|_| NotTaken::Full)?;
        self.order(Order::Visit(Box::new(Call { visit, _room: room })))
    }

    fn order(&self, order: Order) -> Result<(), NotTaken> {
        self.orders.try_send(order).map_err(|error| match error {
            mpsc::error::TrySendError::Full(_) => NotTaken::Full,
            mpsc::error::TrySendError::Closed(_) => NotTaken::Closed,
        })
    }
}

/// What every session needs.
struct Shop {
    limits: Limits,
    underlay: Underlay,
    shut: watch::Receiver<Orders>,
    events: mpsc::Sender<Delivery>,
}

impl Shop {
    /// Waits while the caller does not read: that slows the sessions, and nothing else. Nobody is told anything
    /// once the caller is gone.
    async fn tell(&self, delivery: Delivery) {
        let _ = self.events.send(delivery).await;
    }

    /// Work that ends when the network is shut down, or nobody holds it any more.
    async fn unless_shut<T>(
        &self,
        work: impl Future<Output = Result<T, FailWhy>>,
    ) -> Result<T, FailWhy> {
        tokio::select! {
            biased;
            done = work => done,
            () = self.shut_down() => Err(FailWhy::ShutDown),
        }
    }

    async fn shut_down(&self) {
        let _ = self.shut.clone().wait_for(|orders| orders.shut_down).await;
    }
}

impl From<FailWhy> for VisitFail {
    fn from(why: FailWhy) -> Self {
        Self::Failed(why)
    }
}
