//! Who of us read a referral, and when: written down at each opening, and shown with the referral.
//!
//! In: a reader, what was read, the time. Out: rows under the conversation's own data key, erased with it. What
//! programs read without a person looking is not written down.

use minicbor::{Decode, Encode};
use waypost_protocol::ids::{ConversationId, Time};
use waypost_store::{Batch, Item, Row as StoredRow, Store};

use crate::command;
use crate::desk::Desk;
use crate::error::DeskError;
use crate::report::{no_such_referral, time};
use crate::rows::{READ, Row, numbered, owner, undamaged};

/// Readings kept of one referral: of a case over years, some 40 KiB; the oldest go first.
const READS_MAX: usize = 500;
/// Looking again so soon is the same reading.
const SAME_SECONDS: u64 = 600;
/// How exactly the end of a reading is kept: a page that looks anew by itself, or a file that is read in parts, is not
/// worth a write each time.
const EXACT_SECONDS: u64 = 60;
/// How a reader without a user is called.
const COMMAND_LINE: &str = "command line";

/// What was read.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) enum What {
    Opened,
    Printed,
    /// A file, by its number in the referral.
    Attachment(u32),
}

impl What {
    const fn as_str(self) -> &'static str {
        match self {
            Self::Opened => "opened",
            Self::Printed => "printed",
            Self::Attachment(_) => "attachment",
        }
    }

    const fn attachment(self) -> Option<u32> {
        match self {
            Self::Attachment(number) => Some(number),
            Self::Opened | Self::Printed => None,
        }
    }
}

/// One reading.
#[derive(Clone, PartialEq, Eq, Debug, Encode, Decode)]
#[cbor(map)]
pub(crate) struct ReadRow {
    /// The user; none for the command line.
    #[n(0)]
    by: Option<u64>,
    /// `opened`, `printed` or `attachment`.
    #[n(1)]
    what: String,
    #[n(2)]
    attachment: Option<u32>,
    #[n(3)]
    at: Time,
    /// The last look of it.
    #[n(4)]
    until: Time,
}

impl Row for ReadRow {
    const WHAT: &'static str = "row of a reading";
}

impl ReadRow {
    fn is_same(&self, by: Option<u64>, what: What, now: Time) -> bool {
        self.by == by
            && self.what == what.as_str()
            && self.attachment == what.attachment()
            && self.at <= now
            && now.since(self.until) < SAME_SECONDS
    }
}

/// The readings of one referral, numbered, the oldest first.
#[derive(Clone, Default, Debug)]
pub(crate) struct Reads(Vec<(u64, ReadRow)>);

impl Reads {
    pub(crate) fn load(store: &Store, id: ConversationId) -> Result<Self, DeskError> {
        let mut reads = Vec::new();
        for found in store.rows(READ, id.as_bytes())? {
            if let Some(StoredRow { item: Item::Number(number), value }) = undamaged(found)?
                && let Some(row) = undamaged(ReadRow::from_bytes(&value))?
            {
                reads.push((number, row));
            }
        }
        Ok(Self(reads))
    }

    /// Writes all of them, under whatever key the conversation has now.
    pub(crate) fn put_all(&self, batch: &mut Batch, id: ConversationId) {
        for (number, row) in &self.0 {
            put(batch, id, *number, row);
        }
    }

    fn note(
        &mut self,
        batch: &mut Batch,
        id: ConversationId,
        by: Option<u64>,
        what: What,
        now: Time,
    ) {
        if let Some((number, row)) = self.0.iter_mut().rfind(|(_, row)| row.is_same(by, what, now))
        {
            if now.since(row.until) >= EXACT_SECONDS {
                row.until = now;
                put(batch, id, *number, row);
            }
            return;
        }
        let number = self.0.last().map_or(1, |(number, _)| number + 1);
        let (what, attachment) = (what.as_str().to_owned(), what.attachment());
        let row = ReadRow { by, what, attachment, at: now, until: now };
        put(batch, id, number, &row);
        self.0.push((number, row));
        while self.0.len() > READS_MAX {
            let (oldest, _) = self.0.remove(0);
            batch.delete(numbered(READ, id.as_bytes(), oldest));
        }
    }
}

fn put(batch: &mut Batch, id: ConversationId, number: u64, row: &ReadRow) {
    batch.put(numbered(READ, id.as_bytes(), number), owner(id), row.to_bytes());
}

