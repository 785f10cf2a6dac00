//! Both sides fold to the same, whatever crosses, is late, comes twice, or is told in two stories.
#![allow(clippy::unwrap_used, clippy::panic, reason = "a test may stop")]

use rand_chacha::ChaCha20Rng;
use rand_chacha::rand_core::{Rng, SeedableRng};

use crate::codes::Section;

use super::play::{CONSENT, Play, play_at, witness};
use super::thread::at as index;
use super::*;

use Side::{Referrer as R, Target as T};

fn below(rng: &mut ChaCha20Rng, n: usize) -> usize {
    (rng.next_u64() % n as u64) as usize
}

fn shuffled(rng: &mut ChaCha20Rng, mut events: Vec<Event>) -> Vec<Event> {
    for i in (1..events.len()).rev() {
        events.swap(i, below(rng, i + 1));
    }
    events
}

/// Two caseworkers who now and then write, what their own screen offers or anything, while letters are late.
fn random_play(rng: &mut ChaCha20Rng) -> Play {
    let mut play = Play::sent();
    for _ in 0..below(rng, 30) {
        let side = [R, T][below(rng, 2)];
        match below(rng, 10) {
            0..4 => {
                let there = play.chains[index(side.other())].len();
                let has = play.delivered[index(side)];
                play.delivered[index(side)] = has + below(rng, there - has + 1);
            }
            4 => {
                let of = play.chains[0][0].header.hash;
                let (sections, at) = (vec![Section::Identity], play.now());
                play.put(side, EventKind::Disclosure { of, sections, at });
                play.now += 1;
            }
            _ => {
                let held = play.held(side);
                let state = fold(&held).state;
                let offered = allowed(state.as_ref(), side, play.now());
                let kinds = match below(rng, 8) {
                    0 => MoveKind::ALL.to_vec(),
                    _ if offered.is_empty() => continue,
                    _ => offered,
                };
                let mut mv = witness(state.as_ref(), side, kinds[below(rng, kinds.len())]);
                if let (Move::EnteredInError { what }, Some(own)) =
                    (&mut mv, play.chains[index(side)].last())
                {
                    *what = What::Letter(own.header.hash);
                }
                play.write(side, mv);
            }
        }
    }
    play
}

#[test]
fn any_order_of_arrival_gives_the_same_state_and_the_same_fates() {
    for seed in 0..300 {
        let rng = &mut ChaCha20Rng::seed_from_u64(seed);
        let play = random_play(rng);
        let expected = play.fold();
        for _ in 0..4 {
            let mut events = shuffled(rng, play.all());
            let repeated = below(rng, events.len());
            events.push(events[repeated].clone());
            assert_eq!(fold(&events), expected, "seed {seed}");
        }
    }
}

#[test]
fn letters_that_wait_change_nothing_and_count_once_the_gap_is_filled() {
    for seed in 0..200 {
        let rng = &mut ChaCha20Rng::seed_from_u64(seed);
        let play = random_play(rng);
        let all = play.all();
        let missing = all[below(rng, all.len())].header.hash;
        let rest: Vec<Event> = (all.iter().filter(|e| e.header.hash != missing)).cloned().collect();
        let gap = fold(&rest);
        let waits = |h| {
            let mut fates = gap.fates.iter();
            fates.any(|f| f.hash == h && matches!(f.fate, Fate::Waiting { .. }))
        };
        let ready: Vec<Event> = (rest.iter().filter(|e| !waits(e.header.hash))).cloned().collect();
        assert_eq!(fold(&ready).state, gap.state, "seed {seed}");
        assert_eq!(gap.fates.len(), rest.len(), "seed {seed}");
    }
}

/// The fold rule as a property, apart from how it is computed: of two concurrent moves the higher goes first,
/// unless the lower rides ahead of a later one of its author, unseen too, that is as high.
#[test]
fn the_higher_of_two_crossing_moves_goes_first() {
    let mut inverted = 0;
    for seed in 0..300 {
        let play = random_play(&mut ChaCha20Rng::seed_from_u64(seed));
        let order: Vec<_> = play.fold().fates.iter().map(|f| f.hash).collect();
        let place = |e: &Event| order.iter().position(|h| *h == e.header.hash).unwrap();
        let seen = |e: &Event| {
            let own = &play.chains[index(e.header.by)][..=e.header.seq as usize];
            let other = &play.chains[index(e.header.by.other())];
            let upto =
                |a: &Event| other.iter().position(|o| Some(o.header.hash) == a.header.answers);
            own.iter().filter_map(upto).map(|i| i + 1).max().unwrap_or(0)
        };
        let concurrent = |a: &Event, b: &Event| {
            seen(a) <= b.header.seq as usize && seen(b) <= a.header.seq as usize
        };
        for (high, low) in pairs(&play).filter(|(h, l)| h.precedence() > l.precedence()) {
            if !concurrent(high, low) || place(high) < place(low) {
                continue;
            }
            inverted += 1;
            let later = &play.chains[index(low.header.by)][low.header.seq as usize..];
            let excuse = |c: &&Event| {
                c.precedence() >= high.precedence() && seen(c) <= high.header.seq as usize
            };
            assert!(later.iter().any(|c| excuse(&c)), "seed {seed}");
        }
    }
    assert!(inverted > 0, "no play had two high moves that crossed");
}

