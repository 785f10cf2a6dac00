//! The seats of a node whose desk is not open: locked, or waiting for a disk that failed; and how one is left for another.
//!
//! In: what happened meanwhile, a passphrase, a disk that works again. Out: replies, frames kept for later, and the desk.
//! Nothing is posted meanwhile, and no frame is looked into: who brings one is told to wait, or it is kept.

use super::{Happened, Node, Seat, Then, Told, now, system_rng};
use crate::attempts::was_a_guess;
use crate::backup::Outcome;
use crate::bundle;
use crate::command::{Command, Failure, Reply, Secret, StatusReport};
use crate::desk::{Desk, Input};
use crate::error::{DeskError, failure};
use crate::outage::{NotYet, Outage, is_of_disk};
use waypost_net::{Event, ReplyTicket, Verdict};
use waypost_store::{Locked, Store};

/// How long a partner is asked to wait for a frame that a locked node could not keep.
const BUSY_SECONDS: u32 = 60;

impl Node {
    /// Whoever waits for the lock sees where the keys are: in memory, or not.
    pub(super) fn tell_seat(&self) {
        let locked = matches!(self.seat, Seat::Locked(_) | Seat::Empty);
        self.locked.send_if_modified(|told| std::mem::replace(told, locked) != locked);
    }

    /// Whoever watches is told that there may be something new to show.
    pub(super) fn tell_changes(&mut self) {
        let (seat, kept) = match &self.seat {
            Seat::Open(desk) => (1, desk.kept()),
            Seat::Locked(_) => (2, 0),
            Seat::Outage(_) => (3, 0),
            Seat::Empty => (4, 0),
        };
        let told = Told { seat, kept, noted: self.noted };
        if std::mem::replace(&mut self.told, told) != told {
            self.changes.send_modify(|number| *number += 1);
        }
    }

    /// Keys out of memory. The network goes on with the keys it has; what arrives is spooled.
    pub(super) fn lock(&mut self) {
        self.noted += 1;
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
    pub(super) fn pause(&mut self, told: Failure) {
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
    pub(super) fn take_outage(&mut self, happened: Vec<Happened>) -> Then {
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

    pub(super) fn take_locked(&mut self, happened: Vec<Happened>) -> Then {
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
    pub(super) fn unlock(&mut self, passphrase: &Secret) -> Result<(), Failure> {
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
        self.noted += 1;
        let mut effects = desk.step(now(), heard);
        effects.extend(desk.open_spool(now()));
        self.seat = Seat::Open(Box::new(desk));
        Ok(self.perform(effects))
    }
}
