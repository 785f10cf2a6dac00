//! From nothing to a first partner in the browser; and a partner who means harm.

use std::io::{BufRead, BufReader};
use std::process::{Child, Command, Stdio};

use waypost_tests::browser::{Browser, Page, Person, css, named};
use waypost_tests::node::{Node, case_for, pair};

use crate::browser;
use crate::case::choose;
use crate::office::{Office, PASSWORD, PROGRAM};

/// `waypost open` in an empty place, and the link that it prints.
struct Beginning {
    program: Child,
    link: String,
    home: tempfile::TempDir,
}

impl Beginning {
    fn in_an_empty_place() -> Self {
        let home = tempfile::tempdir().unwrap();
        let mut program = Command::new(PROGRAM)
            .arg("--home")
            .arg(home.path().join("h"))
            .args(["--json", "open", "--print"])
            .stdin(Stdio::null())
            .stdout(Stdio::piped())
            .stderr(Stdio::null())
            .spawn()
            .unwrap();
        let mut line = String::new();
        BufReader::new(program.stdout.take().unwrap()).read_line(&mut line).unwrap();
        let reply: serde_json::Value = serde_json::from_str(&line).unwrap();
        Self { program, link: reply["url"].as_str().unwrap().to_owned(), home }
    }

    fn origin(&self) -> String {
        self.link.split("/enter").next().unwrap().to_owned()
    }

    fn must(&self, words: &[&str]) -> serde_json::Value {
        let home = self.home.path().join("h");
        let output =
            Command::new(PROGRAM).arg("--home").arg(home).arg("--json").args(words).output();
        let output = output.unwrap();
        assert!(output.status.success(), "{words:?}: {output:?}");
        serde_json::from_slice(&output.stdout).unwrap()
    }
}

impl Drop for Beginning {
    fn drop(&mut self) {
        let _ = self.program.kill();
        let _ = self.program.wait();
    }
}

/// Goes through the start pages; the words of the recovery sheet.
fn found(page: &Page, begun: &Beginning) -> Vec<String> {
    page.open(&begun.link);
    page.wait_for("Welcome to Waypost");
    page.assert_accessible_if_checked();
    page.click(named("English").role("button"));
    page.fill("Name of the organisation", "Hill Clinic");
    choose(page, "kind", "clinic");
    let languages = page.eval("document.querySelector('input[type=checkbox]').name");
    choose(page, languages.as_str().unwrap(), "en");
    page.click("Continue");
    page.wait_for("Passphrase of the organisation");
    page.fill("Passphrase", "short");
    page.fill("The same passphrase again", "short");
    page.click("Continue");
    page.wait_for("There is a problem");
    assert!(!page.html().contains("value=\"short\""), "a passphrase never travels back");
    // The browser writes the status of such an answer down as a complaint.
    page.forget();
    page.fill("Passphrase", "seven lanterns by the slow river");
    page.fill("The same passphrase again", "seven lanterns by the slow river");
    page.click("Continue");
    page.wait_for("Recovery sheet");
    page.assert_accessible_if_checked();
    page.assert_no_sideways_scroll();
    let words = page
        .eval("[...document.querySelectorAll('ol.sheet li')].map((one) => one.textContent.trim())");
    let words: Vec<String> =
        words.as_array().unwrap().iter().map(|w| w.as_str().unwrap().to_owned()).collect();
    assert_eq!(words.len(), 24);
    page.check("I have printed the sheet or written it down.");
    page.click("Continue");
    page.wait_for("Two words from your sheet");
    for label in ["Word "] {
        let asked = page.eval(&format!(
            "[...document.querySelectorAll('label')].map((one) => one.textContent).filter((one) => one.includes('{label}'))"
        ));
        for one in asked.as_array().unwrap() {
            let one = one.as_str().unwrap();
            let number: String = one.chars().filter(char::is_ascii_digit).collect();
            let word = &words[number.parse::<usize>().unwrap() - 1];
            page.fill(named(one.trim()), word);
        }
    }
    page.click("Make the organisation");
    page.wait_for("About you");
    words
}

trait Checked {
    fn assert_accessible_if_checked(&self);
}

impl Checked for Page {
    fn assert_accessible_if_checked(&self) {
        if self.has_axe() {
            self.assert_accessible();
        }
    }
}

#[test]
fn an_organisation_is_made_in_the_browser_and_finds_its_first_partner() {
    let Some(browser) = browser() else { return };
    let begun = Beginning::in_an_empty_place();
    let person = browser.person();
    let page = person.page();
    let words = found(&page, &begun);
    page.fill("Name here", "Nok");
    let fields =
        page.eval("[...document.querySelectorAll('input[type=password]')].map((one) => one.id)");
    for id in fields.as_array().unwrap() {
        page.fill(css(&format!("#{}", id.as_str().unwrap())), PASSWORD);
    }
    page.click("Begin");
    page.wait_for("All is ready");
    // The words were on that one page alone.
    for address in ["/", "/settings", "/start", "/start/sheet", "/backup", "/backup/sheet"] {
        page.open(&format!("{}{address}", begun.origin()));
        let text = page.text();
        assert!(!(text.contains(&words[0]) && text.contains(&words[23])), "{address}");
    }
    pairs(&browser, &begun, &page);
    page.assert_clean(&begun.origin());
}

