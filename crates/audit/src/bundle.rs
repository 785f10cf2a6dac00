//! The auditor's bundle as a file: sealed to one auditor, written and read in one pass (SPEC 15.5).
//!
//! In: records, or a file and the auditor's identity. Out: an age file that any age implementation opens, or the
//! records one by one. Never more than one record and one chunk of the file in memory. The age crate does the
//! cryptography and draws its own randomness; this file bounds what reaches it.

use std::io::{self, BufRead, Read, Write};
use std::iter;

use age::secrecy::{ExposeSecret as _, SecretString};
use age::stream::{StreamReader, StreamWriter};
use age::{DecryptError, Decryptor, Encryptor, x25519};
use bech32::Bech32;
use bech32::primitives::decode::CheckedHrpstring;
use waypost_protocol::error::OpenFault;
use waypost_protocol::keys::Prekey;
use waypost_protocol::seal::{AGE_HEADER_BYTES_MAX, bound_header};
use zeroize::Zeroizing;

use crate::record::{Count, MAGIC, RECORD_BYTES_MAX, Record};

/// What age opens at once.
const CHUNK_BYTES: usize = 64 * 1024;

/// What is wrong with a bundle's file or form. Nothing of it is shown then.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum BundleFault {
    // Whoever made or carried the file.
    /// Ends inside a record, or before the end record.
    #[error("the file is cut short, {expected}")]
    CutShort {
        /// What was expected there.
        expected: &'static str,
    },
    /// Goes on after the end record.
    #[error("the file goes on after its end record")]
    Trailing,
    /// Out of its place, or does not rise, or counted wrongly.
    #[error("out of order: {found}")]
    Order {
        /// What was found.
        found: String,
    },
    /// Beyond its bound.
    #[error("{what}: found {found}, expected at most {expected_max}")]
    TooLong {
        /// What.
        what: &'static str,
        /// Bytes or items found.
        found: usize,
        /// The bound.
        expected_max: usize,
    },
    /// Not of the form of a bundle.
    #[error("{what}: {detail}")]
    Malformed {
        /// What was to be read.
        what: &'static str,
        /// What was found there; no content.
        detail: String,
    },
    /// An age header that is none, or one made to be slow, or not for one auditor.
    #[error("the age header {found}, expected {expected}")]
    AgeHeader {
        /// What was found.
        found: &'static str,
        /// What was expected.
        expected: &'static str,
    },
    /// Sealed to this auditor, then changed or cut.
    #[error("the file was damaged or cut short after it was sealed")]
    Damaged,
    // We do not support it.
    /// Another magic or version.
    #[error("found version {found}, expected {}", String::from_utf8_lossy(MAGIC))]
    Version {
        /// What was found.
        found: String,
    },
    // The caller misused us.
    /// Sealed to another auditor.
    #[error("the file is sealed to another auditor than this identity")]
    OtherRecipient,
    /// Not an age identity.
    #[error("not an identity, expected AGE-SECRET-KEY-1...")]
    Identity,
    /// Not an age recipient that can keep a secret.
    #[error("not a recipient, expected age1... of an X25519 key")]
    Recipient,
    // The disk.
    /// The disk failed.
    #[error("the disk: {0}")]
    Disk(#[from] io::Error),
}

impl BundleFault {
    /// Its name in SPEC 15.5.
    pub const fn name(&self) -> &'static str {
        match self {
            Self::CutShort { .. } => "CutShort",
            Self::Trailing => "Trailing",
            Self::Order { .. } => "Order",
            Self::TooLong { .. } => "TooLong",
            Self::Malformed { .. } => "Malformed",
            Self::AgeHeader { .. } => "AgeHeader",
            Self::Damaged => "Damaged",
            Self::Version { .. } => "Version",
            Self::OtherRecipient => "OtherRecipient",
            Self::Identity => "Identity",
            Self::Recipient => "Recipient",
            Self::Disk(_) => "Disk",
        }
    }
}

/// An auditor's key pair: what opens bundles, and what they are sealed to.
pub struct AuditorKey {
    /// `AGE-SECRET-KEY-1...`: to be kept where only the auditor reads it.
    pub identity: SecretString,
    /// `age1...`: to be given to the organisations, by a way on which nobody can change it.
    pub recipient: String,
}

impl AuditorKey {
    /// The text of a key file, in the form of age-keygen's.
    pub fn to_file_text(&self) -> Zeroizing<String> {
        let (recipient, identity) = (&self.recipient, self.identity.expose_secret());
        Zeroizing::new(format!(
            "# The key of an auditor: keep it to yourself.\n# public key: {recipient}\n{identity}\n"
        ))
    }
}

/// The identity in the text of a key file: its first line that is no comment.
pub fn identity_in(file_text: &str) -> Option<&str> {
    let mut lines = file_text.lines().map(str::trim);
    lines.find(|line| !line.is_empty() && !line.starts_with('#'))
}

