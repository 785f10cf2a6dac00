//! What travels in a letter, and what does not.

use waypost_protocol::codes::Section;
use waypost_protocol::exchange::{PIECE_BYTES, Piece};
use waypost_protocol::ids::{HeaderHash, SealedHash};
use waypost_protocol::letter::{Checkpoint, HEADER_BYTES_MAX, Letter, LetterKind};
use waypost_protocol::seal::{Expect, Origin, Sealed, seal, unseal};

use crate::cast::{
    Item, Org, SECRET_NAME, addressee, author, body, cast, chance, contains, fields, referral,
    sealed, text,
};
use crate::disclosure::referral_and_disclosures;

#[test]
fn a_partner_opens_what_was_sealed_to_it() {
    let (shelter, clinic, _) = cast();
    let sealed = sealed(&referral(), &shelter, &clinic);
    let opened = clinic.open(&sealed.bytes, &shelter).unwrap();
    let letter = opened.into_letter();
    assert_eq!(letter.fields(), &fields()[..3]);
    assert_eq!(letter.bytes(), sealed.letter.as_bytes());
    assert_eq!(letter.header_hash(), sealed.header_hash);
    assert_eq!(letter.header().recipient_prekey_hash, sealed.prekey_hash);
    assert_eq!(sealed.hash(), SealedHash::of(&sealed.bytes));
}

#[test]
fn a_kept_letter_reads_back_and_verifies() {
    let (shelter, clinic, _) = cast();
    let sealed = sealed(&referral(), &shelter, &clinic);
    let kept = Letter::decode(sealed.letter.as_bytes().to_vec()).unwrap();
    kept.verify(&shelter.signing.verifying_key()).unwrap();
    assert_eq!(HeaderHash::of(kept.header_bytes()), kept.header_hash());
}

#[test]
fn hidden_fields_are_not_in_the_letter() {
    let (shelter, clinic, _) = cast();
    let sealed = sealed(&referral(), &shelter, &clinic);
    let letter = sealed.letter.as_bytes();
    assert!(contains(letter, b"urgent"));
    for hidden in [SECRET_NAME, "marker", "person.name", "contact.phone"] {
        assert!(!contains(letter, hidden.as_bytes()), "{hidden}");
    }
    assert!(!contains(letter, sealed.body_seed.as_bytes()));
}

#[test]
fn decoys_hide_how_many_fields_are_hidden() {
    let (shelter, clinic, _) = cast();
    let mut draft = referral();
    let five = sealed(&draft, &shelter, &clinic);
    draft
        .fields
        .extend((0..3).map(|i| text(Section::Account, &format!("account.{i}"), "what was done")));
    let eight = sealed(&draft, &shelter, &clinic);
    assert_eq!(five.letter.as_bytes().len(), eight.letter.as_bytes().len());
    draft.fields.push(text(Section::Account, "account.3", "more"));
    let nine = sealed(&draft, &shelter, &clinic);
    let leaves = |s: &Sealed| Letter::decode(s.letter.as_bytes().to_vec()).unwrap().leaves().len();
    assert_eq!((leaves(&five), leaves(&eight), leaves(&nine)), (8, 8, 16));
}

#[test]
fn a_letter_without_fields_is_one_decoy() {
    let (shelter, clinic, _) = cast();
    let mut draft = referral();
    draft.kind = LetterKind::Receipt;
    draft.fields.clear();
    let opened = clinic.open(&sealed(&draft, &shelter, &clinic).bytes, &shelter).unwrap();
    assert_eq!(opened.letter().leaves().len(), 1);
    assert!(opened.letter().fields().is_empty());
}

#[test]
fn the_body_root_follows_the_specification() {
    let (shelter, clinic, _) = cast();
    let sealed = sealed(&referral(), &shelter, &clinic);
    let letter = Letter::decode(sealed.letter.as_bytes().to_vec()).unwrap();
    let hidden: Vec<Item> = letter.leaves().iter().map(|l| Item::Hidden(l.0)).collect();
    assert_eq!(body(&hidden).1, letter.header().body_root);
    let first = letter.shown().next().unwrap();
    let (_, root) = body(&[Item::Shown(first.salt.0, 0, "urgency", "urgent")]);
    assert_eq!(root.as_bytes(), &letter.leaves()[0].0);
}

