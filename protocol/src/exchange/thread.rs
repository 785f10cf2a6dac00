//! The two chains of a conversation: which letters count, and what each had seen.
//!
//! In: a set of events. Out: one chain for each side, cut before the first letter that must wait, and the
//! fate of every letter that is not on it. Depends on the set alone, never on the order of arrival.

use std::collections::BTreeMap;

use crate::ids::HeaderHash;

use super::event::{EVENTS_PER_SIDE_MAX, Event};
use super::fold::Fate;
use super::moves::Side;

/// One side's letters that count, in order.
#[derive(Default)]
pub(super) struct Thread<'a> {
    pub(super) events: Vec<&'a Event>,
    /// How many of the other side's letters each had seen.
    pub(super) seen: Vec<usize>,
}

/// Both sides.
pub(super) struct Threads<'a> {
    pub(super) side: [Thread<'a>; 2],
    /// Letters that are not part of a chain, and why.
    pub(super) left_out: Vec<(&'a Event, Fate)>,
    /// The places of all letters on the chains, causes before effects.
    pub(super) causal: Vec<Place>,
}

/// A side and a place in its chain.
pub(super) type Place = (Side, usize);

/// The index of a side in a pair.
pub(super) const fn at(side: Side) -> usize {
    match side {
        Side::Referrer => 0,
        Side::Target => 1,
    }
}

/// What is known of a letter before causes are considered.
enum Known {
    /// On the chain, at its own `seq`.
    Chosen,
    /// On a second story that begins at this place.
    Fork { from: u32, kept: HeaderHash },
    /// It, or one before it, is missing a predecessor.
    Waiting { on: HeaderHash },
    /// `seq` and `prev` contradict each other.
    Broken,
    /// Beyond the bound of one side.
    TooMany,
}

/// Puts the letters on two chains.
pub(super) fn threads(events: &[Event]) -> Threads<'_> {
    let by_hash: BTreeMap<HeaderHash, &Event> = events.iter().map(|e| (e.header.hash, e)).collect();
    let chosen = choose(&by_hash);
    let known = classify(&by_hash, &chosen);
    let mut threads = weave(chosen, &by_hash, &known);
    for (hash, event) in &by_hash {
        let fate = match known.get(hash) {
            Some(Known::Fork { kept, .. }) => Fate::Forked { kept: *kept },
            Some(Known::Waiting { on }) => Fate::Waiting { on: *on },
            Some(Known::Broken) => Fate::BrokenChain,
            Some(Known::TooMany) => Fate::TooMany,
            Some(Known::Chosen) | None => continue,
        };
        threads.left_out.push((event, fate));
    }
    (threads.left_out).sort_by_key(|(e, _)| (e.header.by, e.header.seq, e.header.hash));
    threads
}

/// Fold rule 2: of two stories the one answered first counts, else the one with the lower hash.
fn choose<'a>(by_hash: &BTreeMap<HeaderHash, &'a Event>) -> [Vec<&'a Event>; 2] {
    let answered = first_answered(by_hash);
    let mut next: BTreeMap<(Side, u32, Option<HeaderHash>), &Event> = BTreeMap::new();
    let rank = |e: &Event| {
        let first = answered.get(&e.header.hash).copied().unwrap_or(u32::MAX);
        (first, e.header.hash)
    };
    for event in by_hash.values() {
        let place = (event.header.by, event.header.seq, event.header.prev);
        let best = next.entry(place).or_insert(event);
        if rank(event) < rank(best) {
            *best = event;
        }
    }
    [Side::Referrer, Side::Target].map(|side| {
        let mut chain: Vec<&Event> = Vec::new();
        for seq in 0..EVENTS_PER_SIDE_MAX {
            let prev = chain.last().map(|e| e.header.hash);
            match next.get(&(side, seq, prev)) {
                Some(event) => chain.push(event),
                None => break,
            }
        }
        chain
    })
}

/// For each letter, the lowest `seq` of a letter of the other side that answers it or one built on it.
fn first_answered(by_hash: &BTreeMap<HeaderHash, &Event>) -> BTreeMap<HeaderHash, u32> {
    let mut answers: Vec<&&Event> = by_hash.values().collect();
    answers.sort_by_key(|e| e.header.seq);
    let mut first = BTreeMap::new();
    for answer in answers {
        let mut about = answer.header.answers;
        // Letters are visited by rising `seq`: one that was reached before keeps what it has.
        while let Some(event) = about.and_then(|hash| by_hash.get(&hash)) {
            let hash = event.header.hash;
            if event.header.by == answer.header.by || first.contains_key(&hash) {
                break;
            }
            first.insert(hash, answer.header.seq);
            about = event.header.prev;
        }
    }
    first
}

