//! Our own side: the organisation's author, its prekeys, its counters.
//!
//! In: rows and secrets of the store. Out: what sealing and card-making need. The secrets live in
//! the vault; what is here is wiped when the desk is dropped.

use rand_core::CryptoRng;
use waypost_protocol::card::EpochPrekey;
use waypost_protocol::frame::PrekeyHint;
use waypost_protocol::identity::{Author, KeyLog, NextKey};
use waypost_protocol::ids::{Day, NodeId, OrgId, PrekeyHash, Time};
use waypost_protocol::keys::{OpeningKey, Prekey, SigningKey};
use waypost_store::{Batch, Owner, Store};
use zeroize::Zeroizing;

use crate::error::DeskError;
use crate::rows::{Row, SELF, SelfRow, named, undamaged};

/// A new epoch prekey is made after this many days (SPEC 4.3).
pub(crate) const EPOCH_DAYS: u32 = 10;
/// An epoch's private half is forgotten after this many days, also where a partner knows no newer one:
/// as long as a chain of day keys can be followed.
const EPOCH_DAYS_MAX: u32 = 400;
/// The private half of a prekey is forgotten after this many days, whoever still has letters under way.
pub(crate) const PREKEY_DAYS: u32 = 30;

const SELF_NAME: &[u8] = b"self";
const SIGNING: &[u8] = b"signing";
const NODE: &[u8] = b"node";

/// Our own side.
pub(crate) struct Me {
    pub(crate) author: Author,
    pub(crate) row: SelfRow,
    pub(crate) node_seed: Zeroizing<[u8; 32]>,
    /// Epoch prekeys whose private halves still live, oldest first.
    epochs: Vec<Epoch>,
}

/// One epoch's prekey.
struct Epoch {
    day: Day,
    key: OpeningKey,
    prekey: Prekey,
    hash: PrekeyHash,
}

impl Epoch {
    fn new(day: Day, key: OpeningKey) -> Self {
        let prekey = key.prekey();
        Self { day, key, prekey, hash: prekey.hash() }
    }
}

/// What an organisation says of itself when it is founded.
pub(crate) struct Founding {
    pub(crate) name: String,
    pub(crate) kind: String,
    pub(crate) languages: Vec<String>,
    /// The promise of the key on the recovery sheet.
    pub(crate) next: NextKey,
    /// The transport's key: seed and public half.
    pub(crate) node_seed: Zeroizing<[u8; 32]>,
    pub(crate) node: NodeId,
}

impl Me {
    /// Founds the organisation: writes its keys and its first row into `batch`.
    pub(crate) fn found(
        batch: &mut Batch,
        founding: Founding,
        now: Time,
        rng: &mut impl CryptoRng,
    ) -> Result<OrgId, DeskError> {
        let signing = SigningKey::generate(rng);
        batch.keep_secret(SIGNING, &*signing.seed());
        batch.keep_secret(NODE, &*founding.node_seed);
        let author = Author::found(signing, founding.next, now.day())
            .map_err(|_| DeskError::Lacking { what: "a sound key" })?;
        let mut row = SelfRow {
            name: founding.name,
            kind: founding.kind,
            languages: founding.languages,
            key_log: author.log().encode(),
            card_serial: 0,
            referral_number: 1,
            draft_number: 1,
            epoch_days: Vec::new(),
            node: founding.node,
            announced: Vec::new(),
        };
        let epoch = OpeningKey::generate(rng);
        batch.keep_secret(&epoch_name(now.day()), &*epoch.to_bytes());
        row.epoch_days.push(now.day());
        save(batch, &row);
        Ok(author.org())
    }

    /// Reads our own side from an unlocked store.
    pub(crate) fn load(store: &Store) -> Result<Self, DeskError> {
        let bytes = store
            .value(&named(SELF, SELF_NAME))?
            .ok_or(DeskError::Lacking { what: "its own row" })?;
        let row = SelfRow::from_bytes(&bytes)?;
        let log = KeyLog::decode(&row.key_log)
            .map_err(|_| DeskError::Lacking { what: "a sound key log" })?;
        let signing = SigningKey::from_seed(&*secret(store, SIGNING)?);
        let author = Author::restore(signing, log)
            .map_err(|_| DeskError::Lacking { what: "its current signing key" })?;
        let mut epochs = Vec::new();
        for day in &row.epoch_days {
            if let Some(key) = undamaged(secret(store, &epoch_name(*day)))? {
                epochs.push(Epoch::new(*day, OpeningKey::from_bytes(&key)));
            }
        }
        Ok(Self { author, node_seed: secret(store, NODE)?, row, epochs })
    }

