//! The log: its head, who cosigned it, whose logs we cosign, and where one letter stands in it.
//!
//! In: what the desk verified. Out: pages of numbers, hashes and short names. Letters are shown by their headers
//! alone. What an auditor gets as a file is sealed by the command line's program, not here.

use std::collections::BTreeMap;

use askama::Template;
use axum::extract::Path;
use waypost_desk::command::{
    AuditReport, Command, Failure, LetterRow, PathReport, Reply, TwoHistories, WitnessReport,
    WitnessRow,
};

use crate::pages::partners::{self, in_address};
use crate::pages::sure::Sure;
use crate::pages::trouble::said;
use crate::pictures::tree::{self, Step, Tree};
use crate::roles::Right;
use crate::routes::{Route, act, look};
use crate::visitor::{Answer, Frame, Place, Problem, Visitor, go, html, html_to_mend};
use crate::words::Words;

/// Letters on one page, the newest: what a person looks through.
const LETTERS_MAX: usize = 100;
/// Faults on one page: whoever has more has one trouble, not a hundred.
const FAULTS_MAX: usize = 100;
/// Partners in the table of witnesses: far more than an organisation has.
const WITNESSES_MAX: usize = 500;
/// Longest name of a header: 64 hex digits, or its text with a prefix.
const HEADER_CHARS_MAX: usize = 90;

pub(crate) fn routes() -> Vec<Route> {
    vec![
        look("/audit", Right::SeeAudit, audit),
        act("/audit/verify", Right::SeeAudit, verify),
        look("/audit/letter/{header}", Right::SeeAudit, letter),
        look("/audit/share", Right::SeeAudit, share),
        act("/audit/cosign", Right::Administer, cosign),
        look("/audit/resume", Right::Administer, ask_resume),
        act("/audit/resume", Right::Administer, resume),
    ]
}

#[derive(Template)]
#[template(path = "audit.html")]
struct Audit {
    page: Frame,
    report: WitnessReport,
    may_administer: bool,
    failure: Option<(String, String)>,
}

async fn audit(visitor: Visitor) -> Answer {
    html(&Audit::of(&visitor).await?)
}

impl Audit {
    async fn of(visitor: &Visitor) -> Result<Self, Problem> {
        let Reply::Witness(report) = visitor.ask(Command::AuditWitness { now: false }).await?
        else {
            return Err(Problem::Broken);
        };
        let mut report = *report;
        report.partners.truncate(WITNESSES_MAX);
        Ok(Self {
            page: visitor.frame("audit-title", Place::Audit).await.live(),
            report,
            may_administer: visitor.may(Right::Administer),
            failure: None,
        })
    }

    /// Whose cosignatures the newest head has.
    fn cosigned_by(&self) -> Vec<&str> {
        let by = self.report.head.iter().flat_map(|head| &head.cosigned);
        by.map(|word| word.partner.as_str()).collect()
    }

    fn counting(&self) -> u64 {
        let by = self.report.head.iter().flat_map(|head| &head.cosigned);
        by.filter(|word| word.counts).count() as u64
    }

    fn needed(&self) -> u64 {
        u64::from(self.report.needed)
    }

    fn entries(&self) -> u64 {
        self.report.size
    }

    /// Partners whose logs show two histories, with what shows it.
    fn two_histories(&self) -> Vec<(&str, &[TwoHistories])> {
        let rows = self.report.partners.iter().filter(|row| row.evidence > 0);
        rows.map(|row| (row.partner.as_str(), row.two_histories.as_slice())).collect()
    }

    fn ours(&self, row: &WitnessRow) -> String {
        cosigned(self.page.words, row.cosigned_size, row.cosigned_at.as_deref())
    }

    fn theirs(&self, row: &WitnessRow) -> String {
        cosigned(self.page.words, row.their_size, row.their_cosigned_at.as_deref())
    }

    /// What it said to our last request.
    fn answer(&self, row: &WitnessRow) -> String {
        let words = self.page.words;
        match (&row.waiting_since, &row.last_answer) {
            (Some(since), _) => words.with("witness-waiting", "since", words.moment(since)),
            (None, Some(answer)) => words.coded("witness-answer", answer),
            (None, None) => words.t("witness-not-asked"),
        }
    }
}

/// `120 entries, 26 November 2026, 10:14`.
fn cosigned(words: Words, size: Option<u64>, at: Option<&str>) -> String {
    match (size, at) {
        (Some(size), Some(at)) => words.with2(
            "witness-cosigned",
            "entries",
            words.count("log-entries", size),
            "at",
            words.moment(at),
        ),
        _ => words.t("witness-nothing"),
    }
}

