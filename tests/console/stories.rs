//! What people do with the console, from one organisation to another: two nodes, two browsers, one case.

use waypost_tests::browser::{Browser, Page, Person, css, named};
use waypost_tests::node::pair;

use crate::browser;
use crate::case::{Case, choose};
use crate::office::Office;

const NAME: &str = "ፊሊክስ ናሙና";

/// A shelter and an embassy that confirmed each other, somebody at each of them, signed in.
struct Two {
    shelter: Office,
    embassy: Office,
    /// What the shelter calls the embassy.
    embassy_name: String,
    dara: Page,
    sam: Page,
    /// Whether the pages have their scripts.
    scripts: bool,
    people: [Person; 2],
}

impl Two {
    fn meet(browser: &Browser, scripts: bool) -> Self {
        let shelter =
            Office::open("Border Shelter", "shelter", &[("Dara", &["caseworker", "admin"])]);
        let embassy = Office::open("Consular Section", "embassy", &[]);
        embassy.user("Sam", &["desk_officer"], &["consular_document", "repatriation_travel"]);
        let (embassy_name, _) = pair(&shelter.node, &embassy.node);
        let people = [browser.person(), browser.person()];
        let dara = shelter.sign_in(&people[0], "Dara", scripts);
        let sam = embassy.sign_in(&people[1], "Sam", scripts);
        Self { shelter, embassy, embassy_name, dara, sam, scripts, people }
    }

    /// Waits until a page shows a text: by itself, or without scripts by looking again as a person would.
    fn sees(&self, page: &Page, text: &str) {
        if self.scripts {
            let loads = page.loads();
            page.wait_for(text);
            assert_eq!(page.loads(), loads, "`{text}` came with a reload");
        } else {
            page.wait_until(&format!("`{text}` after looking again"), || {
                page.reload();
                page.shows(text)
            });
        }
    }

    /// The shelter writes the case and sends it; the embassy sees it arrive.
    fn send(&self) {
        let case = Case { partner: &self.embassy_name, name: NAME };
        let draft = case.write(&self.dara);
        self.dara.open(&format!("{}/new/{draft}/check", self.shelter.origin()));
        self.dara.wait_for("What the partner sees now");
        let after = self.dara.text();
        let (now, after) = after.split_once("What the partner sees after accepting").unwrap();
        let now = now.split_once("What the partner sees now").unwrap().1;
        assert!(!now.contains(NAME) && after.contains(NAME), "{now}\n--\n{after}");
        self.dara.click("Send now");
        self.dara.wait_for("What happens next");
        self.sees(&self.sam, "Passport or paper from an embassy");
    }

