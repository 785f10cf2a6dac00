//! The verdict over one bundle (SPEC 15.6): records in, findings and conversations out, in one pass.
//!
//! ```text
//! begin    statement, key logs, earlier heads, leaves, checkpoints     (leaves go to a nameless temporary file)
//! step     conversations one by one: a referral with its letters, a thread letter by letter
//! finish   what can only be said at the end, and what there was
//! ```
//!
//! Memory does not grow with the bundle: one conversation of a referral has at most 512 letters, of a thread only
//! the last is remembered, and of each checkpoint a size, a root and a few days.
//!
//! Signatures are verified strictly and one by one. A batch would be quicker and accept more: its cofactored equation
//! takes signatures that the strict one refuses, so that two auditors could come to two verdicts over one file; and
//! to check each `R` for torsion beforehand costs what the batch saves.
//!
//! Never: a key that opens a letter, a network, a clock. What is still owed is judged by the time that the sharer
//! signed.

mod heads;
mod keys;
mod leaves;
mod letters;

use std::collections::BTreeSet;
use std::io::Read;

use waypost_protocol::ids::{ConversationId, Day, HeaderHash, OrgId, Time};

pub(crate) use self::heads::{HeadAt, Heads};
use self::keys::Keys;
use self::leaves::{Filling, Leaves};
use self::letters::{Chain, Checked, DAYS_APART_MAX};
use crate::bundle::{BundleFault, Records};
use crate::finding::{At, FindingName, Findings};
use crate::judge::{Handover, Said, handover};
use crate::record::{
    ConversationKind, ConversationRecord, Count, LetterRecord, Record, Statement, header_of,
    recipient_hash,
};
use crate::tree::Hash;

/// Most letters of a referral's conversation (SPEC 10).
pub const CONVERSATION_LETTERS_MAX: usize = 512;

/// What an auditor asks of a bundle.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Asked {
    /// How many organisations must have cosigned the newest checkpoint.
    pub witnesses: usize,
    /// The `age1...` text to which the file was sealed; none for a plain text.
    pub recipient: Option<String>,
}

/// A conversation that was read to its end.
#[derive(Clone, Debug)]
pub struct Conversation {
    /// Its id, partner and kind.
    pub record: ConversationRecord,
    /// The letters that their authors soundly signed, by sender, seq and hash. Of a thread none is kept.
    pub letters: Vec<Said>,
    /// How many letters were shown.
    pub shown: u64,
    /// How the handover is judged, if this is a referral and the letter of it was shown.
    pub handover: Option<Handover>,
    /// What was found in it.
    pub findings: Findings,
}

/// The next step of a reading.
#[derive(Clone, Debug)]
pub enum Step {
    /// A referral's conversation, whole; or one that was erased.
    Referral(Conversation),
    /// A pair's thread begins.
    Thread(ConversationRecord),
    /// A letter of the thread, soundly signed.
    ThreadLetter(Box<Said>),
    /// The thread's end.
    ThreadEnd(Conversation),
}

/// What there was.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Summary {
    /// What the sharer signed about the bundle.
    pub statement: Statement,
    /// Entries of the period.
    pub entries: u64,
    /// Those of them that a letter opens.
    pub opened: u64,
    /// Letters of erased referrals.
    pub erased: u64,
    /// Conversations and letters of every kind.
    pub count: Count,
    /// The organisations that cosigned the last checkpoint that any cosigned.
    pub witnesses: BTreeSet<OrgId>,
    /// All that was found in this bundle.
    pub findings: Findings,
}

/// One bundle, being read.
pub struct Reading<R> {
    records: Records<R>,
    /// The record that was read and belongs to what comes next.
    ahead: Option<Record>,
    statement: Statement,
    keys: Keys,
    heads: Heads,
    leaves: Leaves,
    stretches: Vec<Stretch>,
    count: Count,
    opened: u64,
    erased: u64,
    /// Those of them that name no entry: as many entries may be without a letter.
    unlinked: u64,
    last_conversation: Option<ConversationId>,
    thread: Option<Open>,
    findings: Findings,
}

/// What was dated how in the entries between two checkpoints.
#[derive(Clone, Copy, Default)]
struct Stretch {
    /// The latest day of any letter.
    latest: Option<Day>,
    /// The earliest of the sharer's own, and where.
    own: Option<(Day, ConversationId, HeaderHash)>,
}

/// A conversation that is being read.
struct Open {
    conversation: Conversation,
    chain: Chain,
}

