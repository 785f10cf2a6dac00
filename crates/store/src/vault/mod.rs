//! The vault: what must be forgotten, in fixed slots that are overwritten in place and flushed.
//! In come secrets under hashed names; out they come until forgotten. New secrets go to free slots only, so a
//! torn write never touches a live one. It keeps in memory where things are, never the secrets themselves.

mod header;
mod keys;
mod rewrap;
mod slot;

use std::collections::{BTreeSet, HashMap, HashSet, VecDeque};
use std::path::Path;

use rand_core::CryptoRng;
use zeroize::Zeroizing;

pub use header::Hardness;
pub(crate) use header::{Header, Lid};
pub(crate) use keys::SystemKeys;
pub(crate) use rewrap::{NEW_NAME, OLD_NAME, Renew, VAULT_NAME, settle};
pub(crate) use slot::SlotRef;
use slot::{Binding, Kind, SLOT_BYTES, Slot};

use crate::disk::{Disk, DiskFile};
use crate::error::{Error, Place};
use crate::journal::Marks;
use crate::key::Hash16;
use crate::rebuild::Forgotten;
use crate::seal::{SealKey, random_key};

/// Where the slots begin: after both copies of the header.
const SLOTS_AT: u64 = 2 * header::COPY_AT;
/// The store's own keys are kept twice, so that one damaged slot does not lose everything.
const SYSTEM_SLOTS: [u32; 2] = [0, 1];
/// Most slots: 1 GiB of vault, millions of conversations and prekeys; the map of it stays under 100 MiB.
const SLOTS_MAX: usize = 4 << 20;
/// Longest vault file.
pub(crate) const FILE_BYTES_MAX: usize = SLOTS_AT as usize + SLOTS_MAX * SLOT_BYTES;
/// Conversation keys made at once, so that a conversation's birth rarely needs a flush of the vault.
const POOL_KEYS: usize = 64;
/// Slots read or written at once when all of them are.
const CHUNK_SLOTS: usize = 4096;
const WRITING: &str = "writing the vault";
const READING: &str = "reading the vault";

/// Master keys with the header's generation each belongs to.
pub(crate) type Masters = Vec<(u64, SealKey)>;

/// An unlocked vault.
pub(crate) struct Vault {
    file: Box<dyn DiskFile>,
    header: Header,
    master: SealKey,
    /// The header's generation and master key of a change that failed half way: the disk has one of the two.
    changing: Option<(u64, SealKey)>,
    /// By slot: the serial of what is in it, 0 if nothing.
    serials: Vec<u64>,
    free: BTreeSet<u32>,
    damaged: BTreeSet<u32>,
    names: HashMap<Hash16, SlotRef>,
    /// Named secrets found when opening, until [`Vault::settle`] decides about them.
    unsettled: Vec<(Hash16, SlotRef)>,
    /// Conversation keys not yet taken, oldest first.
    pool: VecDeque<SlotRef>,
    last_serial: u64,
}

/// Reads the header; the second value says whether a copy needs repair.
pub(crate) fn read_header(file: &dyn DiskFile) -> Result<(Header, bool), Error> {
    let copy = |at| -> Result<Option<Header>, Error> {
        let mut bytes = [0; header::HEADER_BYTES];
        let read = file.read_at(&mut bytes, at).map_err(Error::disk(READING))?;
        Ok(Header::read(&bytes[..read]).ok())
    };
    match (copy(0)?, copy(header::COPY_AT)?) {
        (Some(first), Some(second)) => Ok((first.clone(), first != second)),
        (Some(only), None) | (None, Some(only)) => Ok((only, true)),
        (None, None) => Err(Error::Rot(Place::VaultHeader)),
    }
}

fn write_header(file: &dyn DiskFile, header: &Header) -> std::io::Result<()> {
    let mut page = header.write();
    page.resize(header::COPY_AT as usize, 0);
    file.write_at(&page, 0)?;
    file.write_at(&page, header::COPY_AT)
}

