//! The asking side of the local socket.
//!
//! In: a command. Out: the node's reply, or why there is none. Sends nothing to a socket that is not the
//! home owner's.

use std::io;
use std::path::Path;
use std::time::Duration;

use tokio::io::BufReader;
use tokio::net::UnixStream;
use tokio::net::unix::{OwnedReadHalf, OwnedWriteHalf};
use tokio::time::timeout;
use waypost_desk::command::{Command, Reply};

use super::{Greeting, REPLY_BYTES_MAX, Request, VERSION, read_line, write_line};
use crate::home::Home;
use crate::trouble::{Exit, Trouble};

/// A node greets at once; one that does not within this time hangs.
const GREETING_TIMEOUT: Duration = Duration::from_secs(10);
/// The longest work behind one request: verifying a large log, or unlocking on a slow computer.
const REPLY_TIMEOUT: Duration = Duration::from_secs(600);

/// A connection to the node that runs in a home.
pub(crate) struct Client {
    reader: BufReader<OwnedReadHalf>,
    writer: OwnedWriteHalf,
    greeting: Greeting,
}

impl Client {
    /// Connects and reads the greeting.
    pub(crate) async fn connect(home: &Home) -> Result<Self, Trouble> {
        let path = home.socket()?;
        let stream =
            UnixStream::connect(&path).await.map_err(|error| not_connected(home, &path, &error))?;
        must_be_the_owners(&stream, home)?;
        let (reader, writer) = stream.into_split();
        let mut reader = BufReader::new(reader);
        let greeting = greeting(&mut reader).await?;
        Ok(Self { reader, writer, greeting })
    }

    /// What the node said of itself.
    pub(crate) fn greeting(&self) -> &Greeting {
        &self.greeting
    }

    /// Asks, and waits for the reply as it stands, a failure included.
    pub(crate) async fn ask(&mut self, ask: Command) -> Result<Reply, Trouble> {
        let request = Request { version: VERSION, ask };
        if let Err(error) = write_line(&mut self.writer, &request).await {
            return Err(broken(&error.to_string()));
        }
        let line = timeout(REPLY_TIMEOUT, read_line(&mut self.reader, REPLY_BYTES_MAX))
            .await
            .map_err(|_| broken("no answer came"))?
            .map_err(|error| broken(&error.to_string()))?
            .ok_or_else(|| broken("the node ended the connection"))?;
        serde_json::from_slice(&line)
            .map_err(|_| broken("the answer has a shape this program does not know"))
    }
}

/// The version first: nothing is sent to a node that would read it otherwise.
async fn greeting(reader: &mut BufReader<OwnedReadHalf>) -> Result<Greeting, Trouble> {
    let line = match timeout(GREETING_TIMEOUT, read_line(reader, 4096)).await {
        Ok(Ok(Some(line))) => line,
        Ok(Ok(None)) => return Err(broken("the node ended the connection")),
        Ok(Err(error)) => return Err(broken(&error.to_string())),
        Err(_) => return Err(broken("the node did not greet")),
    };
    let greeting: Greeting = serde_json::from_slice(&line)
        .map_err(|_| broken("the greeting has a shape this program does not know"))?;
    if greeting.waypost_socket == VERSION {
        return Ok(greeting);
    }
    Err(Trouble::new(
        Exit::NotDone,
        "socket_version",
        format!(
            "The running node (waypost {}) speaks version {} of the local socket; this program speaks {VERSION}.",
            greeting.program, greeting.waypost_socket
        ),
        "Use the `waypost` program that the node was started with, or restart the node with this one.",
    ))
}

/// A passphrase may follow: it goes to nobody but the owner of the home.
fn must_be_the_owners(stream: &UnixStream, home: &Home) -> Result<(), Trouble> {
    let peer = stream.peer_cred().map_err(|error| broken(&error.to_string()))?;
    let owner = home.owner()?;
    if peer.uid() == owner {
        return Ok(());
    }
    Err(Trouble::new(
        Exit::Home,
        "foreign_socket",
        format!(
            "The local socket belongs to user {}; the home belongs to user {owner}.",
            peer.uid()
        ),
        "Nothing was sent. Find out who runs a node in this folder.",
    ))
}

fn not_connected(home: &Home, path: &Path, error: &io::Error) -> Trouble {
    match error.kind() {
        io::ErrorKind::NotFound | io::ErrorKind::ConnectionRefused => {
            let here = home.path().display();
            let (what, first) = if home.is_initialised() {
                (format!("No node runs in {here}."), "run")
            } else {
                (format!("There is no organisation in {here}, so no node runs."), "init")
            };
            let hint = format!("Start it: {}", home.say(first));
            Trouble::new(Exit::NoNode, "no_node", what, hint)
        }
        _ => Trouble::file("reach the node through", path, error),
    }
}

fn broken(why: &str) -> Trouble {
    Trouble::new(
        Exit::NotDone,
        "socket_broken",
        format!("The talk with the node broke off: {why}."),
        "Look at `waypost status` before asking again: it may have been done.",
    )
}
