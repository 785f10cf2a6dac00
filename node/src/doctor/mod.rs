//! The doctor: what is wrong with this home, this computer, this node, and what to do about it.
//!
//! In: the home folder, its configuration, the machine, and the running node's own findings. Out: one
//! report. It changes nothing but a scratch file in the home folder, with which it tries the disk.

mod bundle;
mod machine;
mod running;

use waypost_desk::command::{Check, DoctorReport, Finding};

use crate::command::Session;
use crate::config::Config;

pub(crate) use bundle::write_bundle;

/// Looks at everything that can be looked at now; a node that does not run is itself a finding.
pub(crate) fn look(session: &Session, config: &Config) -> DoctorReport {
    let mut report = running::look(session, config);
    report.findings.extend(machine::look(&session.home));
    report.findings.sort_by_key(|finding| finding.check);
    report
}

/// A check that could not be made is a finding too.
fn could_not(check: Check, error: &dyn std::fmt::Display) -> Finding {
    Finding::look(
        check,
        format!("This could not be looked at: {error}."),
        "Look at it by hand, or ask whoever looks after this computer.",
    )
}
