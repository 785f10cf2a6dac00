//! What the console lists and counts: pages, figures, words in codes, and where a letter stands in the log.

use std::collections::BTreeSet;

use waypost_audit::proof::includes;
use waypost_audit::tree::Hash;
use waypost_desk::command::{
    Command, FieldRow, FiguresReport, MoveForm, PathReport, ReferralRow, Reply, View, unhex,
};
use waypost_protocol::ids::DAY_SECONDS;
use waypost_tests::town::Town;

const SHELTER: &str = "01-shelter-tonight.toml";
const VISA: &str = "07-visa-and-fine.toml";

fn town(seed: u64) -> Town {
    Town::new(
        seed,
        &[
            ("Border Shelter", "shelter"),
            ("River Clinic", "clinic"),
            ("Hill Legal Aid", "legal_aid"),
        ],
    )
}

/// A page's numbers, and how many there are on all pages.
fn page(
    town: &mut Town,
    house: usize,
    view: View,
    search: &str,
    services: &[&str],
) -> (Vec<String>, u64) {
    let (rows, total) = rows(town, house, view, search, services, (0, 100));
    (rows.into_iter().map(|row| row.referral).collect(), total)
}

fn rows(
    town: &mut Town,
    house: usize,
    view: View,
    search: &str,
    services: &[&str],
    (from, count): (u64, u32),
) -> (Vec<ReferralRow>, u64) {
    let search = (!search.is_empty()).then(|| search.to_owned());
    let services = services.iter().map(|service| (*service).to_owned()).collect();
    match town.ask(house, Command::ReferralPage { view, search, services, from, count }) {
        Reply::ReferralPage { rows, total } => (rows, total),
        other => panic!("{other:?}"),
    }
}

fn act(town: &mut Town, house: usize, id: &str, step: MoveForm) {
    let step = Box::new(step);
    let reply = town.ask(house, Command::ReferralMove { referral: id.to_owned(), step });
    assert!(!matches!(reply, Reply::Failed(_)), "{reply:?}");
    town.settle();
}

fn accept(decline: &[(&str, &str, &str)]) -> MoveForm {
    let declined = |(need, code, note): &(&str, &str, &str)| {
        ((*need).to_owned(), ((*code).to_owned(), Some((*note).to_owned())))
    };
    MoveForm::Accept {
        needs: Vec::new(),
        decline: decline.iter().map(declined).collect(),
        by_when: Some("+1d".to_owned()),
    }
}

fn decline() -> MoveForm {
    let note = Some("full until May".to_owned());
    MoveForm::Decline { code: "no_capacity".to_owned(), note, elsewhere: None }
}

fn figures(town: &mut Town, house: usize, days: u32) -> FiguresReport {
    match town.ask(house, Command::Figures { days }) {
        Reply::Figures(report) => *report,
        other => panic!("{other:?}"),
    }
}

fn path(town: &mut Town, house: usize, header: &str) -> PathReport {
    match town.ask(house, Command::AuditPath { header: header.to_owned() }) {
        Reply::AuditPath(report) => report,
        other => panic!("{other:?}"),
    }
}

#[test]
fn each_view_shows_its_own_and_a_step_moves_a_referral_at_once() {
    let mut town = town(91);
    let first = town.send(SHELTER, 0, 1);
    town.wait(60);
    let second = town.send(VISA, 0, 2);
    town.settle();
    let both = [second.referral.clone(), first.referral.clone()].to_vec();
    assert_eq!(page(&mut town, 0, View::All, "", &[]), (both.clone(), 2), "newest change first");
    assert_eq!(page(&mut town, 0, View::SentOpen, "", &[]), (both, 2));
    assert_eq!(page(&mut town, 0, View::ReceivedOpen, "", &[]).1, 0);
    assert_eq!(page(&mut town, 1, View::ReceivedOpen, "", &[]).1, 1);
    assert_eq!(page(&mut town, 1, View::NeedsUs, "", &[]).1, 1, "it is to be answered");
    assert_eq!(page(&mut town, 0, View::Closed, "", &[]).1, 0);
    act(&mut town, 1, &first.id, decline());
    act(&mut town, 0, &first.id, MoveForm::Close);
    assert_eq!(page(&mut town, 0, View::Closed, "", &[]), (vec![first.referral.clone()], 1));
    assert_eq!(page(&mut town, 0, View::SentOpen, "", &[]), (vec![second.referral], 1));
    assert_eq!(page(&mut town, 1, View::NeedsUs, "", &[]).1, 0);
    let confirm = first.referral;
    let erased = town.ask(0, Command::RetentionErase { referral: first.id, confirm });
    assert!(matches!(erased, Reply::Done { .. }), "{erased:?}");
    assert_eq!(page(&mut town, 0, View::All, "", &[]).1, 1, "what is erased is in no list");
}

