//! One letter in one age file, to one X25519 recipient (C2SP age-encryption.org/v1).
//!
//! In: a prekey and a letter's bytes, or an age file from outside and an opening key. Out: the
//! other. The age crate does the cryptography; this file bounds what reaches it.

use std::io::{Read, Write};

use age::{DecryptError, Decryptor, Encryptor};
use bech32::{Bech32, ByteIterExt, Fe32IterExt, Hrp};
use zeroize::Zeroizing;

use crate::error::OpenFault;
use crate::keys::{OpeningKey, Prekey};

/// Longest age header: ours has under 400 bytes, of which a random stanza is up to 200. Parsing
/// an age header takes time quadratic in its length, so it is bounded before.
pub const AGE_HEADER_BYTES_MAX: usize = 2048;
/// Most stanzas in an age header: one recipient, one random stanza, and room.
pub const AGE_STANZAS_MAX: usize = 4;

/// age, one X25519 recipient (C2SP age-encryption.org/v1).
#[expect(
    clippy::expect_used,
    reason = "32 bytes are a recipient; one X25519 recipient always wraps; writing to a Vec cannot fail"
)]
pub(super) fn encrypt(prekey: &Prekey, letter: &[u8]) -> Vec<u8> {
    let recipient: age::x25519::Recipient =
        age_text("age", &prekey.0).parse().expect("bech32 of 32 bytes is an age recipient");
    let encryptor = Encryptor::with_recipients(std::iter::once(&recipient as &dyn age::Recipient))
        .expect("one X25519 recipient always wraps");
    let mut sealed = Vec::with_capacity(letter.len() + AGE_HEADER_BYTES_MAX);
    let written = encryptor.wrap_output(&mut sealed).and_then(|mut stream| {
        stream.write_all(letter)?;
        stream.finish().map(drop)
    });
    written.expect("writing to a Vec cannot fail");
    sealed
}

/// Opens an age file whose header is within bounds.
#[expect(clippy::expect_used, reason = "any 32 bytes are an X25519 secret (RFC 7748 section 5)")]
pub(super) fn decrypt(key: &OpeningKey, sealed: &[u8]) -> Result<Vec<u8>, OpenFault> {
    bound_header(sealed)?;
    let identity: age::x25519::Identity = age_text("age-secret-key-", &key.to_bytes())
        .parse()
        .expect("bech32 of 32 bytes is an age identity");
    let mut stream = Decryptor::new_buffered(sealed)
        .and_then(|d| d.decrypt(std::iter::once(&identity as &dyn age::Identity)))
        .map_err(why_not_opened)?;
    let mut letter = Vec::with_capacity(sealed.len());
    stream.read_to_end(&mut letter).map_err(|_| OpenFault::Damaged)?;
    Ok(letter)
}

fn why_not_opened(e: DecryptError) -> OpenFault {
    match e {
        DecryptError::NoMatchingKeys => OpenFault::OtherPrekey,
        DecryptError::InvalidHeader | DecryptError::UnknownFormat => {
            OpenFault::AgeHeader { found: "does not read", expected: "age-encryption.org/v1" }
        }
        // Bad MAC, bad payload, cut short; the enum is open, and whatever it adds did not open.
        _ => OpenFault::Damaged,
    }
}

/// SPEC 6.1: an age header MUST have at most 2048 bytes, at most 4 stanzas, and exactly one X25519
/// recipient. Checked line by line before age reads any of it; `sealed` may be the beginning of a file.
pub fn bound_header(sealed: &[u8]) -> Result<(), OpenFault> {
    const MAC_LINE_BYTES: usize = "--- ".len() + 43;
    let fault = |found, expected| Err(OpenFault::AgeHeader { found, expected });
    let head = sealed.get(..AGE_HEADER_BYTES_MAX).unwrap_or(sealed);
    let mut lines = head.split_inclusive(|b| *b == b'\n');
    if lines.next() != Some(b"age-encryption.org/v1\n") {
        return fault("is of another format", "age-encryption.org/v1");
    }
    let (mut stanzas, mut recipients) = (0, 0);
    for line in lines {
        if line.starts_with(b"---") {
            return match (line.strip_suffix(b"\n").map(<[u8]>::len), recipients) {
                (Some(MAC_LINE_BYTES), 1) => Ok(()),
                (Some(MAC_LINE_BYTES), _) => fault("has not one recipient", "one X25519 recipient"),
                (Some(_) | None, _) => fault("ends oddly", "an end of 43 characters"),
            };
        }
        stanzas += usize::from(line.starts_with(b"-> "));
        recipients += usize::from(line.starts_with(b"-> X25519 "));
        if stanzas > AGE_STANZAS_MAX {
            return fault("has more than 4 stanzas", "at most 4");
        }
    }
    fault("does not end within 2048 bytes", "an end within 2048 bytes")
}

/// The bech32 text by which age takes a key; wiped when dropped, and long enough not to move.
fn age_text(prefix: &'static str, key: &[u8; 32]) -> Zeroizing<String> {
    const TEXT_BYTES: usize = "age-secret-key-1".len() + 52 + 6;
    let mut text = Zeroizing::new(String::with_capacity(TEXT_BYTES));
    let hrp = Hrp::parse_unchecked(prefix);
    text.extend(key.iter().copied().bytes_to_fes().with_checksum::<Bech32>(&hrp).chars());
    text
}
