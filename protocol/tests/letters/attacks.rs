//! Each attack, and the name of its refusal.

use minicbor::Encoder;
use waypost_protocol::codes::Section;
use waypost_protocol::error::{CborFault, FieldFault, KeyFault, LetterFault, OpenFault, SealFault};
use waypost_protocol::ids::{ConversationId, Day, HeaderHash};
use waypost_protocol::keys::{OpeningKey, Signature};
use waypost_protocol::letter::{Header, LETTER_DOMAIN, LetterKind, SUITE, SenderKey, VERSION};
use waypost_protocol::seal::{Expect, Origin, SEALED_BYTES_MAX, seal, unseal};

use crate::cast::{
    Forgery, Item, TODAY, addressee, age_to, author, cast, chance, of_clinic, referral,
    refused_to_seal, sealed, text,
};

#[test]
fn a_letter_sealed_again_to_a_third_is_refused_there() {
    let (shelter, clinic, embassy) = cast();
    let letter = sealed(&referral(), &shelter, &clinic).letter;
    let forwarded = age_to(&embassy, letter.as_bytes());
    assert_eq!(
        embassy.open(&forwarded, &shelter).unwrap_err(),
        OpenFault::Recipient { found: clinic.id, expected: embassy.id }
    );
}

#[test]
fn a_letter_sealed_again_to_another_prekey_of_ours_is_refused() {
    let (shelter, mut clinic, _) = cast();
    let letter = sealed(&referral(), &shelter, &clinic).letter;
    let before = clinic.opening.prekey().hash();
    clinic.opening = OpeningKey::from_bytes(&[77; 32]);
    let resealed = age_to(&clinic, letter.as_bytes());
    assert_eq!(
        clinic.open(&resealed, &shelter).unwrap_err(),
        OpenFault::Prekey { found: before, expected: clinic.opening.prekey().hash() }
    );
}

#[test]
fn a_letter_framed_by_another_partner_is_refused() {
    let (shelter, clinic, embassy) = cast();
    let sealed = sealed(&referral(), &shelter, &clinic);
    assert_eq!(
        clinic.open(&sealed.bytes, &embassy).unwrap_err(),
        OpenFault::Sender { found: shelter.id, expected: embassy.id }
    );
}

#[test]
fn our_own_letter_sent_back_is_refused() {
    let (shelter, clinic, _) = cast();
    let letter = sealed(&referral(), &shelter, &clinic).letter;
    let reflected = age_to(&shelter, letter.as_bytes());
    assert_eq!(
        shelter.open(&reflected, &clinic).unwrap_err(),
        OpenFault::Sender { found: shelter.id, expected: clinic.id }
    );
}

#[test]
fn a_replaced_signature_is_refused() {
    let (shelter, clinic, embassy) = cast();
    let letter = sealed(&referral(), &shelter, &clinic).letter;
    let replaced = Forgery::of(letter.as_bytes()).signed(&embassy);
    assert_eq!(
        clinic.open(&age_to(&clinic, &replaced), &shelter).unwrap_err(),
        OpenFault::Letter(LetterFault::Key(KeyFault::BadSignature { domain: LETTER_DOMAIN }))
    );
}

#[test]
fn a_stripped_signature_is_refused() {
    let (shelter, clinic, _) = cast();
    let letter = sealed(&referral(), &shelter, &clinic).letter;
    for length in [0, 63, 65] {
        let mut stripped = Forgery::of(letter.as_bytes());
        stripped.signature = vec![0; length];
        let fault = clinic.open(&age_to(&clinic, &stripped.bytes()), &shelter).unwrap_err();
        assert!(
            matches!(&fault, OpenFault::Letter(LetterFault::Cbor(CborFault::Malformed { .. }))),
            "{fault}"
        );
    }
}

