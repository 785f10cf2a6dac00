//! `bundle::Bundle`: what a stick that anybody may have had brings, and what a partner may have put into it.
#![no_main]

use waypost_fuzz::{TODAY, chance, target};
use waypost_protocol::bundle::{BUNDLE_BYTES_MIN, Bundle, BundleHead, BundleKeys, close, is_step};
use waypost_protocol::frame::{Chain, LADDER};
use zeroize::Zeroizing;

target!(seeds: seeds(), holds: holds);

const HEAD: BundleHead = BundleHead { seq: 7, part: 0, last: true, seen: Some(6) };

fn seeds() -> Vec<Vec<u8>> {
    let closed = |count: usize| {
        close(&HEAD, &vec![[7; 4_096]; count], &keys(), &mut chance()).expect("it fits a file")
    };
    vec![closed(0), closed(1), closed(3), vec![0, 4, 0, 1]]
}

fn holds(bytes: &[u8]) {
    as_a_file(bytes);
    as_frames(bytes);
}

/// A file is opened or refused, and nothing is opened that our keys did not make.
fn as_a_file(bytes: &[u8]) {
    let Ok(bundle) = Bundle::parse(bytes.to_vec()) else { return };
    assert!(is_step(bytes.len()));
    let known = bundle.recognise(&keys());
    if let Ok(opened) = bundle.open(&keys()) {
        assert!(known);
        assert!(opened.frames().all(|frame| LADDER.contains(&frame.len())));
    }
}

/// Whatever goes in comes out, or is refused where a frame has another length; with one bit changed nothing does.
fn as_frames(bytes: &[u8]) {
    let frames: Vec<&[u8]> = bytes.chunks(LADDER[0]).take(3).collect();
    let mut closed = close(&HEAD, &frames, &keys(), &mut chance()).expect("it fits a file");
    let opened = Bundle::parse(closed.clone()).expect("our own file").open(&keys());
    if frames.iter().all(|frame| frame.len() == LADDER[0]) {
        let opened = opened.expect("sound frames");
        assert!(opened.head == HEAD && opened.frames().eq(frames));
    } else {
        assert!(opened.is_err());
    }
    let place =
        bytes.iter().fold(0_usize, |sum, b| sum.wrapping_mul(31).wrapping_add(usize::from(*b)));
    closed[place % BUNDLE_BYTES_MIN] ^= 1 << (place % 8);
    assert!(Bundle::parse(closed).expect("the same length").open(&keys()).is_err());
}

fn keys() -> BundleKeys {
    let chain = Chain::new(TODAY, Zeroizing::new([9; 32]));
    chain.bundle_keys(TODAY).expect("the first day of the chain")
}