/// What a verification of everything found.
#[derive(Template)]
#[template(path = "audit_verified.html")]
struct Verified {
    page: Frame,
    report: AuditReport,
    /// How many letters do not hold.
    faults: u64,
    letters: Vec<Listed>,
    /// How many letters the desk listed.
    listed: u64,
}

/// One letter, by its header alone, with names in place of ids.
struct Listed {
    row: LetterRow,
    address: String,
    short: String,
    from: String,
    to: String,
}

async fn verify(visitor: Visitor) -> Answer {
    let Reply::Audit(report) = visitor.ask(Command::AuditLog { list: true }).await? else {
        return Err(Problem::Broken);
    };
    let names = names(&visitor).await?;
    html(&Verified::of(visitor.frame("verified-title", Place::Audit).await, report, &names))
}

/// Our short names for partners, and a word for us, by id.
async fn names(visitor: &Visitor) -> Result<BTreeMap<String, String>, Problem> {
    let partners = partners::all(visitor).await?;
    let mut names: BTreeMap<String, String> =
        partners.into_iter().map(|partner| (partner.org, partner.short)).collect();
    if let Reply::Status(status) = visitor.ask(Command::Status).await? {
        names.insert(status.org, visitor.words.t("network-us"));
    }
    Ok(names)
}

impl Verified {
    fn of(page: Frame, mut report: AuditReport, names: &BTreeMap<String, String>) -> Self {
        let mut letters = std::mem::take(&mut report.letters);
        let listed = letters.len() as u64;
        // Newest day first; of one conversation the later letter.
        letters.sort_by(|one, other| {
            other
                .day
                .cmp(&one.day)
                .then_with(|| other.seq.cmp(&one.seq))
                .then_with(|| one.header.cmp(&other.header))
        });
        letters.truncate(LETTERS_MAX);
        let faults = report.faults.len() as u64;
        report.faults.truncate(FAULTS_MAX);
        // An organisation that is no partner any more is known by its id alone.
        let name = |org: &str| names.get(org).cloned().unwrap_or_else(|| tree::ends(org));
        let listed_row = |row: LetterRow| Listed {
            address: format!("/audit/letter/{}", in_address(&row.header)),
            short: tree::ends(&row.header),
            from: name(&row.from),
            to: name(&row.to),
            row,
        };
        let letters = letters.into_iter().map(listed_row).collect();
        Self { page, report, faults, letters, listed }
    }

    fn more_faults(&self) -> u64 {
        self.faults.saturating_sub(self.report.faults.len() as u64)
    }

    fn shown(&self) -> u64 {
        self.letters.len() as u64
    }
}

/// One letter's way to the root.
#[derive(Template)]
#[template(path = "audit_letter.html")]
struct Letter {
    page: Frame,
    header: String,
    report: PathReport,
    steps: Vec<Step>,
    picture: Tree,
}

async fn letter(visitor: Visitor, Path(header): Path<String>) -> Answer {
    let plain = header.chars().all(|c| c.is_ascii_alphanumeric());
    if !plain || header.len() > HEADER_CHARS_MAX {
        return Err(Problem::NotFound);
    }
    match visitor.app.ask(Command::AuditPath { header: header.clone() }).await {
        Reply::AuditPath(report) => {
            let page = visitor.frame("letter-title", Place::Audit).await;
            html(&Letter::of(page, header, report).ok_or(Problem::Broken)?)
        }
        Reply::Failed(failure) if failure.code == "unknown_letter" => Err(Problem::NotFound),
        Reply::Failed(failure) => Err(failure.into()),
        _ => Err(Problem::Broken),
    }
}

impl Letter {
    /// None if the way leads nowhere, which the desk has excluded.
    fn of(page: Frame, header: String, report: PathReport) -> Option<Self> {
        let steps = tree::steps(report.index, report.size, &report.path)?;
        let words = tree::Words {
            label: page.t("letter-picture"),
            letter: page.t("letter-this"),
            root: page.t("letter-root"),
        };
        let picture = Tree::draw(words, &report.leaf, &report.root, &steps);
        Some(Self { page, header, report, steps, picture })
    }

    fn entry(&self) -> String {
        // People count from one.
        let number = self.report.index.saturating_add(1).to_string();
        self.page.with2(
            "letter-entry",
            "number",
            number,
            "entries",
            self.page.count("log-entries", self.report.size),
        )
    }

    fn cosigned(&self) -> u64 {
        self.report.cosigned
    }
}

