//! How fast an inbox may be filled: whoever has its token may come from many addresses under many keys, which the door
//! counts one by one; here they come to one inbox.

use std::collections::HashMap;

use waypost_protocol::ids::{InboxId, Time};

/// Frames an inbox takes in a second, in the long run. 500: half of what a small machine's disk takes in groups.
const FRAMES_PER_SECOND: u64 = 500;
/// Frames it takes at once. 10,000: everybody comes on the morning when the line is up again.
const BURST_FRAMES: u64 = 10_000;
/// Inboxes remembered. Others are not slowed: as many as fill the mailbox in other ways first.
const INBOXES_MAX: usize = 8_192;

/// Buckets of tokens, by inbox. Only inboxes that were written to lately are there.
#[derive(Debug, Default)]
pub(super) struct Rates(HashMap<InboxId, Bucket>);

#[derive(Clone, Copy, Debug)]
struct Bucket {
    used: u64,
    at: Time,
}

impl Bucket {
    fn leak(&mut self, now: Time) {
        let leaked = now.since(self.at).saturating_mul(FRAMES_PER_SECOND);
        (self.used, self.at) = (self.used.saturating_sub(leaked), now);
    }
}

impl Rates {
    /// Takes place for a frame; else the seconds after which there is some.
    pub(super) fn take(&mut self, inbox: &InboxId, now: Time) -> Result<(), u32> {
        if self.0.len() >= INBOXES_MAX && !self.0.contains_key(inbox) {
            return Ok(());
        }
        let bucket = self.0.entry(*inbox).or_insert(Bucket { used: 0, at: now });
        bucket.leak(now);
        if bucket.used >= BURST_FRAMES {
            return Err(1);
        }
        bucket.used += 1;
        Ok(())
    }

    /// A second passed: inboxes that are as if never written to are forgotten.
    pub(super) fn tick(&mut self, now: Time) {
        self.0.retain(|_, bucket| {
            bucket.leak(now);
            bucket.used > 0
        });
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_inbox_is_slowed_alone_and_forgotten_when_it_rests() {
        let (mut rates, now) = (Rates::default(), Time(1_000));
        let (one, other) = (InboxId::new([1; 32]), InboxId::new([2; 32]));
        assert!((0..BURST_FRAMES).all(|_| rates.take(&one, now).is_ok()));
        assert_eq!(rates.take(&one, now), Err(1));
        assert_eq!(rates.take(&other, now), Ok(()));
        let later = now.plus(1);
        assert!((0..FRAMES_PER_SECOND).all(|_| rates.take(&one, later).is_ok()));
        assert_eq!(rates.take(&one, later), Err(1));
        rates.tick(now.plus(10));
        assert_eq!(rates.0.len(), 1);
        rates.tick(now.plus(60));
        assert!(rates.0.is_empty());
    }

    #[test]
    fn a_clock_that_falls_back_lets_nobody_in_sooner() {
        let (mut rates, inbox) = (Rates::default(), InboxId::new([1; 32]));
        assert!((0..BURST_FRAMES).all(|_| rates.take(&inbox, Time(1_000)).is_ok()));
        assert_eq!(rates.take(&inbox, Time(10)), Err(1));
    }
}
