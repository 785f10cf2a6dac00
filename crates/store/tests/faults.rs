//! Power cuts, failing disks and damage: what was acknowledged is there, nothing is half there, and no answer is
//! wrong without being noticed. Every chance is seeded; a failing case names its seed or step.

#![allow(clippy::unwrap_used, clippy::panic, reason = "a failing test says so by panicking")]

mod common;

use common::*;
use waypost_store::testing::{Fault, SimDisk};
use waypost_store::{Batch, Compacted, Error, Store};

/// A run of commits and what each could have left behind.
#[derive(Default)]
struct Session {
    acknowledged: World,
    /// The worlds that an unfinished commit may have led to, batch by batch.
    possible: Vec<World>,
    seed: u64,
}

impl Session {
    fn commit(&mut self, store: &mut Store, batches: usize) -> Result<(), Error> {
        let (mut group, mut world): (Vec<Batch>, World) = (Vec::new(), self.acknowledged.clone());
        self.possible.clear();
        for _ in 0..batches {
            let (batch, next) = world.next(self.seed);
            self.seed += 1;
            group.push(batch);
            self.possible.push(next.clone());
            world = next;
        }
        let result = store.commit(group);
        match &result {
            Ok(()) => (self.acknowledged, self.possible) = (world, Vec::new()),
            Err(Error::Poisoned { .. }) => {}
            // Any other error promises that nothing was kept.
            Err(_) => self.possible.clear(),
        }
        result
    }

    /// The store must hold what was acknowledged, with a beginning of the unfinished group at most.
    fn check(&mut self, store: &Store, case: &str) {
        let found = World::of(store).unwrap_or_else(|error| panic!("{case}: {error:?}"));
        assert!(
            found == self.acknowledged || self.possible.contains(&found),
            "{case}: wrong contents"
        );
        assert_eq!(store.report().rot, [], "{case}: a fault is taken for damage");
        (self.acknowledged, self.possible) = (found, Vec::new());
    }

    /// A stretch of everything a node does with its store.
    fn work(&mut self, store: &mut Store) -> Result<(), Error> {
        for round in 0..8 {
            self.commit(store, 1 + round % 3)?;
        }
        store.rewrap()?;
        while store.compact_step(2000)? != Compacted::Nothing {}
        self.commit(store, 2)?;
        store.prepare()
    }
}

/// Cuts the power `cuts` times at seeded steps; what was wrong afterwards, if anything.
fn survives_power_cuts(seed: u64, cuts: u64) -> Result<(), String> {
    let mut bench = Bench::new();
    let mut store = bench.create().unwrap();
    let mut session = Session { seed: seed * 1000, ..Session::default() };
    for cut in 0..cuts {
        let step = 1 + (seed * 7919 + cut * 104_729) % 90;
        bench.disk.fail_at(step, Fault::PowerCut);
        while session.work(&mut store).is_ok() {}
        drop(store);
        bench.disk.power_on(seed * 31 + cut);
        // Power may go again while the store is being opened.
        bench.disk.fail_at(1 + (seed + cut) % 5, Fault::PowerCut);
        if bench.unlock().is_err() {
            bench.disk.power_on(seed + cut);
        }
        bench.disk.heal();
        let again = bench.unlock().map_err(|error| format!("cut {cut}: {error:?}"))?;
        let found = World::of(&again).map_err(|error| format!("cut {cut}: {error:?}"))?;
        if found != session.acknowledged && !session.possible.contains(&found) {
            return Err(format!(
                "cut {cut}: {found:?}, not {:?} nor {:?}",
                session.acknowledged, session.possible
            ));
        }
        if !again.report().rot.is_empty() {
            return Err(format!("cut {cut}: taken for damage: {:?}", again.report()));
        }
        (session.acknowledged, session.possible) = (found, Vec::new());
        store = again;
    }
    Ok(())
}

#[test]
fn power_cuts_at_seeded_moments_lose_nothing_acknowledged() {
    for seed in 0..60 {
        survives_power_cuts(seed, 5).unwrap_or_else(|wrong| panic!("seed {seed}, {wrong}"));
    }
}

#[test]
fn a_disk_that_lies_about_flushing_is_caught_by_the_same_test() {
    let lost = (0..10).filter(|seed| {
        let disk = SimDisk::new();
        // Truthful until the store is made, so that there is one to open.
        let mut bench = Bench::on(disk.clone());
        bench.create().unwrap().close().unwrap();
        disk.lie_about_flushes();
        let mut store = bench.unlock().unwrap();
        let mut session = Session::default();
        session.work(&mut store).unwrap();
        drop(store);
        disk.power_on(*seed);
        !bench
            .unlock()
            .and_then(|store| World::of(&store))
            .is_ok_and(|world| world == session.acknowledged)
    });
    assert!(lost.count() > 0, "the harness cannot fail");
}

