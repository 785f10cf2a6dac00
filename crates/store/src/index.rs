//! The index: where in the journal each row's value lies. A throw-away sled database, used only while its files
//! are exactly as they were closed; lost, torn or panicking, it is thrown away and built again from the journal.
//! No sled type, error or panic leaves this file. Not durable, not secret: hashes and positions only.
//!
//! sled works in the real folder whatever `Disk` the store was given.

use std::collections::BTreeMap;
use std::fs;
use std::io::Read;
use std::ops::Bound;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::{Path, PathBuf};

use crate::bytes::{Fields, Malformed};
use crate::journal::{Op, Replayed, Spot, ThreadRef};
use crate::key::Hash16;
use crate::vault::SlotRef;

pub(crate) const FOLDER: &str = "index";
/// The one index kept for study after sled failed on it. One, since it names rows that may be erased since.
const ASIDE: &str = "index.aside-1";
/// The store's own rows, after the callers' tables: conversation -> key slot; conversation + row; live bytes.
const BINDING: u8 = 254;
const MEMBER: u8 = 253;
const LIVE: u8 = 252;
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
            Err(Malformed) => Some(ThreadRef {
                hash: fields.array()?,
                key: read_slot(&mut fields)?,
            }),
        };
        fields.end()?;
        Ok(Self { spot, owner })
    }
}

fn read_slot(fields: &mut Fields<'_>) -> Result<SlotRef, Malformed> {
    Ok(SlotRef {
        slot: fields.u32()?,
        serial: fields.u64()?,
    })
}

