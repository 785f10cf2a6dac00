//! The verbs of an organisation that has its post kept by somebody's mailbox. All of them ask its running node.

use clap::Args;
use waypost_desk::command::{Command, Secret};

use super::super::Session;
use crate::trouble::Trouble;

#[derive(Debug, Args)]
pub(crate) struct Use {
    /// The code from the mailbox's operator, `waypost://mailbox#...`
    code: String,
}

#[derive(Debug, Args)]
pub(crate) struct Leave {
    /// Which mailbox: the beginning of its id
    mailbox: String,
}

pub(super) fn take_up(session: &Session, args: Use) -> Result<(), Trouble> {
    session.tell(Command::MailboxUse { code: Secret(args.code) }, "mailbox list")
}

pub(super) fn list(session: &Session) -> Result<(), Trouble> {
    session.tell(Command::MailboxList, "status")
}

pub(super) fn collect(session: &Session) -> Result<(), Trouble> {
    session.tell(Command::MailboxCollect, "mailbox list")
}

pub(super) fn leave(session: &Session, args: Leave) -> Result<(), Trouble> {
    session.tell(Command::MailboxLeave { mailbox: args.mailbox }, "mailbox list")
}
