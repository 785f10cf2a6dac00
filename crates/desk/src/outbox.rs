//! The durable outbox's order of business: what is due, to whom, and when again.
//!
//! In: queued letters, verdicts, failures, `now`. Out: the numbers to post now. The frames
//! themselves lie in the store; here are only numbers and times. Never sends, never waits.
//!
//! A letter that expects a receipt stays until the signed receipt came, also after the partner's
//! node took it: a disk that dies there must not lose it (SPEC 6.4).

use std::collections::{BTreeMap, BTreeSet};

use rand_core::Rng;
use waypost_protocol::ids::{ConversationId, HeaderHash, OrgId, Time};

/// Letters under way to one partner at once: the carrier's own window.
pub(crate) const IN_FLIGHT_MAX: usize = 16;
/// First wait after a failure.
const RETRY_FIRST_SECONDS: u64 = 2;
/// Longest wait after failures: a partner that comes online for ten minutes must be met.
const RETRY_MAX_SECONDS: u64 = 300;
/// How long to wait for a signed receipt before sending the same frame again.
const RECEIPT_WAIT_SECONDS: u64 = 6 * 3600;
/// How long to wait after a partner's node refused a frame: its clock or its software must be mended first.
const REFUSED_WAIT_SECONDS: u64 = 3600;

/// One letter's place in the queue.
#[derive(Clone, Debug)]
pub(crate) struct Waiting {
    pub(crate) conversation: ConversationId,
    pub(crate) header: HeaderHash,
    pub(crate) receipt_expected: bool,
    /// Sent once more on a partner's repeat: all that is to be kept of it was kept the first time.
    pub(crate) sent_again: bool,
    state: State,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum State {
    /// May go at or after this time.
    Due(Time),
    /// Posted; its verdict is awaited.
    Posted,
}

/// One partner's queue.
#[derive(Default, Debug)]
struct Line {
    letters: BTreeMap<u64, Waiting>,
    /// Letters not under way, by when they may go.
    due: BTreeSet<(Time, u64)>,
    by_header: BTreeMap<HeaderHash, u64>,
    in_flight: usize,
    failures: u32,
    /// Nothing goes before this; none when nothing holds the line up.
    resume_at: Option<Time>,
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
    ) {
        let state = State::Due(Time(0));
        let letter = Waiting { conversation, header, receipt_expected, sent_again: false, state };
        self.add(partner, number, letter);
    }

    fn add(&mut self, partner: OrgId, number: u64, letter: Waiting) {
        let line = self.lines.entry(partner).or_default();
        // Already queued, perhaps under way: its place in the window must not be counted twice.
        if line.letters.contains_key(&number) {
            return;
        }
        line.due.insert((Time(0), number));
        line.by_header.insert(letter.header, number);
        line.letters.insert(number, letter);
    }

    /// A letter that left the queue is asked for again: it goes out once more, by the carrier's word.
    pub(crate) fn queue_again(&mut self, partner: OrgId, number: u64) {
        // What it is about was settled when it was first queued: these ids stand for nothing.
        let (conversation, header) = (ConversationId::new([0; 16]), HeaderHash::new([0; 32]));
        let state = State::Due(Time(0));
        let receipt_expected = false;
        let letter = Waiting { conversation, header, receipt_expected, sent_again: true, state };
        self.add(partner, number, letter);
    }

    /// Numbers to post to this partner now, within its window; they count as posted from here on.
    pub(crate) fn take_due(&mut self, partner: OrgId, now: Time) -> Vec<u64> {
        let Some(line) = self.lines.get_mut(&partner) else { return Vec::new() };
        if line.held_up(now) {
            return Vec::new();
        }
        // After a failure one letter feels the way; the window opens again when it arrives.
        let window = if line.failures > 0 { 1 } else { IN_FLIGHT_MAX };
        let room = window.saturating_sub(line.in_flight);
        let due: Vec<(Time, u64)> = line.may_go(now).take(room).collect();
        for place in &due {
            line.due.remove(place);
            if let Some(letter) = line.letters.get_mut(&place.1) {
                letter.state = State::Posted;
                line.in_flight += 1;
            }
        }
        due.into_iter().map(|(_, number)| number).collect()
    }

    /// The partner's node took it. Returns the letter; it leaves the queue unless a receipt is awaited.
    pub(crate) fn kept(&mut self, partner: OrgId, number: u64, now: Time) -> Option<Waiting> {
        let line = self.lines.get_mut(&partner)?;
        line.failures = 0;
        line.resume_at = None;
        let letter = line.back(number, now.plus(RECEIPT_WAIT_SECONDS))?;
        if !letter.receipt_expected {
            line.remove(number);
        }
        Some(letter)
    }

    /// The partner's node would not take it; it is tried again later, never dropped.
    pub(crate) fn refused(&mut self, partner: OrgId, number: u64, now: Time) -> Option<Waiting> {
        let line = self.lines.get_mut(&partner)?;
        line.failures = 0;
        line.back(number, now.plus(REFUSED_WAIT_SECONDS))
    }

