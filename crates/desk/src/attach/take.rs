//! Pieces come: each is kept once; when all are here and are what was announced, the other side is told.
//!
//! In: the letter that announces a file, its pieces, time. Out: rows, and the letter `pieces`: once when all came,
//! and when nothing came for a while although something lacks. Nothing is kept room for by what a letter claims:
//! a piece takes room when it is here.

use sha2::{Digest, Sha256};
use waypost_net::Refusal;
use waypost_protocol::exchange::{Attachment, Piece, Pieces, may_carry};
use waypost_protocol::ids::{ConversationId, DAY_SECONDS, HeaderHash, OrgId, Time};
use waypost_protocol::letter::{Letter, LetterKind};

use super::rows::{AttachmentRow, Group, PieceSet, piece_key};
use super::{announced, put};
use crate::arrive::{Came, Stopped, later, refuse, unreadable};
use crate::desk::Desk;
use crate::error::DeskError;
use crate::rows::{owner, undamaged};

/// Attachments of one partner that have not all come, those that were stopped among them. More are refused until
/// some have come or were erased: sixty-four referrals' full, some 300 bytes of memory each.
const COMING_MAX: usize = 1024;
/// Bytes of one partner's attachments that may be on their way at once; the pieces of later ones are refused until
/// earlier ones are here. Ten of the largest: a day at 20 kbit/s brings as much.
const COMING_BYTES_MAX: u64 = 256 << 20;
/// One of which nothing came for so long stands in no other's way: it was stopped, or its sender is away.
const LIVELY_SECONDS: u64 = DAY_SECONDS;
/// Nothing came for so long and something lacks: the other side is asked.
const QUIET_SECONDS: u64 = 600;
/// It is asked again only when something came since, or after a day.
const ASK_AGAIN_SECONDS: u64 = DAY_SECONDS;
/// How often an attachment is asked for at all: each time takes a place in the chain of 256 letters.
const ASKED_MAX: u32 = 4;
/// Pieces read and hashed in one step, after a restart or where they came out of order: 3.6 MiB.
const HASHED_A_STEP: usize = 64;

/// An attachment of the other side's that is not all here.
pub(super) struct Coming {
    pub(super) row: AttachmentRow,
    hasher: Sha256,
    /// Pieces from the first on that went into the hash.
    hashed: u32,
    /// Since when nothing came, as far as this desk was there to take it; none until the first tick.
    quiet_since: Option<Time>,
}

impl Coming {
    pub(super) fn new(row: AttachmentRow) -> Self {
        Self { row, hasher: Sha256::new(), hashed: 0, quiet_since: None }
    }

    fn hash(&mut self, data: &[u8]) {
        self.hasher.update(data);
        self.hashed += 1;
    }

    fn is_hashed(&self) -> bool {
        self.hashed == self.row.count()
    }

    fn is_quiet(&self, now: Time) -> bool {
        self.quiet_since.is_some_and(|since| now.since(since) >= QUIET_SECONDS)
    }

    fn is_lively(&self, now: Time) -> bool {
        self.quiet_since.is_none_or(|since| now.since(since) < LIVELY_SECONDS)
    }

    /// Whether there is room for the pieces of this one beside those of the same partner: the oldest have it first.
    fn has_room<'a>(&self, others: impl Iterator<Item = &'a Self>, now: Time) -> bool {
        let place = |row: &AttachmentRow| (row.since, row.thread);
        let before = others.filter(|o| place(&o.row) < place(&self.row) && o.is_lively(now));
        before.map(|other| other.row.bytes).sum::<u64>() + self.row.bytes <= COMING_BYTES_MAX
    }

    fn must_ask(&self, now: Time) -> bool {
        let again = self.row.asked_at.is_none_or(|asked| {
            now.since(asked) >= ASK_AGAIN_SECONDS || self.quiet_since.is_some_and(|s| s > asked)
        });
        self.is_quiet(now) && again && self.row.asked < ASKED_MAX && !self.row.is_whole()
    }
}

