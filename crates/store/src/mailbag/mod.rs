//! The mailbag: what a mailbox keeps for organisations that are offline.
//!
//! For the loop of a mailbox: groups of changes in, frames out. It keeps inboxes with their terms, and the frames
//! that wait in them; both are opaque. It never decides who may do what, never looks into a frame, never logs, and
//! does not encrypt: a frame is sealed, and whoever has the disk learns what the mailbox knows and no more. It has one
//! writer, and is synchronous like the store.
//!
//! # What is promised
//! 1. When [`Mailbag::commit`] returns `Ok`, the whole group survives `kill -9` and power loss. A group costs one
//!    write and one `fdatasync`. A change is kept whole or not at all, and in order.
//! 2. A frame that waits in an inbox is kept once, by its name, however often it is brought.
//! 3. After a failed flush nothing is believed: everything is refused ([`Error::Poisoned`]) until
//!    [`Mailbag::reopen`], which writes and flushes the last group anew before relying on it.
//! 4. A torn end is cut off. Damage anywhere else is named and counted in [`Figures`], and only what it hit is lost:
//!    a lost frame is gone; a lost erasure lets a frame come again; frames of an inbox whose terms were lost wait for
//!    its owner, who may open it again.
//! 5. Without room ([`Error::Full`]) nothing of a group is kept and all that was acknowledged stays. Erasing, closing
//!    and compaction go on for a while in room that was kept in reserve, so that a full mailbox can be emptied; frames
//!    are refused until there is a reserve again.
//!
//! A copy of the folder that is put back opens and serves what it holds: what was erased since comes again, and
//! whoever fetches it knows it already.
//!
//! # The folder, version 1
//! All numbers are big-endian. The folder is 0700, files 0600.
//!
//! | name | what |
//! |---|---|
//! | `LOCK` | locked by the operating system while a process has the folder |
//! | `NNNNNNNN.wpj` | segments, ascending; the oldest are missing after compaction |
//! | `RESERVE` | zeros; missing while its room is in use |
//!
//! Segments and records are those of the store's journal (the crate's page), with `WPMAILBG` for `WPJOURNL` and the
//! 16 bytes of marks zero. The id in the sums is random, so that no bytes within a frame are taken for a record where
//! damage makes the reader look for the next one. A body begins with its kind:
//!
//! | kind | fields |
//! |---|---|
//! | 1 snapshot | version (4), day (4), count (4), then inbox (32), terms (64) of each: these are open and no others |
//! | 2 open | inbox (32), terms (64) |
//! | 3 close | inbox (32) |
//! | 4 keep | inbox (32), name (16), arrival (8), last day (4), the frame |
//! | 5 erase | inbox (32), count (2), name (16) of each |
//!
//! Terms: grant (16), hash of the token (32), last day (4), and what the grant allows in all its inboxes together: frames
//! (4), bytes (8). All zero but the day: the terms were lost. The day of a snapshot is the last on which anything was
//! forgotten because it was over. Arrival is a number that grows and is kept when a frame is moved.
//!
//! A segment's first record is a snapshot, flushed with the group that follows it. Compaction takes the oldest segment,
//! keeps what is alive again at the end, and removes it. So every erasure outlives what it erased, and nothing that
//! went comes back.
//!
//! # Bounds
//! Frame 1 MiB, 256 names in an erasure (longer lists are split), 65,536 inboxes. Frames are bounded by whoever
//! decides: each costs about 150 bytes of memory.
mod account;
mod compact;
mod group;
mod index;
mod record;

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use rand_core::CryptoRng;

pub use account::{Account, Terms, Totals};
pub use group::{Group, Kept, Staged};
pub use index::Listed;
use index::{Index, Spot, Waiting};
use record::{KEEP_HEAD_BYTES, Record, Unread};

use crate::disk::{Disk, FolderLock};
use crate::error::{Error, Place};
use crate::folder::take_lock;
use crate::journal::{self, Cut, HEADER_BYTES, Journal, Kind, Marks};

/// An inbox: a public key that only its owner can prove.
pub type Inbox = [u8; 32];
/// A frame's name within its inbox: a hash of its bytes.
pub type FrameHash = [u8; 16];
/// A permission to have inboxes.
pub type GrantId = [u8; 16];

