//! The doctor's look at an open desk: partners, letters, prekeys, the store.
//!
//! In: the desk's memory, and every letter kept. Out: findings and counts. Reads only; what it says of a
//! partner names it apart, so that the rest can be shown to whoever helps.

use std::collections::BTreeMap;

use waypost_case::dates::span_text;
use waypost_protocol::ids::Time;

use crate::command::{AuditReport, Check, DoctorReport, Finding, Reply};
use crate::desk::Desk;
use crate::error::DeskError;
use crate::partner::Partner;

const DAY_SECONDS: u64 = 86_400;
/// A partner that was not heard of for so long is asked after: even one that is mostly offline comes by in a week.
const SILENT_SECONDS: u64 = 7 * DAY_SECONDS;
/// Half of the time for which a letter can be opened: then somebody should find another way to the partner.
const WAITING_SECONDS: u64 = 15 * DAY_SECONDS;
/// A card that ends sooner is looked at: new cards come by themselves where a partner is online at all.
const CARD_DAYS_LEFT: u32 = 14;
/// A backup older than this is looked at: what came since can only come back from partners.
const BACKUP_SECONDS: u64 = 7 * DAY_SECONDS;
const BACKUP_FIX: &str = "Make one: `waypost backup make --to FOLDER`; or let the node do it: `waypost backup schedule`.";

impl Desk {
    /// Looks at everything; verifies every letter, about 0.1 ms each.
    pub(crate) fn doctor(&self, now: Time) -> Result<Reply, DeskError> {
        let mut findings = vec![self.disk_work(), self.damage(), self.letters_hold()?];
        findings.push(self.clock_and_frames(now));
        findings.extend(self.partners_confirmed());
        findings.extend(self.partners_heard(now));
        findings.extend(self.cards_ending(now));
        findings.extend(self.prekeys_low());
        findings.push(self.waiting_long(now)?);
        findings.push(self.last_backup(now)?);
        findings.extend(self.catching_up());
        findings.extend(self.keys_told()?);
        findings.extend(self.witnessed_well(now)?);
        findings.push(self.kept_too_long(now)?);
        findings.sort_by_key(|finding| finding.check);
        Ok(Reply::Doctor(DoctorReport { findings, counts: self.counts()? }))
    }

    fn disk_work(&self) -> Finding {
        match self.disk_trouble() {
            None => Finding::good(Check::DiskWork, "The disk took all work."),
            Some(trouble) => Finding::bad(
                Check::DiskWork,
                format!("The disk refused work: {trouble}."),
                "Make room or mend the disk. Nothing acknowledged is lost; new work waits until then.",
            ),
        }
    }

    fn damage(&self) -> Finding {
        let store = self.store.report();
        let places = store.rot.len();
        if places > 0 {
            return Finding::bad(
                Check::Damage,
                format!("{places} damaged places in the data folder; expected none."),
                "Get it back from partners: `waypost repair`. The disk is failing: then make a backup and replace it.",
            );
        }
        if let Some(cut) = store.cut {
            return Finding::look(
                Check::Damage,
                format!("The end of the journal was torn and cut off ({cut:?})."),
                "Usual after a power cut: what was acknowledged is there. Look at the disk if there was none.",
            );
        }
        match store.rebuilt {
            None => Finding::good(Check::Damage, "No damage in the data folder."),
            Some(why) => Finding::good(
                Check::Damage,
                format!("No damage in the data folder; the index was built anew ({why:?})."),
            ),
        }
    }

    fn letters_hold(&self) -> Result<Finding, DeskError> {
        let Reply::Audit(AuditReport { verified, faults, .. }) = self.audit(false)? else {
            return Err(DeskError::Lacking { what: "an audit's report" });
        };
        Ok(match faults.len() {
            0 => Finding::good(
                Check::Letters,
                format!("All {verified} letters hold: signatures, commitments, chains."),
            ),
            count => Finding::bad(
                Check::Letters,
                format!("{count} letters do not hold or are missing; {verified} hold."),
                "See which: `waypost audit log`. Keep a copy of the folder as it is.",
            ),
        })
    }

    fn clock_and_frames(&self, now: Time) -> Finding {
        if let Some(advice) = self.clock.advice(now) {
            return Finding::bad(
                Check::Clock,
                advice,
                "Set the clock, or say that it is right: `waypost clock confirm`.",
            );
        }
        match self.refused.get("clock").copied().unwrap_or_default() {
            0 => Finding::good(Check::Clock, "Partners' frames carry the days of this clock."),
            count => Finding::look(
                Check::Clock,
                format!("{count} frames came that carry days outside this clock's."),
                "Set the clock and date of this computer; if they are right, ask the partner to look at theirs.",
            ),
        }
    }

