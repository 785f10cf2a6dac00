//! Becoming partners: an invite that is shown once, and an invite that is followed.
//!
//! In: a note, or a partner's invite as pasted. Out: the invite's text and its code to scan, on the answer of the form
//! itself and nowhere else; a list of open invites; or the partner's page, where the numbers are compared.

use askama::Template;
use waypost_desk::command::{Command, Failure, InviteReport, Reply};

use crate::fields::Fields;
use crate::pages::partners::address;
use crate::pages::trouble::said;
use crate::pictures::qr::Qr;
use crate::roles::Right;
use crate::routes::{Route, act, look};
use crate::visitor::{Answer, Frame, Place, Problem, Visitor, go, html, html_to_mend};

/// A note for ourselves: a name, and a few words.
const LABEL_CHARS_MAX: usize = 60;
/// Longest invite as pasted: some 1,700 characters (SPEC 4.1), and what a chat program puts around them.
const CODE_BYTES_MAX: usize = 8 * 1024;

pub(crate) fn routes() -> Vec<Route> {
    vec![
        look("/pair", Right::ManagePartners, ways),
        act("/pair/invite", Right::ManagePartners, invite),
        look("/pair/invites", Right::ManagePartners, invites),
        act("/pair/cancel", Right::ManagePartners, cancel),
        act("/pair/join", Right::ManagePartners, join),
    ]
}

/// Both ways, each with its form.
#[derive(Template)]
#[template(path = "pair.html")]
struct Ways {
    page: Frame,
    label: String,
    label_fault: Option<String>,
    code_fault: Option<String>,
    failure: Option<(String, String)>,
}

impl Ways {
    async fn new(visitor: &Visitor) -> Self {
        Self {
            page: visitor.frame("pair-title", Place::Partners).await,
            label: String::new(),
            label_fault: None,
            code_fault: None,
            failure: None,
        }
    }

    /// What is to be mended, in one place for both fields.
    fn faults(&self) -> Vec<(&'static str, &str)> {
        let label = self.label_fault.as_deref().map(|fault| ("label", fault));
        let code = self.code_fault.as_deref().map(|fault| ("code", fault));
        label.into_iter().chain(code).collect()
    }

    fn answered(mut self) -> Answer {
        self.page = self.page.with_error(true);
        html_to_mend(&self)
    }
}

async fn ways(visitor: Visitor) -> Answer {
    html(&Ways::new(&visitor).await)
}

/// The invite itself: whoever has it first can use it.
#[derive(Template)]
#[template(path = "invite.html")]
struct Invite {
    page: Frame,
    report: InviteReport,
    code: String,
    picture: Option<Qr>,
    reached_at: Vec<String>,
}

async fn invite(visitor: Visitor, fields: Fields) -> Answer {
    let label = fields.some("label");
    if label.as_ref().is_some_and(|label| label.chars().count() > LABEL_CHARS_MAX) {
        let mut ways = Ways::new(&visitor).await;
        ways.label = label.unwrap_or_default().chars().take(2 * LABEL_CHARS_MAX).collect();
        ways.label_fault = Some(visitor.words.t("invite-label-long"));
        return ways.answered();
    }
    match visitor.app.ask(Command::InviteNew { label: label.clone() }).await {
        Reply::Invite(report) => shown_once(&visitor, report).await,
        Reply::Failed(failure) => {
            let mut ways = Ways::new(&visitor).await;
            ways.label = label.unwrap_or_default();
            ways.failure = Some(said(&visitor, &failure));
            ways.answered()
        }
        _ => Err(Problem::Broken),
    }
}

async fn shown_once(visitor: &Visitor, mut report: InviteReport) -> Answer {
    let Some(code) = report.code.take() else { return Err(Problem::Broken) };
    html(&Invite {
        page: visitor.frame("invite-title", Place::Partners).await,
        picture: Qr::draw(&visitor.words.t("invite-picture"), &code),
        reached_at: report.reached_at.clone().unwrap_or_default(),
        code,
        report,
    })
}

#[derive(Template)]
#[template(path = "invites.html")]
struct Invites {
    page: Frame,
    /// The desk opens sixteen at most.
    invites: Vec<InviteReport>,
}

async fn invites(visitor: Visitor) -> Answer {
    let Reply::Invites { invites } = visitor.ask(Command::InviteList).await? else {
        return Err(Problem::Broken);
    };
    html(&Invites { page: visitor.frame("invites-title", Place::Partners).await.live(), invites })
}

