//! A frame came in: whose is it, what is in it, what does it change, what is answered.
//!
//! In: bytes from anybody. Out: rows, a signed receipt, and a verdict for the carrier that goes out
//! only after the commit. What is not understood is refused and counted by its reason; nothing of it
//! is kept, and no reason says anything of the content.

use waypost_net::{Refusal, Verdict};
use waypost_protocol::error::{FrameFault, IdentityFault, OpenFault};
use waypost_protocol::exchange::{Duty, Event, EventKind, Side, Stage, duties, receipt_fields};
use waypost_protocol::frame::{Frame, PrekeyHint};
use waypost_protocol::ids::{ConversationId, OrgId, SealedHash, Time};
use waypost_protocol::keys::VerifyingKey;
use waypost_protocol::letter::{Letter, LetterKind};
use waypost_protocol::seal::{Expect, Opened, Origin, unseal};

use crate::clock::Belief;
use crate::conversation::{Conversation, KeptLetter, LETTERS_MAX, event_of};
use crate::desk::Desk;
use crate::erase::signed_header;
use crate::error::DeskError;
use crate::rows::{CONVERSATION, LETTER, LetterRow, Row, TombstoneRow, named, numbered, owner};
use crate::write::{SUITE, Writing};

/// Conversations of one partner for which letters came and no referral yet. More than a partner's
/// window can bring out of order; a flood stops here.
const ORPHANS_MAX: u32 = 64;

/// How long a partner waits for what a person here, or another letter, must do first.
const LATER_SECONDS: u32 = 60;

/// Why a frame is not taken: a word for the count, and what the carrier is told.
pub(crate) struct NotTaken {
    why: &'static str,
    verdict: Verdict,
}

/// Either a hard failure of our own, or a refusal of theirs.
pub(crate) enum Stopped {
    Ours(DeskError),
    Theirs(NotTaken),
}

impl From<DeskError> for Stopped {
    fn from(error: DeskError) -> Self {
        Self::Ours(error)
    }
}

impl From<waypost_store::Error> for Stopped {
    fn from(error: waypost_store::Error) -> Self {
        Self::Ours(DeskError::Store(error))
    }
}

pub(crate) fn refuse(why: &'static str, refusal: Refusal) -> Stopped {
    Stopped::Theirs(NotTaken { why, verdict: Verdict::Refused(refusal) })
}

/// Not yet: it is to come again.
pub(crate) fn later(why: &'static str) -> Stopped {
    Stopped::Theirs(NotTaken { why, verdict: Verdict::Busy { retry_seconds: LATER_SECONDS } })
}

/// A letter that came, opened, with what its sealed form is remembered by.
pub(crate) struct Came {
    pub(crate) org: OrgId,
    pub(crate) opened: Opened,
    pub(crate) sealed: SealedHash,
    pub(crate) frame_day: waypost_protocol::ids::Day,
    pub(crate) hint: PrekeyHint,
}

impl Desk {
    /// Takes a frame and says what its carrier is to be told after the commit.
    pub(crate) fn arrived(
        &mut self,
        now: Time,
        stranger: bool,
        bytes: &[u8],
    ) -> Result<Verdict, DeskError> {
        match self.take_frame(now, stranger, bytes) {
            Ok(()) => Ok(Verdict::Kept),
            Err(Stopped::Ours(error)) => Err(error),
            Err(Stopped::Theirs(NotTaken { why, verdict })) => {
                tracing::warn!(why, "a frame was not taken");
                *self.refused.entry(why.to_owned()).or_default() += 1;
                Ok(verdict)
            }
        }
    }

