//! Mailboxes (SPEC 6.8): machines that keep frames for organisations that are offline.
//!
//! In: a request's head from a client, a response's head from a mailbox. Out: typed requests and
//! responses, or a fault by name; proofs, tokens and grants that were checked. A mailbox learns an
//! inbox, which is a random key, lengths and days. Never here: who a client is, what a frame holds,
//! and whether there is room; that is decided where the frames are kept.
//!
//! ```text
//! contact card --token--> a writer:  put                            kept | busy | full | no inbox ..
//! inbox key --proof-----> its owner: open, list, fetch, ack, close  opened | listed | frame ..
//! operator  --grant-----> its owner: may open inboxes there
//! ```

mod code;
mod grant;
mod request;
mod response;

use std::fmt;

use rand_core::CryptoRng;
use sha2::{Digest, Sha256};
use zeroize::Zeroizing;

use crate::error::{CborFault, DetailFault, KeyFault, TextFault};
use crate::ids::NodeId;
use crate::keys::{Signature, SigningKey, VerifyingKey, as_byte_string};

pub use crate::ids::{FrameId, GrantId, InboxId};
pub use code::{MAILBOX_CODE_CHARS_MAX, MAILBOX_LINK, MailboxCode};
pub use grant::{Grant, GrantKey, GrantRefusal, GrantTerms, check_until};
pub use request::Request;
pub use response::{Response, Waiting};

/// Version of every request, response, grant and code.
pub const MAILBOX_VERSION: u8 = 1;
/// Longest head of a request or a response: a list of 256 frames takes some 6,000 bytes.
pub const HEAD_BYTES_MAX: usize = 8_192;
/// Most frames named in one acknowledgement or list.
pub const FRAMES_NAMED_MAX: usize = 256;
/// How far ahead an inbox may stay open: frames wait 30 days, and a card is in use for about as long.
pub const INBOX_DAYS_MAX: u32 = 60;
/// How long a frame waits: as long as the keys that open it (SPEC 6.5).
pub const WAITING_DAYS_MAX: u32 = 30;
/// Most inboxes of a grant that are open at once: an epoch each, for two months and some room.
pub const INBOXES_PER_GRANT_MAX: usize = 8;

const PROOF_DOMAIN: &str = "waypost/inbox/v1";
const TOKEN_DOMAIN: &[u8] = b"waypost/token/v1";

