//! How long things are kept: what is erased soon, what is held back, what was erased; holding, releasing, erasing.
//!
//! In: a number such as R12 or D3, a reason, the number typed again. Out: what the desk keeps. The desk decides when
//! something is erased; here a person may only hold it back or do it sooner.

use askama::Template;
use axum::extract::{Path, Query};
use serde::Deserialize;
use waypost_desk::command::{Command, ErasedRow, HoldReason, Reply, RetentionReport, RetentionRow};

use crate::fields::Fields;
use crate::pages::mend::Mend;
use crate::roles::Right;
use crate::routes::{Route, act, look};
use crate::visitor::{Answer, Frame, Place, Problem, Visitor, go, html, html_to_mend};

/// Rows on one page.
const ROWS: usize = 50;

pub(crate) fn routes() -> Vec<Route> {
    vec![
        look("/retention", Right::Refer, list),
        look("/retention/{name}", Right::Refer, one_page),
        act("/retention/{name}", Right::Refer, one),
    ]
}

/// Which part is shown.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Part {
    Due,
    Held,
    Erased,
}

impl Part {
    const ALL: [Self; 3] = [Self::Due, Self::Held, Self::Erased];

    const fn code(self) -> &'static str {
        match self {
            Self::Due => "due",
            Self::Held => "held",
            Self::Erased => "erased",
        }
    }

    fn of(code: &str) -> Self {
        Self::ALL.into_iter().find(|part| part.code() == code).unwrap_or(Self::Due)
    }
}

#[derive(Template)]
#[template(path = "retention.html")]
struct List {
    page: Frame,
    part: Part,
    rows: Vec<RetentionRow>,
    erased: Vec<ErasedRow>,
    number: usize,
    pages: usize,
    done: Option<String>,
}

#[derive(Deserialize)]
struct ListQuery {
    #[serde(default)]
    view: String,
    #[serde(default)]
    page: Option<usize>,
    #[serde(default)]
    done: String,
}

async fn list(visitor: Visitor, Query(query): Query<ListQuery>) -> Answer {
    let part = Part::of(&query.view);
    let report = report(&visitor, part == Part::Due).await?;
    let page = visitor.frame("retention-title", Place::Settings).await;
    let done = matches!(query.done.as_str(), "hold" | "release" | "erase")
        .then(|| visitor.words.coded("retention-done", &query.done));
    html(&List::of(page, part, report, query.page.unwrap_or(1), done))
}

impl List {
    fn of(
        page: Frame,
        part: Part,
        report: RetentionReport,
        number: usize,
        done: Option<String>,
    ) -> Self {
        let RetentionReport { mut rows, mut erased } = report;
        match part {
            Part::Due => erased.clear(),
            Part::Held => {
                rows.retain(|row| row.state == "held");
                erased.clear();
            }
            Part::Erased => {
                rows.clear();
                erased.reverse();
            }
        }
        // What goes first stands first.
        rows.sort_by(|one, other| {
            (one.until.is_none(), &one.until).cmp(&(other.until.is_none(), &other.until))
        });
        let pages = (rows.len() + erased.len()).div_ceil(ROWS).max(1);
        let number = number.clamp(1, pages);
        let from = (number - 1) * ROWS;
        let rows = rows.into_iter().skip(from).take(ROWS).collect();
        let erased = erased.into_iter().skip(from).take(ROWS).collect();
        Self { page, part, rows, erased, number, pages, done }
    }
}

async fn report(visitor: &Visitor, due: bool) -> Result<RetentionReport, Problem> {
    match visitor.ask(Command::RetentionList { due }).await? {
        Reply::Retention(report) => Ok(report),
        _ => Err(Problem::Broken),
    }
}

#[derive(Template)]
#[template(path = "retention_one.html")]
struct One {
    page: Frame,
    mend: Mend,
    row: RetentionRow,
    reason: String,
}

async fn one_page(visitor: Visitor, Path(name): Path<String>) -> Answer {
    let row = row(&visitor, &name).await?;
    html(&show(&visitor, row, String::new(), Mend::default()).await)
}

async fn row(visitor: &Visitor, name: &str) -> Result<RetentionRow, Problem> {
    let mut rows = report(visitor, false).await?.rows.into_iter();
    rows.find(|row| row.name == name).ok_or(Problem::NotFound)
}

async fn show(visitor: &Visitor, row: RetentionRow, reason: String, mend: Mend) -> One {
    let title = visitor.words.with("retention-one-title", "name", &row.name);
    let page = visitor.titled(title, Place::Settings).await;
    One { page: page.with_error(!mend.is_empty()), mend, row, reason }
}

async fn one(visitor: Visitor, Path(name): Path<String>, fields: Fields) -> Answer {
    let row = row(&visitor, &name).await?;
    let reason = fields.one("reason").to_owned();
    let mut mend = Mend::default();
    let (what, command) = match fields.one("what") {
        "hold" => {
            let known = HoldReason::ALL.into_iter().find(|known| known.as_str() == reason);
            if known.is_none() {
                mend.at("reason", visitor.words.t("retention-reason-missing"));
            }
            let hold = known.map(|reason| Command::RetentionHold { referral: name, reason });
            ("hold", hold)
        }
        "release" => ("release", Some(Command::RetentionRelease { referral: name })),
        "erase" => {
            let confirm = fields.one("confirm").to_owned();
            if !confirm.eq_ignore_ascii_case(&row.name) {
                let words = visitor.words.with("retention-confirm-wrong", "name", &row.name);
                mend.at("confirm", words);
            }
            let erase = Command::RetentionErase { referral: name, confirm };
            ("erase", mend.is_empty().then_some(erase))
        }
        _ => return Err(Problem::BadForm),
    };
    if let Some(command) = command {
        mend = match visitor.app.ask(command).await {
            Reply::Done { .. } => {
                let view = if what == "hold" { "held" } else { "due" };
                return go(format!("/retention?view={view}&done={what}"));
            }
            Reply::Failed(failure) => Mend::failed(&visitor, &failure, |code| match code {
                "confirm_by_name" => Some("confirm"),
                _ => None,
            }),
            _ => return Err(Problem::Broken),
        };
    }
    html_to_mend(&show(&visitor, row, reason, mend).await)
}

#[cfg(test)]
mod tests;
