//! Who an organisation is: its inception, its key log, its node certificates (SPEC 3).
//!
//! In: bytes from a card or a letter, and the day. Out: a [`KeyLog`] in which every entry was
//! checked, and a verdict on a key and a day. An [`Author`] is the organisation's own secret side.
//! Never here: the transport's secret key, or any decision to trust an organisation.

use std::fmt;

use minicbor::{Decode, Encode};
use sha2::{Digest, Sha256};

use crate::cbor;
use crate::error::IdentityFault;
use crate::ids::{Day, NodeId, OrgId};
use crate::keys::{Signature, SigningKey, VerifyingKey};
use crate::signed::{Signable, Signed};

/// Version of the inception.
pub const INCEPTION_VERSION: u8 = 1;
/// Most rotations in a key log: one a month for five years. Keeps a card within one frame.
pub const ROTATIONS_MAX: usize = 64;
/// Longest inception: two keys and two small numbers, with room for a later field.
const INCEPTION_BYTES_MAX: usize = 128;
/// Longest key log: an inception and the most rotations, each with its envelope.
pub const KEY_LOG_BYTES_MAX: usize =
    INCEPTION_BYTES_MAX + ROTATIONS_MAX * (Rotation::BYTES_MAX + 72) + 8;

/// A promise of the next signing key: SHA-256 of its 32 public bytes (SPEC 3.1).
///
/// The key's secret half is on the recovery sheet and nowhere else, so a thief of the machine
/// cannot rotate.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Encode, Decode)]
#[cbor(transparent)]
pub struct NextKey(#[cbor(n(0), with = "minicbor::bytes")] [u8; 32]);

impl NextKey {
    /// The promise of this key.
    pub fn of(key: &VerifyingKey) -> Self {
        Self(Sha256::digest(key.as_bytes()).into())
    }
}

/// SHA-256 of a log entry's bytes, without its signature.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Encode, Decode)]
#[cbor(transparent)]
pub struct EntryHash(#[cbor(n(0), with = "minicbor::bytes")] [u8; 32]);

impl EntryHash {
    fn of(entry: &[u8]) -> Self {
        Self(Sha256::digest(entry).into())
    }
}

/// The first entry of a key log. Its hash is the organisation's id.
#[derive(Clone, PartialEq, Eq, Debug, Encode, Decode)]
#[cbor(map)]
struct Inception {
    #[n(0)]
    version: u8,
    #[n(1)]
    created_day: Day,
    #[n(2)]
    signing_key: VerifyingKey,
    #[n(3)]
    next_key: NextKey,
}

/// A change of signing key, signed by the key that the entry before it promised.
#[derive(Clone, PartialEq, Eq, Debug, Encode, Decode)]
#[cbor(map)]
pub struct Rotation {
    /// Its place in the log; the first rotation is 1.
    #[n(0)]
    pub seq: u32,
    /// The entry before it.
    #[n(1)]
    pub prev: EntryHash,
    /// The signing key from now on.
    #[n(2)]
    pub signing_key: VerifyingKey,
    /// The key that may replace it.
    #[n(3)]
    pub next_key: NextKey,
    /// The last day on which the key replaced may have signed.
    #[n(4)]
    pub day: Day,
    /// The key replaced was stolen: nothing more may be taken from it, of whatever day.
    #[n(5)]
    pub compromised: bool,
}

/// A rotation as it travels.
pub type SignedRotation = Signed<Rotation>;

impl Signable for Rotation {
    const WHAT: &'static str = "rotation";
    const DOMAIN: &'static str = "waypost/rotation/v1";
    const BYTES_MAX: usize = 128;
}

/// An organisation's signing keys, from the first to the current. Every entry was checked.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct KeyLog {
    inception: Inception,
    rotations: Vec<SignedRotation>,
}

/// A signing key and the days it was, or is, in force.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct KeyTime {
    /// The key.
    pub key: VerifyingKey,
    /// The day it came into force.
    pub since: Day,
    /// The last day on which it may have signed; none while it is in force.
    pub until: Option<Day>,
    /// It was stolen: nothing is taken that it signed, of whatever day.
    pub stolen: bool,
}

