//! A running mailbox: the postmaster on a thread of its own, the network, the clock, and whoever looks after it.
//!
//! In: settings. Out: a [`Service`] that tells where it listens and how it is, and can be stopped. Requests that wait
//! are taken together, so that one flush serves them all.
//!
//! ```text
//! network --\
//! ticker  ---> one bounded channel -> postmaster thread: step -> answers -> network
//! keeper  --/
//! ```

use std::collections::HashSet;
use std::path::PathBuf;
use std::sync::Arc;
use std::time::Duration;

use serde::{Deserialize, Serialize};
use tokio::sync::{mpsc, oneshot, watch};
use waypost_net::Underlay;
use waypost_net::mailbox::server::{
    MailboxNet, ServerConfig, ServerEvent, ServerEvents, ServerLimits, ServerReply, serve,
};
use waypost_protocol::ids::{GrantId, NodeId};
use waypost_store::{RealDisk, mailbag};
use zeroize::Zeroizing;

use super::{Asked, GROUP_BYTES_MAX, GROUP_MAX, Limits, Postmaster};
use crate::command::Failure;
use crate::error::{DeskError, failure};
use crate::service::{now, system_rng, tell_time};

/// Requests that may wait before whoever brings them waits too: a few groups. Their frames are within the door's
/// bound of memory.
const WAITING_MAX: usize = 4 * GROUP_MAX;

/// The addresses of several interfaces are told one after another, within this time.
const ALL_ADDRESSES: Duration = Duration::from_millis(100);

/// Where and how a mailbox runs.
pub struct Settings {
    /// The folder for what waits; its parent must exist.
    pub dir: PathBuf,
    /// Where to listen: multiaddrs.
    pub listen: Vec<String>,
    /// What lies beneath the transport: a closed net's key.
    pub underlay: Underlay,
    /// The Ed25519 seed of its transport key, of which the key for grants is made too.
    pub seed: Zeroizing<[u8; 32]>,
    /// Bounds of what waits.
    pub limits: Limits,
    /// Bounds of the door.
    pub door: ServerLimits,
}

/// How a mailbox is. Numbers only: nothing of anybody's.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct MailboxFigures {
    /// Frames that wait.
    pub frames: u32,
    /// Their bytes.
    pub bytes: u64,
    /// Open inboxes.
    pub inboxes: u32,
    /// Bytes on the disk, without the reserve.
    pub disk_bytes: u64,
    /// Times that damage was met since the start.
    pub damaged: u64,
    /// Records lost by it.
    pub lost_records: u64,
    /// Inboxes whose terms were lost: they wait for their owners.
    pub without_terms: u32,
    /// Whether the disk fails.
    pub disk_failed: bool,
}

/// A handle to a running mailbox. Cheap to clone.
#[derive(Clone)]
pub struct Service {
    inputs: mpsc::Sender<Happened>,
    node: NodeId,
    listening: watch::Receiver<Vec<String>>,
    stopped: watch::Receiver<bool>,
}

enum Happened {
    Asked(Box<Asked>, ServerReply),
    Tick,
    Figures(oneshot::Sender<MailboxFigures>),
    Ended(HashSet<GrantId>),
    Stop,
}

/// Opens the mailbox and starts its network.
///
/// # Errors
/// The folder cannot be opened, or the address cannot be listened on; nothing is left running.
pub fn start(settings: Settings, runtime: &tokio::runtime::Handle) -> Result<Service, Failure> {
    let Settings { dir, listen, underlay, seed, limits, door } = settings;
    let config = ServerConfig { listen, underlay, node_key: seed.clone(), limits: door };
    let (net, events) = serve(config, runtime).map_err(|e| DeskError::Net(e).failure())?;
    let node = net.node();
    let (bag, disk) = (mailbag::Settings::default(), Arc::new(RealDisk));
    // Whoever knocks meanwhile waits.
    let opened = Postmaster::open(&dir, disk, bag, (node, &seed), limits, &mut system_rng());
    let postmaster = opened.map_err(|e| DeskError::Store(e).failure())?;
    let (inputs, waiting) = mpsc::channel(WAITING_MAX);
    let (tell_listening, listening) = watch::channel(Vec::new());
    let (told, stopped) = watch::channel(false);
    runtime.spawn(tell_time(inputs.clone(), || Happened::Tick));
    runtime.spawn(hand_over(events, inputs.downgrade(), tell_listening));
    std::thread::Builder::new()
        .name("postmaster".to_owned())
        .spawn(move || {
            run(postmaster, waiting, &net);
            // Whoever waits for the end is told also when the receiver is gone.
            told.send_replace(true);
        })
        .map_err(|e| failure("thread", e.to_string(), "Close other programs and try again."))?;
    Ok(Service { inputs, node, listening, stopped })
}