    /// The embassy accepts two needs and declines the third; the shelter, looking at the referral, sees it.
    fn answer(&self) {
        self.sam.click(css(r#"ul.rows a[href^="/referral/"]"#));
        self.sam.wait_for("What is needed");
        assert!(!self.sam.shows(NAME), "nobody sees the name before accepting");
        self.dara.click(css(r#"a[href^="/referral/"]"#));
        self.dara.wait_for("Where it stands");
        self.sees(&self.dara, "Opened");

        self.sam.click("Say that somebody has it");
        self.sees(&self.dara, "Somebody has it");
        self.sam.click(named("Accept").role("link"));
        choose(&self.sam, "by_when", "+24h");
        choose(&self.sam, "need-1", "accept");
        choose(&self.sam, "need-2", "accept");
        choose(&self.sam, "need-3", "decline");
        self.sam.click("Send these answers");
        // One thing was left out: it is named where it is, and what was chosen is still there.
        self.sam.wait_for("There is a problem");
        assert!(self.sam.title().starts_with("Error:"), "{}", self.sam.title());
        // The browser writes the status of such an answer down as a complaint.
        self.sam.forget();
        choose(&self.sam, "code-3", "not_our_service");
        self.sam.click("Send these answers");
        self.sam.wait_for("Where it stands");

        self.sees(&self.dara, "Accepted");
        self.sees(&self.dara, "Declined");
        self.sees(&self.sam, NAME);
    }

    fn assert_clean(&self) {
        for (page, office) in [(&self.dara, &self.shelter), (&self.sam, &self.embassy)] {
            page.assert_clean(&office.origin());
        }
    }
}

fn a_case_goes_the_whole_way(scripts: bool) {
    let Some(browser) = browser() else { return };
    let two = Two::meet(&browser, scripts);
    two.send();
    two.answer();

    two.dara.click("The person leaves for the partner");
    two.dara.fill("Where do you hand over?", "At the bridge");
    choose(&two.dara, "arrive_by", "+6h");
    two.dara.click(named("The person leaves for the partner").role("button"));
    two.dara.wait_for("On the way");
    two.sees(&two.sam, "The person is here");
    two.sam.click("The person is here");
    two.sees(&two.dara, "There");

    two.sam.click("Done: say how it ended");
    choose(&two.sam, "outcome-1", "met");
    choose(&two.sam, "outcome-2", "met");
    two.sam.click(named("Done: say how it ended").role("button"));
    two.sees(&two.dara, "Close the referral");
    two.dara.click("Close the referral");
    if two.dara.offers(named("Close the referral").role("button")) {
        two.dara.click(named("Close the referral").role("button"));
    }
    two.sees(&two.sam, "Closed");

    // Both signed: every letter on both sides holds.
    for office in [&two.shelter, &two.embassy] {
        let audit = office.node.must(&["audit", "log"]);
        assert_eq!(audit["faults"].as_array().unwrap().len(), 0, "{audit}");
    }
    two.assert_clean();
}

#[test]
fn a_case_goes_from_the_shelter_to_the_embassy_and_is_closed() {
    a_case_goes_the_whole_way(true);
}

#[test]
fn without_scripts_the_same_case_goes_the_same_way() {
    a_case_goes_the_whole_way(false);
}

#[test]
fn a_consent_taken_back_is_answered_and_the_answer_seen() {
    let Some(browser) = browser() else { return };
    let two = Two::meet(&browser, true);
    two.send();
    two.answer();
    two.dara.click(named("Consent").role("link"));
    two.dara.click("The person takes the consent back");
    two.dara.wait_for("Who will be told");
    two.dara.click("Take the consent back and tell the partners");

    two.sees(&two.sam, "Say that you stopped, and what you erased");
    two.sam.click("Say that you stopped, and what you erased");
    for section in ["needs", "identity", "safe_contact"] {
        if two.sam.exists(&format!(r#"input[name="section-{section}"]"#)) {
            choose(&two.sam, &format!("section-{section}"), "erased");
        }
    }
    two.sam.click(named("Say that you stopped, and what you erased").role("button"));
    two.dara.wait_until("the partner's answer", || {
        two.dara.reload();
        two.dara.shows("Has stopped")
    });
    assert!(!two.sam.shows(NAME), "what was erased is shown no more");
    two.assert_clean();
}

#[test]
fn a_draft_survives_the_lock_and_a_crash() {
    let Some(browser) = browser() else { return };
    let mut office =
        Office::open("Border Shelter", "shelter", &[("Dara", &["caseworker", "admin"])]);
    let person = browser.person();
    let page = office.sign_in(&person, "Dara", true);
    page.click("Start a new referral");
    page.click(named("Start").role("button"));
    page.click("Who the person is");
    page.fill(css(r#"[name="identity.nickname"]"#), "Felix of the tests");
    // Nothing is pressed: what was typed is saved while one types.
    page.wait_for("Saved on this computer");
    page.click("Lock now");
    page.wait_for("Locked");
    assert!(!page.shows("Border Shelter") && !page.shows("Dara"), "the lock page is neutral");

    office.node.kill();
    office.node.run();
    let person = browser.person();
    let page = office.sign_in(&person, "Dara", true);
    page.click(css(r#"a[href^="/new/D"]"#));
    page.click("Who the person is");
    assert_eq!(page.value(css(r#"[name="identity.nickname"]"#)), "Felix of the tests");
}

#[test]
fn a_new_referral_is_begun_and_saved_with_the_keyboard_alone() {
    let Some(browser) = browser() else { return };
    let office = Office::open("Border Shelter", "shelter", &[("Dara", &["caseworker"])]);
    let person = browser.person();
    let page = office.sign_in(&person, "Dara", true);
    page.tab_to("Start a new referral");
    page.press("Enter");
    page.wait_for("Nothing leaves this computer");
    page.tab_to(named("Start").role("button"));
    page.press("Enter");
    page.wait_for("New referral: tasks");
    page.tab_to("Is the person safe now?");
    page.press("Enter");
    page.wait_for("Tick all that are true");
    page.tab_to("Pursued by the network");
    page.press("Space");
    page.tab_to(named("Save and continue").role("button"));
    page.press("Enter");
    page.wait_for("What the person agreed to");
    page.tab_to(named("No answer").role("radio").within("How did the person agree?"));
    page.press("ArrowDown");
    page.tab_to("Who asked the person? (In an override: who decided?)");
    page.type_text("Dara");
    page.tab_to(named("Save and come back later").role("button"));
    page.press("Enter");
    page.wait_for("New referral: tasks");
    assert!(page.shows("Some answers") && page.shows("Done"), "{}", page.text());
    page.assert_clean(&office.origin());
}

#[test]
fn a_warning_comes_before_the_lock_and_a_way_to_stay() {
    let Some(browser) = browser() else { return };
    let office = Office::open("Border Shelter", "shelter", &[("Dara", &["caseworker"])]);
    let person = browser.person();
    let page = office.sign_in(&person, "Dara", true);
    // For this page time goes thirty times as fast.
    page.before_each_document(
        "(() => { const now = Date.now.bind(Date), begun = now(); \
         Date.now = () => begun + (now() - begun) * 30; })()",
    );
    page.open(&format!("{}/help", office.origin()));
    assert!(!page.shows("The page locks in one minute"));
    page.wait_for("The page locks in one minute");
    assert_eq!(page.focused().name, "Stay", "the way to stay is where the keyboard is");
    page.press("Enter");
    page.wait_until_gone("The page locks in one minute");
    assert!(page.url().ends_with("/help"), "nobody was sent away: {}", page.url());
}

#[test]
fn a_notice_of_the_desktop_comes_only_when_asked_for_and_says_nothing_of_anybody() {
    let Some(browser) = browser() else { return };
    let two = Two::meet(&browser, true);
    // The small headless browser has no notices: what the page would show is written down.
    two.sam.before_each_document(
        "window.told = []; \
         window.Notification = class { constructor(title, more) { told.push([title, more.body]); } \
           static permission = 'granted'; static requestPermission() { return Promise.resolve('granted'); } }; \
         Object.defineProperty(document, 'hidden', { get: () => true });",
    );
    let home = format!("{}/", two.embassy.origin());
    two.sam.open(&home);
    two.send();
    assert_eq!(two.sam.eval("told.length"), 0, "nobody asked for notices");
    two.sam.open(&format!("{}/settings", two.embassy.origin()));
    two.sam.check(css("#notices input"));
    two.sam.open(&home);
    two.dara.open(&format!("{}/referral/R1/withdraw", two.shelter.origin()));
    choose(&two.dara, "code", "no_longer_needed");
    two.dara.click(named("Take the referral back").role("button"));
    two.sam.wait_until("a notice", || two.sam.eval("told.length") != 0);
    assert_eq!(two.sam.eval("told[0]"), serde_json::json!(["Waypost", "Something changed."]));
}

#[test]
fn a_file_goes_from_one_browser_to_the_other_whole_and_is_never_shown() {
    let Some(browser) = browser() else { return };
    let two = Two::meet(&browser, true);
    two.send();
    two.answer();
    let file = two.shelter.node.scratch().join("letter of the bridge post.txt");
    // More than one part of the local socket, and not text alone.
    let bytes: Vec<u8> = (0..900_000_u32).map(|n| (n % 251) as u8).collect();
    std::fs::write(&file, &bytes).unwrap();
    two.dara.open(&format!("{}/referral/R1/attach", two.shelter.origin()));
    choose(&two.dara, "section", "identity");
    two.dara.upload(css("input[type=file]"), &[&file]);
    two.dara.click(named("Attach a file").role("button"));
    two.dara.wait_for("Where it stands");
    two.sees(&two.sam, "letter of the bridge post.txt");
    two.sam.click(css(r#"a[href$="/attachment/A1"]"#));
    // Under numbers of ours: the name that its author gave it may name somebody.
    assert_eq!(two.people[1].downloaded("R1-A1.txt"), bytes);
}
