//! Writes `vectors/`: one case a file, one fault a file (SPEC 15.10).
//!
//! Deterministic: fixed keys, no clock, no chance. Bytes are made here from the specification by the plain
//! primitives and not by this crate, so that each case is a meeting of two writings of one rule.
//!
//! `cargo run -p waypost-audit --example make_audit_vectors`
#![allow(
    dead_code,
    unreachable_pub,
    clippy::unwrap_used,
    clippy::indexing_slicing,
    clippy::disallowed_methods,
    reason = "a tool for the developer's own disk, and a module of tests/vectors.rs"
)]

mod bundles;
mod faults;
mod fields;
mod handovers;
mod pairs;
mod trees;
mod world;
/// The primitives of the wire: CBOR, keys, bodies, letters, seals.
#[path = "../../../../protocol/examples/make_vectors/write.rs"]
mod write;

use serde_json::{Value, json};

/// One case: its file's name, and what stands in it.
pub(crate) struct Case {
    pub(crate) name: String,
    pub(crate) value: Value,
}

/// The cases as they are made.
#[derive(Default)]
pub(crate) struct Book(Vec<Case>);

impl Book {
    /// A case: name, rule, kind, description, what goes in, what comes out.
    pub(crate) fn add(
        &mut self,
        (name, rule, kind, description): (&str, &str, &str, &str),
        input: Value,
        expect: Value,
    ) {
        let value = json!({
            "description": description, "rule": format!("SPEC {rule}"), "kind": kind,
            "input": input, "expect": expect,
        });
        self.0.push(Case { name: format!("{name}.json"), value });
    }
}

/// Every case.
pub(crate) fn all() -> Vec<Case> {
    let mut book = Book::default();
    trees::trees(&mut book);
    trees::entries(&mut book);
    trees::checkpoints(&mut book);
    trees::witnesses(&mut book);
    bundles::bundles(&mut book);
    faults::findings(&mut book);
    faults::refusals(&mut book);
    handovers::handovers(&mut book);
    pairs::pairs(&mut book);
    fields::fields(&mut book);
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
