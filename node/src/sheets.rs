//! Recovery sheets change hands: a new one to the person, the present one from the person.
//!
//! In: a sheet and a place for it, or a file and a hidden prompt. Out: the person's word that the sheet
//! is safe, or the sheet typed back. A new sheet is always with the person before it opens anything.

use std::fs::File;
use std::io::{self, Read};
use std::path::{Path, PathBuf};

use waypost_desk::sheet::SHEET_BYTES_MAX;
use zeroize::Zeroizing;

use crate::command::Session;
use crate::recovery::{self, Sheet};
use crate::trouble::{Exit, Trouble};

/// Times the word of the sheet is asked for before nothing is made.
const WORD_TRIES: usize = 3;

/// Where the present sheet comes from when it is not typed.
#[derive(Clone, Default, Debug, clap::Args)]
pub(crate) struct PresentSheet {
    /// Read the recovery sheet in force from a file (`-` is stdin): its whole text, or its 24 words
    #[arg(long, value_name = "FILE")]
    pub(crate) recovery_sheet: Option<PathBuf>,
}

/// Where the sheet goes that replaces it.
#[derive(Clone, Default, Debug, clap::Args)]
pub(crate) struct NextSheet {
    /// Write the new recovery sheet to a new file instead of showing it
    #[arg(long, value_name = "FILE")]
    pub(crate) new_sheet_to: Option<PathBuf>,
}

impl PresentSheet {
    /// The sheet in force, typed or from its file.
    pub(crate) fn take(&self, session: &Session) -> Result<Sheet, Trouble> {
        let Some(path) = &self.recovery_sheet else {
            let flag = "--recovery-sheet FILE";
            let typed =
                session.ask.hidden("The 24 words of the recovery sheet, in order:", flag)?;
            return recovery::read(&typed.0);
        };
        let text = if path == Path::new("-") {
            text_of(io::stdin().lock())
        } else {
            File::open(path).and_then(text_of)
        };
        recovery::read(&text.map_err(|error| Trouble::file("read", path, &error))?)
    }
}

fn text_of(from: impl Read) -> io::Result<Zeroizing<String>> {
    // One allocation, so that no copy of it is left behind by growing.
    let mut text = Zeroizing::new(String::with_capacity(SHEET_BYTES_MAX));
    from.take(SHEET_BYTES_MAX as u64).read_to_string(&mut text)?;
    Ok(text)
}

impl NextSheet {
    /// Somebody must be there to read the new sheet, or a file must be named.
    pub(crate) fn must_have_a_place(&self, session: &Session) -> Result<(), Trouble> {
        if self.new_sheet_to.is_some() || session.ask.is_allowed() {
            return Ok(());
        }
        Err(nobody_reads("--new-sheet-to FILE"))
    }

    /// Makes a new sheet and puts it into the person's hands. It opens nothing yet.
    pub(crate) fn make(&self, session: &Session, organisation: &str) -> Result<Sheet, Trouble> {
        let sheet = Sheet::random()?;
        hand_over(session, &sheet, organisation, self.new_sheet_to.as_deref(), "--new-sheet-to")?;
        Ok(sheet)
    }
}

/// Nobody is here to read a sheet.
pub(crate) fn nobody_reads(flag: &str) -> Trouble {
    Trouble::usage(
        "Nobody is here to read the recovery sheet.",
        format!("Give a new file with {flag}, or run this in a terminal without --no-input."),
    )
}

/// The sheet must be safe with the person before there is anything that it opens.
pub(crate) fn hand_over(
    session: &Session,
    sheet: &Sheet,
    name: &str,
    file: Option<&Path>,
    flag: &str,
) -> Result<(), Trouble> {
    if let Some(path) = file {
        recovery::write_to(sheet, path, name)?;
        let path = path.display();
        session
            .talk
            .say(&format!("The recovery sheet is in {path}. Print it, then erase the file."));
        return Ok(());
    }
    session.talk.say(&format!("\n{}", recovery::text(sheet, name).as_str()));
    let number = sheet.number_to_confirm()?;
    for _ in 0..WORD_TRIES {
        let question = format!("Word {number} of the sheet, from your paper:");
        if sheet.is_word(number, &session.ask.text(&question, "", &format!("{flag} FILE"))?) {
            session.talk.say("Good. Clear this window now: the words are shown only this once.");
            return Ok(());
        }
        session.talk.say("That is not the word.");
    }
    Err(Trouble::new(
        Exit::NotDone,
        "sheet_not_confirmed",
        "The word did not match the sheet.",
        "Run the command again; it makes a new sheet. Nothing was changed.",
    ))
}

/// Words that open nothing must not lie about.
pub(crate) fn withdraw_sheet(trouble: Trouble, file: Option<&Path>) -> Trouble {
    if let Some(path) = file
        && let Err(error) = std::fs::remove_file(path)
    {
        return Trouble::file("take back the useless recovery sheet", path, &error);
    }
    trouble
}
