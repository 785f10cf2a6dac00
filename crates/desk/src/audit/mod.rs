//! The audit log at the desk (SPEC 15).
//!
//! In: letters as they are kept, partners' letters about heads, a person's questions. Out: entries and signed heads
//! (`log`), cosignatures and evidence (`witness`), what a person is shown of it (`report`), what an auditor or a court is
//! shown (`share`, `field`), the check of every signature kept here (`verify`). No row of the node's own links an entry to a conversation.

mod field;
mod log;
mod path;
mod report;
mod rows;
mod share;
mod verify;
mod witness;

pub(crate) use log::Log;
pub(crate) use rows::{EntryRow, Why};
pub(crate) use share::Sharing;
pub(crate) use witness::Witnessing;

/// How many partners, and which, must have cosigned a head before it counts as witnessed here.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Witnesses {
    /// How many.
    pub needed: u32,
    /// Which count, by our short names; all when empty.
    pub partners: Vec<String>,
}

impl Default for Witnesses {
    fn default() -> Self {
        Self { needed: 1, partners: Vec::new() }
    }
}

impl Witnesses {
    /// Whether a partner of this short name counts.
    pub(crate) fn counts(&self, short: &str) -> bool {
        self.partners.is_empty() || self.partners.iter().any(|name| name == short)
    }
}
