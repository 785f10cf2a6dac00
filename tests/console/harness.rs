//! The harness itself: what it must notice it notices, on pages made for that; and what it does to a page a person
//! could have done.

use std::time::Duration;

use serde_json::json;
use waypost_tests::browser::{Cookie, Media, Page, css, named};
use waypost_tests::http::Ask;

use crate::browser;
use crate::place::{Place, Served};

const SCRIPT: &str = "text/javascript";

#[test]
fn a_form_is_filled_by_the_names_of_its_fields_and_sent() {
    let Some(browser) = browser() else { return };
    let place =
        Place::serve([("/", form()), ("/sent", sent()), ("/script.js", Served::new(SCRIPT, ""))]);
    let person = browser.person();
    let page = person.page();
    page.open(&place.url("/"));
    fill(&page);
    assert_eq!(page.value("Name"), "Asha Ünlü ស");
    assert_eq!(page.selected("Language"), "Khmer");
    assert!(page.is_checked(named("Yes").within("Safe now?")));
    assert!(!page.is_checked(named("Yes").within("Consent given?")));
    page.click("Send");
    page.wait_for("It was sent");
    assert_eq!(posted(&place), EXPECTED);
    page.assert_clean(&place.origin());
}

#[test]
fn without_scripts_the_page_runs_none_and_a_person_can_do_all_the_same() {
    let Some(browser) = browser() else { return };
    let script = Served::new(
        SCRIPT,
        "document.title = 'ran'; window.onclick = () => document.title = 'ran'",
    );
    let place = Place::serve([("/", form()), ("/sent", sent()), ("/script.js", script)]);
    let person = browser.person();
    let page = person.page();
    page.open(&place.url("/"));
    assert_eq!(page.title(), "ran");
    assert!(!page.shows("Scripts are off"));

    page.scripts(false);
    page.open(&place.url("/"));
    assert!(page.shows("Scripts are off"));
    fill(&page);
    assert_eq!(page.title(), "A page");
    assert_eq!(page.focused().name, "Send me news");
    page.tab_to("Send");
    page.press("Enter");
    page.wait_for("It was sent");
    assert_eq!(posted(&place), EXPECTED);
    assert_eq!(page.eval("1 + 1"), 2);

    page.scripts(true);
    page.open(&place.url("/"));
    assert_eq!(page.title(), "ran");
}

#[test]
fn a_button_is_reached_and_pressed_by_keys_alone() {
    let Some(browser) = browser() else { return };
    let script = "document.querySelector('button').addEventListener('click', (e) => \
                  document.querySelector('p').textContent = 'pressed, ' + e.isTrusted)";
    let body = "<a href='/elsewhere'>Elsewhere</a><input aria-label=Name>\
                <fieldset><legend>How soon</legend><label><input type=radio name=a>Today</label>\
                <label><input type=radio name=a>Later</label></fieldset>\
                <button type=button>Press me</button><p></p><script src=script.js></script>";
    let place =
        Place::serve([("/", Served::page(body)), ("/script.js", Served::new(SCRIPT, script))]);
    let person = browser.person();
    let page = person.page();
    page.open(&place.url("/"));
    let stops: Vec<String> = page.tab_to("Name").iter().map(ToString::to_string).collect();
    assert_eq!(stops, ["link \"Elsewhere\"", "textbox \"Name\""]);
    page.type_text("by Keys: 1+1");
    assert_eq!(page.value("Name"), "by Keys: 1+1");
    page.tab_to(named("Today").role("radio"));
    page.press("Space");
    page.press("ArrowDown");
    assert!(page.is_checked("Later"));
    page.tab_to(named("Press me").role("button"));
    page.press("Space");
    page.wait_for("pressed, true");
}

#[test]
fn a_click_waits_for_the_page_that_it_loads_however_slow() {
    let Some(browser) = browser() else { return };
    let slow = Served::page("<p>There</p>").after(Duration::from_millis(700));
    let body = "<form method=post action=/slow><button>Go</button></form>";
    let place = Place::serve([("/", Served::page(body)), ("/slow", slow)]);
    let person = browser.person();
    let page = person.page();
    page.open(&place.url("/"));
    page.click("Go");
    assert_eq!((page.url(), page.text().contains("There")), (place.url("/slow"), true));
    page.back();
    assert_eq!(page.url(), place.url("/"));
    assert_eq!(page.open(&place.url("/not-there")), 404);
}

