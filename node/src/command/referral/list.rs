//! `waypost referral list`: what there is, and what waits for us.

use clap::Args;
use waypost_desk::command::{Command, Reply};

use crate::command::Session;
use crate::trouble::Trouble;

#[derive(Debug, Args)]
pub(crate) struct List {
    /// Only those that need something from you
    #[arg(long)]
    waiting: bool,
    /// Closed ones too
    #[arg(long)]
    closed: bool,
}

pub(crate) fn run(session: &Session, args: List) -> Result<(), Trouble> {
    let reply =
        session.node(Command::ReferralList { waiting: args.waiting, closed: args.closed })?;
    session.talk.reply(&reply)?;
    let next = match &reply {
        Reply::Referrals { referrals, drafts } => {
            let ours = referrals.iter().find(|row| row.needs_us).or(referrals.first());
            match (ours, drafts.first()) {
                (Some(row), _) => format!("referral show {}", row.referral),
                (None, Some(draft)) => format!("referral send {} --to PARTNER", draft.draft),
                (None, None) => "referral new".to_owned(),
            }
        }
        _ => "referral new".to_owned(),
    };
    session.talk.next(&session.home, &next);
    Ok(())
}