#[test]
fn what_needs_us_is_in_the_order_of_the_time_that_is_left() {
    let mut town = town(92);
    town.send(VISA, 0, 1);
    town.send(SHELTER, 0, 1);
    town.settle();
    let (rows, _) = rows(&mut town, 1, View::NeedsUs, "", &[], (0, 100));
    let due: Vec<&String> = rows.iter().filter_map(|row| row.due_at.as_ref()).collect();
    assert_eq!(due.len(), 2);
    assert!(due.is_sorted() && due[0] < due[1], "{due:?}");
    assert_eq!(rows[0].due_kind.as_deref(), Some("acknowledge"));
}

#[test]
fn a_search_finds_by_number_id_case_partner_service_and_status() {
    let mut town = town(93);
    let first = town.send(SHELTER, 0, 1);
    town.send(VISA, 0, 2);
    town.settle();
    let found = |town: &mut Town, text: &str| page(town, 0, View::All, text, &[]).0;
    let only = vec![first.referral.clone()];
    let service = first.services.iter().find(|service| *service != "visa").unwrap().clone();
    for text in [
        first.referral.to_lowercase(),
        first.id[..12].to_uppercase(),
        first.case_code[1..5].to_lowercase(),
        first.partner[1..].to_uppercase(),
        service[1..].to_uppercase(),
        format!("  {}  ", first.referral),
    ] {
        assert_eq!(found(&mut town, &text), only, "{text}");
    }
    assert_eq!(found(&mut town, "SENT").len(), 2);
    assert!(found(&mut town, "w").len() < 2, "the way every id begins finds nothing");
    assert!(found(&mut town, "R11").is_empty(), "a number is meant whole");
    assert!(found(&mut town, "nowhere").is_empty());
}

#[test]
fn a_desk_officer_sees_what_was_received_for_its_desk() {
    let mut town = town(94);
    let sent = town.send(SHELTER, 0, 1);
    town.send(VISA, 0, 1);
    town.settle();
    let of_desk = |services: &[String]| services.first().cloned().unwrap();
    let service = of_desk(&sent.services);
    let (numbers, total) = page(&mut town, 1, View::All, "", &[&service]);
    assert_eq!((numbers.len(), total), (1, 1));
    assert_eq!(page(&mut town, 1, View::All, "", &["burial", &service]).1, 1);
    assert_eq!(page(&mut town, 1, View::All, "", &["burial"]).1, 0);
    assert_eq!(page(&mut town, 0, View::All, "", &[&service]).1, 0, "what we sent is no desk's");
}

#[test]
fn pages_follow_one_another_and_none_has_more_than_a_hundred_rows() {
    let mut town = town(95);
    for _ in 0..5 {
        town.send(SHELTER, 0, 1);
    }
    let mut seen = Vec::new();
    for from in [0, 2, 4, 6] {
        let (rows, total) = rows(&mut town, 0, View::All, "", &[], (from, 2));
        assert_eq!(total, 5);
        seen.extend(rows.into_iter().map(|row| row.referral));
    }
    assert_eq!(seen.len(), 5);
    assert_eq!(seen.iter().collect::<BTreeSet<_>>().len(), 5);
    let (view, services) = (View::All, Vec::new());
    let much = Command::ReferralPage { view, search: None, services, from: 0, count: 101 };
    assert!(matches!(town.ask(0, much), Reply::Failed(told) if told.code == "too_many"));
}

#[test]
fn figures_count_states_answers_needs_and_months() {
    let mut town = town(96);
    let taken = town.send(SHELTER, 0, 1);
    let left = town.send(SHELTER, 0, 1);
    let refused = town.send(VISA, 0, 2);
    town.settle();
    town.wait(3_600);
    act(&mut town, 1, &taken.id, accept(&[]));
    town.wait(30 * 3_600);
    act(&mut town, 2, &refused.id, decline());
    let report = figures(&mut town, 0, 366);
    let states: Vec<(&str, &str, u64)> =
        report.states.iter().map(|s| (&*s.direction, &*s.status, s.count)).collect();
    assert_eq!(states, [("sent", "accepted", 1), ("sent", "declined", 1), ("sent", "sent", 1)]);
    let clinic = report.first_answers.iter().find(|a| a.partner == taken.partner).unwrap();
    assert_eq!((clinic.answered, clinic.waiting, clinic.within_24h), (1, 1, 1));
    assert!(clinic.median_seconds.unwrap() >= 3_600);
    let hill = report.first_answers.iter().find(|a| a.partner == refused.partner).unwrap();
    assert_eq!((hill.answered, hill.waiting), (1, 0));
    assert_eq!((hill.within_24h, hill.within_72h, hill.later), (0, 1, 0));
    let counted: u64 = report.needs.iter().map(|need| need.count).sum();
    let needs = 2 * taken.services.len() + refused.services.len();
    assert_eq!(counted, needs as u64);
    assert!(report.needs.iter().all(|need| need.direction == "sent"));
    let sums = report.months.iter().fold((0, 0, 0, 0), |s, m| {
        (s.0 + m.sent, s.1 + m.received, s.2 + m.accepted, s.3 + m.declined)
    });
    assert_eq!(sums, (3, 0, 1, 1));
    assert_eq!(report.not_counted_yet, 0);
    let there = figures(&mut town, 1, 366);
    assert!(there.first_answers.is_empty(), "what we answer is no partner's answer");
    assert_eq!(there.months.iter().map(|m| m.received).sum::<u64>(), 2);
    assert_eq!((there.network.len(), report.network.len()), (1, 2));
    assert!(matches!(town.ask(0, Command::Figures { days: 367 }), Reply::Failed(_)));
    let _ = left;
}

