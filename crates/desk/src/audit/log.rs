//! Our own log: an entry for each letter that is newly kept, in the batch that keeps it; and its signed heads.
//!
//! In: letters as they are kept, days as they pass. Out: rows of the tree, what opens each entry (for the letter's own
//! row), signed heads. Appending reads nothing. A head is signed only if it goes with all that was signed before; where
//! the rows do not read, nothing is guessed: the next log begins, and no head of it is signed before a person says so
//! (SPEC 15.4).

use std::collections::BTreeMap;

use waypost_audit::checkpoint::{Checkpoint, Origin, SignedCheckpoint};
use waypost_audit::entry::Opening;
use waypost_audit::tree::{Frontier, Hash, Node, stored_at};
use waypost_protocol::ids::Time;
use waypost_protocol::letter::{Checkpoint as Pledge, Letter, LetterKind};
use waypost_store::{Item, Owner, Store};

use super::rows::{
    EntryRow, HeadRow, HeldRow, LogRow, Why, entry_key, head_key, of_log, state_key,
};
use crate::clock::Belief;
use crate::desk::Desk;
use crate::error::{DeskError, asked};
use crate::rows::{CHECKPOINT, LOG, Row as _, undamaged};

/// The log as held in memory.
pub(crate) struct Log {
    number: u32,
    frontier: Frontier,
    head: Option<Head>,
    /// Letters other than those between witnesses were logged since the last head.
    news: bool,
    held: Option<HeldRow>,
    /// What stands here is not on the disk yet: the rows there do not read.
    unsaved: bool,
    /// What this step wrote, and the disk does not show yet.
    fresh: Fresh,
}

/// Rows of the step under way.
#[derive(Default)]
struct Fresh {
    entries: BTreeMap<u64, Vec<Hash>>,
    heads: BTreeMap<(u32, u64), HeadRow>,
}

/// The newest signed head.
#[derive(Clone, Copy)]
pub(super) struct Head {
    pub(super) size: u64,
    pub(super) root: Hash,
    pub(super) signed: Time,
}

impl Log {
    /// Reads the log of an unlocked store: its last row, and at most 126 more.
    pub(crate) fn load(store: &Store) -> Result<Self, DeskError> {
        let state = Self::read_state(store);
        let read = match &state {
            Ok(state) => Self::read(store, *state),
            Err(_) => Err(lacking()),
        };
        match read {
            Err(error) if error.is_damage() => {
                tracing::error!(%error, "the audit log does not read; the next one begins");
                let known = state.ok().map_or(1, |row| row.number);
                let held = HeldRow { why: Why::Damaged, since: Time(0) };
                let fresh = Self::begin(unused(store, known)?, Some(held));
                Ok(Self { unsaved: true, ..fresh })
            }
            read => read,
        }
    }

    fn begin(number: u32, held: Option<HeldRow>) -> Self {
        let (frontier, fresh) = (Frontier::empty(), Fresh::default());
        Self { number, frontier, head: None, news: false, held, unsaved: false, fresh }
    }

    fn read_state(store: &Store) -> Result<LogRow, DeskError> {
        match store.value(&state_key())? {
            Some(bytes) => LogRow::from_bytes(&bytes),
            // A new folder, or one of a program that kept no log.
            None if !store.has(&entry_key(1, 0))? => {
                Ok(LogRow { number: 1, held: None, news: false })
            }
            None => Err(lacking()),
        }
    }

    fn read(store: &Store, state: LogRow) -> Result<Self, DeskError> {
        let LogRow { number, held, news } = state;
        // A state older than its rows: records of the journal are lost.
        if store.has(&entry_key(number.saturating_add(1), 0))? {
            return Err(lacking());
        }
        let last = store.latest_rows(LOG, &of_log(number))?.next().transpose()?;
        let size = match last.map(|row| row.item) {
            Some(Item::Number(index)) => index + 1,
            Some(Item::Name(_)) | None => 0,
        };
        let frontier = Frontier::read(size, |node| read_node(store, number, node))?;
        let head = newest_head(store, number)?.map(|(_, row)| head_of(&row)).transpose()?;
        if let Some(head) = head {
            let then = match head.size <= size {
                true => Frontier::read(head.size, |node| read_node(store, number, node))?.root(),
                false => return Err(lacking()),
            };
            if then != head.root {
                return Err(lacking());
            }
        }
        Ok(Self { head, news, frontier, ..Self::begin(number, held) })
    }

