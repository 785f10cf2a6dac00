//! The records of a bundle: written and read back, and any bytes in their place (SPEC 15.5, 2.2).
#![expect(clippy::expect_used, clippy::indexing_slicing, reason = "a test stops where it fails")]

use std::io::Write as _;

use age::secrecy::ExposeSecret;
use proptest::collection::vec;
use proptest::prelude::*;
use waypost_audit::bundle::{
    BundleFault, BundleWriter, Records, new_identity, open, recipient_of, seal_to,
};
use waypost_audit::entry::Opening;
use waypost_audit::record::{
    ConversationKind, ConversationRecord, Count, Earlier, Head, KeyLogRecord, LetterRecord, MAGIC,
    Place, Record, Shown, ShownFault,
};
use waypost_audit::tree::Hash;
use waypost_audit::verify::{Asked, Reading};
use waypost_protocol::card::DisplayName;
use waypost_protocol::codes::Section;
use waypost_protocol::field::{Field, Value};
use waypost_protocol::ids::{BodyRoot, ConversationId, OrgId};
use waypost_protocol::keys::Signature;
use waypost_protocol::letter::{BodySeed, Disclosure, LeafHash, disclose};

fn hash() -> impl Strategy<Value = Hash> {
    any::<[u8; 32]>().prop_map(Hash)
}

fn signature() -> impl Strategy<Value = Signature> {
    vec(any::<u8>(), 64).prop_map(|bytes| Signature(bytes.try_into().expect("64 of them")))
}

fn shown() -> impl Strategy<Value = Shown> {
    (any::<[u8; 32]>(), 1..20_usize, any::<u32>())
        .prop_map(|(seed, count, chosen)| pruned(seed, count, chosen))
}

/// A body of so many fields, of which those are shown whose bit is set.
fn body(seed: [u8; 32], count: usize) -> (Vec<LeafHash>, Vec<Disclosure>) {
    let fields: Vec<Field> = (0..count)
        .map(|n| Field::new(Section::Needs, format!("key.{n}"), Value::Number(n as u64)))
        .collect();
    let all = disclose(&BodySeed::from_bytes(&seed), &fields, &[Section::Needs]);
    let mut leaves: Vec<LeafHash> = all.iter().map(|d| LeafHash::of(&d.salt, &d.field)).collect();
    leaves.resize(count.next_power_of_two(), LeafHash([9; 32]));
    (leaves, all)
}

fn pruned(seed: [u8; 32], count: usize, chosen: u32) -> Shown {
    let (leaves, all) = body(seed, count);
    Shown::prune(&leaves, all.into_iter().filter(|d| chosen >> d.index & 1 == 1).collect())
}

fn letter() -> impl Strategy<Value = LetterRecord> {
    let place = (any::<u64>(), any::<[u8; 32]>())
        .prop_map(|(index, r)| Place { index, opening: Opening::from_bytes(r) });
    let parts = (vec(any::<u8>(), 0..512), signature(), proptest::option::of(place));
    (parts, proptest::option::of(shown())).prop_map(|((header, signature, place), shown)| {
        LetterRecord { header, signature, place, shown }
    })
}

fn record() -> impl Strategy<Value = Record> {
    let head = (vec(any::<u8>(), 0..512), signature(), vec(hash(), 0..63))
        .prop_map(|(statement, signature, frontier)| Head { statement, signature, frontier });
    let log = (vec(any::<u8>(), 0..500), "[a-z]{1,40}").prop_map(|(log, name)| KeyLogRecord {
        log,
        name: DisplayName::new(name).expect("letters"),
    });
    let earlier =
        (".{0,100}", vec(hash(), 0..63)).prop_map(|(note, proof)| Earlier { note, proof });
    let kinds = [ConversationKind::Referral, ConversationKind::Thread, ConversationKind::Erased];
    let conversation =
        (any::<[u8; 16]>(), any::<[u8; 32]>(), 0..3_usize).prop_map(move |(id, partner, kind)| {
            ConversationRecord {
                id: ConversationId::new(id),
                partner: OrgId::new(partner),
                kind: kinds[kind],
            }
        });
    let end = (any::<u64>(), any::<u64>())
        .prop_map(|(conversations, letters)| Count { conversations, letters });
    prop_oneof![
        head.prop_map(Record::Head),
        log.prop_map(Record::KeyLog),
        earlier.prop_map(Record::Earlier),
        vec(hash(), 1..100).prop_map(Record::Leaves),
        ".{0,100}".prop_map(Record::Checkpoint),
        conversation.prop_map(Record::Conversation),
        letter().prop_map(Record::Letter),
        end.prop_map(Record::End),
    ]
}

