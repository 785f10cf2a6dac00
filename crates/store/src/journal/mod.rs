//! The journal: the truth. In go the bodies of committed batches, as one append and one flush for each group;
//! out they come in order when the index is built anew, or one sealed value at a time by position.
//!
//! Opening after a crash settles the end: bytes of the last group that are not whole were never acknowledged
//! and are cut off; what is whole is written and flushed again before it is believed. A hole anywhere else is
//! bit rot: named, stepped over, never a reason to lose what follows.

mod end;
mod record;
mod segment;
mod settle;

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::sync::Arc;

pub use end::Cut;
pub(crate) use end::{CleanMarker, End};
pub(crate) use record::{BODY_BYTES_MAX, Body, BodyWriter, Marks, Op, ThreadRef};
use record::{FRAME_BYTES, Frame};
use segment::Header;
pub(crate) use segment::{Found, HEADER_BYTES, Kind};

use crate::bytes::Malformed;
use crate::disk::{Disk, DiskFile};
use crate::error::{Error, Place};

/// The store's own journal.
pub(crate) const STORE: Kind = Kind { magic: b"WPJOURNL", has_marks: true };

const WRITING: &str = "writing the journal";
const FLUSHING: &str = "flushing the journal";
const READING: &str = "reading the journal";
const EXTENSION: &str = ".wpj";
/// Largest segment in bytes: offsets are 32 bits. One group may go over the segment size asked for.
const SEGMENT_BYTES_LIMIT: u64 = u32::MAX as u64;

/// Where a sealed value lies.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Spot {
    pub(crate) segment: u32,
    pub(crate) offset: u32,
    pub(crate) bytes: u32,
    /// The record's number and the change's place in it: part of what the value is bound to.
    pub(crate) record: u64,
    pub(crate) op: u16,
}

/// An open journal.
pub(crate) struct Journal {
    kind: Kind,
    disk: Arc<dyn Disk>,
    dir: PathBuf,
    store_id: [u8; 16],
    segments: BTreeMap<u32, Segment>,
    segment_bytes_max: u64,
    end: End,
    /// The last segment is damaged at its end: leave it as it is and begin another.
    begin_anew: bool,
    lost_end: Option<Place>,
    cut: Option<Cut>,
}

struct Segment {
    /// Shared with snapshots: what compaction removes stays readable for them.
    file: Arc<dyn DiskFile>,
    bytes: u64,
}

/// What a record is, when all of them are read.
pub(crate) struct Replayed<'a> {
    pub(crate) segment: u32,
    /// Byte offset of the body in the segment.
    pub(crate) body_at: u64,
    pub(crate) number: u64,
    pub(crate) group_first: u64,
    pub(crate) body: &'a Body<'a>,
}

impl Journal {
    /// Begins the first segment of a new store.
    pub(crate) fn create(
        kind: Kind,
        disk: &dyn Disk,
        dir: &Path,
        store_id: [u8; 16],
    ) -> Result<(), Error> {
        let header = Header { segment: 1, store_id, first_record: 1, marks: Marks::default() };
        birth(kind, disk, dir, &header).map(drop).map_err(Error::disk(WRITING))
    }

    /// Opens the journal. `clean` is where it ended when it was closed in order, if it was.
    pub(crate) fn open(
        kind: Kind,
        disk: Arc<dyn Disk>,
        dir: PathBuf,
        store_id: [u8; 16],
        segment_bytes_max: u64,
        clean: Option<End>,
    ) -> Result<Self, Error> {
        let names = disk.list(&dir).map_err(Error::disk(READING))?;
        let mut segments = BTreeMap::new();
        for number in names.iter().filter_map(|name| number_of(name)) {
            let file = disk.open(&path_of(&dir, number)).map_err(Error::disk(READING))?;
            let bytes = file.len().map_err(Error::disk(READING))?;
            segments.insert(number, Segment { file: file.into(), bytes });
        }
        let end = End { segment: 0, offset: 0, next_record: 1, marks: Marks::default() };
        let mut journal = Self {
            kind,
            disk,
            dir,
            store_id,
            segments,
            segment_bytes_max,
            end,
            begin_anew: false,
            lost_end: None,
            cut: None,
        };
        match clean.filter(|end| journal.reaches(end)) {
            Some(end) => journal.end = end,
            None => journal.find_end(clean)?,
        }
        Ok(journal)
    }

