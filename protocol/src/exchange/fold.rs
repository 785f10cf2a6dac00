//! The fold: from a set of letters to one state, the same on both sides whatever the order of arrival.
//!
//! In: events, in any order, with repeats and gaps. Out: [`Folded`]. The rule is in the module page of
//! [`exchange`](super), for a second implementation to follow.

use crate::ids::{HeaderHash, Time};

use super::advance::{advance, keep_attached, keep_disclosed, keep_fact};
use super::event::{Event, EventKind, HeaderParts};
use super::moves::{Move, MoveKind, Side, What};
use super::refusal::Refusal;
use super::state::State;
use super::table::{may_attach, may_disclose, may_go_on};
use super::thread::{Place, Threads, at, threads};

/// A folded conversation.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Folded {
    /// Where it stands. None while the referral itself is missing.
    pub state: Option<State>,
    /// Every letter once: first those folded, in their order, then those that wait or do not count.
    pub fates: Vec<Fated>,
}

/// A letter and what became of it.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Fated {
    /// The letter.
    pub hash: HeaderHash,
    /// Who wrote it.
    pub by: Side,
    /// Its place in that side's chain.
    pub seq: u32,
    /// The kind of move; none for any other letter.
    pub mv: Option<MoveKind>,
    /// When its author wrote it.
    pub at: Time,
    /// What became of it.
    pub fate: Fate,
}

/// What became of a letter.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Fate {
    /// It stands.
    Applied,
    /// Allowed by what its author had seen, but a letter that crossed it came first. Kept and shown.
    Crossed(Refusal),
    /// Not allowed by what its author had seen.
    OutOfTurn(Refusal),
    /// A letter before it has not arrived.
    Waiting {
        /// The missing letter.
        on: HeaderHash,
    },
    /// Its author took it back.
    Voided {
        /// The letter that took it back.
        by: HeaderHash,
    },
    /// A second story: its author signed two letters for one place. Evidence.
    Forked {
        /// The letter that counts at the place where the stories part.
        kept: HeaderHash,
    },
    /// Its `seq` and `prev` contradict each other.
    BrokenChain,
    /// Beyond [`EVENTS_PER_SIDE_MAX`](super::EVENTS_PER_SIDE_MAX).
    TooMany,
}

/// Folds the letters of one conversation.
pub fn fold(events: &[Event]) -> Folded {
    let conversation = Conversation::new(events);
    let run = conversation.run(conversation.whole());
    let folded = run.fates.into_iter().map(|(place, fate)| {
        let event = conversation.event(place);
        fated(event, fate)
    });
    let left_out = conversation.threads.left_out.iter();
    Folded {
        fates: folded.chain(left_out.map(|(event, fate)| fated(event, fate.clone()))).collect(),
        state: run.state,
    }
}

/// What the state would be if a side, having seen these letters, now made a move. For the desk, before it
/// writes the letter.
///
/// # Errors
/// The [`Refusal`] that the move would meet.
pub fn try_move(events: &[Event], by: Side, mv: &Move, now: Time) -> Result<State, Refusal> {
    let conversation = Conversation::new(events);
    let run = conversation.run(conversation.whole());
    let header = HeaderParts {
        hash: HeaderHash::new([0; HeaderHash::LEN]),
        by,
        seq: 0,
        prev: None,
        answers: None,
    };
    let kind = EventKind::Move(mv.clone(), now);
    conversation.step(&run, &Event { header, kind }).map(|(state, _)| state)
}

/// Whether another piece of an attachment may go to the other side, or be taken from it, now: its letter stands,
/// and the consent still holds for its section. Where the letter waits for others nothing is decided yet.
///
/// # Errors
/// A [`Refusal`] that names what was found and what was expected.
pub fn may_carry(folded: &Folded, attachment: HeaderHash, now: Time) -> Result<(), Refusal> {
    let nothing = || Refusal::NothingOpen { what: "piece" };
    let fated = folded.fates.iter().find(|f| f.hash == attachment).ok_or_else(nothing)?;
    match &fated.fate {
        Fate::Applied => {}
        Fate::Waiting { .. } => return Ok(()),
        Fate::Crossed(refusal) | Fate::OutOfTurn(refusal) => return Err(refusal.clone()),
        Fate::Voided { .. } | Fate::Forked { .. } | Fate::BrokenChain | Fate::TooMany => {
            return Err(nothing());
        }
    }
    let state = folded.state.as_ref().ok_or_else(nothing)?;
    let attached = state.attached.iter().find(|a| a.hash == attachment).ok_or_else(nothing)?;
    may_go_on(state, attached.section, now)
}

fn fated(event: &Event, fate: Fate) -> Fated {
    Fated {
        hash: event.header.hash,
        by: event.header.by,
        seq: event.header.seq,
        mv: event.move_kind(),
        at: event.at(),
        fate,
    }
}

