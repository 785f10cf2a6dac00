//! Lists, status and figures of a node with many referrals: what a page of the console costs the desk, and what a
//! summary weighs in memory.
//!
//! The weight is taken in a process of its own, once the index's pages are in memory already.

use std::path::Path;
use std::time::Instant;

use waypost_desk::command::{Command, PAGE_ROWS_MAX, Reply, Secret, View};
use waypost_store::Table;

use crate::full::{Post, desk, found_in};
use crate::measure::{milliseconds, resident_mb, show};

const REFERRALS: usize = 10_000;
/// Times that each is asked for.
const ROUNDS: u32 = 50;
/// The table of the conversations' summaries (SPEC 9.4).
const CONVERSATION: Table = Table(5);

pub(crate) fn run() {
    let folder = tempfile::Builder::new().prefix("waypost-lists").tempdir().expect("a disk");
    let (ours, theirs) = (folder.path().join("ours"), folder.path().join("theirs"));
    found_in(&ours, "Northern Desk", 11);
    let mut post = Post::open(&ours, &theirs);
    post.meet();
    let draft = post.draft();
    post.send(&draft, REFERRALS);

    println!("{REFERRALS} referrals");
    for view in View::ALL {
        let words = format!("a page of {PAGE_ROWS_MAX}: {}", view.as_str());
        show(&words, time(&mut post, || page(view, None)), "target 10 ms");
    }
    let searches = [("a case code", "R7"), ("nothing that is here", "zzzz"), ("an id", "wpr1q")];
    for (what, text) in searches {
        let words = format!("a page, searching for {what}");
        show(&words, time(&mut post, || page(View::All, Some(text))), "target 10 ms");
    }
    show("status", time(&mut post, || Command::Status), "");
    show("figures of a year", time(&mut post, || Command::Figures { days: 366 }), "");
    show("a sign-in, which holds up the desk", sign_in(&mut post), "");
    post.close();

    let this = std::env::current_exe().expect("a program has a path");
    let weighed = std::process::Command::new(this).arg("lists-weigh").arg(&ours).status();
    assert!(weighed.expect("it starts").success(), "it is weighed");
}

/// The time of one of many, with the step around it.
fn time(post: &mut Post, command: impl Fn() -> Command) -> String {
    post.ask(0, command());
    let began = Instant::now();
    for _ in 0..ROUNDS {
        post.ask(0, command());
    }
    milliseconds(began.elapsed() / ROUNDS)
}

/// One sign-in: a hash, and a row that is flushed.
fn sign_in(post: &mut Post) -> String {
    let password = || Secret("lantern oblique harvest".to_owned());
    post.ask(
        0,
        Command::UserNew {
            name: "Ploy".to_owned(),
            roles: vec!["admin".to_owned()],
            desk: Vec::new(),
            language: None,
            password: password(),
        },
    );
    time(post, || Command::SignIn { user: "Ploy".to_owned(), password: password() })
}

fn page(view: View, search: Option<&str>) -> Command {
    let (search, services) = (search.map(str::to_owned), Vec::new());
    Command::ReferralPage { view, search, services, from: 0, count: PAGE_ROWS_MAX }
}

/// In a process of its own: the first list after opening, and what it leaves in memory.
pub(crate) fn weigh(data: &Path) {
    let desk = desk(data, 21);
    let rows = desk.store().rows(CONVERSATION, &[]).expect("a store");
    let count = rows.filter(Result::is_ok).count();
    let before = resident_mb(std::process::id());
    let mut post = Post::alone(desk);
    let began = Instant::now();
    let Reply::ReferralPage { total, .. } = post.ask(0, page(View::All, None)) else {
        panic!("a page")
    };
    show("the first page after opening", milliseconds(began.elapsed()), "");
    assert_eq!(total, count as u64, "all are here");
    let grown = (resident_mb(std::process::id()) - before) * 1e6;
    show("memory of a summary", format!("{:.0} B", grown / count as f64), "");
}
