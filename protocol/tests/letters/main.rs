//! Claims about letters and seals: what travels, what is refused, and by which name.

#![allow(clippy::unwrap_used, clippy::panic, reason = "a claim that fails stops its test")]

mod any_bytes;
mod attacks;
mod cast;
mod disclosure;
mod the_seal;
mod travels;
