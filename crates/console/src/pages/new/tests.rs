//! A new referral through the whole console: an organisation in a folder of its own, a person signed in, requests
//! as a browser sends them.

use std::time::Instant;

use axum::Router;
use axum::body::{Body, to_bytes};
use axum::http::{Request, StatusCode, header};
use tower::ServiceExt;
use waypost_case::codes::OrgKind;
use waypost_case::questions::{Kind, questions};
use waypost_case::{Form, lists};
use waypost_desk::command::{
    Command, DraftReport, FaultReport, PartnerReport, Reply, Role, Secret,
};

use super::check::Check;
use super::task::{TaskPage, change};
use super::tasks::{State, Task};
use super::widgets::{Widget, question_id};
use crate::app::{App, Beginning};
use crate::doors::{DoorKey, Person};
use crate::fields::Fields;
use crate::routes::router;
use crate::visitor::{Frame, Place};
use crate::words::{Language, Words};

const ENGLISH: Words = Words(Language::English);
const SCRIPT: &str = "<script>alert(1)</script>";

/// The console of an organisation, with a caseworker at the door.
struct House {
    _folder: tempfile::TempDir,
    app: App,
    router: Router,
    cookie: String,
}

/// What came back.
struct Came {
    status: StatusCode,
    to: String,
    text: String,
}

impl House {
    async fn open() -> Self {
        let (folder, service) = crate::tried::found(tokio::runtime::Handle::current());
        let app = App::new(Beginning::Running(service), 4321);
        let dara = Command::UserNew {
            name: "Dara".to_owned(),
            roles: vec!["caseworker".to_owned()],
            desk: Vec::new(),
            language: None,
            password: Secret("a long password".to_owned()),
        };
        let Reply::User(user) = app.ask(dara).await else { panic!("no user") };
        let person = Person {
            user: user.user,
            name: user.name,
            roles: vec![Role::Caseworker],
            desk: Vec::new(),
            language: None,
        };
        let now = Instant::now();
        let link = app.doors().new_link(now).unwrap();
        let door = app.doors().enter(link.as_str(), None, now).unwrap().unwrap();
        let door = app.doors().sign_in(DoorKey::of(door.as_str()), person, now).unwrap().unwrap();
        let cookie = format!("{}={}", app.cookie(), door.as_str());
        Self { _folder: folder, router: router(app.clone()), app, cookie }
    }

    async fn get(&self, address: &str) -> Came {
        self.send(self.request("GET", address).body(Body::empty()).unwrap()).await
    }

    async fn post(&self, address: &str, fields: &[(&str, &str)]) -> Came {
        let text: Vec<String> =
            fields.iter().map(|(name, text)| format!("{}={}", coded(name), coded(text))).collect();
        let request = self
            .request("POST", address)
            .header("sec-fetch-site", "same-origin")
            .header(header::CONTENT_TYPE, "application/x-www-form-urlencoded");
        self.send(request.body(Body::from(text.join("&"))).unwrap()).await
    }

    fn request(&self, method: &str, address: &str) -> axum::http::request::Builder {
        let request = Request::builder().method(method).uri(address);
        request.header(header::HOST, "localhost:4321").header(header::COOKIE, &self.cookie)
    }

    async fn send(&self, request: Request<Body>) -> Came {
        let response = self.router.clone().oneshot(request).await.unwrap();
        let status = response.status();
        let to = response.headers().get(header::LOCATION);
        let to = to.map_or(String::new(), |to| to.to_str().unwrap().to_owned());
        let bytes = to_bytes(response.into_body(), 1 << 24).await.unwrap();
        Came { status, to, text: String::from_utf8(bytes.to_vec()).unwrap() }
    }

    async fn draft(&self, draft: &str) -> DraftReport {
        match self.app.ask(Command::DraftShow { draft: draft.to_owned() }).await {
            Reply::Draft(report) => report,
            other => panic!("{other:?}"),
        }
    }

    async fn form(&self, draft: &str) -> Form {
        *self.draft(draft).await.form.unwrap()
    }

