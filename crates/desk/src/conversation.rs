//! A conversation as the desk holds it: its letters, and what the exchange folds them to.
//!
//! In: letters from the store, or one that was just written or opened. Out: the folded state, the
//! place of the next letter, the summary row for the list. Decides nothing: `fold` does.

use std::collections::BTreeMap;

use waypost_protocol::codes::Section;
use waypost_protocol::exchange::{
    Deadline, DeadlineKind, Event, EventKind, EventLetter, Fate, Folded, HeaderParts, MoveFault,
    MoveKind, Side, Stage, deadlines, fold, read_event,
};
use waypost_protocol::field::{Field, Value};
use waypost_protocol::ids::{ConversationId, HeaderHash, OrgId, Time};
use waypost_protocol::letter::{Letter, LetterKind};
use waypost_store::{Item, Store};

use crate::audit::EntryRow;
use crate::desk::LOST;
use crate::error::DeskError;
use crate::reads::Reads;
use crate::rows::{
    AuthoredRow, CARRIAGE, CONVERSATION, CarriageRow, ConversationRow, FiguresRow, KeepRow, LETTER,
    LetterRow, Row, named, undamaged,
};
use crate::write::fields_of;

/// Most letters kept of one conversation: both sides' chains at their bound.
pub(crate) const LETTERS_MAX: u64 = 2 * waypost_protocol::exchange::EVENTS_PER_SIDE_MAX as u64;

/// SPEC 8.2: the referral's field that says it.
const RETENTION_DAYS: &str = "consent.retention_days";

/// How far a letter of ours has come. Words for people are in the report.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub(crate) enum Tick {
    /// Nobody signed for it in a month; it can no longer be opened.
    Lost,
    /// The partner's node would not take it.
    Refused,
    /// Waits here.
    Waiting,
    /// The partner's node has it.
    Left,
    /// The partner's node opened it and signed for it.
    Received,
    /// A person opened it.
    Opened,
}

impl Tick {
    pub(crate) const ALL: [Self; 6] =
        [Self::Lost, Self::Refused, Self::Waiting, Self::Left, Self::Received, Self::Opened];

    pub(crate) const fn as_str(self) -> &'static str {
        match self {
            Self::Lost => "lost",
            Self::Refused => "refused",
            Self::Waiting => "waiting",
            Self::Left => "left",
            Self::Received => "received",
            Self::Opened => "opened",
        }
    }
}

/// One letter.
pub(crate) struct KeptLetter {
    pub(crate) ours: bool,
    pub(crate) letter: Letter,
    pub(crate) authored: Option<AuthoredRow>,
    pub(crate) event: Event,
    pub(crate) kept_at: Time,
    pub(crate) entry: Option<EntryRow>,
}

impl KeptLetter {
    pub(crate) fn hash(&self) -> HeaderHash {
        self.letter.header_hash()
    }
}

/// One conversation.
pub(crate) struct Conversation {
    pub(crate) row: ConversationRow,
    pub(crate) letters: Vec<KeptLetter>,
    pub(crate) folded: Folded,
    pub(crate) carriage: BTreeMap<HeaderHash, CarriageRow>,
    /// Who of us read it; none until somebody asks.
    pub(crate) reads: Option<Reads>,
}

impl Conversation {
    /// A conversation without letters yet.
    pub(crate) fn new(
        conversation: ConversationId,
        partner: OrgId,
        referrer: bool,
        number: u64,
        now: Time,
    ) -> Self {
        let row = ConversationRow {
            conversation,
            partner,
            referrer,
            number,
            letters: 0,
            seq: 0,
            prev: None,
            draft: None,
            changed: now,
            opened_at: None,
            status: String::new(),
            consent: String::new(),
            urgency: String::new(),
            services: Vec::new(),
            case_code: String::new(),
            tick: 0,
            needs_us: false,
            due: None,
            closed: false,
            keep: None,
            due_kind: None,
            figures: None,
        };
        let carriage = BTreeMap::new();
        Self { row, letters: Vec::new(), folded: fold(&[]), carriage, reads: None }
    }

    /// Reads a conversation, if there is one.
    pub(crate) fn load(store: &Store, id: ConversationId) -> Result<Option<Self>, DeskError> {
        let Some(bytes) = store.value(&named(CONVERSATION, id.as_bytes()))? else {
            return Ok(None);
        };
        let row = ConversationRow::from_bytes(&bytes)?;
        let mut letters = Vec::new();
        for found in store.rows(LETTER, id.as_bytes())? {
            letters.push(read_letter(&found?.value, row.referrer)?);
        }
        // A record that was lost whole leaves no row behind that could be named.
        if letters.len() as u64 != row.letters {
            return Err(DeskError::Lacking { what: "a letter of this referral" });
        }
        let carriage = carriage(store, id.as_bytes())?;
        let mut conversation = Self { row, letters, folded: fold(&[]), carriage, reads: None };
        conversation.fold_again();
        Ok(Some(conversation))
    }

