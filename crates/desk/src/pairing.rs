//! Becoming partners: invites, joins, cards, and the two confirmations.
//!
//! In: a person's invite or join, and the pair letters of the other side. Out: a partner with chains
//! and a card, and the pair's own letters. No referral goes either way before both sides compared
//! the safety number and said so.
//!
//! ```text
//! inviter                                   joiner
//! invite new  --- text or QR, in person -->  join CODE
//!             <---- join (card, pair key) ---            framed under the invite's secret
//!             ----- card ------------------->            framed under the pair's chains from here on
//! partner check --confirm -- confirm -->  <-- confirm -- partner check --confirm
//! ```

use std::collections::BTreeMap;

use rand_core::Rng;
use waypost_net::{Refusal, is_circuit};
use waypost_protocol::bundle::BundleKeys;
use waypost_protocol::card::{
    ADDRESSES_MAX, Card, ContactCard, DisplayName, Mailbox, Node, Reading, SignedCard,
};
use waypost_protocol::codes::Section;
use waypost_protocol::error::CardFault;
use waypost_protocol::field::{Field, FieldReader, Value};
use waypost_protocol::frame::{Chain, Frame, PrekeyHint};
use waypost_protocol::ids::{Day, LetterId, OrgId, SealedHash, Time};
use waypost_protocol::keys::{OpeningKey, Prekey, VerifyingKey};
use waypost_protocol::letter::{Letter, LetterKind};
use waypost_protocol::pairing::{
    INVITE_ADDRESSES_MAX, INVITE_SECONDS, Invite, InviteSecret, InviteTerms, Pair, PairRoot, Side,
};
use waypost_protocol::seal::{Expect, Origin, unseal};
use waypost_store::{Owner, Store};
use zeroize::Zeroizing;

use crate::arrive::{Came, Stopped, refuse, unreadable};
use crate::conversation::signed_for;
use crate::desk::Desk;
use crate::error::{DeskError, asked};
use crate::me::Me;
use crate::partner::Partner;
use crate::rows::{
    CardSent, INVITE, InviteRow, LETTER, LetterRow, PartnerRow, Row, named, numbered, owner,
    undamaged,
};
use crate::write::{Invited, SUITE, Writing, kept_form};

/// Open invites at once: a morning of pairings; each opens the door to strangers for its time.
const INVITES_MAX: usize = 16;
/// One-time prekeys given with a card.
const PREKEYS_A_CARD: usize = 32;
/// Below this many a partner gets a new card.
const PREKEYS_LOW: usize = 16;
/// Not more often than this: in a burst the epoch prekey serves.
const REFILL_SECONDS: u64 = 60;
/// How long a card holds: a partner may be away for months.
const CARD_DAYS: u32 = 180;

/// Circuits on a card: one for each relay that a node may use, and room left for direct addresses.
const CIRCUITS_A_CARD: usize = 4;
/// How long a circuit stays on cards after it was lost: a relay is started anew in less.
const CIRCUIT_GONE_SECONDS: u64 = 600;

const CARD: &str = "card";
const PAIR_KEY: &str = "pair_key";
const AT: &str = "at";

/// An invite that nobody followed yet.
pub(crate) struct OpenInvite {
    pub(crate) row: InviteRow,
    secret: InviteSecret,
    pair_key: OpeningKey,
    chain: Chain,
}

impl OpenInvite {
    /// Reads the open invites of an unlocked store.
    pub(crate) fn load_all(store: &Store, me: &Me) -> Result<BTreeMap<LetterId, Self>, DeskError> {
        let mut invites = BTreeMap::new();
        for found in store.rows(INVITE, &[])? {
            let Some(found) = undamaged(found)? else { continue };
            if let Some(invite) = undamaged(Self::load(store, me, &found.value))? {
                invites.insert(invite.row.id, invite);
            }
        }
        Ok(invites)
    }

