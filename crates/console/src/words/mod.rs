//! What the pages say, in the reader's language.
//!
//! In: a message's id and what is put into it. Out: text. Messages are Fluent files in `i18n/`, one folder a
//! language, one file a page; they are compiled in. English has every message; another language that lacks one
//! shows the English. A language is marked as a draft until a speaker has read it. Codes of the case lists have
//! their labels in [`waypost_case::lists`]. Never shows a message's id in place of words.

mod languages;
pub(crate) mod moments;

use std::borrow::Borrow;
use std::fmt::Display;
use std::sync::OnceLock;

use fluent_bundle::concurrent::FluentBundle;
use fluent_bundle::{FluentArgs, FluentResource, FluentValue};
use waypost_case::lists;

pub use languages::Language;

/// The files of each language, in the order of [`Language::ALL`].
macro_rules! files {
    ($($file:literal),+ $(,)?) => {
        [
            [$(include_str!(concat!("../../i18n/en/", $file, ".ftl"))),+],
            [$(include_str!(concat!("../../i18n/fr/", $file, ".ftl"))),+],
            [$(include_str!(concat!("../../i18n/th/", $file, ".ftl"))),+],
            [$(include_str!(concat!("../../i18n/km/", $file, ".ftl"))),+],
            [$(include_str!(concat!("../../i18n/my/", $file, ".ftl"))),+],
            [$(include_str!(concat!("../../i18n/zh/", $file, ".ftl"))),+],
            [$(include_str!(concat!("../../i18n/am/", $file, ".ftl"))),+],
            [$(include_str!(concat!("../../i18n/ar/", $file, ".ftl"))),+],
        ]
    };
}

const FILES: [[&str; 13]; 8] = files!(
    "frame",
    "door",
    "home",
    "referral",
    "new",
    "partners",
    "reports",
    "audit",
    "office",
    "start",
    "help",
    "codes",
    "questions"
);

type Bundle = FluentBundle<FluentResource>;

/// Read when the first page speaks the language: most nodes speak one or two.
static BUNDLES: [OnceLock<Bundle>; Language::ALL.len()] =
    [const { OnceLock::new() }; Language::ALL.len()];

#[expect(
    clippy::expect_used,
    reason = "the files are compiled in, and a test reads every one of them"
)]
fn bundle(language: Language, files: &[&str]) -> Bundle {
    let mut bundle = FluentBundle::new_concurrent(vec![language.id()]);
    for file in files {
        let resource = FluentResource::try_new((*file).to_owned()).expect("a Fluent file");
        bundle.add_resource(resource).expect("no message twice");
    }
    bundle
}

/// The words of one language.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Words(pub(crate) Language);

impl Words {
    /// A message without anything put into it.
    pub(crate) fn t(self, id: &str) -> String {
        self.say(id, None)
    }

    /// A message with one text in it.
    pub(crate) fn with(self, id: &str, name: &str, text: impl Display) -> String {
        let mut args = FluentArgs::with_capacity(1);
        args.set(name.to_owned(), text.to_string());
        self.say(id, Some(&args))
    }

    /// A message with two texts in it.
    pub(crate) fn with2(
        self,
        id: &str,
        name: &str,
        text: impl Display,
        second_name: &str,
        second: impl Display,
    ) -> String {
        let mut args = FluentArgs::with_capacity(2);
        args.set(name.to_owned(), text.to_string());
        args.set(second_name.to_owned(), second.to_string());
        self.say(id, Some(&args))
    }

    /// A message that depends on a number, `count`.
    pub(crate) fn count(self, id: &str, count: impl Borrow<u64>) -> String {
        let mut args = FluentArgs::with_capacity(1);
        args.set("count", FluentValue::from(*count.borrow()));
        self.say(id, Some(&args))
    }

    /// A message with any texts in it, by name.
    pub(crate) fn facts<'a>(
        self,
        id: &str,
        facts: impl IntoIterator<Item = (&'a String, &'a String)>,
    ) -> String {
        let mut args = FluentArgs::new();
        for (name, text) in facts {
            args.set(name.clone(), text.clone());
        }
        self.say(id, Some(&args))
    }

    /// A message that this language or English has; none if no language has it.
    pub(crate) fn find(self, id: &str) -> Option<String> {
        [self.0, Language::English].iter().find_map(|language| message(*language, id, None))
    }

    /// A code with a message of its own: `status-accepted`. A code of a later program is shown as it is.
    pub(crate) fn coded(self, kind: &str, code: &str) -> String {
        self.find(&format!("{kind}-{code}")).unwrap_or_else(|| code.replace('_', " "))
    }

    /// A code of a case list, as a reader sees it.
    pub(crate) fn code<'a>(self, list: &str, code: &'a str) -> &'a str {
        lists::label(list, code, self.0.tag())
    }

    fn say(self, id: &str, args: Option<&FluentArgs<'_>>) -> String {
        let languages = [self.0, Language::English];
        let said = languages.iter().find_map(|language| message(*language, id, args));
        said.unwrap_or_else(|| {
            tracing::error!(id, "no language has this message");
            String::new()
        })
    }
}

/// None where the language lacks the message.
fn message(language: Language, id: &str, args: Option<&FluentArgs<'_>>) -> Option<String> {
    let place = language as usize;
    let bundle = BUNDLES.get(place)?.get_or_init(|| bundle(language, &FILES[place]));
    let pattern = bundle.get_message(id)?.value()?;
    // What cannot be put in stays visible as its name in braces; the tests look for that.
    Some(bundle.format_pattern(pattern, args, &mut Vec::new()).into_owned())
}

#[cfg(test)]
mod tests;
