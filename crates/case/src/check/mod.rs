//! From a form to a referral: everything checked once, all faults shown at once.
//!
//! In: a [`Form`], the day, and what partners are known. Out: a [`Referral`], which can be made only
//! here, or every [`Fault`] there is. Never defaults what a person must decide.

mod answers;
mod consent;
mod private;
mod sections;

use rand_core::CryptoRng;
use waypost_protocol::codes::{OrgKind, Service};
use waypost_protocol::ids::{ConsentId, ConversationId, Day, Time};

use crate::fault::{Fault, FaultCode};
use crate::form::Form;
use crate::lists;
use crate::record::{
    DEPENDANTS_MAX, LANGUAGES_MAX, Language, NEEDS_MAX, Need, Opening, Person, Record, Referrer,
};
use crate::words::{AgeBand, Citizenship, Coded, LanguageLevel, Risk, language_tag};
use answers::Answers;

/// Furthest that a need may lie ahead: what is wanted in a year is not yet a referral.
const WANTED_DAYS_MAX: u32 = 366;
/// Longest case code: room for an organisation's own scheme.
const CASE_CODE_BYTES_MAX: usize = 40;

/// A partner that this organisation knows.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct KnownPartner {
    /// Its name in the partner list.
    pub name: String,
    /// What sort of organisation: an authority or an embassy needs its own yes.
    pub kind: OrgKind,
}

/// What a form is judged against.
#[derive(Debug, Clone, Copy)]
pub struct Context<'a> {
    /// The worker's day.
    pub today: Day,
    /// The worker's clock.
    pub now: Time,
    /// The partners known, where the caller knows them; `None` leaves the partner's name and kind unjudged.
    pub partners: Option<&'a [KnownPartner]>,
}

/// A checked referral to one partner.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Referral {
    to_partner: String,
    recipients: Vec<String>,
    record: Record,
}

impl Referral {
    /// The partner, by its name in the partner list.
    pub fn to_partner(&self) -> &str {
        &self.to_partner
    }

    /// All partners named in the consent. Stays with the referrer.
    pub fn recipients(&self) -> &[String] {
        &self.recipients
    }

    /// What is said.
    pub const fn record(&self) -> &Record {
        &self.record
    }

    /// The same referral, following one that a partner proposed to carry on elsewhere.
    #[must_use]
    pub const fn based_on(mut self, earlier: ConversationId) -> Self {
        self.record.opening.based_on = Some(earlier);
        self
    }
}

/// Checks a form. `rng` draws the consent's id, and the case code where none is written.
///
/// # Errors
/// Every fault of the form, in the order of its groups.
pub fn check(
    form: &Form,
    context: &Context<'_>,
    rng: &mut impl CryptoRng,
) -> Result<Referral, Vec<Fault>> {
    let mut answers = Answers::new(context);
    let referral = read(form, &mut answers, rng);
    private::check(form, &mut answers);
    match referral {
        Some(referral) if answers.faults.is_empty() => Ok(referral),
        Some(_) | None => Err(answers.faults),
    }
}

/// `None` only where a fault was noted. Every group is read before any is given up.
fn read(form: &Form, a: &mut Answers<'_>, rng: &mut impl CryptoRng) -> Option<Referral> {
    let urgency = a.required_code("urgency", &form.urgency);
    let mut risks: Vec<Risk> = a.codes("risks", &form.risks);
    let to_partner = a.required_line("to.partner", &form.to.partner);
    let to_desk = a.line("to.desk", &form.to.desk);
    let referrer = referrer(form, a);
    let needs = needs(form, a);
    let citizenships: Vec<Citizenship> = a.codes("person.citizenships", &form.person.citizenships);
    let services: Vec<Service> = needs.iter().flatten().map(|n| n.service).collect();
    let (at_once, later) = match services.iter().any(|s| lists::needs_citizenship(*s)) {
        true => (citizenships, Vec::new()),
        false => (Vec::new(), citizenships),
    };
    let person = person(form, at_once, a, rng);
    let identity = sections::identity(&form.identity, later, a);
    let safe_contact = sections::safe_contact(&form.safe_contact, a);
    let papers = sections::papers(form, a);
    let screening = sections::screening(&form.screening, a);
    let account = sections::account(&form.account, a);
    agree_on_age(form, person.as_ref(), &mut risks, a);
    let here = consent::sections_written(
        form,
        !identity.as_ref().is_none_or(|i| i.citizenships.is_empty()),
    );
    let consent = consent::consent(form, urgency, &services, &here, a, ConsentId::new(random(rng)));
    Some(Referral {
        to_partner: to_partner?,
        recipients: a.texts("consent.recipients", &form.consent.recipients),
        record: Record {
            opening: Opening {
                at: a.context.now,
                based_on: None,
                urgency: urgency?,
                risks,
                referrer: referrer?,
                to_desk,
                person: person?,
                needs: needs?,
                consent: consent?,
            },
            identity,
            safe_contact,
            papers,
            screening,
            account,
        },
    })
}

