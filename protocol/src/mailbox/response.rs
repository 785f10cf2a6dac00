//! What a mailbox answers: the head of a response (SPEC 6.8).

use minicbor::{Decode, Decoder, Encode, Encoder, decode, encode};

use super::{
    FrameId, GrantRefusal, HEAD_BYTES_MAX, MAILBOX_VERSION, MailboxFault, check_count, kind_of,
};
use crate::cbor;

const WHAT: &str = "mailbox response";
const KEPT: u8 = 0;
const BUSY: u8 = 1;
const OPENED: u8 = 2;
const LISTED: u8 = 3;
const GONE: u8 = 5;
const ACKED: u8 = 6;
const CLOSED: u8 = 7;
// No code without entries is one bit from that of a "kept".
const FRAME: u8 = 9;
const FULL: u8 = 17;
const NO_INBOX: u8 = 18;
const WRONG_TOKEN: u8 = 19;
const WRONG_PROOF: u8 = 20;
const GRANT_REFUSED: u8 = 21;
const TOO_MANY: u8 = 22;
const LENGTH: u8 = 23;
const NOT_UNDERSTOOD: u8 = 24;
const CODES: [u8; 16] = [
    KEPT,
    BUSY,
    OPENED,
    LISTED,
    FRAME,
    GONE,
    ACKED,
    CLOSED,
    FULL,
    NO_INBOX,
    WRONG_TOKEN,
    WRONG_PROOF,
    GRANT_REFUSED,
    TOO_MANY,
    LENGTH,
    NOT_UNDERSTOOD,
];

/// One frame that waits.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Waiting {
    /// Its name.
    pub id: FrameId,
    /// Its length in bytes.
    pub bytes: u32,
}

/// One response.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Response {
    /// Put: the frame is on disk, or was already.
    Kept,
    /// Not now.
    Busy {
        /// Seconds to wait before the same request is made again; 1 or more.
        retry_seconds: u32,
    },
    /// Open: the inbox is open as asked, on disk.
    Opened {
        /// Frames for which the grant has room yet.
        frames_left: u32,
        /// Bytes for which the grant has room yet.
        bytes_left: u64,
    },
    /// List: at most [`super::FRAMES_NAMED_MAX`] frames.
    Listed {
        /// The frames, in the order that was asked for.
        frames: Vec<Waiting>,
        /// Whether there are more after them.
        more: bool,
    },
    /// Fetch: the frame follows, from the offset on.
    Frame,
    /// Fetch: there is no such frame, or it ends at or before the offset.
    Gone,
    /// Ack: what was named is erased, on disk.
    Acked,
    /// Close: the inbox and what waited are erased, on disk.
    Closed,
    /// Put: the grant or the disk has no room. The frame is not kept, and nothing that was kept is dropped.
    Full,
    /// There is no such inbox (any more).
    NoInbox,
    /// Put: the token is not the inbox's.
    WrongToken,
    /// The proof is not by the inbox's owner for this session.
    WrongProof,
    /// Open: the grant does not permit it.
    GrantRefused(GrantRefusal),
    /// Open: as many inboxes are open under this grant as may be.
    TooMany,
    /// A head or frame of a length that is not taken here.
    Length,
    /// Made by a newer version, or against the rules.
    NotUnderstood,
}

impl Response {
    /// Reads a head. Version and code are looked at first.
    pub fn decode(bytes: &[u8]) -> Result<Self, MailboxFault> {
        let kind = kind_of(WHAT, bytes, &CODES)?;
        let head: Head = cbor::decode(WHAT, bytes, HEAD_BYTES_MAX)?;
        let response = head.response().ok_or(MailboxFault::Entries { what: WHAT, kind })?;
        // An entry of another code would be lost in between.
        if cbor::encode(&Head::of(&response)) != bytes {
            return Err(MailboxFault::Entries { what: WHAT, kind });
        }
        if let Self::Listed { frames, .. } = &response {
            check_count("list", frames.len(), 0)?;
        }
        Ok(response)
    }

