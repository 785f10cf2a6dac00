//! Witnessing: partners cosign our heads, and we theirs (SPEC 15.3).
//!
//! In: a head of ours that was signed; a partner's letters. Out: letters in the pair's thread; rows of who cosigned
//! what; evidence where a partner shows two histories. What is cosigned and what is kept of it are one batch: so no two
//! heads of one size are ever cosigned. Evidence is kept for ever, and is for people to look at.

use std::collections::BTreeMap;

use waypost_audit::checkpoint::SignedCheckpoint;
use waypost_audit::note::{Line, NOTE_BYTES_MAX, NOTE_LINES_MAX};
use waypost_audit::proof::consistency;
use waypost_audit::tree::Hash;
use waypost_audit::witness::{Asked, Judgement, judge};
use waypost_net::Refusal;
use waypost_protocol::ids::{HeaderHash, OrgId, Time};
use waypost_protocol::letter::{Letter, LetterKind};
use waypost_protocol::witness::{Answer, Cosigned, Witness};
use waypost_store::{Batch, Owner, Store};

use super::log::Head;
use super::rows::{
    ASKED, AskedRow, EvidenceRow, HeadRow, OpenRow, WitnessedRow, asked_key, witnessed_key,
};
use crate::arrive::{Came, Stopped, later, refuse, unreadable};
use crate::desk::Desk;
use crate::error::DeskError;
use crate::rows::{CARRIAGE, CHECKPOINT, CarriageRow, Row as _, WITNESSED, named_in, undamaged};

/// Partners asked in one step: a request is some ten changes, and a batch takes 4096.
const ASKED_A_STEP: usize = 64;
/// How often a partner is asked for one head: once, after it said where to begin, and once more.
const TRIES_MAX: u32 = 3;
/// Pairs of heads kept of a partner: two prove it; more tell how long it went on.
const EVIDENCE_MAX: usize = 8;
/// Notes of a partner's logs before the present one: each stands for a restore.
const LOGS_BEFORE_MAX: usize = 8;

/// Partners as witnesses, as held in memory.
#[derive(Default)]
pub(crate) struct Witnessing {
    asked: BTreeMap<OrgId, AskedRow>,
    witnessed: BTreeMap<OrgId, WitnessedRow>,
    /// A row is damaged: what was cosigned last of its partner is not known.
    unsure: bool,
}

impl Witnessing {
    pub(crate) fn load(store: &Store) -> Result<Self, DeskError> {
        let mut all = Self::default();
        for found in store.rows(CHECKPOINT, ASKED)? {
            let read = found.map_err(DeskError::from);
            // Where one is damaged its partner is asked from nothing, and says where to begin.
            if let Some(row) = undamaged(read.and_then(|f| AskedRow::from_bytes(&f.value)))? {
                all.asked.insert(row.org, row);
            }
        }
        for found in store.rows(WITNESSED, &[])? {
            let read = found.map_err(DeskError::from);
            match undamaged(read.and_then(|f| WitnessedRow::from_bytes(&f.value)))? {
                Some(row) => drop(all.witnessed.insert(row.org, row)),
                None => all.unsure = true,
            }
        }
        Ok(all)
    }

    pub(super) fn asked(&self, org: OrgId) -> Option<&AskedRow> {
        self.asked.get(&org)
    }

    pub(super) fn witnessed(&self, org: OrgId) -> Option<&WitnessedRow> {
        self.witnessed.get(&org)
    }

    fn put_asked(&mut self, batch: &mut Batch, row: AskedRow) {
        batch.put(asked_key(row.org), Owner::Node, row.to_bytes());
        self.asked.insert(row.org, row);
    }

    fn put_witnessed(&mut self, batch: &mut Batch, row: WitnessedRow) {
        batch.put(witnessed_key(row.org), Owner::Node, row.to_bytes());
        self.witnessed.insert(row.org, row);
    }

    fn row_of(&self, org: OrgId) -> AskedRow {
        self.asked.get(&org).cloned().unwrap_or_else(|| AskedRow::new(org))
    }
}

impl WitnessedRow {
    fn new(org: OrgId) -> Self {
        let (note, before, evidence) = (None, Vec::new(), Vec::new());
        Self { org, note, cosigned: Time(0), before, evidence }
    }

    pub(super) fn known(&self) -> Option<SignedCheckpoint> {
        self.note.as_deref().and_then(|note| SignedCheckpoint::parse(note).ok())
    }

    /// Keeps a head that was judged good, and of each log before it the last one.
    fn take(&mut self, head: &SignedCheckpoint, now: Time) {
        let log = |note: &SignedCheckpoint| note.checkpoint().origin.log;
        if let Some(known) = self.known()
            && log(&known) < log(head)
        {
            self.before.insert(0, known.to_string());
            self.before.truncate(LOGS_BEFORE_MAX);
        }
        self.note = Some(head.to_string());
        self.cosigned = now;
    }
}

