//! A new referral: a list of tasks, each saved as one goes, checked at the end, sent.
//!
//! ```text
//! /new -> an empty draft -> the task list <-> one page a task -> check answers -> sent
//! ```
//!
//! In: what was typed. Out: a draft at the desk, saved at every step, faults and all; referrals sent from it. The desk
//! judges; these pages put its faults where they are mended. Nothing is sent but by the button of the last page.

mod check;
mod faults;
mod partners;
mod rows;
mod spoken;
mod take;
mod task;
mod tasks;
mod widgets;

#[cfg(test)]
mod tests;

use askama::Template;
use axum::extract::Path;
use waypost_case::Form;
use waypost_desk::command::{Command, DraftReport, FaultReport, Reply};

use self::tasks::Task;
use crate::roles::Right;
use crate::routes::{Route, act, look};
use crate::visitor::{Answer, Frame, Place, Problem, Visitor, go, html};
use crate::words::Words;

pub(crate) fn routes() -> Vec<Route> {
    vec![
        look("/new", Right::Refer, start_page),
        act("/new", Right::Refer, start),
        look("/new/{draft}", Right::Refer, list),
        look("/new/{draft}/check", Right::Refer, check::page),
        act("/new/{draft}/send", Right::Refer, check::send),
        look("/new/{draft}/sent", Right::Refer, check::sent),
        look("/new/{draft}/erase", Right::Refer, erase_page),
        act("/new/{draft}/erase", Right::Refer, erase),
        look("/new/{draft}/{task}", Right::Refer, task::page),
        act("/new/{draft}/{task}", Right::Refer, task::save),
    ]
}

#[derive(Template)]
#[template(path = "new_start.html")]
struct Start {
    page: Frame,
}

async fn start_page(visitor: Visitor) -> Answer {
    html(&Start { page: visitor.frame("new-title", Place::Referrals).await })
}

async fn start(visitor: Visitor) -> Answer {
    let draft = save(&visitor, None, Form::default()).await?;
    go(format!("/new/{}", draft.draft))
}

#[derive(Template)]
#[template(path = "new_tasks.html")]
struct Tasks {
    page: Frame,
    draft: String,
    case_code: String,
    changed: String,
    tasks: Vec<TaskLine>,
    done: u64,
    ready: bool,
}

/// One task in the list.
struct TaskLine {
    address: String,
    title: String,
    optional: bool,
    state: String,
    look: &'static str,
}

async fn list(visitor: Visitor, Path(draft): Path<String>) -> Answer {
    let draft = open(&visitor, &draft).await?;
    if !draft.sent_to.is_empty() {
        return go(format!("/new/{}/check", draft.draft));
    }
    let page = visitor.frame("new-list-title", Place::Referrals).await;
    html(&Tasks::of(page, &draft)?)
}

impl Tasks {
    fn of(page: Frame, draft: &DraftReport) -> Result<Self, Problem> {
        let form = draft.form.as_deref().ok_or(Problem::Broken)?;
        let states = Task::ALL.map(|task| (task, task.state(form, &draft.faults)));
        let done = states.iter().filter(|(_, state)| *state == tasks::State::Done).count() as u64;
        let line = |(task, state): &(Task, tasks::State)| {
            let mend = if *state == tasks::State::NeedsMending { "?mend" } else { "" };
            TaskLine {
                address: format!("/new/{}/{}{mend}", draft.draft, task.code()),
                title: page.coded("new-task", task.code()),
                optional: task.optional(),
                state: page.coded("new-state", state.code()),
                look: state.look(),
            }
        };
        Ok(Self {
            tasks: states.iter().map(line).collect(),
            page,
            draft: draft.draft.clone(),
            case_code: draft.case_code.clone(),
            changed: draft.changed.clone(),
            done,
            ready: draft.faults.is_empty(),
        })
    }
}

#[derive(Template)]
#[template(path = "new_erase.html")]
struct Erase {
    page: Frame,
    draft: String,
    case_code: String,
}

async fn erase_page(visitor: Visitor, Path(draft): Path<String>) -> Answer {
    let draft = open(&visitor, &draft).await?;
    if !draft.sent_to.is_empty() {
        return go(format!("/new/{}/check", draft.draft));
    }
    let page = visitor.frame("new-erase-title", Place::Referrals).await;
    html(&Erase { page, draft: draft.draft, case_code: draft.case_code })
}

/// The page before named the draft; its button is the second time that it is named.
async fn erase(visitor: Visitor, Path(draft): Path<String>) -> Answer {
    let referral = open(&visitor, &draft).await?.draft;
    visitor.ask(Command::RetentionErase { confirm: referral.clone(), referral }).await?;
    go("/")
}

/// A draft as it is kept. There is no page for one that is not there.
async fn open(visitor: &Visitor, draft: &str) -> Result<DraftReport, Problem> {
    // The desk takes other names for a draft too; an address has one.
    let digits = draft.strip_prefix('D').filter(|n| n.len() <= 20);
    if !digits.is_some_and(|n| !n.is_empty() && n.bytes().all(|b| b.is_ascii_digit())) {
        return Err(Problem::NotFound);
    }
    match visitor.ask(Command::DraftShow { draft: draft.to_owned() }).await {
        Ok(Reply::Draft(report)) => Ok(report),
        Ok(_) => Err(Problem::Broken),
        Err(Problem::Failed(failure)) if failure.code == "unknown_draft" => Err(Problem::NotFound),
        Err(problem) => Err(problem),
    }
}

async fn save(
    visitor: &Visitor,
    draft: Option<String>,
    form: Form,
) -> Result<DraftReport, Problem> {
    let ask = Command::DraftSave { draft, form: Box::new(form), by: visitor.user() };
    match visitor.ask(ask).await? {
        Reply::Draft(report) => Ok(report),
        _ => Err(Problem::Broken),
    }
}

/// Over a page with faults: how to get to each of them.
struct Summary {
    lines: Vec<faults::Line>,
}

impl Summary {
    fn of(draft: &str, on_page: bool, found: &[FaultReport], words: Words) -> Self {
        Self { lines: faults::lines(draft, on_page, found, words) }
    }
}
