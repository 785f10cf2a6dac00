//! The heads of the log that a bundle shows: its checkpoints, the roots that its leaves give, what witnesses
//! said and when, and the earlier heads that the last one goes on from.

use std::collections::{BTreeMap, BTreeSet};

use waypost_protocol::ids::{Day, OrgId, Time};

use super::keys::Keys;
use super::leaves::Filling;
use crate::bundle::BundleFault;
use crate::checkpoint::{Origin, SignedCheckpoint};
use crate::finding::{At, FindingName, Findings};
use crate::proof::{consistency, goes_on};
use crate::record::{Earlier, Head, Statement, checkpoint_of};
use crate::tree::{Frontier, Hash};

/// Most checkpoints in a bundle: one a day for a hundred and eighty years.
const CHECKPOINTS_MAX: usize = 65_536;
/// Most earlier heads: an audit a month for twenty years.
const EARLIER_MAX: usize = 256;

/// A head with a root: of a checkpoint, or of an earlier one.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) struct HeadSeen {
    pub(crate) size: u64,
    pub(crate) root: Hash,
}

/// What a bundle says of a size of its log.
pub(crate) enum HeadAt {
    /// Beyond what is shown.
    Beyond,
    /// This root.
    Root(Hash),
    /// Inside the stretch, and no checkpoint has it.
    NotShown,
    /// Before the stretch: nothing can be said.
    Before,
}

/// The heads of a bundle's log.
pub(crate) struct Heads {
    pub(crate) origin: Origin,
    start: HeadSeen,
    size: u64,
    /// Of checkpoints signed by the log; sizes rise.
    signed: Vec<HeadSeen>,
    /// Of heads shown before.
    earlier: Vec<HeadSeen>,
    /// The sizes of all checkpoint records.
    sizes: Vec<u64>,
    /// For each of them, the earliest word of a witness on it; later, on it or any after it.
    stamps: Vec<Option<Time>>,
    /// Who cosigned the newest checkpoint.
    pub(super) newest_witnesses: BTreeSet<OrgId>,
    /// Who cosigned the last checkpoint that any cosigned.
    pub(super) witnesses: BTreeSet<OrgId>,
    /// What the leaves give; none if the frontier is not one.
    tree: Option<Frontier>,
    start_known: bool,
    last_earlier: Option<u64>,
}

impl Heads {
    pub(super) fn begin(statement: &Statement, head: &Head, findings: &mut Findings) -> Self {
        let Statement { org, log, start, size, .. } = *statement;
        let (found, expected) = (head.frontier.len(), start.count_ones());
        let tree = Frontier::new(start, head.frontier.clone());
        if tree.is_none() {
            let what = format_args!("a frontier of {found} hashes");
            findings.add(FindingName::HashCount, At::log(org), what, expected);
        }
        let root = tree.as_ref().map_or_else(crate::tree::empty_root, Frontier::root);
        Self {
            origin: Origin { org, log },
            start: HeadSeen { size: start, root },
            size,
            signed: Vec::new(),
            earlier: Vec::new(),
            sizes: Vec::new(),
            stamps: Vec::new(),
            newest_witnesses: BTreeSet::new(),
            witnesses: BTreeSet::new(),
            start_known: tree.is_some(),
            tree,
            last_earlier: None,
        }
    }

    /// A head shown before. SPEC 15.5: the last one goes on from it, and sizes rise.
    pub(super) fn take_earlier(
        &mut self,
        record: &Earlier,
        statement: &Statement,
        keys: &Keys,
        findings: &mut Findings,
    ) -> Result<(), BundleFault> {
        let (note, head) = self.read(&record.note)?;
        if self.last_earlier.is_some_and(|last| head.size <= last) {
            return Err(BundleFault::Order { found: format!("earlier head of {}", head.size) });
        }
        self.last_earlier = Some(head.size);
        if self.earlier.len() == EARLIER_MAX {
            let (found, expected_max) = (EARLIER_MAX + 1, EARLIER_MAX);
            return Err(BundleFault::TooLong { what: "earlier heads", found, expected_max });
        }
        let at = At::log(self.origin.org);
        if self.is_signed(&note, keys, findings) {
            self.earlier.push(head);
        }
        self.read_cosignatures(&note, keys, findings);
        let new = statement.size;
        if head.size > new {
            let found = format_args!("an earlier head of {}", head.size);
            findings.add(FindingName::NotConsistent, at, found, format_args!("at most {new}"));
            return Ok(());
        }
        let expected = proof_length(head.size, new);
        let found = record.proof.len();
        if found != expected {
            let found = format_args!("a proof of {found} hashes from {} to {new}", head.size);
            findings.add(FindingName::HashCount, at, found, expected);
        } else if !goes_on(head.size, &head.root, new, &statement.root, &record.proof) {
            let found = format_args!("a proof that does not lead from {} to {new}", head.size);
            findings.add(FindingName::NotConsistent, at, found, "the last head to go on from it");
        }
        Ok(())
    }