    /// What of a conversation can still be read, to be written anew; `row` is its summary, or a fresh one where
    /// that is lost. Damaged letters are left out.
    pub(crate) fn salvage(store: &Store, row: ConversationRow) -> Result<Self, DeskError> {
        let group = *row.conversation.as_bytes();
        let mut rows = Vec::new();
        for found in store.rows(LETTER, &group)? {
            let read = found.map_err(DeskError::from);
            rows.extend(undamaged(read.and_then(|found| LetterRow::from_bytes(&found.value)))?);
        }
        let mut saved = Self {
            row,
            letters: Vec::new(),
            folded: fold(&[]),
            carriage: carriage(store, &group)?,
            reads: None,
        };
        let is_referral = |row: &&LetterRow| {
            let letter = Letter::decode(row.letter.clone());
            letter.is_ok_and(|letter| letter.header().kind == LetterKind::Referral)
        };
        // Whose referral it is, the referral itself says better than a fresh summary.
        if let Some(referral) = rows.iter().find(is_referral) {
            saved.row.referrer = referral.ours;
        }
        saved.row.letters = 0;
        for row in rows {
            let read = kept_letter(row, saved.row.referrer);
            if let Some(letter) = undamaged(read)?.filter(|letter| !saved.holds(letter.hash())) {
                saved.add_copy(letter);
            }
        }
        let (fields, _) = saved.fields();
        if let Ok(received) = waypost_case::Received::read(&fields) {
            saved.row.case_code = received.record().opening.person.case_code.clone();
        }
        saved.fold_again();
        Ok(saved)
    }

    /// Which side we are.
    pub(crate) fn side(&self) -> Side {
        if self.row.referrer { Side::Referrer } else { Side::Target }
    }

    /// Whether this letter is here already.
    pub(crate) fn holds(&self, header: HeaderHash) -> bool {
        self.letters.iter().any(|l| l.hash() == header)
    }

    /// Adds a letter and folds again.
    pub(crate) fn add(&mut self, letter: KeptLetter, now: Time) {
        if letter.ours {
            self.row.seq = letter.letter.header().seq + 1;
            self.row.prev = Some(letter.hash());
        }
        self.row.letters += 1;
        if letter.event.move_kind().is_some() {
            self.row.changed = now;
        }
        self.letters.push(letter);
        self.fold_again();
    }

    /// Adds a copy. Copies come in any order, so the caller folds when all are there.
    pub(crate) fn add_copy(&mut self, letter: KeptLetter) {
        let seq = letter.letter.header().seq;
        if letter.ours && (self.row.prev.is_none() || seq >= self.row.seq) {
            self.row.seq = seq + 1;
            self.row.prev = Some(letter.hash());
        }
        self.row.letters += 1;
        self.letters.push(letter);
    }

    /// Says whose referral it is: known only once the referral's own letter is here.
    pub(crate) fn set_referrer(&mut self, referrer: bool) -> Result<(), DeskError> {
        if self.row.referrer == referrer {
            return Ok(());
        }
        self.row.referrer = referrer;
        let side = self.side();
        for kept in &mut self.letters {
            let by = if kept.ours { side } else { side.other() };
            kept.event = event_of(&kept.letter, by, kept.authored.as_ref()).map_err(|_| {
                DeskError::Lacking { what: "a letter that says what it said when it was kept" }
            })?;
        }
        Ok(())
    }

    pub(crate) fn fold_again(&mut self) {
        self.folded = fold(&self.events());
    }

    pub(crate) fn events(&self) -> Vec<Event> {
        self.letters.iter().map(|l| l.event.clone()).collect()
    }

    /// All letters in the order of the fold: what the timeline shows.
    pub(crate) fn in_order(&self) -> Vec<&KeptLetter> {
        let of = |hash| self.letters.iter().find(|l| l.hash() == hash);
        self.folded.fates.iter().filter_map(|f| of(f.hash)).collect()
    }

    /// What became of a letter.
    pub(crate) fn fate(&self, header: HeaderHash) -> Option<&Fate> {
        self.folded.fates.iter().find(|f| f.hash == header).map(|f| &f.fate)
    }

