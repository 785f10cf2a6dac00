//! A group of changes that will be one write and one flush, and what the mailbag would hold after it: whoever
//! decides about the next change sees the ones before.

use std::collections::{HashMap, HashSet};

use super::account::{Account, Ledger, Terms, Totals};
use super::record::Record;
use super::{FRAME_BYTES_MAX, FrameHash, GrantId, INBOXES_MAX, Inbox, Mailbag, NAMES_MAX};
use crate::error::Error;

/// Changes that were decided and not yet kept. Made by [`Mailbag::group`].
pub struct Group<'a> {
    bag: &'a Mailbag,
    ledger: Ledger,
    /// Inboxes of which the ledger here is right.
    seen: HashSet<Inbox>,
    closed: HashSet<Inbox>,
    /// Frames of this group, with their lengths, and frames held before it that it erases.
    fresh: HashMap<(Inbox, FrameHash), u32>,
    gone: HashSet<(Inbox, FrameHash)>,
    arrivals: u64,
    staged: Staged,
}

/// A group as it will be written.
#[derive(Default)]
pub struct Staged {
    pub(super) bodies: Vec<Vec<u8>>,
    /// Whether it needs room for frames, rather than giving room back.
    pub(super) keeps: bool,
}

impl Staged {
    /// Whether nothing is to be written.
    pub fn is_empty(&self) -> bool {
        self.bodies.is_empty()
    }
}

/// What became of a frame.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kept {
    /// It is part of the group.
    Now,
    /// It waits already: nothing is to be written.
    Before,
    /// The inbox is not open.
    NoInbox,
}

impl<'a> Group<'a> {
    pub(super) fn of(bag: &'a Mailbag) -> Self {
        Self {
            bag,
            ledger: Ledger::part_of(&bag.index.ledger),
            seen: HashSet::new(),
            closed: HashSet::new(),
            fresh: HashMap::new(),
            gone: HashSet::new(),
            arrivals: 0,
            staged: Staged::default(),
        }
    }

    /// An inbox as it would be.
    pub fn account(&mut self, inbox: &Inbox) -> Option<Account> {
        if self.seen.insert(*inbox) {
            self.ledger.take_account(&self.bag.index.ledger, inbox);
        }
        self.ledger.account(inbox)
    }

    /// The sums of a grant as they would be.
    pub fn grant(&mut self, grant: &GrantId) -> Totals {
        self.ledger.take_grant(&self.bag.index.ledger, grant);
        self.ledger.grant(grant)
    }

    /// The sums of the whole as they would be.
    pub fn totals(&self) -> Totals {
        self.ledger.totals()
    }

    /// The length of a frame that would wait.
    pub fn holds(&self, inbox: &Inbox, name: &FrameHash) -> Option<u32> {
        let key = (*inbox, *name);
        if let Some(bytes) = self.fresh.get(&key) {
            return Some(*bytes);
        }
        if self.closed.contains(inbox) || self.gone.contains(&key) {
            return None;
        }
        self.bag.index.waiting(inbox, name).map(|waiting| waiting.frame_bytes)
    }

    /// Opens an inbox, or gives an open one other terms. False where there is no place for another.
    pub fn open(&mut self, inbox: &Inbox, terms: Terms) -> bool {
        if self.account(inbox).is_none() && self.totals().inboxes >= INBOXES_MAX {
            return false;
        }
        self.grant(&terms.grant);
        self.ledger.open(inbox, terms);
        self.write(&Record::Open { inbox: *inbox, terms });
        true
    }

    /// Closes an inbox, and what waits in it goes. False where it is not open.
    pub fn close(&mut self, inbox: &Inbox) -> bool {
        if self.account(inbox).is_none() {
            return false;
        }
        self.ledger.close(inbox);
        self.fresh.retain(|(of, _), _| of != inbox);
        self.closed.insert(*inbox);
        self.write(&Record::Close { inbox: *inbox });
        true
    }

    /// Keeps a frame. Fails only where it is longer than any frame.
    pub fn keep(
        &mut self,
        inbox: &Inbox,
        name: FrameHash,
        expires_day: u32,
        frame: &[u8],
    ) -> Result<Kept, Error> {
        if frame.len() > FRAME_BYTES_MAX {
            let found = frame.len();
            return Err(Error::TooLong { what: "frame", found, max: FRAME_BYTES_MAX });
        }
        if self.account(inbox).is_none() {
            return Ok(Kept::NoInbox);
        }
        if self.holds(inbox, &name).is_some() {
            return Ok(Kept::Before);
        }
        let arrival = self.bag.index.next_arrival() + self.arrivals;
        self.arrivals += 1;
        self.ledger.add(inbox, frame.len() as u32);
        self.fresh.insert((*inbox, name), frame.len() as u32);
        self.write(&Record::Keep { inbox: *inbox, name, arrival, expires_day, frame });
        self.staged.keeps = true;
        Ok(Kept::Now)
    }

    /// Erases those of the frames that wait; how many did.
    pub fn erase(&mut self, inbox: &Inbox, names: &[FrameHash]) -> usize {
        if self.account(inbox).is_none() {
            return 0;
        }
        let mut erased = Vec::new();
        for name in names {
            if let Some(bytes) = self.holds(inbox, name) {
                self.ledger.remove(inbox, bytes);
                if self.fresh.remove(&(*inbox, *name)).is_none() {
                    self.gone.insert((*inbox, *name));
                }
                erased.push(*name);
            }
        }
        for names in erased.chunks(NAMES_MAX) {
            self.write(&Record::Erase { inbox: *inbox, names: names.to_vec() });
        }
        erased.len()
    }

    fn write(&mut self, record: &Record<'_>) {
        self.staged.bodies.push(record.write());
    }

    /// What is to be written, for [`Mailbag::commit`].
    pub fn finish(self) -> Staged {
        self.staged
    }
}
