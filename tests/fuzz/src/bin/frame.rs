//! `frame::Frame`: the first thing that looks at what a carrier brings.
#![no_main]

use waypost_fuzz::{TODAY, bodies, chance, sealed, target};
use waypost_protocol::frame::{Chain, DayKeys, Frame, LADDER, PrekeyHint, SEALED_BYTES_MAX, frame};
use waypost_protocol::letter::LetterKind;
use zeroize::Zeroizing;

target!(seeds: seeds(), holds: holds);

const HINT: PrekeyHint = PrekeyHint([5; 8]);

fn seeds() -> Vec<Vec<u8>> {
    let framed =
        |sealed: &[u8]| frame(sealed, HINT, &keys(), &mut chance()).expect("it fits a frame");
    let letters =
        bodies().into_iter().map(|body| sealed(LetterKind::Referral, body, Vec::new()).bytes);
    letters.flat_map(|letter| [framed(&letter), letter]).collect()
}

fn holds(bytes: &[u8]) {
    as_a_frame(bytes);
    as_a_letter_within(bytes);
}

/// A frame is opened or refused, and nothing is opened that our keys do not recognise.
fn as_a_frame(bytes: &[u8]) {
    let Ok(frame) = Frame::parse(bytes, TODAY) else { return };
    assert!(LADDER.contains(&bytes.len()));
    if let Ok((_, sealed)) = frame.unframe(&keys()) {
        assert!(frame.recognise(&keys()));
        assert!(sealed.len() < bytes.len());
    }
}

/// Whatever is framed comes out the same; with one bit changed, wherever it is, it does not.
fn as_a_letter_within(sealed: &[u8]) {
    if sealed.len() > SEALED_BYTES_MAX {
        return;
    }
    let mut framed = frame(sealed, HINT, &keys(), &mut chance()).expect("it fits a frame");
    let whole = Frame::parse(&framed, TODAY).expect("our own frame");
    assert_eq!(whole.unframe(&keys()), Ok((HINT, sealed.to_vec())));

    let place =
        sealed.iter().fold(0_usize, |sum, b| sum.wrapping_mul(31).wrapping_add(usize::from(*b)));
    let bits = framed.len() * 8;
    framed[place % bits / 8] ^= 1 << (place % 8);
    let damaged = Frame::parse(&framed, TODAY).and_then(|f| f.unframe(&keys()));
    assert!(damaged.is_err());
}

fn keys() -> DayKeys {
    Chain::new(TODAY, Zeroizing::new([9; 32])).keys(TODAY).expect("the first day of the chain")
}
