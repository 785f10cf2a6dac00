//! The codes of a case as types: one for each list in `data/`, so that a gender is never a visa status.
//!
//! In: text. Out: a code of its list, or [`UnknownCode`] with the name found.

use std::fmt;
use std::str::FromStr;

use waypost_protocol::codes::{Section, Service, Urgency};
use waypost_protocol::error::UnknownCode;

use crate::lists;

/// A code of a list in `data/`. Parsing with `FromStr` is exact, as on the wire.
pub trait Coded: Copy + FromStr<Err = UnknownCode> {
    /// The list's name.
    const LIST: &'static str;

    /// What travels.
    fn code(self) -> &'static str;

    /// The code in a form or a sheet: letter case and other published spellings are read too.
    fn read(typed: &str) -> Result<Self, UnknownCode> {
        lists::read(Self::LIST, typed)?.parse()
    }

    /// What a reader of a language (BCP 47 tag) sees; English where that has none yet.
    fn label(self, language: &str) -> &'static str {
        lists::label(Self::LIST, self.code(), language)
    }
}

/// Declares a type for the codes of one list in `data/`.
macro_rules! coded {
    ($($(#[$doc:meta])* $name:ident = $list:literal;)+) => {$(
        $(#[$doc])*
        #[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
        pub struct $name(&'static str);

        impl Coded for $name {
            const LIST: &'static str = $list;
            fn code(self) -> &'static str {
                self.0
            }
        }

        impl FromStr for $name {
            type Err = UnknownCode;
            fn from_str(text: &str) -> Result<Self, UnknownCode> {
                lists::code($list, text).map(Self)
            }
        }

        impl fmt::Display for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str(self.0)
            }
        }
    )+};
}

coded! {
    /// H `cas_ReasonForOutgoingReferral`.
    ReferralReason = "referral_reason";
    /// H `prs_Gender`.
    Gender = "gender";
    /// H `prs_Citizenship`: ISO 3166-1 alpha-2.
    Citizenship = "citizenship";
    /// About how old: all that a partner needs before it accepts.
    AgeBand = "age_band";
    /// How well a language is spoken or read.
    LanguageLevel = "language_level";
    /// Whether an interpreter is needed, and how.
    Interpreter = "interpreter";
    /// Where the person stands with victim identification.
    VictimIdentification = "victim_identification";
    /// Where the person stands with their visa.
    VisaStatus = "visa_status";
    /// How the person moves.
    Mobility = "mobility";
    /// Whether the person must be kept apart for a time.
    MedicalIsolation = "medical_isolation";
    /// A risk that the partner must know of at once.
    Risk = "risk";
    /// How the person consented.
    ConsentMode = "consent_mode";
    /// A way to reach the person.
    ContactChannel = "contact_channel";
    /// A kind of document.
    DocumentKind = "document_kind";
    /// Where a document is.
    DocumentState = "document_state";
    /// Whether the embassy confirmed the nationality.
    EmbassyVerified = "embassy_verified";
    /// H `vic_TraffickingStatus`.
    TraffickingStatus = "trafficking_status";
    /// H `vic_TraffickingStatusDecisionMakingOrg`.
    TraffickingStatusBy = "trafficking_status_by";
    /// H `vic_MethodOfRecruitment`.
    Recruitment = "recruitment";
    /// H `vic_MethodsOfControl` and two codes that the standard defines outside its picklist.
    Control = "control";
    /// H `vic_TypeOfExploitation` and `x-ForcedCriminality`.
    Exploitation = "exploitation";
}

/// Gives a code list of the exchange its labels.
macro_rules! labelled {
    ($($name:ident = $list:literal;)+) => {$(
        impl Coded for $name {
            const LIST: &'static str = $list;
            fn code(self) -> &'static str {
                self.as_str()
            }
        }
    )+};
}

labelled! {
    Service = "service";
    Urgency = "urgency";
    Section = "section";
    Sharing = "sharing";
}

/// Whether an authority or an embassy may be told.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub enum Sharing {
    /// Never.
    Never,
    /// Only after asking the person each time.
    Ask,
    /// Yes.
    Yes,
}