    /// The partner's node is busy: the whole line pauses as long as it asks, within our own bound.
    pub(crate) fn busy(&mut self, partner: OrgId, number: u64, now: Time, seconds: u64) {
        let Some(line) = self.lines.get_mut(&partner) else { return };
        line.back(number, now);
        line.resume_at = Some(now.plus(seconds.clamp(1, RETRY_MAX_SECONDS)));
    }

    /// It did not get through: the line waits, twice as long each time, with jitter so that many
    /// nodes do not come back at one moment.
    pub(crate) fn failed(&mut self, partner: OrgId, number: u64, now: Time, rng: &mut impl Rng) {
        let Some(line) = self.lines.get_mut(&partner) else { return };
        line.back(number, now);
        if line.held_up(now) {
            return; // The rest of one window fails together and counts once.
        }
        line.failures = line.failures.saturating_add(1);
        let doubled = RETRY_FIRST_SECONDS << line.failures.saturating_sub(1).min(16);
        let wait = doubled.min(RETRY_MAX_SECONDS);
        let jitter = u64::from(rng.next_u32()) % (wait / 2 + 1);
        line.resume_at = Some(now.plus(wait / 2 + jitter));
    }

    /// The partner is there: no reason to wait any longer.
    pub(crate) fn partner_is_up(&mut self, partner: OrgId) {
        if let Some(line) = self.lines.get_mut(&partner) {
            line.failures = 0;
            line.resume_at = None;
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
        line.letters.keys().copied().filter(|number| line.allows(*number)).collect()
    }

    /// The partner took a bundle with it. Returns the letter; it leaves the queue unless a receipt is awaited.
    /// Whether the partner can be reached otherwise nobody knows by that.
    pub(crate) fn carried(&mut self, partner: OrgId, number: u64, now: Time) -> Option<Waiting> {
        let line = self.lines.get_mut(&partner)?;
        let letter = line.back(number, now.plus(RECEIPT_WAIT_SECONDS))?;
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

    /// Letters that wait in all.
    pub(crate) fn waiting_in_all(&self) -> u64 {
        self.lines.values().map(|line| line.letters.len() as u64).sum()
    }

    /// Partners for whom something waits.
    pub(crate) fn partners(&self) -> Vec<OrgId> {
        self.lines.iter().filter(|(_, l)| !l.letters.is_empty()).map(|(org, _)| *org).collect()
    }
}

impl Line {
    /// What is due and may go, first first.
    fn may_go(&self, now: Time) -> impl Iterator<Item = (Time, u64)> + '_ {
        self.due
            .iter()
            .take_while(move |(at, _)| *at <= now)
            .filter(move |(_, number)| self.allows(*number))
            .copied()
    }

    /// Whether nothing but time holds a letter back.
    fn allows(&self, number: u64) -> bool {
        match (self.only, self.letters.get(&number)) {
            (None, _) => true,
            (Some(Only::Nothing), _) | (Some(_), None) => false,
            (Some(Only::Question(header, id)), Some(letter)) => {
                letter.header == header || letter.conversation == id && !letter.receipt_expected
            }
            (Some(Only::Conversation(id)), Some(letter)) => letter.conversation == id,
        }
    }

    /// Puts a posted letter back, due at `at`.
    fn back(&mut self, number: u64, at: Time) -> Option<Waiting> {
        let letter = self.letters.get_mut(&number)?;
        match letter.state {
            State::Posted => self.in_flight = self.in_flight.saturating_sub(1),
            State::Due(before) => {
                self.due.remove(&(before, number));
            }
        }
        letter.state = State::Due(at);
        self.due.insert((at, number));
        Some(letter.clone())
    }

    fn remove(&mut self, number: u64) {
        let Some(letter) = self.letters.remove(&number) else { return };
        self.by_header.remove(&letter.header);
        match letter.state {
            State::Posted => self.in_flight = self.in_flight.saturating_sub(1),
            State::Due(at) => {
                self.due.remove(&(at, number));
            }
        }
    }

    fn held_up(&self, now: Time) -> bool {
        self.resume_at.is_some_and(|at| now < at)
    }
}

#[cfg(test)]
#[allow(clippy::unwrap_used, reason = "a test stops where it fails")]
mod tests {
    use rand_chacha::ChaCha20Rng;
    use rand_core::SeedableRng;

    use super::*;

    const PARTNER: OrgId = OrgId::new([7; 32]);

    fn outbox(letters: u64) -> Outbox {
        let mut outbox = Outbox::default();
        for number in 0..letters {
            let header = HeaderHash::new([number as u8; 32]);
            outbox.queue(PARTNER, number, ConversationId::new([1; 16]), header, true);
        }
        outbox
    }

    #[test]
    fn no_more_than_the_window_is_under_way() {
        let mut outbox = outbox(40);
        assert_eq!(outbox.take_due(PARTNER, Time(10)).len(), IN_FLIGHT_MAX);
        assert!(outbox.take_due(PARTNER, Time(10)).is_empty());
        outbox.kept(PARTNER, 0, Time(10));
        assert_eq!(outbox.take_due(PARTNER, Time(10)), vec![16]);
    }

