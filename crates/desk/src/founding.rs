//! Founding an organisation: its keys, its folder, its first rows.
//!
//! In: a profile, a passphrase, the recovery sheet's seed, a disk, a clock, randomness. Out: a closed
//! store that a desk can open. The next signing key is derived, promised, and dropped: it is on the
//! sheet and nowhere else.

use std::path::Path;
use std::sync::Arc;

use rand_core::CryptoRng;
use waypost_protocol::card::DisplayName;
use waypost_protocol::codes::OrgKind;
use waypost_protocol::identity::NextKey;
use waypost_protocol::ids::{NodeId, Time};
use waypost_protocol::keys::SigningKey;
use waypost_store::{Batch, Disk, Options};
use zeroize::Zeroizing;

use crate::command::Secret;
use crate::error::{DeskError, asked};
use crate::me::{Founding, Me};
use crate::recovery;

/// What an organisation says of itself.
#[derive(Debug, Clone)]
pub struct Profile {
    /// Its name, as partners will see it.
    pub name: String,
    /// An organisation kind's code.
    pub kind: String,
    /// BCP 47 tags.
    pub languages: Vec<String>,
}

/// Where an organisation is founded, and by which secrets it is opened.
pub struct Ground<'a> {
    /// The new folder.
    pub dir: &'a Path,
    /// The store's options.
    pub options: Options,
    /// The disk.
    pub disk: Arc<dyn Disk>,
    /// Opens the vault.
    pub passphrase: &'a Secret,
    /// The 32 bytes of the recovery sheet.
    pub recovery_seed: &'a [u8; 32],
    /// The clock.
    pub now: Time,
}

/// What founding gave.
#[derive(Debug, Clone)]
pub struct Created {
    /// The organisation's id.
    pub org: String,
}

/// Founds an organisation. `of_store` is the randomness that the store keeps.
pub fn found(
    ground: Ground<'_>,
    profile: &Profile,
    of_store: impl CryptoRng + Send + Sync + 'static,
    rng: &mut impl CryptoRng,
) -> Result<Created, DeskError> {
    check(profile)?;
    let Ground { dir, options, disk, passphrase, recovery_seed, now } = ground;
    let mut node_seed = Zeroizing::new([0; 32]);
    rng.fill_bytes(node_seed.as_mut());
    let founding = Founding {
        name: profile.name.clone(),
        kind: profile.kind.clone(),
        languages: profile.languages.clone(),
        next: NextKey::of(&recovery::next_signing_key(recovery_seed).verifying_key()),
        node: NodeId::new(*SigningKey::from_seed(&node_seed).verifying_key().as_bytes()),
        node_seed,
    };
    let (passphrase, vault_key) = (passphrase.0.as_bytes(), recovery::vault_key(recovery_seed));
    let mut store = waypost_store::create(dir, passphrase, *vault_key, options, disk, of_store)?;
    let mut batch = Batch::new();
    let org = Me::found(&mut batch, founding, now, rng)?;
    store.commit(vec![batch])?;
    store.close()?;
    Ok(Created { org: org.to_string() })
}

/// Codes of the kinds of organisation.
pub fn kinds() -> impl Iterator<Item = &'static str> {
    OrgKind::ALL.iter().map(|kind| kind.as_str())
}

/// A profile is checked before anything is written. Codes of its failures: `name`, `unknown_code`, `languages`.
pub fn check(profile: &Profile) -> Result<(), DeskError> {
    DisplayName::new(profile.name.clone())
        .map_err(|e| asked("name", e.to_string(), "Choose another name."))?;
    crate::typed::code::<OrgKind>(&profile.kind)?;
    waypost_protocol::card::check_languages(&profile.languages)
        .map_err(|e| asked("languages", e.to_string(), "Write tags such as `th`, `my`, `zh-Hant`."))
}
