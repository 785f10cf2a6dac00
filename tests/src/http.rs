//! A raw HTTP/1.1 client for attacks: what is sent is what the test says, byte by byte, and nothing is made right.
//! In: a socket address and an [`Ask`]. Out: the [`Answer`], or how it ended without one. Everything is bounded:
//! the answer's size, and the time until it must be there.

use std::fmt;
use std::io::{self, ErrorKind, Read, Write};
use std::net::{SocketAddr, TcpStream};
use std::time::{Duration, Instant};

/// Far beyond any page; an answer that is longer is cut and named.
const ANSWER_BYTES_MAX: usize = 16 << 20;
/// For connecting, and for each piece that is written.
const PIECE_WITHIN: Duration = Duration::from_secs(10);
/// For an answer, unless a test says otherwise.
const ANSWER_WITHIN: Duration = Duration::from_secs(20);
const PIECE_BYTES: usize = 64 << 10;

/// A request as it goes out. Nothing is added but the method, the version, and the body's length where a body was
/// given by [`Ask::body`].
#[derive(Clone, Debug)]
pub struct Ask {
    method: String,
    target: String,
    headers: Vec<(String, String)>,
    body: Vec<u8>,
    within: Duration,
}

/// What came back.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Answer {
    /// The status.
    pub status: u16,
    /// Names as they were sent, in their order.
    pub headers: Vec<(String, String)>,
    /// The body, of chunks put together.
    pub body: Vec<u8>,
    /// Bytes of the body that had gone out when the answer came.
    pub sent: u64,
    /// From the first byte that went out to the last that came in.
    pub took: Duration,
}

/// How it ended without an answer.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Silence {
    /// The other side closed the connection, after so many bytes of the body.
    Closed(u64),
    /// Nothing came in time, or not all of it.
    TooLate,
    /// What came is no HTTP, or too long.
    Nonsense,
    /// Nobody listens there.
    Refused,
}

impl Ask {
    /// A request for a target, which is sent as it is: `/a/../b`, `//x`, `http://other/`, `*`.
    #[must_use]
    pub fn new(method: &str, target: &str) -> Self {
        let (method, target) = (method.to_owned(), target.to_owned());
        Self { method, target, headers: Vec::new(), body: Vec::new(), within: ANSWER_WITHIN }
    }

    /// One more header, also where one of the name is there; nothing is escaped.
    #[must_use]
    pub fn header(mut self, name: &str, value: &str) -> Self {
        self.headers.push((name.to_owned(), value.to_owned()));
        self
    }

    /// A body with its true length.
    #[must_use]
    pub fn body(mut self, body: impl Into<Vec<u8>>) -> Self {
        self.body = body.into();
        let length = self.body.len().to_string();
        self.header("Content-Length", &length)
    }

    /// A form's body, encoded, with its type and length.
    #[must_use]
    pub fn form(self, fields: &[(&str, &str)]) -> Self {
        let pairs: Vec<String> = fields
            .iter()
            .map(|(name, value)| format!("{}={}", encode(name), encode(value)))
            .collect();
        self.header("Content-Type", "application/x-www-form-urlencoded").body(pairs.join("&"))
    }

    /// How long an answer may take.
    #[must_use]
    pub fn within(mut self, time: Duration) -> Self {
        self.within = time;
        self
    }

    /// Sends it on a connection of its own.
    ///
    /// # Errors
    /// Where no answer came.
    pub fn send(&self, to: SocketAddr) -> Result<Answer, Silence> {
        let length = self.body.len() as u64;
        self.stream(to, length, |at| {
            let at = usize::try_from(at).expect("the body is in memory");
            let end = self.body.len().min(at + PIECE_BYTES);
            (self.body[at..end].to_vec(), Duration::ZERO)
        })
    }

    /// Declares a body of so many bytes and sends zeros until there is an answer or it is sent.
    ///
    /// # Errors
    /// Where no answer came.
    pub fn flood(&self, to: SocketAddr, length: u64) -> Result<Answer, Silence> {
        let ask = self.clone().header("Content-Length", &length.to_string());
        ask.stream(to, length, |at| {
            let left = usize::try_from(length - at).unwrap_or(PIECE_BYTES);
            (vec![b'0'; left.min(PIECE_BYTES)], Duration::ZERO)
        })
    }

