//! How a handover is judged (SPEC 15.7): each row of the table of duties met, late, overdue and dropped, and the consent
//! at the time. Letters are made by hand: what counts is who said what, when, and what each had seen.
#![expect(clippy::expect_used, reason = "a test stops where it fails")]

use waypost_audit::judge::{DutyKind, DutyState, Handover, Outcome, Said, handover};
use waypost_protocol::codes::Section;
use waypost_protocol::exchange::Side;
use waypost_protocol::field::{Field, Value};
use waypost_protocol::ids::{
    BodyRoot, ConversationId, Day, HeaderHash, LetterId, OrgId, PrekeyHash, Time,
};
use waypost_protocol::keys::SigningKey;
use waypost_protocol::letter::{Header, LetterKind, SenderKey};

const HOUR: u64 = 3600;
const DAY: u64 = 24 * HOUR;
/// When the referral was sent.
const SENT: u64 = 20_000 * DAY;

/// One conversation under way: each letter answers the last of the other side, unless it crossed it.
struct Play {
    letters: Vec<Said>,
}

impl Play {
    fn urgent() -> Self {
        let mut play = Self { letters: Vec::new() };
        let fields =
            vec![text("urgency", "urgent"), number("consent.valid_until", SENT / DAY + 10)];
        play.write(LetterKind::Referral, Side::Referrer, SENT, fields, true);
        play
    }

    fn write(
        &mut self,
        kind: LetterKind,
        by: Side,
        at: u64,
        mut fields: Vec<Field>,
        has_seen: bool,
    ) -> HeaderHash {
        fields.insert(0, number("at", at));
        let (me, other) = match by {
            Side::Referrer => (org(1), org(2)),
            Side::Target => (org(2), org(1)),
        };
        let mut mine = self.letters.iter().filter(|said| said.header.sender_org == me);
        let mut theirs = self.letters.iter().filter(|said| said.header.sender_org == other);
        let header = Header {
            version: 1,
            suite: 1,
            kind,
            sender_org: me,
            sender_key: SenderKey::from(&SigningKey::from_seed(&[1; 32]).verifying_key()),
            recipient_org: other,
            recipient_prekey_hash: PrekeyHash::new([0; 32]),
            conversation: ConversationId::new([7; 16]),
            letter_id: LetterId::new([self.letters.len() as u8; 16]),
            seq: mine.clone().count() as u32,
            prev: mine.next_back().map(|said| said.hash),
            answers: theirs.next_back().map(|said| said.hash).filter(|_| has_seen),
            day: Time(at).day(),
            expires_day: Time(at).day().plus(30),
            body_root: BodyRoot::new([0; 32]),
            min_suite: 1,
            checkpoint: None,
        };
        let hash = HeaderHash::of(&header.encode());
        self.letters.push(Said { header, hash, shown: fields });
        hash
    }

    fn moves(&mut self, by: Side, at: u64, name: &str, more: Vec<Field>) -> HeaderHash {
        let fields = [vec![text("move", name)], more].concat();
        self.write(LetterKind::Move, by, at, fields, true)
    }

    /// A move whose author had not seen the other side's last letters.
    fn crosses(&mut self, by: Side, at: u64, name: &str) -> HeaderHash {
        self.write(LetterKind::Move, by, at, vec![text("move", name)], false)
    }

    fn judged(&self, now: u64) -> Handover {
        handover(&self.letters, Time(now)).expect("a referral is there")
    }

    fn duty(&self, now: u64, kind: DutyKind) -> Option<DutyState> {
        self.judged(now).duties.iter().find(|duty| duty.kind == kind).map(|duty| duty.state)
    }
}

fn org(number: u8) -> OrgId {
    OrgId::new([number; 32])
}

fn text(key: &str, value: &str) -> Field {
    Field::new(Section::Needs, key, Value::Text(value.to_owned()))
}

fn number(key: &str, value: u64) -> Field {
    Field::new(Section::Needs, key, Value::Number(value))
}