    fn take_frame(&mut self, now: Time, stranger: bool, bytes: &[u8]) -> Result<(), Stopped> {
        let frame = Frame::parse(bytes, now.day()).map_err(|fault| {
            tracing::debug!(%fault, "not a frame of these days");
            match fault {
                // By a clock that is not believed nobody is refused.
                FrameFault::DayTooOld { .. } | FrameFault::DayTooNew { .. }
                    if self.belief(now) != Belief::Sure =>
                {
                    later("clock")
                }
                FrameFault::DayTooOld { .. } | FrameFault::DayTooNew { .. } => {
                    refuse("clock", Refusal::Expired)
                }
                _ => unreadable("frame"),
            }
        })?;
        let found = self
            .partners
            .iter_mut()
            .find_map(|(org, partner)| partner.recognise(&frame).map(|keys| (*org, keys.clone())));
        if found.is_some() {
            self.day_is_proved(now, frame.day())?;
        }
        if self.belief(now) == Belief::Wrong {
            return Err(later("clock"));
        }
        let Some((org, keys)) = found else {
            return self.take_join(now, &frame);
        };
        // A stranger's node with a partner's frame: a partner that moved to a new node, or a replay.
        // The frame proves the partner; the node does not matter.
        if stranger {
            tracing::debug!(partner = %org, "a partner's frame from a node that is not on its card");
        }
        let (hint, sealed) =
            frame.unframe(&keys).map_err(|_| refuse("tampered", Refusal::Unreadable))?;
        let hash = SealedHash::of(&sealed);
        if self.seen_now.contains(&hash) {
            self.repeats += 1;
            return Ok(());
        }
        if let Some(seen) = self.seen(frame.day(), org, hash)? {
            self.repeats += 1;
            return self.answer_repeat(org, seen.receipt);
        }
        let came = self.open_letter(now, org, hint, &sealed, frame.day())?;
        self.take_letter(now, came)
    }

    /// A repeat changes nothing; its receipt is sent again, the same bytes.
    fn answer_repeat(&mut self, org: OrgId, receipt: Option<u64>) -> Result<(), Stopped> {
        let Some(number) = receipt else { return Ok(()) };
        let at = numbered(crate::rows::FRAME, org.as_bytes(), number);
        let row = numbered(crate::rows::OUTBOX, org.as_bytes(), number);
        // Still queued: it goes out anyway.
        if self.store.value(&row)?.is_some() || self.store.value(&at)?.is_none() {
            return Ok(());
        }
        self.outbox.queue_again(org, number);
        Ok(())
    }

    /// Decrypts, finds the sender's key, verifies. Every fault has its own word.
    fn open_letter(
        &mut self,
        now: Time,
        org: OrgId,
        hint: PrekeyHint,
        sealed: &[u8],
        frame_day: waypost_protocol::ids::Day,
    ) -> Result<Came, Stopped> {
        let partner = self.partners.get_mut(&org).ok_or_else(|| unreadable("partner"))?;
        if partner.row.blocked {
            return Err(refuse("blocked", Refusal::NotForMe));
        }
        let one_time = partner.one_time_key(&self.store, hint)?;
        let one_time = one_time.as_ref().map(|(key, hash)| (key, *hash));
        let found = one_time.or_else(|| self.me.epoch_key(hint));
        let (key, prekey) = found.ok_or_else(|| match self.store.report().rot.is_empty() {
            true => unreadable("prekey"),
            false => later("damaged"),
        })?;
        let expect = Expect {
            me: self.me.org(),
            prekey,
            origin: Origin::Partner(org),
            today: now.day(),
            min_suite: SUITE,
        };
        let unsealed = unseal(sealed, key, &expect).map_err(|fault| {
            tracing::debug!(%fault, "a sealed letter does not open");
            unreadable("sealed")
        })?;
        let header = unsealed.header();
        let known = self.partners.get(&org).and_then(|p| p.key_log()).cloned();
        let opened = match known {
            Some(known) => {
                let log = self.extended(now, org, &known, unsealed.key_log_tail())?;
                let log = log.ok_or_else(|| unreadable("key_log"))?;
                let opened = unsealed.verify_by(&log);
                if let (Ok(_), Some(partner)) = (&opened, self.partners.get_mut(&org)) {
                    partner.take_log(&mut self.batch, log);
                }
                opened
            }
            // Its first letter after joining brings the card against which the key is checked.
            None if header.kind == LetterKind::Card => {
                let key = VerifyingKey::from_bytes(header.sender_key.as_bytes());
                unsealed.verify(&key.map_err(|_| unreadable("sender_key"))?)
            }
            None => return Err(later("no_card")),
        };
        let opened = opened.map_err(|fault| {
            tracing::debug!(%fault, "a letter does not verify");
            match fault {
                OpenFault::Expired { .. } => refuse("expired", Refusal::Expired),
                OpenFault::DayAhead { .. } => refuse("clock", Refusal::Expired),
                OpenFault::SenderKey(IdentityFault::Compromised { .. }) => unreadable("stolen_key"),
                OpenFault::SenderKey(IdentityFault::Superseded { .. }) => unreadable("retired_key"),
                _ => unreadable("signature"),
            }
        })?;
        Ok(Came { org, opened, sealed: SealedHash::of(sealed), frame_day, hint })
    }

