//! One slot: 256 bytes that hold one secret, or nothing, and look the same either way.

use rand_core::CryptoRng;
use zeroize::Zeroizing;

use crate::batch::SECRET_BYTES_MAX;
use crate::bytes::{Fields, Malformed};
use crate::key::Hash16;
use crate::seal::{SEAL_BYTES, SealKey, open, seal};

/// Divides every disk's sector, so that a slot is written whole or not at all.
pub(crate) const SLOT_BYTES: usize = 256;
const PLAIN_BYTES: usize = SLOT_BYTES - SEAL_BYTES;

/// A slot and what was put there: a later secret in the same slot has another serial.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub(crate) struct SlotRef {
    pub(crate) slot: u32,
    /// Counts every secret ever put in this vault, from 1.
    pub(crate) serial: u64,
}

impl SlotRef {
    pub(crate) fn write(self, out: &mut Vec<u8>) {
        out.extend_from_slice(&self.slot.to_be_bytes());
        out.extend_from_slice(&self.serial.to_be_bytes());
    }
}

/// What a slot is used for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Kind {
    Free,
    /// A caller's secret.
    Named,
    /// A conversation's data key, taken or still to be taken.
    Key,
    /// The store's own keys (slots 0 and 1).
    System,
}

/// A slot's contents in clear.
pub(crate) struct Slot {
    pub(crate) kind: Kind,
    pub(crate) serial: u64,
    pub(crate) name: Hash16,
    pub(crate) secret: Zeroizing<Vec<u8>>,
}

impl Slot {
    pub(crate) fn free() -> Self {
        Self { kind: Kind::Free, serial: 0, name: [0; 16], secret: Zeroizing::default() }
    }

    /// Appends the sealed slot: 256 bytes.
    pub(crate) fn seal(
        &self,
        under: &Binding<'_>,
        slot: u32,
        rng: &mut dyn CryptoRng,
        out: &mut Vec<u8>,
    ) {
        let mut plain = Zeroizing::new([0; PLAIN_BYTES]);
        plain[0] = match self.kind {
            Kind::Free => 0,
            Kind::Named => 1,
            Kind::Key => 2,
            Kind::System => 3,
        };
        plain[1] = self.secret.len() as u8;
        plain[8..16].copy_from_slice(&self.serial.to_be_bytes());
        plain[16..32].copy_from_slice(&self.name);
        plain[32..32 + self.secret.len()].copy_from_slice(&self.secret);
        seal(under.master, rng, &under.aad(slot), &[&*plain], out);
    }

    /// A sealed slot opened; `None` if it was damaged or never sealed under this master key.
    pub(crate) fn open(under: &Binding<'_>, slot: u32, sealed: &[u8]) -> Option<Self> {
        let plain = open(under.master, &under.aad(slot), sealed)?;
        Self::read(&plain).ok()
    }

    fn read(plain: &[u8]) -> Result<Self, Malformed> {
        let mut fields = Fields::new(plain);
        let kind = match fields.u8()? {
            0 => Kind::Free,
            1 => Kind::Named,
            2 => Kind::Key,
            3 => Kind::System,
            _ => return Err(Malformed),
        };
        let length = usize::from(fields.u8()?);
        fields.bytes(6)?;
        let (serial, name) = (fields.u64()?, fields.array()?);
        let padded = fields.bytes(SECRET_BYTES_MAX)?;
        let secret = Zeroizing::new(padded.get(..length).ok_or(Malformed)?.to_vec());
        Ok(Self { kind, serial, name, secret })
    }
}

/// What a sealed slot is bound to: this store, this generation of its master key.
pub(crate) struct Binding<'a> {
    pub(crate) master: &'a SealKey,
    pub(crate) store_id: &'a [u8; 16],
    pub(crate) generation: u64,
}

impl Binding<'_> {
    fn aad(&self, slot: u32) -> [u8; 28] {
        let mut aad = [0; 28];
        aad[..16].copy_from_slice(self.store_id);
        aad[16..24].copy_from_slice(&self.generation.to_be_bytes());
        aad[24..].copy_from_slice(&slot.to_be_bytes());
        aad
    }
}
