//! What a client asks of a mailbox: the head of a request (SPEC 6.8).

use minicbor::{Decode, Encode};

use super::{
    FrameId, Grant, HEAD_BYTES_MAX, InboxId, MAILBOX_VERSION, MailboxFault, OwnerProof, TokenHash,
    WriteToken, check_count, kind_of,
};
use crate::cbor;
use crate::ids::Day;

const WHAT: &str = "mailbox request";
const PUT: u8 = 1;
const OPEN: u8 = 2;
const LIST: u8 = 3;
const FETCH: u8 = 4;
const ACK: u8 = 5;
const CLOSE: u8 = 6;
const KINDS: [u8; 6] = [PUT, OPEN, LIST, FETCH, ACK, CLOSE];

/// One request. All but `Put` come from the inbox's owner and carry its proof.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Request {
    /// Keep the frame that follows.
    Put {
        /// For whom.
        inbox: InboxId,
        /// The right to write there.
        token: WriteToken,
    },
    /// Open an inbox; of one that is open, change its last day and its token.
    Open {
        /// The inbox.
        inbox: InboxId,
        /// That its owner asks.
        proof: OwnerProof,
        /// The operator's permission.
        grant: Grant,
        /// By which writers are known.
        token_hash: TokenHash,
        /// The inbox's last day, at most [`super::INBOX_DAYS_MAX`] ahead.
        until_day: Day,
    },
    /// Say what waits.
    List {
        /// The inbox.
        inbox: InboxId,
        /// That its owner asks.
        proof: OwnerProof,
        /// Go on after this frame; from the beginning if it is no longer there.
        after: Option<FrameId>,
        /// Shorter frames before longer ones; else, and among equals, in order of arrival.
        small_first: bool,
    },
    /// Hand over a frame, from an offset on: what was cut is taken up where it broke off.
    Fetch {
        /// The inbox.
        inbox: InboxId,
        /// That its owner asks.
        proof: OwnerProof,
        /// Which frame.
        frame: FrameId,
        /// Bytes that the owner has already; less than the frame's length.
        offset: u32,
    },
    /// Erase these frames: the owner has kept them. Those that are not there are passed over.
    Ack {
        /// The inbox.
        inbox: InboxId,
        /// That its owner asks.
        proof: OwnerProof,
        /// 1 to [`super::FRAMES_NAMED_MAX`] frames.
        frames: Vec<FrameId>,
    },
    /// Erase the inbox and what waits in it.
    Close {
        /// The inbox.
        inbox: InboxId,
        /// That its owner asks.
        proof: OwnerProof,
    },
}

impl Request {
    /// Reads a head. Version and kind are looked at first, so that a newer client is refused by name.
    pub fn decode(bytes: &[u8]) -> Result<Self, MailboxFault> {
        let kind = kind_of(WHAT, bytes, &KINDS)?;
        let head: Head = cbor::decode(WHAT, bytes, HEAD_BYTES_MAX)?;
        let request = head.request().ok_or(MailboxFault::Entries { what: WHAT, kind })?;
        // An entry of another kind would be lost in between.
        if cbor::encode(&Head::of(&request)) != bytes {
            return Err(MailboxFault::Entries { what: WHAT, kind });
        }
        if let Self::Ack { frames, .. } = &request {
            check_count("acknowledgement", frames.len(), 1)?;
        }
        Ok(request)
    }

    /// Writes the head. The caller names no more frames than allowed.
    pub fn encode(&self) -> Vec<u8> {
        cbor::encode(&Head::of(self))
    }

    /// The inbox it is about.
    pub fn inbox(&self) -> &InboxId {
        match self {
            Self::Put { inbox, .. }
            | Self::Open { inbox, .. }
            | Self::List { inbox, .. }
            | Self::Fetch { inbox, .. }
            | Self::Ack { inbox, .. }
            | Self::Close { inbox, .. } => inbox,
        }
    }

    /// The owner's proof; a writer brings none.
    pub fn proof(&self) -> Option<&OwnerProof> {
        match self {
            Self::Put { .. } => None,
            Self::Open { proof, .. }
            | Self::List { proof, .. }
            | Self::Fetch { proof, .. }
            | Self::Ack { proof, .. }
            | Self::Close { proof, .. } => Some(proof),
        }
    }

    /// Whether a frame follows the head.
    pub fn brings_a_frame(&self) -> bool {
        matches!(self, Self::Put { .. })
    }
}

/// A head as it travels: all entries that any kind has.
#[derive(Encode, Decode)]
#[cbor(map)]
struct Head {
    #[n(0)]
    version: u8,
    #[n(1)]
    kind: u8,
    #[n(2)]
    inbox: InboxId,
    #[n(3)]
    token: Option<WriteToken>,
    #[n(4)]
    proof: Option<OwnerProof>,
    #[n(5)]
    grant: Option<Grant>,
    #[n(6)]
    token_hash: Option<TokenHash>,
    #[n(7)]
    until_day: Option<Day>,
    #[n(8)]
    after: Option<FrameId>,
    #[n(9)]
    small_first: Option<bool>,
    #[n(10)]
    frame: Option<FrameId>,
    #[n(11)]
    offset: Option<u32>,
    #[n(12)]
    frames: Option<Vec<FrameId>>,
}

impl Head {
    fn new(kind: u8, inbox: InboxId, proof: Option<OwnerProof>) -> Self {
        Self {
            version: MAILBOX_VERSION,
            kind,
            inbox,
            token: None,
            proof,
            grant: None,
            token_hash: None,
            until_day: None,
            after: None,
            small_first: None,
            frame: None,
            offset: None,
            frames: None,
        }
    }

