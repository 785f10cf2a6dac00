//! The last pages: check all answers, send, and what happens next.
//!
//! In: a draft. Out: its answers by task, its faults with the way to each; when there is none, what the partner sees
//! now and what after accepting, and the button that sends. The desk judges once more when it sends.

use askama::Template;
use axum::extract::Path;
use waypost_case::Form;
use waypost_desk::command::{Command, DraftReport, Failure, PartnerReport, ReferralRow, Reply};

use super::rows::{self, Section};
use super::tasks::Task;
use super::widgets::Choice;
use super::{Summary, open, partners};
use crate::fields::Fields;
use crate::pages::trouble;
use crate::visitor::{Answer, Frame, Place, Problem, Visitor, go, html, html_to_mend};

/// Referrals from one draft that are shown: a consent names a few partners.
const SENT_MAX: usize = 64;

/// All answers, and what becomes of them.
#[derive(Template)]
#[template(path = "new_check.html")]
pub(crate) struct Check {
    pub(crate) page: Frame,
    pub(crate) draft: String,
    pub(crate) summary: Summary,
    pub(crate) failure: Option<(String, String)>,
    pub(crate) tasks: Vec<TaskAnswers>,
    pub(crate) now: Vec<Section>,
    pub(crate) after: Vec<Section>,
    pub(crate) send: Option<Sending>,
    /// Something was sent from it: then nothing can be changed.
    pub(crate) was_sent: bool,
    /// The referrals that were sent.
    pub(crate) sent: Vec<ReferralRow>,
}

/// What was answered in one task.
pub(crate) struct TaskAnswers {
    pub(crate) title: String,
    pub(crate) optional: bool,
    /// Where it is changed.
    pub(crate) change: String,
    pub(crate) answers: Vec<rows::Answer>,
}

/// The form that sends.
pub(crate) struct Sending {
    pub(crate) partners: Vec<Choice>,
    /// Whether consent says to ask the person again about one of them.
    pub(crate) ask: bool,
    pub(crate) asked: bool,
    /// Whether all may go at once.
    pub(crate) emergency: bool,
    pub(crate) all_sections: bool,
}

impl Sending {
    fn of(form: &Form, known: &[PartnerReport], sent: &[ReferralRow], page: &Frame) -> Self {
        let but: Vec<String> = sent.iter().map(|row| row.partner.clone()).collect();
        Self {
            partners: partners::to_send(form, known, &but, page.words),
            ask: partners::asks_again(form, known, &but),
            asked: false,
            emergency: form.urgency.get() == Some("emergency"),
            all_sections: false,
        }
    }

    /// As it was filled in.
    fn as_typed(&mut self, fields: &Fields) {
        let to = fields.all("to");
        self.partners.iter_mut().for_each(|choice| choice.chosen = to.contains(&choice.code));
        self.asked = fields.has("asked");
        self.all_sections = fields.has("all_sections");
    }
}

impl Check {
    pub(crate) fn of(
        page: Frame,
        report: &DraftReport,
        known: &[PartnerReport],
        sent: Vec<ReferralRow>,
    ) -> Result<Self, Problem> {
        let words = page.words;
        let form = report.form.as_deref().ok_or(Problem::Broken)?;
        let answers = |task: Task| TaskAnswers {
            title: words.coded("new-task", task.code()),
            optional: task.optional(),
            change: format!("/new/{}/{}?check", report.draft, task.code()),
            answers: rows::typed(task, form, words),
        };
        // What was sent is judged no more: its consent may have ended since.
        let was_sent = !report.sent_to.is_empty();
        let faults = if was_sent { &[] } else { &report.faults[..] };
        let send = report.faults.is_empty().then(|| Sending::of(form, known, &sent, &page));
        Ok(Self {
            draft: report.draft.clone(),
            summary: Summary::of(&report.draft, false, faults, words),
            failure: None,
            tasks: Task::ALL.into_iter().map(answers).collect(),
            now: rows::seen(&report.now, words),
            after: rows::seen(&report.after, words),
            send: send.filter(|send| !was_sent || !send.partners.is_empty()),
            was_sent,
            sent,
            page: page.with_error(!faults.is_empty()),
        })
    }

