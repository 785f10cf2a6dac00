//! The table a caseworker could check: who may make which move, from where, under which consent.
//!
//! In: a state, a side, a kind of move, its time. Out: yes, or a named [`Refusal`]. What a move *does*
//! is in `advance.rs`; what it says about lines and ids is checked there.

use crate::codes::{Section, Urgency};
use crate::ids::Time;

use super::attachment::ATTACHMENTS_PER_SIDE_MAX;
use super::deadlines;
use super::moves::{MoveKind, Side};
use super::refusal::Refusal;
use super::state::{Consent, State, Status};

/// Most appointments of one referral: twice a week for half a year.
const APPOINTMENTS_MAX: usize = 64;
/// Most onward proposals of one referral: one for each service, nearly.
const ONWARD_MAX: usize = 16;
/// Most follow-ups by one side: each of the four, tried twice.
const FOLLOW_UPS_PER_SIDE_MAX: usize = 8;
/// Most narrowings by one side; a revocation always fits.
const NARROWINGS_PER_SIDE_MAX: usize = 8;
/// Most slips taken back by one side: each costs a fold of all that went before.
const CORRECTIONS_PER_SIDE_MAX: usize = 8;

words! {
    /// Who may make a move.
    By = "by" {
        /// The referrer.
        Referrer = "referrer",
        /// The target.
        Target = "target",
        /// Whoever the person tells.
        Either = "referrer or target",
    }
}

words! {
    /// What a move asks of the consent on the move's day.
    ConsentNeed = "consent" {
        /// Says something new about the person, or takes the person on: must hold.
        Holds = "holds",
        /// Ends what was begun under it: may have run out, not been revoked.
        NotRevoked = "not revoked",
        /// Winds down, protects, or is about the consent itself: always.
        Any = "any",
    }
}

/// One row of the table.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Rule {
    /// Who may make the move.
    pub by: By,
    /// From where. Empty: only where there is no referral yet.
    pub from: &'static [Status],
    /// What it asks of the consent.
    pub consent: ConsentNeed,
}

/// Statuses in which the referral is still somebody's work.
pub(super) const OPEN: &[Status] = &[
    Status::Sent,
    Status::Received,
    Status::InfoRequested,
    Status::OnHold,
    Status::Accepted,
    Status::InTransit,
    Status::InService,
    Status::WithdrawPending,
];

/// The row of a move.
pub const fn rule(kind: MoveKind) -> Rule {
    use ConsentNeed::{Any, Holds, NotRevoked};
    use Status::{
        Accepted, Closed, ClosedClientChoice, ClosedLost, Completed, Declined, Expired, HandedBack,
        InService, InTransit, InfoRequested, OnHold, Received, Sent, WithdrawPending, Withdrawn,
    };
    const fn row(by: By, from: &'static [Status], consent: ConsentNeed) -> Rule {
        Rule { by, from, consent }
    }
    match kind {
        MoveKind::Send => row(By::Referrer, &[], Holds),
        MoveKind::Acknowledge => row(By::Target, &[Sent], Any),
        MoveKind::Ask => row(By::Target, &[Sent, Received], Holds),
        MoveKind::Answer => row(By::Referrer, &[InfoRequested], Holds),
        // Whoever has asked may decide without the answer: it may never come.
        MoveKind::Waitlist => row(By::Target, &[Sent, Received, InfoRequested], Holds),
        MoveKind::Accept => row(By::Target, &[Sent, Received, InfoRequested, OnHold], Holds),
        MoveKind::Decline => row(By::Target, &[Sent, Received, InfoRequested, OnHold], Any),
        // From in_service: the referrer's signature, late, under an arrival that came first.
        MoveKind::Depart => row(By::Referrer, &[Accepted, InService], Holds),
        MoveKind::Arrive => row(By::Target, &[Accepted, InTransit], Any),
        MoveKind::Appointment => row(By::Target, &[Accepted, InService], Holds),
        MoveKind::NoShow => row(By::Target, &[Accepted, InService], Any),
        MoveKind::Interim => row(By::Target, &[Accepted, InService], Holds),
        MoveKind::Complete => row(By::Target, &[Accepted, InService], NotRevoked),
        // From in_transit: a place that has become unsafe must be able to say "do not come".
        MoveKind::HandBack => row(By::Target, &[OnHold, Accepted, InTransit, InService], Any),
        MoveKind::ProposeOnward => row(By::Target, &[OnHold, Accepted, InService], Holds),
        MoveKind::Withdraw => row(
            By::Referrer,
            &[Sent, Received, InfoRequested, OnHold, Accepted, InTransit, InService],
            Any,
        ),
        MoveKind::ConfirmStop => row(By::Target, &[WithdrawPending], Any),
        MoveKind::RevokeConsent | MoveKind::NarrowConsent | MoveKind::AnswerRevocation => {
            row(By::Either, Status::ALL, Any)
        }
        MoveKind::ClientDeclined | MoveKind::ClientUnreachable => row(By::Either, OPEN, Any),
        MoveKind::Expire => row(By::Referrer, &[Sent, Received, OnHold], Any),
        MoveKind::Close => {
            row(By::Referrer, &[Completed, Declined, HandedBack, Expired, Withdrawn], Any)
        }
        MoveKind::FollowUp => row(By::Either, &[Completed, Closed], Holds),
        MoveKind::EnteredInError => row(
            By::Either,
            &[
                Sent,
                Received,
                InfoRequested,
                OnHold,
                Accepted,
                InTransit,
                InService,
                Completed,
                Declined,
                HandedBack,
                Expired,
                WithdrawPending,
                Withdrawn,
                ClosedClientChoice,
                ClosedLost,
                Closed,
            ],
            Any,
        ),
    }
}

