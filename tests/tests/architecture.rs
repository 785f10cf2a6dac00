//! The house as drawn, against the manifests: which room may know which, what only one room may
//! touch, what lies at the top. In: every manifest of the workspace and the names of its files.
//! Out: all complaints at once. What the linter can say better is in the `clippy.toml` files.
#![allow(clippy::expect_used, clippy::panic, reason = "a test stops where it fails")]

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use toml::{Table, Value};

/// Each room, and the rooms of ours that it may know. Arrows point down only.
const ARROWS: [(&str, &[&str]); 11] = [
    ("waypost-protocol", &[]),
    ("waypost-store", &[]),
    ("waypost-case", &["waypost-protocol"]),
    ("waypost-net", &["waypost-protocol"]),
    ("waypost-audit", &["waypost-protocol"]),
    ("waypost-directory", &["waypost-case", "waypost-protocol"]),
    ("waypost-interchange", &["waypost-case"]),
    (
        "waypost-desk",
        &[
            "waypost-audit",
            "waypost-case",
            "waypost-directory",
            "waypost-interchange",
            "waypost-net",
            "waypost-protocol",
            "waypost-store",
        ],
    ),
    ("waypost-console", &["waypost-case", "waypost-desk"]),
    ("waypost", BELOW_THE_NODE),
    ("waypost-tests", &[]),
];
const BELOW_THE_NODE: &[&str] = &[
    "waypost-audit",
    "waypost-case",
    "waypost-console",
    "waypost-desk",
    "waypost-directory",
    "waypost-interchange",
    "waypost-net",
    "waypost-protocol",
    "waypost-store",
];

/// What one room alone may name, in whatever table: the index of the disk, the network.
const ONE_ROOM_ONLY: [(&str, &str); 2] = [("sled", "waypost-store"), ("libp2p", "waypost-net")];
/// What the protocol must do without: it waits for nothing, writes nothing, says nothing.
const NOT_PURE: [&str; 9] =
    ["async-std", "futures", "libp2p", "log", "serde_json", "sled", "smol", "tokio", "tracing"];
/// What lies at the top beside dotfiles and licences.
const TOP: [&str; 8] = [
    "CHANGELOG.md",
    "Cargo.lock",
    "Cargo.toml",
    "README.md",
    "crates",
    "node",
    "protocol",
    "tests",
];

#[test]
fn arrows_point_down_only() {
    refuse(members().iter().flat_map(|m| arrows(&m.manifest)));
}

#[test]
fn one_room_knows_the_index_and_one_the_network() {
    refuse(members().iter().flat_map(|m| one_room_only(&m.manifest)));
}

#[test]
fn the_protocol_is_pure() {
    refuse(members().iter().flat_map(|m| pure(&m.manifest)));
}

#[test]
fn every_dependency_is_written_once() {
    refuse(members().iter().flat_map(|m| written_once(&m.manifest)));
}

#[test]
fn no_crate_may_hold_unsafe_code() {
    refuse(forbids_unsafe(&manifest_of(&root())));
    refuse(members().iter().flat_map(|m| takes_the_lints(&m.manifest)));
}

#[test]
fn the_top_level_is_fixed() {
    refuse(foreign_to_the_top(top_level()));
}

#[test]
fn below_the_node_nothing_prints() {
    let below = members()
        .into_iter()
        .filter(|m| !["waypost", "waypost-tests"].contains(&name(&m.manifest)));
    refuse(
        below
            .flat_map(|m| sources(&m.folder.join("src")))
            .flat_map(|file| prints(&file, &read(&file))),
    );
}

/// The specification says which test shows a property: it must be there to be run.
#[test]
fn every_test_that_the_specification_names_is_there() {
    let spec = read(&root().join("protocol/SPEC.md"));
    let code: Vec<String> = inside(&root())
        .iter()
        .filter(|path| path.is_dir() && !path.ends_with("target"))
        .flat_map(|folder| sources(folder))
        .map(|file| read(&file))
        .collect();
    refuse(tests_not_there(&spec, &code));
}

