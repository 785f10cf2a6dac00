//! `letter::Header::decode`: the signed head of a letter.
#![no_main]

use waypost_fuzz::{bodies, sealed, target};
use waypost_protocol::letter::{Header, Letter, LetterKind};

target!(seeds: seeds(), holds: holds);

fn seeds() -> Vec<Vec<u8>> {
    let letters = bodies().into_iter().map(|body| sealed(LetterKind::Referral, body, Vec::new()));
    let read =
        letters.map(|s| Letter::decode(s.letter.as_bytes().to_vec()).expect("our own letter"));
    read.map(|letter| letter.header_bytes().to_vec()).collect()
}

/// A header has one writing.
fn holds(bytes: &[u8]) {
    if let Ok(header) = Header::decode(bytes) {
        assert_eq!(header.encode(), bytes);
        assert_eq!(header.seq == 0, header.prev.is_none());
    }
}
