//! Deadlines and duties: the rows of the record's page, and who must do what.
#![allow(clippy::unwrap_used, clippy::panic, reason = "a test may stop")]

use crate::codes::{Finding, Section, Service, Urgency};
use crate::ids::{DAY_SECONDS, Time};

use super::play::{CONSENT, Play, play_at, witness};
use super::*;

use Side::{Referrer as R, Target as T};

const H: u64 = 3600;

fn due(state: &State, kind: DeadlineKind, now: Time) -> Option<Deadline> {
    deadlines(state, now).into_iter().find(|d| d.kind == kind)
}

fn seconds_after(state: &State, kind: DeadlineKind, from: Time) -> u64 {
    due(state, kind, from).unwrap().due.since(from)
}

#[test]
fn every_row_of_the_deadlines_holds() {
    let rows = [
        (Urgency::Emergency, [H, 3 * H, 24 * H, 2 * H]),
        (Urgency::Urgent, [24 * H, 72 * H, 72 * H, 12 * H]),
        (Urgency::Normal, [72 * H, 14 * 24 * H, 14 * 24 * H, 48 * H]),
    ];
    for (urgency, [acknowledge, decide, review, arrival]) in rows {
        let at = |status| {
            let mut state = play_at(status).state();
            state.urgency = urgency;
            state
        };
        let s = at(Status::Sent);
        assert_eq!(seconds_after(&s, DeadlineKind::Acknowledge, s.clock.sent_at), acknowledge);
        let s = at(Status::Received);
        assert_eq!(seconds_after(&s, DeadlineKind::Decide, s.clock.received_at.unwrap()), decide);
        let mut s = at(Status::OnHold);
        let from = s.clock.on_hold_at.unwrap();
        assert_eq!(seconds_after(&s, DeadlineKind::Review, from), review);
        s.clock.review_by = Some(from.plus(H));
        assert_eq!(seconds_after(&s, DeadlineKind::Review, from), H);
        let s = at(Status::InTransit);
        let by = s.transit.departed.unwrap().arrive_by;
        assert_eq!(seconds_after(&s, DeadlineKind::Arrival, by), arrival);
        assert!(!missing_in_transit(&s, by.plus(arrival)));
        assert!(missing_in_transit(&s, by.plus(arrival + 1)));
        let s = at(Status::WithdrawPending);
        let from = s.clock.withdrawn_at.unwrap();
        assert_eq!(seconds_after(&s, DeadlineKind::ConfirmStop, from), acknowledge);
    }
}

#[test]
fn a_question_stops_the_decision_clock_once_and_for_a_day_at_most() {
    let mut play = play_at(Status::InfoRequested);
    let asked = play.state();
    let from = asked.clock.received_at.unwrap();
    let decide = |s: &State, now| due(s, DeadlineKind::Decide, now).unwrap().due.since(from);
    assert_eq!(decide(&asked, from.plus(5 * H)), 77 * H);
    assert_eq!(decide(&asked, from.plus(50 * H)), 96 * H);
    assert_eq!(seconds_after(&asked, DeadlineKind::Answer, from), 24 * H);
    play.now += 10 * H - 60;
    let play = play.told(&[(R, MoveKind::Answer)]);
    assert_eq!(decide(&play.state(), play.now()), 82 * H);
    let again = play.told(&[(T, MoveKind::Ask)]);
    assert_eq!(decide(&again.state(), again.now().plus(H)), 82 * H);
}

#[test]
fn a_silent_target_is_reminded_then_its_second_contact_then_listed() {
    let s = play_at(Status::Sent).state();
    let step = |hours| {
        let now = s.clock.sent_at.plus(hours * H + 1);
        escalation(&due(&s, DeadlineKind::Acknowledge, now).unwrap())
    };
    assert_eq!(step(23), None);
    assert_eq!(step(24), Some(Escalation::Remind));
    assert_eq!(step(36), Some(Escalation::SecondContact));
    assert_eq!(step(48), Some(Escalation::Unanswered));
}

#[test]
fn a_referral_expires_only_after_its_deadline() {
    let s = play_at(Status::Sent).state();
    let expire = |seconds| permits(Some(&s), R, MoveKind::Expire, s.clock.sent_at.plus(seconds));
    assert!(matches!(expire(24 * H), Err(Refusal::TooEarly { .. })));
    assert_eq!(expire(24 * H + 1), Ok(()));
}

#[test]
fn a_revocation_is_answered_within_72_hours_under_any_status() {
    for status in Status::ALL {
        let mut play = play_at(*status);
        let of = play.write(R, Move::RevokeConsent { consent: CONSENT });
        play.deliver();
        let state = play.state();
        let kind = DeadlineKind::RevocationAnswer;
        assert_eq!(seconds_after(&state, kind, play.now()), 72 * H);
        assert_eq!(due(&state, kind, play.now()).unwrap().by, T);
        let duty = Duty::AnswerRevocation { of };
        assert!(duties(None, &play.fold(), T, play.now()).contains(&duty));
        let play = play.told(&[(T, MoveKind::AnswerRevocation)]);
        assert_eq!(due(&play.state(), kind, play.now()), None);
        assert!(!duties(None, &play.fold(), T, play.now()).contains(&duty));
    }
}

