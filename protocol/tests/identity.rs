//! Claims about key logs, rotations and node certificates.
#![allow(clippy::unwrap_used, clippy::panic, reason = "a test that cannot go on has failed")]

mod common;

use common::{TODAY, damage, key, next, node, organisation};
use proptest::prelude::*;
use waypost_protocol::error::{IdentityFault, KeyFault};
use waypost_protocol::identity::{Author, KeyLog, ROTATIONS_MAX, SignedCertificate};
use waypost_protocol::ids::{Day, NodeId};

/// The organisation of seed 1 after a rotation to seed 2, promised seed 3.
fn rotated(day: Day, compromised: bool) -> Author {
    Author::recover(organisation(1).log().clone(), key(2), next(3), day, compromised).unwrap()
}

#[test]
fn the_recovery_sheet_rotates_and_the_organisation_stays_the_same() {
    let after = rotated(TODAY, true);
    assert_eq!(after.org(), organisation(1).org());
    assert_eq!(*after.key(), key(2).verifying_key());
    assert_eq!(after.log().last_seq(), 1);
}

#[test]
fn a_stolen_current_key_cannot_rotate() {
    let log = organisation(1).log().clone();
    let thief = Author::recover(log.clone(), key(1), next(9), TODAY, false);
    assert_eq!(thief.unwrap_err(), IdentityFault::NotCommitted { seq: 1 });
    let stranger = Author::recover(log, key(9), next(10), TODAY, false);
    assert_eq!(stranger.unwrap_err(), IdentityFault::NotCommitted { seq: 1 });
}

#[test]
fn a_fork_is_refused_by_name_and_changes_nothing() {
    let mut known = rotated(TODAY, false).log().clone();
    let before = known.clone();
    let other = Author::recover(organisation(1).log().clone(), key(2), next(7), TODAY, false);
    let fault = known.extend(other.unwrap().log().tail_from(1)).unwrap_err();
    assert_eq!(fault, IdentityFault::Fork { seq: 1 });
    assert_eq!(known, before);
}

#[test]
fn a_tail_is_taken_once_and_repeats_change_nothing() {
    let full = Author::recover(rotated(TODAY, false).log().clone(), key(3), next(4), TODAY, false);
    let full = full.unwrap().log().clone();
    let mut log = organisation(1).log().clone();
    assert_eq!(log.extend(full.tail_from(1)), Ok(2));
    assert_eq!(log.extend(full.tail_from(1)), Ok(0));
    assert_eq!(log, full);
    assert_eq!(log.tail_from(2).len(), 1);
    assert_eq!(log.tail_from(3).len(), 0);
    assert_eq!(log.tail_from(u32::MAX).len(), 0);
}

#[test]
fn a_tail_longer_than_any_log_is_refused_before_it_is_checked() {
    let after = rotated(TODAY, false);
    let repeats = vec![after.log().tail_from(1)[0].clone(); ROTATIONS_MAX + 1];
    let (found, expected_max) = (ROTATIONS_MAX + 1, ROTATIONS_MAX);
    let fault = organisation(1).log().clone().extend(&repeats).unwrap_err();
    assert_eq!(fault, IdentityFault::TooManyRotations { found, expected_max });
}

#[test]
fn a_tail_with_a_hole_or_of_another_organisation_is_refused() {
    let full = Author::recover(rotated(TODAY, false).log().clone(), key(3), next(4), TODAY, false);
    let full = full.unwrap();
    let mut log = organisation(1).log().clone();
    let fault = log.extend(full.log().tail_from(2)).unwrap_err();
    assert_eq!(fault, IdentityFault::Gap { found: 2, expected_max: 1 });
    let mut other = organisation(20).log().clone();
    let fault = other.extend(full.log().tail_from(1)).unwrap_err();
    assert_eq!(fault, IdentityFault::Unlinked { seq: 1 });
}

#[test]
fn a_key_never_comes_back() {
    let log = rotated(TODAY, true).log().clone();
    // A promise of the stolen first key, of the current key, and of the key just taken up.
    for promised in [1, 2, 3] {
        let back = Author::recover(log.clone(), key(3), next(promised), TODAY, false);
        assert_eq!(back.unwrap_err(), IdentityFault::KeyAgain { seq: 2 });
    }
    let own = Author::found(key(1), next(1), TODAY).unwrap_err();
    assert_eq!(own, IdentityFault::KeyAgain { seq: 0 });
}

#[test]
fn a_rotation_is_not_dated_before_the_entry_it_follows() {
    let log = rotated(TODAY.plus(5), false).log().clone();
    let early = Author::recover(log, key(3), next(4), TODAY, false).unwrap_err();
    let (found, expected_min) = (TODAY, TODAY.plus(5));
    assert_eq!(early, IdentityFault::DayBackwards { seq: 2, found, expected_min });
}