impl Sharing {
    /// Every code, in the order of the list.
    pub const ALL: &'static [Self] = &[Self::Never, Self::Ask, Self::Yes];

    /// The wire text.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Never => "never",
            Self::Ask => "ask",
            Self::Yes => "yes",
        }
    }
}

impl FromStr for Sharing {
    type Err = UnknownCode;
    fn from_str(text: &str) -> Result<Self, UnknownCode> {
        let same = |s: &&Self| s.as_str() == text;
        Self::ALL.iter().find(same).copied().ok_or_else(|| lists::unknown_in("sharing", text))
    }
}

impl AgeBand {
    /// The youngest and the oldest age in the band, in whole years; `None` when not known.
    pub fn years(self) -> Option<(i32, i32)> {
        match self.0.split_once('_') {
            Some((from, "plus")) => Some((from.parse().ok()?, i32::MAX)),
            Some((from, to)) => Some((from.parse().ok()?, to.parse().ok()?)),
            None => None,
        }
    }

    /// Whether everyone in the band is under 18; `None` when not known.
    pub fn is_minor(self) -> Option<bool> {
        self.years().map(|(_, oldest)| oldest < 18)
    }
}

impl Risk {
    /// The flag that a minor always carries.
    pub const MINOR: Self = Self("minor");
    /// The flag that a person with dependants always carries.
    pub const DEPENDANTS_PRESENT: Self = Self("dependants_present");
}

impl ContactChannel {
    /// Whether a number or a name is needed to use it.
    pub fn needs_handle(self) -> bool {
        !matches!(self.0, "in_person" | "via_referrer")
    }
}

/// Longest language tag read: `zh-Hant-HK-x-` and a private subtag.
const TAG_BYTES_MAX: usize = 35;

/// The two-letter languages (ISO 639-1). `kh`, `cn` and `vn` are countries, not languages.
const TWO_LETTER_LANGUAGES: &str = "\
aa ab ae af ak am an ar as av ay az ba be bg bi bm bn bo br bs ca ce ch co cr cs cu cv \
cy da de dv dz ee el en eo es et eu fa ff fi fj fo fr fy ga gd gl gn gu gv ha he hi ho \
hr ht hu hy hz ia id ie ig ii ik io is it iu ja jv ka kg ki kj kk kl km kn ko kr ks ku \
kv kw ky la lb lg li ln lo lt lu lv mg mh mi mk ml mn mr ms mt my na nb nd ne ng nl nn \
no nr nv ny oc oj om or os pa pi pl ps pt qu rm rn ro ru rw sa sc sd se sg sh si sk sl \
sm sn so sq sr ss st su sv sw ta te tg th ti tk tl tn to tr ts tt tw ty ug uk ur uz ve \
vi vo wa wo xh yi yo za zh zu";

/// A BCP 47 language tag in its usual letter case, or `None` when it is not well formed (RFC 5646
/// section 2.1) or its two-letter language does not exist.
pub fn language_tag(typed: &str) -> Option<String> {
    let mut subtags = typed.trim().split('-');
    let primary = subtags.next()?.to_ascii_lowercase();
    let letters = primary.bytes().all(|b| b.is_ascii_alphabetic());
    let known = match primary.len() {
        2 => TWO_LETTER_LANGUAGES.split(' ').any(|l| l == primary),
        3 => true,
        _ => false,
    };
    if !letters || !known || typed.trim().len() > TAG_BYTES_MAX {
        return None;
    }
    subtags.try_fold(primary, |tag, subtag| Some(format!("{tag}-{}", cased(subtag)?)))
}

/// RFC 5646 section 2.1.1: scripts as `Hant`, regions as `HK`, the rest in small letters.
fn cased(subtag: &str) -> Option<String> {
    if subtag.is_empty() || subtag.len() > 8 || !subtag.bytes().all(|b| b.is_ascii_alphanumeric()) {
        return None;
    }
    let small = subtag.to_ascii_lowercase();
    Some(match subtag.len() {
        2 => small.to_ascii_uppercase(),
        4 if small.as_bytes()[0].is_ascii_alphabetic() => {
            small[..1].to_ascii_uppercase() + &small[1..]
        }
        _ => small,
    })
}
