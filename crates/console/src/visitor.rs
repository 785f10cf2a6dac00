//! Who asks for a page, and the frame around every page.
//!
//! In: what the gate found out. Out: questions to the desk in this person's name, and the frame: name of the
//! organisation, offline line, menu, language.

use std::convert::Infallible;
use std::fmt::Display;

use askama::Template;
use axum::extract::{FromRequestParts, OptionalFromRequestParts};
use axum::http::request::Parts;
use axum::http::{StatusCode, header};
use axum::response::{Html, IntoResponse, Redirect, Response};
use waypost_desk::command::{Command, Failure, Reply, StatusReport};

use crate::app::App;
use crate::assets;
use crate::doors::{DoorKey, Person, Standing};
use crate::roles::Right;
use crate::words::{Language, Words};

/// What a page gives: an answer, or why there is none. The gate shows the reason in the reader's language.
pub(crate) type Answer = Result<Response, Problem>;

/// Why a page could not be given.
#[derive(Debug)]
pub(crate) enum Problem {
    /// The desk said no.
    Failed(Box<Failure>),
    /// No such page.
    NotFound,
    /// What was sent is no form of ours.
    BadForm,
    /// The program has a fault.
    Broken,
}

impl From<Failure> for Problem {
    fn from(failure: Failure) -> Self {
        Self::Failed(Box::new(failure))
    }
}

/// Lets the gate find the reason.
#[derive(Clone)]
pub(crate) struct Reason(pub(crate) std::sync::Arc<Problem>);

impl IntoResponse for Problem {
    fn into_response(self) -> Response {
        let status = match &self {
            Self::Failed(_) => StatusCode::UNPROCESSABLE_ENTITY,
            Self::NotFound => StatusCode::NOT_FOUND,
            Self::BadForm => StatusCode::BAD_REQUEST,
            Self::Broken => StatusCode::INTERNAL_SERVER_ERROR,
        };
        let mut response = status.into_response();
        response.extensions_mut().insert(Reason(std::sync::Arc::new(self)));
        response
    }
}

/// Whoever asks.
#[derive(Clone)]
pub(crate) struct Visitor {
    pub(crate) app: App,
    pub(crate) key: Option<DoorKey>,
    pub(crate) standing: Option<Standing>,
    pub(crate) words: Words,
    /// The address asked for, without what follows `?`.
    pub(crate) path: String,
}

impl<S: Sync> FromRequestParts<S> for Visitor {
    type Rejection = Problem;

    async fn from_request_parts(parts: &mut Parts, _: &S) -> Result<Self, Problem> {
        // Every route goes through the gate, which puts it there.
        parts.extensions.get::<Self>().cloned().ok_or(Problem::Broken)
    }
}

impl<S: Sync> OptionalFromRequestParts<S> for Visitor {
    type Rejection = Infallible;

    async fn from_request_parts(parts: &mut Parts, _: &S) -> Result<Option<Self>, Infallible> {
        Ok(parts.extensions.get::<Self>().cloned())
    }
}

impl Visitor {
    pub(crate) fn person(&self) -> Option<&Person> {
        self.standing.as_ref()?.person.as_ref()
    }

    /// The user's number at the desk.
    pub(crate) fn user(&self) -> Option<String> {
        self.person().map(|person| person.user.clone())
    }

    pub(crate) fn may(&self, right: Right) -> bool {
        self.person().is_some_and(|person| person.may(right))
    }

    /// Services that limit what a desk officer sees; none for everybody else.
    pub(crate) fn limited_to(&self) -> Vec<String> {
        self.person().map(|person| person.limited_to().to_vec()).unwrap_or_default()
    }

    /// Asks the desk. A refusal is a [`Problem`].
    pub(crate) async fn ask(&self, command: Command) -> Result<Reply, Problem> {
        match self.app.ask(command).await {
            Reply::Failed(failure) => Err(failure.into()),
            reply => Ok(reply),
        }
    }

    /// The frame of a page with a title of one message.
    pub(crate) async fn frame(&self, title: &str, place: Place) -> Frame {
        self.titled(self.words.t(title), place).await
    }

    /// The frame of a page whose title is put together.
    pub(crate) async fn titled(&self, title: String, place: Place) -> Frame {
        let status = match (self.person(), self.app.ask(Command::Status).await) {
            (Some(_), Reply::Status(status)) => Some(*status),
            // Nothing of the organisation is shown before somebody signed in.
            _ => None,
        };
        Frame {
            words: self.words,
            title,
            place,
            path: self.path.clone(),
            person: self.person().cloned(),
            left_seconds: self.standing.as_ref().map_or(0, |s| s.left.as_secs()),
            line: status.as_ref().map(Line::of),
            organisation: status.map(|s| s.name).unwrap_or_default(),
            error: false,
            live: false,
        }
    }
}

/// Where a page stands in the menu.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Place {
    /// In no part of the menu.
    Nowhere,
    /// Home.
    Home,
    /// Referrals.
    Referrals,
    /// Partners.
    Partners,
    /// Reports.
    Reports,
    /// The log.
    Audit,
    /// Settings, users, backups.
    Settings,
    /// Help.
    Help,
}

/// One entry of the menu.
pub(crate) struct MenuEntry {
    pub(crate) address: &'static str,
    pub(crate) words: String,
    pub(crate) here: bool,
}

const MENU: [(Place, Right, &str, &str); 7] = [
    (Place::Home, Right::SignedIn, "/", "menu-home"),
    (Place::Referrals, Right::SeeReferrals, "/referrals", "menu-referrals"),
    (Place::Partners, Right::SeePartners, "/partners", "menu-partners"),
    (Place::Reports, Right::SeeReports, "/reports", "menu-reports"),
    (Place::Audit, Right::SeeAudit, "/audit", "menu-audit"),
    (Place::Settings, Right::SignedIn, "/settings", "menu-settings"),
    (Place::Help, Right::Door, "/help", "menu-help"),
];

