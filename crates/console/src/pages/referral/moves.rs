//! Every move in a referral but acceptance and changes of consent: a form of its own each, all made in one way.
//!
//! ```text
//! STEPS: address, right, what is asked (controls), how it is read (MoveForm)
//! look:  the form, if the move is one that may be made now; else back to the referral
//! act:   what is needed is there -> the desk judges -> back to the referral; else the form again
//! ```
//!
//! Whether a move may be made is the exchange's to say: a page is offered by [`ReferralReport::next`] alone.

use askama::Template;
use axum::extract::{Path, RawQuery};
use waypost_case::codes::{
    DeclineCode, Finding, HandBackCode, OrgKind, Outcome, Section, Service, WithdrawCode,
};
use waypost_desk::command::{FollowUpDay, MoveForm, NeedReport, ReferralReport};

use super::controls::{Choice, Control, moment, take};
use super::{Look, address, make, referral, say};
use crate::fields::Fields;
use crate::pages::trouble;
use crate::roles::Right;
use crate::routes::{Route, act, look};
use crate::visitor::{Answer, Frame, Place, Problem, Visitor, go, html, html_to_mend};
use crate::words::Words;

/// How near a step stands to what is to be done.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Weight {
    /// What the referral waits for.
    First,
    /// What is done on the way.
    Then,
    /// What is done when something has gone another way.
    Seldom,
}

/// One move as a form.
pub(super) struct Step {
    /// The end of its address.
    pub(super) slug: &'static str,
    /// The whole of it, as axum writes it.
    address: &'static str,
    /// The move's kind, as [`ReferralReport::next`] names it.
    pub(super) kind: &'static str,
    pub(super) right: Right,
    pub(super) weight: Weight,
    /// Nothing is asked: one button on the referral's page is enough.
    pub(super) at_once: bool,
    ask: fn(Words, &ReferralReport) -> Vec<Control>,
    read: fn(&Fields, &ReferralReport) -> MoveForm,
}

/// A step of the exchange.
const fn step(
    slug: &'static str,
    address: &'static str,
    kind: &'static str,
    weight: Weight,
    ask: fn(Words, &ReferralReport) -> Vec<Control>,
    read: fn(&Fields, &ReferralReport) -> MoveForm,
) -> Step {
    Step { slug, address, kind, right: Right::Answer, weight, at_once: false, ask, read }
}

/// The end of an address, the address, and the kind, where all three are one word.
macro_rules! named {
    ($kind:literal) => {
        ($kind, concat!("/referral/{referral}/", $kind), $kind)
    };
    ($slug:literal, $kind:literal) => {
        ($slug, concat!("/referral/{referral}/", $slug), $kind)
    };
}

use Weight::{First, Seldom, Then};

/// Disclosure is no move of the exchange, and asked for in the same way.
const DISCLOSE: &str = "disclose";