impl<R: Read> Reading<R> {
    /// Reads and checks all that stands before the conversations.
    pub fn begin(mut records: Records<R>, asked: &Asked) -> Result<Self, BundleFault> {
        let Some(Record::Head(head)) = records.next_record()? else {
            return Err(BundleFault::Order { found: "another record than the head".to_owned() });
        };
        let statement = Statement::decode(&head.statement)?;
        let (sharer, mut findings) = (statement.org, Findings::default());
        let mut keys = Keys::default();
        let mut ahead = records.next_record()?;
        while let Some(Record::KeyLog(record)) = ahead {
            keys.take(record, sharer, &mut findings)?;
            ahead = records.next_record()?;
        }
        if !keys.any_read() {
            return Err(BundleFault::Order { found: "no key log after the head".to_owned() });
        }
        let signed = keys.of(sharer).is_some_and(|k| head.is_signed_by(&statement, &k.log));
        let mine = |text: &String| recipient_hash(text) == statement.recipient;
        let for_whom = asked.recipient.as_ref().is_none_or(mine);
        if !signed || !for_whom {
            let found =
                if signed { "made for another auditor" } else { "not signed by the sharer" };
            findings.add(
                FindingName::Statement,
                At::log(sharer),
                found,
                "a statement for this auditor",
            );
        }
        let mut heads = Heads::begin(&statement, &head, &mut findings);
        while let Some(Record::Earlier(record)) = &ahead {
            heads.take_earlier(record, &statement, &keys, &mut findings)?;
            ahead = records.next_record()?;
        }
        let mut leaves = Filling::from(statement.start);
        loop {
            match &ahead {
                Some(Record::Leaves(next)) => {
                    heads.take_leaves(next);
                    leaves.put(next)?;
                }
                Some(Record::Checkpoint(note)) => {
                    heads.take_checkpoint(note, leaves.size(), &keys, &mut findings)?;
                }
                Some(_) | None => break,
            }
            ahead = records.next_record()?;
        }
        if heads.stretches() == 1 {
            return Err(BundleFault::Order {
                found: "no checkpoint before the conversations".to_owned(),
            });
        }
        heads.close(&statement, &leaves, &mut findings);
        let cosigned = heads.newest_witnesses.len();
        if cosigned < asked.witnesses {
            let found = format_args!("{cosigned} organisations on the newest checkpoint");
            findings.add(FindingName::NotWitnessed, At::log(sharer), found, asked.witnesses);
        }
        Ok(Self {
            records,
            ahead,
            keys,
            stretches: vec![Stretch::default(); heads.stretches()],
            heads,
            leaves: leaves.close(),
            statement,
            count: Count::default(),
            opened: 0,
            erased: 0,
            unlinked: 0,
            last_conversation: None,
            thread: None,
            findings,
        })
    }

    /// What the sharer signed about the bundle.
    pub fn statement(&self) -> &Statement {
        &self.statement
    }

    /// The organisations whose key logs are in the bundle, with their names as the sharer knows them.
    pub fn names(&self) -> impl Iterator<Item = (OrgId, &str)> {
        self.keys.names()
    }

    /// What was found so far.
    pub fn findings(&self) -> &Findings {
        &self.findings
    }

    /// The heads that the bundle shows.
    pub(crate) fn heads(&self) -> &Heads {
        &self.heads
    }

    /// The next conversation, read to its end; none after the last.
    pub fn next_conversation(&mut self) -> Result<Option<Conversation>, BundleFault> {
        loop {
            match self.step()? {
                Some(Step::Referral(conversation) | Step::ThreadEnd(conversation)) => {
                    return Ok(Some(conversation));
                }
                Some(Step::Thread(_) | Step::ThreadLetter(_)) => {}
                None => return Ok(None),
            }
        }
    }

    /// The next step; none after the last conversation.
    pub fn step(&mut self) -> Result<Option<Step>, BundleFault> {
        if let Some(open) = self.thread.take() {
            return self.step_in_thread(open).map(Some);
        }
        match self.take()? {
            Some(Record::Conversation(record)) => {
                let mut open = self.open(record)?;
                if record.kind == ConversationKind::Thread {
                    self.thread = Some(open);
                    return Ok(Some(Step::Thread(record)));
                }
                while let Some(letter) = self.next_letter()? {
                    if let Some(said) = self.read_letter(&letter, &mut open)? {
                        open.conversation.letters.push(said);
                    }
                }
                Ok(Some(Step::Referral(self.close(open))))
            }
            Some(Record::End(stated)) if stated == self.count => Ok(None),
            Some(Record::End(stated)) => Err(BundleFault::Order {
                found: format!("an end that counts {stated:?}, expected {:?}", self.count),
            }),
            Some(_) => Err(BundleFault::Order { found: "a record out of its place".to_owned() }),
            None => Ok(None),
        }
    }

    /// Goes on in a thread until a letter that is sound, or the end.
    fn step_in_thread(&mut self, mut open: Open) -> Result<Step, BundleFault> {
        while let Some(letter) = self.next_letter()? {
            if let Some(said) = self.read_letter(&letter, &mut open)? {
                self.thread = Some(open);
                return Ok(Step::ThreadLetter(Box::new(said)));
            }
        }
        Ok(Step::ThreadEnd(self.close(open)))
    }

