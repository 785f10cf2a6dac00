//! Repair: what is damaged here is asked for, and written anew from what still reads and what comes back.
//!
//! In: a person's wish, a partner's copies. Out: conversations under a fresh key, or words about what is lost.
//! Damaged referrals are asked for by name. Where whole records of the journal are lost any row may be older
//! than it was: then each partner is asked for all, as a restored node asks, and the signing key stays.
//!
//! ```text
//! damaged letters: recall (damaged, ids) ------> copies: erased and written anew, folded, signed for
//! lost records:    recall (restored, card) ----> as after a restore
//! what neither holds: told, until a person does without
//! ```

use std::collections::{BTreeMap, BTreeSet};

use waypost_protocol::exchange::Side;
use waypost_protocol::ids::{ConversationId, Day, HeaderHash, OrgId, Time};
use waypost_protocol::letter::LetterKind;
use waypost_protocol::recall::{CONVERSATIONS_MAX, Copies, Recall, Why};
use waypost_store::{Batch, Owner, Store};

use super::rows::{
    CATCH_UP, HoleRow, LOSS, LossRow, REPAIR, RepairRow, Stage, hole_key, loss_key, repair_key,
};
use crate::asked::done;
use crate::command::Reply;
use crate::conversation::{Conversation, KeptLetter};
use crate::desk::Desk;
use crate::error::{DeskError, asked};
use crate::rows::{Row, undamaged};

/// A partner that has not answered is asked again, when a person wants it, after so long: it takes eight a day.
const AGAIN_SECONDS: u64 = 3 * 3600;

/// Repairs under way, as held in memory.
#[derive(Default)]
pub(crate) struct Repairs {
    rows: BTreeMap<OrgId, RepairRow>,
    losses: BTreeMap<ConversationId, LossRow>,
    /// Records are lost, and not every partner has given back what it holds.
    hole: bool,
    /// Something was written anew: the store may forget damage.
    heal: bool,
}

impl Repairs {
    /// Reads them from an unlocked store. A damaged row is asked for anew by a person.
    pub(super) fn load(store: &Store) -> Result<Self, DeskError> {
        let mut repairs = Self::default();
        for found in store.rows(CATCH_UP, REPAIR)? {
            let read = found.map_err(DeskError::from);
            if let Some(row) = undamaged(read.and_then(|f| RepairRow::from_bytes(&f.value)))? {
                repairs.rows.insert(row.org, row);
            }
        }
        for found in store.rows(CATCH_UP, LOSS)? {
            let read = found.map_err(DeskError::from);
            if let Some(row) = undamaged(read.and_then(|f| LossRow::from_bytes(&f.value)))? {
                repairs.losses.insert(row.conversation, row);
            }
        }
        repairs.hole = undamaged(store.value(&hole_key()))?.is_none_or(|row| row.is_some());
        Ok(repairs)
    }

    fn put(&mut self, batch: &mut Batch, row: RepairRow) {
        batch.put(repair_key(row.org), Owner::Node, row.to_bytes());
        self.rows.insert(row.org, row);
    }

    pub(super) fn has_hole(&self) -> bool {
        self.hole
    }

    /// The row that a partner's copies answer.
    pub(super) fn asked(&self, org: OrgId, answers: HeaderHash) -> Option<&RepairRow> {
        let row = self.rows.get(&org)?;
        (row.stage == Stage::Asked && row.recall == Some(answers)).then_some(row)
    }

    /// Whether a partner has not given everything back.
    pub(super) fn waits(&self, org: OrgId) -> bool {
        self.rows.get(&org).is_some_and(|row| row.stage.waits())
    }

    /// Whether copies of a referral are awaited.
    pub(crate) fn waits_for(&self, id: ConversationId) -> bool {
        self.rows.values().any(|row| row.stage.waits() && row.conversations.contains(&id))
    }

