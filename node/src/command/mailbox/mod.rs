//! `waypost mailbox`: a machine that keeps frames for organisations that are offline.
//!
//! Who uses one asks the organisation's node: `use`, `list`, `collect`, `leave`. Who runs one needs no organisation: `serve`, `grant` and `figures` work on a home of their own, which holds a key,
//! opaque frames, and nothing about people.

mod files;
mod grant;
mod owner;
mod serve;

use std::time::{SystemTime, UNIX_EPOCH};

use clap::Subcommand;

use super::Session;
use crate::trouble::{Exit, Trouble};
pub(crate) use files::FiguresReport;
use files::Files;

#[derive(Debug, Subcommand)]
pub(crate) enum Mailbox {
    /// Have what partners send kept while this node is off
    Use(owner::Use),
    /// The mailboxes that keep it
    List,
    /// Look into them now
    Collect,
    /// Have no more kept there
    Leave(owner::Leave),
    /// Run a mailbox, in a home of its own
    Serve(serve::Serve),
    /// Who may have inboxes in this mailbox
    #[command(subcommand)]
    Grant(grant::Grant),
    /// How much waits in this mailbox
    Figures,
}

pub(crate) fn run(session: &Session, mailbox: Mailbox) -> Result<(), Trouble> {
    match mailbox {
        Mailbox::Use(args) => owner::take_up(session, args),
        Mailbox::List => owner::list(session),
        Mailbox::Collect => owner::collect(session),
        Mailbox::Leave(args) => owner::leave(session, args),
        Mailbox::Serve(args) => serve::run(session, &args),
        Mailbox::Grant(grant) => grant::run(session, &grant),
        Mailbox::Figures => figures(session),
    }
}

fn figures(session: &Session) -> Result<(), Trouble> {
    let files = Files::of_existing(&session.home)?;
    let Some(report) = files.report()? else {
        return Err(Trouble::new(
            Exit::NotDone,
            "no_figures",
            "This mailbox has not run yet, so there is nothing to count.",
            format!("Run it: {}", session.home.say("mailbox serve")),
        ));
    };
    if session.talk.json {
        return session.talk.json(&report);
    }
    session.talk.data(&crate::talk::mailbox_figures(&report))
}

/// Seconds since 1970, by this computer's clock.
fn now() -> u64 {
    SystemTime::now().duration_since(UNIX_EPOCH).unwrap_or_default().as_secs()
}
