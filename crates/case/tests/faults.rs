//! All faults at once, each with its place, and never what a person wrote.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    reason = "a test stops at the first surprise"
)]

mod common;

use common::{TODAY, checked, on, small, with};
use waypost_case::{Context, Fault, FaultCode, Form, FormError, KnownPartner};
use waypost_protocol::codes::OrgKind;

fn faults(changes: &[(&str, &str)]) -> Vec<Fault> {
    checked(&with(changes), &on(TODAY)).err().unwrap_or_default()
}

/// The only fault of a form with these changes.
fn only(changes: &[(&str, &str)]) -> (String, FaultCode) {
    let faults = faults(changes);
    assert_eq!(faults.len(), 1, "{faults:#?}");
    (faults[0].field.clone(), faults[0].code)
}

fn fault(field: &str, code: FaultCode) -> (String, FaultCode) {
    (field.to_owned(), code)
}

#[test]
fn the_small_form_checks_clean() {
    assert_eq!(faults(&[]), []);
}

#[test]
fn a_form_with_ten_faults_shows_ten() {
    let faults = faults(&[
        ("urgency", "soonish"),
        ("from.worker", ""),
        ("person.age_band", "26"),
        ("person.languages", "kh"),
        ("need.1.service", "beds"),
        ("need.2.service", "other"),
        ("need.3.service", "medical"),
        ("need.3.wanted_by", "2026-02-30"),
        ("consent.retention_days", "forever"),
        ("consent.valid_until", "2569-12-31"),
        ("consent.purposes", "medical, other"),
        ("identity.birthdate", "2030"),
    ]);
    let fields: Vec<&str> = faults.iter().map(|f| f.field.as_str()).collect();
    let expected = [
        "urgency",
        "from.worker",
        "need.1.service",
        "need.2.note",
        "need.3.wanted_by",
        "person.age_band",
        "person.languages",
        "identity.birthdate",
        "consent.valid_until",
        "consent.retention_days",
    ];
    assert_eq!(fields, expected);
}

#[test]
fn an_empty_form_names_everything_that_is_required() {
    let faults = checked(&Form::default(), &on(TODAY)).unwrap_err();
    assert!(faults.iter().all(|f| f.code == FaultCode::Missing), "{faults:#?}");
    for question in waypost_case::questions::questions() {
        if question.asked == waypost_case::questions::Asked::Always {
            assert!(faults.iter().any(|f| f.field == question.path), "{}", question.path);
        }
    }
}

#[test]
fn a_code_that_is_not_known_is_named_with_the_codes_that_are() {
    let faults = faults(&[("consent.embassy_sharing", "maybe")]);
    assert_eq!(
        faults[0].to_string(),
        "consent.embassy_sharing: found `maybe`, expected one of never, ask, yes"
    );
}

#[test]
fn no_fault_shows_what_a_person_wrote() {
    let private = "Secretname Privatova";
    for question in waypost_case::questions::questions() {
        let path = question.path.replace('#', "1");
        for fault in faults(&[(path.as_str(), private)]) {
            assert!(!format!("{fault} {fault:?}").contains("Privatova"), "{fault}");
        }
    }
}

#[test]
fn a_note_with_the_name_or_a_long_number_is_refused() {
    let expected = fault("need.1.note", FaultCode::IdentityInNote);
    assert_eq!(only(&[("need.1.note", "Please call SECRETNAME first")]), expected);
    assert_eq!(only(&[("need.1.note", "Her number is 0123456789")]), expected);
    assert_eq!(only(&[("need.1.note", "電話 ０１２３４５６７８９")]), expected);
    assert_eq!(only(&[("identity.name", "陳小明"), ("need.1.note", "請找陳小明")]), expected);
    assert_eq!(only(&[("identity.name", "Li"), ("need.1.note", "Ask for Li")]), expected);
    let inside_a_word = [("identity.name", "Li"), ("need.1.note", "A living room")];
    assert_eq!(faults(&inside_a_word), []);
    assert_eq!(faults(&[("need.1.note", "Two meals a day since 2026-11-20")]), []);
}

