//! Retention at work: the daily sweep, and what a person may ask of it.
//!
//! In: a day, or a command. Out: erasures in the step's batch, and reports. The rules are in
//! `retention`, the erasing in `erase`.

use waypost_case::dates::day_text;
use waypost_protocol::exchange::Side;
use waypost_protocol::ids::{ConversationId, Day, Time};
use waypost_store::Owner;

use crate::asked::done;
use crate::command::{ErasedRow, HoldReason, Reply, RetentionReport, RetentionRow};
use crate::conversation::Conversation;
use crate::desk::Desk;
use crate::erase::{HOLDS, Why};
use crate::error::{DeskError, asked};
use crate::keeping::Due;
use crate::referrals::numbered_name;
use crate::retention::{Term, of_draft, of_referral};
use crate::rows::{
    CARE, ConversationRow, DraftRow, HoldRow, Row, TOMBSTONE, TombstoneRow, named_in,
};
use crate::summaries::Summaries;

/// Things erased in one step: each is a few rows, and the rest comes with the next tick.
const ERASED_AT_ONCE: usize = 16;
/// Summary rows written anew in one step: far below what a batch holds.
const BROUGHT_UP_AT_ONCE: usize = 256;
/// After a step that could not be kept the sweep rests this long.
const REST_SECONDS: u64 = 3600;

impl Desk {
    /// Once a day erases what is due, a few things a tick.
    pub(crate) fn sweep_retention(&mut self, now: Time) -> Result<(), DeskError> {
        if std::mem::take(&mut self.care.failed) {
            self.care.sweep_from = now.plus(REST_SECONDS);
        }
        if self.care.due.is_empty() {
            if now.day() <= self.care.swept || now < self.care.sweep_from {
                return Ok(());
            }
            if self.bring_summaries_up(now)? {
                return Ok(());
            }
            self.care.due = self.all_due(now)?.into();
            if self.care.due.is_empty() {
                self.care.swept = now.day();
            }
        }
        for _ in 0..ERASED_AT_ONCE {
            let Some(due) = self.care.due.pop_front() else { break };
            match due {
                Due::Referral(id) => self.erase_if_due(now, id)?,
                Due::Draft(number) => self.erase_draft(number)?,
            }
        }
        Ok(())
    }

    /// Judged again: a hold or a letter may have come since the list was made.
    fn erase_if_due(&mut self, now: Time, id: ConversationId) -> Result<(), DeskError> {
        if !self.load_conversation(id)? {
            return Ok(());
        }
        let Some(conversation) = self.open.get_mut(&id) else { return Ok(()) };
        conversation.summarise(now);
        let row = conversation.row.clone();
        if self.time_is_over(now, &row)? {
            self.erase_referral(now, id, Why::Retention)?;
        }
        Ok(())
    }

    /// The one place where a day alone decides that a referral is destroyed.
    fn time_is_over(&self, now: Time, row: &ConversationRow) -> Result<bool, DeskError> {
        let over = of_referral(row, &self.preferences.retention, now.day()) == Term::Due;
        Ok(over && self.hold(row.conversation)?.is_none())
    }

    fn all_due(&self, now: Time) -> Result<Vec<Due>, DeskError> {
        let rows = self.summaries()?;
        let mut due = Vec::new();
        for row in rows.values() {
            if self.time_is_over(now, row)? {
                due.push(Due::Referral(row.conversation));
            }
        }
        for draft in self.drafts()? {
            if self.term_of_draft(&draft, &rows, now.day()) == Term::Due {
                due.push(Due::Draft(draft.number));
            }
        }
        Ok(due)
    }

    fn term_of_draft(&self, draft: &DraftRow, rows: &Summaries, today: Day) -> Term {
        let is_used = rows.values().any(|row| row.draft == Some(draft.number));
        of_draft(draft.written_at().day(), is_used, &self.preferences.retention, today)
    }

    /// Summary rows that an earlier version wrote say nothing of retention or figures, and follow-ups end by a day.
    /// True if some had to be brought up to date: the rest comes with the next tick.
    fn bring_summaries_up(&mut self, now: Time) -> Result<bool, DeskError> {
        let over = |until: Day| until < now.day();
        let stale = |row: &ConversationRow| match row.keep {
            None => !row.status.is_empty(),
            Some(_) if row.figures.is_none() => true,
            Some(keep) => keep.follow_ups_until.is_some_and(over),
        };
        let stale: Vec<ConversationId> =
            self.summaries()?.values().filter(|r| stale(r)).map(|r| r.conversation).collect();
        for id in stale.iter().take(BROUGHT_UP_AT_ONCE) {
            if self.load_conversation(*id)? {
                self.touched.insert(*id);
            }
        }
        Ok(!stale.is_empty())
    }

