//! What stops a command: two lines for a person, a stable code for a program, an exit code for a script.
//!
//! In: failures of the node, of the disk, of the person's input. Out: [`Trouble`].
//! Never holds private content: only names of keys, paths the person gave, and codes.

use std::io;
use std::path::Path;
use std::process::ExitCode;

use waypost_desk::command::{Failure, FaultReport};

/// Exit codes; part of the interface, listed in `--help` and the man page.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) enum Exit {
    /// Done.
    Done = 0,
    /// Not done; the message says why.
    NotDone = 1,
    /// The arguments are wrong.
    Usage = 2,
    /// No node runs in this home.
    NoNode = 3,
    /// The node is locked, or the passphrase is wrong.
    Locked = 4,
    /// The form has faults.
    Faults = 5,
    /// The home folder or its configuration is wrong.
    Home = 6,
    /// A signature or a letter does not hold.
    Audit = 7,
}

/// The table of exit codes for `--help` and the man page.
pub(crate) const EXIT_CODES: &str = "\
Exit codes:
  0  done
  1  not done; the message says why
  2  the arguments are wrong
  3  no node runs in this home
  4  the node is locked, or the passphrase is wrong
  5  the form has faults; all of them are listed
  6  the home folder or its configuration is wrong
  7  a signature or a letter does not hold";

impl From<Exit> for ExitCode {
    fn from(exit: Exit) -> Self {
        Self::from(exit as u8)
    }
}

/// Why a command was not done.
#[derive(Clone, Debug, thiserror::Error)]
#[error("{}", failure.what)]
pub(crate) struct Trouble {
    /// What a script sees.
    pub(crate) exit: Exit,
    /// What a person, or `--json`, sees.
    pub(crate) failure: Failure,
}

impl Trouble {
    /// A trouble of this program's own.
    pub(crate) fn new(
        exit: Exit,
        code: &str,
        what: impl Into<String>,
        hint: impl Into<String>,
    ) -> Self {
        Self {
            exit,
            failure: Failure {
                code: code.to_owned(),
                what: what.into(),
                hint: hint.into(),
                faults: Vec::new(),
            },
        }
    }

    /// The arguments, or what was typed, cannot be used.
    pub(crate) fn usage(what: impl Into<String>, hint: impl Into<String>) -> Self {
        Self::new(Exit::Usage, "usage", what, hint)
    }

    /// The disk refused.
    pub(crate) fn file(doing: &str, path: &Path, error: &io::Error) -> Self {
        Self::new(
            Exit::NotDone,
            "file",
            format!("Could not {doing} {}: {error}.", path.display()),
            "Check that the folder exists, is yours, and has room.",
        )
    }

    /// A form with faults.
    pub(crate) fn faults(faults: Vec<FaultReport>) -> Self {
        Self::from(Failure {
            code: "form_faults".to_owned(),
            what: match faults.len() {
                1 => "The form has 1 fault.".to_owned(),
                count => format!("The form has {count} faults."),
            },
            hint: "Correct the fields named above, then try again.".to_owned(),
            faults,
        })
    }
}

impl From<Failure> for Trouble {
    fn from(failure: Failure) -> Self {
        let exit = match failure.code.as_str() {
            "locked" | "wrong_passphrase" | "wrong_recovery_key" | "wait" => Exit::Locked,
            _ if !failure.faults.is_empty() => Exit::Faults,
            _ => Exit::NotDone,
        };
        Self { exit, failure }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn failure(code: &str, faults: Vec<FaultReport>) -> Failure {
        Failure { code: code.to_owned(), what: String::new(), hint: String::new(), faults }
    }

    #[test]
    fn every_exit_code_is_in_the_table_of_the_help() {
        for exit in [
            Exit::Done,
            Exit::NotDone,
            Exit::Usage,
            Exit::NoNode,
            Exit::Locked,
            Exit::Faults,
            Exit::Home,
            Exit::Audit,
        ] {
            assert!(EXIT_CODES.contains(&format!("\n  {}  ", exit as u8)), "{exit:?}");
        }
    }

    #[test]
    fn a_failure_of_the_node_becomes_the_exit_code_of_who_must_act() {
        assert_eq!(Trouble::from(failure("locked", vec![])).exit, Exit::Locked);
        assert_eq!(Trouble::from(failure("wrong_passphrase", vec![])).exit, Exit::Locked);
        assert_eq!(Trouble::from(failure("no_such_partner", vec![])).exit, Exit::NotDone);
        let fault = FaultReport {
            field: "need.1.service".to_owned(),
            code: "unknown_code".to_owned(),
            message: String::new(),
        };
        assert_eq!(Trouble::faults(vec![fault]).exit, Exit::Faults);
    }
}
