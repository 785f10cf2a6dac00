//! Cases of bundles (SPEC 6.10).

use serde_json::{Value, json};

use super::Book;
use super::letters::referral;
use super::partners::{chain, pair_root};
use super::write::*;

/// A head's entries: version, seq, part, last, seen, count of frames.
fn head(version: u8, part: u16, frames: u32) -> Vec<(u64, Vec<u8>)> {
    vec![
        (0, uint(version)),
        (1, uint(NOON)),
        (2, uint(part)),
        (3, flag(true)),
        (4, uint(NOON - 86_400)),
        (5, uint(frames)),
    ]
}

fn with_length(frame: &[u8]) -> Vec<u8> {
    join(&[&(frame.len() as u32).to_be_bytes(), frame])
}

pub(crate) fn bundles(book: &mut Book) {
    let letter = referral();
    let (today, sealed) = (chain_at(chain(), 2), seal(letter.prekey, &letter.bytes()));
    let framed = frame(today, TODAY, &sha(&letter.prekey)[..8], &sealed);
    let one = with_length(&framed);
    let input = |bytes: &[u8], today: u32| {
        json!({
            "bundle": hex(bytes), "chain": { "day": TODAY - 2, "key": hex(&chain()) }, "today": today,
        })
    };
    let case = |name, what| (name, "6.10", "bundle", what);
    let head_of = |frames| map(&head(1, 0, frames));

    let good = bundle_of(today, &head_of(1), &one, 16_384);
    let expect = |frames: &[&[u8]], seen: Value| {
        let hashes: Vec<String> = frames.iter().map(|frame| hex(&sha(frame))).collect();
        json!({ "day": TODAY, "seq": NOON, "part": 0, "last": true, "seen": seen, "frames": hashes })
    };
    book.ok(
        case("bundle", "One frame, and word of yesterday's bundle."),
        input(&good, TODAY),
        expect(&[&framed], json!(NOON - 86_400)),
    );
    let mut first = head(1, 0, 0);
    first.remove(4);
    book.ok(
        case("bundle-empty", "No frame, and no bundle of the partner's was taken yet."),
        input(&bundle_of(today, &map(&first), &[], 16_384), TODAY),
        expect(&[], Value::Null),
    );
    book.ok(
        case("bundle-last-day", "Found on the last day of the window."),
        input(&good, TODAY + 31),
        expect(&[&framed], json!(NOON - 86_400)),
    );
    let refused = [
        ("bundle-day-old", "32 days old: no key of the window fits.", "Tampered", TODAY + 32),
        ("bundle-day-ahead", "Three days ahead.", "Tampered", TODAY - 3),
    ];
    for (name, what, fault, day) in refused {
        let chain = json!({ "day": TODAY - 4, "key": hex(&chain()) });
        let bytes = bundle_of(chain_at(self::chain(), 4), &head_of(1), &one, 16_384);
        let input = json!({ "bundle": hex(&bytes), "chain": chain, "today": day });
        book.refused(case(name, what), fault, input);
    }
    let zeros = |count: u64| json!({ "zeros": count, "chain": { "day": TODAY - 2, "key": hex(&chain()) }, "today": TODAY });
    for (name, what, count) in [
        ("bundle-cut-short", "The last byte is missing.", 16_383),
        ("bundle-not-a-step", "24 KiB, between two lengths.", 24_576),
        ("bundle-too-long", "32 MiB.", 33_554_432),
    ] {
        book.refused(case(name, what), "Length", zeros(count));
    }
    let longer = bundle_of(today, &head_of(4), &one.repeat(4), 32_768);
    book.refused(
        case("bundle-cut-to-another-length", "Of 32 KiB the first 16."),
        "Tampered",
        input(&longer[..16_384], TODAY),
    );
    for (name, what, place) in [
        ("bundle-tampered-nonce", "One bit of the nonce.", 0),
        ("bundle-tampered-tag", "One bit of the tag.", 24),
        ("bundle-tampered-inside", "One bit of the frame.", 60),
        ("bundle-tampered-padding", "One bit of the padding.", 16_000),
        ("bundle-tampered-end", "One bit of the last byte.", 16_383),
    ] {
        let mut bytes = good.clone();
        bytes[place] ^= 1;
        book.refused(case(name, what), "Tampered", input(&bytes, TODAY));
    }
    let back: [u8; 32] = expand(&pair_root(), b"chain/joiner-to-inviter");
    book.refused(
        case("bundle-reflected", "Our own bundle comes back: it is of the other direction."),
        "Tampered",
        input(&bundle_of(chain_at(back, 2), &head_of(1), &one, 16_384), TODAY),
    );

    let inside = |head: &[u8], rest: &[u8]| input(&bundle_of(today, head, rest, 16_384), TODAY);
    book.refused(
        case("bundle-unknown-version", "Version 2, in a shape of its own."),
        "Version",
        inside(&map(&[(0, uint(2u8)), (7, tstr("new"))]), &[]),
    );
    let mut misordered = head(1, 0, 1);
    misordered.swap(3, 4);
    book.refused(
        case("bundle-misordered-head", "Two entries of the head have changed places."),
        "NotCanonical",
        inside(&map(&misordered), &one),
    );
    book.refused(
        case("bundle-head-too-long", "A head of 49 bytes."),
        "HeadLength",
        inside(&[0xa0; 49], &[]),
    );
    book.refused(
        case("bundle-part-beyond", "The 65th file."),
        "Part",
        inside(&map(&head(1, 64, 1)), &one),
    );
    book.refused(
        case("bundle-fewer-frames", "The head says two, one is there."),
        "Frames",
        inside(&head_of(2), &one),
    );
    book.refused(
        case("bundle-frame-cut-short", "The frame's length points beyond the file."),
        "Frames",
        inside(&head_of(1), &join(&[&16_384_u32.to_be_bytes(), &framed])),
    );
    book.refused(
        case("bundle-odd-frame", "A frame of 4097 bytes."),
        "FrameLength",
        inside(&head_of(1), &with_length(&[7; 4_097])),
    );
    book.refused(
        case("bundle-more-frames", "The head says one, two are there."),
        "Padding",
        inside(&head_of(1), &one.repeat(2)),
    );
}
