//! `waypost invite`: one use, 24 hours.

use clap::Subcommand;
use waypost_desk::command::Command;

use super::Session;
use crate::trouble::Trouble;

#[derive(Debug, Subcommand)]
pub(crate) enum Invite {
    /// Make an invite for one partner: one use, 24 hours
    New {
        /// A note for yourselves: whom it is for
        #[arg(long = "for", value_name = "NOTE")]
        label: Option<String>,
    },
    /// Invites still open
    List,
    /// Take an invite back
    Cancel {
        /// The invite's short id
        invite: String,
    },
}

pub(crate) fn run(session: &Session, invite: Invite) -> Result<(), Trouble> {
    match invite {
        Invite::New { label } => {
            session.talk.say(
                "Give the whole text to the partner on a way you trust. Whoever has it first can use it.",
            );
            session.tell(Command::InviteNew { label }, "partner list")
        }
        Invite::List => session.tell(Command::InviteList, "invite new"),
        Invite::Cancel { invite } => session.tell(Command::InviteCancel { invite }, "invite list"),
    }
}