#[test]
fn figures_of_a_few_days_leave_out_what_was_sent_before() {
    let mut town = town(97);
    town.send(SHELTER, 0, 1);
    town.settle();
    town.wait(3 * DAY_SECONDS);
    town.send(SHELTER, 0, 1);
    town.settle();
    let sent = |town: &mut Town, days| {
        figures(town, 0, days).states.iter().map(|state| state.count).sum::<u64>()
    };
    assert_eq!((sent(&mut town, 2), sent(&mut town, 30)), (1, 2));
}

/// In another language the screen says the same: every row that is not somebody's own words has its codes.
#[test]
fn what_is_said_of_a_referral_is_there_in_codes_too() {
    let mut town = town(98);
    let sent = town.send(SHELTER, 0, 1);
    town.settle();
    let note = "full until May";
    let declined = (sent.services.len().to_string(), "no_capacity", note);
    let decline: &[(&str, &str, &str)] =
        if sent.services.len() > 1 { &[(&declined.0, declined.1, declined.2)] } else { &[] };
    act(&mut town, 1, &sent.id, accept(decline));
    let report = town.show(0, &sent.id).unwrap();
    let rows: Vec<&FieldRow> = report.sections.iter().flat_map(|section| &section.rows).collect();
    let row = |key: &str| rows.iter().find(|row| row.key == key).unwrap_or_else(|| panic!("{key}"));
    assert_eq!(row("urgency").codes.join(" "), sent.urgency);
    assert_eq!(row("urgency").list.as_deref(), Some("urgency"));
    assert_eq!(row("need.1.service").codes.join(" "), sent.services[0]);
    assert_eq!(row("consent.valid_until").list.as_deref(), Some("day"));
    assert_eq!(row("consent.followup_ok").list.as_deref(), Some("yes_no"));
    assert_eq!(row("referred_at").list.as_deref(), Some("moment"));
    assert!(row("from.worker").list.is_none() && row("from.worker").codes.is_empty());
    assert!(rows.iter().all(|row| row.list.is_some() != row.codes.is_empty()));
    let accepted = report.timeline.iter().find(|entry| entry.kind == "accept").unwrap();
    assert!(accepted.facts["by_when"].ends_with('Z'));
    if !decline.is_empty() {
        let need = report.needs.last().unwrap();
        assert_eq!(need.decline_note.as_deref(), Some(note));
        assert_eq!(accepted.facts["declined"], format!("{}=no_capacity", need.need));
    }
    assert_eq!(report.partner_name, "River Clinic");
    let Reply::Consent(consent) = town.ask(0, Command::ConsentShow { referral: sent.id }) else {
        panic!()
    };
    let keys: Vec<&str> = consent.terms.iter().map(|term| term.key.as_str()).collect();
    assert!(keys.contains(&"consent.embassy_sharing") && keys.contains(&"consent.sections"));
    assert_eq!(keys.iter().collect::<BTreeSet<_>>().len(), keys.len(), "each term once");
}

#[test]
fn a_letters_path_leads_to_the_root_of_a_head_that_a_partner_cosigned() {
    let mut town = town(99);
    let sent = town.send(SHELTER, 0, 1);
    town.settle();
    let report = town.show(0, &sent.id).unwrap();
    let signed = report.signed.unwrap();
    let unsigned = path(&mut town, 0, &signed.header);
    town.ask(0, Command::AuditWitness { now: true });
    town.settle();
    for header in [&signed.header, &report.timeline[0].header] {
        let path = path(&mut town, 0, header);
        assert!(path.head_signed.is_some() && path.cosigned >= 1, "{path:?}");
        let hash = |text: &String| Hash(unhex(text).unwrap().as_slice().try_into().unwrap());
        let beside: Vec<Hash> = path.path.iter().map(hash).collect();
        assert!(includes(&hash(&path.leaf), path.index, path.size, &beside, &hash(&path.root)));
        assert_eq!((path.index, &path.leaf), (unsigned.index, &unsigned.leaf));
    }
    // Not open in memory any more: it is found among all that is kept.
    town.crash(0);
    assert_eq!(path(&mut town, 0, &signed.header).leaf, unsigned.leaf);
    for unknown in ["", "00", &"ab".repeat(32)] {
        let reply = town.ask(0, Command::AuditPath { header: unknown.to_owned() });
        assert!(
            matches!(&reply, Reply::Failed(told) if told.code == "unknown_letter"),
            "{reply:?}"
        );
    }
}