/// An open index.
pub(crate) struct Index {
    db: Option<sled::Db>,
    /// By segment: the bytes of sealed values that rows still point to.
    live: BTreeMap<u32, u64>,
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
        let mut index = Self {
            db: Some(db),
            live: BTreeMap::new(),
        };
        index.live = index.load_live()?;
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
        Ok(Self {
            db: Some(open_sled(&folder, cache_bytes)?),
            live: BTreeMap::new(),
        })
    }

    /// An index that answers nothing until it is built anew.
    pub(crate) fn broken() -> Self {
        Self {
            db: None,
            live: BTreeMap::new(),
        }
    }

    fn guarded<T>(
        &self,
        work: impl FnOnce(&sled::Tree) -> Result<T, sled::Error>,
    ) -> Result<T, Fault> {
        let db = self
            .db
            .as_ref()
            .ok_or_else(|| Fault("it is not open".into()))?;
        guarded(|| work(db))
    }

    pub(crate) fn entry(&self, row: &[u8]) -> Result<Option<Entry>, Fault> {
        let found = self.guarded(|tree| tree.get(row))?;
        found
            .map(|bytes| Entry::read(&bytes).map_err(Fault::from))
            .transpose()
    }

    /// The key slot of a conversation.
    pub(crate) fn thread(&self, hash: &Hash16) -> Result<Option<ThreadRef>, Fault> {
        let found = self.guarded(|tree| tree.get(tagged(BINDING, hash)))?;
        let slot = found
            .map(|bytes| read_slot(&mut Fields::new(&bytes)))
            .transpose()?;
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

    /// Applies one record. `alive` says whether a conversation's key still exists: rows of a destroyed key are
    /// left out, so that a later rebuild cannot bring them back.
    pub(crate) fn apply(
        &mut self,
        record: &Replayed<'_>,
        alive: impl Fn(SlotRef) -> bool,
    ) -> Result<(), Fault> {
        for thread in record
            .body
            .threads
            .iter()
            .filter(|thread| alive(thread.key))
        {
            let mut slot = Vec::with_capacity(12);
            thread.key.write(&mut slot);
            self.guarded(|tree| tree.insert(tagged(BINDING, &thread.hash), slot))?;
        }
        for (place, op) in (0..).zip(&record.body.ops) {
            match op {
                Op::Put { key, owner, sealed } if owner.is_none_or(|owner| alive(owner.key)) => {
                    let spot = record.spot(place, sealed);
                    self.put(
                        key,
                        &Entry {
                            spot,
                            owner: *owner,
                        },
                    )?;
                }
                Op::Put { key, .. } | Op::Delete { key } => self.delete(key)?,
                Op::Erase { thread } => self.erase(thread)?,
                Op::Forget { slot: _ } => {}
            }
        }
        Ok(())
    }

    fn put(&mut self, row: &[u8], entry: &Entry) -> Result<(), Fault> {
        let old = self.guarded(|tree| tree.insert(row, entry.write()))?;
        *self.live.entry(entry.spot.segment).or_default() += u64::from(entry.spot.bytes);
        let old = old.map(|bytes| Entry::read(&bytes)).transpose()?;
        if let Some(old) = &old {
            self.supersede(old);
        }
        let (before, now) = (old.and_then(|old| old.owner), entry.owner);
        if before.map(|owner| owner.hash) == now.map(|owner| owner.hash) {
            return Ok(());
        }
        self.leave(before, row)?;
        now.map_or(Ok(()), |owner| {
            self.guarded(|tree| tree.insert(member(&owner.hash, row), &[]))
                .map(drop)
        })
    }

    fn delete(&mut self, row: &[u8]) -> Result<(), Fault> {
        let Some(old) = self.guarded(|tree| tree.remove(row))? else {
            return Ok(());
        };
        let old = Entry::read(&old)?;
        self.supersede(&old);
        self.leave(old.owner, row)
    }

    fn leave(&self, owner: Option<ThreadRef>, row: &[u8]) -> Result<(), Fault> {
        owner.map_or(Ok(()), |owner| {
            self.guarded(|tree| tree.remove(member(&owner.hash, row)))
                .map(drop)
        })
    }

    fn supersede(&mut self, old: &Entry) {
        let live = self.live.entry(old.spot.segment).or_default();
        *live = live.saturating_sub(u64::from(old.spot.bytes));
    }

    /// Removes every row of a conversation, and what is known of its key.
    fn erase(&mut self, thread: &ThreadRef) -> Result<(), Fault> {
        let prefix = tagged(MEMBER, &thread.hash);
        loop {
            let members = self.guarded(|tree| {
                tree.scan_prefix(&prefix)
                    .keys()
                    .take(PAGE_ROWS)
                    .collect::<Result<Vec<_>, _>>()
            })?;
            for member in &members {
                self.delete(member.get(prefix.len()..).unwrap_or_default())?;
                self.guarded(|tree| tree.remove(member))?;
            }
            if members.len() < PAGE_ROWS {
                self.guarded(|tree| tree.remove(tagged(BINDING, &thread.hash)))?;
                return Ok(());
            }
        }
    }

    /// How many bytes of a segment rows still point to.
    pub(crate) fn live_bytes(&self, segment: u32) -> u64 {
        self.live.get(&segment).copied().unwrap_or(0)
    }

    fn load_live(&self) -> Result<BTreeMap<u32, u64>, Fault> {
        let pairs = self.guarded(|tree| tree.scan_prefix([LIVE]).collect::<Result<Vec<_>, _>>())?;
        let read = |(key, value): (sled::IVec, sled::IVec)| -> Result<_, Malformed> {
            Ok((
                Fields::new(key.get(1..).unwrap_or_default()).u32()?,
                Fields::new(&value).u64()?,
            ))
        };
        Ok(pairs.into_iter().map(read).collect::<Result<_, _>>()?)
    }

    /// Closes the files in order, flushes them, and returns their fingerprint for the next opening.
    pub(crate) fn close(mut self, dir: &Path) -> Result<u32, Fault> {
        for (segment, live) in &self.live {
            let key = [&[LIVE], segment.to_be_bytes().as_slice()].concat();
            self.guarded(|tree| tree.insert(key, &live.to_be_bytes()))?;
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
        sled::Config::new()
            .path(folder)
            .cache_capacity(cache_bytes)
            .flush_every_ms(None)
            .open()
    })
}

fn tagged(tag: u8, hash: &Hash16) -> Vec<u8> {
    [&[tag], hash.as_slice()].concat()
}

fn member(hash: &Hash16, row: &[u8]) -> Vec<u8> {
    [&[MEMBER], hash.as_slice(), row].concat()
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
        files
            .iter()
            .try_for_each(|path| add_file(path, flush, &mut sum))
    });
    result
        .map(|()| sum.finalize())
        .map_err(|error| Fault(error.to_string()))
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