    /// How many referrals and drafts are erased within the week, and how many open ones are past their
    /// time.
    pub(crate) fn retention_advice(
        &self,
        rows: &Summaries,
        today: Day,
    ) -> Result<Vec<String>, DeskError> {
        let terms = self.terms(rows, today)?;
        let soon = terms.iter().filter(|term| term.is_soon(today)).count();
        let overdue = terms.iter().filter(|t| matches!(t, Term::Overdue { .. })).count();
        let mut advice = Vec::new();
        if soon > 0 {
            advice.push(format!(
                "{soon} referrals or drafts are erased within a week: `waypost retention list --due`."
            ));
        }
        if overdue > 0 {
            advice.push(format!(
                "{overdue} referrals are open past their time (overdue_retention): end, hold or erase them, `waypost retention list --due`."
            ));
        }
        Ok(advice)
    }

    fn terms(&self, rows: &Summaries, today: Day) -> Result<Vec<Term>, DeskError> {
        let terms = rows.values().map(|row| of_referral(row, &self.preferences.retention, today));
        let drafts = self.drafts()?;
        let of_drafts = drafts.iter().map(|draft| self.term_of_draft(draft, rows, today));
        Ok(terms.chain(of_drafts).collect())
    }

    /// How many are open past their time.
    pub(crate) fn overdue_retention(
        &self,
        rows: &Summaries,
        today: Day,
    ) -> Result<usize, DeskError> {
        let terms = self.terms(rows, today)?;
        Ok(terms.iter().filter(|term| matches!(term, Term::Overdue { .. })).count())
    }

    /// What is kept, until when, and why.
    pub(crate) fn retention_list(&self, now: Time, due: bool) -> Result<Reply, DeskError> {
        let today = now.day();
        let rows = self.summaries()?;
        let mut listed = Vec::new();
        for row in rows.values() {
            let term = of_referral(row, &self.preferences.retention, today);
            let hold = self.hold(row.conversation)?;
            if !due || is_pressing(term, today) {
                listed.push(self.retention_row(row, term, hold));
            }
        }
        for draft in self.drafts()? {
            let term = self.term_of_draft(&draft, &rows, today);
            // A draft that was sent has no term of its own.
            if term != Term::Open && (!due || is_pressing(term, today)) {
                listed.push(draft_row(&draft, term));
            }
        }
        let mut erased = Vec::new();
        if !due {
            for stone in self.stones()? {
                erased.push(self.erased_row(&stone));
            }
        }
        Ok(Reply::Retention(RetentionReport { rows: listed, erased }))
    }

    fn retention_row(
        &self,
        row: &ConversationRow,
        term: Term,
        hold: Option<HoldRow>,
    ) -> RetentionRow {
        let (state, until) = said(term);
        RetentionRow {
            name: format!("R{}", row.number),
            id: row.conversation.to_string(),
            class: if row.referrer { "sent" } else { "received" }.to_owned(),
            partner: self.name_of(row.partner),
            status: row.status.clone(),
            state: if hold.is_some() { "held" } else { state }.to_owned(),
            until,
            hold: hold.map(|hold| hold.reason),
        }
    }

    fn erased_row(&self, stone: &TombstoneRow) -> ErasedRow {
        ErasedRow {
            name: format!("R{}", stone.number),
            id: stone.conversation.to_string(),
            partner: self.name_of(stone.partner),
            first: day_text(stone.first),
            changed: day_text(stone.changed),
            erased: day_text(stone.erased),
            reason: stone.reason.clone(),
            letters: stone.letters.len() as u64,
        }
    }

    fn name_of(&self, org: waypost_protocol::ids::OrgId) -> String {
        self.partners.get(&org).map_or_else(String::new, |partner| partner.row.short.clone())
    }

    /// All erased referrals, oldest number first.
    pub(crate) fn stones(&self) -> Result<Vec<TombstoneRow>, DeskError> {
        let mut stones = Vec::new();
        for found in self.store.rows(TOMBSTONE, &[])? {
            stones.push(TombstoneRow::from_bytes(&found?.value)?);
        }
        stones.sort_by_key(|stone| stone.number);
        Ok(stones)
    }

    /// Why a typed name finds nothing: it was erased, or never was.
    pub(crate) fn gone(&self, typed: &str) -> Result<Option<DeskError>, DeskError> {
        let number = numbered_name(typed, 'r');
        let stone = self
            .stones()?
            .into_iter()
            .find(|stone| number == Some(stone.number) || stone.conversation.to_string() == typed);
        Ok(stone.map(|stone| {
            asked(
                "erased",
                format!(
                    "R{} was erased on {} ({}).",
                    stone.number,
                    day_text(stone.erased),
                    stone.reason
                ),
                "What is left of it is in `waypost retention list`; nothing brings the rest back.",
            )
        }))
    }

