//! `waypost bundle`: letters on a stick, there and back. Needs no network.
//!
//! In: a stick's folder. Out: what was taken and written, in words, and what to do next. The work is the node's.

use std::path::{Path, PathBuf};

use clap::{Args, Subcommand};
use waypost_desk::command::{BundleReport, Command, Reply};

use super::{Session, absolute, text};
use crate::trouble::Trouble;

#[derive(Debug, Subcommand)]
pub(crate) enum Bundle {
    /// Write what waits for partners to a stick; it waits here too until they have it
    Write(Write),
    /// Take what is for you from a stick, and write the answers to it
    Read {
        /// The folder under which the stick appears
        dir: PathBuf,
        /// Leave the files that were taken
        #[arg(long)]
        keep: bool,
        /// Write no answers
        #[arg(long)]
        no_answer: bool,
    },
}

#[derive(Debug, Args)]
pub(crate) struct Write {
    #[command(flatten)]
    whom: Whom,
    /// The folder under which the stick appears
    dir: PathBuf,
}

#[derive(Debug, Args)]
#[group(required = true, multiple = false)]
struct Whom {
    /// For this partner (may be given several times)
    #[arg(long, value_name = "PARTNER")]
    to: Vec<String>,
    /// For every partner for whom something waits
    #[arg(long)]
    all: bool,
}

pub(crate) fn run(session: &Session, bundle: Bundle) -> Result<(), Trouble> {
    match bundle {
        // None named means all: clap sees to it that one of the two was said.
        Bundle::Write(Write { whom: Whom { to, all: _ }, dir }) => {
            let dir = folder(&dir)?;
            ask(session, Command::BundleWrite { to, dir })
        }
        Bundle::Read { dir, keep, no_answer } => {
            let dir = folder(&dir)?;
            ask(session, Command::BundleRead { dir, keep, answer: !no_answer })
        }
    }
}

fn ask(session: &Session, command: Command) -> Result<(), Trouble> {
    let reply = session.node(command)?;
    session.talk.reply(&reply)?;
    let Reply::Bundle(report) = reply else { return Ok(()) };
    if let Some(told) = report.trouble {
        return Err(told.into());
    }
    if let Some(words) = next(&report) {
        session.talk.say(words);
    }
    session.talk.next(&session.home, "status");
    Ok(())
}

fn next(report: &BundleReport) -> Option<&'static str> {
    match (report.written.is_empty(), report.read.is_empty()) {
        (true, _) => None,
        (false, true) => Some(
            "Take the stick to the partner. Whoever finds it sees sizes, and nothing else. There: \
             waypost bundle read",
        ),
        (false, false) => Some(
            "Receipts and answers are on the stick: take it back. Whoever finds it sees sizes, and nothing else.",
        ),
    }
}

fn folder(dir: &Path) -> Result<String, Trouble> {
    text(&absolute(dir)?)
}
