//! Sealing a letter to one prekey of one partner, and opening one (SPEC 6).
//!
//! In: a [`Draft`] and keys; or sealed bytes, the opening key and what is expected of them. Out:
//! [`Sealed`] bytes for a frame; or [`Opened`], which only [`Unsealed::verify`] makes: holding one is
//! the proof that a partner wrote this letter to this organisation.
//!
//! A sealed letter is opened in two steps, because the letter may bring the key log entries that
//! vouch for its signing key: [`unseal`] gives the header, the caller's key log gives the key, and
//! [`Unsealed::verify`] gives the letter. The body cannot be read in between.
//!
//! Never: a second recipient, an outer signature, a negotiated suite. The age crate draws its own
//! randomness (file key, ephemeral key); everything else comes from the caller's.

use std::io::{Read, Write};

use age::{DecryptError, Decryptor, Encryptor};
use bech32::{Bech32, ByteIterExt, Fe32IterExt, Hrp};
use rand_core::CryptoRng;
use zeroize::Zeroizing;

use crate::error::{OpenFault, SealFault};
use crate::ids::{Day, HeaderHash, OrgId, PrekeyHash, SealedHash};
use crate::keys::{OpeningKey, Prekey, SigningKey, VerifyingKey};
use crate::letter::{self, BodySeed, Draft, Header, Letter, LetterKind, SUITE, SenderKey, VERSION};

/// Longest sealed letter: the largest frame, less the frame's own 72 bytes (SPEC 6.1).
pub const SEALED_BYTES_MAX: usize = 1_048_576 - 72;
/// Longest age header: ours has about 300 bytes, of which a random stanza is up to 200. Parsing
/// an age header takes time quadratic in its length, so it is bounded before.
pub const AGE_HEADER_BYTES_MAX: usize = 2048;
/// Most stanzas in an age header: one recipient, one random stanza, and room.
pub const AGE_STANZAS_MAX: usize = 4;
/// How far ahead a partner's clock may be (SPEC 5.1).
pub const DAYS_AHEAD_MAX: u32 = 2;

/// Who writes.
#[derive(Clone, Copy, Debug)]
pub struct Author<'a> {
    /// The organisation.
    pub org: OrgId,
    /// Its current signing key.
    pub key: &'a SigningKey,
}

/// To whom.
#[derive(Clone, Copy, Debug)]
pub struct Addressee<'a> {
    /// The organisation.
    pub org: OrgId,
    /// One of its prekeys: a one-time prekey, else that of the current epoch.
    pub prekey: &'a Prekey,
}

/// A sealed letter, and what its author keeps of it.
#[derive(Debug)]
#[non_exhaustive]
pub struct Sealed {
    /// The age file: what a frame carries.
    pub bytes: Vec<u8>,
    /// Recognises the sealed bytes.
    pub hash: SealedHash,
    /// The letter as signed: header, signature, shown fields.
    pub letter: LetterBytes,
    /// The letter's name in `prev` and `answers`.
    pub header_hash: HeaderHash,
    /// Which prekey it was sealed to.
    pub prekey_hash: PrekeyHash,
    /// With the draft's fields, what can show hidden ones later.
    pub body_seed: BodySeed,
}

/// The exact bytes of a letter, wiped when dropped; `Debug` says how many.
pub struct LetterBytes(Zeroizing<Vec<u8>>);

impl LetterBytes {
    /// The bytes, for the vault, and for [`Letter::decode`].
    pub fn as_bytes(&self) -> &[u8] {
        &self.0
    }
}

impl std::fmt::Debug for LetterBytes {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "LetterBytes({})", self.0.len())
    }
}

/// Writes, signs and seals a letter.
pub fn seal(
    draft: &Draft,
    author: Author<'_>,
    addressee: Addressee<'_>,
    rng: &mut impl CryptoRng,
) -> Result<Sealed, SealFault> {
    let prekey_hash = addressee.prekey.hash();
    // SPEC 4.3: a prekey of small order MUST NOT be sealed to.
    if is_weak(addressee.prekey) {
        return Err(SealFault::WeakPrekey { found: prekey_hash });
    }
    let body_seed = BodySeed::generate(rng);
    let written = letter::write(draft, &body_seed, author.key, |body_root| Header {
        version: VERSION,
        suite: SUITE,
        kind: draft.kind,
        sender_org: author.org,
        sender_key: SenderKey::from(&author.key.verifying_key()),
        recipient_org: addressee.org,
        recipient_prekey_hash: prekey_hash,
        conversation: draft.conversation,
        letter_id: draft.letter_id,
        seq: draft.seq,
        prev: draft.prev,
        answers: draft.answers,
        day: draft.day,
        expires_day: draft.expires_day,
        body_root,
        min_suite: draft.min_suite,
        checkpoint: draft.checkpoint,
    })?;
    let bytes = encrypt(addressee.prekey, &written.bytes);
    Ok(Sealed {
        hash: SealedHash::of(&bytes),
        bytes,
        letter: LetterBytes(Zeroizing::new(written.bytes)),
        header_hash: written.header_hash,
        prekey_hash,
        body_seed,
    })
}

