//! The answering side of the local socket.
//!
//! In: connections of the home's owner. Out: what the desk answers. Every line, wait and number of
//! clients has a bound. One node a home: an OS lock says so, which no crash can leave behind.

use std::fs::{self, File, OpenOptions, Permissions, TryLockError};
use std::io::{self, Read, Seek, Write};
use std::os::unix::fs::{OpenOptionsExt, PermissionsExt};
use std::path::PathBuf;
use std::sync::Arc;
use std::time::Duration;

use tokio::io::BufReader;
use tokio::net::{UnixListener, UnixStream};
use tokio::sync::Semaphore;
use tokio::task::JoinSet;
use tokio::time::timeout;
use waypost_console::Console;
use waypost_desk::command::{Command, Reply};
use waypost_desk::service::Service;

use super::{Greeting, LineError, REQUEST_BYTES_MAX, read_line, refused, request, write_line};
use crate::home::Home;
use crate::panic_lock::lock_or_end;
use crate::trouble::{Exit, Trouble};

/// Clients at once: a few terminals and scripts of one person.
const CLIENTS_MAX: usize = 32;
/// A client that says nothing for this long has forgotten us.
const IDLE_TIMEOUT: Duration = Duration::from_secs(120);
/// A client on this computer that does not read its reply in this time is stuck.
const WRITE_TIMEOUT: Duration = Duration::from_secs(30);
/// How long replies under way may take once the node stops.
const DRAIN_TIMEOUT: Duration = Duration::from_secs(5);

/// The right to run in a home. Given back by the operating system when the process ends, however it ends.
pub(crate) struct RunLock {
    // Held open: closing the file gives the lock back.
    _file: File,
}

impl RunLock {
    /// Takes it, or says which process has it.
    pub(crate) fn take(home: &Home) -> Result<Self, Trouble> {
        let path = home.lock();
        let trouble = |error: io::Error| Trouble::file("lock", &path, &error);
        let mut file = OpenOptions::new()
            .create(true)
            .truncate(false)
            .read(true)
            .write(true)
            .mode(0o600)
            .open(&path)
            .map_err(trouble)?;
        match file.try_lock() {
            Ok(()) => {}
            Err(TryLockError::WouldBlock) => return Err(runs_already(home, &mut file)),
            Err(TryLockError::Error(error)) => return Err(trouble(error)),
        }
        write_pid(&mut file).map_err(trouble)?;
        Ok(Self { _file: file })
    }
}

impl RunLock {
    /// The process that holds a home's lock; none if nobody does.
    pub(crate) fn holder(home: &Home) -> Result<Option<u32>, Trouble> {
        let path = home.lock();
        let mut file = match File::open(&path) {
            Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(None),
            file => file.map_err(|error| Trouble::file("look at", &path, &error))?,
        };
        match file.try_lock_shared() {
            Err(TryLockError::WouldBlock) => Ok(read_pid(&mut file)),
            Ok(()) => Ok(None),
            Err(TryLockError::Error(error)) => Err(Trouble::file("look at", &path, &error)),
        }
    }
}

/// The id is a help, not a need: without it a message still says what to do.
fn read_pid(file: &mut File) -> Option<u32> {
    let mut text = String::new();
    file.take(32).read_to_string(&mut text).ok()?;
    text.trim().parse().ok()
}

fn write_pid(file: &mut File) -> io::Result<()> {
    file.set_len(0)?;
    file.rewind()?;
    writeln!(file, "{}", std::process::id())
}

fn runs_already(home: &Home, file: &mut File) -> Trouble {
    let process = read_pid(file).map_or(String::new(), |pid| format!(" (process {pid})"));
    Trouble::new(
        Exit::NotDone,
        "runs_already",
        format!("A node runs in {} already{process}.", home.path().display()),
        format!("Use it ({}), or stop it: {}", home.say("status"), home.say("stop")),
    )
}

/// The bound socket. Removes its file when dropped.
pub(crate) struct Door {
    listener: UnixListener,
    path: PathBuf,
    owner: u32,
}

impl Door {
    /// Binds. The lock proves that a socket file still lying there is of a node that is gone.
    pub(crate) fn open(home: &Home, _lock: &RunLock) -> Result<Self, Trouble> {
        let path = home.socket()?;
        let bind = || -> io::Result<UnixListener> {
            match fs::remove_file(&path) {
                Err(error) if error.kind() != io::ErrorKind::NotFound => return Err(error),
                _ => {}
            }
            // The folder is 0700, so nobody else gets in between these two.
            let listener = UnixListener::bind(&path)?;
            fs::set_permissions(&path, Permissions::from_mode(0o600))?;
            Ok(listener)
        };
        let listener = bind().map_err(|error| Trouble::file("open", &path, &error))?;
        let owner = home.owner()?;
        Ok(Self { listener, path, owner })
    }

    /// Serves until the node has stopped, then lets replies under way finish.
    pub(crate) async fn serve(self, service: Service, console: Option<Console>) {
        let places = Arc::new(Semaphore::new(CLIENTS_MAX));
        let mut clients = JoinSet::new();
        let stopped = service.stopped();
        tokio::pin!(stopped);
        loop {
            tokio::select! {
                () = &mut stopped => break,
                accepted = self.listener.accept() => match accepted {
                    Ok((stream, _)) => self.welcome(stream, &service, &console, &places, &mut clients),
                    // Out of file handles: the clients that are here will give some back.
                    Err(_) => tokio::time::sleep(Duration::from_millis(100)).await,
                },
                Some(_) = clients.join_next() => {}
            }
        }
        let drain = async { while clients.join_next().await.is_some() {} };
        // Whoever is still silent after this loses the connection; its request was answered or never read.
        drop(timeout(DRAIN_TIMEOUT, drain).await);
    }

