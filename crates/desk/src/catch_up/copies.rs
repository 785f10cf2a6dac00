//! Taking copies: each is verified like any letter, kept once, and folded with the rest. Receipts are
//! written only when all are here, for then our own last word in each conversation is known again.

use std::collections::BTreeSet;

use waypost_net::Refusal;
use waypost_protocol::exchange::{Duty, EventKind, Stage as ReceiptStage, duties};
use waypost_protocol::ids::{ConversationId, DAY_SECONDS, OrgId, Time};
use waypost_protocol::letter::{Letter, LetterKind};
use waypost_protocol::recall::Copies;
use waypost_store::Owner;

use super::rows::{AskedRow, CATCH_UP, Stage, UnsignedRow, unsigned_group};
use crate::arrive::{Came, Stopped, refuse, unreadable};
use crate::conversation::{Conversation, KeptLetter, LETTERS_MAX, event_of};
use crate::desk::Desk;
use crate::error::DeskError;
use crate::rows::{LETTER, LetterRow, Row, named_in, numbered, owner, undamaged};

/// Conversations signed for in one step.
const SIGNED_A_STEP: usize = 32;

impl Desk {
    /// A partner gives letters back. Copies that nobody asked for are signed for and left.
    pub(crate) fn take_copies(&mut self, now: Time, came: Came) -> Result<(), Stopped> {
        let org = came.org;
        let letter = came.opened.letter().clone();
        let thread = self.partners.get(&org).map(|p| p.row.thread);
        if thread != Some(letter.header().conversation) {
            return Err(unreadable("thread"));
        }
        let copies = Copies::read(letter.fields()).map_err(|fault| {
            tracing::warn!(%fault, partner = %org, "copies are not understood");
            refuse("not_understood", Refusal::NotUnderstood)
        })?;
        let asked = self.asking.of(org);
        let asked = asked.filter(|r| r.stage == Stage::Asked && r.recall == Some(copies.answers));
        if let Some(row) = asked.cloned() {
            self.take_part(now, row, copies)?;
        } else if let Some(row) = self.repairs.asked(org, copies.answers).cloned() {
            self.take_repair(now, row, copies)?;
        }
        self.end_pair_letter(now, came, &letter)?;
        Ok(())
    }

    fn take_part(&mut self, now: Time, mut row: AskedRow, copies: Copies) -> Result<(), DeskError> {
        let org = row.org;
        row.letters += self.take_all(now, org, copies.letters)?;
        if row.note(copies.part, copies.last) {
            tracing::info!(partner = %org, letters = row.letters, "caught up");
            row.stage = Stage::Done;
        }
        let (done, hole) = (row.stage == Stage::Done, row.has_hole());
        self.asking.put(&mut self.batch, row);
        if done {
            self.hold_outbox();
            self.sign_for_copies(now)?;
        }
        if done && hole {
            self.hole_answered(org)?;
        }
        Ok(())
    }

    /// Keeps what is not here; how many that were.
    pub(super) fn take_all(
        &mut self,
        now: Time,
        org: OrgId,
        letters: Vec<Vec<u8>>,
    ) -> Result<u64, DeskError> {
        let (mut changed, mut kept) = (BTreeSet::new(), 0);
        for bytes in letters {
            if let Some(id) = self.take_copy(now, org, bytes)? {
                changed.insert(id);
                kept += 1;
            }
        }
        for id in changed {
            if let Some(conversation) = self.open.get_mut(&id) {
                conversation.fold_again();
            }
            self.expect_lost_pieces(now, id)?;
            self.touched.insert(id);
            let at = named_in(CATCH_UP, &unsigned_group(org), id.as_bytes());
            self.batch.put(at, Owner::Node, UnsignedRow { conversation: id }.to_bytes());
            self.unsigned.insert((org, id));
        }
        Ok(kept)
    }

    /// Keeps one letter, if it is the pair's, sound, and not here. Returns its conversation.
    fn take_copy(
        &mut self,
        now: Time,
        org: OrgId,
        bytes: Vec<u8>,
    ) -> Result<Option<ConversationId>, DeskError> {
        let Some((letter, ours)) = self.sound_copy(org, bytes) else {
            *self.refused.entry("copy".to_owned()).or_default() += 1;
            return Ok(None);
        };
        let (id, hash) = (letter.header().conversation, letter.header_hash());
        let is_referral = letter.header().kind == LetterKind::Referral;
        // What was erased here stays erased, whatever a partner still has.
        if self.stone(id)?.is_some() {
            return Ok(None);
        }
        if ours {
            self.heed_own_head(now, &letter)?;
        }
        self.begin_copied(now, org, id)?;
        let Some(conversation) = self.open.get_mut(&id) else { return Ok(None) };
        let full = conversation.row.letters >= LETTERS_MAX;
        if conversation.row.partner != org || conversation.holds(hash) || full {
            return Ok(None);
        }
        if is_referral {
            conversation.set_referrer(ours)?;
            if let Ok(received) = waypost_case::Received::read(letter.fields()) {
                conversation.row.case_code = received.record().opening.person.case_code.clone();
            }
        }
        let side = conversation.side();
        let by = if ours { side } else { side.other() };
        let Ok(event) = event_of(&letter, by, None) else { return Ok(None) };
        let entry = Some(self.log_letter(&letter));
        let Some(conversation) = self.open.get_mut(&id) else { return Ok(None) };
        let row = LetterRow {
            ours,
            letter: letter.bytes().to_vec(),
            authored: None,
            // When it was kept is lost; what a person allowed counts from the day it was written.
            kept_at: Time(u64::from(letter.header().day.0) * DAY_SECONDS).min(now),
            entry: entry.clone(),
        };
        let at = numbered(LETTER, id.as_bytes(), conversation.row.letters);
        self.batch.put(at, owner(id), row.to_bytes());
        let signed_for = match &event.kind {
            EventKind::Receipt { of, .. } if !ours => Some(*of),
            EventKind::Receipt { .. }
            | EventKind::Move(..)
            | EventKind::Disclosure { .. }
            | EventKind::Attachment { .. }
            | EventKind::Pieces { .. } => None,
        };
        let kept_at = row.kept_at;
        conversation.add_copy(KeptLetter { ours, letter, authored: None, event, kept_at, entry });
        if let Some(of) = signed_for {
            self.outbox_done(org, of);
        }
        Ok(Some(id))
    }