    fn of(request: &Request) -> Self {
        let head = |kind| Self::new(kind, *request.inbox(), request.proof().copied());
        match request {
            Request::Put { token, .. } => Self { token: Some(*token), ..head(PUT) },
            Request::Open { grant, token_hash, until_day, .. } => Self {
                grant: Some(grant.clone()),
                token_hash: Some(*token_hash),
                until_day: Some(*until_day),
                ..head(OPEN)
            },
            Request::List { after, small_first, .. } => {
                Self { after: *after, small_first: Some(*small_first), ..head(LIST) }
            }
            Request::Fetch { frame, offset, .. } => {
                Self { frame: Some(*frame), offset: Some(*offset), ..head(FETCH) }
            }
            Request::Ack { frames, .. } => Self { frames: Some(frames.clone()), ..head(ACK) },
            Request::Close { .. } => head(CLOSE),
        }
    }

    fn request(self) -> Option<Request> {
        let inbox = self.inbox;
        Some(match self.kind {
            PUT => Request::Put { inbox, token: self.token? },
            OPEN => Request::Open {
                inbox,
                proof: self.proof?,
                grant: self.grant?,
                token_hash: self.token_hash?,
                until_day: self.until_day?,
            },
            LIST => Request::List {
                inbox,
                proof: self.proof?,
                after: self.after,
                small_first: self.small_first?,
            },
            FETCH => Request::Fetch {
                inbox,
                proof: self.proof?,
                frame: self.frame?,
                offset: self.offset?,
            },
            ACK => Request::Ack { inbox, proof: self.proof?, frames: self.frames? },
            CLOSE => Request::Close { inbox, proof: self.proof? },
            _ => return None,
        })
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::super::{FRAMES_NAMED_MAX, GrantId, GrantKey, GrantTerms};
    use super::*;

    fn grant() -> Grant {
        let terms = GrantTerms {
            id: GrantId::new([5; 16]),
            frames_max: u32::MAX,
            bytes_max: u64::MAX,
            until_day: Day(u32::MAX),
        };
        GrantKey::from_seed(&[9; 32]).issue(terms)
    }

    fn requests() -> Vec<Request> {
        let (inbox, proof) = (InboxId::new([2; 32]), OwnerProof([3; 64]));
        let frame = FrameId::new([6; 16]);
        vec![
            Request::Put { inbox, token: WriteToken([4; 16]) },
            Request::Open {
                inbox,
                proof,
                grant: grant(),
                token_hash: WriteToken([4; 16]).hash(),
                until_day: Day(20_800),
            },
            Request::List { inbox, proof, after: None, small_first: true },
            Request::List { inbox, proof, after: Some(frame), small_first: false },
            Request::Fetch { inbox, proof, frame, offset: 70_000 },
            Request::Ack { inbox, proof, frames: vec![frame; FRAMES_NAMED_MAX] },
            Request::Close { inbox, proof },
        ]
    }

    #[test]
    fn every_request_comes_back_as_it_was_written_and_fits() {
        for request in requests() {
            let bytes = request.encode();
            assert!(bytes.len() <= HEAD_BYTES_MAX, "{} bytes", bytes.len());
            assert_eq!(Request::decode(&bytes), Ok(request));
        }
    }

    #[test]
    fn another_version_or_kind_is_refused_by_its_number_and_before_its_shape() {
        let version = Request::decode(&[0xa2, 0, 2, 1, 0x20]);
        let fault = MailboxFault::Version { what: WHAT, found: 2, expected: 1 };
        assert_eq!(version, Err(fault));
        let kind = Request::decode(&[0xa2, 0, 1, 1, 7]);
        assert_eq!(kind, Err(MailboxFault::UnknownKind { what: WHAT, found: 7 }));
    }

    #[test]
    fn an_entry_too_few_or_of_another_kind_is_refused() {
        let inbox = InboxId::new([2; 32]);
        let fault = |kind| Err(MailboxFault::Entries { what: WHAT, kind });
        let bare = cbor::encode(&Head::new(PUT, inbox, None));
        assert_eq!(Request::decode(&bare), fault(PUT));
        let with_token = Head {
            token: Some(WriteToken([4; 16])),
            ..Head::new(CLOSE, inbox, Some(OwnerProof([3; 64])))
        };
        assert_eq!(Request::decode(&cbor::encode(&with_token)), fault(CLOSE));
    }

    #[test]
    fn an_acknowledgement_names_at_least_one_and_not_too_many() {
        let (inbox, proof) = (InboxId::new([2; 32]), OwnerProof([3; 64]));
        for found in [0, FRAMES_NAMED_MAX + 1] {
            let frames = vec![FrameId::new([6; 16]); found];
            let read = Request::decode(&Request::Ack { inbox, proof, frames }.encode());
            assert!(matches!(read, Err(MailboxFault::Count { found: f, .. }) if f == found));
        }
    }

    proptest! {
        #[test]
        fn any_bytes_are_read_whole_or_refused(bytes in prop::collection::vec(any::<u8>(), 0..400)) {
            if let Ok(request) = Request::decode(&bytes) {
                prop_assert_eq!(request.encode(), bytes);
            }
        }

        #[test]
        fn a_flipped_or_cut_request_never_panics(which in 0..7usize, at: prop::sample::Index, bit in 0..8u8, cut: bool) {
            let mut bytes = requests()[which].encode();
            let at = at.index(bytes.len());
            if cut { bytes.truncate(at) } else { bytes[at] ^= 1 << bit }
            if let Ok(request) = Request::decode(&bytes) {
                prop_assert_eq!(request.encode(), bytes);
            }
        }
    }
}
