//! Sharing a period with an auditor: the records of SPEC 15.5, page by page.
//!
//! In: two days and the auditor's public key. Out: records, in their order, of headers, signatures, openings and the few
//! fields that an auditor may see; the caller seals them. Each page does a bounded piece of work, so that letters go on
//! meanwhile: first the conversations are looked through for what lies in the period, then everything is written.
//! What comes in the meantime lies beyond the head that is shown, and is left out.

use std::collections::{BTreeMap, BTreeSet, VecDeque};

use waypost_audit::bundle::seal_to;
use waypost_audit::checkpoint::SignedCheckpoint;
use waypost_audit::proof::consistency;
use waypost_audit::record::{
    ConversationKind, ConversationRecord, Count, Earlier, Head as HeadRecord, KeyLogRecord,
    LEAVES_MAX, LetterRecord, Place, Record, STATEMENT_VERSION, Statement, recipient_hash,
};
use waypost_audit::tree::{Frontier, Hash};
use waypost_case::dates;
use waypost_protocol::card::DisplayName;
use waypost_protocol::ids::{ConversationId, Day, HeaderHash, OrgId, Time};
use waypost_protocol::keys::Signature;
use waypost_protocol::letter::{Header, Letter};
use waypost_store::{Item, Owner};

use super::log::read_node;
use super::rows::{EntryRow, HeadRow, SHOWN, ShownRow, of_log, shown_key};
use crate::command::{Reply, SHARE_PAGE_BYTES, ShareBegun, SharePage, hex};
use crate::desk::Desk;
use crate::error::{DeskError, asked};
use crate::rows::{CHECKPOINT, LETTER, LOG, LetterRow, Row as _, TombstoneRow, undamaged};

/// Letters looked through for one page: some 50 ms of an old machine.
const SURVEYED_A_PAGE: usize = 2_000;
/// Heads remembered of one auditor: a share a month for five years.
const SHOWN_HEADS_MAX: usize = 64;
/// Auditors remembered: more than an organisation ever has.
const AUDITORS_MAX: usize = 256;
/// What a letter takes, about, for the estimate.
const LETTER_BYTES: u64 = 800;

/// A share under way.
pub(crate) struct Sharing {
    id: String,
    recipient: [u8; 32],
    statement: Statement,
    /// All heads of the log up to the one shown, by size.
    heads: Vec<u64>,
    stage: Stage,
    /// Conversations to be shown, by id.
    plan: BTreeMap<ConversationId, Planned>,
    /// Records that are written and not handed out.
    ready: VecDeque<Vec<u8>>,
    count: Count,
    /// The next page's number, and the last one handed out.
    page: u32,
    last: Option<SharePage>,
}

/// How far it is.
enum Stage {
    /// These are still to be looked through.
    Survey(VecDeque<(ConversationId, Planned)>),
    /// Statement, key logs, earlier heads.
    Head,
    /// Leaves from here on, with the heads between them.
    Leaves(u64),
    /// The conversations that are left in the plan.
    Conversations,
    /// All records are written.
    Done,
}

/// A conversation, and with whom.
#[derive(Clone, Copy)]
struct Planned {
    partner: OrgId,
    kind: ConversationKind,
}

/// What a look through a conversation found.
#[derive(Default)]
struct Looked {
    letters: usize,
    shown: bool,
    /// The first of its entries in this log.
    start: Option<u64>,
}