    /// Sends the body byte by byte, with a pause before each, until there is an answer or [`Ask::within`] is over.
    ///
    /// # Errors
    /// Where no answer came.
    pub fn drip(&self, to: SocketAddr, pause: Duration) -> Result<Answer, Silence> {
        let length = self.body.len() as u64;
        self.stream(to, length, |at| {
            let at = usize::try_from(at).expect("the body is in memory");
            (vec![self.body[at]], pause)
        })
    }

    /// Sends the head, then pieces of the body until all are sent or the other side has answered.
    fn stream(
        &self,
        to: SocketAddr,
        length: u64,
        piece: impl Fn(u64) -> (Vec<u8>, Duration),
    ) -> Result<Answer, Silence> {
        let began = Instant::now();
        let mut line = Line::open(to, began + self.within)?;
        let mut sent = 0;
        let mut is_open = line.write(self.head().as_bytes());
        while is_open && sent < length && Instant::now() < line.until {
            let (bytes, pause) = piece(sent);
            if line.hears(pause) {
                break;
            }
            is_open = line.write(&bytes);
            sent += bytes.len() as u64;
        }
        line.answer(self.method == "HEAD", sent, began)
    }

    fn head(&self) -> String {
        let mut head = format!("{} {} HTTP/1.1\r\n", self.method, self.target);
        for (name, value) in &self.headers {
            head.push_str(&format!("{name}: {value}\r\n"));
        }
        head.push_str("\r\n");
        head
    }
}

impl Answer {
    /// The first header of a name.
    #[must_use]
    pub fn header(&self, name: &str) -> Option<&str> {
        self.all(name).next()
    }

    /// All headers of a name.
    pub fn all<'a>(&'a self, name: &str) -> impl Iterator<Item = &'a str> {
        self.headers
            .iter()
            .filter(move |(n, _)| n.eq_ignore_ascii_case(name))
            .map(|(_, v)| v.as_str())
    }

    /// The body as text.
    #[must_use]
    pub fn text(&self) -> String {
        String::from_utf8_lossy(&self.body).into_owned()
    }
}

impl fmt::Display for Answer {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        writeln!(f, "{}", self.status)?;
        self.headers.iter().try_for_each(|(name, value)| writeln!(f, "{name}: {value}"))?;
        write!(f, "\n{}", self.text())
    }
}

/// Sends bytes as they are, and takes what comes back until the other side closes or the time is over.
///
/// # Errors
/// Where nobody listens, or the line breaks before a byte came.
pub fn raw(to: SocketAddr, bytes: &[u8], within: Duration) -> Result<Vec<u8>, Silence> {
    let mut line = Line::open(to, Instant::now() + within)?;
    line.write(bytes);
    while !line.is_over && line.read()? {}
    if line.read.is_empty() { Err(Silence::Closed(bytes.len() as u64)) } else { Ok(line.read) }
}

/// A connection, and all that was read from it.
struct Line {
    stream: TcpStream,
    read: Vec<u8>,
    until: Instant,
    is_over: bool,
}

impl Line {
    fn open(to: SocketAddr, until: Instant) -> Result<Self, Silence> {
        let stream = TcpStream::connect_timeout(&to, PIECE_WITHIN).map_err(|_| Silence::Refused)?;
        let set =
            stream.set_write_timeout(Some(PIECE_WITHIN)).and_then(|()| stream.set_nodelay(true));
        set.map_err(|_| Silence::Refused)?;
        Ok(Self { stream, read: Vec::new(), until, is_over: false })
    }

    /// False where the other side takes no more.
    fn write(&mut self, bytes: &[u8]) -> bool {
        self.stream.write_all(bytes).is_ok()
    }

    /// Waits for so long; true where something came meanwhile, or the end.
    fn hears(&mut self, pause: Duration) -> bool {
        let pause = pause.min(self.until.saturating_duration_since(Instant::now()));
        if pause.is_zero() {
            let is_set = self.stream.set_nonblocking(true).is_ok();
            let heard = is_set && self.take().is_some();
            let _ = self.stream.set_nonblocking(false);
            return heard;
        }
        let _ = self.stream.set_read_timeout(Some(pause));
        self.take().is_some()
    }

