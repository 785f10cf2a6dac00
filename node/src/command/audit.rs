//! `waypost audit`: verifies what this node holds.

use clap::Subcommand;
use waypost_desk::command::{Command, Reply};

use super::Session;
use crate::trouble::{Exit, Trouble};

#[derive(Debug, Subcommand)]
pub(crate) enum Audit {
    /// Verify every signature, commitment and chain
    Log {
        /// Also list every letter, by its header alone
        #[arg(long)]
        list: bool,
    },
}

pub(crate) fn run(session: &Session, audit: Audit) -> Result<(), Trouble> {
    let Audit::Log { list } = audit;
    let reply = session.node(Command::AuditLog { list })?;
    session.talk.reply(&reply)?;
    match &reply {
        Reply::Audit(report) if !report.faults.is_empty() => Err(Trouble::new(
            Exit::Audit,
            "audit_faults",
            format!("{} letters do not hold.", report.faults.len()),
            "Keep a copy of the home folder as it is, and ask each partner named to do the same.",
        )),
        _ => {
            session.talk.next(&session.home, "status");
            Ok(())
        }
    }
}
