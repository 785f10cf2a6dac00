//! One record: the frame that lets it be found and checked, and the body that says what a batch changed.
//! Written and read here only; reading takes any bytes and never panics. Layout: see the crate's page.

use std::ops::Range;

use crate::bytes::{Fields, Malformed};
use crate::key::{Hash16, NAME_KEY_BYTES, NUMBER_KEY_BYTES};
use crate::seal::SEAL_BYTES;
use crate::vault::SlotRef;

pub(crate) const MARKER: &[u8; 4] = b"WPR1";
pub(crate) const FRAME_BYTES: usize = 32;
/// Longest body: a batch of a few values of the largest size; checked before anything is allocated.
pub(crate) const BODY_BYTES_MAX: usize = 16 << 20;
/// Most conversations one record may touch: the owner's index is 16 bits and a batch has 4096 changes.
const THREADS_MAX: usize = 4096;

const PUT: u8 = 1;
const DELETE: u8 = 2;
const ERASE: u8 = 3;
const FORGET: u8 = 4;

/// How far the vault's serial numbers are spoken for; carried by every record and segment header.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct Marks {
    /// Named secrets up to this serial belong to a committed batch; later ones never happened.
    pub(crate) secrets: u64,
    /// Conversation keys up to this serial have been taken; later ones are still free to use.
    pub(crate) keys: u64,
}

impl Marks {
    pub(crate) fn write(self, out: &mut Vec<u8>) {
        out.extend_from_slice(&self.secrets.to_be_bytes());
        out.extend_from_slice(&self.keys.to_be_bytes());
    }

    pub(crate) fn read(fields: &mut Fields<'_>) -> Result<Self, Malformed> {
        Ok(Self { secrets: fields.u64()?, keys: fields.u64()? })
    }
}

/// A conversation as records name it: its hash and the slot of its key.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct ThreadRef {
    pub(crate) hash: Hash16,
    pub(crate) key: SlotRef,
}

/// The first 32 bytes of a record.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Frame {
    pub(crate) body_bytes: usize,
    pub(crate) number: u64,
    /// The first record of the group that was flushed together: everything before it was durable already.
    pub(crate) group_first: u64,
    body_sum: u32,
}

impl Frame {
    /// The frame of `body`, as bytes.
    pub(crate) fn around(
        store_id: &[u8; 16],
        number: u64,
        group_first: u64,
        body: &[u8],
    ) -> [u8; FRAME_BYTES] {
        let mut frame = [0; FRAME_BYTES];
        frame[..4].copy_from_slice(MARKER);
        frame[4..8].copy_from_slice(&(body.len() as u32).to_be_bytes());
        frame[8..16].copy_from_slice(&number.to_be_bytes());
        frame[16..24].copy_from_slice(&group_first.to_be_bytes());
        frame[24..28].copy_from_slice(&crc32fast::hash(body).to_be_bytes());
        let sum = frame_sum(store_id, &frame[..28]);
        frame[28..].copy_from_slice(&sum.to_be_bytes());
        frame
    }

    pub(crate) fn read(store_id: &[u8; 16], bytes: &[u8]) -> Result<Self, Malformed> {
        let mut fields = Fields::new(bytes);
        fields.expect(MARKER)?;
        let body_bytes = fields.u32()? as usize;
        let (number, group_first, body_sum) = (fields.u64()?, fields.u64()?, fields.u32()?);
        let sum = frame_sum(store_id, bytes.get(..28).ok_or(Malformed)?);
        if fields.u32()? != sum
            || body_bytes > BODY_BYTES_MAX
            || group_first > number
            || number == u64::MAX
        {
            return Err(Malformed);
        }
        Ok(Self { body_bytes, number, group_first, body_sum })
    }

    pub(crate) fn fits(&self, body: &[u8]) -> bool {
        body.len() == self.body_bytes && crc32fast::hash(body) == self.body_sum
    }
}

/// The store's id is part of the sum, so that bytes of another store are never taken for a record.
fn frame_sum(store_id: &[u8; 16], fields: &[u8]) -> u32 {
    let mut sum = crc32fast::Hasher::new();
    sum.update(store_id);
    sum.update(fields);
    sum.finalize()
}

/// What a record changes. Borrowed from the body.
#[derive(Debug, PartialEq, Eq)]
pub(crate) enum Op<'a> {
    /// `sealed` is where in the body the sealed value lies.
    Put {
        key: &'a [u8],
        owner: Option<ThreadRef>,
        sealed: Range<usize>,
    },
    Delete {
        key: &'a [u8],
    },
    Erase {
        thread: ThreadRef,
    },
    Forget {
        slot: SlotRef,
    },
}

