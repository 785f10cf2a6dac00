//! Attachments: what their letters say, and when a file may be shown.
#![allow(clippy::unwrap_used, clippy::panic, reason = "a test may stop")]

use proptest::prelude::*;

use crate::codes::{Section, Urgency};
use crate::error::FieldFault;
use crate::field::{Field, Value};
use crate::ids::{ConversationId, DAY_SECONDS, HeaderHash, Time};

use super::play::{CONSENT, Play, play_at, witness};
use super::*;

const R: Side = Side::Referrer;
const T: Side = Side::Target;

fn attachment() -> Attachment {
    let details = Details::new("passport.pdf", "application/pdf", 60_000, [5; 32]).unwrap();
    Attachment {
        at: Time(9),
        of: HeaderHash::new([1; 32]),
        section: Section::Identity,
        thread: ConversationId::new([2; 16]),
        details: Some(details),
    }
}

fn attach(play: &mut Play, by: Side, section: Section) -> HeaderHash {
    let (of, thread, at) = (HeaderHash::new([1; 32]), ConversationId::new([2; 16]), play.now());
    play.now += 1;
    play.put(by, EventKind::Attachment { of, section, thread, at })
}

#[test]
fn an_attachment_comes_back_as_it_was_written_and_says_less_when_its_section_is_erased() {
    let whole = attachment();
    assert_eq!(Attachment::read(&whole.to_fields()).unwrap(), whole);
    let left: Vec<Field> =
        whole.to_fields().into_iter().filter(|f| f.section == Section::Needs).collect();
    assert_eq!(Attachment::read(&left).unwrap(), Attachment { details: None, ..whole });
}

#[test]
fn a_field_in_another_section_or_none_of_its_own_is_refused() {
    let mut stray = attachment().to_fields();
    stray.last_mut().unwrap().section = Section::Account;
    let fault = Attachment::read(&stray).unwrap_err();
    assert!(matches!(fault, MoveFault::Section { found: Section::Account, .. }));
    let mut partial = attachment().to_fields();
    partial.pop();
    let fault = Attachment::read(&partial).unwrap_err();
    assert_eq!(fault, FieldFault::Missing { key: "content".to_owned() }.into());
    let needs = Attachment { section: Section::Needs, details: None, ..attachment() };
    let fault = Attachment::read(&needs.to_fields()).unwrap_err();
    assert!(matches!(fault, MoveFault::Section { found: Section::Needs, .. }));
}

#[test]
fn a_name_is_one_line_without_a_path_and_every_script_is_welcome() {
    let named = |name: &str| Details::new(name, "text/plain", 1, [0; 32]).is_ok();
    for good in ["scan 1.pdf", "หนังสือเดินทาง.jpg", "ကင်း.png", "a..b", &"n".repeat(120)]
    {
        assert!(named(good), "{good}");
    }
    let long = "n".repeat(121);
    for bad in ["", " a", "a ", "..", ".profile", "a/b", "a\\b", "a\nb", "a\0", "\u{202e}a", &long]
    {
        assert!(!named(bad), "{bad:?}");
    }
}

#[test]
fn a_media_type_is_formed_as_its_standard_asks() {
    let typed = |media_type: &str| Details::new("a", media_type, 1, [0; 32]).is_ok();
    assert!(typed("application/pdf") && typed("image/svg+xml"));
    for bad in ["", "pdf", "/pdf", "a/", "a/b/c", "text/plain; charset=utf-8", "a/\u{e4}"] {
        assert!(!typed(bad), "{bad}");
    }
}

#[test]
fn a_length_beyond_the_bound_is_refused_before_anything_is_kept() {
    for bytes in [0, ATTACHMENT_BYTES_MAX + 1, u64::MAX] {
        assert!(Details::new("a", "text/plain", bytes, [0; 32]).is_err(), "{bytes}");
    }
    assert_eq!(pieces_of(ATTACHMENT_BYTES_MAX), PIECES_MAX);
    assert_eq!((pieces_of(1), pieces_of(PIECE_BYTES as u64 + 1)), (1, 2));
}

