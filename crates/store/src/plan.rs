//! Planning a group: every batch becomes one record's body, with its values sealed and its secrets put in free
//! vault slots. Nothing here is final: a plan that is not carried out is undone.

use std::collections::HashMap;

use crate::batch::{Batch, Change};
use crate::error::{Error, Place};
use crate::journal::{BODY_BYTES_MAX, BodyWriter, End, Marks, ThreadRef};
use crate::key::{Hash16, Item, Key, Owner};
use crate::seal::{SEAL_BYTES, SealKey, seal};
use crate::store::Store;
use crate::vault::SlotRef;

/// What a group will do, and what to undo if it does not.
pub(crate) struct Plan {
    pub(crate) first_record: u64,
    pub(crate) bodies: Vec<Vec<u8>>,
    pub(crate) marks: Marks,
    /// Slots reserved for new secrets.
    pub(crate) fresh: Vec<SlotRef>,
    /// Conversation keys taken from the pool, in order.
    pub(crate) taken: Vec<SlotRef>,
    /// Slots to overwrite once the group is durable.
    pub(crate) forgotten: Vec<SlotRef>,
    /// Secrets and conversations as they will be.
    pub(crate) names: HashMap<Hash16, Option<SlotRef>>,
    threads: HashMap<Hash16, Option<ThreadRef>>,
    keys: HashMap<SlotRef, SealKey>,
}

impl Plan {
    pub(crate) fn new(end: End) -> Self {
        Self {
            first_record: end.next_record,
            bodies: Vec::new(),
            marks: end.marks,
            fresh: Vec::new(),
            taken: Vec::new(),
            forgotten: Vec::new(),
            names: HashMap::new(),
            threads: HashMap::new(),
            keys: HashMap::new(),
        }
    }

    fn record(&self) -> u64 {
        self.first_record + self.bodies.len() as u64
    }
}

impl Store {
    pub(crate) fn plan_batch(&mut self, plan: &mut Plan, batch: Batch) -> Result<(), Error> {
        if batch.is_empty() {
            return Ok(());
        }
        let mut writer = BodyWriter::default();
        for change in batch.changes {
            self.plan_change(plan, &mut writer, change)?;
        }
        plan.bodies.push(writer.finish(plan.marks));
        Ok(())
    }

    fn plan_change(
        &mut self,
        plan: &mut Plan,
        writer: &mut BodyWriter,
        change: Change,
    ) -> Result<(), Error> {
        match change {
            Change::Put { key, owner, value } => self.plan_put(plan, writer, &key, owner, &value),
            Change::Delete(key) => {
                writer.delete(&self.hasher.row(&key));
                Ok(())
            }
            Change::KeepSecret { name, secret } => self.plan_secret(plan, writer, &name, &secret),
            Change::ForgetSecret(name) => {
                let name = self.hasher.secret(&name);
                let old = self.planned_secret(plan, &name);
                plan.names.insert(name, None);
                forget(plan, writer, old);
                Ok(())
            }
            Change::EraseThread(id) => self.plan_erase(plan, writer, &id),
        }
    }

    fn plan_put(
        &mut self,
        plan: &mut Plan,
        writer: &mut BodyWriter,
        key: &Key,
        owner: Owner,
        value: &[u8],
    ) -> Result<(), Error> {
        let owner = match owner {
            Owner::Node => None,
            Owner::Thread(id) => Some(self.planned_thread(plan, &id)?),
        };
        let row = self.hasher.row(key);
        match &key.item {
            // The name goes in front of its value, as the index only has its hash.
            Item::Name(name) => {
                let length = (name.len() as u16).to_be_bytes();
                self.plan_sealed(plan, writer, &row, owner, &[&length, name, value])
            }
            Item::Number(_) => self.plan_sealed(plan, writer, &row, owner, &[value]),
        }
    }