    /// Its number, from 1.
    pub(super) fn number(&self) -> u32 {
        self.number
    }

    /// Entries.
    pub(super) fn size(&self) -> u64 {
        self.frontier.size()
    }

    pub(super) fn root(&self) -> Hash {
        self.frontier.root()
    }

    pub(super) fn head(&self) -> Option<Head> {
        self.head
    }

    /// Whether letters other than those between witnesses came since the last head.
    pub(super) fn news(&self) -> bool {
        self.news
    }

    pub(super) fn held(&self) -> Option<HeldRow> {
        self.held
    }

    /// Whether a head is beyond all that this log knows.
    pub(super) fn is_beyond(&self, log: u32, size: u64) -> bool {
        log > self.number || log == self.number && size > self.size()
    }

    /// What every letter's header names.
    pub(crate) fn pledge(&self) -> Option<Pledge> {
        self.head.map(|head| Pledge::new(self.number, head.size, head.root.0))
    }

    /// The step is on disk, or given up.
    pub(crate) fn settled(&mut self) {
        self.fresh = Fresh::default();
    }

    /// A node of this log's tree.
    pub(super) fn node(&self, store: &Store, node: Node) -> Result<Hash, DeskError> {
        let (row, place) = stored_at(node);
        match self.fresh.entries.get(&row).and_then(|row| row.get(place)) {
            Some(hash) => Ok(*hash),
            None => read_node(store, self.number, node),
        }
    }

    fn state(&self) -> LogRow {
        LogRow { number: self.number, held: self.held, news: self.news }
    }
}

impl Desk {
    /// An entry for a letter that is kept in this step: where it is, and what opens it.
    pub(crate) fn log_letter(&mut self, letter: &Letter) -> EntryRow {
        let opening = Opening::generate(&mut self.rng);
        let leaf = opening.leaf(&letter.header_hash(), letter.signature());
        let (log, index) = (self.log.number, self.log.size());
        let row = self.log.frontier.append(leaf);
        let bytes: Vec<u8> = row.iter().flat_map(|hash| hash.0).collect();
        self.batch.put(entry_key(log, index), Owner::Node, bytes);
        self.log.fresh.entries.insert(index, row);
        let news = !matches!(letter.header().kind, LetterKind::Witness | LetterKind::Cosigned);
        if self.log.unsaved || news && !self.log.news {
            self.log.news |= news;
            self.save_log();
        }
        EntryRow { log, index, opening }
    }

    fn save_log(&mut self) {
        self.batch.put(state_key(), Owner::Node, self.log.state().to_bytes());
        self.log.unsaved = false;
    }

    /// A tick of a believed clock: signs what is due, and asks who has not cosigned.
    pub(crate) fn tend_log(&mut self, now: Time) -> Result<(), DeskError> {
        if let Some(held) = self.log.held.as_mut().filter(|held| held.since == Time(0)) {
            held.since = now;
            self.save_log();
        }
        self.sign_daily(now)?;
        self.ask_witnesses(now)
    }

    /// Once a day, if there was anything but letters between witnesses.
    fn sign_daily(&mut self, now: Time) -> Result<(), DeskError> {
        let today = self.log.head.is_some_and(|head| head.signed.day() >= now.day());
        match self.log.news && !today && self.log.held.is_none() {
            true => self.sign_head(now),
            false => Ok(()),
        }
    }