#[test]
fn a_completed_referral_is_followed_up_four_times_if_the_person_agreed() {
    let play = play_at(Status::Completed);
    let mut state = play.state();
    let all = deadlines(&state, play.now());
    let days = |d: &Deadline| d.due.since(play.now()) / DAY_SECONDS;
    assert_eq!(all.iter().map(days).collect::<Vec<_>>(), [7, 30, 90, 180]);
    let made = play.told(&[(R, MoveKind::FollowUp)]);
    assert_eq!(deadlines(&made.state(), made.now()).len(), 3);
    state.consent.followup_ok = false;
    assert!(deadlines(&state, made.now()).is_empty());
    let refused = permits(Some(&state), R, MoveKind::FollowUp, made.now());
    assert!(matches!(refused, Err(Refusal::FollowUpNotAgreed { .. })));
}

#[test]
fn at_risk_or_twice_not_reached_alerts_once() {
    let mut play = play_at(Status::Completed);
    let mut before = play.fold();
    let mut alerts = |finding| {
        let which = FollowUpDay::Day7;
        play.write(R, Move::FollowUp { which, finding });
        play.deliver();
        let after = play.fold();
        let duties = duties(Some(&before), &after, T, play.now());
        before = after;
        let is = |d: Duty| match d {
            Duty::Alert(alert) => Some(alert),
            _ => None,
        };
        duties.into_iter().filter_map(is).collect::<Vec<_>>()
    };
    assert_eq!(alerts(Finding::NotReached), []);
    assert_eq!(alerts(Finding::NotReached), [Alert::NotReachedTwice]);
    assert_eq!(alerts(Finding::Safe), []);
    assert_eq!(alerts(Finding::NotReached), []);
    assert_eq!(alerts(Finding::AtRisk), [Alert::AtRisk]);
}

#[test]
fn acceptance_discloses_what_the_consent_allows_once_and_never_the_account() {
    let mut terms = super::play::terms();
    terms.consent.sections = Section::ALL.to_vec();
    let mut play = Play::default();
    let of = play.write(R, Move::Send(terms));
    assert!(duties(None, &play.fold(), R, play.now()).is_empty());
    let before = play.fold();
    let mut play = play.told(&[(T, MoveKind::Accept)]);
    let sections =
        [Section::Identity, Section::SafeContact, Section::Documents, Section::Screening];
    let after = play.fold();
    let to_do = duties(Some(&before), &after, R, play.now());
    assert_eq!(to_do[0], Duty::Disclose(sections.to_vec()));
    assert!(to_do.contains(&Duty::ShowElsewhere(vec![Service::Medical])));
    assert!(to_do.iter().any(|d| matches!(d, Duty::Notify { mv: MoveKind::Accept, .. })));
    let theirs = duties(Some(&before), &after, T, play.now());
    assert_eq!(theirs, [Duty::UpdateCapacity(vec![Service::Medical])]);

    let (sections, at) = (sections.to_vec(), play.now());
    play.put(R, EventKind::Disclosure { of, sections, at });
    assert!(duties(Some(&after), &play.fold(), R, play.now()).is_empty());
}

#[test]
fn nothing_is_disclosed_without_acceptance_or_under_a_consent_that_no_longer_holds() {
    let discloses = |state: &State, now| may_disclose(Some(state), R, &[Section::Identity], now);
    for status in Status::ALL {
        let play = play_at(*status);
        let mut state = play.state();
        let taken = matches!(status, Status::Accepted | Status::InTransit | Status::InService);
        assert_eq!(discloses(&state, play.now()).is_ok(), taken, "{status}");
        assert!(discloses(&state, Time(20_366 * DAY_SECONDS)).is_err());
        state.urgency = Urgency::Emergency;
        let mv = Move::RevokeConsent { consent: CONSENT };
        let hash = crate::ids::HeaderHash::new([8; 32]);
        let revoked = advance(Some(&state), T, &mv, play.now(), hash).unwrap();
        assert!(discloses(&revoked, play.now()).is_err());
    }
    let mut urgent = play_at(Status::Sent).state();
    urgent.urgency = Urgency::Emergency;
    assert!(discloses(&urgent, urgent.clock.sent_at).is_ok());
}

#[test]
fn a_narrowed_consent_is_not_accepted_beyond_what_is_left() {
    let mut play = play_at(Status::Received);
    let state = play.state();
    play.write(R, witness(Some(&state), R, MoveKind::NarrowConsent));
    let accept = play.write(T, witness(Some(&state), T, MoveKind::Accept));
    let crossed = Refusal::ServiceNotCovered { what: "accept", found: Service::ShelterEmergency };
    assert_eq!(play.fate(accept), Fate::Crossed(crossed));
}

#[test]
fn a_person_who_did_not_come_is_looked_for_until_seen() {
    let before = play_at(Status::InService);
    let play = before.clone().told(&[(T, MoveKind::NoShow)]);
    let found = duties(Some(&before.fold()), &play.fold(), R, play.now());
    assert!(found.contains(&Duty::Alert(Alert::WelfareCheck)));
    assert_eq!(play.state().status, Status::InService);
    let seen = play.told(&[(T, MoveKind::Interim)]);
    assert_eq!(seen.state().welfare_check_since, None);
}
