//! The rules of WCAG 2.2 AA that a program can check, by axe-core. In: its one file, fetched by `.ci/axe` (it is
//! not ours and not kept here). Out: a [`Verdict`] in readable lines. It runs in the harness's own world: the
//! page's policy neither stops it nor reports it.

use std::fmt;
use std::path::PathBuf;

use serde_json::{Value, json};

use super::page::Page;
use super::process;

const TAGS: [&str; 5] = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"];

/// What axe-core found on a page.
#[derive(Clone, Debug, Default)]
pub struct Verdict {
    /// What breaks a rule, one for each element.
    pub faults: Vec<Fault>,
    /// What a person must look at: axe could not tell.
    pub unsure: Vec<Fault>,
    /// Rules that were checked against something on the page and hold.
    pub passed: usize,
}

/// An element that breaks a rule.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Fault {
    /// The rule's name: `color-contrast`, `label` ...
    pub rule: String,
    /// Where: a selector.
    pub target: String,
    /// What is wrong there.
    pub summary: String,
}

impl fmt::Display for Fault {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} at {}: {}", self.rule, self.target, self.summary)
    }
}

impl Page {
    /// Whether axe-core is here; said loudly where it is not, and in CI a failure.
    #[must_use]
    pub fn has_axe(&self) -> bool {
        let is_here = self.axe_file().is_some();
        if !is_here {
            process::skip(
                "axe-core is not here: `.ci/axe` fetches it, or WAYPOST_AXE says where its axe.min.js is",
            );
        }
        is_here
    }

    /// Checks the page as it is now. With scripts off they are on while it is checked, and off again afterwards:
    /// pass `scripts(false)` again before the next document.
    ///
    /// # Panics
    /// Where axe-core is missing: ask [`Page::has_axe`] first.
    #[must_use]
    #[track_caller]
    pub fn axe(&self) -> Verdict {
        let file = self.axe_file().expect("ask has_axe first");
        if self.look("() => typeof axe === 'object'", json!([])) != true {
            let source = std::fs::read_to_string(file).unwrap();
            let world = self.world().unwrap_or_else(|e| panic!("{e}"));
            let parameters = json!({ "expression": source, "contextId": world, "silent": false });
            let answer = self.must("Runtime.evaluate", parameters);
            assert!(
                answer["exceptionDetails"].is_null(),
                "axe-core: {}",
                answer["exceptionDetails"]
            );
        }
        let found = self.look(RUN, json!([TAGS]));
        Verdict {
            faults: faults(&found["violations"]),
            unsure: faults(&found["incomplete"]),
            passed: usize::try_from(found["passed"].as_u64().unwrap()).unwrap(),
        }
    }

    /// No rule is broken, and some were checked.
    #[track_caller]
    pub fn assert_accessible(&self) {
        let verdict = self.axe();
        assert!(verdict.passed > 0, "axe-core checked nothing");
        if !verdict.faults.is_empty() {
            let lines: Vec<String> = verdict.faults.iter().map(Fault::to_string).collect();
            self.fail("a page that keeps WCAG 2.2 AA", &lines.join("\n"));
        }
    }

    /// Named by the environment, or where `.ci/axe` puts it beside what is built.
    fn axe_file(&self) -> Option<PathBuf> {
        let named = std::env::var_os("WAYPOST_AXE").map(PathBuf::from);
        let beside = || Some(self.output.parent()?.join("axe/axe.min.js"));
        named.or_else(beside).filter(|file| file.is_file())
    }
}

const RUN: &str = "async (tags) => {
  const nodes = (rules) => rules.flatMap((rule) => rule.nodes.map((node) => ({
    rule: rule.id, target: node.target.join(' '), summary: node.failureSummary || rule.help })));
  const found = await axe.run(document, { runOnly: { type: 'tag', values: tags } });
  return { violations: nodes(found.violations), incomplete: nodes(found.incomplete), passed: found.passes.length };
}";

fn faults(found: &Value) -> Vec<Fault> {
    let text =
        |fault: &Value, part: &str| fault[part].as_str().unwrap_or_default().replace('\n', " ");
    let fault = |f: &Value| Fault {
        rule: text(f, "rule"),
        target: text(f, "target"),
        summary: text(f, "summary"),
    };
    found.as_array().into_iter().flatten().map(fault).collect()
}