proptest! {
    #[test]
    fn a_record_is_read_as_it_was_written(record in record()) {
        let bytes = record.encode();
        let (length, rest) = bytes.split_at(4);
        prop_assert_eq!(length, (rest.len() as u32).to_be_bytes());
        let read = Record::decode(rest).expect("it reads");
        prop_assert_eq!(&read, &record);
        prop_assert_eq!(read.encode(), bytes);
    }

    #[test]
    fn a_record_that_was_damaged_is_refused_or_written_back_as_it_came(
        record in record(),
        at in any::<prop::sample::Index>(),
        bit in 0..8_u8,
        cut in any::<bool>(),
    ) {
        let mut bytes = record.encode().split_off(4);
        match cut {
            true => bytes.truncate(at.index(bytes.len())),
            false => {
                let at = at.index(bytes.len());
                bytes[at] ^= 1 << bit;
            }
        }
        if let Ok(read) = Record::decode(&bytes) {
            prop_assert_eq!(&read.encode()[4..], &bytes);
        }
    }

    #[test]
    fn any_bytes_after_the_magic_are_read_or_refused(bytes in vec(any::<u8>(), 0..300)) {
        let file = [MAGIC.as_slice(), &bytes].concat();
        let mut records = Records::plain(file.as_slice()).expect("the magic is there");
        while let Ok(Some(_)) = records.next_record() {}
    }

    #[test]
    fn shown_fields_are_those_of_the_body_and_of_no_other(
        seed in any::<[u8; 32]>(),
        count in 1..32_usize,
        chosen in any::<u32>(),
    ) {
        let (leaves, _) = body(seed, count);
        let root = BodyRoot::new(Shown::prune(&leaves, Vec::new()).hashes[0].0);
        let shown = pruned(seed, count, chosen);
        prop_assert_eq!(shown.check(&root), Ok(()));
        prop_assert_eq!(shown.check(&BodyRoot::new([7; 32])), Err(ShownFault::NotCommitted));
        let longer = Shown { hashes: [&shown.hashes[..], &[Hash([7; 32])]].concat(), ..shown.clone() };
        let counted = matches!(longer.check(&root), Err(ShownFault::HashCount { .. }));
        prop_assert!(counted);
        if let Some((_, fewer)) = shown.hashes.split_last() {
            let fewer = Shown { hashes: fewer.to_vec(), ..shown };
            let counted = matches!(fewer.check(&root), Err(ShownFault::HashCount { .. }));
            prop_assert!(counted);
        }
    }
}

/// A bundle of the vectors, by its bytes.
fn good() -> Vec<u8> {
    let path = concat!(env!("CARGO_MANIFEST_DIR"), "/vectors/bundle-one-side.json");
    let text = std::fs::read_to_string(path).expect("a vector");
    let case: serde_json::Value = serde_json::from_str(&text).expect("JSON");
    let hex = case["input"]["files"][0].as_str().expect("a file");
    let byte = |at: usize| u8::from_str_radix(&hex[at..at + 2], 16).expect("hex");
    (0..hex.len()).step_by(2).map(byte).collect()
}

fn asked() -> Asked {
    Asked { witnesses: 1, recipient: None }
}

/// Whether a bundle reads to its end and nothing is found.
fn all_is_well(bytes: &[u8]) -> Result<bool, BundleFault> {
    let reading = Reading::begin(Records::plain(bytes)?, &asked())?;
    Ok(reading.finish()?.findings.is_empty())
}