    fn load(store: &Store, me: &Me, row: &[u8]) -> Result<Self, DeskError> {
        let row = InviteRow::from_bytes(row)?;
        let lacking = DeskError::Lacking { what: "an invite's secret" };
        let Some(bytes) = store.secret(&secret_name(row.id))? else { return Err(lacking) };
        let (Some(secret), Some(pair_key)) = (bytes.first_chunk(), bytes.last_chunk()) else {
            return Err(lacking);
        };
        let secret = InviteSecret::from_bytes(Zeroizing::new(*secret));
        Self::new(row, secret, OpeningKey::from_bytes(pair_key), me)
    }

    fn new(
        row: InviteRow,
        secret: InviteSecret,
        pair_key: OpeningKey,
        me: &Me,
    ) -> Result<Self, DeskError> {
        let terms = terms(me, &row, &pair_key, Vec::new(), None);
        let secret_again = InviteSecret::from_bytes(secret.as_bytes().clone());
        let chain = Invite::new(terms, secret_again)
            .map_err(|_| DeskError::Lacking { what: "a sound invite" })?
            .join_chain();
        Ok(Self { row, secret, pair_key, chain })
    }

    /// Keys of the bundle in which its answer may come.
    pub(crate) fn bundles(&self, today: Day) -> Vec<BundleKeys> {
        self.chain.bundle_window(today).unwrap_or_default()
    }
}

fn terms(
    me: &Me,
    row: &InviteRow,
    pair_key: &OpeningKey,
    addresses: Vec<String>,
    mailbox: Option<Mailbox>,
) -> InviteTerms {
    InviteTerms {
        version: InviteTerms::version_with(mailbox.as_ref()),
        inviter: me.org(),
        name: DisplayName::new(me.row.name.clone()).ok(),
        node_key: me.row.node,
        addresses,
        pair_key: pair_key.prekey(),
        created_day: row.created_day,
        expires: row.expires,
        mailbox,
    }
}

fn secret_name(id: LetterId) -> Vec<u8> {
    [b"invite/".as_slice(), id.as_bytes()].concat()
}

impl Desk {
    /// Makes an invite. Returns its row and its text, which is shown once.
    pub(crate) fn make_invite(
        &mut self,
        now: Time,
        label: Option<String>,
    ) -> Result<(InviteRow, Zeroizing<String>), DeskError> {
        if self.invites.len() >= INVITES_MAX {
            return Err(asked(
                "too_many_invites",
                format!("{INVITES_MAX} invites are open."),
                "Cancel one with `waypost invite cancel`, or wait until one ends.",
            ));
        }
        let addresses = self.invite_addresses();
        let mailbox = self.mailboxes.on_cards().into_iter().next();
        let secret = InviteSecret::generate(&mut self.rng);
        let pair_key = OpeningKey::generate(&mut self.rng);
        let row = InviteRow {
            id: self.random_id(),
            label,
            created_day: now.day(),
            expires: now.plus(INVITE_SECONDS),
        };
        let both = [secret.as_bytes().as_slice(), pair_key.to_bytes().as_slice()].concat();
        self.batch.keep_secret(&secret_name(row.id), &Zeroizing::new(both));
        self.batch.put(named(INVITE, row.id.as_bytes()), Owner::Node, row.to_bytes());
        let again = InviteSecret::from_bytes(secret.as_bytes().clone());
        let text = Invite::new(terms(&self.me, &row, &pair_key, addresses, mailbox), again)
            .map_err(|e| asked("invite", e.to_string(), "Shorten the announced addresses."))?
            .to_text();
        let invite = OpenInvite::new(row.clone(), secret, pair_key, &self.me)?;
        self.invites.insert(row.id, invite);
        self.admit();
        Ok((row, text))
    }

    /// Takes an invite back: its secrets are forgotten.
    pub(crate) fn end_invite(&mut self, id: LetterId) {
        if self.invites.remove(&id).is_some() {
            self.batch.forget_secret(&secret_name(id));
            self.batch.delete(named(INVITE, id.as_bytes()));
            self.admit();
        }
    }

