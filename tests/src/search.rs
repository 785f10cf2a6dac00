//! A search for words and keys in whatever spelling a program may have left them.
//!
//! In: texts and secrets. Out: which of them some bytes hold: as they are, as UTF-16, hex, base64 at any
//! alignment, percent-encoded, escaped as JSON or by a debugger's print, backwards. One pass for all.

use std::collections::{BTreeSet, HashMap};

/// Shorter spellings are found by chance in random bytes.
const BYTES_MIN: usize = 6;

/// Spellings to look for.
#[derive(Default)]
pub struct Search {
    needles: Vec<(String, Vec<u8>)>,
    by_start: HashMap<[u8; 4], Vec<usize>>,
}

/// A spelling's name and its bytes.
pub type Spelling = (String, Vec<u8>);

impl Search {
    /// Adds the spellings of one thing.
    pub fn add(&mut self, name: &str, spellings: Vec<Spelling>) {
        for (spelling, bytes) in spellings.into_iter().filter(|(_, b)| b.len() >= BYTES_MIN) {
            let start = *bytes.first_chunk().unwrap();
            self.by_start.entry(start).or_default().push(self.needles.len());
            self.needles.push((format!("{name} ({spelling})"), bytes));
        }
    }

    /// How many spellings are looked for.
    pub fn len(&self) -> usize {
        self.needles.len()
    }

    /// Whether nothing is looked for.
    pub fn is_empty(&self) -> bool {
        self.needles.is_empty()
    }

    /// What is found in these bytes.
    pub fn hits(&self, bytes: &[u8]) -> BTreeSet<String> {
        let mut starts = vec![false; 1 << 16];
        for start in self.by_start.keys() {
            starts[usize::from(u16::from_be_bytes([start[0], start[1]]))] = true;
        }
        let mut found = BTreeSet::new();
        for (at, four) in bytes.windows(4).enumerate() {
            if !starts[usize::from(u16::from_be_bytes([four[0], four[1]]))] {
                continue;
            }
            for needle in four
                .try_into()
                .ok()
                .and_then(|f: [u8; 4]| self.by_start.get(&f))
                .into_iter()
                .flatten()
            {
                let (name, wanted) = &self.needles[*needle];
                if bytes[at..].starts_with(wanted) {
                    found.insert(name.clone());
                }
            }
        }
        found
    }
}

/// A text in every spelling.
pub fn of_text(text: &str) -> Vec<Spelling> {
    let mut all = of_bytes(text.as_bytes());
    let utf16 =
        |bytes: fn(u16) -> [u8; 2]| text.encode_utf16().flat_map(bytes).collect::<Vec<u8>>();
    all.push(("UTF-16 LE".to_owned(), utf16(u16::to_le_bytes)));
    all.push(("UTF-16 BE".to_owned(), utf16(u16::to_be_bytes)));
    all.push(("upper case".to_owned(), text.to_uppercase().into_bytes()));
    all.push(("lower case".to_owned(), text.to_lowercase().into_bytes()));
    let percent = text.bytes().map(|b| match b.is_ascii_alphanumeric() {
        true => char::from(b).to_string(),
        false => format!("%{b:02X}"),
    });
    all.push(("percent".to_owned(), percent.collect::<String>().into_bytes()));
    let json = text.encode_utf16().map(|unit| match u8::try_from(unit) {
        Ok(b) if b.is_ascii() => char::from(b).to_string(),
        _ => format!("\\u{unit:04x}"),
    });
    all.push(("JSON".to_owned(), json.collect::<String>().into_bytes()));
    all.push(("debug".to_owned(), text.escape_unicode().to_string().into_bytes()));
    all.push(("default".to_owned(), text.escape_default().to_string().into_bytes()));
    let backwards: String = text.chars().rev().collect();
    all.push(("characters backwards".to_owned(), backwards.into_bytes()));
    all
}

/// Bytes in every spelling.
pub fn of_bytes(bytes: &[u8]) -> Vec<Spelling> {
    let hex: String = bytes.iter().map(|b| format!("{b:02x}")).collect();
    let decimal: Vec<String> = bytes.iter().map(u8::to_string).collect();
    let mut all = vec![
        ("plain".to_owned(), bytes.to_vec()),
        ("backwards".to_owned(), bytes.iter().rev().copied().collect()),
        ("HEX".to_owned(), hex.to_uppercase().into_bytes()),
        ("hex".to_owned(), hex.into_bytes()),
        ("numbers".to_owned(), decimal.join(", ").into_bytes()),
        ("numbers without blanks".to_owned(), decimal.join(",").into_bytes()),
    ];
    for before in 0..3 {
        for url in [false, true] {
            let name = format!("base64 {before}{}", if url { " url" } else { "" });
            all.push((name, base64_inside(bytes, before, url)));
        }
    }
    all
}

/// The part of a base64 text that these bytes alone decide, `before` bytes after a boundary.
fn base64_inside(bytes: &[u8], before: usize, url: bool) -> Vec<u8> {
    let alphabet = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789";
    let digit = |six: u32| match (six, url) {
        (62, false) => b'+',
        (62, true) => b'-',
        (63, false) => b'/',
        (63, true) => b'_',
        (six, _) => alphabet[six as usize],
    };
    let padded: Vec<u8> = std::iter::repeat_n(0, before).chain(bytes.iter().copied()).collect();
    let bit = |at: usize| u32::from(padded[at / 8] >> (7 - at % 8) & 1);
    let first = (before * 8).div_ceil(6);
    let last = padded.len() * 8 / 6;
    (first..last).map(|n| digit((0..6).fold(0, |six, b| six << 1 | bit(n * 6 + b)))).collect()
}
