//! Moves as fields and back (SPEC 7.2). Every key of a move stands in section 0.
//!
//! In: a move and its time, or the fields of a letter. Out: the other of the two.
//! Every key is read; what is left over is refused by name. Only in a referral letter do other fields stand
//! beside the exchange's own: they belong to the case.

use thiserror::Error;

use crate::codes::Section;
use crate::error::{FieldFault, UnknownCode};
use crate::field::{self, Field, FieldReader};
use crate::ids::{ConsentId, ConversationId, Time};

use super::moves::{
    ConsentTerms, LineAnswer, Move, MoveKind, NEEDS_MAX, Need, RevocationAnswer, Terms, What,
};
use super::values::{
    Writer, day, exactly, fixed, flag, hash, later, line_number, missing, note, note_if_any,
    number, place_if_any, sections, services, some, time, time_if_any,
};

/// The keys that the exchange reads. Those of [`Terms`] stand in the referral letter's section 0, beside the
/// case's own.
pub mod key {
    /// Number: when the author moved, seconds since 1970. In every letter of an exchange.
    pub const AT: &str = "at";
    /// Text: the move's name. In every move but the referral itself.
    pub const MOVE: &str = "move";
    /// Bytes (32): the letter that this one is about.
    pub const OF: &str = "of";
    /// Text: a receipt's stage.
    pub const STAGE: &str = "stage";
    /// List: section names.
    pub const SECTIONS: &str = "sections";

    /// Text: the section of an attachment.
    pub const SECTION: &str = "section";
    /// Bytes (16): the conversation of an attachment's pieces.
    pub const THREAD: &str = "thread";
    /// Text: an attachment's name.
    pub const NAME: &str = "name";
    /// Text: an attachment's media type.
    pub const MEDIA_TYPE: &str = "media_type";
    /// Number: an attachment's length.
    pub const BYTES: &str = "bytes";
    /// Bytes (32): SHA-256 of an attachment.
    pub const CONTENT: &str = "content";
    /// Text: what of an attachment has come.
    pub const HAVE: &str = "have";
    /// Bytes: the pieces of an attachment that have not come.
    pub const MISSING: &str = "missing";
    /// A header's `seq`, where it is out of range.
    pub(in crate::exchange) const SEQ: &str = "seq";

    /// Text: how soon.
    pub const URGENCY: &str = "urgency";
    /// Text: the service of need `n`; needs count from 0 without a gap.
    pub fn need_service(n: usize) -> String {
        format!("need.{n}.service")
    }
    /// Number, optional: when need `n` is wanted by, seconds since 1970.
    pub fn need_wanted_by(n: usize) -> String {
        format!("need.{n}.wanted_by")
    }
    /// Bytes (16): the consent.
    pub const CONSENT_ID: &str = "consent.id";
    /// Number: its last day, days since 1970.
    pub const CONSENT_VALID_UNTIL: &str = "consent.valid_until";
    /// List: the services it is for.
    pub const CONSENT_PURPOSES: &str = "consent.purposes";
    /// List: the sections it allows.
    pub const CONSENT_SECTIONS: &str = "consent.sections";
    /// Flag: whether the person may be followed up.
    pub const CONSENT_FOLLOWUP_OK: &str = "consent.followup_ok";
    /// Text, optional: why it was overridden in a vital emergency.
    pub const CONSENT_OVERRIDE_REASON: &str = "consent.override_reason";
    /// Bytes (16), optional: the conversation this one follows on from.
    pub const BASED_ON: &str = "based_on";