impl Desk {
    /// Begins a share. A head is signed first if the period is not over by the one signed last.
    pub(crate) fn audit_share(
        &mut self,
        now: Time,
        (from, to): (&str, &str),
        recipient: &str,
        log: Option<u32>,
    ) -> Result<Reply, DeskError> {
        let (from, to) = (day(from, now)?, day(to, now)?);
        if from > to {
            return Err(asked(
                "period",
                "The period ends before it begins.",
                "Write the earlier day first.",
            ));
        }
        let recipient = recipient.trim();
        seal_to(recipient, std::io::sink()).map_err(|fault| {
            asked(
                "recipient",
                fault.to_string(),
                "Ask the auditor for the whole public key, `age1...`.",
            )
        })?;
        let log = log.unwrap_or(self.log.number());
        if log == self.log.number() {
            self.may_sign(now)?;
            if self.log.head().is_none_or(|head| self.log.news() && head.signed.day() <= to) {
                self.sign_head(now)?;
            }
        }
        let heads = self.heads_of(log)?;
        let Some((size, newest)) = heads.last_key_value() else {
            return Err(asked(
                "no_head",
                format!("Log {log} of this node has no signed head: there is nothing to prove."),
                "See `waypost audit witness`.",
            ));
        };
        let (size, root) = (*size, head_of(newest)?);
        let before = heads.iter().rev().find(|(_, row)| row.signed.day() < from);
        let first = before.map_or(0, |(size, _)| *size);
        let after = heads.iter().find(|(_, row)| row.signed.day() > to);
        let last = after.map_or(size, |(size, _)| *size).max(first);
        let cosigned = self.cosigned(&newest.note).len() as u64;
        let recipient = recipient_hash(recipient);
        let statement = Statement {
            version: STATEMENT_VERSION,
            org: self.me.org(),
            log,
            from,
            to,
            made: now,
            first,
            last,
            start: first,
            size,
            root,
            recipient,
        };
        let sizes = heads.into_keys().collect();
        let id = hex(self.random_id().as_bytes().get(..4).unwrap_or_default()).to_string();
        self.sharing = Some(Box::new(Sharing {
            id: id.clone(),
            recipient,
            statement,
            heads: sizes,
            stage: Stage::Survey(self.candidates()?),
            plan: BTreeMap::new(),
            ready: VecDeque::new(),
            count: Count::default(),
            page: 0,
            last: None,
        }));
        let bytes_estimate = (size - first) * 32 + (last - first) * LETTER_BYTES;
        Ok(Reply::ShareBegun(ShareBegun { id, log, size, first, last, cosigned, bytes_estimate }))
    }

    /// The next page, or the last one again.
    pub(crate) fn audit_share_page(
        &mut self,
        now: Time,
        id: &str,
        page: u32,
    ) -> Result<Reply, DeskError> {
        let Some(mut sharing) = self.sharing.take() else { return Err(no_such_share()) };
        let again = sharing.last.clone().filter(|last| last.page == page);
        if sharing.id != id || (page != sharing.page && again.is_none()) {
            self.sharing = Some(sharing);
            return Err(no_such_share());
        }
        let handed = match again {
            Some(again) => again,
            // What fails ends the share: it is begun anew.
            None => match self.next_page(now, &mut sharing) {
                Ok(next) => next,
                Err(error) if error.is_damage() => {
                    let failure = error.failure();
                    self.log_is_damaged_here(now, sharing.statement.log, error)?;
                    return Err(DeskError::Asked(failure));
                }
                Err(error) => return Err(error),
            },
        };
        sharing.last = Some(handed.clone());
        self.sharing = Some(sharing);
        Ok(Reply::SharePage(handed))
    }

    fn log_is_damaged_here(
        &mut self,
        now: Time,
        log: u32,
        error: DeskError,
    ) -> Result<(), DeskError> {
        match log == self.log.number() {
            true => self.log_is_damaged(now, error),
            false => Ok(()),
        }
    }

    fn next_page(&mut self, now: Time, sharing: &mut Sharing) -> Result<SharePage, DeskError> {
        // One piece of work; more of it only where records are being written, until the page is full.
        loop {
            let surveyed = matches!(sharing.stage, Stage::Survey(_));
            self.go_on(sharing)?;
            let bytes: usize = sharing.ready.iter().map(Vec::len).sum();
            if surveyed || bytes >= SHARE_PAGE_BYTES || matches!(sharing.stage, Stage::Done) {
                break;
            }
        }
        let mut records = Vec::new();
        while records.len() < SHARE_PAGE_BYTES
            && let Some(record) = sharing.ready.pop_front()
        {
            records.extend(record);
        }
        let done = matches!(sharing.stage, Stage::Done) && sharing.ready.is_empty();
        if done {
            self.note_shown(now, sharing)?;
        }
        let page = SharePage {
            id: sharing.id.clone(),
            page: sharing.page,
            records: hex(&records).to_string(),
            done,
            conversations: sharing.count.conversations,
            letters: sharing.count.letters,
        };
        sharing.page += 1;
        Ok(page)
    }

    fn go_on(&mut self, sharing: &mut Sharing) -> Result<(), DeskError> {
        match std::mem::replace(&mut sharing.stage, Stage::Done) {
            Stage::Survey(left) => {
                sharing.stage = self.survey(sharing, left)?;
            }
            Stage::Head => {
                self.write_head(sharing)?;
                sharing.stage = Stage::Leaves(sharing.statement.start);
            }
            Stage::Leaves(from) => {
                sharing.stage = match self.write_leaves(sharing, from)? {
                    Some(next) => Stage::Leaves(next),
                    None => Stage::Conversations,
                };
            }
            Stage::Conversations => match sharing.plan.pop_first() {
                Some((id, planned)) => {
                    self.write_conversation(sharing, id, planned)?;
                    sharing.stage = Stage::Conversations;
                }
                None => sharing.ready.push_back(Record::End(sharing.count).encode()),
            },
            Stage::Done => {}
        }
        Ok(())
    }

