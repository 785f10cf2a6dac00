//! `waypost version`: the program, and the version of the local socket.

use super::Session;
use crate::socket;
use crate::trouble::Trouble;

pub(crate) fn run(session: &Session) -> Result<(), Trouble> {
    let version = env!("CARGO_PKG_VERSION");
    if session.talk.json {
        return session.talk.json(&serde_json::json!({
            "version": version,
            "socket": socket::VERSION,
        }));
    }
    session.talk.data(&format!("waypost {version}"))
}
