//! A stick: letters carried by hand, there and back. Needs no network.
//!
//! In: the folder under which the stick appears. Out: what was written and what was taken, in words. The work is the
//! node's; whoever finds the stick sees sizes and nothing else.

use askama::Template;
use tokio::time::timeout;
use waypost_desk::command::{BundleReport, Command, PartnerReport, Reply};

use crate::fields::Fields;
use crate::pages::backup::folder_fault;
use crate::pages::mend::{Mend, PATIENCE};
use crate::pages::trouble;
use crate::roles::Right;
use crate::routes::{Route, act, look};
use crate::visitor::{Answer, Frame, Place, Problem, Visitor, html, html_to_mend};

pub(crate) fn routes() -> Vec<Route> {
    vec![look("/stick", Right::CarrySticks, page), act("/stick", Right::CarrySticks, carry)]
}

#[derive(Template)]
#[template(path = "stick.html")]
struct Stick {
    page: Frame,
    mend: Mend,
    dir: String,
    chosen: Vec<String>,
    partners: Vec<PartnerReport>,
}

impl Stick {
    fn is_chosen(&self, partner: &str) -> bool {
        self.chosen.iter().any(|chosen| chosen == partner)
    }
}

async fn page(visitor: Visitor) -> Answer {
    html(&show(&visitor, String::new(), Vec::new(), Mend::default()).await?)
}

async fn show(
    visitor: &Visitor,
    dir: String,
    chosen: Vec<String>,
    mend: Mend,
) -> Result<Stick, Problem> {
    let Reply::Partners { mut partners } = visitor.ask(Command::PartnerList).await? else {
        return Err(Problem::Broken);
    };
    partners.retain(|partner| !partner.blocked);
    let page = visitor.frame("stick-title", Place::Settings).await;
    Ok(Stick { page: page.with_error(!mend.is_empty()), mend, dir, chosen, partners })
}

#[derive(Template)]
#[template(path = "stick_done.html")]
struct Done {
    page: Frame,
    report: BundleReport,
    read: bool,
    /// What ended the work early: what happened, what to try.
    trouble: Option<(String, String)>,
}

/// Answered by a page and not by a way on: what was done is told once, and kept nowhere.
async fn carry(visitor: Visitor, fields: Fields) -> Answer {
    let (dir, to) = (fields.one("dir").to_owned(), fields.all("to"));
    let read = match fields.one("what") {
        "read" => true,
        "write" => false,
        _ => return Err(Problem::BadForm),
    };
    let mut mend = Mend::default();
    if let Some(id) = folder_fault(&dir) {
        mend.at("dir", visitor.words.t(id));
        return html_to_mend(&show(&visitor, dir, to, mend).await?);
    }
    let command = if read {
        let (keep, answer) = (fields.has("keep"), !fields.has("no-answer"));
        Command::BundleRead { dir: dir.clone(), keep, answer }
    } else {
        Command::BundleWrite { to: to.clone(), dir: dir.clone() }
    };
    let Ok(reply) = timeout(PATIENCE, visitor.app.ask(command)).await else {
        return html_to_mend(&show(&visitor, dir, to, Mend::still_working(&visitor)).await?);
    };
    match reply {
        Reply::Bundle(report) => {
            let trouble = report.trouble.as_ref().map(|told| trouble::said(&visitor, told));
            let page = visitor.frame("stick-done-title", Place::Settings).await;
            let page = page.with_error(trouble.is_some());
            html(&Done { page, report: *report, read, trouble })
        }
        Reply::Failed(failure) => {
            let mend = Mend::failed(&visitor, &failure, |code| match code {
                "no_folder" | "no_bundles" | "stick_full" | "stick_not_written"
                | "stick_not_read" => Some("dir"),
                _ => None,
            });
            html_to_mend(&show(&visitor, dir, to, mend).await?)
        }
        _ => Err(Problem::Broken),
    }
}
