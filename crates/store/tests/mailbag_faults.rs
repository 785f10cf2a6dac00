//! Power cuts, failing and full disks, and damage under a mailbag: what was acknowledged is there, nothing is half
//! there, and no frame is served that is not as it was brought. Every chance is seeded; a failing case names it.

#![allow(clippy::unwrap_used, clippy::panic, reason = "a failing test says so by panicking")]

mod bag;

use bag::*;
use waypost_store::mailbag::Mailbag;
use waypost_store::testing::{Fault, SimDisk};
use waypost_store::{Compacted, Error};

/// A run of groups and what each could have left behind.
#[derive(Default)]
struct Session {
    acknowledged: World,
    /// The worlds that an unfinished group may have led to, change by change.
    possible: Vec<World>,
    seed: u64,
}

impl Session {
    fn commit(&mut self, bag: &mut Mailbag, changes: usize) -> Result<(), Error> {
        self.seed += 1;
        self.possible.clear();
        let mut after = Vec::new();
        let done = commit(bag, |group| {
            after = self.acknowledged.decide(group, self.seed, changes);
        });
        match &done {
            Ok(()) => self.acknowledged = after.pop().unwrap(),
            Err(Error::Poisoned { .. }) => self.possible = after,
            // Any other error promises that nothing was kept.
            Err(_) => {}
        }
        done
    }

    /// The mailbag must hold what was acknowledged, with a beginning of the unfinished group at most.
    fn check(&mut self, bag: &mut Mailbag, case: &str) {
        let found = World::of(bag).unwrap_or_else(|error| panic!("{case}: {error:?}"));
        assert!(
            found == self.acknowledged || self.possible.contains(&found),
            "{case}: wrong contents"
        );
        let figures = bag.figures();
        assert_eq!((figures.damaged, figures.lost_records), (0, 0), "{case}: taken for damage");
        (self.acknowledged, self.possible) = (found, Vec::new());
    }

    /// After a fault the work goes on, and all that was answered since is on the disk and does not only show.
    fn goes_on(&mut self, mut bag: Mailbag, bench: &Bench, seed: u64, case: &str) {
        self.work(&mut bag).unwrap_or_else(|error| panic!("{case}: {error:?}"));
        self.check(&mut bag, case);
        drop(bag);
        bench.disk.power_on(seed);
        let mut bag = bench.open().unwrap_or_else(|error| panic!("{case}: {error:?}"));
        self.check(&mut bag, case);
    }

    /// A stretch of everything that is done with a mailbag.
    fn work(&mut self, bag: &mut Mailbag) -> Result<(), Error> {
        for round in 0..60 {
            self.commit(bag, 1 + round % 9)?;
            while bag.compact_step(3000)? != Compacted::Nothing {}
        }
        bag.keep_reserve()
    }
}

/// Cuts the power `cuts` times at seeded steps; what was wrong afterwards, if anything.
fn survives_power_cuts(seed: u64, cuts: u64) -> Result<(), String> {
    let bench = Bench::new();
    let mut bag = bench.open().unwrap();
    let mut session = Session { seed: seed * 100_000, ..Session::default() };
    for cut in 0..cuts {
        bench.disk.fail_at(1 + (seed * 7919 + cut * 104_729) % 150, Fault::PowerCut);
        while session.work(&mut bag).is_ok() {}
        drop(bag);
        bench.disk.power_on(seed * 31 + cut);
        // Power may go again while it is being opened.
        bench.disk.fail_at(1 + (seed + cut) % 5, Fault::PowerCut);
        if bench.open().is_err() {
            bench.disk.power_on(seed + cut);
        }
        bench.disk.heal();
        bag = bench.open().map_err(|error| format!("cut {cut}: {error:?}"))?;
        let found = World::of(&mut bag).map_err(|error| format!("cut {cut}: {error:?}"))?;
        if found != session.acknowledged && !session.possible.contains(&found) {
            return Err(format!("cut {cut}: wrong contents"));
        }
        if bag.figures().damaged > 0 {
            return Err(format!("cut {cut}: taken for damage: {:?}", bag.figures()));
        }
        (session.acknowledged, session.possible) = (found, Vec::new());
    }
    Ok(())
}

#[test]
fn power_cuts_at_seeded_moments_lose_nothing_acknowledged() {
    for seed in 0..150 {
        survives_power_cuts(seed, 5).unwrap_or_else(|wrong| panic!("seed {seed}, {wrong}"));
    }
}

#[test]
fn a_disk_that_lies_about_flushing_is_caught_by_the_same_test() {
    let lost = (0..10).filter(|seed| {
        let bench = Bench::new();
        let mut bag = bench.open().unwrap();
        bench.disk.lie_about_flushes();
        let mut session = Session::default();
        session.work(&mut bag).unwrap();
        drop(bag);
        bench.disk.power_on(*seed);
        let found = bench.open().and_then(|mut bag| World::of(&mut bag));
        !found.is_ok_and(|world| world == session.acknowledged)
    });
    assert!(lost.count() > 0, "the harness cannot fail");
}