#[test]
fn the_same_button_on_each_page_is_pressed_once_on_each() {
    let Some(browser) = browser() else { return };
    let step = |next: &str| {
        let form =
            format!("<form action={next}><input name=q required><button>Continue</button></form>");
        Served::page(&format!("<p>before {next}</p>{form}")).after(Duration::from_millis(100))
    };
    let place =
        Place::serve([("/1", step("/2")), ("/2", step("/3")), ("/3", step("/4")), ("/4", sent())]);
    let person = browser.person();
    let page = person.page();
    for has_scripts in [true, false] {
        page.scripts(has_scripts);
        page.open(&place.url("/1"));
        page.click("Continue");
        assert!(page.shows("before /2"), "a field is empty");
        for _ in 0..2 {
            page.fill(css("input"), "x");
            page.click("Continue");
        }
        page.fill(css("input"), "x");
        page.press("Enter");
        assert_eq!(page.url(), place.url("/4?q=x"));
    }
    assert_eq!(place.asked().len(), 8);
}

#[test]
fn what_is_folded_is_unfolded_and_what_is_allowed_is_not_asked() {
    let Some(browser) = browser() else { return };
    let body = "<details><summary>More</summary><p>Hidden words</p></details>";
    let place = Place::serve([("/", Served::page(body))]);
    let person = browser.person();
    person.allow("notifications");
    let page = person.page();
    page.open(&place.url("/"));
    assert!(!page.shows("Hidden words"));
    page.click("More");
    page.wait_for("Hidden words");
    let asked = "navigator.permissions.query({ name: 'notifications' }).then((p) => p.state)";
    assert_eq!(page.eval(asked), "granted");
    assert!(page.offers("More") && !page.offers("Less"));
}

#[test]
fn an_answer_without_a_page_leaves_the_page_as_it_is() {
    let Some(browser) = browser() else { return };
    let none = Served::new("text/plain", "").status(204);
    let file =
        Served::new("text/csv", "a,b").header("Content-Disposition", "attachment; filename=a.csv");
    let body =
        "<form method=post action=/none><button>Nothing</button></form><a href=/file>File</a>";
    let place = Place::serve([("/", Served::page(body)), ("/none", none), ("/file", file)]);
    let person = browser.person();
    let page = person.page();
    page.open(&place.url("/"));
    page.click("Nothing");
    page.click("File");
    assert_eq!(person.downloaded("a.csv"), b"a,b");
    assert_eq!(page.url(), place.url("/"));
    assert_eq!(page.try_open(&place.url("/none")).unwrap_err(), "net::ERR_ABORTED");
    let nobody = std::net::TcpListener::bind("127.0.0.1:0").unwrap().local_addr().unwrap();
    let refused = page.try_open(&format!("http://{nobody}/")).unwrap_err();
    assert_eq!(refused, "net::ERR_CONNECTION_REFUSED");
}

#[test]
fn what_stands_in_the_way_of_a_pointer_is_a_fault() {
    let Some(browser) = browser() else { return };
    let style = "#cover { position: fixed; inset: 0 } .hidden { opacity: 0; position: absolute }";
    let body = "<link rel=stylesheet href=style.css><button>Below</button><button disabled>Off</button>\
                <div id=cover></div>";
    let place =
        Place::serve([("/", Served::page(body)), ("/style.css", Served::new("text/css", style))]);
    let person = browser.person();
    let mut page = person.page();
    page.patience(Duration::from_millis(200));
    page.open(&place.url("/"));
    for (name, why) in [
        ("Below", "covered by div#cover"),
        ("Off", "disabled"),
        ("Gone", "there are: button \"Below\""),
    ] {
        let failure = failure(|| page.click(name));
        assert!(failure.contains(why), "{failure}");
        assert!(failure.contains("A page"), "it tells what the page shows: {failure}");
    }
}

#[test]
fn two_things_of_one_name_are_not_guessed_at() {
    let Some(browser) = browser() else { return };
    let body = "<table><tr><td>Asha</td><td><button>Open</button></td></tr>\
                <tr><td>Bela</td><td><button id=b>Open</button></td></tr></table>";
    let place = Place::serve([("/", Served::page(body))]);
    let person = browser.person();
    let mut page = person.page();
    page.patience(Duration::from_millis(100));
    page.open(&place.url("/"));
    assert!(failure(|| page.click("Open")).contains("may be any of"));
    page.click(named("Open").within("Bela"));
    assert_eq!(page.eval("document.activeElement.id"), "b");
}

