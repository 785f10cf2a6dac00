//! The durable outbox's order of business: what is due, to whom, by which carrier, and when again.
//!
//! In: queued letters, verdicts, failures, `now`. Out: the numbers to hand to a carrier now. The frames
//! themselves lie in the store; here are only numbers and times. Never sends, never waits.
//!
//! A letter stands in a [lane](lane) for its partner's node and in one for each mailbox of the partner. The direct lane
//! goes first: it is the fastest, and who is connected already learns nothing new from one more frame. The
//! mailboxes are taken as soon as the partner's node is not connected and the direct lane fails or is slow to begin;
//! then a frame goes to all of them. What a carrier took is due again only if no signed receipt comes.
//!
//! A letter that expects a receipt stays until the signed receipt came, also after a carrier took it: a disk that
//! dies there must not lose it (SPEC 6.4).

mod lane;

use std::collections::{BTreeMap, BTreeSet};

use rand_core::Rng;
use waypost_protocol::ids::{ConversationId, HeaderHash, NodeId, OrgId, Time};

pub(crate) use lane::{BULK_IN_FLIGHT_MAX, Class, LaneId};
use lane::{Lane, RETRY_MAX_SECONDS};

/// How long a dial to a partner's node may take before the mailboxes are taken too. 5 s: a connection at 800 ms takes
/// three; where a firewall swallows what we send, the dial itself fails only after 20.
const DIAL_PATIENCE_SECONDS: u64 = 5;
/// How long the direct lane leaves a letter alone that lies in a mailbox: a partner that comes online fetches it
/// there within minutes.
const DEPOSITED_WAIT_SECONDS: u64 = 600;
/// How long a mailbox is left alone whose quota is used up: its owner must come and empty it.
const FULL_WAIT_SECONDS: u64 = 900;

/// One letter in the queue.
#[derive(Clone, Debug)]
pub(crate) struct Waiting {
    pub(crate) conversation: ConversationId,
    pub(crate) header: HeaderHash,
    pub(crate) receipt_expected: bool,
    /// Sent once more on a partner's repeat: all that is to be kept of it was kept the first time.
    pub(crate) sent_again: bool,
    class: Class,
    /// When a mailbox last took it.
    deposited: Option<Time>,
}

impl Waiting {
    /// A piece of an attachment: no mark of its carriage is kept among the letters'.
    pub(crate) fn is_piece(&self) -> bool {
        self.class == Class::Bulk
    }
}

/// One partner's queue.
#[derive(Debug)]
struct Line {
    letters: BTreeMap<u64, Waiting>,
    by_header: BTreeMap<HeaderHash, u64>,
    direct: Lane,
    mailboxes: BTreeMap<NodeId, Lane>,
    /// Letters that are longer than the relay carries by which the partner is connected.
    too_long: BTreeSet<u64>,
    /// What alone may go.
    only: Option<Only>,
}

/// What alone may leave for a partner, while a restored node catches up with it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Only {
    /// Nothing: it is not asked yet.
    Nothing,
    /// The letter that asks, and the pair's receipts: a receipt that the partner wrote before it heard is
    /// not sent any more, so nothing that waits for one may go before.
    Question(HeaderHash, ConversationId),
    /// The pair's own letters.
    Conversation(ConversationId),
}

/// What is known of the way to a partner's node.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Way {
    /// A link stands.
    pub(crate) up: bool,
    /// It may be dialled at all.
    pub(crate) dial: bool,
}

/// All queues.
#[derive(Default, Debug)]
pub(crate) struct Outbox {
    lines: BTreeMap<OrgId, Line>,
}

impl Outbox {
    /// Queues a letter under its number; it is due at once.
    pub(crate) fn queue(
        &mut self,
        partner: OrgId,
        number: u64,
        conversation: ConversationId,
        header: HeaderHash,
        receipt_expected: bool,
        class: Class,
    ) {
        let letter = Waiting {
            conversation,
            header,
            receipt_expected,
            sent_again: false,
            class,
            deposited: None,
        };
        self.add(partner, number, letter);
    }

