//! `kill -9` of either node or both at any moment, also while they start.

use std::sync::atomic::Ordering;
use std::time::Duration;

use rand_chacha::rand_core::Rng;

use crate::load::Load;
use crate::pair::{Pair, must_be_whole};
use crate::report::{chance, rounds, tell};

/// Referrals sent between one kill and the next: the lists stay short enough to be judged at the end.
const REFERRALS_A_ROUND: u64 = 20;

#[test]
fn kills_at_any_moment_lose_nothing_acknowledged() {
    let (kills, (seed, mut rng)) = (rounds(40), chance());
    let temporary = std::env::temp_dir();
    let mut pair = Pair::new([&temporary, &temporary]);
    let load = Load::begin(pair.socket(0), pair.socket(1), pair.forms());
    let (mut killed, mut recovery) = (0, Vec::new());
    while killed < kills {
        load.wanted.store(REFERRALS_A_ROUND, Ordering::Relaxed);
        std::thread::sleep(Duration::from_millis(u64::from(rng.next_u32() % 500)));
        let victims: &[usize] = [&[0_usize] as &[_], &[1], &[0, 1]][rng.next_u32() as usize % 3];
        for side in victims {
            pair.nodes[*side].kill();
            killed += 1;
        }
        for side in victims {
            pair.start(*side);
        }
        // Every fourth time it is killed again before it is up, or just when it is.
        if rng.next_u32().is_multiple_of(4) {
            std::thread::sleep(Duration::from_millis(u64::from(rng.next_u32() % 400)));
            continue;
        }
        for side in victims {
            recovery.push(pair.up(*side).unwrap());
        }
    }
    for side in 0..2 {
        pair.up(side).unwrap();
    }
    let ledger = load.end();
    let found = pair.judge(&ledger).unwrap();
    tell(&format!("{killed} kills of either node or both (seed {seed})"), &found, &mut recovery);
    must_be_whole(&found);
    assert!(found.referrals > killed, "there was load");
}
