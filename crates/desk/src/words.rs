//! Plain words for states, deadlines and moves, and the few facts a list is sorted by.
//!
//! In: the exchange's types. Out: words. English; other languages come with the console.

use waypost_case::dates::span_text;
use waypost_protocol::exchange::{
    ConsentState, Deadline, DeadlineKind, Left, LineState, Move, RevocationAnswer, Side, State,
    Status, deadlines,
};
use waypost_protocol::ids::Time;

/// The consent's state as a code.
pub(crate) const fn consent(state: ConsentState) -> &'static str {
    match state {
        ConsentState::Active => "active",
        ConsentState::Narrowed => "narrowed",
        ConsentState::Expired => "expired",
        ConsentState::Revoked => "revoked",
    }
}

/// Whether nothing more is to happen but follow-ups.
pub(crate) const fn is_closed(status: Status) -> bool {
    match status {
        Status::ClosedClientChoice | Status::ClosedLost | Status::Closed | Status::Void => true,
        Status::Sent
        | Status::Received
        | Status::InfoRequested
        | Status::OnHold
        | Status::Accepted
        | Status::InTransit
        | Status::InService
        | Status::Completed
        | Status::Declined
        | Status::HandedBack
        | Status::Expired
        | Status::WithdrawPending
        | Status::Withdrawn => false,
    }
}

/// Whether this side must do something now: a deadline is its own, or the loop is its to close.
pub(crate) fn waits_for(state: &State, side: Side, now: Time) -> bool {
    let due = deadlines(state, now);
    let own = due.iter().any(|d| d.by == side && !matches!(d.kind, DeadlineKind::FollowUp(_)));
    let to_close = match state.status {
        Status::Declined
        | Status::Completed
        | Status::HandedBack
        | Status::Expired
        | Status::Withdrawn => side == Side::Referrer,
        Status::Accepted | Status::InService => side == Side::Target,
        Status::Sent
        | Status::Received
        | Status::InfoRequested
        | Status::OnHold
        | Status::InTransit
        | Status::WithdrawPending
        | Status::ClosedClientChoice
        | Status::ClosedLost
        | Status::Closed
        | Status::Void => false,
    };
    own || to_close
}

/// What a deadline is for, as a code.
pub(crate) fn deadline_kind(kind: DeadlineKind) -> String {
    match kind {
        DeadlineKind::Acknowledge => "acknowledge".to_owned(),
        DeadlineKind::Decide => "decide".to_owned(),
        DeadlineKind::Answer => "answer".to_owned(),
        DeadlineKind::Review => "review".to_owned(),
        DeadlineKind::Arrival => "arrival".to_owned(),
        DeadlineKind::ConfirmStop => "confirm_stop".to_owned(),
        DeadlineKind::RevocationAnswer => "revocation_answer".to_owned(),
        DeadlineKind::FollowUp(day) => format!("follow_up_{}", day.as_str()),
    }
}

/// "acknowledge: 23 h left", "decide: 2 d overdue".
pub(crate) fn deadline(deadline: &Deadline) -> String {
    let kind = deadline_kind(deadline.kind).replace('_', " ");
    match deadline.left {
        Left::Seconds(seconds) => format!("{kind}: {} left", span_text(seconds)),
        Left::OverdueSeconds(seconds) => format!("{kind}: {} overdue", span_text(seconds)),
    }
}

/// What became of a need: answer, decline code, outcome.
pub(crate) fn line(state: LineState) -> (&'static str, Option<&'static str>, Option<&'static str>) {
    match state {
        LineState::Open => ("open", None, None),
        LineState::Accepted => ("accepted", None, None),
        LineState::Declined(code) => ("declined", Some(code.as_str()), None),
        LineState::Ended(outcome) => ("ended", None, Some(outcome.as_str())),
    }
}

