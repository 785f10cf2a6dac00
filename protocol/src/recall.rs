//! Catching up: one organisation lost letters and asks its partner for them (SPEC 9.5).
//!
//! In: what was lost, or the fields of such a letter. Out: a [`Recall`] that asks, or a [`Copies`] that
//! gives. A copy is a letter as it was kept, of either side; it proves itself by its own signature, so
//! nothing said here is believed about it. Both stand in the pair's thread and are about no person by
//! themselves; what they carry is kept in the conversations, never here.

use crate::codes::Section;
use crate::error::FieldFault;
use crate::field::{BYTES_MAX, Field, FieldReader, Value};
use crate::ids::{ConversationId, Day, HeaderHash, Time};
use crate::letter::LETTER_BYTES_MAX;

/// Most conversations asked for by name: damage hits a few; where more are hit, ask for all since a day.
pub const CONVERSATIONS_MAX: usize = 64;
/// Most letters in one letter of copies: a frame of 256 KiB holds some hundred.
pub const COPIES_MAX: usize = 512;
/// Most bytes of copies in one letter: thirty fields, so that one letter of almost any length fits.
pub const COPIES_BYTES_MAX: usize = PIECES_MAX * BYTES_MAX;
const PIECES_MAX: usize = 30;
/// A restored node's letter leaves this many places of its thread free before it: as many letters may have been
/// written there since the backup. Sixty-five thousand restores fit.
pub const SEQ_JUMP: u32 = 1 << 16;

/// Why letters are asked for.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Why {
    /// The node was restored from a backup: what was sealed to its prekeys since cannot be opened.
    Restored,
    /// Some letters can no longer be read.
    Damaged,
}

impl Why {
    /// The code on the wire.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Restored => "restored",
            Self::Damaged => "damaged",
        }
    }

    fn of(code: &str) -> Option<Self> {
        [Self::Restored, Self::Damaged].into_iter().find(|why| why.as_str() == code)
    }
}

/// What of a recall or its copies is not as it must be.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum RecallFault {
    /// A field that is not as it must be.
    #[error(transparent)]
    Field(#[from] FieldFault),
    /// A reason that is on no list.
    #[error("reason: found another, expected `restored` or `damaged`")]
    Reason,
    /// A restored node without a new card, or a damaged one with one.
    #[error("card: found {found}, expected one exactly when restored")]
    Card {
        /// Whether there is one.
        found: bool,
    },
    /// Too many conversations, none where some must be named, or an id cut short.
    #[error(
        "conversations: found {found_bytes} bytes, expected 0 if restored, else 1 to 64 ids of 16"
    )]
    Conversations {
        /// Length of all ids.
        found_bytes: usize,
    },
    /// A number out of its range.
    #[error("field `{key}`: found {found}, expected at most 4294967295")]
    Number {
        /// The key.
        key: &'static str,
        /// What was found.
        found: u64,
    },
    /// A hash that is not 32 bytes.
    #[error("answers: found {found_bytes} bytes, expected 32")]
    Answers {
        /// Its length.
        found_bytes: usize,
    },
    /// Copies that do not add up: a length beyond the end, none, or too many.
    #[error("copies: found {found} before the fault, expected whole letters, at most 512")]
    Copies {
        /// Whole ones before the fault.
        found: usize,
    },
}

/// Asks a partner for letters of the pair's conversations.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Recall {
    /// When it was written.
    pub at: Time,
    /// What came on this day or later may be lost.
    pub since: Day,
    /// Why.
    pub why: Why,
    /// Restored: a new signed card. Every one-time prekey given out before it MUST be dropped.
    pub card: Option<Vec<u8>>,
    /// Damaged: which conversations, whole.
    pub conversations: Vec<ConversationId>,
}

impl Recall {
    /// The letter's fields.
    pub fn to_fields(&self) -> Vec<Field> {
        let mut fields = vec![
            number("at", self.at.0),
            number("since", self.since.0.into()),
            field("why", Value::Text(self.why.as_str().to_owned())),
        ];
        fields.extend(self.card.clone().map(|card| field("card", Value::Bytes(card))));
        if !self.conversations.is_empty() {
            let ids = self.conversations.iter().flat_map(|id| *id.as_bytes()).collect();
            fields.push(field("conversations", Value::Bytes(ids)));
        }
        fields
    }

