//! The mailbag: what it keeps, in which order, and for how long.

#![allow(clippy::unwrap_used, clippy::panic, reason = "a failing test says so by panicking")]

mod bag;

use bag::*;
use proptest::prelude::*;
use waypost_store::mailbag::{FRAME_BYTES_MAX, INBOXES_MAX, Kept, Totals};
use waypost_store::{Compacted, Error};

#[test]
fn what_was_kept_is_there_after_opening_again() {
    let bench = Bench::new();
    let mut bag = bench.open().unwrap();
    let mut world = World::default();
    for seed in 0..40 {
        world.commit_next(&mut bag, seed, 3).unwrap();
    }
    world.must_be_in(&mut bag, "written");
    drop(bag);
    world.must_be_in(&mut bench.open().unwrap(), "read again");
}

#[test]
fn a_group_costs_one_write_and_one_flush() {
    let bench = Bench::new();
    let mut bag = bench.open().unwrap();
    commit(&mut bag, |group| opened(group.open(&INBOXES[0], terms(0, 0)))).unwrap();
    let (steps, flushes) = (bench.disk.steps(), bench.disk.flushes());
    commit(&mut bag, |group| {
        for n in 0..64 {
            assert_eq!(group.keep(&INBOXES[0], name(n), 100, &[n; 100]).unwrap(), Kept::Now);
        }
    })
    .unwrap();
    assert_eq!((bench.disk.steps() - steps, bench.disk.flushes() - flushes), (2, 1));
    assert_eq!(bag.account(&INBOXES[0]).unwrap().frames, 64);
    commit(&mut bag, |_| {}).unwrap();
    assert_eq!(bench.disk.steps() - steps, 2, "an empty group costs nothing");
}

#[test]
fn a_repeated_deposit_is_kept_once() {
    let bench = Bench::new();
    let mut bag = bench.open().unwrap();
    let keep = |bag: &mut _| {
        let mut told = Vec::new();
        commit(bag, |group| {
            group.open(&INBOXES[0], terms(0, 0));
            told.push(group.keep(&INBOXES[0], name(1), 100, b"frame").unwrap());
            told.push(group.keep(&INBOXES[0], name(1), 100, b"frame").unwrap());
        })
        .unwrap();
        told
    };
    assert_eq!(keep(&mut bag), [Kept::Now, Kept::Before], "within a group");
    assert_eq!(keep(&mut bag), [Kept::Before, Kept::Before], "in a later one");
    drop(bag);
    let mut bag = bench.open().unwrap();
    assert_eq!(keep(&mut bag), [Kept::Before, Kept::Before], "after a start");
    assert_eq!(bag.totals(), Totals { inboxes: 1, frames: 1, bytes: 5 });
}

#[test]
fn a_frame_for_an_inbox_that_is_not_open_is_not_kept() {
    let bench = Bench::new();
    let mut bag = bench.open().unwrap();
    commit(&mut bag, |group| {
        assert_eq!(group.keep(&INBOXES[0], name(1), 100, b"frame").unwrap(), Kept::NoInbox);
        assert!(!group.close(&INBOXES[0]));
        assert_eq!(group.erase(&INBOXES[0], &[name(1)]), 0);
    })
    .unwrap();
    assert_eq!(bag.totals(), Totals::default());
    let long = vec![0; FRAME_BYTES_MAX + 1];
    let mut group = bag.group();
    group.open(&INBOXES[0], terms(0, 0));
    let refused = group.keep(&INBOXES[0], name(1), 100, &long);
    assert!(matches!(refused, Err(Error::TooLong { max: FRAME_BYTES_MAX, .. })));
}

#[test]
fn what_is_decided_within_a_group_counts_for_what_follows_in_it() {
    let bench = Bench::new();
    let mut bag = bench.open().unwrap();
    commit(&mut bag, |group| {
        group.open(&INBOXES[0], terms(0, 0));
        group.keep(&INBOXES[0], name(1), 100, b"one").unwrap();
    })
    .unwrap();
    let mut group = bag.group();
    let grant = terms(0, 0).grant;
    group.keep(&INBOXES[0], name(2), 100, b"two").unwrap();
    assert_eq!(group.grant(&grant), Totals { inboxes: 1, frames: 2, bytes: 6 });
    assert_eq!(group.erase(&INBOXES[0], &[name(1), name(1), name(9)]), 1);
    assert_eq!(group.account(&INBOXES[0]).unwrap().frames, 1);
    assert_eq!(group.holds(&INBOXES[0], &name(1)), None);
    assert!(group.close(&INBOXES[0]));
    assert_eq!(group.totals(), Totals::default());
    group.open(&INBOXES[0], terms(1, 0));
    assert_eq!(group.holds(&INBOXES[0], &name(2)), None, "an inbox opened again is empty");
    assert_eq!(group.grant(&grant), Totals::default());
    let staged = group.finish();
    bag.commit(staged).unwrap();
    assert_eq!(bag.totals(), Totals { inboxes: 1, frames: 0, bytes: 0 });
    assert_eq!(bag.grant(&terms(1, 0).grant).inboxes, 1);
}

