//! A fresh master key: every slot sealed anew into a new file, which then takes the old one's place.
//! What the old file's blocks may still hold somewhere is useless without the old header, which is wiped.
//!
//! Steps, each durable before the next: 1. `vault.new` written. 2. `vault` renamed to `vault.old`.
//! 3. `vault.new` renamed to `vault`. 4. both header copies in `vault.old` overwritten. 5. `vault.old` removed.
//! [`settle`] finishes or undoes whatever a crash left between them.

use std::path::Path;

use rand_core::CryptoRng;
use zeroize::Zeroizing;

use super::slot::{Binding, SLOT_BYTES, Slot};
use super::{CHUNK_SLOTS, Hardness, SLOTS_AT, Vault, WRITING, read_header, slot_at, write_header};
use crate::disk::{Disk, DiskFile};
use crate::error::Error;
use crate::seal::random_key;

pub(crate) const VAULT_NAME: &str = "vault";
pub(crate) const NEW_NAME: &str = "vault.new";
pub(crate) const OLD_NAME: &str = "vault.old";

/// What else changes with the master key.
pub(crate) enum Renew<'a> {
    MasterOnly,
    Passphrase(&'a [u8], Hardness),
    RecoveryKey(&'a Zeroizing<[u8; 32]>),
}

/// Finishes or undoes a rewrap that a crash interrupted. `names` are the folder's.
pub(crate) fn settle(disk: &dyn Disk, dir: &Path, names: &[String]) -> Result<(), Error> {
    let has = |name: &str| names.iter().any(|found| found == name);
    let mut work = Ok(());
    if has(OLD_NAME) {
        work = match (
            generation(disk, &dir.join(VAULT_NAME)),
            generation(disk, &dir.join(OLD_NAME)),
        ) {
            // The new name first: the old file may only go once the new one is found after a power cut.
            (Some(new), Some(old)) if new > old => {
                disk.sync_dir(dir).and_then(|()| wipe(disk, dir))
            }
            // A rename that left both names: the same file, so only the name may go.
            (Some(_), Some(_)) => disk.remove(&dir.join(OLD_NAME)),
            (Some(_), None) => wipe(disk, dir),
            (None, Some(_)) => disk.rename(&dir.join(OLD_NAME), &dir.join(VAULT_NAME)),
            // Nothing to decide by: opening will say that the header is damaged.
            (None, None) => return Ok(()),
        };
    }
    if has(NEW_NAME) {
        work = work.and_then(|()| disk.remove(&dir.join(NEW_NAME)));
    }
    if has(OLD_NAME) || has(NEW_NAME) {
        work = work.and_then(|()| disk.sync_dir(dir));
    }
    work.map_err(Error::disk("finishing an interrupted change of the vault's key"))
}

/// The generation of a vault file, if it is there with a readable header.
fn generation(disk: &dyn Disk, path: &Path) -> Option<u64> {
    let file = disk.open(path).ok()?;
    Some(read_header(&*file).ok()?.0.generation)
}

/// Steps 4 and 5.
fn wipe(disk: &dyn Disk, dir: &Path) -> std::io::Result<()> {
    let old = disk.open(&dir.join(OLD_NAME))?;
    old.write_at(&[0; SLOTS_AT as usize], 0)?;
    old.sync()?;
    disk.remove(&dir.join(OLD_NAME))?;
    disk.sync_dir(dir)
}

impl Vault {
    /// Puts everything under a fresh master key. An error from step 2 on leaves the outcome to [`settle`].
    pub(crate) fn rewrap(
        &mut self,
        disk: &dyn Disk,
        dir: &Path,
        renew: &Renew<'_>,
        rng: &mut dyn CryptoRng,
    ) -> Result<(), Error> {
        let mut header = self.header.clone();
        header.generation += 1;
        match renew {
            Renew::MasterOnly => {}
            Renew::Passphrase(passphrase, hardness) => {
                header.set_passphrase(rng, passphrase, *hardness)
            }
            Renew::RecoveryKey(key) => header.set_recovery(key),
        }
        let master = random_key(rng);
        header.close(rng, &master);
        let new = dir.join(NEW_NAME);
        let written = disk.create(&new).map_err(Error::disk(WRITING)).and_then(|file| {
            write_header(&*file, &header).map_err(Error::disk(WRITING))?;
            let under = Binding {
                master: &master,
                store_id: &header.store_id,
                generation: header.generation,
            };
            self.copy_slots(&*file, &under, rng)?;
            file.sync().and_then(|()| disk.sync_dir(dir)).map_err(Error::disk(WRITING))?;
            Ok(file)
        });
        let file = match written {
            Ok(file) => file,
            Err(error) => {
                match disk.remove(&new) {
                    Err(left) if left.kind() != std::io::ErrorKind::NotFound => {
                        return Err(Error::Poisoned { doing: WRITING });
                    }
                    _gone => {}
                }
                return Err(error);
            }
        };
        if swap(disk, dir).is_err() {
            self.changing = Some((header.generation, master));
            return Err(Error::Poisoned { doing: "changing the vault's key" });
        }
        (self.file, self.header, self.master) = (file, header, master);
        Ok(())
    }

    fn copy_slots(
        &self,
        to: &dyn DiskFile,
        under: &Binding<'_>,
        rng: &mut dyn CryptoRng,
    ) -> Result<(), Error> {
        for first in (0..self.serials.len()).step_by(CHUNK_SLOTS) {
            let count = CHUNK_SLOTS.min(self.serials.len() - first);
            let mut old = vec![0; count * SLOT_BYTES];
            self.file
                .read_at(&mut old, slot_at(first as u32))
                .map_err(Error::disk("reading the vault"))?;
            let mut fresh = Vec::with_capacity(old.len());
            for (offset, sealed) in old.as_chunks::<SLOT_BYTES>().0.iter().enumerate() {
                let number = (first + offset) as u32;
                match Slot::open(&self.binding(), number, sealed) {
                    Some(slot) => slot.seal(under, number, rng, &mut fresh),
                    None if self.free.contains(&number) => {
                        Slot::free().seal(under, number, rng, &mut fresh)
                    }
                    // Damaged stays damaged, and noticed.
                    None => fresh.extend_from_slice(sealed),
                }
            }
            to.write_at(&fresh, slot_at(first as u32)).map_err(Error::disk(WRITING))?;
        }
        Ok(())
    }
}

/// Steps 2 to 5.
fn swap(disk: &dyn Disk, dir: &Path) -> std::io::Result<()> {
    disk.rename(&dir.join(VAULT_NAME), &dir.join(OLD_NAME))?;
    disk.sync_dir(dir)?;
    disk.rename(&dir.join(NEW_NAME), &dir.join(VAULT_NAME))?;
    disk.sync_dir(dir)?;
    wipe(disk, dir)
}
