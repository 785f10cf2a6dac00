//! Stories: real processes, real sockets, real disks, asked through the command line.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    reason = "a test stops where it fails"
)]

use waypost_tests::node::Node;

/// An organisation with a node of its own.
fn organisation(name: &str, kind: &str) -> Node {
    Node::init(env!("CARGO_BIN_EXE_waypost"), name, kind)
}

mod attachments;
mod audit;
mod backup;
mod bundle;
mod care;
mod journey;
mod keys;
mod mailbox;
mod rest;
mod seizure;
mod trouble;
mod users;