    fn take_letter(&mut self, now: Time, came: Came) -> Result<(), Stopped> {
        let org = came.org;
        let kind = came.opened.letter().header().kind;
        self.compare_head(now, org, came.opened.letter());
        match kind {
            LetterKind::Card | LetterKind::Confirm | LetterKind::Trust => {
                self.take_pair_letter(now, came)?
            }
            LetterKind::Receipt if self.is_thread(org, &came) => {
                self.take_thread_receipt(now, came)?;
                self.answer_recall(now, org)?;
            }
            LetterKind::Recall => self.take_recall(now, came)?,
            LetterKind::Copies => self.take_copies(now, came)?,
            LetterKind::Referral
            | LetterKind::Move
            | LetterKind::Receipt
            | LetterKind::Disclosure
            | LetterKind::Attachment
            | LetterKind::Pieces => {
                self.take_exchange_letter(now, came)?;
            }
            LetterKind::Piece => self.take_piece(now, came)?,
            // Unsealing refuses a join that comes in a pair's frame.
            LetterKind::Join => return Err(unreadable("join")),
            LetterKind::Witness => self.take_witness(now, came)?,
            LetterKind::Cosigned => self.take_cosigned(now, came)?,
        }
        if let Some(partner) = self.partners.get_mut(&org) {
            // Once a minute is enough to show when it was last heard of.
            if partner.row.last_contact.is_none_or(|last| now.since(last) >= 60) {
                partner.row.last_contact = Some(now);
                partner.save(&mut self.batch);
            }
        }
        // What a mailbox or a stick brought says nothing of the way to the partner's node.
        if self.partners.get(&org).is_some_and(|partner| self.is_up(partner)) {
            self.outbox.partner_is_up(org);
        }
        self.refill(now, org)?;
        self.feed_pieces(now, org)?;
        Ok(())
    }

    fn is_thread(&self, org: OrgId, came: &Came) -> bool {
        let conversation = came.opened.letter().header().conversation;
        self.partners.get(&org).is_some_and(|p| p.row.thread == conversation)
    }

