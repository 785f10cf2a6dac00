//! Witnessing: an organisation asks its partner to cosign the head of its audit log (SPEC 15.3).
//!
//! In: a head that was signed and how it goes on from the last one, or the fields of such a letter. Out: a
//! [`Witness`] that asks, or a [`Cosigned`] that answers. Both stand in the pair's thread and are about no person.
//! Notes and lines are text here: what they prove is for the audit log to say.

use crate::codes::Section;
use crate::error::FieldFault;
use crate::field::{Field, FieldReader, Value};
use crate::ids::{HeaderHash, Time};

/// Longest note (SPEC 15.2).
pub const NOTE_BYTES_MAX: usize = 8192;
/// Longest signature line of a witness: one with the longest name of a key has some 180 bytes.
pub const LINE_BYTES_MAX: usize = 512;
/// Most hashes of a consistency proof: a log has fewer than 2^63 entries.
pub const PROOF_HASHES_MAX: usize = 63;
/// Length of a hash.
const HASH_BYTES: usize = 32;

/// What of a request or its answer is not as it must be.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum WitnessFault {
    /// A field that is not as it must be.
    #[error(transparent)]
    Field(#[from] FieldFault),
    /// A note or a line longer than any.
    #[error("field `{key}`: found {found} bytes, expected at most {expected_max}")]
    TooLong {
        /// The key.
        key: &'static str,
        /// Its length.
        found: usize,
        /// The bound.
        expected_max: usize,
    },
    /// A proof that is no list of hashes, or one from nothing.
    #[error("proof: found {found_bytes} bytes, expected 0 to 63 hashes of 32, none if `old` is 0")]
    Proof {
        /// Its length.
        found_bytes: usize,
    },
    /// A hash that is not 32 bytes.
    #[error("of: found {found_bytes} bytes, expected 32")]
    Of {
        /// Its length.
        found_bytes: usize,
    },
    /// An answer that is on no list.
    #[error("answer: found another, expected `cosigned`, `conflict`, `older` or `inconsistent`")]
    Answer,
}

/// Asks a partner to cosign a head of our log.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Witness {
    /// When it was written.
    pub at: Time,
    /// The head as a note, with the log's line.
    pub checkpoint: String,
    /// The size that the partner cosigned last, 0 for none.
    pub old: u64,
    /// The consistency proof from there.
    pub proof: Vec<[u8; HASH_BYTES]>,
}

impl Witness {
    /// The letter's fields.
    pub fn to_fields(&self) -> Vec<Field> {
        vec![
            number("at", self.at.0),
            text("checkpoint", &self.checkpoint),
            number("old", self.old),
            field("proof", Value::Bytes(self.proof.concat())),
        ]
    }

    /// Reads a letter's fields.
    pub fn read(fields: &[Field]) -> Result<Self, WitnessFault> {
        let mut reader = FieldReader::new(fields);
        let at = Time(reader.number("at")?);
        let checkpoint = note("checkpoint", reader.text("checkpoint")?)?;
        let old = reader.number("old")?;
        let bytes = bytes(&mut reader, "proof")?;
        reader.finish()?;
        let fault = WitnessFault::Proof { found_bytes: bytes.len() };
        let (hashes, rest) = bytes.as_chunks::<HASH_BYTES>();
        let most = if old == 0 { 0 } else { PROOF_HASHES_MAX };
        // SPEC 15.3: at most 63 hashes, and none from nothing.
        match rest.is_empty() && hashes.len() <= most {
            true => Ok(Self { at, checkpoint, old, proof: hashes.to_vec() }),
            false => Err(fault),
        }
    }
}

/// What a partner says to a head.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Cosigned {
    /// When it was written.
    pub at: Time,
    /// The header hash of the letter that asked.
    pub of: HeaderHash,
    /// What it says.
    pub answer: Answer,
}

/// Whether a head was cosigned, or why not.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Answer {
    /// Cosigned.
    Cosigned {
        /// The witness's signature line.
        line: String,
    },
    /// The proof begins elsewhere than at the head cosigned last.
    Conflict {
        /// The size cosigned last.
        size: u64,
    },
    /// A larger head, or one of a later log, was cosigned before.
    Older {
        /// The note of it.
        known: String,
    },
    /// The head does not go on from the one cosigned last.
    Inconsistent {
        /// The note of that.
        known: String,
    },
}

impl Answer {
    /// The code on the wire.
    pub const fn as_str(&self) -> &'static str {
        match self {
            Self::Cosigned { .. } => "cosigned",
            Self::Conflict { .. } => "conflict",
            Self::Older { .. } => "older",
            Self::Inconsistent { .. } => "inconsistent",
        }
    }
}

