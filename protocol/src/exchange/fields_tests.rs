//! Moves as fields: what goes out comes back, and what is not understood is refused by name.
#![allow(clippy::unwrap_used, clippy::panic, reason = "a test may stop")]

use rand_chacha::ChaCha20Rng;
use rand_chacha::rand_core::{Rng, SeedableRng};

use crate::codes::Section;
use crate::field::{Field, Value};
use crate::ids::{HeaderHash, Time};

use super::play::{START, terms, witness};
use super::*;

fn parts() -> HeaderParts {
    HeaderParts {
        hash: HeaderHash::new([1; 32]),
        by: Side::Target,
        seq: 0,
        prev: None,
        answers: None,
    }
}

fn letter(kind: MoveKind) -> EventLetter {
    match kind {
        MoveKind::Send => EventLetter::Referral,
        _ => EventLetter::Move,
    }
}

fn every_move() -> Vec<Move> {
    let both = [Side::Referrer, Side::Target];
    let mut moves: Vec<Move> =
        (MoveKind::ALL.iter()).flat_map(|k| both.map(|side| witness(None, side, *k))).collect();
    moves.push(Move::AnswerRevocation {
        of: HeaderHash::new([3; 32]),
        answer: RevocationAnswer::LawfulHold { reason: "a court order".to_owned() },
    });
    let mut overridden = terms();
    overridden.consent.override_reason = Some("unconscious".to_owned());
    overridden.based_on = Some(crate::ids::ConversationId::new([4; 16]));
    moves.push(Move::Send(overridden));
    moves
}

fn faulty(mv: &Move, change: impl Fn(&mut Vec<Field>)) -> String {
    let mut fields = mv.to_fields(START);
    change(&mut fields);
    read_event(parts(), letter(mv.kind()), &fields).unwrap_err().to_string()
}

fn text(key: &str, text: &str) -> Field {
    Field::new(Section::Needs, key, Value::Text(text.to_owned()))
}

#[test]
fn every_move_comes_back_as_it_went_out() {
    for mv in every_move() {
        let fields = mv.to_fields(START);
        let read = read_event(parts(), letter(mv.kind()), &fields).unwrap();
        assert!(read.kind == EventKind::Move(mv.clone(), START), "{mv:?}");
    }
}

#[test]
fn receipts_and_disclosures_come_back_as_they_went_out() {
    let of = HeaderHash::new([5; 32]);
    for stage in Stage::ALL.iter().copied() {
        let fields = receipt_fields(of, stage, START);
        let read = read_event(parts(), EventLetter::Receipt, &fields).unwrap();
        assert_eq!(read.kind, EventKind::Receipt { of, stage, at: START });
    }
    let sections = vec![Section::Identity, Section::Screening];
    let fields = disclosure_fields(of, &sections, START);
    let read = read_event(parts(), EventLetter::Disclosure, &fields).unwrap();
    let at = START;
    assert_eq!(read.kind, EventKind::Disclosure { of, sections, at });
}

#[test]
fn a_referral_letter_may_hold_the_cases_own_fields() {
    let mut fields = terms().to_fields(START);
    fields.push(text("need.0.note", "a bed near the hospital"));
    fields.push(Field::new(Section::Identity, "name", Value::Text("x".to_owned())));
    let (read, at) = Terms::from_fields(&fields).unwrap();
    assert!(read == terms() && at == START);
}

#[test]
fn unknown_moves_fields_and_codes_are_refused_by_name() {
    let found = faulty(&Move::Arrive, |f| f[1] = text("move", "teleport"));
    assert!(found.starts_with("move: found `teleport`"), "{found}");
    let found = faulty(&Move::Arrive, |f| f[1] = text("move", "send"));
    assert!(found.starts_with("move: found `send`"), "{found}");
    let found = faulty(&Move::Arrive, |f| f.push(text("mood", "good")));
    assert_eq!(found, "field `mood` is not known to this version");
    let decline = witness(None, Side::Target, MoveKind::Decline);
    let found = faulty(&decline, |f| f[2] = text("code", "no_mood"));
    assert!(found.starts_with("decline_code: found `no_mood`"), "{found}");
    let found = faulty(&decline, |f| f[2] = text("code", "She is called X, and ..."));
    assert!(found.contains("(not a code)"), "{found}");
}

#[test]
fn one_fault_at_a_time_is_named() {
    let accept = witness(None, Side::Target, MoveKind::Accept);
    let wait = witness(None, Side::Target, MoveKind::Waitlist);
    let stopped = witness(None, Side::Target, MoveKind::AnswerRevocation);
    let ask = |n: usize| Move::Ask { question: "x".repeat(n) };
    assert!(faulty(&ask(4097), |_| ()).contains("found length 4097, expected at most 4096"));
    assert!(faulty(&ask(0), |_| ()).contains("`text` is missing"));
    assert!(faulty(&wait, |f| f[0].value = Value::Number(u64::MAX)).contains("year 4000"));
    assert!(faulty(&wait, |f| f[2].value = Value::Number(1)).contains("after the move's own"));
    assert!(faulty(&wait, |f| f[2].section = Section::Identity).contains("in section `identity`"));
    assert!(faulty(&wait, |f| f.push(f[2].clone())).contains("stands twice"));
    assert!(
        faulty(&accept, |f| f.retain(|f| !f.key.starts_with("line.0"))).contains("at least one")
    );
    assert!(faulty(&stopped, |f| f.retain(|f| f.key != "law")).contains("`law` is missing"));
    let send = Move::Send(terms());
    assert!(faulty(&send, |f| f.retain(|f| !f.key.starts_with("need."))).contains("1 to 30"));
    assert!(faulty(&send, |f| f.retain(|f| f.key != "need.0.service")).contains("need.0.service"));
    let mut late = parts();
    late.seq = EVENTS_PER_SIDE_MAX;
    let read = read_event(late, EventLetter::Move, &Move::Arrive.to_fields(START));
    assert!(read.unwrap_err().to_string().contains("found 256"));
}

#[test]
fn damaged_fields_never_panic() {
    let rng = &mut ChaCha20Rng::seed_from_u64(11);
    let values = |n: u64| match n % 6 {
        0 => Value::Text(String::new()),
        1 => Value::Number(u64::MAX),
        2 => Value::Flag(true),
        3 => Value::List(vec!["medical".to_owned(); 3]),
        4 => Value::Bytes(vec![0; 5]),
        _ => Value::Text("accepted".to_owned()),
    };
    for _ in 0..100 {
        for mv in every_move() {
            let mut fields = mv.to_fields(Time(rng.next_u64()));
            let n = rng.next_u64() as usize % fields.len();
            match rng.next_u64() % 3 {
                0 => drop(fields.remove(n)),
                1 => fields[n].value = values(rng.next_u64()),
                _ => fields[n].key.push('0'),
            }
            let read = read_event(parts(), letter(mv.kind()), &fields);
            if let Ok(Event { kind: EventKind::Move(read, at), .. }) = read {
                let again = read_event(parts(), letter(mv.kind()), &read.to_fields(at));
                assert!(again.is_ok(), "{mv:?}");
            }
        }
    }
}

#[test]
fn debug_of_a_move_and_its_event_says_no_word_of_the_note() {
    let mv = Move::Ask { question: "is Amara there?".to_owned() };
    let kind = EventKind::Move(mv, START);
    let shown = format!("{:?}", Event { header: parts(), kind });
    assert!(shown.contains("ask") && !shown.contains("Amara"));
}