/// All of them, in the order in which they are offered.
pub(super) static STEPS: &[Step] = &[
    Step {
        at_once: true,
        ..of(named!("acknowledge"), First, nothing, |_, _| MoveForm::Acknowledge)
    },
    of(named!("reply", "answer"), First, reply, |fields, _| MoveForm::Answer {
        text: fields.one("text").to_owned(),
    }),
    of(named!("ask"), Then, question, |fields, _| MoveForm::Ask {
        question: fields.one("question").to_owned(),
    }),
    of(named!("waitlist"), Then, waitlist, |fields, _| MoveForm::Waitlist {
        review_by: moment(fields, "review_by").unwrap_or_default(),
    }),
    of(named!("decline"), Then, decline, |fields, _| MoveForm::Decline {
        code: fields.one("code").to_owned(),
        note: fields.some("note"),
        elsewhere: fields.some("elsewhere"),
    }),
    of(named!("depart"), First, depart, |fields, _| MoveForm::Depart {
        place: fields.some("place"),
        arrive_by: moment(fields, "arrive_by").unwrap_or_default(),
    }),
    Step { at_once: true, ..of(named!("arrive"), First, nothing, |_, _| MoveForm::Arrive) },
    of(named!("appointment"), Then, appointment, |fields, _| MoveForm::Appointment {
        need: fields.one("need").to_owned(),
        at: moment(fields, "at").unwrap_or_default(),
        place: fields.some("place"),
    }),
    of(named!("interim"), Then, interim, |fields, _| MoveForm::Interim {
        note: fields.one("note").to_owned(),
        person_seen: fields.one("person_seen") == "yes",
    }),
    of(named!("complete"), First, complete, |fields, report| MoveForm::Complete {
        outcomes: accepted(report)
            .map(|need| (need.need.to_string(), fields.one(&outcome_of(need)).to_owned()))
            .collect(),
    }),
    of(named!("confirm_stop"), First, nothing, |_, _| MoveForm::ConfirmStop),
    of(named!("stopped", "answer_revocation"), First, stopped, |fields, report| {
        MoveForm::Stopped {
            erased: sections_said(fields, report, ERASED),
            kept: sections_said(fields, report, KEPT),
            law: fields.some("law"),
        }
    }),
    of(named!("lawful_hold", "answer_revocation"), Then, lawful_hold, |fields, _| {
        MoveForm::LawfulHold { reason: fields.one("reason").to_owned() }
    }),
    of(named!("close"), First, nothing, |_, _| MoveForm::Close),
    of(named!("expire"), First, nothing, |_, _| MoveForm::Expire),
    of(named!("follow_up"), Then, follow_up, |fields, _| MoveForm::FollowUp {
        // The desk says which days there are.
        day: fields.one("day").parse().unwrap_or_default(),
        finding: fields.one("finding").to_owned(),
    }),
    Step {
        right: Right::Refer,
        ..of(named!("disclose"), Seldom, disclose, |fields, _| MoveForm::Disclose {
            sections: fields.all("sections"),
        })
    },
    of(named!("no_show"), Seldom, no_show, |fields, _| MoveForm::NoShow {
        need: fields.one("need").to_owned(),
    }),
    of(named!("propose_onward"), Seldom, propose_onward, |fields, _| MoveForm::ProposeOnward {
        partner_kind: fields.one("partner_kind").to_owned(),
        services: fields.all("services"),
        note: fields.some("note"),
    }),
    of(named!("hand_back"), Seldom, hand_back, |fields, _| MoveForm::HandBack {
        code: fields.one("code").to_owned(),
        note: fields.some("note"),
        kept: fields.all("kept"),
    }),
    of(named!("withdraw"), Seldom, withdraw, |fields, _| MoveForm::Withdraw {
        code: fields.one("code").to_owned(),
        note: fields.some("note"),
    }),
    of(named!("client_declined"), Seldom, nothing, |_, _| MoveForm::ClientDeclined),
    of(named!("client_unreachable"), Seldom, nothing, |_, _| MoveForm::ClientUnreachable),
    of(named!("entered_in_error"), Seldom, entered_in_error, |fields, _| {
        // What is no number is the whole referral: named by itself, never meant by a slip of the hand.
        MoveForm::EnteredInError { entry: fields.one("entry").parse().ok() }
    }),
];

const fn of(
    (slug, address, kind): (&'static str, &'static str, &'static str),
    weight: Weight,
    ask: fn(Words, &ReferralReport) -> Vec<Control>,
    read: fn(&Fields, &ReferralReport) -> MoveForm,
) -> Step {
    step(slug, address, kind, weight, ask, read)
}

/// Steps that a referral offers now.
pub(super) fn offered(report: &ReferralReport) -> impl Iterator<Item = &'static Step> {
    STEPS.iter().filter(|step| step.is_offered(report))
}

impl Step {
    fn is_offered(&self, report: &ReferralReport) -> bool {
        match self.kind {
            DISCLOSE => {
                report.row.direction == "sent" && !hidden(report).is_empty() && is_work(report)
            }
            kind => report.next.iter().any(|next| next == kind),
        }
    }

    /// What is asked, nothing filled in.
    pub(super) fn controls(&self, words: Words, report: &ReferralReport) -> Vec<Control> {
        (self.ask)(words, report)
    }

    /// What was sent, as the desk reads it.
    pub(super) fn form(&self, fields: &Fields, report: &ReferralReport) -> MoveForm {
        (self.read)(fields, report)
    }
}

/// Whether the referral is still somebody's work: the person may still say no to it.
fn is_work(report: &ReferralReport) -> bool {
    report.next.iter().any(|kind| kind == "client_declined")
}

