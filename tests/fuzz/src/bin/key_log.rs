//! `identity::KeyLog::decode`: who an organisation's keys are.
#![no_main]

use waypost_fuzz::{TODAY, organisation, signing, target};
use waypost_protocol::identity::{Author, KeyLog, NextKey};

target!(seeds: seeds(), holds: holds);

fn seeds() -> Vec<Vec<u8>> {
    let new = organisation(1).log().clone();
    let next = NextKey::of(&signing(3).verifying_key());
    let rotated = Author::recover(new.clone(), signing(2), next, TODAY.plus(1), true)
        .expect("the key promised");
    vec![new.encode(), rotated.log().encode()]
}

/// A log has one writing; its current key may sign; taking its own tail again changes nothing.
fn holds(bytes: &[u8]) {
    let Ok(log) = KeyLog::decode(bytes) else { return };
    assert_eq!(log.encode(), bytes);
    assert_eq!(log.accepts(log.current(), TODAY), Ok(()));
    let mut again = log.clone();
    assert_eq!(again.extend(log.tail_from(1)), Ok(0));
    assert_eq!(again, log);
}
