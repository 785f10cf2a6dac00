//! Where one letter stands in our log, as a picture can be drawn of it.
//!
//! In: the hash of a letter's header. Out: its leaf, the hashes beside its way up, the root, and the head over it.
//! What it says is checked before it is shown. Reads only.

use waypost_audit::checkpoint::SignedCheckpoint;
use waypost_audit::proof::{includes, inclusion};
use waypost_audit::tree::{Hash, Node};
use waypost_protocol::ids::{HeaderHash, Time};
use waypost_protocol::keys::Signature;
use waypost_protocol::letter::Letter;

use super::log::read_node;
use super::rows::EntryRow;
use crate::command::{PathReport, Reply, hex, unhex};
use crate::desk::Desk;
use crate::error::{DeskError, asked};
use crate::report::time;
use crate::rows::{LETTER, LetterRow, Row as _, undamaged};

/// A head that an entry is shown under.
struct Over {
    size: u64,
    root: Hash,
    signed: Option<Time>,
    cosigned: u64,
}

impl Desk {
    /// The way from a letter's entry to the root.
    pub(crate) fn audit_path(&self, typed: &str) -> Result<Reply, DeskError> {
        let header = read_header(typed).ok_or_else(unknown)?;
        let (entry, signature) = self.entry_of(header)?.ok_or_else(unknown)?;
        let entry = entry.ok_or_else(|| {
            asked(
                "no_entry",
                "This letter was kept before this node kept an audit log.",
                "It is proved by its signature alone: `waypost audit log --list`.",
            )
        })?;
        let over = self.over(&entry)?;
        let path = inclusion(entry.index, over.size, |node| self.node_of(entry.log, node))?;
        let leaf = self.node_of(entry.log, Node { level: 0, index: entry.index })?;
        let same = leaf == entry.opening.leaf(&header, &signature);
        if !same || !includes(&leaf, entry.index, over.size, &path, &over.root) {
            return Err(DeskError::Lacking { what: "rows of its audit log" });
        }
        let in_hex = |hash: &Hash| hex(&hash.0).to_string();
        Ok(Reply::AuditPath(PathReport {
            log: entry.log,
            index: entry.index,
            size: over.size,
            leaf: in_hex(&leaf),
            path: path.iter().map(in_hex).collect(),
            root: in_hex(&over.root),
            head_signed: over.signed.map(time),
            cosigned: over.cosigned,
        }))
    }

    fn node_of(&self, log: u32, node: Node) -> Result<Hash, DeskError> {
        match log == self.log.number() {
            true => self.log.node(&self.store, node),
            false => read_node(&self.store, log, node),
        }
    }

    /// The newest head over an entry that somebody cosigned, else the newest over it, else our log as it is now.
    fn over(&self, entry: &EntryRow) -> Result<Over, DeskError> {
        let mut newest = None;
        let heads = self.heads_of(entry.log)?.into_iter().rev();
        for (size, row) in heads.take_while(|(size, _)| *size > entry.index) {
            let Ok(note) = SignedCheckpoint::parse(&row.note) else { continue };
            let cosigned = self.cosigned(&row.note).len() as u64;
            let root = note.checkpoint().root;
            let over = Over { size, root, signed: Some(row.signed), cosigned };
            if cosigned > 0 {
                return Ok(over);
            }
            newest.get_or_insert(over);
        }
        let in_use = entry.log == self.log.number() && entry.index < self.log.size();
        let (size, root) = (self.log.size(), self.log.root());
        let now = in_use.then_some(Over { size, root, signed: None, cosigned: 0 });
        newest.or(now).ok_or_else(|| {
            asked(
                "no_head",
                format!("No signed head of log {} stands above this letter.", entry.log),
                "It is proved by its signature alone: `waypost audit log --list`.",
            )
        })
    }

    /// A letter's entry and signature: of a referral that is open in memory, else of any that is kept.
    fn entry_of(
        &self,
        header: HeaderHash,
    ) -> Result<Option<(Option<EntryRow>, Signature)>, DeskError> {
        let mut open = self.open.values().flat_map(|conversation| &conversation.letters);
        if let Some(kept) = open.find(|kept| kept.hash() == header) {
            return Ok(Some((kept.entry.clone(), *kept.letter.signature())));
        }
        for found in self.store.table(LETTER)? {
            let read = found.map_err(DeskError::from);
            let row = undamaged(read.and_then(|found| LetterRow::from_bytes(&found.value)))?;
            let Some(LetterRow { letter, entry, .. }) = row else { continue };
            let Ok(letter) = Letter::decode(letter) else { continue };
            if letter.header_hash() == header {
                return Ok(Some((entry, *letter.signature())));
            }
        }
        Ok(None)
    }
}

/// A header's hash, as a timeline or as a signature's proof writes it.
fn read_header(typed: &str) -> Option<HeaderHash> {
    let typed = typed.trim();
    if let Ok(header) = typed.parse::<HeaderHash>() {
        return Some(header);
    }
    let bytes = unhex(&typed.to_ascii_lowercase())?;
    <[u8; 32]>::try_from(bytes.as_slice()).ok().map(HeaderHash::new)
}

fn unknown() -> DeskError {
    asked(
        "unknown_letter",
        "No letter with this header is kept here.",
        "See the timeline of its referral, or `waypost audit log --list`.",
    )
}
