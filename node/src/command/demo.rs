//! `waypost demo`: the whole of it on one computer, for real.

use std::path::PathBuf;

use clap::Args;

use super::Session;
use crate::demo;
use crate::trouble::Trouble;

#[derive(Debug, Args)]
pub(crate) struct Demo {
    /// Case files to play with [default: node/cases if it is here, else the ones inside this program]
    #[arg(long, value_name = "DIR")]
    pub(crate) cases: Option<PathBuf>,
    /// Keep the three organisations in this new folder, to try things with
    #[arg(long, value_name = "DIR")]
    pub(crate) keep: Option<PathBuf>,
    /// Keep the consoles open at the end, until Enter [default: where a person is at the terminal]
    #[arg(long)]
    pub(crate) open: bool,
    /// No pauses for reading
    #[arg(long)]
    pub(crate) fast: bool,
}

pub(crate) fn run(session: &Session, args: Demo) -> Result<(), Trouble> {
    demo::run(session, &args)
}