/// Longest frame in bytes: the top of the ladder of frames.
pub const FRAME_BYTES_MAX: usize = 1 << 20;
/// Most inboxes: their snapshot (96 bytes each) fits a record of the journal twice.
pub const INBOXES_MAX: u32 = 65_536;
/// Most names in one erasure: what one request of an owner names.
const NAMES_MAX: usize = 256;
const VERSION: u32 = 1;
const KIND: Kind = Kind { magic: b"WPMAILBG", has_marks: false };
const OPENING: &str = "opening the mailbag";
const READING: &str = "reading the mailbag";
/// Places of damage that are named; all are counted. A disk with more is to be replaced whatever they are.
const PLACES_MAX: usize = 100;

/// What a mailbag may be told; the defaults are right for a mailbox.
#[derive(Clone, Copy, Debug)]
pub struct Settings {
    /// A new segment begins at about this size, 64 KiB to 1 GiB. 16 MiB: little is moved at a time, and 4 GiB of
    /// frames are some hundred open files.
    pub segment_bytes: u64,
    /// Room kept in reserve for giving room back, up to 1 GiB; 0 for none. 24 MiB: a segment of which everything is
    /// alive can be moved, with a full snapshot.
    pub reserve_bytes: u64,
}

impl Default for Settings {
    fn default() -> Self {
        Self { segment_bytes: 16 << 20, reserve_bytes: 24 << 20 }
    }
}

impl Settings {
    fn check(self) -> Result<(), Error> {
        let within = |what, found: u64, min: u64, max: u64| match (min..=max).contains(&found) {
            true => Ok(()),
            false => Err(Error::OptionOutOfRange { what, found, min, max }),
        };
        within("segment_bytes", self.segment_bytes, 64 << 10, 1 << 30)?;
        within("reserve_bytes", self.reserve_bytes, 0, 1 << 30)
    }
}

/// How a mailbag is.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Figures {
    /// Inboxes, frames and their bytes.
    pub totals: Totals,
    /// Inboxes whose terms were lost.
    pub without_terms: u32,
    /// Bytes on the disk, without the reserve.
    pub disk_bytes: u64,
    /// Segments on the disk.
    pub segments: u32,
    /// What opening cut off the end, if anything.
    pub cut: Option<Cut>,
    /// Where damage was found since opening: the first of them.
    pub damage: Vec<Place>,
    /// How often damage was found since opening.
    pub damaged: u64,
    /// Records that are missing between others.
    pub lost_records: u64,
    /// What it was doing when the disk failed: it must be opened again.
    pub poisoned: Option<&'static str>,
}

/// An open mailbag.
pub struct Mailbag {
    disk: Arc<dyn Disk>,
    dir: PathBuf,
    settings: Settings,
    id: [u8; 16],
    journal: Journal,
    index: Index,
    /// Segments that have a snapshot.
    headed: BTreeSet<u32>,
    findings: Findings,
    has_reserve: bool,
    /// There was no room, and no frame found room since.
    is_full: bool,
    poisoned: Option<&'static str>,
    _lock: FolderLock,
}

/// Damage that was met.
#[derive(Default)]
struct Findings {
    places: Vec<Place>,
    damaged: u64,
    lost_records: u64,
}

impl Findings {
    fn note(&mut self, place: Place) {
        self.damaged += 1;
        if self.places.len() < PLACES_MAX {
            self.places.push(place);
        }
    }
}

impl Mailbag {
    /// Opens the mailbag in a folder, or makes one where there is none. `chance` gives a new one its id.
    pub fn open(
        dir: &Path,
        settings: Settings,
        disk: Arc<dyn Disk>,
        chance: &mut dyn CryptoRng,
    ) -> Result<Self, Error> {
        settings.check()?;
        disk.create_dir(dir).map_err(Error::disk(OPENING))?;
        let lock = take_lock(&*disk, dir)?;
        let id = match find_id(&*disk, dir)? {
            Some(id) => id,
            None => create(&*disk, dir, chance)?,
        };
        let journal = open_journal(&disk, dir, settings, id)?;
        let mut bag = Self {
            disk,
            dir: dir.to_path_buf(),
            settings,
            id,
            journal,
            index: Index::default(),
            headed: BTreeSet::new(),
            findings: Findings::default(),
            has_reserve: false,
            is_full: false,
            poisoned: None,
            _lock: lock,
        };
        bag.replay()?;
        bag.keep_reserve()?;
        Ok(bag)
    }

    /// Opens it again after the disk failed. Until this succeeds everything is refused; an error after that is of the
    /// reserve.
    pub fn reopen(&mut self) -> Result<(), Error> {
        self.poisoned.get_or_insert(OPENING);
        match self.settle() {
            Err(Error::Full) if self.spend_reserve()? => self.settle()?,
            settled => settled?,
        }
        self.poisoned = None;
        self.keep_reserve()
    }