/// Whether a side may make a kind of move at a time: its row, and what the state remembers.
///
/// # Errors
/// A [`Refusal`] that names what was found and what was expected.
pub fn permits(state: Option<&State>, by: Side, kind: MoveKind, at: Time) -> Result<(), Refusal> {
    let rule = rule(kind);
    let what = kind.as_str();
    let allowed_side = match rule.by {
        By::Referrer => by == Side::Referrer,
        By::Target => by == Side::Target,
        By::Either => true,
    };
    if !allowed_side {
        return Err(Refusal::WrongSide { what, found: by, expected: rule.by });
    }
    let Some(state) = state else {
        return if kind == MoveKind::Send { Ok(()) } else { Err(Refusal::NothingSent { what }) };
    };
    if !rule.from.contains(&state.status) {
        return Err(Refusal::WrongStatus { what, found: state.status, expected: rule.from });
    }
    consent_allows(&state.consent, rule.consent, what, at)?;
    remembered(state, by, kind, at)
}

/// The consent on the move's own day, so that both sides decide alike whenever they read it.
fn consent_allows(
    consent: &Consent,
    need: ConsentNeed,
    what: &'static str,
    at: Time,
) -> Result<(), Refusal> {
    let (may_expire, may_be_revoked) = match need {
        ConsentNeed::Holds => (false, false),
        ConsentNeed::NotRevoked => (true, false),
        ConsentNeed::Any => (true, true),
    };
    if consent.revoked() && !may_be_revoked {
        return Err(Refusal::ConsentRevoked { what });
    }
    if at.day() > consent.valid_until && !may_expire {
        return Err(Refusal::ConsentExpired {
            what,
            found: at.day(),
            expected_until: consent.valid_until,
        });
    }
    Ok(())
}

/// What no row can say: once only, after a deadline, with the person's word, at most so many.
fn remembered(state: &State, by: Side, kind: MoveKind, at: Time) -> Result<(), Refusal> {
    let what = kind.as_str();
    let at_most = |found: usize, expected_max| match found < expected_max {
        true => Ok(()),
        false => Err(Refusal::TooMany { what, expected_max }),
    };
    match kind {
        MoveKind::Depart
            if state.status == Status::InService && state.transit.departed.is_some() =>
        {
            Err(Refusal::AlreadyDone { what })
        }
        MoveKind::Appointment => at_most(state.appointments.len(), APPOINTMENTS_MAX),
        MoveKind::ProposeOnward => at_most(state.onward.len(), ONWARD_MAX),
        MoveKind::RevokeConsent if state.consent.revoked() => Err(Refusal::AlreadyDone { what }),
        MoveKind::NarrowConsent if state.consent.revoked() => Err(Refusal::ConsentRevoked { what }),
        MoveKind::NarrowConsent
            if state.consent.purposes.is_empty() && state.consent.sections.is_empty() =>
        {
            Err(Refusal::NotNarrower { what })
        }
        MoveKind::NarrowConsent => {
            let mine = state.consent.changes.iter().filter(|c| c.by == by);
            at_most(mine.count(), NARROWINGS_PER_SIDE_MAX)
        }
        MoveKind::AnswerRevocation if state.consent.owed_by(by).next().is_none() => {
            Err(Refusal::NothingOpen { what })
        }
        MoveKind::Expire => match deadlines::deciding(state, at) {
            Some(deadline) if at <= deadline.due => {
                Err(Refusal::TooEarly { what, found: at, expected_after: deadline.due })
            }
            Some(_) | None => Ok(()),
        },
        MoveKind::FollowUp if !state.consent.followup_ok => {
            Err(Refusal::FollowUpNotAgreed { what })
        }
        MoveKind::FollowUp if state.clock.completed_at.is_none() => {
            Err(Refusal::NeverCompleted { what })
        }
        MoveKind::FollowUp => {
            let mine = state.follow_ups.iter().filter(|f| f.by == by);
            at_most(mine.count(), FOLLOW_UPS_PER_SIDE_MAX)
        }
        // The referrer can void the whole referral however many slips went before.
        MoveKind::EnteredInError if by == Side::Target => may_correct(state, by),
        MoveKind::Send
        | MoveKind::Acknowledge
        | MoveKind::Ask
        | MoveKind::Answer
        | MoveKind::Waitlist
        | MoveKind::Accept
        | MoveKind::Decline
        | MoveKind::Depart
        | MoveKind::Arrive
        | MoveKind::NoShow
        | MoveKind::Interim
        | MoveKind::Complete
        | MoveKind::HandBack
        | MoveKind::Withdraw
        | MoveKind::ConfirmStop
        | MoveKind::RevokeConsent
        | MoveKind::AnswerRevocation
        | MoveKind::ClientDeclined
        | MoveKind::ClientUnreachable
        | MoveKind::Close
        | MoveKind::EnteredInError => Ok(()),
    }
}

