//! `waypost referral new` and `check`: a draft, or all its faults.

use std::path::PathBuf;

use clap::Args;
use waypost_case::Form;
use waypost_desk::command::{Command, Reply};

use super::{form, questions};
use crate::command::Session;
use crate::trouble::Trouble;

#[derive(Debug, Args)]
pub(crate) struct New {
    /// A case file in TOML or JSON (`-` is stdin); without it, you are asked
    file: Option<PathBuf>,
}

#[derive(Debug, Args)]
pub(crate) struct Check {
    /// A case file in TOML or JSON (`-` is stdin)
    file: PathBuf,
}

pub(crate) fn run(session: &Session, args: New) -> Result<(), Trouble> {
    let reply = match args.file {
        Some(path) => session.node(keep(&form::read(&path)?))?,
        None => by_questions(session)?,
    };
    session.talk.reply(&reply)?;
    let next = match &reply {
        Reply::Draft(draft) => format!("referral send {} --to PARTNER", draft.draft),
        _ => "referral list".to_owned(),
    };
    session.talk.next(&session.home, &next);
    Ok(())
}

/// Asks, and asks again what has faults: nothing typed is lost to a fault.
fn by_questions(session: &Session) -> Result<Reply, Trouble> {
    // Before the first question, so that no one types for nothing.
    session.node(Command::ReferralList { waiting: false, closed: false })?;
    let mut form = Form::default();
    questions::all(&session.ask, &session.talk, &mut form)?;
    loop {
        match session.node(keep(&form)) {
            Err(trouble) if !trouble.failure.faults.is_empty() => {
                session.talk.trouble(&trouble);
                if !questions::again(&session.ask, &mut form, &trouble.failure.faults)? {
                    return Err(trouble);
                }
            }
            done => return done,
        }
    }
}

fn keep(form: &Form) -> Command {
    Command::ReferralNew { form: Box::new(form.clone()) }
}

pub(crate) fn check(session: &Session, args: Check) -> Result<(), Trouble> {
    let next = format!("referral new {}", crate::home::shell_word(&args.file));
    let form = Box::new(form::read(&args.file)?);
    let reply = session.node(Command::ReferralCheck { form })?;
    match reply {
        Reply::Checked { faults } if !faults.is_empty() => Err(Trouble::faults(faults)),
        reply => {
            session.talk.reply(&reply)?;
            session.talk.next(&session.home, &next);
            Ok(())
        }
    }
}
