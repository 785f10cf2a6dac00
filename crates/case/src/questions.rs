//! Every field of the form as a question, in the order in which to ask: for a command line that asks
//! one by one, for a web form, and for an import that shows what it expects.
//!
//! Data only. What an answer must be is judged by [`crate::check()`].

use waypost_protocol::codes::Section;

use crate::lists;

/// Most times a group may be repeated: as many needs as one referral may name.
pub const REPEATS_MAX: usize = 30;

/// What sort of answer is expected.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    /// One line of text.
    Line,
    /// Several lines of text.
    Note,
    /// Several short texts.
    Texts,
    /// One code of a list (see [`crate::lists::list`]).
    Code(&'static str),
    /// Several codes of a list.
    Codes(&'static str),
    /// A day: `2026-11-25` or `+180d`.
    Day,
    /// A date of birth, as exact as known.
    Birthdate,
    /// A moment: `+6h`, `+3d`, `2026-11-25 18:30 +07:00`.
    Moment,
    /// Yes or no.
    YesNo,
    /// A whole number.
    Number,
    /// A language (BCP 47).
    Language,
}

/// When an answer must be there.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Asked {
    /// Always.
    Always,
    /// In each group of its kind that is there at all.
    InGroup,
    /// Only if there is something to say.
    IfAny,
}

/// One question.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Question {
    /// Where the answer goes; `#` stands for the count in a repeated group: `need.#.service`.
    pub path: &'static str,
    /// The question in a few words.
    pub words: &'static str,
    /// What to keep in mind.
    pub help: &'static str,
    /// What sort of answer.
    pub kind: Kind,
    /// Whether it must be answered.
    pub asked: Asked,
    /// When the partner sees the answer; `None` when it stays here.
    pub section: Option<Section>,
}

/// All questions, in order.
pub const fn questions() -> &'static [Question] {
    QUESTIONS
}

/// The question that a path answers: `need.2.service`.
pub fn of(path: &str) -> Option<&'static Question> {
    QUESTIONS.iter().find(|q| {
        let mut parts = path.split('.');
        let same = q.path.split('.').all(|expected| match (expected, parts.next()) {
            ("#", Some(count)) => {
                !count.starts_with(['0', '+'])
                    && count.parse::<usize>().is_ok_and(|n| n <= REPEATS_MAX)
            }
            (expected, found) => found == Some(expected),
        });
        same && parts.next().is_none()
    })
}

/// What an answer to a path must be, in words.
pub(crate) fn expected(path: &str) -> String {
    let Some(question) = of(path) else {
        return "an answer".to_owned();
    };
    match question.kind {
        Kind::Code(list) | Kind::Codes(list) => {
            let codes = lists::list(list).map_or(&[][..], |l| l.codes.as_slice());
            let codes: Vec<&str> = codes.iter().map(|e| e.code.as_str()).collect();
            format!("{} (one of: {})", question.words, codes.join(", "))
        }
        Kind::YesNo => format!("{} yes or no", question.words),
        Kind::Line
        | Kind::Note
        | Kind::Texts
        | Kind::Day
        | Kind::Birthdate
        | Kind::Moment
        | Kind::Number
        | Kind::Language => question.words.to_owned(),
    }
}

const fn q(
    path: &'static str,
    words: &'static str,
    help: &'static str,
    kind: Kind,
    asked: Asked,
    section: Option<Section>,
) -> Question {
    Question { path, words, help, kind, asked, section }
}

use Asked::{Always, IfAny, InGroup};
use Kind::{Birthdate, Code, Codes, Day, Language, Line, Moment, Note, Number, Texts, YesNo};

const NEEDS: Option<Section> = Some(Section::Needs);
const IDENTITY: Option<Section> = Some(Section::Identity);
const CONTACT: Option<Section> = Some(Section::SafeContact);
const DOCUMENTS: Option<Section> = Some(Section::Documents);
const SCREENING: Option<Section> = Some(Section::Screening);
const ACCOUNT: Option<Section> = Some(Section::Account);