/// The wire form of a key log.
#[derive(Encode, Decode)]
struct Entries {
    #[n(0)]
    inception: Inception,
    #[n(1)]
    rotations: Vec<SignedRotation>,
}

impl KeyLog {
    /// Begins the log of a new organisation.
    pub fn begin(key: &VerifyingKey, next: NextKey, day: Day) -> Result<Self, IdentityFault> {
        let inception = Inception {
            version: INCEPTION_VERSION,
            created_day: day,
            signing_key: *key,
            next_key: next,
        };
        Self::of(inception)
    }

    /// Reads a log and checks every entry.
    pub fn decode(bytes: &[u8]) -> Result<Self, IdentityFault> {
        let entries: Entries = cbor::decode("key log", bytes, KEY_LOG_BYTES_MAX)?;
        let mut log = Self::of(entries.inception)?;
        log.extend(&entries.rotations)?;
        // `extend` passes over repeated entries; a log on the wire has none.
        match log.rotations.len() == entries.rotations.len() {
            true => Ok(log),
            false => Err(IdentityFault::Gap {
                found: entries.rotations.last().map_or(0, |r| r.claimed().seq),
                expected_max: log.next_seq(),
            }),
        }
    }

    /// The wire form.
    pub fn encode(&self) -> Vec<u8> {
        cbor::encode(&Entries {
            inception: self.inception.clone(),
            rotations: self.rotations.clone(),
        })
    }

    /// Takes up rotations that a partner sent; those already known are passed over.
    ///
    /// All or nothing. Refuses a rotation that was not promised, and a fork. Returns how many were new.
    pub fn extend(&mut self, tail: &[SignedRotation]) -> Result<usize, IdentityFault> {
        // Each entry costs a signature check: no longer tail than a log can have.
        if tail.len() > ROTATIONS_MAX {
            return Err(IdentityFault::TooManyRotations {
                found: tail.len(),
                expected_max: ROTATIONS_MAX,
            });
        }
        let mut grown = self.clone();
        for rotation in tail {
            grown.take(rotation)?;
        }
        let new = grown.rotations.len() - self.rotations.len();
        *self = grown;
        Ok(new)
    }

    /// The organisation.
    pub fn org(&self) -> OrgId {
        OrgId::of_inception(&cbor::encode(&self.inception))
    }

    /// The current signing key.
    pub fn current(&self) -> &VerifyingKey {
        let last = self.rotations.last();
        last.map_or(&self.inception.signing_key, |r| &r.claimed().signing_key)
    }

    /// Every signing key with its time, from the first to the current.
    pub fn history(&self) -> Vec<KeyTime> {
        let since = std::iter::once(self.inception.created_day)
            .chain(self.rotations.iter().map(|r| r.claimed().day));
        let ends = self.rotations.iter().map(|r| Some(r.claimed())).chain([None]);
        self.keys()
            .zip(since)
            .zip(ends)
            .map(|((key, since), end)| KeyTime {
                key: *key,
                since,
                until: end.map(|r| r.day),
                stolen: end.is_some_and(|r| r.compromised),
            })
            .collect()
    }

    /// Place of the last entry; 0 is the inception.
    pub fn last_seq(&self) -> u32 {
        self.next_seq() - 1
    }

    /// Whether a statement of that day may bear a signature by this key.
    ///
    /// SPEC 3.3: a replaced key is good up to the day of its rotation, a stolen one never.
    pub fn accepts(&self, key: &VerifyingKey, day: Day) -> Result<(), IdentityFault> {
        let place = self.keys().position(|k| k == key).ok_or(IdentityFault::UnknownKey)?;
        // The key of entry N was replaced by rotation N + 1, which stands at `rotations[N]`.
        match self.rotations.get(place).map(Signed::claimed) {
            None => Ok(()),
            Some(r) if r.compromised => Err(IdentityFault::Compromised { seq: r.seq }),
            Some(r) if day > r.day => {
                Err(IdentityFault::Superseded { found: day, expected_max: r.day })
            }
            Some(_) => Ok(()),
        }
    }

    /// The key that a header names, if a letter of that day may be signed by it.
    pub fn key_of(
        &self,
        sender: &crate::letter::SenderKey,
        day: Day,
    ) -> Result<VerifyingKey, IdentityFault> {
        let key = self.keys().find(|k| k.as_bytes() == sender.as_bytes()).copied();
        let key = key.ok_or(IdentityFault::UnknownKey)?;
        self.accepts(&key, day)?;
        Ok(key)
    }

