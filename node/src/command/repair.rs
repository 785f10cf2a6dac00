//! `waypost repair`: what is damaged here is got back from partners, or given up.

use clap::Args;
use waypost_desk::command::Command;

use super::Session;
use crate::trouble::Trouble;

#[derive(Debug, Args)]
pub(crate) struct Repair {
    /// Which referral [default: all that is damaged]
    referral: Option<String>,
    /// Do without what of this referral no partner can give back
    #[arg(long, requires = "referral")]
    accept_loss: bool,
}

pub(crate) fn run(session: &Session, args: Repair) -> Result<(), Trouble> {
    let Repair { referral, accept_loss } = args;
    session.tell(Command::Repair { referral, accept_loss }, "status")
}