    /// Ends the invites whose time is over.
    pub(crate) fn end_invites(&mut self, now: Time) {
        let over = self.invites.values().filter(|i| i.row.expires < now).map(|i| i.row.id);
        for id in over.collect::<Vec<_>>() {
            self.end_invite(id);
        }
    }

    /// Follows a partner's invite: the partner is known from here on, its card comes back.
    pub(crate) fn join(&mut self, now: Time, code: &str) -> Result<OrgId, DeskError> {
        let ask = "Ask the partner for a new invite, and copy all of it.";
        let invite = Invite::parse(code).map_err(|e| asked("invite", e.to_string(), ask))?;
        invite.check(now).map_err(|e| asked("invite", e.to_string(), ask))?;
        let terms = invite.terms().clone();
        let org = terms.inviter;
        if org == self.me.org() {
            return Err(asked(
                "own_invite",
                "This invite is our own.",
                "Give it to the partner; they join with it.",
            ));
        }
        if self.partners.get(&org).is_some_and(|p| p.card.is_some()) {
            return Err(asked(
                "already_partner",
                "This organisation is a partner already.",
                "See `waypost partner list`.",
            ));
        }
        let own = OpeningKey::generate(&mut self.rng);
        let pair = Pair { secret: invite.secret(), inviter: org, joiner: self.me.org() };
        let root = PairRoot::agree(&pair, Side::Joiner, &own, &terms.pair_key)
            .map_err(|e| asked("invite", e.to_string(), ask))?;
        let mut row = new_row(org, &root, now);
        row.first_node = Some(terms.node_key);
        row.first_addresses = terms.addresses.clone();
        row.first_mailbox = terms.mailbox.clone();
        row.short = self.short_name(terms.name.as_ref().map_or("partner", DisplayName::as_str));
        let chains = root.chains(Side::Joiner, terms.created_day);
        let mut join_chain = invite.join_chain();
        join_chain.forget_before(now.day()).map_err(|e| asked("invite", e.to_string(), ask))?;
        let keys = join_chain.keys(now.day()).map_err(|e| asked("invite", e.to_string(), ask))?;
        let partner = Partner::new(&mut self.batch, row, chains);
        let partner = partner.joining_by(&mut self.batch, join_chain);
        self.partners.insert(org, partner);
        let card = self.make_card(now, org)?;
        let fields = vec![
            number(AT, now.0),
            bytes(CARD, card.encode()),
            bytes(PAIR_KEY, own.prekey().0.to_vec()),
        ];
        let with = Invited { prekey: terms.pair_key, keys };
        self.write_pair_letter(now, org, LetterKind::Join, fields, Some(with))?;
        self.admit();
        Ok(org)
    }