/// A record's body, read.
#[derive(Debug, PartialEq, Eq)]
pub(crate) struct Body<'a> {
    pub(crate) marks: Marks,
    pub(crate) threads: Vec<ThreadRef>,
    pub(crate) ops: Vec<Op<'a>>,
}

impl<'a> Body<'a> {
    pub(crate) fn read(bytes: &'a [u8]) -> Result<Self, Malformed> {
        let mut fields = Fields::new(bytes);
        let marks = Marks::read(&mut fields)?;
        let threads =
            (0..fields.u16()?).map(|_| read_thread(&mut fields)).collect::<Result<Vec<_>, _>>()?;
        let ops =
            (0..fields.u16()?).map(|_| read_op(&mut fields, &threads)).collect::<Result<_, _>>()?;
        fields.end()?;
        Ok(Self { marks, threads, ops })
    }
}

fn read_slot(fields: &mut Fields<'_>) -> Result<SlotRef, Malformed> {
    Ok(SlotRef { slot: fields.u32()?, serial: fields.u64()? })
}

fn read_thread(fields: &mut Fields<'_>) -> Result<ThreadRef, Malformed> {
    Ok(ThreadRef { hash: fields.array()?, key: read_slot(fields)? })
}

fn read_op<'a>(fields: &mut Fields<'a>, threads: &[ThreadRef]) -> Result<Op<'a>, Malformed> {
    let thread = |index: u16| threads.get(usize::from(index)).copied().ok_or(Malformed);
    match fields.u8()? {
        PUT => {
            let owner = match fields.u16()? {
                0 => None,
                index => Some(thread(index - 1)?),
            };
            let key = read_key(fields)?;
            let length = fields.u32()? as usize;
            let start = fields.position();
            fields.bytes(length)?;
            if length < SEAL_BYTES {
                return Err(Malformed);
            }
            Ok(Op::Put { key, owner, sealed: start..start + length })
        }
        DELETE => Ok(Op::Delete { key: read_key(fields)? }),
        ERASE => Ok(Op::Erase { thread: thread(fields.u16()?)? }),
        FORGET => Ok(Op::Forget { slot: read_slot(fields)? }),
        _ => Err(Malformed),
    }
}

fn read_key<'a>(fields: &mut Fields<'a>) -> Result<&'a [u8], Malformed> {
    match usize::from(fields.u8()?) {
        bytes @ (NUMBER_KEY_BYTES | NAME_KEY_BYTES) => fields.bytes(bytes),
        _ => Err(Malformed),
    }
}

/// Collects one record's changes into its body.
#[derive(Default)]
pub(crate) struct BodyWriter {
    threads: Vec<ThreadRef>,
    ops: Vec<u8>,
    count: u16,
}

impl BodyWriter {
    /// How many changes were added: the next one's place in the record.
    pub(crate) fn count(&self) -> u16 {
        self.count
    }

    /// The bytes the body has so far, about.
    pub(crate) fn bytes(&self) -> usize {
        20 + self.threads.len() * 28 + self.ops.len()
    }

    /// Whether another change of `bytes` sealed bytes still fits.
    pub(crate) fn has_room(&self, bytes: usize) -> bool {
        self.bytes() + bytes + 128 <= BODY_BYTES_MAX
            && self.count < u16::MAX
            && self.threads.len() < THREADS_MAX
    }

    /// Adds a put; `seal` appends the sealed value to what it is given.
    pub(crate) fn put(
        &mut self,
        key: &[u8],
        owner: Option<ThreadRef>,
        seal: impl FnOnce(&mut Vec<u8>),
    ) {
        let owner = owner.map_or(0, |thread| self.thread(thread) + 1);
        self.ops.push(PUT);
        self.ops.extend_from_slice(&owner.to_be_bytes());
        self.key(key);
        let length_at = self.ops.len();
        self.ops.extend_from_slice(&[0; 4]);
        seal(&mut self.ops);
        let length = (self.ops.len() - length_at - 4) as u32;
        self.ops[length_at..length_at + 4].copy_from_slice(&length.to_be_bytes());
        self.count += 1;
    }

    pub(crate) fn delete(&mut self, key: &[u8]) {
        self.ops.push(DELETE);
        self.key(key);
        self.count += 1;
    }

    pub(crate) fn erase(&mut self, thread: ThreadRef) {
        let index = self.thread(thread);
        self.ops.push(ERASE);
        self.ops.extend_from_slice(&index.to_be_bytes());
        self.count += 1;
    }