/// By which way sealed bytes came: the frame says so.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Origin {
    /// In a frame of the pair with this partner.
    Partner(OrgId),
    /// In a frame under one of our invites: only a join comes so, and its sender is not yet known.
    Invite,
}

/// What a sealed letter must agree with.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Expect {
    /// This organisation.
    pub me: OrgId,
    /// The way it came.
    pub origin: Origin,
    /// Today, by this node's clock.
    pub today: Day,
    /// The lowest suite taken from this partner; it only rises.
    pub min_suite: u8,
}

/// A letter that was decrypted and is meant for us, by a sender that is not yet proved. It shows
/// what is needed to find the sender's key, and no more.
pub struct Unsealed {
    letter: Letter,
    today: Day,
}

/// Evidence: written and signed by the sender, to this organisation and this prekey, still fresh.
/// Made only by [`Unsealed::verify`].
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Opened(Letter);

/// Decrypts sealed bytes and checks all but the signature and the dates.
pub fn unseal(sealed: &[u8], key: &OpeningKey, expect: &Expect) -> Result<Unsealed, OpenFault> {
    // SPEC 6.1: a sealed letter MUST NOT be longer than the largest frame carries.
    if sealed.len() > SEALED_BYTES_MAX {
        return Err(OpenFault::TooLong {
            found: sealed.len(),
            expected_max: SEALED_BYTES_MAX,
        });
    }
    bound_age_header(sealed)?;
    let letter = Letter::decode(decrypt(key, sealed)?)?;
    let header = letter.header();
    check_sender(header, expect.origin)?;
    // SPEC 6.2: the header MUST name this organisation.
    if header.recipient_org != expect.me {
        return Err(OpenFault::Recipient {
            found: header.recipient_org,
            expected: expect.me,
        });
    }
    // SPEC 6.2: the header MUST name the prekey that opened the seal.
    let prekey = key.prekey().hash();
    if header.recipient_prekey_hash != prekey {
        return Err(OpenFault::Prekey {
            found: header.recipient_prekey_hash,
            expected: prekey,
        });
    }
    // SPEC 1.2: a suite below the partner's floor MUST be refused.
    if header.suite < expect.min_suite {
        return Err(OpenFault::SuiteTooLow {
            found: header.suite,
            expected_min: expect.min_suite,
        });
    }
    Ok(Unsealed {
        letter,
        today: expect.today,
    })
}

/// SPEC 6.2: the header MUST name the partner of the frame; a join, and nothing else, MUST come
/// under an invite.
fn check_sender(header: &Header, origin: Origin) -> Result<(), OpenFault> {
    let join = header.kind == LetterKind::Join;
    match origin {
        Origin::Partner(partner) if header.sender_org != partner => Err(OpenFault::Sender {
            found: header.sender_org,
            expected: partner,
        }),
        Origin::Partner(_) if !join => Ok(()),
        Origin::Invite if join => Ok(()),
        Origin::Partner(_) | Origin::Invite => Err(OpenFault::KindForOrigin { found: header.kind }),
    }
}

impl Unsealed {
    /// The header: who claims to have written, with which key, when.
    pub fn header(&self) -> &Header {
        self.letter.header()
    }

    /// Entries for the sender's key log, as exact bytes; they prove themselves.
    pub fn key_log_tail(&self) -> &[Vec<u8>] {
        self.letter.key_log_tail()
    }

    /// Checks the signature under the key that the sender's key log gives for
    /// `header().sender_key` on `header().day`, and then the dates.
    pub fn verify(self, sender_key: &VerifyingKey) -> Result<Opened, OpenFault> {
        self.letter.verify(sender_key)?;
        let header = self.letter.header();
        // SPEC 5.1: the day MUST NOT be more than 2 days ahead of the recipient's.
        let latest = self.today.plus(DAYS_AHEAD_MAX);
        if header.day > latest {
            return Err(OpenFault::DayAhead {
                found: header.day,
                expected_max: latest,
            });
        }
        // SPEC 5.1: a letter MUST NOT be opened after its last day.
        if header.expires_day < self.today {
            return Err(OpenFault::Expired {
                found: header.expires_day,
                expected_min: self.today,
            });
        }
        Ok(Opened(self.letter))
    }
}

