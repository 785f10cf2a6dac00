//! Drafts in work: kept with all their faults, and sent only without any.

use waypost_case::Form;
use waypost_desk::command::{Command, DraftReport, Reply, Secret};
use waypost_tests::town::Town;

const CASE: &str = "01-shelter-tonight.toml";

fn town(seed: u64) -> Town {
    Town::new(seed, &[("Border Shelter", "shelter"), ("River Clinic", "clinic")])
}

fn save(town: &mut Town, draft: Option<&str>, form: &Form, by: Option<&str>) -> DraftReport {
    let (draft, by) = (draft.map(str::to_owned), by.map(str::to_owned));
    match town.ask(0, Command::DraftSave { draft, form: Box::new(form.clone()), by }) {
        Reply::Draft(draft) => draft,
        other => panic!("{other:?}"),
    }
}

fn show(town: &mut Town, draft: &str) -> DraftReport {
    match town.ask(0, Command::DraftShow { draft: draft.to_owned() }) {
        Reply::Draft(draft) => draft,
        other => panic!("{other:?}"),
    }
}

fn send(town: &mut Town, draft: &str) -> Reply {
    let (draft, to) = (draft.to_owned(), Vec::new());
    town.ask(0, Command::ReferralSend { draft, to, all_sections: false, asked: false })
}

fn listed(town: &mut Town) -> Vec<DraftReport> {
    match town.ask(0, Command::ReferralList { waiting: false, closed: false }) {
        Reply::Referrals { drafts, .. } => drafts,
        other => panic!("{other:?}"),
    }
}

#[test]
fn a_form_is_kept_at_each_step_with_what_is_still_wrong_about_it() {
    let mut town = town(81);
    let mut form = Form::default();
    form.set("urgency", "urgent").unwrap();
    form.set("consent.valid_until", "whenever").unwrap();
    let first = save(&mut town, None, &form, None);
    assert!(first.unfinished);
    assert!(first.now.is_empty() && first.after.is_empty(), "nobody would see anything of it");
    assert!(first.faults.iter().any(|fault| fault.field == "consent.valid_until"));
    assert!(!first.case_code.is_empty(), "it can be called by a code");
    town.crash(0);
    let kept = show(&mut town, &first.draft);
    assert!(kept.form.as_deref() == Some(&form), "as it was typed, faults and all");
    assert_eq!(kept.faults.len(), first.faults.len());
    assert_eq!(kept.case_code, first.case_code);

    let whole = town.case(CASE, 0, 1);
    let done = save(&mut town, Some(&first.draft), &whole, None);
    assert_eq!((done.draft.as_str(), done.unfinished), (first.draft.as_str(), false));
    assert!(done.faults.is_empty() && !done.now.is_empty());
    let list = listed(&mut town);
    assert_eq!(list.len(), 1, "in place of what it was");
    assert!(list[0].form.is_none() && list[0].now.is_empty(), "a list says what names it");
    assert_eq!((&list[0].case_code, list[0].unfinished), (&done.case_code, false));
}

#[test]
fn an_unfinished_draft_is_not_sent_and_every_fault_is_told() {
    let mut town = town(82);
    let mut form = town.case(CASE, 0, 1);
    form.set("person.age_band", "").unwrap();
    form.set("consent.mode", "by telepathy").unwrap();
    let draft = save(&mut town, None, &form, None);
    let Reply::Failed(failure) = send(&mut town, &draft.draft) else { panic!("sent") };
    let fields: Vec<&str> = failure.faults.iter().map(|fault| fault.field.as_str()).collect();
    assert_eq!(failure.code, "form_faults");
    assert_eq!(fields, ["person.age_band", "consent.mode"]);
    assert!(town.referrals(0).is_empty());
    // What is wrong with the draft comes before anything about a partner.
    let nobody = Command::ReferralSend {
        draft: draft.draft.clone(),
        to: vec!["nobody-we-know".to_owned()],
        all_sections: false,
        asked: false,
    };
    let reply = town.ask(0, nobody);
    assert!(matches!(&reply, Reply::Failed(told) if told.code == "form_faults"), "{reply:?}");
    let whole = town.case(CASE, 0, 1);
    save(&mut town, Some(&draft.draft), &whole, None);
    let Reply::Sent { referrals } = send(&mut town, &draft.draft) else { panic!("not sent") };
    let sent = show(&mut town, &draft.draft);
    assert_eq!(sent.sent_to, [referrals[0].referral.clone()]);
    let command = Command::DraftSave { draft: Some(draft.draft), form: Box::new(whole), by: None };
    let reply = town.ask(0, command);
    assert!(matches!(&reply, Reply::Failed(told) if told.code == "sent_already"), "{reply:?}");
}

#[test]
fn a_draft_says_who_wrote_it_last_and_when() {
    let mut town = town(83);
    town.ask(
        0,
        Command::UserNew {
            name: "Ploy".to_owned(),
            roles: vec!["caseworker".to_owned()],
            desk: Vec::new(),
            language: None,
            password: Secret("lantern oblique harvest".to_owned()),
        },
    );
    let form = town.case(CASE, 0, 1);
    let first = save(&mut town, None, &form, Some("U1"));
    assert_eq!(first.by.as_deref(), Some("Ploy"));
    town.wait(60);
    let second = save(&mut town, Some(&first.draft), &form, None);
    assert_eq!(second.by, None, "the command line has no name");
    assert!(second.changed > first.changed);
    let command = Command::DraftSave { draft: None, form: Box::new(form), by: Some("U2".into()) };
    let reply = town.ask(0, command);
    assert!(matches!(&reply, Reply::Failed(told) if told.code == "unknown_user"), "{reply:?}");
}

#[test]
fn dates_of_a_draft_count_from_when_it_was_last_written() {
    let mut town = town(84);
    let mut form = town.case(CASE, 0, 1);
    form.set("consent.obtained_on", "").unwrap();
    form.set("consent.obtained_on", "2026-01-01").unwrap();
    form.set("consent.valid_until", "+2d").unwrap();
    let until = |report: &DraftReport| {
        let rows = report.now.iter().flat_map(|section| &section.rows);
        let row = rows.into_iter().find(|row| row.key == "consent.valid_until");
        row.map(|row| row.codes.clone())
    };
    let first = save(&mut town, None, &form, None);
    assert!(!first.unfinished, "{:?}", first.faults);
    town.wait(86_400);
    assert_eq!(until(&show(&mut town, &first.draft)), until(&first), "looking changes nothing");
    let second = save(&mut town, Some(&first.draft), &form, None);
    assert_ne!(until(&second), until(&first), "it was written again, a day later");
}

#[test]
fn a_form_that_could_not_be_read_again_is_not_kept() {
    let mut town = town(85);
    let mut form = Form::default();
    form.set("account.text", &"a".repeat(256 * 1024)).unwrap();
    let command = Command::DraftSave { draft: None, form: Box::new(form), by: None };
    let reply = town.ask(0, command);
    assert!(matches!(&reply, Reply::Failed(told) if told.code == "too_long"), "{reply:?}");
    assert!(listed(&mut town).is_empty());
}
