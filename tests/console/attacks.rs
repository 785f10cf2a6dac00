//! The console under attack: by pages of other places in the same browser, by programs on the same computer, by a
//! thief with a cookie, by a hostile partner.

use std::time::Duration;

use waypost_tests::http::{Ask, Silence, raw};
use waypost_tests::node::{Node, pair, send};

use crate::browser;
use crate::office::{Office, PASSWORD, Visitor};

const STAFF: &[(&str, &[&str])] = &[("Dara", &["caseworker"]), ("Admin", &["admin"])];

fn office() -> Office {
    Office::open("Border Shelter", "shelter", STAFF)
}

#[test]
fn a_name_that_is_not_this_computers_is_not_answered() {
    let office = office();
    let visitor = Visitor::signed_in(&office, "Dara");
    let (port, address) = (visitor.address().port(), visitor.address());
    assert_eq!(visitor.get("/").unwrap().status, 200);
    for host in [
        format!("evil.example:{port}"),
        format!("localhost:{port}.evil.example"),
        format!("localhost.evil.example:{port}"),
        format!("127.0.0.1.evil.example:{port}"),
        format!("localhost:{port}0"),
        "localhost".to_owned(),
        String::new(),
    ] {
        let asked = Ask::new("GET", "/")
            .header("Host", &host)
            .header("Cookie", visitor.cookie())
            .send(address);
        let answer = asked.unwrap();
        assert_eq!(answer.status, 421, "{host}: {answer:?}");
        assert!(!answer.text().contains("Border Shelter"), "{host}");
    }
    // Two names, or none, are no name.
    let two = Ask::new("GET", "/").header("Host", visitor.host()).header("Host", "evil.example");
    assert!(
        matches!(two.send(address), Ok(answer) if answer.status == 421 || answer.status == 400)
    );
    let none = Ask::new("GET", "/").header("Cookie", visitor.cookie()).send(address);
    assert!(matches!(none, Ok(answer) if answer.status == 421 || answer.status == 400));
}

#[test]
fn a_page_of_another_port_or_place_changes_nothing() {
    let office = office();
    let visitor = Visitor::signed_in(&office, "Dara");
    let foreign: [&[(&str, &str)]; 5] = [
        &[("Sec-Fetch-Site", "same-site"), ("Origin", "http://localhost:9")],
        &[("Sec-Fetch-Site", "cross-site"), ("Origin", "http://evil.example")],
        &[("Origin", "http://localhost:9")],
        &[("Origin", "null")],
        &[],
    ];
    for headers in foreign {
        let mut ask = Ask::new("POST", "/lock")
            .header("Host", visitor.host())
            .header("Cookie", visitor.cookie());
        for (name, value) in headers {
            ask = ask.header(name, value);
        }
        let answer = ask.form(&[]).send(visitor.address()).unwrap();
        assert_eq!(answer.status, 403, "{headers:?}");
        assert_eq!(visitor.get("/").unwrap().status, 200, "{headers:?}: still signed in");
    }
    assert_eq!(visitor.post("/lock", &[]).unwrap().status, 303);
    assert_eq!(visitor.get("/").unwrap().status, 303, "a page of ours locks");
}

#[test]
fn a_start_link_that_was_used_opens_nothing() {
    let office = office();
    let link = office.link();
    let target = link.split_once(&office.address().port().to_string()).unwrap().1.to_owned();
    let secret = link.split("link=").nth(1).unwrap();
    let visitor = Visitor::enter(&office).with_cookie("");
    // A program that looks at links before a person does uses none up.
    assert_eq!(visitor.get(&target).unwrap().status, 200);
    let first = visitor.post("/enter", &[("link", secret)]).unwrap();
    assert_eq!(first.status, 303);
    let cookie = first.header("set-cookie").unwrap();
    for part in ["__Host-", "HttpOnly", "SameSite=Strict", "Secure", "Path=/"] {
        assert!(cookie.contains(part), "{cookie}");
    }
    let second = visitor.post("/enter", &[("link", secret)]).unwrap();
    assert_eq!((second.status, second.header("set-cookie")), (403, None));
    for made_up in ["", "0", &"0".repeat(64), &secret[1..]] {
        assert_eq!(visitor.post("/enter", &[("link", made_up)]).unwrap().status, 403);
    }
}

#[test]
fn a_stolen_cookie_is_worth_nothing_after_the_lock() {
    let office = office();
    let dara = Visitor::signed_in(&office, "Dara");
    let thief = dara.with_cookie(dara.cookie());
    assert_eq!(thief.get("/").unwrap().status, 200);
    dara.post("/lock", &[]).unwrap();
    for page in ["/", "/referrals", "/settings", "/live"] {
        let answer = thief.get(page).unwrap();
        assert_eq!(answer.status, 303, "{page}");
        assert!(!answer.text().contains("Border Shelter"), "{page}");
    }
    // Dara signs in again from the same browser: the thief's cookie is not the new one.
    assert_eq!(dara.sign_in("Dara", PASSWORD).status, 303);
    assert_ne!(thief.get("/").unwrap().status, 200);
}

