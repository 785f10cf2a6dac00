//! The code lists against the exchange's own codes, and against the published files of the standard.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    reason = "a test stops at the first surprise"
)]

use std::collections::{BTreeMap, BTreeSet};

use calamine::{Data, Reader};
use waypost_case::lists::{self, Format};
use waypost_case::words::{Coded, Control, Sharing};
use waypost_protocol::codes::{DeclineCode, Section, Service, Urgency};

/// Where the published files stand beside a working copy; they are not part of it.
const PUBLISHED: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/../../../shared/data/htcds");

fn codes(list: &str) -> Vec<&'static str> {
    lists::list(list).unwrap().codes.iter().map(|e| e.code.as_str()).collect()
}

/// The path of a published file, or `None` with a word about it.
fn published(file: &str) -> Option<String> {
    let path = format!("{PUBLISHED}/{file}");
    if std::path::Path::new(&path).exists() {
        return Some(path);
    }
    eprintln!(
        "SKIPPED: {file} is not beside this working copy; the lists were not compared with it"
    );
    None
}

fn rows(path: &str) -> Vec<Vec<String>> {
    let mut book = calamine::open_workbook_auto(path).unwrap();
    let sheet = book.worksheet_range_at(0).unwrap().unwrap();
    let cell = |c: &Data| match c {
        Data::String(text) => text.clone(),
        other => other.to_string(),
    };
    sheet.rows().map(|row| row.iter().map(cell).collect()).collect()
}

