//! `case::Form::from_toml`: a case file in TOML.
#![no_main]

use waypost_case::{Form, Received};
use waypost_fuzz::{case_files, checked, target};

target!(seeds: seeds(), holds: holds);

fn seeds() -> Vec<Vec<u8>> {
    case_files().into_iter().map(String::into_bytes).collect()
}

/// What is read can be written and read again; what checks clean is what the partner will read.
fn holds(bytes: &[u8]) {
    let Ok(text) = str::from_utf8(bytes) else { return };
    let Ok(form) = Form::from_toml(text) else { return };
    let written = toml::to_string(&form).expect("a form can be written");
    if let Ok(again) = Form::from_toml(&written) {
        assert_eq!(again, form);
    }
    if let Some(referral) = checked(&form) {
        let received = Received::read(&referral.payload());
        assert_eq!(received.as_ref().map(Received::record), Ok(referral.record()));
    }
}
