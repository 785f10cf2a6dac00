//! One task: its page, and what is done with what was typed there.
//!
//! In: the fields of one page. Out: the draft saved, whatever was typed; then the faults of this task at their
//! places, or the next page. Two tabs may have the same draft open: each changes its own task, the later save wins.

use askama::Template;
use axum::extract::{Path, RawQuery};
use axum::http::StatusCode;
use axum::response::IntoResponse;
use tokio::sync::Mutex;
use waypost_case::Form;
use waypost_case::form::NeedForm;
use waypost_desk::command::{DraftReport, FaultReport, PartnerReport};

use super::tasks::{Part, Task, group_len};
use super::widgets::{Input, Widget, id};
use super::{Summary, open, partners, save as keep, take};
use crate::fields::Fields;
use crate::pages::trouble;
use crate::visitor::{Answer, Frame, Place, Problem, Visitor, go, html, html_to_mend};
use crate::words::Words;

/// A draft is read, changed and written by one page at a time.
static WRITING: Mutex<()> = Mutex::const_new(());

/// A task as a page.
#[derive(Template)]
#[template(path = "new_task.html")]
pub(crate) struct TaskPage {
    pub(crate) page: Frame,
    pub(crate) draft: String,
    pub(crate) action: String,
    pub(crate) lead: Option<String>,
    pub(crate) parts: Vec<PartView>,
    /// What the add button adds, and its words.
    pub(crate) add: Option<(&'static str, String)>,
    pub(crate) no_partners: bool,
    pub(crate) summary: Summary,
    pub(crate) failure: Option<(String, String)>,
}

/// Questions that stand together.
pub(crate) struct PartView {
    pub(crate) heading: Option<String>,
    pub(crate) seen: String,
    pub(crate) groups: Vec<GroupView>,
    pub(crate) widgets: Vec<Widget>,
    /// What is said where there is no group yet.
    pub(crate) none: Option<String>,
}

/// One need, one document.
pub(crate) struct GroupView {
    /// `need.2`.
    pub(crate) name: String,
    pub(crate) title: String,
    /// By what the group is known when it comes back.
    pub(crate) was: String,
    /// The words of the button that takes it out.
    pub(crate) remove: Option<String>,
    pub(crate) widgets: Vec<Widget>,
}

/// How the page was come to.
#[derive(Clone, Copy, Default)]
struct Way {
    /// From a list of faults: they are shown.
    mend: bool,
    /// From the check of all answers, and back there.
    check: bool,
}

impl Way {
    fn of(query: Option<&str>) -> Self {
        let has = |word: &str| query.is_some_and(|query| query.split('&').any(|q| q == word));
        Self { mend: has("mend"), check: has("check") }
    }

    const fn query(self) -> &'static str {
        if self.check { "?check" } else { "" }
    }
}

pub(crate) async fn page(
    visitor: Visitor,
    Path((draft, task)): Path<(String, String)>,
    RawQuery(query): RawQuery,
) -> Answer {
    let (task, way) = (Task::of(&task).ok_or(Problem::NotFound)?, Way::of(query.as_deref()));
    let report = open(&visitor, &draft).await?;
    if !report.sent_to.is_empty() {
        return go(format!("/new/{}/check", report.draft));
    }
    let faults = if way.mend { task.faults(&report.faults) } else { Vec::new() };
    html(&shown(&visitor, task, way, &report, &faults).await?)
}

