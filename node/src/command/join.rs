//! `waypost join`: answers a partner's invite.

use clap::Args;
use waypost_desk::command::{Command, Reply};

use super::Session;
use crate::trouble::Trouble;

#[derive(Debug, Args)]
pub(crate) struct Join {
    /// The invite's text, `waypost://join#...`
    code: String,
}

pub(crate) fn run(session: &Session, args: Join) -> Result<(), Trouble> {
    let reply = session.node(Command::Join { code: args.code })?;
    session.talk.reply(&reply)?;
    let next = match &reply {
        Reply::Partner(partner) => format!("partner check {}", partner.short),
        _ => "partner list".to_owned(),
    };
    session.talk.next(&session.home, &next);
    Ok(())
}