impl Vault {
    /// Writes and flushes a new vault file with its own keys and nothing else.
    pub(crate) fn write_new(
        disk: &dyn Disk,
        path: &Path,
        header: &Header,
        master: &SealKey,
        keys: &SystemKeys,
        rng: &mut dyn CryptoRng,
    ) -> Result<(), Error> {
        let mut write = || -> std::io::Result<()> {
            let file = disk.create(path)?;
            write_header(&*file, header)?;
            let under =
                Binding { master, store_id: &header.store_id, generation: header.generation };
            let mut slots = Vec::new();
            SYSTEM_SLOTS.iter().for_each(|slot| keys.slot().seal(&under, *slot, rng, &mut slots));
            file.write_at(&slots, SLOTS_AT)?;
            file.sync()
        };
        write().map_err(Error::disk(WRITING))
    }

    /// Opens every slot once. `repair` rewrites a damaged copy of the header.
    pub(crate) fn open(
        file: Box<dyn DiskFile>,
        header: Header,
        master: SealKey,
        repair: bool,
        rng: &mut dyn CryptoRng,
    ) -> Result<(Self, SystemKeys), Error> {
        let mut vault = Self {
            file,
            header,
            master,
            changing: None,
            serials: Vec::new(),
            free: BTreeSet::new(),
            damaged: BTreeSet::new(),
            names: HashMap::new(),
            unsettled: Vec::new(),
            pool: VecDeque::new(),
            last_serial: 0,
        };
        let mut keys = [None, None];
        vault.each_slot(|vault, number, slot| vault.note(number, slot, &mut keys))?;
        let [first, second] = keys;
        let whole = first.is_some() && second.is_some();
        let keys = first.or(second).ok_or(Error::Rot(Place::VaultKeys))?;
        if repair || !whole {
            vault.repair(&keys, rng)?;
        }
        vault.pool.make_contiguous().sort_by_key(|key| key.serial);
        Ok((vault, keys))
    }

    /// Writes and flushes every slot as it reads: after a failed or missing flush the system may show slots
    /// that are not on the disk, and a conversation's key among them must not be relied on.
    pub(crate) fn believe(&self) -> Result<(), Error> {
        let mut chunk = vec![0; CHUNK_SLOTS * SLOT_BYTES];
        for first in (0..self.serials.len()).step_by(CHUNK_SLOTS) {
            let at = slot_at(first as u32);
            let read = self.file.read_at(&mut chunk, at).map_err(Error::disk(READING))?;
            let shown = chunk.get(..read).unwrap_or_default();
            self.file.write_at(shown, at).map_err(Error::disk(WRITING))?;
        }
        self.file.sync().map_err(Error::disk(WRITING))
    }

    /// The keys that may open the vault as it lies on the disk, with their generations.
    pub(crate) fn into_masters(self) -> Masters {
        [(self.header.generation, self.master)].into_iter().chain(self.changing).collect()
    }

    fn repair(&mut self, keys: &SystemKeys, rng: &mut dyn CryptoRng) -> Result<(), Error> {
        let mut bytes = Vec::new();
        SYSTEM_SLOTS
            .iter()
            .for_each(|slot| keys.slot().seal(&self.binding(), *slot, rng, &mut bytes));
        write_header(&*self.file, &self.header)
            .and_then(|()| self.file.write_at(&bytes, SLOTS_AT))
            .and_then(|()| self.file.sync())
            .map_err(Error::disk(WRITING))
    }

    fn note(&mut self, number: u32, slot: Option<Slot>, keys: &mut [Option<SystemKeys>; 2]) {
        let Some(slot) = slot else {
            self.damaged.insert(number);
            self.serials.push(0);
            return;
        };
        let this = SlotRef { slot: number, serial: slot.serial };
        self.serials.push(slot.serial);
        self.last_serial = self.last_serial.max(slot.serial);
        match slot.kind {
            Kind::Free => drop(self.free.insert(number)),
            Kind::Key => self.pool.push_back(this),
            Kind::System => {
                if let Some(place) = keys.get_mut(number as usize) {
                    *place = SystemKeys::read(&slot);
                }
            }
            Kind::Named => self.unsettled.push((slot.name, this)),
        }
    }

