//! Start: from nothing to an organisation, one thing a page.
//!
//! ```text
//! language -> organisation -> passphrase -> recovery sheet -> two of its words -> founded -> /first
//! ```
//!
//! In: what a person types, page after page. Out: a [`Wish`] to whoever founds, and from then on a running node. What
//! was typed waits in this program's memory alone: nothing of it travels back in a hidden field, a passphrase
//! never travels back at all, and the words of the sheet stand on one page only. Gone once there is an organisation.

use std::time::Duration;

use askama::Template;
use tokio::sync::oneshot;
use tokio::time::timeout;
use waypost_case::lists;
use waypost_desk::command::{Failure, Secret};
use waypost_desk::founding::{self, Profile};
use waypost_desk::passphrase::{PASSPHRASE_BYTES_MAX, PASSPHRASE_CHARS_MIN, Weakness, judge};

use crate::app::{App, Founding, Wish};
use crate::fields::Fields;
use crate::pages::mend::Mend;
use crate::pages::trouble;
use crate::roles::Right;
use crate::routes::{Route, act, look};
use crate::visitor::{Answer, Frame, Place, Problem, Visitor, go, html, html_to_mend};

/// Founding hardens one key, a few seconds on the slowest computer; a disk that takes longer fails.
const FOUNDING_PATIENCE: Duration = Duration::from_secs(60);
/// Words of the sheet that are typed back: the paper is at hand, and it is this one.
const WORDS_ASKED: usize = 2;
/// A word of the list has at most eight letters.
const WORD_BYTES_MAX: usize = 40;
/// As many bytes as a card holds.
const NAME_BYTES_MAX: usize = 120;
/// As many languages as a card holds.
const LANGUAGES_MAX: usize = 16;
/// Working languages that most offices of the region choose from; the others are one click away.
const NEAR: [&str; 12] = ["en", "th", "km", "my", "lo", "vi", "zh", "id", "fil", "fr", "am", "ar"];

pub(crate) fn routes() -> Vec<Route> {
    vec![
        look("/start", Right::Door, language),
        look("/start/organisation", Right::Door, organisation_page),
        act("/start/organisation", Right::Door, organisation),
        look("/start/passphrase", Right::Door, passphrase_page),
        act("/start/passphrase", Right::Door, passphrase),
        look("/start/sheet", Right::Door, sheet_page),
        act("/start/sheet", Right::Door, sheet),
        look("/start/check", Right::Door, check_page),
        act("/start/check", Right::Door, check),
    ]
}

/// What was typed so far. One organisation is founded here, so there is one of these.
#[derive(Default)]
pub(crate) struct Wizard {
    profile: Option<Profile>,
    passphrase: Option<Secret>,
    /// The person says that the sheet is on paper.
    on_paper: bool,
    /// Which words are asked for, from 1.
    asked: Option<[usize; WORDS_ASKED]>,
    /// It is being founded.
    under_way: bool,
    /// Why it was not.
    failed: Option<Failure>,
}

/// The first page that still has to be filled in.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Step {
    Organisation,
    Passphrase,
    Sheet,
    Check,
}

impl Step {
    const fn address(self) -> &'static str {
        match self {
            Self::Organisation => "/start/organisation",
            Self::Passphrase => "/start/passphrase",
            Self::Sheet => "/start/sheet",
            Self::Check => "/start/check",
        }
    }
}

impl Wizard {
    fn step(&self) -> Step {
        match (&self.profile, &self.passphrase, self.on_paper) {
            (None, _, _) => Step::Organisation,
            (Some(_), None, _) => Step::Passphrase,
            (Some(_), Some(_), false) => Step::Sheet,
            (Some(_), Some(_), true) => Step::Check,
        }
    }

    /// The words that are asked for: the same until they are right.
    fn asked(&mut self, words: usize) -> Result<[usize; WORDS_ASKED], Problem> {
        if let Some(asked) = self.asked {
            return Ok(asked);
        }
        let chosen = two_of(words)?;
        Ok(*self.asked.insert(chosen))
    }
}

/// Two different numbers from 1 on, in order.
fn two_of(words: usize) -> Result<[usize; WORDS_ASKED], Problem> {
    let below = |bound: usize| -> Result<usize, Problem> {
        let random = getrandom::u32().map_err(|_| Problem::Broken)?;
        (random as usize).checked_rem(bound).ok_or(Problem::Broken)
    };
    let first = below(words)?;
    let second = below(words.saturating_sub(1))?;
    let second = if second >= first { second + 1 } else { second };
    Ok([first.min(second) + 1, first.max(second) + 1])
}

