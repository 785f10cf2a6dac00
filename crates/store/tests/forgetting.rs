//! What is at rest says nothing, and what is forgotten stays forgotten.

#![allow(clippy::unwrap_used, clippy::panic, reason = "a failing test says so by panicking")]

mod common;

use common::*;
use waypost_store::testing::{Fault, SimDisk};
use waypost_store::{Error, Owner};

const SLOTS_AT: usize = 8192;
const SLOT_BYTES: usize = 256;

fn vault(bench: &Bench) -> Vec<u8> {
    bench.disk.files()[&bench.dir.join("vault")].clone()
}

/// The slots of `after` that differ from `before`.
fn changed_slots(before: &[u8], after: &[u8]) -> Vec<Vec<u8>> {
    let slots =
        |bytes: &[u8]| bytes[SLOTS_AT..].chunks(SLOT_BYTES).map(<[u8]>::to_vec).collect::<Vec<_>>();
    let (before, after) = (slots(before), slots(after));
    after
        .into_iter()
        .enumerate()
        .filter(|(n, slot)| before.get(*n) != Some(slot))
        .map(|(_, slot)| slot)
        .collect()
}

fn contains(bytes: &[u8], wanted: &[u8]) -> bool {
    bytes.windows(wanted.len()).any(|window| window == wanted)
}

fn on_disk(disk: &SimDisk, wanted: &[u8]) -> bool {
    disk.remains().iter().any(|file| contains(file, wanted))
}

#[test]
fn a_forgotten_secret_is_gone_from_every_file() {
    let mut bench = Bench::new();
    let mut store = bench.create().unwrap();
    let before = vault(&bench);
    store
        .commit(vec![batch(|batch| {
            batch.keep_secret(b"prekey 1", &[9; 32]);
        })])
        .unwrap();
    let kept = changed_slots(&before, &vault(&bench));
    assert_eq!(kept.len(), 1);
    assert!(on_disk(&bench.disk, &kept[0]), "the search would find it");
    store
        .commit(vec![batch(|batch| {
            batch.forget_secret(b"prekey 1");
        })])
        .unwrap();
    assert_eq!(store.secret(b"prekey 1").unwrap(), None);
    assert!(!on_disk(&bench.disk, &kept[0]));
}

#[test]
fn a_replaced_secret_is_gone_too() {
    let mut bench = Bench::new();
    let mut store = bench.create().unwrap();
    let before = vault(&bench);
    store
        .commit(vec![batch(|batch| {
            batch.keep_secret(b"chain", b"first");
        })])
        .unwrap();
    let first = changed_slots(&before, &vault(&bench));
    store
        .commit(vec![batch(|batch| {
            batch.keep_secret(b"chain", b"second");
        })])
        .unwrap();
    assert_eq!(store.secret(b"chain").unwrap().unwrap().as_slice(), b"second");
    assert!(!on_disk(&bench.disk, &first[0]));
}

#[test]
fn an_erased_conversation_cannot_be_read_even_from_an_old_journal() {
    let mut bench = Bench::new();
    let mut store = bench.create().unwrap();
    let put = |thread: u8| {
        batch(|batch| {
            batch.put(letter(thread, 1), Owner::Thread([thread; 16]), "a story");
        })
    };
    store.commit(vec![put(1), put(2)]).unwrap();
    let (old_files, old_vault) = (bench.disk.files(), vault(&bench));
    store
        .commit(vec![batch(|batch| {
            batch.erase_thread([1; 16]);
        })])
        .unwrap();
    assert_eq!(store.value(&letter(1, 1)).unwrap(), None);
    assert_eq!(store.rows(LETTERS, &[1; 16]).unwrap().count(), 0);
    // One slot was overwritten, and what it held is nowhere.
    let overwritten = changed_slots(&vault(&bench), &old_vault);
    assert_eq!(overwritten.len(), 1);
    assert!(!on_disk(&bench.disk, &overwritten[0]));
    drop(store);
    // The journal from before the erasure, put back under today's vault, with the passphrase.
    let journal = bench.dir.join("journal/00000001.wpj");
    bench.disk.overwrite(&journal, old_files[&journal].clone());
    let store = bench.unlock().unwrap();
    assert_eq!(store.value(&letter(1, 1)).unwrap(), None);
    assert_eq!(store.rows(LETTERS, &[1; 16]).unwrap().count(), 0);
    assert!(store.value(&letter(2, 1)).unwrap().is_some(), "other conversations are untouched");
}

