//! The bytes of one exchange with a mailbox, on a substream of its own.
//!
//! In: a stream. Out: a head and a frame, each after its length was allowed; nothing is allocated before.
//!
//! ```text
//! protocol   /waypost/mailbox/1                 one substream an exchange; multistream-select V1Lazy
//! request    length u32 || head                 1 to 8,192 bytes of CBOR (SPEC 6.8)
//!            length u32 || frame                put: a rung of the ladder; else 0. Then the client closes its half
//! response   length u32 || head
//!            length u32 || frame                fetch: the frame from the offset on; else 0
//! ```

use std::io;

use futures::{AsyncRead, AsyncReadExt, AsyncWrite, AsyncWriteExt};
use waypost_protocol::mailbox::{HEAD_BYTES_MAX, Response};

/// The name both sides agree on before a request passes.
pub(crate) const PROTOCOL: &str = "/waypost/mailbox/1";

/// A frame is read in steps of this size, so that what came before a cut is not lost. 64 KiB: a few segments.
const STEP_BYTES: usize = 64 << 10;

pub(crate) async fn write(
    io: &mut (impl AsyncWrite + Unpin),
    head: &[u8],
    frame: &[u8],
) -> io::Result<()> {
    let length = |part: &[u8]| u32::try_from(part.len()).map_err(|_| io::ErrorKind::InvalidInput);
    let mut start = Vec::with_capacity(8 + head.len());
    start.extend_from_slice(&length(head)?.to_be_bytes());
    start.extend_from_slice(head);
    start.extend_from_slice(&length(frame)?.to_be_bytes());
    io.write_all(&start).await?;
    io.write_all(frame).await?;
    io.close().await
}

pub(crate) async fn read_length(io: &mut (impl AsyncRead + Unpin)) -> io::Result<usize> {
    let mut length = [0; 4];
    io.read_exact(&mut length).await?;
    Ok(usize::try_from(u32::from_be_bytes(length)).unwrap_or(usize::MAX))
}

/// Whether a head may have this many bytes.
pub(crate) fn is_head(length: usize) -> bool {
    (1..=HEAD_BYTES_MAX).contains(&length)
}

/// Reads so many bytes, whose number was allowed.
pub(crate) async fn read_exactly(
    io: &mut (impl AsyncRead + Unpin),
    length: usize,
) -> io::Result<Vec<u8>> {
    let mut bytes = vec![0; length];
    io.read_exact(&mut bytes).await?;
    Ok(bytes)
}

/// Fails unless the other side has said all.
pub(crate) async fn read_end(io: &mut (impl AsyncRead + Unpin)) -> io::Result<()> {
    match io.read(&mut [0]).await? {
        0 => Ok(()),
        _ => Err(io::ErrorKind::InvalidData.into()),
    }
}

/// Reads a response. Of a `Frame`, what follows is added to `body` until it holds `whole` bytes; of any other,
/// nothing may follow. What came before a cut stays in `body`.
pub(crate) async fn read_response(
    io: &mut (impl AsyncRead + Unpin),
    body: &mut Vec<u8>,
    whole: usize,
) -> io::Result<Response> {
    let length = read_length(io).await?;
    if !is_head(length) {
        return Err(io::ErrorKind::InvalidData.into());
    }
    let head = read_exactly(io, length).await?;
    let response = Response::decode(&head).map_err(|_| io::ErrorKind::InvalidData)?;
    let expected = match response {
        Response::Frame => whole.saturating_sub(body.len()),
        _ => 0,
    };
    if read_length(io).await? != expected {
        return Err(io::ErrorKind::InvalidData.into());
    }
    body.reserve_exact(expected);
    let end = body.len() + expected;
    while body.len() < end {
        let start = body.len();
        body.resize(end.min(start + STEP_BYTES), 0);
        match io.read(&mut body[start..]).await {
            Ok(0) => {
                body.truncate(start);
                return Err(io::ErrorKind::UnexpectedEof.into());
            }
            Ok(read) => body.truncate(start + read),
            Err(error) => {
                body.truncate(start);
                return Err(error);
            }
        }
    }
    Ok(response)
}

#[cfg(test)]
mod tests {
    use futures::executor::block_on;
    use futures::io::Cursor;
    use proptest::prelude::*;

    use super::*;

    fn written(head: &[u8], frame: &[u8]) -> Vec<u8> {
        let mut io = Cursor::new(Vec::new());
        block_on(write(&mut io, head, frame)).unwrap();
        io.into_inner()
    }

    fn read(bytes: &[u8], body: &mut Vec<u8>, whole: usize) -> io::Result<Response> {
        block_on(read_response(&mut Cursor::new(bytes), body, whole))
    }

    #[test]
    fn a_frame_that_is_cut_is_taken_up_where_it_broke_off() {
        let frame: Vec<u8> = (0..200_000_u32).map(|i| (i % 251) as u8).collect();
        let whole = written(&Response::Frame.encode(), &frame);
        let mut body = Vec::new();
        assert!(read(&whole[..150_000], &mut body, frame.len()).is_err());
        assert_eq!(body, frame[..body.len()]);
        assert!(body.len() > 149_000);
        let rest = written(&Response::Frame.encode(), &frame[body.len()..]);
        assert_eq!(read(&rest, &mut body, frame.len()).unwrap(), Response::Frame);
        assert_eq!(body, frame);
    }

    #[test]
    fn a_length_that_was_not_agreed_is_refused_before_it_is_read() {
        let mut long_head = (HEAD_BYTES_MAX as u32 + 1).to_be_bytes().to_vec();
        long_head.extend([0; 64]);
        assert!(read(&long_head, &mut Vec::new(), 0).is_err());
        let head = Response::Frame.encode();
        let mut endless = written(&head, &[]);
        let at = endless.len() - 4;
        endless[at..].copy_from_slice(&u32::MAX.to_be_bytes());
        let mut body = Vec::new();
        assert!(read(&endless, &mut body, 4096).is_err());
        assert_eq!(body.capacity(), 0);
        let kept_and_more = written(&Response::Kept.encode(), &[7; 10]);
        assert!(read(&kept_and_more, &mut body, 4096).is_err());
    }

    proptest! {
        #[test]
        fn garbage_is_refused_and_never_panics(bytes in prop::collection::vec(any::<u8>(), 0..300), whole in 0usize..5000) {
            let mut body = Vec::new();
            let _ = read(&bytes, &mut body, whole);
            prop_assert!(body.len() <= whole);
        }

        #[test]
        fn a_kept_cut_anywhere_is_an_error(cut in 0usize..13) {
            let whole = written(&Response::Kept.encode(), &[]);
            prop_assume!(cut < whole.len());
            prop_assert!(read(&whole[..cut], &mut Vec::new(), 0).is_err());
        }
    }
}
