//! Carries opaque frames between nodes, over libp2p, behind a bounded handle.
//!
//! In: [`Post`]s, the partner list, verdicts on frames that arrived. Out: [`Event`]s. It never looks into a frame,
//! never retries, never says [`Verdict::Kept`] by itself, and logs nothing but counters and, at debug, peer ids.
//!
//! ```text
//! caller --post/admit/answer--> Net ==bounded==> loop (swarm) --> carriage --> link --> the wire
//! caller <------ Events <====bounded==== outbox <-- loop <------- carriage <-- link <-- the wire
//! ```
//!
//! What must stay true:
//! - Every accepted [`Post`] ends in exactly one [`Event::Answered`] or [`Event::Failed`]. `Failed` leaves open whether
//!   the frame arrived, unless the reason says so: sending the same frame again must be harmless.
//! - A frame is `Kept` for its sender only if this side's caller said so. A verdict that is dropped or late is a
//!   failure at the sender.
//! - A length is allowed, and its bytes have a place, before a byte of the frame is read or allocated.
//! - A slow caller slows the senders: frames that cannot be handed over keep their places, and who finds none is
//!   told to wait ([`Verdict::Busy`]). The loop itself never waits.
//! - A peer is dialled by its key. Whoever answers with another key gets nothing.
//!
//! Left out on purpose: `ping`, and `identify` where no relay is configured. They would tell strangers a version and
//! addresses, and put a beat on an idle wire. With a relay `identify` speaks to that relay alone, and a node that
//! relays answers its partners with one and the same text. A dead link is noticed by a post that hears nothing until its deadline.
//! (yamux itself sends a ping of some 30 bytes every ten seconds on a link that stands; it cannot be switched off, and
//! an idle link is closed.) `memory-connection-limits` is left out too: it measures the whole process, while all that a peer can make us hold is
//! counted here.
//!
//! The wire is in the page of `wire.rs`; the bounds and their reasons are in [`Limits`].

#![cfg_attr(test, allow(clippy::unwrap_used))]

mod address;
mod carriage;
mod circle;
mod door;
mod error;
mod event;
mod limits;
mod link;
pub mod mailbox;
mod meter;
mod muxer;
mod news;
mod outbox;
mod partner;
mod post;
mod proxy;
mod reach;
mod reservations;
mod swarm;
#[cfg(feature = "faults")]
pub mod testing;
mod threshold;
mod transport;
mod underlay;
mod wire;

use std::ffi::OsStr;
use std::fmt;
use std::sync::Arc;

use libp2p::identity::Keypair;
use tokio::sync::{mpsc, watch};
use waypost_protocol::ids::NodeId;
use zeroize::Zeroizing;

pub use address::is_circuit;
pub use error::{Error, NotTaken};
pub use event::{Event, FailWhy, ReplyTicket, Way};
pub use limits::Limits;
pub use post::Post;
pub use reach::Reach;
pub use underlay::{BadNetworkKey, BadProxy, NetworkKey, Proxy, Underlay};
pub use wire::{LADDER, Refusal, Verdict};

use mailbox::{Deposit, Office, Visit};
use news::News;
use post::{Courier, Delivery, PostRoom};
use reservations::Reservations;
use swarm::Orders;

/// Events handed over but not yet read. 16: a caller that reads in turn; the rest waits in the outbox, which is bounded by `Limits`.
const EVENTS_WAITING: usize = 16;

/// What a node needs to know to be on the network.
pub struct Config {
    /// Where to listen: `/ip4/<address>/tcp/<port>` or `/ip6/...`; port 0 lets the system choose. None: dial only.
    pub listen: Vec<String>,
    /// The Ed25519 seed (RFC 8032, 32 bytes) of the node's transport key. Not the organisation's signing key.
    pub node_key: Zeroizing<[u8; 32]>,
    /// What lies beneath the transport.
    pub underlay: Underlay,
    /// Relays, used and offered.
    pub reach: Reach,
    /// The bounds.
    pub limits: Limits,
}

impl fmt::Debug for Config {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Config")
            .field("listen", &self.listen)
            .field("underlay", &self.underlay)
            .field("reach", &self.reach)
            .field("limits", &self.limits)
            .finish_non_exhaustive()
    }
}

/// The caller's end. Cheap to clone, callable from any thread, never blocks. The network shuts down when the last one is dropped.
#[derive(Debug, Clone)]
pub struct Net {
    node: NodeId,
    room: Arc<PostRoom>,
    posts: mpsc::Sender<Courier>,
    mailboxes: Office,
    orders: Arc<watch::Sender<Orders>>,
}

/// What happened, in order. The network shuts down when it is dropped.
#[derive(Debug)]
pub struct Events(mpsc::Receiver<Delivery>);

