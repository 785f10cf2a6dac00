//! How long things are kept: the rules, and what they say of one referral or draft on a day.
//!
//! In: a summary row, the rules, today. Out: a [`Term`]. Decides; never erases: `erase` does.
//! A lawful hold stands above all of it.

use waypost_protocol::exchange::Status;
use waypost_protocol::ids::Day;

use crate::rows::ConversationRow;

/// A week's notice before anything is erased by itself.
pub(crate) const NOTICE_DAYS: u32 = 7;
/// Letters whose referral never came are erased after the last day on which it could be opened.
const ORPHAN_DAYS: u32 = 31;

/// How long things are kept where no consent says it, in days.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Retention {
    /// Referrals of our own, after they were closed.
    pub own_days: u32,
    /// Drafts that were never sent, after they were written.
    pub draft_days: u32,
    /// Referrals sent to us that were declined or withdrawn, after that; the consent may say sooner.
    pub declined_days: u32,
}

impl Retention {
    /// The longest that may be set: ten years, as for a consent.
    pub const DAYS_MAX: u32 = 3660;
}

impl Default for Retention {
    fn default() -> Self {
        Self { own_days: 365, draft_days: 90, declined_days: 30 }
    }
}

/// What the rules say of one thing on one day.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Term {
    /// Under way: nothing is erased while it is.
    Open,
    /// Under way though its time is over: a person decides.
    Overdue {
        /// The day on which its time was over.
        since: Day,
    },
    /// Kept, and erased on this day.
    Until(Day),
    /// Its time is over.
    Due,
}

impl Term {
    fn on(today: Day, until: Day) -> Self {
        if today >= until { Self::Due } else { Self::Until(until) }
    }

    fn under_way(today: Day, since: Option<Day>) -> Self {
        match since {
            Some(since) if today >= since => Self::Overdue { since },
            Some(_) | None => Self::Open,
        }
    }

    /// Whether it is erased by itself within the week's notice, and not yet.
    pub(crate) fn is_soon(self, today: Day) -> bool {
        matches!(self, Self::Until(day) if day <= today.plus(NOTICE_DAYS))
    }
}

/// How a referral ended, as far as keeping it is concerned.
#[derive(Clone, Copy, PartialEq, Eq)]
enum End {
    UnderWay,
    /// Nobody was taken on.
    TurnedDown,
    /// Over for the target; the referrer has yet to close it.
    Over,
    Closed,
}

const fn end(status: Status) -> End {
    match status {
        Status::Sent
        | Status::Received
        | Status::InfoRequested
        | Status::OnHold
        | Status::Accepted
        | Status::InTransit
        | Status::InService
        | Status::WithdrawPending => End::UnderWay,
        Status::Declined | Status::Withdrawn => End::TurnedDown,
        Status::Completed | Status::HandedBack | Status::Expired => End::Over,
        Status::ClosedClientChoice | Status::ClosedLost | Status::Closed | Status::Void => {
            End::Closed
        }
    }
}

/// What the rules say of a referral.
pub(crate) fn of_referral(row: &ConversationRow, rules: &Retention, today: Day) -> Term {
    let changed = row.changed.day();
    let (Some(keep), Ok(status)) = (&row.keep, row.status.parse::<Status>()) else {
        return match row.status.is_empty() {
            // Letters came and the referral has not.
            true => Term::on(today, changed.plus(rules.declined_days.max(ORPHAN_DAYS))),
            // Nothing is known that would let it be erased.
            false => Term::Open,
        };
    };
    let followed_up = keep.follow_ups_until.is_some_and(|until| today <= until);
    if row.referrer {
        let over = changed.plus(rules.own_days);
        return match end(status) {
            End::Closed if !followed_up => Term::on(today, over),
            End::UnderWay | End::TurnedDown | End::Over | End::Closed => {
                Term::under_way(today, Some(over))
            }
        };
    }
    let agreed = keep.came_at.day().plus(keep.retention_days);
    match end(status) {
        End::UnderWay => Term::under_way(today, Some(agreed)),
        End::TurnedDown => {
            Term::on(today, changed.max(agreed.min(changed.plus(rules.declined_days))))
        }
        End::Over | End::Closed if followed_up => Term::under_way(today, Some(agreed)),
        End::Over | End::Closed => Term::on(today, changed.max(agreed)),
    }
}

