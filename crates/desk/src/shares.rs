//! Trustees: a recovery sheet in shares, of which some together are the sheet (SPEC 3.6).
//!
//! In: a sheet's seed and a quorum; shares; `trust` letters of partners. Out: shares; the seed; what a
//! trustee keeps for somebody else. Splitting is Shamir's, by the crate `blahaj`: the maintained fork of
//! `sharks` without its biased coefficients (RUSTSEC-2024-0398), small, over GF(256), nothing of our own.
//! A share that we keep for a partner lies in the vault, where it can be forgotten; of the letter that
//! brought it, and of the letter that we sent, only what proves it stays.

use blahaj::{Share as Point, Sharks};
use rand_core::CryptoRng;
use waypost_net::Refusal;
use waypost_protocol::codes::Section;
use waypost_protocol::field::{Field, FieldReader, Value};
use waypost_protocol::ids::{OrgId, Time};
use waypost_protocol::letter::{Letter, LetterKind};
use waypost_protocol::share::{Quorum, Share, ShareCheck, ShareFault, ShareSet};
use waypost_store::Owner;
use zeroize::Zeroizing;

use crate::arrive::{Stopped, refuse, unreadable};
use crate::command::{Reply, Secret, ShareReport};
use crate::desk::Desk;
use crate::error::{DeskError, asked};
use crate::rows::{Row, SHARE, ShareRow, named};

const AT: &str = "at";
const THE_SHARE: &str = "share";

/// Why shares do not give a sheet.
#[derive(Clone, PartialEq, Eq, Debug, thiserror::Error)]
pub enum ShareTrouble {
    /// None at all.
    #[error("no share was given")]
    None,
    /// They were made at different times.
    #[error("share {place} is of another set than the first ({found}, expected {expected})")]
    OtherSet {
        /// Which of those given, from 1.
        place: usize,
        /// Its set.
        found: ShareSet,
        /// The first one's.
        expected: ShareSet,
    },
    /// The same share again.
    #[error("share {number} of the set was given twice")]
    Twice {
        /// Its number in the set.
        number: u8,
    },
    /// Not enough.
    #[error("{found} shares, {needed} are needed")]
    TooFew {
        /// How many were given.
        found: usize,
        /// How many are needed.
        needed: u8,
    },
    /// Each reads, and together they are no sheet: one was made up, or of another splitting.
    #[error("the shares do not give the sheet that they were made from")]
    NoSheet,
}

/// Splits a sheet's seed with the operating system's randomness. The shares of one call are one set.
pub fn fresh_set(seed: &[u8; 32], quorum: Quorum) -> Result<Vec<Share>, ShareFault> {
    split(seed, quorum, &mut crate::service::system_rng())
}

fn split(
    seed: &[u8; 32],
    quorum: Quorum,
    rng: &mut impl CryptoRng,
) -> Result<Vec<Share>, ShareFault> {
    let mut set = ShareSet([0; 8]);
    rng.fill_bytes(&mut set.0);
    let check = ShareCheck::of(set, seed);
    let points = Sharks(quorum.needed()).dealer_rng(seed, rng);
    (1..=quorum.of())
        .zip(points)
        .map(|(number, point)| {
            // A point's bytes: its place, which counts from 1, then one byte for each of the secret's.
            let bytes = Zeroizing::new(Vec::from(&point));
            let part = bytes.split_first().and_then(|(_, part)| part.try_into().ok());
            let part: &[u8; 32] = part.ok_or(ShareFault::Length { found: bytes.len() })?;
            Share::new(set, quorum, number, check, part)
        })
        .collect()
}

/// Puts shares together again. More than needed are all used, so that a wrong one is noticed.
pub fn combine(shares: &[Share]) -> Result<Zeroizing<[u8; 32]>, ShareTrouble> {
    let first = shares.first().ok_or(ShareTrouble::None)?;
    for (place, share) in (1..).zip(shares) {
        if (share.set, share.quorum) != (first.set, first.quorum) {
            return Err(ShareTrouble::OtherSet { place, found: share.set, expected: first.set });
        }
        if shares.iter().take(place - 1).any(|before| before.number() == share.number()) {
            return Err(ShareTrouble::Twice { number: share.number() });
        }
    }
    let needed = first.quorum.needed();
    if shares.len() < usize::from(needed) {
        return Err(ShareTrouble::TooFew { found: shares.len(), needed });
    }
    let points: Result<Vec<Point>, _> = shares.iter().map(point).collect();
    let points = points.map_err(|_| ShareTrouble::NoSheet)?;
    let sharks = Sharks(needed);
    let seed = sharks.recover(&points).map(Zeroizing::new);
    let seed = seed.map_err(|_| ShareTrouble::NoSheet)?;
    let seed: [u8; 32] = seed.as_slice().try_into().map_err(|_| ShareTrouble::NoSheet)?;
    let seed = Zeroizing::new(seed);
    match ShareCheck::of(first.set, &seed) == first.check {
        true => Ok(seed),
        false => Err(ShareTrouble::NoSheet),
    }
}