/// A check that never complains proves nothing: each is given one fault, and names it.
#[test]
fn each_fault_is_named() {
    let crate_with = |name: &str, rest: &str| table(&format!("package.name = '{name}'\n{rest}"));
    let one = |complaints: Vec<String>| {
        assert_eq!(complaints.len(), 1, "{complaints:?}");
        complaints[0].clone()
    };

    for section in [
        "dependencies",
        "dev-dependencies",
        "build-dependencies",
        "target.'cfg(unix)'.dependencies",
    ] {
        let upward = format!("[{section}]\nwaypost-desk.workspace = true");
        assert_eq!(
            one(arrows(&crate_with("waypost-store", &upward))),
            "waypost-store may not know waypost-desk"
        );
    }
    let shipped_tests = crate_with("waypost", "[dependencies]\nwaypost-tests.workspace = true");
    assert_eq!(one(arrows(&shipped_tests)), "waypost may not know waypost-tests");
    let renamed = "[dependencies]\nhidden = { package = 'waypost-desk', workspace = true }";
    assert_eq!(
        one(arrows(&crate_with("waypost-net", renamed))),
        "waypost-net may not know waypost-desk"
    );
    assert_eq!(
        one(arrows(&crate_with("waypost-attic", ""))),
        "waypost-attic has no place in the house"
    );
    let sled = crate_with("waypost-desk", "[dependencies]\nsled.workspace = true");
    assert_eq!(one(one_room_only(&sled)), "waypost-desk names sled, which is waypost-store's");
    let swarm = crate_with("waypost", "[dev-dependencies]\nlibp2p-swarm.workspace = true");
    assert_eq!(one(one_room_only(&swarm)), "waypost names libp2p-swarm, which is waypost-net's");
    let waits = crate_with("waypost-protocol", "[dependencies]\ntokio.workspace = true");
    assert_eq!(one(pure(&waits)), "waypost-protocol names tokio, and is to be pure");
    let pinned = crate_with("waypost-net", "[dependencies]\nserde = '1'");
    assert_eq!(one(written_once(&pinned)), "waypost-net: serde without `workspace = true`");
    let spec = "shown by `a_claim_that_nobody_has_written` and `a_claim_that_is_there`";
    let code = ["fn a_claim_that_is_there() {}".to_owned()];
    assert_eq!(
        one(tests_not_there(spec, &code)),
        "SPEC.md names the test a_claim_that_nobody_has_written, which is nowhere"
    );
    let lenient = table("[workspace.lints.rust]\nunsafe_code = 'deny'");
    assert_eq!(one(forbids_unsafe(&lenient)), "the workspace does not forbid unsafe code");
    assert_eq!(
        one(takes_the_lints(&crate_with("waypost-net", ""))),
        "waypost-net does not take the workspace's lints"
    );
    let top = ["Cargo.toml", ".ci", "LICENSE-MIT", "notes.txt"].map(str::to_owned);
    assert_eq!(one(foreign_to_the_top(top)), "notes.txt does not belong at the top");
    let loud = "fn f() {\n    // println!(\"never\")\n    eprintln!(\"a name\");\n}";
    assert_eq!(one(prints(Path::new("f.rs"), loud)), "f.rs:3 prints");
}

fn arrows(manifest: &Table) -> Vec<String> {
    let name = name(manifest);
    let ours = |dependency: &str| ARROWS.iter().any(|(room, _)| *room == dependency);
    let Some((_, allowed)) = ARROWS.iter().find(|(room, _)| *room == name) else {
        return vec![format!("{name} has no place in the house")];
    };
    let known = dependencies(manifest).into_iter().filter(|d| ours(&d.package));
    known
        .filter(|d| {
            name != "waypost-tests" && d.package != name && !allowed.contains(&d.package.as_str())
        })
        .filter(|d| !is_a_story(name, d))
        .map(|d| format!("{name} may not know {}", d.package))
        .collect()
}

