//! One move: the state before, the state after. The only place where a referral changes.
//!
//! In: a state, who moved, the move, its own time and its letter's hash. Out: the next state, or a named
//! [`Refusal`]. Whether the move may be made at all is [`permits`]' table; here is what it does.

use crate::codes::{Outcome, Section, Service};
use crate::ids::{ConsentId, HeaderHash, Time};

use super::moves::{LineAnswer, Move, MoveKind, RevocationAnswer, Side, Terms, What};
use super::refusal::Refusal;
use super::state::{
    Appointment, Attached, Clock, Consent, ConsentChange, Departure, FollowUpDone, Line, LineState,
    Onward, Pause, Reply, State, Status, Transit,
};
use super::table::{self, permits};

/// Applies one move.
///
/// `entered_in_error` of one earlier letter needs the letters before it: here it is only counted, and
/// [`fold`](super::fold()) takes the letter out.
///
/// # Errors
/// A [`Refusal`] that names what was found and what was expected; the state is then unchanged.
pub fn advance(
    state: Option<&State>,
    by: Side,
    mv: &Move,
    at: Time,
    hash: HeaderHash,
) -> Result<State, Refusal> {
    permits(state, by, mv.kind(), at)?;
    let (mut next, what) = match (state, mv) {
        (Some(state), _) => (state.clone(), mv.kind().as_str()),
        (None, Move::Send(terms)) => return begin(terms, at),
        (None, other) => {
            return Err(Refusal::NothingSent { what: other.kind().as_str() });
        }
    };
    match mv {
        // A second `send`: no status is in its row, so that `permits` has refused it.
        Move::Send(_) => return Err(Refusal::AlreadyDone { what }),
        Move::Acknowledge => {
            next.status = Status::Received;
            next.clock.received_at = Some(at);
        }
        Move::Ask { .. } => {
            next.status = Status::InfoRequested;
            next.open_question = Some(hash);
            next.clock.received_at.get_or_insert(at);
            if next.clock.pause == Pause::Unused {
                next.clock.pause = Pause::Since(at);
            }
        }
        Move::Answer { of, .. } => {
            if next.open_question != Some(*of) {
                return Err(Refusal::NothingOpen { what });
            }
            next.status = Status::Received;
            settle_question(&mut next, at);
        }
        Move::Waitlist { review_by } => {
            next.status = Status::OnHold;
            next.clock.received_at.get_or_insert(at);
            next.clock.on_hold_at = Some(at);
            next.clock.review_by = Some(*review_by);
            settle_question(&mut next, at);
        }
        Move::Accept { lines, by_when } => {
            accept(&mut next, lines)?;
            next.status = Status::Accepted;
            next.clock.received_at.get_or_insert(at);
            next.clock.by_when = Some(*by_when);
            settle_question(&mut next, at);
        }
        Move::Decline { code, .. } => {
            next.status = Status::Declined;
            next.clock.received_at.get_or_insert(at);
            for line in &mut next.lines {
                line.state = LineState::Declined(*code);
            }
            settle_question(&mut next, at);
        }
        Move::Depart { arrive_by, .. } => {
            if next.status == Status::Accepted {
                next.status = Status::InTransit;
            }
            next.transit.departed = Some(Departure { at, arrive_by: *arrive_by });
        }
        Move::Arrive => {
            next.status = Status::InService;
            next.transit.arrived = Some(at);
            next.welfare_check_since = None;
        }
        Move::Appointment { line, when, .. } => {
            is_accepted(&next, *line, what)?;
            next.appointments.push(Appointment { hash, line: *line, when: *when });
        }
        Move::NoShow { line } => {
            is_accepted(&next, *line, what)?;
            next.welfare_check_since.get_or_insert(at);
        }
        Move::Interim { person_seen, .. } => {
            if *person_seen {
                next.welfare_check_since = None;
            }
        }
        Move::Complete { outcomes } => {
            complete(&mut next, outcomes)?;
            next.status = Status::Completed;
            next.clock.completed_at = Some(at);
            next.welfare_check_since = None;
        }
        Move::HandBack { .. } => next.status = Status::HandedBack,
        Move::ProposeOnward { kind, services, .. } => {
            next.onward.push(Onward { hash, kind: *kind, services: services.clone() })
        }
        Move::Withdraw { .. } => {
            next.status = Status::WithdrawPending;
            next.clock.withdrawn_at = Some(at);
            settle_question(&mut next, at);
        }
        Move::ConfirmStop => next.status = Status::Withdrawn,
        Move::RevokeConsent { consent } => {
            change_consent(&mut next, *consent, by, at, hash, true)?;
        }
        Move::NarrowConsent { consent, services, sections } => {
            change_consent(&mut next, *consent, by, at, hash, false)?;
            narrow(&mut next.consent, services, sections)?;
        }
        Move::AnswerRevocation { of, answer } => answer_change(&mut next, by, *of, answer, at)?,
        Move::ClientDeclined => next.status = Status::ClosedClientChoice,
        Move::ClientUnreachable => next.status = Status::ClosedLost,
        Move::Expire => next.status = Status::Expired,
        Move::Close => next.status = Status::Closed,
        Move::FollowUp { which, finding } => {
            next.follow_ups.push(FollowUpDone { which: *which, finding: *finding, at, by })
        }
        Move::EnteredInError { what: What::Referral } => match by {
            Side::Referrer => next.status = Status::Void,
            Side::Target => return Err(Refusal::NotYours { what }),
        },
        Move::EnteredInError { what: What::Letter(_) } => {
            table::may_correct(&next, by)?;
            next.corrections.push(by);
        }
    }
    Ok(next)
}

