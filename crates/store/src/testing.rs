//! A simulated disk for tests: it keeps apart what was written and what was flushed, fails on request at any
//! step, and loses power at any step, keeping a seeded choice of what was not flushed. Files live in memory;
//! only sled's folder is on the real disk. Never for shipped use (feature `faults`).

use std::collections::{BTreeMap, HashSet};
use std::io;
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use crate::disk::{Disk, DiskFile, FolderLock};

/// Un-flushed writes are lost or kept in pieces of this size: half a sector, the vault's slot.
const PIECE_BYTES: usize = 256;

/// What goes wrong at a step.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Fault {
    /// No room: half of a write is written, then the error.
    Full,
    /// The device fails: half of a write is written; a failing flush drops what it should have kept.
    Broken,
    /// The power goes: this and every later step fails until [`SimDisk::power_on`].
    PowerCut,
}

/// A simulated disk. Clones are the same disk.
#[derive(Clone, Default)]
pub struct SimDisk(Arc<Mutex<State>>);

#[derive(Default)]
struct State {
    inodes: Vec<Inode>,
    names: BTreeMap<PathBuf, usize>,
    names_flushed: BTreeMap<PathBuf, usize>,
    names_pending: Vec<(PathBuf, Option<usize>)>,
    folders: HashSet<PathBuf>,
    locks: HashSet<PathBuf>,
    steps: u64,
    flushes: u64,
    fault: Option<(u64, Fault)>,
    room_bytes: Option<u64>,
    off: bool,
    lying: bool,
    reboots: u64,
}

#[derive(Default)]
struct Inode {
    now: Vec<u8>,
    flushed: Vec<u8>,
    pending: Vec<Pending>,
}

enum Pending {
    Write { at: usize, bytes: Vec<u8> },
    SetLen(usize),
}

impl Inode {
    fn change(&mut self, change: Pending) {
        apply(&mut self.now, &change);
        self.pending.push(change);
    }
}

fn apply(contents: &mut Vec<u8>, change: &Pending) {
    match change {
        Pending::SetLen(length) => contents.resize(*length, 0),
        Pending::Write { at, bytes } => {
            let end = at + bytes.len();
            if contents.len() < end {
                contents.resize(end, 0);
            }
            contents[*at..end].copy_from_slice(bytes);
        }
    }
}

/// A small seeded generator (splitmix64): the simulation needs no more.
struct Chance(u64);

impl Chance {
    fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mixed = (self.0 ^ (self.0 >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        let mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        mixed ^ (mixed >> 31)
    }

    fn below(&mut self, bound: usize) -> usize {
        (self.next() % (bound.max(1) as u64)) as usize
    }
}

impl SimDisk {
    /// An empty disk that works.
    pub fn new() -> Self {
        Self::default()
    }

    fn state(&self) -> MutexGuard<'_, State> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// A fault at the `step`-th changing operation from now (1 is the next).
    pub fn fail_at(&self, step: u64, fault: Fault) {
        let mut state = self.state();
        state.fault = Some((state.steps + step, fault));
    }

    /// No fault is planned any more.
    pub fn heal(&self) {
        self.state().fault = None;
    }

    /// From now on files hold so many bytes in all; what would need more fails as [`Fault::Full`] does.
    pub fn limit_room(&self, bytes: Option<u64>) {
        self.state().room_bytes = bytes;
    }

    /// Bytes in files that have a name.
    pub fn used_bytes(&self) -> u64 {
        self.state().used_bytes()
    }

    /// Whether a planned fault is still to come.
    pub fn fault_pending(&self) -> bool {
        let state = self.state();
        state.fault.is_some_and(|(step, _)| state.steps < step)
    }

    /// Whether the power is off, until [`SimDisk::power_on`].
    pub fn is_off(&self) -> bool {
        self.state().off
    }