/// Runs the whole life of a store with a fault at every step in turn, until a run meets none.
fn sweep(fault: Fault) {
    for step in 1.. {
        let mut bench = Bench::new();
        bench.disk.fail_at(step, fault);
        let mut session = Session::default();
        let case = format!("{fault:?} at step {step}");
        let finished = life(&mut bench, &mut session);
        let unharmed = bench.disk.fault_pending();
        if !unharmed {
            if fault == Fault::PowerCut {
                bench.disk.power_on(step);
            }
            bench.disk.heal();
            let store = match bench.unlock() {
                // Cut short while being made: there is no store, and making it again works.
                Err(Error::NotAStore) => bench.create(),
                opened => opened,
            };
            let mut store = store.unwrap_or_else(|error| panic!("{case}: {error:?}"));
            session.check(&store, &case);
            session.work(&mut store).unwrap_or_else(|error| panic!("{case}: {error:?}"));
            session.check(&store, &case);
            // All that was answered since the fault is on the disk, and does not only show.
            drop(store);
            bench.disk.power_on(step);
            let store = bench.unlock().unwrap_or_else(|error| panic!("{case}: {error:?}"));
            session.check(&store, &case);
            continue;
        }
        finished.unwrap();
        assert!(step > 100, "the life of a store has more steps than {step}");
        return;
    }
}

fn life(bench: &mut Bench, session: &mut Session) -> Result<(), Error> {
    let mut store = bench.create()?;
    session.work(&mut store)?;
    let mut locked = store.lock();
    locked.spool(b"arrived while locked")?;
    let mut store = locked.unlock(PASSPHRASE).map_err(|(_, error)| error)?;
    let frame = store.spooled()[0];
    assert_eq!(store.spooled_frame(frame)?.as_slice(), b"arrived while locked");
    session.commit(&mut store, 1)?;
    store.remove_spooled(frame)?;
    store.change_passphrase(PASSPHRASE)?;
    session.commit(&mut store, 1)?;
    store.close()
}

