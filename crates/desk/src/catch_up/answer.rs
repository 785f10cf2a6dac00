//! The partner's side: who asked, and giving back what the pair exchanged, a few parts at a time.

use std::collections::{BTreeMap, BTreeSet};

use waypost_net::Refusal;
use waypost_protocol::card::SignedCard;
use waypost_protocol::ids::{ConversationId, Day, OrgId, Time};
use waypost_protocol::letter::{Letter, LetterKind};
use waypost_protocol::recall::{COPIES_BYTES_MAX, COPIES_MAX, Copies, Recall, Why};
use waypost_store::{Item, Owner, Store};

use super::rows::{ANSWER, AnswerRow, CATCH_UP, answer_key};
use crate::arrive::{Came, Stopped, later, refuse, unreadable};
use crate::desk::Desk;
use crate::error::DeskError;
use crate::rows::{LETTER, LetterRow, Row, undamaged};

/// Questions of one partner in a day: restoring is rare, and each makes us write much.
const RECALLS_A_DAY_MAX: u32 = 8;
/// A letter may have been under way for so long before it was lost.
const DAYS_UNDER_WAY: u32 = 31;
/// Bytes of copies in one part: with its salts and seal it fits the frame of 256 KiB.
const PART_BYTES: usize = 230 << 10;
/// Parts under way to one partner at once: half of its window, so that other letters go on.
const PARTS_QUEUED_MAX: usize = 8;

/// The partners who asked us, as held in memory.
#[derive(Default)]
pub(crate) struct Answers {
    rows: BTreeMap<OrgId, AnswerRow>,
    /// The conversations still to be given, by our number; made again after a restart.
    plans: BTreeMap<OrgId, BTreeSet<(u64, ConversationId)>>,
}

impl Answers {
    /// Reads them from an unlocked store.
    pub(crate) fn load(store: &Store) -> Result<Self, DeskError> {
        let mut rows = BTreeMap::new();
        // Where a row is damaged, the partner asks again.
        for found in store.rows(CATCH_UP, ANSWER)? {
            if let Some(found) = undamaged(found)?
                && let Some(row) = undamaged(AnswerRow::from_bytes(&found.value))?
            {
                rows.insert(row.org, row);
            }
        }
        Ok(Self { rows, plans: BTreeMap::new() })
    }
}

/// One part's letters, and where the next begins.
struct Part {
    letters: Vec<Vec<u8>>,
    /// Letters of our own that do not read and so are not given.
    damaged: u64,
    next: (u64, u64),
    last: bool,
}

impl Desk {
    /// A partner asks for letters that it lost.
    pub(crate) fn take_recall(&mut self, now: Time, came: Came) -> Result<(), Stopped> {
        let org = came.org;
        let letter = came.opened.letter().clone();
        let partner = self.partners.get(&org).ok_or_else(|| unreadable("partner"))?;
        if partner.row.thread != letter.header().conversation {
            return Err(unreadable("thread"));
        }
        let recall = Recall::read(letter.fields()).map_err(|fault| {
            tracing::warn!(%fault, partner = %org, "a recall is not understood");
            refuse("not_understood", Refusal::NotUnderstood)
        })?;
        let before = self.answers.rows.get(&org);
        let asked_today = before.filter(|b| b.day == now.day()).map_or(0, |b| b.asked_today);
        if asked_today >= RECALLS_A_DAY_MAX {
            return Err(refuse("too_many_recalls", Refusal::TooMany));
        }
        if recall.why == Why::Damaged && before.is_some_and(|b| !b.done) {
            return Err(later("answering"));
        }
        // A partner that is not confirmed has no letters of ours; it is answered all the same.
        let confirmed = partner.is_confirmed();
        if let Some(card) = &recall.card {
            let signed = SignedCard::decode(card).map_err(|_| unreadable("card"))?;
            self.begin_anew(now, org, signed, &letter)?;
        }
        let row = AnswerRow {
            org,
            recall: letter.header_hash(),
            restored: (recall.why == Why::Restored).then_some(recall.since),
            since: match recall.why {
                Why::Restored => recall.since.minus(DAYS_UNDER_WAY),
                Why::Damaged => Day(0),
            },
            conversations: recall.conversations,
            next: if confirmed { (0, 0) } else { (u64::MAX, 0) },
            part: 0,
            letters: 0,
            damaged: None,
            done: false,
            day: now.day(),
            asked_today: asked_today + 1,
        };
        self.answers.plans.remove(&org);
        self.put_answer(row);
        self.end_pair_letter(now, came, &letter)?;
        self.answer_recall(now, org)?;
        Ok(())
    }

    /// The partner begins anew: it can open nothing that was sealed to prekeys of before its card.
    fn begin_anew(
        &mut self,
        now: Time,
        org: OrgId,
        card: SignedCard,
        letter: &Letter,
    ) -> Result<(), Stopped> {
        let mut fresh = card.claimed().one_time_prekeys.clone();
        let seen = self.partners.get(&org).and_then(|p| p.seen());
        // A card written after it may have come before it.
        if seen.is_none_or(|seen| seen.serial < card.claimed().serial) {
            self.take_card(now, org, card, letter)?;
        }
        if let Some(partner) = self.partners.get_mut(&org) {
            let newest = partner.card.as_ref().map(|card| card.contents().one_time_prekeys.clone());
            fresh.extend(newest.unwrap_or_default());
            partner.keep_prekeys(&mut self.batch, &fresh);
        }
        self.drop_outdated(org, true);
        self.ask_again(org);
        if self.partners.get(&org).is_some_and(|p| p.row.confirmed_by_us) {
            self.confirm_again(now, org)?;
        }
        // It dropped the one-time prekeys that it had of us.
        self.send_card(now, org)?;
        Ok(())
    }

