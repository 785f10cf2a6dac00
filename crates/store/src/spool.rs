//! The spool: frames that arrive while the store is locked, one age file each, sealed to a key that only the
//! unlocked vault holds. Durable when `add` returns; read and removed by the owner after unlocking.

use std::path::{Path, PathBuf};

use zeroize::Zeroizing;

use crate::age_keys::{age_identity, age_recipient, unusable};
use crate::disk::Disk;
use crate::error::{Error, Place};
use crate::key::bound;
use crate::seal::SealKey;

pub(crate) const FOLDER: &str = "spool";
const EXTENSION: &str = ".age";
const HALF_WRITTEN: &str = ".new";
/// Longest frame in bytes: well over what partners may send at once.
pub const FRAME_BYTES_MAX: usize = 8 << 20;
/// Most frames kept while locked; past it senders are told to come back.
pub const FRAMES_MAX: usize = 10_000;
/// An age file adds its header and a tag per 64 KiB: far less than this.
const AGE_BYTES_MAX: u64 = FRAME_BYTES_MAX as u64 + (64 << 10);

/// A spooled frame: lower came earlier.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct SpoolId(pub(crate) u32);

/// The folder of spooled frames.
pub(crate) struct Spool {
    dir: PathBuf,
    ids: Vec<SpoolId>,
}

impl Spool {
    /// Lists what is there, and drops frames whose writing was cut short (never acknowledged).
    pub(crate) fn open(disk: &dyn Disk, store: &Path) -> Result<Self, Error> {
        let doing = "reading the spool";
        let dir = store.join(FOLDER);
        let mut ids = Vec::new();
        for name in disk.list(&dir).map_err(Error::disk(doing))? {
            if name.ends_with(HALF_WRITTEN) {
                disk.remove(&dir.join(name)).map_err(Error::disk(doing))?;
            } else if let Some(number) =
                name.strip_suffix(EXTENSION).and_then(|stem| stem.parse().ok())
            {
                ids.push(SpoolId(number));
            }
        }
        ids.sort_unstable();
        Ok(Self { dir, ids })
    }

    pub(crate) fn ids(&self) -> &[SpoolId] {
        &self.ids
    }

    pub(crate) fn add(
        &mut self,
        disk: &dyn Disk,
        recipient: &[u8; 32],
        frame: &[u8],
    ) -> Result<SpoolId, Error> {
        bound("spooled frame", frame.len(), FRAME_BYTES_MAX)?;
        if self.ids.len() >= FRAMES_MAX {
            return Err(Error::Full);
        }
        let id = SpoolId(self.ids.last().map_or(1, |last| last.0.saturating_add(1)));
        let sealed = age::encrypt(&age_recipient(recipient)?, frame).map_err(|_| unusable())?;
        let new = self.dir.join(format!("{:08}{HALF_WRITTEN}", id.0));
        let written = disk.create(&new).and_then(|file| {
            file.write_at(&sealed, 0)?;
            file.sync()?;
            disk.rename(&new, &self.path(id))?;
            disk.sync_dir(&self.dir)
        });
        if let Err(error) = written {
            // Whatever of it is left is not acknowledged; at worst the frame arrives twice.
            let _ = disk.remove(&new).or_else(|_| disk.remove(&self.path(id)));
            return Err(Error::disk("writing the spool")(error));
        }
        self.ids.push(id);
        Ok(id)
    }

    pub(crate) fn read(
        &self,
        disk: &dyn Disk,
        key: &SealKey,
        id: SpoolId,
    ) -> Result<Zeroizing<Vec<u8>>, Error> {
        let file = disk.open(&self.path(id)).map_err(Error::disk("reading the spool"))?;
        let rot = || Error::Rot(Place::Spool { number: id.0 });
        let bytes = file.len().map_err(Error::disk("reading the spool"))?;
        if bytes > AGE_BYTES_MAX {
            return Err(rot());
        }
        let mut sealed = vec![0; bytes as usize];
        file.read_at(&mut sealed, 0).map_err(Error::disk("reading the spool"))?;
        age::decrypt(&age_identity(key)?, &sealed).map(Zeroizing::new).map_err(|_| rot())
    }

    pub(crate) fn remove(&mut self, disk: &dyn Disk, id: SpoolId) -> Result<(), Error> {
        if self.ids.binary_search(&id).is_err() {
            return Ok(());
        }
        // Gone already: an earlier removal that could not be flushed.
        let removed = disk.remove(&self.path(id)).or_else(|error| match error.kind() {
            std::io::ErrorKind::NotFound => Ok(()),
            _ => Err(error),
        });
        removed
            .and_then(|()| disk.sync_dir(&self.dir))
            .map_err(Error::disk("emptying the spool"))?;
        self.ids.retain(|kept| *kept != id);
        Ok(())
    }

    fn path(&self, id: SpoolId) -> PathBuf {
        self.dir.join(format!("{:08}{EXTENSION}", id.0))
    }
}