/// Runs the whole life of a mailbag with a fault at every step in turn, until a run meets none.
fn sweep(fault: Fault) {
    for step in 1.. {
        let bench = Bench::new();
        bench.disk.fail_at(step, fault);
        let (mut session, case) = (Session::default(), format!("{fault:?} at step {step}"));
        let finished = bench.open().and_then(|mut bag| session.work(&mut bag));
        if bench.disk.fault_pending() {
            finished.unwrap();
            assert!(step > 100, "the life of a mailbag has more steps than {step}");
            return;
        }
        if fault == Fault::PowerCut {
            bench.disk.power_on(step);
        }
        bench.disk.heal();
        let mut bag = bench.open().unwrap_or_else(|error| panic!("{case}: {error:?}"));
        session.check(&mut bag, &case);
        session.goes_on(bag, &bench, step, &case);
    }
}

#[test]
fn a_power_cut_at_every_step_keeps_every_change_whole() {
    sweep(Fault::PowerCut);
}

#[test]
fn a_broken_device_at_every_step_loses_nothing_acknowledged() {
    sweep(Fault::Broken);
}

#[test]
fn no_room_at_every_step_loses_nothing_acknowledged() {
    sweep(Fault::Full);
}

/// Works with a fault at every step in turn. Whatever failed, the open mailbag goes on.
fn goes_on(fault: Fault) {
    for step in 1.. {
        let bench = Bench::new();
        let mut bag = bench.open().unwrap();
        let (mut session, case) = (Session::default(), format!("{fault:?} at step {step}"));
        bench.disk.fail_at(step, fault);
        let failed = session.work(&mut bag);
        if bench.disk.fault_pending() {
            failed.unwrap();
            assert!(step > 100, "the work has more steps than {step}");
            return;
        }
        if bag.figures().poisoned.is_some() {
            let open = commit(&mut bag, |group| opened(group.open(&INBOXES[0], terms(0, 0))));
            assert!(matches!(open, Err(Error::Poisoned { .. })));
            assert!(matches!(bag.frame(&INBOXES[0], &name(1)), Err(Error::Poisoned { .. })));
            assert!(matches!(bag.compact_step(1), Err(Error::Poisoned { .. })));
            // The disk may fail again while it is being opened.
            bench.disk.fail_at(1 + step % 5, fault);
            let opened = bag.reopen();
            bench.disk.heal();
            if opened.is_err() {
                bag.reopen().unwrap_or_else(|error| panic!("{case}: {error:?}"));
            }
        }
        session.check(&mut bag, &case);
        // Without a reserve no frame is taken.
        bag.keep_reserve().unwrap();
        session.goes_on(bag, &bench, step, &case);
    }
}

#[test]
fn a_mailbag_goes_on_after_a_broken_device_at_every_step() {
    goes_on(Fault::Broken);
}

#[test]
fn a_mailbag_goes_on_after_no_room_at_every_step() {
    goes_on(Fault::Full);
}

#[test]
fn what_a_failed_flush_left_visible_is_not_believed_until_it_is_on_the_disk() {
    let bench = Bench::new();
    let mut bag = bench.open().unwrap();
    commit(&mut bag, |group| opened(group.open(&INBOXES[0], terms(0, 0)))).unwrap();
    // The write works, its flush fails: the bytes show when read, and are not on the disk.
    bench.disk.fail_at(2, Fault::Broken);
    let keep = |bag: &mut Mailbag| {
        commit(bag, |group| kept(group.keep(&INBOXES[0], name(1), 9, b"frame")))
    };
    assert!(matches!(keep(&mut bag), Err(Error::Poisoned { .. })));
    bag.reopen().unwrap();
    let seen = bag.frame(&INBOXES[0], &name(1)).unwrap();
    drop(bag);
    bench.disk.power_on(0);
    let mut bag = bench.open().unwrap();
    assert_eq!(bag.frame(&INBOXES[0], &name(1)).unwrap(), seen, "believed, then lost");
}

/// A frame of 4 KiB; refused by the name of what is missing once there is no room.
fn keep_one(bag: &mut Mailbag, n: u8) -> Result<(), Error> {
    commit(bag, |group| kept(group.keep(&INBOXES[0], name(n), 100, &[n; 4096])))
}