impl Desk {
    /// At the door: the letter of an attachment says all that it must, of this referral, and there is room for one.
    pub(crate) fn judge_attachment(&self, org: OrgId, letter: &Letter) -> Result<(), Stopped> {
        let not_understood = || refuse("not_understood", Refusal::NotUnderstood);
        let read = Attachment::read(letter.fields()).map_err(|_| not_understood())?;
        if read.details.is_none() {
            return Err(not_understood());
        }
        let known = self.open.get(&letter.header().conversation);
        let referral = known.and_then(|c| c.referral()).map(|referral| referral.hash());
        // SPEC 5.6: `of` MUST name the referral. Where that is not here yet, nothing is believed of it either.
        if referral.is_some_and(|hash| hash != read.of) {
            return Err(unreadable("attachment"));
        }
        // SPEC 5.6: a thread MUST be of one attachment.
        if self.attachment_row(read.thread)?.is_some() {
            return Err(unreadable("attachment_thread"));
        }
        match self.coming_of(org).count() < COMING_MAX {
            true => Ok(()),
            false => Err(refuse("too_many_attachments", Refusal::TooMany)),
        }
    }

    /// A letter that announces a file was kept: its pieces may come.
    pub(crate) fn expect_pieces(&mut self, now: Time, org: OrgId, letter: &Letter) {
        let Ok(Attachment { thread, details: Some(details), .. }) =
            Attachment::read(letter.fields())
        else {
            return;
        };
        let row = AttachmentRow {
            thread,
            conversation: letter.header().conversation,
            header: letter.header_hash(),
            partner: org,
            ours: false,
            bytes: details.bytes(),
            content: details.content().to_vec(),
            pieces: PieceSet::default(),
            since: now,
            asked_at: None,
            asked: 0,
            wrong: false,
        };
        put(&mut self.batch, Group::Open, &row);
        self.attachments.coming.insert(thread, Coming::new(row));
    }

    /// After copies of letters came: files whose pieces are not here are to be asked for.
    pub(crate) fn expect_lost_pieces(
        &mut self,
        now: Time,
        id: ConversationId,
    ) -> Result<(), DeskError> {
        let Some(conversation) = self.open.get(&id) else { return Ok(()) };
        let org = conversation.row.partner;
        let theirs = announced(conversation).filter(|(kept, _)| !kept.ours);
        let theirs: Vec<_> = theirs.map(|(kept, thread)| (kept.letter.clone(), thread)).collect();
        for (letter, thread) in theirs {
            if self.attachment_row(thread)?.is_none() {
                self.expect_pieces(now, org, &letter);
            }
        }
        Ok(())
    }

    fn coming_of(&self, org: OrgId) -> impl Iterator<Item = &Coming> {
        self.attachments.coming.values().filter(move |coming| coming.row.partner == org)
    }

    fn has_room(&self, thread: ConversationId, now: Time) -> bool {
        let coming = self.attachments.coming.get(&thread);
        coming.is_some_and(|coming| coming.has_room(self.coming_of(coming.row.partner), now))
    }

    /// A piece came. One that nothing announced is refused, before anything of it is kept.
    pub(crate) fn take_piece(&mut self, now: Time, came: Came) -> Result<(), Stopped> {
        let Came { org, opened, sealed, frame_day, hint } = came;
        let letter = opened.into_letter();
        let thread = letter.header().conversation;
        match self.attachments.coming.get(&thread).map(|coming| coming.row.clone()) {
            Some(row) => {
                let piece = self.judge_piece(now, org, &row, &letter)?;
                self.keep_piece(now, thread, &piece)?;
            }
            None => self.judge_stray_piece(org, &letter)?,
        }
        self.forget_used_prekey(org, hint);
        self.remember(frame_day, org, sealed, None);
        Ok(())
    }

    fn judge_piece(
        &mut self,
        now: Time,
        org: OrgId,
        row: &AttachmentRow,
        letter: &Letter,
    ) -> Result<Piece, Stopped> {
        is_piece_of(row, org, letter)?;
        let piece =
            Piece::read(letter.header().seq, row.bytes, letter.fields()).map_err(|fault| {
                tracing::warn!(%fault, partner = %org, "a piece is not understood");
                refuse("not_understood", Refusal::NotUnderstood)
            })?;
        if !self.has_room(row.thread, now) {
            return Err(refuse("attachments_wait", Refusal::TooMany));
        }
        if undamaged(self.load_conversation(row.conversation))? != Some(true) {
            return Err(later("damaged"));
        }
        let conversation = self.open.get(&row.conversation);
        let conversation = conversation.ok_or_else(|| unreadable("conversation"))?;
        match may_carry(&conversation.folded, row.header, now) {
            Ok(()) => Ok(piece),
            Err(_) => Err(refuse("piece_not_allowed", Refusal::Expired)),
        }
    }