    fn settle(&mut self) -> Result<(), Error> {
        self.journal = open_journal(&self.disk, &self.dir, self.settings, self.id)?;
        self.replay()
    }

    /// Reads every record anew.
    fn replay(&mut self) -> Result<(), Error> {
        (self.index, self.findings) = (Index::default(), Findings::default());
        self.headed.clear();
        let segments: Vec<u32> = self.journal.segments().map(|(number, _)| number).collect();
        let (mut next, mut unread) = (0, Vec::new());
        for segment in segments {
            let (index, headed, findings) = (&mut self.index, &mut self.headed, &mut self.findings);
            let mut expected = next;
            let gaps = self.journal.scan_segment(segment, &mut next, &mut |found| {
                if expected != 0 {
                    findings.lost_records += found.number.saturating_sub(expected);
                }
                expected = found.number + 1;
                // A segment's offsets have 32 bits.
                let spot = Spot { segment, body_at: found.body_at() as u32 };
                match Record::read(found.body) {
                    Ok(record) => {
                        if matches!(record, Record::Snapshot { .. }) {
                            headed.insert(segment);
                        }
                        index.apply(&record, spot);
                    }
                    Err(Unread::Newer(found)) => {
                        return Err(Error::NewerFormat { found, expected: VERSION });
                    }
                    Err(Unread::Malformed) => {
                        unread.push(Place::Journal { segment, offset: found.at });
                    }
                }
                Ok(())
            })?;
            gaps.into_iter().chain(unread.drain(..)).for_each(|place| self.findings.note(place));
        }
        Ok(())
    }

    fn sound(&self) -> Result<(), Error> {
        match self.poisoned {
            None => Ok(()),
            Some(doing) => Err(Error::Poisoned { doing }),
        }
    }

    /// How it is.
    pub fn figures(&self) -> Figures {
        let accounts = self.index.ledger.accounts();
        let sizes: Vec<u64> = self.journal.segments().map(|(_, bytes)| bytes).collect();
        Figures {
            totals: self.totals(),
            without_terms: accounts.filter(|(_, account)| account.terms.are_lost()).count() as u32,
            disk_bytes: sizes.iter().sum(),
            segments: sizes.len() as u32,
            cut: self.journal.cut(),
            damage: self.findings.places.clone(),
            damaged: self.findings.damaged,
            lost_records: self.findings.lost_records,
            poisoned: self.poisoned,
        }
    }

    /// Inboxes, frames and their bytes.
    pub fn totals(&self) -> Totals {
        self.index.ledger.totals()
    }

    /// An open inbox.
    pub fn account(&self, inbox: &Inbox) -> Option<Account> {
        self.index.ledger.account(inbox)
    }

    /// The sums of a grant.
    pub fn grant(&self, grant: &GrantId) -> Totals {
        self.index.ledger.grant(grant)
    }

    /// Frames that wait in an inbox, at most `count`: those after the named one, or from the start where that one does
    /// not wait (any more); in the order of arrival, or small ones first.
    pub fn list(
        &self,
        inbox: &Inbox,
        after: Option<&FrameHash>,
        small_first: bool,
        count: usize,
    ) -> Listed {
        self.index.list(inbox, after, small_first, count)
    }

    /// A frame that waits. What has rotted is refused once with [`Error::Rot`], and then does not wait any more.
    pub fn frame(&mut self, inbox: &Inbox, name: &FrameHash) -> Result<Option<Vec<u8>>, Error> {
        self.sound()?;
        let Some(waiting) = self.index.waiting(inbox, name) else {
            return Ok(None);
        };
        match self.body_of(inbox, &waiting)? {
            Some(mut body) => Ok(Some(body.split_off(KEEP_HEAD_BYTES))),
            None => Err(Error::Rot(waiting.spot.place())),
        }
    }

    /// The record of a waiting frame as it lies there; noted and forgotten where it has rotted.
    fn body_of(&mut self, inbox: &Inbox, waiting: &Waiting) -> Result<Option<Vec<u8>>, Error> {
        let Spot { segment, body_at } = waiting.spot;
        let body = self.journal.read_record(segment, body_at.into(), waiting.body_bytes())?;
        let is_it = body.as_deref().map(Record::read).is_some_and(|record| {
            matches!(record, Ok(Record::Keep { inbox: of, name, .. })
                if of == *inbox && name == waiting.name)
        });
        if !is_it {
            self.findings.note(waiting.spot.place());
            self.index.erase(inbox, &waiting.name);
        }
        Ok(body.filter(|_| is_it))
    }

