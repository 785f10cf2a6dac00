//! What a thief with the folder and its passphrase reads, for tests of forgetting. Never for shipped use
//! (feature `faults`).

use zeroize::Zeroizing;

use crate::error::Error;
use crate::index::Entry;
use crate::journal::Op;
use crate::store::Store;

impl Store {
    /// Every secret of the vault, the store's own keys among them.
    pub fn secrets(&self) -> Vec<Zeroizing<Vec<u8>>> {
        let keys = [self.node_key.to_vec(), self.spool_key.to_vec()].map(Zeroizing::new);
        self.vault.secrets().into_iter().chain(keys).collect()
    }

    /// Every value of the journal that any key still opens, replaced and deleted ones too, and every
    /// secret of the vault. Damage is passed over, as a thief would.
    pub fn everything(&self) -> Result<Vec<Zeroizing<Vec<u8>>>, Error> {
        let mut all = self.secrets();
        for (segment, _) in self.journal.segments() {
            self.journal.replay_segment(segment, &mut 0, &mut |record| {
                for (place, op) in (0..).zip(&record.body.ops) {
                    if let Op::Put { key, owner, sealed } = op {
                        let entry = Entry { spot: record.spot(place, sealed), owner: *owner };
                        all.extend(self.open_value(key, &entry).ok().flatten());
                    }
                }
                Ok(())
            })?;
        }
        Ok(all)
    }
}
