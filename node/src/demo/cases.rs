//! The case files of the demonstration: from a folder, or the copies inside the program.
//!
//! In: TOML as a caseworker writes it. Out: forms in the order of their file names, addressed to the
//! partners on this stage.

use std::fs;
use std::path::Path;

use waypost_case::Form;
use waypost_case::form::{NeedForm, Typed};

use super::stage::Target;
use crate::command::referral::form;
use crate::trouble::{Exit, Trouble};

/// Files in a folder: a demonstration, not an import.
const CASES_MAX: usize = 50;
/// Acts of the story; each needs a case.
const CASES_MIN: usize = 8;

/// The copies of `node/cases` inside the program.
const EMBEDDED: &[(&str, &str)] = &[
    ("01-shelter-tonight.toml", include_str!("../../cases/01-shelter-tonight.toml")),
    ("02-passport-and-way-home.toml", include_str!("../../cases/02-passport-and-way-home.toml")),
    ("03-no-authorities.toml", include_str!("../../cases/03-no-authorities.toml")),
    ("04-mother-and-child.toml", include_str!("../../cases/04-mother-and-child.toml")),
    ("05-emergency-override.toml", include_str!("../../cases/05-emergency-override.toml")),
    ("06-screening.toml", include_str!("../../cases/06-screening.toml")),
    ("07-visa-and-fine.toml", include_str!("../../cases/07-visa-and-fine.toml")),
    ("08-after-return.toml", include_str!("../../cases/08-after-return.toml")),
    ("09-boy-of-sixteen.toml", include_str!("../../cases/09-boy-of-sixteen.toml")),
];

/// One case to play.
#[derive(Clone)]
pub(super) struct Case {
    pub(super) form: Form,
    pub(super) to: Target,
    /// How many needs it names.
    pub(super) needs: usize,
    /// Whether it has an identity that the person agreed to show on acceptance.
    pub(super) identity: bool,
    /// Whether the person must be asked about an embassy; the demonstration says that they were.
    pub(super) asked: bool,
    /// What the case is about.
    pub(super) words: String,
}

/// Loads all cases.
pub(super) fn load(folder: Option<&Path>) -> Result<Vec<Case>, Trouble> {
    let beside = Path::new("node/cases");
    let texts = match folder {
        Some(folder) => read(folder)?,
        None if beside.is_dir() => read(beside)?,
        None => {
            EMBEDDED.iter().map(|(name, text)| ((*name).to_owned(), (*text).to_owned())).collect()
        }
    };
    if !(CASES_MIN..=CASES_MAX).contains(&texts.len()) {
        return Err(Trouble::new(
            Exit::NotDone,
            "demo_cases",
            format!(
                "There are {} case files; the story needs {CASES_MIN} to {CASES_MAX}.",
                texts.len()
            ),
            "Name a folder with .toml case files: --cases DIR",
        ));
    }
    texts.into_iter().map(|(name, text)| case(&name, &text)).collect()
}

fn read(folder: &Path) -> Result<Vec<(String, String)>, Trouble> {
    let trouble = |error: std::io::Error| Trouble::file("read the case files in", folder, &error);
    let mut texts = Vec::new();
    for entry in fs::read_dir(folder).map_err(trouble)? {
        let path = entry.map_err(trouble)?.path();
        if path.extension().is_some_and(|end| end == "toml") {
            let text = fs::read_to_string(&path).map_err(trouble)?;
            texts.push((path.display().to_string(), text));
        }
    }
    texts.sort();
    Ok(texts)
}

fn case(name: &str, text: &str) -> Result<Case, Trouble> {
    let wrong = |why: String| {
        let what = format!("The case file {name} cannot be played: {why}.");
        Trouble::new(
            Exit::Faults,
            "demo_cases",
            what,
            "Correct it, or use another folder: --cases DIR.",
        )
    };
    let mut form = form::parse(text).map_err(wrong)?;
    let papers = |need: &NeedForm| need.service.get() == Some("consular_document");
    let to = if form.need.iter().any(papers) { Target::Embassy } else { Target::Clinic };
    readdress(&mut form, to);
    let agreed = |section: &Typed| section.get() == Some("identity");
    Ok(Case {
        to,
        needs: form.need.len(),
        identity: form.identity.name.get().is_some() && form.consent.sections.iter().any(agreed),
        asked: to == Target::Embassy && form.consent.embassy_sharing.get() == Some("ask"),
        words: words(text, &form),
        form,
    })
}

/// The case files name many partners; on this stage there are two. The consent says the same.
fn readdress(form: &mut Form, to: Target) {
    form.to.partner = to.short().into();
    form.consent.recipients = vec![to.short().into()];
}

/// The comment on the first line; without one, what is needed.
fn words(text: &str, form: &Form) -> String {
    let first = text.lines().next().and_then(|line| line.strip_prefix('#'));
    let services = || {
        let codes: Vec<_> = form.need.iter().filter_map(|need| need.service.get()).collect();
        codes.join(", ").replace('_', " ")
    };
    first.map_or_else(services, |line| line.trim().to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_copies_inside_the_program_are_all_the_files_of_the_folder() {
        let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("cases");
        let files: Vec<_> =
            read(&folder).expect("read").into_iter().map(|(_, text)| text).collect();
        let copies: Vec<_> = EMBEDDED.iter().map(|(_, text)| (*text).to_owned()).collect();
        assert_eq!(files, copies);
    }

    #[test]
    fn every_case_can_be_played_and_the_acts_find_what_they_need() {
        let copies = EMBEDDED.iter().map(|(name, text)| case(name, text));
        let cases: Vec<_> = copies.collect::<Result<_, _>>().expect("all are read");
        assert!(cases.len() >= CASES_MIN);
        let at = |to| move |case: &&Case| case.to == to && case.identity;
        assert!(cases.iter().filter(at(Target::Embassy)).count() >= 1);
        assert!(
            cases.iter().filter(at(Target::Clinic)).filter(|case| case.needs >= 2).count() >= 2
        );
        assert!(cases.iter().filter(|case| case.identity).count() >= CASES_MIN);
    }

    #[test]
    fn a_case_is_sent_to_nobody_but_the_partner_on_the_stage() {
        for (name, text) in EMBEDDED {
            let case = case(name, text).expect("read");
            let told: Vec<_> = case.form.consent.recipients.iter().map(|r| r.0.as_str()).collect();
            assert_eq!(told, [case.to.short()]);
        }
    }
}
