//! Reading a backup: in come an age file and the recovery key; out goes a folder, or only the word that all of
//! it is there. Everything is checked while it is unpacked. The vault's final name is given last, after
//! everything is flushed, so half a restore is never a store.

use std::io::{self, BufRead, BufReader, Read};
use std::path::{Path, PathBuf};
use std::sync::Arc;

use zeroize::Zeroizing;

use super::{
    BACKUP_VERSION, CHUNK_BYTES, FORMAT_BYTES_MAX, HEAD_BYTES, MAGIC, NAME_BYTES_MAX, Summing,
};
use crate::age_keys::age_identity;
use crate::bytes::{Fields, Malformed};
use crate::disk::{Disk, DiskFile};
use crate::error::Error;
use crate::folder::{FORMAT, JOURNAL, clear_leftovers, holds_a_store, read_format, take_lock};
use crate::journal::{number_of, path_of};
use crate::seal::SealKey;
use crate::vault::{FILE_BYTES_MAX, NEW_NAME, VAULT_NAME, read_header};

/// Longest age header: ours has under 400 bytes. Parsing one takes time quadratic in its length.
const AGE_HEADER_BYTES_MAX: usize = 2048;
const READING: &str = "reading the backup";
const WRITING: &str = "unpacking the backup";

/// What a whole backup says of itself.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Contents {
    /// Which store it is of.
    pub store_id: [u8; 16],
    /// When it was made, Unix seconds.
    pub made_seconds: u64,
    /// Entries: the format, the journal's segments, the vault.
    pub entries: u32,
    /// Bytes of all entries.
    pub bytes: u64,
}

/// Reads all of a backup and says what it is, or why it is not whole. Writes nothing.
pub fn check_backup(from: impl Read, recovery_key: [u8; 32]) -> Result<Contents, Error> {
    let mut opened = Unpacking::open(from, &Zeroizing::new(recovery_key))?;
    opened.entries(|_, _, _| Ok(()))
}

/// Unpacks a backup into a folder that holds no store yet (made if missing; its parent must exist). The store is
/// then opened like any other: with the recovery key, or with the passphrase of the day of the backup.
pub fn restore_into(
    dir: &Path,
    from: impl Read,
    recovery_key: [u8; 32],
    disk: Arc<dyn Disk>,
) -> Result<Contents, Error> {
    let recovery_key = Zeroizing::new(recovery_key);
    let mut opened = Unpacking::open(from, &recovery_key)?;
    disk.create_dir(dir).map_err(Error::disk(WRITING))?;
    let _lock = take_lock(&*disk, dir)?;
    let names = disk.list(dir).map_err(Error::disk(WRITING))?;
    if holds_a_store(&names) {
        return Err(Error::AlreadyExists);
    }
    clear_leftovers(&*disk, dir, &names).map_err(Error::disk(WRITING))?;
    let restored = unpack(&mut opened, dir, &recovery_key, &disk);
    if restored.is_err() {
        // Without its name it is no store; what cannot be removed now is removed by the next try.
        let left = disk.list(dir).unwrap_or_default();
        let _ = clear_leftovers(&*disk, dir, &left);
    }
    restored
}