/// A crossed move may still report a fact. The status stays; the fact does too.
pub(super) fn keep_fact(state: &mut State, mv: &Move, at: Time) {
    match mv {
        Move::Complete { .. } => state.service_already_delivered = true,
        Move::Depart { arrive_by, .. } => {
            state.transit.departed.get_or_insert(Departure { at, arrive_by: *arrive_by });
        }
        Move::Arrive => {
            state.transit.arrived.get_or_insert(at);
        }
        Move::Send(_)
        | Move::Acknowledge
        | Move::Ask { .. }
        | Move::Answer { .. }
        | Move::Waitlist { .. }
        | Move::Accept { .. }
        | Move::Decline { .. }
        | Move::Appointment { .. }
        | Move::NoShow { .. }
        | Move::Interim { .. }
        | Move::HandBack { .. }
        | Move::ProposeOnward { .. }
        | Move::Withdraw { .. }
        | Move::ConfirmStop
        | Move::RevokeConsent { .. }
        | Move::NarrowConsent { .. }
        | Move::AnswerRevocation { .. }
        | Move::ClientDeclined
        | Move::ClientUnreachable
        | Move::Expire
        | Move::Close
        | Move::FollowUp { .. }
        | Move::EnteredInError { .. } => {}
    }
}

/// Sections the target has been shown stay shown.
pub(super) fn keep_disclosed(state: &mut State, sections: &[Section]) {
    state.disclosed.extend(sections);
    state.disclosed.sort_unstable();
    state.disclosed.dedup();
}

/// A file that was shown stays shown.
pub(super) fn keep_attached(state: &mut State, hash: HeaderHash, by: Side, section: Section) {
    state.attached.push(Attached { hash, by, section });
}

/// The referral itself. Consent covers every need, unless it was overridden in a vital emergency.
fn begin(terms: &Terms, at: Time) -> Result<State, Refusal> {
    let what = MoveKind::Send.as_str();
    let consent = Consent {
        id: terms.consent.id,
        valid_until: terms.consent.valid_until,
        purposes: terms.consent.purposes.clone(),
        sections: terms.consent.sections.clone(),
        followup_ok: terms.consent.followup_ok,
        overridden: terms.consent.override_reason.is_some(),
        changes: Vec::new(),
    };
    if !consent.overridden {
        if at.day() > consent.valid_until {
            return Err(Refusal::ConsentExpired {
                what,
                found: at.day(),
                expected_until: consent.valid_until,
            });
        }
        covered(&consent, terms.needs.iter().map(|n| n.service), what)?;
    }
    let line = |need: &super::moves::Need| Line {
        service: need.service,
        wanted_by: need.wanted_by,
        state: LineState::Open,
    };
    Ok(State {
        status: Status::Sent,
        urgency: terms.urgency,
        lines: terms.needs.iter().map(line).collect(),
        consent,
        based_on: terms.based_on,
        clock: Clock {
            sent_at: at,
            received_at: None,
            pause: Pause::Unused,
            on_hold_at: None,
            review_by: None,
            by_when: None,
            withdrawn_at: None,
            completed_at: None,
        },
        transit: Transit::default(),
        open_question: None,
        appointments: Vec::new(),
        welfare_check_since: None,
        onward: Vec::new(),
        follow_ups: Vec::new(),
        disclosed: Vec::new(),
        attached: Vec::new(),
        service_already_delivered: false,
        corrections: Vec::new(),
    })
}

/// A question is no longer open; the decision clock runs again.
fn settle_question(state: &mut State, at: Time) {
    state.open_question = None;
    if let Pause::Since(_) = state.clock.pause {
        let seconds = state.clock.pause.seconds(at);
        state.clock.pause = Pause::Used { seconds };
    }
}

