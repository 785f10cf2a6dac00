//! Erasing for real: a referral whole, or sections of it.
//!
//! In: which, and why. Out: changes of the step's batch: the conversation's data key is destroyed, and
//! what is kept is written anew (under a fresh key, or as a row without a person). What waits for the
//! partner stays until it is delivered: it is sealed to the partner and nobody here can open it.

use waypost_protocol::codes::Section;
use waypost_protocol::exchange::{ConsentChange, EventKind, Move, RevocationAnswer, Side, State};
use waypost_protocol::ids::{ConversationId, Day, HeaderHash, Time};
use waypost_protocol::letter::{Disclosure, Letter};
use waypost_store::Owner;

use crate::attach::announced;
use crate::conversation::{Conversation, KeptLetter};
use crate::desk::Desk;
use crate::error::{DeskError, asked};
use crate::reads::Reads;
use crate::report::no_such_referral;
use crate::rows::{
    AuthoredRow, CARE, CARRIAGE, ConversationRow, DRAFT, DraftRow, HoldRow, LETTER, LetterRow,
    PlaceRow, Row, SignedHeaderRow, TOMBSTONE, TombstoneRow, named, named_in, numbered, owner,
};

/// Why a referral was erased.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) enum Why {
    /// Its time was over.
    Retention,
    /// The person took the consent back, and a person here answered that all of it is erased.
    Consent,
    /// A person here erased it.
    ByHand,
}

impl Why {
    pub(crate) const fn as_str(self) -> &'static str {
        match self {
            Self::Retention => "retention",
            Self::Consent => "consent",
            Self::ByHand => "by_hand",
        }
    }
}

/// What an answer to a change of consent says is erased.
pub(crate) enum Erasure {
    Nothing,
    Sections(Vec<Section>),
    Whole,
}

impl Desk {
    /// Erases a referral: its letters, its fields, its texts, and its draft if nothing else uses it.
    /// A row in the node's own name keeps headers and signatures, which say nothing of a person.
    pub(crate) fn erase_referral(
        &mut self,
        now: Time,
        id: ConversationId,
        why: Why,
    ) -> Result<(), DeskError> {
        self.must_not_be_held(id)?;
        if !self.load_conversation(id)? {
            return Err(no_such_referral());
        }
        let Some(conversation) = self.open.remove(&id) else { return Err(no_such_referral()) };
        let stone = tombstone(&conversation, now.day(), why);
        tracing::info!(referral = %id, why = why.as_str(), "a referral is erased");
        if conversation.referral().is_none() {
            // Its letters were counted as waiting for it.
            if let Some(partner) = self.partners.get_mut(&stone.partner) {
                partner.row.orphans = partner.row.orphans.saturating_sub(1);
                partner.save(&mut self.batch);
            }
        }
        self.erase_attachments(announced(&conversation).map(|(_, thread)| thread).collect());
        self.batch.erase_thread(*id.as_bytes());
        self.put_stone(stone);
        self.touched.remove(&id);
        if let Some(draft) = conversation.row.draft
            && !self.draft_is_used(draft, id)?
        {
            self.erase_draft(draft)?;
        }
        self.want_fresh_key(now)
    }

    pub(crate) fn put_stone(&mut self, stone: TombstoneRow) {
        let at = named(TOMBSTONE, stone.conversation.as_bytes());
        self.batch.put(at, Owner::Node, stone.to_bytes());
        self.drop_summary(stone.conversation);
        self.erased_now.insert(stone.conversation, stone);
    }

    /// What is left of an erased referral, if this one was.
    pub(crate) fn stone(&self, id: ConversationId) -> Result<Option<TombstoneRow>, DeskError> {
        if let Some(stone) = self.erased_now.get(&id) {
            return Ok(Some(stone.clone()));
        }
        let row = self.store.value(&named(TOMBSTONE, id.as_bytes()))?;
        row.map(|bytes| TombstoneRow::from_bytes(&bytes)).transpose()
    }

