//! Claims about invites and the keys of a pair.
#![allow(clippy::unwrap_used, clippy::panic, reason = "a test that cannot go on has failed")]

mod common;

use common::{TODAY, chance, node, organisation};
use proptest::prelude::*;
use waypost_protocol::card::DisplayName;
use waypost_protocol::error::{InviteFault, KeyFault, TextFault};
use waypost_protocol::frame::{Frame, PrekeyHint, frame};
use waypost_protocol::ids::{DAY_SECONDS, Day, NodeId, OrgId, Time};
use waypost_protocol::keys::{OpeningKey, Prekey};
use waypost_protocol::pairing::{
    Chains, INVITE_ADDRESSES_MAX, INVITE_LINK, INVITE_SECONDS, INVITE_VERSION, Invite,
    InviteSecret, InviteTerms, Pair, PairRoot, SafetyNumber, Side,
};
use zeroize::Zeroizing;

const NOON: Time = Time(TODAY.0 as u64 * DAY_SECONDS + DAY_SECONDS / 2);

fn secret(seed: u8) -> InviteSecret {
    InviteSecret::from_bytes(Zeroizing::new([seed; 32]))
}

fn opening(seed: u8) -> OpeningKey {
    OpeningKey::from_bytes(&[seed; 32])
}

fn terms() -> InviteTerms {
    InviteTerms {
        version: INVITE_VERSION,
        inviter: organisation(1).org(),
        name: Some(DisplayName::new("River Shelter").unwrap()),
        node_key: node(50),
        addresses: vec!["/ip4/192.0.2.7/tcp/4001".into()],
        pair_key: opening(70).prekey(),
        created_day: TODAY,
        expires: NOON.plus(INVITE_SECONDS),
        mailbox: None,
    }
}

fn invite() -> Invite {
    Invite::new(terms(), secret(0xA5)).unwrap()
}

fn changed(change: impl FnOnce(&mut InviteTerms)) -> Result<Invite, InviteFault> {
    let mut terms = terms();
    change(&mut terms);
    Invite::new(terms, secret(0xA5))
}

/// The root of a pair as each side agrees on it: inviter's key 70, joiner's key 71.
fn roots(seed: u8, inviter: OrgId, joiner: OrgId, joiner_key: u8) -> [PairRoot; 2] {
    let secret = secret(seed);
    let pair = Pair { secret: &secret, inviter, joiner };
    let (of_inviter, of_joiner) = (opening(70), opening(joiner_key));
    [
        PairRoot::agree(&pair, Side::Inviter, &of_inviter, &of_joiner.prekey()).unwrap(),
        PairRoot::agree(&pair, Side::Joiner, &of_joiner, &of_inviter.prekey()).unwrap(),
    ]
}

fn root() -> [PairRoot; 2] {
    roots(1, organisation(1).org(), organisation(20).org(), 71)
}

#[test]
fn an_invite_comes_back_from_its_text() {
    let text = invite().to_text();
    assert!(text.starts_with(INVITE_LINK));
    assert_eq!(Invite::parse(&text), Ok(invite()));
    assert_eq!(Invite::parse(&text.to_uppercase()), Ok(invite()));
}

#[test]
fn wrapping_and_invisible_characters_do_not_matter() {
    let text = invite().to_text();
    let wrapped: String = text
        .chars()
        .enumerate()
        .flat_map(|(i, c)| [Some(c), (i % 40 == 39).then_some('\n')].into_iter().flatten())
        .collect();
    assert_eq!(Invite::parse(&format!(" \u{FEFF}\t{wrapped}\u{200B}\r\n")), Ok(invite()));
}

#[test]
fn what_is_no_invite_is_refused_by_name() {
    let expected = INVITE_LINK;
    for (text, found) in
        [("", 0), ("https://example.org", 19), ("waypost://join", 14), ("ลิงก์คำเชิญที่ไม่", 17)]
    {
        let fault = InviteFault::NotALink { found, expected };
        assert_eq!(Invite::parse(text), Err(fault));
    }
    let id = format!("{INVITE_LINK}{}", organisation(1).org());
    let prefix = TextFault::Prefix { found: "wp".into(), expected: "wpjoin" };
    assert_eq!(Invite::parse(&id), Err(InviteFault::Text(prefix)));
    let flood = "a".repeat(1_000_000);
    assert!(matches!(Invite::parse(&flood), Err(InviteFault::TooLong { .. })));
}

#[test]
fn the_longest_invite_has_a_text() {
    let long = |n: usize| vec![format!("/{}", "a".repeat(199)); n];
    let fits = changed(|t| t.addresses = long(2)).unwrap();
    assert_eq!(Invite::parse(&fits.to_text()), Ok(fits));
    let too_long = changed(|t| t.addresses = long(3));
    assert!(matches!(too_long, Err(InviteFault::TooLong { expected_max: 600, .. })));
    let many = changed(|t| t.addresses = vec!["/a".into(); INVITE_ADDRESSES_MAX + 1]);
    assert!(matches!(many, Err(InviteFault::Detail(_))));
}

#[test]
fn an_invite_ends_after_one_day() {
    let end = NOON.plus(INVITE_SECONDS);
    assert_eq!(invite().check(end), Ok(()));
    let now = end.plus(1);
    assert_eq!(invite().check(now), Err(InviteFault::Expired { found: end, now }));
    let (found, expected_max) = (TODAY, TODAY.minus(1));
    let early = Time(u64::from(TODAY.minus(3).0) * DAY_SECONDS);
    assert_eq!(invite().check(early), Err(InviteFault::NotYet { found, expected_max }));
    let life = changed(|t| t.expires = NOON.plus(2 * DAY_SECONDS));
    assert!(matches!(life, Err(InviteFault::Lifetime { .. })));
}

