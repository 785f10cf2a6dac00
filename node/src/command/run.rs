//! `waypost run`: the node, until it is told to stop.
//!
//! Order: nothing may leak (no TLS key log), one node a home, the door is bound, the
//! passphrase, the desk, and only then "running".

use clap::Args;
use tracing_subscriber::EnvFilter;
use waypost_console::{Beginning, Console, Listeners};
use waypost_desk::command::{Command, Reply, Secret, StatusReport};
use waypost_desk::desk::Preferences;
use waypost_desk::service::{self, Service, Settings, Underlay};

use super::{Session, block_on};
use crate::config::{Config, Level, Overrides};
use crate::home::Home;
use crate::network_key;
use crate::panic_lock::lock_on_signal;
use crate::passphrase::{self, PassphraseSource};
use crate::socket::server::{Door, RunLock, stop_on_signal};
use crate::trouble::{Exit, Trouble};

#[derive(Debug, Args)]
pub(crate) struct Run {
    #[command(flatten)]
    source: PassphraseSource,
    /// Start locked: nothing comes in until `waypost unlock`
    #[arg(long, conflicts_with = "passphrase_file")]
    locked: bool,
    #[command(flatten)]
    overrides: Overrides,
}

pub(crate) fn run(session: &Session, args: Run) -> Result<(), Trouble> {
    session.home.must_be_initialised()?;
    session.home.must_be_private()?;
    let config = Config::load(&session.home.config(), &args.overrides)?;
    no_key_log("run")?;
    log_to_stderr(config.log());
    let lock = RunLock::take(&session.home)?;
    let passphrase = if args.locked {
        None
    } else {
        Some(passphrase::existing(&args.source, &session.ask, &session.talk)?)
    };
    if config.listen().is_empty() {
        session
            .talk
            .say("It listens nowhere, as it was told: letters go by stick, `waypost bundle`.");
    }
    block_on(async {
        let house = House::open(session, &config, &lock).await?;
        let service = start(session, &config, passphrase)?;
        let console = house.console(Beginning::Running(service.clone()))?;
        greet(session, &service).await?;
        house.serve(service, console).await
    })??;
    session.talk.say("Stopped in good order.");
    session.talk.next(&session.home, "run");
    Ok(())
}

/// The node of a home, running.
pub(crate) fn start(
    session: &Session,
    config: &Config,
    passphrase: Option<Secret>,
) -> Result<Service, Trouble> {
    let settings = Settings { underlay: underlay(config)?, ..settings(&session.home, config) };
    Ok(service::start(settings, passphrase, tokio::runtime::Handle::current())?)
}

/// The two doors of a node on this computer: the socket for commands, and the console's port.
pub(crate) struct House {
    door: Door,
    listeners: Option<Listeners>,
}

impl House {
    /// Takes both. Without the port the node runs all the same, and says so.
    pub(crate) async fn open(
        session: &Session,
        config: &Config,
        lock: &RunLock,
    ) -> Result<Self, Trouble> {
        let door = Door::open(&session.home, lock)?;
        let listeners = match config.console_port() {
            None => None,
            Some(port) => match Listeners::bind(port).await {
                Ok(listeners) => Some(listeners),
                Err(error) => {
                    session.talk.say(&format!(
                        "There is no console: port {port} on this computer could not be taken: {error}."
                    ));
                    None
                }
            },
        };
        Ok(Self { door, listeners })
    }

    /// The socket alone: the console has its port already.
    pub(crate) fn without_console(session: &Session, lock: &RunLock) -> Result<Self, Trouble> {
        Ok(Self { door: Door::open(&session.home, lock)?, listeners: None })
    }

    /// The console, where there is to be one.
    pub(crate) fn console(&self, beginning: Beginning) -> Result<Option<Console>, Trouble> {
        let console = self.listeners.as_ref().map(|at| Console::new(beginning, at));
        console.transpose().map_err(no_port)
    }

