//! An office: a node of its own, people who work there, and their browsers.

use std::net::SocketAddr;

use waypost_tests::browser::{Page, Person};
use waypost_tests::http::{Answer, Ask, Silence};
use waypost_tests::node::Node;

/// Everybody's password in these stories.
pub(crate) const PASSWORD: &str = "blue kettle on a quiet hill";

/// The program that was just built.
pub(crate) const PROGRAM: &str = env!("CARGO_BIN_EXE_waypost");

/// A node with its console.
pub(crate) struct Office {
    pub(crate) node: Node,
}

impl Office {
    /// A new organisation, running, with its users: name and roles.
    pub(crate) fn open(name: &str, kind: &str, users: &[(&str, &[&str])]) -> Self {
        let mut node = Node::init(PROGRAM, name, kind);
        node.run();
        let office = Self { node };
        for (user, roles) in users {
            office.user(user, roles, &[]);
        }
        office
    }

    /// Makes a user.
    pub(crate) fn user(&self, user: &str, roles: &[&str], desk: &[&str]) {
        let file = self.node.scratch().join("password");
        std::fs::write(&file, PASSWORD).unwrap();
        let file = file.to_str().unwrap();
        let mut words = vec!["user", "new", user, "--password-file", file];
        roles.iter().for_each(|role| words.extend(["--role", role]));
        desk.iter().for_each(|service| words.extend(["--desk", service]));
        self.node.must(&words);
    }

    /// A new start link.
    pub(crate) fn link(&self) -> String {
        let reply = self.node.must(&["open", "--print"]);
        reply["url"].as_str().unwrap().to_owned()
    }

    /// Where the console is: `http://localhost:PORT`.
    pub(crate) fn origin(&self) -> String {
        self.link().split("/enter").next().unwrap().to_owned()
    }

    /// The same as an address of sockets.
    pub(crate) fn address(&self) -> SocketAddr {
        let port = self.origin().rsplit(':').next().unwrap().parse().unwrap();
        SocketAddr::from(([127, 0, 0, 1], port))
    }

    /// Somebody opens the console and signs in.
    pub(crate) fn sign_in(&self, person: &Person, user: &str, scripts: bool) -> Page {
        let page = person.page();
        page.scripts(scripts);
        page.open(&self.link());
        if !scripts {
            page.click("Open");
        }
        page.wait_for("Sign in");
        page.fill("Your name here", user);
        page.fill("Your password", PASSWORD);
        page.click("Sign in");
        page.wait_for(user);
        page
    }
}

/// A program on this computer that speaks HTTP by itself, with a cookie of its own.
pub(crate) struct Visitor {
    address: SocketAddr,
    host: String,
    cookie: String,
}

impl Visitor {
    /// Comes in by a start link.
    pub(crate) fn enter(office: &Office) -> Self {
        let link = office.link();
        let secret = link.split("link=").nth(1).unwrap().to_owned();
        let mut visitor = Self {
            address: office.address(),
            host: format!("localhost:{}", office.address().port()),
            cookie: String::new(),
        };
        let answer = visitor.post("/enter", &[("link", &secret)]).unwrap();
        visitor.take_cookie(&answer);
        assert!(!visitor.cookie.is_empty(), "{answer:?}");
        visitor
    }

    /// Comes in and signs in.
    pub(crate) fn signed_in(office: &Office, user: &str) -> Self {
        let mut visitor = Self::enter(office);
        let answer = visitor.sign_in(user, PASSWORD);
        assert_eq!(answer.status, 303, "{answer:?}");
        visitor.take_cookie(&answer);
        visitor
    }

    /// Tries to.
    pub(crate) fn sign_in(&self, user: &str, password: &str) -> Answer {
        self.post("/sign-in", &[("user", user), ("password", password)]).unwrap()
    }

    fn take_cookie(&mut self, answer: &Answer) {
        if let Some(cookie) = answer.header("set-cookie") {
            self.cookie = cookie.split(';').next().unwrap().to_owned();
        }
    }

    /// The cookie, as a thief would take it along.
    pub(crate) fn cookie(&self) -> &str {
        &self.cookie
    }

    /// With another's cookie.
    pub(crate) fn with_cookie(&self, cookie: &str) -> Self {
        Self { address: self.address, host: self.host.clone(), cookie: cookie.to_owned() }
    }

    /// A request with everything that a browser's own page would send.
    pub(crate) fn ask(&self, method: &str, target: &str) -> Ask {
        Ask::new(method, target)
            .header("Host", &self.host)
            .header("Cookie", &self.cookie)
            .header("Sec-Fetch-Site", "same-origin")
    }

    pub(crate) fn get(&self, target: &str) -> Result<Answer, Silence> {
        self.ask("GET", target).send(self.address)
    }

    pub(crate) fn post(&self, target: &str, form: &[(&str, &str)]) -> Result<Answer, Silence> {
        self.ask("POST", target).form(form).send(self.address)
    }

    pub(crate) fn address(&self) -> SocketAddr {
        self.address
    }

    pub(crate) fn host(&self) -> &str {
        &self.host
    }
}
