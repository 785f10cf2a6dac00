//! `waypost retention`: how long things are kept, and erasing them.

use clap::Subcommand;
use waypost_desk::command::{Command, HoldReason};

use super::Session;
use crate::trouble::Trouble;

#[derive(Debug, Subcommand)]
pub(crate) enum Retention {
    /// What is kept until when, and what was erased
    List {
        /// Only what is erased within a week, or is open past its time
        #[arg(long)]
        due: bool,
    },
    /// Erase nothing of a referral until it is released
    Hold {
        /// Which referral
        referral: String,
        /// court_order, investigation, person_asked or safety
        #[arg(long, value_name = "CODE", value_parser = reason)]
        reason: HoldReason,
    },
    /// End a hold
    Release {
        /// Which referral
        referral: String,
    },
    /// Erase a referral, or a draft that was never sent, now and for ever
    Erase {
        /// Its number: R12, D3
        referral: String,
        /// The same number again
        #[arg(long, value_name = "NUMBER")]
        confirm: Option<String>,
    },
}

pub(crate) fn run(session: &Session, retention: Retention) -> Result<(), Trouble> {
    match retention {
        Retention::List { due } => {
            session.tell(Command::RetentionList { due }, "retention hold REFERRAL --reason CODE")
        }
        Retention::Hold { referral, reason } => {
            let next = format!("retention release {referral}");
            session.tell(Command::RetentionHold { referral, reason }, &next)
        }
        Retention::Release { referral } => {
            session.tell(Command::RetentionRelease { referral }, "retention list --due")
        }
        Retention::Erase { referral, confirm } => {
            let confirm = match confirm {
                Some(confirm) => confirm,
                None => session.ask.text(
                    &format!("Nothing brings it back. To erase it type its number ({referral}):"),
                    "",
                    "--confirm NUMBER",
                )?,
            };
            session.tell(Command::RetentionErase { referral, confirm }, "retention list")
        }
    }
}

fn reason(typed: &str) -> Result<HoldReason, String> {
    let known = HoldReason::ALL.into_iter().find(|reason| reason.as_str() == typed);
    known.ok_or_else(|| {
        let codes = HoldReason::ALL.map(HoldReason::as_str).join(", ");
        format!("expected one of {codes}")
    })
}