    fn reaches(&self, end: &End) -> bool {
        let last = self.segments.last_key_value();
        last.is_some_and(|(number, segment)| *number == end.segment && segment.bytes == end.offset)
    }

    /// What opening cut off, if anything.
    pub(crate) fn cut(&self) -> Option<Cut> {
        self.cut
    }

    pub(crate) fn end(&self) -> End {
        self.end
    }

    /// Whether the journal ends exactly where it ended when it was closed in order.
    pub(crate) fn ends_at(&self, clean: &End) -> bool {
        self.end == *clean && self.lost_end.is_none()
    }

    /// Appends a group of bodies as one write and one flush; where each body lies.
    /// On [`Error::Poisoned`] nobody can tell whether the group is on the disk; on any other it is not.
    pub(crate) fn append(
        &mut self,
        bodies: &[impl AsRef<[u8]>],
        marks: Marks,
    ) -> Result<Vec<(u32, u64)>, Error> {
        let first = self.end.next_record;
        let mut group =
            Vec::with_capacity(bodies.iter().map(|body| body.as_ref().len() + FRAME_BYTES).sum());
        let mut starts = Vec::with_capacity(bodies.len());
        for (number, body) in (first..).zip(bodies.iter().map(AsRef::as_ref)) {
            group.extend_from_slice(&Frame::around(&self.store_id, number, first, body));
            starts.push(group.len() as u64);
            group.extend_from_slice(body);
        }
        self.make_room(group.len() as u64)?;
        let segment =
            self.segments.get_mut(&self.end.segment).ok_or(Error::Poisoned { doing: WRITING })?;
        let at = self.end.offset;
        if let Err(error) = segment.file.write_at(&group, at) {
            segment
                .file
                .set_len(at)
                .and_then(|()| segment.file.sync())
                .map_err(|_| Error::Poisoned { doing: WRITING })?;
            return Err(Error::disk(WRITING)(error));
        }
        segment.file.sync().map_err(|_| Error::Poisoned { doing: FLUSHING })?;
        segment.bytes = at + group.len() as u64;
        self.end.offset = segment.bytes;
        (self.end.next_record, self.end.marks) = (first + bodies.len() as u64, marks);
        Ok(starts.iter().map(|start| (self.end.segment, at + start)).collect())
    }

    /// Whether a group of so many bytes would begin a new segment.
    pub(crate) fn begins_a_segment(&self, bytes: u64) -> bool {
        let full = self.end.offset + bytes > self.segment_bytes_max
            && self.end.offset > HEADER_BYTES as u64;
        full || self.begin_anew
    }

    /// Begins a new segment if the group would overfill this one.
    fn make_room(&mut self, bytes: u64) -> Result<(), Error> {
        if bytes + HEADER_BYTES as u64 > SEGMENT_BYTES_LIMIT {
            let found = usize::try_from(bytes).unwrap_or(usize::MAX);
            return Err(Error::TooLong {
                what: "group of batches",
                found,
                max: SEGMENT_BYTES_LIMIT as usize,
            });
        }
        if !self.begins_a_segment(bytes) {
            return Ok(());
        }
        let number = self.end.segment + 1;
        let End { segment: _, offset: _, next_record, marks } = self.end;
        let header =
            Header { segment: number, store_id: self.store_id, first_record: next_record, marks };
        let file = birth(self.kind, &*self.disk, &self.dir, &header).map_err(|error| {
            // A half-born segment must not be in the way of the next try.
            let path = path_of(&self.dir, number);
            match self.disk.remove(&path) {
                Err(left) if left.kind() != std::io::ErrorKind::NotFound => {
                    Error::Poisoned { doing: WRITING }
                }
                _ => Error::disk(WRITING)(error),
            }
        })?;
        self.segments.insert(number, Segment { file: file.into(), bytes: HEADER_BYTES as u64 });
        (self.end.segment, self.end.offset, self.begin_anew) = (number, HEADER_BYTES as u64, false);
        Ok(())
    }