    /// A frame that no partner made: the answer to one of our invites, or nothing of ours.
    pub(crate) fn take_join(&mut self, now: Time, frame: &Frame<'_>) -> Result<(), Stopped> {
        let found = self.invites.values().find_map(|invite| {
            let keys = invite.chain.keys(frame.day()).ok()?;
            frame.recognise(&keys).then_some((invite.row.id, keys))
        });
        let Some((id, keys)) = found else { return Err(refuse("not_for_me", Refusal::NotForMe)) };
        let (hint, sealed) =
            frame.unframe(&keys).map_err(|_| refuse("tampered", Refusal::Unreadable))?;
        let Some(invite) = self.invites.get(&id) else { return Err(unreadable("invite")) };
        // SPEC 4.1: an invite MUST NOT be taken up after its end.
        if invite.row.expires < now {
            return Err(refuse("expired", Refusal::Expired));
        }
        if hint != PrekeyHint::from(invite.pair_key.prekey().hash()) {
            return Err(unreadable("prekey"));
        }
        let expect = Expect {
            me: self.me.org(),
            prekey: invite.pair_key.prekey().hash(),
            origin: Origin::Invite,
            today: now.day(),
            min_suite: SUITE,
        };
        let unsealed =
            unseal(&sealed, &invite.pair_key, &expect).map_err(|_| unreadable("sealed"))?;
        let header = unsealed.header().clone();
        let claimed = VerifyingKey::from_bytes(header.sender_key.as_bytes())
            .map_err(|_| unreadable("sender_key"))?;
        let opened = unsealed.verify(&claimed).map_err(|_| unreadable("signature"))?;
        let org = header.sender_org;
        if self.partners.get(&org).is_some_and(|p| p.card.is_some()) || org == self.me.org() {
            return Err(refuse("already_partner", Refusal::NotForMe));
        }
        let letter = opened.into_letter();
        let (card, their_half) = self.read_join(now, org, &letter)?;
        card.log().accepts(&claimed, header.day).map_err(|_| unreadable("sender_key"))?;

        let Some(invite) = self.invites.get(&id) else { return Err(unreadable("invite")) };
        let pair = Pair { secret: &invite.secret, inviter: self.me.org(), joiner: org };
        let root = PairRoot::agree(&pair, Side::Inviter, &invite.pair_key, &their_half)
            .map_err(|_| unreadable("pair_key"))?;
        if root.thread_id() != header.conversation {
            return Err(unreadable("thread"));
        }
        let mut row = new_row(org, &root, now);
        let name = invite.row.label.clone();
        row.short = self.short_name(name.as_deref().unwrap_or(card.contents().name.as_str()));
        let chains = root.chains(Side::Inviter, invite.row.created_day);
        let mut partner = Partner::new(&mut self.batch, row, chains);
        partner.take_card(&mut self.batch, card);
        self.partners.insert(org, partner);
        self.end_invite(id);
        self.keep_pair_letter(now, org, &letter)?;
        let receipt = self.sign_for_pair_letter(now, org, &letter)?;
        self.remember(frame.day(), org, SealedHash::of(&sealed), Some(receipt));
        self.send_card(now, org)?;
        self.admit();
        Ok(())
    }

    fn read_join(&self, now: Time, org: OrgId, letter: &Letter) -> Result<(Card, Prekey), Stopped> {
        let mut fields = FieldReader::new(letter.fields());
        let read = || unreadable("join");
        fields.number(AT).map_err(|_| read())?;
        let card = fields.bytes_if_any(CARD).ok().flatten().ok_or_else(read)?;
        let half = fields.bytes_if_any(PAIR_KEY).ok().flatten().ok_or_else(read)?;
        let half = Prekey(half.try_into().map_err(|_| read())?);
        fields.finish().map_err(|_| read())?;
        let signed = SignedCard::decode(card).map_err(|_| unreadable("card"))?;
        let reading = Reading { reader: self.me.org(), org, today: now.day(), seen: None };
        let card = Card::read(signed, &reading).map_err(|fault| {
            tracing::warn!(%fault, "a card in a join is not good");
            unreadable("card")
        })?;
        Ok((card, half))
    }

    /// A card or a confirmation of a partner.
    pub(crate) fn take_pair_letter(&mut self, now: Time, came: Came) -> Result<(), Stopped> {
        let Came { org, opened, sealed, frame_day, hint } = came;
        let letter = opened.into_letter();
        let thread = self.partners.get(&org).map(|p| p.row.thread);
        if thread != Some(letter.header().conversation) {
            return Err(unreadable("thread"));
        }
        if letter.header().kind == LetterKind::Trust {
            self.take_share(now, org, &letter)?;
        } else {
            self.take_card_or_confirm(now, org, &letter)?;
        }
        self.keep_pair_letter(now, org, &letter)?;
        self.forget_used_prekey(org, hint);
        let receipt = self.sign_for_pair_letter(now, org, &letter)?;
        self.remember(frame_day, org, sealed, Some(receipt));
        Ok(())
    }

