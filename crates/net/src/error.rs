//! What can go wrong before anything is on the wire, grouped by who must act.
//! An address or a number may appear in a message; a key, a name or a frame never does.

use std::io;

/// Why a node could not start to listen.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum Error {
    // The person who set the node up must act.
    /// Session keys would be written to a file that somebody may read later.
    #[error("SSLKEYLOGFILE is set: session keys would be written to a file; unset it")]
    KeyLogRequested,
    /// Another program, perhaps a second copy of this node, already listens there.
    #[error("{address} is already in use")]
    AddressInUse {
        /// The listen address as configured.
        address: String,
    },
    /// The operating system refused the address for another reason.
    #[error("cannot listen on {address}: {reason}")]
    Listen {
        /// The listen address as configured.
        address: String,
        /// The operating system's reason.
        reason: io::ErrorKind,
    },
    /// Not of the form `/ip4/<address>/tcp/<port>` or `/ip6/<address>/tcp/<port>`.
    #[error("{address} is not /ip4/<address>/tcp/<port> or /ip6/<address>/tcp/<port>")]
    ListenAddress {
        /// The listen address as configured.
        address: String,
    },
    /// Not of the form `<direct address>/p2p/<relay>`, or too long for a contact card with `/p2p-circuit` behind it.
    #[error(
        "{address} is no relay: expected an address such as /ip4/<address>/tcp/<port>/p2p/<relay>, at most 180 characters"
    )]
    RelayAddress {
        /// The address as configured.
        address: String,
    },
    /// More relays than a node uses.
    #[error("{found} relays are configured; at most {most} are used")]
    Relays {
        /// How many are configured.
        found: usize,
        /// How many a node uses.
        most: usize,
    },
    /// A limit below what one frame or one link needs.
    #[error("limit {name} is {found}, the least that works is {least}")]
    Limit {
        /// The field of [`crate::Limits`].
        name: &'static str,
        /// What was configured.
        found: u64,
        /// The least that works.
        least: u64,
    },
    // The caller misused us.
    /// The 32 bytes are no Ed25519 secret seed.
    #[error("the node key is not an Ed25519 seed")]
    NodeKey,
}

/// Why a post was not taken. Nothing was sent and no event will follow.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum NotTaken {
    /// As many posts as the limits allow wait for their event: read events, then post again.
    #[error("too many posts are under way")]
    Full,
    /// The node is shut down.
    #[error("the network is shut down")]
    Closed,
    /// Not one of the five frame lengths, or above `frame_bytes_max`.
    #[error("a frame of {found} bytes is not of an allowed length")]
    Length {
        /// The frame's length.
        found: usize,
    },
}
