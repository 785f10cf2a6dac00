//! Pages of made-up referrals: what people wrote is shown and never run, and every step has its page and its words.

use std::collections::BTreeMap;

use askama::Template;
use waypost_case::codes::{
    DeclineCode, Finding, HandBackCode, OrgKind, Outcome, Section, WithdrawCode,
};
use waypost_desk::command::{
    AttachmentReport, ConsentPartner, ConsentReport, DeadlineReport, DraftReport, FieldRow,
    MoveKind, NeedReport, ReadRow, ReferralReport, ReferralRow, SectionReport, SignedDigest,
    Status, TimelineRow, View,
};

use super::answer::AnswerPage;
use super::attach::AttachPage;
use super::consent::{ChangePage, ConsentPage, told};
use super::moves::{MovePage, STEPS};
use super::print::Paper;
use super::show::Show;
use super::{is_number, of_desk, upload};
use crate::doors::Person;
use crate::visitor::{Frame, Place};
use crate::words::{Language, Words};

const WORDS: Words = Words(Language::English);
/// What somebody who wants to do harm writes into every field.
const EVIL: &str = "<script>alert(1)</script>\"'&<img src=x onerror=y>";

fn evil() -> String {
    EVIL.to_owned()
}

fn frame() -> Frame {
    let roles = waypost_desk::command::Role::ALL.to_vec();
    let person =
        Person { user: "U1".to_owned(), name: evil(), roles, desk: Vec::new(), language: None };
    Frame {
        words: WORDS,
        title: WORDS.with("referral-title", "referral", "R12"),
        place: Place::Referrals,
        path: "/referral/R12".to_owned(),
        person: Some(person),
        left_seconds: 600,
        line: None,
        organisation: evil(),
        error: false,
        live: true,
    }
}

pub(super) fn signed() -> SignedDigest {
    SignedDigest {
        header: "0a".repeat(32),
        signature: "f1".repeat(64),
        author: "wp1qqq".to_owned(),
    }
}

pub(super) fn attachment() -> AttachmentReport {
    AttachmentReport {
        attachment: "A1".to_owned(),
        by: evil(),
        section: "documents".to_owned(),
        name: evil(),
        media_type: evil(),
        bytes: 2_000,
        sha256: String::new(),
        pieces: 1,
        pieces_done: 1,
        state: "whole".to_owned(),
        at: "2026-11-26T03:00:00Z".to_owned(),
        header: String::new(),
    }
}

fn row() -> ReferralRow {
    ReferralRow {
        referral: "R12".to_owned(),
        id: "r1qqq".to_owned(),
        direction: "received".to_owned(),
        partner: evil(),
        status: "sent".to_owned(),
        consent: "active".to_owned(),
        urgency: "urgent".to_owned(),
        services: vec!["food".to_owned(), "legal".to_owned()],
        case_code: evil(),
        tick: "received".to_owned(),
        due: None,
        due_at: Some("2026-11-27T03:00:00Z".to_owned()),
        due_kind: Some("decide".to_owned()),
        overdue: false,
        needs_us: true,
        changed: "2026-11-26T03:00:00Z".to_owned(),
    }
}

fn field(key: &str) -> FieldRow {
    FieldRow { key: key.to_owned(), label: evil(), text: evil(), list: None, codes: Vec::new() }
}

/// A line of the timeline in which every fact is somebody's text.
fn line(entry: u32, kind: &str, by: &str) -> TimelineRow {
    let names = [
        "question",
        "text",
        "note",
        "note.1",
        "place",
        "elsewhere",
        "law",
        "reason",
        "code",
        "services",
        "sections",
        "finding",
        "accepted",
        "declined",
        "outcomes",
        "need",
        "by_when",
        "partner_kind",
        "answer",
        "day",
        "urgency",
        "person_seen",
    ];
    let facts: BTreeMap<String, String> =
        names.iter().map(|name| ((*name).to_owned(), evil())).collect();
    TimelineRow {
        entry,
        at: "2026-11-26T03:00:00Z".to_owned(),
        by: by.to_owned(),
        kind: kind.to_owned(),
        words: evil(),
        facts,
        fate: "applied".to_owned(),
        tick: if by == "us" { "left" } else { "" }.to_owned(),
        header: format!("h{entry}"),
    }
}

