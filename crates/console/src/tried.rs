//! For tests: a real node without a socket or a network, and a browser that asks the router.

use std::time::Instant;

use axum::body::{Body, to_bytes};
use axum::http::{Request, StatusCode, header};
use tower::ServiceExt;
use waypost_desk::command::{Command, Reply, Secret};
use waypost_desk::founding::Profile;
use waypost_desk::service::{Reach, Service, Settings, Underlay, create, start};
use waypost_desk::{Carrying, Retention, Witnesses};

use crate::app::App;
use crate::doors::DoorKey;
use crate::pages::door;
use crate::routes::router;

/// The port by which pages are called in tests.
pub(crate) const PORT: u16 = 4321;
/// Everybody's password.
pub(crate) const PASSWORD: &str = "blue kettle on a quiet hill";
const PASSPHRASE: &str = "lantern oblique harvest nineteen meadow";

/// Founds an organisation in a folder of its own, and starts its node, open.
pub(crate) fn found(runtime: tokio::runtime::Handle) -> (tempfile::TempDir, Service) {
    let folder = tempfile::tempdir().unwrap();
    let settings = Settings {
        home: folder.path().to_owned(),
        listen: Vec::new(),
        underlay: Underlay::default(),
        reach: Reach::default(),
        preferences: waypost_desk::desk::Preferences {
            announce: Vec::new(),
            receipt_opened: true,
            retention: Retention::default(),
            carrying: Carrying::default(),
            witnesses: Witnesses::default(),
        },
        hardness: Default::default(),
        backup: None,
    };
    let profile = Profile {
        name: "Border Shelter".to_owned(),
        kind: "shelter".to_owned(),
        languages: vec!["en".to_owned()],
    };
    let passphrase = Secret(PASSPHRASE.to_owned());
    create(&settings, &profile, &passphrase, &[7; 32]).unwrap();
    let service = start(settings, Some(passphrase), runtime).unwrap();
    (folder, service)
}

/// A node in a folder of its own, open, with a runtime to ask it in.
pub(crate) struct Node {
    _folder: tempfile::TempDir,
    pub(crate) service: Service,
    pub(crate) runtime: tokio::runtime::Runtime,
}

impl Node {
    pub(crate) fn start() -> Self {
        let runtime = tokio::runtime::Runtime::new().unwrap();
        let (folder, service) = found(runtime.handle().clone());
        Self { _folder: folder, service, runtime }
    }

    pub(crate) fn ask(&self, command: Command) -> Reply {
        self.runtime.block_on(self.service.ask(command))
    }

    /// A new user; its number.
    pub(crate) fn user(&self, name: &str, roles: &[&str]) -> String {
        let reply = self.ask(Command::UserNew {
            name: name.to_owned(),
            roles: roles.iter().map(|role| (*role).to_owned()).collect(),
            desk: Vec::new(),
            language: None,
            password: Secret(PASSWORD.to_owned()),
        });
        match reply {
            Reply::User(report) => report.user,
            other => panic!("{other:?}"),
        }
    }
}

/// What came back.
#[derive(Debug)]
pub(crate) struct Page {
    pub(crate) status: StatusCode,
    /// Where it sends the browser.
    pub(crate) to: String,
    pub(crate) text: String,
}

impl Page {
    #[track_caller]
    pub(crate) fn must_say(&self, words: &str) {
        assert!(self.text.contains(words), "{words:?} is not in:\n{}", self.text);
    }

    #[track_caller]
    pub(crate) fn must_not_say(&self, words: &str) {
        assert!(!self.text.contains(words), "{words:?} is in:\n{}", self.text);
    }
}

/// A browser with a door.
pub(crate) struct Browser<'a> {
    app: App,
    runtime: &'a tokio::runtime::Runtime,
    cookie: String,
}

impl<'a> Browser<'a> {
    /// Came by a start link.
    pub(crate) fn enter(app: &App, runtime: &'a tokio::runtime::Runtime) -> Self {
        let now = Instant::now();
        let mut doors = app.doors();
        let link = doors.new_link(now).unwrap();
        let token = doors.enter(link.as_str(), None, now).unwrap().unwrap();
        drop(doors);
        let cookie = format!("{}={}", app.cookie(), token.as_str());
        Self { app: app.clone(), runtime, cookie }
    }

    /// Somebody signed in behind it.
    pub(crate) fn sign_in(mut self, node: &Node, user: &str) -> Self {
        let Reply::Users { users } = node.ask(Command::UserList) else { panic!("no users") };
        let report = users.iter().find(|known| known.user == user).unwrap();
        let key = DoorKey::of(self.cookie.split_once('=').unwrap().1);
        let token =
            self.app.doors().sign_in(key, door::person(report), Instant::now()).unwrap().unwrap();
        self.cookie = format!("{}={}", self.app.cookie(), token.as_str());
        self
    }

    pub(crate) fn look(&mut self, address: &str) -> Page {
        self.ask("GET", address, String::new())
    }

    /// Sends a form.
    pub(crate) fn send(&mut self, address: &str, form: &[(&str, &str)]) -> Page {
        let pair = |(name, text): &(&str, &str)| format!("{}={}", encoded(name), encoded(text));
        self.ask("POST", address, form.iter().map(pair).collect::<Vec<_>>().join("&"))
    }

    fn ask(&mut self, method: &str, address: &str, body: String) -> Page {
        let request = Request::builder()
            .method(method)
            .uri(address)
            .header(header::HOST, format!("localhost:{PORT}"))
            .header("sec-fetch-site", "same-origin")
            .header(header::CONTENT_TYPE, "application/x-www-form-urlencoded")
            .header(header::COOKIE, &self.cookie)
            .body(Body::from(body))
            .unwrap();
        let response = self.runtime.block_on(router(self.app.clone()).oneshot(request)).unwrap();
        if let Some(cookie) = response.headers().get(header::SET_COOKIE) {
            self.cookie = cookie.to_str().unwrap().split(';').next().unwrap().to_owned();
        }
        let to = response.headers().get(header::LOCATION);
        let to = to.map_or_else(String::new, |to| to.to_str().unwrap().to_owned());
        let status = response.status();
        let bytes = self.runtime.block_on(to_bytes(response.into_body(), 1 << 20)).unwrap();
        Page { status, to, text: String::from_utf8(bytes.to_vec()).unwrap() }
    }
}

fn encoded(text: &str) -> String {
    text.bytes().map(|byte| format!("%{byte:02X}")).collect()
}
