//! A mailbox operator's permission to have inboxes there (SPEC 6.8).
//!
//! In: the operator's terms, or a grant that a client brings. Out: terms that this very mailbox wrote.
//! A grant proves itself, so that a mailbox keeps no list of those it gave.

use std::fmt;

use hmac::{Hmac, KeyInit, Mac};
use minicbor::{Decode, Decoder, Encode, Encoder, decode, encode};
use sha2::Sha256;
use zeroize::Zeroizing;

use super::{GrantId, INBOX_DAYS_MAX, MAILBOX_VERSION};
use crate::cbor;
use crate::frame::derive;
use crate::ids::Day;

const WHAT: &str = "grant";
const TERMS_BYTES_MAX: usize = 64;
const MAC_BYTES: usize = 32;
const MAC_INFO: &[u8] = b"waypost/grant/v1";

/// What an operator permits.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct GrantTerms {
    /// Which grant: by it the operator ends it, and the mailbox adds up what lies under it.
    pub id: GrantId,
    /// Most frames that wait in its inboxes together.
    pub frames_max: u32,
    /// Most bytes of those frames.
    pub bytes_max: u64,
    /// The last day on which inboxes may be opened or prolonged.
    pub until_day: Day,
}

#[derive(Encode, Decode)]
#[cbor(map)]
struct TermsRow {
    #[n(0)]
    version: u8,
    #[n(1)]
    id: GrantId,
    #[n(2)]
    frames_max: u32,
    #[n(3)]
    bytes_max: u64,
    #[n(4)]
    until_day: Day,
}

impl GrantTerms {
    fn bytes(&self) -> Vec<u8> {
        let Self { id, frames_max, bytes_max, until_day } = *self;
        cbor::encode(&TermsRow { version: MAILBOX_VERSION, id, frames_max, bytes_max, until_day })
    }
}

/// A grant as its holder keeps it. Who has it can use the operator's disk: `Debug` shows the terms only.
#[derive(Clone, PartialEq, Eq)]
pub struct Grant {
    terms: GrantTerms,
    mac: [u8; MAC_BYTES],
}

impl Grant {
    /// What it says. Believed by nobody but the mailbox that wrote it, after [`GrantKey::check`].
    pub fn terms(&self) -> &GrantTerms {
        &self.terms
    }

    /// CBOR `[terms as byte string, mac]`.
    pub fn encode(&self) -> Vec<u8> {
        cbor::encode(self)
    }

    /// Reads a grant that was kept.
    pub fn decode(bytes: &[u8]) -> Result<Self, crate::error::CborFault> {
        cbor::decode(WHAT, bytes, TERMS_BYTES_MAX + MAC_BYTES + 6)
    }
}

impl fmt::Debug for Grant {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Grant({:?}, secret)", self.terms)
    }
}

impl<C> Encode<C> for Grant {
    fn encode<W: encode::Write>(
        &self,
        e: &mut Encoder<W>,
        _: &mut C,
    ) -> Result<(), encode::Error<W::Error>> {
        e.array(2)?.bytes(&self.terms.bytes())?.bytes(&self.mac)?.ok()
    }
}

impl<'b, C> Decode<'b, C> for Grant {
    fn decode(d: &mut Decoder<'b>, _: &mut C) -> Result<Self, decode::Error> {
        if d.array()? != Some(2) {
            return Err(decode::Error::message("expected [terms, mac]"));
        }
        let terms: TermsRow =
            cbor::decode(WHAT, d.bytes()?, TERMS_BYTES_MAX).map_err(decode::Error::message)?;
        if terms.version != MAILBOX_VERSION {
            let found = terms.version;
            return Err(decode::Error::message(format!(
                "grant: found version {found}, expected 1"
            )));
        }
        let TermsRow { id, frames_max, bytes_max, until_day, .. } = terms;
        let terms = GrantTerms { id, frames_max, bytes_max, until_day };
        Ok(Self { terms, mac: cbor::fixed(d, "mac")? })
    }
}

