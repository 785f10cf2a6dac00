//! What makes pages change by themselves: one stream that says that something changed, never what.
//!
//! In: the desk's number that rises with every change. Out: server-sent events: `changed`, `locked`. The page asks for
//! itself again then. A stream keeps nobody signed in.

use std::convert::Infallible;
use std::time::{Duration, Instant};

use axum::http::header;
use axum::response::sse::{Event, KeepAlive, Sse};
use axum::response::{IntoResponse, Response};
use futures::{Stream, stream};
use tokio::sync::watch;

use crate::app::App;
use crate::doors::DoorKey;
use crate::roles::Right;
use crate::routes::{Route, look};
use crate::visitor::{Problem, Visitor};

/// How often the lock is looked at while nothing changes.
const LOOK: Duration = Duration::from_secs(5);
/// Changes that come close together are told together.
const TOGETHER: Duration = Duration::from_millis(300);

pub(crate) fn routes() -> Vec<Route> {
    vec![look("/live", Right::SignedIn, live)]
}

async fn live(visitor: Visitor) -> Result<Response, Problem> {
    let (Some(service), Some(key)) = (visitor.app.service(), visitor.key) else {
        return Err(Problem::NotFound);
    };
    let watcher = Watcher { app: visitor.app, key, changes: service.changes(), over: false };
    let mut response = Sse::new(events(watcher)).keep_alive(KeepAlive::default()).into_response();
    response.headers_mut().remove(header::CACHE_CONTROL);
    Ok(response)
}

struct Watcher {
    app: App,
    key: DoorKey,
    changes: watch::Receiver<u64>,
    over: bool,
}

fn events(watcher: Watcher) -> impl Stream<Item = Result<Event, Infallible>> {
    stream::unfold(watcher, |mut watcher| async move {
        if watcher.over {
            return None;
        }
        let event = watcher.next().await;
        watcher.over = event == "locked";
        // A browser leaves an event without data out.
        Some((Ok(Event::default().event(event).data("now")), watcher))
    })
}

impl Watcher {
    async fn next(&mut self) -> &'static str {
        loop {
            let changed = tokio::time::timeout(LOOK, self.changes.changed()).await;
            let standing = self.app.doors().look(self.key, false, Instant::now());
            let node_is_locked = self.app.service().is_none_or(|service| service.is_locked());
            if node_is_locked || standing.is_none_or(|standing| standing.person.is_none()) {
                return "locked";
            }
            match changed {
                Ok(Ok(())) => {
                    tokio::time::sleep(TOGETHER).await;
                    self.changes.mark_unchanged();
                    return "changed";
                }
                // The node has stopped.
                Ok(Err(_)) => return "locked",
                Err(_) => {}
            }
        }
    }
}
