//! The store: one folder that keeps what a node is told, and can forget.
//!
//! For the desk: batches of generic rows and secrets in; rows and secrets out. It is synchronous, has one writer,
//! and knows nothing of letters. The only crate that knows sled. It never decides, never logs, never opens a
//! connection, and its errors carry places and sizes, never content.
//!
//! - The **journal** is the truth: an append-only file of sealed records, one for each batch.
//! - The **index** (sled) says where in the journal a row lies. It can be lost at any moment and is built anew.
//! - The **vault** holds what must be forgotten: secrets, and one data key for each conversation.
//! - The **spool** keeps frames that arrive while the store is locked.
//!
//! Beside it, in a folder of its own: the [`mailbag`], which keeps what waits in a mailbox.
//!
//! # What is promised
//! 1. When [`Store::commit`] returns `Ok`, every batch of the group survives `kill -9` and power loss. A batch is
//!    kept whole or not at all, and in order. A group costs one `fdatasync`; secrets kept or forgotten cost one each.
//! 2. After a failed flush nothing is believed: the store refuses everything ([`Error::Poisoned`]) until it is
//!    opened again ([`Store::pause`], [`Paused::reopen`]), which writes and flushes the vault's slots and the last
//!    group anew before relying on them. The same is done after any end that was not orderly.
//! 3. A torn end is cut off; damage anywhere else is named in [`Report::rot`], and only what it hit is lost.
//! 4. After [`Batch::erase_thread`] or [`Batch::forget_secret`] is committed, the key or secret is overwritten in
//!    the vault: nobody reads it again with this folder, the passphrase and the recovery key.
//!
//! What is *not* promised: flash translation layers, snapshots and backups can keep old blocks of the vault. Such
//! a block is useless once [`Store::rewrap`] has replaced the master key, unless an old block of the header was
//! kept as well and the passphrase is known. Without any key the files still tell how many records there are, their
//! sizes and order, the numbers of numbered rows, and which rows share a group or a conversation (by keyed hash).
//! An attacker who may write the files can put back an old state of all of them; the audit log exists for that.
//!
//! # The folder, version 2
//! All numbers are big-endian; all sums are CRC-32 (IEEE). Folders are 0700, files 0600, sled's own excepted.
//!
//! | name | what |
//! |---|---|
//! | `FORMAT` | one line, `waypost-store 2`; a folder of version 1 is brought forward when it is opened |
//! | `LOCK` | locked by the operating system while a process has the folder |
//! | `vault` (`vault.new`, `vault.old` while the master key changes) | below |
//! | `journal/NNNNNNNN.wpj` | segments, ascending; numbers may be missing after compaction |
//! | `spool/NNNNNNNN.age` | one frame each (age v1, X25519), at most 10,000 of 8 MiB |
//! | `CLEAN` | present only after an orderly close: 72 bytes, below |
//! | `index/`, `index.aside-1/` | sled 0.34; may be deleted at any time |
//!
//! ## Vault
//! Bytes 0-511 and 4096-4607: two copies of the header. From 8192: slots of 256 bytes, at most 4,194,304.
//!
//! | header offset | bytes | field |
//! |---|---|---|
//! | 0 | 8 | `WPVAULT\0` |
//! | 8 | 4 | version, 1 |
//! | 12 | 16 | store id |
//! | 28 | 8 | generation: grows with each master key |
//! | 36 | 4 + 4 | argon2id memory in KiB (8 to 1,048,576), passes (1 to 16); one lane |
//! | 44 | 16 | salt |
//! | 60 | 32 | passphrase public key: X25519 of argon2id(passphrase, salt), 32 bytes |
//! | 92 | 32 | recovery public key: X25519 of the recovery key |
//! | 124 | 32 | spool public key |
//! | 156 | 80 | passphrase lid |
//! | 236 | 80 | recovery lid |
//! | 316 | 192 | zero |
//! | 508 | 4 | sum of bytes 0-507 |
//!
//! A *lid* holds the master key: ephemeral X25519 public key (32), then XChaCha20-Poly1305 (48) under
//! HKDF-SHA-256(salt = ephemeral public || public, input = shared secret, info = `waypost-store/1 lid`), nonce zero,
//! associated data `waypost-store/1 master` || header bytes 12-155. So a fresh master key needs neither passphrase
//! nor recovery key, and an altered header opens nothing.
//!
//! A *slot* is nonce (24), ciphertext (216), tag (16): XChaCha20-Poly1305 under the master key, associated data
//! store id || generation || slot number (4). In clear: kind (0 free, 1 named, 2 conversation key, 3 the store's own),
//! length (1), 6 zero, serial (8), name hash (16), secret (128, zero-filled), 56 zero. Slots 0 and 1 both hold index
//! key, node key and spool secret (32 each). A slot lies within one disk sector: written whole or not at all.
//!
//! ## Journal
//! A segment begins with 64 bytes: `WPJOURNL`, version 1 (4), segment (4), store id (16), first record number (8),
//! marks (16), 4 zero, sum (4). Records follow without gaps:
//!
//! | record offset | bytes | field |
//! |---|---|---|
//! | 0 | 4 | `WPR1` |
//! | 4 | 4 | length of the body, at most 16 MiB |
//! | 8 | 8 | record number, from 1, ascending |
//! | 16 | 8 | number of the first record flushed together with this one |
//! | 24 | 4 | sum of the body |
//! | 28 | 4 | sum of store id || bytes 0-27 |
//! | 32 | | body |
//!
//! Body: marks (highest serial of a confirmed secret, 8; highest serial of a taken conversation key, 8);
//! count (2) of conversations: hash (16), key slot (4), serial (8); count (2) of changes:
//!
//! | change | fields |
//! |---|---|
//! | 1 put | owner (2: 0 the node, n the n-th conversation), key length (1: 25 or 33), key, length (4), sealed value |
//! | 2 delete | key length (1), key |
//! | 3 erase | conversation (2, from 0) |
//! | 4 forget | slot (4), serial (8) |
//!
//! Key: table (1), group hash (16), then number (8) or name hash (16). Hashes are HMAC-SHA-256 under the index key,
//! cut to 16 bytes, over a domain byte and: 1 table || group; 2 table || group hash || name; 3 conversation id;
//! 4 secret name. Sealed value: nonce (24), ciphertext, tag (16) under the node's or the conversation's key,
//! associated data store id || record number || place of the change (2) || key slot (4) || serial (8) (all ones and
//! zero for the node) || key. In clear: for a named row, length (2) and name; then the value.
//!
//! ## Marker of an orderly close
//! `WPCLEAN\0`, version 1 (4), store id (16), last segment (4), its length (8), next record number (8), marks (16),
//! sum over the index's files (4), sum (4). Removed, durably, when the store is unlocked. Without it, or if any file
//! of the index differs, the index is built anew.
//!
//! # Bounds
//! Value 4 MiB, secret 128 bytes, names and groups 1024 bytes, batch 4096 changes and 16 MiB, group 1024 batches.
mod age_keys;
mod backup;
mod batch;
mod bytes;
mod compact;
mod disk;
mod error;
mod folder;
#[cfg(feature = "faults")]
mod forensics;
mod heal;
mod index;
mod journal;
mod key;
mod locked;
pub mod mailbag;
mod paused;
mod plan;
mod read;
mod rebuild;
mod report;
mod seal;
mod spool;
mod store;
#[cfg(feature = "faults")]
pub mod testing;
mod vault;

pub use backup::{
    BACKUP_VERSION, Contents, Digested, Snapshot, check_backup, digest, restore_into,
};
pub use batch::{Batch, CHANGES_MAX, SECRET_BYTES_MAX, SECRET_NAME_BYTES_MAX, VALUE_BYTES_MAX};
pub use compact::Compacted;
pub use disk::{Disk, DiskFile, FolderLock, RealDisk};
pub use error::{Error, Place};
pub use folder::{Format, OnProgress, Options, format_of, repair_format};
pub use journal::Cut;
pub use key::{GROUP_BYTES_MAX, Item, Key, NAME_BYTES_MAX, Owner, TABLE_MAX, Table};
pub use locked::{Locked, create, open};
pub use paused::Paused;
pub use read::{Row, Rows};
pub use report::{Progress, Report, Why};
pub use spool::{FRAME_BYTES_MAX, FRAMES_MAX, SpoolId};
pub use store::{GROUP_BATCHES_MAX, Store};
pub use vault::Hardness;
