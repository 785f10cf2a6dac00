//! Claims about bundles: what a finder sees, what the partner gets, what is refused.
#![allow(clippy::unwrap_used, clippy::panic, reason = "a test that cannot go on has failed")]

mod common;

use std::collections::BTreeSet;

use common::{TODAY, chance};
use proptest::prelude::*;
use rand_chacha::rand_core::Rng;
use waypost_protocol::bundle::{
    BUNDLE_BYTES_MAX, BUNDLE_BYTES_MIN, Bundle, BundleFault, BundleHead, BundleKeys, CLEAR_BYTES,
    PARTS_MAX, ROOM_BYTES, close, is_step,
};
use waypost_protocol::frame::{Chain, FRAME_DAYS_AHEAD, FRAME_DAYS_BACK, LADDER};
use waypost_protocol::ids::Day;
use zeroize::Zeroizing;

const HEAD: BundleHead = BundleHead { seq: 1_767_225_600, part: 0, last: true, seen: None };

fn chain(seed: u8) -> Chain {
    Chain::new(TODAY.minus(40), Zeroizing::new([seed; 32]))
}

fn keys() -> BundleKeys {
    chain(1).bundle_keys(TODAY).unwrap()
}

fn frames(lengths: &[usize]) -> Vec<Vec<u8>> {
    let mut rng = chance(9);
    let random = |length: &usize| {
        let mut frame = vec![0; *length];
        rng.fill_bytes(&mut frame);
        frame
    };
    lengths.iter().map(random).collect()
}

fn closed(frames: &[Vec<u8>]) -> Vec<u8> {
    close(&HEAD, frames, &keys(), &mut chance(1)).unwrap()
}

fn opened(bytes: Vec<u8>) -> Result<(BundleHead, Vec<Vec<u8>>), BundleFault> {
    let opened = Bundle::parse(bytes)?.open(&keys())?;
    Ok((opened.head, opened.frames().map(<[u8]>::to_vec).collect()))
}

#[test]
fn frames_come_out_as_they_went_in() {
    for lengths in [vec![], vec![4_096], vec![4_096; 3], LADDER.to_vec(), vec![1_048_576; 15]] {
        let frames = frames(&lengths);
        let bytes = closed(&frames);
        assert!(is_step(bytes.len()));
        assert_eq!(opened(bytes), Ok((HEAD, frames)));
    }
    let head = BundleHead { seq: u64::MAX, part: PARTS_MAX - 1, last: false, seen: Some(u64::MAX) };
    let bytes = close(&head, &frames(&[4_096]), &keys(), &mut chance(1)).unwrap();
    assert_eq!(opened(bytes).unwrap().0, head);
}

#[test]
fn three_receipts_and_none_cannot_be_told_apart_by_size() {
    let sizes: BTreeSet<usize> = (0..=3).map(|n| closed(&frames(&vec![4_096; n])).len()).collect();
    assert_eq!(sizes, BTreeSet::from([BUNDLE_BYTES_MIN]));
    assert_eq!(closed(&frames(&[4_096; 4])).len(), 2 * BUNDLE_BYTES_MIN);
}

#[test]
fn more_than_a_file_holds_is_refused_and_the_fullest_is_not() {
    let whole = ROOM_BYTES / (4 + 4_096);
    let bytes = closed(&frames(&vec![4_096; whole]));
    assert_eq!(bytes.len(), BUNDLE_BYTES_MAX);
    assert_eq!(opened(bytes).unwrap().1.len(), whole);
    let found = (whole + 1) * (4 + 4_096);
    assert_eq!(
        close(&HEAD, &frames(&vec![4_096; whole + 1]), &keys(), &mut chance(1)),
        Err(BundleFault::Full { found, expected_max: ROOM_BYTES })
    );
}

/// The longest head, and a file filled to its last byte of room: still one of the eleven lengths.
#[test]
fn the_longest_head_fits_the_fullest_file() {
    let head = BundleHead { seq: u64::MAX, part: PARTS_MAX - 1, last: false, seen: Some(u64::MAX) };
    let filled = vec![vec![7; ROOM_BYTES - 4]];
    let bytes = close(&head, &filled, &keys(), &mut chance(1)).unwrap();
    assert_eq!(bytes.len(), BUNDLE_BYTES_MAX);
}

/// Two bundles of the same frames share no block, nor the first bytes; all of it is noise.
#[test]
fn a_finder_sees_a_length_and_noise() {
    let mut rng = chance(3);
    let same = frames(&[4_096, 16_384]);
    let files: Vec<Vec<u8>> =
        (0..64).map(|_| close(&HEAD, &same, &keys(), &mut rng).unwrap()).collect();
    let mut blocks = BTreeSet::new();
    let mut counts = [0_u32; 256];
    for file in &files {
        assert_eq!(file.len(), 32_768);
        assert!(file.chunks(16).all(|block| blocks.insert(block)), "a block came twice");
        file.iter().for_each(|byte| counts[usize::from(*byte)] += 1);
    }
    // 64 files of 32 KiB: each byte comes 8192 times by chance, give or take 90; 540 are six deviations.
    assert!(counts.iter().all(|count| count.abs_diff(8_192) < 540), "{counts:?}");
    for place in 0..CLEAR_BYTES {
        let seen: BTreeSet<u8> = files.iter().map(|file| file[place]).collect();
        assert!(seen.len() > 40, "byte {place} is one of {}", seen.len());
    }
}

