//! `exchange::read_event`: the fields of a partner's letters, as moves, receipts, disclosures and attachments.
#![no_main]

use waypost_fuzz::{TODAY, bytes_of, fields_of, referrals, target};
use waypost_protocol::codes::{DeclineCode, Section};
use waypost_protocol::exchange::{
    Attachment, Details, EventKind, EventLetter, HeaderParts, LineAnswer, Move, MoveKind, Piece,
    Pieces, Side, Stage, disclosure_fields, fold, key, read_event, receipt_fields,
};
use waypost_protocol::field::{Field, Value};
use waypost_protocol::ids::{ConversationId, DAY_SECONDS, HeaderHash, Time};

target!(seeds: seeds(), holds: holds);

const NOW: Time = Time(TODAY.0 as u64 * DAY_SECONDS);
const OF: HeaderHash = HeaderHash::new([3; 32]);

fn seeds() -> Vec<Vec<u8>> {
    let line =
        LineAnswer::Declined { code: DeclineCode::ALL[0], note: Some("not here".to_owned()) };
    let accept = Move::Accept { lines: vec![LineAnswer::Accepted, line], by_when: NOW.plus(60) };
    let answer = Move::Answer { of: OF, text: "two rooms".to_owned() };
    let named = |kind: &MoveKind| {
        let text =
            |key: &str, value: &str| Field::new(Section::Needs, key, Value::Text(value.to_owned()));
        vec![
            Field::new(Section::Needs, key::AT, Value::Number(NOW.0)),
            text(key::MOVE, kind.as_str()),
        ]
    };
    let mut letters: Vec<_> = MoveKind::ALL.iter().map(named).collect();
    letters.extend([accept.to_fields(NOW), answer.to_fields(NOW)]);
    letters.push(receipt_fields(OF, Stage::Opened, NOW));
    letters.push(disclosure_fields(OF, &[Section::Identity], NOW));
    let thread = ConversationId::new([4; 16]);
    let details = Details::new("scan.pdf", "application/pdf", 60_000, [5; 32]).ok();
    let (at, of, section) = (NOW, OF, Section::Documents);
    letters.push(Attachment { at, of, section, thread, details }.to_fields());
    letters.push(Pieces { at, of, missing: vec![0..=3, 9..=9] }.to_fields());
    letters.push(Piece::to_fields(&[7; 608]));
    letters.push(referrals().swap_remove(0).payload());
    letters.into_iter().map(bytes_of).collect()
}

/// Whatever is read is written back with the same meaning, and the exchange has an answer to it.
fn holds(bytes: &[u8]) {
    let Some(fields) = fields_of(bytes) else { return };
    let _ = Piece::read(1, 60_000, &fields);
    for letter in [
        EventLetter::Referral,
        EventLetter::Move,
        EventLetter::Receipt,
        EventLetter::Disclosure,
        EventLetter::Attachment,
        EventLetter::Pieces,
    ] {
        let header = HeaderParts { hash: OF, by: Side::ALL[0], seq: 0, prev: None, answers: None };
        let Ok(event) = read_event(header, letter, &fields) else { continue };
        let written = match &event.kind {
            EventKind::Move(mv, at) => mv.to_fields(*at),
            EventKind::Receipt { of, stage, at } => receipt_fields(*of, *stage, *at),
            EventKind::Disclosure { of, sections, at } => disclosure_fields(*of, sections, *at),
            EventKind::Attachment { .. } => {
                Attachment::read(&fields).expect("it was read").to_fields()
            }
            EventKind::Pieces { .. } => Pieces::read(&fields).expect("it was read").to_fields(),
        };
        assert_eq!(read_event(header, letter, &written).as_ref(), Ok(&event));
        let _ = fold(&[event]);
    }
}
