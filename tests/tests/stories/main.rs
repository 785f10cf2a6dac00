//! Stories: real processes, real sockets, real disks, asked through the command line.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    reason = "a test stops where it fails"
)]

mod journey;
mod rest;
mod trouble;
