//! Any bytes at all: round trips, damage, one deterministic form.

use proptest::prelude::*;
use waypost_protocol::codes::Section;
use waypost_protocol::error::{CborFault, LetterFault};
use waypost_protocol::field::{Field, Value};
use waypost_protocol::letter::{Draft, Header, Letter, disclose};

use crate::cast::{Forgery, age_to, cast, referral, sealed};

fn any_field(key: usize) -> impl Strategy<Value = Field> {
    let section = prop::sample::select(Section::ALL);
    let value = prop_oneof![
        "\\PC{0,40}".prop_map(Value::Text),
        any::<u64>().prop_map(Value::Number),
        any::<bool>().prop_map(Value::Flag),
        prop::collection::vec("\\PC{0,9}", 0..4).prop_map(Value::List),
        prop::collection::vec(any::<u8>(), 0..40).prop_map(Value::Bytes),
    ];
    (section, value).prop_map(move |(s, v)| Field::new(s, format!("key.{key}"), v))
}

fn any_body() -> impl Strategy<Value = Vec<Field>> {
    (0_usize..12).prop_flat_map(|count| (0..count).map(any_field).collect::<Vec<_>>())
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    #[test]
    fn every_body_comes_back_as_shown_and_whole_when_disclosed(
        fields in any_body(),
        shown in prop::sample::subsequence(Section::ALL, 0..=6),
    ) {
        let (shelter, clinic, _) = cast();
        let draft = Draft { fields: fields.clone(), shown: shown.clone(), ..referral() };
        let sealed = sealed(&draft, &shelter, &clinic);
        let letter = clinic.open(&sealed.bytes, &shelter).unwrap().into_letter();
        let expected: Vec<Field> =
            fields.iter().filter(|f| shown.contains(&f.section)).cloned().collect();
        prop_assert_eq!(letter.fields(), expected);
        let hidden: Vec<Section> =
            Section::ALL.iter().filter(|s| !shown.contains(s)).copied().collect();
        let rest = disclose(&sealed.body_seed, &fields, &hidden);
        prop_assert_eq!(letter.reveal(&rest).unwrap(), fields);
    }

    #[test]
    fn random_bytes_never_panic(bytes in prop::collection::vec(any::<u8>(), 0..600)) {
        let (shelter, clinic, _) = cast();
        prop_assert!(Header::decode(&bytes).is_err());
        prop_assert!(clinic.open(&age_to(&clinic, &bytes), &shelter).is_err());
        prop_assert!(clinic.open(&bytes, &shelter).is_err());
        prop_assert!(Letter::decode(bytes).is_err());
    }

    #[test]
    fn a_cut_letter_is_always_refused(at in any::<prop::sample::Index>()) {
        let (shelter, clinic, _) = cast();
        let sealed = sealed(&referral(), &shelter, &clinic);
        let letter = sealed.letter.as_bytes();
        prop_assert!(Letter::decode(letter[..at.index(letter.len())].to_vec()).is_err());
        let cut = &sealed.bytes[..at.index(sealed.bytes.len())];
        prop_assert!(clinic.open(cut, &shelter).is_err());
    }

    #[test]
    fn a_letter_with_one_bit_flipped_is_always_refused(
        at in any::<prop::sample::Index>(),
        bit in 0..8,
    ) {
        let (shelter, clinic, _) = cast();
        let sealed = sealed(&referral(), &shelter, &clinic);
        let mut letter = sealed.letter.as_bytes().to_vec();
        let byte = at.index(letter.len());
        letter[byte] ^= 1_u8 << bit;
        prop_assert!(clinic.open(&age_to(&clinic, &letter), &shelter).is_err());
        let mut bytes = sealed.bytes;
        let byte = at.index(bytes.len());
        bytes[byte] ^= 1_u8 << bit;
        prop_assert!(clinic.open(&bytes, &shelter).is_err());
    }

    #[test]
    fn what_decodes_encodes_to_the_same_bytes(
        bytes in prop::collection::vec(any::<u8>(), 0..24),
        at in any::<prop::sample::Index>(),
    ) {
        let (shelter, clinic, _) = cast();
        let letter = sealed(&referral(), &shelter, &clinic).letter;
        let mut header = Forgery::of(letter.as_bytes()).header;
        let at = at.index(header.len());
        let end = (at + bytes.len()).min(header.len());
        header.splice(at..end, bytes);
        if let Ok(read) = Header::decode(&header) {
            prop_assert_eq!(read.encode(), header);
        }
    }
}

#[test]
fn trailing_overlong_or_repeated_parts_are_refused() {
    let (shelter, clinic, _) = cast();
    let letter = sealed(&referral(), &shelter, &clinic).letter;
    let mut trailing = letter.as_bytes().to_vec();
    trailing.push(0);
    assert!(matches!(
        Letter::decode(trailing).unwrap_err(),
        LetterFault::Cbor(CborFault::Trailing { found: 1, .. })
    ));
    let header = Forgery::of(letter.as_bytes()).header;
    let overlong = [&header[..1], &[0x00, 0x18, 0x01], &header[3..]].concat();
    assert!(matches!(
        Header::decode(&overlong).unwrap_err(),
        LetterFault::Cbor(CborFault::NotCanonical { .. })
    ));
    let repeated = [&[header[0] + 1], &header[1..], &[0x0f, 0x01][..]].concat();
    assert!(Header::decode(&repeated).is_err());
    let unknown_key = [&[header[0] + 1], &header[1..], &[0x18, 0x20, 0x01][..]].concat();
    assert!(matches!(
        Header::decode(&unknown_key).unwrap_err(),
        LetterFault::Cbor(CborFault::NotCanonical { .. })
    ));
}
