//! The only loop: event -> decide -> seal -> commit -> post. It performs; it never decides.

pub mod command;
