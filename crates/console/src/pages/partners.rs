//! Partners: who they are, how letters go to them, and the number that proves that nobody stands between.
//!
//! In: partners from the desk. Out: a list, a card for each, and forms to confirm, rename and block. A form names the
//! partner by its id and, where numbers were compared, the number: what was renamed or paired anew meanwhile is not
//! confirmed by mistake.

use std::fmt::Write as _;

use askama::Template;
use axum::extract::Path;
use waypost_desk::command::{Carrier, Command, Failure, KeyRow, PartnerReport, Reply};

use crate::fields::Fields;
use crate::pages::sure::Sure;
use crate::pages::trouble::said;
use crate::roles::Right;
use crate::routes::{Route, act, look};
use crate::visitor::{Answer, Frame, Place, Problem, Visitor, go, html, html_to_mend};
use crate::words::Words;

/// Partners in one list: far more than an organisation has. Whoever has more is told so.
const LISTED_MAX: usize = 500;
/// Longest name in an address: a short name comes from at most 120 bytes, an id has some 60.
const NAMED_CHARS_MAX: usize = 130;

pub(crate) fn routes() -> Vec<Route> {
    vec![
        look("/partners", Right::SeePartners, list),
        look("/partner/{partner}", Right::SeePartners, show),
        act("/partner/{partner}/confirm", Right::ManagePartners, confirm),
        act("/partner/{partner}/differ", Right::ManagePartners, differ),
        look("/partner/{partner}/differ", Right::ManagePartners, differs),
        act("/partner/{partner}/name", Right::ManagePartners, rename),
        look("/partner/{partner}/block", Right::ManagePartners, ask_block),
        act("/partner/{partner}/block", Right::ManagePartners, block),
        look("/partner/{partner}/unblock", Right::ManagePartners, ask_unblock),
        act("/partner/{partner}/unblock", Right::ManagePartners, unblock),
    ]
}

/// The address of a partner's page. A short name may have letters of any script.
pub(crate) fn address(short: &str) -> String {
    format!("/partner/{}", in_address(short))
}

/// A text as one part of an address (RFC 3986, 2.1).
pub(crate) fn in_address(text: &str) -> String {
    let mut address = String::with_capacity(text.len());
    for byte in text.bytes() {
        match byte {
            b'a'..=b'z' | b'A'..=b'Z' | b'0'..=b'9' | b'-' | b'_' => address.push(char::from(byte)),
            _ => {
                // Writing to a string does not fail.
                let _ = write!(address, "%{byte:02X}");
            }
        }
    }
    address
}

/// A partner in the list.
pub(crate) struct Line {
    address: String,
    report: PartnerReport,
    now: String,
    heard: String,
    waiting: String,
    checked: &'static str,
}

impl Line {
    fn of(words: Words, report: PartnerReport) -> Self {
        Self {
            address: address(&report.short),
            now: words.coded("partner-now", now(&report)),
            heard: heard(words, &report),
            waiting: waiting(words, &report),
            checked: checked(&report),
            report,
        }
    }
}

#[derive(Template)]
#[template(path = "partners.html")]
struct List {
    page: Frame,
    lines: Vec<Line>,
    more: u64,
    may_manage: bool,
}

async fn list(visitor: Visitor) -> Answer {
    let mut partners = all(&visitor).await?;
    let more = partners.len().saturating_sub(LISTED_MAX) as u64;
    partners.truncate(LISTED_MAX);
    let page = visitor.frame("partners-title", Place::Partners).await.live();
    let lines = partners.into_iter().map(|report| Line::of(visitor.words, report)).collect();
    html(&List { page, lines, more, may_manage: visitor.may(Right::ManagePartners) })
}

/// All partners, as the desk has them.
pub(crate) async fn all(visitor: &Visitor) -> Result<Vec<PartnerReport>, Problem> {
    match visitor.ask(Command::PartnerList).await? {
        Reply::Partners { partners } => Ok(partners),
        _ => Err(Problem::Broken),
    }
}

