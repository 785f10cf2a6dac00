//! `case::Form::from_json`: a case file in JSON.
#![no_main]

use waypost_case::{Form, Received};
use waypost_fuzz::{case_files, checked, target};

target!(seeds: seeds(), holds: holds);

fn seeds() -> Vec<Vec<u8>> {
    let forms = case_files()
        .into_iter()
        .map(|text| Form::from_toml(&text).expect("an example is well formed"));
    forms.map(|form| serde_json::to_vec(&form).expect("a form can be written")).collect()
}

/// What is read can be written and read again; what checks clean is what the partner will read.
fn holds(bytes: &[u8]) {
    let Ok(text) = str::from_utf8(bytes) else { return };
    let Ok(form) = Form::from_json(text) else { return };
    let written = serde_json::to_string(&form).expect("a form can be written");
    if let Ok(again) = Form::from_json(&written) {
        assert_eq!(again, form);
    }
    if let Some(referral) = checked(&form) {
        let received = Received::read(&referral.payload());
        assert_eq!(received.as_ref().map(Received::record), Ok(referral.record()));
    }
}
