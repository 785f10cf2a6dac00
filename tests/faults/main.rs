//! Faults: the program as it ships, under load, with its process killed, its power cut, its disk full or failing.
//! What was acknowledged is counted outside the disks that suffer, and must be there afterwards, once, on both
//! sides.
//!
//! Each test has a short form, which is what `cargo test` plays, and a long one: `WAYPOST_FAULT_ROUNDS=300` plays
//! as many rounds of each. `WAYPOST_SEED` plays another chance; every test prints its own. Power cuts and full
//! disks need root and loop devices, failing disks a C compiler: without them a test says SKIPPED and passes,
//! except where `CI` is set, which promises them.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    reason = "a test stops where it fails"
)]

mod disk;
mod faulty;
mod index;
mod kill;
mod load;
mod mailbox;
mod pair;
mod power;
mod report;
mod stick;