    /// Adds a put of an already hashed row.
    pub(crate) fn plan_sealed(
        &mut self,
        plan: &mut Plan,
        writer: &mut BodyWriter,
        row: &[u8],
        owner: Option<ThreadRef>,
        parts: &[&[u8]],
    ) -> Result<(), Error> {
        let bytes = parts.iter().map(|part| part.len()).sum::<usize>() + SEAL_BYTES;
        if !writer.has_room(bytes) {
            return Err(Error::TooLong {
                what: "batch",
                found: writer.bytes() + bytes,
                max: BODY_BYTES_MAX,
            });
        }
        let aad = value_aad(&self.vault.store_id(), plan.record(), writer.count(), owner, row);
        let key = match owner {
            None => self.node_key.clone(),
            Some(thread) => self.planned_key(plan, thread.key)?,
        };
        writer.put(row, owner, |out| seal(&key, &mut *self.folder.rng, &aad, parts, out));
        Ok(())
    }

    fn plan_secret(
        &mut self,
        plan: &mut Plan,
        writer: &mut BodyWriter,
        name: &[u8],
        secret: &[u8],
    ) -> Result<(), Error> {
        let name = self.hasher.secret(name);
        let old = self.planned_secret(plan, &name);
        let slot = self.vault.reserve()?;
        plan.fresh.push(slot);
        self.vault.put(slot, name, secret, &mut *self.folder.rng)?;
        plan.names.insert(name, Some(slot));
        plan.marks.secrets = slot.serial;
        forget(plan, writer, old);
        Ok(())
    }

    fn plan_erase(
        &mut self,
        plan: &mut Plan,
        writer: &mut BodyWriter,
        id: &[u8; 16],
    ) -> Result<(), Error> {
        let hash = self.hasher.thread(id);
        let thread = match plan.threads.get(&hash) {
            Some(planned) => *planned,
            None => self.reading(|index| index.thread(&hash))?,
        };
        plan.threads.insert(hash, None);
        if let Some(thread) = thread {
            writer.erase(thread);
            plan.forgotten.push(thread.key);
        }
        Ok(())
    }

    fn planned_secret(&self, plan: &Plan, name: &Hash16) -> Option<SlotRef> {
        plan.names.get(name).copied().unwrap_or_else(|| self.vault.named(name))
    }

    /// The conversation's key slot, a new one if it has none.
    fn planned_thread(&mut self, plan: &mut Plan, id: &[u8; 16]) -> Result<ThreadRef, Error> {
        let hash = self.hasher.thread(id);
        let known = match plan.threads.get(&hash) {
            Some(planned) => *planned,
            None => self.reading(|index| index.thread(&hash))?,
        };
        let thread = match known {
            Some(thread) => thread,
            None => {
                let key = self.vault.take_key(&mut *self.folder.rng)?;
                plan.taken.push(key);
                plan.marks.keys = key.serial;
                ThreadRef { hash, key }
            }
        };
        plan.threads.insert(hash, Some(thread));
        Ok(thread)
    }

    fn planned_key(&self, plan: &mut Plan, slot: SlotRef) -> Result<SealKey, Error> {
        if let Some(key) = plan.keys.get(&slot) {
            return Ok(key.clone());
        }
        let key = self.vault.data_key(slot)?.ok_or(Error::Rot(Place::Slot { slot: slot.slot }))?;
        plan.keys.insert(slot, key.clone());
        Ok(key)
    }
}

fn forget(plan: &mut Plan, writer: &mut BodyWriter, old: Option<SlotRef>) {
    if let Some(old) = old {
        writer.forget(old);
        plan.forgotten.push(old);
    }
}

/// What a sealed value is bound to: this store, its place in the journal, its key, its row.
pub(crate) fn value_aad(
    store_id: &[u8; 16],
    record: u64,
    op: u16,
    owner: Option<ThreadRef>,
    row: &[u8],
) -> Vec<u8> {
    let key = owner.map_or(SlotRef { slot: u32::MAX, serial: 0 }, |owner| owner.key);
    let mut aad = Vec::with_capacity(38 + row.len());
    aad.extend_from_slice(store_id);
    aad.extend_from_slice(&record.to_be_bytes());
    aad.extend_from_slice(&op.to_be_bytes());
    key.write(&mut aad);
    aad.extend_from_slice(row);
    aad
}