    /// Signs the present head, if it is not the one signed last.
    pub(super) fn sign_head(&mut self, now: Time) -> Result<(), DeskError> {
        self.may_sign(now)?;
        let (number, size, root) = (self.log.number, self.log.size(), self.log.root());
        // SPEC 15.2: what the disk holds counts, whatever is remembered.
        let signed = newest_head(&self.store, number)?.map(|(_, row)| head_of(&row)).transpose()?;
        let before = self.log.head.max_by_size(signed);
        match before {
            Some(head) if head.size == size && head.root == root => return Ok(()),
            Some(head) if head.size >= size => {
                tracing::error!(
                    log = number,
                    size,
                    signed = head.size,
                    "another head was signed before"
                );
                return self.begin_next_log(now, Why::Damaged);
            }
            None if size == 0 => return Ok(()),
            Some(_) | None => {}
        }
        let head = Checkpoint { origin: Origin { org: self.me.org(), log: number }, size, root };
        let note = SignedCheckpoint::sign(head, &self.me.author).to_string();
        self.put_head(number, size, HeadRow { note, signed: now });
        self.log.head = Some(Head { size, root, signed: now });
        self.log.news = false;
        self.save_log();
        tracing::info!(log = number, size, "a head of the audit log is signed");
        Ok(())
    }

    /// Refuses to sign while it is not known that this is the node's only history.
    pub(super) fn may_sign(&self, now: Time) -> Result<(), DeskError> {
        if let Some(held) = self.log.held {
            return Err(asked(
                "audit_held",
                format!("No head of the audit log is signed: {}.", words(held.why)),
                "If no other copy of this node goes on: `waypost audit resume`.",
            ));
        }
        match self.belief(now) {
            Belief::Sure => Ok(()),
            Belief::Unproven | Belief::Wrong => Err(asked(
                "clock",
                "No head of the audit log is signed while the date is not sure.",
                "Set the clock, or say that it is right: `waypost clock confirm`.",
            )),
        }
    }

    /// SPEC 15.4: the log so far is never signed again.
    pub(crate) fn begin_next_log(&mut self, now: Time, why: Why) -> Result<(), DeskError> {
        let number = unused(&self.store, self.log.number)?;
        tracing::warn!(log = number, why = why.as_str(), "the next audit log begins");
        let held = Some(HeldRow { why, since: now });
        self.log = Log::begin(number, held);
        self.save_log();
        Ok(())
    }

    /// A later history was met. Once is enough, until a person has looked at it.
    pub(super) fn notice_old_copy(&mut self, now: Time) -> Result<(), DeskError> {
        match self.log.held {
            Some(_) => Ok(()),
            None => self.begin_next_log(now, Why::OldCopy),
        }
    }

    /// A row of the tree does not read: nothing is proved from it any more.
    pub(super) fn log_is_damaged(&mut self, now: Time, error: DeskError) -> Result<(), DeskError> {
        if !error.is_damage() {
            return Err(error);
        }
        tracing::error!(%error, "a row of the audit log does not read");
        match self.log.held {
            Some(_) => Ok(()),
            None => self.begin_next_log(now, Why::Damaged),
        }
    }

    /// Whole records of the journal are lost: nobody knows which. When is said by the next tick.
    pub(crate) fn log_has_hole(&mut self) -> Result<(), DeskError> {
        match self.log.held {
            Some(_) => Ok(()),
            None => self.begin_next_log(Time(0), Why::Damaged),
        }
    }

