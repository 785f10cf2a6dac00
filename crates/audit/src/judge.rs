//! Judging a handover from signed times: answered in time or late, still owed, under which consent (SPEC 15.7).
//!
//! In: the letters of one conversation with the fields that were shown, and the time by which to judge. Out: one
//! [`Handover`]. Never: the exchange's state. An auditor sees too little of a move to fold it, and needs
//! no more than who signed what, and when. What meets a duty is found by what each letter's author had seen, not by
//! comparing two clocks.

use std::collections::BTreeMap;

use waypost_protocol::codes::Urgency;
use waypost_protocol::exchange::{
    MoveKind, PAUSE_SECONDS_MAX, REVOCATION_ANSWER_SECONDS, Side, acknowledge_seconds,
    arrival_seconds, decide_seconds, key, review_seconds,
};
use waypost_protocol::field::{Field, Value};
use waypost_protocol::ids::{ConversationId, Day, HeaderHash, OrgId, Time};
use waypost_protocol::letter::{Header, LetterKind};

/// A letter as an auditor sees it: its header, and what was shown of its body.
#[derive(Clone, Debug)]
pub struct Said {
    /// The header.
    pub header: Header,
    /// Its hash.
    pub hash: HeaderHash,
    /// The fields that were shown and proved.
    pub shown: Vec<Field>,
}

/// One referral with all that was signed about it.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Handover {
    /// The thread.
    pub conversation: ConversationId,
    /// Who referred.
    pub referrer: OrgId,
    /// Who was asked.
    pub target: OrgId,
    /// The day on the referral's header.
    pub day: Day,
    /// How soon, if shown.
    pub urgency: Option<Urgency>,
    /// How far it came.
    pub outcome: Outcome,
    /// What was owed, by due time and then name.
    pub duties: Vec<Duty>,
    /// The consent it rests on.
    pub consent: ConsentReview,
}

words! {
    /// How far a handover came, by what was signed; the first of this list that is there.
    Outcome {
        /// The referral was entered in error.
        Void = "void",
        /// Somebody took the consent back.
        Revoked = "revoked",
        /// The loop is closed.
        Closed = "closed",
        /// Everything accepted was done.
        Completed = "completed",
        /// Given back.
        HandedBack = "handed_back",
        /// Declined.
        Declined = "declined",
        /// Withdrawn, and the target has stopped.
        Withdrawn = "withdrawn",
        /// Withdrawn; the target has not confirmed.
        Withdraw = "withdraw",
        /// The person does not want it.
        ClientDeclined = "client_declined",
        /// The person cannot be reached.
        ClientUnreachable = "client_unreachable",
        /// Nobody answered in time.
        Expired = "expired",
        /// Accepted.
        Accepted = "accepted",
        /// On hold.
        Waitlist = "waitlist",
        /// Looked at.
        Acknowledged = "acknowledge",
        /// Sent.
        Sent = "sent",
    }
}

words! {
    /// What was owed.
    DutyKind {
        /// A person at the target looks at it.
        Acknowledge = "acknowledge",
        /// The target decides.
        Decide = "decide",
        /// The referrer answers a question.
        Answer = "answer",
        /// The target decides on what it put on hold.
        Review = "review",
        /// The person arrives.
        Arrival = "arrival",
        /// The target confirms that it has stopped.
        ConfirmStop = "confirm_stop",
        /// The signed answer to a change of consent.
        AnswerRevocation = "answer_revocation",
    }
}

/// Something that was owed.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Duty {
    /// What.
    pub kind: DutyKind,
    /// By whom.
    pub by: Side,
    /// Until when.
    pub due: Time,
    /// What became of it.
    pub state: DutyState,
}

/// What became of a duty.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum DutyState {
    /// Met in time.
    InTime,
    /// Met after so many seconds more.
    Late(u64),
    /// Not met, and due so many seconds ago.
    Overdue(u64),
    /// Not met, and not due yet.
    Open,
    /// Not met, and no longer owed.
    Dropped,
}

impl DutyState {
    /// Its name in a report.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::InTime => "in_time",
            Self::Late(_) => "late",
            Self::Overdue(_) => "overdue",
            Self::Open => "open",
            Self::Dropped => "dropped",
        }
    }

    /// Seconds late or overdue; 0 for the rest.
    pub const fn seconds(self) -> u64 {
        match self {
            Self::Late(seconds) | Self::Overdue(seconds) => seconds,
            Self::InTime | Self::Open | Self::Dropped => 0,
        }
    }
}

