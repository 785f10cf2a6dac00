//! The recovery sheet opens a home in which no node runs.
//!
//! In: settings, the sheet's seed. Out: an opened desk that takes a new passphrase and a new key, and
//! is closed again. It posts nothing: what it writes goes out when the node runs. Wrong sheets are
//! counted as wrong passphrases are.

use std::sync::Arc;

use waypost_store::RealDisk;

use crate::attempts::{Attempts, was_a_guess};
use crate::command::{Command, Failure, Reply, Secret};
use crate::desk::{Desk, Effect, Input};
use crate::error::DeskError;
use crate::recovery;
use crate::service::{Settings, now, system_rng};

/// A home opened with its recovery sheet.
pub struct Offline(Desk);

impl Offline {
    /// Opens the vault with the sheet. Nothing is changed yet.
    pub fn open(settings: &Settings, sheet: &[u8; 32]) -> Result<Self, Failure> {
        let told = |error| DeskError::Store(error).failure();
        let disk = Arc::new(RealDisk);
        let locked = waypost_store::open(&settings.data(), settings.options(), disk, system_rng())
            .map_err(told)?;
        let mut attempts = Attempts::of(&settings.home);
        attempts.begin(now())?;
        let store = match locked.unlock_with_recovery(*recovery::vault_key(sheet)) {
            Ok(store) => store,
            Err((_, error)) => {
                if !was_a_guess(&error) {
                    attempts.right();
                }
                return Err(told(error));
            }
        };
        attempts.right();
        let desk = Desk::open(store, settings.preferences.clone(), Box::new(system_rng()));
        desk.map(Self).map_err(|error| error.failure())
    }

    /// The organisation's name, for its new sheet.
    pub fn name(&self) -> &str {
        &self.0.me.row.name
    }

    /// Gives the vault a new passphrase; the old one opens nothing any more.
    pub fn set_passphrase(&mut self, passphrase: &Secret) -> Result<(), Failure> {
        let changed = self.0.store.change_passphrase(passphrase.0.as_bytes());
        changed.map_err(|error| DeskError::Store(error).failure())
    }

    /// Asks the desk as a person would.
    pub fn ask(&mut self, command: Command) -> Result<Reply, Failure> {
        let asked = Input::Asked { token: 0, command: Box::new(command) };
        let effects = self.0.step(now(), vec![asked]);
        let reply = effects.into_iter().find_map(|effect| match effect {
            Effect::Reply { reply, .. } => Some(*reply),
            _ => None,
        });
        match reply {
            Some(Reply::Failed(failure)) => Err(failure),
            Some(reply) => Ok(reply),
            None => Err(DeskError::Lacking { what: "an answer of its own desk" }.failure()),
        }
    }

    /// Closes the home in order.
    pub fn close(self) -> Result<(), Failure> {
        self.0.into_store().close().map_err(|error| DeskError::Store(error).failure())
    }
}