#[test]
fn an_unknown_version_or_an_unsound_node_key_is_refused() {
    let fault = InviteFault::Version { found: 2, expected: 1 };
    assert_eq!(changed(|t| t.version = 2), Err(fault));
    let weak = changed(|t| t.node_key = NodeId::new([0; 32]));
    assert_eq!(weak, Err(InviteFault::Key(KeyFault::Torsion)));
}

#[test]
fn both_sides_see_the_same_number_and_hold_the_same_thread() {
    let [inviter, joiner] = root();
    assert_eq!(inviter.safety_number(), joiner.safety_number());
    assert_eq!(inviter.thread_id(), joiner.thread_id());
    let shown = inviter.safety_number().to_string();
    let groups: Vec<&str> = shown.split(' ').collect();
    assert_eq!(groups.len(), 6);
    assert!(groups.iter().all(|g| g.len() == 5 && g.bytes().all(|b| b.is_ascii_digit())));
}

#[test]
fn the_safety_number_changes_with_any_input() {
    let (a, b, c) = (organisation(1).org(), organisation(20).org(), organisation(30).org());
    let number = |[root, _]: [PairRoot; 2]| root.safety_number();
    let all: [SafetyNumber; 6] = [
        number(roots(1, a, b, 71)),
        number(roots(2, a, b, 71)),
        number(roots(1, c, b, 71)),
        number(roots(1, a, c, 71)),
        number(roots(1, b, a, 71)),
        number(roots(1, a, b, 72)),
    ];
    for (i, one) in all.iter().enumerate() {
        assert!(all[i + 1..].iter().all(|other| other != one), "{i}");
    }
}

#[test]
fn a_second_writing_of_one_key_changes_the_safety_number() {
    // The highest bit of an X25519 key is ignored (RFC 7748 section 5): the same shared secret.
    let secret = secret(1);
    let (inviter, joiner) = (organisation(1).org(), organisation(20).org());
    let pair = Pair { secret: &secret, inviter, joiner };
    let mut other = opening(71).prekey();
    let number = |key: &Prekey| {
        let root = PairRoot::agree(&pair, Side::Inviter, &opening(70), key);
        root.unwrap().safety_number()
    };
    let honest = number(&other);
    other.0[31] ^= 0x80;
    assert_ne!(number(&other), honest);
}

#[test]
fn a_pair_key_of_small_order_is_refused() {
    let secret = secret(1);
    let (inviter, joiner) = (organisation(1).org(), organisation(20).org());
    let pair = Pair { secret: &secret, inviter, joiner };
    let refused = PairRoot::agree(&pair, Side::Inviter, &opening(70), &Prekey([0; 32]));
    assert_eq!(refused.unwrap_err(), KeyFault::Torsion);
}

#[test]
fn what_one_side_sends_the_other_receives_and_nothing_is_reflected() {
    let [inviter, joiner] = root();
    let ours: Chains = inviter.chains(Side::Inviter, TODAY);
    let theirs: Chains = joiner.chains(Side::Joiner, TODAY);
    assert_eq!(ours.sending, theirs.receiving);
    assert_eq!(ours.receiving, theirs.sending);
    assert_ne!(ours.sending, ours.receiving);
    assert_eq!(ours.sending.day(), TODAY.minus(2));
}

#[test]
fn a_joiner_is_heard_with_the_invite_alone() {
    let copy = Invite::parse(&invite().to_text()).unwrap();
    let keys = |invite: &Invite| invite.join_chain().keys(TODAY).unwrap();
    let bytes = frame(b"join", PrekeyHint([1; 8]), &keys(&copy), &mut chance(3)).unwrap();
    let arrived = Frame::parse(&bytes, TODAY).unwrap();
    let opened = arrived.unframe(&keys(&invite()));
    assert_eq!(opened, Ok((PrekeyHint([1; 8]), b"join".to_vec())));
    let other = Invite::new(terms(), secret(0xA6)).unwrap();
    assert!(!arrived.recognise(&keys(&other)));
}

#[test]
fn secrets_say_nothing_of_themselves() {
    assert_eq!(format!("{:?}", secret(0xA5)), "InviteSecret(secret)");
    assert!(format!("{:?}", invite()).ends_with("secret: InviteSecret(secret) }"));
    let [root, _] = root();
    let ids = (organisation(1).org(), organisation(20).org());
    assert_eq!(format!("{root:?}"), format!("PairRoot({}, {}, secret)", ids.0, ids.1));
    let chains = format!("{:?}", root.chains(Side::Inviter, Day(2)));
    assert_eq!(
        chains,
        "Chains { sending: Chain(Day(0), secret), receiving: Chain(Day(0), secret) }"
    );
}

proptest! {
    #[test]
    fn one_wrong_character_is_noticed(place in any::<prop::sample::Index>(), letter in "[02-9ac-hj-np-z]") {
        let mut text = invite().to_text().to_string();
        let place = INVITE_LINK.len() + place.index(text.len() - INVITE_LINK.len());
        prop_assume!(text[place..=place] != letter);
        text.replace_range(place..=place, &letter);
        prop_assert!(Invite::parse(&text).is_err());
    }

    #[test]
    fn an_invite_cut_short_is_noticed(cut in any::<prop::sample::Index>()) {
        let text = invite().to_text();
        prop_assert!(Invite::parse(&text[..cut.index(text.len())]).is_err());
    }

    #[test]
    fn any_text_is_read_or_refused_without_panic(text in ".{0,400}", linked in any::<bool>()) {
        let text = if linked { format!("{INVITE_LINK}{text}") } else { text };
        prop_assert!(Invite::parse(&text).is_err());
    }
}
