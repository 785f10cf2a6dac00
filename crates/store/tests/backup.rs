//! A backup is a whole store of one moment, opens with the recovery key alone, and damage is said.

#![allow(clippy::unwrap_used, clippy::panic, reason = "a failing test says so by panicking")]

mod common;

use std::sync::Arc;

use common::*;
use proptest::prelude::*;
use waypost_store::testing::{Fault, SimDisk};
use waypost_store::{Contents, Error, Store, check_backup, digest, open, restore_into};

const MADE: u64 = 1_763_823_000;

fn backup(store: &Store) -> Vec<u8> {
    let mut file = Vec::new();
    let written = store.snapshot(MADE).unwrap().write(&mut file).unwrap();
    assert_eq!(written, digest(file.as_slice()).unwrap());
    file
}

/// A new machine: an empty disk and folder.
struct Machine {
    disk: SimDisk,
    folder: tempfile::TempDir,
}

impl Machine {
    fn new() -> Self {
        Self { disk: SimDisk::new(), folder: tempfile::tempdir().unwrap() }
    }

    fn restore(&self, file: &[u8]) -> Result<Contents, Error> {
        let dir = self.folder.path().join("store");
        restore_into(&dir, file, RECOVERY, Arc::new(self.disk.clone()))
    }

    fn unlock(&self, passphrase: &[u8]) -> Result<Store, Error> {
        let dir = self.folder.path().join("store");
        let locked = open(&dir, options(), Arc::new(self.disk.clone()), rng(99))?;
        locked.unlock(passphrase).map_err(|(_, error)| error)
    }
}

#[track_caller]
fn assert_holds(store: &Store, expected: &World) {
    let found = World::of(store).unwrap();
    let keys = |world: &World| world.letters.keys().copied().collect::<Vec<_>>();
    assert_eq!(keys(&found), keys(expected));
    assert!(found == *expected, "values differ");
}

fn grown(bench: &mut Bench, batches: u64) -> (Store, World) {
    let mut store = bench.create().unwrap();
    let mut world = World::default();
    for seed in 0..batches {
        let (batch, next) = world.next(seed);
        store.commit(vec![batch]).unwrap();
        world = next;
    }
    (store, world)
}

#[test]
fn a_restored_store_holds_what_the_snapshot_saw() {
    let (store, world) = grown(&mut Bench::new(), 120);
    let file = backup(&store);
    let machine = Machine::new();
    let contents = machine.restore(&file).unwrap();
    assert_eq!((contents.store_id, contents.made_seconds), (store.id(), MADE));
    assert_holds(&machine.unlock(PASSPHRASE).unwrap(), &world);
}

/// Commits, a compaction and a new master key go on between the snapshot and its writing.
#[test]
fn what_happens_after_a_snapshot_is_not_in_it() {
    let (mut store, world) = grown(&mut Bench::new(), 200);
    let snapshot = store.snapshot(MADE).unwrap();
    let mut now = world.clone();
    for seed in 200..240 {
        let (batch, next) = now.next(seed);
        store.commit(vec![batch]).unwrap();
        now = next;
    }
    for thread in 0..THREADS {
        store
            .commit(vec![batch(|b| {
                b.erase_thread([thread; 16]);
            })])
            .unwrap();
    }
    let segments = store.report().segments;
    while store.compact_step(u64::MAX).unwrap() != waypost_store::Compacted::Nothing {}
    assert!(store.report().segments < segments, "compaction took segments away");
    store.rewrap().unwrap();
    let mut file = Vec::new();
    snapshot.write(&mut file).unwrap();
    let machine = Machine::new();
    machine.restore(&file).unwrap();
    assert_holds(&machine.unlock(PASSPHRASE).unwrap(), &world);
}

