//! The index: where in the journal each row's value lies. A throw-away sled database, used only while its files
//! are exactly as they were closed; lost, torn or panicking, it is thrown away and built again from the journal.
//! No sled type, error or panic leaves this file. Not durable, not secret: hashes and positions only.
//!
//! sled works in the real folder whatever `Disk` the store was given.

mod update;

use std::collections::{BTreeMap, HashSet};
use std::fs;
use std::io::Read;
use std::ops::Bound;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::{Path, PathBuf};

use crate::bytes::{Fields, Malformed};
use crate::journal::{Replayed, Spot, ThreadRef};
use crate::key::{Hash16, TABLE_MAX};
use crate::vault::SlotRef;
pub(crate) use update::Update;

pub(crate) const FOLDER: &str = "index";
/// The one index kept for study after sled failed on it. One, since it names rows that may be erased since.
const ASIDE: &str = "index.aside-1";
/// The store's own rows, after the callers' tables: conversation -> key slot; live bytes; a sweep under way.
const BINDING: u8 = 254;
const LIVE: u8 = 253;
const SWEEPING: u8 = 252;
/// Rows looked up or removed at once: bounds memory, keeps calls into sled few.
pub(crate) const PAGE_ROWS: usize = 256;

/// sled failed; in its words.
#[derive(Debug)]
pub(crate) struct Fault(pub(crate) String);

impl From<Malformed> for Fault {
    fn from(Malformed: Malformed) -> Self {
        Self("a row of the index is malformed".into())
    }
}

/// What the index knows of a row.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Entry {
    pub(crate) spot: Spot,
    /// The conversation whose key sealed the value, or none for the node's.
    pub(crate) owner: Option<ThreadRef>,
}

impl Entry {
    fn write(&self) -> Vec<u8> {
        let mut bytes = Vec::with_capacity(50);
        bytes.extend_from_slice(&self.spot.segment.to_be_bytes());
        bytes.extend_from_slice(&self.spot.offset.to_be_bytes());
        bytes.extend_from_slice(&self.spot.bytes.to_be_bytes());
        bytes.extend_from_slice(&self.spot.record.to_be_bytes());
        bytes.extend_from_slice(&self.spot.op.to_be_bytes());
        if let Some(owner) = self.owner {
            bytes.extend_from_slice(&owner.hash);
            owner.key.write(&mut bytes);
        }
        bytes
    }

    fn read(bytes: &[u8]) -> Result<Self, Malformed> {
        let mut fields = Fields::new(bytes);
        let spot = Spot {
            segment: fields.u32()?,
            offset: fields.u32()?,
            bytes: fields.u32()?,
            record: fields.u64()?,
            op: fields.u16()?,
        };
        let owner = match fields.end() {
            Ok(()) => None,
            Err(Malformed) => {
                Some(ThreadRef { hash: fields.array()?, key: read_slot(&mut fields)? })
            }
        };
        fields.end()?;
        Ok(Self { spot, owner })
    }
}

fn read_slot(fields: &mut Fields<'_>) -> Result<SlotRef, Malformed> {
    Ok(SlotRef { slot: fields.u32()?, serial: fields.u64()? })
}

/// An open index.
pub(crate) struct Index {
    db: Option<sled::Db>,
    /// By segment: the bytes of sealed values that rows still point to.
    live: BTreeMap<u32, u64>,
    /// Bindings known to be written, since this index was opened.
    bound: HashSet<SlotRef>,
    sweep: Sweep,
}

/// How far looking for rows of destroyed keys has come.
#[derive(Default)]
struct Sweep {
    /// The row after which to go on; none when there is nothing to do.
    after: Option<Vec<u8>>,
    /// Another conversation was erased meanwhile: once more from the beginning.
    again: bool,
}

impl Sweep {
    fn begin(&mut self) {
        match self.after {
            Some(_) => self.again = true,
            None => self.after = Some(Vec::new()),
        }
    }

    fn advance(&mut self, after: Option<Vec<u8>>) {
        self.after = after.or_else(|| std::mem::take(&mut self.again).then(Vec::new));
    }
}

/// Which end of a range a page begins at.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Direction {
    Up,
    Down,
}

impl Index {
    /// Opens what is there, which must have been closed in order.
    pub(crate) fn open(dir: &Path, cache_bytes: u64) -> Result<Self, Fault> {
        let db = open_sled(&dir.join(FOLDER), cache_bytes)?;
        let mut index = Self::over(Some(db));
        index.live = index.load_live()?;
        if index.guarded(|tree| tree.remove([SWEEPING]))?.is_some() {
            index.sweep.begin();
        }
        Ok(index)
    }

