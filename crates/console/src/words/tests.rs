//! The languages against each other, and the pages against the languages.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::Path;

use super::*;

/// Ids of a language's messages, each with the names of what is put into it.
fn messages(files: &[&str]) -> BTreeMap<String, BTreeSet<String>> {
    let mut messages = BTreeMap::new();
    for file in files {
        let mut id = String::new();
        for line in file.lines() {
            if line.starts_with('#') || line.trim().is_empty() {
                continue;
            }
            if !line.starts_with([' ', '}']) {
                id = line.split('=').next().unwrap_or_default().trim().to_owned();
                assert!(!messages.contains_key(&id), "{id} stands twice");
                messages.insert(id.clone(), BTreeSet::new());
            }
            for part in line.split('$').skip(1) {
                let name = part.split(|c: char| !c.is_ascii_alphanumeric() && c != '_').next();
                messages.entry(id.clone()).or_default().insert(name.unwrap_or_default().to_owned());
            }
        }
    }
    messages
}

#[test]
fn every_language_has_every_message_with_the_same_places() {
    let english = messages(&FILES[0]);
    let mut faults = Vec::new();
    for (language, files) in Language::ALL.iter().zip(&FILES).skip(1) {
        let theirs = messages(files);
        for (id, places) in &english {
            match theirs.get(id) {
                None => faults.push(format!("{} lacks {id}", language.tag())),
                // A language may leave a number out where the words say it: one, none.
                Some(found)
                    if !found.is_subset(places)
                        || places.difference(found).any(|p| p != "count") =>
                {
                    faults.push(format!(
                        "{} puts {found:?} into {id}, English {places:?}",
                        language.tag()
                    ));
                }
                Some(_) => {}
            }
        }
        let unknown = theirs.keys().filter(|id| !english.contains_key(*id));
        faults.extend(unknown.map(|id| format!("{} has {id}, English does not", language.tag())));
    }
    assert!(faults.is_empty(), "{} faults:\n{}", faults.len(), faults.join("\n"));
}

#[test]
fn every_message_that_a_page_names_is_there_in_english() {
    let english = messages(&FILES[0]);
    let here = Path::new(env!("CARGO_MANIFEST_DIR"));
    let mut faults = Vec::new();
    let mut named = 0;
    for file in
        files_below(&here.join("src")).into_iter().chain(files_below(&here.join("templates")))
    {
        let text = fs::read_to_string(&file).expect("readable");
        for call in [".t(\"", ".with(\"", ".with2(\"", ".count(\"", ".facts(\""] {
            for part in text.split(call).skip(1) {
                let id = part.split('"').next().unwrap_or_default();
                named += 1;
                if !english.contains_key(id) {
                    faults.push(format!("{}: {id}", file.display()));
                }
            }
        }
    }
    assert!(named > 20, "only {named} names were found: the pages name messages in another way");
    assert!(faults.is_empty(), "no language has:\n{}", faults.join("\n"));
}

/// Without the marks that keep a text of another direction together (Unicode UAX 9, isolates).
pub(super) fn bare(text: &str) -> String {
    text.replace(['\u{2068}', '\u{2069}'], "")
}

fn files_below(folder: &Path) -> Vec<std::path::PathBuf> {
    let mut files = Vec::new();
    for entry in fs::read_dir(folder).expect("a folder") {
        let path = entry.expect("an entry").path();
        match path.is_dir() {
            true => files.extend(files_below(&path)),
            false if path.file_name().is_some_and(|name| name != "tests.rs") => files.push(path),
            false => {}
        }
    }
    files
}

#[test]
fn what_a_message_needs_is_put_into_it() {
    let said = Words(Language::English).count("waiting-here", 2_u64);
    assert!(said.contains('2') && !said.contains('{'), "{said}");
    assert_eq!(bare(&Words(Language::English).count("span-days", 1_u64)), "1 day");
    // Six plural forms.
    let days: BTreeSet<String> =
        [0_u64, 1, 2, 3, 11, 100].map(|n| Words(Language::Arabic).count("span-days", n)).into();
    assert_eq!(days.len(), 6, "{days:?}");
}
