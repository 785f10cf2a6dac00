//! A stick that is carried between the houses: a real folder, and the work that a node's thread does at it.

use std::path::{Path, PathBuf};

use waypost_desk::bundle::{Answer, Turn};
use waypost_desk::command::{BundleReport, Command, Reply};
use waypost_desk::desk::{Effect, Input};

use super::Town;

/// A stick.
pub struct Stick(tempfile::TempDir);

impl Stick {
    /// An empty one.
    pub fn new() -> Self {
        Self(tempfile::Builder::new().prefix("waypost-stick").tempdir().unwrap())
    }

    /// Where it appears.
    pub fn folder(&self) -> &Path {
        self.0.path()
    }

    /// The bundles on it, by name.
    pub fn files(&self) -> Vec<PathBuf> {
        bundles_in(self.folder())
    }
}

impl Default for Stick {
    fn default() -> Self {
        Self::new()
    }
}

/// The bundles on a stick, by name.
pub fn bundles_in(folder: &Path) -> Vec<PathBuf> {
    let Ok(entries) = std::fs::read_dir(folder.join("waypost")) else { return Vec::new() };
    let mut files: Vec<PathBuf> = entries.map(|entry| entry.unwrap().path()).collect();
    files.retain(|path| path.extension().is_some_and(|ending| ending == "wpb"));
    files.sort();
    files
}

impl Town {
    /// A house writes what waits for another, or for all, to a stick.
    pub fn write_stick(&mut self, house: usize, to: Option<usize>, stick: &Stick) -> Reply {
        let to = to.map(|other| self.partner(house, other)).into_iter().collect();
        self.at_stick(house, Command::BundleWrite { to, dir: text(stick) })
    }

    /// A house takes what is for it from a stick, and writes its answers to it.
    pub fn read_stick(&mut self, house: usize, stick: &Stick) -> Reply {
        let dir = text(stick);
        self.at_stick(house, Command::BundleRead { dir, keep: false, answer: true })
    }

    /// The work at a stick, turn by turn. Ends early where the house loses power meanwhile.
    pub fn at_stick(&mut self, house: usize, command: Command) -> Reply {
        let (now, token) = (self.now_at(house), self.next_token);
        self.next_token += 1;
        let job = match self.desk(house).begin_bundle(now, command, token) {
            Ok(job) => job,
            Err(failure) => return Reply::Failed(failure),
        };
        let mut rng = self.fork();
        let mut report = None;
        job.run(&mut rng, &mut |turns: Vec<Turn>| {
            let inputs = turns.into_iter().map(|turn| Input::Stick(Box::new(turn))).collect();
            let mut answers = Vec::new();
            for effect in self.step(house, inputs).0 {
                match effect {
                    Effect::Stick(answer) => answers.push(*answer),
                    Effect::Reply { token: of, reply } if of == token => report = Some(*reply),
                    other => self.carry_out(house, other),
                }
            }
            answers.retain(|answer| !matches!(answer, Answer::Over));
            answers
        });
        report.unwrap_or(Reply::Done { words: "the node crashed; nobody knows".to_owned() })
    }
}

fn text(stick: &Stick) -> String {
    stick.folder().to_str().unwrap().to_owned()
}

/// The report of work that was done.
pub fn report(reply: Reply) -> BundleReport {
    match reply {
        Reply::Bundle(report) => *report,
        other => panic!("{other:?}"),
    }
}