/// Makes an auditor's key pair.
pub fn new_identity() -> AuditorKey {
    let identity = x25519::Identity::generate();
    AuditorKey { recipient: identity.to_public().to_string(), identity: identity.to_string() }
}

/// The `age1...` text of an identity; `None` if the text is no X25519 identity.
pub fn recipient_of(identity: &str) -> Option<String> {
    Some(identity_of(identity)?.to_public().to_string())
}

/// Writes a bundle, record by record: [`BundleWriter::put`], and [`BundleWriter::end`] at last.
pub struct BundleWriter<W: Write> {
    out: Out<W>,
    count: Count,
}

enum Out<W: Write> {
    Plain(W),
    Sealed(StreamWriter<W>),
}

/// Begins a bundle that only this auditor opens: `recipient` is an `age1...` text of an X25519 key.
pub fn seal_to<W: Write>(recipient: &str, out: W) -> Result<BundleWriter<W>, BundleFault> {
    let recipient = recipient_from(recipient)?;
    let encryptor = Encryptor::with_recipients(iter::once(&recipient as &dyn age::Recipient))
        .map_err(|_| BundleFault::Recipient)?;
    BundleWriter::begin(Out::Sealed(encryptor.wrap_output(out)?))
}

impl<W: Write> BundleWriter<W> {
    /// Begins a bundle in the clear: what an age file of one holds.
    pub fn plain(out: W) -> Result<Self, BundleFault> {
        Self::begin(Out::Plain(out))
    }

    fn begin(mut out: Out<W>) -> Result<Self, BundleFault> {
        out.write_all(MAGIC)?;
        Ok(Self { out, count: Count::default() })
    }

    /// Writes the next record. The end record is written by [`BundleWriter::end`].
    pub fn put(&mut self, record: &Record) -> Result<(), BundleFault> {
        self.count.conversations += u64::from(matches!(record, Record::Conversation(_)));
        self.count.letters += u64::from(matches!(record, Record::Letter(_)));
        let bytes = record.encode();
        let found = bytes.len() - 4;
        if found > RECORD_BYTES_MAX {
            let expected_max = RECORD_BYTES_MAX;
            return Err(BundleFault::TooLong { what: "record", found, expected_max });
        }
        Ok(self.out.write_all(&bytes)?)
    }

    /// Writes records that a node has encoded, the end record among them: then [`BundleWriter::finish`].
    pub fn append(&mut self, encoded: &[u8]) -> Result<(), BundleFault> {
        Ok(self.out.write_all(encoded)?)
    }

    /// Writes the end record and finishes the file; the caller makes it durable.
    pub fn end(mut self) -> Result<W, BundleFault> {
        self.out.write_all(&Record::End(self.count).encode())?;
        self.finish()
    }

    /// Finishes a file whose end record was written.
    pub fn finish(self) -> Result<W, BundleFault> {
        match self.out {
            Out::Plain(out) => Ok(out),
            Out::Sealed(stream) => Ok(stream.finish()?),
        }
    }
}

impl<W: Write> Write for Out<W> {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        match self {
            Self::Plain(out) => out.write(bytes),
            Self::Sealed(stream) => stream.write(bytes),
        }
    }

    fn flush(&mut self) -> io::Result<()> {
        match self {
            Self::Plain(out) => out.flush(),
            Self::Sealed(stream) => stream.flush(),
        }
    }
}

/// The plain text of a sealed bundle, as it is opened.
pub type Unsealed<R> = io::BufReader<StreamReader<io::Chain<io::Cursor<Vec<u8>>, R>>>;

/// Opens a sealed bundle with the auditor's identity, an `AGE-SECRET-KEY-1...` text.
pub fn open<R: BufRead>(mut file: R, identity: &str) -> Result<Records<Unsealed<R>>, BundleFault> {
    let identity = identity_of(identity).ok_or(BundleFault::Identity)?;
    let mut head = Vec::with_capacity(AGE_HEADER_BYTES_MAX);
    file.by_ref().take(AGE_HEADER_BYTES_MAX as u64).read_to_end(&mut head)?;
    // SPEC 6.1: an age header can be made to be slow, so it is looked at before age reads it.
    bound_header(&head).map_err(|fault| match fault {
        OpenFault::AgeHeader { found, expected } => BundleFault::AgeHeader { found, expected },
        _ => BundleFault::Damaged,
    })?;
    let stream = Decryptor::new_buffered(io::Cursor::new(head).chain(file))
        .and_then(|d| d.decrypt(iter::once(&identity as &dyn age::Identity)))
        .map_err(why_not_opened)?;
    Records::begin(io::BufReader::with_capacity(CHUNK_BYTES, stream), true)
}

