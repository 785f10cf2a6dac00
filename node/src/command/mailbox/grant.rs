//! `waypost mailbox grant`: who may have inboxes in this mailbox.
//!
//! A grant is a text that proves itself: the mailbox keeps no list of those it gave, only of those that were ended.

use clap::{Args, Subcommand};
use serde::Serialize;
use waypost_protocol::ids::{GrantId, Time};
use waypost_protocol::mailbox::{GrantKey, GrantTerms, MailboxCode};

use super::super::Session;
use super::files::{Files, no_chance};
use crate::trouble::{Exit, Trouble};

#[derive(Debug, Subcommand)]
pub(crate) enum Grant {
    /// Let one organisation have inboxes here; prints the code to hand over
    New(New),
    /// End a grant: nothing comes to its inboxes any more, what waits there can be collected
    End {
        /// The grant's id
        grant: String,
    },
}

#[derive(Debug, Args)]
pub(crate) struct New {
    /// Most frames that wait for this organisation
    #[arg(long, value_name = "COUNT", default_value_t = 20_000, value_parser = clap::value_parser!(u32).range(1..=10_000_000))]
    frames: u32,
    /// Most megabytes of them
    #[arg(long, value_name = "COUNT", default_value_t = 512, value_parser = clap::value_parser!(u64).range(1..=1_000_000))]
    megabytes: u64,
    /// Days until the grant is over
    #[arg(long, value_name = "COUNT", default_value_t = 400, value_parser = clap::value_parser!(u32).range(1..=4_000))]
    days: u32,
    /// Where the organisation and its partners reach this mailbox [default: what `serve` announced]
    #[arg(long, value_name = "ADDRESS")]
    address: Vec<String>,
}

/// What `grant new` tells.
#[derive(Serialize)]
struct Granted<'a> {
    kind: &'static str,
    grant: String,
    until_day: u32,
    code: &'a str,
}

/// What `grant end` tells.
#[derive(Serialize)]
struct Ended {
    kind: &'static str,
    grant: String,
}

pub(crate) fn run(session: &Session, grant: &Grant) -> Result<(), Trouble> {
    let files = Files::of_existing(&session.home)?;
    match grant {
        Grant::New(args) => new(session, &files, args),
        Grant::End { grant } => end(session, &files, grant),
    }
}

fn new(session: &Session, files: &Files, args: &New) -> Result<(), Trouble> {
    let key = files.key()?;
    let addresses = if args.address.is_empty() { files.announced()? } else { args.address.clone() };
    if addresses.is_empty() {
        return Err(Trouble::new(
            Exit::NotDone,
            "no_address",
            "Nobody knows yet where this mailbox can be reached.",
            format!(
                "Run it first ({}), or give --address ADDRESS.",
                session.home.say("mailbox serve")
            ),
        ));
    }
    let mut id = [0; 16];
    getrandom::fill(&mut id).map_err(|error| no_chance(&error.to_string()))?;
    let terms = GrantTerms {
        id: GrantId::new(id),
        frames_max: args.frames,
        bytes_max: args.megabytes << 20,
        until_day: Time(super::now()).day().plus(args.days),
    };
    let grant = GrantKey::from_seed(&key.0).issue(terms);
    let code = MailboxCode::new(key.node(), addresses, grant).map_err(|error| bad_code(&error))?;
    let (code, id) = (code.to_text(), terms.id.to_string());
    if session.talk.json {
        let until_day = terms.until_day.0;
        return session.talk.json(&Granted {
            kind: "mailbox_grant",
            grant: id,
            until_day,
            code: &code,
        });
    }
    session.talk.data(&crate::talk::mailbox_granted(&id, &code))?;
    session.talk.say(
        "Hand it over in person: who has it can use this mailbox's disk. There: waypost mailbox use CODE",
    );
    Ok(())
}

pub(crate) fn bad_code(error: &waypost_protocol::mailbox::MailboxFault) -> Trouble {
    Trouble::usage(
        format!("The addresses do not make a code: {error}."),
        "Give at most four addresses of the form /ip4/203.0.113.7/tcp/4400 or /dns4/box.example/tcp/4400.",
    )
}

fn end(session: &Session, files: &Files, grant: &str) -> Result<(), Trouble> {
    let grant: GrantId = grant.trim().parse().map_err(|error| {
        Trouble::usage(
            format!("This is not the id of a grant: {error}."),
            "It begins with wpgrant1, and was shown when the grant was made.",
        )
    })?;
    let is_new = files.end(grant)?;
    if session.talk.json {
        return session.talk.json(&Ended { kind: "mailbox_grant_ended", grant: grant.to_string() });
    }
    session.talk.data(match is_new {
        true => "The grant is ended; a mailbox that runs takes notice within a second.",
        false => "The grant was ended before.",
    })
}