/// What is wrong with a request, a response, a code or a proof.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum MailboxFault {
    // The other side broke the rules, or the text is damaged.
    /// Not the deterministic CBOR of what was expected.
    #[error(transparent)]
    Cbor(#[from] CborFault),
    /// The entries of a request or response are not those of its kind.
    #[error("{what} {kind}: an entry is missing, or is not of this kind")]
    Entries {
        /// Request or response.
        what: &'static str,
        /// The kind found.
        kind: u8,
    },
    /// None or too many frames named.
    #[error("{what}: found {found} frames, expected {expected_min} to {expected_max}")]
    Count {
        /// Where they are named.
        what: &'static str,
        /// How many were found.
        found: usize,
        /// The least.
        expected_min: usize,
        /// The most.
        expected_max: usize,
    },
    /// A key, or the proof by an inbox key, must not be trusted.
    #[error(transparent)]
    Key(#[from] KeyFault),
    /// Not a mailbox's code at all.
    #[error("found a text of {found} characters that does not begin with `{expected}`")]
    NotALink {
        /// Its length, without spaces.
        found: usize,
        /// How a code begins.
        expected: &'static str,
    },
    /// Mistyped, cut short, or a code of another kind.
    #[error(transparent)]
    Text(#[from] TextFault),
    /// Longer than a code may be: give fewer or shorter addresses.
    #[error("the mailbox's code has {found} characters, expected at most {expected_max}")]
    TooLong {
        /// Characters found.
        found: usize,
        /// The bound.
        expected_max: usize,
    },
    /// An address is wrong.
    #[error(transparent)]
    Detail(#[from] DetailFault),
    // We do not support it.
    /// A version that this program does not know.
    #[error("{what}: found version {found}, expected {expected}")]
    Version {
        /// What has a version.
        what: &'static str,
        /// The version found.
        found: u64,
        /// The version known.
        expected: u8,
    },
    /// A request or response that this program does not know.
    #[error("{what}: found kind {found}, which is not known")]
    UnknownKind {
        /// Request or response.
        what: &'static str,
        /// The number found.
        found: u64,
    },
}

/// The secret half of an inbox: whoever holds it may collect and close. Wiped when dropped.
pub struct InboxKey(SigningKey);

impl InboxKey {
    /// Makes a new inbox.
    pub fn generate(rng: &mut impl CryptoRng) -> Self {
        Self(SigningKey::generate(rng))
    }

    /// The key of a stored 32-byte seed (RFC 8032 section 5.1.5).
    pub fn from_seed(seed: &[u8; 32]) -> Self {
        Self(SigningKey::from_seed(seed))
    }

    /// The seed, to be kept in the vault and nowhere else.
    pub fn seed(&self) -> Zeroizing<[u8; 32]> {
        self.0.seed()
    }

    /// The inbox.
    pub fn id(&self) -> InboxId {
        InboxId::new(*self.0.verifying_key().as_bytes())
    }

    /// Proves to one mailbox, in one session, that this is the owner.
    pub fn prove(&self, session: &Session) -> OwnerProof {
        OwnerProof(self.0.sign(PROOF_DOMAIN, &session.message()).0)
    }
}

impl fmt::Debug for InboxKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("InboxKey(secret)")
    }
}

/// Between whom a proof counts. The client's key is made for one session and dies with it: a proof
/// needs no challenge and no clock, and shown anywhere else it proves nothing.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Session {
    /// The mailbox's transport key.
    pub mailbox: NodeId,
    /// The client's throwaway transport key.
    pub client: NodeId,
}

impl Session {
    fn message(&self) -> [u8; 64] {
        let mut message = [0; 64];
        message[..32].copy_from_slice(self.mailbox.as_bytes());
        message[32..].copy_from_slice(self.client.as_bytes());
        message
    }
}

/// The owner's signature over the session, by the inbox key.
#[derive(Clone, Copy, PartialEq, Eq)]
pub struct OwnerProof(pub [u8; 64]);

impl OwnerProof {
    /// Whether the owner of this inbox speaks in this session.
    ///
    /// SPEC 6.8: a proof made for another inbox, mailbox or session MUST be refused.
    pub fn check(&self, inbox: &InboxId, session: &Session) -> Result<(), KeyFault> {
        let key = VerifyingKey::from_bytes(inbox.as_bytes())?;
        key.verify(PROOF_DOMAIN, &session.message(), &Signature(self.0))
    }
}

impl fmt::Debug for OwnerProof {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("OwnerProof")
    }
}

/// Who has it may leave frames in one inbox: partners get it with the contact card.
#[derive(Clone, Copy, PartialEq, Eq)]
pub struct WriteToken(pub [u8; 16]);

impl WriteToken {
    /// Makes a new token.
    pub fn generate(rng: &mut impl CryptoRng) -> Self {
        let mut bytes = [0; 16];
        rng.fill_bytes(&mut bytes);
        Self(bytes)
    }

    /// All that the mailbox keeps of it.
    pub fn hash(&self) -> TokenHash {
        TokenHash(Sha256::new().chain_update(TOKEN_DOMAIN).chain_update(self.0).finalize().into())
    }
}

impl fmt::Debug for WriteToken {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("WriteToken(secret)")
    }
}

/// By which a mailbox knows a token: SHA-256(`waypost/token/v1` || token). A seized mailbox gives
/// nobody the right to write.
#[derive(Clone, Copy, PartialEq, Eq)]
pub struct TokenHash(pub [u8; 32]);

