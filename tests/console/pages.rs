//! Every page that can be looked at, in three scripts, light and dark, at 320 pixels: no rule of WCAG 2.2 AA broken, no
//! sideways scroll, no report of the page's policy, nothing asked of another place. Pictures lie in `screens`.

use std::collections::BTreeSet;

use waypost_tests::browser::{Media, Page, Person, css};
use waypost_tests::node::{pair, send};

use crate::browser;
use crate::office::Office;

/// A stream that never ends, files, and pages of a beginning that is over here.
const NO_PAGES: &[&str] = &[
    "/live",
    "/assets/{name}",
    "/favicon.ico",
    "/enter",
    "/referral/{referral}/attachment/{attachment}",
];
/// Looked at before anybody signs in, or while no organisation is there.
const BEFORE: &[&str] = &["/sign-in", "/unlock", "/locked", "/first"];

/// A shelter with something on every page: referrals in many states on both sides, a draft, an invite, a backup.
fn busy_shelter() -> (Office, Office) {
    let shelter = Office::open("Border Shelter", "shelter", &[("Dara", &["caseworker", "admin"])]);
    let clinic = Office::open("River Clinic", "clinic", &[]);
    let (clinic_name, shelter_name) = pair(&shelter.node, &clinic.node);
    let case = "01-shelter-tonight.toml";
    let moves: [&[&[&str]]; 4] = [
        &[],
        &[&["referral", "answer", "@", "ask", "Can she walk up stairs?"]],
        &[
            &["referral", "answer", "@", "acknowledge"],
            &[
                "referral",
                "answer",
                "@",
                "accept",
                "--decline",
                "food=not_our_service",
                "--by",
                "+1d",
            ],
        ],
        &[
            &["referral", "answer", "@", "acknowledge"],
            &["referral", "answer", "@", "accept", "--by", "+1d"],
            &["referral", "complete", "@"],
        ],
    ];
    for (from, to, name) in [(&shelter, &clinic, &clinic_name), (&clinic, &shelter, &shelter_name)]
    {
        for steps in moves {
            let id = send(&from.node, case, name);
            to.node.until_status(&id, "sent");
            for step in steps {
                let words: Vec<&str> =
                    step.iter().map(|word| if *word == "@" { id.as_str() } else { word }).collect();
                to.node.must(&words);
            }
        }
        let id = send(&from.node, case, name);
        to.node.until_status(&id, "sent");
        to.node.must(&["referral", "answer", &id, "acknowledge"]);
        to.node.must(&["referral", "answer", &id, "accept", "--by", "+1d"]);
        from.node.until_status(&id, "accepted");
        from.node.must(&["consent", "revoke", &id]);
        to.node.until("the revocation is there", |node| {
            node.must(&["referral", "show", &id])["row"]["consent"] == "revoked"
        });
        let id = send(&from.node, case, name);
        to.node.until_status(&id, "sent");
        to.node.must(&["referral", "answer", &id, "acknowledge"]);
        to.node.must(&["referral", "answer", &id, "accept", "--by", "+1d"]);
        from.node.until_status(&id, "accepted");
        from.node.must(&["handover", "depart", &id, "--arrive-by", "+6h"]);
        to.node.until_status(&id, "in_transit");
    }
    shelter.node.must(&["invite", "new", "--for", "legal-aid"]);
    (shelter, clinic)
}

/// What stands for the places of an address: each of them is tried until one gives the page itself.
fn fillings(office: &Office, address: &str) -> Vec<String> {
    let list = office.node.must(&["referral", "list", "--closed"]);
    let names = |of: &str, field: &str| -> Vec<String> {
        let rows = list[of].as_array().unwrap();
        rows.iter().map(|row| row[field].as_str().unwrap().to_owned()).collect()
    };
    let referrals = names("referrals", "referral");
    let header = || {
        let report = office.node.must(&["referral", "show", &referrals[0]]);
        report["timeline"][0]["header"].as_str().unwrap().to_owned()
    };
    let tasks = [
        "safe",
        "consent",
        "who",
        "help",
        "soon",
        "papers",
        "contact",
        "screening",
        "account",
        "to",
    ];
    let mut filled = vec![address.to_owned()];
    while let Some(place) = filled[0].find('{') {
        let end = filled[0][place..].find('}').unwrap() + place;
        let name = filled[0][place + 1..end].to_owned();
        let values: Vec<String> = match name.as_str() {
            "referral" => referrals.clone(),
            "draft" => names("drafts", "draft"),
            "task" => tasks.map(str::to_owned).to_vec(),
            "header" => vec![header()],
            "user" => vec!["U1".to_owned()],
            "short" | "partner" => {
                let partners = office.node.must(&["partner", "list"]);
                vec![partners["partners"][0]["short"].as_str().unwrap().to_owned()]
            }
            "section" | "topic" | "name" | "number" => referrals.clone(),
            other => {
                panic!("no page was made for {{{other}}} in {address}: say here what stands for it")
            }
        };
        let pattern = format!("{{{name}}}");
        let with = |one: &String| -> Vec<String> {
            values.iter().map(|value| one.replace(&pattern, value)).collect()
        };
        filled = filled.iter().flat_map(with).collect();
    }
    filled
}

