//! One organisation of the demonstration: its home, its process, and its caseworker's commands.

use std::fs::File;
use std::path::{Path, PathBuf};
use std::process::{Child, Command as Process, Stdio};
use std::time::{Duration, Instant};

use waypost_desk::command::{
    Command, MoveForm, PartnerReport, ReferralReport, Reply, StatusReport,
};

use crate::config::Key;
use crate::home::Home;
use crate::socket::client::Client;
use crate::trouble::{Exit, Trouble};

/// Between two looks at a node.
const POLL: Duration = Duration::from_millis(100);
/// The longest wait for anything: covers a slow computer's passphrase hardening and a redial after a
/// partner was away.
const PATIENCE: Duration = Duration::from_secs(120);

const READ_THE_LOGS: &str = "Run it again with --keep DIR and read the logs in that folder.";

/// One organisation.
pub(super) struct Actor {
    /// What the others call it, and the name of its folder.
    pub(super) short: &'static str,
    /// What it is called here.
    pub(super) title: &'static str,
    kind: &'static str,
    languages: &'static [&'static str],
    home: Home,
    passphrase: PathBuf,
    node: Option<Node>,
}

/// A running node. Whatever happens, it does not outlive this.
struct Node(Child);

impl Drop for Node {
    fn drop(&mut self) {
        // Both fail only if it has ended already, which is what is wanted.
        drop(self.0.kill());
        drop(self.0.wait());
    }
}