    /// The rotations from place `seq` on: what a partner who knows `seq - 1` lacks.
    pub fn tail_from(&self, seq: u32) -> &[SignedRotation] {
        let start = (seq.saturating_sub(1) as usize).min(self.rotations.len());
        &self.rotations[start..]
    }

    fn of(inception: Inception) -> Result<Self, IdentityFault> {
        if inception.version != INCEPTION_VERSION {
            return Err(IdentityFault::Version {
                what: "inception",
                found: inception.version,
                expected: INCEPTION_VERSION,
            });
        }
        if inception.next_key == NextKey::of(&inception.signing_key) {
            return Err(IdentityFault::KeyAgain { seq: 0 });
        }
        Ok(Self { inception, rotations: Vec::new() })
    }

    /// Checks one rotation against the entry before it, then takes it, or finds it known.
    fn take(&mut self, rotation: &SignedRotation) -> Result<(), IdentityFault> {
        let seq = rotation.claimed().seq;
        if seq == 0 || seq > self.next_seq() {
            return Err(IdentityFault::Gap { found: seq, expected_max: self.next_seq() });
        }
        self.check_after(seq - 1, rotation)?;
        match self.rotations.get(seq as usize - 1) {
            Some(known) if known.bytes() == rotation.bytes() => Ok(()),
            Some(_) => Err(IdentityFault::Fork { seq }),
            None if self.rotations.len() == ROTATIONS_MAX => Err(IdentityFault::TooManyRotations {
                found: ROTATIONS_MAX + 1,
                expected_max: ROTATIONS_MAX,
            }),
            None => {
                self.rotations.push(rotation.clone());
                Ok(())
            }
        }
    }

    /// SPEC 3.3: a rotation MUST follow the entry before it, be to the key promised there, be
    /// signed by that key, bring no key back, and not be dated earlier.
    fn check_after(&self, before: u32, rotation: &SignedRotation) -> Result<(), IdentityFault> {
        let claimed = rotation.claimed();
        let seq = claimed.seq;
        let (hash, promised, day) = self.entry(before);
        if claimed.prev != hash {
            return Err(IdentityFault::Unlinked { seq });
        }
        if NextKey::of(&claimed.signing_key) != promised {
            return Err(IdentityFault::NotCommitted { seq });
        }
        let rotation = rotation.verify(&claimed.signing_key)?;
        let earlier = before as usize + 1;
        let back = self
            .keys()
            .take(earlier)
            .any(|k| *k == rotation.signing_key || NextKey::of(k) == rotation.next_key);
        if back || rotation.next_key == promised {
            return Err(IdentityFault::KeyAgain { seq });
        }
        if rotation.day < day {
            return Err(IdentityFault::DayBackwards {
                seq,
                found: rotation.day,
                expected_min: day,
            });
        }
        Ok(())
    }

    /// Hash, promise and day of a known entry.
    fn entry(&self, seq: u32) -> (EntryHash, NextKey, Day) {
        let place = (seq as usize).checked_sub(1);
        match place.and_then(|p| self.rotations.get(p)) {
            Some(r) => (EntryHash::of(r.bytes()), r.claimed().next_key, r.claimed().day),
            None => (
                EntryHash::of(&cbor::encode(&self.inception)),
                self.inception.next_key,
                self.inception.created_day,
            ),
        }
    }

    fn keys(&self) -> impl Iterator<Item = &VerifyingKey> {
        std::iter::once(&self.inception.signing_key)
            .chain(self.rotations.iter().map(|r| &r.claimed().signing_key))
    }

    /// Bounded by [`ROTATIONS_MAX`].
    fn next_seq(&self) -> u32 {
        self.rotations.len() as u32 + 1
    }
}

/// Says that a node speaks for an organisation (SPEC 3.4).
#[derive(Clone, PartialEq, Eq, Debug, Encode, Decode)]
#[cbor(map)]
pub struct NodeCertificate {
    /// The organisation.
    #[n(0)]
    pub org: OrgId,
    /// The node's transport key, from which its peer id follows.
    #[n(1)]
    pub node_key: NodeId,
    /// Its last day.
    #[n(2)]
    pub not_after: Day,
}