/// Why a grant does not permit what was asked.
#[derive(Clone, Copy, PartialEq, Eq, Debug, thiserror::Error)]
pub enum GrantRefusal {
    /// This mailbox did not write it.
    #[error("the grant was not given by this mailbox")]
    Mac,
    /// After its last day.
    #[error("the grant is over")]
    Expired,
    /// The operator ended it.
    #[error("the grant was ended by the mailbox's operator")]
    Ended,
    /// The inbox would stay open for longer than any may, or until a day that is over.
    #[error("the inbox's last day is over, or more than {INBOX_DAYS_MAX} days ahead")]
    Until,
}

/// The mailbox's key for grants, from the seed of its transport key. Wiped when dropped.
pub struct GrantKey(Zeroizing<[u8; 32]>);

impl GrantKey {
    /// The key of a mailbox.
    pub fn from_seed(seed: &[u8; 32]) -> Self {
        Self(derive(seed, &[MAC_INFO]))
    }

    /// Writes a grant.
    pub fn issue(&self, terms: GrantTerms) -> Grant {
        Grant { terms, mac: self.mac(&terms).finalize().into_bytes().into() }
    }

    /// The terms, if this mailbox wrote them and they hold today. Whether the operator ended the grant is
    /// the caller's to know.
    pub fn check<'g>(&self, grant: &'g Grant, today: Day) -> Result<&'g GrantTerms, GrantRefusal> {
        self.mac(&grant.terms).verify_slice(&grant.mac).map_err(|_| GrantRefusal::Mac)?;
        match grant.terms.until_day < today {
            true => Err(GrantRefusal::Expired),
            false => Ok(&grant.terms),
        }
    }

    fn mac(&self, terms: &GrantTerms) -> Hmac<Sha256> {
        #[expect(clippy::expect_used, reason = "HMAC takes a key of any length")]
        let mac = Hmac::<Sha256>::new_from_slice(&*self.0).expect("HMAC takes any key");
        mac.chain_update(terms.bytes())
    }
}

impl fmt::Debug for GrantKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("GrantKey(secret)")
    }
}

/// SPEC 6.8: an inbox's last day MUST be today or later, and at most 60 days ahead.
pub fn check_until(until_day: Day, today: Day) -> Result<(), GrantRefusal> {
    match until_day < today || until_day > today.plus(INBOX_DAYS_MAX) {
        true => Err(GrantRefusal::Until),
        false => Ok(()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const TODAY: Day = Day(20_779);

    fn terms() -> GrantTerms {
        GrantTerms {
            id: GrantId::new([5; 16]),
            frames_max: 20_000,
            bytes_max: 512 << 20,
            until_day: TODAY.plus(400),
        }
    }

    #[test]
    fn a_mailbox_knows_its_own_grants_and_no_others() {
        let key = GrantKey::from_seed(&[9; 32]);
        let grant = key.issue(terms());
        assert_eq!(key.check(&grant, TODAY), Ok(&terms()));
        let other = GrantKey::from_seed(&[8; 32]);
        assert_eq!(other.check(&grant, TODAY), Err(GrantRefusal::Mac));
        let more = Grant { terms: GrantTerms { frames_max: 20_001, ..terms() }, ..grant };
        assert_eq!(key.check(&more, TODAY), Err(GrantRefusal::Mac));
    }

    #[test]
    fn a_grant_permits_on_its_last_day_and_not_after() {
        let key = GrantKey::from_seed(&[9; 32]);
        let grant = key.issue(terms());
        assert!(key.check(&grant, TODAY.plus(400)).is_ok());
        assert_eq!(key.check(&grant, TODAY.plus(401)), Err(GrantRefusal::Expired));
    }

    #[test]
    fn a_grant_comes_back_as_it_was_kept_and_shows_no_mac() {
        let terms = GrantTerms { frames_max: u32::MAX, bytes_max: u64::MAX, ..terms() };
        let grant = GrantKey::from_seed(&[9; 32]).issue(terms);
        assert_eq!(Grant::decode(&grant.encode()), Ok(grant.clone()));
        assert!(format!("{grant:?}").ends_with("secret)"));
    }

    #[test]
    fn an_inbox_stays_open_for_sixty_days_at_most() {
        assert_eq!(check_until(TODAY.plus(60), TODAY), Ok(()));
        assert_eq!(check_until(TODAY, TODAY), Ok(()));
        assert_eq!(check_until(TODAY.plus(61), TODAY), Err(GrantRefusal::Until));
        assert_eq!(check_until(TODAY.minus(1), TODAY), Err(GrantRefusal::Until));
    }
}
