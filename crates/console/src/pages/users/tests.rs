//! The pages of users against a real desk.

use std::sync::{Mutex, MutexGuard, OnceLock, PoisonError};

use axum::http::StatusCode;

use super::*;
use crate::app::{App, Beginning};
use crate::tried::{Browser, Node, PASSWORD, PORT};
use crate::words::Words;

/// One node; each test has it for itself, for they count its administrators.
fn node() -> MutexGuard<'static, Node> {
    static NODE: OnceLock<Mutex<Node>> = OnceLock::new();
    let node = NODE.get_or_init(|| {
        let node = Node::start();
        node.user("Admin", &["admin"]);
        Mutex::new(node)
    });
    node.lock().unwrap_or_else(PoisonError::into_inner)
}

fn app(node: &Node) -> App {
    App::new(Beginning::Running(node.service.clone()), PORT)
}

#[test]
fn the_last_administrator_stays_one_and_the_page_says_so_in_place() {
    let node = node();
    let app = app(&node);
    let mut admin = Browser::enter(&app, &node.runtime).sign_in(&node, "U1");
    let page = admin.send("/user/U1", &[("what", "disable")]);
    assert_eq!(page.status, StatusCode::UNPROCESSABLE_ENTITY);
    page.must_say("last administrator");
    page.must_say("href=\"#disable\"");
    let form = [("what", "change"), ("name", "Admin"), ("roles", "caseworker")];
    let page = admin.send("/user/U1", &form);
    assert_eq!(page.status, StatusCode::UNPROCESSABLE_ENTITY);
    page.must_say("href=\"#roles\"");
    page.must_say("id=\"roles-fault\"");
    page.must_not_say("waypost user");
    // What was ticked is still ticked.
    page.must_say("value=\"caseworker\" aria-describedby=\"role-caseworker-may\" checked");
}

#[test]
fn whoever_was_changed_is_out_everywhere_also_by_the_own_hand() {
    let node = node();
    let app = app(&node);
    let second = node.user("Second", &["admin"]);
    let mut admin = Browser::enter(&app, &node.runtime).sign_in(&node, "U1");
    let mut other = Browser::enter(&app, &node.runtime).sign_in(&node, &second);
    let page = admin.send(&format!("/user/{second}"), &[("what", "disable")]);
    assert_eq!(page.to, format!("/user/{second}?done=changed"));
    assert!(other.look("/users").to.starts_with("/sign-in"));
    assert_eq!(admin.look("/users").status, StatusCode::OK);
    let form = [("what", "change"), ("name", "Admin"), ("roles", "admin"), ("roles", "caseworker")];
    assert_eq!(admin.send("/user/U1", &form).to, "/user/U1?done=changed");
    assert!(admin.look("/users").to.starts_with("/sign-in"));
}

#[test]
fn a_new_password_is_set_for_others_and_the_own_only_with_the_old_one() {
    let node = node();
    let app = app(&node);
    let third = node.user("Third", &["read_only"]);
    let mut admin = Browser::enter(&app, &node.runtime).sign_in(&node, "U1");
    let mut reader = Browser::enter(&app, &node.runtime).sign_in(&node, &third);
    let new = "green kettle on a loud hill";
    let form = [("password", new), ("again", new)];
    assert_eq!(admin.send("/user/U1/password", &form).to, "/settings/password");
    let page = admin.send(&format!("/user/{third}/password"), &[("password", new), ("again", "x")]);
    assert_eq!(page.status, StatusCode::UNPROCESSABLE_ENTITY);
    page.must_say("href=\"#again\"");
    page.must_not_say(new);
    let page = admin.send(&format!("/user/{third}/password"), &form);
    assert_eq!(page.to, format!("/user/{third}?done=password"));
    assert!(reader.look("/settings").to.starts_with("/sign-in"));
    let mut reader = Browser::enter(&app, &node.runtime).sign_in(&node, &third);
    let own = [("old", PASSWORD), ("password", PASSWORD), ("again", PASSWORD)];
    let page = reader.send("/settings/password", &own);
    assert_eq!(page.status, StatusCode::UNPROCESSABLE_ENTITY);
    page.must_say("id=\"old-fault\"");
    let own = [("old", new), ("password", PASSWORD), ("again", PASSWORD)];
    assert_eq!(reader.send("/settings/password", &own).to, "/settings?done=password");
    assert_eq!(reader.look("/settings?done=password").status, StatusCode::OK);
}

#[test]
fn a_hostile_name_is_a_name_and_no_page() {
    let node = node();
    let app = app(&node);
    let hostile = "<script>alert('\"')</script>";
    let mut admin = Browser::enter(&app, &node.runtime).sign_in(&node, "U1");
    let form = [
        ("name", hostile),
        ("roles", "desk_officer"),
        ("desk", "medical"),
        ("language", "km"),
        ("password", PASSWORD),
        ("again", PASSWORD),
    ];
    let page = admin.send("/users/new", &form);
    assert_eq!(page.status, StatusCode::SEE_OTHER, "{}", page.text);
    for address in [page.to.as_str(), "/users"] {
        let page = admin.look(address);
        page.must_not_say("<script>alert");
        page.must_say("&#60;script&#62;alert(");
    }
    let page = admin.send("/users/new", &[("name", hostile), ("roles", "desk_officer\"><b>")]);
    page.must_not_say("<script>alert");
    page.must_not_say("<b>");
}

#[test]
fn a_user_is_asked_for_by_number_alone() {
    let node = node();
    let app = app(&node);
    let mut admin = Browser::enter(&app, &node.runtime).sign_in(&node, "U1");
    for address in ["/user/Admin", "/user/U999999", "/user/u1"] {
        assert_eq!(admin.look(address).status, StatusCode::NOT_FOUND, "{address}");
    }
    let page = admin.send("/users/new", &[("desk", "medical"), ("roles", "caseworker")]);
    page.must_say("href=\"#desk\"");
    page.must_say("href=\"#name\"");
    page.must_say("href=\"#password\"");
}

#[test]
fn every_role_has_a_name_and_a_line_that_says_what_it_may() {
    for role in Role::ALL {
        for kind in ["user-role", "user-may"] {
            let id = format!("{kind}-{}", role.as_str());
            assert!(Words(Language::English).find(&id).is_some(), "{id}");
        }
    }
}