    /// Begins to decide about a group of changes.
    pub fn group(&self) -> Group<'_> {
        Group::of(self)
    }

    /// Keeps a group, with one write and one flush. On [`Error::Poisoned`] nobody can tell whether it is kept; on any
    /// other error nothing of it is.
    pub fn commit(&mut self, staged: Staged) -> Result<(), Error> {
        self.sound()?;
        let Staged { bodies, keeps } = staged;
        if keeps && self.lacks_reserve() {
            // What room there is, is for giving room back.
            self.is_full = true;
            return Err(Error::Full);
        }
        let done = self.append(&bodies);
        if keeps {
            self.is_full = matches!(done, Err(Error::Full));
        }
        match done {
            Err(Error::Full) if !keeps && self.spend_reserve()? => self.append(&bodies),
            done => done,
        }
    }

    /// The last day on which anything was forgotten, as far as it is kept: a hint for whoever doubts the clock.
    pub fn last_day(&self) -> u32 {
        self.index.last_day
    }

    /// Forgets what is over: inboxes whose last day was before `today`, and frames whose last day was.
    pub fn expire(&mut self, today: u32) -> Result<(), Error> {
        self.sound()?;
        self.index.last_day = self.index.last_day.max(today);
        let (inboxes, frames) = self.index.over(today);
        let mut group = self.group();
        for inbox in &inboxes {
            group.close(inbox);
        }
        let staged = group.finish();
        self.commit(staged)?;
        // Their last day stands in their records: read again they are over again.
        frames.iter().for_each(|(inbox, name)| self.index.erase(inbox, name));
        Ok(())
    }

    /// Appends bodies, after a snapshot where the segment has none; then memory follows the disk.
    fn append(&mut self, bodies: &[Vec<u8>]) -> Result<(), Error> {
        if bodies.is_empty() {
            return Ok(());
        }
        let bytes: u64 = bodies.iter().map(|body| body.len() as u64).sum();
        let bare = self.journal.begins_a_segment(bytes)
            || !self.headed.contains(&self.journal.end().segment);
        let snapshot = bare.then(|| self.snapshot().write());
        let group: Vec<&[u8]> = snapshot.iter().chain(bodies).map(Vec::as_slice).collect();
        let written = self.journal.append(&group, Marks::default());
        let spots = written.inspect_err(|error| self.poison(error))?;
        for (body, (segment, body_at)) in group.iter().zip(spots) {
            self.headed.insert(segment);
            if let Ok(record) = Record::read(body) {
                self.index.apply(&record, Spot { segment, body_at: body_at as u32 });
            }
        }
        Ok(())
    }

    fn snapshot(&self) -> Record<'static> {
        let accounts = self.index.ledger.accounts();
        let inboxes = accounts.map(|(inbox, account)| (*inbox, account.terms)).collect();
        Record::Snapshot { day: self.index.last_day, inboxes }
    }

    fn poison(&mut self, error: &Error) {
        if let Error::Poisoned { doing } = error {
            self.poisoned = Some(doing);
        }
    }
}

fn open_journal(
    disk: &Arc<dyn Disk>,
    dir: &Path,
    settings: Settings,
    id: [u8; 16],
) -> Result<Journal, Error> {
    Journal::open(KIND, disk.clone(), dir.to_path_buf(), id, settings.segment_bytes, None)
}

/// The mailbag's id, from the first segment that tells it. None where there is no mailbag, or one whose making was cut
/// short: then nothing was ever kept in it.
fn find_id(disk: &dyn Disk, dir: &Path) -> Result<Option<[u8; 16]>, Error> {
    let names = disk.list(dir).map_err(Error::disk(OPENING))?;
    let segments: BTreeSet<u32> =
        names.iter().filter_map(|name| journal::number_of(name)).collect();
    for segment in &segments {
        if let Some(id) = journal::id_of(KIND, disk, dir, *segment)? {
            return Ok(Some(id));
        }
    }
    let Some(first) = segments.first() else {
        return Ok(None);
    };
    let path = journal::path_of(dir, *first);
    let file = disk.open(&path).map_err(Error::disk(READING))?;
    if segments.len() > 1 || file.len().map_err(Error::disk(READING))? > HEADER_BYTES as u64 {
        return Err(Error::Rot(Place::Journal { segment: *first, offset: 0 }));
    }
    disk.remove(&path).map_err(Error::disk(OPENING))?;
    Ok(None)
}

fn create(disk: &dyn Disk, dir: &Path, chance: &mut dyn CryptoRng) -> Result<[u8; 16], Error> {
    let mut id = [0; 16];
    chance.fill_bytes(&mut id);
    Journal::create(KIND, disk, dir, id)?;
    Ok(id)
}
