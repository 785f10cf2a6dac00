//! A store on a simulated disk (sled on a real temporary folder), and a small world to compare it with.
#![allow(dead_code, reason = "each test file uses its part")]

use std::collections::BTreeMap;
use std::path::PathBuf;
use std::sync::Arc;

use rand_chacha::ChaCha20Rng;
use rand_chacha::rand_core::SeedableRng;
use waypost_store::testing::SimDisk;
use waypost_store::{Batch, Error, Hardness, Item, Key, Locked, Options, Owner, Store, Table};

pub(crate) const PASSPHRASE: &[u8] = b"six plain words nobody would guess";
pub(crate) const RECOVERY: [u8; 32] = [7; 32];
pub(crate) const LETTERS: Table = Table(1);
pub(crate) const NOTES: Table = Table(2);

pub(crate) struct Bench {
    pub(crate) disk: SimDisk,
    pub(crate) dir: PathBuf,
    folder: Arc<tempfile::TempDir>,
    seed: u64,
}

pub(crate) fn options() -> Options {
    Options {
        segment_bytes: 64 << 10,
        hardness: Hardness { memory_kib: 8, passes: 1 },
        ..Options::default()
    }
}

pub(crate) fn rng(seed: u64) -> ChaCha20Rng {
    ChaCha20Rng::seed_from_u64(seed)
}

impl Bench {
    pub(crate) fn new() -> Self {
        Self::on(SimDisk::new())
    }

    pub(crate) fn on(disk: SimDisk) -> Self {
        let folder = tempfile::tempdir().unwrap();
        Self { disk, dir: folder.path().join("store"), folder: Arc::new(folder), seed: 1 }
    }

    /// The same folder with a copy of the disk. sled's folder is shared: what was left there is never believed,
    /// as a forked store was not closed in order.
    pub(crate) fn fork(&self) -> Self {
        Self {
            disk: self.disk.fork(),
            dir: self.dir.clone(),
            folder: self.folder.clone(),
            seed: self.seed + 1000,
        }
    }

    pub(crate) fn create(&mut self) -> Result<Store, Error> {
        self.seed += 1;
        let disk = Arc::new(self.disk.clone());
        waypost_store::create(&self.dir, PASSPHRASE, RECOVERY, options(), disk, rng(self.seed))
    }

    pub(crate) fn open(&mut self) -> Result<Locked, Error> {
        self.seed += 1;
        waypost_store::open(&self.dir, options(), Arc::new(self.disk.clone()), rng(self.seed))
    }

    pub(crate) fn unlock(&mut self) -> Result<Store, Error> {
        self.open()?.unlock(PASSPHRASE).map_err(|(_, error)| error)
    }
}

pub(crate) fn letter(thread: u8, number: u64) -> Key {
    Key::numbered(LETTERS, [thread; 16], number)
}

pub(crate) fn note(name: &str) -> Key {
    Key::named(NOTES, "notes", name)
}

/// One batch.
pub(crate) fn batch(fill: impl FnOnce(&mut Batch)) -> Batch {
    let mut batch = Batch::new();
    fill(&mut batch);
    batch
}

/// Everything the tests' batches can leave behind.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct World {
    pub(crate) letters: BTreeMap<(u8, u64), Vec<u8>>,
    pub(crate) notes: BTreeMap<Vec<u8>, Vec<u8>>,
    pub(crate) secrets: BTreeMap<Vec<u8>, Vec<u8>>,
}

pub(crate) const THREADS: u8 = 5;
pub(crate) const SECRETS: u8 = 6;

impl World {
    /// What a store holds.
    pub(crate) fn of(store: &Store) -> Result<Self, Error> {
        let mut world = Self::default();
        for thread in 0..THREADS {
            for row in store.rows(LETTERS, &[thread; 16])? {
                let row = row?;
                let Item::Number(number) = row.item else { panic!("a letter has a number") };
                assert_eq!(store.value(&letter(thread, number))?.unwrap(), row.value);
                world.letters.insert((thread, number), row.value.to_vec());
            }
        }
        for row in store.rows(NOTES, b"notes")? {
            let row = row?;
            let Item::Name(name) = row.item else { panic!("a note has a name") };
            world.notes.insert(name, row.value.to_vec());
        }
        for secret in 0..SECRETS {
            if let Some(bytes) = store.secret(&[secret])? {
                world.secrets.insert(vec![secret], bytes.to_vec());
            }
        }
        Ok(world)
    }

    /// A seeded batch, and the world after it. Every batch touches all kinds of rows together.
    pub(crate) fn next(&self, seed: u64) -> (Batch, Self) {
        let (mut batch, mut world) = (Batch::new(), self.clone());
        let thread = (seed % u64::from(THREADS)) as u8;
        if seed % 11 == 10 {
            batch.erase_thread([thread; 16]);
            world.letters.retain(|(of, _), _| *of != thread);
        }
        let value = format!("marker letter {seed} ").into_bytes().repeat(1 + (seed % 40) as usize);
        batch.put(letter(thread, seed), Owner::Thread([thread; 16]), value.clone());
        world.letters.insert((thread, seed), value);
        if let Some((old, _)) =
            self.letters.iter().find(|((of, _), _)| *of == thread && seed.is_multiple_of(3))
        {
            batch.delete(letter(old.0, old.1));
            world.letters.remove(old);
        }
        let name = format!("note {}", seed % 7);
        batch.put(note(&name), Owner::Node, seed.to_string());
        world.notes.insert(name.into_bytes(), seed.to_string().into_bytes());
        let secret = (seed % u64::from(SECRETS)) as u8;
        if seed % 4 == 3 {
            batch.forget_secret(&[secret]);
            world.secrets.remove([secret].as_slice());
        } else {
            let bytes = format!("marker secret {seed}").into_bytes();
            batch.keep_secret(&[secret], &bytes);
            world.secrets.insert(vec![secret], bytes);
        }
        (batch, world)
    }
}
