//! The audit log: a bundle of many handovers verified, beside the bare checks of the same signatures; appending to a
//! large log and to a small one; one entry proved.
//!
//! `WAYPOST_BENCH_HANDOVERS=100000` for more than 10,000. Each handover is a referral, its receipt, an
//! acknowledgement, its receipt, an acceptance, its receipt. The bundle is verified in a process of its own, so that
//! its peak of memory is that of the verification.

use std::fs::File;
use std::io::BufReader;
use std::path::Path;
use std::process::Command;
use std::time::{Duration, Instant};

use waypost_audit::bundle::{AuditorKey, new_identity, open, recipient_of, seal_to};
use waypost_audit::checkpoint::{Checkpoint, Origin, SignedCheckpoint};
use waypost_audit::entry::Opening;
use waypost_audit::proof::{includes, inclusion};
use waypost_audit::record::{
    ConversationKind, ConversationRecord, Head, KeyLogRecord, LEAVES_MAX, LetterRecord, Place,
    Record, Shown, Statement, may_be_shown, recipient_hash,
};
use waypost_audit::tree::{Frontier, Hash, Node, leaf_hash, stored_at};
use waypost_audit::verify::{Asked, Reading};
use waypost_protocol::card::DisplayName;
use waypost_protocol::codes::Section;
use waypost_protocol::field::{Field, Value};
use waypost_protocol::identity::{Author, NextKey};
use waypost_protocol::ids::{
    BodyRoot, ConversationId, DAY_SECONDS, Day, HeaderHash, LetterId, PrekeyHash, Time,
};
use waypost_protocol::keys::{Signature, SigningKey, VerifyingKey};
use waypost_protocol::letter::{
    BodySeed, Header, LETTER_DOMAIN, LeafHash, LetterKind, SUITE, SenderKey, VERSION, disclose,
};

use crate::measure::{cpu, median, milliseconds, show};

const TODAY: Day = Day(20_600);
const HANDOVERS: usize = 10_000;
const LETTERS_EACH: usize = 6;
/// A day's letters: one checkpoint after so many.
const LETTERS_A_DAY: usize = 600;
const LARGE: u64 = 1_000_000;
const SMALL: u64 = 1_000;
const ROUNDS: usize = 1_000;
/// Whole and bare by turns, so that what else the machine does meets both.
const TURNS: usize = 3;

pub(crate) fn run() {
    bundle();
    log();
}

fn bundle() {
    let count = std::env::var("WAYPOST_BENCH_HANDOVERS").ok().and_then(|n| n.parse().ok());
    let handovers = count.unwrap_or(HANDOVERS);
    let folder = tempfile::tempdir().expect("a folder");
    let path = folder.path().join("bundle.age");
    let key = new_identity();
    let bytes = Office::new().write(&path, &key, handovers);
    show(
        &format!("{handovers} handovers: the bundle"),
        format!("{:.1} MB", bytes as f64 / 1e6),
        "",
    );
    show("each handover, six letters", format!("{} B", bytes / handovers as u64), "");
    let identity = age_text(&key);
    let run = Command::new(std::env::current_exe().expect("this program"))
        .arg("audit-verify")
        .arg(&path)
        .env("WAYPOST_BENCH_IDENTITY", identity)
        .status();
    assert!(run.expect("it starts").success());
}

fn age_text(key: &AuditorKey) -> String {
    use age::secrecy::ExposeSecret;
    key.identity.expose_secret().to_owned()
}

/// What runs in a process of its own.
pub(crate) fn verify(path: &Path) {
    let identity = std::env::var("WAYPOST_BENCH_IDENTITY").expect("the identity");
    let before = peak_kib();
    let (mut whole, mut bare) = (Vec::new(), Vec::new());
    let (mut letters, mut peak) = (0, 0);
    for turn in 0..TURNS {
        let start = cpu();
        letters = verify_whole(path, &identity);
        whole.push(cpu().saturating_sub(start));
        if turn == 0 {
            peak = peak_kib();
        }
        bare.push(verify_bare(path, &identity));
    }
    let (whole, bare) = (median(whole), median(bare));
    let each = |time: Duration| format!("{:.1} us", time.as_secs_f64() * 1e6 / letters as f64);
    show("verified whole, a letter (processor)", each(whole), "");
    show("verify_strict alone, a letter (processor)", each(bare), "");
    let ratio = whole.as_secs_f64() / bare.as_secs_f64();
    show("whole / bare", format!("{ratio:.2}"), "target 1.3");
    let seconds = format!("{:.1} s", whole.as_secs_f64());
    show(&format!("{letters} letters, whole"), seconds, "");
    let grown = (peak - before) as f64 / 1024.0;
    show(
        "memory: the verification's peak",
        format!("{grown:.1} MiB"),
        "does not grow with the bundle",
    );
}

