//! `waypost audit`: what an organisation shows an auditor, and what an auditor does with it.
//!
//! `key` and `verify` are the auditor's: they need no node, no account and no network.

mod key;
mod log;
mod proof;
pub(crate) mod share;
pub(crate) mod verify;
mod witness;

use clap::Subcommand;

use super::Session;
use crate::trouble::Trouble;

#[derive(Debug, Subcommand)]
pub(crate) enum Audit {
    /// Verify every signature, commitment and chain that this node holds
    Log(log::Log),
    /// Who cosigned this node's log, and whose logs it cosigns
    Witness(witness::Witness),
    /// Write what an auditor may see of a period into one sealed file
    Share(share::Share),
    /// Write one field of one referral with all that proves it
    Proof(proof::Proof),
    /// Verify files from organisations: no node, no account, no network
    Verify(verify::Verify),
    /// The auditor's own key
    #[command(subcommand)]
    Key(key::Key),
    /// Sign heads again, after this node was restored or found to be an old copy
    Resume(witness::Resume),
}

pub(crate) fn run(session: &Session, audit: Audit) -> Result<(), Trouble> {
    match audit {
        Audit::Log(args) => log::run(session, &args),
        Audit::Witness(args) => witness::run(session, &args),
        Audit::Share(args) => share::run(session, &args),
        Audit::Proof(args) => proof::run(session, args),
        Audit::Verify(args) => verify::run(session, &args),
        Audit::Key(args) => key::run(session, &args),
        Audit::Resume(args) => witness::resume(session, &args),
    }
}
