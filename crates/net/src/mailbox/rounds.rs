//! Who goes to which mailbox next: the queue of deposits and visits, and the sessions under way.
//!
//! In: orders of the caller, sessions that ended. Out: errands to be done now, each by a task of its own. It never
//! waits for a session and decides nothing about one.

use std::collections::{BTreeMap, VecDeque};
use std::sync::Arc;

use tokio::sync::mpsc;
use tokio::task::JoinSet;
use waypost_protocol::ids::NodeId;
use waypost_protocol::mailbox::InboxId;

use super::{Call, Order, Shop, Slip, VisitFail, collect, leave};
use crate::event::{Event, FailWhy};

/// Sessions at once. 8: two for each of four mailboxes; beyond it a slow link carries them no sooner.
const SESSIONS_MAX: usize = 8;
/// Sessions at once with one mailbox. 2: one that collects does not hold up one that deposits.
const SESSIONS_PER_MAILBOX: usize = 2;
/// So many deposits for one inbox go each over a session of its own, so that the mailbox cannot tell by the session
/// that they have one author. 4: a letter, its disclosure, a receipt and an answer. More share sessions: a handshake each
/// would cost more than it hides, as they come from one address at one time.
const LONERS_MAX: usize = 4;
/// Deposits of one session at most. 64: some seconds, or a quarter of an hour of 4 KiB each on 20 kbit/s.
const DEPOSITS_PER_SESSION: usize = 64;

type Place = (NodeId, InboxId);

/// What waits, and how many sessions are under way.
#[derive(Default)]
pub(super) struct Rounds {
    visits: VecDeque<Box<Call>>,
    deposits: BTreeMap<Place, VecDeque<Slip>>,
    /// Whose turn it is; each place that deposits wait for stands here once.
    turns: VecDeque<Place>,
    going: BTreeMap<NodeId, usize>,
}

/// One session's work.
pub(super) enum Outing {
    Deposit(NodeId, Vec<Slip>),
    Visit(NodeId, Box<Call>),
}

impl Rounds {
    fn take(&mut self, order: Order) {
        match order {
            Order::Visit(call) => self.visits.push_back(call),
            Order::Deposit(slip) => {
                let place = (slip.deposit.at.node, slip.deposit.inbox);
                let waiting = self.deposits.entry(place).or_default();
                if waiting.is_empty() {
                    self.turns.push_back(place);
                }
                waiting.push_back(slip);
            }
        }
    }

    /// The next session that may begin now; the caller says when it has [`Rounds::ended`].
    fn next(&mut self) -> Option<Outing> {
        if self.going.values().sum::<usize>() >= SESSIONS_MAX {
            return None;
        }
        let outing = self.next_visit().or_else(|| self.next_deposits())?;
        let (Outing::Deposit(node, _) | Outing::Visit(node, _)) = &outing;
        *self.going.entry(*node).or_default() += 1;
        Some(outing)
    }

    fn ended(&mut self, node: NodeId) {
        if let Some(going) = self.going.get_mut(&node) {
            *going -= 1;
            if *going == 0 {
                self.going.remove(&node);
            }
        }
    }

    fn has_room(&self, node: &NodeId) -> bool {
        self.going.get(node).is_none_or(|going| *going < SESSIONS_PER_MAILBOX)
    }

    fn next_visit(&mut self) -> Option<Outing> {
        let at = self.visits.iter().position(|call| self.has_room(&call.visit.at.node))?;
        let call = self.visits.remove(at)?;
        Some(Outing::Visit(call.visit.at.node, call))
    }

    fn next_deposits(&mut self) -> Option<Outing> {
        let at = self.turns.iter().position(|(node, _)| self.has_room(node))?;
        let place = self.turns.remove(at)?;
        let mut waiting = self.deposits.remove(&place)?;
        let count = match waiting.len() {
            alone if alone <= LONERS_MAX => 1,
            many => many.min(DEPOSITS_PER_SESSION),
        };
        let later = waiting.split_off(count);
        if !later.is_empty() {
            self.deposits.insert(place, later);
            self.turns.push_back(place);
        }
        Some(Outing::Deposit(place.0, waiting.into()))
    }
}

