//! A batch: everything one decision changes, kept whole or not at all. A plain list, checked when committed.

use zeroize::Zeroizing;

use crate::error::Error;
use crate::key::{Key, Owner, bound};

/// Longest value in bytes: a letter with its forms is some KiB, an imported sheet under this.
pub const VALUE_BYTES_MAX: usize = 4 << 20;
/// Longest secret in bytes: two keys and a counter; it fits one vault slot.
pub const SECRET_BYTES_MAX: usize = 128;
/// Longest name of a secret in bytes; hashed, never stored.
pub const SECRET_NAME_BYTES_MAX: usize = 1024;
/// Most changes in one batch: a record counts them in 16 bits, and a decision makes a handful.
pub const CHANGES_MAX: usize = 4096;

pub(crate) enum Change {
    Put { key: Key, owner: Owner, value: Zeroizing<Vec<u8>> },
    Delete(Key),
    KeepSecret { name: Vec<u8>, secret: Zeroizing<Vec<u8>> },
    ForgetSecret(Vec<u8>),
    EraseThread([u8; 16]),
}

/// Changes that take effect together, in the order given.
#[derive(Default)]
pub struct Batch {
    pub(crate) changes: Vec<Change>,
}

impl Batch {
    /// An empty batch.
    pub fn new() -> Self {
        Self::default()
    }

    /// Sets a row, replacing what it held (at most [`VALUE_BYTES_MAX`] bytes).
    pub fn put(&mut self, key: Key, owner: Owner, value: impl Into<Vec<u8>>) -> &mut Self {
        self.push(Change::Put { key, owner, value: Zeroizing::new(value.into()) })
    }

    /// Removes a row, if there is one.
    pub fn delete(&mut self, key: Key) -> &mut Self {
        self.push(Change::Delete(key))
    }

    /// Keeps a secret (at most [`SECRET_BYTES_MAX`] bytes) where it can be forgotten, replacing and
    /// forgetting the one of that name.
    pub fn keep_secret(&mut self, name: &[u8], secret: &[u8]) -> &mut Self {
        self.push(Change::KeepSecret {
            name: name.to_vec(),
            secret: Zeroizing::new(secret.to_vec()),
        })
    }

    /// Forgets a secret, if there is one of that name: its bytes are overwritten on disk.
    pub fn forget_secret(&mut self, name: &[u8]) -> &mut Self {
        self.push(Change::ForgetSecret(name.to_vec()))
    }

    /// Erases a conversation: its key is destroyed and its rows vanish. A later put of it starts anew.
    pub fn erase_thread(&mut self, id: [u8; 16]) -> &mut Self {
        self.push(Change::EraseThread(id))
    }

    /// Whether the batch changes nothing.
    pub fn is_empty(&self) -> bool {
        self.changes.is_empty()
    }

    /// How many changes.
    pub fn len(&self) -> usize {
        self.changes.len()
    }

    fn push(&mut self, change: Change) -> &mut Self {
        self.changes.push(change);
        self
    }

    /// Every bound, before anything is written.
    pub(crate) fn check(&self) -> Result<(), Error> {
        bound("batch (in changes)", self.changes.len(), CHANGES_MAX)?;
        self.changes.iter().try_for_each(|change| match change {
            Change::Put { key, owner: _, value } => {
                key.check()?;
                bound("value", value.len(), VALUE_BYTES_MAX)
            }
            Change::Delete(key) => key.check(),
            Change::KeepSecret { name, secret } => {
                bound("secret name", name.len(), SECRET_NAME_BYTES_MAX)?;
                match secret.len() {
                    found if found > SECRET_BYTES_MAX => {
                        Err(Error::SecretTooLong { found, max: SECRET_BYTES_MAX })
                    }
                    _ => Ok(()),
                }
            }
            Change::ForgetSecret(name) => bound("secret name", name.len(), SECRET_NAME_BYTES_MAX),
            Change::EraseThread(_) => Ok(()),
        })
    }
}
