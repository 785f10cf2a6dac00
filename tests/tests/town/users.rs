//! Who may sign in: the right name with the right password, and nobody by trying.

use waypost_desk::command::{Command, Reply, Secret, UserReport};
use waypost_tests::town::Town;

const RIGHT: &str = "lantern oblique harvest";
const WRONG: &str = "harvest lantern oblique";

fn town(seed: u64) -> Town {
    Town::new(seed, &[("Border Shelter", "shelter"), ("River Clinic", "clinic")])
}

fn code(reply: Reply) -> String {
    match reply {
        Reply::Failed(failure) => failure.code,
        other => panic!("done, and should not be: {other:?}"),
    }
}

fn user(reply: Reply) -> UserReport {
    match reply {
        Reply::User(user) => user,
        other => panic!("{other:?}"),
    }
}

fn new(name: &str, roles: &[&str]) -> Command {
    Command::UserNew {
        name: name.to_owned(),
        roles: roles.iter().map(|role| (*role).to_owned()).collect(),
        desk: Vec::new(),
        language: None,
        password: Secret(RIGHT.to_owned()),
    }
}

fn change(user: &str) -> Command {
    let user = user.to_owned();
    Command::UserChange {
        user,
        name: None,
        roles: None,
        desk: None,
        language: None,
        disabled: None,
    }
}

fn disable(user: &str, to: bool) -> Command {
    match change(user) {
        Command::UserChange { user, name, roles, desk, language, .. } => {
            Command::UserChange { user, name, roles, desk, language, disabled: Some(to) }
        }
        other => other,
    }
}

fn with_roles(user: &str, to: &[&str]) -> Command {
    match change(user) {
        Command::UserChange { user, name, desk, language, disabled, .. } => {
            let roles = Some(to.iter().map(|role| (*role).to_owned()).collect());
            Command::UserChange { user, name, roles, desk, language, disabled }
        }
        other => other,
    }
}

fn sign_in(town: &mut Town, name: &str, password: &str) -> Reply {
    let password = Secret(password.to_owned());
    town.ask(0, Command::SignIn { user: name.to_owned(), password })
}

/// Seconds of a refusal to try now.
fn wait_of(reply: Reply) -> u64 {
    match reply {
        Reply::Failed(failure) if failure.code == "wait" => {
            let mut words = failure.what.split_whitespace();
            words.find_map(|word| word.parse().ok()).expect("the seconds are in the words")
        }
        other => panic!("{other:?}"),
    }
}

#[test]
fn a_name_signs_in_with_its_password_in_whatever_letter_case() {
    let mut town = town(61);
    let made = user(town.ask(0, new("Ploy Saelim", &["caseworker", "admin", "admin"])));
    assert_eq!((made.user.as_str(), made.last_signed_in.clone()), ("U1", None));
    assert_eq!(made.roles, ["admin", "caseworker"]);
    let signed_in = user(sign_in(&mut town, " ploy SAELIM ", RIGHT));
    assert_eq!(signed_in.user, "U1");
    assert!(signed_in.last_signed_in.is_some());
    town.crash(0);
    let Reply::Users { users } = town.ask(0, Command::UserList) else { panic!() };
    assert_eq!(users, [signed_in], "it is there after a power cut");
    assert!(matches!(sign_in(&mut town, "Ploy Saelim", RIGHT), Reply::User(_)));
}

/// Whoever tries learns nothing of who works here.
#[test]
fn a_wrong_password_an_unknown_name_and_a_disabled_user_are_refused_in_the_same_words() {
    let mut town = town(62);
    town.ask(0, new("Ploy", &["admin"]));
    town.ask(0, new("Sokha", &["caseworker"]));
    user(town.ask(0, disable("Sokha", true)));
    let mut told = Vec::new();
    for (name, password) in
        [("Ploy", WRONG), ("Nobody", RIGHT), ("Sokha", RIGHT), ("U1", RIGHT), ("", "")]
    {
        let Reply::Failed(failure) = sign_in(&mut town, name, password) else { panic!("{name}") };
        told.push((failure.code, failure.what, failure.hint));
    }
    assert_eq!(told[0].0, "wrong_sign_in");
    assert!(told.iter().all(|one| one == &told[0]), "{told:?}");
    user(town.ask(0, disable("Sokha", false)));
    assert_eq!(user(sign_in(&mut town, "Sokha", RIGHT)).user, "U2");
}

#[test]
fn wrong_tries_make_the_next_wait_longer_and_a_power_cut_does_not_undo_it() {
    let mut town = town(63);
    town.ask(0, new("Ploy", &["admin"]));
    for _ in 0..3 {
        assert_eq!(code(sign_in(&mut town, "Ploy", WRONG)), "wrong_sign_in");
    }
    assert_eq!(wait_of(sign_in(&mut town, "Ploy", RIGHT)), 5, "also with the right password");
    town.crash(0);
    assert_eq!(wait_of(sign_in(&mut town, "Ploy", RIGHT)), 5);
    town.wait(5);
    assert_eq!(code(sign_in(&mut town, "Ploy", WRONG)), "wrong_sign_in");
    town.crash(0);
    assert_eq!(wait_of(sign_in(&mut town, "Ploy", RIGHT)), 10, "twice as long");
    town.wait(9);
    assert_eq!(wait_of(sign_in(&mut town, "Ploy", RIGHT)), 1);
    town.wait(1);
    assert_eq!(user(sign_in(&mut town, "Ploy", RIGHT)).user, "U1");
    assert_eq!(code(sign_in(&mut town, "Ploy", WRONG)), "wrong_sign_in", "the count began anew");
    assert_eq!(user(sign_in(&mut town, "Ploy", RIGHT)).user, "U1");
}