    /// Every conversation that may be shown.
    fn candidates(&self) -> Result<VecDeque<(ConversationId, Planned)>, DeskError> {
        let mut all = BTreeMap::new();
        let planned = |partner, kind| Planned { partner, kind };
        for partner in self.partners.values() {
            all.insert(partner.row.thread, planned(partner.org(), ConversationKind::Thread));
        }
        for row in self.summaries()?.values() {
            all.insert(row.conversation, planned(row.partner, ConversationKind::Referral));
        }
        for stone in self.stones()? {
            all.insert(stone.conversation, planned(stone.partner, ConversationKind::Erased));
        }
        Ok(all.into_iter().collect())
    }

    fn survey(
        &self,
        sharing: &mut Sharing,
        mut left: VecDeque<(ConversationId, Planned)>,
    ) -> Result<Stage, DeskError> {
        let mut letters = 0;
        while letters < SURVEYED_A_PAGE
            && let Some((id, planned)) = left.pop_front()
        {
            let looked = match planned.kind {
                ConversationKind::Erased => self.look_at_stone(&sharing.statement, id)?,
                ConversationKind::Referral | ConversationKind::Thread => {
                    self.look_through(&sharing.statement, id, planned.kind)?
                }
            };
            letters += looked.letters + 1;
            if looked.shown {
                sharing.plan.insert(id, planned);
                let start = looked.start.unwrap_or(u64::MAX);
                sharing.statement.start = sharing.statement.start.min(start);
            }
        }
        Ok(if left.is_empty() { Stage::Head } else { Stage::Survey(left) })
    }

    /// SPEC 15.5: a referral with an entry of the period, or, without any entry in this log, with a letter of its days.
    fn look_through(
        &self,
        statement: &Statement,
        id: ConversationId,
        kind: ConversationKind,
    ) -> Result<Looked, DeskError> {
        let mut looked = Looked::default();
        let (mut inside, mut of_days) = (false, false);
        for found in self.store.rows(LETTER, id.as_bytes())? {
            let read = found.map_err(DeskError::from);
            let Some(row) = undamaged(read.and_then(|f| LetterRow::from_bytes(&f.value)))? else {
                continue;
            };
            looked.letters += 1;
            match index_in(statement, row.entry.as_ref()) {
                Some(index) => {
                    inside |= (statement.first..statement.last).contains(&index);
                    looked.start = Some(looked.start.map_or(index, |start| start.min(index)));
                }
                None if row.entry.as_ref().is_none_or(|entry| entry.log < statement.log) => {
                    let letter = Letter::decode(row.letter).ok();
                    of_days |= letter.is_some_and(|l| is_of_days(statement, l.header().day));
                }
                None => {}
            }
        }
        looked.shown = match kind {
            ConversationKind::Thread => inside,
            ConversationKind::Referral | ConversationKind::Erased => {
                inside || of_days && looked.start.is_none()
            }
        };
        if kind == ConversationKind::Thread {
            // Of a thread only what lies inside is opened.
            looked.start = None;
        }
        Ok(looked)
    }

    fn look_at_stone(
        &self,
        statement: &Statement,
        id: ConversationId,
    ) -> Result<Looked, DeskError> {
        let Some(stone) = self.stone(id)? else { return Ok(Looked::default()) };
        let headers = stone.letters.iter().filter_map(|l| Header::decode(&l.header).ok());
        let shown = headers.into_iter().any(|header| is_of_days(statement, header.day));
        Ok(Looked { letters: stone.letters.len(), shown, start: None })
    }