#[test]
fn a_full_disk_refuses_by_name_keeps_what_it_has_and_can_be_emptied() {
    let bench = Bench::new();
    let mut bag = bench.open().unwrap();
    commit(&mut bag, |group| opened(group.open(&INBOXES[0], terms(0, 0)))).unwrap();
    bench.disk.limit_room(Some(480 << 10));
    let mut kept = 0;
    let refused = loop {
        match keep_one(&mut bag, kept) {
            Ok(()) => kept += 1,
            Err(error) => break error,
        }
    };
    assert!(matches!(refused, Error::Full), "{refused:?}");
    assert!(kept > 80, "{kept}");
    for _ in 0..3 {
        assert!(matches!(keep_one(&mut bag, 250), Err(Error::Full)));
    }
    // Not a byte is left; it opens all the same and serves everything.
    bench.disk.limit_room(Some(bench.disk.used_bytes()));
    drop(bag);
    let mut bag = bench.open().unwrap();
    let all: Vec<_> = (0..kept).collect();
    for n in &all {
        assert_eq!(bag.frame(&INBOXES[0], &name(*n)).unwrap().unwrap(), [*n; 4096]);
    }
    // Its owner fetches half of it: that is noted out of the reserve, and compaction gives room back.
    let half: Vec<_> = all.iter().filter(|n| *n % 2 == 0).map(|n| name(*n)).collect();
    commit(&mut bag, |group| assert_eq!(group.erase(&INBOXES[0], &half), half.len())).unwrap();
    assert!(matches!(keep_one(&mut bag, 200), Err(Error::Full)), "the reserve is for no frame");
    while bag.compact_step(10_000).unwrap() != Compacted::Nothing {}
    for n in 200..210 {
        keep_one(&mut bag, n).unwrap();
    }
    bench.disk.limit_room(None);
    drop(bag);
    let mut bag = bench.open().unwrap();
    assert_eq!(bag.account(&INBOXES[0]).unwrap().frames as usize, all.len() - half.len() + 10);
    assert_eq!(bag.frame(&INBOXES[0], &name(1)).unwrap().unwrap(), [1; 4096]);
}

/// A mailbag of several segments, and what it holds.
fn finished() -> (Bench, World) {
    let bench = Bench::new();
    let mut bag = bench.open().unwrap();
    let mut world = World::default();
    for seed in 0..120 {
        world.commit_next(&mut bag, seed, 3).unwrap();
    }
    assert!(bag.figures().segments > 2);
    (bench, world)
}

#[test]
fn a_flipped_bit_anywhere_is_noticed_or_harmless_and_no_wrong_frame_is_served() {
    let (bench, world) = finished();
    let (mut harmless, mut noticed) = (0, 0);
    for (path, contents) in bench.disk.files() {
        let headers = (0..160).map(|n| n * 2 + n % 2);
        let spread = (0..250).map(|n| n * contents.len() / 250 + n % 61);
        for at in headers.chain(spread).filter(|at| *at < contents.len()) {
            let fork = bench.fork();
            let mut damaged = contents.clone();
            damaged[at] ^= 1 << (at % 8);
            fork.disk.overwrite(&path, damaged);
            let Ok(mut bag) = fork.open() else {
                noticed += 1;
                continue;
            };
            for inbox in INBOXES {
                for (name, _) in bag.list(&inbox, None, false, 999).frames {
                    let frame = bag.frame(&inbox, &name).unwrap().unwrap();
                    assert!(frame.iter().all(|byte| *byte == name[0]), "byte {at} of {path:?}");
                }
            }
            let figures = bag.figures();
            match World::of(&mut bag) {
                Ok(found) if found == world => harmless += 1,
                Err(_) => noticed += 1,
                Ok(_) if figures.damaged > 0 || figures.cut.is_some() => noticed += 1,
                Ok(_) => panic!("a wrong answer, unnoticed: byte {at} of {path:?}"),
            }
        }
    }
    assert!(noticed > 100 && harmless > 100, "noticed {noticed}, harmless {harmless}");
}

#[test]
fn damage_in_the_middle_loses_only_what_it_hit_and_is_counted() {
    let bench = Bench::new();
    let mut bag = bench.open().unwrap();
    commit(&mut bag, |group| opened(group.open(&INBOXES[0], terms(0, 0)))).unwrap();
    (0..40).for_each(|n| keep_one(&mut bag, n).unwrap());
    drop(bag);
    let path = bench.dir.join("00000001.wpj");
    let whole = bench.disk.files()[&path].clone();
    let starts: Vec<_> =
        whole.windows(4).enumerate().filter(|(_, w)| w == b"WPR1").map(|(at, _)| at).collect();
    // A frame: in its length, its marker, its body. Records 0 and 1 are the snapshot and the opening.
    for offset in [4, 0, 500] {
        let fork = bench.fork();
        let mut damaged = whole.clone();
        damaged[starts[4] + offset] ^= 0x40;
        fork.disk.overwrite(&path, damaged);
        let mut bag = fork.open().unwrap();
        assert_eq!(bag.account(&INBOXES[0]).unwrap().frames, 39, "offset {offset}");
        assert_eq!(bag.frame(&INBOXES[0], &name(2)).unwrap(), None);
        let figures = bag.figures();
        assert_eq!((figures.damaged, figures.lost_records, figures.cut), (1, 1, None));
        keep_one(&mut bag, 2).unwrap();
        assert_eq!(bag.frame(&INBOXES[0], &name(2)).unwrap().unwrap(), [2; 4096], "brought again");
    }
    // The record that opened the inbox: the next segment's snapshot tells it again.
    let fork = bench.fork();
    let mut damaged = whole;
    damaged[starts[1] + 40] ^= 1;
    fork.disk.overwrite(&path, damaged);
    let mut bag = fork.open().unwrap();
    assert_eq!(World::of(&mut bag).unwrap(), World::of(&mut bench.open().unwrap()).unwrap());
    assert_eq!((bag.figures().damaged, bag.figures().lost_records), (1, 1));
}