impl fmt::Debug for TokenHash {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("TokenHash")
    }
}

as_byte_string!(OwnerProof, 64, |p| &p.0, |b| Ok(OwnerProof(b)));
as_byte_string!(WriteToken, 16, |t| &t.0, |b| Ok(WriteToken(b)));
as_byte_string!(TokenHash, 32, |h| &h.0, |b| Ok(TokenHash(b)));

/// Version and kind of a head, before anything else of it is read (SPEC 1.1).
fn kind_of(what: &'static str, bytes: &[u8], kinds: &[u8]) -> Result<u8, MailboxFault> {
    let mut d = minicbor::Decoder::new(bytes);
    let malformed =
        |e: minicbor::decode::Error| CborFault::Malformed { what, detail: e.to_string() };
    d.map().map_err(malformed)?;
    let version = number_at(&mut d, 0).map_err(malformed)?;
    if version != u64::from(MAILBOX_VERSION) {
        return Err(MailboxFault::Version { what, found: version, expected: MAILBOX_VERSION });
    }
    let found = number_at(&mut d, 1).map_err(malformed)?;
    let known = kinds.iter().copied().find(|kind| u64::from(*kind) == found);
    known.ok_or(MailboxFault::UnknownKind { what, found })
}

fn number_at(d: &mut minicbor::Decoder<'_>, key: u64) -> Result<u64, minicbor::decode::Error> {
    match d.u64()? {
        found if found == key => d.u64(),
        found => {
            Err(minicbor::decode::Error::message(format!("found key {found}, expected {key}")))
        }
    }
}

fn check_count(what: &'static str, found: usize, expected_min: usize) -> Result<(), MailboxFault> {
    let expected_max = FRAMES_NAMED_MAX;
    match (expected_min..=expected_max).contains(&found) {
        true => Ok(()),
        false => Err(MailboxFault::Count { what, found, expected_min, expected_max }),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn node(seed: u8) -> NodeId {
        NodeId::new(*SigningKey::from_seed(&[seed; 32]).verifying_key().as_bytes())
    }

    #[test]
    fn a_proof_counts_for_its_inbox_its_mailbox_and_its_session_alone() {
        let key = InboxKey::from_seed(&[7; 32]);
        let session = Session { mailbox: node(1), client: node(2) };
        let proof = key.prove(&session);
        assert_eq!(proof.check(&key.id(), &session), Ok(()));
        let bad = Err(KeyFault::BadSignature { domain: PROOF_DOMAIN });
        let elsewhere = Session { mailbox: node(3), ..session };
        assert_eq!(proof.check(&key.id(), &elsewhere), bad);
        let later = Session { client: node(3), ..session };
        assert_eq!(proof.check(&key.id(), &later), bad);
        let swapped = Session { mailbox: node(2), client: node(1) };
        assert_eq!(proof.check(&key.id(), &swapped), bad);
        let other = InboxKey::from_seed(&[8; 32]).id();
        assert_eq!(proof.check(&other, &session), bad);
    }

    #[test]
    fn an_inbox_that_is_no_sound_key_has_no_owner() {
        let session = Session { mailbox: node(1), client: node(2) };
        let proof = InboxKey::from_seed(&[7; 32]).prove(&session);
        let mut small_order = [0; 32];
        small_order[0] = 1;
        let weak = InboxId::new(small_order);
        assert_eq!(proof.check(&weak, &session), Err(KeyFault::Torsion));
    }

    #[test]
    fn what_lets_somebody_write_or_collect_is_silent() {
        let shown = format!(
            "{:?} {:?} {:?} {:?}",
            InboxKey::from_seed(&[0xab; 32]),
            WriteToken([0xab; 16]),
            WriteToken([0xab; 16]).hash(),
            OwnerProof([0xab; 64]),
        );
        assert_eq!(shown, "InboxKey(secret) WriteToken(secret) TokenHash OwnerProof");
    }
}
