//! `waypost stop`: the node stops in good order; returns when it has.

use std::time::{Duration, Instant};

use waypost_desk::command::Command;

use super::Session;
use crate::home::Home;
use crate::trouble::{Exit, Trouble};

/// Draining and flushing takes a moment; a slow disk takes longer.
const STOP_TIMEOUT: Duration = Duration::from_secs(60);

pub(crate) fn run(session: &Session) -> Result<(), Trouble> {
    let reply = session.node(Command::Stop)?;
    wait_until_gone(&session.home)?;
    session.talk.reply(&reply)?;
    session.talk.next(&session.home, "run");
    Ok(())
}

/// The socket file goes last, after the flush.
fn wait_until_gone(home: &Home) -> Result<(), Trouble> {
    let socket = home.socket()?;
    let began = Instant::now();
    while socket.exists() {
        if began.elapsed() > STOP_TIMEOUT {
            return Err(Trouble::new(
                Exit::NotDone,
                "still_stopping",
                format!("The node is still stopping after {} seconds.", STOP_TIMEOUT.as_secs()),
                "Wait a little; what it holds is safe on the disk.",
            ));
        }
        std::thread::sleep(Duration::from_millis(50));
    }
    Ok(())
}
