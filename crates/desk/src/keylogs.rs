//! What partners' key logs tell: a theft, or two stories at one place.
//!
//! In: a rotation that does not go with the log we know, a card that tells of a stolen key. Out: kept
//! evidence, a partner that must be confirmed again, advice for a person. Two rotations at one place
//! are both signed by the key on the recovery sheet: somebody else has that sheet. We keep to the
//! story that came first and decide nothing about who is the thief; people do, by voice.

use waypost_case::dates::day_text;
use waypost_protocol::card::{Card, SignedCard};
use waypost_protocol::error::IdentityFault;
use waypost_protocol::identity::{KeyLog, SignedRotation};
use waypost_protocol::ids::{OrgId, Time};
use waypost_store::Owner;

use crate::desk::Desk;
use crate::error::DeskError;
use crate::partner::Partner;
use crate::rows::{CARE, ForkRow, Row, named};

impl Desk {
    /// Extends a copy of a partner's log by what a letter brought. A fork is kept as evidence.
    pub(crate) fn extended(
        &mut self,
        now: Time,
        org: OrgId,
        known: &KeyLog,
        tail: &[Vec<u8>],
    ) -> Result<Option<KeyLog>, DeskError> {
        let mut log = known.clone();
        for entry in tail {
            let Ok(rotation) = SignedRotation::decode(entry) else { return Ok(None) };
            match log.extend(std::slice::from_ref(&rotation)) {
                Ok(_) => {}
                Err(IdentityFault::Fork { .. }) => {
                    self.note_fork(now, org, &rotation)?;
                    return Ok(None);
                }
                Err(fault) => {
                    tracing::warn!(%fault, partner = %org, "a partner's key log is not good");
                    return Ok(None);
                }
            }
        }
        Ok(Some(log))
    }

    /// A card whose key log forks from the one we know: the rotation that does not go with it is kept.
    pub(crate) fn note_forked_card(
        &mut self,
        now: Time,
        org: OrgId,
        signed: &SignedCard,
    ) -> Result<(), DeskError> {
        let known = self.partners.get(&org).and_then(Partner::key_log).cloned();
        if let (Some(known), Ok(log)) = (known, KeyLog::decode(&signed.claimed().key_log)) {
            let tail: Vec<Vec<u8>> = log.tail_from(1).iter().map(SignedRotation::encode).collect();
            self.extended(now, org, &known, &tail)?;
        }
        Ok(())
    }

    /// One piece of evidence a partner is kept, the first. Nothing goes to this partner until a person
    /// has spoken with it and confirms again.
    fn note_fork(
        &mut self,
        now: Time,
        org: OrgId,
        rotation: &SignedRotation,
    ) -> Result<(), DeskError> {
        if self.fork_of(org)?.is_some() {
            return Ok(());
        }
        tracing::error!(partner = %org, seq = rotation.claimed().seq, "a partner's key log has two stories");
        let seq = rotation.claimed().seq;
        let row = ForkRow { seq, rotation: rotation.encode(), noticed: now };
        self.batch.put(named(CARE, &fork_name(org)), Owner::Node, row.to_bytes());
        if let Some(partner) = self.partners.get_mut(&org) {
            partner.row.confirmed_by_us = false;
            partner.save(&mut self.batch);
        }
        Ok(())
    }

    fn fork_of(&self, org: OrgId) -> Result<Option<ForkRow>, DeskError> {
        let row = self.store.value(&named(CARE, &fork_name(org)))?;
        row.map(|bytes| ForkRow::from_bytes(&bytes)).transpose()
    }

    /// What is wrong with a partner's keys, in words; none if nothing is.
    pub(crate) fn key_trouble(&self, org: OrgId) -> Result<Option<String>, DeskError> {
        let Some(partner) = self.partners.get(&org) else { return Ok(None) };
        let name = &partner.row.short;
        if let Some(fork) = self.fork_of(org)? {
            return Ok(Some(format!(
                "{name} has two key logs: since {} two different keys claim place {}. Somebody else has its recovery sheet. Send nothing; call a person there whom you know, and pair again in person with the organisation they found anew, or confirm again if they say that our key is theirs.",
                crate::report::time(fork.noticed),
                fork.seq,
            )));
        }
        let history = partner.key_log().map(KeyLog::history).unwrap_or_default();
        let stolen = history.iter().rev().find(|key| key.stolen).and_then(|key| key.until);
        Ok(stolen.map(|day| {
            format!(
                "{name} said that its key was stolen, on {}. Call a person there whom you know, and compare the keys: `waypost partner show {name}`.",
                day_text(day)
            )
        }))
    }
}

/// Whether a new card tells of a theft that the last one did not: then every prekey given before it
/// may be in the thief's hands, and none of them is used again (SPEC 4.3).
pub(crate) fn tells_of_theft(last: Option<&Card>, new: &Card) -> bool {
    let known = last.map_or(0, |card| card.log().last_seq());
    new.log().tail_from(known + 1).iter().any(|rotation| rotation.claimed().compromised)
}

fn fork_name(org: OrgId) -> Vec<u8> {
    [b"fork/".as_slice(), org.as_bytes()].concat()
}
