//! Verifying every signature that this node holds, and its log.
//!
//! In: all letters kept, ours and theirs, of every conversation and every pair; the rows of the log. Out: how many
//! hold, and which do not. A letter holds when its body hashes to its header's root, its signature is by a
//! key of its sender's key log, its chain is whole, and its entry is the leaf at its place. The log holds when its
//! leaves give every row and the root of every head that was signed. Nothing of a body is shown.

use std::collections::BTreeMap;

use waypost_audit::checkpoint::SignedCheckpoint;
use waypost_audit::tree::{Frontier, Hash, Node, empty_root};
use waypost_protocol::error::IdentityFault;
use waypost_protocol::identity::KeyLog;
use waypost_protocol::ids::{ConversationId, HeaderHash, OrgId};
use waypost_protocol::keys::{Signature, VerifyingKey};
use waypost_protocol::letter::{Header, LETTER_DOMAIN, Letter};
use waypost_protocol::recall::SEQ_JUMP;
use waypost_store::Item;

use super::log::read_node;
use super::rows::{EntryRow, of_log};
use crate::command::{AuditReport, LetterRow as LetterReport, Reply};
use crate::desk::Desk;
use crate::error::DeskError;
use crate::rows::{LETTER, LOG, LetterRow, Row, SignedHeaderRow, TombstoneRow, undamaged};

/// Each side's letters of a conversation, by sequence number: the header and the one before it.
type Chains = BTreeMap<OrgId, BTreeMap<u32, (HeaderHash, Option<HeaderHash>)>>;

/// Letters listed at most in one reply: a page for a person; the count is always of all.
const LISTED_MAX: usize = 10_000;

impl Desk {
    /// Verifies every letter.
    pub(crate) fn audit(&self, list: bool) -> Result<Reply, DeskError> {
        let mut report = AuditReport {
            verified: 0,
            by_stolen_key: 0,
            by_kind: BTreeMap::new(),
            faults: Vec::new(),
            letters: Vec::new(),
        };
        let threads = self.partners.values().map(|p| (p.row.thread, p.org()));
        let all = self.summaries()?;
        let referrals = all.values().map(|row| (row.conversation, row.partner));
        for (conversation, partner) in threads.chain(referrals).collect::<Vec<_>>() {
            self.audit_conversation(conversation, partner, list, &mut report)?;
        }
        for stone in self.stones()? {
            self.audit_erased(&stone, list, &mut report);
        }
        self.audit_tree(&mut report)?;
        Ok(Reply::Audit(report))
    }

    /// The log in use, from its first leaf on.
    fn audit_tree(&self, report: &mut AuditReport) -> Result<(), DeskError> {
        let log = self.log.number();
        let heads = self.heads_of(log)?;
        let mut tree = Frontier::empty();
        for (found, index) in self.store.rows(LOG, &of_log(log))?.zip(0..) {
            let Some(row) = undamaged(found)?.filter(|row| row.item == Item::Number(index)) else {
                report
                    .faults
                    .push(format!("log {log}: entry {index} does not read or is not here"));
                return Ok(());
            };
            let leaf = row.value.first_chunk().map_or_else(empty_root, |leaf| Hash(*leaf));
            let nodes: Vec<u8> = tree.append(leaf).iter().flat_map(|hash| hash.0).collect();
            if *row.value != nodes {
                report.faults.push(format!("log {log}: entry {index} is not what its leaves give"));
            }
            let head = heads.get(&tree.size()).map(|row| SignedCheckpoint::parse(&row.note));
            if let Some(Ok(head)) = head
                && head.checkpoint().root != tree.root()
            {
                report
                    .faults
                    .push(format!("log {log}: the head of {} has another root", tree.size()));
            }
        }
        if tree.size() != self.log.size() {
            let (found, expected) = (tree.size(), self.log.size());
            report.faults.push(format!("log {log}: found {found} entries, expected {expected}"));
        }
        Ok(())
    }

    /// Whether a letter's entry is the leaf at its place; of an earlier log nothing is asked.
    fn entry_fault(&self, letter: &Letter, entry: &EntryRow) -> Result<Option<String>, DeskError> {
        if entry.log != self.log.number() {
            return Ok(None);
        }
        let leaf = read_node(&self.store, entry.log, Node { level: 0, index: entry.index });
        let expected = entry.opening.leaf(&letter.header_hash(), letter.signature());
        let fault =
            || format!("{}: entry {} is another letter's", letter.header_hash(), entry.index);
        // What does not read is told once, of the log.
        Ok(undamaged(leaf)?.filter(|leaf| *leaf != expected).map(|_| fault()))
    }

    /// Of an erased referral the headers, their signatures and their chains.
    fn audit_erased(&self, stone: &TombstoneRow, list: bool, report: &mut AuditReport) {
        let theirs = self.partners.get(&stone.partner).and_then(|p| p.key_log());
        let mut chains: Chains = BTreeMap::new();
        for kept in &stone.letters {
            let hash = HeaderHash::of(&kept.header);
            let log = if kept.ours { Some(self.me.author.log()) } else { theirs };
            match verify_header(kept, log) {
                Ok((header, stolen)) => {
                    report.verified += 1;
                    report.by_stolen_key += u64::from(stolen);
                    *report.by_kind.entry(header.kind.as_str().to_owned()).or_default() += 1;
                    let chain = chains.entry(header.sender_org).or_default();
                    chain.insert(header.seq, (hash, header.prev));
                    if list && report.letters.len() < LISTED_MAX {
                        report.letters.push(listed(&header, hash));
                    }
                }
                Err(fault) => report.faults.push(format!("{hash}: {fault}")),
            }
        }
        for chain in chains.values() {
            report.faults.extend(chain_faults(stone.conversation, chain, false));
        }
    }

