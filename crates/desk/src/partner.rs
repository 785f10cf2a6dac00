//! A partner as the desk holds it: its row, its card, its prekeys, the pair's chains.
//!
//! In: rows and secrets of the store. Out: keys for frames, a prekey for the next letter. Counters
//! are written before what they count is published.

use std::collections::{BTreeMap, VecDeque};

use waypost_protocol::bundle::BundleKeys;
use waypost_protocol::card::{Card, Mailbox, Reading, Seen, SignedCard};
use waypost_protocol::frame::{Chain, DayKeys, FRAME_DAYS_BACK, Frame, PrekeyHint};
use waypost_protocol::identity::KeyLog;
use waypost_protocol::ids::{Day, NodeId, OrgId, PrekeyHash};
use waypost_protocol::keys::{OpeningKey, Prekey};
use waypost_protocol::pairing::Chains;
use waypost_store::{Batch, Item, Owner, Store};
use zeroize::Zeroizing;

use crate::error::DeskError;
use crate::keylogs::tells_of_theft;
use crate::me::PREKEY_DAYS;
use crate::rows::{
    OUR_PREKEY, OurPrekeyRow, PARTNER, PartnerRow, Row, THEIR_PREKEY, TheirPrekeyRow, named,
    named_in, numbered, undamaged,
};

/// A one-time prekey is used within this many days: its owner erases it after thirty, and the letter
/// may be half of that on its way.
const PREKEY_USE_DAYS: u32 = 15;
/// Day keys kept ready, per direction: today's, a neighbour's across midnight, a few late frames'.
const READY_DAYS_MAX: usize = 8;

/// One partner.
pub(crate) struct Partner {
    pub(crate) row: PartnerRow,
    pub(crate) card: Option<Card>,
    /// Its key log: the card's, and what letters have brought since.
    log: Option<KeyLog>,
    chains: Chains,
    /// The invite's chain, between joining and its card: before that it does not know the pair.
    joining: Option<Chain>,
    /// Its one-time prekeys that we have not used, oldest first.
    their_prekeys: VecDeque<(u64, TheirPrekeyRow)>,
    /// How many of our one-time prekeys it still has.
    pub(crate) our_stock: usize,
    ready: BTreeMap<(bool, Day), DayKeys>,
}

impl Partner {
    /// A new partner: writes its chains and its row into `batch`.
    pub(crate) fn new(batch: &mut Batch, row: PartnerRow, chains: Chains) -> Self {
        keep_chain(batch, row.org, true, &chains.sending);
        keep_chain(batch, row.org, false, &chains.receiving);
        let partner = Self {
            row,
            card: None,
            log: None,
            chains,
            joining: None,
            their_prekeys: VecDeque::new(),
            our_stock: 0,
            ready: BTreeMap::new(),
        };
        partner.save(batch);
        partner
    }

    /// As one that follows its invite: what goes to it on a stick goes under the invite, until its card is here.
    pub(crate) fn joining_by(mut self, batch: &mut Batch, invite: Chain) -> Self {
        batch.keep_secret(&joining_name(self.row.org), &*chain_bytes(&invite));
        self.joining = Some(invite);
        self
    }

    /// Reads all partners of an unlocked store.
    pub(crate) fn load_all(store: &Store, me: OrgId) -> Result<BTreeMap<OrgId, Self>, DeskError> {
        let mut partners = BTreeMap::new();
        for found in store.rows(PARTNER, &[])? {
            let Some(found) = undamaged(found)? else { continue };
            let row = PartnerRow::from_bytes(&found.value);
            if let Some(partner) = undamaged(row.and_then(|row| Self::load(store, row, me)))? {
                partners.insert(partner.row.org, partner);
            }
        }
        Ok(partners)
    }

