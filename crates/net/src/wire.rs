//! The bytes of one exchange: a frame one way, a verdict back, on a substream of its own.
//!
//! In: a stream. Out: a frame of one of five lengths, or a verdict. Nothing is allocated before its length is
//! allowed, and no frame is looked into.
//!
//! ```text
//! protocol   /waypost/frame/1                  one substream an exchange; multistream-select V1Lazy
//! request    length  u32, big endian           4096 | 16384 | 65536 | 262144 | 1048576
//!            frame   `length` bytes            then the sender closes its half
//! response   version u8    = 1
//!            code    u8    0 kept (durable)    1 busy
//!                          23 not for me       17 unreadable   18 too many   19 expired
//!                          20 unknown reason   21 length not allowed here
//!                          22 not understood: made by a newer version, or holds an unknown code
//!            zero    u16   = 0
//!            wait    u32, big endian           seconds to wait before another try: 1 or more if busy, else 0
//! ```
//! A response of any other form is no verdict: the sender counts the exchange as failed.

use std::io;

use futures::{AsyncRead, AsyncReadExt, AsyncWrite, AsyncWriteExt};
use libp2p::StreamProtocol;

/// The name two nodes agree on before a frame passes.
pub(crate) const PROTOCOL: StreamProtocol = StreamProtocol::new("/waypost/frame/1");

pub use waypost_protocol::frame::LADDER;

const VERSION: u8 = 1;
const RESPONSE_BYTES: usize = 8;
/// What is not taken is read away through a buffer of this size. 4 KiB: the smallest frame.
const SCRATCH_BYTES: usize = 4 << 10;

/// What the receiving node says to a frame.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Verdict {
    /// The frame is on the receiver's disk. Said only after that.
    Kept,
    /// Not now.
    Busy {
        /// Seconds to wait before the same frame is sent again; 0 is sent as 1.
        retry_seconds: u32,
    },
    /// Not this frame; sending it again will not help.
    Refused(Refusal),
}

/// Why a frame was refused.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Refusal {
    /// No pair key of the receiver fits the frame.
    NotForMe,
    /// It fits a pair, but could not be opened or read.
    Unreadable,
    /// The partner's share of conversations or letters is used up.
    TooMany,
    /// Its day is over, its keys are gone.
    Expired,
    /// It opened, and holds something that the receiver's version does not know.
    NotUnderstood,
    /// A reason the wire has no word for.
    Unknown,
    /// Not a length the receiver takes from this sender.
    Length,
}

/// What the other side announced in the first four bytes of a request.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Announced {
    /// A frame of this many bytes follows.
    Frame(usize),
    /// A length that is not allowed; nothing is allocated for it.
    Odd,
}

/// Whether a frame may have this many bytes, under a bound that may cut the ladder short.
pub(crate) fn is_allowed(length: usize, bytes_max: usize) -> bool {
    length <= bytes_max && LADDER.contains(&length)
}

pub(crate) async fn read_length(
    io: &mut (impl AsyncRead + Unpin),
    bytes_max: usize,
) -> io::Result<Announced> {
    let mut length = [0; 4];
    io.read_exact(&mut length).await?;
    let length = usize::try_from(u32::from_be_bytes(length)).unwrap_or(usize::MAX);
    if is_allowed(length, bytes_max) { Ok(Announced::Frame(length)) } else { Ok(Announced::Odd) }
}

/// Reads a frame whose length was announced and allowed.
pub(crate) async fn read_frame(
    io: &mut (impl AsyncRead + Unpin),
    length: usize,
) -> io::Result<Vec<u8>> {
    let mut frame = vec![0; length];
    io.read_exact(&mut frame).await?;
    Ok(frame)
}

/// Says why a frame is not taken, then reads it away: a sender whose stream breaks while it writes hears nothing.
pub(crate) async fn turn_away(
    io: &mut (impl AsyncRead + AsyncWrite + Unpin),
    verdict: Verdict,
) -> io::Result<()> {
    write_verdict(io, verdict).await?;
    read_away(io).await
}

