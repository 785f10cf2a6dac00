//! Users of the console, in words.

use waypost_desk::command::UserReport;

use super::words::listed;
use super::{pairs, table};

pub(super) fn user(user: &UserReport) -> String {
    let mut rows = vec![
        ("User", user.user.clone()),
        ("Name", user.name.clone()),
        ("May", listed(&user.roles)),
        ("Made", user.since.clone()),
        ("Signed in last", user.last_signed_in.clone().unwrap_or_else(|| "never".to_owned())),
    ];
    if user.roles.iter().any(|role| role == "desk_officer") {
        let desk =
            if user.desk.is_empty() { "all services".to_owned() } else { listed(&user.desk) };
        rows.push(("Desk", desk));
    }
    if let Some(language) = &user.language {
        rows.push(("Language", language.clone()));
    }
    if user.disabled {
        rows.push(("Disabled", "yes: may not sign in".to_owned()));
    }
    pairs(rows)
}

pub(super) fn users(users: &[UserReport]) -> String {
    if users.is_empty() {
        return "No users yet: nobody can sign in to the console.".to_owned();
    }
    let rows = users.iter().map(|user| {
        vec![
            user.user.clone(),
            user.name.clone(),
            listed(&user.roles),
            user.last_signed_in.clone().unwrap_or_else(|| "never".to_owned()),
            if user.disabled { "disabled".to_owned() } else { String::new() },
        ]
    });
    table(&["User", "Name", "May", "Signed in last", ""], rows)
}