    fn load(store: &Store, row: PartnerRow, me: OrgId) -> Result<Self, DeskError> {
        let org = row.org.as_bytes();
        let chains = Chains {
            sending: load_chain(store, row.org, true)?,
            receiving: load_chain(store, row.org, false)?,
        };
        // Damage elsewhere in the vault must not cost the partner.
        let joining = undamaged(store.secret(&joining_name(row.org)))?.flatten();
        let joining = joining.as_deref().and_then(|bytes| chain_of(bytes));
        let mut their_prekeys = VecDeque::new();
        for found in store.rows(THEIR_PREKEY, org)? {
            if let Some(waypost_store::Row { item: Item::Number(number), value }) =
                undamaged(found)?
            {
                their_prekeys.push_back((number, TheirPrekeyRow::from_bytes(&value)?));
            }
        }
        let mut our_stock = 0;
        for found in store.rows(OUR_PREKEY, org)? {
            undamaged(found)?;
            our_stock += 1;
        }
        let card = row.card.as_ref().map(|bytes| stored_card(bytes, row.org, me)).transpose()?;
        let log = row.key_log.as_deref().map(KeyLog::decode).transpose();
        let log = log.map_err(|_| DeskError::Lacking { what: "a partner's readable key log" })?;
        let ready = BTreeMap::new();
        Ok(Self { row, card, log, chains, joining, their_prekeys, our_stock, ready })
    }

    pub(crate) fn org(&self) -> OrgId {
        self.row.org
    }

    /// Both compared the safety number and said so, and neither blocks the other.
    pub(crate) fn is_confirmed(&self) -> bool {
        self.row.confirmed_by_us && self.row.confirmed_by_them && !self.row.blocked
    }

    /// Its name, as it gives it.
    pub(crate) fn name(&self) -> &str {
        self.card.as_ref().map_or("", |card| card.contents().name.as_str())
    }

    /// Its nodes with their addresses, best first.
    pub(crate) fn nodes(&self) -> Vec<(NodeId, Vec<String>)> {
        match &self.card {
            Some(card) => card
                .contents()
                .nodes
                .iter()
                .map(|n| (n.certificate.claimed().node_key, n.addresses.clone()))
                .collect(),
            None => {
                let addresses = self.row.first_addresses.clone();
                self.row.first_node.map(|node| (node, addresses)).into_iter().collect()
            }
        }
    }

    /// Mailboxes that keep frames for it.
    pub(crate) fn mailboxes(&self) -> &[Mailbox] {
        match &self.card {
            Some(card) => &card.contents().mailboxes,
            None => self.row.first_mailbox.as_slice(),
        }
    }

    /// What is remembered of its last card.
    pub(crate) fn seen(&self) -> Option<Seen> {
        let seen = self.card.as_ref().map(Card::seen)?;
        Some(Seen { log: self.log.clone().unwrap_or(seen.log), ..seen })
    }

    /// Its key log, as far as we know it.
    pub(crate) fn key_log(&self) -> Option<&KeyLog> {
        self.log.as_ref()
    }

    /// SPEC 3.3: a rotation learned from a letter MUST be kept: what its key signed before is judged
    /// by it from now on.
    pub(crate) fn take_log(&mut self, batch: &mut Batch, log: KeyLog) {
        if self.log.as_ref() != Some(&log) {
            self.row.key_log = Some(log.encode());
            self.log = Some(log);
            self.save(batch);
        }
    }

    /// Takes a card that was checked: its one-time prekeys are added to those we have, or replace them
    /// if it tells of a theft.
    pub(crate) fn take_card(&mut self, batch: &mut Batch, card: Card) {
        if self.joining.take().is_some() {
            batch.forget_secret(&joining_name(self.row.org));
        }
        if tells_of_theft(self.card.as_ref(), &card) {
            for (number, _) in std::mem::take(&mut self.their_prekeys) {
                batch.delete(numbered(THEIR_PREKEY, self.row.org.as_bytes(), number));
            }
        }
        let issued = card.contents().issued_day;
        for key in &card.contents().one_time_prekeys {
            let number = self.row.prekey_number;
            self.row.prekey_number += 1;
            let row = TheirPrekeyRow { key: *key, issued };
            let at = numbered(THEIR_PREKEY, self.row.org.as_bytes(), number);
            batch.put(at, Owner::Node, row.to_bytes());
            self.their_prekeys.push_back((number, row));
        }
        self.row.card = Some(card.signed().encode());
        self.row.key_log = Some(card.log().encode());
        self.log = Some(card.log().clone());
        self.card = Some(card);
        self.save(batch);
    }

    /// Holds none of its one-time prekeys any more; the caller deletes their rows.
    pub(crate) fn drop_prekeys(&mut self) {
        self.their_prekeys.clear();
    }

    /// Drops every one-time prekey of it but these.
    pub(crate) fn keep_prekeys(&mut self, batch: &mut Batch, fresh: &[Prekey]) {
        let (kept, dropped): (VecDeque<_>, VecDeque<_>) = std::mem::take(&mut self.their_prekeys)
            .into_iter()
            .partition(|(_, row)| fresh.contains(&row.key));
        self.their_prekeys = kept;
        for (number, _) in dropped {
            batch.delete(numbered(THEIR_PREKEY, self.row.org.as_bytes(), number));
        }
    }

