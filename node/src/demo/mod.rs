//! The demonstration: three organisations on this computer do the main job for real.
//!
//! Nothing is simulated: three homes, three processes of this program, real TCP between them, and the
//! same local sockets and commands that a caseworker uses. Every step checks the state reached on both
//! nodes; anything unexpected ends it with an error. The people in the cases are made up.

mod actor;
mod acts;
mod audit;
mod cases;
mod consoles;
mod pairing;
mod stage;
mod tale;

use std::fs::{DirBuilder, Permissions};
use std::os::unix::fs::{DirBuilderExt, PermissionsExt};
use std::path::{Path, PathBuf};

use crate::command::demo::Demo;
use crate::command::{Session, block_on};
use crate::home::{Home, shell_word};
use crate::trouble::{Exit, Trouble};
use stage::Stage;
use tale::Tale;

/// Plays the demonstration and clears up after itself.
pub(crate) fn run(session: &Session, args: &Demo) -> Result<(), Trouble> {
    let cases = cases::load(args.cases.as_deref())?;
    let to_play = consoles::case_to_play(&cases).filter(|_| args.open || session.ask.is_allowed());
    let folder = Folder::make(args.keep.as_deref())?;
    let tale = Tale::new(session.talk.clone(), args.fast);
    block_on(async {
        let mut stage = Stage::new(folder.path(), tale)?;
        tokio::select! {
            played = play(&mut stage, cases, to_play, session.ask.is_allowed()) => played?,
            () = interrupted() => return Err(stopped()),
        }
        stage.curtain().await?;
        stage.tale.summary(folder.path())
    })??;
    if args.keep.is_some() {
        say_what_to_try(session, folder.path());
    } else {
        session.talk.say("Everything was removed. To keep it: waypost demo --keep DIR");
    }
    Ok(())
}

async fn play(
    stage: &mut Stage,
    cases: Vec<cases::Case>,
    to_play: Option<cases::Case>,
    browser: bool,
) -> Result<(), Trouble> {
    stage.open().await?;
    pairing::all(stage).await?;
    acts::all(stage, cases).await?;
    audit::all(stage).await?;
    consoles::all(stage).await?;
    match to_play {
        Some(case) => consoles::stay(stage, case, browser).await,
        None => Ok(()),
    }
}

/// Ctrl-C or a request to end: the nodes are stopped as their guards are dropped.
async fn interrupted() {
    use tokio::signal::unix::{SignalKind, signal};
    let ctrl_c = tokio::signal::ctrl_c();
    match signal(SignalKind::terminate()) {
        Ok(mut terminate) => tokio::select! {
            _ = ctrl_c => {}
            _ = terminate.recv() => {}
        },
        Err(_) => drop(ctrl_c.await),
    }
}

fn stopped() -> Trouble {
    Trouble::new(
        Exit::NotDone,
        "demo_stopped",
        "The demonstration was stopped.",
        "Start it again: waypost demo",
    )
}

fn say_what_to_try(session: &Session, folder: &Path) {
    let talk = &session.talk;
    let (shelter, passphrase) = (folder.join("shelter"), folder.join("passphrase"));
    let (home, passphrase) = (shell_word(&shelter), shell_word(&passphrase));
    talk.say(&format!(
        "The data lies in {}. Each node has a log beside its folder.",
        folder.display()
    ));
    talk.say("Try, in a second terminal:");
    talk.say(&format!("  waypost --home {home} run --passphrase-file {passphrase}"));
    for words in ["referral list --closed", "referral show R1", "audit witness"] {
        talk.say(&format!("  waypost --home {home} {words}"));
    }
    if let Ok(home) = Home::find(Some(shelter)) {
        talk.next(&home, &format!("run --passphrase-file {passphrase}"));
    }
}

/// Where the three homes lie: removed at the end, unless the person named it.
enum Folder {
    Kept(PathBuf),
    Passing(tempfile::TempDir),
}

impl Folder {
    fn make(keep: Option<&Path>) -> Result<Self, Trouble> {
        let Some(path) = keep else {
            let mut builder = tempfile::Builder::new();
            let made =
                builder.prefix("waypost-").permissions(Permissions::from_mode(0o700)).tempdir();
            return made
                .map(Self::Passing)
                .map_err(|error| Trouble::file("make a folder in", &std::env::temp_dir(), &error));
        };
        let path =
            std::path::absolute(path).map_err(|error| Trouble::file("resolve", path, &error))?;
        // Only a new folder: a demonstration must never touch an organisation's own.
        DirBuilder::new()
            .mode(0o700)
            .create(&path)
            .map_err(|error| Trouble::file("make the new folder", &path, &error))?;
        Ok(Self::Kept(path))
    }

    fn path(&self) -> &Path {
        match self {
            Self::Kept(path) => path,
            Self::Passing(dir) => dir.path(),
        }
    }
}
