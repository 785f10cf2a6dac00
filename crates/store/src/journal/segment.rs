//! One segment file: its header, and a scan that finds every whole record, also past damage.

use crate::bytes::{Fields, Malformed, checked, with_checksum};
use crate::disk::DiskFile;
use crate::error::Error;
use crate::journal::record::{FRAME_BYTES, Frame, MARKER, Marks};

pub(crate) const HEADER_BYTES: usize = 64;
const VERSION: u32 = 1;
/// Read ahead this much: large enough to make system calls rare, small enough to be nothing.
const WINDOW_BYTES: usize = 256 << 10;

/// Whose journal it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Kind {
    /// How every segment begins.
    pub(crate) magic: &'static [u8; 8],
    /// Whether every body begins with [`Marks`].
    pub(crate) has_marks: bool,
}

/// The first 64 bytes of a segment.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Header {
    pub(crate) segment: u32,
    pub(crate) store_id: [u8; 16],
    pub(crate) first_record: u64,
    pub(crate) marks: Marks,
}

impl Header {
    pub(crate) fn write(&self, kind: Kind) -> Vec<u8> {
        let mut bytes = Vec::with_capacity(HEADER_BYTES);
        bytes.extend_from_slice(kind.magic);
        bytes.extend_from_slice(&VERSION.to_be_bytes());
        bytes.extend_from_slice(&self.segment.to_be_bytes());
        bytes.extend_from_slice(&self.store_id);
        bytes.extend_from_slice(&self.first_record.to_be_bytes());
        self.marks.write(&mut bytes);
        bytes.resize(HEADER_BYTES - 4, 0);
        with_checksum(bytes)
    }

    pub(crate) fn read(kind: Kind, bytes: &[u8]) -> Result<Self, Malformed> {
        let mut fields = Fields::new(checked(bytes)?);
        fields.expect(kind.magic)?;
        fields.expect(&VERSION.to_be_bytes())?;
        let (segment, store_id, first_record) = (fields.u32()?, fields.array()?, fields.u64()?);
        let marks = Marks::read(&mut fields)?;
        fields.bytes(4)?;
        fields.end()?;
        Ok(Self { segment, store_id, first_record, marks })
    }
}

/// A whole record found in a segment.
pub(crate) struct Found<'a> {
    pub(crate) number: u64,
    pub(crate) group_first: u64,
    /// Byte offset of its frame.
    pub(crate) at: u64,
    pub(crate) body: &'a [u8],
}

impl Found<'_> {
    /// Byte offset of its body.
    pub(crate) fn body_at(&self) -> u64 {
        self.at + FRAME_BYTES as u64
    }
}

/// A stretch of a segment that holds no whole record.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Gap {
    pub(crate) at: u64,
    /// The first record number that may be lost in it.
    pub(crate) first_lost: u64,
}

/// Calls `each` for every whole record from byte `from` to byte `until`, in order; returns the stretches
/// between. `next` is the number the first record must at least have.
pub(crate) fn scan(
    file: &dyn DiskFile,
    store_id: &[u8; 16],
    range: std::ops::Range<u64>,
    mut next: u64,
    mut each: impl FnMut(Found<'_>) -> Result<(), Error>,
) -> Result<Vec<Gap>, Error> {
    let mut window = Window { file, bytes: Vec::new(), start: 0, until: range.end };
    let (mut at, mut gaps) = (range.start, Vec::new());
    let mut in_gap = false;
    while at < range.end {
        if let Some(frame) = frame_at(&mut window, store_id, at, next)? {
            let body = window.view(at + FRAME_BYTES as u64, frame.body_bytes)?;
            each(Found { number: frame.number, group_first: frame.group_first, at, body })?;
            at += (FRAME_BYTES + frame.body_bytes) as u64;
            next = frame.number + 1;
            in_gap = false;
            continue;
        }
        if !in_gap {
            gaps.push(Gap { at, first_lost: next });
            in_gap = true;
        }
        at = next_marker(&mut window, at + 1)?;
    }
    Ok(gaps)
}

/// The frame at `at`, if a whole record with number `next` or later is there.
fn frame_at(
    window: &mut Window<'_>,
    store_id: &[u8; 16],
    at: u64,
    next: u64,
) -> Result<Option<Frame>, Error> {
    let Ok(frame) = Frame::read(store_id, window.view(at, FRAME_BYTES)?) else {
        return Ok(None);
    };
    let body = window.view(at + FRAME_BYTES as u64, frame.body_bytes)?;
    Ok((frame.number >= next && frame.fits(body)).then_some(frame))
}

/// Where the next record may begin, at or after `at`; the end if nowhere.
fn next_marker(window: &mut Window<'_>, mut at: u64) -> Result<u64, Error> {
    loop {
        let view = window.view(at, WINDOW_BYTES)?;
        if let Some(offset) = view.windows(MARKER.len()).position(|bytes| bytes == MARKER) {
            return Ok(at + offset as u64);
        }
        if view.len() < WINDOW_BYTES {
            return Ok(window.until);
        }
        at += (view.len() - MARKER.len() + 1) as u64;
    }
}

/// A view of a file that reads ahead.
struct Window<'a> {
    file: &'a dyn DiskFile,
    bytes: Vec<u8>,
    start: u64,
    until: u64,
}

impl Window<'_> {
    /// Up to `count` bytes at `at`; fewer where the file ends.
    fn view(&mut self, at: u64, count: usize) -> Result<&[u8], Error> {
        let wanted =
            usize::try_from(self.until.saturating_sub(at)).unwrap_or(usize::MAX).min(count);
        let held = at >= self.start && at + wanted as u64 <= self.start + self.bytes.len() as u64;
        if !held {
            let ahead = usize::try_from(self.until.saturating_sub(at)).unwrap_or(usize::MAX);
            self.bytes.resize(ahead.min(wanted.max(WINDOW_BYTES)), 0);
            let read = self
                .file
                .read_at(&mut self.bytes, at)
                .map_err(Error::disk("reading the journal"))?;
            self.bytes.truncate(read);
            self.start = at;
        }
        let from = (at - self.start) as usize;
        let to = (from + wanted).min(self.bytes.len());
        Ok(&self.bytes[from..to])
    }
}