    fn take_card_or_confirm(
        &mut self,
        now: Time,
        org: OrgId,
        letter: &Letter,
    ) -> Result<(), Stopped> {
        let mut fields = FieldReader::new(letter.fields());
        fields.number(AT).map_err(|_| unreadable("fields"))?;
        if letter.header().kind == LetterKind::Card {
            let card =
                fields.bytes_if_any(CARD).ok().flatten().ok_or_else(|| unreadable("card"))?;
            let signed = SignedCard::decode(card).map_err(|_| unreadable("card"))?;
            fields.finish().map_err(|_| unreadable("fields"))?;
            return self.take_card(now, org, signed, letter);
        }
        fields.finish().map_err(|_| unreadable("fields"))?;
        if let Some(partner) = self.partners.get_mut(&org) {
            partner.row.confirmed_by_them = true;
        }
        Ok(())
    }

    pub(crate) fn take_card(
        &mut self,
        now: Time,
        org: OrgId,
        signed: SignedCard,
        letter: &Letter,
    ) -> Result<(), Stopped> {
        let me = self.me.org();
        let seen = self.partners.get(&org).ok_or_else(|| unreadable("partner"))?.seen();
        let reading = Reading { reader: me, org, today: now.day(), seen: seen.as_ref() };
        let card = match Card::read(signed.clone(), &reading) {
            Ok(card) => card,
            // A newer one overtook it, perhaps while we were off: kept as a letter, signed for, and nothing more.
            Err(CardFault::Older { .. }) => return Ok(()),
            Err(fault) => {
                tracing::warn!(%fault, partner = %org, "a partner's card is not good");
                self.note_forked_card(now, org, &signed)?;
                return Err(unreadable("card"));
            }
        };
        let header = letter.header();
        let key = VerifyingKey::from_bytes(header.sender_key.as_bytes())
            .map_err(|_| unreadable("sender_key"))?;
        card.log().accepts(&key, header.day).map_err(|_| unreadable("sender_key"))?;
        if seen.is_none_or(|s| s.serial < card.contents().serial) {
            let Some(partner) = self.partners.get_mut(&org) else {
                return Err(unreadable("partner"));
            };
            let first = partner.card.is_none();
            partner.take_card(&mut self.batch, card);
            if first {
                let name = partner.name().to_owned();
                if let Some(partner) = self.partners.get_mut(&org) {
                    // Its own name from the invite must not stand in its way.
                    partner.row.short.clear();
                }
                let short = self.short_name(&name);
                if let Some(partner) = self.partners.get_mut(&org) {
                    partner.row.short = short;
                    partner.save(&mut self.batch);
                }
            }
            self.admit();
        }
        Ok(())
    }

    /// A receipt for a card, a join or a confirmation.
    pub(crate) fn take_thread_receipt(&mut self, now: Time, came: Came) -> Result<(), Stopped> {
        let Came { org, opened, sealed, frame_day, hint } = came;
        let letter = opened.into_letter();
        let Some(of) = signed_for(&letter) else { return Err(unreadable("receipt")) };
        // SPEC 6.4: a receipt of the pair's thread answers the letter that it signs for.
        if letter.header().answers != Some(of) {
            return Err(unreadable("receipt"));
        }
        self.outbox_done(org, of);
        self.note_heard(org, of);
        if let Some(partner) = self.partners.get_mut(&org)
            && let Some(sent) = partner.row.card_sent.take_if(|sent| sent.letter == of)
        {
            partner.row.epoch_known = sent.epoch;
        }
        self.keep_pair_letter(now, org, &letter)?;
        self.forget_used_prekey(org, hint);
        self.remember(frame_day, org, sealed, None);
        Ok(())
    }

