//! sled's folder is deleted, cut short or damaged, after a kill and while stopped: it is set aside and built anew from
//! the journal, which the node says, and nothing is lost.

use std::path::{Path, PathBuf};
use std::sync::atomic::Ordering;
use std::time::Duration;

use rand_chacha::ChaCha20Rng;
use rand_chacha::rand_core::Rng;
use serde_json::json;

use crate::load::{Load, ask};
use crate::pair::{Pair, must_be_whole};
use crate::report::{chance, rounds, tell};

fn files(folder: &Path, found: &mut Vec<PathBuf>) {
    for entry in std::fs::read_dir(folder).into_iter().flatten() {
        let entry = entry.unwrap();
        match entry.file_type().unwrap().is_dir() {
            true => files(&entry.path(), found),
            false => found.push(entry.path()),
        }
    }
}

/// Deletes the folder, cuts every file short, or flips a byte in each.
fn damage(index: &Path, how: u64, rng: &mut ChaCha20Rng) {
    if how == 0 {
        return std::fs::remove_dir_all(index).unwrap();
    }
    let mut all = Vec::new();
    files(index, &mut all);
    for path in all {
        let mut bytes = std::fs::read(&path).unwrap();
        if bytes.is_empty() {
            continue;
        }
        let at = rng.next_u32() as usize % bytes.len();
        match how {
            1 => bytes.truncate(at),
            _ => bytes[at] ^= 1,
        }
        std::fs::write(path, bytes).unwrap();
    }
}

#[test]
fn a_lost_or_damaged_index_is_built_anew_and_said() {
    let (tries, (seed, mut rng)) = (rounds(6), chance());
    let temporary = std::env::temp_dir();
    let mut pair = Pair::new([&temporary, &temporary]);
    let load = Load::begin(pair.socket(0), pair.socket(1), pair.forms());
    let mut recovery = Vec::new();
    for turn in 0..tries {
        load.wanted.store(8, Ordering::Relaxed);
        std::thread::sleep(Duration::from_millis(200));
        match turn % 2 {
            0 => pair.nodes[1].kill(),
            _ => pair.nodes[1].stop(),
        }
        damage(&pair.nodes[1].home().join("data/index"), turn / 2 % 3, &mut rng);
        pair.start(1);
        recovery.push(pair.up(1).unwrap());
        let status = ask(&pair.socket(1), &json!({ "command": "status" })).unwrap();
        assert!(status["store"].to_string().contains("rebuilt"), "{status}");
    }
    let found = pair.judge(&load.end()).unwrap();
    tell(&format!("{tries} times the index lost or damaged (seed {seed})"), &found, &mut recovery);
    must_be_whole(&found);
}
