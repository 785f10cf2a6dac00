//! Deadlines: what is due, by whom, until when. Anyone holding the state computes the same.
//!
//! In: a state and `now`. Out: deadlines with the time left or overdue, and the step of escalation.
//! Never: a timer. All marks are the movers' own times, so that both sides count from the same.

use crate::codes::Urgency;
use crate::ids::{DAY_SECONDS, Time};

use super::moves::{FollowUpDay, Side};
use super::state::{PAUSE_SECONDS_MAX, State, Status};

const HOUR: u64 = 3600;
/// A revocation is answered within 72 hours, however urgent the referral.
pub const REVOCATION_ANSWER_SECONDS: u64 = 72 * HOUR;

/// Something that is due.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Deadline {
    /// What.
    pub kind: DeadlineKind,
    /// Whose work it is.
    pub by: Side,
    /// Until when.
    pub due: Time,
    /// The time there was for it, in seconds: sets the pace of escalation.
    pub allowed_seconds: u64,
    /// The time left, or overdue.
    pub left: Left,
}

/// What is due.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub enum DeadlineKind {
    /// A person at the target looks at the referral.
    Acknowledge,
    /// The target decides.
    Decide,
    /// The referrer answers the question: the clock stands no longer than this.
    Answer,
    /// The target decides on what it put on hold.
    Review,
    /// The person arrives.
    Arrival,
    /// The target confirms that it has stopped.
    ConfirmStop,
    /// The signed answer to a revocation or narrowing.
    RevocationAnswer,
    /// Somebody asks how the person is.
    FollowUp(FollowUpDay),
}

/// Time left, or overdue.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Left {
    /// Seconds until it is due.
    Seconds(u64),
    /// Seconds since it was due; at least one.
    OverdueSeconds(u64),
}

/// The steps when a target stays silent.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub enum Escalation {
    /// Overdue: remind the target.
    Remind,
    /// Overdue by half the time there was: the target's second contact.
    SecondContact,
    /// Overdue by all the time there was: the referrer's list of unanswered referrals, with other places
    /// that fit.
    Unanswered,
}

/// Seconds allowed, by urgency. SPEC 7.5.
const fn by_urgency(urgency: Urgency, emergency: u64, urgent: u64, normal: u64) -> u64 {
    match urgency {
        Urgency::Emergency => emergency,
        Urgency::Urgent => urgent,
        Urgency::Normal => normal,
    }
}

/// Seconds to look at a referral, and to confirm a stop.
pub const fn acknowledge_seconds(urgency: Urgency) -> u64 {
    by_urgency(urgency, HOUR, 24 * HOUR, 72 * HOUR)
}

/// Seconds to decide.
pub const fn decide_seconds(urgency: Urgency) -> u64 {
    by_urgency(urgency, 3 * HOUR, 72 * HOUR, 14 * DAY_SECONDS)
}

/// Seconds on hold, at most.
pub const fn review_seconds(urgency: Urgency) -> u64 {
    by_urgency(urgency, 24 * HOUR, 3 * DAY_SECONDS, 14 * DAY_SECONDS)
}

/// Seconds after the time that was named for the arrival.
pub const fn arrival_seconds(urgency: Urgency) -> u64 {
    by_urgency(urgency, 2 * HOUR, 12 * HOUR, 48 * HOUR)
}

/// Everything that is due, soonest first.
pub fn deadlines(state: &State, now: Time) -> Vec<Deadline> {
    let mut due: Vec<Deadline> = deciding(state, now).into_iter().collect();
    due.extend(answering(state, now));
    due.extend(arriving(state, now));
    due.extend(stopping(state, now));
    for side in [Side::Referrer, Side::Target] {
        due.extend(state.consent.owed_by(side).map(|change| {
            let seconds = REVOCATION_ANSWER_SECONDS;
            deadline(DeadlineKind::RevocationAnswer, side, change.at, seconds, now)
        }));
    }
    due.extend(following_up(state, now));
    due.sort_by_key(|d| (d.due, d.kind, d.by));
    due
}

/// How far a silent target is to be pressed. None while there is time, or for what nobody is silent about.
pub fn escalation(deadline: &Deadline) -> Option<Escalation> {
    match deadline.kind {
        DeadlineKind::Acknowledge
        | DeadlineKind::Decide
        | DeadlineKind::Review
        | DeadlineKind::ConfirmStop
        | DeadlineKind::RevocationAnswer => {}
        DeadlineKind::Answer | DeadlineKind::Arrival | DeadlineKind::FollowUp(_) => return None,
    }
    match deadline.left {
        Left::Seconds(_) => None,
        Left::OverdueSeconds(over) if over >= deadline.allowed_seconds => {
            Some(Escalation::Unanswered)
        }
        Left::OverdueSeconds(over) if over >= deadline.allowed_seconds / 2 => {
            Some(Escalation::SecondContact)
        }
        Left::OverdueSeconds(_) => Some(Escalation::Remind),
    }
}