    fn take(&mut self) -> Result<Option<Record>, BundleFault> {
        match self.ahead.take() {
            Some(record) => Ok(Some(record)),
            None => self.records.next_record(),
        }
    }

    fn next_letter(&mut self) -> Result<Option<LetterRecord>, BundleFault> {
        match self.take()? {
            Some(Record::Letter(letter)) => Ok(Some(letter)),
            other => {
                self.ahead = other;
                Ok(None)
            }
        }
    }

    fn open(&mut self, record: ConversationRecord) -> Result<Open, BundleFault> {
        if self.last_conversation.is_some_and(|last| record.id <= last) {
            return Err(BundleFault::Order { found: format!("conversation {}", record.id) });
        }
        self.last_conversation = Some(record.id);
        self.count.conversations += 1;
        let mut findings = Findings::default();
        if self.keys.of(record.partner).is_none() {
            let at = At { org: record.partner, conversation: Some(record.id), letter: None };
            findings.add(FindingName::KeyLog, at, "no sound key log", "that of the partner");
        }
        let (letters, chain) = (Vec::new(), Chain::begin(record.kind));
        let conversation = Conversation { record, letters, shown: 0, handover: None, findings };
        Ok(Open { conversation, chain })
    }

    /// All letters of a conversation are here.
    fn close(&mut self, open: Open) -> Conversation {
        let mut conversation = open.conversation;
        if conversation.record.kind == ConversationKind::Referral {
            conversation.handover = handover(&conversation.letters, self.statement.made);
        }
        self.findings.merge(&conversation.findings);
        conversation
    }

    /// Checks one letter. Nothing comes back of one that its author has not soundly signed.
    fn read_letter(
        &mut self,
        record: &LetterRecord,
        open: &mut Open,
    ) -> Result<Option<Said>, BundleFault> {
        let (header, hash) = header_of(&record.header)?;
        let Open { conversation, chain } = open;
        let ConversationRecord { id, kind, .. } = conversation.record;
        if !chain.rises(&header, hash) {
            return Err(BundleFault::Order { found: format!("letter {hash} in {id}") });
        }
        self.count.letters += 1;
        conversation.shown += 1;
        if kind != ConversationKind::Thread && conversation.shown > CONVERSATION_LETTERS_MAX as u64
        {
            let (found, expected_max) = (CONVERSATION_LETTERS_MAX + 1, CONVERSATION_LETTERS_MAX);
            return Err(BundleFault::TooLong {
                what: "letters of a referral",
                found,
                expected_max,
            });
        }
        let findings = &mut conversation.findings;
        let sharer = self.statement.org;
        let checked = letters::check(
            record,
            header,
            hash,
            &conversation.record,
            sharer,
            &self.keys,
            findings,
        );
        if checked.belongs {
            chain.follow(&checked.said.header, hash, id, findings);
        }
        let index = self.check_leaf(record, &checked, id, &mut conversation.findings)?;
        if checked.sound {
            let erased = kind == ConversationKind::Erased;
            self.erased += u64::from(erased);
            self.unlinked += u64::from(erased && record.place.is_none());
            self.check_head(&checked.said, index, id, &mut conversation.findings);
            self.check_dates(&checked.said, index, id, &mut conversation.findings);
        }
        Ok(checked.sound.then_some(checked.said))
    }

    /// SPEC 15.6 `foreign_leaf`. Returns the index of an entry that is this letter's.
    fn check_leaf(
        &mut self,
        record: &LetterRecord,
        checked: &Checked,
        id: ConversationId,
        findings: &mut Findings,
    ) -> Result<Option<u64>, BundleFault> {
        let Some(place) = &record.place else { return Ok(None) };
        let hash = checked.said.hash;
        let leaf = place.opening.leaf(&hash, &record.signature);
        if self.leaves.at(place.index)? != Some(leaf) {
            let at = At { org: self.statement.org, conversation: Some(id), letter: Some(hash) };
            let found = format_args!("another leaf at {}, or none", place.index);
            findings.add(FindingName::ForeignLeaf, at, found, "that of this letter");
            return Ok(None);
        }
        let period = self.statement.first..self.statement.last;
        self.opened += u64::from(checked.belongs && period.contains(&place.index));
        Ok(Some(place.index))
    }