/// A move in words, with its texts.
pub(crate) fn of_move(mv: &Move) -> String {
    match mv {
        Move::Send(terms) => {
            let services: Vec<&str> = terms.needs.iter().map(|n| n.service.as_str()).collect();
            format!("Referred, {}: {}", terms.urgency, services.join(", "))
        }
        Move::Acknowledge => "A person has it".to_owned(),
        Move::Ask { question } => format!("Asked: {question}"),
        Move::Answer { text, .. } => format!("Answered: {text}"),
        Move::Waitlist { review_by } => {
            format!("On hold, looked at again by {}", waypost_case::dates::moment_text(*review_by))
        }
        Move::Accept { lines, by_when } => {
            let accepted = lines
                .iter()
                .filter(|l| matches!(l, waypost_protocol::exchange::LineAnswer::Accepted))
                .count();
            let by = waypost_case::dates::moment_text(*by_when);
            format!("Accepted {accepted} of {} needs, by {by}", lines.len())
        }
        Move::Decline { code, note, elsewhere } => {
            let place = elsewhere.as_ref().map(|e| format!("; another place: {e}"));
            format!("Declined: {code}{}{}", noted(note), place.unwrap_or_default())
        }
        Move::Depart { place, arrive_by } => {
            let by = waypost_case::dates::moment_text(*arrive_by);
            let place = place.as_ref().map(|p| format!(" ({p})")).unwrap_or_default();
            format!("The person left{place}, should be there by {by}")
        }
        Move::Arrive => "The person is there".to_owned(),
        Move::Appointment { line, when, place } => {
            let place = place.as_ref().map(|p| format!(", {p}")).unwrap_or_default();
            let when = waypost_case::dates::moment_text(*when);
            format!("Appointment for need {}: {when}{place}", line + 1)
        }
        Move::NoShow { line } => {
            format!("Did not come for need {}: a welfare check is open", line + 1)
        }
        Move::Interim { note, person_seen } => {
            format!("News: {note}{}", if *person_seen { " (person seen)" } else { "" })
        }
        Move::Complete { outcomes } => {
            let each: Vec<String> =
                outcomes.iter().map(|(l, o)| format!("need {} {o}", l + 1)).collect();
            format!("Done: {}", each.join(", "))
        }
        Move::HandBack { code, note, .. } => format!("Handed back: {code}{}", noted(note)),
        Move::ProposeOnward { kind, services, note } => {
            let services: Vec<&str> = services.iter().map(|s| s.as_str()).collect();
            format!("Proposes a {kind} for {}{}", services.join(", "), noted(note))
        }
        Move::Withdraw { code, note } => format!("Withdrawn: {code}{}", noted(note)),
        Move::ConfirmStop => "Has stopped".to_owned(),
        Move::RevokeConsent { .. } => "The person took the consent back".to_owned(),
        Move::NarrowConsent { services, sections, .. } => format!(
            "The person narrowed the consent to {} services and {} sections",
            services.len(),
            sections.len()
        ),
        Move::AnswerRevocation { answer, .. } => match answer {
            RevocationAnswer::Stopped { erased, kept, law } => format!(
                "Stopped; erased {} sections, kept {}{}",
                erased.len(),
                kept.len(),
                law.as_ref().map(|l| format!(" under {l}")).unwrap_or_default()
            ),
            RevocationAnswer::LawfulHold { reason } => format!("Must keep by law: {reason}"),
        },
        Move::ClientDeclined => "The person no longer wants it".to_owned(),
        Move::ClientUnreachable => "The person cannot be reached".to_owned(),
        Move::Expire => "No decision in time".to_owned(),
        Move::Close => "Closed".to_owned(),
        Move::FollowUp { which, finding } => format!("Follow-up, day {which}: {finding}"),
        Move::EnteredInError { .. } => "Entered in error".to_owned(),
    }
}

fn noted(note: &Option<String>) -> String {
    note.as_ref().map(|n| format!(" ({n})")).unwrap_or_default()
}