impl Desk {
    /// Asks partners that have not cosigned the newest head, one request a partner at a time.
    pub(crate) fn ask_witnesses(&mut self, now: Time) -> Result<(), DeskError> {
        let (Some(head), None) = (self.log.head(), self.log.held()) else { return Ok(()) };
        let today = now.day();
        let mut orgs = Vec::new();
        for (org, partner) in &mut self.partners {
            let counts = self.preferences.witnesses.counts(&partner.row.short);
            if counts && partner.is_confirmed() && partner.sending_keys(today).is_some() {
                orgs.push(*org);
            }
        }
        orgs.retain(|org| !self.is_catching_up(*org));
        let mut asked_now = 0;
        for org in orgs {
            if asked_now < ASKED_A_STEP && self.is_to_be_asked(org, head)? {
                self.ask_witness(now, org, head)?;
                asked_now += 1;
            }
        }
        Ok(())
    }

    /// Since when a request to cosign waits for a partner.
    pub(crate) fn asked_since(&self, org: OrgId) -> Option<Time> {
        let open = self.witnessing.asked.get(&org)?.open?;
        self.outbox.number_of(org, open.letter).map(|_| open.at)
    }

    /// Letters that wait for a partner and that a person wrote or answers for. A request to cosign waits too, however
    /// long the partner is away, and `audit witness` tells of it.
    pub(crate) fn waiting_for(&self, org: OrgId) -> u64 {
        let asked = u64::from(self.asked_since(org).is_some());
        self.outbox.waiting(org).saturating_sub(asked)
    }

    /// The same, for all partners.
    pub(crate) fn waiting_for_all(&self) -> u64 {
        self.partners.keys().map(|org| self.waiting_for(*org)).sum()
    }

    fn is_to_be_asked(&mut self, org: OrgId, head: Head) -> Result<bool, DeskError> {
        let row = self.witnessing.row_of(org);
        let log = self.log.number();
        if row.log == log && row.size >= head.size && row.cosigned.is_some() {
            return Ok(false);
        }
        if row.tried == (log, head.size) && row.tries >= TRIES_MAX {
            return Ok(false);
        }
        let Some(open) = row.open else { return Ok(true) };
        if self.outbox.number_of(org, open.letter).is_none() {
            // It ran out of time, or the partner was restored meanwhile.
            return Ok(true);
        }
        let is_new = (open.log, open.size) != (log, head.size);
        if is_new && self.was_refused(org, open.letter)? {
            // It cannot be opened there, or its kind is not known: another one may be.
            self.outbox_done(org, open.letter);
            return Ok(true);
        }
        Ok(false)
    }

    fn was_refused(&self, org: OrgId, letter: HeaderHash) -> Result<bool, DeskError> {
        let Some(partner) = self.partners.get(&org) else { return Ok(false) };
        let at = named_in(CARRIAGE, partner.row.thread.as_bytes(), letter.as_bytes());
        let row = undamaged(self.store.value(&at))?.flatten();
        let row = row.map(|bytes| undamaged(CarriageRow::from_bytes(&bytes))).transpose()?;
        Ok(row.flatten().is_some_and(|row| row.refused.is_some()))
    }

    fn ask_witness(&mut self, now: Time, org: OrgId, head: Head) -> Result<(), DeskError> {
        let log = self.log.number();
        let mut row = self.witnessing.row_of(org);
        let old = if row.log == log { row.size.min(head.size) } else { 0 };
        let proof = match consistency(old, head.size, |node| self.log.node(&self.store, node)) {
            Ok(proof) => proof,
            Err(error) => return self.log_is_damaged(now, error),
        };
        let Some(kept) = self.head_row(log, head.size)? else { return Ok(()) };
        let proof = proof.into_iter().map(|hash| hash.0).collect();
        // Who else cosigned is nobody's business but an auditor's.
        let checkpoint = log_line_alone(&kept)?;
        let asks = Witness { at: now, checkpoint, old, proof };
        self.write_pair_letter(now, org, LetterKind::Witness, asks.to_fields(), None)?;
        let Some(letter) = self.partners.get(&org).and_then(|p| p.row.thread_prev) else {
            return Ok(());
        };
        row.tries = if row.tried == (log, head.size) { row.tries + 1 } else { 1 };
        row.tried = (log, head.size);
        row.open = Some(OpenRow { letter, log, size: head.size, at: now });
        self.witnessing.put_asked(&mut self.batch, row);
        Ok(())
    }

