//! Healing: damage that no longer matters is forgotten, and the segments that bear it are given up.
//!
//! In: the caller's word that it wrote anew what was lost, or does without. Out: a report without it. Decides
//! nothing about rows: a damaged value to which a row still points stays reported.

use std::collections::BTreeSet;

use crate::error::{Error, Place};
use crate::read::place;
use crate::store::Store;

impl Store {
    /// Forgets damaged values to which no row points any more; with `holes`, lost records too, as the caller got
    /// their content again. A segment without other damage is emptied and removed by the next compaction, so that
    /// an index built anew does not meet the damage again. How many places were forgotten.
    pub fn forget_healed(&mut self, holes: bool) -> Result<usize, Error> {
        self.sound()?;
        let mut healed: BTreeSet<Place> = BTreeSet::new();
        if holes {
            healed.extend(self.findings().lost_records());
        }
        let values: Vec<(Place, Vec<u8>)> =
            self.findings().lost_values().map(|(place, row)| (place, row.to_vec())).collect();
        for (lost, row) in values {
            let entry = self.reading(|index| index.entry(&row))?;
            if !entry.is_some_and(|entry| place(&entry) == lost && self.is_alive(&entry)) {
                healed.insert(lost);
            }
        }
        let damaged: BTreeSet<u32> = {
            let mut findings = self.findings();
            healed.iter().for_each(|place| findings.forget(place));
            findings.places().filter_map(segment_of).collect()
        };
        let whole = healed.iter().copied().filter_map(segment_of).filter(|s| !damaged.contains(s));
        for segment in whole {
            if segment == self.journal.end().segment {
                self.journal.seal_last();
            }
            self.left_alone.remove(&segment);
            self.healed.insert(segment);
        }
        Ok(healed.len())
    }
}

fn segment_of(place: Place) -> Option<u32> {
    match place {
        Place::Journal { segment, .. } => Some(segment),
        Place::Slot { .. } | Place::VaultHeader | Place::VaultKeys => None,
        Place::Format | Place::Spool { .. } => None,
    }
}
