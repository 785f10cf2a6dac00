//! Settling the journal's end after anything but an orderly close.

use super::segment::{self, Found, Gap};
use super::{
    Cut, End, FLUSHING, Journal, Kind, Marks, READING, WRITING, body_range, path_of, read_header,
};
use crate::bytes::Fields;
use crate::error::{Error, Place};

impl Journal {
    /// Settles where the journal ends after a crash (or a lost end, if it was closed in order).
    pub(super) fn find_end(&mut self, clean: Option<End>) -> Result<(), Error> {
        let Some((&last, segment)) = self.segments.last_key_value() else {
            return Err(Error::Rot(Place::Journal { segment: 1, offset: 0 }));
        };
        let header = read_header(self.kind, segment).ok().filter(|header| header.segment == last);
        let mut tail = Tail::default();
        // A hole before everything else that is whole here is of the first group, and no older damage.
        let first = header.map_or(0, |header| header.first_record);
        let gaps =
            segment::scan(&*segment.file, &self.store_id, body_range(segment), first, |found| {
                tail.note(self.kind, &found);
                Ok(())
            })?;
        if header.is_none() && tail.records == 0 && self.segments.len() > 1 {
            return self.drop_unborn(last, clean);
        }
        let before =
            header.map_or((1, Marks::default()), |header| (header.first_record, header.marks));
        self.end = End {
            segment: last,
            offset: segment.bytes,
            next_record: if tail.records == 0 { before.0 } else { tail.last + 1 },
            marks: if tail.records == 0 { before.1 } else { tail.marks },
        };
        // Closed in order but not of the length it had: the disk lost bytes, nothing was torn.
        if let Some(end) = clean.filter(|end| end.next_record >= self.end.next_record) {
            (self.end.next_record, self.end.marks, self.begin_anew) =
                (end.next_record, end.marks, true);
            self.lost_end = Some(Place::Journal { segment: last, offset: self.end.offset });
            return Ok(());
        }
        let torn = gaps.iter().find(|gap| tail.records == 0 || gap.first_lost >= tail.group_first);
        match torn {
            Some(gap) => self.cut_at(*gap),
            None => self.believe(tail.group_at),
        }
    }

    /// A segment whose birth was cut short holds nothing: the one before it is the last.
    fn drop_unborn(&mut self, unborn: u32, clean: Option<End>) -> Result<(), Error> {
        self.segments.remove(&unborn);
        let removed = self
            .disk
            .remove(&path_of(&self.dir, unborn))
            .and_then(|()| self.disk.sync_dir(&self.dir));
        removed.map_err(Error::disk(WRITING))?;
        self.find_end(clean)
    }

    fn cut_at(&mut self, gap: Gap) -> Result<(), Error> {
        let bytes = self.end.offset - gap.at;
        self.cut = Some(Cut { segment: self.end.segment, offset: gap.at, bytes });
        let segment =
            self.segments.get_mut(&self.end.segment).ok_or(Error::Poisoned { doing: READING })?;
        segment
            .file
            .set_len(gap.at)
            .and_then(|()| segment.file.sync())
            .map_err(Error::disk(FLUSHING))?;
        segment.bytes = gap.at;
        // What is left may end in a group that was never flushed either: settle again.
        self.find_end(None)
    }

    /// Writes the last group again and flushes: after a failed or missing flush the system may show bytes
    /// that are not on the disk.
    fn believe(&mut self, group_at: Option<u64>) -> Result<(), Error> {
        let Some(segment) = self.segments.get(&self.end.segment) else {
            return Ok(());
        };
        let from = group_at.unwrap_or(0);
        let mut group = vec![0; (segment.bytes - from) as usize];
        let read = segment.file.read_at(&mut group, from).map_err(Error::disk(READING))?;
        segment
            .file
            .write_at(&group[..read], from)
            .and_then(|()| segment.file.sync())
            .map_err(Error::disk(FLUSHING))?;
        self.disk.sync_dir(&self.dir).map_err(Error::disk(FLUSHING))
    }
}

/// What a scan of the last segment learns about its end.
#[derive(Default)]
struct Tail {
    records: u64,
    last: u64,
    group_first: u64,
    group_at: Option<u64>,
    marks: Marks,
}

impl Tail {
    fn note(&mut self, kind: Kind, found: &Found<'_>) {
        if self.records == 0 || found.group_first != self.group_first {
            (self.group_first, self.group_at) = (found.group_first, Some(found.at));
        }
        (self.records, self.last) = (self.records + 1, found.number);
        if kind.has_marks
            && let Ok(marks) = Marks::read(&mut Fields::new(found.body))
        {
            self.marks = marks;
        }
    }
}
