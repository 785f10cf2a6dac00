//! `waypost mailbox serve`: the mailbox, until it is told to stop.
//!
//! Order: nothing may leak (no TLS key log), one process a home, the key, the door, and only then "runs". While it
//! runs it reads every second which grants were ended, and writes every ten how much waits.

use std::collections::HashSet;
use std::path::PathBuf;
use std::time::Duration;

use clap::Args;
use rustix::process::{Resource, Rlimit, getrlimit, setrlimit};
use serde::Serialize;
use waypost_desk::postmaster::Limits;
use waypost_desk::postmaster::service::{self, MailboxFigures, Service, Settings};
use waypost_desk::service::Underlay;
use waypost_protocol::ids::{Day, GrantId};
use waypost_protocol::mailbox::{GrantKey, GrantTerms, MailboxCode};

use super::super::run::{log_to_stderr, no_key_log};
use super::super::{Session, block_on};
use super::files::{FiguresReport, Files, MailboxKey};
use super::grant::bad_code;
use crate::config::Level;
use crate::network_key;
use crate::socket::server::{RunLock, asked_to_stop};
use crate::trouble::Trouble;

/// Listening takes a moment; without an address by then it is said that there is none.
const PATIENCE: Duration = Duration::from_secs(5);
const SECOND: Duration = Duration::from_secs(1);
/// Seconds between two writings of the figures.
const FIGURES_SECONDS: u64 = 10;
/// Addresses that a code holds.
const ADDRESSES_MAX: usize = 4;

#[derive(Debug, Args)]
pub(crate) struct Serve {
    /// Listen here (a multiaddr; may be given several times)
    #[arg(long, value_name = "ADDRESS", default_value = "/ip4/0.0.0.0/tcp/4400")]
    listen: Vec<String>,
    /// Write this address into codes instead (may be given several times)
    #[arg(long, value_name = "ADDRESS")]
    announce: Vec<String>,
    /// Most frames that wait, of all organisations; a hundred thousand take 20 MB of memory
    #[arg(long, value_name = "COUNT", default_value_t = 100_000, value_parser = clap::value_parser!(u32).range(1..=10_000_000))]
    frames_max: u32,
    /// Most megabytes of them; the disk needs up to twice that
    #[arg(long, value_name = "COUNT", default_value_t = 4_096, value_parser = clap::value_parser!(u64).range(1..=10_000_000))]
    megabytes_max: u64,
    /// Only for a closed net: the file with its key, as `network-key new` makes it
    #[arg(long, value_name = "FILE")]
    network_key_file: Option<PathBuf>,
    /// How much to write to stderr
    #[arg(long, value_enum, value_name = "LEVEL", default_value_t = Level::Info)]
    log: Level,
}

/// What `serve` tells when it runs.
#[derive(Serialize)]
struct Serving<'a> {
    kind: &'static str,
    node: String,
    listening: &'a [String],
}

pub(crate) fn run(session: &Session, args: &Serve) -> Result<(), Trouble> {
    no_key_log("mailbox serve")?;
    let (files, is_new) = Files::make(&session.home)?;
    let key = files.key()?;
    if !args.announce.is_empty() {
        // A code with these addresses must be possible.
        a_code(&key, &args.announce)?;
    }
    log_to_stderr(args.log);
    allow_open_files();
    let _lock = RunLock::take(&session.home)?;
    if is_new {
        session.talk.say(&format!("A new mailbox, in {}.", session.home.path().display()));
    }
    let ended = files.ended()?;
    block_on(async {
        let runtime = tokio::runtime::Handle::current();
        let service = service::start(settings(args, &files, key)?, &runtime)?;
        service.end_grants(ended.clone()).await;
        let mut keeper = Keeper { files: &files, args, service: &service, ended, known: None };
        // A log on a full disk does not keep it from running either.
        if let Err(trouble) = greet(session, &keeper).await {
            tracing::warn!(%trouble, "that it runs could not be said");
        }
        keeper.keep().await;
        Ok::<(), Trouble>(())
    })??;
    session.talk.say("Stopped in good order.");
    session.talk.next(&session.home, "mailbox serve");
    Ok(())
}

/// As many open files as the system allows this user: a thousand clients and some hundred segments are more than many
/// systems give at first. Without them fewer clients are let in.
fn allow_open_files() {
    let Rlimit { maximum, .. } = getrlimit(Resource::Nofile);
    if let Err(error) = setrlimit(Resource::Nofile, Rlimit { current: maximum, maximum }) {
        tracing::debug!(%error, "the number of open files stays as it was");
    }
}

