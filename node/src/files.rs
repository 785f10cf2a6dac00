//! Files that a person names: read if nobody else can, written whole or not at all, never over another.

use std::fs::File;
use std::io::{self, Read, Write};
use std::os::unix::fs::MetadataExt;
use std::path::{Path, PathBuf};

use tempfile::NamedTempFile;
use zeroize::Zeroizing;

use crate::home::shell_word;
use crate::trouble::{Exit, Trouble};

/// A file in the making: under another name, for nobody else to read, and gone if it is not kept.
pub(crate) struct NewFile {
    to: PathBuf,
    part: NamedTempFile,
}

impl NewFile {
    /// Begins a file that must not be there yet.
    pub(crate) fn begin(to: &Path) -> Result<Self, Trouble> {
        if to.exists() {
            return Err(exists(to));
        }
        let folder = folder_of(to);
        let part =
            NamedTempFile::new_in(folder).map_err(|e| Trouble::file("write to", folder, &e))?;
        Ok(Self { to: to.to_owned(), part })
    }

    /// Flushes it, and gives it its name.
    pub(crate) fn keep(self) -> Result<(), Trouble> {
        let Self { to, part } = self;
        part.as_file().sync_all().map_err(|e| Trouble::file("write", &to, &e))?;
        part.persist_noclobber(&to).map_err(|e| match e.error.kind() {
            io::ErrorKind::AlreadyExists => exists(&to),
            _ => Trouble::file("write", &to, &e.error),
        })?;
        let synced = File::open(folder_of(&to)).and_then(|folder| folder.sync_all());
        synced.map_err(|e| Trouble::file("write", &to, &e))
    }

    /// What went wrong while writing it.
    pub(crate) fn trouble(&self, error: &io::Error) -> Trouble {
        Trouble::file("write", &self.to, error)
    }
}

impl Write for NewFile {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.part.write(bytes)
    }

    fn flush(&mut self) -> io::Result<()> {
        self.part.flush()
    }
}

/// Writes a new file, whole.
pub(crate) fn write_new(to: &Path, bytes: &[u8]) -> Result<(), Trouble> {
    let mut file = NewFile::begin(to)?;
    file.write_all(bytes).map_err(|error| file.trouble(&error))?;
    file.keep()
}

/// Reads the text of a secret file, at most so much. A file that others can read is refused.
pub(crate) fn read_private(
    path: &Path,
    code: &str,
    bytes_max: u64,
) -> Result<Zeroizing<String>, Trouble> {
    let unread = |error: io::Error| Trouble::file("read", path, &error);
    let file = File::open(path).map_err(unread)?;
    let mode = file.metadata().map_err(unread)?.mode() & 0o777;
    if mode & 0o077 != 0 {
        return Err(Trouble::new(
            Exit::Home,
            code,
            format!(
                "Others on this computer can reach {} (mode {mode:o}; expected 600).",
                path.display()
            ),
            format!("Close it: chmod 600 {}", shell_word(path)),
        ));
    }
    // All of it at once: a text that grows while it is read would leave pieces of itself behind.
    let mut text = Zeroizing::new(String::with_capacity(bytes_max as usize));
    file.take(bytes_max).read_to_string(&mut text).map_err(unread)?;
    Ok(text)
}

/// That a file stands where one was to be written.
pub(crate) fn exists(path: &Path) -> Trouble {
    Trouble::new(
        Exit::NotDone,
        "exists",
        format!("{} is there already.", path.display()),
        "Name another file. Nothing was overwritten.",
    )
}

fn folder_of(path: &Path) -> &Path {
    path.parent().filter(|p| !p.as_os_str().is_empty()).unwrap_or(Path::new("."))
}
