//! The audit log: what lets an outsider verify every handover and read nobody (SPEC 15).
//!
//! In: headers and signatures of letters, never a key that opens one. Out: entries of an append-only
//! tree, its signed heads, cosignatures of partners' heads, a bundle for an auditor, and the verdict
//! over one.
//!
//! ```text
//! entry       header, signature, r -> entry -> leaf hash        (a letter becomes a line of the log)
//! tree        leaf hash -> frontier, nodes to keep, root        (append in O(log n), no rebuild)
//! proof       nodes -> inclusion, consistency; and their checks (RFC 6962 2.1.1, 2.1.2)
//! note        text and signature lines                          (C2SP signed-note)
//! checkpoint  size and root, signed, cosigned                   (C2SP tlog-checkpoint, tlog-cosignature)
//! witness     known head + new head -> cosign, or why not       (C2SP tlog-witness, over letters)
//! record      the auditor's bundle, record by record
//! bundle      sealed to the auditor (age), written and read in one pass
//! finding     what a reader finds, by name, in words
//! verify      records -> findings and conversations, memory flat
//! judge       a conversation's signed times -> a handover: in time, late, overdue, under which consent
//! compare     two bundles: of two sides of a handover, of one node over time
//! field_proof one field of one letter, shown by choice          (C2SP tlog-proof)
//! ```
//!
//! Never: a disk of its own but for a nameless temporary file while verifying, a network, a clock.
//! Where rows are kept is the desk's business; this crate is handed what it asks for.

/// Declares a closed list of words with the text that stands for each in a report.
macro_rules! words {
    ($(#[$doc:meta])* $name:ident { $($(#[$vdoc:meta])* $variant:ident = $text:literal,)+ }) => {
        $(#[$doc])*
        #[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
        pub enum $name { $($(#[$vdoc])* $variant,)+ }

        impl $name {
            /// Every word, in the order of the list.
            pub const ALL: &'static [Self] = &[$(Self::$variant,)+];

            /// The word.
            pub const fn as_str(self) -> &'static str {
                match self { $(Self::$variant => $text,)+ }
            }
        }
    };
}

pub mod bundle;
pub mod checkpoint;
pub mod compare;
pub mod entry;
pub mod field_proof;
pub mod finding;
pub mod judge;
pub mod note;
pub mod proof;
pub mod record;
pub mod tree;
pub mod verify;
pub mod witness;