#[test]
fn a_signature_made_for_another_purpose_is_refused() {
    let (shelter, clinic, _) = cast();
    let letter = sealed(&referral(), &shelter, &clinic).letter;
    let mut forged = Forgery::of(letter.as_bytes());
    let Signature(other) = shelter.signing.sign("waypost/card/v1", &forged.header);
    forged.signature = other.to_vec();
    assert!(clinic.open(&age_to(&clinic, &forged.bytes()), &shelter).is_err());
}

#[test]
fn a_sender_key_that_the_key_log_does_not_give_is_refused() {
    let (shelter, clinic, embassy) = cast();
    let sealed = sealed(&referral(), &shelter, &clinic);
    let unsealed = unseal(&sealed.bytes, &clinic.opening, &clinic.expects(&shelter)).unwrap();
    let other = embassy.signing.verifying_key();
    assert_eq!(
        unsealed.verify(&other).unwrap_err(),
        OpenFault::Letter(LetterFault::SenderKey {
            found: SenderKey::from(&shelter.signing.verifying_key()),
            expected: SenderKey::from(&other)
        })
    );
}

#[test]
fn a_thief_of_the_opening_key_cannot_write_as_the_partner() {
    let (shelter, clinic, _) = cast();
    let letter = sealed(&referral(), &shelter, &clinic).letter;
    let forged = Forgery::of(letter.as_bytes()).header(&clinic, |h| h.seq = 0);
    assert!(matches!(
        clinic.open(&age_to(&clinic, &forged), &shelter).unwrap_err(),
        OpenFault::Letter(LetterFault::Key(KeyFault::BadSignature { .. }))
    ));
}

#[test]
fn a_changed_shown_value_breaks_the_body_root() {
    let (shelter, clinic, _) = cast();
    let letter = sealed(&referral(), &shelter, &clinic).letter;
    let mut forged = Forgery::of(letter.as_bytes());
    let at = forged.items.windows(6).position(|w| w == b"urgent").unwrap();
    forged.items[at..at + 6].copy_from_slice(b"normal");
    assert!(matches!(
        clinic.open(&age_to(&clinic, &forged.bytes()), &shelter).unwrap_err(),
        OpenFault::Letter(LetterFault::BodyRoot { .. })
    ));
}

#[test]
fn a_changed_hidden_leaf_breaks_the_body_root() {
    let (shelter, clinic, _) = cast();
    let letter = sealed(&referral(), &shelter, &clinic).letter;
    let mut forged = Forgery::of(letter.as_bytes());
    *forged.items.last_mut().unwrap() ^= 1;
    assert!(matches!(
        clinic.open(&age_to(&clinic, &forged.bytes()), &shelter).unwrap_err(),
        OpenFault::Letter(LetterFault::BodyRoot { .. })
    ));
}

#[test]
fn a_letter_moved_to_another_conversation_is_refused() {
    let (shelter, clinic, _) = cast();
    let letter = sealed(&referral(), &shelter, &clinic).letter;
    let mut forged = Forgery::of(letter.as_bytes());
    let mut header = Header::decode(&forged.header).unwrap();
    header.conversation = ConversationId::new([0; 16]);
    forged.header = header.encode();
    assert!(matches!(
        clinic.open(&age_to(&clinic, &forged.bytes()), &shelter).unwrap_err(),
        OpenFault::Letter(LetterFault::Key(KeyFault::BadSignature { .. }))
    ));
}

#[test]
fn a_downgrade_is_refused() {
    let (shelter, clinic, _) = cast();
    let sealed = sealed(&referral(), &shelter, &clinic);
    let expect = Expect { min_suite: 2, ..clinic.expects(&shelter) };
    assert_eq!(
        unseal(&sealed.bytes, &clinic.opening, &expect).err().unwrap(),
        OpenFault::SuiteTooLow { found: 1, expected_min: 2 }
    );
}

