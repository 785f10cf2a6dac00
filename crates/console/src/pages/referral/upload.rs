//! A form with one file as it comes from a browser (RFC 7578), never whole in memory.
//!
//! ```text
//! --boundary, headers, text     a few short fields, read whole
//! --boundary, headers, file     the last part: given out piece by piece
//! --boundary--
//! ```
//!
//! In: the body, chunk by chunk, and its length. Out: short texts, then the file in pieces of a size that the caller
//! names. A file's length must be known before its first byte is taken in, and a browser says the length of the whole
//! alone; so the file is the last part, and what follows it is known to the byte. Whatever is otherwise is refused.
//! Opens nothing, decides nothing about what a file is.

use std::time::{Duration, Instant};

use axum::body::Bytes;
use futures::{Stream, StreamExt};
use zeroize::Zeroizing;

/// Headers of one part: a name and a file's name of a few hundred bytes, with room.
const HEADERS_BYTES_MAX: usize = 4 * 1024;
/// A text beside the file: a name of 120 characters in any script, with room.
const TEXT_BYTES_MAX: usize = 2 * 1024;
/// Texts beside the file: our form sends two.
const TEXTS_MAX: usize = 4;
/// RFC 2046, 5.1.1.
const BOUNDARY_BYTES_MAX: usize = 70;
/// What stands around the file.
pub(super) const AROUND_BYTES_MAX: u64 = 16 * 1024;
/// A browser on this computer, even through a tunnel on a bad line, sends something in this time.
const CHUNK_PATIENCE: Duration = Duration::from_secs(30);
/// The longest file over such a line. A locked page interrupts nothing that a person began before.
const WHOLE_PATIENCE: Duration = Duration::from_secs(15 * 60);

/// Why a form was not taken.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Fault {
    /// Not as our form sends it.
    NotOurs,
    /// No file was chosen, or an empty one.
    NoFile,
    /// Larger than an attachment may be.
    TooLarge,
    /// It ended before all of it was here.
    CutShort,
    /// Nothing came for too long.
    TooSlow,
}

impl Fault {
    /// The middle of the ids of its messages.
    pub(super) const fn as_str(self) -> &'static str {
        match self {
            Self::NotOurs => "not_ours",
            Self::NoFile => "no_file",
            Self::TooLarge => "too_large",
            Self::CutShort => "cut_short",
            Self::TooSlow => "too_slow",
        }
    }

    #[cfg(test)]
    pub(super) const ALL: [Self; 5] =
        [Self::NotOurs, Self::NoFile, Self::TooLarge, Self::CutShort, Self::TooSlow];
}

/// What stands before the file, and the file's own name and length.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Head {
    pub(super) texts: Vec<(String, String)>,
    pub(super) file_name: String,
    pub(super) bytes: u64,
}

impl Head {
    pub(super) fn text(&self, name: &str) -> &str {
        self.texts.iter().find(|(known, _)| known == name).map_or("", |(_, text)| text.trim())
    }
}

/// A form that is being read.
pub(super) struct Upload<S> {
    source: S,
    buffer: Zeroizing<Vec<u8>>,
    /// Line break and boundary: what ends every part.
    delimiter: Vec<u8>,
    /// Bytes of the body that were not given out yet.
    left: u64,
    /// Bytes of the file that were not given out yet.
    file_left: u64,
    /// The end of what was given out, in which a delimiter may have begun.
    tail: Zeroizing<Vec<u8>>,
    ends: Instant,
}

