//! What an owner can ask about the store's state: counts, sizes, damage. Ids and positions only.

use std::collections::BTreeMap;

use crate::error::Place;
use crate::journal::Cut;

/// Most places of damage remembered: enough to see how bad it is; beyond that the disk needs replacing.
pub(crate) const ROT_PLACES_MAX: usize = 1000;

/// The state of an unlocked store.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Report {
    /// Journal segments, the current one included.
    pub segments: usize,
    /// Bytes of all segments.
    pub journal_bytes: u64,
    /// Bytes of sealed values that rows still point to; the rest is for compaction.
    pub live_bytes: u64,
    /// Records ever written.
    pub records: u64,
    /// Bytes of the vault file.
    pub vault_bytes: u64,
    /// Vault slots in use, conversation keys made ahead included.
    pub vault_slots_used: usize,
    /// Frames waiting in the spool.
    pub spooled: usize,
    /// The older format that the folder had when it was opened, if it was brought forward.
    pub brought_from: Option<u32>,
    /// Why the index was built anew since unlocking (the latest reason), if it was.
    pub rebuilt: Option<Why>,
    /// What was cut off the journal's end when it was opened: never acknowledged, unless the disk was damaged.
    pub cut: Option<Cut>,
    /// Damage found since unlocking and not healed, at most 1000 places and every damaged slot.
    pub rot: Vec<Place>,
    /// Of these: stretches of the journal in which whole records are lost. Any row may be older than it was.
    pub holes: Vec<Place>,
    /// Set once the store refuses everything until opened again: what it was doing when the disk failed.
    pub poisoned: Option<&'static str>,
}

/// Why an index was built anew.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Why {
    /// The store was not closed in order.
    NotClosed,
    /// Its files are not as they were closed, or are gone.
    Altered,
    /// sled failed; in its words.
    Failed(String),
}

/// How far building the index has come.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Progress {
    /// Journal bytes read.
    pub bytes_done: u64,
    /// Journal bytes in all.
    pub bytes_total: u64,
}

/// What was learnt since unlocking.
#[derive(Default)]
pub(crate) struct Findings {
    pub(crate) rebuilt: Option<Why>,
    /// With each damaged value the index key of its row; a hole has none.
    rot: BTreeMap<Place, Option<Vec<u8>>>,
}

impl Findings {
    /// Whole records are lost there.
    pub(crate) fn holes(&mut self, places: impl IntoIterator<Item = Place>) {
        places.into_iter().for_each(|place| self.note(place, None));
    }

    /// The value of a row is lost.
    pub(crate) fn value(&mut self, place: Place, row: &[u8]) {
        self.note(place, Some(row.to_vec()));
    }

    fn note(&mut self, place: Place, row: Option<Vec<u8>>) {
        if self.rot.len() < ROT_PLACES_MAX {
            self.rot.entry(place).or_insert(row);
        }
    }

    pub(crate) fn places(&self) -> impl Iterator<Item = Place> + '_ {
        self.rot.keys().copied()
    }

    pub(crate) fn lost_records(&self) -> impl Iterator<Item = Place> + '_ {
        self.rot.iter().filter(|(_, row)| row.is_none()).map(|(place, _)| *place)
    }

    pub(crate) fn lost_values(&self) -> impl Iterator<Item = (Place, &[u8])> + '_ {
        self.rot.iter().filter_map(|(place, row)| Some((*place, row.as_deref()?)))
    }

    pub(crate) fn forget(&mut self, place: &Place) {
        self.rot.remove(place);
    }
}