#[test]
fn a_letter_that_is_too_pale_is_caught_under_the_console_s_policy() {
    let Some(browser) = browser() else { return };
    let style = ".pale { color: #aaa; background: #fff }";
    let pale =
        "<link rel=stylesheet href=style.css><p class=pale>Too pale to read</p><input id=bare>";
    let place = Place::serve([
        ("/pale", Served::page(pale)),
        ("/good", Served::page("<p>Well to read</p>")),
        ("/style.css", Served::new("text/css", style)),
    ]);
    let person = browser.person();
    let page = person.page();
    if !page.has_axe() {
        return;
    }
    page.open(&place.url("/pale"));
    let verdict = page.axe();
    let rules: Vec<(&str, &str)> =
        verdict.faults.iter().map(|fault| (fault.rule.as_str(), fault.target.as_str())).collect();
    assert_eq!(rules, [("color-contrast", "p"), ("label", "#bare")]);
    assert!(verdict.faults[0].summary.contains("contrast of 2.32"), "{}", verdict.faults[0]);
    assert!(failure(|| page.assert_accessible()).contains("color-contrast at p"));
    page.open(&place.url("/good"));
    page.assert_accessible();
    // The same where the page's scripts are off.
    page.scripts(false);
    page.open(&place.url("/pale"));
    assert_eq!(page.axe().faults, verdict.faults);
    page.open(&place.url("/good"));
    page.assert_accessible();
    // Neither stopped nor reported by the policy.
    page.assert_clean(&place.origin());
}

#[test]
fn what_the_policy_stops_is_reported() {
    let Some(browser) = browser() else { return };
    let script =
        "try { document.body.innerHTML = '<b>x</b>' } catch (e) { console.error('stopped') }";
    let place = Place::serve([
        ("/inline", Served::page("<script>document.title = 'ran'</script>")),
        ("/handler", Served::page("<button onclick='document.title = \"ran\"'>Press</button>")),
        ("/style", Served::page("<p style='color: red'>Red</p>")),
        ("/types", Served::page("<script src=script.js></script>")),
        ("/image", Served::page("<img alt='' src='http://stranger.example:9/x.png'>")),
        ("/script.js", Served::new(SCRIPT, script)),
        ("/good", Served::page("<p>Good</p>")),
    ]);
    let person = browser.person();
    for (path, directive) in [
        ("/inline", "script-src-elem"),
        ("/handler", "script-src-attr"),
        ("/style", "style-src-attr"),
        ("/types", "require-trusted-types-for"),
        ("/image", "img-src"),
    ] {
        let page = person.page();
        page.open(&place.url(path));
        if path == "/handler" {
            page.click("Press");
        }
        page.wait_until("a report", || !page.seen().violations.is_empty());
        let seen = page.seen();
        assert!(seen.violations[0].starts_with(directive), "{path}: {seen:?}");
        assert_eq!(page.title(), "A page", "{path}: it did not run");
        assert!(failure(|| page.assert_clean(&place.origin())).contains("violation"));
    }
    let page = person.page();
    page.open(&place.url("/good"));
    page.assert_clean(&place.origin());
}

#[test]
fn a_stored_script_that_runs_is_noticed() {
    let Some(browser) = browser() else { return };
    let loose = Served::new(
        "text/html",
        "<title>A page</title><script>alert('it ran'); undefined.x</script>done",
    );
    let place = Place::serve([("/", loose)]);
    let person = browser.person();
    let page = person.page();
    page.open(&place.url("/"));
    page.wait_for("done");
    assert_eq!(page.seen().dialogs, ["alert: it ran"]);
    assert!(page.seen().complaints.iter().any(|c| c.contains("TypeError")), "{:?}", page.seen());
    assert!(failure(|| page.assert_clean(&place.origin())).contains("it ran"));
}

