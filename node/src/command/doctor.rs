//! `waypost doctor`: what is wrong here, and what to do about it.

use std::path::PathBuf;

use clap::Args;
use waypost_desk::command::{Health, Reply};

use super::Session;
use crate::config::{Config, Overrides};
use crate::doctor::{look, write_bundle};
use crate::trouble::{Exit, Trouble};

#[derive(Debug, Args)]
pub(crate) struct Doctor {
    /// Also write a file for whoever helps: codes and counts, no name, id or address
    #[arg(long, value_name = "FILE")]
    bundle: Option<PathBuf>,
}

pub(crate) fn run(session: &Session, args: Doctor) -> Result<(), Trouble> {
    session.home.must_be_initialised()?;
    let config = Config::load(&session.home.config(), &Overrides::default())?;
    let report = look(session, &config);
    let bad = report.findings.iter().filter(|finding| finding.health == Health::Bad).count();
    if let Some(path) = &args.bundle {
        write_bundle(path, &report, &config)?;
        session.talk.say(&format!("Read {} before you send it.", path.display()));
    }
    session.talk.reply(&Reply::Doctor(report))?;
    match bad {
        0 => Ok(()),
        _ => Err(Trouble::new(
            Exit::NotDone,
            "doctor_found",
            format!("{bad} of the findings must be mended."),
            "Do what stands below each.",
        )),
    }
}