/// Another thread writes the backup while four groups are committed.
#[test]
fn a_snapshot_is_written_while_the_store_goes_on() {
    let (mut store, world) = grown(&mut Bench::new(), 60);
    let snapshot = store.snapshot(MADE).unwrap();
    let writing = std::thread::spawn(move || {
        let mut file = Vec::new();
        snapshot.write(&mut file).unwrap();
        file
    });
    let mut now = world.clone();
    for seed in 60..64 {
        let (batch, next) = now.next(seed);
        store.commit(vec![batch]).unwrap();
        now = next;
    }
    let machine = Machine::new();
    machine.restore(&writing.join().unwrap()).unwrap();
    assert_holds(&machine.unlock(PASSPHRASE).unwrap(), &world);
    assert_holds(&store, &now);
}

#[test]
fn a_conversation_erased_before_a_snapshot_cannot_be_read_from_it() {
    let (mut store, mut world) = grown(&mut Bench::new(), 40);
    store
        .commit(vec![batch(|b| {
            b.erase_thread([2; 16]);
        })])
        .unwrap();
    world.letters.retain(|(thread, _), _| *thread != 2);
    assert_holds(&store, &world);
    let machine = Machine::new();
    machine.restore(&backup(&store)).unwrap();
    let restored = machine.unlock(PASSPHRASE).unwrap();
    assert_holds(&restored, &world);
    // Its key was in one slot of the vault, which is free in the snapshot too.
    assert_eq!(restored.report().vault_slots_used, store.report().vault_slots_used);
}

#[test]
fn only_the_recovery_key_of_its_day_opens_a_backup() {
    let (mut store, _) = grown(&mut Bench::new(), 3);
    let before = backup(&store);
    store.change_recovery_key([8; 32]).unwrap();
    let after = backup(&store);
    assert!(check_backup(before.as_slice(), RECOVERY).is_ok());
    assert!(matches!(check_backup(after.as_slice(), RECOVERY), Err(Error::WrongRecoveryKey)));
    assert!(check_backup(after.as_slice(), [8; 32]).is_ok());
    let machine = Machine::new();
    assert!(matches!(machine.restore(&after), Err(Error::WrongRecoveryKey)));
    assert!(matches!(machine.unlock(PASSPHRASE), Err(Error::NotAStore)));
}

#[test]
fn a_folder_that_holds_a_store_is_left_alone() {
    let (store, world) = grown(&mut Bench::new(), 20);
    let machine = Machine::new();
    machine.restore(&backup(&store)).unwrap();
    let files = machine.disk.files();
    assert!(matches!(machine.restore(&backup(&store)), Err(Error::AlreadyExists)));
    assert_eq!(machine.disk.files(), files);
    assert_holds(&machine.unlock(PASSPHRASE).unwrap(), &world);
}

#[test]
fn a_backup_cut_short_or_with_a_flipped_bit_is_refused_and_leaves_no_store() {
    let (store, _) = grown(&mut Bench::new(), 30);
    let file = backup(&store);
    let machine = Machine::new();
    for cut in (0..file.len()).step_by(file.len() / 40).chain([file.len() - 1]) {
        let error = machine.restore(&file[..cut]).unwrap_err();
        assert!(matches!(error, Error::NotABackup { .. }), "cut at {cut}: {error}");
        assert!(matches!(machine.unlock(PASSPHRASE), Err(Error::NotAStore)));
    }
    for at in (0..file.len()).step_by(file.len() / 60) {
        let mut bad = file.clone();
        bad[at] ^= 1 << (at % 8);
        let error = check_backup(bad.as_slice(), RECOVERY).unwrap_err();
        assert!(
            matches!(error, Error::NotABackup { .. } | Error::WrongRecoveryKey),
            "byte {at}: {error}"
        );
    }
    let longer = [file.as_slice(), b"x"].concat();
    assert!(matches!(machine.restore(&longer), Err(Error::NotABackup { .. })));
    machine.restore(&file).unwrap();
    machine.unlock(PASSPHRASE).unwrap();
}