    /// From now on flushes report success and keep nothing.
    pub fn lie_about_flushes(&self) {
        self.state().lying = true;
    }

    /// Changing operations so far: writes, flushes, cuts, creations, renames, removals.
    pub fn steps(&self) -> u64 {
        self.state().steps
    }

    /// Flushes so far, of files and folders.
    pub fn flushes(&self) -> u64 {
        self.state().flushes
    }

    /// The power comes back (after a cut at this moment, if it was on): what was flushed is there; of the rest
    /// a choice made by `seed`: nothing, everything, or some pieces. Every lock is free.
    pub fn power_on(&self, seed: u64) {
        let mut state = self.state();
        let mut chance = Chance(seed);
        let mood = chance.below(4);
        let keeps = |chance: &mut Chance| match mood {
            0 => false,
            1 => true,
            _ => chance.below(2) == 0,
        };
        for inode in &mut state.inodes {
            let mut contents = std::mem::take(&mut inode.flushed);
            for change in std::mem::take(&mut inode.pending) {
                match change {
                    Pending::SetLen(_) if keeps(&mut chance) => apply(&mut contents, &change),
                    Pending::SetLen(_) => {}
                    Pending::Write { at, bytes } => {
                        for (offset, piece) in pieces(at, &bytes) {
                            if keeps(&mut chance) {
                                apply(
                                    &mut contents,
                                    &Pending::Write { at: offset, bytes: piece.to_vec() },
                                );
                            }
                        }
                    }
                }
            }
            inode.now = contents.clone();
            inode.flushed = contents;
        }
        // A beginning of what happened to names is kept; a rename may be cut in two, leaving both names.
        let pending = std::mem::take(&mut state.names_pending);
        let kept = match mood {
            0 => 0,
            1 => pending.len(),
            _ => chance.below(pending.len() + 1),
        };
        let mut names = std::mem::take(&mut state.names_flushed);
        pending
            .into_iter()
            .take(kept)
            .for_each(|(path, inode)| rename_one(&mut names, path, inode));
        state.names = names.clone();
        state.names_flushed = names;
        state.locks.clear();
        state.fault = None;
        state.off = false;
        state.reboots += 1;
    }

    /// Every file and what it holds now.
    pub fn files(&self) -> BTreeMap<PathBuf, Vec<u8>> {
        let state = self.state();
        state
            .names
            .iter()
            .map(|(path, inode)| (path.clone(), state.inodes[*inode].now.clone()))
            .collect()
    }

    /// Replaces a file's contents, durably: damage, or an old copy put back.
    pub fn overwrite(&self, path: &Path, contents: Vec<u8>) {
        let mut state = self.state();
        if let Some(&inode) = state.names.get(path) {
            state.inodes[inode] =
                Inode { now: contents.clone(), flushed: contents, pending: Vec::new() };
        }
    }

    /// Every byte ever left on the disk: contents of named and of removed files.
    pub fn remains(&self) -> Vec<Vec<u8>> {
        let state = self.state();
        state.inodes.iter().flat_map(|inode| [inode.now.clone(), inode.flushed.clone()]).collect()
    }

