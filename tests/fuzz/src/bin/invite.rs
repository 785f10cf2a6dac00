//! `pairing::Invite::parse`: a link that was pasted, typed or scanned.
#![no_main]

use waypost_fuzz::{TODAY, node, opening, organisation, target};
use waypost_protocol::card::{DisplayName, Mailbox};
use waypost_protocol::cbor;
use waypost_protocol::ids::{DAY_SECONDS, Time};
use waypost_protocol::mailbox::{InboxKey, WriteToken};
use waypost_protocol::pairing::{
    INVITE_BYTES_MAX, INVITE_VERSION, INVITE_VERSION_MAILBOX, Invite, InviteSecret, InviteTerms,
};
use zeroize::Zeroizing;

target!(seeds: seeds(), holds: holds);

const NOON: Time = Time(TODAY.0 as u64 * DAY_SECONDS + DAY_SECONDS / 2);

fn seeds() -> Vec<Vec<u8>> {
    let terms = InviteTerms {
        version: INVITE_VERSION,
        inviter: organisation(1).org(),
        name: Some(DisplayName::new("River Shelter").expect("a name")),
        node_key: node(50),
        addresses: vec!["/ip4/192.0.2.7/tcp/4001".into()],
        pair_key: opening(70).prekey(),
        created_day: TODAY,
        expires: NOON.plus(DAY_SECONDS),
        mailbox: None,
    };
    let (node_key, inbox, token) =
        (node(51), InboxKey::from_seed(&[52; 32]).id(), WriteToken([53; 16]));
    let mailbox = Mailbox { node_key, addresses: Vec::new(), inbox, token };
    let boxed =
        InviteTerms { version: INVITE_VERSION_MAILBOX, mailbox: Some(mailbox), ..terms.clone() };
    let invite = Invite::new(terms.clone(), secret()).expect("a sound invite");
    vec![invite.to_text().as_bytes().to_vec(), cbor::encode(&terms), cbor::encode(&boxed)]
}

/// As text, and as what the text spells: a checksum keeps chance out, not an inviter.
fn holds(bytes: &[u8]) {
    let pasted = str::from_utf8(bytes).ok().and_then(|text| Invite::parse(text).ok());
    let terms = cbor::decode::<InviteTerms>("invite", bytes, INVITE_BYTES_MAX).ok();
    let spelt = terms.and_then(|terms| Invite::new(terms, secret()).ok());
    for invite in pasted.into_iter().chain(spelt) {
        assert_eq!(Invite::parse(&invite.to_text()).as_ref(), Ok(&invite));
        let _ = invite.check(NOON);
        let _ = invite.join_chain().keys(TODAY);
    }
}

fn secret() -> InviteSecret {
    InviteSecret::from_bytes(Zeroizing::new([0xA5; 32]))
}