fn why_not_opened(fault: DecryptError) -> BundleFault {
    match fault {
        DecryptError::NoMatchingKeys => BundleFault::OtherRecipient,
        DecryptError::InvalidHeader | DecryptError::UnknownFormat => {
            BundleFault::AgeHeader { found: "does not read", expected: "age-encryption.org/v1" }
        }
        DecryptError::Io(fault) => of_disk(fault, true),
        // Bad MAC, bad payload; the enum is open, and whatever it adds did not open.
        _ => BundleFault::Damaged,
    }
}

fn identity_of(text: &str) -> Option<x25519::Identity> {
    text.trim().parse().ok()
}

/// Reads a recipient; one of small order keeps no secret, and age would stop the program at it.
fn recipient_from(text: &str) -> Result<x25519::Recipient, BundleFault> {
    let read = || {
        let bytes: Vec<u8> = CheckedHrpstring::new::<Bech32>(text).ok()?.byte_iter().collect();
        let weak = Prekey(bytes.try_into().ok()?).is_weak();
        let recipient: x25519::Recipient = text.parse().ok()?;
        (!weak).then_some(recipient)
    };
    read().ok_or(BundleFault::Recipient)
}

/// Told how many bytes of records were read so far.
pub type Watch = Box<dyn FnMut(u64) + Send>;

/// The records of a bundle, one after the other.
pub struct Records<R> {
    from: R,
    sealed: bool,
    bytes: Vec<u8>,
    again: Vec<u8>,
    read: u64,
    ended: bool,
    watch: Option<Watch>,
}

impl<R: Read> Records<R> {
    /// Reads a bundle in the clear: the plain text of an age file.
    pub fn plain(from: R) -> Result<Self, BundleFault> {
        Self::begin(from, false)
    }

    fn begin(from: R, sealed: bool) -> Result<Self, BundleFault> {
        let (bytes, again) = (Vec::new(), Vec::new());
        let mut records = Self { from, sealed, bytes, again, read: 0, ended: false, watch: None };
        let mut magic = [0; MAGIC.len()];
        match records.fill(&mut magic)? {
            _ if magic == *MAGIC => Ok(records),
            found if MAGIC.starts_with(&magic[..found]) => {
                Err(BundleFault::CutShort { expected: "expected WPAUDIT1" })
            }
            found => Err(BundleFault::Version {
                found: format!("{:?}", String::from_utf8_lossy(&magic[..found])),
            }),
        }
    }

    /// Is told, after each record, how many bytes of records were read. The sum is the length of the file, less what
    /// the seal adds: under 300 bytes, and 16 in each 64 KiB.
    #[must_use]
    pub fn watched(self, watch: Watch) -> Self {
        Self { watch: Some(watch), ..self }
    }

    /// The next record; nothing after the end record, when nothing follows it.
    pub fn next_record(&mut self) -> Result<Option<Record>, BundleFault> {
        if self.ended {
            return Ok(None);
        }
        const EXPECTED: &str = "expected a record, or the end record";
        let mut length = [0; 4];
        if self.fill(&mut length)? < length.len() {
            return Err(BundleFault::CutShort { expected: EXPECTED });
        }
        let found = u32::from_be_bytes(length) as usize;
        if found > RECORD_BYTES_MAX {
            let expected_max = RECORD_BYTES_MAX;
            return Err(BundleFault::TooLong { what: "record", found, expected_max });
        }
        let mut bytes = std::mem::take(&mut self.bytes);
        bytes.resize(found, 0);
        if self.fill(&mut bytes)? < found {
            return Err(BundleFault::CutShort { expected: "expected the rest of a record" });
        }
        let record = Record::decode_in(&bytes, &mut self.again)?;
        self.bytes = bytes;
        self.ended = matches!(record, Record::End(_));
        if self.ended && self.fill(&mut [0])? > 0 {
            return Err(BundleFault::Trailing);
        }
        if let Some(watch) = &mut self.watch {
            watch(self.read);
        }
        Ok(Some(record))
    }

    /// Reads until the room is full or the file ends. Returns how much was read.
    fn fill(&mut self, room: &mut [u8]) -> Result<usize, BundleFault> {
        let mut filled = 0;
        while filled < room.len() {
            match self.from.read(&mut room[filled..]) {
                Ok(0) => break,
                Ok(count) => filled += count,
                Err(fault) if fault.kind() == io::ErrorKind::Interrupted => {}
                Err(fault) => return Err(of_disk(fault, self.sealed)),
            }
        }
        self.read += filled as u64;
        Ok(filled)
    }
}

/// The age crate says by these two kinds that a file does not open to its end.
fn of_disk(fault: io::Error, sealed: bool) -> BundleFault {
    let damaged = matches!(fault.kind(), io::ErrorKind::InvalidData | io::ErrorKind::UnexpectedEof);
    match sealed && damaged {
        true => BundleFault::Damaged,
        false => BundleFault::Disk(fault),
    }
}