    fn add(&mut self, partner: OrgId, number: u64, letter: Waiting) {
        let line = self.lines.entry(partner).or_default();
        // Already queued, perhaps under way: its place in the window must not be counted twice.
        if line.letters.contains_key(&number) {
            return;
        }
        for lane in line.lanes() {
            lane.add(number, letter.class, Time(0));
        }
        line.by_header.insert(letter.header, number);
        line.letters.insert(number, letter);
    }

    /// A letter that left the queue is asked for again: it goes out once more, by the carrier's word.
    pub(crate) fn queue_again(&mut self, partner: OrgId, number: u64) {
        // What it is about was settled when it was first queued: these ids stand for nothing.
        let letter = Waiting {
            conversation: ConversationId::new([0; 16]),
            header: HeaderHash::new([0; 32]),
            receipt_expected: false,
            sent_again: true,
            class: Class::Letter,
            deposited: None,
        };
        self.add(partner, number, letter);
    }

    /// The partner's mailboxes, as its card names them. A new one gets all that waits, one that is gone is left.
    pub(crate) fn mailboxes(&mut self, partner: OrgId, mailboxes: &[NodeId]) {
        let Some(line) = self.lines.get_mut(&partner) else { return };
        line.mailboxes.retain(|mailbox, _| mailboxes.contains(mailbox));
        for mailbox in mailboxes {
            let letters = &line.letters;
            line.mailboxes.entry(*mailbox).or_insert_with(|| {
                let mut lane = Lane::new();
                letters.iter().for_each(|(number, l)| lane.add(*number, l.class, Time(0)));
                lane
            });
        }
    }

    /// Numbers to hand to this carrier now, within its window; they count as posted from here on.
    pub(crate) fn take_due(
        &mut self,
        partner: OrgId,
        lane: LaneId,
        way: Way,
        now: Time,
    ) -> Vec<u64> {
        let Some(line) = self.lines.get_mut(&partner) else { return Vec::new() };
        let open = match lane {
            LaneId::Direct => way.up || way.dial,
            LaneId::Mailbox(_) => line.needs_mailboxes(way, now),
        };
        if !open && (lane == LaneId::Direct || line.too_long.is_empty()) {
            return Vec::new();
        }
        let (only, letters, too_long) = (line.only, &line.letters, &line.too_long);
        let allowed =
            |number| (open || too_long.contains(&number)) && may_leave(only, letters.get(&number));
        let lane = match lane {
            LaneId::Direct => Some(&mut line.direct),
            LaneId::Mailbox(mailbox) => line.mailboxes.get_mut(&mailbox),
        };
        lane.map_or_else(Vec::new, |lane| lane.take_due(now, allowed))
    }

    /// A carrier took it; if no receipt comes it is due again at `again`. Returns the letter; it leaves the queue
    /// unless a receipt is awaited.
    pub(crate) fn kept(
        &mut self,
        partner: OrgId,
        lane: LaneId,
        number: u64,
        now: Time,
        again: Time,
    ) -> Option<Waiting> {
        let line = self.lines.get_mut(&partner)?;
        line.lane(lane)?.kept(number, now, again);
        match lane {
            LaneId::Direct => line.mailboxes.values_mut().for_each(|m| m.put_off(number, again)),
            LaneId::Mailbox(_) => line.direct.put_off(number, now.plus(DEPOSITED_WAIT_SECONDS)),
        }
        let letter = line.letters.get_mut(&number)?;
        if matches!(lane, LaneId::Mailbox(_)) {
            letter.deposited = Some(now);
        }
        let letter = letter.clone();
        if !letter.receipt_expected {
            line.remove(number);
        }
        Some(letter)
    }

    /// The other end would not take it; it is tried again later, never dropped.
    pub(crate) fn refused(
        &mut self,
        partner: OrgId,
        lane: LaneId,
        number: u64,
        now: Time,
    ) -> Option<Waiting> {
        let line = self.lines.get_mut(&partner)?;
        line.lane(lane)?.refused(number, now);
        line.letters.get(&number).cloned()
    }