fn referrer(form: &Form, a: &mut Answers<'_>) -> Option<Referrer> {
    let worker = a.required_line("from.worker", &form.from.worker);
    let desk = a.line("from.desk", &form.from.desk);
    let reason = a.required_code("from.reason", &form.from.reason);
    let reason_text = a.note("from.reason_text", &form.from.reason_text);
    Some(Referrer { worker: worker?, desk, reason: reason?, reason_text })
}

fn needs(form: &Form, a: &mut Answers<'_>) -> Option<Vec<Need>> {
    if form.need.is_empty() {
        a.fault(Fault::missing("need", format!("1 to {NEEDS_MAX} needs")));
        return None;
    }
    a.at_most("need", form.need.len(), NEEDS_MAX);
    let mut seen = std::collections::BTreeSet::new();
    let mut needs = Some(Vec::new());
    for (index, typed) in form.need.iter().take(NEEDS_MAX).enumerate() {
        let path = |name: &str| format!("need.{}.{name}", index + 1);
        let service: Option<Service> = a.required_code(&path("service"), &typed.service);
        let note = a.note(&path("note"), &typed.note);
        let wanted_by =
            wanted_by(&path("wanted_by"), a.moment(&path("wanted_by"), &typed.wanted_by), a);
        if let Some(service) = service.filter(|s| !seen.insert(*s)) {
            a.fault(Fault::new(
                path("service"),
                FaultCode::Duplicate,
                format!("`{service}` again"),
                "each service once",
            ));
        }
        if service == Some(Service::Other) && typed.note.get().is_none() {
            a.fault(Fault::missing(
                path("note"),
                "what is needed, in a few words: the service is `other`",
            ));
        }
        needs = needs.and_then(|mut needs| {
            needs.push(Need { service: service?, note, wanted_by });
            Some(needs)
        });
    }
    needs
}

fn wanted_by(path: &str, at: Option<Time>, a: &mut Answers<'_>) -> Option<Time> {
    let at = at?;
    if at <= a.context.now {
        a.fault(Fault::new(
            path,
            FaultCode::DateOrder,
            "a time that has passed",
            "a time still to come",
        ));
    } else if at.day() > a.context.today.plus(WANTED_DAYS_MAX) {
        a.fault(Fault::new(
            path,
            FaultCode::DateOrder,
            "a time more than a year ahead",
            "a time within a year",
        ));
    }
    Some(at)
}

fn person(
    form: &Form,
    citizenships: Vec<Citizenship>,
    a: &mut Answers<'_>,
    rng: &mut impl CryptoRng,
) -> Option<Person> {
    let typed = &form.person;
    let case_code = case_code(form, a, rng);
    let age_band = a.required_code("person.age_band", &typed.age_band);
    let gender = a.required_code("person.gender", &typed.gender);
    let languages = languages(form, a);
    let interpreter = a.required_code("person.interpreter", &typed.interpreter);
    let refuse_compatriot_interpreter =
        a.flag("person.refuse_compatriot_interpreter", &typed.refuse_compatriot_interpreter);
    a.at_most("person.dependants", typed.dependants.len(), DEPENDANTS_MAX);
    let dependants = a.codes_with_repeats("person.dependants", &typed.dependants);
    let visa_status = a.code("person.visa_status", &typed.visa_status);
    let victim_identification =
        a.code("person.victim_identification", &typed.victim_identification);
    let mobility = a.code("person.mobility", &typed.mobility);
    let medical_isolation = a.code("person.medical_isolation", &typed.medical_isolation);
    Some(Person {
        case_code: case_code?,
        age_band: age_band?,
        gender: gender?,
        citizenships,
        languages,
        interpreter: interpreter?,
        refuse_compatriot_interpreter,
        dependants,
        visa_status,
        victim_identification,
        mobility,
        medical_isolation,
    })
}

fn case_code(form: &Form, a: &mut Answers<'_>, rng: &mut impl CryptoRng) -> Option<String> {
    let Some(code) = form.person.case_code.get() else {
        return Some(random_case_code(rng));
    };
    if is_case_code(code) {
        return Some(code.to_owned());
    }
    let expected = format!(
        "a pseudonym of a-z A-Z 0-9 - and _, at most {CASE_CODE_BYTES_MAX} long, or nothing"
    );
    a.fault(Fault::new("person.case_code", FaultCode::Shape, "another shape", expected));
    None
}