#[derive(Template)]
#[template(path = "partner.html")]
struct Card {
    page: Frame,
    line: Line,
    /// The number in the reader's digits, where they are others.
    own_digits: Option<String>,
    languages: Vec<String>,
    keys: Vec<KeyRow>,
    may_manage: bool,
    failure: Option<(String, String)>,
    /// The name that was typed, and what is wrong with it.
    name: String,
    name_fault: Option<String>,
}

impl Card {
    async fn of(visitor: &Visitor, report: PartnerReport) -> Self {
        let words = visitor.words;
        let title = words.with("partner-title", "partner", called(&report));
        let may_manage = visitor.may(Right::ManagePartners);
        let page = visitor.titled(title, Place::Partners).await;
        Self {
            // Where somebody types, the page does not ask for itself again without a script.
            page: if may_manage { page } else { page.live() },
            own_digits: words.0.own_digits(&report.safety_number),
            languages: report
                .languages
                .iter()
                .map(|tag| words.code("language", tag).to_owned())
                .collect(),
            // The key of the founding alone is nothing to tell.
            keys: if report.keys.len() > 1 { report.keys.clone() } else { Vec::new() },
            may_manage,
            failure: None,
            name: report.short.clone(),
            name_fault: None,
            line: Line::of(words, report),
        }
    }

    /// The number's groups, each kept together by itself: the first stands first in digits of every direction.
    fn groups(&self) -> impl Iterator<Item = &str> {
        self.line.report.safety_number.split_whitespace()
    }

    fn with_failure(mut self, visitor: &Visitor, failure: &Failure) -> Self {
        self.failure = Some(said(visitor, failure));
        self.page = self.page.with_error(true);
        self
    }
}

async fn show(visitor: Visitor, Path(partner): Path<String>) -> Answer {
    let report = find(&visitor, &partner).await?;
    if report.short != partner {
        return go(address(&report.short));
    }
    html(&Card::of(&visitor, report).await)
}

/// The partner of an address.
async fn find(visitor: &Visitor, partner: &str) -> Result<PartnerReport, Problem> {
    if partner.chars().count() > NAMED_CHARS_MAX {
        return Err(Problem::NotFound);
    }
    match visitor.app.ask(Command::PartnerShow { partner: partner.to_owned() }).await {
        Reply::Partner(report) => Ok(*report),
        Reply::Failed(failure) => match failure.code.as_str() {
            "unknown_partner" | "unclear_partner" => Err(Problem::NotFound),
            _ => Err(failure.into()),
        },
        _ => Err(Problem::Broken),
    }
}

/// The partner that a form is about, by its id: its name may have changed since the form was shown.
async fn meant(visitor: &Visitor, fields: &Fields) -> Result<PartnerReport, Problem> {
    let org = fields.one("org");
    let report = find(visitor, org).await?;
    if report.org == org { Ok(report) } else { Err(Problem::BadForm) }
}

/// The numbers are the same.
async fn confirm(visitor: Visitor, fields: Fields) -> Answer {
    let report = meant(&visitor, &fields).await?;
    if report.safety_number != fields.one("number") {
        let failure = Failure {
            code: "number_changed".to_owned(),
            what: "The safety number has changed since this page was shown.".to_owned(),
            hint: "Compare the new number, from its first digit.".to_owned(),
            faults: Vec::new(),
        };
        return html_to_mend(&Card::of(&visitor, report).await.with_failure(&visitor, &failure));
    }
    let ask = Command::PartnerCheck { partner: report.org.clone(), confirm: true };
    match visitor.app.ask(ask).await {
        Reply::Failed(failure) => {
            html_to_mend(&Card::of(&visitor, report).await.with_failure(&visitor, &failure))
        }
        _ => go(address(&report.short)),
    }
}