    /// Reads a letter's fields.
    pub fn read(fields: &[Field]) -> Result<Self, RecallFault> {
        let mut reader = FieldReader::new(fields);
        let at = Time(reader.number("at")?);
        let since = Day(small("since", reader.number("since")?)?);
        let why = Why::of(reader.text("why")?).ok_or(RecallFault::Reason)?;
        let card = reader.bytes_if_any("card")?.map(<[u8]>::to_vec);
        let ids = reader.bytes_if_any("conversations")?.unwrap_or_default();
        reader.finish()?;
        // SPEC 9.5: a card MUST come from a restored node, and from no other.
        if card.is_some() != (why == Why::Restored) {
            return Err(RecallFault::Card { found: card.is_some() });
        }
        Ok(Self { at, since, why, card, conversations: conversations(why, ids)? })
    }
}

/// SPEC 9.5: a damaged node MUST name 1 to 64 conversations, a restored one none.
fn conversations(why: Why, bytes: &[u8]) -> Result<Vec<ConversationId>, RecallFault> {
    let (ids, rest) = bytes.as_chunks::<16>();
    let fits = match why {
        Why::Restored => ids.is_empty(),
        Why::Damaged => (1..=CONVERSATIONS_MAX).contains(&ids.len()),
    };
    if !fits || !rest.is_empty() {
        return Err(RecallFault::Conversations { found_bytes: bytes.len() });
    }
    Ok(ids.iter().map(|id| ConversationId::new(*id)).collect())
}

/// Letters given back. `Debug` says how many.
#[derive(Clone, PartialEq, Eq)]
pub struct Copies {
    /// When it was written.
    pub at: Time,
    /// The recall.
    pub answers: HeaderHash,
    /// Which part, from 0.
    pub part: u32,
    /// No part has a higher number.
    pub last: bool,
    /// Letters as kept (SPEC 5.4), of either side.
    pub letters: Vec<Vec<u8>>,
}

impl std::fmt::Debug for Copies {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "Copies(part {}, {} letters)", self.part, self.letters.len())
    }
}

impl Copies {
    /// Bytes that a letter takes among the copies.
    pub const fn bytes_of(letter: &[u8]) -> usize {
        letter.len() + LENGTH_BYTES
    }

    /// The letter's fields. The caller keeps to [`COPIES_MAX`] and [`COPIES_BYTES_MAX`].
    pub fn to_fields(&self) -> Vec<Field> {
        let mut all = Vec::with_capacity(self.letters.iter().map(|l| Self::bytes_of(l)).sum());
        for letter in &self.letters {
            // A letter has at most a million bytes.
            all.extend_from_slice(&(letter.len() as u32).to_be_bytes());
            all.extend_from_slice(letter);
        }
        let mut fields = vec![
            number("at", self.at.0),
            field("answers", Value::Bytes(self.answers.as_bytes().to_vec())),
            number("part", self.part.into()),
            field("last", Value::Flag(self.last)),
        ];
        let pieces = all.chunks(BYTES_MAX).enumerate();
        fields.extend(pieces.map(|(n, piece)| field(piece_key(n), Value::Bytes(piece.to_vec()))));
        fields
    }

    /// Reads a letter's fields.
    pub fn read(fields: &[Field]) -> Result<Self, RecallFault> {
        let mut reader = FieldReader::new(fields);
        let at = Time(reader.number("at")?);
        let hash = reader.bytes_if_any("answers")?.unwrap_or_default();
        let answers = hash.try_into().map(HeaderHash::new);
        let answers = answers.map_err(|_| RecallFault::Answers { found_bytes: hash.len() })?;
        let part = small("part", reader.number("part")?)?;
        let last = reader.flag_if_any("last")?;
        let last = last.ok_or_else(|| FieldFault::Missing { key: "last".to_owned() })?;
        let mut all = Vec::new();
        for n in 0..PIECES_MAX {
            let Some(piece) = reader.bytes_if_any(&piece_key(n))? else { break };
            all.extend_from_slice(piece);
        }
        reader.finish()?;
        Ok(Self { at, answers, part, last, letters: split(&all)? })
    }
}

