//! crates/case
