//! A running node: the desk on a thread of its own, the network, the clock, and whoever asks.
//!
//! In: settings, a passphrase, commands. Out: replies. This is where the clock is read and where
//! effects become deeds; it decides nothing. Inputs that wait are taken together, so that one fsync
//! serves them all.
//!
//! ```text
//! ask() ----\
//! network ---> one bounded channel -> desk thread: step -> effects -> network, waiting askers
//! ticker ---/
//! ```
//!
//! `seats`: while the desk is not open; `jobs`: threads beside it.

mod jobs;
mod seats;
#[cfg(test)]
#[allow(clippy::unwrap_used, reason = "a test that cannot go on has failed")]
mod tests;

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::{Duration, SystemTime, UNIX_EPOCH};

use getrandom::SysRng;
use rand_core::UnwrapErr;
use tokio::sync::{mpsc, oneshot, watch};
use waypost_net::{Event, Net, Post, ReplyTicket, Way};
use waypost_protocol::ids::{NodeId, Time};
use waypost_store::{Hardness, Locked, Options, RealDisk};

pub use waypost_net::{BadNetworkKey, NetworkKey, Proxy, Reach, Underlay};
pub use waypost_store::Format;

use crate::attempts::Attempts;
use crate::backup::{Outcome, Schedule};
use crate::bundle::{self, Answer, Turn};
use crate::command::{Command, Failure, Reply, Secret};
use crate::desk::{Desk, Effect, INPUTS_MAX, Input, Preferences};
use crate::error::{DeskError, failure};
use crate::founding::{Created, Ground, Profile, found};
use crate::outage::Outage;

/// Inputs that may wait before whoever brings them waits too: a few steps' worth.
const WAITING_MAX: usize = 4 * INPUTS_MAX;
/// How often time is told to have passed.
const TICK: Duration = Duration::from_secs(1);

/// Where and how a node runs.
#[derive(Debug, Clone)]
pub struct Settings {
    /// The node's folder; the data lies in `data` inside it.
    pub home: PathBuf,
    /// Where to listen: multiaddrs.
    pub listen: Vec<String>,
    /// The key of a closed net, and a proxy.
    pub underlay: Underlay,
    /// Relays, used and offered. Its outside addresses are those that partners are told.
    pub reach: Reach,
    /// What partners and the disk are told.
    pub preferences: Preferences,
    /// How hard the passphrase is to guess; tests make it light.
    pub hardness: Hardness,
    /// Backups that are made by themselves.
    pub backup: Option<Schedule>,
}

impl Settings {
    /// The data folder.
    pub fn data(&self) -> PathBuf {
        self.home.join("data")
    }

    pub(crate) fn options(&self) -> Options {
        Options { hardness: self.hardness, ..Options::default() }
    }
}

/// Founds an organisation in a new folder.
pub fn create(
    settings: &Settings,
    profile: &Profile,
    passphrase: &Secret,
    recovery_seed: &[u8; 32],
) -> Result<Created, Failure> {
    let ground = Ground {
        dir: &settings.data(),
        options: settings.options(),
        disk: Arc::new(RealDisk),
        passphrase,
        recovery_seed,
        now: now(),
    };
    found(ground, profile, system_rng(), &mut system_rng()).map_err(|e| e.failure())
}

/// Which format a node's data folder has; changes nothing. Codes as in [`Failure`]: `newer_format`, `not_a_store`.
pub fn format_of(data: &Path) -> Result<Format, Failure> {
    waypost_store::format_of(data, &RealDisk).map_err(|e| DeskError::Store(e).failure())
}

/// Writes a damaged line in `FORMAT` anew, on the person's word that no newer program wrote the folder.
pub fn repair_format(data: &Path) -> Result<(), Failure> {
    waypost_store::repair_format(data, &RealDisk).map_err(|e| DeskError::Store(e).failure())
}

pub(crate) fn system_rng() -> UnwrapErr<SysRng> {
    UnwrapErr(SysRng)
}

