//! Home: what needs an answer, what was sent, whether letters get out.
//!
//! In: pages of referrals from the desk. Out: two short lists by time left, the way to a new referral, drafts.

use askama::Template;
use waypost_desk::command::{Command, DraftReport, ReferralRow, Reply, View};

use crate::roles::Right;
use crate::routes::{Route, look};
use crate::visitor::{Answer, Frame, Place, Problem, Visitor, html};
use crate::words::moments::hour_now;

/// What fits on a screen without scrolling much; the rest is one link away.
const SHOWN: u32 = 8;

pub(crate) fn routes() -> Vec<Route> {
    vec![look("/", Right::SignedIn, home)]
}

#[derive(Template)]
#[template(path = "home.html")]
struct Home {
    page: Frame,
    greeting: String,
    needs_us: Listed,
    sent: Listed,
    drafts: Vec<DraftReport>,
}

/// The beginning of a list, and how many there are.
#[derive(Default)]
struct Listed {
    rows: Vec<ReferralRow>,
    total: u64,
}

impl Listed {
    fn more(&self) -> u64 {
        self.total.saturating_sub(self.rows.len() as u64)
    }
}

async fn home(visitor: Visitor) -> Answer {
    let page = visitor.frame("menu-home", Place::Home).await.live();
    let name = visitor.person().map_or("", |person| &person.name);
    let greeting = match hour_now() {
        4..12 => "greeting-morning",
        12..18 => "greeting-afternoon",
        _ => "greeting-evening",
    };
    let greeting = visitor.words.with(greeting, "name", name);
    let (mut needs_us, mut sent, mut drafts) = (Listed::default(), Listed::default(), Vec::new());
    if visitor.may(Right::SeeReferrals) {
        needs_us = listed(&visitor, View::NeedsUs).await?;
        sent = listed(&visitor, View::SentOpen).await?;
    }
    if visitor.may(Right::Refer) {
        drafts = self::drafts(&visitor).await?;
    }
    html(&Home { page, greeting, needs_us, sent, drafts })
}

async fn listed(visitor: &Visitor, view: View) -> Result<Listed, Problem> {
    let services = visitor.limited_to();
    let ask = Command::ReferralPage { view, search: None, services, from: 0, count: SHOWN };
    match visitor.ask(ask).await? {
        Reply::ReferralPage { rows, total } => Ok(Listed { rows, total }),
        _ => Err(Problem::Broken),
    }
}

async fn drafts(visitor: &Visitor) -> Result<Vec<DraftReport>, Problem> {
    match visitor.ask(Command::DraftList).await? {
        Reply::Drafts { mut drafts } => {
            drafts.retain(|draft| draft.sent_to.is_empty());
            drafts.truncate(SHOWN as usize);
            Ok(drafts)
        }
        _ => Err(Problem::Broken),
    }
}