#[test]
fn a_piece_is_of_its_place_and_of_the_length_that_its_place_asks_for() {
    let bytes = PIECE_BYTES as u64 + 40_000;
    let data = vec![7; 40_000];
    let read = |seq, data: &[u8]| Piece::read(seq, bytes, &Piece::to_fields(data));
    let last = Piece { number: 1, data: data.clone() };
    assert_eq!(read(Piece::seq(1), &data), Ok(last));
    for seq in [0, 3, u32::MAX] {
        assert!(matches!(read(seq, &data), Err(MoveFault::Number { .. })), "{seq}");
    }
    for wrong in [0, 39_999, 40_001, PIECE_BYTES] {
        let fault = read(Piece::seq(1), &vec![7; wrong]);
        assert!(matches!(fault, Err(MoveFault::Data { .. })), "{wrong}");
    }
    let mut longer = Piece::to_fields(&data);
    longer.push(Field::new(Section::Needs, "data.2", Value::Bytes(vec![0])));
    let fault = Piece::read(2, bytes, &longer).unwrap_err();
    assert_eq!(fault, FieldFault::Unknown { key: "data.2".to_owned() }.into());
}

#[test]
fn gaps_that_overlap_touch_fall_or_go_beyond_any_file_are_refused() {
    let read = |gaps: &[(u32, u32)]| {
        let missing: Vec<u8> =
            gaps.iter().flat_map(|(a, b)| [a.to_be_bytes(), b.to_be_bytes()].concat()).collect();
        let mut fields = pieces(vec![0..=0]).to_fields();
        fields.last_mut().unwrap().value = Value::Bytes(missing);
        Pieces::read(&fields)
    };
    assert_eq!(read(&[(0, 3), (5, 5)]).unwrap(), pieces(vec![0..=3, 5..=5]));
    let many: Vec<(u32, u32)> = (0..65).map(|n| (2 * n, 2 * n)).collect();
    let beyond = (0, PIECES_MAX);
    for bad in [&[][..], &[(3, 2)], &[(0, 3), (3, 4)], &[(0, 3), (4, 5)], &[(5, 5), (0, 1)]] {
        assert!(matches!(read(bad), Err(MoveFault::Items { .. })), "{bad:?}");
    }
    assert!(read(&[beyond]).is_err() && read(&many).is_err());
}

fn pieces(missing: Vec<std::ops::RangeInclusive<u32>>) -> Pieces {
    Pieces { at: Time(9), of: HeaderHash::new([1; 32]), missing }
}

#[test]
fn a_letter_that_has_all_names_no_gap_and_one_that_has_some_names_one() {
    assert_eq!(Pieces::read(&pieces(Vec::new()).to_fields()).unwrap(), pieces(Vec::new()));
    let mut both = pieces(vec![0..=1]).to_fields();
    both[2].value = Value::Text("all".to_owned());
    assert_eq!(
        Pieces::read(&both).unwrap_err(),
        FieldFault::Unknown { key: "missing".to_owned() }.into()
    );
    let mut neither = pieces(Vec::new()).to_fields();
    neither[2].value = Value::Text("some".to_owned());
    assert_eq!(
        Pieces::read(&neither).unwrap_err(),
        FieldFault::Missing { key: "missing".to_owned() }.into()
    );
}

proptest! {
    #[test]
    fn pieces_of_any_length_put_together_are_the_file(length in 1usize..200_000) {
        let file: Vec<u8> = (0..length).map(|n| (n % 251) as u8).collect();
        let mut together = Vec::new();
        for number in 0..pieces_of(length as u64) {
            let (from, long) = (number as usize * PIECE_BYTES, piece_length(length as u64, number));
            let fields = Piece::to_fields(&file[from..from + long.unwrap()]);
            let piece = Piece::read(Piece::seq(number), length as u64, &fields).unwrap();
            prop_assert_eq!(piece.number, number);
            together.extend(piece.data);
        }
        prop_assert_eq!(together, file);
    }

    #[test]
    fn gaps_are_what_is_missing_and_no_more(has in proptest::collection::vec(any::<bool>(), 1..400)) {
        let gaps = Pieces::gaps(has.len() as u32, |n| has[n as usize]);
        let named = |n: u32| gaps.iter().any(|gap| gap.contains(&n));
        let known = gaps.last().filter(|_| gaps.len() == GAPS_MAX).map_or(has.len() as u32, |gap| gap.end() + 1);
        for n in 0..known {
            prop_assert_eq!(named(n), !has[n as usize]);
        }
        if !gaps.is_empty() {
            let pieces = pieces(gaps.clone());
            prop_assert_eq!(Pieces::read(&pieces.to_fields()).unwrap(), pieces);
        }
    }
}