/// Whoever comes too late, or to a page whose turn it is not, is sent where they belong.
fn elsewhere(app: &App, wanted: Step) -> Option<&'static str> {
    if app.service().is_some() {
        return Some("/");
    }
    let next = app.wizard().step();
    (wanted > next).then(|| next.address())
}

fn founding(app: &App) -> Result<&Founding, Problem> {
    app.founding().ok_or(Problem::NotFound)
}

// Language.

#[derive(Template)]
#[template(path = "start.html")]
struct LanguagePage {
    page: Frame,
}

async fn language(visitor: Visitor) -> Answer {
    if visitor.app.service().is_some() {
        return go("/");
    }
    html(&LanguagePage { page: visitor.frame("start-title", Place::Nowhere).await })
}

// Organisation.

#[derive(Template)]
#[template(path = "start_organisation.html")]
struct OrganisationPage {
    page: Frame,
    mend: Mend,
    name: String,
    kind: String,
    kinds: Vec<&'static str>,
    near: Vec<Tongue>,
    others: Vec<Tongue>,
}

/// A language to tick.
struct Tongue {
    tag: &'static str,
    chosen: bool,
}

impl OrganisationPage {
    async fn of(visitor: &Visitor, typed: &Profile, mend: Mend) -> Self {
        let page = visitor.frame("start-organisation-title", Place::Nowhere).await;
        let tongue = |tag: &'static str| Tongue {
            tag,
            chosen: typed.languages.iter().any(|chosen| chosen == tag),
        };
        let codes = lists::list("language").map_or(&[][..], |list| &list.codes);
        let others = codes.iter().map(|entry| entry.code.as_str());
        let others = others.filter(|tag| *tag != "und" && !NEAR.contains(tag));
        Self {
            page: page.with_error(!mend.is_empty()),
            mend,
            name: typed.name.clone(),
            kind: typed.kind.clone(),
            kinds: founding::kinds().collect(),
            near: NEAR.into_iter().map(tongue).collect(),
            others: others.map(tongue).collect(),
        }
    }

    fn other_is_chosen(&self) -> bool {
        self.others.iter().any(|tongue| tongue.chosen)
    }
}

async fn organisation_page(visitor: Visitor) -> Answer {
    if let Some(address) = elsewhere(&visitor.app, Step::Organisation) {
        return go(address);
    }
    let typed = visitor.app.wizard().profile.clone();
    let typed = typed.unwrap_or_else(|| Profile {
        name: String::new(),
        kind: String::new(),
        languages: vec![visitor.words.0.tag().to_owned()],
    });
    html(&OrganisationPage::of(&visitor, &typed, Mend::default()).await)
}

async fn organisation(visitor: Visitor, fields: Fields) -> Answer {
    if let Some(address) = elsewhere(&visitor.app, Step::Organisation) {
        return go(address);
    }
    let profile = Profile {
        name: fields.one("name").to_owned(),
        kind: fields.one("kind").to_owned(),
        languages: fields.all("languages"),
    };
    let mend = faults_of(&visitor, &profile);
    if !mend.is_empty() {
        return html_to_mend(&OrganisationPage::of(&visitor, &profile, mend).await);
    }
    let mut wizard = visitor.app.wizard();
    wizard.profile = Some(profile);
    wizard.failed = None;
    go(Step::Passphrase.address())
}

fn faults_of(visitor: &Visitor, profile: &Profile) -> Mend {
    let (mut mend, words) = (Mend::default(), visitor.words);
    if profile.name.is_empty() {
        mend.at("name", words.t("start-name-missing"));
    } else if profile.name.len() > NAME_BYTES_MAX {
        mend.at("name", words.t("start-name-long"));
    }
    if !founding::kinds().any(|kind| kind == profile.kind) {
        mend.at("kind", words.t("start-kind-missing"));
    }
    match profile.languages.len() {
        0 => mend.at("languages", words.t("start-languages-missing")),
        1..=LANGUAGES_MAX => {}
        _ => mend.at("languages", words.t("start-languages-many")),
    }
    if !mend.is_empty() {
        return mend;
    }
    match founding::check(profile) {
        Ok(()) => mend,
        Err(error) => Mend::failed(visitor, &error.failure(), |code| match code {
            "name" => Some("name"),
            "languages" => Some("languages"),
            _ => None,
        }),
    }
}

// Passphrase.

#[derive(Template)]
#[template(path = "start_passphrase.html")]
struct PassphrasePage {
    page: Frame,
    mend: Mend,
    /// One was chosen before: it stays if both fields are left empty.
    chosen: bool,
}