    /// Calls `each` with every slot of the file; `None` for one that is damaged.
    fn each_slot(
        &mut self,
        mut each: impl FnMut(&mut Self, u32, Option<Slot>),
    ) -> Result<(), Error> {
        let mut chunk = vec![0; CHUNK_SLOTS * SLOT_BYTES];
        let mut number = 0;
        loop {
            let read =
                self.file.read_at(&mut chunk, slot_at(number)).map_err(Error::disk(READING))?;
            let (slots, _torn_tail) = chunk[..read].as_chunks::<SLOT_BYTES>();
            for bytes in slots {
                // All zero: the file grew but the slot was never written.
                let slot = match bytes.iter().all(|byte| *byte == 0) {
                    true => Some(Slot::free()),
                    false => Slot::open(&self.binding(), number, bytes),
                };
                each(self, number, slot);
                number += 1;
            }
            if slots.len() < CHUNK_SLOTS || number as usize >= SLOTS_MAX {
                return Ok(());
            }
        }
    }

    pub(crate) fn check_passphrase(&self, passphrase: &[u8]) -> Result<(), Error> {
        self.header.open_with_passphrase(passphrase).map(drop)
    }

    fn binding(&self) -> Binding<'_> {
        Binding {
            master: &self.master,
            store_id: &self.header.store_id,
            generation: self.header.generation,
        }
    }

    /// Brings the vault to where the journal says it is: secrets no batch confirmed never happened, forgotten
    /// ones are overwritten (again), and taken conversation keys leave the pool.
    pub(crate) fn settle(
        &mut self,
        marks: Marks,
        forgotten: &Forgotten,
        rng: &mut dyn CryptoRng,
    ) -> Result<(), Error> {
        self.last_serial = self.last_serial.max(marks.secrets).max(marks.keys);
        self.pool.retain(|key| key.serial > marks.keys);
        let held = forgotten.ever.iter().filter(|slot| self.serial(slot.slot) == slot.serial);
        let torn = forgotten.lately.iter().filter(|slot| self.damaged.contains(&slot.slot));
        let mut erase: Vec<_> = held.chain(torn).copied().collect();
        let gone: HashSet<_> = forgotten.ever.iter().copied().collect();
        let mut named = std::mem::take(&mut self.unsettled);
        named.sort_unstable_by_key(|(_, slot)| slot.serial);
        for (name, slot) in named {
            if slot.serial > marks.secrets {
                erase.push(slot);
            } else if !gone.contains(&slot) {
                // A replaced secret is still there if its overwriting was cut short: the later one counts.
                erase.extend(self.names.insert(name, slot));
            }
        }
        self.erase(&erase, rng)
    }

    /// The slot of a secret; damage anywhere makes "there is none" uncertain, which is then said.
    pub(crate) fn find(&self, name: &Hash16) -> Result<Option<SlotRef>, Error> {
        match (self.names.get(name), self.damaged.first()) {
            (Some(slot), _) => Ok(Some(*slot)),
            (None, None) => Ok(None),
            (None, Some(slot)) => Err(Error::Rot(Place::Slot { slot: *slot })),
        }
    }

    /// The slot of a secret, as far as known.
    pub(crate) fn named(&self, name: &Hash16) -> Option<SlotRef> {
        self.names.get(name).copied()
    }

    pub(crate) fn name(&mut self, name: Hash16, slot: Option<SlotRef>) {
        match slot {
            Some(slot) => drop(self.names.insert(name, slot)),
            None => drop(self.names.remove(&name)),
        }
    }

    fn serial(&self, slot: u32) -> u64 {
        self.serials.get(slot as usize).copied().unwrap_or(0)
    }

    /// Whether the slot still holds this secret, or is damaged so that nobody can tell.
    pub(crate) fn may_hold(&self, slot: SlotRef) -> bool {
        self.serial(slot.slot) == slot.serial || self.damaged.contains(&slot.slot)
    }

    /// The secret in a slot; `None` if it has been forgotten.
    pub(crate) fn read(&self, wanted: SlotRef) -> Result<Option<Zeroizing<Vec<u8>>>, Error> {
        let rot = Error::Rot(Place::Slot { slot: wanted.slot });
        if self.damaged.contains(&wanted.slot) {
            return Err(rot);
        }
        if self.serial(wanted.slot) != wanted.serial {
            return Ok(None);
        }
        let mut sealed = [0; SLOT_BYTES];
        let read =
            self.file.read_at(&mut sealed, slot_at(wanted.slot)).map_err(Error::disk(READING))?;
        let slot = Slot::open(&self.binding(), wanted.slot, &sealed[..read]).ok_or(rot)?;
        Ok((slot.serial == wanted.serial).then_some(slot.secret))
    }

    /// A conversation's data key; `None` if it has been destroyed.
    pub(crate) fn data_key(&self, slot: SlotRef) -> Result<Option<SealKey>, Error> {
        let secret = self.read(slot)?;
        Ok(secret.and_then(|secret| secret.as_slice().try_into().ok()).map(Zeroizing::new))
    }

    /// A free slot, taken in memory only: written by [`Vault::put`], given back by [`Vault::withdraw`].
    pub(crate) fn reserve(&mut self) -> Result<SlotRef, Error> {
        let slot = match self.free.pop_first() {
            Some(slot) => slot,
            None if self.serials.len() >= SLOTS_MAX => return Err(Error::Full),
            None => {
                self.serials.push(0);
                (self.serials.len() - 1) as u32
            }
        };
        self.last_serial += 1;
        self.serials[slot as usize] = self.last_serial;
        Ok(SlotRef { slot, serial: self.last_serial })
    }

    /// Writes a caller's secret to a reserved slot; durable after [`Vault::sync`].
    pub(crate) fn put(
        &mut self,
        to: SlotRef,
        name: Hash16,
        secret: &[u8],
        rng: &mut dyn CryptoRng,
    ) -> Result<(), Error> {
        let secret = Zeroizing::new(secret.to_vec());
        self.write(to, &Slot { kind: Kind::Named, serial: to.serial, name, secret }, rng)
    }

    fn write(&self, to: SlotRef, slot: &Slot, rng: &mut dyn CryptoRng) -> Result<(), Error> {
        let mut sealed = Vec::new();
        slot.seal(&self.binding(), to.slot, rng, &mut sealed);
        self.file.write_at(&sealed, slot_at(to.slot)).map_err(Error::disk(WRITING))
    }

    pub(crate) fn sync(&self) -> Result<(), Error> {
        self.file.sync().map_err(|_| Error::Poisoned { doing: "flushing the vault" })
    }

    /// Undoes reservations and whatever was written to them, durably.
    pub(crate) fn withdraw(
        &mut self,
        slots: &[SlotRef],
        rng: &mut dyn CryptoRng,
    ) -> Result<(), Error> {
        let mut slots = slots.to_vec();
        slots.sort_unstable_by_key(|slot| std::cmp::Reverse(slot.slot));
        slots.retain(|slot| {
            let last = slot.slot as usize + 1 == self.serials.len();
            if last {
                self.serials.pop();
            }
            !last
        });
        self.file.set_len(slot_at(self.serials.len() as u32)).map_err(Error::disk(WRITING))?;
        self.overwrite(&slots, rng)?;
        self.sync()
    }

    /// Overwrites slots and flushes: after this, what was in them is gone from the file.
    pub(crate) fn erase(
        &mut self,
        slots: &[SlotRef],
        rng: &mut dyn CryptoRng,
    ) -> Result<(), Error> {
        if slots.is_empty() {
            return Ok(());
        }
        self.overwrite(slots, rng)?;
        self.sync()
    }

    fn overwrite(&mut self, slots: &[SlotRef], rng: &mut dyn CryptoRng) -> Result<(), Error> {
        for slot in slots {
            self.write(*slot, &Slot::free(), rng)?;
            self.serials[slot.slot as usize] = 0;
            self.damaged.remove(&slot.slot);
            self.free.insert(slot.slot);
        }
        Ok(())
    }

    /// Takes the oldest unused conversation key, making more if there is none.
    pub(crate) fn take_key(&mut self, rng: &mut dyn CryptoRng) -> Result<SlotRef, Error> {
        if self.pool.is_empty() {
            self.refill(rng)?;
        }
        self.pool.pop_front().ok_or(Error::Full)
    }

    /// Gives back keys taken by a batch that did not happen, in the order they were taken.
    pub(crate) fn give_back(&mut self, keys: &[SlotRef]) {
        keys.iter().rev().for_each(|key| self.pool.push_front(*key));
    }

    /// Makes sure a good number of conversation keys is ready: one flush, away from any commit.
    pub(crate) fn refill(&mut self, rng: &mut dyn CryptoRng) -> Result<(), Error> {
        if self.pool.len() * 2 > POOL_KEYS {
            return Ok(());
        }
        let mut made = Vec::new();
        let result = (self.pool.len()..POOL_KEYS).try_for_each(|_| {
            let slot = self.reserve()?;
            made.push(slot);
            let secret = Zeroizing::new(random_key(rng).to_vec());
            self.write(
                slot,
                &Slot { kind: Kind::Key, serial: slot.serial, name: [0; 16], secret },
                rng,
            )
        });
        if let Err(error) = result {
            self.withdraw(&made, rng).map_err(|_| Error::Poisoned { doing: WRITING })?;
            return Err(error);
        }
        self.sync()?;
        self.pool.extend(made);
        Ok(())
    }

    /// The damaged slots.
    pub(crate) fn damaged(&self) -> impl Iterator<Item = Place> + '_ {
        self.damaged.iter().map(|slot| Place::Slot { slot: *slot })
    }

    /// Gives damaged slots up for good: from now on what is not found was never there.
    pub(crate) fn accept_loss(&mut self, rng: &mut dyn CryptoRng) -> Result<(), Error> {
        let lost: Vec<_> =
            self.damaged.iter().map(|slot| SlotRef { slot: *slot, serial: 0 }).collect();
        self.erase(&lost, rng)
    }

    pub(crate) fn bytes(&self) -> u64 {
        slot_at(self.serials.len() as u32)
    }

    /// How many slots are in use, conversation keys not yet taken included.
    pub(crate) fn used(&self) -> usize {
        self.serials.len() - self.free.len()
    }

    /// The whole file as it is, for a snapshot. Nothing of it is open: header, and slots under the master key.
    pub(crate) fn image(&self) -> Result<Vec<u8>, Error> {
        let bytes = self.file.len().map_err(Error::disk(READING))?;
        let mut image = vec![0; usize::try_from(bytes).unwrap_or(usize::MAX).min(FILE_BYTES_MAX)];
        let read = self.file.read_at(&mut image, 0).map_err(Error::disk(READING))?;
        image.truncate(read);
        Ok(image)
    }

    /// The public half of the recovery key.
    pub(crate) fn recovery_public(&self) -> [u8; 32] {
        self.header.recovery.public
    }

    /// Every secret that a slot still gives.
    #[cfg(feature = "faults")]
    pub(crate) fn secrets(&self) -> Vec<Zeroizing<Vec<u8>>> {
        let slots = (0..).zip(&self.serials).filter(|(_, serial)| **serial != 0);
        let read =
            |(slot, serial): (u32, &u64)| self.read(SlotRef { slot, serial: *serial }).ok()?;
        slots.filter_map(read).collect()
    }

    pub(crate) fn store_id(&self) -> [u8; 16] {
        self.header.store_id
    }
}

fn slot_at(slot: u32) -> u64 {
    SLOTS_AT + u64::from(slot) * SLOT_BYTES as u64
}
