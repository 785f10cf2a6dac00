//! Claims about frames and the chains of day keys.
#![allow(clippy::unwrap_used, clippy::panic, reason = "a test that cannot go on has failed")]

mod common;

use std::collections::BTreeSet;

use common::{TODAY, chance, prekey};
use proptest::prelude::*;
use waypost_protocol::error::FrameFault;
use waypost_protocol::frame::{
    CHAIN_STEPS_MAX, Chain, DayKeys, Frame, LADDER, OVERHEAD_BYTES, PrekeyHint, SEALED_BYTES_MAX,
    frame,
};
use waypost_protocol::ids::Day;
use zeroize::Zeroizing;

fn chain(seed: u8) -> Chain {
    Chain::new(TODAY, Zeroizing::new([seed; 32]))
}

fn keys() -> DayKeys {
    chain(1).keys(TODAY).unwrap()
}

fn hint() -> PrekeyHint {
    prekey(5).hash().into()
}

fn framed(sealed: &[u8]) -> Vec<u8> {
    frame(sealed, hint(), &keys(), &mut chance(1)).unwrap()
}

#[test]
fn what_is_framed_comes_out_again_at_every_edge_of_the_ladder() {
    for rung in LADDER {
        let full = rung - OVERHEAD_BYTES;
        let sealed = vec![7; full];
        let bytes = framed(&sealed);
        assert_eq!(bytes.len(), rung);
        let frame = Frame::parse(&bytes, TODAY).unwrap();
        assert_eq!(frame.unframe(&keys()), Ok((hint(), sealed)));
        if full < SEALED_BYTES_MAX {
            assert!(framed(&vec![7; full + 1]).len() > rung);
        }
    }
    assert_eq!(
        frame(&vec![7; SEALED_BYTES_MAX + 1], hint(), &keys(), &mut chance(1)),
        Err(FrameFault::SealedTooLong {
            found: SEALED_BYTES_MAX + 1,
            expected_max: SEALED_BYTES_MAX
        })
    );
}

#[test]
fn a_receipt_and_a_referral_cannot_be_told_apart_by_size() {
    let sizes: BTreeSet<usize> =
        [0, 1, 300, 2_000, 4_000].map(|n| framed(&vec![7; n]).len()).into();
    assert_eq!(sizes, BTreeSet::from([4_096]));
}

#[test]
fn two_frames_of_one_letter_share_nothing_but_the_day() {
    let mut rng = chance(2);
    let [a, b] = [(); 2].map(|()| frame(b"letter", hint(), &keys(), &mut rng).unwrap());
    assert_eq!(a[..4], b[..4]);
    let same = a[4..].iter().zip(&b[4..]).filter(|(a, b)| a == b).count();
    // One byte in 256 is the same by chance: 16 of 4092; 60 would be eleven deviations away.
    assert!(same < 60, "{same} bytes are the same");
}

#[test]
fn only_the_pair_recognises_its_frame_on_its_day_in_its_direction() {
    let bytes = framed(b"letter");
    let frame = Frame::parse(&bytes, TODAY).unwrap();
    assert!(frame.recognise(&keys()));
    let stranger = chain(2).keys(TODAY).unwrap();
    assert!(!frame.recognise(&stranger));
    assert_eq!(frame.unframe(&stranger), Err(FrameFault::Tampered));
    let tomorrow = chain(1).keys(TODAY.plus(1)).unwrap();
    assert!(!frame.recognise(&tomorrow));
    let other_day = FrameFault::OtherDay { found: TODAY.plus(1), expected: TODAY };
    assert_eq!(frame.unframe(&tomorrow), Err(other_day));
}

#[test]
fn a_length_off_the_ladder_is_refused_by_name() {
    let parse = |n: usize| Frame::parse(&vec![0; n], Day(0)).unwrap_err();
    for found in [0, 1, 43, 72, 4_095] {
        assert_eq!(parse(found), FrameFault::CutShort { found, expected_min: 4_096 });
    }
    assert_eq!(parse(4_097), FrameFault::NotOnLadder { found: 4_097, expected: 16_384 });
    let (found, expected_max) = (1_048_577, 1_048_576);
    assert_eq!(parse(found), FrameFault::TooLong { found, expected_max });
}

