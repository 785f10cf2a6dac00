//! The store's folder: made, recognised, locked for one process. `FORMAT` says which version wrote it; the
//! vault's final name is what makes a folder a store, so that a creation cut short leaves none.

use std::path::{Path, PathBuf};
use std::sync::Arc;

use rand_core::CryptoRng;
use zeroize::Zeroizing;

use crate::disk::{Disk, DiskFile, FolderLock};
use crate::error::{Error, Place};
use crate::journal::{self, Journal, STORE};
use crate::report::Progress;
use crate::seal::{LID_BYTES, random_key};
use crate::spool;
use crate::vault::{
    self, Hardness, Header, Lid, NEW_NAME, OLD_NAME, SystemKeys, VAULT_NAME, Vault,
};

/// The format written here. 2: the same files as 1; the node keeps rows in tables that a program of format 1 would
/// pass over without a word (holds, erased referrals), so that it must not open them.
const VERSION: u32 = 2;
/// The oldest format that is brought forward.
const VERSION_OLDEST: u32 = 1;
pub(crate) const FORMAT: &str = "FORMAT";
const FORMAT_NEW: &str = "FORMAT.new";
const FORMAT_WORDS: &str = "waypost-store ";
const LOCK: &str = "LOCK";
pub(crate) const JOURNAL: &str = "journal";
pub(crate) const CLEAN: &str = "CLEAN";
const MAKING: &str = "making the store";
const OPENING: &str = "opening the store";
const FORWARD: &str = "bringing the folder's format forward";

/// How progress of building the index is told.
pub type OnProgress = Arc<dyn Fn(Progress) + Send + Sync>;

/// What a store may be told; the defaults are right for a node.
#[derive(Clone)]
pub struct Options {
    /// A new journal segment begins at about this size, 64 KiB to 1 GiB. 64 MiB: compaction moves little at a
    /// time, and a year of a busy node is a few hundred files.
    pub segment_bytes: u64,
    /// How dear a passphrase is to try; used when one is set.
    pub hardness: Hardness,
    /// sled's cache, 1 to 1024 MiB: 16 MiB holds the paths to hundreds of thousands of rows.
    pub index_cache_bytes: u64,
    /// Told now and then while the index is built anew.
    pub on_progress: Option<OnProgress>,
}

impl Default for Options {
    fn default() -> Self {
        Self {
            segment_bytes: 64 << 20,
            hardness: Hardness::default(),
            index_cache_bytes: 16 << 20,
            on_progress: None,
        }
    }
}

impl Options {
    fn check(&self) -> Result<(), Error> {
        let within = |what, found: u64, min: u64, max: u64| match (min..=max).contains(&found) {
            true => Ok(()),
            false => Err(Error::OptionOutOfRange { what, found, min, max }),
        };
        within("segment_bytes", self.segment_bytes, 64 << 10, 1 << 30)?;
        within("index_cache_bytes", self.index_cache_bytes, 1 << 20, 1 << 30)?;
        self.hardness.check()
    }
}

/// Randomness the store keeps for its nonces and keys.
pub(crate) type Chance = Box<dyn CryptoRng + Send + Sync>;

/// What a store has whether locked or not.
pub(crate) struct Folder {
    pub(crate) dir: PathBuf,
    pub(crate) options: Options,
    pub(crate) disk: Arc<dyn Disk>,
    pub(crate) rng: Chance,
    /// The older format that the folder had when it was opened.
    pub(crate) brought_from: Option<u32>,
    _lock: FolderLock,
}

/// The version of a folder's format, and the one this program writes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Format {
    /// What the folder has.
    pub found: u32,
    /// What this program writes. An older folder is brought forward when it is opened.
    pub current: u32,
}

/// Reads which format a folder has; takes no lock and changes nothing. [`Error::NotAStore`] where there is none,
/// [`Error::NewerFormat`] where a newer program has written it, [`Error::Rot`] where its line is damaged.
pub fn format_of(dir: &Path, disk: &dyn Disk) -> Result<Format, Error> {
    must_hold_a_store(disk, dir)?;
    read_format(disk, dir).map(|found| Format { found, current: VERSION })
}

