//! Giving room back: the oldest segment is emptied and removed; room for doing so on a full disk is kept in reserve.

use std::io;

use super::Inbox;
use super::Mailbag;
use super::index::Waiting;
use crate::compact::Compacted;
use crate::disk::DiskFile;
use crate::error::Error;
use crate::journal::Marks;

const RESERVE: &str = "RESERVE";
const KEEPING: &str = "keeping room in reserve";
/// The reserve is written in pieces of this size.
const PIECE_BYTES: usize = 64 << 10;
/// Most bytes moved in a step: one group of records.
const STEP_BYTES_MAX: u64 = 8 << 20;
/// When nothing waits, what lies there goes, unless it is as little as this.
const EMPTY_BYTES_MAX: u64 = 64 << 10;
/// What an inbox costs in a snapshot.
const SNAPSHOT_BYTES_EACH: u64 = 96;

impl Mailbag {
    /// Does a bounded piece of compaction: moves up to about `budget_bytes` (at most 8 MiB) of waiting frames out of
    /// the oldest segment, as one group. That is worth it when more than half of all that lies there is dead, and more
    /// than two segments of it; when nothing in the oldest is alive; and on a full disk earlier.
    pub fn compact_step(&mut self, budget_bytes: u64) -> Result<Compacted, Error> {
        self.sound()?;
        let Some(oldest) = self.worth_compacting()? else {
            return Ok(Compacted::Nothing);
        };
        let moving = self.index.lying_in(oldest, budget_bytes.clamp(1, STEP_BYTES_MAX));
        if !moving.is_empty() {
            return self.move_up(&moving);
        }
        // Memory of what it held is gone, and a later segment has a snapshot: nothing needs it.
        self.remove(oldest)?;
        self.keep_reserve()?;
        Ok(Compacted::Removed { segment: oldest })
    }

    fn worth_compacting(&mut self) -> Result<Option<u32>, Error> {
        let current = self.journal.end().segment;
        let alive = self.index.alive_bytes();
        let snapshot = self.totals().inboxes as u64 * SNAPSHOT_BYTES_EACH;
        let (mut lying, mut oldest) = (0, current);
        for (number, bytes) in self.journal.segments() {
            (lying, oldest) = (lying + bytes, oldest.min(number));
        }
        // Every segment needs its snapshot, whatever else is in it.
        let needed = alive + snapshot * self.headed.len() as u64;
        let dead = lying.saturating_sub(needed);
        if oldest == current {
            // Nothing waits, or there is no room: the only segment is not left as it is until it is full.
            let worth =
                dead > EMPTY_BYTES_MAX + snapshot && (alive == 0 || self.is_full && dead > alive);
            if worth {
                self.begin_anew()?;
            }
            return Ok(worth.then_some(oldest));
        }
        let has_later = self.headed.range(oldest + 1..).next().is_some();
        let enough = match self.is_full {
            true => alive.min(self.settings.segment_bytes),
            false => alive.max(2 * self.settings.segment_bytes),
        };
        let worth = self.index.alive(oldest) == 0 || dead > enough;
        Ok((has_later && worth).then_some(oldest))
    }

    /// Begins a segment with nothing but a snapshot.
    fn begin_anew(&mut self) -> Result<(), Error> {
        self.journal.seal_last();
        let snapshot = self.snapshot().write();
        let written = match self.journal.append(&[&snapshot], Marks::default()) {
            Err(Error::Full) if self.spend_reserve()? => {
                self.journal.append(&[&snapshot], Marks::default())
            }
            written => written,
        };
        let spots = written.inspect_err(|error| self.poison(error))?;
        self.headed.extend(spots.iter().map(|(segment, _)| segment));
        Ok(())
    }

    /// Keeps frames again at the end, under the arrival they had. What has rotted stays behind.
    fn move_up(&mut self, moving: &[(Inbox, u64, Waiting)]) -> Result<Compacted, Error> {
        let (mut bodies, mut bytes): (Vec<Vec<u8>>, u64) = (Vec::new(), 0);
        for (inbox, _, waiting) in moving {
            if let Some(body) = self.body_of(inbox, waiting)? {
                bytes += body.len() as u64;
                bodies.push(body);
            }
        }
        match self.append(&bodies) {
            Err(Error::Full) if self.spend_reserve()? => self.append(&bodies)?,
            done => done?,
        }
        Ok(Compacted::Moved { bytes })
    }

    /// A segment that nobody needs goes. Where that fails nobody can tell whether it is still there.
    fn remove(&mut self, segment: u32) -> Result<(), Error> {
        let removed = self.journal.remove(segment);
        if removed.is_err() {
            self.poisoned = Some("removing an emptied segment");
        }
        removed?;
        self.headed.remove(&segment);
        self.index.forget_segment(segment);
        Ok(())
    }

    pub(super) fn lacks_reserve(&self) -> bool {
        self.settings.reserve_bytes > 0 && !self.has_reserve
    }

    /// Takes room into reserve, where there is some and none is kept. Done when a segment was removed; by whoever uses
    /// the mailbag now and then, for room may come from elsewhere.
    pub fn keep_reserve(&mut self) -> Result<(), Error> {
        let path = self.dir.join(RESERVE);
        let bytes = self.settings.reserve_bytes;
        if !self.lacks_reserve() {
            return Ok(());
        }
        let held = self.disk.open(&path).and_then(|file| file.len());
        if held.is_ok_and(|held| held == bytes) {
            self.has_reserve = true;
            return Ok(());
        }
        let kept = self
            .forget_file()
            .and_then(|()| self.disk.create(&path))
            .and_then(|file| fill(&*file, bytes))
            .and_then(|()| self.disk.sync_dir(&self.dir));
        match kept.map_err(Error::disk(KEEPING)) {
            Ok(()) => self.has_reserve = true,
            // There is none to keep: what was taken is given back.
            Err(Error::Full) => self.forget_file().map_err(Error::disk(KEEPING))?,
            Err(error) => return Err(error),
        }
        Ok(())
    }

    /// Gives the reserve back. False where there was none.
    pub(super) fn spend_reserve(&mut self) -> Result<bool, Error> {
        if !std::mem::take(&mut self.has_reserve) {
            return Ok(false);
        }
        self.forget_file().map_err(Error::disk(KEEPING))?;
        self.is_full = true;
        Ok(true)
    }

    fn forget_file(&self) -> io::Result<()> {
        match self.disk.remove(&self.dir.join(RESERVE)) {
            Err(error) if error.kind() != io::ErrorKind::NotFound => Err(error),
            _ => self.disk.sync_dir(&self.dir),
        }
    }
}

fn fill(file: &dyn DiskFile, bytes: u64) -> io::Result<()> {
    let zeros = vec![0; PIECE_BYTES];
    let mut at = 0;
    while at < bytes {
        let piece = (bytes - at).min(PIECE_BYTES as u64);
        file.write_at(&zeros[..piece as usize], at)?;
        at += piece;
    }
    file.sync()
}
