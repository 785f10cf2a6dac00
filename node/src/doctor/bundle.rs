//! The support bundle: what may be sent to whoever helps. Codes, counts and versions; no name, no id,
//! no address, no path, nothing that a person wrote. Plain text, so that it can be read before it is sent.

use std::fs::OpenOptions;
use std::io::{self, Write};
use std::os::unix::fs::OpenOptionsExt;
use std::path::Path;

use serde_json::{Value, json};
use waypost_desk::command::{DoctorReport, Finding};

use crate::config::Config;
use crate::trouble::{Exit, Trouble};

/// Version of the bundle's shape.
const VERSION: u32 = 1;

/// Writes the bundle for its owner alone, never over an existing file.
pub(crate) fn write_bundle(
    path: &Path,
    report: &DoctorReport,
    config: &Config,
) -> Result<(), Trouble> {
    let text = serde_json::to_string_pretty(&bundle(report, config)).unwrap_or_default();
    let written = OpenOptions::new()
        .write(true)
        .create_new(true)
        .mode(0o600)
        .open(path)
        .and_then(|mut file| writeln!(file, "{text}").and_then(|()| file.sync_all()));
    written.map_err(|error| match error.kind() {
        io::ErrorKind::AlreadyExists => Trouble::new(
            Exit::NotDone,
            "bundle_exists",
            format!("The file for the bundle exists: {}.", path.display()),
            "Name a new file; nothing was overwritten.",
        ),
        _ => Trouble::file("write the bundle to", path, &error),
    })
}

fn bundle(report: &DoctorReport, config: &Config) -> Value {
    let system = rustix::system::uname();
    json!({
        "waypost_support_bundle": VERSION,
        "program": env!("CARGO_PKG_VERSION"),
        "system": {
            "name": system.sysname().to_string_lossy(),
            "release": system.release().to_string_lossy(),
            "machine": system.machine().to_string_lossy(),
        },
        "configuration": {
            "addresses_listened_at": config.listen().len(),
            "addresses_announced": config.announce().len(),
            "receipt_opened": config.receipt_opened(),
        },
        "findings": report.findings.iter().map(nameless).collect::<Vec<_>>(),
        "counts": report.counts,
    })
}

/// A finding without what it is about.
fn nameless(finding: &Finding) -> Value {
    json!({ "check": finding.check, "health": finding.health, "what": finding.what })
}