    pub(super) fn take_leaves(&mut self, leaves: &[Hash]) {
        if let Some(tree) = &mut self.tree {
            leaves.iter().for_each(|leaf| tree.grow(*leaf));
        }
    }

    /// The checkpoint of the size reached.
    pub(super) fn take_checkpoint(
        &mut self,
        note: &str,
        reached: u64,
        keys: &Keys,
        findings: &mut Findings,
    ) -> Result<(), BundleFault> {
        let (note, head) = self.read(note)?;
        if self.sizes.last().is_some_and(|last| head.size <= *last) {
            return Err(BundleFault::Order { found: format!("checkpoint of {}", head.size) });
        }
        if self.sizes.len() == CHECKPOINTS_MAX {
            let (found, expected_max) = (CHECKPOINTS_MAX + 1, CHECKPOINTS_MAX);
            return Err(BundleFault::TooLong { what: "checkpoints", found, expected_max });
        }
        let at = At::log(self.origin.org);
        if self.is_signed(&note, keys, findings) {
            self.signed.push(head);
            let shown = self.earlier.iter().find(|earlier| earlier.size == head.size);
            if let Some(earlier) = shown.filter(|earlier| earlier.root != head.root) {
                let found = format_args!("at {} {:?}", head.size, head.root);
                findings.add(
                    FindingName::Equivocation,
                    at,
                    found,
                    format_args!("{:?}", earlier.root),
                );
            }
        }
        if head.size != reached {
            let found = format_args!("a checkpoint of {} after {reached} entries", head.size);
            findings.add(FindingName::WrongSize, at, found, reached);
        } else {
            self.compare_root(&head, findings);
        }
        self.sizes.push(head.size);
        self.take_cosignatures(&note, keys, findings);
        Ok(())
    }

    fn read(&self, note: &str) -> Result<(SignedCheckpoint, HeadSeen), BundleFault> {
        let note = checkpoint_of(note)?;
        let (size, root) = (note.checkpoint().size, note.checkpoint().root);
        Ok((note, HeadSeen { size, root }))
    }

    /// SPEC 15.2: of this log, and signed by a key of its organisation.
    fn is_signed(&self, note: &SignedCheckpoint, keys: &Keys, findings: &mut Findings) -> bool {
        let at = At::log(self.origin.org);
        let found = note.checkpoint().origin;
        if found != self.origin {
            findings.add(FindingName::CheckpointSignature, at, found, self.origin);
            return false;
        }
        let checked = keys.of(found.org).map(|known| note.check_log(&known.log));
        let fault = match checked {
            Some(Ok(())) => return true,
            Some(Err(fault)) => fault.to_string(),
            None => "no key log to check it by".to_owned(),
        };
        let found = format_args!("checkpoint of {}: {fault}", note.checkpoint().size);
        findings.add(FindingName::CheckpointSignature, at, found, "a signature by the log");
        false
    }

    fn compare_root(&self, head: &HeadSeen, findings: &mut Findings) {
        let computed = self.tree.as_ref().map(Frontier::root);
        if let Some(computed) = computed.filter(|root| *root != head.root) {
            let found = format_args!("at {} the leaves give {computed:?}", head.size);
            findings.add(
                FindingName::OtherRoot,
                At::log(self.origin.org),
                found,
                format_args!("{:?}", head.root),
            );
        }
    }

    fn take_cosignatures(&mut self, note: &SignedCheckpoint, keys: &Keys, findings: &mut Findings) {
        let words = self.read_cosignatures(note, keys, findings);
        self.stamps.push(words.values().copied().min());
        self.newest_witnesses = words.into_keys().collect();
        if !self.newest_witnesses.is_empty() {
            self.witnesses.clone_from(&self.newest_witnesses);
        }
    }