    /// Gives more to every partner that waits for copies.
    pub(crate) fn answer_recalls(&mut self, now: Time) -> Result<(), DeskError> {
        let open = self.answers.rows.values().filter(|row| !row.done).map(|row| row.org);
        for org in open.collect::<Vec<_>>() {
            self.answer_recall(now, org)?;
        }
        Ok(())
    }

    /// Writes parts until some are under way, or all is given.
    pub(crate) fn answer_recall(&mut self, now: Time, org: OrgId) -> Result<(), DeskError> {
        let can_write = |desk: &mut Self| {
            let partner = desk.partners.get_mut(&org);
            partner.is_some_and(|p| !p.row.blocked && p.sending_keys(now.day()).is_some())
        };
        while let Some(mut row) = self.answers.rows.get(&org).filter(|row| !row.done).cloned() {
            if self.copies_under_way(org) >= PARTS_QUEUED_MAX || !can_write(self) {
                return Ok(());
            }
            let part = self.next_part(&row)?;
            row.letters += part.letters.len() as u64;
            row.damaged = Some(row.damaged.unwrap_or(0) + part.damaged);
            let copies = Copies {
                at: now,
                answers: row.recall,
                part: row.part,
                last: part.last,
                letters: part.letters,
            };
            self.write_pair_letter(now, org, LetterKind::Copies, copies.to_fields(), None)?;
            (row.next, row.part, row.done) = (part.next, row.part + 1, part.last);
            self.put_answer(row);
        }
        Ok(())
    }

    /// Whether a partner asked for letters and does not have them all.
    pub(crate) fn is_answering(&self, org: OrgId) -> bool {
        self.answers.rows.get(&org).is_some_and(|row| !row.done)
    }

    fn copies_under_way(&self, org: OrgId) -> usize {
        let thread = self.partners.get(&org).map(|p| p.row.thread);
        thread.map_or(0, |thread| self.outbox.count_in(org, thread))
    }

    fn next_part(&mut self, row: &AnswerRow) -> Result<Part, DeskError> {
        let plan = match self.answers.plans.remove(&row.org) {
            Some(plan) => plan,
            None => self.plan(row)?,
        };
        let mut part = Part { letters: Vec::new(), damaged: 0, next: row.next, last: true };
        let mut room = PART_BYTES;
        for (number, conversation) in plan.range((row.next.0, ConversationId::new([0; 16]))..) {
            let from = if *number == row.next.0 { row.next.1 } else { 0 };
            let stopped = self.fill(row, *conversation, from, &mut part, &mut room)?;
            if let Some(at) = stopped {
                (part.next, part.last) = ((*number, at), false);
                break;
            }
            part.next = (number + 1, 0);
        }
        self.answers.plans.insert(row.org, plan);
        Ok(part)
    }

    /// Adds a conversation's letters from `from` on; the number of the first for which there is no room.
    fn fill(
        &self,
        row: &AnswerRow,
        conversation: ConversationId,
        from: u64,
        part: &mut Part,
        room: &mut usize,
    ) -> Result<Option<u64>, DeskError> {
        for (at, found) in
            (from..).zip(self.store.rows_from(LETTER, conversation.as_bytes(), from)?)
        {
            // What is damaged here cannot be given; everything else is.
            let read = found.map_err(DeskError::from);
            let read =
                read.and_then(|found| Ok((found.item, LetterRow::from_bytes(&found.value)?)));
            let Some((item, LetterRow { letter: kept, .. })) = undamaged(read)? else {
                part.damaged += 1;
                continue;
            };
            let at = match item {
                Item::Number(number) => number,
                Item::Name(_) => at,
            };
            let bytes = Copies::bytes_of(&kept);
            let wanted = day_of(&kept).is_some_and(|day| day >= row.since);
            if !wanted || bytes > COPIES_BYTES_MAX {
                continue;
            }
            // A letter longer than a part goes by itself.
            if part.letters.len() >= COPIES_MAX || (bytes > *room && !part.letters.is_empty()) {
                return Ok(Some(at));
            }
            *room = room.saturating_sub(bytes);
            part.letters.push(kept);
        }
        Ok(None)
    }

    fn plan(&self, row: &AnswerRow) -> Result<BTreeSet<(u64, ConversationId)>, DeskError> {
        let mut plan = BTreeSet::new();
        if row.next.0 == u64::MAX {
            return Ok(plan);
        }
        for summary in self.summaries()?.values() {
            let named =
                row.conversations.is_empty() || row.conversations.contains(&summary.conversation);
            if summary.partner == row.org && named {
                plan.insert((summary.number, summary.conversation));
            }
        }
        Ok(plan)
    }

    fn put_answer(&mut self, row: AnswerRow) {
        self.batch.put(answer_key(row.org), Owner::Node, row.to_bytes());
        self.answers.rows.insert(row.org, row);
    }

    /// What people are told of a partner that asked.
    pub(crate) fn asked_words(&self, org: OrgId) -> Option<String> {
        let row = self.answers.rows.get(&org)?;
        let what = match row.restored {
            Some(day) => {
                format!("was restored from a backup of {}", waypost_case::dates::day_text(day))
            }
            None => "asked for letters that it could no longer read".to_owned(),
        };
        let so_far = if row.done { "" } else { " so far" };
        let damaged = match row.damaged {
            None | Some(0) => String::new(),
            Some(count) => format!("; {count} are damaged here too"),
        };
        Some(format!("{what}; {} letters were given back{so_far}{damaged}", row.letters))
    }
}

/// The day of a letter as kept.
fn day_of(letter: &[u8]) -> Option<Day> {
    Letter::decode(letter.to_vec()).ok().map(|l| l.header().day)
}