/// A received referral with two needs, in which every text is [`EVIL`] and every move may be made.
pub(super) fn report() -> ReferralReport {
    let need = |need, service: &str, answer: &str| NeedReport {
        need,
        service: service.to_owned(),
        answer: answer.to_owned(),
        decline_code: Some("other".to_owned()),
        decline_note: Some(evil()),
        outcome: None,
    };
    let section = |code: &str, rows| SectionReport { section: code.to_owned(), rows };
    let mut timeline: Vec<TimelineRow> =
        (1..).zip(MoveKind::ALL).map(|(n, kind)| line(n, kind.as_str(), "us")).collect();
    timeline.push(line(90, "ask", &evil()));
    ReferralReport {
        row: row(),
        needs: vec![need(1, "food", "accepted"), need(2, "legal", "accepted")],
        sections: vec![
            section("needs", vec![field("need.1.note"), field("consent.override_reason")]),
            section("identity", vec![field("identity.name"), field("a key of later")]),
            section("account", vec![field("account.text")]),
        ],
        disclosed: vec!["needs".to_owned()],
        timeline,
        attachments: vec![attachment()],
        deadlines: vec![DeadlineReport {
            kind: "decide".to_owned(),
            due: "2026-11-27T03:00:00Z".to_owned(),
            left_seconds: -1,
            words: evil(),
        }],
        next: MoveKind::ALL.iter().map(|kind| kind.as_str().to_owned()).collect(),
        flags: vec!["welfare_check".to_owned(), evil()],
        partner_name: evil(),
        signed: Some(signed()),
        reads: vec![ReadRow {
            at: "2026-11-26T03:00:00Z".to_owned(),
            until: "2026-11-26T03:00:00Z".to_owned(),
            by: evil(),
            what: "attachment".to_owned(),
            attachment: Some("A1".to_owned()),
        }],
        reads_total: 3,
    }
}

fn consent() -> Box<ConsentReport> {
    Box::new(ConsentReport {
        state: "active".to_owned(),
        terms: vec![field("consent.obtained_by")],
        partners: vec![ConsentPartner {
            referral: "R12".to_owned(),
            partner: evil(),
            state: "active".to_owned(),
            answer: "waiting".to_owned(),
        }],
    })
}

fn sent() -> ReferralReport {
    let mut report = report();
    "sent".clone_into(&mut report.row.direction);
    report
}

/// Every page of a referral, by name.
fn pages(report: &ReferralReport) -> Vec<(String, String)> {
    let mut pages = Vec::new();
    let mut add = |name: &str, page: &dyn askama::DynTemplate| {
        pages.push((name.to_owned(), page.dyn_render().expect("written")));
    };
    add("show", &Show::new(frame(), Box::new(report.clone())));
    add("print", &Paper::new(frame(), Box::new(report.clone()), Some(consent())));
    let said = Some((evil(), evil()));
    add("attach", &AttachPage { failure: said.clone(), ..AttachPage::new(frame(), report) });
    add("answer", &AnswerPage { failure: said.clone(), ..AnswerPage::new(frame(), report) });
    for step in STEPS {
        let mut controls = step.controls(WORDS, report);
        for control in &mut controls {
            (control.text, control.day, control.clock) = (evil(), evil(), evil());
            control.fault = Some(evil());
        }
        let page = MovePage {
            page: frame(),
            number: "R12".to_owned(),
            slug: step.slug,
            about: super::moves::about(WORDS, report),
            why: evil(),
            controls,
            failure: said.clone(),
        };
        add(step.slug, &page);
    }
    let page = ConsentPage {
        page: frame(),
        number: "R12".to_owned(),
        state: evil(),
        terms: consent().terms.iter().map(|row| super::say::fact(WORDS, row)).collect(),
        partners: told(WORDS, &consent()),
        may_narrow: true,
        may_revoke: true,
        owes_answer: true,
    };
    add("consent", &page);
    let page = ChangePage {
        page: frame(),
        number: "R12".to_owned(),
        why: evil(),
        button: evil(),
        revoke: true,
        partners: told(WORDS, &consent()),
        controls: Vec::new(),
        failure: said,
    };
    add("consent/revoke", &page);
    let list = super::list::made_up(frame(), vec![report.row.clone()], evil());
    add("list", &list);
    pages
}

#[test]
fn what_people_wrote_is_never_part_of_a_page() {
    for report in [report(), sent()] {
        for (name, page) in pages(&report) {
            assert!(!page.contains("<script>alert"), "{name}");
            assert!(!page.contains("<img"), "{name}");
            let quoted = page.contains("\"'&<") || page.contains("=\"<");
            assert!(!quoted, "{name}: a text leaves its attribute");
            assert!(page.contains("&#60;script&#62;alert(1)"), "{name}: the text is not shown");
            assert!(!page.contains(" style="), "{name}: the policy forbids it");
        }
    }
}