    /// Says that the safety number was compared and is the same.
    pub(crate) fn confirm(&mut self, now: Time, org: OrgId) -> Result<(), DeskError> {
        let Some(partner) = self.partners.get_mut(&org) else {
            return Err(crate::write::no_such_partner());
        };
        if partner.row.confirmed_by_us {
            return Ok(());
        }
        partner.row.confirmed_by_us = true;
        self.write_pair_letter(now, org, LetterKind::Confirm, vec![number(AT, now.0)], None)
            .map(|_| ())
            .inspect_err(|_| {
                if let Some(partner) = self.partners.get_mut(&org) {
                    partner.row.confirmed_by_us = false;
                }
            })
    }

    /// Says it once more: what said it first may not be readable any more.
    pub(crate) fn confirm_again(&mut self, now: Time, org: OrgId) -> Result<(), DeskError> {
        let fields = vec![number(AT, now.0)];
        self.write_pair_letter(now, org, LetterKind::Confirm, fields, None).map(|_| ())
    }

    /// Keeps a letter of the pair's thread, signs for it, remembers its seal.
    pub(crate) fn end_pair_letter(
        &mut self,
        now: Time,
        came: Came,
        letter: &Letter,
    ) -> Result<(), Stopped> {
        let Came { org, opened: _, sealed, frame_day, hint } = came;
        self.keep_pair_letter(now, org, letter)?;
        self.forget_used_prekey(org, hint);
        let receipt = self.sign_for_pair_letter(now, org, letter)?;
        self.remember(frame_day, org, sealed, Some(receipt));
        Ok(())
    }

    /// Gives a partner a new card with one-time prekeys of its own.
    pub(crate) fn send_card(&mut self, now: Time, org: OrgId) -> Result<(), DeskError> {
        if self.partners.get(&org).is_none_or(|p| p.card.is_none()) {
            return Ok(());
        }
        let card = self.make_card(now, org)?;
        let fields = vec![number(AT, now.0), bytes(CARD, card.encode())];
        self.write_pair_letter(now, org, LetterKind::Card, fields, None).map(|_| ())
    }

    /// A partner that is low on one-time prekeys gets a new card.
    pub(crate) fn refill(&mut self, now: Time, org: OrgId) -> Result<(), DeskError> {
        let low = self.partners.get(&org).is_some_and(|p| {
            p.our_stock < PREKEYS_LOW && now.since(p.row.refilled_at) >= REFILL_SECONDS
        });
        if low { self.send_card(now, org) } else { Ok(()) }
    }

    /// After the addresses changed, every partner gets a new card.
    pub(crate) fn announce_changes(&mut self, now: Time) -> Result<(), DeskError> {
        self.note_circuits(now);
        let addresses = self.addresses();
        if addresses.is_empty() || addresses == self.me.row.announced {
            return Ok(());
        }
        self.me.row.announced = addresses;
        self.me.save(&mut self.batch);
        self.owe_cards();
        self.pay_cards(now)
    }

    pub(crate) fn make_card(&mut self, now: Time, org: OrgId) -> Result<SignedCard, DeskError> {
        let mut addresses = self.addresses();
        if addresses.is_empty() {
            // Not listening, or not yet: partners go on looking where they last found us.
            addresses = self.me.row.announced.clone();
        }
        let Some(partner) = self.partners.get_mut(&org) else {
            return Err(crate::write::no_such_partner());
        };
        let (today, expires) = (now.day(), now.day().plus(CARD_DAYS));
        let mailboxes = self.mailboxes.on_cards();
        partner.row.refilled_at = now;
        let one_time_prekeys =
            partner.make_prekeys(&mut self.batch, PREKEYS_A_CARD, today, &mut self.rng);
        partner.save(&mut self.batch);
        self.me.row.card_serial += 1;
        self.me.save(&mut self.batch);
        let unsound = |_| DeskError::Lacking { what: "a sound profile" };
        let card = ContactCard {
            version: Card::version_with(&mailboxes),
            org: self.me.org(),
            reader: Some(org),
            serial: self.me.row.card_serial,
            issued_day: today,
            expires_day: expires,
            key_log: self.me.author.log().encode(),
            name: DisplayName::new(self.me.row.name.clone()).map_err(unsound)?,
            kind: self
                .me
                .row
                .kind
                .parse()
                .map_err(|_| DeskError::Lacking { what: "a sound profile" })?,
            languages: self.me.row.languages.clone(),
            nodes: vec![Node {
                certificate: self
                    .me
                    .author
                    .certify(self.me.row.node, expires)
                    .map_err(|_| DeskError::Lacking { what: "a sound node key" })?,
                addresses,
            }],
            mailboxes,
            min_suite: SUITE,
            epoch_prekey: self.me.epoch_prekey()?,
            one_time_prekeys,
        };
        card.sign(&self.me.author).map_err(|e| {
            asked("card", e.to_string(), "Mend the organisation's profile or addresses.")
        })
    }

