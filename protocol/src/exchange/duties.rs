//! Duties: what the desk must do after a fold. Decisions only; the desk performs them.
//!
//! In: the conversation before and after, which side I am, and `now`. Out: duties. One that stays open
//! (to disclose, to answer a revocation) is named after every fold until a letter has settled it; one that
//! tells a person something is named once.

use crate::codes::{DeclineCode, Finding, Section, Service};
use crate::ids::{HeaderHash, Time};

use super::fold::{Fate, Fated, Folded};
use super::moves::{MoveKind, Side};
use super::state::{LineState, State, Status};
use super::table::may_disclose;

/// Sections that are disclosed on acceptance. The account of what the person was made to do is never sent
/// without a caseworker's own decision; section 0 went with the referral.
const ON_ACCEPTANCE: [Section; 4] =
    [Section::Identity, Section::SafeContact, Section::Documents, Section::Screening];

/// Something the desk must do.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Duty {
    /// Open: send the referral's fields of these sections to the target.
    Disclose(Vec<Section>),
    /// Open: answer this revocation or narrowing, signed.
    AnswerRevocation {
        /// Its letter.
        of: HeaderHash,
    },
    /// Open: stop, and say so.
    ConfirmStop,
    /// Once: tell a person of the other side's move.
    Notify {
        /// Its letter.
        hash: HeaderHash,
        /// What it is.
        mv: MoveKind,
    },
    /// Once: show that a move, of either side, was crossed.
    ShowCrossed {
        /// Its letter.
        hash: HeaderHash,
        /// What it is; none for a disclosure.
        mv: Option<MoveKind>,
    },
    /// Once: these needs have no place; show other places that fit.
    ShowElsewhere(Vec<Service>),
    /// Once: I declined these for want of room; my capacity card says so too.
    UpdateCapacity(Vec<Service>),
    /// Once: a person must look now.
    Alert(Alert),
}

/// Why a person must look now.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Alert {
    /// A follow-up found the person at risk: the partner in the country of return.
    AtRisk,
    /// Two follow-ups in a row did not reach the person: the same.
    NotReachedTwice,
    /// The person did not come.
    WelfareCheck,
    /// The person is on the way to a place that does not expect them.
    NotExpected,
    /// The other side signed two letters for one place.
    TwoStories {
        /// Who did.
        by: Side,
    },
}

/// What the desk must do after a fold.
pub fn duties(before: Option<&Folded>, after: &Folded, me: Side, now: Time) -> Vec<Duty> {
    let mut duties = Vec::new();
    let state_before = before.and_then(|b| b.state.as_ref());
    if let Some(state) = &after.state {
        duties.extend(open(state, me, now));
        duties.extend(once(state_before, state, me));
    }
    for fated in &after.fates {
        let known = before.and_then(|b| b.fates.iter().find(|f| f.hash == fated.hash));
        if known.is_none_or(|k| k.fate != fated.fate) {
            duties.extend(of_letter(fated, me));
        }
    }
    duties
}

fn open(state: &State, me: Side, now: Time) -> Vec<Duty> {
    let mut duties = Vec::new();
    let sections = to_disclose(state, now);
    if me == Side::Referrer && !sections.is_empty() {
        duties.push(Duty::Disclose(sections));
    }
    let owed = state.consent.owed_by(me);
    duties.extend(owed.map(|change| Duty::AnswerRevocation { of: change.hash }));
    if me == Side::Target && state.status == Status::WithdrawPending {
        duties.push(Duty::ConfirmStop);
    }
    duties
}

/// Only after acceptance, also in an emergency: to send all at once is a caseworker's decision.
fn to_disclose(state: &State, now: Time) -> Vec<Section> {
    let taken = match state.status {
        Status::Accepted | Status::InTransit | Status::InService => true,
        Status::Sent
        | Status::Received
        | Status::InfoRequested
        | Status::OnHold
        | Status::Completed
        | Status::Declined
        | Status::HandedBack
        | Status::Expired
        | Status::WithdrawPending
        | Status::Withdrawn
        | Status::ClosedClientChoice
        | Status::ClosedLost
        | Status::Closed
        | Status::Void => false,
    };
    let due = |s: &Section| {
        taken
            && !state.disclosed.contains(s)
            && may_disclose(Some(state), Side::Referrer, &[*s], now).is_ok()
    };
    ON_ACCEPTANCE.into_iter().filter(due).collect()
}

