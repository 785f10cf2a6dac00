//! A locked store: it holds the folder, keeps what arrives in the spool, and can be unlocked. It knows no key.

use std::path::Path;
use std::sync::{Arc, Mutex, RwLock};

use rand_core::CryptoRng;
use zeroize::Zeroizing;

use crate::disk::Disk;
use crate::error::Error;
use crate::folder::{CLEAN, Folder, JOURNAL, Options};
use crate::index::{self, Index};
use crate::journal::{self, CleanMarker, End, Journal, STORE};
use crate::key::Hasher;
use crate::rebuild::Forgotten;
use crate::report::{Findings, Why};
use crate::seal::SealKey;
use crate::spool::{Spool, SpoolId};
use crate::store::Store;
use crate::vault::Vault;

/// Makes a new store in `dir` (made if missing; its parent must exist) and leaves it unlocked.
/// `recovery_key` opens it when the passphrase is lost. `rng` is kept for nonces and keys.
pub fn create(
    dir: &Path,
    passphrase: &[u8],
    recovery_key: [u8; 32],
    options: Options,
    disk: Arc<dyn Disk>,
    rng: impl CryptoRng + Send + Sync + 'static,
) -> Result<Store, Error> {
    let recovery_key = Zeroizing::new(recovery_key);
    let folder = Folder::create(dir, passphrase, &recovery_key, options, disk, Box::new(rng))?;
    let locked = Locked::over(folder).map_err(|(_, error)| error)?;
    locked.unlock_with_recovery(*recovery_key).map_err(|(_, error)| error)
}

/// Takes an existing store's folder. Nothing is read that needs a key.
pub fn open(
    dir: &Path,
    options: Options,
    disk: Arc<dyn Disk>,
    rng: impl CryptoRng + Send + Sync + 'static,
) -> Result<Locked, Error> {
    Locked::over(Folder::open(dir, options, disk, Box::new(rng))?).map_err(|(_, error)| error)
}

/// A locked store.
pub struct Locked(Box<Held>);

struct Held {
    folder: Folder,
    spool: Spool,
    recipient: [u8; 32],
}

impl Locked {
    fn over(folder: Folder) -> Result<Self, (Box<Folder>, Error)> {
        let read = folder
            .vault()
            .and_then(|(_, header, _)| Ok((Spool::open(&*folder.disk, &folder.dir)?, header)));
        match read {
            Ok((spool, header)) => {
                Ok(Self(Box::new(Held { folder, spool, recipient: header.spool })))
            }
            Err(error) => Err((Box::new(folder), error)),
        }
    }

    pub(crate) fn again(folder: Folder, spool: Spool, recipient: [u8; 32]) -> Self {
        Self(Box::new(Held { folder, spool, recipient }))
    }

    /// Keeps a frame until the store is unlocked. It may be acknowledged when this returns.
    pub fn spool(&mut self, frame: &[u8]) -> Result<SpoolId, Error> {
        let held = &mut *self.0;
        held.spool.add(&*held.folder.disk, &held.recipient, frame)
    }

    /// How many frames wait.
    pub fn spooled(&self) -> usize {
        self.0.spool.ids().len()
    }

    /// Unlocks with the passphrase; on failure the locked store comes back.
    pub fn unlock(self, passphrase: &[u8]) -> Result<Store, (Self, Error)> {
        self.unlock_by(|header| header.open_with_passphrase(passphrase))
    }

    /// Unlocks with the recovery key; on failure the locked store comes back.
    pub fn unlock_with_recovery(self, recovery_key: [u8; 32]) -> Result<Store, (Self, Error)> {
        let recovery_key = Zeroizing::new(recovery_key);
        self.unlock_by(|header| header.open_with_recovery(&recovery_key))
    }

    pub(crate) fn cut_back(&self, end: &End) -> Result<(), Error> {
        let Folder { disk, dir, .. } = &self.0.folder;
        journal::cut_back(&**disk, &dir.join(JOURNAL), end)
    }

    pub(crate) fn unlock_by(
        mut self,
        master: impl FnOnce(&crate::vault::Header) -> Result<SealKey, Error>,
    ) -> Result<Store, (Self, Error)> {
        let held = &mut *self.0;
        match held.settle().and_then(|()| Parts::read(&mut held.folder, master)) {
            Ok(parts) => {
                let Held { folder, spool, recipient } = *self.0;
                Ok(parts.store(folder, spool, recipient))
            }
            Err(error) => Err((self, error)),
        }
    }
}

