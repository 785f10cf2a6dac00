//! The power of one node's disk, or of both, goes under load: what was flushed is there, nothing else is.

use std::sync::atomic::Ordering;
use std::time::Duration;

use rand_chacha::ChaCha20Rng;
use rand_chacha::rand_core::Rng;

use waypost_tests::mount::Mount;

use crate::faulty::Faulty;
use crate::load::Load;
use crate::pair::{Found, Pair, must_be_whole};
use crate::report::{chance, rounds, skip, tell};

const REFERRALS_A_ROUND: u64 = 20;
const NEEDS: &str = "root, loop devices, mkfs.ext4 and perl";

/// Cuts the power so many times under load, and judges.
fn play(
    disks: &[Mount; 2],
    mut pair: Pair,
    cuts: u64,
    rng: &mut ChaCha20Rng,
    recovery: &mut Vec<Duration>,
) -> Result<Found, String> {
    let load = Load::begin(pair.socket(0), pair.socket(1), pair.forms());
    let mut cut = 0;
    while cut < cuts {
        load.wanted.store(REFERRALS_A_ROUND, Ordering::Relaxed);
        std::thread::sleep(Duration::from_millis(50 + u64::from(rng.next_u32() % 600)));
        let victims: &[usize] = [&[0_usize] as &[_], &[1], &[0, 1]][rng.next_u32() as usize % 3];
        for side in victims {
            disks[*side].cut();
            cut += 1;
        }
        for side in victims {
            pair.nodes[*side].kill();
            disks[*side].power_on();
            pair.start(*side);
        }
        for side in victims {
            match pair.up(*side) {
                Ok(time) => recovery.push(time),
                Err(error) => {
                    load.end();
                    return Err(format!("after {cut} cuts: {error}"));
                }
            }
        }
    }
    let ledger = load.end();
    pair.judge(&ledger)
}

#[test]
fn power_cuts_under_load_lose_nothing_acknowledged() {
    let (Some(a), Some(b)) = (Mount::ext4(), Mount::ext4()) else {
        return skip("a power cut", NEEDS);
    };
    let (cuts, (seed, mut rng)) = (rounds(16), chance());
    let (disks, mut recovery) = ([a, b], Vec::new());
    let pair = Pair::new([&disks[0].path(), &disks[1].path()]);
    let found = play(&disks, pair, cuts, &mut rng, &mut recovery).unwrap();
    tell(&format!("{cuts} power cuts of either disk or both (seed {seed})"), &found, &mut recovery);
    must_be_whole(&found);
    assert!(found.referrals > cuts, "there was load");
}

/// The harness can fail: the same program whose flushes do nothing loses what it acknowledged.
#[test]
fn a_node_whose_flushes_do_nothing_is_caught_by_the_same_harness() {
    let (Some(a), Some(b)) = (Mount::ext4(), Mount::ext4()) else {
        return skip("a power cut", NEEDS);
    };
    let Some(faulty) = Faulty::new() else { return skip("a lying disk", "a C compiler") };
    let (disks, (_, mut rng)) = ([a, b], chance());
    let mut pair = Pair::new([&disks[0].path(), &disks[1].path()]);
    faulty.lie();
    for (side, disk) in disks.iter().enumerate() {
        pair.before[side] = faulty.before(&disk.path());
        pair.nodes[side].stop();
        pair.start(side);
        pair.up(side).unwrap();
    }
    let verdict = play(&disks, pair, 6, &mut rng, &mut Vec::new());
    let lost = match &verdict {
        Ok(found) => !found.lost.is_empty(),
        Err(_) => true,
    };
    assert!(lost, "the harness cannot fail: {verdict:?}");
    println!("fault report: flushes taken out: the harness notices");
}
