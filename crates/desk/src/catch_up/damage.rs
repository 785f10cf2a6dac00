//! What is damaged, and who may have it: read from the rows that are left.
//!
//! In: the store. Out: referrals by partner. Changes nothing.

use std::collections::{BTreeMap, BTreeSet};

use waypost_protocol::ids::{ConversationId, OrgId};
use waypost_protocol::letter::Letter;

use crate::conversation::Conversation;
use crate::desk::Desk;
use crate::error::{DeskError, asked};
use crate::rows::{CONVERSATION, ConversationRow, LETTER, LetterRow, Row, named, undamaged};

/// What is damaged.
#[derive(Default)]
pub(super) struct Damage {
    /// Referrals by partner; true where the summary is lost too.
    pub(super) referrals: BTreeMap<OrgId, BTreeMap<ConversationId, bool>>,
    /// Something is lost that nothing left here names: all partners are to be asked for all.
    pub(super) nameless: bool,
}

impl Damage {
    pub(super) fn is_none(&self) -> bool {
        self.referrals.is_empty() && !self.nameless
    }

    fn add(&mut self, org: OrgId, id: ConversationId, summary_lost: bool) {
        self.referrals.entry(org).or_default().insert(id, summary_lost);
    }
}

impl Desk {
    /// Reads every letter.
    pub(super) fn find_damage(&self) -> Result<Damage, DeskError> {
        let mut damage = Damage { nameless: self.repairs.has_hole(), ..Damage::default() };
        let (mut known, mut unread) = (BTreeSet::new(), 0);
        for found in self.store.table(CONVERSATION)? {
            let read = found.map_err(DeskError::from);
            let row = read.and_then(|found| ConversationRow::from_bytes(&found.value));
            let Some(row) = undamaged(row)? else {
                unread += 1;
                continue;
            };
            known.insert(row.conversation);
            if self.is_damaged(row.conversation)? || self.repairs.has_lost(row.conversation) {
                damage.add(row.partner, row.conversation, false);
            }
        }
        let orphans = self.without_summary(&known)?;
        damage.nameless |= unread > orphans.len();
        orphans.into_iter().for_each(|(id, org)| damage.add(org, id, true));
        Ok(damage)
    }

    /// The damage of one referral.
    pub(super) fn damage_of(&self, typed: &str) -> Result<Damage, DeskError> {
        let id = self.referral_id(typed)?;
        let mut damage = Damage::default();
        match self.summary_of(id)? {
            Some(row) if self.is_damaged(id)? || self.repairs.has_lost(id) => {
                damage.add(row.partner, id, false);
            }
            Some(_) => {
                return Err(asked(
                    "not_damaged",
                    "All letters of this referral can be read.",
                    "To look for damage everywhere: `waypost repair`.",
                ));
            }
            None => {
                let orphans = self.without_summary(&BTreeSet::new())?;
                let org = orphans.get(&id).ok_or_else(crate::report::no_such_referral)?;
                damage.add(*org, id, true);
            }
        }
        Ok(damage)
    }

    /// Whether what the disk holds of a referral cannot all be read.
    pub(super) fn is_damaged(&self, id: ConversationId) -> Result<bool, DeskError> {
        Ok(undamaged(Conversation::load(&self.store, id))?.is_none())
    }

    /// A referral's summary, if it reads.
    pub(super) fn summary_of(
        &self,
        id: ConversationId,
    ) -> Result<Option<ConversationRow>, DeskError> {
        let bytes = undamaged(self.store.value(&named(CONVERSATION, id.as_bytes())))?.flatten();
        Ok(bytes.map(|b| undamaged(ConversationRow::from_bytes(&b))).transpose()?.flatten())
    }

    /// Whether letters lie here under a name that has no summary.
    pub(super) fn has_remains(&self, id: ConversationId) -> Result<bool, DeskError> {
        Ok(self.store.rows(LETTER, id.as_bytes())?.next().is_some())
    }

    /// Referrals that only their letters tell of, with their partner.
    fn without_summary(
        &self,
        known: &BTreeSet<ConversationId>,
    ) -> Result<BTreeMap<ConversationId, OrgId>, DeskError> {
        let threads: BTreeSet<_> = self.partners.values().map(|p| p.row.thread).collect();
        let mut found = BTreeMap::new();
        for row in self.store.table(LETTER)? {
            let read = row.map_err(DeskError::from);
            let row = undamaged(read.and_then(|row| LetterRow::from_bytes(&row.value)))?;
            let Some(Ok(letter)) = row.map(|row| Letter::decode(row.letter)) else { continue };
            let header = letter.header();
            let id = header.conversation;
            if !known.contains(&id) && !threads.contains(&id) {
                let ours = header.sender_org == self.me.org();
                found.insert(id, if ours { header.recipient_org } else { header.sender_org });
            }
        }
        Ok(found)
    }
}
