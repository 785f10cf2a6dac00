//! One field shown by choice (SPEC 15.8): a real letter in a real log, and each thing that holds it spoiled in turn.
#![expect(clippy::expect_used, clippy::indexing_slicing, reason = "a test stops where it fails")]

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use rand_chacha::ChaCha20Rng;
use rand_core::SeedableRng;
use waypost_audit::checkpoint::{Checkpoint, Origin, SignedCheckpoint};
use waypost_audit::entry::Opening;
use waypost_audit::field_proof::{FieldProof, PROOF_TEXT_BYTES_MAX};
use waypost_audit::proof::inclusion;
use waypost_audit::record::Shown;
use waypost_audit::tree::{Frontier, Hash, leaf_hash, stored_at};
use waypost_protocol::codes::Section;
use waypost_protocol::field::{Field, Value};
use waypost_protocol::identity::{Author, NextKey};
use waypost_protocol::ids::{ConversationId, Day, LetterId, Time};
use waypost_protocol::keys::{OpeningKey, Signature, SigningKey};
use waypost_protocol::letter::{Draft, Letter, LetterKind, disclose};
use waypost_protocol::seal::{Addressee, seal};

const TODAY: Day = Day(20_000);

fn author(seed: u8) -> Author {
    let next = SigningKey::from_seed(&[seed + 100; 32]).verifying_key();
    Author::found(SigningKey::from_seed(&[seed; 32]), NextKey::of(&next), TODAY)
        .expect("sound keys")
}

/// A shelter shows one field of its referral; a clinic has cosigned its log.
fn shown(key: &str) -> FieldProof {
    let mut rng = ChaCha20Rng::seed_from_u64(5);
    let (shelter, clinic) = (author(1), author(2));
    let text =
        |key: &str, value: &str| Field::new(Section::Identity, key, Value::Text(value.to_owned()));
    let draft = Draft {
        kind: LetterKind::Referral,
        conversation: ConversationId::new([7; 16]),
        letter_id: LetterId::new([8; 16]),
        seq: 0,
        prev: None,
        answers: None,
        day: TODAY,
        expires_day: TODAY.plus(30),
        min_suite: 1,
        checkpoint: None,
        fields: vec![text("name", "Somebody"), text("born", "1990"), text("from", "there")],
        shown: vec![],
        disclosed: vec![],
        key_log_tail: vec![],
    };
    let prekey = OpeningKey::from_bytes(&[3; 32]).prekey();
    let to = Addressee { org: clinic.org(), prekey: &prekey };
    let sealed = seal(&draft, shelter.sender(), to, &mut rng).expect("it fits");
    let letter = Letter::decode(sealed.letter.as_bytes().to_vec()).expect("it reads");
    let chosen = disclose(&sealed.body_seed, &draft.fields, &[Section::Identity]);
    let chosen = chosen.into_iter().filter(|shown| shown.field.key == key).collect();

    let opening = Opening::generate(&mut rng);
    let mut frontier = Frontier::empty();
    let leaf = opening.leaf(&letter.header_hash(), letter.signature());
    let entries = [leaf_hash(b"a"), leaf_hash(b"b"), leaf, leaf_hash(b"c"), leaf_hash(b"d")];
    let rows: Vec<Vec<Hash>> = entries.iter().map(|entry| frontier.append(*entry)).collect();
    let proof = inclusion(2, 5, |node| {
        let (row, place) = stored_at(node);
        Ok::<_, ()>(rows[row as usize][place])
    });
    let origin = Origin { org: shelter.org(), log: 1 };
    let head = Checkpoint { origin, size: 5, root: frontier.root() };
    let mut checkpoint = SignedCheckpoint::sign(head, &shelter);
    checkpoint.add(checkpoint.cosign(&clinic, Time(TODAY.0 as u64 * 86_400)));
    let mut logs = [shelter.log().clone(), clinic.log().clone()];
    logs.sort_by_key(|log| log.org());
    FieldProof {
        header: letter.header_bytes().to_vec(),
        signature: *letter.signature(),
        opening,
        key_logs: logs.iter().map(|log| log.encode()).collect(),
        shown: Shown::prune(letter.leaves(), chosen),
        index: 2,
        proof: proof.expect("kept"),
        checkpoint,
    }
}