    /// The sealed value at a spot; `None` where the file is too short for it.
    pub(crate) fn read(&self, spot: &Spot) -> Result<Option<Vec<u8>>, Error> {
        let Some(segment) = self.segments.get(&spot.segment) else {
            return Ok(None);
        };
        // Positions come from the index: bounded before anything is allocated.
        if spot.bytes as usize > BODY_BYTES_MAX {
            return Ok(None);
        }
        let mut sealed = vec![0; spot.bytes as usize];
        let read =
            segment.file.read_at(&mut sealed, spot.offset.into()).map_err(Error::disk(READING))?;
        Ok((read == sealed.len()).then_some(sealed))
    }

    /// The body of the record whose body begins at `body_at`, if it is as it was written.
    pub(crate) fn read_record(
        &self,
        segment: u32,
        body_at: u64,
        body_bytes: usize,
    ) -> Result<Option<Vec<u8>>, Error> {
        let Some(file) = self.segments.get(&segment).map(|segment| &segment.file) else {
            return Ok(None);
        };
        let Some(at) = body_at.checked_sub(FRAME_BYTES as u64) else {
            return Ok(None);
        };
        let mut record = vec![0; FRAME_BYTES + body_bytes.min(BODY_BYTES_MAX)];
        let read = file.read_at(&mut record, at).map_err(Error::disk(READING))?;
        record.truncate(read);
        let body = record.split_off(read.min(FRAME_BYTES));
        let whole = Frame::read(&self.store_id, &record).is_ok_and(|frame| frame.fits(&body));
        Ok(whole.then_some(body))
    }