    /// A partner asks us to cosign its head.
    pub(crate) fn take_witness(&mut self, now: Time, came: Came) -> Result<(), Stopped> {
        let org = came.org;
        let letter = came.opened.letter().clone();
        let asks = Witness::read(letter.fields()).map_err(|fault| {
            tracing::warn!(%fault, partner = %org, "a request for a cosignature is not understood");
            refuse("not_understood", Refusal::NotUnderstood)
        })?;
        let partner = self.partners.get(&org).ok_or_else(|| unreadable("partner"))?;
        if partner.row.thread != letter.header().conversation {
            return Err(unreadable("thread"));
        }
        if !partner.is_confirmed() {
            return Err(later("not_confirmed"));
        }
        let log = partner.key_log().ok_or_else(|| later("no_card"))?;
        // SPEC 15.3: a note that is not as it must be is refused like any letter.
        let head = SignedCheckpoint::of(&asks.checkpoint, log).map_err(|fault| {
            tracing::warn!(%fault, partner = %org, "a head is not good");
            unreadable("checkpoint")
        })?;
        let row = match self.witnessing.witnessed(org).cloned() {
            Some(row) => row,
            // What was cosigned before does not read: nothing may be cosigned beside it.
            None if self.witnessing.unsure && self.store.has(&witnessed_key(org))? => {
                return Err(later("damaged"));
            }
            None => WitnessedRow::new(org),
        };
        let proof = asks.proof.into_iter().map(Hash).collect();
        let answer = self.judge_head(now, row, Asked { head, old: asks.old, proof });
        let cosigned = Cosigned { at: now, of: letter.header_hash(), answer };
        let Came { sealed, frame_day, hint, .. } = came;
        self.keep_pair_letter(now, org, &letter)?;
        self.forget_used_prekey(org, hint);
        let number = self.write_pair_answer(
            now,
            org,
            LetterKind::Cosigned,
            cosigned.to_fields(),
            None,
            Some(letter.header_hash()),
        )?;
        self.remember(frame_day, org, sealed, Some(number));
        Ok(())
    }

    /// SPEC 15.3, in its order. What is answered and what is kept go into one batch.
    fn judge_head(&mut self, now: Time, mut row: WitnessedRow, asks: Asked) -> Answer {
        let known = row.known();
        let note =
            |known: Option<SignedCheckpoint>| known.map_or_else(String::new, |k| k.to_string());
        let judged = judge(known.as_ref(), &asks);
        match judged {
            Judgement::Cosign => {
                let line = asks.head.cosign(&self.me.author, now);
                row.take(&asks.head, now);
                self.witnessing.put_witnessed(&mut self.batch, row);
                Answer::Cosigned { line: line.to_string() }
            }
            Judgement::Conflict { known } => Answer::Conflict { size: known },
            Judgement::Older => Answer::Older { known: note(known) },
            Judgement::Inconsistent => {
                let other = EvidenceRow {
                    noticed: now,
                    known: note(known.clone()),
                    note: Some(asks.head.to_string()),
                    header: None,
                    signature: None,
                };
                self.keep_evidence(row, other);
                Answer::Inconsistent { known: note(known) }
            }
        }
    }

    /// A partner's letter names a head: if one of that size is known it must be the same.
    pub(crate) fn compare_head(&mut self, now: Time, org: OrgId, letter: &Letter) {
        let Some(named) = letter.header().checkpoint else { return };
        let Some(row) = self.witnessing.witnessed(org) else { return };
        let Some(known) = row.known() else { return };
        let head = known.checkpoint();
        let same = (head.origin.log, head.size) == (named.log(), named.size);
        if !same || head.root.0 == named.root {
            return;
        }
        let other = EvidenceRow {
            noticed: now,
            known: known.to_string(),
            note: None,
            header: Some(letter.header_bytes().to_vec()),
            signature: Some(letter.signature().0.to_vec()),
        };
        let row = row.clone();
        // One letter that names it is enough: all others name it too.
        if !row.evidence.iter().any(|kept| kept.header.is_some() && kept.known == other.known) {
            self.keep_evidence(row, other);
        }
    }

    fn keep_evidence(&mut self, mut row: WitnessedRow, other: EvidenceRow) {
        tracing::error!(partner = %row.org, "a partner's heads do not go with each other");
        let is_kept = |kept: &EvidenceRow| {
            (&kept.known, &kept.note, &kept.header) == (&other.known, &other.note, &other.header)
        };
        if row.evidence.len() < EVIDENCE_MAX && !row.evidence.iter().any(is_kept) {
            row.evidence.push(other);
            self.witnessing.put_witnessed(&mut self.batch, row);
        }
    }

