//! What waits, in memory: by arrival, by size, by name; where each frame lies; how much of a segment is alive.
//! Changed by records only, the same way whether they were just written or are read again after a start.

use std::collections::{BTreeMap, BTreeSet, HashMap, HashSet};

use super::account::{Ledger, Terms};
use super::record::{KEEP_HEAD_BYTES, Record};
use super::{FrameHash, Inbox};
use crate::error::Place;

/// Where a frame's record lies.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Spot {
    pub(super) segment: u32,
    pub(super) body_at: u32,
}

impl Spot {
    pub(super) fn place(self) -> Place {
        Place::Journal { segment: self.segment, offset: self.body_at.into() }
    }
}

/// A frame that waits.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Waiting {
    pub(super) name: FrameHash,
    pub(super) expires_day: u32,
    pub(super) frame_bytes: u32,
    pub(super) spot: Spot,
}

impl Waiting {
    /// Bytes of its record's body.
    pub(super) fn body_bytes(&self) -> usize {
        KEEP_HEAD_BYTES + self.frame_bytes as usize
    }
}

/// What waits in one inbox. The order of arrival is a number that a frame keeps when it is moved.
#[derive(Default)]
struct Queue {
    waiting: BTreeMap<u64, Waiting>,
    by_name: HashMap<FrameHash, u64>,
    by_size: BTreeSet<(u32, u64)>,
}

impl Queue {
    fn take(&mut self, name: &FrameHash) -> Option<(u64, Waiting)> {
        let arrival = self.by_name.remove(name)?;
        let waiting = self.waiting.remove(&arrival)?;
        self.by_size.remove(&(waiting.frame_bytes, arrival));
        Some((arrival, waiting))
    }

    fn put(&mut self, arrival: u64, waiting: Waiting) {
        self.by_name.insert(waiting.name, arrival);
        self.by_size.insert((waiting.frame_bytes, arrival));
        self.waiting.insert(arrival, waiting);
    }

    /// Those after a named one (from the start if it does not wait), at most `count`, and whether there are more.
    fn list(&self, after: Option<&FrameHash>, small_first: bool, count: usize) -> Listed {
        let after = after.and_then(|name| {
            let arrival = *self.by_name.get(name)?;
            Some((self.waiting.get(&arrival)?.frame_bytes, arrival))
        });
        let mut frames: Vec<_> = if small_first {
            let from = after.map_or((0, 0), |(bytes, arrival)| (bytes, arrival + 1));
            self.by_size.range(from..).take(count + 1).map(|(_, arrival)| *arrival).collect()
        } else {
            let from = after.map_or(0, |(_, arrival)| arrival + 1);
            self.waiting.range(from..).take(count + 1).map(|(arrival, _)| *arrival).collect()
        };
        let more = frames.len() > count;
        frames.truncate(count);
        let told = |arrival| self.waiting.get(arrival).map(|w| (w.name, w.frame_bytes));
        Listed { frames: frames.iter().filter_map(told).collect(), more }
    }
}

/// A page of what waits in an inbox.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Listed {
    /// Names and lengths in bytes.
    pub frames: Vec<(FrameHash, u32)>,
    /// Whether others follow.
    pub more: bool,
}

/// Everything that is held in memory.
#[derive(Default)]
pub(super) struct Index {
    pub(super) ledger: Ledger,
    queues: HashMap<Inbox, Queue>,
    /// Bytes of records that are alive, by segment.
    alive: BTreeMap<u32, u64>,
    next_arrival: u64,
    /// The last day on which anything was forgotten.
    pub(super) last_day: u32,
}

impl Index {
    /// What a record changes; `spot` is where it lies.
    pub(super) fn apply(&mut self, record: &Record<'_>, spot: Spot) {
        match record {
            Record::Snapshot { day, inboxes } => {
                self.last_day = self.last_day.max(*day);
                self.set(inboxes);
            }
            Record::Open { inbox, terms } => self.ledger.open(inbox, *terms),
            Record::Close { inbox } => self.close(inbox),
            Record::Keep { inbox, name, arrival, expires_day, frame } => {
                let waiting = Waiting {
                    name: *name,
                    expires_day: *expires_day,
                    frame_bytes: frame.len() as u32,
                    spot,
                };
                self.keep(inbox, *arrival, waiting);
            }
            Record::Erase { inbox, names } => {
                names.iter().for_each(|name| self.erase(inbox, name));
            }
        }
    }

    fn set(&mut self, inboxes: &[(Inbox, Terms)]) {
        let open: HashSet<&Inbox> = inboxes.iter().map(|(inbox, _)| inbox).collect();
        let gone: Vec<Inbox> = (self.ledger.accounts().map(|(inbox, _)| inbox))
            .filter(|inbox| !open.contains(inbox))
            .copied()
            .collect();
        gone.iter().for_each(|inbox| self.close(inbox));
        inboxes.iter().for_each(|(inbox, terms)| self.ledger.open(inbox, *terms));
    }