    /// Drops damaged rows of logs: nothing can be proved from them. Where the log in use is hit, the next one begins.
    pub(crate) fn repair_log(&mut self, now: Time) -> Result<Option<&'static str>, DeskError> {
        if self.store.report().rot.is_empty() {
            return Ok(None);
        }
        let mut struck = None;
        for log in 1..=self.log.number {
            let mut index = 0;
            while self.store.has(&entry_key(log, index))? {
                for key in [entry_key(log, index), head_key(log, index + 1)] {
                    if undamaged(self.store.value(&key))?.is_none() {
                        self.batch.delete(key);
                        struck = Some(log);
                    }
                }
                index += 1;
            }
        }
        if struck == Some(self.log.number) && self.log.held.is_none() {
            self.begin_next_log(now, Why::Damaged)?;
        }
        Ok(struck.map(
            |_| "Rows of the audit log were damaged and are dropped. See `waypost audit witness`.",
        ))
    }

    /// The key was replaced: a head under the new one is due.
    pub(crate) fn log_key_replaced(&mut self) {
        self.log.news = true;
        self.save_log();
    }

    /// A letter of our own came back that names a head.
    pub(crate) fn heed_own_head(&mut self, now: Time, letter: &Letter) -> Result<(), DeskError> {
        match letter.header().checkpoint {
            Some(head) if self.log.is_beyond(head.log(), head.size) => self.notice_old_copy(now),
            Some(_) | None => Ok(()),
        }
    }

    /// A person says that no other copy goes on.
    pub(super) fn resume_log(&mut self) -> Result<u32, DeskError> {
        if self.log.held.is_none() {
            return Err(asked(
                "not_held",
                "Heads of the audit log are signed; nothing is held.",
                "See `waypost audit witness`.",
            ));
        }
        self.log.held = None;
        self.save_log();
        Ok(self.log.number)
    }

    /// A signed head, as it is kept or was written in this step.
    pub(super) fn head_row(&self, log: u32, size: u64) -> Result<Option<HeadRow>, DeskError> {
        if let Some(row) = self.log.fresh.heads.get(&(log, size)) {
            return Ok(Some(row.clone()));
        }
        let row = self.store.value(&head_key(log, size))?;
        row.map(|bytes| HeadRow::from_bytes(&bytes)).transpose()
    }

    /// All signed heads of a log, by size.
    pub(super) fn heads_of(&self, log: u32) -> Result<BTreeMap<u64, HeadRow>, DeskError> {
        let mut heads = BTreeMap::new();
        for found in self.store.rows(CHECKPOINT, &of_log(log))? {
            let found = found?;
            if let Item::Number(size) = found.item {
                heads.insert(size, HeadRow::from_bytes(&found.value)?);
            }
        }
        let fresh = self.log.fresh.heads.iter().filter(|((of, _), _)| *of == log);
        heads.extend(fresh.map(|((_, size), row)| (*size, row.clone())));
        Ok(heads)
    }

    pub(super) fn put_head(&mut self, log: u32, size: u64, row: HeadRow) {
        self.batch.put(head_key(log, size), Owner::Node, row.to_bytes());
        self.log.fresh.heads.insert((log, size), row);
    }

    /// What a person should know of it.
    pub(crate) fn log_advice(&self) -> Option<String> {
        let why = words(self.log.held?.why);
        Some(format!(
            "No head of the audit log is signed: {why}. If no other copy of this node goes on: `waypost audit resume`."
        ))
    }
}

/// Why nothing is signed, in words.
pub(super) const fn words(why: Why) -> &'static str {
    match why {
        Why::Restored => "this node was restored from a backup, and a new log began",
        Why::OldCopy => {
            "partners know a later history than this folder, which is an old copy; a new log began"
        }
        Why::Damaged => "rows of the log are damaged; a new log began",
    }
}

/// Of two heads the larger.
trait Larger {
    fn max_by_size(self, other: Self) -> Self;
}

impl Larger for Option<Head> {
    fn max_by_size(self, other: Self) -> Self {
        match (self, other) {
            (Some(a), Some(b)) => Some(if b.size > a.size { b } else { a }),
            (a, b) => a.or(b),
        }
    }
}

fn lacking() -> DeskError {
    DeskError::Lacking { what: "rows of its audit log" }
}

/// A row's node, as it is kept.
pub(super) fn read_node(store: &Store, log: u32, node: Node) -> Result<Hash, DeskError> {
    let (row, place) = stored_at(node);
    let bytes = store.value(&entry_key(log, row))?.ok_or_else(lacking)?;
    hash_at(&bytes, row, place).ok_or_else(lacking)
}