    fn welcome(
        &self,
        stream: UnixStream,
        service: &Service,
        console: &Option<Console>,
        places: &Arc<Semaphore>,
        clients: &mut JoinSet<()>,
    ) {
        if stream.peer_cred().map(|peer| peer.uid()).ok() != Some(self.owner) {
            return;
        }
        let place = Arc::clone(places).try_acquire_owned();
        let (service, console) = (service.clone(), console.clone());
        clients.spawn(async move {
            match place {
                Ok(_place) => attend(stream, &service, console.as_ref()).await,
                Err(_) => turn_away(stream).await,
            }
        });
    }
}

impl Drop for Door {
    fn drop(&mut self) {
        // The next start removes it as well.
        drop(fs::remove_file(&self.path));
    }
}

/// Requests of one client, one after another.
async fn attend(stream: UnixStream, service: &Service, console: Option<&Console>) {
    let (reader, mut writer) = stream.into_split();
    let mut reader = BufReader::new(reader);
    if !put(&mut writer, &Greeting::ours()).await {
        return;
    }
    loop {
        let line = tokio::select! {
            () = service.stopped() => return,
            line = timeout(IDLE_TIMEOUT, read_line(&mut reader, REQUEST_BYTES_MAX)) => line,
        };
        match line {
            Ok(Ok(Some(line))) => {
                if !put(&mut writer, &answer(&line, service, console).await).await {
                    return;
                }
            }
            Ok(Err(error @ LineError::TooLong { .. })) => {
                let hint = "Make the form shorter.";
                put(
                    &mut writer,
                    &refused("request_too_long", format!("In the request {error}."), hint),
                )
                .await;
                return;
            }
            Ok(Ok(None) | Err(LineError::Torn | LineError::Io(_))) | Err(_) => return,
        }
    }
}

async fn answer(line: &[u8], service: &Service, console: Option<&Console>) -> Reply {
    match request(line) {
        Ok(Command::ConsoleOpen) => start_link(console),
        Ok(Command::LockNow) => {
            lock_or_end(service).await;
            Reply::Done { words: "The node is locked.".to_owned() }
        }
        Ok(command) => service.ask(command).await,
        Err(reply) => *reply,
    }
}

/// A start link of the console, where there is one.
fn start_link(console: Option<&Console>) -> Reply {
    let Some(console) = console else {
        return *refused(
            "no_console",
            "This node serves no console.".to_owned(),
            "Switch it on: `waypost config set console true`; a port that is taken is named when the node starts.",
        );
    };
    match console.link() {
        Ok(link) => Reply::ConsoleLink { url: link.url, expires: link.expires },
        Err(error) => *refused("no_console", error.to_string(), "Try again in a moment."),
    }
}

async fn turn_away(stream: UnixStream) {
    let (_reader, mut writer) = stream.into_split();
    let what = format!("{CLIENTS_MAX} programs talk to this node already.");
    if put(&mut writer, &Greeting::ours()).await {
        put(&mut writer, &refused("busy", what, "Close some, or try again in a moment.")).await;
    }
}

/// Whether the client took it.
async fn put(writer: &mut tokio::net::unix::OwnedWriteHalf, value: &impl serde::Serialize) -> bool {
    matches!(timeout(WRITE_TIMEOUT, write_line(writer, value)).await, Ok(Ok(())))
}

/// Ends when the operating system asks the process to: then the node stops in good order.
pub(crate) async fn stop_on_signal(service: Service) -> io::Result<()> {
    asked_to_stop().await?;
    match service.ask(Command::Stop).await {
        Reply::Failed(failure) => {
            tracing::error!(code = failure.code, "could not stop in good order");
            Err(io::Error::other(failure.what))
        }
        _ => Ok(()),
    }
}

/// Waits for Ctrl-C or SIGTERM.
pub(crate) async fn asked_to_stop() -> io::Result<()> {
    use tokio::signal::unix::{SignalKind, signal};
    let mut interrupt = signal(SignalKind::interrupt())?;
    let mut terminate = signal(SignalKind::terminate())?;
    tokio::select! {
        _ = interrupt.recv() => {}
        _ = terminate.recv() => {}
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn home() -> (tempfile::TempDir, Home) {
        let dir = tempfile::tempdir().expect("a folder");
        let home = Home::find(Some(dir.path().join("h"))).expect("a path");
        home.create().expect("made");
        (dir, home)
    }

    #[tokio::test]
    async fn the_socket_is_for_its_owner_alone_and_gone_afterwards() {
        let (_dir, home) = home();
        let lock = RunLock::take(&home).expect("free");
        let door = Door::open(&home, &lock).expect("bound");
        let path = home.socket().expect("short");
        let mode = fs::metadata(&path).expect("there").permissions().mode();
        assert_eq!(mode & 0o777, 0o600);
        drop(door);
        assert!(!path.exists());
    }

    #[tokio::test]
    async fn a_socket_left_by_a_crash_is_replaced() {
        let (_dir, home) = home();
        let path = home.socket().expect("short");
        drop(std::os::unix::net::UnixListener::bind(&path).expect("bound"));
        assert!(path.exists());
        let lock = RunLock::take(&home).expect("free");
        Door::open(&home, &lock).expect("bound");
    }

    #[test]
    fn a_second_node_in_a_home_is_told_which_process_runs() {
        let (_dir, home) = home();
        let _lock = RunLock::take(&home).expect("free");
        let trouble = RunLock::take(&home).map(drop).expect_err("taken");
        assert_eq!(trouble.failure.code, "runs_already");
        let process = format!("process {}", std::process::id());
        assert!(trouble.failure.what.contains(&process), "{}", trouble.failure.what);
    }
}
