//! What the tests share: the day, a small form that checks clean, the example case files.
#![allow(dead_code, reason = "each test file uses a part")]

use rand_chacha::ChaCha20Rng;
use rand_chacha::rand_core::SeedableRng;
use waypost_case::{Context, Fault, Form, Referral, check};
use waypost_protocol::ids::{DAY_SECONDS, Day, Time};

/// 2026-11-22.
pub(crate) const TODAY: Day = Day(20_779);

pub(crate) fn on(today: Day) -> Context<'static> {
    Context { today, now: Time(u64::from(today.0) * DAY_SECONDS + 9 * 3_600), partners: None }
}

pub(crate) fn checked(form: &Form, context: &Context<'_>) -> Result<Referral, Vec<Fault>> {
    check(form, context, &mut ChaCha20Rng::seed_from_u64(7))
}

/// The least that checks clean, and a name that a fault must never show.
pub(crate) fn small() -> Form {
    let mut form = Form::default();
    for (path, text) in [
        ("urgency", "urgent"),
        ("from.worker", "Worker 1"),
        ("from.reason", "AdditionalServicesRequired"),
        ("to.partner", "Shelter A"),
        ("person.age_band", "25_39"),
        ("person.gender", "Feminine"),
        ("person.languages", "km well some, en"),
        ("person.interpreter", "no"),
        ("need.1.service", "food"),
        ("consent.obtained_by", "Worker 1"),
        ("consent.obtained_on", "+0d"),
        ("consent.mode", "written"),
        ("consent.language", "km"),
        ("consent.recipients", "Shelter A; Clinic B"),
        ("consent.purposes", "food, medical"),
        ("consent.sections", "needs, identity"),
        ("consent.authorities_sharing", "never"),
        ("consent.embassy_sharing", "ask"),
        ("consent.valid_until", "+180d"),
        ("consent.retention_days", "365"),
        ("consent.aggregate_ok", "yes"),
        ("consent.followup_ok", "no"),
        ("identity.name", "Secretname Privatova"),
    ] {
        form.set(path, text).unwrap();
    }
    form
}

pub(crate) fn with(changes: &[(&str, &str)]) -> Form {
    let mut form = small();
    for (path, text) in changes {
        form.set(path, text).unwrap();
    }
    form
}

/// The example case files: name and text.
pub(crate) fn case_files() -> Vec<(String, String)> {
    let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/../../node/cases");
    let mut files: Vec<_> = std::fs::read_dir(folder)
        .unwrap()
        .map(|entry| entry.unwrap().path())
        .filter(|path| path.extension().is_some_and(|e| e == "toml"))
        .map(|path| {
            (
                path.file_name().unwrap().to_str().unwrap().to_owned(),
                std::fs::read_to_string(path).unwrap(),
            )
        })
        .collect();
    files.sort();
    files
}
