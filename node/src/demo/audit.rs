//! The last act: every node verifies what it holds, and an auditor what all of them have signed.

use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};

use waypost_audit::bundle::{identity_in, new_identity};
use waypost_desk::command::{Command, Reply, WitnessReport};

use super::actor::{Actor, unexpected};
use super::stage::Stage;
use crate::command::audit::share::share;
use crate::command::audit::verify::verdict;
use crate::trouble::Trouble;

/// The longest wait for partners to cosign: covers a redial.
const PATIENCE: Duration = Duration::from_secs(60);
const POLL: Duration = Duration::from_millis(100);
/// Long before the demonstration, and long after it.
const PERIOD: (&str, &str) = ("2020-01-01", "2099-12-31");

pub(super) async fn all(stage: &mut Stage) -> Result<(), Trouble> {
    own_letters(stage).await?;
    heads(stage).await?;
    auditor(stage).await
}

/// Every node verifies every letter it holds.
async fn own_letters(stage: &mut Stage) -> Result<(), Trouble> {
    stage.tale.part("Every node verifies every signature it holds")?;
    for actor in [&stage.shelter, &stage.clinic, &stage.embassy] {
        let reply = actor.ask(Command::AuditLog { list: false }).await?;
        let Reply::Audit(report) = reply else {
            return Err(actor.strange(&reply));
        };
        if report.verified == 0 || !report.faults.is_empty() {
            let (verified, faults) = (report.verified, report.faults.len());
            return Err(unexpected(&format!(
                "the log of the {} has {verified} good letters and {faults} faults",
                actor.short
            )));
        }
        stage.tale.verified(report.verified);
        let kinds: Vec<_> = report.by_kind.iter().map(|(kind, n)| format!("{n} {kind}")).collect();
        let (title, verified) = (actor.title, report.verified);
        stage.tale.seen(&format!("{title}: {verified} letters hold ({})", kinds.join(", ")))?;
    }
    Ok(())
}

/// Each node signs the head of its log, and its partners cosign it.
async fn heads(stage: &mut Stage) -> Result<(), Trouble> {
    stage.tale.part("Partners cosign the heads of each other's logs")?;
    for actor in [&stage.shelter, &stage.clinic, &stage.embassy] {
        actor.ask(Command::AuditWitness { now: true }).await?;
    }
    for actor in [&stage.shelter, &stage.clinic, &stage.embassy] {
        let report = cosigned(actor).await?;
        let head = report.head.as_ref();
        let by = head.map_or(0, |head| head.cosigned.len());
        let size = head.map_or(0, |head| head.size);
        stage.tale.seen(&format!("{}: {size} entries, cosigned by {by}", actor.title))?;
    }
    Ok(())
}

/// Waits until a partner has cosigned the newest head.
async fn cosigned(actor: &Actor) -> Result<WitnessReport, Trouble> {
    let began = Instant::now();
    loop {
        let reply = actor.ask(Command::AuditWitness { now: false }).await?;
        let Reply::Witness(report) = reply else { return Err(actor.strange(&reply)) };
        if report.head.as_ref().is_some_and(|head| !head.cosigned.is_empty()) {
            return Ok(*report);
        }
        if began.elapsed() > PATIENCE {
            return Err(unexpected(&format!("nobody cosigned the log of the {}", actor.short)));
        }
        tokio::time::sleep(POLL).await;
    }
}

/// An auditor gets a file from each, and verifies all of them together with nothing but a key.
async fn auditor(stage: &mut Stage) -> Result<(), Trouble> {
    stage.tale.part("An auditor verifies every handover, and reads nobody")?;
    let key = new_identity();
    let text = key.to_file_text();
    let identity = identity_in(&text).ok_or_else(|| unexpected("a new key has no secret"))?;
    let mut files: Vec<PathBuf> = Vec::new();
    for actor in [&stage.shelter, &stage.clinic, &stage.embassy] {
        let begin = Command::AuditShare {
            from: PERIOD.0.to_owned(),
            to: PERIOD.1.to_owned(),
            recipient: key.recipient.clone(),
            log: None,
        };
        let file = stage.folder.join(actor.short).with_extension("wpaudit");
        share(&mut actor.client().await?, begin, &key.recipient, &file, |_, _| {}).await?;
        files.push(file);
    }
    let paths: Vec<&Path> = files.iter().map(PathBuf::as_path).collect();
    let verdict = verdict(&paths, identity, 1, |_, _| {})?;
    stage.tale.shown(&verdict.text())?;
    match verdict.is_sound() {
        true => stage.tale.seen("nothing is wrong, on neither side of any handover"),
        false => Err(unexpected("the auditor found something")),
    }
}