    /// Writes the head. The caller names no more frames than allowed.
    pub fn encode(&self) -> Vec<u8> {
        cbor::encode(&Head::of(self))
    }
}

/// A head as it travels: all entries that any code has.
#[derive(Default, Encode, Decode)]
#[cbor(map)]
struct Head {
    #[n(0)]
    version: u8,
    #[n(1)]
    code: u8,
    #[n(2)]
    retry_seconds: Option<u32>,
    #[n(3)]
    frames_left: Option<u32>,
    #[n(4)]
    bytes_left: Option<u64>,
    #[n(5)]
    frames: Option<Vec<Waiting>>,
    #[n(6)]
    more: Option<bool>,
    #[n(7)]
    why: Option<GrantRefusal>,
}

impl Head {
    fn of(response: &Response) -> Self {
        let head = |code| Self { version: MAILBOX_VERSION, code, ..Self::default() };
        match response {
            Response::Kept => head(KEPT),
            // At least a second, so that nobody is told to ask again at once.
            Response::Busy { retry_seconds } => {
                Self { retry_seconds: Some((*retry_seconds).max(1)), ..head(BUSY) }
            }
            Response::Opened { frames_left, bytes_left } => Self {
                frames_left: Some(*frames_left),
                bytes_left: Some(*bytes_left),
                ..head(OPENED)
            },
            Response::Listed { frames, more } => {
                Self { frames: Some(frames.clone()), more: Some(*more), ..head(LISTED) }
            }
            Response::Frame => head(FRAME),
            Response::Gone => head(GONE),
            Response::Acked => head(ACKED),
            Response::Closed => head(CLOSED),
            Response::Full => head(FULL),
            Response::NoInbox => head(NO_INBOX),
            Response::WrongToken => head(WRONG_TOKEN),
            Response::WrongProof => head(WRONG_PROOF),
            Response::GrantRefused(why) => Self { why: Some(*why), ..head(GRANT_REFUSED) },
            Response::TooMany => head(TOO_MANY),
            Response::Length => head(LENGTH),
            Response::NotUnderstood => head(NOT_UNDERSTOOD),
        }
    }

    fn response(self) -> Option<Response> {
        Some(match self.code {
            KEPT => Response::Kept,
            BUSY => Response::Busy { retry_seconds: self.retry_seconds? },
            OPENED => {
                Response::Opened { frames_left: self.frames_left?, bytes_left: self.bytes_left? }
            }
            LISTED => Response::Listed { frames: self.frames?, more: self.more? },
            FRAME => Response::Frame,
            GONE => Response::Gone,
            ACKED => Response::Acked,
            CLOSED => Response::Closed,
            FULL => Response::Full,
            NO_INBOX => Response::NoInbox,
            WRONG_TOKEN => Response::WrongToken,
            WRONG_PROOF => Response::WrongProof,
            GRANT_REFUSED => Response::GrantRefused(self.why?),
            TOO_MANY => Response::TooMany,
            LENGTH => Response::Length,
            NOT_UNDERSTOOD => Response::NotUnderstood,
            _ => return None,
        })
    }
}

/// `[id, length]`.
impl<C> Encode<C> for Waiting {
    fn encode<W: encode::Write>(
        &self,
        e: &mut Encoder<W>,
        ctx: &mut C,
    ) -> Result<(), encode::Error<W::Error>> {
        e.array(2)?;
        self.id.encode(e, ctx)?;
        e.u32(self.bytes)?.ok()
    }
}

impl<'b, C> Decode<'b, C> for Waiting {
    fn decode(d: &mut Decoder<'b>, ctx: &mut C) -> Result<Self, decode::Error> {
        if d.array()? != Some(2) {
            return Err(decode::Error::message("expected [frame, length]"));
        }
        Ok(Self { id: FrameId::decode(d, ctx)?, bytes: d.u32()? })
    }
}

impl<C> Encode<C> for GrantRefusal {
    fn encode<W: encode::Write>(
        &self,
        e: &mut Encoder<W>,
        _: &mut C,
    ) -> Result<(), encode::Error<W::Error>> {
        let why = match self {
            Self::Mac => 1,
            Self::Expired => 2,
            Self::Ended => 3,
            Self::Until => 4,
        };
        e.u8(why)?.ok()
    }
}