    /// Statement, key logs of all who are shown or cosigned, heads shown before.
    fn write_head(&self, sharing: &mut Sharing) -> Result<(), DeskError> {
        let statement = &sharing.statement;
        let log = statement.log;
        let frontier = Frontier::read(statement.start, |node| read_node(&self.store, log, node))?;
        let head = HeadRecord::sign(statement, &frontier, &self.me.author);
        let mut records = vec![Record::Head(head)];
        let mut orgs: BTreeSet<OrgId> = sharing.plan.values().map(|p| p.partner).collect();
        for size in sharing.heads.iter().filter(|size| **size >= statement.start) {
            let note = self.head_row(log, *size)?.map(|row| SignedCheckpoint::parse(&row.note));
            if let Some(Ok(note)) = note {
                orgs.extend(note.claimed_witnesses());
            }
        }
        let name = |name: &str| {
            DisplayName::new(name.to_owned())
                .map_err(|_| DeskError::Lacking { what: "a sound name" })
        };
        let key_log = |log: Vec<u8>, name| Record::KeyLog(KeyLogRecord { log, name });
        records.push(key_log(self.me.author.log().encode(), name(&self.me.row.name)?));
        for org in orgs {
            let Some(partner) = self.partners.get(&org) else { continue };
            let Some(keys) = partner.key_log() else { continue };
            let shown = match partner.name() {
                "" => &partner.row.short,
                shown => shown,
            };
            records.push(key_log(keys.encode(), name(shown)?));
        }
        records.extend(self.earlier(sharing)?);
        sharing.ready.extend(records.iter().map(Record::encode));
        Ok(())
    }

    /// Heads of this log that the auditor was shown and that lie before the leaves.
    fn earlier(&self, sharing: &Sharing) -> Result<Vec<Record>, DeskError> {
        let Statement { log, start, size, .. } = sharing.statement;
        let shown = self.shown_to(&sharing.recipient)?.map_or(Vec::new(), |row| row.heads);
        let before =
            shown.into_iter().filter(|(of, head)| *of == log && *head < start && *head > 0);
        let sizes: BTreeSet<u64> = before.map(|(_, head)| head).collect();
        let mut records = Vec::new();
        for head in sizes {
            let Some(row) = self.head_row(log, head)? else { continue };
            let proof = consistency(head, size, |node| read_node(&self.store, log, node))?;
            records.push(Record::Earlier(Earlier { note: row.note, proof }));
        }
        Ok(records)
    }

    fn shown_to(&self, recipient: &[u8; 32]) -> Result<Option<ShownRow>, DeskError> {
        let row = undamaged(self.store.value(&shown_key(recipient)))?.flatten();
        Ok(row.map(|bytes| undamaged(ShownRow::from_bytes(&bytes))).transpose()?.flatten())
    }

    /// The next leaves, up to the next head; from where to go on, if there are more.
    fn write_leaves(&self, sharing: &mut Sharing, from: u64) -> Result<Option<u64>, DeskError> {
        let Statement { log, size, .. } = sharing.statement;
        let next = sharing.heads.iter().copied().find(|head| *head > from).unwrap_or(size);
        let to = next.min(from + LEAVES_MAX as u64);
        let mut leaves = Vec::new();
        let rows = self.store.rows_from(LOG, &of_log(log), from)?;
        for (found, index) in rows.take((to - from) as usize).zip(from..) {
            let found = found?;
            let leaf =
                found.value.first_chunk::<32>().filter(|_| found.item == Item::Number(index));
            leaves.push(Hash(*leaf.ok_or(DeskError::Lacking { what: "a row of its audit log" })?));
        }
        if leaves.len() as u64 != to - from {
            return Err(DeskError::Lacking { what: "rows of its audit log" });
        }
        if !leaves.is_empty() {
            sharing.ready.push_back(Record::Leaves(leaves).encode());
        }
        if sharing.heads.binary_search(&to).is_ok()
            && let Some(row) = self.head_row(log, to)?
        {
            sharing.ready.push_back(Record::Checkpoint(row.note).encode());
        }
        Ok(Some(to).filter(|to| *to < size))
    }

    fn write_conversation(
        &self,
        sharing: &mut Sharing,
        id: ConversationId,
        planned: Planned,
    ) -> Result<(), DeskError> {
        let statement = &sharing.statement;
        // It may have been erased since it was looked through.
        let stone = self.stone(id)?;
        let (kind, letters) = match &stone {
            Some(stone) => (ConversationKind::Erased, erased_letters(statement, stone)),
            None => (planned.kind, self.letters_of(statement, id, planned.kind)?),
        };
        if letters.is_empty() {
            return Ok(());
        }
        let record = ConversationRecord { id, partner: planned.partner, kind };
        sharing.ready.push_back(Record::Conversation(record).encode());
        sharing.count.conversations += 1;
        sharing.count.letters += letters.len() as u64;
        sharing.ready.extend(letters.into_values().map(|letter| Record::Letter(letter).encode()));
        Ok(())
    }