    fn partners_confirmed(&self) -> Vec<Finding> {
        let open = |p: &&Partner| !p.is_confirmed() && !p.row.blocked;
        let found: Vec<Finding> = self
            .partners
            .values()
            .filter(open)
            .map(|partner| {
                Finding::look(
                    Check::PartnersConfirmed,
                    "A partner is not confirmed by both sides; nothing can be sent to it.",
                    "Compare the safety number with a person there: `waypost partner check NAME`.",
                )
                .about(partner.row.short.clone())
            })
            .collect();
        or_good(found, Check::PartnersConfirmed, "Every partner is confirmed by both sides.")
    }

    fn partners_heard(&self, now: Time) -> Vec<Finding> {
        let found = self.confirmed().filter_map(|partner| {
            let silent = now.since(partner.row.last_contact?);
            (silent > SILENT_SECONDS).then(|| {
                Finding::look(
                    Check::PartnersHeard,
                    format!("A partner was last heard of {} ago.", span_text(silent)),
                    "Call them: their node may be off, or the network between you.",
                )
                .about(partner.row.short.clone())
            })
        });
        or_good(found.collect(), Check::PartnersHeard, "Every partner was heard of within a week.")
    }

    fn cards_ending(&self, now: Time) -> Vec<Finding> {
        let found = self.confirmed().filter_map(|partner| {
            let ends = partner.card.as_ref()?.contents().expires_day;
            (ends < now.day().plus(CARD_DAYS_LEFT)).then(|| {
                let left = ends.0.saturating_sub(now.day().0);
                Finding::look(
                    Check::Cards,
                    format!("A partner's contact card ends in {left} days."),
                    "A new one comes by itself as soon as both nodes are online: ask the partner to start theirs.",
                )
                .about(partner.row.short.clone())
            })
        });
        or_good(found.collect(), Check::Cards, "Every partner's contact card holds for weeks.")
    }

    fn prekeys_low(&self) -> Vec<Finding> {
        let found = self.confirmed().filter(|partner| partner.prekeys_left() == 0).map(|partner| {
            Finding::look(
                Check::Prekeys,
                "No one-time prekey of a partner is left; letters use its key of the last ten days.",
                "New ones come by themselves when its node is online.",
            )
            .about(partner.row.short.clone())
        });
        or_good(found.collect(), Check::Prekeys, "One-time prekeys of every partner are left.")
    }

    fn waiting_long(&self, now: Time) -> Result<Finding, DeskError> {
        let mut long: u64 = 0;
        for org in self.partners.keys() {
            let then = Time(now.0.saturating_sub(WAITING_SECONDS));
            let asked = self.asked_since(*org).is_some_and(|at| at < then);
            long += self.queued_before(*org, then)?.saturating_sub(u64::from(asked));
        }
        let waiting = self.waiting_for_all();
        Ok(match long {
            0 => Finding::good(
                Check::WaitingLetters,
                format!("{waiting} letters wait for a partner, none for long."),
            ),
            _ => Finding::bad(
                Check::WaitingLetters,
                format!(
                    "{long} letters have waited for more than 15 days; after 31 they cannot be opened."
                ),
                "Reach the partner another way, and ask them to start their node.",
            ),
        })
    }

    fn last_backup(&self, now: Time) -> Result<Finding, DeskError> {
        if let Some(trouble) = self.backup_advice() {
            // A folder may stand in it.
            let what = "The last backup by schedule was not made.";
            return Ok(Finding::bad(Check::Backup, what, BACKUP_FIX).about(trouble));
        }
        Ok(of_backup(now, self.last_backup_at(), self.key_changed()?))
    }

    fn catching_up(&self) -> Vec<Finding> {
        let found = self.asking.waited_for().map(|org| {
            let short = self.partners.get(&org).map_or("", |p| p.row.short.as_str());
            Finding::look(
                Check::CatchingUp,
                "A partner has not yet given back what came after the backup; its old referrals wait.",
                "Ask the partner to start its node; if it is gone for good: `waypost backup give-up NAME`.",
            )
            .about(short)
        });
        or_good(found.collect(), Check::CatchingUp, "Nothing is to be caught up with.")
    }

