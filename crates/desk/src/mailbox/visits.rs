//! When a mailbox is visited, and what a visit came to.
//!
//! In: `now`, outcomes. Out: [`Effect::Visit`]. What was collected arrives frame by frame as inputs of its own; only
//! what was kept is acknowledged, so that a visit that is cut loses nothing.

use std::collections::BTreeMap;

use rand_core::Rng;
use waypost_net::FailWhy;
use waypost_net::mailbox::{Errand, MailboxAt, Opening, Visit, VisitFail, VisitReport};
use waypost_protocol::ids::{Day, NodeId, Time};
use waypost_protocol::mailbox::{InboxId, InboxKey};

use super::Own;
use crate::clock::Belief;
use crate::desk::{Desk, Effect};
use crate::error::DeskError;
use crate::report::{day, time};
use crate::rows::{MAILBOX, named};

/// For how long an inbox is opened or prolonged. 45 days: a node may be off for six weeks and still find its post.
const OPEN_DAYS: u32 = 45;
/// It is prolonged when fewer days are left.
const PROLONG_DAYS: u32 = 30;
/// An inbox that a newer one has replaced is visited this often: only who was away for long still writes there.
const OLD_SECONDS: u64 = 3600;
/// First and longest wait after a visit that did not come about: a mailbox that starts again is met soon, one that is
/// gone costs a dial every quarter of an hour.
const RETRY_SECONDS: (u64, u64) = (15, 900);
/// How long a mailbox is left alone that does not want us: its operator must act first.
const REFUSED_SECONDS: u64 = 6 * 3600;
/// A mailbox that was not reached for so long is worth a word to a person: no night's outage is.
const SILENT_SECONDS: u64 = 24 * 3600;
/// A month's notice before an operator's permission ends.
const PERMISSION_DAYS: u32 = 30;
/// A visit of which nothing is heard any more: longer than the network waits.
const LOST_SECONDS: u64 = 3600;

/// The visits to one mailbox.
#[derive(Default)]
pub(super) struct Visits {
    of: BTreeMap<InboxId, Plan>,
    /// When it last answered well.
    pub(super) reached: Option<Time>,
    /// What it, or the network, last said instead.
    pub(super) trouble: Option<String>,
    /// Frames collected since the start.
    pub(super) collected: u64,
    /// Since when it has been tried in vain.
    failing_since: Option<Time>,
}

#[derive(Clone, Copy)]
struct Plan {
    next: Time,
    failures: u32,
    under_way: Option<UnderWay>,
}

impl Plan {
    const DUE: Self = Self { next: Time(0), failures: 0, under_way: None };
}

#[derive(Clone, Copy)]
struct UnderWay {
    ticket: u64,
    since: Time,
    until_day: Option<Day>,
    closing: bool,
}

impl Visits {
    pub(super) fn forget(&mut self, inbox: InboxId) {
        self.of.remove(&inbox);
    }

    /// All are due now.
    pub(super) fn hasten(&mut self) {
        self.of.values_mut().for_each(|plan| plan.next = Time(0));
    }

    fn is_due(&self, inbox: InboxId, now: Time) -> bool {
        let Some(plan) = self.of.get(&inbox) else { return true };
        let busy = plan.under_way.is_some_and(|visit| now.since(visit.since) < LOST_SECONDS);
        !busy && plan.next <= now
    }
}

impl Own {
    /// Silence first: a permission can be renewed only at a mailbox that answers.
    pub(super) fn advice(&self, now: Time) -> Option<String> {
        self.silence(now).or_else(|| self.permission_ends(now.day()))
    }

    fn silence(&self, now: Time) -> Option<String> {
        let since = self.visits.failing_since?;
        let trouble = self.visits.trouble.as_deref()?;
        let name = super::asked::short_name(self.row.node);
        (now.since(since) >= SILENT_SECONDS).then(|| {
            format!("Mailbox {name} has not been reached since {}: {trouble}.", time(since))
        })
    }

    fn permission_ends(&self, today: Day) -> Option<String> {
        let until = self.row.grant.terms().until_day;
        let name = super::asked::short_name(self.row.node);
        (until < today.plus(PERMISSION_DAYS)).then(|| {
            let ends = day(until);
            format!(
                "The permission to use mailbox {name} ends on {ends}: ask its operator for a new code, `waypost mailbox use CODE`."
            )
        })
    }

