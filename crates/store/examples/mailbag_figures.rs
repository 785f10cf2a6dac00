//! Prints figures of the mailbag on the real disk: deposits with their flush, memory, opening. Not a test.
//! Run with `cargo run --release -p waypost-store --example mailbag_figures [folder]`.

use std::path::PathBuf;
use std::sync::Arc;
use std::time::Instant;

use rand_chacha::ChaCha20Rng;
use rand_chacha::rand_core::SeedableRng;
use waypost_store::mailbag::{FrameHash, Inbox, Mailbag, Settings, Terms};
use waypost_store::{Compacted, Error, RealDisk};

const FRAMES: u64 = 100_000;
const FRAME_BYTES: usize = 4096;
const INBOXES: u64 = 200;
const UNTIL: u32 = 100_000;

fn inbox(n: u64) -> Inbox {
    let mut inbox = [1; 32];
    inbox[..8].copy_from_slice(&(n % INBOXES).to_be_bytes());
    inbox
}

fn name(n: u64) -> FrameHash {
    let mut name = [2; 16];
    name[..8].copy_from_slice(&n.to_be_bytes());
    name
}

/// Memory in use, KiB, where the system tells (Linux).
fn resident_kib() -> u64 {
    let status = std::fs::read_to_string("/proc/self/status").unwrap_or_default();
    let line = status.lines().find_map(|line| line.strip_prefix("VmRSS:")).unwrap_or_default();
    line.trim().trim_end_matches(" kB").trim().parse().unwrap_or_default()
}

fn open(dir: &std::path::Path) -> Result<Mailbag, Error> {
    let mut chance = ChaCha20Rng::seed_from_u64(1);
    Mailbag::open(dir, Settings::default(), Arc::new(RealDisk), &mut chance)
}

/// Deposits `frames` in groups of `size`; prints how many a second.
fn deposit(bag: &mut Mailbag, frames: std::ops::Range<u64>, size: u64) -> Result<(), Error> {
    let (began, count) = (Instant::now(), frames.end - frames.start);
    let frame = vec![7; FRAME_BYTES];
    for first in frames.clone().step_by(size as usize) {
        let mut group = bag.group();
        for n in first..(first + size).min(frames.end) {
            group.keep(&inbox(n), name(n), UNTIL, &frame)?;
        }
        let staged = group.finish();
        bag.commit(staged)?;
    }
    println!("{:.0} deposits/s in groups of {size}", count as f64 / began.elapsed().as_secs_f64());
    Ok(())
}

fn main() -> Result<(), Error> {
    let folder = std::env::args().nth(1).map_or_else(std::env::temp_dir, PathBuf::from);
    let dir = folder.join(format!("waypost-mailbag-figures-{}", std::process::id()));
    let before = resident_kib();
    let mut bag = open(&dir)?;
    let mut group = bag.group();
    for n in 0..INBOXES {
        let terms = Terms {
            grant: [3; 16],
            token_hash: [4; 32],
            until_day: UNTIL,
            frames_max: FRAMES as u32,
            bytes_max: 1 << 40,
        };
        group.open(&inbox(n), terms);
    }
    let staged = group.finish();
    bag.commit(staged)?;
    deposit(&mut bag, 0..2_000, 1)?;
    deposit(&mut bag, 2_000..FRAMES, 64)?;
    let waiting = bag.totals();
    println!("{} frames of {} MB wait", waiting.frames, waiting.bytes / 1_000_000);
    println!("memory while depositing: {} KiB", resident_kib() - before);
    drop(bag);
    let began = Instant::now();
    let mut bag = open(&dir)?;
    println!("opened in {:.2?}; memory {} KiB", began.elapsed(), resident_kib() - before);

    let began = Instant::now();
    for n in (0..FRAMES).step_by(10) {
        bag.frame(&inbox(n), &name(n))?;
    }
    println!("fetched in {:.1?} each", began.elapsed() / (FRAMES / 10) as u32);
    // All but every tenth goes, as owners do: a page at a time.
    let began = Instant::now();
    for owner in 0..INBOXES {
        let mut names: Vec<_> = (owner..FRAMES).step_by(INBOXES as usize).map(name).collect();
        names.truncate(names.len() * 9 / 10);
        for page in names.chunks(256) {
            let mut group = bag.group();
            group.erase(&inbox(owner), page);
            let staged = group.finish();
            bag.commit(staged)?;
        }
    }
    println!("erased in {:.1?} each", began.elapsed() / (FRAMES * 9 / 10) as u32);
    let (began, mut steps) = (Instant::now(), 0);
    while bag.compact_step(1 << 20)? != Compacted::Nothing {
        steps += 1;
    }
    println!("compacted in {steps} steps of {:.1?}", began.elapsed() / steps.max(1));
    let figures = bag.figures();
    println!("{} MB on the disk for {} MB", figures.disk_bytes >> 20, figures.totals.bytes >> 20);
    // What is left of this run is in the way of nobody.
    let _ = std::fs::remove_dir_all(&dir);
    Ok(())
}