/// A node certificate as it travels.
pub type SignedCertificate = Signed<NodeCertificate>;

impl Signable for NodeCertificate {
    const WHAT: &'static str = "node certificate";
    const DOMAIN: &'static str = "waypost/node/v1";
    const BYTES_MAX: usize = 96;
}

impl SignedCertificate {
    /// Checks a certificate: signed by the current key of `log`, for its organisation, good on
    /// `day`, for a node key that is sound and serves the transport only.
    pub fn check(&self, log: &KeyLog, day: Day) -> Result<&NodeCertificate, IdentityFault> {
        let certificate = self.verify(log.current())?;
        if certificate.org != log.org() {
            return Err(IdentityFault::OtherOrganisation {
                found: certificate.org,
                expected: log.org(),
            });
        }
        if certificate.not_after < day {
            return Err(IdentityFault::CertificateExpired {
                found: certificate.not_after,
                expected_min: day,
            });
        }
        let node_key = VerifyingKey::from_bytes(certificate.node_key.as_bytes())?;
        if log.keys().any(|k| *k == node_key) {
            return Err(IdentityFault::NodeKeyIsSigningKey);
        }
        Ok(certificate)
    }
}

/// The organisation's own side: its secret signing key with the log in which it is current.
pub struct Author {
    signing: SigningKey,
    log: KeyLog,
}

impl Author {
    /// Founds a new organisation. The secret of `next` goes on the recovery sheet.
    pub fn found(signing: SigningKey, next: NextKey, day: Day) -> Result<Self, IdentityFault> {
        let log = KeyLog::begin(&signing.verifying_key(), next, day)?;
        Ok(Self { signing, log })
    }

    /// Takes up the key and log that were stored.
    pub fn restore(signing: SigningKey, log: KeyLog) -> Result<Self, IdentityFault> {
        if signing.verifying_key() != *log.current() {
            return Err(IdentityFault::NotCurrent);
        }
        Ok(Self { signing, log })
    }

    /// Rotates to the key from the recovery sheet. The secret of `next` goes on a new sheet.
    ///
    /// `compromised` says that the key replaced was stolen, not merely retired.
    pub fn recover(
        mut log: KeyLog,
        recovery: SigningKey,
        next: NextKey,
        day: Day,
        compromised: bool,
    ) -> Result<Self, IdentityFault> {
        let (prev, _, _) = log.entry(log.last_seq());
        let rotation = Rotation {
            seq: log.next_seq(),
            prev,
            signing_key: recovery.verifying_key(),
            next_key: next,
            day,
            compromised,
        };
        log.extend(&[Signed::sign(rotation, &recovery)])?;
        Self::restore(recovery, log)
    }

    /// The organisation.
    pub fn org(&self) -> OrgId {
        self.log.org()
    }

    /// The public side.
    pub fn log(&self) -> &KeyLog {
        &self.log
    }

    /// The current signing key's public half: a header's `sender_key`.
    pub fn key(&self) -> &VerifyingKey {
        self.log.current()
    }

    /// What sealing needs of us.
    pub fn sender(&self) -> crate::seal::Author<'_> {
        crate::seal::Author { org: self.org(), key: &self.signing }
    }

    /// Signs under a domain.
    pub fn sign(&self, domain: &'static str, message: &[u8]) -> Signature {
        self.signing.sign(domain, message)
    }

    /// Signs a note or a cosignature as it is (SPEC 15.2).
    pub fn sign_text(&self, text: &crate::keys::PlainText<'_>) -> Signature {
        self.signing.sign_text(text)
    }

    /// Certifies a node of ours up to and including `not_after`.
    pub fn certify(
        &self,
        node_key: NodeId,
        not_after: Day,
    ) -> Result<SignedCertificate, IdentityFault> {
        let certificate = self.sign_body(NodeCertificate { org: self.org(), node_key, not_after });
        certificate.check(&self.log, not_after)?;
        Ok(certificate)
    }

    pub(crate) fn sign_body<T: Signable>(&self, body: T) -> Signed<T> {
        Signed::sign(body, &self.signing)
    }
}

impl fmt::Debug for Author {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Author({}, secret)", self.org())
    }
}
