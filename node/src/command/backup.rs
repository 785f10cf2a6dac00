//! `waypost backup`: make, look after, check and restore backups.
//!
//! In: a place, a schedule, a recovery sheet. Out: files that open with the sheet alone. Making is the
//! node's work; checking and restoring are done here, where no node may run.

use std::path::{Path, PathBuf};

use clap::{Args, Subcommand};
use waypost_desk::backup;
use waypost_desk::command::{Command, Reply};
use waypost_desk::restore::Restoring;

use super::init::fixed_port;
use super::run::settings;
use super::{Session, absolute, text};
use crate::config::{self, Config, Key, Overrides};
use crate::passphrase::{self, PassphraseSource};
use crate::sheets::{NextSheet, PresentSheet, withdraw_sheet};
use crate::trouble::{Exit, Trouble};

#[derive(Debug, Subcommand)]
pub(crate) enum Backup {
    /// Make a backup now; the node goes on
    Make {
        /// A folder, or a new file [default: this folder]
        #[arg(long, value_name = "PLACE")]
        to: Option<PathBuf>,
    },
    /// The backups that were made
    List,
    /// Let the node make backups by itself, from its next start on
    Schedule(Schedule),
    /// Say whether a file is a whole backup: with the recovery sheet by opening it, else by its sum
    Check {
        /// The backup
        file: PathBuf,
        #[command(flatten)]
        sheet: PresentSheet,
    },
    /// Make a home from a backup, on a new computer; partners give back what came later
    Restore(Restore),
    /// After a restore: wait no longer for what a partner should give back
    GiveUp {
        /// Which partner
        partner: String,
    },
}

#[derive(Debug, Args)]
pub(crate) struct Schedule {
    /// The folder, best on another disk
    #[arg(long, value_name = "DIR", required_unless_present = "off")]
    dir: Option<PathBuf>,
    /// Time between two backups: hours, or as 24h or 7d
    #[arg(long, value_name = "TIME", default_value = "24h", value_parser = hours)]
    every: u64,
    /// How many stay; older ones of this node are removed
    #[arg(long, value_name = "COUNT", default_value_t = 3, value_parser = clap::value_parser!(u64).range(1..=365))]
    keep: u64,
    /// No more backups by itself
    #[arg(long, conflicts_with = "dir")]
    off: bool,
}

#[derive(Debug, Args)]
pub(crate) struct Restore {
    /// The backup
    file: PathBuf,
    #[command(flatten)]
    sheet: PresentSheet,
    #[command(flatten)]
    next: NextSheet,
    #[command(flatten)]
    source: PassphraseSource,
    /// Where partners reach this node; port 0 lets one be chosen, once
    #[arg(long, value_name = "ADDRESS", default_value = "/ip4/0.0.0.0/tcp/0")]
    listen: Vec<String>,
}

const AFTER_A_RESTORE: &str = "\
Partners are asked for what came after the backup as soon as the node runs. See: waypost status
- The old recovery sheet opens nothing here any more: destroy it when the new one is safe.
- Never run the old computer again, nor restore this backup elsewhere: partners would see two stories.
- Make a new backup now. Older ones cannot be taken into service any more.";

pub(crate) fn run(session: &Session, backup: Backup) -> Result<(), Trouble> {
    match backup {
        Backup::Make { to } => make(session, to),
        Backup::List => session.tell(Command::BackupList, "backup check FILE"),
        Backup::Schedule(args) => schedule(session, &args),
        Backup::Check { file, sheet } => check(session, &file, &sheet),
        Backup::Restore(args) => restore(session, &args),
        Backup::GiveUp { partner } => session.tell(Command::GiveUp { partner }, "status"),
    }
}

fn make(session: &Session, to: Option<PathBuf>) -> Result<(), Trouble> {
    // The node may stand in another folder.
    let to = absolute(to.as_deref().unwrap_or(Path::new(".")))?;
    session
        .tell(Command::BackupMake { to: text(&to)? }, "backup check FILE --recovery-sheet SHEET")?;
    session.talk.say(
        "It opens with the recovery sheet only. Keep it on another disk, away from the sheet.",
    );
    Ok(())
}

