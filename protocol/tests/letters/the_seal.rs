//! The seal itself: age, its bounds, its keys.

use waypost_protocol::error::{OpenFault, SealFault};
use waypost_protocol::ids::PrekeyHash;
use waypost_protocol::keys::Prekey;
use waypost_protocol::seal::{SEALED_BYTES_MAX, seal};

use crate::cast::{addressee, author, cast, chance, referral, sealed};

#[test]
fn another_organisation_cannot_open() {
    let (shelter, clinic, embassy) = cast();
    let sealed = sealed(&referral(), &shelter, &clinic);
    assert_eq!(embassy.open(&sealed.bytes, &shelter).unwrap_err(), OpenFault::OtherPrekey);
}

#[test]
fn a_damaged_or_cut_seal_is_refused() {
    let (shelter, clinic, _) = cast();
    let mut bytes = sealed(&referral(), &shelter, &clinic).bytes;
    let cut = &bytes[..bytes.len() - 1];
    assert_eq!(clinic.open(cut, &shelter).unwrap_err(), OpenFault::Damaged);
    *bytes.last_mut().unwrap() ^= 1;
    assert_eq!(clinic.open(&bytes, &shelter).unwrap_err(), OpenFault::Damaged);
}

#[test]
fn a_seal_longer_than_any_frame_is_not_read() {
    let (shelter, clinic, _) = cast();
    let bytes = vec![0; SEALED_BYTES_MAX + 1];
    assert_eq!(
        clinic.open(&bytes, &shelter).unwrap_err(),
        OpenFault::TooLong { found: SEALED_BYTES_MAX + 1, expected_max: SEALED_BYTES_MAX }
    );
}

/// The start of an age file with these stanzas, and a well-formed end.
fn age_file(stanzas: &str) -> Vec<u8> {
    let end = format!("--- {}\n", "A".repeat(43));
    let mut file = format!("age-encryption.org/v1\n{stanzas}{end}").into_bytes();
    file.extend([0; 64]);
    file
}

fn header_fault(sealed: &[u8]) -> &'static str {
    let (shelter, clinic, _) = cast();
    match clinic.open(sealed, &shelter).unwrap_err() {
        OpenFault::AgeHeader { found, .. } => found,
        other => panic!("{other}"),
    }
}

#[test]
fn an_age_header_made_to_be_slow_is_refused_before_age_reads_it() {
    let long = format!("-> grease {}\n\n", "a ".repeat(32 * 1024));
    let many = "-> grease\n\n".repeat(1000);
    let unending = "-> grease\n".to_owned() + &format!("{}\n", "A".repeat(64)).repeat(16_000);
    assert_eq!(header_fault(&age_file(&long)), "does not end within 2048 bytes");
    assert_eq!(header_fault(&age_file(&many)), "has more than 4 stanzas");
    assert_eq!(header_fault(&age_file(&unending)), "does not end within 2048 bytes");
}

#[test]
fn an_age_header_with_another_number_of_recipients_than_one_is_refused() {
    let stanza = format!("-> X25519 {}\n{}\n", "A".repeat(43), "A".repeat(43));
    for stanzas in [String::new(), stanza.repeat(2)] {
        assert_eq!(header_fault(&age_file(&stanzas)), "has not one recipient");
    }
    let scrypt = format!("-> scrypt {} 22\n{}\n", "A".repeat(22), "A".repeat(43));
    assert_eq!(header_fault(&age_file(&scrypt)), "has not one recipient");
}

#[test]
fn what_is_not_age_is_refused() {
    for bytes in [&b""[..], b"age-encryption.org/v2\n", b"-----BEGIN AGE ENCRYPTED FILE-----\n"] {
        assert_eq!(header_fault(bytes), "is of another format");
    }
    let mut short_end = age_file("");
    short_end.truncate(40);
    assert_eq!(header_fault(&short_end), "ends oddly");
}

#[test]
fn the_seal_opens_with_plain_age() {
    let (shelter, clinic, _) = cast();
    let sealed = sealed(&referral(), &shelter, &clinic);
    let hrp = bech32::Hrp::parse("age-secret-key-").unwrap();
    let key = clinic.opening.to_bytes();
    let text = bech32::encode_upper::<bech32::Bech32>(hrp, key.as_ref()).unwrap();
    let identity: age::x25519::Identity = text.parse().unwrap();
    let plain = age::decrypt(&identity, &sealed.bytes).unwrap();
    assert_eq!(plain, sealed.letter.as_bytes());
}

#[test]
fn a_prekey_of_small_order_is_not_sealed_to() {
    let (shelter, clinic, _) = cast();
    let p = |low: u8| {
        let mut value = [0xff; 32];
        value[0] = low;
        value[31] = 0x7f;
        value
    };
    let order_eight = [
        "e0eb7a7c3b41b8ae1656e3faf19fc46ada098deb9c32b1fd866205165f49b800",
        "5f9c95bca3508c24b1d0b1559c83ef5b04445cc4581c8e86d8224eddd09f1157",
    ];
    let mut weak = vec![[0; 32], p(0xec), p(0xed), p(0xee), [0xff; 32]];
    weak.push(std::array::from_fn(|i| u8::from(i == 0)));
    weak.extend(order_eight.map(|hex| {
        std::array::from_fn(|i| u8::from_str_radix(&hex[2 * i..2 * i + 2], 16).unwrap())
    }));
    for value in weak {
        let prekey = Prekey(value);
        let found = PrekeyHash::of(&value);
        let fault = seal(&referral(), author(&shelter), addressee(&clinic, &prekey), &mut chance());
        assert_eq!(fault.unwrap_err(), SealFault::WeakPrekey { found });
        let canonical = value[31] < 0x80 && value[..] < p(0xed)[..];
        if canonical {
            assert!(clinic.opening.agree(&prekey).is_err(), "{value:?}");
        }
    }
}

#[test]
fn two_seals_of_one_draft_share_no_bytes_to_speak_of() {
    let (shelter, clinic, _) = cast();
    let one = sealed(&referral(), &shelter, &clinic);
    let two = sealed(&referral(), &shelter, &clinic);
    assert_eq!(one.header_hash, two.header_hash);
    assert_ne!(one.hash(), two.hash());
}
