//! Several bundles side by side (SPEC 15.6): two sides of a handover, one node over time.
//!
//! In: bundles whose beginnings were read. Out: each conversation once, with what each file says of it; at the end a
//! [`Summary`] for each file, with what the comparison found at it. Conversations rise by their ids and letters by
//! their places, in every file alike, so this is a merge in one pass: of each file one conversation is in memory, of
//! a thread one letter.

use std::borrow::Borrow;
use std::collections::BTreeMap;
use std::convert::Infallible;
use std::io::Read;

use waypost_protocol::exchange::key;
use waypost_protocol::field::Value;
use waypost_protocol::ids::{ConversationId, Day, HeaderHash, OrgId, Time};
use waypost_protocol::letter::LetterKind;

use crate::bundle::BundleFault;
use crate::finding::{At, FindingName, Findings};
use crate::judge::{Handover, Said};
use crate::record::{ConversationKind, ConversationRecord};
use crate::tree::Hash;
use crate::verify::{Conversation, HeadAt, Reading, Step, Summary};

/// Clocks differ, and letters are under way: only what is dated so many days before is missed.
const DAYS_UNDER_WAY: u32 = 2;

/// A bundle that cannot be read on.
#[derive(Debug, thiserror::Error)]
#[error("file {}: {fault}", file + 1)]
pub struct FileFault {
    /// Which, from 0.
    pub file: usize,
    /// Why.
    pub fault: BundleFault,
}

/// A conversation, as every file that shows it has it.
pub struct Told<'a> {
    /// The number of the file, and what it shows.
    pub by: &'a [(usize, Conversation)],
    /// The handover, by the file with the most letters of it.
    pub handover: Option<&'a Handover>,
}

