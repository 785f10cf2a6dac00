//! What a person typed about a move, read into the exchange's own type.
//!
//! In: a [`MoveForm`]. Out: a [`Move`], or a failure that names what was found and what was expected.
//! Whether the move is allowed is not asked here: the exchange says so.

use std::collections::BTreeMap;
use std::str::FromStr;

use waypost_case::dates;
use waypost_protocol::codes::{DeclineCode, OrgKind, Outcome, Section, Service};
use waypost_protocol::error::UnknownCode;
use waypost_protocol::exchange::{
    EventKind, LineAnswer, LineState, Move, RevocationAnswer, Side, State, What,
};
use waypost_protocol::ids::Time;

use crate::command::MoveForm;
use crate::conversation::Conversation;
use crate::error::{DeskError, asked};

/// A move, or the one thing a person may ask for that is not a move.
pub(crate) enum Step {
    Move(Move),
    Disclose(Vec<Section>),
}

/// Reads a move in the light of its conversation: needs by number or service, questions by being open.
pub(crate) fn read(
    form: MoveForm,
    conversation: &Conversation,
    now: Time,
) -> Result<Step, DeskError> {
    let state = conversation.folded.state.as_ref().ok_or_else(|| {
        asked(
            "no_referral_yet",
            "The referral itself has not arrived yet.",
            "Later letters came before it. It comes by itself; try again then.",
        )
    })?;
    Ok(Step::Move(match form {
        MoveForm::Acknowledge => Move::Acknowledge,
        MoveForm::Ask { question } => Move::Ask { question },
        MoveForm::Answer { text } => Move::Answer {
            of: state.open_question.ok_or_else(|| {
                asked("nothing_open", "There is no open question.", "See `waypost referral show`.")
            })?,
            text,
        },
        MoveForm::Waitlist { review_by } => Move::Waitlist { review_by: moment(&review_by, now)? },
        MoveForm::Accept { needs, decline, by_when } => {
            accept(state, &needs, decline, by_when, now)?
        }
        MoveForm::Decline { code: typed, note, elsewhere } => {
            Move::Decline { code: code(&typed)?, note, elsewhere }
        }
        MoveForm::Depart { place, arrive_by } => {
            Move::Depart { place, arrive_by: moment(&arrive_by, now)? }
        }
        MoveForm::Arrive => Move::Arrive,
        MoveForm::Appointment { need, at, place } => {
            Move::Appointment { line: line(state, &need)?, when: moment(&at, now)?, place }
        }
        MoveForm::NoShow { need } => Move::NoShow { line: line(state, &need)? },
        MoveForm::Interim { note, person_seen } => Move::Interim { note, person_seen },
        MoveForm::Complete { outcomes } => complete(state, &outcomes)?,
        MoveForm::HandBack { code: typed, note, kept } => {
            Move::HandBack { code: code(&typed)?, note, kept: codes(&kept)? }
        }
        MoveForm::ProposeOnward { partner_kind, services, note } => Move::ProposeOnward {
            kind: code::<OrgKind>(&partner_kind)?,
            services: codes(&services)?,
            note,
        },
        MoveForm::Withdraw { code: typed, note } => Move::Withdraw { code: code(&typed)?, note },
        MoveForm::ConfirmStop => Move::ConfirmStop,
        MoveForm::Stopped { erased, kept, law } => answer_revocation(
            state,
            conversation.side(),
            RevocationAnswer::Stopped { erased: codes(&erased)?, kept: codes(&kept)?, law },
        )?,
        MoveForm::LawfulHold { reason } => {
            answer_revocation(state, conversation.side(), RevocationAnswer::LawfulHold { reason })?
        }
        MoveForm::ClientDeclined => Move::ClientDeclined,
        MoveForm::ClientUnreachable => Move::ClientUnreachable,
        MoveForm::Expire => Move::Expire,
        MoveForm::Close => Move::Close,
        MoveForm::FollowUp { day, finding } => {
            Move::FollowUp { which: code(&day.to_string())?, finding: code(&finding)? }
        }
        MoveForm::EnteredInError { entry } => {
            Move::EnteredInError { what: entered_in_error(conversation, entry)? }
        }
        MoveForm::Disclose { sections } => return Ok(Step::Disclose(codes(&sections)?)),
    }))
}

fn accept(
    state: &State,
    needs: &[String],
    mut decline: BTreeMap<String, (String, Option<String>)>,
    by_when: Option<String>,
    now: Time,
) -> Result<Move, DeskError> {
    let by_when = by_when.ok_or_else(|| {
        asked(
            "by_when",
            "It must be said by when it will be done.",
            "Add a time: `--by +3d` or `--by 2026-12-01`.",
        )
    })?;
    let by_when = moment(&by_when, now)?;
    let taken = needs.iter().map(|n| line(state, n)).collect::<Result<Vec<u8>, _>>()?;
    let mut declined = BTreeMap::new();
    for (need, (typed, note)) in std::mem::take(&mut decline) {
        declined.insert(line(state, &need)?, (code::<DeclineCode>(&typed)?, note));
    }
    let mut lines = Vec::with_capacity(state.lines.len());
    for number in 0..state.lines.len() as u8 {
        let answer = match declined.remove(&number) {
            Some(_) if taken.contains(&number) => {
                return Err(asked(
                    "need_twice",
                    format!("Need {} is both accepted and declined.", number + 1),
                    "Name each need once.",
                ));
            }
            Some((code, note)) => LineAnswer::Declined { code, note },
            None if taken.is_empty() || taken.contains(&number) => LineAnswer::Accepted,
            None => {
                return Err(asked(
                    "need_unanswered",
                    format!(
                        "Need {} ({}) is neither accepted nor declined.",
                        number + 1,
                        service(state, number)
                    ),
                    "Decline it with a code: `--decline NEED=CODE`.",
                ));
            }
        };
        lines.push(answer);
    }
    Ok(Move::Accept { lines, by_when })
}

