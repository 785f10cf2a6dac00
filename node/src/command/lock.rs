//! `waypost lock`: keys out of memory.

use waypost_desk::command::Command;

use super::Session;
use crate::trouble::Trouble;

pub(crate) fn run(session: &Session) -> Result<(), Trouble> {
    session.tell(Command::Lock, "unlock")
}