/// Reads bundles to their end, one or more, and compares them. `tell` is told of each conversation, by rising id.
pub fn read_all<R: Read>(
    files: Vec<Reading<R>>,
    mut tell: impl FnMut(Told<'_>),
) -> Result<Vec<Summary>, FileFault> {
    let mut all = Comparing::begin(files)?;
    while let Some(by) = all.next()? {
        let judged = by.iter().filter(|(_, told)| told.handover.is_some());
        // Of two with as many the first: `max_by_key` takes the last.
        let fullest = judged.rev().max_by_key(|(_, told)| told.shown);
        let handover = fullest.and_then(|(_, told)| told.handover.as_ref());
        tell(Told { by: &by, handover });
    }
    all.finish()
}

/// Whose a file is, of which days, and made when.
#[derive(Clone, Copy)]
struct Side {
    org: OrgId,
    from: Day,
    to: Day,
    made: Time,
}

impl Side {
    /// Whether a letter of that day was there, for its author at least, when the file was made.
    fn was_made_after(&self, day: Day) -> bool {
        day.plus(DAYS_UNDER_WAY) < self.made.day()
    }

    fn covers(&self, day: Day) -> bool {
        self.from <= day && day <= self.to
    }
}

/// What comes next in a file.
enum Next {
    Referral(Box<Conversation>),
    Thread(ConversationRecord),
}

impl Next {
    fn record(&self) -> &ConversationRecord {
        match self {
            Self::Referral(conversation) => &conversation.record,
            Self::Thread(record) => record,
        }
    }
}

struct Comparing<R> {
    files: Vec<Reading<R>>,
    sides: Vec<Side>,
    next: Vec<Option<Next>>,
    /// What the comparison found, for each file.
    found: Vec<Findings>,
}

impl<R: Read> Comparing<R> {
    fn begin(files: Vec<Reading<R>>) -> Result<Self, FileFault> {
        let side = |file: &Reading<R>| {
            let statement = file.statement();
            Side {
                org: statement.org,
                from: statement.from,
                to: statement.to,
                made: statement.made,
            }
        };
        let sides: Vec<Side> = files.iter().map(side).collect();
        let found = vec![Findings::default(); files.len()];
        let mut all = Self { files, sides, next: Vec::new(), found };
        all.compare_logs();
        for file in 0..all.files.len() {
            let next = all.read(file)?;
            all.next.push(next);
        }
        Ok(all)
    }

    /// The next conversation of a file: a referral whole, a thread at its beginning.
    fn read(&mut self, file: usize) -> Result<Option<Next>, FileFault> {
        match self.step(file)? {
            Some(Step::Referral(conversation)) => Ok(Some(Next::Referral(Box::new(conversation)))),
            Some(Step::Thread(record)) => Ok(Some(Next::Thread(record))),
            // A thread is read to its end before what follows it is asked for.
            Some(Step::ThreadLetter(_) | Step::ThreadEnd(_)) | None => Ok(None),
        }
    }

    fn step(&mut self, file: usize) -> Result<Option<Step>, FileFault> {
        match self.files.get_mut(file) {
            Some(reading) => reading.step().map_err(|fault| FileFault { file, fault }),
            None => Ok(None),
        }
    }

    /// What every file shows of the conversation with the lowest id.
    fn next(&mut self) -> Result<Option<Vec<(usize, Conversation)>>, FileFault> {
        let ids = self.next.iter().flatten().map(|next| next.record().id);
        let Some(id) = ids.min() else { return Ok(None) };
        let (mut referrals, mut threads) = (Vec::new(), Vec::new());
        for (file, next) in self.next.iter_mut().enumerate() {
            match next.take_if(|next| next.record().id == id) {
                Some(Next::Referral(conversation)) => referrals.push((file, *conversation)),
                Some(Next::Thread(record)) => threads.push((file, record)),
                None => {}
            }
        }
        self.compare_referrals(id, &referrals);
        let ends = self.compare_threads(id, &threads)?;
        let all: Vec<usize> =
            referrals.iter().map(|(f, _)| *f).chain(ends.iter().map(|(f, _)| *f)).collect();
        for file in all {
            let next = self.read(file)?;
            if let Some(place) = self.next.get_mut(file) {
                *place = next;
            }
        }
        referrals.extend(ends);
        referrals.sort_by_key(|(file, _)| *file);
        Ok(Some(referrals))
    }

    fn compare_referrals(&mut self, id: ConversationId, by: &[(usize, Conversation)]) {
        let members: Vec<Member> = by
            .iter()
            .filter_map(|(file, told)| {
                let signed_for = signed_for(told);
                Some(Member {
                    file: *file,
                    side: *self.sides.get(*file)?,
                    record: told.record,
                    signed_for,
                })
            })
            .collect();
        let mut letters: Vec<_> = by.iter().map(|(_, told)| told.letters.iter()).collect();
        let mut walk = Walk::new(by.len());
        let mut missed = Missed::default();
        let mut pull = |n: usize| Ok::<_, Infallible>(letters.get_mut(n).and_then(Iterator::next));
        while let Ok(Some(turn)) = walk.turn(&mut pull) {
            self.compare_letter(id, &members, &turn, &mut missed);
        }
    }

    fn compare_threads(
        &mut self,
        id: ConversationId,
        by: &[(usize, ConversationRecord)],
    ) -> Result<Vec<(usize, Conversation)>, FileFault> {
        let members: Vec<Member> = by
            .iter()
            .filter_map(|(file, record)| {
                let signed_for = BTreeMap::new();
                Some(Member {
                    file: *file,
                    side: *self.sides.get(*file)?,
                    record: *record,
                    signed_for,
                })
            })
            .collect();
        let mut walk: Walk<Box<Said>> = Walk::new(by.len());
        let (mut ends, mut missed) = (Vec::new(), Missed::default());
        loop {
            let turn = walk.turn(|n| {
                let Some((file, _)) = by.get(n) else { return Ok(None) };
                match self.step(*file)? {
                    Some(Step::ThreadLetter(said)) => Ok(Some(said)),
                    Some(Step::ThreadEnd(told)) => {
                        ends.push((*file, told));
                        Ok(None)
                    }
                    // Nothing else comes before a thread's end.
                    Some(Step::Referral(_) | Step::Thread(_)) | None => Ok(None),
                }
            })?;
            match turn {
                Some(turn) => self.compare_letter(id, &members, &turn, &mut missed),
                None => return Ok(ends),
            }
        }
    }

    /// One letter, and what the files that hold it, and those that do not, say by that.
    fn compare_letter<L: Borrow<Said>>(
        &mut self,
        id: ConversationId,
        members: &[Member],
        turn: &Turn<L>,
        missed: &mut Missed,
    ) {
        let said: &Said = turn.letter.borrow();
        let author = said.header.sender_org;
        let at = At { org: author, conversation: Some(id), letter: Some(said.hash) };
        let holders = || members.iter().zip(&turn.others).filter(|(_, o)| **o == Other::Holds);
        for (member, other) in members.iter().zip(&turn.others) {
            for (holder, _) in holders().filter(|_| *other != Other::Holds) {
                if let Other::HasAnother { passed: true, hash } = other {
                    let file = self.later(holder.file, member.file);
                    let found = format_args!("{} at the place of {hash}", said.hash);
                    self.find(file, FindingName::TwoStories, at, found, "one letter at a place");
                }
                if *other == Other::HasNothing && holder.misses(said, member) {
                    let at = At { org: member.side.org, ..at };
                    let found = format_args!("not shown: letter {}", said.hash);
                    self.find(
                        member.file,
                        FindingName::NotShown,
                        at,
                        found,
                        "what the other side shows",
                    );
                }
            }
        }
        for (holder, _) in holders() {
            self.check_sides(id, holder, members, said, missed);
            self.check_head(holder, said, at);
        }
    }

    /// SPEC 15.6 `only_one_side`: a letter of whom does not show the conversation, dated within both periods.
    fn check_sides(
        &mut self,
        id: ConversationId,
        holder: &Member,
        members: &[Member],
        said: &Said,
        missed: &mut Missed,
    ) {
        let day = said.header.day;
        let (author, partner) = (said.header.sender_org, holder.record.partner);
        let shows = |file: usize| members.iter().any(|member| member.file == file);
        let there = |side: &Side| side.covers(day) && side.was_made_after(day);
        for (file, side) in self.sides.clone().into_iter().enumerate() {
            let theirs = side.org == author && author == partner && author != holder.side.org;
            if theirs && !shows(file) && there(&side) && there(&holder.side) && missed.first(file) {
                let at = At { org: side.org, conversation: Some(id), letter: Some(said.hash) };
                let found =
                    format_args!("conversation {id} is not shown, with a letter of day {}", day.0);
                self.find(file, FindingName::OnlyOneSide, at, found, "shown by both sides");
            }
        }
    }

    /// SPEC 15.6: the heads in headers that the other side holds, against what their author shows.
    fn check_head(&mut self, holder: &Member, said: &Said, at: At) {
        let author = said.header.sender_org;
        let Some(head) = said.header.checkpoint.filter(|_| author != holder.side.org) else {
            return;
        };
        for file in 0..self.files.len() {
            let Some(reading) = self.files.get(file) else { continue };
            let statement = reading.statement();
            if statement.org != author || head.log() < statement.log {
                continue;
            }
            let before = said.header.day < statement.made.day();
            let (size, log) = (statement.size, statement.log);
            let seen = match head.log() == log {
                true => reading.heads().at(head.size),
                false => HeadAt::Beyond,
            };
            match seen {
                HeadAt::Root(root) if root != Hash(head.root) => {
                    let found = format_args!("at {} {root:?}", head.size);
                    let expected = format_args!("{:?}, as its letter says", Hash(head.root));
                    self.find(file, FindingName::Equivocation, at, found, expected);
                }
                HeadAt::Beyond if before => {
                    let found = format_args!("log {log} with {size} entries");
                    let expected = format_args!(
                        "log {} with {} or more, as its letter says",
                        head.log(),
                        head.size
                    );
                    self.find(file, FindingName::OldHead, at, found, expected);
                }
                HeadAt::Root(_) | HeadAt::Beyond | HeadAt::NotShown | HeadAt::Before => {}
            }
        }
    }

    /// One node over time: each pair of bundles of one organisation.
    fn compare_logs(&mut self) {
        for one in 0..self.files.len() {
            for two in one + 1..self.files.len() {
                let later = self.later(one, two);
                let earlier = if later == two { one } else { two };
                if let (Some(old), Some(new)) = (self.files.get(earlier), self.files.get(later)) {
                    let mut found = Findings::default();
                    compare_log(old, new, &mut found);
                    if let Some(all) = self.found.get_mut(later) {
                        all.merge(&found);
                    }
                }
            }
        }
    }

    /// The later made; of one second, the one given later.
    fn later(&self, one: usize, two: usize) -> usize {
        let made = |file: usize| self.sides.get(file).map(|side| (side.made, file));
        if made(one) > made(two) { one } else { two }
    }

    fn find(
        &mut self,
        file: usize,
        name: FindingName,
        at: At,
        found: impl std::fmt::Display,
        expected: impl std::fmt::Display,
    ) {
        if let Some(findings) = self.found.get_mut(file) {
            findings.add(name, at, found, expected);
        }
    }

    fn finish(self) -> Result<Vec<Summary>, FileFault> {
        let files = self.files.into_iter().zip(self.found).enumerate();
        files
            .map(|(file, (reading, found))| {
                let mut summary = reading.finish().map_err(|fault| FileFault { file, fault })?;
                summary.findings.merge(&found);
                Ok(summary)
            })
            .collect()
    }
}

/// SPEC 15.6: of one log, `old_head`, `equivocation`, `not_comparable`.
fn compare_log<R: Read>(old: &Reading<R>, new: &Reading<R>, findings: &mut Findings) {
    let (before, after) = (old.statement(), new.statement());
    if before.org != after.org {
        return;
    }
    let at = At::log(after.org);
    if (after.log, after.size) < (before.log, before.size) {
        let found = format_args!("log {} with {} entries", after.log, after.size);
        let expected = format_args!("log {} with {} or more", before.log, before.size);
        findings.add(FindingName::OldHead, at, found, expected);
    }
    if before.log != after.log {
        return;
    }
    let mut differs = |size: u64, one: Hash, other: Hash| {
        if one != other {
            let found = format_args!("at {size} {other:?}");
            findings.add(FindingName::Equivocation, at, found, format_args!("{one:?}"));
        }
    };
    for head in old.heads().signed() {
        if let HeadAt::Root(root) = new.heads().at(head.size) {
            differs(head.size, head.root, root);
        }
    }
    let start = old.heads().at(before.start);
    if let (HeadAt::Root(one), HeadAt::Root(other)) = (start, new.heads().at(before.start)) {
        differs(before.start, one, other);
    }
    let (small, large) = if after.size < before.size { (new, old) } else { (old, new) };
    let joined = small.heads().newest().map(|head| large.heads().at(head.size));
    if !matches!(joined, Some(HeadAt::Root(_))) {
        let found = format_args!("heads of {} and {}", before.size, after.size);
        findings.add(
            FindingName::NotComparable,
            at,
            found,
            "a checkpoint or a proof that joins them",
        );
    }
}

/// A file that shows the conversation.
struct Member {
    file: usize,
    side: Side,
    record: ConversationRecord,
    /// Letters of the sharer's for which the partner signed, and the day; not of a thread.
    signed_for: BTreeMap<HeaderHash, Day>,
}

impl Member {
    /// Whether the other side must show a letter that this one shows: SPEC 15.6 `not_shown`.
    fn misses(&self, said: &Said, other: &Self) -> bool {
        if other.side.org == self.side.org || other.side.org != self.record.partner {
            return false;
        }
        let there = |day: Day| self.side.was_made_after(day) && other.side.was_made_after(day);
        let thread = self.record.kind == ConversationKind::Thread;
        let day = said.header.day;
        let shown_by_both = !thread || (self.side.covers(day) && other.side.covers(day));
        let theirs = said.header.sender_org == other.side.org;
        let signed = self.signed_for.get(&said.hash).is_some_and(|day| there(*day));
        there(day) && shown_by_both && (theirs || signed)
    }
}

/// What the partner signed for, by the receipts that a file shows.
fn signed_for(told: &Conversation) -> BTreeMap<HeaderHash, Day> {
    let receipts = told.letters.iter().filter(|said| {
        said.header.kind == LetterKind::Receipt && said.header.sender_org == told.record.partner
    });
    let of = |said: &Said| match said.shown.iter().find(|field| field.key == key::OF)?.value {
        Value::Bytes(ref hash) => Some(HeaderHash::new(hash.as_slice().try_into().ok()?)),
        Value::Text(_) | Value::Number(_) | Value::Flag(_) | Value::List(_) => None,
    };
    // By falling day, so that the earliest stays.
    let mut signed: Vec<_> = receipts.filter_map(|r| Some((r.header.day, of(r)?))).collect();
    signed.sort_by(|one, two| two.cmp(one));
    signed.into_iter().map(|(day, hash)| (hash, day)).collect()
}

/// The files at which a conversation was missed already: once is enough.
#[derive(Default)]
struct Missed(Vec<usize>);

impl Missed {
    fn first(&mut self, file: usize) -> bool {
        let first = !self.0.contains(&file);
        if first {
            self.0.push(file);
        }
        first
    }
}

/// A letter's place in a conversation, as files have them rising.
type Place = (OrgId, u32, HeaderHash);

fn place(said: &Said) -> Place {
    (said.header.sender_org, said.header.seq, said.hash)
}

/// What a file says of a letter's place.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Other {
    /// It shows this letter.
    Holds,
    /// It shows another letter there; `passed` if that was looked at before.
    HasAnother { hash: HeaderHash, passed: bool },
    /// It shows nothing there.
    HasNothing,
}