/// Whether a side may still take back one more slip of its own.
pub(super) fn may_correct(state: &State, by: Side) -> Result<(), Refusal> {
    let mine = state.corrections.iter().filter(|s| **s == by).count();
    if mine < CORRECTIONS_PER_SIDE_MAX {
        return Ok(());
    }
    Err(Refusal::TooMany {
        what: MoveKind::EnteredInError.as_str(),
        expected_max: CORRECTIONS_PER_SIDE_MAX,
    })
}

/// The kinds of move a side may make now: what to offer as next steps. Expiry of the consent is judged
/// by `now`, as the move's own time would be.
pub fn allowed(state: Option<&State>, side: Side, now: Time) -> Vec<MoveKind> {
    let may = |kind: &MoveKind| permits(state, side, *kind, now).is_ok();
    MoveKind::ALL.iter().copied().filter(may).collect()
}

/// Whether the referrer may disclose sections: after acceptance, or at once in an emergency; never
/// beyond the consent, never after it was revoked or ran out.
///
/// # Errors
/// A [`Refusal`] that names what was found and what was expected.
pub fn may_disclose(
    state: Option<&State>,
    by: Side,
    sections: &[Section],
    at: Time,
) -> Result<(), Refusal> {
    const WHAT: &str = "disclosure";
    if by != Side::Referrer {
        return Err(Refusal::WrongSide { what: WHAT, found: by, expected: By::Referrer });
    }
    may_show(state, sections, at, WHAT).map(drop)
}

/// Whether a side may attach a file that belongs to a section: as the referrer may disclose, for a clinic's report
/// back is about the same person under the same consent. At most [`ATTACHMENTS_PER_SIDE_MAX`] a side.
///
/// # Errors
/// A [`Refusal`] that names what was found and what was expected.
pub fn may_attach(
    state: Option<&State>,
    by: Side,
    section: Section,
    at: Time,
) -> Result<(), Refusal> {
    let state = may_show(state, &[section], at, ATTACHMENT)?;
    let mine = state.attached.iter().filter(|a| a.by == by).count();
    if mine < ATTACHMENTS_PER_SIDE_MAX {
        return Ok(());
    }
    Err(Refusal::TooMany { what: ATTACHMENT, expected_max: ATTACHMENTS_PER_SIDE_MAX })
}

/// Whether pieces of what was attached may still go: until somebody has stopped, and as long as the consent holds
/// for the section. What was attached while the person was served may arrive after that.
pub(super) fn may_go_on(state: &State, section: Section, at: Time) -> Result<(), Refusal> {
    const FROM: &[Status] = &[
        Status::Sent,
        Status::Received,
        Status::InfoRequested,
        Status::OnHold,
        Status::Accepted,
        Status::InTransit,
        Status::InService,
        Status::Completed,
    ];
    is_from(state, FROM, ATTACHMENT)?;
    consent_covers(&state.consent, &[section], at, ATTACHMENT)
}

const ATTACHMENT: &str = "attachment";

/// After acceptance, or at once in an emergency; never beyond the consent, never after it was revoked or ran out.
fn may_show<'a>(
    state: Option<&'a State>,
    sections: &[Section],
    at: Time,
    what: &'static str,
) -> Result<&'a State, Refusal> {
    const TAKEN: &[Status] = &[Status::Accepted, Status::InTransit, Status::InService];
    let Some(state) = state else {
        return Err(Refusal::NothingSent { what });
    };
    let vital = state.urgency == Urgency::Emergency || state.consent.overridden;
    is_from(state, if vital { BEFORE_A_STOP } else { TAKEN }, what)?;
    consent_covers(&state.consent, sections, at, what)?;
    Ok(state)
}

fn is_from(state: &State, from: &'static [Status], what: &'static str) -> Result<(), Refusal> {
    if from.contains(&state.status) {
        return Ok(());
    }
    Err(Refusal::WrongStatus { what, found: state.status, expected: from })
}

fn consent_covers(
    consent: &Consent,
    sections: &[Section],
    at: Time,
    what: &'static str,
) -> Result<(), Refusal> {
    consent_allows(consent, ConsentNeed::Holds, what, at)?;
    match sections.iter().find(|s| !consent.sections.contains(s)) {
        Some(section) => Err(Refusal::SectionNotCovered { what, found: *section }),
        None => Ok(()),
    }
}

/// Open, and not taken back.
const BEFORE_A_STOP: &[Status] = &[
    Status::Sent,
    Status::Received,
    Status::InfoRequested,
    Status::OnHold,
    Status::Accepted,
    Status::InTransit,
    Status::InService,
];
