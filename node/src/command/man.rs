//! `waypost man`: the manual, made from the same words as `--help`.

use std::path::PathBuf;

use clap::{Args, CommandFactory};

use super::Session;
use crate::cli::Cli;
use crate::trouble::{Exit, Trouble};

#[derive(Debug, Args)]
pub(crate) struct Man {
    /// Write one page for each command into this folder, instead of the first page to stdout
    #[arg(long, value_name = "DIR")]
    dir: Option<PathBuf>,
}

pub(crate) fn run(session: &Session, args: Man) -> Result<(), Trouble> {
    let Some(dir) = args.dir else {
        let mut page = Vec::new();
        clap_mangen::Man::new(Cli::command())
            .render(&mut page)
            .map_err(|error| not_made(&error))?;
        return session.talk.data(&String::from_utf8_lossy(&page));
    };
    std::fs::create_dir_all(&dir)
        .map_err(|error| Trouble::file("make the folder", &dir, &error))?;
    clap_mangen::generate_to(Cli::command(), &dir)
        .map_err(|error| Trouble::file("write manual pages into", &dir, &error))?;
    session.talk.say(&format!("Written to {}.", dir.display()));
    Ok(())
}

fn not_made(error: &std::io::Error) -> Trouble {
    let what = format!("The manual page could not be made: {error}.");
    Trouble::new(Exit::NotDone, "man", what, "Read `waypost --help` instead.")
}
