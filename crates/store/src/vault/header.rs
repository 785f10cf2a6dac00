//! The vault's header: how the master key is made from the passphrase or the recovery key, and the spool's
//! recipient. Two checksummed copies, so that a torn write leaves one. Layout: see the crate's page.

use argon2::{Algorithm, Argon2, Params, Version};
use rand_core::CryptoRng;
use zeroize::Zeroizing;

use crate::bytes::{Fields, Malformed, checked, with_checksum};
use crate::error::Error;
use crate::seal::{LID_BYTES, SealKey, close_lid, open_lid, public_of};

pub(crate) const HEADER_BYTES: usize = 512;
/// Where the second copy begins: another page of the disk.
pub(crate) const COPY_AT: u64 = 4096;
const MAGIC: &[u8; 8] = b"WPVAULT\0";
const VERSION: u32 = 1;

/// How dear it is to try a passphrase (argon2id, RFC 9106).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Hardness {
    /// Memory in KiB, 8 to 1,048,576 (more would let an altered header stall the node).
    pub memory_kib: u32,
    /// Passes over it, 1 to 16.
    pub passes: u32,
}

impl Default for Hardness {
    /// 64 MiB, 3 passes: about 0.15 s on an ordinary machine (RFC 9106, second recommendation, one lane).
    fn default() -> Self {
        Self { memory_kib: 64 << 10, passes: 3 }
    }
}

impl Hardness {
    pub(crate) fn check(self) -> Result<(), Error> {
        let within = |what, found: u32, min: u32, max: u32| match (min..=max).contains(&found) {
            true => Ok(()),
            false => Err(Error::OptionOutOfRange {
                what,
                found: found.into(),
                min: min.into(),
                max: max.into(),
            }),
        };
        within("hardness memory_kib", self.memory_kib, 8, 1 << 20)?;
        within("hardness passes", self.passes, 1, 16)
    }
}

/// A public key and the master key sealed to it.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) struct Lid {
    pub(crate) public: [u8; 32],
    pub(crate) sealed: [u8; LID_BYTES],
}

/// The header of one vault file.
#[derive(Clone, PartialEq, Eq)]
pub(crate) struct Header {
    pub(crate) store_id: [u8; 16],
    /// Grows with every fresh master key.
    pub(crate) generation: u64,
    pub(crate) hardness: Hardness,
    pub(crate) salt: [u8; 16],
    pub(crate) passphrase: Lid,
    pub(crate) recovery: Lid,
    pub(crate) spool: [u8; 32],
}

impl Header {
    pub(crate) fn write(&self) -> Vec<u8> {
        let mut bytes = Vec::with_capacity(HEADER_BYTES);
        bytes.extend_from_slice(MAGIC);
        bytes.extend_from_slice(&VERSION.to_be_bytes());
        self.write_bound(&mut bytes);
        bytes.extend_from_slice(&self.passphrase.sealed);
        bytes.extend_from_slice(&self.recovery.sealed);
        bytes.resize(HEADER_BYTES - 4, 0);
        with_checksum(bytes)
    }

    /// The fields both lids are bound to, so that altering one is noticed when unlocking.
    fn write_bound(&self, bytes: &mut Vec<u8>) {
        bytes.extend_from_slice(&self.store_id);
        bytes.extend_from_slice(&self.generation.to_be_bytes());
        bytes.extend_from_slice(&self.hardness.memory_kib.to_be_bytes());
        bytes.extend_from_slice(&self.hardness.passes.to_be_bytes());
        bytes.extend_from_slice(&self.salt);
        bytes.extend_from_slice(&self.passphrase.public);
        bytes.extend_from_slice(&self.recovery.public);
        bytes.extend_from_slice(&self.spool);
    }

    pub(crate) fn read(bytes: &[u8]) -> Result<Self, Malformed> {
        let mut fields = Fields::new(checked(bytes)?);
        fields.expect(MAGIC)?;
        fields.expect(&VERSION.to_be_bytes())?;
        let (store_id, generation) = (fields.array()?, fields.u64()?);
        let hardness = Hardness { memory_kib: fields.u32()?, passes: fields.u32()? };
        hardness.check().map_err(|_| Malformed)?;
        let salt = fields.array()?;
        let (passphrase, recovery, spool) = (fields.array()?, fields.array()?, fields.array()?);
        let header = Self {
            store_id,
            generation,
            hardness,
            salt,
            passphrase: Lid { public: passphrase, sealed: fields.array()? },
            recovery: Lid { public: recovery, sealed: fields.array()? },
            spool,
        };
        // 512 bytes in all: 156 fixed, 160 of lids, the rest zero, the checksum.
        fields.bytes(HEADER_BYTES - 4 - fields.position())?;
        fields.end()?;
        Ok(header)
    }

    fn bound(&self) -> Vec<u8> {
        let mut aad = b"waypost-store/1 master".to_vec();
        self.write_bound(&mut aad);
        aad
    }