fn settings(args: &Serve, files: &Files, key: MailboxKey) -> Result<Settings, Trouble> {
    let network_key = args.network_key_file.as_deref().map(network_key::read).transpose()?;
    Ok(Settings {
        dir: files.mail(),
        listen: args.listen.clone(),
        underlay: Underlay { network_key, proxy: None },
        seed: key.0,
        limits: Limits {
            frames_max: args.frames_max,
            bytes_max: args.megabytes_max << 20,
            ..Limits::default()
        },
        door: Default::default(),
    })
}

/// Whether addresses fit a code, told before anybody needs one.
fn a_code(key: &MailboxKey, addresses: &[String]) -> Result<MailboxCode, Trouble> {
    let terms = GrantTerms {
        id: GrantId::new([0; 16]),
        frames_max: u32::MAX,
        bytes_max: u64::MAX,
        until_day: Day(u32::MAX),
    };
    let grant = GrantKey::from_seed(&key.0).issue(terms);
    MailboxCode::new(key.node(), addresses.to_vec(), grant).map_err(|error| bad_code(&error))
}

async fn greet(session: &Session, keeper: &Keeper<'_>) -> Result<(), Trouble> {
    let listening = keeper.service.listening(PATIENCE).await;
    if let Err(trouble) = keeper.announce(&listening) {
        // A full disk does not keep a mailbox from running: whoever collects makes room.
        tracing::warn!(%trouble, "where it is reached could not be written down for codes");
    }
    let node = keeper.service.node().to_string();
    if session.talk.json {
        return session.talk.json(&Serving { kind: "mailbox", node, listening: &listening });
    }
    session.talk.say("The mailbox runs.");
    for address in &listening {
        session.talk.say(&format!("Organisations reach it at {address}"));
    }
    session.talk.say("Stop it with Ctrl-C.");
    session.talk.next(&session.home, "mailbox grant new");
    Ok(())
}

/// Looks after a running mailbox.
struct Keeper<'a> {
    files: &'a Files,
    args: &'a Serve,
    service: &'a Service,
    ended: HashSet<GrantId>,
    /// The figures as they were written.
    known: Option<MailboxFigures>,
}

impl Keeper<'_> {
    /// Until it has stopped: by a signal, or by itself.
    async fn keep(&mut self) {
        let mut seconds = tokio::time::interval(SECOND);
        let signal = asked_to_stop();
        tokio::pin!(signal);
        for second in 0_u64.. {
            tokio::select! {
                _ = seconds.tick() => self.look(second).await,
                () = self.service.stopped() => return,
                told = &mut signal => {
                    if let Err(error) = told {
                        tracing::error!(%error, "signals cannot be heard: stopped");
                    }
                    break;
                }
            }
        }
        self.look(0).await;
        self.service.stop().await;
    }

    /// What fails here is said, and tried again: what waits does not depend on it.
    async fn look(&mut self, second: u64) {
        match self.files.ended() {
            Ok(ended) if ended != self.ended => {
                self.service.end_grants(ended.clone()).await;
                self.ended = ended;
            }
            Ok(_) => {}
            Err(trouble) => tracing::error!(%trouble, "the ended grants could not be read"),
        }
        if second.is_multiple_of(FIGURES_SECONDS)
            && let Some(figures) = self.service.figures().await
            && self.known.as_ref() != Some(&figures)
        {
            match self.files.write_report(&FiguresReport::new(super::now(), figures.clone())) {
                Ok(()) => self.known = Some(figures),
                Err(trouble) => tracing::warn!(%trouble, "the figures could not be written"),
            }
        }
    }

    /// Where clients reach it, for codes: as told, else where it listens.
    fn announce(&self, listening: &[String]) -> Result<(), Trouble> {
        let reached = match self.args.announce.is_empty() {
            true => reached_at(listening),
            false => self.args.announce.clone(),
        };
        if reached.is_empty() || self.files.announced()? == reached {
            return Ok(());
        }
        self.files.announce(&reached)
    }
}

/// Where it listens; this computer's own address only where there is no other.
fn reached_at(listening: &[String]) -> Vec<String> {
    let is_own =
        |address: &&String| address.starts_with("/ip4/127.") || address.starts_with("/ip6/::1/");
    let (own, others): (Vec<_>, Vec<_>) = listening.iter().partition(is_own);
    let reached = if others.is_empty() { own } else { others };
    reached.into_iter().take(ADDRESSES_MAX).cloned().collect()
}
