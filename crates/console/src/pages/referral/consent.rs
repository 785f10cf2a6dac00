//! The consent of a referral: what was agreed, who was told of a change and what they answered; narrowing it, and
//! taking it back.
//!
//! In: what the person still agrees to. Out: one change, which the desk tells every partner that received anything
//! under it. How a partner's change is answered is a move like others.

use askama::Template;
use axum::extract::Path;
use waypost_desk::command::{Command, ConsentReport, Failure, FieldRow, Narrow, Reply};

use super::controls::{Choice, Control, take};
use super::moves::coded;
use super::say::{self, Fact};
use super::{Look, referral};
use crate::fields::Fields;
use crate::pages::trouble;
use crate::roles::Right;
use crate::routes::{Route, act, look};
use crate::visitor::{Answer, Frame, Place, Problem, Visitor, go, html, html_to_mend};
use crate::words::Words;

const NARROW: &str = "/referral/{referral}/consent/narrow";
const REVOKE: &str = "/referral/{referral}/consent/revoke";

pub(super) fn routes() -> Vec<Route> {
    vec![
        look("/referral/{referral}/consent", Right::SeeReferrals, show),
        look(NARROW, Right::Refer, narrow_form),
        act(NARROW, Right::Refer, narrow),
        look(REVOKE, Right::Refer, revoke_form),
        act(REVOKE, Right::Refer, revoke),
    ]
}

/// One partner under the consent, in words.
pub(super) struct Told {
    pub(super) referral: String,
    pub(super) partner: String,
    pub(super) state: String,
    pub(super) answer: String,
}

#[derive(Template)]
#[template(path = "consent.html")]
pub(super) struct ConsentPage {
    pub(super) page: Frame,
    pub(super) number: String,
    pub(super) state: String,
    pub(super) terms: Vec<Fact>,
    pub(super) partners: Vec<Told>,
    pub(super) may_narrow: bool,
    pub(super) may_revoke: bool,
    pub(super) owes_answer: bool,
}

#[derive(Template)]
#[template(path = "consent_change.html")]
pub(super) struct ChangePage {
    pub(super) page: Frame,
    pub(super) number: String,
    pub(super) why: String,
    pub(super) button: String,
    pub(super) revoke: bool,
    pub(super) partners: Vec<Told>,
    pub(super) controls: Vec<Control>,
    pub(super) failure: Option<(String, String)>,
}

impl ChangePage {
    fn faults(&self) -> Vec<&Control> {
        self.controls.iter().filter(|control| control.fault.is_some()).collect()
    }
}

pub(super) async fn consent(
    visitor: &Visitor,
    number: &str,
) -> Result<Box<ConsentReport>, Problem> {
    match visitor.ask(Command::ConsentShow { referral: number.to_owned() }).await? {
        Reply::Consent(consent) => Ok(consent),
        _ => Err(Problem::Broken),
    }
}

async fn show(visitor: Visitor, Path(number): Path<String>) -> Answer {
    let report = referral(&visitor, &number, Look::Open).await?;
    let consent = consent(&visitor, &number).await?;
    let may = |kind: &str, right| visitor.may(right) && report.next.iter().any(|next| next == kind);
    let page = visitor.frame("consent-title", Place::Referrals).await;
    html(&ConsentPage {
        number: report.row.referral.clone(),
        state: page.coded("consent", &consent.state),
        terms: consent.terms.iter().map(|row| say::fact(page.words, row)).collect(),
        partners: told(page.words, &consent),
        may_narrow: may("narrow_consent", Right::Refer),
        may_revoke: may("revoke_consent", Right::Refer),
        owes_answer: may("answer_revocation", Right::Answer),
        page,
    })
}

pub(super) fn told(words: Words, consent: &ConsentReport) -> Vec<Told> {
    let said = |one: &waypost_desk::command::ConsentPartner| Told {
        referral: one.referral.clone(),
        partner: one.partner.clone(),
        state: words.coded("consent", &one.state),
        answer: words.coded("consent-answer", &one.answer),
    };
    consent.partners.iter().map(said).collect()
}

async fn narrow_form(visitor: Visitor, Path(number): Path<String>) -> Answer {
    change_form(&visitor, &number, false).await
}

