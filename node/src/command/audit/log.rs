//! `waypost audit log`: verifies what this node holds.

use clap::Args;
use waypost_desk::command::{Command, Reply};

use crate::command::Session;
use crate::trouble::{Exit, Trouble};

#[derive(Debug, Args)]
pub(crate) struct Log {
    /// Also list every letter, by its header alone
    #[arg(long)]
    list: bool,
}

pub(super) fn run(session: &Session, args: &Log) -> Result<(), Trouble> {
    let reply = session.node(Command::AuditLog { list: args.list })?;
    session.talk.reply(&reply)?;
    match &reply {
        Reply::Audit(report) if !report.faults.is_empty() => Err(Trouble::new(
            Exit::Audit,
            "audit_faults",
            format!("{} letters do not hold.", report.faults.len()),
            "Keep a copy of the home folder as it is, and ask each partner named to do the same.",
        )),
        _ => {
            session.talk.next(&session.home, "audit witness");
            Ok(())
        }
    }
}
