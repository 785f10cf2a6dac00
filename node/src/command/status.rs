//! `waypost status`: how the node is.

use waypost_desk::command::{Command, Reply};

use super::Session;
use crate::trouble::Trouble;

pub(crate) fn run(session: &Session) -> Result<(), Trouble> {
    let reply = session.node(Command::Status)?;
    session.talk.reply(&reply)?;
    let next = match &reply {
        Reply::Status(report) if report.locked => "unlock",
        Reply::Status(report) if report.need_us > 0 => "referral list --waiting",
        Reply::Status(report) if report.partners == 0 => "invite new",
        _ => "referral list",
    };
    session.talk.next(&session.home, next);
    Ok(())
}
