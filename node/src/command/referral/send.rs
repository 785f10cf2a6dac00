//! `waypost referral send`: one referral for each partner, with ids of its own.

use clap::Args;
use waypost_desk::command::{Command, Reply};

use crate::command::Session;
use crate::trouble::Trouble;

#[derive(Debug, Args)]
pub(crate) struct Send {
    /// The draft, such as `D3`
    draft: String,
    /// A partner (may be given several times)
    #[arg(long, value_name = "PARTNER", required = true)]
    to: Vec<String>,
    /// Send identity and contact at once, not only on acceptance: an emergency's choice
    #[arg(long)]
    all_sections: bool,
    /// The person was asked about this authority or embassy, where the consent says `ask`
    #[arg(long)]
    asked: bool,
}

pub(crate) fn run(session: &Session, args: Send) -> Result<(), Trouble> {
    let reply = session.node(Command::ReferralSend {
        draft: args.draft,
        to: args.to,
        all_sections: args.all_sections,
        asked: args.asked,
    })?;
    session.talk.reply(&reply)?;
    let next = match &reply {
        Reply::Sent { referrals } if referrals.len() == 1 => {
            format!("referral show {}", referrals[0].referral)
        }
        _ => "referral list".to_owned(),
    };
    session.talk.next(&session.home, &next);
    Ok(())
}
