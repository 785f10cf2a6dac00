//! What sealing and opening cost: a 2 KiB referral with three sections shown, and a 256-byte receipt.
//!
//! `cargo bench -p waypost-protocol --bench seal` prints time, and instructions where `valgrind` is
//! installed. Instructions do not depend on the machine's mood: each figure is the difference
//! between a run of 2N and a run of N operations, divided by N, so that start-up falls out.

use std::hint::black_box;
use std::process::{Command, ExitCode, Stdio};
use std::time::Instant;

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
const OPERATIONS: [&str; 4] = [
    "seal-referral",
    "open-referral",
    "seal-receipt",
    "open-receipt",
];
const TIMED_RUNS: u32 = 2_000;
const COUNTED_RUNS: u32 = 50;

fn main() -> ExitCode {
    let args: Vec<String> = std::env::args().collect();
    if let [_, ops, name, count] = args.as_slice()
        && ops == "ops"
    {
        run(name, count.parse().expect("a count"));
        return ExitCode::SUCCESS;
    }
    let desk = Desk::new();
    for (name, draft) in [("referral", referral()), ("receipt", receipt())] {
        let sealed = desk.seal(&draft);
        let letter_bytes = sealed.letter.as_bytes().len();
        println!(
            "{name}: {letter_bytes} bytes, sealed {}",
            sealed.bytes.len()
        );
    }
    println!(
        "{:<16} {:>12} {:>16}",
        "operation", "microseconds", "instructions"
    );
    let mut total = Some(0);
    for name in OPERATIONS {
        let start = Instant::now();
        run(name, TIMED_RUNS);
        let microseconds = start.elapsed().as_secs_f64() * 1e6 / f64::from(TIMED_RUNS);
        let instructions = instructions_each(name);
        total = total.zip(instructions).map(|(sum, one)| sum + one);
        println!(
            "{name:<16} {microseconds:>12.1} {:>16}",
            figure(instructions)
        );
    }
    println!("{:<16} {:>12} {:>16}", "together", "", figure(total));
    ExitCode::SUCCESS
}

fn figure(instructions: Option<u64>) -> String {
    instructions.map_or_else(|| "no valgrind".to_owned(), |n| n.to_string())
}

/// Instructions of one operation, from two runs under callgrind.
fn instructions_each(name: &str) -> Option<u64> {
    let twice = instructions_of(name, 2 * COUNTED_RUNS)?;
    let once = instructions_of(name, COUNTED_RUNS)?;
    Some(twice.checked_sub(once)? / u64::from(COUNTED_RUNS))
}

fn instructions_of(name: &str, count: u32) -> Option<u64> {
    let run = Command::new("valgrind")
        .args(["--tool=callgrind", "--callgrind-out-file=/dev/null"])
        .arg(std::env::current_exe().ok()?)
        .args(["ops", name, &count.to_string()])
        .stdout(Stdio::null())
        .output()
        .ok()?;
    let said = String::from_utf8(run.stderr).ok()?;
    let collected = said.lines().find(|line| line.contains("Collected"))?;
    collected.split_whitespace().last()?.parse().ok()
}

fn run(name: &str, count: u32) {
    let desk = Desk::new();
    let draft = if name.ends_with("receipt") {
        receipt()
    } else {
        referral()
    };
    let sealed = desk.seal(&draft);
    for _ in 0..count {
        if name.starts_with("seal") {
            black_box(desk.seal(black_box(&draft)));
        } else {
            black_box(desk.open(black_box(&sealed)));
        }
    }
}

/// Both sides, with the keys as a node holds them.
struct Desk {
    signing: SigningKey,
    verifying: VerifyingKey,
    opening: OpeningKey,
    prekey: Prekey,
}

impl Desk {
    fn new() -> Self {
        let signing = SigningKey::from_seed(&[3; 32]);
        let opening = OpeningKey::from_bytes(&[4; 32]);
        Self {
            verifying: signing.verifying_key(),
            prekey: opening.prekey(),
            signing,
            opening,
        }
    }

    fn seal(&self, draft: &Draft) -> Sealed {
        let author = Author {
            org: FROM,
            key: &self.signing,
        };
        let addressee = Addressee {
            org: TO,
            prekey: &self.prekey,
        };
        let mut rng = ChaCha20Rng::seed_from_u64(5);
        seal(draft, author, addressee, &mut rng).expect("the draft keeps the rules")
    }

    fn open(&self, sealed: &Sealed) -> Opened {
        let expect = Expect {
            me: TO,
            origin: Origin::Partner(FROM),
            today: TODAY,
            min_suite: 1,
        };
        let unsealed = unseal(&sealed.bytes, &self.opening, &expect).expect("sealed to this key");
        unsealed
            .verify(&self.verifying)
            .expect("signed by this key")
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

/// Twelve fields in three sections, 2 KiB of content.
fn referral() -> Draft {
    let field =
        |section, key: &str, bytes: usize| Field::new(section, key, Value::Text("x".repeat(bytes)));
    let mut fields = vec![
        field(Section::Needs, "urgency", 6),
        field(Section::Needs, "language", 3),
        field(Section::Needs, "need.0.service", 7),
        field(Section::Needs, "need.0.note", 300),
        field(Section::Needs, "need.1.service", 17),
        field(Section::Needs, "need.1.note", 200),
        field(Section::Identity, "person.name", 30),
        field(Section::Identity, "person.birth_year", 4),
        field(Section::Identity, "person.citizenship", 2),
        field(Section::SafeContact, "contact.channel", 8),
        field(Section::SafeContact, "contact.value", 20),
    ];
    fields.push(field(
        Section::SafeContact,
        "contact.instructions",
        2048 - 597,
    ));
    draft(LetterKind::Referral, fields)
}

/// One field: 256 bytes of references to the letters that arrived.
fn receipt() -> Draft {
    let arrived = Field::new(Section::Needs, "arrived", Value::Bytes(vec![9; 256]));
    draft(LetterKind::Receipt, vec![arrived])
}