/// Writes a damaged or missing `FORMAT` anew, as of this program. Only the person knows that no newer program wrote
/// the folder: formats may differ in their rows alone, of which the files' own headers say nothing. These must read,
/// and be of one store. Nothing is changed where the line is whole.
pub fn repair_format(dir: &Path, disk: &dyn Disk) -> Result<(), Error> {
    must_hold_a_store(disk, dir)?;
    let _lock = take_lock(disk, dir)?;
    match read_line(disk, dir) {
        Err(Error::Rot(Place::Format)) => {}
        whole => return whole.map(drop),
    }
    let names = disk.list(dir).map_err(Error::disk(OPENING))?;
    vault::settle(disk, dir, &names)?;
    let vault = disk.open(&dir.join(VAULT_NAME)).map_err(Error::disk(OPENING))?;
    let (header, _) = vault::read_header(&*vault)?;
    if !journal::is_of(disk, &dir.join(JOURNAL), &header.store_id)? {
        return Err(Error::Rot(Place::Format));
    }
    replace_format(disk, dir)
}

fn must_hold_a_store(disk: &dyn Disk, dir: &Path) -> Result<(), Error> {
    let names = match disk.list(dir) {
        Err(error) if error.kind() == std::io::ErrorKind::NotFound => {
            return Err(Error::NotAStore);
        }
        names => names.map_err(Error::disk(OPENING))?,
    };
    if holds_a_store(&names) { Ok(()) } else { Err(Error::NotAStore) }
}

impl Folder {
    /// Makes a new store's files.
    pub(crate) fn create(
        dir: &Path,
        passphrase: &[u8],
        recovery_key: &Zeroizing<[u8; 32]>,
        options: Options,
        disk: Arc<dyn Disk>,
        mut rng: Chance,
    ) -> Result<Self, Error> {
        options.check()?;
        disk.create_dir(dir).map_err(Error::disk(MAKING))?;
        let lock = take_lock(&*disk, dir)?;
        let names = disk.list(dir).map_err(Error::disk(MAKING))?;
        if holds_a_store(&names) {
            return Err(Error::AlreadyExists);
        }
        clear_leftovers(&*disk, dir, &names).map_err(Error::disk(MAKING))?;
        let mut store_id = [0; 16];
        rng.fill_bytes(&mut store_id);
        for folder in [JOURNAL, spool::FOLDER] {
            disk.create_dir(&dir.join(folder)).map_err(Error::disk(MAKING))?;
        }
        write_format(&*disk, &dir.join(FORMAT)).map_err(Error::disk(MAKING))?;
        Journal::create(STORE, &*disk, &dir.join(JOURNAL), store_id)?;
        let keys = SystemKeys::random(&mut *rng);
        let none = Lid { public: [0; 32], sealed: [0; LID_BYTES] };
        let mut header = Header {
            store_id,
            generation: 1,
            hardness: options.hardness,
            salt: [0; 16],
            passphrase: none,
            recovery: none,
            spool: keys.spool_recipient(),
        };
        header.set_passphrase(&mut *rng, passphrase, options.hardness);
        header.set_recovery(recovery_key);
        let master = random_key(&mut *rng);
        header.close(&mut *rng, &master);
        Vault::write_new(&*disk, &dir.join(NEW_NAME), &header, &master, &keys, &mut *rng)?;
        let named = disk
            .sync_dir(dir)
            .and_then(|()| disk.rename(&dir.join(NEW_NAME), &dir.join(VAULT_NAME)));
        named.and_then(|()| disk.sync_dir(dir)).map_err(Error::disk(MAKING))?;
        Ok(Self { dir: dir.to_path_buf(), options, disk, rng, brought_from: None, _lock: lock })
    }

    /// Recognises and takes an existing store.
    pub(crate) fn open(
        dir: &Path,
        options: Options,
        disk: Arc<dyn Disk>,
        rng: Chance,
    ) -> Result<Self, Error> {
        options.check()?;
        must_hold_a_store(&*disk, dir)?;
        read_format(&*disk, dir)?;
        let lock = take_lock(&*disk, dir)?;
        let names = disk.list(dir).map_err(Error::disk(OPENING))?;
        let brought_from = bring_forward(&*disk, dir, &names)?;
        let folder = Self { dir: dir.to_path_buf(), options, disk, rng, brought_from, _lock: lock };
        folder.settle_vault()?;
        Ok(folder)
    }

    /// Finishes or undoes a change of the vault's key that was cut short.
    pub(crate) fn settle_vault(&self) -> Result<(), Error> {
        let names = self.disk.list(&self.dir).map_err(Error::disk(OPENING))?;
        vault::settle(&*self.disk, &self.dir, &names)
    }

    /// The vault's file, its header, and whether a copy of that needs repair.
    pub(crate) fn vault(&self) -> Result<(Box<dyn DiskFile>, Header, bool), Error> {
        let file = self.disk.open(&self.dir.join(VAULT_NAME)).map_err(Error::disk(OPENING))?;
        let (header, repair) = vault::read_header(&*file)?;
        Ok((file, header, repair))
    }
}