pub(crate) fn now() -> Time {
    let since = SystemTime::now().duration_since(UNIX_EPOCH).unwrap_or_default();
    Time(since.as_secs())
}

/// A handle to a running node. Cheap to clone.
#[derive(Clone)]
pub struct Service {
    inputs: mpsc::Sender<Happened>,
    stopped: watch::Receiver<bool>,
    lock_wanted: Arc<AtomicBool>,
    locked: watch::Receiver<bool>,
    changes: watch::Receiver<u64>,
}

enum Happened {
    BackedUp(Box<Outcome>),
    /// The thread at a stick asks; which one, by the token of who wanted it.
    Stick(u64, Box<Turn>),
    Asked(Box<Command>, oneshot::Sender<Reply>),
    Network(Event),
    Tick,
}

/// Starts a node. Without a passphrase it starts locked: it then neither listens nor opens anything
/// until it is unlocked, for its transport key is in the vault too. Where the disk is full or fails it starts
/// too, refuses work, and takes it up by itself when the disk works.
pub fn start(
    settings: Settings,
    passphrase: Option<Secret>,
    runtime: tokio::runtime::Handle,
) -> Result<Service, Failure> {
    let disk = Arc::new(RealDisk);
    let locked = waypost_store::open(&settings.data(), settings.options(), disk, system_rng())
        .map_err(|e| DeskError::Store(e).failure())?;
    let (inputs, waiting) = mpsc::channel(WAITING_MAX);
    let (told, stopped) = watch::channel(false);
    let lock_wanted = Arc::new(AtomicBool::new(false));
    let (tell_locked, locked_now) = watch::channel(passphrase.is_none());
    let (tell_changes, changes) = watch::channel(0);
    let mut node = Node {
        attempts: Attempts::of(&settings.home),
        guess: None,
        lock_wanted: lock_wanted.clone(),
        locked: tell_locked,
        changes: tell_changes,
        told: Told::default(),
        settings,
        runtime: runtime.clone(),
        inputs: inputs.downgrade(),
        net: None,
        seat: Seat::Locked(locked),
        listening: Vec::new(),
        up: BTreeMap::new(),
        noted: 0,
        mends: 0,
        verdicts: BTreeMap::new(),
        askers: BTreeMap::new(),
        next: 1,
        backups_wanted: Vec::new(),
        sticks_wanted: Vec::new(),
        stick: None,
    };
    if let Some(passphrase) = passphrase {
        let unlocked = node.unlock(&passphrase);
        // With a failing disk the node runs all the same: it says so, and goes on when the disk works.
        if !matches!(node.seat, Seat::Outage(_)) {
            unlocked?;
        }
    }
    runtime.spawn(tell_time(inputs.clone(), || Happened::Tick));
    std::thread::Builder::new()
        .name("desk".to_owned())
        .spawn(move || {
            node.run(waiting);
            // Whoever waits for the end is told also when the receiver is gone.
            told.send_replace(true);
        })
        .map_err(|e| failure("thread", e.to_string(), "Close other programs and try again."))?;
    Ok(Service { inputs, stopped, lock_wanted, locked: locked_now, changes })
}

/// Says each second that one has passed, until nobody listens.
pub(crate) async fn tell_time<T>(inputs: mpsc::Sender<T>, tick: fn() -> T) {
    let mut interval = tokio::time::interval(TICK);
    interval.set_missed_tick_behavior(tokio::time::MissedTickBehavior::Delay);
    loop {
        interval.tick().await;
        if inputs.send(tick()).await.is_err() {
            return;
        }
    }
}

impl Service {
    /// Asks the node and waits for its reply.
    pub async fn ask(&self, command: Command) -> Reply {
        let (reply, answer) = oneshot::channel();
        let gone = || {
            Reply::Failed(failure("stopped", "The node has stopped.", "Start it: `waypost run`."))
        };
        match self.inputs.send(Happened::Asked(Box::new(command), reply)).await {
            Ok(()) => answer.await.unwrap_or_else(|_| gone()),
            Err(_) => gone(),
        }
    }

