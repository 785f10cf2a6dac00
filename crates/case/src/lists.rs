//! Code lists as data: `data/*.toml`, each with its version, source and labels.
//!
//! In: files that are compiled in. Out: lists looked up by name. Codes travel; labels are for readers.
//! A code without a partner in another format is refused by name, never turned into another one.

use std::collections::BTreeMap;
use std::sync::LazyLock;

use serde::Deserialize;
use thiserror::Error;
use waypost_protocol::codes::{Service, unknown};
use waypost_protocol::error::UnknownCode;

/// Lists longer than this are not spelled out in an error: nobody reads 249 countries.
const SHOWN_CODES_MAX: usize = 30;

/// One code of a list.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Entry {
    /// What travels.
    pub code: String,
    /// What a reader sees, by BCP 47 tag. English is always there.
    pub label: BTreeMap<String, String>,
    /// What a format that knows only the published picklist gets instead.
    pub export: Option<String>,
    /// Spellings found in published files: read, never written.
    #[serde(default)]
    pub also_read: Vec<String>,
}

/// One list.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct List {
    /// Its name here.
    pub name: String,
    /// The published field that it is the picklist of, if any.
    pub field: Option<String>,
    /// Its version.
    pub version: String,
    /// Who publishes it.
    pub source: String,
    /// Its codes, in order.
    pub codes: Vec<Entry>,
}

/// A service, with its name in other formats.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ServiceEntry {
    /// Our code.
    pub code: String,
    /// What a reader sees, by BCP 47 tag.
    pub label: BTreeMap<String, String>,
    primero: String,
    oscar: String,
    fhir: String,
    /// Whether the partner needs the citizenships to decide.
    #[serde(default)]
    pub citizenship: bool,
}

/// A format that names services in its own way.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Format {
    /// Primero v2 `lookup-service-type`.
    Primero,
    /// OSCaR service name.
    Oscar,
    /// HL7 FHIR SDOH Clinical Care category.
    Fhir,
}

/// A service that a format cannot say.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Error)]
#[error("{format:?} has no name for the service `{service}`, expected one that it knows")]
pub struct NoCrosswalk {
    /// Our code.
    pub service: Service,
    /// The format.
    pub format: Format,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct ListFile {
    list: Vec<List>,
    #[serde(default)]
    header: Vec<Header>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Header {
    name: String,
    also_read: Vec<String>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct ServiceFile {
    version: String,
    source: String,
    service: Vec<ServiceEntry>,
}

/// Labels of one language beside those in the lists themselves: list, code, label.
type Labels = BTreeMap<String, BTreeMap<String, String>>;

/// One file a language, so that a speaker reads one file. Countries and languages are not in them.
const LABELS: [(&str, &str); 7] = [
    ("fr", include_str!("../data/labels/fr.toml")),
    ("th", include_str!("../data/labels/th.toml")),
    ("km", include_str!("../data/labels/km.toml")),
    ("my", include_str!("../data/labels/my.toml")),
    ("zh", include_str!("../data/labels/zh.toml")),
    ("am", include_str!("../data/labels/am.toml")),
    ("ar", include_str!("../data/labels/ar.toml")),
];

struct Data {
    lists: BTreeMap<String, List>,
    headers: Vec<Header>,
    services: Vec<ServiceEntry>,
}

static DATA: LazyLock<Data> = LazyLock::new(load);

#[expect(
    clippy::expect_used,
    reason = "the files are compiled in and read by every test of this module"
)]
fn load() -> Data {
    let services: ServiceFile = toml::from_str(include_str!("../data/services.toml"))
        .expect("services.toml is well formed");
    let mut lists = BTreeMap::from([("service".to_owned(), service_list(&services))]);
    let mut headers = Vec::new();
    for file in [
        include_str!("../data/htcds.toml"),
        include_str!("../data/waypost.toml"),
        include_str!("../data/countries.toml"),
        include_str!("../data/languages.toml"),
    ] {
        let file: ListFile = toml::from_str(file).expect("the code lists are well formed");
        lists.extend(file.list.into_iter().map(|list| (list.name.clone(), list)));
        headers.extend(file.header);
    }
    for (language, file) in LABELS {
        let labels: Labels = toml::from_str(file).expect("the labels are well formed");
        lists.values_mut().for_each(|list| take_labels(list, language, &labels));
    }
    Data { lists, headers, services: services.service }
}

fn take_labels(list: &mut List, language: &str, labels: &Labels) {
    let Some(labels) = labels.get(&list.name) else { return };
    for entry in &mut list.codes {
        if let Some(label) = labels.get(&entry.code) {
            entry.label.insert(language.to_owned(), label.clone());
        }
    }
}

fn service_list(file: &ServiceFile) -> List {
    let entry = |s: &ServiceEntry| Entry {
        code: s.code.clone(),
        label: s.label.clone(),
        export: None,
        also_read: Vec::new(),
    };
    List {
        name: "service".to_owned(),
        field: None,
        version: file.version.clone(),
        source: file.source.clone(),
        codes: file.service.iter().map(entry).collect(),
    }
}

/// All lists, by name.
pub fn all() -> impl Iterator<Item = &'static List> {
    DATA.lists.values()
}

