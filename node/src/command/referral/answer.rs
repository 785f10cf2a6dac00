//! `waypost referral answer`: what the one who was asked says.

use std::collections::BTreeMap;

use clap::{Args, Subcommand};
use waypost_desk::command::MoveForm;

use super::moves::make;
use crate::command::Session;
use crate::trouble::Trouble;

#[derive(Debug, Args)]
pub(crate) struct AnswerArgs {
    /// Which referral
    referral: String,
    #[command(subcommand)]
    answer: Answer,
}

#[derive(Debug, Subcommand)]
pub(crate) enum Answer {
    /// A person here has it; starts the clock for the decision
    Acknowledge,
    /// Accept all needs, or some; the rest is declined line by line
    Accept {
        /// A need you accept, by number or service code (may be given several times) [default: all that are not declined]
        #[arg(long = "need", value_name = "NEED")]
        needs: Vec<String>,
        /// A need you decline: `2=no_capacity` or `2=other:your note` (may be given several times)
        #[arg(long, value_name = "NEED=CODE[:NOTE]", value_parser = declined)]
        decline: Vec<Declined>,
        /// By when it will be done: `+2d`, `2026-05-01`
        #[arg(long, value_name = "WHEN")]
        by: String,
    },
    /// Decline all
    Decline {
        /// Why, as a decline code such as `no_capacity`
        code: String,
        /// A note; must be there where the code asks for one
        #[arg(long)]
        note: Option<String>,
        /// Another place that may help
        #[arg(long, value_name = "PLACE")]
        elsewhere: Option<String>,
    },
    /// Ask for information
    Ask {
        /// The question
        question: String,
    },
    /// Answer the partner's question
    Reply {
        /// The answer
        text: String,
    },
    /// Put it on hold until it is looked at again
    Waitlist {
        /// When it is looked at again: `+3d`, `2026-05-01`
        review_by: String,
    },
}

/// One declined need.
#[derive(Clone, PartialEq, Eq, Debug)]
pub(crate) struct Declined {
    need: String,
    code: String,
    note: Option<String>,
}

fn declined(text: &str) -> Result<Declined, String> {
    let parts = text.split_once('=').filter(|(need, code)| !need.is_empty() && !code.is_empty());
    let (need, rest) = parts.ok_or("expected NEED=CODE or NEED=CODE:NOTE")?;
    let (code, note) = match rest.split_once(':') {
        Some((code, note)) => (code, Some(note.to_owned())),
        None => (rest, None),
    };
    Ok(Declined { need: need.to_owned(), code: code.to_owned(), note })
}

pub(crate) fn run(session: &Session, args: AnswerArgs) -> Result<(), Trouble> {
    make(session, args.referral, move_form(args.answer)?)
}

fn move_form(answer: Answer) -> Result<MoveForm, Trouble> {
    Ok(match answer {
        Answer::Acknowledge => MoveForm::Acknowledge,
        Answer::Accept { needs, decline, by } => {
            MoveForm::Accept { needs, decline: by_need(decline)?, by_when: Some(by) }
        }
        Answer::Decline { code, note, elsewhere } => MoveForm::Decline { code, note, elsewhere },
        Answer::Ask { question } => MoveForm::Ask { question },
        Answer::Reply { text } => MoveForm::Answer { text },
        Answer::Waitlist { review_by } => MoveForm::Waitlist { review_by },
    })
}

fn by_need(list: Vec<Declined>) -> Result<BTreeMap<String, (String, Option<String>)>, Trouble> {
    let mut by_need = BTreeMap::new();
    for Declined { need, code, note } in list {
        if by_need.insert(need.clone(), (code, note)).is_some() {
            return Err(Trouble::usage(
                format!("Need {need:?} is declined twice."),
                "Give each need one code: --decline NEED=CODE[:NOTE]",
            ));
        }
    }
    Ok(by_need)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_declined_need_has_a_code_and_perhaps_a_note_with_any_signs() {
        let full = declined("2=other:full until May: see you=then").expect("well formed");
        assert_eq!((full.need.as_str(), full.code.as_str()), ("2", "other"));
        assert_eq!(full.note.as_deref(), Some("full until May: see you=then"));
        assert_eq!(declined("legal=no_capacity").expect("well formed").note, None);
        for text in ["no_capacity", "=no_capacity", "2="] {
            declined(text).expect_err(text);
        }
    }

    #[test]
    fn a_need_declined_twice_is_refused_not_overwritten() {
        let twice = ["2=no_capacity", "2=other:x"].map(|text| declined(text).expect("fine"));
        assert!(by_need(twice.to_vec()).is_err());
    }
}
