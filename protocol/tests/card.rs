//! Claims about contact cards.
#![allow(clippy::unwrap_used, clippy::panic, reason = "a test that cannot go on has failed")]

mod common;

use common::{TODAY, damage, key, next, node, organisation, prekey};
use proptest::prelude::*;
use waypost_protocol::card::{
    ADDRESS_BYTES_MAX, ADDRESSES_MAX, CARD_DAYS_MAX, CARD_VERSION, CARD_VERSION_MAILBOXES, Card,
    ContactCard, DisplayName, EpochPrekey, LANGUAGES_MAX, MAILBOXES_MAX, Mailbox, NAME_BYTES_MAX,
    NODES_MAX, Node, ONE_TIME_PREKEYS_MAX, Reading, SUITE_MAX, Seen, SignedCard,
};
use waypost_protocol::codes::OrgKind;
use waypost_protocol::error::{CardFault, DetailFault, IdentityFault, KeyFault};
use waypost_protocol::identity::{Author, ROTATIONS_MAX};
use waypost_protocol::ids::{Day, OrgId};
use waypost_protocol::keys::Prekey;
use waypost_protocol::mailbox::{InboxKey, WriteToken};

fn reader() -> OrgId {
    organisation(20).org()
}

/// A card of `author` for the reader, for thirty days.
fn card(author: &Author) -> ContactCard {
    ContactCard {
        version: CARD_VERSION,
        org: author.org(),
        reader: Some(reader()),
        serial: 7,
        issued_day: TODAY,
        expires_day: TODAY.plus(30),
        key_log: author.log().encode(),
        name: DisplayName::new("River Shelter").unwrap(),
        kind: OrgKind::Shelter,
        languages: vec!["en".into(), "zh-Hant".into()],
        nodes: vec![Node {
            certificate: author.certify(node(50), TODAY.plus(30)).unwrap(),
            addresses: vec!["/ip4/192.0.2.7/tcp/4001".into()],
        }],
        mailboxes: Vec::new(),
        min_suite: 1,
        epoch_prekey: EpochPrekey { day: TODAY, key: prekey(60) },
        one_time_prekeys: vec![prekey(61), prekey(62)],
    }
}

fn read_on(card: SignedCard, today: Day, seen: Option<&Seen>) -> Result<Card, CardFault> {
    let org = organisation(1).org();
    Card::read(card, &Reading { reader: reader(), org, today, seen })
}

fn read(card: SignedCard, seen: Option<&Seen>) -> Result<Card, CardFault> {
    read_on(card, TODAY, seen)
}

/// A card of organisation 1 with one thing changed.
fn changed(change: impl FnOnce(&mut ContactCard)) -> Result<SignedCard, CardFault> {
    let author = organisation(1);
    let mut card = card(&author);
    change(&mut card);
    card.sign(&author)
}

fn mailbox(seed: u8) -> Mailbox {
    let inbox = InboxKey::from_seed(&[seed; 32]).id();
    let token = WriteToken([seed; 16]);
    Mailbox { node_key: node(110 + seed), addresses: Vec::new(), inbox, token }
}

fn seen() -> Seen {
    read(changed(|_| ()).unwrap(), None).unwrap().seen()
}

#[test]
fn a_card_comes_back_as_it_was_signed() {
    let signed = changed(|_| ()).unwrap();
    let again = SignedCard::decode(&signed.encode()).unwrap();
    assert_eq!(again, signed);
    let card = read(again, None).unwrap();
    assert_eq!(*card.contents(), crate::card(&organisation(1)));
    assert_eq!(card.seen().serial, 7);
}

#[test]
fn the_largest_card_fits_a_letter() {
    let mut author = organisation(1);
    for turn in 0..ROTATIONS_MAX as u8 {
        let (now, then) = (key(turn + 2), next(turn + 3));
        author =
            Author::recover(author.log().clone(), now, then, Day(u32::MAX - 366), true).unwrap();
    }
    let last = Day(u32::MAX);
    let addresses = vec![format!("/{}", "a".repeat(ADDRESS_BYTES_MAX - 1)); ADDRESSES_MAX];
    let full = ContactCard {
        version: CARD_VERSION_MAILBOXES,
        serial: u64::MAX,
        issued_day: last.minus(366),
        expires_day: last,
        key_log: author.log().encode(),
        name: DisplayName::new("n".repeat(NAME_BYTES_MAX)).unwrap(),
        kind: OrgKind::InternationalOrganisation,
        languages: vec!["abcdefgh-abcdefgh-abcdefgh-abcdefgh".into(); LANGUAGES_MAX],
        nodes: (0..NODES_MAX as u8)
            .map(|i| Node {
                certificate: author.certify(node(100 + i), last).unwrap(),
                addresses: addresses.clone(),
            })
            .collect(),
        mailboxes: (0..MAILBOXES_MAX as u8)
            .map(|i| Mailbox { addresses: addresses.clone(), ..mailbox(i) })
            .collect(),
        one_time_prekeys: (0..ONE_TIME_PREKEYS_MAX as u8).map(|i| prekey(120 + i)).collect(),
        ..card(&organisation(1))
    };
    let signed = full.sign(&author).unwrap();
    assert!(signed.encode().len() <= waypost_protocol::field::BYTES_MAX);
}