fn point(share: &Share) -> Result<Point, &'static str> {
    let mut bytes = Zeroizing::new([0; 33]);
    bytes[0] = share.number();
    bytes[1..].copy_from_slice(share.part());
    Point::try_from(bytes.as_slice())
}

impl Desk {
    /// Gives a partner a share to keep for us.
    pub(crate) fn send_share(
        &mut self,
        now: Time,
        partner: &str,
        text: &Secret,
    ) -> Result<Reply, DeskError> {
        let org = self.find_partner(partner)?;
        let share = Share::parse(&text.0)
            .map_err(|e| asked("bad_share", e.to_string(), "Make new shares. Nothing was sent."))?;
        if !self.partners.get(&org).is_some_and(crate::partner::Partner::is_confirmed) {
            return Err(asked(
                "not_confirmed",
                "A share goes only to a partner that both sides have confirmed.",
                "Compare the safety number first: `waypost partner check`.",
            ));
        }
        let fields = vec![
            Field::new(Section::Needs, AT, Value::Number(now.0)),
            Field::new(Section::Needs, THE_SHARE, Value::Bytes(share.encode().to_vec())),
        ];
        self.write_pair_letter(now, org, LetterKind::Trust, fields, None)?;
        crate::asked::done("The share is on its way.")
    }

    /// A partner gives us a share to keep. A newer one of the same partner replaces it.
    pub(crate) fn take_share(
        &mut self,
        now: Time,
        org: OrgId,
        letter: &Letter,
    ) -> Result<(), Stopped> {
        let mut fields = FieldReader::new(letter.fields());
        let at = Time(fields.number(AT).map_err(|_| unreadable("fields"))?);
        let bytes = fields.bytes_if_any(THE_SHARE).ok().flatten();
        let share = bytes.and_then(|bytes| Share::decode(bytes).ok());
        let share = share.ok_or_else(|| refuse("share", Refusal::NotUnderstood))?;
        fields.finish().map_err(|_| unreadable("fields"))?;
        // One that was overtaken by a newer one is kept as a letter and changes nothing more.
        if self.share_row(org)?.is_some_and(|known| known.at > at) {
            return Ok(());
        }
        let row = ShareRow {
            org,
            set: share.set.0.to_vec(),
            number: share.number(),
            needed: share.quorum.needed(),
            of: share.quorum.of(),
            at,
            kept: now,
        };
        self.batch.keep_secret(&secret_name(org), &*share.encode());
        self.batch.put(named(SHARE, org.as_bytes()), Owner::Node, row.to_bytes());
        Ok(())
    }

    /// What we keep for others, without the shares themselves.
    pub(crate) fn shares_kept(&self) -> Result<Reply, DeskError> {
        let mut shares = Vec::new();
        for found in self.store.rows(SHARE, &[])? {
            shares.push(self.share_report(&ShareRow::from_bytes(&found?.value)?));
        }
        Ok(Reply::Shares { shares })
    }

    /// One share with its text, to be given back.
    pub(crate) fn share_shown(&self, partner: &str) -> Result<Reply, DeskError> {
        let org = self.find_partner(partner)?;
        let none = || {
            let hint = "See what is kept here: `waypost key shares list`.";
            asked("no_share", "No share of this partner is kept here.", hint)
        };
        let row = self.share_row(org)?.ok_or_else(none)?;
        let bytes = self.store.secret(&secret_name(org))?.ok_or_else(none)?;
        let damaged = DeskError::Lacking { what: "a partner's readable share" };
        let share = Share::decode(&bytes).map_err(|_| damaged)?;
        let text = Some(Secret(share.to_text().to_string()));
        Ok(Reply::Share(Box::new(ShareReport { text, ..self.share_report(&row) })))
    }

    fn share_row(&self, org: OrgId) -> Result<Option<ShareRow>, DeskError> {
        let row = self.store.value(&named(SHARE, org.as_bytes()))?;
        row.map(|bytes| ShareRow::from_bytes(&bytes)).transpose()
    }