    /// A partner answers.
    pub(crate) fn take_cosigned(&mut self, now: Time, came: Came) -> Result<(), Stopped> {
        let Came { org, opened, sealed, frame_day, hint } = came;
        let letter = opened.into_letter();
        let said = Cosigned::read(letter.fields()).map_err(|fault| {
            tracing::warn!(%fault, partner = %org, "an answer of a witness is not understood");
            refuse("not_understood", Refusal::NotUnderstood)
        })?;
        let thread = self.partners.get(&org).map(|p| p.row.thread);
        if thread != Some(letter.header().conversation) {
            return Err(unreadable("thread"));
        }
        let row = self.witnessing.row_of(org);
        let open = row.open.filter(|open| open.letter == said.of);
        if let Some(open) = open {
            self.take_answer(now, row, open, &said.answer)?;
        }
        self.outbox_done(org, said.of);
        self.keep_pair_letter(now, org, &letter)?;
        self.forget_used_prekey(org, hint);
        self.remember(frame_day, org, sealed, None);
        Ok(())
    }

    fn take_answer(
        &mut self,
        now: Time,
        mut row: AskedRow,
        open: OpenRow,
        answer: &Answer,
    ) -> Result<(), Stopped> {
        row.open = None;
        row.answer = Some(answer.as_str().to_owned());
        match answer {
            Answer::Cosigned { line } => {
                row.cosigned = Some(self.take_line(row.org, open, line)?);
                (row.log, row.size) = (open.log, open.size);
            }
            // An answer about an earlier log says nothing of this one.
            Answer::Conflict { size } if open.log == self.log.number() => {
                if self.log.is_beyond(open.log, *size) {
                    self.notice_old_copy(now)?;
                } else {
                    (row.log, row.size, row.cosigned) = (open.log, *size, None);
                }
            }
            Answer::Conflict { .. } => {}
            Answer::Older { known } | Answer::Inconsistent { known } => {
                row = self.take_known(now, row, known)?;
            }
        }
        self.witnessing.put_asked(&mut self.batch, row);
        Ok(())
    }

    /// A partner knows another head of ours: is it of this history?
    fn take_known(
        &mut self,
        now: Time,
        mut row: AskedRow,
        known: &str,
    ) -> Result<AskedRow, DeskError> {
        // Nothing is believed of a head that we did not sign; this one is not asked for again.
        let Ok(known) = SignedCheckpoint::of(known, self.me.author.log()) else {
            tracing::warn!(partner = %row.org, "a witness names a head that is not ours");
            row.tries = TRIES_MAX;
            return Ok(row);
        };
        let head = known.checkpoint();
        if self.log.is_beyond(head.origin.log, head.size) {
            self.notice_old_copy(now)?;
            return Ok(row);
        }
        if head.origin.log < self.log.number() {
            return Ok(row);
        }
        let then =
            waypost_audit::tree::Frontier::read(head.size, |node| self.log.node(&self.store, node));
        match then {
            Ok(then) if then.root() == head.root => {
                (row.log, row.size, row.cosigned) = (head.origin.log, head.size, None);
            }
            // We signed it, and it is not in our history.
            Ok(_) => self.notice_old_copy(now)?,
            Err(error) => self.log_is_damaged(now, error)?,
        }
        Ok(row)
    }

    /// Adds a partner's line to the head that it was asked for. When it was signed, by its clock.
    fn take_line(&mut self, org: OrgId, open: OpenRow, line: &str) -> Result<Time, Stopped> {
        let bad = || unreadable("cosignature");
        let partner = self.partners.get(&org).ok_or_else(|| unreadable("partner"))?;
        let keys = partner.key_log().ok_or_else(|| later("no_card"))?;
        let line = Line::parse(line).map_err(|_| bad())?;
        // SPEC 15.2: the name is the witness's, whatever its own log's number.
        if line.name != format!("waypost/{org}") {
            return Err(bad());
        }
        let kept = self.head_row(open.log, open.size)?.ok_or_else(bad)?;
        let mut head = SignedCheckpoint::parse(&log_line_alone(&kept)?).map_err(|_| bad())?;
        head.add(line.clone());
        let word = head.cosigned_by(keys).ok().flatten().ok_or_else(bad)?;
        let mut all = SignedCheckpoint::parse(&kept.note).map_err(|_| bad())?;
        all.add(line);
        let note = all.to_string();
        let lines = note.lines().filter(|line| line.starts_with('\u{2014}')).count();
        // More witnesses than a note has room for: the first ones stand on it.
        if note.len() <= NOTE_BYTES_MAX && lines <= NOTE_LINES_MAX {
            self.put_head(open.log, open.size, HeadRow { note, signed: kept.signed });
        }
        Ok(word.time)
    }
}

/// A head with the line of its log, and nobody else's: the first line of each note that we wrote.
fn log_line_alone(row: &HeadRow) -> Result<String, DeskError> {
    let lacking = DeskError::Lacking { what: "a signed head that reads" };
    let Some((text, lines)) = row.note.rsplit_once("\n\n") else { return Err(lacking) };
    let Some(line) = lines.lines().next() else { return Err(lacking) };
    Ok(format!("{text}\n\n{line}\n"))
}