    /// Reads once; false where it is too late.
    fn read(&mut self) -> Result<bool, Silence> {
        if self.read.len() > ANSWER_BYTES_MAX {
            return Err(Silence::Nonsense);
        }
        let left = self.until.saturating_duration_since(Instant::now());
        if left.is_zero() {
            return Ok(false);
        }
        let _ = self.stream.set_read_timeout(Some(left));
        Ok(self.take().is_some())
    }

    /// Takes what is there: how much, or None where nothing is yet.
    fn take(&mut self) -> Option<usize> {
        let mut piece = [0; 16 << 10];
        match self.stream.read(&mut piece) {
            Ok(0) => self.is_over = true,
            Ok(count) => {
                self.read.extend_from_slice(&piece[..count]);
                return Some(count);
            }
            Err(e) if is_pause(&e) => return None,
            // Reset: what was read before it still counts.
            Err(_) => self.is_over = true,
        }
        Some(0)
    }

    fn answer(mut self, is_head: bool, sent: u64, began: Instant) -> Result<Answer, Silence> {
        loop {
            if let Some(mut answer) = parse(&self.read, is_head, self.is_over)? {
                (answer.sent, answer.took) = (sent, began.elapsed());
                return Ok(answer);
            }
            if self.is_over {
                return Err(if self.read.is_empty() {
                    Silence::Closed(sent)
                } else {
                    Silence::Nonsense
                });
            }
            if !self.read()? {
                return Err(Silence::TooLate);
            }
        }
    }
}

fn is_pause(e: &io::Error) -> bool {
    matches!(e.kind(), ErrorKind::WouldBlock | ErrorKind::TimedOut | ErrorKind::Interrupted)
}

/// An answer (RFC 9112), or None while more of it must come.
fn parse(bytes: &[u8], is_head: bool, is_over: bool) -> Result<Option<Answer>, Silence> {
    let Some(end) = find(bytes, b"\r\n\r\n") else { return Ok(None) };
    let head = std::str::from_utf8(&bytes[..end]).map_err(|_| Silence::Nonsense)?;
    let mut lines = head.split("\r\n");
    let first = lines.next().unwrap_or_default();
    let status = first.strip_prefix("HTTP/1.").and_then(|rest| rest.get(2..5)?.parse().ok());
    let status = status.ok_or(Silence::Nonsense)?;
    if status / 100 == 1 {
        // Told to go on; the answer is still to come.
        return parse(&bytes[end + 4..], is_head, is_over);
    }
    let headers: Option<Vec<(String, String)>> = lines
        .map(|line| line.split_once(':').map(|(n, v)| (n.to_owned(), v.trim().to_owned())))
        .collect();
    let headers = headers.ok_or(Silence::Nonsense)?;
    let mut answer = Answer { status, headers, body: Vec::new(), sent: 0, took: Duration::ZERO };
    let rest = &bytes[end + 4..];
    let body = if is_head || status == 204 || status == 304 {
        Some(Vec::new())
    } else if answer.header("transfer-encoding") == Some("chunked") {
        chunks(rest)?
    } else if let Some(length) = answer.header("content-length") {
        let length: usize = length.parse().map_err(|_| Silence::Nonsense)?;
        rest.get(..length).map(<[u8]>::to_vec)
    } else {
        is_over.then(|| rest.to_vec())
    };
    Ok(body.map(|body| {
        answer.body = body;
        answer
    }))
}

fn chunks(mut bytes: &[u8]) -> Result<Option<Vec<u8>>, Silence> {
    let mut body = Vec::new();
    loop {
        let Some(end) = find(bytes, b"\r\n") else { return Ok(None) };
        let size = std::str::from_utf8(&bytes[..end]).ok().and_then(|line| line.split(';').next());
        let size = size.and_then(|size| usize::from_str_radix(size.trim(), 16).ok());
        let size = size.filter(|&size| size <= ANSWER_BYTES_MAX).ok_or(Silence::Nonsense)?;
        let from = end + 2;
        let Some(chunk) = bytes.get(from..from + size) else { return Ok(None) };
        if bytes.len() < from + size + 2 {
            return Ok(None);
        }
        if size == 0 {
            return Ok(Some(body));
        }
        body.extend_from_slice(chunk);
        bytes = &bytes[from + size + 2..];
    }
}

fn find(bytes: &[u8], wanted: &[u8]) -> Option<usize> {
    bytes.windows(wanted.len()).position(|window| window == wanted)
}

