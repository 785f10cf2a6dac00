//! The browser as a process: where it is, how it is started. In: the environment. Out: a child with two pipes.

use std::fs::File;
use std::io::Write;
use std::os::unix::fs::MetadataExt;
use std::os::unix::process::CommandExt;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};

/// Debian's small one first: it has no windows to bring along.
const NAMES: [&str; 5] =
    ["chromium-headless-shell", "chromium", "chromium-browser", "google-chrome", "chrome"];

/// Nothing of its own to the network, nothing to a screen, the same on every machine.
const FLAGS: [&str; 17] = [
    "--headless",
    "--remote-debugging-pipe",
    "--no-first-run",
    "--no-default-browser-check",
    "--no-pings",
    "--disable-gpu",
    "--disable-dev-shm-usage",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-domain-reliability",
    "--disable-sync",
    "--disable-quic",
    "--disable-extensions",
    "--metrics-recording-only",
    "--mute-audio",
    "--lang=en-US",
    // First rule that fits. Strangers of the attack tests live on this machine too; nobody else is found.
    "--host-resolver-rules=MAP *.example 127.0.0.1, MAP * ~NOTFOUND, \
     EXCLUDE localhost, EXCLUDE 127.0.0.1, EXCLUDE [::1]",
];

/// The program, or None: said on standard error, and in CI a failure.
pub(super) fn find() -> Option<PathBuf> {
    if let Some(named) = std::env::var_os("WAYPOST_BROWSER") {
        let named = PathBuf::from(named);
        assert!(named.is_file(), "WAYPOST_BROWSER is {}, which is no file", named.display());
        return Some(named);
    }
    let path = std::env::var_os("PATH").unwrap_or_default();
    let found = NAMES
        .iter()
        .flat_map(|name| std::env::split_paths(&path).map(move |folder| folder.join(name)))
        .find(|file| file.is_file());
    if found.is_none() {
        skip(
            "there is no browser. Install Debian's `chromium-headless-shell` (or `chromium`), \
             or say where one is with WAYPOST_BROWSER",
        );
    }
    found
}

/// A machine without what a test needs: said past the capture of tests, and only in CI a failure.
pub(super) fn skip(why: &str) {
    std::io::stderr().write_all(format!("SKIPPED: {why}\n").as_bytes()).unwrap();
    assert!(std::env::var_os("CI").is_none(), "CI promises it: {why}");
}

/// Starts it in a profile folder. Its file descriptors 3 and 4 are the child's standard input and output here:
/// a shell moves them, which safe Rust cannot.
pub(super) fn start(program: &Path, profile: &Path) -> Child {
    let mut command = Command::new("sh");
    command.args(["-c", r#"exec "$@" 3<&0 4>&1 0</dev/null 1>&2"#, "browser"]).arg(program);
    command.args(FLAGS).arg(format!("--user-data-dir={}", profile.display()));
    if is_root() {
        // Chromium's sandbox refuses root.
        command.arg("--no-sandbox");
    }
    command
        .env("TZ", "UTC")
        .env("LC_ALL", "C.UTF-8")
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(File::create(log(profile)).unwrap())
        .process_group(0)
        .spawn()
        .unwrap_or_else(|e| panic!("{} does not start: {e}", program.display()))
}

/// What the browser said on its standard error, the last of it.
pub(super) fn last_words(profile: &Path) -> String {
    let said = std::fs::read(log(profile)).unwrap_or_default();
    String::from_utf8_lossy(&said[said.len().saturating_sub(2_000)..]).into_owned()
}

fn log(profile: &Path) -> PathBuf {
    profile.join("said")
}

fn is_root() -> bool {
    std::fs::metadata("/proc/self").is_ok_and(|me| me.uid() == 0)
}
