//! Backups: the journal's segments and the vault as they stood at one moment, in one age file.
//!
//! A snapshot is taken between two commits and costs no more than reading the vault; it is written on any
//! thread while the store goes on. The age file opens with the recovery key **only**: the passphrase opens a
//! store, never a backup. What was erased after a backup was made lives on in it, under that key; so few
//! backups should be kept, and old ones deleted.
//!
//! What a backup is not: the index (built anew) and the spool (its senders hold those frames until they have a
//! signed receipt). It is not signed: whoever has a copy of the folder knows the recovery public key and could
//! seal an *older* state of it, as they could put one back in the folder.
//!
//! # The file, version 1
//! age v1 to one X25519 recipient, the vault header's recovery public key. Inside, big-endian:
//!
//! | bytes | field |
//! |---|---|
//! | 8 | `WPBACKUP` |
//! | 4 | version, 1 |
//! | 16 | store id |
//! | 8 | when it was made, Unix seconds |
//! | | entries: name length (1, 1 to 32), name, length (8), bytes |
//! | 1 | 0: no more entries |
//! | 4 | how many entries there were |
//! | 32 | SHA-256 of all before |
//!
//! Entries, in this order: `FORMAT`, `journal/NNNNNNNN.wpj` ascending, `vault`. Nothing follows the end.

mod read;

use std::io::{self, Read, Write};
use std::sync::Arc;

use sha2::{Digest as _, Sha256};

pub use read::{Contents, check_backup, restore_into};

use crate::age_keys::{age_recipient, unusable};
use crate::disk::DiskFile;
use crate::error::{Error, Place};
use crate::folder::{FORMAT, JOURNAL};
use crate::journal::name_of;
use crate::store::Store;
use crate::vault::VAULT_NAME;

/// The newest version of the file that is written and read here.
pub const BACKUP_VERSION: u32 = 1;
const MAGIC: &[u8; 8] = b"WPBACKUP";
/// Magic, version, store id, time.
const HEAD_BYTES: usize = 36;
/// Longest entry name: a segment's, with room.
const NAME_BYTES_MAX: usize = 32;
/// Longest `FORMAT` file.
const FORMAT_BYTES_MAX: usize = 64;
/// Copied at once: four of age's own chunks.
const CHUNK_BYTES: usize = 256 << 10;
const WRITING: &str = "writing the backup";

/// A file's length and its SHA-256.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Digested {
    /// Length in bytes.
    pub bytes: u64,
    /// SHA-256 of all of them.
    pub sha256: [u8; 32],
}

/// The store as it stood between two commits. Holds files open, so that compaction cannot take them away.
pub struct Snapshot {
    store_id: [u8; 16],
    made_seconds: u64,
    recipient: [u8; 32],
    format: Vec<u8>,
    /// Sealed slots, as on the disk; read whole because the file is overwritten in place. At most 1 GiB, and
    /// 25 MiB for 100,000 conversations.
    vault: Vec<u8>,
    segments: Vec<(u32, Arc<dyn DiskFile>, u64)>,
}

impl Store {
    /// The store's id: random, and the same in all its backups. In clear in every file, it says nothing else.
    pub fn id(&self) -> [u8; 16] {
        self.vault.store_id()
    }

    /// Takes a snapshot. `made_seconds` is now, in Unix seconds.
    pub fn snapshot(&self, made_seconds: u64) -> Result<Snapshot, Error> {
        self.sound()?;
        let doing = "reading the store's format";
        let mut format = vec![0; FORMAT_BYTES_MAX];
        let file = self.folder.disk.open(&self.folder.dir.join(FORMAT));
        let read =
            file.and_then(|file| file.read_at(&mut format, 0)).map_err(Error::disk(doing))?;
        format.truncate(read);
        Ok(Snapshot {
            store_id: self.vault.store_id(),
            made_seconds,
            recipient: self.vault.recovery_public(),
            format,
            vault: self.vault.image()?,
            segments: self.journal.files().collect(),
        })
    }
}

impl Snapshot {
    /// About how many bytes the backup will have.
    pub fn bytes(&self) -> u64 {
        let journal: u64 = self.segments.iter().map(|(_, _, bytes)| bytes).sum();
        journal + self.vault.len() as u64
    }