pub(crate) fn holds_a_store(names: &[String]) -> bool {
    names.iter().any(|name| name == VAULT_NAME || name == OLD_NAME)
}

pub(crate) fn take_lock(disk: &dyn Disk, dir: &Path) -> Result<FolderLock, Error> {
    disk.lock(&dir.join(LOCK)).map_err(Error::disk("locking the folder"))?.ok_or(Error::InUse)
}

/// What a creation cut short may have left: without a vault none of it can be read.
pub(crate) fn clear_leftovers(
    disk: &dyn Disk,
    dir: &Path,
    names: &[String],
) -> std::io::Result<()> {
    let has = |wanted: &str| names.iter().any(|name| name == wanted);
    for leftover in [NEW_NAME, FORMAT, FORMAT_NEW].into_iter().filter(|name| has(name)) {
        disk.remove(&dir.join(leftover))?;
    }
    if has(JOURNAL) {
        let segments = disk.list(&dir.join(JOURNAL))?;
        segments.iter().try_for_each(|name| disk.remove(&dir.join(JOURNAL).join(name)))?;
    }
    Ok(())
}

fn write_format(disk: &dyn Disk, path: &Path) -> std::io::Result<()> {
    let file = disk.create(path)?;
    file.write_at(line_of(VERSION).as_bytes(), 0)?;
    file.sync()
}

/// Which version a folder's line names.
pub(crate) fn read_format(disk: &dyn Disk, dir: &Path) -> Result<u32, Error> {
    read_line(disk, dir).map(|(version, _)| version)
}

/// One line: `waypost-store 2`. The version, and whether the line is whole: a single altered byte beside the number
/// leaves no doubt; anything else is damage.
fn read_line(disk: &dyn Disk, dir: &Path) -> Result<(u32, bool), Error> {
    let damaged = Error::Rot(Place::Format);
    let mut bytes = [0; 64];
    let read = match disk.open(&dir.join(FORMAT)) {
        Err(error) if error.kind() == std::io::ErrorKind::NotFound => return Err(damaged),
        file => file.and_then(|file| file.read_at(&mut bytes, 0)).map_err(Error::disk(OPENING))?,
    };
    let found = &bytes[..read];
    let line = std::str::from_utf8(found).ok().and_then(|text| text.strip_suffix('\n'));
    let version = line.and_then(|line| line.strip_prefix(FORMAT_WORDS)?.parse::<u32>().ok());
    match version {
        Some(version @ VERSION_OLDEST..=VERSION) => Ok((version, true)),
        Some(found) if found > VERSION => Err(Error::NewerFormat { found, expected: VERSION }),
        Some(_) | None => match nearly(found) {
            Some(version) => Ok((version, false)),
            None => Err(damaged),
        },
    }
}

/// The version of a line of which one byte, and none of the number, is not as it was written.
fn nearly(found: &[u8]) -> Option<u32> {
    (VERSION_OLDEST..=VERSION).find(|version| {
        let whole = line_of(*version);
        let number_at = FORMAT_WORDS.len()..whole.len() - 1;
        let altered = whole.bytes().zip(found).enumerate().filter(|(_, (was, is))| was != *is);
        let altered: Vec<usize> = altered.map(|(at, _)| at).collect();
        whole.len() == found.len() && matches!(altered.as_slice(), [at] if !number_at.contains(at))
    })
}

fn line_of(version: u32) -> String {
    format!("{FORMAT_WORDS}{version}\n")
}

/// Brings an older folder forward; the format it had. From 1 to 2 only the line changes.
fn bring_forward(disk: &dyn Disk, dir: &Path, names: &[String]) -> Result<Option<u32>, Error> {
    if names.iter().any(|name| name == FORMAT_NEW) {
        disk.remove(&dir.join(FORMAT_NEW)).map_err(Error::disk(FORWARD))?;
    }
    let (found, whole) = read_line(disk, dir)?;
    if found == VERSION && whole {
        return Ok(None);
    }
    replace_format(disk, dir)?;
    Ok((found < VERSION).then_some(found))
}

/// The line is written beside the old one, flushed, and renamed over it, so that a crash leaves either.
fn replace_format(disk: &dyn Disk, dir: &Path) -> Result<(), Error> {
    write_format(disk, &dir.join(FORMAT_NEW))
        .and_then(|()| disk.rename(&dir.join(FORMAT_NEW), &dir.join(FORMAT)))
        .and_then(|()| disk.sync_dir(dir))
        .map_err(Error::disk(FORWARD))
}