    fn errand(&self, inbox: InboxId, today: Day, closing: bool) -> Option<(Errand, Option<Day>)> {
        if closing {
            return Some((Errand::Close, None));
        }
        let row = self.row.inboxes.iter().find(|row| row.id == inbox)?;
        let fresh = row.open_until.is_some_and(|until| until > today.plus(PROLONG_DAYS));
        if fresh {
            return Some((Errand::Collect { open: None }, None));
        }
        let until_day = today.plus(OPEN_DAYS);
        let grant = self.row.grant.clone();
        let open = Opening { grant, token_hash: row.token.hash(), until_day };
        Some((Errand::Collect { open: Some(open) }, Some(until_day)))
    }
}

impl Desk {
    /// Visits what is due.
    pub(crate) fn visit_mailboxes(&mut self, now: Time) {
        if self.belief(now) != Belief::Sure {
            return;
        }
        let known = self.partners.values().filter(|p| !p.row.blocked).map(|p| p.row.epoch_known);
        let known = known.min().unwrap_or(now.day());
        for own in self.mailboxes.0.values_mut() {
            let over = own.over(now.day(), known);
            let inboxes = own.row.inboxes.iter().map(|inbox| inbox.id);
            let due: Vec<InboxId> = inboxes.filter(|id| own.visits.is_due(*id, now)).collect();
            for inbox in due {
                let closing = over.contains(&inbox);
                let Some((errand, until_day)) = own.errand(inbox, now.day(), closing) else {
                    continue;
                };
                let Some(key) = own.keys.get(&inbox) else { continue };
                let ticket = self.next_ticket;
                self.next_ticket += 1;
                let plan = own.visits.of.entry(inbox).or_insert(Plan::DUE);
                plan.under_way = Some(UnderWay { ticket, since: now, until_day, closing });
                let at = MailboxAt { node: own.row.node, addresses: own.row.addresses.clone() };
                let inbox = InboxKey::from_seed(&key.seed());
                self.effects.push(Effect::Visit(Box::new(Visit { ticket, at, inbox, errand })));
            }
        }
    }

    /// A visit is over.
    pub(crate) fn visited(
        &mut self,
        now: Time,
        ticket: u64,
        outcome: Result<VisitReport, VisitFail>,
    ) -> Result<(), DeskError> {
        let Some((node, inbox, visit)) = self.visit_of(ticket) else { return Ok(()) };
        let wait = match outcome {
            Ok(report) => {
                self.visit_went_well(now, node, inbox, &visit, report)?;
                let Some(own) = self.mailboxes.0.get(&node) else { return Ok(()) };
                let newest = own.row.inboxes.last().is_some_and(|newest| newest.id == inbox);
                match (report.left, newest) {
                    (true, _) => 0,
                    (false, true) => self.preferences.carrying.collect_seconds,
                    (false, false) => OLD_SECONDS,
                }
            }
            Err(fail) => self.visit_failed(now, node, inbox, &fail),
        };
        // Up to a fifth sooner or later, so that nobody can set a clock by it.
        let jitter = u64::from(self.rng.next_u32()) % (wait / 5 * 2 + 1);
        let wait = wait - wait / 5 + jitter;
        if let Some(plan) = self.plan_of(node, inbox) {
            plan.under_way = None;
            plan.next = now.plus(wait);
        }
        Ok(())
    }

    /// The network had no room for a visit.
    pub(crate) fn visit_not_made(&mut self, now: Time, ticket: u64) {
        if let Some((node, inbox, _)) = self.visit_of(ticket)
            && let Some(plan) = self.plan_of(node, inbox)
        {
            (plan.under_way, plan.next) = (None, now.plus(RETRY_SECONDS.0));
        }
    }

    fn visit_of(&self, ticket: u64) -> Option<(NodeId, InboxId, UnderWay)> {
        self.mailboxes.0.iter().find_map(|(node, own)| {
            own.visits.of.iter().find_map(|(inbox, plan)| {
                let visit = plan.under_way.filter(|visit| visit.ticket == ticket)?;
                Some((*node, *inbox, visit))
            })
        })
    }

    fn plan_of(&mut self, node: NodeId, inbox: InboxId) -> Option<&mut Plan> {
        self.mailboxes.0.get_mut(&node)?.visits.of.get_mut(&inbox)
    }

