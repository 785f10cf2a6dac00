//! A mailbag on a simulated disk, and plain lists to compare it with.
#![allow(dead_code, reason = "each test file uses its part")]

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use rand_chacha::ChaCha20Rng;
use rand_chacha::rand_core::{Rng, SeedableRng};
use waypost_store::Error;
use waypost_store::mailbag::{FrameHash, Group, Inbox, Kept, Mailbag, Settings, Terms, Totals};
use waypost_store::testing::SimDisk;

pub(crate) const INBOXES: [Inbox; 4] = [[1; 32], [2; 32], [3; 32], [4; 32]];

pub(crate) fn name(n: u8) -> FrameHash {
    [n; 16]
}

/// `until` 0: far away.
pub(crate) fn terms(grant: u8, until: u32) -> Terms {
    let until_day = if until == 0 { 100_000 } else { until };
    Terms {
        grant: [200 + grant; 16],
        token_hash: [100; 32],
        until_day,
        frames_max: 1000,
        bytes_max: 1 << 30,
    }
}

pub(crate) fn settings() -> Settings {
    Settings { segment_bytes: 64 << 10, reserve_bytes: 80 << 10 }
}

pub(crate) struct Bench {
    pub(crate) disk: SimDisk,
    pub(crate) dir: PathBuf,
}

impl Bench {
    pub(crate) fn new() -> Self {
        Self::on(SimDisk::new())
    }

    pub(crate) fn on(disk: SimDisk) -> Self {
        Self { disk, dir: Path::new("/mail").to_owned() }
    }

    pub(crate) fn fork(&self) -> Self {
        Self::on(self.disk.fork())
    }

    pub(crate) fn open(&self) -> Result<Mailbag, Error> {
        let mut chance = ChaCha20Rng::seed_from_u64(1);
        Mailbag::open(&self.dir, settings(), Arc::new(self.disk.clone()), &mut chance)
    }
}

/// Decides about a group and keeps it.
pub(crate) fn commit(bag: &mut Mailbag, decide: impl FnOnce(&mut Group<'_>)) -> Result<(), Error> {
    let mut group = bag.group();
    decide(&mut group);
    let staged = group.finish();
    bag.commit(staged)
}

/// There was a place for an inbox.
pub(crate) fn opened(opened: bool) {
    assert!(opened);
}

/// A frame is kept, by this group or before.
pub(crate) fn kept(kept: Result<Kept, Error>) {
    assert_ne!(kept.unwrap(), Kept::NoInbox);
}

/// What waits, in the order in which it came.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct World(BTreeMap<Inbox, (Terms, Frames)>);

type Frames = Vec<(FrameHash, Vec<u8>)>;

impl World {
    /// What a mailbag holds.
    pub(crate) fn of(bag: &mut Mailbag) -> Result<Self, Error> {
        let mut world = BTreeMap::new();
        for inbox in INBOXES {
            let Some(account) = bag.account(&inbox) else {
                assert_eq!(bag.list(&inbox, None, false, 999).frames, []);
                continue;
            };
            let mut frames = Vec::new();
            for (name, bytes) in bag.list(&inbox, None, false, 999).frames {
                let frame = bag.frame(&inbox, &name)?.unwrap();
                assert_eq!(frame.len(), bytes as usize);
                frames.push((name, frame));
            }
            assert_eq!(account.frames as usize, frames.len());
            world.insert(inbox, (account.terms, frames));
        }
        Ok(Self(world))
    }

    /// The mailbag holds this, and its sums are right.
    pub(crate) fn must_be_in(&self, bag: &mut Mailbag, case: &str) {
        let found = Self::of(bag).unwrap();
        assert!(found == *self, "{case}: wrong contents");
        let sum = |grant: Option<u8>| {
            let mut totals = Totals::default();
            for (of, frames) in self.0.values() {
                if grant.is_none_or(|grant| of.grant == terms(grant, 0).grant) {
                    totals.inboxes += 1;
                    totals.frames += frames.len() as u32;
                    totals.bytes += frames.iter().map(|(_, frame)| frame.len() as u64).sum::<u64>();
                }
            }
            totals
        };
        assert_eq!(bag.totals(), sum(None), "{case}");
        for grant in 0..3 {
            assert_eq!(bag.grant(&terms(grant, 0).grant), sum(Some(grant)), "{case}");
        }
    }

    /// A seeded change, decided in the group and made here.
    fn next(&mut self, group: &mut Group<'_>, chance: &mut ChaCha20Rng) {
        let mut below = |bound: u64| chance.next_u64() % bound;
        let inbox = INBOXES[below(4) as usize];
        match below(20) {
            0 | 1 => {
                let terms = terms(below(3) as u8, 0);
                assert!(group.open(&inbox, terms));
                self.0.entry(inbox).or_insert((terms, Vec::new())).0 = terms;
            }
            2 if below(3) == 0 => {
                assert_eq!(group.close(&inbox), self.0.remove(&inbox).is_some());
            }
            2..=7 => {
                let names: Vec<_> = (0..below(6)).map(|_| name(below(60) as u8)).collect();
                group.erase(&inbox, &names);
                if let Some((_, frames)) = self.0.get_mut(&inbox) {
                    frames.retain(|(name, _)| !names.contains(name));
                }
            }
            _ => {
                let n = below(60) as u8;
                // A name is of its bytes: the same name, the same frame.
                let frame = vec![n; 100 + 40 * usize::from(n)];
                group.keep(&inbox, name(n), 100_000, &frame).unwrap();
                if let Some((_, frames)) = self.0.get_mut(&inbox)
                    && frames.iter().all(|(held, _)| *held != name(n))
                {
                    frames.push((name(n), frame));
                }
            }
        }
    }

    /// Decides about a seeded group; the worlds after each of its changes.
    pub(crate) fn decide(&self, group: &mut Group<'_>, seed: u64, changes: usize) -> Vec<Self> {
        let mut chance = ChaCha20Rng::seed_from_u64(seed);
        let mut world = self.clone();
        let each = |_| {
            world.next(group, &mut chance);
            world.clone()
        };
        (0..changes).map(each).collect()
    }

    /// The same, kept.
    pub(crate) fn commit_next(
        &mut self,
        bag: &mut Mailbag,
        seed: u64,
        changes: usize,
    ) -> Result<(), Error> {
        let mut after = Vec::new();
        commit(bag, |group| after = self.decide(group, seed, changes))?;
        *self = after.pop().unwrap_or_default();
        Ok(())
    }
}