#[test]
fn an_unknown_version_suite_or_kind_is_refused_by_its_number() {
    let refused = |number: [u8; 3]| {
        let (shelter, clinic, _) = cast();
        let letter = sealed(&referral(), &shelter, &clinic).letter;
        let mut forged = Forgery::of(letter.as_bytes());
        for (i, n) in number.into_iter().enumerate() {
            forged.header[2 + 2 * i] = n;
        }
        let bytes = forged.signed(&shelter);
        match clinic.open(&age_to(&clinic, &bytes), &shelter).unwrap_err() {
            OpenFault::Letter(fault) => fault,
            other => panic!("{other}"),
        }
    };
    assert_eq!(refused([2, 1, 1]), LetterFault::UnknownVersion { found: 2, expected: VERSION });
    assert_eq!(refused([1, 3, 1]), LetterFault::UnknownSuite { found: 3, expected: SUITE });
    assert_eq!(refused([1, 1, 0]), LetterFault::UnknownKind { found: 0 });
    assert_eq!(refused([1, 1, 16]), LetterFault::UnknownKind { found: 16 });
}

#[test]
fn a_newer_version_is_named_even_if_the_rest_has_another_shape() {
    let (shelter, clinic, _) = cast();
    let mut bytes = Vec::new();
    let mut e = Encoder::new(&mut bytes);
    e.array(2).unwrap().bytes(&[0xa1, 0x00, 0x02]).unwrap();
    e.str("of tomorrow").unwrap();
    assert_eq!(
        clinic.open(&age_to(&clinic, &bytes), &shelter).unwrap_err(),
        OpenFault::Letter(LetterFault::UnknownVersion { found: 2, expected: 1 })
    );
}

#[test]
fn a_join_comes_only_by_invite_and_nothing_else_does() {
    let (shelter, clinic, _) = cast();
    let mut draft = referral();
    let by_invite = Expect { origin: Origin::Invite, ..clinic.expects(&shelter) };
    let sealed_referral = sealed(&draft, &shelter, &clinic);
    assert_eq!(
        unseal(&sealed_referral.bytes, &clinic.opening, &by_invite).err().unwrap(),
        OpenFault::KindForOrigin { found: LetterKind::Referral }
    );
    draft.kind = LetterKind::Join;
    let join = sealed(&draft, &shelter, &clinic);
    assert!(unseal(&join.bytes, &clinic.opening, &by_invite).is_ok());
    assert_eq!(
        clinic.open(&join.bytes, &shelter).unwrap_err(),
        OpenFault::KindForOrigin { found: LetterKind::Join }
    );
}

#[test]
fn clocks_may_differ_by_two_days_and_no_more() {
    let on = |days| of_clinic(|h| h.day = TODAY.plus(days));
    assert!(on(2).is_ok());
    assert_eq!(
        on(3).unwrap_err(),
        OpenFault::DayAhead { found: TODAY.plus(3), expected_max: TODAY.plus(2) }
    );
}

#[test]
fn a_letter_is_opened_on_its_last_day_and_not_after() {
    let until = |day: Day| {
        of_clinic(|h| {
            h.day = TODAY.minus(9);
            h.expires_day = day;
        })
    };
    assert!(until(TODAY).is_ok());
    assert_eq!(
        until(TODAY.minus(1)).unwrap_err(),
        OpenFault::Expired { found: TODAY.minus(1), expected_min: TODAY }
    );
}

#[test]
fn only_the_first_letter_has_no_previous() {
    assert_eq!(
        of_clinic(|h| h.seq = 1).unwrap_err(),
        OpenFault::Letter(LetterFault::Chain { seq: 1, found_prev: false })
    );
    assert_eq!(
        of_clinic(|h| h.prev = Some(HeaderHash::new([1; 32]))).unwrap_err(),
        OpenFault::Letter(LetterFault::Chain { seq: 0, found_prev: true })
    );
}

#[test]
fn a_letter_that_expires_before_it_is_written_is_refused() {
    assert!(matches!(
        of_clinic(|h| h.expires_day = h.day.minus(1)).unwrap_err(),
        OpenFault::Letter(LetterFault::ExpiresEarly { .. })
    ));
}