impl<'b, C> Decode<'b, C> for GrantRefusal {
    fn decode(d: &mut Decoder<'b>, _: &mut C) -> Result<Self, decode::Error> {
        match d.u8()? {
            1 => Ok(Self::Mac),
            2 => Ok(Self::Expired),
            3 => Ok(Self::Ended),
            4 => Ok(Self::Until),
            found => Err(decode::Error::message(format!("found reason {found}, expected 1 to 4"))),
        }
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::super::FRAMES_NAMED_MAX;
    use super::*;

    fn responses() -> Vec<Response> {
        let waiting = Waiting { id: FrameId::new([6; 16]), bytes: 1 << 20 };
        vec![
            Response::Kept,
            Response::Busy { retry_seconds: 7 },
            Response::Opened { frames_left: 20_000, bytes_left: 512 << 20 },
            Response::Listed { frames: vec![waiting; FRAMES_NAMED_MAX], more: true },
            Response::Listed { frames: vec![], more: false },
            Response::Frame,
            Response::Gone,
            Response::Acked,
            Response::Closed,
            Response::Full,
            Response::NoInbox,
            Response::WrongToken,
            Response::WrongProof,
            Response::GrantRefused(GrantRefusal::Mac),
            Response::GrantRefused(GrantRefusal::Expired),
            Response::GrantRefused(GrantRefusal::Ended),
            Response::GrantRefused(GrantRefusal::Until),
            Response::TooMany,
            Response::Length,
            Response::NotUnderstood,
        ]
    }

    #[test]
    fn every_response_comes_back_as_it_was_written_and_fits() {
        for response in responses() {
            let bytes = response.encode();
            assert!(bytes.len() <= HEAD_BYTES_MAX, "{} bytes", bytes.len());
            assert_eq!(Response::decode(&bytes), Ok(response));
        }
    }

    #[test]
    fn only_a_kept_reads_as_kept() {
        let kept = Response::Kept.encode();
        for cut in 0..kept.len() {
            assert!(Response::decode(&kept[..cut]).is_err());
        }
        for response in responses().into_iter().skip(1) {
            let whole = response.encode();
            for bit in 0..whole.len() * 8 {
                let mut bytes = whole.clone();
                bytes[bit / 8] ^= 1 << (bit % 8);
                assert_ne!(Response::decode(&bytes), Ok(Response::Kept), "{response:?}");
            }
        }
    }

    #[test]
    fn a_list_of_too_many_is_refused() {
        let waiting = Waiting { id: FrameId::new([6; 16]), bytes: 4096 };
        let long = Response::Listed { frames: vec![waiting; FRAMES_NAMED_MAX + 1], more: false };
        let read = Response::decode(&long.encode());
        assert!(matches!(read, Err(MailboxFault::Count { found: 257, .. })), "{read:?}");
    }

    #[test]
    fn an_unknown_code_or_an_entry_of_another_is_refused_by_name() {
        let code = Response::decode(&[0xa2, 0, 1, 1, 8]);
        assert_eq!(code, Err(MailboxFault::UnknownKind { what: WHAT, found: 8 }));
        let kept_for_seven_seconds = Response::decode(&[0xa3, 0, 1, 1, 0, 2, 7]);
        assert_eq!(kept_for_seven_seconds, Err(MailboxFault::Entries { what: WHAT, kind: KEPT }));
        let busy_for_no_time = Response::decode(&[0xa3, 0, 1, 1, 1, 2, 0]);
        assert_eq!(busy_for_no_time, Err(MailboxFault::Entries { what: WHAT, kind: BUSY }));
    }

    proptest! {
        #[test]
        fn any_bytes_are_read_whole_or_refused(bytes in prop::collection::vec(any::<u8>(), 0..400)) {
            if let Ok(response) = Response::decode(&bytes) {
                prop_assert_eq!(response.encode(), bytes);
            }
        }
    }
}
