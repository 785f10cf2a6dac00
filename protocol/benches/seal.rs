//! What sealing and opening cost: a 2 KiB referral with three sections shown, and a 256-byte receipt.
//! Beside them, the floor: the same bytes signed, encrypted, decrypted and verified by the plain
//! crates and nothing else.
//!
//! `cargo bench -p waypost-protocol --bench seal` prints time, and instructions where `valgrind` is
//! installed. Instructions do not depend on the machine's mood: each figure is the difference
//! between a run of 2N and a run of N operations, divided by N, so that start-up falls out.

#![allow(clippy::expect_used, clippy::panic, reason = "a measurement that fails stops")]

use std::hint::black_box;
use std::process::{Command, ExitCode};
use std::time::Instant;

use bech32::{Bech32, Hrp};
use ed25519_dalek::{Signature, Signer as _};
use rand_chacha::ChaCha20Rng;
use rand_core::SeedableRng;
use waypost_protocol::codes::Section;
use waypost_protocol::field::{Field, Value};
use waypost_protocol::ids::{ConversationId, Day, LetterId, OrgId};
use waypost_protocol::keys::{OpeningKey, Prekey, SigningKey, VerifyingKey};
use waypost_protocol::letter::{Draft, LetterKind};
use waypost_protocol::seal::{Addressee, Author, Expect, Opened, Origin, Sealed, seal, unseal};

const TODAY: Day = Day(20_600);
const FROM: OrgId = OrgId::new([1; 32]);
const TO: OrgId = OrgId::new([2; 32]);
/// As many bytes as a header with its domain.
const SIGNED_BYTES: usize = 320;
const TIMED_RUNS: u32 = 2_000;
const COUNTED_RUNS: u32 = 50;

fn main() -> ExitCode {
    let args: Vec<String> = std::env::args().collect();
    if let [_, ops, operation, letter, count] = args.as_slice()
        && ops == "ops"
    {
        run(operation, letter, count.parse().expect("a count"));
        return ExitCode::SUCCESS;
    }
    let desk = Desk::new();
    for letter in ["referral", "receipt"] {
        let sealed = desk.seal(&draft_of(letter));
        let (plain, whole) = (sealed.letter.as_bytes().len(), sealed.bytes.len());
        println!("{letter}: {plain} bytes, sealed {whole}");
    }
    print_figures("ours", ["seal", "open"]);
    print_figures("floor", ["plain-seal", "plain-open"]);
    ExitCode::SUCCESS
}

fn print_figures(whose: &str, operations: [&str; 2]) {
    let mut total = Some(0);
    for letter in ["referral", "receipt"] {
        for operation in operations {
            let start = Instant::now();
            run(operation, letter, TIMED_RUNS);
            let microseconds = start.elapsed().as_secs_f64() * 1e6 / f64::from(TIMED_RUNS);
            let instructions = instructions_each(operation, letter);
            total = total.zip(instructions).map(|(sum, one)| sum + one);
            let counted = figure(instructions);
            println!(
                "{operation:<10} {letter:<8} {microseconds:>9.1} us {counted:>12} instructions"
            );
        }
    }
    println!("{whose:<10} together {:>25} instructions", figure(total));
}

fn figure(instructions: Option<u64>) -> String {
    instructions.map_or_else(|| "no valgrind".to_owned(), |n| n.to_string())
}

/// Instructions of one operation, from two runs under callgrind.
fn instructions_each(operation: &str, letter: &str) -> Option<u64> {
    let twice = instructions_of(operation, letter, 2 * COUNTED_RUNS)?;
    let once = instructions_of(operation, letter, COUNTED_RUNS)?;
    Some(twice.checked_sub(once)? / u64::from(COUNTED_RUNS))
}

fn instructions_of(operation: &str, letter: &str, count: u32) -> Option<u64> {
    let run = Command::new("valgrind")
        .args(["--tool=callgrind", "--callgrind-out-file=/dev/null"])
        .arg(std::env::current_exe().ok()?)
        .args(["ops", operation, letter, &count.to_string()])
        .output()
        .ok()?;
    let said = String::from_utf8(run.stderr).ok()?;
    let collected = said.lines().find(|line| line.contains("Collected"))?;
    collected.split_whitespace().last()?.parse().ok()
}

fn run(operation: &str, letter: &str, count: u32) {
    let desk = Desk::new();
    let draft = draft_of(letter);
    let sealed = desk.seal(&draft);
    let plain = sealed.letter.as_bytes();
    let (signature, _) = desk.plain_seal(plain);
    for _ in 0..count {
        match operation {
            "seal" => drop(black_box(desk.seal(black_box(&draft)))),
            "open" => drop(black_box(desk.open(black_box(&sealed)))),
            "plain-seal" => drop(black_box(desk.plain_seal(black_box(plain)))),
            "plain-open" => drop(black_box(desk.plain_open(black_box(&sealed), &signature))),
            other => panic!("{other} is no operation"),
        }
    }
}

/// Both sides, with the keys as a node holds them, and as the plain crates do.
struct Desk {
    signing: SigningKey,
    verifying: VerifyingKey,
    opening: OpeningKey,
    prekey: Prekey,
    expect: Expect,
    plain_signing: ed25519_dalek::SigningKey,
    plain_identity: age::x25519::Identity,
    plain_recipient: age::x25519::Recipient,
}

impl Desk {
    fn new() -> Self {
        let signing = SigningKey::from_seed(&[3; 32]);
        let opening = OpeningKey::from_bytes(&[4; 32]);
        let prekey = opening.prekey();
        let hrp = Hrp::parse("age-secret-key-").expect("a prefix");
        let text = bech32::encode::<Bech32>(hrp, opening.to_bytes().as_ref()).expect("short");
        let plain_identity: age::x25519::Identity = text.parse().expect("32 bytes");
        Self {
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
            verifying: signing.verifying_key(),
            prekey,
            signing,
            opening,
        }
    }

    fn seal(&self, draft: &Draft) -> Sealed {
        let author = Author { org: FROM, key: &self.signing };
        let addressee = Addressee { org: TO, prekey: &self.prekey };
        let mut rng = ChaCha20Rng::seed_from_u64(5);
        seal(draft, author, addressee, &mut rng).expect("the draft keeps the rules")
    }

    fn open(&self, sealed: &Sealed) -> Opened {
        let unsealed = unseal(&sealed.bytes, &self.opening, &self.expect);
        let unsealed = unsealed.expect("sealed to this key");
        unsealed.verify(&self.verifying).expect("signed by this key")
    }

    fn plain_seal(&self, letter: &[u8]) -> (Signature, Vec<u8>) {
        let signature = self.plain_signing.sign(&letter[..SIGNED_BYTES]);
        let sealed = age::encrypt(&self.plain_recipient, letter).expect("one recipient");
        (signature, sealed)
    }

    fn plain_open(&self, sealed: &Sealed, signature: &Signature) -> Vec<u8> {
        let letter = age::decrypt(&self.plain_identity, &sealed.bytes).expect("sealed to it");
        let key = self.plain_signing.verifying_key();
        let checked = key.verify_strict(&letter[..SIGNED_BYTES], signature);
        checked.expect("signed by this key");
        letter
    }
}

fn draft_of(letter: &str) -> Draft {
    match letter {
        "referral" => referral(),
        "receipt" => receipt(),
        other => panic!("{other} is no letter"),
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
