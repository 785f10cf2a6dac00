//! Claims about letters and seals: what travels, what is refused, and by which name.

use minicbor::Encoder;
use proptest::prelude::*;
use rand_chacha::ChaCha20Rng;
use rand_core::{Rng, SeedableRng};
use waypost_protocol::codes::Section;
use waypost_protocol::error::{CborFault, FieldFault, KeyFault, LetterFault, OpenFault, SealFault};
use waypost_protocol::field::{Field, Value};
use waypost_protocol::ids::{
    BodyRoot, ConversationId, Day, HeaderHash, LetterId, OrgId, PrekeyHash, SealedHash,
};
use waypost_protocol::keys::{OpeningKey, Prekey, Signature, SigningKey};
use waypost_protocol::letter::{
    BodySeed, Checkpoint, Disclosure, Draft, HEADER_BYTES_MAX, Header, LETTER_DOMAIN, LeafHash,
    Letter, LetterKind, SUITE, SenderKey, VERSION, check_disclosure, disclose,
};
use waypost_protocol::seal::{
    Addressee, Author, Expect, Opened, Origin, SEALED_BYTES_MAX, Sealed, seal, unseal,
};

const TODAY: Day = Day(20_600);
const SECRET_NAME: &str = "Maung Marker";

/// An organisation with its keys.
struct Org {
    id: OrgId,
    signing: SigningKey,
    opening: OpeningKey,
}

impl Org {
    fn new(seed: u64) -> Self {
        let mut rng = ChaCha20Rng::seed_from_u64(seed);
        let mut id = [0; 32];
        rng.fill_bytes(&mut id);
        Self {
            id: OrgId::new(id),
            signing: SigningKey::generate(&mut rng),
            opening: OpeningKey::generate(&mut rng),
        }
    }

    fn expects(&self, partner: &Self) -> Expect {
        Expect {
            me: self.id,
            origin: Origin::Partner(partner.id),
            today: TODAY,
            min_suite: 1,
        }
    }

    fn open(&self, sealed: &[u8], from: &Self) -> Result<Opened, OpenFault> {
        unseal(sealed, &self.opening, &self.expects(from))?.verify(&from.signing.verifying_key())
    }
}

/// A border shelter, a clinic in the capital, and a third that should learn nothing.
fn cast() -> (Org, Org, Org) {
    (Org::new(1), Org::new(2), Org::new(3))
}

fn text(section: Section, key: &str, value: &str) -> Field {
    Field::new(section, key, Value::Text(value.to_owned()))
}

fn fields() -> Vec<Field> {
    vec![
        text(Section::Needs, "urgency", "urgent"),
        text(Section::Needs, "need.0.service", "medical"),
        Field::new(Section::Needs, "need.0.adults", Value::Number(1)),
        text(Section::Identity, "person.name", SECRET_NAME),
        text(Section::SafeContact, "contact.phone", "+95 000 marker"),
    ]
}

fn referral() -> Draft {
    Draft {
        kind: LetterKind::Referral,
        conversation: ConversationId::new([7; 16]),
        letter_id: LetterId::new([8; 16]),
        seq: 0,
        prev: None,
        answers: None,
        day: TODAY,
        expires_day: TODAY.plus(14),
        min_suite: 1,
        checkpoint: None,
        fields: fields(),
        shown: vec![Section::Needs],
        disclosed: Vec::new(),
        key_log_tail: Vec::new(),
    }
}

fn sealed(draft: &Draft, from: &Org, to: &Org) -> Sealed {
    let prekey = to.opening.prekey();
    seal(draft, author(from), addressee(to, &prekey), &mut chance()).unwrap()
}

fn refused_to_seal(draft: &Draft) -> SealFault {
    let (shelter, clinic, _) = cast();
    let prekey = clinic.opening.prekey();
    seal(
        draft,
        author(&shelter),
        addressee(&clinic, &prekey),
        &mut chance(),
    )
    .unwrap_err()
}

