//! A person's languages: each is one text of the form, `TAG [SPOKEN [READ]]`, and three fields of the page.
//!
//! In: a text, or three fields. Out: the other. A place that is left out is `-` where something follows it: the desk
//! then says what is missing, and nothing typed is lost.

use waypost_case::form::Typed;
use waypost_case::record::LANGUAGES_MAX;

use crate::fields::Fields;

/// One language as the page shows it; empty where nothing is said.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Spoken {
    pub(crate) tag: String,
    pub(crate) spoken: String,
    pub(crate) read: String,
}

/// A text of the form in its three places. What is too much stays in the last one.
pub(crate) fn split(text: &str) -> Spoken {
    let mut words = text.split_whitespace();
    let mut next = || words.next().map(unsaid).unwrap_or_default();
    let (tag, spoken) = (next(), next());
    let read = words.map(unsaid).collect::<Vec<_>>().join(" ");
    Spoken { tag, spoken, read }
}

fn unsaid(word: &str) -> String {
    if word == "-" { String::new() } else { word.to_owned() }
}

/// The three places as one text; none where all are empty.
pub(crate) fn join(language: &Spoken) -> Option<String> {
    let places = [&language.tag, &language.spoken, &language.read];
    let last = places.iter().rposition(|place| !place.is_empty())?;
    let said = places.iter().take(last + 1);
    let said = said.map(|place| if place.is_empty() { "-" } else { place.as_str() });
    Some(said.collect::<Vec<_>>().join(" "))
}

/// The rows of the page, in order.
pub(crate) fn taken(fields: &Fields) -> Vec<Typed> {
    let one = |number: usize, name: &str| {
        fields.one(&format!("person.languages.{number}.{name}")).replace(char::is_whitespace, "")
    };
    let row = |number: usize| {
        let other = one(number, "other");
        let tag = if other.is_empty() { one(number, "tag") } else { other };
        join(&Spoken { tag, spoken: one(number, "spoken"), read: one(number, "read") })
    };
    // The page never shows more; what a case file had beyond that could not be sent either.
    (1..=LANGUAGES_MAX + 1).filter_map(row).map(Typed).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_language_is_split_and_joined_as_it_was() {
        for text in ["km", "km well", "km well some", "zh-Hant none", "- well", "km - some"] {
            assert_eq!(join(&split(text)).as_deref(), Some(text));
        }
        assert_eq!(join(&split("  ")), None);
        assert_eq!(split("km well some more").read, "some more");
    }
}
