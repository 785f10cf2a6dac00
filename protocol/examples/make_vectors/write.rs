//! The specification's structures, written by hand: CBOR, keys, bodies, letters, seals, frames.

use chacha20poly1305::aead::AeadInOut;
use chacha20poly1305::{ChaCha20Poly1305, XChaCha20Poly1305};
use ed25519_dalek::Signer as _;
use hkdf::Hkdf;
use hmac::{Hmac, KeyInit, Mac};
use serde_json::{Value, json};
use sha2::{Digest, Sha256};
use x25519_dalek::{PublicKey, StaticSecret};

/// 22 November 2026.
pub(crate) const TODAY: u32 = 20_779;
/// Noon of that day.
pub(crate) const NOON: u64 = TODAY as u64 * 86_400 + 43_200;

pub(crate) fn hex(bytes: &[u8]) -> String {
    bytes.iter().map(|b| format!("{b:02x}")).collect()
}

pub(crate) fn sha(bytes: &[u8]) -> [u8; 32] {
    Sha256::digest(bytes).into()
}

pub(crate) fn join(parts: &[&[u8]]) -> Vec<u8> {
    parts.concat()
}

// CBOR (RFC 8949): shortest heads.

fn head(major: u8, n: u64) -> Vec<u8> {
    let major = major << 5;
    match n {
        0..24 => vec![major | n as u8],
        24..0x100 => vec![major | 24, n as u8],
        0x100..0x1_0000 => join(&[&[major | 25], &(n as u16).to_be_bytes()]),
        0x1_0000..0x1_0000_0000 => join(&[&[major | 26], &(n as u32).to_be_bytes()]),
        _ => join(&[&[major | 27], &n.to_be_bytes()]),
    }
}

pub(crate) fn uint(n: impl Into<u64>) -> Vec<u8> {
    head(0, n.into())
}

pub(crate) fn bstr(bytes: &[u8]) -> Vec<u8> {
    join(&[&head(2, bytes.len() as u64), bytes])
}

pub(crate) fn tstr(text: &str) -> Vec<u8> {
    join(&[&head(3, text.len() as u64), text.as_bytes()])
}

pub(crate) fn flag(flag: bool) -> Vec<u8> {
    vec![if flag { 0xf5 } else { 0xf4 }]
}

pub(crate) fn array(items: &[Vec<u8>]) -> Vec<u8> {
    join(&[&head(4, items.len() as u64), &items.concat()])
}

pub(crate) fn map(entries: &[(u64, Vec<u8>)]) -> Vec<u8> {
    let body: Vec<u8> = entries.iter().flat_map(|(k, v)| join(&[&uint(*k), v])).collect();
    join(&[&head(5, entries.len() as u64), &body])
}

// Keys.

/// An Ed25519 key whose seed is one byte, repeated.
pub(crate) struct Ed(pub(crate) u8);

impl Ed {
    fn key(&self) -> ed25519_dalek::SigningKey {
        ed25519_dalek::SigningKey::from_bytes(&[self.0; 32])
    }

    pub(crate) fn public(&self) -> [u8; 32] {
        self.key().verifying_key().to_bytes()
    }

    /// SPEC 3.2.
    pub(crate) fn sign(&self, domain: &str, message: &[u8]) -> [u8; 64] {
        let length = (message.len() as u64).to_be_bytes();
        self.key().sign(&join(&[domain.as_bytes(), &[0], &length, message])).to_bytes()
    }

    pub(crate) fn signed(&self, domain: &str, body: &[u8]) -> Vec<u8> {
        array(&[bstr(body), bstr(&self.sign(domain, body))])
    }
}

/// The public half of an X25519 key of one byte, repeated.
pub(crate) fn x_public(seed: u8) -> [u8; 32] {
    PublicKey::from(&StaticSecret::from([seed; 32])).to_bytes()
}

pub(crate) fn x_agree(seed: u8, other: [u8; 32]) -> [u8; 32] {
    StaticSecret::from([seed; 32]).diffie_hellman(&PublicKey::from(other)).to_bytes()
}

pub(crate) fn hkdf<const N: usize>(salt: &[u8], ikm: &[u8], info: &[u8]) -> [u8; N] {
    let mut out = [0; N];
    Hkdf::<Sha256>::new(Some(salt), ikm).expand(info, &mut out).unwrap();
    out
}

pub(crate) fn expand<const N: usize>(key: &[u8; 32], info: &[u8]) -> [u8; N] {
    let mut out = [0; N];
    Hkdf::<Sha256>::from_prk(key).unwrap().expand(info, &mut out).unwrap();
    out
}