    fn letters_of(
        &self,
        statement: &Statement,
        id: ConversationId,
        kind: ConversationKind,
    ) -> Result<BTreeMap<Order, LetterRecord>, DeskError> {
        let mut letters = BTreeMap::new();
        for found in self.store.rows(LETTER, id.as_bytes())? {
            let read = found.map_err(DeskError::from);
            let Some(row) = undamaged(read.and_then(|f| LetterRow::from_bytes(&f.value)))? else {
                continue;
            };
            let index = index_in(statement, row.entry.as_ref());
            let shown = match (kind, index, &row.entry) {
                (ConversationKind::Thread, Some(index), _) => {
                    (statement.first..statement.last).contains(&index)
                }
                (ConversationKind::Thread, None, _) => false,
                (_, Some(_), _) | (_, None, None) => true,
                // What came after the head that is shown, or is logged in a later log, is not of this bundle.
                (_, None, Some(entry)) => entry.log < statement.log,
            };
            let Some(letter) = Letter::decode(row.letter).ok().filter(|_| shown) else { continue };
            let opening = row.entry.map(|entry| entry.opening);
            let place = index.zip(opening).map(|(index, opening)| Place { index, opening });
            let header = letter.header();
            let order = (header.sender_org, header.seq, letter.header_hash());
            letters.insert(order, LetterRecord::of(&letter, place));
        }
        Ok(letters)
    }

    /// Remembers which head this auditor was shown: the next bundle proves that its own goes on from it.
    fn note_shown(&mut self, now: Time, sharing: &Sharing) -> Result<(), DeskError> {
        let Statement { log, size, .. } = sharing.statement;
        let row = self.shown_to(&sharing.recipient)?;
        if row.is_none() {
            self.forget_an_auditor()?;
        }
        let mut row = row.unwrap_or(ShownRow { heads: Vec::new(), last: now });
        row.heads.retain(|head| *head != (log, size));
        row.heads.push((log, size));
        let over = row.heads.len().saturating_sub(SHOWN_HEADS_MAX);
        row.heads.drain(..over);
        row.last = now;
        self.batch.put(shown_key(&sharing.recipient), Owner::Node, row.to_bytes());
        Ok(())
    }

    /// Makes room: whoever was shown something the longest ago.
    fn forget_an_auditor(&mut self) -> Result<(), DeskError> {
        let mut known = Vec::new();
        for found in self.store.rows(CHECKPOINT, SHOWN)? {
            if let Some(waypost_store::Row { item: Item::Name(name), value }) = undamaged(found)? {
                let row = undamaged(ShownRow::from_bytes(&value))?;
                known.push((row.map_or(Time(0), |row| row.last), name));
            }
        }
        if known.len() >= AUDITORS_MAX
            && let Some((_, name)) = known.into_iter().min()
        {
            self.batch.delete(crate::rows::named_in(CHECKPOINT, SHOWN, &name));
        }
        Ok(())
    }
}

/// SPEC 15.5: letters stand by sender, seq, header hash.
type Order = (OrgId, u32, HeaderHash);

/// The index of an entry that lies in this log, below the head that is shown.
fn index_in(statement: &Statement, entry: Option<&EntryRow>) -> Option<u64> {
    let entry = entry.filter(|entry| entry.log == statement.log)?;
    Some(entry.index).filter(|index| *index < statement.size)
}

fn is_of_days(statement: &Statement, day: Day) -> bool {
    (statement.from..=statement.to).contains(&day)
}

/// What is left of an erased referral, without what names a later log of ours.
fn erased_letters(statement: &Statement, stone: &TombstoneRow) -> BTreeMap<Order, LetterRecord> {
    let letter = |row: &crate::rows::SignedHeaderRow| {
        let header = Header::decode(&row.header).ok()?;
        let signature = Signature(<[u8; 64]>::try_from(row.signature.as_slice()).ok()?);
        let later = row.ours && header.checkpoint.is_some_and(|head| head.log() > statement.log);
        let order = (header.sender_org, header.seq, HeaderHash::of(&row.header));
        (!later).then(|| (order, LetterRecord::erased(row.header.clone(), signature)))
    };
    stone.letters.iter().filter_map(letter).collect()
}

fn head_of(row: &HeadRow) -> Result<Hash, DeskError> {
    let note = SignedCheckpoint::parse(&row.note);
    let note = note.map_err(|_| DeskError::Lacking { what: "a signed head that reads" })?;
    Ok(note.checkpoint().root)
}

fn day(typed: &str, now: Time) -> Result<Day, DeskError> {
    dates::day(typed, now.day())
        .map_err(|_| asked("date", "A day of the period is no date.", "Write it as 2026-11-25."))
}

fn no_such_share() -> DeskError {
    asked(
        "unknown_share",
        "There is no such page of a share.",
        "Begin anew: `waypost audit share`.",
    )
}
