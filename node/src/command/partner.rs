//! `waypost partner`: who they are, and the safety number that proves it.

use clap::Subcommand;
use waypost_desk::command::{Command, Reply};

use super::Session;
use crate::trouble::Trouble;

#[derive(Debug, Subcommand)]
pub(crate) enum Partner {
    /// All partners
    List,
    /// One partner, with its card
    Show {
        /// Its short name, its name or its id
        partner: String,
    },
    /// Compare the safety number, by voice or face to face
    Check {
        /// Which partner
        partner: String,
        /// The numbers are the same on both sides
        #[arg(long)]
        confirm: bool,
    },
    /// Give a partner a short name of your own
    Rename {
        /// Which partner
        partner: String,
        /// The new short name
        name: String,
    },
    /// Take nothing from it and send nothing to it
    Block {
        /// Which partner
        partner: String,
    },
    /// Take it up again
    Unblock {
        /// Which partner
        partner: String,
    },
}

pub(crate) fn run(session: &Session, partner: Partner) -> Result<(), Trouble> {
    match partner {
        Partner::List => session.tell(Command::PartnerList, "partner show PARTNER"),
        Partner::Show { partner } => {
            let next = format!("partner check {partner}");
            session.tell(Command::PartnerShow { partner }, &next)
        }
        Partner::Check { partner, confirm } => check(session, partner, confirm),
        Partner::Rename { partner, name } => {
            let next = format!("partner show {name}");
            session.tell(Command::PartnerRename { partner, name }, &next)
        }
        Partner::Block { partner } => {
            let next = format!("partner unblock {partner}");
            session.tell(Command::PartnerBlock { partner, blocked: true }, &next)
        }
        Partner::Unblock { partner } => {
            let next = format!("partner show {partner}");
            session.tell(Command::PartnerBlock { partner, blocked: false }, &next)
        }
    }
}

fn check(session: &Session, partner: String, confirm: bool) -> Result<(), Trouble> {
    let ask = |confirm| Command::PartnerCheck { partner: partner.clone(), confirm };
    let reply = session.node(ask(confirm))?;
    if let (Reply::Partner(report), false) = (&reply, session.talk.json) {
        let number = crate::talk::clean(&report.safety_number);
        session.talk.data(&format!("Safety number with {}:\n\n  {number}\n", report.short))?;
    } else {
        session.talk.reply(&reply)?;
    }
    if confirm {
        session.talk.next(&session.home, "referral new");
        return Ok(());
    }
    session
        .talk
        .say("Read it to them by voice, or side by side. Both sides must see the same digits.");
    if session.ask.is_allowed()
        && session.ask.yes("Are all digits the same on both sides?", "--confirm")?
    {
        return session.tell(ask(true), "referral new");
    }
    session.talk.next(&session.home, &format!("partner check {partner} --confirm"));
    Ok(())
}
