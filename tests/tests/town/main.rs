//! The town: two nodes agree, whatever the post office and the weather do.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    reason = "a test stops where it fails"
)]

mod attachments;
mod audit;
mod bundles;
mod clock;
mod disk;
mod drafts;
mod forgetting;
mod formats;
mod frames;
mod keys;
mod lists;
mod mailboxes;
mod reach;
mod reads;
mod repair;
mod restore;
mod rot;
mod shares;
mod storms;
mod users;
