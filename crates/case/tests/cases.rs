//! The example case files, from file to field to reader.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    reason = "a test stops at the first surprise"
)]

mod common;

use std::collections::BTreeSet;

use common::{TODAY, case_files, checked, on};
use waypost_case::record::Basis;
use waypost_case::words::Sharing;
use waypost_case::{Audience, Form, Received, Referral, describe};
use waypost_protocol::codes::{Section, Service, Urgency};
use waypost_protocol::field;

fn referrals() -> Vec<(String, Form, Referral)> {
    let read = |(name, text): (String, String)| {
        let form = Form::from_toml(&text).unwrap_or_else(|e| panic!("{name}: {e}"));
        let referral =
            checked(&form, &on(TODAY)).unwrap_or_else(|faults| panic!("{name}: {faults:#?}"));
        (name, form, referral)
    };
    case_files().into_iter().map(read).collect()
}

#[test]
fn every_case_file_checks_clean_for_years() {
    assert!(case_files().len() >= 9);
    for (name, text) in case_files() {
        let form = Form::from_toml(&text).unwrap();
        for years in 0..7 {
            let faults = checked(&form, &on(TODAY.plus(years * 365))).err();
            assert_eq!(faults, None, "{name} in {years} years");
        }
    }
}

#[test]
fn the_case_files_need_every_service_and_meet_the_hard_cases() {
    let referrals = referrals();
    let openings = || referrals.iter().map(|(_, _, r)| &r.record().opening);
    let services: BTreeSet<Service> =
        openings().flat_map(|o| o.needs.iter().map(|n| n.service)).collect();
    assert_eq!(services, Service::ALL.iter().copied().collect());
    let urgencies: BTreeSet<Urgency> = openings().map(|o| o.urgency).collect();
    assert_eq!(urgencies, Urgency::ALL.iter().copied().collect());
    assert!(openings().any(|o| !o.person.dependants.is_empty()));
    assert!(openings().any(|o| matches!(o.consent.basis, Basis::Override { .. })));
    assert!(openings().any(|o| o.consent.authorities_sharing == Sharing::Never));
}

#[test]
fn the_names_in_the_case_files_are_in_many_scripts() {
    let names: String = referrals()
        .iter()
        .filter_map(|(_, _, r)| r.record().identity.as_ref()?.name.clone())
        .collect();
    for (script, letters) in [
        ("Ethiopic", '\u{1200}'..='\u{137F}'),
        ("Arabic", '\u{0600}'..='\u{06FF}'),
        ("Han", '\u{4E00}'..='\u{9FFF}'),
        ("Khmer", '\u{1780}'..='\u{17FF}'),
        ("Latin", 'A'..='z'),
    ] {
        assert!(names.chars().any(|c| letters.contains(&c)), "{script}");
    }
}

#[test]
fn fields_read_back_are_the_record_that_was_written() {
    for (name, _, referral) in referrals() {
        let mut fields = referral.payload();
        field::check(&fields).unwrap();
        let expected = referral.record();
        assert!(Received::read(&fields).unwrap().record() == expected, "{name}");
        fields.reverse();
        assert!(Received::read(&fields).unwrap().record() == expected, "{name}, in another order");
        assert!(expected.opening.consent.sections.len() >= expected.sections().len(), "{name}");
    }
}

#[test]
fn the_opening_alone_is_a_whole_and_holds_no_identity() {
    for (name, form, referral) in referrals() {
        let mut fields = referral.payload();
        fields.retain(|f| f.section == Section::Needs);
        let received = Received::read(&fields).unwrap();
        assert!(received.record().opening == referral.record().opening, "{name}");
        assert_eq!(received.record().sections(), [Section::Needs], "{name}");
        let shown: String =
            describe(&received, Audience::Holder).into_iter().map(|r| r.text + "\n").collect();
        for path in [
            "identity.name",
            "identity.name_latin",
            "identity.birthdate",
            "safe_contact.handle",
            "document.1.number",
        ] {
            if let Some(private) = form.answer(path) {
                assert!(!shown.contains(&private), "{name}: {path} is seen before acceptance");
            }
        }
    }
}

#[test]
fn the_account_is_seen_by_its_holder_alone() {
    let with_account = |(_, _, r): &(String, Form, Referral)| r.record().account.is_some();
    let referrals = referrals();
    let (_, _, referral) = referrals.iter().find(|r| with_account(r)).unwrap();
    let received = Received::read(&referral.payload()).unwrap();
    let sees =
        |audience| describe(&received, audience).iter().any(|row| row.section == Section::Account);
    assert!(sees(Audience::Holder));
    assert!(!sees(Audience::AfterAcceptance) && !sees(Audience::BeforeAcceptance));
    assert!(referral.seen_now().iter().all(|row| row.section == Section::Needs));
    assert!(referral.seen_after_accepting().iter().any(|row| row.section == Section::Screening));
}

#[test]
fn a_case_file_written_again_is_the_same_form_in_toml_and_json() {
    for (name, text) in case_files() {
        let form = Form::from_toml(&text).unwrap();
        assert!(Form::from_toml(&toml::to_string(&form).unwrap()).unwrap() == form, "{name}");
        assert!(
            Form::from_json(&serde_json::to_string_pretty(&form).unwrap()).unwrap() == form,
            "{name}"
        );
    }
}

#[test]
fn debug_output_says_nothing_about_a_person() {
    for (name, form, referral) in referrals() {
        let shown = format!(
            "{form:?} {:?} {:?} {:?}",
            referral.record(),
            referral.payload(),
            referral.seen_after_accepting()
        );
        for path in [
            "identity.name",
            "identity.name_latin",
            "safe_contact.handle",
            "account.text",
            "need.1.note",
        ] {
            if let Some(private) = form.answer(path) {
                assert!(!shown.contains(&private), "{name}: {path}");
            }
        }
    }
}
