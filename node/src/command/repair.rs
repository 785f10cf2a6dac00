//! `waypost repair`: what is damaged here is got back from partners, or given up.

use clap::Args;
use waypost_desk::command::{Command, Reply};

use super::Session;
use crate::trouble::Trouble;

#[derive(Debug, Args)]
pub(crate) struct Repair {
    /// Which referral [default: all that is damaged]
    referral: Option<String>,
    /// Do without what of this referral no partner can give back
    #[arg(long, requires = "referral")]
    accept_loss: bool,
    /// The line that says which version wrote the data is damaged: no newer version of waypost ever ran here
    #[arg(long, conflicts_with = "referral")]
    format: bool,
}

pub(crate) fn run(session: &Session, args: Repair) -> Result<(), Trouble> {
    let Repair { referral, accept_loss, format } = args;
    if format {
        session.home.must_be_initialised()?;
        waypost_desk::service::repair_format(&session.home.data())?;
        return session.talk.reply(&Reply::Done { words: "The format is readable.".to_owned() });
    }
    session.tell(Command::Repair { referral, accept_loss }, "status")
}