pub(crate) async fn save(
    visitor: Visitor,
    Path((draft, task)): Path<(String, String)>,
    RawQuery(query): RawQuery,
    fields: Fields,
) -> Answer {
    let (task, way) = (Task::of(&task).ok_or(Problem::NotFound)?, Way::of(query.as_deref()));
    let report = match write(&visitor, &draft, task, &fields).await? {
        Written::Kept(report) => *report,
        Written::Refused(report, failure) => {
            let mut page = shown(&visitor, task, way, &report, &[]).await?;
            page.failure = Some(failure);
            page.page.error = true;
            return html_to_mend(&page);
        }
    };
    if is_saving(&fields) {
        return Ok(StatusCode::NO_CONTENT.into_response());
    }
    let here = |place: &str| go(format!("/new/{draft}/{}{}#{place}", task.code(), way.query()));
    if let (Some(_), Some(group)) = (fields.some("add"), task.group()) {
        let last = report.form.as_deref().map_or(0, |form| group_len(group, form));
        return here(&id(&format!("{group}.{}.{}", last.max(1), first_of(group))));
    }
    if fields.some("remove").is_some() {
        return here("main");
    }
    if fields.some("later").is_some() {
        return go(format!("/new/{draft}"));
    }
    let faults = task.faults(&report.faults);
    if !faults.is_empty() {
        return html_to_mend(&shown(&visitor, task, way, &report, &faults).await?);
    }
    match (way.check, task.next()) {
        (true, _) => go(format!("/new/{draft}/check")),
        (false, Some(next)) => go(format!("/new/{draft}/{}", next.code())),
        (false, None) if task == Task::To => go(format!("/new/{draft}/check")),
        (false, None) => go(format!("/new/{draft}")),
    }
}

/// Sent by the script while somebody writes: saved, not judged.
fn is_saving(fields: &Fields) -> bool {
    fields.one("saving") == "yes"
}

/// What became of what was typed.
enum Written {
    Kept(Box<DraftReport>),
    /// The desk would not keep it: the form as typed, and why.
    Refused(Box<DraftReport>, (String, String)),
}

async fn write(
    visitor: &Visitor,
    draft: &str,
    task: Task,
    fields: &Fields,
) -> Result<Written, Problem> {
    let _one_at_a_time = WRITING.lock().await;
    let mut report = open(visitor, draft).await?;
    let mut form = *report.form.take().ok_or(Problem::Broken)?;
    change(&mut form, task, fields)?;
    match keep(visitor, Some(report.draft.clone()), form.clone()).await {
        Ok(kept) => Ok(Written::Kept(Box::new(kept))),
        Err(Problem::Failed(failure)) if failure.code == "too_long" && !is_saving(fields) => {
            report.form = Some(Box::new(form));
            Ok(Written::Refused(Box::new(report), trouble::said(visitor, &failure)))
        }
        Err(problem) => Err(problem),
    }
}

/// The page's answers, and what its buttons do to them.
pub(crate) fn change(form: &mut Form, task: Task, fields: &Fields) -> Result<(), Problem> {
    take::take(form, task, fields)?;
    if let Some(which) = fields.some("remove") {
        take::remove(form, &which);
    }
    if let Some(path) = fields.some("gregorian").filter(|path| Task::mending(path) == task) {
        let typed = form.answer(&path).unwrap_or_default();
        if let Some(reading) = waypost_case::dates::buddhist_reading(&typed) {
            form.set(&path, &reading).map_err(|_| Problem::BadForm)?;
        }
    }
    match (fields.some("add"), task.group()) {
        (Some(_), Some(group)) => take::add(form, group),
        _ => take::drop_empty(form),
    }
    Ok(())
}

async fn shown(
    visitor: &Visitor,
    task: Task,
    way: Way,
    report: &DraftReport,
    faults: &[FaultReport],
) -> Result<TaskPage, Problem> {
    let title = visitor.words.coded("new-task", task.code());
    let page = visitor.titled(title, Place::Referrals).await;
    let partners = match task {
        Task::Consent | Task::To => partners::all(visitor).await?,
        _ => Vec::new(),
    };
    TaskPage::of(page, task, way.query(), report, faults, &partners)
}

