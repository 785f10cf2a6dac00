//! How much one peer may bring: frames in hand, frames and bytes a minute, and a share of everybody's memory.
//!
//! In: an announced length and the time. Out: a [`Place`] that is held until the frame is answered, or the
//! seconds to wait. Never waits itself, never looks at a frame.

use std::sync::{Arc, Mutex, PoisonError};
use std::time::Instant;

use tokio::sync::{OwnedSemaphorePermit, Semaphore};

use crate::limits::Limits;

/// A wait in seconds for the shortage that ends when the caller answers. 5 s: a disk flush and a breath.
const IN_HAND_RETRY_SECONDS: u32 = 5;

/// One peer's meter, shared by all its links.
#[derive(Debug)]
pub(crate) struct Meter {
    in_hand: Arc<Semaphore>,
    arriving_bytes: Arc<Semaphore>,
    rates: Mutex<Rates>,
}

/// Frames and bytes a minute.
#[derive(Debug)]
pub(crate) struct Rates {
    frames: Bucket,
    bytes: Bucket,
}

/// Room for one frame: given back when dropped.
#[derive(Debug)]
pub(crate) struct Place {
    _in_hand: OwnedSemaphorePermit,
    _bytes: OwnedSemaphorePermit,
}

impl Meter {
    /// A fresh meter. `arriving_bytes` is the room that all peers share.
    pub(crate) fn new(limits: &Limits, arriving_bytes: Arc<Semaphore>, now: Instant) -> Self {
        Self {
            in_hand: Arc::new(Semaphore::new(limits.in_flight_per_partner)),
            arriving_bytes,
            rates: Mutex::new(Rates::new(limits.frames_per_minute, limits.bytes_per_minute, now)),
        }
    }

    /// A place for a frame of `length` bytes, or the seconds after which to ask again.
    pub(crate) fn place(&self, length: usize, now: Instant) -> Result<Place, u32> {
        let in_hand =
            Arc::clone(&self.in_hand).try_acquire_owned().map_err(|_| IN_HAND_RETRY_SECONDS)?;
        let bytes = Arc::clone(&self.arriving_bytes)
            .try_acquire_many_owned(u32::try_from(length).unwrap_or(u32::MAX))
            .map_err(|_| IN_HAND_RETRY_SECONDS)?;
        let mut rates = self.rates.lock().unwrap_or_else(PoisonError::into_inner);
        rates.take(length as u64, now)?;
        Ok(Place { _in_hand: in_hand, _bytes: bytes })
    }
}

impl Rates {
    /// Full: a minute's worth may come at once.
    pub(crate) fn new(frames_per_minute: u32, bytes_per_minute: u64, now: Instant) -> Self {
        Self {
            frames: Bucket::full(frames_per_minute.into(), now),
            bytes: Bucket::full(bytes_per_minute, now),
        }
    }

    /// Whether nothing that was taken is still missing.
    pub(crate) fn rested(&mut self, now: Instant) -> bool {
        let Self { frames, bytes } = self;
        [frames, bytes].into_iter().all(|bucket| {
            bucket.fill(now);
            bucket.level >= bucket.per_minute
        })
    }

    /// Takes one frame of `length` bytes from both buckets, or from neither.
    pub(crate) fn take(&mut self, length: u64, now: Instant) -> Result<(), u32> {
        let wait_seconds =
            self.frames.wait_seconds(1, now).max(self.bytes.wait_seconds(length, now));
        if wait_seconds > 0 {
            return Err(wait_seconds);
        }
        self.frames.level -= 1.0;
        self.bytes.level -= length as f64;
        Ok(())
    }
}

/// A token bucket: holds one minute's worth, fills evenly.
#[derive(Debug)]
struct Bucket {
    per_minute: f64,
    level: f64,
    filled: Instant,
}

impl Bucket {
    fn full(per_minute: u64, now: Instant) -> Self {
        let per_minute = per_minute as f64;
        Self { per_minute, level: per_minute, filled: now }
    }

    /// Whole seconds until `amount` is there; zero when it is. At most 60 for an amount the bucket can hold.
    fn wait_seconds(&mut self, amount: u64, now: Instant) -> u32 {
        self.fill(now);
        let missing = amount as f64 - self.level;
        if missing <= 0.0 { 0 } else { (missing * 60.0 / self.per_minute).ceil().max(1.0) as u32 }
    }

    fn fill(&mut self, now: Instant) {
        let passed = now.saturating_duration_since(self.filled).as_secs_f64();
        self.level = (self.level + passed * self.per_minute / 60.0).min(self.per_minute);
        self.filled = self.filled.max(now);
    }
}

#[cfg(test)]
mod tests {
    use std::time::Duration;

    use super::*;

    fn meter(limits: &Limits, now: Instant) -> Meter {
        let room = Arc::new(Semaphore::new(limits.arriving_bytes_max));
        Meter::new(limits, room, now)
    }

    #[test]
    fn a_seventeenth_frame_in_hand_waits_until_one_is_answered() {
        let now = Instant::now();
        let meter = meter(&Limits::default(), now);
        let mut held: Vec<_> = (0..16).map(|_| meter.place(4096, now).unwrap()).collect();
        assert_eq!(meter.place(4096, now).unwrap_err(), IN_HAND_RETRY_SECONDS);
        held.pop();
        meter.place(4096, now).unwrap();
    }

    #[test]
    fn a_partner_that_used_its_minute_waits_as_long_as_it_is_told() {
        let now = Instant::now();
        let limits = Limits { frames_per_minute: 2, ..Limits::default() };
        let meter = meter(&limits, now);
        meter.place(4096, now).unwrap();
        meter.place(4096, now).unwrap();
        assert_eq!(meter.place(4096, now).unwrap_err(), 30);
        assert!(meter.place(4096, now + Duration::from_secs(29)).is_err());
        meter.place(4096, now + Duration::from_secs(30)).unwrap();
    }

    #[test]
    fn bytes_are_metered_as_frames_are_and_a_refused_frame_costs_nothing() {
        let now = Instant::now();
        let limits = Limits { bytes_per_minute: 1 << 20, ..Limits::default() };
        let meter = meter(&limits, now);
        meter.place(1 << 19, now).unwrap();
        assert_eq!(meter.place(1 << 20, now).unwrap_err(), 30);
        meter.place(1 << 19, now).unwrap();
    }

    #[test]
    fn memory_is_shared_and_given_back() {
        let now = Instant::now();
        let limits = Limits::default();
        let room = Arc::new(Semaphore::new(1 << 20));
        let one = Meter::new(&limits, Arc::clone(&room), now);
        let other = Meter::new(&limits, room, now);
        let held = one.place(1 << 20, now).unwrap();
        assert!(other.place(4096, now).is_err());
        drop(held);
        other.place(4096, now).unwrap();
    }
}
