//! `waypost lock`: keys out of memory. With `--now`, whatever the node is doing.

use std::time::{Duration, Instant};

use clap::Args;
use tokio::time::timeout;
use waypost_desk::command::{Command, Reply};

use super::{Session, block_on};
use crate::panic_lock::{DESK_PATIENCE, kill};
use crate::socket::client::Client;
use crate::socket::server::RunLock;
use crate::trouble::{Exit, Trouble};

/// The node's own patience with its desk, and a moment for the way there and back.
const PATIENCE: Duration = DESK_PATIENCE.saturating_add(Duration::from_millis(500));
/// The operating system takes a killed process away within this time.
const GONE: Duration = Duration::from_secs(2);
/// How often it is looked whether it has: the person waits, and looking costs a microsecond.
const POLL: Duration = Duration::from_millis(10);
/// A node that begins anew binds its socket within this time: no key is hardened on the way.
const BEGINNING: Duration = Duration::from_millis(300);
/// A locked node answers at once; one that does not in this time hangs.
const ANSWER: Duration = Duration::from_secs(1);

#[derive(Debug, Args)]
pub(crate) struct Lock {
    /// At once, by force if need be; needs no passphrase and no answer from the node
    #[arg(long)]
    now: bool,
}

pub(crate) fn run(session: &Session, args: &Lock) -> Result<(), Trouble> {
    if args.now { lock_now(session) } else { session.tell(Command::Lock, "unlock") }
}

fn lock_now(session: &Session) -> Result<(), Trouble> {
    let Some(process) = RunLock::holder(&session.home)? else {
        return done(session, "No node runs, so no keys are in memory.", "run");
    };
    let asked = block_on(async {
        let ask = async { Client::connect(&session.home).await?.ask(Command::LockNow).await };
        timeout(PATIENCE, ask).await
    })?;
    match asked {
        Ok(Ok(Reply::Done { words })) => done(session, &words, "unlock"),
        Ok(_) if began_anew(session)? => {
            done(session, "The node did not lock in order and began anew, locked.", "unlock")
        }
        _ => by_force(session, process),
    }
}

/// Whether the process took the keys out of its memory by becoming a locked one.
fn began_anew(session: &Session) -> Result<bool, Trouble> {
    let ask = async { Client::connect(&session.home).await?.ask(Command::Status).await };
    let reply = block_on(async {
        tokio::time::sleep(BEGINNING).await;
        timeout(ANSWER, ask).await
    })?;
    Ok(matches!(reply, Ok(Ok(Reply::Status(report))) if report.locked))
}

fn by_force(session: &Session, process: u32) -> Result<(), Trouble> {
    let killed = kill(process);
    let began = Instant::now();
    while RunLock::holder(&session.home)? == Some(process) {
        if began.elapsed() > GONE {
            let why = killed.err().map_or_else(String::new, |error| format!(": {error}"));
            return Err(Trouble::new(
                Exit::NotDone,
                "not_locked",
                format!("The node (process {process}) could not be ended{why}."),
                "Switch the computer off now, by its button.",
            ));
        }
        std::thread::sleep(POLL);
    }
    let words = "The node did not answer and was ended by force: no keys are in memory. Nothing that it had acknowledged is lost.";
    done(session, words, "run --locked")
}

fn done(session: &Session, words: &str, next: &str) -> Result<(), Trouble> {
    session.talk.reply(&Reply::Done { words: words.to_owned() })?;
    session.talk.next(&session.home, next);
    Ok(())
}