fn pairs(play: &Play) -> impl Iterator<Item = (&Event, &Event)> {
    let [r, t] = &play.chains;
    let both = r.iter().flat_map(move |a| t.iter().map(move |b| (a, b)));
    both.flat_map(|(a, b)| [(a, b), (b, a)])
}

#[test]
fn all_pairs_of_crossing_moves_from_every_status_obey_precedence() {
    for status in Status::ALL {
        let start = play_at(*status);
        let state = start.state();
        // The target's slip needs a letter to take back; it has a test of its own.
        let by_target = allowed(Some(&state), T, start.now());
        let by_target = by_target.into_iter().filter(|k| *k != MoveKind::EnteredInError);
        for t in by_target {
            for r in allowed(Some(&state), R, start.now()) {
                let mut play = start.clone();
                let by_r = play.write(R, witness(Some(&state), R, r));
                let by_t = play.write(T, witness(Some(&state), T, t));
                let r_first = r.precedence() >= t.precedence();
                let (first, second) = if r_first { (by_r, by_t) } else { (by_t, by_r) };
                let turned: Vec<_> = play.all().into_iter().rev().collect();
                assert_eq!(fold(&turned), play.fold());
                assert_eq!(play.fate(first), Fate::Applied, "{status}: {r} x {t}");
                let fate = play.fate(second);
                let fair = matches!(fate, Fate::Applied | Fate::Crossed(_));
                assert!(fair, "{status}: {r} x {t}: {fate:?}");
            }
        }
    }
}

#[test]
fn a_revocation_behind_an_answer_still_comes_before_an_acceptance() {
    let mut play = Play::sent().told(&[(T, MoveKind::Ask)]);
    let state = play.state();
    let answer = play.write(R, witness(Some(&state), R, MoveKind::Answer));
    play.write(R, Move::RevokeConsent { consent: CONSENT });
    let accept = play.write(T, witness(Some(&state), T, MoveKind::Accept));
    assert_eq!(play.fate(answer), Fate::Applied);
    assert!(matches!(play.fate(accept), Fate::Crossed(Refusal::ConsentRevoked { .. })));
    assert_eq!(play.state().status, Status::Received);
    let duties = duties(None, &play.fold(), R, play.now());
    assert!(!duties.iter().any(|d| matches!(d, Duty::Disclose(_))));
}

#[test]
fn a_service_given_while_the_referral_was_withdrawn_stays_visible() {
    let mut play = Play::sent();
    play.deliver();
    play.write(R, witness(None, R, MoveKind::Withdraw));
    let accept = play.write(T, witness(None, T, MoveKind::Accept));
    let accepted = fold(&play.held(T)).state;
    let complete = play.write(T, witness(accepted.as_ref(), T, MoveKind::Complete));
    assert!(matches!(play.fate(accept), Fate::Crossed(_)));
    assert!(matches!(play.fate(complete), Fate::Crossed(_)));
    let state = play.state();
    assert_eq!(state.status, Status::WithdrawPending);
    assert!(state.service_already_delivered);
}

#[test]
fn a_move_made_in_knowledge_of_the_state_is_out_of_turn_not_crossed() {
    let mut play = play_at(Status::Declined);
    let accept = play.write(T, witness(None, T, MoveKind::Accept));
    assert!(matches!(play.fate(accept), Fate::OutOfTurn(Refusal::WrongStatus { .. })));
}

#[test]
fn a_person_on_the_way_is_not_lost_when_the_place_gives_up_meanwhile() {
    let mut play = play_at(Status::Accepted);
    let state = play.state();
    let depart = play.write(R, witness(Some(&state), R, MoveKind::Depart));
    play.write(T, witness(Some(&state), T, MoveKind::HandBack));
    assert!(matches!(play.fate(depart), Fate::Crossed(_)));
    assert!(play.state().transit.on_the_way());
    let duties = duties(None, &play.fold(), R, play.now());
    assert!(duties.contains(&Duty::Alert(Alert::NotExpected)));
}

#[test]
fn a_slip_is_taken_back_unless_something_was_built_on_it() {
    let mut play = play_at(Status::Received);
    let slip = play.write(T, witness(None, T, MoveKind::Accept));
    let mut corrected = play.clone();
    let what = What::Letter(slip);
    let by = corrected.write(T, Move::EnteredInError { what });
    assert_eq!(corrected.state().status, Status::Received);
    assert_eq!(corrected.fate(slip), Fate::Voided { by });

    play.deliver();
    play.write(R, witness(None, R, MoveKind::Depart));
    play.deliver();
    let too_late = play.write(T, Move::EnteredInError { what });
    let built = Refusal::BuiltUpon { what: "entered_in_error", found: MoveKind::Depart };
    assert_eq!(play.fate(too_late), Fate::OutOfTurn(built));
    assert_eq!(play.state().status, Status::InTransit);
}

