//! The unlocked store: batches in, rows and secrets out. It decides nothing; it keeps what it is told, or says
//! that it did not.
//!
//! One commit, in order: 1. new secrets go to free vault slots (and are flushed, if any). 2. one record for each
//! batch is appended to the journal, as one write and one flush: the moment it all becomes true. 3. the index
//! learns of it. 4. forgotten secrets are overwritten in the vault (and flushed, if any). A crash before 2 leaves
//! slots that no record confirms, emptied when unlocking; a crash after 2 is finished when unlocking.

use std::collections::BTreeSet;
use std::sync::{Mutex, MutexGuard, PoisonError, RwLock};

use zeroize::Zeroizing;

use crate::batch::Batch;
use crate::error::Error;
use crate::folder::{CLEAN, Folder};
use crate::index::{Fault, Index, Update};
use crate::journal::{Body, CleanMarker, End, Journal, Replayed};
use crate::key::{Hasher, bound};
use crate::locked::Locked;
use crate::paused::Paused;
use crate::plan::Plan;
use crate::rebuild::rebuild;
use crate::report::{Findings, Report, Why};
use crate::seal::SealKey;
use crate::spool::{Spool, SpoolId};
use crate::vault::{Hardness, Masters, Renew, Vault};

/// Most batches in one group: far more than writers ever wait at once.
pub const GROUP_BATCHES_MAX: usize = 1024;

/// An unlocked store. One writer: committing takes `&mut self`.
pub struct Store {
    pub(crate) folder: Folder,
    pub(crate) spool: Spool,
    pub(crate) recipient: [u8; 32],
    pub(crate) spool_key: SealKey,
    pub(crate) node_key: SealKey,
    pub(crate) hasher: Hasher,
    pub(crate) vault: Vault,
    pub(crate) journal: Journal,
    pub(crate) index: RwLock<Index>,
    pub(crate) findings: Mutex<Findings>,
    pub(crate) poisoned: Option<&'static str>,
    /// The segment being emptied, and the first record not yet looked at.
    pub(crate) compacting: Option<(u32, u64)>,
    /// Segments with damaged rows, which compaction would lose.
    pub(crate) left_alone: BTreeSet<u32>,
    /// Segments whose damage is healed: no row needs what is lost there, so that they can go.
    pub(crate) healed: BTreeSet<u32>,
}

impl Store {
    /// Makes batches durable, in order, with one flush for all; each is kept whole or not at all.
    ///
    /// On `Ok` everything is durable; a secret to forget that could not be overwritten yet is overwritten by the
    /// next opening, and until then the store is not [`Store::sound`]. On [`Error::Poisoned`] nothing was kept if
    /// the store goes on by [`Store::pause`]; if the process ends first, the outcome is unknown until it is opened.
    /// On any other error nothing was kept, and later commits may work.
    pub fn commit(&mut self, batches: Vec<Batch>) -> Result<(), Error> {
        self.sound()?;
        bound("group (in batches)", batches.len(), GROUP_BATCHES_MAX)?;
        batches.iter().try_for_each(Batch::check)?;
        let mut plan = Plan::new(self.journal.end());
        let planned = batches.into_iter().try_for_each(|batch| self.plan_batch(&mut plan, batch));
        self.carry_out(plan, planned)
    }

    /// Steps 1 (the flush) to 4 of a planned group, or the undoing of the plan.
    pub(crate) fn carry_out(
        &mut self,
        plan: Plan,
        planned: Result<(), Error>,
    ) -> Result<(), Error> {
        if plan.bodies.is_empty() && planned.is_ok() {
            return Ok(());
        }
        let durable = planned
            .and_then(|()| if plan.fresh.is_empty() { Ok(()) } else { self.vault.sync() })
            .and_then(|()| self.journal.append(&plan.bodies, plan.marks));
        match durable {
            Ok(places) => self.finish(plan, &places),
            Err(error) => Err(self.undo(&plan, error)),
        }
    }

    /// Nothing of the plan happened: its slots and keys are free again, or the store is poisoned.
    fn undo(&mut self, plan: &Plan, error: Error) -> Error {
        if !matches!(error, Error::Poisoned { .. }) {
            self.vault.give_back(&plan.taken);
            let withdrawn = match plan.fresh.as_slice() {
                [] => Ok(()),
                fresh => self.vault.withdraw(fresh, &mut *self.folder.rng),
            };
            if withdrawn.is_err() {
                return self
                    .poison(Error::Poisoned { doing: "undoing a failed commit in the vault" });
            }
        }
        self.poison(error)
    }

