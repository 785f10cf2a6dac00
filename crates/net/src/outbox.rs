//! What the caller has no room for yet.
//!
//! In: deliveries. Out: the same, in order. Its parts are bounded where they arise: a post by its room, an arrived frame
//! by its place, a partner's state and an address by counting once. It never drops a post's or a frame's delivery.

use std::collections::VecDeque;

use crate::event::Event;
use crate::post::Delivery;

/// Deliveries that wait.
#[derive(Default)]
pub(crate) struct Outbox(VecDeque<Delivery>);

impl Outbox {
    /// Adds a delivery. Of what is true of a partner or an address only the latest is left.
    pub(crate) fn push(&mut self, delivery: Delivery) {
        let outdated = |pending: &Delivery| match (&pending.event, &delivery.event) {
            (Event::Up(a, _) | Event::Down(a), Event::Up(b, _) | Event::Down(b)) => a == b,
            (
                Event::Listening(a) | Event::NotListening(a),
                Event::Listening(b) | Event::NotListening(b),
            ) => a == b,
            _ => false,
        };
        if let Some(pending) = self.0.iter().position(outdated) {
            self.0.remove(pending);
        }
        self.0.push_back(delivery);
    }

    pub(crate) fn pop(&mut self) -> Option<Delivery> {
        self.0.pop_front()
    }

    pub(crate) fn is_empty(&self) -> bool {
        self.0.is_empty()
    }
}

impl IntoIterator for Outbox {
    type Item = Delivery;
    type IntoIter = std::collections::vec_deque::IntoIter<Delivery>;

    fn into_iter(self) -> Self::IntoIter {
        self.0.into_iter()
    }
}

#[cfg(test)]
mod tests {
    use waypost_protocol::ids::NodeId;

    use super::*;
    use crate::event::Way;

    #[test]
    fn a_partner_that_flaps_while_nobody_reads_leaves_one_event_the_latest() {
        let node = NodeId::new([7; 32]);
        let mut outbox = Outbox::default();
        for _ in 0..1000 {
            outbox.push(Event::Up(node, Way::Relayed).into());
            outbox.push(Event::Up(node, Way::Direct).into());
            outbox.push(Event::Down(node).into());
        }
        assert_eq!(outbox.0.len(), 1);
        assert!(matches!(outbox.0[0].event, Event::Down(down) if down == node));
    }

    #[test]
    fn an_address_that_comes_and_goes_is_told_once() {
        let mut outbox = Outbox::default();
        let address = "/ip4/192.0.2.1/tcp/1".to_owned();
        for _ in 0..1000 {
            outbox.push(Event::NotListening(address.clone()).into());
            outbox.push(Event::Listening(address.clone()).into());
        }
        assert_eq!(outbox.0.len(), 1);
        assert!(matches!(outbox.0[0].event, Event::Listening(_)));
    }
}
