//! The key logs of a bundle: who may have signed what, and on which day.

use std::collections::BTreeMap;

use waypost_protocol::error::IdentityFault;
use waypost_protocol::identity::{KeyLog, KeyTime};
use waypost_protocol::ids::{Day, OrgId};
use waypost_protocol::keys::VerifyingKey;
use waypost_protocol::letter::SenderKey;

use crate::bundle::BundleFault;
use crate::finding::{At, FindingName, Findings};
use crate::record::{KeyLogRecord, malformed};

/// Most key logs in a bundle: a partner for each, and every witness is a partner.
pub(super) const KEY_LOGS_MAX: usize = 1_024;

/// An organisation as the bundle shows it.
pub(super) struct Known {
    pub(super) log: KeyLog,
    pub(super) name: String,
    times: Vec<KeyTime>,
}

/// What a key log says of the key that a letter names.
pub(super) enum Verdict {
    Good(VerifyingKey),
    /// It is in the log, and not good on that day.
    Bad(VerifyingKey, FindingName),
    Unknown,
}

impl Known {
    /// SPEC 3.3: whether the key that a header names was good on that day. The key itself was checked when the log
    /// was read.
    pub(super) fn key_of(&self, sender: &SenderKey, day: Day) -> Verdict {
        let named = self.times.iter().find(|time| time.key.as_bytes() == sender.as_bytes());
        match named {
            None => Verdict::Unknown,
            Some(time) if time.stolen => Verdict::Bad(time.key, FindingName::StolenKey),
            Some(time) if time.until.is_some_and(|last| day > last) => {
                Verdict::Bad(time.key, FindingName::RetiredKey)
            }
            Some(time) => Verdict::Good(time.key),
        }
    }
}

/// The key logs of a bundle.
#[derive(Default)]
pub(super) struct Keys {
    known: BTreeMap<OrgId, Known>,
    last: Option<OrgId>,
    read: usize,
}

impl Keys {
    /// Takes the next key log. SPEC 15.5: of the sharer first, then org ids rising.
    pub(super) fn take(
        &mut self,
        record: KeyLogRecord,
        sharer: OrgId,
        findings: &mut Findings,
    ) -> Result<(), BundleFault> {
        let first = self.read == 0;
        self.read += 1;
        if self.read > KEY_LOGS_MAX {
            let expected_max = KEY_LOGS_MAX;
            return Err(BundleFault::TooLong { what: "key logs", found: self.read, expected_max });
        }
        let log = match KeyLog::decode(&record.log) {
            Ok(log) => log,
            Err(IdentityFault::Cbor(fault)) => return Err(malformed("key log", fault)),
            Err(fault) => {
                let at = At::log(sharer);
                findings.add(FindingName::KeyLog, at, fault, "a key log as SPEC 3.3 has it");
                return Ok(());
            }
        };
        let org = log.org();
        if first && org != sharer {
            let at = At::log(sharer);
            findings.add(FindingName::KeyLog, at, org, format_args!("the sharer's, {sharer}"));
        }
        let rises = self.last.is_none_or(|last| last < org) && !self.known.contains_key(&org);
        if !rises {
            return Err(BundleFault::Order { found: format!("key log of {org}") });
        }
        self.last = Some(org).filter(|_| !first);
        let (name, times) = (record.name.to_string(), log.history());
        self.known.insert(org, Known { log, name, times });
        Ok(())
    }

    pub(super) fn any_read(&self) -> bool {
        self.read > 0
    }

    pub(super) fn of(&self, org: OrgId) -> Option<&Known> {
        self.known.get(&org)
    }

    pub(super) fn names(&self) -> impl Iterator<Item = (OrgId, &str)> {
        self.known.iter().map(|(org, known)| (*org, known.name.as_str()))
    }
}
