//! A backup becomes a home again, on a machine where no node runs.
//!
//! In: a backup, the sheet of its day, a new passphrase, a new sheet. Out: the data of a home that goes on
//! where the backup stood, and tells no second story ([`crate::catch_up`]). Everything is made in a folder
//! beside the data, which gets its name last: a restore cut short leaves no data, and is done anew.

use std::fs::{self, File};
use std::io;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use waypost_protocol::ids::Time;
use waypost_store::RealDisk;

use crate::backup::not_read;
use crate::catch_up::AfterRestore;
use crate::command::{Failure, Secret};
use crate::desk::Desk;
use crate::error::{DeskError, failure};
use crate::recovery;
use crate::report;
use crate::service::{Settings, now, system_rng};

/// A backup that was unpacked and opened; nothing of it counts yet.
pub struct Restoring {
    desk: Desk,
    made: Time,
    beside: PathBuf,
    data: PathBuf,
}

impl Restoring {
    /// Unpacks and checks all of a backup, beside where the data will lie.
    pub fn begin(settings: &Settings, file: &Path, sheet: &[u8; 32]) -> Result<Self, Failure> {
        let (data, beside) = (settings.data(), settings.home.join("restoring"));
        if data.exists() {
            return Err(DeskError::Store(waypost_store::Error::AlreadyExists).failure());
        }
        clear(&beside).map_err(|error| not_made(&beside, &error))?;
        let opened = open(settings, file, sheet, &beside);
        if opened.is_err() {
            drop(clear(&beside));
        }
        let (desk, made) = opened?;
        Ok(Self { desk, made, beside, data })
    }

    /// The organisation's name, for its new sheet.
    pub fn name(&self) -> &str {
        &self.desk.me.row.name
    }

    /// When the backup was made, RFC 3339.
    pub fn made(&self) -> String {
        report::time(self.made)
    }

    /// The organisation's id.
    pub fn org(&self) -> String {
        self.desk.org().to_string()
    }

    /// Takes up the new passphrase and the new sheet, and gives the data its name.
    pub fn finish(
        mut self,
        passphrase: &Secret,
        sheet: &[u8; 32],
        new_sheet: &[u8; 32],
    ) -> Result<(), Failure> {
        let after = AfterRestore { made: self.made, passphrase, sheet, new_sheet };
        let done = self.desk.after_restore(now(), &after).and_then(|()| {
            // Where the index could not be closed it is built anew at the start.
            Ok(self.desk.into_store().close()?)
        });
        let named = done.map_err(|error| error.failure()).and_then(|()| {
            fs::rename(&self.beside, &self.data)
                .and_then(|()| sync_above(&self.data))
                .map_err(|error| not_made(&self.data, &error))
        });
        if named.is_err() {
            drop(clear(&self.beside));
        }
        named
    }

    /// Gives up: nothing of the backup stays on this machine.
    pub fn abandon(self) {
        drop(self.desk);
        drop(clear(&self.beside));
    }
}

fn open(
    settings: &Settings,
    file: &Path,
    sheet: &[u8; 32],
    beside: &Path,
) -> Result<(Desk, Time), Failure> {
    let told = |error| DeskError::Store(error).failure();
    let (disk, key) = (Arc::new(RealDisk), recovery::vault_key(sheet));
    let from = File::open(file).map_err(|error| not_read(file, &error))?;
    let contents = waypost_store::restore_into(beside, from, *key, disk.clone()).map_err(told)?;
    let locked = waypost_store::open(beside, settings.options(), disk, system_rng());
    let store = locked.map_err(told)?.unlock_with_recovery(*key).map_err(|(_, e)| told(e))?;
    let desk = Desk::open(store, settings.preferences.clone(), Box::new(system_rng()));
    Ok((desk.map_err(|error| error.failure())?, Time(contents.made_seconds)))
}

/// Removes what an earlier try left.
fn clear(folder: &Path) -> io::Result<()> {
    match fs::remove_dir_all(folder) {
        Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(()),
        result => result,
    }
}

fn sync_above(path: &Path) -> io::Result<()> {
    path.parent().map_or(Ok(()), |folder| File::open(folder)?.sync_all())
}

fn not_made(path: &Path, error: &io::Error) -> Failure {
    failure(
        "not_restored",
        format!("The data could not be put into {}: {error}.", path.display()),
        "Check that the folder is yours and has room. Nothing was restored; do it again.",
    )
}
