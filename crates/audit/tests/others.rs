//! Other implementations of the same public forms agree: `signed_note` (C2SP signed-note) and `tlog_tiles` (RFC 6962
//! trees and C2SP tlog-checkpoint, of another author), each with ours, and ours with theirs.
#![expect(clippy::expect_used, clippy::indexing_slicing, reason = "a test stops where it fails")]

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use proptest::prelude::*;
use signed_note::{Note, Signer, StandardSigner, StandardVerifier, Verifier, VerifierList};
use tlog_tiles::tlog::{self, HashReader};
use waypost_audit::checkpoint::{Checkpoint, Origin, SignedCheckpoint};
use waypost_audit::note::{LineKind, key_id};
use waypost_audit::proof;
use waypost_audit::tree::{Frontier, Hash, Node, leaf_hash, stored_at};
use waypost_protocol::identity::{Author, NextKey};
use waypost_protocol::ids::{Day, Time};
use waypost_protocol::keys::SigningKey;

const TODAY: Day = Day(20_779);
const NOON: Time = Time(20_779 * 86_400 + 43_200);

fn author(seed: u8) -> Author {
    let next = NextKey::of(&SigningKey::from_seed(&[seed + 1; 32]).verifying_key());
    Author::found(SigningKey::from_seed(&[seed; 32]), next, TODAY).expect("two keys")
}

fn head(author: &Author, log: u32) -> Checkpoint {
    let origin = Origin { org: author.org(), log };
    Checkpoint { origin, size: 5, root: leaf_hash(b"any") }
}

/// What `signed_note` takes for a key: name, key id, and type and key in base64.
fn their_key(name: &str, kind: LineKind, author: &Author) -> String {
    let id = u32::from_be_bytes(key_id(name, kind, author.key()));
    let key = STANDARD.encode([&[1], author.key().as_bytes().as_slice()].concat());
    format!("{name}+{id:08x}+{key}")
}

/// A verifier of cosignatures, built on theirs of signatures (C2SP tlog-cosignature).
struct Cosigner {
    name: String,
    id: u32,
    key: StandardVerifier,
}

impl Verifier for Cosigner {
    fn name(&self) -> &str {
        &self.name
    }

    fn key_id(&self) -> u32 {
        self.id
    }

    fn verify(&self, text: &[u8], material: &[u8]) -> bool {
        let Some((seconds, signature)) = material.split_first_chunk() else { return false };
        let beginning = format!("cosignature/v1\ntime {}\n", u64::from_be_bytes(*seconds));
        self.key.verify(&[beginning.as_bytes(), text].concat(), signature)
    }
}

fn cosigner(author: &Author) -> Cosigner {
    let name = Origin { org: author.org(), log: 1 }.to_string();
    let key = StandardVerifier::new(&their_key(&name, LineKind::Note, author)).expect("a key");
    let id = u32::from_be_bytes(key_id(&name, LineKind::Cosignature, author.key()));
    Cosigner { name, id, key }
}

#[test]
fn their_reader_takes_our_checkpoint_and_verifies_both_lines() {
    let (shelter, clinic) = (author(10), author(20));
    for log in [1, 2] {
        let mut ours = SignedCheckpoint::sign(head(&shelter, log), &shelter);
        ours.add(ours.cosign(&clinic, NOON));
        let theirs = Note::from_bytes(ours.to_string().as_bytes()).expect("a note");
        let origin = ours.checkpoint().origin.to_string();
        let key = StandardVerifier::new(&their_key(&origin, LineKind::Note, &shelter));
        let known = VerifierList::new(vec![
            Box::new(key.expect("their key id is ours")),
            Box::new(cosigner(&clinic)),
        ]);
        let (verified, unknown) = theirs.verify(&known).expect("both lines verify");
        assert_eq!((verified.len(), unknown.len()), (2, 0));

        let read = tlog_tiles::Checkpoint::from_bytes(theirs.text()).expect("a checkpoint");
        assert_eq!((read.origin(), read.size()), (origin.as_str(), 5));
        assert_eq!((read.hash().0, read.extension()), (ours.checkpoint().root.0, ""));
    }
}

#[test]
fn their_verifier_refuses_a_changed_head_under_our_line() {
    let shelter = author(10);
    let ours = SignedCheckpoint::sign(head(&shelter, 1), &shelter).to_string();
    let origin = Origin { org: shelter.org(), log: 1 }.to_string();
    let key = StandardVerifier::new(&their_key(&origin, LineKind::Note, &shelter)).expect("a key");
    let known = VerifierList::new(vec![Box::new(key)]);
    let changed = ours.replacen("\n5\n", "\n6\n", 1);
    let theirs = Note::from_bytes(changed.as_bytes()).expect("a note");
    assert!(theirs.verify(&known).is_err());
}