impl<S, E> Upload<S>
where
    S: Stream<Item = Result<Bytes, E>> + Unpin,
{
    /// Begins, by what the request's head says.
    pub(super) fn new(
        content_type: &str,
        content_length: Option<u64>,
        file_bytes_max: u64,
        source: S,
    ) -> Result<Self, Fault> {
        let boundary = boundary(content_type).ok_or(Fault::NotOurs)?;
        let left = content_length.ok_or(Fault::NotOurs)?;
        if left > file_bytes_max + AROUND_BYTES_MAX {
            return Err(Fault::TooLarge);
        }
        Ok(Self {
            source,
            buffer: Zeroizing::default(),
            delimiter: [b"\r\n--", boundary.as_bytes()].concat(),
            left,
            file_left: 0,
            tail: Zeroizing::default(),
            ends: Instant::now() + WHOLE_PATIENCE,
        })
    }

    /// Everything up to the file's first byte.
    pub(super) async fn head(&mut self, file_bytes_max: u64) -> Result<Head, Fault> {
        // The first boundary has no line break before it.
        let first = self.delimiter.get(2..).unwrap_or_default().to_vec();
        self.fill(first.len()).await?;
        if *self.take(first.len()) != first {
            return Err(Fault::NotOurs);
        }
        let mut texts = Vec::new();
        loop {
            let (name, file_name) = self.part().await?;
            let Some(file_name) = file_name else {
                if texts.len() == TEXTS_MAX {
                    return Err(Fault::NotOurs);
                }
                texts.push((name, self.text().await?));
                continue;
            };
            let after = self.end().len() as u64;
            let bytes = self.left.checked_sub(after).ok_or(Fault::CutShort)?;
            if file_name.is_empty() || bytes == 0 {
                return Err(Fault::NoFile);
            }
            if bytes > file_bytes_max {
                return Err(Fault::TooLarge);
            }
            self.file_left = bytes;
            return Ok(Head { texts, file_name, bytes });
        }
    }

    /// The next bytes of the file: as many as asked for, fewer only at its end, none after it. With the last of them
    /// everything that follows was read, and is as it must be.
    pub(super) async fn piece(&mut self, bytes: usize) -> Result<Zeroizing<Vec<u8>>, Fault> {
        let bytes = usize::try_from(self.file_left).unwrap_or(usize::MAX).min(bytes);
        if bytes == 0 {
            return Ok(Zeroizing::default());
        }
        self.fill(bytes).await?;
        let piece = self.take(bytes);
        self.file_left -= bytes as u64;
        self.must_hold_no_delimiter(&piece)?;
        if self.file_left == 0 {
            let end = self.end();
            self.fill(end.len()).await?;
            if *self.take(end.len()) != end {
                return Err(Fault::NotOurs);
            }
        }
        Ok(piece)
    }

    /// Another part after the file: then its length was reckoned wrong.
    fn must_hold_no_delimiter(&mut self, piece: &[u8]) -> Result<(), Fault> {
        let overlap = self.delimiter.len() - 1;
        self.tail.extend_from_slice(piece.get(..overlap.min(piece.len())).unwrap_or_default());
        if find(&self.tail, &self.delimiter).is_some() || find(piece, &self.delimiter).is_some() {
            return Err(Fault::NotOurs);
        }
        if piece.len() >= overlap {
            let from = piece.len() - overlap;
            self.tail = Zeroizing::new(piece.get(from..).unwrap_or_default().to_vec());
        }
        Ok(())
    }

    /// What follows the last part. Browsers write the last line break (HTML, 4.10.21.8).
    fn end(&self) -> Vec<u8> {
        [self.delimiter.as_slice(), b"--\r\n"].concat()
    }

    /// The head of the next part: its name, and the file's name if it is a file.
    async fn part(&mut self) -> Result<(String, Option<String>), Fault> {
        self.fill(2).await?;
        match self.take(2).as_slice() {
            b"\r\n" => {}
            // The form ended without a file.
            b"--" => return Err(Fault::NoFile),
            _ => return Err(Fault::NotOurs),
        }
        let headers = self.until(b"\r\n\r\n", HEADERS_BYTES_MAX).await?;
        let headers = std::str::from_utf8(&headers).map_err(|_| Fault::NotOurs)?;
        disposition(headers).ok_or(Fault::NotOurs)
    }

    async fn text(&mut self) -> Result<String, Fault> {
        let delimiter = self.delimiter.clone();
        let text = self.until(&delimiter, TEXT_BYTES_MAX).await?;
        String::from_utf8(text.to_vec()).map_err(|_| Fault::NotOurs)
    }

    /// Everything before a mark, which is passed over.
    async fn until(&mut self, mark: &[u8], bytes_max: usize) -> Result<Zeroizing<Vec<u8>>, Fault> {
        let mut wanted = mark.len();
        loop {
            self.fill(wanted).await?;
            if let Some(place) = find(&self.buffer, mark) {
                if place > bytes_max {
                    return Err(Fault::NotOurs);
                }
                let before = self.take(place);
                self.take(mark.len());
                return Ok(before);
            }
            if self.buffer.len() > bytes_max + mark.len() {
                return Err(Fault::NotOurs);
            }
            wanted = self.buffer.len() + 1;
        }
    }

    /// So many bytes are in the buffer then, and at most one chunk more.
    async fn fill(&mut self, bytes: usize) -> Result<(), Fault> {
        if bytes as u64 > self.left {
            return Err(Fault::CutShort);
        }
        while self.buffer.len() < bytes {
            let patience = CHUNK_PATIENCE.min(self.ends.saturating_duration_since(Instant::now()));
            match tokio::time::timeout(patience, self.source.next()).await {
                Ok(Some(Ok(chunk))) => self.buffer.extend_from_slice(&chunk),
                Ok(Some(Err(_)) | None) => return Err(Fault::CutShort),
                Err(_) => return Err(Fault::TooSlow),
            }
        }
        Ok(())
    }

    fn take(&mut self, bytes: usize) -> Zeroizing<Vec<u8>> {
        let bytes = bytes.min(self.buffer.len());
        let rest = self.buffer.split_off(bytes);
        self.left = self.left.saturating_sub(self.buffer.len() as u64);
        std::mem::replace(&mut self.buffer, Zeroizing::new(rest))
    }
}