/// The hash at a place of a row that is as long as it must be.
fn hash_at(bytes: &[u8], row: u64, place: usize) -> Option<Hash> {
    let (hashes, rest) = bytes.as_chunks::<32>();
    let whole = rest.is_empty() && hashes.len() == row.trailing_ones() as usize + 1;
    hashes.get(place).filter(|_| whole).map(|hash| Hash(*hash))
}

/// The first number after a log of which nothing is kept.
fn unused(store: &Store, after: u32) -> Result<u32, DeskError> {
    let mut number = after.saturating_add(1);
    while store.has(&entry_key(number, 0))? {
        number = number.saturating_add(1);
    }
    Ok(number)
}

/// The largest signed head of a log, and its size.
pub(super) fn newest_head(store: &Store, log: u32) -> Result<Option<(u64, HeadRow)>, DeskError> {
    let row = store.latest_rows(CHECKPOINT, &of_log(log))?.next().transpose()?;
    match row {
        Some(waypost_store::Row { item: Item::Number(size), value }) => {
            Ok(Some((size, HeadRow::from_bytes(&value)?)))
        }
        Some(_) | None => Ok(None),
    }
}

fn head_of(row: &HeadRow) -> Result<Head, DeskError> {
    let note = SignedCheckpoint::parse(&row.note).map_err(|_| lacking())?;
    let Checkpoint { size, root, .. } = *note.checkpoint();
    Ok(Head { size, root, signed: row.signed })
}

#[cfg(test)]
#[expect(clippy::expect_used, reason = "a test stops where it fails")]
mod tests {
    use std::sync::Arc;

    use rand_chacha::ChaCha20Rng;
    use rand_core::SeedableRng;
    use waypost_audit::tree::empty_root;
    use waypost_store::Options;
    use waypost_store::testing::SimDisk;

    use super::*;
    use crate::command::{Secret, unhex};
    use crate::desk::Preferences;
    use crate::founding::{Ground, Profile, found};

    const NOW: Time = Time(1_772_323_200);

    struct House {
        folder: tempfile::TempDir,
        disk: SimDisk,
    }

    impl House {
        fn found() -> Self {
            let folder = tempfile::tempdir().expect("a folder");
            let disk = SimDisk::new();
            let profile = Profile {
                name: "Border Shelter".to_owned(),
                kind: "shelter".to_owned(),
                languages: vec!["en".to_owned()],
            };
            let house = Self { folder, disk };
            let ground = Ground {
                dir: &house.folder.path().join("data"),
                options: options(),
                disk: Arc::new(house.disk.clone()),
                passphrase: &passphrase(),
                recovery_seed: &[7; 32],
                now: NOW,
            };
            found(ground, &profile, rng(1), &mut rng(2)).expect("a new node");
            house
        }

        fn open(&self) -> Desk {
            let data = self.folder.path().join("data");
            let disk = Arc::new(self.disk.clone());
            let locked = waypost_store::open(&data, options(), disk, rng(3)).expect("a folder");
            let store = locked.unlock(passphrase().0.as_bytes()).map_err(|(_, e)| e);
            let preferences = Preferences {
                announce: Vec::new(),
                receipt_opened: true,
                retention: Default::default(),
                carrying: Default::default(),
                witnesses: Default::default(),
            };
            Desk::open(store.expect("unlocked"), preferences, Box::new(rng(4))).expect("a desk")
        }
    }

    fn options() -> Options {
        Options {
            hardness: waypost_store::Hardness { memory_kib: 8, passes: 1 },
            ..Options::default()
        }
    }

    fn passphrase() -> Secret {
        Secret("the words of a test".to_owned())
    }

    fn rng(seed: u64) -> ChaCha20Rng {
        ChaCha20Rng::seed_from_u64(seed)
    }

    fn letter() -> Letter {
        let file = concat!(env!("CARGO_MANIFEST_DIR"), "/../../protocol/vectors/letter.json");
        let text = std::fs::read_to_string(file).expect("a vector");
        let case: serde_json::Value = serde_json::from_str(&text).expect("JSON");
        let hex = case["input"]["letter"].as_str().expect("hex");
        Letter::decode(unhex(hex).expect("hex").to_vec()).expect("a letter")
    }