fn unpack<R: Read>(
    opened: &mut Unpacking<R>,
    dir: &Path,
    recovery_key: &SealKey,
    disk: &Arc<dyn Disk>,
) -> Result<Contents, Error> {
    for folder in [JOURNAL, crate::spool::FOLDER] {
        disk.create_dir(&dir.join(folder)).map_err(Error::disk(WRITING))?;
    }
    let mut file: Option<Box<dyn DiskFile>> = None;
    let contents = opened.entries(|entry, at, bytes| {
        let mut write = || -> io::Result<()> {
            if at == 0 {
                if let Some(whole) = file.take() {
                    whole.sync()?;
                }
                file = Some(disk.create(&entry.path(dir))?);
            }
            file.as_ref().map_or(Ok(()), |file| file.write_at(bytes, at))
        };
        write().map_err(Error::disk(WRITING))
    })?;
    let synced = file.map_or(Ok(()), |last| last.sync());
    synced.map_err(Error::disk(WRITING))?;
    read_format(&**disk, dir)?;
    let new = dir.join(NEW_NAME);
    let vault = disk.open(&new).map_err(Error::disk(WRITING))?;
    let damaged = Error::NotABackup { found: "a vault that does not fit" };
    match read_header(&*vault) {
        Ok((header, _)) if header.store_id == contents.store_id => {
            header.open_with_recovery(recovery_key)?;
        }
        Ok(_) | Err(_) => return Err(damaged),
    }
    disk.sync_dir(&dir.join(JOURNAL))
        .and_then(|()| disk.sync_dir(dir))
        .and_then(|()| disk.rename(&new, &dir.join(VAULT_NAME)))
        .and_then(|()| disk.sync_dir(dir))
        .map_err(Error::disk(WRITING))?;
    Ok(contents)
}

/// A file of the store. Only these names exist: nothing in a backup chooses a path.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Entry {
    Format,
    Segment(u32),
    Vault,
}

impl Entry {
    fn named(name: &[u8]) -> Option<Self> {
        let name = std::str::from_utf8(name).ok()?;
        let segment = || {
            let number = number_of(name.strip_prefix(JOURNAL)?.strip_prefix('/')?)?;
            let again = format!("{JOURNAL}/{}", crate::journal::name_of(number));
            (again == name).then_some(Self::Segment(number))
        };
        match name {
            FORMAT => Some(Self::Format),
            VAULT_NAME => Some(Self::Vault),
            _ => segment(),
        }
    }

    fn path(self, dir: &Path) -> PathBuf {
        match self {
            Self::Format => dir.join(FORMAT),
            Self::Segment(number) => path_of(&dir.join(JOURNAL), number),
            Self::Vault => dir.join(NEW_NAME),
        }
    }

    fn bytes_max(self) -> u64 {
        match self {
            Self::Format => FORMAT_BYTES_MAX as u64,
            Self::Segment(_) => u32::MAX.into(),
            Self::Vault => FILE_BYTES_MAX as u64,
        }
    }
}

/// A backup whose age layer opened.
struct Unpacking<R: Read> {
    inside: Summing<age::stream::StreamReader<BufReader<R>>>,
}

impl<R: Read> Unpacking<R> {
    fn open(from: R, recovery_key: &SealKey) -> Result<Self, Error> {
        let mut from = BufReader::with_capacity(CHUNK_BYTES, from);
        bound_header(from.fill_buf().map_err(Error::disk(READING))?)?;
        let identity = age_identity(recovery_key)?;
        let opened = age::Decryptor::new_buffered(from)
            .and_then(|d| d.decrypt(std::iter::once(&identity as &dyn age::Identity)));
        match opened {
            Ok(stream) => Ok(Self { inside: Summing::over(stream) }),
            Err(age::DecryptError::NoMatchingKeys) => Err(Error::WrongRecoveryKey),
            Err(age::DecryptError::Io(error)) => Err(failed(error)),
            Err(_) => Err(Error::NotABackup { found: "a damaged age header" }),
        }
    }

    /// Calls `each` with every piece of every entry, in order; the first piece, perhaps empty, is at 0.
    fn entries(
        &mut self,
        mut each: impl FnMut(Entry, u64, &[u8]) -> Result<(), Error>,
    ) -> Result<Contents, Error> {
        let (store_id, made_seconds) = self.head()?;
        let mut contents = Contents { store_id, made_seconds, entries: 0, bytes: 0 };
        let mut last = None;
        while let Some((entry, bytes)) = self.name()? {
            // In rising order, each once, beginning with the format.
            let fits = last.map_or(entry == Entry::Format, |last| last < entry);
            if !fits || bytes > entry.bytes_max() {
                return Err(Error::NotABackup { found: "files out of order or too long" });
            }
            self.copy(entry, bytes, &mut each)?;
            last = Some(entry);
            contents.entries = contents.entries.saturating_add(1);
            contents.bytes = contents.bytes.saturating_add(bytes);
        }
        let counted = u32::from_be_bytes(self.array()?);
        self.end()?;
        if last != Some(Entry::Vault) || counted != contents.entries {
            return Err(Error::NotABackup { found: "too few files" });
        }
        Ok(contents)
    }