    /// Writes the backup, in constant memory. The caller makes it durable, and reads it back.
    pub fn write(self, out: impl Write) -> Result<Digested, Error> {
        let recipient = age_recipient(&self.recipient)?;
        let recipients = std::iter::once(&recipient as &dyn age::Recipient);
        let encryptor = age::Encryptor::with_recipients(recipients).map_err(|_| unusable())?;
        let age = encryptor.wrap_output(Summing::over(out)).map_err(Error::disk(WRITING))?;
        let mut inside = Summing::over(age);
        self.write_head(&mut inside).map_err(Error::disk(WRITING))?;
        write_entry(&mut inside, FORMAT, &self.format)?;
        for (number, file, bytes) in &self.segments {
            write_segment(&mut inside, *number, &**file, *bytes)?;
        }
        write_entry(&mut inside, VAULT_NAME, &self.vault)?;
        let entries = self.segments.len() as u32 + 2;
        let end = [&[0][..], &entries.to_be_bytes()].concat();
        inside.write_all(&end).map_err(Error::disk(WRITING))?;
        let (mut age, inner) = inside.end();
        let mut out = age
            .write_all(&inner.sha256)
            .and_then(|()| age.finish())
            .map_err(Error::disk(WRITING))?;
        out.flush().map_err(Error::disk(WRITING))?;
        Ok(out.end().1)
    }

    fn write_head(&self, out: &mut impl Write) -> io::Result<()> {
        out.write_all(MAGIC)?;
        out.write_all(&BACKUP_VERSION.to_be_bytes())?;
        out.write_all(&self.store_id)?;
        out.write_all(&self.made_seconds.to_be_bytes())
    }
}

fn write_name(out: &mut impl Write, name: &str, bytes: u64) -> Result<(), Error> {
    let head = [&[name.len() as u8][..], name.as_bytes(), &bytes.to_be_bytes()].concat();
    out.write_all(&head).map_err(Error::disk(WRITING))
}

fn write_entry(out: &mut impl Write, name: &str, bytes: &[u8]) -> Result<(), Error> {
    write_name(out, name, bytes.len() as u64)?;
    out.write_all(bytes).map_err(Error::disk(WRITING))
}

fn write_segment(
    out: &mut impl Write,
    number: u32,
    file: &dyn DiskFile,
    bytes: u64,
) -> Result<(), Error> {
    write_name(out, &format!("{JOURNAL}/{}", name_of(number)), bytes)?;
    let mut chunk = vec![0; CHUNK_BYTES];
    let mut at = 0;
    while at < bytes {
        let wanted = usize::try_from(bytes - at).unwrap_or(CHUNK_BYTES).min(CHUNK_BYTES);
        let read =
            file.read_at(&mut chunk[..wanted], at).map_err(Error::disk("reading the journal"))?;
        if read == 0 {
            return Err(Error::Rot(Place::Journal { segment: number, offset: at }));
        }
        out.write_all(&chunk[..read]).map_err(Error::disk(WRITING))?;
        at += read as u64;
    }
    Ok(())
}

/// Length and SHA-256 of all that can be read: to compare a file with what was written, without any key.
pub fn digest(mut from: impl Read) -> io::Result<Digested> {
    let mut sum = Summing::over(io::sink());
    io::copy(&mut from, &mut sum)?;
    Ok(sum.end().1)
}

/// Counts and sums what passes through.
struct Summing<T> {
    through: T,
    bytes: u64,
    sum: Sha256,
}

impl<T> Summing<T> {
    fn over(through: T) -> Self {
        Self { through, bytes: 0, sum: Sha256::new() }
    }

    fn note(&mut self, bytes: &[u8]) {
        self.bytes += bytes.len() as u64;
        self.sum.update(bytes);
    }

    /// The sum of what has passed by now.
    fn so_far(&self) -> [u8; 32] {
        self.sum.clone().finalize().into()
    }

    fn end(self) -> (T, Digested) {
        let digested = Digested { bytes: self.bytes, sha256: self.sum.finalize().into() };
        (self.through, digested)
    }
}

impl<T: Write> Write for Summing<T> {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        let written = self.through.write(bytes)?;
        self.note(&bytes[..written]);
        Ok(written)
    }

    fn flush(&mut self) -> io::Result<()> {
        self.through.flush()
    }
}

impl<T: Read> Read for Summing<T> {
    fn read(&mut self, bytes: &mut [u8]) -> io::Result<usize> {
        let read = self.through.read(bytes)?;
        self.note(&bytes[..read]);
        Ok(read)
    }
}
