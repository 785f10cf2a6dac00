//! Prints figures of the store on the real disk: commits, opening, building the index anew, a backup. Not a test.
//! Run with `cargo run --release -p waypost-store --example figures [folder]`.

use std::fs::File;
use std::io::BufWriter;
use std::path::PathBuf;
use std::sync::Arc;
use std::time::{Duration, Instant};

use rand_chacha::ChaCha20Rng;
use rand_chacha::rand_core::SeedableRng;
use waypost_store::{
    Batch, Error, Key, Options, Owner, RealDisk, Store, Table, check_backup, create, digest, open,
};

const ROWS: u64 = 100_000;
const VALUE_BYTES: usize = 2500;

fn thread_of(row: u64) -> [u8; 16] {
    let mut id = [0; 16];
    id[..8].copy_from_slice(&row.to_be_bytes());
    id
}

fn batch(row: u64, thread: u64) -> Batch {
    let mut batch = Batch::new();
    batch.put(
        Key::numbered(Table(1), thread_of(thread), row),
        Owner::Thread(thread_of(thread)),
        vec![7; VALUE_BYTES],
    );
    batch
}

/// Processor time used so far, where the system tells (Linux: ticks of 10 ms).
fn cpu() -> Duration {
    let stat = std::fs::read_to_string("/proc/self/stat").unwrap_or_default();
    let after_name = stat.rsplit(')').next().unwrap_or_default();
    let ticks = after_name
        .split_whitespace()
        .skip(11)
        .take(2)
        .filter_map(|field| field.parse::<u64>().ok());
    Duration::from_millis(ticks.sum::<u64>() * 10)
}

/// Runs `work` and prints what one of its `times` took.
fn measure<T>(what: &str, times: u64, work: impl FnOnce() -> Result<T, Error>) -> Result<T, Error> {
    let (started, used) = (Instant::now(), cpu());
    let done = work()?;
    let (wall, used) = (started.elapsed() / times as u32, (cpu() - used) / times as u32);
    println!("{what}: {wall:.2?}, of it processor {used:.2?}");
    Ok(done)
}

fn lost(_: std::io::Error) -> Error {
    Error::NotABackup { found: "a file that could not be used" }
}

fn mega(bytes: u64) -> u64 {
    bytes / 1_000_000
}

fn held(store: &Store) -> u64 {
    let report = store.report();
    report.journal_bytes + report.vault_bytes
}

fn main() -> Result<(), Error> {
    let folder = std::env::args().nth(1).map_or_else(std::env::temp_dir, PathBuf::from);
    let dir = folder.join(format!("waypost-store-figures-{}", std::process::id()));
    let rng = || ChaCha20Rng::seed_from_u64(1);
    let mut store =
        create(&dir, b"passphrase", [1; 32], Options::default(), Arc::new(RealDisk), rng())?;
    measure("one batch a commit", 500, || {
        (0..500).try_for_each(|row| store.commit(vec![batch(row, 0)]))
    })?;
    let groups = ROWS / 32;
    // Every row a conversation of its own: the dearest case.
    let group_of =
        |group: u64| (0..32).map(|n| batch(1000 + group * 32 + n, 1 + group * 32 + n)).collect();
    measure("32 batches a commit, each a new conversation", groups, || {
        (0..groups).try_for_each(|group| store.commit(group_of(group)))
    })?;
    measure("32 batches a commit, to conversations that exist", 500, || {
        (0..500).try_for_each(|group| {
            store.commit((0..32).map(|n| batch(200_000 + group * 32 + n, 1 + n)).collect())
        })
    })?;
    println!("{:?}", store.report());
    measure("close", 1, || store.close())?;
    let unlock = || {
        let locked = open(&dir, Options::default(), Arc::new(RealDisk), rng())?;
        locked.unlock(b"passphrase").map_err(|(_, error)| error)
    };
    let store = measure("open and unlock, closed in order", 1, unlock)?;
    measure("one value read", 1000, || {
        let key = |row: u64| Key::numbered(Table(1), thread_of(1 + row * 97), 1000 + row * 97);
        (0..1000).try_for_each(|row| store.value(&key(row)).map(drop))
    })?;
    drop(store);
    let mut store = measure("open and unlock, building the index anew", 1, unlock)?;
    measure("fresh master key", 1, || store.rewrap())?;
    let backup = folder.join(format!("waypost-store-figures-{}.age", std::process::id()));
    let written = measure("backup, written and flushed", 1, || {
        let file = File::create(&backup).map_err(lost)?;
        let written = store.snapshot(0)?.write(BufWriter::new(&file))?;
        file.sync_all().map_err(lost)?;
        Ok(written)
    })?;
    println!("backup of {} MB, journal and vault {} MB", mega(written.bytes), mega(held(&store)));
    let read =
        measure("backup, read back", 1, || File::open(&backup).and_then(digest).map_err(lost))?;
    assert_eq!(read, written);
    measure("backup, opened and checked with the recovery key", 1, || {
        check_backup(File::open(&backup).map_err(lost)?, [1; 32])
    })?;
    drop(store);
    let _ = std::fs::remove_file(&backup);
    // Only a bench's leftovers: a failure here is of no consequence.
    let _ = std::fs::remove_dir_all(&dir);
    Ok(())
}
