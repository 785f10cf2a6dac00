//! Names of things on the wire: newtypes over fixed bytes, days and times.
//!
//! In: bytes or bech32 text from outside. Out: typed ids that no inner function checks again.
//! Nothing here is a secret; an id says nothing about a person (SPEC 2.1).

use std::fmt;

use minicbor::{Decode, Decoder, Encode, Encoder, decode, encode};
use sha2::{Digest, Sha256};

use crate::error::TextFault;

/// Declares a newtype over `[u8; N]` that travels as a CBOR byte string of exactly `N` bytes
/// and prints as bech32 (BIP 173) with the given human-readable part.
macro_rules! id {
    ($(#[$doc:meta])* $name:ident, $len:literal, $hrp:literal) => {
        $(#[$doc])*
        #[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub struct $name([u8; $len]);

        impl $name {
            /// Length in bytes.
            pub const LEN: usize = $len;
            /// The human-readable part of the bech32 text form.
            pub const PREFIX: &'static str = $hrp;

            /// Wraps raw bytes.
            pub const fn new(bytes: [u8; $len]) -> Self {
                Self(bytes)
            }

            /// The raw bytes.
            pub const fn as_bytes(&self) -> &[u8; $len] {
                &self.0
            }
        }

        impl fmt::Display for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str(&crate::text::to_bech32($hrp, &self.0))
            }
        }

        impl fmt::Debug for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                fmt::Display::fmt(self, f)
            }
        }

        impl std::str::FromStr for $name {
            type Err = TextFault;
            fn from_str(text: &str) -> Result<Self, TextFault> {
                crate::text::from_bech32($hrp, text).map(Self)
            }
        }

        impl<C> Encode<C> for $name {
            fn encode<W: encode::Write>(
                &self,
                e: &mut Encoder<W>,
                _: &mut C,
            ) -> Result<(), encode::Error<W::Error>> {
                e.bytes(&self.0)?.ok()
            }
        }

        impl<'b, C> Decode<'b, C> for $name {
            fn decode(d: &mut Decoder<'b>, _: &mut C) -> Result<Self, decode::Error> {
                crate::cbor::fixed(d, stringify!($name)).map(Self)
            }
        }
    };
}

id!(
    /// An organisation: SHA-256 of its inception (SPEC 3.1). Text form `wp1...`.
    OrgId, 32, "wp"
);
id!(
    /// A node: the Ed25519 public key that its transport uses. Never the organisation's signing key.
    NodeId, 32, "wpnode"
);
id!(
    /// A thread of letters between two organisations: one referral, or the pair's own thread.
    /// Random for each pair, so that two partners of one survivor see unrelated ids (SPEC 2.1).
    ConversationId, 16, "wpr"
);
id!(
    /// One letter, random, chosen by its author.
    LetterId, 16, "wpl"
);
id!(
    /// SHA-256 of a letter's header: what `prev` and `answers` point at (SPEC 5.2).
    HeaderHash, 32, "wph"
);
id!(
    /// SHA-256 of a sealed letter's bytes: recognises a repeat before it is opened (SPEC 6.3).
    SealedHash, 32, "wps"
);
id!(
    /// SHA-256 of a prekey's 32 public bytes (SPEC 2.1).
    PrekeyHash, 32, "wpk"
);
id!(
    /// RFC 6962 root over the salted field commitments of a body (SPEC 5.3).
    BodyRoot, 32, "wpb"
);
id!(
    /// A consent, as the organisation that obtained it names it. Random for each pair.
    ConsentId, 16, "wpc"
);
id!(
    /// An inbox: the public Ed25519 key under which one organisation's frames wait in a mailbox.
    /// Random, and new every epoch, so that a mailbox cannot tell whose it is (SPEC 6.8).
    InboxId, 32, "wpinbox"
);
id!(
    /// A frame as a mailbox names it: the first 16 bytes of its SHA-256 (SPEC 6.8).
    FrameId, 16, "wpf"
);
id!(
    /// A mailbox operator's permission to have inboxes there (SPEC 6.8).
    GrantId, 16, "wpgrant"
);

impl OrgId {
    /// The id of the organisation whose deterministic-CBOR inception these bytes are.
    pub fn of_inception(inception: &[u8]) -> Self {
        Self(Sha256::digest(inception).into())
    }
}

impl HeaderHash {
    /// The hash of exactly these header bytes.
    pub fn of(header: &[u8]) -> Self {
        Self(Sha256::digest(header).into())
    }
}

impl SealedHash {
    /// The hash of exactly these sealed bytes.
    pub fn of(sealed: &[u8]) -> Self {
        Self(Sha256::digest(sealed).into())
    }
}

impl FrameId {
    /// The name of exactly these bytes.
    pub fn of(frame: &[u8]) -> Self {
        let hash: [u8; 32] = Sha256::digest(frame).into();
        let mut id = [0; 16];
        id.copy_from_slice(&hash[..16]);
        Self(id)
    }
}

impl PrekeyHash {
    /// The hash of a prekey's public bytes.
    pub fn of(public: &[u8; 32]) -> Self {
        Self(Sha256::digest(public).into())
    }
}

/// Seconds in a day; no leap seconds, as in POSIX time.
pub const DAY_SECONDS: u64 = 86_400;

/// A day: whole days since 1970-01-01 UTC. All that a header says of time (SPEC 5.1).
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug, Encode, Decode)]
#[cbor(transparent)]
pub struct Day(#[n(0)] pub u32);

impl Day {
    /// This day moved forward by whole days; stops at the last day that can be written.
    pub const fn plus(self, days: u32) -> Self {
        Self(self.0.saturating_add(days))
    }

    /// This day moved back by whole days; stops at 1970-01-01.
    pub const fn minus(self, days: u32) -> Self {
        Self(self.0.saturating_sub(days))
    }
}

/// A moment: seconds since 1970-01-01T00:00:00Z, by the author's clock. Travels only inside bodies.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug, Encode, Decode)]
#[cbor(transparent)]
pub struct Time(#[n(0)] pub u64);

impl Time {
    /// The day this moment falls in (UTC).
    pub const fn day(self) -> Day {
        let days = self.0 / DAY_SECONDS;
        Day(if days > u32::MAX as u64 { u32::MAX } else { days as u32 })
    }

    /// This moment moved forward by seconds; stops at the last moment that can be written.
    pub const fn plus(self, seconds: u64) -> Self {
        Self(self.0.saturating_add(seconds))
    }

    /// Seconds from `earlier` to this moment; zero when it is not later.
    pub const fn since(self, earlier: Self) -> u64 {
        self.0.saturating_sub(earlier.0)
    }
}