#[test]
fn our_reader_takes_a_checkpoint_that_they_wrote_and_signed() {
    let shelter = author(10);
    let head = head(&shelter, 1);
    let name = head.origin.to_string();
    let root = tlog::Hash(head.root.0);
    let text = tlog_tiles::Checkpoint::new(&name, head.size, root, "").expect("a checkpoint");
    let mut note = Note::new(&text.to_bytes(), &[]).expect("a text");
    let id = u32::from_be_bytes(key_id(&name, LineKind::Note, shelter.key()));
    let secret = STANDARD.encode([&[1], [10; 32].as_slice()].concat());
    let signer = StandardSigner::new(&format!("PRIVATE+KEY+{name}+{id:08x}+{secret}"));
    let signer: &dyn Signer = &signer.expect("their key id is ours");
    note.add_sigs(&[signer]).expect("it signs");
    let written = String::from_utf8(note.to_bytes()).expect("text");
    let read = SignedCheckpoint::of(&written, shelter.log()).expect("ours reads and verifies it");
    assert_eq!(read.checkpoint(), &head);
    assert_eq!(read.to_string(), written);
    assert_eq!(written, SignedCheckpoint::sign(head, &shelter).to_string(), "byte for byte");
}

/// Their tree in memory.
#[derive(Default)]
struct Theirs(Vec<tlog::Hash>);

impl HashReader for Theirs {
    fn read_hashes(&self, indexes: &[u64]) -> Result<Vec<tlog::Hash>, tlog::Error> {
        Ok(indexes.iter().map(|index| self.0[*index as usize]).collect())
    }
}

/// Both trees, of the same entries.
struct Both {
    theirs: Theirs,
    rows: Vec<Vec<Hash>>,
    roots: Vec<Hash>,
}

impl Both {
    fn of(size: u64) -> Self {
        let mut frontier = Frontier::empty();
        let (mut theirs, mut rows, mut roots) =
            (Theirs::default(), Vec::new(), vec![frontier.root()]);
        for n in 0..size {
            let entry = n.to_be_bytes();
            let stored = tlog::stored_hashes(n, &entry, &theirs).expect("in memory");
            theirs.0.extend(stored);
            rows.push(frontier.append(leaf_hash(&entry)));
            roots.push(frontier.root());
        }
        Self { theirs, rows, roots }
    }

    fn node(&self, node: Node) -> Result<Hash, String> {
        let (row, place) = stored_at(node);
        self.rows[row as usize].get(place).copied().ok_or_else(|| format!("{node:?}"))
    }

    fn root(&self, size: u64) -> tlog::Hash {
        tlog::Hash(self.roots[size as usize].0)
    }
}

fn theirs(proof: &[Hash]) -> Vec<tlog::Hash> {
    proof.iter().map(|hash| tlog::Hash(hash.0)).collect()
}

const SIZE: u64 = 70;

#[test]
fn our_roots_and_inclusion_proofs_are_theirs_at_every_size() {
    let both = Both::of(SIZE);
    for size in 1..=SIZE {
        let root = tlog::tree_hash(size, &both.theirs).expect("in memory");
        assert_eq!(root, both.root(size), "{size}");
        for index in 0..size {
            let ours = proof::inclusion(index, size, |node| both.node(node)).expect("kept");
            let proof = tlog::prove_record(size, index, &both.theirs).expect("in memory");
            assert_eq!(theirs(&ours), proof, "{index} of {size}");
            let leaf = leaf_hash(&index.to_be_bytes());
            tlog::check_record(&proof, size, root, index, tlog::Hash(leaf.0)).expect("it holds");
            assert!(proof::includes(&leaf, index, size, &ours, &Hash(root.0)));
        }
    }
}

#[test]
fn our_consistency_proofs_are_theirs_between_all_sizes() {
    let both = Both::of(SIZE);
    for new in 1..=SIZE {
        for old in 1..=new {
            let ours = proof::consistency(old, new, |node| both.node(node)).expect("kept");
            let proof = tlog::prove_tree(new, old, &both.theirs).expect("in memory");
            assert_eq!(theirs(&ours), proof, "{old} to {new}");
            tlog::check_tree(&proof, new, both.root(new), old, both.root(old)).expect("it holds");
            let (before, after) = (&both.roots[old as usize], &both.roots[new as usize]);
            assert!(proof::goes_on(old, before, new, after, &ours));
        }
    }
}

proptest! {
    #[test]
    fn what_one_refuses_of_a_spoiled_proof_the_other_refuses(
        size in 2..SIZE,
        index in 0..SIZE,
        place in 0..8_usize,
        bit in 0..256_usize,
    ) {
        let both = Both::of(size);
        let index = index % size;
        let mut ours = proof::inclusion(index, size, |node| both.node(node)).expect("kept");
        let count = ours.len();
        ours[place % count].0[bit / 8] ^= 1 << (bit % 8);
        let leaf = leaf_hash(&index.to_be_bytes());
        let root = both.root(size);
        prop_assert!(!proof::includes(&leaf, index, size, &ours, &Hash(root.0)));
        prop_assert!(
            tlog::check_record(&theirs(&ours), size, root, index, tlog::Hash(leaf.0)).is_err()
        );
    }
}
