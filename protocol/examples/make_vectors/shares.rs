//! Shares of a recovery sheet, from the page and from school arithmetic in GF(256) (SPEC 3.6).

use serde_json::json;

use super::Book;
use super::write::{hex, join, sha};

const SET: [u8; 8] = [0x0a; 8];
const SEED: [u8; 32] = [0x5e; 32];
const NEEDED: u8 = 3;
const OF: u8 = 5;

pub(crate) fn shares(book: &mut Book) {
    let part = part(4);
    let good = share(1, NEEDED, OF, 4, &part);
    book.ok(
        ("share", "3.6", "share", "One share, as a trustee has it on paper."),
        json!({ "text": text(&good) }),
        json!({ "set": hex(&SET), "needed": NEEDED, "of": OF, "number": 4, "part": hex(&part) }),
    );
    let fault = |name, what| (name, "3.6", "share", what);
    let mut mistyped = text(&good);
    mistyped.replace_range(20..21, if mistyped[20..].starts_with('q') { "p" } else { "q" });
    book.refused(
        fault("share-mistyped", "One character is another."),
        "Checksum",
        json!({ "text": mistyped }),
    );
    book.refused(
        fault("share-unknown-version", "Version 2."),
        "Version",
        json!({ "text": text(&share(2, NEEDED, OF, 4, &part)) }),
    );
    book.refused(
        fault("share-of-which-one-is-enough", "A set of which one share is the sheet."),
        "Numbers",
        json!({ "text": text(&share(1, 1, OF, 4, &part)) }),
    );
    book.refused(
        fault("share-beyond-its-set", "The sixth of five."),
        "Numbers",
        json!({ "text": text(&share(1, NEEDED, OF, 6, &part)) }),
    );
    let some = [1, 4, 5].map(|number| text(&share(1, NEEDED, OF, number, &self::part(number))));
    book.ok(
        ("share-set", "3.6", "share-set", "Three of five shares, and the sheet that they give."),
        json!({ "shares": some }),
        json!({ "seed": hex(&SEED) }),
    );
}

/// The polynomials of degree two at this point: the sheet's byte, and two made-up coefficients.
fn part(x: u8) -> Vec<u8> {
    (0..)
        .zip(SEED)
        .map(|(at, byte): (u8, u8)| byte ^ times(0x21 + at, x) ^ times(0x91 ^ at, times(x, x)))
        .collect()
}

fn share(version: u8, needed: u8, of: u8, number: u8, part: &[u8]) -> Vec<u8> {
    let check = sha(&join(&[b"waypost/share/v1", &SET, &SEED]));
    join(&[&[version], &SET, &[needed, of, number], &check[..4], part])
}

fn text(bytes: &[u8]) -> String {
    bech32::encode::<bech32::Bech32>(bech32::Hrp::parse("wpshare").unwrap(), bytes).unwrap()
}

/// GF(2^8) modulo x^8 + x^4 + x^3 + x^2 + 1.
pub(crate) fn times(mut a: u8, mut b: u8) -> u8 {
    let mut product = 0;
    while b != 0 {
        if b & 1 == 1 {
            product ^= a;
        }
        a = (a << 1) ^ if a & 0x80 == 0 { 0 } else { 0x1d };
        b >>= 1;
    }
    product
}
