//! What is kept of attachments: one row and its pieces, all under the attachment's own data key.

use minicbor::{Decode, Encode};
use waypost_protocol::exchange::{PIECES_MAX, pieces_of};
use waypost_protocol::ids::{ConversationId, HeaderHash, OrgId, Time};
use waypost_store::Key;

use crate::rows::{ATTACHMENT, PIECE, Row, named_in, numbered};

/// What an attachment waits for: its group in the table, so that a start reads what is not finished and no more.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum Group {
    /// A person is putting it in; its letter is not written.
    Filling,
    /// Pieces go, or come.
    Open,
    /// Nothing more.
    Done,
}

impl Group {
    pub(super) const fn name(self) -> &'static [u8] {
        match self {
            Self::Filling => b"filling",
            Self::Open => b"open",
            Self::Done => b"done",
        }
    }
}

pub(super) fn attachment_key(group: Group, thread: ConversationId) -> Key {
    named_in(ATTACHMENT, group.name(), thread.as_bytes())
}

pub(super) fn piece_key(thread: ConversationId, number: u32) -> Key {
    numbered(PIECE, thread.as_bytes(), number.into())
}

/// A file that is being put in: what is to be erased if that stops.
#[derive(Clone, Copy, Encode, Decode)]
#[cbor(map)]
pub(super) struct FillingRow {
    #[n(0)]
    pub(super) thread: ConversationId,
}

/// How far an attachment is.
#[derive(Clone, Encode, Decode)]
#[cbor(map)]
pub(crate) struct AttachmentRow {
    #[n(0)]
    pub(super) thread: ConversationId,
    /// The referral's conversation.
    #[n(1)]
    pub(super) conversation: ConversationId,
    /// Its letter.
    #[n(2)]
    pub(super) header: HeaderHash,
    #[n(3)]
    pub(super) partner: OrgId,
    #[n(4)]
    pub(super) ours: bool,
    #[n(5)]
    pub(super) bytes: u64,
    /// SHA-256 of the whole.
    #[cbor(n(6), with = "minicbor::bytes")]
    pub(super) content: Vec<u8>,
    /// One bit a piece: ours, a carrier took it; theirs, it is here.
    #[n(7)]
    pub(super) pieces: PieceSet,
    /// When it was attached, or came: the order in which they go.
    #[n(8)]
    pub(super) since: Time,
    /// When we last asked for pieces, and how often.
    #[n(9)]
    pub(super) asked_at: Option<Time>,
    #[n(10)]
    pub(super) asked: u32,
    /// All is there, and it is not what was announced.
    #[n(11)]
    pub(super) wrong: bool,
}

impl Row for FillingRow {
    const WHAT: &'static str = "row of a file that is being put in";
}

impl Row for AttachmentRow {
    const WHAT: &'static str = "attachment row";
}

impl AttachmentRow {
    pub(super) fn count(&self) -> u32 {
        pieces_of(self.bytes)
    }

    pub(super) fn is_whole(&self) -> bool {
        self.pieces.count() == self.count()
    }

    /// Pieces that have not gone, or come.
    pub(super) fn missing(&self) -> impl Iterator<Item = u32> + '_ {
        (0..self.count()).filter(|number| !self.pieces.has(*number))
    }
}

/// Which pieces of a file: at most [`PIECES_MAX`] of them.
#[derive(Clone, Default, PartialEq, Eq, Encode, Decode)]
#[cbor(transparent)]
pub(crate) struct PieceSet(#[cbor(n(0), with = "minicbor::bytes")] Vec<u8>);

impl PieceSet {
    pub(super) fn has(&self, number: u32) -> bool {
        self.0.get(number as usize / 8).is_some_and(|byte| byte & mask(number) != 0)
    }

    pub(super) fn set(&mut self, number: u32, there: bool) {
        if number >= PIECES_MAX {
            return;
        }
        let at = number as usize / 8;
        if there && self.0.len() <= at {
            self.0.resize(at + 1, 0);
        }
        if let Some(byte) = self.0.get_mut(at) {
            *byte = if there { *byte | mask(number) } else { *byte & !mask(number) };
        }
    }

    pub(super) fn count(&self) -> u32 {
        self.0.iter().map(|byte| byte.count_ones()).sum()
    }
}

fn mask(number: u32) -> u8 {
    1 << (number % 8)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_set_of_pieces_holds_what_was_put_in_and_nothing_beyond_any_file() {
        let mut set = PieceSet::default();
        for number in [0, 9, PIECES_MAX - 1, PIECES_MAX, u32::MAX] {
            set.set(number, true);
        }
        let held: Vec<u32> = (0..2 * PIECES_MAX).filter(|number| set.has(*number)).collect();
        assert_eq!(held, [0, 9, PIECES_MAX - 1]);
        set.set(9, false);
        set.set(4000, false);
        assert_eq!((set.has(9), set.count()), (false, 2));
    }
}
