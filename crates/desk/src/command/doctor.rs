//! What `doctor` looks at and what it found, for a person and for a program.
//!
//! A finding's words never hold a name, an address or a path: those stand apart in `about`, so that they
//! can be left out of what is sent to whoever helps.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

macro_rules! checks {
    ($($(#[doc = $doc:literal])+ $check:ident = $code:literal),+ $(,)?) => {
        /// One thing that is looked at. Its code is stable.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
        pub enum Check {
            $($(#[doc = $doc])+ #[serde(rename = $code)] $check),+
        }

        impl Check {
            /// Every check, in the order of the report.
            pub const ALL: &'static [Self] = &[$(Self::$check),+];

            /// Its stable code.
            pub const fn code(self) -> &'static str {
                match self { $(Self::$check => $code),+ }
            }
        }
    };
}

checks! {
    /// Whether a node runs here, of this program's version.
    Running = "running",
    /// Whether the node is open or locked.
    Open = "open",
    /// The data folder's format.
    Format = "format",
    /// Who can look into the home folder.
    HomePrivate = "home_private",
    /// What sort of file system the data lies on.
    DiskKind = "disk_kind",
    /// How much room is left.
    DiskSpace = "disk_space",
    /// Whether a flush reaches the disk.
    Flush = "flush",
    /// The computer's clock.
    Clock = "clock",
    /// Whether the node's memory can reach a file: core dumps.
    CoreDumps = "core_dumps",
    /// Whether it can reach a file: swap.
    Swap = "swap",
    /// Whether partners can reach the node.
    Listening = "listening",
    /// What the disk last refused.
    DiskWork = "disk_work",
    /// Damage in the data folder.
    Damage = "damage",
    /// Every signature, commitment and chain of the letters kept.
    Letters = "letters",
    /// Partners that are not confirmed by both sides.
    PartnersConfirmed = "partners_confirmed",
    /// When partners were last heard of.
    PartnersHeard = "partners_heard",
    /// How long partners' contact cards still hold.
    Cards = "cards",
    /// One-time prekeys of partners that are left.
    Prekeys = "prekeys",
    /// Letters that wait long for a partner.
    WaitingLetters = "waiting_letters",
    /// The last backup.
    Backup = "backup",
    /// After a restore: partners that have not given back what came after the backup.
    CatchingUp = "catching_up",
    /// Our signing key, and what partners' key logs tell.
    Keys = "keys",
    /// Heads of our audit log, who cosigned them, and partners' heads.
    Witnesses = "witnesses",
    /// Referrals kept past their time.
    Retention = "retention",
}

/// How a check came out.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Health {
    /// As it should be.
    Good,
    /// Somebody should look at it.
    Look,
    /// It must be mended.
    Bad,
}

/// What one check found.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct Finding {
    /// Which check.
    pub check: Check,
    /// How it came out.
    pub health: Health,
    /// What was found, and what is expected. No names.
    pub what: String,
    /// Which partner, folder or address; never leaves the computer.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub about: Option<String>,
    /// What to do; empty where all is well.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub fix: String,
}

impl Finding {
    /// All is well.
    pub fn good(check: Check, what: impl Into<String>) -> Self {
        Self { check, health: Health::Good, what: what.into(), about: None, fix: String::new() }
    }

    /// Somebody should look at it.
    pub fn look(check: Check, what: impl Into<String>, fix: impl Into<String>) -> Self {
        Self { check, health: Health::Look, what: what.into(), about: None, fix: fix.into() }
    }

    /// It must be mended.
    pub fn bad(check: Check, what: impl Into<String>, fix: impl Into<String>) -> Self {
        Self { health: Health::Bad, ..Self::look(check, what, fix) }
    }

    /// Names what it is about.
    #[must_use]
    pub fn about(self, about: impl Into<String>) -> Self {
        Self { about: Some(about.into()), ..self }
    }
}

/// What the doctor says.
#[derive(Debug, Clone, Default, Serialize, Deserialize)]
pub struct DoctorReport {
    /// The findings, in the order of the checks.
    pub findings: Vec<Finding>,
    /// Plain numbers for whoever helps: letters, referrals by status, sizes. No names.
    pub counts: BTreeMap<String, u64>,
}
