//! Users: who may sign in here, and what each may do.
//!
//! In: names, roles, desks, first passwords, as an administrator types them. Out: users of the desk. Whoever was
//! changed is signed out everywhere, so that nobody goes on with rights that were taken.

use askama::Template;
use axum::extract::{Path, Query};
use serde::Deserialize;
use waypost_case::lists;
use waypost_desk::command::{Command, Reply, Role, Secret, UserReport};

use crate::fields::Fields;
use crate::pages::mend::Mend;
use crate::roles::Right;
use crate::routes::{Route, act, look};
use crate::visitor::{Answer, Frame, Place, Problem, Visitor, go, html, html_to_mend};
use crate::words::Language;

/// As many as the desk has users at most.
const USERS_SHOWN_MAX: usize = 200;

pub(crate) fn routes() -> Vec<Route> {
    vec![
        look("/users", Right::Administer, list),
        look("/users/new", Right::Administer, new_page),
        act("/users/new", Right::Administer, new),
        look("/user/{user}", Right::Administer, user_page),
        act("/user/{user}", Right::Administer, change),
        act("/user/{user}/password", Right::Administer, password),
    ]
}

// The list.

#[derive(Template)]
#[template(path = "users.html")]
struct List {
    page: Frame,
    users: Vec<UserReport>,
}

async fn list(visitor: Visitor) -> Answer {
    let mut users = users(&visitor).await?;
    users.truncate(USERS_SHOWN_MAX);
    html(&List { page: visitor.frame("users-title", Place::Settings).await, users })
}

async fn users(visitor: &Visitor) -> Result<Vec<UserReport>, Problem> {
    match visitor.ask(Command::UserList).await? {
        Reply::Users { users } => Ok(users),
        _ => Err(Problem::Broken),
    }
}

/// The user of an address. By number alone: a name has no place in an address.
async fn user(visitor: &Visitor, number: &str) -> Result<UserReport, Problem> {
    let mut users = users(visitor).await?.into_iter();
    users.find(|user| user.user == number).ok_or(Problem::NotFound)
}

// What is typed of a user.

/// Name, roles, desk, language.
struct Typed {
    name: String,
    roles: Vec<String>,
    desk: Vec<String>,
    language: String,
}

impl Typed {
    fn of(fields: &Fields) -> Self {
        Self {
            name: fields.one("name").to_owned(),
            roles: fields.all("roles"),
            desk: fields.all("desk"),
            language: fields.one("language").to_owned(),
        }
    }

    fn faults(&self, visitor: &Visitor) -> Mend {
        let (mut mend, words) = (Mend::default(), visitor.words);
        if self.name.is_empty() {
            mend.at("name", words.t("user-name-missing"));
        }
        if self.roles.is_empty() {
            mend.at("roles", words.t("user-roles-missing"));
        }
        let officer = self.roles.iter().any(|role| role == Role::DeskOfficer.as_str());
        if !self.desk.is_empty() && !officer {
            mend.at("desk", words.t("user-desk-without-role"));
        }
        mend
    }

    fn has_role(&self, role: &Role) -> bool {
        self.roles.iter().any(|code| code == role.as_str())
    }

    fn has_service(&self, service: &str) -> bool {
        self.desk.iter().any(|code| code == service)
    }

    fn speaks(&self, language: &Language) -> bool {
        self.language == language.tag()
    }
}

impl From<&UserReport> for Typed {
    fn from(user: &UserReport) -> Self {
        Self {
            name: user.name.clone(),
            roles: user.roles.clone(),
            desk: user.desk.clone(),
            language: user.language.clone().unwrap_or_default(),
        }
    }
}

/// The field that a failure of the desk is about.
pub(crate) fn field_of(code: &str) -> Option<&'static str> {
    match code {
        "name" | "name_taken" => Some("name"),
        "no_role" | "last_admin" => Some("roles"),
        "desk_without_role" => Some("desk"),
        "language" => Some("language"),
        "password" => Some("password"),
        _ => None,
    }
}

/// Two fields, `password` and `again`. How long a password must be the desk says.
pub(crate) fn new_password_faults(visitor: &Visitor, fields: &Fields, mend: &mut Mend) {
    let (password, again) = (fields.raw("password"), fields.raw("again"));
    if password.is_empty() {
        mend.at("password", visitor.words.t("password-missing"));
    } else if password != again {
        mend.at("again", visitor.words.t("password-differs"));
    }
}

/// Service codes of a desk.
fn services() -> impl Iterator<Item = &'static str> {
    lists::list("service").into_iter().flat_map(|list| list.codes.iter().map(|e| e.code.as_str()))
}

// A new one.

#[derive(Template)]
#[template(path = "user_new.html")]
struct New {
    page: Frame,
    mend: Mend,
    typed: Typed,
}

async fn new_page(visitor: Visitor) -> Answer {
    let page = visitor.frame("user-new-title", Place::Settings).await;
    let language = visitor.words.0.tag().to_owned();
    let typed = Typed { name: String::new(), roles: Vec::new(), desk: Vec::new(), language };
    html(&New { page, mend: Mend::default(), typed })
}