    #[test]
    fn a_letter_the_carrier_took_still_waits_for_its_signed_receipt() {
        let mut outbox = outbox(1);
        outbox.take_due(PARTNER, Time(10));
        outbox.kept(PARTNER, 0, Time(10));
        assert_eq!(outbox.waiting(PARTNER), 1);
        assert!(outbox.take_due(PARTNER, Time(11)).is_empty());
        assert_eq!(outbox.take_due(PARTNER, Time(10 + RECEIPT_WAIT_SECONDS)), vec![0]);
        outbox.done(PARTNER, 0);
        assert_eq!(outbox.waiting(PARTNER), 0);
    }

    #[test]
    fn failures_wait_longer_each_time_up_to_a_bound_and_one_letter_feels_the_way() {
        let mut outbox = outbox(40);
        let mut rng = ChaCha20Rng::seed_from_u64(1);
        let mut now = Time(1000);
        let mut waits = Vec::new();
        for round in 0..14 {
            let due = outbox.take_due(PARTNER, now);
            assert_eq!(due.len(), if round == 0 { IN_FLIGHT_MAX } else { 1 });
            for number in due {
                outbox.failed(PARTNER, number, now, &mut rng);
            }
            let mut later = now;
            while outbox.take_due(PARTNER, later).is_empty() {
                later = later.plus(1);
            }
            waits.push(later.since(now));
            now = later;
            let line = outbox.lines.get_mut(&PARTNER).unwrap();
            let posted: Vec<u64> = line
                .letters
                .iter()
                .filter(|(_, l)| l.state == State::Posted)
                .map(|(n, _)| *n)
                .collect();
            for number in posted {
                line.back(number, now);
            }
        }
        assert!(waits[0] <= RETRY_FIRST_SECONDS + 1, "{waits:?}");
        assert!(
            waits[13] >= RETRY_MAX_SECONDS / 2 && waits[13] <= RETRY_MAX_SECONDS + 1,
            "{waits:?}"
        );
    }

    #[test]
    fn by_stick_goes_all_that_may_go_by_any_carrier_whatever_became_of_it_there() {
        let mut outbox = outbox(3);
        let mut rng = ChaCha20Rng::seed_from_u64(3);
        for number in outbox.take_due(PARTNER, Time(5)) {
            outbox.failed(PARTNER, number, Time(5), &mut rng);
        }
        assert_eq!(outbox.may_go_now(PARTNER), [0, 1, 2]);
        let header = HeaderHash::new([1; 32]);
        outbox.only(PARTNER, Some(Only::Question(header, ConversationId::new([9; 16]))));
        assert_eq!(outbox.may_go_now(PARTNER), [1]);
        outbox.only(PARTNER, Some(Only::Nothing));
        assert!(outbox.may_go_now(PARTNER).is_empty());
    }

    #[test]
    fn a_receipt_that_was_carried_leaves_and_a_letter_waits_for_its_own() {
        let mut outbox = outbox(1);
        let header = HeaderHash::new([9; 32]);
        outbox.queue(PARTNER, 1, ConversationId::new([1; 16]), header, false);
        assert_eq!(outbox.take_due(PARTNER, Time(5)), [0, 1]);
        for number in [0, 1] {
            assert!(outbox.carried(PARTNER, number, Time(6)).is_some());
            assert!(outbox.kept(PARTNER, number, Time(7)).is_some() == (number == 0));
        }
        assert!(outbox.carried(PARTNER, 1, Time(8)).is_none());
        assert_eq!(outbox.may_go_now(PARTNER), [0]);
        assert!(outbox.take_due(PARTNER, Time(6 + 3_600)).is_empty());
        assert_eq!(outbox.take_due(PARTNER, Time(7 + RECEIPT_WAIT_SECONDS)), [0]);
    }

    #[test]
    fn a_letter_queued_again_while_under_way_takes_no_second_place() {
        let mut outbox = Outbox::default();
        for _ in 0..IN_FLIGHT_MAX + 1 {
            outbox.queue_again(PARTNER, 3);
            outbox.take_due(PARTNER, Time(10));
        }
        outbox.kept(PARTNER, 3, Time(10));
        outbox.queue_again(PARTNER, 4);
        assert_eq!(outbox.take_due(PARTNER, Time(10)), vec![4]);
    }

    #[test]
    fn a_partner_that_comes_up_is_served_at_once() {
        let mut outbox = outbox(3);
        let mut rng = ChaCha20Rng::seed_from_u64(2);
        for number in outbox.take_due(PARTNER, Time(5)) {
            outbox.failed(PARTNER, number, Time(5), &mut rng);
        }
        assert!(outbox.take_due(PARTNER, Time(5)).is_empty());
        outbox.partner_is_up(PARTNER);
        assert_eq!(outbox.take_due(PARTNER, Time(5)).len(), 3);
    }
}