/// Under which consent a handover was made. A reference; the consent itself is with the referrer.
#[derive(Clone, PartialEq, Eq, Default, Debug)]
pub struct ConsentReview {
    /// How the referrer names it.
    pub id: Option<[u8; 16]>,
    /// Its last day.
    pub valid_until: Option<Day>,
    /// Sent without it, in a vital emergency.
    pub overridden: bool,
    /// Letters that need a consent and were written after its last day.
    pub over: Vec<HeaderHash>,
    /// Letters that need a consent, by somebody who knew that it had been taken back.
    pub after_revocation: Vec<HeaderHash>,
    /// Times at which it was taken back or narrowed, and by whom.
    pub changes: Vec<(Time, Side)>,
}

impl ConsentReview {
    /// The names of what an auditor is to look at, in the order of their names.
    pub fn names(&self) -> Vec<&'static str> {
        let all = [
            ("after_revocation", !self.after_revocation.is_empty()),
            ("consent_over", !self.over.is_empty()),
            ("override", self.overridden),
        ];
        all.into_iter().filter(|(_, there)| *there).map(|(name, _)| name).collect()
    }
}

/// Judges the letters of one conversation; `None` if no referral is among them.
pub fn handover(letters: &[Said], now: Time) -> Option<Handover> {
    let referrals = letters.iter().filter(|said| said.header.kind == LetterKind::Referral);
    let referral = referrals.min_by_key(|said| (said.header.seq, said.hash))?;
    let told = Told::of(referral, letters);
    let mut duties = told.duties(now);
    duties.sort_by_key(|duty| (duty.due, duty.kind.as_str()));
    Some(Handover {
        conversation: referral.header.conversation,
        referrer: told.referrer,
        target: referral.header.recipient_org,
        day: referral.header.day,
        urgency: told.urgency,
        outcome: told.outcome(),
        duties,
        consent: told.consent(),
    })
}

/// A move whose author and time were shown.
#[derive(Clone, Copy)]
struct Moved<'a> {
    by: Side,
    kind: MoveKind,
    at: Time,
    said: &'a Said,
}

/// One conversation, read.
struct Told<'a> {
    referral: &'a Said,
    referrer: OrgId,
    urgency: Option<Urgency>,
    /// Every move but those taken back, the referral first of all, by time and hash.
    moves: Vec<Moved<'a>>,
    letters: &'a [Said],
    /// For each letter, the highest `seq` of the other side that its author had seen.
    seen: BTreeMap<HeaderHash, Option<u32>>,
}

