//! A new signing key, by the recovery sheet (SPEC 3.3, 3.5).
//!
//! In: the seeds of the present sheet and of the new one, and why. Out: the promised key in force, a
//! promise of the new sheet's key, and a new card on its way to every partner. A wrong sheet is
//! refused by name before anything changes.
//!
//! ```text
//! 1. note      "a change was begun" is on disk
//! 2. lid       the new sheet opens the vault, the present one no longer does
//! 3. commit    new key, key log, epoch prekey, cards; the note goes: one batch
//! ```
//!
//! A crash between 2 and 3 leaves the promise with the *present* sheet and the lid with the *new* one:
//! the person keeps both, `waypost status` says so, and the same command with the
//! present sheet does it again, with any new sheet. The other order would leave a promise to a sheet
//! whose bearer was never told that it counts.
//!
//! Prekeys that partners hold stay openable to their ordinary end, also after a theft: a thief has his
//! copy whatever we forget, while a letter that a partner sealed before it heard must not be lost. What
//! protects is that partners stop using them: a card that tells of a theft makes them drop every
//! prekey they had of us (SPEC 4.3).

use std::collections::{BTreeMap, BTreeSet};

use waypost_case::dates::day_text;
use waypost_protocol::error::IdentityFault;
use waypost_protocol::identity::{Author, KeyLog, KeyTime, NextKey};
use waypost_protocol::ids::{DAY_SECONDS, OrgId, Time};
use waypost_store::{Batch, Owner, Store};
use zeroize::Zeroizing;

use crate::command::{KeyReport, KeyRow, Reply, Secret, unhex};
use crate::desk::Desk;
use crate::error::{DeskError, asked};
use crate::partner::Partner;
use crate::recovery;
use crate::rows::{CARE, KeyChangeRow, OwedRow, Row, named, undamaged};

/// Cards written in one step: each is some seventy changes, and a batch takes 4096.
const CARDS_A_STEP: usize = 16;
const BEGUN: &[u8] = b"key-change";
const CHANGED: &[u8] = b"key-changed";
const OWED: &[u8] = b"cards-owed";

/// Why the signing key is replaced.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Why {
    /// In good order: what it signed up to today stays good.
    Retired,
    /// It may be in other hands: nothing more is taken that bears it, of whatever day.
    Stolen,
}

/// What is asked for: the sheet in force, the sheet that replaces it, and why.
pub(crate) struct KeyChange<'a> {
    pub(crate) present: &'a [u8; 32],
    pub(crate) new: &'a [u8; 32],
    pub(crate) why: Why,
}

impl Desk {
    /// Our signing keys, as a person is shown them.
    pub(crate) fn key_report(&self) -> Result<Reply, DeskError> {
        let waiting =
            |p: &&Partner| self.cards_owed.contains(&p.org()) || p.row.card_sent.is_some();
        Ok(Reply::Keys(KeyReport {
            org: self.me.org().to_string(),
            keys: key_rows(self.me.author.log()),
            unfinished_since: self.key_change_begun()?.map(crate::report::time),
            partners_waiting: self
                .partners
                .values()
                .filter(waiting)
                .map(|p| p.row.short.clone())
                .collect(),
            backup_outdated: self.backup_outdated()?,
        }))
    }

    /// Whether the sheet at hand is the one in force, before a new one is made.
    pub(crate) fn check_sheet(&self, now: Time, sheet: &Secret) -> Result<Reply, DeskError> {
        let present = seed(sheet)?;
        // Any promise that is not the sheet's own will do to see what the key log says of the sheet.
        let other = recovery::vault_key(&present);
        self.successor(now, &KeyChange { present: &present, new: &other, why: Why::Retired })?;
        crate::asked::done("This is the recovery sheet in force.")
    }

    /// A new passphrase, by the old one.
    pub(crate) fn change_passphrase(
        &mut self,
        old: &Secret,
        new: &Secret,
    ) -> Result<Reply, DeskError> {
        self.store.check_passphrase(old.0.as_bytes()).map_err(|error| match error {
            wrong @ waypost_store::Error::WrongPassphrase => {
                DeskError::Asked(DeskError::Store(wrong).failure())
            }
            error => DeskError::Store(error),
        })?;
        self.store.change_passphrase(new.0.as_bytes())?;
        crate::asked::done("The passphrase is changed. The old one opens nothing any more.")
    }

