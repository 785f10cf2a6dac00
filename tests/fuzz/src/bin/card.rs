//! `card::Card::read`: a contact card, from anyone and from a partner who can sign.
#![no_main]

use waypost_fuzz::{TODAY, node, opening, organisation, target};
use waypost_protocol::card::{
    CARD_VERSION, Card, ContactCard, DisplayName, EpochPrekey, Node, Reading, SignedCard,
};
use waypost_protocol::cbor;
use waypost_protocol::codes::OrgKind;
use waypost_protocol::field;

target!(seeds: seeds(), holds: holds);

fn seeds() -> Vec<Vec<u8>> {
    let card = card();
    let signed = card.clone().sign(&organisation(1)).expect("a sound card");
    vec![cbor::encode(&card), signed.encode()]
}

/// A card has one writing. One that says anything at all is read or refused, signed or not.
fn holds(bytes: &[u8]) {
    if let Ok(signed) = SignedCard::decode(bytes) {
        assert_eq!(signed.encode(), bytes);
        read(signed);
    }
    if let Ok(card) = cbor::decode::<ContactCard>("contact card", bytes, field::BYTES_MAX)
        && let Ok(signed) = card.sign(&organisation(1))
    {
        assert_eq!(SignedCard::decode(&signed.encode()).as_ref(), Ok(&signed));
        read(signed);
    }
}

fn read(signed: SignedCard) {
    let reading = Reading {
        reader: organisation(20).org(),
        org: organisation(1).org(),
        today: TODAY,
        seen: None,
    };
    let Ok(card) = Card::read(signed.clone(), &reading) else { return };
    let again = Reading { seen: Some(&card.seen()), ..reading };
    assert_eq!(Card::read(signed, &again).as_ref(), Ok(&card), "the same card twice");
}

fn card() -> ContactCard {
    let author = organisation(1);
    ContactCard {
        version: CARD_VERSION,
        org: author.org(),
        reader: Some(organisation(20).org()),
        serial: 7,
        issued_day: TODAY,
        expires_day: TODAY.plus(30),
        key_log: author.log().encode(),
        name: DisplayName::new("River Shelter").expect("a name"),
        kind: OrgKind::Shelter,
        languages: vec!["en".into(), "zh-Hant".into()],
        nodes: vec![Node {
            certificate: author.certify(node(50), TODAY.plus(30)).expect("a sound node"),
            addresses: vec!["/ip4/192.0.2.7/tcp/4001".into()],
        }],
        mailboxes: Vec::new(),
        min_suite: 1,
        epoch_prekey: EpochPrekey { day: TODAY, key: opening(60).prekey() },
        one_time_prekeys: vec![opening(61).prekey(), opening(62).prekey()],
    }
}