impl Actor {
    pub(super) fn new(
        folder: &Path,
        short: &'static str,
        title: &'static str,
        kind: &'static str,
        languages: &'static [&'static str],
    ) -> Result<Self, Trouble> {
        Ok(Self {
            short,
            title,
            kind,
            languages,
            home: Home::find(Some(folder.join(short)))?,
            passphrase: folder.join("passphrase"),
            node: None,
        })
    }

    /// A command of this organisation, as it is typed.
    pub(super) fn say(&self, words: &str) -> String {
        self.home.say(words)
    }

    /// `waypost init`, as a person would run it.
    pub(super) fn init(&self) -> Result<(), Trouble> {
        let sheet = self.home.path().with_extension("recovery-sheet");
        let mut program = self.program()?;
        program.args(["--quiet", "init", "--name", self.title, "--kind", self.kind]);
        for tag in self.languages {
            program.args(["--language", tag]);
        }
        program.args(["--listen", "/ip4/127.0.0.1/tcp/0", "--recovery-sheet-to"]).arg(sheet);
        program.arg("--passphrase-file").arg(&self.passphrase);
        let output = program.output().map_err(|error| self.not_started(&error.to_string()))?;
        if output.status.success() {
            return Ok(());
        }
        let said = String::from_utf8_lossy(&output.stderr);
        let status = output.status;
        Err(self.not_started(&format!("init ended with {status}; {}", said.trim())))
    }

    /// `waypost run`, as a process of its own; returns once it answers.
    pub(super) async fn run(&mut self) -> Result<(), Trouble> {
        let log = self.home.path().with_extension("log");
        let log = File::options()
            .create(true)
            .append(true)
            .open(&log)
            .map_err(|error| Trouble::file("write", &log, &error))?;
        let mut program = self.program()?;
        program.arg("run").arg("--passphrase-file").arg(&self.passphrase);
        program.stdout(Stdio::null()).stderr(log);
        let child = program.spawn().map_err(|error| self.not_started(&error.to_string()))?;
        self.node = Some(Node(child));
        self.until_it_answers().await
    }

    fn program(&self) -> Result<Process, Trouble> {
        let this = std::env::current_exe().map_err(|error| self.not_started(&error.to_string()))?;
        let mut program = Process::new(this);
        program.arg("--home").arg(self.home.path()).arg("--no-input").stdin(Stdio::null());
        // The demonstration's homes have their own configuration.
        for key in Key::ALL {
            program.env_remove(key.variable());
        }
        Ok(program)
    }

    async fn until_it_answers(&mut self) -> Result<(), Trouble> {
        let began = Instant::now();
        loop {
            if let Ok(report) = self.status().await
                && !report.locked
                && !report.listening.is_empty()
            {
                return Ok(());
            }
            if let Some(node) = &mut self.node
                && let Ok(Some(status)) = node.0.try_wait()
            {
                return Err(self.not_started(&format!("it ended with {status}")));
            }
            if began.elapsed() > PATIENCE {
                return Err(self.not_started("it does not answer"));
            }
            tokio::time::sleep(POLL).await;
        }
    }

    /// `waypost stop`; returns once the process has ended well.
    pub(super) async fn stop(&mut self) -> Result<(), Trouble> {
        self.ask(Command::Stop).await?;
        let Some(mut node) = self.node.take() else {
            return Ok(());
        };
        let began = Instant::now();
        while began.elapsed() < PATIENCE {
            match node.0.try_wait() {
                Ok(Some(status)) if status.success() => return Ok(()),
                Ok(Some(status)) => {
                    return Err(unexpected(&format!(
                        "the node of the {} ended with {status}",
                        self.short
                    )));
                }
                Ok(None) => tokio::time::sleep(POLL).await,
                Err(error) => return Err(unexpected(&error.to_string())),
            }
        }
        Err(unexpected(&format!("the node of the {} does not stop", self.short)))
    }

    pub(super) fn runs(&self) -> bool {
        self.node.is_some()
    }

    /// A command over the local socket; a refusal is a trouble.
    pub(super) async fn ask(&self, command: Command) -> Result<Reply, Trouble> {
        match Client::connect(&self.home).await?.ask(command).await? {
            Reply::Failed(failure) => {
                let what = format!("The {} was refused: {}", self.short, failure.what);
                Err(Trouble::new(Exit::NotDone, &failure.code, what, failure.hint))
            }
            reply => Ok(reply),
        }
    }

    /// A connection to its node.
    pub(super) async fn client(&self) -> Result<Client, Trouble> {
        Client::connect(&self.home).await
    }

    pub(super) async fn status(&self) -> Result<StatusReport, Trouble> {
        match self.ask(Command::Status).await? {
            Reply::Status(report) => Ok(*report),
            other => Err(self.strange(&other)),
        }
    }

    pub(super) async fn show(&self, id: &str, opened: bool) -> Result<ReferralReport, Trouble> {
        let referral = id.to_owned();
        let show = Command::ReferralShow { referral, opened, printed: false, by: None };
        match self.ask(show).await? {
            Reply::Referral(report) => Ok(*report),
            other => Err(self.strange(&other)),
        }
    }

    pub(super) async fn step(&self, id: &str, step: MoveForm) -> Result<(), Trouble> {
        let (referral, step) = (id.to_owned(), Box::new(step));
        self.ask(Command::ReferralMove { referral, step }).await.map(drop)
    }

    /// Waits until a referral is as it must be here.
    pub(super) async fn until(
        &self,
        id: &str,
        what: &str,
        is_so: impl Fn(&ReferralReport) -> bool,
    ) -> Result<ReferralReport, Trouble> {
        let began = Instant::now();
        loop {
            // Until the first letter has come, the referral is not known here.
            let found = self.show(id, false).await;
            match found {
                Ok(report) if is_so(&report) => return Ok(report),
                _ if began.elapsed() <= PATIENCE => tokio::time::sleep(POLL).await,
                Ok(report) => {
                    let row = report.row;
                    return Err(unexpected(&format!(
                        "the {} did not see \"{what}\" (status {}, consent {}, letter {})",
                        self.short, row.status, row.consent, row.tick
                    )));
                }
                Err(trouble) => return Err(trouble),
            }
        }
    }

    /// Waits until a partner is as it must be here.
    pub(super) async fn until_partner(
        &self,
        org: &str,
        what: &str,
        is_so: impl Fn(&PartnerReport) -> bool,
    ) -> Result<PartnerReport, Trouble> {
        let began = Instant::now();
        loop {
            let reply = self.ask(Command::PartnerList).await?;
            let Reply::Partners { partners } = reply else {
                return Err(self.strange(&reply));
            };
            if let Some(found) = partners.into_iter().find(|p| p.org == org && is_so(p)) {
                return Ok(found);
            }
            if began.elapsed() > PATIENCE {
                return Err(unexpected(&format!("the {} did not see \"{what}\"", self.short)));
            }
            tokio::time::sleep(POLL).await;
        }
    }

    /// A reply of the wrong kind.
    pub(super) fn strange(&self, reply: &Reply) -> Trouble {
        let kind = serde_json::to_value(reply)
            .ok()
            .and_then(|value| value.get("reply")?.as_str().map(str::to_owned));
        unexpected(&format!("the {} got an answer of kind {kind:?}", self.short))
    }

    fn not_started(&self, why: &str) -> Trouble {
        Trouble::new(
            Exit::NotDone,
            "demo",
            format!("The node of the {} did not start: {why}.", self.short),
            READ_THE_LOGS,
        )
    }
}

/// Something is not as the story says: the demonstration fails.
pub(super) fn unexpected(what: &str) -> Trouble {
    Trouble::new(
        Exit::NotDone,
        "demo_unexpected",
        format!("Not as expected: {what}."),
        READ_THE_LOGS,
    )
}