    /// A person asks for a new key.
    pub(crate) fn rotate_asked(
        &mut self,
        now: Time,
        sheet: &Secret,
        new_sheet: &Secret,
        stolen: bool,
    ) -> Result<Reply, DeskError> {
        let (present, new) = (seed(sheet)?, seed(new_sheet)?);
        let why = if stolen { Why::Stolen } else { Why::Retired };
        self.rotate(now, &KeyChange { present: &present, new: &new, why })?;
        let report = self.key_report()?;
        Ok(match report {
            // What says so is in this step's batch.
            Reply::Keys(report) => Reply::Keys(KeyReport { backup_outdated: true, ..report }),
            other => other,
        })
    }

    /// Notes when the key was replaced: an older backup cannot be restored into service (SPEC 9.5).
    pub(crate) fn note_changed(&mut self, now: Time) {
        let row = KeyChangeRow { began: now };
        self.batch.put(named(CARE, CHANGED), Owner::Node, row.to_bytes());
    }

    /// When the key in force came into force, if it is not the first. Where the time is not known: its day.
    pub(crate) fn key_changed(&self) -> Result<Option<Time>, DeskError> {
        let keys = self.me.author.log().history();
        let Some(last) = keys.last().filter(|_| keys.len() > 1) else { return Ok(None) };
        let row = undamaged(self.store.value(&named(CARE, CHANGED)))?.flatten();
        let row = row.map(|bytes| undamaged(KeyChangeRow::from_bytes(&bytes))).transpose()?;
        let noted = row.flatten().map(|row| row.began);
        Ok(noted.or(Some(Time(u64::from(last.since.0) * DAY_SECONDS))))
    }

    /// Whether there is a backup, and none since the key was replaced.
    fn backup_outdated(&self) -> Result<bool, DeskError> {
        let changed = self.key_changed()?;
        Ok(changed.is_some_and(|changed| self.last_backup_at().is_some_and(|at| at < changed)))
    }

    /// Replaces the signing key and the sheet. The last step is in this step's batch.
    pub(crate) fn rotate(&mut self, now: Time, change: &KeyChange<'_>) -> Result<(), DeskError> {
        let author = self.successor(now, change)?;
        self.note_begun(now)?;
        self.store.change_recovery_key(*recovery::vault_key(change.new))?;
        let seed = recovery::next_signing_key(change.present);
        self.me.replace_key(&mut self.batch, author, &seed.seed(), now.day(), &mut self.rng);
        self.batch.delete(named(CARE, BEGUN));
        self.note_changed(now);
        self.log_key_replaced();
        self.owe_cards();
        self.pay_cards(now)
    }

    /// The author after the change: every rule of the key log is checked here, and nothing is touched.
    pub(crate) fn successor(&self, now: Time, change: &KeyChange<'_>) -> Result<Author, DeskError> {
        let log = self.me.author.log();
        let key = recovery::next_signing_key(change.present);
        // An earlier sheet's key stands in the log: it was used up.
        let used = log.accepts(&key.verifying_key(), now.day()) != Err(IdentityFault::UnknownKey);
        let next = NextKey::of(&recovery::next_signing_key(change.new).verifying_key());
        let compromised = change.why == Why::Stolen;
        Author::recover(log.clone(), key, next, now.day(), compromised)
            .map_err(|fault| refused(&fault, used))
    }

    /// Step 1. By itself, so that step 2 is never done without it.
    fn note_begun(&mut self, now: Time) -> Result<(), DeskError> {
        let mut note = Batch::new();
        note.put(named(CARE, BEGUN), Owner::Node, KeyChangeRow { began: now }.to_bytes());
        Ok(self.store.commit(vec![note])?)
    }

    /// When a change of the key was begun that was not finished.
    pub(crate) fn key_change_begun(&self) -> Result<Option<Time>, DeskError> {
        let row = self.store.value(&named(CARE, BEGUN))?;
        Ok(row.map(|bytes| KeyChangeRow::from_bytes(&bytes)).transpose()?.map(|row| row.began))
    }

    /// What a person should do about keys.
    pub(crate) fn key_advice(&self) -> Result<Vec<String>, DeskError> {
        let begun = self.key_change_begun()?.map(|began| {
            format!(
                "A change of the signing key began at {} and was not finished. Keep the older and the newer recovery sheet, and give `waypost key rotate` (or `key revoke`) the older one again.",
                crate::report::time(began)
            )
        });
        let mut advice: Vec<String> = begun.into_iter().collect();
        for org in self.partners.keys() {
            advice.extend(self.key_trouble(*org)?);
        }
        Ok(advice)
    }

    /// Every partner is to have a new card: after a new key, a new epoch, a new address.
    pub(crate) fn owe_cards(&mut self) {
        self.cards_owed = owed_by_all(&self.partners);
        self.save_owed();
    }