    /// The head that a letter of the sharer's pledges to: SPEC 15.2, 15.6.
    fn check_head(
        &self,
        said: &Said,
        index: Option<u64>,
        id: ConversationId,
        findings: &mut Findings,
    ) {
        let sharer = self.statement.org;
        let Some(head) = said.header.checkpoint.filter(|_| said.header.sender_org == sharer) else {
            return;
        };
        let at = At { org: sharer, conversation: Some(id), letter: Some(said.hash) };
        let Statement { log, size, .. } = self.statement;
        if head.log() > log {
            let found = format_args!("a head of log {}", head.log());
            findings.add(FindingName::Truncated, at, found, format_args!("log {log}"));
        }
        if head.log() != log {
            return;
        }
        if let Some(index) = index.filter(|index| head.size > *index) {
            let found = format_args!("entry {index} names a head of {}", head.size);
            findings.add(FindingName::WentBack, at, found, "a head of entries before it");
        }
        match self.heads.at(head.size) {
            HeadAt::Root(root) if root != Hash(head.root) => {
                let found = format_args!("at {} another root, {:?}", head.size, Hash(head.root));
                findings.add(FindingName::Equivocation, at, found, format_args!("{root:?}"));
            }
            HeadAt::Beyond => {
                let found = format_args!("a head of {}", head.size);
                findings.add(FindingName::Truncated, at, found, format_args!("at most {size}"));
            }
            HeadAt::NotShown => {
                let found = format_args!("a head of {}", head.size);
                findings.add(FindingName::HeadNotShown, at, found, "a checkpoint of that size");
            }
            HeadAt::Root(_) | HeadAt::Before => {}
        }
    }

    /// SPEC 15.6 `dated_ahead` at once, and what is needed for `back_dated` at the end.
    fn check_dates(
        &mut self,
        said: &Said,
        index: Option<u64>,
        id: ConversationId,
        findings: &mut Findings,
    ) {
        let Some(index) = index else { return };
        let stretch = self.heads.before(index);
        let (day, own) = (said.header.day, said.header.sender_org == self.statement.org);
        let Statement { first, from, .. } = self.statement;
        if own && index < first && day > from.plus(DAYS_APART_MAX) {
            let at =
                At { org: said.header.sender_org, conversation: Some(id), letter: Some(said.hash) };
            let found = format_args!("entry {index}, before the period's, of day {}", day.0);
            let expected = format_args!("by day {}, on which the period begins", from.0);
            findings.add(FindingName::WrongPeriod, at, found, expected);
        }
        let seen_by = self.heads.seen_by(stretch).filter(|_| own);
        if let Some(seen) = seen_by.filter(|seen| day > seen.plus(DAYS_APART_MAX)) {
            let at =
                At { org: said.header.sender_org, conversation: Some(id), letter: Some(said.hash) };
            let found = format_args!("dated day {}, in the log by day {}", day.0, seen.0);
            findings.add(FindingName::DatedAhead, at, found, "a day before it was witnessed");
        }
        if let Some(dated) = self.stretches.get_mut(stretch) {
            dated.latest = dated.latest.max(Some(day));
            if own && dated.own.is_none_or(|(earliest, ..)| day < earliest) {
                dated.own = Some((day, id, said.hash));
            }
        }
    }

    /// Reads what is left, and says what can only be said at the end.
    pub fn finish(mut self) -> Result<Summary, BundleFault> {
        while self.step()?.is_some() {}
        let sharer = self.statement.org;
        let mut latest: Option<Day> = None;
        for stretch in &self.stretches {
            let own = stretch.own.zip(latest);
            if let Some(((day, id, hash), latest)) =
                own.filter(|((day, ..), latest)| day.plus(DAYS_APART_MAX) < *latest)
            {
                let at = At { org: sharer, conversation: Some(id), letter: Some(hash) };
                let found = format_args!("dated day {}, after a letter of day {}", day.0, latest.0);
                self.findings.add(FindingName::BackDated, at, found, "days as the log has them");
            }
            latest = latest.max(stretch.latest);
        }
        let Statement { last, size, to, .. } = self.statement;
        let seen = self.heads.size_seen_by(last).filter(|_| last < size);
        if let Some(seen) = seen.filter(|seen| seen.plus(DAYS_APART_MAX) < to) {
            let found = format_args!("a period that ends at {last}, witnessed by day {}", seen.0);
            let expected = format_args!("a head signed after day {}", to.0);
            self.findings.add(FindingName::WrongPeriod, At::log(sharer), found, expected);
        }
        let entries = self.statement.last - self.statement.first;
        let without = entries.saturating_sub(self.opened);
        if without > self.unlinked {
            let found = format_args!("{without} entries without a letter");
            let expected = format_args!("at most {}, those of erased referrals", self.unlinked);
            self.findings.add(FindingName::NotOpened, At::log(sharer), found, expected);
        }
        Ok(Summary {
            entries,
            opened: self.opened,
            erased: self.erased,
            count: self.count,
            witnesses: self.heads.witnesses,
            findings: self.findings,
            statement: self.statement,
        })
    }

    /// The time by which what is owed is judged.
    pub fn made(&self) -> Time {
        self.statement.made
    }
}
