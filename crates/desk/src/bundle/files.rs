//! A file on the stick: its length before its bytes, its bytes before its name.
//!
//! In: paths. Out: bytes of a bounded length, or why not. Only plain files are opened.

use std::fs::{self, File, OpenOptions};
use std::io::{self, Read, Write};
use std::path::Path;

use waypost_protocol::bundle::{BUNDLE_BYTES_MAX, Bundle, BundleFault, CLEAR_BYTES, is_step};

use crate::command::Failure;
use crate::error::failure;

/// Room that stays free beside a file: the folder itself, and what else is on the stick.
const SPARE_BYTES: u64 = 64 * 1024;

/// Refuses what there is no room for, before anything is written.
pub(super) fn must_have_room(folder: &Path, bytes: u64) -> Result<(), Failure> {
    // Where the system does not say how much is free, the writing itself tells.
    let Ok(disk) = rustix::fs::statvfs(folder) else { return Ok(()) };
    let free = disk.f_bavail.saturating_mul(disk.f_frsize);
    let needed = bytes.saturating_add(SPARE_BYTES);
    if free >= needed {
        return Ok(());
    }
    Err(failure(
        "stick_full",
        format!(
            "The stick has {} KiB free, and {} KiB are needed.",
            free / 1024,
            needed.div_ceil(1024)
        ),
        "Make room on it or take another one, and do it again. Nothing was removed, and nothing is lost.",
    ))
}

/// What a file of a bundle's length begins with, or what is wrong with it.
pub(super) fn begins(path: &Path) -> Result<[u8; CLEAR_BYTES], String> {
    let found = length(path).map_err(unreadable)?;
    match is_step(found) {
        true => first_bytes(path).map_err(unreadable),
        false => Err(BundleFault::Length { found }.to_string()),
    }
}

/// All of it.
pub(super) fn whole(path: &Path) -> Result<Bundle, String> {
    let mut bytes = Vec::with_capacity(length(path).map_err(unreadable)?.min(BUNDLE_BYTES_MAX));
    // It may have grown since.
    let file = File::open(path).map_err(unreadable)?;
    file.take(BUNDLE_BYTES_MAX as u64 + 1).read_to_end(&mut bytes).map_err(unreadable)?;
    Bundle::parse(bytes).map_err(|fault| fault.to_string())
}

/// What a file begins with, whatever its length.
pub(super) fn first_bytes(path: &Path) -> io::Result<[u8; CLEAR_BYTES]> {
    let mut clear = [0; CLEAR_BYTES];
    length(path)?;
    File::open(path)?.read_exact(&mut clear)?;
    Ok(clear)
}

fn unreadable(error: io::Error) -> String {
    format!("it cannot be read: {error}")
}

/// The length of a plain file. Anything else is not opened: a pipe would never end.
fn length(path: &Path) -> io::Result<usize> {
    let about = fs::symlink_metadata(path)?;
    if !about.is_file() {
        return Err(io::Error::other("it is not a plain file"));
    }
    Ok(usize::try_from(about.len()).unwrap_or(usize::MAX))
}

pub(super) fn write_part(part: &Path, bytes: &[u8]) -> io::Result<()> {
    let mut options = OpenOptions::new();
    options.write(true).create_new(true);
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
    let mut file = options.open(part)?;
    file.write_all(bytes)?;
    file.sync_all()
}

pub(super) fn not_written(path: &Path, error: &io::Error) -> Failure {
    if matches!(error.kind(), io::ErrorKind::StorageFull | io::ErrorKind::QuotaExceeded) {
        return failure(
            "stick_full",
            "The stick has no more room.",
            "Make room on it or take another one, and do it again. Nothing is lost.",
        );
    }
    failure(
        "stick_not_written",
        format!("{} could not be written or removed: {error}.", path.display()),
        "See that the stick is plugged in and can be written, and do it again. Nothing is lost.",
    )
}

pub(super) fn not_read(folder: &Path, error: &io::Error) -> Failure {
    failure(
        "stick_not_read",
        format!("{} could not be read: {error}.", folder.display()),
        "See that the stick is plugged in, and do it again. Nothing is taken twice.",
    )
}