    /// One partner is to have a new card.
    pub(crate) fn owe_card(&mut self, org: OrgId) {
        if self.partners.get(&org).is_some_and(|p| p.card.is_some()) {
            self.cards_owed.insert(org);
            self.save_owed();
        }
    }

    /// Writes some of the cards owed; the rest follows with the next ticks. Where the clock stands
    /// outside the pair's days nothing can be written: that card stays owed.
    pub(crate) fn pay_cards(&mut self, now: Time) -> Result<(), DeskError> {
        let today = now.day();
        let can = |desk: &mut Self, org: &OrgId| {
            desk.partners.get_mut(org).is_some_and(|p| p.sending_keys(today).is_some())
        };
        let mut owed: Vec<OrgId> = self.cards_owed.iter().copied().collect();
        owed.retain(|org| can(self, org));
        owed.truncate(CARDS_A_STEP);
        for org in &owed {
            self.send_card(now, *org)?;
            self.cards_owed.remove(org);
        }
        if !owed.is_empty() {
            self.save_owed();
        }
        Ok(())
    }

    fn save_owed(&mut self) {
        let cards: Vec<OrgId> = self.cards_owed.iter().copied().collect();
        if cards.is_empty() {
            self.batch.delete(named(CARE, OWED));
        } else {
            self.batch.put(named(CARE, OWED), Owner::Node, OwedRow { cards }.to_bytes());
        }
    }
}

/// The cards that were owed when the node last worked; where that is damaged, every partner that has one.
pub(crate) fn load_owed(
    store: &Store,
    partners: &BTreeMap<OrgId, Partner>,
) -> Result<BTreeSet<OrgId>, DeskError> {
    let row = match undamaged(store.value(&named(CARE, OWED)))? {
        Some(None) => return Ok(BTreeSet::new()),
        Some(Some(bytes)) => undamaged(OwedRow::from_bytes(&bytes))?,
        None => None,
    };
    let to_all = || owed_by_all(partners);
    Ok(row.map_or_else(to_all, |row| row.cards.into_iter().collect()))
}

fn owed_by_all(partners: &BTreeMap<OrgId, Partner>) -> BTreeSet<OrgId> {
    let with_card = partners.values().filter(|p| p.card.is_some() && !p.row.blocked);
    with_card.map(Partner::org).collect()
}

/// The 32 bytes of a sheet, as they come over the local socket.
fn seed(hex: &Secret) -> Result<Zeroizing<[u8; 32]>, DeskError> {
    let bytes = unhex(&hex.0).ok_or_else(not_a_seed)?;
    let seed: &[u8; 32] = bytes.as_slice().try_into().map_err(|_| not_a_seed())?;
    Ok(Zeroizing::new(*seed))
}

fn not_a_seed() -> DeskError {
    asked("bad_seed", "A recovery sheet is 64 hex digits here.", "Use `waypost key rotate`.")
}

/// A key log, for a person.
pub(crate) fn key_rows(log: &KeyLog) -> Vec<KeyRow> {
    log.history().iter().zip(0..).map(|(key, place)| key_row(place, key)).collect()
}

fn key_row(place: u32, time: &KeyTime) -> KeyRow {
    let state = match (time.until, time.stolen) {
        (None, _) => "in_force",
        (Some(_), false) => "retired",
        (Some(_), true) => "stolen",
    };
    KeyRow {
        place,
        key: time.key.as_bytes().iter().map(|byte| format!("{byte:02x}")).collect(),
        since: day_text(time.since),
        until: time.until.map(day_text),
        state: state.to_owned(),
    }
}

fn refused(fault: &IdentityFault, used: bool) -> DeskError {
    match fault {
        IdentityFault::NotCommitted { .. } | IdentityFault::KeyAgain { .. } if used => asked(
            "used_sheet",
            "This recovery sheet was used before: its key is in the key log already.",
            "Use the sheet that replaced it. Nothing was changed.",
        ),
        IdentityFault::NotCommitted { .. } => asked(
            "wrong_sheet",
            "These are not the words of this organisation's recovery sheet in force.",
            "Check that it is the newest sheet, and each word on it. Nothing was changed.",
        ),
        IdentityFault::KeyAgain { .. } => asked(
            "same_sheet",
            "The new sheet is one that this organisation had before.",
            "Make a fresh one. Nothing was changed.",
        ),
        IdentityFault::DayBackwards { .. } => asked(
            "clock",
            fault.to_string(),
            "Set this computer's clock and date. Nothing was changed.",
        ),
        _ => asked("key_log", fault.to_string(), "Nothing was changed."),
    }
}