fn author(org: &Org) -> Author<'_> {
    Author {
        org: org.id,
        key: &org.signing,
    }
}

fn addressee<'a>(org: &Org, prekey: &'a Prekey) -> Addressee<'a> {
    Addressee {
        org: org.id,
        prekey,
    }
}

fn chance() -> ChaCha20Rng {
    ChaCha20Rng::seed_from_u64(42)
}

/// The letter's five items, to be changed one at a time by somebody who has the prekey, or the
/// signing key too.
struct Forgery {
    header: Vec<u8>,
    signature: Vec<u8>,
    items: Vec<u8>,
    disclosed: Vec<u8>,
    tail: Vec<u8>,
}

impl Forgery {
    fn of(letter: &[u8]) -> Self {
        let mut d = minicbor::Decoder::new(letter);
        assert_eq!(d.array().unwrap(), Some(5));
        let header = d.bytes().unwrap().to_vec();
        let signature = d.bytes().unwrap().to_vec();
        let mut next = || {
            let from = d.position();
            d.skip().unwrap();
            letter[from..d.position()].to_vec()
        };
        Self {
            header,
            signature,
            items: next(),
            disclosed: next(),
            tail: next(),
        }
    }

    fn bytes(&self) -> Vec<u8> {
        let mut out = Vec::new();
        let mut e = Encoder::new(&mut out);
        e.array(5).unwrap();
        e.bytes(&self.header).unwrap();
        e.bytes(&self.signature).unwrap();
        for raw in [&self.items, &self.disclosed, &self.tail] {
            e.writer_mut().extend_from_slice(raw);
        }
        out
    }

    /// Changes the header and signs it again, as a partner that breaks the rules could.
    fn header(mut self, by: &Org, change: impl FnOnce(&mut Header)) -> Vec<u8> {
        let mut header = Header::decode(&self.header).unwrap();
        change(&mut header);
        self.header = header.encode();
        self.signed(by)
    }

    fn signed(mut self, by: &Org) -> Vec<u8> {
        self.signature = by.signing.sign(LETTER_DOMAIN, &self.header).0.to_vec();
        self.bytes()
    }

    fn with_items(mut self, by: &Org, items: &[Item]) -> Vec<u8> {
        let (raw, root) = body(items);
        self.items = raw;
        self.header(by, |h| h.body_root = root)
    }
}

/// A second writing of the body's rules, from the specification's words.
enum Item {
    Shown([u8; 16], u8, &'static str, &'static str),
    Hidden([u8; 32]),
}

fn body(items: &[Item]) -> (Vec<u8>, BodyRoot) {
    use sha2::{Digest, Sha256};
    let mut raw = Vec::new();
    let mut e = Encoder::new(&mut raw);
    e.array(items.len() as u64).unwrap();
    let mut level: Vec<[u8; 32]> = Vec::new();
    for item in items {
        match item {
            Item::Shown(salt, section, key, value) => {
                let mut content = Vec::new();
                minicbor::encode((section, key, value), &mut content).unwrap();
                let leaf = [&[0][..], salt, &content].concat();
                level.push(Sha256::digest(leaf).into());
                e.array(4).unwrap().bytes(salt).unwrap();
                e.u8(*section)
                    .unwrap()
                    .str(key)
                    .unwrap()
                    .str(value)
                    .unwrap();
            }
            Item::Hidden(leaf) => {
                level.push(*leaf);
                e.bytes(leaf).unwrap();
            }
        }
    }
    while level.len() > 1 {
        level = level
            .chunks(2)
            .map(|pair| Sha256::digest([&[1][..], &pair.concat()].concat()).into())
            .collect();
    }
    (
        raw,
        BodyRoot::new(level.first().copied().unwrap_or_default()),
    )
}