    /// The other end is busy: the whole lane pauses as long as it asks, within our own bound.
    pub(crate) fn busy(
        &mut self,
        partner: OrgId,
        lane: LaneId,
        number: u64,
        now: Time,
        seconds: u64,
    ) {
        if let Some(lane) = self.lane(partner, lane) {
            lane.pause(number, now, seconds.clamp(1, RETRY_MAX_SECONDS));
        }
    }

    /// The mailbox has no room for this partner.
    pub(crate) fn full(&mut self, partner: OrgId, lane: LaneId, number: u64, now: Time) {
        if let Some(lane) = self.lane(partner, lane) {
            lane.pause(number, now, FULL_WAIT_SECONDS);
        }
    }

    /// The mailbox does not know the inbox, or not the token: the partner's next card mends it.
    pub(crate) fn closed(&mut self, partner: OrgId, lane: LaneId, number: u64, now: Time) {
        if let Some(lane) = self.lane(partner, lane) {
            lane.pause(number, now, lane::REFUSED_WAIT_SECONDS);
        }
    }

    /// It did not get through.
    pub(crate) fn failed(
        &mut self,
        partner: OrgId,
        lane: LaneId,
        number: u64,
        now: Time,
        rng: &mut impl Rng,
    ) {
        let Some(line) = self.lines.get_mut(&partner) else { return };
        let deposited = line.letters.get(&number).and_then(|letter| letter.deposited);
        let again = match (lane, deposited) {
            (LaneId::Direct, Some(at)) => now.max(at.plus(DEPOSITED_WAIT_SECONDS)),
            (LaneId::Direct, None) | (LaneId::Mailbox(_), _) => now,
        };
        if let Some(lane) = line.lane(lane) {
            lane.failed(number, now, again, rng);
        }
    }

    /// The relay does not carry it: a mailbox does, or a direct link later. It holds nobody up.
    pub(crate) fn too_long_for_relay(&mut self, partner: OrgId, number: u64, now: Time) {
        let Some(line) = self.lines.get_mut(&partner) else { return };
        line.direct.put_back(number, now.plus(RETRY_MAX_SECONDS));
        line.too_long.insert(number);
    }

    /// The partner is there: no reason to wait any longer.
    pub(crate) fn partner_is_up(&mut self, partner: OrgId) {
        if let Some(line) = self.lines.get_mut(&partner) {
            line.direct.works();
        }
    }

    /// The signed receipt came (or the letter ran out of time): it leaves the queue.
    pub(crate) fn done(&mut self, partner: OrgId, number: u64) {
        if let Some(line) = self.lines.get_mut(&partner) {
            line.remove(number);
        }
    }

    /// All that may go to a partner by any carrier, in the order of writing, whether it went before or not.
    pub(crate) fn may_go_now(&self, partner: OrgId) -> Vec<u64> {
        let Some(line) = self.lines.get(&partner) else { return Vec::new() };
        let may_go = |(_, letter): &(&u64, &Waiting)| may_leave(line.only, Some(letter));
        line.letters.iter().filter(may_go).map(|(number, _)| *number).collect()
    }

    /// The partner took a bundle with it; if no receipt comes it is due again at `again`. Returns the letter; it
    /// leaves the queue unless a receipt is awaited. Whether the partner can be reached otherwise nobody knows by that.
    pub(crate) fn carried(&mut self, partner: OrgId, number: u64, again: Time) -> Option<Waiting> {
        let line = self.lines.get_mut(&partner)?;
        line.lanes().for_each(|lane| lane.put_off(number, again));
        let letter = line.letters.get(&number)?.clone();
        if !letter.receipt_expected {
            line.remove(number);
        }
        Some(letter)
    }

    /// The number under which a letter waits.
    pub(crate) fn number_of(&self, partner: OrgId, header: HeaderHash) -> Option<u64> {
        self.lines.get(&partner)?.by_header.get(&header).copied()
    }

    /// From here on this alone goes to this partner; none lifts it.
    pub(crate) fn only(&mut self, partner: OrgId, only: Option<Only>) {
        if let Some(line) = self.lines.get_mut(&partner) {
            line.only = only;
        } else if only.is_some() {
            self.lines.entry(partner).or_default().only = only;
        }
    }

