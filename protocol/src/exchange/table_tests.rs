//! The whole table, as a caseworker would check it, and the same again from the printed rules.
#![allow(clippy::unwrap_used, clippy::panic, reason = "a test may stop")]

use std::collections::BTreeMap;
use std::fmt::Write;

use crate::ids::{DAY_SECONDS, HeaderHash, Time};

use super::play::{CONSENT, play_at, witness};
use super::*;

const SIDES: [Side; 2] = [Side::Referrer, Side::Target];

/// Late enough to expire, early enough for the consent.
fn late() -> Time {
    super::play::START.plus(60 * DAY_SECONDS)
}

fn probe(state: &State, by: Side, kind: MoveKind) -> Result<State, Refusal> {
    let mv = witness(Some(state), by, kind);
    advance(Some(state), by, &mv, late(), HeaderHash::new([1; 32]))
}

fn short(refusal: &Refusal) -> String {
    match refusal {
        Refusal::WrongStatus { .. } => "not from here".to_owned(),
        Refusal::NothingOpen { .. } => "nothing to answer".to_owned(),
        Refusal::ConsentRevoked { .. } => "consent revoked".to_owned(),
        other => format!("{other:?}"),
    }
}

fn page(revoked: bool) -> String {
    let mut page = String::new();
    for kind in MoveKind::ALL {
        let Rule { by, consent, .. } = rule(*kind);
        writeln!(page, "{kind:<18} by {by}; consent: {consent}").unwrap();
    }
    for status in Status::ALL {
        let mut state = play_at(*status).state();
        if revoked {
            let mv = Move::RevokeConsent { consent: CONSENT };
            state = advance(Some(&state), Side::Referrer, &mv, late(), HeaderHash::new([2; 32]))
                .unwrap();
        }
        writeln!(page, "\n{status}").unwrap();
        for side in SIDES {
            let mut refused: BTreeMap<String, Vec<&str>> = BTreeMap::new();
            for kind in MoveKind::ALL {
                match probe(&state, side, *kind) {
                    Ok(next) => {
                        let to = if next.status == *status { "same" } else { next.status.as_str() };
                        writeln!(page, "  {side:<9} {kind:<18} -> {to}").unwrap();
                    }
                    // The same under every status: said once, at the top.
                    Err(Refusal::WrongSide { .. }) => {}
                    Err(refusal) => refused.entry(short(&refusal)).or_default().push(kind.as_str()),
                }
            }
            for (why, kinds) in refused {
                writeln!(page, "  {side:<9} refused, {why}: {}", kinds.join(", ")).unwrap();
            }
        }
    }
    page
}

#[test]
fn the_table_with_consent_reads_as_a_caseworker_expects() {
    insta::assert_snapshot!("table", page(false));
}

#[test]
fn the_table_after_a_revocation_reads_as_a_caseworker_expects() {
    insta::assert_snapshot!("table_after_revocation", page(true));
}

/// The rows of the record's page, written by hand: from, by (`r`, `t`, `b` both), move, to (`=` same).
const ROWS: &str = "
sent                                   t acknowledge received
sent received                          t ask info_requested
info_requested                         r answer received
sent received info_requested           t waitlist on_hold
sent received info_requested on_hold   t accept accepted
sent received info_requested on_hold   t decline declined
accepted                               r depart in_transit
accepted in_transit                    t arrive in_service
accepted in_service                    t appointment =
accepted in_service                    t no_show =
accepted in_service                    t interim =
accepted in_service                    t complete completed
accepted in_service on_hold in_transit t hand_back handed_back
accepted in_service on_hold            t propose_onward =
sent received info_requested on_hold accepted in_transit in_service r withdraw withdraw_pending
withdraw_pending                       t confirm_stop withdrawn
any                                    b revoke_consent =
any                                    b narrow_consent =
sent received info_requested on_hold accepted in_transit in_service withdraw_pending b client_declined closed_client_choice
sent received info_requested on_hold accepted in_transit in_service withdraw_pending b client_unreachable closed_lost
sent received on_hold                  r expire expired
declined completed handed_back expired withdrawn r close closed
completed closed                       b follow_up =
any-but-void                           r entered_in_error void
any-but-void                           t entered_in_error =
";

#[test]
fn every_row_of_the_record_holds_and_nothing_else_is_allowed() {
    let mut expected = BTreeMap::new();
    for row in ROWS.lines().filter(|l| !l.is_empty()) {
        let words: Vec<&str> = row.split_whitespace().collect();
        let (from, [by, mv, to]) = words.split_at(words.len() - 3) else {
            panic!("a row ends in by, move, to");
        };
        let from: Vec<Status> = match from[0] {
            "any" => Status::ALL.to_vec(),
            "any-but-void" => {
                (Status::ALL.iter().copied()).filter(|s| *s != Status::Void).collect()
            }
            _ => from.iter().map(|s| s.parse().unwrap()).collect(),
        };
        for status in from {
            for side in SIDES.iter().filter(|s| *by == "b" || s.as_str().starts_with(by)) {
                let to = if *to == "=" { status } else { to.parse().unwrap() };
                expected.insert((status, *side, mv.parse::<MoveKind>().unwrap()), to);
            }
        }
    }
    for status in Status::ALL {
        let state = play_at(*status).state();
        for side in SIDES {
            for kind in MoveKind::ALL {
                let found = probe(&state, side, *kind).ok().map(|s| s.status);
                let row = expected.get(&(*status, side, *kind)).copied();
                assert_eq!(found, row, "{status} {side} {kind}");
            }
        }
    }
}

#[test]
fn what_is_offered_is_what_is_allowed() {
    for status in Status::ALL {
        let state = play_at(*status).state();
        for side in SIDES {
            let offered = allowed(Some(&state), side, late());
            for kind in MoveKind::ALL {
                let ok = probe(&state, side, *kind).is_ok();
                assert_eq!(offered.contains(kind), ok, "{status} {side} {kind}");
            }
        }
    }
    assert_eq!(allowed(None, Side::Referrer, late()), [MoveKind::Send]);
    assert!(allowed(None, Side::Target, late()).is_empty());
}

#[test]
fn a_consent_past_its_last_day_takes_nobody_on_and_lets_what_was_begun_end() {
    let after = Time(20_366 * DAY_SECONDS);
    let with = |status| allowed(Some(&play_at(status).state()), Side::Target, after);
    assert!(!with(Status::Received).contains(&MoveKind::Accept));
    assert!(with(Status::Received).contains(&MoveKind::Decline));
    assert!(with(Status::InService).contains(&MoveKind::Complete));
    assert!(!with(Status::Completed).contains(&MoveKind::FollowUp));
}