async fn passphrase_page(visitor: Visitor) -> Answer {
    if let Some(address) = elsewhere(&visitor.app, Step::Passphrase) {
        return go(address);
    }
    let page = visitor.frame("start-passphrase-title", Place::Nowhere).await;
    let chosen = visitor.app.wizard().passphrase.is_some();
    html(&PassphrasePage { page, mend: Mend::default(), chosen })
}

async fn passphrase(visitor: Visitor, fields: Fields) -> Answer {
    if let Some(address) = elsewhere(&visitor.app, Step::Passphrase) {
        return go(address);
    }
    let chosen = visitor.app.wizard().passphrase.is_some();
    let (typed, again) = (fields.raw("passphrase"), fields.raw("again"));
    if chosen && typed.is_empty() && again.is_empty() {
        return go(Step::Sheet.address());
    }
    let name = visitor.app.wizard().profile.as_ref().map(|profile| profile.name.clone());
    let mend = new_passphrase_faults(&visitor, typed, again, &name.unwrap_or_default());
    if !mend.is_empty() {
        let page = visitor.frame("start-passphrase-title", Place::Nowhere).await.with_error(true);
        return html_to_mend(&PassphrasePage { page, mend, chosen });
    }
    let mut wizard = visitor.app.wizard();
    wizard.passphrase = Some(Secret(typed.to_owned()));
    wizard.failed = None;
    go(Step::Sheet.address())
}

/// Two fields, `passphrase` and `again`, judged as everywhere. Says nothing of what was typed but its length.
pub(crate) fn new_passphrase_faults(
    visitor: &Visitor,
    typed: &str,
    again: &str,
    organisation: &str,
) -> Mend {
    let (mut mend, words) = (Mend::default(), visitor.words);
    if typed.len() > PASSPHRASE_BYTES_MAX {
        mend.at("passphrase", words.t("start-passphrase-long"));
        return mend;
    }
    match judge(&Secret(typed.to_owned()), &[organisation]) {
        Ok(()) if typed != again => mend.at("again", words.t("start-passphrase-differs")),
        Ok(()) => {}
        Err(Weakness::Short(_)) => mend
            .at("passphrase", words.count("start-passphrase-short", PASSPHRASE_CHARS_MIN as u64)),
        Err(Weakness::Guessable(_)) => {
            mend.at("passphrase", words.t("start-passphrase-guessable"));
        }
    }
    mend
}

// The recovery sheet. No other page shows its words.

#[derive(Template)]
#[template(path = "start_sheet.html")]
struct SheetPage<'a> {
    page: Frame,
    mend: Mend,
    organisation: String,
    words: &'a [String],
    on_paper: bool,
}

async fn sheet_page(visitor: Visitor) -> Answer {
    if let Some(address) = elsewhere(&visitor.app, Step::Sheet) {
        return go(address);
    }
    html(&show_sheet(&visitor, Mend::default()).await?)
}

async fn show_sheet(visitor: &Visitor, mend: Mend) -> Result<SheetPage<'_>, Problem> {
    let page = visitor.frame("start-sheet-title", Place::Nowhere).await;
    let wizard = visitor.app.wizard();
    Ok(SheetPage {
        page: page.with_error(!mend.is_empty()),
        mend,
        organisation: wizard.profile.as_ref().map(|p| p.name.clone()).unwrap_or_default(),
        words: &founding(&visitor.app)?.sheet,
        on_paper: wizard.on_paper,
    })
}

async fn sheet(visitor: Visitor, fields: Fields) -> Answer {
    if let Some(address) = elsewhere(&visitor.app, Step::Sheet) {
        return go(address);
    }
    let on_paper = fields.has("on-paper");
    visitor.app.wizard().on_paper = on_paper;
    if on_paper {
        return go(Step::Check.address());
    }
    let mut mend = Mend::default();
    mend.at("on-paper", visitor.words.t("start-sheet-not-on-paper"));
    html_to_mend(&show_sheet(&visitor, mend).await?)
}

// Two of its words typed back, and founded.

#[derive(Template)]
#[template(path = "start_check.html")]
struct CheckPage {
    page: Frame,
    mend: Mend,
    profile: Profile,
    asked: [usize; WORDS_ASKED],
    /// It is being founded now: nothing to type.
    under_way: bool,
}

const WORD_FIELDS: [&str; WORDS_ASKED] = ["word-1", "word-2"];

impl CheckPage {
    async fn of(visitor: &Visitor, mend: Mend) -> Result<Self, Problem> {
        let page = visitor.frame("start-check-title", Place::Nowhere).await;
        let mut wizard = visitor.app.wizard();
        let asked = wizard.asked(founding(&visitor.app)?.sheet.len())?;
        let Some(profile) = wizard.profile.clone() else { return Err(Problem::Broken) };
        let under_way = wizard.under_way;
        Ok(Self { page: page.with_error(!mend.is_empty()), mend, profile, asked, under_way })
    }