fn verify_whole(path: &Path, identity: &str) -> u64 {
    let records = open(BufReader::new(File::open(path).expect("it is there")), identity);
    let asked = Asked { witnesses: 1, recipient: recipient_of(identity) };
    let mut reading = Reading::begin(records.expect("it opens"), &asked).expect("it reads");
    let mut judged = 0;
    while let Some(conversation) = reading.next_conversation().expect("it reads on") {
        assert!(conversation.findings.is_empty(), "{:?}", conversation.findings);
        judged += conversation.handover.map_or(0, |handover| handover.duties.len());
    }
    let summary = reading.finish().expect("it ends");
    assert!(summary.findings.is_empty(), "{:?}", summary.findings);
    assert_eq!(judged as u64 * LETTERS_EACH as u64, 2 * summary.count.letters);
    assert_eq!(summary.opened, summary.count.letters);
    summary.count.letters
}

/// The processor time of nothing but the checks of the letters' signatures.
fn verify_bare(path: &Path, identity: &str) -> Duration {
    let records = open(BufReader::new(File::open(path).expect("it is there")), identity);
    let mut records = records.expect("it opens");
    let (mut batch, mut time) = (Vec::new(), Duration::ZERO);
    let office = Office::new();
    while let Some(record) = records.next_record().expect("it reads") {
        if let Record::Letter(letter) = record {
            let header = Header::decode(&letter.header).expect("a header");
            let author = [&office.shelter, &office.clinic]
                .into_iter()
                .find(|a| a.org() == header.sender_org);
            batch.push((*author.expect("one of the two").key(), letter.header, letter.signature));
        }
        if batch.len() == 20_000 {
            time += check_all(&batch);
            batch.clear();
        }
    }
    time + check_all(&batch)
}

fn check_all(batch: &[(VerifyingKey, Vec<u8>, Signature)]) -> Duration {
    let start = cpu();
    for (key, header, signature) in batch {
        key.verify(LETTER_DOMAIN, header, signature).expect("it is signed");
    }
    cpu().saturating_sub(start)
}

/// The most memory that this process ever had (proc(5), `status`).
fn peak_kib() -> u64 {
    let status = std::fs::read_to_string("/proc/self/status").expect("a Linux machine");
    let line = status.lines().find(|line| line.starts_with("VmHWM:")).expect("a size");
    line.split_whitespace().nth(1).and_then(|kib| kib.parse().ok()).expect("a number")
}

/// Who writes, to whom, and who saw the log.
struct Office {
    shelter: Author,
    clinic: Author,
    witness: Author,
}

impl Office {
    fn new() -> Self {
        let author = |seed: u8| {
            let next = NextKey::of(&SigningKey::from_seed(&[seed + 1; 32]).verifying_key());
            Author::found(SigningKey::from_seed(&[seed; 32]), next, TODAY).expect("two keys")
        };
        Self { shelter: author(10), clinic: author(20), witness: author(30) }
    }

    /// Writes a bundle. Returns its length.
    fn write(&self, path: &Path, key: &AuditorKey, handovers: usize) -> u64 {
        // The log has the handovers in another order than their ids, as a real one.
        let place = |n: usize| (n * 7_919) % handovers;
        let mut leaves = vec![leaf_hash(b""); handovers * LETTERS_EACH];
        for n in 0..handovers {
            for (i, letter) in self.handover(n, place(n)).iter().enumerate() {
                leaves[place(n) * LETTERS_EACH + i] = letter.leaf();
            }
        }
        let mut frontier = Frontier::empty();
        let mut points = Vec::new();
        for day in leaves.chunks(LETTERS_A_DAY) {
            day.iter().for_each(|leaf| frontier.grow(*leaf));
            points.push(self.point(frontier.size(), frontier.root()));
        }
        let statement = Statement {
            version: 1,
            org: self.shelter.org(),
            log: 1,
            from: TODAY,
            to: TODAY.plus(400),
            made: Time(u64::from(TODAY.0 + 400) * DAY_SECONDS),
            first: 0,
            last: frontier.size(),
            start: 0,
            size: frontier.size(),
            root: frontier.root(),
            recipient: recipient_hash(&key.recipient),
        };
        let mut out =
            seal_to(&key.recipient, File::create(path).expect("a file")).expect("it begins");
        let mut put = |record: Record| out.put(&record).expect("it is written");
        put(Record::Head(Head::sign(&statement, &Frontier::empty(), &self.shelter)));
        let mut others = [&self.clinic, &self.witness];
        others.sort_by_key(|author| author.org());
        for author in [&[&self.shelter], others.as_slice()].concat() {
            let name = DisplayName::new("House").expect("a name");
            put(Record::KeyLog(KeyLogRecord { log: author.log().encode(), name }));
        }
        for (day, point) in leaves.chunks(LETTERS_A_DAY).zip(&points) {
            day.chunks(LEAVES_MAX).for_each(|leaves| put(Record::Leaves(leaves.to_vec())));
            put(Record::Checkpoint(point.to_string()));
        }
        for n in 0..handovers {
            let partner = self.clinic.org();
            let kind = ConversationKind::Referral;
            put(Record::Conversation(ConversationRecord { id: id(n), partner, kind }));
            let mut letters: Vec<Made> = self.handover(n, place(n));
            letters.sort_by_key(|made| (made.header.sender_org, made.header.seq));
            letters.into_iter().for_each(|made| put(made.record()));
        }
        out.end().expect("it ends");
        std::fs::metadata(path).expect("it is there").len()
    }