#[test]
fn the_lists_are_the_codes_of_the_exchange() {
    let wire = |all: &[&'static str]| all.to_vec();
    assert_eq!(
        codes("service"),
        wire(&Service::ALL.iter().map(|c| c.as_str()).collect::<Vec<_>>())
    );
    assert_eq!(
        codes("urgency"),
        wire(&Urgency::ALL.iter().map(|c| c.as_str()).collect::<Vec<_>>())
    );
    assert_eq!(
        codes("section"),
        wire(&Section::ALL.iter().map(|c| c.as_str()).collect::<Vec<_>>())
    );
    assert_eq!(
        codes("decline_code"),
        wire(&DeclineCode::ALL.iter().map(|c| c.as_str()).collect::<Vec<_>>())
    );
    assert_eq!(
        codes("sharing"),
        wire(&Sharing::ALL.iter().map(|c| c.as_str()).collect::<Vec<_>>())
    );
}

#[test]
fn every_list_has_a_version_a_source_english_labels_and_no_code_twice() {
    for list in lists::all() {
        assert!(!list.version.is_empty() && !list.source.is_empty(), "{}", list.name);
        let codes: BTreeSet<&str> = list.codes.iter().map(|e| e.code.as_str()).collect();
        assert_eq!(codes.len(), list.codes.len(), "{}", list.name);
        for entry in &list.codes {
            assert!(entry.label.get("en").is_some_and(|l| !l.is_empty()), "{}", entry.code);
            assert!(
                entry.export.as_ref().is_none_or(|e| codes.contains(e.as_str())),
                "{}",
                entry.code
            );
        }
    }
    assert_eq!(codes("citizenship").len(), 249);
}

#[test]
fn a_service_without_a_name_in_a_format_is_refused_never_changed() {
    assert_eq!(
        lists::crosswalk(Service::FamilyContact, Format::Primero),
        Ok("family_seunification_service")
    );
    assert_eq!(lists::crosswalk(Service::Food, Format::Oscar), Ok("Direct material assistance"));
    let refused = lists::crosswalk(Service::Interpretation, Format::Primero).unwrap_err();
    assert_eq!(
        refused.to_string(),
        "Primero has no name for the service `interpretation`, expected one that it knows"
    );
    for format in [Format::Primero, Format::Oscar, Format::Fhir] {
        assert!(lists::crosswalk(Service::Other, format).is_err());
        assert!(lists::crosswalk(Service::VictimIdentification, format).is_err());
    }
}

#[test]
fn published_misspellings_are_read_and_never_written() {
    assert_eq!(Control::read("DebtBondage ").unwrap().code(), "DebtBondage");
    assert!("DebtBondage ".parse::<Control>().is_err());
    assert_eq!(
        lists::header("vic_TraffickinStatusDecisionMakingOrg"),
        "vic_TraffickingStatusDecisionMakingOrg"
    );
    assert_eq!(lists::header("prs_First_Name"), "prs_FirstName");
    assert_eq!(lists::header("prs_Gender"), "prs_Gender");
}

#[test]
fn the_picklists_are_those_of_the_standard() {
    let Some(path) = published("HTCDS Field Standards 2.0.ods") else {
        return;
    };
    let rows = rows(&path);
    let column = |name: &str| rows[0].iter().position(|c| c == name).unwrap();
    let (field, picklist, label) = (
        column("Field Name including Prefix"),
        column("Value Names (if picklist)"),
        column("Value Labels (if picklist)"),
    );
    let mut compared = 0;
    for list in lists::all() {
        let Some(name) = &list.field else { continue };
        let row = rows
            .iter()
            .find(|r| &r[field] == name)
            .unwrap_or_else(|| panic!("{name} is not in the standard"));
        let lines = |cell: &str| {
            cell.lines().map(|l| l.trim().to_owned()).filter(|l| !l.is_empty()).collect::<Vec<_>>()
        };
        let standard = || list.codes.iter().filter(|e| !e.code.starts_with("x-"));
        assert_eq!(
            standard().map(|e| e.code.clone()).collect::<Vec<_>>(),
            lines(&row[picklist]),
            "{name}"
        );
        assert_eq!(
            standard().map(|e| e.label["en"].clone()).collect::<Vec<_>>(),
            lines(&row[label]),
            "{name}"
        );
        compared += 1;
    }
    assert_eq!(compared, 7);
}

#[test]
fn our_additions_are_defined_in_the_standards_own_words() {
    let Some(path) = published("Field Definitions.md") else {
        return;
    };
    let words = std::fs::read_to_string(path).unwrap();
    for code in codes("control").iter().filter_map(|c| c.strip_prefix("x-")) {
        assert!(words.contains(&format!("MethodsOfControl{code}")), "{code}");
    }
}

#[test]
fn every_standard_name_in_the_plain_template_is_known_by_one_spelling() {
    let Some(path) = published("HTCDS Excel Spreadsheet v2.0.xlsx") else {
        return;
    };
    let header: Vec<String> = rows(&path).remove(0).into_iter().filter(|c| !c.is_empty()).collect();
    assert_eq!(header.len(), 37);
    assert!(header.iter().any(|name| name == "vic_TraffickinStatusDecisionMakingOrg"));
    let read: BTreeSet<&str> = header.iter().map(|name| lists::header(name)).collect();
    assert_eq!(read.len(), 37);
    let payload_names = [
        "prs_Gender",
        "prs_Citizenship",
        "prs_Birthdate",
        "vic_TraffickingStatus",
        "vic_MethodOfRecruitment",
        "vic_TraffickingStatusDecisionMakingOrg",
        "vic_MethodsOfControl",
        "vic_TypeOfExploitation",
    ];
    for name in payload_names {
        assert!(read.contains(name), "{name}");
    }
}

/// Countries and languages have English names alone so far.
#[test]
fn each_code_has_a_label_in_each_language_of_the_screen_and_no_label_is_of_no_code() {
    type Labels = BTreeMap<String, BTreeMap<String, String>>;
    let mut faults = Vec::new();
    for tag in ["fr", "th", "km", "my", "zh", "am", "ar"] {
        let file = format!("{}/data/labels/{tag}.toml", env!("CARGO_MANIFEST_DIR"));
        let labels: Labels = toml::from_str(&std::fs::read_to_string(file).unwrap()).unwrap();
        for list in lists::all().filter(|l| !matches!(&*l.name, "citizenship" | "language")) {
            let lacking = list.codes.iter().filter(|e| !e.label.contains_key(tag));
            faults.extend(lacking.map(|e| format!("{tag} lacks {} {}", list.name, e.code)));
        }
        for (name, codes) in &labels {
            let known = lists::list(name).map_or(&[][..], |l| l.codes.as_slice());
            let unknown = codes.keys().filter(|code| known.iter().all(|e| e.code != **code));
            faults.extend(unknown.map(|code| format!("{tag} labels {name} {code}: no such code")));
        }
    }
    assert!(faults.is_empty(), "{} faults:\n{}", faults.len(), faults.join("\n"));
}