    /// A letter of a referral: kept, signed for, folded; then the duties of the new state are done.
    fn take_exchange_letter(&mut self, now: Time, came: Came) -> Result<(), Stopped> {
        let Came { org, opened, sealed, frame_day, hint } = came;
        let letter = opened.into_letter();
        let (kind, id) = (letter.header().kind, letter.header().conversation);
        if !self.partners.get(&org).is_some_and(|p| p.is_confirmed()) {
            return Err(later("not_confirmed"));
        }
        self.may_take(org, &letter)?;
        if let Some(stone) = self.stone(id)? {
            self.take_after_erasure(stone, org, &letter)?;
            self.forget_used_prekey(org, hint);
            self.remember(frame_day, org, sealed, None);
            return Ok(());
        }
        self.open_or_begin(now, org, &letter)?;
        let conversation = self.open.get(&id).ok_or_else(|| unreadable("conversation"))?;
        // SPEC 5.1: a conversation belongs to one pair; its id says nothing to anybody else.
        if conversation.row.partner != org {
            return Err(unreadable("conversation"));
        }
        if conversation.holds(letter.header_hash()) {
            self.remember(frame_day, org, sealed, None);
            return Ok(());
        }
        if conversation.row.letters >= LETTERS_MAX {
            return Err(refuse("conversation_full", Refusal::TooMany));
        }
        let event = event_of(&letter, conversation.side().other(), None).map_err(|fault| {
            tracing::warn!(%fault, partner = %org, "a letter is not understood");
            refuse("not_understood", Refusal::NotUnderstood)
        })?;
        if kind == LetterKind::Referral {
            let received = waypost_case::Received::read(letter.fields()).map_err(|fault| {
                tracing::warn!(%fault, partner = %org, "a referral is not understood");
                refuse("not_understood", Refusal::NotUnderstood)
            })?;
            if let Some(conversation) = self.open.get_mut(&id) {
                conversation.row.case_code = received.record().opening.person.case_code.clone();
            }
        }
        self.check_shown(id, &letter, &event)?;
        if kind == LetterKind::Attachment {
            self.judge_attachment(org, &letter)?;
        }
        self.count_orphan(org, id, kind);
        // Taken before the letter is kept: keeping it may make us write letters of our own.
        let this = letter.header_hash();
        let signed_for = match &event.kind {
            EventKind::Receipt { of, .. } => Some(*of),
            EventKind::Move(..)
            | EventKind::Disclosure { .. }
            | EventKind::Attachment { .. }
            | EventKind::Pieces { .. } => None,
        };
        let said = letter.clone();
        let entry = Some(self.log_letter(&letter));
        let kept = KeptLetter { ours: false, letter, authored: None, event, kept_at: now, entry };
        self.keep(now, id, kept)?;
        self.forget_used_prekey(org, hint);
        if let Some(of) = signed_for {
            // The letter that it signs for waits no longer.
            self.outbox_done(org, of);
        }
        let receipt = match kind {
            LetterKind::Receipt => None,
            LetterKind::Referral | LetterKind::Move | LetterKind::Disclosure => {
                Some(self.write_receipt(now, id, this, Stage::Received)?)
            }
            LetterKind::Attachment => {
                self.expect_pieces(now, org, &said);
                Some(self.write_receipt(now, id, this, Stage::Received)?)
            }
            LetterKind::Pieces => {
                self.take_pieces(now, id, &said)?;
                None
            }
            LetterKind::Card
            | LetterKind::Join
            | LetterKind::Confirm
            | LetterKind::Recall
            | LetterKind::Copies
            | LetterKind::Trust
            | LetterKind::Piece
            | LetterKind::Witness
            | LetterKind::Cosigned => None,
        };
        self.remember(frame_day, org, sealed, receipt);
        Ok(())
    }

    /// A letter of an erased referral: a repeat or a receipt changes nothing of a person's, and its header
    /// joins the others; anything else is refused by name.
    fn take_after_erasure(
        &mut self,
        mut stone: TombstoneRow,
        org: OrgId,
        letter: &Letter,
    ) -> Result<(), Stopped> {
        if stone.partner != org {
            return Err(unreadable("conversation"));
        }
        if stone.holds(letter.header_hash()) {
            return Ok(());
        }
        if stone.letters.len() as u64 >= LETTERS_MAX {
            return Err(refuse("conversation_full", Refusal::TooMany));
        }
        let side = if stone.referrer { Side::Referrer } else { Side::Target };
        match event_of(letter, side.other(), None).map(|event| event.kind) {
            Ok(EventKind::Receipt { of, .. }) => {
                self.outbox_done(org, of);
                stone.letters.push(signed_header(letter, false));
                self.put_stone(stone);
                Ok(())
            }
            Ok(EventKind::Pieces { .. }) => {
                stone.letters.push(signed_header(letter, false));
                self.put_stone(stone);
                Ok(())
            }
            Ok(
                EventKind::Move(..) | EventKind::Disclosure { .. } | EventKind::Attachment { .. },
            )
            | Err(_) => Err(refuse("erased", Refusal::Expired)),
        }
    }

    /// SPEC 5.4: a field that is shown later MUST match its commitment. Where the referral is not here
    /// yet, the same is checked whenever the fields are read.
    fn check_shown(
        &self,
        id: ConversationId,
        letter: &Letter,
        event: &Event,
    ) -> Result<(), Stopped> {
        let EventKind::Disclosure { of, .. } = &event.kind else { return Ok(()) };
        let referral = self.open.get(&id).and_then(Conversation::referral);
        let Some(referral) = referral.filter(|r| r.hash() == *of) else { return Ok(()) };
        match referral.letter.reveal(letter.disclosed()) {
            Ok(_) => Ok(()),
            Err(fault) => {
                tracing::warn!(%fault, "a disclosure does not match its referral");
                Err(unreadable("disclosure"))
            }
        }
    }

