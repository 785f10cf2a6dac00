//! The recovery sheet: 24 words that open the data folder when the passphrase is lost.
//!
//! In: 32 random bytes, or the words typed back. Out: words (BIP 39, English list, with its checksum),
//! shown once or written to one file. Never kept by the program; a fault names the place of a word,
//! never the word.

use std::fs::OpenOptions;
use std::io::{self, Write};
use std::os::unix::fs::OpenOptionsExt;
use std::path::Path;

use bip39::Mnemonic;
use waypost_desk::command::Secret;
use zeroize::Zeroizing;

use crate::trouble::{Exit, Trouble};

/// 256 bits and 8 of checksum, 11 a word (BIP 39).
const WORDS: usize = 24;
const TITLE: &str = "Recovery sheet of ";

const SAFETY: &str = "\
These words open everything without the passphrase, and can replace the organisation's signing key.
Whoever has them has the records and can speak in your name.
- Write them on paper, or print them. Keep the paper locked away, not beside this computer.
- Never photograph them, never put them into a chat, a mail or an online drive.
- Without the passphrase and without this sheet nobody can open the data, not even the makers.";

/// The seed of one home, as long as `init` runs.
pub(crate) struct Sheet {
    seed: Zeroizing<[u8; 32]>,
    words: Vec<&'static str>,
}

impl Sheet {
    /// A sheet from fresh randomness of the operating system.
    pub(crate) fn random() -> Result<Self, Trouble> {
        let mut seed = Zeroizing::new([0; 32]);
        getrandom::fill(seed.as_mut()).map_err(|error| no_sheet(&error.to_string()))?;
        Self::of(seed)
    }

    /// The sheet of a seed: one that shares gave back.
    pub(crate) fn of(seed: Zeroizing<[u8; 32]>) -> Result<Self, Trouble> {
        let mnemonic = Mnemonic::from_entropy(seed.as_slice())
            .map_err(|error| no_sheet(&error.to_string()))?;
        Ok(Self { words: mnemonic.words().collect(), seed })
    }

    /// Reads the 24 words: alone, or in the text of a whole sheet with their numbers.
    pub(crate) fn read(text: &str) -> Result<Self, Trouble> {
        let words = words_of(text);
        if words.len() != WORDS {
            return Err(unread(format!(
                "Found {} words; a recovery sheet has {WORDS}.",
                words.len()
            )));
        }
        let mut phrase = Zeroizing::new(String::with_capacity(text.len()));
        for word in words {
            phrase.push_str(&word.to_lowercase());
            phrase.push(' ');
        }
        let mnemonic =
            Mnemonic::parse_normalized(phrase.trim_end()).map_err(|error| match error {
                bip39::Error::UnknownWord(index) => {
                    unread(format!("Word {} is not on the list of words.", index + 1))
                }
                _ => unread(
                    "The words do not go together: one is wrong, or two changed places.".to_owned(),
                ),
            })?;
        let (bytes, length) = mnemonic.to_entropy_array();
        let bytes = Zeroizing::new(bytes);
        let seed = bytes.get(..length).and_then(|seed| <[u8; 32]>::try_from(seed).ok());
        seed.map_or_else(
            || Err(unread("The words are too few.".to_owned())),
            |s| Self::of(Zeroizing::new(s)),
        )
    }

    /// The words in their order, for a page that shows them once.
    pub(crate) fn words(&self) -> Vec<String> {
        self.words.iter().map(|word| (*word).to_owned()).collect()
    }

    pub(crate) fn seed(&self) -> &[u8; 32] {
        &self.seed
    }

    /// The seed as the local socket takes it.
    pub(crate) fn hex(&self) -> Secret {
        let mut hex = Secret(String::with_capacity(2 * self.seed.len()));
        for byte in self.seed.iter() {
            for digit in [byte >> 4, byte & 15] {
                hex.0.extend(char::from_digit(digit.into(), 16));
            }
        }
        hex
    }

    /// A word by its number on the sheet, from 1.
    pub(crate) fn is_word(&self, number: usize, typed: &str) -> bool {
        let word = number.checked_sub(1).and_then(|index| self.words.get(index));
        word.is_some_and(|word| typed.trim().eq_ignore_ascii_case(word))
    }

    /// A number from 1 to 24 that cannot be foretold from the sheet's text alone.
    pub(crate) fn number_to_confirm(&self) -> Result<usize, Trouble> {
        let random = getrandom::u32().map_err(|error| no_sheet(&error.to_string()))?;
        Ok(random as usize % self.words.len() + 1)
    }

    /// The sheet as it is printed: numbered words in four columns, then how to keep it.
    pub(crate) fn text(&self, organisation: &str) -> Zeroizing<String> {
        let mut text = Zeroizing::new(String::with_capacity(2048));
        text.push_str(&format!("{TITLE}{organisation}\n\n"));
        for (row, words) in self.words.chunks(4).enumerate() {
            for (column, word) in words.iter().enumerate() {
                text.push_str(&format!("{:>4} {word:<10}", row * 4 + column + 1));
            }
            text.push('\n');
        }
        text.push('\n');
        text.push_str(SAFETY);
        text.push('\n');
        text
    }

