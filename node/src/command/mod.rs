//! The commands, one file each: arguments in, a question to the node, its answer out.
//!
//! Never decides about a referral; the node does.

pub(crate) mod audit;
pub(crate) mod backup;
pub(crate) mod bundle;
pub(crate) mod clock;
pub(crate) mod completions;
pub(crate) mod config;
pub(crate) mod consent;
pub(crate) mod demo;
pub(crate) mod doctor;
pub(crate) mod handover;
pub(crate) mod init;
pub(crate) mod invite;
pub(crate) mod join;
pub(crate) mod key;
pub(crate) mod lock;
pub(crate) mod mailbox;
pub(crate) mod man;
pub(crate) mod network_key;
pub(crate) mod open;
pub(crate) mod partner;
pub(crate) mod passphrase;
pub(crate) mod referral;
pub(crate) mod repair;
pub(crate) mod retention;
pub(crate) mod run;
pub(crate) mod shares;
pub(crate) mod status;
pub(crate) mod stop;
pub(crate) mod unlock;
pub(crate) mod upgrade;
pub(crate) mod user;
pub(crate) mod version;

use std::future::Future;
use std::path::{Path, PathBuf};

use waypost_desk::command::{Command, Reply};

use crate::ask::Ask;
use crate::cli::{Cli, Verb};
use crate::home::Home;
use crate::socket::client::Client;
use crate::talk::Talk;
use crate::trouble::{Exit, Trouble};

/// One run of the program: where, and how it speaks and asks.
#[derive(Debug)]
pub(crate) struct Session {
    pub(crate) home: Home,
    pub(crate) talk: Talk,
    pub(crate) ask: Ask,
}

impl Session {
    /// What stands on every command line.
    pub(crate) fn open(cli: Cli) -> Result<(Self, Verb), Trouble> {
        let session = Self {
            home: Home::find(cli.globals.home)?,
            talk: Talk { json: cli.globals.json, quiet: cli.globals.quiet },
            ask: Ask::new(cli.globals.no_input || cli.globals.json),
        };
        Ok((session, cli.verb))
    }

    /// Asks the running node once. A failure of the node is a trouble here.
    pub(crate) fn node(&self, command: Command) -> Result<Reply, Trouble> {
        let reply = block_on(async { Client::connect(&self.home).await?.ask(command).await })??;
        self.done(reply)
    }

    /// A failure of the node is a trouble here.
    fn done(&self, reply: Reply) -> Result<Reply, Trouble> {
        match reply {
            Reply::Failed(failure) => Err(self.with_way_out(failure.into())),
            reply => Ok(reply),
        }
    }

    /// Asks, shows the answer, and names the next step.
    pub(crate) fn tell(&self, command: Command, next: &str) -> Result<(), Trouble> {
        let reply = self.node(command)?;
        self.talk.reply(&reply)?;
        self.talk.next(&self.home, next);
        Ok(())
    }

    /// A locked node is opened from here: say with which words.
    fn with_way_out(&self, mut trouble: Trouble) -> Trouble {
        if trouble.failure.code == "locked" {
            trouble.failure.hint = format!("Unlock it: {}", self.home.say("unlock"));
        }
        trouble
    }
}

/// Does one command.
pub(crate) fn run(session: &Session, verb: Verb) -> Result<(), Trouble> {
    match verb {
        Verb::Demo(args) => demo::run(session, args),
        Verb::Init(args) => init::run(session, args),
        Verb::Run(args) => run::run(session, args),
        Verb::Open(args) => open::run(session, &args),
        Verb::Status => status::run(session),
        Verb::Lock(args) => lock::run(session, &args),
        Verb::Unlock(args) => unlock::run(session, args),
        Verb::Stop => stop::run(session),
        Verb::Invite(args) => invite::run(session, args),
        Verb::Join(args) => join::run(session, args),
        Verb::Partner(args) => partner::run(session, args),
        Verb::Referral(args) => referral::run(session, *args),
        Verb::Handover(args) => handover::run(session, args),
        Verb::Close(args) => referral::moves::close(session, args),
        Verb::Consent(args) => consent::run(session, args),
        Verb::Key(args) => key::run(session, args),
        Verb::Passphrase(args) => passphrase::run(session, args),
        Verb::Retention(args) => retention::run(session, args),
        Verb::Audit(args) => audit::run(session, args),
        Verb::Repair(args) => repair::run(session, args),
        Verb::Doctor(args) => doctor::run(session, args),
        Verb::Upgrade(args) => upgrade::run(session, args),
        Verb::User(args) => user::run(session, args),
        Verb::Backup(args) => backup::run(session, *args),
        Verb::Bundle(args) => bundle::run(session, args),
        Verb::Clock(args) => clock::run(session, args),
        Verb::Mailbox(args) => mailbox::run(session, args),
        Verb::Config(args) => config::run(session, args),
        Verb::NetworkKey(args) => network_key::run(session, args),
        Verb::Completions(args) => completions::run(session, args),
        Verb::Man(args) => man::run(session, args),
        Verb::Version => version::run(session),
    }
}

/// A path as the node understands it, which may stand in another folder.
pub(crate) fn absolute(path: &Path) -> Result<PathBuf, Trouble> {
    std::path::absolute(path).map_err(|error| Trouble::file("resolve", path, &error))
}

/// A path as text.
pub(crate) fn text(path: &Path) -> Result<String, Trouble> {
    path.to_str()
        .map(str::to_owned)
        .ok_or_else(|| Trouble::usage("The path is not UTF-8 text.", "Use a folder whose name is."))
}

/// The node's answer is none to what was asked.
pub(crate) fn unexpected() -> Trouble {
    Trouble::new(
        Exit::NotDone,
        "socket_broken",
        "The node gave an answer of another shape.",
        "Restart the node with the program that you use here.",
    )
}

/// Runs async work of one command to its end.
pub(crate) fn block_on<T>(work: impl Future<Output = T>) -> Result<T, Trouble> {
    let runtime = tokio::runtime::Runtime::new().map_err(|error| {
        Trouble::new(
            Exit::NotDone,
            "runtime",
            format!("The operating system gave no threads: {error}."),
            "Close some programs and try again.",
        )
    })?;
    Ok(runtime.block_on(work))
}