    /// The prekey for the next letter: a one-time prekey, used up here, else the epoch prekey. One that
    /// its owner may erase while the letter is on its way is passed over.
    pub(crate) fn next_prekey(&mut self, batch: &mut Batch, today: Day) -> Option<Prekey> {
        while let Some((number, row)) = self.their_prekeys.pop_front() {
            batch.delete(numbered(THEIR_PREKEY, self.row.org.as_bytes(), number));
            if row.issued.plus(PREKEY_USE_DAYS) >= today {
                return Some(row.key);
            }
        }
        self.epoch_prekey()
    }

    /// Its epoch prekey: for pieces of attachments, which would use the one-time prekeys up.
    pub(crate) fn epoch_prekey(&self) -> Option<Prekey> {
        self.card.as_ref().map(|card| card.contents().epoch_prekey.key)
    }

    /// One-time prekeys of it that we hold.
    pub(crate) fn prekeys_left(&self) -> u64 {
        self.their_prekeys.len() as u64
    }

    /// Makes one-time prekeys of ours for this partner; the private halves go to the vault.
    pub(crate) fn make_prekeys(
        &mut self,
        batch: &mut Batch,
        count: usize,
        today: Day,
        rng: &mut impl rand_core::CryptoRng,
    ) -> Vec<Prekey> {
        let mut made = Vec::with_capacity(count);
        for _ in 0..count {
            let key = OpeningKey::generate(rng);
            let prekey = key.prekey();
            let hint = PrekeyHint::from(prekey.hash());
            // The hash beside the key saves computing the public half again for every letter.
            let mut secret = Zeroizing::new([0; 64]);
            secret[..32].copy_from_slice(&*key.to_bytes());
            secret[32..].copy_from_slice(prekey.hash().as_bytes());
            batch.keep_secret(&prekey_name(self.row.org, hint), &*secret);
            let row = OurPrekeyRow { made: today, hint: hint.0.to_vec() };
            let at = named_in(OUR_PREKEY, self.row.org.as_bytes(), &hint.0);
            batch.put(at, Owner::Node, row.to_bytes());
            made.push(prekey);
        }
        self.our_stock += count;
        made
    }

    /// The private half of a one-time prekey of ours that this partner may use.
    pub(crate) fn one_time_key(
        &self,
        store: &Store,
        hint: PrekeyHint,
    ) -> Result<Option<(OpeningKey, PrekeyHash)>, DeskError> {
        // While any slot of the vault is damaged, one that is not found may have been there.
        let found = undamaged(store.secret(&prekey_name(self.row.org, hint)))?;
        let Some(bytes) = found.flatten() else { return Ok(None) };
        let (Some(key), Some(hash)) = (bytes.first_chunk(), bytes.last_chunk()) else {
            return Err(DeskError::Lacking { what: "a whole prekey in its vault" });
        };
        Ok(Some((OpeningKey::from_bytes(key), PrekeyHash::new(*hash))))
    }

    /// Forgets a one-time prekey of ours: it opened its letter.
    pub(crate) fn forget_prekey(&mut self, batch: &mut Batch, hint: PrekeyHint) {
        batch.forget_secret(&prekey_name(self.row.org, hint));
        batch.delete(named_in(OUR_PREKEY, self.row.org.as_bytes(), &hint.0));
        self.our_stock = self.our_stock.saturating_sub(1);
    }

    /// Keys for a frame we send today.
    pub(crate) fn sending_keys(&mut self, day: Day) -> Option<&DayKeys> {
        self.keys(true, day)
    }

    /// Opens a frame if this partner made it.
    pub(crate) fn recognise(&mut self, frame: &Frame<'_>) -> Option<&DayKeys> {
        self.keys(false, frame.day()).filter(|keys| frame.recognise(keys))
    }

    fn keys(&mut self, sending: bool, day: Day) -> Option<&DayKeys> {
        if !self.ready.contains_key(&(sending, day)) {
            let chain = if sending { &self.chains.sending } else { &self.chains.receiving };
            let keys = chain.keys(day).ok()?;
            if self.ready.len() >= 2 * READY_DAYS_MAX {
                self.ready.pop_first();
            }
            self.ready.insert((sending, day), keys);
        }
        self.ready.get(&(sending, day))
    }