#[test]
fn a_revocation_is_never_taken_back_and_nobody_takes_back_anothers_move() {
    let mut play = play_at(Status::Received);
    let revoked = play.write(T, Move::RevokeConsent { consent: CONSENT });
    let acknowledged = play.chains[1][0].header.hash;
    play.deliver();
    let held = play.held(T);
    let mv = |of| Move::EnteredInError { what: What::Letter(of) };
    let back = try_move(&held, T, &mv(revoked), play.now());
    assert!(matches!(back, Err(Refusal::NotTakenBack { .. })));
    let anothers = try_move(&held, R, &mv(acknowledged), play.now());
    assert!(matches!(anothers, Err(Refusal::NotYours { .. })));
}

#[test]
fn an_answer_to_one_change_of_consent_does_not_cover_one_its_author_had_not_seen() {
    let mut play = play_at(Status::Accepted);
    let state = play.state();
    play.write(R, witness(Some(&state), R, MoveKind::NarrowConsent));
    play.deliver();
    let narrowed = play.state();
    let revoked = play.write(R, Move::RevokeConsent { consent: CONSENT });
    play.write(T, witness(Some(&narrowed), T, MoveKind::AnswerRevocation));
    let state = play.state();
    let owed: Vec<_> = state.consent.owed_by(T).map(|c| c.hash).collect();
    assert_eq!(owed, [revoked]);
}

/// A second letter for the place of an earlier one, by the same side.
fn second_story(play: &mut Play, by: Side, n: usize, mv: Move) -> Event {
    let mut event = play.chains[index(by)][n].clone();
    event.header.hash = crate::ids::HeaderHash::of(mv.kind().as_str().as_bytes());
    event.kind = EventKind::Move(mv, play.now());
    event
}

#[test]
fn of_two_stories_the_one_that_was_answered_counts_and_the_other_is_kept_as_evidence() {
    let mut play = play_at(Status::Declined);
    play.write(R, Move::Close);
    let declined = play.chains[1][0].header.hash;
    for kind in MoveKind::ALL.iter().filter(|k| **k != MoveKind::Decline) {
        let mv = witness(None, T, *kind);
        let mut events = play.all();
        let second = second_story(&mut play, T, 0, mv);
        events.insert(0, second.clone());
        let folded = fold(&events);
        assert_eq!(folded.state, play.fold().state);
        let fate = (folded.fates.iter()).find(|f| f.hash == second.header.hash);
        assert_eq!(fate.unwrap().fate, Fate::Forked { kept: declined });
        let alert = Duty::Alert(Alert::TwoStories { by: T });
        assert!(duties(None, &folded, R, play.now()).contains(&alert));
    }
}

#[test]
fn of_two_stories_that_nobody_answered_the_lower_hash_counts() {
    let mut play = Play::sent().told(&[(T, MoveKind::Acknowledge)]);
    let first = play.chains[1][0].clone();
    let second = second_story(&mut play, T, 0, witness(None, T, MoveKind::Decline));
    let mut events = play.all();
    events.push(second.clone());
    let lower = first.header.hash.min(second.header.hash);
    let folded = fold(&events);
    events.reverse();
    assert_eq!(fold(&events), folded);
    let applied = |h| folded.fates.iter().any(|f| f.hash == h && f.fate == Fate::Applied);
    assert!(applied(lower) && !applied(first.header.hash.max(second.header.hash)));
}

#[test]
fn the_greatest_conversation_in_which_everything_crosses_folds() {
    let mut play = Play::sent();
    play.deliver();
    for _ in 1..EVENTS_PER_SIDE_MAX {
        let letter = play.write(R, witness(None, R, MoveKind::Withdraw));
        play.write(T, witness(None, T, MoveKind::Accept));
        let what = What::Letter(letter);
        play.chains[0].last_mut().unwrap().kind =
            EventKind::Move(Move::EnteredInError { what }, play.now());
    }
    let folded = play.fold();
    assert_eq!(folded.fates.len(), play.all().len());
    assert_eq!(folded.state.unwrap().status, Status::Accepted);
}

#[test]
fn letters_that_answer_each_other_in_a_circle_wait_for_ever() {
    let mut play = play_at(Status::Received);
    let own = play.chains[0][0].header.hash;
    play.chains[0][0].header.answers = Some(play.chains[1][0].header.hash);
    let folded = play.fold();
    assert_eq!(folded.state, None);
    assert!(folded.fates.iter().all(|f| matches!(f.fate, Fate::Waiting { .. })));
    assert_eq!(folded.fates[1].fate, Fate::Waiting { on: own });
}
