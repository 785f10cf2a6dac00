//! Checkpoints: a log's size and root, signed by its owner, cosigned by witnesses (SPEC 15.2; C2SP
//! tlog-checkpoint, tlog-cosignature).
//!
//! In: a head and a signing key, or the text of a note and key logs. Out: a note, or who has sound lines on it.

use std::fmt;
use std::str::FromStr;

use waypost_protocol::identity::{Author, KeyLog};
use waypost_protocol::ids::{OrgId, Time};
use waypost_protocol::keys::{PlainText, Signature, VerifyingKey};

use crate::note::{Line, LineKind, Note, NoteFault, base64_of, hash_of, key_id};
use crate::tree::Hash;

/// What every key name begins with.
const PREFIX: &str = "waypost/";
/// A larger size than any log reaches; sizes are signed in some readers.
const SIZE_MAX: u64 = 1 << 63;

/// Which log of which organisation.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub struct Origin {
    /// Whose.
    pub org: OrgId,
    /// Its number, from 1: a new one begins when an old copy of the node was put back (SPEC 15.4).
    pub log: u32,
}

impl fmt::Display for Origin {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.log {
            1 => write!(f, "{PREFIX}{}", self.org),
            log => write!(f, "{PREFIX}{}/{log}", self.org),
        }
    }
}

impl FromStr for Origin {
    type Err = NoteFault;

    fn from_str(text: &str) -> Result<Self, NoteFault> {
        let read = || {
            let rest = text.strip_prefix(PREFIX)?;
            let (org, log) = match rest.split_once('/') {
                Some((org, log)) => (org, log.parse().ok()?),
                None => (rest, 1),
            };
            let origin = Self { org: org.parse().ok()?, log };
            // What would be written in another way is another text.
            (log > 0 && origin.to_string() == text).then_some(origin)
        };
        read().ok_or(NoteFault::Note {
            expected: "an origin `waypost/<org>` or `waypost/<org>/<number>`",
        })
    }
}

/// The head of a log.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Checkpoint {
    /// Of which log.
    pub origin: Origin,
    /// Entries.
    pub size: u64,
    /// The root of the tree of so many entries.
    pub root: Hash,
}

impl Checkpoint {
    /// The three lines that are signed.
    pub fn text(&self) -> String {
        format!("{}\n{}\n{}\n", self.origin, self.size, base64_of(&self.root.0))
    }

    fn parse(text: &str) -> Result<Self, NoteFault> {
        let lines: Vec<&str> = text.split_terminator('\n').collect();
        let [origin, size, root] = lines.as_slice() else {
            return Err(NoteFault::Note { expected: "a checkpoint of three lines" });
        };
        let digits = size.bytes().all(|b| b.is_ascii_digit());
        let parsed = size.parse().ok().filter(|size: &u64| *size < SIZE_MAX && digits);
        let (size, root) = match (parsed, hash_of(root)) {
            (Some(size), Some(root)) => (size, Hash(root)),
            (None, _) => return Err(NoteFault::Note { expected: "a size below 2^63 on line 2" }),
            (_, None) => return Err(NoteFault::Note { expected: "32 bytes of base64 on line 3" }),
        };
        let checkpoint = Self { origin: origin.parse()?, size, root };
        // SPEC 15.2: no leading zeroes, no other writing of the same.
        match checkpoint.text() == text {
            true => Ok(checkpoint),
            false => Err(NoteFault::Note { expected: "a size without leading zeroes" }),
        }
    }
}

/// A checkpoint as a note: with its log's line, and those of witnesses.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct SignedCheckpoint {
    checkpoint: Checkpoint,
    note: Note,
}

/// A witness's word: this is the largest head of that log that I have seen, and it goes on from all before.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Cosignature {
    /// The witness.
    pub witness: OrgId,
    /// When, by the witness's clock.
    pub time: Time,
}

impl SignedCheckpoint {
    /// Signs a head of one's own log. Only after it is known, on the disk, that no other head of that size was signed.
    pub fn sign(checkpoint: Checkpoint, author: &Author) -> Self {
        let text = checkpoint.text();
        let name = checkpoint.origin.to_string();
        let signature = author.sign_text(&plain(&text));
        let key_id = key_id(&name, LineKind::Note, author.key());
        let lines = vec![Line { name, key_id, signature: signature.0.to_vec() }];
        Self { checkpoint, note: Note { text, lines } }
    }

    /// Reads a note. Nothing is verified yet.
    pub fn parse(note: &str) -> Result<Self, NoteFault> {
        let note = Note::parse(note)?;
        Ok(Self { checkpoint: Checkpoint::parse(&note.text)?, note })
    }

