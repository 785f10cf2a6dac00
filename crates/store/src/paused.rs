//! A store whose disk failed: it keeps the folder and the master key, and nothing that was read. Opening it again
//! settles what the failure left open, without the passphrase: the node goes on by itself when the disk works again.

use zeroize::Zeroizing;

use crate::error::{Error, Place};
use crate::folder::Folder;
use crate::journal::End;
use crate::locked::Locked;
use crate::spool::Spool;
use crate::store::Store;
use crate::vault::Masters;

/// A store between a failure of its disk and the next opening.
pub struct Paused(Box<Held>);

struct Held {
    locked: Locked,
    masters: Masters,
    /// Where the journal ended when the last commit succeeded.
    end: End,
}

impl Paused {
    pub(crate) fn over(
        folder: Folder,
        spool: Spool,
        recipient: [u8; 32],
        masters: Masters,
        end: End,
    ) -> Self {
        Self(Box::new(Held { locked: Locked::again(folder, spool, recipient), masters, end }))
    }

    /// First what was appended by a commit that failed is cut off: its caller heard that it was not kept. Then
    /// the ordinary opening, with the key at hand: the vault and the journal's end are settled and flushed anew,
    /// the index is built. While the disk still fails the paused store comes back.
    pub fn reopen(self) -> Result<Store, (Self, Error)> {
        if let Err(error) = self.0.locked.cut_back(&self.0.end) {
            return Err((self, error));
        }
        let Held { locked, masters, end } = *self.0;
        let opened = locked.unlock_by(|header| {
            let fits = masters.iter().find(|(generation, _)| *generation == header.generation);
            let key = fits.ok_or(Error::Rot(Place::VaultKeys))?;
            Ok(Zeroizing::new(*key.1))
        });
        opened.map_err(|(locked, error)| (Self(Box::new(Held { locked, masters, end })), error))
    }

    /// Locks: the key is wiped, the folder kept.
    pub fn lock(self) -> Locked {
        self.0.locked
    }
}
