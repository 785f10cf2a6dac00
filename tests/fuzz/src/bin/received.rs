//! `case::Received::read`: a partner's referral, field by field.
#![no_main]

use waypost_case::payload::payload;
use waypost_case::{Audience, Received, describe_record};
use waypost_fuzz::{bytes_of, fields_of, referrals, target};

target!(seeds: seeds(), holds: holds);

fn seeds() -> Vec<Vec<u8>> {
    referrals().into_iter().map(|referral| bytes_of(referral.payload())).collect()
}

/// What is read can be written again with the same meaning, and shown.
fn holds(bytes: &[u8]) {
    let Some(fields) = fields_of(bytes) else { return };
    let Ok(received) = Received::read(&fields) else { return };
    assert_eq!(Received::read(&payload(received.record())).as_ref(), Ok(&received));
    let _ = describe_record(received.record(), Audience::AfterAcceptance);
}