    /// Whether a referral was erased: nothing may be written under its name any more.
    pub(crate) fn is_erased(&self, id: ConversationId) -> Result<bool, DeskError> {
        Ok(self.erased_now.contains_key(&id) || self.store.has(&named(TOMBSTONE, id.as_bytes()))?)
    }

    /// Whether a referral that is still here, other than this one, was made from a draft.
    fn draft_is_used(&self, draft: u64, besides: ConversationId) -> Result<bool, DeskError> {
        let of_draft =
            |row: &ConversationRow| row.draft == Some(draft) && row.conversation != besides;
        let in_memory = self.open.values().any(|c| of_draft(&c.row));
        Ok(in_memory || self.summaries()?.values().any(of_draft))
    }

    /// Erases a draft, if it is still here.
    pub(crate) fn erase_draft(&mut self, number: u64) -> Result<(), DeskError> {
        let at = numbered(DRAFT, &[], number);
        let Some(bytes) = self.store.value(&at)? else { return Ok(()) };
        let row = DraftRow::from_bytes(&bytes)?;
        tracing::info!(draft = number, "a draft is erased");
        self.batch.erase_thread(*row.thread.as_bytes());
        self.batch.delete(at);
        Ok(())
    }

    /// Erases sections of a referral, and the draft it was made from: its letters are kept without them,
    /// under a fresh key.
    fn redact_referral(
        &mut self,
        now: Time,
        id: ConversationId,
        sections: &[Section],
    ) -> Result<(), DeskError> {
        let Some(mut conversation) = self.open.remove(&id) else { return Err(no_such_referral()) };
        if let Some(draft) = conversation.row.draft {
            self.erase_draft(draft)?;
        }
        let of_sections = |kept: &KeptLetter| match &kept.event.kind {
            EventKind::Attachment { section, .. } => sections.contains(section),
            EventKind::Move(..)
            | EventKind::Receipt { .. }
            | EventKind::Disclosure { .. }
            | EventKind::Pieces { .. } => false,
        };
        let files = announced(&conversation).filter(|(kept, _)| of_sections(kept));
        self.erase_attachments(files.map(|(_, thread)| thread).collect());
        for letter in &mut conversation.letters {
            redact(letter, sections)?;
        }
        self.put_under_fresh_key(id, conversation)?;
        tracing::info!(referral = %id, sections = sections.len(), "sections are erased");
        self.want_fresh_key(now)
    }

    /// Writes all of a conversation under a fresh data key; what the old key opened is gone with this batch.
    pub(crate) fn put_under_fresh_key(
        &mut self,
        id: ConversationId,
        mut conversation: Conversation,
    ) -> Result<(), DeskError> {
        let reads = match conversation.reads.take() {
            Some(reads) => reads,
            None => Reads::load(&self.store, id)?,
        };
        self.batch.erase_thread(*id.as_bytes());
        for (letter, number) in conversation.letters.iter().zip(0..) {
            let row = LetterRow {
                ours: letter.ours,
                letter: letter.letter.bytes().to_vec(),
                authored: letter.authored.clone(),
                kept_at: letter.kept_at,
                entry: letter.entry.clone(),
            };
            self.batch.put(numbered(LETTER, id.as_bytes(), number), owner(id), row.to_bytes());
        }
        for (header, mark) in &conversation.carriage {
            let at = named_in(CARRIAGE, id.as_bytes(), header.as_bytes());
            self.batch.put(at, owner(id), mark.to_bytes());
        }
        reads.put_all(&mut self.batch, id);
        conversation.reads = Some(reads);
        self.open.insert(id, conversation);
        self.touched.insert(id);
        Ok(())
    }