#[test]
fn a_conversation_may_begin_again_after_its_erasure() {
    let mut bench = Bench::new();
    let mut store = bench.create().unwrap();
    let put = |value: &str| {
        batch(|batch| {
            batch.put(letter(1, 1), Owner::Thread([1; 16]), value);
        })
    };
    store.commit(vec![put("old")]).unwrap();
    let anew = batch(|batch| {
        batch.erase_thread([1; 16]).put(letter(1, 2), Owner::Thread([1; 16]), "new");
    });
    store.commit(vec![anew]).unwrap();
    drop(store);
    let store = bench.unlock().unwrap();
    assert_eq!(store.value(&letter(1, 1)).unwrap(), None);
    assert_eq!(store.value(&letter(1, 2)).unwrap().unwrap().as_slice(), b"new");
}

/// A letter of conversation 1 written anew after the key of its older form was destroyed, in one batch.
fn rewritten() -> waypost_store::Batch {
    batch(|batch| {
        batch.put(letter(1, 2), Owner::Thread([1; 16]), "written before the erasure");
        batch.erase_thread([1; 16]);
        batch.put(letter(1, 1), Owner::Thread([1; 16]), "what is kept");
    })
}

#[test]
fn what_was_written_anew_in_the_batch_of_an_erasure_is_erased_by_the_next_one() {
    let mut bench = Bench::new();
    let mut store = bench.create().unwrap();
    let put = |number, value: &str| {
        batch(|batch| {
            batch.put(letter(1, number), Owner::Thread([1; 16]), value);
        })
    };
    store.commit(vec![put(1, "the whole story")]).unwrap();
    let before = vault(&bench);
    store.commit(vec![rewritten()]).unwrap();
    assert_eq!(changed_slots(&vault(&bench), &before).len(), 1, "the old key is overwritten");
    assert_eq!(store.value(&letter(1, 1)).unwrap().unwrap().as_slice(), b"what is kept");
    assert_eq!(store.value(&letter(1, 2)).unwrap(), None);
    // One key holds all that is written from now on: nothing escapes the next erasure.
    let with_fresh = vault(&bench);
    store.commit(vec![put(3, "later")]).unwrap();
    let erase = batch(|batch| {
        batch.erase_thread([1; 16]);
    });
    store.commit(vec![erase]).unwrap();
    assert_eq!(changed_slots(&vault(&bench), &with_fresh).len(), 1);
    assert_eq!(store.rows(LETTERS, &[1; 16]).unwrap().count(), 0);
    drop(store);
    let store = bench.unlock().unwrap();
    assert_eq!(store.rows(LETTERS, &[1; 16]).unwrap().count(), 0, "nor by an index built anew");
}

#[test]
fn a_power_cut_leaves_the_whole_story_or_what_was_kept_of_it_and_never_both_keys() {
    let mut seen = [0; 2];
    for step in 1..12 {
        for seed in 0..4 {
            let mut bench = Bench::new();
            let mut store = bench.create().unwrap();
            let story = batch(|batch| {
                batch.put(letter(1, 1), Owner::Thread([1; 16]), "the whole story");
                batch.put(letter(1, 2), Owner::Thread([1; 16]), "more of it");
            });
            store.commit(vec![story]).unwrap();
            let before = vault(&bench);
            bench.disk.fail_at(step, Fault::PowerCut);
            let done = store.commit(vec![rewritten()]).is_ok();
            drop(store);
            bench.disk.heal();
            bench.disk.power_on(seed);
            let mut store = bench.unlock().unwrap();
            let first = store.value(&letter(1, 1)).unwrap().unwrap();
            let second = store.value(&letter(1, 2)).unwrap();
            match first.as_slice() {
                b"the whole story" => {
                    seen[0] += 1;
                    assert!(!done && second.is_some(), "step {step}, seed {seed}");
                }
                b"what is kept" => {
                    seen[1] += 1;
                    assert_eq!(second, None, "step {step}, seed {seed}");
                    let overwritten = changed_slots(&vault(&bench), &before);
                    assert!(overwritten.iter().all(|slot| !on_disk(&bench.disk, slot)));
                }
                _ => panic!("step {step}, seed {seed}: half written"),
            }
            let erase = batch(|batch| {
                batch.erase_thread([1; 16]);
            });
            store.commit(vec![erase]).unwrap();
            assert_eq!(store.rows(LETTERS, &[1; 16]).unwrap().count(), 0);
        }
    }
    assert!(seen[0] > 3 && seen[1] > 3, "both outcomes were met: {seen:?}");
}

