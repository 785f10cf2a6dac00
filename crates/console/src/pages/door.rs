//! Coming in and going out: the start link, signing in, unlocking the node, locking, the language of the screen.
//!
//! None of these pages shows a name of the organisation or of a person before somebody signed in.

use std::time::Instant;

use askama::Template;
use axum::extract::{Query, State};
use axum::http::StatusCode;
use axum::response::{IntoResponse, Response};
use serde::Deserialize;
use waypost_desk::command::{Command, Failure, Reply, Role, Secret, UserReport};

use crate::app::App;
use crate::doors::Person;
use crate::fields::Fields;
use crate::pages::{first, trouble};
use crate::roles::Right;
use crate::routes::{Route, act, look};
use crate::visitor::{Answer, Frame, Place, Problem, Visitor, go, html, html_to_mend, with_cookie};
use crate::words::Language;

pub(crate) fn routes() -> Vec<Route> {
    vec![
        look("/enter", Right::Anyone, enter_page),
        act("/enter", Right::Anyone, enter),
        look("/sign-in", Right::Door, sign_in_page),
        act("/sign-in", Right::Door, sign_in),
        look("/unlock", Right::Door, unlock_page),
        act("/unlock", Right::Door, unlock),
        look("/locked", Right::Door, locked_page),
        act("/lock", Right::Door, lock),
        act("/stay", Right::SignedIn, stay),
        act("/language", Right::Door, speak),
    ]
}

#[derive(Template)]
#[template(path = "enter.html")]
struct Enter {
    page: Frame,
    link: String,
}

#[derive(Deserialize)]
struct LinkQuery {
    #[serde(default)]
    link: String,
}

/// Looking uses nothing up: programs that fetch a link before a person follows it close no door.
async fn enter_page(visitor: Visitor, Query(query): Query<LinkQuery>) -> Answer {
    let page = visitor.frame("enter-title", Place::Nowhere).await;
    html(&Enter { page, link: query.link })
}

async fn enter(visitor: Visitor, fields: Fields) -> Answer {
    let language = Some(visitor.words.0);
    let entered = visitor.app.doors().enter(fields.one("link"), language, Instant::now());
    match entered.map_err(|_| Problem::Broken)? {
        Some(token) => with_cookie(&visitor.app, go("/")?, token.as_str()),
        None => Ok(trouble::no_door(&visitor).await),
    }
}

#[derive(Template)]
#[template(path = "sign_in.html")]
struct SignIn {
    page: Frame,
    to: String,
    user: String,
    failure: Option<(String, String)>,
}

#[derive(Deserialize)]
struct ToQuery {
    #[serde(default)]
    to: String,
}

async fn sign_in_page(visitor: Visitor, Query(query): Query<ToQuery>) -> Answer {
    if visitor.person().is_some() {
        return go("/");
    }
    if visitor.app.service().is_none() {
        return go("/start");
    }
    if first::is_nobody_there(&visitor).await {
        return go("/first");
    }
    let page = visitor.frame("sign-in-title", Place::Nowhere).await;
    html(&SignIn { page, to: here(&query.to), user: String::new(), failure: None })
}

async fn sign_in(visitor: Visitor, fields: Fields) -> Answer {
    let user = fields.one("user").to_owned();
    let password = Secret(fields.raw("password").to_owned());
    match visitor.app.ask(Command::SignIn { user: user.clone(), password }).await {
        Reply::User(report) => {
            let to = here(fields.one("to"));
            let Some(key) = visitor.key else { return Err(Problem::Broken) };
            let entered = visitor.app.doors().sign_in(key, person(&report), Instant::now());
            match entered.map_err(|_| Problem::Broken)? {
                Some(token) => with_cookie(&visitor.app, go(&to)?, token.as_str()),
                None => Ok(trouble::no_door(&visitor).await),
            }
        }
        Reply::Failed(failure) if failure.code == "locked" => go("/unlock"),
        Reply::Failed(failure) => {
            let page = visitor.frame("sign-in-title", Place::Nowhere).await.with_error(true);
            let failure = Some(trouble::said(&visitor, &failure));
            html_to_mend(&SignIn { page, to: here(fields.one("to")), user, failure })
        }
        _ => Err(Problem::Broken),
    }
}

/// A user of the desk as a person of ours.
pub(crate) fn person(report: &UserReport) -> Person {
    Person {
        user: report.user.clone(),
        name: report.name.clone(),
        roles: report.roles.iter().filter_map(|code| Role::read(code)).collect(),
        desk: report.desk.clone(),
        language: report.language.as_deref().and_then(Language::of_tag),
    }
}

/// An address of ours; home for everything else.
fn here(to: &str) -> String {
    let ours = to.starts_with('/') && !to.starts_with("//") && !to.contains(['\\', '\r', '\n']);
    if ours { to.to_owned() } else { "/".to_owned() }
}

#[derive(Template)]
#[template(path = "unlock.html")]
struct Unlock {
    page: Frame,
    failure: Option<(String, String)>,
}

async fn unlock_page(visitor: Visitor) -> Answer {
    if visitor.app.service().is_none_or(|service| !service.is_locked()) {
        return go("/sign-in");
    }
    let page = visitor.frame("unlock-title", Place::Nowhere).await;
    html(&Unlock { page, failure: None })
}

async fn unlock(visitor: Visitor, fields: Fields) -> Answer {
    let passphrase = Secret(fields.raw("passphrase").to_owned());
    match visitor.app.ask(Command::Unlock { passphrase }).await {
        Reply::Failed(failure) => {
            let page = visitor.frame("unlock-title", Place::Nowhere).await.with_error(true);
            let failure = Some(trouble::said(&visitor, &failure));
            html_to_mend(&Unlock { page, failure })
        }
        _ => go("/sign-in"),
    }
}

#[derive(Template)]
#[template(path = "locked.html")]
struct Locked {
    page: Frame,
}

async fn locked_page(visitor: Visitor) -> Answer {
    if visitor.person().is_some() {
        return go("/");
    }
    html(&Locked { page: visitor.frame("locked-title", Place::Nowhere).await })
}

async fn lock(visitor: Visitor) -> Answer {
    if let Some(key) = visitor.key {
        visitor.app.doors().lock(key);
    }
    go("/locked")
}

/// Coming through the gate by hand has put the lock off already.
async fn stay() -> Response {
    StatusCode::NO_CONTENT.into_response()
}

async fn speak(visitor: Visitor, State(app): State<App>, fields: Fields) -> Answer {
    let Some(language) = Language::of_tag(fields.one("language")) else {
        return Err(Problem::BadForm);
    };
    if let Some(key) = visitor.key {
        app.doors().speak(key, language);
    }
    if let Some(user) = visitor.user() {
        let change = Command::UserChange {
            user,
            name: None,
            roles: None,
            desk: None,
            language: Some(language.tag().to_owned()),
            disabled: None,
        };
        // The choice holds for this visit, whether it could be kept or not.
        if let Reply::Failed(Failure { code, .. }) = app.ask(change).await {
            tracing::warn!(code, "the language of the screen was not kept");
        }
    }
    go(here(fields.one("to")))
}

#[cfg(test)]
mod tests {
    use super::here;

    #[test]
    fn after_signing_in_nobody_is_sent_elsewhere() {
        assert_eq!(here("/referral/R12"), "/referral/R12");
        for to in
            ["https://evil.example", "//evil.example", "/\\evil.example", "", "evil", "/a\r\nb"]
        {
            assert_eq!(here(to), "/", "{to}");
        }
    }
}