    fn finish(&mut self, plan: Plan, places: &[(u32, u64)]) -> Result<(), Error> {
        // Durable already: a failing index is built anew now or at the next reading, it cannot undo the commit.
        if let Err(Fault(words)) = self.apply(&plan, places) {
            let _later = self.rebuild_index(Why::Failed(words));
        }
        plan.names.into_iter().for_each(|(name, slot)| self.vault.name(name, slot));
        // Nor does a failing overwrite: what the record says is forgotten, the next opening overwrites.
        if self.vault.erase(&plan.forgotten, &mut *self.folder.rng).is_err() {
            self.poisoned = Some("overwriting a forgotten secret");
        }
        Ok(())
    }

    fn apply(&mut self, plan: &Plan, places: &[(u32, u64)]) -> Result<(), Fault> {
        let mut update = Update::default();
        let index = self.index.get_mut().unwrap_or_else(PoisonError::into_inner);
        for ((number, body), (segment, body_at)) in
            (plan.first_record..).zip(&plan.bodies).zip(places)
        {
            let body = Body::read(body)?;
            let record = Replayed {
                segment: *segment,
                body_at: *body_at,
                number,
                group_first: plan.first_record,
                body: &body,
            };
            update.add(&record, |slot| self.vault.may_hold(slot));
        }
        index.apply(update)
    }

    /// Whether the store does anything: [`Error::Poisoned`] once the disk failed, until it is opened again.
    pub fn sound(&self) -> Result<(), Error> {
        self.poisoned.map_or(Ok(()), |doing| Err(Error::Poisoned { doing }))
    }

    /// Remembers that the disk cannot be trusted before it is opened again.
    pub(crate) fn poison(&mut self, error: Error) -> Error {
        if let Error::Poisoned { doing } = error {
            self.poisoned = Some(doing);
        }
        error
    }

    /// Builds the index anew while unlocked.
    pub(crate) fn rebuild_index(&self, why: Why) -> Result<(), Error> {
        let mut index = self.index.write().unwrap_or_else(PoisonError::into_inner);
        // The old one must let go of its files first.
        *index = Index::broken();
        let mut findings = self.findings();
        let (rebuilt, _settled_already) =
            rebuild(&self.folder, &self.journal, &self.vault, why, &mut findings)?;
        *index = rebuilt;
        Ok(())
    }

    pub(crate) fn findings(&self) -> MutexGuard<'_, Findings> {
        self.findings.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Frames kept while the store was locked, oldest first.
    pub fn spooled(&self) -> &[SpoolId] {
        self.spool.ids()
    }

    /// One of them. [`Error::Rot`] if the file was damaged: then it can only be removed.
    pub fn spooled_frame(&self, id: SpoolId) -> Result<Zeroizing<Vec<u8>>, Error> {
        self.sound()?;
        self.spool.read(&*self.folder.disk, &self.spool_key, id)
    }

    /// Removes a frame, after what it held was committed. If the removal is lost in a crash it is seen again.
    pub fn remove_spooled(&mut self, id: SpoolId) -> Result<(), Error> {
        self.sound()?;
        self.spool.remove(&*self.folder.disk, id)
    }

    /// Puts the vault under a fresh master key, so that an old copy of its slots is useless with today's
    /// passphrase. To be done on a schedule; needs neither passphrase nor recovery key.
    pub fn rewrap(&mut self) -> Result<(), Error> {
        self.renew(&Renew::MasterOnly)
    }

    /// The same with a new passphrase; the old one opens nothing any more.
    pub fn change_passphrase(&mut self, passphrase: &[u8]) -> Result<(), Error> {
        let hardness: Hardness = self.folder.options.hardness;
        self.renew(&Renew::Passphrase(passphrase, hardness))
    }

    /// The same with a new recovery key.
    pub fn change_recovery_key(&mut self, recovery_key: [u8; 32]) -> Result<(), Error> {
        self.renew(&Renew::RecoveryKey(&Zeroizing::new(recovery_key)))
    }