    fn point(&self, size: u64, root: Hash) -> SignedCheckpoint {
        let origin = Origin { org: self.shelter.org(), log: 1 };
        let mut point = SignedCheckpoint::sign(Checkpoint { origin, size, root }, &self.shelter);
        point.add(point.cosign(&self.witness, Time(u64::from(TODAY.0 + 400) * DAY_SECONDS)));
        point
    }

    /// The six letters of a handover, in the order in which they were written.
    fn handover(&self, n: usize, place: usize) -> Vec<Made> {
        let mut talk = Talk {
            office: self,
            n,
            at: place as u64 * 60,
            index: place * LETTERS_EACH,
            letters: Vec::new(),
        };
        let text =
            |key: &str, text: &str| Field::new(Section::Needs, key, Value::Text(text.to_owned()));
        let mut referral = vec![
            text("urgency", "urgent"),
            Field::new(Section::Needs, "consent.id", Value::Bytes(vec![7; 16])),
            Field::new(
                Section::Needs,
                "consent.valid_until",
                Value::Number(u64::from(TODAY.0) + 500),
            ),
            Field::new(Section::Needs, "consent.followup_ok", Value::Flag(true)),
        ];
        for held_back in 0..20 {
            referral.push(text(&format!("need.{held_back}.service"), "shelter_emergency"));
        }
        talk.say(true, LetterKind::Referral, referral);
        talk.sign_for(false);
        talk.say(false, LetterKind::Move, vec![text("move", "acknowledge")]);
        talk.sign_for(true);
        let accept = ["line.0.answer", "line.1.answer"].map(|key| text(key, "accepted"));
        talk.say(false, LetterKind::Move, [&[text("move", "accept")], accept.as_slice()].concat());
        talk.sign_for(true);
        talk.letters
    }
}

fn id(n: usize) -> ConversationId {
    ConversationId::new((n as u128 + 1).to_be_bytes())
}

struct Talk<'a> {
    office: &'a Office,
    n: usize,
    at: u64,
    index: usize,
    letters: Vec<Made>,
}

/// A letter with its place in the log, and what is shown of it.
struct Made {
    header: Header,
    bytes: Vec<u8>,
    hash: HeaderHash,
    signature: Signature,
    place: Place,
    shown: Shown,
}