    /// A copy of this disk as it is, with nothing un-flushed.
    pub fn fork(&self) -> Self {
        let state = self.state();
        let inodes = state.inodes.iter();
        let copy = |inode: &Inode| Inode {
            now: inode.now.clone(),
            flushed: inode.now.clone(),
            pending: Vec::new(),
        };
        Self(Arc::new(Mutex::new(State {
            inodes: inodes.map(copy).collect(),
            names: state.names.clone(),
            names_flushed: state.names.clone(),
            folders: state.folders.clone(),
            ..State::default()
        })))
    }
}

fn rename_one(names: &mut BTreeMap<PathBuf, usize>, path: PathBuf, inode: Option<usize>) {
    match inode {
        Some(inode) => names.insert(path, inode),
        None => names.remove(&path),
    };
}

/// A write cut where the disk's pieces begin.
fn pieces(at: usize, bytes: &[u8]) -> Vec<(usize, &[u8])> {
    let (mut cut, mut offset, mut rest) = (Vec::new(), at, bytes);
    while !rest.is_empty() {
        let (piece, more) = rest.split_at(rest.len().min(PIECE_BYTES - offset % PIECE_BYTES));
        cut.push((offset, piece));
        offset += piece.len();
        rest = more;
    }
    cut
}

impl State {
    /// Counts a changing step; the fault that is due, if it is.
    fn step(&mut self) -> io::Result<Option<Fault>> {
        if self.off {
            return Err(io::Error::other("the power is off"));
        }
        self.steps += 1;
        let due = self.fault.filter(|(step, _)| *step == self.steps).map(|(_, fault)| fault);
        self.off = due == Some(Fault::PowerCut);
        Ok(due)
    }

    /// A step that either happens or does not.
    fn whole_step(&mut self) -> io::Result<()> {
        self.step()?.map_or(Ok(()), |fault| Err(error_of(fault)))
    }

    fn used_bytes(&self) -> u64 {
        self.names.values().map(|inode| self.inodes[*inode].now.len() as u64).sum()
    }

    /// Whether a file may grow by so much.
    fn has_room(&self, more: u64) -> bool {
        self.room_bytes.is_none_or(|room| more == 0 || self.used_bytes() + more <= room)
    }

    fn inode(&self, path: &Path) -> io::Result<usize> {
        self.names.get(path).copied().ok_or_else(|| io::ErrorKind::NotFound.into())
    }

    fn name(&mut self, path: &Path, inode: Option<usize>) {
        rename_one(&mut self.names, path.to_path_buf(), inode);
        self.names_pending.push((path.to_path_buf(), inode));
    }
}

fn error_of(fault: Fault) -> io::Error {
    match fault {
        Fault::Full => io::ErrorKind::StorageFull.into(),
        Fault::Broken => io::Error::other("the device failed"),
        Fault::PowerCut => io::Error::other("the power went"),
    }
}

impl Disk for SimDisk {
    fn open(&self, path: &Path) -> io::Result<Box<dyn DiskFile>> {
        let state = self.state();
        Ok(Box::new(SimFile {
            disk: self.clone(),
            inode: state.inode(path)?,
            reboots: state.reboots,
        }))
    }

    fn create(&self, path: &Path) -> io::Result<Box<dyn DiskFile>> {
        let mut state = self.state();
        if state.names.contains_key(path) {
            return Err(io::ErrorKind::AlreadyExists.into());
        }
        state.whole_step()?;
        state.inodes.push(Inode::default());
        let inode = state.inodes.len() - 1;
        state.name(path, Some(inode));
        Ok(Box::new(SimFile { disk: self.clone(), inode, reboots: state.reboots }))
    }

    fn create_dir(&self, path: &Path) -> io::Result<()> {
        self.state().folders.insert(path.to_path_buf());
        Ok(())
    }

    fn rename(&self, from: &Path, to: &Path) -> io::Result<()> {
        let mut state = self.state();
        let inode = state.inode(from)?;
        state.whole_step()?;
        state.name(to, Some(inode));
        state.name(from, None);
        Ok(())
    }

    fn remove(&self, path: &Path) -> io::Result<()> {
        let mut state = self.state();
        state.inode(path)?;
        state.whole_step()?;
        state.name(path, None);
        Ok(())
    }

    fn list(&self, dir: &Path) -> io::Result<Vec<String>> {
        let state = self.state();
        if !state.folders.contains(dir) {
            return Err(io::ErrorKind::NotFound.into());
        }
        let paths =
            state.names.keys().chain(&state.folders).filter(|path| path.parent() == Some(dir));
        Ok(paths
            .filter_map(|path| Some(path.file_name()?.to_string_lossy().into_owned()))
            .collect())
    }