#[test]
fn every_request_is_written_down_with_its_bytes_and_none_leaves_the_machine() {
    let Some(browser) = browser() else { return };
    let loose = Served::new(
        "text/html; charset=utf-8",
        "<title>A page</title><link rel=icon href='data:,'><img alt='' src='http://far.away.org/x.png'>\
         <img alt='' src=/not-there.png><script src=/big.js></script>",
    );
    let big = Served::new(SCRIPT, &" ".repeat(50_000));
    let place = Place::serve([("/", loose), ("/big.js", big)]);
    let person = browser.person();
    let page = person.page();
    page.open(&place.url("/"));
    let seen = page.seen();
    let elsewhere: Vec<&str> =
        seen.elsewhere(&place.origin()).iter().map(|r| r.url.as_str()).collect();
    assert_eq!(elsewhere, ["http://far.away.org/x.png"]);
    let failed: Vec<String> =
        seen.failed().iter().map(|r| format!("{:?} {:?}", r.status, r.failure)).collect();
    assert_eq!(failed, ["None Some(\"net::ERR_NAME_NOT_RESOLVED\")", "Some(404) None"]);
    assert!((50_000..52_000).contains(&seen.bytes()), "{} bytes", seen.bytes());
    page.forget();
    assert!(page.seen().requests.is_empty());
    // Names of attackers lead to this machine.
    let stranger = format!("http://attacker.example:{}/", place.address().port());
    assert_eq!(page.open(&stranger), 200);
    assert!(place.asked().iter().any(|ask| ask.contains("Host: attacker.example")));
}

#[test]
fn a_table_that_is_too_wide_is_named() {
    let Some(browser) = browser() else { return };
    let style = "#wide { width: 700px } .box { overflow-x: auto }";
    let link = "<link rel=stylesheet href=style.css>";
    let table = "<table id=wide><tr><td>far out</td></tr></table>";
    let place = Place::serve([
        ("/wide", Served::page(&format!("{link}{table}"))),
        ("/boxed", Served::page(&format!("{link}<div class=box>{table}</div>"))),
        ("/style.css", Served::new("text/css", style)),
    ]);
    let person = browser.person();
    let page = person.page();
    page.size(320, 640);
    page.open(&place.url("/wide"));
    assert_eq!(page.eval("innerWidth"), 320);
    let fault = page.sideways_scroll().unwrap();
    assert!(fault.contains("table#wide") && fault.contains("far out"), "{fault}");
    assert!(failure(|| page.assert_no_sideways_scroll()).contains("table#wide"));
    page.eval("document.documentElement.dir = 'rtl'");
    assert!(page.sideways_scroll().unwrap().contains("table#wide"));
    page.open(&place.url("/boxed"));
    page.assert_no_sideways_scroll();
    page.size(1_000, 640);
    page.open(&place.url("/wide"));
    page.assert_no_sideways_scroll();
}

#[test]
fn a_page_can_be_dark_in_few_colours_and_on_paper() {
    let Some(browser) = browser() else { return };
    let style = "p { display: none } @media print { #paper { display: block } } \
                 @media (prefers-color-scheme: dark) { #dark { display: block } } \
                 @media (forced-colors: active) { #forced { display: block } }";
    let body = "<link rel=stylesheet href=style.css>\
                <p id=paper>On paper<p id=dark>In the dark<p id=forced>In few colours";
    let place =
        Place::serve([("/", Served::page(body)), ("/style.css", Served::new("text/css", style))]);
    let person = browser.person();
    let page = person.page();
    page.open(&place.url("/"));
    let shown = |media| {
        page.media(media);
        ["On paper", "In the dark", "In few colours"].map(|text| page.shows(text))
    };
    assert_eq!(shown(Media::default()), [false, false, false]);
    assert_eq!(shown(Media { print: true, ..Media::default() }), [true, false, false]);
    assert_eq!(shown(Media { dark: true, ..Media::default() }), [false, true, false]);
    assert_eq!(shown(Media { forced_colors: true, ..Media::default() }), [false, false, true]);
    page.size(320, 200);
    page.eval("document.body.appendChild(document.createElement('hr')).style.marginTop = '900px'");
    let picture = std::fs::read(page.screenshot("harness-colours")).unwrap();
    assert!(picture.starts_with(b"\x89PNG"));
    let size = |at: usize| u32::from_be_bytes(picture[at..at + 4].try_into().unwrap());
    assert!((size(16), size(20)) > (320, 900), "all of the page: {} x {}", size(16), size(20));
    let paper = std::fs::read(page.print("harness-paper")).unwrap();
    assert!(paper.starts_with(b"%PDF"));
}