fn once(before: Option<&State>, after: &State, me: Side) -> Vec<Duty> {
    let mut duties = Vec::new();
    let newly = |now: bool, then: fn(&State) -> bool| now && !before.is_some_and(then);
    let placeless = without_place(after);
    if me == Side::Referrer
        && !placeless.is_empty()
        && before.map(without_place) != Some(placeless.clone())
    {
        duties.push(Duty::ShowElsewhere(placeless));
    }
    let full = declined_as_full(after);
    if me == Side::Target && !full.is_empty() && before.map(declined_as_full) != Some(full.clone())
    {
        duties.push(Duty::UpdateCapacity(full));
    }
    if newly(after.welfare_check_since.is_some(), |s| s.welfare_check_since.is_some()) {
        duties.push(Duty::Alert(Alert::WelfareCheck));
    }
    if newly(not_expected(after), not_expected) {
        duties.push(Duty::Alert(Alert::NotExpected));
    }
    if after.follow_ups.len() > before.map_or(0, |b| b.follow_ups.len()) {
        duties.extend(alert_of_follow_ups(after).map(Duty::Alert));
    }
    duties
}

/// Needs that the target will not serve.
fn without_place(state: &State) -> Vec<Service> {
    let all = match state.status {
        Status::Declined | Status::Expired | Status::HandedBack => true,
        Status::Sent
        | Status::Received
        | Status::InfoRequested
        | Status::OnHold
        | Status::Accepted
        | Status::InTransit
        | Status::InService
        | Status::Completed
        | Status::WithdrawPending
        | Status::Withdrawn
        | Status::ClosedClientChoice
        | Status::ClosedLost
        | Status::Closed
        | Status::Void => false,
    };
    let placeless = |l: &&super::state::Line| all || matches!(l.state, LineState::Declined(_));
    let lines = state.lines.iter().filter(placeless);
    lines.map(|l| l.service).collect()
}

fn declined_as_full(state: &State) -> Vec<Service> {
    let full = LineState::Declined(DeclineCode::NoCapacity);
    let lines = state.lines.iter().filter(|l| l.state == full);
    lines.map(|l| l.service).collect()
}

/// On the way, and the place has said no, or has been told to stop.
fn not_expected(state: &State) -> bool {
    let expected = match state.status {
        Status::Accepted | Status::InTransit | Status::InService | Status::Completed => true,
        Status::Sent
        | Status::Received
        | Status::InfoRequested
        | Status::OnHold
        | Status::Declined
        | Status::HandedBack
        | Status::Expired
        | Status::WithdrawPending
        | Status::Withdrawn
        | Status::ClosedClientChoice
        | Status::ClosedLost
        | Status::Closed
        | Status::Void => false,
    };
    state.transit.on_the_way() && !expected
}

fn alert_of_follow_ups(state: &State) -> Option<Alert> {
    let mut latest = state.follow_ups.iter().rev().map(|f| f.finding);
    match (latest.next()?, latest.next()) {
        (Finding::AtRisk, _) => Some(Alert::AtRisk),
        (Finding::NotReached, Some(Finding::NotReached)) => Some(Alert::NotReachedTwice),
        (Finding::NotReached | Finding::Safe | Finding::Declined, _) => None,
    }
}

fn of_letter(fated: &Fated, me: Side) -> Option<Duty> {
    match &fated.fate {
        Fate::Applied if fated.by != me => fated.mv.map(|mv| Duty::Notify { hash: fated.hash, mv }),
        Fate::Crossed(_) => Some(Duty::ShowCrossed { hash: fated.hash, mv: fated.mv }),
        Fate::Forked { .. } => Some(Duty::Alert(Alert::TwoStories { by: fated.by })),
        // Voided: the letter that took it back is notified itself.
        Fate::Applied
        | Fate::OutOfTurn(_)
        | Fate::Waiting { .. }
        | Fate::Voided { .. }
        | Fate::BrokenChain
        | Fate::TooMany => None,
    }
}