    fn sync_dir(&self, dir: &Path) -> io::Result<()> {
        let mut state = self.state();
        state.whole_step()?;
        state.flushes += 1;
        if !state.lying {
            // Names of all folders share the file system's journal: an earlier change cannot follow a later one.
            let _ = dir;
            state.names_flushed = state.names.clone();
            state.names_pending.clear();
        }
        Ok(())
    }

    fn lock(&self, path: &Path) -> io::Result<Option<FolderLock>> {
        let mut state = self.state();
        let taken = state.locks.insert(path.to_path_buf());
        Ok(taken.then(|| {
            Box::new(Lock { disk: self.clone(), path: path.to_path_buf(), reboots: state.reboots })
                as _
        }))
    }
}

struct Lock {
    disk: SimDisk,
    path: PathBuf,
    reboots: u64,
}

impl Drop for Lock {
    fn drop(&mut self) {
        let mut state = self.disk.state();
        if state.reboots == self.reboots {
            state.locks.remove(&self.path);
        }
    }
}

struct SimFile {
    disk: SimDisk,
    inode: usize,
    reboots: u64,
}

impl SimFile {
    /// The state, unless the file was opened before the power went.
    fn state(&self) -> io::Result<MutexGuard<'_, State>> {
        let state = self.disk.state();
        if state.reboots == self.reboots {
            Ok(state)
        } else {
            Err(io::Error::other("opened before the power went"))
        }
    }
}

impl DiskFile for SimFile {
    fn read_at(&self, bytes: &mut [u8], at: u64) -> io::Result<usize> {
        let state = self.state()?;
        let rest = state.inodes[self.inode].now.get(at as usize..).unwrap_or_default();
        let count = rest.len().min(bytes.len());
        bytes[..count].copy_from_slice(&rest[..count]);
        Ok(count)
    }

    fn write_at(&self, bytes: &[u8], at: u64) -> io::Result<()> {
        let mut state = self.state()?;
        let more =
            (at + bytes.len() as u64).saturating_sub(state.inodes[self.inode].now.len() as u64);
        let full = (!state.has_room(more)).then_some(Fault::Full);
        let fault = state.step()?.or(full);
        let written = match fault {
            // A write tears between pieces only, as between sectors.
            Some(Fault::Full | Fault::Broken) => {
                let cut = pieces(at as usize, bytes);
                let half = cut.iter().take(cut.len() / 2).map(|(_, piece)| piece.len());
                &bytes[..half.sum()]
            }
            // Which pieces of it survive is decided when the power comes back.
            Some(Fault::PowerCut) | None => bytes,
        };
        state.inodes[self.inode]
            .change(Pending::Write { at: at as usize, bytes: written.to_vec() });
        fault.map_or(Ok(()), |fault| Err(error_of(fault)))
    }

    fn sync(&self) -> io::Result<()> {
        let mut state = self.state()?;
        let (fault, lying) = (state.step()?, state.lying);
        state.flushes += 1;
        let inode = &mut state.inodes[self.inode];
        match fault {
            // As on Linux: what a failed flush dropped still shows when read, and no later flush keeps it.
            Some(Fault::Broken | Fault::Full) => inode.pending.clear(),
            Some(Fault::PowerCut) => {}
            None if lying => {}
            None => {
                let pending = std::mem::take(&mut inode.pending);
                pending.iter().for_each(|change| apply(&mut inode.flushed, change));
            }
        }
        fault.map_or(Ok(()), |fault| Err(error_of(fault)))
    }

    fn set_len(&self, bytes: u64) -> io::Result<()> {
        let mut state = self.state()?;
        state.whole_step()?;
        state.inodes[self.inode].change(Pending::SetLen(bytes as usize));
        Ok(())
    }

    fn len(&self) -> io::Result<u64> {
        Ok(self.state()?.inodes[self.inode].now.len() as u64)
    }
}