/// The numbers differ: nothing goes to whoever that is, and nothing is taken.
async fn differ(visitor: Visitor, fields: Fields) -> Answer {
    let report = meant(&visitor, &fields).await?;
    visitor.ask(Command::PartnerBlock { partner: report.org, blocked: true }).await?;
    go(format!("{}/differ", address(&report.short)))
}

#[derive(Template)]
#[template(path = "partner_differs.html")]
struct Differs {
    page: Frame,
    address: String,
}

async fn differs(visitor: Visitor, Path(partner): Path<String>) -> Answer {
    let report = find(&visitor, &partner).await?;
    let address = address(&report.short);
    // Only what is so is said.
    if !report.blocked {
        return go(address);
    }
    let title = visitor.words.with("differs-title", "partner", called(&report));
    html(&Differs { page: visitor.titled(title, Place::Partners).await, address })
}

async fn rename(visitor: Visitor, fields: Fields) -> Answer {
    let report = meant(&visitor, &fields).await?;
    let name: String = fields.one("name").chars().take(NAMED_CHARS_MAX).collect();
    let ask = Command::PartnerRename { partner: report.org.clone(), name: name.clone() };
    match visitor.app.ask(ask).await {
        Reply::Partner(renamed) => go(address(&renamed.short)),
        Reply::Failed(failure) if matches!(failure.code.as_str(), "name" | "name_taken") => {
            let mut card = Card::of(&visitor, report).await;
            card.page = card.page.with_error(true);
            card.name = name;
            card.name_fault = Some(visitor.words.coded("partner-name-fault", &failure.code));
            html_to_mend(&card)
        }
        Reply::Failed(failure) => {
            html_to_mend(&Card::of(&visitor, report).await.with_failure(&visitor, &failure))
        }
        _ => Err(Problem::Broken),
    }
}

async fn ask_block(visitor: Visitor, Path(partner): Path<String>) -> Answer {
    sure(&visitor, &partner, true).await
}

async fn ask_unblock(visitor: Visitor, Path(partner): Path<String>) -> Answer {
    sure(&visitor, &partner, false).await
}

async fn sure(visitor: &Visitor, partner: &str, blocked: bool) -> Answer {
    let report = find(visitor, partner).await?;
    let (words, called) = (visitor.words, called(&report).to_owned());
    let (title, what, button) = match blocked {
        true => (
            words.with("block-title", "partner", &called),
            vec![words.t("block-what"), words.t("block-later")],
            words.t("block-button"),
        ),
        false => (
            words.with("unblock-title", "partner", &called),
            vec![words.t("unblock-what")],
            words.t("unblock-button"),
        ),
    };
    let back = address(&report.short);
    html(&Sure {
        page: visitor.titled(title, Place::Partners).await,
        what,
        address: format!("{back}/{}", if blocked { "block" } else { "unblock" }),
        hidden: vec![("org", report.org)],
        button,
        danger: blocked,
        back,
    })
}

async fn block(visitor: Visitor, fields: Fields) -> Answer {
    set_blocked(&visitor, &fields, true).await
}

async fn unblock(visitor: Visitor, fields: Fields) -> Answer {
    set_blocked(&visitor, &fields, false).await
}

async fn set_blocked(visitor: &Visitor, fields: &Fields, blocked: bool) -> Answer {
    let report = meant(visitor, fields).await?;
    visitor.ask(Command::PartnerBlock { partner: report.org, blocked }).await?;
    go(address(&report.short))
}

/// Its name; our short name until its card came.
fn called(report: &PartnerReport) -> &str {
    if report.name.is_empty() { &report.short } else { &report.name }
}

/// How letters go to it now, as a code.
fn now(report: &PartnerReport) -> &'static str {
    match (report.blocked, report.connected) {
        (true, _) => "blocked",
        (false, connected) => reached(connected, report.carriage.carrier),
    }
}

