//! One lane: one way by which a partner's letters may leave, with its own window and its own patience.
//!
//! In: letters' numbers, and what a carrier said of them. Out: numbers that may go now. It knows neither letters nor
//! other lanes; a letter stands in every lane of its partner until it is done.

use std::collections::{BTreeMap, BTreeSet};

use rand_core::Rng;
use waypost_protocol::ids::{NodeId, Time};

/// Letters under way to one partner at once: the carrier's own window.
pub(crate) const IN_FLIGHT_MAX: usize = 16;
/// Pieces of attachments among them, at most: half the window is always left for letters.
pub(crate) const BULK_IN_FLIGHT_MAX: usize = IN_FLIGHT_MAX / 2;
/// A piece that took no longer than this was carried quickly: one more may be under way. At 20 kbit/s a piece of
/// 64 KiB takes 26 s, and a letter behind it would wait as long for each piece that lies in front of it.
const QUICK_SECONDS: u64 = 2;
/// First wait after a failure.
pub(super) const RETRY_FIRST_SECONDS: u64 = 2;
/// Longest wait after failures: a partner that comes online for ten minutes must be met.
pub(super) const RETRY_MAX_SECONDS: u64 = 300;
/// How long to wait after a frame was refused: a clock, a card or a program must be mended first.
pub(super) const REFUSED_WAIT_SECONDS: u64 = 3600;

/// Which lane.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum LaneId {
    /// To the partner's own node, over whatever link stands or can be made.
    Direct,
    /// Into the partner's inbox in this mailbox.
    Mailbox(NodeId),
}

/// What goes first.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Class {
    /// A letter.
    Letter,
    /// A piece of an attachment: goes only where no letter may.
    Bulk,
}

/// The queue of one lane. A letter stands in `due` or in `posted`, never in both.
#[derive(Debug)]
pub(super) struct Lane {
    /// What goes first, first.
    due: BTreeSet<(Class, Time, u64)>,
    due_at: BTreeMap<u64, (Class, Time)>,
    /// Handed to the carrier then; its word is awaited. At most [`IN_FLIGHT_MAX`].
    posted: BTreeMap<u64, (Class, Time)>,
    bulk_window: usize,
    failures: u32,
    /// Nothing goes before this; none when nothing holds the lane up.
    resume_at: Option<Time>,
}

impl Lane {
    pub(super) fn new() -> Self {
        Self {
            due: BTreeSet::new(),
            due_at: BTreeMap::new(),
            posted: BTreeMap::new(),
            bulk_window: 1,
            failures: 0,
            resume_at: None,
        }
    }

    /// Puts a letter in, due at `at`. One that stands here already, perhaps under way, keeps its place.
    pub(super) fn add(&mut self, number: u64, class: Class, at: Time) {
        if !self.due_at.contains_key(&number) && !self.posted.contains_key(&number) {
            self.insert(number, class, at);
        }
    }

    fn insert(&mut self, number: u64, class: Class, at: Time) {
        self.due.insert((class, at, number));
        self.due_at.insert(number, (class, at));
    }

    /// What may go now, within the window, among those that are allowed; it counts as posted from here on.
    pub(super) fn take_due(&mut self, now: Time, allowed: impl Fn(u64) -> bool) -> Vec<u64> {
        if self.is_held_up(now) {
            return Vec::new();
        }
        // After a failure one letter feels the way; the window opens again when it arrives.
        let window = if self.failures > 0 { 1 } else { IN_FLIGHT_MAX };
        let room = window.saturating_sub(self.posted.len());
        let mut taken: Vec<u64> = self.may_go(Class::Letter, now, &allowed).take(room).collect();
        let bulk = self.posted.values().filter(|(class, _)| *class == Class::Bulk).count();
        let room = self.bulk_window.saturating_sub(bulk).min(room - taken.len());
        taken.extend(self.may_go(Class::Bulk, now, &allowed).take(room));
        for number in &taken {
            if let Some(class) = self.leave(*number) {
                self.posted.insert(*number, (class, now));
            }
        }
        taken
    }

    /// What is due of a class, among those that are allowed, first first.
    pub(super) fn may_go(
        &self,
        class: Class,
        now: Time,
        allowed: impl Fn(u64) -> bool,
    ) -> impl Iterator<Item = u64> {
        let due = self.due.range((class, Time(0), 0)..=(class, now, u64::MAX));
        due.map(|(_, _, number)| *number).filter(move |number| allowed(*number))
    }

    /// The carrier has it: due again at `again`, if it is still waited for then.
    pub(super) fn kept(&mut self, number: u64, now: Time, again: Time) {
        if let Some((Class::Bulk, since)) = self.posted.get(&number) {
            let quick = now.since(*since) <= QUICK_SECONDS;
            let wider = (self.bulk_window + 1).min(BULK_IN_FLIGHT_MAX);
            self.bulk_window = if quick { wider } else { 1 };
        }
        self.works();
        self.put_back(number, again);
    }

    /// The other end would not take it; it is tried again later, never dropped.
    pub(super) fn refused(&mut self, number: u64, now: Time) {
        self.failures = 0;
        self.put_back(number, now.plus(REFUSED_WAIT_SECONDS));
    }

    /// The other end takes nothing for now: the whole lane pauses for so long.
    pub(super) fn pause(&mut self, number: u64, now: Time, seconds: u64) {
        self.put_back(number, now);
        self.resume_at = Some(now.plus(seconds));
    }

    /// It did not get through: the lane waits, twice as long each time, with jitter so that many nodes do not come
    /// back at one moment. The letter is due again at `again`.
    pub(super) fn failed(&mut self, number: u64, now: Time, again: Time, rng: &mut impl Rng) {
        self.bulk_window = 1;
        self.put_back(number, again);
        if self.is_held_up(now) {
            return; // The rest of one window fails together and counts once.
        }
        self.failures = self.failures.saturating_add(1);
        let doubled = RETRY_FIRST_SECONDS << self.failures.saturating_sub(1).min(16);
        let wait = doubled.min(RETRY_MAX_SECONDS);
        let jitter = u64::from(rng.next_u32()) % (wait / 2 + 1);
        self.resume_at = Some(now.plus(wait / 2 + jitter));
    }

    /// Somebody is there: no reason to wait any longer.
    pub(super) fn works(&mut self) {
        self.failures = 0;
        self.resume_at = None;
    }

    /// A letter that is not under way goes no earlier than this.
    pub(super) fn put_off(&mut self, number: u64, until: Time) {
        if self.due_at.get(&number).is_some_and(|(_, at)| *at < until) {
            self.put_back(number, until);
        }
    }

    pub(super) fn remove(&mut self, number: u64) {
        self.leave(number);
    }

    pub(super) fn put_back(&mut self, number: u64, at: Time) {
        if let Some(class) = self.leave(number) {
            self.insert(number, class, at);
        }
    }

    /// Takes a letter out, wherever it stands.
    fn leave(&mut self, number: u64) -> Option<Class> {
        if let Some((class, at)) = self.due_at.remove(&number) {
            self.due.remove(&(class, at, number));
            return Some(class);
        }
        self.posted.remove(&number).map(|(class, _)| class)
    }

    fn is_held_up(&self, now: Time) -> bool {
        self.resume_at.is_some_and(|at| now < at)
    }

    /// Whether its last try failed.
    pub(super) fn fails(&self) -> bool {
        self.failures > 0
    }

    /// Since when the oldest letter under way waits for a word.
    pub(super) fn oldest_posted(&self) -> Option<Time> {
        self.posted.values().map(|(_, since)| *since).min()
    }
}
