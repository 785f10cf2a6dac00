//! `waypost key`: the organisation's signing key, and the recovery sheet that replaces it.
//!
//! The order is always: the present sheet is asked for and checked, the new sheet is safe with the
//! person, and only then is anything changed. If that is cut short, both sheets are kept and the same
//! command is given the older one again.

use std::path::PathBuf;

use clap::{Args, Subcommand};
use waypost_desk::command::{Command, Failure, Reply};
use waypost_desk::mending::Mending;

use super::run::settings;
use super::{Session, shares};
use crate::config::{Config, Overrides};
use crate::passphrase::{self, PassphraseSource};
use crate::recovery::Sheet;
use crate::sheets::{NextSheet, PresentSheet};
use crate::socket::server::RunLock;
use crate::trouble::Trouble;

#[derive(Debug, Subcommand)]
pub(crate) enum Key {
    /// Every signing key, from the first to the one in force
    Show,
    /// Replace the signing key in good order, by the recovery sheet
    Rotate(Change),
    /// The signing key may be in other hands: replace it, and tell partners to take nothing that bears it
    Revoke(Change),
    /// The passphrase is lost: open the data with the recovery sheet and set a new one
    Recover(Recover),
    /// The recovery sheet in shares, some of which together open the data
    #[command(subcommand)]
    Shares(shares::Shares),
}

#[derive(Debug, Args)]
pub(crate) struct Change {
    #[command(flatten)]
    present: PresentSheet,
    #[command(flatten)]
    next: NextSheet,
}

#[derive(Debug, Args)]
pub(crate) struct Recover {
    #[command(flatten)]
    present: PresentSheet,
    #[command(flatten)]
    next: NextSheet,
    /// Use shares instead of the sheet: typed one after another, or from a file with one on each line
    #[arg(long, value_name = "FILE", conflicts_with = "recovery_sheet")]
    shares: Option<Option<PathBuf>>,
    #[command(flatten)]
    source: PassphraseSource,
    /// Keep this sheet and the signing key; only where nobody else can have seen the words
    #[arg(long, conflicts_with_all = ["new_sheet_to", "stolen"])]
    keep_sheet: bool,
    /// The computer or a copy of it is in other hands: revoke the signing key as well
    #[arg(long)]
    stolen: bool,
}

const AFTER_A_THEFT: &str = "\
Partners take nothing more that bears the stolen key, of whatever day. What is left to do by people:
- Change the passphrase: waypost passphrase change. A thief of the computer may know it.
- Pair again with each partner, in person: a thief of the computer knows the secrets of the pairs.
- Tell partners by voice. What they hold from before came from you, but proves nothing to others.";

pub(crate) fn run(session: &Session, key: Key) -> Result<(), Trouble> {
    match key {
        Key::Show => session.tell(Command::KeyShow, "status"),
        Key::Rotate(change) => replace(session, &change, false),
        Key::Revoke(change) => replace(session, &change, true),
        Key::Recover(args) => recover(session, &args),
        Key::Shares(args) => shares::run(session, args),
    }
}

fn replace(session: &Session, change: &Change, stolen: bool) -> Result<(), Trouble> {
    change.next.must_have_a_place(session)?;
    let Reply::Status(status) = session.node(Command::Status)? else { return Ok(()) };
    let present = change.present.take(session)?;
    session.node(Command::KeyCheck { sheet: present.hex() })?;
    let new = change.next.make(session, &status.name)?;
    let asked = Command::KeyRotate { sheet: present.hex(), new_sheet: new.hex(), stolen };
    let reply = session.node(asked).map_err(keep_both)?;
    changed(session, &reply, stolen)
}

/// What was begun may have been done: neither sheet may be lost.
fn keep_both(mut trouble: Trouble) -> Trouble {
    trouble.failure.hint = format!(
        "{} Keep both recovery sheets: see `waypost key show`, and give the older one again.",
        trouble.failure.hint
    );
    trouble
}

fn changed(session: &Session, reply: &Reply, stolen: bool) -> Result<(), Trouble> {
    session.talk.reply(reply)?;
    session
        .talk
        .say("The new recovery sheet is in force. Destroy the old one: it opens nothing any more.");
    session
        .talk
        .say("Shares of the old sheet are useless too: make new ones if trustees hold any.");
    if stolen {
        session.talk.say(AFTER_A_THEFT);
    }
    session.talk.next(&session.home, "key show");
    Ok(())
}

/// Works alone: no node may run, for the passphrase that it would need is lost.
fn recover(session: &Session, args: &Recover) -> Result<(), Trouble> {
    session.home.must_be_initialised()?;
    session.home.must_be_private()?;
    if !args.keep_sheet {
        args.next.must_have_a_place(session)?;
    }
    let _lock = RunLock::take(&session.home)?;
    let config = Config::load(&session.home.config(), &Overrides::default())?;
    let present = match &args.shares {
        Some(file) => shares::sheet_of(session, file.as_deref())?,
        None => args.present.take(session)?,
    };
    let mut opened = Mending::open(&settings(&session.home, &config), present.seed())
        .map_err(maybe_half_done)?;
    let outcome = mend(session, args, &present, &mut opened);
    opened.close()?;
    outcome?;
    session.talk.next(&session.home, "run");
    Ok(())
}

/// Everything is asked for first; then the passphrase, then the key.
fn mend(
    session: &Session,
    args: &Recover,
    present: &Sheet,
    opened: &mut Mending,
) -> Result<(), Trouble> {
    let name = opened.name().to_owned();
    // A change that was cut short: this sheet opens the data, the older one replaces the key.
    let in_force = opened.ask(Command::KeyCheck { sheet: present.hex() });
    let passphrase = passphrase::new(&args.source, &session.ask, &session.talk, &[&name])?;
    let new = match (&in_force, args.keep_sheet) {
        (Ok(_), false) => Some(args.next.make(session, &name)?),
        (Ok(_), true) | (Err(_), _) => None,
    };
    opened.set_passphrase(&passphrase)?;
    session.talk.say("The new passphrase is set.");
    let reply = match new {
        Some(new) => {
            let (sheet, new_sheet) = (present.hex(), new.hex());
            let asked = Command::KeyRotate { sheet, new_sheet, stolen: args.stolen };
            let reply = opened.ask(asked).map_err(|failure| keep_both(failure.into()))?;
            return changed(session, &reply, args.stolen);
        }
        None => opened.ask(Command::KeyShow)?,
    };
    session.talk.reply(&reply)?;
    if in_force.is_err() {
        session.talk.say("The signing key was not replaced: an older sheet is needed for that. Run the node and give it: waypost key rotate");
    }
    Ok(())
}

/// With a change that was cut short, the newer sheet opens the vault.
fn maybe_half_done(mut failure: Failure) -> Trouble {
    if failure.code == "wrong_recovery_key" {
        failure.hint = "Check that it is this organisation's sheet. If a change of the key was cut short, try the other sheet: the newer one opens the data.".to_owned();
    }
    failure.into()
}