#[test]
fn a_body_that_is_not_a_power_of_two_is_refused() {
    let (shelter, clinic, _) = cast();
    let letter = sealed(&referral(), &shelter, &clinic).letter;
    for count in [0, 3, 1024] {
        let items: Vec<Item> = (0..count).map(|_| Item::Hidden([1; 32])).collect();
        let bytes = Forgery::of(letter.as_bytes()).with_items(&shelter, &items);
        assert_eq!(
            clinic.open(&age_to(&clinic, &bytes), &shelter).unwrap_err(),
            OpenFault::Letter(LetterFault::LeafCount { found: count, expected_max: 512 })
        );
    }
}

#[test]
fn an_unknown_section_is_refused_by_its_number() {
    let (shelter, clinic, _) = cast();
    let letter = sealed(&referral(), &shelter, &clinic).letter;
    let items = [Item::Shown([0; 16], 9, "urgency", "urgent")];
    let bytes = Forgery::of(letter.as_bytes()).with_items(&shelter, &items);
    let fault = clinic.open(&age_to(&clinic, &bytes), &shelter).unwrap_err();
    assert!(fault.to_string().contains("section: found 9"), "{fault}");
}

#[test]
fn a_key_with_odd_characters_is_refused_though_committed_to() {
    let (shelter, clinic, _) = cast();
    let letter = sealed(&referral(), &shelter, &clinic).letter;
    let items = [Item::Shown([0; 16], 0, "a name here", "x")];
    let bytes = Forgery::of(letter.as_bytes()).with_items(&shelter, &items);
    let fault = clinic.open(&age_to(&clinic, &bytes), &shelter).unwrap_err();
    assert!(matches!(fault, OpenFault::Letter(LetterFault::Field(FieldFault::Key { .. }))));
}

#[test]
fn a_longer_key_log_tail_than_allowed_is_refused() {
    for tail in [vec![vec![0; 8]; 17], vec![vec![0; 513]]] {
        let mut draft = referral();
        draft.key_log_tail = tail;
        assert!(matches!(
            refused_to_seal(&draft),
            SealFault::Draft(LetterFault::KeyLogTail { .. })
        ));
    }
}

#[test]
fn a_body_too_long_for_any_frame_is_not_sealed() {
    let mut draft = referral();
    draft.fields = (0..70)
        .map(|i| text(Section::Needs, &format!("note.{i}"), &"x".repeat(16 * 1024)))
        .collect();
    assert!(matches!(
        refused_to_seal(&draft),
        SealFault::Draft(LetterFault::Cbor(CborFault::TooLong { .. }))
    ));
}

#[test]
fn the_longest_letter_fits_its_seal() {
    let (shelter, clinic, _) = cast();
    let mut draft = referral();
    draft.fields = (0..63)
        .map(|i| text(Section::Needs, &format!("note.{i}"), &"x".repeat(16 * 1024)))
        .collect();
    draft.fields.push(text(Section::Needs, "note.63", &"x".repeat(4_000)));
    let sealed = sealed(&draft, &shelter, &clinic);
    assert!(sealed.letter.as_bytes().len() > 1_037_000);
    assert!(sealed.bytes.len() <= SEALED_BYTES_MAX);
    clinic.open(&sealed.bytes, &shelter).unwrap();
}

/// A partner's prekey that a carrier swapped for its own: the partner cannot open what was sealed to
/// it, and the carrier cannot pass it on.
#[test]
fn a_replaced_prekey_gives_the_partner_nothing_it_would_accept() {
    let (shelter, clinic, carrier) = cast();
    let prekey = carrier.opening.prekey();
    let sealed =
        seal(&referral(), author(&shelter), addressee(&clinic, &prekey), &mut chance()).unwrap();
    assert_eq!(clinic.open(&sealed.bytes, &shelter).unwrap_err(), OpenFault::OtherPrekey);
    let passed_on = age_to(&clinic, sealed.letter.as_bytes());
    assert_eq!(
        clinic.open(&passed_on, &shelter).unwrap_err(),
        OpenFault::Prekey { found: prekey.hash(), expected: clinic.opening.prekey().hash() }
    );
}