    fn share_report(&self, row: &ShareRow) -> ShareReport {
        let partner = self.partners.get(&row.org);
        ShareReport {
            partner: partner.map_or_else(|| row.org.to_string(), |p| p.row.short.clone()),
            name: partner.map_or_else(String::new, |p| p.name().to_owned()),
            set: row.set.iter().map(|byte| format!("{byte:02x}")).collect(),
            number: row.number,
            needed: row.needed,
            of: row.of,
            since: crate::report::time(row.kept),
            text: None,
        }
    }
}

fn secret_name(org: OrgId) -> Vec<u8> {
    [b"share/".as_slice(), org.as_bytes()].concat()
}

#[cfg(test)]
#[allow(clippy::unwrap_used, reason = "a test that cannot go on has failed")]
mod tests {
    use rand_chacha::ChaCha20Rng;
    use rand_chacha::rand_core::SeedableRng;

    use super::*;

    const SEED: [u8; 32] = [42; 32];

    fn shares(needed: u8, of: u8, chance: u64) -> Vec<Share> {
        let mut rng = ChaCha20Rng::seed_from_u64(chance);
        split(&SEED, Quorum::new(needed, of).unwrap(), &mut rng).unwrap()
    }

    #[test]
    fn any_quorum_of_shares_gives_the_sheet_in_any_order() {
        let all = shares(3, 5, 1);
        for a in 0..5 {
            for b in 0..5 {
                for c in 0..5 {
                    let given = [a, b, c].map(|at| all[at].clone());
                    let distinct = a != b && b != c && a != c;
                    assert_eq!(combine(&given).is_ok_and(|seed| *seed == SEED), distinct);
                }
            }
        }
        assert_eq!(*combine(&all).unwrap(), SEED, "more than needed");
    }

    #[test]
    fn every_size_of_a_set_works() {
        for of in 2..=16 {
            for needed in 2..=of {
                let all = shares(needed, of, u64::from(of));
                let enough = &all[usize::from(of - needed)..];
                assert_eq!(*combine(enough).unwrap(), SEED, "{needed} of {of}");
                let trouble = combine(&enough[1..]).unwrap_err();
                let found = usize::from(needed) - 1;
                assert_eq!(trouble, ShareTrouble::TooFew { found, needed });
            }
        }
    }

    #[test]
    fn shares_that_do_not_belong_together_are_told_apart() {
        let (first, second) = (shares(2, 3, 1), shares(2, 3, 2));
        assert_eq!(combine(&[]).unwrap_err(), ShareTrouble::None);
        let mixed = combine(&[first[0].clone(), second[1].clone()]).unwrap_err();
        let (found, expected) = (second[1].set, first[0].set);
        assert_eq!(mixed, ShareTrouble::OtherSet { place: 2, found, expected });
        let twice = combine(&[first[1].clone(), first[1].clone()]).unwrap_err();
        assert_eq!(twice, ShareTrouble::Twice { number: 2 });
    }

    #[test]
    fn a_made_up_share_gives_no_sheet() {
        let all = shares(2, 3, 3);
        let made_up = Share::new(all[1].set, all[1].quorum, 2, all[1].check, &[0; 32]).unwrap();
        assert_eq!(combine(&[all[0].clone(), made_up]).unwrap_err(), ShareTrouble::NoSheet);
    }

    /// Made by another writing of the same arithmetic.
    #[test]
    fn the_published_shares_give_their_sheet() {
        let file = include_str!("../../../protocol/vectors/share-set.json");
        let case: serde_json::Value = serde_json::from_str(file).unwrap();
        let texts = case["input"]["shares"].as_array().unwrap().iter();
        let shares: Vec<Share> =
            texts.map(|t| Share::parse(t.as_str().unwrap()).unwrap()).collect();
        let seed: String =
            combine(&shares).unwrap().iter().map(|byte| format!("{byte:02x}")).collect();
        assert_eq!(case["expect"]["seed"], seed);
    }

    #[test]
    fn one_share_fewer_says_nothing_of_the_sheet() {
        // Whatever the sheet: some share completes these to it, so they rule no sheet out.
        let all = shares(2, 2, 4);
        let part = all[0].part();
        assert!(part.iter().zip(SEED).filter(|(a, b)| **a == *b).count() < 8);
        assert_ne!(shares(2, 2, 5)[0].part(), part, "and differ with every splitting");
    }
}