#[test]
fn frames_are_listed_by_arrival_or_small_ones_first_in_pages() {
    let bench = Bench::new();
    let mut bag = bench.open().unwrap();
    let inbox = INBOXES[0];
    commit(&mut bag, |group| {
        group.open(&inbox, terms(0, 0));
        for (n, length) in [(0, 300), (1, 100), (2, 200), (3, 100)] {
            group.keep(&inbox, name(n), 100, &vec![n; length]).unwrap();
        }
    })
    .unwrap();
    let page = |after: Option<u8>, small_first, count| {
        let listed = bag.list(&inbox, after.map(name).as_ref(), small_first, count);
        (listed.frames.iter().map(|(name, _)| name[0]).collect::<Vec<_>>(), listed.more)
    };
    assert_eq!(page(None, false, 4), (vec![0, 1, 2, 3], false));
    assert_eq!(page(None, true, 4), (vec![1, 3, 2, 0], false));
    assert_eq!(page(None, true, 2), (vec![1, 3], true));
    assert_eq!(page(Some(3), true, 2), (vec![2, 0], false));
    assert_eq!(page(Some(1), false, 1), (vec![2], true));
    assert_eq!(page(Some(9), false, 4), (vec![0, 1, 2, 3], false), "one that does not wait");
    assert_eq!(bag.list(&INBOXES[1], None, false, 4).frames, []);
}

#[test]
fn what_is_over_goes_and_does_not_come_back() {
    let bench = Bench::new();
    let mut bag = bench.open().unwrap();
    commit(&mut bag, |group| {
        group.open(&INBOXES[0], terms(0, 200));
        group.keep(&INBOXES[0], name(1), 100, b"until 100").unwrap();
        group.keep(&INBOXES[0], name(2), 101, b"until 101").unwrap();
        group.open(&INBOXES[1], terms(0, 100));
        group.keep(&INBOXES[1], name(3), 150, b"in a short inbox").unwrap();
    })
    .unwrap();
    bag.expire(100).unwrap();
    assert_eq!(bag.totals().frames, 3, "a last day is a whole day");
    bag.expire(101).unwrap();
    assert_eq!(bag.totals(), Totals { inboxes: 1, frames: 1, bytes: 9 });
    // The inbox that was over is opened again: what waited in it is gone all the same.
    commit(&mut bag, |group| opened(group.open(&INBOXES[1], terms(0, 300)))).unwrap();
    drop(bag);
    let mut bag = bench.open().unwrap();
    assert_eq!(bag.list(&INBOXES[1], None, false, 9).frames, []);
    bag.expire(101).unwrap();
    assert_eq!(bag.list(&INBOXES[0], None, false, 9).frames, [(name(2), 9)]);
}

#[test]
fn compaction_keeps_what_waits_in_its_order_and_gives_the_room_back() {
    let bench = Bench::new();
    let mut bag = bench.open().unwrap();
    let (one, other) = (INBOXES[0], INBOXES[1]);
    commit(&mut bag, |group| {
        group.open(&one, terms(0, 0));
        group.open(&other, terms(1, 0));
    })
    .unwrap();
    for n in 0..200 {
        commit(&mut bag, |group| {
            group.keep(&one, name(n), 1000, &[n; 4096]).unwrap();
        })
        .unwrap();
    }
    assert_eq!(bag.compact_step(1 << 20).unwrap(), Compacted::Nothing, "all of it is alive");
    // One in twenty stays.
    let gone: Vec<_> = (0..200).filter(|n| n % 20 != 0).map(name).collect();
    commit(&mut bag, |group| assert_eq!(group.erase(&one, &gone), gone.len())).unwrap();
    commit(&mut bag, |group| assert!(group.close(&other))).unwrap();
    let before = bag.figures().disk_bytes;
    while bag.compact_step(10_000).unwrap() != Compacted::Nothing {}
    let after = bag.figures();
    assert!(after.disk_bytes < before / 3, "{before} bytes, then {}", after.disk_bytes);
    let left: Vec<_> = (0..200).step_by(20).map(|n| (name(n), 4096)).collect();
    assert_eq!(bag.list(&one, None, false, 99).frames, left);
    drop(bag);
    let mut bag = bench.open().unwrap();
    assert_eq!(bag.list(&one, None, false, 99).frames, left);
    assert_eq!(bag.frame(&one, &name(20)).unwrap().unwrap(), [20; 4096]);
    assert_eq!((bag.account(&other), bag.figures().damaged), (None, 0));
    assert_eq!(bag.figures().lost_records, 0);
}

