//! Backups of a running node: written by a thread of their own, read back, remembered, thinned out.
//!
//! In: a snapshot of the store, a place, a schedule. Out: a file that opens with the recovery sheet alone, and
//! what is remembered of it (table 13). A file gets its name only after its bytes were read back and found to
//! be those that were written. Files of other stores are never touched, nor any file over another.

use std::collections::VecDeque;
use std::fs::{self, File, OpenOptions};
use std::io::{self, BufWriter};
use std::path::{Path, PathBuf};
use std::time::Instant;

use minicbor::{Decode, Encode};
use waypost_case::dates;
use waypost_protocol::ids::Time;
use waypost_store::{Owner, Snapshot, Store, digest};

use crate::command::{self, BackupReport, Failure, Reply};
use crate::desk::{Desk, Effect};
use crate::error::{DeskError, failure};
use crate::recovery;
use crate::report;
use crate::rows::{CARE, Row, named, undamaged};

/// Backups remembered: enough to find the one at hand; the files themselves are what counts.
const REMEMBERED_MAX: usize = 32;
/// After a failure the schedule tries again so much later: somebody must plug a disk in.
const RETRY_SECONDS: u64 = 3_600;
const BACKUPS: &[u8] = b"backups";

/// How often backups are made by themselves, and how many are kept.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Schedule {
    /// The folder, best on another disk.
    pub dir: PathBuf,
    /// Hours between two.
    pub every_hours: u64,
    /// How many of this store stay; older ones are removed. Erased data lives on in old backups.
    pub keep: usize,
}

/// What is remembered of the backups made.
#[derive(Default, Clone, Encode, Decode)]
#[cbor(map)]
pub(crate) struct BackupsRow {
    /// Oldest first.
    #[n(0)]
    made: VecDeque<MadeRow>,
}

/// One backup. The file's name and not its place: disks move.
#[derive(Clone, Encode, Decode)]
#[cbor(map)]
struct MadeRow {
    #[n(0)]
    name: String,
    #[n(1)]
    at: Time,
    #[n(2)]
    bytes: u64,
    #[cbor(n(3), with = "minicbor::bytes")]
    sha256: Vec<u8>,
    #[n(4)]
    letters: u64,
}

impl Row for BackupsRow {
    const WHAT: &'static str = "row of the backups made";
}

/// What the desk knows of its backups.
#[derive(Default)]
pub(crate) struct Backups {
    row: BackupsRow,
    under_way: bool,
    trouble: Option<String>,
    tried: Option<Time>,
}

impl Backups {
    /// Reads what is remembered.
    pub(crate) fn load(store: &Store) -> Result<Self, DeskError> {
        // The files are what counts: a list that is damaged begins anew.
        let row = undamaged(store.value(&named(CARE, BACKUPS)))?.flatten();
        let row = row.map(|bytes| undamaged(BackupsRow::from_bytes(&bytes))).transpose()?;
        let row = row.flatten().unwrap_or_default();
        Ok(Self { row, ..Self::default() })
    }
}

/// Work for a thread.
pub(crate) struct Job {
    snapshot: Snapshot,
    to: PathBuf,
    name: String,
    /// By schedule: how many stay.
    keep: Option<usize>,
    at: Time,
    letters: u64,
    /// Whoever asked, if a person did.
    pub(crate) token: Option<u64>,
}

/// What came of it.
#[derive(Debug)]
pub struct Outcome {
    /// Whoever asked, if a person did.
    pub(crate) token: Option<u64>,
    pub(crate) at: Time,
    pub(crate) made: Result<BackupReport, Failure>,
}

impl Outcome {
    /// What whoever asked is told.
    pub(crate) fn into_reply(self) -> Reply {
        self.made.map_or_else(Reply::Failed, Reply::Backup)
    }
}

impl Desk {
    /// Takes a snapshot for a backup, between two steps. One at a time.
    pub(crate) fn begin_backup(
        &mut self,
        now: Time,
        to: PathBuf,
        keep: Option<usize>,
        token: Option<u64>,
    ) -> Result<Job, Failure> {
        if self.backups.under_way {
            return Err(failure(
                "backup_under_way",
                "Another backup is being written.",
                "Wait until it is done: `waypost backup list`.",
            ));
        }
        self.backups.tried = Some(now);
        let told = |error: DeskError| error.failure();
        let snapshot = self.store.snapshot(now.0).map_err(|e| told(e.into()))?;
        let letters = self.summaries().map_err(told)?.values().map(|row| row.letters).sum();
        self.backups.under_way = true;
        let name = format!("{}{}.age", prefix(&self.store.id()), stamp(now));
        Ok(Job { snapshot, to, name, keep, at: now, letters, token })
    }

    /// It could not be begun after all.
    pub(crate) fn no_backup_under_way(&mut self) {
        self.backups.under_way = false;
    }