    /// Whether something of a referral is lost that a person has not done without.
    pub(crate) fn has_lost(&self, id: ConversationId) -> bool {
        self.losses.contains_key(&id)
    }

    /// Whether another letter of ours in a referral could tell a second story.
    pub(super) fn is_unsure(&self, id: ConversationId) -> bool {
        self.losses.get(&id).is_some_and(|loss| loss.chain_unsure)
    }
}

impl Desk {
    /// A person wants what is damaged to be got back: of one referral, or all.
    pub(crate) fn repair(&mut self, now: Time, typed: Option<&str>) -> Result<Reply, DeskError> {
        let damage = match typed {
            Some(typed) => self.damage_of(typed)?,
            None => self.find_damage()?,
        };
        self.repairs.heal = true;
        // What was read before the damage hides it. What this step wrote is on its way to the disk.
        self.open.retain(|id, _| self.touched.contains(id));
        let of_log = match typed {
            Some(_) => None,
            None => self.repair_log(now)?,
        };
        if damage.is_none() {
            return done(of_log.unwrap_or("No referral is damaged."));
        }
        let mut words: Vec<String> = of_log.map(str::to_owned).into_iter().collect();
        if damage.nameless {
            let everybody: Vec<OrgId> = self.partners.keys().copied().collect();
            for org in everybody {
                words.extend(self.want_all(now, org)?);
            }
            self.asking.unsure = false;
        } else {
            for (org, referrals) in damage.referrals {
                words.extend(self.want_referrals(now, org, referrals)?);
            }
        }
        self.ask_for_copies(now)?;
        self.ask_for_repairs(now)?;
        if words.is_empty() {
            return done("Asked before; the answer is awaited. See `waypost status`.");
        }
        Ok(Reply::Done { words: words.join("\n") })
    }

    /// A partner is to be asked for all that the pair ever exchanged.
    fn want_all(&mut self, now: Time, org: OrgId) -> Result<Option<String>, DeskError> {
        let can_be_asked =
            self.partners.get(&org).is_some_and(|p| p.card.is_some() && !p.row.blocked);
        if !can_be_asked || self.asking.waited_for().any(|waiting| waiting == org) {
            return Ok(None);
        }
        // Cards are counted one by one: the clock is ahead of every count that may be lost.
        self.me.row.card_serial = self.me.row.card_serial.max(now.0);
        self.me.save(&mut self.batch);
        let since = self.me.author.log().history().first().map_or(Day(0), |key| key.since);
        self.leave_behind(now, org, since, None)?;
        self.hold_outbox();
        Ok(Some(format!(
            "{} is asked for everything: records of the journal are lost here.",
            self.short_of(org)
        )))
    }

    /// A partner is to be asked for damaged referrals, together with those it was asked for before.
    fn want_referrals(
        &mut self,
        now: Time,
        org: OrgId,
        referrals: BTreeMap<ConversationId, bool>,
    ) -> Result<Option<String>, DeskError> {
        let before = self.repairs.rows.get(&org);
        let is_new = |id: &ConversationId| before.is_none_or(|row| !row.conversations.contains(id));
        let recent = before.is_some_and(|row| now.since(row.asked_at) < AGAIN_SECONDS);
        if recent && !referrals.keys().any(is_new) {
            return Ok(None);
        }
        let count = referrals.len();
        let (mut ids, mut chain_lost) = before.map_or_else(Default::default, |row| {
            let set = |ids: &[ConversationId]| ids.iter().copied().collect::<BTreeSet<_>>();
            (set(&row.conversations), set(&row.chain_lost))
        });
        chain_lost.extend(referrals.iter().filter(|(_, lost)| **lost).map(|(id, _)| *id));
        ids.extend(referrals.into_keys());
        if ids.len() > CONVERSATIONS_MAX {
            return self.want_all(now, org);
        }
        let row = RepairRow {
            org,
            stage: Stage::ToAsk,
            conversations: ids.into_iter().collect(),
            chain_lost: chain_lost.into_iter().collect(),
            recall: None,
            asked_at: now,
            below: 0,
            beyond: Vec::new(),
            last: None,
        };
        self.repairs.put(&mut self.batch, row);
        Ok(Some(format!(
            "{} is asked for {count} damaged referrals; nothing is written in them until it has answered.",
            self.short_of(org)
        )))
    }

