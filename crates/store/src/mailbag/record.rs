//! What a record of the mailbag says. Written and read here only; reading takes any bytes and never panics.
//! Layout: see the module's page.

use super::account::Terms;
use super::{FRAME_BYTES_MAX, FrameHash, INBOXES_MAX, Inbox, NAMES_MAX, VERSION};
use crate::bytes::{Fields, Malformed};

const SNAPSHOT: u8 = 1;
const OPEN: u8 = 2;
const CLOSE: u8 = 3;
const KEEP: u8 = 4;
const ERASE: u8 = 5;

/// Bytes of a frame's record before the frame itself.
pub(super) const KEEP_HEAD_BYTES: usize = 1 + 32 + 16 + 8 + 4;

/// A record, read.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Record<'a> {
    /// On a day these inboxes are open and no others.
    Snapshot { day: u32, inboxes: Vec<(Inbox, Terms)> },
    /// An inbox is open, from now on under these terms.
    Open { inbox: Inbox, terms: Terms },
    /// An inbox is gone with what waited in it.
    Close { inbox: Inbox },
    /// A frame waits.
    Keep { inbox: Inbox, name: FrameHash, arrival: u64, expires_day: u32, frame: &'a [u8] },
    /// Frames of an inbox are gone.
    Erase { inbox: Inbox, names: Vec<FrameHash> },
}

/// Why a record is not understood.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Unread {
    /// It does not have the layout it should have.
    Malformed,
    /// A later program wrote it.
    Newer(u32),
}

impl From<Malformed> for Unread {
    fn from(_: Malformed) -> Self {
        Self::Malformed
    }
}

impl<'a> Record<'a> {
    pub(super) fn write(&self) -> Vec<u8> {
        let mut out = Vec::new();
        match self {
            Self::Snapshot { day, inboxes } => {
                out.push(SNAPSHOT);
                out.extend_from_slice(&VERSION.to_be_bytes());
                out.extend_from_slice(&day.to_be_bytes());
                out.extend_from_slice(&(inboxes.len() as u32).to_be_bytes());
                for (inbox, terms) in inboxes {
                    out.extend_from_slice(inbox);
                    write_terms(&mut out, terms);
                }
            }
            Self::Open { inbox, terms } => {
                out.push(OPEN);
                out.extend_from_slice(inbox);
                write_terms(&mut out, terms);
            }
            Self::Close { inbox } => {
                out.push(CLOSE);
                out.extend_from_slice(inbox);
            }
            Self::Keep { inbox, name, arrival, expires_day, frame } => {
                out.reserve_exact(KEEP_HEAD_BYTES + frame.len());
                out.push(KEEP);
                out.extend_from_slice(inbox);
                out.extend_from_slice(name);
                out.extend_from_slice(&arrival.to_be_bytes());
                out.extend_from_slice(&expires_day.to_be_bytes());
                out.extend_from_slice(frame);
            }
            Self::Erase { inbox, names } => {
                out.push(ERASE);
                out.extend_from_slice(inbox);
                out.extend_from_slice(&(names.len() as u16).to_be_bytes());
                names.iter().for_each(|name| out.extend_from_slice(name));
            }
        }
        out
    }

    pub(super) fn read(body: &'a [u8]) -> Result<Self, Unread> {
        let mut fields = Fields::new(body);
        let record = match fields.u8()? {
            SNAPSHOT => read_snapshot(&mut fields)?,
            OPEN => Self::Open { inbox: fields.array()?, terms: read_terms(&mut fields)? },
            CLOSE => Self::Close { inbox: fields.array()? },
            KEEP => {
                let (inbox, name) = (fields.array()?, fields.array()?);
                let (arrival, expires_day) = (fields.u64()?, fields.u32()?);
                let frame_bytes = body.len() - fields.position();
                if frame_bytes > FRAME_BYTES_MAX {
                    return Err(Unread::Malformed);
                }
                let frame = fields.bytes(frame_bytes)?;
                Self::Keep { inbox, name, arrival, expires_day, frame }
            }
            ERASE => {
                let (inbox, count) = (fields.array()?, fields.u16()?);
                if usize::from(count) > NAMES_MAX {
                    return Err(Unread::Malformed);
                }
                let names = (0..count).map(|_| fields.array()).collect::<Result<_, _>>()?;
                Self::Erase { inbox, names }
            }
            _ => return Err(Unread::Malformed),
        };
        fields.end()?;
        Ok(record)
    }
}