impl Talk<'_> {
    fn sign_for(&mut self, by_shelter: bool) {
        let of = self.letters.last().expect("a letter").hash;
        let of = Field::new(Section::Needs, "of", Value::Bytes(of.as_bytes().to_vec()));
        let stage = Field::new(Section::Needs, "stage", Value::Text("received".to_owned()));
        self.say(by_shelter, LetterKind::Receipt, vec![of, stage]);
    }

    fn say(&mut self, by_shelter: bool, kind: LetterKind, fields: Vec<Field>) {
        let Office { shelter, clinic, .. } = self.office;
        let (author, reader) = if by_shelter { (shelter, clinic) } else { (clinic, shelter) };
        let time = u64::from(TODAY.0) * DAY_SECONDS + self.at;
        let at = Field::new(Section::Needs, "at", Value::Number(time));
        let fields = [vec![at], fields].concat();
        let (n, place) = (self.n as u64, self.index + self.letters.len());
        let mut seed = [0; 32];
        seed[..8].copy_from_slice(&n.to_be_bytes());
        seed[8..16].copy_from_slice(&(self.letters.len() as u64).to_be_bytes());
        let all = disclose(&BodySeed::from_bytes(&seed), &fields, &[Section::Needs]);
        let mut leaves: Vec<LeafHash> =
            all.iter().map(|d| LeafHash::of(&d.salt, &d.field)).collect();
        leaves.resize(leaves.len().next_power_of_two(), LeafHash([9; 32]));
        let root = Shown::prune(&leaves, Vec::new()).hashes[0];
        let chosen = all.into_iter().filter(|shown| may_be_shown(kind, &shown.field)).collect();
        let mine = |made: &&Made| made.header.sender_org == author.org();
        let last = |own: bool| {
            self.letters.iter().filter(|made| mine(made) == own).map(|made| made.hash).next_back()
        };
        let header = Header {
            version: VERSION,
            suite: SUITE,
            kind,
            sender_org: author.org(),
            sender_key: SenderKey::from(author.key()),
            recipient_org: reader.org(),
            recipient_prekey_hash: PrekeyHash::new([5; 32]),
            conversation: id(self.n),
            letter_id: LetterId::new([6; 16]),
            seq: self.letters.iter().filter(mine).count() as u32,
            prev: last(true),
            answers: last(false),
            day: Time(time).day(),
            expires_day: Time(time).day().plus(30),
            body_root: BodyRoot::new(root.0),
            min_suite: 1,
            checkpoint: None,
        };
        let bytes = header.encode();
        let opening = Opening::from_bytes(seed);
        self.letters.push(Made {
            hash: HeaderHash::of(&bytes),
            signature: author.sign(LETTER_DOMAIN, &bytes),
            header,
            bytes,
            place: Place { index: place as u64, opening },
            shown: Shown::prune(&leaves, chosen),
        });
        self.at += 1;
    }
}

impl Made {
    fn leaf(&self) -> Hash {
        self.place.opening.leaf(&self.hash, &self.signature)
    }

    fn record(self) -> Record {
        let Self { bytes: header, signature, place, shown, .. } = self;
        Record::Letter(LetterRecord { header, signature, place: Some(place), shown: Some(shown) })
    }
}

/// Appending to a log whose rows are kept, and proving one entry of it.
fn log() {
    let mut kept = Kept { rows: Vec::new() };
    let mut times = Vec::new();
    for size in [SMALL, LARGE] {
        let mut frontier = kept.frontier();
        while (kept.rows.len() as u64) < size {
            let leaf = leaf_hash(&(kept.rows.len() as u64).to_be_bytes());
            kept.rows.push(frontier.append(leaf));
        }
        // As a node does it: the frontier is read from the rows, for each entry.
        let start = Instant::now();
        for _ in 0..ROUNDS {
            let leaf = leaf_hash(&(kept.rows.len() as u64).to_be_bytes());
            let row = kept.frontier().append(leaf);
            kept.rows.push(row);
        }
        let each = start.elapsed() / ROUNDS as u32;
        let microseconds = format!("{:.2} us", each.as_secs_f64() * 1e6);
        show(&format!("an entry appended to a log of {size}"), microseconds, "");
        times.push(each.as_secs_f64());
    }
    show("large / small", format!("{:.2}", times[1] / times[0]), "target 2");
    prove(&kept);
}

fn prove(kept: &Kept) {
    let root = Frontier::read(LARGE, |node| kept.node(node)).expect("it is kept").root();
    let times = (0..ROUNDS as u64)
        .map(|n| {
            let index = n * (LARGE / ROUNDS as u64) + 7;
            let start = Instant::now();
            let proof = inclusion(index, LARGE, |node| kept.node(node)).expect("it is kept");
            let leaf = leaf_hash(&index.to_be_bytes());
            assert!(includes(&leaf, index, LARGE, &proof, &root));
            start.elapsed()
        })
        .collect();
    let what = format!("an entry of {LARGE} proved, and the proof checked");
    show(&what, milliseconds(median(times)), "target 1 ms");
}

struct Kept {
    rows: Vec<Vec<Hash>>,
}

impl Kept {
    fn node(&self, node: Node) -> Result<Hash, String> {
        let (row, place) = stored_at(node);
        let hash = self.rows.get(row as usize).and_then(|row| row.get(place));
        hash.copied().ok_or_else(|| format!("{node:?} is not kept"))
    }

    fn frontier(&self) -> Frontier {
        Frontier::read(self.rows.len() as u64, |node| self.node(node)).expect("it is kept")
    }
}
