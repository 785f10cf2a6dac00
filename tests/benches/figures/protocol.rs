//! The protocol alone: one round is a 2 KiB referral with three sections and its 256-byte receipt, each
//! sealed and framed by its author, recognised, unframed, opened and verified by its addressee. Beside
//! it the floor: the same bytes signed, encrypted, decrypted and verified by the plain crates.

use std::hint::black_box;
use std::time::{Duration, Instant};

use bech32::{Bech32, Hrp};
use ed25519_dalek::Signer as _;
use rand_chacha::ChaCha20Rng;
use rand_core::SeedableRng;
use waypost_protocol::codes::Section;
use waypost_protocol::field::{Field, Value};
use waypost_protocol::frame::{Chain, DayKeys, Frame, PrekeyHint, frame};
use waypost_protocol::ids::{ConversationId, Day, LetterId, OrgId};
use waypost_protocol::keys::{OpeningKey, Prekey, SigningKey, VerifyingKey};
use waypost_protocol::letter::{Draft, LetterKind};
use waypost_protocol::seal::{Addressee, Author, Expect, Origin, Sealed, seal, unseal};
use zeroize::Zeroizing;

use crate::measure::{instructions_each, median, show};

const TODAY: Day = Day(20_600);
const FROM: OrgId = OrgId::new([1; 32]);
const TO: OrgId = OrgId::new([2; 32]);
/// As many bytes as a header with its domain.
const SIGNED_BYTES: usize = 320;
const TIMED_ROUNDS: usize = 1_000;
const COUNTED_ROUNDS: u64 = 50;

pub(crate) fn run() {
    let pair = Pair::new();
    for (name, draft) in pair.drafts() {
        let sealed = pair.seal(draft);
        let (letter, frame) = (sealed.letter.as_bytes().len(), pair.frame(&sealed).len());
        let bytes = format!("{letter} / {} / {frame} B", sealed.bytes.len());
        show(&format!("{name}: letter, sealed, frame"), bytes, "");
    }
    trial();
    let ours = figures("ours: seal, frame, unframe, open, both letters", "ours", "target 7.5 M");
    let floor = figures("floor: plain ed25519-dalek and age, same bytes", "floor", "");
    let ratio = |ours: f64, floor: f64| format!("{:.2}", ours / floor);
    show("ours / floor, time", ratio(ours.0, floor.0), "");
    if let (Some(ours), Some(floor)) = (ours.1, floor.1) {
        show("ours / floor, instructions", ratio(ours as f64, floor as f64), "");
    }
}

/// What a frame costs that none of so many partners made: each one's keys of the day are tried.
fn trial() {
    let pair = Pair::new();
    let framed = pair.frame(&pair.seal(&pair.receipt));
    let frame = Frame::parse(&framed, TODAY).expect("a frame");
    let keys = |n: u8| Chain::new(TODAY, Zeroizing::new([n; 32])).keys(TODAY).expect("its day");
    let others: Vec<DayKeys> = (6..206).map(keys).collect();
    let times: Vec<Duration> = (0..TIMED_ROUNDS)
        .map(|_| {
            let start = Instant::now();
            assert!(!others.iter().any(|keys| black_box(&frame).recognise(keys)));
            start.elapsed()
        })
        .collect();
    let microseconds = median(times).as_secs_f64() * 1e6;
    show("one frame tried among 200 partners", format!("{microseconds:.0} us"), "target 100 us");
}

/// Prints and returns microseconds (the median) and instructions of a round.
fn figures(words: &str, what: &str, target: &str) -> (f64, Option<u64>) {
    let pair = Pair::new();
    let times: Vec<Duration> = (0..TIMED_ROUNDS)
        .map(|_| {
            let start = Instant::now();
            pair.round(what);
            start.elapsed()
        })
        .collect();
    let microseconds = median(times).as_secs_f64() * 1e6;
    show(words, format!("{microseconds:.0} us"), "");
    let instructions = instructions_each(what, COUNTED_ROUNDS);
    let counted = instructions.map(|n| format!("{:.2} M instr", n as f64 / 1e6));
    show("", counted.unwrap_or_else(|| "no valgrind".to_owned()), target);
    (microseconds, instructions)
}

/// What runs under callgrind.
pub(crate) fn rounds(what: &str, count: u64) {
    let pair = Pair::new();
    (0..count).for_each(|_| pair.round(what));
}

/// Both sides, with the keys as a node holds them, and as the plain crates do.
struct Pair {
    referral: Draft,
    receipt: Draft,
    /// The letters as signed, for the floor.
    plain: [Vec<u8>; 2],
    signing: SigningKey,
    verifying: VerifyingKey,
    opening: OpeningKey,
    prekey: Prekey,
    keys: DayKeys,
    expect: Expect,
    plain_signing: ed25519_dalek::SigningKey,
    plain_identity: age::x25519::Identity,
    plain_recipient: age::x25519::Recipient,
}

