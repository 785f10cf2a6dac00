//! The recovery sheet on paper and in a file: how it is laid out, and how it is kept.
//!
//! In: a sheet, the organisation's name. Out: text for a printer, or one file for its owner alone. The words
//! themselves are [`waypost_desk::sheet`]'s. Never kept by the program.

use std::fs::OpenOptions;
use std::io::{self, Write};
use std::os::unix::fs::OpenOptionsExt;
use std::path::Path;

use waypost_desk::sheet::SHEET_TITLE;
pub(crate) use waypost_desk::sheet::Sheet;
use zeroize::Zeroizing;

use crate::trouble::{Exit, Trouble};

const SAFETY: &str = "\
These words open everything without the passphrase, and can replace the organisation's signing key.
Whoever has them has the records and can speak in your name.
- Write them on paper, or print them. Keep the paper locked away, not beside this computer.
- Never photograph them, never put them into a chat, a mail or an online drive.
- Without the passphrase and without this sheet nobody can open the data, not even the makers.";

/// Reads the 24 words: alone, or in the text of a whole sheet with their numbers.
pub(crate) fn read(text: &str) -> Result<Sheet, Trouble> {
    Sheet::read(text).map_err(|fault| fault.failure().into())
}

/// The sheet as it is printed: numbered words in four columns, then how to keep it.
pub(crate) fn text(sheet: &Sheet, organisation: &str) -> Zeroizing<String> {
    let mut text = Zeroizing::new(String::with_capacity(2048));
    text.push_str(&format!("{SHEET_TITLE}{organisation}\n\n"));
    for (row, words) in sheet.words().chunks(4).enumerate() {
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
pub(crate) fn write_to(sheet: &Sheet, path: &Path, organisation: &str) -> Result<(), Trouble> {
    write(sheet, path, organisation).map_err(|error| {
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

fn write(sheet: &Sheet, path: &Path, organisation: &str) -> io::Result<()> {
    let mut file = OpenOptions::new().write(true).create_new(true).mode(0o600).open(path)?;
    file.write_all(text(sheet, organisation).as_bytes())?;
    file.sync_all()
}

#[cfg(test)]
mod tests {
    use std::os::unix::fs::PermissionsExt;

    use super::*;

    fn sheet() -> Sheet {
        Sheet::of(Zeroizing::new([7; 32])).expect("32 bytes make 24 words")
    }

    #[test]
    fn a_sheet_is_read_from_its_whole_text() {
        let text = text(&sheet(), "Shelter 1 abandon 2 ability");
        assert_eq!(read(&text).expect("read").seed(), sheet().seed());
    }

    #[test]
    fn a_sheet_file_is_for_its_owner_alone_and_never_overwritten() {
        let dir = tempfile::tempdir().expect("a folder");
        let path = dir.path().join("sheet.txt");
        write_to(&sheet(), &path, "A shelter").expect("written");
        let mode = std::fs::metadata(&path).expect("there").permissions().mode();
        assert_eq!(mode & 0o777, 0o600);
        let trouble = write_to(&sheet(), &path, "A shelter").expect_err("exists");
        assert_eq!(trouble.failure.code, "recovery_sheet_exists");
    }

    #[test]
    fn the_sheet_numbers_all_words_and_says_how_to_keep_them() {
        let text = text(&sheet(), "A shelter");
        for (index, word) in sheet().words().iter().enumerate() {
            assert!(text.contains(&format!("{:>4} {word}", index + 1)), "{}", index + 1);
        }
        assert!(text.contains("Never photograph"));
    }
}
