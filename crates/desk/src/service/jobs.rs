//! Work on threads of its own, beside the desk: backups, and what is done at a stick.
//!
//! In: what was asked for or is due. Out: a thread, whose outcome comes back as something that happened. A slow disk
//! or stick holds up nobody else.

use super::{AtStick, Happened, Node, Seat, now, system_rng};
use crate::backup::Job;
use crate::bundle::{self, Answer, Turn};
use crate::command::{Failure, Reply};
use crate::error::failure;
use std::path::PathBuf;
use tokio::sync::mpsc;

impl Node {
    /// Between two steps: a stick that was asked for.
    pub(super) fn begin_sticks(&mut self) {
        for (token, command) in std::mem::take(&mut self.sticks_wanted) {
            let begun = match &mut self.seat {
                Seat::Open(desk) => desk.begin_bundle(now(), command, token).and_then(|job| {
                    run_stick(&self.inputs, token, job).inspect_err(|_| desk.no_bundle_under_way())
                }),
                Seat::Locked(_) | Seat::Outage(_) | Seat::Empty => Err(bundle::interrupted()),
            };
            match begun {
                Ok(answers) => self.stick = Some(AtStick { token, answers }),
                Err(told) => {
                    if let Some(asker) = self.askers.remove(&token) {
                        let _ = asker.send(Reply::Failed(told));
                    }
                }
            }
        }
    }

    /// The thread at the stick hears nothing more. Whoever waits for its report, and has none, is told why.
    pub(super) fn end_stick(&mut self, told: Failure) {
        let asker = self.stick.take().and_then(|stick| self.askers.remove(&stick.token));
        if let Some(asker) = asker {
            let _ = asker.send(Reply::Failed(told));
        }
    }

    /// Between two steps: backups that were asked for, and the one that is due.
    pub(super) fn begin_backups(&mut self) {
        for (token, to) in std::mem::take(&mut self.backups_wanted) {
            self.begin_backup(to, None, Some(token));
        }
        let Seat::Open(desk) = &self.seat else { return };
        if let Some(schedule) = self.settings.backup.clone()
            && desk.backup_is_due(now(), &schedule)
        {
            self.begin_backup(schedule.dir, Some(schedule.keep), None);
        }
    }

    fn begin_backup(&mut self, to: PathBuf, keep: Option<usize>, token: Option<u64>) {
        let Seat::Open(desk) = &mut self.seat else { return };
        let begun = desk.begin_backup(now(), to, keep, token);
        let begun = begun.and_then(|job| {
            run_backup(&self.inputs, job).inspect_err(|_| desk.no_backup_under_way())
        });
        if let Err(told) = begun {
            tracing::error!(code = told.code, "a backup was not begun");
            if let Some(asker) = token.and_then(|token| self.askers.remove(&token)) {
                let _ = asker.send(Reply::Failed(told));
            }
        }
    }
}

/// Writes a backup on a thread of its own; its outcome comes back as an input.
fn run_backup(inputs: &mpsc::WeakSender<Happened>, job: Job) -> Result<(), Failure> {
    let inputs = inputs.clone();
    let work = move || {
        let outcome = job.run();
        if let Some(inputs) = inputs.upgrade() {
            // A node that stops meanwhile has its file all the same.
            let _ = inputs.blocking_send(Happened::BackedUp(Box::new(outcome)));
        }
    };
    let begun = std::thread::Builder::new().name("backup".to_owned()).spawn(work);
    begun
        .map(drop)
        .map_err(|e| failure("thread", e.to_string(), "Close other programs and try again."))
}

/// Works at a stick on a thread of its own: its turns come as inputs, and it waits for the answer to each.
fn run_stick(
    inputs: &mpsc::WeakSender<Happened>,
    token: u64,
    job: bundle::Job,
) -> Result<std::sync::mpsc::SyncSender<Answer>, Failure> {
    let inputs = inputs.clone();
    let (answers, heard) = std::sync::mpsc::sync_channel(bundle::TURNS_MAX);
    let mut ask = move |turns: Vec<Turn>| {
        let asked = turns.len();
        for turn in turns {
            let turn = Happened::Stick(token, Box::new(turn));
            let sent = inputs.upgrade().map(|inputs| inputs.blocking_send(turn));
            if !matches!(sent, Some(Ok(()))) {
                return Vec::new();
            }
        }
        (0..asked).map_while(|_| heard.recv().ok()).collect()
    };
    let work = move || job.run(&mut system_rng(), &mut ask);
    let begun = std::thread::Builder::new().name("stick".to_owned()).spawn(work);
    begun
        .map(|_| answers)
        .map_err(|e| failure("thread", e.to_string(), "Close other programs and try again."))
}
