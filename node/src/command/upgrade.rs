//! `waypost upgrade`: whether this program may take up this home, and what that changes.

use clap::Subcommand;
use serde::Serialize;
use waypost_desk::service::format_of;

use super::{Session, block_on};
use crate::socket::client::Client;
use crate::trouble::{Exit, Trouble};

#[derive(Debug, Subcommand)]
pub(crate) enum Upgrade {
    /// Compare this program with the folder and the running node; changes nothing
    Check,
}

/// What the check found.
#[derive(Debug, Serialize)]
struct Found {
    program: &'static str,
    /// The running node's version, if one runs.
    running: Option<String>,
    format_found: u32,
    format_written: u32,
    /// `same` or `brought_forward`.
    outcome: &'static str,
}

pub(crate) fn run(session: &Session, upgrade: Upgrade) -> Result<(), Trouble> {
    let Upgrade::Check = upgrade;
    session.home.must_be_initialised()?;
    let format = format_of(&session.home.data())?;
    let running = match block_on(async { Client::connect(&session.home).await })? {
        Ok(client) => Some(client.greeting().program.clone()),
        Err(trouble) if trouble.exit == Exit::NoNode => None,
        Err(trouble) => return Err(trouble),
    };
    let outcome = if format.found == format.current { "same" } else { "brought_forward" };
    let found = Found {
        program: env!("CARGO_PKG_VERSION"),
        running,
        format_found: format.found,
        format_written: format.current,
        outcome,
    };
    if session.talk.json {
        return session.talk.json(&found);
    }
    session.talk.data(&in_words(&found))?;
    session.talk.next(&session.home, if found.running.is_some() { "stop" } else { "run" });
    Ok(())
}

fn in_words(found: &Found) -> String {
    let Found { program, running, format_found, format_written, .. } = found;
    let mut text = match format_found == format_written {
        true => {
            format!("This program ({program}) and the folder have the same format, {format_found}.")
        }
        false => format!(
            "This program ({program}) writes format {format_written}; the folder has {format_found}.\n\
             Starting the node brings the folder forward; nothing in it is lost.\n\
             Older programs cannot open it afterwards: make a backup first."
        ),
    };
    match running {
        None => text.push_str("\nNo node runs here."),
        Some(version) if version == program => {
            text.push_str("\nThe node that runs is this version.")
        }
        Some(version) => text
            .push_str(&format!("\nThe node that runs is {version}: stop it, then start this one.")),
    }
    text
}
