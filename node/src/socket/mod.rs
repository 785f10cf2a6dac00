//! The local socket: how this computer's owner talks to the running node.
//!
//! In and out: one line of JSON each way, over a Unix socket only its owner can reach. The node greets
//! first, with a version and its process id; then each request line gets one reply line.
//! Never reachable from the network, never open to another user of the computer.

pub(crate) mod client;
pub(crate) mod server;

use serde::{Deserialize, Serialize};
use tokio::io::{AsyncBufRead, AsyncBufReadExt, AsyncWrite, AsyncWriteExt};
use waypost_desk::command::{Command, Failure, Reply};
use zeroize::Zeroizing;

/// Version of the lines. A changed shape is a new version.
pub(crate) const VERSION: u32 = 1;

/// One request. The largest is a filled form: texts of a few kilobytes each, far below this.
pub(super) const REQUEST_BYTES_MAX: usize = 2 * 1024 * 1024;

/// One reply. The largest is the list of all letters (about 400 bytes each): room for 80,000.
pub(super) const REPLY_BYTES_MAX: usize = 32 * 1024 * 1024;

/// What the node says first.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Greeting {
    /// Version of the lines that follow.
    pub(crate) waypost_socket: u32,
    /// The program's version.
    pub(crate) program: String,
    /// The node's process id.
    pub(crate) pid: u32,
}

impl Greeting {
    pub(super) fn ours() -> Self {
        Self {
            waypost_socket: VERSION,
            program: env!("CARGO_PKG_VERSION").to_owned(),
            pid: std::process::id(),
        }
    }
}

/// What a client says.
#[derive(Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Request {
    /// Version of the lines.
    pub(super) version: u32,
    /// What is asked.
    pub(super) ask: Command,
}

