//! What records change in the index, collected: only the last word on each row is left.

use std::collections::BTreeMap;

use super::Entry;
use crate::journal::{Op, Replayed};
use crate::key::Hash16;
use crate::vault::SlotRef;

/// Changes to the index, by key.
#[derive(Default)]
pub(crate) struct Update {
    pub(super) rows: BTreeMap<Vec<u8>, Option<Entry>>,
    pub(super) threads: BTreeMap<Hash16, Option<SlotRef>>,
    pub(super) erased: bool,
}

impl Update {
    /// Adds what one record changes. `alive` says whether a conversation's key still exists: rows of a destroyed
    /// key are left out, so that building the index anew cannot bring them back.
    pub(crate) fn add(&mut self, record: &Replayed<'_>, alive: impl Fn(SlotRef) -> bool) {
        for (place, op) in (0..).zip(&record.body.ops) {
            match op {
                Op::Put { key, owner, sealed } => {
                    let entry = Entry { spot: record.spot(place, sealed), owner: *owner };
                    let owned = owner.filter(|owner| alive(owner.key));
                    // In the order of the changes: a put after an erasure binds the conversation anew.
                    self.threads.extend(owned.map(|thread| (thread.hash, Some(thread.key))));
                    let alive = owner.is_none() || owned.is_some();
                    self.rows.insert(key.to_vec(), alive.then_some(entry));
                }
                Op::Delete { key } => drop(self.rows.insert(key.to_vec(), None)),
                Op::Erase { thread } => {
                    self.threads.insert(thread.hash, None);
                    self.erased = true;
                }
                Op::Forget { slot: _ } => {}
            }
        }
    }

    /// How many rows it holds.
    pub(crate) fn rows(&self) -> usize {
        self.rows.len()
    }
}