#[test]
fn a_reader_tries_every_day_of_its_window_and_no_other() {
    let window = chain(1).bundle_window(TODAY).unwrap();
    assert_eq!(window.len() as u32, FRAME_DAYS_BACK + FRAME_DAYS_AHEAD + 1);
    for keys in &window {
        assert_eq!(chain(1).bundle_keys(keys.day()).as_ref(), Ok(keys), "made step by step");
    }
    let days: Vec<Day> = window.iter().map(BundleKeys::day).collect();
    assert_eq!((days[0], days[33]), (TODAY.minus(FRAME_DAYS_BACK), TODAY.plus(FRAME_DAYS_AHEAD)));
    for (day, known) in [(31, true), (0, true), (32, false)] {
        let keys = chain(1).bundle_keys(TODAY.minus(day)).unwrap();
        let file = Bundle::parse(close(&HEAD, &frames(&[]), &keys, &mut chance(1)).unwrap());
        let file = file.unwrap();
        assert_eq!(window.iter().any(|keys| file.recognise(keys)), known, "{day} days old");
    }
    // A chain that begins later, or only after the window.
    assert_eq!(chain(1).bundle_window(TODAY.minus(40)).unwrap().len(), 3);
    assert!(chain(1).bundle_window(TODAY.minus(43)).unwrap().is_empty());
}

#[test]
fn another_pair_day_or_direction_does_not_know_it() {
    let bytes = closed(&frames(&[4_096]));
    let others =
        [chain(2).bundle_keys(TODAY).unwrap(), chain(1).bundle_keys(TODAY.plus(1)).unwrap()];
    for keys in &others {
        assert!(!Bundle::parse(bytes.clone()).unwrap().recognise(keys));
        assert_eq!(
            Bundle::parse(bytes.clone()).unwrap().open(keys).map(|o| o.head),
            Err(BundleFault::Tampered)
        );
    }
}

#[test]
fn a_file_that_was_cut_is_refused_by_name_at_every_length() {
    let bytes = closed(&frames(&[4_096, 16_384]));
    for left in (0..bytes.len()).step_by(509).chain([16_384, bytes.len() - 1]) {
        let found = opened(bytes[..left].to_vec()).unwrap_err();
        match is_step(left) {
            true => assert_eq!(found, BundleFault::Tampered),
            false => assert_eq!(found, BundleFault::Length { found: left }),
        }
    }
    for odd in [BUNDLE_BYTES_MAX + 1, 2 * BUNDLE_BYTES_MAX, 24 * 1024] {
        assert_eq!(opened(vec![0; odd]).unwrap_err(), BundleFault::Length { found: odd });
    }
}

#[test]
fn secrets_say_nothing_of_themselves() {
    assert_eq!(format!("{:?}", keys()), "BundleKeys(Day(20454), secret)");
    let bundle = Bundle::parse(closed(&frames(&[4_096]))).unwrap();
    assert_eq!(format!("{bundle:?}"), "Bundle(16384 bytes)");
    let opened = bundle.open(&keys()).unwrap();
    assert!(format!("{opened:?}").ends_with("1 frames)"), "{opened:?}");
}

proptest! {
    #[test]
    fn any_flipped_bit_is_noticed(bit in 0_usize..BUNDLE_BYTES_MIN * 8) {
        let mut bytes = closed(&frames(&[4_096]));
        bytes[bit / 8] ^= 1 << (bit % 8);
        prop_assert_eq!(opened(bytes), Err(BundleFault::Tampered));
    }

    #[test]
    fn random_bytes_never_panic_and_are_nobodys(seed in any::<u64>(), shift in 0_u32..3) {
        let mut bytes = vec![0; BUNDLE_BYTES_MIN << shift];
        chance(seed).fill_bytes(&mut bytes);
        let bundle = Bundle::parse(bytes).unwrap();
        prop_assert!(!chain(1).bundle_window(TODAY).unwrap().iter().any(|k| bundle.recognise(k)));
    }

    #[test]
    fn any_frames_come_out_as_they_went_in(rungs in prop::collection::vec(0_usize..4, 0..12)) {
        let frames = frames(&rungs.iter().map(|rung| LADDER[*rung]).collect::<Vec<_>>());
        prop_assert_eq!(opened(closed(&frames)), Ok((HEAD, frames)));
    }
}
