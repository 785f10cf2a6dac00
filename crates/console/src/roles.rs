//! Who may do what: roles of people, and the right that each address needs.
//!
//! In: the codes of a user's roles. Out: yes or no. Decides nothing about a referral; which referrals a desk
//! officer sees is asked of the desk with the services of their desk.

use waypost_desk::command::Role;

/// What an address needs.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Right {
    /// Nothing: words and pictures that everybody may see.
    Anyone,
    /// A browser that came by a start link.
    Door,
    /// Somebody who signed in.
    SignedIn,
    /// To open referrals.
    SeeReferrals,
    /// To write and send referrals, and to change consent.
    Refer,
    /// To answer referrals, hand over, and make the other moves.
    Answer,
    /// To see counts.
    SeeReports,
    /// To see partners.
    SeePartners,
    /// To pair with partners and to block them.
    ManagePartners,
    /// To see the log.
    SeeAudit,
    /// To write and to read sticks.
    CarrySticks,
    /// Users, backups, the node itself.
    Administer,
}

impl Right {
    /// Every right, the weakest first.
    #[cfg(test)]
    pub(crate) const ALL: [Self; 12] = [
        Self::Anyone,
        Self::Door,
        Self::SignedIn,
        Self::SeeReferrals,
        Self::Refer,
        Self::Answer,
        Self::SeeReports,
        Self::SeePartners,
        Self::ManagePartners,
        Self::SeeAudit,
        Self::CarrySticks,
        Self::Administer,
    ];
}

/// Whether a role alone gives a right.
pub(crate) const fn may(role: Role, right: Right) -> bool {
    match right {
        Right::Anyone | Right::Door | Right::SignedIn => true,
        Right::SeeReferrals => {
            matches!(role, Role::Caseworker | Role::DeskOfficer | Role::ReadOnly)
        }
        Right::Refer => matches!(role, Role::Caseworker),
        Right::Answer => matches!(role, Role::Caseworker | Role::DeskOfficer),
        Right::SeeReports | Right::SeePartners => {
            matches!(role, Role::Admin | Role::Caseworker | Role::DeskOfficer | Role::ReadOnly)
        }
        Right::CarrySticks => {
            matches!(role, Role::Admin | Role::Caseworker | Role::DeskOfficer)
        }
        Right::ManagePartners | Right::Administer => matches!(role, Role::Admin),
        Right::SeeAudit => matches!(role, Role::Admin | Role::Auditor),
    }
}