#[test]
fn a_day_outside_the_window_is_refused() {
    let bytes = framed(b"letter");
    for today in [TODAY.minus(2), TODAY, TODAY.plus(31)] {
        assert!(Frame::parse(&bytes, today).is_ok());
    }
    assert_eq!(
        Frame::parse(&bytes, TODAY.plus(32)).unwrap_err(),
        FrameFault::DayTooOld { found: TODAY, expected_min: TODAY.plus(1) }
    );
    assert_eq!(
        Frame::parse(&bytes, TODAY.minus(3)).unwrap_err(),
        FrameFault::DayTooNew { found: TODAY, expected_max: TODAY.minus(1) }
    );
}

#[test]
fn a_forgotten_day_cannot_be_had_again() {
    let mut chain = chain(1);
    let later = chain.keys(TODAY.plus(10)).unwrap();
    chain.forget_before(TODAY.plus(10)).unwrap();
    assert_eq!(chain.day(), TODAY.plus(10));
    assert_eq!(chain.keys(TODAY.plus(10)), Ok(later));
    assert_eq!(
        chain.keys(TODAY.plus(9)),
        Err(FrameFault::Forgotten { found: TODAY.plus(9), expected_min: TODAY.plus(10) })
    );
    // The key of an earlier day is not kept either: what is stored begins at the later day.
    assert_ne!(**chain.key(), [1; 32]);
    let restored = Chain::new(chain.day(), chain.key().clone());
    assert_eq!(restored.keys(TODAY.plus(20)), chain.keys(TODAY.plus(20)));
    chain.forget_before(TODAY).unwrap();
    assert_eq!(chain.day(), TODAY.plus(10));
}

#[test]
fn a_clock_far_ahead_does_not_throw_the_keys_away() {
    let mut chain = chain(1);
    let (found, expected_max) = (Day(u32::MAX), TODAY.plus(CHAIN_STEPS_MAX));
    let fault = FrameFault::TooFarAhead { found, expected_max };
    assert_eq!(chain.keys(found), Err(fault));
    assert_eq!(chain.forget_before(found), Err(fault));
    assert_eq!(chain.day(), TODAY);
    assert!(chain.keys(expected_max).is_ok());
}

#[test]
fn secrets_say_nothing_of_themselves() {
    assert_eq!(format!("{:?}", chain(1)), "Chain(Day(20454), secret)");
    assert_eq!(format!("{:?}", keys()), "DayKeys(Day(20454), secret)");
    let bytes = framed(b"letter");
    let frame = Frame::parse(&bytes, TODAY).unwrap();
    assert_eq!(format!("{frame:?}"), "Frame(Day(20454), 4096 bytes)");
}

proptest! {
    #[test]
    fn any_flipped_bit_is_noticed(bit in 32_usize..4_096 * 8) {
        let mut bytes = framed(b"letter");
        bytes[bit / 8] ^= 1 << (bit % 8);
        let frame = Frame::parse(&bytes, TODAY).unwrap();
        prop_assert_eq!(frame.unframe(&keys()), Err(FrameFault::Tampered));
    }

    #[test]
    fn a_changed_day_never_opens(day in any::<u32>()) {
        prop_assume!(day != TODAY.0);
        let mut bytes = framed(b"letter");
        bytes[..4].copy_from_slice(&day.to_be_bytes());
        let opened = Frame::parse(&bytes, TODAY).and_then(|f| f.unframe(&chain(1).keys(f.day())?));
        prop_assert!(opened.is_err());
    }

    #[test]
    fn random_bytes_never_panic(seed in any::<u64>(), rung in 0_usize..3, today in any::<u32>()) {
        use rand_chacha::rand_core::Rng;
        let mut bytes = vec![0; LADDER[rung]];
        chance(seed).fill_bytes(&mut bytes);
        bytes[..4].copy_from_slice(&today.to_be_bytes());
        let frame = Frame::parse(&bytes, Day(today)).unwrap();
        prop_assert!(!frame.recognise(&keys()));
    }

    #[test]
    fn any_letter_comes_out_as_it_went_in(sealed in prop::collection::vec(any::<u8>(), 0..20_000)) {
        let bytes = framed(&sealed);
        let frame = Frame::parse(&bytes, TODAY).unwrap();
        prop_assert_eq!(frame.unframe(&keys()), Ok((hint(), sealed)));
    }
}