async fn revoke_form(visitor: Visitor, Path(number): Path<String>) -> Answer {
    change_form(&visitor, &number, true).await
}

async fn change_form(visitor: &Visitor, number: &str, revoke: bool) -> Answer {
    referral(visitor, number, Look::Aside).await?;
    let consent = consent(visitor, number).await?;
    html(&page(visitor, number, &consent, revoke, None).await)
}

async fn narrow(visitor: Visitor, Path(number): Path<String>, fields: Fields) -> Answer {
    referral(&visitor, &number, Look::Aside).await?;
    let consent = consent(&visitor, &number).await?;
    let mut controls = what_is_agreed(visitor.words, &consent.terms);
    // Nothing left checked is a revocation, and has a page of its own.
    if !take(&mut controls, &fields, visitor.words) {
        return html_to_mend(
            &page(&visitor, &number, &consent, false, Some((controls, None))).await,
        );
    }
    let narrow = Narrow { services: fields.all("services"), sections: fields.all("sections") };
    match change(&visitor, &number, Some(narrow)).await {
        Ok(answer) => answer,
        Err(failure) => mend(&visitor, &number, &consent, false, controls, &failure).await,
    }
}

async fn revoke(visitor: Visitor, Path(number): Path<String>) -> Answer {
    referral(&visitor, &number, Look::Aside).await?;
    match change(&visitor, &number, None).await {
        Ok(answer) => answer,
        Err(failure) => {
            let consent = consent(&visitor, &number).await?;
            mend(&visitor, &number, &consent, true, Vec::new(), &failure).await
        }
    }
}

async fn mend(
    visitor: &Visitor,
    number: &str,
    consent: &ConsentReport,
    revoke: bool,
    controls: Vec<Control>,
    failure: &Failure,
) -> Answer {
    let said = trouble::said(visitor, failure);
    html_to_mend(&page(visitor, number, consent, revoke, Some((controls, Some(said)))).await)
}

async fn change(
    visitor: &Visitor,
    number: &str,
    narrow: Option<Narrow>,
) -> Result<Answer, Box<Failure>> {
    let command = Command::ConsentChange { referral: number.to_owned(), narrow, reason: None };
    match visitor.app.ask(command).await {
        Reply::Failed(failure) => Err(Box::new(failure)),
        _ => Ok(go(format!("/referral/{number}/consent"))),
    }
}

/// What must be mended: what was sent, and what the desk said.
type ToMend = (Vec<Control>, Option<(String, String)>);

async fn page(
    visitor: &Visitor,
    number: &str,
    consent: &ConsentReport,
    revoke: bool,
    mend: Option<ToMend>,
) -> ChangePage {
    let title = if revoke { "do-revoke_consent" } else { "do-narrow_consent" };
    let frame = visitor.frame(title, Place::Referrals).await.with_error(mend.is_some());
    let words = visitor.words;
    let fresh = || if revoke { Vec::new() } else { what_is_agreed(words, &consent.terms) };
    let (controls, failure) = mend.unwrap_or_else(|| (fresh(), None));
    ChangePage {
        number: number.to_owned(),
        why: words.coded("why", if revoke { "revoke_consent" } else { "narrow_consent" }),
        button: words.coded("button", if revoke { "revoke_consent" } else { "narrow_consent" }),
        revoke,
        partners: told(words, consent),
        controls,
        failure,
        page: frame,
    }
}

/// Everything that stands, checked: the person says what goes.
fn what_is_agreed(words: Words, terms: &[FieldRow]) -> Vec<Control> {
    let codes = |key: &str| {
        let row = terms.iter().find(|row| row.key == key);
        row.map_or(&[][..], |row| row.codes.as_slice()).iter().map(String::as_str)
    };
    let services = codes("consent.purposes");
    let services = services.map(|code| Choice::new(code, words.code("service", code))).collect();
    let sections = coded(words, "section", codes("consent.sections"));
    let mut controls = vec![
        Control::many("services", words.t("ask-agreed-services"), services),
        Control::many("sections", words.t("ask-agreed-sections"), sections),
    ];
    for choice in controls.iter_mut().flat_map(|control| &mut control.choices) {
        choice.chosen = true;
    }
    controls
}
