//! Judging a partner's new head: whether it goes on from the one cosigned last (SPEC 15.3).
//!
//! In: what is known of a partner's log, and a new head with what is said to prove it. Out: cosign it, or why
//! not. Who acts on it keeps the new head and the cosignature in one batch: comparing and storing are one
//! step, so that no two heads of one size are ever cosigned.

use crate::checkpoint::SignedCheckpoint;
use crate::proof::goes_on;
use crate::tree::Hash;

/// A partner asks for a cosignature.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Asked {
    /// Its new head, with its own line checked.
    pub head: SignedCheckpoint,
    /// The size that it believes we cosigned last; 0 for none.
    pub old: u64,
    /// The consistency proof from there.
    pub proof: Vec<Hash>,
}

/// What becomes of it.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Judgement {
    /// It goes on from what is known: keep it, and cosign.
    Cosign,
    /// The proof begins elsewhere than at the head cosigned last, which has this size.
    Conflict {
        /// The size cosigned last.
        known: u64,
    },
    /// A smaller head or an earlier log than the one cosigned last: replayed, or the node is an old copy.
    Older,
    /// Two histories: the same size with another root, which both notes together prove to anybody; or a proof that
    /// does not lead from the head cosigned last to this one.
    Inconsistent,
}

/// Judges a new head against the one cosigned last. SPEC 15.3, in its order.
pub fn judge(known: Option<&SignedCheckpoint>, asked: &Asked) -> Judgement {
    let new = asked.head.checkpoint();
    let known = known.map(SignedCheckpoint::checkpoint);
    let (size, root) = match known {
        Some(known) if new.origin.log < known.origin.log => return Judgement::Older,
        Some(known) if new.origin.log == known.origin.log => (known.size, known.root),
        // A log that was not seen before, or the next one, begins at nothing.
        Some(_) | None => (0, crate::tree::empty_root()),
    };
    if new.size < size {
        return Judgement::Older;
    }
    if asked.old != size {
        return Judgement::Conflict { known: size };
    }
    match goes_on(size, &root, new.size, &new.root, &asked.proof) {
        true => Judgement::Cosign,
        false => Judgement::Inconsistent,
    }
}
