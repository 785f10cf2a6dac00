//! `waypost passphrase change`: a new passphrase, by the old one, while the node runs.

use std::path::PathBuf;

use clap::{Args, Subcommand};
use waypost_desk::command::{Command, Reply};

use super::Session;
use crate::passphrase::{self, PassphraseSource};
use crate::trouble::Trouble;

#[derive(Debug, Subcommand)]
pub(crate) enum Passphrase {
    /// Set a new passphrase; the old one opens nothing any more
    Change(Change),
}

#[derive(Debug, Args)]
pub(crate) struct Change {
    #[command(flatten)]
    old: PassphraseSource,
    /// Read the new passphrase from the first line of a file
    #[arg(long, value_name = "PATH")]
    new_passphrase_file: Option<PathBuf>,
}

pub(crate) fn run(session: &Session, passphrase: Passphrase) -> Result<(), Trouble> {
    match passphrase {
        Passphrase::Change(args) => change(session, &args),
    }
}

fn change(session: &Session, args: &Change) -> Result<(), Trouble> {
    let Reply::Status(status) = session.node(Command::Status)? else { return Ok(()) };
    let (ask, talk) = (&session.ask, &session.talk);
    talk.say("First the passphrase that opens the data now.");
    let old = passphrase::existing(&args.old, ask, talk)?;
    let (file, flag) = (args.new_passphrase_file.as_deref(), "--new-passphrase-file PATH");
    let new = passphrase::new_from(file, flag, ask, talk, &[&status.name])?;
    session.tell(Command::PassphraseChange { old, new }, "status")
}
