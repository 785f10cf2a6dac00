//! Compaction: the rows still alive in a mostly dead segment are written again through an ordinary commit, and
//! only then is the segment removed. A crash in between leaves a row twice, and the later one counts.

use std::sync::PoisonError;

use crate::error::{Error, Place};
use crate::index::{Entry, Fault};
use crate::journal::{BodyWriter, Op};
use crate::plan::Plan;
use crate::report::Why;
use crate::store::Store;

/// Most bytes moved in one step: with one more value of the largest size it fits a record.
const STEP_BYTES_MAX: u64 = 8 << 20;
/// Most changes moved in one step: what a batch may have, halved for good measure.
const STEP_CHANGES_MAX: usize = 2048;

/// What a step of compaction did.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Compacted {
    /// No segment is worth it.
    Nothing,
    /// A page of the index was looked through for rows of erased conversations.
    Swept,
    /// Some bytes of live rows were moved; more of the segment is left.
    Moved {
        /// Sealed bytes moved.
        bytes: u64,
    },
    /// A segment is gone.
    Removed {
        /// Its number.
        segment: u32,
    },
}

/// What of a segment has to live on.
enum Keep {
    Row(Vec<u8>, Entry),
    /// A deletion, as an older segment may still hold the row.
    Deletion(Vec<u8>),
}

impl Store {
    /// Does a bounded piece of compaction: moves up to about `budget_bytes` (at most 8 MiB) of live rows, as one
    /// commit with one flush. A segment is worth it when less than half of it is alive.
    pub fn compact_step(&mut self, budget_bytes: u64) -> Result<Compacted, Error> {
        self.sound()?;
        if self.compacting.is_none() && self.sweep_page()? {
            return Ok(Compacted::Swept);
        }
        let Some((segment, from)) = self.compacting.or_else(|| self.worth_compacting()) else {
            return Ok(Compacted::Nothing);
        };
        let (keep, next) =
            self.still_needed(segment, from, budget_bytes.clamp(1, STEP_BYTES_MAX))?;
        let bytes = self.write_again(keep).inspect_err(|error| match error {
            Error::Rot(_) => self.give_up(segment),
            _no_room_or_poisoned => self.compacting = None,
        })?;
        if next.is_some() {
            self.compacting = next.map(|next| (segment, next));
            return Ok(Compacted::Moved { bytes });
        }
        if self.is_damaged(segment) {
            // Found while reading it: what is left there is kept for whoever repairs the disk.
            self.give_up(segment);
            return Ok(Compacted::Moved { bytes });
        }
        self.compacting = None;
        self.journal.remove(segment)?;
        self.healed.remove(&segment);
        Ok(Compacted::Removed { segment })
    }

    fn sweep_page(&mut self) -> Result<bool, Error> {
        let index = self.index.get_mut().unwrap_or_else(PoisonError::into_inner);
        match index.sweep_page(|slot| self.vault.may_hold(slot)) {
            Ok(swept) => Ok(swept),
            // Built anew, it holds no such rows.
            Err(Fault(words)) => self.rebuild_index(Why::Failed(words)).map(|()| true),
        }
    }

    /// A sealed segment whose damage is healed; else the undamaged one with the smallest part alive, if under half.
    fn worth_compacting(&mut self) -> Option<(u32, u64)> {
        let current = self.journal.end().segment;
        let mut healed = self.healed.difference(&self.left_alone);
        if let Some(segment) = healed.find(|segment| **segment != current) {
            return Some((*segment, 0));
        }
        let index = self.index.get_mut().unwrap_or_else(PoisonError::into_inner);
        let sealed: Vec<_> =
            self.journal.segments().filter(|(number, _)| *number != current).collect();
        let parts = sealed
            .into_iter()
            .map(|(number, bytes)| (index.live_bytes(number) * 100 / bytes.max(1), number));
        let mut worth: Vec<_> = parts.filter(|(percent, _)| *percent < 50).collect();
        worth.sort_unstable();
        worth
            .into_iter()
            .map(|(_, number)| number)
            .find(|number| !self.left_alone.contains(number) && !self.is_damaged(*number))
            .map(|number| (number, 0))
    }

    /// Leaves a segment as it is until the store is opened again.
    fn give_up(&mut self, segment: u32) {
        self.compacting = None;
        self.left_alone.insert(segment);
    }

    fn is_damaged(&self, segment: u32) -> bool {
        self.findings()
            .places()
            .any(|place| matches!(place, Place::Journal { segment: found, .. } if found == segment))
    }

    /// What of the records numbered `from` on is still needed, within budget; the record to go on with.
    fn still_needed(
        &self,
        segment: u32,
        from: u64,
        budget_bytes: u64,
    ) -> Result<(Vec<Keep>, Option<u64>), Error> {
        let is_oldest = self.journal.segments().next().is_some_and(|(oldest, _)| oldest == segment);
        let (mut keep, mut bytes, mut next) = (Vec::new(), 0, None);
        let rot = self.journal.replay_segment(segment, &mut 0, &mut |record| {
            let full = bytes >= budget_bytes || keep.len() >= STEP_CHANGES_MAX;
            if record.number < from || next.is_some() {
                return Ok(());
            }
            if full {
                next = Some(record.number);
                return Ok(());
            }
            for (place, op) in (0..).zip(&record.body.ops) {
                match op {
                    Op::Put { key, owner, sealed } => {
                        let entry = Entry { spot: record.spot(place, sealed), owner: *owner };
                        if self.reading(|index| index.entry(key))? == Some(entry) {
                            bytes += sealed.len() as u64;
                            keep.push(Keep::Row(key.to_vec(), entry));
                        }
                    }
                    Op::Delete { key }
                        if !is_oldest && self.reading(|index| index.entry(key))?.is_none() =>
                    {
                        keep.push(Keep::Deletion(key.to_vec()));
                    }
                    // The vault itself says which keys are gone.
                    Op::Delete { .. } | Op::Erase { .. } | Op::Forget { .. } => {}
                }
            }
            Ok(())
        })?;
        if !self.healed.contains(&segment) {
            self.findings().holes(rot);
        }
        Ok((keep, next))
    }

    /// Commits what is kept, in as few records as hold it; the sealed bytes moved.
    fn write_again(&mut self, keep: Vec<Keep>) -> Result<u64, Error> {
        let mut plan = Plan::new(self.journal.end());
        let mut writer = BodyWriter::default();
        let mut bytes = 0;
        let planned = keep.into_iter().try_for_each(|keep| {
            let room = match &keep {
                Keep::Row(_, entry) => entry.spot.bytes as usize,
                Keep::Deletion(_) => 0,
            };
            if !writer.has_room(room) {
                plan.bodies.push(std::mem::take(&mut writer).finish(plan.marks));
            }
            match keep {
                Keep::Deletion(row) => writer.delete(&row),
                Keep::Row(row, entry) => {
                    if let Some(plain) = self.open_value(&row, &entry)? {
                        self.plan_sealed(&mut plan, &mut writer, &row, entry.owner, &[&plain])?;
                        bytes += u64::from(entry.spot.bytes);
                    }
                }
            }
            Ok(())
        });
        if writer.count() > 0 {
            plan.bodies.push(writer.finish(plan.marks));
        }
        self.carry_out(plan, planned)?;
        Ok(bytes)
    }
}
