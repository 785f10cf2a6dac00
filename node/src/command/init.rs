//! `waypost init`: an organisation's folder, its passphrase and its recovery sheet.
//!
//! Order: everything is asked and checked first, the sheet is safe with the person, then the folder is made.

use std::net::TcpListener;
use std::path::PathBuf;

use clap::Args;
use waypost_desk::command::Secret;
use waypost_desk::founding::{Created, Profile};
use waypost_desk::service;
use waypost_protocol::codes::OrgKind;

use super::Session;
use super::run::settings;
use crate::config::{self, Config, Overrides};
use crate::passphrase::{self, PassphraseSource};
use crate::recovery::Sheet;
use crate::sheets::{hand_over, withdraw_sheet};
use crate::trouble::{Exit, Trouble};

/// Ports to choose a fixed one from: above the well-known ones and below those that systems hand out
/// for outgoing connections (from 32768 on Linux, 49152 elsewhere), so that it is free after a restart.
const PORTS: std::ops::Range<u16> = 20_000..32_000;
/// Tries to find a free port; on a computer where this many are taken something else is wrong.
const PORT_TRIES: usize = 64;

#[derive(Debug, Args)]
pub(crate) struct Init {
    /// The organisation's name, as partners see it
    #[arg(long)]
    name: Option<String>,
    /// Its kind: ngo, shelter, clinic, legal_aid, embassy, international_organisation, authority, auditor
    #[arg(long, value_name = "CODE", value_parser = kind)]
    kind: Option<OrgKind>,
    /// A language it works in, as a BCP 47 tag such as `th` (may be given several times)
    #[arg(long = "language", value_name = "TAG")]
    languages: Vec<String>,
    #[command(flatten)]
    source: PassphraseSource,
    /// Write the recovery sheet to a new file instead of showing it
    #[arg(long, value_name = "FILE")]
    recovery_sheet_to: Option<PathBuf>,
    /// Where partners reach this node; port 0 lets one be chosen, once
    #[arg(long, value_name = "ADDRESS", default_value = "/ip4/0.0.0.0/tcp/0")]
    listen: Vec<String>,
}

fn kind(text: &str) -> Result<OrgKind, String> {
    text.parse::<OrgKind>().map_err(|error| error.to_string())
}

pub(crate) fn run(session: &Session, args: Init) -> Result<(), Trouble> {
    if args.recovery_sheet_to.is_none() && !session.ask.is_allowed() {
        return Err(Trouble::usage(
            "Nobody is here to read the recovery sheet.",
            "Give a new file with --recovery-sheet-to FILE, or run this in a terminal without --no-input.",
        ));
    }
    session.home.must_be_free()?;
    let profile = profile(session, &args)?;
    let listen = args.listen.iter().map(|text| fixed_port(text)).collect::<Result<Vec<_>, _>>()?;
    let passphrase = passphrase::new(&args.source, &session.ask, &session.talk, &[&profile.name])?;
    let sheet = Sheet::random()?;
    hand_over(
        session,
        &sheet,
        &profile.name,
        args.recovery_sheet_to.as_deref(),
        "--recovery-sheet-to",
    )?;
    let created = create(session, &profile, listen, &passphrase, &sheet)
        .map_err(|trouble| withdraw_sheet(trouble, args.recovery_sheet_to.as_deref()))?;
    report(session, &created.org)
}

/// The configuration first: a folder without data can be made again, one without its address cannot be reached.
pub(crate) fn create(
    session: &Session,
    profile: &Profile,
    listen: Vec<String>,
    passphrase: &Secret,
    sheet: &Sheet,
) -> Result<Created, Trouble> {
    let home = &session.home;
    home.create()?;
    let path = home.config();
    config::write_whole(&path, &config::first_file(&listen))
        .map_err(|error| Trouble::file("write the configuration to", &path, &error))?;
    let config = Config::load(&path, &Overrides { listen, ..Overrides::default() })?;
    Ok(service::create(&settings(home, &config), profile, passphrase, sheet.seed())?)
}

fn profile(session: &Session, args: &Init) -> Result<Profile, Trouble> {
    let ask = &session.ask;
    let name = match &args.name {
        Some(name) => name.clone(),
        None => ask.text("Name of the organisation:", "as partners will see it", "--name NAME")?,
    };
    let kind = match args.kind {
        Some(kind) => kind.as_str().to_owned(),
        None => {
            let kinds = OrgKind::ALL.iter().map(ToString::to_string).collect();
            ask.one_of("What kind of organisation is it?", kinds, "--kind CODE")?
        }
    };
    let languages = if args.languages.is_empty() {
        let help = "tags with commas between, such as th, en, my";
        let text = ask.text("Languages you work in:", help, "--language TAG")?;
        let tags = text.split([',', ' ']).filter(|tag| !tag.is_empty());
        tags.map(str::to_owned).collect()
    } else {
        args.languages.clone()
    };
    Ok(Profile { name, kind, languages })
}

fn report(session: &Session, org: &str) -> Result<(), Trouble> {
    if session.talk.json {
        return session.talk.json(&serde_json::json!({
            "org": org,
            "home": session.home.path().display().to_string(),
        }));
    }
    session
        .talk
        .data(&format!("Organisation {org}\nHome         {}", session.home.path().display()))?;
    session.talk.next(&session.home, "run");
    Ok(())
}

/// Replaces a closing `/tcp/0` by a free port, so that invites and cards stay true.
pub(crate) fn fixed_port(address: &str) -> Result<String, Trouble> {
    let Some(interface) = address.strip_suffix("/tcp/0") else {
        return Ok(address.to_owned());
    };
    for _ in 0..PORT_TRIES {
        let random = getrandom::u32().map_err(|error| no_port(&error.to_string()))?;
        let port = PORTS.start + u16::try_from(random % PORTS.len() as u32).unwrap_or_default();
        if TcpListener::bind(("0.0.0.0", port)).is_ok() {
            return Ok(format!("{interface}/tcp/{port}"));
        }
    }
    Err(no_port("none was free"))
}

fn no_port(why: &str) -> Trouble {
    Trouble::new(
        Exit::NotDone,
        "no_port",
        format!("No port could be chosen: {why}."),
        "Name one: --listen /ip4/0.0.0.0/tcp/4001",
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_port_left_open_is_chosen_once_and_a_named_one_is_kept() {
        let chosen = fixed_port("/ip4/127.0.0.1/tcp/0").expect("a free port");
        let port: u16 = chosen
            .strip_prefix("/ip4/127.0.0.1/tcp/")
            .and_then(|port| port.parse().ok())
            .expect("a port");
        assert!(PORTS.contains(&port));
        assert_eq!(fixed_port("/ip4/1.2.3.4/tcp/4001").expect("kept"), "/ip4/1.2.3.4/tcp/4001");
    }
}