impl<'a> Told<'a> {
    fn of(referral: &'a Said, letters: &'a [Said]) -> Self {
        let referrer = referral.header.sender_org;
        let side = |said: &Said| match said.header.sender_org == referrer {
            true => Side::Referrer,
            false => Side::Target,
        };
        let all: Vec<Moved<'a>> = letters
            .iter()
            .filter_map(|said| {
                let kind = match said.header.kind {
                    LetterKind::Referral => (said.hash == referral.hash).then_some(MoveKind::Send),
                    LetterKind::Move => said.text(key::MOVE)?.parse().ok(),
                    _ => None,
                };
                Some(Moved { by: side(said), kind: kind?, at: said.time(key::AT)?, said })
            })
            .collect();
        let taken_back = |moved: &Moved<'_>| {
            // SPEC 7.2: these are never taken back as slips.
            !NEVER_TAKEN_BACK.contains(&moved.kind)
                && all.iter().any(|slip| {
                    slip.kind == MoveKind::EnteredInError
                        && slip.by == moved.by
                        && slip.said.text(key::WHAT) == Some("letter")
                        && slip.said.hash_of(key::OF) == Some(moved.said.hash)
                })
        };
        let mut moves: Vec<Moved<'a>> = all.iter().filter(|m| !taken_back(m)).copied().collect();
        moves.sort_by_key(|moved| (moved.at, moved.said.hash));
        let urgency = referral.text(key::URGENCY).and_then(|text| text.parse().ok());
        Self { referral, referrer, urgency, moves, letters, seen: seen(letters) }
    }

    fn is_void(&self) -> bool {
        self.moves.iter().any(|moved| {
            moved.kind == MoveKind::EnteredInError
                && moved.by == Side::Referrer
                && moved.said.text(key::WHAT) == Some("referral")
        })
    }

    /// Whether `earlier` was written or seen by the author of `later` when writing it.
    fn before(&self, earlier: &Said, later: &Said) -> bool {
        let seq = earlier.header.seq;
        match earlier.header.sender_org == later.header.sender_org {
            true => seq < later.header.seq,
            false => self.seen.get(&later.hash).copied().flatten().is_some_and(|seen| seq <= seen),
        }
    }

    fn first(&self, by: Side, kinds: &[MoveKind]) -> Option<&Moved<'a>> {
        self.moves.iter().find(|moved| moved.by == by && kinds.contains(&moved.kind))
    }

    /// The first move of these kinds by that side that was not there yet when `from` was written.
    fn met(&self, from: &Moved<'_>, by: Side, kinds: &[MoveKind]) -> Option<&Moved<'a>> {
        let fits = |moved: &&Moved<'_>| moved.by == by && kinds.contains(&moved.kind);
        self.moves.iter().filter(fits).find(|moved| !self.before(moved.said, from.said))
    }

    fn duties(&self, now: Time) -> Vec<Duty> {
        let mut duties = self.changes_answered(now);
        duties.extend(self.looked_at(now));
        duties.extend(self.arrivals(now));
        duties.extend(self.stopped(now));
        duties
    }

    /// Acknowledge, decide, answer, review.
    fn looked_at(&self, now: Time) -> Vec<Duty> {
        let mut duties = Vec::new();
        let asked = self.first(Side::Target, &[MoveKind::Ask]);
        let answered = asked.and_then(|asked| {
            let theirs = self.met(asked, Side::Target, DECIDES);
            let ours = self.met(asked, Side::Referrer, &[MoveKind::Answer]);
            [theirs, ours].into_iter().flatten().min_by_key(|moved| (moved.at, moved.said.hash))
        });
        if let Some(asked) = asked {
            let due = asked.at.plus(PAUSE_SECONDS_MAX);
            duties.push(self.duty(DutyKind::Answer, Side::Referrer, due, answered, now, GIVEN_UP));
        }
        let (Some(urgency), Some(sent)) =
            (self.urgency, self.first(Side::Referrer, &[MoveKind::Send]))
        else {
            return duties;
        };
        let acknowledged = self.met(sent, Side::Target, LOOKS);
        let due = sent.at.plus(acknowledge_seconds(urgency));
        duties.push(self.duty(
            DutyKind::Acknowledge,
            Side::Target,
            due,
            acknowledged,
            now,
            GIVEN_UP,
        ));
        if let Some(from) = acknowledged {
            let decided = self.met(from, Side::Target, DECIDES);
            let paused = asked.filter(|asked| decided.is_none_or(|d| asked.at <= d.at));
            let paused = paused.map_or(0, |asked| answered.map_or(now, |a| a.at).since(asked.at));
            let seconds = decide_seconds(urgency).saturating_add(paused.min(PAUSE_SECONDS_MAX));
            let due = from.at.plus(seconds);
            duties.push(self.duty(DutyKind::Decide, Side::Target, due, decided, now, GIVEN_UP));
        }
        if let Some(held) = self.first(Side::Target, &[MoveKind::Waitlist]) {
            let limit = held.at.plus(review_seconds(urgency));
            let due = held.said.time(key::REVIEW_BY).map_or(limit, |named| named.min(limit));
            let reviewed = self.met(held, Side::Target, REVIEWS);
            duties.push(self.duty(DutyKind::Review, Side::Target, due, reviewed, now, GIVEN_UP));
        }
        duties
    }

    fn arrivals(&self, now: Time) -> Vec<Duty> {
        let Some(urgency) = self.urgency else { return Vec::new() };
        let by_us =
            |moved: &&Moved<'_>| moved.kind == MoveKind::Depart && moved.by == Side::Referrer;
        let departed = self.moves.iter().filter(by_us);
        departed
            .filter_map(|moved| {
                let due = moved.said.time(key::ARRIVE_BY)?.plus(arrival_seconds(urgency));
                let arrived = self.met(moved, Side::Target, &[MoveKind::Arrive]);
                // Who withdraws does not take a person off the road.
                let ends = GIVEN_UP.get(1..).unwrap_or(&[]);
                Some(self.duty(DutyKind::Arrival, Side::Target, due, arrived, now, ends))
            })
            .collect()
    }

    fn stopped(&self, now: Time) -> Option<Duty> {
        let withdrawn = self.first(Side::Referrer, &[MoveKind::Withdraw])?;
        let due = withdrawn.at.plus(acknowledge_seconds(self.urgency?));
        let stopped = self.met(withdrawn, Side::Target, &[MoveKind::ConfirmStop]);
        Some(self.duty(DutyKind::ConfirmStop, Side::Target, due, stopped, now, &[]))
    }

    /// Every change of consent is answered by the other side, whatever else became of the referral.
    fn changes_answered(&self, now: Time) -> Vec<Duty> {
        let changes = self.moves.iter().filter(|moved| CHANGES.contains(&moved.kind));
        changes
            .map(|change| {
                let by = change.by.other();
                let answered = self.moves.iter().find(|moved| {
                    moved.by == by
                        && moved.kind == MoveKind::AnswerRevocation
                        && moved.said.hash_of(key::OF) == Some(change.said.hash)
                });
                let due = change.at.plus(REVOCATION_ANSWER_SECONDS);
                self.duty(DutyKind::AnswerRevocation, by, due, answered, now, &[])
            })
            .collect()
    }

    fn duty(
        &self,
        kind: DutyKind,
        by: Side,
        due: Time,
        met: Option<&Moved<'_>>,
        now: Time,
        ends: &[MoveKind],
    ) -> Duty {
        let ended = |moved: &Moved<'_>| ends.contains(&moved.kind);
        // What is owed whatever becomes of a referral has no ends, and is owed by a void one too.
        let given_up = || !ends.is_empty() && (self.is_void() || self.moves.iter().any(ended));
        let state = match met {
            Some(moved) if moved.at <= due => DutyState::InTime,
            Some(moved) => DutyState::Late(moved.at.since(due)),
            None if given_up() => DutyState::Dropped,
            None if now > due => DutyState::Overdue(now.since(due)),
            None => DutyState::Open,
        };
        Duty { kind, by, due, state }
    }

    fn outcome(&self) -> Outcome {
        if self.is_void() {
            return Outcome::Void;
        }
        let there = |kind: MoveKind| self.moves.iter().any(|moved| moved.kind == kind);
        let steps = [
            (MoveKind::RevokeConsent, Outcome::Revoked),
            (MoveKind::Close, Outcome::Closed),
            (MoveKind::Complete, Outcome::Completed),
            (MoveKind::HandBack, Outcome::HandedBack),
            (MoveKind::Decline, Outcome::Declined),
            (MoveKind::ConfirmStop, Outcome::Withdrawn),
            (MoveKind::Withdraw, Outcome::Withdraw),
            (MoveKind::ClientDeclined, Outcome::ClientDeclined),
            (MoveKind::ClientUnreachable, Outcome::ClientUnreachable),
            (MoveKind::Expire, Outcome::Expired),
            (MoveKind::Accept, Outcome::Accepted),
            (MoveKind::Waitlist, Outcome::Waitlist),
            (MoveKind::Acknowledge, Outcome::Acknowledged),
        ];
        let found = steps.into_iter().find(|(kind, _)| there(*kind));
        found.map_or(Outcome::Sent, |(_, outcome)| outcome)
    }

    fn consent(&self) -> ConsentReview {
        let valid_until = self.referral.number(key::CONSENT_VALID_UNTIL);
        let valid_until = valid_until.map(|day| Day(day.try_into().unwrap_or(u32::MAX)));
        let revoked: Vec<&Said> = self
            .moves
            .iter()
            .filter(|moved| moved.kind == MoveKind::RevokeConsent)
            .map(|moved| moved.said)
            .collect();
        let mut review = ConsentReview {
            id: self.referral.bytes(key::CONSENT_ID).and_then(|id| id.try_into().ok()),
            valid_until,
            overridden: self.referral.text(key::CONSENT_OVERRIDE_REASON).is_some(),
            ..ConsentReview::default()
        };
        for (said, at) in self.under_consent() {
            if valid_until.is_some_and(|last| at.day() > last) {
                review.over.push(said.hash);
            }
            if revoked.iter().any(|revocation| self.before(revocation, said)) {
                review.after_revocation.push(said.hash);
            }
        }
        let changes = self.moves.iter().filter(|moved| CHANGES.contains(&moved.kind));
        review.changes = changes.map(|moved| (moved.at, moved.by)).collect();
        review
    }

    /// The letters that need a consent that holds, with their times.
    fn under_consent(&self) -> impl Iterator<Item = (&'a Said, Time)> {
        let moves = self.moves.iter().filter(|moved| NEEDS_CONSENT.contains(&moved.kind));
        let disclosures =
            self.letters.iter().filter(|said| said.header.kind == LetterKind::Disclosure);
        let disclosures = disclosures.filter_map(|said| Some((said, said.time(key::AT)?)));
        moves.map(|moved| (moved.said, moved.at)).chain(disclosures)
    }
}