    /// Whether this is the passphrase, at the cost of opening with it. [`Error::WrongPassphrase`] if not.
    pub fn check_passphrase(&self, passphrase: &[u8]) -> Result<(), Error> {
        self.vault.check_passphrase(passphrase)
    }

    fn renew(&mut self, renew: &Renew<'_>) -> Result<(), Error> {
        self.sound()?;
        let Folder { disk, dir, rng, .. } = &mut self.folder;
        let renewed = self.vault.rewrap(&**disk, dir, renew, &mut **rng);
        renewed.map_err(|error| self.poison(error))
    }

    /// Small work best done between commits: conversation keys made ahead. At most one flush.
    pub fn prepare(&mut self) -> Result<(), Error> {
        self.sound()?;
        let prepared = self.vault.refill(&mut *self.folder.rng);
        prepared.map_err(|error| self.poison(error))
    }

    /// Gives up vault slots reported as damaged: until then a secret that is not found is answered with
    /// [`Error::Rot`], as nobody can tell whether it was there; from then on it never was.
    pub fn accept_loss(&mut self) -> Result<(), Error> {
        self.sound()?;
        let accepted = self.vault.accept_loss(&mut *self.folder.rng);
        accepted
            .map_err(|_| self.poison(Error::Poisoned { doing: "overwriting damaged vault slots" }))
    }

    /// Counts, sizes and damage.
    pub fn report(&self) -> Report {
        let index = self.index.read().unwrap_or_else(PoisonError::into_inner);
        let findings = self.findings();
        Report {
            segments: self.journal.segments().count(),
            journal_bytes: self.journal.segments().map(|(_, bytes)| bytes).sum(),
            live_bytes: self.journal.segments().map(|(number, _)| index.live_bytes(number)).sum(),
            records: self.journal.end().next_record - 1,
            vault_bytes: self.vault.bytes(),
            vault_slots_used: self.vault.used(),
            spooled: self.spool.ids().len(),
            brought_from: self.folder.brought_from,
            rebuilt: findings.rebuilt.clone(),
            cut: self.journal.cut(),
            rot: findings.places().chain(self.vault.damaged()).collect(),
            holes: findings.lost_records().collect(),
            poisoned: self.poisoned,
        }
    }

    /// Locks: closes in order, wipes the keys, keeps the folder.
    pub fn lock(self) -> Locked {
        let Shut { folder, spool, recipient, .. } = self.shut();
        Locked::again(folder, spool, recipient)
    }

    /// Closes after a failure of the disk, keeping the master key for [`Paused::reopen`].
    pub fn pause(mut self) -> Paused {
        // Not an orderly close: the next opening settles everything.
        self.poisoned.get_or_insert("paused");
        let Shut { folder, spool, recipient, masters, end, .. } = self.shut();
        Paused::over(folder, spool, recipient, masters, end)
    }

    /// Closes in order and frees the folder. An error here means that the next opening builds the index anew;
    /// no data is at stake.
    pub fn close(self) -> Result<(), Error> {
        self.shut().closed
    }

    fn shut(self) -> Shut {
        let Self { folder, spool, recipient, vault, journal, index, poisoned, .. } = self;
        let index = index.into_inner().unwrap_or_else(PoisonError::into_inner);
        let closed = match (poisoned, index.close(&folder.dir)) {
            (Some(doing), _) => Err(Error::Poisoned { doing }),
            (None, Err(Fault(words))) => Err(Error::Index(words)),
            (None, Ok(index_sum)) => {
                let marker = CleanMarker { end: journal.end(), index_sum };
                write_marker(&folder, &marker.write(&vault.store_id()))
            }
        };
        Shut { folder, spool, recipient, masters: vault.into_masters(), end: journal.end(), closed }
    }
}

/// What is left of a store that was closed.
struct Shut {
    folder: Folder,
    spool: Spool,
    recipient: [u8; 32],
    masters: Masters,
    end: End,
    closed: Result<(), Error>,
}

fn write_marker(folder: &Folder, bytes: &[u8]) -> Result<(), Error> {
    let write = || {
        let file = folder.disk.create(&folder.dir.join(CLEAN))?;
        file.write_at(bytes, 0)?;
        file.sync()?;
        folder.disk.sync_dir(&folder.dir)
    };
    write().map_err(Error::disk("writing the marker of an orderly close"))
}
