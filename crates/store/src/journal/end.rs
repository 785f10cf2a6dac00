//! Where the journal ends: kept by the marker of an orderly close, found again by scanning after any other.

use super::Marks;
use crate::bytes::{Fields, Malformed, checked, with_checksum};

/// How far the journal goes: what the clean-shutdown marker keeps.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct End {
    pub(crate) segment: u32,
    pub(crate) offset: u64,
    pub(crate) next_record: u64,
    pub(crate) marks: Marks,
}

impl End {
    pub(crate) const BYTES: usize = 36;

    pub(crate) fn write(&self, out: &mut Vec<u8>) {
        out.extend_from_slice(&self.segment.to_be_bytes());
        out.extend_from_slice(&self.offset.to_be_bytes());
        out.extend_from_slice(&self.next_record.to_be_bytes());
        self.marks.write(out);
    }

    pub(crate) fn read(fields: &mut Fields<'_>) -> Result<Self, Malformed> {
        let (segment, offset, next_record) = (fields.u32()?, fields.u64()?, fields.u64()?);
        Ok(Self { segment, offset, next_record, marks: Marks::read(fields)? })
    }
}

/// What was cut off the end when opening: never acknowledged, or damaged within the last group.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Cut {
    /// The segment that was cut.
    pub segment: u32,
    /// Where its whole records end.
    pub offset: u64,
    /// How many bytes were dropped.
    pub bytes: u64,
}

/// The clean-shutdown marker: where the journal ended and the fingerprint of the index that knows all of it.
pub(crate) struct CleanMarker {
    pub(crate) end: End,
    pub(crate) index_sum: u32,
}

impl CleanMarker {
    pub(crate) const BYTES: usize = 12 + 16 + End::BYTES + 4 + 4;
    const MAGIC: &[u8; 8] = b"WPCLEAN\0";

    pub(crate) fn write(&self, store_id: &[u8; 16]) -> Vec<u8> {
        let mut bytes = Self::MAGIC.to_vec();
        bytes.extend_from_slice(&1_u32.to_be_bytes());
        bytes.extend_from_slice(store_id);
        self.end.write(&mut bytes);
        bytes.extend_from_slice(&self.index_sum.to_be_bytes());
        with_checksum(bytes)
    }

    pub(crate) fn read(store_id: &[u8; 16], bytes: &[u8]) -> Result<Self, Malformed> {
        let mut fields = Fields::new(checked(bytes)?);
        fields.expect(Self::MAGIC)?;
        fields.expect(&1_u32.to_be_bytes())?;
        fields.expect(store_id)?;
        let marker = Self { end: End::read(&mut fields)?, index_sum: fields.u32()? };
        fields.end()?;
        Ok(marker)
    }
}
