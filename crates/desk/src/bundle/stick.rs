//! The thread at the stick: names, lengths, flushes, removals.
//!
//! In: a folder, the desk's answers. Out: files. A file gets its name only when its bytes are flushed, and the folder
//! is flushed after it; what was taken is removed only when the answers lie there so. Cut short by a power cut or a
//! pulled stick, a file that is being written leaves a temporary one, which the next writing removes. Names are
//! chance, and nothing here is logged of whose a file is.

use std::collections::BTreeSet;
use std::fs::{self, File, OpenOptions};
use std::io::{self, Read, Write};
use std::path::{Path, PathBuf};

use rand_core::Rng;
use waypost_protocol::bundle::{
    BUNDLE_BYTES_MAX, BUNDLE_BYTES_MIN, Bundle, BundleFault, CLEAR_BYTES, is_step,
};
use waypost_protocol::ids::OrgId;

use super::{Answer, Done, Errand, Leave, Tally, Turn, interrupted};
use crate::command::{DamagedFile, Failure};
use crate::error::failure;

/// The folder on the stick.
const FOLDER: &str = "waypost";
const ENDING: &str = ".wpb";
/// What is being written has this one; only what looks so is ever removed as left over.
const PART_ENDING: &str = ".part";
/// Hex digits of a name: 64 bits of chance.
const NAME_DIGITS: usize = 16;
/// Files looked at: a stick that goes the round of some hundred organisations. The rest is said to be there.
const FILES_MAX: usize = 1024;
/// Entries of the folder that are read at all, whatever they are called.
const ENTRIES_MAX: usize = 16 * FILES_MAX;
/// Frames given to the front door at once, so that they share a flush; and their bytes, that memory stays small.
pub const GROUP: usize = 32;
const GROUP_BYTES_MAX: usize = 2 * 1024 * 1024;
/// Room that stays free beside a file: the folder itself, and what else is on the stick.
const SPARE_BYTES: u64 = 64 * 1024;

/// Work at one stick, for a thread of its own.
pub struct Job {
    pub(super) dir: PathBuf,
    pub(super) errand: Errand,
}

/// What asks the desk: one answer for each turn, fewer when there is no desk any more.
type Ask<'a> = &'a mut dyn FnMut(Vec<Turn>) -> Vec<Answer>;

impl Job {
    /// Does it. The last turn is [`Turn::Over`].
    pub fn run(self, rng: &mut impl Rng, ask: Ask<'_>) {
        let folder = self.dir.join(FOLDER);
        let mut stick = Stick { folder, done: Done::default(), own: Vec::new(), taken: Vec::new() };
        let trouble = match (self.dir.is_dir(), self.errand) {
            (false, _) => Err(failure(
                "no_folder",
                format!("There is no folder {}.", self.dir.display()),
                "Plug the stick in, and name the folder under which it appears.",
            )),
            (true, Errand::Write) => stick.write(rng, ask),
            (true, Errand::Read { keep, answer }) => stick.read(keep, answer, rng, ask),
        };
        stick.done.trouble = trouble.err();
        ask(vec![Turn::Over(Box::new(stick.done))]);
    }
}

struct Stick {
    folder: PathBuf,
    done: Done,
    /// Files of our own that lie here, and for whom.
    own: Vec<(PathBuf, OrgId)>,
    /// Files of which nothing is left to take.
    taken: Vec<PathBuf>,
}

impl Stick {
    fn write(&mut self, rng: &mut impl Rng, ask: Ask<'_>) -> Result<(), Failure> {
        fs::create_dir_all(&self.folder)
            .and_then(|()| sync_folder(self.folder.parent().unwrap_or(&self.folder)))
            .map_err(|error| not_written(&self.folder, &error))?;
        for path in self.bundles()? {
            let Ok(clear) = beginning(&path) else { continue };
            if let Answer::Leave(Leave::Own(org)) = one(ask, Turn::Begins(clear))? {
                self.own.push((path, org));
            }
        }
        let whole = self.write_all(rng, ask)?;
        self.remove_replaced(&whole)
    }

