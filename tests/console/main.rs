//! The console in a real browser, as people use it, and under attack.
//!
//! The browser comes from the distribution (`chromium-headless-shell` or `chromium`), axe-core from `.ci/axe`. Without
//! them a test says SKIPPED and passes, except where `CI` is set, which promises them. Pictures of pages lie in
//! `target/tmp/screens` afterwards.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    reason = "a test stops where it fails"
)]

use waypost_tests::browser::Browser;

/// A browser, or None where none is (and `CI` is not set).
fn browser() -> Option<Browser> {
    Browser::start(env!("CARGO_TARGET_TMPDIR"))
}

mod attacks;
mod beginnings;
mod case;
mod figures;
mod harness;
mod office;
mod pages;
mod place;
mod stories;