/// Most that is read of a file that is not taken: a browser shows our answer only when it has sent everything.
const LEFT_OVER_BYTES_MAX: usize = 64 << 20;

/// Reads what is not taken, within bounds.
pub(super) async fn pass_over<S, E>(source: &mut S)
where
    S: Stream<Item = Result<Bytes, E>> + Unpin,
{
    let mut bytes = 0;
    while bytes < LEFT_OVER_BYTES_MAX {
        match tokio::time::timeout(CHUNK_PATIENCE, source.next()).await {
            Ok(Some(Ok(chunk))) => bytes += chunk.len(),
            Ok(Some(Err(_)) | None) | Err(_) => return,
        }
    }
}

fn find(text: &[u8], mark: &[u8]) -> Option<usize> {
    let first = *mark.first()?;
    let mut from = 0;
    while let Some(place) = text.get(from..)?.iter().position(|byte| *byte == first) {
        if text.get(from + place..)?.starts_with(mark) {
            return Some(from + place);
        }
        from += place + 1;
    }
    None
}

fn boundary(content_type: &str) -> Option<&str> {
    let (kind, parameters) = content_type.split_once(';')?;
    if !kind.trim().eq_ignore_ascii_case("multipart/form-data") {
        return None;
    }
    let boundary = parameters.trim().strip_prefix("boundary=")?.trim_matches('"');
    let plain = |byte: u8| byte.is_ascii_alphanumeric() || b"'()+_,-./:=?".contains(&byte);
    let fits = (1..=BOUNDARY_BYTES_MAX).contains(&boundary.len());
    (fits && boundary.bytes().all(plain)).then_some(boundary)
}