/// Reads to the end what is not taken, and keeps none of it. Gives up after the longest frame.
pub(crate) async fn read_away(io: &mut (impl AsyncRead + Unpin)) -> io::Result<()> {
    let mut scratch = [0; SCRATCH_BYTES];
    let mut read_bytes = 0;
    while read_bytes < LADDER[4] {
        match io.read(&mut scratch).await? {
            0 => break,
            part => read_bytes += part,
        }
    }
    Ok(())
}

/// Writes a frame and closes the sending half. The caller has checked its length.
pub(crate) async fn write_frame(
    io: &mut (impl AsyncWrite + Unpin),
    frame: &[u8],
) -> io::Result<()> {
    let length = u32::try_from(frame.len()).map_err(|_| io::ErrorKind::InvalidInput)?;
    io.write_all(&length.to_be_bytes()).await?;
    io.write_all(frame).await?;
    io.close().await
}

/// Writes a verdict and closes the sending half; returns when the bytes are handed to the link.
pub(crate) async fn write_verdict(
    io: &mut (impl AsyncWrite + Unpin),
    verdict: Verdict,
) -> io::Result<()> {
    io.write_all(&encode(verdict)).await?;
    io.close().await
}

/// Reads a verdict; a form we do not know is `InvalidData`.
pub(crate) async fn read_verdict(io: &mut (impl AsyncRead + Unpin)) -> io::Result<Verdict> {
    let mut bytes = [0; RESPONSE_BYTES];
    io.read_exact(&mut bytes).await?;
    decode(bytes).ok_or_else(|| io::ErrorKind::InvalidData.into())
}

fn encode(verdict: Verdict) -> [u8; RESPONSE_BYTES] {
    let (code, wait) = match verdict {
        Verdict::Kept => (0, 0),
        // At least a second, so that no single flipped bit makes "busy" a "kept".
        Verdict::Busy { retry_seconds } => (1, retry_seconds.max(1)),
        // No code of a refusal is one bit from that of a "kept".
        Verdict::Refused(Refusal::NotForMe) => (23, 0),
        Verdict::Refused(Refusal::Unreadable) => (17, 0),
        Verdict::Refused(Refusal::TooMany) => (18, 0),
        Verdict::Refused(Refusal::Expired) => (19, 0),
        Verdict::Refused(Refusal::Unknown) => (20, 0),
        Verdict::Refused(Refusal::NotUnderstood) => (22, 0),
        Verdict::Refused(Refusal::Length) => (21, 0),
    };
    let wait = u32::to_be_bytes(wait);
    [VERSION, code, 0, 0, wait[0], wait[1], wait[2], wait[3]]
}

