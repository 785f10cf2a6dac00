//! The people who work with this node's console: what is asked about them, and what is shown of them.

use serde::{Deserialize, Serialize};

/// What a person may do in the console.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Role {
    /// Users, partners, backups. Opens no referral.
    Admin,
    /// Writes, sends, answers and closes referrals.
    Caseworker,
    /// Received referrals that need one of the services of the person's desk.
    DeskOfficer,
    /// Reads referrals, and changes nothing.
    ReadOnly,
    /// Headers and the log; no referral's words.
    Auditor,
}

impl Role {
    /// Every role.
    pub const ALL: [Self; 5] =
        [Self::Admin, Self::Caseworker, Self::DeskOfficer, Self::ReadOnly, Self::Auditor];

    /// Its code.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Admin => "admin",
            Self::Caseworker => "caseworker",
            Self::DeskOfficer => "desk_officer",
            Self::ReadOnly => "read_only",
            Self::Auditor => "auditor",
        }
    }

    /// The role of a code, exactly as it is written.
    pub fn read(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|role| role.as_str() == code)
    }
}

/// A user.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct UserReport {
    /// Its number here, `U1`.
    pub user: String,
    /// The name to sign in with, as the person is called here.
    pub name: String,
    /// Role codes, at least one.
    pub roles: Vec<String>,
    /// Service codes of a desk officer's desk; none means all services.
    pub desk: Vec<String>,
    /// The language of the person's pages (BCP 47), if one was chosen.
    pub language: Option<String>,
    /// May not sign in.
    pub disabled: bool,
    /// When it was made, RFC 3339.
    pub since: String,
    /// When it last signed in, RFC 3339.
    pub last_signed_in: Option<String>,
}

#[cfg(test)]
#[allow(clippy::unwrap_used, reason = "a test that cannot go on has failed")]
mod tests {
    use super::*;

    #[test]
    fn a_role_is_read_by_its_code_and_written_so_in_json() {
        for role in Role::ALL {
            assert_eq!(Role::read(role.as_str()), Some(role));
            assert_eq!(serde_json::to_value(role).unwrap(), role.as_str());
        }
        assert_eq!(Role::read("Admin"), None);
    }
}