#[test]
fn a_consent_must_be_active_name_the_partner_and_cover_what_is_sent() {
    assert_eq!(
        only(&[("consent.valid_until", "2026-11-21")]),
        fault("consent.valid_until", FaultCode::ConsentNotActive)
    );
    assert_eq!(
        only(&[("consent.obtained_on", "2026-11-23")]),
        fault("consent.obtained_on", FaultCode::DateOrder)
    );
    assert_eq!(
        only(&[("to.partner", "Clinic C")]),
        fault("consent.recipients", FaultCode::NotConsented)
    );
    assert_eq!(
        only(&[("consent.purposes", "medical")]),
        fault("consent.purposes", FaultCode::NotConsented)
    );
    assert_eq!(
        only(&[("consent.sections", "needs")]),
        fault("consent.sections", FaultCode::NotConsented)
    );
    let citizenship_is_identity =
        [("identity.name", ""), ("consent.sections", "needs"), ("person.citizenships", "KH")];
    assert_eq!(only(&citizenship_is_identity), fault("consent.sections", FaultCode::NotConsented));
}

#[test]
fn an_authority_or_an_embassy_is_told_only_if_the_person_may_want_it() {
    let judged = |kind, changes: &[(&str, &str)]| {
        let partners = [KnownPartner { name: "Shelter A".into(), kind }];
        let context = Context { partners: Some(&partners), ..on(TODAY) };
        checked(&with(changes), &context)
            .err()
            .unwrap_or_default()
            .into_iter()
            .map(|f| f.field)
            .collect::<Vec<_>>()
    };
    assert_eq!(judged(OrgKind::Shelter, &[]), [""; 0]);
    assert_eq!(judged(OrgKind::Authority, &[]), ["consent.authorities_sharing"]);
    let never = [("consent.embassy_sharing", "never")];
    assert_eq!(judged(OrgKind::Embassy, &never), ["consent.embassy_sharing"]);
    // `ask` is asked when it is sent.
    for sharing in ["ask", "yes"] {
        assert_eq!(judged(OrgKind::Embassy, &[("consent.embassy_sharing", sharing)]), [""; 0]);
    }
    assert_eq!(judged(OrgKind::Ngo, &[("to.partner", "Clinic B")]), ["to.partner"]);
}

#[test]
fn an_override_is_for_a_vital_emergency_and_for_a_week() {
    let override_with = |more: &[(&str, &str)]| {
        let mut changes = vec![
            ("consent.override_reason", "Unconscious"),
            ("consent.mode", ""),
            ("consent.language", ""),
            ("consent.valid_until", "+7d"),
            ("urgency", "emergency"),
        ];
        changes.extend(more);
        faults(&changes).into_iter().map(|f| f.field).collect::<Vec<_>>()
    };
    assert_eq!(override_with(&[]), [""; 0]);
    assert_eq!(override_with(&[("urgency", "urgent")]), ["consent.override_reason"]);
    assert_eq!(override_with(&[("consent.valid_until", "+8d")]), ["consent.valid_until"]);
    assert_eq!(override_with(&[("consent.mode", "written")]), ["consent.mode"]);
    let account = [("account.text", "x"), ("consent.sections", "needs, identity, account")];
    assert_eq!(override_with(&account), ["account"]);
}

#[test]
fn needs_are_one_to_thirty_each_once_and_other_says_what() {
    let mut form = small();
    form.need.clear();
    assert_eq!(checked(&form, &on(TODAY)).unwrap_err()[0].field, "need");
    form.need = vec![small().need[0].clone(); 31];
    assert!(
        checked(&form, &on(TODAY))
            .unwrap_err()
            .iter()
            .any(|f| f.field == "need" && f.code == FaultCode::TooMuch)
    );
    assert_eq!(only(&[("need.2.service", "food")]), fault("need.2.service", FaultCode::Duplicate));
    let other = [("need.2.service", "other"), ("consent.purposes", "food, other")];
    assert_eq!(only(&other), fault("need.2.note", FaultCode::Missing));
    assert_eq!(
        only(&[("need.1.wanted_by", "2026-11-20")]),
        fault("need.1.wanted_by", FaultCode::DateOrder)
    );
}

#[test]
fn age_band_and_birthdate_agree_and_lie_in_living_memory() {
    assert_eq!(
        only(&[("identity.birthdate", "2011-01-01")]),
        fault("identity.birthdate", FaultCode::Conflict)
    );
    for born in ["1899", "2027"] {
        let changes = [("identity.birthdate", born), ("person.age_band", "unknown")];
        assert_eq!(only(&changes), fault("identity.birthdate", FaultCode::DateOrder), "{born}");
    }
}