    fn read(
        &mut self,
        keep: bool,
        answer: bool,
        rng: &mut impl Rng,
        ask: Ask<'_>,
    ) -> Result<(), Failure> {
        if !self.folder.is_dir() {
            return Err(failure(
                "no_bundles",
                format!("There is no folder {}.", self.folder.display()),
                "Look whether it is the right stick, and name the folder that holds `waypost`.",
            ));
        }
        for path in self.bundles()? {
            self.read_one(path, ask)?;
        }
        let whole = if answer { self.write_all(rng, ask)? } else { BTreeSet::new() };
        if keep {
            return Ok(());
        }
        self.remove_replaced(&whole)?;
        let taken = std::mem::take(&mut self.taken);
        self.done.removed = taken.len() as u64;
        self.remove(&taken)
    }

    /// Files whose names are those of bundles, in the order of their names.
    fn bundles(&mut self) -> Result<Vec<PathBuf>, Failure> {
        let mut names = self.named(ENDING).map_err(|error| not_read(&self.folder, &error))?;
        names.sort_unstable();
        self.done.unread = names.len().saturating_sub(FILES_MAX) as u64;
        names.truncate(FILES_MAX);
        self.done.looked_at = names.len() as u64;
        Ok(names)
    }

    fn named(&self, ending: &str) -> io::Result<Vec<PathBuf>> {
        let mut found = Vec::new();
        for entry in fs::read_dir(&self.folder)?.take(ENTRIES_MAX) {
            let entry = entry?;
            let name = entry.file_name();
            let digits = name.to_str().and_then(|name| name.strip_suffix(ending));
            let hex = |c: char| c.is_ascii_digit() || ('a'..='f').contains(&c);
            if digits.is_some_and(|d| d.len() == NAME_DIGITS && d.chars().all(hex)) {
                found.push(entry.path());
            }
        }
        Ok(found)
    }

    fn read_one(&mut self, path: PathBuf, ask: Ask<'_>) -> Result<(), Failure> {
        let bundle = match whole(&path) {
            Ok(Ok(bundle)) => bundle,
            Ok(Err(fault)) => return self.is_damaged(&path, fault.to_string()),
            Err(error) => return self.is_damaged(&path, format!("it cannot be read: {error}")),
        };
        let opened = match one(ask, Turn::Found(bundle))? {
            Answer::Frames(opened) => opened,
            Answer::Leave(Leave::Damaged(why)) => return self.is_damaged(&path, why),
            Answer::Leave(Leave::Own(org)) => {
                self.own.push((path, org));
                return Ok(());
            }
            _ => return Ok(()),
        };
        let mut tally = Tally::default();
        let mut group: Vec<Turn> = Vec::with_capacity(GROUP);
        let mut bytes = 0;
        for frame in opened.frames() {
            if group.len() == GROUP || bytes + frame.len() > GROUP_BYTES_MAX && !group.is_empty() {
                offer(ask, std::mem::take(&mut group), &mut tally)?;
                bytes = 0;
            }
            bytes += frame.len();
            group.push(Turn::Frame(frame.to_vec()));
        }
        offer(ask, group, &mut tally)?;
        if let Answer::Remove = one(ask, Turn::Taken(tally))? {
            self.taken.push(path);
        }
        Ok(())
    }

    /// Named, and left where it is.
    fn is_damaged(&mut self, path: &Path, why: String) -> Result<(), Failure> {
        let file = path.file_name().map_or_else(String::new, |n| n.to_string_lossy().into_owned());
        self.done.damaged.push(DamagedFile { file, why });
        Ok(())
    }

    /// Writes what the desk has to send; says for whom that was a whole bundle.
    fn write_all(&mut self, rng: &mut impl Rng, ask: Ask<'_>) -> Result<BTreeSet<OrgId>, Failure> {
        for left_over in self.named(PART_ENDING).map_err(|error| not_read(&self.folder, &error))? {
            fs::remove_file(&left_over).map_err(|error| not_written(&left_over, &error))?;
        }
        loop {
            match one(ask, Turn::Next)? {
                Answer::Again => {}
                Answer::Write(bytes) => self.write_one(&bytes, rng)?,
                Answer::Written(whole) => return Ok(whole),
                _ => return Err(interrupted()),
            }
        }
    }

