//! Mailboxes in the town: they keep, give and erase as SPEC 6.8 says, and may be put back from an old copy.

use std::collections::BTreeMap;

use waypost_desk::command::{Command, Reply, Secret};
use waypost_desk::desk::Input;
use waypost_net::mailbox::{
    Deposit, DepositVerdict, Errand as VisitErrand, Visit, VisitFail, VisitReport,
};
use waypost_net::{FailWhy, Verdict};
use waypost_protocol::ids::{Day, FrameId, GrantId, InboxId, NodeId};
use waypost_protocol::keys::SigningKey;
use waypost_protocol::mailbox::{
    GrantKey, GrantTerms, INBOXES_PER_GRANT_MAX, MailboxCode, TokenHash,
};

use super::Town;

/// What a house wants of a mailbox.
pub(super) enum Errand {
    Deposit(Box<Deposit>),
    Visit(Box<Visit>),
}

/// One mailbox: what lies in it is all that it knows.
#[derive(Clone, Default)]
pub struct Mailbox {
    /// Its inboxes.
    pub inboxes: BTreeMap<InboxId, Inbox>,
    /// Nobody gets through to it.
    pub is_down: bool,
    /// Every deposit that it took: where, and under which token.
    pub deposits: Vec<(InboxId, [u8; 32])>,
}

/// One inbox.
#[derive(Clone)]
pub struct Inbox {
    token: TokenHash,
    /// Its last day.
    pub until_day: Day,
    /// Frames, in the order in which they came.
    pub frames: Vec<Vec<u8>>,
}

impl Mailbox {
    fn take(&mut self, deposit: &Deposit) -> DepositVerdict {
        let Some(inbox) = self.inboxes.get_mut(&deposit.inbox) else {
            return DepositVerdict::NoInbox;
        };
        let token = deposit.token.hash();
        if inbox.token != token {
            return DepositVerdict::WrongToken;
        }
        self.deposits.push((deposit.inbox, token.0));
        let id = FrameId::of(&deposit.frame);
        if inbox.frames.iter().all(|frame| FrameId::of(frame) != id) {
            inbox.frames.push(deposit.frame.to_vec());
        }
        DepositVerdict::Kept
    }

    fn open(&mut self, visit: &Visit) -> Result<bool, VisitFail> {
        let VisitErrand::Collect { open: Some(open) } = &visit.errand else { return Ok(false) };
        let id = visit.inbox.id();
        if !self.inboxes.contains_key(&id) && self.inboxes.len() >= INBOXES_PER_GRANT_MAX {
            return Err(VisitFail::TooMany);
        }
        let fresh = Inbox { token: open.token_hash, until_day: open.until_day, frames: Vec::new() };
        let inbox = self.inboxes.entry(id).or_insert(fresh);
        (inbox.token, inbox.until_day) = (open.token_hash, open.until_day);
        Ok(true)
    }

    /// Frames that wait.
    pub fn waiting(&self) -> usize {
        self.inboxes.values().map(|inbox| inbox.frames.len()).sum()
    }
}

impl Town {
    /// Puts up a mailbox, and gives each of these houses the operator's permission.
    pub fn put_up_mailbox(&mut self, seed: u8, houses: &[usize]) -> NodeId {
        let key = SigningKey::from_seed(&[seed; 32]);
        let node = NodeId::new(*key.verifying_key().as_bytes());
        self.mailboxes.insert(node, Mailbox::default());
        for house in houses {
            let terms = GrantTerms {
                id: GrantId::new([*house as u8; 16]),
                frames_max: 1000,
                bytes_max: 1 << 30,
                until_day: self.now.day().plus(self.grant_days),
            };
            let grant = GrantKey::from_seed(&[seed; 32]).issue(terms);
            let addresses = vec!["/dns/mailbox.invalid/tcp/4002".to_owned()];
            let code = MailboxCode::new(node, addresses, grant).unwrap();
            let code = Secret(code.to_text().to_string());
            let reply = self.ask(*house, Command::MailboxUse { code });
            assert!(matches!(reply, Reply::Mailboxes { .. }), "{reply:?}");
        }
        node
    }

    pub(super) fn run_errand(&mut self, house: usize, errand: Errand) {
        match errand {
            Errand::Deposit(deposit) => self.deposit(house, &deposit),
            Errand::Visit(visit) => self.visit(house, &visit),
        }
    }

    fn deposit(&mut self, house: usize, deposit: &Deposit) {
        let lost = self.chance(self.weather.lost);
        let mailbox = self.mailboxes.get_mut(&deposit.at.node).filter(|m| !m.is_down && !lost);
        let verdict = mailbox.map(|mailbox| mailbox.take(deposit));
        let heard = !self.chance(self.weather.answer_lost);
        let outcome = verdict.filter(|_| heard).ok_or(FailWhy::ConnectionLost);
        self.input(house, Input::Deposited { ticket: deposit.ticket, outcome });
    }

    fn visit(&mut self, house: usize, visit: &Visit) {
        let outcome = self.collect(house, visit);
        self.input(house, Input::Visited { ticket: visit.ticket, outcome });
    }

    fn collect(&mut self, house: usize, visit: &Visit) -> Result<VisitReport, VisitFail> {
        let lost = self.chance(self.weather.lost);
        let there = self.mailboxes.get_mut(&visit.at.node).filter(|m| !m.is_down && !lost);
        let mailbox = there.ok_or(VisitFail::Failed(FailWhy::ConnectionLost))?;
        let id = visit.inbox.id();
        let opened = mailbox.open(visit)?;
        let inbox = mailbox.inboxes.get(&id).ok_or(VisitFail::NoInbox)?;
        let mut report = VisitReport { opened, ..VisitReport::default() };
        if matches!(visit.errand, VisitErrand::Close) {
            mailbox.inboxes.remove(&id);
            return Ok(report);
        }
        for frame in inbox.frames.clone() {
            // By the same door as all others; nothing is said by a house that lost power over it.
            match self.offer_if_up(house, &frame) {
                // The acknowledgement may be lost on its way: the frame is fetched again.
                Some(Verdict::Kept | Verdict::Refused(_))
                    if !self.chance(self.weather.answer_lost) =>
                {
                    report.collected += 1;
                    let mailbox = self.mailboxes.get_mut(&visit.at.node).unwrap();
                    mailbox.inboxes.get_mut(&id).unwrap().frames.retain(|kept| *kept != frame);
                }
                Some(_) | None => report.left = true,
            }
        }
        Ok(report)
    }
}