#[test]
fn a_replaced_key_is_good_up_to_the_day_of_its_rotation() {
    let log = rotated(TODAY.plus(5), false).log().clone();
    let (old, new) = (key(1).verifying_key(), key(2).verifying_key());
    assert_eq!(log.accepts(&old, TODAY.plus(5)), Ok(()));
    let (found, expected_max) = (TODAY.plus(6), TODAY.plus(5));
    assert_eq!(log.accepts(&old, found), Err(IdentityFault::Superseded { found, expected_max }));
    assert_eq!(log.accepts(&new, TODAY.plus(6)), Ok(()));
    let stranger = key(9).verifying_key();
    assert_eq!(log.accepts(&stranger, TODAY), Err(IdentityFault::UnknownKey));
}

#[test]
fn a_stolen_key_is_good_on_no_day() {
    let log = rotated(TODAY.plus(5), true).log().clone();
    let old = key(1).verifying_key();
    assert_eq!(log.accepts(&old, TODAY), Err(IdentityFault::Compromised { seq: 1 }));
}

#[test]
fn a_key_log_is_bounded() {
    let mut author = organisation(1);
    for turn in 0..ROTATIONS_MAX as u8 {
        author = Author::recover(author.log().clone(), key(turn + 2), next(turn + 3), TODAY, false)
            .unwrap();
    }
    assert_eq!(KeyLog::decode(&author.log().encode()).unwrap(), *author.log());
    let last = ROTATIONS_MAX as u8 + 2;
    let more = Author::recover(author.log().clone(), key(last), next(last + 1), TODAY, false);
    let (found, expected_max) = (ROTATIONS_MAX + 1, ROTATIONS_MAX);
    assert_eq!(more.unwrap_err(), IdentityFault::TooManyRotations { found, expected_max });
}

#[test]
fn only_the_current_key_speaks_for_an_organisation() {
    let log = rotated(TODAY, false).log().clone();
    let fault = Author::restore(key(1), log.clone()).unwrap_err();
    assert_eq!(fault, IdentityFault::NotCurrent);
    assert!(Author::restore(key(2), log).is_ok());
}

#[test]
fn a_node_certificate_is_of_the_organisation_in_time_and_for_a_sound_key() {
    let author = organisation(1);
    let certificate = author.certify(node(50), TODAY.plus(30)).unwrap();
    assert!(certificate.check(author.log(), TODAY.plus(30)).is_ok());
    let (found, expected_min) = (TODAY.plus(30), TODAY.plus(31));
    let late = certificate.check(author.log(), expected_min).unwrap_err();
    assert_eq!(late, IdentityFault::CertificateExpired { found, expected_min });
    let other = certificate.check(organisation(20).log(), TODAY).unwrap_err();
    let domain = "waypost/node/v1";
    assert_eq!(other, IdentityFault::Key(KeyFault::BadSignature { domain }));
    let own = author.certify(node(1), TODAY).unwrap_err();
    assert_eq!(own, IdentityFault::NodeKeyIsSigningKey);
    let identity_point = NodeId::new(std::array::from_fn(|i| u8::from(i == 0)));
    let weak = author.certify(identity_point, TODAY).unwrap_err();
    assert_eq!(weak, IdentityFault::Key(KeyFault::Torsion));
}

#[test]
fn a_damaged_key_log_is_refused_or_is_another_organisation() {
    let log = rotated(TODAY, false).log().clone();
    damage(&log.encode(), |bytes| {
        let read = KeyLog::decode(bytes).ok()?;
        assert_ne!(read, log);
        Some(read.encode())
    });
}

#[test]
fn a_damaged_certificate_does_not_verify() {
    let author = organisation(1);
    let certificate = author.certify(node(50), TODAY).unwrap();
    damage(&certificate.encode(), |bytes| {
        let read = SignedCertificate::decode(bytes).ok()?;
        assert!(read.check(author.log(), TODAY).is_err());
        Some(read.encode())
    });
}

#[test]
fn an_author_says_nothing_of_its_key() {
    let shown = format!("{:?}", organisation(1));
    assert_eq!(shown, format!("Author({}, secret)", organisation(1).org()));
}

proptest! {
    #[test]
    fn random_bytes_are_never_a_key_log_by_accident(bytes in prop::collection::vec(any::<u8>(), 0..512)) {
        if let Ok(log) = KeyLog::decode(&bytes) {
            prop_assert_eq!(log.encode(), bytes);
        }
    }
}