/// What the rules say of a draft; one that was sent is kept as long as a referral made from it.
pub(crate) fn of_draft(made: Day, is_used: bool, rules: &Retention, today: Day) -> Term {
    if is_used { Term::Open } else { Term::on(today, made.plus(rules.draft_days)) }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::conversation::Conversation;
    use crate::rows::KeepRow;
    use waypost_protocol::ids::{ConversationId, DAY_SECONDS, OrgId, Time};

    const CAME: u32 = 20_000;

    fn row(referrer: bool, status: Status, changed: u32, retention_days: u32) -> ConversationRow {
        let at = |day: u32| Time(u64::from(day) * DAY_SECONDS);
        let (id, partner) = (ConversationId::new([1; 16]), OrgId::new([2; 32]));
        let mut row = Conversation::new(id, partner, referrer, 1, at(changed)).row;
        row.status = status.as_str().to_owned();
        row.keep = Some(KeepRow { came_at: at(CAME), retention_days, follow_ups_until: None });
        row
    }

    fn term(row: &ConversationRow, day: u32) -> Term {
        of_referral(row, &Retention::default(), Day(day))
    }

    #[test]
    fn a_received_referral_is_kept_as_long_as_the_person_agreed_and_no_longer() {
        let closed = row(false, Status::Closed, CAME + 10, 180);
        assert_eq!(term(&closed, CAME + 179), Term::Until(Day(CAME + 180)));
        assert_eq!(term(&closed, CAME + 180), Term::Due);
        let closed_late = row(false, Status::Closed, CAME + 200, 180);
        assert_eq!(term(&closed_late, CAME + 200), Term::Due);
    }

    #[test]
    fn what_is_under_way_is_never_erased_by_a_day_alone() {
        for status in Status::ALL.iter().filter(|s| end(**s) == End::UnderWay) {
            let open = row(false, *status, CAME + 1, 30);
            assert_eq!(term(&open, CAME + 29), Term::Open);
            let since = Day(CAME + 30);
            assert_eq!(term(&open, CAME + 3000), Term::Overdue { since }, "{status}");
        }
    }

    #[test]
    fn one_that_was_turned_down_goes_sooner_but_never_later_than_agreed() {
        for status in [Status::Declined, Status::Withdrawn] {
            let long = row(false, status, CAME + 5, 3650);
            assert_eq!(term(&long, CAME + 34), Term::Until(Day(CAME + 35)));
            assert_eq!(term(&long, CAME + 35), Term::Due);
            let short = row(false, status, CAME + 5, 7);
            assert_eq!(term(&short, CAME + 7), Term::Due);
        }
    }

    #[test]
    fn our_own_waits_for_its_closing_and_a_year() {
        let declined = row(true, Status::Declined, CAME, 1);
        assert_eq!(term(&declined, CAME + 364), Term::Open);
        assert_eq!(term(&declined, CAME + 365), Term::Overdue { since: Day(CAME + 365) });
        let closed = row(true, Status::Closed, CAME, 1);
        assert_eq!(term(&closed, CAME + 364), Term::Until(Day(CAME + 365)));
        assert_eq!(term(&closed, CAME + 365), Term::Due);
    }

    #[test]
    fn follow_ups_to_come_keep_it_open() {
        for (referrer, status) in [(true, Status::Closed), (false, Status::Completed)] {
            let mut followed = row(referrer, status, CAME, 30);
            let until = Day(CAME + 400);
            if let Some(keep) = &mut followed.keep {
                keep.follow_ups_until = Some(until);
            }
            assert!(matches!(term(&followed, CAME + 390), Term::Overdue { .. }));
            assert_eq!(term(&followed, CAME + 401), Term::Due);
        }
    }

    #[test]
    fn a_draft_that_was_sent_stays_with_its_referrals() {
        let rules = Retention::default();
        assert_eq!(of_draft(Day(100), true, &rules, Day(5000)), Term::Open);
        assert_eq!(of_draft(Day(100), false, &rules, Day(189)), Term::Until(Day(190)));
        assert_eq!(of_draft(Day(100), false, &rules, Day(190)), Term::Due);
    }

    #[test]
    fn notice_is_given_for_a_week() {
        let closed = row(false, Status::Closed, CAME, 100);
        assert!(!term(&closed, CAME + 92).is_soon(Day(CAME + 92)));
        assert!(term(&closed, CAME + 93).is_soon(Day(CAME + 93)));
        assert!(!term(&closed, CAME + 100).is_soon(Day(CAME + 100)), "due is not soon");
    }
}