const LENGTH_BYTES: usize = 4;

/// `length (u32) || letter`, again and again.
fn split(mut all: &[u8]) -> Result<Vec<Vec<u8>>, RecallFault> {
    let mut letters: Vec<Vec<u8>> = Vec::new();
    while !all.is_empty() {
        let fault = RecallFault::Copies { found: letters.len() };
        let Some((length, rest)) = all.split_first_chunk::<LENGTH_BYTES>() else {
            return Err(fault);
        };
        let length = u32::from_be_bytes(*length) as usize;
        let Some((letter, rest)) = rest.split_at_checked(length) else { return Err(fault) };
        if letters.len() >= COPIES_MAX || length == 0 || length > LETTER_BYTES_MAX {
            return Err(fault);
        }
        letters.push(letter.to_vec());
        all = rest;
    }
    Ok(letters)
}

fn piece_key(n: usize) -> String {
    format!("copies.{n}")
}

fn field(key: impl Into<String>, value: Value) -> Field {
    Field::new(Section::Needs, key, value)
}

fn number(key: &str, value: u64) -> Field {
    field(key, Value::Number(value))
}

fn small(key: &'static str, found: u64) -> Result<u32, RecallFault> {
    u32::try_from(found).map_err(|_| RecallFault::Number { key, found })
}

#[cfg(test)]
#[allow(clippy::unwrap_used, reason = "a failing test says so by panicking")]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn recall(why: Why, card: Option<Vec<u8>>, conversations: usize) -> Recall {
        let conversations = vec![ConversationId::new([7; 16]); conversations];
        Recall { at: Time(5), since: Day(20_000), why, card, conversations }
    }

    #[test]
    fn a_recall_comes_back_as_it_was_written() {
        let restored = recall(Why::Restored, Some(vec![1, 2]), 0);
        assert_eq!(Recall::read(&restored.to_fields()).unwrap(), restored);
        let damaged = recall(Why::Damaged, None, CONVERSATIONS_MAX);
        assert_eq!(Recall::read(&damaged.to_fields()).unwrap(), damaged);
    }

    #[test]
    fn a_restored_node_brings_a_card_and_names_no_conversation() {
        let read = |recall: Recall| Recall::read(&recall.to_fields()).unwrap_err();
        assert_eq!(read(recall(Why::Restored, None, 0)), RecallFault::Card { found: false });
        let named = RecallFault::Conversations { found_bytes: 16 };
        assert_eq!(read(recall(Why::Restored, Some(vec![1]), 1)), named);
        assert_eq!(read(recall(Why::Damaged, Some(vec![1]), 1)), RecallFault::Card { found: true });
        let none = RecallFault::Conversations { found_bytes: 0 };
        assert_eq!(read(recall(Why::Damaged, None, 0)), none);
        let many = RecallFault::Conversations { found_bytes: 65 * 16 };
        assert_eq!(read(recall(Why::Damaged, None, 65)), many);
    }

    proptest! {
        #[test]
        fn copies_come_back_as_they_were_written(
            letters in proptest::collection::vec(proptest::collection::vec(any::<u8>(), 1..9000), 0..9),
            part: u32,
            last: bool,
        ) {
            let answers = HeaderHash::new([3; 32]);
            let copies = Copies { at: Time(9), answers, part, last, letters };
            prop_assert_eq!(Copies::read(&copies.to_fields()).unwrap(), copies);
        }

        #[test]
        fn any_bytes_are_split_into_whole_letters_or_refused(bytes in proptest::collection::vec(any::<u8>(), 0..300)) {
            if let Ok(letters) = split(&bytes) {
                prop_assert_eq!(letters.iter().map(|l| Copies::bytes_of(l)).sum::<usize>(), bytes.len());
            }
        }
    }
}
