//! The whole table, asked by everybody: a router over a real node, without a socket.

use std::sync::OnceLock;
use std::time::Instant;

use axum::body::Body;
use axum::http::{Request, StatusCode, header};
use axum::response::Response;
use tower::ServiceExt;
use waypost_desk::command::Role;

use super::{Route, all, router};
use crate::app::{App, Beginning};
use crate::doors::{DoorKey, Person};
use crate::roles::{Right, may};
use crate::tried::{Node, PORT};

/// One node for all of these tests: founding one takes a while.
fn node() -> &'static Node {
    static NODE: OnceLock<Node> = OnceLock::new();
    NODE.get_or_init(Node::start)
}

/// Who asks.
#[derive(Clone, Copy, Debug)]
enum Who {
    /// A browser without a door.
    Nobody,
    /// A browser that came by a start link.
    Browser,
    /// Somebody with one role.
    With(Role),
}

fn person(role: Role) -> Person {
    Person {
        user: "U1".to_owned(),
        name: "Dara".to_owned(),
        roles: vec![role],
        desk: vec!["medical".to_owned()],
        language: None,
    }
}

fn cookie(app: &App, who: Who) -> Option<String> {
    let now = Instant::now();
    let mut doors = app.doors();
    let link = doors.new_link(now).unwrap();
    let token = doors.enter(link.as_str(), None, now).unwrap().unwrap();
    let token = match who {
        Who::Nobody => return None,
        Who::Browser => token,
        Who::With(role) => {
            let key = DoorKey::of(token.as_str());
            doors.sign_in(key, person(role), now).unwrap().unwrap()
        }
    };
    Some(format!("{}={}", app.cookie(), token.as_str()))
}

/// An address with something in each of its places.
fn concrete(address: &str) -> String {
    let part = |part: &str| match part {
        "{draft}" => "D1".to_owned(),
        "{referral}" => "R1".to_owned(),
        "{user}" => "U1".to_owned(),
        part if part.starts_with('{') => "x".to_owned(),
        part => part.to_owned(),
    };
    address.split('/').map(part).collect::<Vec<_>>().join("/")
}

fn ask(app: &App, route: &Route, who: Who) -> Response {
    let mut request = Request::builder()
        .method(route.method)
        .uri(concrete(route.address))
        .header(header::HOST, format!("localhost:{PORT}"))
        .header("sec-fetch-site", "same-origin");
    if let Some(cookie) = cookie(app, who) {
        request = request.header(header::COOKIE, cookie);
    }
    if route.method == "POST" {
        request = request.header(header::CONTENT_TYPE, "application/x-www-form-urlencoded");
    }
    let request = request.body(Body::empty()).unwrap();
    node().runtime.block_on(router(app.clone()).oneshot(request)).unwrap()
}

fn goes_to(response: &Response) -> &str {
    response.headers().get(header::LOCATION).map_or("", |to| to.to_str().unwrap())
}

/// A link that was never given is refused by the page itself.
fn asks_for_a_link(route: &Route) -> bool {
    (route.method, route.address) == ("POST", "/enter")
}

/// What locks the node or signs its own user out is asked last by nobody else.
fn is_of_the_whole_node(route: &Route) -> bool {
    route.address.contains("lock-node")
}

#[test]
fn every_address_is_refused_to_every_role_that_lacks_its_right_and_to_nobody_else() {
    let service = &node().service;
    let app = App::new(Beginning::Running(service.clone()), PORT);
    let mut refused = 0;
    for route in all() {
        for role in Role::ALL {
            let lets_in = may(role, route.right);
            // Not even asked: the other tests have the same node.
            if lets_in && (is_of_the_whole_node(&route) || asks_for_a_link(&route)) {
                continue;
            }
            let response = ask(&app, &route, Who::With(role));
            let what = format!("{} {} as {}", route.method, route.address, role.as_str());
            if lets_in {
                assert_ne!(response.status(), StatusCode::FORBIDDEN, "{what}");
                let is_let_in = !goes_to(&response).starts_with("/sign-in");
                assert!(is_let_in || route.right <= Right::Door, "{what}");
            } else {
                refused += 1;
                assert_eq!(response.status(), StatusCode::FORBIDDEN, "{what}");
            }
        }
    }
    assert!(refused > 5, "{refused} refusals: the table lacks the pages");
}

#[test]
fn nobody_sees_a_page_without_a_door_and_no_page_of_the_node_without_signing_in() {
    let service = &node().service;
    let app = App::new(Beginning::Running(service.clone()), PORT);
    for route in all() {
        let what = format!("{} {}", route.method, route.address);
        let (nobody, browser) = (ask(&app, &route, Who::Nobody), ask(&app, &route, Who::Browser));
        match route.right {
            Right::Anyone => assert_ne!(goes_to(&nobody), "/", "{what}"),
            Right::Door => assert_eq!(nobody.status(), StatusCode::FORBIDDEN, "{what}"),
            _ => {
                assert_eq!(nobody.status(), StatusCode::FORBIDDEN, "{what}");
                assert_eq!(browser.status(), StatusCode::SEE_OTHER, "{what}");
                assert!(goes_to(&browser).starts_with("/sign-in"), "{what}: {}", goes_to(&browser));
            }
        }
    }
}

#[test]
fn every_answer_is_sealed_with_its_policy_and_kept_by_nobody() {
    let service = &node().service;
    let app = App::new(Beginning::Running(service.clone()), PORT);
    for route in all().iter().filter(|route| !is_of_the_whole_node(route)) {
        for who in [Who::Nobody, Who::Browser, Who::With(Role::Caseworker)] {
            let response = ask(&app, route, who);
            let what = format!("{} {} {who:?}", route.method, route.address);
            let policy = response.headers().get("content-security-policy");
            let policy = policy.unwrap_or_else(|| panic!("{what} has no policy"));
            assert!(policy.to_str().unwrap().starts_with("default-src 'none'"), "{what}");
            let kept = response.headers()[header::CACHE_CONTROL].to_str().unwrap();
            let for_all = route.right == Right::Anyone;
            assert!(kept == "no-store" || for_all, "{what}: {kept}");
        }
    }
}

#[test]
fn no_two_lines_of_the_table_are_one_address() {
    let mut seen = std::collections::BTreeSet::new();
    for route in all() {
        assert!(seen.insert((route.method, route.address)), "{} {}", route.method, route.address);
    }
}

#[test]
fn rights_are_given_by_roles_as_the_help_page_says() {
    let rights = |role: Role| -> Vec<Right> {
        Right::ALL.into_iter().filter(|right| may(role, *right)).collect()
    };
    assert!(!rights(Role::Admin).contains(&Right::SeeReferrals));
    assert!(!rights(Role::Auditor).contains(&Right::SeeReferrals));
    assert!(!rights(Role::ReadOnly).contains(&Right::Answer));
    assert!(!rights(Role::DeskOfficer).contains(&Right::Refer));
    assert_eq!(rights(Role::Auditor).last(), Some(&Right::SeeAudit));
}
