//! Mailboxes of ours: where frames for us wait while we are offline.
//!
//! In: the operator's code from a person, the clock, what a visit came to. Out: inboxes for our contact cards, and
//! [visits](visits): in a visit an inbox is opened or prolonged, and what waits there is collected. Frames that were
//! collected come in by the same front door as all others. Never here: what a mailbox of a partner's takes from us;
//! that is one lane of the outbox.
//!
//! ```text
//! code -> MailboxRow -> an inbox (key in the vault) -> visit: open -> on our cards -> visit: collect, every few minutes
//!                          every ten days a new one;  the old: visited every hour, closed when no partner needs it
//! ```
//!
//! An inbox is a random key, new with every epoch, so that a mailbox cannot say for how long somebody has been there;
//! a partner that was away goes on with the inbox it knows. All partners have the same token: a token for each
//! would tell the mailbox one sender from another.

mod asked;
mod visits;

use std::collections::BTreeMap;

use rand_core::CryptoRng;
use waypost_protocol::card::{MAILBOXES_MAX, Mailbox};
use waypost_protocol::ids::{Day, NodeId, Time};
use waypost_protocol::mailbox::{
    INBOXES_PER_GRANT_MAX, InboxId, InboxKey, MailboxCode, WriteToken,
};
use waypost_store::{Batch, Owner, Store};

use crate::desk::Desk;
use crate::error::DeskError;
use crate::me::{EPOCH_DAYS, secret};
use crate::rows::{InboxRow, MAILBOX, MailboxRow, Row, named, undamaged};

use visits::Visits;

/// An inbox that a newer one has replaced is kept for this many days at least: frames wait thirty, and the card that
/// names the newer one may be two weeks on its way.
const OLD_DAYS: u32 = 45;
/// A mailbox that we left is visited for so many days more.
const LEFT_DAYS: u32 = 31;

/// All mailboxes of ours.
#[derive(Default)]
pub(crate) struct Mailboxes(BTreeMap<NodeId, Own>);

/// One mailbox of ours.
struct Own {
    row: MailboxRow,
    keys: BTreeMap<InboxId, InboxKey>,
    visits: Visits,
}

impl Mailboxes {
    pub(crate) fn load(store: &Store) -> Result<Self, DeskError> {
        let mut all = BTreeMap::new();
        for found in store.rows(MAILBOX, &[])? {
            let Some(found) = undamaged(found)? else { continue };
            let Some(row) = undamaged(MailboxRow::from_bytes(&found.value))? else { continue };
            let mut keys = BTreeMap::new();
            for inbox in &row.inboxes {
                if let Some(seed) = undamaged(secret(store, &key_name(inbox.id)))? {
                    keys.insert(inbox.id, InboxKey::from_seed(&seed));
                }
            }
            all.insert(row.node, Own { row, keys, visits: Visits::default() });
        }
        Ok(Self(all))
    }

    /// What our cards say: of each mailbox the newest inbox that is open.
    pub(crate) fn on_cards(&self) -> Vec<Mailbox> {
        let used = self.0.values().filter(|own| own.row.left.is_none());
        used.filter_map(Own::on_card).take(MAILBOXES_MAX).collect()
    }

    pub(crate) fn count(&self) -> u64 {
        self.0.len() as u64
    }
}

impl Own {
    fn new(code: &MailboxCode, today: Day) -> Self {
        let row = MailboxRow {
            node: code.node_key(),
            addresses: code.addresses().to_vec(),
            grant: code.grant().clone(),
            since: today,
            inboxes: Vec::new(),
            left: None,
        };
        Self { row, keys: BTreeMap::new(), visits: Visits::default() }
    }

    /// The newest inbox that the mailbox has opened.
    fn newest_open(&self) -> Option<&InboxRow> {
        self.row.inboxes.iter().rfind(|inbox| inbox.open_until.is_some())
    }

    fn on_card(&self) -> Option<Mailbox> {
        let InboxRow { id: inbox, token, .. } = *self.newest_open()?;
        let MailboxRow { node: node_key, addresses, .. } = &self.row;
        Some(Mailbox { node_key: *node_key, addresses: addresses.clone(), inbox, token })
    }

    fn add_inbox(&mut self, batch: &mut Batch, today: Day, rng: &mut impl CryptoRng) {
        let key = InboxKey::generate(rng);
        let (id, token) = (key.id(), WriteToken::generate(rng));
        batch.keep_secret(&key_name(id), &*key.seed());
        self.row.inboxes.push(InboxRow { id, token, made: today, open_until: None });
        self.keys.insert(id, key);
        self.save(batch);
    }

    fn remove_inbox(&mut self, batch: &mut Batch, id: InboxId) {
        batch.forget_secret(&key_name(id));
        self.row.inboxes.retain(|inbox| inbox.id != id);
        self.keys.remove(&id);
        self.visits.forget(id);
        self.save(batch);
    }

    /// Whether a new inbox is due: the newest is of an epoch that is over, and was opened.
    fn needs_inbox(&self, today: Day) -> bool {
        self.row.left.is_none()
            && self.row.inboxes.last().is_none_or(|newest| {
                newest.open_until.is_some() && newest.made.plus(EPOCH_DAYS) <= today
            })
    }

    /// Inboxes whose time is over. `known` is the oldest epoch that is the newest some partner has: a partner that
    /// has a card of after the next inbox was made does not need the one before.
    fn over(&self, today: Day, known: Day) -> Vec<InboxId> {
        let inboxes = &self.row.inboxes;
        if self.row.left.is_some_and(|left| left.plus(LEFT_DAYS) < today) {
            return inboxes.iter().map(|inbox| inbox.id).collect();
        }
        // A new one must find a place, whoever still has the oldest.
        let crowd = inboxes.len().saturating_sub(INBOXES_PER_GRANT_MAX - 1);
        let mut over = Vec::new();
        for (place, pair) in inboxes.windows(2).enumerate() {
            let [old, next] = pair else { continue };
            let replaced = next.open_until.is_some() && next.made.plus(OLD_DAYS) < today;
            if place < crowd || (replaced && known > next.made) {
                over.push(old.id);
            }
        }
        over
    }

    fn save(&self, batch: &mut Batch) {
        batch.put(named(MAILBOX, self.row.node.as_bytes()), Owner::Node, self.row.to_bytes());
    }
}

impl Desk {
    /// Once a day: a new inbox when an epoch is over.
    pub(crate) fn turn_inboxes(&mut self, today: Day) {
        for own in self.mailboxes.0.values_mut().filter(|own| own.needs_inbox(today)) {
            own.add_inbox(&mut self.batch, today, &mut self.rng);
        }
    }

    /// What a person should know of our mailboxes.
    pub(crate) fn mailbox_advice(&self, now: Time) -> Vec<String> {
        let own = self.mailboxes.0.values().filter(|own| own.row.left.is_none());
        own.filter_map(|own| own.advice(now)).collect()
    }
}

fn key_name(inbox: InboxId) -> Vec<u8> {
    [b"inbox/".as_slice(), inbox.as_bytes()].concat()
}