    /// The other side's last letter that was taken up: what our next letter answers.
    pub(crate) fn last_of_other(&self) -> Option<HeaderHash> {
        let taken = |l: &&KeptLetter| {
            !l.ours && !matches!(self.fate(l.hash()), None | Some(Fate::Waiting { .. }))
        };
        let last = self.letters.iter().filter(taken).max_by_key(|l| l.letter.header().seq);
        last.map(KeptLetter::hash)
    }

    /// The referral's own letter.
    pub(crate) fn referral(&self) -> Option<&KeptLetter> {
        self.letters.iter().find(|l| l.letter.header().kind == LetterKind::Referral)
    }

    /// All fields that we may read: as referrer all that we wrote, as target what was shown so far.
    /// A disclosure that does not match its commitment counts for nothing and is told.
    pub(crate) fn fields(&self) -> (Vec<Field>, bool) {
        let Some(referral) = self.referral() else { return (Vec::new(), false) };
        if let Some(authored) = &referral.authored {
            return (fields_of(authored), false);
        }
        let mut sound = Vec::new();
        let mut mismatch = false;
        for letter in self.letters.iter().filter(|l| l.ours == referral.ours) {
            let shown = letter.letter.disclosed();
            match referral.letter.reveal(shown) {
                Ok(_) => sound.extend(shown),
                Err(_) => mismatch = true,
            }
        }
        match referral.letter.reveal(sound) {
            Ok(fields) => (fields, mismatch),
            Err(_) => (referral.letter.fields().to_vec(), true),
        }
    }

    /// How far a letter of ours has come.
    pub(crate) fn tick(&self, header: HeaderHash) -> Tick {
        let signed = self.letters.iter().filter(|l| !l.ours).filter_map(|l| match &l.event.kind {
            EventKind::Receipt { of, stage, .. } if *of == header => Some(match stage {
                Stage::Received => Tick::Received,
                Stage::Opened => Tick::Opened,
            }),
            EventKind::Receipt { .. }
            | EventKind::Move(..)
            | EventKind::Disclosure { .. }
            | EventKind::Attachment { .. }
            | EventKind::Pieces { .. } => None,
        });
        signed.max().unwrap_or_else(|| match self.carriage.get(&header) {
            Some(CarriageRow { left_at: Some(_), .. }) => Tick::Left,
            Some(CarriageRow { refused: Some(why), .. }) if why == LOST => Tick::Lost,
            Some(CarriageRow { refused: Some(_), .. }) => Tick::Refused,
            Some(_) | None => Tick::Waiting,
        })
    }

    /// Brings the summary row up to date. True if it changed.
    pub(crate) fn summarise(&mut self, now: Time) {
        let side = self.side();
        let newest = self.letters.iter().rev().find(|l| l.ours && l.event.move_kind().is_some());
        let tick = newest.map(KeptLetter::hash).map_or(Tick::Waiting, |header| self.tick(header));
        self.row.tick = tick as u8;
        let Some(state) = &self.folded.state else { return };
        self.row.status = state.status.as_str().to_owned();
        self.row.consent = crate::words::consent(state.consent.on(now.day())).to_owned();
        self.row.urgency = state.urgency.as_str().to_owned();
        self.row.services = state.lines.iter().map(|l| l.service.as_str().to_owned()).collect();
        self.row.needs_us = crate::words::waits_for(state, side, now);
        let next = deadlines(state, now).into_iter().min_by_key(|deadline| deadline.due);
        self.row.due = next.as_ref().map(|deadline| deadline.due);
        self.row.due_kind = next.map(|deadline| crate::words::deadline_kind(deadline.kind));
        self.row.closed = crate::words::is_closed(state.status);
        let follows = |d: &Deadline| matches!(d.kind, DeadlineKind::FollowUp(_));
        let follow_ups = deadlines(state, now).iter().any(follows);
        let until = Some(state.consent.valid_until).filter(|_| follow_ups);
        self.row.keep = self.referral().map(|letter| KeepRow {
            came_at: letter.kept_at,
            retention_days: retention_days(&letter.letter),
            follow_ups_until: until,
        });
        self.row.figures = self.figures();
    }

    /// What of it is counted: of moves that were taken up, by their authors' clocks.
    fn figures(&self) -> Option<FiguresRow> {
        let sent_at = self.referral()?.event.at();
        let taken = |kept: &&KeptLetter| matches!(self.fate(kept.hash()), Some(Fate::Applied));
        let mut figures =
            FiguresRow { sent_at, first_answer_at: None, accepted: false, declined: false };
        for kept in self.letters.iter().filter(taken) {
            match kept.event.move_kind() {
                Some(MoveKind::Accept) => figures.accepted = true,
                Some(MoveKind::Decline) => figures.declined = true,
                Some(MoveKind::Waitlist | MoveKind::Ask) => {}
                Some(_) | None => continue,
            }
            let at = kept.event.at();
            figures.first_answer_at =
                Some(figures.first_answer_at.map_or(at, |first| first.min(at)));
        }
        Some(figures)
    }
}