/// Line by line. What is taken must be covered by the consent as it is now.
fn accept(state: &mut State, answers: &[LineAnswer]) -> Result<(), Refusal> {
    let what = MoveKind::Accept.as_str();
    if answers.len() != state.lines.len() {
        return Err(Refusal::Lines { what, found: answers.len(), expected: state.lines.len() });
    }
    for (line, answer) in state.lines.iter_mut().zip(answers) {
        line.state = match answer {
            LineAnswer::Accepted => LineState::Accepted,
            LineAnswer::Declined { code, .. } => LineState::Declined(*code),
        };
    }
    let taken = |l: &&Line| l.state == LineState::Accepted;
    if !state.lines.iter().any(|l| taken(&l)) {
        return Err(Refusal::NothingAccepted { what });
    }
    let overridden_as_sent = state.consent.overridden && state.consent.changes.is_empty();
    if overridden_as_sent {
        return Ok(());
    }
    let services = state.lines.iter().filter(taken).map(|l| l.service);
    covered(&state.consent, services, what)
}

fn covered(
    consent: &Consent,
    mut services: impl Iterator<Item = Service>,
    what: &'static str,
) -> Result<(), Refusal> {
    match services.find(|s| !consent.purposes.contains(s)) {
        Some(found) => Err(Refusal::ServiceNotCovered { what, found }),
        None => Ok(()),
    }
}

fn is_accepted(state: &State, line: u8, what: &'static str) -> Result<(), Refusal> {
    match state.lines.get(usize::from(line)).map(|l| l.state) {
        Some(LineState::Accepted) => Ok(()),
        Some(LineState::Open | LineState::Declined(_) | LineState::Ended(_)) | None => {
            Err(Refusal::NotAccepted { what, found: line })
        }
    }
}

/// Every accepted line once, in order.
fn complete(state: &mut State, outcomes: &[(u8, Outcome)]) -> Result<(), Refusal> {
    let accepted = |l: &&mut Line| l.state == LineState::Accepted;
    let expected: Vec<usize> =
        (0..state.lines.len()).filter(|i| state.lines[*i].state == LineState::Accepted).collect();
    let found: Vec<usize> = outcomes.iter().map(|(n, _)| usize::from(*n)).collect();
    if found != expected {
        return Err(Refusal::Lines {
            what: MoveKind::Complete.as_str(),
            found: found.len(),
            expected: expected.len(),
        });
    }
    for (line, (_, outcome)) in state.lines.iter_mut().filter(accepted).zip(outcomes) {
        line.state = LineState::Ended(*outcome);
    }
    Ok(())
}

fn change_consent(
    state: &mut State,
    consent: ConsentId,
    by: Side,
    at: Time,
    hash: HeaderHash,
    revoked: bool,
) -> Result<(), Refusal> {
    let kind = if revoked { MoveKind::RevokeConsent } else { MoveKind::NarrowConsent };
    if consent != state.consent.id {
        return Err(Refusal::OtherConsent { what: kind.as_str() });
    }
    state.consent.changes.push(ConsentChange { hash, by, at, revoked, reply: None });
    Ok(())
}

/// Never more than before, and less in something.
fn narrow(
    consent: &mut Consent,
    services: &[Service],
    sections: &[Section],
) -> Result<(), Refusal> {
    let what = MoveKind::NarrowConsent.as_str();
    covered(consent, services.iter().copied(), what)?;
    if let Some(found) = sections.iter().find(|s| !consent.sections.contains(s)) {
        return Err(Refusal::SectionNotCovered { what, found: *found });
    }
    let as_before = consent.purposes.iter().all(|s| services.contains(s))
        && consent.sections.iter().all(|s| sections.contains(s));
    if as_before {
        return Err(Refusal::NotNarrower { what });
    }
    consent.purposes = services.to_vec();
    consent.sections = sections.to_vec();
    Ok(())
}

/// Only a change by the other side, named by its letter, and only once.
fn answer_change(
    state: &mut State,
    by: Side,
    of: HeaderHash,
    answer: &RevocationAnswer,
    at: Time,
) -> Result<(), Refusal> {
    let owed = |c: &&mut ConsentChange| c.hash == of && c.by != by && c.reply.is_none();
    let Some(change) = state.consent.changes.iter_mut().find(owed) else {
        return Err(Refusal::NothingOpen { what: MoveKind::AnswerRevocation.as_str() });
    };
    let stopped = match answer {
        RevocationAnswer::Stopped { .. } => true,
        RevocationAnswer::LawfulHold { .. } => false,
    };
    change.reply = Some(Reply { at, stopped });
    Ok(())
}