/// `Content-Disposition: form-data; name="file"; filename="scan.pdf"`: quotes and line breaks are percent-encoded.
fn disposition(headers: &str) -> Option<(String, Option<String>)> {
    let value = headers.split("\r\n").find_map(|line| {
        let (name, value) = line.split_once(':')?;
        name.trim().eq_ignore_ascii_case("content-disposition").then_some(value.trim())
    })?;
    let mut rest = value.strip_prefix("form-data")?;
    let (mut name, mut file_name) = (None, None);
    while let Some(parameter) = rest.trim_start().strip_prefix(';') {
        let (key, quoted) = parameter.trim_start().split_once("=\"")?;
        let (text, after) = quoted.split_once('"')?;
        let text = text.replace("%22", "\"").replace("%0D", "\r").replace("%0A", "\n");
        match key {
            "name" => name = Some(text),
            "filename" => file_name = Some(text),
            _ => return None,
        }
        rest = after;
    }
    rest.trim().is_empty().then_some((name?, file_name))
}

#[cfg(test)]
mod tests {
    use std::convert::Infallible;

    use futures::stream;

    use super::*;

    const TYPE: &str = "multipart/form-data; boundary=----WebKitFormBoundaryAbC";
    const MAX: u64 = 200_000;

    fn body(file: &[u8]) -> Vec<u8> {
        let before = "------WebKitFormBoundaryAbC\r\nContent-Disposition: form-data; name=\"section\"\r\n\r\n\
            documents\r\n------WebKitFormBoundaryAbC\r\nContent-Disposition: form-data; name=\"file\"; \
            filename=\"a %22scan%22.pdf\"\r\nContent-Type: application/pdf\r\n\r\n";
        [before.as_bytes(), file, b"\r\n------WebKitFormBoundaryAbC--\r\n"].concat()
    }

    /// Reads a form that comes in chunks of a size, announced as so many bytes.
    fn read(body: &[u8], announced: u64, chunk: usize) -> Result<(Head, Vec<Vec<u8>>), Fault> {
        let chunks: Vec<_> =
            body.chunks(chunk).map(|c| Ok::<_, Infallible>(Bytes::copy_from_slice(c))).collect();
        let read = async {
            let mut upload = Upload::new(TYPE, Some(announced), MAX, stream::iter(chunks))?;
            let head = upload.head(MAX).await?;
            let mut pieces = Vec::new();
            loop {
                let piece = upload.piece(1_000).await?;
                if piece.is_empty() {
                    return Ok((head, pieces));
                }
                pieces.push(piece.to_vec());
            }
        };
        tokio::runtime::Builder::new_current_thread()
            .enable_time()
            .build()
            .expect("a runtime")
            .block_on(read)
    }

    fn read_all(body: &[u8], chunk: usize) -> Result<(Head, Vec<Vec<u8>>), Fault> {
        read(body, body.len() as u64, chunk)
    }

    #[test]
    fn a_file_comes_whole_however_the_body_is_cut() {
        let file: Vec<u8> = (0..2_500_u32).map(|n| (n % 251) as u8).collect();
        for chunk in [1, 7, 61, 1_000, 100_000] {
            let (head, pieces) = read_all(&body(&file), chunk).expect("read");
            assert_eq!(head.bytes, 2_500);
            assert_eq!(head.text("section"), "documents");
            assert_eq!(head.file_name, "a \"scan\".pdf");
            let lengths: Vec<usize> = pieces.iter().map(Vec::len).collect();
            assert_eq!(lengths, [1_000, 1_000, 500], "chunks of {chunk}");
            assert_eq!(pieces.concat(), file);
        }
    }

    #[test]
    fn line_breaks_and_half_a_boundary_in_a_file_are_the_files_own() {
        let file = b"\r\n------WebKitFormBoundaryAb\r\n--\r\n\r\n";
        let (_, pieces) = read_all(&body(file), 3).expect("read");
        assert_eq!(pieces.concat(), file);
    }