    fn with_failure(mut self, failure: (String, String)) -> Self {
        self.failure = Some(failure);
        self.page.error = true;
        self
    }
}

pub(crate) async fn page(visitor: Visitor, Path(draft): Path<String>) -> Answer {
    html(&shown(&visitor, &draft).await?)
}

async fn shown(visitor: &Visitor, draft: &str) -> Result<Check, Problem> {
    let report = open(visitor, draft).await?;
    let known = partners::all(visitor).await?;
    let sent = sent_rows(visitor, &report).await?;
    let page = visitor.frame("new-check-title", Place::Referrals).await;
    Check::of(page, &report, &known, sent)
}

pub(crate) async fn send(visitor: Visitor, Path(draft): Path<String>, fields: Fields) -> Answer {
    let draft = open(&visitor, &draft).await?.draft;
    let to = fields.all("to");
    if to.is_empty() {
        let words = visitor.words;
        let failure = (words.t("new-send-nobody-what"), words.t("new-send-nobody-hint"));
        return refused(&visitor, &draft, &fields, failure).await;
    }
    let ask = Command::ReferralSend {
        draft: draft.clone(),
        to,
        all_sections: fields.has("all_sections"),
        asked: fields.has("asked"),
    };
    match visitor.app.ask(ask).await {
        Reply::Sent { .. } => go(format!("/new/{draft}/sent")),
        Reply::Failed(failure) if failure.code == "locked" => Err(failure.into()),
        Reply::Failed(failure) => {
            let said = with_faults(&visitor, &failure);
            refused(&visitor, &draft, &fields, said).await
        }
        _ => Err(Problem::Broken),
    }
}

/// A fault that is found only when it is sent, to one of the partners, has no other place.
fn with_faults(visitor: &Visitor, failure: &Failure) -> (String, String) {
    let (what, hint) = trouble::said(visitor, failure);
    let lines = super::faults::lines("", true, &failure.faults, visitor.words);
    let lines = lines.into_iter().map(|line| line.words);
    (std::iter::once(what).chain(lines).collect::<Vec<_>>().join(" "), hint)
}

async fn refused(
    visitor: &Visitor,
    draft: &str,
    fields: &Fields,
    failure: (String, String),
) -> Answer {
    let mut check = shown(visitor, draft).await?.with_failure(failure);
    if let Some(send) = &mut check.send {
        send.as_typed(fields);
    }
    html_to_mend(&check)
}

#[derive(Template)]
#[template(path = "new_sent.html")]
struct SentPage {
    page: Frame,
    draft: String,
    sent: Vec<ReferralRow>,
}

pub(crate) async fn sent(visitor: Visitor, Path(draft): Path<String>) -> Answer {
    let report = open(&visitor, &draft).await?;
    let sent = sent_rows(&visitor, &report).await?;
    if sent.is_empty() {
        return go(format!("/new/{}", report.draft));
    }
    let page = visitor.frame("new-sent-title", Place::Referrals).await;
    html(&SentPage { page, draft: report.draft, sent })
}

/// The referrals that were sent from a draft. One that is erased meanwhile is left out.
async fn sent_rows(visitor: &Visitor, draft: &DraftReport) -> Result<Vec<ReferralRow>, Problem> {
    let mut rows = Vec::new();
    for referral in draft.sent_to.iter().take(SENT_MAX) {
        let ask = Command::ReferralShow {
            referral: referral.clone(),
            opened: false,
            printed: false,
            by: visitor.user(),
        };
        match visitor.app.ask(ask).await {
            Reply::Referral(report) => rows.push(report.row),
            Reply::Failed(failure) if failure.code == "locked" => return Err(failure.into()),
            _ => {}
        }
    }
    Ok(rows)
}
