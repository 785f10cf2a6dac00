//! The loop of a mailbox: requests in groups -> decide -> one commit -> answers.
//!
//! In: what clients ask, the clock, the disk, which grants the operator ended. Out: an answer to each request, after
//! what it says is on the disk. It keeps (inbox, last day, frame) and what each inbox is held to: its grant's id and
//! bounds, and a hash of the token. Of clients it keeps nothing, and it logs nothing of them.
//!
//! | module | its part |
//! |---|---|
//! | [`Postmaster`] | one step: a group of requests in, one commit, answers out |
//! | `decide` | what is answered, and what must be kept first; pure |
//! | `days` | which day it is, and whether anything may be erased by it |
//! | `rates` | how fast an inbox may be filled |
//! | [`service`] | a running mailbox: thread, network, clock |
//!
//! A disk that fails: whoever asks is told to come again, and it is opened anew, later each time, until it works. A
//! full one: frames are refused with `full`, what was acknowledged stays, and whoever collects makes room.

mod days;
mod decide;
mod rates;
pub mod service;
#[cfg(test)]
mod tests;

use std::collections::HashSet;
use std::path::Path;
use std::sync::Arc;

use rand_core::CryptoRng;
use waypost_protocol::ids::{GrantId, NodeId, Time};
use waypost_protocol::mailbox::{
    FRAMES_NAMED_MAX, FrameId, GrantKey, InboxId, Request, Response, Waiting,
};
use waypost_store::mailbag::{Figures, Mailbag, Settings};
use waypost_store::{Compacted, Disk, Error};

use crate::outage::BackOff;
use days::Days;
use decide::{Rules, Then};
use rates::Rates;

/// Requests that are decided together and share one flush. 64: a disk that flushes 100 times a second takes 6,400
/// deposits.
pub const GROUP_MAX: usize = 64;
/// Bytes of frames in a group, unless a single one is longer. 8 MiB: with its copies, what a small machine has.
pub(crate) const GROUP_BYTES_MAX: usize = 8 << 20;
/// When to come again where there was no room even for erasing, or one write failed: a little after the next tick.
const RETRY_SECONDS: u32 = 5;
/// Frames moved in one step of compaction: some tens of milliseconds during which nobody is answered.
const COMPACT_BYTES: u64 = 1 << 20;
/// Steps of compaction in a second, unless there is something else to do.
const COMPACT_STEPS: usize = 8;
/// Seconds between tries to take room into reserve again: as much as there is, is written each time.
const RESERVE_TICKS: u64 = 30;

/// Bounds of the whole mailbox; those of a grant stand in the grant.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Limits {
    /// Most frames that wait. 100,000: 20 MB of memory.
    pub frames_max: u32,
    /// Most bytes of them. 4 GiB: on the disk up to twice that until it is compacted.
    pub bytes_max: u64,
    /// Most frames in one inbox. 50,000: whoever has its token cannot take all of a mailbox that gave a larger grant.
    pub inbox_frames_max: u32,
    /// Most bytes of them. 2 GiB.
    pub inbox_bytes_max: u64,
}

impl Default for Limits {
    fn default() -> Self {
        Self {
            frames_max: 100_000,
            bytes_max: 4 << 30,
            inbox_frames_max: 50_000,
            inbox_bytes_max: 2 << 30,
        }
    }
}

/// One request of a client.
pub struct Asked {
    /// The client's throwaway key: what an owner's proof must be for.
    pub client: NodeId,
    /// What is asked.
    pub request: Request,
    /// The frame that came with it.
    pub frame: Option<Vec<u8>>,
}

/// What is answered: a head, and the frame that follows it.
pub type Answer = (Response, Option<Vec<u8>>);

/// The mailbox.
pub struct Postmaster {
    bag: Mailbag,
    node: NodeId,
    grants: GrantKey,
    ended: HashSet<GrantId>,
    limits: Limits,
    days: Days,
    rates: Rates,
    outage: Option<BackOff>,
    ticks: u64,
}

impl Postmaster {
    /// Opens the mailbox in a folder, or makes one. `node` and `seed` are its transport key.
    pub fn open(
        dir: &Path,
        disk: Arc<dyn Disk>,
        settings: Settings,
        (node, seed): (NodeId, &[u8; 32]),
        limits: Limits,
        chance: &mut dyn CryptoRng,
    ) -> Result<Self, Error> {
        let bag = Mailbag::open(dir, settings, disk, chance)?;
        Ok(Self {
            days: Days::after(bag.last_day()),
            bag,
            node,
            grants: GrantKey::from_seed(seed),
            ended: HashSet::new(),
            limits,
            rates: Rates::default(),
            outage: None,
            ticks: 0,
        })
    }

    /// Which grants the operator ended: nothing is opened under them, and nothing left in their inboxes. What waits
    /// there can be collected.
    pub fn end_grants(&mut self, ended: HashSet<GrantId>) {
        self.ended = ended;
    }

    /// How it is, and whether its disk fails.
    pub fn figures(&self) -> (Figures, bool) {
        (self.bag.figures(), self.outage.is_some())
    }

