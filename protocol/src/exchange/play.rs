//! For the tests: two organisations that write to each other, with letters under way.
#![allow(clippy::unwrap_used, clippy::panic, reason = "a test may stop")]

use crate::codes::{
    DeclineCode, Finding, HandBackCode, OrgKind, Outcome, Section, Service, Urgency, WithdrawCode,
};
use crate::ids::{ConsentId, DAY_SECONDS, Day, HeaderHash, Time};

use super::thread::at as index;
use super::*;

pub(super) const START: Time = Time(20_000 * DAY_SECONDS);
pub(super) const CONSENT: ConsentId = ConsentId::new([7; 16]);

/// Two sides; each has its own chain and has been delivered the first letters of the other's.
#[derive(Clone, Default)]
pub(super) struct Play {
    pub(super) chains: [Vec<Event>; 2],
    pub(super) delivered: [usize; 2],
    pub(super) now: u64,
}

impl Play {
    /// A play in which the referral was sent.
    pub(super) fn sent() -> Self {
        let mut play = Self::default();
        play.write(Side::Referrer, Move::Send(terms()));
        play
    }

    pub(super) fn now(&self) -> Time {
        START.plus(self.now)
    }

    /// Writes a move with what the side has seen, a minute later.
    pub(super) fn write(&mut self, by: Side, mv: Move) -> HeaderHash {
        self.now += 60;
        let at = self.now();
        self.put(by, EventKind::Move(mv, at))
    }

    pub(super) fn put(&mut self, by: Side, kind: EventKind) -> HeaderHash {
        let other = &self.chains[index(by.other())];
        let answers = self.delivered[index(by)].checked_sub(1);
        let chain = &self.chains[index(by)];
        let (seq, n) = (chain.len() as u32, index(by));
        let hash = HeaderHash::of(format!("{n} {seq} {}", self.now).as_bytes());
        let header = HeaderParts {
            hash,
            by,
            seq,
            prev: chain.last().map(|e| e.header.hash),
            answers: answers.map(|i| other[i].header.hash),
        };
        self.chains[n].push(Event { header, kind });
        hash
    }

    /// Everything written so far arrives at both sides.
    pub(super) fn deliver(&mut self) {
        self.delivered = [self.chains[1].len(), self.chains[0].len()];
    }

    /// Moves made one after the other, each after the last arrived.
    pub(super) fn told(mut self, moves: &[(Side, MoveKind)]) -> Self {
        for (by, kind) in moves {
            self.deliver();
            let mv = witness(self.fold().state.as_ref(), *by, *kind);
            self.write(*by, mv);
        }
        self.deliver();
        self
    }

    /// What a side holds.
    pub(super) fn held(&self, side: Side) -> Vec<Event> {
        let own = &self.chains[index(side)];
        let theirs = &self.chains[index(side.other())][..self.delivered[index(side)]];
        own.iter().chain(theirs).cloned().collect()
    }

    pub(super) fn all(&self) -> Vec<Event> {
        self.chains.iter().flatten().cloned().collect()
    }

    pub(super) fn fold(&self) -> Folded {
        fold(&self.all())
    }

    pub(super) fn state(&self) -> State {
        self.fold().state.unwrap()
    }

    pub(super) fn fate(&self, hash: HeaderHash) -> Fate {
        let fates = self.fold().fates;
        fates.into_iter().find(|f| f.hash == hash).unwrap().fate
    }
}

pub(super) fn terms() -> Terms {
    let need = |service| Need { service, wanted_by: Some(START.plus(DAY_SECONDS)) };
    Terms {
        needs: vec![need(Service::ShelterEmergency), need(Service::Medical)],
        urgency: Urgency::Urgent,
        consent: ConsentTerms {
            id: CONSENT,
            valid_until: Day(20_365),
            purposes: vec![Service::ShelterEmergency, Service::Medical],
            sections: vec![Section::Needs, Section::Identity, Section::SafeContact],
            followup_ok: true,
            override_reason: None,
        },
        based_on: None,
    }
}