/// What is wrong with a page in one language.
fn look(page: &Page, origin: &str, name: &str, faults: &mut Vec<String>) {
    for dark in [false, true] {
        page.media(Media { dark, ..Media::default() });
        if page.has_axe() {
            let verdict = page.axe();
            faults.extend(
                verdict.faults.iter().map(|fault| format!("{name} dark={dark}: {fault:?}")),
            );
        }
        page.screenshot(&format!("{name}-{}", if dark { "dark" } else { "light" }));
    }
    page.media(Media::default());
    page.size(320, 640);
    if let Some(wide) = page.sideways_scroll() {
        faults.push(format!("{name}: scrolls sideways at 320 pixels: {wide}"));
        page.screenshot(&format!("{name}-320"));
    }
    page.size(1000, 900);
    let seen = page.seen();
    faults.extend(seen.violations.iter().map(|v| format!("{name}: policy: {v:?}")));
    faults.extend(seen.elsewhere(origin).iter().map(|r| format!("{name}: asked elsewhere: {r:?}")));
}

fn every_page_in(language: &str) {
    let Some(browser) = browser() else { return };
    let (shelter, _clinic) = busy_shelter();
    let origin = shelter.origin();
    let person = browser.person();
    let first = person.page();
    first.language(language);
    let mut faults = Vec::new();
    let mut seen = BTreeSet::new();

    first.open(&shelter.link());
    first.size(1000, 900);
    first.wait_for_css("#user");
    look(&first, &origin, &format!("{language}-sign-in"), &mut faults);
    drop(first);

    let page = signed_in(&person, &shelter, language);
    // A draft to look at.
    page.open(&format!("{origin}/new"));
    page.click(css("main form button"));
    page.wait_for_url("/new/D");
    for address in waypost_console::addresses() {
        if NO_PAGES.contains(&address) || BEFORE.contains(&address) || address.starts_with("/start")
        {
            continue;
        }
        let many = address.contains("{task}");
        for filled in fillings(&shelter, address) {
            page.forget();
            let status = page.open(&format!("{origin}{filled}"));
            let is_here = page.url() == format!("{origin}{filled}");
            if status != 200 || !is_here {
                continue;
            }
            let name = format!("{language}{}", filled.replace(['/', '?', '='], "-"));
            look(&page, &origin, &name, &mut faults);
            seen.insert(address);
            if !many {
                break;
            }
        }
    }
    let unseen: Vec<&str> = waypost_console::addresses()
        .into_iter()
        .filter(|a| !seen.contains(a) && !NO_PAGES.contains(a) && !BEFORE.contains(a))
        .filter(|a| !a.starts_with("/start"))
        .collect();
    println!("{language}: {} addresses were seen; not reached here: {unseen:?}", seen.len());
    assert!(faults.is_empty(), "{} faults:\n{}", faults.len(), faults.join("\n"));
    assert!(seen.len() > 40, "only {} addresses were seen", seen.len());
}

fn signed_in(person: &Person, office: &Office, language: &str) -> Page {
    let page = person.page();
    page.language(language);
    page.size(1000, 900);
    page.open(&office.link());
    page.wait_for_css("#user");
    page.fill(css("#user"), "Dara");
    page.fill(css("#password"), crate::office::PASSWORD);
    page.click(css("main form button"));
    page.wait_for_css("#lock");
    page
}

#[test]
fn every_page_in_english_breaks_no_rule() {
    every_page_in("en");
}

#[test]
fn every_page_in_arabic_breaks_no_rule() {
    every_page_in("ar");
}

#[test]
fn every_page_in_khmer_breaks_no_rule() {
    every_page_in("km");
}