    pub(crate) fn forget(&mut self, slot: SlotRef) {
        self.ops.push(FORGET);
        slot.write(&mut self.ops);
        self.count += 1;
    }

    fn key(&mut self, key: &[u8]) {
        self.ops.push(key.len() as u8);
        self.ops.extend_from_slice(key);
    }

    fn thread(&mut self, thread: ThreadRef) -> u16 {
        let known = self.threads.iter().position(|known| *known == thread);
        known.unwrap_or_else(|| {
            self.threads.push(thread);
            self.threads.len() - 1
        }) as u16
    }

    /// The finished body.
    pub(crate) fn finish(self, marks: Marks) -> Vec<u8> {
        let mut body = Vec::with_capacity(self.bytes());
        marks.write(&mut body);
        body.extend_from_slice(&(self.threads.len() as u16).to_be_bytes());
        for thread in &self.threads {
            body.extend_from_slice(&thread.hash);
            thread.key.write(&mut body);
        }
        body.extend_from_slice(&self.count.to_be_bytes());
        body.extend_from_slice(&self.ops);
        body
    }
}

#[cfg(test)]
#[allow(clippy::unwrap_used, reason = "a failing test says so by panicking")]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn sample() -> Vec<u8> {
        let thread = ThreadRef { hash: [7; 16], key: SlotRef { slot: 9, serial: 10 } };
        let mut writer = BodyWriter::default();
        writer.put(&[1; NAME_KEY_BYTES], None, |out| out.extend_from_slice(&[2; SEAL_BYTES]));
        writer.put(&[3; NUMBER_KEY_BYTES], Some(thread), |out| {
            out.extend_from_slice(&[4; SEAL_BYTES + 1])
        });
        writer.delete(&[5; NUMBER_KEY_BYTES]);
        writer.erase(thread);
        writer.forget(SlotRef { slot: 11, serial: 12 });
        writer.finish(Marks { secrets: 13, keys: 14 })
    }

    #[test]
    fn what_is_written_is_read_back() {
        let bytes = sample();
        let body = Body::read(&bytes).unwrap();
        let thread = ThreadRef { hash: [7; 16], key: SlotRef { slot: 9, serial: 10 } };
        assert_eq!(body.marks, Marks { secrets: 13, keys: 14 });
        assert_eq!(body.threads, [thread]);
        assert!(
            matches!(&body.ops[0], Op::Put { owner: None, sealed, .. } if bytes[sealed.clone()] == [2; SEAL_BYTES])
        );
        assert!(matches!(&body.ops[1], Op::Put { owner: Some(owner), .. } if *owner == thread));
        assert_eq!(body.ops[2], Op::Delete { key: &[5; NUMBER_KEY_BYTES] });
        assert_eq!(body.ops[3], Op::Erase { thread });
        assert_eq!(body.ops[4], Op::Forget { slot: SlotRef { slot: 11, serial: 12 } });
    }

    #[test]
    fn a_cut_or_lengthened_body_is_malformed() {
        let bytes = sample();
        for cut in 0..bytes.len() {
            assert_eq!(Body::read(&bytes[..cut]), Err(Malformed), "cut at {cut}");
        }
        assert_eq!(Body::read(&[bytes.as_slice(), &[0]].concat()), Err(Malformed));
    }

    #[test]
    fn any_flipped_bit_of_a_frame_or_its_body_is_noticed() {
        let body = sample();
        let frame = Frame::around(&[1; 16], 5, 4, &body);
        let whole = [frame.as_slice(), &body].concat();
        for bit in 0..whole.len() * 8 {
            let mut flipped = whole.clone();
            flipped[bit / 8] ^= 1 << (bit % 8);
            let read = Frame::read(&[1; 16], &flipped[..FRAME_BYTES]);
            assert!(!read.is_ok_and(|frame| frame.fits(&flipped[FRAME_BYTES..])), "bit {bit}");
        }
        assert_eq!(Frame::read(&[2; 16], &frame), Err(Malformed), "another store's record");
    }

    proptest! {
        #[test]
        fn any_bytes_are_read_without_panic(bytes in proptest::collection::vec(any::<u8>(), 0..300)) {
            let _ = Body::read(&bytes);
            let _ = Frame::read(&[0; 16], &bytes);
        }

        #[test]
        fn damaged_bodies_are_read_without_panic(at in 0usize..400, value: u8, cut in 0usize..400) {
            let mut bytes = sample();
            let length = bytes.len();
            bytes[at % length] = value;
            bytes.truncate(cut);
            let _ = Body::read(&bytes);
        }
    }
}
