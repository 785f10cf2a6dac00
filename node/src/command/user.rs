//! `waypost user`: who may sign in to the console, and what each may do there.
//!
//! Whoever has this command line has the whole node; users are for the console. Passwords come from a hidden prompt or
//! a file, never from an argument.

use std::path::PathBuf;

use clap::{Args, Subcommand};
use waypost_desk::command::{Command, Reply, Role};

use super::Session;
use crate::passphrase;
use crate::trouble::Trouble;

#[derive(Debug, Subcommand)]
pub(crate) enum User {
    /// Make a user
    New(New),
    /// All users
    List,
    /// Change a user's name, roles, desk or language, or keep it out
    Change(Change),
    /// Set a user's password, where it was forgotten
    Password(Password),
}

#[derive(Debug, Args)]
pub(crate) struct New {
    /// The name to sign in with
    name: String,
    /// What it may do (may be given more than once)
    #[arg(long = "role", value_name = "ROLE", required = true, value_parser = roles())]
    roles: Vec<String>,
    /// A service of a desk officer's desk (may be given more than once) [default: all services]
    #[arg(long = "desk", value_name = "SERVICE")]
    desk: Vec<String>,
    /// The language of its pages, such as en, th or km
    #[arg(long, value_name = "TAG")]
    language: Option<String>,
    #[command(flatten)]
    password: PasswordSource,
}

#[derive(Debug, Args)]
pub(crate) struct Change {
    /// Its number (`U1`) or its name
    user: String,
    /// Another name
    #[arg(long)]
    name: Option<String>,
    /// What it may do from now on, in place of what it might before (may be given more than once)
    #[arg(long = "role", value_name = "ROLE", value_parser = roles())]
    roles: Vec<String>,
    /// A service of its desk, in place of those before (may be given more than once)
    #[arg(long = "desk", value_name = "SERVICE")]
    desk: Vec<String>,
    /// All services, in place of those of its desk
    #[arg(long, conflicts_with = "desk")]
    whole_desk: bool,
    /// Another language of its pages; empty for that of the browser
    #[arg(long, value_name = "TAG")]
    language: Option<String>,
    /// It may no longer sign in
    #[arg(long, conflicts_with = "enable")]
    disable: bool,
    /// It may sign in again
    #[arg(long)]
    enable: bool,
}

#[derive(Debug, Args)]
pub(crate) struct Password {
    /// Its number (`U1`) or its name
    user: String,
    #[command(flatten)]
    password: PasswordSource,
}

/// Where a password comes from when it is not typed.
#[derive(Debug, Args)]
pub(crate) struct PasswordSource {
    /// Read the password from the first line of a file (`-` is stdin)
    #[arg(long, value_name = "PATH")]
    password_file: Option<PathBuf>,
}

fn roles() -> clap::builder::PossibleValuesParser {
    Role::ALL.map(Role::as_str).into()
}

pub(crate) fn run(session: &Session, user: User) -> Result<(), Trouble> {
    match user {
        User::New(args) => new(session, args),
        User::List => session.tell(Command::UserList, "user new NAME --role ROLE"),
        User::Change(args) => session.tell(args.command(), "user list"),
        User::Password(Password { user, password }) => {
            let new = passphrase::password(password.password_file.as_deref(), session)?;
            session.tell(Command::UserPassword { user, old: None, new }, "user list")
        }
    }
}

fn new(session: &Session, args: New) -> Result<(), Trouble> {
    let New { name, roles, desk, language, password } = args;
    let password = passphrase::password(password.password_file.as_deref(), session)?;
    let made = session.node(Command::UserNew { name, roles, desk, language, password })?;
    session.talk.reply(&made)?;
    if let Reply::User(user) = &made {
        session.talk.next(&session.home, &format!("user change {} --disable", user.user));
    }
    Ok(())
}

impl Change {
    fn command(self) -> Command {
        let named = |values: Vec<String>| (!values.is_empty()).then_some(values);
        Command::UserChange {
            user: self.user,
            name: self.name,
            roles: named(self.roles),
            desk: if self.whole_desk { Some(Vec::new()) } else { named(self.desk) },
            language: self.language,
            disabled: match (self.disable, self.enable) {
                (true, _) => Some(true),
                (false, true) => Some(false),
                (false, false) => None,
            },
        }
    }
}

#[cfg(test)]
mod tests {
    use clap::Parser;

    use super::*;

    #[derive(Debug, Parser)]
    struct Line {
        #[command(flatten)]
        change: Change,
    }

    fn changed(words: &str) -> String {
        let line = Line::try_parse_from(std::iter::once("change").chain(words.split(' ')));
        serde_json::to_string(&line.expect("understood").change.command()).expect("JSON")
    }

    #[test]
    fn what_is_not_named_stays_as_it_is() {
        assert_eq!(
            changed("U1"),
            r#"{"command":"user_change","user":"U1","name":null,"roles":null,"desk":null,"language":null,"disabled":null}"#
        );
        assert!(changed("U1 --disable").ends_with(r#""disabled":true}"#));
        assert!(changed("U1 --enable").ends_with(r#""disabled":false}"#));
        assert!(changed("U1 --whole-desk").contains(r#""desk":[]"#));
        assert!(changed("U1 --role admin --role auditor").contains(r#"["admin","auditor"]"#));
    }

    #[test]
    fn a_role_that_does_not_exist_is_refused_before_anything_is_asked() {
        Line::try_parse_from(["change", "U1", "--role", "chief"]).expect_err("no such role");
    }
}
