//! Reach: the program as it ships, on machines of their own that are cut off, behind address translators, on bad
//! lines, under a flood. What was sent must arrive, once, and both sides must hold the same in the end.
//!
//! The machines are network namespaces that the tests make and take away: root, `ip` and `nft` are needed.
//! Without them a test says SKIPPED and passes, except where `CI` is set, which promises them. What was measured
//! is said in lines that begin with `figure`, also when the output of tests is captured.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    reason = "a test stops where it fails"
)]

mod blind;
mod churn;
mod cut;
mod doors;
mod figures;
mod flood;
mod lab;
mod lines;
mod link;
mod mailboxes;
mod office;
mod relay;
mod rogue;
mod site;
mod witness;
