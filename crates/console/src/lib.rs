//! The local web console: what a caseworker sees of a node, in a browser on the same computer.
//!
//! In: HTTP requests on the loopback addresses. Out: pages. Every action is a plain form that works without a
//! script; the script makes pages change by themselves. Nothing is decided here about a referral: a page asks the
//! desk, [`waypost_desk::service::Service::ask`], and shows its reply. Nothing of a person is kept here but in the
//! memory of one answer, and nothing is ever loaded from elsewhere.
//!
//! ```text
//! server -> gate: guard (Host, Origin) -> doors (who) -> roles (may they) -> routes -> pages -> templates
//!                                                                              |         |
//!                                                                            desk      words (languages)
//! ```
//!
//! Read `gate` first, then `doors`, then one page.

#![cfg_attr(test, allow(clippy::expect_used, clippy::unwrap_used, clippy::panic))]

mod app;
mod assets;
mod doors;
mod fields;
mod gate;
mod guard;
mod pages;
mod pictures;
mod roles;
mod routes;
mod server;
mod small_cells;
#[cfg(test)]
mod tried;
mod visitor;
mod words;

use std::io;

pub use app::{Beginning, Founding, Wish};
pub use server::Listeners;
pub use words::Language;

use app::App;

/// Every address that is looked at, as `/referral/{referral}`: for whoever checks that each page was seen.
pub fn addresses() -> Vec<&'static str> {
    let looked_at = routes::all().into_iter().filter(|route| route.method == "GET");
    looked_at.map(|route| route.address).collect()
}

/// A console that serves.
#[derive(Clone)]
pub struct Console {
    app: App,
}

/// A start link: opens the console in one browser, once.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Link {
    /// What a browser opens.
    pub url: String,
    /// When it is worth nothing any more, RFC 3339.
    pub expires: String,
}

impl Console {
    /// What is to be served on a port.
    pub fn new(beginning: Beginning, listeners: &Listeners) -> io::Result<Self> {
        Ok(Self { app: App::new(beginning, listeners.port()?) })
    }

    /// Serves until the future is dropped.
    pub async fn serve(&self, listeners: Listeners) {
        server::serve(listeners, routes::router(self.app.clone())).await;
    }

    /// A new start link.
    pub fn link(&self) -> io::Result<Link> {
        let (url, expires) = self.app.link().map_err(io::Error::other)?;
        Ok(Link { url, expires })
    }
}
