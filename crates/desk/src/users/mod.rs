//! The people who may sign in to the console: who they are, what they may do, and their passwords.
//!
//! In: commands of an administrator, names and passwords as typed. Out: rows, reports. What a role may do is the
//! console's to hold to; whoever has the command line has the whole node. A user is never removed, for what it did is
//! written down under its number: it is disabled.

mod password;
mod tries;

use std::collections::BTreeMap;

use minicbor::{Decode, Encode};
use rand_core::Rng;
use waypost_case::text::{self, Lines};
use waypost_case::words::language_tag;
use waypost_protocol::codes::Service;
use waypost_protocol::ids::Time;
use waypost_store::{Batch, Item, Owner, Row as StoredRow, Store};

use crate::command::{Reply, Role, Secret, UserReport};
use crate::desk::Desk;
use crate::error::{DeskError, asked};
use crate::referrals::numbered_name;
use crate::report::time;
use crate::rows::{Row, USER, named_in, numbered, undamaged};
use crate::typed;

use password::PasswordRow;
pub(crate) use tries::{StrangersRow, Tries};

/// Users of one node: a large organisation's office. All are held in memory, at some 300 bytes each.
const USERS_MAX: usize = 200;
/// A name as it is said in an office, in any script.
const NAME_CHARS_MAX: usize = 60;
/// Where tries under names that nobody has are counted.
const STRANGERS: (&[u8], &[u8]) = (b"tries", b"strangers");

/// A user.
#[derive(Clone, Encode, Decode)]
#[cbor(map)]
pub(crate) struct UserRow {
    #[n(0)]
    number: u64,
    #[n(1)]
    name: String,
    /// Role codes, in the order of the roles.
    #[n(2)]
    roles: Vec<String>,
    /// Service codes of a desk officer's desk.
    #[n(3)]
    desk: Vec<String>,
    #[n(4)]
    language: Option<String>,
    #[n(5)]
    disabled: bool,
    #[n(6)]
    since: Time,
    #[n(7)]
    last_signed_in: Option<Time>,
    #[n(8)]
    password: PasswordRow,
    /// Wrong passwords since the last right one.
    #[n(9)]
    tries: Tries,
}

impl Row for UserRow {
    const WHAT: &'static str = "user row";
}

impl UserRow {
    fn is_enabled_admin(&self) -> bool {
        !self.disabled && self.roles.iter().any(|role| role == Role::Admin.as_str())
    }

    fn save(&self, batch: &mut Batch) {
        batch.put(numbered(USER, &[], self.number), Owner::Node, self.to_bytes());
    }

    fn report(&self) -> UserReport {
        UserReport {
            user: format!("U{}", self.number),
            name: self.name.clone(),
            roles: self.roles.clone(),
            desk: self.desk.clone(),
            language: self.language.clone(),
            disabled: self.disabled,
            since: time(self.since),
            last_signed_in: self.last_signed_in.map(time),
        }
    }
}

/// All users, as they are in the rows and in the step's batch.
#[derive(Default)]
pub(crate) struct Users {
    rows: BTreeMap<u64, UserRow>,
    strangers: Option<StrangersRow>,
}

impl Users {
    pub(crate) fn load(store: &Store) -> Result<Self, DeskError> {
        let mut rows = BTreeMap::new();
        for found in store.rows(USER, &[])? {
            if let Some(StoredRow { item: Item::Number(number), value }) = undamaged(found)?
                && let Some(row) = undamaged(UserRow::from_bytes(&value))?
            {
                rows.insert(number, row);
            }
        }
        let strangers =
            undamaged(store.value(&named_in(USER, STRANGERS.0, STRANGERS.1)))?.flatten();
        let strangers = strangers.map(|bytes| undamaged(StrangersRow::from_bytes(&bytes)));
        Ok(Self { rows, strangers: strangers.transpose()?.flatten() })
    }

    /// A name is one in whatever letter case.
    fn by_name(&self, name: &str) -> Option<&UserRow> {
        let name = name.to_lowercase();
        self.rows.values().find(|row| row.name.to_lowercase() == name)
    }
}

/// What is to be changed of a user.
pub(crate) struct UserChange {
    pub(crate) name: Option<String>,
    pub(crate) roles: Option<Vec<String>>,
    pub(crate) desk: Option<Vec<String>>,
    pub(crate) language: Option<String>,
    pub(crate) disabled: Option<bool>,
}