#[test]
fn headings_and_labels_are_in_order_on_every_page() {
    for report in [report(), sent()] {
        for (name, page) in pages(&report) {
            assert_eq!(page.matches("<h1").count(), 1, "{name}");
            let labels = page.matches("<label for=\"").count();
            assert_eq!(labels, page.matches("<label").count(), "{name}");
            for part in page.split("<label for=\"").skip(1) {
                let id = part.split('"').next().unwrap_or_default();
                assert_eq!(page.matches(&format!(" id=\"{id}\"")).count(), 1, "{name}: {id}");
            }
            for part in page.split("href=\"#").skip(1) {
                let id = part.split('"').next().unwrap_or_default();
                assert!(page.contains(&format!(" id=\"{id}\"")), "{name}: nothing is at #{id}");
            }
        }
    }
}

#[test]
fn a_referral_that_is_not_here_yet_has_a_page_too() {
    let mut bare = report();
    bare.needs.clear();
    bare.sections.clear();
    bare.timeline.clear();
    bare.attachments.clear();
    bare.deadlines.clear();
    bare.next.clear();
    bare.reads.clear();
    (bare.reads_total, bare.signed) = (0, None);
    let show = Show::new(frame(), Box::new(bare.clone())).render().expect("written");
    assert!(show.contains(&WORDS.t("needs-not-here")));
    assert!(!show.contains("What to do now</h2>"));
    let paper = Paper::new(frame(), Box::new(bare), None).render().expect("written");
    assert!(!paper.contains("<svg"));
}

#[test]
fn every_move_that_may_come_next_has_a_page() {
    // Pages of their own, and the one that no one makes by hand.
    let elsewhere = ["accept", "revoke_consent", "narrow_consent", "send"];
    for kind in MoveKind::ALL.iter().map(|kind| kind.as_str()) {
        let found = STEPS.iter().any(|step| step.kind == kind);
        assert_ne!(found, elsewhere.contains(&kind), "{kind}");
    }
    let all: Vec<&str> = super::routes().iter().map(|route| route.address).collect();
    for step in STEPS {
        let address = format!("/referral/{{referral}}/{}", step.slug);
        assert_eq!(all.iter().filter(|known| **known == address).count(), 2, "{address}");
        assert!(WORDS.find(&format!("do-{}", step.slug)).is_some(), "do-{}", step.slug);
        assert!(WORDS.find(&format!("why-{}", step.slug)).is_some(), "why-{}", step.slug);
    }
}

#[test]
fn whoever_may_only_read_is_offered_nothing_to_do() {
    let mut reader = frame();
    if let Some(person) = &mut reader.person {
        person.roles = vec![waypost_desk::command::Role::ReadOnly];
    }
    let page = Show::new(reader, Box::new(sent())).render().expect("written");
    for forbidden in ["/answer", "/withdraw", "/attach\"", "/disclose", "entered_in_error"] {
        assert!(!page.contains(forbidden), "{forbidden}");
    }
    let page = Show::new(frame(), Box::new(sent())).render().expect("written");
    assert!(page.contains("/withdraw") && page.contains("/disclose"));
}

#[test]
fn the_receipt_stands_at_the_letter_that_it_signs_for() {
    let mut report = sent();
    let mut receipt = line(2, "receipt", "shelter");
    receipt.facts = [("stage", "received"), ("of", "h1")]
        .map(|(name, value)| (name.to_owned(), value.to_owned()))
        .into();
    receipt.at = "2026-11-26T05:00:00Z".to_owned();
    let mut opened = line(3, "receipt", "shelter");
    opened.facts =
        [("stage", "opened"), ("of", "h1")].map(|(n, v)| (n.to_owned(), v.to_owned())).into();
    report.timeline = vec![line(1, "send", "us"), receipt, opened];
    let entries = super::say::timeline(WORDS, &report);
    assert_eq!(entries.iter().map(|entry| entry.number).collect::<Vec<_>>(), [1, 3]);
    assert_eq!(entries[0].signed_for.as_deref(), Some("2026-11-26T05:00:00Z"));
    assert_eq!(entries[1].what, "Opened by a person there");
}

#[test]
fn a_desk_officer_sees_received_referrals_of_the_desk_alone() {
    let desk = ["legal".to_owned()];
    assert!(of_desk(&report().row, &desk));
    assert!(!of_desk(&sent().row, &desk), "sent by us");
    assert!(!of_desk(&report().row, &["medical".to_owned()]));
}

#[test]
fn only_a_number_of_ours_names_a_referral() {
    assert!(is_number("R12"));
    for other in ["", "R", "12", "r12", "R-1", "R+1", "R12 ", "D3", "r1qqqqqq", "R१"] {
        assert!(!is_number(other), "{other}");
    }
    assert!(!is_number(&format!("R{}", "1".repeat(20))));
}