/// What the network says, for the thread.
async fn hand_over(
    mut events: ServerEvents,
    inputs: mpsc::WeakSender<Happened>,
    listening: watch::Sender<Vec<String>>,
) {
    while let Some(event) = events.next().await {
        match event {
            ServerEvent::Listening(address) => {
                listening.send_modify(|addresses| addresses.push(address));
            }
            ServerEvent::Asked { client, request, frame, reply } => {
                let Some(inputs) = inputs.upgrade() else { return };
                let asked = Box::new(Asked { client, request, frame });
                if inputs.send(Happened::Asked(asked, reply)).await.is_err() {
                    return;
                }
            }
        }
    }
}

/// The thread: groups of what waits, until it is stopped.
fn run(mut postmaster: Postmaster, mut waiting: mpsc::Receiver<Happened>, net: &MailboxNet) {
    let (mut asked, mut replies, mut goes_on) = (Vec::new(), Vec::new(), true);
    while goes_on && let Some(first) = waiting.blocking_recv() {
        let (mut next, mut bytes) = (Some(first), 0);
        while let Some(happened) = next {
            match happened {
                Happened::Asked(one, reply) => {
                    bytes += one.frame.as_ref().map_or(0, Vec::len);
                    asked.push(*one);
                    replies.push(reply);
                }
                Happened::Tick => postmaster.tick(now()),
                Happened::Figures(asker) => {
                    // Who does not wait for it any more needs nothing.
                    let _ = asker.send(figures(&postmaster));
                }
                Happened::Ended(ended) => postmaster.end_grants(ended),
                Happened::Stop => goes_on = false,
            }
            let is_full = asked.len() >= GROUP_MAX || bytes >= GROUP_BYTES_MAX;
            next = if is_full || !goes_on { None } else { waiting.try_recv().ok() };
        }
        for (reply, (response, frame)) in
            replies.drain(..).zip(postmaster.step(now(), &std::mem::take(&mut asked)))
        {
            // A client that has gone asks again: nothing that it was not told is lost to it.
            let _ = reply.answer(response, frame);
        }
    }
    net.shut_down();
    tracing::info!("stopped");
}

fn figures(postmaster: &Postmaster) -> MailboxFigures {
    let (found, disk_failed) = postmaster.figures();
    MailboxFigures {
        frames: found.totals.frames,
        bytes: found.totals.bytes,
        inboxes: found.totals.inboxes,
        disk_bytes: found.disk_bytes,
        damaged: found.damaged,
        lost_records: found.lost_records,
        without_terms: found.without_terms,
        disk_failed,
    }
}

impl Service {
    /// The mailbox's transport key.
    pub fn node(&self) -> NodeId {
        self.node
    }

    /// Where it listens, a moment after it does; nothing if that is not within `patience`.
    pub async fn listening(&self, patience: Duration) -> Vec<String> {
        let mut listening = self.listening.clone();
        let some = listening.wait_for(|addresses| !addresses.is_empty());
        if !matches!(tokio::time::timeout(patience, some).await, Ok(Ok(_))) {
            return Vec::new();
        }
        tokio::time::sleep(ALL_ADDRESSES).await;
        self.listening.borrow().clone()
    }

    /// How it is; nothing once it has stopped.
    pub async fn figures(&self) -> Option<MailboxFigures> {
        let (asker, answer) = oneshot::channel();
        self.inputs.send(Happened::Figures(asker)).await.ok()?;
        answer.await.ok()
    }

    /// Which grants the operator ended, all of them.
    pub async fn end_grants(&self, ended: HashSet<GrantId>) {
        // A mailbox that has stopped reads them when it starts again.
        let _ = self.inputs.send(Happened::Ended(ended)).await;
    }

    /// Stops it in good order: what was taken is answered first.
    pub async fn stop(&self) {
        // One that has stopped needs no telling.
        let _ = self.inputs.send(Happened::Stop).await;
        self.stopped().await;
    }

    /// Waits until it has stopped.
    pub async fn stopped(&self) {
        let mut stopped = self.stopped.clone();
        // An error means that the thread is gone, which is an end too.
        let _ = stopped.wait_for(|stopped| *stopped).await;
    }
}