    /// The referral of letters that overtook it has come.
    fn count_orphan(&mut self, org: OrgId, id: ConversationId, kind: LetterKind) {
        let overtaken = self.open.get(&id).is_some_and(|c| !c.letters.is_empty());
        if let (LetterKind::Referral, true, Some(partner)) =
            (kind, overtaken, self.partners.get_mut(&org))
        {
            partner.row.orphans = partner.row.orphans.saturating_sub(1);
            partner.save(&mut self.batch);
        }
    }

    /// Opens the conversation of a letter, or begins it: a letter may overtake its referral.
    fn open_or_begin(&mut self, now: Time, org: OrgId, letter: &Letter) -> Result<(), Stopped> {
        let id = letter.header().conversation;
        match self.load_conversation(id) {
            Ok(true) => return Ok(()),
            Ok(false) => {}
            // It waits at its sender's until the referral is whole again; all others go on.
            Err(error) if error.is_damage() => return Err(later("damaged")),
            Err(error) => return Err(error.into()),
        }
        // SPEC 5.1: the pair's own thread MUST NOT carry a referral.
        let Some(partner) = self.partners.get_mut(&org) else { return Err(unreadable("partner")) };
        if partner.row.thread == id {
            return Err(unreadable("thread"));
        }
        if letter.header().kind != LetterKind::Referral {
            if partner.row.orphans >= ORPHANS_MAX {
                return Err(refuse("too_many_orphans", Refusal::TooMany));
            }
            partner.row.orphans += 1;
            partner.save(&mut self.batch);
        }
        let number = self.me.row.referral_number;
        self.me.row.referral_number += 1;
        self.me.save(&mut self.batch);
        self.open.insert(id, Conversation::new(id, org, false, number, now));
        Ok(())
    }

    /// Keeps a letter in its conversation, folds, and does what the new state makes our duty.
    pub(crate) fn keep(
        &mut self,
        now: Time,
        id: ConversationId,
        letter: KeptLetter,
    ) -> Result<(), DeskError> {
        let Some(conversation) = self.open.get_mut(&id) else {
            return Err(DeskError::Lacking { what: "an open conversation" });
        };
        if !letter.ours {
            let row = LetterRow {
                ours: false,
                letter: letter.letter.bytes().to_vec(),
                authored: None,
                kept_at: now,
                entry: letter.entry.clone(),
            };
            let at = numbered(LETTER, id.as_bytes(), conversation.row.letters);
            self.batch.put(at, owner(id), row.to_bytes());
        }
        let before = conversation.folded.clone();
        let side = conversation.side();
        conversation.add(letter, now);
        self.touched.insert(id);
        for duty in duties(Some(&before), &conversation.folded, side, now) {
            match duty {
                Duty::Disclose(sections) => self.disclose_if_held(now, id, &sections)?,
                // What a person must do is shown by the list and the referral's page, which read the
                // state; nothing of it is done by itself.
                other => tracing::info!(referral = %id, duty = ?other, "a person is needed"),
            }
        }
        self.stop_pieces(now, id);
        Ok(())
    }

    /// Signs for a letter. Returns the receipt's number in the outbox.
    pub(crate) fn write_receipt(
        &mut self,
        now: Time,
        id: ConversationId,
        of: waypost_protocol::ids::HeaderHash,
        stage: Stage,
    ) -> Result<u64, DeskError> {
        self.write_in(now, id, LetterKind::Receipt, receipt_fields(of, stage, now), Vec::new())
    }

    /// Writes a letter into an open conversation: next in our chain, answering their last.
    pub(crate) fn write_in(
        &mut self,
        now: Time,
        id: ConversationId,
        kind: LetterKind,
        fields: Vec<waypost_protocol::field::Field>,
        disclosed: Vec<waypost_protocol::letter::Disclosure>,
    ) -> Result<u64, DeskError> {
        self.write_showing(
            now,
            id,
            kind,
            fields,
            vec![waypost_protocol::codes::Section::Needs],
            disclosed,
        )
    }

