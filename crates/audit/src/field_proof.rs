//! One field of one letter, shown by choice, and proved to stand in a witnessed log (SPEC 15.8; C2SP tlog-proof).
//!
//! In: a letter's header and signature, the field with its path in the body, the entry with its path in the log, a
//! checkpoint, and the key logs of all who signed. Out: one text that needs nothing else to be verified; or, of
//! such a text, what was shown and what does not hold. Nothing else of the letter is in it.

use std::collections::BTreeSet;
use std::convert::Infallible;

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use minicbor::{Decoder, Encoder, encode};
use waypost_protocol::error::IdentityFault;
use waypost_protocol::identity::{KEY_LOG_BYTES_MAX, KeyLog};
use waypost_protocol::ids::{HeaderHash, OrgId};
use waypost_protocol::keys::Signature;
use waypost_protocol::letter::{HEADER_BYTES_MAX, Header, LETTER_DOMAIN};

use crate::bundle::BundleFault;
use crate::checkpoint::{Cosignature, SignedCheckpoint};
use crate::entry::Opening;
use crate::finding::FindingName;
use crate::note::{base64_of, hash_of};
use crate::proof::{PROOF_HASHES_MAX, includes};
use crate::record::{Shown, ShownFault, malformed as malformed_in, read_shown, write_shown};
use crate::tree::Hash;

/// What such a text begins with.
pub const FIRST_LINE: &str = "c2sp.org/tlog-proof@v1";
/// Longest text: a field of 32 KiB in base64, with its key logs.
pub const PROOF_TEXT_BYTES_MAX: usize = 131_072;
/// Most key logs: author, owner, and as many witnesses as a note has lines.
const KEY_LOGS_MAX: usize = 66;
/// The version of what stands in `extra`.
const VERSION: u8 = 1;

/// A field shown, with all that proves it.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct FieldProof {
    /// The letter's exact header bytes.
    pub header: Vec<u8>,
    /// Its author's signature.
    pub signature: Signature,
    /// What opens its entry.
    pub opening: Opening,
    /// Key logs of author, owner of the log and witnesses: exact bytes, org ids rising.
    pub key_logs: Vec<Vec<u8>>,
    /// The field, or fields, and their place in the body.
    pub shown: Shown,
    /// The entry's index in the log.
    pub index: u64,
    /// The inclusion proof.
    pub proof: Vec<Hash>,
    /// The head to which it leads.
    pub checkpoint: SignedCheckpoint,
}

/// What a field's proof comes to.
#[derive(Clone, Debug)]
pub struct Proved {
    /// The letter's header.
    pub header: Header,
    /// The leaf hash of its entry.
    pub leaf: Hash,
    /// Who has soundly cosigned the checkpoint.
    pub witnesses: Vec<Cosignature>,
    /// What does not hold (SPEC 15.6).
    pub findings: BTreeSet<FindingName>,
}

impl FieldProof {
    /// The text.
    pub fn to_text(&self) -> String {
        let mut lines = vec![
            FIRST_LINE.to_owned(),
            format!("extra {}", base64_of(&self.extra())),
            format!("index {}", self.index),
        ];
        lines.extend(self.proof.iter().map(|hash| base64_of(&hash.0)));
        format!("{}\n\n{}", lines.join("\n"), self.checkpoint)
    }

    fn extra(&self) -> Vec<u8> {
        let mut e = Encoder::new(Vec::new());
        #[expect(clippy::expect_used, reason = "Vec<u8> as a writer is infallible")]
        self.write_extra(&mut e).expect("writing CBOR to a Vec cannot fail");
        e.into_writer()
    }

    fn write_extra(&self, e: &mut Encoder<Vec<u8>>) -> Result<(), encode::Error<Infallible>> {
        e.array(6)?.u8(VERSION)?.bytes(&self.header)?;
        e.encode(self.signature)?.encode(&self.opening)?.array(self.key_logs.len() as u64)?;
        for log in &self.key_logs {
            e.bytes(log)?;
        }
        write_shown(Some(&self.shown), e, &mut ())
    }