/// A move of a kind that says what the state needs it to say.
pub(super) fn witness(state: Option<&State>, by: Side, kind: MoveKind) -> Move {
    let note = || Some("a note".to_owned());
    let owed = state.and_then(|s| s.consent.owed_by(by).next().map(|c| c.hash));
    let accepted = |s: &State| -> Vec<u8> {
        let is = |l: &Line| matches!(l.state, LineState::Accepted);
        let lines = s.lines.iter().enumerate();
        lines.filter(|(_, l)| is(l)).map(|(n, _)| n as u8).collect()
    };
    let lines = state.map(accepted).unwrap_or_default();
    let line = lines.first().copied().unwrap_or(0);
    let later = START.plus(400 * DAY_SECONDS);
    match kind {
        MoveKind::Send => Move::Send(terms()),
        MoveKind::Acknowledge => Move::Acknowledge,
        MoveKind::Ask => Move::Ask { question: "which day?".to_owned() },
        MoveKind::Answer => Move::Answer {
            of: (state.and_then(|s| s.open_question)).unwrap_or(HeaderHash::new([9; 32])),
            text: "Monday".to_owned(),
        },
        MoveKind::Waitlist => Move::Waitlist { review_by: later },
        MoveKind::Accept => Move::Accept {
            lines: vec![
                LineAnswer::Accepted,
                LineAnswer::Declined { code: DeclineCode::NoCapacity, note: note() },
            ],
            by_when: later,
        },
        MoveKind::Decline => {
            Move::Decline { code: DeclineCode::NoCapacity, note: note(), elsewhere: None }
        }
        MoveKind::Depart => Move::Depart { place: note(), arrive_by: later },
        MoveKind::Arrive => Move::Arrive,
        MoveKind::Appointment => Move::Appointment { line, when: later, place: note() },
        MoveKind::NoShow => Move::NoShow { line },
        MoveKind::Interim => Move::Interim { note: "well".to_owned(), person_seen: true },
        MoveKind::Complete => Move::Complete {
            outcomes: (lines.iter().map(|n| (*n, Outcome::Met)))
                .chain(lines.is_empty().then_some((0, Outcome::Met)))
                .collect(),
        },
        MoveKind::HandBack => Move::HandBack {
            code: HandBackCode::UnsafeHere,
            note: note(),
            kept: vec![Section::Needs],
        },
        MoveKind::ProposeOnward => Move::ProposeOnward {
            kind: OrgKind::Embassy,
            services: vec![Service::ConsularDocument],
            note: note(),
        },
        MoveKind::Withdraw => Move::Withdraw { code: WithdrawCode::NoLongerNeeded, note: None },
        MoveKind::ConfirmStop => Move::ConfirmStop,
        MoveKind::RevokeConsent => Move::RevokeConsent { consent: CONSENT },
        MoveKind::NarrowConsent => Move::NarrowConsent {
            consent: CONSENT,
            services: vec![Service::Medical],
            sections: vec![Section::Needs],
        },
        MoveKind::AnswerRevocation => Move::AnswerRevocation {
            of: owed.unwrap_or(HeaderHash::new([9; 32])),
            answer: RevocationAnswer::Stopped {
                erased: vec![Section::Identity],
                kept: vec![Section::Needs],
                law: note(),
            },
        },
        MoveKind::ClientDeclined => Move::ClientDeclined,
        MoveKind::ClientUnreachable => Move::ClientUnreachable,
        MoveKind::Expire => Move::Expire,
        MoveKind::Close => Move::Close,
        MoveKind::FollowUp => Move::FollowUp { which: FollowUpDay::Day7, finding: Finding::Safe },
        MoveKind::EnteredInError => Move::EnteredInError {
            what: match by {
                Side::Referrer => What::Referral,
                Side::Target => What::Letter(HeaderHash::new([9; 32])),
            },
        },
    }
}

/// How each status is reached, move by move.
pub(super) fn way_to(status: Status) -> Vec<(Side, MoveKind)> {
    use MoveKind::*;
    use Side::{Referrer as R, Target as T};
    match status {
        Status::Sent => vec![],
        Status::Received => vec![(T, Acknowledge)],
        Status::InfoRequested => vec![(T, Ask)],
        Status::OnHold => vec![(T, Waitlist)],
        Status::Accepted => vec![(T, Accept)],
        Status::InTransit => vec![(T, Accept), (R, Depart)],
        Status::InService => vec![(T, Accept), (R, Depart), (T, Arrive)],
        Status::Completed => vec![(T, Accept), (T, Complete)],
        Status::Declined => vec![(T, Decline)],
        Status::HandedBack => vec![(T, Accept), (T, HandBack)],
        Status::Expired => vec![(R, Expire)],
        Status::WithdrawPending => vec![(R, Withdraw)],
        Status::Withdrawn => vec![(R, Withdraw), (T, ConfirmStop)],
        Status::ClosedClientChoice => vec![(R, ClientDeclined)],
        Status::ClosedLost => vec![(T, ClientUnreachable)],
        Status::Closed => vec![(T, Accept), (T, Complete), (R, Close)],
        Status::Void => vec![(R, EnteredInError)],
    }
}

/// A play that has come to a status.
pub(super) fn play_at(status: Status) -> Play {
    let mut play = Play::sent();
    if status == Status::Expired {
        play.now += 30 * DAY_SECONDS;
    }
    let play = play.told(&way_to(status));
    assert_eq!(play.state().status, status);
    play
}