    /// Letters of one conversation in a partner's queue; with `receipts`, also all that expect none.
    pub(crate) fn outdated(
        &self,
        partner: OrgId,
        conversation: ConversationId,
        receipts: bool,
    ) -> Vec<u64> {
        let Some(line) = self.lines.get(&partner) else { return Vec::new() };
        let is = |l: &Waiting| l.conversation == conversation || receipts && !l.receipt_expected;
        line.letters.iter().filter(|(_, l)| is(l)).map(|(number, _)| *number).collect()
    }

    /// Letters of one conversation that wait for a partner.
    pub(crate) fn headers_in(
        &self,
        partner: OrgId,
        conversation: ConversationId,
    ) -> Vec<HeaderHash> {
        let line = self.lines.get(&partner);
        let letters = line.into_iter().flat_map(|line| line.letters.values());
        letters.filter(|l| l.conversation == conversation).map(|l| l.header).collect()
    }

    /// How many letters of one conversation wait for a partner.
    pub(crate) fn count_in(&self, partner: OrgId, conversation: ConversationId) -> usize {
        self.outdated(partner, conversation, false).len()
    }

    /// Letters that wait for one partner.
    pub(crate) fn waiting(&self, partner: OrgId) -> u64 {
        self.lines.get(&partner).map_or(0, |line| line.letters.len() as u64)
    }

    /// Partners for whom something waits.
    pub(crate) fn partners(&self) -> Vec<OrgId> {
        self.lines.iter().filter(|(_, l)| !l.letters.is_empty()).map(|(org, _)| *org).collect()
    }

    /// Letters of one partner that lie in a mailbox and are not signed for.
    pub(crate) fn deposited(&self, partner: OrgId) -> u64 {
        let letters = self.lines.get(&partner).into_iter().flat_map(|line| line.letters.values());
        letters.filter(|letter| letter.deposited.is_some()).count() as u64
    }

    fn lane(&mut self, partner: OrgId, lane: LaneId) -> Option<&mut Lane> {
        self.lines.get_mut(&partner)?.lane(lane)
    }
}

impl Default for Line {
    fn default() -> Self {
        Self {
            letters: BTreeMap::new(),
            by_header: BTreeMap::new(),
            direct: Lane::new(),
            mailboxes: BTreeMap::new(),
            too_long: BTreeSet::new(),
            only: None,
        }
    }
}

impl Line {
    fn lane(&mut self, lane: LaneId) -> Option<&mut Lane> {
        match lane {
            LaneId::Direct => Some(&mut self.direct),
            LaneId::Mailbox(mailbox) => self.mailboxes.get_mut(&mailbox),
        }
    }

    fn lanes(&mut self) -> impl Iterator<Item = &mut Lane> {
        std::iter::once(&mut self.direct).chain(self.mailboxes.values_mut())
    }

    /// Whether the direct lane is of no help now.
    fn needs_mailboxes(&self, way: Way, now: Time) -> bool {
        let slow = |since: Time| now.since(since) >= DIAL_PATIENCE_SECONDS;
        let dials_in_vain = self.direct.fails() || self.direct.oldest_posted().is_some_and(slow);
        !way.up && (!way.dial || dials_in_vain)
    }

    fn remove(&mut self, number: u64) {
        let Some(letter) = self.letters.remove(&number) else { return };
        self.by_header.remove(&letter.header);
        self.too_long.remove(&number);
        self.lanes().for_each(|lane| lane.remove(number));
    }
}

/// Whether a letter may leave at all.
fn may_leave(only: Option<Only>, letter: Option<&Waiting>) -> bool {
    match (only, letter) {
        (None, _) => true,
        (Some(Only::Nothing), _) | (Some(_), None) => false,
        (Some(Only::Question(header, id)), Some(letter)) => {
            letter.header == header || letter.conversation == id && !letter.receipt_expected
        }
        (Some(Only::Conversation(id)), Some(letter)) => letter.conversation == id,
    }
}

#[cfg(test)]
mod tests;