pub(super) fn routes() -> Vec<Route> {
    STEPS
        .iter()
        .flat_map(|step| {
            [
                look(
                    step.address,
                    step.right,
                    move |visitor: Visitor, number: Path<String>, query: RawQuery| {
                        form(step, visitor, number, query)
                    },
                ),
                act(
                    step.address,
                    step.right,
                    move |visitor: Visitor, number: Path<String>, fields: Fields| {
                        done(step, visitor, number, fields)
                    },
                ),
            ]
        })
        .collect()
}

#[derive(Template)]
#[template(path = "move.html")]
pub(super) struct MovePage {
    pub(super) page: Frame,
    pub(super) number: String,
    pub(super) slug: &'static str,
    pub(super) about: String,
    pub(super) why: String,
    pub(super) controls: Vec<Control>,
    pub(super) failure: Option<(String, String)>,
}

impl MovePage {
    fn faults(&self) -> Vec<&Control> {
        self.controls.iter().filter(|control| control.fault.is_some()).collect()
    }

    fn is_grave(&self) -> bool {
        matches!(self.slug, "entered_in_error" | "withdraw" | "stopped")
    }
}

async fn form(
    step: &'static Step,
    visitor: Visitor,
    Path(number): Path<String>,
    RawQuery(query): RawQuery,
) -> Answer {
    let report = referral(&visitor, &number, Look::Aside).await?;
    if !step.is_offered(&report) {
        return go(address(&number));
    }
    let mut controls = step.controls(visitor.words, &report);
    choose_entry(&mut controls, query.as_deref().unwrap_or_default());
    html(&page(step, &visitor, &report, controls, None).await)
}

async fn done(
    step: &'static Step,
    visitor: Visitor,
    Path(number): Path<String>,
    fields: Fields,
) -> Answer {
    let report = referral(&visitor, &number, Look::Aside).await?;
    let mut controls = step.controls(visitor.words, &report);
    if !take(&mut controls, &fields, visitor.words) {
        return html_to_mend(&page(step, &visitor, &report, controls, None).await);
    }
    match make(&visitor, &number, step.form(&fields, &report)).await {
        Ok(answer) => answer,
        Err(failure) if failure.code == "locked" => Err(Problem::Failed(failure)),
        Err(failure) => {
            let said = trouble::said(&visitor, &failure);
            html_to_mend(&page(step, &visitor, &report, controls, Some(said)).await)
        }
    }
}

async fn page(
    step: &Step,
    visitor: &Visitor,
    report: &ReferralReport,
    controls: Vec<Control>,
    failure: Option<(String, String)>,
) -> MovePage {
    let words = visitor.words;
    let faulty = failure.is_some() || controls.iter().any(|control| control.fault.is_some());
    let title = words.coded("do", step.slug);
    MovePage {
        page: visitor.titled(title, Place::Referrals).await.with_error(faulty),
        number: report.row.referral.clone(),
        slug: step.slug,
        about: about(words, report),
        why: words.coded("why", step.slug),
        controls,
        failure,
    }
}

/// Which referral a form is about, in one line.
pub(super) fn about(words: Words, report: &ReferralReport) -> String {
    let partner = match report.row.direction.as_str() {
        "sent" => words.with("to-partner", "partner", &report.row.partner),
        _ => words.with("from-partner", "partner", &report.row.partner),
    };
    let row = &report.row;
    words.with2("referral-about", "referral", &row.referral, "code", &row.case_code)
        + " "
        + &partner
}

/// The timeline links to a slip by its number.
fn choose_entry(controls: &mut [Control], query: &str) {
    let entry = query.split('&').find_map(|part| part.strip_prefix("entry="));
    let of_entry = controls.iter_mut().find(|control| control.name == "entry");
    if let (Some(entry), Some(control)) = (entry, of_entry) {
        for choice in &mut control.choices {
            choice.chosen = choice.code == entry;
        }
    }
}

// What each form asks.

fn nothing(_: Words, _: &ReferralReport) -> Vec<Control> {
    Vec::new()
}

fn question(words: Words, _: &ReferralReport) -> Vec<Control> {
    vec![Control::note("question", words.t("ask-question")).with_hint(words.t("hint-no-identity"))]
}

