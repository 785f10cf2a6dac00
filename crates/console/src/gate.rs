//! The gate before every page: is the request for us, who asks, may they, how much may they send.
//!
//! ```text
//! Host, Origin -> cookie -> right -> the node's lock -> body (bounded in bytes and time) -> page -> headers
//! ```
//!
//! In: a request. Out: a page's answer, sealed with headers; or a page that says what to do. Decides nothing else.

use std::time::{Duration, Instant};

use axum::body::{Body, Bytes, to_bytes};
use axum::extract::{Request, State};
use axum::http::{HeaderMap, Method, StatusCode, header};
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};

use crate::app::App;
use crate::doors::DoorKey;
use crate::guard::{Refusal, seal};
use crate::pages::trouble;
use crate::roles::Right;
use crate::routes::Sends;
use crate::visitor::{Problem, Reason, Visitor, go};
use crate::words::{Language, Words};

/// Longest form: a case form with every text at its bound, percent-encoded three bytes for one.
const FORM_BYTES_MAX: usize = 800 * 1024;
/// A form from a browser on this computer is here in this time, even through an SSH tunnel on a bad line.
const FORM_TIMEOUT: Duration = Duration::from_secs(30);

/// What the gate knows of a route.
#[derive(Clone)]
pub(crate) struct Gate {
    pub(crate) app: App,
    pub(crate) right: Right,
    pub(crate) sends: Sends,
}

pub(crate) async fn pass(State(gate): State<Gate>, request: Request, next: Next) -> Response {
    let mut response = admit(&gate, request, next).await;
    seal(&mut response);
    response
}

async fn admit(gate: &Gate, mut request: Request, next: Next) -> Response {
    if let Err(refusal) = gate.app.names().check(request.method(), request.headers()) {
        return refuse(refusal);
    }
    let visitor = visitor(gate, &request);
    if let Some(elsewhere) = elsewhere(gate, &visitor) {
        return show(&visitor, elsewhere).await;
    }
    if gate.sends == Sends::Form && *request.method() == Method::POST {
        request = match whole(request).await {
            Ok(request) => request,
            Err(status) => return trouble::plain(&visitor, status).await,
        };
    }
    request.extensions_mut().insert(visitor.clone());
    let response = next.run(request).await;
    match response.extensions().get::<Reason>().cloned() {
        Some(Reason(problem)) => trouble::page(&visitor, &problem, response.status()).await,
        None => response,
    }
}

/// Says no more than that: whoever asks so is not one of our pages.
fn refuse(refusal: Refusal) -> Response {
    let (status, words) = match refusal {
        Refusal::Host => (StatusCode::MISDIRECTED_REQUEST, "This is not a name of this page.\n"),
        Refusal::Origin => (StatusCode::FORBIDDEN, "Only a page from here may ask for that.\n"),
    };
    (status, words).into_response()
}

fn visitor(gate: &Gate, request: &Request) -> Visitor {
    let app = &gate.app;
    let key = cookie(request.headers(), &app.cookie()).map(DoorKey::of);
    let again = request.uri().query().is_some_and(|query| query.split('&').any(|q| q == "again"));
    // What a browser asks for by itself keeps nobody signed in: parts of pages, pages that look again.
    let by_hand = gate.right > Right::Anyone && !again;
    let standing = key.and_then(|key| app.doors().look(key, by_hand, Instant::now()));
    let accepted = request.headers().get(header::ACCEPT_LANGUAGE);
    let accepted = accepted.and_then(|v| Language::accepted(v.to_str().ok()?));
    let chosen = standing.as_ref().and_then(|standing| {
        standing.person.as_ref().and_then(|person| person.language).or(standing.language)
    });
    Visitor {
        app: app.clone(),
        key: key.filter(|_| standing.is_some()),
        standing,
        words: Words(chosen.or(accepted).unwrap_or(Language::English)),
        path: request.uri().path().to_owned(),
    }
}

fn cookie<'a>(headers: &'a HeaderMap, ours: &str) -> Option<&'a str> {
    let mut cookies = headers.get_all(header::COOKIE).iter().filter_map(|v| v.to_str().ok());
    cookies.find_map(|line| {
        let mut pairs = line.split(';').filter_map(|pair| pair.trim().split_once('='));
        pairs.find(|(name, _)| *name == ours).map(|(_, value)| value)
    })
}

/// Where somebody goes who may not see this page now.
enum Elsewhere {
    /// Opened without a start link.
    NoDoor,
    /// To the page where an organisation is made.
    Start,
    /// To the page where the node is unlocked.
    Unlock,
    /// To the page where a person signs in.
    SignIn,
    /// No role of this person gives the right.
    NoRight,
}

fn elsewhere(gate: &Gate, visitor: &Visitor) -> Option<Elsewhere> {
    if gate.right == Right::Anyone {
        return None;
    }
    if visitor.standing.is_none() {
        return Some(Elsewhere::NoDoor);
    }
    if gate.right == Right::Door {
        return None;
    }
    let Some(service) = visitor.app.service() else { return Some(Elsewhere::Start) };
    if service.is_locked() {
        visitor.app.doors().lock_all();
        return Some(Elsewhere::Unlock);
    }
    match visitor.person() {
        None => Some(Elsewhere::SignIn),
        Some(person) if !person.may(gate.right) => Some(Elsewhere::NoRight),
        Some(_) => None,
    }
}

async fn show(visitor: &Visitor, elsewhere: Elsewhere) -> Response {
    let to = match elsewhere {
        Elsewhere::NoDoor => return trouble::no_door(visitor).await,
        Elsewhere::NoRight => return trouble::plain(visitor, StatusCode::FORBIDDEN).await,
        Elsewhere::Start => "/start",
        Elsewhere::Unlock => "/unlock",
        Elsewhere::SignIn => {
            return go(format!("/sign-in?to={}", visitor.path))
                .unwrap_or_else(IntoResponse::into_response);
        }
    };
    go(to).unwrap_or_else(IntoResponse::into_response)
}

/// The request with all of its body in memory, within bounds.
async fn whole(request: Request) -> Result<Request, StatusCode> {
    let (parts, body) = request.into_parts();
    let declared = parts.headers.get(header::CONTENT_LENGTH);
    let declared = declared.and_then(|v| v.to_str().ok()?.parse::<u64>().ok());
    if declared.is_some_and(|bytes| bytes > FORM_BYTES_MAX as u64) {
        return Err(StatusCode::PAYLOAD_TOO_LARGE);
    }
    let read = tokio::time::timeout(FORM_TIMEOUT, to_bytes(body, FORM_BYTES_MAX)).await;
    let bytes: Bytes = match read {
        Ok(Ok(bytes)) => bytes,
        Ok(Err(_)) => return Err(StatusCode::PAYLOAD_TOO_LARGE),
        Err(_) => return Err(StatusCode::REQUEST_TIMEOUT),
    };
    Ok(Request::from_parts(parts, Body::from(bytes)))
}

/// Where no route leads.
pub(crate) async fn nowhere(_: Option<Visitor>) -> Problem {
    Problem::NotFound
}