impl Cosigned {
    /// The letter's fields.
    pub fn to_fields(&self) -> Vec<Field> {
        let what = match &self.answer {
            Answer::Cosigned { line } => text("line", line),
            Answer::Conflict { size } => number("size", *size),
            Answer::Older { known } | Answer::Inconsistent { known } => text("known", known),
        };
        let of = field("of", Value::Bytes(self.of.as_bytes().to_vec()));
        vec![number("at", self.at.0), of, text("answer", self.answer.as_str()), what]
    }

    /// Reads a letter's fields.
    pub fn read(fields: &[Field]) -> Result<Self, WitnessFault> {
        let mut reader = FieldReader::new(fields);
        let at = Time(reader.number("at")?);
        let hash = bytes(&mut reader, "of")?;
        let fault = WitnessFault::Of { found_bytes: hash.len() };
        let of = HeaderHash::new(hash.try_into().map_err(|_| fault)?);
        let answer = match reader.text("answer")? {
            "cosigned" => Answer::Cosigned { line: line(reader.text("line")?)? },
            "conflict" => Answer::Conflict { size: reader.number("size")? },
            "older" => Answer::Older { known: note("known", reader.text("known")?)? },
            "inconsistent" => Answer::Inconsistent { known: note("known", reader.text("known")?)? },
            _ => return Err(WitnessFault::Answer),
        };
        reader.finish()?;
        Ok(Self { at, of, answer })
    }
}

fn note(key: &'static str, text: &str) -> Result<String, WitnessFault> {
    bounded(key, text, NOTE_BYTES_MAX)
}

fn line(text: &str) -> Result<String, WitnessFault> {
    bounded("line", text, LINE_BYTES_MAX)
}

fn bounded(key: &'static str, text: &str, expected_max: usize) -> Result<String, WitnessFault> {
    let found = text.len();
    match found <= expected_max {
        true => Ok(text.to_owned()),
        false => Err(WitnessFault::TooLong { key, found, expected_max }),
    }
}

fn bytes<'a>(reader: &mut FieldReader<'a>, key: &str) -> Result<&'a [u8], FieldFault> {
    reader.bytes_if_any(key)?.ok_or_else(|| FieldFault::Missing { key: key.to_owned() })
}

fn field(key: &str, value: Value) -> Field {
    Field::new(Section::Needs, key, value)
}

fn number(key: &str, value: u64) -> Field {
    field(key, Value::Number(value))
}

fn text(key: &str, value: &str) -> Field {
    field(key, Value::Text(value.to_owned()))
}

#[cfg(test)]
#[allow(clippy::unwrap_used, reason = "a failing test says so by panicking")]
mod tests {
    use super::*;

    fn asks(old: u64, hashes: usize) -> Witness {
        let checkpoint = "waypost/org\n5\nroot\n\n\u{2014} name AAAA\n".to_owned();
        Witness { at: Time(5), checkpoint, old, proof: vec![[7; 32]; hashes] }
    }

    #[test]
    fn a_request_comes_back_as_it_was_written() {
        for (old, hashes) in [(0, 0), (4, 0), (4, 3), (4, PROOF_HASHES_MAX)] {
            let asks = asks(old, hashes);
            assert_eq!(Witness::read(&asks.to_fields()).unwrap(), asks);
        }
    }

    #[test]
    fn a_proof_from_nothing_or_of_more_hashes_than_there_are_levels_is_refused() {
        for (old, hashes) in [(0, 1), (4, PROOF_HASHES_MAX + 1)] {
            let fault = Witness::read(&asks(old, hashes).to_fields()).unwrap_err();
            assert_eq!(fault, WitnessFault::Proof { found_bytes: 32 * hashes });
        }
    }

    #[test]
    fn every_answer_comes_back_as_it_was_written() {
        let known = || "a note".to_owned();
        for answer in [
            Answer::Cosigned { line: "\u{2014} name AAAA".to_owned() },
            Answer::Conflict { size: 0 },
            Answer::Older { known: known() },
            Answer::Inconsistent { known: known() },
        ] {
            let cosigned = Cosigned { at: Time(9), of: HeaderHash::new([3; 32]), answer };
            assert_eq!(Cosigned::read(&cosigned.to_fields()).unwrap(), cosigned);
        }
    }

    #[test]
    fn a_note_or_a_line_beyond_its_bound_is_refused() {
        let long = Witness { checkpoint: "a".repeat(NOTE_BYTES_MAX + 1), ..asks(0, 0) };
        let fault = Witness::read(&long.to_fields()).unwrap_err();
        assert!(matches!(fault, WitnessFault::TooLong { key: "checkpoint", .. }), "{fault}");
        let answer = Answer::Cosigned { line: "a".repeat(LINE_BYTES_MAX + 1) };
        let long = Cosigned { at: Time(9), of: HeaderHash::new([3; 32]), answer };
        let fault = Cosigned::read(&long.to_fields()).unwrap_err();
        assert!(matches!(fault, WitnessFault::TooLong { key: "line", .. }), "{fault}");
    }
}