#[test]
fn a_name_that_nobody_has_waits_as_one_that_somebody_has() {
    let mut town = town(64);
    for _ in 0..3 {
        assert_eq!(code(sign_in(&mut town, "Nobody", WRONG)), "wrong_sign_in");
    }
    assert_eq!(wait_of(sign_in(&mut town, "NOBODY", WRONG)), 5);
    town.crash(0);
    assert_eq!(wait_of(sign_in(&mut town, "Nobody", WRONG)), 5);
}

#[test]
fn the_last_administrator_can_neither_be_disabled_nor_lose_the_role() {
    let mut town = town(65);
    town.ask(0, new("Ploy", &["admin"]));
    town.ask(0, new("Sokha", &["caseworker"]));
    assert_eq!(code(town.ask(0, disable("Ploy", true))), "last_admin");
    assert_eq!(code(town.ask(0, with_roles("Ploy", &["caseworker"]))), "last_admin");
    user(town.ask(0, with_roles("Sokha", &["admin", "caseworker"])));
    assert!(user(town.ask(0, disable("Ploy", true))).disabled);
    assert_eq!(code(town.ask(0, disable("U2", true))), "last_admin", "the other one is disabled");
    assert!(!user(town.ask(0, disable("U1", false))).disabled);
    assert_eq!(user(town.ask(0, with_roles("U1", &["auditor"]))).roles, ["auditor"]);
}

#[test]
fn a_password_is_changed_by_who_knows_it_or_by_an_administrator() {
    let mut town = town(66);
    town.ask(0, new("Ploy", &["admin"]));
    let set = |old: Option<&str>, new: &str| Command::UserPassword {
        user: "U1".to_owned(),
        old: old.map(|old| Secret(old.to_owned())),
        new: Secret(new.to_owned()),
    };
    assert_eq!(code(town.ask(0, set(Some(WRONG), "another good one"))), "wrong_password");
    assert_eq!(code(town.ask(0, set(Some(RIGHT), "short"))), "password");
    assert!(matches!(town.ask(0, set(Some(RIGHT), "another good one")), Reply::Done { .. }));
    assert_eq!(code(sign_in(&mut town, "Ploy", RIGHT)), "wrong_sign_in");
    for _ in 0..2 {
        assert_eq!(code(town.ask(0, set(Some(WRONG), "another good one"))), "wrong_password");
    }
    assert_eq!(
        wait_of(town.ask(0, set(Some("another good one"), RIGHT))),
        5,
        "tries are one count"
    );
    assert_eq!(wait_of(sign_in(&mut town, "Ploy", "another good one")), 5);
    assert!(matches!(town.ask(0, set(None, RIGHT)), Reply::Done { .. }));
    assert_eq!(user(sign_in(&mut town, "Ploy", RIGHT)).user, "U1", "a new one ends the wait");
}

#[test]
fn a_user_is_refused_with_what_is_wrong_about_it() {
    let mut town = town(67);
    town.ask(0, new("Ploy", &["admin"]));
    for (command, expected) in [
        (new("PLOY", &["admin"]), "name_taken"),
        (new("", &["admin"]), "name"),
        (new(&"n".repeat(61), &["admin"]), "name"),
        (new("two\nlines", &["admin"]), "name"),
        (new("u12", &["admin"]), "name"),
        (new("Sokha", &[]), "no_role"),
        (new("Sokha", &["chief"]), "unknown_code"),
        (change("U9"), "unknown_user"),
    ] {
        let words = format!("{command:?}");
        assert_eq!(code(town.ask(0, command)), expected, "{words}");
    }
    let desk = |roles: &[&str], desk: &[&str]| Command::UserNew {
        name: "Sokha".to_owned(),
        roles: roles.iter().map(|role| (*role).to_owned()).collect(),
        desk: desk.iter().map(|service| (*service).to_owned()).collect(),
        language: Some("KM".to_owned()),
        password: Secret(RIGHT.to_owned()),
    };
    assert_eq!(code(town.ask(0, desk(&["admin"], &["medical"]))), "desk_without_role");
    assert_eq!(code(town.ask(0, desk(&["desk_officer"], &["magic"]))), "unknown_code");
    let made = user(town.ask(0, desk(&["desk_officer"], &["medical", "legal", "medical"])));
    assert_eq!((made.user.as_str(), made.desk.join(" ").as_str()), ("U2", "legal medical"));
    assert_eq!(made.language.as_deref(), Some("km"));
    assert_eq!(user(town.ask(0, with_roles("U2", &["auditor"]))).desk, Vec::<String>::new());
}

/// What a thief with the disk and the passphrase finds is a hash.
#[test]
fn no_password_is_on_the_disk_or_in_a_reply() {
    let mut town = town(68);
    let reply = town.ask(0, new("Ploy", &["admin"]));
    assert!(!format!("{reply:?}").contains(RIGHT));
    assert!(!format!("{:?}", new("Ploy", &["admin"])).contains(RIGHT));
    let all = town.everything(0);
    let holds = |text: &str| {
        all.iter().any(|b| b.windows(text.len()).any(|window| window == text.as_bytes()))
    };
    assert!(holds("Ploy"), "the test sees the user's row");
    assert!(!holds(RIGHT));
}