#[test]
fn a_card_names_mailboxes_from_version_2_on_and_has_version_1_without() {
    let version = |found, expected| Err(CardFault::Version { found, expected });
    let named = |version| changed(|c| (c.version, c.mailboxes) = (version, vec![mailbox(1)]));
    let card = read(named(CARD_VERSION_MAILBOXES).unwrap(), None).unwrap();
    assert_eq!(card.contents().mailboxes, [mailbox(1)]);
    assert_eq!(named(CARD_VERSION), version(1, 2));
    assert_eq!(named(3), version(3, 2));
    assert_eq!(changed(|c| c.version = CARD_VERSION_MAILBOXES), version(2, 1));
}

#[test]
fn a_card_is_read_up_to_its_last_day() {
    let signed = changed(|_| ()).unwrap();
    assert!(read_on(signed.clone(), TODAY.plus(30), None).is_ok());
    let (found, today) = (TODAY.plus(30), TODAY.plus(31));
    assert_eq!(read_on(signed.clone(), today, None), Err(CardFault::Expired { found, today }));
    assert!(read_on(signed.clone(), TODAY.minus(2), None).is_ok());
    let (found, expected_max) = (TODAY, TODAY.minus(1));
    let early = read_on(signed, TODAY.minus(3), None);
    assert_eq!(early, Err(CardFault::NotYet { found, expected_max }));
}

#[test]
fn a_card_lasts_a_year_at_most_and_does_not_end_before_it_begins() {
    for expires in [TODAY.minus(1), TODAY.plus(CARD_DAYS_MAX + 1)] {
        let (issued, expected_days_max) = (TODAY, CARD_DAYS_MAX);
        let fault = CardFault::Lifetime { issued, expires, expected_days_max };
        assert_eq!(changed(|c| c.expires_day = expires), Err(fault));
    }
}

#[test]
fn an_older_card_is_refused_and_the_same_card_again_is_not() {
    let seen = seen();
    let older = changed(|c| c.serial = 6).unwrap();
    let fault = CardFault::Older { found: 6, expected_min: 7 };
    assert_eq!(read(older, Some(&seen)), Err(fault));
    assert!(read(changed(|_| ()).unwrap(), Some(&seen)).is_ok());
    let two = changed(|c| c.languages.clear()).unwrap();
    assert_eq!(read(two, Some(&seen)), Err(CardFault::TwoOfOneSerial { serial: 7 }));
    assert!(read(changed(|c| c.serial = 8).unwrap(), Some(&seen)).is_ok());
}

#[test]
fn min_suite_never_falls_and_an_unknown_one_is_refused() {
    let seen = Seen { min_suite: 2, ..seen() };
    let lower = changed(|c| c.serial = 8).unwrap();
    let fault = CardFault::LowerSuite { found: 1, expected_min: 2 };
    assert_eq!(read(lower, Some(&seen)), Err(fault));
    for found in [0, SUITE_MAX + 1] {
        let fault = CardFault::Suite { found, expected_max: SUITE_MAX };
        assert_eq!(changed(|c| c.min_suite = found), Err(fault));
    }
}

#[test]
fn a_card_is_for_one_reader() {
    let found = organisation(30).org();
    let other = changed(|c| c.reader = Some(found)).unwrap();
    let fault = CardFault::OtherReader { found, expected: reader() };
    assert_eq!(read(other, None), Err(fault));
    let open = changed(|c| c.reader = None).unwrap();
    assert!(read(open.clone(), None).is_ok());
    assert_eq!(read(open, Some(&seen())), Err(CardFault::NoReader));
}

#[test]
fn a_card_of_another_organisation_is_refused() {
    let other = organisation(30);
    let fault =
        CardFault::OtherOrganisation { found: other.org(), expected: organisation(1).org() };
    assert_eq!(read(card(&other).sign(&other).unwrap(), None), Err(fault));
    // Its own key log under our name.
    let liar = ContactCard { org: organisation(1).org(), ..card(&other) };
    assert!(matches!(liar.sign(&other), Err(CardFault::OtherOrganisation { .. })));
}

#[test]
fn a_card_under_somebody_elses_key_log_does_not_verify() {
    let stolen_log = organisation(1).log().encode();
    let forged = ContactCard { key_log: stolen_log, ..card(&organisation(30)) };
    let domain = "waypost/card/v1";
    let fault = IdentityFault::Key(KeyFault::BadSignature { domain });
    assert_eq!(forged.sign(&organisation(30)), Err(CardFault::Identity(fault)));
}

#[test]
fn a_thief_of_a_replaced_key_cannot_issue_a_card() {
    let old = changed(|c| c.serial = 8).unwrap();
    let rescued = Author::recover(organisation(1).log().clone(), key(2), next(3), TODAY, true);
    let seen = Seen { log: rescued.unwrap().log().clone(), ..seen() };
    let fault = IdentityFault::Compromised { seq: 1 };
    assert_eq!(read(old, Some(&seen)), Err(CardFault::Identity(fault)));
}

