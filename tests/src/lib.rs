//! The cast of organisations and the simulated post office: real desks, real stores, real letters,
//! with the network, the clock, the disk and chance held by the test.
//!
//! Nothing here ships.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    reason = "a test stops where it fails"
)]

pub mod actor;
pub mod browser;
pub mod http;
pub mod line;
pub mod mailbox;
pub mod mount;
pub mod node;
pub mod search;
pub mod town;
