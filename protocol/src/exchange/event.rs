//! Events: what the exchange knows of one letter.
//!
//! In: the header's parts and the body's fields, already authenticated. Out: an [`Event`], or a fault that
//! names the field. Never: keys, signatures, carriage; those belong to the letter.

use crate::codes::Section;
use crate::field::{Field, FieldReader, Value};
use crate::ids::{ConversationId, HeaderHash, Time};

use super::attachment::{Attachment, Pieces};
use super::fields::{MoveFault, checked, key};
use super::moves::{Move, MoveKind, Side, Terms};
use super::values::{hash, sections, time};

/// Most letters of one side in one conversation: two a week for two years, with their receipts.
pub const EVENTS_PER_SIDE_MAX: u32 = 256;

words! {
    /// How far a letter has come.
    Stage = "stage" {
        /// On the partner's disk.
        Received = "received",
        /// Seen by a person.
        Opened = "opened",
    }
}

/// The kinds of letter that are part of an exchange.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum EventLetter {
    /// The referral.
    Referral,
    /// A move.
    Move,
    /// A receipt.
    Receipt,
    /// A disclosure.
    Disclosure,
    /// An attachment.
    Attachment,
    /// What of an attachment has come.
    Pieces,
}

/// What the exchange needs of a header.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct HeaderParts {
    /// The header's own hash.
    pub hash: HeaderHash,
    /// Which side wrote it.
    pub by: Side,
    /// Its place in that side's chain, from 0.
    pub seq: u32,
    /// The letter before it in that chain; none for the first.
    pub prev: Option<HeaderHash>,
    /// The last letter of the other side that its author had seen, if any.
    pub answers: Option<HeaderHash>,
}

/// One letter of a conversation.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Event {
    /// Its place.
    pub header: HeaderParts,
    /// What it says.
    pub kind: EventKind,
}

/// What a letter says.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum EventKind {
    /// A move, and when its author made it.
    Move(Move, Time),
    /// Carriage: the state takes no notice, but the chain does.
    Receipt {
        /// The letter received.
        of: HeaderHash,
        /// How far it came.
        stage: Stage,
        /// When.
        at: Time,
    },
    /// Sections of the referral were shown to the target.
    Disclosure {
        /// The referral's letter.
        of: HeaderHash,
        /// Which sections.
        sections: Vec<Section>,
        /// When.
        at: Time,
    },
    /// A file of a section is shown to the other side.
    Attachment {
        /// The referral's letter.
        of: HeaderHash,
        /// Its section.
        section: Section,
        /// The conversation of its pieces.
        thread: ConversationId,
        /// When.
        at: Time,
    },
    /// What of an attachment has come: carriage, as a receipt is.
    Pieces {
        /// The attachment's letter.
        of: HeaderHash,
        /// When.
        at: Time,
    },
}

impl Event {
    /// The kind of move, if it is one.
    pub const fn move_kind(&self) -> Option<MoveKind> {
        match &self.kind {
            EventKind::Move(mv, _) => Some(mv.kind()),
            EventKind::Receipt { .. }
            | EventKind::Disclosure { .. }
            | EventKind::Attachment { .. }
            | EventKind::Pieces { .. } => None,
        }
    }

    /// When its author wrote it.
    pub const fn at(&self) -> Time {
        match &self.kind {
            EventKind::Move(_, at)
            | EventKind::Receipt { at, .. }
            | EventKind::Disclosure { at, .. }
            | EventKind::Attachment { at, .. }
            | EventKind::Pieces { at, .. } => *at,
        }
    }

    /// SPEC 7.3: receipts, disclosures and attachments rank with the rest.
    pub(super) fn precedence(&self) -> u8 {
        self.move_kind().map_or(0, MoveKind::precedence)
    }
}

/// Reads a letter's fields into an event.
///
/// # Errors
/// [`MoveFault`]: an unknown move, field or code by its name; a missing field; a bound.
pub fn read_event(
    header: HeaderParts,
    letter: EventLetter,
    fields: &[Field],
) -> Result<Event, MoveFault> {
    if header.seq >= EVENTS_PER_SIDE_MAX {
        return Err(MoveFault::Number {
            key: "seq".to_owned(),
            found: u64::from(header.seq),
            expected: "less than 256",
        });
    }
    let kind = match letter {
        EventLetter::Referral => {
            let (terms, at) = Terms::from_fields(fields)?;
            EventKind::Move(Move::Send(terms), at)
        }
        EventLetter::Move => {
            let (mv, at) = Move::from_fields(fields)?;
            EventKind::Move(mv, at)
        }
        EventLetter::Receipt => read_receipt(fields)?,
        EventLetter::Disclosure => read_disclosure(fields)?,
        EventLetter::Attachment => {
            let Attachment { of, section, thread, at, details: _ } = Attachment::read(fields)?;
            EventKind::Attachment { of, section, thread, at }
        }
        EventLetter::Pieces => {
            let Pieces { of, at, missing: _ } = Pieces::read(fields)?;
            EventKind::Pieces { of, at }
        }
    };
    Ok(Event { header, kind })
}

/// The body of a receipt.
pub fn receipt_fields(of: HeaderHash, stage: Stage, at: Time) -> Vec<Field> {
    let field = |key: &str, value| Field::new(Section::Needs, key, value);
    vec![
        field(key::AT, Value::Number(at.0)),
        field(key::OF, Value::Bytes(of.as_bytes().to_vec())),
        field(key::STAGE, Value::Text(stage.as_str().to_owned())),
    ]
}

/// The body of a disclosure of sections of the referral `of`.
pub fn disclosure_fields(of: HeaderHash, sections: &[Section], at: Time) -> Vec<Field> {
    let field = |key: &str, value| Field::new(Section::Needs, key, value);
    let names = sections.iter().map(|s| s.as_str().to_owned()).collect();
    vec![
        field(key::AT, Value::Number(at.0)),
        field(key::OF, Value::Bytes(of.as_bytes().to_vec())),
        field(key::SECTIONS, Value::List(names)),
    ]
}

fn read_receipt(fields: &[Field]) -> Result<EventKind, MoveFault> {
    checked(fields)?;
    let mut r = FieldReader::new(fields);
    let at = time(&mut r, key::AT)?;
    let of = hash(&mut r, key::OF)?;
    let stage = r.code(key::STAGE)?;
    r.finish()?;
    Ok(EventKind::Receipt { of, stage, at })
}

fn read_disclosure(fields: &[Field]) -> Result<EventKind, MoveFault> {
    checked(fields)?;
    let mut r = FieldReader::new(fields);
    let at = time(&mut r, key::AT)?;
    let of = hash(&mut r, key::OF)?;
    let sections = sections(&mut r, key::SECTIONS)?;
    r.finish()?;
    Ok(EventKind::Disclosure { of, sections, at })
}