/// The list of a name.
pub fn list(name: &str) -> Option<&'static List> {
    DATA.lists.get(name)
}

/// The code of a list, exactly as it travels.
pub fn code(list_name: &'static str, found: &str) -> Result<&'static str, UnknownCode> {
    let codes = list(list_name).map_or(&[][..], |l| l.codes.as_slice());
    match codes.iter().find(|e| e.code == found) {
        Some(entry) => Ok(&entry.code),
        None => Err(unknown_in(list_name, found)),
    }
}

/// The code of a list from a sheet or a form: other published spellings and letter cases are read too.
pub fn read(list_name: &'static str, found: &str) -> Result<&'static str, UnknownCode> {
    let codes = list(list_name).map_or(&[][..], |l| l.codes.as_slice());
    let same = |e: &&Entry| {
        e.code.eq_ignore_ascii_case(found.trim()) || e.also_read.iter().any(|other| other == found)
    };
    match codes.iter().find(same) {
        Some(entry) => Ok(&entry.code),
        None => Err(unknown_in(list_name, found)),
    }
}

/// The refusal of a code, with the codes known where they are few enough to read.
pub(crate) fn unknown_in(list_name: &'static str, found: &str) -> UnknownCode {
    let codes = list(list_name).map_or(&[][..], |l| l.codes.as_slice());
    let known: Vec<&str> = codes.iter().map(|e| e.code.as_str()).collect();
    if known.len() > SHOWN_CODES_MAX {
        let hint = format!("the {} codes of its list, such as {}", known.len(), known[0]);
        return unknown(list_name, found, &[&hint]);
    }
    unknown(list_name, found, &known)
}

/// The label of a code in a language, in English where that language has none yet, else the code.
pub fn label<'a>(list_name: &str, code: &'a str, language: &str) -> &'a str
where
    'static: 'a,
{
    list(list_name)
        .and_then(|l| l.codes.iter().find(|e| e.code == code))
        .and_then(|e| e.label.get(language).or_else(|| e.label.get("en")))
        .map_or(code, String::as_str)
}

/// The standard's own name of a column, from any published spelling of it.
pub fn header(found: &str) -> &str {
    let same = |h: &&Header| h.also_read.iter().any(|other| other == found);
    DATA.headers.iter().find(same).map_or(found, |h| h.name.as_str())
}

/// A service's name in another format.
///
/// # Errors
/// [`NoCrosswalk`] where that format has none.
pub fn crosswalk(service: Service, format: Format) -> Result<&'static str, NoCrosswalk> {
    let name = service_entry(service).map(|e| match format {
        Format::Primero => e.primero.as_str(),
        Format::Oscar => e.oscar.as_str(),
        Format::Fhir => e.fhir.as_str(),
    });
    name.filter(|n| *n != "-").ok_or(NoCrosswalk { service, format })
}

/// Whether a partner must know the citizenships to decide on a service.
pub fn needs_citizenship(service: Service) -> bool {
    service_entry(service).is_some_and(|e| e.citizenship)
}

fn service_entry(service: Service) -> Option<&'static ServiceEntry> {
    DATA.services.iter().find(|e| e.code == service.as_str())
}