/// The power goes at every step of a restore: afterwards there is either no store or the whole one.
#[test]
fn a_restore_cut_by_the_power_is_never_half_a_store() {
    let (store, world) = grown(&mut Bench::new(), 30);
    let file = backup(&store);
    let (mut none, mut whole) = (0, 0);
    for step in 1.. {
        let machine = Machine::new();
        machine.disk.fail_at(step, Fault::PowerCut);
        let done = machine.restore(&file).is_ok();
        machine.disk.power_on(step);
        match machine.unlock(PASSPHRASE) {
            Ok(restored) => {
                assert_holds(&restored, &world);
                whole += 1;
            }
            Err(Error::NotAStore) => {
                none += 1;
                machine.restore(&file).unwrap();
            }
            Err(error) => panic!("step {step}: {error}"),
        }
        if done {
            break;
        }
    }
    assert!(none > 5 && whole > 0, "{none} without, {whole} with a store");
}

#[test]
fn a_full_disk_stops_a_restore_and_room_lets_it_be_done_again() {
    let (store, world) = grown(&mut Bench::new(), 30);
    let file = backup(&store);
    let machine = Machine::new();
    for step in 1..8 {
        machine.disk.fail_at(step, Fault::Full);
        assert!(matches!(machine.restore(&file), Err(Error::Full)));
        machine.disk.heal();
    }
    machine.restore(&file).unwrap();
    assert_holds(&machine.unlock(PASSPHRASE).unwrap(), &world);
}

/// Bytes of a partner's or a thief's choice, sealed to the right key: refused by what is in them.
fn sealed(inside: &[u8]) -> Vec<u8> {
    let secret = x25519_dalek::StaticSecret::from(RECOVERY);
    let public = x25519_dalek::PublicKey::from(&secret);
    let text =
        bech32::encode::<bech32::Bech32>(bech32::Hrp::parse_unchecked("age"), public.as_bytes());
    age::encrypt(&text.unwrap().parse::<age::x25519::Recipient>().unwrap(), inside).unwrap()
}

fn head(version: u32) -> Vec<u8> {
    [b"WPBACKUP".as_slice(), &version.to_be_bytes(), &[4; 16], &[0; 8]].concat()
}

fn entry(name: &str, bytes: &[u8]) -> Vec<u8> {
    let length = (bytes.len() as u64).to_be_bytes();
    [&[name.len() as u8], name.as_bytes(), &length, bytes].concat()
}

#[test]
fn a_backup_of_a_later_version_is_refused_by_its_number() {
    let newer = sealed(&head(2));
    let error = check_backup(newer.as_slice(), RECOVERY).unwrap_err();
    assert!(matches!(error, Error::NewerBackup { found: 2, expected: 1 }), "{error}");
}

#[test]
fn no_name_in_a_backup_leads_out_of_the_folder() {
    for name in
        ["../FORMAT", "journal/../vault", "journal/1.wpj", "/etc/passwd", "LOCK", "journal/"]
    {
        let file =
            sealed(&[head(1), entry("FORMAT", b"waypost-store 1\n"), entry(name, b"x")].concat());
        let error = check_backup(file.as_slice(), RECOVERY).unwrap_err();
        assert!(matches!(error, Error::NotABackup { .. }), "{name}: {error}");
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 64, ..ProptestConfig::default() })]

    #[test]
    fn any_bytes_are_refused_without_panic(bytes in proptest::collection::vec(any::<u8>(), 0..400)) {
        prop_assert!(check_backup(bytes.as_slice(), RECOVERY).is_err());
        prop_assert!(check_backup(sealed(&bytes).as_slice(), RECOVERY).is_err());
        let begun = [head(1), entry("FORMAT", b"waypost-store 1\n"), bytes].concat();
        prop_assert!(check_backup(sealed(&begun).as_slice(), RECOVERY).is_err());
    }
}
