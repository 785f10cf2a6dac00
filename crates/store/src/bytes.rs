//! Fixed layouts, big-endian: a reader that can only run out, never past the end, and the writing half.

/// The bytes do not have the layout they should have.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Malformed;

/// Reads fields off the front of a slice.
pub(crate) struct Fields<'a> {
    rest: &'a [u8],
    read: usize,
}

impl<'a> Fields<'a> {
    pub(crate) fn new(bytes: &'a [u8]) -> Self {
        Self { rest: bytes, read: 0 }
    }

    /// How many bytes have been read so far.
    pub(crate) fn position(&self) -> usize {
        self.read
    }

    pub(crate) fn bytes(&mut self, count: usize) -> Result<&'a [u8], Malformed> {
        let (taken, rest) = self.rest.split_at_checked(count).ok_or(Malformed)?;
        self.rest = rest;
        self.read += count;
        Ok(taken)
    }

    pub(crate) fn array<const N: usize>(&mut self) -> Result<[u8; N], Malformed> {
        self.bytes(N)?.try_into().map_err(|_| Malformed)
    }

    pub(crate) fn u8(&mut self) -> Result<u8, Malformed> {
        Ok(u8::from_be_bytes(self.array()?))
    }

    pub(crate) fn u16(&mut self) -> Result<u16, Malformed> {
        Ok(u16::from_be_bytes(self.array()?))
    }

    pub(crate) fn u32(&mut self) -> Result<u32, Malformed> {
        Ok(u32::from_be_bytes(self.array()?))
    }

    pub(crate) fn u64(&mut self) -> Result<u64, Malformed> {
        Ok(u64::from_be_bytes(self.array()?))
    }

    /// The fixed bytes that must come next.
    pub(crate) fn expect(&mut self, fixed: &[u8]) -> Result<(), Malformed> {
        if self.bytes(fixed.len())? == fixed { Ok(()) } else { Err(Malformed) }
    }

    /// Nothing may follow.
    pub(crate) fn end(&self) -> Result<(), Malformed> {
        if self.rest.is_empty() { Ok(()) } else { Err(Malformed) }
    }
}

/// A layout that ends in the CRC-32 of what precedes it: appends that checksum.
pub(crate) fn with_checksum(mut bytes: Vec<u8>) -> Vec<u8> {
    let sum = crc32fast::hash(&bytes);
    bytes.extend_from_slice(&sum.to_be_bytes());
    bytes
}

/// The same read back: the bytes before the checksum, if it fits.
pub(crate) fn checked(bytes: &[u8]) -> Result<&[u8], Malformed> {
    let (body, sum) = bytes.split_last_chunk::<4>().ok_or(Malformed)?;
    if crc32fast::hash(body) == u32::from_be_bytes(*sum) { Ok(body) } else { Err(Malformed) }
}