/// Invites a shelter, whose own page follows the invite; both compare the number and say that it is the same.
fn pairs(browser: &Browser, begun: &Beginning, page: &Page) {
    let shelter = Office::open("Border Shelter", "shelter", &[("Dara", &["admin"])]);
    let other = browser.person();
    let dara = shelter.sign_in(&other, "Dara", true);
    page.open(&format!("{}/pair", begun.origin()));
    page.fill("Whom it is for", "border-shelter");
    page.click("Make an invite");
    page.wait_for("It is shown only now");
    assert!(page.exists(".qr svg, svg.qr"), "the invite is there to be scanned");
    let invite = page.eval("document.querySelector('.secret').textContent.trim()");
    dara.open(&format!("{}/pair", shelter.origin()));
    dara.fill("The text of the invite", invite.as_str().unwrap());
    dara.click("Follow the invite");
    dara.wait_for("Safety number");
    let number =
        |page: &Page| page.eval("document.querySelector('.number-safety').textContent.trim()");
    page.open(&format!("{}/partners", begun.origin()));
    page.wait_until("the shelter among the partners", || {
        page.reload();
        page.shows("Border Shelter")
    });
    page.click(css(r#"main a[href^="/partner/"]"#));
    page.wait_for("Safety number");
    dara.wait_until("the clinic's card", || {
        dara.reload();
        dara.shows("Hill Clinic")
    });
    assert_eq!(number(page), number(&dara), "both see the same 30 digits");
    for one in [page, &dara] {
        one.click("The numbers are the same");
    }
    page.wait_until("confirmed by both", || {
        page.reload();
        page.shows("You both compared this number")
    });
    let partners = begun.must(&["partner", "list"]);
    assert_eq!(partners["partners"][0]["confirmed_by_them"], true);
}

#[test]
fn where_the_console_is_switched_off_opening_it_says_so_and_starts_nothing() {
    let mut node = Node::init(PROGRAM, "Border Shelter", "shelter");
    node.must(&["config", "set", "console", "false"]);
    assert_eq!(node.refused(&["open", "--print"]), "no_console");
    node.run();
    assert_eq!(node.refused(&["open", "--print"]), "no_console");
    node.stop();
}

/// In every text that a partner can write: its name, the worker, notes, a question, a file's name.
const SCRIPT: &str =
    r#"<img src=x onerror="document.title='owned'"><script>document.title='owned'</script>"#;

#[test]
fn a_hostile_partners_texts_are_letters_on_every_page() {
    let Some(browser) = browser() else { return };
    let shelter = Office::open("Border Shelter", "shelter", &[("Dara", &["caseworker", "admin"])]);
    let mut hostile = Node::init(PROGRAM, "Bad <script>document.title='owned'</script>", "ngo");
    hostile.run();
    let (shelter_name, _) = pair(&hostile, &shelter.node);
    let case = case_for(&hostile, "01-shelter-tonight.toml", &shelter_name);
    let text = std::fs::read_to_string(&case).unwrap();
    let text = text
        .replace("Desk officer 2", "<script>document.title='owned'</script>")
        .replace("Needs a room that is not on the ground floor.", &SCRIPT.replace('"', "\\\""))
        .replace("The cousin who arranged the journey.", "<svg onload=document.title='owned'>")
        .replace("Misale Namuna", "<u ontoggle=1>Qwertz</u>");
    std::fs::write(&case, text).unwrap();
    let draft = hostile.must(&["referral", "new", case.to_str().unwrap()]);
    let sent = hostile.must(&[
        "referral",
        "send",
        draft["draft"].as_str().unwrap(),
        "--to",
        &shelter_name,
    ]);
    let id = sent["referrals"][0]["id"].as_str().unwrap().to_owned();
    shelter.node.until_status(&id, "sent");
    let file = hostile.scratch().join("<img src=x onerror=document.title='owned'>.txt");
    std::fs::write(&file, "x").unwrap();
    shelter.node.must(&["referral", "answer", &id, "accept", "--by", "+1d"]);
    hostile.until_status(&id, "accepted");
    hostile.must(&["referral", "attach", &id, file.to_str().unwrap(), "--section", "safe_contact"]);
    hostile.must(&[
        "handover",
        "depart",
        &id,
        "--arrive-by",
        "+6h",
        "--place",
        "<script>1</script>",
    ]);
    shelter.node.until_status(&id, "in_transit");
    shelter.node.until("the file", |node| {
        let shown = node.must(&["referral", "show", &id]);
        shown["attachments"].as_array().is_some_and(|all| !all.is_empty())
    });

    let person: Person = browser.person();
    let page = shelter.sign_in(&person, "Dara", true);
    let origin = shelter.origin();
    let partner = shelter.node.must(&["partner", "list"]);
    let short = partner["partners"][0]["short"].as_str().unwrap().to_owned();
    for address in [
        "/".to_owned(),
        "/referrals".to_owned(),
        "/referral/R1".to_owned(),
        "/referral/R1/consent".to_owned(),
        "/referral/R1/print".to_owned(),
        "/partners".to_owned(),
        format!("/partner/{short}"),
        "/reports".to_owned(),
        "/audit".to_owned(),
    ] {
        page.open(&format!("{origin}{address}"));
        assert!(!page.title().contains("owned") || page.title().contains('<'), "{address}");
        let made = "document.querySelectorAll('main img, main script, main svg[onload]').length";
        assert_eq!(page.eval(made), 0, "{address}: a partner's text became a part of the page");
    }
    page.open(&format!("{origin}/referral/R1"));
    assert!(page.shows("<img src=x onerror="), "the letters themselves are shown");
    page.assert_clean(&origin);
    hostile.stop();
}