/// Seals any bytes to a prekey with age alone, as a stranger or a partner could.
fn age_to(org: &Org, plain: &[u8]) -> Vec<u8> {
    let hrp = bech32::Hrp::parse("age").unwrap();
    let text = bech32::encode::<bech32::Bech32>(hrp, &org.opening.prekey().0).unwrap();
    let recipient: age::x25519::Recipient = text.parse().unwrap();
    age::encrypt(&recipient, plain).unwrap()
}

fn of_clinic(change: impl FnOnce(&mut Header)) -> Result<Opened, OpenFault> {
    let (shelter, clinic, _) = cast();
    let sealed = sealed(&referral(), &shelter, &clinic);
    let letter = Forgery::of(sealed.letter.as_bytes()).header(&shelter, change);
    clinic.open(&age_to(&clinic, &letter), &shelter)
}

fn contains(haystack: &[u8], needle: &[u8]) -> bool {
    haystack.windows(needle.len()).any(|w| w == needle)
}

// What travels

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
    assert_eq!(sealed.hash, SealedHash::of(&sealed.bytes));
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
    draft
        .fields
        .push(text(Section::Account, "account.3", "more"));
    let nine = sealed(&draft, &shelter, &clinic);
    let leaves = |s: &Sealed| {
        Letter::decode(s.letter.as_bytes().to_vec())
            .unwrap()
            .leaves()
            .len()
    };
    assert_eq!((leaves(&five), leaves(&eight), leaves(&nine)), (8, 8, 16));
}