/// How letters go, as a code.
pub(crate) fn reached(connected: bool, carrier: Carrier) -> &'static str {
    match (connected, carrier) {
        (true, Carrier::Relay) => "relay",
        (true, _) => "direct",
        (false, Carrier::Mailbox) => "mailbox",
        (false, Carrier::Bundle) => "bundle",
        (false, Carrier::Direct | Carrier::Relay | Carrier::None) => "none",
    }
}

/// Who compared the safety number, as a code.
fn checked(report: &PartnerReport) -> &'static str {
    match (report.confirmed_by_us, report.confirmed_by_them) {
        (true, true) => "both",
        (true, false) => "us",
        (false, true) => "them",
        (false, false) => "nobody",
    }
}

fn heard(words: Words, report: &PartnerReport) -> String {
    match &report.last_contact {
        Some(at) => words.with("partner-heard", "ago", words.ago(at)),
        None => words.t("partner-never-heard"),
    }
}

fn waiting(words: Words, report: &PartnerReport) -> String {
    match report.waiting_letters {
        0 => String::new(),
        letters => words.count("partner-letters-wait", letters),
    }
}

#[cfg(test)]
pub(crate) mod tests {
    use waypost_case::codes::OrgKind;

    use super::*;
    use crate::pages::tests::{HOSTILE, frame, whole};
    use crate::words::Language;

    /// A partner with a hostile name in every text that it or the desk may say.
    pub(crate) fn partner() -> PartnerReport {
        PartnerReport {
            short: "clinic".to_owned(),
            name: HOSTILE.to_owned(),
            kind: "clinic".to_owned(),
            org: "wporg1qqq".to_owned(),
            languages: vec!["km".to_owned(), HOSTILE.to_owned()],
            safety_number: "12345 67890 12345 67890 12345 67890".to_owned(),
            confirmed_by_us: false,
            confirmed_by_them: true,
            blocked: false,
            connected: false,
            carriage: waypost_desk::command::Carriage {
                carrier: Carrier::None,
                why: HOSTILE.to_owned(),
            },
            last_contact: Some("2026-11-20T10:00:00Z".to_owned()),
            waiting_letters: 2,
            addresses: vec![HOSTILE.to_owned()],
            card_expires: Some("2027-05-01".to_owned()),
            prekeys_left: 12,
            keys: Vec::new(),
            catching_up: Some(HOSTILE.to_owned()),
            asked_for_copies: Some(HOSTILE.to_owned()),
            key_trouble: Some(HOSTILE.to_owned()),
        }
    }

    fn key(place: u32, state: &str) -> KeyRow {
        let until = (state != "in_force").then(|| "2026-11-01".to_owned());
        KeyRow {
            place,
            key: HOSTILE.to_owned(),
            since: "2026-01-01".to_owned(),
            until,
            state: state.to_owned(),
        }
    }

    fn card(language: Language, report: PartnerReport, may_manage: bool) -> Card {
        let words = Words(language);
        Card {
            page: frame(language, "Partner", Place::Partners),
            own_digits: language.own_digits(&report.safety_number),
            languages: report.languages.clone(),
            keys: vec![key(0, "stolen"), key(1, "retired"), key(2, "in_force")],
            may_manage,
            failure: None,
            name: HOSTILE.to_owned(),
            name_fault: None,
            line: Line::of(words, report),
        }
    }

    #[test]
    fn every_text_of_a_partner_is_letters_and_no_more_than_letters() {
        for may_manage in [false, true] {
            let text = card(Language::English, partner(), may_manage).render().unwrap();
            whole(&text);
        }
        let lines = vec![Line::of(Words(Language::English), partner())];
        let page = frame(Language::English, "Partners", Place::Partners);
        whole(&List { page, lines, more: 3, may_manage: true }.render().unwrap());
    }

