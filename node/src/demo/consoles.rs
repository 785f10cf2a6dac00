//! The consoles of the three organisations: whoever watches can go on in a browser.
//!
//! Each node gets a user, and its console is asked for its first page. For a person at a terminal, or with
//! `--open`, the nodes stay up: a draft lies ready at the shelter, and the story says what to do with it.

use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::TcpStream;
use waypost_desk::command::{Command, Reply, Role, Secret};

use super::actor::{Actor, unexpected};
use super::cases::Case;
use super::stage::{Stage, Target};
use crate::command::open::browse;
use crate::trouble::Trouble;

/// For made-up people in made-up organisations, on this computer alone.
const PASSWORD: &str = "blue kettle on a quiet hill";

/// Who works where: the organisation's short name, the person, what they do there.
const PEOPLE: [(&str, &str, &[Role]); 3] = [
    ("shelter", "Dara", &[Role::Caseworker, Role::Admin]),
    ("clinic", "Nok", &[Role::Caseworker, Role::Admin]),
    ("embassy", "Sam", &[Role::DeskOfficer, Role::Admin]),
];

/// Makes the users and sees that every console answers.
pub(super) async fn all(stage: &mut Stage) -> Result<(), Trouble> {
    stage
        .tale
        .part("The same in a browser: each node has a console for the people who work there")?;
    for (short, name, roles) in PEOPLE {
        let actor = stage.actor(short);
        let user = Command::UserNew {
            name: name.to_owned(),
            roles: roles.iter().map(|role| role.as_str().to_owned()).collect(),
            desk: Vec::new(),
            language: None,
            password: Secret(PASSWORD.to_owned()),
        };
        match actor.ask(user).await? {
            Reply::User(_) => {}
            other => return Err(actor.strange(&other)),
        }
        let url = link(actor).await?;
        if !answers(&url).await {
            return Err(unexpected("a console did not answer"));
        }
        let place = url.split("/enter").next().unwrap_or_default();
        let words = format!("the console of {} answers at {place}", actor.title);
        stage.tale.seen(&words)?;
    }
    Ok(())
}

/// Until the person at the terminal has seen enough.
pub(super) async fn stay(stage: &mut Stage, case: Case, browser: bool) -> Result<(), Trouble> {
    stage.tale.part("Now you: open these, each in a window of its own")?;
    let draft = match stage.shelter.ask(Command::ReferralNew { form: Box::new(case.form) }).await? {
        Reply::Draft(draft) => draft.draft,
        other => return Err(stage.shelter.strange(&other)),
    };
    for (short, name, _) in PEOPLE {
        let actor = stage.actor(short);
        let url = link(actor).await?;
        let words = format!("{}: {url}\n  sign in as {name}, password: {PASSWORD}", actor.title);
        let again = format!("  a new link, if this one is over: {}", actor.say("open"));
        let opened = browser && short == "shelter" && browse(&url);
        stage.tale.shown(&words)?;
        stage.tale.shown(&again)?;
        if opened {
            stage.tale.shown("  (your browser opens it)")?;
        }
    }
    for words in [
        &format!("1. Dara: Home, draft {draft}: look at the answers, send it to the embassy."),
        "2. Sam: it appears on Home by itself; open it, accept some of it, decline the rest.",
        "3. Dara: the answer is there without a reload. The person leaves: Hand over.",
        "4. Sam: the person has arrived. Then: done. Dara: close it.",
        "5. Either: Audit shows the letters, and who cosigned their log.",
    ] {
        stage.tale.shown(words)?;
    }
    stage.tale.part("Press Enter to end")?;
    enter().await;
    Ok(())
}

/// Until Enter, or the end of the input. On a thread of its own, which no end of the demonstration waits for.
async fn enter() {
    let (pressed, wait) = tokio::sync::oneshot::channel();
    std::thread::spawn(move || {
        // However the reading ends, it ended.
        let _ = std::io::stdin().read_line(&mut String::new());
        let _ = pressed.send(());
    });
    drop(wait.await);
}

/// The case to be played: one for the embassy that asks for several things.
pub(super) fn case_to_play(cases: &[Case]) -> Option<Case> {
    let of_embassy = cases.iter().filter(|case| case.to == Target::Embassy);
    of_embassy.max_by_key(|case| case.form.need.len()).cloned()
}

async fn link(actor: &Actor) -> Result<String, Trouble> {
    match actor.ask(Command::ConsoleOpen).await? {
        Reply::ConsoleLink { url, .. } => Ok(url),
        other => Err(actor.strange(&other)),
    }
}

/// Whether the first page comes, as a browser would ask for it. Looking uses no link up.
async fn answers(url: &str) -> bool {
    let Some((host, path)) = url.strip_prefix("http://").and_then(|rest| rest.split_once('/'))
    else {
        return false;
    };
    let ask = async {
        let mut stream = TcpStream::connect(host).await?;
        let head = format!("GET /{path} HTTP/1.1\r\nHost: {host}\r\nConnection: close\r\n\r\n");
        stream.write_all(head.as_bytes()).await?;
        let mut status = [0; 12];
        stream.read_exact(&mut status).await?;
        std::io::Result::Ok(status == *b"HTTP/1.1 200")
    };
    ask.await.unwrap_or(false)
}