    /// Text: the answer to a change of consent.
    pub const ANSWER: &str = "answer";
    /// Number: when a person who left is expected.
    pub const ARRIVE_BY: &str = "arrive_by";
    pub(in crate::exchange) const BY_WHEN: &str = "by_when";
    pub(in crate::exchange) const CODE: &str = "code";
    /// Bytes (16): the consent that is changed.
    pub const CONSENT: &str = "consent";
    /// Text: which follow-up.
    pub const DAY: &str = "day";
    pub(in crate::exchange) const ELSEWHERE: &str = "elsewhere";
    pub(in crate::exchange) const ERASED: &str = "erased";
    pub(in crate::exchange) const FINDING: &str = "finding";
    pub(in crate::exchange) const KEPT: &str = "kept";
    pub(in crate::exchange) const LAW: &str = "law";
    pub(in crate::exchange) const LINE: &str = "line";
    pub(in crate::exchange) const NOTE: &str = "note";
    pub(in crate::exchange) const ORGANISATION_KIND: &str = "organisation_kind";
    pub(in crate::exchange) const PERSON_SEEN: &str = "person_seen";
    pub(in crate::exchange) const PLACE: &str = "place";
    pub(in crate::exchange) const REASON: &str = "reason";
    /// Number: until when a referral is on hold.
    pub const REVIEW_BY: &str = "review_by";
    pub(in crate::exchange) const SERVICES: &str = "services";
    pub(in crate::exchange) const TEXT: &str = "text";
    /// Text: what was entered in error.
    pub const WHAT: &str = "what";
    pub(in crate::exchange) const WHEN: &str = "when";

    pub(in crate::exchange) fn line(n: usize, what: &str) -> String {
        format!("line.{n}.{what}")
    }
}

/// Fields that are not a move. The sender broke the rules, or speaks a later version.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
#[non_exhaustive]
pub enum MoveFault {
    /// A field that is not as it must be.
    #[error(transparent)]
    Field(#[from] FieldFault),
    /// A number out of its range.
    #[error("field `{key}`: found {found}, expected {expected}")]
    Number {
        /// The key.
        key: String,
        /// The number.
        found: u64,
        /// The range.
        expected: &'static str,
    },
    /// A field of a move in a section that may be withheld.
    #[error("field `{key}`: found in section `{found}`, expected `needs`")]
    Section {
        /// The key.
        key: String,
        /// Its section.
        found: Section,
    },
    /// A list with one item twice, or with none where there must be one.
    #[error("field `{key}`: found {found} different items, expected {expected}")]
    Items {
        /// The key.
        key: String,
        /// Different items found.
        found: usize,
        /// Items expected.
        expected: &'static str,
    },
    /// A text that is not formed as it must be.
    #[error("field `{key}`: expected {expected}")]
    Form {
        /// The key.
        key: String,
        /// The form.
        expected: &'static str,
    },
    /// A part of a file of another length than its place asks for.
    #[error("field `{key}`: found {found} bytes, expected {expected}")]
    Data {
        /// The key.
        key: String,
        /// Bytes found.
        found: usize,
        /// Bytes expected.
        expected: usize,
    },
}

impl From<UnknownCode> for MoveFault {
    fn from(fault: UnknownCode) -> Self {
        Self::Field(FieldFault::Code(fault))
    }
}

impl Terms {
    /// The exchange's part of a referral letter's section 0; the case adds its own fields.
    pub fn to_fields(&self, at: Time) -> Vec<Field> {
        let mut w = Writer::new(at);
        w.text(key::URGENCY, self.urgency.as_str());
        for (n, need) in self.needs.iter().enumerate() {
            w.text(&key::need_service(n), need.service.as_str());
            if let Some(wanted_by) = need.wanted_by {
                w.number(&key::need_wanted_by(n), wanted_by.0);
            }
        }
        let consent = &self.consent;
        w.bytes(key::CONSENT_ID, consent.id.as_bytes());
        w.number(key::CONSENT_VALID_UNTIL, u64::from(consent.valid_until.0));
        w.codes(key::CONSENT_PURPOSES, &consent.purposes, |s| s.as_str());
        w.codes(key::CONSENT_SECTIONS, &consent.sections, |s| s.as_str());
        w.flag(key::CONSENT_FOLLOWUP_OK, consent.followup_ok);
        w.text_if_any(key::CONSENT_OVERRIDE_REASON, &consent.override_reason);
        if let Some(based_on) = self.based_on {
            w.bytes(key::BASED_ON, based_on.as_bytes());
        }
        w.fields
    }