    /// A piece of a file that is here already changes nothing; one of nothing is refused.
    fn judge_stray_piece(&self, org: OrgId, letter: &Letter) -> Result<(), Stopped> {
        if let Some(row) = self.attachment_row(letter.header().conversation)? {
            return is_piece_of(&row, org, letter);
        }
        if self.is_catching_up(org) {
            return Err(later("catching_up"));
        }
        Err(refuse("piece_of_nothing", Refusal::NotForMe))
    }

    fn keep_piece(
        &mut self,
        now: Time,
        thread: ConversationId,
        piece: &Piece,
    ) -> Result<(), DeskError> {
        let Some(coming) = self.attachments.coming.get_mut(&thread) else { return Ok(()) };
        coming.quiet_since = Some(now);
        if coming.row.pieces.has(piece.number) {
            return Ok(());
        }
        self.batch.put(piece_key(thread, piece.number), owner(thread), piece.data.as_slice());
        coming.row.pieces.set(piece.number, true);
        if coming.hashed == piece.number {
            coming.hash(&piece.data);
        }
        put(&mut self.batch, Group::Open, &coming.row);
        let mut budget = HASHED_A_STEP;
        self.hash_on(now, thread, &mut budget)?;
        self.end_coming(now, thread)
    }

    /// Goes on with the hash, where pieces are on disk.
    fn hash_on(
        &mut self,
        now: Time,
        thread: ConversationId,
        budget: &mut usize,
    ) -> Result<(), DeskError> {
        let Some(coming) = self.attachments.coming.get_mut(&thread) else { return Ok(()) };
        while *budget > 0 && coming.row.pieces.has(coming.hashed) {
            *budget -= 1;
            match undamaged(self.store.value(&piece_key(thread, coming.hashed)))? {
                Some(Some(data)) => coming.hash(&data),
                // Kept in this very step, and not on disk yet.
                Some(None) if !coming.is_quiet(now) => return Ok(()),
                // Damaged, or lost with its record: asked for as one that never came.
                Some(None) | None => {
                    coming.row.pieces.set(coming.hashed, false);
                    put(&mut self.batch, Group::Open, &coming.row);
                    return Ok(());
                }
            }
        }
        Ok(())
    }

    /// All came, and the hash is made: the other side is told, if it is what was announced.
    fn end_coming(&mut self, now: Time, thread: ConversationId) -> Result<(), DeskError> {
        let Some(coming) = self.attachments.coming.get(&thread) else { return Ok(()) };
        if !coming.is_hashed() || !self.can_write_in(now, coming.row.conversation)? {
            return Ok(());
        }
        let Some(coming) = self.attachments.coming.remove(&thread) else { return Ok(()) };
        let found: [u8; 32] = coming.hasher.finalize().into();
        let mut row = coming.row;
        row.wrong = found.as_slice() != row.content.as_slice();
        self.attachments.leave(&mut self.batch, &row);
        if row.wrong {
            tracing::warn!(referral = %row.conversation, "an attachment is not what was announced");
            return Ok(());
        }
        tracing::info!(referral = %row.conversation, "an attachment is here");
        self.write_pieces(now, row.conversation, row.header, Vec::new())
    }

    fn write_pieces(
        &mut self,
        now: Time,
        id: ConversationId,
        of: HeaderHash,
        missing: Vec<std::ops::RangeInclusive<u32>>,
    ) -> Result<(), DeskError> {
        let fields = Pieces { at: now, of, missing }.to_fields();
        self.write_in(now, id, LetterKind::Pieces, fields, Vec::new()).map(drop)
    }

    /// Whether a letter may be written in a referral now: it reads, is not being repaired, and the partner has keys.
    fn can_write_in(&mut self, now: Time, id: ConversationId) -> Result<bool, DeskError> {
        if undamaged(self.load_conversation(id))? != Some(true) {
            return Ok(false);
        }
        let Some(conversation) = self.open.get(&id) else { return Ok(false) };
        let (org, may) = (conversation.row.partner, self.may_write(conversation).is_ok());
        let partner = self.partners.get_mut(&org);
        Ok(may && partner.is_some_and(|p| p.is_confirmed() && p.sending_keys(now.day()).is_some()))
    }