fn hash(key: &str, value: HeaderHash) -> Field {
    Field::new(Section::Needs, key, Value::Bytes(value.as_bytes().to_vec()))
}

#[test]
fn silence_is_open_until_it_is_due_and_overdue_after() {
    let play = Play::urgent();
    let due = SENT + DAY;
    assert_eq!(play.duty(due, DutyKind::Acknowledge), Some(DutyState::Open));
    assert_eq!(play.duty(due + 1, DutyKind::Acknowledge), Some(DutyState::Overdue(1)));
    assert_eq!(play.duty(due + 1, DutyKind::Decide), None, "it has not begun");
    assert_eq!(play.judged(due).outcome, Outcome::Sent);
}

#[test]
fn an_answer_is_in_time_to_the_second_and_late_by_the_seconds_after() {
    let mut play = Play::urgent();
    play.moves(Side::Target, SENT + DAY, "acknowledge", vec![]);
    play.moves(Side::Target, SENT + DAY + 72 * HOUR + 5, "accept", vec![]);
    let now = SENT + 30 * DAY;
    assert_eq!(play.duty(now, DutyKind::Acknowledge), Some(DutyState::InTime));
    assert_eq!(play.duty(now, DutyKind::Decide), Some(DutyState::Late(5)));
    assert_eq!(play.judged(now).outcome, Outcome::Accepted);
}

#[test]
fn an_acceptance_at_once_acknowledges_and_decides() {
    let mut play = Play::urgent();
    play.moves(Side::Target, SENT + HOUR, "accept", vec![]);
    assert_eq!(play.duty(SENT + DAY, DutyKind::Acknowledge), Some(DutyState::InTime));
    assert_eq!(play.duty(SENT + DAY, DutyKind::Decide), Some(DutyState::InTime));
}

#[test]
fn a_clock_that_is_behind_does_not_make_an_answer_vanish() {
    let mut play = Play::urgent();
    play.moves(Side::Target, SENT - 600, "acknowledge", vec![]);
    assert_eq!(play.duty(SENT + 9 * DAY, DutyKind::Acknowledge), Some(DutyState::InTime));
}

#[test]
fn a_question_stops_the_clock_for_a_day_at_most_and_is_owed_an_answer() {
    let mut play = Play::urgent();
    play.moves(Side::Target, SENT + HOUR, "ask", vec![]);
    let decide = SENT + HOUR + 72 * HOUR;
    assert_eq!(play.duty(SENT + 30 * HOUR, DutyKind::Answer), Some(DutyState::Overdue(5 * HOUR)));
    play.moves(Side::Referrer, SENT + 60 * HOUR, "answer", vec![]);
    assert_eq!(play.duty(SENT + 60 * HOUR, DutyKind::Answer), Some(DutyState::Late(35 * HOUR)));
    play.moves(Side::Target, decide + DAY + 7, "decline", vec![]);
    assert_eq!(play.duty(decide + 9 * DAY, DutyKind::Decide), Some(DutyState::Late(7)));
}

#[test]
fn what_is_on_hold_is_reviewed_by_the_day_named_and_never_later_than_the_urgency_allows() {
    let mut play = Play::urgent();
    let review = vec![number("review_by", SENT + 20 * DAY)];
    play.moves(Side::Target, SENT + HOUR, "waitlist", review);
    let due = SENT + HOUR + 3 * DAY;
    assert_eq!(play.duty(due + 2, DutyKind::Review), Some(DutyState::Overdue(2)));
    play.moves(Side::Target, due, "accept", vec![]);
    assert_eq!(play.duty(due + 2, DutyKind::Review), Some(DutyState::InTime));
    assert_eq!(play.duty(due + 2, DutyKind::Decide), Some(DutyState::InTime), "by the hold");
}