#[test]
fn when_nothing_waits_nothing_lies_there() {
    let bench = Bench::new();
    let mut bag = bench.open().unwrap();
    commit(&mut bag, |group| {
        group.open(&INBOXES[0], terms(0, 0));
        for n in 0..40 {
            group.keep(&INBOXES[0], name(n), 100, &[0xEE; 4096]).unwrap();
        }
    })
    .unwrap();
    let names: Vec<_> = (0..40).map(name).collect();
    commit(&mut bag, |group| assert_eq!(group.erase(&INBOXES[0], &names), 40)).unwrap();
    while bag.compact_step(1 << 20).unwrap() != Compacted::Nothing {}
    let files = bench.disk.files();
    assert!(files.values().all(|bytes| !bytes.windows(64).any(|w| w == [0xEE; 64])));
    assert!(bag.account(&INBOXES[0]).is_some());
}

#[test]
fn one_process_a_folder_and_a_later_version_is_refused() {
    let bench = Bench::new();
    let mut bag = bench.open().unwrap();
    assert!(matches!(bench.open().map(drop), Err(Error::InUse)));
    commit(&mut bag, |group| opened(group.open(&INBOXES[0], terms(0, 0)))).unwrap();
    drop(bag);
    // As a later program would write it: another version in the first snapshot, and right sums.
    let path = bench.dir.join("00000001.wpj");
    let mut bytes = bench.disk.files()[&path].clone();
    let id: [u8; 16] = bytes[16..32].try_into().unwrap();
    let (frame, body) = bytes[64..].split_at_mut(32);
    body[4] = 9;
    frame[24..28].copy_from_slice(&crc32fast::hash(&body[..13]).to_be_bytes());
    let sum = crc32fast::hash(&[&id, &frame[..28]].concat());
    frame[28..].copy_from_slice(&sum.to_be_bytes());
    bench.disk.overwrite(&path, bytes);
    let refused = bench.open().map(drop);
    assert!(matches!(refused, Err(Error::NewerFormat { found: 9, expected: 1 })), "{refused:?}");
}

#[test]
fn there_is_a_last_place_for_an_inbox() {
    let bench = Bench::new();
    let mut bag = bench.open().unwrap();
    let inbox = |n: u32| {
        let mut inbox = [0; 32];
        inbox[..4].copy_from_slice(&n.to_be_bytes());
        inbox
    };
    commit(&mut bag, |group| {
        assert!((0..INBOXES_MAX).all(|n| group.open(&inbox(n), terms(0, 0))));
        assert!(!group.open(&inbox(INBOXES_MAX), terms(0, 0)));
        assert!(group.open(&inbox(0), terms(1, 0)), "one that is open may have other terms");
    })
    .unwrap();
    // Every inbox is in the snapshot of the next segment.
    commit(&mut bag, |group| kept(group.keep(&inbox(7), name(1), 9, b"frame"))).unwrap();
    drop(bag);
    assert_eq!(bench.open().unwrap().totals().inboxes, INBOXES_MAX);
}

#[test]
fn an_old_copy_of_the_folder_serves_what_it_has() {
    let bench = Bench::new();
    let mut bag = bench.open().unwrap();
    let mut world = World::default();
    for seed in 0..30 {
        world.commit_next(&mut bag, seed, 4).unwrap();
    }
    let (copy, old) = (bench.fork(), world.clone());
    for seed in 30..90 {
        world.commit_next(&mut bag, seed, 4).unwrap();
        bag.compact_step(1 << 20).unwrap();
    }
    drop(bag);
    let mut bag = copy.open().unwrap();
    old.must_be_in(&mut bag, "put back");
    let mut world = old;
    for seed in 90..120 {
        world.commit_next(&mut bag, seed, 4).unwrap();
    }
    drop(bag);
    world.must_be_in(&mut copy.open().unwrap(), "gone on with");
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(60))]
    #[test]
    fn it_holds_what_a_plain_list_would(
        steps in proptest::collection::vec((any::<u64>(), 0_u8..8), 1..80),
    ) {
        let bench = Bench::new();
        let mut bag = bench.open().unwrap();
        let mut world = World::default();
        for (seed, what) in steps {
            match what {
                0 => {
                    drop(bag);
                    bag = bench.open().unwrap();
                }
                1 => while bag.compact_step(5000).unwrap() != Compacted::Nothing {},
                2 => bag.reopen().unwrap(),
                _ => world.commit_next(&mut bag, seed, 1 + (seed % 9) as usize).unwrap(),
            }
            world.must_be_in(&mut bag, "a step");
        }
    }
}
