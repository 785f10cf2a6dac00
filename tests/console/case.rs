//! One invented case, typed into the console as a caseworker would.

use waypost_tests::browser::{Page, css, named};

/// A man from far away, freed with many others, whose way home leads through an embassy: three needs.
pub(crate) struct Case<'a> {
    /// What we call the partner to whom it goes.
    pub(crate) partner: &'a str,
    /// The person's name, as given.
    pub(crate) name: &'a str,
}

impl Case<'_> {
    /// From Home to the draft with all tasks done; the draft's number.
    pub(crate) fn write(&self, page: &Page) -> String {
        page.click("Start a new referral");
        page.click(named("Start").role("button"));
        page.wait_for("New referral: tasks");
        let draft = page.url().rsplit('/').next().unwrap().to_owned();
        page.click("Is the person safe now?");
        choose(page, "risks", "pursued_by_network");
        next(page, "What the person agreed to");
        self.agreed(page);
        next(page, "Who the person is");
        self.person(page);
        next(page, "Help needed");
        needs(page, &["consular_document", "repatriation_travel", "family_contact"]);
        next(page, "How soon");
        choose(page, "urgency", "urgent");
        next(page, "Documents");
        next(page, "Safe contact");
        choose(page, "safe_contact.channel", "via_referrer");
        choose(page, "safe_contact.may_leave_voicemail", "no");
        choose(page, "safe_contact.may_leave_text", "no");
        next(page, "To whom");
        choose(page, "to.partner", self.partner);
        choose(page, "from.reason", "AdditionalServicesRequired");
        page.click("Save and continue");
        draft
    }

    fn agreed(&self, page: &Page) {
        choose(page, "consent.mode", "interpreted");
        choose(page, "consent.language", "am");
        page.fill(css(r#"[name="consent.obtained_by"]"#), "Dara");
        page.fill(css(r#"[name="consent.obtained_on"]"#), "+0d");
        choose(page, "consent.recipients", self.partner);
        for service in ["consular_document", "repatriation_travel", "family_contact"] {
            choose(page, "consent.purposes", service);
        }
        for section in ["needs", "identity", "safe_contact"] {
            choose(page, "consent.sections", section);
        }
        choose(page, "consent.authorities_sharing", "never");
        choose(page, "consent.embassy_sharing", "yes");
        page.fill(css(r#"[name="consent.valid_until"]"#), "+180d");
        // As it is typed where the digits are not Latin.
        page.fill(css(r#"[name="consent.retention_days"]"#), "៣៦៥");
        choose(page, "consent.aggregate_ok", "yes");
        choose(page, "consent.followup_ok", "yes");
    }

    fn person(&self, page: &Page) {
        choose(page, "person.age_band", "25_39");
        choose(page, "person.gender", "Masculine");
        choose(page, "person.languages.1.tag", "am");
        choose(page, "person.languages.1.spoken", "well");
        choose(page, "person.interpreter", "no");
        choose(page, "person.visa_status", "no_entry_stamp");
        page.fill(css(r#"[name="identity.name"]"#), self.name);
        choose(page, "person.citizenships", "ET");
    }
}

/// Takes a choice of a field, whatever sort of field it is.
pub(crate) fn choose(page: &Page, name: &str, value: &str) {
    let one = format!(r#"input[name="{name}"][value="{value}"]"#);
    if page.exists(&one) {
        return page.check(css(&one));
    }
    let list = format!(r#"select[name="{name}"]"#);
    let option = format!(r#"document.querySelector('{list} option[value="{value}"]').textContent"#);
    let words = page.eval(&option);
    page.select(css(&list), words.as_str().unwrap().trim());
}

/// Saves a task and goes on to the next, which has this title.
fn next(page: &Page, title: &str) {
    page.click("Save and continue");
    page.wait_for(title);
    assert_eq!(page.status(), 200, "{}", page.text());
}

fn needs(page: &Page, services: &[&str]) {
    for (service, number) in services.iter().zip(1..) {
        let field = format!("need.{number}.service");
        if !page.exists(&format!(r#"[name="{field}"]"#)) {
            page.click("Add another need");
            page.wait_for_css(&format!(r#"[name="{field}"]"#));
        }
        choose(page, &field, service);
    }
}