#[test]
fn the_same_person_looks_unrelated_to_two_partners() {
    let (shelter, clinic, embassy) = cast();
    let mut rng = chance();
    let mut leaves = |to: &Org| {
        let prekey = to.opening.prekey();
        let sealed = seal(&referral(), author(&shelter), addressee(to, &prekey), &mut rng).unwrap();
        Letter::decode(sealed.letter.as_bytes().to_vec()).unwrap().leaves().to_vec()
    };
    let (one, other) = (leaves(&clinic), leaves(&embassy));
    assert!(one.iter().all(|leaf| !other.contains(leaf)));
}

#[test]
fn every_kind_and_every_optional_part_comes_back() {
    let (shelter, clinic, _) = cast();
    for &kind in LetterKind::ALL {
        let mut draft = referral();
        draft.kind = kind;
        draft.seq = 3;
        draft.prev = Some(HeaderHash::new([1; 32]));
        draft.answers = Some(HeaderHash::new([2; 32]));
        draft.checkpoint = Some(Checkpoint::new(u32::MAX, u64::MAX, [3; 32]));
        draft.key_log_tail = vec![vec![9; 512]; 16];
        let sealed = sealed(&draft, &shelter, &clinic);
        let origin = match kind {
            LetterKind::Join => Origin::Invite,
            LetterKind::Referral
            | LetterKind::Move
            | LetterKind::Receipt
            | LetterKind::Disclosure
            | LetterKind::Card
            | LetterKind::Confirm
            | LetterKind::Recall
            | LetterKind::Copies
            | LetterKind::Trust
            | LetterKind::Attachment
            | LetterKind::Piece
            | LetterKind::Pieces
            | LetterKind::Witness
            | LetterKind::Cosigned => Origin::Partner(shelter.id),
        };
        let expect = Expect { origin, ..clinic.expects(&shelter) };
        let unsealed = unseal(&sealed.bytes, &clinic.opening, &expect).unwrap();
        assert_eq!(unsealed.key_log_tail(), draft.key_log_tail);
        let opened = unsealed.verify(&shelter.signing.verifying_key()).unwrap();
        let header = opened.letter().header();
        assert_eq!(header.kind, kind);
        assert_eq!((header.prev, header.answers), (draft.prev, draft.answers));
        assert_eq!(header.checkpoint, draft.checkpoint);
        assert!(opened.letter().header_bytes().len() <= HEADER_BYTES_MAX);
    }
}

/// The ladder's third rung, less the frame's own bytes; an age header's length is by chance.
#[test]
fn a_full_piece_with_sixteen_rotations_fits_a_frame_of_64_kib() {
    let (shelter, clinic, _) = cast();
    let mut draft = referral();
    draft.kind = LetterKind::Piece;
    draft.seq = Piece::seq(441);
    draft.prev = Some(HeaderHash::new([1; 32]));
    draft.fields = Piece::to_fields(&vec![7; PIECE_BYTES]);
    draft.shown = vec![Section::Needs];
    // The longest body of a rotation is 128 bytes, its signature 64.
    draft.key_log_tail = vec![vec![9; 200]; 16];
    for _ in 0..64 {
        let sealed = sealed(&draft, &shelter, &clinic);
        // The age header may have 2,048 bytes; this one had fewer.
        let age = sealed.bytes.len() - sealed.letter.as_bytes().len();
        let longest = sealed.bytes.len() - age + 2048 + 16 + 16;
        assert!(longest <= 65_536 - 72, "{longest}");
    }
}

#[test]
fn debug_and_errors_say_nothing_of_a_person() {
    let (shelter, clinic, embassy) = cast();
    let draft = referral();
    let sealed = sealed(&draft, &shelter, &clinic);
    let opened = clinic.open(&sealed.bytes, &shelter).unwrap();
    let (_, shown) = referral_and_disclosures();
    let said = format!("{draft:?} {sealed:?} {opened:?} {shown:?} {:?}", sealed.letter);
    for secret in [SECRET_NAME, "marker", "urgent", "medical"] {
        assert!(!said.contains(secret), "{secret}");
    }
    assert!(said.contains("BodySeed(secret)"));
    let fault = embassy.open(&sealed.bytes, &shelter).unwrap_err();
    assert_eq!(fault.to_string(), "sealed letter: not sealed to this prekey");
}
