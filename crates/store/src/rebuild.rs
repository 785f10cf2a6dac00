//! Building the index anew from the journal, and forgetting again what the journal says is forgotten.

use crate::error::Error;
use crate::folder::Folder;
use crate::index::{Fault, Index};
use crate::journal::{Journal, Op};
use crate::report::{Findings, Progress, Why};
use crate::vault::{SlotRef, Vault};

/// Tell progress about this often.
const PROGRESS_BYTES: u64 = 4 << 20;

/// A new index of the whole journal. Adds to `forgotten` every slot that a batch gave up.
pub(crate) fn rebuild(
    folder: &Folder,
    journal: &Journal,
    vault: &Vault,
    why: Why,
    findings: &mut Findings,
    forgotten: &mut Vec<SlotRef>,
) -> Result<Index, Error> {
    let failed = |Fault(words)| Error::Index(words);
    let keep_old = match &why {
        Why::NotClosed => false,
        Why::Altered | Why::Failed(_) => true,
    };
    let mut index = Index::begin_anew(&folder.dir, folder.options.index_cache_bytes, keep_old)
        .map_err(failed)?;
    let bytes_total = journal.segments().map(|(_, bytes)| bytes).sum();
    let (mut told, mut bytes_done) = (0, 0);
    let rot = journal.replay(|record| {
        index
            .apply(&record, |slot| vault.may_hold(slot))
            .map_err(failed)?;
        forgotten.extend(record.body.ops.iter().filter_map(|op| match op {
            Op::Forget { slot } => Some(*slot),
            Op::Erase { thread } => Some(thread.key),
            Op::Put { .. } | Op::Delete { .. } => None,
        }));
        let before = journal
            .segments()
            .take_while(|(number, _)| *number < record.segment);
        if told + PROGRESS_BYTES <= bytes_done {
            told = bytes_done;
            if let Some(tell) = &folder.options.on_progress {
                tell(Progress {
                    bytes_done,
                    bytes_total,
                });
            }
        }
        bytes_done = before.map(|(_, bytes)| bytes).sum::<u64>() + record.body_at;
        Ok(())
    })?;
    findings.rot(rot);
    findings.rebuilt = Some(why);
    Ok(index)
}