pub(crate) fn mac(key: &[u8], message: &[u8]) -> [u8; 32] {
    let mut mac = <Hmac<Sha256> as KeyInit>::new_from_slice(key).unwrap();
    mac.update(message);
    mac.finalize().into_bytes().into()
}

// Organisations.

/// An organisation: signing key `seed`, recovery sheet's key `seed + 1`, node key `seed + 2`,
/// epoch prekey `seed + 3`, one-time prekey `seed + 4`.
#[derive(Clone, Copy)]
pub(crate) struct Org(pub(crate) u8);

pub(crate) const SHELTER: Org = Org(0x10);
pub(crate) const CLINIC: Org = Org(0x20);
pub(crate) const THIRD: Org = Org(0x30);

impl Org {
    pub(crate) fn signing(self) -> Ed {
        Ed(self.0)
    }

    pub(crate) fn sheet(self) -> Ed {
        Ed(self.0 + 1)
    }

    pub(crate) fn node(self) -> Ed {
        Ed(self.0 + 2)
    }

    pub(crate) fn one_time(self) -> u8 {
        self.0 + 4
    }

    /// SPEC 3.1.
    pub(crate) fn inception(self) -> Vec<u8> {
        map(&[
            (0, uint(1u8)),
            (1, uint(TODAY - 100)),
            (2, bstr(&self.signing().public())),
            (3, bstr(&sha(&self.sheet().public()))),
        ])
    }

    pub(crate) fn id(self) -> [u8; 32] {
        sha(&self.inception())
    }

    pub(crate) fn key_log(self, rotations: &[Vec<u8>]) -> Vec<u8> {
        array(&[self.inception(), array(rotations)])
    }
}

/// A rotation's body, field by field (SPEC 3.3).
pub(crate) struct Rotation {
    pub(crate) seq: u32,
    pub(crate) prev: [u8; 32],
    pub(crate) to: Ed,
    pub(crate) next: Ed,
    pub(crate) day: u32,
    pub(crate) compromised: bool,
}

impl Rotation {
    pub(crate) fn body(&self) -> Vec<u8> {
        map(&[
            (0, uint(self.seq)),
            (1, bstr(&self.prev)),
            (2, bstr(&self.to.public())),
            (3, bstr(&sha(&self.next.public()))),
            (4, uint(self.day)),
            (5, flag(self.compromised)),
        ])
    }

    pub(crate) fn signed(&self) -> Vec<u8> {
        self.to.signed("waypost/rotation/v1", &self.body())
    }
}

// Bodies (SPEC 5.3).

