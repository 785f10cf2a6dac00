//! `waypost network-key`: the key that all nodes of a closed net share.

use std::path::PathBuf;

use clap::Subcommand;

use super::Session;
use crate::home::shell_word;
use crate::network_key;
use crate::trouble::Trouble;

#[derive(Debug, Subcommand)]
pub(crate) enum NetworkKey {
    /// Make a key in a new file; take it to the others by hand
    New {
        /// The file; it must not exist yet
        file: PathBuf,
    },
}

pub(crate) fn run(session: &Session, command: NetworkKey) -> Result<(), Trouble> {
    let NetworkKey::New { file } = command;
    let path = std::path::absolute(&file).map_err(|e| Trouble::file("resolve", &file, &e))?;
    network_key::make(&path)?;
    session.talk.data(&path.display().to_string())?;
    session.talk.say(
        "Who has this file can reach the door of every node of the net; it opens nothing else.",
    );
    let next = format!("config set network_key_file {}", shell_word(&path));
    session.talk.next(&session.home, &next);
    Ok(())
}
