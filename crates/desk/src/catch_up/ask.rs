//! The restored side: what a restore changes before the node runs, and asking each partner.

use std::collections::BTreeMap;

use waypost_protocol::identity::KeyLog;
use waypost_protocol::ids::{Day, HeaderHash, LetterId, OrgId, Time};
use waypost_protocol::letter::LetterKind;
use waypost_protocol::recall::{Recall, SEQ_JUMP, Why};
use waypost_store::{Batch, Item, Owner, Store};

use super::rows::{ASKED, AskedRow, CATCH_UP, RestoredRow, Stage, asked_key};
use crate::command::{Reply, Secret};
use crate::desk::Desk;
use crate::error::{DeskError, asked};
use crate::outbox::Only;
use crate::recovery;
use crate::report;
use crate::rotation::{KeyChange, Why as KeyWhy};
use crate::rows::{CARE, FRAME, OUTBOX, Row, THEIR_PREKEY, named, numbered, undamaged};

/// Partners asked in one step: a new card is some seventy changes, and a batch takes 4096.
const ASKED_A_STEP: usize = 16;
const RESTORED: &[u8] = b"restored";

/// The partners whom we asked, as held in memory.
#[derive(Default)]
pub(crate) struct Asking {
    rows: BTreeMap<OrgId, AskedRow>,
    /// A row is damaged: nobody knows whether its partner has answered.
    pub(super) unsure: bool,
}

impl Asking {
    /// Reads them from an unlocked store.
    pub(crate) fn load(store: &Store) -> Result<Self, DeskError> {
        let mut rows = BTreeMap::new();
        let mut unsure = false;
        for found in store.rows(CATCH_UP, ASKED)? {
            match undamaged(
                found.map_err(DeskError::from).and_then(|f| AskedRow::from_bytes(&f.value)),
            )? {
                Some(row) => drop(rows.insert(row.org, row)),
                None => unsure = true,
            }
        }
        Ok(Self { rows, unsure })
    }

    pub(super) fn of(&self, org: OrgId) -> Option<&AskedRow> {
        self.rows.get(&org)
    }

    pub(super) fn put(&mut self, batch: &mut Batch, row: AskedRow) {
        batch.put(asked_key(row.org), Owner::Node, row.to_bytes());
        self.rows.insert(row.org, row);
    }

    /// Partners that have not given everything back.
    pub(crate) fn waited_for(&self) -> impl Iterator<Item = OrgId> {
        self.waiting().map(|row| row.org)
    }

    pub(super) fn waiting(&self) -> impl Iterator<Item = &AskedRow> {
        self.rows.values().filter(|row| row.stage.waits())
    }
}

/// What a restore needs beside the backup.
pub struct AfterRestore<'a> {
    /// When the backup was made.
    pub made: Time,
    /// The new passphrase.
    pub passphrase: &'a Secret,
    /// The 32 bytes of the sheet that opened the backup: its signing key comes into force.
    pub sheet: &'a [u8; 32],
    /// Those of the new sheet, which is in the person's hands already.
    pub new_sheet: &'a [u8; 32],
}

impl Desk {
    /// Turns a restored store into one that can go on: nothing that the lost machine may have used since
    /// the backup is used again. Done before the node runs; a crash in between means to restore anew.
    pub fn after_restore(&mut self, now: Time, after: &AfterRestore<'_>) -> Result<(), DeskError> {
        let change = KeyChange { present: after.sheet, new: after.new_sheet, why: KeyWhy::Retired };
        let author = self.successor(now, &change)?;
        self.store.change_passphrase(after.passphrase.0.as_bytes())?;
        self.store.change_recovery_key(*recovery::vault_key(after.new_sheet))?;
        for org in self.partners.keys().copied().collect::<Vec<_>>() {
            self.leave_behind(now, org, after.made.day(), Some(author.log().last_seq()))?;
            let batch = std::mem::take(&mut self.batch);
            self.store.commit(vec![batch])?;
        }
        // Whoever followed an invite since is a partner of whom nothing is left; it can be given again.
        for id in self.invites.keys().copied().collect::<Vec<LetterId>>() {
            self.end_invite(id);
        }
        let seed = recovery::next_signing_key(after.sheet).seed();
        self.me.replace_key(&mut self.batch, author, &seed, now.day(), &mut self.rng);
        self.note_changed(now);
        // The lost machine's log went on where this one does not know it.
        self.begin_next_log(now, crate::audit::Why::Restored)?;
        // Cards are counted one by one: the clock is ahead of every count.
        self.me.row.card_serial = self.me.row.card_serial.max(now.0);
        self.me.save(&mut self.batch);
        let row = RestoredRow { at: now, made: after.made };
        self.batch.put(named(CARE, RESTORED), Owner::Node, row.to_bytes());
        self.effects.clear();
        let batch = std::mem::take(&mut self.batch);
        Ok(self.store.commit(vec![batch])?)
    }