    /// Begins an empty index. What was there is removed, or kept aside for study if sled failed on it.
    pub(crate) fn begin_anew(dir: &Path, cache_bytes: u64, keep_old: bool) -> Result<Self, Fault> {
        let (folder, aside) = (dir.join(FOLDER), dir.join(ASIDE));
        let io = |error: std::io::Error| Fault(error.to_string());
        remove_folder(&aside).map_err(io)?;
        if keep_old && folder.exists() {
            fs::rename(&folder, &aside).map_err(io)?;
        }
        remove_folder(&folder).map_err(io)?;
        Ok(Self::over(Some(open_sled(&folder, cache_bytes)?)))
    }

    /// An index that answers nothing until it is built anew.
    pub(crate) fn broken() -> Self {
        Self::over(None)
    }

    fn over(db: Option<sled::Db>) -> Self {
        Self { db, live: BTreeMap::new(), bound: HashSet::new(), sweep: Sweep::default() }
    }

    fn guarded<T>(
        &self,
        work: impl FnOnce(&sled::Tree) -> Result<T, sled::Error>,
    ) -> Result<T, Fault> {
        let db = self.db.as_ref().ok_or_else(|| Fault("it is not open".into()))?;
        guarded(|| work(db))
    }

    pub(crate) fn entry(&self, row: &[u8]) -> Result<Option<Entry>, Fault> {
        let found = self.guarded(|tree| tree.get(row))?;
        found.map(|bytes| Entry::read(&bytes).map_err(Fault::from)).transpose()
    }

    /// The key slot of a conversation.
    pub(crate) fn thread(&self, hash: &Hash16) -> Result<Option<ThreadRef>, Fault> {
        let found = self.guarded(|tree| tree.get(tagged(BINDING, hash)))?;
        let slot = found.map(|bytes| read_slot(&mut Fields::new(&bytes))).transpose()?;
        Ok(slot.map(|key| ThreadRef { hash: *hash, key }))
    }

    /// Up to [`PAGE_ROWS`] rows within bounds, from the end that `direction` begins at.
    pub(crate) fn page(
        &self,
        bounds: (Bound<Vec<u8>>, Bound<Vec<u8>>),
        direction: Direction,
    ) -> Result<Vec<(Vec<u8>, Entry)>, Fault> {
        let pairs = self.guarded(|tree| {
            let range = tree.range::<Vec<u8>, _>(bounds);
            match direction {
                Direction::Up => range.take(PAGE_ROWS).collect::<Result<Vec<_>, _>>(),
                Direction::Down => range.rev().take(PAGE_ROWS).collect(),
            }
        })?;
        let read =
            |(row, entry): (sled::IVec, sled::IVec)| Ok((row.to_vec(), Entry::read(&entry)?));
        pairs.into_iter().map(read).collect()
    }

    /// Applies collected changes, in the order of their keys: sled is several times faster for it.
    pub(crate) fn apply(&mut self, update: Update) -> Result<(), Fault> {
        for (hash, slot) in update.threads {
            match slot {
                None => drop(self.guarded(|tree| tree.remove(tagged(BINDING, &hash)))?),
                // Records repeat the binding; it is written once.
                Some(slot) if self.bound.insert(slot) => {
                    let mut bytes = Vec::with_capacity(12);
                    slot.write(&mut bytes);
                    self.guarded(|tree| tree.insert(tagged(BINDING, &hash), bytes))?;
                }
                Some(_) => {}
            }
        }
        for (row, entry) in update.rows {
            let old = match &entry {
                Some(entry) => {
                    *self.live.entry(entry.spot.segment).or_default() +=
                        u64::from(entry.spot.bytes);
                    self.guarded(|tree| tree.insert(row, entry.write()))?
                }
                None => self.guarded(|tree| tree.remove(row))?,
            };
            if let Some(old) = old {
                self.supersede(&Entry::read(&old)?);
            }
        }
        if update.erased {
            self.sweep.begin();
        }
        Ok(())
    }

    fn supersede(&mut self, old: &Entry) {
        let live = self.live.entry(old.spot.segment).or_default();
        *live = live.saturating_sub(u64::from(old.spot.bytes));
    }

    /// Removes rows of destroyed keys (which nobody is shown any more) from one page of the index, if a
    /// conversation was erased since all of it was looked through. Whether there was anything to look through.
    pub(crate) fn sweep_page(&mut self, alive: impl Fn(SlotRef) -> bool) -> Result<bool, Fault> {
        let Some(after) = self.sweep.after.clone() else {
            return Ok(false);
        };
        let rows = (Bound::Excluded(after), Bound::Excluded(vec![TABLE_MAX + 1]));
        let page = self.page(rows, Direction::Up)?;
        for (row, entry) in &page {
            if entry.owner.is_some_and(|owner| !alive(owner.key)) {
                self.guarded(|tree| tree.remove(row))?;
                self.supersede(entry);
            }
        }
        self.sweep
            .advance(page.last().filter(|_| page.len() == PAGE_ROWS).map(|(row, _)| row.clone()));
        Ok(true)
    }

