//! Writes `vectors/`: one case a file, one fault a file (SPEC 14).
//!
//! Deterministic: fixed keys, no clock, no chance. Bytes are made here from the specification by the
//! plain primitives and not by this crate, so that each case is a meeting of two writings of one rule.
//!
//! `cargo run -p waypost-protocol --example make_vectors`
#![allow(
    dead_code,
    clippy::unwrap_used,
    clippy::disallowed_methods,
    reason = "a tool for the developer's own disk, and a module of tests/vectors.rs"
)]

mod attachments;
mod bundles;
mod folds;
mod identity;
mod letters;
mod mailboxes;
mod moves;
mod partners;
mod seals;
pub(crate) mod shares;
mod witness;
mod write;

use serde_json::{Value, json};

/// One case: its file's name, and what stands in it.
pub(crate) struct Case {
    pub(crate) name: String,
    pub(crate) value: Value,
}

/// What is said of a case beside its bytes: name, rule, kind, description.
pub(crate) type Head<'a> = (&'a str, &'a str, &'a str, &'a str);

/// The cases as they are made.
#[derive(Default)]
pub(crate) struct Book(Vec<Case>);

impl Book {
    /// A case that must come out with (at least) these values.
    pub(crate) fn ok(
        &mut self,
        (name, rule, kind, description): Head<'_>,
        input: Value,
        expect: Value,
    ) {
        let value = json!({
            "description": description, "rule": format!("SPEC {rule}"), "kind": kind,
            "input": input, "expect": expect,
        });
        self.0.push(Case { name: format!("{name}.json"), value });
    }

    /// A case that must be refused under this name.
    pub(crate) fn refused(&mut self, head: Head<'_>, fault: &str, input: Value) {
        self.ok(head, input, json!({ "refused": fault }));
    }
}

/// Every case.
pub(crate) fn all() -> Vec<Case> {
    let mut book = Book::default();
    identity::basic(&mut book);
    identity::identity(&mut book);
    shares::shares(&mut book);
    partners::cards(&mut book);
    partners::pairs(&mut book);
    letters::headers(&mut book);
    witness::heads(&mut book);
    letters::letters(&mut book);
    seals::seals(&mut book);
    seals::frames(&mut book);
    mailboxes::mailboxes(&mut book);
    bundles::bundles(&mut book);
    moves::events(&mut book);
    moves::catching_up(&mut book);
    witness::witnessing(&mut book);
    attachments::attachments(&mut book);
    folds::folds(&mut book);
    folds::deadlines(&mut book);
    book.0
}

/// A case as its file holds it.
pub(crate) fn text(case: &Case) -> String {
    format!("{:#}\n", case.value)
}

fn main() {
    let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/vectors");
    for file in std::fs::read_dir(folder).unwrap() {
        std::fs::remove_file(file.unwrap().path()).unwrap();
    }
    for case in all() {
        std::fs::write(format!("{folder}/{}", case.name), text(&case)).unwrap();
    }
}