#[test]
fn what_the_server_sends_appears_without_a_reload() {
    let Some(browser) = browser() else { return };
    let script = "new EventSource('/events').onmessage = (e) => \
                  document.querySelector('p').textContent = e.data";
    let place = Place::serve([
        ("/", Served::page("<p>Nothing yet</p><script src=script.js></script>")),
        ("/script.js", Served::new(SCRIPT, script)),
        ("/events", Served::new("text/event-stream", "data: A letter came\n\n")),
    ]);
    let person = browser.person();
    let page = person.page();
    page.open(&place.url("/"));
    assert!(page.shows("Nothing yet"));
    let loads = page.loads();
    page.wait_for("A letter came");
    page.wait_until_gone("Nothing yet");
    assert_eq!(page.loads(), loads);
    page.reload();
    assert_eq!(page.loads(), loads + 1);
}

#[test]
fn a_wait_ends_and_says_what_is_there_instead() {
    let Some(browser) = browser() else { return };
    let place = Place::serve([("/", Served::page("<p>Something else</p>"))]);
    let person = browser.person();
    let mut page = person.page();
    page.patience(Duration::from_millis(300));
    page.open(&place.url("/"));
    let failure = failure(|| page.wait_for("What was hoped for"));
    for part in ["\"What was hoped for\"", "Something else", "300ms", &place.url("/"), "failed-"] {
        assert!(failure.contains(part), "{part} is not in: {failure}");
    }
}

#[test]
fn people_do_not_share_cookies_and_a_secure_one_holds_on_localhost() {
    let Some(browser) = browser() else { return };
    let set = "__Host-session=secret; Path=/; Secure; HttpOnly; SameSite=Strict";
    let place = Place::serve([("/", Served::page("").header("Set-Cookie", set))]);
    let (one, other) = (browser.person(), browser.person());
    one.page().open(&place.url("/"));
    let expected = Cookie {
        name: "__Host-session".into(),
        value: "secret".into(),
        domain: "localhost".into(),
        path: "/".into(),
        secure: true,
        http_only: true,
        same_site: "Strict".into(),
        is_session: true,
    };
    assert_eq!(one.cookies(), std::slice::from_ref(&expected));
    assert_eq!(other.cookies(), []);
    let stolen = Cookie { value: "stolen".into(), ..expected };
    other.set_cookie(&place.url("/"), &stolen);
    other.page().open(&place.url("/"));
    assert!(place.asked().last().unwrap().contains("Cookie: __Host-session=stolen"));
    other.clear_cookies();
    assert_eq!(other.cookies(), []);
}

#[test]
fn the_line_can_be_cut_and_requests_be_refused_and_changed() {
    let Some(browser) = browser() else { return };
    let script = "window.ask = () => fetch('/data').then((r) => r.text()).catch((e) => 'none')";
    let place = Place::serve([
        ("/", Served::page("<script src=script.js></script>")),
        ("/script.js", Served::new(SCRIPT, script)),
        ("/data", Served::new("text/plain", "here")),
    ]);
    let person = browser.person();
    let page = person.page();
    page.language("km,en;q=0.5");
    page.extra_headers(&[("X-Asked-By", "a test")]);
    page.open(&place.url("/"));
    assert_eq!(page.eval("ask()"), "here");
    assert_eq!(page.eval("navigator.language"), "km");
    let asked = place.asked().last().unwrap().to_lowercase();
    assert!(
        asked.contains("accept-language: km,en;q=0.5") && asked.contains("x-asked-by: a test"),
        "{asked}"
    );
    page.offline(true);
    assert_eq!(page.eval("ask()"), "none");
    page.offline(false);
    assert_eq!(page.eval("ask()"), "here");
    page.refuse(&["*://*/data"]);
    assert_eq!(page.eval("ask()"), "none");
    page.refuse(&[]);
    assert_eq!(page.eval("ask()"), "here");
    assert_eq!(page.eval("[navigator.language, {n: 1}]"), json!(["km", {"n": 1}]));
}

