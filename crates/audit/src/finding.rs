//! What a reader of a bundle finds (SPEC 15.6).
//!
//! In: what was found, what was expected, whom it concerns. Out: counts of every kind, and the first hundred of each
//! in words. A finding never stops a reader, and never holds more than ids, days, sizes and hashes.

use std::collections::BTreeMap;
use std::fmt::Display;

use waypost_protocol::ids::{ConversationId, HeaderHash, OrgId};

/// How many findings of one name are kept in words; all are counted.
pub const FINDINGS_KEPT_MAX: usize = 100;

words! {
    /// The names of findings.
    FindingName {
        /// The statement's signature does not verify, or it is for another auditor.
        Statement = "statement",
        /// A key log breaks a rule, or one is missing.
        KeyLog = "key_log",
        /// A checkpoint is not of this log, or not signed by it.
        CheckpointSignature = "checkpoint_signature",
        /// The leaves do not give the root.
        OtherRoot = "other_root",
        /// A checkpoint's size is not the entries so far.
        WrongSize = "wrong_size",
        /// A hash too many or too few.
        HashCount = "hash_count",
        /// An earlier head's proof does not lead to the last.
        NotConsistent = "not_consistent",
        /// Two heads of one log and size.
        Equivocation = "equivocation",
        /// A letter names a head beyond the size shown.
        Truncated = "truncated",
        /// A letter names a head larger than its own place.
        WentBack = "went_back",
        /// A letter names a head that no checkpoint record has.
        HeadNotShown = "head_not_shown",
        /// A cosignature does not verify.
        ForgedCosignature = "forged_cosignature",
        /// A letter's entry is not the leaf at its index.
        ForeignLeaf = "foreign_leaf",
        /// A letter's signature does not verify.
        Signature = "signature",
        /// Signed by a key that is not in its author's key log.
        UnknownKey = "unknown_key",
        /// Signed by a key that was reported stolen.
        StolenKey = "stolen_key",
        /// Signed by a key that was replaced before that day.
        RetiredKey = "retired_key",
        /// A letter of others, of another conversation, or out of place in this one.
        Parties = "parties",
        /// Shown fields are not those of the letter.
        NotCommitted = "not_committed",
        /// A field that no auditor is shown.
        TooMuchShown = "too_much_shown",
        /// A letter of the chain is missing.
        Gap = "gap",
        /// Two letters at one place of a chain.
        TwoStories = "two_stories",
        /// A letter does not follow the one before it.
        BrokenChain = "broken_chain",
        /// Dated before what stands before it in the log.
        BackDated = "back_dated",
        /// Dated after a witness had seen it.
        DatedAhead = "dated_ahead",
        /// The time shown is not of the header's day.
        TimeNotOfDay = "time_not_of_day",
        /// The period's entries are not those of its days.
        WrongPeriod = "wrong_period",
        /// Entries of the period without a letter.
        NotOpened = "not_opened",
        /// Too few cosignatures on the newest checkpoint.
        NotWitnessed = "not_witnessed",
        /// The later made shows a smaller log.
        OldHead = "old_head",
        /// Nothing joins two bundles of one log.
        NotComparable = "not_comparable",
        /// A conversation that one of two sides has not shown.
        OnlyOneSide = "only_one_side",
        /// A letter that one of two sides has not shown.
        NotShown = "not_shown",
    }
}

/// One finding.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Finding {
    /// What.
    pub name: FindingName,
    /// Whom it concerns: whose log, letter or bundle it is.
    pub concerns: OrgId,
    /// In which conversation.
    pub conversation: Option<ConversationId>,
    /// At which letter.
    pub letter: Option<HeaderHash>,
    /// What was found.
    pub found: String,
    /// What was expected.
    pub expected: String,
}

/// Where something is found, and whom it concerns.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct At {
    /// Whom it concerns.
    pub org: OrgId,
    /// In which conversation.
    pub conversation: Option<ConversationId>,
    /// At which letter.
    pub letter: Option<HeaderHash>,
}

impl At {
    /// In the log or the bundle of an organisation.
    pub const fn log(org: OrgId) -> Self {
        Self { org, conversation: None, letter: None }
    }
}

/// The findings of a bundle, or of a conversation: all counted, some kept in words.
#[derive(Clone, PartialEq, Eq, Default, Debug)]
pub struct Findings(BTreeMap<FindingName, (u64, Vec<Finding>)>);

impl Findings {
    /// Notes a finding; put into words only if there is room for it.
    pub fn add(&mut self, name: FindingName, at: At, found: impl Display, expected: impl Display) {
        let (count, kept) = self.0.entry(name).or_default();
        *count += 1;
        if kept.len() < FINDINGS_KEPT_MAX {
            let At { org: concerns, conversation, letter } = at;
            let (found, expected) = (found.to_string(), expected.to_string());
            kept.push(Finding { name, concerns, conversation, letter, found, expected });
        }
    }

    /// Takes up those of a part.
    pub fn merge(&mut self, part: &Self) {
        for (name, (count, found)) in &part.0 {
            let (all, kept) = self.0.entry(*name).or_default();
            *all += count;
            let room = FINDINGS_KEPT_MAX.saturating_sub(kept.len());
            kept.extend(found.iter().take(room).cloned());
        }
    }

    /// Whether nothing was found.
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// How many there are of each name, by the order of SPEC 15.6.
    pub fn counts(&self) -> impl Iterator<Item = (FindingName, u64)> {
        self.0.iter().map(|(name, (count, _))| (*name, *count))
    }

    /// Those kept in words, by the order of SPEC 15.6.
    pub fn kept(&self) -> impl Iterator<Item = &Finding> {
        self.0.values().flat_map(|(_, kept)| kept)
    }
}