#[test]
fn a_minor_always_carries_the_flag() {
    let risks = |changes: &[(&str, &str)]| {
        checked(&with(changes), &on(TODAY)).unwrap().record().opening.risks.len()
    };
    assert_eq!(risks(&[("person.age_band", "15_17")]), 1);
    assert_eq!(risks(&[("person.age_band", "unknown"), ("risks", "minor")]), 1);
    assert_eq!(risks(&[("person.dependants", "0_4, 0_4")]), 1);
    assert_eq!(only(&[("risks", "minor")]), fault("risks", FaultCode::Conflict));
}

#[test]
fn citizenships_go_first_only_when_a_need_requires_them() {
    let first = |service: &str| {
        let changes = [
            ("person.citizenships", "KH"),
            ("need.1.service", service),
            ("consent.purposes", service),
        ];
        let referral = checked(&with(&changes), &on(TODAY)).unwrap();
        let record = referral.record();
        (
            record.opening.person.citizenships.len(),
            record.identity.as_ref().unwrap().citizenships.len(),
        )
    };
    assert_eq!(first("food"), (0, 1));
    assert_eq!(first("consular_document"), (1, 0));
}

#[test]
fn a_case_file_error_names_line_column_and_key_never_the_value() {
    let shape =
        Form::from_toml("urgency = \"urgent\"\n[identity]\nname = [\"Privatova\"]\n").unwrap_err();
    assert!(
        matches!(&shape, FormError::Shape { key, line: 3, .. } if key == "identity.name"),
        "{shape:?}"
    );
    let shape = Form::from_toml("[[need]]\n[[need]]\nnote = { a = \"Privatova\" }\n").unwrap_err();
    assert!(
        matches!(&shape, FormError::Shape { key, line: 3, .. } if key == "need.2.note"),
        "{shape:?}"
    );
    let key = Form::from_toml("[identity]\nfirst_name = \"Privatova\"\n").unwrap_err();
    assert!(
        matches!(&key, FormError::UnknownKey { key, line: 2, .. } if key == "identity.first_name"),
        "{key:?}"
    );
    let syntax = Form::from_toml("[identity]\nname = \"Privatova\n").unwrap_err();
    assert!(matches!(syntax, FormError::Syntax { line: 2, .. }), "{syntax:?}");
    let json = Form::from_json("{\n \"identity\": {\"name\": [\"Privatova\"]}}").unwrap_err();
    assert!(
        matches!(&json, FormError::Shape { key, line: 2, .. } if key == "identity.name"),
        "{json:?}"
    );
    let list = Form::from_json("{\"risks\": \"Privatova\"}").unwrap_err();
    assert!(matches!(&list, FormError::Shape { key, .. } if key == "risks"), "{list:?}");
    for error in [shape, key, syntax, json, list] {
        assert!(!format!("{error} {error:?}").contains("Privatova"));
    }
}

#[test]
fn a_case_file_over_its_bound_is_not_read() {
    let long = format!("urgency = \"{}\"", "x".repeat(waypost_case::form::FORM_BYTES_MAX));
    assert!(matches!(Form::from_toml(&long), Err(FormError::TooLong { .. })));
    assert!(matches!(Form::from_json(&long), Err(FormError::TooLong { .. })));
}

#[test]
fn numbers_are_read_in_the_digits_of_the_readers_script() {
    for days in ["365", "៣៦៥", "٣٦٥", "၃၆၅", "๓๖๕"] {
        assert_eq!(faults(&[("consent.retention_days", days)]), [], "{days}");
    }
    let ethiopic = faults(&[("consent.retention_days", "፫፻")]);
    assert_eq!(ethiopic.len(), 1, "Ethiopic numerals have no places");
}

#[test]
fn lists_are_parted_by_the_commas_of_other_scripts() {
    let mut form = Form::default();
    form.set("person.citizenships", "KH، ET、TH").unwrap();
    assert_eq!(form.person.citizenships.len(), 3);
}

#[test]
fn numbers_and_yes_or_no_may_stand_without_quotes() {
    let form = Form::from_toml("[consent]\nretention_days = 365\naggregate_ok = true\n").unwrap();
    assert_eq!(form.answer("consent.retention_days").as_deref(), Some("365"));
    assert_eq!(form.answer("consent.aggregate_ok").as_deref(), Some("yes"));
}