#[derive(Clone)]
pub(crate) enum Val {
    Text(&'static str),
    Number(u64),
    Flag(bool),
    List(Vec<&'static str>),
    Bytes(Vec<u8>),
}

impl Val {
    fn cbor(&self) -> Vec<u8> {
        match self {
            Self::Text(text) => tstr(text),
            Self::Number(n) => uint(*n),
            Self::Flag(f) => flag(*f),
            Self::List(items) => array(&items.iter().map(|i| tstr(i)).collect::<Vec<_>>()),
            Self::Bytes(bytes) => bstr(bytes),
        }
    }

    fn json(&self) -> Value {
        match self {
            Self::Text(text) => json!({ "text": text }),
            Self::Number(n) => json!({ "number": n }),
            Self::Flag(f) => json!({ "flag": f }),
            Self::List(items) => json!({ "list": items }),
            Self::Bytes(bytes) => json!({ "bytes": hex(bytes) }),
        }
    }
}

/// Section, key, value.
pub(crate) type Field = (u8, &'static str, Val);

pub(crate) fn fields_json(fields: &[Field]) -> Value {
    fields.iter().map(|(section, key, value)| json!([section, key, value.json()])).collect()
}

fn content((section, key, value): &Field) -> Vec<u8> {
    join(&[&uint(*section), &tstr(key), &value.cbor()])
}

/// A body with everything that is derived from its seed.
#[derive(Clone)]
pub(crate) struct Body {
    pub(crate) fields: Vec<Field>,
    pub(crate) seed: [u8; 32],
    pub(crate) shown: Vec<u8>,
}

impl Body {
    pub(crate) fn salt(&self, i: usize) -> [u8; 16] {
        let whole = mac(&self.seed, &join(&[b"salt", &(i as u32).to_be_bytes()]));
        whole[..16].try_into().unwrap()
    }

    pub(crate) fn leaves(&self) -> Vec<[u8; 32]> {
        let count = self.fields.len().next_power_of_two();
        (0..count)
            .map(|i| match self.fields.get(i) {
                Some(field) => {
                    let content = join(&[&head(4, 3), &content(field)]);
                    sha(&join(&[&[0], &self.salt(i), &content]))
                }
                None => mac(&self.seed, &join(&[b"decoy", &(i as u32).to_be_bytes()])),
            })
            .collect()
    }

    pub(crate) fn root(&self) -> [u8; 32] {
        root(&self.leaves())
    }

    pub(crate) fn items(&self) -> Vec<Vec<u8>> {
        let leaves = self.leaves();
        let item = |(i, leaf): (usize, &[u8; 32])| match self.fields.get(i) {
            Some(field) if self.shown.contains(&field.0) => {
                join(&[&head(4, 4), &bstr(&self.salt(i)), &content(field)])
            }
            Some(_) | None => bstr(leaf),
        };
        leaves.iter().enumerate().map(item).collect()
    }

    /// SPEC 5.4: fields of these sections, to be shown later.
    pub(crate) fn disclosed(&self, sections: &[u8]) -> Vec<Vec<u8>> {
        let chosen = self.fields.iter().enumerate().filter(|(_, f)| sections.contains(&f.0));
        chosen.map(|(i, field)| disclosed(i, &self.salt(i), field)).collect()
    }
}

pub(crate) fn disclosed(index: usize, salt: &[u8; 16], field: &Field) -> Vec<u8> {
    join(&[&head(4, 5), &uint(index as u64), &bstr(salt), &content(field)])
}

/// RFC 6962 section 2.1, of a power of two.
pub(crate) fn root(leaves: &[[u8; 32]]) -> [u8; 32] {
    match leaves {
        [leaf] => *leaf,
        _ => {
            let (left, right) = leaves.split_at(leaves.len() / 2);
            sha(&join(&[&[1], &root(left), &root(right)]))
        }
    }
}

// Letters.

/// A letter from one organisation to another, before any fault is put in.
#[derive(Clone)]
pub(crate) struct Letter {
    pub(crate) from: Org,
    pub(crate) to: Org,
    pub(crate) kind: u8,
    pub(crate) prekey: [u8; 32],
    pub(crate) conversation: [u8; 16],
    pub(crate) seq: u32,
    pub(crate) prev: Option<[u8; 32]>,
    pub(crate) answers: Option<[u8; 32]>,
    pub(crate) day: u32,
    pub(crate) expires: u32,
    pub(crate) body: Body,
    pub(crate) disclosed: Vec<Vec<u8>>,
    pub(crate) tail: Vec<Vec<u8>>,
}

impl Letter {
    /// The header's map, entry by entry (SPEC 5.1).
    pub(crate) fn entries(&self) -> Vec<(u64, Vec<u8>)> {
        let mut entries = vec![
            (0, uint(1u8)),
            (1, uint(1u8)),
            (2, uint(self.kind)),
            (3, bstr(&self.from.id())),
            (4, bstr(&self.from.signing().public())),
            (5, bstr(&self.to.id())),
            (6, bstr(&sha(&self.prekey))),
            (7, bstr(&self.conversation)),
            (8, bstr(&[0x88; 16])),
            (9, uint(self.seq)),
        ];
        entries.extend(self.prev.map(|hash| (10, bstr(&hash))));
        entries.extend(self.answers.map(|hash| (11, bstr(&hash))));
        entries.extend([
            (12, uint(self.day)),
            (13, uint(self.expires)),
            (14, bstr(&self.body.root())),
            (15, uint(1u8)),
        ]);
        entries
    }

    pub(crate) fn header(&self) -> Vec<u8> {
        map(&self.entries())
    }

    pub(crate) fn signature(&self) -> [u8; 64] {
        self.from.signing().sign("waypost/letter/v1", &self.header())
    }

    pub(crate) fn bytes(&self) -> Vec<u8> {
        self.with(&self.header(), &self.signature(), &self.body.items())
    }

    /// The letter with parts of somebody's choice.
    pub(crate) fn with(&self, header: &[u8], signature: &[u8], items: &[Vec<u8>]) -> Vec<u8> {
        let tail: Vec<Vec<u8>> = self.tail.iter().map(|entry| bstr(entry)).collect();
        array(&[bstr(header), bstr(signature), array(items), array(&self.disclosed), array(&tail)])
    }
}

// Seals: age v1 (C2SP), one X25519 recipient.

fn base64(bytes: &[u8]) -> String {
    const SIGNS: &[u8; 64] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    let mut text = String::new();
    for chunk in bytes.chunks(3) {
        let n = chunk.iter().fold(0u32, |n, b| n << 8 | u32::from(*b)) << (8 * (3 - chunk.len()));
        for place in 0..=chunk.len() {
            text.push(SIGNS[(n >> (18 - 6 * place)) as usize & 63].into());
        }
    }
    text
}

fn close(key: [u8; 32], nonce: [u8; 12], clear: &[u8]) -> Vec<u8> {
    let mut bytes = clear.to_vec();
    let cipher = ChaCha20Poly1305::new(&key.into());
    let tag =
        cipher.encrypt_inout_detached(&nonce.into(), &[], bytes.as_mut_slice().into()).unwrap();
    join(&[&bytes, &tag])
}

/// Seals with a fixed file key and ephemeral key. `stanzas` go before the recipient's own.
pub(crate) fn seal_with(
    prekey: [u8; 32],
    letter: &[u8],
    stanzas: &str,
    recipients: usize,
) -> Vec<u8> {
    let file_key = [0xf1; 16];
    let ephemeral = 0xe1;
    let share = x_public(ephemeral);
    let shared = x_agree(ephemeral, prekey);
    let wrap = hkdf(&join(&[&share, &prekey]), &shared, b"age-encryption.org/v1/X25519");
    let wrapped = close(wrap, [0; 12], &file_key);
    let stanza = format!("-> X25519 {}\n{}\n", base64(&share), base64(&wrapped)).repeat(recipients);
    let header = format!("age-encryption.org/v1\n{stanzas}{stanza}---");
    let header_mac = mac(&hkdf::<32>(&[], &file_key, b"header"), header.as_bytes());
    let nonce = [0xa9; 16];
    let payload: [u8; 32] = hkdf(&nonce, &file_key, b"payload");
    let chunks: Vec<&[u8]> = letter.chunks(64 * 1024).collect();
    let mut sealed = join(&[format!("{header} {}\n", base64(&header_mac)).as_bytes(), &nonce]);
    for (n, chunk) in chunks.iter().enumerate() {
        let mut nonce = [0; 12];
        nonce[7..11].copy_from_slice(&(n as u32).to_be_bytes());
        nonce[11] = u8::from(n + 1 == chunks.len());
        sealed.extend(close(payload, nonce, chunk));
    }
    sealed
}

pub(crate) fn seal(prekey: [u8; 32], letter: &[u8]) -> Vec<u8> {
    seal_with(prekey, letter, "", 1)
}

// Frames (SPEC 6.5, 6.6).

/// The chain key, moved on by days.
pub(crate) fn chain_at(key: [u8; 32], days: u32) -> [u8; 32] {
    (0..days).fold(key, |key, _| expand(&key, b"next"))
}

/// Frames sealed bytes; `length` is what the inside says of their length.
pub(crate) fn frame_saying(
    chain: [u8; 32],
    day: u32,
    hint: &[u8],
    sealed: &[u8],
    length: u32,
) -> Vec<u8> {
    let (key, tag_key): ([u8; 32], [u8; 32]) = (expand(&chain, b"frame"), expand(&chain, b"tag"));
    let nonce = [0x4e; 24];
    let rung =
        [4096, 16_384, 65_536, 262_144].into_iter().find(|r| sealed.len() + 72 <= *r).unwrap();
    let clear = join(&[&day.to_be_bytes(), &nonce, &mac(&tag_key, &nonce)[..16]]);
    let mut inner = join(&[hint, &length.to_be_bytes(), sealed]);
    inner.resize(rung - 44 - 16, 0x9d);
    let cipher = XChaCha20Poly1305::new(&key.into());
    let tag =
        cipher.encrypt_inout_detached(&nonce.into(), &clear, inner.as_mut_slice().into()).unwrap();
    join(&[&clear, &inner, &tag])
}

pub(crate) fn frame(chain: [u8; 32], day: u32, hint: &[u8], sealed: &[u8]) -> Vec<u8> {
    frame_saying(chain, day, hint, sealed, sealed.len() as u32)
}

// Bundles (SPEC 6.10).

/// A bundle of this size whose plaintext begins with a head, its length before it, and goes on with `rest`.
pub(crate) fn bundle_of(chain: [u8; 32], head: &[u8], rest: &[u8], size: usize) -> Vec<u8> {
    let key: [u8; 32] = expand(&chain, b"bundle");
    let tag_key: [u8; 32] = expand(&chain, b"bundle tag");
    let nonce = [0x5b; 24];
    let clear = join(&[&nonce, &mac(&tag_key, &nonce)[..16]]);
    let mut inner = join(&[&(head.len() as u16).to_be_bytes(), head, rest]);
    inner.resize(size - 40 - 16, 0);
    let cipher = XChaCha20Poly1305::new(&key.into());
    let tag =
        cipher.encrypt_inout_detached(&nonce.into(), &clear, inner.as_mut_slice().into()).unwrap();
    join(&[&clear, &inner, &tag])
}