    fn visit_went_well(
        &mut self,
        now: Time,
        node: NodeId,
        inbox: InboxId,
        visit: &UnderWay,
        report: VisitReport,
    ) -> Result<(), DeskError> {
        let Some(own) = self.mailboxes.0.get_mut(&node) else { return Ok(()) };
        own.visits.reached = Some(now);
        (own.visits.trouble, own.visits.failing_since) = (None, None);
        own.visits.collected += u64::from(report.collected);
        if let Some(plan) = own.visits.of.get_mut(&inbox) {
            plan.failures = 0;
        }
        if visit.closing {
            return self.inbox_closed(node, inbox);
        }
        let was_on_cards = own.newest_open().is_some();
        if let (true, Some(until)) = (report.opened, visit.until_day) {
            for row in own.row.inboxes.iter_mut().filter(|row| row.id == inbox) {
                row.open_until = Some(until);
            }
            own.save(&mut self.batch);
        }
        // A later inbox goes on the next card that is written anyway: until then the one before serves.
        if !was_on_cards && report.opened {
            self.owe_cards();
            self.pay_cards(now)?;
        }
        Ok(())
    }

    fn inbox_closed(&mut self, node: NodeId, inbox: InboxId) -> Result<(), DeskError> {
        let Some(own) = self.mailboxes.0.get_mut(&node) else { return Ok(()) };
        own.remove_inbox(&mut self.batch, inbox);
        if own.row.inboxes.is_empty() && own.row.left.is_some() {
            self.batch.delete(named(MAILBOX, node.as_bytes()));
            self.mailboxes.0.remove(&node);
        }
        Ok(())
    }

    /// How long to wait before the next try.
    fn visit_failed(&mut self, now: Time, node: NodeId, inbox: InboxId, fail: &VisitFail) -> u64 {
        let closing =
            self.plan_of(node, inbox).and_then(|p| p.under_way).is_some_and(|v| v.closing);
        let gone = matches!(fail, VisitFail::NoInbox);
        if gone && closing {
            return self.inbox_closed(node, inbox).map_or(0, |()| 0);
        }
        let Some(own) = self.mailboxes.0.get_mut(&node) else { return 0 };
        if gone {
            // It was put back from an old backup, or we were away for too long: opened anew at once. What waited
            // there is sent again by whoever has no receipt.
            for row in own.row.inboxes.iter_mut().filter(|row| row.id == inbox) {
                row.open_until = None;
            }
            own.save(&mut self.batch);
        }
        let trouble = words(fail);
        tracing::info!(trouble, "a mailbox could not be visited");
        own.visits.trouble = Some(trouble);
        own.visits.failing_since.get_or_insert(now);
        let Some(plan) = own.visits.of.get_mut(&inbox) else { return 0 };
        plan.failures = plan.failures.saturating_add(1);
        match fail {
            VisitFail::NoInbox if plan.failures == 1 => 0,
            VisitFail::GrantRefused(_) | VisitFail::TooMany => REFUSED_SECONDS,
            _ => (RETRY_SECONDS.0 << plan.failures.saturating_sub(1).min(16)).min(RETRY_SECONDS.1),
        }
    }

    /// Our mailboxes are looked into now.
    pub(crate) fn hasten_visits(&mut self) {
        self.mailboxes.0.values_mut().for_each(|own| own.visits.hasten());
    }
}

/// Why a visit came to nothing, for a person.
fn words(fail: &VisitFail) -> String {
    match fail {
        VisitFail::Failed(FailWhy::WrongKey) => "somebody else answers at its address".to_owned(),
        VisitFail::Failed(FailWhy::NoAddress) => {
            "its code has no address that can be dialled".to_owned()
        }
        VisitFail::Failed(_) => "it does not answer".to_owned(),
        VisitFail::Busy { .. } => "it is busy".to_owned(),
        VisitFail::NoInbox => "it does not know our inbox; it is opened anew".to_owned(),
        VisitFail::WrongProof => "it does not take our proof".to_owned(),
        VisitFail::GrantRefused(why) => format!("its operator's permission is refused: {why}"),
        VisitFail::TooMany => "as many inboxes are open there as its operator permits".to_owned(),
        VisitFail::NotUnderstood => {
            "it runs an older program that does not understand ours".to_owned()
        }
    }
}
