//! The list of referrals: by what is to be done, a page at a time, and a search.
//!
//! In: a view and a page in the address; a search by POST, for its text may name a person and addresses are kept by
//! browsers. Out: rows, drafts on top for whoever may refer. The desk sorts, searches and counts.

use askama::Template;
use axum::extract::Query;
use serde::Deserialize;
use waypost_desk::command::{Command, DraftReport, ReferralRow, Reply, View};

use crate::fields::Fields;
use crate::roles::Right;
use crate::routes::{Route, act, look};
use crate::visitor::{Answer, Frame, Place, Problem, Visitor, html};
use crate::words::Words;

/// What a person looks through at one time.
const ROWS: u32 = 25;
/// More pages than any node has.
const PAGES_MAX: u64 = 100_000;
/// The longest search: an id whole, or several words.
const SEARCH_CHARS_MAX: usize = 100;
/// Drafts shown on top: a morning's work; the newest first.
const DRAFTS_SHOWN: usize = 10;

pub(super) fn routes() -> Vec<Route> {
    vec![
        look("/referrals", Right::SeeReferrals, list),
        act("/referrals", Right::SeeReferrals, found),
    ]
}

/// What the address says. What is no view or no page is the first one.
#[derive(Deserialize)]
struct Asked {
    #[serde(default)]
    view: String,
    #[serde(default)]
    page: String,
}

/// A link to a view.
pub(super) struct Tab {
    pub(super) code: &'static str,
    pub(super) words: String,
    pub(super) here: bool,
}

#[derive(Template)]
#[template(path = "referrals.html")]
pub(super) struct List {
    pub(super) page: Frame,
    pub(super) tabs: Vec<Tab>,
    pub(super) view: &'static str,
    pub(super) search: String,
    pub(super) rows: Vec<ReferralRow>,
    pub(super) total: u64,
    /// Counted from 1.
    pub(super) number: u64,
    pub(super) drafts: Vec<DraftReport>,
}

impl List {
    fn pages(&self) -> u64 {
        self.total.div_ceil(u64::from(ROWS)).max(1)
    }

    fn searched(&self) -> bool {
        !self.search.is_empty()
    }
}

async fn list(visitor: Visitor, Query(asked): Query<Asked>) -> Answer {
    // Not looked at again by itself where there is no script: somebody may be writing a search.
    html(&filled(&visitor, view(&asked.view), String::new(), number(&asked.page)).await?)
}

async fn found(visitor: Visitor, fields: Fields) -> Answer {
    let search = fields.one("search").chars().take(SEARCH_CHARS_MAX).collect();
    html(&filled(&visitor, view(fields.one("view")), search, number(fields.one("page"))).await?)
}

async fn filled(
    visitor: &Visitor,
    view: View,
    search: String,
    number: u64,
) -> Result<List, Problem> {
    let ask = Command::ReferralPage {
        view,
        search: Some(search.clone()).filter(|text| !text.is_empty()),
        services: visitor.limited_to(),
        from: (number - 1) * u64::from(ROWS),
        count: ROWS,
    };
    let Reply::ReferralPage { rows, total } = visitor.ask(ask).await? else {
        return Err(Problem::Broken);
    };
    let drafts = match search.is_empty() && number == 1 && visitor.may(Right::Refer) {
        true => drafts(visitor).await?,
        false => Vec::new(),
    };
    let page = visitor.frame("menu-referrals", Place::Referrals).await;
    Ok(List {
        page,
        tabs: tabs(visitor.words, view),
        view: view.as_str(),
        search,
        rows,
        total,
        number,
        drafts,
    })
}

fn tabs(words: Words, here: View) -> Vec<Tab> {
    let tab = |view: View| Tab {
        code: view.as_str(),
        words: words.coded("view", view.as_str()),
        here: view == here,
    };
    View::ALL.into_iter().map(tab).collect()
}

async fn drafts(visitor: &Visitor) -> Result<Vec<DraftReport>, Problem> {
    match visitor.ask(Command::DraftList).await? {
        Reply::Drafts { mut drafts } => {
            drafts.retain(|draft| draft.sent_to.is_empty());
            drafts.truncate(DRAFTS_SHOWN);
            Ok(drafts)
        }
        _ => Err(Problem::Broken),
    }
}

fn view(code: &str) -> View {
    View::ALL.into_iter().find(|view| view.as_str() == code).unwrap_or(View::NeedsUs)
}

fn number(text: &str) -> u64 {
    text.parse::<u64>().unwrap_or(1).clamp(1, PAGES_MAX)
}

/// The third page of many.
#[cfg(test)]
pub(super) fn made_up(page: Frame, rows: Vec<ReferralRow>, search: String) -> List {
    let view = View::NeedsUs;
    let tabs = tabs(page.words, view);
    let drafts = Vec::new();
    List { page, tabs, view: view.as_str(), search, rows, total: 1_000, number: 3, drafts }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_no_view_or_no_page_is_the_first() {
        assert_eq!(view("closed"), View::Closed);
        assert_eq!(view("<script>"), View::NeedsUs);
        for text in ["", "0", "-1", "x", "1e9"] {
            assert_eq!(number(text), 1, "{text}");
        }
        assert_eq!(number("18446744073709551615"), PAGES_MAX);
    }
}