    #[test]
    fn the_number_stands_in_latin_digits_and_in_the_readers_own() {
        let text = card(Language::Khmer, partner(), true).render().unwrap();
        let latin = text.find("<bdi>12345</bdi> <bdi>67890</bdi>").expect("Latin digits");
        let own = text.find("<bdi>១២៣៤៥</bdi> <bdi>៦៧៨៩០</bdi>").expect("the reader's digits");
        assert!(latin < own);
        assert_eq!(text.matches("class=\"number-safety\"").count(), 2);
        let text = card(Language::English, partner(), true).render().unwrap();
        assert_eq!(text.matches("class=\"number-safety\"").count(), 1);
    }

    #[test]
    fn only_whoever_manages_partners_sees_the_buttons() {
        let text = card(Language::English, partner(), false).render().unwrap();
        assert!(
            !text.contains("/confirm") && !text.contains("/name\"") && !text.contains("/block\"")
        );
        let text = card(Language::English, partner(), true).render().unwrap();
        for form in [
            "/partner/clinic/confirm",
            "/partner/clinic/differ",
            "/partner/clinic/name",
            "/partner/clinic/block",
        ] {
            assert!(text.contains(form), "{form}");
        }
    }

    #[test]
    fn a_number_that_was_compared_is_not_asked_for_again() {
        let report = PartnerReport { confirmed_by_us: true, ..partner() };
        let text = card(Language::English, report, true).render().unwrap();
        assert!(!text.contains("/partner/clinic/confirm"), "{text}");
        let report = PartnerReport { blocked: true, ..partner() };
        let text = card(Language::English, report, true).render().unwrap();
        assert!(!text.contains("/partner/clinic/confirm") && text.contains("/unblock"));
    }

    #[test]
    fn a_fault_in_a_name_is_said_on_top_and_at_the_field() {
        let mut card = card(Language::English, partner(), true);
        card.page = card.page.with_error(true);
        card.name_fault = Some(Words(Language::English).t("partner-name-fault-name_taken"));
        let text = card.render().unwrap();
        assert!(text.contains("role=\"alert\"") && text.contains("href=\"#name\""));
        assert!(
            text.contains("aria-invalid=\"true\"")
                && text.contains("aria-describedby=\"name-fault")
        );
        assert!(text.contains("<title>Error:"));
    }

    #[test]
    fn no_partners_is_a_page_too() {
        let page = frame(Language::Arabic, "Partners", Place::Partners);
        whole(&List { page, lines: Vec::new(), more: 0, may_manage: true }.render().unwrap());
    }

    #[test]
    fn an_address_is_plain_whatever_the_name_is() {
        assert_eq!(address("mae-tao_2"), "/partner/mae-tao_2");
        assert_eq!(address("ខ"), "/partner/%E1%9E%81");
        assert_eq!(address("a/../b?c#d\"<"), "/partner/a%2F%2E%2E%2Fb%3Fc%23d%22%3C");
    }

    #[test]
    fn every_code_of_a_partner_has_words() {
        let words = Words(Language::English);
        let states =
            ["blocked", "direct", "relay", "mailbox", "bundle", "none"].map(|c| ("partner-now", c));
        let checked = ["both", "us", "them", "nobody"].map(|c| ("partner-checked", c));
        let kinds = OrgKind::ALL.iter().map(|kind| ("partner-kind", kind.as_str()));
        let keys = ["in_force", "retired", "stolen"].map(|c| ("partner-key", c));
        let faults = ["name", "name_taken"].map(|c| ("partner-name-fault", c));
        let all = states.into_iter().chain(checked).chain(kinds).chain(keys).chain(faults);
        for (kind, code) in all {
            assert!(words.find(&format!("{kind}-{code}")).is_some(), "{kind}-{code}");
        }
    }

    #[test]
    fn a_connection_and_a_carrier_are_one_word() {
        assert_eq!(reached(true, Carrier::Relay), "relay");
        assert_eq!(reached(true, Carrier::Direct), "direct");
        assert_eq!(reached(false, Carrier::Mailbox), "mailbox");
        assert_eq!(reached(false, Carrier::None), "none");
        assert_eq!(now(&PartnerReport { blocked: true, connected: true, ..partner() }), "blocked");
    }
}