impl Desk {
    /// Makes a user.
    pub(crate) fn new_user(
        &mut self,
        now: Time,
        name: &str,
        (roles, desk, language): (&[String], &[String], Option<&str>),
        password: &Secret,
    ) -> Result<Reply, DeskError> {
        if self.users.rows.len() >= USERS_MAX {
            return Err(asked(
                "too_many",
                format!("There are {USERS_MAX} users already, disabled ones among them."),
                "Give somebody who left to somebody who came: `waypost user change`.",
            ));
        }
        let roles = read_roles(roles)?;
        let row = UserRow {
            // Never that of a row that is damaged.
            number: self.next_user_number()?,
            name: self.read_name(name, None)?,
            desk: read_desk(desk, &roles)?,
            roles,
            language: read_language(language)?,
            disabled: false,
            since: now,
            last_signed_in: None,
            password: PasswordRow::new(password, &mut self.rng)?,
            tries: Tries::default(),
        };
        Ok(self.keep_user(row))
    }

    pub(crate) fn list_users(&self) -> Reply {
        Reply::Users { users: self.users.rows.values().map(UserRow::report).collect() }
    }

    /// Changes what is named of a user.
    pub(crate) fn change_user(&mut self, user: &str, to: UserChange) -> Result<Reply, DeskError> {
        let mut row = self.find_user(user)?.clone();
        let was_admin = row.is_enabled_admin();
        if let Some(name) = &to.name {
            row.name = self.read_name(name, Some(row.number))?;
        }
        if let Some(roles) = &to.roles {
            row.roles = read_roles(roles)?;
        }
        match &to.desk {
            Some(desk) => row.desk = read_desk(desk, &row.roles)?,
            None if !is_desk_officer(&row.roles) => row.desk.clear(),
            None => {}
        }
        if let Some(language) = to.language.as_deref() {
            row.language = read_language(Some(language))?;
        }
        row.disabled = to.disabled.unwrap_or(row.disabled);
        let others = self.users.rows.values().filter(|other| other.number != row.number);
        if was_admin
            && !row.is_enabled_admin()
            && !others.into_iter().any(UserRow::is_enabled_admin)
        {
            return Err(asked(
                "last_admin",
                "This is the last administrator who can sign in.",
                "Make another one first: `waypost user new NAME --role admin`.",
            ));
        }
        Ok(self.keep_user(row))
    }

    /// Sets a password: with the old one by the person, without it by an administrator, which also ends a wait.
    pub(crate) fn set_password(
        &mut self,
        now: Time,
        user: &str,
        old: Option<&Secret>,
        new: &Secret,
    ) -> Result<Reply, DeskError> {
        let mut row = self.find_user(user)?.clone();
        let password = PasswordRow::new(new, &mut self.rng)?;
        if let Some(old) = old {
            row = self.begin_try(now, row)?;
            if !row.password.is(old)? {
                let wrong = asked(
                    "wrong_password",
                    "The old password is not this user's.",
                    "Try again, or ask an administrator for a new one.",
                );
                self.keep_user(row);
                return Err(wrong);
            }
        }
        row.tries.right();
        row.password = password;
        self.keep_user(row);
        crate::asked::done("The password is set.")
    }

    /// Whether name and password are a user's. A name that nobody has, a disabled user and a wrong password cannot
    /// be told apart: by words, by the time it takes, or by the waits.
    pub(crate) fn sign_in(
        &mut self,
        now: Time,
        typed: &str,
        password: &Secret,
    ) -> Result<Reply, DeskError> {
        let name = clean_name(typed).unwrap_or_default();
        let wrong = asked(
            "wrong_sign_in",
            "This name and this password do not go together.",
            "Try again. An administrator can set a new password: `waypost user password`.",
        );
        let Some(row) = self.users.by_name(&name) else {
            self.count_stranger(now, &name)?;
            PasswordRow::nobodys().is(password)?;
            return Err(wrong);
        };
        let row = row.clone();
        let mut row = self.begin_try(now, row)?;
        let right = row.password.is(password)? && !row.disabled;
        if right {
            row.tries.right();
            row.last_signed_in = Some(now);
        }
        let (number, reply) = (row.number, self.keep_user(row));
        tracing::info!(user = number, right, "a user signs in");
        if right { Ok(reply) } else { Err(wrong) }
    }

    /// Counts a try of a user's password. Where it comes too early that is kept too: the clock may have been set back.
    fn begin_try(&mut self, now: Time, mut row: UserRow) -> Result<UserRow, DeskError> {
        let before = row.tries;
        match row.tries.begin(now) {
            Ok(()) => Ok(row),
            Err(seconds) => {
                if row.tries != before {
                    self.keep_user(row);
                }
                Err(must_wait(seconds))
            }
        }
    }

    /// Counts a try under a name that nobody has.
    fn count_stranger(&mut self, now: Time, name: &str) -> Result<(), DeskError> {
        let mut salt = [0; 16];
        self.rng.fill_bytes(&mut salt);
        let strangers = self.users.strangers.get_or_insert_with(|| StrangersRow::new(salt));
        let tries = strangers.of(&name.to_lowercase());
        let before = *tries;
        let begun = tries.begin(now);
        if *tries != before {
            let at = named_in(USER, STRANGERS.0, STRANGERS.1);
            self.batch.put(at, Owner::Node, strangers.to_bytes());
        }
        begun.map_err(must_wait)
    }