    /// Locks before anything that waits. False if the desk has not done it within `patience`: then only
    /// the end of the process takes the keys out of memory.
    pub async fn lock_now(&self, patience: Duration) -> bool {
        self.lock_wanted.store(true, Ordering::SeqCst);
        // Wakes a desk that waits for something to happen; one that works comes to it by itself.
        let _ = self.inputs.try_send(Happened::Tick);
        let mut locked = self.locked.clone();
        let done = tokio::time::timeout(patience, locked.wait_for(|locked| *locked)).await;
        matches!(done, Ok(Ok(_)))
    }

    /// Whether the keys are out of memory, or the node has stopped.
    pub fn is_locked(&self) -> bool {
        *self.locked.borrow()
    }

    /// A number that rises whenever there may be something new to show: after each step that kept anything, when
    /// the node is locked or unlocked or its disk fails, and when a partner or an address comes or goes. Changes
    /// in quick succession may be told as one.
    pub fn changes(&self) -> watch::Receiver<u64> {
        self.changes.clone()
    }

    /// Waits until the node has stopped in good order.
    pub async fn stopped(&self) {
        let mut stopped = self.stopped.clone();
        // An error means that the desk thread is gone, which is an end too.
        let _ = stopped.wait_for(|stopped| *stopped).await;
    }
}

/// The desk's thread.
struct Node {
    /// Wrong passphrases, when unlocking and when changing it.
    attempts: Attempts,
    /// Whose command tries the passphrase just now.
    guess: Option<u64>,
    /// Somebody cannot wait: before anything else that waits, lock.
    lock_wanted: Arc<AtomicBool>,
    locked: watch::Sender<bool>,
    changes: watch::Sender<u64>,
    /// What whoever watches was told last.
    told: Told,
    settings: Settings,
    runtime: tokio::runtime::Handle,
    inputs: mpsc::WeakSender<Happened>,
    net: Option<Net>,
    seat: Seat,
    listening: Vec<String>,
    /// Partners' nodes that are connected, whatever the seat.
    up: BTreeMap<NodeId, Way>,
    /// How often a partner, an address or a desk came or went.
    noted: u64,
    /// Tries to open the store anew since it last kept anything.
    mends: u32,
    verdicts: BTreeMap<u64, ReplyTicket>,
    askers: BTreeMap<u64, oneshot::Sender<Reply>>,
    next: u64,
    /// Asked for in this step.
    backups_wanted: Vec<(u64, PathBuf)>,
    sticks_wanted: Vec<(u64, Command)>,
    stick: Option<AtStick>,
}

/// The thread at a stick: who asked for it, and where it hears answers.
struct AtStick {
    token: u64,
    answers: std::sync::mpsc::SyncSender<Answer>,
}

enum Seat {
    Open(Box<Desk>),
    Locked(Locked),
    /// The disk failed: opened anew when it works again.
    Outage(Outage),
    /// Between two of the others, and after the end.
    Empty,
}

/// What a watcher can see the loop change.
#[derive(Clone, Copy, Default, PartialEq, Eq)]
struct Told {
    seat: u8,
    /// Batches that this seat's desk kept.
    kept: u64,
    /// Times that a partner, an address or a desk came or went.
    noted: u64,
}

/// What the loop does next.
#[derive(PartialEq, Eq)]
enum Then {
    GoOn,
    Stop,
}

impl Then {
    fn or(self, other: Self) -> Self {
        match self {
            Self::GoOn => other,
            Self::Stop => Self::Stop,
        }
    }
}

impl Node {
    fn run(&mut self, mut waiting: mpsc::Receiver<Happened>) {
        self.tell_seat();
        while let Some(first) = waiting.blocking_recv() {
            let mut happened = vec![first];
            while happened.len() < INPUTS_MAX
                && let Ok(more) = waiting.try_recv()
            {
                happened.push(more);
            }
            if self.lock_wanted.swap(false, Ordering::SeqCst) {
                self.lock();
                self.tell_seat();
            }
            let then = match self.seat {
                Seat::Open(_) => self.take_open(happened),
                Seat::Locked(_) => self.take_locked(happened),
                Seat::Outage(_) => self.take_outage(happened),
                Seat::Empty => Then::Stop,
            };
            if let (Seat::Open(desk), true) = (&mut self.seat, waiting.is_empty()) {
                desk.keep_house(now());
            }
            self.tell_seat();
            self.tell_changes();
            if then == Then::Stop {
                break;
            }
        }
        self.close();
        self.tell_seat();
        self.tell_changes();
    }

