//! The thread at the stick: which file is read, written, removed.
//!
//! In: a folder, the desk's answers. Out: files. A file gets its name only when its bytes are flushed, and the folder
//! is flushed after it; what was taken is removed only when the answers lie there so. Cut short by a power cut or a
//! pulled stick, a file that is being written leaves a temporary one, which the next writing removes. Names are
//! chance, and nothing here is logged of whose a file is.

use std::collections::BTreeSet;
use std::fs;
use std::io;
use std::path::{Path, PathBuf};

use rand_core::Rng;
use waypost_net::Verdict;
use waypost_protocol::bundle::{CLEAR_BYTES, OpenedBundle};
use waypost_protocol::ids::OrgId;

use super::files::{begins, first_bytes, must_have_room, not_read, not_written, whole, write_part};
use super::{Answer, Done, Errand, Leave, Tally, Turn, interrupted};
use crate::backup::sync_folder;
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
/// How often a frame that had to wait is given again: a card, a confirmation, a referral may each go before another.
const ROUNDS_MAX: usize = 4;

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
            .and_then(|()| sync_folder(&self.folder))
            .map_err(|error| not_written(&self.folder, &error))?;
        for path in self.bundles()? {
            // Also of a file that was cut short.
            if let Ok(clear) = first_bytes(&path) {
                self.is_for_us(&path, clear, ask)?;
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
            if let Some(why) = self.read_one(&path, ask)? {
                let file = path.file_name().unwrap_or_default().to_string_lossy().into_owned();
                self.done.damaged.push(DamagedFile { file, why });
            }
        }
        let whole = if answer { self.write_all(rng, ask)? } else { BTreeSet::new() };
        if keep {
            self.done.own = self.own.len() as u64;
            return Ok(());
        }
        self.remove_replaced(&whole)?;
        let taken = std::mem::take(&mut self.taken);
        self.remove(&taken)?;
        self.done.removed = taken.len() as u64;
        Ok(())
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

    /// Whether a file that begins so is to be read; one of our own is remembered.
    fn is_for_us(
        &mut self,
        path: &Path,
        clear: [u8; CLEAR_BYTES],
        ask: Ask<'_>,
    ) -> Result<bool, Failure> {
        match one(ask, Turn::Begins(clear))? {
            Answer::Open => return Ok(true),
            Answer::Leave(Leave::Own(org)) => self.own.push((path.to_owned(), org)),
            _ => {}
        }
        Ok(false)
    }

    /// Takes what is in a file that is for us. Says what is wrong with one that is damaged; it stays where it is.
    fn read_one(&mut self, path: &Path, ask: Ask<'_>) -> Result<Option<String>, Failure> {
        let clear = match begins(path) {
            Ok(clear) => clear,
            Err(why) => return Ok(Some(why)),
        };
        if !self.is_for_us(path, clear, ask)? {
            return Ok(None);
        }
        let bundle = match whole(path) {
            Ok(bundle) => bundle,
            Err(why) => return Ok(Some(why)),
        };
        let opened = match one(ask, Turn::Found(bundle))? {
            Answer::Frames(opened) => opened,
            Answer::Leave(Leave::Damaged(why)) => return Ok(Some(why)),
            _ => return Err(interrupted()),
        };
        let tally = offer_all(ask, &opened)?;
        if let Answer::Remove = one(ask, Turn::Taken(tally))? {
            self.taken.push(path.to_owned());
        }
        Ok(None)
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
        must_have_room(&self.folder, bytes.len() as u64)?;
        let name = format!("{:016x}", rng.next_u64());
        let part = self.folder.join(format!("{name}{PART_ENDING}"));
        let path = self.folder.join(format!("{name}{ENDING}"));
        write_part(&part, bytes)
            .and_then(|()| fs::rename(&part, &path))
            .inspect_err(|_| drop(fs::remove_file(&part)))
            .and_then(|()| sync_folder(&path))
            .map_err(|error| not_written(&path, &error))
    }

    /// Older bundles of ours for those who have a newer one here now: it holds all that still waits.
    fn remove_replaced(&mut self, whole: &BTreeSet<OrgId>) -> Result<(), Failure> {
        let own = std::mem::take(&mut self.own).into_iter();
        let (replaced, left): (Vec<_>, Vec<_>) = own.partition(|(_, org)| whole.contains(org));
        self.done.own = left.len() as u64;
        self.remove(&replaced.into_iter().map(|(path, _)| path).collect::<Vec<_>>())
    }

    fn remove(&self, files: &[PathBuf]) -> Result<(), Failure> {
        for path in files {
            fs::remove_file(path).map_err(|error| not_written(path, &error))?;
        }
        let Some(one) = files.first() else { return Ok(()) };
        sync_folder(one).map_err(|error| not_written(&self.folder, &error))
    }
}

fn one(ask: Ask<'_>, turn: Turn) -> Result<Answer, Failure> {
    match ask(vec![turn]).pop() {
        Some(Answer::Stop(told)) => Err(told),
        Some(answer) => Ok(answer),
        None => Err(interrupted()),
    }
}

/// Gives a bundle's frames to the front door; once more those that had to wait, as long as others were taken: a
/// letter may stand before the one that it needs.
fn offer_all(ask: Ask<'_>, opened: &OpenedBundle) -> Result<Tally, Failure> {
    let frames: Vec<&[u8]> = opened.frames().collect();
    let mut tally = Tally::default();
    let mut waiting: Vec<&[u8]> = frames;
    for _ in 0..ROUNDS_MAX {
        let (before, mut again) = (waiting.len(), Vec::new());
        for group in groups(&waiting) {
            again.extend(offer(ask, group, &mut tally)?);
        }
        waiting = again;
        if waiting.is_empty() || waiting.len() == before {
            break;
        }
    }
    tally.later = waiting.len() as u64;
    Ok(tally)
}

/// Frames in their order, so many at once that they share a flush and take little memory.
fn groups<'a, 'f>(frames: &'a [&'f [u8]]) -> impl Iterator<Item = &'a [&'f [u8]]> {
    let mut left = frames;
    std::iter::from_fn(move || {
        let mut bytes = 0;
        let fits = |frame: &&&[u8]| {
            bytes += frame.len();
            bytes <= GROUP_BYTES_MAX
        };
        let count = left.iter().take(GROUP).take_while(fits).count();
        let (group, rest) = left.split_at(count);
        left = rest;
        (count > 0).then_some(group)
    })
}

/// Returns those that are to come again.
fn offer<'f>(
    ask: Ask<'_>,
    group: &[&'f [u8]],
    tally: &mut Tally,
) -> Result<Vec<&'f [u8]>, Failure> {
    let answers = ask(group.iter().map(|frame| Turn::Frame(frame.to_vec())).collect());
    if answers.len() != group.len() {
        return Err(interrupted());
    }
    let mut again = Vec::new();
    for (frame, answer) in group.iter().zip(answers) {
        match answer {
            Answer::Verdict { verdict: Verdict::Busy { .. }, .. } => again.push(*frame),
            Answer::Verdict { verdict, repeat } => tally.count(verdict, repeat),
            Answer::Stop(told) => return Err(told),
            _ => return Err(interrupted()),
        }
    }
    Ok(again)
}
