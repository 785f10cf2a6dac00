//! What the demonstration tells: plain words on stdout, each step ticked once it was checked.

use std::io::IsTerminal;
use std::path::Path;
use std::time::Duration;

use crate::talk::{Talk, clean};
use crate::trouble::Trouble;

/// Time to read a step, for a person who watches.
const READING_TIME: Duration = Duration::from_millis(900);

/// The narrator. Counts what it has seen proved.
pub(super) struct Tale {
    talk: Talk,
    pause: bool,
    cases: u32,
    checks: u32,
    verified: u64,
}

impl Tale {
    pub(super) fn new(talk: Talk, fast: bool) -> Self {
        let watched = std::io::stdout().is_terminal() && !talk.json;
        Self { talk, pause: watched && !fast, cases: 0, checks: 0, verified: 0 }
    }

    /// A new part of the story.
    pub(super) fn part(&self, title: &str) -> Result<(), Trouble> {
        self.line(&format!("\n== {title}"))
    }

    /// A new case.
    pub(super) fn case(&mut self, title: &str, words: &str) -> Result<(), Trouble> {
        self.cases += 1;
        self.line(&format!("\n== Case {}: {title}\n   {words}", self.cases))
    }

    /// Somebody does something.
    pub(super) async fn step(&self, words: &str) -> Result<(), Trouble> {
        if self.pause {
            tokio::time::sleep(READING_TIME).await;
        }
        self.line(&format!("   {words}"))
    }

    /// Something was checked and is as it must be.
    pub(super) fn seen(&mut self, words: &str) -> Result<(), Trouble> {
        self.checks += 1;
        self.line(&format!("     [ok] {words}"))
    }

    /// Something that a person sees on the screen.
    pub(super) fn shown(&self, text: &str) -> Result<(), Trouble> {
        text.lines().try_for_each(|line| self.line(&format!("     | {line}")))
    }

    /// Letters whose signature was verified.
    pub(super) fn verified(&mut self, letters: u64) {
        self.verified += letters;
    }

    fn line(&self, text: &str) -> Result<(), Trouble> {
        if self.talk.json {
            return Ok(());
        }
        self.talk.data(&clean(text))
    }

    /// The end.
    pub(super) fn summary(&self, folder: &Path) -> Result<(), Trouble> {
        let (cases, checks, verified) = (self.cases, self.checks, self.verified);
        if self.talk.json {
            return self.talk.json(&serde_json::json!({
                "cases": cases,
                "checks": checks,
                "letters_verified": verified,
                "folder": folder.display().to_string(),
            }));
        }
        self.line(&format!(
            "\n{cases} cases played, {checks} checks passed on the nodes concerned, \
             {verified} letters verified by those who hold them."
        ))
    }
}