    fn take_open(&mut self, happened: Vec<Happened>) -> Then {
        let inputs = happened.into_iter().filter_map(|h| self.input(h)).collect();
        let Seat::Open(desk) = &mut self.seat else { return Then::GoOn };
        let effects = desk.step(now(), inputs);
        if desk.has_kept() {
            self.mends = 0;
        }
        let then = self.perform(effects);
        self.begin_backups();
        self.begin_sticks();
        then
    }

    /// None for a try of the passphrase that comes too early: it is answered here.
    fn input(&mut self, happened: Happened) -> Option<Input> {
        Some(match happened {
            Happened::Tick => Input::Tick,
            Happened::BackedUp(outcome) => Input::BackedUp(outcome),
            // One whose desk was locked meanwhile must not speak in the place of the next.
            Happened::Stick(token, _) if self.stick.as_ref().is_none_or(|s| s.token != token) => {
                return None;
            }
            Happened::Stick(_, turn) => Input::Stick(turn),
            Happened::Asked(command, asker) => {
                let token = self.number();
                if let Command::BackupMake { to } = *command {
                    self.askers.insert(token, asker);
                    self.backups_wanted.push((token, PathBuf::from(to)));
                    return None;
                }
                if matches!(*command, Command::BundleWrite { .. } | Command::BundleRead { .. }) {
                    self.askers.insert(token, asker);
                    self.sticks_wanted.push((token, *command));
                    return None;
                }
                if matches!(*command, Command::PassphraseChange { .. }) {
                    if let Err(wait) = self.attempts.begin(now()) {
                        let _ = asker.send(Reply::Failed(wait));
                        return None;
                    }
                    self.guess = Some(token);
                }
                self.askers.insert(token, asker);
                Input::Asked { token, command }
            }
            Happened::Network(event) => match self.noted(event) {
                Event::Arrived { from: _, stranger, frame, reply } => {
                    self.arrived(stranger, frame, reply)
                }
                // From a mailbox of ours: by the same door.
                Event::Fetched { visit: _, frame, reply } => self.arrived(false, frame, reply),
                Event::Deposited { ticket, outcome } => Input::Deposited { ticket, outcome },
                Event::Visited { ticket, outcome } => Input::Visited { ticket, outcome },
                Event::Answered { ticket, verdict } => Input::Answered { ticket, verdict },
                Event::Failed { ticket, why } => Input::Failed { ticket, why },
                Event::Up(node, way) => Input::Up(node, way),
                Event::Down(node) => Input::Down(node),
                Event::Listening(address) => Input::Listening(address),
                Event::NotListening(address) => Input::NotListening(address),
            },
        })
    }

    fn arrived(&mut self, stranger: bool, frame: Vec<u8>, reply: ReplyTicket) -> Input {
        let number = self.number();
        self.verdicts.insert(number, reply);
        Input::Arrived { reply: number, stranger, frame }
    }

    /// Remembers what the network says of itself: a desk that is taken up later is told.
    fn noted(&mut self, event: Event) -> Event {
        match &event {
            Event::Listening(address) if self.listening.contains(address) => {}
            Event::Listening(address) => {
                self.listening.push(address.clone());
                self.noted += 1;
            }
            Event::NotListening(address) => {
                self.listening.retain(|listening| listening != address);
                self.noted += 1;
            }
            Event::Up(node, way) => {
                self.up.insert(*node, *way);
                self.noted += 1;
            }
            Event::Down(node) => {
                self.up.remove(node);
                self.noted += 1;
            }
            Event::Arrived { .. } | Event::Answered { .. } | Event::Failed { .. } => {}
            Event::Fetched { .. } | Event::Deposited { .. } | Event::Visited { .. } => {}
        }
        event
    }