    #[test]
    fn a_part_after_the_file_is_refused_and_not_taken_as_part_of_it() {
        let mut file = vec![b'x'; 990];
        file.extend_from_slice(b"\r\n------WebKitFormBoundaryAbC\r\nContent-Disposition: form-data; name=\"x\"\r\n\r\ny");
        for chunk in [1, 64, 10_000] {
            assert_eq!(read_all(&body(&file), chunk).err(), Some(Fault::NotOurs));
        }
    }

    #[test]
    fn what_is_cut_short_is_never_taken_as_whole() {
        let whole = body(b"a file");
        for cut in 0..whole.len() {
            let announced = whole.len() as u64;
            let found = read(&whole[..cut], announced, 16);
            assert_eq!(found.err(), Some(Fault::CutShort), "cut at {cut}");
            assert!(read_all(&whole[..cut], 16).is_err(), "announced as cut at {cut}");
        }
    }

    #[test]
    fn no_file_and_an_empty_file_are_told_apart_from_faults() {
        assert_eq!(read_all(&body(b""), 64).err(), Some(Fault::NoFile));
        let none = "------WebKitFormBoundaryAbC\r\nContent-Disposition: form-data; name=\"section\"\r\n\r\n\
            documents\r\n------WebKitFormBoundaryAbC--\r\n";
        assert_eq!(read_all(none.as_bytes(), 64).err(), Some(Fault::NoFile));
    }

    #[test]
    fn everything_has_a_bound() {
        assert_eq!(
            read_all(&body(&vec![0; MAX as usize + 1]), 50_000).err(),
            Some(Fault::TooLarge)
        );
        read_all(&body(&vec![0; MAX as usize]), 50_000).expect("as long as may be");
        let announced = MAX + AROUND_BYTES_MAX + 1;
        assert_eq!(read(&body(b"x"), announced, 64).err(), Some(Fault::TooLarge), "before reading");
        let long = |name: &str, text: &str| {
            format!(
                "------WebKitFormBoundaryAbC\r\nContent-Disposition: form-data; name=\"{name}\"\r\n\r\n{text}\r\n------WebKitFormBoundaryAbC--\r\n"
            )
        };
        let name = long(&"n".repeat(HEADERS_BYTES_MAX), "x");
        assert_eq!(read_all(name.as_bytes(), 512).err(), Some(Fault::NotOurs));
        let text = long("n", &"x".repeat(TEXT_BYTES_MAX + 1));
        assert_eq!(read_all(text.as_bytes(), 512).err(), Some(Fault::NotOurs));
        let one = "------WebKitFormBoundaryAbC\r\nContent-Disposition: form-data; name=\"n\"\r\n\r\nx\r\n";
        let many = one.repeat(TEXTS_MAX + 1) + "------WebKitFormBoundaryAbC--\r\n";
        assert_eq!(read_all(many.as_bytes(), 512).err(), Some(Fault::NotOurs));
    }

    #[test]
    fn only_a_form_with_a_boundary_and_a_length_is_one_of_ours() {
        for wrong in [
            "",
            "text/plain",
            "multipart/form-data",
            "multipart/form-data; boundary=",
            "multipart/form-data; boundary=a b",
        ] {
            assert_eq!(boundary(wrong), None, "{wrong}");
        }
        assert_eq!(boundary(&format!("multipart/form-data; boundary={}", "x".repeat(71))), None);
        let none = stream::iter(Vec::<Result<Bytes, Infallible>>::new());
        assert_eq!(Upload::new(TYPE, None, MAX, none).err(), Some(Fault::NotOurs));
    }

    #[test]
    fn headers_that_say_something_else_are_refused() {
        for wrong in [
            "",
            "X: y",
            "Content-Disposition: attachment; name=\"x\"",
            "Content-Disposition: form-data; name=x",
            "Content-Disposition: form-data; name=\"x",
            "Content-Disposition: form-data; name=\"x\"; size=\"3\"",
            "Content-Disposition: form-data",
        ] {
            assert_eq!(disposition(wrong), None, "{wrong}");
        }
    }
}