    fn audit_conversation(
        &self,
        conversation: ConversationId,
        partner: OrgId,
        list: bool,
        report: &mut AuditReport,
    ) -> Result<(), DeskError> {
        let theirs = self.partners.get(&partner).and_then(|p| p.key_log());
        let mut chains: Chains = BTreeMap::new();
        for found in self.store.rows(LETTER, conversation.as_bytes())? {
            let read = found.map_err(DeskError::from).and_then(|r| LetterRow::from_bytes(&r.value));
            let row = match read {
                Ok(row) => row,
                Err(error) if error.is_damage() => {
                    report.faults.push(format!("a letter of {conversation}: {error}"));
                    continue;
                }
                Err(error) => return Err(error),
            };
            let letter = match Letter::decode(row.letter) {
                Ok(letter) => letter,
                Err(fault) => {
                    report.faults.push(format!("a letter of {conversation}: {fault}"));
                    continue;
                }
            };
            let log = if row.ours { Some(self.me.author.log()) } else { theirs };
            match verify(&letter, log) {
                Ok(stolen) => {
                    report.verified += 1;
                    report.by_stolen_key += u64::from(stolen);
                }
                Err(fault) => report.faults.push(format!("{}: {fault}", letter.header_hash())),
            }
            if let Some(entry) = &row.entry {
                report.faults.extend(self.entry_fault(&letter, entry)?);
            }
            let header = letter.header();
            *report.by_kind.entry(header.kind.as_str().to_owned()).or_default() += 1;
            let chain = chains.entry(header.sender_org).or_default();
            chain.insert(header.seq, (letter.header_hash(), header.prev));
            if list && report.letters.len() < LISTED_MAX {
                report.letters.push(listed(header, letter.header_hash()));
            }
        }
        for chain in chains.values() {
            let own_thread =
                self.partners.get(&partner).is_some_and(|p| p.row.thread == conversation);
            report.faults.extend(chain_faults(conversation, chain, own_thread));
        }
        Ok(())
    }
}

/// Signature and commitments; `Letter::decode` has recomputed the body's root. True for a letter under a
/// key that was reported stolen after we had kept it: one that comes later is refused at the door.
fn verify(letter: &Letter, log: Option<&KeyLog>) -> Result<bool, String> {
    let (key, stolen) = key_of(letter.header(), log)?;
    letter.verify(&key).map_err(|e| e.to_string())?;
    Ok(stolen)
}

/// The key of a letter's sender, judged by the sender's key log; whether it was reported stolen.
fn key_of(header: &Header, log: Option<&KeyLog>) -> Result<(VerifyingKey, bool), String> {
    let log = log.ok_or_else(|| "its sender's key log is not known".to_owned())?;
    if header.sender_org != log.org() {
        return Err(format!("found sender {}, expected {}", header.sender_org, log.org()));
    }
    match log.key_of(&header.sender_key, header.day) {
        Ok(key) => Ok((key, false)),
        Err(IdentityFault::Compromised { .. }) => {
            let key = VerifyingKey::from_bytes(header.sender_key.as_bytes());
            Ok((key.map_err(|e| e.to_string())?, true))
        }
        Err(fault) => Err(fault.to_string()),
    }
}

/// What is left of an erased letter: the signature over its header.
fn verify_header(kept: &SignedHeaderRow, log: Option<&KeyLog>) -> Result<(Header, bool), String> {
    let header = Header::decode(&kept.header).map_err(|e| e.to_string())?;
    let (key, stolen) = key_of(&header, log)?;
    let signature = <[u8; 64]>::try_from(kept.signature.as_slice())
        .map_err(|_| format!("found a signature of {} bytes, expected 64", kept.signature.len()))?;
    key.verify(LETTER_DOMAIN, &kept.header, &Signature(signature)).map_err(|e| e.to_string())?;
    Ok((header, stolen))
}

/// Each letter must name the one before it; a gap is told, for a letter may still be on its way.
fn chain_faults(
    conversation: ConversationId,
    chain: &BTreeMap<u32, (HeaderHash, Option<HeaderHash>)>,
    own_thread: bool,
) -> Vec<String> {
    let mut faults = Vec::new();
    let mut before: Option<(u32, HeaderHash)> = None;
    for (seq, (hash, prev)) in chain {
        match before {
            Some((last, hash_before)) if last + 1 == *seq && *prev != Some(hash_before) => {
                faults.push(format!("{conversation}: letter {seq} does not follow letter {last}"));
            }
            // SPEC 9.5: a restored node leaves a gap in the pair's own thread.
            Some((last, _)) if own_thread && *seq - last > SEQ_JUMP / 2 => {}
            Some((last, _)) if last + 1 != *seq => {
                faults.push(format!(
                    "{conversation}: letters {} to {} are not here",
                    last + 1,
                    seq - 1
                ));
            }
            None if *seq != 0 => {
                faults.push(format!("{conversation}: letters 0 to {} are not here", seq - 1));
            }
            Some(_) | None => {}
        }
        before = Some((*seq, *hash));
    }
    faults
}

fn listed(header: &Header, hash: HeaderHash) -> LetterReport {
    LetterReport {
        header: hash.to_string(),
        kind: header.kind.as_str().to_owned(),
        from: header.sender_org.to_string(),
        to: header.recipient_org.to_string(),
        conversation: header.conversation.to_string(),
        seq: header.seq,
        day: waypost_case::dates::day_text(header.day),
    }
}