#[test]
fn what_waits_in_an_inbox_whose_terms_are_lost_is_there_for_its_owner() {
    let bench = Bench::new();
    let mut bag = bench.open().unwrap();
    commit(&mut bag, |group| opened(group.open(&INBOXES[0], terms(0, 0)))).unwrap();
    (0..4).for_each(|n| keep_one(&mut bag, n).unwrap());
    drop(bag);
    let path = bench.dir.join("00000001.wpj");
    let mut bytes = bench.disk.files()[&path].clone();
    let opening = 64 + 32 + 13;
    bytes[opening + 40] ^= 1;
    bench.disk.overwrite(&path, bytes);
    for round in 0..2 {
        let mut bag = bench.open().unwrap();
        let account = bag.account(&INBOXES[0]).unwrap();
        assert!(account.terms.are_lost() && account.frames == 4, "{round}: {account:?}");
        assert_eq!(account.terms.until_day, 100, "as long as a frame of it waits");
        assert_eq!(bag.figures().without_terms, 1);
        commit(&mut bag, |group| assert_eq!(group.erase(&INBOXES[0], &[name(9)]), 0)).unwrap();
    }
    let mut bag = bench.open().unwrap();
    commit(&mut bag, |group| opened(group.open(&INBOXES[0], terms(0, 0)))).unwrap();
    keep_one(&mut bag, 5).unwrap();
    drop(bag);
    let mut bag = bench.open().unwrap();
    let account = bag.account(&INBOXES[0]).unwrap();
    assert_eq!((account.terms, account.frames), (terms(0, 0), 5));
    assert_eq!(bag.frame(&INBOXES[0], &name(0)).unwrap().unwrap(), [0; 4096]);
}

#[test]
fn a_frame_that_rots_while_it_waits_is_refused_and_its_place_is_named() {
    let bench = Bench::new();
    let mut bag = bench.open().unwrap();
    commit(&mut bag, |group| opened(group.open(&INBOXES[0], terms(0, 0)))).unwrap();
    keep_one(&mut bag, 1).unwrap();
    keep_one(&mut bag, 2).unwrap();
    let path = bench.dir.join("00000001.wpj");
    let mut bytes = bench.disk.files()[&path].clone();
    let last = bytes.len() - 1;
    bytes[last] ^= 1;
    bench.disk.overwrite(&path, bytes);
    assert!(matches!(bag.frame(&INBOXES[0], &name(2)), Err(Error::Rot(_))));
    assert_eq!(bag.frame(&INBOXES[0], &name(2)).unwrap(), None);
    assert_eq!((bag.figures().damaged, bag.totals().frames), (1, 1));
    assert!(bag.frame(&INBOXES[0], &name(1)).unwrap().is_some());
}

#[test]
fn a_folder_that_was_never_whole_is_made_anew_and_a_damaged_one_is_not() {
    let bench = Bench::new();
    drop(bench.open().unwrap());
    let path = bench.dir.join("00000001.wpj");
    let mut header = bench.disk.files()[&path].clone();
    header.truncate(20);
    bench.disk.overwrite(&path, header.clone());
    drop(bench.open().unwrap());
    assert_eq!(bench.disk.files()[&path].len(), 64);
    header.resize(5000, 7);
    bench.disk.overwrite(&path, header);
    assert!(matches!(bench.open().map(drop), Err(Error::Rot(_))));
    assert_eq!(bench.disk.files()[&path].len(), 5000, "nothing is removed that may be of use");
}

#[test]
fn the_simulated_disk_can_be_full() {
    let disk = SimDisk::new();
    disk.limit_room(Some(100));
    let bench = Bench::on(disk);
    let refused = bench
        .open()
        .map(|mut bag| commit(&mut bag, |group| opened(group.open(&INBOXES[0], terms(0, 0)))));
    assert!(matches!(refused, Ok(Err(Error::Full))));
}