#[test]
fn a_file_is_attached_by_either_side_while_the_person_is_taken_on_and_changes_no_status() {
    for status in Status::ALL {
        let taken = matches!(status, Status::Accepted | Status::InTransit | Status::InService);
        for by in [R, T] {
            let mut play = play_at(*status);
            let hash = attach(&mut play, by, Section::Identity);
            assert_eq!(play.fate(hash) == Fate::Applied, taken, "{status} {by}");
            assert_eq!(play.state().status, *status);
            assert_eq!(may_carry(&play.fold(), hash, play.now()).is_ok(), taken, "{status} {by}");
            // Also what should not have been shown was shown.
            let attached = Attached { hash, by, section: Section::Identity };
            assert_eq!(play.state().attached, [attached]);
        }
    }
}

#[test]
fn a_file_is_attached_at_once_in_an_emergency_and_never_beyond_the_consent() {
    let mut state = play_at(Status::Sent).state();
    let now = state.clock.sent_at;
    let may = |state: &State, section, at| may_attach(Some(state), R, section, at);
    assert!(may(&state, Section::Identity, now).is_err());
    state.urgency = Urgency::Emergency;
    assert!(may(&state, Section::Identity, now).is_ok());
    let refusal = Refusal::SectionNotCovered { what: "attachment", found: Section::Account };
    assert_eq!(may(&state, Section::Account, now), Err(refusal));
    assert!(may(&state, Section::Identity, Time(20_366 * DAY_SECONDS)).is_err());
}

#[test]
fn no_further_piece_goes_after_a_revocation_a_stop_or_the_consents_last_day() {
    let mut play = play_at(Status::InService);
    let hash = attach(&mut play, R, Section::Identity);
    play.deliver();
    let carry = |play: &Play, at| may_carry(&play.fold(), hash, at);
    assert!(carry(&play, play.now()).is_ok());
    assert!(carry(&play, Time(20_366 * DAY_SECONDS)).is_err());
    let completed = play.clone().told(&[(T, MoveKind::Complete)]);
    assert!(carry(&completed, play.now()).is_ok(), "what was attached before arrives");
    for (by, kind) in
        [(R, MoveKind::Withdraw), (T, MoveKind::HandBack), (R, MoveKind::NarrowConsent)]
    {
        let stopped = play.clone().told(&[(by, kind)]);
        let left = stopped.state().consent.sections.contains(&Section::Identity);
        let goes_on = kind == MoveKind::NarrowConsent && left;
        assert_eq!(carry(&stopped, play.now()).is_ok(), goes_on, "{kind}");
    }
    let revoked = play.told(&[(T, MoveKind::RevokeConsent)]);
    let refusal = Refusal::ConsentRevoked { what: "attachment" };
    assert_eq!(carry(&revoked, revoked.now()), Err(refusal));
}

#[test]
fn an_attachment_that_a_revocation_crossed_stays_a_fact_and_no_piece_of_it_goes() {
    let mut play = play_at(Status::Accepted);
    play.write(T, Move::RevokeConsent { consent: CONSENT });
    let hash = attach(&mut play, R, Section::Identity);
    let refusal = Refusal::ConsentRevoked { what: "attachment" };
    assert_eq!(play.fate(hash), Fate::Crossed(refusal.clone()));
    assert_eq!(play.state().attached.len(), 1);
    assert_eq!(may_carry(&play.fold(), hash, play.now()), Err(refusal));
}

#[test]
fn a_slip_taken_back_leaves_what_was_attached() {
    let mut play = play_at(Status::InService);
    let state = play.state();
    let slip = play.write(T, witness(Some(&state), T, MoveKind::Interim));
    attach(&mut play, T, Section::Identity);
    play.write(T, Move::EnteredInError { what: What::Letter(slip) });
    assert!(matches!(play.fate(slip), Fate::Voided { .. }));
    assert_eq!(play.state().attached.len(), 1);
}

#[test]
fn a_side_attaches_sixteen_files_and_no_more() {
    let mut play = play_at(Status::InService);
    for _ in 0..ATTACHMENTS_PER_SIDE_MAX {
        let hash = attach(&mut play, R, Section::Identity);
        assert_eq!(play.fate(hash), Fate::Applied);
    }
    let one_more = attach(&mut play, R, Section::Identity);
    assert!(matches!(play.fate(one_more), Fate::OutOfTurn(Refusal::TooMany { .. })));
    let theirs = attach(&mut play, T, Section::Identity);
    assert_eq!(play.fate(theirs), Fate::Applied);
}