    /// How many bytes of a segment rows still point to.
    pub(crate) fn live_bytes(&self, segment: u32) -> u64 {
        self.live.get(&segment).copied().unwrap_or(0)
    }

    fn load_live(&self) -> Result<BTreeMap<u32, u64>, Fault> {
        let pairs = self.guarded(|tree| tree.scan_prefix([LIVE]).collect::<Result<Vec<_>, _>>())?;
        let read = |(key, value): (sled::IVec, sled::IVec)| -> Result<_, Malformed> {
            Ok((Fields::new(key.get(1..).unwrap_or_default()).u32()?, Fields::new(&value).u64()?))
        };
        Ok(pairs.into_iter().map(read).collect::<Result<_, _>>()?)
    }

    /// Closes the files in order, flushes them, and returns their fingerprint for the next opening.
    pub(crate) fn close(mut self, dir: &Path) -> Result<u32, Fault> {
        for (segment, live) in &self.live {
            let key = [&[LIVE], segment.to_be_bytes().as_slice()].concat();
            self.guarded(|tree| tree.insert(key, &live.to_be_bytes()))?;
        }
        if self.sweep.after.is_some() {
            self.guarded(|tree| tree.insert([SWEEPING], &[]))?;
        }
        self.guarded(|tree| tree.flush())?;
        let db = self.db.take();
        guarded(|| {
            drop(db);
            Ok(())
        })?;
        fingerprint(dir, true)
    }
}

impl Drop for Index {
    /// A panic inside sled while it closes must not take the node down either.
    fn drop(&mut self) {
        let db = self.db.take();
        let _ = guarded(|| {
            drop(db);
            Ok(())
        });
    }
}

impl Replayed<'_> {
    pub(crate) fn spot(&self, op: u16, sealed: &std::ops::Range<usize>) -> Spot {
        Spot {
            segment: self.segment,
            offset: (self.body_at + sealed.start as u64) as u32,
            bytes: sealed.len() as u32,
            record: self.number,
            op,
        }
    }
}

fn guarded<T>(work: impl FnOnce() -> Result<T, sled::Error>) -> Result<T, Fault> {
    match catch_unwind(AssertUnwindSafe(work)) {
        Ok(Ok(done)) => Ok(done),
        Ok(Err(error)) => Err(Fault(error.to_string())),
        Err(_panic) => Err(Fault("sled panicked".into())),
    }
}

fn open_sled(folder: &Path, cache_bytes: u64) -> Result<sled::Db, Fault> {
    guarded(|| {
        // Nothing here needs to be durable before closing, so the flushing thread stays off.
        sled::Config::new().path(folder).cache_capacity(cache_bytes).flush_every_ms(None).open()
    })
}

fn tagged(tag: u8, hash: &Hash16) -> Vec<u8> {
    [&[tag], hash.as_slice()].concat()
}

fn remove_folder(folder: &Path) -> std::io::Result<()> {
    match fs::remove_dir_all(folder) {
        Err(error) if error.kind() == std::io::ErrorKind::NotFound => Ok(()),
        result => result,
    }
}

/// CRC-32 over every file of the index folder: name, length, contents. `flush` also makes them durable.
pub(crate) fn fingerprint(dir: &Path, flush: bool) -> Result<u32, Fault> {
    let mut files = Vec::new();
    let mut sum = crc32fast::Hasher::new();
    let result = list_files(&dir.join(FOLDER), &mut files).and_then(|()| {
        files.sort();
        files.iter().try_for_each(|path| add_file(path, flush, &mut sum))
    });
    result.map(|()| sum.finalize()).map_err(|error| Fault(error.to_string()))
}

fn list_files(folder: &Path, files: &mut Vec<PathBuf>) -> std::io::Result<()> {
    for entry in fs::read_dir(folder)? {
        let entry = entry?;
        if entry.file_type()?.is_dir() {
            list_files(&entry.path(), files)?;
        } else {
            files.push(entry.path());
        }
    }
    Ok(())
}

fn add_file(path: &Path, flush: bool, sum: &mut crc32fast::Hasher) -> std::io::Result<()> {
    let mut file = fs::OpenOptions::new().read(true).write(flush).open(path)?;
    let name = path.file_name().unwrap_or_default().as_encoded_bytes();
    sum.update(name);
    sum.update(&file.metadata()?.len().to_be_bytes());
    let mut chunk = vec![0; 1 << 16];
    loop {
        match file.read(&mut chunk)? {
            0 => break,
            read => sum.update(&chunk[..read]),
        }
    }
    if flush { file.sync_all() } else { Ok(()) }
}