/// Whether a person who has left has not been seen in time: an alarm on both sides.
pub fn missing_in_transit(state: &State, now: Time) -> bool {
    arriving(state, now).is_some_and(|d| d.due < now)
}

/// The deadline before which the referrer may not give up waiting: to acknowledge, decide or review.
pub(super) fn deciding(state: &State, now: Time) -> Option<Deadline> {
    let clock = &state.clock;
    match state.status {
        Status::Sent => {
            let seconds = acknowledge_seconds(state.urgency);
            let kind = DeadlineKind::Acknowledge;
            Some(deadline(kind, Side::Target, clock.sent_at, seconds, now))
        }
        Status::Received | Status::InfoRequested => {
            let seconds = decide_seconds(state.urgency).saturating_add(clock.pause.seconds(now));
            let from = clock.received_at?;
            Some(deadline(DeadlineKind::Decide, Side::Target, from, seconds, now))
        }
        Status::OnHold => {
            // The day the target named, but never later than the urgency allows.
            let from = clock.on_hold_at?;
            let limit = from.plus(review_seconds(state.urgency));
            let until = clock.review_by.map_or(limit, |named| named.min(limit));
            let seconds = until.since(from);
            Some(deadline(DeadlineKind::Review, Side::Target, from, seconds, now))
        }
        Status::Accepted
        | Status::InTransit
        | Status::InService
        | Status::Completed
        | Status::Declined
        | Status::HandedBack
        | Status::Expired
        | Status::WithdrawPending
        | Status::Withdrawn
        | Status::ClosedClientChoice
        | Status::ClosedLost
        | Status::Closed
        | Status::Void => None,
    }
}

/// The first question stops the clock for a day at most; so long has the referrer to answer it.
fn answering(state: &State, now: Time) -> Option<Deadline> {
    match state.clock.pause {
        super::state::Pause::Since(asked) => {
            Some(deadline(DeadlineKind::Answer, Side::Referrer, asked, PAUSE_SECONDS_MAX, now))
        }
        super::state::Pause::Unused | super::state::Pause::Used { .. } => None,
    }
}

/// Runs under every status in which somebody still looks, also after a withdrawal: the person is on the road.
fn arriving(state: &State, now: Time) -> Option<Deadline> {
    let departed = state.transit.departed?;
    let looked_after = match state.status {
        Status::ClosedClientChoice | Status::ClosedLost | Status::Closed | Status::Void => false,
        Status::Completed => false,
        Status::Sent
        | Status::Received
        | Status::InfoRequested
        | Status::OnHold
        | Status::Accepted
        | Status::InTransit
        | Status::InService
        | Status::Declined
        | Status::HandedBack
        | Status::Expired
        | Status::WithdrawPending
        | Status::Withdrawn => true,
    };
    if !looked_after || !state.transit.on_the_way() {
        return None;
    }
    let grace = arrival_seconds(state.urgency);
    let seconds = departed.arrive_by.since(departed.at).saturating_add(grace);
    Some(deadline(DeadlineKind::Arrival, Side::Target, departed.at, seconds, now))
}

/// To stop is as urgent as to look.
fn stopping(state: &State, now: Time) -> Option<Deadline> {
    if state.status != Status::WithdrawPending {
        return None;
    }
    let seconds = acknowledge_seconds(state.urgency);
    let from = state.clock.withdrawn_at?;
    Some(deadline(DeadlineKind::ConfirmStop, Side::Target, from, seconds, now))
}

/// Those not yet made, if the person agreed and the consent holds. The referrer is asked first.
fn following_up(state: &State, now: Time) -> Vec<Deadline> {
    let Some(completed) = state.clock.completed_at else {
        return Vec::new();
    };
    let followed = matches!(state.status, Status::Completed | Status::Closed);
    if !followed || !state.consent.followup_ok || !state.consent.holds_on(now.day()) {
        return Vec::new();
    }
    let made = |day: &FollowUpDay| state.follow_ups.iter().any(|f| f.which == *day);
    let open = FollowUpDay::ALL.iter().filter(|d| !made(d));
    open.map(|day| {
        let kind = DeadlineKind::FollowUp(*day);
        deadline(kind, Side::Referrer, completed, day.days() * DAY_SECONDS, now)
    })
    .collect()
}

fn deadline(kind: DeadlineKind, by: Side, from: Time, allowed_seconds: u64, now: Time) -> Deadline {
    let due = from.plus(allowed_seconds);
    let left = if now > due {
        Left::OverdueSeconds(now.since(due))
    } else {
        Left::Seconds(due.since(now))
    };
    Deadline { kind, by, due, allowed_seconds, left }
}