fn schedule(session: &Session, args: &Schedule) -> Result<(), Trouble> {
    session.home.must_be_initialised()?;
    let path = session.home.config();
    let dir = match &args.dir {
        Some(dir) => {
            let dir = absolute(dir)?;
            if !dir.is_dir() {
                return Err(Trouble::new(
                    Exit::NotDone,
                    "no_folder",
                    format!("There is no folder {}.", dir.display()),
                    "Make it, or plug its disk in. Nothing was changed.",
                ));
            }
            text(&dir)?
        }
        None => String::new(),
    };
    config::set(&path, Key::BackupEveryHours, &args.every.to_string())?;
    config::set(&path, Key::BackupKeep, &args.keep.to_string())?;
    config::set(&path, Key::BackupDir, &dir)?;
    if session.talk.json {
        return session.talk.json(&serde_json::json!({
            "dir": dir, "every_hours": args.every, "keep": args.keep,
        }));
    }
    if args.off {
        return session.talk.data("No backups by itself, from the node's next start on.");
    }
    session.talk.data(&format!(
        "A backup every {} hours into {dir}, {} kept, from the node's next start on.",
        args.every, args.keep
    ))?;
    session.talk.next(&session.home, "stop");
    Ok(())
}

fn check(session: &Session, file: &Path, sheet: &PresentSheet) -> Result<(), Trouble> {
    if sheet.recovery_sheet.is_some() || session.ask.is_allowed() {
        let made = backup::check(file, sheet.take(session)?.seed())?;
        return whole(session, &format!("Whole, made at {made}; this sheet opens it."), &made);
    }
    let (bytes, sha256) = backup::digest_of(file)?;
    let Reply::Backups { backups } = session.node(Command::BackupList)? else { return Ok(()) };
    match backups.iter().find(|b| b.sha256 == sha256 && b.bytes == bytes) {
        Some(made) => {
            let words = format!("Whole: the same bytes as written at {}.", made.at);
            whole(session, &words, &made.at)
        }
        None => Err(Trouble::new(
            Exit::NotDone,
            "backup_unknown",
            "The file is not one of the backups that this node remembers, or it was damaged.",
            "Check it with the recovery sheet of its day: --recovery-sheet FILE",
        )),
    }
}

fn whole(session: &Session, words: &str, made: &str) -> Result<(), Trouble> {
    if session.talk.json {
        return session.talk.json(&serde_json::json!({ "whole": true, "made": made }));
    }
    session.talk.data(words)
}

/// The order: everything is asked and checked, the new sheet is safe with the person, then the data gets
/// its name.
fn restore(session: &Session, args: &Restore) -> Result<(), Trouble> {
    let home = &session.home;
    home.must_be_free()?;
    args.next.must_have_a_place(session)?;
    let listen = args.listen.iter().map(|text| fixed_port(text)).collect::<Result<Vec<_>, _>>()?;
    let sheet = args.sheet.take(session)?;
    home.create()?;
    let path = home.config();
    config::write_whole(&path, &config::first_file(&listen))
        .map_err(|error| Trouble::file("write the configuration to", &path, &error))?;
    let config = Config::load(&path, &Overrides { listen, ..Overrides::default() })?;
    session.talk.say("Reading the backup ...");
    let restoring = Restoring::begin(&settings(home, &config), &args.file, sheet.seed())?;
    let (name, made, org) = (restoring.name().to_owned(), restoring.made(), restoring.org());
    let asked = passphrase::new(&args.source, &session.ask, &session.talk, &[&name])
        .and_then(|passphrase| Ok((passphrase, args.next.make(session, &name)?)));
    let (passphrase, new) = match asked {
        Ok(asked) => asked,
        Err(trouble) => {
            restoring.abandon();
            return Err(trouble);
        }
    };
    restoring
        .finish(&passphrase, sheet.seed(), new.seed())
        .map_err(|failure| withdraw_sheet(failure.into(), args.next.new_sheet_to.as_deref()))?;
    if session.talk.json {
        return session.talk.json(&serde_json::json!({
            "org": org, "home": home.path().display().to_string(), "backup_made": made,
        }));
    }
    session.talk.data(&format!(
        "Restored     {name}, as of {made}\nOrganisation {org}\nHome         {}",
        home.path().display()
    ))?;
    session.talk.say(AFTER_A_RESTORE);
    session.talk.next(home, "run");
    Ok(())
}

/// `24`, `24h`, `7d`: 1 hour to a year.
fn hours(text: &str) -> Result<u64, String> {
    let (digits, unit) = match text.strip_suffix('d') {
        Some(days) => (days, 24),
        None => (text.strip_suffix('h').unwrap_or(text), 1),
    };
    let hours = digits.parse::<u64>().ok().and_then(|count| count.checked_mul(unit));
    let fits = hours.filter(|hours| (1..=8_784).contains(hours));
    fits.ok_or_else(|| format!("found {text:?}, expected hours or days such as 24h or 7d"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn times_are_hours_or_days() {
        for (text, expected) in [("24h", 24), ("24", 24), ("7d", 168), ("1h", 1)] {
            assert_eq!(hours(text), Ok(expected));
        }
        for text in ["", "0", "h", "-1h", "400d", "9999999999999999999d"] {
            assert!(hours(text).is_err(), "{text}");
        }
    }
}