    fn head(&mut self) -> Result<([u8; 16], u64), Error> {
        let head: [u8; HEAD_BYTES] = self.array()?;
        let mut fields = Fields::new(&head);
        let mut read = || -> Result<_, Malformed> {
            fields.expect(MAGIC)?;
            Ok((fields.u32()?, fields.array()?, fields.u64()?))
        };
        match read() {
            Ok((BACKUP_VERSION, store_id, made)) => Ok((store_id, made)),
            Ok((found, _, _)) if found > BACKUP_VERSION => {
                Err(Error::NewerBackup { found, expected: BACKUP_VERSION })
            }
            Ok(_) | Err(Malformed) => Err(Error::NotABackup { found: "another kind of file" }),
        }
    }

    fn name(&mut self) -> Result<Option<(Entry, u64)>, Error> {
        let [length] = self.array()?;
        if length == 0 {
            return Ok(None);
        }
        let mut name = [0; NAME_BYTES_MAX];
        let unknown = Error::NotABackup { found: "a file that no store has" };
        let Some(name) = name.get_mut(..usize::from(length)) else { return Err(unknown) };
        self.inside.read_exact(name).map_err(failed)?;
        let Some(entry) = Entry::named(name) else { return Err(unknown) };
        Ok(Some((entry, u64::from_be_bytes(self.array()?))))
    }

    fn copy(
        &mut self,
        entry: Entry,
        bytes: u64,
        each: &mut impl FnMut(Entry, u64, &[u8]) -> Result<(), Error>,
    ) -> Result<(), Error> {
        let mut chunk = vec![0; CHUNK_BYTES];
        let mut at = 0;
        loop {
            let wanted = usize::try_from(bytes - at).unwrap_or(CHUNK_BYTES).min(CHUNK_BYTES);
            self.inside.read_exact(&mut chunk[..wanted]).map_err(failed)?;
            each(entry, at, &chunk[..wanted])?;
            at += wanted as u64;
            if at == bytes {
                return Ok(());
            }
        }
    }

    /// The sum of all before, and nothing after it; reading on makes age check its own end.
    fn end(&mut self) -> Result<(), Error> {
        let expected = self.inside.so_far();
        let found: [u8; 32] = self.array()?;
        let after = self.inside.read(&mut [0]).map_err(failed)?;
        match found == expected && after == 0 {
            true => Ok(()),
            false => Err(Error::NotABackup { found: "a sum that does not fit" }),
        }
    }

    fn array<const N: usize>(&mut self) -> Result<[u8; N], Error> {
        let mut bytes = [0; N];
        self.inside.read_exact(&mut bytes).map_err(failed)?;
        Ok(bytes)
    }
}

/// What age says of damage, apart from what the disk says of itself.
fn failed(error: io::Error) -> Error {
    match error.kind() {
        io::ErrorKind::UnexpectedEof => Error::NotABackup { found: "an early end" },
        io::ErrorKind::InvalidData | io::ErrorKind::InvalidInput | io::ErrorKind::Other => {
            Error::NotABackup { found: "damaged bytes" }
        }
        _ => Error::disk(READING)(error),
    }
}

/// An age header that ends within bounds, before age reads any of it.
fn bound_header(head: &[u8]) -> Result<(), Error> {
    let head = head.get(..AGE_HEADER_BYTES_MAX).unwrap_or(head);
    let mut lines = head.split_inclusive(|byte| *byte == b'\n');
    if lines.next() != Some(b"age-encryption.org/v1\n") {
        return Err(Error::NotABackup { found: "another kind of file" });
    }
    match lines.any(|line| line.starts_with(b"---")) {
        true => Ok(()),
        false => Err(Error::NotABackup { found: "a damaged age header" }),
    }
}