    /// Reads the exchange's part of a referral letter, and when it was sent; the case's fields are left alone.
    ///
    /// # Errors
    /// [`MoveFault`], by the field's name.
    pub fn from_fields(fields: &[Field]) -> Result<(Self, Time), MoveFault> {
        field::check(fields)?;
        let shown: Vec<Field> =
            (fields.iter()).filter(|f| f.section == Section::Needs).cloned().collect();
        let r = &mut FieldReader::new(&shown);
        let at = time(r, key::AT)?;
        let terms = Self {
            urgency: r.code(key::URGENCY)?,
            needs: needs(r, &shown)?,
            consent: ConsentTerms {
                id: ConsentId::new(fixed(r, key::CONSENT_ID)?),
                valid_until: day(r, key::CONSENT_VALID_UNTIL)?,
                purposes: services(r, key::CONSENT_PURPOSES)?,
                sections: sections(r, key::CONSENT_SECTIONS)?,
                followup_ok: flag(r, key::CONSENT_FOLLOWUP_OK)?,
                override_reason: note_if_any(r, key::CONSENT_OVERRIDE_REASON)?,
            },
            based_on: match r.bytes_if_any(key::BASED_ON)? {
                Some(bytes) => Some(ConversationId::new(exactly(key::BASED_ON, bytes)?)),
                None => None,
            },
        };
        Ok((terms, at))
    }
}

/// Needs count from 0 without a gap, so that line `n` of every answer is need `n`.
fn needs(r: &mut FieldReader<'_>, shown: &[Field]) -> Result<Vec<Need>, MoveFault> {
    let is_service = |f: &&Field| f.key.starts_with("need.") && f.key.ends_with(".service");
    let count = shown.iter().filter(is_service).count();
    if count == 0 || count > NEEDS_MAX {
        return Err(MoveFault::Items { key: "need".to_owned(), found: count, expected: "1 to 30" });
    }
    (0..count)
        .map(|n| {
            Ok(Need {
                service: r.code(&key::need_service(n))?,
                wanted_by: time_if_any(r, &key::need_wanted_by(n))?,
            })
        })
        .collect()
}

impl Move {
    /// The fields of a move's letter; for a `send`, the exchange's part of the referral letter.
    pub fn to_fields(&self, at: Time) -> Vec<Field> {
        let mut w = Writer::new(at);
        w.text(key::MOVE, self.kind().as_str());
        match self {
            Self::Send(terms) => return terms.to_fields(at),
            Self::Acknowledge
            | Self::Arrive
            | Self::ConfirmStop
            | Self::ClientDeclined
            | Self::ClientUnreachable
            | Self::Expire
            | Self::Close => {}
            Self::Ask { question } => w.text(key::TEXT, question),
            Self::Answer { of, text } => {
                w.bytes(key::OF, of.as_bytes());
                w.text(key::TEXT, text);
            }
            Self::Waitlist { review_by } => w.number(key::REVIEW_BY, review_by.0),
            Self::Accept { lines, by_when } => {
                w.number(key::BY_WHEN, by_when.0);
                for (n, answer) in lines.iter().enumerate() {
                    w.line_answer(n, answer);
                }
            }
            Self::Decline { code, note, elsewhere } => {
                w.text(key::CODE, code.as_str());
                w.text_if_any(key::NOTE, note);
                w.text_if_any(key::ELSEWHERE, elsewhere);
            }
            Self::Depart { place, arrive_by } => {
                w.text_if_any(key::PLACE, place);
                w.number(key::ARRIVE_BY, arrive_by.0);
            }
            Self::Appointment { line, when, place } => {
                w.number(key::LINE, u64::from(*line));
                w.number(key::WHEN, when.0);
                w.text_if_any(key::PLACE, place);
            }
            Self::NoShow { line } => w.number(key::LINE, u64::from(*line)),
            Self::Interim { note, person_seen } => {
                w.text(key::NOTE, note);
                w.flag(key::PERSON_SEEN, *person_seen);
            }
            Self::Complete { outcomes } => {
                for (n, outcome) in outcomes {
                    w.text(&key::line(usize::from(*n), "outcome"), outcome.as_str());
                }
            }
            Self::HandBack { code, note, kept } => {
                w.text(key::CODE, code.as_str());
                w.text_if_any(key::NOTE, note);
                w.codes(key::KEPT, kept, |s| s.as_str());
            }
            Self::ProposeOnward { kind, services, note } => {
                w.text(key::ORGANISATION_KIND, kind.as_str());
                w.codes(key::SERVICES, services, |s| s.as_str());
                w.text_if_any(key::NOTE, note);
            }
            Self::Withdraw { code, note } => {
                w.text(key::CODE, code.as_str());
                w.text_if_any(key::NOTE, note);
            }
            Self::RevokeConsent { consent } => w.bytes(key::CONSENT, consent.as_bytes()),
            Self::NarrowConsent { consent, services, sections } => {
                w.bytes(key::CONSENT, consent.as_bytes());
                w.codes(key::SERVICES, services, |s| s.as_str());
                w.codes(key::SECTIONS, sections, |s| s.as_str());
            }
            Self::AnswerRevocation { of, answer } => {
                w.bytes(key::OF, of.as_bytes());
                w.revocation_answer(answer);
            }
            Self::FollowUp { which, finding } => {
                w.number(key::DAY, which.days());
                w.text(key::FINDING, finding.as_str());
            }
            Self::EnteredInError { what } => match what {
                What::Referral => w.text(key::WHAT, "referral"),
                What::Letter(of) => {
                    w.text(key::WHAT, "letter");
                    w.bytes(key::OF, of.as_bytes());
                }
            },
        }
        w.fields
    }