const LOOKS: &[MoveKind] = &[
    MoveKind::Acknowledge,
    MoveKind::Ask,
    MoveKind::Waitlist,
    MoveKind::Accept,
    MoveKind::Decline,
];
const DECIDES: &[MoveKind] =
    &[MoveKind::Accept, MoveKind::Decline, MoveKind::Waitlist, MoveKind::HandBack];
const REVIEWS: &[MoveKind] = &[MoveKind::Accept, MoveKind::Decline, MoveKind::HandBack];
const CHANGES: &[MoveKind] = &[MoveKind::RevokeConsent, MoveKind::NarrowConsent];
const NEVER_TAKEN_BACK: &[MoveKind] =
    &[MoveKind::Send, MoveKind::RevokeConsent, MoveKind::NarrowConsent, MoveKind::EnteredInError];
/// What ends the waiting without meeting it; `withdraw` first.
const GIVEN_UP: &[MoveKind] =
    &[MoveKind::Withdraw, MoveKind::Expire, MoveKind::ClientDeclined, MoveKind::ClientUnreachable];
const NEEDS_CONSENT: &[MoveKind] = &[
    MoveKind::Send,
    MoveKind::Ask,
    MoveKind::Answer,
    MoveKind::Waitlist,
    MoveKind::Accept,
    MoveKind::Depart,
    MoveKind::Appointment,
    MoveKind::Interim,
    MoveKind::ProposeOnward,
];

