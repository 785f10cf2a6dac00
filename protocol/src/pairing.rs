//! Pairing two organisations: the invite, the pair's keys, the safety number (SPEC 4.1, 4.4).
//!
//! In: an invite handed over in person, as text or QR code, and one X25519 key from each side.
//! Out: one chain of day keys for each direction, the pair's thread, and a number that two people
//! compare. Never here: a decision to trust; people make it, after comparing the number.

use std::fmt;

use hkdf::Hkdf;
use minicbor::{Decode, Encode};
use rand_core::CryptoRng;
use sha2::Sha256;
use zeroize::Zeroizing;

use crate::card::{DisplayName, Mailbox, check_addresses};
use crate::cbor;
use crate::error::{InviteFault, KeyFault, TextFault};
use crate::frame::{Chain, derive};
use crate::ids::{ConversationId, DAY_SECONDS, Day, NodeId, OrgId, Time};
use crate::keys::{OpeningKey, Prekey, VerifyingKey};
use crate::text::{LINK_TEXT_MAX, link_bytes, link_code, link_text};

/// Version of an invite without a mailbox.
pub const INVITE_VERSION: u8 = 1;
/// Version of an invite with a mailbox: for an inviter that nobody can dial.
pub const INVITE_VERSION_MAILBOX: u8 = 2;
/// How long an invite is good: it is handed over in person and used the same day.
pub const INVITE_SECONDS: u64 = DAY_SECONDS;
/// How an invite begins. Everything is in the fragment, which no browser sends to a server.
pub const INVITE_LINK: &str = "waypost://join#";
/// Most addresses in an invite: enough for the first contact; the card brings the rest.
pub const INVITE_ADDRESSES_MAX: usize = 4;
/// Longest invite: its text stays under the 1023 characters that bech32 allows, and fits a QR code.
pub const INVITE_BYTES_MAX: usize = 600;
/// How far ahead a partner's clock may be.
pub const INVITE_DAYS_AHEAD: u32 = 2;
/// How many days before the invite the chains begin: a joiner's clock may be that far behind.
pub const CHAIN_DAYS_BACK: u32 = 2;

const INVITE_PREFIX: &str = "wpjoin";
const SECRET_BYTES: usize = 32;

/// The 256-bit secret of an invite. Wiped when dropped; shown only inside [`Invite::to_text`].
#[derive(Clone, PartialEq, Eq)]
pub struct InviteSecret(Zeroizing<[u8; SECRET_BYTES]>);

impl InviteSecret {
    /// Makes a new secret.
    pub fn generate(rng: &mut impl CryptoRng) -> Self {
        let mut bytes = Zeroizing::new([0; SECRET_BYTES]);
        rng.fill_bytes(bytes.as_mut());
        Self(bytes)
    }

    /// The secret of 32 stored bytes.
    pub fn from_bytes(bytes: Zeroizing<[u8; SECRET_BYTES]>) -> Self {
        Self(bytes)
    }

    /// The bytes, to be kept in the vault and nowhere else.
    pub fn as_bytes(&self) -> &Zeroizing<[u8; SECRET_BYTES]> {
        &self.0
    }
}

impl fmt::Debug for InviteSecret {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("InviteSecret(secret)")
    }
}

/// What an invite says besides its secret.
#[derive(Clone, PartialEq, Eq, Debug, Encode, Decode)]
#[cbor(map)]
pub struct InviteTerms {
    /// [`INVITE_VERSION`], or [`INVITE_VERSION_MAILBOX`] if it names a mailbox.
    #[n(0)]
    pub version: u8,
    /// Who invites.
    #[n(1)]
    pub inviter: OrgId,
    /// What the inviter calls itself.
    #[n(2)]
    pub name: Option<DisplayName>,
    /// The node to reach.
    #[n(3)]
    pub node_key: NodeId,
    /// Its addresses, as text multiaddrs, best first.
    #[n(4)]
    pub addresses: Vec<String>,
    /// The inviter's half of the pair key; the join letter is sealed to it too.
    #[n(5)]
    pub pair_key: Prekey,
    /// Its day: the chains of the pair begin two days before.
    #[n(6)]
    pub created_day: Day,
    /// Its end.
    #[n(7)]
    pub expires: Time,
    /// Where the answer may wait for the inviter.
    #[n(8)]
    pub mailbox: Option<Mailbox>,
}

impl InviteTerms {
    /// The version of an invite with or without a mailbox.
    pub fn version_with(mailbox: Option<&Mailbox>) -> u8 {
        if mailbox.is_some() { INVITE_VERSION_MAILBOX } else { INVITE_VERSION }
    }
}

/// An invite: for one partner, one use, one day. Whoever holds it can join in their place.
///
/// That it is used once is the inviter's to see to, by erasing the private half of the pair key.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Invite {
    terms: InviteTerms,
    secret: InviteSecret,
}

