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

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::{Duration, SystemTime, UNIX_EPOCH};

use getrandom::SysRng;
use rand_core::UnwrapErr;
use tokio::sync::{mpsc, oneshot, watch};
use waypost_net::{Event, Net, Post, ReplyTicket, Verdict, Way};
use waypost_protocol::ids::{NodeId, Time};
use waypost_store::{Hardness, Locked, Options, RealDisk, Store};

pub use waypost_net::{BadNetworkKey, NetworkKey, Proxy, Reach, Underlay};
pub use waypost_store::Format;

use crate::attempts::{Attempts, was_a_guess};
use crate::backup::{Job, Outcome, Schedule};
use crate::bundle::{self, Answer, Turn};
use crate::command::{Command, Failure, Reply, Secret, StatusReport};
use crate::desk::{Desk, Effect, INPUTS_MAX, Input, Preferences};
use crate::error::{DeskError, failure};
use crate::founding::{Created, Ground, Profile, found};
use crate::outage::{NotYet, Outage, is_of_disk};

/// Inputs that may wait before whoever brings them waits too: a few steps' worth.
const WAITING_MAX: usize = 4 * INPUTS_MAX;
/// How often time is told to have passed.
const TICK: Duration = Duration::from_secs(1);
/// How long a partner is asked to wait for a frame that a locked node could not keep.
const BUSY_SECONDS: u32 = 60;

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
    let mut node = Node {
        attempts: Attempts::of(&settings.home),
        guess: None,
        lock_wanted: lock_wanted.clone(),
        locked: tell_locked,
        settings,
        runtime: runtime.clone(),
        inputs: inputs.downgrade(),
        net: None,
        seat: Seat::Locked(locked),
        listening: Vec::new(),
        up: BTreeMap::new(),
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
    Ok(Service { inputs, stopped, lock_wanted, locked: locked_now })
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
    settings: Settings,
    runtime: tokio::runtime::Handle,
    inputs: mpsc::WeakSender<Happened>,
    net: Option<Net>,
    seat: Seat,
    listening: Vec<String>,
    /// Partners' nodes that are connected, whatever the seat.
    up: BTreeMap<NodeId, Way>,
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

/// Writes a backup on a thread of its own; its outcome comes back as an input.
fn run_backup(inputs: &mpsc::WeakSender<Happened>, job: Job) -> Result<(), Failure> {
    let inputs = inputs.clone();
    let work = move || {
        let outcome = job.run();
        if let Some(inputs) = inputs.upgrade() {
            // A node that stops meanwhile has its file all the same.
            let _ = inputs.blocking_send(Happened::BackedUp(Box::new(outcome)));
        }
    };
    let begun = std::thread::Builder::new().name("backup".to_owned()).spawn(work);
    begun
        .map(drop)
        .map_err(|e| failure("thread", e.to_string(), "Close other programs and try again."))
}

/// Works at a stick on a thread of its own: its turns come as inputs, and it waits for the answer to each.
fn run_stick(
    inputs: &mpsc::WeakSender<Happened>,
    token: u64,
    job: bundle::Job,
) -> Result<std::sync::mpsc::SyncSender<Answer>, Failure> {
    let inputs = inputs.clone();
    let (answers, heard) = std::sync::mpsc::sync_channel(bundle::TURNS_MAX);
    let mut ask = move |turns: Vec<Turn>| {
        let asked = turns.len();
        for turn in turns {
            let turn = Happened::Stick(token, Box::new(turn));
            let sent = inputs.upgrade().map(|inputs| inputs.blocking_send(turn));
            if !matches!(sent, Some(Ok(()))) {
                return Vec::new();
            }
        }
        (0..asked).map_while(|_| heard.recv().ok()).collect()
    };
    let work = move || job.run(&mut system_rng(), &mut ask);
    let begun = std::thread::Builder::new().name("stick".to_owned()).spawn(work);
    begun
        .map(|_| answers)
        .map_err(|e| failure("thread", e.to_string(), "Close other programs and try again."))
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
            if then == Then::Stop {
                break;
            }
        }
        self.close();
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

    /// Between two steps: a stick that was asked for.
    fn begin_sticks(&mut self) {
        for (token, command) in std::mem::take(&mut self.sticks_wanted) {
            let begun = match &mut self.seat {
                Seat::Open(desk) => desk.begin_bundle(now(), command, token).and_then(|job| {
                    run_stick(&self.inputs, token, job).inspect_err(|_| desk.no_bundle_under_way())
                }),
                Seat::Locked(_) | Seat::Outage(_) | Seat::Empty => Err(bundle::interrupted()),
            };
            match begun {
                Ok(answers) => self.stick = Some(AtStick { token, answers }),
                Err(told) => {
                    if let Some(asker) = self.askers.remove(&token) {
                        let _ = asker.send(Reply::Failed(told));
                    }
                }
            }
        }
    }

    /// The thread at the stick hears nothing more. Whoever waits for its report, and has none, is told why.
    fn end_stick(&mut self, told: Failure) {
        let asker = self.stick.take().and_then(|stick| self.askers.remove(&stick.token));
        if let Some(asker) = asker {
            let _ = asker.send(Reply::Failed(told));
        }
    }

    /// Between two steps: backups that were asked for, and the one that is due.
    fn begin_backups(&mut self) {
        for (token, to) in std::mem::take(&mut self.backups_wanted) {
            self.begin_backup(to, None, Some(token));
        }
        let Seat::Open(desk) = &self.seat else { return };
        if let Some(schedule) = self.settings.backup.clone()
            && desk.backup_is_due(now(), &schedule)
        {
            self.begin_backup(schedule.dir, Some(schedule.keep), None);
        }
    }

    fn begin_backup(&mut self, to: PathBuf, keep: Option<usize>, token: Option<u64>) {
        let Seat::Open(desk) = &mut self.seat else { return };
        let begun = desk.begin_backup(now(), to, keep, token);
        let begun = begun.and_then(|job| {
            run_backup(&self.inputs, job).inspect_err(|_| desk.no_backup_under_way())
        });
        if let Err(told) = begun {
            tracing::error!(code = told.code, "a backup was not begun");
            if let Some(asker) = token.and_then(|token| self.askers.remove(&token)) {
                let _ = asker.send(Reply::Failed(told));
            }
        }
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
            Event::Listening(address) => self.listening.push(address.clone()),
            Event::NotListening(address) => self.listening.retain(|listening| listening != address),
            Event::Up(node, way) => drop(self.up.insert(*node, *way)),
            Event::Down(node) => drop(self.up.remove(node)),
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

    /// Whoever waits for the lock sees where the keys are: in memory, or not.
    fn tell_seat(&self) {
        let locked = matches!(self.seat, Seat::Locked(_) | Seat::Empty);
        self.locked.send_if_modified(|told| std::mem::replace(told, locked) != locked);
    }

    /// Keys out of memory. The network goes on with the keys it has; what arrives is spooled.
    fn lock(&mut self) {
        self.end_stick(bundle::interrupted());
        match std::mem::replace(&mut self.seat, Seat::Empty) {
            Seat::Open(desk) => self.seat = Seat::Locked(desk.into_store().lock()),
            Seat::Outage(outage) => self.seat = Seat::Locked(outage.lock()),
            seat @ (Seat::Locked(_) | Seat::Empty) => self.seat = seat,
        }
        if let Some(net) = &self.net {
            net.welcome_strangers(false);
        }
    }

    /// The disk failed: everything read is dropped; the store is opened anew by the ticks to come.
    fn pause(&mut self, told: Failure) {
        self.end_stick(bundle::interrupted());
        match std::mem::replace(&mut self.seat, Seat::Empty) {
            Seat::Open(desk) => self.mend_later(desk.into_store(), told),
            seat @ (Seat::Outage(_) | Seat::Locked(_) | Seat::Empty) => self.seat = seat,
        }
    }

    fn mend_later(&mut self, store: Store, told: Failure) {
        self.seat = Seat::Outage(Outage::new(store.pause(), told, self.mends));
    }

    /// Status, lock and stop work while the disk does not; everybody else is told to wait.
    fn take_outage(&mut self, happened: Vec<Happened>) -> Then {
        let mut then = Then::GoOn;
        for one in happened {
            let Seat::Outage(outage) = &mut self.seat else {
                // Locked, or mended, by one of these: the rest goes to whoever has the seat now.
                let rest = vec![one];
                match self.seat {
                    Seat::Open(_) => then = then.or(self.take_open(rest)),
                    Seat::Locked(_) => then = then.or(self.take_locked(rest)),
                    Seat::Outage(_) | Seat::Empty => {}
                }
                continue;
            };
            match one {
                Happened::BackedUp(outcome) => self.tell_of_backup(*outcome),
                // Its end was told when the desk went.
                Happened::Stick(..) => {}
                Happened::Tick if outage.tick() => then = then.or(self.try_to_mend()),
                Happened::Tick => {}
                Happened::Network(Event::Arrived { reply, .. } | Event::Fetched { reply, .. }) => {
                    let retry_seconds = outage.retry_seconds();
                    if let Some(net) = &self.net {
                        net.answer(reply, Verdict::Busy { retry_seconds });
                    }
                }
                Happened::Network(event) => drop(self.noted(event)),
                Happened::Asked(command, asker) => {
                    let reply = match *command {
                        Command::Status => Reply::Status(Box::new(outage.status(&self.listening))),
                        Command::Stop => {
                            then = Then::Stop;
                            Reply::Done { words: "The node stops.".to_owned() }
                        }
                        Command::Lock | Command::LockNow => {
                            self.lock();
                            Reply::Done { words: "The node is locked.".to_owned() }
                        }
                        _ => outage.refusal(),
                    };
                    let _ = asker.send(reply);
                }
            }
        }
        then
    }

    /// A backup that ended when no desk was there to note it: the file is good all the same.
    fn tell_of_backup(&mut self, outcome: Outcome) {
        if let Some(asker) = outcome.token.and_then(|token| self.askers.remove(&token)) {
            let _ = asker.send(outcome.into_reply());
        }
    }

    fn try_to_mend(&mut self) -> Then {
        match std::mem::replace(&mut self.seat, Seat::Empty) {
            Seat::Outage(outage) => match outage.try_again() {
                Ok((store, tries)) => {
                    self.mends = tries;
                    match self.sit_down(store) {
                        Ok(then) => {
                            tracing::info!(tries, "the disk works again");
                            return then;
                        }
                        Err((store, told)) => self.mend_later(*store, told),
                    }
                }
                Err(NotYet::Outage(outage)) => self.seat = Seat::Outage(*outage),
                Err(NotYet::Locked(locked)) => self.seat = Seat::Locked(locked),
            },
            seat @ (Seat::Open(_) | Seat::Locked(_) | Seat::Empty) => self.seat = seat,
        }
        Then::GoOn
    }

    fn take_locked(&mut self, happened: Vec<Happened>) -> Then {
        let mut then = Then::GoOn;
        for one in happened {
            match one {
                Happened::Tick => {}
                Happened::BackedUp(outcome) => self.tell_of_backup(*outcome),
                // Its end was told when the desk went.
                Happened::Stick(..) => {}
                Happened::Network(event) => self.take_event_locked(event),
                Happened::Asked(command, asker) => {
                    let reply = match *command {
                        Command::Unlock { passphrase } => match self.unlock(&passphrase) {
                            Ok(()) => Reply::Done { words: "The node is unlocked.".to_owned() },
                            Err(told) => Reply::Failed(told),
                        },
                        Command::Status => Reply::Status(Box::new(self.status_locked())),
                        Command::Stop => {
                            then = Then::Stop;
                            Reply::Done { words: "The node stops.".to_owned() }
                        }
                        Command::Lock | Command::LockNow => {
                            Reply::Done { words: "The node is locked.".to_owned() }
                        }
                        _ => Reply::Failed(failure(
                            "locked",
                            "The node is locked.",
                            "Unlock it: `waypost unlock`.",
                        )),
                    };
                    let _ = asker.send(reply);
                }
            }
        }
        then
    }

    fn take_event_locked(&mut self, event: Event) {
        match self.noted(event) {
            Event::Fetched { visit: _, frame, reply } => self.spool(false, &frame, reply),
            Event::Arrived { from: _, stranger, frame, reply } => {
                self.spool(stranger, &frame, reply);
            }
            // Nothing is posted while locked; what was under way is due again after unlocking.
            Event::Answered { .. } | Event::Failed { .. } => {}
            Event::Deposited { .. } | Event::Visited { .. } => {}
            Event::Listening(_) | Event::NotListening(_) | Event::Up(..) | Event::Down(_) => {}
        }
    }

    /// Keeps a frame of a partner until the node is unlocked.
    fn spool(&mut self, stranger: bool, frame: &[u8], reply: ReplyTicket) {
        let Seat::Locked(locked) = &mut self.seat else { return };
        let spooled = |locked: &mut Locked| {
            locked
                .spool(frame)
                .inspect_err(|error| tracing::error!(%error, "a frame could not be spooled"))
                .is_ok()
        };
        let kept = !stranger && spooled(locked);
        let busy = Verdict::Busy { retry_seconds: BUSY_SECONDS };
        if let Some(net) = &self.net {
            net.answer(reply, if kept { Verdict::Kept } else { busy });
        }
    }

    fn status_locked(&self) -> StatusReport {
        let spooled = match &self.seat {
            Seat::Locked(locked) => locked.spooled() as u64,
            Seat::Open(_) | Seat::Outage(_) | Seat::Empty => 0,
        };
        StatusReport {
            version: env!("CARGO_PKG_VERSION").to_owned(),
            locked: true,
            spooled,
            listening: self.listening.clone(),
            advice: vec!["Unlock the node to see more: `waypost unlock`.".to_owned()],
            ..StatusReport::default()
        }
    }

    /// Opens the vault, takes up the desk, starts the network if it does not run, opens the spool.
    fn unlock(&mut self, passphrase: &Secret) -> Result<(), Failure> {
        let locked = match std::mem::replace(&mut self.seat, Seat::Empty) {
            Seat::Locked(locked) => locked,
            seat @ (Seat::Open(_) | Seat::Outage(_) | Seat::Empty) => {
                self.seat = seat;
                return Ok(());
            }
        };
        if let Err(wait) = self.attempts.begin(now()) {
            self.seat = Seat::Locked(locked);
            return Err(wait);
        }
        let store = match locked.unlock(passphrase.0.as_bytes()) {
            Ok(store) => store,
            Err((locked, error)) => {
                if !was_a_guess(&error) {
                    self.attempts.right();
                }
                let told = DeskError::Store(error).failure();
                self.seat = if is_of_disk(&told) {
                    Seat::Outage(Outage::unopened(locked, passphrase.clone(), told.clone()))
                } else {
                    Seat::Locked(locked)
                };
                return Err(told);
            }
        };
        self.attempts.right();
        self.sit_down(store).map(drop).map_err(|(store, told)| {
            if is_of_disk(&told) {
                self.mend_later(*store, told.clone());
            } else {
                self.seat = Seat::Locked(store.lock());
            }
            told
        })
    }

    /// Takes up the desk of an unlocked store; gives the store back where that cannot be done.
    fn sit_down(&mut self, store: Store) -> Result<Then, (Box<Store>, Failure)> {
        let preferences = self.settings.preferences.clone();
        let mut desk = Desk::take_up(store, preferences, Box::new(system_rng()))
            .map_err(|(store, error)| (store, error.failure()))?;
        if self.net.is_none() {
            match self.start_network(&desk) {
                Ok(net) => self.net = Some(net),
                Err(told) => return Err((Box::new(desk.into_store()), told)),
            }
        }
        let heard = self.listening.iter().cloned().map(Input::Listening);
        let heard = heard.chain(self.up.iter().map(|(node, way)| Input::Up(*node, *way))).collect();
        let mut effects = desk.step(now(), heard);
        effects.extend(desk.open_spool(now()));
        self.seat = Seat::Open(Box::new(desk));
        Ok(self.perform(effects))
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