/// Starts to listen and to carry, on the given runtime. Nobody is admitted yet.
///
/// # Errors
/// See [`Error`]; nothing is left running after one.
pub fn start(config: Config, runtime: &tokio::runtime::Handle) -> Result<(Net, Events), Error> {
    refuse_key_log(std::env::var_os("SSLKEYLOGFILE").as_deref())?;
    config.limits.check()?;
    let mut seed = config.node_key;
    let key = Keypair::ed25519_from_bytes(&mut seed[..]).map_err(|_| Error::NodeKey)?;
    let node = address::node_of(&key.public().to_peer_id()).ok_or(Error::NodeKey)?;

    let relays = config.reach.relays(config.underlay.proxy.is_some())?;

    let _context = runtime.enter();
    let swarm = swarm::dialling(&key, &config.limits, &config.underlay, &config.reach, &relays)?;
    let swarm = swarm::listen(swarm, &config.listen)?;
    let (posts, posted) = mpsc::channel(config.limits.posts_max);
    let (events, deliveries) = mpsc::channel(EVENTS_WAITING);
    let (orders, latest) = watch::channel(Orders {
        partners: Arc::new([]),
        welcome_strangers: false,
        shut_down: false,
    });
    let underlay = config.underlay.clone();
    let mailboxes = mailbox::open_office(&config.limits, underlay, latest.clone(), events.clone());
    let reservations = Reservations::new(relays, &config.limits, config.listen.is_empty());
    runtime.spawn(swarm::run(swarm, News::new(reservations), posted, latest, events));
    let net = Net {
        mailboxes,
        node,
        room: Arc::new(PostRoom::new(&config.limits)),
        posts,
        orders: Arc::new(orders),
    };
    Ok((net, Events(deliveries)))
}

/// Some libraries below would write session keys to the file this variable names.
fn refuse_key_log(variable: Option<&OsStr>) -> Result<(), Error> {
    match variable {
        Some(_) => Err(Error::KeyLogRequested),
        None => Ok(()),
    }
}

impl Net {
    /// This node's own id.
    pub fn node(&self) -> NodeId {
        self.node
    }

    /// Sends a frame to an admitted partner, over a link that stands or one that is dialled now. Ends in exactly one event.
    ///
    /// # Errors
    /// [`NotTaken`]: nothing was sent and no event will follow.
    pub fn post(&self, post: Post) -> Result<(), NotTaken> {
        self.unless_shut_down()?;
        let courier = self.room.accept(post)?;
        self.posts.try_send(courier).map_err(|error| match error {
            mpsc::error::TrySendError::Full(_) => NotTaken::Full,
            mpsc::error::TrySendError::Closed(_) => NotTaken::Closed,
        })
    }

    /// Leaves a frame in a mailbox, under a transport key made for this. Ends in exactly one [`Event::Deposited`].
    ///
    /// # Errors
    /// [`NotTaken`]: nothing was sent and no event will follow.
    pub fn deposit(&self, deposit: Deposit) -> Result<(), NotTaken> {
        self.unless_shut_down()?;
        self.mailboxes.deposit(deposit)
    }

    /// Goes to a mailbox for what waits in an inbox of ours, or to close it, under a transport key made for this.
    /// Brings any number of [`Event::Fetched`] and ends in exactly one [`Event::Visited`].
    ///
    /// # Errors
    /// [`NotTaken`]: nothing was asked and no event will follow.
    pub fn visit(&self, visit: Visit) -> Result<(), NotTaken> {
        self.unless_shut_down()?;
        self.mailboxes.visit(visit)
    }

    fn unless_shut_down(&self) -> Result<(), NotTaken> {
        match self.orders.borrow().shut_down {
            true => Err(NotTaken::Closed),
            false => Ok(()),
        }
    }

    /// Replaces the list of partners; counts for every post after it. Links of those no longer on it are closed, their
    /// posts fail. Ids that are no Ed25519 keys are left out. The list is as long as the caller's list of partners.
    /// Relays are asked for places from the first call on.
    pub fn admit(&self, partners: Vec<NodeId>) {
        self.orders.send_modify(|orders| orders.partners = partners.into());
    }

    /// Lets strangers bring one frame each, of at most `stranger_frame_bytes_max`; for as long as an invite is open.
    /// A stranger's link is closed after its frame is answered, unless it is a partner by then. Closing the door lets
    /// those inside finish.
    pub fn welcome_strangers(&self, welcome: bool) {
        self.orders.send_modify(|orders| orders.welcome_strangers = welcome);
    }

    /// Answers a frame that arrived. [`Verdict::Kept`] only after the frame is on disk. False if the sender no longer
    /// waits: it will see a failure, and send again.
    pub fn answer(&self, reply: ReplyTicket, verdict: Verdict) -> bool {
        reply.answer(verdict)
    }

    /// Closes all links and fails all posts; the events end after that.
    pub fn shut_down(&self) {
        self.orders.send_modify(|orders| orders.shut_down = true);
    }
}

impl Events {
    /// The next event; none after the shutdown. Safe to cancel.
    pub async fn next(&mut self) -> Option<Event> {
        self.0.recv().await.map(|delivery| delivery.event)
    }

    /// As [`Events::next`], for a plain thread. Must not be called on a runtime's thread.
    pub fn blocking_next(&mut self) -> Option<Event> {
        self.0.blocking_recv().map(|delivery| delivery.event)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_key_log_file_is_refused_even_if_its_name_is_empty() {
        for name in ["/tmp/keys", ""] {
            assert!(matches!(refuse_key_log(Some(OsStr::new(name))), Err(Error::KeyLogRequested)));
        }
        assert!(refuse_key_log(None).is_ok());
    }

    #[test]
    fn a_configuration_shows_no_key() {
        let config = Config {
            listen: Vec::new(),
            node_key: Zeroizing::new([0xab; 32]),
            underlay: Underlay::default(),
            reach: Reach::default(),
            limits: Limits::default(),
        };
        let shown = format!("{config:?}").to_lowercase();
        assert!(
            !shown.contains("node_key") && !shown.contains("171, 171") && !shown.contains("abab")
        );
    }
}
