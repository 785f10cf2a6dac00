//! Contact cards: what a partner needs to reach an organisation and to seal letters to it (SPEC 4).
//!
//! In: a signed card and what was seen of that partner before. Out: a [`Card`], which is a card that
//! was checked, or a fault by name. Cards go to partners only; there is no public list of them.

use std::fmt;

use minicbor::{Decode, Decoder, Encode, Encoder, decode, encode};
use sha2::{Digest, Sha256};

use crate::codes::OrgKind;
use crate::error::{CardFault, CborFault, DetailFault, IdentityFault};
use crate::field;
use crate::identity::{Author, KeyLog, SignedCertificate};
use crate::ids::{Day, NodeId, OrgId};
use crate::keys::Prekey;
use crate::mailbox::{InboxId, WriteToken};
use crate::signed::{Signable, Signed};

/// Version of a card without mailboxes.
pub const CARD_VERSION: u8 = 1;
/// Version of a card with mailboxes: version 1 had no room for an inbox and its token.
pub const CARD_VERSION_MAILBOXES: u8 = 2;
/// The highest cryptographic suite that this version knows; there is one.
pub const SUITE_MAX: u8 = 1;
/// Longest life of a card: one is issued with every epoch, but a partner may be away for months.
pub const CARD_DAYS_MAX: u32 = 366;
/// How far ahead a partner's clock may be.
pub const CARD_DAYS_AHEAD: u32 = 2;
/// Longest display name: forty characters of a three-byte script.
pub const NAME_BYTES_MAX: usize = 120;
/// Most languages: a team that speaks more can say so in its service card.
pub const LANGUAGES_MAX: usize = 16;
/// Longest language tag (BCP 47 section 4.4.1 asks for room for 35).
pub const LANGUAGE_BYTES_MAX: usize = 35;
/// Most nodes of one organisation: an office, a spare, two branches.
pub const NODES_MAX: usize = 4;
/// Most mailboxes: they are spares of each other.
pub const MAILBOXES_MAX: usize = 4;
/// Most addresses of a node: two IP versions, a name and an onion address, inside and outside.
pub const ADDRESSES_MAX: usize = 8;
/// Longest address: a multiaddr with an onion name, a port and a peer id takes 140.
pub const ADDRESS_BYTES_MAX: usize = 200;
/// Most one-time prekeys: two months of a letter a day.
pub const ONE_TIME_PREKEYS_MAX: usize = 64;

/// What an organisation calls itself: shown to people, so it holds nothing that hides or reorders.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct DisplayName(String);

impl DisplayName {
    /// Checks and takes a name: 1 to [`NAME_BYTES_MAX`] bytes, no control characters, no
    /// direction overrides, no space at either end.
    pub fn new(name: impl Into<String>) -> Result<Self, DetailFault> {
        const WHAT: &str = "display name";
        let name = name.into();
        check_length(WHAT, &name, NAME_BYTES_MAX)?;
        if let Some(found) = name.chars().find(|c| is_deceptive(*c)) {
            return Err(DetailFault::Character {
                what: WHAT,
                found: found.into(),
                expected: "letters that a person can see",
            });
        }
        if name.trim() != name {
            return Err(DetailFault::Form { what: WHAT, expected: "no space at either end" });
        }
        Ok(Self(name))
    }

    /// The name.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl fmt::Display for DisplayName {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl<C> Encode<C> for DisplayName {
    fn encode<W: encode::Write>(
        &self,
        e: &mut Encoder<W>,
        _: &mut C,
    ) -> Result<(), encode::Error<W::Error>> {
        e.str(&self.0)?.ok()
    }
}

impl<'b, C> Decode<'b, C> for DisplayName {
    fn decode(d: &mut Decoder<'b>, _: &mut C) -> Result<Self, decode::Error> {
        Self::new(d.str()?).map_err(decode::Error::message)
    }
}

/// Controls, line breaks, direction marks and overrides (Unicode TR 9), tags, the byte order mark.
/// Joiners stay: names in Burmese, Khmer, Hindi and Arabic scripts need them.
pub(crate) fn is_deceptive(c: char) -> bool {
    c.is_control()
        || matches!(c,
            '\u{061C}' | '\u{200E}' | '\u{200F}' | '\u{2028}'..='\u{202E}'
            | '\u{2066}'..='\u{2069}' | '\u{FEFF}' | '\u{E0000}'..='\u{E007F}')
}

/// A node of the organisation and where to find it.
#[derive(Clone, PartialEq, Eq, Debug, Encode, Decode)]
#[cbor(map)]
pub struct Node {
    /// Says that it speaks for the organisation.
    #[n(0)]
    pub certificate: SignedCertificate,
    /// Its addresses, as text multiaddrs, best first.
    #[n(1)]
    pub addresses: Vec<String>,
}

