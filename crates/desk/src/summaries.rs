//! The summaries of all referrals, in memory once they were read: lists, figures and status are made of them without
//! opening anything.
//!
//! In: the rows of the conversations, and what each step writes of them. Out: all of them, as the step will leave
//! them. What was not kept is read again.

use std::collections::BTreeMap;
use std::sync::Arc;

use waypost_protocol::ids::ConversationId;
use waypost_store::Store;

use crate::desk::Desk;
use crate::error::DeskError;
use crate::rows::{CONVERSATION, ConversationRow, Row, undamaged};

/// Summaries held in memory: some 21 MB, at 1,055 bytes each as measured (`cargo bench -p waypost-tests -- lists`). A
/// node with more of them reads them from its disk each time.
const HELD_MAX: usize = 20_000;

/// Every referral's summary row, by its id.
pub(crate) type Summaries = BTreeMap<ConversationId, ConversationRow>;

impl Desk {
    /// Every referral's summary. Cheap to ask for again, and its own: what the step changes meanwhile is not in it.
    pub(crate) fn summaries(&self) -> Result<Arc<Summaries>, DeskError> {
        if let Some(held) = self.summaries.get() {
            return Ok(Arc::clone(held));
        }
        let mut read = read(&self.store)?;
        read.retain(|id, _| !self.erased_now.contains_key(id));
        let read = Arc::new(read);
        if read.len() <= HELD_MAX {
            // It is empty: nobody else could have filled it.
            let _ = self.summaries.set(Arc::clone(&read));
        }
        Ok(read)
    }

    /// A summary as it is written in this step.
    pub(crate) fn hold_summary(&mut self, row: &ConversationRow) {
        let Some(held) = self.summaries.get_mut() else { return };
        let held = Arc::make_mut(held);
        held.insert(row.conversation, row.clone());
        if held.len() > HELD_MAX {
            self.summaries.take();
        }
    }

    /// A referral is erased in this step.
    pub(crate) fn drop_summary(&mut self, id: ConversationId) {
        if let Some(held) = self.summaries.get_mut() {
            Arc::make_mut(held).remove(&id);
        }
    }
}

fn read(store: &Store) -> Result<Summaries, DeskError> {
    let mut rows = Summaries::new();
    for found in store.rows(CONVERSATION, &[])? {
        let Some(found) = undamaged(found)? else { continue };
        if let Some(row) = undamaged(ConversationRow::from_bytes(&found.value))? {
            rows.insert(row.conversation, row);
        }
    }
    Ok(rows)
}