    fn close(&mut self, inbox: &Inbox) {
        self.ledger.close(inbox);
        for waiting in self.queues.remove(inbox).into_iter().flat_map(|queue| queue.waiting) {
            self.bury(&waiting.1);
        }
    }

    /// A frame that waits already is kept once: in the place it had, where it lies now.
    fn keep(&mut self, inbox: &Inbox, arrival: u64, waiting: Waiting) {
        self.next_arrival = self.next_arrival.max(arrival.saturating_add(1));
        match self.ledger.account(inbox) {
            Some(account) if !account.terms.are_lost() => {}
            // Damage took the record that opened it: what waits is still there for its owner.
            account => {
                let until_day = account.map_or(0, |account| account.terms.until_day);
                self.ledger.open(inbox, Terms::lost(until_day.max(waiting.expires_day)));
            }
        }
        let held = self.take(inbox, &waiting.name);
        *self.alive.entry(waiting.spot.segment).or_default() += waiting.body_bytes() as u64;
        self.ledger.add(inbox, waiting.frame_bytes);
        let arrival = held.map_or(arrival, |(first, _)| first);
        self.queues.entry(*inbox).or_default().put(arrival, waiting);
    }

    /// A frame is gone.
    pub(super) fn erase(&mut self, inbox: &Inbox, name: &FrameHash) {
        self.take(inbox, name);
        if self.queues.get(inbox).is_some_and(|queue| queue.waiting.is_empty()) {
            self.queues.remove(inbox);
        }
    }

    fn take(&mut self, inbox: &Inbox, name: &FrameHash) -> Option<(u64, Waiting)> {
        let taken = self.queues.get_mut(inbox)?.take(name)?;
        self.ledger.remove(inbox, taken.1.frame_bytes);
        self.bury(&taken.1);
        Some(taken)
    }

    fn bury(&mut self, waiting: &Waiting) {
        if let Some(alive) = self.alive.get_mut(&waiting.spot.segment) {
            *alive = alive.saturating_sub(waiting.body_bytes() as u64);
        }
    }

    pub(super) fn waiting(&self, inbox: &Inbox, name: &FrameHash) -> Option<Waiting> {
        let queue = self.queues.get(inbox)?;
        queue.waiting.get(queue.by_name.get(name)?).copied()
    }

    pub(super) fn list(
        &self,
        inbox: &Inbox,
        after: Option<&FrameHash>,
        small_first: bool,
        count: usize,
    ) -> Listed {
        let queue = self.queues.get(inbox);
        queue.map(|queue| queue.list(after, small_first, count)).unwrap_or_default()
    }

    /// The number of the next frame to come.
    pub(super) fn next_arrival(&self) -> u64 {
        self.next_arrival
    }

    /// Bytes of records alive in a segment, and in all of them.
    pub(super) fn alive(&self, segment: u32) -> u64 {
        self.alive.get(&segment).copied().unwrap_or_default()
    }

    pub(super) fn alive_bytes(&self) -> u64 {
        self.alive.values().sum()
    }

    pub(super) fn forget_segment(&mut self, segment: u32) {
        self.alive.remove(&segment);
    }

    /// Frames that lie in a segment, up to about so many bytes.
    pub(super) fn lying_in(&self, segment: u32, bytes_max: u64) -> Vec<(Inbox, u64, Waiting)> {
        let mut bytes = 0;
        let each = |(inbox, queue): (&Inbox, &Queue)| {
            let here = queue.waiting.iter().filter(|(_, w)| w.spot.segment == segment);
            here.map(|(arrival, w)| (*inbox, *arrival, *w)).collect::<Vec<_>>()
        };
        (self.queues.iter().flat_map(each))
            .take_while(|(_, _, waiting)| {
                let fits = bytes < bytes_max;
                bytes += waiting.body_bytes() as u64;
                fits
            })
            .collect()
    }

    /// Inboxes whose last day is over, and the frames of the others whose last day is.
    pub(super) fn over(&self, today: u32) -> (Vec<Inbox>, Vec<(Inbox, FrameHash)>) {
        let closed = self.ledger.accounts().filter(|(_, account)| account.terms.until_day < today);
        let frames = self.queues.iter().flat_map(|(inbox, queue)| {
            let over = queue.waiting.values().filter(|waiting| waiting.expires_day < today);
            over.map(|waiting| (*inbox, waiting.name))
        });
        (closed.map(|(inbox, _)| *inbox).collect(), frames.collect())
    }
}
