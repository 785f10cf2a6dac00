//! The leaf hashes of a bundle, out of memory: each is compared once, when its letter comes.

use std::io::{self, Read, Seek, SeekFrom, Write};

use tempfile::SpooledTempFile;

use crate::tree::Hash;

/// What is kept in memory before the leaves go to a nameless temporary file: 32,768 of them.
const IN_MEMORY_BYTES: usize = 1 << 20;

pub(super) struct Leaves {
    file: SpooledTempFile,
    start: u64,
    count: u64,
}

impl Leaves {
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

    /// The leaf at an index of the log; `None` outside the stretch shown.
    pub(super) fn at(&mut self, index: u64) -> io::Result<Option<Hash>> {
        let place = index.checked_sub(self.start).filter(|place| *place < self.count);
        let Some(place) = place else { return Ok(None) };
        let mut leaf = [0; 32];
        self.file.seek(SeekFrom::Start(place * 32))?;
        self.file.read_exact(&mut leaf)?;
        Ok(Some(Hash(leaf)))
    }
}
