//! A fault on purpose, behind three bytes that only coverage leads to: the run must find it.
#![no_main]

use waypost_fuzz::target;

target!(seeds: Vec::new(), holds: holds);

fn holds(bytes: &[u8]) {
    let found =
        bytes.first() == Some(&b'w') && bytes.get(1) == Some(&b'a') && bytes.get(2) == Some(&b'y');
    assert!(!found, "the planted fault");
}
