//! Wrong passphrases are counted, and each makes the next try wait longer.
//!
//! In: the clock, and the folder in which a one-line file may stand. Out: whether a try may be made now,
//! or in how many seconds. The count is on disk before the try, so that stopping the program does not
//! undo it; a right passphrase removes it. It holds no secret and guards only this computer's prompt:
//! whoever has a copy of the disk is slowed by argon2id alone.

use std::fs;
use std::io;
use std::path::{Path, PathBuf};
use std::time::Instant;

use waypost_protocol::ids::Time;

use crate::command::Failure;
use crate::error::failure;

/// The longest wait: a person who mistyped often is not locked out, a guesser has 1,440 tries a day.
const WAIT_SECONDS_MAX: u64 = 60;
const NAME: &str = "attempts";
const HEAD: &str = "waypost-attempts 1";

/// The count of consecutive wrong tries in one home.
#[derive(Debug)]
pub struct Attempts {
    path: PathBuf,
    /// When this process last saw a wrong try: a clock that nobody can set.
    seen: Option<Instant>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Count {
    wrong: u32,
    last: Time,
}

impl Attempts {
    /// The count of a home folder.
    pub fn of(home: &Path) -> Self {
        Self { path: home.join(NAME), seen: None }
    }

    /// Asks for a try, and counts it as wrong until [`Attempts::right`] says otherwise. Refused with the
    /// code `wait`, and then not counted, before the wait is over.
    pub fn begin(&mut self, now: Time) -> Result<(), Failure> {
        let before = self.read();
        if let Some(count) = before {
            self.must_have_waited(count, now)?;
        }
        let wrong = before.map_or(0, |count| count.wrong).saturating_add(1);
        self.write(Count { wrong, last: now });
        self.seen = Some(Instant::now());
        Ok(())
    }

    /// The try was right: the count goes.
    pub fn right(&mut self) {
        self.seen = None;
        if let Err(error) = fs::remove_file(&self.path)
            && error.kind() != io::ErrorKind::NotFound
        {
            tracing::warn!(%error, "the count of wrong passphrases could not be removed");
        }
    }

    fn must_have_waited(&mut self, count: Count, now: Time) -> Result<(), Failure> {
        let wait = wait_seconds(count.wrong);
        let waited = match self.seen {
            Some(seen) => seen.elapsed().as_secs(),
            // The clock was set back: the wait begins anew, once, and is as long as it ever was.
            None if now < count.last => {
                self.write(Count { last: now, ..count });
                self.seen = Some(Instant::now());
                0
            }
            None => now.since(count.last),
        };
        match wait.saturating_sub(waited) {
            0 => Ok(()),
            left => Err(failure(
                "wait",
                format!("Wrong tries in a row: {}. The next may be made in {left} s.", count.wrong),
                "Wait, then try again. The recovery sheet opens the data when the passphrase is lost: `waypost key recover`.",
            )),
        }
    }

    /// A file that does not read counts as none: somebody who may write here may remove it as well.
    fn read(&self) -> Option<Count> {
        let text = fs::read_to_string(&self.path).ok()?;
        let mut words = text.trim().strip_prefix(HEAD)?.split_whitespace();
        let (wrong, last) = (words.next()?.parse().ok()?, words.next()?.parse().ok()?);
        Some(Count { wrong, last: Time(last) })
    }

    /// A disk without room must not keep anybody out of what is on it.
    fn write(&self, count: Count) {
        let line = format!("{HEAD} {} {}\n", count.wrong, count.last.0);
        let kept =
            fs::write(&self.path, line).and_then(|()| fs::File::open(&self.path)?.sync_all());
        if let Err(error) = kept {
            tracing::warn!(%error, "a try could not be counted");
        }
    }
}

/// 1 s after the first wrong try, then twice as long each time.
fn wait_seconds(wrong: u32) -> u64 {
    match wrong.checked_sub(1) {
        None => 0,
        Some(doublings) => 1_u64.checked_shl(doublings).unwrap_or(u64::MAX).min(WAIT_SECONDS_MAX),
    }
}

/// Whether a failed opening was a wrong guess, and not a disk that failed.
pub(crate) fn was_a_guess(error: &waypost_store::Error) -> bool {
    use waypost_store::Error::{WrongPassphrase, WrongRecoveryKey};
    matches!(error, WrongPassphrase | WrongRecoveryKey)
}

#[cfg(test)]
#[allow(clippy::unwrap_used, reason = "a test that cannot go on has failed")]
mod tests {
    use super::*;

    const NOON: Time = Time(1_800_000_000);

    fn home() -> tempfile::TempDir {
        tempfile::tempdir().unwrap()
    }

    /// A process of its own, as after a restart.
    fn begin(home: &tempfile::TempDir, now: Time) -> Result<(), String> {
        Attempts::of(home.path()).begin(now).map_err(|failure| failure.code)
    }

    #[test]
    fn each_wrong_try_doubles_the_wait_up_to_a_minute() {
        let waits: Vec<u64> = (0..10).map(wait_seconds).collect();
        assert_eq!(waits, [0, 1, 2, 4, 8, 16, 32, 60, 60, 60]);
        assert_eq!(wait_seconds(u32::MAX), 60);
    }

    #[test]
    fn the_count_outlives_the_process_and_a_refused_try_is_not_counted() {
        let home = home();
        for (at, taken) in
            [(0, true), (0, false), (1, true), (2, false), (3, true), (6, false), (7, true)]
        {
            assert_eq!(begin(&home, NOON.plus(at)).is_ok(), taken, "after {at} s");
        }
        assert_eq!(begin(&home, NOON.plus(8)), Err("wait".to_owned()));
    }

    #[test]
    fn a_right_passphrase_begins_the_count_anew() {
        let home = home();
        let mut attempts = Attempts::of(home.path());
        attempts.begin(NOON).unwrap();
        attempts.right();
        assert_eq!(fs::read_dir(home.path()).unwrap().count(), 0);
        begin(&home, NOON).unwrap();
    }

    #[test]
    fn a_clock_set_back_neither_shortens_the_wait_nor_makes_it_endless() {
        let home = home();
        begin(&home, NOON).unwrap();
        begin(&home, NOON.plus(10)).unwrap();
        let years_back = Time(1_000_000_000);
        assert_eq!(begin(&home, years_back), Err("wait".to_owned()));
        assert_eq!(begin(&home, years_back.plus(1)), Err("wait".to_owned()));
        begin(&home, years_back.plus(2)).unwrap();
    }

    #[test]
    fn a_clock_set_forward_does_not_shorten_the_wait_of_a_running_program() {
        let home = home();
        let mut attempts = Attempts::of(home.path());
        attempts.begin(NOON).unwrap();
        assert_eq!(attempts.begin(NOON.plus(86_400)).unwrap_err().code, "wait");
    }

    #[test]
    fn a_file_that_does_not_read_keeps_nobody_out() {
        let home = home();
        fs::write(home.path().join(NAME), "something else").unwrap();
        begin(&home, NOON).unwrap();
    }

    #[test]
    fn the_wait_is_told_in_seconds() {
        let home = home();
        begin(&home, NOON).unwrap();
        let told = Attempts::of(home.path()).begin(NOON).unwrap_err();
        assert_eq!(told.what, "Wrong tries in a row: 1. The next may be made in 1 s.");
    }
}
