//! The leaf hashes of a bundle, out of memory: first all are put, then each is looked at once, when its letter comes.

use std::fs::File;
use std::io::{self, Write};
use std::os::unix::fs::FileExt;

use tempfile::{SpooledData, SpooledTempFile};

use crate::tree::Hash;

/// What is kept in memory before the leaves go to a nameless temporary file: 32,768 of them.
const IN_MEMORY_BYTES: usize = 1 << 20;

/// The leaves while they come.
pub(super) struct Filling {
    file: SpooledTempFile,
    start: u64,
    count: u64,
}

impl Filling {
    pub(super) fn from(start: u64) -> Self {
        Self { file: tempfile::spooled_tempfile(IN_MEMORY_BYTES), start, count: 0 }
    }

    /// The log's size with all that were put.
    pub(super) fn size(&self) -> u64 {
        self.start + self.count
    }

    pub(super) fn put(&mut self, leaves: &[Hash]) -> io::Result<()> {
        let bytes: Vec<u8> = leaves.iter().flat_map(|leaf| leaf.0).collect();
        self.file.write_all(&bytes)?;
        self.count += leaves.len() as u64;
        Ok(())
    }

    /// All were put.
    pub(super) fn close(self) -> Leaves {
        let kept = match self.file.into_inner() {
            SpooledData::InMemory(bytes) => Kept::InMemory(bytes.into_inner()),
            SpooledData::OnDisk(file) => Kept::OnDisk(file),
        };
        Leaves { kept, start: self.start, count: self.count }
    }
}

/// All leaves of a bundle.
pub(super) struct Leaves {
    kept: Kept,
    start: u64,
    count: u64,
}

enum Kept {
    InMemory(Vec<u8>),
    OnDisk(File),
}

impl Leaves {
    /// The leaf at an index of the log; `None` outside the stretch shown.
    pub(super) fn at(&self, index: u64) -> io::Result<Option<Hash>> {
        let place = index.checked_sub(self.start).filter(|place| *place < self.count);
        let Some(place) = place.map(|place| place * 32) else { return Ok(None) };
        match &self.kept {
            Kept::InMemory(bytes) => {
                let leaf = bytes.get(place as usize..).and_then(|rest| rest.first_chunk());
                Ok(leaf.copied().map(Hash))
            }
            Kept::OnDisk(file) => {
                let mut leaf = [0; 32];
                file.read_exact_at(&mut leaf, place)?;
                Ok(Some(Hash(leaf)))
            }
        }
    }
}
