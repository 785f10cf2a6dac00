//! Any bytes at every parser that meets bytes from outside.
//!
//! In: bytes of the fuzzer's choosing, beginning with seeds that real encoders made. Out: nothing, or
//! the end of the process at a panic. Each target in `bin/` says which parser and which property:
//! at least that nothing panics, and that what is taken is written back as it came.

use std::{env, fs};

use rand_chacha::ChaCha20Rng;
use rand_chacha::rand_core::SeedableRng;
use waypost_case::{Context, Form, Referral, check};
use waypost_protocol::cbor;
use waypost_protocol::codes::Section;
use waypost_protocol::field::{self, Field};
use waypost_protocol::identity::{Author, NextKey};
use waypost_protocol::ids::{ConversationId, DAY_SECONDS, Day, LetterId, NodeId, Time};
use waypost_protocol::keys::{OpeningKey, SigningKey};
use waypost_protocol::letter::{Disclosure, Draft, LETTER_BYTES_MAX, LetterKind, Salt};
use waypost_protocol::seal::{Addressee, Sealed, seal};

#[doc(hidden)]
pub use libfuzzer_sys;

/// 2026-11-22: the day on which every target lives.
pub const TODAY: Day = Day(20_779);

/// A fuzz target: what its seeds are, and what must hold for any bytes.
#[macro_export]
macro_rules! target {
    (seeds: $seeds:expr, holds: $property:expr) => {
        $crate::libfuzzer_sys::fuzz_target!(init: $crate::plant($seeds), |bytes: &[u8]| $property(bytes));
    };
}

/// Writes the seeds to the folder that `SEEDS` names, before the fuzzer reads it.
pub fn plant(seeds: Vec<Vec<u8>>) {
    let Some(folder) = env::var_os("SEEDS") else { return };
    for (n, seed) in seeds.into_iter().enumerate() {
        fs::write(std::path::Path::new(&folder).join(format!("seed-{n}")), seed)
            .expect("the folder of seeds is writable");
    }
}

/// The same chance every time.
pub fn chance() -> ChaCha20Rng {
    ChaCha20Rng::seed_from_u64(7)
}

/// An organisation whose signing key has this seed, and whose recovery sheet the one after.
pub fn organisation(seed: u8) -> Author {
    let next = NextKey::of(&signing(seed + 1).verifying_key());
    Author::found(signing(seed), next, TODAY).expect("two keys that differ")
}

/// The signing key of a seed.
pub fn signing(seed: u8) -> SigningKey {
    SigningKey::from_seed(&[seed; 32])
}

/// The opening key of a seed.
pub fn opening(seed: u8) -> OpeningKey {
    OpeningKey::from_bytes(&[seed; 32])
}

/// The node whose key has this seed.
pub fn node(seed: u8) -> NodeId {
    NodeId::new(*signing(seed).verifying_key().as_bytes())
}

/// A letter of organisation 1, sealed to organisation 20's key 60.
pub fn sealed(kind: LetterKind, fields: Vec<Field>, disclosed: Vec<Disclosure>) -> Sealed {
    let (author, reader) = (organisation(1), organisation(20));
    let draft = Draft {
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
        shown: vec![Section::Needs],
        disclosed,
        key_log_tail: Vec::new(),
    };
    let to = Addressee { org: reader.org(), prekey: &opening(60).prekey() };
    seal(&draft, author.sender(), to, &mut chance()).expect("the draft is within bounds")
}

/// A short and a long body: a note, and the first example case.
pub fn bodies() -> Vec<Vec<Field>> {
    let note =
        Field::new(Section::Needs, "text", field::Value::Text("a bed for tonight".to_owned()));
    vec![vec![note], referrals().swap_remove(0).payload()]
}

/// The example case files, as typed.
pub fn case_files() -> Vec<String> {
    let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/../../node/cases");
    let entries = fs::read_dir(folder).expect("the examples are in the repository");
    let paths = entries.map(|entry| entry.expect("the folder reads").path());
    let mut paths: Vec<_> = paths.filter(|p| p.extension().is_some_and(|e| e == "toml")).collect();
    paths.sort();
    paths.iter().map(|p| fs::read_to_string(p).expect("an example reads")).collect()
}

/// The example case files, read and checked.
pub fn referrals() -> Vec<Referral> {
    let forms = case_files()
        .into_iter()
        .map(|text| Form::from_toml(&text).expect("an example is well formed"));
    forms.map(|form| checked(&form).expect("an example checks clean")).collect()
}

/// A form as a caseworker would have it checked; `None` when there are faults.
pub fn checked(form: &Form) -> Option<Referral> {
    let now = Time(u64::from(TODAY.0) * DAY_SECONDS + 9 * 3_600);
    check(form, &Context { today: TODAY, now, partners: None }, &mut chance()).ok()
}

/// Fields as bytes: the list of a disclosure letter.
pub fn bytes_of(fields: Vec<Field>) -> Vec<u8> {
    let opened = fields.into_iter().enumerate();
    let shown = opened.map(|(n, field)| Disclosure { index: n as u32, salt: Salt([0; 16]), field });
    cbor::encode(&shown.collect::<Vec<_>>())
}

/// The fields of a list as it might come; `None` when it is not one.
pub fn fields_of(bytes: &[u8]) -> Option<Vec<Field>> {
    let shown: Vec<Disclosure> = cbor::decode("fields", bytes, LETTER_BYTES_MAX).ok()?;
    Some(shown.into_iter().map(|d| d.field).collect())
}