/// A code by which a form in work can be called: the one that was typed if it has the shape of one, else a drawn one.
pub fn case_code_of(form: &Form, rng: &mut impl CryptoRng) -> String {
    let typed = form.person.case_code.get().filter(|code| is_case_code(code));
    typed.map_or_else(|| random_case_code(rng), str::to_owned)
}

/// Whether a text has the shape of a case code.
pub(crate) fn is_case_code(code: &str) -> bool {
    let plain = |b: u8| b.is_ascii_alphanumeric() || matches!(b, b'-' | b'_');
    !code.is_empty() && code.len() <= CASE_CODE_BYTES_MAX && code.bytes().all(plain)
}

/// Eight letters and digits (40 bits) that are hard to mishear: no I, L, O, U (as in Crockford's base 32).
fn random_case_code(rng: &mut impl CryptoRng) -> String {
    const LETTERS: &[u8; 32] = b"0123456789ABCDEFGHJKMNPQRSTVWXYZ";
    let drawn: [u8; 8] = random(rng);
    let code: String = drawn.iter().map(|b| char::from(LETTERS[usize::from(b % 32)])).collect();
    format!("{}-{}", &code[..4], &code[4..])
}

fn random<const N: usize>(rng: &mut impl CryptoRng) -> [u8; N] {
    let mut bytes = [0; N];
    rng.fill_bytes(&mut bytes);
    bytes
}

fn languages(form: &Form, a: &mut Answers<'_>) -> Vec<Language> {
    const PATH: &str = "person.languages";
    let typed: Vec<&str> = form.person.languages.iter().filter_map(|t| t.get()).collect();
    if typed.is_empty() {
        a.fault(Fault::missing(PATH, "at least one language, such as `km well some`"));
    }
    a.at_most(PATH, typed.len(), LANGUAGES_MAX);
    let mut languages: Vec<Language> = Vec::new();
    for text in typed.into_iter().take(LANGUAGES_MAX) {
        let Some(language) = language(PATH, text, a) else {
            continue;
        };
        if languages.iter().any(|l| l.tag == language.tag) {
            a.fault(Fault::new(
                PATH,
                FaultCode::Duplicate,
                "a language twice",
                "each language once",
            ));
        } else {
            languages.push(language);
        }
    }
    languages
}

fn language(path: &str, text: &str, a: &mut Answers<'_>) -> Option<Language> {
    let words: Vec<&str> = text.split_whitespace().collect();
    let tag = words.first().copied().and_then(language_tag);
    let (Some(tag), ..=3) = (tag, words.len()) else {
        let expected = "TAG, or TAG SPOKEN READ, such as `km well some` (Khmer is km, Chinese zh, Burmese my, Vietnamese vi)";
        a.fault(Fault::new(
            path,
            FaultCode::Shape,
            "another shape, or a language that does not exist",
            expected,
        ));
        return None;
    };
    let mut level = |word: Option<&&str>| match LanguageLevel::read(word?) {
        Ok(level) => Some(level),
        Err(unknown) => {
            a.fault(Fault::unknown(path, unknown));
            None
        }
    };
    Some(Language { tag, spoken: level(words.get(1)), read: level(words.get(2)) })
}

/// The age band, the date of birth and the flags must not contradict each other. The flags that
/// follow from the answers are set, not asked twice.
fn agree_on_age(form: &Form, person: Option<&Person>, risks: &mut Vec<Risk>, a: &mut Answers<'_>) {
    let Some(person) = person else {
        return;
    };
    let birthdate =
        crate::dates::Birthdate::parse(form.identity.birthdate.get().unwrap_or_default());
    if let (Ok(born), Some((from, to))) = (birthdate, person.age_band.years()) {
        let (youngest, oldest) = born.age_on(a.context.today);
        if youngest > to || oldest < from {
            let expected =
                format!("the band of that date of birth (age band is `{}`)", person.age_band);
            a.fault(Fault::new(
                "identity.birthdate",
                FaultCode::Conflict,
                "a date of birth outside the age band",
                expected,
            ));
        }
    }
    let told = risks.contains(&Risk::MINOR);
    match person.age_band.is_minor() {
        Some(true) if !told => risks.push(Risk::MINOR),
        Some(false) if told => {
            let found = format!("`minor` with the age band `{}`", person.age_band);
            a.fault(Fault::new(
                "risks",
                FaultCode::Conflict,
                found,
                "`minor` only under 18, or age band `unknown`",
            ));
        }
        Some(_) | None => {}
    }
    if !person.dependants.is_empty() && !risks.contains(&Risk::DEPENDANTS_PRESENT) {
        risks.push(Risk::DEPENDANTS_PRESENT);
    }
    risks.sort();
}

/// Whether an age band says that a person is under 18, for a reader of the record.
pub(crate) fn is_minor(band: AgeBand, risks: &[Risk]) -> bool {
    band.is_minor() == Some(true) || risks.contains(&Risk::MINOR)
}
