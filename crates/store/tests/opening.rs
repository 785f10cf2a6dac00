//! Opening: who may, what is refused, what a lost index costs. On the real disk.

#![allow(clippy::unwrap_used, clippy::panic, reason = "a failing test says so by panicking")]

mod common;

use std::fs;
use std::path::Path;
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};

use common::*;
use sha2::{Digest, Sha256};
use waypost_store::testing::SimDisk;
use waypost_store::{
    Error, Hardness, Locked, Options, Owner, Place, RealDisk, Store, Why, create, format_of, open,
    repair_format,
};

fn make(dir: &Path) -> Result<Store, Error> {
    create(dir, PASSPHRASE, RECOVERY, options(), Arc::new(RealDisk), rng(1))
}

fn take(dir: &Path) -> Result<Locked, Error> {
    open(dir, options(), Arc::new(RealDisk), rng(2))
}

fn unlock(dir: &Path) -> Result<Store, Error> {
    take(dir)?.unlock(PASSPHRASE).map_err(|(_, error)| error)
}

fn filled(dir: &Path) -> World {
    let mut store = make(dir).unwrap();
    let mut world = World::default();
    for seed in 0..200 {
        let (batch, next) = world.next(seed);
        store.commit(vec![batch]).unwrap();
        world = next;
    }
    store.close().unwrap();
    world
}

#[test]
fn a_wrong_passphrase_opens_nothing_and_may_be_corrected() {
    let tmp = tempfile::tempdir().unwrap();
    let dir = tmp.path().join("store");
    make(&dir).unwrap().close().unwrap();
    let (locked, error) = take(&dir).unwrap().unlock(b"wrong").err().unwrap();
    assert!(matches!(error, Error::WrongPassphrase));
    assert!(locked.unlock(PASSPHRASE).is_ok());
}

#[test]
fn a_folder_in_use_is_refused_until_it_is_free() {
    let tmp = tempfile::tempdir().unwrap();
    let dir = tmp.path().join("store");
    let store = make(&dir).unwrap();
    assert!(matches!(take(&dir), Err(Error::InUse)));
    let locked = store.lock();
    assert!(matches!(take(&dir), Err(Error::InUse)), "a locked store keeps its folder");
    drop(locked);
    assert!(take(&dir).is_ok());
}

#[test]
fn what_is_not_a_store_or_a_newer_one_is_named() {
    let tmp = tempfile::tempdir().unwrap();
    let dir = tmp.path().join("store");
    assert!(matches!(take(&dir), Err(Error::NotAStore)));
    make(&dir).unwrap().close().unwrap();
    assert!(matches!(make(&dir), Err(Error::AlreadyExists)));
    fs::write(dir.join("FORMAT"), "waypost-store 3\n").unwrap();
    assert!(matches!(take(&dir), Err(Error::NewerFormat { found: 3, expected: 2 })));
}

/// A vault is beside it: this must never be taken for a place where a new node can be made.
#[test]
fn a_damaged_format_line_is_damage_and_no_empty_place() {
    let tmp = tempfile::tempdir().unwrap();
    let dir = tmp.path().join("store");
    make(&dir).unwrap().close().unwrap();
    let format = dir.join("FORMAT");
    let damaged = Place::Format;
    for line in
        ["waypost-store 0\n", "something else", "", "waypost-store r\n", "waypast-stare 2\n"]
    {
        fs::write(&format, line).unwrap();
        assert!(matches!(take(&dir), Err(Error::Rot(place)) if place == damaged), "{line:?}");
        let looked = format_of(&dir, &RealDisk);
        assert!(matches!(looked, Err(Error::Rot(place)) if place == damaged), "{line:?}");
        assert!(matches!(make(&dir), Err(Error::AlreadyExists)), "{line:?}");
        repair_format(&dir, &RealDisk).unwrap();
        unlock(&dir).unwrap().close().unwrap();
    }
    fs::remove_file(&format).unwrap();
    assert!(matches!(take(&dir), Err(Error::Rot(Place::Format))));
    fs::write(dir.join("journal/00000001.wpj"), "not of this store").unwrap();
    assert!(matches!(repair_format(&dir, &RealDisk), Err(Error::Rot(Place::Format))));
    assert!(!format.exists(), "nothing was changed");
}

#[test]
fn one_altered_byte_beside_the_number_is_mended_by_itself() {
    let tmp = tempfile::tempdir().unwrap();
    let dir = tmp.path().join("store");
    make(&dir).unwrap().close().unwrap();
    let whole = fs::read(dir.join("FORMAT")).unwrap();
    let number = whole.len() - 2;
    for at in (0..whole.len()).filter(|at| *at != number) {
        let mut line = whole.clone();
        line[at] ^= 4;
        fs::write(dir.join("FORMAT"), line).unwrap();
        unlock(&dir).unwrap().close().unwrap();
        assert_eq!(fs::read(dir.join("FORMAT")).unwrap(), whole, "byte {at}");
    }
    fs::write(dir.join("FORMAT"), "waypost-store 9\n").unwrap();
    assert!(matches!(repair_format(&dir, &RealDisk), Err(Error::NewerFormat { found: 9, .. })));
}