#[test]
fn what_a_page_asks_of_its_browser_can_be_played_and_heard() {
    let Some(browser) = browser() else { return };
    let script = "if (Notification.permission === 'granted') new Notification('A letter came')";
    let place = Place::serve([
        ("/", Served::page("<script src=script.js></script>")),
        ("/script.js", Served::new(SCRIPT, script)),
    ]);
    let person = browser.person();
    let page = person.page();
    page.before_each_document(
        "window.heard = []; \
         window.Notification = function (title) { heard.push(title) }; Notification.permission = 'granted'",
    );
    page.open(&place.url("/"));
    assert_eq!(page.eval("heard"), json!(["A letter came"]));
    page.assert_clean(&place.origin());
}

#[test]
fn files_and_dates_are_given_to_their_fields() {
    let Some(browser) = browser() else { return };
    let body = "<form method=post enctype=multipart/form-data action=/sent>\
                <label>Document<input type=file name=f></label>\
                <label>Day<input type=date name=d></label><button>Send</button></form>";
    let place = Place::serve([("/", Served::page(body)), ("/sent", sent())]);
    let person = browser.person();
    let page = person.page();
    page.open(&place.url("/"));
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("letter.txt");
    std::fs::write(&file, "what it says").unwrap();
    page.upload("Document", &[&file]);
    page.fill("Day", "2026-11-26");
    page.click(css("button"));
    page.wait_for("It was sent");
    let posted = place.asked().last().unwrap().clone();
    for part in ["filename=\"letter.txt\"", "what it says", "2026-11-26"] {
        assert!(posted.contains(part), "{part} is not in: {posted}");
    }
}

#[test]
fn a_raw_request_reaches_the_server_as_it_was_written() {
    let place = Place::serve([("//a/../b", Served::new("text/plain", "odd"))]);
    let ask = Ask::new("GET", "//a/../b").header("Host", "localhost.evil").header("hOST", "twice");
    let answer = ask.send(place.address()).unwrap();
    assert_eq!((answer.status, answer.text().as_str()), (200, "odd"));
    assert_eq!(answer.header("content-type"), Some("text/plain"));
    assert_eq!(
        place.asked(),
        ["GET //a/../b HTTP/1.1\r\nHost: localhost.evil\r\nhOST: twice\r\n\n"]
    );
}

/// A form as the console has them, with a script that a browser may run.
fn form() -> Served {
    Served::page(
        "<noscript>Scripts are off</noscript><form method=post action=/sent>\
         <label for=name>Name</label><input id=name name=name value=before>\
         <label for=note>Note</label><textarea id=note name=note></textarea>\
         <label for=language>Language</label>\
         <select id=language name=language><option value=en>English<option value=km>Khmer</select>\
         <fieldset><legend>Safe now?</legend><label><input type=radio name=safe value=yes>Yes</label>\
         <label><input type=radio name=safe value=no>No</label></fieldset>\
         <fieldset><legend>Consent given?</legend><label><input type=radio name=consent value=yes>Yes</label>\
         <label><input type=radio name=consent value=no>No</label></fieldset>\
         <label><input type=checkbox name=news value=1 checked>Send me news</label>\
         <button>Send</button></form><script src=script.js></script>",
    )
}

fn sent() -> Served {
    Served::page("<p>It was sent</p>")
}

fn fill(page: &Page) {
    page.fill("Name", "Asha Ünlü ស");
    page.fill("Note", "first line\nSecond, & last");
    page.select("Language", "Khmer");
    page.check(named("Yes").within("Safe now?"));
    page.check(named("No").within("Consent given?"));
    page.uncheck("Send me news");
}

const EXPECTED: &str = "name=Asha+%C3%9Cnl%C3%BC+%E1%9E%9F&note=first+line%0D%0ASecond%2C+%26+last\
                        &language=km&safe=yes&consent=no";

/// The body of the one form that was sent.
fn posted(place: &Place) -> String {
    let asked = place.asked();
    let posts: Vec<&String> = asked.iter().filter(|ask| ask.starts_with("POST")).collect();
    assert_eq!(posts.len(), 1, "one form is sent once");
    posts[0].split_once("\r\n\n").unwrap().1.to_owned()
}

/// What a test says that fails as it should.
fn failure(attempt: impl FnOnce()) -> String {
    let attempt = std::panic::AssertUnwindSafe(attempt);
    let failure = std::panic::catch_unwind(attempt).expect_err("it fails");
    failure.downcast_ref::<String>().expect("it says why").clone()
}