    /// Until the node has stopped: by a command, by a signal, or by itself.
    pub(crate) async fn serve(
        self,
        service: Service,
        console: Option<Console>,
    ) -> Result<(), Trouble> {
        let signal = tokio::spawn(stop_on_signal(service.clone()));
        let panic = tokio::spawn(lock_on_signal(service.clone()));
        let pages = match (console.clone(), self.listeners) {
            (Some(console), Some(at)) => Some(tokio::spawn(async move { console.serve(at).await })),
            _ => None,
        };
        self.door.serve(service, console).await;
        for task in [
            Some(signal.abort_handle()),
            Some(panic.abort_handle()),
            pages.map(|p| p.abort_handle()),
        ] {
            task.iter().for_each(tokio::task::AbortHandle::abort);
        }
        Ok(())
    }
}

pub(crate) fn no_port(error: std::io::Error) -> Trouble {
    Trouble::new(
        Exit::NotDone,
        "no_console",
        format!("The console got no port on this computer: {error}."),
        "Name another one: `waypost config set console_port 0` takes any that is free.",
    )
}

/// What lies beneath the transport. The key is read at the start and stays in memory while the node is locked.
fn underlay(config: &Config) -> Result<Underlay, Trouble> {
    let key = config.network_key_file().map(|file| network_key::read(&file));
    Ok(Underlay { network_key: key.transpose()?, proxy: config.proxy() })
}

/// What the desk needs from the configuration; [`underlay`] only a node that runs.
pub(crate) fn settings(home: &Home, config: &Config) -> Settings {
    Settings {
        home: home.path().to_owned(),
        listen: config.listen(),
        underlay: Underlay::default(),
        reach: config.reach(),
        preferences: Preferences {
            announce: config.announce(),
            receipt_opened: config.receipt_opened(),
            retention: config.retention(),
            carrying: config.carrying(),
            witnesses: config.witnesses(),
        },
        hardness: Default::default(),
        backup: config.backup(),
    }
}

/// No library may write a connection's keys to a file.
pub(crate) fn no_key_log(words: &str) -> Result<(), Trouble> {
    if std::env::var_os("SSLKEYLOGFILE").is_some_and(|path| !path.is_empty()) {
        return Err(Trouble::new(
            Exit::NotDone,
            "key_log",
            "SSLKEYLOGFILE is set: it would write keys of connections to a file.",
            format!("Start it without: env -u SSLKEYLOGFILE waypost {words}"),
        ));
    }
    Ok(())
}

/// Plain lines, ids only. Rooms of this project at the level asked, libraries only when they fail.
pub(crate) fn log_to_stderr(level: Level) {
    let ours = level.name();
    let filter = EnvFilter::new(format!(
        "warn,waypost={ours},waypost_console={ours},waypost_desk={ours},waypost_net={ours},waypost_store={ours}"
    ));
    tracing_subscriber::fmt()
        .with_env_filter(filter)
        .with_writer(std::io::stderr)
        .with_ansi(false)
        .init();
}

async fn greet(session: &Session, service: &Service) -> Result<(), Trouble> {
    let report = match service.ask(Command::Status).await {
        Reply::Status(report) => report,
        Reply::Failed(failure) => return Err(failure.into()),
        _ => return Ok(()),
    };
    if session.talk.json {
        return session.talk.reply(&Reply::Status(report));
    }
    session.talk.say(&started(&report));
    session.talk.say("Stop it with Ctrl-C, or from another terminal.");
    let next = if report.locked { "unlock" } else { "status" };
    session.talk.next(&session.home, next);
    Ok(())
}

fn started(report: &StatusReport) -> String {
    let mut text = if report.disk_failed {
        ["The node runs, and its disk does not.".to_owned()]
            .into_iter()
            .chain(report.advice.iter().cloned())
            .collect::<Vec<_>>()
            .join("\n")
    } else if report.locked {
        "The node runs, locked: it takes nothing in until it is unlocked.".to_owned()
    } else {
        format!("The node of {} runs.", crate::talk::clean(&report.name))
    };
    for address in &report.listening {
        text.push_str(&format!("\nPartners reach it at {address}"));
    }
    text
}