    /// Checks what came, and asks for what lacks.
    pub(super) fn tend_coming(&mut self, now: Time) -> Result<(), DeskError> {
        let mut budget = HASHED_A_STEP;
        for thread in self.attachments.coming.keys().copied().collect::<Vec<_>>() {
            self.hash_on(now, thread, &mut budget)?;
            self.end_coming(now, thread)?;
            self.ask_for_pieces(now, thread)?;
        }
        Ok(())
    }

    fn ask_for_pieces(&mut self, now: Time, thread: ConversationId) -> Result<(), DeskError> {
        let Some(coming) = self.attachments.coming.get_mut(&thread) else { return Ok(()) };
        coming.quiet_since.get_or_insert(now);
        if !coming.must_ask(now) {
            return Ok(());
        }
        let row = coming.row.clone();
        if !self.has_room(thread, now) || !self.can_write_in(now, row.conversation)? {
            return Ok(());
        }
        let Some(conversation) = self.open.get(&row.conversation) else { return Ok(()) };
        if may_carry(&conversation.folded, row.header, now).is_err() {
            return Ok(());
        }
        let missing = Pieces::gaps(row.count(), |number| row.pieces.has(number));
        self.write_pieces(now, row.conversation, row.header, missing)?;
        if let Some(coming) = self.attachments.coming.get_mut(&thread) {
            (coming.row.asked_at, coming.row.asked) = (Some(now), row.asked + 1);
            put(&mut self.batch, Group::Open, &coming.row);
        }
        Ok(())
    }
}

/// SPEC 5.6: a piece's `prev` MUST be the letter of its attachment, which is the sender's.
fn is_piece_of(row: &AttachmentRow, org: OrgId, letter: &Letter) -> Result<(), Stopped> {
    match !row.ours && row.partner == org && letter.header().prev == Some(row.header) {
        true => Ok(()),
        false => Err(unreadable("piece")),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const MINUTE: u64 = 60;

    fn coming(since: u64, bytes: u64) -> Coming {
        Coming::new(AttachmentRow {
            thread: ConversationId::new([since as u8; 16]),
            conversation: ConversationId::new([1; 16]),
            header: HeaderHash::new([2; 32]),
            partner: OrgId::new([3; 32]),
            ours: false,
            bytes,
            content: vec![4; 32],
            pieces: PieceSet::default(),
            since: Time(since),
            asked_at: None,
            asked: 0,
            wrong: false,
        })
    }

    #[test]
    fn what_lacks_is_asked_for_after_ten_quiet_minutes_then_after_a_day_and_four_times_in_all() {
        let mut file = coming(0, 100_000);
        assert!(!file.must_ask(Time(9_999)), "nobody was here to take anything");
        file.quiet_since = Some(Time(0));
        let mut asked = Vec::new();
        for minute in 0..10 * 24 * 60 {
            let now = Time(minute * MINUTE);
            if file.must_ask(now) {
                (file.row.asked_at, file.row.asked) = (Some(now), file.row.asked + 1);
                asked.push(minute);
            }
        }
        assert_eq!(asked, [10, 10 + 1440, 10 + 2 * 1440, 10 + 3 * 1440]);
    }

    #[test]
    fn it_is_asked_for_again_sooner_if_something_came_since() {
        let mut file = coming(0, 100_000);
        (file.quiet_since, file.row.asked_at) = (Some(Time(900)), Some(Time(600)));
        assert!(!file.must_ask(Time(900 + 599)));
        assert!(file.must_ask(Time(900 + 600)));
        [0, 1].into_iter().for_each(|number| file.row.pieces.set(number, true));
        assert!(!file.must_ask(Time(900 + 600)), "nothing lacks");
    }

    #[test]
    fn later_files_wait_until_earlier_ones_are_here_or_come_no_more() {
        let files: Vec<Coming> = (0..20).map(|n| coming(n, 25 << 20)).collect();
        let now = Time(20);
        let with_room = |now| files.iter().filter(|f| f.has_room(files.iter(), now)).count();
        assert_eq!(with_room(now), 10);
        let mut quiet: Vec<Coming> = (0..20).map(|n| coming(n, 25 << 20)).collect();
        quiet.iter_mut().take(4).for_each(|file| file.quiet_since = Some(Time(0)));
        let later = Time(LIVELY_SECONDS);
        assert_eq!(quiet.iter().filter(|f| f.has_room(quiet.iter(), later)).count(), 14);
    }
}
