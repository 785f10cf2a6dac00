//! Pages that say that something was not done, and what to try.

use askama::Template;
use axum::http::StatusCode;
use axum::response::{IntoResponse, Response};
use waypost_desk::command::{Failure, FaultReport};

use crate::visitor::{Frame, Place, Problem, Visitor, html};

/// What happened; what to try.
#[derive(Template)]
#[template(path = "trouble.html")]
struct Trouble {
    page: Frame,
    what: String,
    hint: String,
    faults: Vec<String>,
}

/// The page for a problem.
pub(crate) async fn page(visitor: &Visitor, problem: &Problem, status: StatusCode) -> Response {
    match problem {
        Problem::Failed(failure) => {
            let (what, hint) = said(visitor, failure);
            let faults = failure.faults.iter().map(|fault| fault_said(visitor, fault)).collect();
            show(visitor, status, what, hint, faults).await
        }
        Problem::NotFound | Problem::BadForm | Problem::Broken => plain(visitor, status).await,
    }
}

/// The page for an HTTP status.
pub(crate) async fn plain(visitor: &Visitor, status: StatusCode) -> Response {
    let kind = match status {
        StatusCode::FORBIDDEN => "no-right",
        StatusCode::NOT_FOUND => "not-found",
        StatusCode::PAYLOAD_TOO_LARGE => "too-large",
        StatusCode::REQUEST_TIMEOUT => "too-slow",
        StatusCode::BAD_REQUEST => "bad-form",
        _ => "broken",
    };
    let say = |part: &str| visitor.words.coded("trouble", &format!("{kind}-{part}"));
    show(visitor, status, say("what"), say("hint"), Vec::new()).await
}

/// Opened without a start link.
pub(crate) async fn no_door(visitor: &Visitor) -> Response {
    let words = visitor.words;
    let (what, hint) = (words.t("no-door-what"), words.t("no-door-hint"));
    show(visitor, StatusCode::FORBIDDEN, what, hint, Vec::new()).await
}

async fn show(
    visitor: &Visitor,
    status: StatusCode,
    what: String,
    hint: String,
    faults: Vec<String>,
) -> Response {
    let page = visitor.frame("trouble-title", Place::Nowhere).await.with_error(true);
    let shown = html(&Trouble { page, what, hint, faults });
    match shown {
        Ok(mut response) => {
            *response.status_mut() = status;
            response
        }
        Err(_) => status.into_response(),
    }
}

/// What the desk said, in the reader's language where it has words for the code.
pub(crate) fn said(visitor: &Visitor, failure: &Failure) -> (String, String) {
    let words = visitor.words;
    let what = words.find(&format!("failure-{}-what", failure.code));
    let hint = words.find(&format!("failure-{}-hint", failure.code));
    (what.unwrap_or_else(|| failure.what.clone()), hint.unwrap_or_else(|| failure.hint.clone()))
}

/// A fault of a form, in the reader's language where it has words for the code.
pub(crate) fn fault_said(visitor: &Visitor, fault: &FaultReport) -> String {
    let found = visitor.words.find(&format!("fault-{}", fault.code));
    found.unwrap_or_else(|| fault.message.clone())
}