    /// What we held of a partner and may have used since: its one-time prekeys, places in the thread. `key_place`
    /// is that of the key made by a restore; none where records of the journal are lost.
    pub(super) fn leave_behind(
        &mut self,
        now: Time,
        org: OrgId,
        since: Day,
        key_place: Option<u32>,
    ) -> Result<(), DeskError> {
        for found in self.store.rows(THEIR_PREKEY, org.as_bytes())? {
            if let Some(Item::Number(number)) = undamaged(found)?.map(|found| found.item) {
                self.batch.delete(numbered(THEIR_PREKEY, org.as_bytes(), number));
            }
        }
        let Some(partner) = self.partners.get_mut(&org) else { return Ok(()) };
        partner.drop_prekeys();
        if partner.row.thread_prev.is_some() {
            partner.row.thread_seq = partner.row.thread_seq.saturating_add(SEQ_JUMP);
        }
        partner.row.card_sent = None;
        partner.save(&mut self.batch);
        if partner.card.is_none() {
            return Ok(());
        }
        self.drop_outdated(org, false);
        let row = AskedRow {
            org,
            stage: Stage::ToAsk,
            since,
            restored: now.day(),
            key_place: key_place.unwrap_or(0),
            recall: None,
            asked_at: None,
            below: 0,
            beyond: Vec::new(),
            last: None,
            letters: 0,
            heard: false,
            partner_keys: 0,
            hole: key_place.is_none().then_some(true),
        };
        self.asking.put(&mut self.batch, row);
        Ok(())
    }

    /// Takes the pair's own letters out of the queue, whose places in the thread or whose seals are no longer
    /// good: what they say is said anew; our own question stays where it can be opened. With `receipts`, also these: they are given as copies.
    pub(super) fn drop_outdated(&mut self, org: OrgId, receipts: bool) {
        let Some(thread) = self.partners.get(&org).map(|p| p.row.thread) else { return };
        let kept = self.asking.of(org).filter(|row| self.knows(row)).and_then(|row| row.recall);
        let kept = kept.and_then(|recall| self.outbox.number_of(org, recall));
        let outdated = self.outbox.outdated(org, thread, receipts);
        for number in outdated.into_iter().filter(|number| Some(*number) != kept) {
            self.outbox.done(org, number);
            self.batch.delete(numbered(OUTBOX, org.as_bytes(), number));
            self.batch.delete(numbered(FRAME, org.as_bytes(), number));
        }
    }

    /// Asks partners that were not asked yet, some in each step; holds back what is old for those that
    /// have not answered.
    pub(crate) fn ask_for_copies(&mut self, now: Time) -> Result<(), DeskError> {
        let to_ask = |row: &&AskedRow| row.stage == Stage::ToAsk;
        let orgs: Vec<OrgId> = self.asking.waiting().filter(to_ask).map(|row| row.org).collect();
        let today = now.day();
        let reachable = |desk: &mut Self, org: &OrgId| {
            let partner = desk.partners.get_mut(org);
            partner.is_some_and(|p| !p.row.blocked && p.sending_keys(today).is_some())
        };
        let mut asked_now = 0;
        for org in orgs {
            if asked_now < ASKED_A_STEP && reachable(self, &org) {
                self.ask_one(now, org)?;
                asked_now += 1;
            }
        }
        Ok(())
    }

    fn ask_one(&mut self, now: Time, org: OrgId) -> Result<(), DeskError> {
        let Some(mut row) = self.asking.of(org).cloned() else { return Ok(()) };
        let card = self.make_card(now, org)?;
        let recall = Recall {
            at: now,
            since: row.since,
            why: Why::Restored,
            card: Some(card.encode()),
            conversations: Vec::new(),
        };
        self.write_pair_letter(now, org, LetterKind::Recall, recall.to_fields(), None)?;
        let partner = self.partners.get(&org);
        row.recall = partner.and_then(|p| p.row.thread_prev);
        row.partner_keys = partner.and_then(|p| p.key_log()).map_or(0, KeyLog::last_seq);
        if partner.is_some_and(|p| p.row.confirmed_by_us) {
            self.confirm_again(now, org)?;
        }
        row.stage = Stage::Asked;
        row.asked_at = Some(now);
        (row.below, row.beyond, row.last) = (0, Vec::new(), None);
        row.heard = false;
        self.asking.put(&mut self.batch, row);
        self.hold_outbox();
        Ok(())
    }