/// A mailbox that keeps frames while the organisation is offline, and the inbox there. It needs no
/// certificate: it sees frames only.
#[derive(Clone, PartialEq, Eq, Debug, Encode, Decode)]
#[cbor(map)]
pub struct Mailbox {
    /// Its transport key.
    #[n(0)]
    pub node_key: NodeId,
    /// Its addresses, as text multiaddrs, best first.
    #[n(1)]
    pub addresses: Vec<String>,
    /// Where in it the organisation's frames wait.
    #[n(2)]
    pub inbox: InboxId,
    /// The right to leave frames there. The same for every partner: a token for each would tell the
    /// mailbox one sender from another.
    #[n(3)]
    pub token: WriteToken,
}

/// The prekey for letters when no one-time prekey is left: new every 10 days.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Encode, Decode)]
#[cbor(map)]
pub struct EpochPrekey {
    /// The day it was made.
    #[n(0)]
    pub day: Day,
    /// Its public half.
    #[n(1)]
    pub key: Prekey,
}

/// What a card says. Signed by the organisation's current key.
#[derive(Clone, PartialEq, Eq, Debug, Encode, Decode)]
#[cbor(map)]
pub struct ContactCard {
    /// [`CARD_VERSION`], or [`CARD_VERSION_MAILBOXES`] if it names mailboxes.
    #[n(0)]
    pub version: u8,
    /// Whose card it is.
    #[n(1)]
    pub org: OrgId,
    /// The one partner whom it is for; absent only while joining.
    #[n(2)]
    pub reader: Option<OrgId>,
    /// Rises with every card for that partner.
    #[n(3)]
    pub serial: u64,
    /// First day.
    #[n(4)]
    pub issued_day: Day,
    /// Last day.
    #[n(5)]
    pub expires_day: Day,
    /// The organisation's key log, encoded.
    #[cbor(n(6), with = "minicbor::bytes")]
    pub key_log: Vec<u8>,
    /// What it calls itself.
    #[n(7)]
    pub name: DisplayName,
    /// What sort of organisation it is.
    #[cbor(n(8), encode_with = "encode_kind", decode_with = "decode_kind")]
    pub kind: OrgKind,
    /// Languages its people speak: BCP 47 tags.
    #[n(9)]
    pub languages: Vec<String>,
    /// Its nodes.
    #[n(10)]
    pub nodes: Vec<Node>,
    /// Its mailboxes.
    #[n(11)]
    pub mailboxes: Vec<Mailbox>,
    /// The lowest suite that it still reads. Never falls.
    #[n(12)]
    pub min_suite: u8,
    /// The prekey when no one-time prekey is left.
    #[n(13)]
    pub epoch_prekey: EpochPrekey,
    /// Prekeys for one letter each, for this partner alone.
    #[n(14)]
    pub one_time_prekeys: Vec<Prekey>,
}

/// A card as it travels.
pub type SignedCard = Signed<ContactCard>;

impl Signable for ContactCard {
    const WHAT: &'static str = "contact card";
    const DOMAIN: &'static str = "waypost/card/v1";
    /// It must fit a letter's field, with its signature.
    const BYTES_MAX: usize = field::BYTES_MAX - 72;
}

impl ContactCard {
    /// Signs a card of our own, after the same checks that its reader will make.
    pub fn sign(self, author: &Author) -> Result<SignedCard, CardFault> {
        let today = self.issued_day;
        let card = author.sign_body(self);
        Card::check_form(&card, author.org(), today)?;
        let bytes_max = ContactCard::BYTES_MAX;
        match card.bytes().len() {
            found if found > bytes_max => Err(CardFault::Cbor(CborFault::TooLong {
                what: ContactCard::WHAT,
                found,
                expected_max: bytes_max,
            })),
            _ => Ok(card),
        }
    }

    /// SPEC 4.2: every list and text of a card is bounded.
    fn check_details(&self) -> Result<(), DetailFault> {
        check_languages(&self.languages)?;
        check_count("nodes", self.nodes.len(), NODES_MAX)?;
        check_count("mailboxes", self.mailboxes.len(), MAILBOXES_MAX)?;
        let one_time = self.one_time_prekeys.len();
        check_count("one-time prekeys", one_time, ONE_TIME_PREKEYS_MAX)?;
        self.languages.iter().try_for_each(|tag| check_language(tag))?;
        let of_nodes = self.nodes.iter().map(|n| &n.addresses);
        let of_mailboxes = self.mailboxes.iter().map(|m| &m.addresses);
        of_nodes
            .chain(of_mailboxes)
            .try_for_each(|addresses| check_addresses(addresses, ADDRESSES_MAX))
    }

