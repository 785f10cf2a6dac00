//! The rules of WCAG 2.2 AA that a program can check, by axe-core. In: its one file, fetched by `.ci/axe` (it is
//! not ours and not kept here). Out: a [`Verdict`] in readable lines. It runs in the harness's own world: the
//! page's policy neither stops it nor reports it.

use std::fmt;
use std::path::{Path, PathBuf};

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

    /// Checks the page as it is now. Where its scripts are off they are on for as long as axe runs, which waits for
    /// promises; the document was read without them and stays so.
    ///
    /// # Panics
    /// Where axe-core is missing: ask [`Page::has_axe`] first.
    #[must_use]
    #[track_caller]
    pub fn axe(&self) -> Verdict {
        let file = self.axe_file().expect("ask has_axe first");
        let has_scripts = self.has_scripts();
        self.scripts(true);
        let found = self.run_axe(&file);
        self.scripts(has_scripts);
        let found = found.unwrap_or_else(|why| self.fail("axe-core to run", &why));
        Verdict {
            faults: faults(&found["violations"]),
            unsure: faults(&found["incomplete"]),
            passed: usize::try_from(found["passed"].as_u64().unwrap()).unwrap(),
        }
    }

    fn run_axe(&self, file: &Path) -> Result<Value, String> {
        if self.try_look("() => typeof axe === 'object'", json!([]))? != true {
            let source = std::fs::read_to_string(file).map_err(|e| e.to_string())?;
            let parameters = json!({ "expression": source, "contextId": self.world()? });
            let answer = self.call("Runtime.evaluate", parameters)?;
            if !answer["exceptionDetails"].is_null() {
                return Err(answer["exceptionDetails"].to_string());
            }
        }
        self.try_look(RUN, json!([TAGS]))
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