    pub(crate) fn org(&self) -> OrgId {
        self.author.org()
    }

    /// Writes our row.
    pub(crate) fn save(&self, batch: &mut Batch) {
        save(batch, &self.row);
    }

    /// The newest epoch prekey, as a card gives it.
    pub(crate) fn epoch_prekey(&self) -> Result<EpochPrekey, DeskError> {
        let newest = self.epochs.last().ok_or(DeskError::Lacking { what: "an epoch prekey" })?;
        Ok(EpochPrekey { day: newest.day, key: newest.prekey })
    }

    /// The private half of an epoch prekey that still lives.
    pub(crate) fn epoch_key(&self, hint: PrekeyHint) -> Option<(&OpeningKey, PrekeyHash)> {
        let epoch = self.epochs.iter().find(|e| PrekeyHint::from(e.hash) == hint)?;
        Some((&epoch.key, epoch.hash))
    }

    /// Makes a new epoch prekey when the newest is old, and forgets those whose time is over and that
    /// no partner still needs: `needed_from` is the oldest epoch that is the newest some partner has.
    /// True if a new one was made: then every partner gets a new card.
    pub(crate) fn turn_epoch(
        &mut self,
        batch: &mut Batch,
        today: Day,
        needed_from: Day,
        rng: &mut impl CryptoRng,
    ) -> bool {
        // A partner that was away for a month can only seal to the last epoch it knows. What it sealed
        // before is closed all the same: its frames' day keys are gone (SPEC 4.3).
        let over = |day: Day| {
            (day.plus(PREKEY_DAYS) < today && day < needed_from) || day.plus(EPOCH_DAYS_MAX) < today
        };
        for epoch in self.epochs.iter().filter(|e| over(e.day)) {
            batch.forget_secret(&epoch_name(epoch.day));
        }
        self.epochs.retain(|e| !over(e.day));
        let fresh = self.epochs.last().is_some_and(|e| e.day.plus(EPOCH_DAYS) > today);
        if !fresh {
            self.make_epoch(batch, today, rng);
        }
        let days: Vec<Day> = self.epochs.iter().map(|e| e.day).collect();
        if days != self.row.epoch_days {
            self.row.epoch_days = days;
            self.save(batch);
        }
        !fresh
    }

    fn make_epoch(&mut self, batch: &mut Batch, day: Day, rng: &mut impl CryptoRng) {
        let key = OpeningKey::generate(rng);
        batch.keep_secret(&epoch_name(day), &*key.to_bytes());
        self.epochs.push(Epoch::new(day, key));
    }

    /// Takes up a new signing key with the log in which it is current, and makes a new epoch prekey at
    /// once. The old signing key is forgotten; old prekeys live on to their ordinary end.
    pub(crate) fn replace_key(
        &mut self,
        batch: &mut Batch,
        author: Author,
        seed: &[u8; 32],
        today: Day,
        rng: &mut impl CryptoRng,
    ) {
        batch.keep_secret(SIGNING, seed);
        self.row.key_log = author.log().encode();
        self.author = author;
        // One epoch a day has a name in the vault: a second one of today takes the next day's.
        let newest = self.epochs.last().map_or(Day(0), |e| e.day);
        self.make_epoch(batch, today.max(newest.plus(1)), rng);
        self.row.epoch_days = self.epochs.iter().map(|e| e.day).collect();
        self.save(batch);
    }
}

fn save(batch: &mut Batch, row: &SelfRow) {
    batch.put(named(SELF, SELF_NAME), Owner::Node, row.to_bytes());
}

fn epoch_name(day: Day) -> Vec<u8> {
    [b"epoch/".as_slice(), &day.0.to_be_bytes()].concat()
}

/// A 32-byte secret that must be in the vault.
pub(crate) fn secret(store: &Store, name: &[u8]) -> Result<Zeroizing<[u8; 32]>, DeskError> {
    let bytes = store.secret(name)?.ok_or(DeskError::Lacking { what: "a key in its vault" })?;
    let bytes: [u8; 32] = bytes
        .as_slice()
        .try_into()
        .map_err(|_| DeskError::Lacking { what: "a key of 32 bytes in its vault" })?;
    Ok(Zeroizing::new(bytes))
}
