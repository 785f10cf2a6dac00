//! The lists, without a desk.

use super::*;
use crate::visitor::Frame;
use crate::words::{Language, Words};

fn frame() -> Frame {
    Frame {
        words: Words(Language::English),
        title: "Keeping".to_owned(),
        place: Place::Settings,
        path: "/retention".to_owned(),
        person: None,
        left_seconds: 0,
        line: None,
        organisation: String::new(),
        error: false,
        live: false,
    }
}

fn row(number: usize, state: &str, until: Option<&str>) -> RetentionRow {
    RetentionRow {
        name: format!("R{number}"),
        id: String::new(),
        class: "sent".to_owned(),
        partner: "<b>clinic</b>".to_owned(),
        status: "closed".to_owned(),
        state: state.to_owned(),
        until: until.map(str::to_owned),
        hold: (state == "held").then(|| "safety".to_owned()),
    }
}

fn shown(part: Part, rows: Vec<RetentionRow>, number: usize) -> List {
    List::of(frame(), part, RetentionReport { rows, erased: Vec::new() }, number, None)
}

#[test]
fn what_goes_first_stands_first_and_a_page_is_bounded() {
    let rows = (1..=120).map(|n| row(n, "kept", (n > 1).then_some("2027-01-01"))).collect();
    let list = shown(Part::Due, rows, 99);
    assert_eq!((list.pages, list.number, list.rows.len()), (3, 3, 20));
    assert_eq!(list.rows.last().map(|row| row.name.as_str()), Some("R1"));
    let page = list.render().unwrap();
    assert!(page.contains("Page ") && !page.contains("<b>clinic"), "{page}");
}

#[test]
fn only_what_is_held_is_shown_as_held() {
    let list = shown(Part::Held, vec![row(1, "kept", None), row(2, "held", None)], 0);
    assert_eq!(list.rows.len(), 1);
    assert!(list.render().unwrap().contains("safety depends on it"));
    assert!(shown(Part::Erased, Vec::new(), 1).render().unwrap().contains("Nothing was erased"));
}

#[test]
fn every_state_and_reason_has_words() {
    let words = Words(Language::English);
    let ids = ["open", "kept", "due", "overdue_retention", "held"]
        .map(|s| format!("retention-state-{s}"));
    let reasons = HoldReason::ALL.map(|reason| format!("held-for-{}", reason.as_str()));
    let erased = ["retention", "consent", "by_hand"].map(|why| format!("retention-erased-{why}"));
    let parts = Part::ALL.map(|part| format!("retention-view-{}", part.code()));
    for id in ids.iter().chain(&reasons).chain(&erased).chain(&parts) {
        assert!(words.find(id).is_some(), "{id}");
    }
}
