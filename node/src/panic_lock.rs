//! Locking when somebody stands at the door: at once, also when the node is busy or hangs.
//!
//! Three ways, each for when the one before fails: the desk locks before anything that waits; the
//! process replaces itself by a locked one, which takes every key out of memory; whoever asked ends it
//! with SIGKILL. Nothing that was acknowledged is lost by any of them: the store is made for it.
//! Asked by `waypost lock --now`, or by the signal SIGUSR1 (`pkill -USR1 waypost`, for a hotkey).

use std::convert::Infallible;
use std::ffi::OsString;
use std::io;
use std::os::unix::process::CommandExt;
use std::time::Duration;

use rustix::process::{Pid, Signal, kill_process};
use tokio::signal::unix::{SignalKind, signal};
use waypost_desk::service::Service;

/// How long the desk may take: a person at the door cannot wait for longer.
pub(crate) const DESK_PATIENCE: Duration = Duration::from_secs(2);

/// Locks; if the desk does not, does not return.
pub(crate) async fn lock_or_end(service: &Service) {
    if !service.lock_now(DESK_PATIENCE).await {
        tracing::error!("the desk did not lock in time; the process begins anew, locked");
        end();
    }
}

/// Every SIGUSR1 locks.
pub(crate) async fn lock_on_signal(service: Service) -> io::Result<Infallible> {
    let mut asked = signal(SignalKind::user_defined1())?;
    loop {
        if asked.recv().await.is_none() {
            std::future::pending::<()>().await;
        }
        lock_or_end(&service).await;
    }
}

/// Replaces this process by a locked node with the same arguments; where that fails, ends it.
fn end() {
    if let Ok(program) = std::env::current_exe() {
        let arguments = locked_arguments(std::env::args_os().skip(1));
        let error = std::process::Command::new(program).args(arguments).exec();
        tracing::error!(%error, "a locked node could not be started in its place");
    }
    std::process::abort();
}

/// The arguments of `run` without a passphrase, and locked.
fn locked_arguments(given: impl Iterator<Item = OsString>) -> Vec<OsString> {
    let mut arguments = Vec::new();
    let mut given = given.filter(|word| word != "--locked");
    while let Some(word) = given.next() {
        let text = word.to_string_lossy();
        if text == "--passphrase-file" {
            given.next();
        } else if !text.starts_with("--passphrase-file=") {
            arguments.push(word);
        }
    }
    arguments.push("--locked".into());
    arguments
}

/// Ends a node's process from outside.
pub(crate) fn kill(process: u32) -> io::Result<()> {
    let pid = i32::try_from(process).ok().and_then(Pid::from_raw);
    let pid = pid.ok_or_else(|| io::Error::other("no such process id"))?;
    kill_process(pid, Signal::KILL).map_err(io::Error::from)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_node_that_takes_over_is_locked_and_asks_for_no_passphrase() {
        let given = [
            "--home",
            "/h",
            "run",
            "--passphrase-file",
            "/p",
            "--passphrase-file=-",
            "--log",
            "info",
        ];
        let locked = locked_arguments(given.iter().map(OsString::from));
        assert_eq!(locked, ["--home", "/h", "run", "--log", "info", "--locked"]);
        assert_eq!(locked_arguments(locked.clone().into_iter()), locked);
    }
}