fn findings(proof: &FieldProof) -> Vec<&'static str> {
    let findings = proof.verify(1).expect("of the right form").findings;
    findings.into_iter().map(|name| name.as_str()).collect()
}

#[test]
fn one_field_is_proved_and_nothing_else_is_told() {
    let proof = shown("born");
    let text = proof.to_text();
    let read = FieldProof::parse(&text).expect("it reads");
    assert_eq!(read, proof);
    let proved = read.verify(1).expect("of the right form");
    assert!(proved.findings.is_empty(), "{:?}", proved.findings);
    assert_eq!(proved.witnesses.len(), 1);
    let fields: Vec<&Field> = read.shown.fields().collect();
    assert_eq!(fields.len(), 1);
    assert_eq!(
        (fields[0].key.as_str(), &fields[0].value),
        ("born", &Value::Text("1990".to_owned()))
    );
    let extra = text.lines().nth(1).and_then(|line| line.strip_prefix("extra "));
    let extra = STANDARD.decode(extra.expect("the second line")).expect("base64");
    let says = |word: &str| extra.windows(word.len()).any(|bytes| bytes == word.as_bytes());
    assert!(says("1990"), "what is shown can be found");
    assert!(!says("Somebody") && !says("there"), "and nothing else");
}

#[test]
fn each_thing_spoiled_is_named() {
    type Spoil = fn(&mut FieldProof);
    let cases: [(&str, Spoil); 9] = [
        ("not_committed", |p| {
            p.shown.disclosed[0].field.value = Value::Text("1991".to_owned());
        }),
        ("hash_count", |p| p.shown.hashes.push(leaf_hash(b"extra"))),
        ("hash_count", |p| p.proof.push(leaf_hash(b"extra"))),
        ("foreign_leaf", |p| p.proof[0] = leaf_hash(b"another")),
        ("foreign_leaf", |p| p.opening = Opening::from_bytes([0; 32])),
        ("unknown_key", |p| p.key_logs.clear()),
        ("checkpoint_signature", |p| {
            let head = *p.checkpoint.checkpoint();
            p.checkpoint = SignedCheckpoint::sign(head, &author(3));
        }),
        ("not_witnessed", |p| {
            let head = *p.checkpoint.checkpoint();
            p.checkpoint = SignedCheckpoint::sign(head, &author(1));
        }),
        ("forged_cosignature", |p| {
            let mut forged = p.checkpoint.cosign(&author(2), Time(TODAY.0 as u64 * 86_400));
            forged.signature[20] ^= 1;
            p.checkpoint.add(forged);
        }),
    ];
    for (name, spoil) in cases {
        let mut proof = shown("born");
        spoil(&mut proof);
        assert!(findings(&proof).contains(&name), "{name}: {:?}", findings(&proof));
    }
    // A signature is part of the entry too.
    let mut proof = shown("born");
    proof.signature = Signature([1; 64]);
    assert_eq!(findings(&proof), ["foreign_leaf", "signature"]);
}

#[test]
fn what_is_not_of_the_one_form_is_refused() {
    let text = shown("name").to_text();
    let refused = |text: &str| FieldProof::parse(text).map(drop).map_err(|fault| fault.name());
    assert_eq!(refused(&text.replace("@v1", "@v2")), Err("Version"));
    assert_eq!(refused(&text.replace("index 2", "index 02")), Err("Malformed"));
    assert_eq!(refused(&text.replace("extra ", "extra  ")), Err("Malformed"));
    assert_eq!(refused(&"x".repeat(PROOF_TEXT_BYTES_MAX + 1)), Err("TooLong"));
    for cut in 0..text.len() {
        let Some(rest) = text.get(..cut) else { continue };
        // Cut before the witness's line it is another text of the right form, that no witness supports.
        if let Ok(read) = FieldProof::parse(rest) {
            assert!(rest.ends_with('\n'), "cut at {cut}");
            assert_eq!(findings(&read), ["not_witnessed"]);
        }
    }
}