    /// Where partners reach us: directly, and through relays.
    pub(crate) fn addresses(&self) -> Vec<String> {
        let mut circuits: Vec<String> =
            self.listening.iter().filter(|a| is_circuit(a)).cloned().collect();
        circuits.extend(self.circuits_gone.keys().cloned());
        circuits.sort();
        circuits.truncate(CIRCUITS_A_CARD);
        let mut addresses = self.direct_addresses();
        addresses.truncate(ADDRESSES_MAX - circuits.len());
        addresses.extend(circuits);
        addresses
    }

    fn direct_addresses(&self) -> Vec<String> {
        let mut addresses = match self.preferences.announce.is_empty() {
            true => self.listening.iter().filter(|a| !is_circuit(a)).cloned().collect(),
            false => self.preferences.announce.clone(),
        };
        addresses.sort();
        addresses
    }

    /// Of a kind each, as many as an invite has room for: who is invited may know the relay too.
    pub(crate) fn invite_addresses(&self) -> Vec<String> {
        let mut addresses = self.direct_addresses();
        let circuit = self.listening.iter().find(|a| is_circuit(a)).cloned();
        addresses.truncate(INVITE_ADDRESSES_MAX - circuit.iter().len());
        addresses.extend(circuit);
        addresses
    }

    /// A circuit that was announced and stands no more stays on cards for a while: a relay that is started anew, or
    /// this node itself, must not cost every partner two cards.
    fn note_circuits(&mut self, now: Time) {
        let (listening, announced) = (&self.listening, &self.me.row.announced);
        let is_gone = |a: &String| is_circuit(a) && !listening.contains(a) && announced.contains(a);
        for address in announced.iter().filter(|a| is_gone(a)) {
            self.circuits_gone.entry(address.clone()).or_insert(now);
        }
        let lasts = |since: Time| now.since(since) < CIRCUIT_GONE_SECONDS;
        self.circuits_gone.retain(|address, since| is_gone(address) && lasts(*since));
    }

    /// Writes a letter in the pair's own thread.
    pub(crate) fn write_pair_letter(
        &mut self,
        now: Time,
        org: OrgId,
        kind: LetterKind,
        fields: Vec<Field>,
        with: Option<Invited>,
    ) -> Result<u64, DeskError> {
        self.write_pair_answer(now, org, kind, fields, with, None)
    }