#[test]
fn a_locked_node_locks_every_page() {
    let office = office();
    let visitor = Visitor::signed_in(&office, "Dara");
    assert_eq!(visitor.get("/").unwrap().status, 200);
    office.node.must(&["lock"]);
    let answer = visitor.get("/").unwrap();
    assert_eq!((answer.status, answer.header("location")), (303, Some("/unlock")));
}

#[test]
fn a_hundred_megabytes_are_refused_before_they_are_here() {
    let office = office();
    let visitor = Visitor::signed_in(&office, "Dara");
    let before = office.node.resident_kib();
    for target in ["/sign-in", "/lock", "/language"] {
        match visitor.ask("POST", target).flood(visitor.address(), 100 << 20) {
            Ok(answer) => assert_eq!(answer.status, 413, "{target}"),
            Err(Silence::Closed(sent)) => assert!(sent < 8 << 20, "{target}: {sent} bytes went in"),
            Err(other) => panic!("{target}: {other:?}"),
        }
    }
    let grown = office.node.resident_kib().saturating_sub(before);
    // Signing in has taken its share of it; a body would take all of its hundred megabytes.
    assert!(grown < 24 * 1024, "{grown} KiB more memory");
    assert_eq!(visitor.get("/").unwrap().status, 200);
}

#[test]
fn slow_bodies_end_and_keep_nobody_else_waiting() {
    let office = office();
    let visitor = Visitor::signed_in(&office, "Dara");
    let address = visitor.address();
    let slow = visitor.ask("POST", "/language").form(&[("language", &"x".repeat(4_000))]);
    let slow: Vec<_> = (0..16)
        .map(|_| {
            let ask = slow.clone().within(Duration::from_secs(60));
            std::thread::spawn(move || ask.drip(address, Duration::from_secs(1)))
        })
        .collect();
    for _ in 0..20 {
        let answer = visitor.ask("GET", "/").within(Duration::from_secs(5)).send(address).unwrap();
        assert_eq!(answer.status, 200);
    }
    for one in slow {
        match one.join().unwrap() {
            Ok(answer) => assert_eq!(answer.status, 408),
            Err(Silence::Closed(_)) => {}
            Err(other) => panic!("a slow body was neither refused nor closed: {other:?}"),
        }
    }
}

#[test]
fn a_head_that_never_ends_is_cut_off() {
    let office = office();
    let address = office.address();
    let begun = b"GET / HTTP/1.1\r\nHost: localhost\r\nX-Slow: ";
    let answer = raw(address, begun, Duration::from_secs(30));
    assert_ne!(answer, Err(Silence::TooLate), "the head is waited for too long");
    let long = format!("GET / HTTP/1.1\r\nHost: {}\r\nX: {}\r\n\r\n", "a", "x".repeat(1 << 20));
    let answer = raw(address, long.as_bytes(), Duration::from_secs(30));
    let text = answer.map(|bytes| String::from_utf8_lossy(&bytes).into_owned());
    assert!(!text.is_ok_and(|text| text.contains(" 200 ")), "a head of 1 MiB is read");
}

#[test]
fn tricks_with_paths_lead_nowhere() {
    let office = office();
    let (visitor, nobody) = (Visitor::signed_in(&office, "Dara"), Visitor::enter(&office));
    for target in [
        "/assets/../../config.toml",
        "/assets/..%2f..%2fconfig.toml",
        "/assets/%2e%2e/%2e%2e/etc/passwd",
        "/..%5c..%5cconfig.toml",
        "//evil.example/",
        "/%00",
        "/assets/%00",
        "/referral/..%2fsettings",
        "/./",
    ] {
        let answer = visitor.get(target).unwrap();
        assert!(matches!(answer.status, 400 | 404 | 422), "{target}: {}", answer.status);
        assert!(!answer.text().contains("listen ="), "{target}");
    }
    // What needs a right needs it however its address is written.
    for target in [
        "/referrals",
        "/REFERRALS",
        "/referrals/",
        "/%72eferrals",
        "//referrals",
        "/x/../referrals",
    ] {
        let answer = nobody.get(target).unwrap();
        assert!(matches!(answer.status, 303 | 404), "{target}: {}", answer.status);
        assert!(!answer.text().contains("Border Shelter"), "{target}");
    }
    let whole = format!("http://{}/", visitor.host());
    assert!(matches!(nobody.get(&whole), Ok(answer) if answer.status != 200));
}