impl Held {
    /// What a failing disk may have left half done while the folder was held.
    fn settle(&mut self) -> Result<(), Error> {
        self.folder.settle_vault()?;
        self.spool = Spool::open(&*self.folder.disk, &self.folder.dir)?;
        Ok(())
    }
}

/// What unlocking brings together.
struct Parts {
    vault: Vault,
    node_key: SealKey,
    spool_key: SealKey,
    hasher: Hasher,
    journal: Journal,
    index: Index,
    findings: Findings,
}

impl Parts {
    fn read(
        folder: &mut Folder,
        master: impl FnOnce(&crate::vault::Header) -> Result<SealKey, Error>,
    ) -> Result<Self, Error> {
        let (file, header, repair) = folder.vault()?;
        let master = master(&header)?;
        let (mut vault, keys) = Vault::open(file, header, master, repair, &mut *folder.rng)?;
        let clean = take_clean_marker(folder, &vault.store_id())?;
        if clean.is_none() {
            vault.believe()?;
        }
        let journal = Journal::open(
            STORE,
            folder.disk.clone(),
            folder.dir.join(JOURNAL),
            vault.store_id(),
            folder.options.segment_bytes,
            clean.as_ref().map(|clean| clean.end),
        )?;
        let mut findings = Findings::default();
        let (index, forgotten) = open_index(folder, &journal, &vault, clean, &mut findings)?;
        vault.settle(journal.end().marks, &forgotten, &mut *folder.rng)?;
        vault.refill(&mut *folder.rng)?;
        let hasher = Hasher::new(&keys.index);
        Ok(Self {
            vault,
            node_key: keys.node,
            spool_key: keys.spool,
            hasher,
            journal,
            index,
            findings,
        })
    }

    fn store(self, folder: Folder, spool: Spool, recipient: [u8; 32]) -> Store {
        Store {
            folder,
            spool,
            recipient,
            spool_key: self.spool_key,
            node_key: self.node_key,
            hasher: self.hasher,
            vault: self.vault,
            journal: self.journal,
            index: RwLock::new(self.index),
            findings: Mutex::new(self.findings),
            poisoned: None,
            compacting: None,
            left_alone: std::collections::BTreeSet::new(),
            healed: std::collections::BTreeSet::new(),
        }
    }
}

/// Reads the marker of an orderly close and removes it, durably: it holds for one opening.
fn take_clean_marker(folder: &Folder, store_id: &[u8; 16]) -> Result<Option<CleanMarker>, Error> {
    let path = folder.dir.join(CLEAN);
    let doing = "reading the marker of an orderly close";
    let file = match folder.disk.open(&path) {
        Err(error) if error.kind() == std::io::ErrorKind::NotFound => return Ok(None),
        file => file.map_err(Error::disk(doing))?,
    };
    let mut bytes = [0; CleanMarker::BYTES];
    let read = file.read_at(&mut bytes, 0).map_err(Error::disk(doing))?;
    folder
        .disk
        .remove(&path)
        .and_then(|()| folder.disk.sync_dir(&folder.dir))
        .map_err(Error::disk(doing))?;
    Ok(CleanMarker::read(store_id, &bytes[..read]).ok())
}

/// The index as it was closed, or built anew; with it, the vault slots the journal says are forgotten.
fn open_index(
    folder: &Folder,
    journal: &Journal,
    vault: &Vault,
    clean: Option<CleanMarker>,
    findings: &mut Findings,
) -> Result<(Index, Forgotten), Error> {
    let (dir, cache) = (&folder.dir, folder.options.index_cache_bytes);
    let fits = |end: &End| journal.ends_at(end);
    let why = match clean.filter(|clean| fits(&clean.end)) {
        None => Why::NotClosed,
        Some(clean) if index::fingerprint(dir, false).ok() != Some(clean.index_sum) => Why::Altered,
        Some(_) => match Index::open(dir, cache) {
            Ok(index) => return Ok((index, Forgotten::default())),
            Err(index::Fault(words)) => Why::Failed(words),
        },
    };
    crate::rebuild::rebuild(folder, journal, vault, why, findings)
}
