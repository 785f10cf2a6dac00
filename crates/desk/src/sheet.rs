//! The words of a recovery sheet: 24 words that open the data folder when the passphrase is lost.
//!
//! In: 32 random bytes, or the words typed back. Out: words (BIP 39, English list, with its checksum), and the seed
//! that they stand for. A fault names the place of a word, never the word. How a sheet is shown, printed and kept is
//! not known here.

use bip39::Mnemonic;
use zeroize::Zeroizing;

use crate::command::{Failure, Secret};
use crate::error::failure;

/// 256 bits and 8 of checksum, 11 a word (BIP 39).
pub const SHEET_WORDS: usize = 24;
/// A sheet's text with its advice is under 2 KiB; typed by hand it may have more blanks.
pub const SHEET_BYTES_MAX: usize = 8 * 1024;
/// What the first line of a printed sheet begins with.
pub const SHEET_TITLE: &str = "Recovery sheet of ";

/// One sheet.
pub struct Sheet {
    seed: Zeroizing<[u8; 32]>,
    words: Vec<&'static str>,
}

/// What is wrong with words that were typed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum SheetFault {
    /// So many words, not 24.
    Count(usize),
    /// The word at this place, from 1, is not on the list.
    Unknown(usize),
    /// The checksum does not hold.
    Together,
}

impl Sheet {
    /// A sheet from fresh randomness of the operating system.
    pub fn random() -> Result<Self, Failure> {
        let mut seed = Zeroizing::new([0; 32]);
        getrandom::fill(seed.as_mut()).map_err(|error| no_sheet(&error.to_string()))?;
        Self::of(seed)
    }

    /// The sheet of a seed: one that shares gave back.
    pub fn of(seed: Zeroizing<[u8; 32]>) -> Result<Self, Failure> {
        let mnemonic = Mnemonic::from_entropy(seed.as_slice())
            .map_err(|error| no_sheet(&error.to_string()))?;
        Ok(Self { words: mnemonic.words().collect(), seed })
    }

    /// Reads the 24 words: alone, or in the text of a whole sheet with their numbers.
    pub fn read(text: &str) -> Result<Self, SheetFault> {
        let words = words_of(text);
        if words.len() != SHEET_WORDS {
            return Err(SheetFault::Count(words.len()));
        }
        let mut phrase = Zeroizing::new(String::with_capacity(text.len()));
        for word in words {
            phrase.push_str(&word.to_lowercase());
            phrase.push(' ');
        }
        let mnemonic =
            Mnemonic::parse_normalized(phrase.trim_end()).map_err(|error| match error {
                bip39::Error::UnknownWord(index) => SheetFault::Unknown(index + 1),
                _ => SheetFault::Together,
            })?;
        let (bytes, length) = mnemonic.to_entropy_array();
        let bytes = Zeroizing::new(bytes);
        let seed = bytes.get(..length).and_then(|seed| <[u8; 32]>::try_from(seed).ok());
        let seed = seed.ok_or(SheetFault::Together)?;
        Ok(Self { seed: Zeroizing::new(seed), words: mnemonic.words().collect() })
    }

    /// The 32 bytes that the words stand for.
    pub fn seed(&self) -> &[u8; 32] {
        &self.seed
    }

    /// The words, in order.
    pub fn words(&self) -> &[&'static str] {
        &self.words
    }

    /// The seed as the local socket takes it.
    pub fn hex(&self) -> Secret {
        let mut hex = Secret(String::with_capacity(2 * self.seed.len()));
        for byte in self.seed.iter() {
            for digit in [byte >> 4, byte & 15] {
                hex.0.extend(char::from_digit(digit.into(), 16));
            }
        }
        hex
    }

    /// A word by its number on the sheet, from 1.
    pub fn is_word(&self, number: usize, typed: &str) -> bool {
        let word = number.checked_sub(1).and_then(|index| self.words.get(index));
        word.is_some_and(|word| typed.trim().eq_ignore_ascii_case(word))
    }

    /// A number from 1 to 24 that cannot be foretold from the sheet's text alone.
    pub fn number_to_confirm(&self) -> Result<usize, Failure> {
        let random = getrandom::u32().map_err(|error| no_sheet(&error.to_string()))?;
        Ok(random as usize % self.words.len() + 1)
    }
}