#[test]
fn after_a_fresh_master_key_an_old_copy_of_a_slot_is_useless() {
    let mut bench = Bench::new();
    let mut store = bench.create().unwrap();
    let before = vault(&bench);
    store
        .commit(vec![batch(|batch| {
            batch.keep_secret(b"prekey", b"to be forgotten");
        })])
        .unwrap();
    let with_secret = vault(&bench);
    let journal = bench.dir.join("journal/00000001.wpj");
    let old_journal = bench.disk.files()[&journal].clone();
    store
        .commit(vec![batch(|batch| {
            batch.forget_secret(b"prekey");
        })])
        .unwrap();
    drop(store);
    let slot = (SLOTS_AT..with_secret.len())
        .step_by(SLOT_BYTES)
        .find(|at| before.get(*at..at + SLOT_BYTES) != with_secret.get(*at..at + SLOT_BYTES))
        .unwrap();
    let put_back = |bench: &Bench| {
        let mut today = vault(bench);
        today[slot..slot + SLOT_BYTES].copy_from_slice(&with_secret[slot..slot + SLOT_BYTES]);
        bench.disk.overwrite(&bench.dir.join("vault"), today);
        bench.disk.overwrite(&journal, old_journal.clone());
    };
    // Before: the old block and the old journal, put back, are read again by whoever has the passphrase.
    let mut same_key = bench.fork();
    put_back(&same_key);
    assert!(same_key.unlock().unwrap().secret(b"prekey").unwrap().is_some());
    // After: the same does not open, and is named as damage.
    let mut store = bench.unlock().unwrap();
    store.rewrap().unwrap();
    drop(store);
    put_back(&bench);
    let store = bench.unlock().unwrap();
    assert!(matches!(store.secret(b"prekey"), Err(Error::Rot(_))));
    // Both copies of the old header are wiped: with them the old master key is gone.
    assert!(!on_disk(&bench.disk, &with_secret[156..316]));
    assert!(on_disk(&bench.disk, &vault(&bench)[156..316]));
}

#[test]
fn a_fresh_master_key_that_finds_no_room_changes_nothing() {
    let mut bench = Bench::new();
    let mut store = bench.create().unwrap();
    store
        .commit(vec![batch(|batch| {
            batch.keep_secret(b"a", b"1");
        })])
        .unwrap();
    // The new file's creation, its header, its slots.
    for step in 1..4 {
        bench.disk.fail_at(step, Fault::Full);
        assert!(matches!(store.rewrap(), Err(Error::Full)), "step {step}");
        assert_eq!(store.secret(b"a").unwrap().unwrap().as_slice(), b"1");
    }
    store.rewrap().unwrap();
    drop(store);
    assert!(bench.unlock().unwrap().secret(b"a").unwrap().is_some());
}

#[test]
fn an_old_passphrase_opens_nothing() {
    let mut bench = Bench::new();
    let mut store = bench.create().unwrap();
    store
        .commit(vec![batch(|batch| {
            batch.keep_secret(b"a", b"1");
        })])
        .unwrap();
    store.change_passphrase(b"another").unwrap();
    store.change_recovery_key([8; 32]).unwrap();
    assert_eq!(store.secret(b"a").unwrap().unwrap().as_slice(), b"1");
    let (locked, error) = store.lock().unlock(PASSPHRASE).err().unwrap();
    assert!(matches!(error, Error::WrongPassphrase));
    let (locked, error) = locked.unlock_with_recovery(RECOVERY).err().unwrap();
    assert!(matches!(error, Error::WrongRecoveryKey));
    let store = locked.unlock(b"another").map_err(|(_, error)| error).unwrap();
    let store = store.lock().unlock_with_recovery([8; 32]).map_err(|(_, error)| error).unwrap();
    assert_eq!(store.secret(b"a").unwrap().unwrap().as_slice(), b"1");
}

#[test]
fn nothing_at_rest_can_be_read() {
    let mut bench = Bench::new();
    let mut store = bench.create().unwrap();
    let mut world = World::default();
    for seed in 0..30 {
        let (batch, next) = world.next(seed);
        store.commit(vec![batch]).unwrap();
        world = next;
    }
    let mut locked = store.lock();
    locked.spool(b"marker frame").unwrap();
    let mut files: Vec<_> = bench.disk.remains();
    collect(&bench.dir, &mut files);
    assert!(files.len() > 5 && files.iter().any(|file| contains(file, b"WPR1")));
    for (n, file) in files.iter().enumerate() {
        for secret in
            [b"marker".as_slice(), b"letter", b"note", b"secret", PASSPHRASE, &RECOVERY, &[1; 16]]
        {
            assert!(
                !contains(file, secret),
                "file {n} holds {:?}",
                String::from_utf8_lossy(secret)
            );
        }
    }
}

fn collect(folder: &std::path::Path, files: &mut Vec<Vec<u8>>) {
    for entry in std::fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        match path.is_dir() {
            true => collect(&path, files),
            false => files.push(std::fs::read(path).unwrap()),
        }
    }
}
