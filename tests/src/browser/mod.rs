//! A real browser, driven from a test as a person drives it: names of buttons and fields as assistive technology
//! is told them, real mouse and key events, and everything that the page did written down.
//!
//! In: a browser from the distribution ([`Browser::start`]), a person with a profile of their own
//! ([`Browser::person`]), a page ([`Person::page`]). Out: what the page shows, where it is, what it asked for, what
//! its policy stopped, what axe-core finds. Every wait has an end and says what was expected and what was shown.
//! Never: a request that leaves this machine (names ending in `.example` lead to 127.0.0.1, all others nowhere),
//! or an injected script that the page's own content security policy would count.
//!
//! The browser is spoken to over its DevTools pipe: JSON ended by a NUL on two file descriptors. The crate
//! `headless_chrome` was looked at (1.0.22: 142 crates, generated bindings of the whole protocol, a port on which
//! any local process may speak); the pipe needs no crate beside `serde_json` and no port, and a browser whose pipe
//! is closed ends by itself, also when its test is killed.

mod axe;
mod cookies;
mod element;
mod find;
mod keys;
mod look;
mod page;
mod person;
mod pipe;
mod process;
mod tree;
mod watch;

pub use axe::{Fault, Verdict};
pub use cookies::Cookie;
pub use find::{Find, css, named};
pub use look::Media;
pub use page::Page;
pub use person::{Browser, Person};
pub use tree::Named;
pub use watch::{Request, Seen};
