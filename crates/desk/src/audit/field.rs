//! One field of one letter, shown to somebody by choice (SPEC 15.8).

use std::collections::BTreeMap;

use waypost_audit::checkpoint::SignedCheckpoint;
use waypost_audit::field_proof::{FieldProof, PROOF_TEXT_BYTES_MAX};
use waypost_audit::proof::inclusion;
use waypost_audit::record::Shown;
use waypost_protocol::codes::Section;
use waypost_protocol::ids::{OrgId, Time};
use waypost_protocol::letter::Disclosure;

use super::log::read_node;
use super::rows::EntryRow;
use crate::command::{Reply, Secret};
use crate::conversation::{Conversation, KeptLetter};
use crate::desk::Desk;
use crate::erase::disclosures_of;
use crate::error::{DeskError, asked};
use crate::report::no_such_referral;

impl Desk {
    /// The proof of one field of a referral's letter: that its author signed it, and when it stood in our log.
    pub(crate) fn audit_proof(
        &mut self,
        now: Time,
        referral: &str,
        field: &str,
    ) -> Result<Reply, DeskError> {
        let id = self.find_referral(referral)?;
        let conversation = self.open.get(&id).ok_or_else(no_such_referral)?;
        let letter = conversation.referral().ok_or_else(|| {
            asked("no_referral", "The referral's own letter is not here.", "It comes by itself.")
        })?;
        let chosen = disclosure_of(conversation, letter, field.trim())?.ok_or_else(|| {
            asked(
                "unknown_field",
                "This referral shows no such field here.",
                "See its fields: `waypost referral show`. What was erased or never shown cannot be proved.",
            )
        })?;
        let entry = letter.entry.clone().ok_or_else(|| {
            asked(
                "no_entry",
                "This letter was kept before this node kept an audit log.",
                "Show the letter's signature instead: `waypost audit log --list`.",
            )
        })?;
        let shown = Shown::prune(letter.letter.leaves(), vec![chosen]);
        let (header, signature) =
            (letter.letter.header_bytes().to_vec(), *letter.letter.signature());
        let author = letter.letter.header().sender_org;
        let checkpoint = self.head_over(now, &entry)?;
        let size = checkpoint.checkpoint().size;
        let proof = inclusion(entry.index, size, |node| match entry.log == self.log.number() {
            true => self.log.node(&self.store, node),
            false => read_node(&self.store, entry.log, node),
        })?;
        let orgs = [author, self.me.org()].into_iter().chain(checkpoint.claimed_witnesses());
        let key_logs = self.key_logs_of(orgs);
        let EntryRow { index, opening, .. } = entry;
        let proof =
            FieldProof { header, signature, opening, key_logs, shown, index, proof, checkpoint };
        let text = proof.to_text();
        if text.len() > PROOF_TEXT_BYTES_MAX {
            let what =
                format!("The proof has {} bytes; {PROOF_TEXT_BYTES_MAX} are read.", text.len());
            return Err(asked("too_long", what, "Choose a shorter field."));
        }
        Ok(Reply::FieldProof { proof: Secret(text) })
    }

    /// The newest head over an entry, of those that enough partners cosigned if there is one; else one is signed now.
    fn head_over(&mut self, now: Time, entry: &EntryRow) -> Result<SignedCheckpoint, DeskError> {
        let mut heads = self.heads_over(entry)?;
        if heads.is_empty() && entry.log == self.log.number() {
            self.sign_head(now)?;
            heads = self.heads_over(entry)?;
        }
        let needed = self.preferences.witnesses.needed as usize;
        let counting = |note: &String| self.cosigned(note).iter().filter(|by| by.counts).count();
        let witnessed = heads.iter().position(|note| counting(note) >= needed).unwrap_or(0);
        let note = heads.get(witnessed).and_then(|note| SignedCheckpoint::parse(note).ok());
        note.ok_or_else(|| {
            asked(
                "no_head",
                format!("No signed head of log {} stands above this letter.", entry.log),
                "It is proved by its signature alone: `waypost audit log --list`.",
            )
        })
    }

    /// Notes of heads that cover an entry, the newest first.
    fn heads_over(&self, entry: &EntryRow) -> Result<Vec<String>, DeskError> {
        let heads = self.heads_of(entry.log)?.into_iter().rev();
        let over = heads.take_while(|(size, _)| *size > entry.index);
        Ok(over.map(|(_, row)| row.note).collect())
    }

    /// Key logs, by rising ids.
    fn key_logs_of(&self, orgs: impl Iterator<Item = OrgId>) -> Vec<Vec<u8>> {
        let log = |org: OrgId| match org == self.me.org() {
            true => Some(self.me.author.log().encode()),
            false => self.partners.get(&org)?.key_log().map(|log| log.encode()),
        };
        let logs: BTreeMap<OrgId, Vec<u8>> =
            orgs.filter_map(|org| log(org).map(|log| (org, log))).collect();
        logs.into_values().collect()
    }
}

/// A field with what proves it: of our own letter by its seed, of a received one as it was shown, at once or later.
fn disclosure_of(
    conversation: &Conversation,
    letter: &KeptLetter,
    key: &str,
) -> Result<Option<Disclosure>, DeskError> {
    let named = |shown: &Disclosure| shown.field.key == key;
    let own = match &letter.authored {
        Some(authored) => disclosures_of(authored, Section::ALL)?.into_iter().find(named),
        None => None,
    };
    if let Some(shown) = own.or_else(|| letter.letter.shown().find(named)) {
        return Ok(Some(shown));
    }
    let later = conversation.letters.iter().filter(|l| l.ours == letter.ours);
    let mut later = later.flat_map(|l| l.letter.disclosed()).filter(|shown| named(shown));
    // One that does not match its commitment proves nothing.
    Ok(later.find(|shown| letter.letter.reveal([*shown]).is_ok()).cloned())
}
