//! The tasks of a new referral: which questions each one asks, in which order, and how far it is.
//!
//! In: the questions of the case, the form and the faults of a draft. Out: tasks, their parts, their states. Data
//! and counting only; nothing is judged here.

use waypost_case::Form;
use waypost_desk::command::FaultReport;

/// One task, one page.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Task {
    /// Is the person safe now?
    Safe,
    /// What the person agreed to.
    Consent,
    /// Who it is: the case code first.
    Who,
    /// What is needed.
    Help,
    /// How soon.
    Soon,
    /// Documents and papers.
    Papers,
    /// How to reach the person safely.
    Contact,
    /// Victim screening.
    Screening,
    /// What the person was made to do.
    Account,
    /// To whom, and from whom.
    To,
}

/// When the partner sees what a part of a page asks.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Seen {
    /// As soon as it is sent.
    Now,
    /// Only after accepting.
    After,
    /// Only if the person said so: it never goes by itself.
    NotByItself,
    /// Never.
    Here,
}

impl Seen {
    pub(crate) const fn code(self) -> &'static str {
        match self {
            Self::Now => "now",
            Self::After => "after",
            Self::NotByItself => "not-by-itself",
            Self::Here => "here",
        }
    }
}

/// Questions that stand together on a page.
pub(crate) struct Part {
    /// Names its heading: `new-part-agreed`.
    pub(crate) name: &'static str,
    pub(crate) seen: Seen,
    /// Paths as in [`waypost_case::questions`], with `#` in a group that repeats.
    pub(crate) paths: &'static [&'static str],
}

/// How far a task is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum State {
    NotStarted,
    SomeAnswers,
    Done,
    NeedsMending,
}

impl State {
    #[cfg(test)]
    pub(crate) const ALL: [Self; 4] =
        [Self::NotStarted, Self::SomeAnswers, Self::Done, Self::NeedsMending];

    pub(crate) const fn code(self) -> &'static str {
        match self {
            Self::NotStarted => "not-started",
            Self::SomeAnswers => "some",
            Self::Done => "done",
            Self::NeedsMending => "mend",
        }
    }

    /// The look of the words, beside the words.
    pub(crate) const fn look(self) -> &'static str {
        match self {
            Self::NotStarted => "",
            Self::SomeAnswers => " look",
            Self::Done => " good",
            Self::NeedsMending => " bad",
        }
    }
}

const fn part(name: &'static str, seen: Seen, paths: &'static [&'static str]) -> Part {
    Part { name, seen, paths }
}

impl Task {
    /// Every task, in the order in which to do them.
    pub(crate) const ALL: [Self; 10] = [
        Self::Safe,
        Self::Consent,
        Self::Who,
        Self::Help,
        Self::Soon,
        Self::Papers,
        Self::Contact,
        Self::Screening,
        Self::Account,
        Self::To,
    ];

    /// Its name in addresses.
    pub(crate) const fn code(self) -> &'static str {
        match self {
            Self::Safe => "safe",
            Self::Consent => "consent",
            Self::Who => "who",
            Self::Help => "help",
            Self::Soon => "soon",
            Self::Papers => "papers",
            Self::Contact => "contact",
            Self::Screening => "screening",
            Self::Account => "account",
            Self::To => "to",
        }
    }

    pub(crate) fn of(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|task| task.code() == code)
    }

    /// Left out of most referrals.
    pub(crate) const fn optional(self) -> bool {
        matches!(self, Self::Screening | Self::Account)
    }

    /// The group of the form that this page adds to and takes from.
    pub(crate) const fn group(self) -> Option<&'static str> {
        match self {
            Self::Help => Some("need"),
            Self::Papers => Some("document"),
            Self::Safe
            | Self::Consent
            | Self::Who
            | Self::Soon
            | Self::Contact
            | Self::Screening
            | Self::Account
            | Self::To => None,
        }
    }

    /// What comes after it; the optional ones are gone to from the task list alone.
    pub(crate) fn next(self) -> Option<Self> {
        if self.optional() {
            return None;
        }
        let mut later = Self::ALL.into_iter().skip_while(move |task| *task != self).skip(1);
        later.find(|task| !task.optional())
    }

    /// What it asks, in order.
    pub(crate) const fn parts(self) -> &'static [Part] {
        match self {
            Self::Safe => SAFE,
            Self::Consent => CONSENT,
            Self::Who => WHO,
            Self::Help => HELP,
            Self::Soon => SOON,
            Self::Papers => PAPERS,
            Self::Contact => CONTACT,
            Self::Screening => SCREENING,
            Self::Account => ACCOUNT,
            Self::To => TO,
        }
    }

    fn paths(self) -> impl Iterator<Item = &'static str> {
        self.parts().iter().flat_map(|part| part.paths).copied()
    }

    /// The task in which a fault is mended: a path with numbers, or a whole group.
    pub(crate) fn mending(field: &str) -> Self {
        let path = numbers_out(field);
        let of_group = |task: &Self| task.paths().any(|p| p.split('.').next() == Some(&path));
        let asks = |task: &Self| task.paths().any(|p| p == path);
        let all = Self::ALL;
        // A fault that names no question is one of the whole: it is shown where the referral is sent to.
        all.into_iter().find(asks).or(all.into_iter().find(of_group)).unwrap_or(Self::To)
    }

    pub(crate) fn faults(self, faults: &[FaultReport]) -> Vec<FaultReport> {
        faults.iter().filter(|fault| Self::mending(&fault.field) == self).cloned().collect()
    }

    /// Every path that has an answer, with numbers.
    pub(crate) fn answered(self, form: &Form) -> Vec<String> {
        let paths = self.parts().iter().flat_map(|part| numbered(part.paths, form));
        paths.filter(|path| form.answer(path).is_some()).collect()
    }

    pub(crate) fn state(self, form: &Form, faults: &[FaultReport]) -> State {
        let faults = self.faults(faults);
        let started = !self.answered(form).is_empty();
        match (started, faults.is_empty()) {
            (_, false) if faults.iter().any(|fault| fault.code != "missing") => State::NeedsMending,
            (true, false) => State::SomeAnswers,
            (true, true) => State::Done,
            (false, _) => State::NotStarted,
        }
    }
}

