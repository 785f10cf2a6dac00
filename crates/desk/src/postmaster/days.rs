//! Which day it is, for a mailbox that nobody watches.
//!
//! In: the clock, and the last day on which anything was erased. Out: the day by which requests are judged, and the day
//! by which things may be erased. A clock that jumps ahead must not empty the mailbox; one that falls back must not keep
//! it from what it knew.

use waypost_protocol::ids::{Day, Time};

/// Days ahead that a clock may move at once: a weekend without electricity.
const AHEAD_DAYS: u32 = 3;
/// Seconds of running after which a clock that moved further is believed: a day, in which somebody may set it right.
const DOUBTED_TICKS: u32 = 86_400;

/// What is held of the clock.
#[derive(Clone, Copy, Debug)]
pub(super) struct Days {
    /// The last day by which things were erased; 0 before the first.
    believed: Day,
    /// Seconds for which the clock has been too far ahead.
    doubted_ticks: u32,
    /// Whether things were erased by the believed day since the start.
    is_new: bool,
}

impl Days {
    /// After a start; `last_day` is the last day that is known from before.
    pub(super) fn after(last_day: u32) -> Self {
        Self { believed: Day(last_day), doubted_ticks: 0, is_new: true }
    }

    /// The day by which requests are judged: the clock's, and never one before the last believed.
    pub(super) fn today(&self, now: Time) -> Day {
        now.day().max(self.believed)
    }

    /// A second passed. The day by which things are to be erased now, if it is another than before.
    pub(super) fn tick(&mut self, now: Time) -> Option<Day> {
        let day = now.day();
        let is_first = self.believed == Day(0);
        let is_ahead = !is_first && day > self.believed.plus(AHEAD_DAYS);
        self.doubted_ticks = if is_ahead { self.doubted_ticks.saturating_add(1) } else { 0 };
        let moves = day > self.believed && (!is_ahead || self.doubted_ticks >= DOUBTED_TICKS);
        if moves {
            (self.believed, self.doubted_ticks) = (day, 0);
        }
        let is_due = moves || std::mem::take(&mut self.is_new);
        self.is_new = false;
        is_due.then_some(self.believed)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn noon(day: u32) -> Time {
        Time(u64::from(day) * 86_400 + 43_200)
    }

    #[test]
    fn a_new_mailbox_takes_the_clocks_day_and_then_follows_it() {
        let mut days = Days::after(0);
        assert_eq!(days.tick(noon(20_000)), Some(Day(20_000)));
        assert_eq!(days.tick(noon(20_000)), None);
        assert_eq!(days.tick(noon(20_001)), Some(Day(20_001)));
        assert_eq!(days.tick(noon(20_004)), Some(Day(20_004)), "a weekend");
    }

    #[test]
    fn a_clock_that_fell_back_is_not_followed() {
        let mut days = Days::after(20_000);
        assert_eq!(days.tick(noon(0)), Some(Day(20_000)), "after a start what is over is erased");
        assert_eq!(days.today(noon(0)), Day(20_000));
        assert_eq!(days.tick(noon(19_999)), None);
        assert_eq!(days.tick(noon(20_001)), Some(Day(20_001)));
    }

    #[test]
    fn a_clock_that_jumped_ahead_erases_nothing_for_a_day_of_running() {
        let mut days = Days::after(20_000);
        days.tick(noon(20_000));
        for _ in 1..DOUBTED_TICKS {
            assert_eq!(days.tick(noon(23_000)), None);
        }
        assert_eq!(days.today(noon(23_000)), Day(23_000), "requests are judged by it all the same");
        let mut set_right = days;
        assert_eq!(set_right.tick(noon(20_001)), Some(Day(20_001)));
        assert_eq!(days.tick(noon(23_000)), Some(Day(23_000)));
    }
}
