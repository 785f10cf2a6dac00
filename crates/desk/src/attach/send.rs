//! Pieces go: a few lie in the outbox, more are made when a carrier took those, or when a stick is to take them.
//!
//! In: a carrier's word for a piece, the other side's word for an attachment, time. Out: pieces, sealed and framed.
//! A piece is sealed to the partner's epoch prekey, for one-time prekeys are for letters; it is never kept as a
//! letter, and no receipt is written for it: the other side says once that all came.

use std::collections::BTreeMap;

use waypost_protocol::codes::Section;
use waypost_protocol::exchange::{GAPS_MAX, PIECES_MAX, Piece, Pieces, may_carry};
use waypost_protocol::ids::{ConversationId, HeaderHash, OrgId, Time};
use waypost_protocol::letter::{Letter, LetterKind};

use super::rows::{AttachmentRow, Group, attachment_key, piece_key};
use super::{put, thread_of};
use crate::conversation::Tick;
use crate::desk::Desk;
use crate::error::DeskError;
use crate::outbox::BULK_IN_FLIGHT_MAX;
use crate::rows::{FRAME, OUTBOX, numbered, undamaged};
use crate::write::{Invited, Writing};

/// Pieces for one partner in the outbox at once: as many as may be under way, half a megabyte.
const QUEUED_MAX: usize = BULK_IN_FLIGHT_MAX;
/// The same while a stick is written, which takes a file whole or goes its round fifty times: two of the largest.
const QUEUED_FOR_A_STICK_MAX: usize = 2 * PIECES_MAX as usize;
/// Pieces made for a stick in one step: 4 MiB, a quarter of what a batch holds.
const MADE_A_TURN: usize = 64;

/// An attachment of ours that has not all arrived.
pub(super) struct Sending {
    pub(super) row: AttachmentRow,
    /// Pieces in the outbox, with their headers.
    pub(super) under_way: BTreeMap<u32, HeaderHash>,
    /// A piece of our own cannot be read any more: nothing further can go.
    pub(super) damaged: bool,
}

impl Sending {
    pub(super) fn new(row: AttachmentRow) -> Self {
        Self { row, under_way: BTreeMap::new(), damaged: false }
    }

    fn piece_of(&self, header: HeaderHash) -> Option<u32> {
        self.under_way.iter().find(|(_, of)| **of == header).map(|(number, _)| *number)
    }

    /// The next piece that neither went nor lies in the outbox.
    fn next(&self) -> Option<u32> {
        self.row.missing().find(|number| !self.under_way.contains_key(number))
    }
}

impl Desk {
    /// Makes pieces for a partner while there is room.
    pub(crate) fn feed_pieces(&mut self, now: Time, org: OrgId) -> Result<(), DeskError> {
        self.make_pieces(now, org, QUEUED_MAX, QUEUED_MAX).map(drop)
    }

    /// Makes more of them, for a stick, some in each turn. False when it may be written.
    pub(crate) fn feed_stick(&mut self, now: Time, org: OrgId) -> Result<bool, DeskError> {
        self.make_pieces(now, org, QUEUED_FOR_A_STICK_MAX, MADE_A_TURN).map(|made| made > 0)
    }

    /// Makes pieces, the oldest attachment first, until so many lie in the outbox, and no more than so many now.
    fn make_pieces(
        &mut self,
        now: Time,
        org: OrgId,
        queued_max: usize,
        made_max: usize,
    ) -> Result<usize, DeskError> {
        let mine = self.attachments.sending.values().filter(|sending| sending.row.partner == org);
        let mut threads: Vec<(Time, ConversationId)> =
            mine.map(|sending| (sending.row.since, sending.row.thread)).collect();
        threads.sort_unstable();
        let mut made = 0;
        for (_, thread) in threads {
            if !self.may_send(now, thread)? {
                continue;
            }
            let room = queued_max.saturating_sub(self.queued_pieces(org)).min(made_max - made);
            for _ in 0..room {
                if !self.make_piece(now, thread)? {
                    break;
                }
                made += 1;
            }
        }
        Ok(made)
    }

    /// Pieces for a partner that lie in the outbox.
    fn queued_pieces(&mut self, org: OrgId) -> usize {
        let outbox = &self.outbox;
        let mine = self.attachments.sending.values_mut().filter(|s| s.row.partner == org);
        mine.map(|sending| {
            // What left the outbox in another way, as after a restore of the partner's, is made anew.
            sending.under_way.retain(|_, header| outbox.number_of(org, *header).is_some());
            sending.under_way.len()
        })
        .sum()
    }

    /// Whether pieces of it may go now. Where the exchange says no, those in the outbox go no more either.
    fn may_send(&mut self, now: Time, thread: ConversationId) -> Result<bool, DeskError> {
        let Some(sending) = self.attachments.sending.get(&thread) else { return Ok(false) };
        let (id, header, org) = (sending.row.conversation, sending.row.header, sending.row.partner);
        if sending.damaged || !self.can_send_to(now, org) {
            return Ok(false);
        }
        if undamaged(self.load_conversation(id))? != Some(true) {
            return Ok(false);
        }
        let Some(conversation) = self.open.get(&id) else { return Ok(false) };
        let signed_for = match conversation.tick(header) {
            Tick::Received | Tick::Opened => true,
            Tick::Lost | Tick::Refused | Tick::Waiting | Tick::Left => false,
        };
        let allowed = may_carry(&conversation.folded, header, now).is_ok();
        if !allowed {
            self.drop_pieces(thread);
        }
        Ok(signed_for && allowed)
    }