fn reply(words: Words, report: &ReferralReport) -> Vec<Control> {
    let asked = report.timeline.iter().rev().find(|row| row.kind == "ask");
    let text = Control::note("text", words.t("ask-reply"));
    vec![match asked.and_then(|row| row.facts.get("question")) {
        Some(question) => text.with_hint(words.with("hint-question", "question", question)),
        None => text,
    }]
}

fn waitlist(words: Words, _: &ReferralReport) -> Vec<Control> {
    vec![Control::when("review_by", words.t("ask-review-by"), words, &[24, 72, 168])]
}

/// Codes with messages of their own.
pub(super) fn coded<'a>(
    words: Words,
    kind: &str,
    codes: impl IntoIterator<Item = &'a str>,
) -> Vec<Choice> {
    codes.into_iter().map(|code| Choice::new(code, words.coded(kind, code))).collect()
}

fn decline(words: Words, _: &ReferralReport) -> Vec<Control> {
    let codes = DeclineCode::ALL.iter().map(|code| code.as_str());
    vec![
        Control::one("code", words.t("ask-why-decline"), coded(words, "decline", codes)),
        Control::note("note", words.t("ask-note")).with_hint(words.t("hint-decline-note")).if_any(),
        Control::line("elsewhere", words.t("ask-elsewhere"))
            .with_hint(words.t("hint-elsewhere"))
            .if_any(),
    ]
}

fn depart(words: Words, _: &ReferralReport) -> Vec<Control> {
    vec![
        Control::line("place", words.t("ask-handover-place")).if_any(),
        Control::when("arrive_by", words.t("ask-arrive-by"), words, &[6, 12, 24])
            .with_hint(words.t("hint-arrive-by")),
    ]
}

/// Needs that were accepted.
fn accepted(report: &ReferralReport) -> impl Iterator<Item = &NeedReport> {
    report.needs.iter().filter(|need| need.answer == "accepted")
}

fn which_need(words: Words, report: &ReferralReport) -> Control {
    let choice = |need: &NeedReport| {
        Choice::new(need.need.to_string(), say::need_said(words, need.need, &need.service))
    };
    let mut choices: Vec<Choice> = accepted(report).map(choice).collect();
    if let [only] = choices.as_mut_slice() {
        only.chosen = true;
    }
    Control::one("need", words.t("ask-which-need"), choices)
}

fn appointment(words: Words, report: &ReferralReport) -> Vec<Control> {
    vec![
        which_need(words, report),
        Control::when("at", words.t("ask-appointment"), words, &[]),
        Control::line("place", words.t("ask-place")).if_any(),
    ]
}

fn no_show(words: Words, report: &ReferralReport) -> Vec<Control> {
    vec![which_need(words, report)]
}

fn interim(words: Words, _: &ReferralReport) -> Vec<Control> {
    let seen = vec![Choice::new("yes", words.t("person-seen"))];
    vec![
        Control::note("note", words.t("ask-news")),
        Control::many("person_seen", words.t("ask-person-seen"), seen).if_any(),
    ]
}

fn outcome_of(need: &NeedReport) -> String {
    format!("outcome-{}", need.need)
}

fn complete(words: Words, report: &ReferralReport) -> Vec<Control> {
    let codes = || coded(words, "outcome", Outcome::ALL.iter().map(|code| code.as_str()));
    let each = |need: &NeedReport| {
        Control::one(outcome_of(need), say::need_said(words, need.need, &need.service), codes())
    };
    accepted(report).map(each).collect()
}

const ERASED: &str = "erased";
const KEPT: &str = "kept";

/// Sections that are here and that a partner showed us, or files of which came from it.
fn shown_to_us(report: &ReferralReport) -> Vec<&str> {
    let of_partner =
        report.attachments.iter().filter(|file| file.by != "us").map(|file| file.section.as_str());
    let fields = report.sections.iter().map(|section| section.section.as_str());
    let ours = report.row.direction == "sent";
    let mut all: Vec<&str> = fields.filter(|_| !ours).chain(of_partner).collect();
    all.sort_unstable_by_key(|code| Section::ALL.iter().position(|s| s.as_str() == *code));
    all.dedup();
    all
}

fn erased_or_kept(section: &str) -> String {
    format!("section-{section}")
}

