//! `waypost unlock`: keys back into memory. The passphrase goes over the owner-only socket.

use clap::Args;
use waypost_desk::command::Command;

use super::Session;
use crate::passphrase::{self, PassphraseSource};
use crate::trouble::Trouble;

#[derive(Debug, Args)]
pub(crate) struct Unlock {
    #[command(flatten)]
    source: PassphraseSource,
}

pub(crate) fn run(session: &Session, args: Unlock) -> Result<(), Trouble> {
    let passphrase = passphrase::existing(&args.source, &session.ask, &session.talk)?;
    session.tell(Command::Unlock { passphrase }, "referral list --waiting")
}