/// The words of a sheet. In the text of a whole sheet they stand behind their numbers, in order; its
/// title and its advice are passed over.
fn words_of(text: &str) -> Vec<&str> {
    let tokens: Vec<&str> = text
        .lines()
        .filter(|line| !line.starts_with(SHEET_TITLE))
        .flat_map(str::split_whitespace)
        .collect();
    let mut numbered = Vec::with_capacity(SHEET_WORDS);
    for pair in tokens.windows(2) {
        if pair[0].trim_end_matches('.').parse() == Ok(numbered.len() + 1) {
            numbered.push(pair[1]);
        }
    }
    if numbered.len() == SHEET_WORDS { numbered } else { tokens }
}

impl SheetFault {
    /// As it is told: code `unreadable_sheet`.
    pub fn failure(self) -> Failure {
        let what = match self {
            Self::Count(found) => {
                format!("Found {found} words; a recovery sheet has {SHEET_WORDS}.")
            }
            Self::Unknown(place) => format!("Word {place} is not on the list of words."),
            Self::Together => {
                "The words do not go together: one is wrong, or two changed places.".to_owned()
            }
        };
        let hint = "Type all 24 words in order, with blanks between, or give the sheet's text file. Nothing was changed.";
        failure("unreadable_sheet", what, hint)
    }
}

fn no_sheet(why: &str) -> Failure {
    failure(
        "no_randomness",
        format!("The operating system gave no randomness for the recovery sheet: {why}."),
        "Restart the computer and try again; nothing was made.",
    )
}

#[cfg(test)]
#[allow(clippy::unwrap_used, reason = "a test that cannot go on has failed")]
mod tests {
    use super::*;

    fn sheet() -> Sheet {
        Sheet::of(Zeroizing::new([7; 32])).unwrap()
    }

    #[test]
    fn the_words_give_the_seed_back() {
        let sheet = sheet();
        assert_eq!(sheet.words.len(), 24);
        let read = Mnemonic::parse_normalized(&sheet.words.join(" ")).unwrap();
        assert_eq!(read.to_entropy(), sheet.seed());
    }

    #[test]
    fn a_sheet_is_read_from_its_words_and_from_its_whole_text() {
        let sheet = sheet();
        let words = sheet.words.join(" ");
        let numbered: String = sheet
            .words
            .iter()
            .enumerate()
            .map(|(at, word)| format!("{} {word}\n", at + 1))
            .collect();
        for text in [
            words.clone(),
            words.to_uppercase().replace(' ', "\n"),
            format!(
                "{SHEET_TITLE}Shelter 1 abandon 2 ability\n\n{numbered}\n- Never photograph them."
            ),
            numbered.replace(' ', ". "),
        ] {
            assert_eq!(Sheet::read(&text).map(|s| *s.seed()), Ok(*sheet.seed()));
        }
        assert_eq!(sheet.hex().0, "07".repeat(32));
    }

    #[test]
    fn a_sheet_with_a_fault_is_refused_by_the_place_and_never_the_word() {
        let sheet = sheet();
        let mut words = sheet.words.clone();
        let told = |words: &[&str]| Sheet::read(&words.join(" ")).map(drop).unwrap_err();
        assert_eq!(told(&words[1..]), SheetFault::Count(23));
        words[4] = "shibboleth";
        let fault = told(&words);
        assert_eq!(fault, SheetFault::Unknown(5));
        let said = fault.failure().what;
        assert!(said.contains("Word 5") && !said.contains("shibboleth"), "{said}");
        words[4] = sheet.words[5];
        words[5] = sheet.words[4];
        if words != sheet.words {
            assert_eq!(told(&words), SheetFault::Together);
        }
    }

    #[test]
    fn a_word_is_confirmed_by_its_number_only() {
        let sheet = sheet();
        assert!(sheet.is_word(3, &format!(" {} ", sheet.words[2].to_uppercase())));
        assert!(!sheet.is_word(0, sheet.words[0]));
        assert!(!sheet.is_word(25, sheet.words[23]));
        let number = sheet.number_to_confirm().unwrap();
        assert!((1..=24).contains(&number));
    }
}