#[test]
fn an_option_out_of_range_is_named() {
    let tmp = tempfile::tempdir().unwrap();
    let options = Options { hardness: Hardness { memory_kib: 1, passes: 1 }, ..options() };
    let refused =
        create(&tmp.path().join("s"), PASSPHRASE, RECOVERY, options, Arc::new(RealDisk), rng(1));
    assert!(matches!(refused, Err(Error::OptionOutOfRange { found: 1, min: 8, .. })));
}

#[cfg(unix)]
#[test]
fn only_the_owner_may_look() {
    use std::os::unix::fs::PermissionsExt;
    let tmp = tempfile::tempdir().unwrap();
    let dir = tmp.path().join("store");
    make(&dir).unwrap().close().unwrap();
    let mode = |name: &str| fs::metadata(dir.join(name)).unwrap().permissions().mode() & 0o777;
    assert_eq!([mode(""), mode("journal"), mode("spool")], [0o700; 3]);
    assert_eq!(
        [mode("vault"), mode("FORMAT"), mode("LOCK"), mode("journal/00000001.wpj")],
        [0o600; 4]
    );
}

#[test]
fn frames_that_arrive_while_locked_are_read_after_unlocking_oldest_first() {
    let tmp = tempfile::tempdir().unwrap();
    let dir = tmp.path().join("store");
    let mut locked = make(&dir).unwrap().lock();
    for frame in [b"first".as_slice(), b"second", b""] {
        locked.spool(frame).unwrap();
    }
    drop(locked);
    let mut store = unlock(&dir).unwrap();
    let ids = store.spooled().to_vec();
    let frames: Vec<_> = ids.iter().map(|id| store.spooled_frame(*id).unwrap().to_vec()).collect();
    assert_eq!(frames, [b"first".to_vec(), b"second".to_vec(), b"".to_vec()]);
    store.remove_spooled(ids[0]).unwrap();
    drop(store);
    let locked = take(&dir).unwrap();
    assert_eq!(locked.spooled(), 2);
    let name = dir.join("spool/00000002.age");
    let mut bytes = fs::read(&name).unwrap();
    *bytes.last_mut().unwrap() ^= 1;
    fs::write(name, bytes).unwrap();
    let store = locked.unlock(PASSPHRASE).map_err(|(_, error)| error).unwrap();
    assert!(matches!(store.spooled_frame(ids[1]), Err(Error::Rot(_))));
    assert!(store.spooled_frame(ids[2]).is_ok());
}

#[test]
fn a_deleted_index_is_built_anew() {
    let tmp = tempfile::tempdir().unwrap();
    let dir = tmp.path().join("store");
    let world = filled(&dir);
    fs::remove_dir_all(dir.join("index")).unwrap();
    let store = unlock(&dir).unwrap();
    assert_eq!(store.report().rebuilt, Some(Why::Altered));
    assert_eq!(World::of(&store).unwrap(), world);
}

#[test]
fn an_index_deleted_under_a_running_store_costs_nothing_in_the_end() {
    let tmp = tempfile::tempdir().unwrap();
    let dir = tmp.path().join("store");
    let world = filled(&dir);
    let store = unlock(&dir).unwrap();
    fs::remove_dir_all(dir.join("index")).unwrap();
    drop(store);
    assert_eq!(World::of(&unlock(&dir).unwrap()).unwrap(), world);
}

#[test]
fn a_cut_or_altered_index_is_set_aside_and_built_anew() {
    let tmp = tempfile::tempdir().unwrap();
    let dir = tmp.path().join("store");
    let world = filled(&dir);
    for round in 0..24_usize {
        let files: Vec<_> =
            fs::read_dir(dir.join("index")).unwrap().map(|entry| entry.unwrap().path()).collect();
        let path = files.iter().filter(|path| path.is_file()).nth(round % 2).unwrap();
        let mut bytes = fs::read(path).unwrap();
        let length = bytes.len();
        match round % 3 {
            0 => bytes.truncate(length * round / 24),
            _ => bytes[length * round / 24] ^= 1 << (round % 8),
        }
        fs::write(path, bytes).unwrap();
        let store = unlock(&dir).unwrap();
        assert_eq!(store.report().rebuilt, Some(Why::Altered), "round {round}");
        assert_eq!(World::of(&store).unwrap(), world, "round {round}");
        store.close().unwrap();
        let asides = fs::read_dir(&dir).unwrap().filter(|entry| {
            entry.as_ref().unwrap().file_name().to_string_lossy().starts_with("index.aside")
        });
        assert_eq!(asides.count(), 1, "kept for study, and bounded");
    }
}

