//! The DevTools pipe: commands out, replies and events in. One thread reads; a reply wakes the one who asked, an
//! event goes to the watch of its page.

use std::collections::HashMap;
use std::io::{BufRead, BufReader, Read, Write};
use std::path::Path;
use std::process::{Child, ChildStdin, ChildStdout};
use std::sync::{Arc, Condvar, Mutex, MutexGuard};
use std::time::{Duration, Instant};

use serde_json::{Value, json};
use tempfile::TempDir;

use super::process;
use super::watch::Watch;

/// Longer than any command takes on a busy machine, a long page as PDF among them.
const ANSWER_WITHIN: Duration = Duration::from_secs(60);
/// A picture of a long page is a few megabytes; a message beyond this is a fault.
const MESSAGE_BYTES_MAX: u64 = 256 << 20;
/// How long a browser may take to end by itself.
const END_WITHIN: Duration = Duration::from_secs(5);

/// The number of a command whose reply nobody waits for.
const UNATTENDED: u64 = 0;

/// A running browser.
pub(super) struct Pipe {
    child: Mutex<Child>,
    profile: TempDir,
    shared: Arc<Shared>,
}

struct Shared {
    to: Mutex<Option<ChildStdin>>,
    state: Mutex<State>,
    changed: Condvar,
}

#[derive(Default)]
struct State {
    next: u64,
    replies: HashMap<u64, Result<Value, String>>,
    watches: HashMap<String, Watch>,
    ended: bool,
}

impl Pipe {
    pub(super) fn start(program: &Path) -> Self {
        let profile = tempfile::Builder::new().prefix("waypost-browser").tempdir().unwrap();
        let mut child = process::start(program, profile.path());
        let (to, from) = (child.stdin.take(), child.stdout.take().unwrap());
        let state = Mutex::new(State::default());
        let shared = Arc::new(Shared { to: Mutex::new(to), state, changed: Condvar::new() });
        let reader = Arc::clone(&shared);
        std::thread::spawn(move || reader.read(from));
        let pipe = Self { child: Mutex::new(child), profile, shared };
        pipe.call(None, "Browser.getVersion", json!({})).unwrap_or_else(|e| panic!("{e}"));
        pipe
    }

    /// A command to the browser, or to one of its pages; what it gave, or why not.
    pub(super) fn call(
        &self,
        session: Option<&str>,
        method: &str,
        parameters: Value,
    ) -> Result<Value, String> {
        let id = self.shared.number();
        self.shared.send(id, session, method, parameters);
        let until = Instant::now() + ANSWER_WITHIN;
        let mut state = self.shared.state();
        loop {
            if let Some(reply) = state.replies.remove(&id) {
                return reply.map_err(|why| format!("{method}: {why}"));
            }
            if state.ended {
                let said = process::last_words(self.profile.path());
                return Err(format!("{method}: the browser has ended; it said:\n{said}"));
            }
            let left = until.saturating_duration_since(Instant::now());
            if left.is_zero() {
                return Err(format!("{method}: no answer within {ANSWER_WITHIN:?}"));
            }
            state = self.shared.changed.wait_timeout(state, left).unwrap().0;
        }
    }

    /// From now on what this page does is written down.
    pub(super) fn watch(&self, session: &str, frame: &str) {
        self.shared.state().watches.insert(session.to_owned(), Watch::of(frame));
    }

    pub(super) fn unwatch(&self, session: &str) {
        self.shared.state().watches.remove(session);
    }

    /// Looks at, or changes, what was written down about a page.
    pub(super) fn with_watch<T>(&self, session: &str, look: impl FnOnce(&mut Watch) -> T) -> T {
        look(self.shared.state().watches.get_mut(session).expect("a page has a watch while open"))
    }
}

impl Drop for Pipe {
    /// Without a pipe the browser ends; one that does not is ended, with all its processes.
    fn drop(&mut self) {
        self.shared.to.lock().unwrap_or_else(|e| e.into_inner()).take();
        let mut child = self.child.lock().unwrap_or_else(|e| e.into_inner());
        let until = Instant::now() + END_WITHIN;
        while matches!(child.try_wait(), Ok(None)) {
            if Instant::now() > until {
                let group = rustix::process::Pid::from_child(&child);
                let _ = rustix::process::kill_process_group(group, rustix::process::Signal::KILL);
                let _ = child.wait();
                return;
            }
            std::thread::sleep(Duration::from_millis(5));
        }
    }
}

impl Shared {
    fn state(&self) -> MutexGuard<'_, State> {
        // A test that failed while it held the lock has said so itself.
        self.state.lock().unwrap_or_else(|e| e.into_inner())
    }

    fn number(&self) -> u64 {
        let mut state = self.state();
        state.next += 1;
        state.next
    }

    fn send(&self, id: u64, session: Option<&str>, method: &str, parameters: Value) {
        let mut message = json!({ "id": id, "method": method, "params": parameters });
        if let Some(session) = session {
            message["sessionId"] = session.into();
        }
        let mut bytes = message.to_string().into_bytes();
        bytes.push(0);
        if let Some(to) = &mut *self.to.lock().unwrap_or_else(|e| e.into_inner()) {
            // A browser that is gone is noticed by the reader.
            let _ = to.write_all(&bytes).and_then(|()| to.flush());
        }
    }

    fn read(&self, from: ChildStdout) {
        let mut from = BufReader::with_capacity(1 << 16, from);
        let mut message = Vec::new();
        loop {
            message.clear();
            let read = from.by_ref().take(MESSAGE_BYTES_MAX).read_until(0, &mut message);
            if read.is_err() || message.pop() != Some(0) {
                break;
            }
            if let Ok(message) = serde_json::from_slice(&message) {
                self.take(message);
            }
        }
        self.state().ended = true;
        self.changed.notify_all();
    }

    fn take(&self, mut message: Value) {
        let mut state = self.state();
        if let Some(id) = message["id"].as_u64() {
            let reply = match message.get("error") {
                Some(error) => Err(error["message"].as_str().unwrap_or("refused").to_owned()),
                None => Ok(message["result"].take()),
            };
            if id != UNATTENDED {
                state.replies.insert(id, reply);
            }
        } else if let Some(session) = message["sessionId"].as_str()
            && let Some(watch) = state.watches.get_mut(session)
        {
            let session = session.to_owned();
            let is_dialog =
                watch.take(message["method"].as_str().unwrap_or(""), &message["params"]);
            drop(state);
            if is_dialog {
                // Nobody is there to press its button, and the page waits.
                let yes = json!({ "accept": true });
                self.send(UNATTENDED, Some(&session), "Page.handleJavaScriptDialog", yes);
            }
        }
        self.changed.notify_all();
    }
}