    /// Before an answer to a change of consent is signed: what it says is erased can be, and nothing that
    /// was shown to us is left out.
    pub(crate) fn judge_answer(&self, id: ConversationId, mv: &Move) -> Result<Erasure, DeskError> {
        let Move::AnswerRevocation { of, answer: RevocationAnswer::Stopped { erased, kept, .. } } =
            mv
        else {
            return Ok(Erasure::Nothing);
        };
        let conversation = self.open.get(&id).ok_or_else(no_such_referral)?;
        let state = conversation.folded.state.as_ref().ok_or_else(no_such_referral)?;
        let change = state.consent.changes.iter().find(|change| change.hash == *of);
        let owed = change.map_or(Vec::new(), |c| to_stop(state, c, conversation.side()));
        check_answer(&owed, erased, kept)?;
        if erased.is_empty() {
            return Ok(Erasure::Nothing);
        }
        self.must_not_be_held(id)?;
        if erased.contains(&Section::Needs) {
            return Ok(Erasure::Whole);
        }
        match conversation.row.draft {
            // The draft holds the sections in full.
            Some(draft) if self.draft_is_used(draft, id)? => Err(asked(
                "shared_draft",
                format!("Draft D{draft} holds these sections, and other referrals use it."),
                "Say that they are kept, and under which law; or erase the other referrals first.",
            )),
            Some(_) | None => Ok(Erasure::Sections(erased.clone())),
        }
    }

    /// Does what the signed answer says, in the same batch.
    pub(crate) fn carry_out(
        &mut self,
        now: Time,
        id: ConversationId,
        erasure: &Erasure,
    ) -> Result<(), DeskError> {
        match erasure {
            Erasure::Nothing => Ok(()),
            Erasure::Sections(sections) => self.redact_referral(now, id, sections),
            Erasure::Whole => self.erase_referral(now, id, Why::Consent),
        }
    }

    /// A lawful hold on a referral, if one stands.
    pub(crate) fn hold(&self, id: ConversationId) -> Result<Option<HoldRow>, DeskError> {
        let row = self.store.value(&named_in(CARE, HOLDS, id.as_bytes()))?;
        row.map(|bytes| HoldRow::from_bytes(&bytes)).transpose()
    }

    fn must_not_be_held(&self, id: ConversationId) -> Result<(), DeskError> {
        match self.hold(id)? {
            None => Ok(()),
            Some(hold) => Err(asked(
                "held",
                format!(
                    "A hold ({}) stands on this referral since {}: nothing of it is erased.",
                    hold.reason,
                    waypost_case::dates::day_text(hold.since)
                ),
                "Answer a partner with `consent answer ... lawful-hold`; lift the hold with `retention release`.",
            )),
        }
    }
}

/// The group of the holds among the rows of care.
pub(crate) const HOLDS: &[u8] = b"hold";

fn tombstone(conversation: &Conversation, erased: Day, why: Why) -> TombstoneRow {
    let row = &conversation.row;
    let kept = |letter: &KeptLetter| signed_header(&letter.letter, letter.ours);
    let days = conversation.letters.iter().map(|l| l.letter.header().day);
    TombstoneRow {
        conversation: row.conversation,
        partner: row.partner,
        referrer: row.referrer,
        number: row.number,
        first: days.min().unwrap_or(row.changed.day()),
        changed: row.changed.day(),
        erased,
        reason: why.as_str().to_owned(),
        seq: row.seq,
        prev: row.prev,
        letters: conversation.letters.iter().map(kept).collect(),
    }
}

/// A letter's header and signature.
pub(crate) fn signed_header(letter: &Letter, ours: bool) -> SignedHeaderRow {
    SignedHeaderRow {
        ours,
        header: letter.header_bytes().to_vec(),
        signature: letter.signature().0.to_vec(),
    }
}

impl TombstoneRow {
    /// Whether a letter of this header was kept before the erasure, or since.
    pub(crate) fn holds(&self, header: HeaderHash) -> bool {
        self.letters.iter().any(|l| HeaderHash::of(&l.header) == header)
    }
}