    /// Reads every whole record in order; the damage found on the way.
    pub(crate) fn replay(
        &self,
        mut each: impl FnMut(Replayed<'_>) -> Result<(), Error>,
    ) -> Result<Vec<Place>, Error> {
        let (mut next, mut rot) = (0, Vec::from_iter(self.lost_end));
        for number in self.segments.keys() {
            rot.extend(self.replay_segment(*number, &mut next, &mut each)?);
        }
        Ok(rot)
    }

    /// The same for one segment; `next` is the lowest number a record may have.
    pub(crate) fn replay_segment(
        &self,
        number: u32,
        next: &mut u64,
        each: &mut impl FnMut(Replayed<'_>) -> Result<(), Error>,
    ) -> Result<Vec<Place>, Error> {
        let mut malformed = Vec::new();
        let mut rot =
            self.scan_segment(number, next, &mut |found| match Body::read(found.body) {
                Ok(body) => each(Replayed {
                    segment: number,
                    body_at: found.body_at(),
                    number: found.number,
                    group_first: found.group_first,
                    body: &body,
                }),
                Err(Malformed) => {
                    malformed.push(Place::Journal { segment: number, offset: found.at });
                    Ok(())
                }
            })?;
        rot.extend(malformed);
        Ok(rot)
    }

    /// The same for the bare records of one segment, whatever is in them.
    pub(crate) fn scan_segment(
        &self,
        number: u32,
        next: &mut u64,
        each: &mut impl FnMut(Found<'_>) -> Result<(), Error>,
    ) -> Result<Vec<Place>, Error> {
        let Some(segment) = self.segments.get(&number) else {
            return Ok(Vec::new());
        };
        let place = |offset| Place::Journal { segment: number, offset };
        let header = read_header(self.kind, segment);
        let header_fits = header.is_ok_and(|header| header.segment == number);
        let mut rot: Vec<_> = (!header_fits).then(|| place(0)).into_iter().collect();
        let gaps =
            segment::scan(&*segment.file, &self.store_id, body_range(segment), *next, |found| {
                *next = found.number + 1;
                each(found)
            })?;
        rot.extend(gaps.iter().map(|gap| place(gap.at)));
        Ok(rot)
    }

    /// Every segment and its size in bytes, oldest first.
    pub(crate) fn segments(&self) -> impl Iterator<Item = (u32, u64)> + '_ {
        self.segments.iter().map(|(number, segment)| (*number, segment.bytes))
    }

    /// Every segment with its file and its size in bytes at this moment, oldest first.
    pub(crate) fn files(&self) -> impl Iterator<Item = (u32, Arc<dyn DiskFile>, u64)> + '_ {
        self.segments.iter().map(|(number, segment)| (*number, segment.file.clone(), segment.bytes))
    }

    /// The next group begins a new segment.
    pub(crate) fn seal_last(&mut self) {
        self.begin_anew = true;
    }

    /// Removes a sealed segment whose rows live elsewhere by now.
    pub(crate) fn remove(&mut self, number: u32) -> Result<(), Error> {
        if number == self.end.segment || self.segments.remove(&number).is_none() {
            return Ok(());
        }
        let removed = self
            .disk
            .remove(&path_of(&self.dir, number))
            .and_then(|()| self.disk.sync_dir(&self.dir));
        removed.map_err(Error::disk("removing an emptied journal segment"))
    }
}

/// Cuts off what was appended after `end`, durably.
pub(crate) fn cut_back(disk: &dyn Disk, dir: &Path, end: &End) -> Result<(), Error> {
    let cut = || {
        let names = disk.list(dir)?;
        let later = names.iter().filter(|name| number_of(name).is_some_and(|n| n > end.segment));
        later.into_iter().try_for_each(|name| disk.remove(&dir.join(name)))?;
        let last = disk.open(&path_of(dir, end.segment))?;
        if last.len()? > end.offset {
            last.set_len(end.offset)?;
        }
        last.sync()?;
        disk.sync_dir(dir)
    };
    cut().map_err(Error::disk(WRITING))
}

fn birth(
    kind: Kind,
    disk: &dyn Disk,
    dir: &Path,
    header: &Header,
) -> std::io::Result<Box<dyn DiskFile>> {
    let file = disk.create(&path_of(dir, header.segment))?;
    file.write_at(&header.write(kind), 0)?;
    file.sync()?;
    disk.sync_dir(dir)?;
    Ok(file)
}

/// Whether the first segment's header reads and is of this store.
pub(crate) fn is_of(disk: &dyn Disk, dir: &Path, store_id: &[u8; 16]) -> Result<bool, Error> {
    let names = disk.list(dir).map_err(Error::disk(READING))?;
    let Some(first) = names.iter().filter_map(|name| number_of(name)).min() else {
        return Ok(false);
    };
    Ok(id_of(STORE, disk, dir, first)? == Some(*store_id))
}

/// The id in the header of a segment, if the header reads.
pub(crate) fn id_of(
    kind: Kind,
    disk: &dyn Disk,
    dir: &Path,
    number: u32,
) -> Result<Option<[u8; 16]>, Error> {
    let file = disk.open(&path_of(dir, number)).map_err(Error::disk(READING))?;
    let bytes = file.len().map_err(Error::disk(READING))?;
    let header = read_header(kind, &Segment { file: file.into(), bytes });
    Ok(header.ok().map(|header| header.store_id))
}

fn read_header(kind: Kind, segment: &Segment) -> Result<Header, Malformed> {
    let mut bytes = [0; HEADER_BYTES];
    let read = segment.file.read_at(&mut bytes, 0).map_err(|_| Malformed)?;
    Header::read(kind, &bytes[..read])
}

fn body_range(segment: &Segment) -> std::ops::Range<u64> {
    HEADER_BYTES as u64..segment.bytes.max(HEADER_BYTES as u64)
}

pub(crate) fn path_of(dir: &Path, number: u32) -> PathBuf {
    dir.join(name_of(number))
}

/// A segment's file name.
pub(crate) fn name_of(number: u32) -> String {
    format!("{number:08}{EXTENSION}")
}

pub(crate) fn number_of(name: &str) -> Option<u32> {
    name.strip_suffix(EXTENSION)?.parse().ok()
}
