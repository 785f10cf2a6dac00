//! A node's local socket, spoken to directly: for those who ask faster than a command can be started.

use std::io::{BufRead, BufReader, Write};
use std::os::unix::net::UnixStream;
use std::path::Path;
use std::time::Duration;

use serde_json::{Value, json};

/// A node answers in this time, or it hangs.
const PATIENCE: Duration = Duration::from_secs(60);

/// A connection to a node's local socket.
pub struct Line {
    reader: BufReader<UnixStream>,
}

impl Line {
    /// Connects, and reads the node's greeting.
    pub fn open(socket: &Path) -> std::io::Result<Self> {
        let stream = UnixStream::connect(socket)?;
        stream.set_read_timeout(Some(PATIENCE))?;
        let mut line = Self { reader: BufReader::new(stream) };
        line.read()?;
        Ok(line)
    }

    /// Asks, and returns the reply as it stands.
    pub fn ask(&mut self, ask: &Value) -> std::io::Result<Value> {
        let mut request = serde_json::to_vec(&json!({ "version": 1, "ask": ask }))?;
        request.push(b'\n');
        self.reader.get_mut().write_all(&request)?;
        self.read()
    }

    fn read(&mut self) -> std::io::Result<Value> {
        let mut text = String::new();
        if self.reader.read_line(&mut text)? == 0 {
            return Err(std::io::ErrorKind::UnexpectedEof.into());
        }
        Ok(serde_json::from_str(&text)?)
    }
}

/// Asks once; `None` while no node answers.
pub fn ask(socket: &Path, ask: &Value) -> Option<Value> {
    Line::open(socket).and_then(|mut line| line.ask(ask)).ok()
}