    /// Whether the partner is still the one that was asked, not one restored since.
    fn knows(&self, row: &AskedRow) -> bool {
        let log = self.partners.get(&row.org).and_then(|p| p.key_log());
        row.stage == Stage::Asked && log.is_some_and(|log| log.last_seq() == row.partner_keys)
    }

    /// A partner that was restored itself cannot open our question, or knows of it no more.
    pub(super) fn ask_again(&mut self, org: OrgId) {
        let asked = self.asking.of(org).filter(|row| row.stage == Stage::Asked);
        if let Some(row) = asked.filter(|row| !self.knows(row)).cloned() {
            self.asking.put(&mut self.batch, AskedRow { stage: Stage::ToAsk, ..row });
            self.hold_outbox();
        }
    }

    /// The partner signed for a letter of ours in the pair's thread: perhaps for the one that asks.
    pub(crate) fn note_heard(&mut self, org: OrgId, of: HeaderHash) {
        let row = self.asking.of(org).filter(|row| row.recall == Some(of) && !row.heard).cloned();
        if let Some(row) = row {
            self.asking.put(&mut self.batch, AskedRow { heard: true, ..row });
            self.hold_outbox();
        }
    }

    /// In memory: what alone may leave for whom.
    pub(crate) fn hold_outbox(&mut self) {
        for partner in self.partners.values() {
            let row = self.asking.of(partner.org()).filter(|row| row.stage.waits());
            let only = row.map(|row| match (row.stage, row.recall) {
                (Stage::Asked, _) if row.heard => Only::Conversation(partner.row.thread),
                (Stage::Asked, Some(recall)) => Only::Question(recall, partner.row.thread),
                (Stage::ToAsk | Stage::Asked | Stage::Done | Stage::GivenUp, _) => Only::Nothing,
            });
            self.outbox.only(partner.org(), only);
        }
    }

    /// A person no longer waits for a partner's answer.
    pub(crate) fn give_up(&mut self, typed: &str) -> Result<Reply, DeskError> {
        let org = self.find_partner(typed)?;
        let row = self.asking.of(org).filter(|row| row.stage.waits()).cloned();
        let row = row.ok_or_else(|| {
            asked(
                "not_catching_up",
                "Nothing is awaited from this partner.",
                "See `waypost status`.",
            )
        })?;
        let hole = row.has_hole();
        self.asking.put(&mut self.batch, AskedRow { stage: Stage::GivenUp, ..row });
        self.hold_outbox();
        if hole {
            self.hole_answered(org)?;
        }
        crate::asked::done("No longer waiting. Referrals from before can be read; new ones work.")
    }

    /// What a person should know of a restore.
    pub(crate) fn restore_advice(&self) -> Result<Vec<String>, DeskError> {
        let mut advice = Vec::new();
        let row = self.store.value(&named(CARE, RESTORED))?;
        let Some(bytes) = row else { return Ok(advice) };
        let restored = RestoredRow::from_bytes(&bytes)?;
        let made = waypost_case::dates::day_text(restored.made.day());
        for row in self.asking.waiting().filter(|row| !row.has_hole()) {
            let short = self.partners.get(&row.org).map_or("", |p| p.row.short.as_str());
            advice.push(format!(
                "Restored at {} from a backup of {made}; catching up with {short}. Until it has answered nothing is written in its old referrals, and changes of consent wait too. If it is gone for good: `waypost backup give-up {short}`.",
                report::time(restored.at)
            ));
        }
        Ok(advice)
    }

    /// How far a partner's answer has come, in words.
    pub(crate) fn catching_up_words(&self, org: OrgId) -> Option<String> {
        let row = self.asking.of(org)?;
        let since = waypost_case::dates::day_text(row.since);
        let letters = row.letters;
        Some(match row.stage {
            Stage::ToAsk => format!("to be asked for what was exchanged since {since}"),
            Stage::Asked => format!(
                "asked for what was exchanged since {since}; {letters} letters given back so far"
            ),
            Stage::Done => format!("gave back {letters} letters that were exchanged since {since}"),
            Stage::GivenUp => format!("given up; referrals from before {since} can be read only"),
        })
    }
}