#[rustfmt::skip]
const QUESTIONS: &[Question] = &[
    q("urgency", "How soon?", "Emergency: within 24 hours. Urgent: 72 hours. Normal: two weeks.", Code("urgency"), Always, NEEDS),
    q("risks", "Risks that the partner must know of at once", "Codes, separated by commas.", Codes("risk"), IfAny, NEEDS),

    q("to.partner", "To which partner?", "The name in your partner list. The person must have agreed to this partner.", Line, Always, None),
    q("to.desk", "Which desk or team there?", "", Line, IfAny, NEEDS),
    q("from.worker", "Your working name", "The name you go by at work.", Line, Always, NEEDS),
    q("from.desk", "Your desk or team", "", Line, IfAny, NEEDS),
    q("from.reason", "Why refer?", "", Code("referral_reason"), Always, NEEDS),
    q("from.reason_text", "Arrangements the partner should know of", "Seen before acceptance: no names, no numbers.", Note, IfAny, NEEDS),

    q("person.case_code", "Case code", "A pseudonym, not a name. Left out, one is drawn.", Line, IfAny, NEEDS),
    q("person.age_band", "About how old?", "", Code("age_band"), Always, NEEDS),
    q("person.gender", "Gender, in the person's words", "", Code("gender"), Always, NEEDS),
    q("person.citizenships", "Citizenships", "Two letters each (KH, ET). Sent before acceptance only if a need requires it; else with the identity.", Codes("citizenship"), IfAny, IDENTITY),
    q("person.languages", "Languages", "For each: tag, then how well spoken, then read (none, some, well). Such as: km well some, en some.", Texts, Always, NEEDS),
    q("person.interpreter", "Is an interpreter needed?", "", Code("interpreter"), Always, NEEDS),
    q("person.refuse_compatriot_interpreter", "Does the person refuse an interpreter from their own country?", "", YesNo, IfAny, NEEDS),
    q("person.dependants", "Who depends on the person and is with them?", "One age band each: 0_4, 5_11.", Codes("age_band"), IfAny, NEEDS),
    q("person.visa_status", "Visa", "Some partners cannot house a person without one.", Code("visa_status"), IfAny, NEEDS),
    q("person.victim_identification", "Victim identification", "", Code("victim_identification"), IfAny, NEEDS),
    q("person.mobility", "How does the person move?", "", Code("mobility"), IfAny, NEEDS),
    q("person.medical_isolation", "Must the person be kept apart for medical reasons?", "", Code("medical_isolation"), IfAny, NEEDS),

    q("need.#.service", "What is needed?", "One service for each need.", Code("service"), InGroup, NEEDS),
    q("need.#.note", "What should the partner know to decide?", "Seen before acceptance: no names, no numbers. Required for `other`.", Note, IfAny, NEEDS),
    q("need.#.wanted_by", "By when?", "+6h, +3d, or 2026-11-25 18:30 +07:00.", Moment, IfAny, NEEDS),

    q("consent.override_reason", "If there was no time to ask: why?", "Only in a vital emergency. Both sides see it as an override.", Note, IfAny, NEEDS),
    q("consent.obtained_by", "Who asked the person? (In an override: who decided?)", "", Line, Always, NEEDS),
    q("consent.obtained_on", "When?", "", Day, Always, NEEDS),
    q("consent.mode", "How did the person agree?", "Left out in an override.", Code("consent_mode"), IfAny, NEEDS),
    q("consent.language", "In which language?", "Left out in an override.", Language, IfAny, NEEDS),
    q("consent.recipients", "Which partners may be told?", "By name. This list stays here.", Texts, Always, None),
    q("consent.purposes", "For which services?", "", Codes("service"), Always, NEEDS),
    q("consent.sections", "What may be sent?", "Such as: needs, identity, safe_contact, documents. The account only if the person said so.", Codes("section"), Always, NEEDS),
    q("consent.authorities_sharing", "May police, immigration or other authorities be told?", "", Code("sharing"), Always, NEEDS),
    q("consent.embassy_sharing", "May an embassy be told?", "", Code("sharing"), Always, NEEDS),
    q("consent.valid_until", "Until when does it hold?", "+180d, or a date.", Day, Always, NEEDS),
    q("consent.retention_days", "How many days may the partner keep it?", "At most ten years (3660).", Number, Always, NEEDS),
    q("consent.aggregate_ok", "May it be counted in statistics?", "", YesNo, Always, NEEDS),
    q("consent.followup_ok", "May the person be asked later how they are?", "", YesNo, Always, NEEDS),

    q("identity.name", "Name, as the person gives it", "In their script, in one field.", Line, IfAny, IDENTITY),
    q("identity.name_latin", "Name in Latin letters", "", Line, IfAny, IDENTITY),
    q("identity.nickname", "Nickname", "", Line, IfAny, IDENTITY),
    q("identity.birthdate", "Date of birth", "As exact as known: 1998-04-02, 1998-04 or 1998. A Buddhist year with BE: 2541 BE.", Birthdate, IfAny, IDENTITY),
    q("identity.identity_number", "Identity number", "", Line, IfAny, IDENTITY),

    q("safe_contact.channel", "How to reach the person?", "", Code("contact_channel"), InGroup, CONTACT),
    q("safe_contact.handle", "Number or name there", "", Line, IfAny, CONTACT),
    q("safe_contact.hours", "Safe hours", "", Line, IfAny, CONTACT),
    q("safe_contact.time_zone", "In which time zone?", "Such as +07:00.", Line, IfAny, CONTACT),
    q("safe_contact.may_leave_voicemail", "May a voice message be left?", "", YesNo, InGroup, CONTACT),
    q("safe_contact.may_leave_text", "May a text be left?", "", YesNo, InGroup, CONTACT),
    q("safe_contact.code_word", "Code word", "By which the person knows the caller.", Line, IfAny, CONTACT),
    q("safe_contact.shared_device", "Do others use the device?", "", YesNo, IfAny, CONTACT),
    q("safe_contact.must_not_be_told", "Who must not be told?", "", Note, IfAny, CONTACT),
    q("safe_contact.expires", "Until when is it safe?", "", Day, IfAny, CONTACT),

    q("document.#.kind", "Which document?", "", Code("document_kind"), InGroup, DOCUMENTS),
    q("document.#.state", "Where is it?", "", Code("document_state"), InGroup, DOCUMENTS),
    q("document.#.number", "Its number", "", Line, IfAny, DOCUMENTS),
    q("document.#.country", "Issued by", "Two letters.", Code("citizenship"), IfAny, DOCUMENTS),
    q("document.#.expires", "Valid until", "", Day, IfAny, DOCUMENTS),
    q("papers.overstay_days", "Days of overstay", "", Number, IfAny, DOCUMENTS),
    q("papers.fine", "Fine", "With its currency.", Line, IfAny, DOCUMENTS),
    q("papers.embassy_verified", "Has the embassy confirmed the nationality?", "", Code("embassy_verified"), IfAny, DOCUMENTS),

    q("screening.status", "Trafficking status", "", Code("trafficking_status"), InGroup, SCREENING),
    q("screening.status_by", "Who decided?", "", Code("trafficking_status_by"), IfAny, SCREENING),
    q("screening.recruitment", "How recruited?", "", Codes("recruitment"), IfAny, SCREENING),
    q("screening.control", "How controlled?", "", Codes("control"), IfAny, SCREENING),
    q("screening.exploitation", "How exploited?", "", Codes("exploitation"), IfAny, SCREENING),
    q("screening.exploitation_other", "What does Other stand for?", "", Note, IfAny, SCREENING),
    q("screening.tool", "Screening tool", "", Line, IfAny, SCREENING),
    q("screening.tool_version", "Its version", "", Line, IfAny, SCREENING),
    q("screening.screened_by", "Who screened?", "", Line, IfAny, SCREENING),
    q("screening.screened_on", "When?", "", Day, IfAny, SCREENING),
    q("screening.non_punishment", "Was the non-punishment principle raised?", "", YesNo, IfAny, SCREENING),

    q("account.text", "The person's account", "Never sent by default. Write it only if the person wants it written.", Note, InGroup, ACCOUNT),
    q("account.language", "In which language?", "", Language, IfAny, ACCOUNT),
    q("account.taken_by", "Who wrote it down?", "", Line, IfAny, ACCOUNT),
    q("account.taken_on", "When?", "", Day, IfAny, ACCOUNT),
];

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::*;
    use crate::form::Form;
    use crate::lists;

    fn filled(count: &str) -> Form {
        let mut form = Form::default();
        for question in questions() {
            form.set(&question.path.replace('#', count), "x").unwrap();
        }
        form
    }

    fn leaves(value: &serde_json::Value) -> usize {
        match value {
            serde_json::Value::Object(keys) => keys.values().map(leaves).sum(),
            serde_json::Value::Array(items) if items.iter().any(|i| i.is_object()) => {
                items.iter().map(leaves).sum()
            }
            _ => 1,
        }
    }

    #[test]
    fn each_question_has_one_place_in_the_form() {
        let form = filled("1");
        let tree = serde_json::to_value(&form).unwrap();
        assert_eq!(leaves(&tree), questions().len());
        for question in questions() {
            assert_eq!(form.answer(&question.path.replace('#', "1")).as_deref(), Some("x"));
        }
        let again = Form::from_toml(&toml::to_string(&form).unwrap()).unwrap();
        assert!(again == form);
    }

    #[test]
    fn each_field_of_the_form_has_a_question() {
        // The names a form accepts are told by its refusal of one that it does not.
        let known = |text: &str| match Form::from_toml(text) {
            Err(crate::form::FormError::UnknownKey { near, .. }) => near.matches('`').count() / 2,
            other => panic!("expected a refusal, found {other:?}"),
        };
        let asked = |group: &str| {
            let begins = |q: &&Question| match group {
                "" => !q.path.contains('.'),
                group => q.path.starts_with(&format!("{group}.")),
            };
            questions().iter().filter(begins).count()
        };
        let groups = [
            "from",
            "to",
            "person",
            "consent",
            "identity",
            "safe_contact",
            "papers",
            "screening",
            "account",
        ];
        for group in groups {
            assert_eq!(known(&format!("[{group}]\nzz = 1")), asked(group), "{group}");
        }
        for group in ["need", "document"] {
            assert_eq!(known(&format!("[[{group}]]\nzz = 1")), asked(group), "{group}");
        }
        assert_eq!(known("zz = 1"), asked("") + groups.len() + 2);
    }

    #[test]
    fn each_code_question_names_a_list_that_exists() {
        let mut paths = BTreeSet::new();
        for question in questions() {
            assert!(paths.insert(question.path), "{} stands twice", question.path);
            if let Code(list) | Codes(list) = question.kind {
                assert!(lists::list(list).is_some(), "{list}");
            }
        }
    }

    #[test]
    fn a_group_grows_by_one_and_stops_at_its_bound() {
        let mut form = Form::default();
        assert!(form.set("need.2.service", "food").is_err());
        for count in 1..=REPEATS_MAX {
            form.set(&format!("need.{count}.service"), "food").unwrap();
        }
        for odd in ["need.31.service", "need.0.service", "need.01.service", "need.service", "name"]
        {
            assert!(form.set(odd, "food").is_err(), "{odd}");
        }
    }

    #[test]
    fn an_empty_answer_takes_the_answer_back() {
        let mut form = Form::default();
        form.set("urgency", "urgent").unwrap();
        form.set("urgency", "").unwrap();
        assert!(form == Form::default());
    }
}
