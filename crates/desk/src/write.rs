//! Writing a letter: seal it, frame it, queue it, keep it. All into the step's one batch.
//!
//! In: what the exchange or a pairing decided to say. Out: rows for the letter, its frame and its
//! place in the outbox. Posting comes after the commit, and elsewhere.

use rand_core::Rng;
use waypost_protocol::codes::Section;
use waypost_protocol::field::Field;
use waypost_protocol::frame::{DayKeys, PrekeyHint, frame};
use waypost_protocol::ids::{ConversationId, HeaderHash, LetterId, OrgId, Time};
use waypost_protocol::keys::Prekey;
use waypost_protocol::letter::{BodySeed, Disclosure, Draft, Letter, LetterKind};
use waypost_protocol::seal::{Addressee, seal};
use waypost_store::Owner;

use crate::audit::EntryRow;
use crate::desk::Desk;
use crate::error::{DeskError, asked};
use crate::rows::{
    AuthoredRow, FRAME, FieldRow, LETTER, LetterRow, OUTBOX, OutboxRow, Row, numbered, owner,
};

/// A letter may be opened this many days after it was written: as long as the prekeys live.
const LETTER_DAYS: u32 = 30;
/// The one suite there is.
pub(crate) const SUITE: u8 = 1;

/// What a letter says, and which place it takes in its conversation.
pub(crate) struct Writing {
    pub(crate) kind: LetterKind,
    pub(crate) conversation: ConversationId,
    pub(crate) seq: u32,
    pub(crate) prev: Option<HeaderHash>,
    pub(crate) answers: Option<HeaderHash>,
    pub(crate) fields: Vec<Field>,
    /// Sections that travel now; the rest is committed to.
    pub(crate) shown: Vec<Section>,
    /// Fields of an earlier letter.
    pub(crate) disclosed: Vec<Disclosure>,
    /// Its number among the letters kept of this conversation.
    pub(crate) number: u64,
}

impl Writing {
    /// Every letter is answered by a signed receipt, but those that say what has come, and pieces: of these the
    /// other side says once that all came.
    fn receipt_expected(&self) -> bool {
        // SPEC 15.3: a `witness` waits for its answer, which is no receipt.
        !matches!(
            self.kind,
            LetterKind::Receipt | LetterKind::Pieces | LetterKind::Piece | LetterKind::Cosigned
        )
    }
}

/// A letter that was written.
pub(crate) struct Written {
    pub(crate) letter: Letter,
    pub(crate) authored: AuthoredRow,
    pub(crate) outbox_number: u64,
    pub(crate) entry: EntryRow,
}

/// A letter in the outbox.
pub(crate) struct Queued {
    number: u64,
    pub(crate) header: HeaderHash,
    letter: Vec<u8>,
    body_seed: BodySeed,
}

/// The keys of a letter that does not go the ordinary way: a join, under its invite.
pub(crate) struct Invited {
    pub(crate) prekey: Prekey,
    pub(crate) keys: DayKeys,
}

impl Desk {
    /// Writes a letter to a partner under its next prekey and the pair's keys of today.
    pub(crate) fn write(
        &mut self,
        now: Time,
        org: OrgId,
        writing: Writing,
    ) -> Result<Written, DeskError> {
        let partner = self.partners.get_mut(&org).ok_or_else(no_such_partner)?;
        let prekey = partner.next_prekey(&mut self.batch, now.day()).ok_or_else(|| {
            asked(
                "no_card",
                "The partner's contact card has not come yet.",
                "It comes by itself once both nodes are online, or on the partner's stick. Try again then.",
            )
        })?;
        let keys = partner.sending_keys(now.day()).cloned().ok_or_else(clock_is_off)?;
        self.write_with(now, org, writing, Invited { prekey, keys })
    }

    /// Writes a letter under given keys.
    pub(crate) fn write_with(
        &mut self,
        now: Time,
        org: OrgId,
        writing: Writing,
        with: Invited,
    ) -> Result<Written, DeskError> {
        let queued = self.seal_and_queue(now, org, &writing, with, None)?;
        let authored = AuthoredRow {
            body_seed: queued.body_seed.as_bytes().to_vec(),
            fields: writing.fields.iter().map(field_row).collect(),
            places: None,
        };
        let letter = Letter::decode(queued.letter)
            .map_err(|_| DeskError::Lacking { what: "a letter that reads as it was written" })?;
        let entry = self.log_letter(&letter);
        let kept = LetterRow {
            ours: true,
            letter: kept_form(&letter)?,
            authored: (!only_proof_stays(writing.kind)).then(|| authored.clone()),
            kept_at: now,
            entry: Some(entry.clone()),
        };
        let conversation = writing.conversation;
        let at = numbered(LETTER, conversation.as_bytes(), writing.number);
        self.batch.put(at, owner(conversation), kept.to_bytes());
        Ok(Written { letter, authored, outbox_number: queued.number, entry })
    }