    /// Who soundly cosigned a head, and when. A log is no witness of its own.
    fn read_cosignatures(
        &self,
        note: &SignedCheckpoint,
        keys: &Keys,
        findings: &mut Findings,
    ) -> BTreeMap<OrgId, Time> {
        let claimed: BTreeSet<OrgId> = note.claimed_witnesses().collect();
        let mut words = BTreeMap::new();
        for org in claimed.into_iter().filter(|org| *org != self.origin.org) {
            match keys.of(org).map(|known| note.cosigned_by(&known.log)) {
                Some(Ok(Some(word))) => drop(words.insert(org, word.time)),
                Some(Err(_)) => {
                    let found = format_args!("on the checkpoint of {}", note.checkpoint().size);
                    let expected = "a line that verifies";
                    findings.add(FindingName::ForgedCosignature, At::log(org), found, expected);
                }
                // By a key, or an organisation, that the bundle does not show.
                Some(Ok(None)) | None => {}
            }
        }
        words
    }

    /// All heads are here: the statement's is the last, and stamps bound all that stands before them.
    pub(super) fn close(
        &mut self,
        statement: &Statement,
        leaves: &Filling,
        findings: &mut Findings,
    ) {
        let at = At::log(self.origin.org);
        let size = statement.size;
        let last = self.sizes.last().copied();
        if last != Some(size) || leaves.size() != size {
            let last = last.unwrap_or_default();
            let found = format_args!("a last checkpoint of {last}, and {} entries", leaves.size());
            findings.add(FindingName::WrongSize, at, found, format_args!("{size} as stated"));
        } else {
            self.compare_root(&HeadSeen { size, root: statement.root }, findings);
        }
        let has = |size: &u64| *size == statement.start || self.sizes.binary_search(size).is_ok();
        let odd = [statement.first, statement.last].into_iter().filter(|size| !has(size));
        for size in odd.filter(|size| *size != statement.size) {
            let found = format_args!("a period that begins or ends at {size}");
            findings.add(FindingName::WrongSize, at, found, "the size of a checkpoint");
        }
        let earliest =
            self.stamps.iter_mut().rev().scan(None, |earliest: &mut Option<Time>, stamp| {
                *earliest = [*earliest, *stamp].into_iter().flatten().min();
                *stamp = *earliest;
                Some(())
            });
        earliest.for_each(drop);
    }

    /// How many checkpoints stand at or before an entry.
    pub(super) fn before(&self, index: u64) -> usize {
        self.sizes.partition_point(|size| *size <= index)
    }

    /// How many stretches the checkpoints divide the log into.
    pub(super) fn stretches(&self) -> usize {
        self.sizes.len() + 1
    }

    /// The latest day that an entry of that stretch can have been written, by the word of witnesses.
    pub(super) fn seen_by(&self, stretch: usize) -> Option<Day> {
        self.stamps.get(stretch).copied().flatten().map(Time::day)
    }

    /// The day by which witnesses had seen the checkpoint of that size, or one after it.
    pub(super) fn size_seen_by(&self, size: u64) -> Option<Day> {
        self.seen_by(self.sizes.binary_search(&size).ok()?)
    }

    /// What the bundle says of a size of its log.
    pub(crate) fn at(&self, size: u64) -> HeadAt {
        let find = |heads: &[HeadSeen]| {
            let place = heads.binary_search_by_key(&size, |head| head.size);
            place.ok().and_then(|place| heads.get(place)).map(|head| head.root)
        };
        let root = find(&self.signed).or_else(|| find(&self.earlier));
        match root {
            Some(root) => HeadAt::Root(root),
            None if size > self.size => HeadAt::Beyond,
            None if size == self.start.size && self.start_known => HeadAt::Root(self.start.root),
            None if size <= self.start.size => HeadAt::Before,
            // A record is there that the log has not signed: that was found already.
            None if self.sizes.binary_search(&size).is_ok() => HeadAt::Before,
            None => HeadAt::NotShown,
        }
    }

    /// Every head that the log's owner signed, by rising size.
    pub(crate) fn signed(&self) -> impl Iterator<Item = &HeadSeen> {
        self.earlier.iter().chain(&self.signed)
    }

    /// The largest.
    pub(crate) fn newest(&self) -> Option<&HeadSeen> {
        self.signed.last()
    }
}

/// How many hashes a consistency proof has: RFC 6962 leaves no choice.
fn proof_length(old: u64, new: u64) -> usize {
    let dummy = crate::tree::empty_root();
    let proof = consistency(old, new, |_| Ok::<_, std::convert::Infallible>(dummy));
    proof.map_or(0, |proof| proof.len())
}