    fn keys_told(&self) -> Result<Vec<Finding>, DeskError> {
        let mut found = Vec::new();
        if self.key_change_begun()?.is_some() {
            found.push(Finding::bad(
                Check::Keys,
                "A change of our signing key was begun and not finished.",
                "Keep both recovery sheets; give `waypost key rotate` (or `key revoke`) the older one again.",
            ));
        }
        for (org, partner) in &self.partners {
            if let Some(told) = self.key_trouble(*org)? {
                let what = "A partner's key was stolen, or two keys claim one place.";
                let fix = "Call a person there whom you know: `waypost partner show NAME`.";
                let about = format!("{}: {told}", partner.row.short);
                found.push(Finding::bad(Check::Keys, what, fix).about(about));
            }
        }
        Ok(or_good(found, Check::Keys, "No key is told stolen, and every key log has one story."))
    }

    fn kept_too_long(&self, now: Time) -> Result<Finding, DeskError> {
        let overdue = self.overdue_retention(&*self.summaries()?, now.day())?;
        Ok(match overdue {
            0 => Finding::good(Check::Retention, "Nothing is kept past its time."),
            count => Finding::look(
                Check::Retention,
                format!("{count} referrals are open past the time for which they may be kept."),
                "End, hold or erase them: `waypost retention list --due`.",
            ),
        })
    }

    fn confirmed(&self) -> impl Iterator<Item = &Partner> {
        self.partners.values().filter(|partner| partner.is_confirmed())
    }

    fn counts(&self) -> Result<BTreeMap<String, u64>, DeskError> {
        let store = self.store.report();
        let mut counts = BTreeMap::from([
            ("journal_bytes", store.journal_bytes),
            ("journal_live_bytes", store.live_bytes),
            ("journal_records", store.records),
            ("journal_segments", store.segments as u64),
            ("vault_bytes", store.vault_bytes),
            ("vault_slots_used", store.vault_slots_used as u64),
            ("spooled_frames", store.spooled as u64),
            ("partners", self.partners.len() as u64),
            ("partners_connected", self.up.len() as u64),
            ("letters_waiting", self.waiting_for_all()),
        ])
        .into_iter()
        .map(|(name, count)| (name.to_owned(), count))
        .collect::<BTreeMap<_, _>>();
        for (why, count) in &self.refused {
            counts.insert(format!("frames_refused_{why}"), *count);
        }
        for row in self.summaries()?.values() {
            let status = if row.status.is_empty() { "waiting_for_referral" } else { &row.status };
            *counts.entry(format!("referrals_{status}")).or_default() += 1;
            *counts.entry("letters".to_owned()).or_default() += row.letters;
        }
        Ok(counts)
    }
}

fn or_good(found: Vec<Finding>, check: Check, good: &str) -> Vec<Finding> {
    if found.is_empty() { vec![Finding::good(check, good)] } else { found }
}

/// The last backup that is remembered, and when our signing key was last replaced.
fn of_backup(now: Time, last: Option<Time>, key_changed: Option<Time>) -> Finding {
    let Some(at) = last else {
        return Finding::look(Check::Backup, "There is no backup.", BACKUP_FIX);
    };
    if key_changed.is_some_and(|changed| at < changed) {
        let what = "The signing key was replaced since the last backup: none can be restored into service any more.";
        return Finding::look(Check::Backup, what, BACKUP_FIX);
    }
    let what = format!("The last backup is {} old.", span_text(now.since(at)));
    if now.since(at) > BACKUP_SECONDS {
        return Finding::look(Check::Backup, what, BACKUP_FIX);
    }
    Finding::good(Check::Backup, what)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::command::Health;

    #[test]
    fn a_backup_is_looked_at_when_it_is_old_or_the_key_is_younger() {
        let now = Time(100 * DAY_SECONDS);
        let ago = |days| Some(Time(now.0 - days * DAY_SECONDS));
        let health = |last, changed| of_backup(now, last, changed).health;
        assert_eq!(health(None, None), Health::Look);
        assert_eq!(health(ago(8), None), Health::Look);
        assert_eq!(health(ago(6), None), Health::Good);
        assert_eq!(health(ago(2), ago(1)), Health::Look, "made before the key was replaced");
        assert_eq!(health(ago(1), ago(1)), Health::Good);
        assert_eq!(health(ago(1), ago(2)), Health::Good);
    }
}
