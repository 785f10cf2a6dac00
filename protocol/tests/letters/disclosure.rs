//! Showing more of a letter, later.

use waypost_protocol::codes::Section;
use waypost_protocol::error::{FieldFault, LetterFault, OpenFault, SealFault};
use waypost_protocol::field::{Field, Value};
use waypost_protocol::letter::{
    BodySeed, Disclosure, LeafHash, Letter, LetterKind, Salt, check_disclosure, disclose,
};

use crate::cast::{
    Forgery, Item, SECRET_NAME, age_to, cast, fields, referral, refused_to_seal, sealed,
};

pub(crate) fn referral_and_disclosures() -> (Letter, Vec<Disclosure>) {
    let (shelter, clinic, _) = cast();
    let sealed = sealed(&referral(), &shelter, &clinic);
    let letter = clinic.open(&sealed.bytes, &shelter).unwrap().into_letter();
    let seed = BodySeed::from_bytes(sealed.body_seed.as_bytes());
    let shown = disclose(&seed, &fields(), &[Section::Identity, Section::SafeContact]);
    (letter, shown)
}

#[test]
fn a_disclosed_section_completes_the_referral() {
    let (shelter, clinic, _) = cast();
    let (letter, shown) = referral_and_disclosures();
    let mut draft = referral();
    draft.kind = LetterKind::Disclosure;
    draft.fields = vec![Field::new(
        Section::Needs,
        "of",
        Value::Bytes(letter.header_hash().as_bytes().to_vec()),
    )];
    draft.disclosed = shown;
    let sealed = sealed(&draft, &shelter, &clinic);
    let opened = clinic.open(&sealed.bytes, &shelter).unwrap();
    let whole = letter.reveal(opened.letter().disclosed()).unwrap();
    assert_eq!(whole, fields());
}

#[test]
fn a_field_disclosed_twice_is_taken_once() {
    let (letter, shown) = referral_and_disclosures();
    let again: Vec<Disclosure> = shown.iter().chain(&shown).cloned().collect();
    assert_eq!(letter.reveal(&again).unwrap(), fields());
}

#[test]
fn a_disclosed_value_that_was_not_committed_to_is_refused() {
    let (letter, shown) = referral_and_disclosures();
    let changes: [fn(&mut Disclosure); 5] = [
        |d| d.field.value = Value::Text("somebody else".to_owned()),
        |d| d.field.key = "person.alias".to_owned(),
        |d| d.field.section = Section::Needs,
        |d| d.salt.0[0] ^= 1,
        |d| d.index += 1,
    ];
    for change in changes {
        let mut wrong = shown[0].clone();
        change(&mut wrong);
        let index = wrong.index;
        let fault = check_disclosure(letter.leaves(), &wrong).unwrap_err();
        assert_eq!(fault, LetterFault::DisclosureMismatch { index });
        assert!(letter.reveal([&wrong]).is_err());
    }
}

#[test]
fn a_disclosure_beyond_the_leaves_is_refused() {
    let (letter, shown) = referral_and_disclosures();
    let mut wrong = shown[0].clone();
    wrong.index = 8;
    assert_eq!(
        check_disclosure(letter.leaves(), &wrong).unwrap_err(),
        LetterFault::DisclosureIndex { found: 8, expected_below: 8 }
    );
}

#[test]
fn a_swapped_leaf_does_not_verify() {
    let (letter, shown) = referral_and_disclosures();
    let mut leaves: Vec<LeafHash> = letter.leaves().to_vec();
    leaves.swap(3, 4);
    assert_eq!(
        check_disclosure(&leaves, &shown[0]).unwrap_err(),
        LetterFault::DisclosureMismatch { index: 3 }
    );
}

#[test]
fn one_key_committed_to_twice_is_refused_when_it_is_revealed() {
    let (shelter, clinic, _) = cast();
    let second = Field::new(Section::Identity, "urgency", Value::Text("normal".to_owned()));
    let salt = [5; 16];
    let hidden = LeafHash::of(&Salt(salt), &second);
    let items = [Item::Shown([4; 16], 0, "urgency", "urgent"), Item::Hidden(hidden.0)];
    let sealed = sealed(&referral(), &shelter, &clinic);
    let bytes = Forgery::of(sealed.letter.as_bytes()).with_items(&shelter, &items);
    let opened = clinic.open(&age_to(&clinic, &bytes), &shelter).unwrap();
    let disclosure = Disclosure { index: 1, salt: Salt(salt), field: second };
    assert_eq!(
        opened.letter().reveal([&disclosure]).unwrap_err(),
        LetterFault::Field(FieldFault::Twice { key: "urgency".to_owned() })
    );
}

#[test]
fn disclosures_out_of_order_are_refused() {
    let (_, mut shown) = referral_and_disclosures();
    shown.reverse();
    let mut draft = referral();
    draft.kind = LetterKind::Disclosure;
    draft.disclosed = shown;
    assert_eq!(
        refused_to_seal(&draft),
        SealFault::Draft(LetterFault::DisclosureOrder { found: 3 })
    );
}

#[test]
fn disclosures_in_any_other_kind_are_refused() {
    let (shelter, clinic, _) = cast();
    let (_, shown) = referral_and_disclosures();
    let mut draft = referral();
    draft.disclosed = shown;
    let expected = LetterFault::DisclosedInKind { found: LetterKind::Referral };
    assert_eq!(refused_to_seal(&draft), SealFault::Draft(expected.clone()));

    draft.kind = LetterKind::Disclosure;
    let sealed = sealed(&draft, &shelter, &clinic);
    let bytes =
        Forgery::of(sealed.letter.as_bytes()).header(&shelter, |h| h.kind = LetterKind::Referral);
    assert_eq!(
        clinic.open(&age_to(&clinic, &bytes), &shelter).unwrap_err(),
        OpenFault::Letter(expected)
    );
}

#[test]
fn a_redacted_letter_says_nothing_of_a_section_and_still_proves_the_handover() {
    let (shelter, clinic, _) = cast();
    let mut draft = referral();
    draft.shown = vec![Section::Needs, Section::Identity, Section::SafeContact];
    let sealed = sealed(&draft, &shelter, &clinic);
    let letter = clinic.open(&sealed.bytes, &shelter).unwrap().into_letter();
    let salt = letter.shown().find(|d| d.field.section == Section::Identity).unwrap().salt;
    let holds = |letter: &Letter, wanted: &[u8]| {
        letter.bytes().windows(wanted.len()).any(|window| window == wanted)
    };
    assert!(holds(&letter, SECRET_NAME.as_bytes()) && holds(&letter, &salt.0));

    let redacted = letter.redact(&[Section::Identity]).unwrap();
    assert!(!holds(&redacted, SECRET_NAME.as_bytes()), "the name");
    assert!(!holds(&redacted, &salt.0), "the salt by which a guess could be tested");
    redacted.verify(&shelter.signing.verifying_key()).unwrap();
    assert_eq!(redacted.header_bytes(), letter.header_bytes());
    assert_eq!(redacted.leaves(), letter.leaves());
    let left: Vec<Section> = redacted.fields().iter().map(|f| f.section).collect();
    assert!(left.contains(&Section::SafeContact) && !left.contains(&Section::Identity));
    assert_eq!(redacted.redact(&[Section::Identity]).unwrap(), redacted, "once is enough");
    assert_eq!(redacted.redact(&[]).unwrap(), redacted);
}