#[test]
fn a_letter_without_fields_is_one_decoy() {
    let (shelter, clinic, _) = cast();
    let mut draft = referral();
    draft.kind = LetterKind::Receipt;
    draft.fields.clear();
    let opened = clinic
        .open(&sealed(&draft, &shelter, &clinic).bytes, &shelter)
        .unwrap();
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
        let sealed = seal(
            &referral(),
            author(&shelter),
            addressee(to, &prekey),
            &mut rng,
        )
        .unwrap();
        Letter::decode(sealed.letter.as_bytes().to_vec())
            .unwrap()
            .leaves()
            .to_vec()
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
        draft.checkpoint = Some(Checkpoint {
            size: u64::MAX,
            root: [3; 32],
        });
        draft.key_log_tail = vec![vec![9; 512]; 16];
        let sealed = sealed(&draft, &shelter, &clinic);
        let origin = match kind {
            LetterKind::Join => Origin::Invite,
            LetterKind::Referral
            | LetterKind::Move
            | LetterKind::Receipt
            | LetterKind::Disclosure
            | LetterKind::Card
            | LetterKind::Confirm => Origin::Partner(shelter.id),
        };
        let expect = Expect {
            origin,
            ..clinic.expects(&shelter)
        };
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

// Showing more, later

fn referral_and_disclosures() -> (Letter, Vec<Disclosure>) {
    let (shelter, clinic, _) = cast();
    let sealed = sealed(&referral(), &shelter, &clinic);
    let letter = clinic.open(&sealed.bytes, &shelter).unwrap().into_letter();
    let seed = BodySeed::from_bytes(sealed.body_seed.as_bytes());
    let shown = disclose(&seed, &fields(), &[Section::Identity, Section::SafeContact]);
    (letter, shown)
}

#[test]
fn a_disclosed_section_completes_the_referral() {
    let (shelter, clinic, _) = cast();
    let (letter, shown) = referral_and_disclosures();
    let mut draft = referral();
    draft.kind = LetterKind::Disclosure;
    draft.fields = vec![Field::new(
        Section::Needs,
        "of",
        Value::Bytes(letter.header_hash().as_bytes().to_vec()),
    )];
    draft.disclosed = shown;
    let sealed = sealed(&draft, &shelter, &clinic);
    let opened = clinic.open(&sealed.bytes, &shelter).unwrap();
    let whole = letter.reveal(opened.letter().disclosed()).unwrap();
    assert_eq!(whole, fields());
}

#[test]
fn a_field_disclosed_twice_is_taken_once() {
    let (letter, shown) = referral_and_disclosures();
    let again: Vec<Disclosure> = shown.iter().chain(&shown).cloned().collect();
    assert_eq!(letter.reveal(&again).unwrap(), fields());
}

#[test]
fn a_disclosed_value_that_was_not_committed_to_is_refused() {
    let (letter, shown) = referral_and_disclosures();
    let changes: [fn(&mut Disclosure); 5] = [
        |d| d.field.value = Value::Text("somebody else".to_owned()),
        |d| d.field.key = "person.alias".to_owned(),
        |d| d.field.section = Section::Needs,
        |d| d.salt.0[0] ^= 1,
        |d| d.index += 1,
    ];
    for change in changes {
        let mut wrong = shown[0].clone();
        change(&mut wrong);
        let index = wrong.index;
        let fault = check_disclosure(letter.leaves(), &wrong).unwrap_err();
        assert_eq!(fault, LetterFault::DisclosureMismatch { index });
        assert!(letter.reveal([&wrong]).is_err());
    }
}

#[test]
fn a_disclosure_beyond_the_leaves_is_refused() {
    let (letter, shown) = referral_and_disclosures();
    let mut wrong = shown[0].clone();
    wrong.index = 8;
    assert_eq!(
        check_disclosure(letter.leaves(), &wrong).unwrap_err(),
        LetterFault::DisclosureIndex {
            found: 8,
            expected_below: 8
        }
    );
}

#[test]
fn a_swapped_leaf_does_not_verify() {
    let (letter, shown) = referral_and_disclosures();
    let mut leaves: Vec<LeafHash> = letter.leaves().to_vec();
    leaves.swap(3, 4);
    assert_eq!(
        check_disclosure(&leaves, &shown[0]).unwrap_err(),
        LetterFault::DisclosureMismatch { index: 3 }
    );
}

#[test]
fn one_key_committed_to_twice_is_refused_when_it_is_revealed() {
    let (shelter, clinic, _) = cast();
    let second = Field::new(
        Section::Identity,
        "urgency",
        Value::Text("normal".to_owned()),
    );
    let salt = [5; 16];
    let hidden = LeafHash::of(&waypost_protocol::letter::Salt(salt), &second);
    let items = [
        Item::Shown([4; 16], 0, "urgency", "urgent"),
        Item::Hidden(hidden.0),
    ];
    let sealed = sealed(&referral(), &shelter, &clinic);
    let bytes = Forgery::of(sealed.letter.as_bytes()).with_items(&shelter, &items);
    let opened = clinic.open(&age_to(&clinic, &bytes), &shelter).unwrap();
    let disclosure = Disclosure {
        index: 1,
        salt: waypost_protocol::letter::Salt(salt),
        field: second,
    };
    assert_eq!(
        opened.letter().reveal([&disclosure]).unwrap_err(),
        LetterFault::Field(FieldFault::Twice {
            key: "urgency".to_owned()
        })
    );
}

#[test]
fn disclosures_out_of_order_are_refused() {
    let (_, mut shown) = referral_and_disclosures();
    shown.reverse();
    let mut draft = referral();
    draft.kind = LetterKind::Disclosure;
    draft.disclosed = shown;
    assert_eq!(
        refused_to_seal(&draft),
        SealFault::Draft(LetterFault::DisclosureOrder { found: 3 })
    );
}

#[test]
fn disclosures_in_any_other_kind_are_refused() {
    let (shelter, clinic, _) = cast();
    let (_, shown) = referral_and_disclosures();
    let mut draft = referral();
    draft.disclosed = shown;
    let expected = LetterFault::DisclosedInKind {
        found: LetterKind::Referral,
    };
    assert_eq!(refused_to_seal(&draft), SealFault::Draft(expected.clone()));

    draft.kind = LetterKind::Disclosure;
    let sealed = sealed(&draft, &shelter, &clinic);
    let bytes =
        Forgery::of(sealed.letter.as_bytes()).header(&shelter, |h| h.kind = LetterKind::Referral);
    assert_eq!(
        clinic.open(&age_to(&clinic, &bytes), &shelter).unwrap_err(),
        OpenFault::Letter(expected)
    );
}

// Attacks

#[test]
fn a_letter_sealed_again_to_a_third_is_refused_there() {
    let (shelter, clinic, embassy) = cast();
    let letter = sealed(&referral(), &shelter, &clinic).letter;
    let forwarded = age_to(&embassy, letter.as_bytes());
    assert_eq!(
        embassy.open(&forwarded, &shelter).unwrap_err(),
        OpenFault::Recipient {
            found: clinic.id,
            expected: embassy.id
        }
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
        OpenFault::Prekey {
            found: before,
            expected: clinic.opening.prekey().hash()
        }
    );
}

#[test]
fn a_letter_framed_by_another_partner_is_refused() {
    let (shelter, clinic, embassy) = cast();
    let sealed = sealed(&referral(), &shelter, &clinic);
    assert_eq!(
        clinic.open(&sealed.bytes, &embassy).unwrap_err(),
        OpenFault::Sender {
            found: shelter.id,
            expected: embassy.id
        }
    );
}

#[test]
fn our_own_letter_sent_back_is_refused() {
    let (shelter, clinic, _) = cast();
    let letter = sealed(&referral(), &shelter, &clinic).letter;
    let reflected = age_to(&shelter, letter.as_bytes());
    assert_eq!(
        shelter.open(&reflected, &clinic).unwrap_err(),
        OpenFault::Sender {
            found: shelter.id,
            expected: clinic.id
        }
    );
}

#[test]
fn a_replaced_signature_is_refused() {
    let (shelter, clinic, embassy) = cast();
    let letter = sealed(&referral(), &shelter, &clinic).letter;
    let replaced = Forgery::of(letter.as_bytes()).signed(&embassy);
    assert_eq!(
        clinic
            .open(&age_to(&clinic, &replaced), &shelter)
            .unwrap_err(),
        OpenFault::Letter(LetterFault::Key(KeyFault::BadSignature {
            domain: LETTER_DOMAIN
        }))
    );
}

#[test]
fn a_stripped_signature_is_refused() {
    let (shelter, clinic, _) = cast();
    let letter = sealed(&referral(), &shelter, &clinic).letter;
    for length in [0, 63, 65] {
        let mut stripped = Forgery::of(letter.as_bytes());
        stripped.signature = vec![0; length];
        let fault = clinic
            .open(&age_to(&clinic, &stripped.bytes()), &shelter)
            .unwrap_err();
        assert!(
            matches!(
                &fault,
                OpenFault::Letter(LetterFault::Cbor(CborFault::Malformed { .. }))
            ),
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
    assert!(
        clinic
            .open(&age_to(&clinic, &forged.bytes()), &shelter)
            .is_err()
    );
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
        clinic
            .open(&age_to(&clinic, &forged), &shelter)
            .unwrap_err(),
        OpenFault::Letter(LetterFault::Key(KeyFault::BadSignature { .. }))
    ));
}

#[test]
fn a_changed_shown_value_breaks_the_body_root() {
    let (shelter, clinic, _) = cast();
    let letter = sealed(&referral(), &shelter, &clinic).letter;
    let mut forged = Forgery::of(letter.as_bytes());
    let at = forged
        .items
        .windows(6)
        .position(|w| w == b"urgent")
        .unwrap();
    forged.items[at..at + 6].copy_from_slice(b"normal");
    assert!(matches!(
        clinic
            .open(&age_to(&clinic, &forged.bytes()), &shelter)
            .unwrap_err(),
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
        clinic
            .open(&age_to(&clinic, &forged.bytes()), &shelter)
            .unwrap_err(),
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
        clinic
            .open(&age_to(&clinic, &forged.bytes()), &shelter)
            .unwrap_err(),
        OpenFault::Letter(LetterFault::Key(KeyFault::BadSignature { .. }))
    ));
}

#[test]
fn a_downgrade_is_refused() {
    let (shelter, clinic, _) = cast();
    let sealed = sealed(&referral(), &shelter, &clinic);
    let expect = Expect {
        min_suite: 2,
        ..clinic.expects(&shelter)
    };
    assert_eq!(
        unseal(&sealed.bytes, &clinic.opening, &expect)
            .err()
            .unwrap(),
        OpenFault::SuiteTooLow {
            found: 1,
            expected_min: 2
        }
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
    assert_eq!(
        refused([2, 1, 1]),
        LetterFault::UnknownVersion {
            found: 2,
            expected: VERSION
        }
    );
    assert_eq!(
        refused([1, 3, 1]),
        LetterFault::UnknownSuite {
            found: 3,
            expected: SUITE
        }
    );
    assert_eq!(refused([1, 1, 0]), LetterFault::UnknownKind { found: 0 });
    assert_eq!(refused([1, 1, 8]), LetterFault::UnknownKind { found: 8 });
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
        OpenFault::Letter(LetterFault::UnknownVersion {
            found: 2,
            expected: 1
        })
    );
}

#[test]
fn a_join_comes_only_by_invite_and_nothing_else_does() {
    let (shelter, clinic, _) = cast();
    let mut draft = referral();
    let by_invite = Expect {
        origin: Origin::Invite,
        ..clinic.expects(&shelter)
    };
    let sealed_referral = sealed(&draft, &shelter, &clinic);
    assert_eq!(
        unseal(&sealed_referral.bytes, &clinic.opening, &by_invite)
            .err()
            .unwrap(),
        OpenFault::KindForOrigin {
            found: LetterKind::Referral
        }
    );
    draft.kind = LetterKind::Join;
    let join = sealed(&draft, &shelter, &clinic);
    assert!(unseal(&join.bytes, &clinic.opening, &by_invite).is_ok());
    assert_eq!(
        clinic.open(&join.bytes, &shelter).unwrap_err(),
        OpenFault::KindForOrigin {
            found: LetterKind::Join
        }
    );
}

#[test]
fn clocks_may_differ_by_two_days_and_no_more() {
    let on = |days| of_clinic(|h| h.day = TODAY.plus(days));
    assert!(on(2).is_ok());
    assert_eq!(
        on(3).unwrap_err(),
        OpenFault::DayAhead {
            found: TODAY.plus(3),
            expected_max: TODAY.plus(2)
        }
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
        OpenFault::Expired {
            found: TODAY.minus(1),
            expected_min: TODAY
        }
    );
}

#[test]
fn only_the_first_letter_has_no_previous() {
    assert_eq!(
        of_clinic(|h| h.seq = 1).unwrap_err(),
        OpenFault::Letter(LetterFault::Chain {
            seq: 1,
            found_prev: false
        })
    );
    assert_eq!(
        of_clinic(|h| h.prev = Some(HeaderHash::new([1; 32]))).unwrap_err(),
        OpenFault::Letter(LetterFault::Chain {
            seq: 0,
            found_prev: true
        })
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
            OpenFault::Letter(LetterFault::LeafCount {
                found: count,
                expected_max: 512
            })
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
    assert!(matches!(
        fault,
        OpenFault::Letter(LetterFault::Field(FieldFault::Key { .. }))
    ));
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
    draft
        .fields
        .push(text(Section::Needs, "note.63", &"x".repeat(4_000)));
    let sealed = sealed(&draft, &shelter, &clinic);
    assert!(sealed.letter.as_bytes().len() > 1_037_000);
    assert!(sealed.bytes.len() <= SEALED_BYTES_MAX);
    clinic.open(&sealed.bytes, &shelter).unwrap();
}

// The seal itself

#[test]
fn another_organisation_cannot_open() {
    let (shelter, clinic, embassy) = cast();
    let sealed = sealed(&referral(), &shelter, &clinic);
    assert_eq!(
        embassy.open(&sealed.bytes, &shelter).unwrap_err(),
        OpenFault::OtherPrekey
    );
}

#[test]
fn a_damaged_or_cut_seal_is_refused() {
    let (shelter, clinic, _) = cast();
    let mut bytes = sealed(&referral(), &shelter, &clinic).bytes;
    let cut = &bytes[..bytes.len() - 1];
    assert_eq!(clinic.open(cut, &shelter).unwrap_err(), OpenFault::Damaged);
    *bytes.last_mut().unwrap() ^= 1;
    assert_eq!(
        clinic.open(&bytes, &shelter).unwrap_err(),
        OpenFault::Damaged
    );
}

#[test]
fn a_seal_longer_than_any_frame_is_not_read() {
    let (shelter, clinic, _) = cast();
    let bytes = vec![0; SEALED_BYTES_MAX + 1];
    assert_eq!(
        clinic.open(&bytes, &shelter).unwrap_err(),
        OpenFault::TooLong {
            found: SEALED_BYTES_MAX + 1,
            expected_max: SEALED_BYTES_MAX
        }
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
    assert_eq!(
        header_fault(&age_file(&long)),
        "does not end within 2048 bytes"
    );
    assert_eq!(header_fault(&age_file(&many)), "has more than 4 stanzas");
    assert_eq!(
        header_fault(&age_file(&unending)),
        "does not end within 2048 bytes"
    );
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
    for bytes in [
        &b""[..],
        b"age-encryption.org/v2\n",
        b"-----BEGIN AGE ENCRYPTED FILE-----\n",
    ] {
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
        let fault = seal(
            &referral(),
            author(&shelter),
            addressee(&clinic, &prekey),
            &mut chance(),
        );
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
    assert_ne!(one.hash, two.hash);
}

// Silence

#[test]
fn debug_and_errors_say_nothing_of_a_person() {
    let (shelter, clinic, embassy) = cast();
    let draft = referral();
    let sealed = sealed(&draft, &shelter, &clinic);
    let opened = clinic.open(&sealed.bytes, &shelter).unwrap();
    let (_, shown) = referral_and_disclosures();
    let said = format!(
        "{draft:?} {sealed:?} {opened:?} {shown:?} {:?}",
        sealed.letter
    );
    for secret in [SECRET_NAME, "marker", "urgent", "medical"] {
        assert!(!said.contains(secret), "{secret}");
    }
    assert!(said.contains("BodySeed(secret)"));
    let fault = embassy.open(&sealed.bytes, &shelter).unwrap_err();
    assert_eq!(
        fault.to_string(),
        "sealed letter: not sealed to this prekey"
    );
}

// Any bytes at all

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
        let mut bytes = sealed.bytes.clone();
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

/// A partner's prekey that a carrier swapped for its own: the partner cannot open what was sealed to
/// it, and the carrier cannot pass it on.
#[test]
fn a_replaced_prekey_gives_the_partner_nothing_it_would_accept() {
    let (shelter, clinic, carrier) = cast();
    let prekey = carrier.opening.prekey();
    let sealed = seal(
        &referral(),
        author(&shelter),
        addressee(&clinic, &prekey),
        &mut chance(),
    )
    .unwrap();
    assert_eq!(
        clinic.open(&sealed.bytes, &shelter).unwrap_err(),
        OpenFault::OtherPrekey
    );
    let passed_on = age_to(&clinic, sealed.letter.as_bytes());
    assert_eq!(
        clinic.open(&passed_on, &shelter).unwrap_err(),
        OpenFault::Prekey {
            found: prekey.hash(),
            expected: clinic.opening.prekey().hash()
        }
    );
}
