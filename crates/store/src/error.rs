//! What can go wrong, grouped by who must act. Never carries a name, a value or a key: places and sizes only.

use std::fmt;
use std::io;

/// Why the store refused or failed.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    // --- The person at the node must act.
    /// The passphrase does not open this store's vault (or its header was altered).
    #[error("the passphrase does not open this store")]
    WrongPassphrase,
    /// The recovery key does not open this store's vault (or its header was altered).
    #[error("the recovery key does not open this store")]
    WrongRecoveryKey,
    /// Another process holds this folder.
    #[error("this store is in use by another process")]
    InUse,
    /// The folder has no vault: it is not a store.
    #[error("this folder is not a store")]
    NotAStore,
    /// The folder already holds a store; nothing was changed.
    #[error("this folder already holds a store")]
    AlreadyExists,
    /// The folder was written by a later version of this program.
    #[error("the store has format {found}, this program knows formats up to {expected}")]
    NewerFormat {
        /// The version in the folder.
        found: u32,
        /// The newest version known here.
        expected: u32,
    },

    /// The file is not a backup, or not a whole one: it was cut short, altered, or is something else.
    #[error("this is not a whole backup: found {found}")]
    NotABackup {
        /// What was found, in plain words.
        found: &'static str,
    },
    /// The backup was written by a later version of this program.
    #[error("the backup has version {found}, this program knows versions up to {expected}")]
    NewerBackup {
        /// The version in the backup.
        found: u32,
        /// The newest version known here.
        expected: u32,
    },

    // --- The caller misused the store.
    /// A length is over its bound; nothing was written.
    #[error("{what} of {found} bytes, at most {max} allowed")]
    TooLong {
        /// What was too long, in plain words.
        what: &'static str,
        /// Its length.
        found: usize,
        /// The bound.
        max: usize,
    },
    /// A secret is longer than a slot holds; nothing was written.
    #[error("a secret of {found} bytes, at most {max} allowed")]
    SecretTooLong {
        /// Its length in bytes.
        found: usize,
        /// The bound in bytes.
        max: usize,
    },
    /// A table number kept for the store's own rows.
    #[error("table {found} is reserved, callers may use 0 to {max}")]
    ReservedTable {
        /// The table asked for.
        found: u8,
        /// The highest number callers may use.
        max: u8,
    },
    /// An option outside what the store accepts.
    #[error("option {what} is {found}, allowed is {min} to {max}")]
    OptionOutOfRange {
        /// The option.
        what: &'static str,
        /// The value given.
        found: u64,
        /// The lowest allowed.
        min: u64,
        /// The highest allowed.
        max: u64,
    },

    // --- The disk failed.
    /// No room: nothing of the refused commit was kept; later commits work once there is room.
    #[error("no room on the disk (or in the spool)")]
    Full,
    /// An earlier write or flush failed in a way that leaves the outcome of the last commit unknown.
    /// Everything is refused until the store is opened again, which settles it.
    #[error("the disk failed while {doing}")]
    Poisoned {
        /// What the store was doing.
        doing: &'static str,
    },
    /// Bytes came back from the disk other than they were written. Only what is named is lost.
    #[error("damaged on disk: {0}")]
    Rot(Place),
    /// The index failed and could not be rebuilt. No data is lost: the journal is the truth.
    #[error("the index failed: {0}")]
    Index(String),
    /// The disk failed.
    #[error("the disk failed while {doing}")]
    Disk {
        /// What the store was doing.
        doing: &'static str,
        /// What the system said.
        source: io::Error,
    },
}

impl Error {
    /// Names the step during which the disk failed; "no space" and "over quota" become [`Error::Full`].
    pub(crate) fn disk(doing: &'static str) -> impl FnOnce(io::Error) -> Self {
        move |source| match source.kind() {
            io::ErrorKind::StorageFull | io::ErrorKind::QuotaExceeded => Self::Full,
            _ => Self::Disk { doing, source },
        }
    }
}

/// Where damage was found: positions only.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Place {
    /// A stretch of a journal segment.
    Journal {
        /// The segment's number.
        segment: u32,
        /// Byte offset in the segment's file.
        offset: u64,
    },
    /// A vault slot.
    Slot {
        /// The slot's number.
        slot: u32,
    },
    /// Both copies of the vault's header.
    VaultHeader,
    /// Both copies of the vault's own keys.
    VaultKeys,
    /// The line that says which version of the program wrote the folder.
    Format,
    /// A frame received while locked.
    Spool {
        /// The frame's number.
        number: u32,
    },
}

impl fmt::Display for Place {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Journal { segment, offset } => {
                write!(f, "journal segment {segment} at byte {offset}")
            }
            Self::Slot { slot } => write!(f, "vault slot {slot}"),
            Self::VaultHeader => write!(f, "the vault's header"),
            Self::VaultKeys => write!(f, "the vault's own keys"),
            Self::Format => write!(f, "the line in FORMAT"),
            Self::Spool { number } => write!(f, "spooled frame {number}"),
        }
    }
}