/// Why no line could be read.
#[derive(Debug, thiserror::Error)]
pub(super) enum LineError {
    /// The other side says too much.
    #[error("a line is longer than {max} bytes")]
    TooLong {
        /// The bound.
        max: usize,
    },
    /// The other side went away within a line.
    #[error("the connection ended within a line")]
    Torn,
    /// The socket failed.
    #[error("{0}")]
    Io(#[from] std::io::Error),
}

/// Reads one line without its end; `None` when the other side is done. The bytes are wiped when
/// dropped: a request may carry a passphrase.
pub(super) async fn read_line(
    from: &mut (impl AsyncBufRead + Unpin),
    max: usize,
) -> Result<Option<Zeroizing<Vec<u8>>>, LineError> {
    // Room for every line with a secret, so that none is copied while the line grows.
    let mut line = Zeroizing::new(Vec::with_capacity(8 * 1024));
    loop {
        let chunk = from.fill_buf().await?;
        if chunk.is_empty() {
            return if line.is_empty() { Ok(None) } else { Err(LineError::Torn) };
        }
        let end = chunk.iter().position(|byte| *byte == b'\n');
        let part = &chunk[..end.unwrap_or(chunk.len())];
        if line.len() + part.len() > max {
            return Err(LineError::TooLong { max });
        }
        line.extend_from_slice(part);
        let used = part.len() + usize::from(end.is_some());
        from.consume(used);
        if end.is_some() {
            return Ok(Some(line));
        }
    }
}

/// Writes a value as one line.
pub(super) async fn write_line(
    to: &mut (impl AsyncWrite + Unpin),
    value: &impl Serialize,
) -> std::io::Result<()> {
    let mut line = Zeroizing::new(serde_json::to_vec(value).map_err(std::io::Error::other)?);
    line.push(b'\n');
    to.write_all(&line).await?;
    to.flush().await
}

/// A request from a line, or the reply that says why it is none.
pub(super) fn request(line: &[u8]) -> Result<Command, Box<Reply>> {
    #[derive(Deserialize)]
    struct Versioned {
        version: u32,
    }
    // The version first: the rest may have another shape.
    let versioned: Versioned = serde_json::from_slice(line).map_err(|error| unreadable(&error))?;
    if versioned.version != VERSION {
        return Err(refused(
            "socket_version",
            format!(
                "The request has version {}; this node speaks version {VERSION}.",
                versioned.version
            ),
            "Use the `waypost` program that the node was started with, or restart the node.",
        ));
    }
    let request: Request = serde_json::from_slice(line).map_err(|error| unreadable(&error))?;
    Ok(request.ask)
}

/// Where the JSON is wrong, not what it says: it may be about a person.
fn unreadable(error: &serde_json::Error) -> Box<Reply> {
    let (line, column) = (error.line(), error.column());
    refused(
        "bad_request",
        format!(
            "The request is not one this node knows ({:?} error at {line}:{column}).",
            error.classify()
        ),
        "Use the `waypost` program that the node was started with, or restart the node.",
    )
}

pub(super) fn refused(code: &str, what: String, hint: &str) -> Box<Reply> {
    Box::new(Reply::Failed(Failure {
        code: code.to_owned(),
        what,
        hint: hint.to_owned(),
        faults: Vec::new(),
    }))
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;
    use tokio::io::BufReader;

    use super::*;

    fn code(line: &[u8]) -> String {
        match request(line).map_err(|reply| *reply) {
            Err(Reply::Failed(failure)) => failure.code,
            other => format!("{other:?}"),
        }
    }

    /// Reads all lines of `bytes` through a small buffer.
    fn lines(bytes: &[u8], max: usize) -> Vec<Result<Vec<u8>, String>> {
        let runtime = tokio::runtime::Builder::new_current_thread().build().expect("a runtime");
        runtime.block_on(async {
            let mut from = BufReader::with_capacity(3, bytes);
            let mut found = Vec::new();
            loop {
                match read_line(&mut from, max).await {
                    Ok(Some(line)) => found.push(Ok(line.to_vec())),
                    Ok(None) => return found,
                    Err(error) => {
                        found.push(Err(error.to_string()));
                        return found;
                    }
                }
            }
        })
    }

    #[test]
    fn a_line_may_have_as_many_bytes_as_the_bound_and_no_more() {
        assert_eq!(lines(b"12345\n1\n", 5), [Ok(b"12345".to_vec()), Ok(b"1".to_vec())]);
        assert_eq!(lines(b"123456\n", 5), [Err("a line is longer than 5 bytes".to_owned())]);
        assert_eq!(
            lines(b"\n123", 5),
            [Ok(Vec::new()), Err("the connection ended within a line".to_owned())]
        );
    }

    #[test]
    fn a_request_of_another_version_is_told_so_whatever_its_shape() {
        assert_eq!(code(br#"{"version":2,"please":[]}"#), "socket_version");
        assert_eq!(code(br#"{"version":1,"please":[]}"#), "bad_request");
        assert!(matches!(
            request(br#"{"version":1,"ask":{"command":"status"}}"#),
            Ok(Command::Status)
        ));
    }

    #[test]
    fn an_unreadable_request_is_not_repeated_in_the_answer() {
        let line = br#"{"version":1,"ask":{"command":"Somsak Example 12 May"}}"#;
        let reply = request(line).expect_err("unknown command");
        assert!(!format!("{reply:?}").contains("Somsak"));
    }

    #[test]
    fn every_reply_of_this_program_reads_back() {
        let reply = refused("busy", "Too many.".to_owned(), "Wait.");
        let line = serde_json::to_vec(&reply).expect("written");
        let read: Reply = serde_json::from_slice(&line).expect("read");
        assert!(matches!(read, Reply::Failed(failure) if failure.code == "busy"));
    }

    proptest! {
        #[test]
        fn no_line_panics(line in proptest::collection::vec(any::<u8>(), 0..300)) {
            let _ = request(&line);
        }

        #[test]
        fn no_json_panics(line in r#"\{"version":1,"ask":\{"command":"[a-z_]{0,12}"(,"[a-z]{1,6}":[\[\{"0-9a-z]{0,9}){0,3}\}\}"#) {
            let _ = request(line.as_bytes());
        }

        #[test]
        fn no_stream_yields_a_line_over_the_bound(bytes in proptest::collection::vec(prop_oneof![Just(b'\n'), any::<u8>()], 0..200), max in 0usize..20) {
            for line in lines(&bytes, max).into_iter().flatten() {
                prop_assert!(line.len() <= max);
                prop_assert!(!line.contains(&b'\n'));
            }
        }
    }
}
