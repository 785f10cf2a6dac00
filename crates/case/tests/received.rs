//! What a partner sends is read strictly, by name.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    reason = "a test stops at the first surprise"
)]

mod common;

use common::{TODAY, checked, on, small, with};
use proptest::prelude::*;
use waypost_case::Received;
use waypost_protocol::codes::Section;
use waypost_protocol::error::FieldFault;
use waypost_protocol::field::{Field, Value};
use waypost_protocol::ids::ConversationId;

fn fields() -> Vec<Field> {
    checked(&small(), &on(TODAY)).unwrap().payload()
}

fn changed(key: &str, value: Value) -> Result<Received, FieldFault> {
    let mut fields = fields();
    fields.iter_mut().find(|f| f.key == key).expect("the key is there").value = value;
    Received::read(&fields)
}

fn added(section: Section, key: &str, value: Value) -> Result<Received, FieldFault> {
    let mut fields = fields();
    fields.push(Field::new(section, key, value));
    Received::read(&fields)
}

fn text(text: &str) -> Value {
    Value::Text(text.to_owned())
}

#[test]
fn an_unknown_key_is_refused_by_name() {
    let refused = added(Section::Needs, "prs_HairColour", text("x"));
    assert_eq!(refused.unwrap_err(), FieldFault::Unknown { key: "prs_HairColour".into() });
}

#[test]
fn an_unknown_code_is_refused_by_name() {
    for key in ["urgency", "prs_Gender", "age_band", "need.0.service", "consent.mode"] {
        let fault = changed(key, text("sideways")).unwrap_err();
        assert!(
            matches!(&fault, FieldFault::Code(unknown) if unknown.found == "sideways"),
            "{key}: {fault:?}"
        );
    }
    // The published trap: read in a sheet, never on the wire.
    let fault = added(Section::Needs, "dependants", Value::List(vec!["0_4 ".into()])).unwrap_err();
    assert!(matches!(fault, FieldFault::Code(_)));
}

#[test]
fn identity_in_the_opening_is_refused() {
    let fault = added(Section::Needs, "name_nickname", text("x")).unwrap_err();
    assert_eq!(fault, FieldFault::Unknown { key: "name_nickname".into() });
}

#[test]
fn every_field_that_must_be_there_is_missed_by_name() {
    let optional = ["language.0.spoken", "language.0.read", "language.1.tag", "name"];
    for field in fields() {
        let mut fewer = fields();
        fewer.retain(|f| f.key != field.key);
        let read = Received::read(&fewer);
        assert_eq!(read.is_ok(), optional.contains(&field.key.as_str()), "{}", field.key);
    }
}

#[test]
fn text_that_hides_what_it_says_is_refused() {
    for hidden in ["a\u{202E}b", "a\u{0}b", " a", "e\u{301}", ""] {
        let fault = changed("name", text(hidden)).unwrap_err();
        assert!(matches!(&fault, FieldFault::Shape { key, .. } if key == "name"), "{fault:?}");
    }
}

#[test]
fn a_gap_in_a_count_is_refused() {
    let fault = added(Section::Needs, "need.2.service", text("medical")).unwrap_err();
    assert_eq!(fault, FieldFault::Unknown { key: "need.2.service".into() });
}

#[test]
fn a_need_outside_the_consent_is_refused() {
    let fault = changed("consent.purposes", Value::List(vec!["medical".into()])).unwrap_err();
    assert!(matches!(&fault, FieldFault::Shape { key, .. } if key == "consent.purposes"));
}

#[test]
fn the_earlier_referral_is_carried() {
    let earlier = ConversationId::new([9; 16]);
    let referral = checked(&small(), &on(TODAY)).unwrap().based_on(earlier);
    let received = Received::read(&referral.payload()).unwrap();
    assert_eq!(received.record().opening.based_on, Some(earlier));
}

#[test]
fn the_partners_named_in_the_consent_do_not_travel() {
    let travels = |f: &Field| match &f.value {
        Value::Text(t) => t.contains("Clinic B"),
        Value::List(items) => items.iter().any(|i| i.contains("Clinic B")),
        Value::Number(_) | Value::Flag(_) | Value::Bytes(_) => false,
    };
    assert!(!fields().iter().any(travels));
}

#[test]
fn a_case_code_is_drawn_when_none_is_written() {
    let code = |form| checked(&form, &on(TODAY)).unwrap().record().opening.person.case_code.clone();
    assert_eq!(code(small()).len(), 9);
    assert_eq!(code(with(&[("person.case_code", "TRAIN-9")])), "TRAIN-9");
}

fn value() -> impl Strategy<Value = Value> {
    prop_oneof![
        ".{0,12}".prop_map(Value::Text),
        any::<u64>().prop_map(Value::Number),
        any::<bool>().prop_map(Value::Flag),
        prop::collection::vec("[a-z_]{0,12}", 0..4).prop_map(Value::List),
        prop::collection::vec(any::<u8>(), 0..20).prop_map(Value::Bytes),
    ]
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(256))]

    /// Damage to one field is refused, or gives a record that is written back as it came.
    #[test]
    fn a_damaged_field_is_refused_or_read_exactly(at in any::<prop::sample::Index>(), value in value()) {
        let mut fields = fields();
        let index = at.index(fields.len());
        fields[index].value = value;
        if let Ok(received) = Received::read(&fields) {
            prop_assert!(waypost_case::payload::payload(received.record()) == fields);
        }
    }
}