#[test]
fn no_bit_of_a_bundle_can_change_unnoticed() {
    let bundle = good();
    assert!(all_is_well(&bundle).expect("it reads"));
    // What a name says is the sharer's own word, and under no signature.
    let mut free: Vec<usize> = ["House by the Bridge", "Clinic on the Hill", "Legal Aid"]
        .iter()
        .flat_map(|name| place_of(&bundle, name.as_bytes(), 0))
        .collect();
    // A witness's line on an older checkpoint can be made a line of nobody: one word less, and not of the newest.
    let dash = "\u{2014} waypost/".as_bytes();
    let own = place_of(&bundle, dash, 0);
    let older = place_of(&bundle, dash, own.end);
    free.extend(older.start..place_of(&bundle, b"\n", older.end).end);
    for at in (0..bundle.len()).filter(|at| !free.contains(at)) {
        let mut changed = bundle.clone();
        changed[at] ^= 1 << (at % 8);
        let well = all_is_well(&changed);
        assert!(!matches!(well, Ok(true)), "byte {at}");
    }
}

/// Reads every record of a file.
fn read_through(bytes: &[u8]) -> Result<(), BundleFault> {
    let mut records = Records::plain(bytes)?;
    while records.next_record()?.is_some() {}
    Ok(())
}

/// Where these bytes are, from a place on.
fn place_of(bundle: &[u8], bytes: &[u8], from: usize) -> std::ops::Range<usize> {
    let place = bundle[from..].windows(bytes.len()).position(|window| window == bytes);
    let start = from + place.expect("they are there");
    start..start + bytes.len()
}

#[test]
fn a_bundle_cut_anywhere_is_refused_as_cut_short() {
    let bundle = good();
    for length in 0..bundle.len() {
        let cut = read_through(&bundle[..length]);
        assert!(matches!(cut, Err(BundleFault::CutShort { .. })), "{length} bytes: {cut:?}");
    }
}

#[test]
fn what_is_written_is_read_back_sealed_and_plain() {
    let mut records = Records::plain(good().as_slice()).map(|mut records| {
        std::iter::from_fn(move || records.next_record().expect("it reads")).collect::<Vec<_>>()
    });
    let mut records = records.as_mut().expect("it begins").clone();
    records.pop();
    let mut plain = BundleWriter::plain(Vec::new()).expect("memory");
    let key = new_identity();
    let mut sealed = seal_to(&key.recipient, Vec::new()).expect("memory");
    for record in &records {
        plain.put(record).expect("memory");
        sealed.put(record).expect("memory");
    }
    assert_eq!(plain.end().expect("memory"), good());
    let sealed = sealed.end().expect("memory");
    let identity = key.identity.expose_secret();
    assert_eq!(recipient_of(identity), Some(key.recipient));
    let (told, total) = (std::sync::Arc::new(std::sync::Mutex::new(0)), good().len() as u64);
    let heard = told.clone();
    let mut again = open(sealed.as_slice(), identity)
        .expect("it opens")
        .watched(Box::new(move |bytes| *heard.lock().expect("nobody failed") = bytes));
    for record in &records {
        assert_eq!(again.next_record().expect("it reads").as_ref(), Some(record));
    }
    assert!(matches!(again.next_record(), Ok(Some(Record::End(_)))));
    assert!(matches!(again.next_record(), Ok(None)));
    assert_eq!(*told.lock().expect("nobody failed"), total, "told of every byte");
    let other = new_identity();
    let refused = open(sealed.as_slice(), other.identity.expose_secret()).map(drop);
    assert!(matches!(refused, Err(BundleFault::OtherRecipient)));
}

#[test]
fn a_recipient_that_keeps_no_secret_is_refused() {
    let hrp = bech32::Hrp::parse("age").expect("a prefix");
    let small = bech32::encode::<bech32::Bech32>(hrp, &[0; 32]).expect("short");
    for text in [small.as_str(), "age1", "", "AGE-SECRET-KEY-1"] {
        let refused = seal_to(text, Vec::new()).map(drop);
        assert!(matches!(refused, Err(BundleFault::Recipient)), "{text}");
    }
}

#[test]
fn a_slow_or_long_age_header_is_refused_before_it_is_read() {
    let identity = new_identity();
    let mut file = b"age-encryption.org/v1\n".to_vec();
    for _ in 0..100_000 {
        writeln!(file, "-> grease").expect("memory");
    }
    let refused = open(file.as_slice(), identity.identity.expose_secret()).map(drop);
    assert!(matches!(refused, Err(BundleFault::AgeHeader { .. })));
}
