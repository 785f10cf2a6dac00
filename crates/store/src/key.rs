//! How rows are named, and how those names are hidden: in come the caller's table, group and item; out go
//! keyed hashes. The index key never leaves the vault, so a hash tells nothing without it.

use hmac::{Hmac, KeyInit, Mac};
use sha2::Sha256;
use zeroize::Zeroizing;

use crate::error::Error;

/// The highest table number a caller may use; the rest are the store's own rows.
pub const TABLE_MAX: u8 = 239;
/// Longest group in bytes: a few ids or a label. Never on disk in clear, so only memory and hashing bound it.
pub const GROUP_BYTES_MAX: usize = 1024;
/// Longest item name in bytes: it is kept beside its value.
pub const NAME_BYTES_MAX: usize = 1024;

/// A kind of row; numbers are the caller's constants, 0 to [`TABLE_MAX`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Table(pub u8);

/// Which row of a group.
#[derive(Clone, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Item {
    /// Found by name; on disk a keyed hash, so rows come in no meaningful order.
    Name(Vec<u8>),
    /// Found by number and kept in its order; on disk in clear, for a counter says nothing.
    Number(u64),
}

/// The full name of one row.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Key {
    /// The kind of row.
    pub table: Table,
    /// What it belongs to (at most [`GROUP_BYTES_MAX`] bytes).
    pub group: Vec<u8>,
    /// Which one of that group.
    pub item: Item,
}

impl Key {
    /// A row found by name.
    pub fn named(table: Table, group: impl Into<Vec<u8>>, name: impl Into<Vec<u8>>) -> Self {
        Self { table, group: group.into(), item: Item::Name(name.into()) }
    }

    /// A row found by number, in order.
    pub fn numbered(table: Table, group: impl Into<Vec<u8>>, number: u64) -> Self {
        Self { table, group: group.into(), item: Item::Number(number) }
    }

    pub(crate) fn check(&self) -> Result<(), Error> {
        check_group(self.table, &self.group)?;
        match &self.item {
            Item::Name(name) => bound("item name", name.len(), NAME_BYTES_MAX),
            Item::Number(_) => Ok(()),
        }
    }
}

/// Whose data key encrypts a value.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Owner {
    /// The node's own key: lives as long as the store.
    Node,
    /// That conversation's own key, made on first use and destroyed by `erase_thread`.
    Thread([u8; 16]),
}

pub(crate) fn check_group(table: Table, group: &[u8]) -> Result<(), Error> {
    if table.0 > TABLE_MAX {
        return Err(Error::ReservedTable { found: table.0, max: TABLE_MAX });
    }
    bound("group", group.len(), GROUP_BYTES_MAX)
}

pub(crate) fn bound(what: &'static str, found: usize, max: usize) -> Result<(), Error> {
    if found > max { Err(Error::TooLong { what, found, max }) } else { Ok(()) }
}

/// A truncated HMAC-SHA-256: 128 bits, as the hashes are secret-keyed and only need to be distinct.
pub(crate) type Hash16 = [u8; 16];
/// Table and group hash: what all rows of a group share.
pub(crate) const PREFIX_BYTES: usize = 17;
/// Index key of a numbered row: prefix, number.
pub(crate) const NUMBER_KEY_BYTES: usize = PREFIX_BYTES + 8;
/// Index key of a named row: prefix, name hash.
pub(crate) const NAME_KEY_BYTES: usize = PREFIX_BYTES + 16;

/// Makes the keyed hashes. Domains: 1 group, 2 item name, 3 thread, 4 secret name.
pub(crate) struct Hasher {
    keyed: Hmac<Sha256>,
}

impl Hasher {
    pub(crate) fn new(index_key: &Zeroizing<[u8; 32]>) -> Self {
        // HMAC pads a shorter key with zeros to its block (RFC 2104): done here, where it cannot fail.
        let mut block = Zeroizing::new([0; 64]);
        block[..32].copy_from_slice(&**index_key);
        Self { keyed: <Hmac<Sha256> as KeyInit>::new((&*block).into()) }
    }

    fn hash(&self, domain: u8, parts: [&[u8]; 2]) -> Hash16 {
        let mut mac = self.keyed.clone();
        mac.update(&[domain]);
        parts.iter().for_each(|part| mac.update(part));
        let full: [u8; 32] = mac.finalize().into_bytes().into();
        let mut short = [0; 16];
        short.copy_from_slice(&full[..16]);
        short
    }

    pub(crate) fn prefix(&self, table: Table, group: &[u8]) -> [u8; PREFIX_BYTES] {
        let mut prefix = [table.0; PREFIX_BYTES];
        prefix[1..].copy_from_slice(&self.hash(1, [&[table.0], group]));
        prefix
    }

    /// The index key of a row: what the journal and sled call it.
    pub(crate) fn row(&self, key: &Key) -> Vec<u8> {
        let prefix = self.prefix(key.table, &key.group);
        let mut row = Vec::with_capacity(NAME_KEY_BYTES);
        row.extend_from_slice(&prefix);
        match &key.item {
            Item::Name(name) => row.extend_from_slice(&self.hash(2, [&prefix, name])),
            Item::Number(number) => row.extend_from_slice(&number.to_be_bytes()),
        }
        row
    }

    pub(crate) fn thread(&self, id: &[u8; 16]) -> Hash16 {
        self.hash(3, [id, &[]])
    }

    pub(crate) fn secret(&self, name: &[u8]) -> Hash16 {
        self.hash(4, [name, &[]])
    }
}