impl Desk {
    /// Writes down that somebody read a referral. It is open in memory.
    pub(crate) fn note_read(
        &mut self,
        now: Time,
        id: ConversationId,
        by: Option<u64>,
        what: What,
    ) -> Result<(), DeskError> {
        self.load_reads(id)?;
        let conversation = self.open.get_mut(&id).ok_or_else(no_such_referral)?;
        if let Some(reads) = &mut conversation.reads {
            reads.note(&mut self.batch, id, by, what, now);
        }
        Ok(())
    }

    fn load_reads(&mut self, id: ConversationId) -> Result<(), DeskError> {
        let conversation = self.open.get_mut(&id).ok_or_else(no_such_referral)?;
        if conversation.reads.is_none() {
            conversation.reads = Some(Reads::load(&self.store, id)?);
        }
        Ok(())
    }

    /// Who read a referral, the newest first, and how many readings there are.
    pub(crate) fn reads_of(
        &mut self,
        id: ConversationId,
    ) -> Result<(Vec<command::ReadRow>, u64), DeskError> {
        self.load_reads(id)?;
        let conversation = self.open.get(&id).ok_or_else(no_such_referral)?;
        let Some(Reads(reads)) = &conversation.reads else { return Ok((Vec::new(), 0)) };
        let row = |(_, row): &(u64, ReadRow)| command::ReadRow {
            at: time(row.at),
            until: time(row.until),
            by: match row.by {
                None => COMMAND_LINE.to_owned(),
                // A row that is damaged leaves its number.
                Some(number) => self.user_name(number).unwrap_or_else(|| format!("U{number}")),
            },
            what: row.what.clone(),
            attachment: row.attachment.map(|number| format!("A{number}")),
        };
        let newest = reads.iter().rev().take(command::READS_SHOWN_MAX).map(row).collect();
        Ok((newest, reads.len() as u64))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const ID: ConversationId = ConversationId::new([3; 16]);
    const NOON: Time = Time(1_800_000_000);

    /// Notes openings at these seconds, and says when each reading began and ended.
    fn noted(of: &[(u64, Option<u64>, What)]) -> (Reads, usize) {
        let (mut reads, mut writes) = (Reads::default(), 0);
        for (second, by, what) in of {
            let mut batch = Batch::new();
            reads.note(&mut batch, ID, *by, *what, NOON.plus(*second));
            writes += usize::from(!batch.is_empty());
        }
        (reads, writes)
    }

    fn spans(reads: &Reads) -> Vec<(u64, u64)> {
        reads.0.iter().map(|(_, row)| (row.at.since(NOON), row.until.since(NOON))).collect()
    }

    #[test]
    fn looking_again_within_ten_minutes_is_one_reading_whose_end_moves() {
        let at = |second| (second, Some(1), What::Opened);
        let (reads, writes) = noted(&[at(0), at(30), at(300), at(899), at(1_499), at(2_000)]);
        assert_eq!(spans(&reads), [(0, 899), (1_499, 2_000)]);
        assert_eq!(writes, 5, "half a minute later nothing is written");
    }

    #[test]
    fn readers_and_what_they_read_are_told_apart() {
        let (reads, _) = noted(&[
            (0, Some(1), What::Opened),
            (1, Some(2), What::Opened),
            (2, None, What::Opened),
            (3, Some(1), What::Printed),
            (4, Some(1), What::Attachment(1)),
            (5, Some(1), What::Attachment(2)),
            (100, Some(1), What::Opened),
        ]);
        assert_eq!(spans(&reads), [(0, 100), (1, 1), (2, 2), (3, 3), (4, 4), (5, 5)]);
    }

    #[test]
    fn a_look_at_a_clock_set_back_is_a_reading_of_its_own() {
        let (mut reads, _) = noted(&[(500, None, What::Opened)]);
        reads.note(&mut Batch::new(), ID, None, What::Opened, NOON);
        assert_eq!(reads.0.len(), 2);
    }

    #[test]
    fn the_oldest_readings_go_and_numbers_are_never_used_twice() {
        let looks: Vec<_> = (0..503).map(|n| (n * 1_000, None, What::Opened)).collect();
        let (reads, _) = noted(&looks);
        assert_eq!(reads.0.len(), READS_MAX);
        assert_eq!((reads.0[0].0, reads.0[499].0), (4, 503));
    }
}
