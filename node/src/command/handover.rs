//! `waypost handover`: a person changes hands, and both sides sign.

use clap::Subcommand;
use waypost_desk::command::MoveForm;

use super::Session;
use super::referral::moves::make;
use crate::trouble::Trouble;

#[derive(Debug, Subcommand)]
pub(crate) enum Handover {
    /// The person has left you for the partner
    Depart {
        /// Which referral
        referral: String,
        /// When they must have arrived: `+6h`, `2026-05-01T14:00Z`
        #[arg(long, value_name = "WHEN")]
        arrive_by: String,
        /// Where they are handed over
        #[arg(long)]
        place: Option<String>,
    },
    /// The person has arrived with you
    Arrive {
        /// Which referral
        referral: String,
    },
}

pub(crate) fn run(session: &Session, handover: Handover) -> Result<(), Trouble> {
    match handover {
        Handover::Depart { referral, arrive_by, place } => {
            make(session, referral, MoveForm::Depart { place, arrive_by })
        }
        Handover::Arrive { referral } => make(session, referral, MoveForm::Arrive),
    }
}