    fn check_prekeys(&self) -> Result<(), CardFault> {
        let mut seen = std::collections::BTreeSet::new();
        let prekeys = std::iter::once(&self.epoch_prekey.key).chain(&self.one_time_prekeys);
        for (index, prekey) in prekeys.enumerate() {
            if prekey.is_weak() || !seen.insert(prekey.0) {
                return Err(CardFault::Prekey { index });
            }
        }
        Ok(())
    }

    fn check_days(&self, today: Day) -> Result<(), CardFault> {
        let (issued, expires) = (self.issued_day, self.expires_day);
        if expires < issued || expires > issued.plus(CARD_DAYS_MAX) {
            return Err(CardFault::Lifetime { issued, expires, expected_days_max: CARD_DAYS_MAX });
        }
        if issued > today.plus(CARD_DAYS_AHEAD) {
            return Err(CardFault::NotYet {
                found: issued,
                expected_max: today.plus(CARD_DAYS_AHEAD),
            });
        }
        if expires < today {
            return Err(CardFault::Expired { found: expires, today });
        }
        Ok(())
    }
}

/// Who reads a card, whose it should be, and when.
#[derive(Clone, Copy, Debug)]
pub struct Reading<'a> {
    /// The organisation that reads.
    pub reader: OrgId,
    /// The organisation whose card it should be: from the invite, or from the letter's header.
    pub org: OrgId,
    /// Today.
    pub today: Day,
    /// What was seen of this partner before; `None` only while joining.
    pub seen: Option<&'a Seen>,
}

/// What is remembered of the last card of a partner.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Seen {
    /// Its serial number.
    pub serial: u64,
    /// SHA-256 of the card's signed bytes.
    pub card_hash: [u8; 32],
    /// The suite that it asked for.
    pub min_suite: u8,
    /// The partner's key log, as far as it is known.
    pub log: KeyLog,
}

/// A card that was checked. Only [`Card::read`] makes one.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Card {
    signed: SignedCard,
    log: KeyLog,
}

impl Card {
    /// Checks a card against who reads it, the day, and what was seen of the partner before.
    pub fn read(signed: SignedCard, reading: &Reading<'_>) -> Result<Self, CardFault> {
        let mut log = Self::check_form(&signed, reading.org, reading.today)?;
        let card = signed.claimed();
        check_reader(card, reading)?;
        if let Some(seen) = reading.seen {
            log = check_after(&signed, seen, &log)?;
        }
        Ok(Self { signed, log })
    }

    /// What it says.
    pub fn contents(&self) -> &ContactCard {
        self.signed.claimed()
    }

    /// The partner's key log: the longer of the card's and the one known before.
    pub fn log(&self) -> &KeyLog {
        &self.log
    }

    /// The card as it came.
    pub fn signed(&self) -> &SignedCard {
        &self.signed
    }

    /// What to remember of it.
    pub fn seen(&self) -> Seen {
        Seen {
            serial: self.contents().serial,
            card_hash: hash(&self.signed),
            min_suite: self.contents().min_suite,
            log: self.log.clone(),
        }
    }

    /// The version of a card with these mailboxes.
    pub fn version_with(mailboxes: &[Mailbox]) -> u8 {
        if mailboxes.is_empty() { CARD_VERSION } else { CARD_VERSION_MAILBOXES }
    }

    /// All that can be checked of a card by itself. Returns its key log.
    fn check_form(signed: &SignedCard, org: OrgId, today: Day) -> Result<KeyLog, CardFault> {
        let card = signed.claimed();
        // SPEC 4.2: the lowest version that can say it, so that an older program reads what it can.
        let expected = Self::version_with(&card.mailboxes);
        if card.version != expected {
            return Err(CardFault::Version { found: card.version, expected });
        }
        let log = KeyLog::decode(&card.key_log)?;
        // SPEC 4.2: a card is signed by the current key of the key log inside it.
        signed.verify(log.current()).map_err(IdentityFault::from)?;
        if card.org != org || log.org() != org {
            let found = if card.org == org { log.org() } else { card.org };
            return Err(CardFault::OtherOrganisation { found, expected: org });
        }
        if card.min_suite == 0 || card.min_suite > SUITE_MAX {
            return Err(CardFault::Suite { found: card.min_suite, expected_max: SUITE_MAX });
        }
        card.check_days(today)?;
        card.check_details()?;
        card.check_prekeys()?;
        // SPEC 4.2: a node certificate lasts at least as long as the card that carries it.
        for node in &card.nodes {
            node.certificate.check(&log, card.expires_day)?;
        }
        Ok(log)
    }
}