impl TaskPage {
    pub(crate) fn of(
        page: Frame,
        task: Task,
        query: &str,
        report: &DraftReport,
        faults: &[FaultReport],
        partners: &[PartnerReport],
    ) -> Result<Self, Problem> {
        let words = page.words;
        let mut form = report.form.as_deref().cloned().ok_or(Problem::Broken)?;
        if task == Task::Help && form.need.is_empty() {
            form.need.push(NeedForm::default());
        }
        if let (Task::To, None, Some(person)) = (task, form.from.worker.get(), &page.person) {
            form.from.worker.0.clone_from(&person.name);
        }
        let view = View { form: &form, faults, partners, words, task };
        Ok(Self {
            draft: report.draft.clone(),
            action: format!("/new/{}/{}{query}", report.draft, task.code()),
            lead: words.find(&format!("new-lead-{}", task.code())),
            parts: task.parts().iter().map(|part| view.part(part)).collect(),
            add: task.group().filter(|group| group_len(group, &form) < take::most(group)).map(
                |group| match group {
                    "need" => (group, words.t("new-add-need")),
                    _ => (group, words.t("new-add-document")),
                },
            ),
            no_partners: matches!(task, Task::Consent | Task::To) && partners.is_empty(),
            summary: Summary::of(&report.draft, true, faults, words),
            failure: None,
            page: page.with_error(!faults.is_empty()),
        })
    }
}

/// What a page is made of.
struct View<'a> {
    form: &'a Form,
    faults: &'a [FaultReport],
    partners: &'a [PartnerReport],
    words: Words,
    task: Task,
}

impl View<'_> {
    fn part(&self, part: &Part) -> PartView {
        let (repeated, once): (Vec<&str>, Vec<&str>) =
            part.paths.iter().copied().partition(|path| path.contains('#'));
        let group = repeated.first().and_then(|path| path.split('.').next());
        let groups = group.map(|group| self.groups(group, &repeated)).unwrap_or_default();
        let none = (group.is_some() && groups.is_empty())
            .then(|| self.words.find(&format!("new-none-{}", part.name)))
            .flatten();
        PartView {
            heading: self.words.find(&format!("new-part-{}", part.name)),
            seen: self.words.coded("new-seen", part.seen.code()),
            widgets: once.iter().filter_map(|path| self.widget(path)).collect(),
            groups,
            none,
        }
    }

    fn groups(&self, group: &str, paths: &[&str]) -> Vec<GroupView> {
        let one = |number: usize| {
            let path = |path: &&str| path.replace('#', &number.to_string());
            GroupView {
                name: format!("{group}.{number}"),
                title: self.group_title(group, number),
                was: self.form.answer(&format!("{group}.{number}.service")).unwrap_or_default(),
                remove: self.task.group().map(|_| self.remove_words(group, number)),
                widgets: paths.iter().map(path).filter_map(|path| self.widget(&path)).collect(),
            }
        };
        (1..=group_len(group, self.form)).map(one).collect()
    }

    fn group_title(&self, group: &str, number: usize) -> String {
        let words = self.words;
        let service = self.form.answer(&format!("{group}.{number}.service"));
        match (group, service) {
            ("need", Some(service)) => {
                let service = words.code("service", &service);
                words.with2("new-need-service", "number", number, "service", service)
            }
            ("need", None) => words.with("new-need", "number", number),
            _ => words.with("new-document", "number", number),
        }
    }

    fn remove_words(&self, group: &str, number: usize) -> String {
        match group {
            "need" => self.words.with("new-remove-need", "number", number),
            _ => self.words.with("new-remove-document", "number", number),
        }
    }

    fn widget(&self, path: &str) -> Option<Widget> {
        let mut widget = Widget::of(path, self.form, self.words)?;
        match path {
            "consent.recipients" => {
                widget.input = partners::recipients(self.form, self.partners, self.words);
            }
            "to.partner" => {
                widget.input = partners::to_partner(self.form, self.partners, self.words);
            }
            _ => {}
        }
        Some(widget.with_fault(self.faults, self.form, self.words))
    }
}

/// The first question of a group.
fn first_of(group: &str) -> &'static str {
    if group == "need" { "service" } else { "kind" }
}