/// The stories play the node's own program, so they are tests of the node, told by the cast.
fn is_a_story(name: &str, dependency: &Dependency) -> bool {
    name == "waypost" && dependency.package == "waypost-tests" && dependency.for_tests
}

fn one_room_only(manifest: &Table) -> Vec<String> {
    let name = name(manifest);
    let owner = |package: &str| {
        ONE_ROOM_ONLY.iter().find(|(what, _)| package.split('-').next() == Some(what))
    };
    (dependencies(manifest).into_iter())
        .filter_map(|d| Some((owner(&d.package)?.1, d.package)))
        .filter(|(owner, _)| *owner != name)
        .map(|(owner, package)| format!("{name} names {package}, which is {owner}'s"))
        .collect()
}

/// Of the protocol's shipped dependencies; its tests may read vectors.
fn pure(manifest: &Table) -> Vec<String> {
    let shipped = dependencies(manifest).into_iter().filter(|d| !d.for_tests);
    shipped
        .filter(|d| name(manifest) == "waypost-protocol" && NOT_PURE.contains(&d.package.as_str()))
        .map(|d| format!("waypost-protocol names {}, and is to be pure", d.package))
        .collect()
}

/// A crate's tests may take the crate itself, to switch a feature on.
fn written_once(manifest: &Table) -> Vec<String> {
    let name = name(manifest);
    (dependencies(manifest).into_iter())
        .filter(|d| !(d.of_workspace || d.for_tests && d.package == name))
        .map(|d| format!("{name}: {} without `workspace = true`", d.package))
        .collect()
}

fn forbids_unsafe(workspace: &Table) -> Vec<String> {
    let level = at(workspace, &["workspace", "lints", "rust", "unsafe_code"]);
    match level.and_then(Value::as_str) {
        Some("forbid") => Vec::new(),
        _ => vec!["the workspace does not forbid unsafe code".to_owned()],
    }
}

fn takes_the_lints(manifest: &Table) -> Vec<String> {
    match at(manifest, &["lints", "workspace"]).and_then(Value::as_bool) {
        Some(true) => Vec::new(),
        _ => vec![format!("{} does not take the workspace's lints", name(manifest))],
    }
}

/// Names in backticks that are claims in words, of which no source has the function.
fn tests_not_there(spec: &str, code: &[String]) -> Vec<String> {
    let is_a_claim = |word: &&str| {
        word.matches('_').count() >= 4 && word.bytes().all(|b| b.is_ascii_lowercase() || b == b'_')
    };
    let named: BTreeSet<&str> = spec.split('`').filter(is_a_claim).collect();
    let is_missing = |name: &&&str| !code.iter().any(|text| text.contains(&format!("fn {name}(")));
    let missing = named.iter().filter(is_missing);
    missing.map(|name| format!("SPEC.md names the test {name}, which is nowhere")).collect()
}

fn foreign_to_the_top(names: impl IntoIterator<Item = String>) -> Vec<String> {
    (names.into_iter())
        .filter(|n| !n.starts_with('.') && !n.starts_with("LICENSE-") && !TOP.contains(&n.as_str()))
        .map(|n| format!("{n} does not belong at the top"))
        .collect()
}

fn prints(file: &Path, text: &str) -> Vec<String> {
    const MACROS: [&str; 5] = ["println!", "print!", "eprintln!", "eprint!", "dbg!"];
    (text.lines().enumerate())
        .filter(|(_, line)| !line.trim_start().starts_with("//"))
        .filter(|(_, line)| MACROS.iter().any(|m| line.contains(m)))
        .map(|(n, _)| format!("{}:{} prints", file.display(), n + 1))
        .collect()
}

struct Member {
    folder: PathBuf,
    manifest: Table,
}

struct Dependency {
    package: String,
    of_workspace: bool,
    for_tests: bool,
}

