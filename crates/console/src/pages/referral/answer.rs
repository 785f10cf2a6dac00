//! Accepting: need by need, or all at once, and by when. Declining all, asking and waiting are moves like others.
//!
//! In: for each need, taken or not and why. Out: one move; the desk judges it.

use std::collections::BTreeMap;

use askama::Template;
use axum::extract::Path;
use waypost_case::codes::DeclineCode;
use waypost_desk::command::{MoveForm, NeedReport, ReferralReport};

use super::controls::{Choice, Control, moment, take};
use super::moves::{about, coded};
use super::{Look, address, make, referral, say};
use crate::fields::Fields;
use crate::pages::trouble;
use crate::roles::Right;
use crate::routes::{Route, act, look};
use crate::visitor::{Answer, Frame, Place, Problem, Visitor, go, html, html_to_mend};
use crate::words::Words;

const ADDRESS: &str = "/referral/{referral}/answer";

pub(super) fn routes() -> Vec<Route> {
    vec![look(ADDRESS, Right::Answer, form), act(ADDRESS, Right::Answer, done)]
}

/// One need and what is said to it.
pub(super) struct NeedAsked {
    pub(super) taken: Control,
    pub(super) why: Control,
    pub(super) words: Control,
}

#[derive(Template)]
#[template(path = "answer.html")]
pub(super) struct AnswerPage {
    pub(super) page: Frame,
    pub(super) number: String,
    pub(super) about: String,
    pub(super) by_when: Control,
    pub(super) needs: Vec<NeedAsked>,
    pub(super) failure: Option<(String, String)>,
}

impl AnswerPage {
    pub(super) fn new(page: Frame, report: &ReferralReport) -> Self {
        let words = page.words;
        Self {
            number: report.row.referral.clone(),
            about: about(words, report),
            by_when: Control::when("by_when", words.t("ask-by-when"), words, &[24, 72, 168]),
            needs: report.needs.iter().map(|need| asked(words, report, need)).collect(),
            failure: None,
            page,
        }
    }

    fn faults(&self) -> Vec<&Control> {
        let of_needs = self.needs.iter().flat_map(|need| [&need.taken, &need.why, &need.words]);
        let all = [&self.by_when].into_iter().chain(of_needs);
        all.filter(|control| control.fault.is_some()).collect()
    }

    /// What was sent; whether everything needed is there.
    fn take(&mut self, fields: &Fields) -> bool {
        let words = self.page.words;
        let all = accepts_all(fields);
        let mut there = take(std::slice::from_mut(&mut self.by_when), fields, words);
        for need in &mut self.needs {
            need.why.needed = !all && fields.one(&need.taken.name) == DECLINE;
            need.taken.needed = !all;
            for control in [&mut need.taken, &mut need.why, &mut need.words] {
                there &= take(std::slice::from_mut(control), fields, words);
            }
        }
        there
    }
}

const ACCEPT: &str = "accept";
const DECLINE: &str = "decline";

fn asked(words: Words, report: &ReferralReport, need: &NeedReport) -> NeedAsked {
    let number = need.need;
    let answers = vec![
        Choice::new(ACCEPT, words.t("answer-accept")),
        Choice::new(DECLINE, words.t("answer-decline")),
    ];
    let codes = DeclineCode::ALL.iter().map(|code| code.as_str());
    let key = format!("need.{number}.note");
    let note = report.sections.iter().flat_map(|s| &s.rows).find(|row| row.key == key);
    let title = say::need_said(words, number, &need.service);
    let mut taken = Control::one(format!("need-{number}"), title, answers);
    // What the referrer wrote beside it.
    taken.hint = note.map(|row| row.text.clone());
    let why = words.with("ask-why-decline-need", "number", number);
    NeedAsked {
        taken,
        why: Control::pick(format!("code-{number}"), why, coded(words, "decline", codes)).if_any(),
        words: Control::line(
            &format!("note-{number}"),
            words.with("ask-note-need", "number", number),
        )
        .with_hint(words.t("hint-decline-note"))
        .if_any(),
    }
}

async fn form(visitor: Visitor, Path(number): Path<String>) -> Answer {
    let report = referral(&visitor, &number, Look::Aside).await?;
    if !report.next.iter().any(|kind| kind == ACCEPT) {
        return go(address(&number));
    }
    let page = visitor.frame("do-accept", Place::Referrals).await;
    html(&AnswerPage::new(page, &report))
}

async fn done(visitor: Visitor, Path(number): Path<String>, fields: Fields) -> Answer {
    let report = referral(&visitor, &number, Look::Aside).await?;
    let page = visitor.frame("do-accept", Place::Referrals).await.with_error(true);
    let mut shown = AnswerPage::new(page, &report);
    if !shown.take(&fields) {
        return html_to_mend(&shown);
    }
    let step = accept(&fields, &report);
    if let MoveForm::Accept { needs, .. } = &step
        && needs.is_empty()
    {
        let words = visitor.words;
        shown.failure = Some((words.t("none-accepted-what"), words.t("none-accepted-hint")));
        return html_to_mend(&shown);
    }
    match make(&visitor, &number, step).await {
        Ok(answer) => answer,
        Err(failure) if failure.code == "locked" => Err(Problem::Failed(failure)),
        Err(failure) => {
            shown.failure = Some(trouble::said(&visitor, &failure));
            html_to_mend(&shown)
        }
    }
}

fn accepts_all(fields: &Fields) -> bool {
    fields.one("all") == "yes"
}

/// Every need is named, so that none is taken by silence.
fn accept(fields: &Fields, report: &ReferralReport) -> MoveForm {
    let (mut needs, mut decline) = (Vec::new(), BTreeMap::new());
    for need in &report.needs {
        let number = need.need.to_string();
        if accepts_all(fields) || fields.one(&format!("need-{number}")) == ACCEPT {
            needs.push(number);
        } else {
            let code = fields.one(&format!("code-{number}")).to_owned();
            let note = fields.some(&format!("note-{number}"));
            decline.insert(number, (code, note));
        }
    }
    MoveForm::Accept { needs, decline, by_when: moment(fields, "by_when") }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::pages::referral::tests::report;

    fn said(fields: &[(&str, &str)]) -> (Vec<String>, Vec<String>, Option<String>) {
        match accept(&Fields::of(fields), &report()) {
            MoveForm::Accept { needs, decline, by_when } => {
                let declined = decline.iter().map(|(need, (code, _))| format!("{need}={code}"));
                (needs, declined.collect(), by_when)
            }
            other => panic!("{other:?}"),
        }
    }

    #[test]
    fn one_button_accepts_every_need() {
        let (needs, declined, by_when) = said(&[("all", "yes"), ("by_when", "+3d")]);
        assert_eq!((needs, declined), (vec!["1".to_owned(), "2".to_owned()], Vec::new()));
        assert_eq!(by_when.as_deref(), Some("+3d"));
    }

    #[test]
    fn a_need_that_is_not_accepted_is_declined_by_name() {
        let sent = [("need-1", "accept"), ("need-2", "decline"), ("code-2", "no_capacity")];
        let (needs, declined, _) = said(&sent);
        assert_eq!((needs, declined), (vec!["1".to_owned()], vec!["2=no_capacity".to_owned()]));
    }
}
