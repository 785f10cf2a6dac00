//! The cast, their letters, and the tools of a forger.

use minicbor::Encoder;
use rand_chacha::ChaCha20Rng;
use rand_core::{Rng, SeedableRng};
use waypost_protocol::codes::Section;
use waypost_protocol::error::{OpenFault, SealFault};
use waypost_protocol::field::{Field, Value};
use waypost_protocol::ids::{BodyRoot, ConversationId, Day, LetterId, OrgId};
use waypost_protocol::keys::{OpeningKey, Prekey, SigningKey};
use waypost_protocol::letter::{Draft, Header, LETTER_DOMAIN, LetterKind};
use waypost_protocol::seal::{Addressee, Author, Expect, Opened, Origin, Sealed, seal, unseal};

pub(crate) const TODAY: Day = Day(20_600);
pub(crate) const SECRET_NAME: &str = "Maung Marker";

/// An organisation with its keys.
pub(crate) struct Org {
    pub(crate) id: OrgId,
    pub(crate) signing: SigningKey,
    pub(crate) opening: OpeningKey,
}

impl Org {
    pub(crate) fn new(seed: u64) -> Self {
        let mut rng = ChaCha20Rng::seed_from_u64(seed);
        let mut id = [0; 32];
        rng.fill_bytes(&mut id);
        Self {
            id: OrgId::new(id),
            signing: SigningKey::generate(&mut rng),
            opening: OpeningKey::generate(&mut rng),
        }
    }

    pub(crate) fn expects(&self, partner: &Self) -> Expect {
        Expect {
            me: self.id,
            prekey: self.opening.prekey().hash(),
            origin: Origin::Partner(partner.id),
            today: TODAY,
            min_suite: 1,
        }
    }

    pub(crate) fn open(&self, sealed: &[u8], from: &Self) -> Result<Opened, OpenFault> {
        unseal(sealed, &self.opening, &self.expects(from))?.verify(&from.signing.verifying_key())
    }
}

/// A border shelter, a clinic in the capital, and a third that should learn nothing.
pub(crate) fn cast() -> (Org, Org, Org) {
    (Org::new(1), Org::new(2), Org::new(3))
}

pub(crate) fn text(section: Section, key: &str, value: &str) -> Field {
    Field::new(section, key, Value::Text(value.to_owned()))
}

pub(crate) fn fields() -> Vec<Field> {
    vec![
        text(Section::Needs, "urgency", "urgent"),
        text(Section::Needs, "need.0.service", "medical"),
        Field::new(Section::Needs, "need.0.adults", Value::Number(1)),
        text(Section::Identity, "person.name", SECRET_NAME),
        text(Section::SafeContact, "contact.phone", "+95 000 marker"),
    ]
}

pub(crate) fn referral() -> Draft {
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

pub(crate) fn sealed(draft: &Draft, from: &Org, to: &Org) -> Sealed {
    let prekey = to.opening.prekey();
    seal(draft, author(from), addressee(to, &prekey), &mut chance()).unwrap()
}

pub(crate) fn refused_to_seal(draft: &Draft) -> SealFault {
    let (shelter, clinic, _) = cast();
    let prekey = clinic.opening.prekey();
    seal(draft, author(&shelter), addressee(&clinic, &prekey), &mut chance()).unwrap_err()
}

pub(crate) fn author(org: &Org) -> Author<'_> {
    Author { org: org.id, key: &org.signing }
}

pub(crate) fn addressee<'a>(org: &Org, prekey: &'a Prekey) -> Addressee<'a> {
    Addressee { org: org.id, prekey }
}

pub(crate) fn chance() -> ChaCha20Rng {
    ChaCha20Rng::seed_from_u64(42)
}

/// The letter's five items, to be changed one at a time by somebody who has the prekey, or the
/// signing key too.
pub(crate) struct Forgery {
    pub(crate) header: Vec<u8>,
    pub(crate) signature: Vec<u8>,
    pub(crate) items: Vec<u8>,
    pub(crate) disclosed: Vec<u8>,
    pub(crate) tail: Vec<u8>,
}

impl Forgery {
    pub(crate) fn of(letter: &[u8]) -> Self {
        let mut d = minicbor::Decoder::new(letter);
        assert_eq!(d.array().unwrap(), Some(5));
        let header = d.bytes().unwrap().to_vec();
        let signature = d.bytes().unwrap().to_vec();
        let mut next = || {
            let from = d.position();
            d.skip().unwrap();
            letter[from..d.position()].to_vec()
        };
        Self { header, signature, items: next(), disclosed: next(), tail: next() }
    }

    pub(crate) fn bytes(&self) -> Vec<u8> {
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
    pub(crate) fn header(mut self, by: &Org, change: impl FnOnce(&mut Header)) -> Vec<u8> {
        let mut header = Header::decode(&self.header).unwrap();
        change(&mut header);
        self.header = header.encode();
        self.signed(by)
    }

    pub(crate) fn signed(mut self, by: &Org) -> Vec<u8> {
        self.signature = by.signing.sign(LETTER_DOMAIN, &self.header).0.to_vec();
        self.bytes()
    }

    pub(crate) fn with_items(mut self, by: &Org, items: &[Item]) -> Vec<u8> {
        let (raw, root) = body(items);
        self.items = raw;
        self.header(by, |h| h.body_root = root)
    }
}

/// A second writing of the body's rules, from the specification's words.
pub(crate) enum Item {
    Shown([u8; 16], u8, &'static str, &'static str),
    Hidden([u8; 32]),
}

pub(crate) fn body(items: &[Item]) -> (Vec<u8>, BodyRoot) {
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
                e.u8(*section).unwrap().str(key).unwrap().str(value).unwrap();
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
    (raw, BodyRoot::new(level.first().copied().unwrap_or_default()))
}

/// Seals any bytes to a prekey with age alone, as a stranger or a partner could.
pub(crate) fn age_to(org: &Org, plain: &[u8]) -> Vec<u8> {
    let hrp = bech32::Hrp::parse("age").unwrap();
    let text = bech32::encode::<bech32::Bech32>(hrp, &org.opening.prekey().0).unwrap();
    let recipient: age::x25519::Recipient = text.parse().unwrap();
    age::encrypt(&recipient, plain).unwrap()
}

pub(crate) fn of_clinic(change: impl FnOnce(&mut Header)) -> Result<Opened, OpenFault> {
    let (shelter, clinic, _) = cast();
    let sealed = sealed(&referral(), &shelter, &clinic);
    let letter = Forgery::of(sealed.letter.as_bytes()).header(&shelter, change);
    clinic.open(&age_to(&clinic, &letter), &shelter)
}

pub(crate) fn contains(haystack: &[u8], needle: &[u8]) -> bool {
    haystack.windows(needle.len()).any(|w| w == needle)
}