    /// Nothing of this referral is erased until the hold is released.
    pub(crate) fn hold_referral(
        &mut self,
        now: Time,
        typed: &str,
        reason: HoldReason,
    ) -> Result<Reply, DeskError> {
        let id = self.find_referral(typed)?;
        let row = HoldRow { reason: reason.as_str().to_owned(), since: now.day() };
        self.batch.put(named_in(CARE, HOLDS, id.as_bytes()), Owner::Node, row.to_bytes());
        done("Held: nothing of it is erased until you release it.")
    }

    /// The hold ends; what is due is erased by the next sweep.
    pub(crate) fn release_referral(&mut self, typed: &str) -> Result<Reply, DeskError> {
        let id = self.find_referral(typed)?;
        if self.hold(id)?.is_none() {
            return Err(asked(
                "not_held",
                "No hold stands on this referral.",
                "See `waypost retention list`.",
            ));
        }
        self.batch.delete(named_in(CARE, HOLDS, id.as_bytes()));
        self.care.swept = Day(0);
        done("Released. If its time is over it is erased today.")
    }

    /// A person erases a referral or a draft now, and has typed its number again.
    pub(crate) fn erase_by_hand(
        &mut self,
        now: Time,
        typed: &str,
        confirm: &str,
    ) -> Result<Reply, DeskError> {
        let is_draft = typed.trim().to_ascii_lowercase().starts_with('d');
        if is_draft && numbered_name(typed, 'd').is_some() {
            return self.erase_draft_by_hand(typed, confirm);
        }
        let id = self.find_referral(typed)?;
        let Some(conversation) = self.open.get(&id) else {
            return Err(crate::report::no_such_referral());
        };
        confirmed(&format!("R{}", conversation.row.number), confirm)?;
        owes_no_answer(conversation)?;
        self.erase_referral(now, id, Why::ByHand)?;
        done("Erased. What waits for the partner, sealed, still goes to it.")
    }

    fn erase_draft_by_hand(&mut self, typed: &str, confirm: &str) -> Result<Reply, DeskError> {
        let number = self.find_draft(typed)?.number;
        confirmed(&format!("D{number}"), confirm)?;
        if self.summaries()?.values().any(|row| row.draft == Some(number)) {
            return Err(asked(
                "draft_in_use",
                format!("D{number} was sent; it is erased with its last referral."),
                "Erase those first: `waypost referral list --closed`.",
            ));
        }
        self.erase_draft(number)?;
        done("Erased.")
    }
}

/// An erasure cannot be taken back: the number is typed twice.
fn confirmed(name: &str, confirm: &str) -> Result<(), DeskError> {
    if confirm.trim().eq_ignore_ascii_case(name) {
        return Ok(());
    }
    Err(asked(
        "confirm_by_name",
        format!("Found `{}`, expected `{name}`: nothing was erased.", confirm.trim()),
        format!("To erase it for ever add `--confirm {name}`."),
    ))
}

/// SPEC 7.4: a change of consent is answered, signed; erasing in silence is no answer.
fn owes_no_answer(conversation: &Conversation) -> Result<(), DeskError> {
    let side: Side = conversation.side();
    let owed = conversation
        .folded
        .state
        .as_ref()
        .is_some_and(|state| state.consent.owed_by(side).next().is_some());
    if !owed {
        return Ok(());
    }
    Err(asked(
        "answer_first",
        "The person changed the consent and the partner waits for the signed answer.",
        "Answer it; that erases too: `waypost consent answer ... stopped --erased ...`.",
    ))
}

fn is_pressing(term: Term, today: Day) -> bool {
    match term {
        Term::Due | Term::Overdue { .. } => true,
        Term::Until(_) => term.is_soon(today),
        Term::Open => false,
    }
}

fn said(term: Term) -> (&'static str, Option<String>) {
    match term {
        Term::Open => ("open", None),
        Term::Overdue { since } => ("overdue_retention", Some(day_text(since))),
        Term::Until(day) => ("kept", Some(day_text(day))),
        Term::Due => ("due", None),
    }
}

fn draft_row(draft: &DraftRow, term: Term) -> RetentionRow {
    let (state, until) = said(term);
    RetentionRow {
        name: format!("D{}", draft.number),
        id: String::new(),
        class: "draft".to_owned(),
        partner: String::new(),
        status: String::new(),
        state: state.to_owned(),
        until,
        hold: None,
    }
}