    /// Keys for a bundle that we write today.
    pub(crate) fn bundle_keys(&self, day: Day) -> Option<BundleKeys> {
        self.joining.as_ref().unwrap_or(&self.chains.sending).bundle_keys(day).ok()
    }

    /// Keys of bundles that we may have written, and that may still be on their way.
    pub(crate) fn own_bundles(&self, today: Day) -> Vec<BundleKeys> {
        let chains = self.joining.iter().chain([&self.chains.sending]);
        chains.flat_map(|chain| chain.bundle_window(today).unwrap_or_default()).collect()
    }

    /// Keys of bundles that it may have written.
    pub(crate) fn their_bundles(&self, today: Day) -> Vec<BundleKeys> {
        self.chains.receiving.bundle_window(today).unwrap_or_default()
    }

    /// Forgets what is over: day keys older than any frame that may come, and one-time prekeys older
    /// than any letter that may come.
    pub(crate) fn forget_old(
        &mut self,
        store: &Store,
        batch: &mut Batch,
        today: Day,
    ) -> Result<(), DeskError> {
        let first = today.minus(FRAME_DAYS_BACK);
        self.ready.retain(|(_, day), _| *day >= first);
        let org = self.row.org;
        for (sending, chain) in
            [(true, &mut self.chains.sending), (false, &mut self.chains.receiving)]
        {
            if chain.day() < first && chain.forget_before(first).is_ok() {
                keep_chain(batch, org, sending, chain);
            }
        }
        let mut over = Vec::new();
        for found in store.rows(OUR_PREKEY, org.as_bytes())? {
            let Some(found) = undamaged(found)? else { continue };
            let row = OurPrekeyRow::from_bytes(&found.value)?;
            if row.made.plus(PREKEY_DAYS) < today {
                over.extend(<[u8; 8]>::try_from(row.hint.as_slice()).ok());
            }
        }
        for hint in over {
            self.forget_prekey(batch, PrekeyHint(hint));
        }
        Ok(())
    }

    /// Writes its row.
    pub(crate) fn save(&self, batch: &mut Batch) {
        batch.put(named(PARTNER, self.row.org.as_bytes()), Owner::Node, self.row.to_bytes());
    }
}

/// A card on our own disk was checked when it came; it may have expired since.
fn stored_card(bytes: &[u8], org: OrgId, me: OrgId) -> Result<Card, DeskError> {
    let damaged = DeskError::Lacking { what: "a partner's readable card" };
    let Ok(signed) = SignedCard::decode(bytes) else { return Err(damaged) };
    let today = signed.claimed().issued_day;
    Card::read(signed, &Reading { reader: me, org, today, seen: None }).map_err(|_| damaged)
}

fn prekey_name(org: OrgId, hint: PrekeyHint) -> Vec<u8> {
    [b"prekey/".as_slice(), org.as_bytes(), &hint.0].concat()
}

fn chain_name(org: OrgId, sending: bool) -> Vec<u8> {
    [b"chain/".as_slice(), org.as_bytes(), &[u8::from(sending)]].concat()
}

fn joining_name(org: OrgId) -> Vec<u8> {
    [b"joining/".as_slice(), org.as_bytes()].concat()
}

fn keep_chain(batch: &mut Batch, org: OrgId, sending: bool, chain: &Chain) {
    batch.keep_secret(&chain_name(org, sending), &*chain_bytes(chain));
}

/// A chain is kept as its first day (4 bytes, big-endian) and its key.
fn chain_bytes(chain: &Chain) -> Zeroizing<[u8; 36]> {
    let mut secret = Zeroizing::new([0; 36]);
    secret[..4].copy_from_slice(&chain.day().0.to_be_bytes());
    secret[4..].copy_from_slice(&**chain.key());
    secret
}

fn chain_of(secret: &[u8]) -> Option<Chain> {
    let (day, key) = secret.split_first_chunk::<4>()?;
    let key = <[u8; 32]>::try_from(key).ok()?;
    Some(Chain::new(Day(u32::from_be_bytes(*day)), Zeroizing::new(key)))
}

fn load_chain(store: &Store, org: OrgId, sending: bool) -> Result<Chain, DeskError> {
    let lacking = DeskError::Lacking { what: "a partner's chain key" };
    let Some(secret) = store.secret(&chain_name(org, sending))? else { return Err(lacking) };
    chain_of(&secret).ok_or(lacking)
}