    fn number(&mut self) -> u64 {
        self.next += 1;
        self.next
    }

    /// Does what the desk decided. Posts that the network cannot take now come back as failed.
    fn perform(&mut self, effects: Vec<Effect>) -> Then {
        let mut then = Then::GoOn;
        let mut not_taken = Vec::new();
        for effect in effects {
            match effect {
                Effect::Post { ticket, to, addresses, frame } => {
                    let post = Post { ticket, to, addresses, frame };
                    if self.net.as_ref().is_none_or(|net| net.post(post).is_err()) {
                        not_taken.push(ticket);
                    }
                }
                Effect::Deposit(deposit) => {
                    let ticket = deposit.ticket;
                    if self.net.as_ref().is_none_or(|net| net.deposit(*deposit).is_err()) {
                        not_taken.push(ticket);
                    }
                }
                Effect::Visit(visit) => {
                    let ticket = visit.ticket;
                    if self.net.as_ref().is_none_or(|net| net.visit(*visit).is_err()) {
                        not_taken.push(ticket);
                    }
                }
                Effect::Verdict { reply, verdict } => {
                    if let (Some(reply), Some(net)) = (self.verdicts.remove(&reply), &self.net) {
                        net.answer(reply, verdict);
                    }
                }
                Effect::Reply { token, reply } => {
                    if self.guess.take_if(|guess| *guess == token).is_some()
                        && !matches!(&*reply, Reply::Failed(told) if told.code == "wrong_passphrase")
                    {
                        self.attempts.right();
                    }
                    if let Some(asker) = self.askers.remove(&token) {
                        // Whoever asked may have gone; the work is done all the same.
                        let _ = asker.send(*reply);
                    }
                }
                Effect::Stick(answer) => {
                    let over = matches!(*answer, Answer::Over);
                    if let Some(stick) = &self.stick {
                        // It waits for no more answers than there is room for; if it is gone, nobody does.
                        let _ = stick.answers.try_send(*answer);
                    }
                    if over {
                        self.end_stick(bundle::interrupted());
                    }
                }
                Effect::Admit(nodes) => {
                    if let Some(net) = &self.net {
                        net.admit(nodes);
                    }
                }
                Effect::Strangers(welcome) => {
                    if let Some(net) = &self.net {
                        net.welcome_strangers(welcome);
                    }
                }
                Effect::Lock => self.lock(),
                Effect::Reopen(told) => self.pause(told),
                Effect::Stop => then = Then::Stop,
            }
        }
        if let Seat::Open(desk) = &mut self.seat {
            // Only times change: nothing is posted before its next turn.
            desk.note_not_taken(now(), not_taken);
        }
        then
    }

    fn start_network(&self, desk: &Desk) -> Result<Net, Failure> {
        let config = waypost_net::Config {
            listen: self.settings.listen.clone(),
            node_key: desk.node_seed(),
            underlay: self.settings.underlay.clone(),
            reach: self.settings.reach.clone(),
            limits: waypost_net::Limits::default(),
        };
        let (net, mut events) =
            waypost_net::start(config, &self.runtime).map_err(|e| DeskError::Net(e).failure())?;
        let inputs = self.inputs.clone();
        self.runtime.spawn(async move {
            while let Some(event) = events.next().await {
                let Some(inputs) = inputs.upgrade() else { return };
                if inputs.send(Happened::Network(event)).await.is_err() {
                    return;
                }
            }
        });
        Ok(net)
    }

    fn close(&mut self) {
        if let Some(net) = self.net.take() {
            net.shut_down();
        }
        if let Seat::Open(desk) = std::mem::replace(&mut self.seat, Seat::Empty)
            && let Err(error) = desk.into_store().close()
        {
            tracing::error!(%error, "the index could not be closed in order; it is rebuilt at the next start");
        }
        tracing::info!("stopped");
    }
}
