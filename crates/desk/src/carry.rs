//! How letters leave: what is due is handed to a carrier, and what the carrier says of it is noted.
//!
//! In: the outbox's order of business, verdicts and failures. Out: [`Effect::Post`] and [`Effect::Deposit`], each
//! with a ticket by which its outcome comes back. A frame is the same bytes on every carrier. Nothing here decides
//! what goes when: that is the outbox's.

use std::sync::Arc;

use waypost_net::mailbox::{Deposit, DepositVerdict, MailboxAt};
use waypost_net::{FailWhy, Verdict};
use waypost_protocol::card::Mailbox;
use waypost_protocol::ids::{ConversationId, HeaderHash, NodeId, OrgId, Time};
use waypost_store::Error as StoreError;

use crate::clock::Belief;
use crate::desk::{Desk, Effect};
use crate::error::DeskError;
use crate::outbox::{LaneId, Waiting, Way};
use crate::partner::Partner;
use crate::rows::{CARRIAGE, CarriageRow, FRAME, OUTBOX, Row as _, named_in, numbered, owner};

/// What of carrying letters a person may set.
#[derive(Debug, Clone, Copy)]
pub struct Carrying {
    /// Whether partners' nodes are dialled. If not, letters go into mailboxes, and over links that partners made.
    pub dial: bool,
    /// A letter that a carrier took and no signed receipt came for is sent again after so long, seconds. 6 h by default:
    /// a partner that is online signs within minutes, and one that is not costs four frames a day.
    pub resend_seconds: u64,
    /// How often our mailboxes are looked into, seconds, give or take a fifth. 120 by default: an emergency must be
    /// acknowledged within the hour, and a look is a handshake and a question.
    pub collect_seconds: u64,
}

impl Default for Carrying {
    fn default() -> Self {
        Self { dial: true, resend_seconds: 6 * 3600, collect_seconds: 120 }
    }
}

/// A frame that a carrier has: whose, which, and by which lane.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Ticket {
    org: OrgId,
    number: u64,
    lane: LaneId,
}

impl Desk {
    /// Hands over what is due, within each lane's window.
    pub(crate) fn post_due(&mut self, now: Time) {
        if self.belief(now) == Belief::Wrong {
            return;
        }
        for org in self.outbox.partners() {
            let Some(partner) = self.partners.get(&org).filter(|p| !p.row.blocked) else {
                continue;
            };
            let way = Way { up: self.is_up(partner), dial: self.preferences.carrying.dial };
            let mailboxes = partner.mailboxes().to_vec();
            let boxes: Vec<NodeId> = mailboxes.iter().map(|mailbox| mailbox.node_key).collect();
            self.outbox.mailboxes(org, &boxes);
            self.post_directly(now, org, way);
            for mailbox in &mailboxes {
                self.deposit(now, org, way, mailbox);
            }
        }
    }

    fn post_directly(&mut self, now: Time, org: OrgId, way: Way) {
        let Some(partner) = self.partners.get(&org) else { return };
        // The node that is connected, else the first on the card.
        let nodes = partner.nodes();
        let here = nodes.iter().position(|(node, _)| self.up.contains_key(node)).unwrap_or(0);
        let Some((to, addresses)) = nodes.into_iter().nth(here) else { return };
        let lane = LaneId::Direct;
        for number in self.outbox.take_due(org, lane, way, now) {
            let Some(frame) = self.frame_to_go(now, org, lane, number) else { continue };
            let ticket = self.ticket(Ticket { org, number, lane });
            let addresses = addresses.clone();
            self.effects.push(Effect::Post { ticket, to, addresses, frame });
        }
    }

    fn deposit(&mut self, now: Time, org: OrgId, way: Way, mailbox: &Mailbox) {
        let lane = LaneId::Mailbox(mailbox.node_key);
        for number in self.outbox.take_due(org, lane, way, now) {
            let Some(frame) = self.frame_to_go(now, org, lane, number) else { continue };
            let ticket = self.ticket(Ticket { org, number, lane });
            let Mailbox { node_key: node, addresses, inbox, token } = mailbox.clone();
            let at = MailboxAt { node, addresses };
            let deposit = Deposit { ticket, at, inbox, token, frame };
            self.effects.push(Effect::Deposit(Box::new(deposit)));
        }
    }

    pub(crate) fn is_up(&self, partner: &Partner) -> bool {
        partner.nodes().iter().any(|(node, _)| self.up.contains_key(node))
    }

    /// The frame of a letter that may go now; none where it cannot be read.
    fn frame_to_go(
        &mut self,
        now: Time,
        org: OrgId,
        lane: LaneId,
        number: u64,
    ) -> Option<Arc<[u8]>> {
        match self.store.value(&numbered(FRAME, org.as_bytes(), number)) {
            Ok(Some(frame)) => return Some(Arc::from(frame.as_slice())),
            Ok(None) | Err(StoreError::Rot(_)) => {
                tracing::error!(partner = %org, number, "a waiting frame is damaged");
                self.outbox.done(org, number);
            }
            Err(error) => {
                tracing::error!(partner = %org, number, %error, "a waiting frame cannot be read now");
                self.outbox.failed(org, lane, number, now, &mut self.rng);
            }
        }
        None
    }