/// SPEC 4.2: a card names its one reader; only while joining may it name none.
fn check_reader(card: &ContactCard, reading: &Reading<'_>) -> Result<(), CardFault> {
    match (card.reader, reading.seen) {
        (Some(reader), _) if reader != reading.reader => {
            Err(CardFault::OtherReader { found: reader, expected: reading.reader })
        }
        (None, Some(_)) => Err(CardFault::NoReader),
        (Some(_), _) | (None, None) => Ok(()),
    }
}

/// SPEC 4.3: never older than one already seen, never two of one serial number, never a lower
/// `min_suite`, never a forked key log. Returns the longer key log.
fn check_after(signed: &SignedCard, seen: &Seen, log: &KeyLog) -> Result<KeyLog, CardFault> {
    let card = signed.claimed();
    if card.serial < seen.serial {
        return Err(CardFault::Older { found: card.serial, expected_min: seen.serial });
    }
    if card.serial == seen.serial && hash(signed) != seen.card_hash {
        return Err(CardFault::TwoOfOneSerial { serial: card.serial });
    }
    if card.min_suite < seen.min_suite {
        return Err(CardFault::LowerSuite { found: card.min_suite, expected_min: seen.min_suite });
    }
    let mut longer = seen.log.clone();
    longer.extend(log.tail_from(1))?;
    longer.accepts(log.current(), card.issued_day)?;
    Ok(longer)
}

fn hash(signed: &SignedCard) -> [u8; 32] {
    Sha256::digest(signed.bytes()).into()
}

/// Checks a list of text multiaddrs: bounds and characters. What they mean is the network's matter.
pub(crate) fn check_addresses(addresses: &[String], count_max: usize) -> Result<(), DetailFault> {
    check_count("addresses", addresses.len(), count_max)?;
    for address in addresses {
        check_length("address", address, ADDRESS_BYTES_MAX)?;
        if let Some(found) = address.chars().find(|c| !c.is_ascii_graphic()) {
            return Err(DetailFault::Character {
                what: "address",
                found: found.into(),
                expected: "plain ASCII without spaces",
            });
        }
        if !address.starts_with('/') {
            return Err(DetailFault::Form {
                what: "address",
                expected: "a multiaddr, which begins with `/`",
            });
        }
    }
    Ok(())
}

/// Checks a list of languages, as a card would: before an organisation is founded with them.
pub fn check_languages(languages: &[String]) -> Result<(), DetailFault> {
    check_count("languages", languages.len(), LANGUAGES_MAX)?;
    languages.iter().try_for_each(|tag| check_language(tag))
}

/// The syntax of BCP 47 (RFC 5646 section 2.1) as far as lengths and characters go.
fn check_language(tag: &str) -> Result<(), DetailFault> {
    check_length("language", tag, LANGUAGE_BYTES_MAX)?;
    let subtag = |s: &str| matches!(s.len(), 1..=8) && s.bytes().all(|b| b.is_ascii_alphanumeric());
    let primary = tag.split('-').next().unwrap_or_default();
    let primary_is_letters = primary.len() >= 2 && primary.bytes().all(|b| b.is_ascii_alphabetic());
    match primary_is_letters && tag.split('-').all(subtag) {
        true => Ok(()),
        false => Err(DetailFault::Form {
            what: "language",
            expected: "a BCP 47 tag such as `th` or `zh-Hant`",
        }),
    }
}

fn check_length(what: &'static str, text: &str, expected_max: usize) -> Result<(), DetailFault> {
    match text.len() {
        found if found == 0 || found > expected_max => {
            Err(DetailFault::Length { what, found, expected_max })
        }
        _ => Ok(()),
    }
}

fn check_count(what: &'static str, found: usize, expected_max: usize) -> Result<(), DetailFault> {
    match found {
        found if found > expected_max => Err(DetailFault::TooMany { what, found, expected_max }),
        _ => Ok(()),
    }
}

/// The kind travels as its code, so that an unknown one is refused with its name.
fn encode_kind<C, W: encode::Write>(
    kind: &OrgKind,
    e: &mut Encoder<W>,
    _: &mut C,
) -> Result<(), encode::Error<W::Error>> {
    e.str(kind.as_str())?.ok()
}

fn decode_kind<C>(d: &mut Decoder<'_>, _: &mut C) -> Result<OrgKind, decode::Error> {
    d.str()?.parse().map_err(decode::Error::message)
}