/// The offline line.
pub(crate) struct Line {
    pub(crate) partners: u64,
    pub(crate) connected: u64,
    pub(crate) waiting: u64,
}

impl Line {
    fn of(status: &StatusReport) -> Self {
        use waypost_desk::command::Carrier;
        let up = |carrier: Carrier| match carrier {
            Carrier::Direct | Carrier::Relay => true,
            Carrier::Mailbox | Carrier::Bundle | Carrier::None => false,
        };
        Self {
            partners: status.partners,
            connected: status.carriers.iter().filter(|c| up(c.carriage.carrier)).count() as u64,
            waiting: status.waiting_letters,
        }
    }
}

/// What stands around a page. Templates call it `page`.
pub(crate) struct Frame {
    pub(crate) words: Words,
    pub(crate) title: String,
    pub(crate) place: Place,
    pub(crate) path: String,
    pub(crate) person: Option<Person>,
    pub(crate) left_seconds: u64,
    pub(crate) line: Option<Line>,
    pub(crate) organisation: String,
    /// Something must be mended first: the title says so (WCAG 3.3.1).
    pub(crate) error: bool,
    /// The page changes when the desk does: without a script it looks again by itself.
    pub(crate) live: bool,
}

impl Frame {
    /// With parts that change while somebody looks.
    pub(crate) fn live(mut self) -> Self {
        self.live = true;
        self
    }

    /// With something to mend.
    pub(crate) fn with_error(mut self, error: bool) -> Self {
        self.error = error;
        self
    }

    pub(crate) fn language(&self) -> Language {
        self.words.0
    }

    pub(crate) fn languages(&self) -> [Language; 8] {
        Language::ALL
    }

    pub(crate) fn may(&self, right: Right) -> bool {
        self.person.as_ref().is_some_and(|person| person.may(right))
    }

    pub(crate) fn may_refer(&self) -> bool {
        self.may(Right::Refer)
    }

    pub(crate) fn may_answer(&self) -> bool {
        self.may(Right::Answer)
    }

    pub(crate) fn may_see_referrals(&self) -> bool {
        self.may(Right::SeeReferrals)
    }

    pub(crate) fn may_administer(&self) -> bool {
        self.may(Right::Administer)
    }

    pub(crate) fn menu(&self) -> Vec<MenuEntry> {
        let entry = |(place, right, address, id): &(Place, Right, &'static str, &str)| {
            self.may(*right).then(|| MenuEntry {
                address,
                words: self.words.t(id),
                here: *place == self.place,
            })
        };
        MENU.iter().filter_map(entry).collect()
    }

    pub(crate) fn style(&self) -> &'static str {
        assets::style_address()
    }

    pub(crate) fn script(&self) -> &'static str {
        assets::script_address()
    }

    // What templates say most.

    pub(crate) fn t(&self, id: &str) -> String {
        self.words.t(id)
    }

    pub(crate) fn with(&self, id: &str, name: &str, text: impl Display) -> String {
        self.words.with(id, name, text)
    }

    pub(crate) fn with2(
        &self,
        id: &str,
        name: &str,
        text: impl Display,
        second: &str,
        and: impl Display,
    ) -> String {
        self.words.with2(id, name, text, second, and)
    }

    pub(crate) fn count(&self, id: &str, count: impl std::borrow::Borrow<u64>) -> String {
        self.words.count(id, count)
    }

    /// A code with a message of its own: `status-accepted`. A code of a later program is shown as it is.
    pub(crate) fn coded(&self, kind: &str, code: &str) -> String {
        self.words.coded(kind, code)
    }

    /// How long until a time, or since.
    pub(crate) fn left(&self, due: &str) -> String {
        self.words.left(due)
    }

    /// A day and a time here.
    pub(crate) fn moment(&self, at: &str) -> String {
        self.words.moment(at)
    }

    /// A day here.
    pub(crate) fn day(&self, at: &str) -> String {
        self.words.day(at)
    }

    /// A code of a case list.
    pub(crate) fn label<'a>(&self, list: &str, code: &'a str) -> &'a str {
        self.words.code(list, code)
    }
}

/// A page.
pub(crate) fn html(page: &impl Template) -> Answer {
    match page.render() {
        Ok(text) => Ok(Html(text).into_response()),
        Err(error) => {
            tracing::error!(%error, "a page could not be written");
            Err(Problem::Broken)
        }
    }
}

/// A page that says that something must be mended.
pub(crate) fn html_to_mend(page: &impl Template) -> Answer {
    let mut response = html(page)?;
    *response.status_mut() = StatusCode::UNPROCESSABLE_ENTITY;
    Ok(response)
}

/// On to another page, by GET.
pub(crate) fn go(address: impl AsRef<str>) -> Answer {
    Ok(Redirect::to(address.as_ref()).into_response())
}

/// The door's cookie. `__Host-`: from this host alone, to every path; no script reads it (RFC 6265bis, 4.1.3.2).
/// The port is in its name: a browser sends cookies of all ports of a computer to each of them.
pub(crate) fn with_cookie(app: &App, mut response: Response, token: &str) -> Answer {
    let cookie = format!("{}={token}; Path=/; Secure; HttpOnly; SameSite=Strict", app.cookie());
    let value = cookie.parse().map_err(|_| Problem::Broken)?;
    response.headers_mut().insert(header::SET_COOKIE, value);
    Ok(response)
}