    /// Answers a group of requests, in order. At most [`GROUP_MAX`] are meant to be given together.
    pub fn step(&mut self, now: Time, asked: &[Asked]) -> Vec<Answer> {
        if let Some(wait) = self.outage {
            let busy = Response::Busy { retry_seconds: wait.retry_seconds() };
            return asked.iter().map(|_| (busy.clone(), None)).collect();
        }
        let (thens, kept) = self.keep(now, asked);
        thens.into_iter().zip(asked).map(|(then, asked)| self.answer(then, asked, kept)).collect()
    }

    /// Decides, and keeps what must be kept. Where a frame found no room, the rest is kept without any.
    fn keep(&mut self, now: Time, asked: &[Asked]) -> (Vec<Then>, bool) {
        let mut has_room = true;
        loop {
            let mut rules = Rules {
                node: self.node,
                grants: &self.grants,
                ended: &self.ended,
                limits: &self.limits,
                today: self.days.today(now),
                now,
                rates: &mut self.rates,
                has_room,
            };
            let mut group = self.bag.group();
            let thens = asked.iter().map(|asked| rules.decide(&mut group, asked)).collect();
            let staged = group.finish();
            match self.bag.commit(staged) {
                Ok(()) => return (thens, true),
                Err(Error::Full) if has_room => has_room = false,
                Err(error) => {
                    self.note(&error);
                    return (thens, false);
                }
            }
        }
    }

    fn answer(&mut self, then: Then, asked: &Asked, kept: bool) -> Answer {
        let response = match then {
            Then::Say(response) => response,
            Then::Done(_) | Then::Opened(_) if !kept => self.busy(),
            Then::Done(response) => response,
            Then::Opened(terms) => {
                let used = self.bag.grant(&terms.grant);
                Response::Opened {
                    frames_left: terms.frames_max.saturating_sub(used.frames),
                    bytes_left: terms.bytes_max.saturating_sub(used.bytes),
                }
            }
            Then::Fetch { frame, offset } => {
                return self.fetch(asked.request.inbox(), &frame, offset);
            }
            Then::List { after, small_first } => {
                self.list(asked.request.inbox(), after, small_first)
            }
        };
        (response, None)
    }

    fn busy(&self) -> Response {
        let retry_seconds = self.outage.map_or(RETRY_SECONDS, BackOff::retry_seconds);
        Response::Busy { retry_seconds }
    }

    fn list(&self, inbox: &InboxId, after: Option<FrameId>, small_first: bool) -> Response {
        let after = after.as_ref().map(FrameId::as_bytes);
        let listed = self.bag.list(inbox.as_bytes(), after, small_first, FRAMES_NAMED_MAX);
        let waiting = |(name, bytes)| Waiting { id: FrameId::new(name), bytes };
        Response::Listed {
            frames: listed.frames.into_iter().map(waiting).collect(),
            more: listed.more,
        }
    }

    fn fetch(&mut self, inbox: &InboxId, frame: &FrameId, offset: u32) -> Answer {
        match self.bag.frame(inbox.as_bytes(), frame.as_bytes()) {
            Ok(Some(mut bytes)) if (offset as usize) < bytes.len() => {
                let rest = bytes.split_off(offset as usize);
                (Response::Frame, Some(rest))
            }
            Ok(_) => (Response::Gone, None),
            // It is counted and does not wait any more; its sender has it until a receipt came.
            Err(Error::Rot(place)) => {
                tracing::error!(%place, "a frame has rotted on the disk");
                (Response::Gone, None)
            }
            Err(error) => {
                self.note(&error);
                (self.busy(), None)
            }
        }
    }

    /// A second passed: the disk is tried again, what is over is erased, room is given back.
    pub fn tick(&mut self, now: Time) {
        self.ticks += 1;
        if let Some(mut wait) = self.outage {
            let is_due = wait.tick();
            self.outage = Some(wait);
            if is_due {
                self.mend(wait.tries);
            }
            return;
        }
        self.rates.tick(now);
        if let Err(error) = self.keep_house(now) {
            self.note(&error);
        }
    }

    fn keep_house(&mut self, now: Time) -> Result<(), Error> {
        if let Some(today) = self.days.tick(now) {
            self.bag.expire(today.0)?;
        }
        if self.ticks.is_multiple_of(RESERVE_TICKS) {
            self.bag.keep_reserve()?;
        }
        for _ in 0..COMPACT_STEPS {
            if self.bag.compact_step(COMPACT_BYTES)? == Compacted::Nothing {
                break;
            }
        }
        Ok(())
    }

    fn mend(&mut self, tries: u32) {
        match self.bag.reopen() {
            Ok(()) => {
                self.outage = None;
                tracing::info!(tries, "the disk works again");
            }
            Err(error) => self.fail(&error, tries + 1),
        }
    }

    /// No room passes by itself or with whoever collects; anything else of the disk is opened anew.
    fn note(&mut self, error: &Error) {
        if !matches!(error, Error::Full) {
            self.fail(error, 0);
        }
    }

    fn fail(&mut self, error: &Error, tries: u32) {
        let wait = BackOff::after(tries);
        tracing::error!(%error, tries, ticks_left = wait.ticks_left, "the disk failed; it is tried again");
        self.outage = Some(wait);
    }
}