/// Of every table of a manifest that can hold dependencies, those of a platform among them.
fn dependencies(manifest: &Table) -> Vec<Dependency> {
    let platforms = manifest.get("target").and_then(Value::as_table);
    let tables = platforms.into_iter().flat_map(Table::values).filter_map(Value::as_table);
    let tables = tables.chain([manifest]);
    let named = |table: &Table, section: &str| {
        let entries = table.get(section).and_then(Value::as_table).cloned().unwrap_or_default();
        entries.into_iter().map(|(key, value)| dependency(key, &value, section)).collect::<Vec<_>>()
    };
    let sections = ["dependencies", "dev-dependencies", "build-dependencies"];
    tables.flat_map(|t| sections.into_iter().flat_map(move |s| named(t, s))).collect()
}

fn dependency(key: String, value: &Value, section: &str) -> Dependency {
    let package = value.get("package").and_then(Value::as_str).map(str::to_owned);
    Dependency {
        package: package.unwrap_or(key),
        of_workspace: value.get("workspace").and_then(Value::as_bool) == Some(true),
        for_tests: section == "dev-dependencies",
    }
}

/// Every member that the root manifest names; `folder/*` is each folder within.
fn members() -> Vec<Member> {
    let root = root();
    let workspace = manifest_of(&root);
    let patterns = at(&workspace, &["workspace", "members"])
        .and_then(Value::as_array)
        .expect("the workspace has members");
    let patterns = patterns.iter().map(|p| p.as_str().expect("a member is a path"));
    let folders = patterns.flat_map(|pattern| match pattern.strip_suffix("/*") {
        Some(parent) => inside(&root.join(parent)),
        None => vec![root.join(pattern)],
    });
    folders.map(|folder| Member { manifest: manifest_of(&folder), folder }).collect()
}

/// What git keeps there; in a copy without git, what lies there.
fn top_level() -> BTreeSet<String> {
    let git = Command::new("git").args(["ls-files", "-z"]).current_dir(root()).output();
    match git {
        Ok(output) if output.status.success() && !output.stdout.is_empty() => {
            let paths = String::from_utf8(output.stdout).expect("our file names are UTF-8");
            let first = |path: &str| path.split('/').next().map(str::to_owned);
            paths.split_terminator('\0').filter_map(first).collect()
        }
        Ok(_) | Err(_) => {
            let names = inside(&root())
                .into_iter()
                .filter_map(|p| Some(p.file_name()?.to_str()?.to_owned()));
            names.filter(|n| n != "target").collect()
        }
    }
}

fn sources(folder: &Path) -> Vec<PathBuf> {
    let (folders, files): (Vec<_>, Vec<_>) = inside(folder).into_iter().partition(|p| p.is_dir());
    let rust = files.into_iter().filter(|f| f.extension().is_some_and(|e| e == "rs"));
    rust.chain(folders.iter().flat_map(|f| sources(f))).collect()
}

fn inside(folder: &Path) -> Vec<PathBuf> {
    let entries = fs::read_dir(folder).unwrap_or_else(|e| panic!("{}: {e}", folder.display()));
    entries.map(|entry| entry.expect("the folder reads").path()).collect()
}

fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).parent().expect("tests/ lies in the root").to_owned()
}

fn manifest_of(folder: &Path) -> Table {
    table(&read(&folder.join("Cargo.toml")))
}

fn table(text: &str) -> Table {
    text.parse().expect("a manifest is TOML")
}

fn name(manifest: &Table) -> &str {
    at(manifest, &["package", "name"]).and_then(Value::as_str).expect("a package has a name")
}

fn at<'a>(table: &'a Table, path: &[&str]) -> Option<&'a Value> {
    let (first, rest) = path.split_first()?;
    rest.iter().try_fold(table.get(*first)?, |value, key| value.get(*key))
}

fn read(file: &Path) -> String {
    fs::read_to_string(file).unwrap_or_else(|e| panic!("{}: {e}", file.display()))
}

fn refuse(complaints: impl IntoIterator<Item = String>) {
    let complaints: Vec<_> = complaints.into_iter().collect();
    assert!(complaints.is_empty(), "\n{}", complaints.join("\n"));
}