impl Invite {
    /// Makes an invite of ours.
    pub fn new(terms: InviteTerms, secret: InviteSecret) -> Result<Self, InviteFault> {
        check_form(&terms)?;
        let found = SECRET_BYTES + cbor::encode(&terms).len();
        match found > INVITE_BYTES_MAX {
            true => Err(too_long(found)),
            false => Ok(Self { terms, secret }),
        }
    }

    /// Reads a link that was pasted, typed or scanned; spaces and line breaks do not matter.
    pub fn parse(text: &str) -> Result<Self, InviteFault> {
        let code = code_within(text)?;
        let bytes = read_code(&code)?;
        let (secret, terms) = bytes
            .split_first_chunk::<SECRET_BYTES>()
            .ok_or(TextFault::Length { found: bytes.len(), expected: SECRET_BYTES })?;
        let terms = cbor::decode("invite", terms, INVITE_BYTES_MAX - SECRET_BYTES)?;
        Self::new(terms, InviteSecret(Zeroizing::new(*secret)))
    }

    /// Whether it may still be followed.
    pub fn check(&self, now: Time) -> Result<(), InviteFault> {
        let (found, latest) = (self.terms.created_day, now.day().plus(INVITE_DAYS_AHEAD));
        if found > latest {
            return Err(InviteFault::NotYet { found, expected_max: latest });
        }
        match now > self.terms.expires {
            true => Err(InviteFault::Expired { found: self.terms.expires, now }),
            false => Ok(()),
        }
    }

    /// The link, with the secret in it: to be shown to one person, and not kept.
    pub fn to_text(&self) -> Zeroizing<String> {
        let terms = cbor::encode(&self.terms);
        let bytes = self.secret.0.iter().chain(&terms).copied();
        link_text(INVITE_LINK, INVITE_PREFIX, bytes)
    }

    /// What it says besides its secret.
    pub fn terms(&self) -> &InviteTerms {
        &self.terms
    }

    /// Its secret.
    pub fn secret(&self) -> &InviteSecret {
        &self.secret
    }

    /// The chain of join frames, joiner to inviter: from the invite alone, before there is a pair.
    pub fn join_chain(&self) -> Chain {
        let info = [b"waypost/invite/v1".as_slice(), self.terms.inviter.as_bytes()];
        let root = root_of(&self.secret, &[], &info);
        chain_of(&root, Direction::ToInviter, self.terms.created_day)
    }
}

/// SPEC 4.1: the version is known, the node key sound, the addresses bounded, the life one day.
fn check_form(terms: &InviteTerms) -> Result<(), InviteFault> {
    let expected = InviteTerms::version_with(terms.mailbox.as_ref());
    if terms.version != expected {
        return Err(InviteFault::Version { found: terms.version, expected });
    }
    VerifyingKey::from_bytes(terms.node_key.as_bytes())?;
    check_addresses(&terms.addresses, INVITE_ADDRESSES_MAX)?;
    if let Some(mailbox) = &terms.mailbox {
        VerifyingKey::from_bytes(mailbox.node_key.as_bytes())?;
        check_addresses(&mailbox.addresses, INVITE_ADDRESSES_MAX)?;
    }
    let first = Time(u64::from(terms.created_day.0) * DAY_SECONDS);
    let last = first.plus(DAY_SECONDS + INVITE_SECONDS);
    match terms.expires < first || terms.expires >= last {
        true => Err(InviteFault::Lifetime { created: terms.created_day, expires: terms.expires }),
        false => Ok(()),
    }
}

/// The bech32 code of a link.
fn code_within(text: &str) -> Result<Zeroizing<String>, InviteFault> {
    if text.len() > LINK_TEXT_MAX {
        return Err(too_long(text.len()));
    }
    link_code(text, INVITE_LINK)
        .map_err(|found| InviteFault::NotALink { found, expected: INVITE_LINK })
}

fn read_code(code: &str) -> Result<Zeroizing<Vec<u8>>, InviteFault> {
    let bytes = link_bytes(INVITE_PREFIX, code)?;
    match bytes.len() > INVITE_BYTES_MAX {
        true => Err(too_long(bytes.len())),
        false => Ok(bytes),
    }
}

fn too_long(found: usize) -> InviteFault {
    InviteFault::TooLong { found, expected_max: INVITE_BYTES_MAX }
}

/// Which of the two we are.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Side {
    /// We made the invite.
    Inviter,
    /// We followed it.
    Joiner,
}

impl Side {
    /// The direction of the frames that this side sends.
    pub const fn sends(self) -> Direction {
        match self {
            Self::Inviter => Direction::ToJoiner,
            Self::Joiner => Direction::ToInviter,
        }
    }

