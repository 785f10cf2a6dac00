//! `waypost open`: the console in this computer's browser.
//!
//! Where a node runs, it is asked for a start link. Where an organisation's node does not run, it is started here,
//! locked: the page asks for the passphrase. Where there is no organisation yet, the page makes one, and its node
//! runs here then. The link is printed as data; a browser is opened only for a person at a terminal.

use std::process::{Command as Process, Stdio};

use clap::Args;
use tokio::sync::mpsc;
use waypost_console::{Beginning, Console, Founding, Link, Listeners, Wish};
use waypost_desk::command::{Command, Reply};
use waypost_desk::service::Service;

use super::run::{House, log_to_stderr, no_key_log, no_port, start};
use super::{Session, block_on, init, unexpected};
use crate::config::{Config, Overrides};
use crate::recovery::Sheet;
use crate::socket::server::RunLock;
use crate::trouble::{Exit, Trouble};

/// The listening address of an organisation that the page makes: every network, a port of its own.
const LISTEN: &str = "/ip4/0.0.0.0/tcp/0";

#[derive(Debug, Args)]
pub(crate) struct Open {
    /// Only print the link
    #[arg(long)]
    print: bool,
    /// Print the line that brings the console of this computer to another one over SSH
    #[arg(long, value_name = "HOST")]
    ssh: Option<String>,
}

pub(crate) fn run(session: &Session, args: &Open) -> Result<(), Trouble> {
    if !session.home.is_initialised() {
        session.home.must_be_free()?;
        return found(session, args);
    }
    session.home.must_be_private()?;
    if RunLock::holder(&session.home)?.is_none() {
        return begin(session, args);
    }
    match session.node(Command::ConsoleOpen)? {
        Reply::ConsoleLink { url, expires } => show(session, args, &Link { url, expires }),
        _ => Err(unexpected()),
    }
}

/// Starts the node here, locked, and shows the console until it stops.
fn begin(session: &Session, args: &Open) -> Result<(), Trouble> {
    let config = Config::load(&session.home.config(), &Overrides::default())?;
    no_key_log("open")?;
    log_to_stderr(config.log());
    let lock = RunLock::take(&session.home)?;
    block_on(async {
        let house = House::open(session, &config, &lock).await?;
        let service = start(session, &config, None)?;
        let Some(console) = house.console(Beginning::Running(service.clone()))? else {
            return Err(switched_off());
        };
        session
            .talk
            .say("The node runs, locked: the page asks for the passphrase. Stop it with Ctrl-C.");
        show(session, args, &console.link().map_err(no_port)?)?;
        house.serve(service, Some(console)).await
    })?
}

/// A node without its console has no page that could ask for the passphrase.
fn switched_off() -> Trouble {
    Trouble::new(
        Exit::NotDone,
        "no_console",
        "This organisation has no console: it is switched off, or its port is taken.",
        "Switch it on: `waypost config set console true`; `config set console_port 0` takes any port that is free.",
    )
}

/// Shows the page on which an organisation is made; its node runs here then.
fn found(session: &Session, args: &Open) -> Result<(), Trouble> {
    no_key_log("open")?;
    let sheet = Sheet::random()?;
    block_on(async {
        let listeners = Listeners::bind(0).await.map_err(no_port)?;
        let (found, mut wishes) = mpsc::channel(1);
        let words = sheet.words().iter().map(|word| (*word).to_owned()).collect();
        let console =
            Console::new(Beginning::Founding(Founding { sheet: words, found }), &listeners)
                .map_err(no_port)?;
        session.talk.say("There is no organisation here yet: the page makes it. Stop with Ctrl-C.");
        show(session, args, &console.link().map_err(no_port)?)?;
        let pages = {
            let console = console.clone();
            tokio::spawn(async move { console.serve(listeners).await })
        };
        let founded = tokio::select! {
            founded = until_founded(session, &sheet, &mut wishes) => founded,
            stop = crate::socket::server::asked_to_stop() => {
                stop.map_err(no_port)?;
                return Ok(());
            }
        };
        let Some((house, service, _lock)) = founded else { return Ok(()) };
        let served = house.serve(service, Some(console)).await;
        pages.abort();
        served
    })?
}

/// Takes wishes until one could be fulfilled. A wish that failed has made nothing.
async fn until_founded(
    session: &Session,
    sheet: &Sheet,
    wishes: &mut mpsc::Receiver<Wish>,
) -> Option<(House, Service, RunLock)> {
    while let Some(wish) = wishes.recv().await {
        match fulfil(session, sheet, &wish).await {
            Ok((house, service, lock)) => {
                let told = wish.answer.send(Ok(service.clone()));
                if told.is_err() {
                    tracing::warn!("whoever made the organisation closed the page; it runs");
                }
                return Some((house, service, lock));
            }
            // The page shows it; where nobody waits any more, nobody needs it.
            Err(trouble) => drop(wish.answer.send(Err(trouble.failure))),
        }
    }
    None
}

async fn fulfil(
    session: &Session,
    sheet: &Sheet,
    wish: &Wish,
) -> Result<(House, Service, RunLock), Trouble> {
    let listen = vec![init::fixed_port(LISTEN)?];
    init::create(session, &wish.profile, listen, &wish.passphrase, sheet)?;
    let config = Config::load(&session.home.config(), &Overrides::default())?;
    log_to_stderr(config.log());
    let lock = RunLock::take(&session.home)?;
    let house = House::without_console(session, &lock)?;
    let passphrase = wish.passphrase.clone();
    let service = start(session, &config, Some(passphrase))?;
    Ok((house, service, lock))
}

/// The link as data; the browser for a person.
fn show(session: &Session, args: &Open, link: &Link) -> Result<(), Trouble> {
    let reply = Reply::ConsoleLink { url: link.url.clone(), expires: link.expires.clone() };
    session.talk.reply(&reply)?;
    if let Some(host) = &args.ssh {
        session.talk.say("On the other computer, keep this running, then open the link there:");
        session.talk.say(&format!("  {}", tunnel(&link.url, host)));
        return Ok(());
    }
    if args.print || session.talk.json || !session.ask.is_allowed() {
        return Ok(());
    }
    if browse(&link.url) {
        session.talk.say("It opens in your browser. The link works once, for 10 minutes.");
    } else {
        session.talk.say("Open it in a browser on this computer. It works once, for 10 minutes.");
    }
    Ok(())
}

/// The same port on both computers: the page answers to no other name.
fn tunnel(url: &str, host: &str) -> String {
    let port = url.split(['/', ':']).find(|part| part.parse::<u16>().is_ok()).unwrap_or_default();
    format!("ssh -N -L {port}:localhost:{port} {host}")
}

/// Whether a program took the link. Its address is no secret for long: it works once.
pub(crate) fn browse(url: &str) -> bool {
    let program = if cfg!(target_os = "macos") { "open" } else { "xdg-open" };
    let quiet = || Stdio::null();
    let begun =
        Process::new(program).arg(url).stdin(quiet()).stdout(quiet()).stderr(quiet()).status();
    begun.is_ok_and(|status| status.success())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_tunnel_keeps_the_port() {
        let line = tunnel("http://localhost:40123/enter?link=0000", "pi@shelter");
        assert_eq!(line, "ssh -N -L 40123:localhost:40123 pi@shelter");
    }
}
