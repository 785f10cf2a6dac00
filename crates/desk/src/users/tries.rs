//! Wrong passwords of one name are counted, and each makes the next try wait longer.
//!
//! In: the clock. Out: whether a try may be made now, or in how many seconds. A count is kept in a row, with the step
//! in which the try is answered: ending the program does not undo it. Names that nobody here has are counted
//! too, so that a wait does not tell who works here.

use minicbor::{Decode, Encode};
use sha2::{Digest, Sha256};
use waypost_protocol::ids::Time;

use crate::rows::Row;

/// So many wrong tries cost nothing: a person mistypes.
const FREE_TRIES: u32 = 3;
/// The wait after them, doubled with each further one.
const WAIT_SECONDS: u64 = 5;
/// The longest wait: a person is not locked out for a day, a guesser has a hundred tries a day.
const WAIT_SECONDS_MAX: u64 = 15 * 60;
/// Counts for names that nobody has: a flood of invented names ends up waiting, and the row stays small.
const STRANGERS: usize = 64;

/// Wrong tries in a row.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Encode, Decode)]
#[cbor(map)]
pub(crate) struct Tries {
    #[n(0)]
    wrong: u32,
    #[n(1)]
    last: Option<Time>,
}

impl Tries {
    /// Asks for a try and counts it as wrong. Refused with the seconds that are left, and then not counted.
    pub(super) fn begin(&mut self, now: Time) -> Result<(), u64> {
        let wait = wait_seconds(self.wrong);
        let last = *self.last.get_or_insert(now);
        if now < last {
            // The clock was set back: the wait begins anew, and is as long as it ever was.
            self.last = Some(now);
        }
        match wait.saturating_sub(now.since(last)) {
            0 => {
                *self = Self { wrong: self.wrong.saturating_add(1), last: Some(now) };
                Ok(())
            }
            left => Err(left),
        }
    }

    /// The try was right.
    pub(super) fn right(&mut self) {
        *self = Self::default();
    }
}

fn wait_seconds(wrong: u32) -> u64 {
    match wrong.checked_sub(FREE_TRIES) {
        None => 0,
        Some(doublings) => WAIT_SECONDS
            .checked_mul(1_u64.checked_shl(doublings).unwrap_or(u64::MAX))
            .map_or(WAIT_SECONDS_MAX, |wait| wait.min(WAIT_SECONDS_MAX)),
    }
}

/// Tries under names that nobody has: which of the counts a name falls to, nobody can tell from outside.
#[derive(Clone, Encode, Decode)]
#[cbor(map)]
pub(crate) struct StrangersRow {
    #[cbor(n(0), with = "minicbor::bytes")]
    salt: Vec<u8>,
    #[n(1)]
    tries: Vec<Tries>,
}

impl Row for StrangersRow {
    const WHAT: &'static str = "row of tries under unknown names";
}

impl StrangersRow {
    pub(super) fn new(salt: [u8; 16]) -> Self {
        Self { salt: salt.to_vec(), tries: vec![Tries::default(); STRANGERS] }
    }

    /// The count of a name.
    pub(super) fn of(&mut self, name: &str) -> &mut Tries {
        self.tries.resize(STRANGERS, Tries::default());
        let hash = Sha256::new().chain_update(&self.salt).chain_update(name).finalize();
        let place = usize::from(hash[0]) % STRANGERS;
        &mut self.tries[place]
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const NOON: Time = Time(1_800_000_000);

    #[test]
    fn three_tries_are_free_and_then_each_doubles_the_wait_up_to_a_quarter_of_an_hour() {
        let waits: Vec<u64> = (0..13).map(wait_seconds).collect();
        assert_eq!(waits, [0, 0, 0, 5, 10, 20, 40, 80, 160, 320, 640, 900, 900]);
        assert_eq!(wait_seconds(u32::MAX), 900);
    }

    #[test]
    fn a_refused_try_is_not_counted() {
        let mut tries = Tries::default();
        for _ in 0..3 {
            assert_eq!(tries.begin(NOON), Ok(()));
        }
        assert_eq!(tries.begin(NOON), Err(5));
        assert_eq!(tries.begin(NOON.plus(4)), Err(1));
        assert_eq!(tries.begin(NOON.plus(5)), Ok(()));
        assert_eq!(tries.begin(NOON.plus(5)), Err(10));
    }

    #[test]
    fn a_clock_set_back_neither_shortens_the_wait_nor_makes_it_endless() {
        let mut tries = Tries { wrong: 3, last: Some(NOON) };
        let years_back = Time(1_000_000_000);
        assert_eq!(tries.begin(years_back), Err(5));
        assert_eq!(tries.begin(years_back.plus(4)), Err(1));
        assert_eq!(tries.begin(years_back.plus(5)), Ok(()));
    }

    #[test]
    fn a_right_password_begins_the_count_anew() {
        let mut tries = Tries { wrong: 9, last: Some(NOON) };
        tries.right();
        assert_eq!(tries, Tries::default());
    }

    #[test]
    fn one_name_falls_to_one_count_and_another_salt_to_another() {
        let mut strangers = StrangersRow::new([1; 16]);
        strangers.of("somebody").wrong = 7;
        assert_eq!(strangers.of("somebody").wrong, 7);
        assert_eq!(strangers.tries.iter().map(|t| t.wrong).sum::<u32>(), 7);
        let place = |salt: u8| {
            let mut strangers = StrangersRow::new([salt; 16]);
            strangers.of("somebody").wrong = 1;
            strangers.tries.iter().position(|t| t.wrong == 1)
        };
        assert!((2..10).any(|salt| place(salt) != place(1)));
    }
}