#[test]
fn a_person_on_the_road_stays_owed_though_the_referral_is_withdrawn() {
    let mut play = Play::urgent();
    play.moves(Side::Target, SENT + HOUR, "accept", vec![]);
    let by = vec![number("arrive_by", SENT + 10 * HOUR)];
    play.moves(Side::Referrer, SENT + 2 * HOUR, "depart", by);
    play.moves(Side::Referrer, SENT + 3 * HOUR, "withdraw", vec![]);
    let due = SENT + 22 * HOUR;
    assert_eq!(play.duty(due + 1, DutyKind::Arrival), Some(DutyState::Overdue(1)));
    assert_eq!(
        play.duty(SENT + 99 * HOUR, DutyKind::ConfirmStop),
        Some(DutyState::Overdue(72 * HOUR))
    );
    play.moves(Side::Target, due + 60, "arrive", vec![]);
    assert_eq!(play.duty(due + 100, DutyKind::Arrival), Some(DutyState::Late(60)));
}

#[test]
fn nobody_owes_a_decision_on_what_was_withdrawn() {
    let mut play = Play::urgent();
    play.moves(Side::Target, SENT + HOUR, "acknowledge", vec![]);
    play.moves(Side::Referrer, SENT + 2 * HOUR, "withdraw", vec![]);
    assert_eq!(play.duty(SENT + 99 * DAY, DutyKind::Decide), Some(DutyState::Dropped));
    assert_eq!(play.judged(SENT + 99 * DAY).outcome, Outcome::Withdraw);
}

#[test]
fn a_change_of_consent_is_owed_an_answer_by_the_other_side_to_that_very_change() {
    let mut play = Play::urgent();
    play.moves(Side::Target, SENT + HOUR, "accept", vec![]);
    let first = play.moves(Side::Referrer, SENT + 2 * HOUR, "narrow_consent", vec![]);
    let second = play.moves(Side::Referrer, SENT + 3 * HOUR, "revoke_consent", vec![]);
    play.moves(Side::Target, SENT + 4 * HOUR, "answer_revocation", vec![hash("of", second)]);
    let judged = play.judged(SENT + 100 * HOUR);
    let owed: Vec<_> =
        judged.duties.iter().filter(|d| d.kind == DutyKind::AnswerRevocation).collect();
    let states: Vec<_> = owed.iter().map(|duty| duty.state).collect();
    assert_eq!(states, [DutyState::Overdue(26 * HOUR), DutyState::InTime]);
    assert!(owed.iter().all(|duty| duty.by == Side::Target));
    assert_eq!(judged.outcome, Outcome::Revoked);
    play.moves(Side::Target, SENT + 80 * HOUR, "answer_revocation", vec![hash("of", first)]);
    let late =
        play.judged(SENT + 100 * HOUR).duties.iter().any(|d| d.state == DutyState::Late(6 * HOUR));
    assert!(late);
}

#[test]
fn who_knew_that_consent_was_taken_back_is_named_and_who_only_crossed_it_is_not() {
    let mut play = Play::urgent();
    let revoked = play.moves(Side::Referrer, SENT + HOUR, "revoke_consent", vec![]);
    play.crosses(Side::Target, SENT + 2 * HOUR, "accept");
    assert_eq!(play.judged(SENT + DAY).consent.names(), Vec::<&str>::new());
    let asked = play.moves(Side::Target, SENT + 3 * HOUR, "ask", vec![]);
    let own = play.moves(Side::Referrer, SENT + 4 * HOUR, "answer", vec![]);
    let consent = play.judged(SENT + DAY).consent;
    assert_eq!(consent.after_revocation, [asked, own]);
    assert_eq!(consent.names(), ["after_revocation"]);
    assert_ne!(consent.after_revocation.first(), Some(&revoked));
}

#[test]
fn what_needs_a_consent_after_its_last_day_is_named_and_a_follow_up_of_what_ended_is_not() {
    let mut play = Play::urgent();
    play.moves(Side::Target, SENT + 11 * DAY, "arrive", vec![]);
    assert_eq!(play.judged(SENT + 12 * DAY).consent.names(), Vec::<&str>::new());
    let late = play.moves(Side::Target, SENT + 11 * DAY, "accept", vec![]);
    assert_eq!(play.judged(SENT + 12 * DAY).consent.over, [late]);
}

