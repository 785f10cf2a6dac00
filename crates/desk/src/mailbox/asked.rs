//! What a person may ask of our mailboxes: use one, see them, look now, leave one.

use waypost_protocol::card::MAILBOXES_MAX;
use waypost_protocol::ids::{NodeId, Time};
use waypost_protocol::mailbox::MailboxCode;

use super::Own;
use crate::command::{MailboxReport, Reply};
use crate::desk::Desk;
use crate::error::{DeskError, asked};
use crate::report::{day, time};

/// What a person calls a mailbox: the first letters of its id, as many as tell a few apart.
pub(super) fn short_name(node: NodeId) -> String {
    node.to_string().chars().take(12).collect()
}

impl Desk {
    /// Takes up a mailbox by its operator's code; a new code for one that is used replaces the old.
    pub(crate) fn use_mailbox(&mut self, now: Time, code: &str) -> Result<Reply, DeskError> {
        let code = MailboxCode::parse(code).map_err(|fault| {
            asked(
                "mailbox_code",
                fault.to_string(),
                "Ask the mailbox's operator for the whole text.",
            )
        })?;
        let until = code.grant().terms().until_day;
        if until < now.day() {
            let what = format!("The permission in this code ended on {}.", day(until));
            return Err(asked("grant_expired", what, "Ask the mailbox's operator for a new code."));
        }
        let used = self.mailboxes.0.values().filter(|own| own.row.left.is_none()).count();
        let known = self.mailboxes.0.contains_key(&code.node_key());
        if !known && used >= MAILBOXES_MAX {
            return Err(asked(
                "too_many_mailboxes",
                format!("{used} mailboxes are in use, expected at most {MAILBOXES_MAX}."),
                "Leave one first: `waypost mailbox leave`.",
            ));
        }
        let own = self.mailboxes.0.entry(code.node_key());
        let own = own.or_insert_with(|| Own::new(&code, now.day()));
        own.row.grant = code.grant().clone();
        own.row.addresses = code.addresses().to_vec();
        own.row.left = None;
        own.visits.hasten();
        if own.row.inboxes.is_empty() {
            own.add_inbox(&mut self.batch, now.day(), &mut self.rng);
        }
        own.save(&mut self.batch);
        Ok(Reply::Mailboxes { mailboxes: self.mailbox_reports() })
    }

    /// Looks into all mailboxes now.
    pub(crate) fn collect(&mut self) -> Result<Reply, DeskError> {
        self.hasten_visits();
        let words = "The mailboxes are looked into now. See `waypost mailbox list`.".to_owned();
        Ok(Reply::Done { words })
    }

    /// Takes a mailbox off our cards. It is visited for a month more: partners may have the old card.
    pub(crate) fn leave_mailbox(&mut self, now: Time, mailbox: &str) -> Result<Reply, DeskError> {
        let node = self.find_mailbox(mailbox)?;
        if let Some(own) = self.mailboxes.0.get_mut(&node) {
            own.row.left.get_or_insert(now.day());
            own.save(&mut self.batch);
        }
        self.owe_cards();
        self.pay_cards(now)?;
        Ok(Reply::Mailboxes { mailboxes: self.mailbox_reports() })
    }

    fn find_mailbox(&self, mailbox: &str) -> Result<NodeId, DeskError> {
        let mut found =
            self.mailboxes.0.keys().filter(|node| node.to_string().starts_with(mailbox.trim()));
        match (found.next(), found.next()) {
            (Some(node), None) => Ok(*node),
            _ => Err(asked(
                "unknown_mailbox",
                "There is no such mailbox, or more than one whose id begins so.",
                "See `waypost mailbox list`.",
            )),
        }
    }

    /// All our mailboxes, for a person.
    pub(crate) fn mailbox_reports(&self) -> Vec<MailboxReport> {
        self.mailboxes.0.values().map(Own::report).collect()
    }
}

impl Own {
    fn report(&self) -> MailboxReport {
        let open = self.newest_open().and_then(|inbox| inbox.open_until);
        MailboxReport {
            mailbox: short_name(self.row.node),
            node: self.row.node.to_string(),
            addresses: self.row.addresses.clone(),
            on_cards: self.row.left.is_none() && open.is_some(),
            open_until: open.map(day),
            granted_until: day(self.row.grant.terms().until_day),
            inboxes: self.row.inboxes.len() as u64,
            collected: self.visits.collected,
            reached: self.visits.reached.map(time),
            trouble: self.visits.trouble.clone(),
            leaving_since: self.row.left.map(day),
        }
    }
}