#[test]
fn building_the_index_tells_how_far_it_is() {
    let tmp = tempfile::tempdir().unwrap();
    let dir = tmp.path().join("store");
    let mut store = make(&dir).unwrap();
    for number in 0..12 {
        let put = batch(|batch| {
            batch.put(letter(1, number), Owner::Node, vec![0; 1 << 20]);
        });
        store.commit(vec![put]).unwrap();
    }
    drop(store);
    let told = Arc::new(AtomicU64::new(0));
    let seen = told.clone();
    let on_progress: waypost_store::OnProgress = Arc::new(move |progress| {
        assert!(progress.bytes_done <= progress.bytes_total);
        seen.fetch_add(1, Ordering::Relaxed);
    });
    let options = Options { on_progress: Some(on_progress), ..options() };
    let locked = open(&dir, options, Arc::new(RealDisk), rng(3)).unwrap();
    assert!(locked.unlock(PASSPHRASE).is_ok());
    assert!(told.load(Ordering::Relaxed) >= 2);
}

#[test]
fn a_folder_of_format_one_is_brought_forward_whole_whenever_the_power_fails() {
    let mut bench = Bench::new();
    let mut store = bench.create().unwrap();
    let mut world = World::default();
    for seed in 0..20 {
        let (batch, next) = world.next(seed);
        store.commit(vec![batch]).unwrap();
        world = next;
    }
    store.close().unwrap();
    write(&bench.disk, &bench.dir.join("FORMAT"), b"waypost-store 1\n");
    let mut cuts = 0;
    for step in 1.. {
        let mut forked = bench.fork();
        forked.disk.fail_at(step, waypost_store::testing::Fault::PowerCut);
        let opened = forked.unlock();
        let whole = opened.is_ok() && forked.disk.fault_pending();
        drop(opened);
        forked.disk.power_on(step);
        let store = forked.unlock().unwrap();
        assert_eq!(World::of(&store).unwrap(), world, "cut at step {step}");
        drop(store);
        assert_eq!(forked.disk.files()[&forked.dir.join("FORMAT")], b"waypost-store 2\n");
        cuts = step;
        if whole {
            break;
        }
    }
    assert!(cuts > 4, "the line, its flush, its name and the folder's flush were all cut: {cuts}");
    let found = waypost_store::format_of(&bench.dir, &bench.disk).unwrap();
    assert_eq!((found.found, found.current), (1, 2), "looking changes nothing");
    let store = bench.unlock().unwrap();
    assert_eq!(store.report().brought_from, Some(1));
    drop(store);
    assert_eq!(bench.unlock().unwrap().report().brought_from, None, "once");
}

fn write(disk: &SimDisk, path: &Path, bytes: &[u8]) {
    use waypost_store::Disk;
    let file = disk.open(path).unwrap();
    file.set_len(0).unwrap();
    file.write_at(bytes, 0).unwrap();
    file.sync().unwrap();
}

/// The bytes of the files, the same in formats 1 and 2, from fixed randomness. If this fails the format has changed: that needs a new version,
/// a migration, and new values here.
#[test]
fn the_bytes_of_the_format_are_fixed() {
    let tmp = tempfile::tempdir().unwrap();
    let dir = tmp.path().join("store");
    let disk = SimDisk::new();
    let mut store =
        create(&dir, PASSPHRASE, RECOVERY, options(), Arc::new(disk.clone()), rng(1)).unwrap();
    let fill = |batch: &mut waypost_store::Batch| {
        batch.put(note("a note"), Owner::Node, "its text").put(
            letter(1, 2),
            Owner::Thread([3; 16]),
            "a letter",
        );
        batch.delete(letter(1, 1)).keep_secret(b"name", b"secret");
    };
    store
        .commit(vec![
            batch(fill),
            batch(|batch| {
                batch.erase_thread([3; 16]).forget_secret(b"name");
            }),
        ])
        .unwrap();
    let digest = |name: &str| {
        let digest = Sha256::digest(&disk.files()[&dir.join(name)]);
        digest[..8].iter().map(|byte| format!("{byte:02x}")).collect::<String>()
    };
    assert_eq!(disk.files()[&dir.join("FORMAT")], b"waypost-store 2\n");
    assert_eq!(digest("journal/00000001.wpj"), "a27753a90d7619f4");
    assert_eq!(digest("vault"), "c977d6bdb39055f2");
}
