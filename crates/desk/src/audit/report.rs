//! What a person is shown of heads and witnesses, and may ask of them.

use waypost_audit::checkpoint::SignedCheckpoint;
use waypost_protocol::ids::{DAY_SECONDS, OrgId, Time};

use super::log::{Head, words};
use super::rows::{EvidenceRow, HeadRow};
use crate::asked::done;
use crate::command::{
    Check, CosignedBy, Finding, HeadReport, Reply, TwoHistories, WitnessReport, WitnessRow, hex,
};
use crate::desk::Desk;
use crate::error::DeskError;
use crate::partner::Partner;
use crate::report::time;

/// A head that is not cosigned by enough partners after so long is looked at: most partners come by within days.
const WITNESS_DAYS: u64 = 3;

impl Desk {
    /// How our heads are witnessed, and how we witness partners'; with `sign`, after a new head was signed.
    pub(crate) fn audit_witness(&mut self, now: Time, sign: bool) -> Result<Reply, DeskError> {
        if sign {
            self.sign_head(now)?;
            self.ask_witnesses(now)?;
        }
        Ok(Reply::Witness(Box::new(self.witness_report()?)))
    }

    /// Heads are signed again, of the log that began when an old copy was noticed.
    pub(crate) fn audit_resume(&mut self) -> Result<Reply, DeskError> {
        let number = self.resume_log()?;
        done(&format!(
            "Heads of log {number} are signed from now on. Partners and auditors see that a new log began."
        ))
    }

    fn witness_report(&self) -> Result<WitnessReport, DeskError> {
        let head = match self.log.head() {
            Some(head) => Some(self.head_report(head)?),
            None => None,
        };
        let held = self.log.held();
        Ok(WitnessReport {
            log: self.log.number(),
            size: self.log.size(),
            needed: self.preferences.witnesses.needed,
            met: head.as_ref().is_some_and(|head| self.is_met(head)),
            head,
            partners: self
                .partners
                .values()
                .filter(|p| p.is_confirmed() || self.witnessing.witnessed(p.org()).is_some())
                .map(|partner| self.witness_row(partner))
                .collect(),
            held: held.map(|held| held.why.as_str().to_owned()),
            held_since: held.map(|held| time(held.since)),
        })
    }

    fn is_met(&self, head: &HeadReport) -> bool {
        let counting = head.cosigned.iter().filter(|by| by.counts).count();
        counting >= self.preferences.witnesses.needed as usize
    }

    fn head_report(&self, head: Head) -> Result<HeadReport, DeskError> {
        let row = self.head_row(self.log.number(), head.size)?;
        let cosigned = match row {
            Some(HeadRow { note, .. }) => self.cosigned(&note),
            None => Vec::new(),
        };
        Ok(HeadReport {
            size: head.size,
            root: hex(&head.root.0).to_string(),
            signed: time(head.signed),
            cosigned,
        })
    }

    /// Partners with sound lines on a note.
    pub(super) fn cosigned(&self, note: &str) -> Vec<CosignedBy> {
        let Ok(note) = SignedCheckpoint::parse(note) else { return Vec::new() };
        let by = |partner: &Partner| {
            let word = note.cosigned_by(partner.key_log()?).ok()??;
            let short = partner.row.short.clone();
            let counts = self.preferences.witnesses.counts(&short);
            Some(CosignedBy { partner: short, at: time(word.time), counts })
        };
        self.partners.values().filter_map(by).collect()
    }

    fn witness_row(&self, partner: &Partner) -> WitnessRow {
        let org: OrgId = partner.org();
        let asked = self.witnessing.asked(org);
        let here = asked.filter(|row| row.log == self.log.number() && row.cosigned.is_some());
        let waits = asked.and_then(|row| row.open);
        let waits = waits.filter(|open| self.outbox.number_of(org, open.letter).is_some());
        let witnessed = self.witnessing.witnessed(org);
        let known = witnessed.and_then(|row| row.known());
        WitnessRow {
            partner: partner.row.short.clone(),
            counts: self.preferences.witnesses.counts(&partner.row.short),
            cosigned_size: here.map(|row| row.size),
            cosigned_at: here.and_then(|row| row.cosigned).map(time),
            waiting_since: waits.map(|open| time(open.at)),
            last_answer: asked.and_then(|row| row.answer.clone()),
            their_log: known.as_ref().map(|head| head.checkpoint().origin.log),
            their_size: known.as_ref().map(|head| head.checkpoint().size),
            their_cosigned_at: known.and(witnessed).map(|row| time(row.cosigned)),
            evidence: witnessed.map_or(0, |row| row.evidence.len() as u64),
            two_histories: witnessed
                .map_or_else(Vec::new, |row| row.evidence.iter().map(two_histories).collect()),
        }
    }

    /// What the doctor says of heads and witnesses.
    pub(crate) fn witnessed_well(&self, now: Time) -> Result<Vec<Finding>, DeskError> {
        let mut found = Vec::new();
        if let Some(held) = self.log.held() {
            let what = format!("No head of the audit log is signed: {}.", words(held.why));
            let fix = "If no other copy of this node goes on: `waypost audit resume`.";
            found.push(Finding::look(Check::Witnesses, what, fix));
        }
        for partner in self.partners.values() {
            let evidence = self.witnessing.witnessed(partner.org()).map_or(0, |w| w.evidence.len());
            if evidence > 0 {
                let what = "A partner's audit log shows two histories; both heads are kept.";
                let fix =
                    "Ask a person there whom you know; tell the auditor: `waypost audit witness`.";
                let short = partner.row.short.clone();
                found.push(Finding::bad(Check::Witnesses, what, fix).about(short));
            }
        }
        let Some(head) = self.log.head() else {
            return Ok(or_good(found, "No head of the audit log is due to be cosigned."));
        };
        let report = self.head_report(head)?;
        let old = now.since(head.signed) > WITNESS_DAYS * DAY_SECONDS;
        if old && !self.is_met(&report) {
            let counting = report.cosigned.iter().filter(|by| by.counts).count();
            let what = format!(
                "The newest head of the audit log is older than {WITNESS_DAYS} days and cosigned by {counting} partners; {} are needed.",
                self.preferences.witnesses.needed
            );
            let fix = "Reach partners, or ask for fewer: `waypost audit witness`, `waypost config set witnesses_needed`.";
            found.push(Finding::look(Check::Witnesses, what, fix));
        }
        Ok(or_good(found, "Partners cosign the heads of the audit log."))
    }
}

fn two_histories(row: &EvidenceRow) -> TwoHistories {
    let in_hex = |bytes: &Option<Vec<u8>>| bytes.as_ref().map(|bytes| hex(bytes).to_string());
    TwoHistories {
        noticed: time(row.noticed),
        known: row.known.clone(),
        note: row.note.clone(),
        header: in_hex(&row.header),
        signature: in_hex(&row.signature),
    }
}

fn or_good(found: Vec<Finding>, good: &str) -> Vec<Finding> {
    match found.is_empty() {
        true => vec![Finding::good(Check::Witnesses, good)],
        false => found,
    }
}