    /// Reads a note of an organisation's log, and checks the log's own line.
    pub fn of(note: &str, log: &KeyLog) -> Result<Self, NoteFault> {
        let read = Self::parse(note)?;
        read.check_log(log)?;
        Ok(read)
    }

    /// The head.
    pub fn checkpoint(&self) -> &Checkpoint {
        &self.checkpoint
    }

    /// SPEC 15.2: signed by a key of its organisation that was not reported stolen.
    pub fn check_log(&self, log: &KeyLog) -> Result<(), NoteFault> {
        let Checkpoint { origin, .. } = self.checkpoint;
        if origin.org != log.org() {
            let expected = format!("{PREFIX}{}", log.org());
            return Err(NoteFault::Origin { found: origin.to_string(), expected });
        }
        let name = origin.to_string();
        let text = plain(&self.note.text);
        let signed = log.history().iter().filter(|time| !time.stolen).any(|time| {
            self.lines_of(&name, LineKind::Note, &time.key).any(|line| {
                let signature = <[u8; 64]>::try_from(line.signature.as_slice());
                signature.is_ok_and(|s| time.key.verify_text(&text, &Signature(s)).is_ok())
            })
        });
        signed.then_some(()).ok_or(NoteFault::Signature { expected: name })
    }

    /// Cosigns: only after the head was judged, and in the batch that keeps it as the last one (SPEC 15.3).
    pub fn cosign(&self, witness: &Author, now: Time) -> Line {
        let message = cosigned_text(now, &self.note.text);
        let signature = witness.sign_text(&plain(&message));
        let name = witness_name(witness.org());
        let key_id = key_id(&name, LineKind::Cosignature, witness.key());
        let signature = [now.0.to_be_bytes().as_slice(), &signature.0].concat();
        Line { name, key_id, signature }
    }

    /// Adds a witness's line, once it was checked by [`SignedCheckpoint::cosigned_by`]; a later one of the same key
    /// replaces an earlier one.
    pub fn add(&mut self, line: Line) {
        self.note.lines.retain(|kept| (&kept.name, kept.key_id) != (&line.name, line.key_id));
        self.note.lines.push(line);
    }

    /// The witness's word on this head: none if it has no line here, a fault if a line under its name and key does
    /// not verify. Of two the later time counts.
    pub fn cosigned_by(&self, witness: &KeyLog) -> Result<Option<Cosignature>, NoteFault> {
        let name = witness_name(witness.org());
        let mut found: Option<Cosignature> = None;
        for time in witness.history() {
            for line in self.lines_of(&name, LineKind::Cosignature, &time.key) {
                let at = check_cosignature(line, &self.note.text, &time.key, witness)
                    .ok_or_else(|| NoteFault::Signature { expected: name.clone() })?;
                if found.is_none_or(|known| known.time < at) {
                    found = Some(Cosignature { witness: witness.org(), time: at });
                }
            }
        }
        Ok(found)
    }

    /// The organisations under whose names there are lines, sound or not: the log's own among them.
    pub fn claimed_witnesses(&self) -> impl Iterator<Item = OrgId> + '_ {
        self.note.lines.iter().filter_map(|line| line.name.strip_prefix(PREFIX)?.parse().ok())
    }

    fn lines_of<'a>(
        &'a self,
        name: &'a str,
        kind: LineKind,
        key: &VerifyingKey,
    ) -> impl Iterator<Item = &'a Line> {
        let id = key_id(name, kind, key);
        self.note.lines.iter().filter(move |line| line.name == name && line.key_id == id)
    }
}

impl fmt::Display for SignedCheckpoint {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.note.fmt(f)
    }
}

/// The key name of an organisation as a witness.
fn witness_name(org: OrgId) -> String {
    format!("{PREFIX}{org}")
}

/// C2SP tlog-cosignature: what a witness signs.
fn cosigned_text(time: Time, text: &str) -> String {
    format!("cosignature/v1\ntime {}\n{text}", time.0)
}

fn check_cosignature(line: &Line, text: &str, key: &VerifyingKey, log: &KeyLog) -> Option<Time> {
    let (time, signature) = line.signature.split_first_chunk()?;
    let time = Time(u64::from_be_bytes(*time));
    let signature = Signature(signature.try_into().ok()?);
    // SPEC 15.2: by a key that was good on that day.
    log.accepts(key, time.day()).ok()?;
    let message = cosigned_text(time, text);
    key.verify_text(&plain(&message), &signature).ok().filter(|()| time.0 < SIZE_MAX)?;
    Some(time)
}

/// A text of our own making, or of a note that was read: without control characters.
fn plain(text: &str) -> PlainText<'_> {
    #[expect(
        clippy::expect_used,
        reason = "origins, numbers and base64, or a note that was parsed"
    )]
    PlainText::new(text).expect("no control characters")
}
