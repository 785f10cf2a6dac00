//! What was typed on a task's page, put into the form: all of it, as typed, faults and all.
//!
//! In: fields by the paths of their questions. Out: a changed form. Answers of other tasks stay as they are: another
//! tab may have changed them meanwhile.

use waypost_case::Form;
use waypost_case::form::{DocumentForm, NeedForm, Typed};
use waypost_case::questions::{Kind, REPEATS_MAX, of};

use super::spoken;
use super::tasks::{Task, group_len};
use crate::fields::Fields;
use crate::visitor::Problem;

/// Most partners that one form names; more are no consent that somebody gave.
const RECIPIENTS_MAX: usize = 64;

/// Puts the answers of one task into the form.
pub(crate) fn take(form: &mut Form, task: Task, fields: &Fields) -> Result<(), Problem> {
    match task {
        Task::Help => form.need = needs(form, fields),
        Task::Papers => form.document = documents(fields),
        Task::Soon => wanted(form, fields),
        Task::Safe
        | Task::Consent
        | Task::Who
        | Task::Contact
        | Task::Screening
        | Task::Account
        | Task::To => {}
    }
    let paths = task.parts().iter().flat_map(|part| part.paths);
    for path in paths.filter(|path| !path.contains('#')) {
        answer(form, path, fields)?;
    }
    Ok(())
}

fn answer(form: &mut Form, path: &str, fields: &Fields) -> Result<(), Problem> {
    let kind = of(path).ok_or(Problem::Broken)?.kind;
    let text = match (path, kind) {
        ("person.languages", _) => {
            form.person.languages = spoken::taken(fields);
            return Ok(());
        }
        ("consent.recipients", _) => {
            let named = fields.all(path).into_iter().take(RECIPIENTS_MAX);
            form.consent.recipients = named.map(Typed).collect();
            return Ok(());
        }
        (_, Kind::Codes(_)) => fields.all(path).join("\n"),
        (_, Kind::Language) => {
            fields.some(&format!("{path}.other")).unwrap_or_else(|| fields.one(path).to_owned())
        }
        (
            _,
            Kind::Line
            | Kind::Note
            | Kind::Texts
            | Kind::Code(_)
            | Kind::Day
            | Kind::Birthdate
            | Kind::Moment
            | Kind::YesNo
            | Kind::Number,
        ) => typed(fields, path).0,
    };
    form.set(path, &text).map_err(|_| Problem::Broken)
}

/// A browser sends line breaks in two characters.
fn typed(fields: &Fields, path: &str) -> Typed {
    Typed(fields.raw(path).replace("\r\n", "\n"))
}

/// The groups that a page showed, in order, with their numbers on the page.
fn groups(group: &str, first: &str, fields: &Fields) -> Vec<usize> {
    let there = |n: &usize| fields.has(&format!("{group}.{n}.{first}"));
    (1..=REPEATS_MAX).filter(there).collect()
}

/// The needs of the page. When each is wanted is asked on another page, and goes with its need.
fn needs(form: &Form, fields: &Fields) -> Vec<NeedForm> {
    let need = |n: usize| {
        let service = typed(fields, &format!("need.{n}.service"));
        let was = typed(fields, &format!("need.{n}.was"));
        let before = same_need(form, &was)
            .or_else(|| same_need(form, &service))
            .or_else(|| form.need.get(n - 1).filter(|need| need.service.get().is_none()));
        let wanted_by = before.map(|need| need.wanted_by.clone()).unwrap_or_default();
        NeedForm { service, note: typed(fields, &format!("need.{n}.note")), wanted_by }
    };
    groups("need", "was", fields).into_iter().map(need).collect()
}

fn same_need<'a>(form: &'a Form, service: &Typed) -> Option<&'a NeedForm> {
    form.need.iter().find(|need| need.service.get().is_some() && need.service == *service)
}

/// When each need is wanted. Needs may have moved in another tab: each is known by its service.
fn wanted(form: &mut Form, fields: &Fields) {
    for n in groups("need", "was", fields) {
        let was = typed(fields, &format!("need.{n}.was"));
        let place = form.need.iter().position(|need| need.service == was);
        // Two needs of one service, or of none yet, are told apart by their place.
        let place = if form.need.get(n - 1).is_some_and(|need| need.service == was) {
            Some(n - 1)
        } else {
            place
        };
        if let Some(need) = place.and_then(|place| form.need.get_mut(place)) {
            need.wanted_by = typed(fields, &format!("need.{n}.wanted_by"));
        }
    }
}

fn documents(fields: &Fields) -> Vec<DocumentForm> {
    let one = |n: usize| {
        let typed = |name: &str| typed(fields, &format!("document.{n}.{name}"));
        DocumentForm {
            kind: typed("kind"),
            state: typed("state"),
            number: typed("number"),
            country: typed("country"),
            expires: typed("expires"),
        }
    };
    groups("document", "was", fields).into_iter().map(one).collect()
}

/// Puts one more group on the page, empty.
pub(crate) fn add(form: &mut Form, group: &str) {
    if group_len(group, form) >= most(group) {
        return;
    }
    match group {
        "need" => form.need.push(NeedForm::default()),
        "document" => form.document.push(DocumentForm::default()),
        _ => {}
    }
}

/// Takes one group off the page: `need.2`.
pub(crate) fn remove(form: &mut Form, which: &str) {
    let Some((group, count)) = which.split_once('.') else { return };
    let Some(place) = count.parse::<usize>().ok().and_then(|n| n.checked_sub(1)) else { return };
    if place >= group_len(group, form) {
        return;
    }
    match group {
        "need" => drop(form.need.remove(place)),
        "document" => drop(form.document.remove(place)),
        _ => {}
    }
}

/// A group in which nothing was written is none.
pub(crate) fn drop_empty(form: &mut Form) {
    form.need.retain(|need| *need != NeedForm::default());
    form.document.retain(|document| *document != DocumentForm::default());
}

/// How many groups a form may have.
pub(crate) fn most(group: &str) -> usize {
    match group {
        "need" => waypost_case::record::NEEDS_MAX,
        "document" => waypost_case::record::DOCUMENTS_MAX,
        _ => 0,
    }
}
