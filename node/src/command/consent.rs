//! `waypost consent`: what the person agreed to, and taking it back.

use clap::Subcommand;
use waypost_desk::command::{Command, MoveForm, Narrow};

use super::Session;
use super::referral::moves::make;
use crate::trouble::Trouble;

#[derive(Debug, Subcommand)]
pub(crate) enum Consent {
    /// What was agreed, and what each partner holds under it
    Show {
        /// Which referral or case
        referral: String,
    },
    /// The person takes it back: every partner that received anything is told, and must answer
    Revoke {
        /// Which referral
        referral: String,
        /// Why; not about the person
        #[arg(long)]
        reason: Option<String>,
    },
    /// The person agrees to less: name what is still agreed to
    Narrow {
        /// Which referral
        referral: String,
        /// A service still agreed to (may be given several times)
        #[arg(long = "service", value_name = "CODE", required = true)]
        services: Vec<String>,
        /// A section still agreed to (may be given several times)
        #[arg(long = "section", value_name = "CODE", required = true)]
        sections: Vec<String>,
        /// Why; not about the person
        #[arg(long)]
        reason: Option<String>,
    },
    /// Answer a partner's revocation
    Answer {
        /// Which referral
        referral: String,
        #[command(subcommand)]
        answer: Answer,
    },
}

#[derive(Debug, Subcommand)]
pub(crate) enum Answer {
    /// You have stopped
    Stopped {
        /// A section erased (may be given several times)
        #[arg(long, value_name = "SECTION")]
        erased: Vec<String>,
        /// A section kept (may be given several times)
        #[arg(long, value_name = "SECTION", requires = "law")]
        kept: Vec<String>,
        /// Under which law something is kept
        #[arg(long)]
        law: Option<String>,
    },
    /// You must keep it
    LawfulHold {
        /// The reason
        reason: String,
    },
}

pub(crate) fn run(session: &Session, consent: Consent) -> Result<(), Trouble> {
    match consent {
        Consent::Show { referral } => {
            let next = format!("referral show {referral}");
            session.tell(Command::ConsentShow { referral }, &next)
        }
        Consent::Revoke { referral, reason } => change(session, referral, None, reason),
        Consent::Narrow { referral, services, sections, reason } => {
            change(session, referral, Some(Narrow { services, sections }), reason)
        }
        Consent::Answer { referral, answer } => make(session, referral, answer.into()),
    }
}

fn change(
    session: &Session,
    referral: String,
    narrow: Option<Narrow>,
    reason: Option<String>,
) -> Result<(), Trouble> {
    let next = format!("consent show {referral}");
    let command = Command::ConsentChange { referral, narrow, reason };
    session.tell(command, &next)
}

impl From<Answer> for MoveForm {
    fn from(answer: Answer) -> Self {
        match answer {
            Answer::Stopped { erased, kept, law } => Self::Stopped { erased, kept, law },
            Answer::LawfulHold { reason } => Self::LawfulHold { reason },
        }
    }
}
