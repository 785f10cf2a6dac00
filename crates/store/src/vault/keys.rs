//! The store's own keys: made once, kept in the vault, held in memory only while unlocked.

use rand_core::CryptoRng;
use zeroize::Zeroizing;

use super::slot::{Kind, Slot};
use crate::seal::{SealKey, public_of, random_key};

/// The keys the store itself needs while unlocked.
pub(crate) struct SystemKeys {
    pub(crate) index: SealKey,
    pub(crate) node: SealKey,
    pub(crate) spool: SealKey,
}

impl SystemKeys {
    pub(crate) fn random(rng: &mut dyn CryptoRng) -> Self {
        Self { index: random_key(rng), node: random_key(rng), spool: random_key(rng) }
    }

    pub(crate) fn spool_recipient(&self) -> [u8; 32] {
        public_of(&self.spool)
    }

    pub(super) fn slot(&self) -> Slot {
        let secret = Zeroizing::new([&self.index[..], &self.node[..], &self.spool[..]].concat());
        Slot { kind: Kind::System, serial: 0, name: [0; 16], secret }
    }

    pub(super) fn read(slot: &Slot) -> Option<Self> {
        let (keys, []) = slot.secret.as_chunks::<32>() else {
            return None;
        };
        match (slot.kind, keys) {
            (Kind::System, [index, node, spool]) => {
                let key = |bytes: &[u8; 32]| Zeroizing::new(*bytes);
                Some(Self { index: key(index), node: key(node), spool: key(spool) })
            }
            _ => None,
        }
    }
}
