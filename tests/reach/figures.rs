//! What was measured, one line each, on standard error past the capture of tests: it is read in the log of a run
//! that passed.

use std::io::Write;
use std::time::{Duration, Instant};

/// One line of the table.
pub(crate) fn figure(what: &str, found: impl std::fmt::Display) {
    let line = format!("figure  {what:<72} {found}\n");
    std::io::stderr().write_all(line.as_bytes()).unwrap();
}

/// A machine without what a test needs: said, and only in CI a failure.
pub(crate) fn skip(why: &str) {
    std::io::stderr().write_all(format!("SKIPPED: {why}\n").as_bytes()).unwrap();
    assert!(std::env::var_os("CI").is_none(), "CI promises it: {why}");
}

/// How long something took.
pub(crate) fn timed<T>(work: impl FnOnce() -> T) -> (Duration, T) {
    let began = Instant::now();
    let done = work();
    (began.elapsed(), done)
}

/// The middle one.
pub(crate) fn median(mut times: Vec<Duration>) -> Duration {
    times.sort();
    times[times.len() / 2]
}

/// The seed of all chance; every test that uses it prints it.
pub(crate) fn seed() -> u64 {
    std::env::var("WAYPOST_SEED").map_or(7, |text| text.parse().expect("WAYPOST_SEED is a number"))
}