/// The next letter of all files, and what each says of its place.
struct Turn<L> {
    letter: L,
    others: Vec<Other>,
}

/// The merge of one conversation's letters over several files.
struct Walk<L> {
    /// For each file the letter that comes next; asked for before the next turn where `ask` says so.
    current: Vec<Option<L>>,
    ask: Vec<bool>,
    last: Vec<Option<Place>>,
}

impl<L: Borrow<Said>> Walk<L> {
    fn new(files: usize) -> Self {
        let current = std::iter::repeat_with(|| None).take(files).collect();
        Self { current, ask: vec![true; files], last: vec![None; files] }
    }

    fn turn<E>(
        &mut self,
        mut pull: impl FnMut(usize) -> Result<Option<L>, E>,
    ) -> Result<Option<Turn<L>>, E> {
        for (n, (current, ask)) in self.current.iter_mut().zip(&mut self.ask).enumerate() {
            if std::mem::take(ask) {
                *current = pull(n)?;
            }
        }
        let places = self.current.iter().flatten().map(|letter| place(letter.borrow()));
        let Some(here) = places.min() else { return Ok(None) };
        let (author, seq, hash) = here;
        let same = |other: &Place| (other.0, other.1) == (author, seq) && other.2 != hash;
        let (mut taken, mut others) = (None, Vec::with_capacity(self.current.len()));
        let slots = self.current.iter_mut().zip(&mut self.ask).zip(&mut self.last);
        for ((current, ask), last) in slots {
            let next = current.as_ref().map(|letter| place(letter.borrow()));
            others.push(match (next, *last) {
                (Some(next), _) if next == here => Other::Holds,
                (_, Some(last)) if same(&last) => Other::HasAnother { hash: last.2, passed: true },
                (Some(next), _) if same(&next) => Other::HasAnother { hash: next.2, passed: false },
                (_, _) => Other::HasNothing,
            });
            if next == Some(here) {
                taken = current.take();
                (*ask, *last) = (true, Some(here));
            }
        }
        Ok(taken.map(|letter| Turn { letter, others }))
    }
}
