//! A node between a failure of its disk and the moment the disk works again.
//!
//! In: a store that refuses everything, or one that could not be opened; ticks. Out: the store, opened
//! anew; words for whoever asks meanwhile. It holds the master key, or the passphrase, and nothing else;
//! locking wipes that too. It never gives up and never tries more often than its back-off lets it.

use waypost_store::{Locked, Paused, Store};

use crate::attempts::was_a_guess;
use crate::command::{Failure, Reply, Secret, StatusReport};
use crate::error::{DeskError, failure};

/// Ticks (seconds) until the first try.
const FIRST_TICKS: u32 = 1;
/// Ticks between tries at most: a disk that was mended is noticed within a minute, and opening a large
/// folder over and over does not keep the computer busy.
const MOST_TICKS: u32 = 60;

/// Opening a folder takes a moment.
const RETRY_AFTER_TICKS: u32 = 3;

/// What is left of a node while its disk fails.
pub(crate) struct Outage {
    way: Way,
    failed: Failure,
    wait: BackOff,
}

/// When a failing disk is tried again: later each time, a minute at most.
#[derive(Clone, Copy, Debug)]
pub(crate) struct BackOff {
    pub(crate) tries: u32,
    pub(crate) ticks_left: u32,
}

impl BackOff {
    /// After so many tries that failed.
    pub(crate) fn after(tries: u32) -> Self {
        Self { tries, ticks_left: (FIRST_TICKS << tries.min(16)).min(MOST_TICKS) }
    }

    /// A second passed; whether it is time to try.
    pub(crate) fn tick(&mut self) -> bool {
        self.ticks_left = self.ticks_left.saturating_sub(1);
        self.ticks_left == 0
    }

    /// When somebody who waits for the disk may come again: a little after the next try.
    pub(crate) fn retry_seconds(self) -> u32 {
        self.ticks_left.saturating_add(RETRY_AFTER_TICKS)
    }
}

/// How the store is opened anew.
enum Way {
    /// It was open before.
    Paused(Paused),
    /// It could not be opened with this passphrase, for the disk failed.
    Unopened(Locked, Secret),
}

/// A try that did not open the store.
pub(crate) enum NotYet {
    /// The disk still fails.
    Outage(Box<Outage>),
    /// The disk works, and the passphrase is wrong.
    Locked(Locked),
}

/// Whether a failure is the disk's: it may work again, and nobody has to do it by hand.
pub(crate) fn is_of_disk(told: &Failure) -> bool {
    ["disk", "disk_full", "disk_failed"].contains(&told.code.as_str())
}

impl Outage {
    /// `tries` failed so far, which makes the next wait longer.
    pub(crate) fn new(paused: Paused, failed: Failure, tries: u32) -> Self {
        Self::by(Way::Paused(paused), failed, tries)
    }

    /// The disk failed before the store was open.
    pub(crate) fn unopened(locked: Locked, passphrase: Secret, failed: Failure) -> Self {
        Self::by(Way::Unopened(locked, passphrase), failed, 0)
    }

    fn by(way: Way, failed: Failure, tries: u32) -> Self {
        let wait = BackOff::after(tries);
        tracing::error!(
            what = failed.what,
            tries,
            ticks_left = wait.ticks_left,
            "the disk failed; it is tried again"
        );
        Self { way, failed, wait }
    }

    /// A second passed; whether it is time to try.
    pub(crate) fn tick(&mut self) -> bool {
        self.wait.tick()
    }

    /// When a partner may come again.
    pub(crate) fn retry_seconds(&self) -> u32 {
        self.wait.retry_seconds()
    }

    /// Opens the store anew. The second value: tries made.
    pub(crate) fn try_again(self) -> Result<(Store, u32), NotYet> {
        let tries = self.wait.tries.saturating_add(1);
        let (way, error) = match self.way {
            Way::Paused(paused) => match paused.reopen() {
                Ok(store) => return Ok((store, tries)),
                Err((paused, error)) => (Way::Paused(paused), error),
            },
            Way::Unopened(locked, passphrase) => match locked.unlock(passphrase.0.as_bytes()) {
                Ok(store) => return Ok((store, tries)),
                Err((locked, error)) if was_a_guess(&error) => return Err(NotYet::Locked(locked)),
                Err((locked, error)) => (Way::Unopened(locked, passphrase), error),
            },
        };
        Err(NotYet::Outage(Box::new(Self::by(way, DeskError::Store(error).failure(), tries))))
    }

    /// The key, or the passphrase, goes too.
    pub(crate) fn lock(self) -> Locked {
        match self.way {
            Way::Paused(paused) => paused.lock(),
            Way::Unopened(locked, _passphrase) => locked,
        }
    }

    /// What a person is told who asks for anything but the status.
    pub(crate) fn refusal(&self) -> Reply {
        Reply::Failed(failure(
            "disk",
            format!("The disk does not take anything now: {}.", self.failed.what),
            format!(
                "Nothing that was acknowledged is lost. Make room or mend the disk; the node tries again by itself in {} s.",
                self.wait.ticks_left
            ),
        ))
    }

    pub(crate) fn status(&self, listening: &[String]) -> StatusReport {
        StatusReport {
            version: env!("CARGO_PKG_VERSION").to_owned(),
            disk_failed: true,
            listening: listening.to_vec(),
            advice: vec![
                format!("The disk failed: {}. {}", self.failed.what, self.failed.hint),
                format!(
                    "The node tries again by itself: tried {} times, next in {} s. Partners are asked to wait.",
                    self.wait.tries, self.wait.ticks_left
                ),
            ],
            ..StatusReport::default()
        }
    }
}