async fn new(visitor: Visitor, fields: Fields) -> Answer {
    let typed = Typed::of(&fields);
    let mut mend = typed.faults(&visitor);
    new_password_faults(&visitor, &fields, &mut mend);
    if mend.is_empty() {
        let ask = Command::UserNew {
            name: typed.name.clone(),
            roles: typed.roles.clone(),
            desk: typed.desk.clone(),
            language: Some(typed.language.clone()).filter(|tag| !tag.is_empty()),
            password: Secret(fields.raw("password").to_owned()),
        };
        mend = match visitor.app.ask(ask).await {
            Reply::User(report) => return go(format!("/user/{}?done=made", report.user)),
            Reply::Failed(failure) => Mend::failed(&visitor, &failure, field_of),
            _ => return Err(Problem::Broken),
        };
    }
    let page = visitor.frame("user-new-title", Place::Settings).await.with_error(true);
    html_to_mend(&New { page, mend, typed })
}

// One of them.

#[derive(Template)]
#[template(path = "user.html")]
struct User {
    page: Frame,
    mend: Mend,
    user: UserReport,
    typed: Typed,
    own: bool,
    done: Option<String>,
}

#[derive(Deserialize)]
struct DoneQuery {
    #[serde(default)]
    done: String,
}

async fn user_page(
    visitor: Visitor,
    Path(number): Path<String>,
    Query(query): Query<DoneQuery>,
) -> Answer {
    let user = user(&visitor, &number).await?;
    let done = matches!(query.done.as_str(), "made" | "changed" | "password")
        .then(|| visitor.words.coded("user-done", &query.done));
    let typed = Typed::from(&user);
    html(&show(&visitor, user, typed, Mend::default(), done).await)
}

async fn show(
    visitor: &Visitor,
    user: UserReport,
    typed: Typed,
    mend: Mend,
    done: Option<String>,
) -> User {
    let mut page = visitor.titled(user.name.clone(), Place::Settings).await;
    page.path = format!("/user/{}", user.user);
    let own = visitor.user().as_deref() == Some(user.user.as_str());
    User { page: page.with_error(!mend.is_empty()), mend, user, typed, own, done }
}

async fn change(visitor: Visitor, Path(number): Path<String>, fields: Fields) -> Answer {
    let user = user(&visitor, &number).await?;
    let unchanged = |disabled| Command::UserChange {
        user: user.user.clone(),
        name: None,
        roles: None,
        desk: None,
        language: None,
        disabled: Some(disabled),
    };
    let (typed, mend, ask) = match fields.one("what") {
        "disable" => (Typed::from(&user), Mend::default(), unchanged(true)),
        "enable" => (Typed::from(&user), Mend::default(), unchanged(false)),
        "change" => {
            let typed = Typed::of(&fields);
            let ask = Command::UserChange {
                user: user.user.clone(),
                name: Some(typed.name.clone()),
                roles: Some(typed.roles.clone()),
                desk: Some(typed.desk.clone()),
                language: Some(typed.language.clone()),
                disabled: None,
            };
            let mend = typed.faults(&visitor);
            (typed, mend, ask)
        }
        _ => return Err(Problem::BadForm),
    };
    let disabling = fields.one("what") == "disable";
    let mend = if mend.is_empty() {
        match visitor.app.ask(ask).await {
            Reply::User(_) => return changed(&visitor, &user, "changed"),
            Reply::Failed(failure) => Mend::failed(&visitor, &failure, |code| match code {
                "last_admin" if disabling => Some("disable"),
                code => field_of(code),
            }),
            _ => return Err(Problem::Broken),
        }
    } else {
        mend
    };
    html_to_mend(&show(&visitor, user, typed, mend, None).await)
}

/// Whoever was changed signs in anew, also in the browser from which it was done.
fn changed(visitor: &Visitor, user: &UserReport, done: &str) -> Answer {
    visitor.app.doors().lock_user(&user.user);
    go(format!("/user/{}?done={done}", user.user))
}

async fn password(visitor: Visitor, Path(number): Path<String>, fields: Fields) -> Answer {
    let user = user(&visitor, &number).await?;
    // The own password is changed by the old one: a browser that somebody left open changes nothing.
    if visitor.user().as_deref() == Some(user.user.as_str()) {
        return go("/settings/password");
    }
    let mut mend = Mend::default();
    new_password_faults(&visitor, &fields, &mut mend);
    if mend.is_empty() {
        let new = Secret(fields.raw("password").to_owned());
        let ask = Command::UserPassword { user: user.user.clone(), old: None, new };
        mend = match visitor.app.ask(ask).await {
            Reply::Done { .. } => return changed(&visitor, &user, "password"),
            Reply::Failed(failure) => Mend::failed(&visitor, &failure, field_of),
            _ => return Err(Problem::Broken),
        };
    }
    let typed = Typed::from(&user);
    html_to_mend(&show(&visitor, user, typed, mend, None).await)
}

#[cfg(test)]
mod tests;