fn classify(
    by_hash: &BTreeMap<HeaderHash, &Event>,
    chosen: &[Vec<&Event>; 2],
) -> BTreeMap<HeaderHash, Known> {
    let mut in_order: Vec<&&Event> = by_hash.values().collect();
    in_order.sort_by_key(|e| e.header.seq);
    let mut known = BTreeMap::new();
    for event in in_order {
        let header = &event.header;
        let on_chain = (chosen[at(header.by)].get(header.seq as usize))
            .is_some_and(|e| e.header.hash == header.hash);
        let is =
            if on_chain { Known::Chosen } else { beside_the_chain(event, by_hash, chosen, &known) };
        known.insert(header.hash, is);
    }
    known
}

fn beside_the_chain(
    event: &Event,
    by_hash: &BTreeMap<HeaderHash, &Event>,
    chosen: &[Vec<&Event>; 2],
    known: &BTreeMap<HeaderHash, Known>,
) -> Known {
    let header = &event.header;
    let fork_here = || match chosen[at(header.by)].get(header.seq as usize) {
        Some(kept) => Known::Fork { from: header.seq, kept: kept.header.hash },
        None => Known::TooMany,
    };
    match header.prev {
        _ if header.seq >= EVENTS_PER_SIDE_MAX => Known::TooMany,
        None if header.seq == 0 => fork_here(),
        None => Known::Broken,
        Some(_) if header.seq == 0 => Known::Broken,
        Some(prev) => match by_hash.get(&prev) {
            None => Known::Waiting { on: prev },
            Some(p) if p.header.by != header.by || p.header.seq != header.seq - 1 => Known::Broken,
            Some(_) => match known.get(&prev) {
                Some(Known::Chosen) => fork_here(),
                Some(Known::Fork { from, kept }) => Known::Fork { from: *from, kept: *kept },
                Some(Known::Waiting { on }) => Known::Waiting { on: *on },
                Some(Known::TooMany) => Known::TooMany,
                Some(Known::Broken) | None => Known::Broken,
            },
        },
    }
}

/// Fold rule 1: takes letters from the two chains while what they answer is there.
fn weave<'a>(
    chosen: [Vec<&'a Event>; 2],
    by_hash: &BTreeMap<HeaderHash, &Event>,
    known: &BTreeMap<HeaderHash, Known>,
) -> Threads<'a> {
    let mut threads = Threads {
        side: [Thread::default(), Thread::default()],
        left_out: Vec::new(),
        causal: Vec::new(),
    };
    let mut moved = true;
    while moved {
        moved = false;
        for side in [Side::Referrer, Side::Target] {
            let n = threads.side[at(side)].events.len();
            let there = threads.side[at(side.other())].events.len();
            let Some(event) = chosen[at(side)].get(n) else {
                continue;
            };
            let Some(seen) = seen_by(event, by_hash, known).filter(|seen| *seen <= there) else {
                continue;
            };
            let thread = &mut threads.side[at(side)];
            let before = thread.seen.last().copied().unwrap_or(0);
            thread.events.push(event);
            thread.seen.push(seen.max(before));
            threads.causal.push((side, n));
            moved = true;
        }
    }
    for side in [Side::Referrer, Side::Target] {
        let waiting = &chosen[at(side)][threads.side[at(side)].events.len()..];
        // The whole rest waits for what its first letter waits for.
        let Some(on) = waiting.first().and_then(|e| e.header.answers) else {
            continue;
        };
        (threads.left_out).extend(waiting.iter().map(|e| (*e, Fate::Waiting { on })));
    }
    threads
}

/// How many letters of the other side's chain a letter claims to have seen; none if that letter is not here.
/// One on a second story counts as what came before the stories parted.
fn seen_by(
    event: &Event,
    by_hash: &BTreeMap<HeaderHash, &Event>,
    known: &BTreeMap<HeaderHash, Known>,
) -> Option<usize> {
    let Some(answers) = event.header.answers else {
        return Some(0);
    };
    let about = by_hash.get(&answers)?;
    if about.header.by == event.header.by {
        return None;
    }
    match known.get(&answers)? {
        Known::Chosen => Some(about.header.seq as usize + 1),
        Known::Fork { from, .. } => Some(*from as usize),
        Known::Waiting { .. } | Known::Broken | Known::TooMany => None,
    }
}
