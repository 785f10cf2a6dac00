//! Codes that both sides of an exchange must understand. Codes travel, not text: each reader sees
//! their own language. Labels, and lists that the exchange does not need, live with the case.
//!
//! In: text from a letter or a form. Out: a variant, or [`UnknownCode`] with the name found.

use crate::error::UnknownCode;

/// Version of the lists in this module (SPEC 8). A changed list is a new version.
pub const CODES_VERSION: u32 = 1;

/// Declares a closed list of codes with its wire text.
macro_rules! codes {
    ($(#[$doc:meta])* $name:ident = $list:literal { $($(#[$vdoc:meta])* $variant:ident = $text:literal,)+ }) => {
        $(#[$doc])*
        #[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
        pub enum $name { $($(#[$vdoc])* $variant,)+ }

        impl $name {
            /// Every code, in the order of the list.
            pub const ALL: &'static [Self] = &[$(Self::$variant,)+];

            /// The wire text.
            pub const fn as_str(self) -> &'static str {
                match self { $(Self::$variant => $text,)+ }
            }
        }

        impl std::fmt::Display for $name {
            fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                f.write_str(self.as_str())
            }
        }

        impl std::str::FromStr for $name {
            type Err = UnknownCode;
            fn from_str(text: &str) -> Result<Self, UnknownCode> {
                match text {
                    $($text => Ok(Self::$variant),)+
                    other => Err(unknown($list, other, &[$($text,)+])),
                }
            }
        }
    };
}

/// Names an unknown code, unless it does not look like a code: then it could be prose about a person.
pub fn unknown(list: &'static str, found: &str, known: &[&str]) -> UnknownCode {
    let like_a_code = !found.is_empty()
        && found.len() <= 40
        && found.bytes().all(|b| b.is_ascii_alphanumeric() || b == b'_' || b == b'-');
    let found = if like_a_code { found.to_owned() } else { "(not a code)".to_owned() };
    UnknownCode { list, found, expected: known.join(", ") }
}

codes! {
    /// What a person needs. One referral asks for one or more.
    Service = "service" {
        /// A place to sleep tonight.
        ShelterEmergency = "shelter_emergency",
        /// Food.
        Food = "food",
        /// Clothes and household items.
        NfiClothes = "nfi_clothes",
        /// Money.
        Cash = "cash",
        /// Medical care.
        Medical = "medical",
        /// Mental health and psychosocial support.
        Mhpss = "mhpss",
        /// Legal help.
        Legal = "legal",
        /// A passport or other paper from an embassy.
        ConsularDocument = "consular_document",
        /// Screening as a victim of trafficking.
        VictimIdentification = "victim_identification",
        /// Visa, overstay, exit permit.
        ImmigrationVisa = "immigration_visa",
        /// An interpreter.
        Interpretation = "interpretation",
        /// The way home.
        RepatriationTravel = "repatriation_travel",
        /// Finding and reaching family.
        FamilyContact = "family_contact",
        /// Protection from pursuers.
        Protection = "protection",
        /// Help after return.
        Reintegration = "reintegration",
        /// Water, sanitation, hygiene.
        Wash = "wash",
        /// Schooling or training.
        Education = "education",
        /// Something else, said in the need's note.
        Other = "other",
    }
}

codes! {
    /// How soon. Sets every deadline (SPEC 7.5).
    Urgency = "urgency" {
        /// Within 24 hours.
        Emergency = "emergency",
        /// Within 72 hours.
        Urgent = "urgent",
        /// Within two weeks.
        Normal = "normal",
    }
}

codes! {
    /// Why a partner declines a need.
    DeclineCode = "decline_code" {
        /// Full. Also updates the decliner's own capacity card.
        NoCapacity = "no_capacity",
        /// Another service's work.
        NotOurService = "not_our_service",
        /// Too far.
        OutOfArea = "out_of_area",
        /// The criterion is named in the note.
        NotEligible = "not_eligible",
        /// The document is named in the note.
        MissingDocument = "missing_document",
        /// What is missing is named in the note.
        MissingInformation = "missing_information",
        /// A conflict of interest.
        ConflictOfInterest = "conflict_of_interest",
        /// The person would not be safe here.
        UnsafeHere = "unsafe_here",
        /// Already served.
        DuplicateService = "duplicate_service",
        /// Something else, said in the note.
        Other = "other",
    }
}

codes! {
    /// Why the referrer withdraws.
    WithdrawCode = "withdraw_code" {
        /// The need is gone.
        NoLongerNeeded = "no_longer_needed",
        /// Another partner took it.
        ServedElsewhere = "served_elsewhere",
        /// The person asked.
        ClientRequest = "client_request",
        /// The consent was revoked.
        ConsentRevoked = "consent_revoked",
        /// Something else, said in the note.
        Other = "other",
    }
}

codes! {
    /// Why the target hands the person back.
    HandBackCode = "hand_back_code" {
        /// Full after all.
        NoCapacity = "no_capacity",
        /// The person is not safe here.
        UnsafeHere = "unsafe_here",
        /// Turned out not eligible.
        NotEligible = "not_eligible",
        /// The person asked.
        ClientRequest = "client_request",
        /// The consent was revoked.
        ConsentRevoked = "consent_revoked",
        /// Something else, said in the note.
        Other = "other",
    }
}

codes! {
    /// How one need ended.
    Outcome = "outcome" {
        /// Done.
        Met = "met",
        /// Done in part.
        PartlyMet = "partly_met",
        /// Not done.
        NotMet = "not_met",
        /// The person no longer wanted it.
        ClientDeclined = "client_declined",
    }
}

codes! {
    /// What a follow-up found.
    Finding = "finding" {
        /// Safe.
        Safe = "safe",
        /// At risk: alerts the partner in the country of return.
        AtRisk = "at_risk",
        /// Not reached; twice alerts too.
        NotReached = "not_reached",
        /// Did not want to be followed up.
        Declined = "declined",
    }
}

codes! {
    /// What sort of organisation.
    OrgKind = "organisation_kind" {
        /// A non-governmental organisation.
        Ngo = "ngo",
        /// A shelter.
        Shelter = "shelter",
        /// A clinic or hospital.
        Clinic = "clinic",
        /// Legal aid.
        LegalAid = "legal_aid",
        /// An embassy or consulate.
        Embassy = "embassy",
        /// An international organisation.
        InternationalOrganisation = "international_organisation",
        /// Police, immigration, prosecutors.
        Authority = "authority",
        /// Verifies without reading.
        Auditor = "auditor",
    }
}

codes! {
    /// The parts of a referral that are disclosed apart from each other (SPEC 5.4). The wire number
    /// is [`Section::number`].
    Section = "section" {
        /// Needs, urgency, language, constraints. No identity. Goes first.
        Needs = "needs",
        /// Who it is. Disclosed on acceptance.
        Identity = "identity",
        /// How to reach the person safely. Disclosed on acceptance.
        SafeContact = "safe_contact",
        /// Papers held, lost, applied for. Disclosed on acceptance.
        Documents = "documents",
        /// Victim screening. Disclosed on acceptance.
        Screening = "screening",
        /// What the person was made to do. Never by default.
        Account = "account",
    }
}

impl Section {
    /// The number on the wire.
    pub const fn number(self) -> u8 {
        match self {
            Self::Needs => 0,
            Self::Identity => 1,
            Self::SafeContact => 2,
            Self::Documents => 3,
            Self::Screening => 4,
            Self::Account => 5,
        }
    }

    /// The section of a wire number.
    pub const fn from_number(number: u8) -> Option<Self> {
        match number {
            0 => Some(Self::Needs),
            1 => Some(Self::Identity),
            2 => Some(Self::SafeContact),
            3 => Some(Self::Documents),
            4 => Some(Self::Screening),
            5 => Some(Self::Account),
            _ => None,
        }
    }
}
