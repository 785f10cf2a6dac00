//! What the recovery sheet's 32 bytes stand for (SPEC 3.5).
//!
//! In: the seed written on the sheet as 24 words. Out: the organisation's next signing key, which is
//! nowhere on the machine, and the key that opens the vault when the passphrase is lost. Two
//! independent keys by HKDF-SHA256 (RFC 5869), so that neither says anything of the other.

use hkdf::Hkdf;
use sha2::Sha256;
use waypost_protocol::keys::SigningKey;
use zeroize::Zeroizing;

/// The signing key that may replace the current one.
pub fn next_signing_key(seed: &[u8; 32]) -> SigningKey {
    SigningKey::from_seed(&derive(seed, b"waypost/recovery/signing/v1"))
}

/// The key that opens the vault beside the passphrase.
pub fn vault_key(seed: &[u8; 32]) -> Zeroizing<[u8; 32]> {
    derive(seed, b"waypost/recovery/vault/v1")
}

#[expect(clippy::expect_used, reason = "32 bytes are within HKDF's 255 blocks")]
fn derive(seed: &[u8; 32], info: &[u8]) -> Zeroizing<[u8; 32]> {
    let mut key = Zeroizing::new([0; 32]);
    Hkdf::<Sha256>::new(None, seed).expand(info, key.as_mut()).expect("32 bytes are one block");
    key
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_two_keys_of_a_sheet_are_unrelated_and_fixed() {
        let seed = [7; 32];
        assert_ne!(*next_signing_key(&seed).seed(), *vault_key(&seed));
        assert_eq!(*vault_key(&seed), *vault_key(&seed));
        assert_ne!(*vault_key(&seed), *vault_key(&[8; 32]));
    }
}