#[derive(Template)]
#[template(path = "audit_share.html")]
struct Share {
    page: Frame,
}

async fn share(visitor: Visitor) -> Answer {
    html(&Share { page: visitor.frame("share-title", Place::Audit).await })
}

async fn cosign(visitor: Visitor) -> Answer {
    match visitor.app.ask(Command::AuditWitness { now: true }).await {
        Reply::Failed(failure) => mend(&visitor, &failure).await,
        _ => go("/audit"),
    }
}

async fn mend(visitor: &Visitor, failure: &Failure) -> Answer {
    let mut audit = Audit::of(visitor).await?;
    audit.page = audit.page.with_error(true);
    audit.failure = Some(said(visitor, failure));
    html_to_mend(&audit)
}

async fn ask_resume(visitor: Visitor) -> Answer {
    let words = visitor.words;
    html(&Sure {
        page: visitor.frame("resume-title", Place::Audit).await,
        what: vec![words.t("resume-what"), words.t("resume-seen")],
        address: "/audit/resume".to_owned(),
        hidden: Vec::new(),
        button: words.t("resume-button"),
        danger: true,
        back: "/audit".to_owned(),
    })
}

async fn resume(visitor: Visitor) -> Answer {
    match visitor.app.ask(Command::AuditResume).await {
        // Somebody did it on another page.
        Reply::Failed(failure) if failure.code == "not_held" => go("/audit"),
        Reply::Failed(failure) => mend(&visitor, &failure).await,
        _ => go("/audit"),
    }
}

#[cfg(test)]
mod tests {
    use waypost_desk::command::{CosignedBy, HeadReport};

    use super::*;
    use crate::pages::tests::{HOSTILE, frame, whole};
    use crate::words::Language;

    const AT: &str = "2026-11-25T10:14:00Z";

    fn page() -> Frame {
        frame(Language::English, "Audit", Place::Audit)
    }

    fn audit(report: WitnessReport, may_administer: bool) -> String {
        Audit { page: page(), report, may_administer, failure: None }.render().unwrap()
    }

    fn witness() -> WitnessReport {
        let histories = TwoHistories {
            noticed: AT.to_owned(),
            known: HOSTILE.to_owned(),
            note: Some(HOSTILE.to_owned()),
            header: Some(HOSTILE.to_owned()),
            signature: Some(HOSTILE.to_owned()),
        };
        WitnessReport {
            log: 2,
            size: 120,
            head: Some(HeadReport {
                size: 118,
                root: "ab".repeat(32),
                signed: AT.to_owned(),
                cosigned: vec![CosignedBy {
                    partner: HOSTILE.to_owned(),
                    at: AT.to_owned(),
                    counts: true,
                }],
            }),
            needed: 1,
            met: true,
            partners: vec![WitnessRow {
                partner: HOSTILE.to_owned(),
                counts: false,
                cosigned_size: Some(118),
                cosigned_at: Some(AT.to_owned()),
                waiting_since: None,
                last_answer: Some(HOSTILE.to_owned()),
                their_log: Some(1),
                their_size: None,
                their_cosigned_at: None,
                evidence: 1,
                two_histories: vec![histories],
            }],
            held: None,
            held_since: None,
        }
    }

    fn listed(header: &str, day: &str, seq: u32) -> LetterRow {
        LetterRow {
            header: header.to_owned(),
            kind: "referral".to_owned(),
            from: "us".to_owned(),
            to: HOSTILE.to_owned(),
            conversation: "c".to_owned(),
            seq,
            day: day.to_owned(),
        }
    }

    fn found(letters: Vec<LetterRow>, faults: Vec<String>) -> AuditReport {
        let by_kind = BTreeMap::from([("referral".to_owned(), 3), (HOSTILE.to_owned(), 1)]);
        AuditReport { verified: letters.len() as u64, by_stolen_key: 1, by_kind, faults, letters }
    }

    fn verified(report: AuditReport) -> Verified {
        let names = BTreeMap::from([("us".to_owned(), "You".to_owned())]);
        Verified::of(page(), report, &names)
    }

    fn path(index: u64, size: u64, length: usize) -> PathReport {
        PathReport {
            log: 1,
            index,
            size,
            leaf: "cd".repeat(32),
            path: (0..length).map(|n| format!("{n:064x}")).collect(),
            root: "ef".repeat(32),
            head_signed: Some(AT.to_owned()),
            cosigned: 2,
        }
    }

    #[test]
    fn names_of_partners_are_letters_and_no_more_than_letters() {
        whole(&audit(witness(), true));
        whole(
            &verified(found(vec![listed(HOSTILE, HOSTILE, 1)], vec![HOSTILE.to_owned()]))
                .render()
                .unwrap(),
        );
    }

