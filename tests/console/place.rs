//! A small local web server, to prove the harness on: pages as a test gives them, and what was asked for.

use std::collections::HashMap;
use std::io::{BufRead, BufReader, Read, Write};
use std::net::{SocketAddr, TcpListener, TcpStream};
use std::sync::{Arc, Mutex};
use std::thread;
use std::time::Duration;

/// The policy of the console.
pub(crate) const POLICY: &str = "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; \
     connect-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'; \
     require-trusted-types-for 'script'; trusted-types 'none'";
/// Longer than any form of these tests.
const BODY_BYTES_MAX: usize = 1 << 20;

/// A page as it is served.
#[derive(Clone)]
pub(crate) struct Served {
    status: u16,
    headers: Vec<(String, String)>,
    body: String,
    after: Duration,
}

/// The server: it listens until the test ends.
pub(crate) struct Place {
    address: SocketAddr,
    asked: Arc<Mutex<Vec<String>>>,
}

impl Served {
    /// A page in English under the console's policy; `body` is what stands between `main` and its end.
    pub(crate) fn page(body: &str) -> Self {
        let page = format!(
            "<!doctype html><html lang=en><head><title>A page</title>\
             <meta name=viewport content='width=device-width'>\
</head><body><main><h1>A page</h1>{body}</main></body></html>"
        );
        Self::new("text/html; charset=utf-8", &page).header("Content-Security-Policy", POLICY)
    }

    pub(crate) fn new(kind: &str, body: &str) -> Self {
        let bare =
            Self { status: 200, headers: Vec::new(), body: body.to_owned(), after: Duration::ZERO };
        bare.header("Content-Type", kind)
    }

    pub(crate) fn header(mut self, name: &str, value: &str) -> Self {
        self.headers.push((name.to_owned(), value.to_owned()));
        self
    }

    pub(crate) fn status(mut self, status: u16) -> Self {
        self.status = status;
        self
    }

    /// As from a slow machine.
    pub(crate) fn after(mut self, time: Duration) -> Self {
        self.after = time;
        self
    }
}

impl Place {
    /// Serves these paths; all others are 404.
    pub(crate) fn serve<const N: usize>(pages: [(&str, Served); N]) -> Self {
        let pages: HashMap<String, Served> =
            pages.into_iter().map(|(path, page)| (path.to_owned(), page)).collect();
        let listener = TcpListener::bind("127.0.0.1:0").unwrap();
        let address = listener.local_addr().unwrap();
        let asked = Arc::new(Mutex::new(Vec::new()));
        let (pages, heard) = (Arc::new(pages), Arc::clone(&asked));
        thread::spawn(move || {
            for stream in listener.incoming().flatten() {
                let (pages, heard) = (Arc::clone(&pages), Arc::clone(&heard));
                thread::spawn(move || answer(stream, &pages, &heard));
            }
        });
        Self { address, asked }
    }

    pub(crate) fn address(&self) -> SocketAddr {
        self.address
    }

    pub(crate) fn origin(&self) -> String {
        format!("http://localhost:{}", self.address.port())
    }

    pub(crate) fn url(&self, path: &str) -> String {
        format!("{}{path}", self.origin())
    }

    /// All requests so far: first line, headers and body of each.
    pub(crate) fn asked(&self) -> Vec<String> {
        self.asked.lock().unwrap().clone()
    }
}

/// One request, one answer, one connection. A browser that leaves in the middle is no fault.
fn answer(
    stream: TcpStream,
    pages: &HashMap<String, Served>,
    heard: &Mutex<Vec<String>>,
) -> Option<()> {
    let mut reader = BufReader::new(stream.try_clone().ok()?);
    let (mut head, mut length) = (String::new(), 0);
    loop {
        let mut line = String::new();
        if reader.read_line(&mut line).ok()? == 0 {
            return None;
        }
        if let Some(value) = line.to_ascii_lowercase().strip_prefix("content-length:") {
            length = value.trim().parse::<usize>().ok()?.min(BODY_BYTES_MAX);
        }
        if line == "\r\n" {
            break;
        }
        head.push_str(&line);
    }
    let mut body = vec![0; length];
    reader.read_exact(&mut body).ok()?;
    let path = head.split(' ').nth(1)?.split('?').next()?.to_owned();
    if path == "/favicon.ico" {
        // A browser with windows asks for it by itself.
        return tell(stream, &Served::new("image/x-icon", "").status(204));
    }
    heard.lock().unwrap().push(format!("{head}\n{}", String::from_utf8_lossy(&body)));
    let page = pages.get(&path).cloned();
    let page = page.unwrap_or_else(|| Served::new("text/plain", "nothing here").status(404));
    thread::sleep(page.after);
    tell(stream, &page)
}

fn tell(mut stream: TcpStream, page: &Served) -> Option<()> {
    let is_live = page.headers.iter().any(|(_, value)| value == "text/event-stream");
    write!(stream, "HTTP/1.1 {} x\r\nConnection: close\r\n", page.status).ok()?;
    for (name, value) in &page.headers {
        write!(stream, "{name}: {value}\r\n").ok()?;
    }
    if is_live {
        write!(stream, "\r\n").ok()?;
        thread::sleep(Duration::from_millis(300));
        stream.write_all(page.body.as_bytes()).ok()?;
        // Open until the browser goes.
        let _ = stream.read(&mut [0]);
    } else {
        write!(stream, "Content-Length: {}\r\n\r\n{}", page.body.len(), page.body).ok()?;
    }
    Some(())
}
