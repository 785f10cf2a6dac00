//! The first person: whoever opens the console of a node that has no users yet.
//!
//! In: a name and a password. Out: an administrator who is a caseworker too, signed in. There is no such page any more
//! once there is one user. Then: the way to the first partner.

use std::time::Instant;

use askama::Template;
use waypost_desk::command::{Command, Failure, Reply, Role, Secret};

use crate::fields::Fields;
use crate::pages::mend::Mend;
use crate::pages::users::{field_of, new_password_faults};
use crate::pages::{door, trouble};
use crate::roles::Right;
use crate::routes::{Route, act, look};
use crate::visitor::{Answer, Frame, Place, Problem, Visitor, go, html, html_to_mend, with_cookie};

pub(crate) fn routes() -> Vec<Route> {
    vec![
        look("/first", Right::Door, first_page),
        act("/first", Right::Door, first),
        look("/welcome", Right::SignedIn, welcome),
    ]
}

#[derive(Template)]
#[template(path = "first.html")]
struct First {
    page: Frame,
    mend: Mend,
    name: String,
}

/// Whether the node is open and has no users. Cheap: they are in the desk's memory.
pub(crate) async fn is_nobody_there(visitor: &Visitor) -> bool {
    let open = visitor.app.service().is_some_and(|service| !service.is_locked());
    open && matches!(
        visitor.app.ask(Command::UserList).await,
        Reply::Users { users } if users.is_empty()
    )
}

async fn elsewhere(visitor: &Visitor) -> Option<&'static str> {
    match visitor.app.service() {
        None => Some("/start"),
        Some(service) if service.is_locked() => Some("/unlock"),
        Some(_) if is_nobody_there(visitor).await => None,
        Some(_) => Some("/sign-in"),
    }
}

async fn first_page(visitor: Visitor) -> Answer {
    if let Some(address) = elsewhere(&visitor).await {
        return go(address);
    }
    let page = visitor.frame("first-title", Place::Nowhere).await;
    html(&First { page, mend: Mend::default(), name: String::new() })
}

async fn first(visitor: Visitor, fields: Fields) -> Answer {
    if let Some(address) = elsewhere(&visitor).await {
        return go(address);
    }
    let name = fields.one("name").to_owned();
    let mut mend = Mend::default();
    if name.is_empty() {
        mend.at("name", visitor.words.t("user-name-missing"));
    }
    new_password_faults(&visitor, &fields, &mut mend);
    if !mend.is_empty() {
        return again(&visitor, name, mend).await;
    }
    let user = Command::UserNew {
        name: name.clone(),
        roles: [Role::Admin, Role::Caseworker].map(|role| role.as_str().to_owned()).into(),
        desk: Vec::new(),
        language: Some(visitor.words.0.tag().to_owned()),
        password: Secret(fields.raw("password").to_owned()),
    };
    match visitor.app.ask(user).await {
        Reply::User(report) => {
            let Some(key) = visitor.key else { return Err(Problem::Broken) };
            let person = door::person(&report);
            let entered = visitor.app.doors().sign_in(key, person, Instant::now());
            match entered.map_err(|_| Problem::Broken)? {
                Some(token) => with_cookie(&visitor.app, go("/welcome")?, token.as_str()),
                None => Ok(trouble::no_door(&visitor).await),
            }
        }
        Reply::Failed(Failure { code, .. }) if code == "locked" => go("/unlock"),
        Reply::Failed(failure) => {
            again(&visitor, name, Mend::failed(&visitor, &failure, field_of)).await
        }
        _ => Err(Problem::Broken),
    }
}

async fn again(visitor: &Visitor, name: String, mend: Mend) -> Answer {
    let page = visitor.frame("first-title", Place::Nowhere).await.with_error(true);
    html_to_mend(&First { page, mend, name })
}

#[derive(Template)]
#[template(path = "welcome.html")]
struct Welcome {
    page: Frame,
}

async fn welcome(visitor: Visitor) -> Answer {
    html(&Welcome { page: visitor.frame("welcome-title", Place::Nowhere).await })
}