    fn short_of(&self, org: OrgId) -> &str {
        self.partners.get(&org).map_or("a partner", |p| p.row.short.as_str())
    }

    /// Asks partners that can be written to and were not asked yet.
    pub(crate) fn ask_for_repairs(&mut self, now: Time) -> Result<(), DeskError> {
        let to_ask = self.repairs.rows.values().filter(|row| row.stage == Stage::ToAsk);
        for mut row in to_ask.cloned().collect::<Vec<_>>() {
            let partner = self.partners.get_mut(&row.org);
            let can_write =
                partner.is_some_and(|p| !p.row.blocked && p.sending_keys(now.day()).is_some());
            if !can_write {
                continue;
            }
            let recall = Recall {
                at: now,
                since: Day(0),
                why: Why::Damaged,
                card: None,
                conversations: row.conversations.clone(),
            };
            let fields = recall.to_fields();
            self.write_pair_letter(now, row.org, LetterKind::Recall, fields, None)?;
            row.recall = self.partners.get(&row.org).and_then(|p| p.row.thread_prev);
            (row.stage, row.asked_at) = (Stage::Asked, now);
            self.repairs.put(&mut self.batch, row);
        }
        Ok(())
    }

    /// A part of the copies that we asked for.
    pub(super) fn take_repair(
        &mut self,
        now: Time,
        mut row: RepairRow,
        copies: Copies,
    ) -> Result<(), DeskError> {
        let org = row.org;
        let letters = self.take_all(now, org, copies.letters)?;
        tracing::info!(partner = %org, letters, "copies of damaged referrals");
        if !row.note(copies.part, copies.last) {
            self.repairs.put(&mut self.batch, row);
            return Ok(());
        }
        self.repairs.rows.remove(&org);
        self.batch.delete(repair_key(org));
        for id in &row.conversations {
            self.judge_loss(org, *id, row.chain_lost.contains(id))?;
        }
        self.repairs.heal = true;
        self.sign_for_copies(now)
    }

    /// Writes a damaged conversation anew, under a fresh key, from what still reads; copies are added to it.
    pub(super) fn write_anew(
        &mut self,
        now: Time,
        org: OrgId,
        id: ConversationId,
    ) -> Result<(), DeskError> {
        let row = match self.summary_of(id)? {
            // Another partner has no say in it.
            Some(row) if row.partner != org => return Ok(()),
            Some(row) => row,
            None => {
                let number = self.me.row.referral_number;
                self.me.row.referral_number += 1;
                self.me.save(&mut self.batch);
                Conversation::new(id, org, false, number, now).row
            }
        };
        let conversation = Conversation::salvage(&self.store, row)?;
        tracing::info!(referral = %id, letters = conversation.letters.len(), "written anew");
        self.put_under_fresh_key(id, conversation)
    }

    /// All copies are here: what of a referral is still lost is kept, to be told.
    fn judge_loss(
        &mut self,
        org: OrgId,
        id: ConversationId,
        chain_lost: bool,
    ) -> Result<(), DeskError> {
        let found = undamaged(self.load_conversation(id))?;
        let loss = match (found, self.open.get(&id)) {
            (Some(true), Some(conversation)) => {
                let waiting = self.outbox.headers_in(org, id);
                loss_of(conversation, chain_lost, &waiting)
            }
            (Some(_), _) => None,
            (None, _) => Some(LossRow {
                conversation: id,
                letters: 0,
                unreadable: true,
                fields: false,
                chain_unsure: true,
            }),
        };
        match loss {
            Some(loss) => {
                self.batch.put(loss_key(id), Owner::Node, loss.to_bytes());
                self.repairs.losses.insert(id, loss);
            }
            None => self.end_loss(id),
        }
        Ok(())
    }