async fn cancel(visitor: Visitor, fields: Fields) -> Answer {
    let invite = fields.one("invite").to_owned();
    match visitor.app.ask(Command::InviteCancel { invite }).await {
        // Used, over, or cancelled on another page: it is not open, which is what was wished for.
        Reply::Failed(Failure { code, .. }) if code == "unknown_invite" => go("/pair/invites"),
        Reply::Failed(failure) => Err(failure.into()),
        _ => go("/pair/invites"),
    }
}

async fn join(visitor: Visitor, fields: Fields) -> Answer {
    let code = fields.one("code");
    let fault = match code.len() {
        0 => Some(visitor.words.t("join-code-missing")),
        1..=CODE_BYTES_MAX => None,
        _ => Some(visitor.words.t("join-code-long")),
    };
    if let Some(fault) = fault {
        let mut ways = Ways::new(&visitor).await;
        ways.code_fault = Some(fault);
        return ways.answered();
    }
    match visitor.app.ask(Command::Join { code: code.to_owned() }).await {
        Reply::Partner(report) => go(format!("{}#number", address(&report.short))),
        Reply::Failed(failure) => {
            // The text is a secret: it is not shown again.
            let mut ways = Ways::new(&visitor).await;
            match failure.code.as_str() {
                "invite" | "own_invite" | "already_partner" => {
                    let (what, hint) = said(&visitor, &failure);
                    ways.code_fault = Some(format!("{what} {hint}"));
                }
                _ => ways.failure = Some(said(&visitor, &failure)),
            }
            ways.answered()
        }
        _ => Err(Problem::Broken),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::pages::tests::{HOSTILE, frame, whole};
    use crate::words::Language;

    const CODE: &str = "waypost://join#wpinvite1qqqsyqcyq5rqwzqfpg9scrgwpugpzysnzs23v9ccrydpk8qarc0jqgfzyvjz2f389q5j52ev95hz7";

    fn report() -> InviteReport {
        InviteReport {
            invite: "wpletter1qqq".to_owned(),
            label: Some(HOSTILE.to_owned()),
            expires: "2026-11-27T10:00:00Z".to_owned(),
            code: None,
            reached_at: None,
        }
    }

    fn page(language: Language) -> Frame {
        frame(language, "Pair", Place::Partners)
    }

    #[test]
    fn an_invite_is_a_picture_and_the_same_text_to_copy() {
        let invite = Invite {
            page: page(Language::Arabic),
            report: report(),
            code: CODE.to_owned(),
            picture: Qr::draw("Code", CODE),
            reached_at: vec![HOSTILE.to_owned()],
        };
        let text = invite.render().unwrap();
        whole(&text);
        assert!(text.contains("<div class=\"qr\"><svg role=\"img\""));
        assert!(text.contains("data-copy=\"invite-code\"") && text.contains(CODE));
    }

    #[test]
    fn an_invite_without_an_address_says_how_the_answer_comes() {
        let invite = Invite {
            page: page(Language::English),
            report: report(),
            code: CODE.to_owned(),
            picture: None,
            reached_at: Vec::new(),
        };
        let text = invite.render().unwrap();
        whole(&text);
        assert!(text.contains(&page(Language::English).t("invite-no-address")));
    }

    #[test]
    fn the_list_of_invites_shows_no_code() {
        let invites = vec![report(), InviteReport { label: None, ..report() }];
        let text = Invites { page: page(Language::English), invites }.render().unwrap();
        whole(&text);
        assert!(!text.contains("waypost://"));
        assert_eq!(text.matches("action=\"/pair/cancel\"").count(), 2);
        whole(&Invites { page: page(Language::English), invites: Vec::new() }.render().unwrap());
    }

    #[test]
    fn a_fault_is_said_on_top_and_at_its_field() {
        for (label_fault, code_fault, id) in
            [(Some(HOSTILE.to_owned()), None, "label"), (None, Some(HOSTILE.to_owned()), "code")]
        {
            let page = page(Language::English).with_error(true);
            let ways =
                Ways { page, label: HOSTILE.to_owned(), label_fault, code_fault, failure: None };
            let text = ways.render().unwrap();
            whole(&text);
            assert!(text.contains(&format!("href=\"#{id}\"")), "{id}");
            assert!(text.contains(&format!("aria-describedby=\"{id}-fault {id}-hint\"")), "{id}");
            assert_eq!(text.matches("aria-invalid").count(), 1);
        }
    }

    #[test]
    fn nobody_is_asked_to_compare_a_fingerprint() {
        let ftl = include_str!("../../i18n/en/partners.ftl").to_lowercase();
        assert!(!ftl.contains("fingerprint"));
    }
}