#[test]
fn passwords_cannot_be_tried_in_a_row() {
    let office = office();
    let thief = Visitor::enter(&office);
    for _ in 0..3 {
        let answer = thief.sign_in("Dara", "a wrong password here");
        assert_eq!(answer.status, 422);
    }
    // From now on also the right one has to wait, from every browser; other people do not.
    let answer = thief.sign_in("Dara", PASSWORD);
    assert_eq!((answer.status, answer.header("set-cookie")), (422, None));
    assert_eq!(Visitor::enter(&office).sign_in("Dara", PASSWORD).status, 422);
    assert_eq!(Visitor::enter(&office).sign_in("Admin", PASSWORD).status, 303);
    // A name that nobody has is answered as a wrong password is.
    let (unknown, known) = (
        thief.sign_in("Nobody", PASSWORD).text(),
        thief.sign_in("Admin", "wrong password 1").text(),
    );
    assert_eq!(unknown.replace("value=\"Nobody\"", "value=\"Admin\""), known);
}

#[test]
fn the_passphrase_cannot_be_tried_in_a_row() {
    let office = office();
    let thief = Visitor::enter(&office);
    office.node.must(&["lock"]);
    let tries: Vec<String> = (0..6)
        .map(|_| thief.post("/unlock", &[("passphrase", "not the passphrase")]).unwrap().text())
        .collect();
    assert!(tries.iter().any(|text| !text.contains("not the passphrase")), "nothing is echoed");
    let right = thief.post("/unlock", &[("passphrase", waypost_tests::node::PASSPHRASE)]).unwrap();
    assert_eq!(right.status, 422, "after wrong tries the right one has to wait too");
    let status = office.node.must(&["status"]);
    assert_eq!(status["locked"], true);
}

#[test]
fn a_page_of_another_place_in_the_same_browser_reaches_nothing() {
    let Some(browser) = browser() else { return };
    let office = office();
    let person = browser.person();
    let page = office.sign_in(&person, "Dara", true);
    let origin = office.origin();
    // Another program on this computer serves a page, under another port and under another name.
    let hostile = format!(
        "<!doctype html><title>x</title><form method=post action='{origin}/lock'><button>Go</button></form>\
         <iframe src='{origin}/'></iframe>"
    );
    let place = crate::place::Place::serve([(
        "/",
        crate::place::Served::new("text/html; charset=utf-8", &hostile),
    )]);
    let other = person.page();
    other.open(&place.url("/"));
    let asked = format!(
        "fetch('{origin}/', {{credentials: 'include'}}).then(a => a.text()).catch(e => 'refused')"
    );
    assert_eq!(other.eval(&asked), "refused", "no page of another port reads ours");
    other.click("Go");
    page.reload();
    assert!(page.shows("Dara"), "the form of another port did not lock the page");
}

#[test]
fn an_officer_of_another_desk_finds_no_page_of_a_referral() {
    let shelter = Office::open("Border Shelter", "shelter", &[("Dara", &["caseworker"])]);
    shelter.user("Sam", &["desk_officer"], &["legal"]);
    shelter.user("Nok", &["desk_officer"], &["medical"]);
    let mut clinic = Node::init(crate::office::PROGRAM, "River Clinic", "clinic");
    clinic.run();
    let (shelter_name, _) = pair(&clinic, &shelter.node);
    let id = send(&clinic, "01-shelter-tonight.toml", &shelter_name);
    shelter.node.until_status(&id, "sent");
    let [dara, sam, nok] = ["Dara", "Sam", "Nok"].map(|user| Visitor::signed_in(&shelter, user));
    for page in ["", "/consent", "/print", "/answer", "/ask", "/attach", "/attachment/A1"] {
        let target = format!("/referral/R1{page}");
        let answer = sam.get(&target).unwrap();
        assert_eq!(answer.status, 404, "{target}");
        assert!(!answer.text().contains("river-clinic"), "{target}");
    }
    for step in ["acknowledge", "decline", "ask", "answer", "arrive"] {
        let answer = sam.post(&format!("/referral/R1/{step}"), &[("question", "x")]).unwrap();
        assert_eq!(answer.status, 404, "{step}");
    }
    assert!(!sam.get("/referrals").unwrap().text().contains("R1"), "nor a line of a list");
    assert!(!sam.get("/").unwrap().text().contains("R1"));
    assert_eq!(clinic.must(&["referral", "show", &id])["row"]["status"], "sent");
    // To the officer whose desk is asked, and to the caseworker, it is there.
    for visitor in [&nok, &dara] {
        assert_eq!(visitor.get("/referral/R1").unwrap().status, 200);
    }
    // Who read it is written down, and Sam did not.
    let reads = shelter.node.must(&["referral", "show", &id])["reads"].clone();
    let names: Vec<&str> =
        reads.as_array().unwrap().iter().map(|read| read["by"].as_str().unwrap()).collect();
    assert!(
        names.contains(&"Nok") && names.contains(&"Dara") && !names.contains(&"Sam"),
        "{names:?}"
    );
    clinic.stop();
}
