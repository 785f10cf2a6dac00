//! Figures of the console: what a page weighs, how long the node works at it, what memory it takes.
//!
//! Few referrals in a usual run; `WAYPOST_CONSOLE_REFERRALS=10000` for the figures that README quotes. The weight has a
//! bound that fails; times are printed only.

use std::time::{Duration, Instant};

use waypost_tests::browser::css;
use waypost_tests::node::{case_for, pair};

use crate::browser;
use crate::office::{Office, Visitor};

/// Home with its style, script and icon, as a browser that was never here loads it.
const HOME_BYTES_MAX: u64 = 60 * 1024;
/// So often is each page asked for.
const TIMES: usize = 41;

fn referrals() -> usize {
    std::env::var("WAYPOST_CONSOLE_REFERRALS").ok().and_then(|n| n.parse().ok()).unwrap_or(60)
}

#[test]
fn pages_are_light_and_quick() {
    let shelter = Office::open("Border Shelter", "shelter", &[("Dara", &["caseworker", "admin"])]);
    let clinic = Office::open("River Clinic", "clinic", &[]);
    let (clinic_name, _) = pair(&shelter.node, &clinic.node);
    let case = case_for(&shelter.node, "01-shelter-tonight.toml", &clinic_name);
    let draft = shelter.node.must(&["referral", "new", case.to_str().unwrap()]);
    let draft = draft["draft"].as_str().unwrap();
    for _ in 0..referrals() {
        shelter.node.must(&["referral", "send", draft, "--to", &clinic_name]);
    }
    shelter.node.until("all were taken", |node| node.must(&["status"])["waiting_letters"] == 0);

    let before = shelter.node.resident_kib();
    let dara = Visitor::signed_in(&shelter, "Dara");
    let middle = format!("/referral/R{}", referrals() / 2);
    for address in [
        "/",
        "/referrals",
        "/referrals?view=all&page=2",
        &middle,
        "/reports",
        "/partners",
        "/new",
        "/audit",
    ] {
        let first = dara.get(address).unwrap();
        assert_eq!(first.status, 200, "{address}");
        let mut times: Vec<Duration> = (0..TIMES)
            .map(|_| {
                let begun = Instant::now();
                dara.get(address).unwrap();
                begun.elapsed()
            })
            .collect();
        times.sort();
        println!(
            "figure console, {} referrals: {address}: median {:.1} ms, worst {:.1} ms, {} bytes",
            referrals(),
            times[TIMES / 2].as_secs_f64() * 1e3,
            times[TIMES - 1].as_secs_f64() * 1e3,
            first.body.len()
        );
    }
    let begun = Instant::now();
    let found = dara.post("/referrals", &[("search", "medical"), ("view", "all")]).unwrap();
    assert_eq!(found.status, 200);
    println!(
        "figure console: a search: {:.1} ms; memory: {} KiB before the first page, {} KiB after {} pages",
        begun.elapsed().as_secs_f64() * 1e3,
        before,
        shelter.node.resident_kib(),
        8 * (TIMES + 1)
    );
    weighs(&shelter);
}

fn weighs(shelter: &Office) {
    let Some(browser) = browser() else { return };
    let person = browser.person();
    let page = shelter.sign_in(&person, "Dara", true);
    page.forget();
    page.open(&format!("{}/", shelter.origin()));
    page.wait_for_css("#lock");
    let bytes = page.seen().bytes();
    println!("figure console: home weighs {bytes} bytes with style, script and icon");
    assert!(bytes <= HOME_BYTES_MAX, "{bytes} bytes, at most {HOME_BYTES_MAX}");
    assert!(page.exists("main h1") && page.count("ul.rows li") > 0);
    page.click(css("#lock"));
}