#[test]
fn every_code_has_words() {
    // Lists of the desk without a type of their own stand in `report.rs`, `words.rs`, `attach/show.rs` there.
    let lists: [(&str, Vec<&str>); 21] = [
        (
            "status",
            Status::ALL.iter().map(|s| s.as_str()).chain(["waiting_for_referral"]).collect(),
        ),
        ("tick", vec!["lost", "refused", "waiting", "left", "received", "opened"]),
        (
            "deadline",
            vec![
                "acknowledge",
                "decide",
                "answer",
                "review",
                "arrival",
                "confirm_stop",
                "revocation_answer",
                "follow_up_7",
                "follow_up_30",
                "follow_up_90",
                "follow_up_180",
            ],
        ),
        ("view", View::ALL.iter().map(|view| view.as_str()).collect()),
        (
            "move",
            MoveKind::ALL
                .iter()
                .map(|kind| kind.as_str())
                .chain(["receipt", "disclosure", "attachment", "pieces"])
                .collect(),
        ),
        (
            "fate",
            vec![
                "crossed",
                "out_of_turn",
                "waiting",
                "voided",
                "forked",
                "broken_chain",
                "too_many",
            ],
        ),
        ("need", vec!["open", "accepted", "declined", "ended"]),
        ("decline", DeclineCode::ALL.iter().map(|code| code.as_str()).collect()),
        ("hand_back", HandBackCode::ALL.iter().map(|code| code.as_str()).collect()),
        ("withdraw", WithdrawCode::ALL.iter().map(|code| code.as_str()).collect()),
        ("outcome", Outcome::ALL.iter().map(|code| code.as_str()).collect()),
        ("finding", Finding::ALL.iter().map(|code| code.as_str()).collect()),
        ("organisation_kind", OrgKind::ALL.iter().map(|code| code.as_str()).collect()),
        ("section", Section::ALL.iter().map(|code| code.as_str()).collect()),
        ("consent", vec!["active", "narrowed", "expired", "revoked"]),
        ("consent-answer", vec!["not_asked", "waits_for_us", "waiting", "stopped", "lawful_hold"]),
        (
            "attachment",
            vec![
                "waiting",
                "leaving",
                "arriving",
                "whole",
                "stopped",
                "erased",
                "damaged",
                "contents_lost",
                "not_here",
                "not_as_announced",
            ],
        ),
        (
            "flag",
            vec![
                "disclosure_does_not_match",
                "damage_on_disk",
                "repairing",
                "repair_incomplete",
                "missing_in_transit",
                "welfare_check",
                "service_already_delivered",
                "override",
                "overdue_retention",
                "held",
            ],
        ),
        ("read", vec!["opened", "printed", "attachment"]),
        ("stop", vec!["erased", "kept", "agreed"]),
        ("fact", super::say::FACTS.to_vec()),
    ];
    let mut lacking = Vec::new();
    for (kind, codes) in lists {
        let missing = codes.iter().filter(|code| WORDS.find(&format!("{kind}-{code}")).is_none());
        lacking.extend(missing.map(|code| format!("{kind}-{code}")));
    }
    for fault in upload::Fault::ALL {
        for part in ["what", "hint"] {
            let id = format!("upload-{}-{part}", fault.as_str());
            if WORDS.find(&id).is_none() {
                lacking.push(id);
            }
        }
    }
    assert!(lacking.is_empty(), "no words for: {}", lacking.join(", "));
}

#[test]
fn drafts_stand_on_top_of_the_list() {
    let mut list = super::list::made_up(frame(), Vec::new(), String::new());
    list.drafts = vec![DraftReport { draft: "D3".to_owned(), ..DraftReport::default() }];
    let page = list.render().expect("written");
    let (draft, search) = (page.find("/new/D3"), page.find("role=\"search\""));
    assert!(draft.is_some() && draft < search);
}

#[test]
fn every_page_of_one_referral_gets_it_through_the_one_door() {
    let sources = [
        include_str!("show.rs"),
        include_str!("answer.rs"),
        include_str!("moves.rs"),
        include_str!("consent.rs"),
        include_str!("attach.rs"),
        include_str!("print.rs"),
    ];
    let mut handlers = 0;
    for source in sources {
        for handler in source.split("\nasync fn ").skip(1) {
            let body = handler.split("\n}\n").next().unwrap_or_default();
            if !body.contains("Path(number)") && !body.contains("Path((number") {
                continue;
            }
            handlers += 1;
            let name = body.split('(').next().unwrap_or_default();
            let first = body.split(".await").next().unwrap_or_default();
            let door = ["referral(&visitor, &number", "change_form(&visitor, &number"];
            assert!(door.iter().any(|door| first.contains(door)), "{name}");
        }
    }
    assert_eq!(handlers, 14, "each was looked at");
}
