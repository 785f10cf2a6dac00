//! One referral: where it stands, what is to be done now, what it says, what happened, its files, who read it.
//!
//! In: a number. Out: a page. That a person opened it is told to the partner once and written down here; a page that
//! looks again by itself is no person.

use askama::Template;
use axum::extract::{Path, RawQuery};
use waypost_desk::command::{DeadlineReport, ReadRow, ReferralReport, SectionReport};

use super::moves::{self, Weight};
use super::say::{self, Entry, Fact};
use super::{Look, referral};
use crate::roles::Right;
use crate::routes::{Route, look};
use crate::visitor::{Answer, Frame, Place, Visitor, html};
use crate::words::Words;

pub(super) fn routes() -> Vec<Route> {
    vec![look("/referral/{referral}", Right::SeeReferrals, show)]
}

/// A step that this person may make now.
pub(super) struct Todo {
    pub(super) address: String,
    pub(super) words: String,
    /// The address takes a form with nothing in it: one button is enough.
    pub(super) at_once: bool,
}

/// A need with what became of it, in words.
pub(super) struct NeedSaid {
    pub(super) need: String,
    pub(super) answer: String,
    pub(super) why: Option<String>,
    pub(super) note: Option<String>,
    pub(super) outcome: Option<String>,
}

/// A section in words.
pub(super) struct SectionSaid {
    pub(super) title: String,
    /// Of a referral of ours: whether the partner sees it now.
    pub(super) seen: Option<bool>,
    pub(super) facts: Vec<Fact>,
}

/// A file in words.
pub(super) struct FileSaid {
    pub(super) number: String,
    pub(super) name: String,
    pub(super) about: String,
    pub(super) state: String,
    pub(super) link: Option<String>,
}

/// What a referral says to this reader.
pub(super) struct Said {
    pub(super) number: String,
    pub(super) sent: bool,
    pub(super) needs: Vec<NeedSaid>,
    pub(super) sections: Vec<SectionSaid>,
    pub(super) timeline: Vec<Entry>,
    pub(super) files: Vec<FileSaid>,
    pub(super) flags: Vec<String>,
}

impl Said {
    pub(super) fn of(words: Words, report: &ReferralReport) -> Self {
        let sent = report.row.direction == "sent";
        let disclosed = |code: &str| sent.then(|| report.disclosed.iter().any(|d| d == code));
        Self {
            number: report.row.referral.clone(),
            sent,
            needs: needs(words, report),
            sections: report
                .sections
                .iter()
                .map(|section| self::section(words, section, disclosed(&section.section)))
                .collect(),
            timeline: say::timeline(words, report),
            files: files(words, report),
            flags: report.flags.iter().map(|flag| words.coded("flag", flag)).collect(),
        }
    }
}

#[derive(Template)]
#[template(path = "referral.html")]
pub(super) struct Show {
    pub(super) page: Frame,
    pub(super) report: Box<ReferralReport>,
    pub(super) said: Said,
    /// What is to be done, and what is done at times.
    pub(super) first: Vec<Todo>,
    pub(super) then: Vec<Todo>,
    pub(super) seldom: Vec<Todo>,
}

impl Show {
    pub(super) fn new(page: Frame, report: Box<ReferralReport>) -> Self {
        let said = Said::of(page.words, &report);
        let of = |weight| todo(&page, &report, weight);
        let (first, then, seldom) = (of(Weight::First), of(Weight::Then), of(Weight::Seldom));
        Self { page, report, said, first, then, seldom }
    }

    fn partner(&self) -> &str {
        match self.report.partner_name.as_str() {
            "" => &self.report.row.partner,
            name => name,
        }
    }

    fn deadlines(&self) -> &[DeadlineReport] {
        &self.report.deadlines
    }

    fn reads(&self) -> Vec<String> {
        self.report.reads.iter().map(|read| read_said(self.page.words, read)).collect()
    }

    fn reads_more(&self) -> u64 {
        self.report.reads_total.saturating_sub(self.report.reads.len() as u64)
    }
}

async fn show(visitor: Visitor, Path(number): Path<String>, RawQuery(query): RawQuery) -> Answer {
    let by_itself = query.is_some_and(|query| query.split('&').any(|part| part == "again"));
    let looks = if by_itself { Look::Aside } else { Look::Open };
    let report = referral(&visitor, &number, looks).await?;
    let title = visitor.words.with("referral-title", "referral", &report.row.referral);
    let page = visitor.titled(title, Place::Referrals).await.live();
    html(&Show::new(page, report))
}

fn todo(page: &Frame, report: &ReferralReport, weight: Weight) -> Vec<Todo> {
    let number = &report.row.referral;
    let steps = moves::offered(report).filter(|step| step.weight == weight);
    let mut all: Vec<Todo> = steps
        .filter(|step| page.may(step.right))
        .map(|step| Todo {
            address: format!("/referral/{number}/{}", step.slug),
            words: page.words.coded("do", step.slug),
            at_once: step.at_once,
        })
        .collect();
    if weight == Weight::First
        && page.may(Right::Answer)
        && report.next.iter().any(|kind| kind == "accept")
    {
        let address = format!("/referral/{number}/answer");
        all.insert(0, Todo { address, words: page.t("do-accept"), at_once: false });
    }
    all
}

fn needs(words: Words, report: &ReferralReport) -> Vec<NeedSaid> {
    let said = |need: &waypost_desk::command::NeedReport| NeedSaid {
        need: say::need_said(words, need.need, &need.service),
        answer: words.coded("need", &need.answer),
        why: need.decline_code.as_deref().map(|code| words.coded("decline", code)),
        note: need.decline_note.clone(),
        outcome: need.outcome.as_deref().map(|code| words.coded("outcome", code)),
    };
    report.needs.iter().map(said).collect()
}

fn section(words: Words, section: &SectionReport, seen: Option<bool>) -> SectionSaid {
    SectionSaid {
        title: words.coded("section", &section.section),
        seen,
        facts: section.rows.iter().map(|row| say::fact(words, row)).collect(),
    }
}

fn files(words: Words, report: &ReferralReport) -> Vec<FileSaid> {
    let said = |file: &waypost_desk::command::AttachmentReport| FileSaid {
        number: file.attachment.clone(),
        name: match file.name.as_str() {
            "" => file.attachment.clone(),
            name => name.to_owned(),
        },
        about: {
            let section = words.coded("section", &file.section);
            let by = if file.by == "us" { words.t("by-us") } else { file.by.clone() };
            format!("{section}. {}. {by}, {}", say::size(words, file.bytes), words.day(&file.at))
        },
        state: words.coded("attachment", &file.state),
        link: can_be_read(file)
            .then(|| format!("/referral/{}/attachment/{}", report.row.referral, file.attachment)),
    };
    report.attachments.iter().map(said).collect()
}

/// As the desk gives them out: what is whole, and what is ours while it leaves.
fn can_be_read(file: &waypost_desk::command::AttachmentReport) -> bool {
    match file.state.as_str() {
        "whole" => true,
        "waiting" | "leaving" | "stopped" => file.by == "us",
        _ => false,
    }
}

fn read_said(words: Words, read: &ReadRow) -> String {
    let by = match read.by.as_str() {
        "command line" => words.t("read-by-command-line"),
        name => name.to_owned(),
    };
    let what = words.coded("read", &read.what);
    let what = match &read.attachment {
        Some(attachment) => format!("{what} {attachment}"),
        None => what,
    };
    format!("{by}: {what}, {}", words.moment(&read.at))
}
