//! `seal::unseal`: the age file, its bounds, and the letter within.
#![no_main]

use waypost_fuzz::{TODAY, bodies, opening, organisation, sealed, target};
use waypost_protocol::letter::LetterKind;
use waypost_protocol::seal::{Expect, Origin, unseal};

target!(seeds: seeds(), holds: holds);

fn seeds() -> Vec<Vec<u8>> {
    bodies().into_iter().map(|body| sealed(LetterKind::Referral, body, Vec::new()).bytes).collect()
}

/// What opens is shorter than what came, and its signature is checked without a panic.
fn holds(bytes: &[u8]) {
    let author = organisation(1);
    let expect = Expect {
        me: organisation(20).org(),
        prekey: opening(60).prekey().hash(),
        origin: Origin::Partner(author.org()),
        today: TODAY,
        min_suite: 1,
    };
    let Ok(unsealed) = unseal(bytes, &opening(60), &expect) else { return };
    if let Ok(opened) = unsealed.verify_by(author.log()) {
        assert!(opened.letter().bytes().len() < bytes.len());
    }
}