/// How long the person allows a partner to keep it; a referral without it was refused at the door.
fn retention_days(referral: &Letter) -> u32 {
    let field = referral.fields().iter().find(|f| f.key == RETENTION_DAYS);
    match field.map(|f| &f.value) {
        Some(Value::Number(days)) => u32::try_from(*days).unwrap_or(u32::MAX),
        Some(Value::Text(_) | Value::Flag(_) | Value::List(_) | Value::Bytes(_)) | None => 0,
    }
}

/// How far the letters of a conversation have come; a damaged mark says nothing.
fn carriage(
    store: &Store,
    group: &[u8; 16],
) -> Result<BTreeMap<HeaderHash, CarriageRow>, DeskError> {
    let mut carriage = BTreeMap::new();
    for found in store.rows(CARRIAGE, group)? {
        if let Some(waypost_store::Row { item: Item::Name(name), value }) = undamaged(found)?
            && let Ok(header) = <[u8; 32]>::try_from(name.as_slice())
            && let Some(row) = undamaged(CarriageRow::from_bytes(&value))?
        {
            carriage.insert(HeaderHash::new(header), row);
        }
    }
    Ok(carriage)
}

/// A letter of our own disk, with its event.
fn read_letter(bytes: &[u8], referrer: bool) -> Result<KeptLetter, DeskError> {
    kept_letter(LetterRow::from_bytes(bytes)?, referrer)
}

fn kept_letter(row: LetterRow, referrer: bool) -> Result<KeptLetter, DeskError> {
    let letter = Letter::decode(row.letter)
        .map_err(|_| DeskError::Lacking { what: "a letter that reads as it was kept" })?;
    let by = if row.ours == referrer { Side::Referrer } else { Side::Target };
    let event = event_of(&letter, by, row.authored.as_ref()).map_err(|_| DeskError::Lacking {
        what: "a letter that says what it said when it was kept",
    })?;
    let (ours, authored, kept_at, entry) = (row.ours, row.authored, row.kept_at, row.entry);
    Ok(KeptLetter { ours, letter, authored, event, kept_at, entry })
}

/// What a receipt of the pair's own thread signs for. That thread goes on for as long as the pair does: the
/// bound on a referral's letters is not for it.
pub(crate) fn signed_for(receipt: &Letter) -> Option<HeaderHash> {
    let header = receipt.header();
    let (hash, answers) = (receipt.header_hash(), header.answers);
    let parts = HeaderParts { hash, by: Side::Target, seq: 0, prev: None, answers };
    match read_event(parts, EventLetter::Receipt, receipt.fields()).ok()?.kind {
        EventKind::Receipt { of, .. } => Some(of),
        EventKind::Move(..)
        | EventKind::Disclosure { .. }
        | EventKind::Attachment { .. }
        | EventKind::Pieces { .. } => None,
    }
}

/// Reads a letter of a conversation as an event.
pub(crate) fn event_of(
    letter: &Letter,
    by: Side,
    authored: Option<&AuthoredRow>,
) -> Result<Event, MoveFault> {
    let header = letter.header();
    let parts = HeaderParts {
        hash: letter.header_hash(),
        by,
        seq: header.seq,
        prev: header.prev,
        answers: header.answers,
    };
    let kind = match header.kind {
        LetterKind::Referral => EventLetter::Referral,
        LetterKind::Receipt => EventLetter::Receipt,
        LetterKind::Disclosure => EventLetter::Disclosure,
        LetterKind::Attachment => EventLetter::Attachment,
        LetterKind::Pieces => EventLetter::Pieces,
        // A pair's letters and pieces are never asked for; as a move they are refused by their fields.
        LetterKind::Move
        | LetterKind::Card
        | LetterKind::Join
        | LetterKind::Confirm
        | LetterKind::Recall
        | LetterKind::Copies
        | LetterKind::Trust
        | LetterKind::Piece
        | LetterKind::Witness
        | LetterKind::Cosigned => EventLetter::Move,
    };
    match authored {
        Some(authored) => {
            // What the partner reads of it: section 0 is always shown.
            let shown = fields_of(authored).into_iter().filter(|f| f.section == Section::Needs);
            read_event(parts, kind, &shown.collect::<Vec<_>>())
        }
        None => read_event(parts, kind, letter.fields()),
    }
}