/// As a form encodes it.
#[must_use]
pub fn encode(text: &str) -> String {
    let mut encoded = String::new();
    for byte in text.bytes() {
        if byte.is_ascii_alphanumeric() || b"-_.*".contains(&byte) {
            encoded.push(char::from(byte));
        } else {
            encoded.push_str(&format!("%{byte:02X}"));
        }
    }
    encoded
}

#[cfg(test)]
mod tests {
    use std::net::TcpListener;
    use std::thread;

    use super::*;

    /// A server for one connection: reads the head, then does what the test says.
    fn server(then: impl FnOnce(TcpStream) + Send + 'static) -> SocketAddr {
        let listener = TcpListener::bind("127.0.0.1:0").unwrap();
        let address = listener.local_addr().unwrap();
        thread::spawn(move || {
            let (mut stream, _) = listener.accept().unwrap();
            let mut head = Vec::new();
            while find(&head, b"\r\n\r\n").is_none() {
                let mut byte = [0];
                stream.read_exact(&mut byte).unwrap();
                head.push(byte[0]);
            }
            then(stream);
        });
        address
    }

    fn says(text: &'static str) -> SocketAddr {
        server(move |mut stream| stream.write_all(text.as_bytes()).unwrap())
    }

    #[test]
    fn an_answer_is_read_by_its_length_by_its_chunks_or_to_the_end() {
        let long = says("HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\nhello and more");
        assert_eq!(Ask::new("GET", "/").send(long).unwrap().text(), "hello");
        let chunked = says(
            "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n3\r\nhel\r\n2;x=y\r\nlo\r\n0\r\n\r\n",
        );
        assert_eq!(Ask::new("GET", "/").send(chunked).unwrap().text(), "hello");
        let open = says("HTTP/1.0 404 No\r\nx: 1\r\nX: 2\r\n\r\nhello");
        let answer = Ask::new("GET", "/").send(open).unwrap();
        assert_eq!((answer.status, answer.text().as_str()), (404, "hello"));
        assert_eq!(answer.all("x").collect::<Vec<_>>(), ["1", "2"]);
    }

    #[test]
    fn an_answer_that_is_cut_is_none() {
        let cut = says("HTTP/1.1 200 OK\r\nContent-Length: 50\r\n\r\nhello");
        assert_eq!(Ask::new("GET", "/").send(cut), Err(Silence::Nonsense));
        let nothing = server(drop);
        assert_eq!(Ask::new("GET", "/").send(nothing), Err(Silence::Closed(0)));
    }

    #[test]
    fn a_server_that_says_nothing_is_left_in_time() {
        let mute = server(|stream| {
            thread::park_timeout(Duration::from_secs(30));
            drop(stream);
        });
        let ask = Ask::new("GET", "/").within(Duration::from_millis(100));
        assert_eq!(ask.send(mute), Err(Silence::TooLate));
    }

    #[test]
    fn a_flood_ends_when_the_server_answers() {
        let strict = server(|mut stream| {
            stream.write_all(b"HTTP/1.1 413 Too Large\r\nContent-Length: 0\r\n\r\n").unwrap();
            // Takes what comes, so that the answer is not lost to a reset.
            let _ = io::copy(&mut stream, &mut io::sink());
        });
        let answer = Ask::new("POST", "/").flood(strict, 100 << 20).unwrap();
        assert_eq!(answer.status, 413);
        assert!(answer.sent < 100 << 20, "{}", answer.sent);
    }

    #[test]
    fn a_body_drips_until_the_server_has_had_enough() {
        let hasty = server(|mut stream| {
            let mut three = [0; 3];
            stream.read_exact(&mut three).unwrap();
            stream.write_all(b"HTTP/1.1 408 Slow\r\nContent-Length: 0\r\n\r\n").unwrap();
            let _ = io::copy(&mut stream, &mut io::sink());
        });
        let slow = Ask::new("POST", "/").body(vec![b'x'; 1_000]);
        let answer = slow.drip(hasty, Duration::from_millis(20)).unwrap();
        assert_eq!((answer.status, answer.sent < 20), (408, true), "{} bytes", answer.sent);
    }

    #[test]
    fn a_form_is_encoded() {
        assert_eq!(encode("a b&c=é/"), "a%20b%26c%3D%C3%A9%2F");
    }
}