/// Outcomes by need; none named means that all accepted needs were met.
fn complete(state: &State, typed: &BTreeMap<String, String>) -> Result<Move, DeskError> {
    let mut named = BTreeMap::new();
    for (need, outcome) in typed {
        named.insert(line(state, need)?, code::<Outcome>(outcome)?);
    }
    let accepted = (0_u8..).zip(&state.lines).filter(|(_, l)| l.state == LineState::Accepted);
    let mut outcomes = Vec::new();
    for (number, _) in accepted {
        match named.remove(&number) {
            Some(outcome) => outcomes.push((number, outcome)),
            None if typed.is_empty() => outcomes.push((number, Outcome::Met)),
            None => {
                return Err(asked(
                    "need_unanswered",
                    format!("Need {} ({}) has no outcome.", number + 1, service(state, number)),
                    "Name an outcome for every accepted need, or none at all if all were met.",
                ));
            }
        }
    }
    match named.keys().next() {
        Some(number) => Err(asked(
            "need_not_accepted",
            format!("Need {} ({}) was not accepted.", number + 1, service(state, *number)),
            "Name outcomes of accepted needs only.",
        )),
        None => Ok(Move::Complete { outcomes }),
    }
}

fn answer_revocation(
    state: &State,
    side: Side,
    answer: RevocationAnswer,
) -> Result<Move, DeskError> {
    let owed = state.consent.owed_by(side).next().ok_or_else(|| {
        asked(
            "nothing_open",
            "No change of consent waits for our answer.",
            "See `waypost consent show`.",
        )
    })?;
    Ok(Move::AnswerRevocation { of: owed.hash, answer })
}

fn entered_in_error(conversation: &Conversation, entry: Option<u32>) -> Result<What, DeskError> {
    let Some(entry) = entry else { return Ok(What::Referral) };
    let place = (entry as usize).checked_sub(1);
    match place.and_then(|place| conversation.in_order().into_iter().nth(place)) {
        Some(letter) if letter.ours && matches!(letter.event.kind, EventKind::Move(..)) => {
            Ok(What::Letter(letter.hash()))
        }
        Some(_) | None => Err(asked(
            "not_ours",
            format!("Entry {entry} is not a move of ours."),
            "See the timeline in `waypost referral show`.",
        )),
    }
}

/// A need, by its number from 1 or by its service.
fn line(state: &State, typed: &str) -> Result<u8, DeskError> {
    let typed = typed.trim();
    let by_number = typed.parse::<usize>().ok().and_then(|n| n.checked_sub(1));
    let found = match by_number {
        Some(place) => Some(place).filter(|p| *p < state.lines.len()),
        None => {
            let service: Service = code(typed)?;
            state.lines.iter().position(|l| l.service == service)
        }
    };
    found.and_then(|place| u8::try_from(place).ok()).ok_or_else(|| {
        let all: Vec<String> =
            (1..).zip(&state.lines).map(|(n, l)| format!("{n} {}", l.service)).collect();
        asked(
            "unknown_need",
            "This referral has no such need.".to_owned(),
            format!("Its needs are: {}.", all.join(", ")),
        )
    })
}

fn service(state: &State, number: u8) -> &'static str {
    state.lines.get(usize::from(number)).map_or("?", |l| l.service.as_str())
}

/// A code by its text.
pub(crate) fn code<T: FromStr<Err = UnknownCode>>(typed: &str) -> Result<T, DeskError> {
    typed.trim().parse().map_err(|unknown: UnknownCode| {
        asked(
            "unknown_code",
            format!("{}: found `{}`.", unknown.list, unknown.found),
            format!("Write one of: {}.", unknown.expected),
        )
    })
}

/// Several codes.
pub(crate) fn codes<T: FromStr<Err = UnknownCode>>(typed: &[String]) -> Result<Vec<T>, DeskError> {
    typed.iter().map(|t| code(t)).collect()
}

/// A moment: `+3d`, `+2h`, `2026-12-01`, `2026-12-01 18:30 +07:00`.
pub(crate) fn moment(typed: &str, now: Time) -> Result<Time, DeskError> {
    dates::moment(typed, now).map_err(|problem| {
        let hint = match problem {
            dates::DateProblem::BuddhistYear { typed } => format!(
                "If {typed} is a Buddhist year, write `{typed}-.. BE`; else write the year {}.",
                typed - 543
            ),
            _ => "Write `+3d`, `+2h`, `2026-12-01`, or `2026-12-01 18:30 +07:00`.".to_owned(),
        };
        asked("time", "That is not a time this program understands.", hint)
    })
}
