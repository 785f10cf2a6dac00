//! Writing a bundle: what waits for a partner and may go, file by file.
//!
//! In: the outbox, the frames in the store. Out: the next file. Which letters stand in it is on disk before the file
//! is handed over, under the bundle's number; the letters stay where they are. A bundle holds all that waits, also
//! what an earlier one held: whoever gets the newest needs no other.

use std::collections::VecDeque;

use waypost_protocol::bundle::{
    BundleHead, BundleKeys, FRAME_LENGTH_BYTES, PARTS_MAX, ROOM_BYTES, close,
};
use waypost_protocol::ids::{OrgId, Time};
use waypost_store::{Item, Owner};
use zeroize::Zeroizing;

use super::{Answer, BUNDLE, Session, StateRow, WrittenRow, state_key};
use crate::clock::Belief;
use crate::command::BundleWritten;
use crate::desk::Desk;
use crate::error::DeskError;
use crate::rows::{FRAME, Row, numbered, undamaged};

/// Letters in one bundle: 64 MiB at least, and a row of some 150 KB. The rest goes with the next.
const LETTERS_MAX: usize = 16_384;
/// Bundles of one partner that are remembered: its answer is to one of the last. An older answer costs a repeat.
const WRITTEN_MAX: usize = 16;

/// A bundle of which files are still to be written.
pub(super) struct Writing {
    org: OrgId,
    head: BundleHead,
    keys: BundleKeys,
    /// Numbers in the outbox, first first.
    left: VecDeque<u64>,
    /// Those that stand in this bundle.
    numbers: Vec<u64>,
    /// Those that it has no room for.
    left_over: u64,
}

/// A file that was handed to the thread. It counts when the thread comes back for the next.
pub(super) struct Handed {
    org: OrgId,
    partner: String,
    letters: u64,
    bytes: u64,
    last: bool,
    left_over: u64,
}

impl Session {
    fn note_handed(&mut self) {
        let Some(Handed { org, partner, letters, bytes, last, left_over }) = self.handed.take()
        else {
            return;
        };
        if last {
            self.complete.insert(org);
        }
        let written = &mut self.report.written;
        let at = written.iter().position(|row| row.partner == partner).unwrap_or_else(|| {
            written.push(BundleWritten { partner, ..BundleWritten::default() });
            written.len() - 1
        });
        let row = &mut written[at];
        row.letters += letters;
        row.files += 1;
        row.bytes += bytes;
        row.left_over = left_over;
    }
}

impl Desk {
    pub(super) fn next_file(
        &mut self,
        now: Time,
        session: &mut Session,
    ) -> Result<Answer, DeskError> {
        session.note_handed();
        if let Some(writing) = session.writing.take() {
            return self.fill_file(session, writing);
        }
        while let Some((org, even_empty)) = session.to_write.first_key_value() {
            let (org, even_empty) = (*org, *even_empty);
            if self.feed_stick(now, org)? {
                return Ok(Answer::Again);
            }
            session.to_write.remove(&org);
            if let Some(writing) = self.begin_writing(now, session, org, even_empty)? {
                return self.fill_file(session, writing);
            }
        }
        Ok(Answer::Written(session.complete.clone()))
    }

    fn begin_writing(
        &mut self,
        now: Time,
        session: &mut Session,
        org: OrgId,
        even_empty: bool,
    ) -> Result<Option<Writing>, DeskError> {
        let Some(partner) = self.partners.get(&org).filter(|p| !p.row.blocked) else {
            return Ok(None);
        };
        let mut left = self.outbox.may_go_now(org);
        if left.is_empty() && !even_empty {
            session.report.nothing_for.push(partner.row.short.clone());
            return Ok(None);
        }
        let keys = partner.bundle_keys(now.day()).filter(|_| self.belief(now) != Belief::Wrong);
        let Some(keys) = keys else {
            session.report.nothing_for.push(partner.row.short.clone());
            return Ok(None);
        };
        let left_over = left.len().saturating_sub(LETTERS_MAX) as u64;
        left.truncate(LETTERS_MAX);
        let StateRow { last, seen } = self.bundle_state(org)?;
        let seq = now.0.max(last.saturating_add(1));
        self.batch.put(state_key(org), Owner::Node, StateRow { last: seq, seen }.to_bytes());
        self.forget_written(org)?;
        let head = BundleHead { seq, part: 0, last: false, seen };
        Ok(Some(Writing { org, head, keys, left: left.into(), numbers: Vec::new(), left_over }))
    }

    /// Fills one file, remembers what is in it, and hands it over.
    fn fill_file(
        &mut self,
        session: &mut Session,
        mut writing: Writing,
    ) -> Result<Answer, DeskError> {
        let mut frames: Vec<Zeroizing<Vec<u8>>> = Vec::new();
        let mut bytes = 0;
        while let Some(number) = writing.left.front().copied() {
            if let Some(frame) = self.waiting_frame(writing.org, number)? {
                bytes += FRAME_LENGTH_BYTES + frame.len();
                if bytes > ROOM_BYTES {
                    break;
                }
                frames.push(frame);
                writing.numbers.push(number);
            }
            writing.left.pop_front();
        }
        let Writing { org, mut head, keys, left, numbers, mut left_over } = writing;
        head.last = left.is_empty() || head.part + 1 == PARTS_MAX;
        if head.last {
            left_over += left.len() as u64;
        }
        let row = WrittenRow { numbers: numbers.clone() };
        self.batch.put(numbered(BUNDLE, org.as_bytes(), head.seq), Owner::Node, row.to_bytes());
        let file = close(&head, &frames, &keys, &mut self.rng)
            .map_err(|_| DeskError::Lacking { what: "a bundle within its bounds" })?;
        let partner = self.partners.get(&org).map_or_else(String::new, |p| p.row.short.clone());
        let (letters, bytes) = (frames.len() as u64, file.len() as u64);
        session.handed = Some(Handed { org, partner, letters, bytes, last: head.last, left_over });
        if !head.last {
            let head = BundleHead { part: head.part + 1, ..head };
            session.writing = Some(Writing { org, head, keys, left, numbers, left_over });
        }
        Ok(Answer::Write(file))
    }

    /// Nothing where it is damaged, or settled meanwhile: the post says so, and deals with it.
    fn waiting_frame(
        &self,
        org: OrgId,
        number: u64,
    ) -> Result<Option<Zeroizing<Vec<u8>>>, DeskError> {
        Ok(undamaged(self.store.value(&numbered(FRAME, org.as_bytes(), number)))?.flatten())
    }

    fn forget_written(&mut self, org: OrgId) -> Result<(), DeskError> {
        let mut seqs = Vec::new();
        for found in self.store.rows(BUNDLE, org.as_bytes())? {
            if let Some(Item::Number(seq)) = undamaged(found)?.map(|found| found.item) {
                seqs.push(seq);
            }
        }
        seqs.sort_unstable();
        seqs.truncate(seqs.len().saturating_sub(WRITTEN_MAX - 1));
        for seq in seqs {
            self.batch.delete(numbered(BUNDLE, org.as_bytes(), seq));
        }
        Ok(())
    }
}