/// SPEC 7.3: a letter has seen the other chain up to the letter that its `answers` names, or further if an earlier
/// letter of its author had.
fn seen(letters: &[Said]) -> BTreeMap<HeaderHash, Option<u32>> {
    let place: BTreeMap<HeaderHash, (OrgId, u32)> =
        letters.iter().map(|said| (said.hash, (said.header.sender_org, said.header.seq))).collect();
    let mut chains: Vec<&Said> = letters.iter().collect();
    chains.sort_by_key(|said| (said.header.sender_org, said.header.seq, said.hash));
    let mut furthest: BTreeMap<OrgId, Option<u32>> = BTreeMap::new();
    let mut seen = BTreeMap::new();
    for said in chains {
        let author = said.header.sender_org;
        let named = said.header.answers.and_then(|hash| place.get(&hash));
        let named = named.filter(|(org, _)| *org != author).map(|(_, seq)| *seq);
        let so_far = furthest.entry(author).or_default();
        *so_far = (*so_far).max(named);
        seen.insert(said.hash, *so_far);
    }
    seen
}

impl Said {
    fn value(&self, key: &str) -> Option<&Value> {
        self.shown.iter().find(|field| field.key == key).map(|field| &field.value)
    }

    /// A text that was shown.
    pub fn text(&self, key: &str) -> Option<&str> {
        match self.value(key)? {
            Value::Text(text) => Some(text),
            Value::Number(_) | Value::Flag(_) | Value::List(_) | Value::Bytes(_) => None,
        }
    }

    /// A number that was shown.
    pub fn number(&self, key: &str) -> Option<u64> {
        match self.value(key)? {
            Value::Number(number) => Some(*number),
            Value::Text(_) | Value::Flag(_) | Value::List(_) | Value::Bytes(_) => None,
        }
    }

    /// A time that was shown.
    pub fn time(&self, key: &str) -> Option<Time> {
        self.number(key).map(Time)
    }

    fn bytes(&self, key: &str) -> Option<&[u8]> {
        match self.value(key)? {
            Value::Bytes(bytes) => Some(bytes),
            Value::Text(_) | Value::Number(_) | Value::Flag(_) | Value::List(_) => None,
        }
    }

    fn hash_of(&self, key: &str) -> Option<HeaderHash> {
        self.bytes(key)?.try_into().ok().map(HeaderHash::new)
    }
}
