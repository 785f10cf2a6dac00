//! The caseworker's words, from keystrokes to the fields that travel.
//!
//! ```text
//! Form  --check-->  Referral  --payload-->  fields  --(sealed, sent, opened)-->  Received
//! ```
//!
//! In: a case file, answers to [`questions`], a partner's fields. Out: a checked [`Referral`], its
//! fields ([`payload`] has the table of keys), a [`Received`], plain-words rows ([`describe()`]).
//! Codes travel, not text; the lists are data ([`lists`]). What is not understood is refused with its
//! name; nothing a person must decide is defaulted.
//!
//! Never: keys, network, disk, clock. The day and the randomness are arguments. No error, fault or
//! `Debug` shows what is about a person.

#![cfg_attr(
    test,
    allow(clippy::unwrap_used, clippy::panic, reason = "a test stops at the first surprise")
)]

pub mod check;
pub mod dates;
pub mod describe;
pub mod fault;
pub mod form;
pub mod lists;
pub mod payload;
pub mod questions;
pub mod received;
pub mod record;
pub mod text;
pub mod words;

pub use check::{Context, KnownPartner, Referral, case_code_of, check};
pub use describe::{Audience, Row, describe, describe_record};
pub use fault::{Fault, FaultCode};
pub use form::{Form, FormError};
pub use received::Received;
pub use record::Record;
pub use waypost_protocol::codes;