impl Opened {
    /// The letter.
    pub fn letter(&self) -> &Letter {
        &self.0
    }

    /// The letter, to be kept.
    pub fn into_letter(self) -> Letter {
        self.0
    }
}

/// SPEC 6.1: an age header MUST have at most 2048 bytes, at most 4 stanzas, and exactly one X25519
/// recipient. Checked line by line before age reads any of it.
fn bound_age_header(sealed: &[u8]) -> Result<(), OpenFault> {
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

/// Public X25519 values of small order, canonical (RFC 7748 section 6.1; their order divides 8).
/// Whatever is sealed to one of them, anybody can open; age would stop the program instead.
#[rustfmt::skip]
const SMALL_ORDER: [[u8; 32]; 5] = [
    [0; 32],
    [1, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0],
    [0xe0, 0xeb, 0x7a, 0x7c, 0x3b, 0x41, 0xb8, 0xae, 0x16, 0x56, 0xe3, 0xfa, 0xf1, 0x9f, 0xc4, 0x6a,
     0xda, 0x09, 0x8d, 0xeb, 0x9c, 0x32, 0xb1, 0xfd, 0x86, 0x62, 0x05, 0x16, 0x5f, 0x49, 0xb8, 0x00],
    [0x5f, 0x9c, 0x95, 0xbc, 0xa3, 0x50, 0x8c, 0x24, 0xb1, 0xd0, 0xb1, 0x55, 0x9c, 0x83, 0xef, 0x5b,
     0x04, 0x44, 0x5c, 0xc4, 0x58, 0x1c, 0x8e, 0x86, 0xd8, 0x22, 0x4e, 0xdd, 0xd0, 0x9f, 0x11, 0x57],
    [0xec, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff,
     0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0x7f],
];

/// Whether a prekey is of small order, or not the canonical writing of a value: 2^255 - 19 and above.
fn is_weak(prekey: &Prekey) -> bool {
    let [low, middle @ .., high] = prekey.0;
    let at_least_p = (high == 0x7f && middle == [0xff; 30] && low >= 0xed) || high > 0x7f;
    at_least_p || SMALL_ORDER.contains(&prekey.0)
}

/// age, one X25519 recipient (C2SP age-encryption.org/v1).
#[expect(
    clippy::expect_used,
    reason = "32 bytes are a recipient; one X25519 recipient always wraps; writing to a Vec cannot fail"
)]
fn encrypt(prekey: &Prekey, letter: &[u8]) -> Vec<u8> {
    let recipient: age::x25519::Recipient = age_text("age", &prekey.0)
        .parse()
        .expect("bech32 of 32 bytes is an age recipient");
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

#[expect(
    clippy::expect_used,
    reason = "any 32 bytes are an X25519 secret (RFC 7748 section 5)"
)]
fn decrypt(key: &OpeningKey, sealed: &[u8]) -> Result<Vec<u8>, OpenFault> {
    let identity: age::x25519::Identity = age_text("age-secret-key-", &key.to_bytes())
        .parse()
        .expect("bech32 of 32 bytes is an age identity");
    let mut stream = Decryptor::new_buffered(sealed)
        .and_then(|d| d.decrypt(std::iter::once(&identity as &dyn age::Identity)))
        .map_err(why_not_opened)?;
    let mut letter = Vec::with_capacity(sealed.len());
    stream
        .read_to_end(&mut letter)
        .map_err(|_| OpenFault::Damaged)?;
    Ok(letter)
}

fn why_not_opened(e: DecryptError) -> OpenFault {
    match e {
        DecryptError::NoMatchingKeys => OpenFault::OtherPrekey,
        DecryptError::InvalidHeader | DecryptError::UnknownFormat => OpenFault::AgeHeader {
            found: "does not read",
            expected: "age-encryption.org/v1",
        },
        // Bad MAC, bad payload, cut short; the enum is open, and whatever it adds did not open.
        _ => OpenFault::Damaged,
    }
}

/// The bech32 text by which age takes a key; wiped when dropped, and long enough not to move.
fn age_text(prefix: &'static str, key: &[u8; 32]) -> Zeroizing<String> {
    const TEXT_BYTES: usize = "age-secret-key-1".len() + 52 + 6;
    let mut text = Zeroizing::new(String::with_capacity(TEXT_BYTES));
    let hrp = Hrp::parse_unchecked(prefix);
    text.extend(
        key.iter()
            .copied()
            .bytes_to_fes()
            .with_checksum::<Bech32>(&hrp)
            .chars(),
    );
    text
}