    /// As [`Desk::write_in`], with a choice of what is shown now.
    pub(crate) fn write_showing(
        &mut self,
        now: Time,
        id: ConversationId,
        kind: LetterKind,
        fields: Vec<waypost_protocol::field::Field>,
        shown: Vec<waypost_protocol::codes::Section>,
        disclosed: Vec<waypost_protocol::letter::Disclosure>,
    ) -> Result<u64, DeskError> {
        let Some(conversation) = self.open.get(&id) else {
            return Err(DeskError::Lacking { what: "an open conversation" });
        };
        self.may_write(conversation)?;
        let (org, side) = (conversation.row.partner, conversation.side());
        let writing = Writing {
            kind,
            conversation: id,
            seq: conversation.row.seq,
            prev: conversation.row.prev,
            answers: conversation.last_of_other(),
            fields,
            shown,
            disclosed,
            number: conversation.row.letters,
        };
        let written = self.write(now, org, writing)?;
        let event = event_of(&written.letter, side, Some(&written.authored))
            .map_err(|_| DeskError::Lacking { what: "a letter that says what was meant" })?;
        let (letter, authored) = (written.letter, Some(written.authored));
        let (entry, kept_at) = (Some(written.entry), now);
        self.keep(now, id, KeptLetter { ours: true, letter, authored, event, kept_at, entry })?;
        Ok(written.outbox_number)
    }

    /// Shows more of the referral we wrote: each field proves itself against the letter's commitments.
    pub(crate) fn disclose(
        &mut self,
        now: Time,
        id: ConversationId,
        sections: &[waypost_protocol::codes::Section],
    ) -> Result<(), DeskError> {
        let Some(referral) = self.open.get(&id).and_then(Conversation::referral) else {
            return Err(DeskError::Lacking { what: "the referral's own letter" });
        };
        let Some(authored) = &referral.authored else {
            return Err(DeskError::Lacking { what: "what the referral's letter commits to" });
        };
        let shown = crate::erase::disclosures_of(authored, sections)?;
        let of = referral.hash();
        let says = waypost_protocol::exchange::disclosure_fields(of, sections, now);
        self.write_in(now, id, LetterKind::Disclosure, says, shown)?;
        Ok(())
    }

    /// The same, where our own fields are still here: copies of a referral hold no more than was shown.
    pub(crate) fn disclose_if_held(
        &mut self,
        now: Time,
        id: ConversationId,
        sections: &[waypost_protocol::codes::Section],
    ) -> Result<(), DeskError> {
        let referral = self.open.get(&id).and_then(Conversation::referral);
        if referral.is_some_and(|r| r.authored.is_some()) {
            return self.disclose(now, id, sections);
        }
        tracing::warn!(referral = %id, "what was lost with the machine cannot be shown");
        Ok(())
    }

    /// SPEC 4.3: a one-time prekey is forgotten once it has opened its letter, and not before.
    pub(crate) fn forget_used_prekey(&mut self, org: OrgId, hint: PrekeyHint) {
        if self.me.epoch_key(hint).is_some() {
            return;
        }
        if let Some(partner) = self.partners.get_mut(&org) {
            partner.forget_prekey(&mut self.batch, hint);
        }
    }

    /// Makes sure a conversation is open in memory. False if there is none.
    pub(crate) fn load_conversation(&mut self, id: ConversationId) -> Result<bool, DeskError> {
        if self.open.contains_key(&id) {
            return Ok(true);
        }
        if self.erased_now.contains_key(&id) {
            return Ok(false);
        }
        let Some(conversation) = Conversation::load(&self.store, id)? else { return Ok(false) };
        self.open.insert(id, conversation);
        Ok(true)
    }

    /// Writes the summary rows of what this step touched.
    pub(crate) fn save_touched(&mut self, now: Time) -> Result<(), DeskError> {
        for id in std::mem::take(&mut self.touched) {
            if let Some(conversation) = self.open.get_mut(&id) {
                conversation.summarise(now);
                let row = conversation.row.clone();
                self.batch.put(named(CONVERSATION, id.as_bytes()), owner(id), row.to_bytes());
                self.hold_summary(&row);
            }
        }
        Ok(())
    }
}

pub(crate) fn unreadable(why: &'static str) -> Stopped {
    refuse(why, Refusal::Unreadable)
}