/// `need.2.note` as its question is written: `need.#.note`.
pub(crate) fn numbers_out(field: &str) -> String {
    let part = |part: &str| match part.parse::<usize>() {
        Ok(_) => "#".to_owned(),
        Err(_) => part.to_owned(),
    };
    field.split('.').map(part).collect::<Vec<_>>().join(".")
}

/// Paths with the numbers that a form has: group by group, as they are read.
pub(crate) fn numbered(paths: &[&str], form: &Form) -> Vec<String> {
    let mut all = Vec::new();
    for group in ["need", "document"] {
        let of_group: Vec<&&str> =
            paths.iter().filter(|p| p.starts_with(&format!("{group}.#"))).collect();
        for count in 1..=group_len(group, form) {
            all.extend(of_group.iter().map(|path| path.replace('#', &count.to_string())));
        }
    }
    all.extend(paths.iter().filter(|path| !path.contains('#')).map(|path| (*path).to_owned()));
    all
}

/// How often a group is there.
pub(crate) fn group_len(group: &str, form: &Form) -> usize {
    match group {
        "need" => form.need.len(),
        "document" => form.document.len(),
        _ => 0,
    }
}

use Seen::{After, Here, NotByItself, Now};

const SAFE: &[Part] = &[part("safe", Now, &["risks"])];

const CONSENT: &[Part] = &[
    part(
        "agreed",
        Now,
        &["consent.mode", "consent.language", "consent.obtained_by", "consent.obtained_on"],
    ),
    part("recipients", Here, &["consent.recipients"]),
    part(
        "limits",
        Now,
        &[
            "consent.purposes",
            "consent.sections",
            "consent.authorities_sharing",
            "consent.embassy_sharing",
            "consent.valid_until",
            "consent.retention_days",
            "consent.aggregate_ok",
            "consent.followup_ok",
        ],
    ),
    part("override", Now, &["consent.override_reason"]),
];

const WHO: &[Part] = &[
    part("code", Now, &["person.case_code"]),
    part(
        "person",
        Now,
        &[
            "person.age_band",
            "person.gender",
            "person.languages",
            "person.interpreter",
            "person.refuse_compatriot_interpreter",
            "person.dependants",
            "person.visa_status",
            "person.victim_identification",
            "person.mobility",
            "person.medical_isolation",
        ],
    ),
    part(
        "identity",
        After,
        &[
            "identity.name",
            "identity.name_latin",
            "identity.nickname",
            "identity.birthdate",
            "identity.identity_number",
            "person.citizenships",
        ],
    ),
];

const HELP: &[Part] = &[part("need", Now, &["need.#.service", "need.#.note"])];