    /// Reads a text. Nothing is verified yet.
    pub fn parse(text: &str) -> Result<Self, BundleFault> {
        if text.len() > PROOF_TEXT_BYTES_MAX {
            return Err(too_long("text", text.len(), PROOF_TEXT_BYTES_MAX));
        }
        let (head, checkpoint) = text
            .split_once("\n\n")
            .ok_or_else(|| malformed("an empty line before the checkpoint"))?;
        let mut lines = head.split('\n');
        match lines.next() {
            Some(FIRST_LINE) => {}
            Some(other) => return Err(BundleFault::Version { found: format!("{other:.40?}") }),
            None => return Err(malformed(FIRST_LINE)),
        }
        let extra =
            lines.next().and_then(|line| STANDARD.decode(line.strip_prefix("extra ")?).ok());
        let extra = extra.ok_or_else(|| malformed("`extra` and base64"))?;
        let index = lines.next().and_then(|line| number(line.strip_prefix("index ")?));
        let index = index.ok_or_else(|| malformed("`index` and a number"))?;
        let proof: Vec<Hash> = lines
            .map(|line| hash_of(line).map(Hash))
            .collect::<Option<_>>()
            .ok_or_else(|| malformed("hashes of 32 bytes in base64"))?;
        if proof.len() > PROOF_HASHES_MAX {
            return Err(too_long("proof", proof.len(), PROOF_HASHES_MAX));
        }
        let checkpoint = SignedCheckpoint::parse(checkpoint).map_err(|fault| {
            BundleFault::Malformed { what: "checkpoint", detail: fault.to_string() }
        })?;
        let read = Self::read_extra(&extra, index, proof, checkpoint)?;
        // SPEC 2.2: what is not written back as it came is refused.
        match read.to_text() == text {
            true => Ok(read),
            false => Err(malformed("the one form in which such a text is written")),
        }
    }

    fn read_extra(
        extra: &[u8],
        index: u64,
        proof: Vec<Hash>,
        checkpoint: SignedCheckpoint,
    ) -> Result<Self, BundleFault> {
        let mut d = Decoder::new(extra);
        let wrong = |e: minicbor::decode::Error| BundleFault::Malformed {
            what: "extra",
            detail: e.to_string(),
        };
        let version = d.array().and_then(|_| d.u64()).map_err(wrong)?;
        if version != u64::from(VERSION) {
            return Err(BundleFault::Version { found: version.to_string() });
        }
        let header = d.bytes().map_err(wrong)?.to_vec();
        if header.len() > HEADER_BYTES_MAX {
            return Err(too_long("header", header.len(), HEADER_BYTES_MAX));
        }
        let signature = d.decode().map_err(wrong)?;
        let opening = d.decode().map_err(wrong)?;
        let key_logs = d.array_iter::<&minicbor::bytes::ByteSlice>().map_err(wrong)?;
        let key_logs: Vec<Vec<u8>> = key_logs
            .map(|log| log.map(|log| log.to_vec()))
            .collect::<Result<_, _>>()
            .map_err(wrong)?;
        let longest = key_logs.iter().map(Vec::len).max().unwrap_or(0);
        if key_logs.len() > KEY_LOGS_MAX {
            return Err(too_long("key logs", key_logs.len(), KEY_LOGS_MAX));
        }
        if longest > KEY_LOG_BYTES_MAX {
            return Err(too_long("key log", longest, KEY_LOG_BYTES_MAX));
        }
        let shown = read_shown(&mut d)?.ok_or_else(|| malformed("at least one field"))?;
        Ok(Self { header, signature, opening, key_logs, shown, index, proof, checkpoint })
    }

