//! Partners as somebody chooses among them: who may be told, to whom it goes.
//!
//! In: the partner list of the desk, the form. Out: choices with what to know of each. Decides nothing: the desk
//! judges again whether consent names the partner and whether the partner is confirmed.

use waypost_case::Form;
use waypost_desk::command::{Command, PartnerReport, Reply};

use super::widgets::{Choice, Input};
use crate::visitor::{Problem, Visitor};
use crate::words::Words;

/// Every partner.
pub(crate) async fn all(visitor: &Visitor) -> Result<Vec<PartnerReport>, Problem> {
    match visitor.ask(Command::PartnerList).await? {
        Reply::Partners { partners } => Ok(partners),
        _ => Err(Problem::Broken),
    }
}

/// Which partners may be told: the confirmed ones, and whoever is named already.
pub(crate) fn recipients(form: &Form, partners: &[PartnerReport], words: Words) -> Input {
    let mut choices = Vec::new();
    for partner in partners {
        let chosen = is_named(form, partner);
        if chosen || (is_confirmed(partner) && !partner.blocked) {
            let notes = kind(partner, words).into_iter().chain(standing(partner, words));
            choices.push(choice(partner, notes.collect(), chosen));
        }
    }
    for name in form.consent.recipients.iter().filter_map(|typed| typed.get()) {
        if !partners.iter().any(|partner| is_called(partner, name)) {
            let notes = vec![words.t("new-partner-unknown")];
            choices.push(Choice { code: name.into(), words: name.into(), notes, chosen: true });
        }
    }
    Input::Boxes { choices }
}

/// To which partner it goes.
pub(crate) fn to_partner(form: &Form, partners: &[PartnerReport], words: Words) -> Input {
    let typed = form.to.partner.get().unwrap_or_default();
    let mut choices = Vec::new();
    for partner in partners {
        let chosen = is_called(partner, typed);
        if chosen || !partner.blocked {
            choices.push(choice(partner, notes(form, partner, words), chosen));
        }
    }
    if !typed.is_empty() && !choices.iter().any(|choice| choice.chosen) {
        let notes = vec![words.t("new-partner-unknown")];
        choices.push(Choice { code: typed.into(), words: typed.into(), notes, chosen: true });
    }
    Input::Radios { choices }
}

/// To which partners it can be sent: those that the consent names.
pub(crate) fn to_send(
    form: &Form,
    partners: &[PartnerReport],
    but: &[String],
    words: Words,
) -> Vec<Choice> {
    let typed = form.to.partner.get().unwrap_or_default();
    let named = |p: &&PartnerReport| is_named(form, p) && !but.contains(&p.short);
    let one = |partner: &PartnerReport| {
        let notes = kind(partner, words).into_iter().chain(standing(partner, words));
        choice(partner, notes.collect(), is_called(partner, typed))
    };
    partners.iter().filter(named).map(one).collect()
}

/// Whether the consent says to ask the person again before one of these partners is told.
pub(crate) fn asks_again(form: &Form, partners: &[PartnerReport], but: &[String]) -> bool {
    let says_ask = |partner: &PartnerReport| match partner.kind.as_str() {
        "authority" => form.consent.authorities_sharing.get() == Some("ask"),
        "embassy" => form.consent.embassy_sharing.get() == Some("ask"),
        _ => false,
    };
    partners.iter().any(|p| is_named(form, p) && !but.contains(&p.short) && says_ask(p))
}

fn choice(partner: &PartnerReport, notes: Vec<String>, chosen: bool) -> Choice {
    let words = match partner.name.as_str() {
        "" => partner.short.clone(),
        name if name == partner.short => name.to_owned(),
        name => format!("{name} ({})", partner.short),
    };
    Choice { code: partner.short.clone(), words, notes, chosen }
}

fn notes(form: &Form, partner: &PartnerReport, words: Words) -> Vec<String> {
    let mut notes: Vec<String> = kind(partner, words).into_iter().collect();
    if !partner.languages.is_empty() {
        let names: Vec<&str> =
            partner.languages.iter().map(|t| words.code("language", t)).collect();
        notes.push(words.with("new-partner-languages", "languages", names.join(", ")));
    }
    let spoken: Vec<&str> = form.person.languages.iter().filter_map(|t| first(t.get()?)).collect();
    let common =
        partner.languages.iter().any(|tag| first(tag).is_some_and(|t| spoken.contains(&t)));
    notes.extend(match (spoken.is_empty() || partner.languages.is_empty(), common) {
        (true, _) => None,
        (false, true) => Some(words.t("new-partner-common-language")),
        (false, false) => Some(words.t("new-partner-no-common-language")),
    });
    notes.push(match is_named(form, partner) {
        true => words.t("new-partner-named"),
        false => words.t("new-partner-not-named"),
    });
    notes.push(match is_confirmed(partner) {
        true => words.t("new-partner-confirmed"),
        false => words.t("new-partner-not-confirmed"),
    });
    notes
}

/// The language of a tag or of a text of languages: `zh` of `zh-Hant well`.
fn first(text: &str) -> Option<&str> {
    text.split([' ', '-']).next().filter(|language| !language.is_empty())
}

fn kind(partner: &PartnerReport, words: Words) -> Option<String> {
    (!partner.kind.is_empty()).then(|| words.coded("new-kind", &partner.kind))
}

/// What stops a partner from being sent to.
fn standing(partner: &PartnerReport, words: Words) -> Option<String> {
    match (partner.blocked, is_confirmed(partner)) {
        (true, _) => Some(words.t("new-partner-blocked")),
        (false, false) => Some(words.t("new-partner-not-confirmed")),
        (false, true) => None,
    }
}

fn is_confirmed(partner: &PartnerReport) -> bool {
    partner.confirmed_by_us && partner.confirmed_by_them
}

/// A form calls a partner by its short name or by its own.
fn is_called(partner: &PartnerReport, name: &str) -> bool {
    !name.is_empty() && (partner.short == name || partner.name == name)
}

fn is_named(form: &Form, partner: &PartnerReport) -> bool {
    let mut named = form.consent.recipients.iter().filter_map(|typed| typed.get());
    named.any(|name| is_called(partner, name))
}
