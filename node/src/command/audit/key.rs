//! `waypost audit key`: the auditor's key pair, in the form of age's own key files.

use std::path::{Path, PathBuf};

use clap::Subcommand;
use waypost_audit::bundle::{identity_in, new_identity, recipient_of};
use zeroize::Zeroizing;

use crate::command::Session;
use crate::files;
use crate::home::shell_word;
use crate::trouble::{Exit, Trouble};

/// A comment, a public key, a secret key; age-keygen writes under 200 bytes.
const FILE_BYTES_MAX: u64 = 4096;

#[derive(Debug, Subcommand)]
pub(crate) enum Key {
    /// Make a key in a new file, and print what organisations seal to
    New {
        /// The file; it must not exist yet
        file: PathBuf,
    },
}

pub(super) fn run(session: &Session, key: &Key) -> Result<(), Trouble> {
    let Key::New { file } = key;
    let pair = new_identity();
    files::write_new(file, pair.to_file_text().as_bytes())?;
    session.talk.data(&pair.recipient)?;
    session.talk.say(
        "Give the organisations this line, by a way on which nobody can change it: what they share is sealed to it.",
    );
    session.talk.next(&session.home, &format!("audit verify FILE --key {}", shell_word(file)));
    Ok(())
}

/// Reads the secret of a key file.
pub(super) fn read(file: &Path) -> Result<Zeroizing<String>, Trouble> {
    let text = files::read_private(file, "key_open_to_others", FILE_BYTES_MAX)?;
    let identity = identity_in(&text).filter(|line| recipient_of(line).is_some());
    identity.map(|line| Zeroizing::new(line.to_owned())).ok_or_else(|| {
        Trouble::new(
            Exit::NotDone,
            "no_key",
            format!("{} holds no line that begins with AGE-SECRET-KEY-1.", file.display()),
            "Name the file that `waypost audit key new` or age-keygen made.",
        )
    })
}
