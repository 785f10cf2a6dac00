//! What a referral says, typed and checked: one type for each section that is disclosed on its own.
//!
//! A [`Record`] is made by [`crate::check()`] from a form, or by [`crate::received`] from a partner's
//! fields; nothing inside re-checks it. `Debug` never shows what is about a person.

use std::fmt;

use waypost_protocol::codes::{Section, Service, Urgency};
use waypost_protocol::ids::{ConsentId, ConversationId, Day, Time};

use crate::dates::Birthdate;
use crate::words::{
    AgeBand, Citizenship, ConsentMode, ContactChannel, Control, DocumentKind, DocumentState,
    EmbassyVerified, Exploitation, Gender, Interpreter, LanguageLevel, MedicalIsolation, Mobility,
    Recruitment, ReferralReason, Risk, Sharing, TraffickingStatus, TraffickingStatusBy,
    VictimIdentification, VisaStatus,
};

/// Most needs in one referral: more are two referrals (every service code, with room).
pub const NEEDS_MAX: usize = 30;
/// Most documents: each kind twice.
pub const DOCUMENTS_MAX: usize = 20;
/// Most languages of one person.
pub const LANGUAGES_MAX: usize = 12;
/// Most dependants of one person.
pub const DEPENDANTS_MAX: usize = 20;
/// Longest time a partner may keep a record: ten years, the longest limitation period met.
pub const RETENTION_DAYS_MAX: u32 = 3_660;
/// An override stands only until the person can be asked.
pub const OVERRIDE_DAYS_MAX: u32 = 7;

/// All that a referral says, section by section; absent sections were not written or not disclosed.
#[derive(Clone, PartialEq, Eq)]
pub struct Record {
    /// Section `needs`: seen at once, holds no identity.
    pub opening: Opening,
    /// Section `identity`.
    pub identity: Option<Identity>,
    /// Section `safe_contact`.
    pub safe_contact: Option<SafeContact>,
    /// Section `documents`.
    pub papers: Option<Papers>,
    /// Section `screening`.
    pub screening: Option<Screening>,
    /// Section `account`: never disclosed by default.
    pub account: Option<Account>,
}

/// What a partner decides on.
#[derive(Clone, PartialEq, Eq)]
pub struct Opening {
    /// When the referral was made, by the author's clock.
    pub at: Time,
    /// The referral that this one follows, when a partner proposed to go on elsewhere.
    pub based_on: Option<ConversationId>,
    /// How soon.
    pub urgency: Urgency,
    /// Risks, without repeats, in the order of the list.
    pub risks: Vec<Risk>,
    /// Who refers.
    pub referrer: Referrer,
    /// Desk or team at the partner.
    pub to_desk: Option<String>,
    /// The person.
    pub person: Person,
    /// What is needed: 1 to [`NEEDS_MAX`], each service once.
    pub needs: Vec<Need>,
    /// What the person agreed to.
    pub consent: Consent,
}

/// Who refers.
#[derive(Clone, PartialEq, Eq)]
pub struct Referrer {
    /// H `cas_ReferringPrimaryCaseWorker`: the working name.
    pub worker: String,
    /// Desk or team.
    pub desk: Option<String>,
    /// H `cas_ReasonForOutgoingReferral`.
    pub reason: ReferralReason,
    /// H `cas_OutgoingReferralDetails`.
    pub reason_text: Option<String>,
}

/// The person, without identity.
#[derive(Clone, PartialEq, Eq)]
pub struct Person {
    /// The pseudonym.
    pub case_code: String,
    /// About how old.
    pub age_band: AgeBand,
    /// H `prs_Gender`.
    pub gender: Gender,
    /// H `prs_Citizenship`, here only when a need requires it; else in [`Identity`].
    pub citizenships: Vec<Citizenship>,
    /// Languages, at least one.
    pub languages: Vec<Language>,
    /// Whether an interpreter is needed.
    pub interpreter: Interpreter,
    /// Whether an interpreter from the same country is refused; `None` when not asked.
    pub refuse_compatriot_interpreter: Option<bool>,
    /// One age band for each dependant who is with the person.
    pub dependants: Vec<AgeBand>,
    /// Visa status.
    pub visa_status: Option<VisaStatus>,
    /// Victim identification.
    pub victim_identification: Option<VictimIdentification>,
    /// How the person moves.
    pub mobility: Option<Mobility>,
    /// Medical isolation.
    pub medical_isolation: Option<MedicalIsolation>,
}

/// A language and how well it is known; `None` when not asked.
#[derive(Clone, PartialEq, Eq)]
pub struct Language {
    /// BCP 47 tag.
    pub tag: String,
    /// How well spoken.
    pub spoken: Option<LanguageLevel>,
    /// How well read.
    pub read: Option<LanguageLevel>,
}

/// One need, with its own answer later.
#[derive(Clone, PartialEq, Eq)]
pub struct Need {
    /// The service.
    pub service: Service,
    /// For the partner's decision. Travels before acceptance: holds no identity.
    pub note: Option<String>,
    /// By when.
    pub wanted_by: Option<Time>,
}

