//! Settings: one's own password and language, notices; for an administrator the way to users, backups and the node.
//!
//! In: passwords and passphrases as typed, which never come back. Out: changed ones; a locked node; what the node
//! advises and what its doctor finds, in the desk's own English, marked as such.

use std::time::Instant;

use askama::Template;
use axum::extract::Query;
use serde::Deserialize;
use waypost_desk::command::{Command, DoctorReport, Finding, Health, Reply, Secret};

use crate::doors::{DoorKey, Person};
use crate::fields::Fields;
use crate::pages::mend::Mend;
use crate::pages::start::new_passphrase_faults;
use crate::pages::trouble;
use crate::pages::users::{field_of, new_password_faults};
use crate::roles::Right;
use crate::routes::{Route, act, look};
use crate::visitor::{Answer, Frame, Place, Problem, Visitor, go, html, html_to_mend, with_cookie};

pub(crate) fn routes() -> Vec<Route> {
    vec![
        look("/settings", Right::SignedIn, settings),
        look("/settings/password", Right::SignedIn, password_page),
        act("/settings/password", Right::SignedIn, password),
        look("/settings/passphrase", Right::Administer, passphrase_page),
        act("/settings/passphrase", Right::Administer, passphrase),
        look("/settings/lock-node", Right::Administer, lock_node_page),
        act("/settings/lock-node", Right::Administer, lock_node),
        look("/settings/doctor", Right::Administer, doctor),
    ]
}

#[derive(Template)]
#[template(path = "settings.html")]
struct Settings {
    page: Frame,
    done: Option<String>,
    advice: Vec<String>,
    version: String,
}

#[derive(Deserialize)]
struct DoneQuery {
    #[serde(default)]
    done: String,
}

async fn settings(visitor: Visitor, Query(query): Query<DoneQuery>) -> Answer {
    let page = visitor.frame("menu-settings", Place::Settings).await;
    let done = matches!(query.done.as_str(), "password" | "passphrase")
        .then(|| visitor.words.coded("settings-done", &query.done));
    let Reply::Status(status) = visitor.ask(Command::Status).await? else {
        return Err(Problem::Broken);
    };
    let advice = if visitor.may(Right::Administer) { status.advice } else { Vec::new() };
    html(&Settings { page, done, advice, version: status.version })
}

// The own password.

#[derive(Template)]
#[template(path = "password.html")]
struct PasswordPage {
    page: Frame,
    mend: Mend,
}

async fn password_page(visitor: Visitor) -> Answer {
    let page = visitor.frame("password-title", Place::Settings).await;
    html(&PasswordPage { page, mend: Mend::default() })
}

async fn password(visitor: Visitor, fields: Fields) -> Answer {
    let (Some(user), Some(person), Some(key)) =
        (visitor.user(), visitor.person().cloned(), visitor.key)
    else {
        return Err(Problem::Broken);
    };
    let mut mend = Mend::default();
    if fields.raw("old").is_empty() {
        mend.at("old", visitor.words.t("password-old-missing"));
    }
    new_password_faults(&visitor, &fields, &mut mend);
    if mend.is_empty() {
        let (old, new) = (fields.raw("old").to_owned(), fields.raw("password").to_owned());
        let ask = Command::UserPassword { user, old: Some(Secret(old)), new: Secret(new) };
        mend = match visitor.app.ask(ask).await {
            Reply::Done { .. } => return stay_alone(&visitor, key, person).await,
            Reply::Failed(failure) => Mend::failed(&visitor, &failure, |code| match code {
                "wrong_password" | "wait" => Some("old"),
                code => field_of(code),
            }),
            _ => return Err(Problem::Broken),
        };
    }
    let page = visitor.frame("password-title", Place::Settings).await.with_error(true);
    html_to_mend(&PasswordPage { page, mend })
}

/// Every other browser of this person is out; this one goes on, with another secret.
async fn stay_alone(visitor: &Visitor, key: DoorKey, person: Person) -> Answer {
    let entered = {
        let mut doors = visitor.app.doors();
        doors.lock_user(&person.user);
        doors.sign_in(key, person, Instant::now())
    };
    match entered.map_err(|_| Problem::Broken)? {
        Some(token) => with_cookie(&visitor.app, go("/settings?done=password")?, token.as_str()),
        None => Ok(trouble::no_door(visitor).await),
    }
}

// The organisation's passphrase.

#[derive(Template)]
#[template(path = "passphrase.html")]
struct PassphrasePage {
    page: Frame,
    mend: Mend,
}

async fn passphrase_page(visitor: Visitor) -> Answer {
    let page = visitor.frame("passphrase-title", Place::Settings).await;
    html(&PassphrasePage { page, mend: Mend::default() })
}

async fn passphrase(visitor: Visitor, fields: Fields) -> Answer {
    let page = visitor.frame("passphrase-title", Place::Settings).await;
    let (old, new) = (fields.raw("old"), fields.raw("passphrase"));
    let mut mend = new_passphrase_faults(&visitor, new, fields.raw("again"), &page.organisation);
    if old.is_empty() {
        mend.faults.insert(0, ("old", visitor.words.t("passphrase-old-missing")));
    }
    if mend.is_empty() {
        let ask =
            Command::PassphraseChange { old: Secret(old.to_owned()), new: Secret(new.to_owned()) };
        mend = match visitor.app.ask(ask).await {
            Reply::Done { .. } => return go("/settings?done=passphrase"),
            Reply::Failed(failure) => Mend::failed(&visitor, &failure, |code| match code {
                "wrong_passphrase" | "wait" => Some("old"),
                _ => None,
            }),
            _ => return Err(Problem::Broken),
        };
    }
    html_to_mend(&PassphrasePage { page: page.with_error(true), mend })
}

// Locking the node.

#[derive(Template)]
#[template(path = "lock_node.html")]
struct LockNode {
    page: Frame,
}

async fn lock_node_page(visitor: Visitor) -> Answer {
    html(&LockNode { page: visitor.frame("lock-node-title", Place::Settings).await })
}

async fn lock_node(visitor: Visitor) -> Answer {
    visitor.ask(Command::Lock).await?;
    visitor.app.doors().lock_all();
    go("/unlock")
}

// What the doctor finds.

#[derive(Template)]
#[template(path = "doctor.html")]
struct Doctor {
    page: Frame,
    groups: Vec<(Health, Vec<Finding>)>,
    counts: Vec<(String, u64)>,
}

async fn doctor(visitor: Visitor) -> Answer {
    let Reply::Doctor(report) = visitor.ask(Command::Doctor).await? else {
        return Err(Problem::Broken);
    };
    let page = visitor.frame("doctor-title", Place::Settings).await;
    html(&Doctor::of(page, report))
}

impl Doctor {
    /// What must be mended first.
    fn of(page: Frame, report: DoctorReport) -> Self {
        let DoctorReport { findings, counts } = report;
        let of = |health: Health| -> (Health, Vec<Finding>) {
            (health, findings.iter().filter(|f| f.health == health).cloned().collect())
        };
        let groups = [Health::Bad, Health::Look, Health::Good].map(of);
        let groups = groups.into_iter().filter(|(_, found)| !found.is_empty()).collect();
        Self { page, groups, counts: counts.into_iter().collect() }
    }

    fn heading(&self, health: &Health) -> String {
        self.page.t(match health {
            Health::Bad => "doctor-bad",
            Health::Look => "doctor-look",
            Health::Good => "doctor-good",
        })
    }
}