fn stopped(words: Words, report: &ReferralReport) -> Vec<Control> {
    let each = |section: &str| {
        let choices = coded(words, "stop", [ERASED, KEPT, "agreed"]);
        Control::one(erased_or_kept(section), words.coded("section", section), choices)
    };
    let law = Control::line("law", words.t("ask-law")).with_hint(words.t("hint-law")).if_any();
    shown_to_us(report).into_iter().map(each).chain([law]).collect()
}

fn sections_said(fields: &Fields, report: &ReferralReport, said: &str) -> Vec<String> {
    let all = shown_to_us(report).into_iter();
    all.filter(|code| fields.one(&erased_or_kept(code)) == said).map(str::to_owned).collect()
}

fn lawful_hold(words: Words, _: &ReferralReport) -> Vec<Control> {
    vec![
        Control::note("reason", words.t("ask-lawful-reason"))
            .with_hint(words.t("hint-no-identity")),
    ]
}

fn hand_back(words: Words, report: &ReferralReport) -> Vec<Control> {
    let codes = HandBackCode::ALL.iter().map(|code| code.as_str());
    let sections = report.sections.iter().map(|section| section.section.as_str());
    vec![
        Control::one("code", words.t("ask-why-hand-back"), coded(words, "hand_back", codes)),
        Control::note("note", words.t("ask-note")).if_any(),
        Control::many("kept", words.t("ask-kept"), coded(words, "section", sections)).if_any(),
    ]
}

fn propose_onward(words: Words, _: &ReferralReport) -> Vec<Control> {
    // An auditor reads no referral.
    let kinds = OrgKind::ALL.iter().filter(|kind| **kind != OrgKind::Auditor);
    let kinds = kinds.map(|kind| kind.as_str());
    let service = |code: &Service| Choice::new(code.as_str(), words.code("service", code.as_str()));
    let services = Service::ALL.iter().map(service).collect();
    vec![
        Control::one(
            "partner_kind",
            words.t("ask-partner-kind"),
            coded(words, "organisation_kind", kinds),
        ),
        Control::many("services", words.t("ask-services"), services),
        Control::note("note", words.t("ask-note")).with_hint(words.t("hint-no-identity")).if_any(),
    ]
}

fn withdraw(words: Words, _: &ReferralReport) -> Vec<Control> {
    let codes = WithdrawCode::ALL.iter().map(|code| code.as_str());
    vec![
        Control::one("code", words.t("ask-why-withdraw"), coded(words, "withdraw", codes)),
        Control::note("note", words.t("ask-note")).if_any(),
    ]
}

fn follow_up(words: Words, _: &ReferralReport) -> Vec<Control> {
    let day = |day: &FollowUpDay| Choice::new(day.as_str(), words.count("span-days", day.days()));
    let findings = Finding::ALL.iter().map(|code| code.as_str());
    vec![
        Control::one(
            "day",
            words.t("ask-follow-up-day"),
            FollowUpDay::ALL.iter().map(day).collect(),
        ),
        Control::one("finding", words.t("ask-finding"), coded(words, "finding", findings)),
    ]
}

/// What of a referral of ours the partner cannot see yet.
fn hidden(report: &ReferralReport) -> Vec<&str> {
    let all = report.sections.iter().map(|section| section.section.as_str());
    let needs = Section::Needs.as_str();
    all.filter(|code| *code != needs && !report.disclosed.iter().any(|d| d == code)).collect()
}

fn disclose(words: Words, report: &ReferralReport) -> Vec<Control> {
    let mut choices = coded(words, "section", hidden(report));
    for choice in &mut choices {
        if choice.code == Section::Account.as_str() {
            choice.hint = Some(words.t("hint-account"));
        }
    }
    vec![Control::many("sections", words.t("ask-disclose"), choices)]
}

fn entered_in_error(words: Words, report: &ReferralReport) -> Vec<Control> {
    let slips = say::timeline(words, report).into_iter().filter(|entry| entry.can_be_a_slip);
    let mut choices: Vec<Choice> = slips
        .map(|entry| {
            let said = format!("{} ({})", entry.what, words.moment(&entry.at));
            Choice::new(entry.number.to_string(), said)
        })
        .collect();
    if report.row.direction == "sent" {
        let mut whole = Choice::new("referral", words.t("slip-referral"));
        whole.hint = Some(words.t("hint-slip-referral"));
        choices.push(whole);
    }
    vec![Control::one("entry", words.t("ask-slip"), choices)]
}