#[test]
fn a_power_cut_at_every_step_keeps_every_batch_whole() {
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

/// Works with a fault at every step in turn. Whatever failed, the store goes on without the passphrase.
fn goes_on(fault: Fault) {
    for step in 1.. {
        let mut bench = Bench::new();
        let mut store = bench.create().unwrap();
        let (mut session, case) = (Session::default(), format!("{fault:?} at step {step}"));
        bench.disk.fail_at(step, fault);
        let failed = session.work(&mut store);
        if bench.disk.fault_pending() {
            failed.unwrap();
            assert!(step > 60, "the work has more steps than {step}");
            return;
        }
        let paused = store.pause();
        // The disk may fail again while the store is being opened.
        bench.disk.fail_at(1 + step % 9, fault);
        let opened = paused.reopen().or_else(|(paused, _)| {
            bench.disk.heal();
            paused.reopen().map_err(|(_, error)| error)
        });
        bench.disk.heal();
        let mut store = opened.unwrap_or_else(|error| panic!("{case}: {error:?}"));
        // Whoever was told that nothing was kept was told the truth.
        session.possible.clear();
        session.check(&store, &case);
        session.work(&mut store).unwrap_or_else(|error| panic!("{case}: {error:?}"));
        session.check(&store, &case);
        drop(store);
        bench.disk.power_on(step);
        let store = bench.unlock().unwrap_or_else(|error| panic!("{case}: {error:?}"));
        session.check(&store, &case);
    }
}

#[test]
fn a_store_goes_on_without_its_passphrase_after_a_broken_device_at_every_step() {
    goes_on(Fault::Broken);
}

#[test]
fn a_store_goes_on_without_its_passphrase_after_no_room_at_every_step() {
    goes_on(Fault::Full);
}

#[test]
fn a_paused_store_that_is_locked_needs_its_passphrase() {
    let mut bench = Bench::new();
    let locked = bench.create().unwrap().pause().lock();
    let (locked, error) = locked.unlock(b"another").map(drop).unwrap_err();
    assert!(matches!(error, Error::WrongPassphrase));
    locked.unlock(PASSPHRASE).map(drop).map_err(|(_, error)| error).unwrap();
}

#[test]
fn after_no_room_nothing_is_half_written_and_later_commits_work() {
    for step in 1.. {
        let mut bench = Bench::new();
        let mut store = bench.create().unwrap();
        let mut session = Session::default();
        session.commit(&mut store, 2).unwrap();
        bench.disk.fail_at(step, Fault::Full);
        let result = session.commit(&mut store, 2);
        if bench.disk.fault_pending() {
            return;
        }
        match result {
            // A write found no room: as if it had never been asked for.
            Err(Error::Full) => {
                session.check(&store, "after no room");
                session.commit(&mut store, 3).unwrap();
                session.check(&store, "when there is room again");
                drop(store);
                session.check(&bench.unlock().unwrap(), "after reopening");
            }
            // A flush failed: nothing is answered before reopening.
            Err(Error::Poisoned { .. }) => {
                assert!(matches!(World::of(&store), Err(Error::Poisoned { .. })));
                assert!(matches!(session.commit(&mut store, 1), Err(Error::Poisoned { .. })));
                assert!(store.report().poisoned.is_some());
            }
            // Kept; only the overwriting of a forgotten secret waits for the next opening.
            Ok(()) => assert!(store.sound().is_err()),
            other => panic!("step {step}: {other:?}"),
        }
    }
}

#[test]
fn what_a_failed_flush_left_visible_is_not_believed_until_it_is_on_the_disk() {
    let mut bench = Bench::new();
    let mut store = bench.create().unwrap();
    let put = batch(|batch| {
        batch.put(note("a"), waypost_store::Owner::Node, "1");
    });
    // The write works, its flush fails: the bytes show when read, and are not on the disk.
    bench.disk.fail_at(2, Fault::Broken);
    assert!(matches!(store.commit(vec![put]), Err(Error::Poisoned { .. })));
    drop(store);
    let store = bench.unlock().unwrap();
    let seen = store.value(&note("a")).unwrap();
    drop(store);
    bench.disk.power_on(0);
    assert_eq!(bench.unlock().unwrap().value(&note("a")).unwrap(), seen, "believed, then lost");
}

#[test]
fn the_first_group_of_a_segment_that_is_torn_at_its_beginning_is_cut() {
    let put = |number, bytes| {
        batch(|batch| {
            batch.put(letter(1, number), waypost_store::Owner::Node, vec![1; bytes]);
        })
    };
    let mut cut = 0;
    for seed in 0..40 {
        let mut bench = Bench::new();
        let mut store = bench.create().unwrap();
        store.commit((0..10).map(|number| put(number, 6000)).collect()).unwrap();
        // Born (its file, header, flush, name), then the group's write, whose flush the power cuts.
        bench.disk.fail_at(6, Fault::PowerCut);
        let torn = store.commit((10..50).map(|number| put(number, 30)).collect());
        assert!(matches!(torn, Err(Error::Poisoned { .. })), "{torn:?}");
        drop(store);
        bench.disk.power_on(seed);
        let store = bench.unlock().unwrap();
        assert_eq!(store.report().rot, [], "seed {seed}: a torn write is taken for damage");
        cut += u32::from(store.report().cut.is_some());
        assert!(store.rows(LETTERS, &[1; 16]).unwrap().count() >= 10);
    }
    assert!(cut > 5, "{cut} of 40 were torn");
}

/// A closed store of several segments, and what it holds.
fn finished() -> (Bench, World) {
    let mut bench = Bench::new();
    let mut store = bench.create().unwrap();
    let mut world = World::default();
    for seed in 0..120 {
        let (batch, next) = world.next(seed);
        store.commit(vec![batch]).unwrap();
        world = next;
    }
    assert!(store.report().segments > 1);
    drop(store);
    (bench, world)
}

#[test]
fn a_flipped_bit_anywhere_is_noticed_or_harmless() {
    let (bench, world) = finished();
    let (mut harmless, mut noticed) = (0, 0);
    for (path, contents) in bench.disk.files() {
        if path.ends_with("LOCK") {
            continue;
        }
        let headers = (0..128).map(|n| n * 4 + n % 4);
        let spread = (0..90).map(|n| n * contents.len() / 90 + n % 61);
        for at in headers.chain(spread).filter(|at| *at < contents.len()) {
            let mut fork = bench.fork();
            let mut damaged = contents.clone();
            damaged[at] ^= 1 << (at % 8);
            fork.disk.overwrite(&path, damaged);
            let Ok(store) = fork.unlock() else {
                noticed += 1;
                continue;
            };
            let report = store.report();
            match World::of(&store) {
                Ok(found) if found == world => harmless += 1,
                Err(_) => noticed += 1,
                Ok(_) if !report.rot.is_empty() || report.cut.is_some() => noticed += 1,
                Ok(_) => panic!("a wrong answer, unnoticed: byte {at} of {path:?}"),
            }
        }
    }
    assert!(noticed > 100 && harmless > 100, "noticed {noticed}, harmless {harmless}");
}

#[test]
fn damage_in_the_middle_loses_only_what_it_hit() {
    let mut bench = Bench::new();
    let mut store = bench.create().unwrap();
    for number in 0..40 {
        let put = batch(|batch| {
            batch.put(letter(1, number), waypost_store::Owner::Node, vec![1; 3000]);
        });
        store.commit(vec![put]).unwrap();
    }
    drop(store);
    let path = bench.dir.join("journal/00000001.wpj");
    let whole = bench.disk.files()[&path].clone();
    let starts: Vec<_> =
        whole.windows(4).enumerate().filter(|(_, w)| w == b"WPR1").map(|(at, _)| at).collect();
    // The third record: in its length, its marker, its body.
    for offset in [4, 0, 500] {
        let mut fork = bench.fork();
        let mut damaged = whole.clone();
        damaged[starts[2] + offset] ^= 0x40;
        fork.disk.overwrite(&path, damaged);
        let mut store = fork.unlock().unwrap();
        assert_eq!(store.rows(LETTERS, &[1; 16]).unwrap().count(), 39, "offset {offset}");
        assert_eq!(store.value(&letter(1, 2)).unwrap(), None);
        let place = waypost_store::Place::Journal { segment: 1, offset: starts[2] as u64 };
        assert_eq!(store.report().rot, [place]);
        // What is damaged is kept for whoever repairs the disk: compaction leaves it alone.
        let clear = |batch: &mut Batch| {
            (0..40).for_each(|number| {
                batch.delete(letter(1, number));
            })
        };
        store.commit(vec![batch(clear)]).unwrap();
        while store.compact_step(1 << 20).unwrap() != Compacted::Nothing {}
        assert!(fork.disk.files().contains_key(&path));
        // The caller has got again what was lost: the segment may go, and the damage with it.
        assert_eq!(store.report().holes, [place]);
        assert_eq!(store.forget_healed(false).unwrap(), 0, "a hole is not healed by itself");
        assert_eq!(store.forget_healed(true).unwrap(), 1);
        let more = |batch: &mut Batch| {
            batch.put(letter(2, 0), waypost_store::Owner::Node, vec![2; 30]);
        };
        store.commit(vec![batch(more)]).unwrap();
        while store.compact_step(1 << 20).unwrap() != Compacted::Nothing {}
        assert!(!fork.disk.files().contains_key(&path));
        drop(store);
        let store = fork.unlock().unwrap();
        assert_eq!(store.report().rot, []);
        assert!(store.value(&letter(2, 0)).unwrap().is_some());
    }
}

#[test]
fn a_lost_end_after_an_orderly_close_is_damage_and_not_a_torn_write() {
    let mut bench = Bench::new();
    let mut store = bench.create().unwrap();
    let mut session = Session::default();
    session.commit(&mut store, 1).unwrap();
    session.commit(&mut store, 1).unwrap();
    store.close().unwrap();
    let path = bench.dir.join("journal/00000001.wpj");
    let mut short = bench.disk.files()[&path].clone();
    short.truncate(short.len() - 10);
    bench.disk.overwrite(&path, short);
    let mut store = bench.unlock().unwrap();
    assert_ne!(store.report().rot, []);
    store
        .commit(vec![batch(|batch| {
            batch.put(note("b"), waypost_store::Owner::Node, "later");
        })])
        .unwrap();
    drop(store);
    assert!(bench.unlock().unwrap().value(&note("b")).unwrap().is_some());
}

#[test]
fn a_secret_not_found_is_uncertain_while_a_slot_is_damaged() {
    let mut bench = Bench::new();
    let mut store = bench.create().unwrap();
    store
        .commit(vec![batch(|batch| {
            batch.keep_secret(b"identity", b"long-term key");
        })])
        .unwrap();
    store.close().unwrap();
    let path = bench.dir.join("vault");
    let mut vault = bench.disk.files()[&path].clone();
    let last = vault.len() - 1;
    vault[last] ^= 1;
    bench.disk.overwrite(&path, vault);
    let mut store = bench.unlock().unwrap();
    assert!(matches!(store.secret(b"identity"), Err(Error::Rot(_))));
    store.accept_loss().unwrap();
    assert_eq!(store.secret(b"identity").unwrap(), None);
}
