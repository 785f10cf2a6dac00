//! What two organisations may say to each other.
//!
//! Pure: no clock, disk, network, async runtime or logging. Randomness and `now` are arguments.
//! `SPEC.md` beside this crate is the wire; each rule is quoted beside its check.

pub mod bundle;
pub mod card;
pub mod cbor;
pub mod codes;
pub mod error;
pub mod exchange;
pub mod field;
pub mod frame;
pub mod identity;
pub mod ids;
pub mod keys;
pub mod letter;
pub mod mailbox;
pub mod pairing;
pub mod recall;
pub mod seal;
pub mod share;
pub mod signed;
mod text;
pub mod witness;