    async fn keep(&self, form: Form) -> String {
        let ask = Command::DraftSave { draft: None, form: Box::new(form), by: None };
        match self.app.ask(ask).await {
            Reply::Draft(report) => report.draft,
            other => panic!("{other:?}"),
        }
    }
}

/// Percent-encoded, whole.
fn coded(text: &str) -> String {
    text.bytes().map(|byte| format!("%{byte:02X}")).collect()
}

fn frame() -> Frame {
    Frame {
        words: ENGLISH,
        title: String::new(),
        place: Place::Referrals,
        path: "/new".to_owned(),
        person: None,
        left_seconds: 600,
        line: None,
        organisation: String::new(),
        error: false,
        live: false,
    }
}

/// The answers of one referral without a fault, task by task.
const ANSWERS: &[(&str, &[(&str, &str)])] = &[
    ("safe", &[("risks", "detention_risk"), ("risks", "injury")]),
    (
        "consent",
        &[
            ("consent.mode", "interpreted"),
            ("consent.language", "km"),
            ("consent.obtained_by", "Dara"),
            ("consent.obtained_on", "2026-01-10"),
            ("consent.recipients", "clinic"),
            ("consent.purposes", "medical"),
            ("consent.purposes", "legal"),
            ("consent.sections", "needs"),
            ("consent.sections", "identity"),
            ("consent.authorities_sharing", "never"),
            ("consent.embassy_sharing", "ask"),
            ("consent.valid_until", "+180d"),
            ("consent.retention_days", "365"),
            ("consent.aggregate_ok", "yes"),
            ("consent.followup_ok", "no"),
        ],
    ),
    (
        "who",
        &[
            ("person.age_band", "25_39"),
            ("person.gender", "Feminine"),
            ("person.languages.1.tag", "km"),
            ("person.languages.1.spoken", "well"),
            ("person.languages.1.read", "some"),
            ("person.languages.2.other", "kdt"),
            ("person.interpreter", "remote"),
            ("person.dependants", "0_4"),
            ("person.dependants", "0_4"),
            ("person.dependants", ""),
            ("person.citizenships", "KH"),
            ("identity.name", "សុខ ដារា"),
            ("identity.birthdate", "១៩៩៥"),
        ],
    ),
    (
        "help",
        &[
            ("need.1.was", ""),
            ("need.1.service", "medical"),
            ("need.1.note", "A wound, two days old.\r\nCan walk."),
            ("need.2.was", ""),
            ("need.2.service", "legal"),
        ],
    ),
    ("soon", &[("urgency", "urgent"), ("need.2.was", "legal"), ("need.2.wanted_by", "+3d")]),
    ("papers", &[]),
    ("contact", &[]),
    (
        "to",
        &[
            ("to.partner", "clinic"),
            ("from.worker", "Dara"),
            ("from.reason", "AdditionalServicesRequired"),
        ],
    ),
];

