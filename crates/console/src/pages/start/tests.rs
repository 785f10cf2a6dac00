//! The start pages from the first to the last, with a founder that says yes or no.

use std::sync::OnceLock;

use tokio::sync::mpsc;
use waypost_desk::sheet::Sheet;
use zeroize::Zeroizing;

use super::*;
use crate::app::Beginning;
use crate::tried::{Browser, Node, PORT, Page};

const PASSPHRASE: &str = "lantern oblique harvest nineteen meadow";
const GUESSED: &str = "passwordpassword";

fn runtime() -> &'static tokio::runtime::Runtime {
    static RUNTIME: OnceLock<tokio::runtime::Runtime> = OnceLock::new();
    RUNTIME.get_or_init(|| tokio::runtime::Runtime::new().unwrap())
}

fn words() -> Vec<String> {
    let sheet = Sheet::of(Zeroizing::new([7; 32])).unwrap();
    sheet.words().iter().map(|word| (*word).to_owned()).collect()
}

fn app() -> (App, mpsc::Receiver<Wish>) {
    let (found, wishes) = mpsc::channel(1);
    let app = App::new(Beginning::Founding(Founding { sheet: words(), found }), PORT);
    (app, wishes)
}

/// Whether at least three words of the sheet stand in a page side by side with their list.
fn shows_the_sheet(page: &Page) -> bool {
    words().iter().filter(|word| page.text.contains(&format!("<li>{word}</li>"))).count() > 0
}

fn organisation(browser: &mut Browser<'_>) -> Page {
    let form = [("name", "Border <b>Shelter</b>"), ("kind", "shelter"), ("languages", "th")];
    browser.send("/start/organisation", &form)
}

/// Types back what the last page asks for.
fn type_back(app: &App, browser: &mut Browser<'_>) -> Page {
    let asked = app.wizard().asked.unwrap();
    let [first, second] = asked.map(|number| words()[number - 1].to_uppercase());
    browser.send("/start/check", &[("word-1", &first), ("word-2", &second)])
}

/// Up to the last page.
fn to_the_last_page(browser: &mut Browser<'_>) -> Vec<Page> {
    let form = [("passphrase", PASSPHRASE), ("again", PASSPHRASE)];
    vec![
        organisation(browser),
        browser.look("/start/passphrase"),
        browser.send("/start/passphrase", &form),
        browser.look("/start/passphrase"),
        browser.look("/start/sheet"),
        browser.send("/start/sheet", &[]),
        browser.send("/start/sheet", &[("on-paper", "yes")]),
        browser.look("/start/check"),
    ]
}

#[test]
fn each_page_leads_to_the_next_and_nobody_skips_one() {
    let (app, _wishes) = app();
    let mut browser = Browser::enter(&app, runtime());
    assert_eq!(browser.look("/").to, "/start");
    browser.look("/start").must_say("lang=\"km\"");
    for address in ["/start/passphrase", "/start/sheet", "/start/check"] {
        assert_eq!(browser.look(address).to, "/start/organisation");
    }
    assert_eq!(browser.send("/start/check", &[]).to, "/start/organisation");
    assert_eq!(organisation(&mut browser).to, "/start/passphrase");
    assert_eq!(browser.look("/start/sheet").to, "/start/passphrase");
}

#[test]
fn an_organisation_without_anything_is_mended_in_place() {
    let (app, _wishes) = app();
    let mut browser = Browser::enter(&app, runtime());
    let page = browser.send("/start/organisation", &[("kind", "circus")]);
    assert_eq!(page.status, 422);
    for field in ["#name", "#kind", "#languages"] {
        page.must_say(&format!("href=\"{field}\""));
    }
    page.must_say("<title>Error:");
    let page = browser.send(
        "/start/organisation",
        &[("name", "<script>\u{202e}"), ("kind", "ngo"), ("languages", "en")],
    );
    assert_eq!(page.status, 422);
    page.must_not_say("<script>\u{202e}");
    page.must_say("&#60;script&#62;");
}

#[test]
fn a_passphrase_never_travels_back_and_neither_does_one_that_was_refused() {
    let (app, _wishes) = app();
    let mut browser = Browser::enter(&app, runtime());
    organisation(&mut browser);
    for (first, again) in [(GUESSED, GUESSED), ("short one", "short one"), (PASSPHRASE, GUESSED)] {
        let form = [("passphrase", first), ("again", again)];
        let page = browser.send("/start/passphrase", &form);
        assert_eq!(page.status, 422);
        page.must_not_say(first);
        page.must_not_say(again);
    }
    for page in to_the_last_page(&mut browser) {
        page.must_not_say(PASSPHRASE);
        page.must_not_say("value=\"lantern");
    }
    // Empty fields keep the one that was chosen.
    let kept = browser.send("/start/passphrase", &[("passphrase", ""), ("again", "")]);
    assert_eq!(kept.to, "/start/sheet");
    assert!(app.wizard().passphrase.as_ref().is_some_and(|kept| kept.0 == PASSPHRASE));
}

