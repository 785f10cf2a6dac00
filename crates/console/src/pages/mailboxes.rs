//! Mailboxes: machines that keep letters for us while we are offline. Which are in use, taking one up, leaving one.
//!
//! In: an operator's code, which is never shown again; a mailbox's name. Out: the desk's list.

use askama::Template;
use axum::extract::Query;
use serde::Deserialize;
use waypost_desk::command::{Command, MailboxReport, Reply, Secret};

use crate::fields::Fields;
use crate::pages::mend::Mend;
use crate::roles::Right;
use crate::routes::{Route, act, look};
use crate::visitor::{Answer, Frame, Place, Problem, Visitor, go, html, html_to_mend};

/// A code with eight addresses in it is under 2 KiB.
const CODE_BYTES_MAX: usize = 4_096;

pub(crate) fn routes() -> Vec<Route> {
    vec![
        look("/mailboxes", Right::Administer, list),
        act("/mailboxes/use", Right::Administer, take_up),
        act("/mailboxes/leave", Right::Administer, leave),
    ]
}

#[derive(Template)]
#[template(path = "mailboxes.html")]
struct List {
    page: Frame,
    mend: Mend,
    mailboxes: Vec<MailboxReport>,
    done: Option<String>,
}

#[derive(Deserialize)]
struct DoneQuery {
    #[serde(default)]
    done: String,
}

async fn list(visitor: Visitor, Query(query): Query<DoneQuery>) -> Answer {
    let done = matches!(query.done.as_str(), "used" | "left")
        .then(|| visitor.words.coded("mailboxes-done", &query.done));
    html(&show(&visitor, Mend::default(), done).await?)
}

async fn show(visitor: &Visitor, mend: Mend, done: Option<String>) -> Result<List, Problem> {
    let Reply::Mailboxes { mailboxes } = visitor.ask(Command::MailboxList).await? else {
        return Err(Problem::Broken);
    };
    let mut page = visitor.frame("mailboxes-title", Place::Settings).await;
    page.path = "/mailboxes".to_owned();
    Ok(List { page: page.with_error(!mend.is_empty()), mend, mailboxes, done })
}

async fn take_up(visitor: Visitor, fields: Fields) -> Answer {
    let code = fields.one("code");
    let mut mend = Mend::default();
    if code.is_empty() {
        mend.at("code", visitor.words.t("mailboxes-code-missing"));
    } else if code.len() > CODE_BYTES_MAX {
        mend.at("code", visitor.words.t("mailboxes-code-long"));
    } else {
        match visitor.app.ask(Command::MailboxUse { code: Secret(code.to_owned()) }).await {
            Reply::Mailboxes { .. } => return go("/mailboxes?done=used"),
            Reply::Failed(failure) => {
                mend = Mend::failed(&visitor, &failure, |code| match code {
                    "mailbox_code" | "grant_expired" => Some("code"),
                    _ => None,
                });
            }
            _ => return Err(Problem::Broken),
        }
    }
    html_to_mend(&show(&visitor, mend, None).await?)
}

async fn leave(visitor: Visitor, fields: Fields) -> Answer {
    let mailbox = fields.one("mailbox").to_owned();
    // An empty beginning would fit the only one.
    if mailbox.is_empty() {
        return Err(Problem::BadForm);
    }
    match visitor.app.ask(Command::MailboxLeave { mailbox }).await {
        Reply::Mailboxes { .. } => go("/mailboxes?done=left"),
        Reply::Failed(failure) => {
            let mend = Mend::failed(&visitor, &failure, |_| None);
            html_to_mend(&show(&visitor, mend, None).await?)
        }
        _ => Err(Problem::Broken),
    }
}