struct Conversation<'a> {
    threads: Threads<'a>,
    /// For each letter that something crossed: whether what its author had seen allowed it.
    allowed_when_written: [Vec<bool>; 2],
}

/// A fold under way.
#[derive(Default)]
struct Run {
    state: Option<State>,
    /// What has changed the state, in order.
    trail: Vec<(Place, Mark)>,
    fates: Vec<(Place, Fate)>,
}

/// How a letter changed the state.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Mark {
    Applied,
    /// Crossed, but the fact it reports stays.
    Fact,
    /// Something was shown to the other side.
    Shown,
}

impl<'a> Conversation<'a> {
    fn new(events: &'a [Event]) -> Self {
        let threads = threads(events);
        let allowed_when_written = [0, 1].map(|s| vec![false; threads.side[s].events.len()]);
        let mut conversation = Self { threads, allowed_when_written };
        // Causes before effects: what an author had seen is judged before what was written on it.
        for n in 0..conversation.threads.causal.len() {
            let (side, i) = conversation.threads.causal[n];
            if conversation.is_crossed_by_any((side, i)) {
                let allowed = conversation.was_allowed((side, i));
                conversation.allowed_when_written[at(side)][i] = allowed;
            }
        }
        conversation
    }

    fn event(&self, (side, i): Place) -> &'a Event {
        self.threads.side[at(side)].events[i]
    }

    fn seen(&self, (side, i): Place) -> usize {
        self.threads.side[at(side)].seen[i]
    }

    fn whole(&self) -> [usize; 2] {
        [0, 1].map(|s| self.threads.side[s].events.len())
    }

    /// Whether any letter of the other side is concurrent: the first one unseen is the earliest that could be.
    fn is_crossed_by_any(&self, (side, i): Place) -> bool {
        let first_unseen = self.seen((side, i));
        let other = &self.threads.side[at(side.other())];
        other.seen.get(first_unseen).is_some_and(|seen| *seen <= i)
    }

    /// Fold rule 5: the fold of exactly the letters its author had seen, and then this one.
    fn was_allowed(&self, place: Place) -> bool {
        let (side, i) = place;
        let mut upto = [0; 2];
        upto[at(side)] = i;
        upto[at(side.other())] = self.seen(place);
        let seen = self.run(upto);
        let event = self.event(place);
        match &event.kind {
            EventKind::Move(..) => self.step(&seen, event).is_ok(),
            EventKind::Disclosure { sections, at, .. } => {
                may_disclose(seen.state.as_ref(), side, sections, *at).is_ok()
            }
            EventKind::Attachment { section, at, .. } => {
                may_attach(seen.state.as_ref(), side, *section, *at).is_ok()
            }
            EventKind::Receipt { .. } | EventKind::Pieces { .. } => true,
        }
    }

    fn run(&self, upto: [usize; 2]) -> Run {
        let mut run = Run::default();
        let mut taken = [0; 2];
        while let Some(side) = self.next(taken, upto) {
            let place = (side, taken[at(side)]);
            self.take(&mut run, place);
            taken[at(side)] += 1;
        }
        run
    }

    /// Fold rule 3: whose head goes first.
    fn next(&self, taken: [usize; 2], upto: [usize; 2]) -> Option<Side> {
        let [r, t] = taken;
        match (r < upto[0], t < upto[1]) {
            (false, false) => return None,
            (true, false) => return Some(Side::Referrer),
            (false, true) => return Some(Side::Target),
            (true, true) => {}
        }
        if self.seen((Side::Referrer, r)) > t {
            return Some(Side::Target);
        }
        if self.seen((Side::Target, t)) > r {
            return Some(Side::Referrer);
        }
        let referrer = self.weight((Side::Referrer, r), t, upto[0]);
        let target = self.weight((Side::Target, t), r, upto[1]);
        if referrer >= target { Some(Side::Referrer) } else { Some(Side::Target) }
    }

    /// The highest precedence among a head and the letters behind it that have not seen the other head.
    fn weight(&self, (side, head): Place, other_head: usize, upto: usize) -> u8 {
        (head..upto)
            .take_while(|i| self.seen((side, *i)) <= other_head)
            .map(|i| self.event((side, i)).precedence())
            .max()
            .unwrap_or(0)
    }

    fn take(&self, run: &mut Run, place: Place) {
        let event = self.event(place);
        let fate = match &event.kind {
            EventKind::Receipt { .. } | EventKind::Pieces { .. } => Fate::Applied,
            EventKind::Attachment { section, at, .. } => {
                let may = may_attach(run.state.as_ref(), place.0, *section, *at);
                if let Some(state) = &mut run.state {
                    keep_attached(state, event.header.hash, place.0, *section);
                    run.trail.push((place, Mark::Shown));
                }
                may.map_or_else(|refusal| self.refused(place, refusal), |()| Fate::Applied)
            }
            EventKind::Disclosure { sections, at, .. } => {
                let may = may_disclose(run.state.as_ref(), place.0, sections, *at);
                if let (Some(state), Side::Referrer) = (&mut run.state, place.0) {
                    keep_disclosed(state, sections);
                    run.trail.push((place, Mark::Shown));
                }
                may.map_or_else(|refusal| self.refused(place, refusal), |()| Fate::Applied)
            }
            EventKind::Move(mv, at) => match self.step(run, event) {
                Ok((state, taken_back)) => {
                    run.state = Some(state);
                    if let Some(taken_back) = taken_back {
                        run.void(taken_back, event.header.hash);
                    }
                    run.trail.push((place, Mark::Applied));
                    Fate::Applied
                }
                Err(refusal) => {
                    let fate = self.refused(place, refusal);
                    if let (Some(state), Fate::Crossed(_)) = (&mut run.state, &fate) {
                        keep_fact(state, mv, *at);
                        run.trail.push((place, Mark::Fact));
                    }
                    fate
                }
            },
        };
        run.fates.push((place, fate));
    }

    fn refused(&self, (side, i): Place, refusal: Refusal) -> Fate {
        if self.allowed_when_written[at(side)][i] {
            Fate::Crossed(refusal)
        } else {
            Fate::OutOfTurn(refusal)
        }
    }

    /// One move on top of a run; with it the letter it takes back, if it takes one back.
    fn step(&self, run: &Run, event: &Event) -> Result<(State, Option<Place>), Refusal> {
        let EventKind::Move(mv, at) = &event.kind else {
            return Err(Refusal::NothingOpen { what: "move" });
        };
        let HeaderParts { by, hash, .. } = event.header;
        let next = advance(run.state.as_ref(), by, mv, *at, hash)?;
        match mv {
            Move::EnteredInError { what: What::Letter(slip) } => {
                let (mut state, place) = self.without(run, by, *slip)?;
                state.corrections = next.corrections;
                Ok((state, Some(place)))
            }
            _ => Ok((next, None)),
        }
    }

    /// The state as if a letter had not been written; refused if anything that followed needs it.
    fn without(&self, run: &Run, by: Side, slip: HeaderHash) -> Result<(State, Place), Refusal> {
        let what = MoveKind::EnteredInError.as_str();
        let mine = |(place, mark): &&(Place, Mark)| {
            let event = self.event(*place);
            event.header.hash == slip && place.0 == by && *mark != Mark::Shown
        };
        let (place, _) = *run.trail.iter().find(mine).ok_or(Refusal::NotYours { what })?;
        if let Some(found) = self.event(place).move_kind().filter(|k| k.is_for_good()) {
            return Err(Refusal::NotTakenBack { what, found });
        }
        let rest = run.trail.iter().filter(|(p, _)| *p != place);
        let state = rest.copied().try_fold(None, |state, mark| self.replay(state, mark))?;
        let state = state.ok_or(Refusal::NothingSent { what })?;
        Ok((state, place))
    }

    fn replay(
        &self,
        state: Option<State>,
        (place, mark): (Place, Mark),
    ) -> Result<Option<State>, Refusal> {
        let event = self.event(place);
        let mut state = state;
        match (&event.kind, mark) {
            (EventKind::Move(mv, at), Mark::Applied) => {
                let HeaderParts { by, hash, .. } = event.header;
                return advance(state.as_ref(), by, mv, *at, hash).map(Some).map_err(|_| {
                    Refusal::BuiltUpon { what: MoveKind::EnteredInError.as_str(), found: mv.kind() }
                });
            }
            (EventKind::Move(mv, at), Mark::Fact | Mark::Shown) => {
                if let Some(state) = &mut state {
                    keep_fact(state, mv, *at);
                }
            }
            (EventKind::Disclosure { sections, .. }, _) => {
                if let Some(state) = &mut state {
                    keep_disclosed(state, sections);
                }
            }
            (EventKind::Attachment { section, .. }, _) => {
                if let Some(state) = &mut state {
                    let HeaderParts { by, hash, .. } = event.header;
                    keep_attached(state, hash, by, *section);
                }
            }
            (EventKind::Receipt { .. } | EventKind::Pieces { .. }, _) => {}
        }
        Ok(state)
    }
}

impl Run {
    /// A letter taken back keeps its place, and no longer its effect.
    fn void(&mut self, slip: Place, by: HeaderHash) {
        self.trail.retain(|(place, _)| *place != slip);
        for (place, fate) in &mut self.fates {
            if *place == slip {
                *fate = Fate::Voided { by };
            }
        }
    }
}
