//! Housekeeping: work that can wait until nothing else does.
//!
//! In: an idle moment. Out: one bounded piece: the vault under a fresh master key when its time has
//! come, conversation keys made ahead, a step of compaction. Nothing of it is ever in the way of a
//! letter, and nothing is lost when it fails: it is tried again later.

use std::collections::VecDeque;

use waypost_protocol::ids::{ConversationId, Day, Time};
use waypost_store::{Batch, Compacted, Owner, Store};

use crate::desk::Desk;
use crate::error::DeskError;
use crate::rows::{CARE, RewrapRow, Row, named, undamaged};

/// The vault gets a fresh master key after this many days; an old copy of its blocks is useless then.
const REWRAP_DAYS: u32 = 30;
/// After an erasure it gets one at the next idle moment, at most once in this time.
const REWRAP_PAUSE_SECONDS: u64 = 3600;
/// Bytes that one step of compaction moves: a few milliseconds of an old disk.
const COMPACT_BYTES: u64 = 512 << 10;
/// After a failure housekeeping rests this long: a full disk is not made fuller.
const REST_SECONDS: u64 = 3600;

const REWRAP: &[u8] = b"rewrap";

/// What was done in an idle moment.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Chore {
    /// Nothing had to be done.
    Nothing,
    /// The vault is under a fresh master key.
    FreshKey,
    /// A step of compaction.
    Compacted,
}

/// Where housekeeping stands.
pub(crate) struct Care {
    /// What the sweep found due and has not erased yet.
    pub(crate) due: VecDeque<Due>,
    /// The last day on which the sweep found nothing more to erase.
    pub(crate) swept: Day,
    /// A step failed: the sweep begins again later.
    pub(crate) failed: bool,
    pub(crate) sweep_from: Time,
    rewrap: Option<RewrapRow>,
    rewrapped_at: Option<Time>,
    rest_until: Time,
}

/// One thing whose time is over.
#[derive(Clone, Copy)]
pub(crate) enum Due {
    Referral(ConversationId),
    Draft(u64),
}

impl Care {
    pub(crate) fn load(store: &Store) -> Result<Self, DeskError> {
        // Where it is damaged nobody knows what was erased since: the next idle moment makes a fresh key.
        let row = undamaged(store.value(&named(CARE, REWRAP)))?;
        let unknown = Some(RewrapRow { last: Day(0), wanted: true });
        let rewrap = match row {
            None => unknown,
            Some(None) => None,
            Some(Some(bytes)) => undamaged(RewrapRow::from_bytes(&bytes))?.or(unknown),
        };
        Ok(Self {
            due: VecDeque::new(),
            swept: Day(0),
            failed: false,
            sweep_from: Time(0),
            rewrap,
            rewrapped_at: None,
            rest_until: Time(0),
        })
    }

    /// What was decided was not kept: what the disk says counts.
    pub(crate) fn forget(&mut self) {
        self.due.clear();
        self.failed = true;
        self.rewrap = None;
    }

    fn wants_fresh_key(&self, now: Time) -> bool {
        let rested = self.rewrapped_at.is_none_or(|at| now.since(at) >= REWRAP_PAUSE_SECONDS);
        let due = |row: RewrapRow| row.wanted || row.last.plus(REWRAP_DAYS) <= now.day();
        rested && self.rewrap.is_some_and(due)
    }
}

impl Desk {
    /// Something was erased: the vault gets a fresh master key soon, so that not even an old copy of the
    /// destroyed key's block can be read with the passphrase.
    pub(crate) fn want_fresh_key(&mut self, now: Time) -> Result<(), DeskError> {
        let last = self.care.rewrap.map_or(now.day(), |row| row.last);
        let row = RewrapRow { last, wanted: true };
        self.care.rewrap = Some(row);
        put(&mut self.batch, row);
        Ok(())
    }

    /// Does one bounded piece of housekeeping. To be called when nothing waits.
    pub fn keep_house(&mut self, now: Time) -> Chore {
        if now < self.care.rest_until {
            return Chore::Nothing;
        }
        self.next_chore(now).unwrap_or_else(|error| {
            tracing::warn!(%error, "housekeeping rests");
            self.care.rest_until = now.plus(REST_SECONDS);
            Chore::Nothing
        })
    }

    fn next_chore(&mut self, now: Time) -> Result<Chore, DeskError> {
        if self.care.rewrap.is_none() {
            let known = Care::load(&self.store)?.rewrap;
            // A folder that knows nothing of it begins to count today.
            self.care.rewrap = known.or(Some(RewrapRow { last: now.day(), wanted: false }));
            if known.is_none() {
                self.keep_rewrap()?;
            }
        }
        if self.care.wants_fresh_key(now) {
            self.store.rewrap()?;
            self.care.rewrapped_at = Some(now);
            self.care.rewrap = Some(RewrapRow { last: now.day(), wanted: false });
            self.keep_rewrap()?;
            tracing::info!("the vault is under a fresh key");
            return Ok(Chore::FreshKey);
        }
        self.store.prepare()?;
        Ok(match self.store.compact_step(COMPACT_BYTES)? {
            Compacted::Nothing => Chore::Nothing,
            Compacted::Swept | Compacted::Moved { .. } => Chore::Compacted,
            Compacted::Removed { segment } => {
                tracing::info!(segment, "a segment of the journal is gone");
                Chore::Compacted
            }
        })
    }

    fn keep_rewrap(&mut self) -> Result<(), DeskError> {
        let Some(row) = self.care.rewrap else { return Ok(()) };
        let mut batch = Batch::new();
        put(&mut batch, row);
        Ok(self.store.commit(vec![batch])?)
    }
}

fn put(batch: &mut Batch, row: RewrapRow) {
    batch.put(named(CARE, REWRAP), Owner::Node, row.to_bytes());
}