    fn end_loss(&mut self, id: ConversationId) {
        if self.repairs.losses.remove(&id).is_some() {
            self.batch.delete(loss_key(id));
        }
    }

    /// A person does without what of a referral is lost: what still reads is written anew, and is all there is.
    pub(crate) fn accept_loss(&mut self, now: Time, typed: &str) -> Result<Reply, DeskError> {
        let id = self.referral_id(typed)?;
        let org = match (self.summary_of(id)?, self.damage_of(typed)) {
            (Some(row), _) => row.partner,
            (None, damage) => {
                let found = damage?.referrals.into_keys().next();
                found.ok_or_else(crate::report::no_such_referral)?
            }
        };
        let damaged = self.is_damaged(id)?;
        let waited = self.repairs.waits_for(id);
        if !damaged && !waited && !self.repairs.has_lost(id) {
            return Err(asked(
                "nothing_lost",
                "Nothing of this referral is lost.",
                "See what is: `waypost status`.",
            ));
        }
        if damaged {
            self.open.remove(&id);
            self.write_anew(now, org, id)?;
        }
        self.wait_no_longer(org, id);
        // A letter of ours that we no longer know must not come after all.
        let held = self
            .open
            .get(&id)
            .map_or_else(Vec::new, |c| c.letters.iter().map(KeptLetter::hash).collect());
        let unknown = self.outbox.headers_in(org, id);
        for header in unknown.into_iter().filter(|header| !held.contains(header)) {
            self.outbox_done(org, header);
        }
        self.end_loss(id);
        self.repairs.heal = true;
        done("What is lost of this referral is given up. It can be worked with as it is.")
    }

    fn wait_no_longer(&mut self, org: OrgId, id: ConversationId) {
        let Some(mut row) = self.repairs.rows.remove(&org) else { return };
        row.conversations.retain(|other| *other != id);
        row.chain_lost.retain(|other| *other != id);
        if row.conversations.is_empty() {
            self.batch.delete(repair_key(org));
        } else {
            self.repairs.put(&mut self.batch, row);
        }
    }

    /// Refuses to write where copies are awaited, or where our own chain may fork.
    pub(super) fn may_write_repaired(&self, conversation: &Conversation) -> Result<(), DeskError> {
        let id = conversation.row.conversation;
        if self.repairs.waits_for(id) {
            return Err(asked(
                "repairing",
                "Letters of this referral were damaged; its partner is asked for copies.",
                "It goes on when the partner has answered. Without it: `waypost repair --accept-loss REFERRAL`.",
            ));
        }
        if self.repairs.is_unsure(id) {
            return Err(asked(
                "repair_incomplete",
                "A letter of ours in this referral is lost, and may still reach the partner: another could contradict it.",
                "Ask again when both nodes were online: `waypost repair`. Without it: `waypost repair --accept-loss REFERRAL`.",
            ));
        }
        Ok(())
    }

    /// Records that the store found lost are remembered until every partner was asked.
    pub(super) fn note_hole(&mut self) -> Result<(), DeskError> {
        let places = self.store.report().holes.len() as u64;
        if (places > 0 || self.asking.unsure) && !self.repairs.hole {
            self.repairs.hole = true;
            self.batch.put(hole_key(), Owner::Node, HoleRow { places }.to_bytes());
            if places > 0 {
                self.log_has_hole()?;
            }
        }
        Ok(())
    }

    /// One partner gave back all it holds, or is given up; after the last the lost records are made good.
    pub(super) fn hole_answered(&mut self, org: OrgId) -> Result<(), DeskError> {
        let all = self.summaries()?;
        let rows = all.values().filter(|row| row.partner == org);
        for id in rows.map(|row| row.conversation).collect::<Vec<_>>() {
            self.judge_loss(org, id, false)?;
        }
        if !self.asking.waiting().any(super::rows::AskedRow::has_hole) {
            self.repairs.hole = false;
            self.batch.delete(hole_key());
        }
        self.repairs.heal = true;
        Ok(())
    }

