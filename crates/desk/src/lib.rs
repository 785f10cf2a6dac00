//! crates/desk