fn read_snapshot(fields: &mut Fields<'_>) -> Result<Record<'static>, Unread> {
    let version = fields.u32()?;
    if version != VERSION {
        return Err(Unread::Newer(version));
    }
    let (day, count) = (fields.u32()?, fields.u32()?);
    if count > INBOXES_MAX {
        return Err(Unread::Malformed);
    }
    let each = |_| Ok((fields.array()?, read_terms(fields)?));
    let inboxes = (0..count).map(each).collect::<Result<_, Unread>>()?;
    Ok(Record::Snapshot { day, inboxes })
}

fn write_terms(out: &mut Vec<u8>, terms: &Terms) {
    out.extend_from_slice(&terms.grant);
    out.extend_from_slice(&terms.token_hash);
    out.extend_from_slice(&terms.until_day.to_be_bytes());
    out.extend_from_slice(&terms.frames_max.to_be_bytes());
    out.extend_from_slice(&terms.bytes_max.to_be_bytes());
}

fn read_terms(fields: &mut Fields<'_>) -> Result<Terms, Malformed> {
    Ok(Terms {
        grant: fields.array()?,
        token_hash: fields.array()?,
        until_day: fields.u32()?,
        frames_max: fields.u32()?,
        bytes_max: fields.u64()?,
    })
}

#[cfg(test)]
#[allow(clippy::unwrap_used, reason = "a failing test says so by panicking")]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn samples() -> Vec<Record<'static>> {
        let (grant, token_hash) = ([2; 16], [3; 32]);
        let terms =
            Terms { grant, token_hash, until_day: 20_000, frames_max: 9, bytes_max: 1 << 40 };
        let frame: &[u8] = &[7; 50];
        vec![
            Record::Snapshot {
                day: 19_990,
                inboxes: vec![([1; 32], terms), ([9; 32], Terms::lost(5))],
            },
            Record::Open { inbox: [1; 32], terms },
            Record::Close { inbox: [1; 32] },
            Record::Keep { inbox: [1; 32], name: [4; 16], arrival: 5, expires_day: 6, frame },
            Record::Erase { inbox: [1; 32], names: vec![[4; 16], [5; 16]] },
        ]
    }

    #[test]
    fn what_is_written_is_read() {
        for record in samples() {
            assert_eq!(Record::read(&record.write()), Ok(record));
        }
    }

    #[test]
    fn a_record_cut_short_or_with_more_behind_it_is_malformed() {
        for record in samples() {
            let whole = record.write();
            // A frame has no length of its own: the journal's record has it.
            let until =
                if matches!(record, Record::Keep { .. }) { KEEP_HEAD_BYTES } else { whole.len() };
            for cut in 0..until {
                assert_eq!(Record::read(&whole[..cut]), Err(Unread::Malformed), "{cut}");
            }
            if !matches!(record, Record::Keep { .. }) {
                assert_eq!(Record::read(&[&whole[..], &[0]].concat()), Err(Unread::Malformed));
            }
        }
    }

    #[test]
    fn a_later_version_is_named() {
        let mut snapshot = Record::Snapshot { day: 0, inboxes: Vec::new() }.write();
        snapshot[4] = 9;
        assert_eq!(Record::read(&snapshot), Err(Unread::Newer(9)));
    }

    #[test]
    fn lengths_over_their_bounds_are_refused_before_anything_is_allocated() {
        let many = [
            vec![SNAPSHOT],
            vec![0, 0, 0, 1, 0, 0, 0, 0],
            (INBOXES_MAX + 1).to_be_bytes().to_vec(),
        ];
        assert_eq!(Record::read(&many.concat()), Err(Unread::Malformed));
        let many = [vec![ERASE], vec![0; 32], (NAMES_MAX as u16 + 1).to_be_bytes().to_vec()];
        assert_eq!(Record::read(&many.concat()), Err(Unread::Malformed));
        let long = [vec![KEEP], vec![0; KEEP_HEAD_BYTES - 1 + FRAME_BYTES_MAX + 1]];
        assert_eq!(Record::read(&long.concat()), Err(Unread::Malformed));
    }

    proptest! {
        #[test]
        fn any_bytes_are_read_or_refused(bytes in proptest::collection::vec(any::<u8>(), 0..300)) {
            if let Ok(record) = Record::read(&bytes) {
                prop_assert_eq!(record.write(), bytes);
            }
        }
    }
}