    fn keep_user(&mut self, row: UserRow) -> Reply {
        row.save(&mut self.batch);
        let report = row.report();
        self.users.rows.insert(row.number, row);
        Reply::User(report)
    }

    fn next_user_number(&self) -> Result<u64, DeskError> {
        let mut last = self.users.rows.keys().last().copied().unwrap_or(0);
        while self.store.has(&numbered(USER, &[], last + 1))? {
            last += 1;
        }
        Ok(last + 1)
    }

    /// A user by number (`U1`) or name.
    fn find_user(&self, typed: &str) -> Result<&UserRow, DeskError> {
        let by_number = numbered_name(typed, 'u').and_then(|n| self.users.rows.get(&n));
        let by_name = || self.users.by_name(&clean_name(typed)?);
        by_number.or_else(by_name).ok_or_else(|| {
            asked("unknown_user", "There is no such user.", "See `waypost user list`.")
        })
    }

    /// The number of a user who asks for something, by its name in commands (`U1`).
    pub(crate) fn user_number(&self, typed: &str) -> Result<u64, DeskError> {
        self.find_user(typed).map(|row| row.number)
    }

    /// A user's name.
    pub(crate) fn user_name(&self, number: u64) -> Option<String> {
        self.users.rows.get(&number).map(|row| row.name.clone())
    }

    /// A name that nobody else has.
    fn read_name(&self, typed: &str, of: Option<u64>) -> Result<String, DeskError> {
        let name = clean_name(typed).ok_or_else(|| {
            asked(
                "name",
                format!("A user's name has 1 to {NAME_CHARS_MAX} characters in one line."),
                "Write it as the person is called here.",
            )
        })?;
        if numbered_name(&name, 'u').is_some() {
            return Err(asked(
                "name",
                "This name reads as a user's number.",
                "Choose another one.",
            ));
        }
        match self.users.by_name(&name) {
            Some(row) if Some(row.number) != of => Err(asked(
                "name_taken",
                "Another user has this name.",
                "Choose another one, such as with the family name.",
            )),
            Some(_) | None => Ok(name),
        }
    }
}

fn clean_name(typed: &str) -> Option<String> {
    text::clean(typed, Lines::One, NAME_CHARS_MAX).ok().flatten()
}

fn must_wait(seconds: u64) -> DeskError {
    asked(
        "wait",
        format!("Too many wrong tries. The next may be made in {seconds} s."),
        "Wait, then try again.",
    )
}

/// Role codes, each once, in the order of the roles.
fn read_roles(typed: &[String]) -> Result<Vec<String>, DeskError> {
    let all = || Role::ALL.map(Role::as_str).join(", ");
    if let Some(unknown) = typed.iter().find(|code| Role::read(code.trim()).is_none()) {
        return Err(asked(
            "unknown_code",
            format!("role: found `{unknown}`."),
            format!("Write one of: {}.", all()),
        ));
    }
    let has = |role: &Role| typed.iter().any(|code| code.trim() == role.as_str());
    let roles: Vec<String> =
        Role::ALL.iter().filter(|role| has(role)).map(|role| role.as_str().to_owned()).collect();
    if roles.is_empty() {
        return Err(asked(
            "no_role",
            "A user has at least one role.",
            format!("Name one or more of: {}.", all()),
        ));
    }
    Ok(roles)
}

fn is_desk_officer(roles: &[String]) -> bool {
    roles.iter().any(|role| role == Role::DeskOfficer.as_str())
}

fn read_desk(typed: &[String], roles: &[String]) -> Result<Vec<String>, DeskError> {
    if !typed.is_empty() && !is_desk_officer(roles) {
        return Err(asked(
            "desk_without_role",
            "Only a desk officer has a desk.",
            "Leave it out, or add the role `desk_officer`.",
        ));
    }
    let mut services = typed::codes::<Service>(typed)?;
    services.sort_unstable_by_key(|service| service.as_str());
    services.dedup();
    Ok(services.into_iter().map(|service| service.as_str().to_owned()).collect())
}

fn read_language(typed: Option<&str>) -> Result<Option<String>, DeskError> {
    let Some(typed) = typed.map(str::trim).filter(|typed| !typed.is_empty()) else {
        return Ok(None);
    };
    language_tag(typed).map(Some).ok_or_else(|| {
        asked(
            "language",
            "That is not a language tag.",
            "Write a language tag such as en, th, km or ar.",
        )
    })
}