#[tokio::test]
async fn a_referral_is_written_task_by_task_and_read_before_it_is_sent() {
    let house = House::open().await;
    assert_eq!(house.get("/new").await.status, StatusCode::OK);
    let begun = house.post("/new", &[]).await;
    assert_eq!((begun.status, begun.to.as_str()), (StatusCode::SEE_OTHER, "/new/D1"));
    let list = house.get("/new/D1").await.text;
    assert_eq!(list.matches("Not started").count(), 10, "{list}");

    let next = ["consent", "who", "help", "soon", "papers", "contact", "to", "check"];
    for ((task, answers), next) in ANSWERS.iter().zip(next) {
        let went = house.post(&format!("/new/D1/{task}"), answers).await;
        assert_eq!((went.status, went.to), (StatusCode::SEE_OTHER, format!("/new/D1/{next}")));
    }
    let draft = house.draft("D1").await;
    assert!(!draft.unfinished && draft.by.as_deref() == Some("Dara"));
    let form = draft.form.unwrap();
    assert_eq!(form.answer("person.languages").as_deref(), Some("km well some, kdt"));
    assert_eq!(form.answer("person.dependants").as_deref(), Some("0_4, 0_4"));
    assert_eq!(form.answer("need.2.wanted_by").as_deref(), Some("+3d"));
    assert_eq!(form.answer("identity.birthdate").as_deref(), Some("១៩៩៥"), "as it was typed");

    let check = house.get("/new/D1/check").await.text;
    for said in [
        "What the partner sees now",
        "What the partner sees after accepting",
        "Khmer, speaks:",
        "A wound, two days old.",
        "Who it is",
        "No partner that the agreement names",
        "/new/D1/who?check",
    ] {
        assert!(check.contains(said), "{said}");
    }
    assert!(!check.contains("role=\"alert\""));
    // From there a change leads back there.
    let back = house.post("/new/D1/safe?check", ANSWERS[0].1).await;
    assert_eq!(back.to, "/new/D1/check");
    let nobody = house.post("/new/D1/send", &[]).await;
    assert_eq!(nobody.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(nobody.text.contains("No partner is ticked."));
    let stranger = house.post("/new/D1/send", &[("to", "stranger")]).await;
    assert_eq!(stranger.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(stranger.text.contains("What the partner sees now"), "the page stays");
}

#[tokio::test]
async fn what_is_typed_is_saved_with_its_faults_which_are_shown_where_they_are_mended() {
    let house = House::open().await;
    house.post("/new", &[]).await;
    for task in Task::ALL {
        let went = house.post(&format!("/new/D1/{}", task.code()), &[]).await;
        let asks = matches!(went.status, StatusCode::UNPROCESSABLE_ENTITY);
        let required = questions().iter().any(|question| {
            Task::mending(question.path) == task
                && question.asked == waypost_case::questions::Asked::Always
        });
        assert_eq!(asks, required || task == Task::Help, "{}", task.code());
        if asks {
            links_lead_to_places(&went.text);
        }
    }
    let odd =
        [("person.gender", "Other?"), ("person.age_band", "25_39"), ("identity.name", "Dara")];
    let went = house.post("/new/D1/who", &odd).await;
    assert_eq!(went.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(went.text.contains("<title>Error:") && went.text.contains("Other?"));
    assert_eq!(house.form("D1").await.answer("person.gender").as_deref(), Some("Other?"));
    // Coming back later is no fault.
    let later = house.post("/new/D1/who", &[odd[0], ("later", "yes")]).await;
    assert_eq!(later.to, "/new/D1");
    let list = house.get("/new/D1").await.text;
    assert!(list.contains("Needs mending") && list.contains("/new/D1/who?mend"), "{list}");
    let check = house.get("/new/D1/check").await.text;
    assert!(check.contains("/new/D1/who?mend#f-person-gender"), "{check}");
    assert!(!check.contains("What the partner sees now"));
    let mend = house.get("/new/D1/who?mend").await;
    assert_eq!(mend.status, StatusCode::OK);
    links_lead_to_places(&mend.text);
    let send = house.post("/new/D1/send", &[("to", "clinic")]).await;
    assert_eq!(send.status, StatusCode::UNPROCESSABLE_ENTITY);
}

/// Every line of the summary leads to something on the page.
fn links_lead_to_places(page: &str) {
    let places: Vec<&str> =
        page.split("href=\"#").skip(1).filter_map(|p| p.split('"').next()).collect();
    assert!(places.len() > 1 && page.contains("role=\"alert\""));
    for place in places {
        assert_eq!(page.matches(&format!("id=\"{place}\"")).count(), 1, "#{place}");
    }
}

#[tokio::test]
async fn what_the_script_saves_is_kept_and_not_judged() {
    let house = House::open().await;
    house.post("/new", &[]).await;
    let saved = house
        .post(
            "/new/D1/help",
            &[("need.1.was", ""), ("need.1.service", "nothing"), ("saving", "yes")],
        )
        .await;
    assert_eq!((saved.status, saved.text.as_str()), (StatusCode::NO_CONTENT, ""));
    assert_eq!(house.form("D1").await.answer("need.1.service").as_deref(), Some("nothing"));
    let long = "x".repeat(265_000);
    let saved = house.post("/new/D1/account", &[("account.text", &long), ("saving", "yes")]).await;
    assert_eq!(saved.status, StatusCode::UNPROCESSABLE_ENTITY);
    let shown = house.post("/new/D1/account", &[("account.text", &long)]).await;
    assert_eq!(shown.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(shown.text.contains(&long), "what was typed is on the page still");
    assert!(house.form("D1").await.answer("account.text").is_none());
}

#[tokio::test]
async fn two_tabs_change_each_its_own_task_and_the_later_save_wins() {
    let house = House::open().await;
    house.post("/new", &[]).await;
    let help = [
        ("need.1.was", ""),
        ("need.1.service", "food"),
        ("need.2.was", ""),
        ("need.2.service", "legal"),
    ];
    house.post("/new/D1/help", &help).await;
    // One tab shows when each need is wanted; the other takes the first need out.
    let fewer = [
        ("need.1.was", "food"),
        ("need.1.service", "food"),
        ("need.2.was", "legal"),
        ("need.2.service", "legal"),
        ("remove", "need.1"),
    ];
    assert_eq!(house.post("/new/D1/help", &fewer).await.to, "/new/D1/help#main");
    let soon = [
        ("urgency", "normal"),
        ("need.1.was", "food"),
        ("need.1.wanted_by", "+1d"),
        ("need.2.was", "legal"),
        ("need.2.wanted_by", "+5d"),
    ];
    house.post("/new/D1/soon", &soon).await;
    let form = house.form("D1").await;
    assert_eq!(form.need.len(), 1);
    assert_eq!(form.answer("need.1.service").as_deref(), Some("legal"));
    assert_eq!(form.answer("need.1.wanted_by").as_deref(), Some("+5d"));
    // A page that was opened before that saves its needs; the wish stays with its need.
    house.post("/new/D1/help", &help).await;
    let form = house.form("D1").await;
    assert_eq!(form.need.len(), 2);
    assert_eq!(form.answer("need.2.wanted_by").as_deref(), Some("+5d"));
    assert_eq!(form.answer("urgency").as_deref(), Some("normal"));
}

#[tokio::test]
async fn needs_and_documents_are_added_and_taken_out() {
    let house = House::open().await;
    house.post("/new", &[]).await;
    let one = [("document.1.was", ""), ("document.1.kind", "passport"), ("add", "document")];
    let added = house.post("/new/D1/papers", &one).await;
    assert_eq!(added.to, "/new/D1/papers#f-document-2-kind");
    assert!(house.get("/new/D1/papers").await.text.contains("id=\"f-document-2-kind\""));
    let both = [("document.1.was", ""), ("document.1.kind", "passport"), ("document.2.was", "")];
    let went = house.post("/new/D1/papers", &both).await;
    assert_eq!(went.status, StatusCode::UNPROCESSABLE_ENTITY, "a passport needs its state");
    assert_eq!(house.form("D1").await.document.len(), 1, "an empty group is none");
    let odd = [("document.1.was", ""), ("document.1.kind", "passport"), ("remove", "document.9")];
    house.post("/new/D1/papers", &odd).await;
    assert_eq!(house.form("D1").await.document.len(), 1);
    let none = [("document.1.was", ""), ("document.1.kind", "passport"), ("remove", "document.1")];
    house.post("/new/D1/papers", &none).await;
    assert!(house.form("D1").await.document.is_empty());
}

#[tokio::test]
async fn a_buddhist_year_is_asked_about_and_read_only_when_somebody_says_so() {
    let house = House::open().await;
    house.post("/new", &[]).await;
    let typed = [("identity.birthdate", "๒๕๔๑-๐๔-๐๒")];
    let asked = house.post("/new/D1/who", &typed).await;
    assert!(asked.text.contains("Is this a Buddhist year?") && asked.text.contains("1998-04-02"));
    assert_eq!(house.form("D1").await.answer("identity.birthdate").as_deref(), Some(typed[0].1));
    let yes = [typed[0], ("gregorian", "identity.birthdate")];
    house.post("/new/D1/who", &yes).await;
    assert_eq!(house.form("D1").await.answer("identity.birthdate").as_deref(), Some("1998-04-02"));
}

#[tokio::test]
async fn text_that_looks_like_a_script_is_text_on_every_page() {
    let house = House::open().await;
    let mut form = Form::default();
    for question in questions() {
        form.set(&question.path.replace('#', "1"), SCRIPT).unwrap();
    }
    let draft = house.keep(form).await;
    let mut pages: Vec<String> = Task::ALL.map(|task| format!("/{}?mend", task.code())).into();
    pages.extend(["/check".to_owned(), String::new(), "/erase".to_owned()]);
    for page in pages {
        let came = house.get(&format!("/new/{draft}{page}")).await;
        assert_eq!(came.status, StatusCode::OK, "{page}");
        assert!(!came.text.contains("<script>alert"), "{page}");
        let shows = Task::ALL.iter().any(|task| page.starts_with(&format!("/{}", task.code())));
        assert_eq!(came.text.contains("alert(1)"), shows || page == "/check", "{page}");
    }
}

#[tokio::test]
async fn there_is_no_page_for_another_draft_or_task_and_an_erased_one_is_gone() {
    let house = House::open().await;
    house.post("/new", &[]).await;
    for page in ["/new/D2", "/new/1", "/new/d1", "/new/D", "/new/D1/nothing", "/new/Dx/who"] {
        assert_eq!(house.get(page).await.status, StatusCode::NOT_FOUND, "{page}");
    }
    assert_eq!(house.get("/new/D1/sent").await.to, "/new/D1");
    assert!(house.get("/new/D1/erase").await.text.contains("D1"));
    assert_eq!(house.post("/new/D1/erase", &[]).await.to, "/");
    assert_eq!(house.get("/new/D1").await.status, StatusCode::NOT_FOUND);
}

// Without a desk.

/// What a browser would send of a question that is shown as it stands.
fn sent_back(form: &Form, path: &str) -> Vec<(String, String)> {
    use super::widgets::{Choice, Input};
    let chosen = |choices: &[Choice]| {
        let chosen = choices.iter().filter(|choice| choice.chosen);
        chosen.map(|choice| (path.to_owned(), choice.code.clone())).collect::<Vec<_>>()
    };
    match Widget::of(path, form, ENGLISH).unwrap().input {
        Input::Line { text, .. } | Input::Note { text } => vec![(path.to_owned(), text)],
        Input::Radios { choices } | Input::Select { choices } | Input::Boxes { choices } => {
            chosen(&choices)
        }
        Input::Rows { rows } => rows.iter().flat_map(|row| chosen(row)).collect(),
        Input::Language { choices, other } => {
            let mut sent = chosen(&choices);
            sent.push((format!("{path}.other"), other));
            sent
        }
        Input::Languages { rows } => {
            let mut sent = Vec::new();
            for row in rows {
                let name = |part: &str| format!("{path}.{}.{part}", row.number);
                let places = [("tag", &row.choices), ("spoken", &row.spoken), ("read", &row.read)];
                for (part, choices) in places {
                    sent.extend(chosen(choices).into_iter().map(|(_, code)| (name(part), code)));
                }
                sent.push((name("other"), row.other));
            }
            sent
        }
    }
}

/// Two answers that each sort of question may have, and one that no list has.
fn examples(kind: Kind, path: &str) -> Vec<String> {
    let codes = |list| lists::list(list).unwrap().codes.iter().map(|entry| entry.code.clone());
    let mut examples: Vec<String> = match kind {
        Kind::Code(list) => codes(list).take(2).collect(),
        Kind::Codes(list) => {
            let two: Vec<String> = codes(list).take(2).collect();
            vec![two[0].clone(), two.join(", ")]
        }
        Kind::Texts if path == "person.languages" => {
            vec!["km".into(), "km well some, zh-Hant none, kdt, - well, en - some".into()]
        }
        Kind::Texts => vec!["clinic".into(), "clinic, iom".into()],
        Kind::Line => vec!["ដារា, \"x\" & y".into()],
        Kind::Note => vec!["two\nlines; and, more".into()],
        Kind::Day | Kind::Moment => vec!["+30d".into(), "២០២៦-១២-៣១".into()],
        Kind::Birthdate => vec!["1998-04".into(), "2541 BE".into()],
        Kind::YesNo => vec!["yes".into(), "no".into()],
        Kind::Number => vec!["365".into(), "many".into()],
        Kind::Language => vec!["km".into(), "kdt".into()],
    };
    if !matches!(kind, Kind::Texts) {
        examples.push("of_no_list".to_owned());
    }
    examples.push(String::new());
    examples
}

#[test]
fn an_answer_of_every_kind_comes_back_from_its_page_as_it_was() {
    for question in questions() {
        // Partners are chosen from the partner list: below.
        let path = question.path.replace('#', "1");
        if path == "consent.recipients" {
            continue;
        }
        let task = Task::mending(question.path);
        for example in examples(question.kind, question.path) {
            let mut form = Form::default();
            form.set("need.1.service", "food").unwrap();
            form.set(&path, &example).unwrap();
            let mut sent = vec![("document.1.was".to_owned(), String::new())];
            if !matches!(path.as_str(), "need.1.service") {
                sent.extend(sent_back(&form, "need.1.service"));
            }
            sent.push(("need.1.was".into(), form.answer("need.1.service").unwrap_or_default()));
            sent.extend(sent_back(&form, &path));
            let sent: Vec<(&str, &str)> =
                sent.iter().map(|(n, t)| (n.as_str(), t.as_str())).collect();
            let mut after = form.clone();
            change(&mut after, task, &Fields::of(&sent)).unwrap();
            assert_eq!(after.answer(&path), form.answer(&path), "{path}: {example}");
        }
    }
}

#[test]
fn a_line_break_of_a_browser_is_one_character() {
    let mut form = Form::default();
    let fields = Fields::of(&[("from.reason_text", "one\r\ntwo")]);
    change(&mut form, Task::To, &fields).unwrap();
    assert_eq!(form.from.reason_text.0, "one\ntwo");
}

fn partner(short: &str, name: &str, kind: &str, confirmed: bool) -> PartnerReport {
    serde_json::from_value(serde_json::json!({
        "short": short, "name": name, "kind": kind, "org": "", "languages": ["km"],
        "safety_number": "", "confirmed_by_us": true, "confirmed_by_them": confirmed,
        "blocked": false, "connected": false, "carrier": "none", "why": "", "last_contact": null,
        "waiting_letters": 0, "addresses": [], "card_expires": null, "prekeys_left": 0,
    }))
    .unwrap()
}

fn draft(form: Form) -> DraftReport {
    DraftReport { draft: "D3".to_owned(), form: Some(Box::new(form)), ..DraftReport::default() }
}

fn rendered(task: Task, form: &Form, partners: &[PartnerReport]) -> String {
    let page = TaskPage::of(frame(), task, "", &draft(form.clone()), &[], partners).unwrap();
    askama::Template::render(&page).unwrap()
}

#[test]
fn a_partner_is_chosen_knowing_what_it_is_and_whether_it_was_agreed_to() {
    let mut form = Form::default();
    form.set("consent.recipients", "Mae Tao Clinic, gone").unwrap();
    form.set("person.languages", "km well").unwrap();
    form.set("to.partner", "iom").unwrap();
    let partners = [
        partner("clinic", "Mae Tao Clinic", "clinic", true),
        partner("iom", SCRIPT, "international_organisation", false),
    ];
    let to = rendered(Task::To, &form, &partners);
    for said in [
        "Clinic or hospital.",
        "Languages: Khmer.",
        "Shares a language with the person.",
        "The person agreed to this partner.",
        "The agreement does not name this partner.",
        "Not confirmed on both sides",
    ] {
        let said_bare = to.replace(['\u{2068}', '\u{2069}'], "");
        assert!(said_bare.contains(said), "{said}");
    }
    assert!(
        !to.contains("<script>alert") && to.contains("value=\"iom\" id=\"f-to-partner-2\" checked")
    );
    // Only confirmed partners are offered to be told; whoever is named stays named.
    let consent = rendered(Task::Consent, &form, &partners);
    assert!(consent.contains("value=\"clinic\" id=\"f-consent-recipients\" checked"));
    assert!(!consent.contains("value=\"iom\"") && consent.contains("value=\"gone\""));
}

#[test]
fn an_emergency_may_send_all_at_once_and_an_embassy_is_asked_about() {
    let mut form = Form::default();
    form.set("consent.recipients", "embassy, clinic").unwrap();
    form.set("consent.embassy_sharing", "ask").unwrap();
    form.set("urgency", "normal").unwrap();
    let partners = [
        partner("clinic", "Clinic", "clinic", true),
        partner("embassy", "Embassy", "embassy", true),
        partner("other", "Other", "ngo", true),
    ];
    let shown = |form: &Form, partners: &[PartnerReport]| {
        let check = Check::of(frame(), &draft(form.clone()), partners, Vec::new()).unwrap();
        askama::Template::render(&check).unwrap()
    };
    let page = shown(&form, &partners);
    assert!(page.contains("name=\"asked\"") && !page.contains("name=\"all_sections\""));
    assert!(page.contains("value=\"embassy\"") && !page.contains("value=\"other\""));
    form.set("urgency", "emergency").unwrap();
    let page = shown(&form, &partners[..1]);
    assert!(!page.contains("name=\"asked\"") && page.contains("name=\"all_sections\""));
}

#[test]
fn a_draft_from_which_was_sent_offers_no_change() {
    let mut report = draft(Form::default());
    report.sent_to = vec!["R1".to_owned()];
    report.faults = vec![FaultReport {
        field: "consent.valid_until".to_owned(),
        code: "consent_not_active".to_owned(),
        message: String::new(),
    }];
    let check = Check::of(frame(), &report, &[], Vec::new()).unwrap();
    let page = askama::Template::render(&check).unwrap();
    assert!(page.contains("Something was sent from this draft"));
    assert!(
        !page.contains("?check") && !page.contains("/erase") && !page.contains("role=\"alert\"")
    );
}

// The words.

#[test]
fn the_english_questions_are_the_words_of_the_case() {
    for question in questions() {
        let id = question_id(question.path);
        assert_eq!(ENGLISH.find(&id).as_deref(), Some(question.words), "{id}");
        let help = ENGLISH.find(&format!("{id}-help")).unwrap_or_default();
        assert_eq!(help, question.help, "{id}-help");
    }
}

#[test]
fn every_code_that_a_page_names_has_its_words() {
    let mut ids: Vec<String> = Vec::new();
    for task in Task::ALL {
        ids.push(format!("new-task-{}", task.code()));
        ids.push(format!("new-lead-{}", task.code()));
        ids.extend(task.parts().iter().map(|part| format!("new-seen-{}", part.seen.code())));
    }
    ids.extend(State::ALL.map(|state| format!("new-state-{}", state.code())));
    ids.extend(OrgKind::ALL.iter().map(|kind| format!("new-kind-{kind}")));
    for list in ["urgency", "section"] {
        let codes = &lists::list(list).unwrap().codes;
        ids.extend(codes.iter().map(|entry| format!("new-note-{list}-{}", entry.code)));
    }
    for id in ids {
        assert!(ENGLISH.find(&id).is_some(), "{id}");
    }
    // And no help, note or heading is for something that is not there.
    let file = include_str!("../../../i18n/en/new.ftl");
    let questions: Vec<String> = questions().iter().map(|q| question_id(q.path)).collect();
    let parts: Vec<&str> = Task::ALL.iter().flat_map(|t| t.parts()).map(|part| part.name).collect();
    for line in file.lines() {
        let id = line.split(" = ").next().unwrap_or_default();
        if let Some(question) = id.strip_prefix("new-help-") {
            assert!(questions.contains(&format!("q-{question}")), "{id}");
        }
        if let Some(part) = id.strip_prefix("new-part-") {
            assert!(parts.contains(&part), "{id}");
        }
    }
}