    /// The direction of the frames that this side receives.
    pub const fn receives(self) -> Direction {
        match self {
            Self::Inviter => Direction::ToInviter,
            Self::Joiner => Direction::ToJoiner,
        }
    }
}

/// One direction of a pair. Each has keys of its own, so that no frame can be reflected.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Direction {
    /// Joiner to inviter.
    ToInviter,
    /// Inviter to joiner.
    ToJoiner,
}

impl Direction {
    const fn info(self) -> &'static [u8] {
        match self {
            Self::ToInviter => b"chain/joiner-to-inviter",
            Self::ToJoiner => b"chain/inviter-to-joiner",
        }
    }
}

/// Both sides of a pair, from an invite and the joiner's id.
#[derive(Clone, Copy, Debug)]
pub struct Pair<'a> {
    /// The invite's secret.
    pub secret: &'a InviteSecret,
    /// Who invited.
    pub inviter: OrgId,
    /// Who joined.
    pub joiner: OrgId,
}

/// What all keys of a pair come from. To be used once and dropped: while it exists, no day is
/// forgotten. Wiped when dropped.
pub struct PairRoot {
    key: Zeroizing<[u8; 32]>,
    inviter: OrgId,
    joiner: OrgId,
}

impl PairRoot {
    /// Agrees on a root: ours and the other side's half of the pair key, and the invite's secret.
    ///
    /// Both halves are bound into it beside both ids (RFC 7748 section 6.1), so that the safety
    /// number shows a key that was swapped for an equivalent one.
    pub fn agree(
        pair: &Pair<'_>,
        side: Side,
        own: &OpeningKey,
        other: &Prekey,
    ) -> Result<Self, KeyFault> {
        let shared = own.agree(other)?;
        let ours = own.prekey();
        let (of_inviter, of_joiner) = match side {
            Side::Inviter => (&ours, other),
            Side::Joiner => (other, &ours),
        };
        let info = [
            b"waypost/pair/v1".as_slice(),
            pair.inviter.as_bytes(),
            pair.joiner.as_bytes(),
            &of_inviter.0,
            &of_joiner.0,
        ];
        Ok(Self {
            key: root_of(pair.secret, &*shared, &info),
            inviter: pair.inviter,
            joiner: pair.joiner,
        })
    }

    /// The conversation of the pair itself: cards, and what else concerns no referral.
    pub fn thread_id(&self) -> ConversationId {
        ConversationId::new(*derive(&self.key, &[b"thread"]))
    }

    /// The number that two people compare before they confirm.
    pub fn safety_number(&self) -> SafetyNumber {
        let mut ids = [self.inviter, self.joiner];
        ids.sort();
        let info = [b"safety".as_slice(), ids[0].as_bytes(), ids[1].as_bytes()];
        let digits: Zeroizing<[u8; 30]> = derive(&self.key, &info);
        let mut groups = [0; 6];
        for (group, bytes) in groups.iter_mut().zip(digits.chunks_exact(5)) {
            let number = bytes.iter().fold(0_u64, |n, b| (n << 8) | u64::from(*b));
            *group = (number % 100_000) as u32;
        }
        SafetyNumber(groups)
    }

    /// The chains of both directions, beginning two days before the invite. Uses up the root.
    pub fn chains(self, side: Side, created_day: Day) -> Chains {
        Chains {
            sending: chain_of(&self.key, side.sends(), created_day),
            receiving: chain_of(&self.key, side.receives(), created_day),
        }
    }
}

impl fmt::Debug for PairRoot {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "PairRoot({}, {}, secret)", self.inviter, self.joiner)
    }
}

/// The day keys of a pair, from our side.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Chains {
    /// For frames that we send.
    pub sending: Chain,
    /// For frames that we receive.
    pub receiving: Chain,
}

/// Thirty digits that are the same on both sides if, and only if, nobody stands between.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct SafetyNumber([u32; 6]);

impl fmt::Display for SafetyNumber {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let [a, b, c, d, e, g] = self.0;
        write!(f, "{a:05} {b:05} {c:05} {d:05} {e:05} {g:05}")
    }
}

fn chain_of(root: &[u8; 32], direction: Direction, created_day: Day) -> Chain {
    let first = created_day.minus(CHAIN_DAYS_BACK);
    Chain::new(first, derive(root, &[direction.info()]))
}

/// HKDF (RFC 5869) salted with the invite's secret.
fn root_of(secret: &InviteSecret, shared: &[u8], info: &[&[u8]]) -> Zeroizing<[u8; 32]> {
    let mut root = Zeroizing::new([0; 32]);
    #[expect(clippy::expect_used, reason = "32 bytes are within HKDF's 255 blocks")]
    Hkdf::<Sha256>::new(Some(secret.0.as_ref()), shared)
        .expand_multi_info(info, root.as_mut())
        .expect("32 bytes are one block");
    root
}
