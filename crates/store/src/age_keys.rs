//! The vault's X25519 keys as age takes them: bech32 text, wiped where it is secret.

use age::secrecy::ExposeSecret as _;
use bech32::{Bech32, Hrp};

use crate::error::{Error, Place};
use crate::seal::SealKey;

/// The header and its keys fit each other (the vault's lids bind them), so this is damage.
pub(crate) fn unusable() -> Error {
    Error::Rot(Place::VaultHeader)
}

pub(crate) fn age_recipient(public: &[u8; 32]) -> Result<age::x25519::Recipient, Error> {
    let text =
        bech32::encode::<Bech32>(Hrp::parse_unchecked("age"), public).map_err(|_| unusable())?;
    text.parse().map_err(|_| unusable())
}

pub(crate) fn age_identity(secret: &SealKey) -> Result<age::x25519::Identity, Error> {
    let text = bech32::encode_upper::<Bech32>(Hrp::parse_unchecked("age-secret-key-"), &**secret);
    let text = age::secrecy::SecretString::from(text.map_err(|_| unusable())?);
    text.expose_secret().parse().map_err(|_| unusable())
}