    /// Writes the sheet for its owner alone. Never over an existing file.
    pub(crate) fn write_to(&self, path: &Path, organisation: &str) -> Result<(), Trouble> {
        self.write(path, organisation).map_err(|error| {
            if error.kind() == io::ErrorKind::AlreadyExists {
                return Trouble::new(
                    Exit::NotDone,
                    "recovery_sheet_exists",
                    format!("The file for the recovery sheet exists: {}.", path.display()),
                    "Name a new file; nothing was made or overwritten.",
                );
            }
            Trouble::file("write the recovery sheet to", path, &error)
        })
    }

    fn write(&self, path: &Path, organisation: &str) -> io::Result<()> {
        let mut file = OpenOptions::new().write(true).create_new(true).mode(0o600).open(path)?;
        file.write_all(self.text(organisation).as_bytes())?;
        file.sync_all()
    }
}

/// The words of a sheet. In the text of a whole sheet they stand behind their numbers, in order; its
/// title and its advice are passed over.
fn words_of(text: &str) -> Vec<&str> {
    let tokens: Vec<&str> = text
        .lines()
        .filter(|line| !line.starts_with(TITLE))
        .flat_map(str::split_whitespace)
        .collect();
    let mut numbered = Vec::with_capacity(WORDS);
    for pair in tokens.windows(2) {
        if pair[0].parse() == Ok(numbered.len() + 1) {
            numbered.push(pair[1]);
        }
    }
    if numbered.len() == WORDS { numbered } else { tokens }
}

fn unread(what: String) -> Trouble {
    let hint = "Type all 24 words in order, with blanks between, or give the sheet's text file. Nothing was changed.";
    Trouble::new(Exit::NotDone, "unreadable_sheet", what, hint)
}

fn no_sheet(why: &str) -> Trouble {
    Trouble::new(
        Exit::NotDone,
        "no_randomness",
        format!("The operating system gave no randomness for the recovery sheet: {why}."),
        "Restart the computer and try again; nothing was made.",
    )
}

#[cfg(test)]
mod tests {
    use std::os::unix::fs::PermissionsExt;

    use super::*;

    fn sheet() -> Sheet {
        Sheet::of(Zeroizing::new([7; 32])).expect("32 bytes make 24 words")
    }

    #[test]
    fn the_words_give_the_seed_back() {
        let sheet = sheet();
        assert_eq!(sheet.words.len(), 24);
        let read = Mnemonic::parse_normalized(&sheet.words.join(" ")).expect("a checksum");
        assert_eq!(read.to_entropy(), sheet.seed());
    }

    #[test]
    fn a_sheet_is_read_from_its_words_and_from_its_whole_text() {
        let sheet = sheet();
        let words = sheet.words.join(" ");
        for text in [
            words.clone(),
            words.to_uppercase().replace(' ', "\n"),
            sheet.text("Shelter 1 abandon 2 ability").to_string(),
        ] {
            assert_eq!(Sheet::read(&text).expect("read").seed(), sheet.seed());
        }
        let hex = sheet.hex();
        assert_eq!(hex.0, "07".repeat(32));
    }

    #[test]
    fn a_sheet_with_a_fault_is_refused_by_the_place_and_never_the_word() {
        let sheet = sheet();
        let mut words = sheet.words.clone();
        let told =
            |words: &[&str]| Sheet::read(&words.join(" ")).map(drop).expect_err("a fault").failure;
        assert!(told(&words[1..]).what.contains("Found 23 words"));
        words[4] = "shibboleth";
        let fault = told(&words);
        assert!(fault.what.contains("Word 5") && !fault.what.contains("shibboleth"), "{fault:?}");
        words[4] = sheet.words[5];
        words[5] = sheet.words[4];
        if words != sheet.words {
            assert!(told(&words).what.contains("do not go together"));
        }
    }

    #[test]
    fn a_word_is_confirmed_by_its_number_only() {
        let sheet = sheet();
        assert!(sheet.is_word(3, &format!(" {} ", sheet.words[2].to_uppercase())));
        assert!(!sheet.is_word(0, sheet.words[0]));
        assert!(!sheet.is_word(25, sheet.words[23]));
        let number = sheet.number_to_confirm().expect("randomness");
        assert!((1..=24).contains(&number));
    }

    #[test]
    fn a_sheet_file_is_for_its_owner_alone_and_never_overwritten() {
        let dir = tempfile::tempdir().expect("a folder");
        let path = dir.path().join("sheet.txt");
        sheet().write_to(&path, "A shelter").expect("written");
        let mode = std::fs::metadata(&path).expect("there").permissions().mode();
        assert_eq!(mode & 0o777, 0o600);
        let trouble = sheet().write_to(&path, "A shelter").expect_err("exists");
        assert_eq!(trouble.failure.code, "recovery_sheet_exists");
    }

    #[test]
    fn the_sheet_numbers_all_words_and_says_how_to_keep_them() {
        let text = sheet().text("A shelter");
        for (index, word) in sheet().words.iter().enumerate() {
            assert!(text.contains(&format!("{:>4} {word}", index + 1)), "{}", index + 1);
        }
        assert!(text.contains("Never photograph"));
    }
}