    pub(crate) fn write_pair_answer(
        &mut self,
        now: Time,
        org: OrgId,
        kind: LetterKind,
        fields: Vec<Field>,
        with: Option<Invited>,
        answers: Option<waypost_protocol::ids::HeaderHash>,
    ) -> Result<u64, DeskError> {
        let Some(partner) = self.partners.get(&org) else {
            return Err(crate::write::no_such_partner());
        };
        let writing = Writing {
            kind,
            conversation: partner.row.thread,
            seq: partner.row.thread_seq,
            prev: partner.row.thread_prev,
            answers,
            fields,
            shown: vec![Section::Needs],
            disclosed: Vec::new(),
            number: partner.row.thread_letters,
        };
        let written = match with {
            Some(with) => self.write_with(now, org, writing, with)?,
            None => self.write(now, org, writing)?,
        };
        let epoch = self.me.epoch_prekey()?.day;
        if let Some(partner) = self.partners.get_mut(&org) {
            if matches!(kind, LetterKind::Card | LetterKind::Join | LetterKind::Recall) {
                partner.row.card_sent =
                    Some(CardSent { letter: written.letter.header_hash(), epoch });
            }
            partner.row.thread_seq += 1;
            partner.row.thread_prev = Some(written.letter.header_hash());
            partner.row.thread_letters += 1;
            partner.save(&mut self.batch);
        }
        Ok(written.outbox_number)
    }

    fn sign_for_pair_letter(
        &mut self,
        now: Time,
        org: OrgId,
        letter: &Letter,
    ) -> Result<u64, DeskError> {
        let of = letter.header_hash();
        let stage = waypost_protocol::exchange::Stage::Received;
        let fields = waypost_protocol::exchange::receipt_fields(of, stage, now);
        self.write_pair_answer(now, org, LetterKind::Receipt, fields, None, Some(of))
    }

    /// Keeps a letter of the other side in the pair's thread, for the audit.
    pub(crate) fn keep_pair_letter(
        &mut self,
        now: Time,
        org: OrgId,
        letter: &Letter,
    ) -> Result<(), DeskError> {
        let entry = Some(self.log_letter(letter));
        let Some(partner) = self.partners.get_mut(&org) else { return Ok(()) };
        let thread = partner.row.thread;
        let row = LetterRow {
            ours: false,
            letter: kept_form(letter)?,
            authored: None,
            kept_at: now,
            entry,
        };
        let at = numbered(LETTER, thread.as_bytes(), partner.row.thread_letters);
        self.batch.put(at, owner(thread), row.to_bytes());
        partner.row.thread_letters += 1;
        partner.save(&mut self.batch);
        Ok(())
    }

    /// A short name for a partner that no other has: its first words in plain letters.
    fn short_name(&self, name: &str) -> String {
        let plain: String = name
            .chars()
            .map(|c| if c.is_alphanumeric() { c.to_ascii_lowercase() } else { '-' })
            .collect();
        let words: Vec<&str> = plain.split('-').filter(|w| !w.is_empty()).take(3).collect();
        let base = if words.is_empty() { "partner".to_owned() } else { words.join("-") };
        let taken = |short: &str| self.partners.values().any(|p| p.row.short == short);
        if !taken(&base) {
            return base;
        }
        (2_u32..).map(|n| format!("{base}-{n}")).find(|short| !taken(short)).unwrap_or(base)
    }

    pub(crate) fn random_id(&mut self) -> LetterId {
        let mut id = [0; 16];
        self.rng.fill_bytes(&mut id);
        LetterId::new(id)
    }
}

fn new_row(org: OrgId, root: &PairRoot, now: Time) -> PartnerRow {
    PartnerRow {
        org,
        short: String::new(),
        card: None,
        key_log: None,
        thread: root.thread_id(),
        safety_number: root.safety_number().to_string(),
        confirmed_by_us: false,
        confirmed_by_them: false,
        blocked: false,
        thread_seq: 0,
        thread_prev: None,
        outbox_number: 0,
        thread_letters: 0,
        refilled_at: now,
        first_node: None,
        first_addresses: Vec::new(),
        first_mailbox: None,
        last_contact: None,
        prekey_number: 0,
        orphans: 0,
        epoch_known: Day(0),
        card_sent: None,
    }
}

fn number(key: &str, value: u64) -> Field {
    Field::new(Section::Needs, key, Value::Number(value))
}

fn bytes(key: &str, value: Vec<u8>) -> Field {
    Field::new(Section::Needs, key, Value::Bytes(value))
}