    fn ticket(&mut self, ticket: Ticket) -> u64 {
        let number = self.next_ticket;
        self.next_ticket += 1;
        self.tickets.insert(number, ticket);
        number
    }

    /// A frame did not get through, or nobody knows: its letter is due again later.
    pub(crate) fn failed(&mut self, now: Time, ticket: u64, why: FailWhy) {
        let Some(Ticket { org, number, lane }) = self.tickets.remove(&ticket) else { return };
        if lane == LaneId::Direct {
            self.last_failure.insert(org, why);
        }
        match why {
            FailWhy::TooLongForRelay => self.outbox.too_long_for_relay(org, number, now),
            _ => self.outbox.failed(org, lane, number, now, &mut self.rng),
        }
    }

    /// Frames and visits that the network had no room for: they are due again later.
    pub(crate) fn note_not_taken(&mut self, now: Time, tickets: Vec<u64>) {
        for ticket in tickets {
            self.failed(now, ticket, FailWhy::ShutDown);
            self.visit_not_made(now, ticket);
        }
    }

    /// What the partner's node said of a frame.
    pub(crate) fn answered(
        &mut self,
        now: Time,
        ticket: u64,
        verdict: Verdict,
    ) -> Result<(), DeskError> {
        let Some(Ticket { org, number, lane }) = self.tickets.remove(&ticket) else {
            return Ok(());
        };
        self.last_failure.remove(&org);
        match verdict {
            Verdict::Kept => self.carried(now, org, lane, number),
            Verdict::Busy { retry_seconds } => {
                self.outbox.busy(org, lane, number, now, u64::from(retry_seconds));
                Ok(())
            }
            Verdict::Refused(refusal) => {
                let why = format!("{refusal:?}").to_lowercase();
                tracing::warn!(partner = %org, why, "a partner's node would not take a frame");
                match self.outbox.refused(org, lane, number, now) {
                    // All that it is about was settled when it was first sent; who cannot open it needs another.
                    Some(letter) if letter.sent_again => {
                        self.outbox.done(org, number);
                        Ok(())
                    }
                    Some(letter) if !letter.is_piece() => {
                        let mark = CarriageRow { left_at: None, refused: Some(why) };
                        self.mark_carriage(letter.conversation, letter.header, &mark)
                    }
                    Some(_) | None => Ok(()),
                }
            }
        }
    }

    /// What a partner's mailbox said of a frame.
    pub(crate) fn was_deposited(
        &mut self,
        now: Time,
        ticket: u64,
        outcome: Result<DepositVerdict, FailWhy>,
    ) -> Result<(), DeskError> {
        let verdict = match outcome {
            Ok(verdict) => verdict,
            Err(why) => {
                self.failed(now, ticket, why);
                return Ok(());
            }
        };
        let Some(Ticket { org, number, lane }) = self.tickets.remove(&ticket) else {
            return Ok(());
        };
        match verdict {
            DepositVerdict::Kept => return self.carried(now, org, lane, number),
            DepositVerdict::Busy { retry_seconds } => {
                self.outbox.busy(org, lane, number, now, u64::from(retry_seconds));
            }
            DepositVerdict::Full => self.outbox.full(org, lane, number, now),
            DepositVerdict::NoInbox | DepositVerdict::WrongToken => {
                tracing::warn!(partner = %org, "the mailbox on a partner's card does not know it");
                self.outbox.closed(org, lane, number, now);
            }
            DepositVerdict::NotUnderstood => {
                self.outbox.refused(org, lane, number, now);
            }
        }
        Ok(())
    }

    /// A carrier has it for good: the tick "left"; a receipt leaves the outbox with it.
    fn carried(
        &mut self,
        now: Time,
        org: OrgId,
        lane: LaneId,
        number: u64,
    ) -> Result<(), DeskError> {
        let again = now.plus(self.preferences.carrying.resend_seconds);
        let Some(letter) = self.outbox.kept(org, lane, number, now, again) else { return Ok(()) };
        self.mark_left(now, org, number, &letter)
    }

    pub(crate) fn mark_left(
        &mut self,
        now: Time,
        org: OrgId,
        number: u64,
        letter: &Waiting,
    ) -> Result<(), DeskError> {
        if letter.sent_again {
            return Ok(());
        }
        if letter.is_piece() {
            return self.piece_left(now, org, number, (letter.conversation, letter.header));
        }
        let mark = CarriageRow { left_at: Some(now), refused: None };
        self.mark_carriage(letter.conversation, letter.header, &mark)?;
        if !letter.receipt_expected {
            self.batch.delete(numbered(OUTBOX, org.as_bytes(), number));
        }
        Ok(())
    }

    pub(crate) fn mark_carriage(
        &mut self,
        conversation: ConversationId,
        header: HeaderHash,
        mark: &CarriageRow,
    ) -> Result<(), DeskError> {
        if self.is_erased(conversation)? {
            return Ok(());
        }
        let at = named_in(CARRIAGE, conversation.as_bytes(), header.as_bytes());
        self.batch.put(at, owner(conversation), mark.to_bytes());
        if let Some(open) = self.open.get_mut(&conversation) {
            open.carriage.insert(header, mark.clone());
            self.touched.insert(conversation);
        }
        Ok(())
    }
}