    /// After a step that wrote something anew: the store forgets damage that no longer matters.
    pub(crate) fn forget_healed(&mut self) -> Result<(), DeskError> {
        if !self.repairs.heal || !self.batch.is_empty() {
            return Ok(());
        }
        let places = self.store.forget_healed(!self.repairs.hole)?;
        self.repairs.heal = false;
        if places > 0 {
            tracing::info!(places, "damage is healed");
        }
        Ok(())
    }

    /// What a person should know and do about damage.
    pub(crate) fn repair_advice(&self) -> Result<Vec<String>, DeskError> {
        let mut advice = Vec::new();
        let asked: Vec<_> = self.asking.waiting().filter(|row| row.has_hole()).collect();
        if self.repairs.hole && asked.is_empty() {
            advice.push(
                "Records of the journal are lost. Get them back from partners: `waypost repair`."
                    .to_owned(),
            );
        }
        for row in asked {
            let short = self.short_of(row.org);
            advice.push(format!(
                "Records of the journal are lost; {short} is asked for everything. Until it has answered nothing is written in its referrals. If it is gone for good: `waypost backup give-up {short}`."
            ));
        }
        for row in self.repairs.rows.values() {
            advice.push(format!(
                "{} is asked for {} damaged referrals. Until it has answered nothing is written in them.",
                self.short_of(row.org),
                row.conversations.len()
            ));
        }
        for loss in self.repairs.losses.values() {
            let name = match self.summary_of(loss.conversation)? {
                Some(row) => format!("R{}", row.number),
                None => loss.conversation.to_string(),
            };
            advice.push(format!(
                "{name}: {} Ask again: `waypost repair`; do without: `waypost repair --accept-loss {name}`.",
                loss_words(loss)
            ));
        }
        Ok(advice)
    }
}

fn loss_words(loss: &LossRow) -> String {
    if loss.unreadable {
        return "its damaged letters did not come back.".to_owned();
    }
    let mut words = Vec::new();
    if loss.letters > 0 {
        words.push(format!("{} letters did not come back.", loss.letters));
    }
    if loss.fields {
        words.push("What the partner was not shown yet is lost.".to_owned());
    }
    if loss.chain_unsure {
        words.push("A letter of ours that is lost here may still reach the partner.".to_owned());
    }
    words.join(" ")
}

/// What the chains and our own referral tell to be lost.
fn loss_of(
    conversation: &Conversation,
    chain_lost: bool,
    waiting: &[HeaderHash],
) -> Option<LossRow> {
    let me = conversation.side();
    let seqs = |side: Side| -> BTreeSet<u32> {
        let of = conversation.letters.iter().filter(|l| l.ours == (side == me));
        of.map(|l| l.letter.header().seq).collect()
    };
    let (ours, theirs) = (seqs(me), seqs(me.other()));
    let lost_of = |seqs: &BTreeSet<u32>, expected: u32| {
        expected.saturating_sub(u32::try_from(seqs.len()).unwrap_or(u32::MAX))
    };
    let known_of_them = theirs.last().map_or(0, |last| last + 1);
    let letters = lost_of(&ours, conversation.row.seq) + lost_of(&theirs, known_of_them);
    let fields = conversation.referral().is_some_and(|r| r.ours && r.authored.is_none());
    let unknown = waiting.iter().any(|header| !conversation.holds(*header));
    let loss = LossRow {
        conversation: conversation.row.conversation,
        letters,
        unreadable: false,
        fields,
        chain_unsure: chain_lost && unknown,
    };
    (letters > 0 || fields || loss.chain_unsure).then_some(loss)
}