    /// Whether the schedule asks for one now.
    pub(crate) fn backup_is_due(&self, now: Time, schedule: &Schedule) -> bool {
        let last = self.backups.row.made.back().map(|made| made.at);
        let due = last.is_none_or(|at| now.since(at) >= schedule.every_hours.saturating_mul(3_600));
        let waited = self.backups.tried.is_none_or(|at| now.since(at) >= RETRY_SECONDS);
        due && !self.backups.under_way && (waited || self.backups.trouble.is_none())
    }

    /// A thread is done with a backup: remembered, and whoever asked is told.
    pub(crate) fn backed_up(&mut self, outcome: Outcome) {
        self.backups.under_way = false;
        let Outcome { token, at, made } = outcome;
        let reply = match made {
            Ok(report) => {
                self.backups.trouble = None;
                self.remember_backup(at, &report);
                Reply::Backup(report)
            }
            Err(told) => {
                tracing::error!(code = told.code, "a backup was not made");
                self.backups.trouble = Some(told.what.clone());
                Reply::Failed(told)
            }
        };
        if let Some(token) = token {
            self.effects.push(Effect::Reply { token, reply: Box::new(reply) });
        }
    }

    fn remember_backup(&mut self, at: Time, report: &BackupReport) {
        let file = Path::new(&report.file);
        let name = file.file_name().map_or_else(String::new, |n| n.to_string_lossy().into_owned());
        let made = &mut self.backups.row.made;
        made.push_back(MadeRow {
            name,
            at,
            bytes: report.bytes,
            sha256: command::unhex(&report.sha256).map(|hash| hash.to_vec()).unwrap_or_default(),
            letters: report.letters,
        });
        while made.len() > REMEMBERED_MAX {
            made.pop_front();
        }
        self.batch.put(named(CARE, BACKUPS), Owner::Node, self.backups.row.to_bytes());
    }

    /// The backups remembered, newest first.
    pub(crate) fn list_backups(&self) -> Reply {
        let report = |made: &MadeRow| BackupReport {
            file: made.name.clone(),
            at: report::time(made.at),
            bytes: made.bytes,
            sha256: hex(&made.sha256),
            letters: made.letters,
            milliseconds: 0,
            removed: Vec::new(),
        };
        Reply::Backups { backups: self.backups.row.made.iter().rev().map(report).collect() }
    }

    /// When the last one was made that is remembered.
    pub(crate) fn last_backup_at(&self) -> Option<Time> {
        self.backups.row.made.back().map(|made| made.at)
    }

    /// What a person should do about backups.
    pub(crate) fn backup_advice(&self) -> Option<String> {
        let trouble = self.backups.trouble.as_ref()?;
        let last = match self.backups.row.made.back() {
            Some(made) => format!("the last one is of {}", dates::day_text(made.at.day())),
            None => "there is none yet".to_owned(),
        };
        Some(format!("A backup was not made, {last}: {trouble}"))
    }
}

impl Job {
    /// Writes the file, reads it back, names it, and removes what the schedule does not keep.
    pub(crate) fn run(self) -> Outcome {
        let (token, at) = (self.token, self.at);
        Outcome { token, at, made: self.write() }
    }

    fn write(self) -> Result<BackupReport, Failure> {
        let began = Instant::now();
        if self.keep.is_some() && !self.to.is_dir() {
            return Err(failure(
                "no_folder",
                format!("there is no folder {}.", self.to.display()),
                "Plug its disk in, or choose another: `waypost backup schedule`.",
            ));
        }
        let path = if self.to.is_dir() { self.to.join(&self.name) } else { self.to.clone() };
        if path.exists() {
            return Err(failure(
                "backup_exists",
                format!("{} exists already.", path.display()),
                "Name another file, or a folder. Nothing was overwritten.",
            ));
        }
        let part = PathBuf::from(format!("{}.part", path.display()));
        let told = |error: io::Error| not_written(&part, &error);
        let written =
            write_part(self.snapshot, &part).inspect_err(|_| drop(fs::remove_file(&part)))?;
        let read_back = File::open(&part).and_then(digest).map_err(told)?;
        if read_back != written {
            drop(fs::remove_file(&part));
            return Err(failure(
                "backup_not_as_written",
                format!("{} does not read back as it was written.", part.display()),
                "The disk damages what it keeps: use another one.",
            ));
        }
        fs::rename(&part, &path).and_then(|()| sync_folder(&path)).map_err(told)?;
        let removed = self.keep.map_or_else(Vec::new, |keep| thin_out(&path, &self.name, keep));
        Ok(BackupReport {
            file: path.display().to_string(),
            at: report::time(self.at),
            bytes: written.bytes,
            sha256: hex(&written.sha256),
            letters: self.letters,
            milliseconds: u64::try_from(began.elapsed().as_millis()).unwrap_or(u64::MAX),
            removed,
        })
    }
}

