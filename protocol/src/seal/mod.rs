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

mod age_file;

use rand_core::CryptoRng;
use zeroize::Zeroizing;

pub use self::age_file::{AGE_HEADER_BYTES_MAX, AGE_STANZAS_MAX, bound_header};

use crate::error::{OpenFault, SealFault};
use crate::identity::KeyLog;
use crate::ids::{Day, HeaderHash, OrgId, PrekeyHash, SealedHash};
use crate::keys::{OpeningKey, Prekey, SigningKey, VerifyingKey};
use crate::letter::{self, BodySeed, Draft, Header, Letter, LetterKind, SUITE, SenderKey, VERSION};

/// Longest sealed letter: the largest frame, less the frame's own 72 bytes (SPEC 6.1).
pub const SEALED_BYTES_MAX: usize = 1_048_576 - 72;
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
    /// The letter as signed: header, signature, shown fields.
    pub letter: LetterBytes,
    /// The letter's name in `prev` and `answers`.
    pub header_hash: HeaderHash,
    /// Which prekey it was sealed to.
    pub prekey_hash: PrekeyHash,
    /// With the draft's fields, what can show hidden ones later.
    pub body_seed: BodySeed,
}

impl Sealed {
    /// What recognises these sealed bytes when they come again.
    pub fn hash(&self) -> SealedHash {
        SealedHash::of(&self.bytes)
    }
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
    if addressee.prekey.is_weak() {
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
    let bytes = age_file::encrypt(addressee.prekey, &written.bytes);
    Ok(Sealed {
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
    /// The hash of the opening key's public half, as kept beside the key since it was made: the
    /// curve is not asked again for each letter.
    pub prekey: PrekeyHash,
    /// The way it came.
    pub origin: Origin,
    /// Today, by this node's clock.
    pub today: Day,
    /// The lowest suite taken from this partner; it only rises.
    pub min_suite: u8,
}

/// A letter that was decrypted and is meant for us, by a sender that is not yet proved. It shows
/// what is needed to find the sender's key, and no more.
#[derive(Debug)]
pub struct Unsealed {
    letter: Letter,
    today: Day,
}

/// Evidence: written and signed by the sender, to this organisation and this prekey, still fresh.
/// Made only by [`Unsealed::verify`].
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Opened(Letter);

/// Decrypts sealed bytes and checks all but the signature and the dates. `key` is the private half
/// of `expect.prekey`.
pub fn unseal(sealed: &[u8], key: &OpeningKey, expect: &Expect) -> Result<Unsealed, OpenFault> {
    // SPEC 6.1: a sealed letter MUST NOT be longer than the largest frame carries.
    if sealed.len() > SEALED_BYTES_MAX {
        return Err(OpenFault::TooLong { found: sealed.len(), expected_max: SEALED_BYTES_MAX });
    }
    let letter = Letter::decode(age_file::decrypt(key, sealed)?)?;
    let header = letter.header();
    check_sender(header, expect.origin)?;
    // SPEC 6.2: the header MUST name this organisation.
    if header.recipient_org != expect.me {
        return Err(OpenFault::Recipient { found: header.recipient_org, expected: expect.me });
    }
    // SPEC 6.2: the header MUST name the prekey that opened the seal.
    if header.recipient_prekey_hash != expect.prekey {
        return Err(OpenFault::Prekey {
            found: header.recipient_prekey_hash,
            expected: expect.prekey,
        });
    }
    // SPEC 1.2: a suite below the partner's floor MUST be refused.
    if header.suite < expect.min_suite {
        return Err(OpenFault::SuiteTooLow { found: header.suite, expected_min: expect.min_suite });
    }
    Ok(Unsealed { letter, today: expect.today })
}

/// SPEC 6.2: the header MUST name the partner of the frame; a join, and nothing else, MUST come
/// under an invite.
fn check_sender(header: &Header, origin: Origin) -> Result<(), OpenFault> {
    let join = header.kind == LetterKind::Join;
    match origin {
        Origin::Partner(partner) if header.sender_org != partner => {
            Err(OpenFault::Sender { found: header.sender_org, expected: partner })
        }
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

    /// Checks that the log is the sender's, and [`Unsealed::verify`] under the key that it gives.
    pub fn verify_by(self, log: &KeyLog) -> Result<Opened, OpenFault> {
        let header = self.letter.header();
        // SPEC 6.2: the signing key MUST be one of the sender's own key log.
        if log.org() != header.sender_org {
            return Err(OpenFault::Sender { found: log.org(), expected: header.sender_org });
        }
        let key = log.key_of(&header.sender_key, header.day)?;
        self.verify(&key)
    }

    /// Checks the signature under the key that the sender's key log gives for
    /// `header().sender_key` on `header().day`, and then the dates. The key log must be that of
    /// `header().sender_org`.
    pub fn verify(self, sender_key: &VerifyingKey) -> Result<Opened, OpenFault> {
        self.letter.verify(sender_key)?;
        let header = self.letter.header();
        // SPEC 5.1: the day MUST NOT be more than 2 days ahead of the recipient's.
        let latest = self.today.plus(DAYS_AHEAD_MAX);
        if header.day > latest {
            return Err(OpenFault::DayAhead { found: header.day, expected_max: latest });
        }
        // SPEC 5.1: a letter MUST NOT be opened after its last day.
        if header.expires_day < self.today {
            return Err(OpenFault::Expired { found: header.expires_day, expected_min: self.today });
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
