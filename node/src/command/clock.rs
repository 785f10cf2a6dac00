//! `waypost clock`: a person says that this computer's date is right.

use clap::Subcommand;
use waypost_desk::command::Command;

use super::Session;
use crate::trouble::Trouble;

#[derive(Debug, Subcommand)]
pub(crate) enum Clock {
    /// The date is right: go on by it (after the clock was mended, or the node was off for long)
    Confirm,
}

pub(crate) fn run(session: &Session, clock: Clock) -> Result<(), Trouble> {
    match clock {
        Clock::Confirm => session.tell(Command::ClockConfirm, "status"),
    }
}