fn decode(bytes: [u8; RESPONSE_BYTES]) -> Option<Verdict> {
    let [VERSION, code, 0, 0, wait @ ..] = bytes else {
        return None;
    };
    let retry_seconds = u32::from_be_bytes(wait);
    match (code, retry_seconds) {
        (0, 0) => Some(Verdict::Kept),
        (1, 1..) => Some(Verdict::Busy { retry_seconds }),
        (23, 0) => Some(Verdict::Refused(Refusal::NotForMe)),
        (17, 0) => Some(Verdict::Refused(Refusal::Unreadable)),
        (18, 0) => Some(Verdict::Refused(Refusal::TooMany)),
        (19, 0) => Some(Verdict::Refused(Refusal::Expired)),
        (20, 0) => Some(Verdict::Refused(Refusal::Unknown)),
        (22, 0) => Some(Verdict::Refused(Refusal::NotUnderstood)),
        (21, 0) => Some(Verdict::Refused(Refusal::Length)),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use futures::executor::block_on;
    use futures::io::Cursor;
    use proptest::prelude::*;

    use super::*;

    /// Never more than the whole ladder, whatever the first bytes say.
    const BYTES_MAX: usize = LADDER[4];

    fn receive(bytes: &[u8]) -> io::Result<Option<Vec<u8>>> {
        let mut io = Cursor::new(bytes);
        block_on(async {
            match read_length(&mut io, BYTES_MAX).await? {
                Announced::Frame(length) => read_frame(&mut io, length).await.map(Some),
                Announced::Odd => Ok(None),
            }
        })
    }

    fn sent(frame: &[u8]) -> Vec<u8> {
        let mut io = Cursor::new(Vec::new());
        block_on(write_frame(&mut io, frame)).unwrap();
        io.into_inner()
    }

    /// A stream that announces a length and fails the test if one more byte is asked for.
    struct OnlyALength<'a>(&'a [u8]);

    impl AsyncRead for OnlyALength<'_> {
        fn poll_read(
            mut self: std::pin::Pin<&mut Self>,
            _: &mut std::task::Context<'_>,
            buf: &mut [u8],
        ) -> std::task::Poll<io::Result<usize>> {
            assert!(!self.0.is_empty(), "read on after a refused length");
            let n = buf.len().min(self.0.len());
            buf[..n].copy_from_slice(&self.0[..n]);
            self.0 = &self.0[n..];
            std::task::Poll::Ready(Ok(n))
        }
    }

    #[test]
    fn a_frame_of_each_allowed_length_comes_through_whole() {
        for length in LADDER {
            let frame: Vec<u8> = (0..length).map(|i| (i % 251) as u8).collect();
            assert_eq!(receive(&sent(&frame)).unwrap(), Some(frame));
        }
    }

    #[test]
    fn an_odd_or_too_long_length_is_refused_before_anything_else_is_read() {
        for length in [0, 1, 4095, 4097, 1_048_575, 1_048_577, u32::MAX] {
            let mut io = OnlyALength(&length.to_be_bytes());
            assert_eq!(block_on(read_length(&mut io, BYTES_MAX)).unwrap(), Announced::Odd);
        }
    }

    #[test]
    fn a_lower_bound_cuts_the_ladder_short() {
        let length = (LADDER[3] as u32).to_be_bytes();
        assert_eq!(
            block_on(read_length(&mut OnlyALength(&length), LADDER[2])).unwrap(),
            Announced::Odd
        );
    }

    #[test]
    fn the_verdicts_have_the_bytes_the_page_gives_them() {
        assert_eq!(encode(Verdict::Kept), [1, 0, 0, 0, 0, 0, 0, 0]);
        let busy = Verdict::Busy { retry_seconds: 258 };
        assert_eq!(encode(busy), [1, 1, 0, 0, 0, 0, 1, 2]);
        let expired = Verdict::Refused(Refusal::Expired);
        assert_eq!(encode(expired), [1, 19, 0, 0, 0, 0, 0, 0]);
    }

    #[test]
    fn a_cut_verdict_is_a_failure_and_never_kept() {
        let whole = encode(Verdict::Kept);
        for cut in 0..whole.len() {
            assert!(block_on(read_verdict(&mut Cursor::new(&whole[..cut]))).is_err());
        }
    }

    proptest! {
        #[test]
        fn a_verdict_has_one_form_only(bytes: [u8; RESPONSE_BYTES]) {
            if let Some(verdict) = decode(bytes) {
                prop_assert_eq!(encode(verdict), bytes);
            }
        }

        #[test]
        fn one_flipped_bit_never_makes_a_kept(wait in 1u32.., code in 17u8..=23, bit in 0usize..64) {
            let wait = wait.to_be_bytes();
            let busy = [VERSION, 1, 0, 0, wait[0], wait[1], wait[2], wait[3]];
            for mut bytes in [busy, [VERSION, code, 0, 0, 0, 0, 0, 0]] {
                bytes[bit / 8] ^= 1 << (bit % 8);
                prop_assert_ne!(decode(bytes), Some(Verdict::Kept));
            }
        }

        #[test]
        fn garbage_is_refused_or_taken_whole_and_never_panics(bytes in prop::collection::vec(any::<u8>(), 0..9000)) {
            if let Ok(Some(frame)) = receive(&bytes) {
                prop_assert!(LADDER.contains(&frame.len()) && frame.len() + 4 <= bytes.len());
            }
        }

        #[test]
        fn a_frame_cut_anywhere_is_an_error(cut in 0usize..LADDER[0] + 4) {
            let whole = sent(&vec![7; LADDER[0]]);
            prop_assert!(receive(&whole[..cut]).is_err());
        }
    }
}
