//! `waypost referral show`: one referral whole. A person who looks has opened it, and the partner learns that.

use clap::Args;
use waypost_desk::command::{Command, ReferralReport, Reply};

use crate::command::Session;
use crate::trouble::Trouble;

#[derive(Debug, Args)]
pub(crate) struct Show {
    /// Its number (`R12`), its id, or a clear beginning of the id
    referral: String,
    /// With --json: a person sees it, so the partner gets the receipt `opened`
    #[arg(long)]
    opened: bool,
}

pub(crate) fn run(session: &Session, args: Show) -> Result<(), Trouble> {
    let reply = session.node(Command::ReferralShow {
        referral: args.referral,
        opened: args.opened || !session.talk.json,
        printed: false,
        by: None,
    })?;
    session.talk.reply(&reply)?;
    let next = match &reply {
        Reply::Referral(report) => next(report),
        _ => "referral list".to_owned(),
    };
    session.talk.next(&session.home, &next);
    Ok(())
}

/// The first of the moves that the exchange allows now, as a command.
fn next(report: &ReferralReport) -> String {
    let referral = &report.row.referral;
    let words = |step: &String| command_of(step, referral);
    report.next.iter().find_map(words).unwrap_or_else(|| "referral list".to_owned())
}

/// Moves that are a natural next step; the others are shown in the list, not urged on anyone.
fn command_of(step: &str, referral: &str) -> Option<String> {
    let words = match step {
        "acknowledge" => format!("referral answer {referral} acknowledge"),
        "accept" => format!("referral answer {referral} accept --by WHEN"),
        "answer" => format!("referral answer {referral} reply TEXT"),
        "depart" => format!("handover depart {referral} --arrive-by WHEN"),
        "arrive" => format!("handover arrive {referral}"),
        "complete" => format!("referral complete {referral}"),
        "confirm_stop" => format!("referral confirm-stop {referral}"),
        "answer_revocation" => format!("consent answer {referral} stopped"),
        "close" => format!("close {referral}"),
        _ => return None,
    };
    Some(words)
}