    /// Seals `master` to both public keys.
    pub(crate) fn close(&mut self, rng: &mut dyn CryptoRng, master: &SealKey) {
        let aad = self.bound();
        self.passphrase.sealed = close_lid(&self.passphrase.public, rng, &aad, master);
        self.recovery.sealed = close_lid(&self.recovery.public, rng, &aad, master);
    }

    /// Gives the store a passphrase; [`Header::close`] must follow.
    pub(crate) fn set_passphrase(
        &mut self,
        rng: &mut dyn CryptoRng,
        passphrase: &[u8],
        hardness: Hardness,
    ) {
        self.hardness = hardness;
        rng.fill_bytes(&mut self.salt);
        self.passphrase.public = public_of(&harden(passphrase, &self.salt, hardness));
    }

    /// Gives the store a recovery key; [`Header::close`] must follow.
    pub(crate) fn set_recovery(&mut self, recovery_key: &SealKey) {
        self.recovery.public = public_of(recovery_key);
    }

    pub(crate) fn open_with_passphrase(&self, passphrase: &[u8]) -> Result<SealKey, Error> {
        let secret = harden(passphrase, &self.salt, self.hardness);
        open_lid(&secret, &self.bound(), &self.passphrase.sealed).ok_or(Error::WrongPassphrase)
    }

    pub(crate) fn open_with_recovery(&self, recovery_key: &SealKey) -> Result<SealKey, Error> {
        open_lid(recovery_key, &self.bound(), &self.recovery.sealed).ok_or(Error::WrongRecoveryKey)
    }
}

/// The X25519 secret a passphrase stands for.
#[expect(
    clippy::expect_used,
    reason = "Hardness is checked when made and when read, within argon2's own bounds"
)]
fn harden(passphrase: &[u8], salt: &[u8; 16], hardness: Hardness) -> SealKey {
    let params =
        Params::new(hardness.memory_kib, hardness.passes, 1, Some(32)).expect("checked hardness");
    let mut secret = Zeroizing::new([0; 32]);
    Argon2::new(Algorithm::Argon2id, Version::V0x13, params)
        .hash_password_into(passphrase, salt, &mut *secret)
        .expect("a 16-byte salt and a 32-byte output are within argon2's bounds");
    secret
}

#[cfg(test)]
#[allow(clippy::unwrap_used, reason = "a failing test says so by panicking")]
mod tests {
    use super::*;
    use proptest::prelude::*;
    use rand_chacha::ChaCha20Rng;
    use rand_chacha::rand_core::SeedableRng;

    pub(crate) fn sample() -> (Header, SealKey) {
        let mut rng = ChaCha20Rng::seed_from_u64(1);
        let lid = Lid { public: [0; 32], sealed: [0; LID_BYTES] };
        let hardness = Hardness { memory_kib: 8, passes: 1 };
        let mut header = Header {
            store_id: [4; 16],
            generation: 5,
            hardness,
            salt: [0; 16],
            passphrase: lid,
            recovery: lid,
            spool: [6; 32],
        };
        header.set_passphrase(&mut rng, b"correct", hardness);
        header.set_recovery(&Zeroizing::new([7; 32]));
        let master = Zeroizing::new([8; 32]);
        header.close(&mut rng, &master);
        (header, master)
    }

    #[test]
    fn either_key_opens_and_no_other() {
        let (header, master) = sample();
        assert_eq!(header.open_with_passphrase(b"correct").unwrap(), master);
        assert_eq!(header.open_with_recovery(&Zeroizing::new([7; 32])).unwrap(), master);
        assert!(matches!(header.open_with_passphrase(b"wrong"), Err(Error::WrongPassphrase)));
        assert!(matches!(
            header.open_with_recovery(&Zeroizing::new([9; 32])),
            Err(Error::WrongRecoveryKey)
        ));
    }

    #[test]
    fn an_altered_header_with_a_fitting_checksum_does_not_open() {
        let (header, _) = sample();
        let altered = Header { spool: [9; 32], ..sample().0 };
        assert!(matches!(altered.open_with_passphrase(b"correct"), Err(Error::WrongPassphrase)));
        let altered = Header { generation: 6, ..header };
        assert!(matches!(altered.open_with_passphrase(b"correct"), Err(Error::WrongPassphrase)));
    }

    #[test]
    fn a_header_comes_back_and_any_flipped_bit_is_noticed() {
        let bytes = sample().0.write();
        assert_eq!(bytes.len(), HEADER_BYTES);
        assert!(Header::read(&bytes).unwrap() == sample().0);
        for bit in 0..bytes.len() * 8 {
            let mut flipped = bytes.clone();
            flipped[bit / 8] ^= 1 << (bit % 8);
            assert!(Header::read(&flipped).is_err(), "bit {bit}");
        }
    }

    proptest! {
        #[test]
        fn any_bytes_are_read_without_panic(bytes in proptest::collection::vec(any::<u8>(), 0..600)) {
            let _ = Header::read(&bytes);
            // With a fitting checksum the fields themselves are reached.
            let _ = Header::read(&with_checksum(bytes.clone()));
            let _ = Header::read(&with_checksum([MAGIC.as_slice(), &VERSION.to_be_bytes(), &bytes].concat()));
        }
    }
}
