//! The audit log at the desk (SPEC 15): verifying what is kept, and whose cosignatures our heads need.

mod verify;

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
