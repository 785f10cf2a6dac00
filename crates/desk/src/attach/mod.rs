//! Attachments at the desk: a file of a referral goes to the other side piece by piece, and no letter waits for it.
//!
//! In: a file as a person puts it in, its letter, pieces, what the other side says has come. Out: pieces in the
//! outbox, a few at a time; pieces on disk; the letter that all came. Whether a file may be attached, and whether
//! another piece of it may go or be taken, is asked of the exchange each time, and decided nowhere here.
//!
//! ```text
//! sender                                          receiver
//! fill: the file, as rows under a key of its own
//! letter `attachment` --------------------------> kept, signed for
//!            <------------------------- receipt   (now the pieces may go: none can overtake its letter)
//! piece, piece, ... at most 8 in the outbox -----> each kept under a key of its own, once
//!            <------------- letter `pieces`       all, and the hash fits; or what lacks, after ten quiet minutes
//! ```
//!
//! Each attachment has a data key of its own, the one of its thread, and not its referral's: a section is erased by
//! writing the rest of the conversation anew under a fresh key in one batch (`erase`), and four hundred megabytes
//! of files that stay must not be part of that. So a file is gone with one slot of the vault, and another section's
//! files are not touched.
//!
//! Which pieces went is written with the word of the carrier that took each, and which came with the piece, so that
//! any cut is gone on from where it struck. What lies in the outbox is read from there and written nowhere else.

mod fill;
mod rows;
mod send;
mod show;
mod take;

use std::collections::BTreeMap;

use waypost_protocol::exchange::EventKind;
use waypost_protocol::ids::{ConversationId, HeaderHash, OrgId, Time};
use waypost_store::{Batch, Store};

use crate::conversation::Conversation;
use crate::desk::Desk;
use crate::error::DeskError;
use crate::rows::{ATTACHMENT, OUTBOX, OutboxRow, Row, owner, undamaged};
use fill::Filling;
use rows::{AttachmentRow, FillingRow, Group, attachment_key};
use send::Sending;
use take::Coming;

/// What is under way, as held in memory: what is finished is read when somebody asks.
#[derive(Default)]
pub(crate) struct Attachments {
    filling: BTreeMap<ConversationId, Filling>,
    /// Files that were being put in when the node stopped: to be erased.
    leftovers: Vec<ConversationId>,
    sending: BTreeMap<ConversationId, Sending>,
    coming: BTreeMap<ConversationId, Coming>,
}

impl Attachments {
    /// Reads what is under way. A row that is damaged costs its attachment, and no other.
    pub(crate) fn load<'a>(
        store: &Store,
        partners: impl Iterator<Item = &'a OrgId>,
    ) -> Result<Self, DeskError> {
        let mut all = Self::default();
        for found in store.rows(ATTACHMENT, Group::Filling.name())? {
            let read = found.map_err(DeskError::from);
            if let Some(row) = undamaged(read.and_then(|f| FillingRow::from_bytes(&f.value)))? {
                all.leftovers.push(row.thread);
            }
        }
        for found in store.rows(ATTACHMENT, Group::Open.name())? {
            let read = found.map_err(DeskError::from);
            if let Some(row) = undamaged(read.and_then(|f| AttachmentRow::from_bytes(&f.value)))? {
                all.take_up(row);
            }
        }
        for org in partners {
            for found in store.rows(OUTBOX, org.as_bytes())? {
                let read = found.map_err(DeskError::from);
                let row = undamaged(read.and_then(|f| OutboxRow::from_bytes(&f.value)))?;
                if let Some(OutboxRow { conversation, header, piece: Some(piece), .. }) = row
                    && let Some(sending) = all.sending.get_mut(&conversation)
                {
                    sending.under_way.insert(piece, header);
                }
            }
        }
        Ok(all)
    }

    fn take_up(&mut self, row: AttachmentRow) {
        let thread = row.thread;
        if row.ours {
            self.sending.insert(thread, Sending::new(row));
        } else {
            self.coming.insert(thread, Coming::new(row));
        }
    }

    /// No longer under way.
    fn leave(&mut self, batch: &mut Batch, row: &AttachmentRow) {
        self.sending.remove(&row.thread);
        self.coming.remove(&row.thread);
        batch.delete(attachment_key(Group::Open, row.thread));
        put(batch, Group::Done, row);
    }
}

fn put(batch: &mut Batch, group: Group, row: &AttachmentRow) {
    batch.put(attachment_key(group, row.thread), owner(row.thread), row.to_bytes());
}

impl Desk {
    /// Time passed: files that nobody goes on putting in are erased, what came is checked, what lacks is asked for,
    /// what may go is made.
    pub(crate) fn tend_attachments(&mut self, now: Time) -> Result<(), DeskError> {
        self.end_fillings(now);
        self.tend_coming(now)?;
        let partners: std::collections::BTreeSet<OrgId> =
            self.attachments.sending.values().map(|sending| sending.row.partner).collect();
        for org in partners {
            self.feed_pieces(now, org)?;
        }
        Ok(())
    }

    /// How far an attachment is; none where nothing of it was ever begun here, or all of it is erased.
    fn attachment_row(&self, thread: ConversationId) -> Result<Option<AttachmentRow>, DeskError> {
        let sending = self.attachments.sending.get(&thread).map(|sending| &sending.row);
        let coming = self.attachments.coming.get(&thread).map(|coming| &coming.row);
        if let Some(row) = sending.or(coming) {
            return Ok(Some(row.clone()));
        }
        let bytes = undamaged(self.store.value(&attachment_key(Group::Done, thread)))?.flatten();
        bytes.map(|bytes| AttachmentRow::from_bytes(&bytes)).transpose()
    }

    /// Erases files with their referral, or with some of its sections: each is gone with its key, and none of its
    /// pieces goes out any more.
    pub(crate) fn erase_attachments(&mut self, threads: Vec<ConversationId>) {
        for thread in threads {
            self.drop_pieces(thread);
            self.attachments.sending.remove(&thread);
            self.attachments.coming.remove(&thread);
            self.batch.erase_thread(*thread.as_bytes());
        }
    }
}

/// The letters that announced files in a conversation: whose, which, and the thread of its pieces.
pub(crate) fn announced(
    conversation: &Conversation,
) -> impl Iterator<Item = (&crate::conversation::KeptLetter, ConversationId)> {
    conversation.letters.iter().filter_map(|kept| match &kept.event.kind {
        EventKind::Attachment { thread, .. } => Some((kept, *thread)),
        EventKind::Move(..)
        | EventKind::Receipt { .. }
        | EventKind::Disclosure { .. }
        | EventKind::Pieces { .. } => None,
    })
}

/// The thread of an announced file, by its letter.
fn thread_of(conversation: &Conversation, header: HeaderHash) -> Option<ConversationId> {
    announced(conversation).find(|(kept, _)| kept.hash() == header).map(|(_, thread)| thread)
}