#[test]
fn the_words_of_the_sheet_stand_on_one_page_only() {
    let (app, mut wishes) = app();
    let mut browser = Browser::enter(&app, runtime());
    let pages = to_the_last_page(&mut browser);
    let shown: Vec<bool> = pages.iter().map(shows_the_sheet).collect();
    // Looked at, and shown again because nobody had ticked that it is on paper.
    assert_eq!(shown, [false, false, false, false, true, true, false, false]);
    assert_eq!(pages[5].status, 422);
    let wrong = browser.send("/start/check", &[("word-1", "abandon"), ("word-2", "")]);
    assert_eq!(wrong.status, 422);
    assert!(!shows_the_sheet(&wrong) && !wrong.text.contains("abandon"));
    assert!(wishes.try_recv().is_err(), "nothing is wished for before the words are right");
    let [first, second] = app.wizard().asked.unwrap();
    assert!(1 <= first && first < second && second <= 24);
}

#[test]
fn a_founding_that_fails_is_told_and_what_was_typed_is_still_there() {
    let (app, mut wishes) = app();
    let mut browser = Browser::enter(&app, runtime());
    to_the_last_page(&mut browser);
    runtime().spawn(async move {
        while let Some(wish) = wishes.recv().await {
            assert_eq!(wish.passphrase.0, PASSPHRASE);
            let full = Failure {
                code: "disk_full_today".to_owned(),
                what: "The disk <i>is</i> full.".to_owned(),
                hint: "Make room.".to_owned(),
                faults: Vec::new(),
            };
            drop(wish.answer.send(Err(full)));
        }
    });
    for _ in 0..2 {
        let page = type_back(&app, &mut browser);
        assert_eq!(page.status, 422);
        page.must_say("The disk &#60;i&#62;is&#60;/i&#62; full.");
        page.must_say("Border &#60;b&#62;Shelter&#60;/b&#62;");
        page.must_not_say(PASSPHRASE);
    }
    assert_eq!(app.wizard().step(), Step::Check);
}

#[test]
fn once_founded_the_pages_are_gone_and_nothing_typed_is_left() {
    let node = Node::start();
    let (app, mut wishes) = app();
    let mut browser = Browser::enter(&app, runtime());
    to_the_last_page(&mut browser);
    let service = node.service;
    runtime().spawn(async move {
        let wish = wishes.recv().await.unwrap();
        assert_eq!(wish.profile.languages, ["th"]);
        drop(wish.answer.send(Ok(service)));
    });
    assert_eq!(type_back(&app, &mut browser).to, "/first");
    assert!(app.wizard().passphrase.is_none() && app.wizard().profile.is_none());
    for address in ["/start", "/start/organisation", "/start/sheet", "/start/check"] {
        let page = browser.look(address);
        assert_eq!(page.to, "/", "{address}");
        assert!(!shows_the_sheet(&page));
    }
    // The first person: there is one such page, once.
    assert_eq!(browser.look("/sign-in").to, "/first");
    let form = [("name", "Dara"), ("password", PASSPHRASE), ("again", PASSPHRASE)];
    let short = browser.send("/first", &[("name", "Dara"), ("password", "1"), ("again", "1")]);
    assert_eq!(short.status, 422);
    short.must_say("href=\"#password\"");
    assert_eq!(browser.send("/first", &form).to, "/welcome");
    browser.look("/welcome").must_say("href=\"/pair\"");
    let mut second = Browser::enter(&app, runtime());
    assert_eq!(second.look("/first").to, "/sign-in");
    assert_eq!(second.send("/first", &form).to, "/sign-in");
}

#[test]
fn the_two_words_are_never_the_same_and_any_of_the_sheet() {
    let mut seen = std::collections::BTreeSet::new();
    for _ in 0..2_000 {
        let [first, second] = two_of(24).unwrap();
        assert!(1 <= first && first < second && second <= 24, "{first} {second}");
        seen.extend([first, second]);
    }
    assert_eq!(seen.len(), 24);
}

#[test]
fn every_kind_of_organisation_has_words() {
    for kind in founding::kinds() {
        let words = crate::words::Words(crate::words::Language::English);
        assert!(words.find(&format!("start-kind-{kind}")).is_some(), "{kind}");
    }
}