    /// Logs a letter so many times, and keeps it; the leaves.
    fn log(desk: &mut Desk, letter: &Letter, times: u64) -> Vec<Hash> {
        let leaves = (0..times).map(|_| {
            let entry = desk.log_letter(letter);
            entry.opening.leaf(&letter.header_hash(), letter.signature())
        });
        let leaves = leaves.collect();
        desk.step(NOW, Vec::new());
        leaves
    }

    fn root(leaves: &[Hash]) -> Hash {
        let mut tree = Frontier::empty();
        for leaf in leaves {
            tree.append(*leaf);
        }
        tree.root()
    }

    #[test]
    fn the_log_is_read_back_as_it_was() {
        let (house, letter) = (House::found(), letter());
        let mut leaves = Vec::new();
        for _ in 0..5 {
            let mut desk = house.open();
            leaves.extend(log(&mut desk, &letter, 7));
            desk.sign_head(NOW).expect("signed");
            desk.step(NOW, Vec::new());
            assert_eq!(desk.log.root(), root(&leaves));
        }
        let desk = house.open();
        assert_eq!((desk.log.size(), desk.log.root()), (35, root(&leaves)));
        assert_eq!(desk.log.head().map(|head| (head.size, head.root)), Some((35, root(&leaves))));
        assert!(desk.log.held().is_none());
    }

    /// Every row on the disk is made unreadable: appending goes on as if nothing were.
    #[test]
    fn appending_reads_no_row() {
        let (house, letter) = (House::found(), letter());
        let mut desk = house.open();
        let mut leaves = log(&mut desk, &letter, 1_000);
        for (path, mut bytes) in house.disk.files() {
            if path.extension().is_some_and(|ending| ending == "wpj") {
                bytes.iter_mut().skip(64).for_each(|byte| *byte ^= 0xff);
                house.disk.overwrite(&path, bytes);
            }
        }
        let reads = |desk: &Desk| desk.store.value(&entry_key(1, 3)).is_ok();
        assert!(!reads(&desk), "no row reads any more");
        leaves.extend(log(&mut desk, &letter, 100));
        assert_eq!((desk.log.size(), desk.log.root()), (1_100, root(&leaves)));
    }

    #[test]
    fn a_state_older_than_its_rows_is_not_believed() {
        let (house, letter) = (House::found(), letter());
        let mut desk = house.open();
        log(&mut desk, &letter, 3);
        let old = desk.log.state();
        desk.begin_next_log(NOW, Why::Restored).expect("begun");
        log(&mut desk, &letter, 3);
        desk.batch.put(state_key(), Owner::Node, old.to_bytes());
        desk.step(NOW, Vec::new());
        drop(desk);
        let log = house.open().log;
        assert_eq!((log.number(), log.size()), (3, 0));
        assert_eq!(log.held().map(|held| held.why), Some(Why::Damaged));
    }

    /// What the disk holds counts: a larger head stands there than this log has entries, or another root.
    #[test]
    fn no_head_is_signed_beside_one_that_was() {
        for (size, root) in [(9, empty_root()), (3, empty_root())] {
            let (house, letter) = (House::found(), letter());
            let mut desk = house.open();
            log(&mut desk, &letter, 3);
            let origin = Origin { org: desk.me.org(), log: 1 };
            let note = SignedCheckpoint::sign(Checkpoint { origin, size, root }, &desk.me.author);
            let row = HeadRow { note: note.to_string(), signed: NOW };
            desk.batch.put(head_key(1, size), Owner::Node, row.to_bytes());
            desk.step(NOW, Vec::new());
            desk.sign_head(NOW).expect("not signed, and said so");
            assert_eq!((desk.log.number(), desk.log.head().is_none()), (2, true), "size {size}");
            assert!(desk.may_sign(NOW).is_err());
            // The same is seen at a start.
            drop(desk);
            let log = house.open().log;
            assert_eq!(log.held().map(|held| held.why), Some(Why::Damaged), "size {size}");
        }
    }
}
