//! The other moves of a referral: words in, a [`MoveForm`] out. Whether a move may be made now is the
//! exchange's to say.

use std::collections::BTreeMap;

use clap::{Args, Subcommand};
use waypost_desk::command::{Command, MoveForm};

use crate::command::Session;
use crate::trouble::Trouble;

#[derive(Debug, Args)]
pub(crate) struct Close {
    /// Which referral
    referral: String,
}

#[derive(Debug, Subcommand)]
pub(crate) enum Move {
    /// Take a referral back
    Withdraw {
        /// Which referral
        referral: String,
        /// Why: no_longer_needed, served_elsewhere, client_request, consent_revoked, other
        code: String,
        /// A note
        #[arg(long)]
        note: Option<String>,
    },
    /// "We have stopped": answers a withdrawal
    ConfirmStop {
        /// Which referral
        referral: String,
    },
    /// Hand the person back to the one who referred
    HandBack {
        /// Which referral
        referral: String,
        /// Why: no_capacity, unsafe_here, not_eligible, client_request, consent_revoked, other
        code: String,
        /// A note
        #[arg(long)]
        note: Option<String>,
        /// A section you still keep (may be given several times)
        #[arg(long, value_name = "SECTION")]
        kept: Vec<String>,
    },
    /// Give an appointment
    Appointment {
        /// Which referral
        referral: String,
        /// Which need, by number or service code
        need: String,
        /// When: `2026-05-01T14:00Z`, `+2d`
        at: String,
        /// Where
        #[arg(long)]
        place: Option<String>,
    },
    /// Did not come: starts a welfare check, closes nothing
    NoShow {
        /// Which referral
        referral: String,
        /// Which need
        need: String,
    },
    /// How it goes
    Interim {
        /// Which referral
        referral: String,
        /// The note
        note: String,
        /// The person was seen or spoken to: ends a welfare check
        #[arg(long)]
        person_seen: bool,
    },
    /// Done, with an outcome for each need
    Complete {
        /// Which referral
        referral: String,
        /// `NEED=met`, partly_met, not_met, client_declined (may be given several times) [default: all met]
        #[arg(long = "outcome", value_name = "NEED=OUTCOME", value_parser = outcome)]
        outcomes: Vec<(String, String)>,
    },
    /// Propose another partner; the person consents first
    ProposeOnward {
        /// Which referral
        referral: String,
        /// What kind of organisation
        partner_kind: String,
        /// A service it should give (may be given several times)
        #[arg(long = "service", value_name = "CODE", required = true)]
        services: Vec<String>,
        /// A note
        #[arg(long)]
        note: Option<String>,
    },
    /// The person no longer wants it
    ClientDeclined {
        /// Which referral
        referral: String,
    },
    /// The person cannot be reached
    ClientUnreachable {
        /// Which referral
        referral: String,
    },
    /// The deadline has passed without an answer
    Expire {
        /// Which referral
        referral: String,
    },
    /// How the person is, later
    FollowUp {
        /// Which referral
        referral: String,
        /// Day 7, 30, 90 or 180
        day: u32,
        /// safe, at_risk, not_reached, declined
        finding: String,
    },
    /// Entered in error: the whole referral, or one move of yours
    EnteredInError {
        /// Which referral
        referral: String,
        /// The move's number in the timeline
        #[arg(long, value_name = "N")]
        entry: Option<u32>,
    },
    /// Show more sections now, within the consent
    Disclose {
        /// Which referral
        referral: String,
        /// Sections
        #[arg(required = true)]
        sections: Vec<String>,
    },
}

fn outcome(text: &str) -> Result<(String, String), String> {
    match text.split_once('=') {
        Some((need, outcome)) if !need.is_empty() && !outcome.is_empty() => {
            Ok((need.to_owned(), outcome.to_owned()))
        }
        _ => Err("expected NEED=OUTCOME".to_owned()),
    }
}

/// Makes a move and shows what the node says.
pub(crate) fn make(session: &Session, referral: String, step: MoveForm) -> Result<(), Trouble> {
    let next = format!("referral show {referral}");
    let step = Box::new(step);
    session.tell(Command::ReferralMove { referral, step }, &next)
}

pub(crate) fn close(session: &Session, args: Close) -> Result<(), Trouble> {
    make(session, args.referral, MoveForm::Close)
}

pub(crate) fn run(session: &Session, step: Move) -> Result<(), Trouble> {
    let (referral, step) = move_form(step)?;
    make(session, referral, step)
}

fn move_form(step: Move) -> Result<(String, MoveForm), Trouble> {
    Ok(match step {
        Move::Withdraw { referral, code, note } => (referral, MoveForm::Withdraw { code, note }),
        Move::ConfirmStop { referral } => (referral, MoveForm::ConfirmStop),
        Move::HandBack { referral, code, note, kept } => {
            (referral, MoveForm::HandBack { code, note, kept })
        }
        Move::Appointment { referral, need, at, place } => {
            (referral, MoveForm::Appointment { need, at, place })
        }
        Move::NoShow { referral, need } => (referral, MoveForm::NoShow { need }),
        Move::Interim { referral, note, person_seen } => {
            (referral, MoveForm::Interim { note, person_seen })
        }
        Move::Complete { referral, outcomes } => {
            let outcomes = by_need(outcomes)?;
            (referral, MoveForm::Complete { outcomes })
        }
        Move::ProposeOnward { referral, partner_kind, services, note } => {
            (referral, MoveForm::ProposeOnward { partner_kind, services, note })
        }
        Move::ClientDeclined { referral } => (referral, MoveForm::ClientDeclined),
        Move::ClientUnreachable { referral } => (referral, MoveForm::ClientUnreachable),
        Move::Expire { referral } => (referral, MoveForm::Expire),
        Move::FollowUp { referral, day, finding } => {
            (referral, MoveForm::FollowUp { day, finding })
        }
        Move::EnteredInError { referral, entry } => (referral, MoveForm::EnteredInError { entry }),
        Move::Disclose { referral, sections } => (referral, MoveForm::Disclose { sections }),
    })
}

fn by_need(list: Vec<(String, String)>) -> Result<BTreeMap<String, String>, Trouble> {
    let mut by_need = BTreeMap::new();
    for (need, outcome) in list {
        if by_need.insert(need.clone(), outcome).is_some() {
            let what = format!("Need {need:?} has two outcomes.");
            return Err(Trouble::usage(what, "Give each need one: --outcome NEED=OUTCOME"));
        }
    }
    Ok(by_need)
}
