//! Building the index anew from the journal, and forgetting again what the journal says is forgotten.

use crate::error::Error;
use crate::folder::Folder;
use crate::index::{Fault, Index, Update};
use crate::journal::{Journal, Op, Replayed};
use crate::report::{Findings, Progress, Why};
use crate::vault::{SlotRef, Vault};

/// Rows collected before they are sorted into the index: some 30 MiB.
const UPDATE_ROWS: usize = 200_000;
/// Tell progress about this often.
const PROGRESS_BYTES: u64 = 4 << 20;

/// Vault slots that batches gave up.
#[derive(Default)]
pub(crate) struct Forgotten {
    /// By any batch.
    pub(crate) ever: Vec<SlotRef>,
    /// By the last group: only of these may the overwriting have been cut short, leaving a slot that looks damaged.
    pub(crate) lately: Vec<SlotRef>,
    last_group: u64,
}

impl Forgotten {
    fn note(&mut self, record: &Replayed<'_>) {
        if record.group_first != self.last_group {
            self.last_group = record.group_first;
            self.lately.clear();
        }
        let slots = record.body.ops.iter().filter_map(|op| match op {
            Op::Forget { slot } => Some(*slot),
            Op::Erase { thread } => Some(thread.key),
            Op::Put { .. } | Op::Delete { .. } => None,
        });
        for slot in slots {
            self.ever.push(slot);
            self.lately.push(slot);
        }
    }
}

/// A new index of the whole journal, with what it says about the vault.
pub(crate) fn rebuild(
    folder: &Folder,
    journal: &Journal,
    vault: &Vault,
    why: Why,
    findings: &mut Findings,
) -> Result<(Index, Forgotten), Error> {
    let failed = |Fault(words)| Error::Index(words);
    let keep_old = match &why {
        Why::NotClosed => false,
        Why::Altered | Why::Failed(_) => true,
    };
    let (mut forgotten, mut update) = (Forgotten::default(), Update::default());
    let mut index = Index::begin_anew(&folder.dir, folder.options.index_cache_bytes, keep_old)
        .map_err(failed)?;
    let bytes_total = journal.segments().map(|(_, bytes)| bytes).sum();
    let (mut told, mut bytes_done) = (0, 0);
    let rot = journal.replay(|record| {
        update.add(&record, |slot| vault.may_hold(slot));
        if update.rows() >= UPDATE_ROWS {
            index.apply(std::mem::take(&mut update)).map_err(failed)?;
        }
        forgotten.note(&record);
        let before = journal.segments().take_while(|(number, _)| *number < record.segment);
        if told + PROGRESS_BYTES <= bytes_done {
            told = bytes_done;
            if let Some(tell) = &folder.options.on_progress {
                tell(Progress { bytes_done, bytes_total });
            }
        }
        bytes_done = before.map(|(_, bytes)| bytes).sum::<u64>() + record.body_at;
        Ok(())
    })?;
    index.apply(update).map_err(failed)?;
    findings.holes(rot);
    findings.rebuilt = Some(why);
    Ok((index, forgotten))
}