impl Pair {
    fn new() -> Self {
        let signing = SigningKey::from_seed(&[3; 32]);
        let opening = OpeningKey::from_bytes(&[4; 32]);
        let prekey = opening.prekey();
        let hrp = Hrp::parse("age-secret-key-").expect("a prefix");
        let text = bech32::encode::<Bech32>(hrp, opening.to_bytes().as_ref()).expect("short");
        let plain_identity: age::x25519::Identity = text.parse().expect("32 bytes");
        let mut pair = Self {
            referral: referral(),
            receipt: receipt(),
            plain: [Vec::new(), Vec::new()],
            plain_signing: ed25519_dalek::SigningKey::from_bytes(&signing.seed()),
            plain_recipient: plain_identity.to_public(),
            plain_identity,
            expect: Expect {
                me: TO,
                prekey: prekey.hash(),
                origin: Origin::Partner(FROM),
                today: TODAY,
                min_suite: 1,
            },
            keys: Chain::new(TODAY, Zeroizing::new([5; 32])).keys(TODAY).expect("its first day"),
            verifying: signing.verifying_key(),
            prekey,
            signing,
            opening,
        };
        pair.plain = pair.drafts().map(|(_, draft)| pair.seal(draft).letter.as_bytes().to_vec());
        pair
    }

    fn drafts(&self) -> [(&'static str, &Draft); 2] {
        [("referral", &self.referral), ("receipt", &self.receipt)]
    }

    fn round(&self, what: &str) {
        match what {
            "ours" => self.drafts().iter().for_each(|(_, draft)| self.carry(draft)),
            "floor" => self.plain.iter().for_each(|letter| self.carry_plain(letter)),
            other => panic!("{other} is no round"),
        }
    }

    fn carry(&self, draft: &Draft) {
        let framed = self.frame(&self.seal(black_box(draft)));
        let frame = Frame::parse(black_box(&framed), TODAY).expect("a frame");
        assert!(frame.recognise(&self.keys));
        let (_, sealed) = frame.unframe(&self.keys).expect("this pair's");
        let unsealed = unseal(&sealed, &self.opening, &self.expect).expect("sealed to this key");
        black_box(unsealed.verify(&self.verifying).expect("signed by this key"));
    }

    fn seal(&self, draft: &Draft) -> Sealed {
        let author = Author { org: FROM, key: &self.signing };
        let addressee = Addressee { org: TO, prekey: &self.prekey };
        let mut rng = ChaCha20Rng::seed_from_u64(5);
        seal(draft, author, addressee, &mut rng).expect("the draft keeps the rules")
    }

    fn frame(&self, sealed: &Sealed) -> Vec<u8> {
        let mut rng = ChaCha20Rng::seed_from_u64(6);
        frame(&sealed.bytes, PrekeyHint::from(sealed.prekey_hash), &self.keys, &mut rng)
            .expect("short enough")
    }

    fn carry_plain(&self, letter: &[u8]) {
        let signature = self.plain_signing.sign(&black_box(letter)[..SIGNED_BYTES]);
        let sealed = age::encrypt(&self.plain_recipient, letter).expect("one recipient");
        let opened = age::decrypt(&self.plain_identity, black_box(&sealed)).expect("sealed to it");
        let key = self.plain_signing.verifying_key();
        key.verify_strict(&opened[..SIGNED_BYTES], &signature).expect("signed by this key");
        black_box(opened);
    }
}

fn draft(kind: LetterKind, fields: Vec<Field>) -> Draft {
    Draft {
        kind,
        conversation: ConversationId::new([7; 16]),
        letter_id: LetterId::new([8; 16]),
        seq: 0,
        prev: None,
        answers: None,
        day: TODAY,
        expires_day: TODAY.plus(14),
        min_suite: 1,
        checkpoint: None,
        fields,
        shown: Section::ALL.to_vec(),
        disclosed: Vec::new(),
        key_log_tail: Vec::new(),
    }
}

/// Twenty fields in three sections, 2 KiB of content.
fn referral() -> Draft {
    let needs = [
        ("urgency", 6),
        ("language", 3),
        ("adults", 1),
        ("country", 2),
        ("need.0.service", 7),
        ("need.0.note", 350),
        ("need.1.service", 17),
        ("need.1.note", 250),
    ];
    let identity = [
        ("person.name", 30),
        ("person.birth_year", 4),
        ("person.gender", 6),
        ("person.citizenship", 2),
        ("person.languages", 11),
        ("person.document", 9),
    ];
    let safe_contact = [
        ("contact.channel", 8),
        ("contact.value", 20),
        ("contact.hours", 11),
        ("contact.code_word", 10),
        ("contact.never", 40),
        ("contact.instructions", 1002),
    ];
    let of = |section| {
        move |(key, bytes): (&str, usize)| Field::new(section, key, Value::Text("x".repeat(bytes)))
    };
    let fields = needs.into_iter().map(of(Section::Needs));
    let fields = fields.chain(identity.into_iter().map(of(Section::Identity)));
    let fields = fields.chain(safe_contact.into_iter().map(of(Section::SafeContact)));
    draft(LetterKind::Referral, fields.collect())
}

/// One field: 256 bytes of references to the letters that arrived.
fn receipt() -> Draft {
    let arrived = Field::new(Section::Needs, "arrived", Value::Bytes(vec![9; 256]));
    draft(LetterKind::Receipt, vec![arrived])
}
