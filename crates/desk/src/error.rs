//! What can go wrong at the desk, by who must act, and how a person is told.
//!
//! Found and expected values; never private content.

use thiserror::Error;
use waypost_protocol::error::CborFault;

use crate::command::{Failure, FaultReport};

/// What stops the desk from doing something.
#[derive(Debug, Error)]
#[non_exhaustive]
pub enum DeskError {
    /// The disk, the passphrase, the folder: the store says which.
    #[error(transparent)]
    Store(#[from] waypost_store::Error),
    /// A row of our own that does not read: rot, or a defect.
    #[error("the data folder holds a row that does not read: {0}")]
    OwnRow(CborFault),
    /// Something of our own that must be there is not.
    #[error("the data folder lacks {what}")]
    Lacking {
        /// What lacks.
        what: &'static str,
    },
    /// The network could not be started.
    #[error(transparent)]
    Net(#[from] waypost_net::Error),
    /// The person asked for something that cannot be done as asked.
    #[error("{}", .0.what)]
    Asked(Failure),
}

impl DeskError {
    /// Whether something on the disk is damaged: it concerns what it hit, and nothing else.
    pub(crate) fn is_damage(&self) -> bool {
        match self {
            Self::Store(waypost_store::Error::Rot(_)) | Self::OwnRow(_) | Self::Lacking { .. } => {
                true
            }
            Self::Store(_) | Self::Net(_) | Self::Asked(_) => false,
        }
    }

    /// The two lines for a person.
    pub fn failure(&self) -> Failure {
        match self {
            Self::Asked(failure) => failure.clone(),
            Self::Store(error) => store_failure(error),
            Self::Net(error) => failure(
                "network",
                error.to_string(),
                "See that the address is free and belongs to this computer, then start again.",
            ),
            Self::OwnRow(_) | Self::Lacking { .. } => failure(
                "data_damaged",
                self.to_string(),
                "Get it back from the partner: `waypost repair`. Keep a copy of the data folder first.",
            ),
        }
    }
}

/// A failure of two lines.
pub(crate) fn failure(code: &str, what: impl Into<String>, hint: impl Into<String>) -> Failure {
    Failure { code: code.to_owned(), what: what.into(), hint: hint.into(), faults: Vec::new() }
}

/// A refusal of what a person asked.
pub(crate) fn asked(code: &str, what: impl Into<String>, hint: impl Into<String>) -> DeskError {
    DeskError::Asked(failure(code, what, hint))
}

/// A form with all its faults.
pub(crate) fn faulty_form(faults: Vec<FaultReport>) -> DeskError {
    let what = match faults.len() {
        1 => "The form has one fault.".to_owned(),
        count => format!("The form has {count} faults."),
    };
    let hint = "Mend each field named below and try again; nothing was sent.".to_owned();
    DeskError::Asked(Failure { code: "form_faults".to_owned(), what, hint, faults })
}

fn store_failure(error: &waypost_store::Error) -> Failure {
    use waypost_store::Error as Store;
    let (code, hint) = match error {
        Store::WrongPassphrase => ("wrong_passphrase", "Try again, or use the recovery sheet."),
        Store::WrongRecoveryKey => ("wrong_recovery_key", "Check each word of the recovery sheet."),
        Store::InUse => (
            "in_use",
            "A node runs on this folder already. Ask it: `waypost status`; stop it: `waypost stop`.",
        ),
        Store::NotAStore => ("no_data", "Make a new node here: `waypost init`."),
        Store::AlreadyExists => (
            "already_there",
            "Choose another folder with --home, or start this one: `waypost run`.",
        ),
        Store::NewerFormat { .. } => {
            ("newer_format", "Install the newer version of waypost that wrote it.")
        }
        Store::NotABackup { .. } => (
            "not_a_backup",
            "Take another copy of the file, or an older backup. Nothing was restored.",
        ),
        Store::NewerBackup { .. } => {
            ("newer_backup", "Install the newer version of waypost that made it.")
        }
        Store::Full => (
            "disk_full",
            "Make room on the disk; the node goes on by itself. Nothing that was acknowledged is lost.",
        ),
        Store::Poisoned { .. } => {
            ("disk_failed", "Check the disk; the node goes on by itself when it works again.")
        }
        Store::Rot(waypost_store::Place::Format) => (
            "format_damaged",
            "If this version of waypost, or an older one, ran here last: `waypost repair --format`. Else install that one first, or restore a backup.",
        ),
        Store::Rot(_) => (
            "data_damaged",
            "Get it back from the partner: `waypost repair`. Keep a copy of the data folder first.",
        ),
        _ => ("disk", "Check the disk and the folder's permissions, then try again."),
    };
    failure(code, error.to_string(), hint)
}