/// Sends sessions out until the caller shuts down or is gone; then fails what is left.
pub(super) async fn run(mut rounds: Rounds, mut orders: mpsc::Receiver<Order>, shop: Arc<Shop>) {
    let mut sessions = JoinSet::new();
    loop {
        while let Some(outing) = rounds.next() {
            sessions.spawn(go(outing, Arc::clone(&shop)));
        }
        tokio::select! {
            order = orders.recv() => match order {
                Some(order) => rounds.take(order),
                None => break,
            },
            Some(Ok(node)) = sessions.join_next() => rounds.ended(node),
            () = shop.shut_down() => break,
        }
    }
    orders.close();
    while let Some(order) = orders.recv().await {
        rounds.take(order);
    }
    for slip in rounds.deposits.into_values().flatten() {
        shop.tell(slip.settled(Err(FailWhy::ShutDown))).await;
    }
    for call in rounds.visits {
        let outcome = Err(VisitFail::Failed(FailWhy::ShutDown));
        shop.tell(Event::Visited { ticket: call.visit.ticket, outcome }.into()).await;
    }
    // They see the shutdown themselves.
    while sessions.join_next().await.is_some() {}
}

async fn go(outing: Outing, shop: Arc<Shop>) -> NodeId {
    match outing {
        Outing::Deposit(node, slips) => {
            leave::session(slips, &shop).await;
            node
        }
        Outing::Visit(node, call) => {
            collect::session(call, &shop).await;
            node
        }
    }
}

#[cfg(test)]
mod tests {
    use waypost_protocol::mailbox::{InboxKey, WriteToken};

    use super::super::{Deposit, Errand, MailboxAt, Visit};
    use super::*;
    use crate::limits::Limits;
    use crate::post::PostRoom;

    fn at(mailbox: u8) -> MailboxAt {
        MailboxAt { node: NodeId::new([mailbox; 32]), addresses: Vec::new() }
    }

    fn deposits(rounds: &mut Rounds, mailbox: u8, inbox: u8, count: u64) {
        let room = PostRoom::new(&Limits::default());
        for ticket in 0..count {
            let deposit = Deposit {
                ticket,
                at: at(mailbox),
                inbox: InboxId::new([inbox; 32]),
                token: WriteToken([0; 16]),
                frame: vec![0; 4096].into(),
            };
            let room = room.room(4096).unwrap();
            rounds.take(Order::Deposit(Slip { deposit, room }));
        }
    }

    fn visit(rounds: &mut Rounds, mailbox: u8) {
        let room = Arc::new(tokio::sync::Semaphore::new(1)).try_acquire_owned().unwrap();
        let inbox = InboxKey::from_seed(&[1; 32]);
        let visit = Visit { ticket: 1, at: at(mailbox), inbox, errand: Errand::Close };
        rounds.take(Order::Visit(Box::new(Call { visit, _room: room })));
    }

    /// How many deposits each session takes that may begin now; a visit is 0.
    fn begin(rounds: &mut Rounds) -> Vec<usize> {
        std::iter::from_fn(|| rounds.next())
            .map(|outing| match outing {
                Outing::Deposit(_, slips) => slips.len(),
                Outing::Visit(..) => 0,
            })
            .collect()
    }

    #[test]
    fn few_deposits_go_alone_and_two_at_a_time() {
        let mut rounds = Rounds::default();
        deposits(&mut rounds, 1, 1, 4);
        assert_eq!(begin(&mut rounds), [1, 1]);
        rounds.ended(NodeId::new([1; 32]));
        assert_eq!(begin(&mut rounds), [1]);
        rounds.ended(NodeId::new([1; 32]));
        assert_eq!(begin(&mut rounds), [1]);
        rounds.ended(NodeId::new([1; 32]));
        assert!(begin(&mut rounds).is_empty());
    }

    #[test]
    fn a_burst_shares_sessions_of_sixty_four() {
        let mut rounds = Rounds::default();
        deposits(&mut rounds, 1, 1, 130);
        assert_eq!(begin(&mut rounds), [64, 64]);
        rounds.ended(NodeId::new([1; 32]));
        assert_eq!(begin(&mut rounds), [1]);
    }

    #[test]
    fn inboxes_take_turns_and_never_share_a_session() {
        let mut rounds = Rounds::default();
        deposits(&mut rounds, 1, 1, 100);
        deposits(&mut rounds, 1, 2, 3);
        assert_eq!(begin(&mut rounds), [64, 1]);
        rounds.ended(NodeId::new([1; 32]));
        assert_eq!(begin(&mut rounds), [36]);
    }

    #[test]
    fn eight_sessions_are_under_way_and_a_busy_mailbox_holds_up_no_other() {
        let mut rounds = Rounds::default();
        for mailbox in 1..=5 {
            visit(&mut rounds, mailbox);
            deposits(&mut rounds, mailbox, 1, 100);
        }
        assert_eq!(begin(&mut rounds), [0, 0, 0, 0, 0, 64, 64, 64]);
        rounds.ended(NodeId::new([5; 32]));
        assert_eq!(begin(&mut rounds), [64]);
    }
}
