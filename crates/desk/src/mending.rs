//! A node between a failure of its disk and the moment the disk works again.
//!
//! In: a store that refuses everything, ticks. Out: the store, opened anew; words for whoever asks
//! meanwhile. It holds the master key and nothing else; locking wipes that too. It never gives up and
//! never tries more often than its back-off lets it.

use waypost_store::{Locked, Paused, Store};

use crate::command::{Failure, Reply, StatusReport};
use crate::error::{DeskError, failure};

/// Ticks (seconds) until the first try.
const FIRST_TICKS: u32 = 1;
/// Ticks between tries at most: a disk that was mended is noticed within a minute, and opening a large
/// folder over and over does not keep the computer busy.
const MOST_TICKS: u32 = 60;

/// Opening a folder takes a moment.
const RETRY_AFTER_TICKS: u32 = 3;

/// What is left of a node while its disk fails.
pub(crate) struct Mending {
    paused: Paused,
    failed: Failure,
    tries: u32,
    ticks_left: u32,
}

impl Mending {
    /// `tries` failed so far, which makes the next wait longer.
    pub(crate) fn new(paused: Paused, failed: Failure, tries: u32) -> Self {
        let ticks_left = (FIRST_TICKS << tries.min(16)).min(MOST_TICKS);
        tracing::error!(
            what = failed.what,
            tries,
            ticks_left,
            "the disk failed; it is tried again"
        );
        Self { paused, failed, tries, ticks_left }
    }

    /// A second passed; whether it is time to try.
    pub(crate) fn tick(&mut self) -> bool {
        self.ticks_left = self.ticks_left.saturating_sub(1);
        self.ticks_left == 0
    }

    /// When a partner may come again: a little after the next try.
    pub(crate) fn retry_seconds(&self) -> u32 {
        self.ticks_left.saturating_add(RETRY_AFTER_TICKS)
    }

    /// Opens the store anew. The second value: tries made.
    pub(crate) fn try_again(self) -> Result<(Store, u32), Self> {
        let tries = self.tries.saturating_add(1);
        match self.paused.reopen() {
            Ok(store) => Ok((store, tries)),
            Err((paused, error)) => {
                Err(Self::new(paused, DeskError::Store(error).failure(), tries))
            }
        }
    }

    /// The key goes too.
    pub(crate) fn lock(self) -> Locked {
        self.paused.lock()
    }

    /// What a person is told who asks for anything but the status.
    pub(crate) fn refusal(&self) -> Reply {
        Reply::Failed(failure(
            "disk",
            format!("The disk does not take anything now: {}.", self.failed.what),
            format!(
                "Nothing that was acknowledged is lost. Make room or mend the disk; the node tries again by itself in {} s.",
                self.ticks_left
            ),
        ))
    }

    pub(crate) fn status(&self, listening: &[String]) -> StatusReport {
        StatusReport {
            version: env!("CARGO_PKG_VERSION").to_owned(),
            mending: true,
            listening: listening.to_vec(),
            advice: vec![
                format!("The disk failed: {}. {}", self.failed.what, self.failed.hint),
                format!(
                    "The node tries again by itself: tried {} times, next in {} s. Partners are asked to wait.",
                    self.tries, self.ticks_left
                ),
            ],
            ..StatusReport::default()
        }
    }
}