    /// A letter of the pair, of either side, by a key that its author's log vouches for; and whether it
    /// is ours.
    fn sound_copy(&self, org: OrgId, bytes: Vec<u8>) -> Option<(Letter, bool)> {
        let letter = Letter::decode(bytes).ok()?;
        let header = letter.header();
        let exchange = match header.kind {
            LetterKind::Referral | LetterKind::Move => true,
            LetterKind::Receipt | LetterKind::Disclosure => true,
            LetterKind::Attachment | LetterKind::Pieces => true,
            LetterKind::Card | LetterKind::Join | LetterKind::Confirm => false,
            LetterKind::Recall | LetterKind::Copies | LetterKind::Trust => false,
            LetterKind::Piece | LetterKind::Witness | LetterKind::Cosigned => false,
        };
        let me = self.me.org();
        let ours = (header.sender_org, header.recipient_org) == (me, org);
        let theirs = (header.sender_org, header.recipient_org) == (org, me);
        let partner = self.partners.get(&org)?;
        if !exchange || !(ours || theirs) || header.conversation == partner.row.thread {
            return None;
        }
        let log = if ours { self.me.author.log() } else { partner.key_log()? };
        let key = log.key_of(&header.sender_key, header.day).ok()?;
        letter.verify(&key).ok()?;
        Some((letter, ours))
    }

    /// Opens the conversation of a copy, or begins it. Whose referral it is, the referral itself says.
    fn begin_copied(&mut self, now: Time, org: OrgId, id: ConversationId) -> Result<(), DeskError> {
        match undamaged(self.load_conversation(id))? {
            Some(true) => return Ok(()),
            Some(false) if !self.has_remains(id)? => {}
            Some(false) | None => return self.write_anew(now, org, id),
        }
        let number = self.me.row.referral_number;
        self.me.row.referral_number += 1;
        self.me.save(&mut self.batch);
        self.open.insert(id, Conversation::new(id, org, false, number, now));
        Ok(())
    }

    /// Signs for copied letters that have no receipt of ours, and does what their state makes our duty:
    /// some conversations in each step.
    pub(crate) fn sign_for_copies(&mut self, now: Time) -> Result<(), DeskError> {
        let ready = |(org, _): &&(OrgId, ConversationId)| {
            let caught_up = self.asking.of(*org).is_none_or(|row| row.stage == Stage::Done);
            caught_up && !self.repairs.waits(*org)
        };
        let some: Vec<_> =
            self.unsigned.iter().filter(ready).take(SIGNED_A_STEP).copied().collect();
        for (org, id) in some {
            if undamaged(self.load_conversation(id))? == Some(true) && !self.repairs.is_unsure(id) {
                self.sign_for(now, id)?;
            }
            self.unsigned.remove(&(org, id));
            self.batch.delete(named_in(CATCH_UP, &unsigned_group(org), id.as_bytes()));
        }
        Ok(())
    }

    fn sign_for(&mut self, now: Time, id: ConversationId) -> Result<(), DeskError> {
        let Some(conversation) = self.open.get(&id) else { return Ok(()) };
        let signed: BTreeSet<_> = conversation
            .letters
            .iter()
            .filter(|l| l.ours)
            .filter_map(|l| match &l.event.kind {
                EventKind::Receipt { of, .. } => Some(*of),
                EventKind::Move(..)
                | EventKind::Disclosure { .. }
                | EventKind::Attachment { .. }
                | EventKind::Pieces { .. } => None,
            })
            .collect();
        let is_signed_for =
            |kind: LetterKind| !matches!(kind, LetterKind::Receipt | LetterKind::Pieces);
        let theirs = conversation.letters.iter().filter(|l| {
            !l.ours && is_signed_for(l.letter.header().kind) && !signed.contains(&l.hash())
        });
        for hash in theirs.map(KeptLetter::hash).collect::<Vec<_>>() {
            self.write_receipt(now, id, hash, ReceiptStage::Received)?;
        }
        let Some(conversation) = self.open.get(&id) else { return Ok(()) };
        for duty in duties(None, &conversation.folded, conversation.side(), now) {
            if let Duty::Disclose(sections) = duty {
                return self.disclose_if_held(now, id, &sections);
            }
        }
        Ok(())
    }

    /// Reads which conversations are still to be signed for.
    pub(crate) fn load_unsigned(&mut self) -> Result<(), DeskError> {
        self.unsigned.clear();
        for org in self.partners.keys() {
            for found in self.store.rows(CATCH_UP, &unsigned_group(*org))? {
                // Where one is damaged, the partner sends its letter again until it is signed for.
                if let Some(found) = undamaged(found)?
                    && let Some(row) = undamaged(UnsignedRow::from_bytes(&found.value))?
                {
                    self.unsigned.insert((*org, row.conversation));
                }
            }
        }
        Ok(())
    }
}