    fn fields(&self) -> [(&'static str, usize); WORDS_ASKED] {
        let [first, second] = self.asked;
        [(WORD_FIELDS[0], first), (WORD_FIELDS[1], second)]
    }
}

async fn check_page(visitor: Visitor) -> Answer {
    if let Some(address) = elsewhere(&visitor.app, Step::Check) {
        return go(address);
    }
    // A founding that took longer than anybody waited for, and failed then.
    let failed = visitor.app.wizard().failed.clone();
    let mend = failed.map_or_else(Mend::default, |failure| not_founded(&visitor, &failure));
    let shown = CheckPage::of(&visitor, mend).await?;
    if shown.mend.is_empty() { html(&shown) } else { html_to_mend(&shown) }
}

fn not_founded(visitor: &Visitor, failure: &Failure) -> Mend {
    Mend { said: Some(trouble::said(visitor, failure)), faults: Vec::new() }
}

async fn check(visitor: Visitor, fields: Fields) -> Answer {
    if let Some(address) = elsewhere(&visitor.app, Step::Check) {
        return go(address);
    }
    let mend = wrong_words(&visitor, &fields)?;
    if !mend.is_empty() {
        return html_to_mend(&CheckPage::of(&visitor, mend).await?);
    }
    let Some(wish) = begin(&visitor.app)? else {
        return html(&CheckPage::of(&visitor, Mend::default()).await?);
    };
    let founded = tokio::spawn(found(visitor.app.clone(), wish));
    // Who waits no longer misses nothing: the page says that it goes on, and looks again.
    match timeout(FOUNDING_PATIENCE, founded).await {
        Ok(Ok(Ok(()))) => go("/first"),
        Ok(Ok(Err(failure))) => {
            html_to_mend(&CheckPage::of(&visitor, not_founded(&visitor, &failure)).await?)
        }
        Ok(Err(_)) => Err(Problem::Broken),
        Err(_) => html(&CheckPage::of(&visitor, Mend::default()).await?),
    }
}

fn wrong_words(visitor: &Visitor, fields: &Fields) -> Result<Mend, Problem> {
    let sheet = &founding(&visitor.app)?.sheet;
    let asked = visitor.app.wizard().asked(sheet.len())?;
    let mut mend = Mend::default();
    for (field, number) in WORD_FIELDS.into_iter().zip(asked) {
        let typed = fields.one(field);
        let word = number.checked_sub(1).and_then(|index| sheet.get(index));
        let right = typed.len() <= WORD_BYTES_MAX
            && word.is_some_and(|word| word.eq_ignore_ascii_case(typed));
        if !right {
            mend.at(field, visitor.words.with("start-word-wrong", "number", number));
        }
    }
    Ok(mend)
}

/// What is wished for, once: none while it is under way.
fn begin(app: &App) -> Result<Option<(Profile, Secret)>, Problem> {
    let mut wizard = app.wizard();
    if wizard.under_way {
        return Ok(None);
    }
    let (Some(profile), Some(passphrase)) = (&wizard.profile, &wizard.passphrase) else {
        return Err(Problem::Broken);
    };
    let wish = (profile.clone(), passphrase.clone());
    wizard.under_way = true;
    wizard.failed = None;
    Ok(Some(wish))
}

/// Founds, whether anybody still waits or not. What was typed is forgotten if it went well, and kept if not.
async fn found(app: App, (profile, passphrase): (Profile, Secret)) -> Result<(), Failure> {
    let answered = ask_founder(&app, profile, passphrase).await;
    let mut wizard = app.wizard();
    match answered {
        Ok(service) => {
            app.take_up(service);
            *wizard = Wizard::default();
            Ok(())
        }
        Err(failure) => {
            wizard.under_way = false;
            wizard.failed = Some(failure.clone());
            Err(failure)
        }
    }
}

async fn ask_founder(
    app: &App,
    profile: Profile,
    passphrase: Secret,
) -> Result<waypost_desk::service::Service, Failure> {
    let (answer, answered) = oneshot::channel();
    let Some(founding) = app.founding() else { return Err(no_founder()) };
    let wish = Wish { profile, passphrase, answer };
    founding.found.send(wish).await.map_err(|_| no_founder())?;
    answered.await.unwrap_or_else(|_| Err(no_founder()))
}

fn no_founder() -> Failure {
    Failure {
        code: "no_founder".to_owned(),
        what: "The program that makes the organisation has ended.".to_owned(),
        hint: "Start Waypost again on this computer. Nothing was made.".to_owned(),
        faults: Vec::new(),
    }
}

#[cfg(test)]
mod tests;