    fn write_one(&self, bytes: &[u8], rng: &mut impl Rng) -> Result<(), Failure> {
        self.must_have_room(bytes.len() as u64)?;
        let name = format!("{:016x}", rng.next_u64());
        let part = self.folder.join(format!("{name}{PART_ENDING}"));
        let path = self.folder.join(format!("{name}{ENDING}"));
        write_part(&part, bytes)
            .and_then(|()| fs::rename(&part, &path))
            .inspect_err(|_| drop(fs::remove_file(&part)))
            .and_then(|()| sync_folder(&self.folder))
            .map_err(|error| not_written(&path, &error))
    }

    fn must_have_room(&self, bytes: u64) -> Result<(), Failure> {
        // Where the system does not say how much is free, the writing itself tells.
        let Ok(disk) = rustix::fs::statvfs(&self.folder) else { return Ok(()) };
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

    /// Older bundles of ours for those who have a newer one here now: it holds all that still waits.
    fn remove_replaced(&mut self, whole: &BTreeSet<OrgId>) -> Result<(), Failure> {
        let own = std::mem::take(&mut self.own).into_iter();
        let replaced: Vec<PathBuf> =
            own.filter(|(_, org)| whole.contains(org)).map(|(path, _)| path).collect();
        self.remove(&replaced)
    }

    fn remove(&self, files: &[PathBuf]) -> Result<(), Failure> {
        for path in files {
            fs::remove_file(path).map_err(|error| not_written(path, &error))?;
        }
        if files.is_empty() {
            return Ok(());
        }
        sync_folder(&self.folder).map_err(|error| not_written(&self.folder, &error))
    }
}

fn one(ask: Ask<'_>, turn: Turn) -> Result<Answer, Failure> {
    match ask(vec![turn]).pop() {
        Some(Answer::Stop(told)) => Err(told),
        Some(answer) => Ok(answer),
        None => Err(interrupted()),
    }
}

fn offer(ask: Ask<'_>, frames: Vec<Turn>, tally: &mut Tally) -> Result<(), Failure> {
    let expected = frames.len();
    let answers = ask(frames);
    if answers.len() != expected {
        return Err(interrupted());
    }
    for answer in answers {
        match answer {
            Answer::Verdict { verdict, repeat } => tally.count(verdict, repeat),
            Answer::Stop(told) => return Err(told),
            _ => return Err(interrupted()),
        }
    }
    Ok(())
}

/// Reads a file whose length is that of a bundle. Anything but a plain file is not opened: a pipe would never end.
fn whole(path: &Path) -> io::Result<Result<Bundle, BundleFault>> {
    let found = plain_length(path)?;
    if !is_step(found) {
        return Ok(Err(BundleFault::Length { found }));
    }
    let mut bytes = Vec::with_capacity(found);
    // It may have grown since.
    File::open(path)?.take(BUNDLE_BYTES_MAX as u64 + 1).read_to_end(&mut bytes)?;
    Ok(Bundle::parse(bytes))
}

/// What a file begins with.
fn beginning(path: &Path) -> io::Result<[u8; CLEAR_BYTES]> {
    let mut clear = [0; CLEAR_BYTES];
    if plain_length(path)? < BUNDLE_BYTES_MIN {
        return Err(io::ErrorKind::UnexpectedEof.into());
    }
    File::open(path)?.read_exact(&mut clear)?;
    Ok(clear)
}

fn plain_length(path: &Path) -> io::Result<usize> {
    let about = fs::symlink_metadata(path)?;
    if !about.is_file() {
        return Err(io::Error::other("it is not a plain file"));
    }
    Ok(usize::try_from(about.len()).unwrap_or(usize::MAX))
}

fn write_part(part: &Path, bytes: &[u8]) -> io::Result<()> {
    let mut options = OpenOptions::new();
    options.write(true).create_new(true);
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
    let mut file = options.open(part)?;
    file.write_all(bytes)?;
    file.sync_all()
}

fn sync_folder(folder: &Path) -> io::Result<()> {
    File::open(folder)?.sync_all()
}

fn not_written(path: &Path, error: &io::Error) -> Failure {
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

fn not_read(folder: &Path, error: &io::Error) -> Failure {
    failure(
        "stick_not_read",
        format!("{} could not be read: {error}.", folder.display()),
        "See that the stick is plugged in, and do it again. Nothing is taken twice.",
    )
}