/// The sections that an answer must name: all of which something was shown to us, as a field or as a file, and that
/// is no longer agreed to.
fn to_stop(state: &State, change: &ConsentChange, me: Side) -> Vec<Section> {
    let fields = |section: &Section| match me {
        // Its own case file: no field of it was shown to it.
        Side::Referrer => false,
        Side::Target => *section == Section::Needs || state.disclosed.contains(section),
    };
    let files =
        |section: &Section| state.attached.iter().any(|a| a.by != me && a.section == *section);
    Section::ALL
        .iter()
        .copied()
        .filter(|s| fields(s) || files(s))
        .filter(|s| change.revoked || !state.consent.sections.contains(s))
        .collect()
}

/// SPEC 9.6: what is erased and what is kept MUST together be all that was shown.
fn check_answer(owed: &[Section], erased: &[Section], kept: &[Section]) -> Result<(), DeskError> {
    let names = |sections: Vec<&Section>| {
        sections.iter().map(|s| s.as_str()).collect::<Vec<_>>().join(", ")
    };
    let twice: Vec<_> = erased.iter().filter(|s| kept.contains(s)).collect();
    if !twice.is_empty() {
        return Err(asked(
            "section_twice",
            format!("Said to be erased and kept at once: {}.", names(twice)),
            "Name each section once.",
        ));
    }
    let missing: Vec<_> =
        owed.iter().filter(|s| !erased.contains(s) && !kept.contains(s)).collect();
    if !missing.is_empty() {
        return Err(asked(
            "section_unanswered",
            format!("Shown to us, and neither erased nor kept: {}.", names(missing)),
            "Name each with --erased, or with --kept and --law.",
        ));
    }
    if erased.contains(&Section::Needs) && !kept.is_empty() {
        return Err(asked(
            "needs_carry_the_rest",
            "The needs are what the other sections stand on: they cannot be erased alone.",
            "Keep `needs` too, and say under which law; or erase everything.",
        ));
    }
    Ok(())
}

/// Takes sections out of a letter, and out of what its author kept beside it.
fn redact(kept: &mut KeptLetter, sections: &[Section]) -> Result<(), DeskError> {
    kept.letter = kept
        .letter
        .redact(sections)
        .map_err(|_| DeskError::Lacking { what: "a letter that reads without its sections" })?;
    if let Some(authored) = &mut kept.authored {
        let stays = Section::ALL.iter().copied().filter(|s| !sections.contains(s));
        let left = disclosures_of(authored, &stays.collect::<Vec<_>>())?;
        if left.len() < authored.fields.len() {
            // SPEC 5.5: with the seed a guess at an erased value could be tested.
            *authored = AuthoredRow {
                body_seed: Vec::new(),
                fields: left.iter().map(|d| crate::write::field_row(&d.field)).collect(),
                places: Some(left.iter().map(place).collect()),
            };
        }
    }
    Ok(())
}

fn place(disclosure: &Disclosure) -> PlaceRow {
    PlaceRow { index: disclosure.index, salt: disclosure.salt.0.to_vec() }
}

/// An author's fields of some sections, each with what proves it: from the seed, or after a redaction from
/// the salts that were kept.
pub(crate) fn disclosures_of(
    authored: &AuthoredRow,
    sections: &[Section],
) -> Result<Vec<Disclosure>, DeskError> {
    let fields = crate::write::fields_of(authored);
    let Some(places) = &authored.places else {
        let seed = <[u8; 32]>::try_from(authored.body_seed.as_slice())
            .map_err(|_| DeskError::Lacking { what: "the seed of a letter of ours" })?;
        let seed = waypost_protocol::letter::BodySeed::from_bytes(&seed);
        return Ok(waypost_protocol::letter::disclose(&seed, &fields, sections));
    };
    let shown = places.iter().zip(fields).filter(|(_, field)| sections.contains(&field.section));
    shown
        .map(|(place, field)| {
            let salt = <[u8; 16]>::try_from(place.salt.as_slice())
                .map_err(|_| DeskError::Lacking { what: "a salt of 16 bytes" })?;
            let salt = waypost_protocol::letter::Salt(salt);
            Ok(Disclosure { index: place.index, salt, field })
        })
        .collect()
}