#[test]
fn a_card_brings_a_rotation_and_not_a_fork() {
    let log = || organisation(1).log().clone();
    let rescued = Author::recover(log(), key(2), next(3), TODAY, true).unwrap();
    let after = ContactCard { serial: 8, ..card(&rescued) }.sign(&rescued).unwrap();
    let read_after = read(after, Some(&seen())).unwrap();
    assert_eq!(read_after.log().last_seq(), 1);
    let other = Author::recover(log(), key(2), next(9), TODAY, true).unwrap();
    let forked = ContactCard { serial: 9, ..card(&other) }.sign(&other).unwrap();
    let fault = CardFault::Identity(IdentityFault::Fork { seq: 1 });
    assert_eq!(read(forked, Some(&read_after.seen())), Err(fault));
}

#[test]
fn a_node_certificate_lasts_as_long_as_its_card() {
    let short = organisation(1).certify(node(50), TODAY.plus(29)).unwrap();
    let (found, expected_min) = (TODAY.plus(29), TODAY.plus(30));
    let fault = IdentityFault::CertificateExpired { found, expected_min };
    let refused = changed(|c| c.nodes[0].certificate = short);
    assert_eq!(refused, Err(CardFault::Identity(fault)));
}

#[test]
fn a_prekey_of_small_order_or_a_repeated_one_is_refused() {
    let weak = changed(|c| c.epoch_prekey.key = Prekey([0; 32]));
    assert_eq!(weak, Err(CardFault::Prekey { index: 0 }));
    let twice = changed(|c| c.one_time_prekeys.push(prekey(61)));
    assert_eq!(twice, Err(CardFault::Prekey { index: 3 }));
}

#[test]
fn every_list_of_a_card_is_bounded() {
    type Change = fn(&mut ContactCard);
    let cases: [(&str, Change); 5] = [
        ("languages", |c| c.languages = vec!["en".into(); LANGUAGES_MAX + 1]),
        ("nodes", |c| c.nodes = vec![c.nodes[0].clone(); NODES_MAX + 1]),
        ("mailboxes", |c| {
            c.version = CARD_VERSION_MAILBOXES;
            c.mailboxes = vec![mailbox(9); MAILBOXES_MAX + 1];
        }),
        ("addresses", |c| c.nodes[0].addresses = vec!["/a".into(); ADDRESSES_MAX + 1]),
        ("one-time prekeys", |c| c.one_time_prekeys = vec![prekey(1); ONE_TIME_PREKEYS_MAX + 1]),
    ];
    for (list, change) in cases {
        match changed(change) {
            Err(CardFault::Detail(DetailFault::TooMany { what, .. })) => assert_eq!(what, list),
            other => panic!("{list}: {other:?}"),
        }
    }
}

#[test]
fn a_language_or_an_address_of_odd_form_is_refused() {
    for tag in ["", "e", "en_US", "en-", "en-toolongsubtag", "1a", "ไทย"] {
        let refused = changed(|c| c.languages = vec![tag.into()]);
        assert!(matches!(refused, Err(CardFault::Detail(_))), "{tag}");
    }
    let long = format!("/{}", "a".repeat(ADDRESS_BYTES_MAX));
    for address in ["", "example.org", "/ip4/1 2", "/dns/\u{202E}", long.as_str()] {
        let refused = changed(|c| c.nodes[0].addresses = vec![address.into()]);
        assert!(matches!(refused, Err(CardFault::Detail(_))), "{address}");
    }
}

#[test]
fn a_name_that_hides_or_reorders_is_refused_and_every_script_is_welcome() {
    for name in [
        "",
        " x",
        "x ",
        "a\nb",
        "a\u{0}b",
        "safe\u{202E}evil",
        "a\u{2066}b",
        "a\u{200F}b",
        "a\u{2028}b",
        "a\u{FEFF}b",
        "a\u{E0041}b",
        &"n".repeat(NAME_BYTES_MAX + 1),
    ] {
        assert!(DisplayName::new(name).is_err(), "{name:?}");
    }
    for name in ["បន្ទប់\u{200B}សុវត្ថិភាព", "မြစ်ကမ်း", "บ้านริมน้ำ", "河边之家", "क्\u{200D}ष", "دار النهر"]
    {
        assert!(DisplayName::new(name).is_ok(), "{name}");
    }
}

#[test]
fn a_damaged_card_is_refused() {
    let signed = changed(|_| ()).unwrap();
    damage(&signed.encode(), |bytes| {
        let read = SignedCard::decode(bytes).ok()?;
        assert!(crate::read(read.clone(), None).is_err());
        Some(read.encode())
    });
}

proptest! {
    #[test]
    fn random_bytes_are_no_card(bytes in prop::collection::vec(any::<u8>(), 0..1_024)) {
        prop_assert!(SignedCard::decode(&bytes).is_err());
    }
}