    /// Verifies all of it. `need` is how many organisations must have cosigned the head.
    pub fn verify(&self, need: usize) -> Result<Proved, BundleFault> {
        let header = Header::decode(&self.header).map_err(|fault| BundleFault::Malformed {
            what: "header",
            detail: fault.to_string(),
        })?;
        let logs = self.read_key_logs()?;
        let of = |org: OrgId| logs.iter().find(|log| log.org() == org);
        let mut findings = BTreeSet::new();
        findings.extend(self.check_letter(&header, of(header.sender_org)));
        match self.shown.check(&header.body_root) {
            Ok(()) => {}
            Err(ShownFault::HashCount { .. }) => drop(findings.insert(FindingName::HashCount)),
            Err(ShownFault::NotCommitted) => drop(findings.insert(FindingName::NotCommitted)),
        }
        let head = self.checkpoint.checkpoint();
        let owner = of(head.origin.org);
        if owner.is_none_or(|log| self.checkpoint.check_log(log).is_err()) {
            findings.insert(FindingName::CheckpointSignature);
        }
        let leaf = self.opening.leaf(&HeaderHash::of(&self.header), &self.signature);
        if hashes_asked_for(self.index, head.size) != Some(self.proof.len()) {
            findings.insert(FindingName::HashCount);
        } else if !includes(&leaf, self.index, head.size, &self.proof, &head.root) {
            findings.insert(FindingName::ForeignLeaf);
        }
        let mut witnesses = Vec::new();
        for log in logs.iter().filter(|log| log.org() != head.origin.org) {
            match self.checkpoint.cosigned_by(log) {
                Ok(cosigned) => witnesses.extend(cosigned),
                Err(_) => drop(findings.insert(FindingName::ForgedCosignature)),
            }
        }
        if witnesses.len() < need {
            findings.insert(FindingName::NotWitnessed);
        }
        Ok(Proved { header, leaf, witnesses, findings })
    }

    fn read_key_logs(&self) -> Result<Vec<KeyLog>, BundleFault> {
        let read = self.key_logs.iter().map(|bytes| {
            KeyLog::decode(bytes).map_err(|fault| BundleFault::Malformed {
                what: "key log",
                detail: fault.to_string(),
            })
        });
        let logs: Vec<KeyLog> = read.collect::<Result<_, _>>()?;
        let rising = logs.windows(2).all(|pair| matches!(pair, [a, b] if a.org() < b.org()));
        rising.then_some(logs).ok_or_else(|| malformed("key logs by rising org ids"))
    }

    fn check_letter(&self, header: &Header, log: Option<&KeyLog>) -> Option<FindingName> {
        let Some(log) = log else { return Some(FindingName::UnknownKey) };
        match log.key_of(&header.sender_key, header.day) {
            Ok(key) => {
                let signed = key.verify(LETTER_DOMAIN, &self.header, &self.signature);
                signed.is_err().then_some(FindingName::Signature)
            }
            Err(IdentityFault::Compromised { .. }) => Some(FindingName::StolenKey),
            Err(IdentityFault::Superseded { .. }) => Some(FindingName::RetiredKey),
            Err(_) => Some(FindingName::UnknownKey),
        }
    }
}

/// RFC 6962 2.1.1: how many hashes lead from this entry to the root; none if there is no such entry.
fn hashes_asked_for(index: u64, size: u64) -> Option<usize> {
    let last = size.checked_sub(1).filter(|last| index <= *last)?;
    let shared = u64::BITS - (index ^ last).leading_zeros();
    let border = index.checked_shr(shared).unwrap_or(0).count_ones();
    Some((shared + border) as usize)
}

fn number(text: &str) -> Option<u64> {
    let number: u64 = text.parse().ok()?;
    (number.to_string() == text).then_some(number)
}

fn malformed(expected: &str) -> BundleFault {
    malformed_in("field proof", format!("expected {expected}"))
}

const fn too_long(what: &'static str, found: usize, expected_max: usize) -> BundleFault {
    BundleFault::TooLong { what, found, expected_max }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::proof::inclusion;
    use crate::tree::leaf_hash;

    #[test]
    fn the_number_of_hashes_is_that_of_the_proof_itself() {
        for size in 1..70 {
            for index in 0..size {
                let proof = inclusion(index, size, |_| Ok::<_, ()>(leaf_hash(b"any")));
                assert_eq!(
                    hashes_asked_for(index, size),
                    proof.ok().map(|p| p.len()),
                    "{index} {size}"
                );
            }
            assert_eq!(hashes_asked_for(size, size), None);
        }
        assert_eq!(hashes_asked_for(0, 0), None);
    }
}