const SOON: &[Part] =
    &[part("soon", Now, &["urgency"]), part("by-when", Now, &["need.#.wanted_by"])];

const PAPERS: &[Part] = &[
    part(
        "document",
        After,
        &[
            "document.#.kind",
            "document.#.state",
            "document.#.number",
            "document.#.country",
            "document.#.expires",
        ],
    ),
    part("papers", After, &["papers.overstay_days", "papers.fine", "papers.embassy_verified"]),
];

const CONTACT: &[Part] = &[part(
    "contact",
    After,
    &[
        "safe_contact.channel",
        "safe_contact.handle",
        "safe_contact.hours",
        "safe_contact.time_zone",
        "safe_contact.may_leave_voicemail",
        "safe_contact.may_leave_text",
        "safe_contact.code_word",
        "safe_contact.shared_device",
        "safe_contact.must_not_be_told",
        "safe_contact.expires",
    ],
)];

const SCREENING: &[Part] = &[part(
    "screening",
    After,
    &[
        "screening.status",
        "screening.status_by",
        "screening.recruitment",
        "screening.control",
        "screening.exploitation",
        "screening.exploitation_other",
        "screening.tool",
        "screening.tool_version",
        "screening.screened_by",
        "screening.screened_on",
        "screening.non_punishment",
    ],
)];

const ACCOUNT: &[Part] = &[part(
    "account",
    NotByItself,
    &["account.text", "account.language", "account.taken_by", "account.taken_on"],
)];

const TO: &[Part] = &[
    part("partner", Here, &["to.partner"]),
    part("from", Now, &["to.desk", "from.worker", "from.desk", "from.reason", "from.reason_text"]),
];

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::*;
    use waypost_case::questions::{of, questions};

    fn fault(field: &str, code: &str) -> FaultReport {
        FaultReport { field: field.to_owned(), code: code.to_owned(), message: String::new() }
    }

    #[test]
    fn every_question_is_asked_in_one_task_once() {
        let asked: Vec<&str> = Task::ALL.into_iter().flat_map(Task::paths).collect();
        let once: BTreeSet<&str> = asked.iter().copied().collect();
        assert_eq!(asked.len(), once.len());
        assert_eq!(once, questions().iter().map(|question| question.path).collect());
    }

    #[test]
    fn a_part_says_truly_when_the_partner_sees_it() {
        for part in Task::ALL.into_iter().flat_map(Task::parts) {
            for path in part.paths {
                let question = of(&path.replace('#', "1")).expect("a question");
                let seen = match question.section.map(|section| section.as_str()) {
                    None => Here,
                    Some("needs") => Now,
                    Some("account") => NotByItself,
                    Some(_) => After,
                };
                assert_eq!(seen, part.seen, "{path}");
            }
        }
    }

    #[test]
    fn a_fault_is_mended_where_its_question_is_asked() {
        for (field, task) in [
            ("need", Task::Help),
            ("need.2.service", Task::Help),
            ("need.2.wanted_by", Task::Soon),
            ("document", Task::Papers),
            ("account", Task::Account),
            ("person.citizenships", Task::Who),
            ("to.partner", Task::To),
            ("of.a.later.program", Task::To),
        ] {
            assert_eq!(Task::mending(field), task, "{field}");
        }
    }

    #[test]
    fn a_state_follows_from_answers_and_faults() {
        let (mut form, missing) = (Form::default(), fault("urgency", "missing"));
        assert_eq!(Task::Soon.state(&form, std::slice::from_ref(&missing)), State::NotStarted);
        form.set("need.1.service", "food").expect("a question");
        form.set("need.1.wanted_by", "+3d").expect("a question");
        assert_eq!(Task::Soon.state(&form, &[missing]), State::SomeAnswers);
        form.set("urgency", "soon").expect("a question");
        let unknown = fault("urgency", "unknown_code");
        assert_eq!(Task::Soon.state(&form, &[unknown]), State::NeedsMending);
        assert_eq!(Task::Soon.state(&form, &[fault("risks", "conflict")]), State::Done);
        assert_eq!(Task::Safe.state(&form, &[fault("risks", "conflict")]), State::NeedsMending);
    }

    #[test]
    fn the_optional_tasks_are_passed_over() {
        assert_eq!(Task::Contact.next(), Some(Task::To));
        assert_eq!((Task::Screening.next(), Task::To.next()), (None, None));
    }
}