/// What the person agreed to. Who else was named stays with the referrer.
#[derive(Clone, PartialEq, Eq)]
pub struct Consent {
    /// Random for each pair.
    pub id: ConsentId,
    /// Who obtained it; in an override, who decided.
    pub obtained_by: String,
    /// When.
    pub obtained_on: Day,
    /// How, or why there was no time to ask.
    pub basis: Basis,
    /// Services agreed to; covers every need.
    pub purposes: Vec<Service>,
    /// Sections that may be sent.
    pub sections: Vec<Section>,
    /// Whether authorities may be told.
    pub authorities_sharing: Sharing,
    /// Whether an embassy may be told.
    pub embassy_sharing: Sharing,
    /// Last day it holds.
    pub valid_until: Day,
    /// How long the partner may keep what it received.
    pub retention_days: u32,
    /// Whether it may be counted in statistics.
    pub aggregate_ok: bool,
    /// Whether the person may be asked how they are, later.
    pub followup_ok: bool,
}

/// On what the sending rests.
#[derive(Clone, PartialEq, Eq)]
pub enum Basis {
    /// The person agreed.
    Agreed {
        /// How.
        mode: ConsentMode,
        /// In which language (BCP 47).
        language: String,
    },
    /// A vital emergency left no time to ask.
    Override {
        /// Why.
        reason: String,
    },
}

/// Who it is. Each part may be withheld.
#[derive(Clone, PartialEq, Eq, Default)]
pub struct Identity {
    /// As the person gives it, in any script.
    pub name: Option<String>,
    /// In Latin letters.
    pub name_latin: Option<String>,
    /// P `name_nickname`.
    pub nickname: Option<String>,
    /// H `prs_Birthdate`.
    pub birthdate: Option<Birthdate>,
    /// H `prs_IdentityNumber`.
    pub identity_number: Option<String>,
    /// H `prs_Citizenship`, when no need required it before.
    pub citizenships: Vec<Citizenship>,
}

/// How to reach the person safely.
#[derive(Clone, PartialEq, Eq)]
pub struct SafeContact {
    /// Channel.
    pub channel: ContactChannel,
    /// Number or name on that channel.
    pub handle: Option<String>,
    /// Safe hours, in the worker's words.
    pub hours: Option<String>,
    /// Their time zone.
    pub time_zone: Option<String>,
    /// Whether a voice message may be left.
    pub may_leave_voicemail: bool,
    /// Whether a text may be left.
    pub may_leave_text: bool,
    /// Word by which the person knows the caller.
    pub code_word: Option<String>,
    /// Whether others use the device; `None` when not asked.
    pub shared_device: Option<bool>,
    /// Who must not be told.
    pub must_not_be_told: Option<String>,
    /// Last day it is safe.
    pub expires: Option<Day>,
}

/// Documents, overstay, fine, embassy.
#[derive(Clone, PartialEq, Eq, Default)]
pub struct Papers {
    /// One for each document.
    pub documents: Vec<Document>,
    /// Days of overstay.
    pub overstay_days: Option<u32>,
    /// The fine, with its currency.
    pub fine: Option<String>,
    /// Whether the embassy confirmed the nationality.
    pub embassy_verified: Option<EmbassyVerified>,
}

/// One document.
#[derive(Clone, PartialEq, Eq)]
pub struct Document {
    /// Kind.
    pub kind: DocumentKind,
    /// Where it is.
    pub state: DocumentState,
    /// Its number.
    pub number: Option<String>,
    /// Who issued it.
    pub country: Option<Citizenship>,
    /// Last day it is valid.
    pub expires: Option<Day>,
}

/// Victim screening.
#[derive(Clone, PartialEq, Eq)]
pub struct Screening {
    /// H `vic_TraffickingStatus`.
    pub status: TraffickingStatus,
    /// H `vic_TraffickingStatusDecisionMakingOrg`.
    pub status_by: Option<TraffickingStatusBy>,
    /// H `vic_MethodOfRecruitment`.
    pub recruitment: Vec<Recruitment>,
    /// H `vic_MethodsOfControl`.
    pub control: Vec<Control>,
    /// H `vic_TypeOfExploitation`.
    pub exploitation: Vec<Exploitation>,
    /// What `Other` stands for.
    pub exploitation_other: Option<String>,
    /// Screening tool.
    pub tool: Option<String>,
    /// Its version.
    pub tool_version: Option<String>,
    /// Who screened.
    pub screened_by: Option<String>,
    /// When.
    pub screened_on: Option<Day>,
    /// Whether the non-punishment principle was raised; `None` when not said.
    pub non_punishment: Option<bool>,
}

/// What the person was made to do.
#[derive(Clone, PartialEq, Eq)]
pub struct Account {
    /// In the person's words.
    pub text: String,
    /// In which language (BCP 47).
    pub language: Option<String>,
    /// Who wrote it down.
    pub taken_by: Option<String>,
    /// When.
    pub taken_on: Option<Day>,
}

impl Record {
    /// The sections that are here.
    pub fn sections(&self) -> Vec<Section> {
        let here = |section: &Section| match section {
            Section::Needs => true,
            Section::Identity => self.identity.is_some(),
            Section::SafeContact => self.safe_contact.is_some(),
            Section::Documents => self.papers.is_some(),
            Section::Screening => self.screening.is_some(),
            Section::Account => self.account.is_some(),
        };
        Section::ALL.iter().copied().filter(here).collect()
    }
}

/// `Debug` that names the type only.
macro_rules! silent {
    ($($name:ident)+) => {$(
        impl fmt::Debug for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str(concat!(stringify!($name), "(..)"))
            }
        }
    )+};
}
silent! {
    Record Opening Referrer Person Language Need Consent Basis Identity SafeContact Papers Document
    Screening Account
}