#[test]
fn an_override_is_always_shown() {
    let mut play = Play::urgent();
    play.letters[0].shown.push(text("consent.override_reason", "unconscious"));
    assert_eq!(play.judged(SENT).consent.names(), ["override"]);
}

#[test]
fn a_slip_taken_back_counts_as_never_written_and_only_by_its_author() {
    let mut play = Play::urgent();
    let slip = play.moves(Side::Target, SENT + HOUR, "accept", vec![]);
    let back = vec![text("what", "letter"), hash("of", slip)];
    play.moves(Side::Referrer, SENT + 2 * HOUR, "entered_in_error", back.clone());
    assert_eq!(play.judged(SENT + DAY).outcome, Outcome::Accepted);
    play.moves(Side::Target, SENT + 2 * HOUR, "entered_in_error", back);
    assert_eq!(play.judged(SENT + DAY).outcome, Outcome::Sent);
    assert_eq!(play.duty(SENT + 9 * DAY, DutyKind::Acknowledge), Some(DutyState::Overdue(8 * DAY)));
}

#[test]
fn no_slip_takes_back_a_referral_or_a_change_of_consent() {
    let mut play = Play::urgent();
    let slip = |of| vec![text("what", "letter"), hash("of", of)];
    let referral = play.letters[0].hash;
    play.moves(Side::Referrer, SENT + HOUR, "entered_in_error", slip(referral));
    let now = SENT + 9 * DAY;
    assert_eq!(play.duty(now, DutyKind::Acknowledge), Some(DutyState::Overdue(8 * DAY)));
    let revoked = play.moves(Side::Referrer, SENT + HOUR, "revoke_consent", vec![]);
    play.moves(Side::Referrer, SENT + 2 * HOUR, "entered_in_error", slip(revoked));
    assert_eq!(play.judged(now).outcome, Outcome::Revoked);
    let owed = Some(DutyState::Overdue(9 * DAY - HOUR - 72 * HOUR));
    assert_eq!(play.duty(now, DutyKind::AnswerRevocation), owed);
}

#[test]
fn only_the_referrer_sends_a_person_on_the_way() {
    let mut play = Play::urgent();
    let by = vec![number("arrive_by", SENT + 10 * HOUR)];
    play.moves(Side::Target, SENT + HOUR, "depart", by);
    assert_eq!(play.duty(SENT + 9 * DAY, DutyKind::Arrival), None);
}

#[test]
fn nothing_is_owed_any_more_on_a_referral_entered_in_error_but_an_answer_on_consent() {
    let mut play = Play::urgent();
    play.moves(Side::Target, SENT + 1, "ask", vec![]);
    play.moves(Side::Referrer, SENT + 2, "revoke_consent", vec![]);
    play.moves(Side::Referrer, SENT + HOUR, "entered_in_error", vec![text("what", "referral")]);
    let judged = play.judged(SENT + 99 * DAY);
    assert_eq!(judged.outcome, Outcome::Void);
    let states: Vec<_> = judged.duties.iter().map(|duty| (duty.kind, duty.state)).collect();
    let revoked = SENT + 2 + 72 * HOUR;
    assert_eq!(
        states,
        [
            (DutyKind::Acknowledge, DutyState::InTime),
            (DutyKind::Answer, DutyState::Dropped),
            (DutyKind::AnswerRevocation, DutyState::Overdue(SENT + 99 * DAY - revoked)),
            (DutyKind::Decide, DutyState::Dropped),
        ]
    );
}

#[test]
fn without_a_referral_there_is_nothing_to_judge() {
    let mut play = Play::urgent();
    play.moves(Side::Target, SENT + HOUR, "accept", vec![]);
    assert_eq!(handover(&play.letters[1..], Time(SENT)), None);
    let judged = play.judged(SENT);
    assert_eq!((judged.referrer, judged.target, judged.day), (org(1), org(2), Day(20_000)));
}