    /// Reads a move's letter, and when it was made. A `send` is not read here: it is a referral letter.
    ///
    /// # Errors
    /// [`MoveFault`]: an unknown move, field or code by its name; a missing field; a bound.
    pub fn from_fields(fields: &[Field]) -> Result<(Self, Time), MoveFault> {
        checked(fields)?;
        let mut r = FieldReader::new(fields);
        let at = time(&mut r, key::AT)?;
        let kind = r.code(key::MOVE)?;
        let mv = read(kind, at, &mut r)?;
        r.finish()?;
        Ok((mv, at))
    }
}

fn read(kind: MoveKind, at: Time, r: &mut FieldReader<'_>) -> Result<Move, MoveFault> {
    Ok(match kind {
        // SPEC 7.2: the referral is a letter of its own kind, never a move in disguise.
        MoveKind::Send => return Err(crate::codes::unknown("move", "send", &["a move"]).into()),
        MoveKind::Acknowledge => Move::Acknowledge,
        MoveKind::Ask => Move::Ask { question: note(r, key::TEXT)? },
        MoveKind::Answer => Move::Answer { of: hash(r, key::OF)?, text: note(r, key::TEXT)? },
        MoveKind::Waitlist => Move::Waitlist { review_by: later(r, key::REVIEW_BY, at)? },
        MoveKind::Accept => {
            Move::Accept { by_when: time(r, key::BY_WHEN)?, lines: line_answers(r)? }
        }
        MoveKind::Decline => Move::Decline {
            code: r.code(key::CODE)?,
            note: note_if_any(r, key::NOTE)?,
            elsewhere: note_if_any(r, key::ELSEWHERE)?,
        },
        MoveKind::Depart => {
            Move::Depart { place: place_if_any(r)?, arrive_by: later(r, key::ARRIVE_BY, at)? }
        }
        MoveKind::Arrive => Move::Arrive,
        MoveKind::Appointment => Move::Appointment {
            line: line_number(r)?,
            when: time(r, key::WHEN)?,
            place: place_if_any(r)?,
        },
        MoveKind::NoShow => Move::NoShow { line: line_number(r)? },
        MoveKind::Interim => {
            Move::Interim { note: note(r, key::NOTE)?, person_seen: flag(r, key::PERSON_SEEN)? }
        }
        MoveKind::Complete => Move::Complete { outcomes: outcomes(r)? },
        MoveKind::HandBack => Move::HandBack {
            code: r.code(key::CODE)?,
            note: note_if_any(r, key::NOTE)?,
            kept: sections(r, key::KEPT)?,
        },
        MoveKind::ProposeOnward => Move::ProposeOnward {
            kind: r.code(key::ORGANISATION_KIND)?,
            services: some(key::SERVICES, services(r, key::SERVICES)?)?,
            note: note_if_any(r, key::NOTE)?,
        },
        MoveKind::Withdraw => {
            Move::Withdraw { code: r.code(key::CODE)?, note: note_if_any(r, key::NOTE)? }
        }
        MoveKind::ConfirmStop => Move::ConfirmStop,
        MoveKind::RevokeConsent => {
            Move::RevokeConsent { consent: ConsentId::new(fixed(r, key::CONSENT)?) }
        }
        MoveKind::NarrowConsent => Move::NarrowConsent {
            consent: ConsentId::new(fixed(r, key::CONSENT)?),
            services: services(r, key::SERVICES)?,
            sections: sections(r, key::SECTIONS)?,
        },
        MoveKind::AnswerRevocation => {
            Move::AnswerRevocation { of: hash(r, key::OF)?, answer: revocation_answer(r)? }
        }
        MoveKind::ClientDeclined => Move::ClientDeclined,
        MoveKind::ClientUnreachable => Move::ClientUnreachable,
        MoveKind::Expire => Move::Expire,
        MoveKind::Close => Move::Close,
        MoveKind::FollowUp => {
            Move::FollowUp { which: follow_up_day(r)?, finding: r.code(key::FINDING)? }
        }
        MoveKind::EnteredInError => Move::EnteredInError { what: what(r)? },
    })
}

fn follow_up_day(r: &mut FieldReader<'_>) -> Result<super::FollowUpDay, MoveFault> {
    let found = r.number(key::DAY)?;
    let mut all = super::FollowUpDay::ALL.iter().copied();
    all.find(|d| d.days() == found).ok_or_else(|| number(key::DAY, found, "7, 30, 90 or 180"))
}

fn what(r: &mut FieldReader<'_>) -> Result<What, MoveFault> {
    match r.text(key::WHAT)? {
        "referral" => Ok(What::Referral),
        "letter" => Ok(What::Letter(hash(r, key::OF)?)),
        other => Err(crate::codes::unknown(key::WHAT, other, &["referral", "letter"]).into()),
    }
}

/// Lines count from 0 without a gap; a gap leaves fields over, and those are refused by name.
fn line_answers(r: &mut FieldReader<'_>) -> Result<Vec<LineAnswer>, MoveFault> {
    let mut lines = Vec::new();
    while lines.len() < NEEDS_MAX && r.any_left(&key::line(lines.len(), "")) {
        let n = lines.len();
        let answer_key = key::line(n, key::ANSWER);
        lines.push(match r.text(&answer_key)? {
            "accepted" => LineAnswer::Accepted,
            "declined" => LineAnswer::Declined {
                code: r.code(&key::line(n, "decline_code"))?,
                note: note_if_any(r, &key::line(n, key::NOTE))?,
            },
            other => {
                let known = &["accepted", "declined"];
                return Err(crate::codes::unknown("line answer", other, known).into());
            }
        });
    }
    some("line", lines)
}

fn outcomes(r: &mut FieldReader<'_>) -> Result<Vec<(u8, crate::codes::Outcome)>, MoveFault> {
    let mut outcomes = Vec::new();
    for n in 0..NEEDS_MAX as u8 {
        if let Some(outcome) = r.text_if_any(&key::line(usize::from(n), "outcome"))? {
            outcomes.push((n, outcome.parse::<crate::codes::Outcome>()?));
        }
    }
    some("line", outcomes)
}

fn revocation_answer(r: &mut FieldReader<'_>) -> Result<RevocationAnswer, MoveFault> {
    match r.text(key::ANSWER)? {
        "stopped" => {
            let erased = sections(r, key::ERASED)?;
            let kept = sections(r, key::KEPT)?;
            let law = note_if_any(r, key::LAW)?;
            // SPEC 7.4: what is kept is kept under a law, and the law is named.
            if !kept.is_empty() && law.is_none() {
                return Err(missing(key::LAW));
            }
            Ok(RevocationAnswer::Stopped { erased, kept, law })
        }
        "lawful_hold" => Ok(RevocationAnswer::LawfulHold { reason: note(r, key::REASON)? }),
        other => {
            let known = &["stopped", "lawful_hold"];
            Err(crate::codes::unknown("revocation answer", other, known).into())
        }
    }
}

/// Every field of a letter other than the referral stands in section 0, within every bound.
pub(super) fn checked(fields: &[Field]) -> Result<(), MoveFault> {
    field::check(fields)?;
    match fields.iter().find(|f| f.section != Section::Needs) {
        Some(field) => Err(MoveFault::Section { key: field.key.clone(), found: field.section }),
        None => Ok(()),
    }
}