    #[test]
    fn two_histories_are_an_alert_with_both_notes() {
        let text = audit(witness(), false);
        let alert = text.split("role=\"alert\"").nth(1).unwrap();
        assert!(alert.contains("&#60;script") && alert.contains("<pre"));
        let none = WitnessReport { partners: Vec::new(), ..witness() };
        assert!(!audit(none, false).contains("role=\"alert\""));
    }

    #[test]
    fn a_held_log_says_why_and_only_an_administrator_may_resume() {
        for why in ["restored", "old_copy", "damaged", "later_reason"] {
            let held = WitnessReport {
                held: Some(why.to_owned()),
                held_since: Some(AT.to_owned()),
                partners: Vec::new(),
                ..witness()
            };
            assert!(audit(held.clone(), true).contains("href=\"/audit/resume\""));
            let text = audit(held, false);
            assert!(text.contains("role=\"alert\"") && !text.contains("/audit/resume"));
        }
        assert!(!audit(witness(), true).contains("/audit/resume"));
    }

    #[test]
    fn only_an_administrator_asks_partners_to_cosign() {
        assert!(audit(witness(), true).contains("/audit/cosign"));
        assert!(!audit(witness(), false).contains("/audit/cosign"));
    }

    #[test]
    fn a_log_without_a_head_or_a_partner_is_a_page_too() {
        whole(&audit(WitnessReport::default(), true));
    }

    #[test]
    fn the_newest_hundred_letters_are_shown_and_all_are_counted() {
        let letters =
            (0..250).map(|n| listed(&format!("{n:064}"), &format!("2026-{:02}-01", n % 12 + 1), n));
        let page = verified(found(letters.collect(), Vec::new()));
        assert_eq!((page.shown(), page.listed), (100, 250));
        assert!(page.letters.iter().all(|letter| letter.row.day.as_str() >= "2026-08-01"));
        assert_eq!(page.letters[0].row.day, "2026-12-01");
        whole(&page.render().unwrap());
    }

    #[test]
    fn faults_are_an_alert_and_bounded() {
        let page = verified(found(Vec::new(), vec!["a letter".to_owned(); 300]));
        assert_eq!((page.faults, page.more_faults()), (300, 200));
        let text = page.render().unwrap();
        whole(&text);
        assert!(text.contains("role=\"alert\""));
        assert!(
            !verified(found(Vec::new(), Vec::new())).render().unwrap().contains("role=\"alert\"")
        );
    }

    #[test]
    fn a_letters_way_is_a_picture_and_a_table_of_the_same_steps() {
        let letter = Letter::of(page(), "ab".repeat(32), path(4, 7, 3)).unwrap();
        let text = letter.render().unwrap();
        whole(&text);
        assert!(text.contains("role=\"img\"") && text.contains("0…0002"));
        assert_eq!(text.matches("<td class=\"code\">").count(), 3 + 2, "leaf, three steps, root");
        assert!(Letter::of(page(), String::new(), path(7, 7, 3)).is_none());
    }

    #[test]
    fn the_first_letter_of_a_log_has_no_step() {
        let report = PathReport { head_signed: None, cosigned: 0, ..path(0, 1, 0) };
        whole(&Letter::of(page(), String::new(), report).unwrap().render().unwrap());
    }

    #[test]
    fn a_way_as_long_as_a_log_can_be_is_a_bounded_page() {
        let text =
            Letter::of(page(), String::new(), path(0, 1 << 48, 48)).unwrap().render().unwrap();
        whole(&text);
        assert!(text.len() < 64 * 1024, "{} bytes", text.len());
    }

    #[test]
    fn every_code_of_the_log_has_words() {
        let words = Words(Language::English);
        let kinds = [
            "referral",
            "move",
            "receipt",
            "disclosure",
            "card",
            "join",
            "confirm",
            "recall",
            "copies",
            "trust",
            "attachment",
            "piece",
            "pieces",
            "witness",
            "cosigned",
        ];
        let answers = ["cosigned", "conflict", "older", "inconsistent"];
        let held = ["restored", "old_copy", "damaged"];
        let all = kinds.iter().map(|c| ("letter-kind", *c));
        let all =
            all.chain(answers.map(|c| ("witness-answer", c))).chain(held.map(|c| ("held", c)));
        for (kind, code) in all {
            assert!(words.find(&format!("{kind}-{code}")).is_some(), "{kind}-{code}");
        }
    }
}