    /// Seals, frames and queues under given keys, and keeps nothing of it as a letter; with the number of a piece, as
    /// a piece.
    pub(crate) fn seal_and_queue(
        &mut self,
        now: Time,
        org: OrgId,
        writing: &Writing,
        with: Invited,
        piece: Option<u32>,
    ) -> Result<Queued, DeskError> {
        let draft = self.draft(now, writing);
        let to = Addressee { org, prekey: &with.prekey };
        let sealed = seal(&draft, self.me.author.sender(), to, &mut self.rng).map_err(|e| {
            asked("cannot_seal", e.to_string(), "Shorten what you wrote, and try again.")
        })?;
        let framed =
            frame(&sealed.bytes, PrekeyHint::from(sealed.prekey_hash), &with.keys, &mut self.rng)
                .map_err(|e| {
                asked("too_long", e.to_string(), "Shorten what you wrote, and try again.")
            })?;

        let partner = self.partners.get_mut(&org).ok_or_else(no_such_partner)?;
        let number = partner.row.outbox_number;
        partner.row.outbox_number += 1;
        partner.save(&mut self.batch);

        let (conversation, header) = (writing.conversation, sealed.header_hash);
        let receipt_expected = writing.receipt_expected();
        let row = OutboxRow { conversation, header, receipt_expected, queued_at: now, piece };
        self.batch.put(numbered(FRAME, org.as_bytes(), number), Owner::Node, framed);
        self.batch.put(numbered(OUTBOX, org.as_bytes(), number), Owner::Node, row.to_bytes());
        self.outbox.queue(org, number, conversation, header, receipt_expected, row.class());
        let letter = sealed.letter.as_bytes().to_vec();
        Ok(Queued { number, header, letter, body_seed: sealed.body_seed })
    }

    fn draft(&mut self, now: Time, writing: &Writing) -> Draft {
        let mut id = [0; 16];
        self.rng.fill_bytes(&mut id);
        let rotations = self.me.author.log().tail_from(1);
        let newest = rotations.len().saturating_sub(waypost_protocol::letter::KEY_LOG_TAIL_MAX);
        Draft {
            kind: writing.kind,
            conversation: writing.conversation,
            letter_id: LetterId::new(id),
            seq: writing.seq,
            prev: writing.prev,
            answers: writing.answers,
            day: now.day(),
            expires_day: now.day().plus(LETTER_DAYS),
            min_suite: SUITE,
            checkpoint: self.log.pledge(),
            fields: writing.fields.clone(),
            shown: writing.shown.clone(),
            disclosed: writing.disclosed.clone(),
            key_log_tail: rotations
                .get(newest..)
                .unwrap_or(&[])
                .iter()
                .map(|r| r.encode())
                .collect(),
        }
    }

    /// The signed receipt came, or the letter ran out of time: it waits no longer.
    pub(crate) fn outbox_done(&mut self, org: OrgId, header: HeaderHash) {
        let Some(number) = self.outbox.number_of(org, header) else { return };
        self.outbox.done(org, number);
        self.batch.delete(numbered(OUTBOX, org.as_bytes(), number));
        self.batch.delete(numbered(FRAME, org.as_bytes(), number));
    }
}

/// Copies are kept in their conversations and erased with them; a share of a recovery sheet is kept in its
/// trustee's vault, and never in its owner's node; heads and their cosignatures are kept in rows of their own: of the
/// letter that brought them only what proves it stays.
fn only_proof_stays(kind: LetterKind) -> bool {
    matches!(
        kind,
        LetterKind::Copies | LetterKind::Trust | LetterKind::Witness | LetterKind::Cosigned
    )
}

/// A letter as it is kept.
pub(crate) fn kept_form(letter: &Letter) -> Result<Vec<u8>, DeskError> {
    if !only_proof_stays(letter.header().kind) {
        return Ok(letter.bytes().to_vec());
    }
    let bare = letter.redact(Section::ALL);
    let bare = bare.map_err(|_| DeskError::Lacking { what: "a letter that can be redacted" })?;
    Ok(bare.bytes().to_vec())
}

pub(crate) fn no_such_partner() -> DeskError {
    asked("unknown_partner", "There is no such partner.", "See `waypost partner list`.")
}

fn clock_is_off() -> DeskError {
    asked(
        "clock",
        "This computer's clock stands before the day of the pairing, or far after it.",
        "Set the clock, and try again.",
    )
}

pub(crate) fn field_row(field: &Field) -> FieldRow {
    FieldRow { section: field.section.number(), key: field.key.clone(), value: field.value.clone() }
}

/// The author's fields, as kept.
pub(crate) fn fields_of(authored: &AuthoredRow) -> Vec<Field> {
    let field = |row: &FieldRow| {
        let section = Section::from_number(row.section)?;
        Some(Field::new(section, row.key.clone(), row.value.clone()))
    };
    authored.fields.iter().filter_map(field).collect()
}