    fn can_send_to(&mut self, now: Time, org: OrgId) -> bool {
        // It does not know its attachments before it has all letters back.
        if self.is_answering(org) {
            return false;
        }
        let partner = self.partners.get_mut(&org);
        partner.is_some_and(|p| p.is_confirmed() && p.sending_keys(now.day()).is_some())
    }

    /// Makes the next piece of an attachment. False if there is none to make.
    fn make_piece(&mut self, now: Time, thread: ConversationId) -> Result<bool, DeskError> {
        let Some(sending) = self.attachments.sending.get(&thread) else { return Ok(false) };
        let Some(number) = sending.next() else { return Ok(false) };
        let (org, header) = (sending.row.partner, sending.row.header);
        let Some(with) = self.keys_for_pieces(now, org) else { return Ok(false) };
        let Some(data) = undamaged(self.store.value(&piece_key(thread, number)))?.flatten() else {
            tracing::error!(number, "a piece of an attachment cannot be read");
            self.attachments.sending.entry(thread).and_modify(|sending| sending.damaged = true);
            return Ok(false);
        };
        let writing = Writing {
            kind: LetterKind::Piece,
            conversation: thread,
            seq: Piece::seq(number),
            prev: Some(header),
            answers: None,
            fields: Piece::to_fields(&data),
            shown: vec![Section::Needs],
            disclosed: Vec::new(),
            number: 0,
        };
        let piece = self.seal_and_queue(now, org, &writing, with, Some(number))?.header;
        if let Some(sending) = self.attachments.sending.get_mut(&thread) {
            sending.under_way.insert(number, piece);
        }
        Ok(true)
    }

    fn keys_for_pieces(&mut self, now: Time, org: OrgId) -> Option<Invited> {
        let partner = self.partners.get_mut(&org)?;
        let prekey = partner.epoch_prekey()?;
        let keys = partner.sending_keys(now.day())?.clone();
        Some(Invited { prekey, keys })
    }

    /// A carrier took a piece: that is written with the piece's leaving, and the next is made.
    pub(crate) fn piece_left(
        &mut self,
        now: Time,
        org: OrgId,
        number: u64,
        (thread, header): (ConversationId, HeaderHash),
    ) -> Result<(), DeskError> {
        self.batch.delete(numbered(OUTBOX, org.as_bytes(), number));
        self.batch.delete(numbered(FRAME, org.as_bytes(), number));
        if let Some(sending) = self.attachments.sending.get_mut(&thread)
            && let Some(piece) = sending.piece_of(header)
        {
            sending.under_way.remove(&piece);
            sending.row.pieces.set(piece, true);
            put(&mut self.batch, Group::Open, &sending.row);
        }
        self.feed_pieces(now, org)
    }

    /// The state changed: pieces that may go no more leave the outbox.
    pub(crate) fn stop_pieces(&mut self, now: Time, id: ConversationId) {
        let Some(conversation) = self.open.get(&id) else { return };
        let stopped = |sending: &&Sending| {
            sending.row.conversation == id
                && may_carry(&conversation.folded, sending.row.header, now).is_err()
        };
        let stopped: Vec<_> = self.attachments.sending.values().filter(stopped).collect();
        let threads: Vec<_> = stopped.iter().map(|sending| sending.row.thread).collect();
        threads.into_iter().for_each(|thread| self.drop_pieces(thread));
    }

    /// Takes an attachment's pieces out of the outbox.
    pub(super) fn drop_pieces(&mut self, thread: ConversationId) {
        let Some(sending) = self.attachments.sending.get_mut(&thread) else { return };
        let org = sending.row.partner;
        for header in std::mem::take(&mut sending.under_way).into_values() {
            self.outbox_done(org, header);
        }
    }

    /// The other side says what of an attachment of ours it has.
    pub(crate) fn take_pieces(
        &mut self,
        now: Time,
        id: ConversationId,
        letter: &Letter,
    ) -> Result<(), DeskError> {
        let Ok(said) = Pieces::read(letter.fields()) else { return Ok(()) };
        let thread = self.open.get(&id).and_then(|c| thread_of(c, said.of));
        let Some(thread) = thread else { return Ok(()) };
        let Some(mut row) = self.attachment_row(thread)?.filter(|row| row.ours) else {
            return Ok(());
        };
        note_said(&mut row, &said);
        let org = row.partner;
        if said.missing.is_empty() {
            self.drop_pieces(thread);
            self.attachments.leave(&mut self.batch, &row);
            return Ok(());
        }
        self.batch.delete(attachment_key(Group::Done, thread));
        put(&mut self.batch, Group::Open, &row);
        let sending = self.attachments.sending.entry(thread);
        let sending = sending.or_insert_with(|| Sending::new(row.clone()));
        sending.row = row;
        let (there, lacking): (BTreeMap<_, _>, _) = std::mem::take(&mut sending.under_way)
            .into_iter()
            .partition(|(number, _)| sending.row.pieces.has(*number));
        sending.under_way = lacking;
        there.into_values().for_each(|header| self.outbox_done(org, header));
        self.feed_pieces(now, org)
    }
}

/// SPEC 5.6: what is named lacks; what lies before the last that is named, and is not, has come.
fn note_said(row: &mut AttachmentRow, said: &Pieces) {
    let known = match said.missing.last() {
        Some(last) if said.missing.len() == GAPS_MAX => last.end().saturating_add(1),
        Some(_) | None => row.count(),
    };
    for number in 0..known.min(row.count()) {
        let lacks = said.missing.iter().any(|gap| gap.contains(&number));
        row.pieces.set(number, !lacks);
    }
}
