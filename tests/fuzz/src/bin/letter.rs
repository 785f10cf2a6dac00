//! `letter::Letter::decode`: what a partner, who can seal and sign anything, may put in a letter.
#![no_main]

use minicbor::{Decoder, Encoder};
use waypost_fuzz::{bodies, sealed, signing, target};
use waypost_protocol::error::LetterFault;
use waypost_protocol::letter::{Disclosure, Header, Letter, LetterKind, Salt};

target!(seeds: seeds(), holds: holds);

fn seeds() -> Vec<Vec<u8>> {
    let field = bodies().swap_remove(0).swap_remove(0);
    let shown = vec![Disclosure { index: 3, salt: Salt([4; 16]), field }];
    let referrals = bodies().into_iter().map(|body| sealed(LetterKind::Referral, body, Vec::new()));
    let disclosure = sealed(LetterKind::Disclosure, bodies().swap_remove(0), shown);
    referrals.chain([disclosure]).map(|s| s.letter.as_bytes().to_vec()).collect()
}

fn holds(bytes: &[u8]) {
    match Letter::decode(bytes.to_vec()) {
        Ok(letter) => is_sound(&letter, bytes),
        Err(LetterFault::BodyRoot { found, .. }) => with_its_own_root(bytes, found),
        Err(_) => {}
    }
}

/// Kept as it came; every field it shows agrees with its commitment.
fn is_sound(letter: &Letter, bytes: &[u8]) {
    assert_eq!(letter.bytes(), bytes);
    assert_eq!(letter.header().encode(), letter.header_bytes());
    let shown: Vec<_> = letter.shown().collect();
    assert_eq!(letter.reveal(&shown).as_deref(), Ok(letter.fields()));
    let _ = letter.reveal(letter.disclosed());
    let _ = letter.verify(&signing(1).verifying_key());
}

/// A changed body never matches its commitment; a forger who signs would make it match, so we do.
fn with_its_own_root(bytes: &[u8], root: waypost_protocol::ids::BodyRoot) {
    let mut d = Decoder::new(bytes);
    d.array().expect("the header was read");
    let mut header =
        Header::decode(d.bytes().expect("the header was read")).expect("the header was read");
    header.body_root = root;
    let mut forged = Vec::new();
    Encoder::new(&mut forged)
        .array(5)
        .and_then(|e| e.bytes(&header.encode()))
        .expect("a Vec takes all");
    forged.extend_from_slice(&bytes[d.position()..]);
    match Letter::decode(forged.clone()) {
        Ok(letter) => is_sound(&letter, &forged),
        Err(LetterFault::BodyRoot { .. }) => panic!("the body has another root each time"),
        Err(_) => {}
    }
}