fn write_part(snapshot: Snapshot, part: &Path) -> Result<waypost_store::Digested, Failure> {
    let told = |error: io::Error| not_written(part, &error);
    let mut options = OpenOptions::new();
    options.write(true).create(true).truncate(true);
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
    let file = options.open(part).map_err(told)?;
    let mut out = BufWriter::with_capacity(1 << 20, file);
    let written = snapshot.write(&mut out).map_err(|e| DeskError::Store(e).failure())?;
    let file = out.into_inner().map_err(|e| told(e.into_error()))?;
    file.sync_all().map_err(told)?;
    Ok(written)
}

fn not_written(path: &Path, error: &io::Error) -> Failure {
    failure(
        "backup_not_written",
        format!("The backup could not be written to {}: {error}.", path.display()),
        "Check that the disk is there, is yours to write, and has room.",
    )
}

/// Flushes the folder in which a file has, or had, its name.
pub(crate) fn sync_folder(path: &Path) -> io::Result<()> {
    let folder = path.parent().filter(|p| !p.as_os_str().is_empty()).unwrap_or(Path::new("."));
    File::open(folder)?.sync_all()
}

/// Removes the oldest backups of this store beside `path`, so that `keep` stay. One that cannot be removed now
/// is removed by the next.
fn thin_out(path: &Path, name: &str, keep: usize) -> Vec<String> {
    let (Some(folder), Some(own)) = (path.parent(), name.get(..PREFIX_BYTES)) else {
        return Vec::new();
    };
    let entries = fs::read_dir(folder).into_iter().flatten().flatten();
    let mut ours: Vec<String> = entries
        .filter_map(|entry| entry.file_name().into_string().ok())
        .filter(|name| name.starts_with(own) && name.ends_with(".age"))
        .collect();
    // Their names sort by time.
    ours.sort();
    let too_many = ours.len().saturating_sub(keep.max(1));
    ours.truncate(too_many);
    ours.retain(|name| fs::remove_file(folder.join(name)).is_ok());
    ours
}

/// `waypost-backup-`, eight hex digits, `-`.
const PREFIX_BYTES: usize = 15 + 8 + 1;

/// What the names of all backups of a store begin with: nothing of the organisation.
fn prefix(store_id: &[u8; 16]) -> String {
    format!("waypost-backup-{}-", hex(store_id.get(..4).unwrap_or_default()))
}

/// `20261122T151000`, UTC: to the second, so that two in a minute have two names.
fn stamp(at: Time) -> String {
    let second = at.0 % 86_400;
    let (hour, minute, second) = (second / 3600, second / 60 % 60, second % 60);
    format!("{}T{hour:02}{minute:02}{second:02}", dates::day_text(at.day()).replace('-', ""))
}

fn hex(bytes: &[u8]) -> String {
    command::hex(bytes).to_string()
}

/// What a file is, without any key: length and SHA-256 as hex, to be compared with what a node remembers.
pub fn digest_of(path: &Path) -> Result<(u64, String), Failure> {
    let digested = File::open(path).and_then(digest).map_err(|error| not_read(path, &error))?;
    Ok((digested.bytes, hex(&digested.sha256)))
}

/// Reads all of a backup with its recovery sheet. Writes nothing. Returns when it was made, RFC 3339.
pub fn check(path: &Path, sheet: &[u8; 32]) -> Result<String, Failure> {
    let file = File::open(path).map_err(|error| not_read(path, &error))?;
    let contents = waypost_store::check_backup(file, *recovery::vault_key(sheet))
        .map_err(|error| DeskError::Store(error).failure())?;
    Ok(report::time(Time(contents.made_seconds)))
}

pub(crate) fn not_read(path: &Path, error: &io::Error) -> Failure {
    failure(
        "backup_not_read",
        format!("The backup could not be read from {}: {error}.", path.display()),
        "Check the name and the disk.",
    )
}

#[cfg(test)]
#[allow(clippy::unwrap_used, reason = "a failing test says so by panicking")]
mod tests {
    use super::*;

    #[test]
    fn a_name_says_which_store_and_when_and_nothing_else() {
        let name = format!("{}{}.age", prefix(&[0xab; 16]), stamp(Time(1_795_360_199)));
        assert_eq!(name, "waypost-backup-abababab-20261122T150959.age");
        assert_eq!(name.get(..PREFIX_BYTES).unwrap(), prefix(&[0xab; 16]));
    }

    #[test]
    fn only_old_backups_of_this_store_are_removed() {
        let dir = tempfile::tempdir().unwrap();
        let ours = |n: u32| format!("{}2026010{n}T000000.age", prefix(&[1; 16]));
        let others = [
            format!("{}20250101T000000.age", prefix(&[2; 16])),
            format!("{}.part", ours(0)),
            "notes.age".to_owned(),
        ];
        for name in (1..6).map(ours).chain(others.clone()) {
            fs::write(dir.path().join(name), "x").unwrap();
        }
        let removed = thin_out(&dir.path().join(ours(5)), &ours(5), 3);
        assert_eq!(removed, [ours(1), ours(2)]);
        let left = |name: &String| dir.path().join(name).exists();
        assert!((3..6).map(ours).all(|name| left(&name)) && others.iter().all(left));
    }
}
